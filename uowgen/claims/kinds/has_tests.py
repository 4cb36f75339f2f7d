"""Claim: there are tests for something. A test whose body uses the name is one; whether it tests it well is not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import COMMON, bare_name, owner_name
from uowgen.claims.subject import find, find_method
from uowgen.facts.uses import names_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when a `#[test]` function of the tree uses the name; for `Type::method` the type too."""
    name, owner = bare_name(reading.get("name")), owner_name(reading.get("name"))
    subject = find_method(case, reading.get("name")) if owner else find(case, reading.get("name"))
    if not subject.found:
        return subject.none(f"no `{name}`")
    owners = {d.owner.rpartition(" for ")[2] for d in subject.found if d.owner}
    evidence: list[Evidence] = []
    unsure: list[Evidence] = []
    for path in case.code.paths_with(name)[:200]:
        file = case.code.file(path)
        if file is None:
            continue
        for declaration in file.declarations():
            if declaration.item.kind != "fn" or not _is_test(declaration.item.attributes):
                continue
            uses = names_in(file, declaration.item.node, (name,))
            if not uses:
                continue
            place = Evidence(path, uses[0].line, uses[0].line, f"used by the test `{declaration.item.name}`")
            near = not owners or any(names_in(file, file.rust.root, (o,)) for o in owners)
            spoken = not owners or any(names_in(file, declaration.item.node, (o,)) for o in owners)
            if spoken or (near and not owner and name not in COMMON.split()):
                evidence.append(place)
            elif near:
                unsure.append(place)
    if not evidence and unsure:
        return undecided("name-shared", f"what `{name}` the tests use is not certain", evidence=tuple(unsure))
    if not evidence:
        return fails("no-test", f"no test uses `{name}`", *subject.found[:3])
    if not owner and len(owners) > 1:
        return undecided("name-shared", f"several items are called `{name}`", evidence=tuple(evidence))
    return holds(f"{len(evidence)} tests use `{name}`", evidence=tuple(evidence))


def _is_test(attributes: tuple[str, ...]) -> bool:
    return any("".join(a.split()).removeprefix("#[").split("]")[0].split("(")[0].endswith("test") for a in attributes)


KIND = Kind(
    "has_tests",
    "something is called by a test",
    (
        "unit|regression|new* tests|test for|of|cover|covers|exercise|exercises <name> <noun>? @be* @made|implemented?",
        "<name> <noun>? @be* tested|covered by? unit? tests|test?",
        "<name> <noun>? @have unit? tests|test|coverage",
        "there is|are unit|regression|new|at|least|one* tests|test for|of|covering|that|which|exercises|covers|calls* <name> <noun>?",
        "unit|regression* tests|test cover|covers|exercise|exercises <name> <noun>?",
        "<name> <noun>? @be* covered|exercised by least|at|one|a|unit|regression* tests|test",
        "add|write unit|a* tests|test for|of <name> <noun>?",
    ),
    (
        "Unit tests for `VmaList::insert` added",
        "`find` has tests",
    ),
    decide,
    ("name",),
)
