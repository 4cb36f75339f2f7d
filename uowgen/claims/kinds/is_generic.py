"""Claim: an item has certain type parameters, with certain bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import find_method, find_type

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every parameter that is asked for stands in the list behind the name, with at least the bounds asked for, there or in `where`."""
    name = reading.get("name")
    upper = bare_name(name)[:1].isupper()
    subject = find_type(case, name) if upper else find_method(case, name)
    if not subject.found:
        return subject.none(f"no `{bare_name(name)}`")
    for declaration in subject.found:
        if declaration.item.in_macro:
            return undecided("inside-macro", f"`{bare_name(name)}` is defined by a macro", declaration)
        have = _parameters(declaration)
        if reading.get("state") == "none":
            unbound = _is_unbound(declaration, have, reading)
            if unbound is not None:
                return unbound
            continue
        if reading.get("how") == "lifetime":
            if not any(h.startswith("'") for h in have):
                return fails("parameter-not-found", f"`{bare_name(name)}` has no lifetime parameter", declaration)
            continue
        for asked in (a for entry in reading.list("parameters") for a in cut_at_commas(entry[1:-1] if entry[:1] == "<" else entry)):
            wrong = _wrong(declaration, have, asked)
            if wrong is not None:
                return wrong
    if reading.get("how") == "lifetime":
        return holds(f"`{bare_name(name)}` has a lifetime parameter", *subject.found)
    if reading.get("state") == "none":
        return holds(f"nothing of `{bare_name(name)}` is bound so", *subject.found)
    return holds(f"`{bare_name(name)}` is generic over {', '.join(f'`{p}`' for p in reading.list('parameters'))}", *subject.found)


def _parameters(declaration: Declaration) -> dict[str, set[str]]:
    """Each parameter with its bounds; `const N` with its type."""
    text = declaration.file.rust.text
    listed = declaration.item.node.child_by_field_name("type_parameters")
    found: dict[str, set[str]] = {}
    inner = text(listed)[1:-1] if listed is not None else ""
    for entry in cut_at_commas(inner):
        head, bounds, _ = _apart(entry)
        found[" ".join(head.split())] = _bounds(bounds)
    clause = next((c for c in declaration.item.node.named_children if c.type == "where_clause"), None)
    if clause is not None:
        for entry in cut_at_commas(text(clause).removeprefix("where").strip().rstrip(",")):
            head, _, bounds = entry.partition(":")
            found[" ".join(head.split())] = found.get(" ".join(head.split()), set()) | _bounds(bounds)
    return found


def _bounds(text: str) -> set[str]:
    return {without_paths(b) for b in text.split("+") if b.strip()}


def _default_of(declaration: Declaration, key: str) -> str:
    """What stands behind `=` for the parameter `key`; empty if nothing does."""
    listed = declaration.item.node.child_by_field_name("type_parameters")
    inner = declaration.file.rust.text(listed)[1:-1] if listed is not None else ""
    for entry in cut_at_commas(inner):
        head, _, default = _apart(entry)
        if " ".join(head.split()).removeprefix("const ") == key:
            return without_paths(default)
    return ""


def _apart(entry: str) -> tuple[str, str, str]:
    """The name, the bounds and the default of a parameter; `Item = u8` in angle brackets is a part of a bound."""
    depth, at = 0, len(entry)
    for n, ch in enumerate(entry):
        depth += {"<": 1, "(": 1, "[": 1, ">": -1, ")": -1, "]": -1}.get(ch, 0) if entry[n - 1 : n + 1] != "->" else 0
        if ch == "=" and depth == 0:
            at = n
            break
    head, _, bounds = entry[:at].partition(":")
    return head.strip(), bounds.strip(), entry[at + 1 :].strip()


def _wrong(declaration: Declaration, have: dict[str, set[str]], asked: str) -> Finding | None:
    head, bounds, default = _apart(asked)
    key = " ".join(head.split())
    name = declaration.item.name
    if asked[:1].isupper() and ("(" in asked or "<" in asked) and ":" not in asked.replace("::", ""):
        return _unbound(declaration, have, asked)
    if not key or not key.removeprefix("const ").lstrip("'").isidentifier():
        return undecided("not-understood", f"`{asked}` is not written as a type parameter", declaration)
    if key not in have and f"const {key}" in have:  # “a const generic `N: usize`”
        key = f"const {key}"
    if key not in have:
        if not have and "impl " in declaration.text.split("{")[0]:
            return undecided("maybe-other-type", f"`{name}` takes an `impl …`", declaration)
        if have and key[:1].isupper() and len(key) > 1 and any(key in b for b in have.values()):
            return None  # “generic over `Store`”: the bound itself
        if declaration.owner and bounds:
            return undecided("maybe-other-type", f"`{key}` may be a parameter of what `{name}` belongs to", declaration)
        return fails("parameter-not-found", f"`{name}` has no type parameter `{key}`", declaration)
    missing = _bounds(bounds) - have[key]
    if missing:
        return fails("other-type", f"`{key}` of `{name}` is not bound by `{sorted(missing)[0]}`", declaration)
    if default and (given := _default_of(declaration, key.removeprefix("const "))) != without_paths(default):
        alike = default.isdigit() if given.isdigit() else default.rpartition("::")[2].isidentifier()
        if given and (given in _BY_ANOTHER_NAME or not alike):
            return undecided("maybe-other-type", f"the default of `{key}` is `{given}`", declaration)
        told = f"the default of `{key}` is `{given}`" if given else f"`{key}` of `{name}` has no default"
        return fails("other-type", told, declaration)
    return None


_BY_ANOTHER_NAME = frozenset({"Self"})


def _is_unbound(declaration: Declaration, have: dict[str, set[str]], reading: Reading) -> Finding | None:
    """What speaks against a parameter not being bound by a trait, by the item itself or by the impl around it."""
    name = declaration.item.name
    around = next(
        (
            d
            for d in declaration.file.declarations()
            if d.item.kind == "impl" and d.item.label == declaration.item.parent and d.line <= declaration.line <= d.end_line
        ),
        None,
    )
    outer = _parameters(around) if around is not None else {}
    for asked in reading.list("parameters"):
        key, _, bounds = asked.partition(":")
        key = key.strip()
        found = have.get(key, set()) | outer.get(key, set())
        if (key not in have and key not in outer) or (declaration.owner and around is None) or not bounds:
            return undecided("maybe-other-type", f"`{name}` has no parameter `{key}`", declaration)
        if _bounds(bounds) & found:
            return fails("other-type", f"`{key}` of `{name}` is bound by `{min(_bounds(bounds) & found)}`", declaration)
        if {b for b in found if not b.startswith(("'", "?")) and b not in ("Send", "Sync", "Unpin")}:
            return undecided("depends-on-the-path", f"what the bounds of `{key}` ask for is not followed", declaration)
    return None


def _unbound(declaration: Declaration, have: dict[str, set[str]], asked: str) -> Finding | None:
    """What speaks against a parameter being bound by `FnOnce(&L) -> R`; one bound otherwise may be so by a trait of the tree."""
    bounds = set().union(*have.values())
    if without_paths(asked) in bounds or any(_bounds(asked) <= each for each in have.values()):
        return None
    name = declaration.item.name
    if any(not p.startswith("'") for p in have) or "impl " in declaration.text.split("{")[0]:
        return undecided("maybe-other-type", f"`{name}` is generic, and not over just `{asked}`", declaration)
    return fails("parameter-not-found", f"`{name}` has no type parameters", declaration)


KIND = Kind(
    "is_generic",
    "an item has type parameters with bounds",
    (
        "<name> <noun>? @be* generic|parameterised|parameterized over|in|by|on <parameters:params>",
        "<name> <noun>? @be* made generic|parameterised|parameterized over|in|by|on <parameters:params>",
        "<name> <noun>? @have type|generic|const @param <parameters:params>",
        "<name> <noun>? @have|takes const|type generic @param? <parameters:params>",
        "<name> <noun>? requires|needs|demands|admits|allows|accepts any? <parameters:boundparam>",
        "<name> <noun>? @be* bound|bounded by <parameters:boundparam>",
        "<name> <noun>? does @not need|require|demand <parameters:boundparam> ; state=none",
        "<name> <noun>? needs|requires no <parameters:boundparam> ; state=none",
        "<name> <noun>? works without <parameters:boundparam> ; state=none",
        "<name> <noun>? @have|takes|with a? lifetime|lifetimes @param? ; how=lifetime",
        "<name> <noun>? @have|takes|with a? lifetime|lifetimes @param? <parameters:code>",
    ),
    ("`Ring` is generic over `T` and `const N: usize`", "`store` is generic over `S: Store`"),
    decide,
    ("name", "parameters"),
    asks_all=True,
)
