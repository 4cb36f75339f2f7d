"""Claim: a function of an enum gives another value for every variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import owner_name
from uowgen.claims.runs.programs import PROBE, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.members import carried, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """The function is run on every variant without fields; two that give the same are the counterexample."""
    name = reading.get("name")
    subject = find_method(case, name)
    if len(subject.found) != 1:
        return subject.not_one_function(name)
    function = subject.found[0]
    owner = owner_name(name) or function.owner.rpartition(" for ")[2]
    types = find_type(case, owner)
    if len(types.found) != 1 or types.found[0].item.kind != "enum":
        return undecided("no-subject", f"`{owner}` is no enum of the tree")
    variants = variants_of(types.found[0])
    if not variants.complete:
        return undecided("inside-macro", f"a macro may give `{owner}` variants", types.found[0])
    from uowgen.claims.values.variants import samples_of

    samples = {v.name: samples_of(case, types.found[0], v.name, carried(v)) for v in variants.all}
    if not all(samples.values()):
        return undecided("unsupported-code", f"`{owner}` has variants with fields, of which none can be made up", types.found[0])
    calls = [
        (v, f"({one}).{function.item.name}()" if "(" in one or "{" in one else f"{one}.{function.item.name}()")
        for v, row in samples.items()
        for one in row
    ]
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    seen: dict[object, tuple[str, str]] = {}
    given: dict[str, set[str]] = {}
    open_ended = [v.name for v in variants.all if carried(v) and not all("::" in one.partition("(")[2] for one in samples[v.name])]
    for variant, call in calls:
        (found,) = probed(case, function.file.path, f"fn {PROBE}() -> _ {{ {call} }}", [[]])
        if found.stuck is not None:
            return stuck(found.stuck, place)
        if found.panic:
            return Finding("undecided", f"`{call}` panics", None, "panics-elsewhere", place)
        value = repr(found.value)
        given.setdefault(variant, set()).add(value)
        if value in seen and seen[value][0] != variant and not {variant, seen[value][0]} & set(open_ended):
            return Finding(
                "fails", f"`{seen[value][1]}` and `{call}` are both {value}", "behaviour", "behaves-differently", place, "proved",
                (seen[value][1], call),
            )  # fmt: skip
        seen[value] = (variant, call)
    constant = [(n, v) for n, v in enumerate(given) if len(given[v]) == 1]
    for n, one in constant:
        other = next((v for m, v in constant if m < n and given[v] == given[one]), "")
        if other:
            told = f"`{function.item.name}` of `{other}` and `{one}` are both {next(iter(given[one]))}"
            return Finding("fails", told, "behaviour", "behaves-differently", place, "proved", (told,))
    for variant in open_ended:
        if len(given[variant]) > 1 or any(given[variant] & values for other, values in given.items() if other != variant):
            return undecided(
                "unsupported-code", f"what is given for `{owner}::{variant}` may depend on what it carries", types.found[0]
            )
    if len(samples) < 2:
        return Finding("undecided", "there are not two variants to compare", None, "vacuous", place)
    return Finding("holds", f"{len(samples)} variants, {len(seen)} values", "behaviour", None, place, "proved")


KIND = Kind(
    "distinct_values",
    "a function gives another value for every variant",
    (
        "<name> returns|gives|yields|maps distinct|unique|different value|values|code|codes|number|numbers|name|names|string|strings|text|texts|label|labels? for|per|to every|each|all variant|variants|error|errors|case",
        "<name> returns|gives|yields distinct|unique|different|another value|values|code|codes|number|numbers|name|names|string|strings|text|texts|label|labels? per variant|error|state|case",
        "<name> @be* unique|distinct|different for|per every|each|all? variant|variants|error|errors|case",
        "no two variants|errors|error share|have|has|return|returns|get same? <name>",
        "all variants|errors have|get|return distinct|different|unique <name>",
        "every|each variant|error has|gets own|unique|distinct|different <name>",
        "every|each variant|error of|in <owner:name> has|gets own|unique|distinct|different <name>",
    ),
    ("`KernelError::code` returns a distinct value for each variant", "Each variant has a unique `code()`"),
    decide,
    ("name",),
)
