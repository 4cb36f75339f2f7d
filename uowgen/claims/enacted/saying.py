"""What a sentence says of a type, once it is read: what is done, what must be so, what is then seen."""

from __future__ import annotations

from typing import NamedTuple

DROP, PANIC = "drop", "panic"


class Said(NamedTuple):
    """One thing that is done: `name` is a function of the type, or `drop`. `numbers` are what it is called with, one call for each.

    `how` says what it is given where no number does: `same` (as the one before), `negative`, `other`, `from:16`; `times` how often.
    """

    name: str
    numbers: tuple[int, ...] = ()
    how: str = ""
    times: int = 1
    named: tuple[tuple[int, tuple[int, ...]], ...] = ()  # by parameter: the numbers that may be meant


class When(NamedTuple):
    """What must be so: `fresh`, `some`, `full`, `count` (so many are held), `ended` by one of `what`, `unended`, `fails` (one of the calls
    `what`), `well` (none of `what` does), `zero` and `nonzero` (what the calls `what` answer), `held` (what is asked for), `all held`, `refused`, `done`.
    """

    kind: str
    what: frozenset[str] = frozenset()
    number: int = 0


class Seen(NamedTuple):
    """What is said to be seen. `kind` is one of:

    `calls` one of `names` is called: for each thing held (`each`), so often (`count`, `most`), in an `order`, with `numbers`;
    `before` one of `names` comes before all of `beside`; `gives` a `value`; `refused`, `taken`; `logs`; `panics`; `quiet` nothing is done;
    `kept` nothing is recorded; `grows` by `count`; `tells` what is held has changed by `count`; `free` to be claimed again; `stops` nothing is
    done behind a failure; `rest` all others are done all the same; `lowest`, `highest` of what is free is handed out; `owned` it takes the value;
    `removes` the `last` or `first` of what is held; `twice` something is done twice; `flag` the field `value` is set; `never` nothing is done by
    the verbs in `value`; `bit` the bit of what is held is set in the static `value`; `room` never more than `count` are held.
    """

    kind: str
    names: frozenset[str] = frozenset()
    negated: bool = False
    each: bool = False
    count: int | None = None  # type: ignore[assignment]
    most: bool = False
    order: str = ""
    numbers: tuple[int, ...] = ()
    value: str = ""
    beside: frozenset[str] = frozenset()
    said: str = ""
    carries: int = -1  # the parameter whose value is within what is given back
    parts: tuple[int, ...] = ()  # the parameters that are kept of what is recorded


class Saying(NamedTuple):
    """A sentence: `deeds` in their order, the last of which it is about; `focus` is `last`, `alive` (before the end) or `all`."""

    deeds: tuple[Said, ...]
    whens: tuple[When, ...]
    seen: tuple[Seen, ...]
    focus: str = "last"
    always: bool = False
    exact: bool = False  # it is so only under the condition that is said
