"""Types whose end does something, and functions that hold or undo something for a while."""
