"""What a constant's value is written with, and what one variant of several carries: facts that longer descriptions ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import KINDS_OF, find, find_type
from uowgen.facts.members import carried, variants_of
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_MANY = "\x1f"
# Expressions in which another constant's part may lie hidden.
_HIDING = frozenset({"macro_invocation", "call_expression", "block", "const_block"})


def made_of(case: Case, name: str, value: str) -> Finding:
    """Whether the value of the constant is written with each of the constants; other constants may lead to them."""
    subject = find(case, name, KINDS_OF["const"])
    if not subject.found:
        return subject.none(f"no constant `{bare_name(name)}`")
    for declaration in subject.found:
        node = declaration.item.node.child_by_field_name("value")
        if declaration.item.in_macro or node is None:
            return undecided("inside-macro", f"the value of `{bare_name(name)}` is not written plainly", declaration)
        inner = list(walk(node))
        used = {declaration.file.rust.text(n) for n in inner if n.type == "identifier"}
        missing = [n for n in value.split(_MANY) if bare_name(n) not in used]
        if not missing:
            continue
        others = sorted(u for u in used if u.isupper())
        if any(n.type in _HIDING for n in inner) or others:
            return undecided("not-understood", f"`{bare_name(name)}` may have `{missing[0]}` by way of others", declaration)
        return fails("other-value", f"`{bare_name(name)}` is written without `{missing[0]}`", declaration)
    return holds(f"`{bare_name(name)}` is made of {', '.join(f'`{n}`' for n in value.split(_MANY))}", *subject.found)


def one_carries(case: Case, name: str, wanted: str) -> Finding:
    """Whether one variant carries just a value of the type; if several do, what was meant is not clear."""
    subject = find_type(case, name)
    if not subject.found:
        return subject.none(f"no enum `{bare_name(name)}`")
    for declaration in subject.found:
        variants = variants_of(declaration)
        if declaration.item.kind != "enum" or not variants.complete:
            return undecided("inside-macro", f"the variants of `{declaration.item.name}` are not to be seen", declaration)
        carrying = []
        for variant in variants.all:
            payload = carried(variant)
            entries = cut_at_commas(payload.strip()[1:-1]) if payload[:1] in ("(", "{") else []
            types = [e.partition(":")[2] if payload[:1] == "{" else e for e in entries]
            if [without_paths(t) for t in types] == [without_paths(wanted)]:
                carrying.append(variant.name)
            elif types and any(bare_name(t.split("<")[0]) == bare_name(wanted.split("<")[0]) for t in types):
                return undecided("not-understood", f"`{variant.name}` carries `{payload}`, which may be meant", declaration)
            elif any(find(case, bare_name(t.split("<")[0]), frozenset({"type"})).found for t in types if t.strip()[:1].isupper()):
                return undecided("type-alias", f"what `{variant.name}` carries may be the same type", declaration)
        if not carrying:
            return fails("other-type", f"no variant of `{declaration.item.name}` carries just a `{wanted}`", declaration)
        if len(carrying) > 1:
            return undecided(
                "other-count", f"{', '.join(carrying)} carry a `{wanted}`; whether one only is to is not said", declaration
            )
    return holds(f"one variant of `{bare_name(name)}` carries a `{wanted}`", *subject.found)
