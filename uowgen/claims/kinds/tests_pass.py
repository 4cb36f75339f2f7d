"""Claim: tests pass. Undecided without a toolchain; which of the named tests exist is evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Undecided with code `needs-toolchain`; a named test that does not exist at all fails."""
    evidence = []
    for name in reading.list("names"):
        bare = bare_name(name)
        if " " in name or not bare.replace("_", "").isalnum():
            continue
        subject = find(case, bare, KINDS_OF["fn"] | KINDS_OF["mod"], tests=True)
        if not subject.found and subject.problem is not None and subject.problem.code == "item-not-found":
            return fails("item-not-found", f"there is no test `{bare}`")
        evidence += [shown(d) for d in subject.found[:3]]
    return undecided("needs-toolchain", "only a test run can tell", evidence=tuple(evidence))


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
