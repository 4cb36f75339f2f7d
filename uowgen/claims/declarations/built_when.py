"""Under which option of the build items are compiled, where a sentence gives only its name: “baremetal only”, “not behind the `swap` feature”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.packages import features_above
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import find
from uowgen.facts.members import attributes_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_KEYS = ("feature", "target_arch", "target_os", "target_family", "target_env")


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where each item has just this condition, or (`state=free`) no condition at all; fails where it is built regardless, or has it."""
    option = reading.get("option").removeprefix("~")
    meant = (option, *(f'{key}="{option}"' for key in _KEYS)) if option else ()
    found: list[Declaration] = []
    for name in reading.list("names"):
        subject = find(case, name, tests=True)
        if not subject.found:
            return subject.none(f"no `{bare_name(name)}`")
        found += subject.found
    if option and not _is_condition(option, meant, found, case, plain=reading.get("option").startswith("~")):
        return undecided(
            "not-understood", f"`{option}` is no feature or option that the items of the file are built under", *found[:1]
        )
    state = reading.get("state")
    for declaration in found:
        wrong = _free(declaration, meant) if state == "free" else _under(declaration, meant, turned=state == "not")
        if wrong is not None:
            return wrong
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("names"))
    told = (
        f"{listed}: built whatever is set"
        if state == "free"
        else f"{listed}: built only {'without' if state else 'under'} `{option}`"
    )
    return holds(told, *found)


def _is_condition(option: str, meant: tuple[str, ...], found: list[Declaration], case: Case, *, plain: bool) -> bool:
    """Whether a `cfg` of the items' files has the option; for a name in backticks, also whether a package there declares such a feature."""
    files = {d.file.path: d.file for d in found}
    if any(
        any(m in "".join(line.split()) for m in meant)
        for f in files.values()
        for line in _conditions(f.rust.source.data.decode("utf-8", "replace"))
    ):
        return True
    return not plain and any(option in features_above(case, path) for path in files)


def _conditions(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip().startswith(("#[cfg(", "#![cfg(")) or "cfg!(" in line]


def _predicates(declaration: Declaration) -> list[str]:
    return [part for text in attributes_around(declaration) for part in parts_of(text)]


def _under(declaration: Declaration, meant: tuple[str, ...], *, turned: bool) -> Finding | None:
    predicates, name = _predicates(declaration), declaration.item.name
    wanted = [f"not({m})" if turned else m for m in meant]
    if any(w in predicates for w in wanted):
        return None
    contrary = meant if turned else [f"not({m})" for m in meant]
    if any(c in predicates for c in contrary):
        return fails("attribute-not-found", f"`{name}` is built only where that is not so", declaration)
    if declaration.condition != "always" or declaration.item.in_macro or predicates:
        return undecided("conditional", f"under what `{name}` is built is not just `{meant[0]}`", declaration)
    return fails("attribute-not-found", f"`{name}` is built whatever `{meant[0]}` is", declaration)


def _free(declaration: Declaration, meant: tuple[str, ...]) -> Finding | None:
    predicates, name = _predicates(declaration), declaration.item.name
    if any(m in predicates for m in meant) or (not meant and any(p.startswith("feature=") for p in predicates)):
        return fails("item-remains", f"`{name}` is built only under `{predicates[0]}`", declaration)
    if predicates or declaration.condition != "always" or declaration.item.in_macro:
        return undecided("conditional", f"`{name}` is not built under every condition", declaration)
    return None


def attributes_around(declaration: Declaration) -> list[str]:
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


def parts_of(attribute: str) -> list[str]:
    """The predicates that must all hold: those of `#[cfg(all(a, b))]` are `a`, `b` and the whole."""
    inner = "".join(attribute.removeprefix("#").lstrip("!").strip("[] ").split())
    if not inner.startswith("cfg(") or not inner.endswith(")"):
        return []
    whole = inner[4:-1]
    return [whole, *cut_at_commas(whole[4:-1])] if whole.startswith("all(") else [whole]
