"""Whether the end that a list of ranges is given is the last number of the range: by what a field is called, else asked of the spec's own code.

`reserve(start, end)` may mean `start..end` or `start..=end`, and nothing in the names tells which. A list that takes `3, 3` and then refuses it
has one number in that range; one that does not mind it again has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.clauses import changes
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.runs.driven import seen_in_spec
from uowgen.claims.runs.programs import PROBE

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

LASTS = frozenset({"last", "final", "max_inclusive", "end_inclusive", "last_port", "last_id"})
# Insertions one after the other, and which of them such a list takes: 5 shares the last number of 3..=5, 6 does not.
_CLOSED = (((3, 3),), (1,)), (((3, 3), (3, 3)), (1, 0)), (((3, 5), (5, 7)), (1, 0)), (((3, 5), (6, 7)), (1, 1))
_PLAIN = (((1, 2), (1, 2), (2, 3)), (1, 0, 1))


def ends_included(case: Case, container: Container, given_to: Callable[[tuple[tuple[str, str], ...]], str | None]) -> bool:
    """Whether ranges of the spec's own list have their last number in them; `given_to` is what parameters get for `a` and `b`.

    Any method may be the one that puts them in: others do not take what shares no number and refuse what does.
    """

    def found() -> bool:
        rows = [(n, given_to(s.parameters)) for n, (s, d) in container.methods.items() if changes(d)]
        return any(
            given is not None and "- a)" not in given and _takes(case, container, name, given, _CLOSED) for name, given in rows
        )

    return case.once(f"closed {container.declaration.file.path} {container.text}", found)


def takes_numbers(case: Case, container: Container, insert: str, given: str) -> bool:
    """Whether the spec's own list takes ranges of single numbers, with the end behind them: they need not be whole pages."""
    return _takes(case, container, insert, given, (_PLAIN,))


def _takes(
    case: Case,
    container: Container,
    insert: str,
    given: str,
    wanted: tuple[tuple[tuple[tuple[int, int], ...], tuple[int, ...]], ...],
) -> bool:
    accepted = taken_by(container.methods[insert][0].returns)
    if accepted is None:
        return False
    code = (
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<usize> = Vec::new(); "
        f"let mut i: usize = 0; while i < ops.len() {{ let a: usize = ops[i]; let b: usize = ops[i + 1]; let t: usize = 0; let _ = t; "
        f"let r = it.{insert}({given}); {accepted} i += 2; }} out }}"
    )
    runs = [[n for one in pairs for n in one] for pairs, _ in wanted]
    return all(own == list(taken) for own, (_, taken) in zip(seen_in_spec(case, container, code, runs), wanted, strict=True))


__all__ = ["LASTS", "ends_included", "takes_numbers"]
