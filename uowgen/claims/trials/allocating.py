"""Decides what allocators of numbers and frames give out and take back: the type is driven, and what it gives is compared with a model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.containers.pools import Event, Pool, driver, events_of, many, mixed, pool_of
from uowgen.claims.containers.queues import as_pattern
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.scaled import has_large_limit
from uowgen.claims.subject import find_method
from uowgen.facts.members import fields_of, methods_of
from uowgen.facts.signature import result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_GIVING = frozenset({"again", "rejects", "double", "others", "tells"})


def _is_of_the_end(text: str) -> bool:
    """Whether what is said of how things stand is that nothing is left, and not that something is: “when one frame is free”."""
    said = re.search(r"(?i)\b(?:if|when|once|after|while)\b(.*)", text)
    words = frozenset(re.findall(r"[a-z]+|\d+", said[1].lower())) if said is not None else frozenset()
    left = words & {"free", "available", "left", "remain", "remains", "remaining", "unused"}
    none = words & {"no", "nothing", "none", "zero", "0", "without", "not"}
    some = words & {"one", "two", "three", "some", "any", "few"} or any(w.isdigit() and w != "0" for w in words)
    return bool(none) if left else not none and not some


def decide(reading: Reading, case: Case) -> Finding:
    """As many as come are taken; where they can be given back, every order of a few steps follows, and one is filled and emptied."""
    asked, method = reading.get("asked"), reading.get("name")
    if asked == "first" and reading.get("maker"):
        field = _starting_field(reading, case)
        if field is not None:
            return field
    if asked == "tells" and (not _is_truth(case, method) or reading.get("value") not in ("", "true")):
        return undecided("role-unclear", f"`{bare_name(method)}` does not tell whether something is so")
    if asked == "end" and case.criterion is not None and not _is_of_the_end(case.criterion.text):
        return undecided("not-understood", "which situation is meant is not clear")
    observer = bare_name(method) if asked in ("left", "used") else ""
    pool = pool_of(case, method, asks=bool(observer))
    if isinstance(pool, Finding):
        from uowgen.claims.guards.guard import guards_shown

        if asked == "distinct" and not method and len(guards_shown(case)) == 1:  # “no slot is returned twice” is said of a guard
            from uowgen.claims import kind_called

            return kind_called("never_twice").decide(reading._replace(slots={}), case)
        return pool
    declaration = pool.container.declaration
    if asked in _GIVING and not pool.give:
        return undecided("role-unclear", f"how a `{declaration.item.name}` takes something back is not known", declaration)
    maker = reading.get("maker")
    if maker and bare_name(maker) not in (pool.take, pool.container.maker.partition("(")[0].rpartition("::")[2]):
        return undecided("role-unclear", f"`{bare_name(maker)}` is not what the criterion speaks of", declaration)
    if method and not observer and bare_name(method) != (pool.give if asked in _GIVING else pool.take):
        return undecided("role-unclear", f"`{bare_name(method)}` is not what the criterion speaks of", declaration)
    if observer and (observer not in pool.container.methods or pool.container.methods[observer][0].parameters):
        return undecided("no-subject", f"`{declaration.item.name}` has no `{observer}` that can be asked", declaration)
    pattern = as_pattern(reading.get("value"))
    code = driver(pool, pattern if asked == "end" else "", pattern if asked in ("rejects", "double") else "", observer)
    if isinstance(code, Finding):
        return code
    # What is never given out may come when numbers begin anew: more are taken than a byte can count.
    if asked == "capacity":
        return _held(case, pool, code, int(reading.get("number")), method)
    shown = _held_by_spec(case, pool) if asked in ("end", "left", "used") else 0
    taken = events_of(case, pool, code, [many(600)] if asked == "never" else [many(shown + 2)] if shown else [many()])
    if isinstance(taken, Finding):
        return taken
    numbers = [e.number for e in taken[0] if e.number is not None]
    capacity = len(numbers) if any(e.taken is False for e in taken[0]) else 0
    rows = taken
    if pool.give:
        more = events_of(case, pool, code, mixed(capacity, numbers, beyond=asked == "rejects" and max(numbers, default=0) < 255))
        if isinstance(more, Finding):
            return more
        rows = [*taken, *more] if asked not in ("first", "stepwise", "rising") else taken
    if asked in ("left", "used", "end") and not capacity and not shown:
        return Finding("undecided", "it did not come to an end", None, "vacuous", _place(pool, observer))
    finding = _judged(pool, rows, _judge(asked, reading, pool, shown or capacity, numbers), observer or method)
    if (
        finding.outcome == "holds"
        and not capacity
        and asked in _ALWAYS
        and (_is_bounded(pool) or (pool.give and has_large_limit(case)))
    ):
        # What it does once all are out was not seen, and that is where such a thing goes wrong.
        return Finding("undecided", f"`{declaration.item.name}` was not used up", None, "limit-reached", _place(pool, observer))
    return finding


def _is_truth(case: Case, method: str) -> bool:
    """Whether what a method gives is `true` or `false`."""
    found = find_method(case, method).found
    return bool(found) and all(result_of(d) == "bool" for d in found)


def _held(case: Case, pool: Pool, code: str, number: int, method: str) -> Finding:
    """Whether so many are given out, all of them different, and no more."""
    place = _place(pool, method)
    if number > _MOST_HELD:
        return Finding("undecided", f"{number} are more than are tried", None, "limit-reached", place)
    taken = events_of(case, pool, code, [many(number + 2)])
    if isinstance(taken, Finding):
        return taken
    given = [e.number for e in taken[0] if e.number is not None]
    shown = _held_by_spec(case, pool)
    if shown and shown != number:
        return undecided("not-understood", f"the spec's own code gives out {shown}", pool.container.declaration)
    if len(given) != number or len(set(given)) != number:
        told = f"{len(set(given))} are given out" if len(given) <= number else "more are given out"
        return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", (told,))
    return Finding("holds", f"{number} are given out, and no more", "behaviour", None, place, "bounded")


_MOST_HELD = 600
_ALWAYS = frozenset({"never", "distinct", "fresh", "rising", "stepwise"})


def _is_bounded(pool: Pool) -> bool:
    """Whether it keeps its numbers in something of a fixed size."""
    return any(field.type.startswith("[") and ";" in field.type for field in fields_of(pool.container.declaration).all)


def _starting_field(reading: Reading, case: Case) -> Finding | None:
    """“`next_id` starts at 1” of a field: what the constructor of its type sets it to; None if nothing has such a field."""
    from uowgen.claims.declarations.field_values import field_set

    name = bare_name(reading.get("maker"))
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    owners = [
        d.item.name for f in files for d in f.declarations() if d.item.kind == "struct" and fields_of(d).named(name) is not None
    ]
    if len(set(owners)) != 1 or find_method(case, name).found:
        return None
    if not any(d.item.name == "new" for d in methods_of(case.code, owners[0])):
        return undecided("through-call", f"`{owners[0]}` has no `new` that shows how its `{name}` begins")
    return field_set(case, f"{owners[0]}::new", name, reading.get("number"))


def _judge(asked: str, reading: Reading, pool: Pool, capacity: int, numbers: list[int]) -> Callable[[Event], bool | None]:
    """Whether a step is as asked; None where the criterion does not speak of it."""
    wanted = (
        int(reading.get("number"), 0)
        if reading.get("number").removeprefix("0x").isalnum() and reading.get("number")[:1].isdigit()
        else -1
    )

    def judge(e: Event) -> bool | None:
        took = e.kind == "take" and e.number is not None
        if asked in ("distinct", "others"):
            return e.number not in e.live if took else None
        if asked == "fresh":
            return e.number not in e.before if took else None
        if asked == "first":
            return e.number == wanted if took and not e.before else None
        if asked == "never":
            return e.number != wanted if took else None
        if asked in ("stepwise", "rising"):
            if not took or not e.before or e.number is None:
                return None
            return e.number == e.before[-1] + 1 if asked == "stepwise" else e.number > e.before[-1]
        if asked == "end":
            if e.kind != "take":
                return None
            if len(e.live) >= capacity:
                return e.taken is False and e.fits
            return None if e.taken is True else False  # what comes before the end only must not be refused
        if asked == "again":
            if e.kind == "give":
                return False if e.number in e.live and e.taken is False else None
            gone = set(e.before) - e.live
            if not took:
                return False if gone and capacity and len(e.live) < capacity else None
            return True if e.number in gone else None
        if asked in ("rejects", "double", "tells"):
            if e.kind != "give" or (asked == "double" and e.number not in e.before):
                return None
            return (e.taken is False and e.fits) if e.number not in e.live else e.taken is not False
        live = len(e.live) + (took - (e.kind == "give" and e.number in e.live and e.taken is not False))
        return e.observed == (capacity - live if asked == "left" else live)

    return judge


def _judged(pool: Pool, rows: list[list[Event]], judge: Callable[[Event], bool | None], method: str) -> Finding:
    place = _place(pool, method)
    met = 0
    for events in rows:
        for e in events:
            right = judge(e)
            if right is False:
                return Finding("fails", f"not so: {e.story[-1]}", "behaviour", "behaves-differently", place, "proved", e.story)
            met += right is True
    if not met:
        return Finding("undecided", "no scenario reaches the condition", None, "vacuous", place)
    return Finding("holds", f"so in {met} of {met} steps", "behaviour", None, place, "bounded")


def _place(pool: Pool, method: str) -> tuple[Evidence, ...]:
    found = pool.container.methods.get(bare_name(method)) if method else None
    d = found[1] if found is not None else pool.container.declaration
    return (Evidence(d.file.path, d.line, d.end_line, f"`{d.item.label}`"),)


def _held_by_spec(case: Case, pool: Pool) -> int:
    """How many the type gives out as the spec's own code has it, 0 if that is not shown."""
    return case.once(f"pool held {pool.container.declaration.item.name}", lambda: _counted_of_spec(case, pool))


def _counted_of_spec(case: Case, pool: Pool) -> int:
    from uowgen.behaviour.machine import Limits, Machine
    from uowgen.behaviour.outcomes import RustPanic, Undecidable
    from uowgen.behaviour.python_values import plain
    from uowgen.claims.runs.own_code import code_of_spec
    from uowgen.claims.runs.programs import PROBE

    declaration = pool.container.declaration
    shown = any(
        d.item.name == declaration.item.name and d.item.kind == "struct" for f in block_files(case) for d in f.declarations()
    )
    bare = driver(pool)
    if not shown or isinstance(bare, Finding):
        return 0
    try:
        program = code_of_spec(case, declaration, "\n" + bare)
        known = case.kept.get("const arguments")
        if program is None:
            return 0
        if isinstance(known, dict):
            program.only_arguments.update(known)
        told: Any = plain(Machine(program, limits=Limits(steps=600_000)).call(PROBE, [many(_MOST_HELD)]))
    except (RustPanic, Undecidable, LookupError, ValueError, AttributeError):
        return 0
    taken = [told[n] for n in range(0, len(told), 4)]
    return sum(taken) if 0 in taken else 0
