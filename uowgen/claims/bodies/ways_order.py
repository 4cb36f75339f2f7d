"""Decides in which order two things are done on every way through a function: “… before …”, “… only after …”, also in the arm of one
variant (“for a device, …”) and where no function is named.

Words are found in the names of what is called, in what these were bound to and in what is matched. It is asked after `order`, which knows steps and
not ways.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, stands_somewhere
from uowgen.claims.bodies.path_words import words_in
from uowgen.claims.bodies.unseen import LOGS
from uowgen.claims.bodies.ways import Function, functions_at_hand, spoken_of, words_of
from uowgen.claims.bodies.ways_acts import KEEPING, bare_name_of, does, phrase_in
from uowgen.claims.bodies.ways_missing import COUNTS, is_missing, may_be_done
from uowgen.claims.bodies.ways_told import followed_each
from uowgen.claims.bodies.words import CLEARING, GUARDS, MAKING, VERBS, form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.facts.calls import macros_in
from uowgen.facts.paths import paths_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Choice, Deed, Path

    Meaning = Callable[[Deed | Choice, tuple[Deed | Choice, ...]], bool]

NAME = "acts_in_order"
_FORMS = (
    when_used(r"^(?P<in>(?:for|in|on) (?:an?|the|each|every) [^,`]+?,? (?=(?:the|each|every|its|it|an?|all)\b))?(?:`(?P<f>[\w:]+)(?:\(\))?` )?(?P<second>.+?) only after (?:it (?:has|is) )?(?P<first>.+)$", re.IGNORECASE),
    when_used(r"^(?P<in>(?:for|in|on) (?:an?|the|each|every) [^,`]+?,? (?=(?:the|each|every|its|it|an?|all)\b))?(?:`(?P<f>[\w:]+)(?:\(\))?` )?(?P<first>.+?) before (?P<second>.+)$", re.IGNORECASE),
)  # fmt: skip
_SO = when_used(r", so (?!that\b)[^`]*$")
_SURELY = when_used(r"\b(?:successfully|completely|fully) ?|(?<=\w) (?:successfully|completely|fully)\b")
_DENIES = when_used(r"\b(?:not|never|no|unless|without|if|when|until|except|or|neither|nor)\b", re.IGNORECASE)


# How many of a thing are meant is not told by the calls.
_COUNTED = when_used(rf"(?<=[a-z] )(?:{'|'.join(n for n in NUMBERS if n != 'one')}) (?=[a-z]+s\b)")
_OWN_LOCK = when_used(
    r"\blocks (?:its|the (?P<of>[a-z]+(?: [a-z]+)?)['’]s) (?:own )?(?:inner |internal |mutable )?(?:state|data|fields|contents)\b|\btakes its own lock\b"
)


class _Told(NamedTuple):
    function: str
    arm: str
    first: Phrase
    second: Phrase
    surely: bool
    own_lock: bool = False


def decided(text: str, case: Case) -> Finding | None:
    """The finding on a sentence of two things in order; None where it is not read as one, or the ways do not tell."""
    told = _told(text.strip().rstrip("."))
    if told is None:
        return None
    rows = functions_at_hand(case)
    if told.function:
        names = [told.function.rpartition("::")[2]]
    else:
        names = sorted(n for n in rows if n in spoken_of(case) or len(rows[n]) == 1)
    found: list[tuple[Function, Finding]] = []
    may_be = (lambda d: _may_do_both(words_of(d, case), told)) if not told.function else None
    for name in names:
        for function in followed_each(case, name, may_be):
            owner = told.function.rpartition("::")[0].rpartition("::")[2]
            if owner and function.declared.owner.rpartition(" for ")[2].partition("<")[0] != owner:
                continue
            one = _of_function(function, told, case)
            if one is not None:
                found.append((function, one))
    if len(found) == 1:
        return found[0][1]
    if not found and (missing := _brought(told, case)) is not None:
        return missing
    if not found and told.function and len(rows.get(names[0], [])) == 1:
        from uowgen.claims.bodies.never_done import never_done

        return never_done(told.first, rows[names[0]][0], case)
    return None


def _brought(told: _Told, case: Case) -> Finding | None:
    """That what the spec's own code does there is done to, or by, something of which the tree has no trace."""
    named = {bare_name_of(n) for phrase in (told.first, told.second) for n in phrase.names}
    declared = {d.item.name for f in block_files(case) for d in f.declarations()}
    missing = sorted(n for n in named & declared if len(n) > _SHORT and not stands_somewhere(case, n))
    for function in () if missing else _of_blocks(case):
        for phrase in (told.first, told.second):
            bare = phrase._replace(words=tuple(w for w in phrase.words if w not in COUNTS))
            called = {name.rpartition(".")[2] for name in _called(bare, function, function.paths, case)}
            if len(called) == 1 and is_missing(next(iter(called)), case) and not may_be_done(phrase, told.function, case):
                missing = [*called]
    return fails("act-not-found", f"nothing in the tree is called `{missing[0]}`, by which it is to be done") if missing else None


_SHORT = 3


def _of_blocks(case: Case) -> list[Function]:
    """The functions of the spec's own blocks that can be followed."""
    found = [(d, paths_of(d)) for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"]
    return [Function(d, paths) for d, paths in found if paths is not None]


def _told(text: str) -> _Told | None:
    surely = _SURELY.search(text) is not None
    plain = re.sub(r"\s+", " ", _SURELY.sub("", _SO.sub("", text))).strip()
    surely = surely or _COUNTED.search(plain) is not None
    plain = _COUNTED.sub("", plain)
    named = re.match(r"^`(?:\w+::)*(?P<of>[A-Z]\w*)::\w+", plain)
    owner = "-".join(parts(named["of"])) if named is not None else ""
    own = next((m for m in _OWN_LOCK.finditer(plain) if m["of"] is None or "-".join(map(form, m["of"].split())) == owner), None)
    if own is not None:
        plain = f"{plain[: own.start()]}takes the lock{plain[own.end() :]}"
    for form_of in _FORMS:
        match = form_of.match(plain)
        if match is None:
            continue
        first, second = phrase_in(match["first"]), phrase_in(match["second"])
        if first is None or second is None or _DENIES.search(f"{match['first']} {match['second']}"):
            return None
        lead, other = (second, first) if "only after" in form_of.pattern else (first, second)
        if other.pronoun and not other.has_object:
            other = other._replace(words=lead.words, names=() if lead.words else lead.names)
        if not other.has_object or (other.pronoun and not other.has_object):
            return None
        first, second = (other, lead) if "only after" in form_of.pattern else (lead, other)
        arm = re.sub(r"^(?:for|in|on) (?:an?|the|each|every) ", "", (match["in"] or "").strip(" ,"), flags=re.IGNORECASE)
        return _Told(match["f"] or "", arm.lower(), first, second, surely, own is not None)
    return None


def _may_do_both(have: frozenset[str], told: _Told) -> bool:
    """Whether a function with these words may be one that does both things."""
    for phrase in (told.first, told.second):
        verbs = VERBS.get(phrase.verb, frozenset()) | {phrase.verb}
        if (not phrase.words and not phrase.names) or phrase.verb == form("enter"):
            continue
        names = [p for n in phrase.names for p in parts(bare_name_of(n))]
        loose = phrase.verb in CLEARING | MAKING or phrase.verb in KEEPING or any(w in GUARDS for w in phrase.words)
        if not (loose or any(set(v.split("-")) <= have for v in verbs)) or not all(n in have for n in names):
            return False
    return True


def _of_function(function: Function, told: _Told, case: Case) -> Finding | None:
    paths = function.paths
    if _has_strange_macro(function):
        return None
    if told.arm:
        wanted = {form(w) for w in told.arm.split()}
        paths = tuple(p for p in paths if any(_in_arm(c, wanted) for c in p.choices))
    turns: set[bool] = set()
    lines: set[int] = set()
    for first, second in _meanings(function, paths, told, case):
        for path in paths:
            one = next((n for n, e in enumerate(path.events) if first(e, path.events[:n])), None)
            other = next((n for n, e in enumerate(path.events) if second(e, path.events[:n])), None)
            if other is None or (one is None and path.end != "value"):
                continue
            turns.add(one is not None and one < other)
            lines |= {path.events[n].line for n in (one, other) if n is not None}
    if len(turns) != 1:
        return None
    name = function.declared.item.name
    where = f"lines {', '.join(str(n) for n in sorted(lines))} of `{name}`"
    if turns.pop():
        return None if told.surely else holds(f"{where} stand in that order on every way", function.declared)
    return fails("other-order", f"{where} stand in the other order", function.declared)


_KNOWN = LOGS | frozenset("assert assert_eq assert_ne debug_assert debug_assert_eq panic unreachable todo vec matches".split())  # noqa: SIM905


def _has_strange_macro(function: Function) -> bool:
    """Whether a macro that nobody knows may do anything in the function."""
    body = function.declared.item.node.child_by_field_name("body")
    if body is None:
        return True
    return any(m.path.rstrip("!").rpartition("::")[2] not in _KNOWN for m in macros_in(function.declared.file, body))


def _in_arm(choice: Choice, wanted: set[str]) -> bool:
    heads = [a.split("(")[0].split("{")[0] for a in choice.pattern.split("|")]
    mine = [set(parts(h.rpartition("::")[2])) for h in heads if "::" in h]
    around = words_in(f"{choice.text} {' '.join(h.rpartition('::')[0] for h in heads)}")
    return choice.truth and any(m & wanted and wanted <= m | around for m in mine)


def _meanings(function: Function, paths: tuple[Path, ...], told: _Told, case: Case) -> list[tuple[Meaning, Meaning]]:
    """What the two phrases mean, where each means the calls of one name."""
    found: list[tuple[Phrase, str]] = []
    for phrase in (told.first, told.second):
        ways = (phrase, phrase._replace(words=(), names=())) if phrase.pronoun else (phrase,)  # “it” is named once
        meant = next((one for one in ways if len(_called(one, function, paths, case)) == 1), None)
        if meant is None:
            return []
        found.append((meant, _called(meant, function, paths, case)[0]))
    if found[0][1] == found[1][1]:
        return []
    if told.own_lock and not any(phrase.words[-1:] == (form("lock"),) and name.startswith("self.") for phrase, name in found):
        return []

    def means(phrase: Phrase, name: str) -> Meaning:
        return lambda event, before: does(phrase, event, before, function, case) == name

    return [(means(*found[0]), means(*found[1]))]


def _called(phrase: Phrase, function: Function, paths: tuple[Path, ...], case: Case) -> tuple[str, ...]:
    """What is called, by name, wherever the phrase is done."""
    done = (does(phrase, event, path.events[:n], function, case) for path in paths for n, event in enumerate(path.events))
    return tuple(dict.fromkeys(name for name in done if name))
