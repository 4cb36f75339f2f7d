"""What may be asked of the runs of a guard that turns something off (see `switched.py`): each law is so, is not, or is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.cases.guards.switched import Run, Switched

    Runs = tuple[Run, ...]

_MADE, _ENDED = ((0, 1), (2, 3)), ((4, 2), (5, 0))  # parts with the mark before which each guard was made


class Law(NamedTuple):
    """Something that is so of the runs with a method (empty: without any), and what is said if it is not."""

    so: Callable[[Runs], bool | None]
    why: str
    method: str = ""


def all_of(found: list[bool | None]) -> bool | None:
    """Whether all are so: one that is not decides."""
    return None if not found else False if False in found else None if None in found else True


def saved(switch: str) -> Law:
    """Something that the guard holds tells how things were before they were turned off."""

    def so(runs: Runs) -> bool | None:
        held = {run.on: (run.marks[1].held, run.marks[3].held) for run in runs}
        if len(held) != 2 or not any("off" in [d.what for d in run.parts[0] if d.of == switch] for run in runs):
            return None
        (on, within), (off, _) = held[True], held[False]
        telling = [n for n in on if n in off and on[n] != off[n]]
        if not telling:
            return False
        # In a guard within another one it was off.
        return True if any(within.get(n) == off[n] for n in telling) else None

    return Law(so, "what the guard holds is the same whether it was on or off before")


def counted(counter: str, *, up: bool, down: bool, at_end: bool = False) -> Law:
    """The counter is one more once a guard is made, one less once it is gone."""

    def so(runs: Runs) -> bool | None:
        found: list[bool | None] = []
        for run in runs:
            counts = [m.counts.get(counter, 0) for m in run.marks]
            if up:
                found += [counts[1] == counts[0] + 1, counts[3] == counts[2] + 1]
            if down and not at_end:
                found += [counts[5] == counts[4] - 1, counts[6] == counts[5] - 1]
            elif down:
                found += [counts[6] == counts[0], counts[5] == counts[2]]
        return all_of(found)

    return Law(so, "the counter goes otherwise")


def put_back(switch: str, *, when_on: bool, only: bool, denied: bool = False) -> Law:
    """What was on comes on again at the end; with `only` what was not is left alone."""

    def so(runs: Runs) -> bool | None:
        found: list[bool | None] = []
        for run in runs:
            for ended, made in _ENDED:
                was = run.marks[made].on.get(switch)
                after = run.marks[ended + 1].on.get(switch)
                turned = any(d.what == "on" and d.of == switch for d in run.parts[ended])
                if was is when_on:
                    # That it is done elsewhere no more is said by “only if” in the other direction alone.
                    right = after is True
                    found.append(not (turned or right) if denied else True if right else None if only else False)
                elif only and not denied:
                    found.append(not turned and after is False)
        return all_of(found)

    return Law(so, "it is otherwise when a guard ends")


def stays_off(switch: str, *, kept: bool, before: bool, within: bool = False) -> Law:
    """Where it was off before a guard, it stays so at its end; `within`: at the end of one that stands in another."""

    def so(runs: Runs) -> bool | None:
        found: list[bool | None] = []
        for run in runs:
            if within:
                found += [run.marks[n].on.get(switch) is False for n in range(1, 6)]
            else:
                found += [
                    run.marks[ended + 1].on.get(switch) is kept
                    for ended, made in _ENDED
                    if run.marks[made].on.get(switch) is before
                ]
        return all_of(found)

    return Law(so, "it is otherwise when a guard ends")


def tells(switch: str, method: str, *, on: bool) -> Law:
    """A method gives whether it was on, or off, before the guard was made."""

    def so(runs: Runs) -> bool | None:
        found: list[bool | None] = []
        for run in runs:
            if len(run.said) != 2:
                return None
            found += [said is (run.marks[made].on.get(switch) is on) for said, made in zip(run.said, (0, 2), strict=True)]
        return all_of(found)

    return Law(so, f"`{method}()` gives the contrary, or always the same", method)


def told_apart(method: str, *, inner: bool) -> Law:
    """A method tells the guard within from the one around it, where it was on at first."""

    def so(runs: Runs) -> bool | None:
        return all_of([run.said == (not inner, inner) if len(run.said) == 2 else None for run in runs if run.on])

    return Law(so, f"`{method}()` does not tell them apart", method)


def closed_again(switch: str, method: str) -> Law:
    """It is off when a method that turns it on for some time has returned."""

    def so(runs: Runs) -> bool | None:
        opened = any(d.what == "on" and d.of == switch for run in runs for d in run.parts[1])
        found: list[bool | None] = [run.marks[n].on.get(switch) is False for run in runs for n in (2, 4)]
        whole = all_of(found)
        return whole if whole is False or opened else None

    return Law(so, f"it is on when `{method}()` has returned", method)


def opens(switch: str, method: str) -> Law:
    """A method turns it on and then off, where it was on before the guard."""

    def so(runs: Runs) -> bool | None:
        found: list[bool | None] = []
        for run in runs:
            if run.on:
                turned = [d.what for d in run.parts[1] if d.of == switch and d.what in ("on", "off")]
                found.append("on" in turned and turned[-1] == "off")
        return all_of(found)

    return Law(so, f"`{method}()` does otherwise", method)


def idle_within(switch: str, method: str, *, inner: bool, on: bool = False) -> Law:
    """A method does nothing in a guard within another, or in one that found it so."""

    def so(runs: Runs) -> bool | None:
        found: list[bool | None] = []
        for run in runs:
            for n, made in ((1, 0), (3, 2)):
                if (inner and n == 3) or (not inner and run.marks[made].on.get(switch) is on):
                    found.append(not [d for d in run.parts[n] if d.what != "ask"])
        acts = any(d.what != "ask" for run in runs for d in run.parts[1])
        whole = all_of(found)
        return whole if whole is False or acts else None

    return Law(so, f"`{method}()` does something", method)


def in_order(known: Switched, first: str, second: str) -> Law:
    """Wherever both are done, all of the one comes before any of the other."""
    of = {"up": known.counter, "down": known.counter}

    def so(runs: Runs) -> bool | None:
        found: list[bool | None] = []
        for run in runs:
            for n in (0, 2, 4, 5):
                done = [d.what for d in run.parts[n] if d.of == of.get(d.what, known.switch)]
                if first in done and second in done:
                    last = max(k for k, w in enumerate(done) if w == first)
                    found.append(last < done.index(second))
        return all_of(found)

    return Law(so, "they are done the other way round")


__all__ = [
    "Law", "closed_again", "counted", "idle_within", "in_order", "opens", "put_back", "saved", "stays_off", "tells", "told_apart",
]  # fmt: skip
