"""What people call the things of a Rust file, and how many there are: nouns, what stands before them, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

NUMBERS = {
    "no": 0, "zero": 0, "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
# What people call the things of a Rust file, and which sort of item that is.
NOUNS = {
    "struct": "struct", "structure": "struct", "record": "struct", "newtype": "struct", "bitflags": "struct", "guard": "struct", "wrapper": "struct",
    "enum": "enum", "enumeration": "enum", "union": "union", "trait": "trait", "interface": "trait",
    "type": "type", "class": "type", "alias": "type", "typedef": "type",
    "function": "fn", "fn": "fn", "method": "fn", "constructor": "fn", "helper": "fn", "accessor": "fn", "getter": "fn",
    "setter": "fn", "func": "fn", "routine": "fn", "test": "test", "testcase": "test", "handler": "fn", "syscall": "fn",
    "constant": "const", "const": "const", "flag": "flag", "static": "static", "global": "static", "bit": "const",
    "module": "mod", "mod": "mod", "submodule": "mod", "macro": "macro",
    "field": "field", "member": "member", "variant": "variant", "case": "variant", "arm": "variant", "attribute": "attribute",
}  # fmt: skip
# Words before a noun that claim nothing more than the noun does.
_COLOURLESS = frozenset(
    {
        "new",
        "following",
        "own",
        "dedicated",
        "small",
        "error",
        "unit",
        "associated",
        "regression",
        "integration",
        "raii",
        "inner",
        "plain",
    }
)
# Words before a noun that are claims of their own.
ADJECTIVES = frozenset({"public", "pub", "private", "async", "unsafe", "const", "mutable", "generic"})


def sort_of(noun: str) -> str:
    """The sort of item in what a noun slot took up, without its adjectives."""
    return noun.rpartition(" ")[2]


def noun_of(word: str) -> str:
    """The sort of item that `word` (singular or plural) names; empty if it is no noun."""
    for ending in ("", "s", "es"):
        if word.endswith(ending) and word.removesuffix(ending) in NOUNS:
            return NOUNS[word.removesuffix(ending)]
    return ""


def _noun(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`struct`, `new helper function`, `enum variants`: the last noun of a run decides. Adjectives are kept: `pub async fn`."""
    at, kind = n, ""
    claims: list[str] = []
    found: list[tuple[str, int]] = []
    while at < len(words) and not words[at].code and at < n + 5:
        text = words[at].text
        noun = noun_of(text)
        if noun and not (text == "const" and at + 1 < len(words) and noun_of(words[at + 1].text) == "fn"):
            kind = noun
            found.append((" ".join([*claims, kind]), at + 1))
        elif text in ADJECTIVES and not kind:
            claims.append(text)
        elif text not in _COLOURLESS or (text == "unit" and words[at + 1 : at + 2] and not words[at + 1].text.startswith("test")):
            break
        at += 1
    yield from reversed(found)


def _member_noun(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A noun that is only said of parts of a type."""
    yield from (v for v in _noun(words, n, known) if sort_of(v[0]) in ("field", "variant", "flag", "member"))


def _number(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words):
        text = words[n].text
        if text.isdigit():
            yield text, n + 1
        elif text in NUMBERS:
            yield str(NUMBERS[text]), n + 1


def _some(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A number that is not zero: how many of something there are."""
    yield from ((text, end) for text, end in _number(words, n, known) if text.strip("0"))


# What a sentence can say is no longer there, by the word for it.
SORTS = {
    "call": "call", "invocation": "call", "caller": "call",
    "use": "use", "usage": "use", "reference": "use", "occurrence": "use", "mention": "use", "instance": "use", "access": "use",
    "dependency": "use", "dependencies": "use",
    "import": "import", "comment": "comment", "marker": "comment", "stub": "comment",
    "literal": "literal", "string": "literal", "number": "literal", "constant": "literal", "value": "literal",
    "macro": "macro", "attribute": "attribute", "type": "use", "statement": "", "code": "use", "block": "use", "identifier": "use", "name": "use",
    "expression": "", "mask": "", "shift": "", "cast": "", "comparison": "", "operator": "", "multiplication": "", "addition": "", "subtraction": "", "division": "",
}  # fmt: skip


def _sort(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`calls`, `import statements`, `macro calls`: the first of the run decides."""
    at, sort = n, ""
    found: list[tuple[str, int]] = []
    while at < len(words) and not words[at].code and at < n + 3:
        text = words[at].text
        fitting = next((SORTS[t] for t in (text, text.removesuffix("s"), text.removesuffix("es")) if t in SORTS), None)
        if fitting is None:
            break
        sort = sort or fitting
        at += 1
        found.append((sort or "use", at))
    yield from reversed(found)


VISIBILITIES = {"public": "pub", "pub": "pub", "private": "private", "crate-visible": "pub(crate)", "crate-private": "pub(crate)"}


def _visibility(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words):
        text = "".join(words[n].raw.split()).lower()
        if text in VISIBILITIES or text.startswith("pub("):
            yield VISIBILITIES.get(text, text), n + 1


MODIFIERS = frozenset({"async", "unsafe", "const", "pub", "public", "extern"})


def _modifiers(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`async`, `unsafe fn`: what stands before `fn`."""
    if n < len(words):
        listed = words[n].raw.lower().split()
        if listed and all(w in MODIFIERS or w in ("fn", '"c"') for w in listed) and listed != ["fn"]:
            yield " ".join({"public": "pub", '"c"': '"C"'}.get(w, w) for w in listed), n + 1


READERS = {
    "noun": _noun,
    "number": _number,
    "some": _some,
    "sort": _sort,
    "vis": _visibility,
    "modifiers": _modifiers,
    "membernoun": _member_noun,
}
