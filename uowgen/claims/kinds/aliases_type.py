"""Claim: a name is an alias for a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every declaration is a `type` item of just that type, but for the paths in front of names."""
    name = bare_name(reading.get("name"))
    subject = find(case, reading.get("name"), KINDS_OF["type"])
    if not subject.found:
        return subject.none(f"no type `{name}`")
    for declaration in subject.found:
        target = declaration.item.node.child_by_field_name("type") if declaration.item.kind == "type" else None
        if declaration.item.in_macro:
            return undecided("inside-macro", f"`{name}` is defined by a macro", declaration)
        if target is None or declaration.item.kind != "type":
            return fails("other-kind", f"`{name}` is declared as `{declaration.item.label}`", declaration)
        written = declaration.file.rust.text(target)
        asked = without_paths(reading.get("type"))
        if "<" not in asked and without_paths(written.partition("<")[0]) == asked:
            continue  # a bare `Result` is one of whatever
        if without_paths(written) != asked:
            return fails("other-type", f"`{name}` is an alias for `{written}`", declaration)
    return holds(f"`{name}` is an alias for `{reading.get('type')}`", *subject.found)


KIND = Kind(
    "aliases_type",
    "a name is an alias for a type",
    (
        "<name> @be* type|a? alias for|of|to <type:type>",
        "<name> type? alias @be* @made? as|to|for|= <type:type>",
        "type? alias <name> @be* @made? as|to|for|= <type:type>",
        "<name> aliases <type:type>",
    ),
    ("`Signal` is a type alias for `c_int`", "`FrameBox` alias defined as `PageBox<Frame>`"),
    decide,
    ("name", "type"),
)
