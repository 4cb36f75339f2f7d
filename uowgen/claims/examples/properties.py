"""Sentences on inputs that are told in words: “empty segments are removed”, “`parse` rejects relative paths with `Relative`”, “hidden files have no suffix”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import is_known
from uowgen.claims.examples.situations import BAD_IN_QUERY, Words
from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.wanted import Want, error, name_of, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.examples.reading import Sentence
    from uowgen.claims.examples.situations import Pair
    from uowgen.claims.examples.stage import Called

_FAILS = (
    "is refused|are refused|is rejected|are rejected|is error|are errors|is invalid|are invalid|fails|fail|is not accepted|are not accepted|is illegal|is forbidden|are forbidden|"
    "is not allowed|are not allowed|is turned down|are turned down|cause error|causes error|gives error|give error|lead to error|leads to error"
)
_FAILS_WITH = (
    "is refused with|are refused with|is rejected with|are rejected with|is rejected as|are rejected as|is refused as|are refused as|fails with|fail with|is reported as|are reported as|"
    "is answered with|gives|give|yields|yield|returns|return|is|are|results in|result in|leads to|causes|cause|produces|produce|end in|ends in|is error :|is error ,"
)
_OKAY = "is accepted|are accepted|is allowed|are allowed|is valid|are valid|is fine|are fine|is ok|parses|parse|is legal|are legal|is not error|are not errors|is not error at all|does not fail|do not fail|is tolerated|are tolerated"
_SAME = "removed|dropped|ignored|skipped|collapsed|stripped|discarded|cut off|thrown away|left out|merged|squeezed|elided|trimmed|filtered out|passed over|folded away|swallowed|deleted"
_VANISH = (
    "vanish|vanishes|disappear|disappears|have no effect|has no effect|do nothing|does nothing|make no difference|makes no difference|do not matter|does not matter|stays at root|stay at root|"
    "stops at root|stop at root|collapse|collapses|is no-op|are no-ops|leaves path at root|does not leave root|are no-op"
)
_REMOVES = "removes|drops|ignores|skips|collapses|strips|discards|cuts off|throws away|leaves out|merges|trims|swallows|squeezes|elides|deletes|filters out"
_KEPT = "kept|preserved|retained|left as they are|left as it is|kept as they are|kept as it is|kept as is|copied literally|left alone|left in place|passed through|copied as is|copied|left undecoded|left unchanged|kept verbatim|taken literally"
_REJECTS = "rejects|refuses|fails for|fails on|fails with error for|does not accept|declines|returns error for|returns error on|errors on|turns down|is error for|fails for any|rejects all"
_ACCEPTS = "accepts|allows|takes|tolerates|permits|admits|understands"
_WHERE = "from result|in result|from path|from output|in output|on way|entirely|altogether|silently|completely|of result|quietly"
_FIRST = "before decoding|before it is decoded|before they are decoded|before anything is decoded|before percent-decoding|before unescaping"


class Property(NamedTuple):
    """What is claimed of inputs. `how`: `gives` (`want` of what comes of each), `same` as without, `differs` from it. `method`: of what is asked of the value."""

    f: Called
    pairs: tuple[Pair, ...]
    how: str
    want: Want | None = None
    method: Called | None = None
    sure: bool = True  # whether no other function may be meant


def properties(s: Sentence) -> Iterator[Property]:
    """All readings of the whole sentence."""
    words = Words(s.tokens)
    makers = [f for f in s.stage.makers if f.takes == ("text",)]
    for f in makers:
        if len(makers) == 1 and not s.stage.changing:
            yield from (p._replace(sure=s.stage.alone) for p in _of(s, f, words))
        yield from _named(s, f, words)
        yield from _asked(s, f, words)


def _of(s: Sentence, f: Called, words: Words) -> Iterator[Property]:
    """“empty segments are removed”, “a relative path is `Relative`”."""
    for (pairs,), j in s.seq(0, "any|every|each|all?", words.situation):
        yield from _outcomes(s, f, pairs, j)


def _outcomes(s: Sentence, f: Called, pairs: tuple[Pair, ...], j: int) -> Iterator[Property]:
    by = _by(s, f)
    for phrase, want in ((_FAILS, refusal()), (_OKAY, _accepted())):
        for _, k in s.seq(j, "silently*", phrase, by):
            if k == s.end:
                yield Property(f, pairs, "gives", want)
    for (want,), k in [
        *s.seq(j, _FAILS_WITH, _value(s)),
        *s.seq(j, _FAILS, "by", _name(s, f), "with|(|:|as?", _value(s)),
        *s.seq(j, "makes|make", _name(s, f), "fail|error|return error", _maybe(s)),
    ]:
        if _ends(s, k):
            yield Property(f, pairs, "gives", _refused(want))
    for _, k in [*s.seq(j, "is|are|gets|get", "silently*", _SAME, f"{_WHERE}*", by), *s.seq(j, _VANISH, f"{_WHERE}*", by)]:
        if k == s.end:
            yield Property(f, pairs, "same")
        elif any(e == s.end for _, e in s.one(k, _FIRST)):
            yield Property(f, (*pairs, *BAD_IN_QUERY), "same")
    for _, k in s.seq(j, "is|are|gets|get", _KEPT, f"{_WHERE}*", by):
        if k == s.end:
            yield Property(f, pairs, "differs")


def _named(s: Sentence, f: Called, words: Words) -> Iterator[Property]:
    """“`parse` rejects relative paths with `Relative`”, “`clean` drops trailing slashes”."""
    name = _name(s, f)
    for (pairs,), k in s.seq(0, name, _REJECTS, "any|every|all?", words.situation):
        if k == s.end:
            yield Property(f, pairs, "gives", refusal())
        for (want,), e in s.seq(k, "with|as|by returning|: *|(", _value(s)):
            if _ends(s, e):
                yield Property(f, pairs, "gives", _refused(want))
    for (pairs,), k in s.seq(0, name, _ACCEPTS, "any|every|all?", words.situation):
        if k == s.end:
            yield Property(f, pairs, "gives", _accepted())
    for (pairs,), k in s.seq(0, name, _REMOVES, "any|every|all?", words.situation):
        if k == s.end:
            yield Property(f, pairs, "same")
    for (pairs,), k in s.seq(0, name, "keeps|preserves|retains|leaves in", "any|every|all?", words.situation):
        if k == s.end:
            yield Property(f, pairs, "differs")
    for (want, pairs), k in s.seq(
        0,
        name,
        "returns|gives|yields|fails with|is",
        _value(s),
        "for|on|given|if given|when given",
        "any|every|all?",
        words.situation,
    ):
        if k == s.end:
            yield Property(f, pairs, "gives", _refused(want))


def _asked(s: Sentence, f: Called, words: Words) -> Iterator[Property]:
    """“hidden files have no suffix”, “`suffix()` of hidden files is `None`”."""
    nothing = Want("`None`", "none", lambda gave: name_of(gave) == "None")
    for m in s.stage.methods:
        if m.of != f.of or m.takes or not m.wraps:
            continue
        name = lambda i, m=m: s.named(i, m)  # noqa: E731
        found = [
            *s.seq(0, words.situation, "has|have|count as having|counts as having|with", "no", name),
            *s.seq(0, name, "is|returns|gives", _none(s), "for|of|on", words.situation),
            *s.seq(0, name, "of|for", words.situation, "is|are", _none(s)),
            *s.seq(0, "there is", "no", name, "for|of", words.situation),
        ]
        for (pairs,), k in found:
            if k == s.end:
                yield Property(f, pairs, "gives", nothing, m)


# --------------------------------------------------------------------------------------------------------------- parts


def _name(s: Sentence, f: Called) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        raw = s.tokens[i].raw.strip() if i < s.end else ""
        if raw.removesuffix("()").rpartition("::")[2] == f.name:
            yield SKIP, i + 1

    return read


def _by(s: Sentence, f: Called) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        yield SKIP, i
        for _, j in s.seq(i, "by|in", _name(s, f)):
            yield SKIP, j

    return read


def _none(s: Sentence) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        if i < s.end and s.tokens[i].raw in ("None", "nothing", "none"):
            yield SKIP, i + 1

    return read


def _value(s: Sentence) -> Any:
    known = lambda head: is_known(s.stage.case, head)  # noqa: E731

    def read(i: int) -> Iterator[tuple[Want, int]]:
        for want, j in s.value(i, known):
            if want.sort in ("variant", "error", "none"):
                yield want, j
                if s.low(j) in ("error", "errors"):
                    yield want, j + 1

    return read


def _maybe(s: Sentence) -> Any:
    def read(i: int) -> Iterator[tuple[Want, int]]:
        if i == s.end:
            yield error(), i
        for (want,), j in s.seq(i, "with", _value(s)):
            yield want, j

    return read


def _ends(s: Sentence, i: int) -> bool:
    return i == s.end or (i == s.end - 1 and s.low(i) == ")")


def _refused(want: Want) -> Want:
    return want._replace(fits=lambda gave: name_of(gave) in ("Err", "None") and want.fits(gave))


def _accepted() -> Want:
    return Want("accepted", "other", lambda gave: name_of(gave) not in ("Err", "None"))


__all__ = ["Property", "properties"]
