"""In which situation something is said to be so: what was passed, how full it is, how many guards live, what became of this one before."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from uowgen.claims.lent.bag import Part, when

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.lending import Beat
    from uowgen.claims.lent.bag import Pattern
    from uowgen.claims.lent.cast import Cast

_P, _N = r"\?(\w+)", r"\$(\d+)"
_COMPARED: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "=": operator.eq, ">": operator.gt, "<": operator.lt, "!=": operator.ne,
}  # fmt: skip
NOUN = r"(?:slots?|entry|entries|descriptors?|numbers?|fds?|places?|ones?|index|indices)"
_FROM = r"(?: (?:(?:that is |not )?>= (?:valid )?\?\w+|from (?:\?\w+|there) (?:up|on|upwards?|onwards?)|in \?\w+ ?\.\. ?\$\d+|from on|left|upwards?|(?:at|that is|not) >= \?\w+))?"
_BUSY = r"(?:busy|taken|occupied|used|in use|full)"
_IF = r"(?:if |when |with |and |once |while |in case |where |but )?"


def given(beat: Beat, name: str) -> int | None:
    """The number that was passed for a parameter."""
    value = dict(beat.given).get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def first_number(beat: Beat) -> int | None:
    """The one number that was passed."""
    rows = [v for _, v in beat.given if isinstance(v, int) and not isinstance(v, bool)]
    return rows[0] if len(rows) == 1 else None


def compared(name: str, how: str, number: int) -> Part:
    """A parameter compared with a number."""
    return when(lambda b: (v := given(b, name)) is not None and _COMPARED[how](v, number), name)


def _values(m: re.Match[str], cast: Cast) -> Part | None:
    """“values > 8”: of the one number that what makes guards takes."""
    names = number_names(cast)
    return compared(names[0], m[1], int(m[2])) if len(names) == 1 else None


def number_names(cast: Cast) -> list[str]:
    """The numbers that what makes guards takes."""
    from uowgen.behaviour.integers import INTS

    return [
        n for c in cast.callables if c.do == "make" for (n, _), t in zip(c.function.parameters, c.function.types, strict=True)
        if isinstance(t.head, str) and t.head in INTS
    ]  # fmt: skip


def _in_range(m: re.Match[str], cast: Cast) -> Part | None:
    names, limits = number_names(cast), list(cast.constants.values())
    return compared(names[0], "<", limits[0]) if len(names) == 1 and len(limits) == 1 else None


def _out_of_range(m: re.Match[str], cast: Cast) -> Part | None:
    names, limits = number_names(cast), list(cast.constants.values())
    return compared(names[0], ">=", limits[0]) if len(names) == 1 and len(limits) == 1 else None


def free_places(beat: Beat, cast: Cast, low: int = 0) -> list[int]:
    """The places that were free before, from `low` on."""
    rows = beat.before.get(cast.list_field())
    return [n for n, x in enumerate(rows) if x == cast.free() and n >= low] if isinstance(rows, tuple) else []


def _full(m: re.Match[str], cast: Cast) -> Part | None:
    if not cast.list_field() or cast.free() is None:
        return None

    def test(b: Beat) -> bool:
        low = first_number(b) or 0
        rows = b.before.get(cast.list_field())
        return b.act.do == "make" and isinstance(rows, tuple) and low < len(rows) and not free_places(b, cast, low)

    return when(test, "full")


def place_of(beat: Beat, cast: Cast) -> int | None:
    """The place in the list that a beat is about: the guard's, or the one that is asked for."""
    if beat.act.do in ("lent", "free"):
        return first_number(beat)
    return beat.guard.place if beat.guard is not None else None


def stands(beat: Beat, cast: Cast, *, after: bool = False) -> object:
    """What stands in that place."""
    rows, place = (beat.after if after else beat.before).get(cast.list_field()), place_of(beat, cast)
    return rows[place] if isinstance(rows, tuple) and place is not None and 0 <= place < len(rows) else None


def _state(m: re.Match[str], cast: Cast) -> Part | None:
    """The place that is asked for, or closed, is in a state."""
    name = next((g for g in m.groups() if g), "")
    variants = [
        v
        for rows in cast.variants.values()
        for v in rows
        if v == name or v.lower().rstrip("d").rstrip("e") == name.lower().rstrip("e")
    ]
    if len(variants) != 1 or not cast.list_field():
        return None

    def test(b: Beat) -> bool | None:
        here = stands(b, cast)
        return isinstance(here, tuple) and here[0] == variants[0] if b.act.do != "make" else True

    return when(test, "state")


def _alive(
    low: int, high: int = 10**6, *, made: tuple[int, int] | None = None, end: tuple[int, int] | None = None, name: str = "alive"
) -> Callable[..., Part]:
    """How many guards live: before a call; before one more is made; after one is dropped."""

    def test(b: Beat) -> bool:
        if b.act.do == "make":
            return made is not None and made[0] <= b.alive[0] <= made[1]
        if b.act.do == "drop":
            return end is not None and end[0] <= b.alive[1] <= end[1]
        return low <= b.alive[0] <= high

    return lambda m, cast: when(test, name)


_MANY = 10**6
_NESTED = _alive(2, made=(1, _MANY), end=(1, _MANY))
_LONE = _alive(1, 1, made=(0, 0), end=(0, 0))
_LAST = _alive(1, 1, end=(0, 0), name="end")
_NOT_LAST = _alive(2, end=(1, _MANY), name="end")


def _depth(m: re.Match[str], cast: Cast) -> Part | None:
    """“depth 2 or more”, “at depth 1”, of a number that is as many as guards live."""
    if m[1] not in cast.numbers():
        return None
    how = ">=" if m[0].endswith(("more", "greater", "up")) else (m[2] or "==")
    number = int(m[3])
    return when(lambda b: isinstance(v := b.before.get(m[1]), int) and _COMPARED[how.strip()](v, number), "count")


def _flag(on: bool) -> Callable[[re.Match[str], Cast], Part | None]:
    return lambda m, cast: when(lambda b: b.before.get(m[1]) is on, "flag") if m[1] in cast.flags() else None


def _began(on: bool) -> Callable[[re.Match[str], Cast], Part | None]:
    """What can be on or off was so when the first of the guards came."""

    def test(b: Beat) -> bool | None:
        if b.guard is not None and b.act.do != "make":
            return b.guard.first_world is on
        return b.on[0] is on if b.act.do == "make" and b.alive[0] == 0 else None

    return lambda m, cast: when(test, "began")


def _found(on: bool) -> Callable[[re.Match[str], Cast], Part | None]:
    return lambda m, cast: when(lambda b: b.on[0] is on and b.act.do in ("drop", "make", "call"), "world")


def _ok(m: re.Match[str], cast: Cast) -> tuple[Part, ...] | None:
    return _outcome(m, cast, False)


def _failed(m: re.Match[str], cast: Cast) -> tuple[Part, ...] | None:
    return _outcome(m, cast, True)


def _outcome(m: re.Match[str], cast: Cast, refused: bool) -> tuple[Part, ...] | None:
    part = when(lambda b: b.refused is refused and not b.panicked, "refused" if refused else "ok")
    name = next((g for g in m.groups() if g), "") if m.re.groups else ""
    return (part, Part("call", name=name)) if name else (part,)


def world(cast: Cast) -> str:
    """The words for what can be on or off."""
    folders = {p.split("::")[-2] for p in cast.events if p.split("::")[-1] in ("enable", "disable", "enabled") and "::" in p}
    if len(folders) != 1:
        return r"(?:\x00)"
    name = folders.pop()
    known = {
        "irq": "interrupts?|irqs?",
        "interrupts": "interrupts?|irqs?",
        "interrupt": "interrupts?|irqs?",
        "preempt": "preemption",
    }
    return rf"(?:{known.get(name, name + 's?')})"


def rows_of(cast: Cast) -> list[Pattern]:
    """The patterns for situations, longer ones first."""
    w, on, off = world(cast), r"(?:on|enabled)", r"(?:off|disabled|not on|not enabled)"
    made = [c.name for c in cast.callables if c.do == "make"]
    make = f"(?:@(?:{'|'.join(made)}))"
    call = r"@(\w+)"
    first = rf"(?:before (?:first(?: G| one)?|outermost G)(?: (?:came|was made|began))?|at first|when (?:first|outermost) (?:G|one|{make}) (?:was made|came|began|ran|was created)|before)"
    inner = r"(?:inner|nested|further|second|later|additional)"
    return [
        # comparing what is passed
        (rf"{_IF}(?:{_P} )?== {_N} (?:and|or) (?:beyond|above|up|higher|more|anything (?:bigger|larger|higher))", lambda m, c: compared(m[1] or number_names(c)[0], ">=", int(m[2])) if m[1] or len(number_names(c)) == 1 else None),
        (rf"{_IF}{_P} == {_N}(?=.* , same for anything (?:bigger|larger|higher|above))", lambda m, c: compared(m[1], ">=", int(m[2]))),
        (r", same for anything (?:bigger|larger|higher|above)", lambda m, c: ()),
        (rf"{_IF}{_P} (?:is )?not < {_N}", lambda m, c: compared(m[1], ">=", int(m[2]))),
        (rf"unless {_P} < {_N}", lambda m, c: compared(m[1], ">=", int(m[2]))),
        (rf"{_IF}{_P} (?:too (?:high|large|big) \( )?(?:that )?(?:is |are )?(>=|<=|==|!=|=|>|<) {_N}", lambda m, c: compared(m[1], m[2], int(m[3]))),
        (rf"{_IF}{_P} (?:of )?{_N} (?:or|and) (?:more|higher|above|bigger|greater|beyond|up|larger)", lambda m, c: compared(m[1], ">=", int(m[2]))),
        (rf"(?:as soon as |{_IF}){_P} reaches {_N}", lambda m, c: compared(m[1], ">=", int(m[2]))),
        (rf"{_IF}{_P} exceeds {_N}", lambda m, c: compared(m[1], ">", int(m[2]))),
        (rf"{_IF}{_P} {_N}", lambda m, c: compared(m[1], "==", int(m[2]))),
        (rf"values (>|>=|<|==) {_N}", _values),
        (rf"out-of-range {_P}(?: \( {_N} and up \))?", _out_of_range),
        (rf"{_IF}(?:given )?{_P} (?:that is |is )?(?:in|within) range|valid {_P}", _in_range),
        (r"(?:asking for )?minimum >= \??T size|minimum >= T size", _out_of_range),
        # full
        (rf"{_IF}(?:loop|search|scan|it)(?: over \?\w+ ?\.\. ?\$\d+)? (?:finds|meets|sees|hits) no (?:free |%Free )?{NOUN}(?: free)?", _full),
        (rf"{_IF}(?:there is |there are )?no (?:free |%Free )?{NOUN}{_FROM}(?: (?:is|are) (?:available|free|left|found))?", _full),
        (rf"{_IF}(?:there is )?nothing (?:is )?free{_FROM}|{_IF}nothing{_FROM} is free", _full),
        (rf"{_IF}(?:whole )?(?:\??T|table) (?:is )?full|full T|{_IF}for T with slot occupied|{_IF}T with {NOUN} {_BUSY}", _full),
        (rf"{_IF}(?:all )?{NOUN}{_FROM} (?:is |are )?{_BUSY}", _full),
        (rf"(?:{_IF}loop runs|{_IF}running|running|runs|out of) out (?:of )?(?:free )?{NOUN}{_FROM}(?: is)?|out (?:of )?{NOUN} \?|exhausting {NOUN}", _full),
        (rf"(?:free|%Free) {NOUN} only < \?\w+ do not help", _full),
        # what became of the guard before
        (r"UNENDED", lambda m, c: when(lambda b: True, "unended")),
        (r"ENDED", lambda m, c: when(lambda b: True, "ended")),
        # whether it worked
        (rf"(?:failed|unsuccessful|refused|rejected|failing) {call}|{call} that (?:fails|failed|is refused|GIVES err(?:or)?)|(?:when|if) {call} (?:fails|GIVES (?:err|error)|is refused)|err from {call}|unsuccessful {call}", _failed),
        (rf"(?:successful|granted|allowed|accepted) {call}|{call} that (?:worked|works|succeeded|succeeds|is granted)|(?:after|once|when|if) {call} (?:has )?(?:(?:GIVES|GIVEN)(?: with)? ok|succeeded|succeeds|worked|(?:GIVES|GIVEN)(?= ,|$))|on ok from {call}|{call} (?:has )?succeed(?:s|ed)(?= ,|$)", _ok),
        (rf"(?:if|when) {call} is not refused|on ok(?= ,)|on success|when allowed|when granted|if not refused|when it (?:works|worked)", _ok),
        (r"on (?:error|failure|err)|if refused|when refused|(?:when|if) G can not be made", lambda m, c: (_failed(m, c) or ()) if "G" not in m[0] else (*(_failed(m, c) or ()), Part("call", name=made[0])) if len(made) == 1 else None),
        (rf"(?:if|when) {call} GIVES false|{call} (?:that GIVES|which GIVES) false|false from {call} ->", lambda m, c: (when(lambda b: b.gave is False), Part("call", name=next(g for g in m.groups() if g)))),
        # how many live
        (rf"outermost (?={make})|(?:with )?no other G (?:alive|on cpu|lives on cpu|around|lives|is alive)|(?:when |if )?(?:#\w+ was|with #\w+ at) \$0|with no G (?:alive|around)|first (?={make})", lambda m, c: _alive(1, 1, made=(0, 0))(m, c)),
        (rf"nested (?={make})|(?:even )?if another (?:one|G) (?:already )?(?:lives|is alive)|(?:when )?second (?=@)|second G is made|for further G|by (?={make} call that is not outermost)|call that is not outermost one|nested G (?:is )?made|(?={make}) under nesting", _NESTED),
        (r"(?:, )?nested or not|regardless #\w+|at (?:any )?nesting #\w+|unconditionally|always|(?:, )?whatever their state was before", lambda m, c: ()),
        (r"(?:when |if |while )?(?:another|other|nested|second) G (?:is|are|exists|exist|lives?) ?(?:alive|around|existing|on cpu)?|with nested G around|under nesting|(?:on )?G that is not only one|(?:when|if|whenever) G (?:is|are) nested|with 2 G on cpu|with two G on cpu|when called under nesting|(?:on )?nested G(?= ,|$)|while nested G exists , outer one", _NESTED),
        (r"(?:when |if |with |while |as soon as )?(?:more than (?:one|\$1)|\$2|two|several|second|at least two) G (?:are |is )?(?:alive|exists?|around|lives?|live)|(?:with|when|if) (?:more than one|two|several) G(?= ,|$)", _NESTED),
        (r"(?:when |if |while |with )?(?:only |exactly )?(?:one|\$1|single) G (?:is )?(?:alive|exists|around|lives)|(?:with|at) (?:only )?one G(?= ,|$)", _LONE),
        (r"(?:on )?lone G|(?:when )?G is only (?:one|G) on cpu|(?:when|if) (?:it is )?only (?:one|G)(?: on cpu)?|outermost G(?= (?:found|,))", lambda m, c: _alive(1, 1)(m, c)),
        (r"(?:of |by |in |on |when |with |after )?(?:last|final)(?: living| remaining)? (?=G|@drop)|(?:if |when )?left == \$0|last (?:living )?G(?: to be dropped)?(?= )", _LAST),
        (r"(?:when )?G (?=@drop)?(?:@drop )?that is not last(?: one)?|that is not last(?: one)?|(?:with|while|as long as) (?:other )?G (?:left|(?:are|is) (?:alive|left|there))|while other G (?:are|is) alive|(?<=@drop )nested(?= G)", _NOT_LAST),
        (rf"(?:at |with |if |when |while )?(?:T 's |T's )?#(\w+) (?:is )?(?:at |is |of )?(==|>|>=|<)? ?{_N}(?: or (?:more|greater)| and up)?(?= ,|$| ->| (?!higher|lower|more|less))", _depth),
        (rf"(?:with |when |if |while )?(?:a )?G (?:already )?(?:is |being )?(?:already )?(?:alive|held|around|in place)(?: already)?(?= |$)(?! \d)|on re-entry|(?:for |by )?{inner} (?={make})|{make} that is not outermost(?: one)?", lambda m, c: (_NESTED(m, c), *((Part("call", name=re.findall(r"@(\w+)", m[0])[0]),) if "@" in m[0] else ()))),
        (r"(?:sole|lone|only|single) G(?: on cpu)?(?= |$)(?!.*last)|(?:with|when there is) no (?:other|second|further) G|G that is alone", lambda m, c: _LONE(m, c)),
        (r"(?:as soon as |when |once )?(?:count|counter|#\w+) (?:reaches|hits|gets to|becomes|falls to|is back (?:at|to)) \$0|(?:when|if) no G (?:is |are )?(?:left|remains?|remain)|with no G left", lambda m, c: _LAST(m, c)),
        (r"(?:when|if|while|as long as) (?:other |more |outer )?G (?:remain|remains|stay|are left|is left|still live|live)|(?:when|if|while) others (?:remain|are left|are alive|live)", lambda m, c: _NOT_LAST(m, c)),
        (rf"(?<=@drop ){inner} G|{inner} (?=@drop)|{inner} G(?= @drop)|{inner} G (?:'s )?(?=@drop)", lambda m, c: _NOT_LAST(m, c)),
        # flags, and what can be on or off
        (r"(?:if |when |with |and |whenever |&& |\+ )?(?:#)?(?<=#)(\w+)(?: flag)? (?:is |== )?(?:set|true)", _flag(True)),
        (r"(?:if |when |with |whenever )?#(\w+)(?: flag)? (?:is |== )?(?:not set|false|clear|unset)", _flag(False)),
        (r"(?:if |when |with |and |whenever |&& |\+ )?#(\w+)(?: flag)? (?:is |== )?(?:set|true)|&& #(\w+)", lambda m, c: when(lambda b: b.before.get(m[1] or m[2]) is True, "flag") if (m[1] or m[2]) in c.flags() else None),
        (rf"(?:and )?(?:if |when |while |with )?(?:they|it|{w}) (?:were|was|had been) (?:already )?{on} {first}", _began(True)),
        (rf"(?:or )?(?:if |when |while )?(?:they|it|{w}) (?:were|was|had been) (?:already )?{off} {first}|(?:when )?outermost G found {w} {off}|(?:G )?made while {w} were {off}|(?:in case )?saved state is \"?{off}\"?", _began(False)),
        (rf"(?:if|when|in case|whenever) (?:it finds )?{w} (?:are|is|were|came|come)(?: found)? {on}(?: under G)?|(?:if|when) it finds {w} {on}|finding {w} {on}|when someone switched {w} {on} behind G back|{w} found {on} at (?=@drop)|with {w} {on}|dropped with {w} {on}", _found(True)),
        (r"(?:when|if) (?:it|that|this) (?:is|GIVES) (?:true|set)", lambda m, c: _found(True)(m, c) if any(p.endswith("enabled") for p in c.events) else when(lambda b: None)),
        (r"(?:when|if) (?:it|that|this) (?:is|GIVES) (?:false|clear)", lambda m, c: when(lambda b: None)),
        # the place that is asked for
        (r"(?:while |as long as |if |when )?(?:slot|fd|it) is (?:only |merely |just )?(?:%(\w+)|(\w+)ED)(?: (?:but|and) not (?:yet )?\w+ED| only)?", _state),
        (r"(?:on |of |for |a )?(?:only |merely )?(?:%(\w+)|(\w+)ED) (?:slot|fd|number|descriptor|entry)s?", _state),
        (r"(?:on )?slot in state %(\w+)|number that is only (\w+)ED|slots in state %(\w+)", _state),
    ]  # fmt: skip


__all__ = ["NOUN", "first_number", "free_places", "given", "number_names", "place_of", "rows_of", "stands", "world"]
