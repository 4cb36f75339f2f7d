"""The tree as programs that can be run, and what the runs come to."""
