"""What can be read off a tree of Rust without running it: declarations, their members, conditions, calls, modules."""
