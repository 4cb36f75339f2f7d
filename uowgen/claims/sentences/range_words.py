"""What the methods of a list of ranges are called: those that put in, take out and find."""

INSERTS = (
    "insert",
    "add",
    "map",
    "reserve",
    "insert_range",
    "add_range",
    "add_region",
    "add_vma",
    "push",
    "register",
    "claim",
    "occupy",
)
REMOVES = ("remove", "unmap", "remove_range", "free", "take", "release", "delete", "unclaim", "unreserve", "unregister")
FINDS = ("find", "get", "lookup", "find_vma", "find_region", "find_containing", "containing", "find_mut", "at")
