"""The words of a sentence about values: code in backticks, texts in quotes, numbers with their sign and base, names and marks.

What stands in quotes is a text here, where other readers of sentences take it for words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from uowgen.regex import when_used

# What the numbers of POSIX are called on Linux.
ERRNO = {
    "EPERM": 1, "ENOENT": 2, "ESRCH": 3, "EINTR": 4, "EIO": 5, "ENXIO": 6, "E2BIG": 7, "ENOEXEC": 8, "EBADF": 9, "ECHILD": 10, "EAGAIN": 11,
    "EWOULDBLOCK": 11, "ENOMEM": 12, "EACCES": 13, "EFAULT": 14, "ENOTBLK": 15, "EBUSY": 16, "EEXIST": 17, "EXDEV": 18, "ENODEV": 19,
    "ENOTDIR": 20, "EISDIR": 21, "EINVAL": 22, "ENFILE": 23, "EMFILE": 24, "ENOTTY": 25, "ETXTBSY": 26, "EFBIG": 27, "ENOSPC": 28,
    "ESPIPE": 29, "EROFS": 30, "EMLINK": 31, "EPIPE": 32, "EDOM": 33, "ERANGE": 34, "EDEADLK": 35, "ENAMETOOLONG": 36, "ENOLCK": 37,
    "ENOSYS": 38, "ENOTEMPTY": 39, "ELOOP": 40, "ENOMSG": 42, "ENODATA": 61, "ETIME": 62, "EPROTO": 71, "EBADMSG": 74, "EOVERFLOW": 75,
    "EILSEQ": 84, "EMSGSIZE": 90, "EPROTONOSUPPORT": 93, "EOPNOTSUPP": 95, "ENOTSUP": 95, "EADDRINUSE": 98, "ENETDOWN": 100,
    "ECONNRESET": 104, "ENOBUFS": 105, "ENOTCONN": 107, "ETIMEDOUT": 110, "ECONNREFUSED": 111, "EHOSTDOWN": 112, "EHOSTUNREACH": 113,
    "EALREADY": 114, "EINPROGRESS": 115, "ESTALE": 116, "ENOMEDIUM": 123, "EMEDIUMTYPE": 124, "ECANCELED": 125,
    "ENOSTR": 60, "ENOLINK": 67, "EMULTIHOP": 72, "EUSERS": 87, "ENOTSOCK": 88, "EDESTADDRREQ": 89, "EPROTOTYPE": 91, "ENOPROTOOPT": 92,
    "ESOCKTNOSUPPORT": 94, "EPFNOSUPPORT": 96, "EAFNOSUPPORT": 97, "EADDRNOTAVAIL": 99, "ENETUNREACH": 101, "ENETRESET": 102,
    "ECONNABORTED": 103, "EISCONN": 106, "ESHUTDOWN": 108, "EUCLEAN": 117, "EREMOTEIO": 121, "EDQUOT": 122, "EOWNERDEAD": 130,
}  # fmt: skip

_TOKEN = when_used(
    r"``(?P<code2>.+?)``|`(?P<code>[^`]+)`|\"(?P<text>[^\"]*)\"|“(?P<text2>[^”]*)”|(?<!\w)'(?P<text3>[^'\s])'(?!\w)"
    r"|(?P<number>(?<![\w.])[-−+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0o[0-7_]+|\d[\d_]*)(?:[iu](?:8|16|32|64|128|size))?(?![\w]))"
    r"|(?P<arrow>->|=>|→|⇒|-->|==>)"
    r"|(?P<errno>[-−]E[A-Z0-9]{2,}\b)"
    r"|(?P<word>I/O|(?:\w+::)*[A-Za-z_]\w*(?:['’]\w+)?(?:-[A-Za-z]\w*)*(?:\((?:[\w:.]+(?:\(\))?(?:, ?[\w:.]+)*)?\))?[?!]?)"
    r"|(?P<mark>\S)"
)


# What numbers are called, in full.
SHORT = {
    "addr": "address", "num": "number", "nr": "number", "idx": "index", "pos": "position", "len": "length", "va": "address", "pa": "address",
    "vec": "vector", "vaddr": "address", "paddr": "address", "pfn": "frame", "vpn": "page", "lba": "sector", "sig": "signal", "prio": "priority",
    "val": "value", "ino": "inode", "ms": "milliseconds", "secs": "seconds", "ns": "nanoseconds", "us": "microseconds", "dev": "device",
}  # fmt: skip


class Token(NamedTuple):
    """One word. `sort`: `code`, `text`, `number`, `arrow`, `errno`, `word`, `mark`; `low` is the text of words and marks in lower case."""

    sort: str
    raw: str
    low: str = ""


def tokens_of(text: str) -> tuple[Token, ...]:
    """The sentence without emphasis and without what ends it."""
    found: list[Token] = []
    for m in _TOKEN.finditer(text.replace("**", "").replace("’", "'")):
        sort = (m.lastgroup or "mark").rstrip("23")
        raw = m[m.lastgroup or 0]
        low = raw.lower() if sort in ("word", "mark") else ""
        if low and low[-1] in "?!" and sort == "word":
            raw, low = raw[:-1], low[:-1]
        found.append(Token(sort, raw, low))
    while found and found[-1].low in (".", ";", "!"):
        found.pop()
    return tuple(found)


def number_of(text: str) -> int | None:
    """The number that is written, in any base; None if it is none."""
    plain = re.sub(r"[iu](8|16|32|64|128|size)$", "", text.replace("−", "-").replace("_", ""), flags=re.A)
    sign = -1 if plain.startswith("-") else 1
    try:
        return sign * int(plain.lstrip("+-"), 0) if plain.lstrip("+-")[:1].isdigit() else None
    except ValueError:
        return int(plain) if plain.lstrip("+-").isdigit() else None


@cache
def root(word: str) -> str:
    """What `inserts`, `inserted`, `inserting` and `insertion` have in common; a short word as it is."""
    text = _FORMS.get(word.lower(), word.lower())
    for _ in range(2):
        for ending in ("ations", "ation", "ions", "ion", "ings", "ing", "ers", "ed", "es", "er", "s", "e"):
            if text.endswith(ending) and len(text) - len(ending) >= 3 and not text.endswith("ss"):
                text = text[: -len(ending)]
                break
    if len(text) == 3 and text.endswith("s"):
        text = text[:-1]
    if len(text) > 3 and text[-1] == text[-2] and text[-1] not in "sl":
        text = text[:-1]
    return text[:-1] + "i" if text.endswith("y") and len(text) > 3 else text.rstrip("e") if len(text) > 3 else text


_FORMS = {
    "losing": "lost", "loses": "lost", "lose": "lost", "loss": "lost", "woken": "wake", "waking": "wake", "woke": "wake", "wakes": "wake", "awake": "wake",
    "sent": "send", "written": "write", "stopped": "stop", "began": "begin", "begun": "begin", "broken": "break", "found": "find", "shut": "shutdown",
}  # fmt: skip


@cache
def humps(name: str) -> tuple[str, ...]:
    """The words of an identifier, in lower case: `IoError` is `io`, `error`."""
    return tuple(p.lower() for p in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name))


__all__ = ["ERRNO", "SHORT", "Token", "humps", "number_of", "root", "tokens_of"]
