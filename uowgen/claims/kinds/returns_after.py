"""Claim: a method gives back a value on a fresh value of its type, or after another method was called."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type, one_function
from uowgen.claims.values.made_up import Maker
from uowgen.claims.values.value_patterns import pattern_of
from uowgen.facts.members import methods_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_MOST = 60


def decide(reading: Reading, case: Case) -> Finding:
    """Makes the type by `new` (or `default`), calls what came before, then the method; calls that fail before it are left out."""
    name = bare_name(reading.get("name"))
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    owner = bare_name(function.owner.rpartition(" for ")[2])
    said = reading.get("owner")
    if not owner or receiver_of(function) == "" or (said and bare_name(said) not in (owner, "Self")):
        return undecided("not-understood", f"`{name}` is no method of `{bare_name(said) or 'a type'}`", function)
    value = pattern_of(case, function, reading.get("value"))
    if not value:
        return undecided("not-understood", f"`{reading.get('value')}` is not a value that `{name}` could give", function)
    maker = Maker(case, (0, 1, 2, 3), None)
    methods = {d.item.name: d for d in methods_of(case.code, owner, find_type(case, owner).found)}
    maker_of = next((methods[m] for m in ("new", "empty", "default") if m in methods and receiver_of(methods[m]) == ""), None)
    if maker_of is None:
        return undecided("unsupported-code", f"how a fresh `{owner}` is made is not known", function)
    before = methods.get(bare_name(reading.get("before"))) if reading.get("before") else None
    if reading.get("before") and (before is None or receiver_of(before) == ""):
        return undecided("no-subject", f"`{owner}` has no method `{bare_name(reading.get('before'))}`", function)
    listed = [_arguments(maker, d) for d in (maker_of, before, function) if d is not None]
    if any(one is None for one in listed):
        return undecided("unsupported-code", f"what `{name}` or what comes before it takes cannot be made up here", function)
    rows = islice(product(*[one for one in listed if one is not None]), _MOST)
    return _judged(case, owner, maker_of, before, function, value, [list(row) for row in rows])


def _arguments(maker: Maker, declaration: Declaration) -> list[str] | None:
    """Lists of arguments as they are written in a call; None if what the function takes cannot be made up."""
    domains = []
    for parameter in parameters_of(declaration):
        domain = maker.domain(parameter.type)
        if domain is None:
            return None
        domains.append(domain.values[:6])
    return [", ".join(row) for row in islice(product(*domains), 40)]


def _judged(
    case: Case,
    owner: str,
    made: Declaration,
    before: Declaration | None,
    function: Declaration,
    value: str,
    rows: list[list[str]],
) -> Finding:
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    good, bad, shown = 0, 0, ""
    for row in rows:
        steps = [f"let mut made = {owner}::{made.item.name}({row[0]});"]
        if before is not None:
            call = f"made.{before.item.name}({row[1]})"
            failing = result_of(before).partition("<")[0].rpartition("::")[2] == "Result"
            steps.append(f"if {call}.is_err() {{ return 2; }}" if failing else f"let _ = {call};")
        last = f"made.{function.item.name}({row[-1]})"
        code = f"fn {PROBE}() -> u8 {{ {' '.join(steps)} if matches!({last}, {value}) {{ 1 }} else {{ 0 }} }}"
        begun = f"fn {PROBE}() -> u8 {{ {' '.join(steps)} 1 }}"
        if not parses(code):
            return undecided("not-understood", f"`{value}` is no value", function)
        (seen,) = probed(case, function.file.path, code, [[]])
        if seen.stuck is not None:
            return stuck(seen.stuck, place)
        if seen.panic and (before is None or not probed(case, function.file.path, begun, [[]])[0].panic):
            return Finding("undecided", f"`{last}` panics: {seen.panic}", None, "depends-on-the-path", place)
        if not seen.panic and seen.value != 2:
            good, bad = good + (seen.value == 1), bad + (seen.value != 1)
            shown = shown if seen.value == 1 else " ".join([*steps, last])
    if good and not bad:
        strength = "proved" if len(rows) == 1 and not rows[0][0] and not rows[0][-1] else "bounded"
        return Finding("holds", f"so in {good} of {good} runs", "behaviour", None, place, strength)  # type: ignore[arg-type]
    if bad and not good:
        return Finding("fails", f"`{shown}` gives another value", "behaviour", "behaves-differently", place, "proved", (shown,))
    if not good and not bad:
        return Finding("undecided", "nothing that was tried gets that far", None, "vacuous", place)
    return Finding("undecided", f"so in {good} of {good + bad} runs", None, "depends-on-the-path", place)


KIND = Kind(
    "returns_after",
    "a method gives back a value on a fresh value of its type, or after another call",
    (
        "<name> returns|return|gives|yields|is <value:valuecode> for|on|of fresh|new|newly|freshly|empty* created|made|initialised? <owner:name> <noun>?",
        "<name> returns|return|gives|yields|is <value:value> for|on|of|in fresh|new|newly|freshly|empty* created|made|initialised? queue|ring|buffer|list|stack|container|one|it|set|map|table|object|value",
        "<name> returns|return|gives|yields|is <value:valuecode> after|once <before:name> <noun>? @be? called|call|has|been|succeeded|returned*",
        "after|once <before:name> <noun>? @be? called|call|has|been|succeeded|returned* ,? <name> returns|return|gives|yields|is <value:valuecode>",
        "on|for fresh|new|newly|freshly created|made? <owner:name> ,? <name> returns|return|gives|yields|is <value:valuecode>",
    ),
    ("`is_set()` returns `true` after `set()`", "`len()` returns `0` for a new `Ring`"),
    decide,
    ("name", "value"),
)
