"""What code counts up to: a large number for it would be gone through step by step, and shows no more than a small one."""

from __future__ import annotations

import re

_FROM_NOTHING = re.compile(r"\b0\w*\s*\.\.=?\s*([\w.]+)")  # `0..buffer.pages`
_TIMES = re.compile(r"\.\.=?[\w.\s]*\+\s*\(?([\w.]+)\s*\*")  # `start..start + pages * SIZE`
_COMMENT = re.compile(r"//.*")
# What ranges go by has numbers of its own.
_ENDS = frozenset({"self", "end", "to", "until", "hi", "high", "len", "length", "size", "bytes"})
COUNTED = (2, 1, 3, 1)  # numbers for what is counted up to


def counted_in(text: str) -> frozenset[str]:
    """The names of parameters and fields that the code of `text` counts up to."""
    bare = _COMMENT.sub("", text)
    found = {name for pattern in (_FROM_NOTHING, _TIMES) for name in pattern.findall(bare)}
    return frozenset(n.rpartition(".")[2] for n in found if not n[:1].isdigit() and n != n.upper()) - _ENDS


__all__ = ["COUNTED", "counted_in"]
