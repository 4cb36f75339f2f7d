"""Sentences on `source()`: “the inner error of `Disk` is reachable through `source()`”, “`source()` gives the cause for `Disk`, `None` otherwise”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.runs.standard_errors import ERRORS
from uowgen.claims.valued.claims import Claim, Trial, gives, told
from uowgen.claims.valued.reader import SKIP, Some
from uowgen.claims.valued.shapes import plain_of
from uowgen.claims.valued.tokens import humps, root
from uowgen.claims.valued.wanted import Want, inside, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_GIVES = "returns|gives|yields|is|exposes|hands out|hands back|points to|forwards|reports|links to|provides|carries|leads to|gives back|reveals"
_OF = "of|for|from|on|in|in case of|wrapped by|carried by|inside"
_REST = "otherwise|for everything else|for all others|for all other variants|for rest|for others|for any other|for every other variant|elsewhere|in all other cases|for anything else|in every other case|for all other errors"
_ALSO_REST = "all others|everything else|all other variants|others|rest|every other variant|anything else|no other|all other errors"
_KINDS = "inner|wrapped|underlying|original|carried|nested|source|root|lower-level|driver"
_NOUNS = "error|errors|cause|causes|value|one|source|reason|reasons"
_REACHED = "is reachable|are reachable|can be reached|is available|are available|is exposed|are exposed|is returned|is given|are given|can be had|is accessible|are accessible|is handed out|shows up"
_NONE = Want("`None`", "none", lambda v: name_of(v) == "None")


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on where an error comes from."""
    yield from _shown(r)
    f = next((f for f in r.table.functions if f.name == "source" and f.sort == "query"), None)
    if f is None:
        return
    some = lambda i: r.some(r.shape, i)  # noqa: E731
    inner, named = _inner(r), _named(r)
    none = "and|but|,|, and|, but|;|, with?"
    nothing = ("is|are|gives|returns|give|yields|yield*", _nothing(r))
    rest = lambda i: _rest(r, i, nothing)  # noqa: E731
    for (s,) in [
        *r.full(named, _GIVES, inner, _OF, some),
        *r.full(inner, "of|in|from|inside", some, _REACHED, "through|via|by|with|as|in", named),
        *r.full(
            some,
            "exposes|expose|hands out|gives|give|forwards|forward|reports|report|provides|provide|has|have|returns",
            inner,
            "through|via|by|as|in",
            named,
        ),
    ]:
        yield Claim(_inner_of(r, f, s), s.sure)
    for (s,) in [
        *r.full(named, _GIVES, inner, _OF, some, none, rest),
        *r.full(named, _GIVES, inner, "only", _OF, some),
        *r.full(named, _GIVES, inner, _OF, some, "only|alone|and nothing else|and no other"),
        *r.full(named, _GIVES, inner, _OF, "only", some),
        *r.full("only", some, "exposes|expose|has|have|gives|give|carries", "source|cause|inner error"),
        *r.full(
            inner,
            _REACHED,
            "through|via|by|with|as|in",
            named,
            ",?",
            "and?",
            "only|but only|just",
            "for|on|of|in",
            some,
            "variant|variants?",
        ),
        *r.full(some, "exposes|expose|gives|has|have", "its|their?", inner, ",|, and|and|;|but", rest),
    ]:
        yield Claim((*_inner_of(r, f, s), *_none_of(r, f, s)), s.sure)


def _shown(r: Phrases) -> Iterator[Claim]:
    """“`Display` tells the reason of a `Bus` error”, “a `Disk` error prints its reason”, “the inner error is shown for `Disk`”."""
    f = next((f for f in r.table.functions if f.name == "Display"), None)
    if f is None:
        return
    some = lambda i: r.some(r.shape, i)  # noqa: E731
    inner, display = _inner(r), r.named_code("Display")
    shows = "names|shows|includes|contains|prints|mentions|tells|has|gives|displays|reports|carries|spells out"
    message = "message|text|output|display|line|description"
    for (s,) in [
        *r.full(display, shows, inner, _OF, some),
        *r.full(display, _OF, some, shows, inner),
        *r.full(message, _OF, some, shows, inner),
        *r.full(
            some,
            f"{shows}|name|show|include|print|mention",
            inner,
            "in|when",
            "its|their?",
            f"{message}|printed|displayed|formatted|shown",
        ),
        *r.full(
            some,
            "also*",
            "prints|print|is printed with|are printed with|is shown with|displays|display|is displayed with|shows|show|includes|include|shows when printed",
            "also*",
            inner,
            "too|as well|in addition?",
        ),
        *r.full(
            inner,
            _OF,
            some,
            "is|are",
            "shown|printed|named|displayed|mentioned|included|visible",
            "in|by|in its",
            f"{message}|messages",
        ),
        *r.full(inner, _OF, some, "is|are", "shown|printed|named|displayed|mentioned|included", "by|in", display),
    ]:
        claim = Claim(tuple(_in_text(r, f, row) for row in s.rows), sure=False)
        if r.table.has_own and claim.outcome(own=True)[0] is True:  # what is inside may show itself in words of its own
            yield claim


def _in_text(r: Phrases, f: Function, row: tuple[int, int]) -> Trial:
    """That what is carried can be told from the text: by its name, as it is or in words."""
    held = [v for v in plain_of(r.shape, row)[1].values() if name_of(v)]

    def right(own: bool) -> bool | None:
        answer = r.table.gave(f, row, own=own)
        if not answer.known or not held:
            return None
        text = str(answer.value).lower()
        return not answer.panic and all(any(name in text for name in _spellings(name_of(v))) for v in held)

    return Trial(f"`Display` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", right)


def _spellings(name: str) -> tuple[str, ...]:
    return name.lower(), " ".join(humps(name)), "-".join(humps(name)), "_".join(humps(name))


def _nothing(r: Phrases) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        if i < r.end and (r.tokens[i].raw in ("None", "nothing", "none") or r.low(i) == "no"):
            for _, j in [(SKIP, i + 1), *r.one(i + 1, "source|cause")]:
                yield SKIP, j

    return read


def _rest(r: Phrases, i: int, nothing: tuple[Any, ...]) -> Iterator[tuple[Any, int]]:
    """“`None` otherwise”, “all other variants give `None`”."""
    for _, j in [*r.seq(i, *nothing, _REST), *r.seq(i, _REST, *nothing), *r.seq(i, _ALSO_REST, *nothing)]:
        yield SKIP, j


def _named(r: Phrases) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        if i < r.end and r.tokens[i].raw.removesuffix("()").rpartition("::")[2] == "source":
            yield SKIP, i + 2 if r.low(i + 1) == "method" else i + 1

    return read


def _inner(r: Phrases) -> Any:
    """“the inner error”, “its cause”, “the driver error”, “the inner `DriverError`”: what is carried, by the name of its type as well."""
    carried = {
        k for kinds in r.shape.variants.values() for k in kinds or () if k in r.shape.inner or k in ERRORS or k in r.shape.elsewhere
    }

    def read(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, "its|their*", f"{_KINDS}?", _NOUNS):
            yield SKIP, j
        for _, j in r.seq(i, "its|their*", f"{_KINDS}?"):
            for kind in carried:
                words = humps(kind)
                if j < r.end and r.tokens[j].raw in (kind, kind.rpartition("::")[2]):
                    yield SKIP, j + 1
                elif all(root(r.low(j + n)) == root(w) for n, w in enumerate(words)):
                    yield SKIP, j + len(words)

    return read


def _inner_of(r: Phrases, f: Function, s: Some) -> tuple[Trial, ...]:
    """That it gives what is carried."""

    def trial(row: tuple[int, int]) -> Trial:
        def right(own: bool) -> bool | None:
            answer = r.table.gave(f, row, own=own)
            if not answer.known:
                return None
            held = list(plain_of(r.shape, row)[1].values())
            return name_of(answer.value) == "Some" and inside(answer.value) in held

        return Trial(f"`source` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", right)

    return tuple(trial(row) for row in s.rows)


def _none_of(r: Phrases, f: Function, s: Some) -> tuple[Trial, ...]:
    """That it gives nothing for all others."""
    others = tuple(row for row in r.table.rows(r.shape.name) if row not in s.rows)
    unknown = () if r.table.complete(r.shape.name) else (Trial("`source` of what cannot be made", lambda own: None),)
    return (*gives(r.table, f, others, _NONE), *unknown)


__all__ = ["claims"]
