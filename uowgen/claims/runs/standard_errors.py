"""Errors of the standard library that the tree's code wraps and asks: written as plain Rust, so that values of them can be made.

Only what code commonly does with them is there: they show themselves in a way of their own, and an `io::Error` has a kind.
"""

from __future__ import annotations

import re

IO, IO_KIND = "UowgenIoError", "UowgenIoKind"
# Types as they are written, with the name of what stands in for them.
ERRORS = {
    "io::Error": IO, "std::io::Error": IO, "Utf8Error": "UowgenUtf8Error", "std::str::Utf8Error": "UowgenUtf8Error", "str::Utf8Error": "UowgenUtf8Error",
    "FromUtf8Error": "UowgenFromUtf8Error", "std::string::FromUtf8Error": "UowgenFromUtf8Error", "ParseIntError": "UowgenParseIntError",
    "std::num::ParseIntError": "UowgenParseIntError", "num::ParseIntError": "UowgenParseIntError", "ParseFloatError": "UowgenParseFloatError",
    "std::num::ParseFloatError": "UowgenParseFloatError", "TryFromIntError": "UowgenTryFromIntError", "std::num::TryFromIntError": "UowgenTryFromIntError",
    "AddrParseError": "UowgenAddrParseError", "std::net::AddrParseError": "UowgenAddrParseError",
}  # fmt: skip
_KINDS = (
    "NotFound PermissionDenied ConnectionRefused ConnectionReset ConnectionAborted NotConnected AddrInUse AddrNotAvailable BrokenPipe AlreadyExists WouldBlock "
    "InvalidInput InvalidData TimedOut WriteZero Interrupted Unsupported UnexpectedEof OutOfMemory StorageFull ReadOnlyFilesystem FileTooLarge ResourceBusy "
    "Deadlock NotADirectory IsADirectory DirectoryNotEmpty HostUnreachable NetworkUnreachable NetworkDown NotSeekable QuotaExceeded StaleNetworkFileHandle "
    "ExecutableFileBusy CrossesDevices TooManyLinks InvalidFilename ArgumentListTooLong Other"
)


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of `io::Error` that are tried: one that no code names, and those that this code does."""
    named = [k for k in dict.fromkeys(re.findall(r"\bErrorKind::(\w+)", text)) if k in _KINDS.split()]
    return ("PermissionDenied", *(k for k in named if k != "PermissionDenied"))[:12]


def value_of(kind: str, number: str, io_kinds: tuple[str, ...]) -> str:
    """An expression that makes the error `kind`, told apart by `number`."""
    name = ERRORS[kind]
    if name != IO:
        return f"{name} {{ said: ({number}) as u32 }}"
    arms = " ".join(f"{n} => {IO_KIND}::{k}," for n, k in enumerate(io_kinds[1:], 1))
    return (
        f"{IO} {{ kind: match ({number}) % {len(io_kinds)} {{ {arms} _ => {IO_KIND}::{io_kinds[0]} }}, said: ({number}) as u32 }}"
    )


def plain_of(kind: str, number: int, io_kinds: tuple[str, ...]) -> tuple[str, dict[str, object]]:
    """The same as plain Python."""
    name, said = ERRORS[kind], number % (1 << 32)
    return (name, {"said": said}) if name != IO else (name, {"kind": (io_kinds[number % len(io_kinds)], {}), "said": said})


def declared(kinds: set[str]) -> str:
    """The items that declare what stands in for these."""
    names = {ERRORS[k] for k in kinds}
    if not names:
        return ""
    items = (
        [f"#[derive(Debug, Clone, Copy, PartialEq, Eq)] pub enum {IO_KIND} {{ {', '.join(_KINDS.split())} }}"]
        if IO in names
        else []
    )
    for name in sorted(names):
        fields = f"kind: {IO_KIND}, said: u32" if name == IO else "said: u32"
        items.append(
            f"#[derive(Debug, Clone, Copy, PartialEq, Eq)] pub struct {name} {{ {fields} }} impl core::fmt::Display for {name} {{ "
            f'fn fmt(&self, f: &mut core::fmt::Formatter<\'_>) -> core::fmt::Result {{ write!(f, "<{name} {{}}>", self.said) }} }} impl core::error::Error for {name} {{}}'
        )
    if IO in names:
        items.append(
            f"impl {IO} {{ pub fn kind(&self) -> {IO_KIND} {{ self.kind }} pub fn new<E>(kind: {IO_KIND}, e: E) -> {IO} {{ {IO} {{ kind: kind, said: 4000000007u32 }} }} "
            f"pub fn other<E>(e: E) -> {IO} {{ {IO} {{ kind: {IO_KIND}::Other, said: 4000000007u32 }} }} }} "
            f"impl From<{IO_KIND}> for {IO} {{ fn from(kind: {IO_KIND}) -> {IO} {{ {IO} {{ kind: kind, said: 4000000009u32 }} }} }}"
        )
    return "\n".join(items)


def replaced(text: str, items: str) -> str:
    """Code in which those that `items` declare stand in for what they are written for."""
    standing = [k for k, name in ERRORS.items() if re.search(rf"\bpub struct {name}\b", items)]
    if not standing:
        return text
    pieces = re.split(r"(\buse\s[^;]+;)", text)
    for n, piece in enumerate(pieces):
        for written in sorted(standing, key=len, reverse=True):
            last = written.rpartition("::")[2]
            if n % 2:
                pieces[n] = re.sub(rf"\b{last}\b", f"{last}OfElsewhere", pieces[n]) if last != "Error" else pieces[n]
            else:
                piece = pieces[n] = re.sub(rf"(?<![\w:]){re.escape(written)}(?!\w)", ERRORS[written], piece)
        if not n % 2 and f"pub enum {IO_KIND}" in items:
            pieces[n] = re.sub(r"(?<![\w:])(?:std::)?(?:io::)?ErrorKind(?!\w)", IO_KIND, pieces[n])
    return "".join(pieces)


__all__ = ["ERRORS", "IO", "IO_KIND", "declared", "kinds_in", "plain_of", "replaced", "value_of"]
