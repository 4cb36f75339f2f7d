"""What is taken as something else, when something comes out, and what a handle gives back.

“`arm(0, t)` behaves like `arm(1, t)`”, “priorities above 31 are clamped to 31”, “a delay of 3 fires on the 3rd tick”, “`cancel()` gives the token back”.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.lives import NUMBERS, has
from uowgen.claims.laws.outcomes import inside
from uowgen.claims.laws.sequences import Trial
from uowgen.claims.laws.symbols import FIRST, Stage, in_symbols
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import as_number, literal
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lives import Gave
    from uowgen.claims.sentences.sentence import Word

_LIKE = frozenset(
    {
        "behaves like",
        "behaves as",
        "does same as",
        "acts like",
        "is same as",
        "is equivalent to",
        "has same effect as",
        "means same as",
        "works like",
    }
)
_CLAMPED = (
    when_used(
        r"^(?:PUT )?(?:clamps )?(?:any )?BESIDE (?:above|over|beyond|past|greater than|larger than) (?P<over>\d+) (?:(?:is|are|gets|get) )?(?:clamped|capped|cut|limited|treated|taken|counted|saturated|rounded) ?(?:down )?(?:to|as|at) (?:BESIDE )?(?P<to>\d+)$"
    ),
    when_used(r"^PUT clamps BESIDE (?:above|over|beyond|past) (?P<over>\d+) (?:to|at) (?:BESIDE )?(?P<to>\d+)$"),
    when_used(
        r"^(?:any )?BESIDE of (?P<least>\d+) or (?:more|above|higher|greater) (?:is|are) (?:PUT|clamped|queued|put|treated|taken) (?:at|to|as|in) (?:BESIDE )?(?P<to>\d+)$"
    ),
)
_AS_ONE = (
    when_used(
        r"^(?:BESIDE of )?(?P<one>\d+)(?: BESIDE)? (?:counts|is taken|is treated|are treated|is counted|are taken|are bumped up|is bumped up|is raised) (?:as|to) (?P<to>\d+|one|one BESIDE|THING)(?: BESIDE| tick)?$"
    ),
)
_FIRES = (
    when_used(
        r"^(?:THING (?:PUT )?with )?BESIDE (?:of )?(?P<beside>\d+) (?:fires|expires|is due|comes due|goes off) (?:on|at|with) (?:exactly )?(?P<turn>next|\d+(?:st|nd|rd|th)) TAKE$"
    ),
    when_used(
        r"^(?:THING )?(?:with )?BESIDE (?:of )?(?P<beside>\d+) (?:fires|expires|is due|comes due|goes off) (?:on|at|with) (?:exactly )?(?P<turn>next|\d+(?:st|nd|rd|th)) BESIDE$"
    ),
)


_TOO_MANY = when_used(
    r"^(?P<turn>\w+) THING at (?:one|same|THING) BESIDE (?:is handed back(?: inside error)?|is refused|is rejected|fails|is error)$"
)
_ORDINALS = dict(
    zip(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
        "eighteenth nineteenth twentieth".split(),
        range(3, 21),
        strict=True,
    )
)


def trials(words: tuple[Word, ...], stage: Stage) -> Iterator[Trial]:
    """The lives that tell whether the sentence is so; each must be right."""
    yield from _alike(words, stage)
    spoken = in_symbols(words, stage)
    match = _TOO_MANY.match(spoken.text)
    if match is not None:
        digits = match["turn"].rstrip("stndrh")
        turn = _ORDINALS.get(match["turn"], int(digits) if digits.isdigit() else 0)
        yield from _refused_at(stage, turn, back="handed" in spoken.text)
        return
    for pattern in _CLAMPED:
        match = pattern.match(spoken.text)
        if match is not None:
            first = int(match["over"]) + 1 if "over" in match.groupdict() else int(match["least"])
            for put in dict.fromkeys(spoken.puts) or [n for n in stage.puts if stage.puts[n].beside]:
                yield from _clamped(stage, put, first, int(match["to"]))
            return
    for pattern in _AS_ONE:
        match = pattern.match(spoken.text)
        if match is not None:
            for put in [n for n in stage.puts if stage.puts[n].beside]:
                yield from _same(stage, put, int(match["one"]), int(match["to"]) if match["to"].isdigit() else 1)
            return
    for pattern in _FIRES:
        match = pattern.match(spoken.text)
        if match is not None:
            turn = 1 if match["turn"] == "next" else int(match["turn"][:-2])
            for put in [n for n in stage.puts if stage.puts[n].beside]:
                yield from _due(stage, put, int(match["beside"]), turn)
            return


def _alike(words: tuple[Word, ...], stage: Stage) -> Iterator[Trial]:
    """Two calls that are written out, with what is said of them between."""
    if len(words) < 4 or not words[0].code or not words[-1].code or " ".join(w.text for w in words[1:-1]) not in _LIKE:
        return
    name = bare_name(words[0].raw)
    if name != bare_name(words[-1].raw) or name not in stage.puts or not stage.puts[name].beside:
        return
    at = stage.puts[name].beside[0]
    rows = [[one.strip() for one in w.raw.partition("(")[2].rstrip(")").split(",")] for w in (words[0], words[-1])]
    numbers = [as_number(row[at]) if at < len(row) else None for row in rows]
    others = [[one for n, one in enumerate(row) if n != at] for row in rows]
    if others[0] == others[1] and numbers[0] is not None and numbers[1] is not None:
        yield from _same(stage, name, numbers[0], numbers[1])


def _fits(stage: Stage, put: str, number: int) -> bool:
    kind = stage.lexicon.journal.parts[put].parameters[stage.puts[put].beside[0]][1].strip("& ")
    bits = 64 if kind.endswith("size") else int(kind[1:]) if kind in NUMBERS else 0
    return bool(0 <= number < 2 ** (bits - (kind[:1] == "i")))


def _lives(stage: Stage, put: str, number: int, take: str) -> list[list[str]]:
    """Lives that show where a thing goes: alone, behind and before others with numbers near it."""
    turns = [stage.take(take)] * 5
    found = [[stage.put(put, FIRST, number), *turns]]
    for near in (0, 1, 2, max(number - 1, 0), number, 31, 63):
        if _fits(stage, put, near):
            found.append([stage.put(put, FIRST + 1, near), stage.put(put, FIRST, number), *turns])
            found.append([stage.put(put, FIRST, number), stage.put(put, FIRST + 1, near), *turns])
    return found


def _same(stage: Stage, put: str, one: int, other: int) -> Iterator[Trial]:
    """The same comes of both numbers in every life, and of a number beside the second something else in one."""
    if one == other or not _fits(stage, put, one) or not _fits(stage, put, other):
        return
    beside = other - 1 if other - 1 >= 0 and other - 1 != one else other + 1
    for take in stage.takes:
        places = _lives(stage, put, other, take)
        rows = [places, _moved(places, stage, put, other, one), _moved(places, stage, put, other, beside)]
        flat = [life for lives in rows for life in lives]
        size = len(places)

        def right(found: list[Gave], size: int = size) -> bool | None:
            first, second, third = found[:size], found[size : 2 * size], found[2 * size :]
            if first == third:  # it does not matter here which number is given
                return None
            return first == second

        yield Trial(flat, right)


def _moved(lives: list[list[str]], stage: Stage, put: str, number: int, to: int) -> list[list[str]]:
    one, other = stage.put(put, FIRST, number), stage.put(put, FIRST, to)
    return [[other if call == one else call for call in life] for life in lives]


def _clamped(stage: Stage, put: str, first: int, to: int) -> Iterator[Trial]:
    numbers = [n for n in (first, first + 1, first + 9, 200, 255) if n >= first and _fits(stage, put, n)]
    for number in dict.fromkeys(numbers):
        if number != to:
            yield from _same(stage, put, number, to)
    if to != first - 1:
        return
    for take in stage.takes:  # and what is just not clamped is another
        places = _lives(stage, put, to, take)
        rows = [*places, *_moved(places, stage, put, to, to - 1)]
        yield Trial(rows, lambda found: found[: len(found) // 2] != found[len(found) // 2 :])


def _refused_at(stage: Stage, turn: int, *, back: bool) -> Iterator[Trial]:
    """So many things go in with one number, and the next is refused (`back`: with the thing in it)."""
    if not 1 < turn < 120:
        return
    for put in [n for n in stage.puts if stage.puts[n].beside]:
        for beside in (1, 3):
            calls = [stage.put(put, FIRST + n, beside) for n in range(turn)]

            def right(found: list[Gave]) -> bool | None:
                refused = [(isinstance(gave, tuple) and gave[:1] == ("Err",)) or gave in (("None",), False) for gave in found[0]]
                return refused == [False] * (turn - 1) + [True] and (not back or has(found[0][-1], FIRST + turn - 1))

            yield Trial([calls], right)


def _due(stage: Stage, put: str, number: int, turn: int) -> Iterator[Trial]:
    """A thing that is put in with that number comes out with the call of that turn, and with none before."""
    if not 0 < turn < 200 or not _fits(stage, put, number):
        return
    for take in stage.takes:
        calls = [stage.put(put, FIRST, number), *([stage.take(take)] * turn)]

        def right(found: list[Gave]) -> bool | None:
            return has(found[0][-1], FIRST) and not any(has(gave, FIRST) for gave in found[0][1:-1])

        yield Trial([calls], right, plain=True)


# ------------------------------------------------------------------------------------------------------------------ handles

_BACK = frozenset(
    "returns return gives give hands yields back its token the caller of pending armed active live THING it was PUT with PUTs that was given to as still value".split()
)
_GONE = frozenset(
    "fired expired gone expiry fires expire fire has timer once after already can not be cancelled any more : result is".split()
)


def handles(words: tuple[Word, ...], stage: Stage) -> Iterator[Trial]:
    """“`cancel()` returns the token of a pending timer”, “… `None` once it has fired”: what comes for a handle that a call gave."""
    yield from _numbers_given_out(words, stage)
    journal = stage.lexicon.journal
    for put, roles in stage.puts.items():
        kind = _handle(journal.parts[put].returns)
        name = journal.parts[put].parameters[roles.thing][0]
        for part in journal.parts.values():
            if not kind or part.name == put or part.takes != "mut" or [k for _, k in part.parameters] != [kind]:
                continue
            rest = _without_call(words, part.name, stage)
            if rest is None:
                continue
            found = _meant(rest, name, stage)
            if found is None:
                continue
            wanted, gone = found
            unwrap = ".unwrap()" if journal.parts[put].returns.startswith(("Option", "Result")) else ""
            for take in stage.takes:
                if take == part.name:
                    continue
                calls = [stage.put(put, FIRST), stage.put(put, FIRST + 1), stage.put(put, FIRST + 2)]
                if gone:
                    calls = [stage.put(put, FIRST), *([stage.take(take)] * 3)]
                at = 0 if gone else 1
                calls.append(f"v.{part.name}(r{at}{unwrap})")

                def right(
                    found: list[Gave], *, gone: bool = gone, wanted: object = wanted, last: int = len(calls) - 1
                ) -> bool | None:
                    if gone and not any(has(g, FIRST) for g in found[0][1:last]):
                        return None
                    gave = found[0][last] if len(found[0]) > last else None
                    return bool(wanted(gave)) if callable(wanted) else inside(gave) == FIRST + 1

                yield Trial([calls], right)


_GIVEN_OUT = when_used(
    r"^(?:\w+ )?(?:ids|handles|tickets|identifiers|tokens) (?:start (?:at|from|with) (?P<first>\d+|one|zero)(?: and )?)?(?P<never>(?:are )?never reused)?$"
)


def _numbers_given_out(words: tuple[Word, ...], stage: Stage) -> Iterator[Trial]:
    """“ids start at 1 and are never reused”: what numbers the handles have, also where some are given back between."""
    match = _GIVEN_OUT.match(" ".join(w.text for w in words))
    if match is None or not (match["first"] or match["never"]):
        return
    first = {"one": 1, "zero": 0}.get(match["first"] or "", as_number(match["first"] or ""))
    for put in stage.puts:
        kind = _handle(stage.lexicon.journal.parts[put].returns)
        back = [
            p.name
            for p in stage.lexicon.journal.parts.values()
            if p.takes == "mut" and [k for _, k in p.parameters] == [kind] and p.name != put
        ]
        if not kind or (match["never"] and not back):
            continue
        unwrap = ".unwrap()" if stage.lexicon.journal.parts[put].returns.startswith(("Option", "Result")) else ""
        calls = (
            [stage.put(put, FIRST + n) for n in range(2)]
            + [f"v.{one}(r1{unwrap})" for one in back[:1]]
            + [stage.put(put, FIRST + n) for n in range(2, 4)]
        )
        calls += [stage.take(t) for t in stage.takes[:1]] * 2 + [stage.put(put, FIRST + 4)]
        given = [n for n, call in enumerate(calls) if call.startswith(f"v.{put}(")]

        def right(found: list[Gave], given: list[int] = given) -> bool | None:
            ids = [_bare(found[0][n]) for n in given if n < len(found[0])]
            if len(ids) != len(given) or None in ids:
                return None
            return (first is None or ids[0] == first) and (not match["never"] or len(set(ids)) == len(ids))

        yield Trial([calls], right, plain=True)


def _bare(gave: object) -> int | None:
    """The number in a handle."""
    gave = inside(gave)
    if isinstance(gave, tuple) and len(gave) == 2 and isinstance(gave[0], str):
        gave = gave[1]
    return gave if type(gave) is int else None


def _handle(returns: str) -> str:
    text = "".join(returns.split())
    inner = text.partition("<")[2].partition(",")[0].rstrip(">") if text.startswith(("Option<", "Result<")) else text
    return inner if inner[:1].isupper() or inner in NUMBERS else ""


def _without_call(words: tuple[Word, ...], name: str, stage: Stage) -> tuple[Word, ...] | None:
    """The words without the call that is spoken of, by name or verb; None where it is not."""
    from uowgen.claims.stories.cast import Cast

    for n, word in enumerate(words[:3]):
        named = (
            bare_name(word.raw) == name if word.code or word.raw.endswith("()") else Cast(stage.lexicon.journal).act(word) == name
        )
        if named and all(not w.code and w.text in ("successful", "a", "call", "to") for w in words[:n]):
            return words[n + 1 :]
    return None


def _meant(words: tuple[Word, ...], name: str, stage: Stage) -> tuple[object, bool] | None:
    """What is wanted (None: the thing that was put in), and whether it has come out before."""
    codes = [w.raw for w in words if w.code and bare_name(w.raw) not in stage.puts]
    said = [w.text for w in words if not w.code]
    gone = any(w in ("fired", "expired", "expiry", "gone", "fires") for w in said)
    if gone:
        test = literal(codes[0], stage.lexicon.journal.number) if len(codes) == 1 else None
        if test is None or not set(said) <= _GONE | {"returns", "yields", "gives", "that", "of", "reports", "it"}:
            return None
        return test, True
    if codes not in ([], [f"Some({name})"], [name]) or not set(said) <= _BACK | {name, "timer", "timers"}:
        return None
    return (None, False) if name in said or codes else None
