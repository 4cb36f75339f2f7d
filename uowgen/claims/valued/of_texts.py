"""Sentences on the texts of variants: “every message starts with "net: "”, “the lane is shown in decimal”, “names never include the payload”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.integers import INTS
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.shapes import plain_of
from uowgen.facts.documentation import comment_of
from uowgen.facts.members import carried, variants_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.claims import Row
    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.table import Function

STARTS = "starts with|start with|begins with|begin with|is prefixed with|are prefixed with|has prefix|have prefix|carries prefix"
ENDS = "ends with|end with|ends in|end in"
HOLDS = "includes|include|contains|contain|shows|show|prints|print|mentions|mention|has|gives|names|carries|tells|displays|display|reports"
_IS_SHOWN = "is|are"
_SHOWN = "printed|shown|displayed|formatted|written|rendered|given|output"
_TEXT = "message|text|output|string|display|line|description"
_DIGITS = {"two": 2, "four": 4, "eight": 8, "sixteen": 16, "2": 2, "4": 4, "8": 8, "16": 16, "three": 3, "3": 3}


class Form(NamedTuple):
    """How a number is written: in hexadecimal or not, with how many digits at least, whether behind `0x`."""

    hexadecimal: bool
    digits: int = 0
    marked: bool = False


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on texts."""
    shown = next((f for f in r.table.functions if f.name == "Display"), None)
    if shown is not None:
        yield from _messages(r, shown)
        yield from _numbers(r, shown)
    for f in r.table.functions:
        if f.sort == "query" and f.text and f.name != "Display":
            yield from _names(r, f, shown)


def _asked(r: Phrases, f: Function, rows: tuple[Row, ...], right: Callable[[Row, str], bool | None]) -> tuple[Trial, ...]:
    def trial(row: Row) -> Trial:
        def ask(own: bool) -> bool | None:
            answer = r.table.gave(f, row, own=own)
            if not answer.known or not isinstance(answer.value, str):
                return None if not answer.panic else False
            return right(row, answer.value)

        return Trial(f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", ask)

    return tuple(trial(row) for row in rows)


def _all(r: Phrases) -> tuple[Row, ...]:
    return tuple(r.table.rows(r.shape.name)) if r.table.complete(r.shape.name) else ()


def quoted(r: Phrases) -> Any:
    def read(i: int) -> Iterator[tuple[str, int]]:
        code = i < r.end and r.tokens[i].sort == "code" and re.fullmatch(r"[\w:]+(\(\))?", r.tokens[i].raw)
        if i < r.end and r.tokens[i].sort in ("text", "code") and not code:
            yield r.tokens[i].raw.strip('"') if r.tokens[i].sort == "code" else r.tokens[i].raw, i + 1

    return read


def display_of(r: Phrases) -> Any:
    """“`Display`”, “every message”, “the display output”."""

    def read(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, "every|each|all?", f"{_TEXT}|messages|texts", "output|text|form?"):
            yield SKIP, j
        for _, j in r.seq(i, r.named_code("Display"), "output|text|impl|form?"):
            yield SKIP, j

    return read


def _messages(r: Phrases, f: Function) -> Iterator[Claim]:
    display, said = display_of(r), quoted(r)
    every = "every message|all messages|each message|every line|all its output|its output|every variant|all variants|every text|output|messages"
    for (s,) in [
        *r.full(display, "prefixes|starts|begins", every, "with", said),
        *r.full(display, STARTS, "prefix?", said),
        *r.full(display, "puts", said, "in front of|before", every),
    ]:
        yield Claim(_asked(r, f, _all(r), lambda row, text, s=s: text.startswith(s)))  # type: ignore[misc]
    for (s,) in r.full(display, ENDS, said):
        yield Claim(_asked(r, f, _all(r), lambda row, text, s=s: text.endswith(s)))  # type: ignore[misc]
    for (s,) in r.full(display, HOLDS, said):
        yield Claim(_asked(r, f, _all(r), lambda row, text, s=s: s in text))  # type: ignore[misc]
    for denied, fs in r.full(display, "does?", r.denial, HOLDS, "its|their|numeric|also*", r.function):
        for q in fs:
            if q is not f:
                yield Claim(_asked(r, f, _all(r), lambda row, text, q=q, d=denied: _has(r, q, row, text, denied=d)))  # type: ignore[misc]
    for s, fs in r.full(
        lambda i: r.some(r.shape, i),
        f"{HOLDS}|display as|are displayed as|is displayed as",
        "its|their",
        r.function,
        "after|behind",
        "prefix|common prefix",
    ):
        for q in fs:
            yield Claim(_after_prefix(r, f, q, s), s.sure)
    marks = "parentheses|brackets|round brackets|parens"
    for fs, gs in [
        *r.full(
            display,
            HOLDS,
            "its?",
            r.function,
            "with|and|followed by|, then|then|, followed by",
            "its?",
            r.function,
            "in|within|between",
            marks,
        ),
        *r.full(display, "is|are", r.function, "with|and|followed by", r.function, "in|within", marks),
    ]:
        for q, g in ((q, g) for q in fs for g in gs if q is not g and f not in (q, g)):
            yield Claim(_asked(r, f, _all(r), lambda row, text, q=q, g=g: _in_marks(r, q, g, row, text)))  # type: ignore[misc]
    for (fs,) in r.full(display, "is|equals|is same as|prints just|prints only", r.function):
        for q in fs:
            if q is not f and q.text:
                yield Claim(_asked(r, f, _all(r), lambda row, text, q=q: text == r.table.gave(q, row, own=False).value))  # type: ignore[misc]


def _in_marks(r: Phrases, q: Function, g: Function, row: Row, text: str) -> bool | None:
    """Whether the text has what one function gives, and behind it what another does in parentheses."""
    first, second = (r.table.gave(x, row, own=False) for x in (q, g))
    if not first.known or not second.known or first.panic or second.panic:
        return None
    return re.search(rf"{re.escape(str(first.value))}.*\({re.escape(str(second.value))}\)", text) is not None


def _has(r: Phrases, q: Function, row: Row, text: str, *, denied: bool) -> bool | None:
    """Whether the text has in it what another function gives, a number in any base."""
    answer = r.table.gave(q, row, own=False)
    if not answer.known or answer.panic:
        return None
    value = answer.value
    forms = [value] if isinstance(value, str) else []
    if isinstance(value, int) and not isinstance(value, bool):
        forms = [str(value), str(abs(value)), f"{abs(value):x}", f"{abs(value):X}"]
    if not forms:
        return None
    found = any(
        re.search(rf"(?<![0-9a-zA-Z]){re.escape(s)}(?![0-9a-zA-Z])|0x0*{re.escape(s)}(?![0-9a-zA-Z])", text)
        or (isinstance(value, str) and s in text)
        for s in forms
    )
    return found is not denied


def _after_prefix(r: Phrases, f: Function, q: Function, s: Some) -> tuple[Trial, ...]:
    """That of each the text ends with what the other function gives, and that before it is the same for all."""
    first = s.rows[0]

    def right(row: Row, own: bool) -> bool | None:
        texts = [(r.table.gave(f, x, own=own).value, r.table.gave(q, x, own=own).value) for x in (first, row)]
        (a, b), (c, d) = texts
        if not (isinstance(a, str) and isinstance(b, str) and isinstance(c, str) and isinstance(d, str)):
            return None
        return a.endswith(b) and c.endswith(d) and bool(a.removesuffix(b)) and a.removesuffix(b) == c.removesuffix(d)

    return tuple(
        Trial(
            f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}",
            lambda own, row=row: right(row, own),  # type: ignore[misc]
        )
        for row in s.rows
    )


# -------------------------------------------------------------------------------------------------------------- numbers


def form_of(r: Phrases) -> Any:
    """“in decimal”, “as zero-padded hex, 8 digits”, “as eight hex digits with a 0x prefix”."""

    def read(i: int) -> Iterator[tuple[Form, int]]:
        for _, j in r.one(i, "in|as"):
            for _, k in r.seq(j, "plain|unsigned?", "decimal|decimal number|decimal digits|base 10|decimals"):
                yield Form(False), k
            for padded, k in ((False, j), *((True, e) for _, e in r.one(j, "zero-padded|padded|zero padded"))):
                count = _DIGITS.get(r.tokens[k].raw.lower(), 0) if k < r.end else 0
                start = k + 1 if count else k
                for _, m in r.one(start, "zero-padded|padded*"):
                    for _, e in r.one(
                        m, "hex digits|hexadecimal digits|hex|hexadecimal|hex number|digit hex|digits of hex|hex digits wide"
                    ):
                        for digits, end in _width(e, count):
                            for marked, stop in (
                                (False, end),
                                *((True, x) for _, x in r.one(end, "with 0x prefix|with 0x|with leading 0x|prefixed with 0x")),
                            ):
                                if digits or not padded:
                                    yield Form(True, digits, marked), stop

    def _width(i: int, count: int) -> Iterator[tuple[int, int]]:
        yield count, i
        for _, j in r.one(i, ",|of|with|("):
            n = _DIGITS.get(r.tokens[j].raw.lower(), 0) if j < r.end else 0
            if n and not count:
                for _, k in r.one(j + 1, "digits|digits wide|digit|hex digits"):
                    yield n, k + (r.low(k) == ")")

    return read


def _numbers(r: Phrases, f: Function) -> Iterator[Claim]:
    def some(i: int) -> Iterator[tuple[Some, int]]:
        yield from r.some(r.shape, i)

    message = f"{_TEXT}|its message|its text?"
    found: list[tuple[Some, Form]] = []
    found += list(r.full(r.carried_only, "in|of|for|from", some, message, _IS_SHOWN, _SHOWN, form_of(r)))
    found += list(r.full(some, r.carried_only, _IS_SHOWN, _SHOWN, form_of(r)))
    found += list(r.full(some, "prints|shows|displays|formats|writes|renders", "its?", r.carried_only, form_of(r)))
    found += list(r.full(display_of(r), "of|for|on", some, HOLDS, "its?", r.carried_only, form_of(r)))
    found += list(r.full(display_of(r), HOLDS, r.carried_only, "of|in|for", some, form_of(r)))
    for places, how in r.full(display_of(r), HOLDS, places_called(r), form_of(r)):
        names = list(r.shape.variants)
        rows = tuple(row for n in places for row in r.table.rows(r.shape.name, names[n]) if (number_held(r, row, places) or 0) > 9)
        if {row[0] for row in rows} == set(places):
            yield Claim(_asked(r, f, rows, lambda row, text, m=how, at=places: _written(number_held(r, row, at) or 0, m, text)))  # type: ignore[misc]
    for s, how in found:
        yield Claim(_asked(r, f, _telling(r, s, how), lambda row, text, m=how: _written(row[1], m, text)), s.sure)  # type: ignore[misc]


def places_called(r: Phrases) -> Any:
    """“addresses”, “the fault address”: which of the numbers of each variant is called so, by its field, else by the variant or its comment."""

    def read(i: int) -> Iterator[tuple[dict[int, int], int]]:
        for width in (1, 2):
            if i + width > r.end or any(r.tokens[i + n].sort != "word" for n in range(width)):
                continue
            said = {form(r.low(i + n)) for n in range(width)}
            found = {n: k for n, v in enumerate(variants_of(r.shape.declaration).all) if (k := _place(r, n, v, said)) is not None}
            if found:
                yield found, i + width

    return read


def number_held(r: Phrases, row: Row, places: dict[int, int]) -> int | None:
    """The number of a value that stands at the place of its variant."""
    held = list(plain_of(r.shape, row)[1].values())
    value = held[places[row[0]]] if places[row[0]] < len(held) else None
    return value if type(value) is int else None


def _place(r: Phrases, n: int, variant: Any, said: set[str]) -> int | None:
    kinds = list(r.shape.variants.values())[n] or ()
    names = [e.partition(":")[0].strip() for e in carried(variant).strip("{} ").split(",") if ":" in e]
    named = [k for k, name in enumerate(names) if said <= set(parts(name))]
    if len(named) == 1 and len(names) == len(kinds) and kinds[named[0]] in INTS:
        return named[0]
    words = set(parts(variant.name)) | {form(w) for w in re.findall(r"\w+", _comment(r, variant.name))}
    return 0 if not names and len(kinds) == 1 and kinds[0] in INTS and said <= words else None


def _comment(r: Phrases, variant: str) -> str:
    declared = r.shape.declaration
    found = [d for d in declared.file.declarations() if d.item.kind == "variant" and d.item.name == variant]
    return " ".join(comment_of(d) for d in found if declared.line <= d.line <= declared.end_line)


def _telling(r: Phrases, s: Some, form: Form) -> tuple[Row, ...]:
    """The values with one number, which is not the same in both bases."""
    kinds = list(r.shape.variants.values())
    return tuple(
        row for row in s.rows if len(kinds[row[0]] or ()) == 1 and r.shape.only_numbers(row[0]) and (row[1] > 9 or form.digits > 1)
    )


def _written(n: int, form: Form, text: str) -> bool | None:
    """Whether the number stands in the text so; None for a number that looks the same in every base."""
    if not form.hexadecimal:
        return None if n < 10 and "0x" not in text else bool(re.search(rf"(?<![0-9a-zA-Z]){n}(?![0-9a-zA-Z])", text))
    for digits in (f"{n:0{form.digits}x}", f"{n:0{form.digits}X}"):
        more = "" if form.digits else "0*"  # how many digits there are was not said
        found = re.search(rf"(?<![0-9a-fA-F])(0x)?{more}{digits}(?![0-9a-zA-Z])", text)
        if found and (found[1] or not form.marked):
            return True
    return False if n > 9 or form.digits > 1 else None


# ---------------------------------------------------------------------------------------------------------------- names


def _names(r: Phrases, f: Function, shown: Function | None) -> Iterator[Claim]:
    def mine(i: int) -> Iterator[tuple[Any, int]]:
        for fs, j in r.function(i):
            if f in fs:
                yield SKIP, j

    def example(i: int) -> Iterator[tuple[Any, int]]:
        yield SKIP, i
        for _, j in r.one(i, ", e . g .|, e . g|, like|, such as|, as in|e . g .|(|like"):
            if j < r.end and r.tokens[j].sort in ("text", "code"):
                yield SKIP, j + 1 + (r.low(j + 1) == ")")

    order = list(r.shape.variants)
    never = r.denial
    for denied, _ in ((d, 0) for (d,) in r.full(mine, "does|do?", never, HOLDS, r.carried_only)):
        yield Claim(
            _asked(
                r,
                f,
                tuple(x for x in _all(r) if r.shape.only_numbers(x[0])),
                lambda row, text, d=denied: _shows(row[1], text) is not d,  # type: ignore[misc]
            )
        )
    same = "variant identifiers|variant identifier|variant names|variant name|identifiers of variants|names of variants|identifiers|name of variant|identifier of variant"
    for _ in [
        *r.full(mine, "is|are|equals|match|matches|returns|gives", "exactly|just?", same, example),
        *r.full(mine, "is|are", "same as|identical to", same, example),
        *r.full(mine, "matches|match|equals", "variant|variants", example),
        *r.full(
            mine,
            "is|are|returns|gives",
            "exactly|just?",
            same,
            ",?",
            "without payload|without its payload|without fields|without what it carries|not payload|whatever it carries|whatever inner error",
        ),
    ]:
        yield Claim(_asked(r, f, _all(r), lambda row, text: text == order[row[0]]))
    lower = "lower-case|lowercase|lower case"
    for _ in r.full(mine, "is|are|equals|returns|gives", lower, same, example):
        yield Claim(_asked(r, f, _all(r), lambda row, text: text == order[row[0]].lower()))
    del shown


def _shows(n: int, text: str) -> bool:
    return any(re.search(rf"(?<![0-9a-zA-Z])(0x0*)?{s}(?![0-9a-zA-Z])", text) for s in (str(n), f"{n:x}", f"{n:X}"))


__all__ = ["ENDS", "HOLDS", "STARTS", "claims", "display_of", "form_of", "number_held", "places_called", "quoted"]
