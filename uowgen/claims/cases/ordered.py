"""Sentences on which of two things is done first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.claim import Claim, joined
from uowgen.claims.cases.matching import contains
from uowgen.claims.cases.orders import is_before
from uowgen.claims.valued.wanted import Pattern

if TYPE_CHECKING:
    from uowgen.claims.cases.atoms import Atom
    from uowgen.claims.cases.tests import Tests

_SORTS = ("before", "after", "first")
_NOT_READ = ("not", "except", "unless", "count", "only", "leaves", "still")
_BESIDE = ("fn", "gives", "passive", "type", "sets", "every", "same", "cond", "stores", *_SORTS)


def ordered(reader: Tests) -> Claim | None:
    """The claim that one of exactly two things is done before the other; None where it is not read so."""
    atoms = reader.atoms
    if any(a.sort in _NOT_READ for a in atoms) or not reader.action.changes:
        return None
    things: list[object] = []
    sign, mode = "", ""
    for a in atoms:
        thing = _thing(reader, a)
        if a.sort == "cond":
            mode = "in"
        elif a.sort in _SORTS:
            if a.sort == "after" and reader.low(a.end) in ("and", "per", "for", "with", "passing", "in", ",", ""):
                return None
            if sign and a.sort != "first":
                return None
            sign = sign or f"{a.sort}{len(things)}"
        elif a.sort == "val" and (mode == "in" or thing is None):
            test = reader.into(a, 0)
            if test is None:
                return None
            reader.ins.append((test, reader.group(a), False))
            mode, thing = "", None
        elif thing is None and a.sort not in _BESIDE:
            return None
        if thing is not None and (not things or things[-1] != thing):
            things.append(thing)
    pair = _in_order(reader, things, sign) if len(things) == 2 else None
    if pair is None:
        return None
    right = is_before(*pair)
    inside = joined([(t, g) for t, g, _ in reader.ins])
    return Claim(reader.action, lambda r: inside(r) and right(r) is not None, right, True, right, reader.given_fn)


def _in_order(reader: Tests, things: list[object], sign: str) -> tuple[object, object] | None:
    """The two things in the order that is said. `sign` tells the word for it, and how many things stand before that."""

    def says(*words: str) -> bool:
        return any(a.low in words for a in reader.atoms)

    first, then = things
    if sign in ("before1", "after0", "first0", "first1") or (sign == "before2" and says("then", "afterwards", "and then")):
        return first, then
    if sign == "first2" and says("second", "finally", "last", "in this order", "in that order"):
        return first, then
    return (then, first) if sign in ("after1", "before0", "first2") else None


def _thing(reader: Tests, a: Atom) -> object:
    """A call or a field that an atom is about; for a state, the field that comes to have it."""
    if a.sort == "event":
        return a.data
    if a.sort == "field":
        return str(a.data)
    if a.sort != "val" or not isinstance(a.data, Pattern):
        return None
    own = reader.words.owners.get(a.data.head, [""])
    after = reader.rows[0].after or {}
    fields = [f for f, v in after.items() if isinstance(v, tuple) and v and reader.words.owners.get(str(v[0])) == own]
    reached = any(contains((r.after or {}).get(f), a.data) for r in reader.rows for f in fields if r.after != r.before)
    return fields[0] if fields and reached else None


__all__ = ["ordered"]
