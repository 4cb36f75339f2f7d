"""Reads what is recorded part by part, and what is taken out by its key: “records address, frame and count”, “takes out the span with that
address, `None` if there is none”, “spans taken out are not released on drop”.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.each import leaves
from uowgen.claims.laws.listed import THINGS
from uowgen.claims.laws.moments import later_apart
from uowgen.claims.laws.outcomes import Outcome, held_after, held_before, inside, is_variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_RECORDING = frozenset("records stores remembers keeps tracks notes saves registers adds appends pushes".split())
_IDLE = frozenset("its their it of both also as in order together given new number length amount how many".split())
_WHOLE = frozenset(form(w) for w in "value argument parameter field part number".split())
_COUNT = {"both": 2, "two": 2, "three": 3, "four": 4}
_KINDS = frozenset(form(w) for w in "address number count length size amount".split())
_SAME = (
    "phys physical paddr pa", "virt virtual vaddr va", "dev device", "len length size count", "num number count", "irq interrupt line",
    "fd descriptor", "idx index", "id identifier handle", "addr address", "prio priority", "pfn frame", "off offset", "buf buffer",
)  # fmt: skip
_TAKING_OUT = (
    ("takes", "out"), ("takes",), ("removes",), ("forgets",), ("untracks",), ("deletes",), ("unregisters",), ("extracts",), ("pulls", "out"), ("hands", "out"), ("gives", "up"), ("detaches",), ("lets", "go", "of"),
)  # fmt: skip
_GIVING = frozenset("returns hands gives yields".split())
_BY = frozenset("with of at for under by".split())
_THAT = frozenset("that this given same matching its passed".split())
_NO_SUCH = frozenset(
    "if when for there is are was exists exist none no such one not found unknown absent missing it nothing matches has".split()
)
_DENYING = frozenset("no none not unknown absent missing otherwise nothing".split())
_ELSE = frozenset(", or else otherwise and ; returns gives".split())


def recorded_parts(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“records VA, frame and flags”, “remembers all three values”: each of the things given is among what is held afterwards."""
    part = lexicon.journal.parts.get(method)
    if part is None or len(words) < 3 or words[0].code or words[0].text not in _RECORDING or not part.parameters:
        return
    names = [name for name, _ in part.parameters]
    rest = words[1:]
    said = [w.text for w in rest if w.code or w.text != "all"]
    if len(said) == 2 and _COUNT.get(said[0]) == len(names) and form(said[1]) in _WHOLE:
        yield _among_held(lexicon, list(range(len(names))))
        return
    places: list[int] = []
    for piece in _pieces(rest):
        place = _parameter(piece, names, lexicon)
        if place is None or place in places:
            return
        places.append(place)
    if len(places) > 1:
        yield _among_held(lexicon, places)


def _pieces(words: Words) -> list[Words]:
    found: list[list[Word]] = [[]]
    for w in words:
        if not w.code and w.text in (",", "and", "with", "plus", "/"):
            found.append([])
        else:
            found[-1].append(w)
    return [tuple(p) for p in found if p]


def _parameter(piece: Words, names: list[str], lexicon: Lexicon) -> int | None:
    """Which of the things given a noun stands for: by its name, else by the comment of the field that is called so."""
    if len(piece) == 1 and piece[0].code:
        return names.index(piece[0].raw) if piece[0].raw in names else None
    said = {form(w.text) for w in piece if not w.code and w.text not in _IDLE}
    if not said or any(w.code for w in piece):
        return None
    best: list[tuple[int, int]] = []
    for n, name in enumerate(names):
        named = _near(set(parts(name)))
        if said <= named | lexicon.said_of_field(name) | _KINDS:
            best.append((len(said & named), n))
    most = max(best, default=(0, 0))[0]
    found = [n for count, n in best if count == most]
    return found[0] if len(found) == 1 and (most or said - _KINDS) else None


def _near(names: set[str]) -> set[str]:
    found = set(names)
    for row in _SAME:
        near = {form(w) for w in row.split()}
        if near & names:
            found |= near
    return found


def _among_held(lexicon: Lexicon, places: list[int]) -> Outcome:
    lists = [k.key for k in lexicon.keys if "list" in k.sorts and "changing" in k.sorts]

    def more(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> Counter[str] | None:
        """What is held afterwards, and was not before."""
        if before is None or after is None or not all(key in before and key in after for key in lists):
            return None
        rows = [Counter(repr(x) for key in lists for x in leaves(look[key])) for look in (before, after)]
        return rows[1] - rows[0]

    def right(beat: Beat) -> bool | None:
        new = more(beat.before, beat.after)
        if new is None or not new or len(beat.given) <= max(places):
            return None if new is None or beat.refused else False
        return not Counter(repr(beat.given[n]) for n in places) - new

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        seen = right(m.ours)
        return seen if seen is not False else False if later_apart(lexicon.journal, m) else None

    def telling(m: Moment) -> bool:
        given = [m.own.given[n] for n in places if n < len(m.own.given)]
        return bool(lists) and len(set(given)) == len(places)

    return Outcome(lambda m: None if m.own.refused else right(m.own), tree, telling=telling)


# ------------------------------------------------------------------------------------------------------------ taken by a key


def taken_by_key(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“takes out the span with that address, `None` if there is none”, “removes and returns the entry for the given id”."""
    part = lexicon.journal.parts.get(method)
    if part is None or len(part.parameters) != 1 or len(words) < 4:
        return
    said = tuple(w.text if not w.code else "`" for w in words)
    verb = next((v for v in _TAKING_OUT if said[: len(v)] == v), None)
    if verb is None:
        return
    rest = words[len(verb) :]
    if len(rest) > 2 and [rest[0].text, rest[1].text in _GIVING] == ["and", True]:
        rest = rest[2:]
        rest = rest[1:] if rest[0].text in ("out", "back", "over") else rest
    rest, none = _without_none(rest, lexicon.words_about(method))
    name = part.parameters[0][0]
    by = next((n for n, w in enumerate(rest) if not w.code and w.text in _BY), len(rest))
    if any(w.code for w in rest[:by]) or not by or by == len(rest) - 1:
        return
    noun = {form(w.text) for w in rest[:by]}
    key = tuple(w for w in rest[by + 1 :] if w.code or w.text not in _THAT)
    if by == len(rest):  # the thing itself is what is given
        if by > 1 or _parameter(rest, [name], lexicon) != 0:
            return
        noun = set()
    named = not key or (len(key) == 1 and key[0].code and key[0].raw == name) or _parameter(key, [name], lexicon) == 0
    for held in lexicon.keys if named else ():
        if "list" in held.sorts and "changing" in held.sorts and noun <= held.name | lexicon.elements_of(held.key) | THINGS:
            yield from (_taken(lexicon, held.key, place, none=none) for place in range(_width(lexicon, held.key)))


def out_of(key: str, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """What the method is given, or is told apart by it, is no longer in the list."""
    part = lexicon.journal.parts.get(method)
    if part is not None and len(part.parameters) == 1:
        yield from (_taken(lexicon, key, place, none=False) for place in range(_width(lexicon, key)))


def _without_none(words: Words, known: frozenset[str]) -> tuple[Words, bool]:
    """The words before “, `None` if there is none”, “; `false` if it was not held”, and whether that is said."""
    at = next((n for n, w in enumerate(words) if n and w.raw in ("None", "false")), None)
    tail = words[at + 1 :] if at is not None else ()
    denied = not tail or any(w.text in _DENYING for w in tail)
    if at is None or not denied or any(w.code or (w.text not in _NO_SUCH | _ELSE and form(w.text) not in known) for w in tail):
        return words, False
    before = at
    while before and not words[before - 1].code and words[before - 1].text in _ELSE:
        before -= 1
    return (words[:before], True) if before < at else (words, False)


def _width(lexicon: Lexicon, key: str) -> int:
    """How many parts the things of a list have."""
    rows: list[object] = []
    for beat in lexicon.journal.theirs or ():
        held = (beat.after or {}).get(key)
        if isinstance(held, tuple) and not is_variant(held):
            rows += held
    return max((len(leaves(row)) for row in rows), default=0)


def _taken(lexicon: Lexicon, key: str, place: int, *, none: bool) -> Outcome:
    def found(m: Moment) -> tuple[int, object] | None:
        """Where the thing is of which the part at `place` is what is given."""
        rows = held_before(m, key)
        for n, row in enumerate(rows if isinstance(rows, tuple) else ()):
            inner = leaves(row)
            if place < len(inner) and m.own.given and inner[place] == m.own.given[0]:
                return n, row
        return None

    def own(m: Moment) -> bool | None:
        before, after, one = held_before(m, key), held_after(m, key), found(m)
        if not isinstance(before, tuple) or not isinstance(after, tuple) or is_variant(before):
            return None
        if one is None:
            return (m.own.gave in (("None",), False) and after == before) if none else None
        gave = leaves(inside(m.own.gave))
        left = Counter(map(repr, before)) - Counter(map(repr, after))
        out = leaves(one[1])
        return (
            left == Counter([repr(one[1])])
            and len(after) <= len(before)
            and (m.own.gave is True or gave in (out, out[:place] + out[place + 1 :]))
        )

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        if (m.ours.gave, m.ours.panicked) != (m.own.gave, m.own.panicked):
            return False
        before, after = (m.ours.before or {}).get(key), (m.ours.after or {}).get(key)
        theirs = held_after(m, key)
        known = before == held_before(m, key) and isinstance(after, tuple) and isinstance(theirs, tuple)
        if known and sorted(map(repr, after or ())) == sorted(map(repr, theirs or ())):  # type: ignore[call-overload]
            return True
        return False if later_apart(lexicon.journal, m) else None

    def telling(m: Moment) -> bool:
        rows, one = held_before(m, key), found(m)
        return one is not None and isinstance(rows, tuple) and 0 <= one[0] < len(rows) - 1

    return Outcome(own, tree, telling=telling)


__all__ = ["out_of", "recorded_parts", "taken_by_key"]
