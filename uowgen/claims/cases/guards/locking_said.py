"""Decides short sentences on guards over an atomic word: who is in it, how long it is waited for, what is written at the end, and before what.

A sentence is read as a row of signs: `NEW` and `TRY` for constructors, `DROP`, `WORD` for the word, `BY` for who takes it, `AT` for another
atomic, `FLAG` for a flag of the guard. Each other word must have its place in a form. The spec's own code must be so, and then the tree's.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.cases.guards.locking import locking
from uowgen.claims.kind import Finding, shown
from uowgen.claims.valued.tokens import humps, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.guards.locking import Done, Lives, Locking, Run
    from uowgen.claims.kind import Case

    So = Callable[[Lives], bool | None]

NAME = "locks_word"
_MOST = 24
_IDLE = frozenset("the a an its his their that this then again also still already right".split())
_WHO = frozenset("thread task owner caller cpu process holder locker".split())
_BODY = r"(?:(?:somebody|someone|anybody|anyone)(?: else)?|another(?: (?:WHO|one|guard|G))?|other (?:WHO|guard|G)|others)"
_FREE = r"(?:clear|unset|false|free|free again|released|unlocked|available|cleared|given back|open|FREE|let go)"
_TAKEN = rf"(?:set|true|taken|held|locked|busy|owned|not free|not FREE|not available|occupied|in use)(?: by {_BODY})?"
_BACK = r"(?:given back|released|freed|cleared|unlocked|let go|dropped|handed back|set to FREE)"
_GIVING = (
    r"(?:gives back|releases|frees|clears|unlocks|lets go of|hands back|drops|giving back|releasing|freeing|clearing|unlocking)"
)
_WRITES = r"(?:stamps|writes|updates|sets|stores|refreshes|touches|bumps|records|saves|renews|changes)"
_WRITTEN = r"(?:stamped|written|updated|set|stored|refreshed|touched|bumped|recorded|saved|renewed|changed)"
_WHEN = r"(?:if|when|where|once|for|while)"
_SO = r"(?:G |it |guard )?(?:is |was |has been )?(?P<not>not )?FLAG(?: is)?(?: (?:set|true|G))?"
_BEING = r"(?:is|gets|are)"
_VALUE = r"(?:(?:(?:calling|owning|current|holding|own|given|new) )*WHO (?:BY|id|number)|(?:own|given) (?:id|number)|BY|WHO)"


class Law(NamedTuple):
    """What a sentence says of the lives of a constructor."""

    maker: str
    so: So


def decided(text: str, case: Case) -> Finding | None:
    """What the lives of such a guard say of a sentence; None where it is not read so, or they do not tell."""
    tokens = tokens_of(text)
    if not 3 <= len(tokens) <= _MOST:
        return None
    known = locking(case)
    if known is None:
        return None
    row, named, at, flag = _signs(text, known)
    laws = [law for law in _laws(row, named, at, flag, known) if law.so(known.theirs[law.maker]) is True]
    if not laws:
        return None
    found = {law.so(mine) if (mine := known.ours[law.maker]) is not None else None for law in laws}
    place = (shown(known.declaration),)
    if found == {True}:
        return Finding("holds", "so in all lives, as in the spec's own code", "behaviour", None, place, "bounded")
    if found == {False}:
        story = (
            f"`{known.declaration.item.name}::{laws[0].maker}` in a world in which `{known.word}` is free, or is given back later",
        )
        return Finding("fails", "not so in such a life", "behaviour", "behaves-differently", place, "proved", story)
    return None


# ---------------------------------------------------------------------------------------------------------------------- signs


def _signs(text: str, known: Locking) -> tuple[str, str, str, str]:
    """The sentence as signs and other words; the constructor, the other atomic and the flag that are named."""
    lent, own = set(humps(known.lent)), set(humps(known.declaration.item.name))
    flags = {
        n
        for lives in known.theirs.values()
        for runs in lives.free.values()
        for r in runs
        for n, v in r.held.items()
        if isinstance(v, bool)
    }
    others = {n: set(n.lower().split("_")) for n in known.atomics if n != known.word}
    by = {b for b in known.by.values() if b}
    methods = {m for lives in known.theirs.values() for m in lives.free if m}
    row: list[str] = []
    maker = at = flag = method = ""
    for t in tokens_of(text):
        raw = t.raw.strip()
        bare = re.sub(r"\(.*\)$", "", raw).rpartition("::")[2].rpartition(".")[2].replace("self.", "")
        low = t.low.removesuffix("'s") if t.sort == "word" else ""
        if bare in known.by:
            sign, maker = ("TRY" if bare in known.tries else "NEW"), bare
        elif bare in ("drop", "Drop") or low in ("drop", "dropping"):
            sign = "DROP"
        elif bare == known.word or low in ("lock", "word"):
            sign = "WORD"
        elif bare in others:
            sign, at = "AT", bare
        elif bare in flags:
            sign, flag = "FLAG", bare
        elif bare in methods and t.sort == "code":
            sign, method = "M", bare
        elif bare in by:
            sign = "BY"
        elif bare and bare == known.constant.rpartition("::")[2]:
            sign = "FREE"
        elif t.sort == "code":
            sign = "G" if bare == known.declaration.item.name else f"`{raw}`"
        elif low in _IDLE:
            continue
        elif low in _WHO:
            sign = "WHO"
        elif low in lent and row[-1:] != ["WORD"]:
            sign = "LENT"
        elif low in own or low == "guard":
            sign = "G"
        else:
            sign = low or raw.lower()
        row.append(sign)
    text = re.sub(r"\b(WORD)(?: WORD)+\b", r"\1", " ".join(row))
    text = re.sub(r"\bLENT (?=WORD|AT|FLAG)", "", text)
    text = re.sub(r"\bLENT (?:is|was) (?=FLAG|not FLAG)", "", text)
    return re.sub(r"\b(?:WORD|LENT)(?: WORD| LENT)*\b", "WORD", text), maker, at or method, flag


# ---------------------------------------------------------------------------------------------------------------------- laws


def _laws(row: str, maker: str, at: str, flag: str, known: Locking) -> Iterator[Law]:
    makers = [maker] if maker else list(known.by)
    for name in makers:
        found = _of_taking(row, name, known) if maker else None
        found = found or _of_end(row, at, flag, known)
        if found is not None:
            yield Law(name, found)


def _of_taking(row: str, maker: str, known: Locking) -> So | None:
    """Who is in the word, how long it is waited for, and what comes where it is taken."""
    new = "(?:NEW|TRY)"
    m = (
        re.fullmatch(
            rf"WORD (?:holds|is|has|contains|equals|stores|carries|names|becomes) {_VALUE} (?:after|once|behind) {new}(?: returns| returned)?",
            row,
        )
        or re.fullmatch(
            rf"(?:after|once) {new}(?: returns| returned)? ,? ?WORD (?:holds|is|has|contains|equals|stores|carries|names) {_VALUE}",
            row,
        )
        or re.fullmatch(rf"{new} (?:stores|writes|puts|records|leaves|notes) {_VALUE} (?:in|into|to) WORD", row)
        or re.fullmatch(rf"{new} (?:sets WORD to|takes WORD for|takes WORD as|takes WORD with|fills WORD with) {_VALUE}", row)
    )
    if m is None and (
        re.fullmatch(rf"WORD (?:is|becomes|gets) {_TAKEN} (?:after|once|by) {new}", row)
        or re.fullmatch(rf"{new} (?:sets|takes|locks|marks) WORD(?: taken| to true)?", row)
    ):
        return lambda lives: _all(r.words[1][known.word] != known.free for r in _made(lives))
    if m is not None:
        return lambda lives: _all(r.words[1][known.word] == r.owner for r in _made(lives)) if known.by[maker] else None
    m = re.fullmatch(
        rf"{new} (?P<verb>\w+)(?: (?:WHO|LENT|in loop|in place|repeatedly))* (?:(?:until|till) WORD (?:is|becomes|gets|has been) {_FREE}|"
        rf"(?:while|as long as) (?:WORD (?:is|stays) {_TAKEN}|{_BODY} (?:has|holds|owns) WORD))",
        row,
    )
    if m is not None:
        verb = m["verb"]
        return lambda lives: _waits(lives, verb, known)
    held = rf"(?:{_BODY} (?:has|holds|owns|took|is holding|has taken|already has) WORD|WORD (?:is|was) {_TAKEN})"
    m = re.fullmatch(rf"TRY (?:is|returns|gives|yields) (?:none|`None`) (?:{_WHEN}|as long as) {held}", row) or re.fullmatch(
        rf"TRY (?:fails|refuses|gives up) (?:{_WHEN}|as long as) {held}", row
    )
    if m is not None:
        return lambda lives: lives.taken is not None and not lives.taken.made and _all(r.made for r in _made(lives))
    if re.fullmatch(rf"TRY leaves WORD (?:alone|unchanged|untouched|as it is) {_WHEN} (?:it is {_TAKEN}|{held})", row):
        return lambda lives: lives.taken is not None and lives.taken.words[-1][known.word] == lives.taken.words[0][known.word]
    if re.fullmatch(r"TRY (?:never|does not|doesn't) (?:waits?|yields?|blocks?|spins?|sleeps?)", row):
        return lambda lives: lives.taken is not None and not lives.taken.parts[0]
    return None


def _made(lives: Lives) -> tuple[Run, ...]:
    return lives.free[""]


def _all(rows: Iterator[bool]) -> bool:
    found = list(rows)
    return bool(found) and all(found)


def _waits(lives: Lives, verb: str, known: Locking) -> bool | None:
    """Whether a call of that verb is made until the word is given back, once for each time that it was not free, and none where it is."""
    if not lives.freed:
        return None
    named = VERBS.get(form(verb), frozenset()) | {form(verb)}
    anything = form(verb) in {form(w) for w in ("waits", "blocks", "retries", "loops", "tries", "spins", "polls")}

    def calls(run: Run) -> int:
        return sum(not d.field and (anything or bool(named & set(parts(d.name)))) for d in run.parts[0])

    def stolen(run: Run) -> bool:
        """Whether the word is taken although somebody has it; to find it taken by writing the same again is not to take it."""
        taking = [d for d in run.parts[0] if d.field == known.word]
        return not taking or taking[-1].before != known.free or any(d.before not in (known.free, d.after) for d in taking)

    if any(calls(r) for r in _made(lives)):
        return False
    if not all(r.made and not stolen(r) for r in lives.freed):
        return False
    hints = anything and not any(map(calls, lives.freed))  # a hint to the processor calls nobody
    return hints or all(calls(r) == n for r, n in zip(lives.freed, (1, 2, 4), strict=True))


# ------------------------------------------------------------------------------------------------------------------ the end


def _of_end(row: str, at: str, flag: str, known: Locking) -> So | None:
    """What is written at the end, in which case, and before what; what a method marks."""
    if re.fullmatch(r"M (?:marks|sets|flags|makes|raises|turns) (?:LENT |G |it |WORD )?(?:as )?FLAG(?: flag| to true)?", row):
        return lambda lives: _marks(lives, at, flag)
    m = re.fullmatch(
        r"DROP (?P<verb>\w+)(?: exactly| just| only)? (?:one|next|single|first)(?: waiting)? (?:waiter|sleeper|WHO)", row
    )
    if m is not None:
        alone = m["verb"]
        return lambda lives: _does_once(lives, alone)
    if row.startswith("M"):
        return None
    on = r"(?: (?:on|by|at|in) DROP)?"
    if at and flag:
        m = (
            re.fullmatch(rf"DROP {_WRITES} AT (?P<only>only )?{_WHEN} {_SO}", row)
            or re.fullmatch(rf"AT {_BEING} (?P<only>only )?{_WRITTEN}{on} (?:only )?{_WHEN} {_SO}", row)
            or re.fullmatch(rf"(?P<only>)DROP {_WRITES} AT unless {_SO}", row)
            or re.fullmatch(
                rf"DROP (?P<leaves>leaves|keeps) AT (?:alone|unchanged|untouched|as it is)(?P<only>) (?P<when>{_WHEN}|unless) {_SO}",
                row,
            )
            or re.fullmatch(rf"DROP (?P<leaves>does not|never) \w+ AT(?P<only>) (?P<when>{_WHEN}|unless) {_SO}", row)
        )
        if m is not None:
            turned = ("unless" in row) != (m["not"] is not None)
            leaves = "leaves" in m.re.groupindex and m["leaves"] is not None
            return lambda lives: _written(lives, at, flag, wanted=not turned, writes=not leaves, both="only" in row)
    if at:
        first = r"(?:WORD (?:is|gets|are) " + _BACK + rf"|(?:it )?{_GIVING} WORD(?: back)?|it gives WORD back|WORD)"
        if (
            re.fullmatch(rf"AT {_BEING} {_WRITTEN} before {first}", row)
            or re.fullmatch(rf"DROP {_WRITES} AT before {first}", row)
            or re.fullmatch(rf"WORD {_BEING} {_BACK} (?:only )?after AT {_BEING} {_WRITTEN}", row)
            or re.fullmatch(
                rf"DROP {_GIVING} WORD(?: back)? (?:only )?after (?:writing|stamping|updating|storing|refreshing) AT", row
            )
        ):
            return lambda lives: _in_order(lives, lambda d: d.field == at, lambda d: _gives_back(d, known))
    m = re.fullmatch(
        rf"DROP (?P<verb>\w+)(?P<whom>(?: (?:one|waiters?|next|sleepers?|WHO|others))*) (?:only )?after (?:it )?(?:WORD {_BEING} {_BACK}|{_GIVING} WORD(?: back)?)",
        row,
    )
    if m is not None:
        named = VERBS.get(form(m["verb"]), frozenset()) | {form(m["verb"])}
        called = m["verb"]
        one = " one" in m["whom"] or " next" in m["whom"]
        done: Callable[[Done], bool] = lambda d: not d.field and bool(named & set(parts(d.name)))  # noqa: E731
        return lambda lives: _in_order(lives, lambda d: _gives_back(d, known), done) and (not one or _does_once(lives, called))
    if re.fullmatch(
        rf"DROP (?:{_GIVING} WORD(?: back)?|gives WORD back|sets WORD(?: back)? to FREE|stores FREE (?:in|into) WORD)", row
    ) or re.fullmatch(
        rf"(?:WORD is (?:FREE|{_FREE}) (?:after|once) (?:DROP|G is dropped)|WORD {_BEING} {_BACK} (?:on|by) DROP)", row
    ):
        return lambda lives: all(r.words[-1][known.word] == known.free for runs in lives.free.values() for r in runs)
    return None


def _marks(lives: Lives, method: str, flag: str) -> bool | None:
    """Whether a flag is set after a method, and not without it."""
    marked, plain = ({r.held.get(flag) for r in lives.free.get(m, ())} for m in (method, ""))
    return None if not marked or None in marked or plain != {False} else marked == {True}


def _does_once(lives: Lives, verb: str) -> bool:
    """Whether one call of that verb is made at each end, and not one that is for all."""
    named = VERBS.get(form(verb), frozenset()) | {form(verb)}
    for r in (r for rows in lives.free.values() for r in rows):
        calls = [d.name for d in r.parts[2] if not d.field and named & set(parts(d.name))]
        if len(calls) != 1 or set(calls[0].split("_")) & {"all", "every", "many", "everyone"}:
            return False
    return True


def _gives_back(done: Done, known: Locking) -> bool:
    return done.field == known.word and done.after == known.free


def _written(lives: Lives, field: str, flag: str, *, wanted: bool, writes: bool, both: bool) -> bool | None:
    """Whether an atomic is written at the end where the flag is as wanted (`both`: and only there); `writes` turned: not written there."""
    runs = [r for rows in lives.free.values() for r in rows]
    if {r.held.get(flag) for r in runs} != {True, False}:
        return None
    for r in runs:
        there = r.held[flag] is wanted
        done = any(d.field == field for d in r.parts[2])
        if (there and done is not writes) or (not there and both and done is writes):
            return False
    # Where it is never otherwise, nothing was seen of the case that is named.
    return any(any(d.field == field for d in r.parts[2]) for r in runs) or None


def _in_order(lives: Lives, first: Callable[[Done], bool], last: Callable[[Done], bool]) -> bool | None:
    """Whether all that is first at the end comes before all that is last, wherever both are done."""
    seen = False
    for r in (r for rows in lives.free.values() for r in rows):
        ones = [n for n, d in enumerate(r.parts[2]) if first(d)]
        others = [n for n, d in enumerate(r.parts[2]) if last(d)]
        if ones and others:
            seen = True
            if max(ones) > min(others):
                return False
    return True if seen else None


__all__ = ["NAME", "decided"]
