"""Capitalised names that written code brings into a file for the first time: what may lack an import. A look at bytes alone.

It parses nothing and compiles no patterns, since every plan goes through it; whether a name really lacks an import is `missing.py`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.desk import Desk
    from uowgen.model import Operation, SpecPlan


class Use(NamedTuple):
    """A name that the code of `operation` writes into the file at `path`, which has not had it so far. `number` is that of its spec."""

    name: str
    path: str
    number: int
    operation: Operation


def unseen_names(planned: Sequence[SpecPlan], desk: Desk) -> list[Use]:
    """Each such name with the first operation that writes it, in the order of the operations; none that is declared or imported as well."""
    seen: set[tuple[str, bytes]] = set()
    found: list[Use] = []
    for number, spec in enumerate(planned):
        for operation in spec.operations:
            path = operation.file
            if operation.status != "applies" or not path.endswith(".rs"):
                continue
            for name in _names(operation):
                if (path, name) in seen:
                    continue
                seen.add((path, name))
                draft = desk.draft(path)
                if draft is None or next(_places(draft.original or b"", name), None) is not None or _declared(draft.data, name):
                    continue
                found.append(Use(name.decode(), path, number, operation))
    return found


_NEVER_MISSING = frozenset(
    b"Self Option Some None Result Ok Err Copy Send Sized Sync Unpin Drop Fn FnMut FnOnce AsMut AsRef Into From TryFrom TryInto FromIterator "
    b"Default Iterator Extend IntoIterator DoubleEndedIterator ExactSizeIterator Clone PartialEq Eq PartialOrd Ord".split()
)
_WORD = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_HEADS = bytes(byte if byte in _WORD + b":.'#!" else 32 for byte in range(256))  # what is no word or path becomes a blank


def _names(operation: Operation) -> dict[bytes, None]:
    """The capitalised words at the head of a path in what `operation` writes, outside of comments and strings, in order."""
    found: dict[bytes, None] = {}
    for edit in operation.edits:
        for row in edit.text.split(b"\n"):
            bare = row.partition(b"//")[0]
            if b'"' in bare:
                bare = b" ".join(bare.split(b'"')[::2])
            for word in bare.translate(_HEADS).split():
                if b"A" <= word[:1] <= b"Z":
                    name = word.partition(b":")[0].partition(b".")[0]
                    if len(name) > 1 and name not in _NEVER_MISSING and name.replace(b"_", b"a").isalnum():
                        found[name] = None
    return found


def _places(data: bytes, name: bytes) -> Iterator[int]:
    """Where `name` stands in `data` as a word."""
    at = data.find(name)
    while at >= 0:
        end = at + len(name)
        if data[at - 1 : at] not in _LETTERS and data[end : end + 1] not in _LETTERS:
            yield at
        at = data.find(name, end)


_LETTERS = frozenset(bytes([byte]) for byte in _WORD)
_DECLARING = frozenset(b"struct enum union trait type const static mod mut fn as crate".split())


def _declared(data: bytes, name: bytes) -> bool:
    """Whether `name` follows a keyword that declares it, or stands in a `use`."""
    for at in _places(data, name):
        lead = data[max(0, at - 40) : at]
        words = lead.split()
        if words and words[-1] in _DECLARING and lead[-1:].isspace():
            return True
        use = data.rfind(b"use ", 0, at)
        if use >= 0 and data[use - 1 : use] not in _LETTERS and data.find(b";", use, at) < 0:
            return True
    return False
