"""Claim: items are compiled only under a feature or another `cfg` condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.frame import Reading
from uowgen.claims.sentences.slots import cut_at_commas
from uowgen.claims.subject import find
from uowgen.facts.members import attributes_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """The predicate stands, alone or as a part of `all(…)`, before the item or what encloses it in its file."""
    if reading.get("feature").startswith("#["):
        reading = Reading(reading.frame, {**reading.slots, "feature": "", "attribute": reading.get("feature")})
    feature = reading.get("feature").strip('"').removeprefix("feature").lstrip(" =").strip('"')
    given = "".join(reading.get("attribute").removeprefix("#").strip("[]! ").split())
    wanted = (
        f'feature="{feature}"' if feature else given.removeprefix("cfg(").removesuffix(")") if given.startswith("cfg(") else given
    )
    if not wanted or not _is_predicate(wanted):
        return undecided("not-understood", f"`{reading.get('attribute')}` is no condition of a build")
    if reading.get("state") == "not":
        wanted = f"not({wanted})"
    for name in reading.list("names"):
        subject = find(case, name, tests=True)
        if not subject.found:
            return subject.problem or undecided("no-subject", f"no `{bare_name(name)}`")
        for declaration in subject.found:
            predicates = [part for text in _attributes(declaration) for part in _parts(text)]
            if wanted in predicates:
                continue
            if f"not({wanted})" in predicates or wanted == f"not({predicates[0] if predicates else ''})":
                return fails("attribute-not-found", f"`{bare_name(name)}` is built only where that is not so", declaration)
            if declaration.condition != "always" or declaration.item.in_macro or predicates:
                return undecided("conditional", f"under what `{bare_name(name)}` is built is not just `{wanted}`", declaration)
            return fails("attribute-not-found", f"`{bare_name(name)}` is built whatever `{wanted}` is", declaration)
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("names"))
    found = [d for name in reading.list("names") for d in find(case, name, tests=True).found]
    return holds(f"{listed}: built only under `{wanted}`", *found)


def _is_predicate(text: str) -> bool:
    """Whether `text` can stand in `cfg(…)`: an option, `name="value"`, `all(…)`, `any(…)`, `not(…)`."""
    head, equals, value = text.partition("=")
    if equals and "(" not in head:
        return head.isidentifier() and value.startswith('"')
    return text in _OPTIONS or text.startswith(("all(", "any(", "not("))


_OPTIONS = frozenset({"debug_assertions", "test", "unix", "windows", "doc", "miri", "loom"})


def _attributes(declaration: Declaration) -> list[str]:
    """The attributes of the item, of what it stands in, and of its file."""
    text = declaration.file.rust.text
    found = list(attributes_of(declaration))
    node = declaration.item.node
    while node.parent is not None:
        sibling = node.prev_named_sibling
        while sibling is not None and sibling.type in ("attribute_item", "line_comment", "block_comment"):
            if sibling.type == "attribute_item":
                found.append(text(sibling))
            sibling = sibling.prev_named_sibling
        node = node.parent
    return found + [text(c) for c in declaration.file.rust.root.named_children if c.type == "inner_attribute_item"]


def _parts(attribute: str) -> list[str]:
    """The predicates that must all hold: those of `#[cfg(all(a, b))]` are `a`, `b` and the whole."""
    inner = "".join(attribute.removeprefix("#").lstrip("!").strip("[] ").split())
    if not inner.startswith("cfg(") or not inner.endswith(")"):
        return []
    whole = inner[4:-1]
    return [whole, *cut_at_commas(whole[4:-1])] if whole.startswith("all(") else [whole]


_BUILT = "compiled|available|built|present|included|defined|exists|exist|active|enabled"

KIND = Kind(
    "compiled_when",
    "items are compiled only under a condition",
    (
        f"<names> <noun>? @be* only* {_BUILT} in? only? with|under|when|if|behind|for <feature:code> feature is|are? enabled|on|active|set?",
        f"<names> <noun>? @be* only* {_BUILT} in? only? without <feature:code> feature ; state=not",
        f"<names> <noun>? @be* only* {_BUILT} only? when|if <feature:code> feature is|are disabled|off|inactive ; state=not",
        f"<names> <noun>? @be* only* {_BUILT} only? with|under|when|if|behind <attribute:attr>",
        "<names> <noun>? @be* only* exists|exist only? with|under|when|if|behind|for <feature:code> feature is|are? enabled|on|active|set?",
        "<names> <noun>? @be* only* exists|exist only? without <feature:code> feature ; state=not",
        f"<names> <noun>? @be* only* {_BUILT} only? with|under|when|if|behind|for <attribute:cfgcode> is|are? enabled|on|active|set?",
        "<names> <noun>? @be* only* exists|exist only? with|under|when|if|behind|for <attribute:cfgcode> is|are? enabled|on|active|set?",
        "<names> <noun>? @be* behind|under <attribute:cfgcode> only?",
        "<names> <noun>? @be* gated|feature-gated|guarded|hidden behind|by|on|with <feature:code> feature",
        "<names> <noun>? @be* gated|feature-gated|guarded|hidden behind|by|on|with <attribute:attr>",
        "<names> <noun>? @be* feature-gated behind|by|on|with <feature:code>",
        "gate <names> <noun>? behind|on|by|with <feature:code> feature",
        "gate <names> <noun>? behind|on|by|with <attribute:attr>",
        "<names> <noun>? @be* behind <feature:code> feature|flag|gate*",
    ),
    (
        '`map_range` is gated behind `#[cfg(feature = "acpi")]`',
        "`seed` is only available with the `entropy` feature",
        "`log_all` is compiled only without the `quiet` feature",
    ),
    decide,
    ("names",),
)
