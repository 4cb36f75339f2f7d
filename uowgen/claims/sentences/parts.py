"""A sentence of several claims as the fewest parts that are each understood, with the subject of a part for those that have none.

Nothing is skipped: what stands between two cuts is read by a frame, or the sentence is not understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from uowgen.claims.names import bare_name, is_path
from uowgen.claims.sentences.noun_words import ADJECTIVES, noun_of
from uowgen.claims.sentences.sentence import Word, each_of, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = tuple[Word, ...]

R = TypeVar("R")

_CUTS = frozenset(
    {",", ";", ".", "–", "—", "(", ")", "and", "but", "with", ":", "which", "that", "whose", "not", "no", "rather", "instead"}
)
_DROPPED = frozenset({",", ";", ".", "–", "—", "(", ")", "and", "but", ":", "which", "that"})
_MOST_CUTS = 14
_PRONOUNS = frozenset({"it", "which", "that", "they"})
_NEGATED = {"is": ("is", "not"), "are": ("is", "not"), "has": ("has", "no"), "have": ("has", "no"), "does": ("does", "not")}


def parts_of(
    words: Words, read: Callable[[Words], R | None], is_name: Callable[[Word], bool], implied: Callable[[R, Words], bool]
) -> list[R] | None:
    """What each part of the sentence says; None when a part of it is not understood.

    `implied` says whether a part adds nothing to the one before it: “returns `u8`, not a `Result`”.
    """
    found: list[R] = []
    for sentence in _one_by_one(words, is_name):
        parts = _cut(sentence, read, is_name, implied)
        if parts is None:
            return None
        found += parts
    return found


def leading(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """The one name that a sentence begins with; nothing if it begins with several, or with other words."""
    at = 1 if len(words) > 1 and not words[0].code and noun_of(words[0].text) and words[1].code else 0
    if at >= len(words) or not words[at].code or not is_name(words[at]):
        return ()
    following = words[at + 1] if at + 1 < len(words) else None
    if (
        following is not None
        and not following.code
        and following.text in ("and", "/", "&", "or", ",")
        and _is_list(words, at + 1, is_name)
    ):
        return ()
    return (words[at],)


def _is_list(words: Words, at: int, is_name: Callable[[Word], bool]) -> bool:
    return at + 1 < len(words) and words[at + 1].code and is_name(words[at + 1])


def _one_by_one(words: Words, is_name: Callable[[Word], bool]) -> tuple[Words, ...]:
    """“`A` and `B` each implement C” as one sentence for each; “neither `A` nor `B` is C”; “`A` is neither B nor C”."""
    if len(words) > 4 and not words[0].code and words[0].text == "neither":
        return _of_neither(words, is_name)
    for at, word in enumerate(words):
        if not word.code and word.text == "neither" and 0 < at < len(words) - 3 and words[at - 1].text in ("is", "are"):
            nor = next((n for n in range(at, len(words)) if words[n].text == "nor" and not words[n].code), None)
            if nor is not None and nor == at + 2 and nor + 1 < len(words):
                head, no = words[:at], Word("not", "not")
                return ((*head, no, words[at + 1]), (*head, no, words[nor + 1], *words[nor + 2 :]))
    bare = tuple(
        w for n, w in enumerate(words) if w.code or w.text not in ("each", "all", "both") or not _is_behind_list(words, n, is_name)
    )
    paired = _paired(bare, is_name)
    if paired:
        return paired
    noun = 1 if len(bare) > 3 and not bare[0].code and noun_of(bare[0].text) and bare[1].code else 0
    return each_of(bare[noun:], is_name) or (words,)


def _is_behind_list(words: Words, n: int, is_name: Callable[[Word], bool]) -> bool:
    return n == 0 or (n > 1 and is_name(words[n - 1]) and not any(w.text in ("is", "has", "are") for w in words[:n] if not w.code))


def _of_neither(words: Words, is_name: Callable[[Word], bool]) -> tuple[Words, ...]:
    if words[2].text == "nor" and is_name(words[1]) and is_name(words[3]) and words[4].text in _NEGATED and not words[4].code:
        verb = tuple(Word(w, w) for w in _NEGATED[words[4].text])
        return tuple((name, *verb, *words[5:]) for name in (words[1], words[3]))
    said = words[4]
    if words[2].text == "nor" and is_name(words[1]) and is_name(words[3]) and not said.code and said.text in _BASE_FORMS:
        does = (Word("does", "does"), Word("not", "not"), Word(_BASE_FORMS[said.text], said.raw))
        return tuple((name, *does, *words[5:]) for name in (words[1], words[3]))
    return (words,)


_BASE_FORMS = {
    "derives": "derive", "implements": "implement", "calls": "call", "uses": "use", "contains": "contain", "references": "reference",
    "derive": "derive", "implement": "implement", "call": "call", "use": "use",
}  # fmt: skip


def _paired(words: Words, is_name: Callable[[Word], bool]) -> tuple[Words, ...]:
    """“`A`, `B` and `C` are 1, 2 and 4 (respectively)” as one sentence for each pair."""
    names, at = listed(words, 0, is_name)
    if len(names) < 2 or at >= len(words) or words[at].code:
        return ()
    between: list[Word] = []
    while at < len(words) and not words[at].code and not words[at].text[:1].isdigit() and words[at].text in _BETWEEN:
        between.append(words[at])
        at += 1
    rest = words[at:]
    said = bool(rest) and rest[-1].text == "respectively" and not rest[-1].code
    rest = rest[:-1] if said else rest
    while said and rest and not rest[-1].code and rest[-1].text == ",":
        rest = rest[:-1]
    values, end = listed(rest, 0, lambda w: w.code or w.text[:1].isdigit())
    if not between or end != len(rest) or len(values) != len(names):
        return ()
    if not said and not all(v.raw[:1].isdigit() for v in values):
        return ()
    verb = tuple(Word(_ONE.get(w.text, w.text), w.raw) for w in between)
    return tuple((name, *verb, value) for name, value in zip(names, values, strict=True))


_BETWEEN = frozenset(
    {
        "are",
        "is",
        "have",
        "has",
        "values",
        "value",
        "equal",
        "type",
        "aliases",
        "alias",
        "for",
        "of",
        "return",
        "take",
        "returns",
        "takes",
    }
)
_ONE = {"are": "is", "have": "has", "values": "value", "aliases": "alias", "return": "returns", "take": "takes", "equal": "equals"}


def _cut(
    words: Words, read: Callable[[Words], R | None], is_name: Callable[[Word], bool], implied: Callable[[R, Words], bool]
) -> list[R] | None:
    """The fewest parts between the words of `_CUTS` that are all read."""
    cuts = [n for n, w in enumerate(words) if not w.code and w.text in _CUTS]
    if len(cuts) > _MOST_CUTS:
        return None
    starts = [0, *cuts]
    best: dict[int, tuple[list[R], Words]] = {}  # up to where the words are read: how, and what was spoken of last
    ends = [*cuts, len(words)]
    for end in ends:
        for start in starts:
            if start >= end or (start and start not in best):
                continue
            before, subject = best[start] if start else ([], ())
            if end in best and len(best[end][0]) <= len(before) + 1:
                continue
            part = _trimmed(words[start:end])
            if not part:
                if start and (end not in best or len(before) < len(best[end][0])):
                    best[end] = (before, subject)
                continue
            if before and implied(before[-1], part):
                best[end] = (before, subject)
                continue
            if not start and _is_apposed(words, end, is_name):
                best[end] = ([], leading(part, is_name))
                continue
            if start and _is_of_subject(words, start, subject, part):
                member = f"{subject[0].raw}::{part[0].raw}"
                one = read((Word(member, member, True), *part[1:]))
                if one is not None:
                    best[end] = ([*before, one], subject)
                    continue
            if subject and is_said_of_another(words[:start], words[start:end], subject[0]):
                continue
            one, spoken = _part(part, subject, read, is_name)
            if one is not None:
                best[end] = ([*before, one], spoken)
    return (best[len(words)][0] or None) if len(words) in best else None


_VERBS = frozenset({
    "is", "are", "has", "have", "had", "does", "do", "derives", "derive", "implements", "implement", "takes", "take", "returns", "return",
    "calls", "call", "uses", "use", "exists", "exist", "accepts", "accept", "gains", "holds", "wraps", "stores", "contains", "requires",
    "needs", "carries", "aliases", "equals", "yields", "gives", "consumes", "invokes", "delegates", "forwards", "provides", "defines",
    "declares", "exposes", "extends", "never", "it", "its", "was", "were", "lists", "tells", "starts", "ends", "begins", "inherits",
    "panics", "fails",
})  # fmt: skip


def is_said_of_another(before: Words, part: Words, subject: Word) -> bool:
    """Whether a part without a verb of its own, or with “which”, may be said of what stands last before it and not of `subject`.

    “`Ring` has a field `tail`, which is public” is not about `Ring`.
    """
    lead = 0
    while lead < len(part) and not part[lead].code and part[lead].text in _DROPPED:
        lead += 1
    rest, relative = part[lead:], any(w.text in ("which", "that") for w in part[:lead])
    if not rest or rest[0].code:
        return False
    if not relative and (rest[0].text in _VERBS or [w.text for w in rest[:2]] == ["no", "longer"]):
        return False
    if subject in rest:
        return False
    if relative and before and not before[-1].code and before[-1].text.removesuffix("s") in PARTS:
        return True
    named = [w for w in before if w.code and not w.raw[:1].isdigit() and not is_path(w.raw) and not _is_said_of((w,))]
    return bool(named) and named[-1] != subject


PARTS = frozenset({"field", "member", "variant", "attribute", "argument", "parameter", "bound", "lifetime"})


def _is_of_subject(words: Words, start: int, subject: Words, part: Words) -> bool:
    """Whether a part behind a colon speaks of what the type before it has: “`Timeout` is an enum: `Short` is 5, `Long` is 9”."""
    if not subject or len(part) < 2 or not part[0].code or part[1].code:
        return False
    behind = any(w.text == ":" and not w.code for w in words[: start + 1])
    mine, other = subject[0].raw, part[0].raw
    return (
        behind
        and mine[:1].isupper()
        and mine.isidentifier()
        and other.isidentifier()
        and other[:1].isupper()
        and not mine.isupper()
    )


def _is_apposed(words: Words, end: int, is_name: Callable[[Word], bool]) -> bool:
    """Whether `words` begin with one name and a comma, and speak of nothing else: “`MAX`, private to the file, is 8”."""
    if end >= len(words) or end > 2 or words[end].text != "," or len(leading(words[:end], is_name)) != 1:
        return False
    pairs = zip(words[end:], words[end + 1 :], strict=False)
    return all(not w.code or (not before.code and before.text not in _CUTS) for before, w in pairs)


def _part(
    part: Words, subject: Words, read: Callable[[Words], R | None], is_name: Callable[[Word], bool]
) -> tuple[R | None, Words]:
    """One part as it stands, or with the subject of the part before it; and what it speaks of."""
    if all(w.code or w.text in _DROPPED for w in part) and not subject:
        return None, ()
    if not subject:
        return read(part), leading(part, is_name)
    if not part[0].code and part[0].text in _PRONOUNS and len(part) > 1:
        return read((*subject, *part[1:])), subject
    if not part[0].code and part[0].text == "its" and len(part) > 1:
        return read((*subject, *part[1:])), subject
    if not part[0].code and part[0].text == "whose" and len(part) > 1 and part[1].code:
        member = f"{bare_name(subject[0].raw)}::{part[1].raw}"
        return read((Word(member, member, True), *part[2:])), subject
    if part[0].code:
        if _is_said_of(part):
            return read((*subject, Word("is", "is"), *part)), subject
        if not any(not w.code and w.text not in _DROPPED for w in part):
            return None, ()  # a name alone is no claim
        return read(part), leading(part, is_name) or subject
    if is_another(part, subject[0]):
        return None, ()
    if subject[0] in part:  # “no `g` call is left in `f`”
        return read(part), subject
    if (
        len(part) == _NO_NAME and part[0].text == "no" and part[1].code
    ):  # “has `a` and no `b`” denies it to the subject, not to the tree
        return read((*subject, Word("has", "has"), *part)), subject
    if len(part) == 1 and part[0].text in ADJECTIVES:  # “is 8 and private”
        return read((*subject, Word("is", "is"), *part)), subject
    return read((*subject, *part)), subject


_NO_NAME = 2  # words
_OF_TYPES = frozenset({"struct", "enum", "union", "trait", "type"})


def is_another(part: Words, subject: Word) -> bool:
    """Whether a part speaks by a noun of something that `subject` cannot be: “`area` is private, the trait is exported”."""
    sort = noun_of(part[0].text)
    if not sort or len(part) < 2 or part[1].code or part[1].text not in _VERBS:
        return False
    return sort in ("field", "variant", "attribute", "member") or (sort in _OF_TYPES) != bare_name(subject.raw)[:1].isupper()


def _is_said_of(part: Words) -> bool:
    """Whether a part that begins with code is what the subject is: an attribute, a visibility, modifiers of a function."""
    raw = part[0].raw
    return raw.startswith(("#[", "pub(")) or all(w in ("pub", "const", "async", "unsafe", "fn") for w in raw.split())


def _trimmed(part: Words) -> Words:
    while part and not part[0].code and part[0].text in _DROPPED:
        part = part[1:]
    while part and not part[-1].code and part[-1].text in _DROPPED:
        part = part[:-1]
    return part
