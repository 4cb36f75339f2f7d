"""Readers of slots in sentences about containers: ranges in code, what ranges have in common, handles that lead nowhere, what taking out does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

    Known = Callable[[str], bool]

_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
# What ranges may have in common.
_MARKS = frozenset(
    {
        "kind", "kinds", "type", "flags", "protection", "permissions", "perms", "prot", "owner", "tag", "state", "attributes", "colour", "color",
        "zone", "node", "source",
    }
)  # fmt: skip


def _inside_range(words: tuple[Word, ...], n: int, _known: Known) -> Iterator[tuple[str, int]]:
    """`start <= addr < end`, `r.start <= addr && addr < r.end`: that a number lies in a half-open range."""
    text = words[n].raw.replace("&&", " && ") if n < len(words) and words[n].code else ""
    parts = text.split()
    if len(parts) == 5 and parts[1] == "<=" and parts[3] == "<":
        parts = [*parts[:3], "&&", *parts[2:]]
    if len(parts) != 7 or parts[3] != "&&":
        return
    sides = [(a, sign, b) if sign in ("<=", "<") else (b, _TURNED.get(sign, ""), a) for a, sign, b in (parts[:3], parts[4:])]
    if sides[0][1] != "<=":
        sides.reverse()
    (start, lower, addr), (same, upper, end) = sides
    names = start.rpartition(".")[2], end.rpartition(".")[2]
    if (lower, upper, addr) == ("<=", "<", same) and names in (("start", "end"), ("base", "end"), ("lo", "hi"), ("low", "high")):
        yield addr, n + 1


def _half_open(words: tuple[Word, ...], n: int, _known: Known) -> Iterator[tuple[str, int]]:
    """`[start, end)`: a range in code."""
    if n < len(words) and "".join(words[n].raw.split()) in ("[start,end)", "start..end", "[base,end)", "[lo,hi)", "[low,high)"):
        yield words[n].raw, n + 1


def _mark(words: tuple[Word, ...], n: int, _known: Known) -> Iterator[tuple[str, int]]:
    """“kind”, “`flags`”, “protection”: what ranges have in common."""
    text = words[n].text if n < len(words) else ""
    if text in _MARKS:
        yield text, n + 1


def _bit_end(words: tuple[Word, ...], n: int, _known: Known) -> Iterator[tuple[str, int]]:
    """“low”, “upper”: which bits of a number."""
    text = words[n].text if n < len(words) and not words[n].code else ""
    for end, names in (("low", ("low", "lower", "lowest", "bottom")), ("high", ("high", "upper", "highest", "top"))):
        if text in names:
            yield end, n + 1


def _part(words: tuple[Word, ...], n: int, _known: Known) -> Iterator[tuple[str, int]]:
    """“slot index”, “`generation`”: one or two words for what is held."""
    for size in (2, 1):
        said = words[n : n + size]
        if len(said) == size and all(w.raw.replace("_", "").isalpha() and w.text not in _NO_PARTS for w in said):
            yield " ".join(w.text for w in said), n + size


_NO_PARTS = frozenset({"in", "into", "within", "its", "and", "of", "no", "not", "bits"})


def _handle_sorts(words: tuple[Word, ...], n: int, _known: Known) -> Iterator[tuple[str, int]]:
    """“an index beyond the table, an empty slot or a stale generation”: the sorts of handles that lead nowhere, to the end of the sentence."""
    rest = [w.text if not w.code else "`" for w in words[n:]]
    found: list[str] = []
    part: list[str] = []
    for text in [*rest, "or"]:
        if text not in (",", "or", "and", "/"):
            part.append(text)
            continue
        if part:
            sort = next((sort for sort, needed, more in _SORTS if needed & set(part) and set(part) <= needed | more), "")
            sort = sort if _THINGS & set(part) else ""  # “when empty” is said of the whole
            if not sort:
                return
            found.append(sort)
        part = []
    if found:
        yield " ".join(found), len(words)


_THINGS = frozenset({"handle", "handles", "slot", "slots", "generation", "index", "entry", "version"})
_OF = frozenset(
    [
        "of",
        "with",
        "that",
        "which",
        "has",
        "have",
        "is",
        "are",
        "was",
        "were",
        "handle",
        "handles",
        "slot",
        "slots",
        "generation",
        "index",
        "whose",
        "to",
        "for",
        "at",
        "in",
        "it",
    ]
)
_SORTS = (
    ("beyond", frozenset({"beyond", "outside", "past", "out-of-range", "out-of-bounds"}), _OF | {"table", "end", "any"}),
    ("empty", frozenset({"empty", "free", "unused", "vacant"}), _OF | {"slot", "entry"}),
    (
        "stale",
        frozenset({"stale", "old", "outdated", "removed", "earlier", "previous"}),
        _OF | {"generation", "version", "object", "value"},
    ),
)


def _taking_out(words: tuple[Word, ...], n: int, _known: Known) -> Iterator[tuple[str, int]]:
    """“returns the object, bumps the generation and puts the slot at the head of the free list”: what taking out does, to the end."""
    texts = [w.text if not w.code else "`" for w in words[n:]]
    found: list[str] = []
    part: list[str] = []
    for text in [*texts, "and"]:
        if text not in (",", "and", "then"):
            part.append(text)
            continue
        if part:
            sort = next((sort for sort, verbs, things in _ACTS if part[0] in verbs and _is_of(part[1:], things)), "")
            if not sort:
                return
            found.append(sort)
        part = []
    if found and found != ["gives"]:
        yield " ".join(found), len(words)


def _is_of(part: list[str], things: tuple[frozenset[str], frozenset[str]]) -> bool:
    needed, more = things
    return bool(needed & set(part)) and set(part) <= needed | more


_ACTS = (
    (
        "gives",
        frozenset({"returns", "gives", "yields", "hands"}),
        (frozenset({"object", "value", "item", "element", "entry"}), frozenset({"out", "back", "stored", "it", "removed"})),
    ),
    (
        "bumps",
        frozenset({"bumps", "increments", "advances", "counts", "raises"}),
        (frozenset({"generation", "version", "epoch"}), frozenset({"its", "of", "slot", "slot's", "up", "by", "one", "that"})),
    ),
    (
        "head",
        frozenset({"puts", "pushes", "returns", "links", "places", "makes"}),
        (frozenset({"head", "front", "first"}), frozenset({"slot", "it", "at", "to", "on", "onto", "in", "of", "free", "list", "back", "its"})),
    ),
)  # fmt: skip

READERS = {
    "insiderange": _inside_range, "halfopen": _half_open, "mark": _mark, "bitend": _bit_end, "part": _part,
    "handlesorts": _handle_sorts, "takingout": _taking_out,
}  # fmt: skip
