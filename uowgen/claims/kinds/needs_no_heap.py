"""Claim: code asks for no memory of the heap."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_HEAP = "heap|dynamic|runtime|memory"
_ALLOCATION = "allocation|allocations|allocating"
_ANY = "any|further|hidden|single"
_MADE = "needed|used|made|required|involved|performed|done|happen|happens|takes|take|place|allowed|necessary|occurs|occur|anywhere|at|all"
_WHERE = "in|by|inside|during|within|from|for|on"

KIND = Kind(
    "needs_no_heap",
    "code asks for no memory of the heap",
    (
        f"no {_HEAP} {_ALLOCATION} @be* {_MADE}*",
        f"no {_HEAP} {_ALLOCATION} @be* {_MADE}* {_WHERE} <names>",
        f"there is|are no {_HEAP} {_ALLOCATION} {_MADE}*",
        f"there is|are no {_HEAP} {_ALLOCATION} {_WHERE} <names>",
        f"<names> @be? free of {_HEAP} {_ALLOCATION}",
        f"free of {_HEAP} {_ALLOCATION}",
        f"without {_ANY}? {_HEAP} {_ALLOCATION}",
        f"works|usable|runs|builds|lives|it* without {_ANY}? heap|allocator|alloc",
        "needs|uses|requires|it|and* no heap|allocator|alloc memory|crate?",
        f"<names> works|work|runs|run|gets|get along|by? without {_ANY}? heap|allocator|alloc",
        f"<names> works|work|runs|run without {_ANY}? {_HEAP} {_ALLOCATION}",
        "<names> needs|uses|requires|need|use|require|touches|touch no heap|allocator|alloc memory|crate?",
        f"<names> needs|performs|makes|does|do|need|perform|make|requires|require no {_HEAP} {_ALLOCATION}",
        "<names> does|do @not need|use|require|touch heap|allocator|alloc memory|crate?",
        "<names> does|do @not allocate memory|anything? on|from heap",
        "<names> never allocates|allocate memory|anything? on|from heap",
        "<names> never touches|uses|needs|touch|use|need heap|allocator",
        "nothing|it @be? allocated|allocates? on|from heap",
        "nothing @be allocated on|from heap",
        "does|do @not allocate memory|anything? on|from heap",
        "never allocates|allocate memory|anything? on|from heap",
        "does|do @not need|use|require heap|allocator|alloc memory|crate?",
        "no heap|alloc memory|use|usage? @be* used|needed|required|touched?",
        f"no heap|alloc memory|use|usage? @be* used|needed|required|touched {_WHERE} <names>",
        "no allocation|allocations|allocating on|from heap",
        f"no allocation|allocations @be* {_MADE}*",
        f"no allocation|allocations {_WHERE} <names>",
        "<names> does|do @not allocate",
        "<names> never allocates|allocate",
        "never allocates|allocate",
        "does|do @not allocate",
        "heap-free|allocation-free",
        "<names> @be heap-free|allocation-free",
    ),
    ("No heap allocation", "`push()` never allocates on the heap"),
    decided_in("bodies.heap"),
)
