"""Sentences on what is so of values: “only `Up` lanes can send”, “`is_final()` is false unless the job is `Done`”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, claim_each, gives, only
from uowgen.claims.valued.words import FOR, IS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases


# ------------------------------------------------------------------------------------------------------------ truths


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on what is so."""
    some: Any = lambda i: r.some(r.shape, i)  # noqa: E731
    no = r.denial
    for fs, w, s in r.full(r.function, IS, r.truth, "only|exactly|just", f"{FOR}|if and only if", r.thing_is, some):
        yield from (Claim(only(r.table, f, s, w), s.sure) for f in fs)
    for fs, w, s in r.full(r.function, IS, r.truth, f"{FOR}", "only|exactly|just", r.thing_is, some):
        yield from (Claim(only(r.table, f, s, w), s.sure) for f in fs)
    for fs, w, s in r.full(r.function, IS, "only", r.truth, f"{FOR}", r.thing_is, some):
        yield from (Claim(only(r.table, f, s, w), s.sure) for f in fs)
    for fs, w, s in r.full(
        r.function,
        IS,
        r.truth,
        "unless|except for|except in|except when|except on|but for|for everything but|for all but|for anything but|everywhere but in|everywhere except in",
        r.thing_is,
        some,
    ):
        yield from (Claim(only(r.table, f, s, w, unless=True), s.sure) for f in fs)
    for fs, w, s in r.full(r.function, IS, r.truth, f"{FOR}", r.thing_is, some):
        yield from claim_each(r.table, fs, s, w)
    for s, (fs, turned) in r.full("only|exactly|just", some, "is|are|be|count as|counts as|can be|may be", r.adjective):
        yield from (Claim(only(r.table, f, s, wanted.truth(not turned)), s.sure) for f in fs)
    else_ = "no others are|no others|no other is|no other variant is|no other variants are|nothing else is|nothing else|all others are not|others are not|rest is not|everything else is not|no others|none of others is|none of others are|no other error is"
    for s, (fs, turned) in [
        *r.full(some, "is|are|count as", r.adjective, ", and|, but|,|and|but|;", else_),
        *r.full(
            "no other variant than|no variant other than|no variant but|nothing but|no error but|no error other than|none but|no other error than|no variants but",
            some,
            "is|are",
            r.adjective,
        ),
    ]:
        yield from (
            Claim((*gives(r.table, f, s.rows, wanted.truth(not turned)), *only(r.table, f, s, wanted.truth(not turned))), s.sure)
            for f in fs
        )
    for s, (fs, turned) in r.full(
        some,
        "is|are",
        "never",
        r.adjective,
        ",",
        "whatever is inside|whatever it carries|whatever it holds|whatever inner error|no matter what is inside|whatever cause",
    ):
        yield from claim_each(r.table, fs, s, wanted.truth(turned))
    for fs, s in r.full(r.function, ":", "true for|only*", some):
        for f in fs:
            if f.gives == "bool":
                yield Claim((*gives(r.table, f, s.rows, wanted.truth(True)), *only(r.table, f, s, wanted.truth(True))), s.sure)
    for s, denied, (fs, turned) in r.full(
        some,
        "is|are|be|can|may|count|counts|does|do*",
        no,
        "be|count|counted|reported|treated|considered|regarded|classified|seen|as*",
        r.adjective,
    ):
        yield from claim_each(r.table, fs, s, wanted.truth(denied == turned))
    for s, one, (fs, a), other, (gs, b) in r.full(some, "is|are|be", no, r.adjective, "but|and|yet|, but", no, r.adjective):
        for f, g in ((f, g) for f in fs for g in gs if f is not g):
            first, second = gives(r.table, f, s.rows, wanted.truth(one == a)), gives(r.table, g, s.rows, wanted.truth(other == b))
            yield Claim((*first, *second), s.sure)
    for s, denied, fs in r.full(
        some,
        "can|may|do|does*",
        no,
        "accept|accepts|allow|allows|permit|permits|serve|serves|support|supports|take|takes|admit|admits",
        r.ability,
    ):
        yield from claim_each(r.table, fs, s, wanted.truth(not denied))
    for s, fs in r.full("only|exactly|just", some, "can|may|are allowed to|is allowed to", r.ability):
        yield from (Claim(only(r.table, f, s, wanted.truth(True)), s.sure) for f in fs)
    for s, denied, fs in r.full(some, "do|does*", no, r.doing):
        yield from claim_each(r.table, fs, s, wanted.truth(not denied))
    for s, fs in r.full("only|exactly|just", some, r.doing):
        yield from (Claim(only(r.table, f, s, wanted.truth(True)), s.sure) for f in fs)
    ok = "allowed|permitted|possible|legal|valid|accepted|ok|okay|fine|supported|served|granted"
    for fs, denied, s in r.full(r.ability, "is|are|be|work|works", no, f"{ok}?", f"{FOR}", r.thing_is, some):
        yield from claim_each(r.table, fs, s, wanted.truth(not denied))
    for fs, s in r.full(r.ability, "is|are|be|work|works", "only", f"{ok}?", f"{FOR}", r.thing_is, some):
        yield from (Claim(only(r.table, f, s, wanted.truth(True)), s.sure) for f in fs)
    for fs, s in r.full(r.ability, "is|are|be|work|works", f"{ok}?", "only", f"{FOR}", r.thing_is, some):
        yield from (Claim(only(r.table, f, s, wanted.truth(True)), s.sure) for f in fs)
    for fs, s in r.full(
        r.ability,
        "is|are|be",
        "refused|rejected|denied|forbidden|disallowed|illegal",
        "unless|except when|except in",
        r.thing_is,
        some,
    ):
        yield from (Claim(only(r.table, f, s, wanted.truth(False), unless=True), s.sure) for f in fs)
    for fs, s in r.full(r.ability, "is|are|be", "refused|rejected|denied|forbidden|disallowed|illegal", f"{FOR}", r.thing_is, some):
        yield from claim_each(r.table, fs, s, wanted.truth(False))


__all__ = ["claims"]
