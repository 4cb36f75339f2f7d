"""What is told of a type: its calls one after the other, its parts, and all that its stories came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.facts.code import Declaration


class Did(NamedTuple):
    """A call to the outside, or to another type's function: its last name, its path, what it was given, and what the value's fields held
    at that time; `failed` says that it gave an error or nothing, `left` what it gave where that is a number, or yes or no. A `helper` is a
    function of the files that belongs to no type.
    """

    name: str
    path: str
    given: tuple[object, ...]
    fields: Mapping[str, object]
    failed: bool = False
    left: int | bool | None = None
    helper: bool = False


class Beat(NamedTuple):
    """One call: what was called with what, what came back, and what the value told and held before and after it.

    Values are as `behaviour.outside.shown` gives them: `("Some", 3)`, `("Err", ("Busy",))`, `"()"`. `before` is None for a call on
    no value; `after` is None where the value is gone. `story` and `at` (from 0) tell the beats apart; the maker's call is beat 0.
    """

    name: str
    given: tuple[object, ...]
    gave: object
    panicked: bool
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    story: int
    at: int
    of_given: Mapping[str, object] = {}  # what methods that are asked about the one thing given told before the call
    left: tuple[object, ...] = ()  # what was given, as the call left it: a slice may have been filled
    declines: bool = False  # whether the spec's own code never does anything when it gives this
    did: tuple[Did, ...] = ()  # the calls to the outside in it that do not only ask
    of_left: Mapping[str, object] = {}  # what these methods tell of the one thing given, or else given out, after the call
    who: int = 0  # which of several values it is a call on; 0 where there is one

    @property
    def refused(self) -> bool:
        """Whether it did nothing and says so: by an error, `None`, `false` or a panic. `None` beside a change is no refusal."""
        if self.panicked or (isinstance(self.gave, tuple) and self.gave[:1] == ("Err",)):
            return True
        return (self.gave is False or self.gave == ("None",)) and (self.declines or self.before == self.after)


class Part(NamedTuple):
    """A method of the type: its name, how it takes self (empty: not at all), names and types of its parameters, its result type."""

    name: str
    takes: str
    parameters: tuple[tuple[str, str], ...]
    returns: str


class Journal(NamedTuple):
    """The stories of one type: its parts, which of them ask (`&self`, nothing given), its fields with their types, and all beats in order."""

    declaration: Declaration
    parts: Mapping[str, Part]
    askers: tuple[str, ...]
    fields: Mapping[str, str]
    maker: str
    ours: tuple[Beat, ...]
    theirs: tuple[Beat, ...] | None
    number: Callable[[str], int | None]  # the value of a constant
    shapes: Mapping[str, tuple[str, ...]] = {}  # the fields of the structs that it holds or is given
    notes: dict[object, object] = {}  # what readers have worked out of the beats and may need again  # noqa: RUF012
