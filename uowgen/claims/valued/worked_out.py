"""Which number a sentence on a function of a number speaks of: the one that it is given, or what it works out of it and then looks at.

`let code = (status >> 1) & 0x7ff` gives the other one a name: “status code 2” is said of `code`, “status 4” of what is given. A number without
such a noun may be either, and is read only where the two are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.worked_out import looked_at
from uowgen.claims.trials.questions import Trials
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.table import answered
from uowgen.claims.valued.tokens import root
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.bodies.worked_out import Worked
    from uowgen.claims.valued.table import Function, Table

_REACH = 64


class WorkedOut:
    """What a function of a number looks at, where that is not what it is given."""

    def __init__(self, table: Table, f: Function) -> None:
        self.table, self.f = table, f
        given = parameters_of(f.declaration) if f.declaration is not None else ()
        self.parameter = given[0].name if given else ""
        self.looked_at = tuple(looked_at(_body(table, f), self.parameter)) if self.parameter else ()
        self.nouns = frozenset(p for w in self.looked_at for p in _parts(w.name))
        self.trials: Trials | None = None

    def meant(self, numbers: list[int], nouns: list[str]) -> list[int]:
        """The numbers to give to the function, where a sentence says these behind these nouns; none if which are meant is not certain."""
        if not self.looked_at:
            return numbers
        given = _parts(self.parameter)
        for noun in reversed([root(n) for n in nouns]):
            named = [w for w in self.looked_at if noun in _parts(w.name)]
            if named and noun in given:
                return []
            if noun in given:
                return numbers
            if named:
                return [n for number in numbers for n in self._leading_to(named[0], number)] if len(named) == 1 else []
        return numbers if all(self._alike(w, n) for w in self.looked_at for n in numbers) else []

    def looked_at_in(self, number: int) -> int | None:
        """What the function looks at, where it is given this number; None if that is not known, or several numbers."""
        if not self.looked_at:
            return number
        return self._of(self.looked_at[0], number) if len(self.looked_at) == 1 else None

    def _alike(self, worked: Worked, number: int) -> bool:
        """Whether it is all one which of the two a number is, or it can be no number that is worked out."""
        return self._of(worked, number) == number or not self._leading_to(worked, number)

    def _leading_to(self, worked: Worked, number: int) -> list[int]:
        """Numbers of which this one is worked out."""
        bits, found = INTS[self.f.of], []
        for shift in range(min(bits, _REACH)):
            for n in dict.fromkeys((number << shift, (number << shift) | ((1 << shift) - 1))):
                if 0 <= n < 1 << bits and n not in found and self._of(worked, n) == number:
                    found.append(n)
        return found

    def _of(self, worked: Worked, number: int) -> int | None:
        """What is worked out of a number, in the spec's own code where that can be run."""
        if self.trials is None:
            items = [
                f"fn uowgen_worked_{k}({self.parameter}: {self.f.of}) -> u128 {{ ({w.text}) as u128 }}"
                for k, w in enumerate(self.looked_at)
            ]
            self.trials = Trials(self.table.case, self.table.shape.declaration, "\n".join(items))
            for k in range(len(items)):
                self.trials.settled(f"uowgen_worked_{k}", [(0,)])
        trials = self.trials
        side = trials.theirs if self.table.has_own else trials.ours
        answer = answered(trials, side, f"uowgen_worked_{self.looked_at.index(worked)}", (number,))
        return answer.value if answer.known and not answer.panic and type(answer.value) is int else None


def worked_out(table: Table, f: Function) -> WorkedOut:
    """What a function looks at, read once."""
    return table.case.once(f"worked out by {table.shape.name} {f.probe}", lambda: WorkedOut(table, f))


def _parts(name: str) -> set[str]:
    return {root(p) for p in name.lower().split("_") if p}


def _body(table: Table, f: Function) -> str:
    """The function as the spec has it; as the tree has it where no block shows it."""
    if f.declaration is None:
        return ""
    for file in block_files(table.case):
        for d in file.declarations():
            if (
                d.item.kind == "fn"
                and d.item.name == f.name
                and table.shape.name in d.owner
                and _alike(d.owner, f.declaration.owner)
            ):
                return d.text.replace("Self::", f"{table.shape.name}::")
    return f.declaration.text.replace("Self::", f"{table.shape.name}::")


def _alike(one: str, two: str) -> bool:
    return one.partition(" for ")[0] == two.partition(" for ")[0] or " for " not in one


__all__ = ["WorkedOut", "worked_out"]
