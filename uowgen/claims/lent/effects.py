"""What is said to be done outside by a call, in which order; whether it panics; what becomes of flags; what a getter tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.lent.bag import Part, then, when
from uowgen.claims.lent.situations import stands, world

if TYPE_CHECKING:
    from uowgen.behaviour.lending import Beat
    from uowgen.claims.lent.bag import Meaning, Pattern
    from uowgen.claims.lent.cast import Cast


def made(b: Beat, name: str) -> list[int]:
    """When a call to the outside of this name was made."""
    return [n for n, e in enumerate(b.events) if e.name == name]


def names_of(cast: Cast) -> dict[str, str]:
    """The calls to the outside by what they do: on, off, ask, and the others by the stem of their own names."""
    found = {}
    for path in cast.events:
        name = path.replace(".", "::").rpartition("::")[2]
        role = {"enable": "on", "disable": "off", "enabled": "ask"}.get(name, name)
        found[role] = name
    return found


def worded(said: str, cast: Cast) -> str:
    """The sentence with the calls to the outside marked that its words stand for."""
    names = names_of(cast)
    if "on" not in names or "off" not in names:
        return said
    w, on, off = world(cast), names["on"], names["off"]
    text = said
    if ask := names.get("ask", ""):
        state = rf"(?:(?:previous |old |earlier |current |present |former |prior |interrupt |{w} )*state(?: (?:of )?{w})?|whether {w} are (?:on|enabled)|{w} flag)"
        asks = r"(?:reads?|GIVES|query|queries|captures?|samples?|looks up|asks for|asks|fetches|takes|saves|records|remembers|notes|checks|reading|querying|sampling|saving|looking up|query of|reading of|look at)"
        asked = r"(?:is|are|gets|has been|was|being)? ?(?:read|GIVES|captured|sampled|looked up|queried|asked for|asked|fetched|taken|saved|GIVEN|recorded|noted|checked|remembered)"
        text = re.sub(
            rf"{asks} {state}|{state} {asked}|&{ask} (?:is|gets) (?:sampled|read|called|asked|queried|evaluated)|&{ask} call",
            f"&{ask}",
            text,
        )
        text = re.sub(rf"(?:{asks} )&{ask}", f"&{ask}", text)
        text = re.sub(r"(?:any )?change to (?:it|them|state)|changing it", f"&{off}", text)
    on_v, off_v = r"(?:re-?)?(?:enabl|open|unmask)(?:es|ed|ing|e|s)?(?!\w)", r"(?:disabl|mask|clos|block)(?:es|ed|ing|e|s)?(?!\w)"
    turn, be = (
        r"(?:turn|switch|shut|flip)(?:es|ed|ing|s)?(?!\w)",
        r"(?:is|are|get|gets|has been|have been|were|was|being|must be|be)",
    )
    what = rf"(?:{w}|them|state)"
    for verb, state, mark in ((on_v, "on", on), (off_v, "off", off)):
        text = re.sub(
            rf"{turn} (?:{what} )?(?:back )?{state}(?: again| {w})?|{be} {turn} (?:back )?{state}(?: again)?|(?<![\w&@#]){verb} (?:of )?{what}(?: again)?|{w} (?:(?:{be}|should) )?(?:\w+ly )?{turn} (?:back )?{state}(?: again)?|"
            rf"{w} {be} (?:\w+ly |back |again )?{verb}(?: again)?|{w} (?:come|go|comes|goes) (?:back )?{state}(?: again)?(?! before| after)",
            f"&{mark}",
            text,
        )
        text = re.sub(rf"{w} (?:{be} )?(?=&{mark})", "", text)
        text = re.sub(rf"(?<![\w&@#]){verb}(?: call)?(?: happens| again)?(?= |$)", f"&{mark}", text)
    for role, name in names.items():
        if role not in ("on", "off", "ask") and len(name) > 3:
            stem = name[:-1] if name.endswith("e") else name
            text = re.sub(rf"(?<![\w&@#])(?:does )?{stem}(?:e|es|ed|ation|ing|s)?(?: cpu)?(?![\w-])", f"&{name}", text)
            text = re.sub(rf"does &{name}", f"&{name}", text)
    return re.sub(rf"(&(?:{on}|{off})) (?:\1)", r"\1", text)


def _does(m: re.Match[str], cast: Cast) -> Part:
    name = m[1]
    return then(lambda b: bool(made(b, name)), f"&{name}")


def _not(m: re.Match[str], cast: Cast) -> Part:
    names = re.findall(r"&(\w+)", m[0])
    return then(lambda b: not any(made(b, n) for n in names), "none of them")


def _order(first: str, second: str) -> Part:
    def test(b: Beat) -> bool | None:
        one, two = made(b, first), made(b, second)
        return one[0] < two[0] if one and two else None

    return then(test, f"&{first} &{second}")


_BEFORE = r"before|prior to|ahead of|ahead|comes before|precedes|in front of|and then|and only then|then|->|earlier than"
_LATER = r"(?:afterwards|after that|second|next|then|later|only then|thereafter|follows)"


def _ordered(m: re.Match[str], cast: Cast) -> Part:
    one, two = [g for g in m.groups() if g]
    return _order(one, two)


def _row(m: re.Match[str], cast: Cast) -> Part:
    """Several calls, one after the other, and nothing else in between."""
    names = re.findall(r"&(\w+)", m[0])

    def test(b: Beat) -> bool:
        return [e.name for e in b.events if e.name in names] == names

    return then(test, "row")


def _depth_before(m: re.Match[str], cast: Cast, *, lowered: bool) -> Part | None:
    """Whether a number had gone down when a call was made."""
    number = next(
        (n for n in cast.numbers() if f"#{n}" in m[0] or f"@{n}" in m[0]), cast.numbers()[0] if len(cast.numbers()) == 1 else ""
    )
    name = next(iter(re.findall(r"&(\w+)", m[0])), names_of(cast).get("on", ""))
    if not number or not name:
        return None

    def test(b: Beat) -> bool | None:
        rows = [e.before.get(number) for e in b.events if e.name == name]
        was = b.before.get(number)
        return all((r != was) is lowered for r in rows) if rows and b.act.do == "drop" else None

    return then(test, "count and call")


def _flag_becomes(m: re.Match[str], cast: Cast) -> Part | tuple[Part, ...] | None:
    """A flag keeps how it was outside, when the first of the guards came."""
    name = next((g for g in m.groups() if g in cast.flags()), "")
    made_by = re.search(r"@(\w+)", m[0])
    if not name:
        return None
    part = then(lambda b: b.after.get(name) is b.on[0] if b.act.do == "make" else None, name)
    if made_by is None:
        return part
    first = (when(lambda b: b.alive[0] == 0, "alive"),) if "outermost" in m[0] else ()
    return (Part("call", name=made_by[1]), *first, part)


def _flag_kept(m: re.Match[str], cast: Cast) -> Part | None:
    name = next((g for g in m.groups() if g in cast.flags()), "")
    return then(lambda b: b.after.get(name) is b.before.get(name), name) if name else None


def _held_place(m: re.Match[str], cast: Cast) -> tuple[Part, ...] | None:
    """“a reserved slot is `Reserved` and counted in …”: what the making of a guard does to its place."""
    makes = [c.name for c in cast.callables if c.do == "make"]
    if len(makes) != 1 or not cast.list_field():
        return None

    def test(b: Beat) -> bool | None:
        now = stands(b, cast, after=True)
        return now[0] == m[2] if isinstance(now, tuple) else None

    def counted(b: Beat) -> bool | None:
        one, two = b.before.get(m[3]), b.after.get(m[3])
        return two == one + 1 if isinstance(one, int) and isinstance(two, int) else None

    more = (then(counted, f"{m[3]}+1"),) if m[3] else ()
    return (Part("call", name=makes[0]), then(test, f"%{m[2]}"), *more)


def _only_first_said(m: re.Match[str], cast: Cast) -> tuple[Part, ...] | None:
    name, makes = m[1] or m[3], [c.name for c in cast.callables if c.do == "make"]
    if name not in cast.flags() or len(makes) != 1 or ("only" not in m[0] and "alone" not in m[0]):
        return None
    others = when(lambda b: b.alive[0] > 0, "alive")
    return (Part("call", name=makes[0]), others, then(lambda b: b.after.get(name) is b.before.get(name), name))


def _first_keeps(m: re.Match[str], cast: Cast) -> tuple[Part, ...] | None:
    name, makes = m[1] or m[3], [c.name for c in cast.callables if c.do == "make"]
    if name not in cast.flags() or len(makes) != 1:
        return None
    outermost = when(lambda b: b.alive[0] == 0, "alive")
    return (Part("call", name=makes[0]), outermost, then(lambda b: b.after.get(name) is b.on[0], name))


def _only_first(m: re.Match[str], cast: Cast) -> tuple[Part, ...] | None:
    """“only the outermost `enter()` writes `flag`”: none of the others does."""
    if m[2] not in cast.flags():
        return None
    others = when(lambda b: b.alive[0] > 0, "alive")
    return (Part("call", name=m[1]), others, then(lambda b: b.after.get(m[2]) is b.before.get(m[2]), m[2]))


def _panics(wanted: bool) -> Meaning:
    return lambda m, cast: then(lambda b: b.panicked is wanted, "panics")


def _state_after(on: bool) -> Meaning:
    return lambda m, cast: then(lambda b: b.on[1] is on if b.on[1] is not None else None, "on" if on else "off")


def _alive(m: re.Match[str], cast: Cast) -> Part:
    def test(b: Beat) -> bool | None:
        return b.gave == b.alive[0] if b.act.do in ("lent", "call") and isinstance(b.gave, int) else None

    return then(test, "alive")


def _number(m: re.Match[str], cast: Cast) -> Part | None:
    number = int(m[1])

    def test(b: Beat) -> bool | None:
        return b.gave == number if isinstance(b.gave, int) and not isinstance(b.gave, bool) else None

    return then(test, "number")


def _passes(m: re.Match[str], cast: Cast) -> Part | None:
    """What the function gives that is handed in comes out."""

    def test(b: Beat) -> bool | None:
        handed = [n for n, v in b.given if isinstance(v, str) and v.startswith("the function")]
        made_ = [k for k, e in enumerate(b.events) if e.name in handed]
        return str(b.gave).startswith(f"{b.events[made_[0]].name}#") if len(made_) == 1 else None if not handed else False

    return (
        then(test, "passes")
        if any(t.head in ("impl", "fn", "dyn") or str(t.head).startswith("param") for c in cast.callables for t in c.function.types)
        else None
    )


def first_rows(cast: Cast) -> list[Pattern]:
    """The patterns that are asked before those for situations, of which they hold words."""
    down = _DOWN
    return [
        # getters
        (r"(?:counts|GIVES|reports|equals|==) (?:how many |number (?:of )?)?(?:live |living )?G(?: (?:that )?(?:are |currently )?(?:alive|exist|in existence|living|live))?(?: on (?:that |this )?cpu)?|how many G (?:are )?(?:currently )?(?:in existence|alive|exist)(?: on (?:this |that )?cpu)?(?: GIVEN)?(?: by)?", _alive),
        (r"(?:\w+ED|%(\w+)) slot is %(\w+)(?: and counted(?: in #(\w+))?)?", _held_place),
        (r"#(\w+) is (?:written|set|changed|stored) (?:only )?by (?:outermost|first) (?:@(\w+)|G)(?: only| alone)?|only (?:outermost|first) G (?:writes|sets|stores|changes|touches) #(\w+)", _only_first_said),
        (rf"#(\w+) (?:holds|keeps|says|tells|remembers) whether {world(cast)} (?:was|were) on when (?:first|outermost) (?:G|@\w+) (?:was made|came|began)|(?:outermost|first) @(\w+) (?:saves|stores|keeps|records|remembers) (?:\w+ )*state in #(\w+)", _first_keeps),
        (r"only outermost @(\w+) (?:on cpu )?(?:writes|sets|stores|changes|touches) #(\w+)(?: ; nested G leaves? (?:it|#\w+) (?:as it is|alone|unchanged|untouched))?", _only_first),
        # order of an act and a count
        (r"(?:over)?writes? #(\w+)(?! (?:=|with|to))", lambda m, c: then(lambda b: b.after.get(m[1]) is not b.before.get(m[1]) if b.before.get(m[1]) is not b.on[0] else None, m[1]) if m[1] in c.flags() else None),
        (rf"&(\w+) (?:is |called |happens |comes )*(?:before|->|precedes|prior to|ahead of) {down}|&(\w+) first and {down}(?: afterwards)?|{down} follows &(\w+)|decrement #\w+ follows &(\w+)|&(\w+) precedes #\w+ decrement|when (?:\w+ )?calls &(\w+) , G is counted in [@#]\w+", lambda m, c: _depth_before(m, c, lowered=False)),
        (rf"{down} (?:before|->|and then|, then) &(\w+)|&(\w+)(?: ,)? (?:is |called |happens |comes )*(?:only )?after {down}|{down} first (?:and|,) (?:then )?&(\w+)(?: then| afterwards)?|, after #\w+ has gone down ,", lambda m, c: _depth_before(m, c, lowered=True)),
        # flags
        (r"#(\w+) (?:gets|GIVES|takes|records|==) (?:state that outermost @\w+ had found)|records (?:earlier |old |previous )?(?:\w+ )?state in #(\w+)|(?:flag )?#(\w+) (?:gets|GIVES|takes) state (?:that )?(?:outermost )?(?:@\w+ )?(?:had )?found", _flag_becomes),
        (r"(?:must not|does not|never|may not) (?:over)?(?:write|writes|touch|change|changes|store to|set|sets) #(\w+)|no store to #(\w+) is done|#(\w+) keeps (?:its )?value|leaves #(\w+) (?:alone|as it is|unchanged)|does not (?:write|touch|change) #(\w+)|#(\w+) is not (?:written|changed|touched)", _flag_kept),
    ]  # fmt: skip


_DOWN = (
    r"(?:(?:it )?takes #\w+ down|#\w+ (?:decrement|(?:has |is |was |gets )?(?:been )?(?:gone down|goes down|decremented|lowered|decreased|taken down)|goes from \$1 to \$0|-= \$1)|"
    r"(?:decrement|decrements|lowers|decreases|decrementing|lowering) (?:of )?[#@]\w+|(?:#\w+|counter) (?:goes )?from \$1 to \$0|counter goes from \$1 to \$0)"
)


def rows_of(cast: Cast) -> list[Pattern]:
    """The patterns for effects, longer ones first."""
    w = world(cast)
    handed = [
        n
        for c in cast.callables
        for (n, _), t in zip(c.function.parameters, c.function.types, strict=True)
        if t.head in ("impl", "fn", "dyn") or str(t.head).startswith("param")
    ]
    f = rf"(?:[&?@]?(?:{'|'.join(sorted(set(handed)))})(?: 's|'s)?|closure(?: 's|'s)?)" if handed else r"(?:\x00)"
    return [
        (rf"(?:GIVES )?(?:very r that |whatever |what )?{f} (?:GIVES|gave|produces|GIVES value)(?: is what)?(?: back to caller| unchanged)?|value (?:produced|GIVEN) by {f}|RESULT (?:of )?(?:{f})|{f} (?:GIVES )?(?:RESULT|value)|GIVES value of {f}|hands {f} (?:value|RESULT) back to caller|{f} GIVES value", _passes),
        # order of acts
        (rf"(?:first )?&(\w+) (?:is )?(?:first|up front)(?: ,)?(?: and)?(?: then)? &(\w+)(?: {_LATER})?|first (?:is )?&(\w+) (?:, )?(?:and )?(?:then )?&(\w+)|&(\w+) first and &(\w+) {_LATER}", _ordered),
        (rf"&(\w+)(?: comes| is| happens| goes| takes place| ,)? (?:{_BEFORE}) (?:it |they |~ )*&(\w+)(?: , in this order| {_LATER})?|&(\w+) (?:,|->|and) ?&(\w+) (?:, )?in (?:this|that) order|&(\w+) , (?:and )?then &(\w+)|&(\w+) (?:,|and) &(\w+) {_LATER}", _ordered),
        (r"&\w+ , (?:and )?(?:then )?&\w+(?: runs once)? ,? ?(?:and )?(?:then )?&\w+(?: one after another| in (?:this|that) order| again)?|&\w+ , &\w+ and &\w+|&\w+ -> &\w+ -> &\w+|&\w+ and &\w+ and &\w+", _row),
        (r"&(\w+)(?: comes| is| happens| goes| takes place| ,)?(?: only)? (?:after|follows|behind|second(?: in)?(?: ~)? , after) (?:&(\w+))", lambda m, c: _order(m[2], m[1])),
        (r"(?:after|once) &(\w+)(?: ,)? &(\w+)|by time (?:that )?&(\w+) , (?:~ )?&(\w+)", lambda m, c: _order(m[1] or m[4], m[2] or m[3])),
        (r"before &(\w+)(?: ,)? &(\w+)", lambda m, c: _order(m[2], m[1])),
        (
            r"&(\w+) (?:is )?(?:called |run |done )?between &(\w+) and &(\w+)",
            lambda m, c: then(lambda b: [e.name for e in b.events if e.name in (m[1], m[2], m[3])] == [m[2], m[1], m[3]], "row"),
        ),
        # not done
        (r"nothing gets &\w+ , &\w+ or &\w+|neither &\w+ (?:nor &\w+ )*(?:was|is) called|(?:no|without) &\w+(?: call)?(?: made)?(?: , no &\w+)?|&\w+ (?:is |are )?not called|does not (?:call )?&\w+", _not),
        (rf"(?:{w} (?:stays?|remains?)|(?:it|they) (?:stays?|remains?)|leaves {w}|keeps {w}|{w} (?:is|are) (?:still|kept|left)) (?:off|disabled)", _not_on(cast)),
        (rf"(?:{w} (?:are|is)|leaves {w}|{w} (?:stay|remain)) (?:on|enabled)(?: again)?", _state_after(True)),
        (rf"(?:-> )?{w} (?:(?:is|are) )?(?:off|disabled)(?: afterwards| then)?", _state_after(False)),
        (rf"does not touch {w}|no {w} call made|no irq call made", lambda m, c: then(lambda b: not any(made(b, n) for r, n in names_of(c).items() if r in ("on", "off")), "untouched")),
        # panics
        (r"(?:, )?(?:and |which )?(?:then )?(?:goes on|continues|proceeds)(?: normally)?", _panics(False)),
        (r"(?:no |does not |it does not |never |nothing |without )PANICS(?: \( PANICS!? \))?", _panics(False)),
        (r"PANICS(?: \( PANICS!? \))?", _panics(True)),
        (r"GIVES \$(\d+)", _number),
        (r"(?:calls |does |runs |-> )?&(\w+)(?: (?:is |are )?(?:run|called|made|done))?(?: once)?", _does),
    ]  # fmt: skip


def _not_on(cast: Cast) -> Meaning:
    name = names_of(cast).get("on", "")
    return lambda m, c: then(lambda b: not made(b, name) and (b.on[1] is not True or b.on[0] is True), "off") if name else None


__all__ = ["rows_of", "worded"]
