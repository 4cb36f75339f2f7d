"""Decides in which order two or more things are done: “A first, then B”, “A before B”, “A, then B, and only then C”, “B only after A”."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.claims.bodies.clauses.acts import Act, act_in
from uowgen.claims.bodies.clauses.done import done_as, places_of
from uowgen.claims.bodies.clauses.effects import goes_over, is_absent, may_come_to
from uowgen.claims.bodies.ways_acts import phrase_in
from uowgen.claims.kind import Finding, fails, holds, weakest
from uowgen.facts.path_records import Deed
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.bodies.clauses.spoken import Masked, Subject
    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.kind import Case

_THEN = when_used(
    r"(?:,|;)? (?:and |but )?(?:only )?(?:then|after that|afterwards|finally|lastly|last) (?:it )?|, (?:and )?(?=(?:[a-z]+s) .* (?:after that|afterwards|last|second|then|next)$)| first,? and (?:then )?| first, (?:then )?"
)
_BEFORE = when_used(r"^(?P<a>.+?),? before (?:it |they )?(?P<b>.+)$")
_AFTER = when_used(r"^(?P<b>.+?),? (?:only )?(?:after|once) (?:it |they )?(?:has |have )?(?P<a>.+)$")
_EDGES = when_used(
    r"^(?:first,? |then |finally |only then |it |they |last )+|(?: first| after that| afterwards| last| then| next| second| at the end)+$"
)
_INVERTED = when_used(r"^(?P<be>is|are) (?P<np>.+) (?P<done>[a-z]+(?:ed|en|t))$")
_TURNS = when_used(
    r"\b(?:if|when|whenever|unless|until|while|only|without|except|whether|instead|not|never|no|neither|nor|otherwise|once|rather|before|after|or)\b"
)
_SO = when_used(r", so (?:that )?(?!.*§).*$")
_RETURN = when_used(r"^(?:returns?|returning|return)\b|^(?:the )?(?:function|method|call) returns$")


def ordered(rest: str, said: Masked, subject: Subject, case: Case) -> Finding | None:
    """The finding on things in order; None where the words tell none."""
    acts = _acts(_SO.sub("", rest), said)
    if acts is None:
        return None
    if subject.open:
        from uowgen.claims.bodies.clauses.judged import open_functions

        told = [f for one in open_functions(acts, subject, case) if (f := _of_function(one, acts, case)) is not None]
        return told[0] if len(told) == 1 else None
    found = [_of_function(f, acts, case) for f in subject.functions]
    return weakest(f for f in found if f is not None) if found and all(f is not None for f in found) else None


def _acts(rest: str, said: Masked) -> list[Act] | None:
    """The acts in the order in which they are said to be done."""
    pieces = [p for p in _THEN.split(rest) if p and p.strip(" ,")]
    if len(pieces) < 2:
        before, after = _BEFORE.match(rest), _AFTER.match(rest)
        if before is not None and after is None:
            pieces = [before["a"], before["b"]]
        elif after is not None and before is None:
            pieces = [after["a"], after["b"]]
        else:
            return None
        if _RETURN.match(pieces[1]):
            return None
    acts: list[Act] = []
    verb = ""
    for piece in pieces:
        plain = _EDGES.sub("", _EDGES.sub("", piece.strip(" ,"))).strip(" ,")
        if not plain or _TURNS.search(plain):
            return None
        turned = _INVERTED.match(plain)
        plain = f"{turned['np']} {turned['be']} {turned['done']}" if turned is not None else plain
        act = act_in(said.raw(plain))
        passive = re.search(r" (?:is|are|gets) ([a-z]+(?:ed|en|t))$", plain)
        if act is None and verb and re.fullmatch(r"(?:(?:the|an?|its) )?(?:[\w-]+ ){0,3}[\w-]+", plain):
            act = act_in(said.raw(f"{plain} is {verb}"))
        if act is None and acts and acts[0].phrase is not None:
            act = _of_it(plain, acts[0], said)
        if act is None:
            return None
        verb = passive[1] if passive is not None else verb if act.said.endswith(f" is {verb}") else ""
        acts.append(act)
    return acts if len({a.said for a in acts}) == len(acts) else None


def _may_come_before(f: Function, acts: list[Act], keys: list[str], case: Case) -> bool:
    """Whether a later act may be done unseen before an earlier one: in something that is called there, or in what a macro is given."""
    for path in f.paths:
        first = places_of(acts[0], path, f, case)
        for n, deed in enumerate(path.events[: first[0]] if first else ()):
            if not isinstance(deed, Deed) or deed.sort != "call":
                continue
            later = [k.rpartition(".")[2].rstrip("=+-") for k in keys[1:]]
            if deed.name.endswith("!") and any(re.search(r"\w\(", g) for g in deed.given):
                return True
            if not done_as(acts[0], path, n, f, case) and any(may_come_to(deed.name, k, case) for k in later):
                return True
    return False


def _of_it(text: str, other: Act, said: Masked) -> Act | None:
    """The act that is done to “it”, which is what the first was done to."""
    phrase = phrase_in(said.raw(text))
    if phrase is None or not phrase.pronoun or phrase.has_object:
        return None
    return Act("do", text, other.words, other.names, phrase=phrase._replace(words=other.words, names=other.names))


def _of_function(f: Function, acts: list[Act], case: Case) -> Finding | None:
    name = f.declared.item.name
    keys = [{k for p in f.paths for n in range(len(p.events)) if (k := done_as(a, p, n, f, case))} for a in acts]
    if not any(keys) or any(len(k) > 1 for k in keys):
        return None
    if any(a.phrase is not None and a.phrase.every for a in acts):
        loops = [
            any(p.deeds and isinstance(e := p.events[n], Deed) and e.loops for p in f.paths for n in places_of(a, p, f, case))
            for a in acts
        ]
        if sum(loops) > 1:
            return None  # in one loop each is done to one after the other
    missing = [a for a, k in zip(acts, keys, strict=True) if not k]
    if missing:
        gone = next((a for a in missing if is_absent(a, f, case)), None)
        return (
            fails("act-not-found", f"nothing that `{name}` comes to is what “{gone.said}” speaks of", f.declared)
            if gone is not None
            else None
        )
    if len({next(iter(k)) for k in keys}) < len(keys):
        return None
    turns: list[bool | None] = []
    for path in f.paths:
        at = [places_of(a, path, f, case) for a in acts]
        for (one, two), act in zip(pairwise(at), acts, strict=False):
            if not one and act.phrase is not None and act.phrase.every and not goes_over(act, path):
                continue  # there is none of them
            if not two or (not one and path.end != "value"):
                continue
            if not one:
                turns.append(False)
            else:
                turns.append(True if one[-1] < two[0] else False if two[-1] < one[0] else None)
    told = "; ".join(f"“{a.said}”" for a in acts)
    if turns and all(turns):
        return (
            None
            if _may_come_before(f, acts, [next(iter(k)) for k in keys], case)
            else holds(f"in `{name}` these are done in that order: {told}", f.declared)
        )
    both = [t for t in turns if t is not None]
    if len(acts) == 2 and both and len(both) == len(turns) and not any(both):
        return fails("other-order", f"in `{name}` these are not done in that order: {told}", f.declared)
    return None
