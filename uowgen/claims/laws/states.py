"""Reads what a value is said to be like: “empty, uncommitted”, “depth 0”, “interrupts off”, “`committed` set to false”; before a call or after it."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.conditions import Conditions
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.moments import alike_in_all
from uowgen.claims.laws.outcomes import EMPTY, Outcome, held_before, is_variant, places_of_nothing
from uowgen.claims.laws.situations import after, and_, has_value, is_in, not_
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

# Adjectives that deny another; the first of each pair is so where a flag that is called as the second is not set.
_EARLIER = frozenset(form(w) for w in "was were had previous prior saved old before".split())
_CONTRARY = {
    form(a): frozenset(form(w) for w in b.split())
    for a, b in (
        ("disabled", "enabled on active"), ("off", "enabled on active"), ("masked", "enabled on unmasked"), ("closed", "open"), ("unlocked", "locked held"),
        ("inactive", "active"), ("stopped", "running started"), ("clean", "dirty"), ("disarmed", "armed"), ("idle", "busy"), ("pending", "done finished"),
    )
}  # fmt: skip
_ALIKE = {
    form(a): frozenset(form(w) for w in b.split())
    for a, b in (("on", "enabled active"), ("unmasked", "enabled"), ("closed", "closed"))
}
_SETTLING = frozenset("is are be of at to set equals equal being = == as in its with".split())
_LEADING = frozenset("with as in out up at being its already still currently counts".split())
_VALUES = {
    "true": True,
    "false": False,
    "set": True,
    "unset": False,
    "on": True,
    "off": False,
    "zero": 0,
    "none": None,
    "one": 1,
    "two": 2,
}
_THINGS = frozenset("guard handle token value one it instance object itself".split())
_BEING = frozenset("is are stays stay remains remain becomes become starts begins".split())
_STAYING = frozenset("stays stay remains remain".split())
_BEGINNING = frozenset("starts begins creates makes builds returns gives constructs comes".split())
_HOLDING = frozenset("has holds tracks contains owns carries records reports".split())
_HAVING = frozenset("holding having tracking containing owning carrying".split())
_LEAVING = frozenset("leaves keeps makes turns switches".split())
_TURNING = frozenset("turns switches flips".split())
_AGAIN = frozenset("again back".split())
# Words around a flag that name nothing; what a flag called “was …” says is how it once was.
_AROUND = frozenset("not is are was were they it flag state yet before previously originally initially beforehand".split())
_FORMS_OF_BE = frozenset(w for v in "is has be are was were".split() for w in (v, form(v)))
_MOST_PIECES = 4


class States:
    """Readers of what values of one type are like."""

    def __init__(self, lexicon: Lexicon, method: str) -> None:
        self.lexicon, self.method = lexicon, method
        self.conditions = Conditions(lexicon, method)

    def described(self, words: Words) -> list[Test]:
        """All that a description may mean of a value before a call; each piece of it must be understood."""
        pieces = pieces_of(words)
        pieces = [p for p in pieces if len(p) > 1 or not self.is_thing(p[0])] or pieces  # “a guard with no pages”
        if not pieces or len(pieces) > _MOST_PIECES:
            return []
        found: list[Test] = []
        for n, piece in enumerate(pieces):
            tests = self._piece(piece)
            if not tests:
                return self._piece(words) if len(pieces) > 1 else []
            found = tests if n == 0 else [and_(one, other) for one in found for other in tests]
        return found

    def plain(self, piece: Words) -> list[Test]:
        """What one piece means where only values, flags and what is empty are looked at."""
        return [*self._valued(piece), *self._empty(piece), *self._flagged(piece)]

    def become(self, words: Words, *, apart: bool) -> Iterator[Outcome]:
        """“starts with depth 0”, “stays masked”, “leaves interrupts off”: what is so after the call."""
        if len(words) < 2 or words[0].code:
            return
        words = (words[0], *(w for w in words[1:] if w.code or w.text not in _AGAIN))
        verb, rest = words[0].text, words[1:]
        if len(rest) > 1 and verb in _TURNING and not rest[0].code and rest[0].text in ("on", "off"):  # “turns off the clock”
            rest = (*rest[1:], rest[0])
        yield from self._turned(words[0], rest, apart=apart)
        making = self.lexicon.journal.parts[self.method].takes == ""
        staying = verb in _STAYING
        if verb in _BEGINNING and not making:
            return
        if verb in _HOLDING and not (rest and not rest[0].code and rest[0].text in ("no", "zero", "nothing")):
            return
        if verb not in _BEING | _BEGINNING | _HOLDING | _LEAVING:
            return
        if verb in ("returns", "gives") and not self._is_kind(rest):
            return
        for test in self.described(rest):
            yield self._after(test, making=making, staying=staying or verb in ("leaves", "keeps"), apart=apart)

    def _turned(self, verb: Word, noun: Words, *, apart: bool) -> Iterator[Outcome]:
        """“masks interrupts”, “enables the clock”: then it is as the participle says."""
        bare = verb.text.removeprefix("re-").removesuffix("s")
        if verb.text.endswith("s") and not any(w.code for w in noun):
            done = verb._replace(text=f"{bare.removesuffix('e')}ed", raw=f"{bare.removesuffix('e')}ed")
            if (
                form(done.text) in _CONTRARY
                or form(done.text) in _ALIKE
                or any(form(done.text) in k.name for k in self.lexicon.keys)
            ):
                for test in self._flagged((*noun, done)):
                    yield self._after(test, making=False, staying=False, apart=apart)

    def _after(self, test: Test, *, making: bool, staying: bool, apart: bool) -> Outcome:
        then = after(test)

        def own(m: Moment) -> bool | None:
            return None if m.own.panicked or (m.own.refused and making) else then(m)

        def tree(m: Moment) -> bool | None:
            if m.ours is None:
                return None
            seen = then(m._replace(own=m.ours))
            if seen is None and not apart and alike_in_all(self.lexicon.journal):
                return True  # it is kept in another way, and nobody can tell
            return seen if seen or apart else None

        def telling(m: Moment) -> bool:
            return making or (test(m) is True if staying else test(m) is False)

        return Outcome(own, tree, telling=telling)

    def _is_kind(self, words: Words) -> bool:
        """Whether the words end with a noun for the type, or say behind it what it has or has not."""
        kind = pieces_of(words)[:1]
        return bool(kind) and self.is_thing(kind[0][-1])

    def is_thing(self, word: Word) -> bool:
        """Whether a word stands for the type."""
        if word.code:
            return bare_name(word.raw) == self.lexicon.type
        return word.text in _THINGS or form(word.text) in parts(self.lexicon.type)

    def _piece(self, piece: Words) -> list[Test]:
        while piece and not piece[0].code and piece[0].text in _LEADING:
            piece = piece[1:]
        while len(piece) > 1 and self.is_thing(piece[-1]) and piece[0].text not in ("no", "zero"):
            piece = piece[:-1]
        if not piece:
            return []
        found = [*self._valued(piece), *self._empty(piece), *self._flagged(piece)]
        return found or self.conditions.read(piece)

    def _empty(self, piece: Words) -> Iterator[Test]:
        """“empty”, “the log is not empty”, “non-empty”."""
        if len(piece) > 1 and not piece[0].code and piece[0].text in ("empty", "non-empty", "nonempty"):
            piece = (*piece[1:], piece[0])
        if piece[-1].code or piece[-1].text not in ("empty", "non-empty", "nonempty"):
            return
        if len(piece) > 1 or piece[-1].text != "empty":
            denied = piece[-1].text != "empty" or any(w.text == "not" for w in piece)
            noun = tuple(w for w in piece[:-1] if w.code or w.text not in ("is", "are", "not"))
            for key in self.lexicon.keys_of(noun) if noun else ():
                yield not_(_is_empty(key)) if denied else _is_empty(key)
            return
        keys = [k.key for k in self.lexicon.keys if "list" in k.sorts and k.key.count(".") < 2]  # of its own
        if keys:
            yield and_(*(_is_empty(key) for key in keys))

    def _valued(self, piece: Words) -> Iterator[Test]:
        """“depth 0”, “`committed` set to false”, “`len() == 0`”, “a depth of 1”."""
        if len(piece) == 1 and piece[0].code and "==" in piece[0].raw:
            left, _, right = piece[0].raw.partition("==")
            piece = (
                piece[0]._replace(raw=left.strip(), text=left.strip()),
                piece[0]._replace(raw=right.strip(), text=right.strip()),
            )
        for at in range(1, len(piece)):
            value = [w for w in piece[at:] if w.code or w.text not in _SETTLING]
            if len(value) != 1:
                continue
            for key in self.lexicon.keys_of(piece[:at]):
                yield from self._has(key, value[0])

    def _has(self, key: str, word: Word) -> Iterator[Test]:
        number = as_number(word.raw)
        wanted = number if number is not None else _VALUES.get(word.text.lower(), ())
        # A constant of which only the comment has the word is another thing.
        named = word.code or any(set(forms_of(word)) <= c.name for c in self.lexicon.constants)
        if number is None and named and (constant := self.lexicon.constants_said((word,))):
            wanted = constant[0]
        if isinstance(wanted, int):
            sorts = next((k.sorts for k in self.lexicon.keys if k.key == key), frozenset())
            if ("flag" in sorts) == isinstance(wanted, bool):
                yield has_value(key, wanted)
        elif word.text.lower() in ("none", "empty"):
            yield _is_empty(key)
        for name in self.lexicon.variants_held(key):
            if set(parts(name)) == set(forms_of(word)):
                yield is_in(key, name, denied=False)

    def _flagged(self, piece: Words) -> Iterator[Test]:
        """“uncommitted”, “interrupts off”, “not masked”."""
        denied = any(not w.code and w.text == "not" for w in piece)
        said = [w for w in piece if w.code or w.text not in _AROUND]
        if not said or len(said) > 3:
            return
        last, nouns = forms_of(said[-1])[-1], {p for w in said[:-1] for p in forms_of(w)}
        if not nouns <= self.lexicon.words_about(self.method):
            return
        found: list[tuple[str, frozenset[str], bool]] = []
        for key in self.lexicon.keys:
            if "flag" not in key.sorts or key.key.startswith("?"):
                continue
            named = set(key.name) - _FORMS_OF_BE
            bare = last.removeprefix("un").removeprefix("non-")
            if last in named and named <= {last} | nouns | {form("flag")}:
                found.append((key.key, key.name, not denied))
            elif (bare != last and form(bare) in named) or _CONTRARY.get(last, frozenset()) & named:
                found.append((key.key, key.name, denied))
            elif _ALIKE.get(last, frozenset()) & named:
                found.append((key.key, key.name, not denied))
        # Of a reader and a writer that can both be closed, the one is meant that the words name, or neither.
        fitting = [len(_doers(name) & nouns) for _, name, _ in found]
        best = [row for row, fit in zip(found, fitting, strict=True) if fit == max(fitting)]
        now = [one for one, name, _ in best if not name & _EARLIER]
        if len(best) == 1 or (not nouns and len(now) < 2):
            for one, _, so in best:
                yield _is_set(one, so=so)


def _doers(name: frozenset[str]) -> frozenset[str]:
    """The words of a name, and of those for who does something what is done: `reader` as “read”."""
    return (
        name
        | {form(w.removesuffix("er")) for w in name if w.endswith("er")}
        | {form(w.removesuffix("r")) for w in name if w.endswith("er")}
    )


def pieces_of(words: Words) -> list[Words]:
    """The parts of a description, at commas, “and”, “with”, “but”; “without” and “that holds no” begin one of what is not there."""
    found: list[list[Word]] = [[]]
    at = 0
    while at < len(words):
        word, behind = words[at], [w.text for w in words[at + 1 : at + 3] if not w.code]
        at += 1
        holds = behind[:1] if word.text not in ("that", "which") else behind[1:] if behind[:1] and behind[0] in _HOLDING else []
        if not word.code and word.text in (*_HAVING, "that", "which") and holds[:1] and holds[0] in ("no", "nothing", "neither"):
            found.append([])
            at += word.text in ("that", "which")
            continue
        if not word.code and word.text == "without" and found[-1]:
            found.append([word._replace(text="no", raw="no")])
            continue
        if not word.code and word.text in (",", "and", "with", "but"):
            found.append([])
        else:
            found[-1].append(word)
    return [tuple(p) for p in found if p]


def _is_set(key: str, *, so: bool) -> Test:
    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return value is so if isinstance(value, bool) else None

    return test


def _is_empty(key: str) -> Test:
    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        if isinstance(value, tuple) and value and not is_variant(value):
            return all(isinstance(v, tuple) for v in value) and len(places_of_nothing(value) or ()) == len(value)
        return None if value is None else value in EMPTY

    return test


__all__ = ["States", "pieces_of"]
