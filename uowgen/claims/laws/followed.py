"""Reads that a count goes along with what is done: “`len()` follows every insertion and removal”, “`free_slots()` mirrors each take and give”.

Each method that one of the nouns names is asked: where it was not refused, another number is told afterwards, and the same one that the
spec's own code tells; where it was refused, the number stays. No other call changes it, unless the spec's own code does so too.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import weakest
from uowgen.claims.laws.changes import Changes
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, held_after, held_before
from uowgen.claims.laws.reader import Law
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from uowgen.claims.kind import Finding
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_FOLLOWS = frozenset("follows tracks mirrors reflects counts".split())
_ALONG = (
    ("keeps", "up", "with"),
    ("keeps", "track", "of"),
    ("keeps", "pace", "with"),
    ("changes", "with"),
    ("goes", "along", "with"),
)
_EACH = frozenset("every each all any both successful call calls to of".split())
_FEWEST = 3  # calls that were not refused, for each method


def decided(words: Words, lexicons: list[Lexicon]) -> Finding | None:
    """The weakest of what is said of each method; None for another sentence, or where the spec's own code is not so."""
    from uowgen.claims.laws.judged import is_kept, judge

    nouns = _nouns(words)
    for lexicon in lexicons if nouns else ():
        key = next((k.key for k in lexicon.keys if k.key.lstrip(".") == bare_name(words[0].raw)), "")
        methods = [_named(noun, lexicon) for noun in nouns]
        if not key or not all(methods):
            continue
        findings = []
        for method in dict.fromkeys(name for rows in methods for name in rows):
            law = Law(method, lambda m: True, _along(key, lexicon, method), False)
            rows = moments_of(lexicon.journal).by_method.get(method, ())
            if sum(not _is_refused(m) for m in rows) < _FEWEST or not is_kept(law, lexicon.journal):
                return None
            findings.append(judge(lexicon.journal, law))
        known = [f for f in findings if f is not None]
        wrong = next((f for f in known if f.outcome == "fails"), None)
        return wrong or (weakest(known) if len(known) == len(findings) else None)
    return None


def _nouns(words: Words) -> list[str]:
    """What is done, as one word each: “every allocation and free”."""
    if len(words) < 3 or not (words[0].code or words[0].raw.endswith("()")):
        return []
    said = [bare_name(w.raw) if w.code else w.text for w in words[1:]]
    along = next((row for row in _ALONG if tuple(said[: len(row)]) == row), None)
    if along is None and said[0] not in _FOLLOWS:
        return []
    rest = [w for w in said[len(along) if along is not None else 1 :] if w not in _EACH]
    found, turn = [], True
    for word in rest:
        joins = word in ("and", ",", "or")
        if joins == turn:
            return []
        turn = joins
        found += [] if joins else [word]
    return found if not turn else []


def _named(noun: str, lexicon: Lexicon) -> list[str]:
    """The methods that change something and have the noun in their names: all of “allocation” are asked."""
    changing = [n for n, p in lexicon.journal.parts.items() if p.takes == "mut"]
    if noun in changing and "_" in noun:
        return [noun]
    return [n for n in changing if _root(noun) == _root(n.split("_")[0])]


def _root(word: str) -> str:
    text = word.lower()
    for ending in (
        "ations",
        "ation",
        "itions",
        "ition",
        "tions",
        "tion",
        "ions",
        "ion",
        "ings",
        "ing",
        "ments",
        "ment",
        "als",
        "al",
        "ate",
        "es",
        "e",
        "s",
    ):
        if text.endswith(ending) and len(text) - len(ending) >= 3:
            return text[: -len(ending)]
    return text


def _along(key: str, lexicon: Lexicon, method: str) -> Outcome:
    def own(m: Moment) -> bool | None:
        before, after = held_before(m, key), held_after(m, key)
        if m.own.panicked or type(before) is not int or type(after) is not int:
            return None
        return before == after if _is_refused(m) else before != after

    return Outcome(
        own,
        Changes(lexicon, method, apart=moments_of(lexicon.journal).apart).after_as_own(key),
        telling=lambda m: not _is_refused(m),
    )


def _is_refused(m: Moment) -> bool:
    return m.own.refused or m.own.gave in (("None",), False)


__all__ = ["decided"]
