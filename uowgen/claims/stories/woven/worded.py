"""The slots of phrases: words for what a type holds, tells, does and gives, found in one sentence."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.acts.words import is_verb
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.senses import FAMILIES, number_of, stem
from uowgen.claims.stories.ranges import ENDS, LENGTHS, STARTS
from uowgen.claims.stories.woven.stage import DULL, SPOKEN, Stage, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.stories.records import Journal
    from uowgen.claims.stories.woven.tokens import Token

_SLOTS = frozenset(stem(w) for w in "slot place entry position seat".split())
_GENERAL = frozenset(stem(w) for w in "all one range page entry for to of current now".split())
_WITHIN_KEYS = frozenset(stem(w) for w in "of index all for so far in".split())
_ABOUT_EFFECTS = frozenset(stem(w) for w in "sleeping on run runs issue call calls cause do get up made".split())


class Worded(Stage):
    """One type's stories, and one sentence with what its words may stand for."""

    def __init__(self, journal: Journal, tokens: tuple[Token, ...]) -> None:
        super().__init__(journal, tokens)
        self.slots = {
            "kept": self._kept, "type": self._type, "key": self._key, "n": self._number, "value": self._value, "method": self._method,
            "effect": self._effect, "slot": self._slot,
            "seat": self._seat, "field": self._field,
            "range": self._range, "who": self._who, "prim": self._primitive, "some": self._some, "whole": self._whole, "flags": self._flags,
        }  # fmt: skip

    def _kept(self, i: int) -> Iterator[tuple[Any, int]]:
        t = self.tokens[i]
        if t.raw.endswith("ing") and t.raw.lower() not in self.cast.kept:
            return
        if t.stem and t.stem in self.kept and not (t.code and t.call is not None):
            yield t.stem, i + 1
            if i + 1 < len(self.tokens) and self.tokens[i + 1].stem in self.kept and not self.tokens[i + 1].code:
                yield t.stem, i + 2
        elif t.stem in (stem("one"), stem("ones"), stem("other"), stem("another"), stem("everything"), stem("others")):
            yield t.stem, i + 1

    def _type(self, i: int) -> Iterator[tuple[Any, int]]:
        t = self.tokens[i]
        if (t.stem and not t.code and t.stem in self.types) or bare_name(t.raw) == self.cast.type:
            yield t.stem, i + 1

    def _slot(self, i: int) -> Iterator[tuple[Any, int]]:
        if self.tokens[i].stem in _SLOTS | self.kept:
            yield self.tokens[i].stem, i + 1

    def _seat(self, i: int) -> Iterator[tuple[Any, int]]:
        """A place that something may be put into."""
        if self.tokens[i].stem in _SLOTS:
            yield None, i + 1

    def _named_key(self, t: Token) -> str:
        name, owner = bare_name(t.raw.partition("(")[0]).rpartition(".")[2], owner_name(t.raw)
        if owner not in ("", "self", self.cast.type, "Self"):
            return ""
        if name in self.journal.askers and (t.call in (None, "")):
            return name
        return f".{name}" if name in self.journal.fields and t.call is None else ""

    def _who(self, i: int) -> Iterator[tuple[Any, int]]:
        """What something outside is done to: “the readers”, “sleepers on the channel”."""
        end = i
        words = FAMILIES["SLEEPERS"] if any(FAMILIES["WAKER"] & parts for parts in self.events.values()) else frozenset()
        words = words | {w for parts in self.events.values() for w in parts}
        while end < len(self.tokens) and self.tokens[end].stem in words and not self.tokens[end].code:
            end += 1
        if end > i:
            yield None, end

    def _primitive(self, i: int) -> Iterator[tuple[Any, int]]:
        """A number's type: `u64`, “64 bits”."""
        t = self.tokens[i]
        if t.raw in ("u8", "u16", "u32", "u64", "usize", "bool"):
            yield t.raw, i + 1
        bits = number_of(t.raw)
        if bits in (8, 16, 32, 64):
            end = i + 1
            if end < len(self.tokens) and self.tokens[end].mark == "-":
                end += 1
            if end < len(self.tokens) and self.tokens[end].stem == stem("bit"):
                yield f"u{bits}", end + 1

    def _some(self, i: int) -> Iterator[tuple[Any, int]]:
        """“`Some(oldest)`”: which of the things that are held comes out."""
        t = self.tokens[i]
        words = {stem(w) for w in re.findall(r"[a-z]+", (t.call or "").lower())}
        if (
            bare_name(t.raw) in ("Some", "Ok")
            and words
            and not words - FAMILIES["OLD"] - FAMILIES["NEW"] - self.kept - DULL - {stem("most"), stem("recent"), stem("the")}
        ):
            if words & FAMILIES["OLD"]:
                yield True, i + 1
            elif words & FAMILIES["NEW"] or {stem("most"), stem("recent")} <= words:
                yield False, i + 1

    def _whole(self, i: int) -> Iterator[tuple[Any, int]]:
        """All that there is to be given out: the type, or the one range that it keeps besides."""
        fields = {
            stem(w)
            for f, kind in self.journal.fields.items()
            if "<" not in kind and "[" not in kind and kind[:1].isupper()
            for w in parts_of(f)
        }
        if self.tokens[i].stem in fields | {stem("window"), stem("arena")}:
            yield None, i + 1
        yield from self._type(i)

    def _flags(self, i: int) -> Iterator[tuple[Any, int]]:
        """What ranges bear besides their ends."""
        names = {stem(w) for fields in self.journal.shapes.values() for f in fields for w in parts_of(f)} - {
            stem(w) for w in (*STARTS, *ENDS, *LENGTHS)
        }
        if self.tokens[i].stem in names | {stem("flags"), stem("attributes"), stem("permissions")} and self.ranged:
            yield None, i + 1

    def _range(self, i: int) -> Iterator[tuple[Any, int]]:
        """A range in code: `area.start..start`."""
        if ".." in self.tokens[i].raw:
            yield self.tokens[i].raw, i + 1

    def _field(self, i: int) -> Iterator[tuple[Any, int]]:
        """A field or what is asked for, by its very name."""
        key = self._named_key(self.tokens[i])
        if key and (self.tokens[i].code or key.lstrip(".") not in self._methods):
            yield key, i + 1

    def _key(self, i: int) -> Iterator[tuple[Any, int]]:
        """A number that the type tells, by its name or in words: “`dropped`”, “the drop counter”, “the number of areas”."""
        t = self.tokens[i]
        key = self._named_key(t)
        if key and self._is_number(key):
            end = i + 1
            while end < len(self.tokens) and self.tokens[end].stem in FAMILIES["NUMBERS"] | {
                stem("index"),
                stem("field"),
                stem("value"),
            }:
                end += 1
            yield key, end
            if t.code:
                return
        if t.code or not t.stem:
            return
        counting, many, words, end = False, False, set(), i
        longest: tuple[str, int] | None = None
        while end < len(self.tokens) and end < i + 6:
            one = self.tokens[end]
            if one.code or not one.stem:
                break
            if one.stem in FAMILIES["NUMBERS"]:
                counting = True
            elif one.stem == stem("how") and end + 1 < len(self.tokens) and self.tokens[end + 1].stem == stem("many"):
                counting, end = True, end + 1
            elif one.stem in self.kept or one.stem == stem("ones"):
                many = True
            elif one.stem not in _WITHIN_KEYS:
                if not any(one.stem in v for v in self.numbered.values()) and one.stem not in FAMILIES["HOLD"]:
                    break
                words.add(one.stem)
            end += 1
            if (counting or words) and one.stem not in _WITHIN_KEYS:
                found = self._of_words(words, counting, many)
                longest = (found, end) if found else longest
        if longest is not None:
            yield longest

    def _of_words(self, words: set[str], counting: bool, many: bool) -> str:
        names = {k: {stem(p) for p in parts_of(k.lstrip("."))} for k in self.numbered}
        said = words - (FAMILIES["HOLD"] - {w for row in names.values() for w in row})  # “pending” may be a field's own name
        exact = [k for k in self.numbered if said == names[k]]
        exact = exact or [k for k, v in self.numbered.items() if names[k] & FAMILIES["HOLD"] and names[k] <= said <= v]
        rows = exact or [k for k, v in self.numbered.items() if said and said <= v]
        askers = [k for k in rows if not k.startswith(".")]
        rows = askers or rows
        if said and len(rows) == 1 and (counting or exact):
            return rows[0]
        return self.length() if counting and many and not said else ""

    def _number(self, i: int) -> Iterator[tuple[Any, int]]:
        t = self.tokens[i]
        value = number_of(t.raw.rstrip("stndrh") if t.raw[:1].isdigit() and not t.raw.startswith("0x") else t.raw)
        if value is None and t.code and bare_name(t.raw).isupper() and bare_name(t.raw) not in ("MAX", "NONE"):
            value = self.journal.number(t.raw)
        if value is None and bare_name(t.raw) == "MAX" and owner_name(t.raw) in ("u8", "u16", "u32", "u64", "usize"):
            value = 2 ** int(owner_name(t.raw)[1:].replace("size", "64")) - 1
        if value is None:
            return
        yield value, i + 1
        if i + 2 < len(self.tokens) and self.tokens[i + 1].mark in ("-", "+"):
            more = number_of(self.tokens[i + 2].raw)
            if more is not None:
                yield value + more * (-1 if self.tokens[i + 1].mark == "-" else 1), i + 3

    def _value(self, i: int) -> Iterator[tuple[Any, int]]:
        """A value as code: `None`, `Err(Busy)`, a variant that calls give."""
        t = self.tokens[i]
        raw = t.raw + (f"({t.call})" if t.call is not None and not t.call.startswith("{") else "")
        name = bare_name(t.raw.lstrip("&"))
        if (
            raw in ("true", "false", "None")
            or name in ("Some", "Ok", "Err", "None")
            or name in self.variants
            or (
                t.code
                and name[:1].isupper()
                and t.call is None
                and name != self.cast.type
                and name not in self.journal.shapes
                and "_" not in name
                and name != "MAX"
            )
        ):
            yield raw, i + 1

    def _method(self, i: int) -> Iterator[tuple[Any, int]]:
        """A method by its name, or by a verb for what it does."""
        t = self.tokens[i]
        if t.mark:
            return
        name, owner = bare_name(t.raw), owner_name(t.raw)
        if name in self.journal.parts and owner in ("", self.cast.type, "Self", "self"):
            if t.code or name not in self.journal.askers or t.stem in SPOKEN:
                yield (name,), i + 1
        elif not t.code and t.stem in self._methods:
            low = t.raw.lower()
            own = [m for m in self._methods[t.stem] if self._verb(m) == t.stem]
            if low.endswith(("ed", "en")) and not own:  # what is “queued” need not be queued just now
                return
            yield tuple(self._methods[t.stem]), i + 1

    def spells(self, i: int) -> bool:
        """Whether the name of a method that does something stands at a place, as code."""
        t = self.tokens[i]
        name = bare_name(t.raw)
        return (
            t.code and name in self.journal.parts and name not in self.journal.askers and owner_name(t.raw) in ("", self.cast.type)
        )

    def spells_call(self, i: int) -> bool:
        """Whether a method that is called stands at a place: as the first word, or by a name that is none of what is called outside."""
        return self.spells(i) and (i == 0 or bare_name(self.tokens[i].raw) not in self.events)

    def _effect(self, i: int) -> Iterator[tuple[Any, int]]:
        """Words for a call to the outside: its name, or a verb that is a part of it, with what it is done to."""
        found: set[str] | None = None
        end = i
        object_words = FAMILIES["SLEEPERS"] if any(FAMILIES["WAKER"] & parts for parts in self.events.values()) else frozenset()
        while end < len(self.tokens):
            t = self.tokens[end]
            named = {e for e in self.events if bare_name(t.raw) == e}
            if not named and t.stem and not (t.code and t.call is not None):
                named = {
                    e
                    for e, parts in self.events.items()
                    if t.stem in parts or (t.stem in FAMILIES["WAKER"] and parts & FAMILIES["WAKER"])
                }
            if named:
                found = named if found is None else found & named
            elif not (t.stem in object_words | _ABOUT_EFFECTS or (t.code and any({stem(w) for w in parts_of(t.raw)} & parts for parts in self.events.values()))):  # fmt: skip
                break
            end += 1
            if found and self._says_verb(found, i, end):
                yield tuple(sorted(found)), end

    def _says_verb(self, names: set[str], start: int, end: int) -> bool:
        """Whether one of the words is the name of the call, or what its name says is done.

        Of `alloc_frame` that is the verb alone: “the frame” may have anything done to it, unless it is “issued” or “made”.
        """
        said = self.tokens[start:end]
        done = any(t.stem in _ABOUT_EFFECTS for t in said)
        for t in said:
            if bare_name(t.raw) in names:
                return True
            for name in names:
                parts = parts_of(name)
                verbs = {stem(w) for w in (parts[:1] if parts and is_verb(parts[0]) and not done else parts)} - _GENERAL
                if t.stem and (t.stem in verbs or t.stem in FAMILIES["WAKER"]):
                    return True
        return False


__all__ = ["Worded"]
