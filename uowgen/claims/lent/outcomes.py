"""What is said to come of a call: what it gives, which place it takes, what becomes of the place, of numbers, of all that is borrowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.lent.bag import Part, then
from uowgen.claims.lent.cast import error_of
from uowgen.claims.lent.situations import NOUN, first_number, free_places, stands

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.lending import Beat
    from uowgen.claims.lent.bag import Pattern, Test
    from uowgen.claims.lent.cast import Cast

_ONE = r"(?:(?:by|with|of) )?(?:\$1|one|1)(?: only)?"
_UP = rf"(?:goes up|rises|grows|increases|goes higher|climbs|is increased|is incremented|is raised|is bumped|gets bumped|goes one up|raised|incremented)(?: {_ONE})?|\+= \$1|(?:is |== )?\$1 (?:higher|more|greater)(?: than (?:before|before call|just before(?: call)?))?|up {_ONE}|grow {_ONE}"
_DOWN = rf"(?:goes down|drops|falls|decreases|shrinks|is decreased|is decremented|is lowered|goes lower|sinks|lowered|decremented)(?: {_ONE})?(?: once)?|-= \$1|(?:is )?\$?(?:1|one) (?:lower|less)(?: than (?:before|while it was held|while held))?|down {_ONE}|minus \$1"
_SAME = r"(?:is |are |stays?|remains?|keeps?|left|be )?(?:unchanged|put|(?:the )?same(?: before and after)?|as it was|as before|unmodified|untouched|not (?:modified|changed|touched|altered))"
_PLACE = (
    r"(?:fd|\.fd|(?:same )?(?:(?:\w+ED|held|descriptor|fd|slot|reserved|%Reserved) )*(?:number|value|index|fd|descriptor|slot)"
    r"(?: (?:it filled in|held by G|that was \w+ED|(?:r |it |G )?had \w+ED|(?:of|in) (?:its |\w+ED )?slot|slot|it stands for|@\w+ (?:GIVES|gave) before|under which \?\w+ was published|G (?:has|had|holds|stands for)(?: \w+ED)?|was \w+ED|\w+ED|this G has \w+ED|that @\w+ took|which \w+ED))?)"
)


def gives(name: str) -> Test:
    """The call refuses with an error of this name."""
    return lambda b: error_of(b.gave) == name


def _error(m: re.Match[str], cast: Cast) -> Part:
    return then(gives(m[1]), f"!{m[1]}")


def _not_error(m: re.Match[str], cast: Cast) -> Part:
    test = gives(m[1])
    return then(lambda b: not test(b), f"not !{m[1]}", sure=False)


def _bool(m: re.Match[str], cast: Cast) -> Part:
    wanted = "true" in m[0]
    return then(lambda b: b.gave is wanted if isinstance(b.gave, bool) else None, m[0])


def _delta(by: int) -> Callable[[re.Match[str], Cast], Part | None]:
    def part(m: re.Match[str], cast: Cast) -> Part | None:
        said = [g for g in m.groups() if g]
        name = said[0] if said else cast.numbers()[0] if len(cast.numbers()) == 1 else ""
        if name not in cast.numbers():
            return None

        def test(b: Beat) -> bool | None:
            one, two = b.before.get(name), b.after.get(name)
            return two - one == by if isinstance(one, int) and isinstance(two, int) and not b.panicked else None

        return then(test, f"{name}{by:+d}")

    return part


def vacant(cast: Cast) -> str:
    """The variant of a place that is free."""
    free = cast.free()
    return str(free[0]) if isinstance(free, tuple) else ""


def _becomes(m: re.Match[str], cast: Cast) -> Part | None:
    """The place is in a state afterwards, with what was passed in it."""
    names = [vacant(cast) if g == "Free" else g for g in m.groups() if g]
    variants = [v for rows in cast.variants.values() for v in rows]
    if not cast.list_field() or any(n not in variants for n in names):
        return None

    def test(b: Beat) -> bool | None:
        now = stands(b, cast, after=True)
        if not isinstance(now, tuple):
            return None
        if len(names) == 2:
            was = stands(b, cast)
            if b.act.do == "make" and not isinstance(was, tuple):
                return None
            if not isinstance(was, tuple) or was[0] != names[0]:
                return False
        return bool(now[0] == names[-1])

    return then(test, f"%{names[-1]}")


def _keeps_given(m: re.Match[str], cast: Cast) -> Part | None:
    """What was passed stands in the place afterwards."""

    def test(b: Beat) -> bool | None:
        now = stands(b, cast, after=True)
        passed = tuple(v for n, v in b.given)
        return isinstance(now, tuple) and now[1:] == passed if passed and b.act.do == "call" else None

    return then(test, "given") if cast.list_field() else None


def _free_again(m: re.Match[str], cast: Cast) -> Part | None:
    def test(b: Beat) -> bool | None:
        return stands(b, cast, after=True) == cast.free() if stands(b, cast) is not None else None

    return then(test, "free") if cast.list_field() else None


def _own_place(m: re.Match[str], cast: Cast) -> Part | None:
    def test(b: Beat) -> bool | None:
        return b.gave == b.guard.place if b.act.do == "call" and b.guard is not None and b.guard.place is not None else None

    return then(test, "place") if cast.list_field() else None


def _chosen(last: bool) -> Callable[[re.Match[str], Cast], Part | None]:
    def part(m: re.Match[str], cast: Cast) -> Part | None:
        if not cast.list_field() or cast.free() is None:
            return None

        def test(b: Beat) -> bool | None:
            if b.act.do != "make" or b.panicked:
                return None
            low = first_number(b) or 0
            rows = free_places(b, cast, low)
            if b.refused or b.guard is None:
                return False if rows else None
            if len(rows) < 2:
                return None
            return b.guard.place == (rows[-1] if last else rows[0])

        return then(test, "highest" if last else "lowest")

    return part


def unchanged(b: Beat) -> bool:
    """All that is borrowed is as it was."""
    return b.before == b.after


def _nothing(m: re.Match[str], cast: Cast) -> Part:
    return then(lambda b: unchanged(b) and not turned(b, cast), "nothing")


def turned(b: Beat, cast: Cast) -> bool:
    """Whether something outside was done, and not only asked."""
    return any(not e.name.startswith(("enabled", "is_", "this_", "current")) for e in b.events)


def _kept(m: re.Match[str], cast: Cast) -> Part | None:
    """What is borrowed is as it was; the sentence names its fields."""
    names = [n for n in re.findall(r"#(\w+)", m[0]) if n in cast.fields]
    if re.search(r"\bslots?\b", m[0]) and cast.list_field():
        names.append(cast.list_field())
    if re.search(r"\bcount(?:er)?\b|counted", m[0]) and len(cast.numbers()) == 1:
        names.append(cast.numbers()[0])
    if re.search(r"\bT\b", m[0]):
        names += list(cast.fields)
    return then(lambda b: all(b.before.get(n) == b.after.get(n) for n in names), "kept") if names else None


def first_rows(cast: Cast) -> list[Pattern]:
    """The patterns for which of several places is taken, asked before those for situations, of which they hold words."""
    free = r"(?:free|%Free)"
    least = r"(?: (?:that |which )?(?:is )?(?:not below|>=|from|at|starting at|starting from|from there)(?: \?\w+)?(?: on| up)?| in \?\w+ ?\.\. ?\$\d+| with fd >= \?\w+| >= \?\w+)?"
    low, high = (
        r"(?:lowest|smallest|first|lowest-numbered|least|bottom-most)",
        r"(?:highest|largest|last|biggest|greatest|top-most|highest-numbered|uppermost)",
    )
    picks = r"(?:picks|takes|chooses|selects|grabs|reserves|finds|goes for|settles for|hands out|GIVES|uses|gets|@\w+) "
    taken = r"(?: (?:wins|is chosen|is taken|is one (?:\w+ED|chosen|taken)|gets taken|is \w+ED|-> \w+ED|-> %\w+|is used|is given|is handed out|is picked|comes first|is one that (?:gets |is )?\w+ED|GIVEN|GIVES))?"
    chosen = rf"(?:slot chosen is |chosen slot is |{picks})?{{}} {free} (?:%Free )?(?:{NOUN}(?: numbers?)?|one)?{least}(?: with {{}} index {least})?(?: it meets)?{taken}"
    return [
        (rf"(?:(?:searches |goes |walks |looks )?upwards? from \?\w+ and )?{chosen.format(low, low)}", _chosen(False)),
        (rf"{chosen.format(high, high)}", _chosen(True)),
        (rf"{low} goes first|settles for {low}(?= |$)", _chosen(False)),
        (rf"(?:slot chosen is |chosen slot is )?{free} one with {low} index >= \?\w+", _chosen(False)),
        (
            rf"(?:searches|search) (?:from \$\d+ - \$1 down(?:wards?)?|downwards?(?: from \?\w+)?) and takes first {free} slot",
            _chosen(True),
        ),
    ]


def rows_of(cast: Cast) -> list[Pattern]:
    """The patterns for outcomes, longer ones first."""
    count = r"(?:#(\w+)(?: count| counter)?|(?:used |in-use )?counter(?: (?:of )?used (?:slots|descriptors))?|count (?:of )?used (?:descriptors|slots)|count)"
    return [
        (r"!(\w+) , not !(\w+)", lambda m, c: (_error(m, c), then(lambda b: not gives(m[2])(b), sure=False))),
        (r"not !(\w+)", _not_error),
        # of places
        (r"changes (?:it|slot) from %(\w+) to %(\w+)|slot %(\w+) -> %(\w+)|(?:chosen |its )?(?:slot|entry) (?:goes|is switched|changes|turns|moves|switches) (?:from )?%(\w+) (?:->|to) %(\w+)(?: by)?|%(\w+) -> %(\w+)", _becomes),
        (r"(?:slot |it )?(?:turns slot into |becomes |-> |== |turns |sets slot to |puts |writes )*%(\w+) (?:\{ ?\?\w+(?: ?, ?\?\w+)* ?\}|(?:, )?(?:with|and remembers|carrying|and keeps|and has|holding) (?:passed |given |caller's )?(?:those 2 values|those two values|\?\w+(?: as well as| and|\s?,|\s?\+) \?\w+(?: flag)?(?: as passed)?))", lambda m, c: tuple(p for p in (_becomes(m, c), _keeps_given(m, c)) if p) or None),
        (r"(?:stores|keeps|remembers|puts) (?:given )?\?\w+ and \?\w+(?: flag)?(?: in (?:\w+ED )?slot)?|(?:\?\w+ and \?\w+|both arguments|those two values)(?: flag)? (?:taken over unchanged|are stored|end up|are kept)(?: (?:in|under) (?:slot|\w+ED (?:fd|slot|number)))?|both arguments (?:@\w+ )?end up in slot|\?\w+ and \?\w+ (?:passed to @\w+ )?are stored(?: under \w+ED fd)?", _keeps_given),
        (r"(?:marks|flags|sets|turns|puts|switches|writes|makes|leaves|changes) (?:slot|entry|one|it)(?: it picked| it found| that was found free)?(?: (?:as|to|into|back to))? %(\w+)(?: again)?|(?:writes|puts) %(\w+)(?: back)?(?: in| into)?(?: its slot| slot| \?T| T)?(?: for fd it GIVES)?(?: at \w+ED number)?|(?:slot|entry|it)(?: it picked| 's state)? (?:is|becomes|goes|GIVES|turns|is set|is flagged|is marked|set|gets|==|->)(?: back| to| as| now| into| again)* %(\w+)(?: again)?|which is now %(\w+)|is visible in (?:\?T|T|\?table) as %(\w+) under number|slot back to %(\w+)|(?:back to|set to|turned into|made) %(\w+)", _becomes),
        (r"(?:frees|releases|gives back) (?:its )?(?:slot|number|fd)|(?:GIVES|gives) (?:its )?(?:slot|number|fd) back(?= |$)|(?:slot|number) (?:is |gets )?(?:freed|released)(?: again)?|makes slot free again|GIVES (?:its )?number(?: back)?(?= on| $|$)|slot freed|number (?:goes|is given) back|GIVES it back|gives it back", _free_again),
        # numbers
        (rf"(?:does not (?:touch|change|alter|modify)|leaves|keeps|no change(?: of| in| to)?|must not (?:touch|change)) {count}(?: (?:as it was|alone|unchanged|as it is|untouched))?", _delta(0)),
        (rf"{count} (?:stays?|remains?|is kept|is left) (?:same|as it (?:is|was)|unchanged|untouched|put)", _delta(0)),
        (r"counts slot in #(\w+)", _delta(1)),
        (r"(?:goes|grows|rises|increases) by \$(\d+)", lambda m, c: None),
        (rf"(?:bumps|increments|increases|raises|lifts) {count}(?: {_ONE})?", _delta(1)),
        (rf"(?:decrements|decreases|lowers|reduces|drops|counts down|takes \$?(?:one|1) off|takes one off) {count}(?: {_ONE})?", _delta(-1)),
        (rf"{count} == \$1 higher than (?:just )?before(?: call)?", _delta(1)),
        (rf"{count} (?:{_UP})(?: than (?:before|just before)(?: call)?)?", _delta(1)),
        (rf"{count} (?:{_DOWN})", _delta(-1)),
        (rf"(?:makes|lets) {count} grow (?:{_ONE})|adds (?:\$1|one) to {count}|(?:\$1|one) more (?:is counted )?in {count}|counts (?:\$1|one) more in {count}|(?:is|are|gets) (?:also )?counted(?: once)?(?: in {count})?|counted in {count}", _delta(1)),
        (r"(?:adds nothing to #(\w+) and takes nothing away)|(?:does not (?:touch|change|alter|modify)|leaves|keeps|no change(?: of| in)?|has no effect on|without effect on) #(\w+)(?: count)?(?: as it was| alone| unchanged| as it is)?|#(\w+)(?: count)? (?:" + _SAME + r")(?: when| at old value)?|#(\w+) is back at old value", _delta(0)),
        # nothing at all
        (r"(?:leaves |changes |touches |alters )?neither (?:a )?(?:slots? |count )?nor #?\w+(?: changes?)?|changes neither slot nor #\w+|leaves (?:slots?|\??T|count|#\w+)(?: and (?:count|#\w+))? (?:alone|as (?:it|they) (?:was|were)|untouched|unchanged)|leave slots and #\w+ untouched|\??T (?:slots )?(?:and (?:its )?#\w+ )?stays? same|#\w+ and (?:all )?slots are (?:unmodified|unchanged)|no slot (?:is|was) (?:altered|taken|marked) and (?:no count is changed|nothing (?:is|was) counted)(?: by)?|nothing (?:is |was )?(?:marked|taken|freed) or (?:un)?counted", _kept),
        (r"no change (?:of |in |to )?(?:\??T)?(?= |$)|(?:\??T) (?:is )?(?:unchanged|stays as it (?:is|was)|untouched)", _nothing),
        (r"(?:has |have |with |without |no )?(?:no |any )?(?:side )?effects?(?: on \??T)?(?: whatsoever)?|is no-op|does nothing(?: to \??T)?(?: besides (?:GIVES|returning) false)?|nothing (?:happens|changes|is done)|skips (?:clean-up|cleanup)(?: altogether)?|GIVES straight away|(?:exits|returns) early(?: and touches nothing)?|touches nothing|changes nothing|do not alter \??T(?: in way)?", _nothing),
        # values
        (r"!(\w+)", _error),
        (rf"(?:GIVES|GIVEN|==|RESULT is|can be GIVES|GIVES value is|->|GIVES what is|hands out|just) {_PLACE}(?= |$)(?: GIVEN)?|{_PLACE} (?:GIVEN|is GIVES)(?: to caller)?|{_PLACE} held by G can be GIVES|(?<=~ ~) is {_PLACE}", _own_place),
        (r"invalid-argument error", lambda m, c: ()),
        (r"(?:GIVES |GIVEN |== |is |gets |RESULT is |answers )?(?:true|false)(?= |$)(?: GIVEN)?", _bool),
        (r"(?:GIVES )?ok(?= |$)|succeeds|works(?= |$)|(?:,? )?no error", lambda m, c: then(lambda b: not b.refused and not b.panicked, "ok")),
    ]  # fmt: skip


__all__ = ["first_rows", "gives", "rows_of", "turned", "unchanged"]
