"""How much goes in and comes out again: “room for 32 events”, “holds up to `SIZE` entries”, “capacity is 8”, “takes 16 jobs, the 17th is refused”,
“keeps the last 8 samples”.

As many things are put in as are said, and some more; all are taken out again. The same is done where the places are no longer gone through
from the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.lives import things_in
from uowgen.claims.laws.sequences import Trial, plain_puts
from uowgen.claims.laws.symbols import FIRST, in_symbols
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lives import Gave
    from uowgen.claims.laws.symbols import Stage
    from uowgen.claims.sentences.sentence import Word

_MOST, _MORE = 130, 3
_MANY = r"(?P<many>\d+)(?: \( (?P<same>\d+) \))?(?: THING| slots?| places?| elements?)?"
_HOLDS = r"(?:holds|stores|keeps|buffers|accepts|takes|TAKE|can hold|can store|can take|can buffer|has room for|has space for|fits)"
_BEYOND = r"(?: ?[,;] ?(?:and )?(?P<next>\d+)(?:st|nd|rd|th)(?: THING)? (?:is|gets) (?P<lost>refused|rejected|dropped|lost|turned away|discarded))?"
_ROOM = when_used(
    rf"(?:(?:WHOLE )?(?:room|space) for(?: exactly| up to)?|(?:WHOLE )?capacity(?: of WHOLE)?(?: is| of| :)?|(?:WHOLE|it) {_HOLDS}(?: up to| at most| exactly)?|"
    rf"{_HOLDS}(?: up to| at most| exactly)?|up to) {_MANY}(?: at most| at once| at a time)?{_BEYOND}"
)
# “accepts 32 events and refuses the next”, “takes 8 jobs, then fails”: the call itself says that there is no more room.
_NO_MORE = (
    r"(?: ?[,;]? ?(?:and|but|then|and then)? (?:refuses|rejects|declines|turns away|turns down|denies|drops|(?:is )?refused|rejected)"
    r"(?: (?:next|next one|one more|THING more|more|anything more|further|further ones|others|rest|everything else|(?P<after>\d+)(?:st|nd|rd|th))(?: THING)?))"
)
_TOLD = when_used(
    rf"(?:PUT )?{_HOLDS}(?: up to| at most| exactly)? {_MANY}(?: at most| at once| at a time)?{_NO_MORE}"
    rf"|(?:exactly )?(?P<fit>\d+)(?: THING)? (?:are|can be) (?:accepted|taken|PUT|queued|stored|added)(?: ?[,;]? ?(?:and|but|then))? "
    r"next(?: one| THING)? (?:is )?(?:refused|rejected|declined|turned away|turned down|fails|dropped)"
)
_LAST = when_used(
    rf"(?:(?:WHOLE|it) )?(?:holds|stores|keeps|remembers|retains|has) (?:only )?(?:last|latest|newest|most recent|youngest) {_MANY}"
)
_FITS = when_used(
    rf"(?:exactly )?{_MANY} (?:fit|fits|can be (?:used|stored|held|queued|buffered|PUT)|are usable)(?: in(?:to)? (?:WHOLE|it))?{_BEYOND}"
)


def trials(words: tuple[Word, ...], stage: Stage) -> Iterator[Trial]:
    """The lives that tell whether as much goes in as is said; each must be right."""
    from uowgen.claims.stories.cast import Cast

    nouns, spoken = Cast(stage.lexicon.journal).type_nouns, in_symbols(words, stage)
    text = " ".join("WHOLE" if w in nouns or w == f"`{stage.lexicon.type}`" else w for w in spoken.text.split(" "))
    newest = _LAST.fullmatch(text)
    told = _TOLD.fullmatch(text)
    found = newest or told or _ROOM.fullmatch(text) or _FITS.fullmatch(text)
    if found is None or (found["same"] or found["many"]) != found["many"]:
        return
    many, refused = int(found["many"] or found["fit"]), newest is None and (told is not None or found["lost"] is not None)
    beyond = found["after"] if told is not None else found["next"] if refused else None
    if not 0 < many <= _MOST or (beyond is not None and int(beyond) != many + 1):
        return
    for put in plain_puts(stage, spoken):
        if stage.puts[put].beside or stage.puts[put].truths:
            continue
        for take in stage.takes:
            for gone in (0, 3):
                which = "first" if refused else "last" if newest else ""
                yield _filled(stage, put, take, many, gone=gone, which=which, told=told is not None and _answers(stage, put))


def _answers(stage: Stage, put: str) -> bool:
    """Whether a method tells by what it gives whether it took in what it was given."""
    return bool(stage.lexicon.journal.parts[put].returns.strip("() "))


def _filled(stage: Stage, put: str, take: str, many: int, *, gone: int, which: str, told: bool = False) -> Trial:
    """As many as are said are held of some more, after `gone` have come and gone; `which`: the first of them, or the last.

    `told`: the call after those gives something else than they do.
    """
    before = [stage.put(put, FIRST + many + _MORE + n) for n in range(gone)]
    rows = [stage.put(put, FIRST + n) for n in range(many + _MORE)]
    calls = [*before, *[stage.take(take)] * gone, *rows, *[stage.take(take)] * (many + _MORE + 1)]
    known = frozenset(range(FIRST, FIRST + many + _MORE))

    def right(found: list[Gave]) -> bool | None:
        out = things_in(found[0][2 * gone + len(rows) :], known)
        if not out or "" in rows or "panics" in found[0][:1]:
            return None
        # What comes out a second time was no longer there: that is another fault.
        once = out[: next((n for n, thing in enumerate(out) if thing in out[:n]), len(out))]
        if told and not _says_no_more(found[0][2 * gone : 2 * gone + many + 1]):
            return False
        start = FIRST if which == "first" else FIRST + _MORE
        return len(once) == many and (not which or set(once) == set(range(start, start + many)))

    return Trial([calls], right, plain=True)


def _says_no_more(gave: Gave) -> bool:
    """Whether the last of some answers is a refusal, and those before it are none: an error, nothing, `false`, or another than always."""
    refusals = [one is False or (isinstance(one, tuple) and one[:1] in (("Err",), ("None",))) for one in gave]
    alike = len({repr(one) for one in gave[:-1]}) == 1
    return (refusals[-1] and not any(refusals[:-1])) or (alike and gave[-1] != gave[0])


__all__ = ["trials"]
