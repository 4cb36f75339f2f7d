"""Names in a sentence, and lists of them: of items, variants, traits, crates, files, and of places to stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name, is_name, is_path
from uowgen.claims.sentences.noun_words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_CONVERSIONS = frozenset(
    {"From", "Into", "TryFrom", "TryInto", "AsRef", "AsMut", "Borrow", "PartialEq", "Index", "Add", "Sub", "Iterator"}
)
SEPARATORS = frozenset({",", "/", "and", "&", "+"})


def _name(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and is_name(words[n], known):
        yield words[n].raw, n + 1


def _variants(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of variants in backticks."""
    yield from listed(words, n, lambda w: w.code and next(_variant((w,), 0, _known), None) is not None, SEPARATORS | {"or"})


def _source_fn(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    yield from ((raw, end) for raw, end in _name(words, n, known) if bare_name(raw) == "source")


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
    yield from listed(words, n, lambda w: is_name(w, known))


# Plain words behind “with … flags”, “fields …” that are no names.
_NO_MEMBERS = frozenset(
    {"off", "on", "set", "unset", "cleared", "clear", "only", "empty", "zero", "true", "false", "together", "above", "below", "each",
     "them", "it", "equal", "same", "unchanged", "initialised", "initialized", "public", "private", "present", "missing",
     "documented", "undocumented", "deprecated", "hidden", "optional", "generic", "mutable"}
)  # fmt: skip


def _words(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of identifiers, whatever they look like."""
    yield from listed(
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
    yield from listed(words, n, lambda w: (w.code or is_name(w, known)) and not is_path(w.raw), SEPARATORS | {"or", "nor"})


def listed(
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


def _path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and is_path(words[n].raw):
        yield words[n].raw, n + 1


def _text_path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The path of a file of prose."""
    if n < len(words) and words[n].raw.endswith((".md", ".mkdn", ".markdown", ".rst", ".txt", ".adoc")):
        yield words[n].raw, n + 1


def _paths(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    yield from listed(words, n, lambda w: is_path(w.raw))


def _traits(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of names that begin with a capital letter, as traits do."""
    yield from listed(words, n, lambda w: bare_name(w.raw)[:1].isupper() and "." not in w.raw)


def _place(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Where something stands: a path, a module, an item."""
    if n < len(words) and (is_path(words[n].raw) or words[n].code or is_name(words[n], known)):
        yield words[n].raw, n + 1


def _places(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of places that code can stand in: files, or what bears a name."""
    yield from listed(
        words, n, lambda w: is_path(w.raw) or (is_name(w, known) and (w.code or w.text not in _TESTS)), SEPARATORS | {"or"}
    )


_TESTS = frozenset({"test", "tests"})


def _generic_traits(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of traits with type arguments, `From<A>`: no member of a type is written so."""
    yield from listed(words, n, lambda w: bare_name(w.raw) in _CONVERSIONS and "<" in w.raw)


def _field_path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A field with its type in one piece of code: `Task.vmas`."""
    if n < len(words):
        owner, dot, field = words[n].raw.partition(".")
        if dot and owner[:1].isupper() and owner.isalnum() and field.isidentifier() and not is_path(words[n].raw):
            yield words[n].raw, n + 1


def _crates(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of names of crates: text in backticks, or lower-case words."""
    yield from listed(words, n, lambda w: w.raw.replace("-", "_").replace("_", "").isalnum() and w.raw.islower())


def _manifest(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw.endswith("Cargo.toml"):
        yield words[n].raw, n + 1


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
    yield from listed(words, n, lambda w: w.raw in COMMON_TRAITS)


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


READERS = {
    "name": _name,
    "names": _names,
    "words": _words,
    "path": _path,
    "paths": _paths,
    "textpath": _text_path,
    "traits": _traits,
    "place": _place,
    "places": _places,
    "any": _any,
    "crates": _crates,
    "generictraits": _generic_traits,
    "fieldpath": _field_path,
    "manifest": _manifest,
    "upper": _upper,
    "macroname": _macro_name,
    "upperfirst": _upper_first,
    "autotraits": _common_traits,
    "variant": _variant,
    "variants": _variants,
    "sourcefn": _source_fn,
}
