"""How things may stand at a call, out of a small inventory, each with the words that it may be told in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.laws.bags import DENIED, NOT, Phrase, about, noun_of, size_in, stems, synonyms
from uowgen.claims.laws.facts import ALLOWED, REFUSED
from uowgen.claims.laws.history import moments_of_call
from uowgen.claims.laws.outcomes import held_before
from uowgen.claims.laws.situations import is_among, is_in, is_zero, not_, uneven
from uowgen.claims.stories.cast import HOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test

_EMPTY = stems("empty free vacant idle gone missing")
_LEFT = stems("left remain wait queue present pending available there store hold register outstand live exist record track")
_FULL = stems("full exhaust saturate")
_ROOM = stems("room space slot free place left available")
_WELL = stems("succeed succeeds success successful accept work fine pass")
_AMONG = stems(
    "duplicate exist present queue register store track list know insert mount map record wait hold pend cache take use repeat"
)
_NOT_AMONG = stems("unknown unregister untrack unlist absent miss foreign unmap unmount")
_STATE = stems("state status phase mode flag bit")
_WHOLES = frozenset(form(h) for h in HOLDERS)
_BOTH = frozenset({frozenset[str](), frozenset({"already"})})
_ZEROS = frozenset({frozenset({"0"})})
_EVEN = stems("size boundary page")


class Ground(NamedTuple):
    """How things stand, and the words for it."""

    phrase: Phrase
    test: Test


class Grounds:
    """How things may stand at calls of one method."""

    def __init__(self, lexicon: Lexicon, method: str) -> None:
        self.lexicon, self.method = lexicon, method
        self.rows = moments_of_call(lexicon.journal, method)
        self.beside = about(lexicon, method)
        self.all = [*self._held(), *self._given(), *self._gone()]

    def _held(self) -> Iterator[Ground]:
        keys = [k for k in self.lexicon.keys if not k.key.startswith("?")]
        lists = [k.key for k in keys if "list" in k.sorts and "changing" in k.sorts]
        for key in keys:
            noun, name = noun_of(self.lexicon, key.key) | synonyms(key.name), key.key
            if "list" in key.sorts:
                # Where there is one list, the type is empty when it is.
                whole = noun | _WHOLES | self.beside if lists == [name] else noun
                yield from self._empty(name, noun, whole)
                yield from self._full(name, noun, whole)
            elif "number" in key.sorts:
                yield Ground(Phrase((noun,), _LEFT | self.beside, NOT | _ZEROS), _has(name, lambda v: v == 0))
                yield Ground(Phrase((noun,), _STATE | self.beside, frozenset({frozenset({"1"})})), _has(name, lambda v: v == 1))
            elif "flag" in key.sorts:
                yield from self._flag(name, key.name)
            for variant in self.lexicon.variants_held(name):
                words = tuple(frozenset({w}) for w in parts(variant))
                beside = self.beside | key.name | _STATE
                code = frozenset({f"`{variant}`"})
                for denied in (False, True):
                    turned = frozenset({DENIED}) if denied else frozenset[str]()
                    exact = frozenset({turned, turned | {"already"}})
                    yield Ground(Phrase(words, beside, exact), is_in(name, variant, denied=denied))
                    yield Ground(Phrase((), beside, frozenset(e | code for e in exact)), is_in(name, variant, denied=denied))

    def _empty(self, key: str, noun: frozenset[str], whole: frozenset[str]) -> Iterator[Ground]:
        size = size_in(self.lexicon, key)
        empty = _has(key, lambda v: size(v) == 0)
        yield Ground(Phrase((stems("empty"),), whole | noun), empty)
        yield Ground(Phrase((stems("empty"),), whole | noun, NOT), not_(empty))
        yield Ground(Phrase((noun,), _LEFT | whole, NOT | _ZEROS), empty)
        yield Ground(Phrase((noun, _LEFT), whole), not_(empty))

    def _full(self, key: str, noun: frozenset[str], whole: frozenset[str]) -> Iterator[Ground]:
        """As many things as ever, and as many as a constant says or there are places."""
        size = size_in(self.lexicon, key)
        rows = [held_before(m, key) for m in self.rows]
        sizes = [n for v in rows if (n := size(v)) is not None]
        most, places = max(sizes, default=0), [len(v) for v in rows if isinstance(v, tuple)]
        limits = {self.lexicon.number(c.key) for c in self.lexicon.constants}
        limits |= {held_before(m, k.key) for m in self.rows[:4] for k in self.lexicon.keys if k.sorts == {"number"}}  # type: ignore[misc]
        if most < 1 or not (most in limits or (most == max(places) and min(places) == most)):
            return
        whole |= frozenset(w for c in self.lexicon.constants if self.lexicon.number(c.key) == most for w in c.name)
        full = _has(key, lambda v: (size(v) or 0) >= most)
        yield Ground(Phrase((_FULL,), whole | noun), full)
        yield Ground(Phrase((_FULL,), whole | noun, NOT), not_(full))
        yield Ground(Phrase((stems("room space slot place"),), _ROOM | whole, NOT), full)

    def _flag(self, key: str, named: frozenset[str]) -> Iterator[Ground]:
        """“pinned”, “unpinned”, “the dirty flag is set”."""
        words = named - stems("is has be")
        noun = words | synonyms(words) | {f"`{key.rpartition('.')[2]}`"}
        beside = self.beside | _STATE | stems("set")
        yield Ground(Phrase((noun,), beside, _BOTH), _has(key, lambda v: v is True))
        yield Ground(Phrase((noun,), beside, NOT), _has(key, lambda v: v is False))
        contrary = frozenset(pre + w for w in words for pre in ("un", "in", "non")) | frozenset(
            w[2:] for w in words if w[:2] == "un"
        )
        yield Ground(Phrase((contrary,), beside), _has(key, lambda v: v is False))

    def _given(self) -> Iterator[Ground]:
        """What a number given is, and whether what is given is there already."""
        part = self.lexicon.journal.parts.get(self.method)
        rows = part.parameters if part is not None else ()
        for at, (name, kind) in enumerate(rows):
            noun = frozenset(parts(name)) | {f"`{name}`"}
            beside = self.beside - (frozenset().union(*(parts(n) for n, _ in rows)) - noun)
            yield Ground(Phrase((noun,), beside, _ZEROS), is_zero(at))
            if len(rows) == 1:
                yield Ground(Phrase((), self.beside, _ZEROS), is_zero(at))
            for step in {n for c in self.lexicon.constants if (n := self.lexicon.number(c.key)) and n > 1 and n & (n - 1) == 0}:
                near = self.beside | frozenset(
                    w for c in self.lexicon.constants if self.lexicon.number(c.key) == step for w in c.name
                )
                yield Ground(Phrase((stems("align multiple"),), near | _EVEN, NOT), uneven(at, step))
                yield Ground(Phrase((stems("unaligned misaligned"),), near | _EVEN), uneven(at, step))
            for key in self.lexicon.keys:
                if "list" not in key.sorts:
                    continue
                mine = frozenset(parts("".join(c if c.isalnum() else "_" for c in kind))) | noun
                wide = self.beside | key.name | self.lexicon.elements_of(key.key) | _WHOLES
                there = is_among(key.key, at, so=True)
                yield Ground(Phrase((_AMONG,), wide | mine, _BOTH), there)
                yield Ground(Phrase((_AMONG,), wide | mine, NOT), not_(there))
                yield Ground(Phrase((_NOT_AMONG,), wide | mine), not_(there))

    def _gone(self) -> Iterator[Ground]:
        """How the call ended, or one that it makes."""
        yield Ground(Phrase((REFUSED,), self.beside), lambda m: m.own.refused)
        yield Ground(Phrase((ALLOWED,), self.beside, NOT), lambda m: m.own.refused)
        yield Ground(Phrase((_WELL,), self.beside), went_well)
        for path in dict.fromkeys(d.path for m in self.rows for d in m.own.did):
            names = path.replace(".", "::").split("::")
            last = frozenset(parts(names[-1]))
            verbs = last | {v for v, meant in VERBS.items() if meant & last} | {f"`{names[-1]}`"}
            beside = self.beside | frozenset(p for n in names[:-1] for p in parts(n))
            yield Ground(Phrase((verbs, REFUSED), beside), _went(path, failed=True))
            yield Ground(Phrase((verbs, _WELL), beside), _went(path, failed=False))


def went_well(m: Moment) -> bool:
    """Whether something was done; what is said of that needs no call in which nothing was to tell it apart."""
    return not m.own.refused


def _went(path: str, *, failed: bool) -> Test:
    def test(m: Moment) -> bool | None:
        rows = [d for d in m.own.did if d.path == path]
        return any(d.failed for d in rows) if failed else bool(rows) and not any(d.failed for d in rows)

    return test


def _has(key: str, wanted: object) -> Test:
    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return None if value is None else bool(wanted(value))  # type: ignore[operator]

    return test


__all__ = ["Ground", "Grounds", "went_well"]
