"""Claim: an item exists: a type, function, constant, module, macro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.frame import bare_name, owner_name
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.subject import ANY, KINDS_OF, context_type, find, find_method, resolved_path
from uowgen.facts.members import methods_of

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every name is declared, as the noun says if there is one, in the file that is named if one is."""
    noun = reading.get("noun")
    found: list[Declaration] = []
    for name in reading.list("names"):
        if " for " in name or name.startswith("impl "):
            return undecided("not-understood", f"`{name}` is an impl, not a name")
        subject = _look(case, name, noun, reading)
        if isinstance(subject, Finding):
            return subject
        found += subject
    case.subjects += found[:1]
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("names"))
    return holds(
        f"{listed} {'is' if len(reading.list('names')) == 1 else 'are'} declared", evidence=tuple(shown(d) for d in found[:8])
    )


def _look(case: Case, name: str, noun: str, reading: Reading) -> list[Declaration] | Finding:
    bare = bare_name(name)
    kinds = KINDS_OF.get(noun, ANY)
    if noun == "" and name.endswith("()"):
        kinds = KINDS_OF["fn"]
    path = reading.get("path")
    owner = bare_name(reading.get("owner")) or owner_name(name)
    if kinds == KINDS_OF["fn"] and not owner and not path and reading.list("names") and noun == "fn":
        context = context_type(case)
        owner = context.found[0].item.name if context.found else ""
    if owner:
        methods = [d for d in methods_of(case.code, owner) if d.item.name == bare]
        if methods:
            return methods
    if path:
        return _in_file(case, bare, kinds, path)
    tested = noun == "fn" and "test" in bare
    subject = find_method(case, name) if kinds == KINDS_OF["fn"] and not tested else find(case, name, kinds, tests=tested)
    if subject.found:
        if subject.elsewhere:
            first = subject.found[0]
            return undecided(
                "found-elsewhere", f"`{bare}` is not in the file that the spec names; there is one at {first.place}", first
            )
        return list(subject.found)
    other = find(case, name)
    if noun and other.found:
        label = other.found[0].item.label
        return fails("other-kind", f"`{bare}` is declared as `{label}`", other.found[0])
    return subject.problem or fails("item-not-found", f"there is no `{bare}`")


def _in_file(case: Case, bare: str, kinds: frozenset[str], path: str) -> list[Declaration] | Finding:
    paths = resolved_path(case, path)
    if not paths:
        return fails("file-not-found", f"the tree has no file `{path}`")
    found: list[Declaration] = []
    for p in paths:
        file = case.code.file(p)
        if file is not None:
            found += [d for d in file.named(bare) if d.item.kind in kinds and d.condition in ("always", "sometimes")]
    if found:
        return found
    near = find(case, bare, kinds)
    problem = near.problem
    if problem is not None and problem.code == "inside-macro":
        return problem
    return fails("item-not-found", f"there is no `{bare}` in `{path}`", *near.found[:1])


KIND = Kind(
    "item_exists",
    "an item is declared",
    (),
    (),
    decide,
)
