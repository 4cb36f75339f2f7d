"""Reads what guards are said to do to a store that they borrow: “dropping without commit restores old contents and dirty flags”, “removes pages
the transaction created”, “writes survive the drop after `commit()`”, “saves the old page once, before its first change”, “marks the page dirty”.

A store is something borrowed that finds one thing for each key. What was there when the value began is what its end may bring back.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.outcomes import Outcome
from uowgen.claims.laws.situations import compare
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]
    Rows = Mapping[str, object]

_RESTORING = frozenset("restores reinstates reverts recovers rolls puts brings".split())
_OLD = frozenset("old previous original former prior earlier initial saved recorded".split())
_WHOLE = frozenset(form(w) for w in "content contents data page pages entry entries value values state states item items".split())
_FLAG = frozenset(form(w) for w in "flag flags bit bits mark marks".split())
_IDLE = frozenset("all every each any the their its of and back again to in into".split())
_REMOVING = frozenset("removes deletes drops evicts discards takes".split())
_MADE = frozenset("created added inserted made new newly".split())
_MAKERS = frozenset("that which it guard transaction was were has have had been meanwhile since".split())
_CHANGES = frozenset(form(w) for w in "write writes change changes update updates edit edits modification modifications".split())
_STAYING = (("survive",), ("persist",), ("stay",), ("remain",), ("are", "kept"), ("stay", "in", "place"))
_KEEPING = frozenset("keeps preserves leaves retains".split())
_AFTER = frozenset("after once when".split())
_SAVING = frozenset("saves records remembers keeps stores snapshots copies notes".split())
_ONCE = (("once",), ("only", "once"), ("exactly", "once"), ("just", "once"), ("one", "time"))
_BEFORE = frozenset(
    "before its first change changing it write modification being changed modified overwritten is touched any".split()
)
_MARKING = frozenset("marks flags sets leaves makes".split())
_NOT = frozenset("not doesn't don't cannot can't".split())


def _stores(lexicon: Lexicon) -> list[str]:
    """The keys of looks under which something borrowed has one thing for each of its keys."""
    rows = [b.after for b in lexicon.journal.theirs or () if b.after is not None]
    found = [k.key for k in lexicon.keys if "list" in k.sorts and k.key.count(".") > 1]
    return [
        k for k in found if all(_pairs(look[k]) is not None for look in rows if k in look) and any(look.get(k) for look in rows)
    ]


def _pairs(value: object) -> Rows | None:
    """The things of a store by their keys; None for what is no store."""
    if not isinstance(value, tuple) or any(not isinstance(v, tuple) or len(v) != 2 for v in value):
        return None
    found = {repr(v[0]): v[1] for v in value}
    return found if len(found) == len(value) else None


def _then(beat: Beat, key: str, *, after: bool) -> Rows | None:
    look = beat.after if after else beat.before
    return _pairs(look[key]) if look is not None and key in look else None


def _begin(m: Moment, key: str, lexicon: Lexicon) -> Rows | None:
    """What was there when the value began; None where another lived before it."""
    makers = [b for b in (*m.earlier, m.own) if (p := lexicon.journal.parts.get(b.name)) is None or not p.takes]
    return _then(m.start, key, after=True) if len(makers) == 1 and makers[0] is m.start else None


def _shapes(lexicon: Lexicon, key: str) -> dict[str, tuple[str, ...]]:
    """The names of the fields of things in a store, by the type of the thing."""
    heads = {
        v[0]
        for b in lexicon.journal.theirs or ()
        for v in (_then(b, key, after=True) or {}).values()
        if isinstance(v, tuple) and v and isinstance(v[0], str)
    }
    return {h: tuple(lexicon.journal.shapes[h]) for h in heads if h in lexicon.journal.shapes}


def _flags(lexicon: Lexicon, key: str) -> dict[str, int]:
    """Where the things of a store say yes or no, by the name of the field."""
    found: dict[str, int] = {}
    for head, names in _shapes(lexicon, key).items():
        for beat in lexicon.journal.theirs or ():
            for v in (_then(beat, key, after=True) or {}).values():
                if isinstance(v, tuple) and v[:1] == (head,):
                    found |= {n: at for at, n in enumerate(names, 1) if at < len(v) and isinstance(v[at], bool)}
    return found


def _nouns(lexicon: Lexicon, key: str) -> set[str]:
    """The words for a store and what is in it."""
    names = [
        *_shapes(lexicon, key),
        *(n for rows in _shapes(lexicon, key).values() for n in rows),
        key.replace(".", "_").strip("_"),
    ]
    return {p for n in names for p in parts(n)} | set(_WHOLE)


# ------------------------------------------------------------------------------------------------------------------ ends


def rolled_back(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """All that the words may say of what a call does to a store."""
    if len(words) < 2 or any(w.code for w in words):
        return
    said = [w.text for w in words]
    for key in _stores(lexicon):
        yield from _restored(said, lexicon, key)
        yield from _removed(said, lexicon, key)
        yield from _kept(said, lexicon, key)
        yield from _saved(said, lexicon, key, method)
        yield from _marked(said, lexicon, key, method)


def _restored(said: list[str], lexicon: Lexicon, key: str) -> Iterator[Outcome]:
    if said[0] not in _RESTORING or (said[0] in ("rolls", "puts", "brings") and "back" not in said):
        return
    flags, nouns = _flags(lexicon, key), _nouns(lexicon, key)
    rest = [w for w in said[1:] if w not in _OLD | _IDLE]
    named = {f: at for f, at in flags.items() if set(parts(f)) & {form(w) for w in rest}}
    flagged = bool(named) or any(form(w) in _FLAG for w in rest)
    things = [w for w in rest if form(w) in nouns and not any(form(w) in parts(f) for f in flags)]
    if (
        not rest
        or any(form(w) not in nouns | _FLAG | {p for f in flags for p in parts(f)} for w in rest)
        or not (things or flagged)
    ):
        return
    places = set((named or flags).values()) if flagged else set()
    others = bool(things)

    def part(value: object) -> object:
        if not isinstance(value, tuple):
            return value
        return tuple(v for n, v in enumerate(value) if (n in places if n in flags.values() else others))

    def back(m: Moment, beat: Beat) -> bool | None:
        first, now = _begin(m, key, lexicon), _then(beat, key, after=True)
        return None if first is None or now is None else all(k in now and part(now[k]) == part(v) for k, v in first.items())

    def telling(m: Moment) -> bool:
        first, before = _begin(m, key, lexicon), _then(m.own, key, after=False)
        return (
            first is not None and before is not None and any(k in before and part(before[k]) != part(v) for k, v in first.items())
        )

    yield _outcome(back, telling, whole=True)


def _removed(said: list[str], lexicon: Lexicon, key: str) -> Iterator[Outcome]:
    rest = [w for w in said[1:] if w not in _IDLE | _MAKERS and form(w) not in parts(lexicon.type)]
    made = [w for w in rest if w in _MADE]
    if (
        said[0] not in _REMOVING
        or not made
        or not all(w in _MADE or form(w) in _nouns(lexicon, key) for w in rest)
        or len(rest) < 2
    ):
        return

    def gone(m: Moment, beat: Beat) -> bool | None:
        first, now = _begin(m, key, lexicon), _then(beat, key, after=True)
        return None if first is None or now is None else all(k in first for k in now)

    def telling(m: Moment) -> bool:
        first, before = _begin(m, key, lexicon), _then(m.own, key, after=False)
        return first is not None and before is not None and any(k not in first for k in before)

    yield _outcome(gone, telling, whole=True)


def _kept(said: list[str], lexicon: Lexicon, key: str) -> Iterator[Outcome]:
    rest = [w for w in said[1:] if w not in _IDLE | {"in", "place"}]
    if said[0] in _KEEPING and rest and all(form(w) in _CHANGES for w in rest):
        yield _stays(lexicon, key)


def _stays(lexicon: Lexicon, key: str) -> Outcome:
    """What is in the store after the call is what was in it, other than it was at first."""

    def same(m: Moment, beat: Beat) -> bool | None:
        before, now = _then(beat, key, after=False), _then(beat, key, after=True)
        return None if before is None or now is None else before == now

    def telling(m: Moment) -> bool:
        first, before = _begin(m, key, lexicon), _then(m.own, key, after=False)
        return first is not None and before is not None and first != before

    return _outcome(same, telling)


def survives(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, Test | None, Outcome]]:
    """“Writes survive the drop after `commit()`”, “changes stay once committed”: the call in which the value ends, or its end after it."""
    at = next((n for n in range(1, min(len(words), 3)) if any(_is_at(words, n, row) for row in _STAYING)), None)
    if at is None or not all(not w.code and (form(w.text) in _CHANGES or w.text in _IDLE) for w in words[:at]):
        return
    row = max((row for row in _STAYING if _is_at(words, at, row)), key=len)
    rest = [
        w for w in words[at + len(row) :] if w.code or w.text not in ("drop", "in", "place", "has", "been", "is", "was", "called")
    ]
    if len(rest) != 2 or rest[0].code or rest[0].text not in _AFTER:
        return
    for name, part in lexicon.journal.parts.items():
        named = bare_name(rest[1].raw) == name if rest[1].code else form(rest[1].text) == form(name)
        if named and part.takes in ("value", "mut") and name != "drop":
            for key in _stores(lexicon):
                later = _came_before(name)
                yield (name, None, _stays(lexicon, key)) if part.takes == "value" else ("drop", later, _stays(lexicon, key))


def _came_before(name: str) -> Test:
    return lambda m: any(b.name == name and not b.refused for b in m.earlier)


def _is_at(words: Words, at: int, row: tuple[str, ...]) -> bool:
    return tuple(w.text if not w.code else "`" for w in words[at : at + len(row)]) == row


# ----------------------------------------------------------------------------------------------------------------- calls


def _saved(said: list[str], lexicon: Lexicon, key: str, method: str) -> Iterator[Outcome]:
    """“saves the old page once, before its first change”: among what the value holds there is one for the key, with what was there at first."""
    tail = next((n for n, w in enumerate(said) if w in (",", "before")), len(said))
    behind = [w for w in said[tail:] if w != ","]
    row = next((r for r in sorted(_ONCE, key=len, reverse=True) if tuple(said[tail - len(r) : tail]) == r), None)
    noun = said[1 : tail - len(row)] if row is not None else []
    old = [w for w in noun if w in _OLD]
    if said[0] not in _SAVING or not old or not all(w in _OLD | _IDLE or form(w) in _nouns(lexicon, key) for w in noun):
        return
    if behind and (behind[0] != "before" or len(behind) < 2 or not set(behind) <= _BEFORE):
        return

    def right(m: Moment, beat: Beat) -> bool | None:
        first = _begin(m, key, lexicon)
        if beat.refused or first is None or beat.after is None or not beat.given:
            return None
        was = first.get(repr(beat.given[0]))
        wanted = ("Some", was) if was is not None else ("None",)
        lists = [v for k, v in beat.after.items() if k.startswith(".") and k.count(".") == 1 and isinstance(v, tuple)]
        found = [e for rows in lists for e in rows if isinstance(e, tuple) and beat.given[0] in e]
        return [e[-1] for e in found] == [wanted] if found else None

    def telling(m: Moment) -> bool:
        first, before = _begin(m, key, lexicon), _then(m.own, key, after=False)
        thing = repr(m.own.given[0]) if m.own.given else ""
        return first is not None and before is not None and thing in first and first[thing] != before.get(thing)

    yield _outcome(right, telling)


def _marked(said: list[str], lexicon: Lexicon, key: str, method: str) -> Iterator[Outcome]:
    """“marks the page dirty”, “sets the dirty flag of the page”: so it is of the thing that is found for what is given."""
    flags, nouns = _flags(lexicon, key), _nouns(lexicon, key)
    stems = [form(w) for w in said[1:] if w not in _IDLE | {"as"}]
    named = [f for f in flags if set(parts(f)) <= set(stems)]
    rest = [w for w in stems if not named or w not in parts(named[0])]
    if said[0] not in _MARKING or len(named) != 1 or not all(w in nouns | _FLAG for w in rest) or not rest:
        return
    at = flags[named[0]]

    def so(m: Moment, beat: Beat) -> bool | None:
        now = _then(beat, key, after=True)
        thing = now.get(repr(beat.given[0])) if now is not None and beat.given else None
        return None if beat.refused or not isinstance(thing, tuple) else thing[at] is True

    def telling(m: Moment) -> bool:
        before = _then(m.own, key, after=False)
        thing = before.get(repr(m.own.given[0])) if before is not None and m.own.given else None
        return isinstance(thing, tuple) and thing[at] is False

    yield _outcome(so, telling)


def _outcome(right: Callable[[Moment, Beat], bool | None], telling: Callable[[Moment], bool], *, whole: bool = False) -> Outcome:
    def own(m: Moment) -> bool | None:
        return None if m.own.panicked else right(m, m.own)

    def tree(m: Moment) -> bool | None:
        return None if m.ours is None or m.ours.panicked else right(m, m.ours)

    return Outcome(own, tree, telling=telling, whole=whole)


# ------------------------------------------------------------------------------------------------------------ situations


def too_long(words: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    """“the data does not fit into the page”: what is given reaches beyond a limit, from where it is to begin."""
    from uowgen.claims.laws.amounts import Amounts
    from uowgen.claims.laws.terms import Term

    said = [w.text for w in words if not w.code]
    at = next((n for n, w in enumerate(said) if w in ("fit", "fits")), None)
    if at is None or len(said) != len(words) or not set(said[:at]) & _NOT:
        return
    known = lexicon.words_about(method) | _WHOLE | {form(w) for w in ("bytes", "slice", "it", "write", "range")}
    rest = [
        w for n, w in enumerate(said) if n != at and w not in _NOT | {"does", "do", "into", "in", "within", "inside", "of", "one"}
    ]
    part = lexicon.journal.parts.get(method)
    if part is None or not all(form(w) in known for w in rest):
        return
    kinds = [re.sub(r"\s", "", kind) for _, kind in part.parameters]
    lengths = [n for n, k in enumerate(kinds) if k.startswith("&[")]
    starts = [n for n, k in enumerate(kinds) if re.fullmatch(r"u(?:8|16|32|64|size)", k)]
    if len(lengths) != 1:
        return

    def reach(start: int | None) -> Callable[[Beat], object]:
        def end(beat: Beat) -> object:
            rows = beat.given[lengths[0]] if lengths[0] < len(beat.given) else None
            first = beat.given[start] if start is not None and start < len(beat.given) else 0
            return len(rows) + first if isinstance(rows, tuple) and type(first) is int else None

        return end

    for start in (*starts, None):  # of several numbers one is where it begins
        term = Term(f"end from {start}", reach(start))
        yield from (compare(term, limit, ">") for limit in Amounts(lexicon, method).limits())


__all__ = ["rolled_back", "survives", "too_long"]
