"""Paths as git writes them in the heads of a patch, and back.

It says nothing on whether a path is allowed.
"""

from __future__ import annotations

_LETTERS = {7: b"a", 8: b"b", 9: b"t", 10: b"n", 11: b"v", 12: b"f", 13: b"r", 34: b'"', 92: b"\\"}
_BYTES = {letter[0]: byte for byte, letter in _LETTERS.items()}


def quoted(path: str) -> bytes:
    """`path` as it is, or in quotes with escapes where it holds control characters, quotes, backslashes or non-ASCII."""
    raw = path.encode("utf-8", "surrogateescape")
    if not any(byte < 32 or byte > 126 or byte in _LETTERS for byte in raw):
        return raw
    return b'"' + b"".join(_escaped(byte) for byte in raw) + b'"'


def header_path(path: str) -> bytes:
    """`path` as it stands after `---` and `+++`: a tab ends one with blanks, for it is not quoted for them."""
    shown = quoted(path)
    return shown + b"\t" if b" " in shown and not shown.startswith(b'"') else shown


def read_header_path(shown: bytes) -> str:
    """The path of a `---` or `+++` line. ValueError for one that is not in this form."""
    if shown.startswith(b'"'):
        return _unquoted(shown)
    return shown.removesuffix(b"\t").decode("utf-8", "surrogateescape")


def read_git_paths(rest: bytes) -> tuple[str, str]:
    """The two paths after `diff --git`, which are the same but for their `a/` and `b/`. ValueError if they are not."""
    middle = len(rest) // 2
    left, blank, right = rest[:middle], rest[middle : middle + 1], rest[middle + 1 :]
    if blank != b" ":
        raise ValueError("a patch head without two equal paths")
    old, new = read_header_path(left), read_header_path(right)
    if not old.startswith("a/") or not new.startswith("b/") or old[2:] != new[2:]:
        raise ValueError("a patch head without two equal paths")
    return old[2:], new[2:]


def _escaped(byte: int) -> bytes:
    if byte in _LETTERS:
        return b"\\" + _LETTERS[byte]
    return bytes([byte]) if 32 <= byte <= 126 else b"\\%03o" % byte


def _unquoted(shown: bytes) -> str:
    if len(shown) < 2 or not shown.endswith(b'"'):
        raise ValueError("a quoted path that does not end")
    inner, found, at = shown[1:-1], bytearray(), 0
    while at < len(inner):
        if inner[at] != 92:
            found.append(inner[at])
            at += 1
        elif inner[at + 1 : at + 2].isdigit():
            found.append(int(inner[at + 1 : at + 4], 8))
            at += 4
        elif at + 1 < len(inner) and inner[at + 1] in _BYTES:
            found.append(_BYTES[inner[at + 1]])
            at += 2
        else:
            raise ValueError("an unknown escape in a quoted path")
    return found.decode("utf-8", "surrogateescape")
