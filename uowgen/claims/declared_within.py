"""Types that only a function's body declares, and their methods: what a sentence means by a name that stands nowhere else in the spec's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import fails, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import KINDS_OF, Subject, find, find_type
from uowgen.facts.code import counts
from uowgen.facts.members import PLAIN_TYPES

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def types_meant(case: Case, name: str, owner: str) -> tuple[Declaration, ...]:
    """The types that a method's name says it is of: `wire::Packet::len` is of the `Packet` in the module `wire`, where there is one."""
    within = _module_of(name)
    found = find(case, f"{within}::{owner}", KINDS_OF["type"]).found if within else ()
    mine = tuple(d for d in found if _lies_in(d, within))
    return mine or find(case, owner, KINDS_OF["type"]).found


def in_their_module(name: str, found: tuple[Declaration, ...], types: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Those of the methods `found` that stand in the module that `name` says before its type, where one of the types does."""
    within = _module_of(name)
    if not within or not any(_lies_in(t, within) for t in types) or any("::" in d.owner for d in found):
        return found
    return tuple(d for d in found if _lies_in(d, within))


def _module_of(name: str) -> str:
    """The module that a path names before the type: `wire` of `wire::Packet::len`."""
    parts = [p for p in name.partition("(")[0].partition("<")[0].split("::") if p]
    before = parts[:-2]
    return before[-1] if before and before[-1][:1].islower() and before[-1] not in ("crate", "self", "super") else ""


def _lies_in(declaration: Declaration, module: str) -> bool:
    nested = [label.removeprefix("mod ") for label in declaration.item.path if label.startswith("mod ")]
    stem = declaration.file.path.removesuffix(".rs").removesuffix("/mod").rpartition("/")[2]
    return (nested[-1] if nested else stem) == module


def find_type_or_nested(case: Case, name: str) -> Subject:
    """The type that `name` means, else the one of that name that a function of the spec's files declares in its body.

    The impls of such a type are not looked for: what is asked of it is for its declaration to say.
    """
    subject = find_type(case, name)
    if subject.found and not subject.elsewhere:
        return subject
    inner = tuple(d for d in _nested(case, bare_name(name)) if d.item.kind in PLAIN_TYPES)
    return Subject(inner) if len(inner) == 1 else subject


def _nested(case: Case, name: str) -> list[Declaration]:
    """What is called `name` inside the bodies of functions of the spec's files."""
    files = (case.code.file(path) for path in files_of(case))
    return [
        d
        for f in files
        if f is not None and name in f.rust.source.data.decode("utf-8", "replace")
        for d in f.nested()
        if d.item.name == name and counts(d)
    ]


def method_within(case: Case, owner: str, bare: str) -> Subject | None:
    """The methods `bare` of a type `owner` that only a function's body declares, in the spec's files; None if there is no such type."""
    near = files_of(case)
    if any(d.file.path in near and d.item.kind in PLAIN_TYPES for d in case.code.declared(owner, near)):
        return None
    types = [d for d in _nested(case, owner) if d.item.kind in PLAIN_TYPES]
    if len(types) != 1:
        return None
    found = tuple(
        d for d in _nested(case, bare) if d.item.kind == "fn" and d.owner.rpartition(" for ")[2].partition("<")[0] == owner
    )
    if found:
        return Subject(found)
    if types[0].item.attributes or types[0].item.in_macro:
        return Subject((), undecided("maybe-implemented", f"`{owner}` may have a `{bare}` by its attributes", types[0]))
    return Subject((), fails("item-not-found", f"`{owner}` has no `{bare}`", types[0]))


def owner_spoken_of(case: Case, bare: str) -> str:
    """The type of which the spec's block shows the method `bare` without its impl, where the prose calls it `Type::bare` of one type only."""
    shown = [d for file in block_files(case) for d in file.named(bare) if d.item.kind == "fn" and not d.item.path]
    if not any("self" in d.text.partition("(")[2].partition(")")[0] for d in shown):
        return ""
    pieces = (p.strip() for p in case.document.slice(case.spec.span).split("`")[1::2] if "\n" not in p)
    owners = {owner_name(p) for p in pieces if bare_name(p) == bare and owner_name(p)[:1].isupper()}
    return owners.pop() if len(owners) == 1 else ""
