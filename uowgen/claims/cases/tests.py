"""Tests of single cases: what a part of a sentence says of what went in, and of what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.atoms import Atom, Number
from uowgen.claims.cases.matching import contains, leaves, numbers_in, output_fits
from uowgen.claims.cases.rows import fits, is_same, refused, spoken_numbers
from uowgen.claims.cases.sight import Sight
from uowgen.claims.valued.wanted import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.cases.worlds import Row

_LOOSE = ("words", "code")


class Tests(Sight):
    """Makes tests of atoms."""

    moves = False

    def into(self, a: Atom, k: int) -> Callable[[Row], bool] | None:
        """Of which cases something is said."""
        if a.sort == "holds":
            return lambda r: any(isinstance(g, str) and str(a.data) in g for g in r.given)
        if a.sort == "missing":
            return (lambda r: bool(r.at[2])) if any(r.at[2] for r in self.rows) else None
        if a.sort == "side":
            return lambda r: any(contains(g, Pattern(str(a.data))) for g in r.given)
        if a.sort == "flag":
            return lambda r: bool(r.before and r.before.get(str(a.data)) is True)
        if a.sort == "num" and isinstance(a.data, Number):
            number = a.data
            return lambda r: any(fits(n, number, r.wider) for n in spoken_numbers(r))
        if isinstance(a.data, Pattern):
            p = a.data
            if p.head.startswith("#"):
                number = Number("==", int(p.head[1:]))
                return lambda r: any(fits(n, number) for n in spoken_numbers(r))
            places = self.places(p)
            if len(places) > 1:
                place = self.place(k)
                return (lambda r: contains(places[place](r), p)) if place is not None and place < len(places) else None
            if (
                len(places) == 1
                and self.place(k) == 1
                and any(self.atoms[n].sort == "val" and self.group(self.atoms[n]) == self.group(a) for n in range(k))
            ):
                return None  # where something goes to is not where it comes from
            return lambda r: any(contains(g, p) for g in (*r.given, *(r.before or {}).values()))
        return None

    def out_of(self, a: Atom) -> Callable[[Row], bool | None] | None:
        """What must come out."""
        if a.sort == "event":
            paths = a.data
            assert isinstance(paths, tuple)
            if not any(e.path in paths for r in self.rows for e in r.events):
                return None
            if a.low and a.low not in _LOOSE and "," in a.low:
                return self.with_arguments(paths, [p.strip() for p in a.low.split(",")])
            return lambda r: sum(e.path in paths for e in r.events) > 0
        if a.sort == "flag":
            flag = str(a.data)
            return lambda r: r.after is not None and r.after.get(flag) is True
        if a.sort == "quality":
            return lambda r: r.gave is True
        if a.sort == "quiet":
            return (lambda r: not r.events) if any(r.events for r in self.rows) else None
        if a.sort == "negated":
            return self.negated()
        if a.sort == "same":
            return self.same()
        if a.sort in ("refused", "accepted"):
            good = a.sort == "accepted"
            return lambda r: (not refused(r)) is good if not r.panicked else not good
        if a.sort == "text":
            said, how = str(a.data), self.how
            if how[:3] in ("end", "sta", "beg", "has"):
                return lambda r: (
                    isinstance(r.gave, str)
                    and {"e": r.gave.endswith, "h": r.gave.__contains__}.get(how[0], r.gave.startswith)(said)
                )
            return lambda r: isinstance(r.gave, str) and r.gave == said
        if a.sort == "num" and isinstance(a.data, Number):
            number = a.data
            return lambda r: fits(r.gave, number) if isinstance(r.gave, int) else None if self._is_of_outside(r) else False
        if isinstance(a.data, Pattern):
            p = a.data
            owners = set(self.words.owners.get(p.head, ()))
            kept = any(
                owners & set(self.words.owners.get(str(v[0]), ()))
                for r in self.rows[:1]
                for v in (r.after or {}).values()
                if isinstance(v, tuple) and v
            )
            changes = kept and (self.action.changes or self.makes)
            if changes:
                moves = self.moves
                return lambda r: _holds(r, p) and (None if moves and refused(r) and r.after == r.before else True)
            return lambda r: output_fits(r.gave, p, self.words.enums) or (None if self._may_give(r, p) else False)
        return None

    def _is_of_outside(self, row: Row) -> bool:
        """Whether all that came out is what something outside gave, of which nothing is known."""
        return (
            isinstance(row.gave, str)
            and row.gave != "()"
            and not row.panicked
            and not self.action.gives.endswith(("str", "String", "char"))
        )

    def _may_give(self, row: Row, p: Pattern) -> bool:
        """Whether what came out may be what is written, as a part of it came from outside."""
        if self._is_of_outside(row):
            return True
        gave = row.gave
        inside = isinstance(gave, tuple) and len(gave) == 2 and gave[0] in ("Ok", "Err", "Some")
        if not inside or not self._is_of_outside(row._replace(gave=gave[1])):  # type: ignore[index]
            return False
        return p.head not in ("Ok", "Err", "Some", "None") or p.head == gave[0]  # type: ignore[index]

    def negated(self) -> Callable[[Row], bool | None]:
        def right(row: Row) -> bool | None:
            known = [e.numbers[h] for g in row.given for h in leaves(g) for e in self.words.enums.values() if h in e.numbers]
            numbers = known or [n for g in row.given for n in numbers_in(g)]
            return row.gave == -numbers[0] if len(numbers) == 1 else None

        return right

    def same(self) -> Callable[[Row], bool | None] | None:
        if self.action.changes:
            return lambda r: r.after == r.before
        if not any(is_same(r) for r in self.rows):
            return None
        return is_same

    def with_arguments(self, paths: tuple[object, ...], names: list[str]) -> Callable[[Row], bool | None] | None:
        """That a call is made with what these names stand for: parameters, else what a variant carries."""
        given = [n for n, _ in self.action.takes]

        def value(row: Row, name: str) -> object:
            bare = name.removeprefix("self.")
            if bare in given:
                return row.given[given.index(bare)]
            if row.before and bare in row.before:
                return row.before[bare]
            rest = [n for k, g in enumerate(row.given) if given[k] not in names for n in numbers_in(g)]
            return rest[0] if len(rest) == 1 else None

        def right(row: Row) -> bool | None:
            calls = [e for e in row.events if e.path in paths]
            wanted = [value(row, n) for n in names]
            if not calls or None in wanted or len(set(map(str, wanted))) < len(wanted):
                return bool(calls)  # of such a case nothing is told
            return all(list(e.given) == wanted for e in calls)

        self.every = True
        told = [r for r in self.rows if r.events and len(set(map(str, [value(r, n) for n in names]))) == len(names)]
        return right if told else None

    def set_to(self, a: Atom, value: bool) -> Callable[[Row], bool | None] | None:
        """That a flag is set or cleared."""
        field = str(a.data)
        if not self.action.changes or not any(r.after and isinstance(r.after.get(field), bool) for r in self.rows):
            return None
        return lambda r: r.after is not None and r.after.get(field) is value


def _holds(row: Row, p: Pattern) -> bool:
    return bool(row.after) and any(contains(v, p) for v in (row.after or {}).values())


__all__ = ["Tests"]
