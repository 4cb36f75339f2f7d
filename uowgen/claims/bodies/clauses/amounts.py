"""Sentences on how much a function takes on, and that it does not wait: “copies at most `max` bytes and returns how many it copied”, “returns the
number of bytes written”, “does not block”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.clauses.effects import reached
from uowgen.claims.bodies.ways_ends import unwrapped
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.facts.path_records import Deed, resolved
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.bodies.clauses.spoken import Masked
    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Path

_THING = r"(?:bytes?|words?|pages?|frames?|entries|elements|items|characters|chars|blocks?|sectors?|samples?|slots?|records?)"
_VERB = r"(?P<verb>[a-z]+s)"
_HOW_MANY = rf"(?:returns?|reports?|gives(?: back)?|yields?) (?:how many(?: {_THING})?(?: (?:it|were|was|have been|it has|were actually))? (?P<done>[a-z]+)|(?:the )?(?:actual )?(?:number|count|amount)(?: of {_THING})?(?: (?:it|actually|that were|that was|it has))? ?(?P<done2>[a-z]+)?|(?:that|this|the) (?:number|count))"
_AT_MOST = when_used(rf"^{_VERB} (?:at most|no more than|up to) §(?P<n>\d+)(?: {_THING})?(?:,? and {_HOW_MANY})?$")
_RETURNS = when_used(rf"^{_HOW_MANY}$")
_NO_WAIT = when_used(r"^(?:(?:does not|never) (?:block|sleep|wait|spin)|is non-?blocking)(?: on §(?P<x>\d+))?$")


def told_amount(rest: str, said: Masked, function: Function, case: Case) -> Finding | None:
    """The finding on such a sentence, its subject left out; None where it is none, or the ways do not tell."""
    bounded = _AT_MOST.match(rest)
    if bounded is not None:
        return _at_most(bounded, said, function)
    counted = _RETURNS.match(rest)
    if counted is not None and (counted["done"] or counted["done2"]):
        so = [_is_count(p, form(counted["done"] or counted["done2"])) for p in function.paths if p.end == "value"]
        if so and any(so) and all(s is not False for s in so):
            return holds(f"`{function.declared.item.name}` gives the number that it hands on", function.declared)
        return None
    return _does_not_wait(function, case) if (_NO_WAIT.match(rest) is not None) else None


def _uses(path: Path, verb: str) -> list[Deed]:
    return [d for d in path.deeds if d.sort == "call" and verb in parts(d.name)]


def _at_most(found: re.Match[str], said: Masked, function: Function) -> Finding | None:
    limit, verb = "".join(said.code(found["n"]).split()), form(found["verb"])
    told: list[bool | None] = []
    for path in function.paths:
        for deed in _uses(path, verb):
            texts = [_bound(w, path) for g in (deed.receiver, *deed.given) for w in (g, *re.findall(r"[A-Za-z_]\w*", g))]
            limited = any(re.search(rf"\.min\([^()]*\b{re.escape(limit)}\b|\b{re.escape(limit)}(?: as \w+)?\.min\(|\bmin\([^()]*\b{re.escape(limit)}\b|\.take\({re.escape(limit)}\)|\[\.\.{re.escape(limit)}\]", t) for t in texts)  # fmt: skip
            told.append(True if limited and not deed.loops else None)
    if not told or not all(told):
        return None
    if found["done"] or found["done2"] or re.search(r"(?:that|this|the) (?:number|count)$", found[0]):
        done = form(found["done"] or found["done2"] or found["verb"])
        so = [_is_count(p, done) for p in function.paths if p.end == "value" and _uses(p, verb)]
        if not so or not all(so):
            return None
    return holds(f"what `{function.declared.item.name}` hands on is cut to `{limit}`", function.declared)


def _bound(name: str, path: Path) -> str:
    return resolved(name, path.events) if name.isidentifier() else name


def _is_count(path: Path, verb: str) -> bool | None:
    """Whether a way gives the very number that was handed to the call of that verb; None where there is no such call and nothing is given."""
    _, value = unwrapped(path.value)
    value = re.sub(r" as \w+$", "", value)
    deeds = _uses(path, verb)
    if not deeds:
        return None if value in ("0", "0usize", "") or path.value == "None" else False
    given = [re.sub(r" as \w+$", "", g) for d in deeds for g in d.given]
    names = set(re.findall(r"[A-Za-z_]\w*", value)) if value.isidentifier() else set()
    same = [d.name for d in path.deeds if d.sort == "let" and d.given and d.given[0] == value]
    return (
        value in given
        or bool(names & set(given))
        or any(s in given or any(re.search(rf"\.\.{re.escape(s)}\]", g) for g in given) for s in same)
    )


_WAITING = frozenset(
    form(w)
    for w in [
        "lock",
        "wait",
        "sleep",
        "park",
        "block",
        "join",
        "yield",
        "hlt",
        "halt",
        "delay",
        "acquire",
        "schedule",
        "switch",
        "await",
        "recv",
        "spin",
        "poll",
    ]
)


def _does_not_wait(function: Function, case: Case) -> Finding | None:
    """That nothing in reach has the name of something that waits, and no loop is without an end of its own; what is only tried does not wait."""
    names = reached(function, case)
    name = function.declared.item.name
    calls = [d for p in function.paths for d in p.deeds if d.sort == "call"]
    for deed in calls:
        if parts(deed.name)[:1] == (form("lock"),) and not deed.given and not deed.later:
            return fails("behaves-differently", f"`{name}` takes a lock at line {deed.line}, and waits for it", function.declared)
    if names is None or any(d.sort == "turn" and not d.receiver for p in function.paths for d in p.deeds):
        return None
    waits = [
        n
        for n in names
        if n[:1].islower()
        and not n.startswith("try_")
        and set(parts(n)) & _WAITING
        and re.search(rf"\b{n}\b", function.declared.text)
    ]
    deep = [n for n in names if n in ("lock", "wait", "sleep", "park", "yield_now", "hlt", "spin_loop", "schedule")]
    return None if waits or deep else holds(f"`{name}` comes to nothing that waits, as names tell", function.declared)
