"""“never returns more than `n`”, “never overflows”: free functions of numbers, called with telling numbers and those at the end of their range.

What a function gives where it panics is no result. A parameter that is called an alignment is a power of two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.subject import one_function
from uowgen.claims.values.made_up_calls import tried
from uowgen.claims.values.result_types import ends_of
from uowgen.facts.signature import parameters_of, receiver_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}
_UNGUARDED = when_used(r"(?<![=<>\-+*&|/])\s(?:\+|-|\*|<<)=?\s(?![>])")
_CALLS = when_used(
    r"(?<![.\w])(?!if\b|match\b|return\b|Some\b|Ok\b|Err\b)(?:\w+::)*[A-Za-z_]\w*\("
)  # of others, which may overflow


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where all calls keep to it; fails by one that does not."""
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    name = function.item.name
    parameters = parameters_of(function)
    head, good, _ = ends_of(case, function)
    if receiver_of(function) or function.owner or not parameters or any(p.type not in _BITS for p in parameters):
        return undecided("unsupported-code", f"`{name}` takes more than numbers", function)
    powers = " && ".join(f"{p.name}.is_power_of_two()" for p in parameters if "align" in p.name) or "true"
    if reading.get("asked") == "fits":
        return _fits(case, function, powers)
    bound = reading.get("bound")
    kinds = [p.type for p in parameters if p.name == bound]
    if kinds != [good]:
        return undecided("not-understood", f"what `{name}` gives cannot be compared with `{bound}`", function)
    call = f"{name}({', '.join(p.name for p in parameters)})"
    wrap = {"Result": "Ok(got)", "Option": "Some(got)"}.get(head, "got")
    # A call that panics or gives no number is passed over: nothing is claimed of it.
    met = f"({powers}) && match {call} {{ {wrap} => got == got, #[allow(unreachable_patterns)] _ => false }}"
    found = tried(case, function, f"{wrap} if got {reading.get('asked')} {bound}", met)
    if found.outcome == "fails" and len(parameters) > (2 if "align" in " ".join(p.name for p in parameters) else 1):
        others = [p.name for p in parameters if p.name != bound and "align" not in p.name]
        if any(re.search(rf"assert\w*!\([^;]*\b{other}\b", function.text) for other in others):
            return undecided("depends-on-the-path", f"{found.message}; what it asks of the others is not said", function)
    return _in_short(found, powers)


def _in_short(found: Finding, powers: str) -> Finding:
    if found.outcome != "holds":
        return found
    told = found.message.partition(" that meet ")[0]
    return found._replace(message=f"{told}{' with powers of two' if powers != 'true' else ''}", strength="bounded")


def _fits(case: Case, function: Declaration, powers: str) -> Finding:
    """Numbers at the end of each range; that nothing overflows holds only where no plain arithmetic is left to do so."""
    given = {}
    for p in parameters_of(function):
        top = 2 ** _BITS[p.type] - 1
        numbers = (0, 1, 2, 3, 4096, top // 2, top // 2 + 1, top - 1, top)
        given[p.name] = tuple(f"{n}{p.type}" for n in numbers if n <= top)
    found = tried(case, function, "survives", powers, given=given)
    body = function.text.partition("{")[2]
    if found.outcome == "holds" and (_UNGUARDED.search(body) or _CALLS.search(body)):
        return undecided(
            "unsupported-code", f"nothing overflows in the calls that were tried, but `{function.item.name}` may reckon plainly"
        )
    if found.outcome == "fails" and "overflow" not in found.message:
        return undecided("panics-elsewhere", found.message, function)
    return _in_short(found, powers)
