"""Sentences about declarations in forms of speech, as the plain sentences that they stand for.

“It can be copied and compared”, “There is a private `u8` constant `DEL`, `0x7f`”, “`kind()` is public, the constructor is not”. As in
`terse.py` each form gives sentences that together claim what it claims, no less; what is no such form gives none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES, bare_name, is_path, owner_name
from uowgen.claims.sentences.abilities import abilities
from uowgen.claims.sentences.code_forms import is_type_like
from uowgen.claims.sentences.form_words import JOINED, code, plain, subject_at, text_at, texts_of
from uowgen.claims.sentences.noun_words import NUMBERS, noun_of
from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Words = tuple[Word, ...]

_THERE = (
    ("is", "there"),
    ("is", "present"),
    ("exists",),
    ("is", "defined"),
    ("is", "declared"),
    ("is", "added"),
    ("is", "introduced"),
    ("added",),
)
_ADJECTIVES = frozenset(
    {"public", "private", "pub", "const", "unsafe", "async", "generic", "module-private", "crate-private", "crate-visible", "associated", "new",
     "documented", "free", "standalone", "unit", "tuple", "fieldless", "static", "named"}
)  # fmt: skip


def forms_of(words: Words, is_name: Callable[[Word], bool]) -> tuple[Words, ...]:
    """The plain sentences that `words` stand for; none where they are of none of the forms."""
    for form in _FORMS:
        found = tuple(form(words, is_name))
        if found:
            return found
    return ()


def _there(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“There is a private `u8` constant `DEL`, `0x7f`”, “An enum `Walk` with two variants is there”."""
    if text_at(words, 0) == "there" and text_at(words, 1) in ("is", "exists"):
        told = words[2:]
    else:
        told = words
        comma = next((n for n, w in enumerate(words) if n > 2 and text_at(words, n) == "," and not w.code), len(words))
        for form in _THERE:
            for end in dict.fromkeys((len(words), comma)):  # “… with two variants is there, one of which holds …”
                if end > len(form) + 1 and texts_of(words[end - len(form) : end]) == form and told is words:
                    told = (*words[: end - len(form)], *words[end:])
        if told is words:
            return
    at = 0
    while at < len(told) and not (told[at].code and at and noun_of(text_at(told, at - 1)) and is_name(told[at])):
        typed = (told[at].code or told[at].raw in PRIMITIVES) and is_type_like(told[at].raw)
        if not (typed or text_at(told, at) in _ADJECTIVES or noun_of(text_at(told, at)) or text_at(told, at) == ","):
            return
        at += 1
    lead, rest = told[:at], told[at + 1 :]
    if at >= len(told) or not rest or is_path(told[at].raw) or noun_of(text_at(lead, -1)) in ("", "test"):
        return
    if text_at(rest, 0) in ("and", "or", "&") or (text_at(rest, 0) == "," and rest[1:2] and rest[1].code and is_name(rest[1])):
        return  # a list of names
    yield (told[at], *plain("is"), *lead, *rest)


_OFFERS = frozenset({"has", "offers", "provides", "gets", "gains", "exposes", "declares", "defines", "receives"})


def _member(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`Ring` offers a public `peek` returning `Option<&T>`”, “has a public method `skip` from `usize` to `usize`”."""
    begin = subject_at(words, is_name)
    if not begin or text_at(words, begin) not in _OFFERS:
        return
    owner = next(w for w in words[:begin] if w.code)
    at = begin + 1
    while at < len(words) and not words[at].code and (text_at(words, at) in _ADJECTIVES or noun_of(words[at].text)):
        at += 1
    lead, rest = words[begin + 1 : at], words[at + 1 :]
    if not lead or not rest or at >= len(words) or not words[at].code or not bare_name(owner.raw)[:1].isupper():
        return
    name = bare_name(words[at].raw)
    if owner_name(words[at].raw) or not name.isidentifier() or is_path(words[at].raw):
        return
    noun = noun_of(text_at(lead, -1))
    functional = text_at(rest, 0) in ("returning", "taking", "from") or texts_of(rest[:2]) in (
        ("that", "returns"),
        ("that", "takes"),
    )
    if noun not in ("fn", "const") and not (not noun and functional and name[:1].islower()):
        return
    if rest[0].code or text_at(rest, 0) in ("and", "&", "/") or (text_at(rest, 0) == "," and rest[1:2] and rest[1].code):
        return  # a list of names
    told = lead if noun else (*lead, *plain("function"))
    yield (code(f"{bare_name(owner.raw)}::{name}"), *plain("is"), *told, *rest)


def _variant_gained(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`MapError` gets a documented variant `Full`”: it has the variant, and that has a doc comment."""
    begin = subject_at(words, is_name)
    owner = next((w for w in words[:begin] if w.code), None)
    if owner is not None and text_at(words, begin) in _OFFERS and texts_of(words[begin + 1 :]) == ("documented", "variant", "`"):
        yield (owner, *plain("has", "variant"), words[-1])
        yield (code(f"{bare_name(owner.raw)}::{bare_name(words[-1].raw)}"), *plain("is", "documented"))


_BUT = frozenset({"but", "while", "whereas", "and"})


def _contrast(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`kind()` is public, `new` is not”; “`A` implements `B`, but not `C`”."""
    for at in range(3, len(words)):
        if text_at(words, at) not in (",", ";", "but") or (text_at(words, at) == "but" and text_at(words, at - 1) in (",", ";")):
            continue
        first, second = words[:at], words[at + 1 + (text_at(words, at + 1) in _BUT) :]
        verb = next((n for n, w in enumerate(first) if not w.code and w.text in ("is", "are", "implements", "derives")), 0)
        if not verb or verb == len(first) - 1:
            continue
        said = first[verb + 1 :]
        if text_at(second, 0) == "not" and len(second) > 1 and all(w.code for w in second[1:]) and first[verb].text[-1] == "s":
            if all(w.code or w.text in JOINED for w in said):
                word = "implement" if first[verb].text in ("implements", "is") else "derive"
                yield first
                for one in second[1:]:
                    yield (*first[:verb], *plain("does", "not", word), one)
            return
        if texts_of(second[-2:]) in (("is", "not"), ("are", "not")) and first[verb].text in ("is", "are"):
            others = second[:-2]
            if (
                not others
                or not all(w.code or w.text in JOINED or noun_of(w.text) for w in others)
                or not any(w.code for w in others)
            ):
                return
            if len(said) != 1 or (said[0].code and bare_name(said[0].raw)[:1].isupper() and "<" in said[0].raw):
                return
            yield first
            trait = said[0].code and said[0].raw[:1].isupper()
            for one in (w for w in others if w.code):
                noun = tuple(w for w in others if noun_of(w.text) and not w.code)[:1]
                yield (*noun, one, *(plain("does", "not", "implement") if trait else plain("is", "not")), said[0])
            return


def _tests_named(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“There are tests named `a` and `b`”, “Two tests, `a` and `b`, exist”."""
    told = words[2:] if text_at(words, 0) == "there" and text_at(words, 1) in ("is", "are") else words
    for form in (*_THERE, ("are", "there"), ("exist",), ("are", "present")):
        if told is words and len(told) > len(form) and texts_of(told[-len(form) :]) == form:
            told = told[: -len(form)]
            break
    number = NUMBERS.get(text_at(told, 0), -1)
    told = told[1:] if number >= 0 or text_at(told, 0) == "new" else told
    if text_at(told, 0) not in ("test", "tests") or len(told) < 2 or told == words:
        return
    rest = told[1:]
    named = text_at(rest, 0) in ("named", "called")
    while rest and text_at(rest, 0) in ("functions", "function", "named", "called", ",", ":"):
        rest = rest[1:]
    names = [w for w in rest if w.code]
    if not names or not all(w.code or w.text in JOINED for w in rest) or (number >= 0 and number != len(names)):
        return
    if (named or number >= 0) and all(n.raw.removesuffix("()").isidentifier() for n in names):
        for name in names:
            yield (*plain("test"), name, *plain("exists"))


_KEEPS = frozenset({"keep", "keeps", "retain", "retains", "still"})


def _keeps_attribute(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`A` and `B` keep `#[repr(C)]`”, “Keep `#[must_use]` on `Guard`”."""
    if text_at(words, 0) in _KEEPS and len(words) > 3 and words[1].raw[:2] == "#[" and text_at(words, 2) in ("on", "of", "for"):
        names = words[3:]
        mark = words[1]
    else:
        at = next((n for n, w in enumerate(words) if not w.code and w.text in _KEEPS), 0)
        rest = tuple(w for w in words[at + 1 :] if w.code or w.text not in ("its", "their", "attribute", "has", "have"))
        if not at or len(rest) != 1 or rest[0].raw[:2] != "#[":
            return
        names, mark = words[:at], rest[0]
    if all(w.code or w.text in JOINED or noun_of(w.text) for w in names):
        for name in (w for w in names if w.code):
            if is_name(name):
                yield (name, *plain("has"), mark)


def _instead_of(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`E` has a `kind` field instead of the `err` string”: the one is there, the other is not."""
    begin = subject_at(words, is_name)
    at = next((n for n, w in enumerate(words) if texts_of(words[n : n + 2]) in (("instead", "of"), ("rather", "than"))), 0)
    gone = words[at + 2 :]
    if (
        not begin
        or at < begin + 3
        or text_at(words, begin) not in ("has", "carries", "holds", "gets")
        or not gone
        or not gone[0].code
    ):
        return
    sort = next((w for w in words[begin + 1 : at] if not w.code and noun_of(w.text) in ("field", "variant")), None)
    if sort is None or len(gone) > 2 or not all(w.code or w.text not in JOINED for w in gone):
        return
    owner = next(w for w in words[:begin] if w.code)
    yield words[:at]
    yield (owner, *plain("has", "no"), gone[0], sort)


def _valued(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`LEVELS` (4) and `ENTRIES` (512) are public constants”: what they are worth, and what is said of them."""
    names: list[Word] = []
    values: list[Word] = []
    at = 0
    while at < len(words) and words[at].code and is_name(words[at]) and bare_name(words[at].raw).isupper():
        if (
            text_at(words, at + 1) != "("
            or at + 3 >= len(words)
            or text_at(words, at + 3) != ")"
            or not words[at + 2].raw[:1].isdigit()
        ):
            break
        names.append(words[at])
        values.append(words[at + 2])
        at += 4
        while text_at(words, at) in JOINED:
            at += 1
    rest = words[at:]
    if len(names) < 2 or text_at(rest, 0) not in ("are", "exist", "is") or not all(not w.code for w in rest):
        return
    listed = tuple(w for n, name in enumerate(names) for w in (*(plain("and") if n else ()), name))
    yield (*listed, *rest)
    for name, value in zip(names, values, strict=True):
        yield (name, *plain("="), value)


def _by_hand(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`Entry` has a hand-written `Debug`”, “a derived `Debug`”: an impl that is written out and none that is derived, or the contrary."""
    begin = subject_at(words, is_name)
    told = words[begin + 1 :]
    if not begin or text_at(words, begin) not in ("has", "have", "gets") or len(told) < 2:
        return
    owner = next(w for w in words[:begin] if w.code)
    how = {"hand-written": "hand", "handwritten": "hand", "manual": "hand", "hand-rolled": "hand", "derived": "derive"}.get(
        text_at(told, 0), ""
    )
    if not how or not told[1].code or not all(text_at(told, n) in ("impl", "implementation") for n in range(2, len(told))):
        return
    if how == "hand":
        yield (owner, *plain("does", "not", "derive"), told[1])
        yield (owner, *plain("implements"), told[1])
    else:
        yield (owner, *plain("derives"), told[1])


_REMARKS = frozenset({"remark", "comment", "note", "marker", "line", "reminder"})


_GONE = (("is", "gone"), ("is", "removed"), ("is", "deleted"), ("has", "gone"), ("is", "dropped"))
_NOTES = frozenset({"TODO", "FIXME", "XXX", "HACK"})


def _remark_gone(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“The `TODO peek` remark is gone”: no such comment."""
    told = len(words) > 3 and words[0].code and text_at(words, 1) in _REMARKS and texts_of(words[2:4]) in _GONE
    if told and words[0].raw.split()[0].rstrip(":") in _NOTES:
        yield (*plain("no"), words[0], *plain("comment", "remains"), *words[4:])


def _const_parameter(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`N` is a `usize` const parameter of `Ring`”."""
    if len(words) != 7 or texts_of(words[4:6]) != ("parameter", "of") or text_at(words, 1) != "is":
        return
    typed = words[2].code or words[2].raw in PRIMITIVES
    if typed and text_at(words, 3) in ("const", "constant") and words[0].code and words[6].code and words[0].raw.isupper():
        yield (words[6], *plain("is", "generic", "over"), code(f"const {words[0].raw}: {words[2].raw}"))


def _counted_list(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“has the four flags `A`, `B`, `C` and `D`”: as many as are named."""
    begin = subject_at(words, is_name)
    number = NUMBERS.get(text_at(words, begin + 1), -1)
    rest = words[begin + 3 :]
    if (
        begin
        and text_at(words, begin) in ("has", "defines", "declares")
        and noun_of(text_at(words, begin + 2)) in ("flag", "const")
    ):
        names = [w for w in rest if w.code]
        if len(names) == number > 1 and all(w.code or w.text in JOINED for w in rest):
            yield (*words[: begin + 1], words[begin + 2], *rest)


_MADE = frozenset({"made", "built", "composed", "computed", "calculated", "derived", "expressed", "defined", "in", "combined"})


def _made_of(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`PAGE_SIZE` is made from `PAGE_SHIFT`”: of a constant."""
    if len(words) < 5 or not words[0].code or not is_name(words[0]) or not bare_name(words[0].raw).isupper():
        return
    led = text_at(words, 3) in ("of", "from", "up", "in", "through", "terms", "out")
    if led and text_at(words, 1) == "is" and text_at(words, 2) in _MADE:
        yield (*words[:2], Word("constant", "constant"), *words[2:])


def _no_public_one(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`Ring` has three private fields and no public one”."""
    begin = subject_at(words, is_name)
    told = texts_of(words[begin:])
    if not begin or len(told) != 8 or told[0] != "has" or told[1] not in NUMBERS or told[2] not in _OTHER:
        return
    rest = told[4:6] == ("and", "no") and told[6] == _OTHER[told[2]] and told[7] in ("one", "ones", "field", "fields")
    if rest and told[3] in ("fields", "field"):
        yield (*words[: begin + 2], words[begin + 3])
        yield (*plain("all", "fields", "of"), next(w for w in words[:begin] if w.code), *plain("are"), words[begin + 2])


_OTHER = {"private": "public", "public": "private"}


_FORMS = (
    _made_of,
    _no_public_one,
    abilities,
    _there,
    _member,
    _variant_gained,
    _contrast,
    _tests_named,
    _keeps_attribute,
    _instead_of,
    _valued,
    _by_hand,
    _remark_gone,
    _const_parameter,
    _counted_list,
)
