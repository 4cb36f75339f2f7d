"""Claim: a function gives back a certain value, whatever it is called with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds import returns_type
from uowgen.claims.names import PRIMITIVES, bare_name, owner_name
from uowgen.claims.subject import find_method
from uowgen.claims.values.values import is_plain, is_value
from uowgen.facts.results import results_of
from uowgen.facts.signature import result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when every result is that value as written; fails when all are plain and none is; some: undecided."""
    value = reading.get("value")
    last = bare_name(value)
    if _names_a_type(value):
        return returns_type.decide(reading._replace(slots={"name": reading.get("name"), "type": value}), case)
    subject = find_method(case, reading.get("name"))
    if reading.get("by") == "default":
        subject = subject._replace(found=tuple(d for d in subject.found if d.item.parent.startswith("trait ")))
        if any(d.item.node.child_by_field_name("body") is None for d in subject.found):
            return fails("no-default", f"the trait gives `{bare_name(reading.get('name'))}` no body", *subject.found)
    if not subject.found:
        return subject.none(f"no function `{bare_name(reading.get('name'))}`")
    evidence: list[Evidence] = []
    for declaration in subject.found:
        name = declaration.item.name
        if last and result_of(declaration).split("::")[-1] == last:
            return returns_type.decide(reading._replace(slots={"name": reading.get("name"), "type": value}), case)
        results = results_of(declaration)
        text = declaration.file.rust.text
        fitting = [n for n in results.nodes if is_value(text(n), value)]
        if reading.get("how") == "error":
            fitting = [n for n in results.nodes if _head(text(n)) == "Err"]
        if declaration.item.in_macro or not results.nodes:
            return undecided("not-a-literal", f"what `{name}` gives back is not written plainly", declaration)
        heads = {_head(text(n)) for n in results.nodes}
        others = bool(_head(value)) and "" not in heads and _head(value) not in heads  # `Ok(…)` where all are `Err(…)`
        if not fitting and not results.open and (others or all(is_plain(text(n)) for n in results.nodes)):
            return fails("other-value", f"`{name}` gives back `{text(results.nodes[0])}`", declaration)
        if len(fitting) < len(results.nodes) or results.open:
            return undecided("depends-on-the-path", f"not everything that `{name}` gives back is `{value}`", declaration)
        lines = [declaration.file.rust.source.line_of(n.start_byte) for n in fitting]
        evidence += [Evidence(declaration.file.path, line, line, f"gives back `{value}`") for line in dict.fromkeys(lines)]
    return holds(f"all that `{bare_name(reading.get('name'))}` gives back is `{value}`", evidence=tuple(evidence))


def _head(text: str) -> str:
    """`Err` of `Err(…)`; empty for what is not written as a variant of an option or a result."""
    head = "".join(text.split()).partition("(")[0]
    return head if head in ("Ok", "Err", "Some", "None") else ""


def _names_a_type(value: str) -> bool:
    """`fmt::Result`: a path whose last name alone begins with a capital letter; `&[u32]`, `[u8; 4]`."""
    inner = value.removeprefix("&").removeprefix("mut ").strip()
    if inner[:1] == "[" and inner.strip("[]").split(";")[0].strip() in PRIMITIVES:
        return True
    last, owner = bare_name(value), owner_name(value)
    return "(" not in value and "::" in value and last[:1].isupper() and not last.isupper() and owner[:1].islower()


KIND = Kind(
    "returns_value",
    "a function always gives back one value",
    (
        "<name> <noun>? always|just|only|simply? returns|return|yields <value:valuecode> always|unconditionally?",
        "<name> <noun>? always|unconditionally fails with <value:valuecode>",
        "<name> <noun>? always|just|only|simply? returns|return|yields error|err ; how=error value=Err",
        "<name> <noun>? returns|return|yields|gives <value:valuecode> by default ; by=default",
        "<name> <noun>? defaults to <value:valuecode> ; by=default",
        "by? default ,? <name> <noun>? returns|return|yields|gives <value:valuecode> ; by=default",
        "<name> <noun>? fails with <value:valuecode> by default ; by=default",
        "<name> <noun>? always|unconditionally fails ; how=error value=Err",
    ),
    ("`sys_lock_all` returns `0`", "`Device::write` always returns `EINVAL`"),
    decide,
    ("name", "value"),
    asks_all=True,
)
