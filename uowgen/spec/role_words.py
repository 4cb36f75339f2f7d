"""The words of labels and headings that tell what the blocks below them are: a side of a change, a quotation, an example, work.

It knows words alone; what they make of a block, `roles` decides.
"""

from __future__ import annotations

# The words by which labels and sentences announce one side of a change. A label is judged by how it begins.
BEFORE = (
    "current", "existing", "before", "old", "was", "original", "today", "now", "from", "find", "change from", "replace this",
    "locate", "this", "actual",
)  # fmt: skip
_AFTER = (
    "required", "after", "new", "fixed", "to", "with", "replace with", "replacement", "becomes", "become", "change to", "should be",
    "should become", "updated", "correct", "proposed", "desired", "fix", "into", "and replace with", "modified", "refactored",
    "target",
)  # fmt: skip
_QUOTES = (
    "problem", "mirror", "source", "reference", "pattern", "broken", "bug", "wrong", "incorrect", "buggy", "vulnerable",
    "evidence", "root cause",
    "bad", "from codebase",
)  # fmt: skip
_EXAMPLES = (
    "example",
    "usage",
    "sample",
    "conceptual",
    "pseudocode",
    "pseudo-code",
    "illustration",
    "sketch",
    "alternative",
    "optional example",
)
_OTHERS = ("expected output", "example output", "sample output", "console output", "error message", "output of")
QUOTE_HEADINGS = (
    "current", "existing", "problem", "background", "context", "pattern", "patterns", "mirror", "reference", "references",
    "analysis", "evidence",
    "root cause", "prior art", "findings", "issue", "mandatory reading", "architecture diagram",
)  # fmt: skip
# In a heading that gives no work these words say that what follows describes.
DESCRIBES = (
    "pattern", "patterns", "current state", "analysis", "discovery", "research", "broken", "not to change", "benefits",
    "problem", "reference",
    "root cause", "rationale", "prior art", "lessons", "investigation notes",
)  # fmt: skip
EXAMPLE_HEADINGS = ("example", "examples", "usage", "api usage", "conceptual", "design sketch", "alternatives", "sample")
LABELS = ((BEFORE, "before"), (_AFTER, "after"), (_QUOTES, "quote"), (_EXAMPLES, "example"), (_OTHERS, "other"))


def begins_with(text: str, names: tuple[str, ...]) -> bool:
    """Whether `text` begins with one of `names` as whole words."""
    return any(text.startswith(name) and not text[len(name) : len(name) + 1].isalnum() for name in names)


def has_words(text: str, words: str) -> bool:
    """Whether `words` stand in `text` as whole words."""
    at = text.find(words)
    return at >= 0 and not text[max(0, at - 1) : at].isalnum() and not text[at + len(words) : at + len(words) + 1].isalnum()


_WORK = (
    "task", "step", "implementation", "change", "required change", "also required", "key change", "subtask", "add ",
    "remove ", "update ",
    "plan", "proposal", "proposed change", "solution", "uow", "unit of work", "refactor", "rename ", "replace ", "delete ", "fix ", "modify ",
)  # fmt: skip


def gives_work(heading: str) -> bool:
    """Whether what stands under `heading` asks for work, edits in words alone among it: `Task 3: …`, `Changes Required`."""
    bare = heading_words(heading)
    return any(bare.startswith(word) for word in _WORK)


def describes(heading: str) -> bool:
    """Whether a heading below one that gives work only tells or lists: `Context`, `Current State`, `Acceptance Criteria`, `Notes`."""
    bare = heading_words(heading)
    return begins_with(bare, (*QUOTE_HEADINGS, *EXAMPLE_HEADINGS, *_TELLS)) or any(has_words(bare, words) for words in DESCRIBES)


_TELLS = (
    "acceptance", "exit criteria", "success criteria", "verification", "testing", "tests", "notes", "note", "why", "goal", "objective",
    "validation", "definition of done", "deliverables", "expected", "risks", "rollback", "out of scope", "dependencies", "files", "before",
)  # fmt: skip


def heading_words(text: str) -> str:
    bare = text.lower().replace("*", "").replace("`", "").strip()
    return bare.lstrip("0123456789.)#:-—–§ ")
