"""Finds impls by their heads as documents write them: `impl From<Stamp> for [u32; 2]`, `impl Drop for Guard`.

It compares what is written: the trait and the type with their arguments, where the document gives arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, fails, undecided
from uowgen.claims.names import bare_name, is_path
from uowgen.facts.code import counts
from uowgen.rust.find import without_parameters

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


class Head(NamedTuple):
    """The trait (empty for an inherent impl) and the type of an impl, as written."""

    trait: str
    of: str

    def fits(self, declaration: Declaration) -> bool:
        """Whether the impl `declaration` is one of these; arguments count where the head gives some."""
        trait, of = _written(declaration)
        return _alike(self.trait, trait) and _alike(self.of, of)

    def is_near(self, declaration: Declaration) -> bool:
        """Whether it is one of that trait and type with other arguments, or by another name of the type."""
        trait, of = _written(declaration)
        array = of[:1] == self.of[:1] == "["
        return bare_name(trait) == bare_name(self.trait) and (array or bare_name(of) == bare_name(self.of))


def head_of(text: str) -> Head:
    """`unsafe impl<T> From<A> for Vec<T> where … { … }` as `From<A>` and `Vec<T>`."""
    inner = text.strip().removeprefix("unsafe ").removeprefix("impl").split("{")[0].split(" where ")[0].strip()
    trait, found, of = without_parameters(inner).partition(" for ")
    return Head(trait.strip(), of.strip()) if found else Head("", trait.strip())


def impls_like(case: Case, text: str, place: str) -> tuple[Declaration, ...] | Finding:
    """The impls with the head `text` in the file `place`, or in the tree; else the finding that says why there is none."""
    head = head_of(text)
    if not head.of:
        return undecided("not-understood", f"which `{text}` is meant is not said")
    paths = resolved_path(case, place) if place else case.code.paths_with(bare_name(head.trait or head.of))
    if place and (not paths or not is_path(place)):
        return fails("file-not-found", f"the tree has no file `{place}`")
    if place and len(paths) > 1:
        return undecided("subject-ambiguous", f"`{place}` could be {', '.join(f'`{p}`' for p in paths)}")
    files = [file for path in paths if (file := case.code.file(path)) is not None]
    impls = [d for file in files for d in file.declarations() if d.item.kind == "impl"]
    found = tuple(d for d in impls if head.fits(d))
    if any(counts(d) for d in found):
        return tuple(d for d in found if counts(d))
    near = [d for d in (*found, *impls) if head.is_near(d)]
    if near:
        return undecided("maybe-implemented", f"there is no `{text}`, but one with other arguments or for some builds", *near[:3])
    wanted = bare_name(head.trait or head.of)
    for file in files:
        for d in file.declarations():
            called = d.item.kind == "macro call" and (wanted in d.text or bare_name(head.of) in d.text)
            if called or any("derive" in a and wanted in a for a in d.item.attributes):
                return undecided("inside-macro", f"a macro may write the impl at {d.place}", d)
    return fails("item-not-found", f"there is no `{text}` in {f'`{place}`' if place else 'the tree'}")


def _written(declaration: Declaration) -> tuple[str, str]:
    text = declaration.file.rust.text
    trait, of = (declaration.item.node.child_by_field_name(field) for field in ("trait", "type"))
    return (text(trait) if trait is not None else "", text(of) if of is not None else "")


def _alike(asked: str, written: str) -> bool:
    """The same type or trait; one that is asked for without arguments may be written with some."""
    if not asked or not written:
        return asked == written
    if "<" not in asked and asked[:1] not in "[(&*" and written[:1] not in "[(&*":
        return bare_name(asked) == bare_name(written)
    return without_paths(asked) == without_paths(written)
