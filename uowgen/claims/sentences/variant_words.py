"""Reads sentences about the numbers, names and texts of an enum's variants: “every variant has a unique code in 0x06xx”.

They are said in many orders, with few words: each word is one of a small set, or it is a name of the code, and none may be left over.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

CODES = frozenset("code codes errno errnos number numbers value values status statuses id ids".split())
_VARIANTS = frozenset("variant variants variant's variants' error errors error's case cases member members".split())
_UNIQUE = frozenset("unique distinct different own separate uniquely distinctly".split())
_COMMON = frozenset(
    "every each all any of for per has have gets get its their is are be own with and that which it they in on as always".split()
)
_VERBS = frozenset(
    "use uses occupy occupies follow follows returns return gives give yields yield maps map carries carry reports report produces tells lie lies fall falls stay stays sits sit fit fits".split()
)
_APART = frozenset("no two never same share shares twice".split())
_WITHIN = frozenset(
    "into within inside range block space band series family between from to through numeric error codes' unique, starting , ( ) : hex hexadecimal".split()
)
# What the first digits of a code tell: “in subsystem 0x06”, “0x06 in the high byte”.
_GROUPS = frozenset("subsystem class group module domain category facility component area namespace".split())
_HIGH, _BYTE = (
    frozenset("high upper top leading topmost uppermost high-order".split()),
    frozenset("byte half bits digits part word".split()),
)
_NUMBER = r"-?(?:0x[0-9a-fA-F_]+|\d[\d_]*)"


def _range(words: tuple[Word, ...], at: int) -> tuple[str, int] | None:
    """A range of numbers from the word `at` on: `0x06xx`, `0x0600..=0x06ff`, “0x0600 to 0x06ff”, as `low:high`; a start of digits as `^0x06`."""
    text = [w.raw.strip("[]") for w in words[at : at + 3]]
    first = text[0]
    found = re.fullmatch(r"(0x)?([0-9a-fA-F]+)([xX_?*]{1,6})", first) if not re.fullmatch(_NUMBER, first) else None
    if found is not None and (found[1] or found[2].isdigit()):
        base, free = (16 if found[1] else 10), len(found[3])
        low = int(found[2], base) * base**free
        return f"{low}:{low + base**free - 1}", at + 1
    round_ = re.fullmatch(r"0x[0-9a-fA-F]*?[1-9a-fA-F](0+)", first)
    if round_ is not None and len(text) > 1 and text[1] in ("range", "block", "series", "space", "band"):
        low = int(first, 16)
        return f"{low}:{low + 16 ** len(round_[1]) - 1}", at + 2
    found = re.fullmatch(rf"({_NUMBER})(\.\.=|\.\.|\.\.\.|[-–—])({_NUMBER})", first)
    if found is not None:
        return _bounds(found[1], found[3], half_open=found[2] == ".."), at + 1
    if (
        len(text) > 2
        and re.fullmatch(_NUMBER, first)
        and text[1] in ("to", "through", "and", "-", "–", "—", "..=")
        and re.fullmatch(_NUMBER, text[2])
    ):
        return _bounds(first, text[2], half_open=False), at + 3
    return None


def _first_digits(words: tuple[Word, ...], at: int) -> tuple[str, int] | None:
    """The digits that codes begin with, where the word `at` tells them, and what is behind it; empty digits for words that only announce them."""
    text = [w.text for w in words[at : at + 4]]
    raw = [w.raw for w in words[at : at + 4]]
    if text[0] in _HIGH and text[1:2] and text[1] in _BYTE:
        return "", at + 2
    if text[0] in _GROUPS:
        step = 2 if text[1:2] and text[1] in ("number", "code", "is", "of") else 1
        if len(raw) > step and re.fullmatch(_NUMBER, raw[step]):
            return f"{int(raw[step].replace('_', ''), 0):#x}", at + step + 1
        return "", at + 1
    if re.fullmatch(r"0x[0-9a-fA-F]+", raw[0]) and (
        any(w.text in _GROUPS for w in words) or any(a.text in _HIGH and b.text in _BYTE for a, b in pairwise(words))
    ):
        return f"{int(raw[0], 0):#x}", at + 1
    if re.fullmatch(r"0x0[0-9a-fA-F]", raw[0]) and text[1:2] and text[1] in ("range", "block", "series", "space", "band"):
        return f"{int(raw[0], 0):#x}", at + 2
    return None


def _bounds(first: str, last: str, *, half_open: bool) -> str:
    low, high = (int(n.replace("_", ""), 0) for n in (first, last))
    return f"{low}:{high - half_open}" if low <= high else ""


def code_claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The rows of a whole sentence about codes: `of=method`, `unique=1`, `range=low:high`, `prefix=0x06`."""
    if n:
        return
    rows: list[str] = []
    at = 0
    spoken = announced = False
    texts = {w.text for w in words if not w.code}
    apart = ("no" in texts and "two" in texts) or ("never" in texts and "same" in texts)  # no two share one
    rows += ["unique=1"] if apart else []
    while at < len(words):
        word = words[at]
        digits = _first_digits(words, at)
        if digits is not None:
            rows += [f"prefix={digits[0]}"] if digits[0] else []
            announced = True
            at = digits[1]
            continue
        bounds = _range(words, at)
        if bounds is not None and bounds[0]:
            rows.append(f"range={bounds[0]}")
            at = bounds[1]
            continue
        if word.text in ("start", "starts", "begin", "begins") and [w.text for w in words[at + 1 : at + 2]] in (["at"], ["from"]):
            if at + 2 >= len(words) or not re.fullmatch(_NUMBER, words[at + 2].raw):
                return
            rows.append(f"least={int(words[at + 2].raw.replace('_', ''), 0)}")
            at += 3
            continue
        if word.text in ("start", "starts", "begin", "begins", "prefixed") and [w.text for w in words[at + 1 : at + 2]] == ["with"]:
            if at + 2 >= len(words) or not re.fullmatch(r"0x[0-9a-fA-F]+", words[at + 2].raw):
                return
            rows.append(f"prefix={words[at + 2].raw}")
            at += 3
            continue
        name = bare_name(word.raw).removesuffix("()")
        if word.code:
            if not name.isidentifier() or (name[:1].isupper() and not known(name)):
                return
            rows.append(f"{'in' if name[:1].isupper() else 'of'}={name}")
        elif word.text in _UNIQUE and word.text != "own":
            rows.append("unique=1")
        elif word.text == "own":
            rows.append("own=1")
        elif word.text in CODES or word.text in _VARIANTS:
            spoken = spoken or word.text in CODES
        elif word.text not in _COMMON | _VERBS | _WITHIN and not (apart and word.text in _APART):
            return
        at += 1
    keys = [row.partition("=")[0] for row in rows]
    told = {"range", "prefix", "least"} & set(keys) or (
        set(keys) & {"unique", "own"} and (texts & _VARIANTS or texts & {"code", "codes", "errnos"})
    )
    if "least" in keys and keys.count("least") + keys.count("range") + keys.count("prefix") > 1:
        return
    if announced and keys.count("prefix") != 1:
        return
    if told and (spoken or "of" in keys) and all(keys.count(k) < 2 for k in ("of", "in", "range")):
        yield "\0".join(dict.fromkeys(rows)), len(words)


_SAME = frozenset(
    "matches match returns return gives give is equals equal yields yield reports says tells same identical spelled written exactly verbatim agrees as it its own prints shows displays".split()
)
_NAMES = frozenset("name names identifier identifiers ident spelling".split())
_FORMS = {
    "lowercase": "lower", "lower-case": "lower", "lowercased": "lower", "uppercase": "upper", "upper-case": "upper", "snake_case": "snake",
    "snake-case": "snake", "kebab-case": "kebab", "screaming_snake_case": "screaming",
}  # fmt: skip
_TEXT = frozenset(
    "string text str static of for every each all any per variant variants variant's variants' rust enum enum's source code in to and , with case".split()
)


def name_claims(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A whole sentence that a function gives the variant's name: `method:form`, where the form is how its letters are written."""
    methods = [w for w in words if w.code]
    if n or len(methods) != 1:
        return
    name = bare_name(methods[0].raw).removesuffix("()")
    texts = [w.text for w in words if not w.code]
    if not name.isidentifier() or (name[:1].isupper() and name != "Display"):
        return
    forms = [_FORMS[t] for t in texts if t in _FORMS]
    said = set(texts)
    if not said & _NAMES or not said & {"variant", "variants", "variant's", "variants'"} or not said & _SAME or len(forms) > 1:
        return
    if said <= _SAME | _NAMES | _TEXT | _FORMS.keys():
        yield f"{name}:{forms[0] if forms else ''}", len(words)


_SHOWING = frozenset(
    "starts start begins begin prints print shows show formats format displays display renders render writes output outputs is are includes contains puts has".split()
)
_FIRST = frozenset("starts start begins begin prefixed prefixes leads first".split())
_LAYOUT = frozenset(
    "with and then followed by as in e.g e.g. eg i.e like such example for its own variant variant's variants every each all of both text output "
    "string form format brackets bracket square parentheses hex hexadecimal decimal digits padded four line prefix separated space colon , ( ) : - — – &".split()
)

_FORMED = frozenset("parentheses brackets bracket square hex hexadecimal digits padded separated colon".split())


def _plain(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without the full stop of “e.g.”."""
    return tuple(
        w for n, w in enumerate(words) if w.code or w.text != "." or not n or words[n - 1].text not in ("e.g", "i.e", "eg", "ie")
    )


def display_claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A whole sentence about what `Display` begins with or has in it: `first|part|part|example`, with the words for the parts in order."""
    alone = bool(words) and not words[0].code and words[0].text in ("displays", "prints")  # “displays code and name”
    if n or not words or not (alone or bare_name(words[0].raw) == "Display"):
        return
    parts: list[str] = []
    example = ""
    first = False
    spoken = _plain(words[1:])
    for at, word in enumerate(spoken):
        before = spoken[at - 1].text if at else "of"
        name = bare_name(word.raw).removesuffix("()")
        if word.code and word.raw.endswith("()") and name.isidentifier() and name.islower():
            if not known(name):  # a method that nothing has
                return
            parts.append(name)
        elif word.code and not example and any(c.isalnum() for c in word.raw) and before not in ("of", "for", "on", "in"):
            example = word.raw
        elif word.code:
            return
        elif word.text in _NAMES | CODES or (
            word.text.isidentifier() and word.text not in _LAYOUT | _SHOWING | _FIRST and known(word.text)
        ):
            parts.append(word.text)
        elif word.text in _FIRST:
            first = True
        elif word.text not in _LAYOUT | _SHOWING:
            return
    of = [w.text for w in spoken[:4] if not w.code]
    every = of[:1] not in (["of"], ["for"]) or bool({"every", "each", "all"} & set(of[1:3]))
    verb = alone or any(w.text in _SHOWING | _FIRST for w in spoken[:5] if not w.code)
    if not example and {w.text for w in spoken if not w.code} & _FORMED:
        return  # how it is written is part of what is said, and only an example shows it
    placed = set(re.findall(r"[A-Za-z_]+", example)) <= _NAMES | CODES if example and not parts else False
    if (parts or placed) and len(parts) == len(set(parts)) and every and verb:
        yield "\x1f".join(["first" if first else "", *parts, example]), len(words)


READERS = {"codeclaims": code_claims, "nameclaims": name_claims, "displayclaims": display_claims}
