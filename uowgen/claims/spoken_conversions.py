"""Sentences about the one conversion of numbers to an enum that a spec's blocks have: “Code 0x11 → `Disk`”, “Unlisted codes map to `Kind::Other`”.

The nouns must be of the names of the enum, the function or its parameter; else another conversion may be meant.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.bodies.worked_out import looked_at
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.argument_words import number_of
from uowgen.claims.sentences.sentence import Word
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

    Words = tuple[Word, ...]

_LINKS = (
    "→", "->", "=>", "maps to", "map to", "is mapped to", "are mapped to", "becomes", "become", "gives", "give", "yields", "yield", "is", "are",
    "turns into", "turn into", "decodes to", "decode to", "decodes as", "decode as", "converts to", "convert to", "falls back to",
    "fall back to", "translates to", "translate to", "is decoded as", "are decoded as", "are reported as", "is reported as",
)  # fmt: skip
_UNKNOWN = frozenset("unknown unlisted unrecognised unrecognized undefined other unsupported".split())
_GENERIC = frozenset(form(w) for w in "value code number id raw any every all anything else".split())
_CONVERTING = frozenset("converting decoding parsing translating mapping".split())
_INTEGERS = frozenset("u8 u16 u32 u64 usize i8 i16 i32 i64 isize".split())


def with_conversion(words: Words, case: Case) -> Words:
    """`words` as a sentence about the function that is meant; as they are where none is, or several are."""
    if words and not words[0].code and words[0].text in _CONVERTING:
        return _converted(words, case)
    at = _link(words)
    if at is None or len(words) - at[1] != 1 or not words[-1].code:
        return words
    left, value = words[: at[0]], words[-1].raw
    variant = bare_name(value)
    number = next((w for w in left if number_of(w)), None)
    nouns = [w for w in left if w is not number]
    if number is not None and left[-1] is not number:
        return words
    meant = _conversion(variant, owner_name(value), nouns, case)
    unknown = any(not w.code and w.text in _UNKNOWN for w in nouns)
    if meant is None or (number is None) is not unknown or not _of_what_is_given(nouns, meant[0]):
        return words
    function, enum = meant
    said = (_code(function), *_plain("returns"), _name(f"{enum}::{variant}"), *_plain("for"))
    return (*said, number) if number is not None else (*said, *_plain("unknown", "values"))


def _converted(words: Words, case: Case) -> Words:
    """“Converting an unknown code panics”: the function is the only conversion that the nouns can mean."""
    verb = next((n for n, w in enumerate(words) if n and not w.code and w.text in ("panics", "panic")), 0)
    nouns = words[1:verb]
    if not verb or verb != len(words) - 1 or not any(w.text in _UNKNOWN and not w.code for w in nouns):
        return words
    found = [(d, e) for d, e in _conversions(case) if _fits(nouns, d, e)]
    return (_code(found[0][0]), *_plain("panics", "for", "unknown", "values")) if len(found) == 1 else words


def _link(words: Words) -> tuple[int, int] | None:
    """Where the words that join the number and the variant begin and end; None without them."""
    for at in range(1, len(words)):
        for link in _LINKS:
            run = link.split()
            if [w.text for w in words[at : at + len(run)] if not w.code] == run and at + len(run) < len(words):
                return at, at + len(run)
    return None


def _conversion(variant: str, owner: str, nouns: list[Word], case: Case) -> tuple[Declaration, str] | None:
    variants = {d.owner for f in block_files(case) for d in f.declarations() if d.item.kind == "variant" and d.item.name == variant}
    enum = owner.rpartition("::")[2] or (next(iter(variants)) if len(variants) == 1 else "")
    found = [d for d, e in _conversions(case) if e == enum and enum in variants and _fits(nouns, d, e)]
    return (found[0], enum) if len(found) == 1 else None


def _conversions(case: Case) -> list[tuple[Declaration, str]]:
    """The functions of the blocks that make an enum of one number, each with the enum's name."""
    enums = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "enum"}
    found: list[tuple[Declaration, str]] = []
    for file in block_files(case):
        for d in file.declarations():
            if d.item.kind != "fn" or d.condition in ("tests", "never") or receiver_of(d):
                continue
            owner = d.owner.rpartition(" for ")[2].partition("<")[0]
            enum = owner if result_of(d) == "Self" else result_of(d)
            parameters = parameters_of(d)
            if enum in enums and len(parameters) == 1 and parameters[0].type in _INTEGERS:
                found.append((d, enum))
    return found


def _of_what_is_given(nouns: list[Word], function: Declaration) -> bool:
    """Whether the number is that of the call: what a function works out of it and looks at may be meant as well, unless a noun tells."""
    parameter = parameters_of(function)[0].name
    inner = looked_at(function.text, parameter)
    said = {form(w.text) for w in nouns} & ({*parts(parameter)} | {p for w in inner for p in parts(w.name)})
    return not inner or (bool(said) and not any(said & {*parts(w.name)} for w in inner))


def _fits(nouns: Words | list[Word], function: Declaration, enum: str) -> bool:
    told = {*parts(enum), *parts(function.item.name), *parts(parameters_of(function)[0].name)} | _GENERIC
    return all(not w.code and (w.text in _UNKNOWN or form(w.text) in told) for w in nouns)


def _code(function: Declaration) -> Word:
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    return _name(f"{owner}::{function.item.name}" if owner else f"{function.item.name}()")


def _name(text: str) -> Word:
    return Word(text, text, True)


def _plain(*texts: str) -> Words:
    return tuple(Word(text, text) for text in texts)
