"""Decides sentences that are put together from clauses: what a function does on every way, only in a case, in a case, in an order, or not at all.

What holds, holds on each way that it is said of. What fails is done, or left out, where it is said otherwise; that something is not found fails only
where nothing in reach has its name, or its noun.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from uowgen.claims.bodies.clauses.acts import Act, act_in
from uowgen.claims.bodies.clauses.amounts import told_amount
from uowgen.claims.bodies.clauses.spoken import Masked, Subject, masked, subject_in
from uowgen.claims.bodies.clauses.verdicts import (
    done_at_all,
    done_last,
    done_there,
    for_each,
    nothing_there,
    on_every_way,
    only_there,
    skipped,
    spared_there,
    stands_not,
)
from uowgen.claims.bodies.path_words import said_words
from uowgen.claims.bodies.ways import functions_at_hand, spoken_of, words_of
from uowgen.claims.bodies.ways_told import followed_each
from uowgen.claims.kind import Finding, weakest
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.kind import Case

    Judge = Callable[[Function], Finding | None]

NAME = "does_on_ways"
_MOST_WORDS = 48
_RETURNING = r"(?:(?:it|they|control) returns?|returning(?: (?:it|them|to (?:the|its) caller|§\d+|the [\w ]+?|an? [\w ]+?))?|the (?:function|method|call) returns)"
_ALL = (
    r"(?:whether or not|whether|regardless of(?: whether)?|no matter (?:what|whether|if|how)|even (?:if|when|on|after|for)|also (?:on|when|if|after)|including (?:on|when))\b(?P<case>.*)"
    r"|(?:on|along) (?:every|all|each|both|any) (?:code |return |exit |error |early |possible )?(?:path|paths|way|ways|return|returns|exit|exits|branch|branches|route|routes)(?: out)?(?:, .*)?"
    r"|in (?:every|all|each|both|either|any) (?:case|cases)|either way|unconditionally|in any case|(?:on|in|with|at) (?:every|each) (?:call|invocation|time|iteration|turn|tick|run)|every time|each time"
)
_EVERY = when_used(rf"^(?P<act>.+?),? (?:{_ALL})$")
_BEFORE_RETURN = when_used(rf"^(?P<act>.+?) before {_RETURNING}$")
_ONLY = when_used(r"^(?P<act>.+?),? only (?:(?:if|when|where|once|in case|on|after|upon|while|for) )(?P<case>.+)$")
_ONLY_VERB = when_used(r"^only (?P<act>.+?) (?:if|when|where|once|in case|after) (?P<case>.+)$")
_NOTHING = when_used(r"^(?:does|do) nothing(?: at all)? (?:if|when|where|for|in case|once|while|on) (?P<case>.+)$")
_AMOUNTS = when_used(
    r"^(?:[a-z]+s (?:at most|no more than|up to) §|(?:returns?|reports?|gives|yields?) (?:how many|(?:the )?(?:actual )?(?:number|count|amount))\b|(?:does not|never) (?:block|sleep|wait|spin)\b|is non-?blocking)"
)
_SUCCESS = when_used(
    r"^(?P<act>.+?),? (?:on|along) (?:every|each|all|any) (?:successful|good|normal) (?:path|paths|return|exit|exits|way|run|call|calls)$"
)
_LAST = when_used(r"^(?:(?P<act>.+?) (?:last|at the very end|as the last (?:thing|step))|(?:finally|lastly),? (?P<act2>.+))$")
_LOOPS = when_used(
    r"^(?:loops|iterates|goes|walks|steps|runs) (?:over|through) (?:all |every |each )?(?:of )?(?:the |its )?(?P<np>[\w§' -]+?),? (?:and (?P<verb>[a-z]+s) (?:each(?: one| of them)?|them|it|every one)(?P<rest> .+)?|(?:and calls|calling) §(?P<g>\d+) (?:on|for|with) (?:each|every one|them|it)(?: one| of them)?)$"
)
_FOR_EACH = when_used(
    r"^(?:calls?|invokes?|runs?) §(?P<g>\d+) (?:for|on|with|once for|once per) (?:each|every|all)(?: of)?(?: the)? (?P<np>[\w§' -]+)$"
)
_SKIPS = when_used(
    r"^(?:skips|ignores|passes over|leaves out) (?:all |any |every )?(?P<np>[\w' -]+?) (?:that|which|whose) (?P<case>.+)$"
)
_FIRST = when_used(
    r"^(?:(?P<act>.+?) (?:first|as the first (?:thing|step)|before anything else|before doing anything else)|first(?: of all)?,? (?P<act2>.+))$"
)
_LEAVES = when_used(
    r"^(?:leaves?|ignores?|skips?|does not touch|never touches) (?:the |an? )?[\w -]*?\((?P<p>\w+) (?:is |== |= )?(?P<n>\d+|§\d+)\)(?: alone| untouched| unchanged| as it is| as is)?$"
)
_SPARES = when_used(
    r"^(?:leaves? §(?P<x>\d+) (?:alone|untouched|unchanged|as it (?:is|was)|as is|in place)|(?:does not|never) (?:touch|change|modify|write|alter|update)(?:es)? §(?P<x2>\d+)) (?:if|when|whenever|where|in case|once|on|for) (?P<case>.+)$"
)
_WHEN = when_used(r"^(?P<act>.+?),? (?:if|when|whenever|where|in case|once|on) (?P<case>.+)$")
_WHEN_FIRST = when_used(r"^(?:if|when|whenever|where|in case|once|on) (?P<case>[^,]+), (?P<act>.+)$")
_NOT_CALLED = when_used(
    r"^(?:(?:does|do) not|never|no longer) (?P<verb>calls?|invokes?|uses?|reads?|looks? at|touch(?:es)?|inspects?|checks?|mentions?|accesses|access|needs?|consults?) §(?P<g>\d+)(?: itself| directly| at all| any more| anymore| any longer| on its own)*$"
)
_INSTEAD = when_used(r"^(?P<act>(?:now )?calls? §\d+(?: with .+?)?)(?: instead(?: of §(?P<old>\d+))?)$")
_TURNS = when_used(
    r"\b(?:if|when|whenever|unless|until|while|only|without|except|before|after|whether|instead|not|never|no|neither|nor|otherwise|once|until|rather)\b"
)


_LEAD = when_used(
    r"^(?P<when>[Ii]f|[Ww]hen|[Ww]henever|[Oo]nce|[Oo]n) (?P<case>[^,]+?),? (?P<rest>(?:the function |the method )?`[\w:.]+(?:\(\))?` (?:still |now |also |then |does not |never )?[a-z]+s?\b.*)$"
)


def turned(text: str) -> str:
    """A sentence that begins with its case, the case put last: “if it is full, `put` fails”; others as they are."""
    found = _LEAD.match(text.strip().rstrip("."))
    if found is None or _TURNS.search(re.sub(r"`[^`]*`", "", found["rest"])):
        return text
    return f"{found['rest']} {'on' if found['when'].lower() == 'on' else 'when'} {found['case']}"


def decided(text: str, case: Case) -> Finding | None:
    """The finding on a sentence of what a function does; None where it is not read as one, or its ways do not tell."""
    said = masked(text)
    if said is None or not said.words or len(said.words.split()) > _MOST_WORDS:
        return None
    from uowgen.claims.bodies.clauses.routes import routed

    arm = routed(text, case)
    if arm is not None:
        return arm
    lead = _LEAD.match(text.strip().rstrip("."))
    if lead is not None and (led := masked(lead["rest"])) is not None:
        told = _led(lead, led, case)
        if told is not None:
            return told
        text = turned(text)
        said = masked(text) or said
    found = subject_in(said, case)
    subject, rest = found if found is not None else (Subject((), open=True), said.words)
    from uowgen.claims.bodies.clauses.held import held
    from uowgen.claims.bodies.clauses.ordered import ordered

    told = held(rest, said, subject) or ordered(rest, said, subject, case)
    if told is not None:
        return told
    if subject.open:
        return None
    for pieces in _splits(rest, said):
        spared = any(_LEAVES.match(p) or _NOTHING.match(p) for p in pieces)
        findings = [_of_all(subject, _clause(piece, said, case, spared=spared)) for piece in pieces]
        if all(f is not None for f in findings):
            return weakest(f for f in findings if f is not None)
        if any(f is not None and f.outcome == "fails" for f in findings) and not any(_TURNS.search(p) for p in pieces):
            return next(f for f in findings if f is not None and f.outcome == "fails")
    return None


def _led(lead: re.Match[str], led: Masked, case: Case) -> Finding | None:
    """“On a timeout, `f` does A and B”: each of the acts is said of the case."""
    found = subject_in(led, case)
    both = masked(f"{lead['rest']} when {lead['case']}")
    if found is None or both is None or found[0].open:
        return None
    told = both.words[len(led.words) :]
    for pieces in _splits(found[1], led)[1:]:
        findings = [_of_all(found[0], _clause(f"{piece}{told}", both, case)) for piece in pieces]
        if all(f is not None for f in findings):
            return weakest(f for f in findings if f is not None)
    return None


_AND = when_used(
    r"(?:; (?:it |they )?|,? and (?:it |they |then )?|, )(?=(?:[a-z]+s|set|put|do|does|is|are) (?:the |an? |its |no |§|not |nothing|only ))"
)


def _splits(rest: str, said: Masked) -> list[list[str]]:
    """The ways to take what is said of one subject: as one clause, or as several, each with a verb; a case must not be cut from what it is said of."""
    cuts = list(_AND.finditer(rest))
    found = [[rest]]
    if not 0 < len(cuts) <= 3:
        return found
    pieces, start = [], 0
    for cut in cuts:
        pieces.append(rest[start : cut.start()])
        start = cut.end()
    pieces.append(rest[start:])
    late = [bool(_TURNS.search(p)) for p in pieces]
    apart = all(";" in cut[0] for cut in cuts)
    if apart or not late[-1] or all(late):
        found.append(pieces)
    return found


def _of_all(subject: Subject, judge: Judge | None) -> Finding | None:
    """The finding on each of the functions, where each has one."""
    if judge is None or not subject.functions:
        return None
    found = [judge(f) for f in subject.functions]
    return weakest(f for f in found if f is not None) if all(f is not None for f in found) else None


def _clause(rest: str, said: Masked, case: Case, *, spared: bool = False) -> Judge | None:
    """What one clause asks of a function."""
    rest = re.sub(r"^(?:still|now|also|then|simply|just|it|they) ", "", rest.strip(" ,"))
    if _AMOUNTS.match(rest) is not None:
        return lambda f: told_amount(rest, said, f, case)
    nothing = _NOTHING.match(rest)
    if nothing is not None:
        return lambda f: nothing_there(f, nothing["case"], said)
    loops = _LOOPS.match(rest)
    if loops is not None and loops["verb"]:
        rest = f"{loops['verb']} every {loops['np']}{loops['rest'] or ''}"
    each = _FOR_EACH.match(rest) if loops is None else loops if loops["g"] else None
    if each is not None:
        goes = said_words(re.sub(r"§\d+|'s\b", " ", each["np"]))
        names = tuple(said.code(n) for n in re.findall(r"§(\d+)", each["np"]))
        return partial(for_each, name=said.code(each["g"]), words=goes, names=names, case=case)
    skips = _SKIPS.match(rest)
    if skips is not None:
        return partial(skipped, told=_whose(skips["np"], skips["case"]), said=said)
    leaves = _LEAVES.match(rest)
    if leaves is not None:
        return lambda f: nothing_there(f, f"{leaves['p']} is {leaves['n']}", said)
    spares = _SPARES.match(rest)
    if spares is not None:
        return partial(spared_there, code=said.code(spares["x"] or spares["x2"]), told=spares["case"], said=said, case=case)
    denied = _NOT_CALLED.match(rest)
    if denied is not None:
        return lambda f: stands_not(
            f,
            said.code(denied["g"]),
            denied["verb"],
            case,
            itself=re.search(r"\b(?:itself|directly|on its own)\b", rest) is not None,
        )
    instead = _INSTEAD.match(rest)
    if instead is not None:
        return _instead(instead, said, case)
    well = _SUCCESS.match(rest)
    if well is not None:
        act = _act(well["act"], said)
        return partial(done_at_all, act=act, case=case, strictly=True) if act is not None else None
    every = _EVERY.match(rest)
    if every is not None:
        act = _act(re.sub(rf" before {_RETURNING}$", "", every["act"]), said)
        told = every["case"] or ""
        return partial(on_every_way, act=act, told=told, said=said, case=case, strict=not told.strip()) if act is not None else None
    ending = _BEFORE_RETURN.match(rest)
    if ending is not None:
        act = _act(ending["act"], said)
        return partial(on_every_way, act=act, told="", said=said, case=case) if act is not None else None
    only = _ONLY.match(rest) or _ONLY_VERB.match(rest)
    if only is not None:
        return _only_judge(only["act"], only["case"], said, case)
    when = _WHEN.match(rest) or _WHEN_FIRST.match(rest)
    if when is not None:
        act = _act(when["act"], said)
        return partial(done_there, act=act, told=when["case"], said=said, case=case) if act is not None else None
    if rest.startswith("always "):
        act = _act(rest.removeprefix("always "), said)
        return partial(on_every_way, act=act, told="", said=said, case=case) if act is not None else None
    last = _LAST.match(rest)
    if last is not None:
        act = _act(last["act"] or last["act2"], said)
        return partial(done_last, act=act, case=case) if act is not None else None
    first = _FIRST.match(rest)
    if first is not None:
        act = _act(first["act"] or first["act2"], said)
        return partial(done_last, act=act, case=case, first=True) if act is not None else None
    act = _act(rest, said)
    return partial(done_at_all, act=act, case=case, spared=spared) if act is not None else None


def _whose(np: str, told: str) -> str:
    """“segments that are not `Load`” as “segments are not `Load`”, “frames whose owner is gone” as “owner is gone”."""
    return f"{np} {told}" if re.match(r"(?:is|are|has|have|was|were|does|do)\b", told) else told


def _act(text: str, said: Masked) -> Act | None:
    return act_in(said.raw(text)) if not _TURNS.search(text) else None


def _only_judge(acted: str, told: str, said: Masked, case: Case) -> Judge | None:
    act = _act(acted, said)
    if act is None:
        return None
    return partial(only_there, act=act, told=told, said=said, case=case)


def _instead(found: re.Match[str], said: Masked, case: Case) -> Judge | None:
    act = _act(found["act"], said)
    old = said.code(found["old"]) if found["old"] else ""
    if act is None:
        return None

    def judge(f: Function) -> Finding | None:
        told = done_at_all(f, act, case)
        if told is None or told.outcome == "fails" or not old:
            return told
        gone = stands_not(f, old, "calls", case)
        return gone if gone is None or gone.outcome == "fails" else told

    return judge


def open_functions(acts: list[Act], subject: Subject, case: Case) -> list[Function]:
    """The functions at hand that may be meant where none is named: those that have the names and the verbs of an act."""
    from uowgen.claims.bodies.clauses.spoken import BOOTING

    rows = functions_at_hand(case)
    names = [n for n in sorted(rows) if (n in BOOTING if subject.boot else n in spoken_of(case) or len(rows[n]) == 1)]
    wanted = [frozenset((*a.words[-1:],)) for a in acts]
    may_be = lambda d: any(w <= words_of(d, case) for w in wanted)  # noqa: E731
    return [f for n in names for f in followed_each(case, n, may_be)]
