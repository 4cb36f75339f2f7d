"""Sentences by which codes are those of Linux: “`errno()` values match Linux”, “`name()` gives the matching errno name for every variant”.

The numbers of Linux are known. Which one a variant has is told by what the spec's own code calls it: a function of names, a remark beside it, the
variant's own name, or the kind of error of the standard library of that name, which is made of these numbers on Linux. Where these say different things,
or nothing, nothing is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.at_hand import block_files
from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.shapes import plain_of
from uowgen.claims.valued.tokens import ERRNO
from uowgen.claims.valued.wanted import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.claims import Row
    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

# `std::io::ErrorKind`, as the standard library makes it of the numbers of Linux.
_KINDS = {
    "AddrInUse": "EADDRINUSE", "AddrNotAvailable": "EADDRNOTAVAIL", "AlreadyExists": "EEXIST", "ArgumentListTooLong": "E2BIG", "BrokenPipe": "EPIPE",
    "ConnectionAborted": "ECONNABORTED", "ConnectionRefused": "ECONNREFUSED", "ConnectionReset": "ECONNRESET", "CrossesDevices": "EXDEV",
    "Deadlock": "EDEADLK", "DirectoryNotEmpty": "ENOTEMPTY", "ExecutableFileBusy": "ETXTBSY", "FileTooLarge": "EFBIG", "FilesystemLoop": "ELOOP",
    "HostUnreachable": "EHOSTUNREACH", "Interrupted": "EINTR", "InvalidFilename": "ENAMETOOLONG", "InvalidInput": "EINVAL", "IsADirectory": "EISDIR",
    "NetworkDown": "ENETDOWN", "NetworkUnreachable": "ENETUNREACH", "NotADirectory": "ENOTDIR", "NotConnected": "ENOTCONN", "NotFound": "ENOENT",
    "NotSeekable": "ESPIPE", "OutOfMemory": "ENOMEM", "PermissionDenied": "EACCES EPERM", "QuotaExceeded": "EDQUOT", "ReadOnlyFilesystem": "EROFS",
    "ResourceBusy": "EBUSY", "StaleNetworkFileHandle": "ESTALE", "StorageFull": "ENOSPC", "TimedOut": "ETIMEDOUT", "TooManyLinks": "EMLINK",
    "Unsupported": "EOPNOTSUPP ENOSYS", "WouldBlock": "EAGAIN",
}  # fmt: skip
_SYSTEM = "linux|linux's|posix|posix's|unix"
_STANDARD = f"{_SYSTEM}|standard|usual|conventional|official"
_SORT = "errno|error|kernel|uapi|numeric|system|abi*"
_NUMBERS = "values|value|numbers|number|codes|code|errnos|errno|constants|definitions|ones|numbering|convention|abi|headers|table"
_ARE = (
    "match|matches|follow|follows|are|is|equal|equals|use|uses|return|returns|give|gives|agree with|agrees with|correspond to|corresponds to|mirror|mirrors|"
    "conform to|conforms to|comply with|are taken from|come from|are same as|is same as|are identical to|map to|maps to|yields|stick to|keep to"
)
_EACH = "for every variant|for each variant|for all variants|of every variant|of each variant|of all variants|for every error|for each error|for all errors|in every case|throughout?"
_RIGHT = "matching|corresponding|right|correct|proper|respective|appropriate"
_NAME = "name|names|symbol|symbols|identifier|constant name|symbolic name|mnemonic|string"
_HAVE = "gives|give|returns|return|yields|yield|is|are|has|reports|provides|tells|spells|maps to|produces"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence that codes, or their names, are those of Linux."""
    words = {t.low for t in r.tokens}
    if not words & {*_STANDARD.split("|"), *_RIGHT.split("|"), "errno", "errnos", "match", "matches"}:
        return
    whose, sign_of = f"{_STANDARD}*", _sign_in(r)
    for fs, sign in [
        *r.full(r.function, f"{_NUMBERS}?", _ARE, "same|those|ones|values|numbers|all|of|as|in|on|used by|from*", sign_of, f"{_SYSTEM}", _SORT, f"{_NUMBERS}*", "of|used by|on|in?", "kernel|headers?", _EACH),
        *r.full(r.function, f"{_NUMBERS}?", _ARE, sign_of, whose, _SORT, "errnos|errno values|errno numbers|errno codes|values|numbers|codes", "of|from|in|on|used by|as in|as on", _SYSTEM, _EACH),
        *r.full(r.function, f"{_NUMBERS}?", _ARE, sign_of, "standard|official", "errnos|errno values|errno numbers|errno codes|errno constants", _EACH),
    ]:  # fmt: skip
        for f in fs:
            if f.number and f.name != "discriminant":
                yield Claim(tuple(t for row in r.table.rows(r.shape.name) for t in _number(r, f, row, sign)), sure=False)
    for (fs,) in [
        *r.full(r.function, _HAVE, f"{_RIGHT}|{_STANDARD}", f"{_STANDARD}*", _SORT, _NAME, _EACH),
        *r.full(r.function, _HAVE, "errno", _NAME, "that match|that matches|matching|that belongs to|for|of", "variant|each variant|every variant|error|it", _EACH),
    ]:  # fmt: skip
        for f in fs:
            if f.text and f.name != "Display":
                yield Claim(tuple(_name(r, f, row) for row in r.table.rows(r.shape.name)), sure=False)
    paired = [
        *r.full(r.function, "matches|match|agrees with|agree with|corresponds to|correspond to|fits|belongs to|belong to|is name of|names|goes with", f"{_RIGHT}|number of|numbers of|value of*", r.function, _EACH),
        *r.full(r.function, _HAVE, f"{_RIGHT}|{_STANDARD}*", _SORT, _NAME, "of|for|to|that belongs to|that matches|matching|belonging to", f"{_RIGHT}|number of|value of*", r.function, _EACH),
        *r.full(r.function, "and|,", r.function, "match|agree|belong together|fit|correspond|are consistent|match each other|agree with each other|fit together", _EACH),
    ]  # fmt: skip
    for fs, gs in paired:
        for f, g in ((f, g) for f in fs for g in gs):
            names, numbers = (f, g) if f.text else (g, f)
            if names.text and numbers.number and names.name != "Display" and numbers.name != "discriminant":
                rows = r.table.rows(r.shape.name)
                yield Claim(tuple(_pair(r, names, numbers, row) for row in rows), sure=False)


def _sign_in(r: Phrases) -> Any:
    """“negative”, “positive”: the sign, 0 where none is said."""

    def read(i: int) -> Iterator[tuple[int, int]]:
        yield 0, i
        for sign, words in ((-1, "negative|negated"), (1, "positive")):
            yield from ((sign, j) for _, j in r.one(i, words))

    return read


def _given(r: Phrases, f: Function, row: Row, *, own: bool) -> object:
    answer = r.table.gave(f, row, own=own)
    return opened(answer.value) if answer.known and not answer.panic else None


def _says(r: Phrases, f: Function, row: Row) -> str:
    return f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}"


def _number(r: Phrases, f: Function, row: Row, sign: int) -> Iterator[Trial]:
    """That the number of a value is that of Linux, with the sign that is said, else with that which the spec's own code gives it."""
    shown = _given(r, f, row, own=True)
    carried = list(plain_of(r.shape, row)[1].values())
    if shown is not None and carried == [shown]:
        return  # a code that is only carried is whoever made it
    wanted = expected(r, list(r.shape.variants)[row[0]], row)

    def right(own: bool) -> bool | None:
        gave = _given(r, f, row, own=own)
        if not wanted or type(gave) is not int or type(shown) is not int:
            return None
        if abs(gave) not in wanted:
            return False
        return (gave < 0) is (sign < 0) if sign else True if (gave < 0) is (shown < 0) else None

    yield Trial(_says(r, f, row), right)


def _name(r: Phrases, f: Function, row: Row) -> Trial:
    """That the name of a value is that of Linux. Which of two is wrong, the name or the number, is told only where they are not the same."""
    wanted = expected(r, list(r.shape.variants)[row[0]], row)
    numbers = [g for g in r.table.functions if g.sort == "query" and g.number and g.name != "discriminant"]

    def right(own: bool) -> bool | None:
        gave = _given(r, f, row, own=own)
        if not wanted or not isinstance(gave, str):
            return None
        mine = {abs(n) for g in numbers if type(n := _given(r, g, row, own=own)) is int}
        if ERRNO.get(gave) not in wanted:
            return None if ERRNO.get(gave) in mine else False
        return True if not mine or ERRNO[gave] in mine else None

    return Trial(_says(r, f, row), right)


def _pair(r: Phrases, names: Function, numbers: Function, row: Row) -> Trial:
    def right(own: bool) -> bool | None:
        name, number = _given(r, names, row, own=own), _given(r, numbers, row, own=own)
        if not isinstance(name, str) or type(number) is not int:
            return None
        return ERRNO.get(name) == abs(number)

    return Trial(f"{_says(r, names, row)}, and {_says(r, numbers, row)}", right)


def expected(r: Phrases, variant: str, row: Row) -> frozenset[int]:
    """The numbers that a value may have by what the spec's own code calls it; none where that is not told, or told in two ways."""
    found: list[set[int]] = []
    for f in r.table.functions:
        names = {row_: _given(r, f, row_, own=True) for row_ in r.table.rows(r.shape.name)} if f.sort == "query" and f.text else {}
        if names and all(name in ERRNO for name in names.values()):
            found.append({ERRNO[str(names[row])]})
    remarked = {ERRNO[name] for name in _remarks(r, variant)}
    upper = variant.upper()
    found += [{ERRNO[name]} for name in (upper, f"E{upper}") if name in ERRNO][:1]
    found += [{ERRNO[name] for name in _KINDS[variant].split()}] if variant in _KINDS else []
    found += [remarked] if len(remarked) == 1 else []
    return frozenset(set.intersection(*found)) if found and len(remarked) < 2 else frozenset()


def _remarks(r: Phrases, variant: str) -> set[str]:
    """The codes that comments on a variant, or on its arms, speak of in the spec's blocks."""
    found: set[str] = set()
    for file in block_files(r.table.case):
        text = file.rust.source.data.decode("utf-8", "replace")
        for m in re.finditer(rf"((?:[ \t]*///[^\n]*\n)*)[^\n/]*\b{variant}\b[^\n/]*((?://[^\n]*)?)", text):
            found |= {name for name in re.findall(r"\bE[A-Z0-9]+\b", f"{m[1]} {m[2]}") if name in ERRNO}
    return found


__all__ = ["claims", "expected"]
