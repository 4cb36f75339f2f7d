"""Sentences of two parts that are decided each by itself: “`len()` is the number of pins, 0 for a new guard”, “`pin()` fails with `Full` at
`MAX` pins and takes no reference then”.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.said_daily import of_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.kind import Case
    from uowgen.model import Criterion, Verdict

_SUBJECT = re.compile(r"(`[\w:.]+(?:\(\))?`)\s+([a-z]+)\s+(?=\S)")
_JOIN = re.compile(r"(?:\s*[,;]\s*(?:and\s+|but\s+)?|\s+and\s+|\s+but\s+)")
_TURN = re.compile(r"\s(?:at|when|if|once|where|while|whenever|on|after|for)\s")
_THEN = re.compile(r"\s+(?:then|in that case|in this case)$")
_VALUE = re.compile(r"(?:\d+|`[^`]+`|true|false|nothing|zero)\s+(?:for|when|if|on|once|while|after|where|otherwise|at|before)\s")
# A verb of its own; what another verb follows is a noun.
_VERB = re.compile(r"([a-z]+s)\s+(?!and\b|or\b|,|are\b|is\b|stays?\b|remains?\b|were\b|have\b|has\b|must\b|can\b)(\S+)")
_OTHER_CASE = re.compile(r"(\d+|zero|`\w+`) (returns|gives|yields|fails with|is refused with|is rejected with) (`[^`]+`)")
_SAYING = frozenset(("is", "returns", "gives", "reports", "yields", "tells"))
_REFUSAL = re.compile(
    r"(?:(?:fails|errors|refuses|rejects|aborts|stops)(?: with)?|returns|gives|yields|reports) "
    r"(?:an? )?(?:`(?:Err\([^`]*\)|None|false|[A-Z]\w*(?:::\w+)*)`|error|false|none)"
)
_MOST_PARTS = 3
# “`add()` and `drain()` both raise the count”: said of each of them.
_OF_EACH = re.compile(r"((?:`[\w:.]+(?:\(\))?`(?:, )?)+),? and (`[\w:.]+(?:\(\))?`) (?:both |all |each )?([a-z]+)\b(.*)")
_TOGETHER = re.compile(
    r"\b(?:each other|one another|together|same|different|distinct|equal|respectively|in order|inverses?|pair|alternate|whichever)\b"
)
_MODAL = frozenset(
    "can may must should will shall never always cannot and or not agree differ share round invert undo match of in on for with from to".split()
)


class Parts(NamedTuple):
    """Two sentences that together say what one did."""

    first: str
    second: str


def decided_in_parts(criterion: Criterion, case: Case, ask: Callable[[Criterion], Verdict], depth: int = 2) -> Verdict | None:
    """The verdict on a sentence by those of its parts, each by `ask`; None where one of them is open, or the sentence has no parts."""
    kept = dict(case.kept)
    for first, second in list(_cuts(criterion.text.strip().removesuffix(".")))[:_MOST_PARTS]:
        found = [ask(criterion._replace(text=first))]
        if found[0].outcome == "undecided":
            continue
        behind = ask(criterion._replace(text=second))
        if behind.outcome == "undecided" and depth > 1:
            behind = decided_in_parts(criterion._replace(text=second), case, ask, depth - 1) or behind
        found.append(behind)
        # What fails must have been seen to: words may have been cut where they belong together.
        if behind.outcome != "undecided" and all(v.outcome == "holds" or v.method == "behaviour" for v in found):
            case.kept.update({name: kept[name] for name in ("it", "two") if name in kept})
            case.criterion = criterion
            return of_all(criterion, found)
    return None


def said_of_each(text: str) -> list[str]:
    """What a sentence on several functions says of each; empty for another sentence, or one that speaks of them together."""
    found = _OF_EACH.fullmatch(text.strip().rstrip("."))
    if (
        found is None
        or _TOGETHER.search(found[4])
        or found[3] in _MODAL
        or (found[3].endswith("s") and not found[3].endswith("ss"))
    ):
        return []
    names = [*re.findall(r"`[^`]+`", found[1]), found[2]]
    if any(name.strip("`()").rpartition("::")[2][:1].isupper() for name in names):
        return []  # no functions
    verb = {"are": "is", "have": "has", "do": "does"}.get(found[3], "")
    ending = "es" if re.search(r"(?:s|sh|ch|x|z)$", found[3]) else "s"
    verb = verb or (f"{found[3][:-1]}ies" if re.search(r"[^aeiou]y$", found[3]) else found[3] + ending)
    return [f"{name} {verb}{found[4]}" for name in names]


def _cuts(text: str) -> Iterator[Parts]:
    subject = _SUBJECT.match(text)
    if subject is None:
        return
    name, verb = subject[1], subject[2]
    for join in _JOIN.finditer(text, subject.end()):
        first, rest = text[: join.start()], text[join.end() :]
        if first.count("`") % 2 or not rest:
            continue
        if _VALUE.match(rest) and verb in _SAYING:
            yield Parts(first, f"{name} {verb} {rest}")
        other = _OTHER_CASE.fullmatch(rest)
        if other is not None:  # “… and moves to `Aired`, 0 gives `Dry`”
            yield Parts(first, f"{name} {other[2]} {other[3]} for {other[1]}")
        said = _VERB.match(rest)
        if said is None:
            continue
        then, turn = _THEN.search(rest), _TURN.search(first, subject.end() - 1)
        if then is not None:
            # What comes then comes where the first does; where that is not said, nothing is known of it.
            yield from [Parts(first, f"{name} {rest[: then.start()]}{first[turn.start() :]}")] if turn is not None else []
            continue
        behind = _TURN.search(rest)
        if turn is None and behind is not None and _REFUSAL.fullmatch(first[len(name) + 1 :]):
            # A refusal does not come at each call: the situation is said of it as well.
            yield Parts(f"{first}{rest[behind.start() :]}", f"{name} {rest}")
            continue
        if said[1] in _SAYING or verb in _SAYING or said[2] in ("no", "nothing"):
            yield Parts(first, f"{name} {rest}")  # of two deeds it may matter which comes first
