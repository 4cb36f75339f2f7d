"""Reads what is said to be so after a call, or at all times: “after a reset, `highest()` and `rejected()` are both zero”, “logging is off after `new()`”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.amounts import NUMBERS
from uowgen.claims.laws.changes import Changes
from uowgen.claims.laws.outcomes import EMPTY, Outcome, held_after, held_before
from uowgen.claims.laws.reader import Law
from uowgen.claims.laws.situations import and_
from uowgen.claims.names import bare_name
from uowgen.claims.stories.cast import Cast
from uowgen.claims.stories.values import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]
    Wanted = Callable[[object], bool | None]

_AFTER = frozenset("after once upon following right-after".split())
_BEING = frozenset("is are be".split())
_STAYING = frozenset("stays stay remains remain".split())
_SAME = frozenset("unchanged same".split())
_IDLE = frozenset("both all again then still then counter count flag value too each".split())
_FLAGS = {
    "off": False,
    "on": True,
    "set": True,
    "clear": False,
    "unset": False,
    "cleared": False,
    "true": True,
    "false": False,
    "disabled": False,
    "enabled": True,
}


def stated(words: Words, lexicon: Lexicon, *, apart: bool) -> Iterator[Law]:
    """The laws of sentences that say how things stand after a call that is named."""
    for method, rest in _calls(words, lexicon):
        for at in range(1, len(rest)):
            if rest[at].code or rest[at].text not in _BEING | _STAYING:
                continue
            keys = _keys(rest[:at], lexicon)
            outcome = _outcome(keys, rest[at:], lexicon, Changes(lexicon, method, apart=apart)) if keys else None
            if outcome is not None:
                yield Law(method, lambda m: True, outcome, False)


def _calls(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, Words]]:
    """The call after which it is so, and the other words."""
    said = [w.text if not w.code else "`" for w in words]
    if said[0] in _AFTER and "," in said:
        at = said.index(",")
        yield from ((name, words[at + 1 :]) for name in _method(words[1:at], lexicon))
    for at in range(2, len(words) - 1):
        if said[at] in _AFTER or (said[at] == "as" and said[at : at + 3] == ["as", "soon", "as"]):
            yield from ((name, words[:at]) for name in _method(words[at + 1 :], lexicon))


def _method(words: Words, lexicon: Lexicon) -> list[str]:
    """“`reset()`”, “a reset”, “a call of `reset()`”: one method that changes something, or makes the value."""
    words = tuple(w for w in words if w.code or w.text not in ("call", "of", "to", "one", "has", "returned", "any"))
    if len(words) != 1:
        return []
    name = bare_name(words[0].raw) if words[0].code or words[0].raw.endswith("()") else Cast(lexicon.journal).act(words[0])
    part = lexicon.journal.parts.get(name)
    return [name] if part is not None and part.takes in ("mut", "") else []


def _keys(words: Words, lexicon: Lexicon) -> list[str]:
    """What the nouns are called under: each must be the name of one thing that is told or held."""
    found = []
    noun: list[Word] = []
    for word in (*words, None):
        if word is not None and (word.code or word.text not in ("and", ",")):
            if word.code or word.text not in _IDLE:
                noun.append(word)
            continue
        if noun:
            keys = _named(tuple(noun), lexicon)
            if len(keys) != 1:
                return []
            found += keys
            noun = []
    return found


def _named(noun: Words, lexicon: Lexicon) -> list[str]:
    if any(w.code or w.raw.endswith("()") for w in noun):
        name = bare_name(noun[0].raw)
        rows = [k.key for k in lexicon.keys if k.key.lstrip(".") == name and not k.key.startswith("?")]
        return rows[:1] if len(noun) == 1 else []
    said = {form(w.text) for w in noun}
    named = [k for k in lexicon.keys if not k.key.startswith("?")]
    exact = [k.key for k in named if said == set(k.name) or said == {form(p) for p in parts(k.key.lstrip("."))}]
    found = (
        exact
        or [k.key for k in named if said <= k.name]
        or [k.key for k in named if "flag" in k.sorts and any(_near(s, n) for s in said for n in k.name) and len(said) == 1]
    )
    return found or [k.key for k in named if said <= k.name | k.said]


def _near(one: str, other: str) -> bool:
    """`log` and `logg`, as stems of one word."""
    return min(len(one), len(other)) > 3 and (one.startswith(other) or other.startswith(one))


def _outcome(keys: list[str], rest: Words, lexicon: Lexicon, changes: Changes) -> Outcome | None:
    """“is zero”, “are both off”, “stays as it was”."""
    said = [w for w in rest[1:] if w.code or w.text not in _IDLE]
    if rest[0].text in _STAYING and (
        not said
        or (len(said) == 1 and said[0].text in _SAME)
        or [w.text for w in said] in (["as", "it", "was"], ["as", "they", "were"], ["where", "it", "was"])
    ):
        return changes.unchanged(tuple(keys))
    if not said and rest[0].text in _BEING:
        return None
    if len(said) != 1:
        return None
    wanted = _wanted(said[0], lexicon)
    if wanted is None:
        return None
    made = wanted

    def own(m: Moment) -> bool | None:
        return None if m.own.after is None else all(made(held_after(m, k)) is True for k in keys)

    def telling(m: Moment) -> bool:
        return m.own.at == 0 or any(made(held_before(m, k)) is not True for k in keys)

    return Outcome(own, and_(*map(changes.after_as_own, keys)), telling=telling)


def _wanted(word: Word, lexicon: Lexicon) -> Wanted | None:
    if not word.code and word.text in NUMBERS:
        number = NUMBERS[word.text]
        return lambda value: value == number and type(value) is int
    if not word.code and word.text in _FLAGS:
        flag = _FLAGS[word.text]
        return lambda value: value is flag
    if not word.code and word.text == "empty":
        return lambda value: value in EMPTY
    return literal(word.raw, lexicon.journal.number)
