"""Short forms written out: `NAME: T = v`, “`A` renamed to `B`”, “`T` is `A` and `B`” as the plain sentences that they stand for.

Each form gives sentences that together claim what it claims, no less; what is no such form gives none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name, is_path, is_plain, owner_name
from uowgen.claims.sentences.arrows import with_verb
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.sentences.noun_words import NUMBERS, noun_of
from uowgen.claims.sentences.sentence import Word
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Words = tuple[Word, ...]

_TYPED = when_used(r"(?:pub(?:\([a-z ]+\))? )?(?:(?:const|static) (?:mut )?)?([A-Za-z_][\w:.]*): ([^=]+?)(?: = (.+?))?;?")
_VALUED = when_used(r"(?:const |static )?([A-Za-z_][\w:]*) = ([^=].*?);?")
_THERE = frozenset({"exists", "added", "defined", "declared", "present", "introduced", "created", "there", "exist", "is", "are"})
_GONE = frozenset({"removed", "dropped", "gone", "deleted", "is", "are"})
_JOINED = frozenset({",", "and", "but", "&"})


def written_out(words: Words, is_name: Callable[[Word], bool]) -> tuple[Words, ...]:
    """The plain sentences that `words` stand for; none where they are not one of the short forms."""
    for form in _FORMS:
        found = tuple(form(words, is_name))
        if found:
            return found
    from uowgen.claims.sentences.declared_forms import forms_of

    return forms_of(words, is_name)


def _plain(*texts: str) -> Words:
    return tuple(Word(text, text) for text in texts)


def _code(text: str) -> Word:
    return Word(text, text, True)


def _said(words: Words, *texts: str) -> bool:
    """Whether `words` are just these plain words."""
    return tuple(w.text for w in words) == texts and not any(w.code for w in words)


def _declared(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """`NAME: T = v`, `Type::field: T`, “… equals v”, “…, default v”."""
    found = _TYPED.fullmatch(words[0].raw) if words and words[0].code else None
    if found is None or "(" in found[1] or found[2].startswith(":"):
        return
    name, written, value, rest = found[1], found[2].strip(), found[3] or "", words[1:]
    while rest and not rest[-1].code and rest[-1].text in _THERE and not value:
        rest = rest[:-1]
    start = 1 if rest and rest[0].text == "," and not rest[0].code else 0
    told = rest[start:]
    lead = tuple(w.text for w in told[:-1] if not w.code)
    if len(told) > 1 and len(lead) == len(told) - 1 and not value and lead in _GIVES:
        value = told[-1].raw
    elif rest and not (value and all(w.text in _THERE and not w.code for w in rest)):
        return
    owner = owner_name(name)
    if bare_name(name).isupper():
        yield (_code(name), *_plain("is", "of", "type"), _code(written))
        if value:
            yield (_code(name), *_plain("="), _code(value))
    elif owner[:1].isupper():
        yield (_code(f"{owner}.{bare_name(name)}"), *_plain(":"), _code(written))
        if value:
            yield (_code(f"{owner}.{bare_name(name)}"), *_plain("starts", "as"), _code(value))


_GIVES = (
    ("equals",),
    ("equal", "to"),
    ("=",),
    ("is",),
    ("default",),
    ("defaults", "to"),
    ("initially",),
    ("default", "is"),
    ("set", "to"),
)


def _values(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """`A::X = 1`, `Y = 2`: one sentence for each, the type of the first for those that name none; “`X = 1` in `T`”."""
    place = ""
    if len(words) > 2 and not words[-2].code and words[-2].text in ("in", "of", "on") and words[-1].code:
        place, words = words[-1].raw, words[:-2]
    pairs = [_VALUED.fullmatch(w.raw) for w in words if w.code]
    others = [w for w in words if not w.code]
    if (
        not pairs
        or None in pairs
        or not all(w.text in _JOINED | _THERE for w in others)
        or is_path(place)
        or (place and not is_plain(place))
    ):
        return
    owner = place
    for pair in pairs:
        assert pair is not None
        owner = owner_name(pair[1]) or owner
        name = f"{owner}::{bare_name(pair[1])}" if owner else pair[1]
        yield (_code(name), *_plain("="), _code(pair[2]))


def _renamed(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`A` renamed to `B` (everywhere)” as “`A` is gone” and “`B` exists”; “`B` replaces `A`” likewise."""
    if words and _said(words[-1:], "everywhere"):
        words = words[:-1]
    noun: Words = ()
    if words and not words[0].code and noun_of(words[0].text):
        noun, words = words[:1], words[1:]
    middle = tuple(w.text for w in words[1:-1] if not w.code or w.raw in ("is", "are"))
    if len(words) < 3 or len(middle) != len(words) - 2 or not (is_name(words[0]) and is_name(words[-1])):
        return
    old, new = words[0], words[-1]
    if middle in (("renamed", "to"), ("is", "renamed", "to"), ("renamed",)):
        owner = owner_name(old.raw)
        renamed = f"{owner}::{new.raw}" if owner and not owner_name(new.raw) else new.raw
        yield (*noun, old, *_plain("is", "gone"))
        yield (*noun, _code(renamed), *_plain("exists"))
    elif middle in (("replaces",), ("supersedes",)):
        yield (*noun, old, *_plain("exists"))
        yield (new, *_plain("is", "gone"))


def _typed_replaces(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`NAME: T` replaces `OLD`”."""
    if len(words) == 3 and words[0].code and _said(words[1:2], "replaces") and is_name(words[2]):
        first = tuple(_declared(words[:1], is_name))
        if first:
            yield from first
            yield (words[2], *_plain("is", "gone"))


def _each_predicate(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`T` is `A` and `B`”, “`T` is `A` but `B`” as one sentence for each."""
    if len(words) < 5 or not is_name(words[0]) or not _said(words[1:2], words[1].text) or words[1].text not in ("is", "are"):
        return
    code, between = [w for w in words[2:] if w.code], [w for w in words[2:] if not w.code]
    if len(code) > 1 and between and all(w.text in _JOINED for w in between) and words[2].code and words[-1].code:
        for one in code:
            yield (words[0], words[1], one)


def _without_verb(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`T` fields private”, “`a` and `b` modules public in `m`”: the verb that is left out."""
    at = next((n for n, w in enumerate(words) if not w.code and w.text in ("public", "private", "pub", "documented")), 0)
    at = at or next((n for n, w in enumerate(words) if w.code and w.raw.startswith("pub") and " " not in w.raw), 0)
    if (
        not at
        or any(w.text in ("is", "are", "has", "have", "with") and not w.code for w in words)
        or not any(map(is_name, words[:at]))
    ):
        return
    if not all(w.code or w.text in _JOINED or noun_of(w.text) for w in words[:at]):
        return
    plural = any(w.text in _JOINED and not w.code for w in words[:at])
    yield (*words[:at], *_plain("are" if plural else "is"), *words[at:])


def _members_seen(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`T` has public `a`, `b`”: that they are there, and what they are seen from."""
    if len(words) < 4 or not is_name(words[0]) or not _said(words[1:2], "has") or words[2].text not in ("public", "private", "pub"):
        return
    rest = words[3:] if words[3].code else words[4:]
    noun = words[3].text if not words[3].code else "fields"
    if not rest or not noun_of(noun) or any(not w.code and w.text not in _JOINED for w in rest):
        return
    yield (words[0], *_plain("has"), *rest)
    for member in (w for w in rest if w.code):
        yield (member, *_plain("field" if noun_of(noun) == "field" else noun, "of"), words[0], *_plain("is"), words[2])


def _keeps(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`T` keeps `Eq, Clone`” as “`T` derives …”, “`main.rs` keeps `#![…]`” as “has”."""
    if len(words) != 3 or not words[0].code or not words[2].code or words[1].code or words[1].text not in ("keeps", "retains"):
        return
    listed = [part.strip() for part in words[2].raw.split(",")]
    if is_path(words[0].raw) and words[2].raw.startswith("#!["):
        yield (words[0], *_plain("has"), words[2])
    elif is_name(words[0]) and len(listed) > 1 and all(part[:1].isupper() and part.isalnum() for part in listed):
        yield (words[0], *_plain("implements"), *[w for part in listed for w in (*_plain(","), _code(part))][1:])


def _imports_gone(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`use a::*` glob import dropped” as “`use a::*` is removed”; “`x` feature gate removed” as “`#![feature(x)]` is removed”."""
    if len(words) < 3 or not words[0].code or any(w.code for w in words[1:]):
        return
    told = [w.text for w in words[1:]]
    end = next((n for n, text in enumerate(told) if text in _GONE), len(told))
    if not told[end:] or not all(text in _GONE for text in told[end:]):
        return
    if words[0].raw.startswith("use ") and all(text in ("glob", "import", "imports", "line", "statement") for text in told[:end]):
        yield (words[0], *_plain("is", "removed"))
    elif told[:end] in (["feature", "gate"], ["feature", "attribute"], ["nightly", "feature"]) and words[0].raw.isidentifier():
        yield (_code(f"#![feature({words[0].raw})]"), *_plain("is", "removed"))


def _places(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`X` is gone from `a` and `b`” as one sentence for each."""
    at = next((n for n, w in enumerate(words) if not w.code and w.text == "from"), 0)
    rest = words[at + 1 :]
    places = [w for w in rest if w.code]
    others = [w for w in rest if not w.code]
    if at > 1 and len(places) > 1 and all(w.text in _JOINED for w in others) and words[at - 1].text in _GONE:
        for place in places:
            yield (*words[: at + 1], place)


_CHECKS = frozenset({"check", "checks", "lookup", "lookups", "guard", "guards", "site", "sites"})


def _no_checks(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“No `f()` checks in `a.rs`”: calls."""
    if len(words) > 3 and _said(words[:1], "no") and words[1].code and words[1].raw.endswith("()") and words[2].text in _CHECKS:
        yield (*words[:2], *_plain("calls"), *words[3:])


def _signature(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """`f(a: A) -> B`, alone or as “… helper added”: a function is declared so. Without an arrow its result is not spoken of."""
    if not words or not words[0].code or any(w.code for w in words[1:]):
        return
    head, opened, rest = words[0].raw.partition("(")
    inner, arrow, _ = rest.rpartition(") -> ")
    inner = inner if arrow else rest.removesuffix(")")
    named = is_plain(head) and head.rpartition("::")[2][:1].islower()
    typed = ": " in inner or "self" in inner or (arrow and not inner)
    if not opened or not named or not typed or (not arrow and not rest.endswith(")")) or '"' in inner:
        return
    told = [w.text for w in words[1:]]
    if not all(noun_of(text) == "fn" or text in _THERE | {"extracted", "new", "implemented"} for text in told):
        return
    yield (_code(f"fn {words[0].raw}" if arrow else f"fn {words[0].raw} -> _"), *_plain("exists"))


def _modules(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“Module declared `pub mod x`”, “`mod x` private”."""
    if len(words) == 3 and words[0].text in ("module", "submodule") and words[1].text in ("declared", "added", "registered", "is"):
        if words[2].code and "mod " in words[2].raw:
            yield (words[2], *_plain("is", "declared"))
    elif len(words) in (2, 3) and words[0].code and words[0].raw.startswith("mod ") and words[-1].text in ("private", "public"):
        yield (_code(words[0].raw.removeprefix("mod ").rstrip(";")), *_plain("module", "is"), words[-1])


def _associated(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`Item` for `Lines` is `Line`”: the type that an impl gives."""
    if (
        len(words) == 5
        and _said((words[1], words[3]), "for", "is")
        and all(w.code and w.raw[:1].isupper() for w in (words[0], words[2]))
    ):
        yield (*_plain("type", "of"), words[0], *_plain("in"), *words[2:])


def _described_so(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`T` unit struct is public” as “`T` is a unit struct” and “`T` is public”."""
    at = next((n for n, w in enumerate(words) if not w.code and w.text in ("is", "are")), 0)
    told = words[1:at]
    if at < 3 or at == len(words) - 1 or not is_name(words[0]) or any(w.code for w in told) or not noun_of(told[-1].text):
        return
    if all(noun_of(w.text) or w.text in ("unit", "tuple", "generic", "async", "unsafe", "const") for w in told):
        yield (words[0], *_plain("is"), *told)
        yield (words[0], *words[at:])


def _default_fields(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`Default` for `T` gives `a: 0, b: None`”: that its `default` sets each of the fields so."""
    if len(words) != 5 or words[0].raw != "Default" or (not _said(words[1:2], "for") and not _said(words[1:2], "of")):
        return
    if (
        not (words[2].code and words[4].code)
        or words[3].code
        or words[3].text not in ("gives", "is", "returns", "yields", "has", "sets")
    ):
        return
    inner = words[4].raw.partition("{")[2].rpartition("}")[0] if words[4].raw.endswith("}") else words[4].raw
    pairs = [part.partition(": ") for part in cut_at_commas(inner)]
    if pairs and all(name.strip().isidentifier() and value.strip() for name, _, value in pairs):
        for name, _, value in pairs:
            yield (
                _code(f"{bare_name(words[2].raw)}::default"),
                *_plain("sets"),
                _code(name.strip()),
                *_plain("to"),
                _code(value.strip()),
            )


_COLOURLESS = frozenset({"free", "old", "whole", "entire", "existing", "legacy", "standalone", "typable", "bare"})


def _without_colour(words: Words, _is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“Free constants `A` / `B` removed” without the adjective."""
    if len(words) > 2 and not words[0].code and words[0].text in _COLOURLESS and not words[1].code and noun_of(words[1].text):
        yield words[1:]


def _gains_with_value(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“`T` gains `field: U`, initially v”."""
    if len(words) > 4 and is_name(words[0]) and words[1].text in ("has", "gains", "gets", "holds") and words[2].code:
        found = _TYPED.fullmatch(words[2].raw)
        if found is not None and not found[3] and found[1].isidentifier():
            yield from _declared((_code(f"{bare_name(words[0].raw)}::{words[2].raw}"), *words[3:]), is_name)


def _all_members(words: Words, is_name: Callable[[Word], bool]) -> Iterator[Words]:
    """“All seven `T` fields `pub`”: as many, and each so; “Every `T` variant documented”."""
    if len(words) < 4 or words[0].code or words[0].text not in ("all", "every", "each"):
        return
    count = NUMBERS.get(words[1].text) if not words[1].code else None
    rest = words[2:] if count is not None else words[1:]
    if len(rest) < 3 or not is_name(rest[0]) or not noun_of(rest[1].text) or rest[1].code:
        return
    told = rest[2:] if rest[2].text not in ("is", "are") or rest[2].code else rest[3:]
    if count is not None:
        yield (rest[0], *_plain("has", words[1].text), rest[1])
    yield (*_plain("all"), rest[1], *_plain("of"), rest[0], *_plain("are"), *told)


_FORMS = (
    with_verb,
    _default_fields,
    _declared,
    _gains_with_value,
    _values,
    _renamed,
    _typed_replaces,
    _each_predicate,
    _members_seen,
    _all_members,
    _keeps,
    _imports_gone,
    _places,
    _no_checks,
    _signature,
    _modules,
    _associated,
    _described_so,
    _without_colour,
    _without_verb,
)
