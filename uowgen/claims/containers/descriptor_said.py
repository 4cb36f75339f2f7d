"""Reads short sentences on rings of descriptors: “full with N - 1 queued”, “`OWN` is set last, behind a barrier”, “stops at the first still owned”.

The same lives are run with the spec's own code, which must be so, and with the tree's.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.descriptor_rings import lived, ring_at_hand
from uowgen.claims.kind import Finding, shown, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.sentence import words_of
from uowgen.claims.subject import find
from uowgen.facts.constants import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.descriptor_rings import Act, Call, Ring
    from uowgen.claims.kind import Case

    Life = list[Act]

NAME = "keeps_ring"
_BARRIER = re.compile(r"(?:\w*_)?(?:wmb|mb|barrier|fence|dmb|dsb)(?:_\w+)?")
_FREES = re.compile(r"(?:\w*_)?(?:free|dealloc|deallocate|release|unmap|recycle|put|give_back|return)(?:_\w+)?")
_BELL = re.compile(r"(?:\w*_)?(?:write\w*|store\w*|ring|notify|kick|doorbell|poke|set)(?:_\w+)?")


class Ask(NamedTuple):
    """One question, with the number and the value that it names."""

    what: str
    number: int | None = None
    value: str = ""


def decided(text: str, case: Case) -> Finding | None:
    """What a ring of descriptors does, of what a sentence says of it; None if a word is not understood, or there is no such ring."""
    ring = ring_at_hand(case)
    asks = asked_in(text, ring, case) if ring is not None else None
    return weakest([_finding(case, ring, ask) for ask in asks]) if ring is not None and asks else None


# ---------------------------------------------------------------------------------------------------------------- lives


def _finding(case: Case, ring: Ring, ask: Ask) -> Finding:
    from uowgen.claims.runs.own_code import code_of_both

    place = (shown(ring.declaration),)

    def run() -> tuple[list[Life | None], list[Life | None]]:
        ours, theirs = code_of_both(case, ring.declaration)
        deeds = _deeds(ring)
        own = [lived(theirs, ring, one) for one in deeds]
        return own, own if ours is theirs else [lived(ours, ring, one) for one in deeds]

    own, ours = case.once("lives of a ring", run)
    most = max((sum(a.do == "push" and not a.refused for a in life) for life in own[:1] if life), default=0)
    asked = ask._replace(number=most) if ask.what == "room" and ask.number is None else ask
    right = _READERS[asked.what]
    if any(life is None for life in own) or any(
        right(ring, life, asked, n) is False for life in own if life for n in range(len(life))
    ):
        return Finding("undecided", "the spec's own code is not so", None, "not-observable", place)
    if not any(right(ring, life, asked, n) for life in own if life for n in range(len(life))):
        return Finding("undecided", "no scenario reaches the condition", None, "vacuous", place)
    known = {c.name for life in own if life for act in life for c in act.calls}
    other = {c.name for life in ours if life for act in life for c in act.calls} - known
    if other:
        said = f"`{min(other)}` is called, of which the spec's own code shows nothing"
        return Finding("undecided", said, None, "unbound-call", place)
    met = 0
    for life in ours:
        found = [right(ring, life, asked, n) for n in range(len(life))] if life else []
        if False in found and life:
            at = found.index(False)
            story = tuple(_written(ring, act) for act in life[max(0, at - 4) : at + 1])
            return Finding("fails", f"not so: {story[-1]}", "behaviour", "behaves-differently", place, "proved", story)
        met += found.count(True)
    if not met or any(life is None for life in ours):
        return Finding("undecided", "not every life of it can be run", None, "unsupported-code", place)
    return Finding("holds", f"so in {met} of {met} cases", "behaviour", None, place, "bounded")


def _deeds(ring: Ring) -> list[tuple[str, ...]]:
    filling = ("push",) * (ring.places + 2)
    if not ring.collect or not ring.head:
        return [filling]
    round_ = ("push", "sent", "collect")
    few = ("push",) * min(4, ring.places - 1)
    return [
        filling, (*round_ * 3, *filling), round_ * (ring.places + 2), (*few, "collect", "sent", "sent", "collect", "collect"),
        ("push", "push", "push", "sent 1", "collect", "sent", "collect", "sent", "collect", "collect", "push"),
    ]  # fmt: skip


def _written(ring: Ring, act: Act) -> str:
    if act.do == "sent":
        return "the hardware is done with one"
    name = ring.push if act.do == "push" else ring.collect
    called = ", ".join(f"{c.name}({', '.join(map(str, c.given))})" for c in act.calls)
    ends = ", ".join(f"{k} {act.after.get(k)}" for k in (ring.head, ring.tail) if k)
    return f"`{name}` gives {act.gave} with {called or 'no call'}; then {ends}"


def _queued(ring: Ring, life: Life, at: int) -> int:
    return sum(a.do == "push" and not a.refused for a in life[:at]) - sum(
        _collected(ring, a) for a in life[:at] if a.do == "collect"
    )


def _collected(ring: Ring, act: Act) -> int:
    return int((act.after[ring.head] - act.before[ring.head]) % ring.places)


def _regular(ring: Ring, life: Life, at: int) -> bool:
    """Whether the indices went round as they should so far: else how many are in the ring does not show in them."""
    pushed = [a for a in life[: at + 1] if a.do == "push" and not a.refused]
    steps = all(a.after[ring.tail] == (a.before[ring.tail] + 1) % ring.places for a in pushed)
    return steps and all(_collected(ring, a) <= _queued(ring, life, n) for n, a in enumerate(life[: at + 1]) if a.do == "collect")


def _room(ring: Ring, life: Life, ask: Ask, at: int) -> bool | None:
    act = life[at]
    if act.do != "push" or ask.number is None:
        return None
    full = _queued(ring, life, at) >= ask.number
    return act.refused is full and (not full or not ask.value or _is_value(act.gave, ask.value)) if full or act.refused else None


def _is_value(gave: object, value: str) -> bool:
    if isinstance(gave, bool):
        return str(gave).lower() == value
    inner = gave[1].get("0") if isinstance(gave, tuple) and isinstance(gave[1], dict) else None
    name = re.sub(r"^Err\((.*)\)$", r"\1", value)
    return isinstance(inner, tuple) and str(inner[0]).rpartition("::")[2] == name.rpartition("::")[2]


def _pushed(life: Life, at: int) -> Act | None:
    return life[at] if life[at].do == "push" and not life[at].refused else None


def _row(ring: Ring, standing: dict[str, object], slot: int) -> dict[str, object]:
    rows = standing[ring.rows]
    assert isinstance(rows, list)
    found: dict[str, object] = rows[slot][1]
    return found


def _barrier(ring: Ring, life: Life, _: Ask, at: int) -> bool | None:
    act = _pushed(life, at)
    if act is None:
        return None
    slot = act.before[ring.tail]
    first, last = _row(ring, act.before, slot)[ring.status], _row(ring, act.after, slot)
    if first == last[ring.status]:
        return None
    barriers = [c for c in act.calls if _BARRIER.fullmatch(c.name)]
    before = [c for c in act.calls if _row(ring, c.standing, slot)[ring.status] == first]
    return any(c in before and all(_row(ring, c.standing, slot)[k] == last[k] for k in ring.payload) for c in barriers)


def _rung(ring: Ring, act: Act) -> list[Call]:
    return [c for c in act.calls if _BELL.fullmatch(c.name) and not _BARRIER.fullmatch(c.name)]


def _bell(ring: Ring, life: Life, ask: Ask, at: int) -> bool | None:
    act = life[at]
    if act.do == "push" and act.refused:
        return not _rung(ring, act) if ask.what == "quiet" else None
    if act.do != "push" or ask.what == "quiet":
        return None
    calls = _rung(ring, act)
    if ask.what == "bell after":
        slot = act.before[ring.tail]
        status = _row(ring, act.after, slot)[ring.status]
        return all(_row(ring, c.standing, slot)[ring.status] == status for c in calls) if calls else None
    return bool(calls) and bool(calls[-1].given) and calls[-1].given[-1] == act.after[ring.tail]


def _wraps(ring: Ring, life: Life, ask: Ask, at: int) -> bool | None:
    if ask.number not in (None, ring.places):
        return None
    act = life[at]
    name = ring.tail if act.do == "push" else ring.head if act.do == "collect" else ""
    if not name or act.refused or act.before[name] == act.after[name]:
        return None
    if act.do == "collect" and not (at and _regular(ring, life, at - 1) and _done(ring, life, at) == 1):
        return None
    right = act.after[name] == (act.before[name] + 1) % ring.places
    return None if right and act.after[name] else right


def _done(ring: Ring, life: Life, at: int) -> int:
    """How many of the oldest the hardware is done with."""
    first = _row(ring, life[0].before, 0)[ring.status]
    act, count = life[at], 0
    queued = _queued(ring, life, at)
    while count < queued and _row(ring, act.before, (act.before[ring.head] + count) % ring.places)[ring.status] == first:
        count += 1
    return count


def _stops(ring: Ring, life: Life, _: Ask, at: int) -> bool | None:
    act = life[at]
    if act.do != "collect" or not _regular(ring, life, at):
        return None
    right = _collected(ring, act) == _done(ring, life, at)
    return None if right and _done(ring, life, at) == _queued(ring, life, at) else right


def _freed(ring: Ring, life: Life, ask: Ask, at: int) -> bool | None:
    """What a collecting frees is what was pushed into the descriptors that it takes, each once."""
    if life[at].do != "collect" or not _regular(ring, life, at):
        return None
    taken = [_collected(ring, a) for a in life[:at] if a.do == "collect"]
    pushed = [a.given for a in life if a.do == "push" and not a.refused]
    mine = pushed[sum(taken) : sum(taken) + _collected(ring, life[at])]
    freed = [c.given for c in life[at].calls if _FREES.fullmatch(c.name)]
    found = [next((n for n, given in enumerate(mine) if set(given) & set(one)), -1) for one in freed]
    right = sorted(found) == list(range(len(mine)))
    if ask.what == "in order":
        right = right and found == sorted(found)
        return right if len(mine) > 1 or not right else None
    return right if mine or freed else None


def _counts(ring: Ring, life: Life, _: Ask, at: int) -> bool | None:
    act = life[at]
    return act.gave == _collected(ring, act) if act.do == "collect" and _regular(ring, life, at) else None


def _unchanged(_: Ring, life: Life, _ask: Ask, at: int) -> bool | None:
    return life[at].before == life[at].after if life[at].do == "push" and life[at].refused else None


def _stores(ring: Ring, life: Life, _: Ask, at: int) -> bool | None:
    act = _pushed(life, at)
    row = _row(ring, act.after, act.before[ring.tail]) if act is not None else {}
    return all(row[k] == act.given[n] for k, n in ring.payload.items()) if act is not None and len(ring.payload) > 1 else None


def _new(ring: Ring, life: Life, _: Ask, at: int) -> bool | None:
    if at or life[0].do != "push":
        return None
    return life[0].before[ring.tail] == 0 and (not ring.head or life[0].before[ring.head] == 0)


def _empty(ring: Ring, life: Life, _: Ask, at: int) -> bool | None:
    if at or not ring.head:
        return None
    owned = {row[1][ring.status] for row in life[0].before[ring.rows]}
    return life[0].before[ring.tail] == life[0].before[ring.head] and len(owned) == 1


_READERS: dict[str, Callable[[Ring, Life, Ask, int], bool | None]] = {
    "room": _room, "barrier": _barrier, "bell": _bell, "bell after": _bell, "quiet": _bell, "wraps": _wraps, "stops": _stops, "freed": _freed,
    "in order": _freed, "counts": _counts, "unchanged": _unchanged, "stores": _stores, "zero": _new, "empty": _empty,
}  # fmt: skip

# ---------------------------------------------------------------------------------------------------------------- words

_FILLING = frozenset("the a an any every each already just its their that's it's all exactly only always".split())
_ROWS: tuple[tuple[str, str], ...] = (
    (r"(?:transmit |receive |tx |rx |descriptor )*(?:ring|queue)", "RING"),
    (r"(?:own|owner|ownership|owned|status|busy)(?: bit| flag)?|OWN (?:bit|flag)", "OWN"),
    (r"(?:write |memory |dma |release |store )*(?:barrier|fence)", "BARRIER"),
    (r"doorbell(?: register)?|tail register", "BELL"),
    (r"hardware|device|nic|controller|card", "HW"),
    (r"(?:descriptor|entry|slot|frame|buffer|packet|element|request)s?|entries", "THING"),
    (r"head", "HEAD"),
    (r"tail(?: index)?", "TAIL"),
    (r"HEAD (?:and|/) TAIL|TAIL and HEAD|(?:both )?(?:indices|indexes)|index", "INDEX"),
    (r"(?:reclaimed|collected|completed|finished|cleaned|reaped|sent|retired)(?= THING)", "COLLECTED"),
    (r"(?:queued|in flight|under way|outstanding|pending|in RING)", "QUEUED"),
    (r"(?:(?:that|which) )?(?:(?:is|are) )?(?:still )?(?:(?:owned by|with|held by|in hands of|belongs? to|belonging to|in use by|OWN by) HW|with OWN(?: still)? set|(?:has|have) OWN(?: still)? set|not (?:yet )?(?:sent|done|finished)|HW still owns|HW owns|HW is not done with|busy)", "OWNED"),
    (r"(?:address|addr) and (?:length|len)|(?:other )?fields|contents|rest of THING|payload", "CONTENTS"),
)  # fmt: skip
_WORDS = tuple((re.compile(rf"(?<= )(?:{pattern})(?= )"), token) for pattern, token in _ROWS)
_GETS = r"(?:returns|gives|fails with|yields|is|reports|answers(?: with)?|is refused with)"
_BE = r"(?:is|are|gets?|be)"
_WHEN = r"(?:with|once|when|after|if|at|for)"
_NOT_EARLIER = r"(?: ?,? ?(?:and |but )?(?:not|never) (?:earlier|before|sooner))?"
_AFTER = r"(?: ?, ?| and )?(?:(?:only )?(?:behind|after|following|preceded by)) BARRIER"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"(?:new|fresh) RING ?(?::|{_BE}|starts(?: out)?|begins)? ?(?:empty)(?: ?,? ?(?:and |with )?INDEX (?:at|{_BE}|=|zero)(?: at)? ?(?:0|zero)?)", "empty zero"),
    (rf"(?:new|fresh) RING ?(?::|{_BE}|starts(?: out)?|begins) empty", "empty"),
    (rf"(?:(?:new|fresh) RING ?(?:has|:|starts with|with) )?INDEX (?:at|{_BE}|=|start at|begin at|starts? (?:out )?at) (?:0|zero)(?: (?:in|of) (?:new|fresh) RING)?", "zero"),
    (rf"(?:PUSH )?{_GETS} VALUE {_WHEN} NUM THING (?:{_BE} )?QUEUED{_NOT_EARLIER}|VALUE {_WHEN} NUM THING (?:{_BE} )?QUEUED{_NOT_EARLIER}|RING (?:holds|takes|has room for|fits|is full with|is full at) NUM(?: THING)?{_NOT_EARLIER}|(?:room|space) for NUM THING|NUM THING fit(?: in(?:to)? RING)?", "room"),
    (rf"(?:PUSH )?(?:into|to|on|onto) (?:full RING )(?:{_GETS}) VALUE|(?:PUSH )?{_GETS} VALUE {_WHEN} (?:RING {_BE} full|full RING|no THING {_BE} (?:free|left)){_NOT_EARLIER}|full RING ?(?:{_GETS}|:|->) VALUE|VALUE {_WHEN} (?:RING {_BE} full|no THING {_BE} (?:free|left)){_NOT_EARLIER}", "full"),
    (r"(?:one|1) THING (?:stays|remains|is left|is kept|is) (?:free|unused|empty|always free)", "one free"),
    (rf"OWN (?:{_BE} )?(?:set|written|handed over|stored|given to HW)(?: last)?(?: ?,)?{_AFTER}|OWN (?:{_BE} )?(?:set|written|stored) (?:after CONTENTS(?: {_BE} written)?)(?: ?, ?| and )?{_AFTER}|BARRIER (?:(?:stands|{_BE} issued|comes|{_BE}) )?(?:before|ahead of|between CONTENTS and)(?: setting| writing)? OWN(?: {_BE} set| write)?|PUSH (?:issues|has|puts|uses|executes) BARRIER (?:before|ahead of|between CONTENTS and)(?: setting| writing)? OWN(?: {_BE} set)?|(?:CONTENTS (?:{_BE} )?(?:written|visible|complete)|HW sees CONTENTS) before OWN (?:{_BE} set )?(?:, |with |behind |by )*BARRIER(?: between(?: them)?)?|OWN comes (?:last|after CONTENTS)(?: ?,)?{_AFTER}", "barrier"),
    (r"(?:INDEX|TAIL|HEAD)(?: THING)? (?:wraps?|goes?|roll(?:s)? over|start(?:s)? over)(?: around| round| over| back)?(?: to (?:0|zero))? ?(?:(?:at|after|behind|modulo) (?:NUM|end(?: of RING)?|last THING)(?: THING)?)?(?: to (?:0|zero))?", "wraps"),
    (rf"BELL (?:receives|gets|{_BE} (?:written with|rung with|given|told|set to|sent)|carries|is passed|sees) (?:new|updated|advanced|next) TAIL(?: value)?(?: (?:by|on|after|with) PUSH)?|PUSH (?:writes|sends|passes|stores|puts) (?:new|updated|advanced) TAIL (?:to|into) BELL|PUSH rings BELL with (?:new|updated|advanced) TAIL|(?:new|updated|advanced) TAIL {_BE} (?:written|sent|passed|given) to BELL", "bell"),
    (rf"BELL {_BE} (?:rung|written) (?:only )?(?:after|once|when) OWN(?: {_BE} set)?|OWN {_BE} set before BELL(?: {_BE} (?:rung|written))?", "bell after"),
    (rf"(?:refused|failed|failing) PUSH does not (?:ring|touch|write) BELL|BELL {_BE} not (?:rung|written|touched) (?:by (?:refused|failed) PUSH|(?:when|if) RING {_BE} full|on VALUE)", "quiet"),
    (rf"COLLECT (?:stops|ends|breaks off|halts) (?:at|before|with) (?:first )?(?:THING )?(?:OWNED|OWN|QUEUED)(?: THING)?|COLLECT (?:never|does not) (?:frees?|takes?|touch(?:es)?|goes? past|collects?|goes? beyond|pass(?:es)?|skips?) (?:first )?THING (?:OWNED|OWN|QUEUED)|THING (?:OWNED|OWN|QUEUED) (?:{_BE} )?(?:not|never) (?:COLLECTED|collected|freed|reclaimed|touched|taken)(?: by COLLECT)?|COLLECT (?:leaves|spares) THING (?:OWNED|OWN|QUEUED)(?: alone| untouched)?", "stops"),
    (rf"COLLECTED THING (?:{_BE} )?(?:freed|released|given back|returned)(?: (?:and )?once)(?: by COLLECT)?|COLLECT (?:frees|releases|gives back|returns) (?:COLLECTED )?THING once|no (?:COLLECTED )?THING {_BE} (?:ever )?(?:freed|released) twice|(?:COLLECTED )?THING {_BE} never (?:freed|released) twice", "freed"),
    (rf"COLLECT (?:frees|releases|gives back|returns) (?:COLLECTED )?(?:THING )?(?:oldest first|in order(?: of PUSH)?)|(?:COLLECTED )?THING (?:{_BE} )?(?:freed|released|collected|reclaimed) (?:oldest first|in order(?: of PUSH)?)", "in order"),
    (r"COLLECT (?:returns|gives|tells|reports|counts) (?:number of |how many |count of )+(?:COLLECTED |freed |it )?(?:THING)?(?: (?:it |that )?(?:were |was |have been )?(?:freed|released|reclaimed|collected|freed by it))?", "counts"),
    (rf"(?:refused|failed|failing) PUSH (?:changes nothing|leaves RING (?:unchanged|untouched|alone|as it was))|(?:on|with) VALUE ,? ?(?:nothing changes|RING {_BE} unchanged|RING stays (?:unchanged|as it was))|full RING {_BE} (?:left unchanged|not changed)(?: by PUSH)?", "unchanged"),
    (r"PUSH (?:stores|writes|records|puts|fills in) CONTENTS(?: (?:in|into|to) (?:THING|THING at TAIL))?", "stores"),
)  # fmt: skip


def asked_in(text: str, ring: Ring, case: Case) -> list[Ask] | None:
    """The questions of a sentence; None if some of it is not understood."""
    values: list[str] = []
    numbers: list[int] = []
    found: list[str] = []
    for word in words_of(text.rstrip(". ").replace("→", "->")):
        code = word.code or re.fullmatch(r"[\w:]+\(\w*\)", word.raw)
        mark = _code(word.raw, ring, case, values, numbers) if code else word.text
        if mark is None:
            return None
        if mark.isdigit() and mark != "0":
            numbers.append(int(mark))
            mark = "NUM"
        if mark not in _FILLING:
            found.append(mark)
    said = f" {' '.join(found)} "
    for name, mark in ((ring.push, "PUSH"), (ring.collect, "COLLECT")):
        if name:
            said = re.sub(rf"(?<= ){re.escape(name)}(?:ing|es|s)?(?= )", mark, said)
    for ready, mark in _WORDS:
        said = ready.sub(mark, said)
    plain = " ".join(said.split())
    if len(numbers) > 1 or len(values) > 1:
        return None
    for pattern, what in _FORMS:
        if re.fullmatch(pattern, plain):
            number, value = numbers[0] if numbers else None, (values or [""])[0]
            if what == "one free":
                return [Ask("room", ring.places - 1)]
            if what == "full":
                return [Ask("room", None, value)]
            if what == "room" and number is None:
                return None
            return [Ask(one, number, value) for one in ([what] if what in _READERS else what.split())]
    return None


def _code(raw: str, ring: Ring, case: Case, values: list[str], numbers: list[int]) -> str | None:
    """What a piece of code is in plain words."""
    bare = bare_name(raw.partition("(")[0])
    for name, token in ((ring.push, "PUSH"), (ring.collect, "COLLECT"), ("new", "new")):
        if name and bare == name and bare not in (ring.head, ring.tail):
            owner = raw.partition("(")[0].rpartition("::")[0]
            return token if owner in ("", ring.declaration.item.name, "Self") else None
    if raw == ring.declaration.item.name:
        return "RING"
    for name, token in ((ring.head, "HEAD"), (ring.tail, "TAIL"), (ring.status, "OWN"), ("doorbell", "BELL"), ("0", "0")):
        if name and raw in (name, f"self.{name}"):
            return token
    reckoned = re.fullmatch(r"([A-Z][A-Z0-9_]*|\d+)(?:\s*-\s*(\d+))?", raw)
    if reckoned is not None:
        named = find(case, reckoned[1], frozenset({"const"})).found
        number = int(reckoned[1]) if reckoned[1].isdigit() else value_of(case.code, named[0]) if len(named) == 1 else None
        if number is not None and 1 < number <= 4096 and not _is_bit(reckoned[1], case):
            numbers.append(number - int(reckoned[2] or 0))
            return "NUM"
        return "OWN" if len(named) == 1 and _is_bit(reckoned[1], case) and not reckoned[2] else None
    if re.fullmatch(r"(?:Err\()?(?:\w+::)*[A-Z]\w*\)?|false", raw):
        values.append(raw)
        return "VALUE"
    return None


def _is_bit(name: str, case: Case) -> bool:
    """Whether a constant of the blocks is the bit by which the hardware is told whose a descriptor is."""
    written = [d.text for f in block_files(case) for d in f.declarations() if d.item.kind == "const" and d.item.name == name]
    return len(written) == 1 and "<<" in written[0] and bool(re.search(r"OWN|BUSY|READY|VALID", name))


__all__ = ["NAME", "asked_in", "decided"]
