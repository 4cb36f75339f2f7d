"""Reads a sentence as a call with texts that are written out, and what comes of it: “`a//b` becomes `a/b`”, “joining `x` to `/y` gives `/y/x`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import is_known
from uowgen.claims.valued import wanted
from uowgen.claims.valued.matcher import SKIP, Matcher
from uowgen.claims.valued.tokens import number_of, root
from uowgen.claims.valued.wanted import Want, by_pattern, name_of, opened, pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.examples.stage import Called, Stage
    from uowgen.claims.valued.table import Answer
    from uowgen.claims.valued.tokens import Token

_NOUN = "path|paths|input|string|text|target|argument|name|value|literal|line|key|url|uri|address|bytes|word|token|version|request target|identifier|pattern|host|header|message|result of|what"
_FAILS = "fails|is refused|is rejected|is error|is invalid|errors|is not accepted|is not valid|is turned down|fails to parse|is illegal|is declined|gives error|yields error|returns error|are refused|are rejected|are errors"
_FAILS_WITH = (
    "fails with|is refused with|is refused as|is rejected with|is rejected as|errors with|is error ,|is error :|is answered with|ends in|are rejected with|are refused with|"
    "fails as|is reported as|is turned down with|is error|fails to parse with|is refused (|is rejected ("
)
_GIVES = "is|returns|gives|yields|produces|results in|evaluates to|equals|are|give|has|comes to|:"
_OKAY = "parses|parse|is accepted|is valid|is fine|works|succeeds|is allowed|is ok|parses without error|are accepted|passes|is legal|is taken"
_BECOMES = (
    "normalises to|normalizes to|normalises into|becomes|is turned into|turns into|comes out as|resolves to|canonicalises to|canonicalizes to|is normalised to|is normalized to|"
    "decodes to|is decoded to|is decoded as|decodes as|maps to|gives|yields|is|leaves|returns|is shortened to|is read as|is written as|prints as|displays as|equals|produces|results in|"
    "simplifies to|reduces to|folds to|collapses to|is stored as|is kept as|shows as|is shown as|is displayed as|you get|is reduced to|is collapsed to|is resolved to|hashes to|is escaped to|escapes to|"
    "trims to|is trimmed to|is parsed as|parses to|parses as|is mapped to|ends up as|is cut to|is encoded as|encodes to"
)
_SAME = (
    "come out same|come out alike|come out as same|are equal|compare equal|are same|are alike|normalise to same|normalize to same|give same|yield same|parse to same|are treated alike|parse alike|"
    "are equivalent|mean same|hash to same|are one and same|parse to equal values|name same"
)
_TAIL = "path|result|value|thing|text|way|name|one"
_PREPOSITIONS = ("to", "onto", "from", "with", "against", "in", "on", "by", "at", "under", "into", "and")
_RECEIVER_BEHIND = frozenset({"to", "onto", "from", "in", "on", "at", "into"})


class Said(NamedTuple):
    """A call, as the function and the expression. `named`: the words say which function."""

    f: Called
    expression: str
    named: bool


class Reading(NamedTuple):
    """What is claimed of one or two calls; `right` is given what they gave, `views` wants them as texts."""

    calls: tuple[Said, ...]
    want: Want | None = None
    text: str | None = None
    denied: bool = False


class Sentence(Matcher):
    """One sentence, before the functions that there are."""

    def __init__(self, tokens: tuple[Token, ...], stage: Stage) -> None:
        super().__init__(tokens)
        self.stage = stage

    # ---------------------------------------------------------------------------------------------------------- what is given

    def given(self, i: int) -> Iterator[tuple[str, int]]:
        """A text as it is written: in quotes, or in backticks where it is no code."""
        t = self.tokens[i] if i < self.end else None
        if t is None:
            return
        if t.sort == "text":
            yield t.raw, i + 1
        elif t.sort == "code" and re.fullmatch(r'"[^"]*"', t.raw.strip()):
            yield t.raw.strip()[1:-1], i + 1
        elif t.sort == "code" and self._is_plain(t.raw):
            yield t.raw, i + 1

    def _is_plain(self, raw: str) -> bool:
        if re.search(r"[()\"{}<>]|::|=>|->|^\S+\[\d", raw) or re.fullmatch(r"[-+]?\d\w*", raw):
            return False
        return not (raw.isidentifier() and (raw[:1].isupper() or is_known(self.stage.case, raw) or raw in ("true", "false")))

    def noun(self, i: int) -> Iterator[tuple[Any, int]]:
        """“the path”, “a target of”, or nothing."""
        yield SKIP, i
        for _, j in self.one(i, _NOUN):
            yield SKIP, j
            for _, k in self.one(j, "of|like|such as|is"):
                yield SKIP, k

    # -------------------------------------------------------------------------------------------------------------- calls

    def call(self, i: int) -> Iterator[tuple[Said, int]]:
        """A call in any form."""
        yield from self._as_code(i)
        yield from self._of_maker(i)
        yield from self._of_method(i)
        yield from self._of_two(i)

    def _as_code(self, i: int) -> Iterator[tuple[Said, int]]:
        raw = self.tokens[i].raw.strip() if i < self.end and self.tokens[i].sort == "code" else ""
        m = re.fullmatch(r'(?:(\w+)::)?(\w+)\(\s*((?:&?b?"[^"]*"\s*,?\s*)+)\)', raw)
        if m is None:
            return
        given = tuple(re.findall(r'"([^"]*)"', m[3]))
        for f in self.stage.functions:
            if f.name == m[2] and not f.receiver and m[1] in (None, f.of, "Self"):
                yield from self._made(f, given, "", i + 1, named=True)

    def _of_maker(self, i: int) -> Iterator[tuple[Said, int]]:
        for (text,), j in self.seq(i, self.noun, self.given):
            spoken = j > i + 1  # “the path `..`”: all that is given, where `..` alone may be a part of it
            for f in self.stage.makers if (spoken or is_whole(text)) and not self.stage.changing else ():
                yield from self._made(f, (text,), "", j, named=self.stage.alone)
        for f in self.stage.makers:
            for _, j in self._verb(i, f):
                for (text,), k in self.seq(j, "of|on|for|with|given?", self.noun, self.given):
                    yield from self._made(f, (text,), "", k, named=True)

    def _of_method(self, i: int) -> Iterator[tuple[Said, int]]:
        for f in self.stage.methods:
            if f.takes:
                continue
            for _, j in self.named(i, f):
                for (text,), k in self.seq(j, "of|on|for|in|from", self.noun, self.given):
                    yield from self._made(f, (), text, k, named=True)

    def _of_two(self, i: int) -> Iterator[tuple[Said, int]]:
        for f in self.stage.functions:
            if len(f.takes) == 1 and f.receiver and f in self.stage.methods:
                for _, j in self._verb(i, f):
                    for (a, between, b), k in self.seq(j, self.given, self._between, self.noun, self.given):
                        text, on = (a, b) if between in _RECEIVER_BEHIND else (b, a)
                        yield from self._made(f, (text,), on, k, named=True)
            if len(f.takes) == 2 and not f.receiver:
                for _, j in self._verb(i, f):
                    for (a, _between, b), k in self.seq(j, self.given, self._between, self.noun, self.given):
                        yield from self._made(f, (a, b), "", k, named=False)
                        yield from self._made(f, (b, a), "", k, named=False)

    def _between(self, i: int) -> Iterator[tuple[str, int]]:
        if self.low(i) in _PREPOSITIONS:
            yield self.low(i), i + 1

    def _made(self, f: Called, given: tuple[str, ...], on: str, end: int, *, named: bool) -> Iterator[tuple[Said, int]]:
        expression = self.stage.call(f, given, on)
        if expression is not None:
            yield Said(f, expression, named), end

    def named(self, i: int, f: Called) -> Iterator[tuple[Any, int]]:
        """The name of a function, or its words."""
        raw = self.tokens[i].raw.strip() if i < self.end else ""
        if raw.removesuffix("()").rpartition("::")[2] == f.name and self.tokens[i].sort == "code":
            yield SKIP, i + 1
        words = [w for w in f.name.split("_") if w]
        words = words[1:] if len(words) > 1 and words[0] in ("get", "to", "as") else words
        if all(self.low(i + n) and root(self.low(i + n)) == root(w) for n, w in enumerate(words)):
            yield SKIP, i + len(words)

    def _verb(self, i: int, f: Called) -> Iterator[tuple[Any, int]]:
        """“parsing”, “`join` of”, “calling `parse` with”."""
        start = i + 1 if self.low(i) in ("calling", "invoking", "running") else i
        yield from self.named(start, f)
        words = [w for w in f.name.split("_") if w]
        if (
            len(words) > 1
            and self.low(i)
            and root(self.low(i)) == root(words[0])
            and words[1] in ("str", "path", "bytes", "text", "prefix", "from", "string", "with")
        ):
            yield SKIP, i + 1

    # ----------------------------------------------------------------------------------------------------------- readings

    def readings(self) -> Iterator[Reading]:
        """All readings of the whole sentence."""
        known = lambda head: is_known(self.stage.case, head)  # noqa: E731
        for said, j in self.call(0):
            for words, want in ((_FAILS, wanted.refusal()), (_OKAY, _accepted())):
                if any(k == self.end for _, k in self.seq(j, words, "fine|as well|too|without error*")):
                    yield Reading((said,), want)
            if any(k == self.end for _, k in self.seq(j, "does|do|is", "not", "parse|accepted|valid|succeed|allowed|legal")):
                yield Reading((said,), wanted.refusal())
            for (want,), k in self.seq(j, _FAILS_WITH, lambda n: self.value(n, known)):
                if self._ends(k) and want.sort in ("variant", "error", "none"):
                    yield Reading((said,), _of_error(want))
            for (want,), k in self.seq(j, _GIVES, lambda n: self.value(n, known)):
                if self._ends(k):
                    yield Reading((said,), want)
            for (text,), k in self.seq(j, _BECOMES, self.noun, self.given):
                if self._ends(k) and self.stage.views(said.f):
                    yield Reading((said,), None, text)
            for (other,), k in self.seq(j, "and|as well as", self.call):
                if other.f is said.f and any(e == self.end for _, e in self.seq(k, _SAME, f"{_TAIL}?")):
                    yield Reading((said, other))
        yield from self._of_truth()

    def _of_truth(self) -> Iterator[Reading]:
        """“`/ab` does not start with `/a`”."""
        for f in self.stage.methods:
            if len(f.takes) != 1 or f.gives != "bool":
                continue
            words = [w for w in f.name.split("_") if w not in ("is", "has")]

            def verb(i: int, words: list[str] = words) -> Iterator[tuple[Any, int]]:
                if all(self.low(i + n) and root(self.low(i + n)) == root(w) for n, w in enumerate(words)):
                    yield SKIP, i + len(words)

            for (on, denied, text), k in self.seq(
                0, self.noun, self.given, "does|is|do*", self._denial, verb, "of|with|in*", self.noun, self.given
            ):
                if self._ends(k):
                    for said, _ in self._made(f, (text,), on, k, named=True):
                        yield Reading((said,), wanted.truth(not denied))

    def _denial(self, i: int) -> Iterator[tuple[bool, int]]:
        if self.low(i) in ("not", "never"):
            yield True, i + 1
        else:
            yield False, i

    def _ends(self, i: int) -> bool:
        return i == self.end or (i == self.end - 1 and self.low(i) == ")")

    def value(self, i: int, known: Any) -> Iterator[tuple[Want, int]]:
        """What is given: a variant, an error, nothing, a number or a truth."""
        t = self.tokens[i] if i < self.end else None
        if t is None:
            return
        if t.sort in ("number", "code") and (n := number_of(t.raw.strip())) is not None:
            yield wanted.number(n), i + 1
        if t.low in ("true", "false") or t.raw in ("true", "false"):
            yield wanted.truth(t.raw.lower() == "true"), i + 1
        if t.low in ("nothing", "none") or t.raw == "None":
            yield Want("`None`", "none", lambda gave: name_of(gave) == "None"), i + 1
        if t.low in ("error", "failure"):
            yield wanted.error(), i + 1
        if t.sort in ("code", "word") and (t.sort == "code" or t.raw[:1].isupper()) and t.raw != "None":
            pattern = pattern_of(t.raw)
            found = by_pattern(pattern, known) if pattern is not None and pattern.head[:1].isupper() else None
            if found is not None:
                yield _either(found), i + 1


def is_whole(text: str) -> bool:
    """Whether a text is all of an input, and not a mark or an escape that may stand anywhere in one."""
    return text in ("", "/") or bool(re.search(r"[A-Za-z0-9]", text) and not re.match(r"[^A-Za-z0-9/]", text) and len(text) > 1)


def _either(want: Want) -> Want:
    """A variant, as what is given or as the error of it."""
    if want.sort != "variant":
        return want
    return want._replace(fits=lambda gave: want.fits(gave[1].get("0") if name_of(gave) == "Err" else gave))  # type: ignore[index]


def _of_error(want: Want) -> Want:
    """The same of a call that has to fail."""
    return want._replace(fits=lambda gave: name_of(gave) in ("Err", "None") and want.fits(gave))


def _accepted() -> Want:
    return Want("accepted", "other", lambda gave: name_of(gave) not in ("Err", "None"))


def texts_in(answer: Answer) -> str | None:
    """The text that an answer is, alone or in `Some` and `Ok`."""
    it = opened(answer.value)
    return it if isinstance(it, str) else None


__all__ = ["Reading", "Said", "Sentence", "is_whole", "texts_in"]
