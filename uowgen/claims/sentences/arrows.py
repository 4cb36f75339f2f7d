"""“`f` on an empty slice → `None`”: what comes of something, with an arrow for the verb, as the sentence with the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Words = tuple[Word, ...]

_ARROWS = frozenset({"→", "->", "=>"})
_LITERALS = frozenset({"true", "false"})


def with_verb(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """The sentence with “returns” or “calls” for its one arrow; nothing where what stands beside it may be a state or a name."""
    at = next((n for n, w in enumerate(words) if not w.code and w.text in _ARROWS), 0)
    left, right = words[:at], words[at + 1 :]
    if not at or any(not w.code and w.text in _ARROWS for w in right) or len(right) != 1 or not _says_more(left):
        return
    raw, code = right[0].raw, right[0].code
    if code and raw.endswith(")") and raw.split("(")[0].rpartition("::")[2][:1].islower():
        yield (*left, Word("calls", "calls"), right[0])
    elif _is_value(raw, code=code):
        yield (*left, Word("returns", "returns"), right[0])


def _says_more(left: Words) -> bool:
    """Whether a function is named and something is said of the call: a bare name before an arrow may be renamed, or be a state."""
    named = bool(left) and left[0].code and left[0].raw.split("(")[0].rpartition("::")[2][:1].islower()
    return named and any(not w.code for w in left[1:])


def _is_value(raw: str, *, code: bool) -> bool:
    """Whether it can only be what a call gives: what has a capital letter else may be the state that comes of it."""
    if raw in _LITERALS or raw.lstrip("-")[:1].isdigit():
        return True
    head, last = raw.split("(")[0], raw.split("(")[0].rpartition("::")[2]
    number = last.isupper() and last[:1] == "E" and last.isalnum() and len(last) > 3
    return code and (head in ("Ok", "Err", "Some", "None") or number or "Error::" in raw or "Errno::" in raw)
