"""Descriptions of declarations as they are put together: adjectives, a noun, then what it has, takes, gives, is worth, in any order.

“is a private constant of type `usize`, value 4” gives the marks `vis=private`, `noun=const`, `type=usize`, `value=4`. Every word is taken
up or there is no description. What is said behind a name that was given last may be said of that: then there is none either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.names import PRIMITIVES, bare_name, is_path
from uowgen.claims.sentences.code_forms import is_attribute, is_type_like
from uowgen.claims.sentences.declared_further import further
from uowgen.claims.sentences.declared_parts import MANY, members_at, parameters_at
from uowgen.claims.sentences.noun_words import NUMBERS
from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = tuple[Word, ...]

_ADJECTIVES = {
    "public": "vis=pub", "pub": "vis=pub", "private": "vis=private", "crate-visible": "vis=pub(crate)", "crate-private": "vis=pub(crate)",
    "crate-internal": "vis=pub(crate)", "module-private": "vis=private", "file-private": "vis=private", "non-public": "unseen=pub",
    "nonpublic": "unseen=pub", "const": "mod=const", "async": "mod=async", "asynchronous": "mod=async", "unsafe": "mod=unsafe",
    "safe": "not=unsafe", "non-const": "not=const", "non-async": "not=async", "synchronous": "not=async", "tuple": "shape=tuple",
    "unit": "shape=unit", "unit-like": "shape=unit", "documented": "doc", "undocumented": "undocumented", "doc-commented": "doc", "free": "free", "standalone": "free",
    "free-standing": "free", "freestanding": "free", "top-level": "free", "associated": "associated", "inherent": "inherent",
    "generic": "generic", "non-generic": "plain", "fieldless": "fieldless", "c-like": "fieldless", "non-exhaustive": "attr=#[non_exhaustive]",
    "deprecated": "attr=#[deprecated]", "inline": "attr=#[inline]", "inlined": "attr=#[inline]",
}  # fmt: skip
_COLOURLESS = frozenset(
    {"new", "small", "additional", "extra", "further", "another", "simple", "own", "plain", "ordinary", "error", "helper", "dedicated"}
)  # fmt: skip
_NOUNS = {
    "struct": "struct", "structure": "struct", "enum": "enum", "enumeration": "enum", "union": "union", "trait": "trait", "type": "type",
    "function": "fn", "fn": "fn", "method": "method", "constructor": "constructor", "getter": "method", "accessor": "method",
    "constant": "const", "const": "const", "static": "static", "module": "mod", "submodule": "mod", "macro": "macro", "item": "item",
    "field": "field", "variant": "variant", "newtype": "newtype", "alias": "alias",
}  # fmt: skip
# What each sort of thing can have, so that words which must be said of another thing are not taken for it.
FUNCTIONS = frozenset({"fn", "method", "constructor"})
VALUES = frozenset({"const", "static", "value"})
TYPES = frozenset({"struct", "enum", "union", "trait", "type", "newtype"})
_TAKES = frozenset({"taking", "takes", "take", "accepting", "accepts", "accept"})
_GIVES = frozenset({"returning", "returns", "return", "yielding", "yields", "giving", "gives"})
_HAS = frozenset(
    {"with", "has", "have", "having", "carrying", "carries", "carry", "containing", "contains", "holding", "holds", "of"}
)
_WRAPS = frozenset({"wrapping", "around", "over", "wraps", "of"})
_DERIVES = frozenset({"deriving", "derives", "derive"})
_IMPLEMENTS = frozenset({"implementing", "implements", "implement"})
_TRAITS = frozenset({"Copy", "Clone", "Debug", "Default", "Eq", "PartialEq", "Ord", "PartialOrd", "Hash"})
_JOINED = frozenset({",", "and", "but", ";"})


class State(NamedTuple):
    """How far the words are read: the marks found and the noun.

    `named`: a thing was named that a “which” could be said of; `parts`: so were parts of it, last; `having`: the last words were “with …”.
    """

    marks: tuple[str, ...]
    noun: str
    named: bool = False
    parts: bool = False
    having: bool = False

    def plus(self, *marks: str, named: bool | None = None, parts: bool = False) -> State:
        """The state with further marks."""
        return State((*self.marks, *marks), self.noun, self.named if named is None else named, parts)


def description(words: Words, at: int, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The marks of a description that goes to the end of `words`; empty if it is none."""
    begun = _noun_phrase(words, at)
    if begun is None:
        return ()
    state, at = begun
    return _rest(words, at, state, known)


def possession(words: Words, at: int, noun: str) -> tuple[str, ...]:
    """The marks of what a thing has, to the end of `words`: “two variants”, “named `u8` fields `a` and `b`”."""
    found = members_at(words, at, noun)
    if found is None:
        return ()
    return _rest(words, found[1], State(found[0], noun, named=True, parts=True), lambda _name: False)


def _rest(words: Words, at: int, state: State, known: Callable[[str], bool]) -> tuple[str, ...]:
    while at < len(words):
        start, joined = at, False
        while at < len(words) and not words[at].code and words[at].text in _JOINED:
            at, joined = at + 1, True
        if at < len(words) and not words[at].code and words[at].text in ("that", "which"):
            if state.named and not _only_of_it(words, at + 1, state):  # it may be said of what was named last
                return ()
            at += 1
        if at >= len(words):
            return ()
        having = _plain(words, at) in ("with", "has", "have", "having")
        found = _phrase(words, at, state, known, joined=joined)
        counted = _plain(words, at) in NUMBERS or _plain(words, at).isdigit()
        if found is None and joined and (state.having or counted):  # “with two methods and a doc comment”, “, two variants”
            having, longer = True, (*words[:at], _WITH, *words[at:])
            found = _phrase(longer, at, state, known, joined=joined)
            found = (found[0], found[1] - 1) if found is not None else None
        if found is None or found[1] <= start:
            return ()
        state, at = found[0]._replace(having=having), found[1]
    return tuple(dict.fromkeys(state.marks))


_WITH = Word("with", "with")


def _only_of_it(words: Words, at: int, state: State) -> bool:
    """Whether “that takes”, “which returns” can only be said of the function: no other was named, nor a type of functions."""
    said = _plain(words, at)
    return state.noun in FUNCTIONS and said in _TAKES | _GIVES and not state.marks[-1].startswith("takes=")


def _plain(words: Words, at: int) -> str:
    return words[at].text if at < len(words) and not words[at].code else ""


def _noun_phrase(words: Words, at: int) -> tuple[State, int] | None:
    """The adjectives and the noun; the last noun of a run counts, as in “constructor function”."""
    marks: list[str] = []
    noun = ""
    while at < len(words):
        word, text = words[at], _plain(words, at)
        if not noun and text in (",", "and") and marks:
            at += 1
            continue
        is_noun = _noun(text)
        follows = _noun(_plain(words, at + 1))
        if noun and not is_noun:
            break
        if is_noun and not (text in ("const", "static") and (follows or _plain(words, at + 1) in _ADJECTIVES)):
            noun = is_noun if not noun or is_noun not in ("type",) else noun
        elif text in _ADJECTIVES:
            marks.append(_ADJECTIVES[text])
        elif text in _COLOURLESS:
            pass
        elif (mark := code_mark(word)) is not None:
            marks += mark
            noun = "fn" if word.raw.endswith("fn") else noun
        elif word.code and word.raw in _TRAITS and follows in TYPES:
            marks.append(f"implements={word.raw}")
        elif marks and not noun and _is_type(word) and _ends(words, at + 1, marks):
            return State((*_without_noun(marks), f"type={word.raw}", "noun=value"), "value"), at + 1  # “a private `u8`”
        elif _leads_to(words, at + 1) and (word.code or word.raw in PRIMITIVES) and is_type_like(word.raw):
            marks.append(f"type={word.raw}")
        else:
            return None
        at += 1
    marks = _without_noun(marks)
    if not noun or ("type=" in "".join(marks) and noun not in ("const", "static", "field")):
        return None
    return State((*marks, f"noun={noun}"), noun), at


def _without_noun(marks: list[str]) -> list[str]:
    return [m for m in marks if not m.startswith("noun=")]


def _ends(words: Words, at: int, marks: list[str]) -> bool:
    """Whether nothing but what is said of a constant follows a type that stands in place of a noun."""
    told = all(m.startswith(("vis=", "unseen=", "mod=const", "doc", "associated", "undocumented")) for m in marks)
    return told and (
        at >= len(words) or _plain(words, at) in (",", "and", "with", "equal", "set", "worth", "=", "of", "in", "made")
    )


def _noun(text: str) -> str:
    return _NOUNS.get(text) or _NOUNS.get(text.removesuffix("s"), "") if text not in ("", "s") else ""


def _leads_to(words: Words, at: int) -> bool:
    """Whether a type may stand before the words from `at` on: “`usize` constant”, “`u8` associated constant”."""
    while _plain(words, at) in ("associated", "public", "private", "new"):
        at += 1
    return _noun(_plain(words, at)) in ("const", "static", "field")


def code_mark(word: Word) -> list[str] | None:
    """An attribute, a visibility, `const fn`: what a piece of code says of a declaration by itself."""
    raw = word.raw
    if raw.startswith("#[") and raw.endswith("]"):
        return [f"attr={raw}"]
    marks = []
    for part in raw.split():
        if part == "pub" or (part.startswith("pub(") and part.endswith(")")):
            marks.append(f"vis={part}")
        elif part in ("const", "async", "unsafe"):
            marks.append(f"mod={part}")
        elif part != "fn":
            return None
    return marks or None


def _phrase(words: Words, at: int, state: State, known: Callable[[str], bool], *, joined: bool) -> tuple[State, int] | None:
    """What is said next of the thing, and where that ends."""
    text, noun = _plain(words, at), state.noun
    following = words[at + 1] if at + 1 < len(words) else None
    if text in ("is", "being") and following is not None:
        return _adjective(words, at + 1, state) or _phrase(words, at + 1, state, known, joined=True)
    for form, marked in _SET_PHRASES:
        if tuple(_plain(words, at + n) for n in range(len(form))) == form and noun in marked[0]:
            return state.plus(marked[1]), at + len(form)
    more = further(words, at, noun)
    if more is not None:
        return state.plus(*more[0], named=True), more[1]
    typed = _typed(words, at, noun)
    if typed is not None:
        return state.plus(f"type={typed[0]}", named=not typed[0].islower()), typed[1]
    value = _value(words, at, state, joined=joined)
    if value is not None:
        return state.plus(value[0]), value[1]
    owner = _owner(words, at, state)
    if owner is not None:
        return owner
    place = _place(words, at)
    if place is not None:
        return state.plus(f"place={place[0]}", named=True), place[1]
    if text in _DERIVES | _IMPLEMENTS and noun in TYPES | {"item"}:
        only = text in _DERIVES and _plain(words, at + 1) in ("only", "just")
        listed, end = names_at(words, at + 1 + only, lambda w: bare_name(w.raw)[:1].isupper())
        key = "derives.only" if only else "derives" if text in _DERIVES else "implements"
        return (state.plus(f"{key}={MANY.join(listed)}", named=False), end) if listed else None
    if text in _TAKES and noun in FUNCTIONS:
        taken = parameters_at(words, at + 1)
        return (state.plus(*taken[0], named=True), taken[1]) if taken is not None else None
    if text in _GIVES and noun in FUNCTIONS and following is not None and _is_type(following):
        return state.plus(f"returns={following.raw}", named=True), at + 2
    if text == "generic" and _plain(words, at + 1) in ("over", "in") and at + 2 < len(words):
        listed, end = names_at(words, at + 2, lambda w: w.code or w.raw.isupper())
        return (state.plus(f"generic={MANY.join(listed)}", named=True), end) if listed else None
    if text in ("marked", "annotated", "tagged", "decorated", "carrying", "with"):
        begin = at + 1 + (_plain(words, at + 1) in ("with", "as", "by"))
        if begin < len(words) and is_attribute(words[begin].raw):
            return _attribute(words, begin, state)
    if text in _HAS and noun in FUNCTIONS:
        taken = parameters_at(words, at + 1, noun_needed=True)
        return (state.plus(*taken[0], named=True), taken[1]) if taken is not None else None
    if text in _HAS or (text in _WRAPS and noun in ("newtype", "struct")):
        if noun in ("newtype", "struct") and text in _WRAPS and following is not None and _is_type(following):
            return state.plus(f"wraps={following.raw}", named=True), at + 2
        if text in ("around", "over"):
            return None
        found = members_at(words, at + 1, noun)
        return (state.plus(*found[0], named=True, parts=True), found[1]) if found is not None else None
    if text in ("for", "to") and noun == "alias" and following is not None and _is_type(following):
        return state.plus(f"type={following.raw}", named=True), at + 2
    return _adjective(words, at, state) if (joined and not state.parts) or not state.named else None


_ANY = FUNCTIONS | VALUES | TYPES | {"mod", "macro", "item", "field", "alias"}
_SET_PHRASES = (
    *(
        ((lead, *said), (_ANY, "doc"))
        for lead in ("with", "has", "having", "carries", "carrying")
        for said in (("doc", "comment"), ("documentation", "comment"), ("documentation",), ("docs",), ("doc", "comments"), ("rustdoc",))
    ),
    (("not", "public"), (_ANY, "unseen=pub")),
    (("without", "doc", "comment"), (_ANY, "undocumented")),
    (("without", "documentation"), (_ANY, "undocumented")),
    (("without", "return", "value"), (FUNCTIONS, "returns=()")),
    (("without", "result"), (FUNCTIONS, "returns=()")),
    (("with", "no", "return", "value"), (FUNCTIONS, "returns=()")),
    (("returning", "nothing"), (FUNCTIONS, "returns=()")),
    (("returns", "nothing"), (FUNCTIONS, "returns=()")),
    (("without", "arguments"), (FUNCTIONS, "takes.number=0")),
    (("without", "parameters"), (FUNCTIONS, "takes.number=0")),
    (("without", "any", "arguments"), (FUNCTIONS, "takes.number=0")),
    (("without", "type", "parameters"), (FUNCTIONS | TYPES, "plain")),
    (("without", "methods"), (frozenset({"trait"}), "has=fn\x1f\x1f0\x1f\x1f\x1f")),
    (("without", "fields"), (TYPES, "has=field\x1f\x1f0\x1f\x1f\x1f")),
    (("without", "any", "fields"), (TYPES, "has=field\x1f\x1f0\x1f\x1f\x1f")),
)  # fmt: skip


def _is_type(word: Word) -> bool:
    return (word.code or word.raw in PRIMITIVES) and is_type_like(word.raw)


def _typed(words: Words, at: int, noun: str) -> tuple[str, int] | None:
    """“of type `T`”, “with type `T`”, “typed `T`”; behind a function “with return type `T`” is for its result."""
    if noun not in ("const", "static", "field", "value"):
        return None
    for form in (("of", "type"), ("with", "type"), ("has", "type"), ("typed", "as"), ("typed",), ("type",)):
        if tuple(_plain(words, at + n) for n in range(len(form))) == form:
            end = at + len(form)
            return (words[end].raw, end + 1) if end < len(words) and _is_type(words[end]) else None
    if _plain(words, at) == "of" and at + 1 < len(words) and words[at + 1].raw in PRIMITIVES - {"Self"}:
        return words[at + 1].raw, at + 2
    return None


_WORTH = (
    ("with", "value", "of"), ("with", "value"), ("has", "value"), ("having", "value"), ("whose", "value", "is"), ("of", "value"), ("equal", "to"),
    ("equals",), ("equalling",), ("set", "to"), ("defined", "as"), ("fixed", "at"), ("valued", "at"), ("valued",), ("worth",), ("value", "of"), ("value",),
    ("=",), ("initialised", "to"), ("initialized", "to"), ("initialised", "with"), ("initialized", "with"), ("starting", "at"),
    ("with", "initial", "value"), ("with", "discriminant"), ("discriminant",), (":",),
)  # fmt: skip


def _value(words: Words, at: int, state: State, *, joined: bool) -> tuple[str, int] | None:
    """“value 4”, “equal to `1 << 3`”, “set to 8”; a bare number behind a comma at the end of what is said of a constant."""
    if state.noun not in ("const", "static", "variant", "value"):
        return None
    for form in _WORTH:
        if tuple(_plain(words, at + n) for n in range(len(form))) == form:
            end = at + len(form)
            start = form[0] in ("initialised", "initialized", "starting") or form[1:2] == ("initial",)
            if form == (":",) and not _is_number(words[end].raw if end < len(words) else ""):
                return None
            if end >= len(words) or not (words[end].code or _is_number(words[end].raw) or words[end].raw in ("true", "false")):
                return None
            return f"{'starts' if start else 'value'}={words[end].raw}", end + 1
    alone = at == len(words) - 1 or _plain(words, at + 1) in (",", "and")
    if joined and alone and at < len(words) and _is_number(words[at].raw):
        return f"value={words[at].raw}", at + 1
    return None


def _is_number(raw: str) -> bool:
    return raw.lstrip("-−")[:1].isdigit()


def _owner(words: Words, at: int, state: State) -> tuple[State, int] | None:
    """“of `Ring`”, “on the `Store` trait”, “of the enum `Mode`”."""
    if _plain(words, at) not in ("of", "on", "in", "from", "to", "for") or state.noun not in FUNCTIONS | VALUES | {
        "field",
        "variant",
    }:
        return None
    begin = at + 1 + bool(_noun(_plain(words, at + 1)) in TYPES)
    word = words[begin] if begin < len(words) else None
    if word is None or not word.code or not bare_name(word.raw)[:1].isupper() or is_path(word.raw) or word.raw in PRIMITIVES:
        return None
    head = word.raw.split("<")[0].strip().lstrip("&")
    if not head.replace("::", "").replace("_", "").isalnum():
        return None
    end = begin + 1 + bool(begin == at + 1 and _noun(_plain(words, begin + 1)) in TYPES)
    return state.plus(f"owner={head}", named=True), end


def names_at(words: Words, at: int, fits: Callable[[Word], bool]) -> tuple[list[str], int]:
    """A list of names from `at` on, and where it ends; code with commas between names is a list of its own."""
    found: list[str] = []
    end = at
    while at < len(words) and fits(words[at]) and (words[at].code or words[at].raw.isidentifier()):
        raw = words[at].raw
        found += [p.strip() for p in raw.split(",")] if words[at].code and not set("(<[{") & set(raw) else [raw]
        at = end = at + 1
        while at < len(words) and not words[at].code and words[at].text in (",", "and", "&", "/"):
            at += 1
        if at == end:
            break
    return found, end


def _place(words: Words, at: int) -> tuple[str, int] | None:
    """“in `pages.rs`”, “inside the module `nr`”, “in the `nr` module”."""
    if _plain(words, at) not in ("in", "inside", "within"):
        return None
    lead = at + 1 + (_plain(words, at + 1) in ("module", "file"))
    raw = words[lead].raw if lead < len(words) else ""
    if not is_path(raw) and not (words[lead : lead + 1] and words[lead].code and raw.replace("::", "").replace("_", "").isalnum()):
        return None
    return raw, lead + 1 + (lead == at + 1 and _plain(words, lead + 1) in ("module", "file"))


def _attribute(words: Words, at: int, state: State) -> tuple[State, int]:
    end = at + 1
    mark = f"attr={words[at].raw}"
    for lead in (("with",), ("and",)):
        if _plain(words, end) == lead[0] and _plain(words, end + 1) in ("reason", "explanation"):
            return state.plus(f"reason={words[at].raw}"), end + 2
    return state.plus(mark), end


def _adjective(words: Words, at: int, state: State) -> tuple[State, int] | None:
    """An adjective or attribute behind the noun: “…, documented”, “… and `#[must_use]`”."""
    if at >= len(words):
        return None
    text = _plain(words, at)
    if is_attribute(words[at].raw):
        return _attribute(words, at, state)
    mark = code_mark(words[at]) if words[at].code else [_ADJECTIVES[text]] if text in _ADJECTIVES else None
    after = _plain(words, at + 1)
    if mark is None or _noun(after) or after in _ADJECTIVES:
        return None
    return state.plus(*mark), at + 1
