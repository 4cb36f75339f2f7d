"""Which way of taking page tables apart a sentence speaks of: as the value is made, after a method that chooses otherwise, or both."""

from __future__ import annotations

import re
from typing import NamedTuple


class Clause(NamedTuple):
    """What is said, and after which method: `""` for none at all, None where it is said of every way."""

    said: str
    choice: str | None


_DEED = {
    "freeing": "frees",
    "keeping": "keeps",
    "releasing": "releases",
    "leaving": "leaves",
    "flushing": "flushes",
    "reclaiming": "reclaims",
}
_CALLED = r"(?: (?:is|was|has been|had been|were) (?:called|used|set|chosen|asked for|given|requested|applied)| (?:call|set|chosen|called|used))?"


def said_of_choices(text: str, maker: str, owner: str, choices: tuple[str, ...]) -> tuple[Clause, ...]:
    """The sentence as clauses; what stands for the choice is left out of them."""
    said = " ".join(text.strip().rstrip(".").split())
    named = [c for c in choices if re.search(rf"`[^`]*\b{c}\b|\b{c}\(", said)]
    if len(named) == 1:
        return _of_one(said, named[0])
    plain = _by_default(said, maker, owner)
    return (Clause(plain, ""),) if plain else (Clause(said, None if not named else ""),)


def _of_one(said: str, choice: str) -> tuple[Clause, ...]:
    """“after `keep_pages()` …”, “… unless `keep_pages()` was called”, “`keep_pages()` frees …”."""
    name = rf"(?:a |the )?(?:calling |call (?:to|of) )?`?(?:\w+::|\.)?{choice}(?:\(\))?`?{_CALLED}"
    where = r"(?:after|with|once|when|if|following|given|under|behind)"
    for pattern in (
        rf"{where} {name}(?: ?,|:)? (.+)",
        rf"(.+?),? (?:only )?{where} {name}",
        rf"{name}:? (?:makes `?\w+(?:\(\))?`? )?(.+)",
    ):
        found = re.fullmatch(pattern, said, re.I)
        if found:
            rest = found[1]
            return (
                (Clause(rest, choice),)
                if " only " not in f" {said[: found.start(1)]}{said[found.end(1) :]} "
                else _turned(rest, choice)
            )
    found = re.fullmatch(rf"(.+?),? (?:unless|without|except (?:after|with|when|if)) {name}", said, re.I) or re.fullmatch(
        rf"(?:unless|without) {name},? (.+)", said, re.I
    )
    if found and re.search(r"\bunless\b|\bexcept\b", said, re.I):
        return _turned(found[1], "", choice)
    return (Clause(found[1], ""),) if found else (Clause(said, choice),)


def _turned(said: str, choice: str, otherwise: str = "") -> tuple[Clause, ...]:
    """It is so in the one way alone, and just the other way round in the other."""
    denied = re.fullmatch(r"(.+? )(is|are) (not |never )?(freed|released|reclaimed|given back|deallocated|kept)", said)
    if not denied:
        return (Clause("?", choice),)
    other = f"{denied[1]}{denied[2]} {'' if denied[3] else 'not '}{denied[4]}"
    return (Clause(said, choice), Clause(other, otherwise))


def _by_default(said: str, maker: str, owner: str) -> str:
    """“`new()` defaults to freeing …”, “by default …”: what is so without a choice; empty for other sentences."""
    made = (
        rf"(?:`?(?:\w+::)?{maker}(?:\(\))?`?|(?:a |the )?(?:new |fresh |plain )?`?{owner}`?|the default|it)"
        if maker and owner
        else r"the default"
    )
    found = re.fullmatch(rf"{made} (?:defaults to|is to|is set to|starts? (?:out )?with) (\w+ing) (.+)", said, re.I)
    if found and found[1] in _DEED and (not re.match("it ", said, re.I)):
        return f"{_DEED[found[1]]} {found[2]}"
    found = re.fullmatch(
        rf"(?:{made} )?(.+?),? (?:by default|unless (?:told|asked|set) otherwise|as default)", said, re.I
    ) or re.fullmatch(r"by default[,:]? (.+)", said, re.I)
    return found[1] if found else ""


__all__ = ["Clause", "said_of_choices"]
