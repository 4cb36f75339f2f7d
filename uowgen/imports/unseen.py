"""Capitalised names that written code brings into a file for the first time: what may lack an import. A look at bytes alone.

It parses nothing, since every plan goes through it; whether such a name really lacks an import is `missing.py`'s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Operation, SpecPlan
    from uowgen.target_file import Desk


class Use(NamedTuple):
    """A name that the code of `operation` writes into the file at `path`, which has not had it so far. `number` is that of its spec."""

    name: str
    path: str
    number: int
    operation: Operation


def unseen_names(planned: Sequence[SpecPlan], desk: Desk) -> list[Use]:
    """Each such name with the first operation that writes it, in the order of the operations; none that is declared or imported as well."""
    seen: set[tuple[str, bytes]] = set()
    declared: dict[str, set[bytes]] = {}
    found: list[Use] = []
    for number, spec in enumerate(planned):
        for operation in spec.operations:
            path = operation.file
            if operation.status != "applies" or not operation.edits or not path.endswith(".rs"):
                continue
            for name in _names(b"\n".join(edit.text for edit in operation.edits)):
                if (path, name) in seen:
                    continue
                seen.add((path, name))
                draft = desk.draft(path)
                if draft is None or _has(draft.original or b"", name):
                    continue
                if path not in declared:
                    declared[path] = _declared(draft.data)
                if name not in declared[path]:
                    found.append(Use(name.decode(), path, number, operation))
    return found


_NEVER_MISSING = frozenset(
    b"Self Option Some None Result Ok Err Copy Send Sized Sync Unpin Drop Fn FnMut FnOnce AsMut AsRef Into From TryFrom TryInto FromIterator "
    b"Default Iterator Extend IntoIterator DoubleEndedIterator ExactSizeIterator Clone PartialEq Eq PartialOrd Ord".split()
)


def _names(text: bytes) -> list[bytes]:
    """The capitalised words of `text` at the head of a path, outside of comments and strings, in order."""
    if not re.search(rb"[A-Z]", text):
        return []
    bare = re.sub(rb'//[^\n]*|"(?:\\.|[^"\\])*"', b" ", text)
    names = dict.fromkeys(re.findall(rb"(?<![\w:.'#!])[A-Z]\w+", bare))
    return [name for name in names if name not in _NEVER_MISSING]


def _has(data: bytes, name: bytes) -> bool:
    return name in data and re.search(rb"\b" + name + rb"\b", data) is not None


def _declared(data: bytes) -> set[bytes]:
    """The words of `data` that follow a keyword which declares, or stand in a `use`."""
    found = set(re.findall(rb"\b(?:struct|enum|union|trait|type|const|static|mod|mut|fn|as|crate)\s+([A-Z]\w*)", data))
    for use in re.findall(rb"\buse\s[^;]{1,4000};", data):
        found.update(re.findall(rb"\w+", use))
    return found
