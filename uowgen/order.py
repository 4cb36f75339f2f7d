"""The order in which specs are planned: after what they depend on, else as given. Cycles and missing ones are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Spec
    from uowgen.text import Source


def order_specs(specs: Sequence[tuple[Spec, Source]]) -> tuple[tuple[tuple[Spec, Source], ...], tuple[Diagnostic, ...]]:
    """`specs` so that each comes after those it depends on, else by number, and what is wrong with the dependencies.

    Where one of them has no number they stay in the order in which they were given.
    """
    problems: list[Diagnostic] = []
    numbers = [_number(spec.id) for spec, _ in specs]
    if all(numbers):
        specs = [
            pair
            for _, _, pair in sorted(((n, at, pair) for at, (n, pair) in enumerate(zip(numbers, specs, strict=True))), key=_rank)
        ]
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


def up_to(specs: Sequence[tuple[Spec, Source]], last: str) -> tuple[tuple[Spec, Source], ...]:
    """`specs` in their order up to the one with the id `last`; empty if there is none of that id."""
    ordered, _ = order_specs(specs)
    at = next((n for n, (spec, _) in enumerate(ordered) if spec.id == last), -1)
    return ordered[: at + 1]


def _rank(entry: tuple[tuple[int, ...], int, object]) -> tuple[tuple[int, ...], int]:
    return entry[0], entry[1]


def _number(name: str) -> tuple[int, ...]:
    """`3.10` as (3, 10); empty if it is no number."""
    parts = name.split(".")
    return tuple(int(p) for p in parts) if all(p.isdecimal() for p in parts) else ()
