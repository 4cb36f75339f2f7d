"""Criteria on lists of ranges: which methods insert, find and remove, and what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.closed_range_acts import closed_finding
from uowgen.claims.containers.container import container_with, usual
from uowgen.claims.containers.queues import as_pattern
from uowgen.claims.containers.range_code import is_closed, range_driver, unit_of
from uowgen.claims.containers.runs import judge, range_runs, range_steps
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.range_words import FINDS, INSERTS
from uowgen.claims.values.value_patterns import pattern_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case


def range_finding(case: Case, name: str, asked: str, pattern: str = "", bounds: str = "") -> Finding:
    """Decides `asked` (`overlap`, `nothing`, `disjoint`, `adjacent`, `find`, `miss`, `split`) of the method `name`; `pattern` is what a refusal is to give back, if that is said."""
    container = container_with(case, name)
    if isinstance(container, Finding):
        return container
    method = bare_name(name)
    if asked == "overlap" and (ended := closed_finding(case, container, method, asked, value=pattern)) is not None:
        return ended
    roles = {
        "overlap": (method, "", ""), "disjoint": (method, "", ""), "adjacent": (method, "", ""), "nothing": (method, "", ""),
        "miss": (usual(container.methods, INSERTS), method, ""), "find": (usual(container.methods, INSERTS), method, ""),
        "split": (usual(container.methods, INSERTS), usual(container.methods, FINDS), method),
    }[asked]  # fmt: skip
    needed = {"find": (0, 1), "miss": (0, 1), "split": (0, 1, 2)}.get(asked, (0,))
    if not all(roles[n] for n in needed):
        return undecided(
            "role-unclear",
            f"which methods of `{container.declaration.item.name}` insert and find is not known",
            container.declaration,
        )
    refusal = (pattern_of(case, container.methods[method][1], pattern) if pattern else "") or as_pattern(pattern)
    code = range_driver(case, container, *roles, refusal)
    if isinstance(code, Finding):
        return code
    if bounds in (">", ">=") and "b - a" in code:
        return undecided("unsupported-code", f"`{method}` takes a length, which is never below zero", container.methods[method][1])
    what = {
        "find": "found",
        "split": "both parts stay",
        "miss": "nothing is found",
        "overlap": "refused",
        "nothing": "refused",
    }.get(asked, "taken")
    runs = range_runs(f"{asked} {bounds}".strip())
    closed = is_closed(case, container, roles[0])
    if closed:  # there is no range whose last number lies before 0
        runs = [run for run in runs if all(run[n] == 1 or run[n + 2] for n in range(0, len(run), 3))]
    found = judge(
        case,
        container,
        code,
        container.methods[method][1],
        runs,
        range_steps(asked, *roles, unit=unit_of(closed)),
        what,
    )
    if asked == "overlap" and found.outcome == "holds":  # what goes wrong by a number or two is not seen in whole pages
        closely = closed_finding(case, container, method, asked, value=pattern, any_list=True)
        return closely if closely is not None and closely.outcome == "fails" else found
    if (
        asked == "split"
        and found.outcome == "fails"
        and range_finding(case, f"{name.rpartition(method)[0]}{roles[1]}", "find").outcome != "holds"
    ):
        why = f"what `{method}` leaves is seen through `{roles[1]}`, which does not find what there is"
        return undecided("not-observable", why, container.methods[method][1])
    return found
