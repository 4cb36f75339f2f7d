"""The Rust that drives a list of ranges for short questions: operations of four numbers, and what each of them tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.containers.container import is_integer
from uowgen.claims.containers.marked_ranges import arguments
from uowgen.claims.containers.range_code import UNIT
from uowgen.claims.containers.range_rows import FIND, INSERT, MARKED, NOTHING, REMOVE, WRAP
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.values.value_patterns import pattern_of

if TYPE_CHECKING:
    from uowgen.claims.containers.marked_ranges import Element, Mark
    from uowgen.claims.containers.range_roles import RangeList
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_ABOVE = f"let a: usize = usize::MAX - {UNIT - 1}; let b: usize = {3 * UNIT};"  # a range that would end behind the last address


def value_pattern(case: Case, function: Declaration, value: str) -> str:
    """A value as a pattern; an error alone stands for the failure with it."""
    return pattern_of(case, function, value) or pattern_of(case, function, f"Err({value})")


def driver_of(case: Case, held: RangeList, mark: Mark | None, patterns: tuple[str, str], by: str, unit: int) -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of four numbers: which, `a`, `b` in pages, `t` a mark, or bytes below `a`.

    Each tells three numbers, then how many ranges there are, and each with its mark. Insertions tell whether they were taken and whether
    the first pattern fits, removals what they give and whether the second does, a search whether there is one, and where. A page has
    `unit` numbers.
    """
    methods, element = held.container.methods, held.element
    where = f"out.push({element.start} as usize); out.push({element.end} as usize);"
    given = arguments(case, element, methods[held.insert][0].parameters, mark)
    accepted = taken_by(methods[held.insert][0].returns)
    if given is None or accepted is None:
        return undecided("unsupported-code", f"no arguments can be made up for `{held.insert}`", methods[held.insert][1])
    fits = [f"if matches!(&r, {p}) {{ 1 }} else {{ 0 }}" if p else "1" for p in patterns]
    arms = [f"{INSERT} => {{ let r = it.{held.insert}({given}); let f: usize = {fits[0]}; {accepted} out.push(f); out.push(0); }}"]
    if "(b - a)" in given:
        wrapping = given.replace("(b - a)", "b")
        arms.append(
            f"{WRAP} => {{ {_ABOVE} let r = it.{held.insert}({wrapping}); let f: usize = {fits[0]}; {accepted} out.push(f); out.push(0); }}"
        )
    if held.remove or held.take:
        signature = methods[held.remove or held.take][0]
        gone = arguments(case, element, signature.parameters, mark) if held.remove else f"a as {signature.parameters[0][1]}"
        number = _number_in(signature.returns, element)
        arms.append(f"{REMOVE} => {{ let r = it.{held.remove or held.take}({gone}); let f: usize = {fits[1]}; {number} }}")
    if by:
        signature = methods[by][0]
        head, _, inner = signature.returns.partition("<")
        of = re.sub(r"^&(?:'\w+ )?(?:mut )?", "", inner.partition(",")[0].removesuffix(">").strip())
        place = "(*v)" if inner.startswith("&") else "v"
        by_mark = held.told if by == held.find else None
        told_mark = by_mark.told.replace(f"v.{by_mark.name}", place) if by_mark is not None and by_mark == mark else ""
        tells = (
            f"out.push({MARKED}); out.push({told_mark});"
            if told_mark
            else where
            if bare_name(of) == element.declaration.item.name
            else f"let _ = v; out.push({NOTHING}); out.push(0);"
        )
        call = f"it.{by}((a - t) as {signature.parameters[0][1]})"
        none = "{ out.push(0); out.push(0); out.push(0); }"
        looked = {
            "bool": f"{{ let r = {call}; out.push(if r {{ 1 }} else {{ 0 }}); out.push({NOTHING}); out.push(0); }}",
            "Option": f"match {call} {{ Some(v) => {{ out.push(1); {tells} }} None => {none} }}",
            "Result": f"match {call} {{ Ok(v) => {{ out.push(1); {tells} }} Err(_) => {none} }}",
        }.get(head.rpartition("::")[2])
        if looked is None:
            return undecided("unsupported-code", f"what `{by}` gives back is not understood", methods[by][1])
        arms.append(f"{FIND} => {looked}")
    each = f"{where} out.push({mark.told if mark is not None else '0'});"
    return (
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {held.container.text} = {held.container.maker}; "
        f"let mut out: Vec<usize> = Vec::new(); let mut i: usize = 0; while i < ops.len() {{ let a: usize = ops[i + 1] * {unit}; "
        f"let b: usize = ops[i + 2] * {unit}; let t = ops[i + 3]; match ops[i] {{ {', '.join(arms)}, _ => {{}} }} "
        f"let mut k = 0; for v in {element.over} {{ k += 1; let _ = v; }} out.push(k); for v in {element.over} {{ {each} }} i += 4; }} out }}"
    )


def _number_in(returns: str, element: Element) -> str:
    """The statements that tell the number in what a removal gives, whether its pattern fits, and the end of a range that it gives."""
    plain = "out.push(f); out.push(0);"
    head, _, inner = "".join(returns.split()).partition("<")
    if is_integer(head):
        return f"out.push(r as usize); {plain}"
    good, bad = {"Option": ("Some", "None"), "Result": ("Ok", "Err(_)")}.get(head.rpartition("::")[2], ("", ""))
    inner = inner.partition(",")[0].removesuffix(">")
    if good and bare_name(inner) == element.declaration.item.name:
        where = f"out.push({element.start} as usize); out.push(f); out.push({element.end} as usize);"
        return f"match r {{ {good}(v) => {{ {where} }}, {bad} => {{ out.push({NOTHING}); {plain} }} }}"
    told_ = "n as usize" if is_integer(inner) else f"{{ let _ = n; {NOTHING - 1} }}"
    given = f"match r {{ {good}(n) => out.push({told_}), {bad} => out.push({NOTHING}) }}" if good else f"out.push({NOTHING - 1});"
    return f"{given} {plain}"


__all__ = ["driver_of", "value_pattern"]
