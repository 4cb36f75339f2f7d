"""Reads sentences on allocators of frames: which frame comes first, when there is none, what runs are, what is refused, what is counted.

Each word must be taken up. What is read is a test of single steps: it gives True, False, or None for a step of which nothing is said.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.trials.frame_pools import is_of_free

if TYPE_CHECKING:
    from uowgen.claims.trials.frame_pools import Event, Roles, Trace

Test = Callable[["Trace", "Event"], "bool | None"]


class Told(NamedTuple):
    """What a sentence says: tests of which each must have been met. `known` has tests that speak of what is ever handed out."""

    tests: tuple[Test, ...]


_FRAME = r"(?:physical |single |whole )?(?:frames?|pages?|slots?|addresses|address|frame addresses|page frames?|ones?)"
_USED = r"(?:used|allocated|taken|in use|handed out|given out|occupied|reserved)"
_FREE = r"(?:free|unused|available|unallocated|not allocated|not in use)"
_GIVES = r"(?:hands out|returns|gives|gives out|gives back|yields|allocates|takes|picks|chooses|finds|prefers|always returns|always takes|is)"
_BE = r"(?:is|are|has been|have been|was|were|gets|get)"
_SIDE = r"(?:adjacent|contiguous|consecutive|neighbou?ring|side by side|back-to-back)"
_REFUSED = r"(?:refused|rejected|detected|caught|reported|noticed|denied|declined)"
_REFUSES = r"(?:refuses|rejects|detects|catches|reports|denies|declines|does not accept|never accepts|fails for|fails on)"
_ALL_OUT = (
    rf"(?:(?:every|all) {_FRAME} {_BE} {_USED}|no(?: more)? {_FRAME} (?:is|are) (?:left|{_FREE}|left over)|no {_FREE} {_FRAME}(?: (?:is|are) left| remains?| exists?| is there)?|"
    rf"(?:ALLOCATOR|pool|bitmap|memory|range|it|everything) (?:is|was) (?:full|exhausted|used up|used|allocated|taken)|nothing is (?:left|{_FREE})|(?:ALLOCATOR|pool|it) (?:runs|has run|is) out(?: of {_FRAME})?|exhausted|full|exhaustion)"
)
_WHEN = r"(?:once|when|if|after|as soon as|where|while|on)"
_ERROR = r"(?:an? error|error|errors|Err|`?ERR`?)"


class Known(NamedTuple):
    """The errors that there are, the counters that a sentence names, whether runs are handed out."""

    errors: frozenset[str]
    counters: tuple[str, ...]
    runs: bool


def read(text: str, roles: Roles, errors: frozenset[str]) -> Told | None:
    """What a sentence says of an allocator; None where a word of it is not understood."""
    said = _plain(text, roles, errors)
    known = Known(errors, tuple(name for name in roles.counters if re.search(rf"\b{name}\b", text)), bool(roles.run))
    whole = _clause(said, known)
    if whole:
        return Told(whole)
    for mark in (" and ", ", and ", ", ", "; ", " but "):
        parts = said.split(mark)
        if len(parts) != 2:
            continue
        subject = re.match(r"(?:TAKE|RUN|GIVE|COUNT|NEW) ", parts[0])
        second = parts[1] if subject is None or re.match(r"(?:TAKE|RUN|GIVE|COUNT|NEW) ", parts[1]) else f"{subject[0]}{parts[1]}"
        one, other = _clause(parts[0], known), _clause(second, known)
        if one and other:
            return Told((*one, *other))
    return None


def _plain(text: str, roles: Roles, errors: frozenset[str]) -> str:
    """The sentence without articles and marks, methods by what they do."""
    said = " ".join(text.strip().rstrip(".").split())
    named = {roles.take: "TAKE", roles.run: "RUN", roles.give: "GIVE", roles.maker: "NEW", **dict.fromkeys(roles.counters, "COUNT")}
    said = re.sub(r"`(?:\w+::|self\.|\.)?(\w+)(?:\([^`]*\))?`", lambda m: named.get(m[1], m[0]) if m[1] else m[0], said)
    said = re.sub(rf"`?\b{roles.owner}\b`?", "ALLOCATOR", said)
    said = (
        re.sub(r"`?\b\w*Error::(\w+)\b`?|`Err\((?:\w+::)?(\w+)\)`", lambda m: f"ERR:{m[1] or m[2]}", said)
        .replace("`None`", "NONE")
        .replace("`Err`", "ERR")
    )
    said = re.sub(r"`(\w+)`", lambda m: f"ERR:{m[1]}" if m[1] in errors else m[0], said)
    words = [w if re.match(r"`|ERR|[A-Z]{3,}$", w) else w[0].lower() + w[1:] for w in said.split()]
    said = " ".join(w for w in words if w not in ("the", "a", "an", "its", "ever", "then"))
    return re.sub(r"\ballocator\b", "ALLOCATOR", said)


def _numbered(count: itertools.count[int], found: re.Match[str]) -> str:
    return f"(?P<{found[1]}_{next(count)}>"


def _match(said: str, *rows: str) -> dict[str, str] | None:
    """The named parts of a sentence that one of the expressions takes up as a whole; a name may stand in one several times."""
    for row in rows:
        found = re.fullmatch(re.sub(r"\(\?P<(\w+)>", partial(_numbered, itertools.count()), row), said)
        if found:
            parts: dict[str, str] = {}
            for name, part in found.groupdict().items():
                if part:
                    parts[name.rpartition("_")[0]] = part
            return parts
    return None


def _clause(said: str, known: Known) -> tuple[Test, ...]:
    for reader in (_begins, _lowest, _ends, _runs, _marks, _double, _odd, _counted):
        found = reader(said, known)
        if found:
            return found
    return ()


# ----------------------------------------------------------------------------------------------------------- what is handed out


def _begins(said: str, known: Known) -> tuple[Test, ...]:
    """“`new()` leaves all frames free”, “a new allocator has all frames free”."""
    new = r"(?:NEW|new ALLOCATOR|fresh ALLOCATOR|ALLOCATOR NEW makes)"
    if re.fullmatch(
        rf"{new} (?:leaves|has|starts with|begins with|marks|makes|keeps|makes) (?:all|every) {_FRAME} (?:as )?{_FREE}|after NEW,? (?:all|every) {_FRAME} (?:is|are) {_FREE}|"
        rf"(?:all|every) {_FRAME} (?:is|are|start|starts) {_FREE} (?:after NEW|in {new}|at first|at start|in beginning|initially)|initially,? (?:all|every) {_FRAME} (?:is|are) {_FREE}",
        said,
    ):  # fmt: skip
        return (_all_free,)
    return ()


def _all_free(trace: Trace, e: Event) -> bool | None:
    """A new one hands out as many as it has, and its counters tell so."""
    if e.role != "take" or e.used or e is not trace.events[0]:
        return None

    told = all(number == (trace.frames if is_of_free(name) else 0) for name, number in trace.first.items())
    taken = [x for x in trace.events if x.role == "take" and x.at is not None and not x.panic]
    filled = [x for x in trace.events[: trace.frames] if x.role == "take" and not x.refused and not x.panic]
    if all(x.role == "take" for x in trace.events[: trace.frames]):
        return told and len(filled) == trace.frames
    return None if told and taken else told


def _lowest(said: str, known: Known) -> tuple[Test, ...]:
    """“`alloc()` hands out the lowest free frame first”."""
    which = rf"(?:lowest|first|smallest|lowest-numbered|lowest-addressed)(?:,)? (?:{_FREE} )?{_FRAME}(?: (?:that|which) (?:is|are) {_FREE})?(?: by address| first)?"
    if re.fullmatch(
        rf"TAKE {_GIVES} {which}|{which} {_BE} (?:handed out|given out|allocated|taken|returned)(?: first)?(?: by TAKE)?|(?:TAKE {_GIVES} )?(?:{_FREE} )?{_FRAME} (?:(?:are|is) (?:handed out|allocated|given out) )?(?:lowest first|from lowest up|lowest address first)",
        said,
    ):  # fmt: skip
        return (_is_lowest,)
    return ()


def _is_lowest(trace: Trace, e: Event) -> bool | None:
    """What is handed out is the lowest of those that are free, and that are ever handed out."""
    if e.role != "take" or e.at is None or e.panic:
        return None

    free = trace.ever - e.used
    return e.at == min(free) if free and e.at not in e.used else None


def _ends(said: str, known: Known) -> tuple[Test, ...]:
    """“`alloc()` gives `None` once every frame is used”."""
    found = _match(
        said,
        rf"TAKE (?:gives|returns|yields|answers with|answers|is|fails with|hands out|comes back with) (?:nothing|NONE|{_ERROR}|ERR:(?P<error>\w+)) (?P<only>only )?{_WHEN} {_ALL_OUT}",
        rf"TAKE (?:fails|refuses) (?P<only>only )?{_WHEN} {_ALL_OUT}",
    )
    named = found.get("error", "") if found is not None else ""
    if found is None or (named and named not in known.errors):
        return ()
    only = "only" in found

    def test(trace: Trace, e: Event) -> bool | None:
        if e.role != "take":
            return None
        if len([n for n in e.used if 0 <= n < trace.frames]) >= trace.frames:
            return not e.panic and e.refused and (not named or e.error == named)
        return False if only and e.refused else None

    return (test,)


# -------------------------------------------------------------------------------------------------------------------- runs


def _runs(said: str, known: Known) -> tuple[Test, ...]:
    """“`alloc_contiguous()` only returns runs of adjacent free frames”, “… returns `None` if no run is long enough”."""
    text = re.sub(r"\b(?:only|always) ", "", said)
    if re.fullmatch(
        rf"RUN {_GIVES} (?:runs?|ranges?|blocks?|stretch(?:es)?) of (?:`?count`? |that many |so many |exactly `?count`? )?(?:{_SIDE},? (?:{_FREE} )?|{_FREE},? {_SIDE} ){_FRAME}|RUN {_GIVES} (?:{_SIDE} {_FREE}|{_FREE} {_SIDE}|{_SIDE}) {_FRAME}",
        text,
    ):  # fmt: skip
        return (_side_by_side if re.search(rf"\b{_FREE}\b", text) else _in_a_row,)
    if re.fullmatch(
        rf"RUN (?:gives|returns|yields|is|fails with|answers with) NONE {_WHEN} (?:there is )?no (?:{_FREE} )?(?:run|gap|hole|stretch|range|{_SIDE} run)(?: of {_FREE} {_FRAME})? ?(?:(?:is|of) )?(?:long enough|large enough|big enough|that length|that size|count {_FRAME})?(?: (?:exists|is {_FREE}|is left|is there))?",
        text,
    ) and re.search(r"enough|that length|that size|of count", text):  # fmt: skip
        return (_refused_without_room,)
    return ()


def _side_by_side(trace: Trace, e: Event) -> bool | None:
    """All frames of a run are there, and none was out."""
    if e.role != "run" or e.at is None or e.panic or not e.size:
        return None
    run = set(range(e.at, e.at + e.size))
    return e.at >= 0 and e.at + e.size <= trace.frames and not run & e.used


def _in_a_row(trace: Trace, e: Event) -> bool | None:
    """The same, where it is not said that they were free."""
    found = _side_by_side(trace, e)
    return None if found is False and e.at is not None and e.at >= 0 and e.at + e.size <= trace.frames else found


def _refused_without_room(trace: Trace, e: Event) -> bool | None:
    """A run is refused where there is none of its length."""
    if e.role != "run" or not e.size:
        return None
    room = any(not set(range(n, n + e.size)) & e.used for n in range(trace.frames - e.size + 1))
    return None if room else e.refused and not e.panic


def _marks(said: str, known: Known) -> tuple[Test, ...]:
    """“… and marks the whole run used”."""
    if re.fullmatch(
        rf"RUN marks (?:(?:whole|entire|full|complete) (?:run|range|block)|(?:all|every|each)(?: of)? {_FRAME}(?: (?:of|in) (?:run|range|it|that run))?|run|them all|all of (?:them|it)|each of them|them|it) (?:as )?{_USED}|(?:all|every|each) {_FRAME} of run (?:is|are) marked (?:as )?{_USED}",
        said,
    ):  # fmt: skip
        return (_run_is_out,)
    return ()


def _run_is_out(trace: Trace, e: Event) -> bool | None:
    """Nothing of a run that is out is handed out again, and all of it can be given back."""
    out = {n for start, size in e.runs for n in range(start, start + size)}
    if not out or e.panic:
        return None
    if e.role == "give":
        return None if e.at is None or e.at not in out else not e.refused
    return None if e.at is None else not out & set(range(e.at, e.at + max(e.size, 1)))


# ------------------------------------------------------------------------------------------------------------------ refusals


def _double(said: str, known: Known) -> tuple[Test, ...]:
    """“double free is detected and reported as an error”, “`free()` refuses a frame that is free”."""
    told = rf"(?: (?:as|with|by|through) (?:{_ERROR}|ERR:(?P<error>\w+)))?"
    what = rf"(?:double frees?|freeing (?:same )?{_FRAME} twice|second free(?: of (?:same )?{_FRAME})?|freeing {_FREE} {_FRAME}|free of {_FREE} {_FRAME})"
    rows = (
        rf"{what} {_BE} {_REFUSED}(?: and {_REFUSED})?{told}",
        rf"{what} (?:is|gives|returns|yields|fails with|fails) ?(?:{_ERROR}|ERR:(?P<error>\w+))?",
        rf"GIVE {_REFUSES}(?: and {_REFUSES})? {what}{told}",
        rf"GIVE {_REFUSES} {_FRAME} (?:that|which) (?:is|are) (?:(?:already )?{_FREE}|not out)",
        rf"GIVE (?:gives|returns|yields|reports|fails with|is|answers with) (?:{_ERROR}|ERR:(?P<error>\w+)) (?:on|for|when|if) (?:{what}|{_FRAME} (?:that |which )?(?:is|are) (?:already )?{_FREE})",
    )
    found = _match(said, *rows)
    named = found.get("error", "") if found is not None else ""
    if found is None or (named and named not in known.errors):
        return ()
    fault = bool(re.search(rf"{_ERROR}|ERR", said)) and not named

    def test(trace: Trace, e: Event) -> bool | None:
        if e.role != "give" or not e.once or e.at in e.used:
            return None
        return e.refused and not e.panic and (not named or e.error == named) and (not fault or bool(e.error))

    return (test,)


_BAD = {
    "misaligned": r"(?:misaligned|unaligned|not aligned|not page-aligned|not page aligned|not frame-aligned|not on frame boundary|off frame boundary)",
    "outside": r"(?:out of range|out-of-range|outside|outside (?:of )?(?:range|pool|ALLOCATOR)|out of bounds|out-of-bounds|beyond (?:end|range)|not in range|not of this ALLOCATOR|foreign|not managed by ALLOCATOR|not managed)",
}


def _odd(said: str, known: Known) -> tuple[Test, ...]:
    """“`free()` refuses addresses that are misaligned or out of range”."""
    said = re.sub(
        rf"({_FRAME}) (?:(?:that|which) )?ALLOCATOR does not (?:manage|own|cover|have|hold)$", r"\1 that are outside", said
    )
    bad = "|".join(_BAD.values())
    listed = rf"(?P<list>(?:{bad})(?:(?:, (?:or |and )?| or | and )(?:{bad}))*)"
    fault = rf"(?:with |gives |returns )?(?:{_ERROR}|ERR:(?P<error>\w+))"
    rows = (
        rf"GIVE {_REFUSES} {_FRAME} (?:that|which) (?:is|are) {listed}(?: {fault})?",
        rf"GIVE {_REFUSES} {listed} {_FRAME}(?: {fault})?",
        rf"{listed} {_FRAME} {_BE} {_REFUSED}(?: by GIVE)?(?: {fault})?",
        rf"GIVE (?:gives|returns|yields|reports|fails with|is|answers with) (?:{_ERROR}|ERR:(?P<error>\w+)) (?:on|for|when|if) (?:{listed} {_FRAME}|{_FRAME} (?:that |which )?(?:is|are) {listed})",
    )
    found = _match(said, *rows)
    named = found.get("error", "") if found is not None else ""
    if found is None or (named and named not in known.errors):
        return ()
    kinds = [kind for kind, pattern in _BAD.items() if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", found["list"])]
    return tuple(_refuses(kind, named) for kind in kinds)


def _refuses(kind: str, named: str) -> Test:
    def test(trace: Trace, e: Event) -> bool | None:
        return e.refused and not e.panic and (not named or e.error == named) if e.role == "give" and e.odd == kind else None

    return test


# -------------------------------------------------------------------------------------------------------------------- counts


def _counted(said: str, known: Known) -> tuple[Test, ...]:
    """“`free_count()` follows every allocation and every free”, “`free_count()` is the number of free frames”."""
    follows = r"(?:follows|tracks|reflects|counts|keeps up with|changes with|is updated (?:by|on|after|with)|stays in step with|accounts for|is kept in step with|is right after|is correct after|stays correct after)"
    deed = r"(?:allocations?|allocs?|TAKE|RUN|GIVE|frees?|releases?|deallocations?|deallocs?)"
    each = r"(?:every |each |all |both )?"
    if re.fullmatch(rf"COUNT {follows} {each}{deed}(?:(?: and |, | or ){each}{deed})*", said):
        words = set(re.findall(r"\w+", said))
        roles = {role for word, those in _DEEDS.items() if any(w in (word, f"{word}s") for w in words) for role in those}
        return tuple(_follows(role, known.counters) for role in sorted(roles) if role != "run" or known.runs)
    if re.fullmatch(
        rf"COUNT (?:returns|is|gives|tells|reports|equals)(?: always)? (?:current )?(?:number|count) of (?:{_FREE}|{_USED}) {_FRAME}|COUNT (?:returns|tells|reports) how many {_FRAME} are (?:{_FREE}|{_USED})", said
    ):  # fmt: skip
        free = bool(re.search(rf"(?:of|are) {_FREE}", said))
        return (_is_count(known.counters, free=free),)
    return ()


_DEEDS = {
    "allocation": ("take", "run"), "alloc": ("take", "run"), "TAKE": ("take",), "RUN": ("run",), "GIVE": ("give",),
    "free": ("give",), "release": ("give",), "deallocation": ("give",), "dealloc": ("give",),
}  # fmt: skip


def _follows(role: str, counters: tuple[str, ...]) -> Test:
    """Behind each step of the sort the counters are what the steps make them; what is refused leaves them."""

    def test(trace: Trace, e: Event) -> bool | None:
        if e.panic or not e.counts or e.role != role or _is_astray(trace, e):
            return None
        place = next(n for n, x in enumerate(trace.events) if x is e)
        before = trace.events[place - 1].counts if place else trace.first
        size = 0 if e.refused else 1 if e.role == "give" else -e.size
        return all(e.counts[name] - before.get(name, 0) == (size if is_of_free(name) else -size) for name in counters)

    return test


def _is_count(counters: tuple[str, ...], *, free: bool) -> Test:

    def test(trace: Trace, e: Event) -> bool | None:
        if e.panic or not e.counts or _is_astray(trace, e):
            return None
        after = len(_after(e))
        rows = [number for name, number in e.counts.items() if name in counters and is_of_free(name) is free]
        return all(number == (trace.frames - after if free else after) for number in rows) if rows else None

    return test


def _is_astray(trace: Trace, e: Event) -> bool:
    """Whether something was taken back that was not out, or handed out that was, so that it is not clear what a counter should tell."""
    if e.refused or e.at is None:
        return bool(e.odd) and not e.refused
    if e.role == "give":
        return e.at not in e.used
    handed = set(range(e.at, e.at + e.size))
    return bool(handed & e.used) or not handed <= set(range(trace.frames))


def _after(e: Event) -> set[int]:
    if e.refused or e.at is None:
        return set(e.used)
    return set(e.used) - {e.at} if e.role == "give" else set(e.used) | set(range(e.at, e.at + max(e.size, 1)))


__all__ = ["Test", "Told", "read"]
