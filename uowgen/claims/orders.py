"""Lines that only tell somebody to do something (“Step 4: Run tests”, “Write tests”): they name no code, whatever the tree calls so."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from uowgen.claims.sentences.sentence import Word

_STEP = when_used(r"[^\w`]*(?:sub-?)?step\b\s*[\w.]*", re.IGNORECASE)
# Verbs of which a line of work begins; a type or variant of that name is written in backticks where it is meant.
_ORDERS = frozenset({
    "run", "write", "read", "test", "check", "verify", "build", "format", "commit", "update", "add", "create", "remove", "delete", "fix",
    "start", "stop", "load", "open", "close", "send", "review", "document", "confirm", "install", "configure", "set", "move", "copy", "clean",
    "edit", "apply", "measure", "profile", "lint", "push", "merge", "release", "refactor", "reset", "wire", "integrate", "validate",
})  # fmt: skip


def is_bare_order(text: str, words: Sequence[Word], known: Callable[[str], bool]) -> bool:
    """Whether the line begins with a verb in its plain form, or is called a step, and has no name that only code has.

    “Read returns 0” and “Write is a variant” say something of what they begin with.
    """
    if not words or any(w.code or _is_of_code(w.raw) for w in words):
        return False
    if any(w.raw[:1].isupper() and known(w.raw) for w in words[1:]):
        return False
    stepped = _STEP.match(text) is not None
    return (stepped or words[0].text in _ORDERS) and not any(w.text in _STATES for w in words[1:4])


def _is_of_code(raw: str) -> bool:
    humped = any(a.islower() and b.isupper() for a, b in pairwise(raw))
    return "_" in raw or "::" in raw or "()" in raw or humped


_STATES = frozenset({
    "is", "are", "was", "has", "have", "returns", "gives", "yields", "panics", "fails", "takes", "keeps", "stays", "remains", "exists", "uses",
    "does", "variant", "enum", "struct", "trait", "removed", "added", "gone", "deleted", "defined", "renamed", "no", "not", "holds", "works",
})  # fmt: skip
