"""What one type's stories can be spoken of with: its methods by their verbs, what it tells by its names and documentation, its values, its effects."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.sentences.senses import FAMILIES, JOINING, number_of, stem
from uowgen.claims.stories.cast import HOLDERS, Cast
from uowgen.claims.stories.kinds import elements_of, inner
from uowgen.claims.stories.ranges import ENDS, LENGTHS, NOUNS, STARTS, field_of, held_in, places_of, takes_range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.stories.records import Journal
    from uowgen.claims.stories.scenes import Scene
    from uowgen.claims.stories.woven.tokens import Token

HOW_MANY = "#"  # stands for how many ranges are held
_VERBS = """
push enqueue queue offer post append put
pop dequeue take fetch retrieve
insert add map
remove delete unmap punch cut
find lookup search locate
alloc allocate request reserve grab
free release return give dealloc deallocate put hand
clear wipe empty flush drain purge forget
peek look
"""
_ROWS = [frozenset(stem(w) for w in row.split()) for row in _VERBS.strip().splitlines()]
SPOKEN = frozenset().union(*_ROWS)
_PUTS, _TAKES, _RELEASES = _ROWS[0] | _ROWS[2], _ROWS[1], _ROWS[6]
DULL = frozenset(stem(w) for w in "so far because full number index current".split())
_LENGTHS = ("len", "count", "size", "length", ".len", ".count", ".used", ".size")


def told(journal: Journal, look: Mapping[str, object] | None, key: str) -> object:
    """What a look says of a key; of how many ranges are held by counting them."""
    if look is None:
        return None
    if key == HOW_MANY:
        rows = held_in(journal, look)
        return None if rows is None else len(rows)
    return look.get(key)


class Stage:
    """One type's stories, and one sentence."""

    def __init__(self, journal: Journal, tokens: tuple[Token, ...]) -> None:
        self.journal, self.tokens = journal, tokens
        self.cast = Cast(journal)
        self.ranged = field_of(journal) is not None
        self.kept = {stem(w) for w in self.cast.kept} | (
            {stem(w) for w in (*NOUNS, *(("hole",) if self.gives_out() else ()), "block", "page", "address", "bytes", "chunk")}
            if self.ranged
            else set()
        )
        self.types = {stem(w) for w in self.cast.type_nouns if " " not in w} | {stem(w) for w in HOLDERS}
        if not (self.types & {stem(w) for w in self.cast.type_nouns if w in HOLDERS}):
            self.types |= {stem("list")}
        self.kept |= {
            stem(w)
            for name, fields in journal.shapes.items()
            if self.ranged and places_of(fields) is not None
            for w in parts_of(name)
        }
        self.kept -= self.types
        self.kept -= {
            stem(n) for n in (*(n for n in self.journal.parts if n not in self.journal.askers), *STARTS, *ENDS, *LENGTHS)
        } - {stem("address"), stem("bytes")}
        self.variants = self._variants()
        self.numbered = {
            k: self._vocabulary(k) for k in (*journal.askers, *(f".{f}" for f in journal.fields)) if self._is_number(k)
        }
        acting = [p for p in journal.parts.values() if p.takes == "mut"]
        kept_kinds = elements_of(journal.parts)
        self.putters = [
            p.name
            for p in acting
            if any(k in kept_kinds for _, k in p.parameters) or (self._verb(p.name) in _PUTS and p.parameters)
        ]
        self.takers = [p.name for p in acting if not p.parameters and inner(p.returns) in kept_kinds]
        self.events: dict[str, frozenset[str]] = {}
        for beat in journal.theirs or ():
            for did in beat.did:
                more = [str(g) for g in did.given if isinstance(g, str)]
                self.events[did.name] = self.events.get(did.name, frozenset()) | frozenset(
                    stem(w) for text in (did.name, *more) for w in parts_of(text)
                )
        self._methods = self._by_verb()
        self.named: frozenset[str] = frozenset()  # the methods that the words of a cover name

    # ---------------------------------------------------------------------------------------------------------- knowledge

    def gives_out(self) -> bool:
        """Whether a method gives out a part of what is held: then what is held is free."""
        return any(
            p.takes == "mut" and p.parameters and not takes_range(self.journal, p.name) and "u" in inner(p.returns)[:1]
            for p in self.journal.parts.values()
        )

    def _verb(self, name: str) -> str:
        return stem(name.split("_")[0])

    def _by_verb(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        own = {self._verb(n): n for n in self.journal.parts if n not in self.journal.askers or len(n) > 3}
        for name in self.journal.parts:
            verb = self._verb(name)
            if verb in (stem("is"), stem("new"), stem("has")) or (name in self.journal.askers and verb not in SPOKEN):
                continue
            found.setdefault(verb, []).append(name)
            for row in _ROWS:
                for word in row if verb in row else ():
                    if word not in own:
                        found.setdefault(word, []).append(name)
        return {w: list(dict.fromkeys(rows)) for w, rows in found.items()}

    def _variants(self) -> set[str]:
        """Names of variants that calls give, at any depth, and of those that the types of their errors declare."""
        found: set[str] = set()

        def walk(value: object) -> None:
            if isinstance(value, tuple):
                if value and isinstance(value[0], str) and value[0][:1].isupper():
                    found.add(value[0])
                for one in value:
                    walk(one)

        for beat in self.journal.theirs or ():
            walk(beat.gave)
        return found

    def _is_number(self, key: str) -> bool:
        return any(type((b.after or {}).get(key)) is int for b in self.journal.theirs or ())

    def _vocabulary(self, key: str) -> frozenset[str]:
        """The stems by which a number that the type tells can be called: of its name, and of what documents it."""
        name = key.lstrip(".")
        text = self.journal.declaration.file.rust.source.data.decode("utf-8", "replace")
        words = set(parts_of(name))
        for m in re.finditer(rf"((?:^[ \t]*///[^\n]*\n)+)[ \t]*(?:pub(?:\([^)]*\))? )?(?:fn )?{re.escape(name)}\b", text, re.M):
            words |= set(re.findall(r"[a-z]{4,}", m[1].lower()))
        found = {stem(w) for w in words} - DULL - {stem(w) for w in JOINING}
        return frozenset(found | (FAMILIES["LOST"] if found & FAMILIES["LOST"] else frozenset()))

    def length(self) -> str:
        """The key of what tells how much is held."""
        for name in _LENGTHS:
            if name in self.journal.askers or (name.startswith(".") and name[1:] in self.journal.fields):
                return name
            if name in self.journal.fields:
                return f".{name}"
        return HOW_MANY if self.ranged else ""

    def room(self) -> int | None:
        """How much the type holds at most, where it is known: as much as it ever held when it was full."""
        full = "is_full" if "is_full" in self.journal.askers else ""
        key = self.length()
        rows = [b.after for b in self.journal.theirs or () if b.after is not None and (not full or b.after.get(full) is True)]
        counts = [n for n in (told(self.journal, look, key) for look in rows) if type(n) is int]
        if full and counts:
            return min(counts)
        array = next((k for k in self.journal.fields.values() if k.startswith("[") and ";" in k), "")
        size = array.rpartition(";")[2].strip(" ]")
        return (number_of(size) or self.journal.number(size)) if array else None

    def turned_away(self, scene: Scene) -> bool:
        """Whether the call did not do what it was to do: refused, or answered by `false` or `None` with nothing put in or taken out."""
        beat = scene.beat
        if beat.refused or not beat.name:
            return beat.refused
        if beat.gave is not False and beat.gave != ("None",):
            return False
        key = self.length()
        return bool(key) and told(self.journal, beat.before, key) == told(self.journal, beat.after, key)

    def takes_range(self, method: str) -> bool:
        """Whether a method is given a range."""
        return takes_range(self.journal, method)


def parts_of(name: str) -> list[str]:
    return [p.lower() for p in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name.replace("::", " "))]


__all__ = ["DULL", "HOW_MANY", "SPOKEN", "Stage", "parts_of", "told"]
