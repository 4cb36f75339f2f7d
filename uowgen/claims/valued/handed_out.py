"""What a function of a type hands out, call after call, from a counter of the file: “the first allocated id is 1, then ascending without gaps”,
“`next_id()` gives out `LAST` last, then returns `None`”.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, shown
from uowgen.claims.subject import find_type
from uowgen.claims.trials.questions import Trials
from uowgen.claims.valued.table import answered
from uowgen.facts.members import fields_of, methods_of, number_in
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

NAME = "allocates"
_FEW, _MOST = 6, 40
_GIVEN = r"(?:allocated|handed[- ]out|given[- ]out|issued|generated|assigned|allocated id|created)"
_GIVES = r"(?:gives out|hands out|gives|returns|allocates|issues|yields|assigns)"
_UP = r"(?:ascending|increasing|rising|counting up|consecutive)"
_GAPS = r"(?P<gaps>,? ?(?:and )?(?:without (?:any )?gaps?|with no gaps?|no gaps|by one|one by one|gap-free))"
_NOUN = r"(?P<noun>[a-z]+)"
_FORMS = (
    rf"(?:the )?first (?:(?P<way>{_GIVEN}) {_NOUN}|(?P<noun2>[a-z]+) (?P<way2>{_GIVEN}|(?:that is |to be )?(?:allocated|handed out|given out))|`(?P<f>[\w:]+)\(\)`) is (?P<first>\d+)"
    rf"(?:,? (?:and |the others |the rest )?(?:then|followed by|after that|are|is) (?P<up>{_UP})(?: ones| numbers| order)?{_GAPS}?)?",
    rf"{_NOUN} are (?P<way>{_GIVEN}|handed out|given out) in (?P<up>{_UP}) order{_GAPS}?",
    rf"`(?P<f>[\w:]+)\(\)` {_GIVES} (?P<up>{_UP}) {_NOUN}{_GAPS}?",
    rf"`(?P<f>[\w:]+)\(\)` {_GIVES} `(?P<last>[\w:]+)` last(?P<none>,? (?:and )?then (?:it )?(?:returns|gives|yields|only) `None`(?: (?:for ever|forever|from then on|always))?)?",
    r"`(?P<f>[\w:]+)\(\)` (?:returns|gives|yields|is) `None`(?P<none>) (?:after|once|when) `(?P<last>[\w:]+)`(?: (?:has been|was|is) (?:given|handed) out| is reached)?",
)


class _Counter(NamedTuple):
    """A function that hands out: the type and the name, and what asks it for the number of the call of that place."""

    declaration: Declaration
    name: str
    trials: Trials

    def rows(self, count: int, *, own: bool) -> list[int | None] | None:
        """What the first calls give, None for nothing; None where that is not known."""
        side = self.trials.theirs if own else self.trials.ours
        found: list[int | None] = []
        for n in range(count):
            answer = answered(self.trials, side, "uowgen_handed_out", (n,))
            if not answer.known or answer.panic or type(answer.value) is not int:
                return None
            found.append(None if answer.value < 0 else answer.value)
        return found


def spoken_counter(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells of what is handed out, and whether it is so; None where it tells none."""
    match = next((m for one in _FORMS if (m := re.fullmatch(one, said[:1].lower() + said[1:])) is not None), None)
    if match is None:
        return None
    from uowgen.claims.scaled import scaled

    word = match.groupdict()
    small = scaled(case)
    for world in (*((small[0],) if small is not None else ()), case):
        counters = list(_counters(world, word))
        if len(counters) == 1:
            found = _judged(counters[0], word)
            if found is not None:
                return NAME, found
    return None


def _counters(case: Case, word: dict[str, str | None]) -> Iterator[_Counter]:
    called = (word.get("f") or "").rpartition("::")[2]
    way = form((word.get("way") or word.get("way2") or "").split("-")[0].split(" ")[-1])
    noun = word.get("noun") or word.get("noun2") or ""
    names = dict.fromkeys(d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct")
    for name in names:
        found = find_type(case, name).found
        fields = fields_of(found[0]).all if len(found) == 1 else ()
        if len(fields) != 1 or number_in("".join(fields[0].type.split())) is None:
            continue
        if noun and form(noun) not in {form(p) for p in parts(name)} | {form(w) for w in ("id", "number", "value", "handle")}:
            continue
        makers = [
            m
            for m in methods_of(case.code, name, found)
            if m.item.kind == "fn" and not receiver_of(m) and not parameters_of(m)
            and "".join(result_of(m).split()) in ("Self", name, "Option<Self>", f"Option<{name}>")
        ]  # fmt: skip
        named = (
            [m for m in makers if m.item.name == called]
            if called
            else [m for m in makers if way in {form(p) for p in parts(m.item.name)}] or makers
        )
        if len(named) == 1:
            yield _Counter(found[0], named[0].item.name, Trials(case, found[0], _asking(name, named[0], fields[0].name)))


def _asking(name: str, maker: Declaration, field: str) -> str:
    """The Rust that makes so many calls and tells the number that the next one gives, -1 for nothing."""
    call = f"{name}::{maker.item.name}()"
    last = (
        f"match {call} {{ Some(it) => it.{field} as i64, None => -1 }}"
        if result_of(maker).startswith("Option")
        else f"{call}.{field} as i64"
    )
    return f"fn uowgen_handed_out(n: u32) -> i64 {{ let mut at = 0; while at < n {{ let _ = {call}; at += 1; }} {last} }}"


def _judged(counter: _Counter, word: dict[str, str | None]) -> Finding | None:
    """Holds where both the spec's own code and the tree's hand out so; fails where only the tree's does not."""
    last = counter.trials.value(_constant(counter, word["last"] or "")) if word.get("last") else None
    if word.get("last") and (not last or len(set(last)) != 1 or not 0 < last[0] <= _MOST):
        return None
    end = last[0] if last else None
    count = _FEW if end is None else end + 3
    own, mine = counter.rows(count, own=True), counter.rows(count, own=False)
    if own is None or mine is None:
        return None
    right = _test(word, end)
    place = (shown(counter.declaration),)
    if not right(own):
        return None
    if right(mine):
        return Finding("holds", f"so in {count} calls, as in the spec's own code", "behaviour", None, place, "bounded")
    told = f"`{counter.name}` hands out {', '.join('nothing' if n is None else str(n) for n in mine)}"
    return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", (told,))


def _constant(counter: _Counter, name: str) -> str:
    own = counter.declaration.item.name
    bare = name.replace("Self::", f"{own}::")
    declared = re.search(rf"\bimpl {own}\b[^{{]*\{{(?:[^{{}}]|\{{[^{{}}]*\}})*?\bconst {bare}\b", counter.trials.text) is not None
    return f"{own}::{bare}" if declared and "::" not in bare else bare


def _test(word: dict[str, str | None], end: int | None) -> Callable[[list[int | None]], bool]:
    def right(rows: list[int | None]) -> bool:
        numbers = [n for n in rows if n is not None]
        if word.get("first") and rows[:1] != [int(word["first"] or 0)]:
            return False
        pairs = list(pairwise(numbers))
        if word.get("up") and (len(numbers) < _FEW or not all(a < b for a, b in pairs)):
            return False
        if (word.get("gaps") or "consecutive" in (word.get("up") or "")) and not all(b == a + 1 for a, b in pairs):
            return False
        if end is None:
            return True
        at = rows.index(end) if end in rows else None
        if at is None or (word.get("none") is not None and any(n is not None for n in rows[at + 1 :])):
            return False
        return max(numbers) == end and None not in rows[:at]

    return right


__all__ = ["NAME", "spoken_counter"]
