"""What a function works out of a number that it is given, and then looks at: `let code = (status >> 1) & 0x7ff;`, `match esr >> 26 { … }`."""

from __future__ import annotations

import re
from typing import NamedTuple

_INTEGERS = frozenset(["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"])
_LET = re.compile(r"\blet (?:mut )?(\w+)(?:\s*:\s*\w+)?\s*=\s*([^;{}]+);")
_MATCH = re.compile(r"\bmatch\s+([^{}]+?)\s*\{")
_PLAIN = re.compile(r"(?:\w+|::|<<|>>|[-+*/%&|^()!]|\s)+")


class Worked(NamedTuple):
    """A number that a function works out of what it is given: what it is called, if at all, and its text in terms of the parameter."""

    name: str
    text: str


def looked_at(body: str, parameter: str) -> list[Worked]:
    """What is reckoned from the parameter alone, and then matched or compared."""
    text = re.sub(r"//[^\n]*", "", body)
    known: dict[str, str] = {parameter: parameter}
    for name, value in _LET.findall(text):
        if _reckoned(value, known):
            known[name] = f"({_put(value, known)})"
    found = [Worked(n, t) for n, t in known.items() if t.strip("() ") != parameter and _is_compared(n, text)]
    for value in _MATCH.findall(text):
        if not value.isidentifier() and _reckoned(value, known) and _put(value, known).strip("() ") != parameter:
            found.append(Worked("", _put(value, known)))
    return found


def _reckoned(value: str, known: dict[str, str]) -> bool:
    words = set(re.findall(r"\b[a-z_]\w*", value)) - {"as", *_INTEGERS}
    return bool(_PLAIN.fullmatch(value)) and bool(words & known.keys()) and words <= known.keys() and not re.search(r"\w\(", value)


def _put(value: str, known: dict[str, str]) -> str:
    return re.sub(r"\b[a-z_]\w*", lambda m: known.get(m[0], m[0]), value)


def _is_compared(name: str, text: str) -> bool:
    """Whether a number is matched, compared, or put into what comes back."""
    return bool(
        re.search(rf"\bmatch\s+\(?{name}\b|\b{name}\b\s*(?:[=!<>]=|[<>](?![<>])|as\b)|[=!<>]=?\s*\b{name}\b|\(\s*{name}\s*\)", text)
    )


__all__ = ["Worked", "looked_at"]
