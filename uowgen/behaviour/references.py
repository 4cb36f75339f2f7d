"""Counts of users that are kept outside: which calls raise one, which lower it, and what is left of it then."""

from __future__ import annotations

import re
from zlib import crc32

_PAIRS = (
    ("inc", "dec"), ("increment", "decrement"), ("acquire", "release"), ("retain", "release"), ("get", "put"), ("grab", "put"), ("take", "put"),
    ("take", "drop"), ("get", "drop"), ("share", "unshare"), ("ref", "unref"), ("incref", "decref"), ("add", "sub"), ("add", "drop"), ("add", "remove"),
    ("up", "down"), ("hold", "release"), ("grab", "release"), ("take", "release"), ("get", "release"), ("increase", "decrease"),
)  # fmt: skip
UPS = frozenset(up for up, _ in _PAIRS)
DOWNS = frozenset(down for _, down in _PAIRS)


def side_of(path: str) -> tuple[str, int]:
    """What a call counts, and 1 where it adds a user, -1 where it takes one away; 0 for any other call."""
    name = re.split(r"::|\.", path)[-1]
    words = name.split("_")
    for rows, side in ((DOWNS, -1), (UPS, 1)):
        at = next((n for n in (0, len(words) - 1) if words[n] in rows), None)
        if at is not None:
            return path[: len(path) - len(name)] + "_".join(w for n, w in enumerate(words) if n != at), side
    return "", 0


class Counts:
    """How many use each thing, by what was counted up and down; some have a user from the start that is never told of."""

    def __init__(self) -> None:
        self._left: dict[tuple[str, tuple[object, ...]], int] = {}

    def counted(self, path: str, given: tuple[object, ...]) -> int | None:
        """How many are left after the call; None for a call that counts nothing."""
        of, side = side_of(path)
        if not side or not given:
            return None
        key = (of, given[:1])
        before = self._left.get(key, crc32(str(given[0]).encode()) % 2)
        self._left[key] = max(0, before + side)
        return self._left[key]
