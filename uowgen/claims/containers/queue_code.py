"""The Rust that drives a queue: it pushes and pops in an order that it is given, and tells what it sees.

It runs in the interpreter, and is as good a Rust program as any. What the observations mean is said in `runs.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.elements import made_element, put_in
from uowgen.claims.containers.taking import fits, taken_in
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.runs.programs import PROBE

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

MOST_HELD = 80


def queue_driver(
    case: Case, container: Container, push: str, pop: str, pattern: str, empty_pattern: str, observer: str = ""
) -> str | Finding:
    """`fn uowgen_probe(ops: &[u8]) -> Vec<u64>`: 0 pushes the next number from 1 on, 1 pops.

    A push tells 1 (taken) or 0, then 1 if what it gave back fits `pattern`. A pop tells the element or 0, then 1 if it fits
    `empty_pattern`. What the `observer`, if there is one, gives after each step is told as a third number.
    """
    given = container.methods[push][0] if push in container.methods else None
    taken = container.methods[pop][0] if pop in container.methods else None
    if given is None or taken is None or not given.parameters or taken.parameters:
        return undecided(
            "unsupported-code", f"`{container.declaration.item.name}` is no queue that can be driven", container.declaration
        )
    name, kind = given.parameters[0]
    element = put_in(case, container, push, pop)
    if element is None:
        return undecided("unsupported-code", f"elements of type `{kind}` cannot be made up here", container.declaration)
    accepted = taken_in(given.returns, element)
    opened = {"Option": "Some(x)", "Result": "Ok(x)"}.get(taken.returns.partition("<")[0])
    if accepted is None or opened is None:
        return undecided("unsupported-code", f"what `{push}` or `{pop}` gives back is not understood", container.declaration)
    looked = f"out.push(it.{observer}() as u64);" if observer else ""
    if observer and container.methods[observer][0].returns.startswith("Option<"):
        looked = f"match it.{observer}() {{ Some(x) => out.push({element.told_behind()}), None => out.push(0) }}"
    return (
        f"fn {PROBE}(ops: &[u8]) -> Vec<u64> {{ let mut it: {container.text} = {container.maker}; let mut n: {element.number} = 0; "
        f"let mut out: Vec<u64> = Vec::new(); for op in ops {{ if *op == 0 {{ n += 1; let r = it.{push}({element.made}); "
        f"out.push({{ {fits('r', pattern, name, element)} }}); {accepted} }} else {{ let r = it.{pop}(); out.push({{ {fits('r', empty_pattern, '')} }}); "
        f"match r {{ {opened} => out.push({element.told}), _ => out.push(0) }} }} {looked} }} out }}"
    )


def filling_driver(case: Case, container: Container, push: str) -> str:
    """`fn uowgen_probe() -> usize`: how many elements a new one takes before it refuses; empty if that cannot be asked."""
    given = container.methods[push][0] if push in container.methods else None
    if given is None or len(given.parameters) != 1:
        return ""
    element = made_element(case, container, given.parameters[0][1])
    head = given.returns.partition("<")[0].rpartition("::")[2]
    same = f"match r {{ None => true, Some(x) => ({element.told}) != n as u64 }}" if element is not None else "r.is_none()"
    taken = {"bool": "r", "Result": "r.is_ok()", "Option": same}.get(head)
    if element is None or taken is None:
        return ""
    return (
        f"fn {PROBE}() -> usize {{ let mut it: {container.text} = {container.maker}; let mut k: usize = 0; "
        f"while k < {MOST_HELD} {{ let n = k as {element.number}; let r = it.{push}({element.made}); if !({taken}) {{ break; }} k += 1; }} k }}"
    )
