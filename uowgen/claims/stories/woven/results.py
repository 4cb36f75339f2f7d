"""Phrases for outcomes of what holds things: values, refusals, counters, which of the things comes out or is lost, calls to the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.senses import stem
from uowgen.claims.stories.contents import CONTENTS
from uowgen.claims.stories.scenes import held, in_order, inside
from uowgen.claims.stories.values import literal
from uowgen.claims.stories.woven.phrases import Result
from uowgen.claims.stories.woven.stage import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.records import Beat
    from uowgen.claims.stories.scenes import Scene
    from uowgen.claims.stories.woven.stage import Stage

    Out = Callable[[str], Result | None]
    Made = Callable[[Stage, tuple[Any, ...]], Out | None]

_OLDEST = frozenset(stem(w) for w in "oldest first earliest front fifo longest head".split())  # noqa: SIM905


def _changed(beat: Beat) -> bool:
    return beat.before != beat.after


# ---------------------------------------------------------------------------------------------------------------- values


def value(stage: Stage, text: str) -> Out | None:
    """A value as it is written; of what is only asked for, what it tells at any time."""
    raw = text.replace("&", "")
    if raw.startswith("Err(") and "::" in raw:
        raw = f"Err({bare_name(raw[4:-1])})"
    test = literal(raw, stage.journal.number)
    if test is None:
        return None
    kept = test

    def out(method: str) -> Result | None:
        part = stage.journal.parts.get(method)
        if part is None or not part.returns:
            return None
        looked = method in stage.journal.askers
        error = "Result<" in part.returns.replace(" ", "") and not raw.startswith("Ok")

        def right(scene: Scene) -> bool | None:
            if scene.beat.panicked:
                return False
            gave = (scene.beat.after or {}).get(method) if looked else scene.beat.gave
            return None if gave is None else kept(_shorn(gave, raw)) is True

        return Result(right, error=error, looked=looked, refusal=True)

    return out


def _shorn(gave: object, raw: str) -> object:
    """What is in an `Err`, a `Some` or an `Ok`, where only that is named."""
    wrapped = isinstance(gave, tuple) and len(gave) > 1 and gave[0] in ("Some", "Ok", "Err")
    if wrapped and not raw.startswith(("Some", "Ok", "Err", "None")):
        assert isinstance(gave, tuple)
        return gave[1]
    return gave


def _head_is(stage: Stage, *names: str) -> Out:
    del stage

    def out(method: str) -> Result | None:
        del method
        return Result(
            lambda scene: isinstance(scene.beat.gave, tuple) and scene.beat.gave[:1] in [(n,) for n in names], refusal=True
        )

    return out


def not_none(stage: Stage) -> Out:
    """Something is given back where there might be nothing."""

    def out(method: str) -> Result | None:
        part = stage.journal.parts.get(method)
        if part is None or not part.returns.startswith("Option"):
            return None
        looked = method in stage.journal.askers

        def right(scene: Scene) -> bool | None:
            gave = (scene.beat.after or {}).get(method) if looked else scene.beat.gave
            return None if gave is None else gave != ("None",)

        return Result(right, looked=looked, refusal=True)

    return out


def refuses(stage: Stage, *, so: bool = True) -> Out:
    """It is refused, or goes well."""

    def out(method: str) -> Result | None:
        if method in stage.journal.askers or (not so and _is_silent(stage, method)):
            return None
        return Result(lambda scene: stage.turned_away(scene) is so, refusal=True)

    return out


def _is_silent(stage: Stage, method: str) -> bool:
    """Whether a method at times does nothing, and has no way to say so: then that it goes well is more than that it is not refused."""
    part = stage.journal.parts.get(method)
    beats = [b for b in stage.journal.theirs or () if b.name == method and not b.panicked and b.before is not None]
    return part is not None and part.returns in ("", "()") and any(b.before == b.after and not b.did for b in beats)


# -------------------------------------------------------------------------------------------------------------- counters


def changes(stage: Stage, key: str, by: int) -> Out:
    """A number goes up or down by so much in the call."""

    def out(method: str) -> Result | None:
        if method not in stage.named and not _moves(stage, method, key, by):
            return None

        def right(scene: Scene) -> bool | None:
            one, other = told(stage.journal, scene.beat.before, key), told(stage.journal, scene.beat.after, key)
            return other - one == by if type(one) is int and type(other) is int else None

        return Result(right, refusal=key != stage.length())

    return out


def becomes(stage: Stage, key: str, number: int) -> Out:
    """A number is set to a value by the call: telling where it was another before."""

    def out(method: str) -> Result | None:
        def right(scene: Scene) -> bool | None:
            other = told(stage.journal, scene.beat.after, key)
            return other == number if type(other) is int else None

        del method
        return Result(right, asked=lambda scene: told(stage.journal, scene.beat.before, key) not in (number, None))

    return out


def all_become(stage: Stage, keys: tuple[str, ...], number: int) -> Out:
    rows = [becomes(stage, key, number) for key in keys]

    def out(method: str) -> Result | None:
        found = [r for r in (one(method) for one in rows) if r is not None]

        def right(scene: Scene) -> bool | None:
            seen = [one.right(scene) for one in found]
            return False if False in seen else None if None in seen else True

        return Result(right, asked=lambda scene: all(one.asked is not None and one.asked(scene) is True for one in found))

    return out


def stays(stage: Stage, key: str) -> Out:
    """A number is after the call what it was before; telling where it is not nothing."""

    def out(method: str) -> Result | None:
        part = stage.journal.parts.get(method)

        def right(scene: Scene) -> bool | None:
            one, other = told(stage.journal, scene.beat.before, key), told(stage.journal, scene.beat.after, key)
            return None if one is None or other is None else one == other

        if part is not None and method in stage.journal.askers:
            return Result(lambda scene: part.takes == "ref", looked=True)
        return Result(right, asked=lambda scene: told(stage.journal, scene.beat.before, key) not in (0, None), refusal=True)

    return out


def sticks(stage: Stage, key: str, number: int) -> Out:
    """A number that has come to its end stays there."""

    def out(method: str) -> Result | None:
        if not _moves(stage, method, key):
            return None
        return Result(
            lambda scene: told(stage.journal, scene.beat.after, key) == number if not scene.beat.panicked else False,
            lambda scene: told(stage.journal, scene.beat.before, key) == number,
            refusal=True,
            poked=True,
        )

    return out


def sticks_at_end(stage: Stage, key: str) -> Out | None:
    """A number stays at the end of its range."""
    kind = stage.journal.fields.get(key.lstrip("."), "")
    return (
        sticks(stage, key, 2 ** int(kind[1:].replace("size", "64")) - 1) if kind in ("u8", "u16", "u32", "u64", "usize") else None
    )


def is_told(stage: Stage, asker: str) -> Out | None:
    """What is asked for is true, at any time."""
    if asker not in stage.journal.askers:
        return None

    def out(method: str) -> Result | None:
        del method

        def right(scene: Scene) -> bool | None:
            value = (scene.beat.after or {}).get(asker)
            return value if isinstance(value, bool) else None

        return Result(right, looked=True)

    return out


def _moves(stage: Stage, method: str, key: str, by: int = 1) -> bool:
    """Whether a call of the method ever moves a number so in the spec's own code."""
    for beat in stage.journal.theirs or ():
        one, other = told(stage.journal, beat.before, key), told(stage.journal, beat.after, key)
        if beat.name == method and type(one) is int and type(other) is int and (other - one) * by > 0:
            return True
    return False


def steps_round(stage: Stage, key: str) -> Out | None:
    """An index goes one further, and from the last place to the first."""
    room = stage.room()
    if room is None or room < 2:
        return None

    def out(method: str) -> Result | None:
        del method

        def right(scene: Scene) -> bool | None:
            one, other = told(stage.journal, scene.beat.before, key), told(stage.journal, scene.beat.after, key)
            return other == (one + 1) % room if type(one) is int and type(other) is int else None

        return Result(right, telling=lambda scene: told(stage.journal, scene.beat.before, key) == room - 1)

    return out


# ---------------------------------------------------------------------------------------------------------------- things


def _held_after(scene: Scene) -> tuple[object, ...] | None:
    rows = (scene.beat.after or {}).get(CONTENTS)
    return rows if isinstance(rows, tuple) else None


def comes_out(stage: Stage, *, oldest: bool) -> Out:
    """The oldest, or the newest, of what is held comes out; told where there are several."""

    def out(method: str) -> Result | None:
        looked = method in stage.journal.askers
        if method not in stage.takers and not looked:
            return None

        def asked(scene: Scene) -> bool | None:
            rows = held(scene) if not looked else _rows_after(scene)
            return None if rows is None else len(rows) > 1 and rows[0] != rows[-1]  # equal ends do not tell which it was

        def right(scene: Scene) -> bool | None:
            rows = held(scene) if not looked else _rows_after(scene)
            gave = inside((scene.beat.after or {}).get(method) if looked else scene.beat.gave)
            return None if not rows else gave == rows[0 if oldest else -1]

        return Result(right, asked, looked=looked)

    return out


def _rows_after(scene: Scene) -> list[object] | None:
    rows = _held_after(scene)
    return in_order(rows, (*scene.past, scene.beat)) if rows is not None else None


def is_lost(stage: Stage, which: str, *, instead: bool = False) -> Out:
    """The oldest, the newest or the given one is held no more after the call (`instead`: and the given one is)."""

    def out(method: str) -> Result | None:
        if method not in stage.putters:
            return None

        def right(scene: Scene) -> bool | None:
            rows, after, given = held(scene), _held_after(scene), scene.beat.given
            if rows is None or after is None or not rows or not given:
                return None
            if which == "given":
                return given[-1] not in after and all(r in after for r in rows)
            gone = rows[0 if which == "oldest" else -1] not in after
            return gone and (not instead or given[-1] in after)

        return Result(right, refusal=True)

    return out


def is_held(stage: Stage) -> Out:
    """What was given is held after the call."""

    def out(method: str) -> Result | None:
        if method not in stage.putters:
            return None

        def right(scene: Scene) -> bool | None:
            after = _held_after(scene)
            return None if after is None or not scene.beat.given else scene.beat.given[-1] in after

        return Result(right)

    return out


def things_stay(stage: Stage) -> Out:
    """What is held is after the call what it was before."""

    def out(method: str) -> Result | None:
        part = stage.journal.parts.get(method)
        if part is not None and method in stage.journal.askers:
            return Result(lambda scene: part.takes == "ref", looked=True)
        if stage.ranged:
            key = next((f".{f}" for f in stage.journal.fields if isinstance(_first(stage, f".{f}"), tuple)), "")
            return Result(lambda scene: _same(scene, key), refusal=True) if key else None

        def right(scene: Scene) -> bool | None:
            one, other = (scene.beat.before or {}).get(CONTENTS), _held_after(scene)
            return None if one is None or other is None else one == other

        return Result(right, asked=lambda scene: bool((scene.beat.before or {}).get(CONTENTS)), refusal=True)

    return out


def nothing_changes(stage: Stage) -> Out:
    """Nothing that the type holds or tells changes in the call."""
    del stage

    def out(method: str) -> Result | None:
        del method
        return Result(lambda scene: None if scene.beat.after is None else not _changed(scene.beat), refusal=True)

    return out


def is_declared(stage: Stage, key: str, kind: str) -> Out:
    """A number is of a type, as it is declared."""
    name = key.lstrip(".")
    types = {stage.journal.fields.get(name, ""), stage.journal.parts[name].returns if name in stage.journal.parts else ""} - {""}

    def out(method: str) -> Result | None:
        del method
        return Result(lambda scene: types == {kind}, looked=True)

    return out


def is_emptied(stage: Stage) -> Out | None:
    """Nothing is held after the call."""
    key = stage.length()
    return becomes(stage, key, 0) if key else None


def _first(stage: Stage, key: str) -> object:
    return next((b.after.get(key) for b in stage.journal.theirs or () if b.after is not None), None)


def _same(scene: Scene, key: str) -> bool | None:
    one, other = (scene.beat.before or {}).get(key), (scene.beat.after or {}).get(key)
    return None if one is None or other is None else one == other
