"""The order in which specs are planned: after what they depend on, else as given. Cycles and missing ones are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Spec
    from uowgen.text import Source

Pair = "tuple[Spec, Source]"


def order_specs(specs: Sequence[tuple[Spec, Source]]) -> tuple[tuple[tuple[Spec, Source], ...], tuple[Diagnostic, ...]]:
    """`specs` so that each comes after those it depends on, and what is wrong with the dependencies."""
    problems: list[Diagnostic] = []
    if not any(spec.depends_on for spec, _ in specs):
        return tuple(specs), ()
    at = {spec.id: n for n, (spec, _) in enumerate(specs) if spec.id}
    needs: list[list[int]] = []
    for n, (spec, _) in enumerate(specs):
        mine = []
        for name in spec.depends_on:
            other = at.get(name)
            if other is not None and other != n:
                mine.append(other)
            elif other is None and len(specs) > 1:
                message = f"spec {spec.id or spec.title} depends on {name}, which is not among the specs of this run"
                problems.append(Diagnostic("dependency-missing", message, spec.path, None, "give that spec as well", "warning"))
        needs.append(mine)
    done: list[int] = []
    state = [0] * len(specs)
    for start in range(len(specs)):
        stack = [(start, iter(needs[start]))] if state[start] == 0 else []
        if stack:
            state[start] = 1
        while stack:
            n, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                state[n] = 2
                done.append(n)
                stack.pop()
            elif state[step] == 0:
                state[step] = 1
                stack.append((step, iter(needs[step])))
            elif state[step] == 1:
                circle = [m for m, _ in stack]
                names = " -> ".join(specs[m][0].id for m in (*circle[circle.index(step) :], step))
                problems.append(
                    Diagnostic(
                        "dependency-cycle",
                        f"these specs depend on each other: {names}",
                        specs[n][0].path,
                        None,
                        "drop one of the dependencies",
                    )
                )
    return tuple(specs[n] for n in done), tuple(problems)
