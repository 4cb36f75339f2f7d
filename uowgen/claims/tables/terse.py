"""Reads short sentences on taking page tables apart: what is freed or kept, from the bottom up, how often it is flushed, what number comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.tables import looks
from uowgen.claims.tables.events import BE, kinds_in
from uowgen.claims.tables.looks import PAGES, TABLES, Look
from uowgen.claims.tables.wording import plainer
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.tables.looks import Seen

_BELOW = r"(?:children|child tables?|leaves|lower tables?|subtables?|inner tables?|lower levels?)"
_ABOVE = r"(?:(?:their )?parents?(?: tables?)?|(?:their )?own table|root|table that (?:holds|points to|refers to) (?:them|it)|upper (?:tables?|levels?))"
_UPWARDS = when_used(
    rf"(?:bottom-up|bottom up|from (?:the )?bottom(?: up)?|depth-first|depth first|in post-order|post-order|{_BELOW} first|{_BELOW} before {_ABOVE}|"
    rf"from (?:lowest|last) level up|lowest (?:level )?first)"
)
_EVERYTHING = (
    r"(?:everything(?: else)?|(?:last |all )?(?:frames?|pages?|tables?|frees)|all(?: of it| of them)?|freeing|walk(?:ing)?)"
)
_DONE = rf"(?: {BE})?(?: (?:freed|done|over|finished|walked|complete))?"
_ONCE = when_used(
    rf"(?:tlb )?(?:{BE} )?flush(?:ed|ing|es tlb)(?: tlb)?(?: {BE}(?: done| issued| made)?)? (?:exactly |only |just )?(?:once|one time|a single time)"
    rf"(?: ?,?(?: and)?(?: only)? (?:after|when|once|at|behind) (?:{_EVERYTHING}{_DONE}|end(?: of .+)?))?"
)
_NUMBER = when_used(
    r"(?:run |walking |walk |drop |\w+ )?(?:returns|gives(?: back)?|reports|is|tells|yields)(?: with)? (?:how many|number of|count of|total of|total number of) "
    r"(?P<what>freed (?:page )?(?:tables|frames|pages)|(?:page )?(?:tables|frames|pages)(?: that)?(?: (?:were|was|are|has been|have been))? freed|(?:page )?(?:tables|frames|pages) it freed)"
)
_FATE = when_used(
    rf"(?P<noun>.+?) (?:{BE} )?(?P<how>freed|not freed|never freed|kept|left alone|left allocated|spared|untouched|not touched)(?: (?:too|as well|also|last|at (?:the )?end))?"
)
_LAST = when_used(r".* (?:last|at (?:the )?end)")


def reading_of(text: str, owner: str = "") -> Seen | None:
    """What the sentence says; None if a word of it is not understood."""
    said = plainer(text, owner)
    beside = re.fullmatch(r"(.+?) ?\((.+)\)", said)
    if beside:
        one, other = _read(beside[1].strip()), _read(f"tables are freed {beside[2].strip()}") or _read(beside[2].strip())
        return looks.both(one, other) if one is not None and other is not None else None
    return _read(said)


def _read(said: str) -> Seen | None:
    upwards = re.fullmatch(rf"(?:page )?tables?(?: frames?)? {BE} (?:freed|walked) (.+)", said) or re.fullmatch(
        r"frees (?:page )?tables? (.+)", said
    )
    if upwards and _UPWARDS.fullmatch(upwards[1]):
        return upwards_only
    once = _ONCE.fullmatch(said)
    if once:
        late = bool(re.search(r" (?:after|when|once|at|behind) ", said.partition("once")[2] or said))
        return looks.both(flushed_once, looks.before(lambda it: it.frees(), Look.flushes)) if late else flushed_once
    number = _NUMBER.fullmatch(said)
    if number:
        kinds = (
            TABLES | {"root"} if "table" in number["what"] else PAGES | TABLES | {"root"} if "frame" in number["what"] else PAGES
        )
        return counted(kinds)
    return _fate(said)


def _fate(said: str) -> Seen | None:
    """“the root is freed too”, “leaf frames that are not shared are freed”, “shared frames are kept”."""
    found = _FATE.fullmatch(said)
    if not found:
        return None
    noun = (
        re.sub(r" (?:frames?|pages?)$", "", found["noun"])
        if re.fullmatch(r"[os]leaf (?:frames?|pages?)", found["noun"])
        else found["noun"]
    )
    if re.fullmatch(
        r"(?:leaf |leaf frames? |pages? |frames? )?(?:that |which )?(?:is |are )?not shared|unshared (?:leaf )?(?:frames?|pages?)",
        noun,
    ):
        noun = "oleaf"
    kinds = kinds_in(noun) if noun else None
    if kinds is None:
        return None
    freed = found["how"] == "freed"
    fate = looks.of_kind(kinds, freed=freed)
    if freed and _LAST.fullmatch(said):
        return looks.both(fate, looks.root_last) if kinds == frozenset({"root"}) else None
    return fate


def upwards_only(it: Look) -> bool | None:
    """Each table is freed when all tables and pages below it have been."""
    order = {a: n for n, a in enumerate(it.freed())}
    pairs = [(c, p) for c, p in it.walk.tree.above.items() if c in order and p in order]
    return all(order[c] < order[p] for c, p in pairs) if pairs else None


def flushed_once(it: Look) -> bool | None:
    """There is one flush, where anything was freed or cleared."""
    return len(it.flushes()) == 1 if it.frees() or it.clears() else None


def counted(kinds: frozenset[str]) -> Seen:
    """What comes back is how many frames of these kinds were freed."""
    return lambda it: it.walk.gave == len(it.frees(kinds)) if isinstance(it.walk.gave, int) else None


__all__ = ["reading_of"]
