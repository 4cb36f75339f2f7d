"""Phrases for situations of ranges: how the one that is given lies to those that are held, what is asked for, and whether it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.ranges import Range, contains
from uowgen.claims.stories.woven import lying as li
from uowgen.claims.stories.woven.phrases import When

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.woven.situations import Made

_MAPPED = "mapped|taken|used|occupied|covered|there|free|already"


def _when(test: Test, says: str) -> When:
    return When(scene=test, says=says, of_given=True)


def _lie(relation: li.Relation, says: str) -> When:
    return _when(li.lies(relation), says)


def _number(test: Callable[[int], bool]) -> When:
    """Of the length that is asked for or given."""

    def so(scene: Scene) -> bool | None:
        value = li.length(scene)
        return None if value is None else test(value)

    return _when(so, "length")


def _unit(scene: Scene) -> bool | None:
    wanted = li.asked(scene)
    return None if wanted is None else not li.is_power(wanted[1])


def _no_fit(scene: Scene) -> bool | None:
    found = li.fits(scene)
    return None if found is None else not found


def _several_fit(scene: Scene) -> bool | None:
    found = li.fits(scene)
    return None if found is None else len(found) > 1


def _exact(scene: Scene) -> bool | None:
    found, wanted = li.fits(scene), li.asked(scene)
    if not found or wanted is None:
        return None if found is None else False
    hole, at = found[0]
    return at == hole.start and at + wanted[0] == hole.end


def _padded(scene: Scene) -> bool | None:
    found = li.fits(scene)
    return None if found is None else bool(found) and found[0][1] > found[0][0].start


def _point(test: Callable[[int, list[Range]], bool]) -> When:
    def so(scene: Scene) -> bool | None:
        rows = li.before(scene)
        if rows is None or len(scene.beat.given) != 1 or type(scene.beat.given[0]) is not int:
            return None
        return test(scene.beat.given[0], rows)

    return _when(so, "address")


_OVER = _lie(li.overlaps, "overlapping")
_PART = _lie(li.overlaps_in_part, "in part")
_TOUCH = _lie(li.touches, "touching")
_BOTH = _lie(li.touches_both, "touching both")
_ALONE = _lie(li.is_alone, "alone")
_INSIDE = _lie(li.strictly_inside, "inside")
_SEVERAL = _lie(li.meets_several, "several")
_NOTHING = _lie(li.meets_none, "nothing there")
_EMPTY = _number(lambda n: n == 0)
_REVERSED = _lie(li.is_reversed, "reversed")
_WRONG_WAY = _lie(lambda one, rows: one.start >= one.end, "no range")
_UNALIGNED = _lie(li.is_unaligned, "unaligned")
_BAD = _lie(li.is_bad, "bad")
_OUTSIDE = _when(li.is_outside, "outside")
_WITHIN = _when(li.is_within, "within")
_NO_POWER = _when(_unit, "alignment")
_NO_FIT = _when(_no_fit, "no room")
_SEVERAL_FIT = _when(_several_fit, "several fit")
_EXACT = _when(_exact, "exact")
_PADDED = _when(_padded, "padded")


def _same_flags(one: Range, rows: list[Range]) -> bool:
    return li.touches(one, rows) and any((r.end == one.start or r.start == one.end) and r.rest == one.rest for r in rows)


def _ends_there(scene: Scene) -> bool | None:
    one, whole = li.given(scene), li.arena(scene)
    return None if one is None or whole is None else li.proper(one) and one.end == whole.end and one.start >= whole.start


_SAME_FLAGS = _lie(_same_flags, "same flags")
_ENDS_THERE = _when(_ends_there, "to the end")
_UNHELD = _point(lambda n, rows: not any(contains(one, n) for one in rows))
AT_END = _point(lambda n, rows: any(one.end == n for one in rows) and not any(contains(one, n) for one in rows))

_PHRASES: tuple[tuple[str, When], ...] = (
    ("& OVERLAP {kept} {kept}? existing|mapped|other|partly|partial|even? one?", _OVER),
    ("& {kept} mapped|taken|used|occupied|existing|there already|partly|partially|part", _OVER),
    ("& TOUCHING {kept} {kept}? only|just|merely? each? other? BOUND?", _TOUCH),
    ("& NOTHING_OF LENGTHS {kept}? ASKED?", _EMPTY),
    ("& EMPTY {kept}", _EMPTY),
    ("& start|begin end equal|equals|same|is|==", _EMPTY),
    ("& start|begin end above|after|behind|past|greater|larger|>", _REVERSED),
    ("& {kept} reversed|inverted|backwards|swapped|flipped", _REVERSED),
    ("& UNALIGNED {kept}", _UNALIGNED),
    ("& UNALIGNED BOUND|page BOUND? {kept}?", _UNALIGNED),
    ("& not|no ALIGN BOUND|page page|boundary? {kept}?", _UNALIGNED),
    ("& middle|interior|inside {kept} {kept}? strictly?", _INSIDE),
    ("& no|nothing {kept} mapped|inside|there|hit|covered|found", _NOTHING),
    ("& not|only|partly|partially|incompletely {kept} mapped|covered fully|entirely|completely|wholly", _PART),
    ("& SEVERAL {kept} across|hit|span|spans|over|cover|covers|cut|touch|affected", _SEVERAL),
    ("with|having|of? equal|same|identical|matching {flags}", _SAME_FLAGS),
    ("{flags} agree|match|same|equal|identical", _SAME_FLAGS),
    ("share|sharing {flags}", _SAME_FLAGS),
    ("TOUCHING {kept} that? share|with|of|having same|equal|identical? {flags}", _SAME_FLAGS),
    ("TOUCHING and {flags} same|equal|identical", _SAME_FLAGS),
    ("{kept}? directly? behind|before|after|beside|next to? {kept} with|having equal|same|identical {flags}", _SAME_FLAGS),
    ("next to {kept} with|having equal|same|identical {flags}", _SAME_FLAGS),
    ("behind|after|before {kept} equal|same|identical {flags}", _SAME_FLAGS),
    ("behind|before|beside|next to? {kept}", _TOUCH),
    ("share|sharing just|only? BOUND", _TOUCH),
    ("{kept} OVERLAP", _OVER),
    ("two|several|three|n {kept} cut|hit|affected|removed by?", _SEVERAL),
    ("hole in middle {kept}?", _INSIDE),
    ("two {kept} OVERLAP", _OVER),
    ("on OVERLAP", _OVER),
    ("top mapped|existing|used {kept}", _OVER),
    ("on top mapped|existing|used {kept}", _OVER),
    ("{kept} OVERLAP already? in? {type}?", _OVER),
    ("one BOUND not ALIGN page_size|page|4096", _UNALIGNED),
    ("insist on whole {kept} mapped , otherwise", _PART),
    ("any|some|one? page {kept} unmapped|uncovered", _PART),
    ("{kept} unmapped", _PART),
    ("on end", AT_END),
    ("{kept} end address", AT_END),
    ("for? end address", AT_END),
    ("with addr == end lone? {kept}?", AT_END),
    ("addr == end {kept}?", AT_END),
    ("{kept} empty", _EMPTY),
    ("empty {kept} or reversed|inverted {kept}?", _WRONG_WAY),
    ("{kept}? OVERLAP|OVERLAP {kept}? with? {kept}? in? {type}?", _OVER),
    ("OVERLAP|OVERLAP existing|mapped|old {kept}", _OVER),
    (f"{{kept}}? partly {_MAPPED} {_MAPPED}?", _OVER),
    (f"part|bytes|byte|page|pages of? {{kept}} in? {{type}}? {_MAPPED} {_MAPPED}?", _OVER),
    ("on? top of mapped|existing|used {kept}", _OVER),
    ("over existing|mapped {kept}", _OVER),
    ("existing|old {kept} at same address|range", _OVER),
    ("{kept}? runs|run into {kept}", _OVER),
    ("partial overlap with {kept}", _OVER),
    ("TOUCHING {kept}? each? other?", _TOUCH),
    ("only? TOUCHING {kept}? each? other?", _TOUCH),
    ("{kept} only|merely|just TOUCHING each? other?", _TOUCH),
    ("{kept} share just|only? BOUND", _TOUCH),
    ("{kept}? directly|right behind|before|after|beside|next|below|above to? {kept}", _TOUCH),
    ("next to {kept}", _TOUCH),
    ("TOUCHING {kept}? without gap in? between?", _TOUCH),
    ("{kept} TOUCHING both {kept}? on? side?", _BOTH),
    ("TOUCHING {kept} on|at either|both|each side|end", _BOTH),
    ("{kept}? TOUCHING {kept} on|at either|both|each of? side|end|ends", _BOTH),
    ("between two {kept}", _BOTH),
    ("gap between two {kept}", _BOTH),
    ("what separates? two {kept}", _BOTH),
    ("both TOUCHING? {kept}", _BOTH),
    ("TOUCHING {kept} below and above", _BOTH),
    ("no free? TOUCHING {kept}?", _ALONE),
    ("surrounded by used|allocated|taken {kept}?", _ALONE),
    ("used|allocated|taken {kept} on both sides", _ALONE),
    ("EMPTY {kept}", _EMPTY),
    ("splitting|split {kept}?", _INSIDE),
    ("zero|no|0 byte|bytes|length|size at? all?", _EMPTY),
    ("zero-length|zero-size|zero-sized|zero-byte {kept}?", _EMPTY),
    ("len|length|size of? zero|0", _EMPTY),
    ("zero byte|length {kept}", _EMPTY),
    ("nothing ( len zero|0 )", _EMPTY),
    ("start equal|equals to? end", _EMPTY),
    ("reversed|inverted|backwards|swapped|negative {kept}?", _REVERSED),
    ("start equal|equals end or lies|is? above|behind|past|after", _WRONG_WAY),
    ("UNALIGNED {kept}?", _UNALIGNED),
    ("UNALIGNED BOUND? {kept}?", _UNALIGNED),
    ("BOUND UNALIGNED", _UNALIGNED),
    ("BOUND? or? BOUND? not page? ALIGN", _UNALIGNED),
    ("{kept}? off page BOUND", _UNALIGNED),
    ("BOUND not fall|lie on page BOUND", _UNALIGNED),
    ("BOUND? not ALIGN of page_size|page|4096", _UNALIGNED),
    ("malformed|invalid|bad|ill-formed {kept}?", _BAD),
    ("not valid {kept}?", _BAD),
    ("{kept} not valid", _BAD),
    ("strictly? inside|within {kept}", _INSIDE),
    ("in|into|from|of middle of? {kept}?", _INSIDE),
    ("{kept} lies? in|inside middle", _INSIDE),
    ("{kept} strictly? inside {kept}", _INSIDE),
    ("from|of inside of {kept}", _INSIDE),
    ("punch|punching hole into? middle? of? {kept}?", _INSIDE),
    ("hole in middle of {kept}", _INSIDE),
    ("hole in middle", _INSIDE),
    ("{kept}? not fully|entirely|completely|wholly covered|mapped by? {kept}?", _PART),
    ("partly|partially|half mapped|covered {kept}", _PART),
    ("{kept} partly|partially mapped|covered", _PART),
    ("any {kept}? of {kept} unmapped|uncovered", _PART),
    ("across|over several|two|three {kept}", _SEVERAL),
    ("hit|hits|cover|covers|span|spans|touch several|two|three|n {kept}", _SEVERAL),
    ("{kept} between two {kept}", _NOTHING),
    ("nothing lie|there|mapped in {kept}", _NOTHING),
    ("{kept} where|with nothing mapped|there|in?", _NOTHING),
    ("no {kept} in {kept}", _NOTHING),
    ("no {kept} OVERLAP {kept}?", _NOTHING),
    ("unmapped {kept}", _NOTHING),
    ("no {kept} holds?|hold|contains?|contain|cover address|addr", _UNHELD),
    ("address belongs?|belong|lies?|lie to|in|inside no {kept}", _UNHELD),
    ("unmapped|uncovered|unknown address|addr", _UNHELD),
    ("address|addr in hole between? two? {kept}?", _UNHELD),
    ("address|addr in gap between? two? {kept}?", _UNHELD),
    ("end address of? last? {kept}?", AT_END),
    ("address sit|sits|lie|lies on end", AT_END),
    ("addr == end of lone? {kept}?", AT_END),
    ("treat|treats end", AT_END),
)
_OF_ALLOCATORS: tuple[tuple[str, When], ...] = (
    ("& no|not|nothing|none {kept} FIT ASKED? enough? any?", _NO_FIT),
    ("& LARGEST {kept} SMALL ASKED? included? ALIGN?", _NO_FIT),
    ("& LARGE LARGEST {kept} ASKED? hold?", _NO_FIT),
    ("& LARGE than? there|available|left|free", _NO_FIT),
    ("& out ROOM", _NO_FIT),
    ("& free space not suffice|enough", _NO_FIT),
    ("& not|no|outside|beyond|past|never {whole} {kept}? inside|within|in|fully|entirely|completely|wholly|belong", _OUTSIDE),
    ("& {kept} outside|beyond|past {whole}", _OUTSIDE),
    ("& ALIGN not|no power two", _NO_POWER),
    ("& ALIGN bad|invalid|wrong|illegal|odd", _NO_POWER),
    ("& {kept} already|partly|partially|part|still? free|unlent|released {kept}?", _OVER),
    ("& SEVERAL {kept} FIT|do enough?", _SEVERAL_FIT),
    ("& between two|both {kept} gap? {kept}?", _BOTH),
    ("& TOUCHING {kept} both|either|each side|end", _BOTH),
    ("& no|nothing free TOUCHING {kept}?", _ALONE),
    ("& used|allocated|taken|lent {kept} both|each|either side|end", _ALONE),
    ("& whole|entire|all|completely|up|exactly {kept} use|take|fill|match|consume size? aligned? ASKED?", _EXACT),
    ("& {kept} match|equal|exactly ASKED size? aligned|ALIGN?", _EXACT),
    ("{kept}? already free|freed already?", _OVER),
    ("{kept}? free already?", _OVER),
    ("part of {kept} already? free already?", _OVER),
    ("any byte of {kept} in {whole}? free already?", _OVER),
    ("double free", _OVER),
    ("double free , partial one too", _PART),
    ("byte|bytes nobody|no reader holds", _OVER),
    ("nobody hold|holds", _OVER),
    ("byte|bytes never belonged to {whole}", _OUTSIDE),
    ("outside|beyond {whole}", _OUTSIDE),
    ("{kept}? sticks? out of {whole}", _OUTSIDE),
    ("not fully|entirely|completely|wholly? within|inside|in {whole}", _OUTSIDE),
    ("at least one byte of {kept} not in {whole}", _OUTSIDE),
    ("{kept}? begin|begins before or end|ends after|past {whole}", _OUTSIDE),
    ("{kept}? inside|in|within {whole}", _WITHIN),
    ("ALIGN not|no power of two", _NO_POWER),
    ("ALIGN not|no 2^n", _NO_POWER),
    ("bad|invalid|wrong ALIGN", _NO_POWER),
    ("ALIGN zero", _NO_POWER),
    ("not|no power of two align?", _NO_POWER),
    ("zero and other non-powers|not powers of two", _NO_POWER),
    ("ALIGN zero and other not powers of two", _NO_POWER),
    ("{n} not|no power of two", _NO_POWER),
    ("( not 2 n )", _NO_POWER),
    ("bad|invalid|wrong ALIGN ( not 2 n )", _NO_POWER),
    ("ASKED {kept}? larger|bigger|greater than any|every|largest|all {kept}", _NO_FIT),
    ("larger|bigger|greater than any|every|largest|all {kept} hold?", _NO_FIT),
    ("all|every {kept} , ALIGN included , small", _NO_FIT),
    ("all|every {kept} small for? ASKED?", _NO_FIT),
    ("{kept} small for? ASKED?", _NO_FIT),
    ("big|large|much for every|any|all {kept}", _NO_FIT),
    ("more than one {kept} large|big|suitable|FIT enough?", _SEVERAL_FIT),
    ("what separate two {kept}", _BOTH),
    ("freed? {kept} TOUCHING? {kept} at|on each|both|either of? end|ends|side|sides", _BOTH),
    ("{kept} between two {kept}", _BOTH),
    ("{kept}? in? between", _BOTH),
    ("gap between two {kept}", _BOTH),
    ("with? used|allocated|taken {kept} on both side|sides", _ALONE),
    ("byte|bytes inside|in {whole} no reader hold", _OVER),
    ("in {whole} {kept}", _WITHIN),
    ("use|take|fill all|whole of? {kept}", _EXACT),
    ("uses|use up {kept} completely|entirely|wholly", _EXACT),
    ("end|ends exactly? at {whole} end", _ENDS_THERE),
    ("end|ends with {whole}", _ENDS_THERE),
    ("last byte of? {whole}", _ENDS_THERE),
    ("no {kept} FIT|large enough?", _NO_FIT),
    ("no {kept} FIT", _NO_FIT),
    ("not fit into? any {kept}", _NO_FIT),
    ("{kept} too small for? {kept}?", _NO_FIT),
    ("all {kept} too small", _NO_FIT),
    ("every {kept} too small", _NO_FIT),
    ("out of space|room", _NO_FIT),
    ("more than largest {kept} holds?", _NO_FIT),
    ("more than|there is? available|left|there", _NO_FIT),
    ("{kept}? larger|bigger than any|every|largest {kept}", _NO_FIT),
    ("too big|large for every|any|all {kept}", _NO_FIT),
    ("free space not suffice longer?", _NO_FIT),
    ("more than? one|several|two|multiple {kept} large|big|FIT|suitable enough|do?", _SEVERAL_FIT),
    ("of several suitable {kept}", _SEVERAL_FIT),
    ("two {kept} do|fit|serve", _SEVERAL_FIT),
    ("exact|perfect fit without? padding?", _EXACT),
    ("takes?|take size|all|exactly of? aligned? {kept}", _EXACT),
    ("ASKED matches|match|fills?|uses?|use aligned? {kept} in? size?", _EXACT),
    ("use|uses up {kept} completely", _EXACT),
)


def _always(when: When) -> Made:
    return lambda stage, values: when


def _of_allocators(when: When) -> Made:
    return lambda stage, values: when if stage.gives_out() else None


SITUATIONS: tuple[tuple[str, Made], ...] = (
    *((pattern, _always(when)) for pattern, when in _PHRASES),
    *((pattern, _of_allocators(when)) for pattern, when in _OF_ALLOCATORS),
)

__all__ = ["AT_END", "SITUATIONS"]
