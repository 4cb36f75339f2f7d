"""Which answers of the outside let a call of a type go on, and what it gets from the outside.

`if !map.request(at) { return Err(..) }` says with `false` that nothing was done; `if map.is_busy(at) { .. }` says so with `true`. It is found
by trying the spec's own code with either answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.windows import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.enacting import Deed, Teller, Told
    from uowgen.behaviour.outside import Script

Gates = tuple[tuple[str, bool], ...]


def gates_of(teller: Teller, stories: Sequence[tuple[Deed, ...]], script: Script) -> Gates:
    """The calls that answer yes or no, with the answer that lets the last deed of a story go on."""
    found: dict[str, bool] = dict(script.granted)
    for deeds in stories:
        first = teller.told(deeds, script)
        asked = [p for p in dict.fromkeys(e.path for e in first.events) if teller.learnt.get(p) == "bool" and p not in found]
        if first.stuck is not None or not asked:
            continue
        if _goes_on(first, deeds):
            for path in asked:  # is it refused when this one answers otherwise?
                other = teller.told(deeds, script._replace(granted=((path, not script.yes),)))
                if other.stuck is None and not _goes_on(other, deeds):
                    found[path] = script.yes
            continue
        wanted = _opened(teller, deeds, asked, script)
        found.update(wanted)
    return tuple(sorted(found.items()))


def _opened(teller: Teller, deeds: tuple[Deed, ...], asked: list[str], script: Script) -> dict[str, bool]:
    """The answers that let a refused deed go on, found one call after the other."""
    turned: dict[str, bool] = {}
    for _ in range(4):
        path = next((p for p in asked if p not in turned), None)
        if path is None:
            return {}
        turned[path] = not script.yes
        told = teller.told(deeds, script._replace(granted=tuple(turned.items())))
        if told.stuck is not None:
            return {}
        if _goes_on(told, deeds):
            return turned
        asked = [p for p in dict.fromkeys(e.path for e in told.events) if teller.learnt.get(p) == "bool"]
    return {}


def _goes_on(told: Told, deeds: tuple[Deed, ...]) -> bool:
    return len(told.steps) == len(deeds) and not told.steps[-1].refused and not told.steps[-1].panicked


def obtained(told: Told) -> dict[str, frozenset[str]]:
    """By field of a value that was just made: the calls whose answer it holds."""
    if not told.steps or told.stuck is not None or not told.states:
        return {}
    found = {}
    for field, value in told.states[0].items():
        held = value[1] if isinstance(value, tuple) and len(value) == 2 and value[0] == "Some" else value
        names = {key_of(e) for e in told.events if e.step == 0 and not isinstance(held, bool) and held in (e.number, e.answer)}
        if names and held is not None and held not in told.steps[0].given:
            found[field] = frozenset(names)
    return found


__all__ = ["Gates", "gates_of", "obtained"]
