"""Claim: tests pass. Named tests, and those that the spec itself shows, are interpreted; all others need a toolchain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, Kind, fails, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import tested
from uowgen.claims.subject import KINDS_OF, find

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """A test that panics fails the claim, and so does a named one that is not there. Ignored tests are not run."""
    tests: list[Declaration] = []
    said = True
    for name in reading.list("names"):
        bare = bare_name(name)
        if " " in name or not bare.replace("_", "").isalnum():
            said = False
            continue
        subject = find(case, bare, KINDS_OF["fn"] | KINDS_OF["mod"], tests=True)
        if not subject.found and subject.problem is not None and subject.problem.code == "item-not-found":
            if _of_another_runner(bare, case):
                return undecided("needs-toolchain", f"`{bare}` is run by something else than cargo")
            return fails("item-not-found", f"there is no test `{bare}`")
        said = said and len(subject.found) == 1 and _is_test(subject.found[0])
        tests += subject.found[:3]
    named = bool(reading.list("names"))
    if not named:
        tests = _of_the_spec(case)
    evidence = tuple(shown(d) for d in tests[:8])
    unseen = 0
    for test in tests:
        if not _is_test(test):
            continue
        outcome = _outcome(case, test)
        if outcome is None:
            unseen += 1
        elif outcome:
            message = f"`{test.item.name}` fails: {outcome}"
            return Finding("fails", message, "behaviour", "test-fails", (shown(test),), "proved", (f"{test.item.name}()",))
    if named and said and tests and not unseen:
        listed = ", ".join(f"`{t.item.name}`" for t in tests)
        return Finding(
            "holds",
            f"{listed} {'was' if len(tests) == 1 else 'were'} interpreted and passed",
            "behaviour",
            None,
            evidence,
            "proved",
        )
    return undecided("needs-toolchain", "only a test run can tell", evidence=evidence)


def _is_test(declaration: Declaration) -> bool:
    attributes = {"".join(a.split()) for a in declaration.item.attributes}
    return "#[test]" in attributes and not any(a.startswith("#[ignore") for a in attributes)


def _outcome(case: Case, test: Declaration) -> str | None:
    """Empty when the test passes, the reason when it fails, None when that cannot be seen."""
    wanted = next((a for a in test.item.attributes if "should_panic" in a), "")
    found = tested(case, test)
    if found.stuck is not None:
        return None
    if wanted:
        expected = wanted.partition('"')[2].partition('"')[0]
        return "" if found.panic and expected in found.panic else "it does not panic as it should"
    return found.panic


def _of_the_spec(case: Case) -> list[Declaration]:
    """The tests of the tree that the spec's own blocks show."""
    shown_names = {d.item.name for f in block_files(case) for d in f.declarations() if _is_test(d)}
    found: list[Declaration] = []
    for name in sorted(shown_names):
        subject = find(case, name, KINDS_OF["fn"], tests=True)
        found += subject.found if len(subject.found) == 1 else ()
    return found


def _of_another_runner(name: str, case: Case) -> bool:
    """Whether a command of the spec gives the name to something else than cargo: then it need not be a test of the tree."""
    lines = (line for block in case.spec.blocks if block.role == "command" for line in block.code.splitlines())
    return any(name in line.split() and "cargo" not in line.split() for line in lines)


KIND = Kind(
    "tests_pass",
    "the tests pass",
    (
        "all|existing|unit|integration|the|new|other|doc* tests|test|suite pass|passes|passing|succeed|succeeds|green still?",
        "all|existing|unit|integration|new|doc* tests still|continue to? pass",
        "<names> test|tests? passes|pass|succeeds|succeed",
        "tests pass <text>?",
        "<text> tests|test|suite|testing <text>? pass|passes|passing|succeed|succeeds|green|run|runs|fail|fails <text>?",
        "tests|test|suite <text>? pass|passes|passing|succeed|succeeds|green|run|runs|fail|fails <text>?",
    ),
    (
        "All tests pass",
        "Existing unit tests still pass",
        "`test_guard_frees` passes",
    ),
    decide,
)
