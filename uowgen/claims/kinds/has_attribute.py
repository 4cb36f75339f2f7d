"""Claim: an item bears an attribute, such as `#[ignore]` with a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.declarations.written_impls import impls_like
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import ANY, KINDS_OF, find
from uowgen.facts.members import attributes_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every declaration of the item has the attribute; `with reason` asks for `#[name = "…"]`."""
    if reading.get("impl"):
        impls = impls_like(case, reading.get("impl"), "")
        return impls if isinstance(impls, Finding) else _all_bear(impls, f"{reading.get('impl')}", reading)
    name = bare_name(reading.get("name")) or _only_test(case)
    if name and inner_of(reading.get("attribute")) in _MODIFIERS:  # “`f` is marked `unsafe`”
        from uowgen.claims.kinds import has_signature

        return has_signature.decide(
            reading._replace(slots={"name": reading.get("name"), "signature": reading.get("attribute")}), case
        )
    if not name:
        return undecided("no-subject", "the criterion names no item, and the spec does not declare exactly one test")
    kinds = KINDS_OF["fn"] if _path(inner_of(reading.get("attribute"))) in _OF_FUNCTIONS else ANY
    full = reading.get("name") if owner_name(reading.get("name"))[:1].isupper() else name  # `A::f` is no `f` of another type
    subject = find(case, full, kinds, tests=True)
    if not subject.found and kinds != ANY:
        subject = find(case, full, tests=True)
    if reading.get("said") and not _may_be_left_out(reading, name, subject.found):
        return undecided("not-understood", f"`{name}` is no test: that it is ignored means something else", *subject.found[:2])
    if not subject.found:
        return subject.none(f"no `{name}`")
    return _all_bear(subject.found, name, reading)


_MODIFIERS = frozenset({"unsafe", "const", "async", "pub"})
# What only functions bear: a field of that name is not meant.
_OF_FUNCTIONS = frozenset(
    {"track_caller", "inline", "no_mangle", "cold", "naked", "target_feature", "test", "ignore", "should_panic"}
)


def _may_be_left_out(reading: Reading, name: str, found: tuple[Declaration, ...]) -> bool:
    """Whether “is ignored” is said of a test: an argument, an error or what a call gives may be ignored as well."""
    if "." in reading.get("name") or "test" in reading.get("noun").split()[-1:]:
        return "." not in reading.get("name")
    tests = [d for d in found if any(_path(inner_of(a)).rpartition("::")[2] == "test" for a in d.item.attributes)]
    return bool(tests) if found else name.startswith("test_") or name.endswith(("_test", "_tests"))


def _all_bear(found: tuple[Declaration, ...], name: str, reading: Reading) -> Finding:
    wanted = inner_of(reading.get("attribute"))
    for declaration in found:
        fitting = [
            a
            for a in map(inner_of, attributes_of(declaration))
            if a == wanted or _path(a) == wanted or lists_all(a, wanted) or _fills(a, wanted)
        ]
        if not fitting:
            if declaration.item.in_macro:
                return undecided("inside-macro", f"the macro may give `{name}` the attribute", declaration)
            if any("cfg_attr" in a and _path(wanted) in a for a in attributes_of(declaration)):
                return undecided("conditional", f"`{name}` bears it under a condition", declaration)
            return fails("attribute-not-found", f"`{name}` has no `#[{wanted}]`", declaration)
        if reading.get("reason") and not any('="' in a and not a.endswith('=""') for a in fitting):
            return fails("reason-not-found", f"`#[{wanted}]` on `{name}` gives no reason", declaration)
    return holds(f"`{name}` is marked `#[{wanted}]`", *found)


def inner_of(text: str) -> str:
    """The attribute without its brackets, white space outside of strings left out."""
    inner = text.strip().removeprefix("#").lstrip("!").strip()
    inner = inner.removeprefix("[").removesuffix("]").strip()
    pieces = inner.split('"')  # white space counts inside of strings only
    return '"'.join(p if n % 2 else "".join(p.split()) for n, p in enumerate(pieces))


def lists_all(attribute: str, wanted: str) -> bool:
    """Whether the list of `attribute` has all entries of `wanted`'s: `repr(C,packed)` has those of `repr(C)`."""
    head, bracket, rest = attribute.partition("(")
    asked, opened, entries = wanted.partition("(")
    if not bracket or not opened or head != asked or head in ("cfg", "cfg_attr"):
        return False
    return set(cut_at_commas(entries.removesuffix(")"))) <= set(cut_at_commas(rest.removesuffix(")")))


def _fills(attribute: str, wanted: str) -> bool:
    """Whether `attribute` is what `wanted` leaves a gap in: `doc(alias="ring_len")` of `doc(alias="ring_…")`."""
    pieces = wanted.replace("…", "...").split("...")
    if len(pieces) == 1 or not any(pieces):
        return False
    return re.fullmatch(".+".join(map(re.escape, pieces)), attribute) is not None


def _path(attribute: str) -> str:
    for mark in ("(", "="):
        attribute = attribute.split(mark)[0]
    return attribute.strip()


def _only_test(case: Case) -> str:
    found = [
        d.item.name
        for file in block_files(case)
        for d in file.declarations()
        if d.item.kind == "fn" and any(_path(inner_of(a)) == "test" for a in d.item.attributes)
    ]
    return found[0] if len(found) == 1 else ""


KIND = Kind(
    "has_attribute",
    "an item bears an attribute",
    (
        "<name>? <noun>? @be* marked|annotated|tagged|decorated with|as|by? <attribute:code>",
        "<name>? <noun>? @be* marked|annotated|tagged with|as? <attribute:code> ,? with|and reason|explanation|message ; reason=yes",
        "<name> <noun>? @be* declared|defined? as|with|under? <attribute:attr>",
        "<impl:implcode> block|impl? @be* marked|annotated|tagged with|as|by? <attribute:attr>",
        "<impl:implcode> block|impl? @have|bears <attribute:attr> attribute?",
        "<attribute:attr> @be* @made|set? on|above|before <impl:implcode> block|impl?",
        "<name> <noun>? @have|bears|uses attribute? <attribute:attr> attribute?",
        "<name> <noun>? @have <attribute:attr> attribute? with|and reason|explanation ; reason=yes",
        "<attribute:attr> attribute? @be* @made|set|used|applied|kept on|to|for|above <name> <noun>?",
        "<attribute:attr> attribute? @be* @made|present with reason|explanation @to? <name>? <noun>? ; reason=yes",
        "<noun>? <name>? @be* ignored with reason|explanation ; attribute=ignore reason=yes",
        "<name> <noun>? @be* ignored ; attribute=ignore said=plainly",
        "<name> <noun>? @be* deprecated ; attribute=deprecated",
        "<name> macro @be* exported ; attribute=macro_export",
        "<name> macro? @be* exported with|by|using|via <attribute:attr>",
        "<attribute:attr> on|above <name> <noun>?",
        "<name> <noun>? @be* hidden from|in docs|doc|documentation|rustdoc ; attribute=doc(hidden)",
        "add|mark|annotate <name> <noun>? with|as <attribute:attr>",
        "add <attribute:attr> attribute? to|on <name> <noun>?",
    ),
    (
        "`test_large_map` is marked `#[ignore]` with reason",
        "`#[repr(C)]` on `Vma`",
        "`old_alloc` is deprecated",
        "`VmaError` has `#[must_use]` attribute",
    ),
    decide,
    ("attribute",),
    asks_all=True,
)
