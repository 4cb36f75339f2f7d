"""Phrases for situations: full, empty, so many held, a number at its end, a call that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.names import bare_name
from uowgen.claims.stories.woven.phrases import When
from uowgen.claims.stories.woven.stage import told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.claims.stories.scenes import Scene
    from uowgen.claims.stories.woven.phrases import Look
    from uowgen.claims.stories.woven.stage import Stage

    Made = Callable[[Stage, tuple[Any, ...]], When | None]

_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "==": lambda a, b: a == b, "=": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b,
}  # fmt: skip


def _state(look: Look, says: str) -> When:
    return When(look=look, says=says)


def _full(stage: Stage) -> When | None:
    room, key, asker = stage.room(), stage.length(), "is_full" if "is_full" in stage.journal.askers else ""
    if stage.ranged or not (asker or (room is not None and key)):
        return None

    def look(scene: Scene, seen: Mapping[str, object] | None) -> bool | None:
        if key and room is not None:
            count = told(scene.journal, seen, key)
            return count >= room if type(count) is int else None
        value = told(scene.journal, seen, asker)
        return value if isinstance(value, bool) else None

    return _state(look, "full")


def _empty(stage: Stage, *, empty: bool = True) -> When | None:
    key, asker = stage.length(), "is_empty" if "is_empty" in stage.journal.askers else ""
    if not key and not asker:
        return None

    def look(scene: Scene, seen: Mapping[str, object] | None) -> bool | None:
        count = told(scene.journal, seen, key) if key else None
        if type(count) is int:
            return (count == 0) is empty
        value = told(scene.journal, seen, asker)
        return (value is empty) if isinstance(value, bool) else None

    return _state(look, "empty" if empty else "not empty")


def _held(stage: Stage, number: int | None, sign: str = "==") -> When | None:
    key = stage.length()
    if number is None or not key:
        return None

    def look(scene: Scene, seen: Mapping[str, object] | None) -> bool | None:
        count = told(scene.journal, seen, key)
        return _SIGNS[sign](count, number) if type(count) is int else None

    return _state(look, f"{sign} {number} held")


def _key_is(stage: Stage, key: str, sign: str, number: int | None) -> When | None:
    if not key or number is None:
        return None

    def look(scene: Scene, seen: Mapping[str, object] | None) -> bool | None:
        count = told(scene.journal, seen, key)
        return _SIGNS[sign](count, number) if type(count) is int else None

    del stage
    return When(look=look, says=f"{key} {sign} {number}", poked=number >= (1 << 15) and number & (number + 1) == 0)


def _at_end(stage: Stage, key: str) -> When | None:
    kind = stage.journal.fields.get(key.lstrip("."), "")
    if kind not in ("u8", "u16", "u32", "u64", "usize"):
        return None
    return _key_is(stage, key, "==", 2 ** int(kind[1:].replace("size", "64")) - 1)


def _fresh(stage: Stage) -> When:
    def look(scene: Scene, seen: Mapping[str, object] | None) -> bool | None:
        return (scene.beat.at == 0) if seen is scene.beat.after else scene.beat.at == 1

    del stage
    return _state(look, "new")


def refused(stage: Stage, *, so: bool = True) -> When:
    """The call is refused, or goes well."""
    return When(scene=lambda scene: stage.turned_away(scene) is so, says="refused" if so else "accepted", end=True)


def ended_with(stage: Stage, text: str) -> When | None:
    """The call ends with an error that is named."""
    raw = text.replace("&", "")
    name = bare_name(raw[4:-1]) if raw.startswith("Err(") else bare_name(raw)
    errors = {_error_of(b.gave) for b in stage.journal.theirs or ()} - {""}
    if name not in errors and name != "Err":
        return None

    def so(scene: Scene) -> bool | None:
        gave = scene.beat.gave
        if name == "Err":
            return isinstance(gave, tuple) and gave[:1] == ("Err",)
        return _error_of(gave) == name

    return When(scene=so, says=name, end=True, of_given=True)


def _error_of(gave: object) -> str:
    """The name of the error that a call gives; empty if it gives none."""
    if not isinstance(gave, tuple) or len(gave) < 2 or gave[0] != "Err":
        return ""
    error = gave[1]
    return str(error[0]) if isinstance(error, tuple) and error else ""


def _after(stage: Stage, methods: tuple[str, ...]) -> When | None:
    """Right after a call of a method."""

    def look(scene: Scene, seen: Mapping[str, object] | None) -> bool | None:
        beat = scene.beat if seen is scene.beat.after else scene.past[-1] if scene.past else None
        return beat is not None and beat.name in methods and not beat.refused

    made = [m for m in methods if not stage.journal.parts[m].takes]
    return _fresh(stage) if made else _state(look, f"after {methods[0]}")


def _last_slot(stage: Stage) -> When | None:
    """The place that is taken out of is the last one."""
    room, heads = stage.room(), [k for k in stage.numbered if k.lstrip(".") in ("head", "read", "tail_index", "first", "start")]
    return _key_is(stage, heads[0], "==", room - 1) if len(heads) == 1 and room else None


def _flag(stage: Stage, said: str, yes: str | None) -> When | None:
    """“when `was_empty` is false”: a name in code that says what state it was in."""
    wanted = yes != "false"
    if said.endswith("empty") and "full" not in said:
        return _empty(stage, empty=wanted)
    return None


def _room_of(stage: Stage, n: int | None) -> int | None:
    room = stage.room()
    return room - n if room is not None and n is not None else None


def _is_room(stage: Stage, n: int | None) -> When | None:
    """All of so many are held: full, where it is as many as there is room for; else none."""
    return _held(stage, n)


# The first that fits at a place counts with its longest reading; all are tried.
TABLE: tuple[tuple[str, Made], ...] = (
    ("& {type}? FULL already? completely?", lambda s, v: _full(s)),
    ("& no|not|without|zero ROOM LEFT? {type}? more?", lambda s, v: _full(s)),
    ("& all|every|each|last {seat} USED {type}?", lambda s, v: _full(s)),
    ("& {type} EMPTY", lambda s, v: _empty(s)),
    ("& nothing HOLD|LEFT|there|in|pop|read {type}? {kept}?", lambda s, v: _empty(s)),
    ("& no {kept} HOLD {type}?", lambda s, v: _empty(s)),
    ("& {type} not|never|no EMPTY", lambda s, v: _empty(s, empty=False)),
    (
        "& other|more|unread|earlier|older|further|something|anything|least {kept}? HOLD {type}? one?",
        lambda s, v: _empty(s, empty=False),
    ),
    ("& all|every|each|last {kept} taken|popped|removed|drained|read|consumed out?", lambda s, v: _empty(s)),
    ("& {n} {kept}? HOLD {type}?", lambda s, v: _held(s, v[0])),
    ("& {n} {slot} free|LEFT|unused {type}? only|just? over?", lambda s, v: _held(s, _room_of(s, v[0] or 1))),
    ("{type}? FULL {type}?", lambda s, v: _full(s)),
    ("{type}? not|no ROOM LEFT? {type}?", lambda s, v: _full(s)),
    ("no LEFT ROOM", lambda s, v: _full(s)),
    ("{type}? runs|run|ran out of ROOM", lambda s, v: _full(s)),
    ("all|every|no|each {seat} USED", lambda s, v: _full(s)),
    ("no free {slot} LEFT?", lambda s, v: _full(s)),
    ("overflow|overrun", lambda s, v: _full(s)),
    ("{type}? EMPTY {type}?", lambda s, v: _empty(s)),
    ("nothing HOLD|read|LEFT|there|pop", lambda s, v: _empty(s)),
    ("finds? nothing HOLD", lambda s, v: _empty(s)),
    ("no {kept} HOLD|LEFT", lambda s, v: _empty(s)),
    ("{type} no {kept} HOLD?", lambda s, v: _empty(s)),
    ("no {kept} in {type}", lambda s, v: _empty(s)),
    ("{type}? not|no EMPTY {type}?", lambda s, v: _empty(s, empty=False)),
    ("other|more|unread|earlier|some|further {kept} HOLD? already? in? {type}?", lambda s, v: _empty(s, empty=False)),
    ("{kept} HOLD in {type}", lambda s, v: _empty(s, empty=False)),
    ("behind unread|other|waiting|queued {kept}", lambda s, v: _empty(s, empty=False)),
    (
        "second|further|another {kept} pushed|queued|arrives? behind unread|other|waiting|queued {kept}",
        lambda s, v: _empty(s, empty=False),
    ),
    ("{kept} join other {kept}? in? {type}?", lambda s, v: _empty(s, empty=False)),
    ("new|fresh|brand-new|newly|just-created|created|made|initial {type}", lambda s, v: _fresh(s)),
    ("newly made|created|built|constructed {type}", lambda s, v: _fresh(s)),
    ("{type} created|made|built|constructed|new", lambda s, v: _fresh(s)),
    ("initially|initial|beginning", lambda s, v: _fresh(s)),
    ("right? after {method}", lambda s, v: _after(s, v[0])),
    ("right? after call {method}", lambda s, v: _after(s, v[0])),
    ("{n} {kept}? HOLD", lambda s, v: _held(s, v[0])),
    ("{n} of {n} {kept}? HOLD", lambda s, v: _held(s, v[0]) if v[1] == s.room() else None),
    ("{n} HOLD {kept}", lambda s, v: _held(s, v[0])),
    ("just? only? {n} free? {slot} LEFT over?", lambda s, v: _held(s, _room_of(s, v[0] or 1))),
    ("just? only? {n} free {slot}", lambda s, v: _held(s, _room_of(s, v[0] or 1))),
    ("only {n} free? {slot} LEFT", lambda s, v: _held(s, _room_of(s, v[0] or 1))),
    ("{n} {kept} before {type}? full|filled", lambda s, v: _held(s, _room_of(s, v[0] or 1))),
    ("{key} gets|get|hit|reach|at|equal to? {n}", lambda s, v: _key_is(s, v[0], "==", v[1])),
    ("{key} at|hit|reached|reach maximum|max|limit|top|ceiling", lambda s, v: _at_end(s, v[0])),
    ("{type}? go from empty to not? empty|non-empty|nonempty", lambda s, v: _empty(s)),
    ("{type}? was|turns? empty before", lambda s, v: _empty(s)),
    ("{type}? not empty before", lambda s, v: _empty(s, empty=False)),
    ("from|in|of|at last {slot}", lambda s, v: _last_slot(s)),
    ("{key} hit|reach|at {n}", lambda s, v: _key_is(s, v[0], "==", v[1])),
    ("hit|meet|find|see {type}? full {type}?", lambda s, v: _full(s)),
    ("hit|meet|find|see {type}? empty {type}?", lambda s, v: _empty(s)),
    ("{kept} in? last {slot}", lambda s, v: _last_slot(s)),
    ("{kept} from|in|of last {slot}", lambda s, v: _last_slot(s)),
    ("{kept} in? slot {n}", lambda s, v: _last_slot(s) if v[0] is not None and s.room() == v[0] + 1 else None),
    ("REFUSE", lambda s, v: refused(s)),
    ("& {kept} accept|accepted|successful", lambda s, v: refused(s, so=False)),
    ("& {kept} refused|rejected|denied", lambda s, v: refused(s)),
    ("error path?", lambda s, v: refused(s)),
    ("REFUSE with? {value}", lambda s, v: ended_with(s, v[0])),
    ("{value}", lambda s, v: ended_with(s, v[0])),
    ("{kept} not HOLD", lambda s, v: refused(s)),
    ("further|lost|dropped {kept}", lambda s, v: refused(s)),
    ("successful|successfully|accepted|accept|succeed", lambda s, v: refused(s, so=False)),
    ("{kept}? queued|stored|added|inserted", lambda s, v: refused(s, so=False)),
)


def compared(stage: Stage, key: str, sign: str, number: int | None) -> When | None:
    """“`count == 0`”: what a key is compared with."""
    return _key_is(stage, key, sign, number)


def flagged(stage: Stage, name: str, yes: str | None) -> When | None:
    """“`was_empty` is false”."""
    return _flag(stage, name, yes)


__all__ = ["TABLE", "compared", "flagged", "refused"]
