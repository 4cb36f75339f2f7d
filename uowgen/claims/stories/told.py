"""What a sentence claims of the scenes of a type's stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Test


class Told(NamedTuple):
    """A claim: the scenes that `asked` picks (true) must be as `right` says, and at least one of them, if there is a `telling`, must be telling."""

    asked: Test
    right: Test
    error: bool = False  # whether the outcome is an error by its name
    plain: bool = False  # whether the outcome is a value or a change in so many words, so that there is no other way to read it
    telling: Test | None = None  # of the scenes asked: those in which code that is wrong would show
    poked: bool = False  # whether it is about stories of values with a number near the end of its range, and no others
    wider: Test | None = (
        None  # the scenes asked where none of those that go well is: what is always refused does not come to the outcome
    )
