"""Which of two things is done first: two calls to the outside, or a call and a change of what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.cases.worlds import Row


def is_before(first: object, then: object) -> Callable[[Row], bool | None]:
    """That `first` is done before `then`: each the paths of a call, or the name of a field. None in cases that do not have both."""

    def right(row: Row) -> bool | None:
        if isinstance(first, tuple) and isinstance(then, tuple):
            a, b = _at(row, first), _at(row, then)
            return None if not a or not b or set(a) & set(b) else max(a) < min(b)
        if isinstance(first, tuple) == isinstance(then, tuple):
            return None
        paths, field = (first, then) if isinstance(first, tuple) else (then, first)
        assert isinstance(paths, tuple)
        changed = _changed(row, str(field), paths)
        return None if changed is None else changed is not isinstance(first, tuple)

    return right


def _at(row: Row, paths: tuple[object, ...]) -> list[int]:
    return [n for n, e in enumerate(row.events) if e.path in paths]


def _changed(row: Row, field: str, paths: tuple[object, ...]) -> bool | None:
    """Whether the field had its new value when the call was made."""
    if row.before is None or row.after is None or row.before.get(field) == row.after.get(field):
        return None
    seen = [dict(e.state).get(field) for e in row.events if e.path in paths]
    if not seen:
        return None
    if all(v == row.after.get(field) for v in seen):
        return True
    return False if all(v == row.before.get(field) for v in seen) else None


__all__ = ["is_before"]
