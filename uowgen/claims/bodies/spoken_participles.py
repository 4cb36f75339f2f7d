"""Sentences in which a call is told by what has become of its argument: “TLB is flushed for a removed range” is said of `remove(start, end)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.sentences.everyday import Said
from uowgen.facts.documentation import comment_of
from uowgen.facts.signature import parameters_of, receiver_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_ONE = r"(?:an?|the|each|every|any|all)"
_BE = r"(?:is|are|gets?)"
_DONE = r"(?P<done>(?:`[^`]+`|[A-Za-z][\w-]*)(?: [A-Za-z][\w-]*){0,2}) " + _BE + r" (?P<deed>[a-z]+ed)"
_FORMS = (
    when_used(rf"^(?:[Tt]he )?{_DONE} for {_ONE} (?P<call>[a-z-]+ed) (?P<noun>[a-z]+)$"),
    when_used(
        rf"^(?:[Tt]he )?{_DONE} for {_ONE} (?P<noun>[a-z]+) (?:that|which) (?:is|was|are|were|has been) (?P<call>[a-z-]+ed)$"
    ),
)
_GERUND = when_used(
    rf"^(?P<call>[A-Z][a-z]+ing) (?:{_ONE} )?(?P<noun>[a-z]+) (?P<rest>(?!is\b|was\b|has\b)[a-z]+s (?:the )?(?:`[^`]+`|[A-Z]+|[a-z]+)(?: first)?)$"
)
_ENDS = (("start", "end"), ("from", "to"), ("first", "last"), ("low", "high"), ("begin", "end"), ("lo", "hi"))
_RANGES = frozenset({"range", "region", "area", "interval", "span"})
_NUMBER = re.compile(r"(?:[iu](?:8|16|32|64|128|size)|\w*(?:Addr|Address|Frame|Page|Pfn|Vpn))")


def said_of_participles(text: str, case: Case) -> Said | None:
    """What `text` amounts to, said of the one method that does what has become of its argument; None where there is no such method."""
    for pattern in _FORMS:
        found = pattern.match(text)
        method = _meant(case, found["call"], found["noun"]) if found is not None else None
        if found is not None and method is not None:
            given = _given(method, found["noun"])
            said = f"{found['done']} is {found['deed']} by `{method.item.name}()` for {given}"
            return Said((said,)) if given else None
    found = _GERUND.match(text)
    method = _meant(case, found["call"], found["noun"]) if found is not None else None
    return Said((f"`{method.item.name}()` {found['rest']}",)) if found is not None and method is not None else None


def _meant(case: Case, call: str, noun: str) -> Declaration | None:
    """The one method of the spec's types whose name begins with that deed, and which is about such a thing."""
    rows = [
        d
        for file in block_files(case)
        for d in file.declarations()
        if d.item.kind == "fn" and d.owner and receiver_of(d) and form(d.item.name.partition("_")[0]) == form(call.lower())
    ]
    return rows[0] if len(rows) == 1 and _is_about(rows[0], noun) else None


def _is_about(method: Declaration, noun: str) -> bool:
    """Whether the thing is what the method takes, by its name, its parameters, its comment, or as the two ends of a range."""
    said = f"{method.item.name} {comment_of(method)} " + " ".join(f"{p.name} {p.type}" for p in parameters_of(method))
    words = {p for w in re.findall(r"\w+", said) for p in (*parts(w), form(w.lower()))}
    return form(noun) in words or (noun in _RANGES and _ends(method) is not None)


def _ends(method: Declaration) -> tuple[str, str] | None:
    names = [p.name for p in parameters_of(method)]
    return next((pair for pair in _ENDS if names == list(pair)), None)


def _given(method: Declaration, noun: str) -> str:
    """The argument in code; empty if it is not one number, and not the two ends of a range."""
    ends, given = _ends(method), parameters_of(method)
    if ends is not None:
        return f"`{ends[0]}..{ends[1]}`" if noun in _RANGES else ""
    return f"`{given[0].name}`" if len(given) == 1 and _NUMBER.fullmatch(given[0].type) else ""


__all__ = ["said_of_participles"]
