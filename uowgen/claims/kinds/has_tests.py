"""Claim: there are tests for something. A test whose body uses the name is one; whether it tests it well is not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import find, find_method
from uowgen.facts.uses import names_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when a `#[test]` function of the tree uses the name; for `Type::method` the type too."""
    name, owner = bare_name(reading.get("name")), owner_name(reading.get("name"))
    subject = find_method(case, reading.get("name")) if owner else find(case, reading.get("name"))
    if not subject.found:
        return subject.problem or undecided("no-subject", f"no `{name}`")
    evidence: list[Evidence] = []
    for path in case.code.paths_with(name)[:200]:
        file = case.code.file(path)
        if file is None:
            continue
        for declaration in file.declarations():
            if declaration.item.kind != "fn" or not _is_test(declaration.item.attributes):
                continue
            uses = names_in(file, declaration.item.node, (name,))
            if uses and (
                not owner
                or names_in(file, declaration.item.node, (owner,))
                or owner in file.rust.source.slice(declaration.item.span)
            ):
                evidence.append(Evidence(path, uses[0].line, uses[0].line, f"used by the test `{declaration.item.name}`"))
    if not evidence:
        return fails("no-test", f"no test uses `{name}`", *subject.found[:3])
    return (
        undecided("name-shared", f"several items are called `{name}`", evidence=tuple(evidence))
        if (not owner and len({d.owner for d in subject.found}) > 1)
        else holds(f"{len(evidence)} tests use `{name}`", evidence=tuple(evidence))
    )


def _is_test(attributes: tuple[str, ...]) -> bool:
    return any("".join(a.split()).removeprefix("#[").split("]")[0].split("(")[0].endswith("test") for a in attributes)


KIND = Kind(
    "has_tests",
    "something is called by a test",
    (
        "unit|regression|new* tests|test for|of|cover|covers|exercise|exercises <name> <noun>? @be* @made|implemented?",
        "<name> <noun>? @be* tested|covered by? unit? tests|test?",
        "<name> <noun>? @have unit? tests|test|coverage",
        "add|write unit|a* tests|test for|of <name> <noun>?",
    ),
    (
        "Unit tests for `VmaList::insert` added",
        "`find` has tests",
    ),
    decide,
    ("name",),
)
