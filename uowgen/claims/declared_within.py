"""Types that only a function's body declares, and their methods: what a sentence means by a name that stands nowhere else in the spec's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import fails, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import Subject, find_type
from uowgen.facts.code import counts
from uowgen.facts.members import PLAIN_TYPES

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


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
