"""What can stand in a slot of a frame: a name, a list of names, a noun, a number, a type, a piece of code, a path.

Each reader gets the words and where to begin, and yields every value that it could take with where that ends, longest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES, bare_name, is_name, is_path
from uowgen.claims.sentences.container_words import READERS as CONTAINER_READERS
from uowgen.claims.sentences.description_words import READERS as DESCRIPTION_READERS
from uowgen.claims.sentences.guard_phrases import READERS as PHRASE_READERS
from uowgen.claims.sentences.guard_words import READERS as GUARD_READERS
from uowgen.claims.sentences.value_phrases import READERS as VALUE_READERS

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
_CONVERSIONS = frozenset(
    {"From", "Into", "TryFrom", "TryInto", "AsRef", "AsMut", "Borrow", "PartialEq", "Index", "Add", "Sub", "Iterator"}
)
# Words before a noun that are claims of their own.
ADJECTIVES = frozenset({"public", "pub", "private", "async", "unsafe", "const", "mutable", "generic"})
SEPARATORS = frozenset({",", "/", "and", "&", "+"})


def _name(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and is_name(words[n], known):
        yield words[n].raw, n + 1


def _bounds(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Send + Sync`: traits with a plus between them, in one piece of code."""
    if n < len(words) and words[n].code and "+" in words[n].raw:
        parts = [p.strip() for p in words[n].raw.split("+")]
        if all(bare_name(p)[:1].isupper() or p.startswith("'") for p in parts):
            yield words[n].raw, n + 1


def _state_word(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“running” of “a running task”: the variant `Running` that the code at hand has."""
    if n < len(words) and not words[n].code and words[n].raw.isalpha() and known(words[n].raw.capitalize()):
        yield words[n].raw.capitalize(), n + 1


def _done_word(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“started”, “starting”: the method `start` that the code at hand has."""
    text = words[n].text if n < len(words) and not words[n].code else ""
    if text and known(text) and text.isalpha():
        yield text, n + 1
    for ending in ("ed", "ing"):
        stem = text.removesuffix(ending)
        for method in (stem, stem + "e", stem[:-1]) if stem != text and len(stem) > 2 else ():
            if known(method):
                yield method, n + 1
                return


def _plain(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """One word or name, whatever it is: what it means is for the kind to find out."""
    raw = words[n].raw.removesuffix("()") if n < len(words) else ""
    if raw.replace("_", "").isalnum():
        yield raw, n + 1


def _variants(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of variants in backticks."""
    yield from _listed(words, n, lambda w: w.code and next(_variant((w,), 0, _known), None) is not None, SEPARATORS | {"or"})


def _untrue(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw == "false":
        yield "false", n + 1


def _source_fn(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    yield from ((raw, end) for raw, end in _name(words, n, known) if bare_name(raw) == "source")


def _nothing(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw in ("None", "none", "nothing"):
        yield "None", n + 1


def _counter_name(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What counts something, in backticks: `lost`, `lost()`."""
    if (
        n < len(words)
        and words[n].code
        and bare_name(words[n].raw).removesuffix("()").isidentifier()
        and bare_name(words[n].raw)[:1].islower()
    ):
        yield words[n].raw, n + 1
        if n + 1 < len(words) and words[n + 1].text in ("counter", "count"):
            yield words[n].raw, n + 2


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


def _macro_name(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`bitflags!`: the name of a macro."""
    yield from ((raw, end) for raw, end in _name(words, n, known) if raw.endswith(("!", "!()")))


def _upper_first(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The name of a type, with a capital letter."""
    yield from ((raw, end) for raw, end in _name(words, n, known) if bare_name(raw)[:1].isupper())


def _upper(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The name of a constant or a static."""
    yield from ((raw, end) for raw, end in _name(words, n, known) if bare_name(raw).isupper())


def _names(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    yield from _listed(words, n, lambda w: is_name(w, known))


# Plain words behind “with … flags”, “fields …” that are no names.
_NO_MEMBERS = frozenset(
    {"off", "on", "set", "unset", "cleared", "clear", "only", "empty", "zero", "true", "false", "together", "above", "below", "each",
     "them", "it", "equal", "same", "unchanged", "initialised", "initialized", "public", "private", "present", "missing",
     "documented", "undocumented", "deprecated", "hidden", "optional", "generic", "mutable"}
)  # fmt: skip


def _words(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of identifiers, whatever they look like."""
    yield from _listed(
        words,
        n,
        lambda w: (
            bool(w.raw)
            and (w.code or (w.raw not in _NO_MEMBERS and w.text not in NUMBERS))
            and not is_path(w.raw)
            and (w.code or w.raw.replace("_", "").replace("#", "").isalnum() or _is_variant(w.raw))
            and w.text not in SEPARATORS
        ),
    )


def _is_variant(raw: str) -> bool:
    """`Zombie(i32)`: a variant with what it carries, as plain text."""
    head, opened, rest = raw.partition("(")
    return bool(opened) and head.isidentifier() and head[:1].isupper() and rest.endswith(")") and len(rest) > 1


def _any(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of pieces of code, of which none may be: `or` joins it as well as `and`."""
    yield from _listed(words, n, lambda w: (w.code or is_name(w, known)) and not is_path(w.raw), SEPARATORS | {"or", "nor"})


def _listed(
    words: tuple[Word, ...], n: int, fits: Callable[[Word], bool], joined_by: frozenset[str] = SEPARATORS
) -> Iterator[tuple[str, int]]:
    ends: list[tuple[str, int]] = []
    entries: list[str] = []
    at = n
    while at < len(words) and fits(words[at]):
        word = words[at]
        entries += [part.strip() for part in word.raw.split(",")] if word.code and not set('(<[{"!') & set(word.raw) else [word.raw]
        at += 1
        ends.append(("\0".join(e for e in entries if e), at))
        while at < len(words) and not words[at].code and words[at].text in joined_by:
            at += 1
        if at == ends[-1][1]:
            break
    yield from reversed(ends)


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


def _code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Text in backticks, or one plain word that can only be code."""
    if n < len(words) and (words[n].code or any(ch in words[n].raw for ch in "_<>#[]=:&") or words[n].raw.endswith(")")):
        yield words[n].raw, n + 1


def _path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and is_path(words[n].raw):
        yield words[n].raw, n + 1


def _text_path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The path of a file of prose."""
    if n < len(words) and words[n].raw.endswith((".md", ".mkdn", ".markdown", ".rst", ".txt", ".adoc")):
        yield words[n].raw, n + 1


def _paths(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    yield from _listed(words, n, lambda w: is_path(w.raw))


def _text(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Any run of words, shortest first."""
    for end in range(n + 1, len(words) + 1):
        yield " ".join(f"`{w.raw}`" if w.code else w.raw for w in words[n:end]), end


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
    return not text.startswith(("#[", "pub(")) and not all(p in ("pub", "const", "async", "unsafe", "fn", "static") for p in parts)


def _traits(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of names that begin with a capital letter, as traits do."""
    yield from _listed(words, n, lambda w: bare_name(w.raw)[:1].isupper() and "." not in w.raw)


def _place(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Where something stands: a path, a module, an item."""
    if n < len(words) and (is_path(words[n].raw) or words[n].code or is_name(words[n], known)):
        yield words[n].raw, n + 1


def _places(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of places that code can stand in: files, or what bears a name."""
    yield from _listed(
        words, n, lambda w: is_path(w.raw) or (is_name(w, known) and (w.code or w.text not in _TESTS)), SEPARATORS | {"or"}
    )


_TESTS = frozenset({"test", "tests"})


def _generic_traits(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of traits with type arguments, `From<A>`: no member of a type is written so."""
    yield from _listed(words, n, lambda w: bare_name(w.raw) in _CONVERSIONS and "<" in w.raw)


def _field_path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A field with its type in one piece of code: `Task.vmas`."""
    if n < len(words):
        owner, dot, field = words[n].raw.partition(".")
        if dot and owner[:1].isupper() and owner.isalnum() and field.isidentifier() and not is_path(words[n].raw):
            yield words[n].raw, n + 1


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


def is_amount(raw: str) -> bool:
    """Whether code is a number or a range of numbers: what is passed, and no parameter."""
    return raw[:1].isdigit() or (".." in raw and "..." not in raw)


def _parameters(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of parameters: names, types, or `name: Type`."""
    for value, end in _listed(words, n, lambda w: (w.code and not is_amount(w.raw)) or w.raw in PRIMITIVES or is_name(w, known)):
        yield "\0".join(p for entry in value.split("\0") for p in cut_at_commas(entry)), end


def _named_parameters(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of parameters where the next word says that they are: any identifiers."""
    for value, end in _listed(words, n, lambda w: w.code or w.raw.replace("_", "").isalnum()):
        yield "\0".join(p for entry in value.split("\0") for p in cut_at_commas(entry)), end


def _crates(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of names of crates: text in backticks, or lower-case words."""
    yield from _listed(words, n, lambda w: w.raw.replace("-", "_").replace("_", "").isalnum() and w.raw.islower())


def _command(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A command line in backticks."""
    if n < len(words) and words[n].code and words[n].raw.startswith(("cargo", "make", "just", "rustfmt", "rustc", "./", "$ ")):
        yield words[n].raw, n + 1


def _manifest(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw.endswith("Cargo.toml"):
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


MODIFIERS = frozenset({"async", "unsafe", "const", "pub", "public", "extern"})


def _modifiers(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`async`, `unsafe fn`: what stands before `fn`."""
    if n < len(words):
        listed = words[n].raw.lower().split()
        if listed and all(w in MODIFIERS or w in ("fn", '"c"') for w in listed) and listed != ["fn"]:
            yield " ".join({"public": "pub", '"c"': '"C"'}.get(w, w) for w in listed), n + 1


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


COMMON_TRAITS = frozenset(
    {
        "Copy",
        "Clone",
        "Debug",
        "Default",
        "Eq",
        "PartialEq",
        "Ord",
        "PartialOrd",
        "Hash",
        "Send",
        "Sync",
        "!Send",
        "!Sync",
        "!Unpin",
    }
)


def _common_traits(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of those traits of the standard library that are most often derived."""
    yield from _listed(words, n, lambda w: w.raw in COMMON_TRAITS)


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


def _yes(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw in ("true", "True"):
        yield "true", n + 1


def _variant(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """One variant: `Running`, `TaskState::Running`, `Page(_)`; not a constant and not `None`."""
    if n < len(words):
        path = words[n].raw.split("(")[0].split("{")[0].strip()
        last = path.rpartition("::")[2]
        if (
            last.isidentifier()
            and last[:1].isupper()
            and not (last.isupper() and len(last) > 1)
            and last not in ("None", "Some", "Ok", "Err", "Drop", "Display", "Debug", "Result", "Option")
            and not words[n].raw.endswith("()")
            and (words[n].code or "::" in path or last.lower() != words[n].text or n > 0)
            and (words[n].code or words[n].raw.replace("::", "").isalnum())
        ):
            yield path, n + 1


_OUT = frozenset(
    [
        "not",
        "allocated",
        "in-use",
        "in",
        "use",
        "currently",
        "yet",
        "never",
        "already",
        "live",
        "out",
        "reserved",
        "unallocated",
        "was",
        "is",
        "that",
        "which",
        "were",
        "are",
        "been",
        "has",
        "free",
        "freed",
    ]
)


def _not_out(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“not allocated”, “that is already free”, “unallocated”: what an allocator has not given out."""
    at = n
    while at < len(words) and not words[at].code and words[at].text in _OUT:
        at += 1
        said = {w.text for w in words[n:at]}
        turned = said & {"not", "never"}
        if (turned and said & {"allocated", "in-use", "use", "live", "out", "reserved"}) or (
            not turned and said & {"unallocated", "free", "freed"}
        ):
            yield " ".join(w.text for w in words[n:at]), at


def _display(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What shows a value: `Display`, `to_string()`, “the Display output”."""
    if n < len(words) and bare_name(words[n].raw) in ("Display", "to_string", "fmt"):
        yield words[n].raw, n + 1
        if n + 1 < len(words) and words[n + 1].text in ("output", "impl", "implementation", "string", "text"):
            yield words[n].raw, n + 2


def _shown(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A text in backticks, as it is to be shown."""
    if n < len(words) and words[n].code:
        yield words[n].raw, n + 1


def _literals(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of numbers or texts in backticks."""
    yield from _listed(words, n, lambda w: w.code and (w.raw.lstrip("-")[:1].isdigit() or w.raw[:1] in "\"'"))


def _dependency_line(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A line of a manifest in backticks: `spin = "0.9"`, `log = { … }`."""
    if n < len(words) and words[n].code:
        name, equals, rest = words[n].raw.partition("=")
        if equals and name.strip().replace("-", "_").isidentifier() and rest.strip()[:1] in ('"', "{"):
            yield words[n].raw, n + 1


def _one_word(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Any one word or name: “stop” of “the stop arm”."""
    if n < len(words) and (words[n].code or words[n].raw.replace("-", "").isalnum()):
        yield words[n].raw, n + 1


def _numerals(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of two or more numbers in figures."""
    found = list(_listed(words, n, lambda w: w.raw[:1].isdigit() and w.raw.replace("_", "").isalnum()))
    yield from (entry for entry in found[:1] if "\0" in entry[0])


def _wait_verb(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and not words[n].code and words[n].text in ("sleeps", "waits", "blocks", "parks", "spins"):
        yield words[n].text, n + 1


def _quoted_text(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Code that is a text in quotes, as `words_of` makes of one that stands in a sentence: gives the text."""
    if n < len(words) and words[n].code and words[n].raw[:1] == words[n].raw[-1:] == '"' and len(words[n].raw) > 4:
        yield words[n].raw[1:-1], n + 1


def _no_std(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`no_std`, `no_main`: the inner attributes that a crate is said to be."""
    if n < len(words) and words[n].raw.strip("#![]") in ("no_std", "no_main", "no_core"):
        yield words[n].raw.strip("#![]"), n + 1


def _attribute(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw.startswith(("#[", "#![")):
        yield words[n].raw, n + 1


def _later(name: str, module: str = "argument_words") -> Callable[..., Iterator[tuple[str, int]]]:
    """The reader of that name in a module, which is loaded with the first sentence that gets as far."""

    def read(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
        from importlib import import_module

        yield from import_module(f"uowgen.claims.sentences.{module}").READERS[name](words, n, known)

    return read


SLOTS = {
    "name": _name, "names": _names, "words": _words, "noun": _noun, "number": _number, "some": _some, "code": _code, "path": _path,
    "paths": _paths, "textpath": _text_path, "text": _text, "type": _type, "traits": _traits, "place": _place, "places": _places, "any": _any, "sort": _sort,
    "vis": _visibility, "value": _value, "params": _parameters, "modifiers": _modifiers, "attr": _attribute,
    "paramwords": _named_parameters,
    "oneword": _one_word,
    "crates": _crates,
    "membernoun": _member_noun,
    "generictraits": _generic_traits,
    "fieldpath": _field_path,
    "manifest": _manifest,
    "command": _command,
    "fncode": _fn_code,
    "surelytype": _surely_type,
    "upper": _upper,
    "stateword": _state_word,
    "doneword": _done_word,
    "boundcode": _bounds,
    "macroname": _macro_name,
    "upperfirst": _upper_first,
    "autotraits": _common_traits,
    "implcode": _impl_code,
    "innerattr": _code_with("#!["),
    "defaultcode": _code_with("default"),
    "nostd": _no_std,
    "depline": _dependency_line,
    "modcode": _code_with("mod ", "pub mod ", "pub(crate) mod "),
    "quotedtext": _quoted_text,
    "numerals": _numerals,
    "waitverb": _wait_verb,
    "usecode": _code_with("use ", "pub use ", "pub(crate) use "),
    "structcode": _struct_code,
    "callcode": _call_code,
    "equation": _equation,
    "valuecode": _value_code,
    "variant": _variant,
    "display": _display,
    "notout": _not_out,
    "shown": _shown,
    "fromcode": _code_with("From<", "impl From<", "core::convert::From<"),
    "yes": _yes,
    "plain": _plain,
    "variants": _variants,
    "sourcefn": _source_fn,
    "nothing": _nothing,
    "somecode": _some_code,
    "countername": _counter_name,
    "untrue": _untrue,
    "emptyrange": _empty_range,
    **CONTAINER_READERS,
    "literals": _literals,
    **DESCRIPTION_READERS,
    "flagrules": _later("flagrules", "flag_phrases"),
    **GUARD_READERS,
    **PHRASE_READERS,
    "outcome": _later("outcome"), "argument": _later("argument"), "paramtest": _later("paramtest"), "receiverstate": _later("receiverstate"), "armcase": _later("armcase"),
    "eventclaims": _later("eventclaims", "event_words"), "numbersaid": _later("numbersaid", "number_words"),
    "stateclaims": _later("stateclaims", "state_words"),
    "bitclaims": _later("bitclaims", "bit_words"),
    "poolclaims": _later("poolclaims", "pool_words"),
    **{name: _later(name, "variant_words") for name in ("codeclaims", "nameclaims", "displayclaims")},
    **{name: _later(name, "code_words") for name in ("codes", "inverseof", "arrowmap", "shownas")},
    "variantsword": _later("variantsword"), "adjective": _later("adjective"),
    **{name: _later(name) for name in ("numeral", "plainword", "quantity", "turning", "fieldword", "byteorder", "cases", "roundtrip", "partword", "thingword", "constpath")},
    "quotedrun": _later("quotedrun"), "noargs": _later("noargs"), "operator": _later("operator"), "zero": _later("zero"),
    **VALUE_READERS,
}  # fmt: skip
