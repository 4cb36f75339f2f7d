"""What a type is said to be able to have done to it, as the traits that it takes: “can be copied and compared”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.form_words import JOINED, code, plain, subject_at, text_at, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

# What a type can have done to it, by the trait that it takes.
_DONE = {
    "cloned": "Clone", "duplicated": "Clone", "hashed": "Hash", "cloneable": "Clone", "clonable": "Clone", "copyable": "Copy",
    "comparable": "PartialEq", "compared": "PartialEq", "hashable": "Hash", "debug-printed": "Debug", "debug-printable": "Debug",
    "copied": "Copy",
}  # fmt: skip
_PRINTED = frozenset({"printed", "formatted", "printable", "displayed", "shown", "debug-printed"})
_WITH = frozenset({"with", "using", "via", "through", "by", "in"})


def _ability(words: Words, at: int, verb: str) -> tuple[str, int] | None:
    """The trait that “copied”, “compared with `==`”, “printed with `{:?}`”, “a default value” ask for, and where the words end."""
    text = text_at(words, at)
    if verb == "has":
        return ("Default", at + 1 + (text_at(words, at + 1) == "value")) if text == "default" else None
    if text in _PRINTED:
        if text_at(words, at + 1) == "for" and text_at(words, at + 2) in ("debugging", "debug"):
            return "Debug", at + 3
        given = words[at + 2] if text_at(words, at + 1) in _WITH and at + 2 < len(words) else None
        sign = {"{:?}": "Debug", "{:#?}": "Debug", "{}": "Display"}.get(given.raw if given is not None else "", "")
        return (sign, at + 3) if sign else None
    if text in ("compared", "comparable"):
        if text_at(words, at + 1) == "for" and text_at(words, at + 2) == "equality":
            return "PartialEq", at + 3
        if text_at(words, at + 1) in _WITH and at + 2 < len(words):
            trait = {"==": "PartialEq", "!=": "PartialEq", "<": "PartialOrd", ">": "PartialOrd"}.get(words[at + 2].raw, "")
            return (trait, at + 3) if trait else None
    participle = text.endswith("ed")
    if text not in _DONE or participle is not (verb in ("can", "cannot")):
        return None
    return _DONE[text], at + 1


def abilities(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`T` can be copied and compared”, “is clonable, has a default and can be printed with `{:?}`”: the traits that it takes."""
    begin = subject_at(words, is_name)
    if not begin or not bare_name(words[begin - 1].raw if words[begin - 1].code else words[0].raw)[:1].isupper():
        return
    name = next(w for w in words[:begin] if w.code)
    at, verb, found = begin, "", []
    while at < len(words):
        if at > begin:
            start = at
            while text_at(words, at) in JOINED:
                at += 1
            if at == start:
                return
        for form, said in _VERBS:
            if texts_of(words[at : at + len(form)]) == form:
                verb, at = said, at + len(form)
                break
        ability = _ability(words, at, verb.removesuffix(" not")) if verb else None
        if ability is None:
            return
        found.append((verb, ability[0]))
        at = ability[1]
    for said, trait in found:
        if said in ("can", "is") and trait in _SOFT:
            yield (name, *plain("can", "be", _SOFT[trait]))
        elif said in ("cannot", "is not", "has not"):
            yield (name, *plain("does", "not", "implement"), code(trait))
        else:
            yield (name, *plain("implements"), code(trait))


# What a type may allow by functions of its own, without the trait.
_SOFT = {"Copy": "copied", "Hash": "hashed", "PartialEq": "compared"}
_VERBS = (
    (("can", "be"), "can"), (("cannot", "be"), "cannot"), (("can", "not", "be"), "cannot"), (("is", "not"), "is not"), (("is",), "is"),
    (("has", "no"), "has not"), (("has",), "has"),
)  # fmt: skip
