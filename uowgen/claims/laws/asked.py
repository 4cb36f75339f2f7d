"""What is told at any time, as moments: what only asks is called in few stories, and told after each call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.moments import Moment, moments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.stories.records import Beat, Journal


def calls_of(journal: Journal, method: str) -> tuple[Moment, ...]:
    """The calls of a method; those of a maker are the beats that stories begin with."""
    by_method = moments_of(journal).by_method
    making = journal.parts[method].takes == "" and method not in by_method
    return by_method.get("", ()) if making else moments_of_call(journal, method)


def moments_of_call(journal: Journal, method: str) -> tuple[Moment, ...]:
    """The calls of a method; of one that only asks, what it tells after each call, once for each state in which it is asked."""
    moments = moments_of(journal)
    found = moments.by_method.get(method, ())
    if method not in journal.askers:
        return found
    kept = journal.notes.get(("asked", method))
    if not isinstance(kept, tuple):
        kept = journal.notes["asked", method] = told_in(moments.all, method)
    return (*found, *kept)


def told_in(moments: tuple[Moment, ...], method: str) -> tuple[Moment, ...]:
    """What a method that only asks tells after each of the calls, once for each state."""
    found, seen = [], set()
    for m in moments:
        look, ours = m.own.after, m.ours.after if m.ours is not None else None
        if look is None or method not in look:
            continue
        state = str((sorted(look.items()), ours and sorted(ours.items()), m.own.name))
        if state in seen:
            continue
        seen.add(state)
        other = m.ours if ours is not None and method in ours else None
        clean = m.clean and other is not None and other.gave == m.own.gave and _alike(look, ours or {}, method)
        found.append(
            Moment(
                _telling(m.own, method), _telling(other, method) if other is not None else None, m.start, clean, (*m.earlier, m.own)
            )
        )
    return tuple(found)


def _telling(beat: Beat, method: str) -> Beat:
    """The question as a call right after another."""
    return beat._replace(
        name=method,
        given=(),
        gave=(beat.after or {})[method],
        panicked=False,
        before=beat.after,
        at=beat.at + 1,
        did=(),
        declines=False,
    )


def _alike(own: Mapping[str, object], other: Mapping[str, object], method: str) -> bool:
    return all(own[k] == other[k] for k in own if k in other and k != method)
