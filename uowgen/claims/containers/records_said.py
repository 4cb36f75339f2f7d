"""Reads what is said of records that a ring keeps: how they are numbered, how long their text may be, and that all of them are passed on.

“Every push gets the next sequence number”, “text longer than `MAX` is cut to `MAX` bytes”, “`drain()` passes all records on and empties
the ring”. The ring is driven beside a model; the spec's own code must be so as well, else the words were meant in another way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.containers.container import Container, container_of, is_integer, method_playing
from uowgen.claims.containers.elements import TEXTS, put_in, record_of, text_of
from uowgen.claims.containers.queues import POPS, PUSHES, comes_out_as_it_went_in
from uowgen.claims.containers.runs import Step
from uowgen.claims.containers.taking import taken_in
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.driven import told
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.sentences.element_words import ELEMENTS, QUEUE

if TYPE_CHECKING:
    from uowgen.claims.containers.elements import Made
    from uowgen.claims.kind import Case

NAME = "keeps_records"

_THINGS = rf"(?:{ELEMENTS})"
_HOLDS = rf"(?:{QUEUE}|ring buffer|log ring)"
_CODE = r"`[\w:]+(?:\(\))?`"
_NUMBER = r"(?P<noun>sequence|serial|running|record|message|event|entry) (?:number|id)|(?P<alone>id|index|ticket|timestamp)"
_PASSED = re.compile(
    rf"(?P<name>{_CODE}) (?:passes|hands|feeds|forwards|sends|gives|delivers|offers) (?:all|every|each)(?: of)?(?: the| its)?"
    rf"(?: (?:stored|queued|held|kept|buffered|pending|remaining))? {_THINGS}(?: (?:on|over|out|along))?"
    r"(?: (?:to|into) (?:the |its |a )?(?:given )?(?:`(?P<sink>\w+)`|sink|closure|callback|consumer|visitor|function))?"
    r"(?P<order>,? (?:the )?oldest (?:one )?first|,? in (?:fifo|insertion|push) order|,? (?:from )?oldest to newest)?"
    rf"(?P<emptied>,? (?:and |then |and then )(?:empties|clears|drains) (?:the |its )?(?:whole )?(?:{_HOLDS}|it|itself)"
    rf"|,? (?:and leaves|leaving) (?:the |an? )?(?:{_HOLDS}|it) empty)?",
    re.I,
)
_NUMBERED = re.compile(
    rf"(?:every|each) (?:call|(?:pushed |new )?{_THINGS}|`?(?P<putting>\w+)(?:\(\))?`?)(?: call)? (?:gets|receives|takes|has|carries|is given|is assigned|bears|uses)"
    rf" (?:the|its|a) next (?:higher |free )?(?:{_NUMBER})"
    rf"|(?P<name>{_CODE}) (?:assigns|gives|stamps|assigns to|gives to) (?:each|every) (?:new )?{_THINGS} (?:with )?(?:the|its) next (?:{_NUMBER.replace('noun', 'noun2').replace('alone', 'alone2')})"
    r"|(?P<noun3>sequence|serial|record|message|event|entry) numbers (?:increase|grow|go up|rise|count up|are counted up) by one"
    rf"(?: (?:with|for|per|on|at|after))? (?:each|every)? ?(?:push|call|{_THINGS})",
    re.I,
)
_WORDY = r"(?:texts?|messages?|strings?|lines?|names?|bytes|payloads?|data)"
_CUT = re.compile(
    rf"(?:an? |the |any )?{_WORDY} (?:that (?:is|are) )?(?:longer than|larger than|beyond|over|above) `(?P<limit>[\w:]+)`(?: bytes)?"
    r" (?:is|are|gets|get) (?:cut|truncated|shortened|clipped|trimmed|cut off|cut down)(?: (?:to|at|after) `(?P<same>[\w:]+)`(?: bytes)?)?"
    rf"|(?P<name>{_CODE}) (?:cuts|truncates|shortens|clips|trims) (?:an? |the )?(?:longer |long |too long )?{_WORDY}(?: off)? (?:to|at|after) `(?P<limit2>[\w:]+)`(?: bytes)?",
    re.I,
)
_ABBREVIATED = {"sequence": {"seq", "seqno", "sequence", "sn"}, "serial": {"serial", "sn"}, "index": {"index", "idx"}}


class _Ring(NamedTuple):
    """A ring that records are put into and taken out of, and how that is written."""

    container: Container
    push: str
    pop: str
    element: Made
    accepted: str


def decided(text: str, case: Case) -> Finding | None:
    """What a ring does of what a sentence says of its records; None where a word is not understood, or nothing can be driven."""
    said = text.strip().rstrip(".")
    for pattern, judged in ((_PASSED, _passed), (_NUMBERED, _numbered), (_CUT, _cut)):
        match = pattern.fullmatch(said)
        if match is not None:
            ring = _ring(case, match["name"] or "")
            return judged(case, ring, match.groupdict()) if ring is not None else None
    return None


def _ring(case: Case, name: str) -> _Ring | None:
    """The ring that a method belongs to, or the one at hand."""
    called = name.strip("`").removesuffix("()") or method_playing(case, PUSHES)
    container = container_of(case, called) if called else None
    if container is None or isinstance(container, Finding):
        return None
    methods = container.methods
    push = next((n for n in PUSHES if n in methods and methods[n][0].parameters), "")
    pop = next((n for n in POPS if n in methods and not methods[n][0].parameters), "")
    element = put_in(case, container, push, pop) if push and pop else None
    accepted = taken_in(methods[push][0].returns, element) if element is not None else None
    if element is None or accepted is None or not methods[pop][0].returns.startswith("Option<"):
        return None
    return _Ring(container, push, pop, element, accepted)


def _driver(ring: _Ring, width: int, popped: str, act: str = "") -> str:
    """`fn uowgen_probe(ops: &[u8]) -> Vec<u64>`: 0 pushes the next number from 1 on, 1 pops, others do `act`; each tells `width` numbers."""
    element, zeros = ring.element, "out.push(0); "
    return (
        f"fn {PROBE}(ops: &[u8]) -> Vec<u64> {{ let mut it: {ring.container.text} = {ring.container.maker}; let mut n: {element.number} = 0; "
        f"let mut out: Vec<u64> = Vec::new(); for op in ops {{ match *op {{ "
        f"0 => {{ n += 1; let r = it.{ring.push}({element.made}); {ring.accepted} {zeros * (width - 1)} }}, "
        f"1 => {{ match it.{ring.pop}() {{ Some(x) => {{ out.push({element.told}); {popped} }}, None => {{ {zeros * width} }} }} }}, "
        f"_ => {{ {act} }} }} }} out }}"
    )


# ------------------------------------------------------------------------------------------------------------ passed on


def _passed(case: Case, ring: _Ring, said: dict[str, str | None]) -> Finding | None:
    method = bare_name((said["name"] or "").strip("`"))
    signature, declaration = ring.container.methods.get(method, (None, None))
    if signature is None or declaration is None or len(signature.parameters) != 1 or method in (ring.push, ring.pop):
        return None
    parameter, kind = signature.parameters[0]
    head = declaration.text.partition("{")[0]
    closure = (
        kind if kind.startswith("impl ") else next(iter(re.findall(rf"\b{re.escape(kind)}\s*:\s*([^,>{{]*\([^)]*\))", head)), "")
    )
    taken = re.fullmatch(r"(?:impl )?Fn(?:Mut|Once)?\(([^,]*)\)(?: -> \(\))?", closure.removeprefix("&mut ").strip())
    if taken is None or (said["sink"] is not None and said["sink"] != parameter):
        return None
    number = ring.element.told_behind() if taken[1].startswith("&") else ring.element.told
    act = (
        f"let mut k: u64 = 0; let mut sums: [u64; 4] = [0; 4]; let _ = it.{method}(|x| {{ let v: u64 = {number}; k += 1; sums[0] += v; "
        "sums[1] += v * v; sums[2] += v * v * v; sums[3] += k * v; }); out.push(k); for s in sums.iter() { out.push(*s); }"
    )
    capacity = ring.container.capacity or 3
    levels = (0, 1, 2, 3, capacity - 1, capacity, capacity + 1)
    runs = [
        [*[0, 1] * turned, *[0] * held, 2, *[0] * more, *[1] * (more + 1)]
        for turned in (0, 1, capacity - 1)
        for held in levels
        for more in (0, 2)
    ]

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        model: list[int] = []
        steps: list[Step] = []
        pushed = 0
        acted = False
        for n, op in enumerate(ops):
            row = seen[5 * n : 5 * n + 5]
            whole = len(row) == 5
            if op == 0:
                pushed += 1
                if whole and row[0] == 1:
                    model = [*model, pushed][-capacity:] if ring.container.capacity else [*model, pushed]
                steps.append(Step(f"{ring.push}({pushed})", None))
            elif op == 1:
                wanted = model.pop(0) if model else 0
                right = whole and row[0] == wanted
                if not acted and not right:
                    return []  # what comes out is another matter
                steps.append(Step(f"{ring.pop}() gives {row[0] if whole else 'a panic'}", right if acted else None))
            else:
                sums = [sum(v**p for v in model) for p in (1, 2, 3)]
                turns = sum((at + 1) * v for at, v in enumerate(model))
                right = whole and row[0] == len(model) and row[1:4] == sums and (not said["order"] or row[4] == turns)
                steps.append(Step(f"{method}() passes {row[0] if whole else 0} of {len(model)} on", right))
                if not said["emptied"] or not right:
                    return steps
                model, acted = [], True
        return steps

    code = _driver(ring, 5, "out.push(0); " * 4, act)
    found = told(case, ring.container, code, method, runs, 1, read, "passed on", as_spec=True)
    if found.outcome == "fails" and not comes_out_as_it_went_in(case, ring.container, ring.push, ring.pop):
        return undecided("not-observable", f"what `{ring.pop}` gives is not what was put in", declaration)
    return found


# -------------------------------------------------------------------------------------------------------------- numbers


def _numbered(case: Case, ring: _Ring, said: dict[str, str | None]) -> Finding | None:
    from uowgen.facts.members import fields_of

    noun = next((v.lower() for k, v in said.items() if v and k.startswith(("noun", "alone"))), "")
    record = record_of(case, ring.container.methods[ring.pop][0].returns)
    wanted = _ABBREVIATED.get(noun, {noun, "id"} if said.get("noun") else {noun})
    fields = (
        [f.name for f in fields_of(record).all if is_integer(f.type) and parts_of_name(f.name) & wanted]
        if record is not None
        else []
    )
    if said["putting"] not in (None, "push", ring.push):
        return None
    if len(fields) != 1 or ring.element.told.startswith(f"x.{fields[0]} "):
        return None
    capacity = ring.container.capacity or 3
    runs = [
        [*[0, 1] * turned, *[0] * held, *[1] * capacity, 0, 0, 1, 1]
        for turned in (0, 1, 2)
        for held in (1, 2, capacity, capacity + 1, capacity + 3)
    ]

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        first: int | None = None
        steps: list[Step] = []
        pushed = 0
        for n, op in enumerate(ops):
            row = seen[2 * n : 2 * n + 2]
            if op == 0:
                pushed += 1
                steps.append(Step(f"{ring.push}({pushed})", None))
            elif len(row) == 2 and row[0]:
                right = None if first is None else row[1] == first + row[0]
                first = row[1] - row[0] if first is None else first
                steps.append(
                    Step(
                        f"{ring.pop}() gives {row[0]} with `{fields[0]}` {row[1]}"
                        + (f", not {first + row[0]}" if right is False else ""),
                        right,
                    )
                )
            else:
                steps.append(Step(f"{ring.pop}() gives nothing", None))
        return steps

    code = _driver(ring, 2, f"out.push(x.{fields[0]} as u64);")
    return told(case, ring.container, code, ring.push, runs, 1, read, f"`{fields[0]}` goes up by one", as_spec=True)


# ----------------------------------------------------------------------------------------------------------------- texts


def _cut(case: Case, ring: _Ring, said: dict[str, str | None]) -> Finding | None:
    from uowgen.claims.subject import find
    from uowgen.facts.constants import value_of

    limit = said["limit"] or said["limit2"] or ""
    found = find(case, limit, frozenset({"const"})).found
    number = value_of(case.code, found[0]) if len(found) == 1 else None
    record = record_of(case, ring.container.methods[ring.pop][0].returns)
    kept = text_of(case, record) if record is not None else None
    given = [kind for _, kind in ring.container.methods[ring.push][0].parameters if kind in ("&str", "&[u8]")]
    if said["same"] not in (None, limit) or number is None or not 0 < number <= 4096 or kept is None or len(given) != 1:
        return None
    signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789"
    long = (signs * (number // len(signs) + 2))[: number + 40]
    made = ring.element.made.replace(TEXTS[given[0]][0], "text" if given[0] == "&str" else "text.as_bytes()")
    code = (
        f'fn {PROBE}(ops: &[u64]) -> Vec<u64> {{ let whole = "{long}"; let mut out: Vec<u64> = Vec::new(); for op in ops {{ '
        f"let mut it: {ring.container.text} = {ring.container.maker}; let n: {ring.element.number} = 1; let most = (*op) as usize; let text = &whole[..most]; "
        f"let _ = it.{ring.push}({made}); match it.{ring.pop}() {{ Some(x) => {{ let kept = {kept}; let mut same: u64 = 1; let mut at: usize = 0; "
        "while at < kept.len() { if at >= text.len() || kept[at] != text.as_bytes()[at] { same = 0; break; } at += 1; } "
        "out.push(kept.len() as u64); out.push(same); }, None => { out.push(0); out.push(0); } } } out }"
    )
    runs = [[length] for length in dict.fromkeys((1, max(1, number - 1), number, number + 1, number + 7, number + 33))]

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        if len(seen) < 2:
            return [Step(f"{ring.push}() of {ops[0]} bytes panics", False)]
        wanted = min(ops[0], number)
        right = seen[0] == wanted and seen[1] == 1
        return [Step(f"of {ops[0]} bytes {seen[0]} are kept" + ("" if right else f", not the first {wanted}"), right)]

    return told(case, ring.container, code, ring.push, runs, 1, read, "cut", as_spec=True)


__all__ = ["NAME", "decided"]
