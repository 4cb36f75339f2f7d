"""Whether a value is full or empty, by what it tells of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.things import roles_of

if TYPE_CHECKING:
    from uowgen.claims.stories.records import Journal
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

_SEVERAL = 2
_OFTEN = 5


def state_of(tokens: Tokens, kind: str, *, after: bool = False) -> Test | None:
    """Whether the value is full or empty, by what it tells of itself."""
    journal = tokens.cast.journal
    words = ("full", "exhausted") if kind == "full" else (kind,)
    asker = next((a for a in journal.askers for w in words if a == f"is_{w}"), "")
    length = next(
        (k for k in ("len", "count", "size", ".len", ".count") if k in journal.askers or k.lstrip(".") in journal.fields), ""
    )
    room = next((k for k in ("capacity", "room") if k in journal.askers), "")
    left = _left(journal)
    if not asker and length and kind == "full" and not room:
        return _at_most_held(journal, length, after=after)
    if not (asker or (length and (kind == "empty" or room)) or left):
        return None
    if not asker and not length and kind == "empty" and (roles_of(journal) is not None or not left):
        return None  # “an empty pool” may be one of which nothing, or everything is taken

    def test(scene: Scene) -> bool | None:
        look = scene.beat.after if after else scene.beat.before
        if look is None:
            return None
        if asker:
            seen = look.get(asker)
            return seen if isinstance(seen, bool) else None
        if not length:
            return look.get(left) == (0 if roles_of(journal) is not None or kind == "empty" else look.get(room))
        return look.get(length) == (0 if kind == "empty" else look.get(room))

    return test


def _left(journal: Journal) -> str:
    """The key of what tells how much is left to be given."""
    from uowgen.claims.acts.vocabulary import parts_of_name

    for keys in (journal.askers, [f".{f}" for f in journal.fields]):
        rows = [
            k for k in keys if {"free", "available", "remaining", "left", "tokens", "credits"} & set(parts_of_name(k.lstrip(".")))
        ]
        rows = [k for k in rows if any(type((b.after or {}).get(k)) is int for b in journal.theirs or ())]
        if len(rows) == 1:
            return rows[0]
    return ""


def _at_most_held(journal: Journal, length: str, *, after: bool) -> Test | None:
    """It holds as much as it ever does: only of types of which the spec's own code refuses, or lets go of, something then."""
    rows = [b for b in journal.theirs or () if b.after is not None and type(b.after.get(length)) is int]
    most = max((b.after[length] for b in rows if b.after is not None), default=0)  # type: ignore[type-var]
    ended = any(
        b.before is not None and b.before.get(length) == most and b.name and (b.refused or b.before != b.after) for b in rows
    )
    if (
        not isinstance(most, int)
        or most < _SEVERAL
        or not ended
        or sum(b.after is not None and b.after[length] == most for b in rows) < _OFTEN
    ):
        return None

    def test(scene: Scene) -> bool | None:
        look = scene.beat.after if after else scene.beat.before
        return None if look is None else look.get(length) == most

    return test
