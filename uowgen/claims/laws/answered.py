"""Reads what a call comes to in more words than a verb and its object: refusals, nothing changed, emptied, counted; several of them at once."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.changes import Changes
from uowgen.claims.laws.effects import effects
from uowgen.claims.laws.outcomes import EMPTY, Outcome, as_own, held_after, held_before, inside, refused_alike
from uowgen.claims.laws.referred import referred
from uowgen.claims.laws.results import GIVING, Results
from uowgen.claims.laws.situations import and_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_BEING = frozenset("is are gets get be".split())
_REFUSED = frozenset("refused rejected denied declined".split())
_REFUSING = frozenset("refuses refuse rejects reject denies deny declines decline fails fail errors".split())
_GOING_WELL = frozenset("succeeds succeed works work accepted ok".split())
_GIVING = (
    ("comes", "back", "as"), ("comes", "back", "in"), ("come", "back", "as"), ("is", "handed", "back", "as"), ("gets",), ("get",), ("says",), ("answers",), ("sees",), ("hands", "back"), ("gives", "back"),
    ("ends", "in"), ("results", "in"), ("leads", "to"), ("counts", "as"), ("comes", "out", "as"), ("makes",), ("is", "answered", "with"), ("are", "answered", "with"), ("is", "told"), ("receives",),
)  # fmt: skip
_DOING = frozenset(
    "changes adds stores does drops removes queues inserts records evicts writes pushes modifies touches alters affects".split()
)
_EMPTYING = frozenset("empties clears drains flushes wipes resets".split())
_IDLE = frozenset("still then also simply silently just itself always only".split())
_MOST = 3  # outcomes at once


class Answers:
    """Readers of what calls of one method come to. `apart`: whether the programs differ in what can be seen."""

    def __init__(self, lexicon: Lexicon, method: str, *, apart: bool) -> None:
        self.lexicon, self.method = lexicon, method
        self.results, self.changes = Results(lexicon, method), Changes(lexicon, method, apart=apart)

    def read(self, words: Words) -> list[Outcome]:
        """All that the words may mean; several outcomes joined by “and” must all be read."""
        words = _without_idle(words)
        if not words or words[0].code:
            return []
        found = self._one(words)
        if found or len(words) > 16:
            return found
        for at in range(2, len(words) - 1):
            if words[at].code or words[at].text not in ("and", "but", ",", ";"):
                continue
            behind = words[at + 1 :]
            if not behind[0].code and behind[0].text in ("and", "but", "that", "it"):
                behind = behind[1:]
            lefts = self._one(words[:at])
            rights = self.read(behind) if lefts else []
            found += [_both(one, other) for one in lefts for other in rights]
        return found

    def _one(self, words: Words) -> list[Outcome]:
        words = _without_idle(words)
        if not words or words[0].code:
            return []
        found = [*self._refused(words), *self._given(words), *self._nothing(words), *self._emptied(words), *self._flagged(words)]
        found += [*self.results.read(words), *self.changes.read(words), *referred(words, self.lexicon, self.method)]
        return found or (list(effects(words, self.lexicon, self.method)) if words[0].text not in GIVING else [])

    def _refused(self, words: Words) -> Iterator[Outcome]:
        """“is refused”, “is refused with `X`”, “is an error”, “fails”, “succeeds”."""
        said = [w.text if not w.code else "`" for w in words]
        if said[0] in _BEING and len(said) > 1 and said[1] in (*_REFUSED, "turned"):
            rest = words[2:] if said[1] != "turned" else words[3:]
            if not rest:
                yield Outcome(lambda m: m.own.refused, refused_alike, alike=as_own)
            elif len(rest) == 2 and said[-2] in ("with", "as", "by") and rest[1].code:
                yield from self.results.read((_word("returns"), rest[1]))
        elif said in (["is", "error"], ["are", "error"], ["is", "refusal"], ["are", "errors"], ["is", "refused"]):
            yield Outcome(lambda m: m.own.refused, refused_alike, alike=as_own)
        elif (said[0] in _GOING_WELL and len(said) == 1) or (
            said[0] in _BEING and said[1:] in (["accepted"], ["allowed"], ["ok"], ["fine"], ["valid"])
        ):
            yield Outcome(lambda m: not m.own.refused, refused_alike, alike=as_own)
        elif said[0] in ("panics", "panic") and len(said) == 1:
            yield Outcome(lambda m: m.own.panicked, lambda m: m.ours.panicked if m.ours is not None else None, alike=as_own)

    def _given(self, words: Words) -> Iterator[Outcome]:
        """“gets `X`”, “comes back as `X`”, “fails with `X`”; “gives up” is no such."""
        said = [w.text if not w.code else "`" for w in words]
        for phrase in _GIVING:
            if tuple(said[: len(phrase)]) == phrase and len(words) == len(phrase) + 1:
                yield from self.results.read((_word("returns"), words[-1]))
        if said[0] in GIVING and len(words) == 3 and said[1] in ("error", "value", "verdict", "result", "back", "caller"):
            yield from self.results.read((words[0], words[2]))
        if said[0] in GIVING | {"counts", "says", "tells"} and len(words) > 2 and not any(w.code for w in words):
            yield from self._counted([w.text for w in words[1:]])

    def _counted(self, said: list[str]) -> Iterator[Outcome]:
        """“returns the number of bytes that had been mapped”: by how much all that is mapped has become less."""
        from uowgen.claims.stories.ranges import field_of, held_in

        journal = self.lexicon.journal
        counting = bool({"number", "count", "total", "many", "only", "amount"} & set(said))
        known = {
            form(w)
            for w in "number count total of byte many how that had been were was it only there really actually amount".split()
        }
        if not counting or not {"bytes", "byte"} & set(said) or field_of(journal) is None:
            return
        if not {form(w) for w in said} <= known | {form("mapped"), form("covered"), form("held")} | set(parts(self.method)):
            return

        def bytes_in(look: object) -> int | None:
            rows = held_in(journal, look)  # type: ignore[arg-type]
            return None if rows is None else sum(r.end - r.start for r in rows)

        def own(m: Moment) -> bool | None:
            before, after, gave = bytes_in(m.own.before), bytes_in(m.own.after), inside(m.own.gave)
            return None if before is None or after is None or type(gave) is not int else abs(before - after) == gave

        yield Outcome(own, as_own, alike=as_own, telling=lambda m: inside(m.own.gave) not in (0, 1, None))

    def _nothing(self, words: Words) -> Iterator[Outcome]:
        """“changes nothing”, “has no effect”, “does not change anything”, “leaves the queue alone”."""
        said = [w.text if not w.code else "`" for w in words]
        nothing = (
            (len(said) == 2 and said[0] in _DOING and said[1] in ("nothing", "none"))
            or said
            in (
                ["has", "no", "effect"],
                ["have", "no", "effect"],
                ["is", "no-op"],
                ["are", "no-op"],
                ["is", "ignored"],
                ["are", "ignored"],
                ["changes", "no", "state"],
            )
            or (len(said) == 4 and said[:2] == ["does", "not"] and said[3] in ("anything", "state"))
            or (
                len(said) == 3
                and said[0] in ("stores", "adds", "drops", "evicts", "removes")
                and said[1] == "no"
                and form(said[2]) in self.lexicon.words_about(self.method)
            )
        )
        if nothing:
            yield self._unchanged()
        if (
            said[0] in ("leaves", "keeps", "leave", "keep")
            and len(said) > 2
            and said[-1] in ("alone", "unchanged", "untouched", "intact", "same")
        ):
            noun = [w for w in words[1:-1] if w.code or w.text not in ("both", "as", "was")]
            keys = [k for w in noun if not (not w.code and w.text in ("and", ",")) for k in self.lexicon.keys_of((w,))]
            if noun and all(not w.code and (self.changes.is_whole(w.text) or w.text in ("rest", "state")) for w in noun):
                yield self._unchanged()
            elif keys:
                yield self.changes.unchanged(tuple(dict.fromkeys(keys)))
        if said[-1] in ("stays", "remains") and len(said) == 2:
            yield from (self.changes.unchanged((k,)) for k in self.lexicon.keys_of(words[:1]))

    def _unchanged(self) -> Outcome:
        keys = tuple(k.key for k in self.lexicon.keys if not k.key.startswith("?") and not k.name & {form("clock")})
        one = self.changes.unchanged(keys)

        def changed(beat: Beat) -> bool | None:
            if beat.before is None or beat.after is None:
                return None
            return any(beat.before[k] != v for k, v in beat.after.items() if k in beat.before)

        return one._replace(alike=lambda m: None if m.ours is None else changed(m.own) == changed(m.ours))

    def _emptied(self, words: Words) -> Iterator[Outcome]:
        """“empties the log”, “clears the counter”: also where the call says that something is wrong."""
        said = [w.text if not w.code else "`" for w in words]
        if said[0] in ("is", "gets") and len(said) == 2 and said[1] in ("emptied", "cleared", "drained"):
            said, words = ["empties"], words[:1]
        if said[0] not in _EMPTYING:
            return
        noun = words[1:]
        whole = not noun or (len(noun) == 1 and not noun[0].code and self.changes.is_whole(noun[0].text))
        found = (
            [k.key for k in self.lexicon.keys if self.changes.holds_things(k.key) and "changing" in k.sorts]
            if whole
            else self.lexicon.keys_of(noun)
        )
        if not found:
            return

        # What tells whether something is empty is then true.
        empty = {k: (*EMPTY, *((True,) if form("empty") in {form(p) for p in parts(k)} else ())) for k in found}

        def own(m: Moment) -> bool | None:
            return None if m.own.after is None else all(held_after(m, k) in empty[k] for k in found)

        def telling(m: Moment) -> bool:
            return any(held_before(m, k) not in EMPTY for k in found)

        yield Outcome(own, and_(*map(self.changes.after_as_own, found)), telling=telling)

    def _flagged(self, words: Words) -> Iterator[Outcome]:
        """“sets overflow”, “flags overflow”, “clears the `dirty` flag”."""
        said = [w.text if not w.code else "`" for w in words]
        if said[0] not in ("sets", "flags", "marks", "raises", "clears", "unsets", "lowers", "becomes", "turns") or len(words) > 4:
            return
        rest = [w for w in words[1:] if w.code or w.text not in ("flag", "bit", "its", "state", "as", "set", "frame")]
        wanted = said[0] not in ("clears", "unsets", "lowers")
        stems = {form(p) for w in rest for p in (parts(w.raw) if w.code else (w.text,))}
        for key in self.lexicon.keys:
            if "flag" in key.sorts and not key.key.startswith("?") and stems and stems <= set(key.name):
                yield self._is(key.key, wanted)

    def _is(self, key: str, wanted: bool) -> Outcome:
        def own(m: Moment) -> bool | None:
            value = held_after(m, key)
            return value is wanted if isinstance(value, bool) else None

        return Outcome(own, self.changes.after_as_own(key), telling=lambda m: held_before(m, key) is not wanted)


def _word(text: str) -> Word:
    from uowgen.claims.sentences.sentence import Word as Made

    return Made(text, text)


def _without_idle(words: Words) -> Words:
    while words and not words[0].code and words[0].text in _IDLE:
        words = words[1:]
    return words


def _both(one: Outcome, other: Outcome) -> Outcome:
    """Two outcomes that both come."""
    alike = and_(one.alike, other.alike) if one.alike is not None and other.alike is not None else None
    telling = and_(*(t for t in (one.telling, other.telling) if t is not None)) if one.telling or other.telling else None
    return Outcome(and_(one.own, other.own), and_(one.tree, other.tree), alike, telling)


__all__ = ["Answers"]
