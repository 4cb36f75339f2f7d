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
    Rows = tuple["Row", ...]
    # Whether a sentence is so of some rows: None where it may be meant in two ways, and the second value where no row is met.
    Judge = Callable[[Rows, bool | None], bool | None]

SOURCES = Path(__file__).parent / "models"
PANIC = "a panic"
_MOST_STATES = 60


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
    told: dict[str, Judge]
    state: tuple[str, ...]  # the fields of the type that a state shows, in order
    calls: tuple[tuple[str, Any], ...]

    def source(self) -> str:
        return (SOURCES / f"{self.file}.rs").read_text()


def rows_of(
    start: State, calls: tuple[tuple[str, Any], ...], step: Callable[[State, str, Any], tuple[State, Any]]
) -> tuple[Row, ...]:
    """All calls in all states that calls lead to, at the most so many states; from a panic nothing goes on."""
    seen, waiting, found = {start}, [start], []
    while waiting:
        state = waiting.pop(0)
        for method, given in calls:
            after, gave = step(state, method, given)
            found.append(Row(method, given, state, after, gave))
            if after not in seen and gave != PANIC and len(seen) < _MOST_STATES:
                seen.add(after)
                waiting.append(after)
    return tuple(found)


def sentences(model: Model, pick: random.Random, count: int) -> dict[str, Judge]:
    """Sentences, each with what tells whether it is true of a type with some rows; none that may be meant in two ways of the type itself."""
    found: dict[str, Judge] = {}
    told = list(model.told.items())
    while len(found) < count:
        method = pick.choice(list(model.values))
        text, met = pick.choice([*model.conditions.items(), *(model.of_given.items() if _is_given(model, method) else ())])
        kind = pick.randrange(6)
        sentence, judge = "", None
        if kind < 3 and model.values[method]:
            value = pick.choice(model.values[method])
            sentence, judge = f"`{method}` returns `{value}` {text}", _returns(method, met, value)
        elif kind == 3 and any(is_refused(r.gave) for r in model.rows if r.method == method):
            sentence = f"`{method}` {pick.choice(['fails', 'is refused'])} {text}"
            judge = each(method, lambda r: is_refused(r.gave), met)
        elif kind == 4:
            name, value_of = pick.choice(list(model.fields.items()))
            sentence = f"`{method}` leaves {name} unchanged {text}"
            judge = each(method, lambda r, of=value_of: of(r.before) == of(r.after), met)  # type: ignore[misc]
        elif kind == 5:
            sentence, judge = pick.choice(told)
        if judge is not None and judge(model.rows, False) is not None:
            found[sentence] = judge
    return found


def each(method: str, so: Callable[[Row], bool], met: Condition = lambda _, __: True) -> Judge:
    """True of all calls of a method under a condition, of which there is one."""

    def judge(rows: Rows, none: bool | None) -> bool | None:
        mine = [r for r in rows if r.method == method and met(r.before, r.given)]
        return None if any(r.gave == PANIC for r in mine) else all(so(r) for r in mine) if mine else none

    return judge


def _returns(method: str, met: Condition, value: str) -> Judge:
    """What it returns; an error where another one comes is fair, unless it is the only one that is ever seen there."""

    def judge(rows: Rows, none: bool | None) -> bool | None:
        mine = [r for r in rows if r.method == method and met(r.before, r.given)]
        if not mine:
            return none
        so = [_gives(value, r.gave) for r in mine]
        fair = [s for s, r in zip(so, mine, strict=True) if s or not (_is_error(value) and is_refused(r.gave))]
        plainly = all(so)
        return plainly if plainly is (bool(fair) and all(fair)) and not any(r.gave == PANIC for r in mine) else None

    return judge


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

    calls: tuple[tuple[str, Any], ...] = (
        *(("push", n) for n in range(3)),
        *((method, None) for method in ("pop", "close", "clear", "len", "is_full")),
        *(("contains", n) for n in range(3)),
    )
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
    told: dict[str, Judge] = {
        "`push` rejects duplicates": each("push", lambda r: is_refused(r.gave), lambda s, job: job in s[0]),
        "`len` returns the job": lambda _, __: False,
        "`clear` returns the job": lambda _, __: False,
        "`push` works on a closed queue": each("push", lambda r: not is_refused(r.gave), lambda s, job: s[1] and job != 0 and len(s[0]) < 3),
        "`pop` works on a closed queue": each("pop", lambda r: not is_refused(r.gave), lambda s, _: s[1] and bool(s[0])),
        "`pop` returns the newest job": each("pop", lambda r: r.gave == f"Some({r.before[0][-1]})", lambda s, _: bool(s[0])),
        "`pop` returns the oldest job": each("pop", lambda r: r.gave == f"Some({r.before[0][0]})", lambda s, _: bool(s[0])),
        "`push` adds the job at the front": each("push", lambda r: is_refused(r.gave) or r.after[0] == (r.given, *r.before[0])),
        "`push` adds the job at the back": each("push", lambda r: is_refused(r.gave) or r.after[0] == (*r.before[0], r.given)),
        "`clear` returns the new length": each("clear", lambda r: r.gave == len(r.after[0])),
        "`clear` returns the number of jobs removed": each("clear", lambda r: r.gave == len(r.before[0]) - len(r.after[0])),
        "`close` drops all jobs": each("close", lambda r: not r.after[0]),
        "`close` returns true only the first time": each("close", lambda r: r.gave is not r.before[1]),
        "`close` returns false only the first time": each("close", lambda r: r.gave is r.before[1]),
        "At most `ROOM` jobs are queued": lambda rows, _: all(len(r.after[0]) <= 3 for r in rows),
        "At most 2 jobs are queued": lambda rows, _: all(len(r.after[0]) <= 2 for r in rows),
        "`pop` removes the job that it returns": each("pop", lambda r: is_refused(r.gave) or r.after[0] == r.before[0][1:]),
        "A refused `push` changes nothing": each("push", lambda r: not is_refused(r.gave) or r.before == r.after),
        "A refused `push` adds no job": each("push", lambda r: not is_refused(r.gave) or r.before[0] == r.after[0]),
        "`push` returns the new length": each("push", lambda r: is_refused(r.gave) or r.gave == f"Ok({len(r.after[0])})"),
        "`push` on a full queue increments `lost`": each("push", lambda r: r.after[2] == r.before[2] + 1, lambda s, job: len(s[0]) == 3 and not s[1] and job != 0),
        "`clear` empties the queue": each("clear", lambda r: not r.after[0]),
        "`close` sets `closed`": each("close", lambda r: r.after[1] is True),
    }  # fmt: skip
    rows = rows_of(((), False, 0), calls, step)
    fields: dict[str, Callable[[State], object]] = {"`lost`": lambda s: s[2], "`closed`": lambda s: s[1], "`jobs`": lambda s: s[0]}
    return Model("jobs", "JobQueue", rows, conditions, given, values, fields, told, ("jobs", "closed", "lost"), calls)


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

    calls: tuple[tuple[str, Any], ...] = (
        *((method, None) for method in ("arm", "fire", "reset", "is_ready", "left")),
        ("mute", True),
        ("mute", False),
    )
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
    told: dict[str, Judge] = {
        "`fire` moves `Armed` to `Fired`": each("fire", lambda r: is_refused(r.gave) or r.after[0] == "Fired", lambda s, _: s[0] == "Armed"),
        "`arm` moves `Idle` to `Armed`": each("arm", lambda r: r.after[0] == "Armed", lambda s, _: s[0] == "Idle"),
        "`reset` moves `Broken` to `Idle`": each("reset", lambda r: r.after[0] == "Idle", lambda s, _: s[0] == "Broken"),
        "`fire` clears `muted`": each("fire", lambda r: not r.after[2], lambda s, _: s[2]),
        "`reset` clears `muted`": each("reset", lambda r: is_refused(r.gave) or not r.after[2]),
        "`fire` increments `shots` when `shots` is `MOST`": each("fire", lambda r: r.after[1] == r.before[1] + 1, lambda s, _: s[1] == 3),
        "`arm` is refused in `Broken`": each("arm", lambda r: r.gave is False, lambda s, _: s[0] == "Broken"),
        "`Broken` is final": lambda rows, _: all(r.after[0] == "Broken" for r in rows if r.before[0] == "Broken"),
        "`Fired` is final": lambda rows, _: all(r.after[0] == "Fired" for r in rows if r.before[0] == "Fired"),
        "A failed `fire` changes nothing": each("fire", lambda r: not is_refused(r.gave) or r.before == r.after),
        "`fire` increments `shots`": each("fire", lambda r: is_refused(r.gave) or r.after[1] == r.before[1] + 1),
        "`left` returns `MOST` minus `shots`": each("left", lambda r: r.gave == 3 - r.before[1]),
        "The last shot moves `Armed` to `Broken`": each("fire", lambda r: is_refused(r.gave) or r.after[0] == "Broken", lambda s, _: s[0] == "Armed" and s[1] == 2),
        "`is_ready` is true only when armed and not muted": each("is_ready", lambda r: r.gave is (r.before[0] == "Armed" and not r.before[2])),
        "`mute` sets `muted` to `on`": each("mute", lambda r: r.after[2] is r.given),
        "`arm` returns whether it was idle": each("arm", lambda r: r.gave is (r.before[0] == "Idle")),
    }  # fmt: skip
    fields: dict[str, Callable[[State], object]] = {"`phase`": lambda s: s[0], "`shots`": lambda s: s[1], "`muted`": lambda s: s[2]}
    rows = rows_of(("Idle", 0, False), calls, step)
    return Model("latch", "Latch", rows, conditions, {}, values, fields, told, ("phase", "shots", "muted"), calls)


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

    calls: tuple[tuple[str, Any], ...] = (
        *((method, None) for method in ("alloc", "freeze", "thaw", "used_count", "lowest_free")),
        *((method, n) for method in ("free", "is_used") for n in range(6)),
    )
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
    told: dict[str, Judge] = {
        "`free` frees all ids": each("free", lambda r: not any(r.after[0])),
        "`free` rejects ids that are in use": each("free", lambda r: is_refused(r.gave), lambda s, one: one < 4 and s[0][one]),
        "`free` rejects ids that are not in use": each("free", lambda r: is_refused(r.gave), lambda s, one: one >= 4 or not s[0][one]),
        "`alloc` returns the lowest free id": each("alloc", lambda r: is_refused(r.gave) or r.gave == f"Some({r.before[0].index(False)})"),
        "`alloc` returns the highest free id": each("alloc", lambda r: is_refused(r.gave) or r.gave == f"Some({3 - r.before[0][::-1].index(False)})"),
        "`freeze` returns whether the pool was frozen": each("freeze", lambda r: r.gave is r.before[1]),
        "`freeze` returns whether the pool was not frozen": each("freeze", lambda r: r.gave is not r.before[1]),
        "`used_count` returns the number of free ids": each("used_count", lambda r: r.gave == 4 - sum(r.before[0])),
        "`used_count` returns the number of ids in use": each("used_count", lambda r: r.gave == sum(r.before[0])),
        "`used_count` is always below `MAX_IDS`": each("used_count", lambda r: type(r.gave) is int and r.gave < 4),
        "A freed id is never handed out again": lambda _, __: False,
        "A new pool has no free ids": lambda _, __: False,
        "`alloc` fails only when frozen": each("alloc", lambda r: not is_refused(r.gave), lambda s, _: not s[1]),
        "`freeze` clears `frozen`": each("freeze", lambda r: not r.after[1]),
        "`thaw` clears `frozen`": each("thaw", lambda r: not r.after[1]),
        "`alloc` marks the id as used": each("alloc", lambda r: is_refused(r.gave) or r.after[0][int(str(r.gave)[5:-1])]),
        "`free` marks the id as free": each("free", lambda r: is_refused(r.gave) or not r.after[0][r.given]),
        "A refused `free` changes nothing": each("free", lambda r: not is_refused(r.gave) or r.before == r.after),
        "`alloc` returns `None` only when frozen or no id is free": each("alloc", lambda r: not is_refused(r.gave), lambda s, _: not s[1] and not all(s[0])),
    }  # fmt: skip
    fields: dict[str, Callable[[State], object]] = {
        "`frozen`": lambda s: s[1],
        "`used`": lambda s: s[0],
        "`used_count`": lambda s: sum(s[0]),
    }
    rows = rows_of(((False,) * 4, False), calls, step)
    return Model("ids", "IdPool", rows, conditions, given, values, fields, told, ("used", "frozen"), calls)


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

    calls: tuple[tuple[str, Any], ...] = (
        *((method, None) for method in ("get", "put", "reset_peak", "is_shared", "room")),
        ("pin", True),
        ("pin", False),
    )
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
    told: dict[str, Judge] = {
        "`get` adds one reference": each("get", lambda r: is_refused(r.gave) or r.after[0] == r.before[0] + 1),
        "`get` adds two references": each("get", lambda r: is_refused(r.gave) or r.after[0] == r.before[0] + 2),
        "`put` drops all references": each("put", lambda r: r.after[0] == 0),
        "`get` succeeds when `room` is 0": each("get", lambda r: not is_refused(r.gave), lambda s, _: s[0] == 3),
        "`reset_peak` returns the old `peak`": each("reset_peak", lambda r: r.gave == r.before[1]),
        "`reset_peak` returns the new `peak`": each("reset_peak", lambda r: r.gave == r.after[1]),
        "`reset_peak` sets `peak` to `refs`": each("reset_peak", lambda r: r.after[1] == r.before[0]),
        "`reset_peak` clears `peak`": each("reset_peak", lambda r: r.after[1] == 0),
        "`pin` returns the new value of `pinned`": each("pin", lambda r: r.gave is r.after[2]),
        "`pin` returns the old value of `pinned`": each("pin", lambda r: r.gave is r.before[2]),
        "`refs` never exceeds `MOST_REFS`": lambda rows, _: all(r.after[0] <= 3 for r in rows),
        "`refs` is always below `MOST_REFS`": lambda rows, _: all(r.after[0] < 3 for r in rows),
        "`put` returns `false` when `refs` is 0 afterwards": each("put", lambda r: is_refused(r.gave) or r.after[0] != 0 or r.gave == "Ok(false)"),
        "`put` leaves `peak` alone": each("put", lambda r: r.after[1] == r.before[1]),
        "`get` leaves `peak` alone": each("get", lambda r: r.after[1] == r.before[1]),
        "`put` removes one reference": each("put", lambda r: is_refused(r.gave) or r.after[0] == r.before[0] - 1),
        "`get` returns the new number of references": each("get", lambda r: is_refused(r.gave) or r.gave == f"Ok({r.after[0]})"),
        "A refused `put` changes nothing": each("put", lambda r: not is_refused(r.gave) or r.before == r.after),
        "`peak` is never below `refs`": lambda rows, _: all(r.after[1] >= r.after[0] for r in rows),
        "`is_shared` is true when `refs` is above 1": each("is_shared", lambda r: r.gave is True, lambda s, _: s[0] > 1),
        "`pin` sets `pinned` to `on`": each("pin", lambda r: r.after[2] is r.given),
    }  # fmt: skip
    fields: dict[str, Callable[[State], object]] = {"`refs`": lambda s: s[0], "`peak`": lambda s: s[1], "`pinned`": lambda s: s[2]}
    rows = rows_of((1, 1, False), calls, step)
    return Model("references", "RefCount", rows, conditions, {}, values, fields, told, ("refs", "peak", "pinned"), calls)


MODELS = (_jobs(), _latch(), _ids(), _references())
