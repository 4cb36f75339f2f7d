"""What a sentence speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Test


class Asked(NamedTuple):
    """The scenes spoken of; the method, if there is one; the quantity that is the subject, if it is one."""

    test: Test
    method: str = ""
    quantity: str = ""
    narrowed: bool = True  # whether more is said than the method
    calls: int = 1  # how many calls are spoken of; the scene is the last of them
    judged: bool | None = None  # whether it is said to be refused already
    telling: Test | None = None
