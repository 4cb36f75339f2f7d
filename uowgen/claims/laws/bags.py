"""Words of a part of a sentence as a bag, and the words that a fact may be told in: every word must be taken up, those that turn the sense exactly."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.outcomes import is_variant, places_of_nothing
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]


def stems(text: str) -> frozenset[str]:
    """The words of a row in one form each."""
    return frozenset(form(w) for w in text.split())


DENIED = "not"
_DENYING = frozenset("not no never without nothing none neither nor cannot nobody nowhere".split())
_EMPTY_WORDS = frozenset(
    "the a an it its they them their is are was were be been being has have had do does did to of in into on onto at by for from with as that which "
    "who whose this these those there then so and always simply silently just merely straight immediately , ; : ( ) - — – -> → => itself himself own will would can may get gets got any such".split()
)
# Words with which a sentence says something else: a fact has each of them or is not told.
_CRITICAL = frozenset(
    "only except unless until before after first last second third newest oldest latest earliest above below over under beyond past within outside "
    "inside more less most least fewer greater smaller larger bigger higher lower highest lowest largest smallest up down front back head tail "
    "all each every whole entire some one two three once twice again both either or other another half same different equal exactly instead "
    "rather than but if when while whenever although because between during per too enough already still yet later eventually "
    "+ / = ! | & ? else otherwise not-yet where".split()
)
_NUMBERS = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4"}
NONE = frozenset({frozenset[str]()})
NOT = frozenset({frozenset({DENIED})})


class Bag(NamedTuple):
    """The words of a part of a sentence in one form each; those that turn the sense apart."""

    plain: frozenset[str]
    critical: frozenset[str]


class Phrase(NamedTuple):
    """The words that something may be told in: of each of `needs` one must be there, `may` be others, and `exact` is one of the sets that turn the sense."""

    needs: tuple[frozenset[str], ...]
    may: frozenset[str] = frozenset()
    exact: Collection[frozenset[str]] = NONE
    rank: int = 0  # what is called by words of its comment comes after what is called by its name

    def fits(self, bag: Bag) -> bool:
        """Whether the bag says this and nothing else."""
        if bag.critical not in self.exact or not all(need & bag.plain for need in self.needs):
            return False
        return bag.plain <= self.may.union(*self.needs)

    def closeness(self, bag: Bag) -> int:
        """How many of the words are those that it needs."""
        return 100 * self.rank + len(bag.plain & frozenset[str]().union(*self.needs))


def bag_of(words: Words, lexicon: Lexicon) -> Bag | None:
    """The bag of some words; None where they deny twice."""
    named = {k.key.rpartition(".")[2] for k in lexicon.keys} | {n for p in lexicon.journal.parts.values() for n, _ in p.parameters}
    plain: set[str] = set()
    critical: list[str] = []
    for word in words:
        if word.code or "_" in word.raw or word.raw.endswith("()"):
            name = bare_name(word.raw)
            (plain.add if name in named else critical.append)(f"`{name if name in named else word.raw}`")
        elif word.raw == "None" or word.text in ("true", "false"):
            critical.append(f"`{word.raw if word.raw == 'None' else word.text}`")
        elif word.text in _DENYING:
            critical.append(DENIED)
        elif word.text in _NUMBERS or as_number(word.raw) is not None:
            critical.append(_NUMBERS.get(word.text, word.raw))
        elif word.text in _CRITICAL:
            critical.append(word.text)
        elif word.text not in _EMPTY_WORDS:
            said = word.text.partition("'")[0]
            plain |= set(parts(word.raw)) if _is_name(word.raw) else {form(p) for p in said.split("-") if p}
    if len(critical) != len(set(critical)):
        return None
    return Bag(frozenset(plain), frozenset(critical))


def _is_name(raw: str) -> bool:
    """`RootReserve` among prose."""
    return raw[:1].isupper() and raw[1:] != raw[1:].lower() and raw != raw.upper() and raw.isalpha()


# Phrases that say no more than one word, or nothing.
_PHRASES = {
    ("at", "once"): "", ("right", "away"): "", ("straight", "away"): "", ("at", "all"): "", ("as", "well"): "", ("any", "more"): "",
    ("no", "longer"): "not", ("turned", "down"): "refused", ("turned", "away"): "refused", ("sent", "away"): "refused", ("how", "many"): "number",
    ("as", "before"): "unchanged", ("no", "matter"): "", ("trips", "assertion"): "panics", ("no", "op"): "no-op",
}  # fmt: skip


def plainly(words: Words) -> Words:
    """The words with phrases brought to the one word that they amount to."""
    found: list[Word] = []
    skip = False
    for n, word in enumerate(words):
        if skip:
            skip = False
            continue
        pair = (word.text, words[n + 1].text) if n + 1 < len(words) and not word.code and not words[n + 1].code else ("", "")
        if pair in _PHRASES:
            skip, text = True, _PHRASES[pair]
            found += [word._replace(text=text, raw=text)] if text else []
        else:
            found.append(word)
    return tuple(found)


_PLAIN = frozenset("u8 u16 u32 u64 usize i8 i16 i32 i64 isize bool char str string".split())


def size_in(lexicon: Lexicon, key: str) -> Callable[[object], int | None]:
    """How many things a list under a key has: of places that are always there, those that hold something."""
    kind = lexicon.journal.fields.get(key.lstrip("."), "")
    places = kind.startswith("[") or "Option" in kind

    def size(rows: object) -> int | None:
        if not isinstance(rows, tuple) or is_variant(rows):
            return None
        return len(rows) - len(places_of_nothing(rows) or ()) if places else len(rows)

    return size


def noun_of(lexicon: Lexicon, key: str) -> frozenset[str]:
    """The words that what stands under a key is called by: its name, as code as well, and what a list is of."""
    of = next(k for k in lexicon.keys if k.key == key)
    elements = lexicon.elements_of(key) if "list" in of.sorts and not _PLAIN & lexicon.elements_of(key) else frozenset()
    return of.name | elements | {f"`{key.rpartition('.')[2]}`"}


_OF_A_SORT = {
    "list": "list entry element item content",
    "number": "number count counter level value field amount",
    "flag": "flag bit field state",
    "variant": "state status field",
}


def beside_key(sorts: frozenset[str]) -> frozenset[str]:
    """Nouns that only say what sort of thing a key is."""
    return frozenset[str]().union(*(stems(_OF_A_SORT[s]) for s in sorts if s in _OF_A_SORT))


# Nouns and adjectives of the field that stand for one another.
_ALIKE = [
    stems(row)
    for row in (
        "depth nesting level", "count number total", "capacity limit max maximum bound cap", "free available avail spare unused idle", "dirty modified",
        "used busy taken occupied allocated", "head front", "tail back", "pending outstanding waiting queued", "generation epoch version", "budget quota allowance",
        "refcount reference users holders", "deadline expiry timeout due", "closed shut", "seq sequence serial", "id identifier ticket handle",
        "waiters sleepers tasks threads", "enabled on active armed", "size length len", "next following upcoming", "hits", "misses", "log journal history record",
    )
]  # fmt: skip


def synonyms(words: frozenset[str]) -> frozenset[str]:
    """What these words are also called."""
    return frozenset[str]().union(*(row for row in _ALIKE if row & words)) - words


def owner_of(lexicon: Lexicon, key: str) -> frozenset[str]:
    """Other words for a key: those of its comment, of what holds it where that is not the value itself, and what its name is also called."""
    of = next(k for k in lexicon.keys if k.key == key)
    path = key.strip(".").split(".")
    kind = lexicon.journal.fields.get(path[0], "") if len(path) > 1 else ""
    return of.said | synonyms(of.name) | frozenset(w for p in path[:-1] for w in parts(p)) | frozenset(parts(_flat(kind)))


def about(lexicon: Lexicon, method: str) -> frozenset[str]:
    """Nouns that may be said beside what is needed: of the type, and of what the method is given."""
    part = lexicon.journal.parts.get(method)
    given = {w for name, kind in (part.parameters if part is not None else ()) for w in (*parts(name), *parts(_flat(kind)))}
    return frozenset(given) | frozenset(parts(lexicon.type)) | _THINGS


def _flat(kind: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in kind)


_THINGS = stems("value object instance call caller guard handle")


__all__ = [
    "DENIED",
    "NONE",
    "NOT",
    "Bag",
    "Phrase",
    "about",
    "bag_of",
    "beside_key",
    "noun_of",
    "owner_of",
    "plainly",
    "size_in",
    "stems",
    "synonyms",
]
