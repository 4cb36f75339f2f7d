"""What a declaration is said to be: “a private `#[repr(u8)]` enum”, “a free `const fn`”; and a member with what is said of it.

It reads words into marks such as `vis=pub`; what they ask of the code is for the kinds that use them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name, is_path
from uowgen.claims.sentences.code_forms import is_attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_ADJECTIVES = {
    "public": "vis=pub", "pub": "vis=pub", "private": "vis=private", "crate-visible": "vis=pub(crate)", "crate-private": "vis=pub(crate)",
    "const": "mod=const", "async": "mod=async", "unsafe": "mod=unsafe", "safe": "not=unsafe", "non-const": "not=const",
    "tuple": "shape=tuple", "unit": "shape=unit", "documented": "doc", "doc-commented": "doc", "free": "free", "standalone": "free",
    "free-standing": "free", "freestanding": "free", "associated": "associated", "inherent": "inherent", "generic": "generic",
    "top-level": "free",
}  # fmt: skip
_COLOURLESS = frozenset({"new", "small", "additional", "extra", "further", "another", "own"})
_NOUNS = {
    "struct": "struct", "structure": "struct", "enum": "enum", "enumeration": "enum", "union": "union", "trait": "trait",
    "function": "fn", "fn": "fn", "method": "method", "constructor": "constructor", "constant": "const", "static": "static",
    "module": "mod", "submodule": "mod", "macro": "macro", "item": "item", "type": "type", "types": "type", "functions": "fn",
    "methods": "method", "structs": "struct", "enums": "enum", "traits": "trait", "constants": "const", "statics": "static",
    "modules": "mod", "items": "item", "constructors": "constructor",
}  # fmt: skip
_MEMBERS = {"field": "field", "fields": "field", "member": "field", "variant": "variant", "variants": "variant", "case": "variant"}
_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "single", "new", "additional", "extra", "further", "another", "optional"}
)


def _description(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A run of adjectives, attributes and nouns, longest first."""
    marks: list[str] = []
    ends: list[tuple[str, int]] = []
    at = n
    while at < len(words) and at < n + 9:
        found = _marks_at(words, at, bool(marks))
        if found is None:
            if marks and not words[at].code and words[at].text in (",", "and") and at + 1 < len(words):
                following = _marks_at(words, at + 1, True)
                if following is not None and not any(m.startswith("noun=") for m in marks):
                    at += 1
                    continue
            break
        marks += found
        at += 1
        if any("=" in m or m in ("doc", "free", "associated", "inherent", "generic") for m in marks):
            ends.append(("\0".join(dict.fromkeys(marks)), at))
        if any(m.startswith("noun=") for m in found):
            following = _marks_at(words, at, True) if at < len(words) else None
            if following is None or not any(m.startswith("noun=") for m in following):
                break
            marks = [m for m in marks if not m.startswith("noun=")]  # “constructor function”: the last noun of the run
    # What only says who may see an item, or what stands before `fn`, is read by kinds of its own.
    yield from ((value, end) for value, end in reversed(ends) if not _is_plain(value.split("\0")))


def _is_plain(marks: list[str]) -> bool:
    keys = [m for m in marks if not m.startswith("noun=")]
    nouns = [m for m in marks if m.startswith("noun=")]
    if all(k.startswith("mod=") for k in keys):
        return not keys or nouns in ([], ["noun=fn"])
    if keys == ["doc"] and not nouns:
        return True
    return len(keys) == 1 and keys[0].startswith("vis=")


def _fn_modifiers(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`const`, `unsafe`, `async fn`: what a function is said not to be."""
    marks = _marks_at(words, n, False) if n < len(words) else None
    if (
        marks
        and len([m for m in marks if m.startswith("mod=")]) == 1
        and all(m.startswith("mod=") or m == "noun=fn" for m in marks)
    ):
        end = n + 1
        while end < len(words) and not words[end].code and words[end].text in ("function", "fn", "method"):
            end += 1
        yield next(m for m in marks if m.startswith("mod=")), end


def _super_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Store: Send + Sync`: a trait with its supertraits."""
    if n < len(words) and words[n].code:
        head, colon, bounds = words[n].raw.removeprefix("pub ").removeprefix("trait ").partition(": ")
        names = [b.strip().split("<")[0].rpartition("::")[2] for b in bounds.split("+")]
        if colon and head.isidentifier() and _humped(head) and all(b.isidentifier() and _humped(b) for b in names):
            yield words[n].raw, n + 1


def _humped(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def _bound_parameter(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`T: Copy`, `T: ?Sized`: a type parameter with its bounds."""
    if n < len(words) and words[n].code:
        head, colon, bounds = words[n].raw.partition(":")
        traits = [part.strip() for part in words[n].raw.split("+")]
        if len(traits) > 1 and traits[0].startswith(("Fn(", "FnMut(", "FnOnce(")) and ":" not in words[n].raw:
            yield words[n].raw, n + 1
        if colon and bounds[:1] == " " and head.strip().isidentifier() and head.strip()[:1].isupper():
            yield words[n].raw, n + 1


def _code_words(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of pieces of code, longest first."""
    found: list[str] = []
    ends: list[tuple[str, int]] = []
    at = n
    while at < len(words) and words[at].code and not is_path(words[at].raw):
        found.append(words[at].raw)
        at += 1
        ends.append(("\0".join(found), at))
        joined = at
        while at < len(words) and not words[at].code and words[at].text in (",", "and", "&", "/"):
            at += 1
        if at == joined:
            break
    yield from reversed(ends)


def _marks_at(words: tuple[Word, ...], at: int, begun: bool) -> list[str] | None:
    word = words[at]
    if is_attribute(word.raw):
        return [f"attr={word.raw}"]
    if word.code or " " in word.raw or word.raw.startswith("pub("):
        return _modifiers(word.raw)
    following = words[at + 1].text if at + 1 < len(words) and not words[at + 1].code else ""
    if word.text == "generic" and following in ("over", "in", "on"):
        return None
    if word.text in ("const", "static", "unit", "tuple") and word.text in _NOUNS and following not in _NOUNS:
        return [f"noun={_NOUNS[word.text]}"]
    if word.text == "static" and following in ("method", "function"):
        return None
    if word.text in _ADJECTIVES:
        return [_ADJECTIVES[word.text]]
    if word.text in _NOUNS:
        return [f"noun={_NOUNS[word.text]}"]
    return [] if word.text in _COLOURLESS else None


def _modifiers(code: str) -> list[str] | None:
    """`pub(super)`, `const fn`, `pub async`, `unsafe extern "C" fn`."""
    marks: list[str] = []
    parts = code.split()
    for part in parts:
        if part.startswith("pub"):
            if part != "pub" and not (part.startswith("pub(") and part.endswith(")")):
                return None
            marks.append(f"vis={part}")
        elif part in ("const", "async", "unsafe", "extern", '"C"'):
            marks.append(f"mod={part}")
        elif part in ("fn", "struct", "enum", "trait", "union", "static", "mod"):
            marks.append(f"noun={part}")
        else:
            return None
    return marks or None


def _member(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“private, documented `bus: Bus`”, “public field `f` of type `T`”, “third variant `Link(Arc<T>)`”."""
    marks: list[str] = []
    at = n
    while at < len(words) and not words[at].code and at < n + 7:
        text = words[at].text
        if text in _ADJECTIVES and _ADJECTIVES[text].startswith(("vis=", "doc")):
            marks.append(_ADJECTIVES[text])
        elif text in _MEMBERS:
            marks.append(f"sort={_MEMBERS[text]}")
        elif text not in _ORDINALS and text not in (",", "and", "called", "named", ":"):
            return
        at += 1
    if at < len(words) and words[at].code and (seen := _modifiers(words[at].raw)) and all(m.startswith("vis=") for m in seen):
        marks += seen
        at += 1
        while at < len(words) and not words[at].code and words[at].text in _MEMBERS:
            marks.append(f"sort={_MEMBERS[words[at].text]}")
            at += 1
    if at >= len(words) or not words[at].code or is_path(words[at].raw):
        return
    name, colon, typed = (words[at].raw, "", "") if "->" in words[at].raw else words[at].raw.partition(": ")
    head = name.removeprefix("pub ").strip()
    if name.startswith("pub "):
        marks.append("vis=pub")
    if not head.partition("(")[0].partition("{")[0].strip().isidentifier() or head.endswith("()"):
        return
    at += 1
    if at < len(words) and not words[at].code and words[at].text in _MEMBERS:
        marks.append(f"sort={_MEMBERS[words[at].text]}")
        at += 1
    if not colon:
        if (
            at + 2 < len(words)
            and [w.text for w in words[at : at + 2]] in (["of", "type"], ["with", "type"])
            and words[at + 2].code
        ):
            typed, at = words[at + 2].raw, at + 3
        elif at + 1 < len(words) and words[at].text == ":" and words[at + 1].code:
            typed, at = words[at + 1].raw, at + 2
    if not marks and not typed:
        return
    yield "\0".join([*dict.fromkeys(marks), f"name={head}", *([f"type={typed}"] if typed else [])]), at


def _member_path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Type::field`: a member that can be a field, with its type in front."""
    if n < len(words) and words[n].code:
        owner, parted, last = words[n].raw.rpartition("::")
        if parted and bare_name(owner)[:1].isupper() and last.isidentifier() and last[:1].islower():
            yield words[n].raw, n + 1


_PLACES = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "last": "last", "final": "last",
}  # fmt: skip


def _ordinal(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“first”, “fifth”, “last”."""
    if n < len(words) and not words[n].code and words[n].text in _PLACES:
        yield _PLACES[words[n].text], n + 1


def _receiver(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`self`, `&self`, `&mut self`."""
    if n < len(words) and words[n].raw in ("self", "&self", "&mut self", "mut self"):
        yield words[n].raw, n + 1


def _cfg_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What can stand in `cfg(…)`: `feature = "x"`, `debug_assertions`, `target_arch = "arm"`."""
    if n < len(words) and words[n].code:
        raw = words[n].raw
        head, equals, value = raw.partition("=")
        named = bool(equals) and head.strip().isidentifier() and value.strip()[:1] == '"'
        if raw in ("debug_assertions", "test") or raw.startswith("cfg(") or named:
            yield raw, n + 1


def _is_option(raw: str) -> bool:
    return raw.replace("-", "_").isidentifier()


def _option_code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`swap`: the name of a feature or an option of the build, in backticks."""
    if n < len(words) and words[n].code and _is_option(words[n].raw):
        yield words[n].raw, n + 1


def _option_word(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The same as a plain word, which is for the kind to find among the conditions of builds: `~hosted`."""
    yield from _option_code(words, n, _known)
    if n < len(words) and not words[n].code and _is_option(words[n].raw):
        yield f"~{words[n].raw}", n + 1


def _only_option(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“hosted-only”."""
    raw = words[n].raw if n < len(words) and not words[n].code else ""
    if raw.endswith("-only") and _is_option(raw):
        yield f"~{raw.removesuffix('-only')}", n + 1


def _test_module(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`mod tests`, the `tests` module, “the test module”."""
    word = words[n] if n < len(words) else None
    after = words[n + 1].text if n + 1 < len(words) and not words[n + 1].code else ""
    if word is not None and word.code and word.raw in ("mod tests", "mod test"):
        yield word.raw, n + 1
    elif word is not None and word.raw in ("tests", "test") and after in ("module", "mod", "submodule"):
        yield word.raw, n + 2


def _phrase(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Plain words to the end of the sentence, as a text may have them."""
    rest = words[n:]
    if rest and any(not w.code and w.raw[:1].isalnum() for w in rest) and all(w.text not in ("not", "no", "longer") for w in rest):
        yield " ".join(w.raw for w in rest), len(words)


def _such_constant(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“private `u8` constant for the DEL code, `0x7f`”, to the end of the sentence."""
    from uowgen.claims.sentences.such_words import read_such

    marks = read_such(words, n)
    if marks:
        yield marks, len(words)


def _declared(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A description to the end of the sentence: “private constant of type `usize`, value 4”."""
    from uowgen.claims.sentences.declared_words import description  # few sentences come so far

    marks = description(words, n, known)
    if marks:
        yield "\0".join(marks), len(words)


def _possessed(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What a thing has, to the end of the sentence: “named `u8` fields `a` and `b`”."""
    from uowgen.claims.sentences.declared_words import possession

    marks = possession(words, n, "")
    if marks:
        yield "\0".join(marks), len(words)


READERS = {
    "testmod": _test_module, "suchconst": _such_constant, "phrase": _phrase, "declared": _declared, "possessed": _possessed,
    "ordinal": _ordinal, "selfcode": _receiver, "cfgcode": _cfg_code, "description": _description, "memberdesc": _member, "memberpath": _member_path, "fnmodifiers": _fn_modifiers,
    "optioncode": _option_code, "optionword": _option_word, "onlyoption": _only_option, "supercode": _super_code, "boundparam": _bound_parameter, "codewords": _code_words,
}  # fmt: skip
_DECLARED_NOUNS = frozenset(
    n + s for n in (*_NOUNS, "newtype", "alias", "field", "variant", "getter", "accessor") for s in ("", "s")
)
MARKS: dict[str, frozenset[str]] = {
    "ordinal": frozenset(_PLACES),
    "declared": _DECLARED_NOUNS
    | {"unsafe_fn", "public", "private", "module-private", "file-private", "crate-private", "crate-visible"},
    "suchconst": frozenset({"constant", "const", "static"}),
    "possessed": frozenset({"field", "fields", "variant", "variants", "method", "methods"}),
}
