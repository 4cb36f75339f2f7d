"""What phrases of a sentence stand for: calls, situations, outcomes, and the words that join them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.claims.stories.scenes import Scene, Test

    Look = Callable[[Scene, Mapping[str, object] | None], bool | None]


class When(NamedTuple):
    """A situation: of the value as it is looked at (`look`), or of the call (`scene`)."""

    look: Look | None = None
    scene: Test | None = None
    says: str = ""
    of_given: bool = False  # whether it is said of what the call is given, so that several side by side are alternatives
    poked: bool = False
    end: bool = False  # whether it is about how the call ends: refused or not


class Result(NamedTuple):
    """An outcome of a call of one method."""

    right: Test
    asked: Test | None = None  # of which calls it can be said at all
    telling: Test | None = None
    plain: bool = True
    error: bool = False
    refusal: bool = False  # whether it is said of calls that are refused as well
    poked: bool = False  # whether it is about values with a number at the end of its range
    looked: bool = False  # whether it is about what the value tells at any time


class Phrase(NamedTuple):
    """Some words of a sentence: `role` says which of the others is set."""

    role: str
    end: int
    words: int
    methods: tuple[str, ...] = ()
    when: When | None = None
    out: Callable[[str], Result | None] | None = None
    says: str = ""  # the pattern
    value: bool = False  # whether the outcome is a value that is named


__all__ = ["Look", "Phrase", "Result", "When"]
