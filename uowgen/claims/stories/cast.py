"""What the words of a sentence can mean in the stories of one type: its methods, what it tells and holds, what is kept in it."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.bodies.words import form
from uowgen.claims.names import bare_name, owner_name

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Journal

# Nouns for what holds others; one of them stands for a type that is called by another.
HOLDERS = frozenset(
    "ring queue buffer fifo list pool table set map stack allocator container collection bitmap array tree cache registry log".split()
)
_ANY_TYPE = frozenset("instance value object structure one it".split())
# Nouns for what is kept; a parameter's or a type's own words count as well.
KEPT = frozenset(
    "element item entry value record event byte object message packet sample key word number node id handle index indices".split()
)
_COUNTS = frozenset("count counter number total".split())
_LENGTHS = frozenset("len length size count".split())
_SAME = {
    "enqueue": "push", "dequeue": "pop", "add": "insert", "append": "push", "delete": "remove", "allocate": "alloc", "lookup": "find",
    "look": "find", "free": "release", "fetch": "get", "read": "get", "query": "get",
}  # fmt: skip
_SHORTEST = 3


class Cast:
    """The words of one type."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.type = journal.declaration.item.name
        parts = _in_order(self.type)
        self.type_nouns = {self.type.lower(), parts[-1], " ".join(parts)}
        if parts[-1] in HOLDERS or any(p in HOLDERS for p in parts):
            self.type_nouns |= HOLDERS
        self.verbs: dict[str, list[str]] = {}
        for name in journal.parts:
            for said in {form(name.replace("_", "")), *(form(p) for p in name.split("_")[:1])}:
                self.verbs.setdefault(said, []).append(name)
        self.kept = set(KEPT)
        for part in journal.parts.values():
            for name, kind in part.parameters:
                self.kept |= {w for w in (*_in_order(name), *_in_order(kind)) if len(w) >= _SHORTEST}
            self.kept |= {w for w in _in_order(part.returns) if len(w) >= _SHORTEST and w not in ("option", "result", "self")}
        self.kept -= self.type_nouns | {"bool", "usize"}

    def is_type(self, word: Word) -> bool:
        """Whether a word stands for the type."""
        if word.code:
            return bare_name(word.raw) == self.type
        return word.text in self.type_nouns or word.text.removesuffix("s") in self.type_nouns or word.raw == self.type

    def is_kept(self, word: Word) -> bool:
        """Whether a plain word stands for what is kept in it, or given to it."""
        return not word.code and (
            word.text in self.kept or word.text.removesuffix("s") in self.kept or word.text.removesuffix("es") in self.kept
        )

    def is_kept_at(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether the word at a place stands for what is kept, and no more is said of it there."""
        return at < len(words) and self.is_kept(words[at])

    def method(self, word: Word) -> str:
        """The method that a word in backticks, or a plain word that is its name, stands for; empty if none."""
        raw = word.raw
        if word.code or raw.endswith("()") or "_" in raw:
            owner = owner_name(raw)
            return bare_name(raw) if bare_name(raw) in self.journal.parts and owner in ("", self.type, "Self", "self") else ""
        return ""

    def act(self, word: Word) -> str:
        """The one method that a plain verb, gerund or verbal noun stands for; empty if none or several."""
        if word.code or len(word.text) < _SHORTEST:
            return ""
        said = form(word.text)
        found = self.verbs.get(said) or self.verbs.get(form(_SAME.get(said, said))) or []
        if not found:
            found = [m for v, names in self.verbs.items() if len(v) > _SHORTEST and said.startswith(v) for m in names]
        if not found:  # “adding” where there is only `push`
            found = [m for s, same in _SAME.items() if form(s) == said for m in self.verbs.get(form(same), ())]
        exact = [m for m in found if form(m) == said]
        return (exact or found)[0] if len(exact or found) == 1 else ""

    def quantity(self, words: tuple[Word, ...], at: int) -> tuple[str, int]:
        """What is told or held that the words from `at` on name, as a key of a look, and where it ends; empty if none."""
        if at >= len(words):
            return "", at
        word = words[at]
        if word.code or word.raw.endswith("()") or "_" in word.raw:
            name, owner = bare_name(word.raw), owner_name(word.raw)
            if owner not in ("", "self", self.type, "Self"):
                return "", at
            key = name if name in self.journal.askers else f".{name}" if name in self.journal.fields else ""
            end = at + 1
            while key and end < len(words) and not words[end].code and words[end].text in (*_COUNTS, "field", "flag", "value"):
                end += 1
            return key, end
        if word.text in _LENGTHS and not (at + 1 < len(words) and words[at + 1].text == "of" and self._is_kept_many(words, at + 2)):
            return self.length(), at + 1
        if word.text in _COUNTS and at + 2 < len(words) and words[at + 1].text == "of":
            end = at + 3
            key = self._named({form(words[at + 2].text)}) if not words[at + 2].code else ""
            if not key and self._is_kept_many(words, at + 2):
                key = self.length()
                while end < len(words) and words[end].text in ("in", "queued", "stored", "held", "entries", "elements"):
                    end += 1
            return key, end
        for length in (3, 2, 1):
            row = words[at : at + length]
            if len(row) < length or any(w.code for w in row):
                continue
            said = {form(w.text) for w in row if w.text not in _COUNTS}
            if length > 1 and row[-1].text not in _COUNTS and len(said) == length:
                continue
            key = self._named(said) if said and (length > 1 or row[0].text in self._tokens()) else ""
            if key:
                return key, at + length
        return "", at

    def _is_kept_many(self, words: tuple[Word, ...], at: int) -> bool:
        return at < len(words) and self.is_kept(words[at]) and words[at].text.endswith("s")

    def _tokens(self) -> set[str]:
        return {*self.journal.askers, *self.journal.fields}

    def _named(self, said: set[str]) -> str:
        """The asker, else the field, whose name has these words; one that is alone with them."""
        for keys in (self.journal.askers, [f".{f}" for f in self.journal.fields]):
            rows = [k for k in keys if said <= {form(p) for p in parts_of_name(k.lstrip("."))}]
            exact = [k for k in rows if {form(p) for p in parts_of_name(k.lstrip("."))} == said]
            if len(exact or rows) == 1:
                return (exact or rows)[0]
        return ""

    def length(self) -> str:
        """The key of what tells how many are kept."""
        for name in ("len", "count", "size", "length"):
            if name in self.journal.askers:
                return name
            if name in self.journal.fields:
                return f".{name}"
        return ""


def _in_order(name: str) -> list[str]:
    """`InputRing` as `input`, `ring`."""
    text = "".join(" " + c if c.isupper() else c if c.isalnum() else " " for c in name)
    joined: list[str] = []
    for word in text.split():
        if len(word) == 1 and joined and len(joined[-1]) == 1:
            joined[-1] += word
        else:
            joined.append(word)
    return [w.lower() for w in joined] or [""]
