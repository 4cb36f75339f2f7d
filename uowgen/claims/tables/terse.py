"""Reads short sentences on taking page tables apart: what is freed or kept, from the bottom up, how often it is flushed, what number comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.tables import looks
from uowgen.claims.tables.events import BE, kinds_in, walks
from uowgen.claims.tables.fates import kernel
from uowgen.claims.tables.looks import PAGES, TABLES, Look, Meant
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
_WALK = r"(?:after|when|once|behind|as soon as) walk(?:ing)?(?: |$)"
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
_WITH_ROOT = r"(?:with )?root (?:table )?(?:is )?(?:included|counted|among them)(?: as well| too)?|including root(?: table)?|(?:and )?root too|counting root(?: table)?(?: too| as well)?|(?:together )?with root(?: table)?"
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
        return Meant(looks.all_below_first)
    once = _ONCE.fullmatch(said)
    if once:
        late = bool(re.search(r" (?:after|when|once|at|behind) ", said.partition("once")[2] or said))
        what = walks if re.search(_WALK, said) else lambda it: it.frees()
        return looks.both(flushed_once, looks.before(what, Look.flushes)) if late else flushed_once
    rooted = re.fullmatch(rf"(.+?) ?,? ?\(?(?:{_WITH_ROOT})\)?", said)
    number = _NUMBER.fullmatch(rooted[1] if rooted else said)
    if number and (not rooted or "table" in number["what"]):
        kinds = (
            TABLES | {"root"} if "table" in number["what"] else PAGES | TABLES | {"root"} if "frame" in number["what"] else PAGES
        )
        return counted(kinds)
    return _fate(said) or _deeds(said) or _late(said) or _large(said) or _half(said)


_PAGES_SAID = r"(?:(?:mapped|leaf|data|user|user's|leaf page|leaves') (?:frames?|pages?|memory)|leaf|leaves|pages?|frames? (?:of|behind|under) (?:leaves|leaf(?: entry)?|pages)|frames? that (?:leaves|leaf entry|pages) (?:map|point to|hold))"
_TABLES_SAID = r"(?:(?:page |page-)?tables?(?: frames?| pages?)?|frames? of (?:page )?tables?)"
_DEED = when_used(
    r"(?:(?:only |just )?(?P<verb>frees|keeps|spares|leaves|does not free|never frees|not frees|must not free) )?"
    rf"(?P<only>only |just |nothing but )?(?P<no>no |not |none of )?(?P<noun>{_PAGES_SAID}|{_TABLES_SAID}|root)"
    r"(?P<alone> alone| allocated| untouched| in place| mapped)?(?P<last> only| alone)?"
)


def _deeds(said: str) -> Seen | None:
    """“frees only tables , no mapped frames”, “keeps leaf frames”, “frees tables but not leaf frames”."""
    parts = re.split(r" ?, (?:but |and )?| but | and |(?<=\w) ?\((?=no)", re.sub(r"^(?:walking|drop) ", "", said).rstrip(")"))
    rows: list[Seen] = []
    verb = ""
    for part in parts:
        found = _DEED.fullmatch(part.strip())
        if not found or not (found["verb"] or verb):
            return None
        if found["verb"] == "leaves" and not found["alone"]:
            return None
        verb = found["verb"] or verb
        frees = verb == "frees" and not found["no"]
        if (found["no"] and verb != "frees") or (found["alone"] and verb not in ("leaves", "keeps")):
            return None
        of_pages = re.fullmatch(_PAGES_SAID, found["noun"])
        kinds = PAGES if of_pages else frozenset({"root"}) if found["noun"] == "root" else TABLES | {"root"}
        rows.append(looks.of_kind(kinds, freed=frees))
        if found["only"] or found["last"] or re.match("only |just ", part):
            if kinds == frozenset({"root"}) or not frees:
                return None
            rows.append(looks.of_kind((PAGES | TABLES | {"root"}) - kinds, freed=False))
    return looks.both(*rows)


_LATE = when_used(
    r"(?:\w+ )?(?:flushing tlb|flushes tlb|tlb flushed|tlb is flushed|tlb flushing|flushing|flushed tlb|issues flushing)(?: is (?:done|issued|made)| comes| happens| is)? ?,?"
    rf"(?: only)? (?:after|when|once|as soon as|behind) {_EVERYTHING}{_DONE}"
)


def _late(said: str) -> Seen | None:
    """“flushes the TLB after everything has been freed”."""
    if not _LATE.fullmatch(said):
        return None
    return looks.before(walks, Look.flushes) if re.search(_WALK, said) else flushed_late


_BIG = r"(?:(?:huge|large|super|big)[ -]?(?:pages?(?: (?:entry|mappings?|leaf|leaves))?|entry|mappings?|leaf|leaves)|superpages?)"
_LARGE = when_used(
    rf"(?P<noun>{_BIG}) (?:{BE} )?(?:treated as|treated like|handled as|handled like|seen as|regarded as|taken for|taken as|considered|count as|counts as|like)? ?"
    rf"(?:leaf|leaves|leaf entry|pages|data|mapped pages?)(?: ?,? ?(?:and |but )?(?:are |is )?(?:not|never) (?:as |for |like )?(?:(?:page |further |lower )?tables?|(?:descended into|followed|walked(?: into)?)))?"
)
_DESCENT = when_used(
    rf"(?:walking |drop )?(?:{_BIG} {BE} (?:not|never) (?:descended into|followed|walked(?: into| as tables?)?|taken for (?:page )?tables?|treated as (?:page )?tables?)|(?:does not|never) (?:descends?|walks?|steps?|goes|go) into {_BIG})"
)


def _large(said: str) -> Seen | None:
    """“huge entries are treated as leaves, not as tables”."""
    if _LARGE.fullmatch(said):
        return as_leaves
    return looks.not_followed if _DESCENT.fullmatch(said) else _passed_over(said)


_PASSED = r"(?:skipped(?: over)?|passed over|stepped over|ignored|left (?:alone|in place|as alone|untouched|out)|kept|spared|not touched|untouched)"
_NOT_FREED = r"(?:(?:not|never) (?:freed|cleared)(?: (?:or|nor) (?:freed|cleared))*)"
_NOT_INTO = r"(?:(?:not|never) (?:descended into|visited|walked(?: into| as tables?)?|entered|taken for (?:page )?tables?|treated as (?:page )?tables?)|without (?:descending|going|walking) into (?:them|it))"
_FATES = re.compile(rf"(?P<passed>{_PASSED})|(?P<kept>{_NOT_FREED})|(?P<into>{_NOT_INTO})")
_OVER = when_used(
    rf"(?:walking |drop )?(?:(?P<noun>{_BIG}|sleaf) {BE} (?P<fates>.+)|(?:skips|passes over|steps over|ignores|leaves alone) (?P<object>{_BIG}|sleaf)(?: ?,? (?:and )?(?P<more>without .+))?)"
)


def _passed_over(said: str) -> Seen | None:
    """“huge mappings are skipped, not descended into”: neither freed nor cleared, nor read as tables."""
    found = _OVER.fullmatch(said)
    if not found:
        return None
    fates = [] if found["object"] else [found["fates"]]
    fates = [part for one in [*fates, *filter(None, [found["more"]])] for part in re.split(r" ?,? (?:and|but) | ?, ", one)]
    read = [_FATES.fullmatch(re.sub(rf"^{BE} ", "", part.strip())) for part in fates]
    if not all(read):
        return None
    kinds = frozenset({"shared"}) if (found["noun"] or found["object"]) == "sleaf" else frozenset({"huge"})
    into = any(m is not None and m["into"] for m in read)
    if into and kinds != frozenset({"huge"}):
        return None
    rows = [looks.of_kind(kinds, freed=False)] if found["object"] or any(m is not None and not m["into"] for m in read) else []
    return Meant(looks.both(*rows, *([looks.not_followed] if into else [])))


_HALF = when_used(r"khalf(?: (?:of|in) root)? ?\(khalf\) (.+)")


def _half(said: str) -> Seen | None:
    """“the kernel half of the root (entries 256 and up) is left alone”: with the entries named beside it."""
    found = _HALF.fullmatch(said)
    return kernel(f"khalf {found[1]}") if found else None


def flushed_late(it: Look) -> bool | None:
    """There is a flush behind all that is freed; one before as well may be meant or not."""
    frees, flushes = it.frees(), it.flushes()
    if not frees:
        return None
    return True if flushes and min(flushes) > max(frees) else None if flushes and max(flushes) > max(frees) else False


def as_leaves(it: Look) -> bool | None:
    """Large pages are not read as tables, and freed just where small ones are."""
    followed = looks.not_followed(it)
    large, small = it.frames(frozenset({"huge"})), it.frames(frozenset({"page"}))
    if not followed or not small:
        return followed
    often = [it.freed().count(frame) for frame in large]
    return all(n == 1 for n in often) if small & set(it.freed()) else not any(often)


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


def flushed_once(it: Look) -> bool | None:
    """There is one flush, where anything was freed or cleared."""
    return len(it.flushes()) == 1 if it.frees() or it.clears() else None


def counted(kinds: frozenset[str]) -> Seen:
    """What comes back is how many frames of these kinds were freed; not where others of them may be meant, as those of the kernel."""

    def look(it: Look) -> bool | None:
        astray = it.frees(frozenset({"kernel"})) or looks.not_followed(it) is False
        return it.walk.gave == len(it.frees(kinds)) if isinstance(it.walk.gave, int) and not astray else None

    return look


__all__ = ["reading_of"]
