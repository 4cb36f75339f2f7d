"""Reads what is said of a method of a type around one number: “keeps aligned addresses, `None` past the last page”.

A sentence is made of claims, each `kind|what`, of conditions (`<:LIMIT`, `aligned:page`, `overflow`, `above:base`) and of values
(`low:12`, `bits:3:8`, `offset:page`). All words must be taken up.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_IS = frozenset("is gives returns yields computes equals".split())
_VALUES = frozenset(
    "value values number numbers address addresses index indices indexes id ids anything everything any all those one ones input inputs sector sectors "
    "frame frames page pages block blocks offset offsets raw integer integers every each".split()
)
_NOTHING = frozenset({"none", "nothing", "error"})
_WHEN = frozenset("if when for where on at from past beyond above".split())
_JOINS = frozenset({",", ";", "and", "or", "but"})
_HIGHER = frozenset("above higher larger greater bigger later beyond after".split())
_LOWER = frozenset("below lower smaller less earlier before under".split())
_UNITS = frozenset("page block frame sector line chunk granule cluster word cacheline cache slot".split())
_ORDERS = (
    ("at or above", ">="), ("at or over", ">="), ("at least", ">="), ("from", ">="), ("not below", ">="), ("equal to or above", ">="), ("above", ">"), ("over", ">"),
    ("beyond", ">"), ("past", ">"), ("greater than", ">"), ("larger than", ">"), ("higher than", ">"), ("more than", ">"), ("bigger than", ">"),
    ("at or below", "<="), ("at most", "<="), ("up to and including", "<="), ("not above", "<="), ("no larger than", "<="), ("up to", "<="),
    ("below", "<"), ("less than", "<"), ("smaller than", "<"), ("lower than", "<"), ("under", "<"),
)  # fmt: skip


def said(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The claims from the word `n` to the end of the sentence, between zero bytes."""
    reader = WordReader(words, n, known)
    rows: list[str] = []
    while not reader.done:
        if rows and not (reader.over(_JOINS, _JOINS) or reader.over(_JOINS)):
            return
        row = _claim(reader, bool(rows))
        if not row:
            return
        rows.append(row)
    if rows:
        yield "\0".join(rows), len(words)


def _claim(r: WordReader, further: bool) -> str:
    start = r.at
    for form in (_stops, _accepts, _rejects, _clears, _keeps, _levels, _hands_back, _nothing, _bits, _truth):
        r.at = start
        found = form(r, further)
        if found:
            return found
    return ""


def _stops(r: WordReader, _further: bool) -> str:
    """“stops at `MAX`”, “saturates at zero”."""
    if not (
        r.said("stops at", "saturates at", "sticks at", "is capped at", "is clamped to", "clamps to", "never goes past", "ends at")
    ):
        return ""
    limit = r.constant() or r.number()
    return f"stops|{limit}" if limit else ""


def _accepts(r: WordReader, _further: bool) -> str:
    """“accepts values below 1 << 39 only”, “takes only numbers up to `MAX`”."""
    some = r.over(_IS) and r.raw() == "Some"
    r.at += some
    if not some and not r.over(frozenset({"accepts", "takes", "allows", "admits"})):
        return ""
    only = r.said("only", "just", "exactly")
    only = r.said("only", "just", "exactly") or only
    r.said("for", "if", "when") if some else None
    condition = _both(r)
    only = r.said("only", "and nothing else", "and no others", ", nothing else") or only
    return f"accepts|{condition}" if condition and only else ""


def _both(r: WordReader) -> str:
    """“page-aligned addresses below `LIMIT`”: one condition, or two that must both be so."""
    r.any_of(_VALUES - _UNITS)
    place = r.at
    low = r.constant() or r.number()
    if low and r.over(frozenset({"to", "through", "-", "–"})) and (high := r.constant() or r.number()):
        return f"in:{low}:{high}"
    r.at = place
    if ".." in r.raw():
        low, _, high = r.raw().partition("..")
        bounds = (low.strip(), high.lstrip("=").strip() if high.startswith("=") else f"{high.strip()} - 1")
        if all(_is_limit(b) for b in bounds):
            r.at += 1
            return f"in:{bounds[0]}:{bounds[1]}"
    first = _aligned(r)
    r.any_of(_VALUES)
    start = r.at
    r.over(frozenset({"and", "that"}))
    more = _condition(r)
    if not more:
        r.at = start
    return " && ".join(c for c in (first, more) if c)


def _rejects(r: WordReader, _further: bool) -> str:
    """“rejects addresses above `MAX`”, “refuses numbers at or above 1 << 39”."""
    if not (
        r.over(frozenset({"rejects", "refuses", "denies", "excludes", "disallows"}))
        or r.said("does not accept", "never accepts", "fails for", "fails on")
    ):
        return ""
    condition = _several(r)
    if condition and r.over(frozenset({"with", "as"})):
        if not r.raw()[:1].isupper() or "(" in r.raw():
            return ""
        error = r.raw()
        r.at += 1
        return f"rejects|{condition}|{error}" if error != "None" else f"rejects|{condition}"
    return f"rejects|{condition}" if condition else ""


def _several(r: WordReader) -> str:
    """“0 and values above `MAX`”, “zero, odd ones and anything from `LIMIT`”: numbers and conditions of which any will do."""
    found: list[str] = []
    while True:
        before = r.at
        r.said("both", "either") if not found else None
        r.over(_WHEN & {"for", "if", "when"})
        start = r.at
        one = _figure(r)
        if not one:
            r.at = start
            r.any_of(_VALUES)
            one = _condition(r)
        if not one:
            r.at = before
            break
        found.append(one)
        before = r.at
        if r.done or not (r.said("as well as") or r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            break
    if found and r.at != before and not r.done:
        r.at = before
    return " || ".join(found)


def _figure(r: WordReader) -> str:
    """“0”, “the value zero”, “`LIMIT`”: one number, with nothing behind it that would make more of it."""
    r.any_of(_VALUES)
    number = r.constant() or r.number()
    if number and (r.done or r.text() in _JOINS | {"with", "as"}):
        return f"==:{number}"
    if number and r.raw() in ("..=", "..", "to", "through", "-", "–"):
        return ""
    return ""


def _outside(r: WordReader) -> str:
    """“outside `1..=255`”, “not in 1 to `MAX`”, “in `1..=MAX`” as `in:low:high` with both ends, negated with `!`."""
    negated = r.said("outside of", "outside", "out of", "beyond range of", "not in", "not within", "not between")
    if not negated and not r.said("in range", "within", "in", "between", "from"):
        return ""
    r.over(frozenset({"range", "bounds"}))
    first, dots, last = r.raw().partition("..")
    if dots and not r.done:
        r.at += 1
        closed = last.startswith("=")
        last = last.lstrip("=").strip()
        bounds = (first.strip().lstrip("("), last.rstrip(")") if closed else f"{last} - 1")
    else:
        low = r.constant() or r.number()
        if not low or not r.over(frozenset({"to", "through", "and", "-", "–"})):
            return ""
        bounds = (low, r.constant() or r.number())
    if not all(_is_limit(b) for b in bounds):
        return ""
    return f"{'!' if negated else ''}in:{bounds[0]}:{bounds[1]}"


def _is_limit(text: str) -> bool:
    return bool(text) and all(
        p[:1].isdigit() or p in "-+*" or p.rpartition("::")[2].replace("_", "").isupper() for p in text.split()
    )


def _clears(r: WordReader, _further: bool) -> str:
    """“clears the page offset”, “clears the low 12 bits”, “drops the offset in the block”."""
    if not r.over(frozenset({"clears", "drops", "masks", "zeroes", "removes", "strips"})):
        return ""
    r.over(frozenset({"out", "off", "away"}))
    value = _value(r)
    return f"clears|{value}" if value.startswith(("low", "offset")) else ""


def _keeps(r: WordReader, _further: bool) -> str:
    """“keeps aligned addresses”, “leaves aligned ones alone”, “returns aligned addresses unchanged”."""
    verb = r.text()
    if not r.over(frozenset({"keeps", "leaves", "returns", "gives"})):
        return ""
    condition = _aligned(r)
    if not condition:
        return ""
    r.any_of(_VALUES)
    same = r.said("unchanged", "alone", "as they are", "as it is", "as is", "untouched", "same")
    return f"keeps|{condition}" if same or verb == "keeps" else ""


def _aligned(r: WordReader) -> str:
    start = r.at
    if r.said("already"):
        pass
    if r.text().endswith("-aligned"):
        unit = r.text().removesuffix("-aligned")
        r.at += 1
        return f"aligned:{unit}"
    unit = r.text() if r.text() in _UNITS and r.text(1) == "aligned" else ""
    if unit:
        r.at += 1
    if r.over(frozenset({"aligned"})):
        return f"aligned:{unit}"
    if r.said("multiple of", "multiples of"):
        limit = r.constant()
        if limit:
            return f"multiple:{limit}"
    r.at = start
    return ""


def _levels(r: WordReader, _further: bool) -> str:
    """“takes 9 bits per level, level 0 from bit 12”: digits of a number, counted from the lowest."""
    if not r.over(frozenset({"takes", "uses", "gives", "extracts", "returns", "picks", "is", "reads", "selects"})):
        return ""
    width = r.number()
    if not width or not r.said("bits per", "bits for each", "bits of each", "bits for every"):
        return ""
    level = r.text()
    if not level.isalpha():
        return ""
    r.at += 1
    r.over(frozenset({","}))
    r.over(frozenset({"with", "and"}))
    if not r.over(frozenset({level})):
        return ""
    zero = r.number()
    r.over(frozenset({"starts", "begins", "starting", "beginning", "is", "being"}))
    if zero not in ("0", "1") or not r.said("from bit", "at bit", "with bit"):
        return ""
    first = r.number()
    return f"levels|{width}:{zero}:{first}" if first else ""


def _hands_back(r: WordReader, _further: bool) -> str:
    """“hands the rejected number back as error”, “returns the refused value as its error”, “fails with the number it was given”."""
    adjectives = frozenset({"rejected", "refused", "original", "given", "invalid", "bad", "raw", "offending"})
    if r.over(frozenset({"hands", "gives", "returns", "passes", "reports", "yields"})):
        r.over(frozenset({"back"}))
        named = False
        while r.over(adjectives):
            named = True
        if not named or not r.over(_VALUES):
            return ""
        r.over(frozenset({"back"}))
        return (
            "error|same"
            if r.said("as error", "as its error", "as err", "in error", "in err", "in its error") or _code(r, "Err")
            else ""
        )
    if r.said("fails with", "errors with"):
        r.over(adjectives)
        if not r.over(_VALUES):
            return ""
        r.said("it was given", "that was given", "that it was given", "itself")
        return "error|same"
    return ""


def _code(r: WordReader, name: str) -> bool:
    """“as `Err`”, “in `Err`”."""
    if r.text() in ("as", "in") and r.raw(1) == name:
        r.at += 2
        return True
    return False


def _nothing(r: WordReader, further: bool) -> str:
    """“returns `None` on overflow or beyond `MAX`”, “is `None` if the base is above”, “`None` past the last page”."""
    if not r.over(_IS) and not further:
        return ""
    if r.raw() == "None" or r.text() in _NOTHING:
        r.at += 1
    else:
        return ""
    start = r.at
    condition = _several(r) if r.text() in ("for", "on", "if", "when") else ""
    if condition:
        return f"none|{condition}"
    r.at = start
    condition = _condition(r)
    while condition:
        start = r.at
        if not r.over(frozenset({"or"}), _JOINS) and not r.over(frozenset({"or"})):
            break
        more = _condition(r)
        if not more:
            r.at = start
            break
        condition += f" || {more}"
    return f"none|{condition}" if condition else ""


def _condition(r: WordReader) -> str:
    """One condition on the number, on what it becomes, or on what is given."""
    start = r.at
    if r.said(
        "on overflow",
        "if it overflows",
        "when it overflows",
        "on wraparound",
        "on wrap-around",
        "if sum overflows",
        "if result overflows",
        "when sum overflows",
    ):
        return "overflow"
    if r.said(
        "on underflow", "below zero", "below 0", "if it underflows", "if result would be negative", "if it would be negative"
    ):
        return "underflow"
    for unit in _UNITS:
        if r.said(*(f"{word} last {unit}" for word in ("past", "beyond", "behind", "after", "above"))):
            return f"past:{unit}"
    if r.text() in ("for", "at", "on") and r.text(1) in _VALUES | _UNITS and r.raw(2) in ("0", "zero"):
        r.at += 3
        return "==:0"
    r.over(frozenset({"if", "when", "where", "for"}))
    r.over(frozenset({"result", "sum", "it"}))
    subject = _subject(r)
    if subject is not None:
        name, sign = subject
        return f"{sign}:{name}"
    r.any_of(_VALUES)
    place = r.at
    if bounds := _outside(r):
        return bounds
    r.at = place
    r.over(frozenset({"that", "which"}))
    r.over(frozenset({"is", "are", "lies", "lie", "would", "exceeds", "exceed"}))
    lead = r.words[r.at - 1].text if r.at > start else ""
    r.over(frozenset({"be"}))
    if lead in ("exceeds", "exceed"):
        limit = r.constant()
        return f">:{limit}" if limit else ""
    negated = r.over(frozenset({"not", "no"}))
    aligned = _aligned(r)
    if aligned:
        return ("!" if negated else "") + aligned
    if negated:
        r.at = start
        return ""
    for phrase, sign in _ORDERS:
        if r.said(phrase):
            limit = r.constant()
            if limit:
                r.said("on") if sign == ">=" and phrase == "from" else None
                return f"{sign}:{limit}"
            break
    r.at = start
    return ""


def _subject(r: WordReader) -> tuple[str, str] | None:
    """“the base is above”, “`base` is higher than `self`”: a parameter that is compared with the value itself."""
    start = r.at
    name = r.raw()
    if name.isidentifier() and name.islower() and not (not r.words[r.at].code and name in ("not", "no", *_IS, *_ORDER_WORDS)):
        r.at += 1
        if r.over(frozenset({"is", "lies"})):
            sign = "above" if r.text() in _HIGHER else "below" if r.text() in _LOWER else ""
            if sign:
                r.at += 1
                if r.over(frozenset({"than", "of"})) or not r.done:
                    if r.raw() in ("self", "itself", "it") or r.said("this one", "address itself", "this address"):
                        r.at += r.raw() in ("self", "itself", "it")
                    elif r.text() not in _JOINS:
                        r.at = start
                        return None
                return name, sign
    r.at = start
    return None


_ORDER_WORDS = frozenset(w for phrase, _ in _ORDERS for w in phrase.split())


def _value(r: WordReader) -> str:
    """“the page offset”, “the low 12 bits”, “bits 3 to 7”, “the offset in the page”."""
    start = r.at
    unit = r.text() if r.text() in _UNITS else ""
    if unit and r.text(1) in ("offset", "bits"):
        r.at += 2
        return f"offset:{unit}"
    if r.over(frozenset({"offset"}), frozenset({"in", "within", "into", "inside"})):
        r.over(frozenset({"its"}))
        unit = r.text()
        if unit in _UNITS:
            r.at += 1
            return f"offset:{unit}"
    r.at = start
    if r.over(frozenset({"low", "lower", "lowest", "bottom", "last", "least"})):
        r.over(frozenset({"significant"}))
        count = r.number()
        if count and r.over(frozenset({"bits", "bit"})):
            r.said("of address", "of number", "of value", "of it")
            return f"low:{count}"
    r.at = start
    if r.over(frozenset({"bits"})):
        first, dots, last = r.raw().partition("..")
        if dots and first.isdigit() and last.lstrip("=").isdigit():
            r.at += 1
            return f"bits:{first}:{int(last.lstrip('=')) + last.startswith('=')}"
        first = r.number()
        if first and r.over(frozenset({"to", "through", "-", "–"})):
            last = r.number()
            if last:
                r.said("of address", "of number", "of value", "of it")
                low, high = sorted((int(first), int(last)))
                return f"bits:{low}:{high + 1}"
    r.at = start
    return ""


def _bits(r: WordReader, _further: bool) -> str:
    """“is the offset in the page”, “returns the low 12 bits”, “takes bits 3 to 7”."""
    if not r.over(_IS | {"takes", "extracts", "selects", "picks"}) and r.text() != "bits":
        return ""
    value = _value(r)
    return f"value|{value}" if value else ""


def _truth(r: WordReader, _further: bool) -> str:
    """“is true for multiples of `PAGE` only”, “is true exactly for page-aligned addresses”, “tells whether the address is page aligned”."""
    if r.said("tells whether", "tells if", "says whether", "checks whether"):
        r.any_of(_VALUES)
        r.over(frozenset({"it"}))
        r.over(frozenset({"is"}))
        condition = _condition(r)
        return f"true|{condition}" if condition else ""
    if not r.over(_IS) or not r.said("true"):
        return ""
    only = r.said("only", "exactly", "just")
    condition = _condition(r)
    r.any_of(_VALUES)
    only = r.said("only", "and false otherwise", ", false otherwise", ", else false", "and for no others") or only
    return f"true|{condition}" if condition and only else ""


READERS = {"numbersaid": said}
