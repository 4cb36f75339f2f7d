"""What events do to states: for each pair where it leads, or that it is refused, by the function that takes both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.valued.claims import Trial, plain_text, told
from uowgen.claims.valued.shapes import plain_of
from uowgen.claims.valued.wanted import is_named, name_of, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.claims.valued.claims import Row
    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.table import Answer, Function, Table


class Outcome(NamedTuple):
    """Where a pair leads. `refused` is None where what was given does not say; `gave` is what the caller gets, `panic` a panic's message."""

    after: object
    refused: bool | None
    gave: object = None
    panic: str = ""
    changed: bool = True


class Moves:
    """One function that takes a state and an event."""

    def __init__(self, table: Table, function: Function) -> None:
        self.table, self.function, self.of = table, function, function.of

    def answer(self, state: Row, event: Row, *, own: bool) -> Answer:
        """What the function gave."""
        return self.table.gave(self.function, (*state, *event), own=own)

    def outcome(self, state: Row, event: Row, *, own: bool) -> Outcome | None:
        """What became of it; None if that is not known."""
        answer = self.answer(state, event, own=own)
        if not answer.known:
            return None
        if answer.panic:
            return Outcome(None, None, None, answer.panic)
        before = self.before(state)
        if self.function.sort == "move":
            gone = name_of(answer.value) in ("Err", "None")
            return Outcome(before if gone else opened(answer.value), gone, answer.value)
        gave, after = answer.value if isinstance(answer.value, tuple) else (None, None)
        refused: bool | None = name_of(gave) in ("Err", "None") or gave is False
        answered = gave is None or name_of(gave) not in ("", "Ok", "Err", "Some", "None")
        if answered:  # an answer of a type of its own does not say whether the event was taken
            refused = None if after == before else False
        return Outcome(after, refused, gave, "", after != before)

    def before(self, state: Row) -> object:
        """A state as plain Python."""
        return plain_of(self.table.shape, state)

    def trial(self, state: Row, event: Row, right: Callable[[Outcome], bool | None]) -> Trial:
        """A question on one pair."""

        def ask(own: bool) -> bool | None:
            found = self.outcome(state, event, own=own)
            return None if found is None else False if found.panic else right(found)

        table = self.table
        gave = self.answer(state, event, own=False)
        says = f"`{self.function.name}` of `{table.called(event, self.of)}` in `{table.called(state)}` {told(gave)}"
        if self.function.sort == "apply" and isinstance(gave.value, tuple):
            says = f"`{table.called(event, self.of)}` in `{table.called(state)}` leads to `{plain_text(gave.value[1])}`, and gives {plain_text(gave.value[0])}"
        return Trial(says, ask)

    def trials(self, states: Iterable[Row], events: Some, right: Callable[[Outcome], bool | None]) -> tuple[Trial, ...]:
        """A question on all pairs of these."""
        return tuple(self.trial(s, e, right) for s in states for e in events.rows)

    def leads(self, states: Some | None, events: Some, target: Some) -> tuple[Trial, ...]:
        """That the events lead there: from these states, else from all in which they are taken."""
        goals = target.variants

        def there(o: Outcome) -> bool | None:
            return not o.refused and is_named(o.after) and name_of(o.after) in goals

        if states is not None:
            return self.trials(states.rows, events, there)
        rows = self.table.rows(self.table.shape.name)

        def right(own: bool) -> bool | None:
            found = [self.outcome(s, e, own=own) for s in rows for e in events.rows]
            if any(o is None for o in found):
                return None
            hits = [there(o) for o in found if o is not None and o.refused is False and not o.panic]
            return True if hits and all(hits) else None if any(hits) else False

        stories = [t for t in self.trials(rows, events, there) if t.right(False) is False and "Err" not in t.says]
        return (Trial(stories[0].says if stories else "the event is taken in no state", right),)

    def taken(self, states: Iterable[Row], events: Some, *, refused: bool = False) -> tuple[Trial, ...]:
        """That the events are taken in these states, or refused in all of them."""
        return self.trials(states, events, lambda o: None if o.refused is None else o.refused is refused)

    def only(self, states: Some, events: Some) -> tuple[Trial, ...]:
        """That they are refused in all others. That they are taken in these is meant as well, but said less plainly."""
        rows = self.table.rows(self.table.shape.name)
        inside = [self.trial(s, e, lambda o: True if o.refused is False else None) for s in states.rows for e in events.rows]
        return (*self.taken([r for r in rows if r not in states.rows], events, refused=True), *inside)

    def everywhere(self, events: Some, right: Callable[[Outcome], bool | None]) -> tuple[Trial, ...]:
        """What is said without a state: it is so if it is in every state, and is not if it is in none."""
        rows = self.table.rows(self.table.shape.name)
        each = [self.trial(s, e, right) for s in rows for e in events.rows]

        def ask(own: bool) -> bool | None:
            found = [t.right(own) for t in each]
            return True if found and all(found) else False if found and all(f is False for f in found) else None

        return (Trial(each[0].says, ask),) if each else ()

    def illegal(self) -> list[tuple[Row, Row]]:
        """The pairs that the spec's own code refuses, else the tree's."""
        own = self.table.has_own
        pairs = [(s, e) for s in self.table.rows(self.table.shape.name) for e in self.table.rows(self.of)]
        return [(s, e) for s, e in pairs if (o := self.outcome(s, e, own=own)) is not None and o.refused]


def moves_of(table: Table) -> tuple[Moves, ...]:
    """The functions that take a state and an event: those that give the next state, before those that change it in place."""
    ordered = sorted((f for f in table.functions if f.sort in ("move", "apply")), key=lambda f: f.sort != "move")
    return tuple(Moves(table, f) for f in ordered)


__all__ = ["Moves", "Outcome", "moves_of"]
