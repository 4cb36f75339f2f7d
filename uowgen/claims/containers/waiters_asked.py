"""What is asked of a queue of those who wait: who is woken, in which order, how many, who stays asleep, is moved, taken out, refused.

A list of pairs in Python says who should wait for what. What a question does not speak of must be as that list has it, else a run is not
followed further. The spec's own code must be so as well, else the words were not read as they were meant.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.waiters import MANY, VALUE, Call, run
from uowgen.claims.kind import Finding, undecided
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.containers.waiters import Did, Role, Waiters
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

Runs = list[tuple[tuple[Call, ...], "list[Did] | None", "list[Did] | None"]]


class Ask(NamedTuple):
    """One question of the calls of one role (`put`, `wake`, `move`, `cancel`).

    `order`: the first comes first. `every`: nobody is left. `one`: just one is woken where there is one. `nobody`: nothing comes back.
    `most`: no more than are asked for. `told`: how many were woken comes back. `alone`: nobody who waits
    for something else is woken. `queued`, `blocked`: what `put` does. `moved`, `removed`, `silent`: what becomes of those whom `move` does
    not wake, or who is taken out. `refused`: `put` gives `value` where the word is another; `nothing`: and does nothing else.
    `truth`: whether somebody was there comes back.
    """

    what: str
    role: str
    value: str = ""


class _Step(NamedTuple):
    said: str
    right: bool | None


class _Sorts(NamedTuple):
    """The paths of calls that wake and that block somebody, as the spec's own code makes them; whether who is woken comes back instead."""

    wake: frozenset[str]
    block: frozenset[str]


def finding_of(case: Case, held: Waiters, ask: Ask) -> Finding:
    """Decides one question."""
    place = held.declaration
    role = {"put": held.put, "wake": held.wakes[0], "move": held.move, "cancel": held.cancel}[ask.role]
    if role is None:
        return undecided("role-unclear", "which method is asked about is not known", place)
    runs: Runs = case.once(f"runs of waiters {held.put.name} {[w.name for w in held.wakes]}", lambda: _runs(held))
    sorts = _sorts(held, runs)
    if sorts is None or (not sorts.wake and not _comes_back(held, runs)):
        return undecided("not-observable", "whom a call wakes cannot be seen", place)
    method = next((d for d in _methods(case, held) if d.item.name == role.name), place)
    where = (Evidence(method.file.path, method.line, method.end_line, f"`{method.item.label}`"),)
    met, unseen = 0, 0
    for calls, own, mine in runs:
        if own is None:
            return Finding("undecided", "what the outside gives is not known", None, "unbound-call", where)
        steps = list(_Story(held, ask, sorts).steps(calls, own))
        if any(s.right is False for s in steps):
            return Finding("undecided", "the spec's own code is not so", None, "not-observable", where)
        if mine is None or _strange(mine, sorts):
            unseen += 1
            continue
        found = list(_Story(held, ask, sorts).steps(calls, mine))
        wrong = next((n for n, s in enumerate(found) if s.right is False), None)
        if wrong is not None:
            story = tuple(s.said for s in found[: wrong + 1])
            return Finding("fails", f"not so: {story[-1]}", "behaviour", "behaves-differently", where, "proved", story[-6:])
        if sum(s.right is True for s in found) < sum(s.right is True for s in steps):
            unseen += 1
        met += sum(s.right is True for s in found)
    if unseen or not met:
        why = "no call shows it" if not unseen else "in some runs the calls that it speaks of are not come to"
        return Finding("undecided", why, None, "not-observable", where)
    return Finding("holds", f"so in {met} of {met} cases, as in the spec's own code", "behaviour", None, where, "bounded")


def _methods(case: Case, held: Waiters) -> list[Declaration]:
    from uowgen.facts.members import methods_of

    return list(methods_of(case.code, held.declaration.item.name, (held.declaration,)))


def _runs(held: Waiters) -> Runs:
    learnt: dict[str, str] = {}
    theirs, ours = held.programs
    rows = []
    for calls in _stories(held):
        own = run(held, theirs, calls, learnt)
        rows.append((calls, own, own if ours is theirs else run(held, ours, calls, learnt)))
        if own is None:
            break
    return rows


def _stories(held: Waiters) -> Iterator[tuple[Call, ...]]:
    """Three or four who wait for two keys in all ways, one call, then all are woken key by key."""
    keys = (1, 2) if held.keyed else (1,)
    ends = [
        Call(held.wakes[0], key, number=MANY)
        for key in (*keys, *((3,) if held.keyed else ()))
        for _ in range(4 if _few(held.wakes[0]) else 1)
    ]
    longer = ((1, 1, 1, 1), (1, 2, 1, 1), (1, 1, 2, 1), (2, 1, 1, 2)) if held.keyed else ((1, 1, 1, 1),)
    for waits in (*(row for size in range(4) for row in product(keys, repeat=size)), *longer):
        put = [Call(held.put, key, who=n) for n, key in enumerate(waits)]
        for act in _acts(held, keys, len(waits)):
            yield (*put, *act, *ends)


def _few(role: Role) -> bool:
    return "count" not in role.takes and role.most < MANY


def _acts(held: Waiters, keys: tuple[int, ...], size: int) -> Iterator[tuple[Call, ...]]:
    yield ()
    for wake in held.wakes:
        for key in keys:
            for count in (0, 1, 2, 3) if "count" in wake.takes else (MANY,):
                yield (Call(wake, key, number=count),)
    if held.move is not None and held.keyed:
        for key, other in (*((a, b) for a in keys for b in keys if a != b), (1, 3)):
            for count in (0, 1, 2) if "count" in held.move.takes else (MANY,):
                yield (Call(held.move, key, other, number=count),)
    if held.cancel is not None:
        for who in range(size + 1):
            for key in keys if "key" in held.cancel.takes else (1,):
                yield (Call(held.cancel, key, who=who),)
    if "value" in held.put.takes:
        for key in keys:
            yield (Call(held.put, key, who=size, value=VALUE + 1),)


def _sorts(held: Waiters, runs: Runs) -> _Sorts | None:
    """Which calls to the outside wake and which block: those that are given somebody who is put to sleep, or when the others are called."""
    wake: set[str] = set()
    block: set[str] = set()
    for calls, own, _ in runs:
        for call, did in zip(calls, own or (), strict=False):
            if call.role == held.put:
                block |= {path for path, _ in did.calls}
            elif call.role in held.wakes:
                wake |= {path for path, _ in did.calls}
    return _Sorts(frozenset(wake), frozenset(block)) if not wake & block else None


def _comes_back(held: Waiters, runs: Runs) -> bool:
    return any(did.back for calls, own, _ in runs for call, did in zip(calls, own or (), strict=False) if call.role in held.wakes)


def _strange(mine: list[Did], sorts: _Sorts) -> bool:
    """Whether the tree hands somebody to calls that the spec's own code does not make: what they do is not known."""
    return any(path not in sorts.wake | sorts.block for did in mine for path, _ in did.calls)


class _Story:
    """Who waits for what, as far as a run has been followed."""

    def __init__(self, held: Waiters, ask: Ask, sorts: _Sorts) -> None:
        self.held, self.ask, self.sorts = held, ask, sorts
        self.waiting: list[tuple[int, int]] = []  # who, for which key
        self.moved: dict[int, int] = {}  # who has been moved, from which key
        self.gone: dict[int, int] = {}  # who was taken out, or refused, and for what they waited
        self.plain = True  # nobody was moved or taken out

    def steps(self, calls: tuple[Call, ...], rows: list[Did]) -> Iterator[_Step]:
        """The calls of a run, each right, wrong, or not spoken of."""
        for call, did in zip(calls, rows, strict=False):
            said = f"{call.role.name}({', '.join(_shown(call, sort) for sort in call.role.takes)})"
            if not did.whole:
                yield _Step(f"{said} panics", None)
                return
            woken = [n - 1 for path, n in did.calls if path in self.sorts.wake] if self.sorts.wake else [n - 1 for n in did.back]
            if call.role == self.held.put:
                right, expected = self._put(call, did, woken)
            elif call.role == self.held.cancel:
                right, expected = self._cancel(call, did, woken)
            else:
                right, expected = self._wake(call, did, woken)
            names = ", ".join(str(w + 1) for w in woken)
            yield _Step(f"{said} {f'wakes {names}' if names else 'wakes nobody'}, and gives {did.gave}", right)
            if not expected:
                return

    def _put(self, call: Call, did: Did, woken: list[int]) -> tuple[bool | None, bool]:
        blocked = [n - 1 for path, n in did.calls if path in self.sorts.block]
        refused, ask = _is_refused(did.gave), self.ask
        if call.value != VALUE:
            self.gone[call.who] = call.key
            self.plain = False
            right = (
                (refused and ask.value in _flat(did.gave)) if ask.what == "refused"
                else not blocked if ask.what == "nothing"
                else None
            )  # fmt: skip
            return right, refused and not blocked and not woken
        self.waiting.append((call.who, call.key))
        right = blocked == [call.who] if ask.what == "blocked" and not refused else None
        if ask.what == "refused" and refused and ask.value in _flat(did.gave):
            right = False
        return right, not refused and not woken and (blocked == [call.who] or not self.sorts.block)

    def _cancel(self, call: Call, did: Did, woken: list[int]) -> tuple[bool | None, bool]:
        there = [(who, key) for who, key in self.waiting if who == call.who and ("key" not in call.role.takes or key == call.key)]
        self.waiting = [row for row in self.waiting if row not in there]
        self.plain = False
        self.gone.update(there)
        right = None
        if self.ask.what == "silent" and there:
            right = call.who not in woken
        elif self.ask.what == "truth":
            right = (not _is_refused(did.gave)) is bool(there) if did.gave != "()" else None
        return right, not woken

    def _wake(self, call: Call, did: Did, woken: list[int]) -> tuple[bool | None, bool]:
        moves = call.role == self.held.move
        here = [who for who, key in self.waiting if key == call.key or not self.held.keyed]
        most = call.number if "count" in call.role.takes else 0 if moves else call.role.most
        mixed = any(who in self.moved for who in here)
        right = self._right(call, did, woken, here, most, moves=moves)
        first = here[:most]
        expected = woken == first if not mixed else len(woken) == len(first) and set(woken) <= set(here)
        self.waiting = [(who, key) for who, key in self.waiting if who not in woken]
        if moves:
            left = [who for who in here if who not in woken]
            self.moved.update(dict.fromkeys(left, call.key))
            self.waiting = [(who, call.other if who in left else key) for who, key in self.waiting]
            self.plain = False
        return right, expected

    def _right(self, call: Call, did: Did, woken: list[int], here: list[int], most: int, *, moves: bool) -> bool | None:
        """Whether waking, or moving, is right by the question; None where it does not speak of it."""
        what = self.ask.what
        mine = moves is (self.ask.role == "move")
        others = [who for who, _ in self.waiting if who not in here and who not in self.moved]
        if what == "most" and mine and (moves or call.role == self.held.wakes[0]) and len(here) > most:
            return len(woken) <= most
        asked = call.role == self.held.wakes[0]  # of several ways of waking, the one that is named
        if what == "every" and asked and here:
            return set(here) <= set(woken)
        if what == "one" and asked and here:
            return len(woken) == 1
        if what == "nobody" and asked and not here:
            return did.gave in (0, False, ("None",))
        if (
            what == "order"
            and mine
            and len(here) > 1
            and woken
            and set(woken) <= set(here)
            and not any(w in self.moved for w in here)
        ):
            return woken == here[: len(woken)]
        if what == "alone" and mine and others:
            return not set(woken) & set(others)
        if what == "told" and mine and (moves or asked):
            numbers = [n for n in _flat(did.gave) if isinstance(n, int)]
            return numbers[:1] == [len(woken)] if numbers and not isinstance(did.gave, bool) else did.gave is bool(woken)
        if moves:
            return None
        if what == "queued" and self.plain and here and most >= len(here):
            return set(here) <= set(woken) if set(woken) <= set(here) else None  # who else was woken is another matter
        if what == "moved":
            stayed = [who for who, key in self.moved.items() if key == call.key and (who, key) not in self.waiting]
            came = [who for who in here if who in self.moved]
            if set(stayed) & set(woken):
                return False
            return set(came) <= set(woken) if came and most >= len(here) and set(woken) <= set(here) else None
        if what in ("removed", "nothing"):
            lost = [who for who, key in self.gone.items() if key == call.key or not self.held.keyed]
            return not set(lost) & set(woken) if lost and most > len(here) else None
        return None


def _flat(value: object) -> list[object]:
    return [x for part in value for x in _flat(part)] if isinstance(value, tuple) else [value]


def _is_refused(gave: object) -> bool:
    return gave is False or (isinstance(gave, tuple) and gave[:1] in (("Err",), ("None",)))


def _shown(call: Call, sort: str) -> str:
    return {
        "key": f"key {call.key}", "other": f"key {call.other}", "who": f"waiter {call.who + 1}", "count": str(call.number),
        "value": "the value" if call.value == VALUE else "another value",
    }[sort]  # fmt: skip


__all__ = ["Ask", "finding_of"]
