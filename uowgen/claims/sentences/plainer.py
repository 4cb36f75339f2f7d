"""Sentences of a few fixed forms as the plain sentences that they amount to: “has two private `u8` fields, `a` and `b`” as four of them.

As `rewording` does, it leaves the claim what it is and knows words, not code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.noun_words import NUMBERS, noun_of
from uowgen.claims.sentences.parts import PARTS
from uowgen.claims.sentences.sentence import Word, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = tuple[Word, ...]

_SEEN = frozenset({"public", "private", "pub"})
_NUMBERED = frozenset({"value", "discriminant", "number"})
_IMPORTABLE = (
    ("can", "be", "imported", "from"),
    ("can", "be", "used", "from"),
    ("is", "importable", "from"),
    ("are", "importable", "from"),
)
_SAFETY = frozenset({"condition", "conditions", "requirement", "requirements", "contract", "preconditions", "invariants"})


def plainer(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """`words` in plain sentences, with “;” between several; as they are where they have none of the forms."""
    words = _with_last_pronoun(words, is_name)
    for form in (_typed_name, _of_its_module, _fields, _typed_and_valued, _imported, _empty_text, _safety, _kind_and_trait):
        words = form(words, is_name)
    return words


def _said(*texts: str) -> Words:
    return tuple(Word(text, text) for text in texts)


def _plain_words(words: Words) -> tuple[str, ...]:
    return tuple("`" if w.code else w.text for w in words)


def _with_last_pronoun(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`f` calls `g`, no `h` call is left in it” with the name of what the sentence begins with for the last word."""
    if len(words) < 6 or not words[0].code or not is_name(words[0]) or words[1].code:
        return words
    if _plain_words(words[-2:]) == ("in", "it") and sum(w.text == "it" and not w.code for w in words) == 1:
        return (*words[:-1], words[0])
    return words


def _typed_name(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`X: T` is 8”: `X` is of type `T`; it is 8."""
    if len(words) < 3 or not words[0].code or words[1].code or words[1].text not in ("is", "equals"):
        return words
    name, colon, typed = words[0].raw.partition(": ")
    if not colon or not name.isidentifier() or "{" in typed or " = " in typed:
        return words
    bare = Word(name, name, True)
    if not is_name(bare) or name != name.upper():  # a constant: fields and parameters are put in other words
        return words
    return (bare, *_said("is", "of", "type"), Word(typed, typed, True), *_said(";"), bare, *words[1:])


def _of_its_module(words: Words, _is_name: Callable[[Word], bool]) -> Words:
    """“private to its module” is private."""
    said = _plain_words(words)
    for at in range(1, len(said) - 2):
        if said[at : at + 2] == ("private", "to") and said[at + 2] in ("its", "their", "module", "modules", "file"):
            end = at + (4 if said[at + 2] in ("its", "their") else 3)
            if end <= len(said) and said[end - 1] in ("module", "modules", "file", "files"):
                return (*words[: at + 1], *words[end:])
    return words


def _fields(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`T` has two private `u8` fields, `a` and `b`”: it has two fields; it has private fields `a: u8` and `b: u8`."""
    if len(words) < 5 or not words[0].code or not is_name(words[0]) or _plain_words(words[1:2]) not in (("has",), ("have",)):
        return words
    at = 2
    number = words[at] if not words[at].code and (words[at].text in NUMBERS or words[at].text.isdigit()) else None
    at += number is not None
    seen = words[at] if at < len(words) and not words[at].code and words[at].text in _SEEN else None
    at += seen is not None
    typed = words[at] if at < len(words) and words[at].code else None
    at += typed is not None
    if at >= len(words) or words[at].code or words[at].text not in ("field", "fields") or not (seen or typed or number):
        return words
    noun, at = words[at], at + 1
    while at < len(words) and not words[at].code and words[at].text in (",", ":", "("):
        at += 1
    names, end = listed(words, at, lambda w: w.code and w.raw.isidentifier())
    if not names or _plain_words(words[end:]) not in ((), (")",)):
        return words
    members = [Word(f"{n.raw}: {typed.raw}", f"{n.raw}: {typed.raw}", True) if typed else n for n in names]
    out: list[Word] = [words[0], words[1], number, noun, *_said(";")] if number else []
    out += [words[0], words[1], *((seen,) if seen else ()), noun]
    for n, member in enumerate(members):
        out += [*_said("and"), member] if n and n == len(members) - 1 else [*_said(","), member] if n else [member]
    return tuple(out)


def _typed_and_valued(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`X` is private static of type `T` with value `V`”: it is a private static; it is of type `T`; it is `V`."""
    if len(words) < 5 or not words[0].code or not is_name(words[0]) or _plain_words(words[1:2]) != ("is",):
        return words
    at = next((n for n in range(2, len(words) - 1) if _plain_words(words[n : n + 2]) == ("of", "type")), -1)
    described = words[2:at] if at > 2 else ()
    if not described or any(w.code or not (noun_of(w.text) or w.text in _SEEN) for w in described):
        return words
    if at + 2 >= len(words) or not words[at + 2].code:
        return words
    out = [*words[:2], *described, *_said(";"), words[0], *_said("is", "of", "type"), words[at + 2]]
    rest = words[at + 3 :]
    if rest:
        lead = tuple(w for w in _plain_words(rest) if w not in ("and", ",", "initial"))
        if lead not in (("with", "value", "`"), ("value", "`"), ("has", "value", "`")):
            return words
        out += [*_said(";"), words[0], *_said("is"), rest[-1]]
    return tuple(out)


def _imported(words: Words, _is_name: Callable[[Word], bool]) -> Words:
    """“`A` and `B` can be imported from `m`”: they are re-exported from it."""
    for form in _IMPORTABLE:
        for at in range(1, len(words) - len(form)):
            if _plain_words(words[at : at + len(form)]) == form:
                return (
                    *words[:at],
                    *_said("are" if "and" in _plain_words(words[:at]) else "is", "re-exported", "from"),
                    *words[at + len(form) :],
                )
    return words


def _empty_text(words: Words, _is_name: Callable[[Word], bool]) -> Words:
    """“returns empty string”: it returns `""`."""
    if _plain_words(words[-3:]) in (("returns", "empty", "string"), ("returns", "empty", "str"), ("is", "empty", "string")):
        return (*words[:-2], Word('""', '""', True))
    return words


def _safety(words: Words, _is_name: Callable[[Word], bool]) -> Words:
    """“documents its safety conditions”: it has a `# Safety` section in its documentation."""
    said = _plain_words(words)
    for at in range(1, len(said) - 1):
        rest = tuple(w for w in said[at + 1 :] if w != "its")
        if said[at] in ("documents", "states") and rest[:1] == ("safety",) and len(rest) <= 2 and set(rest[1:]) <= _SAFETY:
            mark = Word("Safety", "Safety", True)
            return (*words[:at], *_said("has"), mark, *_said("section", "in", "documentation"))
    return words


def _kind_and_trait(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`A` is unit struct that implements trait `T`”: it is one; it implements `T`."""
    said = _plain_words(words)
    for at in range(3, len(said) - 2):
        if said[at] in ("that", "which") and said[at + 1] in ("implements", "implement", "derives", "derive"):
            if said[at - 1].removesuffix("s") in PARTS:  # “two variants that implement `T`”
                return words
            names, end = listed(words, 0, is_name)
            if not names or end >= at or words[end].code or words[end].text not in ("is", "are"):
                return words
            verb = _said("implements" if said[at + 1].startswith("implement") else "derives")
            rest = tuple(w for w in words[at + 2 :] if w.code or w.text not in ("trait", "traits"))
            out: list[Word] = []
            for name in names:
                out += [*(_said(";") if out else ()), name, *_said("is"), *words[end + 1 : at], *_said(";"), name, *verb, *rest]
            singular = {"structs": "struct", "enums": "enum", "types": "type", "traits": "trait", "functions": "function"}
            return tuple(w if w.code else Word(singular.get(w.text, w.text), w.raw) for w in out)
    return words
