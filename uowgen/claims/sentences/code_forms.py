"""Code that stands in a sentence, told by its form alone: heads of functions, types, calls, values, lines of a manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES, bare_name, is_name, is_path
from uowgen.claims.sentences.name_words import listed
from uowgen.claims.sentences.noun_words import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word


def _bounds(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Send + Sync`: traits with a plus between them, in one piece of code."""
    if n < len(words) and words[n].code and "+" in words[n].raw:
        parts = [p.strip() for p in words[n].raw.split("+")]
        if all(bare_name(p)[:1].isupper() or p.startswith("'") for p in parts):
            yield words[n].raw, n + 1


def _some_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Some`, `Some(_)`, `Some(inner)`: that there is something."""
    if n < len(words) and words[n].raw.partition("(")[0] == "Some":
        yield "Some", n + 1


def _empty_range(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`start >= end`, `end <= start`, `start == end`: that nothing is in a range; gives the sign between its start and end."""
    parts = words[n].raw.split() if n < len(words) and words[n].code else []
    if len(parts) == 3 and parts[1] in _TURNED:
        first, second = (p.rpartition(".")[2] for p in (parts[0], parts[2]))
        for start, end, sign in ((first, second, parts[1]), (second, first, _TURNED[parts[1]])):
            if (
                start in ("start", "base", "begin", "lo", "low")
                and end in ("end", "hi", "high", "limit")
                and sign in ("==", ">", ">=")
            ):
                yield sign, n + 1


_TURNED = {"==": "==", ">": "<", ">=": "<=", "<": ">", "<=": ">="}


def _code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Text in backticks, or one plain word that can only be code."""
    if n < len(words) and (words[n].code or any(ch in words[n].raw for ch in "_<>#[]=:&") or words[n].raw.endswith(")")):
        yield words[n].raw, n + 1


def _type(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A type: text in backticks, a primitive, or what can only be a type."""
    named = n < len(words) and (words[n].code or words[n].raw in PRIMITIVES or is_name(words[n], known) or words[n].raw[:1] in "&[")
    if named and is_type_like(words[n].raw):
        yield words[n].raw, n + 1


def is_type_like(text: str) -> bool:
    """Whether code can be a type at all: neither an attribute nor what stands before `fn` nor the head of a function."""
    parts = text.split()
    if is_amount(text):
        return False
    head, colon, rest = text.partition(":")
    if colon and rest[:1] == " " and head.isidentifier():  # `name: Type`
        return False
    if "." in text and text[:1].isupper() and text.replace(".", "").isidentifier():  # `Type.field`
        return False
    return not text.startswith(("#[", "pub(")) and not all(p in ("pub", "const", "async", "unsafe", "fn", "static") for p in parts)


_UNITS = {"kib": 1024, "mib": 1024**2, "gib": 1024**3}


def _value(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The value of a constant: code, or a plain number."""
    if n < len(words):
        raw = words[n].raw
        if is_path(raw):
            return
        humped = (
            raw.isidentifier() and raw[:1].isupper() and not raw.isupper() and len(raw) > 1 and raw != "None"
        )  # a type or a variant
        if not humped and (
            words[n].code or raw.removeprefix("-")[:1].isdigit() or raw in ("true", "false") or is_name(words[n], known)
        ):
            yield raw, n + 1
        if n + 1 < len(words) and raw.isdigit() and not words[n + 1].code and words[n + 1].text in _UNITS:
            yield f"{raw} * {_UNITS[words[n + 1].text]}", n + 2
        if raw == "-" and n + 1 < len(words) and words[n + 1].raw[:1].isdigit():
            yield f"-{words[n + 1].raw}", n + 2


def is_attribute(raw: str) -> bool:
    """Whether code is an attribute and nothing else: `#[no_mangle] pub extern "C" fn` is more."""
    return raw.startswith(("#[", "#![")) and raw.rstrip().endswith("]")


def is_amount(raw: str) -> bool:
    """Whether code is a number or a range of numbers: what is passed, and no parameter."""
    return raw[:1].isdigit() or (".." in raw and "..." not in raw)


def _parameters(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of parameters: names, types, or `name: Type`."""
    for value, end in listed(words, n, lambda w: (w.code and not is_amount(w.raw)) or w.raw in PRIMITIVES or is_name(w, known)):
        yield "\0".join(p for entry in value.split("\0") for p in cut_at_commas(entry)), end


def _named_parameters(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of parameters where the next word says that they are: any identifiers."""
    for value, end in listed(words, n, lambda w: w.code or w.raw.replace("_", "").isalnum()):
        yield "\0".join(p for entry in value.split("\0") for p in cut_at_commas(entry)), end


def _command(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A command line in backticks."""
    if n < len(words) and words[n].code and words[n].raw.startswith(("cargo", "make", "just", "rustfmt", "rustc", "./", "$ ")):
        yield words[n].raw, n + 1


def cut_at_commas(text: str) -> list[str]:
    """`text` cut at the commas that stand in no brackets; the brackets around a whole parameter list are taken off."""
    inner = text.strip()
    if inner.startswith("(") and inner.endswith(")") and ":" in inner:
        inner = inner[1:-1]
    parts, depth, start = [], 0, 0
    for at, ch in enumerate(inner):
        depth += {"(": 1, "[": 1, "<": 1, "{": 1, ")": -1, "]": -1, ">": -1, "}": -1}.get(ch, 0)
        if ch == "," and depth == 0:
            parts.append(inner[start:at].strip())
            start = at + 1
    return [p for p in [*parts, inner[start:].strip()] if p]


def _is_bare_signature(text: str) -> bool:
    head, opened, rest = text.partition("(")
    named = head.replace("::", "_").isidentifier() and head.rpartition("::")[2][:1].islower()
    return bool(opened) and named and ") -> " in rest and not head.startswith("fn ")


def _fn_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A function's head in backticks: `pub const fn new(a: A) -> B`."""
    if n < len(words) and words[n].code:
        if _is_bare_signature(words[n].raw):  # `Ring::pop(&mut self) -> Option<u8>`
            yield words[n].raw, n + 1
            return
        before, found, rest = words[n].raw.partition("fn ")
        if found and rest.strip() and all(w in MODIFIERS or w[:4] == "pub(" or w == '"C"' for w in before.split()):
            yield words[n].raw, n + 1


def _surely_type(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What can only be a type: a primitive, or code with type arguments, a reference or an array."""
    if n < len(words):
        raw = words[n].raw
        plain = raw.split("<")[0].replace("::", "").replace("_", "").isalnum() and "(" not in raw.split("<")[0]
        generic = "<" in raw and raw.endswith(">") and plain and bare_name(raw)[:1].isupper()
        if raw in PRIMITIVES - {"Self"} or generic or raw.startswith(("Atomic", "&'", "&str", "&mut ", "&dyn ")):
            yield raw, n + 1


def _struct_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A type written out in backticks: `Vma { start, end: usize }`."""
    if n < len(words) and words[n].code and words[n].raw.endswith("}"):
        head, brace, inner = words[n].raw.partition("{")
        name = head.replace("pub ", "").replace("struct ", "").replace("enum ", "").strip()
        if brace and name[:1].isupper() and name.isalnum() and not set("{}()") & set(inner[:-1]):
            yield words[n].raw, n + 1


def _code_with(*starts: str) -> Callable[..., Iterator[tuple[str, int]]]:
    """A reader of text in backticks that begins with one of `starts`."""

    def read(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
        if n < len(words) and words[n].code and words[n].raw.startswith(starts):
            yield words[n].raw, n + 1

    return read


def _impl_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The head of an impl in backticks: `impl Drop for Guard`, `From<u8> for Error`."""
    if n < len(words) and words[n].code:
        raw = words[n].raw
        if raw.startswith(("impl ", "impl<", "unsafe impl ")) or (" for " in raw and raw[:1].isupper() and raw.count(" for ") == 1):
            yield raw, n + 1


def _call_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A call in backticks with its arguments: `align_up(4097, 8)`, `Vma::new(0, 1).len()`."""
    if n < len(words) and words[n].code:
        raw = words[n].raw
        head, opened, rest = raw.partition("(")
        plain = head.replace("::", "").replace(".", "").replace("_", "").lstrip("&!*").isalnum()
        if opened and plain and rest.endswith(")") and (len(rest) > 1 or "::" in head):
            yield raw, n + 1


def _equation(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A comparison of a call in backticks: `f(1) == 2`, `f(2) > f(1)`, `!f(0)`; `assert!(…)` and `assert_eq!(a, b)` around it too."""
    if n < len(words) and words[n].code:
        raw = words[n].raw
        if raw.startswith("assert!(") and raw.endswith(")"):
            raw = raw[8:-1]
        elif raw.startswith("assert_eq!(") and raw.endswith(")"):
            parts = cut_at_commas(raw[11:-1])
            raw = f"{parts[0]} == {parts[1]}" if len(parts) == 2 else ""
        if "(" in raw and any(f" {sign} " in raw for sign in ("==", "!=", "<", ">", "<=", ">=")):
            yield raw, n + 1


def _value_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A value, in backticks or bare: a number, `true`, `None`, `Err(Error::Overlap)`, a constant; not a type."""
    if n < len(words):
        raw = words[n].raw
        head = raw.split("(")[0].split("{")[0].strip().lstrip("-")
        last = head.rpartition("::")[2]
        number = raw.lstrip("-")[:1].isdigit()
        made = "(" in raw and head.replace("::", "").replace("_", "").isalnum() and not raw.startswith("fn")
        named = (
            raw in ("true", "false", "None", "()")
            or (len(last) > 1 and last.isupper() and last.replace("_", "").isalnum())
            or "::" in head
        )
        text = words[n].code and raw[:1] in "\"'[&(" and not raw.startswith(("&'", "&str", "&mut ", "&dyn "))
        if (number or made or named or text) and "<" not in head:
            yield raw, n + 1


def _shown(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A text in backticks, as it is to be shown."""
    if n < len(words) and words[n].code:
        yield words[n].raw, n + 1


def _literals(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of numbers or texts in backticks."""
    yield from listed(words, n, lambda w: w.code and (w.raw.lstrip("-")[:1].isdigit() or w.raw[:1] in "\"'"))


def _dependency_line(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A line of a manifest in backticks: `spin = "0.9"`, `log = { … }`."""
    if n < len(words) and words[n].code:
        name, equals, rest = words[n].raw.partition("=")
        if equals and name.strip().replace("-", "_").isidentifier() and rest.strip()[:1] in ('"', "{"):
            yield words[n].raw, n + 1


def _numerals(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of two or more numbers in figures."""
    found = list(listed(words, n, lambda w: w.raw[:1].isdigit() and w.raw.replace("_", "").isalnum()))
    yield from (entry for entry in found[:1] if "\0" in entry[0])


def _quoted_text(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Code that is a text in quotes, as `words_of` makes of one that stands in a sentence: gives the text."""
    if n < len(words) and words[n].code and words[n].raw[:1] == words[n].raw[-1:] == '"' and len(words[n].raw) > 4:
        yield words[n].raw[1:-1], n + 1


def _no_std(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`no_std`, `no_main`: the inner attributes that a crate is said to be."""
    if n < len(words) and words[n].raw.strip("#![]") in ("no_std", "no_main", "no_core"):
        yield words[n].raw.strip("#![]"), n + 1


def _attribute(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and is_attribute(words[n].raw):
        yield words[n].raw, n + 1


READERS = {
    "code": _code,
    "type": _type,
    "value": _value,
    "params": _parameters,
    "attr": _attribute,
    "paramwords": _named_parameters,
    "command": _command,
    "fncode": _fn_code,
    "surelytype": _surely_type,
    "boundcode": _bounds,
    "implcode": _impl_code,
    "innerattr": _code_with("#!["),
    "defaultcode": _code_with("default"),
    "modcode": _code_with("mod ", "pub mod ", "pub(crate) mod "),
    "usecode": _code_with("use ", "pub use ", "pub(crate) use "),
    "nostd": _no_std,
    "depline": _dependency_line,
    "quotedtext": _quoted_text,
    "numerals": _numerals,
    "structcode": _struct_code,
    "callcode": _call_code,
    "equation": _equation,
    "valuecode": _value_code,
    "shown": _shown,
    "fromcode": _code_with("From<", "impl From<", "core::convert::From<"),
    "somecode": _some_code,
    "emptyrange": _empty_range,
    "literals": _literals,
}
