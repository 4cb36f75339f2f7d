"""What a sentence says is done in a function: “validates the address” as a verb and what it is done to.

Every word must be accounted for; a phrase with a word that says more (a condition, a denial) is none.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import NamedTuple

from uowgen.claims.bodies.words import (
    BAD,
    BEYOND,
    CALLING,
    EVERY,
    FILLERS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    STRESS,
    TOO_BIG,
    VERBS,
    form,
    verb_of,
)
from uowgen.claims.names import bare_name

_BEING = frozenset("is are was were be been being gets get has have had will must should".split())
_NOT_NAMES = frozenset(
    "where which who what when that how both one two three other others else same everything anything something".split()
)


class Phrase(NamedTuple):
    """What is done to what: the `verb` in its form, the words of the object in their form (the last is the thing itself), names in backticks.

    `every`: said of each of several; `pronoun`: the object is said by “it”; `too_big`: of what exceeds a limit;
    `passive`: the thing is said first, “the deadline is cleared”.
    """

    verb: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    every: bool
    pronoun: bool
    too_big: bool
    said: str
    passive: bool = False

    @property
    def has_object(self) -> bool:
        """Whether it says what it is done to."""
        return bool(self.words or self.names)

    def about(self, other: Phrase) -> Phrase:
        """This phrase with what “it” stands for, the object of `other`."""
        return self._replace(words=other.words, names=other.names) if self.pronoun and not self.has_object else self


class _Said(NamedTuple):
    text: str
    raw: str
    code: bool


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The phrases of “validates `addr` and the length”, “the deadline is cleared”, “turning it off”; empty where a word is not understood."""
    words = _said(text)
    while words and not words[0].code and words[0].text in (*STRESS, *PRONOUNS, *_BEING):
        words = words[1:]
    while words and not words[-1].code and words[-1].text in STRESS:
        words = words[:-1]
    if not words:
        return ()
    found: list[Phrase] = []
    verb = ""
    for piece in _apart(words):
        one = _active(piece) or _passive(piece) or _by_itself(piece)
        if one is None and verb:
            one = _object_of(verb, piece)
        if one is None:
            return ()
        verb = one.verb
        found.append(one._replace(said=" ".join(f"`{w.raw}`" if w.code else w.raw for w in piece)))
    return tuple(found)


def _said(text: str) -> tuple[_Said, ...]:
    found: list[_Said] = []
    for n, piece in enumerate(text.split("`")):
        if n % 2:
            found.append(_Said(piece, piece, True))
            continue
        for run in piece.replace(",", " , ").split():
            code = run.endswith("()") or ("_" in run and run.replace("_", "a").replace("::", "a").isalnum())
            found.append(_Said(run.lower().replace("’", "'"), run, code))
    return tuple(found)


def _apart(words: tuple[_Said, ...]) -> list[tuple[_Said, ...]]:
    """`words` cut at “and” and commas."""
    found: list[list[_Said]] = [[]]
    for word in words:
        if not word.code and word.text in ("and", ",", "&"):
            if found[-1]:
                found.append([])
            continue
        found[-1].append(word)
    return [tuple(piece) for piece in found if piece]


_PERFORMING = frozenset("runs run running performs perform performing does doing makes making".split())
_PERFORMED = frozenset(
    form(w) for w in "check test validation verification lookup copy flush invalidation translation allocation".split()
)


def _active(words: tuple[_Said, ...]) -> Phrase | None:
    while words and not words[0].code and words[0].text in (*STRESS, *PRONOUNS, *_BEING):
        words = words[1:]
    if len(words) > 1 and not any(w.code for w in words) and words[0].text in _PERFORMING and form(words[-1].text) in _PERFORMED:
        return _object_of(form(words[-1].text), words[1:-1])  # “runs the header check”
    plain: list[str] = []
    for word in words[:2]:
        if word.code:
            break
        plain.append(word.text)
    verb, taken = verb_of(tuple(plain))
    if len(words) > 2 and not words[0].code and words[-1].text in PARTICLES and not words[-1].code:  # turns it off
        parted, two = verb_of((words[0].text, words[-1].text))
        if two == 2:
            return _object_of(parted, words[1:-1])
    return _object_of(verb, words[taken:]) if verb else None


def _passive(words: tuple[_Said, ...]) -> Phrase | None:
    """“the deadline has been cleared”: the verb stands last, behind a form of “be”."""
    at = next((n for n, w in enumerate(words) if not w.code and w.text in _BEING), 0)
    if not at:
        return None
    rest = [w for w in words[at:] if w.code or w.text not in (*_BEING, *STRESS)]
    if not rest or any(w.code for w in rest):
        return None
    verb, taken = verb_of(tuple(w.text for w in rest))
    found = _object_of(verb, words[:at]) if verb and taken == len(rest) else None
    return found._replace(passive=True) if found is not None else None


_BY_THEMSELVES = frozenset("ends begins starts finishes exists ended begun finished".split())


def _by_itself(words: tuple[_Said, ...]) -> Phrase | None:
    """“the transaction ends”, “the guard exists”: of verbs that say of a thing what else is done to it."""
    rest = tuple(w for w in words if w.code or w.text not in STRESS)
    if len(rest) < 2 or rest[-1].code or rest[-1].text not in _BY_THEMSELVES:
        return None
    found = _object_of(form(rest[-1].text), rest[:-1])
    return found._replace(passive=True) if found is not None else None


def _object_of(verb: str, words: tuple[_Said, ...]) -> Phrase | None:
    kept: list[str] = []
    names: list[str] = []
    every = pronoun = too_big = False
    for at, word in enumerate(words):
        if word.text == "space" and not word.code and at and words[at - 1].text == "user":
            continue
        if word.code:
            names.append(bare_name(word.raw) if verb in CALLING else word.raw.strip().removesuffix("()"))
        elif word.text in BEYOND or word.text in _NOT_NAMES or word.text in _BEING:
            return None
        elif word.text in EVERY:
            every = True
        elif word.text in PRONOUNS:
            pronoun = True
        elif word.text in TOO_BIG:
            too_big = True
        elif word.text in FILLERS or word.text in STRESS or word.text in BAD or word.text in PREPOSITIONS:
            continue
        elif word.text.replace("-", "").replace("_", "").isalnum():
            kept += [form(p) for p in _unhyphened(word.text).replace("_", "-").split("-") if p]
        else:
            return None
    if pronoun and (kept or names):
        return None
    return Phrase(verb, tuple(kept), tuple(names), every, pronoun, too_big, "")


_PREFIXES = ("pre-", "re-", "de-", "un-", "co-", "sub-", "multi-")


def _unhyphened(text: str) -> str:
    """“pre-emption” as code writes it, in one word."""
    lead = next((p for p in _PREFIXES if text.startswith(p)), "")
    return text.replace("-", "", 1) if lead else text


def is_verb(text: str) -> bool:
    """Whether a plain word is a form of a verb that phrases begin with."""
    return form(text) in VERBS
