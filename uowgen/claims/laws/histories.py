"""Reads what came before a call: “after `close()`”, “once `commit()` was called”, “a second `close()`”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.stories.cast import Cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_LEADING = frozenset("after once following when".split())
_IDLE = frozenset("call calls successful calling has been is was are called it returned returns to".split())


def happened(words: Words, lexicon: Lexicon) -> Iterator[Test]:
    """“after `close()`”, “once closed”: the last call that acted, and went well, was of that method."""
    if len(words) == 4 and not words[0].code and words[0].text == "between" and words[2].text == "and":
        names = [bare_name(w.raw) for w in (words[1], words[3])]
        if all(n in lexicon.journal.parts for n in names):
            yield _between(*names)
        return
    if len(words) < 2 or words[0].code or words[0].text not in _LEADING:
        return
    said = [w for w in words[1:] if w.code or w.text not in _IDLE]
    if len(said) != 1:
        return
    name = bare_name(said[0].raw) if said[0].code or said[0].raw.endswith("()") else Cast(lexicon.journal).act(said[0])
    if name in lexicon.journal.parts and lexicon.journal.parts[name].takes != "ref":
        yield _last_was(name, lexicon)


def _last_was(name: str, lexicon: Lexicon) -> Test:
    idle = {n for n, p in lexicon.journal.parts.items() if p.takes == "ref"}

    def test(m: Moment) -> bool | None:
        acted = [b for b in m.earlier if b.name not in idle and (not b.who or b.who == m.own.who)]
        return bool(acted) and acted[-1].name == name and not acted[-1].refused

    return test


def _between(first: str, last: str) -> Test:
    """Whether one of the two methods was called, and the other not since."""

    def test(m: Moment) -> bool | None:
        rows = [b.name for b in m.earlier if b.name in (first, last) and not b.refused and b.who == m.own.who]
        return bool(rows) and rows[-1] == first

    return test


__all__ = ["happened"]
