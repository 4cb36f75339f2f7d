"""Sentences on whom a function calls with what and in which order: hands on what it is given, is built on another, reads one thing before another."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.ways_common import (
    NTH,
    REPORTS,
    done_ways,
    every_function,
    last_name,
    listed_names,
    one_function,
    told_of,
    words_in,
)
from uowgen.claims.bodies.ways_ends import same_value
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, weakest
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.bodies.ways_words import Said
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Deed, Path

_HANDS = when_used(
    rf"^§(?P<f>\d+) (?:hands|passes|forwards|gives|delegates) (?:its|every|each)? ?(?P<what>arguments?|parameters?|§\d+) (?:on |straight |unchanged )*to §(?P<g>\d+)(?:,? and (?:then )?(?:{REPORTS}) §(?P<v>\d+))?$"
)
_BUILT = when_used(
    r"^§(?P<f>\d+) (?:is )?(?:built|based|layered|implemented|written) (?:on|upon|with|by means of|in terms of|on top of) §(?P<g>\d+)$"
)
_PAIR = when_used(r"^§(?P<f>\d+) (?:on|upon|with) §(?P<g>\d+)$")
_LOOKS = when_used(
    r"^§(?P<f>\d+) (?:looks (?P<a>[\w ]+) up|(?:finds|gets|fetches|reads) (?P<b>[\w ]+)|works|goes|does (?:it|so)|runs) (?:with|through|via|by|by means of|using) §(?P<g>\d+)$"
)
_ALL_GO = when_used(
    r"^(?P<how>(?:\w+ ){0,3})(?P<fs>§\d+(?:(?:,| and|, and) §\d+)+) (?:all |both |each )?(?:go|work|are sent|pass|run) (?:through|via|by) (?P<what>(?:\w+ ){0,3})§(?P<g>\d+)$"
)
_FIRST = when_used(r"^§(?P<f>\d+) (?P<a>\w+) first(?:,| and|, and) (?:it )?(?P<b>\w+)$")
_BEFORE = when_used(r"^§(?P<f>\d+) (?P<verb>\w+) (?P<a>[\w ]+?) (?P<how>before|after) (?P<b>[\w ]+?)$")
_AS_ARGUMENT = when_used(
    r"^(?:(?P<which>\w+) )?§(?P<x>\d+) (?:is|gets) (?:handed|passed|given) (?:on )?to §(?P<g>\d+) as (?:its )?(?P<nth>first|second|third|fourth|last) (?:argument|parameter)$"
)
_FROM = when_used(
    r"^(?P<what>\w+) (?:is|are) (?:fetched|read|taken|loaded) from (?:(?P<of>\w+) )?(?:register|index|offset|address|port) (?P<n>§\d+|0x[0-9a-f]+|\d+)$"
)
_EACH = when_used(
    r"^(?P<names>\w+(?:(?:, and|,| and) \w+)+) (?:each|all|both) (?:go|come|are read|are fetched) (?:through|from|with|by|via) §(?P<g>\d+)$"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PLAIN = frozenset(
    "function functions method methods helper query queries call calls getter getters setter setters operation operations".split()
)


def _hands(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    f, g = one_function(case, said.code(found["f"])), said.code(found["g"])
    if f is None:
        return None
    own = [p.name for p in parameters_of(f.declared)]
    wanted = [said.code(found["what"])] if found["what"].startswith("§") else own
    if not wanted or (found["what"] in ("argument", "parameter") and len(own) != 1):
        return None
    so = []
    for path in done_ways(f):
        calls = [d for d in path.deeds if d.sort == "call" and d.name == last_name(g) and not d.later]
        given = [re.sub(r" as \w+$|\.into\(\)$|^&(?:mut )?", "", a) for d in calls for a in d.given]
        value = same_value(path.value, said.code(found["v"])) if found["v"] else True
        if calls and not all(w in given for w in wanted):
            return None  # under another name it may be handed on all the same
        so.append(bool(calls) and all(w in given for w in wanted) and value if value is not None else None)
    name = f.declared.item.name
    if not so or None in so:
        return None
    return told_of(f, all(so), not any(so), f"`{name}` hands it to `{g}` on every way", f"`{name}` does not do so on any way")


def _built(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    """That one function calls another, for the thing that is said if one is: its name must tell that."""
    groups = found.groupdict()
    thing = (groups.get("a") or groups.get("b") or "").split()
    if thing and not {form(w) for w in thing} <= set(parts(last_name(said.code(found["g"])))):
        return None
    return _calls(said.code(found["f"]), said.code(found["g"]), case)


def _calls(one: str, other: str, case: Case) -> Finding | None:
    f = one_function(case, one)
    if f is None:
        return None
    called = [d for p in f.paths for d in p.deeds if d.sort == "call"]
    mine = [d for d in called if d.name == last_name(other)]
    name = f.declared.item.name
    if mine:
        owner = other.rpartition("::")[0] or other.rpartition(".")[0]
        if (
            owner
            and owner not in ("self", "Self")
            and all(d.receiver in ("", "self", "Self") for d in mine)
            and owner != f.declared.owner
        ):
            return None
        return holds(f"`{name}` calls `{last_name(other)}` at line {mine[0].line}", f.declared)
    if any(d.name.endswith("!") or d.name == "" for d in called) or re.search(
        rf"\b{re.escape(last_name(other))}\b", f.declared.text
    ):
        return None
    if not any(d.item.kind == "fn" and counts(d) for d in case.code.declared_anywhere(last_name(other))):
        return None
    if _comes_to(last_name(other), {d.name for d in called}, case):  # by way of another
        return None
    return fails("behaves-differently", f"`{name}` calls no `{last_name(other)}`", f.declared)


def _comes_to(wanted: str, names: set[str], case: Case) -> bool:
    """Whether any function of these names may call `wanted`, or one that it calls; `True` where there are too many to tell."""
    seen: set[str] = set()
    left = set(names)
    while left:
        seen |= left
        texts = [d.text for name in left for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)]
        if len(seen) > _MOST or any(re.search(rf"\b{re.escape(wanted)}\b", text) for text in texts):
            return True
        left = {w for text in texts for w in re.findall(r"\b(\w+)\(", text)} - seen
    return False


_MOST = 300


def _all_go(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    names = [said.codes[int(n)] for n in re.findall(r"§(\d+)", found["fs"])]
    if not all(_is_such(w, names, case) for w in found["how"].split()) or not all(
        w not in _COUNTS and _is_such(w, [said.code(found["g"])], case) for w in found["what"].split()
    ):
        return None
    told = [_calls(name, said.code(found["g"]), case) for name in names]
    return weakest(t for t in told if t is not None) if told and all(t is not None for t in told) else None


def _is_such(word: str, names: list[str], case: Case) -> bool:
    """Whether a word for functions is so of all of them: how many, public or not; a noun says nothing more."""
    if word in _COUNTS:
        return _COUNTS[word] == len(names)
    if word not in ("public", "private"):
        return word in _PLAIN
    found = [one_function(case, name) for name in names]
    return all(f is not None and f.declared.text.startswith("pub") is (word == "public") for f in found)


def built_all(said: Said, case: Case) -> Finding | None:
    """“`a` is built on `b`, and `c` on `d`”."""
    clauses = re.split(r",? and |, ", said.words)
    if len(clauses) < 2 or _BUILT.match(clauses[0]) is None:
        return None
    told: list[Finding | None] = []
    for clause in clauses:
        found = _BUILT.match(clause) or _PAIR.match(clause)
        told.append(_built(found, said, case) if found is not None else None)
    return weakest(t for t in told if t is not None) if all(t is not None for t in told) else None


def _by_verb(verb: str, path: Path) -> list[Deed]:
    said = form(verb)
    return [d for d in path.deeds if d.sort == "call" and not d.later and parts(d.name)[:1] == (said,)]


def _first(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    """“`f` writes first, then reads”: by the verbs that calls begin with."""
    f = one_function(case, said.code(found["f"]))
    return (
        _in_order(f, lambda p: _by_verb(found["a"], p), lambda p: _by_verb(found["b"], p), found["a"], found["b"])
        if f is not None
        else None
    )


def _before(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    """“`f` reads the time before the date”: by calls whose names have the verb and the one thing or the other."""
    f = one_function(case, said.code(found["f"]))
    if f is None:
        return None
    names = {d.name for p in f.paths for d in p.deeds if d.sort == "call" and not d.later}
    rows = []
    for thing in (found["a"], found["b"]):
        words = {form(w) for w in thing.split()} - {"of"}
        rests = {n: set(parts(n)) - {form(found["verb"])} for n in names if form(found["verb"]) in parts(n)}
        fits = [n for n, rest in rests.items() if rest and rest <= words]
        if len(fits) != 1:
            return None
        rows.append(fits[0])
    one, two = rows if found["how"] == "before" else rows[::-1]
    if one == two:
        return None
    return _in_order(f, lambda p: [d for d in p.deeds if d.name == one], lambda p: [d for d in p.deeds if d.name == two], one, two)


def _in_order(
    f: Function, first: Callable[[Path], list[Deed]], then: Callable[[Path], list[Deed]], one: str, two: str
) -> Finding | None:
    so = []
    for path in f.paths:
        mine, other = first(path), then(path)
        if mine and other:
            places = [path.events.index(d) for d in mine], [path.events.index(d) for d in other]
            so.append(True if max(places[0]) < min(places[1]) else False if min(places[0]) > max(places[1]) else None)
    if not so or None in so:
        return None
    return told_of(f, all(so), not any(so), f"“{one}” comes before “{two}” on every way", f"“{two}” comes before “{one}”")


def _as_argument(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    """“X is handed to `G::new` as the last argument”, of the one function of the files that calls it."""
    g, thing = said.code(found["g"]), said.code(found["x"]).rpartition("::")[2]
    owner = g.split("(")[0].rpartition("::")[0].rpartition("::")[2]
    calls = []
    for function in every_function(case):
        for path in function.paths:
            calls += [
                (function, d)
                for d in path.deeds
                if d.sort == "call"
                and d.name == last_name(g)
                and (not owner or d.receiver.rpartition("::")[2].partition("<")[0] == owner)
            ]
    rows = {d.given for _, d in calls}
    if len(rows) != 1:
        return None
    (given,) = rows
    n = NTH[found["nth"]]
    if not given or n >= len(given):
        return None
    at = [re.search(rf"\b{re.escape(thing)}\b", a) is not None for a in given]
    if sum(at) != 1 or (found["which"] and form(found["which"]) not in words_in(given[at.index(True)])):
        return None
    where = f"it is argument {at.index(True) + 1} of {len(given)} at line {calls[0][1].line}"
    return told_of(calls[0][0], at[n], not at[n], where, where)


def _bound(name: str, case: Case) -> list[tuple[Function, Deed]]:
    """What a name is bound to first, in each function of the spec's files: `second`, also where the sentence says “seconds”."""
    rows: dict[tuple[str, int], tuple[Function, Deed]] = {}
    for function in every_function(case):
        for path in function.paths:
            lets = [d for d in path.deeds if d.sort == "let" and d.name in (name, name.removesuffix("s"))]
            if lets:
                rows.setdefault((function.declared.item.name, lets[0].line), (function, lets[0]))
    return list(rows.values())


def _from(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    rows = _bound(found["what"], case)
    wanted = said.code(found["n"]) if found["n"].startswith("§") else found["n"]
    if len(rows) != 1:
        return None
    f, deed = rows[0]
    if found["of"] and form(found["of"]) not in words_in(f.declared.file.rust.source.data.decode("utf-8", "replace")):
        return None
    given = re.search(r"\w+\((0x[0-9a-fA-F_]+|\d+)\)\??$", deed.given[0])
    if given is None:
        return None
    so = same_value(given[1], wanted)
    where = f"`{deed.name}` is `{deed.given[0]}` at line {deed.line}"
    return told_of(f, so is True, so is False, where, where)


def _each(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    told: list[Finding | None] = []
    for name in listed_names(found["names"], said):
        rows = _bound(name, case)
        called = [re.match(r"(?:self\.)?(\w+)\(", d.given[0]) for _, d in rows]
        if len(rows) != 1 or called[0] is None:
            return None
        f, deed = rows[0]
        so = called[0][1] == last_name(said.code(found["g"]))
        told.append(told_of(f, so, not so, f"`{deed.name}` is `{deed.given[0]}`", f"`{deed.name}` is `{deed.given[0]}`"))
    return weakest(t for t in told if t is not None)


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Said, Case], Finding | None]], ...] = (
    (_HANDS, _hands), (_BUILT, _built), (_LOOKS, _built), (_ALL_GO, _all_go), (_FIRST, _first), (_BEFORE, _before), (_AS_ARGUMENT, _as_argument), (_FROM, _from), (_EACH, _each),
)  # fmt: skip
