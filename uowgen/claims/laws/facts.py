"""What calls of a method come to, out of a small inventory, each with the words that it may be told in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.bodies.words import VERBS, parts
from uowgen.claims.laws.bags import DENIED, NONE, NOT, Phrase, about, beside_key, noun_of, owner_of, size_in, stems
from uowgen.claims.laws.changes import Changes
from uowgen.claims.laws.history import moments_of_call
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import (
    EMPTY,
    Outcome,
    as_own,
    held_after,
    held_before,
    is_variant,
    refused_alike,
)
from uowgen.claims.laws.results import Results
from uowgen.claims.laws.valued import GIVING, Fact, Values, changing
from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.stories.records import Beat

REFUSED = stems(
    "refuse reject deny decline fail error unsuccessful forbid disallow bounce failure refusal illegal invalid rejection"
)
ALLOWED = stems("allow accept permit succeed succeeds work pass valid ok fine possible legal success")
_PANICS = stems("panic assert assertion abort crash trip")
_GROWING = stems(
    "add record store append push insert put keep track remember collect register log save enqueue queue note grow enter join schedule"
)
_SHRINKING = stems(
    "remove drop pop take delete discard forget evict dequeue unregister strike shrink withdraw purge expel lose forgotten sweep delete"
)
_RAISING = stems("increment increase bump raise grow advance rise climb go add count")
_LOWERING = stems("decrement decrease lower reduce shrink fall subtract sink go take")
_EMPTYING = stems("clear empty reset wipe drain flush discard forget zero")
_SAME = stems("unchanged untouched intact unmodified alone unaffected keep stay remain leave preserve retain survive")
_STAYING = stems("leave stay remain keep")
_CHANGING = stems("change touch alter modify affect disturb move update influence")
_NOTHING = stems("happen change do effect no-op noop touch modify alter record")
_PASSING_OVER = stems("ignore skip disregard")
_SETTING = stems("set raise mark flag turn become make put stay true")
_CLEARING = stems("clear unset reset lower")
_MOVING = stems(
    "become go move lead end enter turn take put bring state transition switch land result make reach set return change"
)
_MAKING = stems("make leave become turn get end")
_ALL = frozenset(frozenset({w}) for w in ("all", "every", "each", "entire", "whole"))
_CALLED = stems("call invoke run ask tell do happen make")
_UP, _DOWN = frozenset({"up"}), frozenset({"down"})
_BY_ONE: tuple[frozenset[str], ...] = (frozenset(), frozenset({"1"}))


class Facts:
    """The facts that calls of one method may keep. `apart`: whether the programs differ in what can be seen."""

    def __init__(self, lexicon: Lexicon, method: str, *, apart: bool) -> None:
        self.lexicon, self.method = lexicon, method
        self.rows = moments_of_call(lexicon.journal, method) or moments_of(lexicon.journal).by_method.get("", ())
        self.changes = Changes(lexicon, method, apart=apart)
        self.beside = about(lexicon, method)
        self.all = [*self._results(), *Values(lexicon, method, self.rows).all, *self._changes(), *self._calls(), *self._nothing()]

    def literal(self, code: str) -> list[Fact]:
        """What is given is written: `None`, `Busy`, `Err(Busy)`."""
        giving, named = (Word(w, w, code) for w, code in (("returns", False), (code, True)))
        found = Results(self.lexicon, self.method).read((giving, named))
        phrase = Phrase((), GIVING | REFUSED | self.beside, frozenset({frozenset({f"`{code}`"}), frozenset({f"`{code}`", "back"})}))
        return [Fact(phrase, one) for one in found]

    def _results(self) -> Iterator[Fact]:
        refused = Outcome(lambda m: m.own.refused, refused_alike, as_own)
        fine = Outcome(lambda m: not m.own.refused, refused_alike, as_own)
        if any(m.own.refused for m in self.rows):
            yield Fact(Phrase((REFUSED,), self.beside | GIVING), refused)
            yield Fact(Phrase((ALLOWED,), self.beside, NOT), refused)
            yield Fact(Phrase((ALLOWED,), self.beside), fine)
        if any(m.own.panicked for m in self.rows):
            panics = Outcome(lambda m: m.own.panicked, lambda m: m.ours.panicked if m.ours is not None else None, as_own)
            yield Fact(Phrase((_PANICS,), self.beside), panics)

    def _changes(self) -> Iterator[Fact]:
        for key in changing(self.lexicon):
            yield from self._changed(key.key, key.sorts, key.name, noun_of(self.lexicon, key.key), 0)
            said = owner_of(self.lexicon, key.key) - self.beside
            yield from self._changed(key.key, key.sorts, key.name, said, -1) if said else ()

    def _changed(self, name: str, sorts: frozenset[str], called: frozenset[str], noun: frozenset[str], rank: int) -> Iterator[Fact]:
        beside = self.beside | beside_key(sorts)
        for exact, verbs in ((NONE, _SAME), (NOT, _CHANGING)):
            yield Fact(Phrase((verbs, noun), beside | _STAYING, exact, rank), self._kept((name,)))
        if "list" in sorts:
            yield Fact(Phrase((_GROWING, noun), beside, NONE, rank), self._sized(name, 1))
            yield Fact(Phrase((_SHRINKING, noun), beside, NONE, rank), self._sized(name, -1))
            yield Fact(Phrase((_GROWING, noun), beside, NOT, rank), self._kept((name,)))
        if "number" in sorts:
            yield from self._counted(name, noun, _RAISING, _UP, 1, rank)
            yield from self._counted(name, noun, _LOWERING, _DOWN, -1, rank)
        if sorts & {"list", "number"}:
            size = size_in(self.lexicon, name)
            emptied = self._is(name, lambda v: v in EMPTY or size(v) == 0)
            yield Fact(Phrase((_EMPTYING, noun), beside | _MAKING, NONE, rank), emptied)
            yield Fact(Phrase((_EMPTYING | _SHRINKING, noun), beside, _ALL, rank), emptied)
        if "flag" in sorts:
            yield Fact(Phrase((_SETTING, noun), beside, NONE, rank), self._is(name, lambda v: v is True))
            yield Fact(Phrase((_CLEARING, noun), beside | _MAKING, NONE, rank), self._is(name, lambda v: v is False))
        for variant in self.lexicon.variants_held(name):
            words = frozenset(parts(variant))
            for exact in (NONE, frozenset({frozenset({f"`{variant}`"})})):
                needs = tuple(frozenset({w}) for w in words) if exact is NONE else ()
                phrase = Phrase((*needs, _MOVING), beside | called, exact)
                yield Fact(phrase, self._is(name, lambda v, variant=variant: is_variant(v) and v[0] == variant))  # type: ignore[misc]

    def _counted(
        self, key: str, noun: frozenset[str], verbs: frozenset[str], way: frozenset[str], sign: int, rank: int
    ) -> Iterator[Fact]:
        going = verbs & stems("go count add take")
        for amount in _BY_ONE:
            exact = frozenset({amount, amount | way})
            outcome = self._after(key, _by_one(sign) if amount else lambda a, b: (b - a) * sign > 0, plain=True)
            yield Fact(Phrase((verbs - going, noun), self.beside | beside_key(frozenset({"number"})), exact, rank), outcome)
            yield Fact(
                Phrase((going, noun), self.beside | beside_key(frozenset({"number"})), frozenset({amount | way}), rank), outcome
            )

    def _sized(self, key: str, sign: int) -> Outcome:
        """A list has more or fewer things after the call."""
        size = size_in(self.lexicon, key)
        return self._after(key, lambda a, b: None not in (size(a), size(b)) and (size(b) - size(a)) * sign > 0)  # type: ignore[operator]

    def _after(self, key: str, right: Callable[[Any, Any], bool], *, plain: bool = False) -> Outcome:
        def own(m: Moment) -> bool | None:
            before, after = held_before(m, key), held_after(m, key)
            if m.own.refused or before is None or after is None or (plain and not type(before) is type(after) is int):
                return None
            return right(before, after)

        return Outcome(own, self.changes.after_as_own(key))

    def _is(self, key: str, wanted: Callable[[object], bool]) -> Outcome:
        def own(m: Moment) -> bool | None:
            value = held_after(m, key)
            return None if (m.own.at and m.own.refused) or value is None else wanted(value)

        def telling(m: Moment) -> bool:
            before = held_before(m, key)
            return before is None or not wanted(before)

        return Outcome(own, self.changes.after_as_own(key), telling=telling)

    def _kept(self, keys: tuple[str, ...]) -> Outcome:
        """Nothing of these changes, in calls that may change something else, or that say that nothing was done."""
        same = self.changes.unchanged(keys)
        others = any(not m.own.refused and m.own.before != m.own.after for m in self.rows)
        return same._replace(telling=lambda m: others or m.own.refused)

    def _calls(self) -> Iterator[Fact]:
        """Calls to the outside that are made, or not."""
        for path in dict.fromkeys(d.path for m in moments_of(self.lexicon.journal).all for d in m.own.did):
            names = path.replace(".", "::").split("::")
            last = frozenset(parts(names[-1]))
            verbs = last | {v for v, meant in VERBS.items() if meant & last} | {f"`{names[-1]}`"}
            nouns = frozenset(p for n in names[:-1] for p in parts(n)) | last
            elements = {w for k in self.lexicon.keys if "list" in k.sorts for w in noun_of(self.lexicon, k.key)}
            beside = nouns | self.beside | elements | _CALLED
            code = frozenset({f"`{names[-1]}`"}), frozenset({f"`{names[-1]}()`"})
            for denied in (False, True):
                turned = frozenset({DENIED}) if denied else frozenset[str]()
                yield Fact(Phrase((verbs,), beside, frozenset({turned})), _made(path, so=not denied))
                yield Fact(Phrase((_CALLED,), beside, frozenset(turned | c for c in code)), _made(path, so=not denied))
            for once in ("once", "1"):
                yield Fact(Phrase((verbs,), beside, frozenset({frozenset({once})})), _made(path, so=True, times=1))

    def _nothing(self) -> Iterator[Fact]:
        keys = tuple(k.key for k in self.lexicon.keys if not k.key.startswith("?"))
        same = self._kept(keys)

        def own(m: Moment) -> bool | None:
            return same.own(m) and not m.own.did

        def tree(m: Moment) -> bool | None:
            seen = same.tree(m)
            return seen if not seen or m.ours is None else True if not m.ours.did else None

        nothing = Outcome(own, tree, telling=same.telling)
        yield Fact(Phrase((_NOTHING,), self.beside, NOT), nothing)
        yield Fact(Phrase((_PASSING_OVER,), self.beside), nothing)
        yield Fact(Phrase((stems("state everything content contents"), _SAME), self.beside), nothing)


def _made(path: str, *, so: bool, times: int = 0) -> Outcome:
    """The call is made (so often), or is not; a tree that makes others than the spec's own code may do the same by them."""

    def made(beat: Beat) -> bool:
        count = sum(d.path == path for d in beat.did)
        return (count == times if times else count > 0) is so

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        seen = made(m.ours)
        others = {d.path for d in m.ours.did} - {d.path for d in m.own.did} - {path}
        return seen if seen or not others else None

    def alike(m: Moment) -> bool | None:
        return None if m.ours is None else made(m.ours) == made(m.own)

    return Outcome(lambda m: None if m.own.panicked else made(m.own), tree, alike)


def _by_one(sign: int) -> Callable[[int, int], bool]:
    return lambda before, after: after - before == sign


__all__ = ["ALLOWED", "GIVING", "REFUSED", "Fact", "Facts"]
