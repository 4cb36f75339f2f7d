"""Sentences on those who wait in a line: who is woken first, that nobody stands in it twice, what becomes of a wake-up that finds nobody.

Each is a test of single calls, with the line before and after: it holds where the calls of the spec's own code and of the tree all pass, among
them some in which another rule would show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.kind import Finding, shown
from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.sentences.sentence import words_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.kind import Case
    from uowgen.claims.stories.records import Beat, Journal

    Test = Callable[[Beat], "bool | None"]

NAME = "in_the_line"
_LISTS = re.compile(r"(?:(?:alloc|std)::\w+::)?(?:Vec|VecDeque|LinkedList)<")
_NOUNS = "waiter task thread process sleeper id tid pid job request client entry item element reader writer one"
_CALL = r"`(?:\w+::)?(?P<m>\w+)(?:\([^`]*\))?`"
_VERB = r"(?:wakes|takes(?: out)?|removes|returns|pops|dequeues|hands out|releases|unblocks|signals|notifies|serves|picks|gives out|resumes|grants)(?: up)?"
_FIRST = r"(?:oldest|first|longest[- ]waiting|earliest|head|front|longest[- ]queued|foremost)"
_ORDER = r"(?:in (?:the )?(?:fifo|arrival|queue|insertion|queueing)(?: order)?|in (?:the )?order (?:of arrival|they (?:came|arrived|were queued|were added|went to sleep))|first come,? first served|first[- ]in,? first[- ]out|oldest first|longest waiter first)"
_WAKE = r"(?:wake-?ups?|wakes?|wakeups?|signals?|tokens?|permits?|posts?|events?|notifications?|notify|kicks?)"
_NOBODY = r"(?:(?:on|with|to|for) (?:an )?empty (?:\w+ )?(?:list|queue|line|set)|(?:with|when there (?:are|is)|if there (?:are|is)|without|for) (?:no|any) N|when nobody (?:waits|is waiting|sleeps)|if nobody (?:waits|is waiting)|with nobody waiting|when no N (?:waits|is waiting)|that finds (?:nobody|no N)(?: waiting)?|when (?:the (?:list|queue) is )?empty|on empty)"


class _Line(NamedTuple):
    """A type with one line: its stories, the field, the numbers and flags beside it, and the nouns for who stands in it."""

    journal: Journal
    field: str
    beside: tuple[str, ...]
    nouns: str

    def held(self, look: object) -> tuple[object, ...] | None:
        """Who stands in the line."""
        value = look.get(self.field) if hasattr(look, "get") else None
        return value if isinstance(value, tuple) else None


class _Claim(NamedTuple):
    """What must be so of each call of these methods; `telling` are the calls in which another rule would show."""

    methods: frozenset[str]
    right: Test
    telling: Callable[[Beat], bool]


def decided(text: str, case: Case) -> Finding | None:
    """What the calls say of a sentence; None where it is not read so, or they do not tell."""
    if not _ABOUT.search(text):
        return None
    from uowgen.claims.laws.quiet import journals_for

    lines = [line for j in journals_for(case, words_of(text)) if (line := _line_of(j)) is not None]
    claim = _claim(text, lines[0]) if len(lines) == 1 else None
    return _judged(claim, lines[0].journal) if claim is not None else None


_ABOUT = when_used(
    r"(?i)\b(?:twice|once|duplicates?|fifo|oldest|first|longest|earliest|head|front|order|pending|remembered|remembers|lost|counts|number|waiting|waiters?|wake-?ups?|wakes?|tokens?|permits?|signals?)\b"
)


def _line_of(journal: Journal) -> _Line | None:
    fields = [f for f, kind in journal.fields.items() if _LISTS.match("".join(kind.split()))]
    if len(fields) != 1 or journal.theirs is None:
        return None
    element = re.split(r"[<>,]", journal.fields[fields[0]])[1].rpartition("::")[2]
    own = {fields[0].lower().removesuffix("s"), *(h.lower() for h in re.findall(r"[A-Z][a-z]+", element))}
    own |= {name for part in journal.parts.values() for name, kind in part.parameters if kind.lstrip("&") == element}
    nouns = "|".join(sorted({*_NOUNS.split(), *own} - {"id" if "id" not in own else ""}, key=len, reverse=True))
    beside = tuple(f for f, kind in journal.fields.items() if kind in ("bool", "usize", "u8", "u16", "u32", "u64"))
    return _Line(journal, f".{fields[0]}", beside, rf"(?:(?:waiting|queued|blocked|sleeping) )?(?:{nouns})(?:e?s)?")


def _judged(claim: _Claim, journal: Journal) -> Finding | None:
    place = (shown(journal.declaration),)
    sides = []
    for beats in (journal.theirs or (), journal.ours):
        rows = [(b, claim.right(b)) for b in beats if b.name in claim.methods and b.before is not None and not b.panicked]
        told = any(right is True and claim.telling(b) for b, right in rows)
        sides.append((rows, told))
    (own, own_told), (ours, told) = sides
    if not own_told or any(right is False for _, right in own):
        return None
    wrong = next((b for b, right in ours if right is False), None)
    if wrong is not None:
        why = f"not so: `{wrong.name}({', '.join(in_words(g) for g in wrong.given)})` gives {in_words(wrong.gave)}"
        story = tuple(f"{f} is {in_words(v)}" for f, v in (wrong.before or {}).items())
        return Finding("fails", why, "behaviour", "behaves-differently", place, "proved", (*story, why.removeprefix("not so: ")))
    count = sum(right is True for _, right in ours)
    if not told:
        return None
    return Finding("holds", f"so in {count} of {count} calls, as in the spec's own code", "behaviour", None, place, "bounded")


# ------------------------------------------------------------------------------------------------------------------ words


def _claim(text: str, line: _Line) -> _Claim | None:
    said = " ".join(text.strip().rstrip(".").split())
    for read in (_twice, _head, _kept_in_order, _remembered, _pending, _length):
        for claim in read(said, line):
            if claim.methods and claim.methods <= set(line.journal.parts):
                return claim
    return None


def _fits(pattern: str, said: str, line: _Line) -> re.Match[str] | None:
    """The sentence as this form; `N` stands for who waits, `W` for a wake-up."""
    form = re.sub(r"\bN\b", lambda _: line.nouns, re.sub(r"\bW\b", lambda _: _WAKE, pattern))
    return re.fullmatch(form, said, re.I)


def _puts(line: _Line) -> frozenset[str]:
    """The methods after which there are more in the line."""
    grown = (
        b.name
        for b in line.journal.theirs or ()
        if (a := line.held(b.before)) is not None and (c := line.held(b.after)) is not None and len(c) > len(a)
    )
    return frozenset(grown)


def _twice(said: str, line: _Line) -> Iterator[_Claim]:
    add = r"(?:queue|add|enqueue|insert|push|store|put|record|list|append|block)"
    added = r"(?:queued|added|enqueued|inserted|pushed|stored|recorded|listed|appended|in the (?:list|queue)|waiting)"
    found = (
        _fits(rf"{_CALL} (?:does not|never|doesn't) {add}s? (?:a|an|the|the same|any|one) N twice(?: to the \w+)?", said, line)
        or _fits(rf"{_CALL} (?:ignores|skips|drops) (?:duplicates|duplicate N|(?:a |an )?N (?:that (?:is|are) )?already {added})", said, line)
        or _fits(rf"(?:a|an|each|every|the same|one) N is (?:{added}) (?:only |at most |just )?once(?: only)?|(?:a|an) N is never {added} twice|no N (?:is|stands) (?:{added} )?(?:in the (?:list|queue) )?twice|duplicates are (?:ignored|skipped|dropped|not queued)|no duplicates(?: in the (?:list|queue))?", said, line)
    )  # fmt: skip
    if not found:
        return
    name = found.groupdict().get("m")
    if name and name not in _puts(line):
        return

    def right(b: Beat) -> bool | None:
        after = line.held(b.after)
        return None if after is None else len(set(map(repr, after))) == len(after)

    def again(b: Beat) -> bool:
        return any(g in (line.held(b.before) or ()) for g in b.given)

    yield _Claim(frozenset({name}) if name else _puts(line), right, again)


def _head(said: str, line: _Line) -> Iterator[_Claim]:
    first = rf"(?:the )?(?:{_FIRST} N|{_FIRST}|N at the (?:head|front)|N (?:that|which|who) (?:has |have )?(?:waited|waits|been waiting|is waiting|was waiting)(?: the)? longest|N (?:that|which|who) (?:came|arrived|was queued|was added|queued|waits|went to sleep) first)"
    found = _fits(rf"{_CALL} {_VERB} (?:{first}(?: first)?|(?:the |all )?(?:N )?{_ORDER})", said, line)
    if not found:
        return

    def right(b: Beat) -> bool | None:
        before, after = line.held(b.before), line.held(b.after)
        if before is None or after is None or not before:
            return True if before == () else None
        gone = len(before) - len(after)
        if gone < 1:
            return None
        served = [g for d in b.did for g in d.given if g in before] or [t for t in _things(b.gave) if t in before]
        return after == before[gone:] and (not served or served == list(before[:gone]))

    yield _Claim(frozenset({found["m"]}), right, lambda b: len(set(map(repr, line.held(b.before) or ()))) > 1)


def _things(gave: object) -> list[object]:
    """All that stands in what came back, in order."""
    if isinstance(gave, tuple):
        return [gave, *(t for part in gave for t in _things(part))]
    return [gave]


def _kept_in_order(said: str, line: _Line) -> Iterator[_Claim]:
    found = _fits(
        rf"{_CALL} (?:keeps|preserves|leaves|does not change|maintains|retains) (?:the )?order(?: of (?:the )?(?:others?|other N|rest|remaining N|remaining|N|\w+))?(?: alone| intact| unchanged)?"
        rf"|{_CALL.replace('<m>', '<k>')} (?:keeps|leaves) (?:the )?(?:others|other N|rest|remaining N) in (?:their )?(?:order|place)",
        said,
        line,
    )
    if not found:
        return

    def right(b: Beat) -> bool | None:
        before, after = line.held(b.before), line.held(b.after)
        if before is None or after is None:
            return None
        rest = iter(before)
        return all(any(x == y for y in rest) for x in after)

    def telling(b: Beat) -> bool:
        before, after = line.held(b.before) or (), line.held(b.after) or ()
        return len(after) < len(before) and len(set(map(repr, after))) > 1 and after != before[: len(after)]

    yield _Claim(frozenset({found["m"] or found["k"]}), right, telling)


def _field_said(said: str, line: _Line) -> str:
    """The number or flag beside the line that the words name."""
    words = set(re.findall(r"[a-z]+", said.lower()))
    named = [f for f in line.beside if set(f.split("_")) & words - {"wake", "up", "ups", "waiters"}]
    return f".{named[0]}" if len(named) == 1 else ""


def _more(before: object, after: object) -> bool:
    return after is True if isinstance(after, bool) else isinstance(before, int) and after == before + 1


def _remembered(said: str, line: _Line) -> Iterator[_Claim]:
    found = _fits(
        rf"{_CALL} (?:{_NOBODY}) (?:is (?:remembered|not lost|saved|kept|recorded)|(?:leaves|records|stores|remembers|saves|keeps|adds) (?:a |one |the )?(?:pending )?W(?: pending)?)"
        rf"|{_CALL.replace('<m>', '<k>')} (?:remembers|records|stores|saves|keeps|leaves) (?:a |the |one )?(?:pending )?W (?:{_NOBODY})"
        rf"|a W (?:{_NOBODY}) is (?:remembered|not lost|saved|kept)",
        said,
        line,
    )
    if not found:
        return
    name = found["m"] or found["k"]
    grows = set()
    for b in line.journal.theirs or ():
        before, after = b.before or {}, b.after or {}
        empty = line.held(b.before) == () and b.after is not None
        grows |= {
            (b.name, f)
            for f in line.beside
            if empty and before[f".{f}"] != after[f".{f}"] and _more(before[f".{f}"], after[f".{f}"])
        }
    meant = sorted({row for row in grows if row[0] == name or (not name and row[0] not in _puts(line))})
    if len(meant) != 1:
        return
    field = f".{meant[0][1]}"

    def right(b: Beat) -> bool | None:
        if line.held(b.before) != ():
            return True
        return None if b.after is None or b.before is None else _more(b.before.get(field), b.after.get(field))

    yield _Claim(frozenset({meant[0][0]}), right, lambda b: line.held(b.before) == ())


def _pending(said: str, line: _Line) -> Iterator[_Claim]:
    field = _field_said(said, line)
    if not field:
        return
    word = field.strip(".").replace("_", " ").split()[0]
    one = rf"(?:(?:a|one|the|any) )?(?:{word}|remembered|stored) W(?: at a time| first| instead)?(?:,? if (?:there is one|any))?"

    def is_there(b: Beat) -> bool:
        return bool((b.before or {}).get(field))

    used = _fits(
        rf"{_CALL} (?:consumes|uses up|takes|spends|uses|eats) {one}|(?:a|the|any|one) {word} W is (?:consumed|used up|taken|spent|used) by (?:the next )?{_CALL.replace('<m>', '<k>')}",
        said,
        line,
    )
    if used:

        def right(b: Beat) -> bool | None:
            before, after = (b.before or {}).get(field), (b.after or {}).get(field)
            if not before:
                return True
            return after is False if isinstance(before, bool) else isinstance(before, int) and after == before - 1

        yield _Claim(frozenset({used["m"] or used["k"]}), right, is_there)
    when = rf"(?:when|if|while|as long as) (?:(?:a|the|any|some) W is {word}|there (?:is|are) (?:a |an |any )?{word} W|(?:a |any )?W (?:is|are) {word}|a {word} W (?:exists|is there))"
    gives = _fits(rf"{_CALL} (?:returns|gives|is|yields) `?(?P<value>true|false|None)`? {when}", said, line)
    if gives:
        value: object = {"true": True, "false": False, "none": ("None",)}[gives["value"].lower()]
        yield _Claim(frozenset({gives["m"]}), lambda b: b.gave == value if is_there(b) else True, is_there)


def _length(said: str, line: _Line) -> Iterator[_Claim]:
    found = _fits(
        rf"{_CALL} (?:counts|is|returns|tells|gives|reports) (?:only )?(?:the )?(?:number of |count of )?(?:the )?N(?: only| alone| that wait| waiting| in the (?:list|queue))?",
        said,
        line,
    )
    if found and re.search(r" (?:counts|number|count) ", said):

        def right(b: Beat) -> bool | None:
            held = line.held(b.before)
            return None if held is None or type(b.gave) is not int else b.gave == len(held)

        several = {len(line.held(b.before) or ()) for b in line.journal.theirs or () if b.name == found["m"]}
        yield _Claim(frozenset({found["m"]}), right, lambda b: len(several) > 2)


__all__ = ["NAME", "decided"]
