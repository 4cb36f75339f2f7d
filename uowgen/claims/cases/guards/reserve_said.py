"""Decides short sentences on guards that reserve numbers in a table: what is handed out, what is refused, what is handed on, what comes back at the end.

A sentence is read as a row of signs: `TAKE` and `GIVE` for the methods, `H` for what is reserved, `T` for the table, `X` for what is put
there, `E` for a named error. Each sign and each other word must have its place in a form. The spec's own code must be so, then the tree's.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.cases.guards.reserving import FREE, reserving
from uowgen.claims.cases.guards.switch_laws import all_of
from uowgen.claims.kind import Finding, shown
from uowgen.claims.valued.tokens import humps, root, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.guards.reserving import Reserving, Step
    from uowgen.claims.kind import Case

    Life = tuple[Step, ...]

NAME = "reserves"
_MOST = 30
_HANDLES = frozenset("slot number handle entry id index descriptor reservation".split())
_TABLES = frozenset("table pool map bitmap allocator".split())
_SIGN = {
    **dict.fromkeys("pending reserved open outstanding unused remaining left".split(), "HELD"),
    **dict.fromkeys("foreign unknown unreserved strange alien stranger".split(), "FOREIGN"),
    **dict.fromkeys("lowest smallest first least".split(), "LOWEST"),
    **dict.fromkeys("guard guards".split(), "G"),
    "guard's": "G's",
    **dict.fromkeys("released freed returned".split(), "RELEASED"),
    **dict.fromkeys("releases frees".split(), "RELEASES"),
}
_TOUCHES_NOT = (
    r"(?:touches nothing|changes nothing|does nothing(?: else)?|does not touch (?:the )?(?:T|anything)|leaves (?:the )?(?:T|everything|all) (?:alone|as it was|untouched|unchanged)|without touching (?:the )?(?:T|anything)"
    r"|(?:the )?T (?:is|stays) (?:untouched|unchanged|as it was)|nothing (?:is touched|is changed|changes|happens))"
)
_ERRS = r"(?:returns|gives|yields|fails with|is refused with|is rejected with|is answered with|is|reports|ends in)"


class Law(NamedTuple):
    """What is asked of each life, beside what the spec's own code does in the same one; None where the life shows nothing of it."""

    of: Callable[[Life, Life], list[bool | None]]
    why: str


def decided(text: str, case: Case) -> Finding | None:
    """What the lives of such a guard say of a sentence; None where it is not read so, or they do not tell."""
    tokens = tokens_of(text)
    if not 3 <= len(tokens) <= _MOST:
        return None
    known = reserving(case)
    if known is None or known.ours is None:
        return None
    row, error = _signs(text, known)
    laws = [law for law in _laws(row, error, known) if _so(law, known, known.theirs) is True] if row else []
    if not laws:
        return None
    found = {_so(law, known, known.ours) for law in laws}
    place = (shown(known.declaration),)
    count = len(known.theirs)
    if found == {True}:
        return Finding("holds", f"so in {count} of {count} lives, as in the spec's own code", "behaviour", None, place, "bounded")
    if found == {False}:
        return Finding("fails", f"not so: {laws[0].why}", "behaviour", "behaves-differently", place, "proved", (laws[0].why,))
    return None


def _so(law: Law, known: Reserving, lives: tuple[Life, ...]) -> bool | None:
    return all_of([so for own, life in zip(known.theirs, lives, strict=True) for so in law.of(own, life)])


def _signs(text: str, known: Reserving) -> tuple[str, str]:
    """The sentence as signs and other words, and the error that is named."""
    name = known.declaration.item.name
    number = known.parameters[-2] if known.thing else known.parameters[-1]
    handles = {*humps(number), *humps(name)} | _HANDLES
    tables = ({h for w in re.findall(r"\w+", known.borrowed) for h in humps(w)} - handles) | _TABLES
    things = set(humps(known.thing)) - handles - tables
    limit = known.parameters[0] if len(known.parameters) > (2 if known.thing else 1) else ""
    row: list[str] = []
    error = ""
    for t in tokens_of(text):
        raw = t.raw.strip()
        code = re.sub(r"\(.*\)$", "", raw)
        last = code.rpartition("::")[2]
        if t.sort == "code" or (raw[:1].isupper() and last in _errors(known)):
            err = re.sub(r"^Err\((?:\w+::)*(\w+)\)$|^(?:\w+::)*(\w+)$", lambda m: m[1] or m[2], raw)
            sign = (
                "TAKE" if last == known.take else "GIVE" if last == known.give else "DROP" if last in ("drop", "Drop") else "G" if last == name
                else "LEAST" if last == limit else "X" if last == known.thing else "H" if last == number else "E" if err in _errors(known) else ""
            )  # fmt: skip
            if not sign or (sign == "E" and error):
                return "", ""
            error = err if sign == "E" else error
            row.append(sign)
        elif t.low.removesuffix("s") in handles or t.low in handles:
            row.append("H")
        elif t.low.removesuffix("'s") in tables:
            row.append("T")
        elif t.low.removesuffix("s") in things:
            row.append("X")
        elif t.low == "drop" and not row:
            row.append("DROP")
        elif _done(t.low) == root(known.give.partition("_")[0]):
            row.append("DONE")
        elif t.low not in _SIGN and _done(t.low) == root(known.take.partition("_")[0]):
            row.append("HELD")
        else:
            row.append(_SIGN.get(t.low, t.low or raw))
    said = re.sub(r" ([,;:])", r"\1", " ".join(row))
    said = re.sub(r"\bH(?: H)+\b", "H", said)
    said = re.sub(r"\b(?:the|an?|its|this|that|any|of the|in the) (?=T\b)", "", said)
    return re.sub(r"\b(?:the|an?) (?=(?:G|X|E|LEAST)\b)", "", said), error


_PAST = {"bound": "bind", "sent": "send", "hung": "hang", "given": "give", "written": "write", "lent": "lend", "taken": "take", "held": "hold", "put": "put", "set": "set", "built": "build"}  # fmt: skip


def _done(word: str) -> str:
    """What the verb of a participle has in common with its other forms; empty for another word."""
    return root(_PAST[word]) if word in _PAST else root(word) if word.endswith("ed") else ""


def _errors(known: Reserving) -> set[str]:
    """The errors that the spec's own code comes to."""
    found: set[str] = set()
    for life in known.theirs:
        for step in life:
            gave = step.gave
            if isinstance(gave, tuple) and gave[:1] == ("Err",) and len(gave) == 2:
                inner = gave[1]
                found.add(str(inner[0]) if isinstance(inner, tuple) and inner else str(inner))
            elif gave in (("None",), False):
                found.add("None" if gave else "false")
    return found


def _gives(step: Step, error: str) -> bool:
    gave = step.gave
    inner = gave[1] if isinstance(gave, tuple) and gave[:1] == ("Err",) and len(gave) == 2 else gave
    return (str(inner[0]) if isinstance(inner, tuple) and inner else str(inner)) == error or (error == "false" and gave is False)


def _laws(row: str, error: str, known: Reserving) -> Iterator[Law]:
    def is_(form: str) -> re.Match[str] | None:
        return re.fullmatch(form, row)

    a = r"(?:(?:the|a|an|its|each|every|any|that|this) )?"
    up = r"(?: (?:from LEAST (?:up|on|upwards)|at or above LEAST|not below LEAST|(?:that is )?(?:at least|no less than|not less than) LEAST|>= LEAST|starting (?:at|from) LEAST|no lower than LEAST|above or at LEAST))"
    if m := is_(rf"TAKE (?:hands out|gives(?: out)?|returns|HELD|reserves|takes|picks|yields|finds|claims|allocates) {a}(?:T )?LOWEST(?: free| available)?(?: H)?(?: (?:in|of) T)?(?P<up>{up})?(?: (?:in|of) T)?"):  # fmt: skip
        yield Law(lambda own, life: _lowest(known, own, life), "another one is handed out than the lowest free one from there up")
    full = r"(?:T (?:has (?:no|not a single) (?:free )?H(?: (?:HELD|free|to give|any more))?|is (?:full|exhausted|used up)|is out of H|has nothing (?:HELD|free)|runs out(?: of H)?)|(?:there is |there are )?no (?:free )?H(?: is| are)?(?: HELD| free| available)?(?: in T)?|nothing is free|all H (?:are|is) taken)"
    when = r"(?:when|if|once|as soon as|where)"
    if error and (is_(rf"(?:TAKE )?(?:{_ERRS} )?E {when} {full}") or is_(rf"{when} {full},? TAKE {_ERRS} E") or is_(rf"full T:? (?:TAKE )?{_ERRS} E")):  # fmt: skip
        yield Law(lambda _own, life: _when_full(known, life, error), "when there are no more, something else is given")
    foreign = r"(?:FOREIGN H|H (?:that|which) (?:is|was|were) (?:not|never) (?:HELD|one of (?:(?:the |this )?G(?:'s)?|these|its own|(?:the |this )?G's own))(?: (?:here|by G|by this G))?|H of (?:somebody|someone) else|H that is not HELD|H not HELD(?: here| by G| by this G)?)"
    if error:
        tail = rf"(?P<tail>(?:,? and|,|;|;? it) {_TOUCHES_NOT})?"
        forms = (
            rf"{a}{foreign}[:,] GIVE {_ERRS} E{tail}",
            rf"GIVE (?:of|on|with|for) {a}{foreign} {_ERRS} E{tail}",
            rf"GIVE {_ERRS} E (?:for|on|if given|given|when given) {a}{foreign}{tail}",
            rf"{a}{foreign} (?:is refused with|gives|is answered with|is rejected with|yields|is) E{tail}",
            rf"E for {a}{foreign}{tail}",
            rf"GIVE {_ERRS} E {when} H (?:is|was) (?:not|never) (?:HELD|one of (?:(?:the |this )?G(?:'s)?|its own))(?: (?:here|by G|by this G))?{tail}",
        )
        for form in forms:
            if m := is_(form):
                idle = bool(m["tail"])
                yield Law(lambda _own, life: _foreign(known, life, error, idle=idle), "what was not reserved is taken otherwise")  # noqa: B023
    if known.thing and is_(rf"GIVE (?:puts|places|stores|sets|installs|attaches|binds|writes|hangs) X (?:in|into|behind|at|under|to|on) {a}(?:DONE |HELD )?H(?: of T)?(?: (?:in|of) T)?"):  # fmt: skip
        yield Law(lambda own, life: _put(known, own, life), "what was given is not put there")
    by_end = (
        r"(?:(?:on|at|by|upon|in) (?:drop|DROP|the drop|the end|its end)|when G is dropped|when dropped|when G (?:ends|goes away))"
    )
    if (
        is_(rf"{a}DONE H (?:is|are) (?:not|never|no longer) RELEASED {by_end}")
        or is_(rf"(?:DROP|dropping G) (?:does not|never|doesn't) (?:release|free|return|touch) {a}(?:all )?DONE H")
        or is_(rf"(?:DROP|dropping G) leaves {a}DONE H (?:alone|taken|as it is|as they are|in place)")
        or is_(rf"{a}DONE H (?:survive|survives|outlive|outlives) (?:the |its )?(?:drop|DROP|G|end of G)")
        or is_(
            rf"{a}DONE H (?:stays|stay|remains|remain|is kept|are kept) (?:taken|in T|in use)? ?(?:after (?:the )?drop|{by_end})?"
        )
        or is_(
            rf"{a}H (?:is|are) not RELEASED {by_end} once (?:it is |they are )?DONE|H (?:is|are) not RELEASED {by_end} once DONE"
        )
        or is_(rf"not RELEASED {by_end} once DONE|once DONE,? {a}(?:H|it) (?:is )?(?:not|no longer) RELEASED {by_end}")
    ):
        yield Law(lambda own, life: _survives(known, own, life), "what was handed on is given back at the end")
    if is_(
        r"(?:DROP|dropping G) (?:RELEASES|gives back|returns) (?:all|every|each|all the|what is) (?:H )?(?:that (?:is|are|was|were) )?(?:still )?(?:HELD|not DONE)(?: H)?(?:,? (?:exactly |just )?once)?"
    ):
        yield Law(lambda own, life: _rest(known, own, life), "what is left is not given back, or more than once")


# ----------------------------------------------------------------------------------------------------------------- what is asked


def _lowest(known: Reserving, own: Life, life: Life) -> list[bool | None]:
    found: list[bool | None] = []
    free = set(FREE)
    for theirs, step in zip(own, life, strict=True):
        if step.call == known.take and free:
            wanted = min((n for n in free if n >= (step.given or 0)), default=None)
            if wanted is not None:
                if theirs.number != wanted:
                    found.append(False if theirs is step else None)
                else:
                    found.append(step.number == wanted)
                free.discard(wanted)
    return found


def _when_full(known: Reserving, life: Life, error: str) -> list[bool | None]:
    takes = [s for s in life if s.call == known.take]
    return [_gives(s, error) is s.none for s in takes]


def _held(known: Reserving, own: Life) -> list[set[object]]:
    """What is reserved before each step, by the spec's own code."""
    held: set[object] = set()
    found = []
    for step in own:
        found.append(set(held))
        if step.call == known.take and step.number is not None:
            held.add(step.number)
        elif step.call == known.give and not step.refused:
            held.discard(step.given)
    return found


def _foreign(known: Reserving, life: Life, error: str, *, idle: bool) -> list[bool | None]:
    held: set[object] = set()
    ever: set[object] = set()
    found: list[bool | None] = []
    for step in life:
        if step.call == known.take and step.number is not None:
            held.add(step.number)
            ever.add(step.number)
        elif step.call == known.give and step.given not in ever:
            found.append(_gives(step, error) and not (idle and step.events))
        elif step.call == known.give and step.given in held:
            held.discard(step.given)
            found.append(None if _gives(step, error) else True)
    # Nothing of it may be left at the end: none was taken, so none is given back.
    given = [g for _, args in life[-1].events for g in args]
    return [*found, *([False] if idle and any(n in given for n in (1, 9)) else [])]


def _put(known: Reserving, own: Life, life: Life) -> list[bool | None]:
    found: list[bool | None] = []
    for theirs, step in zip(own, life, strict=True):
        if step.call == known.give and not theirs.refused:
            things = [a for _, args in theirs.events for a in args if isinstance(a, str) and a.startswith("uowgen_thing")]
            if not things:
                found.append(False if theirs is step else None)
                continue
            found.append(any(step.given in args and things[-1] in args for _, args in step.events) and not step.refused)
    return found


def _survives(known: Reserving, own: Life, life: Life) -> list[bool | None]:
    done = [s.given for s in own if s.call == known.give and not s.refused]
    given = [g for _, args in life[-1].events for g in args]
    return [all(n not in given for n in done)] if done else []


def _rest(known: Reserving, own: Life, life: Life) -> list[bool | None]:
    held = _held(known, own)[-1]
    given = [g for _, args in life[-1].events for g in args]
    return [all(given.count(n) == 1 for n in held)] if held else []


__all__ = ["NAME", "decided"]
