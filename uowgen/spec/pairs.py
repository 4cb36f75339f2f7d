"""Whether two neighbouring blocks belong together: the two sides of a change, or something and what goes beside it.

It looks at the words around both and at what their codes have in common; the roles of blocks are decided elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.regex import when_used
from uowgen.spec.anchors import anchors_of
from uowgen.spec.block_comments import side_said
from uowgen.spec.change_words import alike, halves, side_of_words
from uowgen.spec.disowned import shows_present
from uowgen.spec.verbs import requests_of, tells_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Block
    from uowgen.spec.phrases import Phrase
    from uowgen.spec.surroundings import Surroundings

COMMANDS = frozenset(
    {"bash", "sh", "shell", "zsh", "fish", "console", "shell-session", "powershell", "ps1", "cmd", "bat", "terminal"}
)


def answers(first: int, second: int, blocks: Sequence[Block], around: Sequence[Surroundings], sides: Sequence[str]) -> bool:
    """Whether the block `second` is what the block right before it, `first`, is to become."""
    if sides[second] not in ("after", "to") or blocks[second].lang in COMMANDS or _says_between(around[second]):
        return False
    if around[second].previous == first:
        return True
    # `### Current` and `### Required` under one heading; not where the block is said to go beside something.
    a, b = around[first].sections, around[second].sections
    if around[second].run and any(x.relation in ("before", "after", "near") for x in anchors_of(around[second].run[0])):
        return False
    return len(a) > 1 and len(b) > 1 and a[0].level == b[0].level and a[1] is b[1] and around[second].previous is None


def goes_beside(first: int, second: int, blocks: Sequence[Block], around: Sequence[Surroundings], sides: Sequence[str]) -> str:
    """On which side of the code in the block `first` that of `second` is to go: ``After:`` … ``add:``, ``Find:`` … ``Add below it:``."""
    if around[second].previous != first or {blocks[first].lang, blocks[second].lang} & COMMANDS or not around[second].run:
        return ""
    asks = around[second].run[0]
    if _says_between(around[second]):
        return "between" if sides[first] in ("find", "before", "quote") and halves(blocks[first].code) is not None else ""
    if not any(r.verb in ("add", "insert", "append", "place") for r in requests_of(asks)) or not asks.leads_in:
        return ""
    said = [t.low for t in asks.tokens if t.low not in (":", ",")]
    for n, word in enumerate(said):
        alone = not said[n + 2 :] and said[n + 1 : n + 2] in ([], ["it"], ["this"], ["that"], ["these"], ["them"])
        alone = alone or (word in ("below", "beneath", "underneath") and said[n + 1 : n + 2] in (["add"], ["insert"], ["put"]))
        if word in _RELATIONS and alone and sides[first] in ("find", "before", "quote"):
            return _RELATIONS[word]
    if sides[first] not in ("", "find", "to", "before", "after") or not around[first].run or not around[first].run[0].leads_in:
        return ""
    words = [t.low for t in around[first].run[0].tokens if t.low not in (":", ",")]
    while words and words[-1] in _POINTING:
        words.pop()
    return _RELATIONS.get(words[-1], "") if words else ""


def _says_between(words: Surroundings) -> bool:
    """Whether the block goes between what the block before it shows: `between those two`, `in between`."""
    low = [t.low for t in words.run[0].tokens] if words.run else []
    if "between" not in low or any(t.kind == "code" for t in words.run[0].tokens):
        return False
    return {*low[low.index("between") + 1 :]} <= {
        "them",
        "these",
        "those",
        "the",
        "two",
        ",",
        ":",
        ".",
        "both",
        "add",
        "insert",
        "put",
        "goes",
    }


# What a sentence is that only says of the text right above it what is to be there: `which should read`, `gives way to:`.
_GIVES_NEW = when_used(
    r"^(?:and |which |that |this |it |they |these |must |should |shall |needs to |need to |has to |have to |is to |are to |ought to |now |then |all )*"
    r"(?:be|become|becomes|read|reads|give way to|gives way to|be replaced (?:by|with)|is replaced (?:by|with)|are replaced (?:by|with)"
    r"|turn into|turns into|change to|changes to|look like(?: this)?|say)(?: this| the following| instead)*\s*[:.]?$"
)


def _gives_new(phrase: Phrase) -> bool:
    """Whether a sentence without any name in it gives the new form of what is shown right above."""
    text = phrase.text.lower().strip(" *_\n").rstrip(":. ")
    words = text.split()
    lone = words[:1] in (["be"], ["read"], ["become"], ["say"], ["reads"])  # a bare verb is too little
    return not lone and all(t.kind != "code" for t in phrase.tokens) and _GIVES_NEW.match(text) is not None


def _points_back(phrase: Phrase) -> bool:
    """Whether a sentence has what stands right above replaced: `Replace that whole block with:`, `Replace this `if` (line 9) by:`."""
    low = [t.low for t in phrase.tokens]
    if low[:1] not in (["replace"], ["swap"], ["rewrite"]) or len(low) < len(("replace", "that", "with")) or not phrase.leads_in:
        return False
    return low[1] in ("that", "this", "those", "these", "it") and not any(word in ("in", "of", "from") for word in low)


def _tells_of_all(phrase: Phrase) -> bool:
    """Whether a sentence says that something changes, and names neither a place nor code: `The head of the module changes, since …:`."""
    beside = any(anchor.relation in ("before", "after") for anchor in anchors_of(phrase))
    return phrase.leads_in and tells_change(phrase) and not beside and all(t.kind != "code" for t in phrase.tokens)


_RELATIONS = {"after": "after", "below": "after", "beneath": "after", "underneath": "after", "before": "before", "above": "before"}
_POINTING = frozenset({"this", "that", "the", "these", "following", "line", "lines", "statement", "call", "block", "code", "it"})


def changed(first: int, second: int, blocks: Sequence[Block], around: Sequence[Surroundings]) -> bool:
    """Whether two neighbours are the sides of a change by their words and by what they have in common: `The current check:` … `Use:`."""
    if {blocks[first].lang, blocks[second].lang} & (COMMANDS | {"diff", "toml"}) or blocks[first].code == blocks[second].code:
        return False
    a, b = around[first], around[second]
    if b.previous == first and len(b.run) == 1 and _gives_new(b.run[0]) and alike(blocks[first].code, blocks[second].code):
        return True
    if b.previous == first and a.run and b.run:
        words = a.run[0].text, b.run[0].text
        if len(b.run) > 1:
            return False
    elif (
        len(a.sections) > 1
        and len(b.sections) > 1
        and a.sections[1] is b.sections[1]
        and b.previous is None
        and not a.run
        and not b.run
    ):
        words = a.sections[0].title.text, b.sections[0].title.text
    else:
        return False
    old = side_of_words(words[0]) == "old" or (bool(a.run) and shows_present(words[0]))
    old = old or (b.previous == first and bool(b.run) and _points_back(b.run[0]))
    new = side_of_words(words[1]) == "new" or (bool(b.run) and _tells_of_all(b.run[0]))
    return old and new and alike(blocks[first].code, blocks[second].code)


def was_and_now(around: Sequence[Surroundings], sides: list[str]) -> list[str]:
    """`sides` with pairs of words that tell of a change only together: ``In `f`, was`` … `now`."""
    for n in range(1, len(sides)):
        first, second = around[n - 1].run[:1], around[n].run[:1]
        if not first or not second or len(around[n].run) > 1 or around[n].previous != n - 1:
            continue
        was = [t.low for t in first[0].tokens if t.text not in (":", ",")][-1:]
        now = [t.low for t in second[0].tokens if t.text not in (":", ",")]
        if was in (["was"], ["were"]) and now in (["now"], ["is", "now"], ["and", "now"], ["and", "is", "now"], ["are", "now"]):
            sides[n - 1], sides[n] = "before", "to"
    return sides


# One label for two blocks: `Current / change to:`, `Before → after:`.
_BOTH = when_used(r"^(.+?)\s*(?:/|→|->|⇒|=>|\band\b|,)\s*(?:then )?(.+?)$")


def labelled_once(blocks: Sequence[Block], around: Sequence[Surroundings], sides: list[str]) -> list[str]:
    """`sides` with neighbours that one label above the first calls the old and the new one: ``Current / change to:``."""
    for n in range(1, len(blocks)):
        label = around[n - 1].run[:1]
        if around[n].previous != n - 1 or around[n].run or not label or not label[0].leads_in:
            continue
        said = _BOTH.match(label[0].text.rpartition(".")[2].strip(" *_:\n"))
        if said is None or (side_of_words(said[1]), side_of_words(said[2])) != ("old", "new"):
            continue
        if alike(blocks[n - 1].code, blocks[n].code) and blocks[n].code != blocks[n - 1].code:
            sides[n - 1], sides[n] = "before", "after"
    return sides


def labelled_sides(blocks: Sequence[Block], around: Sequence[Surroundings], sides: list[str]) -> list[str]:
    """`sides` with neighbours of which a comment in the code calls the first the old one, and the second the new one or nothing."""
    for n in range(1, len(blocks)):
        if around[n].previous != n - 1 or side_said(blocks[n - 1]) != "before" or sides[n - 1] not in ("", "before", "quote"):
            continue
        said = side_said(blocks[n])
        if (said == "after" or (not said and not around[n].run)) and alike(blocks[n - 1].code, blocks[n].code):
            sides[n - 1], sides[n] = "before", "after"
    return sides
