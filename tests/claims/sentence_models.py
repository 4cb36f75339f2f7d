"""Small types with a model of each, that goes through all their states, and random sentences that are true or untrue by it.

What may be meant in two ways is in none: an error that another one comes before, or an adjective of which it is not clear what it is said of.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    State = tuple[Any, ...]
    Condition = Callable[[State, Any], bool]

SOURCES = Path(__file__).parent / "models"


class Row(NamedTuple):
    """One call: what it is given, the state that it is made in, the one that it leaves, and what it gives."""

    method: str
    given: Any
    before: State
    after: State
    gave: Any


class Model(NamedTuple):
    """A type: its source file and name, all that its calls do, and what sentences on it are put together from."""

    file: str
    type: str
    rows: tuple[Row, ...]
    conditions: dict[str, Condition]
    of_given: dict[str, Condition]  # for methods that are given something
    values: dict[str, tuple[str, ...]]  # what each method may be said to give
    fields: dict[str, Callable[[State], object]]
    told: dict[str, bool]

    def source(self) -> str:
        return (SOURCES / f"{self.file}.rs").read_text()


def rows_of(
    start: State, calls: list[tuple[str, Any]], step: Callable[[State, str, Any], tuple[State, Any]], most: int
) -> tuple[Row, ...]:
    """All calls in all states that calls lead to, at the most so many states."""
    seen, waiting, found = {start}, [start], []
    while waiting:
        state = waiting.pop(0)
        for method, given in calls:
            after, gave = step(state, method, given)
            found.append(Row(method, given, state, after, gave))
            if after not in seen and len(seen) < most:
                seen.add(after)
                waiting.append(after)
    return tuple(found)


def sentences(model: Model, pick: random.Random, count: int) -> dict[str, bool]:
    """Sentences, each with whether it is true."""
    found: dict[str, bool] = {}
    told = list(model.told.items())
    while len(found) < count:
        method = pick.choice(list(model.values))
        text, met = pick.choice([*model.conditions.items(), *(model.of_given.items() if _is_given(model, method) else ())])
        rows = [r for r in model.rows if r.method == method and met(r.before, r.given)]
        kind = pick.randrange(6)
        if kind < 3 and model.values[method]:
            value = pick.choice(model.values[method])
            so = [_gives(value, r.gave) for r in rows]
            fair = [s for s, r in zip(so, rows, strict=True) if s or not (_is_error(value) and is_refused(r.gave))]
            if (bool(so) and all(so)) is (bool(fair) and all(fair)):
                found[f"`{method}` returns `{value}` {text}"] = bool(so) and all(so)
        elif kind == 3 and any(isinstance(r.gave, str) and r.gave.startswith("Err") for r in model.rows if r.method == method):
            verb = pick.choice(["fails", "is refused"])
            found[f"`{method}` {verb} {text}"] = bool(rows) and all(is_refused(r.gave) for r in rows)
        elif kind == 4:
            name, value_of = pick.choice(list(model.fields.items()))
            found[f"`{method}` leaves {name} unchanged {text}"] = bool(rows) and all(
                value_of(r.before) == value_of(r.after) for r in rows
            )
        elif kind == 5:
            sentence, so_told = pick.choice(told)
            found[sentence] = so_told
    return found


def is_refused(gave: object) -> bool:
    return isinstance(gave, str) and gave.startswith(("Err", "None"))


def _is_given(model: Model, method: str) -> bool:
    return any(r.method == method and type(r.given) is int for r in model.rows)


def _is_error(value: str) -> bool:
    return "Error::" in value


def _gives(value: str, gave: object) -> bool:
    if isinstance(gave, bool):
        return value == str(gave).lower()
    return value == str(gave) or (_is_error(value) and gave == f"Err({value})")


def _jobs() -> Model:
    def step(s: State, method: str, job: Any) -> tuple[State, Any]:
        jobs, closed, lost = s
        match method:
            case "push":
                if job == 0:
                    return s, "Err(QueueError::Zero)"
                if closed:
                    return s, "Err(QueueError::Closed)"
                full = len(jobs) == 3
                return (
                    ((jobs, closed, lost + 1), "Err(QueueError::Full)")
                    if full
                    else ((*((*jobs, job),), closed, lost), f"Ok({len(jobs) + 1})")
                )
            case "pop":
                return ((jobs[1:], closed, lost), f"Some({jobs[0]})") if jobs else (s, "None")
            case "close":
                return (jobs, True, lost), not closed
            case "clear":
                return ((), closed, lost), len(jobs)
            case "contains":
                return s, job in jobs
            case "len":
                return s, len(jobs)
        return s, len(jobs) == 3

    calls = [
        ("push", 0),
        ("push", 1),
        ("push", 2),
        ("pop", None),
        ("close", None),
        ("clear", None),
        ("len", None),
        ("is_full", None),
    ]
    conditions: dict[str, Condition] = {
        "when empty": lambda s, _: not s[0],
        "when the queue is full": lambda s, _: len(s[0]) == 3,
        "when closed": lambda s, _: s[1],
        "when not closed": lambda s, _: not s[1],
        "on a closed queue": lambda s, _: s[1],
        "unless full": lambda s, _: len(s[0]) < 3,
        "when `lost` is 0": lambda s, _: s[2] == 0,
        "when `len` is 1": lambda s, _: len(s[0]) == 1,
        "when `ROOM` jobs wait": lambda s, _: len(s[0]) == 3,
        "after `close()`": lambda s, _: s[1],
        "when two jobs are waiting": lambda s, _: len(s[0]) == 2,
    }
    given: dict[str, Condition] = {
        "when `job` is 0": lambda _, job: job == 0,
        "when `job` is not 0": lambda _, job: job != 0,
        "for a job that is queued already": lambda s, job: job in s[0],
        "when `job` is queued already": lambda s, job: job in s[0],
    }
    errors = ("QueueError::Full", "QueueError::Closed", "QueueError::Zero")
    truth = ("true", "false")
    values = {
        "push": errors,
        "pop": ("None",),
        "close": truth,
        "contains": truth,
        "is_full": truth,
        "clear": ("0", "1"),
        "len": ("0", "3"),
    }
    told = {
        "`push` rejects duplicates": False,
        "`len` returns the job": False,
        "`clear` returns the job": False,
        "`push` works on a closed queue": False,
        "`pop` works on a closed queue": True,
        "`pop` returns the newest job": False,
        "`pop` returns the oldest job": True,
        "`push` adds the job at the front": False,
        "`push` adds the job at the back": True,
        "`clear` returns the new length": False,
        "`clear` returns the number of jobs removed": True,
        "`close` drops all jobs": False,
        "`close` returns true only the first time": True,
        "`close` returns false only the first time": False,
        "At most `ROOM` jobs are queued": True,
        "At most 2 jobs are queued": False,
    }
    rows = rows_of(((), False, 0), [*calls, ("contains", 0), ("contains", 1), ("contains", 2)], step, 60)
    fields: dict[str, Callable[[State], object]] = {"`lost`": lambda s: s[2], "`closed`": lambda s: s[1], "`jobs`": lambda s: s[0]}
    return Model("jobs", "JobQueue", rows, conditions, given, values, fields, told)


def _latch() -> Model:
    def step(s: State, method: str, on: Any) -> tuple[State, Any]:
        phase, shots, muted = s
        match method:
            case "arm":
                return (("Armed", shots, muted), True) if phase == "Idle" else (s, False)
            case "fire":
                if phase != "Armed":
                    return s, "Err(LatchError::NotArmed)"
                if muted:
                    return s, "Err(LatchError::Muted)"
                return ("Broken" if shots == 2 else "Fired", shots + 1, muted), f"Ok({shots + 1})"
            case "reset":
                return (s, "Err(LatchError::Worn)") if phase == "Broken" else (("Idle", shots, False), "Ok(())")
            case "mute":
                return (phase, shots, on), "()"
            case "is_ready":
                return s, phase == "Armed" and not muted
        return s, 3 - shots

    calls = [("arm", None), ("fire", None), ("reset", None), ("mute", True), ("mute", False), ("is_ready", None), ("left", None)]
    conditions: dict[str, Condition] = {
        "when muted": lambda s, _: s[2],
        "unless muted": lambda s, _: not s[2],
        "while `muted` is set": lambda s, _: s[2],
        "when armed and muted": lambda s, _: s[0] == "Armed" and s[2],
        "when `shots` is 0": lambda s, _: s[1] == 0,
        "when `shots` is `MOST`": lambda s, _: s[1] == 3,
        "when `shots` is below 2": lambda s, _: s[1] < 2,
        "when `left` is 0": lambda s, _: s[1] == 3,
    }
    for name in ("Idle", "Armed", "Fired", "Broken"):
        conditions[f"in `{name}`"] = lambda s, _, name=name: s[0] == name  # type: ignore[misc]
        conditions[f"unless `{name}`"] = lambda s, _, name=name: s[0] != name  # type: ignore[misc]
        conditions[f"when `phase` is `{name}`"] = lambda s, _, name=name: s[0] == name  # type: ignore[misc]
    values = {
        "arm": ("true", "false"),
        "fire": ("Err(LatchError::NotArmed)", "Err(LatchError::Muted)"),
        "reset": ("Err(LatchError::Worn)", "Ok(())"),
        "is_ready": ("true", "false"),
    }
    told = {
        "`fire` moves `Armed` to `Fired`": False,
        "`arm` moves `Idle` to `Armed`": True,
        "`reset` moves `Broken` to `Idle`": False,
        "`fire` clears `muted`": False,
        "`reset` clears `muted`": True,
        "`fire` increments `shots` when `shots` is `MOST`": False,
        "`arm` is refused in `Broken`": True,
        "`Broken` is final": True,
        "`Fired` is final": False,
        "A failed `fire` changes nothing": True,
    }
    fields: dict[str, Callable[[State], object]] = {"`phase`": lambda s: s[0], "`shots`": lambda s: s[1], "`muted`": lambda s: s[2]}
    return Model("latch", "Latch", rows_of(("Idle", 0, False), calls, step, 60), conditions, {}, values, fields, told)


def _ids() -> Model:
    def step(s: State, method: str, one: Any) -> tuple[State, Any]:
        used, frozen = s
        free = next((n for n in range(4) if not used[n]), None)
        match method:
            case "alloc":
                if frozen or free is None:
                    return s, "None"
                return ((*used[:free], True, *used[free + 1 :]), frozen), f"Some({free})"
            case "free":
                if one >= 4:
                    return s, "Err(IdError::OutOfRange)"
                return (((*used[:one], False, *used[one + 1 :]), frozen), "Ok(())") if used[one] else (s, "Err(IdError::NotUsed)")
            case "freeze":
                return (used, True), frozen
            case "thaw":
                return (used, False), "()"
            case "is_used":
                return s, one < 4 and used[one]
            case "used_count":
                return s, sum(used)
        return s, "None" if free is None else f"Some({free})"

    calls = [("alloc", None), ("freeze", None), ("thaw", None), ("used_count", None), ("lowest_free", None)]
    calls += [(method, n) for method in ("free", "is_used") for n in range(6)]
    conditions: dict[str, Condition] = {
        "when all ids are used": lambda s, _: all(s[0]),
        "when no id is free": lambda s, _: all(s[0]),
        "when no id is used": lambda s, _: not any(s[0]),
        "when frozen": lambda s, _: s[1],
        "unless frozen": lambda s, _: not s[1],
        "on a frozen pool": lambda s, _: s[1],
        "when `used_count` is 0": lambda s, _: not any(s[0]),
        "when `used_count` is below 4": lambda s, _: not all(s[0]),
        "when `used_count` is at least 3": lambda s, _: sum(s[0]) >= 3,
        "when `used_count` is above 3": lambda s, _: sum(s[0]) > 3,
    }
    given: dict[str, Condition] = {
        "when `id` is free": lambda s, one: one < 4 and not s[0][one],
        "when `id` is used": lambda s, one: one < 4 and s[0][one],
        "for an id in use": lambda s, one: one < 4 and s[0][one],
        "when `id` is at least `MAX_IDS`": lambda _, one: one >= 4,
        "when `id` is above `MAX_IDS`": lambda _, one: one > 4,
        "when `id` is below `MAX_IDS`": lambda _, one: one < 4,
        "for id 0": lambda _, one: one == 0,
    }
    values = {
        "alloc": ("None",),
        "free": ("IdError::OutOfRange", "IdError::NotUsed", "Ok(())"),
        "freeze": ("true", "false"),
        "is_used": ("true", "false"),
        "used_count": ("0", "4"),
        "lowest_free": ("None", "Some(0)"),
    }
    told = {
        "`free` frees all ids": False,
        "`free` rejects ids that are in use": False,
        "`free` rejects ids that are not in use": True,
        "`alloc` returns the lowest free id": True,
        "`alloc` returns the highest free id": False,
        "`freeze` returns whether the pool was frozen": True,
        "`freeze` returns whether the pool was not frozen": False,
        "`used_count` returns the number of free ids": False,
        "`used_count` returns the number of ids in use": True,
        "`used_count` is always below `MAX_IDS`": False,
        "A freed id is never handed out again": False,
        "A new pool has no free ids": False,
        "`alloc` fails only when frozen": False,
        "`freeze` clears `frozen`": False,
        "`thaw` clears `frozen`": True,
    }
    fields: dict[str, Callable[[State], object]] = {
        "`frozen`": lambda s: s[1],
        "`used`": lambda s: s[0],
        "`used_count`": lambda s: sum(s[0]),
    }
    return Model("ids", "IdPool", rows_of(((False,) * 4, False), calls, step, 60), conditions, given, values, fields, told)


def _references() -> Model:
    def step(s: State, method: str, on: Any) -> tuple[State, Any]:
        refs, peak, pinned = s
        match method:
            case "get":
                if refs in (0, 3):
                    return s, "Err(RefError::TooMany)" if refs else "Err(RefError::Unknown)"
                return (refs + 1, max(peak, refs + 1), pinned), f"Ok({refs + 1})"
            case "put":
                if refs == 0 or (pinned and refs == 1):
                    return s, "Err(RefError::Pinned)" if refs else "Err(RefError::Unknown)"
                return (refs - 1, peak, pinned), f"Ok({str(refs == 1).lower()})"
            case "pin":
                return (refs, peak, on), pinned
            case "reset_peak":
                return (refs, refs, pinned), peak
            case "is_shared":
                return s, refs > 1
        return s, 3 - refs

    calls = [("get", None), ("put", None), ("pin", True), ("pin", False), ("reset_peak", None), ("is_shared", None), ("room", None)]
    conditions: dict[str, Condition] = {
        "when `refs` is 0": lambda s, _: s[0] == 0,
        "when `refs` is 1": lambda s, _: s[0] == 1,
        "when `refs` is `MOST_REFS`": lambda s, _: s[0] == 3,
        "when `refs` is above 1": lambda s, _: s[0] > 1,
        "when `refs` is at least 1": lambda s, _: s[0] >= 1,
        "when `room` is 0": lambda s, _: s[0] == 3,
        "when pinned": lambda s, _: s[2],
        "unless pinned": lambda s, _: not s[2],
        "when pinned and `refs` is 1": lambda s, _: s[2] and s[0] == 1,
        "when `peak` is above `refs`": lambda s, _: s[1] > s[0],
        "unless `refs` is 0": lambda s, _: s[0] != 0,
    }
    values = {
        "get": ("RefError::Unknown", "RefError::TooMany"),
        "put": ("RefError::Unknown", "RefError::Pinned", "Ok(true)", "Ok(false)"),
        "pin": ("true", "false"),
        "is_shared": ("true", "false"),
        "room": ("0", "2"),
        "reset_peak": ("1", "3"),
    }
    told = {
        "`get` adds one reference": True,
        "`get` adds two references": False,
        "`put` drops all references": False,
        "`get` succeeds when `room` is 0": False,
        "`reset_peak` returns the old `peak`": True,
        "`reset_peak` returns the new `peak`": False,
        "`reset_peak` sets `peak` to `refs`": True,
        "`reset_peak` clears `peak`": False,
        "`pin` returns the new value of `pinned`": False,
        "`pin` returns the old value of `pinned`": True,
        "`refs` never exceeds `MOST_REFS`": True,
        "`refs` is always below `MOST_REFS`": False,
        "`put` returns `false` when `refs` is 0 afterwards": False,
        "`put` leaves `peak` alone": True,
        "`get` leaves `peak` alone": False,
    }
    fields: dict[str, Callable[[State], object]] = {"`refs`": lambda s: s[0], "`peak`": lambda s: s[1], "`pinned`": lambda s: s[2]}
    return Model("references", "RefCount", rows_of((1, 1, False), calls, step, 60), conditions, {}, values, fields, told)


MODELS = (_jobs(), _latch(), _ids(), _references())
