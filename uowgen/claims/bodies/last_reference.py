"""That the end of a counted reference frees what it points to only when it was the last: “`Drop` frees the memory only when the last reference
goes away, after an `Acquire` fence”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.path_words import names_in
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.subject import find_method
from uowgen.facts.path_records import Choice
from uowgen.facts.paths import paths_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Deed, Path

_FREES = when_used(
    r"^(?:`(?P<f>Drop|drop|(?:\w+::)+drop)(?:\(\))?`|dropping an? `(?P<of>[A-Z]\w*)`) (?:only )?(?:frees|deallocates|releases|destroys) (?:the|its) (?:memory|object|storage|allocation|block|inner value|value|data) (?:only )?(?:when|once|if|after) "
    r"(?:(?:the|it (?:is|was) the) last (?:reference|handle|clone|owner)(?: (?:goes away|goes|is gone|is dropped|was dropped|disappears|ends))?|the (?:reference )?(?:count|counter) (?:reaches|drops to|falls to|hits|becomes|is) (?:zero|0))"
    r"(?:,? (?:and )?(?:after|behind) an? `?(?P<fence>Acquire)`? fence)?$",
    re.IGNORECASE,
)
_ONLY = when_used(r"\bonly\b")
_LAST = when_used(r"^(?P<what>.+?)(?P<sign>==|!=)1$")
_KEEPING = frozenset({"forget", "leak", "into_raw", "new_in"})
_FREEING = frozenset({"dealloc", "deallocate", "drop_in_place", "kfree", "free"})


def spoken_last(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    match = _FREES.match(said)
    if match is None or not _ONLY.search(said):
        return None
    name = match["f"] or f"{match['of']}::drop"
    found = find_method(case, "Drop" if name in ("Drop", "drop") else name).found
    paths = paths_of(found[0]) if len(found) == 1 else None
    if paths is None:
        return None
    if any(d.name in _KEEPING for p in paths for d in p.deeds):
        return None
    freeing = [p for p in paths if _freed(p) is not None]
    last = [_is_last(p) for p in paths]
    if not freeing or not any(t is not None for t in last):
        return None  # it is done in another way, which is not known here
    at = f"line {freeing[0].deeds[_freed(freeing[0]) or 0].line}"
    if any(_is_last(p) is not True for p in freeing):
        return "acts_only_where", fails("other-value", f"it frees also where it was not the last, at {at}", found[0])
    if any(t and p not in freeing for p, t in zip(paths, last, strict=True)):
        return None
    if match["fence"] and not all(_is_fenced(p) for p in freeing):
        known = any("Acquire" in "".join(d.given) for p in freeing for d in p.deeds)
        return None if known else ("acts_only_where", fails("act-not-found", f"no such fence stands before {at}", found[0]))
    return "acts_only_where", holds(f"it frees at {at}, only where the count was one", found[0])


def _freed(path: Path) -> int | None:
    """Where on a way memory is given back: which of its deeds; None where none is."""
    return next((n for n, d in enumerate(path.deeds) if _frees(d)), None)


def _frees(deed: Deed) -> bool:
    boxed = deed.name == "from_raw" and deed.receiver.partition("<")[0].rpartition("::")[2] == "Box"
    return deed.sort == "call" and not deed.later and (boxed or deed.name in _FREEING)


def _is_last(path: Path) -> bool | None:
    """Whether a branch on the way says that the count was one before it was lowered; None where none asks."""
    for n, event in enumerate(path.events):
        if not isinstance(event, Choice) or event.pattern:
            continue
        match = _LAST.match(event.text)
        if match is not None and ("fetch_sub(1," in match["what"] or "fetch_sub" in names_in(match["what"], path.events[:n])):
            return event.truth is (match["sign"] == "==")
    return None


def _is_fenced(path: Path) -> bool:
    """Whether an acquiring fence, or a load that acquires, comes before memory is given back."""
    before = path.deeds[: _freed(path)]
    return any(d.sort == "call" and d.name in ("fence", "load") and any(g.endswith("Acquire") for g in d.given) for d in before)
