"""Regular expressions that are compiled when they are first used: most runs use few of those that their modules have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    from collections.abc import Callable


def when_used(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, made at the first use of one of its methods; a text that is no expression raises `re.error` then."""
    return cast("re.Pattern[AnyStr]", _Later(text, flags))


class _Later:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Callable[..., Any]:
        made = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, made)  # found without a detour from now on
        return cast("Callable[..., Any]", made)
