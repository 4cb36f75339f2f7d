"""Covers a sentence with phrases, each word by one, in every way; and puts the phrases of a cover together to claims."""

# ruff: noqa: SIM905
from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.sentences.senses import JOINING, stem
from uowgen.claims.stories.scenes import all_, not_
from uowgen.claims.stories.told import Told
from uowgen.claims.stories.woven import outcomes, range_outcomes, ranged, results, situations
from uowgen.claims.stories.woven.patterns import Matcher
from uowgen.claims.stories.woven.phrases import Phrase, Result, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.woven.worded import Worded

_MOST = 600  # covers of one sentence
_MOST_MORE = 3
_JOINS = {stem(w) for w in JOINING} | {
    stem("call"),
    stem("when"),
    stem("state"),
    stem("happen"),
    stem("make"),
    stem("cause"),
    stem("lead"),
    stem("proceed"),
    stem("perform"),
    stem("someone"),
    stem("receive"),
    stem("something"),
}
_CALLS = (
    "{method}", "after|before|during {method}", "call|invocation to? {method}", "after call {method}", "one? another|further|more|second|single {method}",
    "one {method}", "{method} {type}", "{method} {kept}", "{type} {method}", "{kept} {method}", "after {method} {type}", "after {method} {kept}", "{method} one {kept}",
    "{method} whole? {kept} {kept}", "{method} remove and return", "{method} remove", "after {method} onto|into|to|from {type}",
)  # fmt: skip
_OF_STATES = frozenset({"in", "from", "while", "during", "at"})
_CONDITIONS = {stem(w) for w in "if when whenever once while unless".split()}
_MARKS = {
    ",": "comma",
    ";": "stop",
    ":": "glue",
    "(": "glue",
    ")": "glue",
    "->": "glue",
    "==": "glue",
    "=": "glue",
    "—": "glue",
    "–": "glue",
    ".": "stop",
    "-": "glue",
}
_SIGNS = ("==", "=", "!=", ">", "<", ">=", "<=")
_ROLES: tuple[tuple[str, str], ...] = (
    ("and", "and"), ("plus", "and"), ("but", "and"), ("or", "or"), ("nor", "or"), ("not", "not"), ("no", "not"), ("never", "not"), ("without", "not"),
    ("rather than", "rather"), ("instead of", "rather"), ("and not", "rather"), (", not", "rather"), ("not", "rather"),
    ("always", "every"), ("every", "each"), ("each", "each"), ("all", "each"), ("each time", "every"), ("every time", "every"), ("regardless", "every"),
    ("no matter how many {kept} HOLD", "every"), ("whether or not? {type}? EMPTY|FULL {type}?", "every"), ("whether {type}? EMPTY|FULL or not", "every"),
    ("no matter what|which|how {kept}?", "every"), ("no matter in? what|which? order {kept} inserted|added|put", "glue"), ("also when other HOLD", "every"), ("even if|when other HOLD", "every"),
    ("caller {method}", "call"), ("silently ignored?", "glue"), ("harmless", "glue"), ("make room for? new? {kept}?", "glue"), ("space|room for new {kept}", "glue"), ("even|especially", "glue"),
    ("both", "both"), ("per", "glue"), ("how", "glue"), ("rather", "glue"), ("of range|page", "glue"),
    ("any", "glue"), ("unless", "unless"), ("except when", "unless"), ("except", "unless"), ("only when", "only"), ("only if", "only"), ("only", "only"),
    ("only after", "only"), ("make sure", "glue"), ("as soon as", "cond"), ("as long as", "cond"), ("in case", "cond"), ("fine", "out-ok"),
)  # fmt: skip


class Reading(NamedTuple):
    """One way to read a sentence: claims that must all be so, for each method that may be meant (`named`: one is named)."""

    of: tuple[tuple[str, tuple[Told, ...]], ...]
    every: bool
    named: bool
    loose: int  # nouns of which nothing is said
    valued: bool = False  # whether each outcome is a value that is named


def readings(stage: Worded) -> list[Reading]:
    """The ways to read the sentence of the stage that need the fewest phrases: what is said with fewer is what is meant."""
    chart = _chart(stage)
    for more in range(_MOST_MORE):
        found: list[Reading] = []
        for count, cover in enumerate(_covers(chart, more)):
            if count > _MOST:
                return []
            found += _put_together(stage, cover)
        if found:
            return [one for one in found if one.named] or found
    return []


# ----------------------------------------------------------------------------------------------------------------- covers


def _chart(stage: Worded) -> list[list[Phrase]]:
    matcher = Matcher(stage.tokens, stage.slots)
    rows: list[list[Phrase]] = []
    for at in range(len(stage.tokens)):
        here: list[Phrase] = []
        for pattern in _CALLS:
            here += [Phrase("call", end, end - at, values[0]) for values, end in matcher.at(pattern, at)]
        for pattern, made_when in (*situations.TABLE, *(ranged.SITUATIONS if stage.ranged else ())):
            for values, end in matcher.at(pattern, at):
                if "{method}" not in pattern and any(stage.spells(n) for n in range(at, end)):
                    continue  # a method that is spelled out is called
                when = made_when(stage, values)
                here += [Phrase("when", end, end - at, when=when, says=pattern)] if when is not None else []
        here += _compared(stage, at, matcher)
        for pattern, made_out in (*outcomes.TABLE, *(range_outcomes.OUTCOMES if stage.ranged else ())):
            for values, end in matcher.at(pattern, at):
                out = made_out(stage, values)
                if "{value}" in pattern and end == at + 1 and at and stage.tokens[at - 1].raw.lower() in _OF_STATES:
                    continue  # “refused in `Idle`” tells when, not what comes out
                if "{effect}" in pattern and "{method}" not in pattern and any(stage.spells_call(n) for n in range(at, end)):
                    continue
                if "KEEP" in pattern and stage.tokens[end - 1].raw == "left" and end > at + 1:
                    continue  # “the number of frames left” is a number
                valued = any(slot in pattern for slot in ("{value}", "{key}", "{n}"))
                here += [Phrase("out", end, end - at, out=out, says=pattern, value=valued)] if out is not None else []
        for words, role in _ROLES:
            for values, end in matcher.at(words, at):
                if role == "call":
                    here.append(Phrase("call", end, end - at, values[0]))
                elif role == "out-ok":
                    here.append(Phrase("out", end, end - at, out=results.refuses(stage, so=False)))
                else:
                    here.append(Phrase(role, end, end - at))
        token = stage.tokens[at]
        if token.stem in _CONDITIONS and not token.code:
            if token.stem != stem("unless"):  # that one turns what follows round, and must not be read past
                here.append(Phrase("cond", at + 1, 1))
            rows.append(_longest(here))
            continue
        if token.mark in _MARKS:
            here.append(Phrase(_MARKS[token.mark], at + 1, 1))
        elif not token.code and (token.stem in _JOINS or token.stem in stage.types):
            here.append(Phrase("loose", at + 1, 1))
        else:
            here += [Phrase("loose", end, end - at, says="noun") for _, end in matcher.at("{kept}", at)]
        # Of the phrases of one role, the longest say most.
        rows.append(_longest(here))
    return rows


def _longest(here: list[Phrase]) -> list[Phrase]:
    best: dict[str, int] = {}
    for phrase in here:
        best[phrase.role] = max(best.get(phrase.role, 0), phrase.words)
    kept = [p for p in here if p.role in ("call", "loose", "and", "or", "not", "comma", "glue") or p.words >= best[p.role] - 1]
    return sorted(kept, key=lambda p: -p.words)


def _compared(stage: Worded, at: int, matcher: Matcher) -> list[Phrase]:
    """“`count == 0`”, “`was_empty` is false”."""
    found: list[Phrase] = []
    for (key,), end in matcher.at("with|if|when|once|while? {key}", at):
        if end < len(stage.tokens) and stage.tokens[end].mark in _SIGNS:
            for (number,), last in matcher.at("{n}", end + 1):
                when = situations.compared(stage, key, stage.tokens[end].mark, number)
                found += [Phrase("when", last, last - at, when=when)] if when is not None else []
    token = stage.tokens[at]
    if token.code and token.raw.isidentifier():
        yes = stage.tokens[at + 1].raw if at + 1 < len(stage.tokens) else ""
        when = situations.flagged(stage, token.raw, yes if yes in ("true", "false") else None)
        end = at + 2 if yes in ("true", "false") else at + 1
        found += [Phrase("when", end, end - at, when=when)] if when is not None else []
    return found


def _covers(chart: list[list[Phrase]], more: int = 0) -> Iterator[list[Phrase]]:
    """The covers that need no more than so many phrases beyond the fewest that will do."""
    end = len(chart)
    far = 10_000
    least = [far] * end + [0]
    for at in range(end - 1, -1, -1):
        least[at] = min((1 + least[p.end] for p in chart[at]), default=far)

    def go(at: int, left: int) -> Iterator[list[Phrase]]:
        if at == end:
            if left == 0:
                yield []
            return
        for phrase in chart[at]:
            if least[phrase.end] < left:
                for rest in go(phrase.end, left - 1):
                    yield [phrase, *rest]

    if least[0] < far:
        yield from go(0, least[0] + more)


# ----------------------------------------------------------------------------------------------------------------- claims


_MEASURES = frozenset(stem(w) for w in "index number count address length size position place offset".split())


def _measures(stage: Worded, cover: list[Phrase]) -> bool:
    """Whether a noun of which nothing is said tells what it is done with: the index of a thing is not the thing."""
    starts = [0, *(p.end for p in cover)]
    return any(
        p.says == "noun" and any(t.stem in _MEASURES and not t.code for t in stage.tokens[start : p.end])
        for p, start in zip(cover, starts, strict=False)
    )


class _Clause(NamedTuple):
    out: Phrase
    denied: bool
    whens: list[list[tuple[When, bool]]]  # groups of alternatives


def _put_together(stage: Worded, cover: list[Phrase]) -> Iterator[Reading]:
    """The claims that a cover makes: situations joined by “and” may be alternatives, or meant together."""
    yield from _joined_so(stage, cover, both=False)
    if any(p.role == "and" and n and cover[n - 1].role == "when" for n, p in enumerate(cover)):
        yield from _joined_so(stage, cover, both=True)


def _joined_so(stage: Worded, cover: list[Phrase], *, both: bool) -> Iterator[Reading]:
    """The claims that a cover makes, for each method that may be meant."""
    calls: list[tuple[str, ...]] = []
    earlier = 0  # calls that a condition speaks of
    before: list[list[tuple[When, bool]]] = []
    clauses: list[_Clause] = []
    every = denied = turned = joined = only = condition = False
    loose = sum(p.says == "noun" for p in cover)
    if any("{effect}" in p.says for p in cover) and _measures(stage, cover):
        return
    last = ""
    for n, phrase in enumerate(cover):
        role = phrase.role
        if role == "call":
            if phrase.methods not in calls:
                calls.append(phrase.methods)
                earlier += condition and any(m not in stage.journal.askers for m in phrase.methods)
        elif role in ("not", "rather", "unless"):
            if role == "rather" and not clauses:
                return
            if denied:
                return
            denied, turned = True, role == "unless"
        elif role == "both":
            both = True
            continue
        elif role == "cond":
            condition = True
            continue
        elif role == "every":
            every = True
        elif role == "each":  # of calls it says that it is always so; of things it may be a part of a situation
            after = next((p for p in cover[n + 1 :] if p.role not in ("loose", "glue")), None)
            every = every or (
                after is not None and not condition and (after.role == "call" or (after.when is not None and after.when.end))
            )
        elif role == "only":
            only = True
        elif role in ("or", "and", "comma", "stop"):
            if denied:  # what is denied stands beside the denial
                return
            joined = last == "when" and (role != "and" or not both)
            continue
        elif role == "when" and phrase.when is not None:
            if denied and clauses and not condition:  # “… and never empty” is another outcome
                return
            rows = clauses[-1].whens if clauses else before
            if joined and not both and rows and phrase.when.of_given and rows[-1][-1][0].of_given:
                rows[-1].append((phrase.when, denied))
            else:
                rows.append([(phrase.when, denied)])
            denied = False
        elif role == "out":
            if condition or (denied and turned):  # what follows such a word is no outcome
                return
            clauses.append(_Clause(phrase, denied, []))
            denied = False
        if role not in ("loose", "glue", "not", "every", "each"):
            last, joined, condition = role, False, False
    if denied or only or condition or not clauses or len(clauses) > 3 or sum(c.out.value and not c.denied for c in clauses) > 1:
        return
    if earlier and len(calls) > 1:  # “once closed, every `wait` …”: the one that was called before is none that the rest is said of
        return
    spread = [[c.whens for c in clauses]]
    if len(clauses) > 1 and any(c.whens for c in clauses):
        together = [w for c in clauses for w in c.whens]
        spread.append([together for _ in clauses])
    for whens in spread:
        found = _of_methods(stage, calls, before, clauses, whens, every)
        if found is not None:
            yield found._replace(loose=loose)


def _of_methods(
    stage: Worded,
    calls: list[tuple[str, ...]],
    before: list[list[tuple[When, bool]]],
    clauses: list[_Clause],
    whens: list[list[list[tuple[When, bool]]]],
    every: bool,
) -> Reading | None:
    askers = stage.journal.askers
    rows = [tuple(m for m in one if stage.journal.parts[m].takes) for one in calls]
    if any(one and not row and _is_spelled(stage, one) for one, row in zip(calls, rows, strict=True)):
        return None  # a function that makes such values is spoken of, and no method
    rows = [one for one in rows if one]
    if len(rows) > 1:  # what is only asked for may be named beside the call
        told_by = [one for one in rows if any(m not in askers for m in one)]
        if len(told_by) == 1:
            rows = told_by
    named = bool(rows)
    stage.named = frozenset(m for one in rows for m in one)
    if len(rows) > 2:
        return None
    acting = [p.name for p in stage.journal.parts.values() if p.takes and (p.takes == "mut" or p.parameters)]
    candidates = [m for one in rows for m in one] if named else acting
    if not named and any(w.look is not None and w.says.startswith("after") for group in before for w, _ in group):
        return None  # the call that is named is the one that is spoken of
    of: list[tuple[str, tuple[Told, ...]]] = []
    for method in dict.fromkeys(candidates):
        claims: list[Told] = []
        for clause, own in zip(clauses, whens, strict=True):
            assert clause.out.out is not None
            result = clause.out.out(method)
            if result is None:
                claims = []
                break
            claims += _claims(stage, method, result, clause.denied, [*before, *own])
        if claims:
            of.append((method, tuple(claims)))
            if not named and any(c.out.out is not None and (one := c.out.out(method)) is not None and one.looked for c in clauses):
                break  # it is told at any time, whatever is called
    if not of or (len(rows) == 2 and len(of) < 2):
        return None
    return Reading(tuple(of), every, named and len(of) == len(rows), 0, all(c.out.value for c in clauses))


def _is_spelled(stage: Worded, names: tuple[str, ...]) -> bool:
    """Whether one of the functions stands in the sentence by its name, as other than the usual maker."""
    return any(name != "new" and any(t.raw.rpartition("::")[2].removesuffix("()") == name for t in stage.tokens) for name in names)


def _claims(stage: Worded, method: str, result: Result, denied: bool, groups: list[list[tuple[When, bool]]]) -> list[Told]:
    """One claim for each choice among alternatives."""
    found = []
    for choice in product(*groups):
        tests: list[Test] = []
        done: list[Test] = []
        if not result.looked:
            tests.append(lambda scene: scene.beat.name == method)
        else:
            tests.append(lambda scene: scene.beat.after is not None)
        poked = result.poked or any(w.poked for w, _ in choice)
        for when, against in choice:
            one = _test(when, after=result.looked)
            tests.append(not_(one) if against else one)
        if result.asked is not None:
            tests.append(result.asked)
        if not result.refusal and not result.looked and not any(w.end for w, _ in choice):
            done.append(lambda scene: not stage.turned_away(scene))
        right = not_(result.right) if denied else result.right
        wider = all_(tests) if done and any(w.of_given for w, _ in choice) else None
        found.append(Told(all_([*tests, *done]), right, result.error, result.plain, result.telling, poked, wider))
    return found


def _test(when: When, *, after: bool) -> Test:
    if when.scene is not None:
        return when.scene
    look = when.look
    assert look is not None
    kept = look

    def test(scene: Scene) -> bool | None:
        seen = scene.beat.after if after else scene.beat.before
        return None if seen is None else kept(scene, seen)

    return test


__all__ = ["Reading", "readings"]
