"""Which headings and labels announce a checklist: the names that such sections bear, and the families of words that say the same.

It looks at the words of one heading and knows nothing of what stands under it.
"""

from __future__ import annotations

from uowgen.regex import when_used

_SECTIONS = (
    "acceptance criteria", "acceptance", "exit criteria", "success criteria", "expected output", "expected outputs",
    "deliverable", "deliverables",
    "definition of done", "done when", "verification", "completion criteria", "verification criteria", "verification checklist",
    "criteria",
    "acceptance checklist", "completion checklist", "validation criteria", "requirements checklist", "dod", "validation checklist",
    "expected result", "expected results", "expected outcome", "expected outcomes", "expected behaviour", "expected behavior",
    "expected state", "expected end state", "review list", "review points", "review checklist", "reviewer checklist",
    "reviewer's checklist", "must hold", "exit conditions", "success conditions", "acceptance conditions", "postconditions",
    "post-conditions", "completion conditions",
)  # fmt: skip
# Too short to be the beginning of other headings: the whole heading, but for what stands behind it in brackets or after a dash.
_ALONE = frozenset({
    "ac", "acs", "checks", "checklist", "check list", "final checks", "final checklist", "done", "accept", "outcome", "outcomes",
    "review", "to check", "to be checked", "what to check", "things to check", "what to verify", "to verify", "invariants",
    "guarantees", "success", "sign-off", "signoff", "merge checklist", "pr checklist", "pre-merge checklist", "validation",
})  # fmt: skip
_JUDGED = frozenset(
    "done complete completed finished accepted acceptable ready ok mergeable accept merge approve approved pass passes correct right".split()
)
_PHASE = when_used(r"(?:phase|part|stage) (?:\d+|[a-z]|[ivx]+)\s*[:.–—-]\s*")
_CONDITION = frozenset({"if", "when", "once", "means", "requires"})
_CHECKED_BY = ("checks for ", "checks before ", "checks at ", "checks to ", "checklist for ", "checklist before ", "review checks")
_KNOWING = (
    "how we know", "how you know", "how to know", "how i know", "how to tell", "how we tell", "how you can tell", "how we can tell",
    "how we will know", "how we'll know", "what must hold", "what must be true", "what has to hold", "what has to be true",
    "what should hold", "what should be true", "what will be checked", "what is checked", "what gets checked", "all of this must hold",
    "all of these must hold", "the following must hold", "these must hold", "must be true", "has to hold", "should hold",
)  # fmt: skip


def is_criteria_name(text: str) -> bool:
    """Whether a heading or label names a checklist: `Acceptance Criteria`, `5. Exit Criteria (Phase 2)`, `The work is done when`."""
    words = bare(text)
    return any(_begins_with(words, name) for name in _SECTIONS) or is_criteria_label(text)


def is_criteria_label(text: str) -> bool:
    """Whether `text` is nothing but such a name, so that even a plain line of these words announces the list below it."""
    words = bare(text).rstrip(" :.…")
    phase = _PHASE.match(words)
    if phase is not None:  # `Phase 3: check`
        words = words[phase.end() :]
        if words in ("check", "checking", "verify", "verifying"):
            return True
    for mark in (" (", " — ", " – ", " - ", ", all ", ": "):
        words = words.partition(mark)[0]
    if words in _SECTIONS or words in _ALONE:
        return True
    return len(words) < 72 and (_says_when_done(words) or words.startswith(_KNOWING) or _is_for_the_reviewer(words))


def name_of(text: str) -> str:
    """The words of a heading or label without marks."""
    return " ".join(text.replace("*", "").replace("`", "").strip(" :").split())


def bare(text: str) -> str:
    """The words of a heading in lower case, without a number before them."""
    return name_of(text).lower().replace("’", "'").lstrip("0123456789.)#:-—–✅ ")


def _says_when_done(words: str) -> bool:
    """`done if`, `accept when`, `the task counts as complete if`, `we're finished once`."""
    said = words.removesuffix(" and only if").removesuffix(" only").split()
    if len(said) > 1 and said[-2] == "only" and said[-1] in _CONDITION:
        said = [*said[:-2], said[-1]]
    return len(said) > 1 and said[-1] in _CONDITION and said[-2] in _JUDGED


def _is_for_the_reviewer(words: str) -> bool:
    """`checks for the reviewer`, `what I'll look at when reviewing`, `points for review`."""
    if words.startswith(_CHECKED_BY):
        return True
    first = words.partition(" ")[0]
    return first in ("what", "things", "points", "questions") and "review" in words


def _begins_with(words: str, name: str) -> bool:
    return words.startswith(name) and not words[len(name) : len(name) + 1].isalnum()
