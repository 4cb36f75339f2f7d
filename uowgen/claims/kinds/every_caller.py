"""Claim: every call of a function is so: with a number of arguments, a number of times, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.calls import called
from uowgen.claims.kinds.never_remains import absent
from uowgen.claims.scope import regions
from uowgen.facts.calls import arguments_of, calls_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Every counterexample is listed. `updated` says nothing that could be looked for: undecided, with the calls."""
    callee = called(reading.get("callee")).removesuffix("!")
    if reading.get("state") == "none":
        return absent(case, callee, "call", reading.get("place"))
    inside = regions(case, reading.get("place"), callee.split(".")[-1].split("::")[-1])
    if isinstance(inside, Finding):
        return inside
    calls = [(c, r) for r in inside for c in calls_in(r.file, r.node) if c.matches(callee)]
    evidence = tuple(Evidence(c.file, c.line, c.line, f"`{c.path}`") for c, _ in calls)
    if any(not c.sure for c, _ in calls):
        return undecided("inside-macro", f"`{callee}` stands inside a macro call", evidence=evidence)
    if reading.get("times"):
        times = int(reading.get("times"))
        if len(calls) != times:
            return fails("other-count", f"`{callee}` is called {len(calls)} times", evidence=evidence)
        return holds(f"one place calls `{callee}`" if times == 1 else f"{times} places call `{callee}`", evidence=evidence)
    if not calls:
        return undecided("vacuous", f"nothing calls `{callee}`")
    if reading.get("state") == "updated":
        return undecided("vague-change", f"{len(calls)} calls; what they should look like is not said", evidence=evidence)
    wanted = int(reading.get("number") or 0)
    wrong = tuple(
        Evidence(c.file, c.line, c.line, f"{n} arguments")
        for c, r in calls
        if (n := arguments_of(r.file, r.node, c)) is not None and n != wanted
    )
    if wrong:
        return fails("not-everywhere", f"{len(wrong)} of {len(calls)} calls pass another number of arguments", evidence=wrong)
    return holds(f"all {len(calls)} calls of `{callee}` pass {wanted} arguments", evidence=evidence)


KIND = Kind(
    "every_caller",
    "something is so at every call of a function",
    (
        "@every @callers* of|to <callee:name> <noun>? @be* @update <text>? ; state=updated",
        "@every <callee:name> @callers* @be* @update <text>? ; state=updated",
        "@every @callers* of|to <callee:name> pass|passes|give|gives|have|has|take|takes <number> @param",
        "<callee:name> @be* called nowhere|never anywhere? ; state=none",
        "nothing|nobody calls|uses <callee:name> anymore|any|longer|more* ; state=none",
        "<callee:name> @be? called exactly? <times:number> times|time @in <place>",
        "<callee:name> @be? called exactly? once @in <place> ; times=1",
    ),
    (
        "All callers of `destroy_session` updated",
        "Every call of `map_page` passes 4 arguments",
        "Nothing calls `old_alloc` any more",
        "`init_heap` is called once in `kernel_main`",
    ),
    decide,
    ("callee",),
)
