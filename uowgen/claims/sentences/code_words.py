"""Reads which numbers and texts an enum has: “is 0x0101 to 0x0104 in declaration order, 0x0200 + status for `Device`”.

A sentence becomes rows: `order=a,b,c`, `range=a,b`, `for=Variant:expression`, `inverse=method`, `maps=Source(b)>Target(b)`, `hex=Variant:2:example`,
`text=Variant:text`. All words must be taken up.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_IS = frozenset("is are gives returns yields".split())
_JOINS = frozenset({",", ";", "and"})
_PRINTS = frozenset("prints shows writes formats displays prints".split())
_CARRIED = frozenset("number byte value payload code status index errno id raw inner its carried".split())
_ARROWS = frozenset({"->", "→", "=>"})
_DIGITS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "1": 1, "2": 2, "3": 3, "4": 4, "6": 6, "8": 8}


def codes(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What the numbers of the variants are, to the end of the sentence."""
    r = WordReader(words, n, known)
    rows = _table(r)
    if len(rows) > 1 and r.done:
        yield "\0".join(rows), len(words)
        return
    r = WordReader(words, n, known)
    rows = []
    if r.over(frozenset({"counts", "numbers"})):
        r.said("variants", "up", "them")
        first = _number(r) if r.said("from", "up from") else ""
        if first and _in_order(r):
            rows.append(f"from={first}")
    elif r.over(_IS):
        rows = _listed(r)
    while rows and not r.done:
        if not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return
        r.over(_IS)
        row = _for(r)
        if not row:
            return
        rows.append(row)
    if (rows and "\0".join(rows).count("for=") != 1) or len(rows) > 1:
        yield "\0".join(rows), len(words)


_REST = (
    "for rest", "for all rest", "for everything else", "for all others", "for others", "for every other variant", "for any other variant", "for all other variants",
    "for all other errors", "for every other error", "for any other error", "for other variants", "for other errors", "for anything else", "for every other",
    "for any other", "for remaining ones", "for remaining variants", "for remaining errors", "otherwise", "elsewhere", "in all other cases", "in every other case",
    "for every other one", "for all other ones", "for other ones",
)  # fmt: skip
_THE_REST = (
    "everything else", "all others", "others", "all other variants", "every other variant", "any other variant", "all other errors", "every other error",
    "any other error", "all rest", "rest", "anything else", "remaining ones", "remaining variants", "other variants", "other errors", "all other ones",
)  # fmt: skip
_MAPS = frozenset("maps translates turns converts".split())
_GIVEN = frozenset({"to", "into", "as", "->", "→", "=>", "=", ":", "is", "gives", "becomes", "onto"})


def _table(r: WordReader) -> list[str]:
    """“gives `-A`, `-B` for `X`, `Y` and `-C` for the rest”, “maps `X` to `-A` and the rest to `-C`”, “: `X` → `-A`, others `-C`”."""
    maps = r.over(_MAPS) or r.over(frozenset({":"}))
    if not maps and not r.over(_IS):
        return []
    rows: list[str] = []
    while not r.done:
        if rows and not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return []
        r.over(_IS)
        found = _mapped(r) or _given_for(r)
        if not found or any(row.startswith("rest=") for row in rows):
            return []
        rows += found
    variants = [row.partition(":")[0] for row in rows]
    return rows if len(variants) == len(set(variants)) else []


def _mapped(r: WordReader) -> list[str]:
    """“`X` to `-A`”, “`X` and `Y` → `-A`”, “the rest to `-C`”."""
    start = r.at
    if r.said(*_THE_REST):
        r.over(_GIVEN)
        value = _number(r)
        if value:
            return [f"rest={value}"]
    r.at = start
    names = _variants(r)
    if names and r.over(_GIVEN) and (value := _number(r)):
        return [f"for={name}:{value}" for name in names]
    r.at = start
    return []


def _given_for(r: WordReader) -> list[str]:
    """“`-A` for `X`”, “`-A`, `-B` for `X`, `Y`”, “`-C` for the rest”, “otherwise `-C`”."""
    start = r.at
    if r.said("otherwise", "else") and (value := _number(r)):
        return [f"rest={value}"]
    r.at = start
    values = [_number(r)]
    while values[-1]:
        before = r.at
        if not (r.over(_JOINS, _JOINS) or r.over(_JOINS) or r.over(frozenset({"/"}))) or not (more := _number(r)):
            r.at = before
            break
        values.append(more)
    if values[-1] and len(values) == 1 and r.said(*_REST):
        return [f"rest={values[0]}"]
    if values[-1] and r.over(frozenset({"for", "on", "with", "if"})):
        names = _variants(r)
        if len(values) == 1 and names:
            return [f"for={name}:{values[0]}" for name in names]
        if len(names) == len(values) and names:
            r.over(frozenset({","}))
            r.said("respectively", "in that order", "in this order")
            return [f"for={name}:{value}" for name, value in zip(names, values, strict=True)]
    r.at = start
    return []


def _variants(r: WordReader) -> list[str]:
    """`X`, `Y` and `Z`: as far as names of variants go."""
    found: list[str] = []
    joined = frozenset({",", "and", "or", "/"})
    while name := _variant(r):
        found.append(name.partition("(")[0])
        before = r.at
        if not (r.over(joined, joined) or r.over(joined)):
            break
        after = r.at
        if not _variant(r):
            r.at = before
            break
        r.at = after
    return found


def _listed(r: WordReader) -> list[str]:
    """“0x0101 to 0x0104 in declaration order”, “-5 / -6 / -22 in declaration order”, “1 for `A`”."""
    start = r.at
    first = _number(r)
    if first and (r.over(frozenset({"to", "through", "–"})) or r.raw() in ("..", "...")):
        last = _number(r)
        if last and _in_order(r):
            return [f"range={first},{last}"]
    r.at = start
    found = [_number(r)]
    while found[-1]:
        if not (r.over(frozenset({"/"})) or r.over(frozenset({","})) or r.over(frozenset({"and"}))):
            break
        r.over(frozenset({"and"}))
        more = _number(r)
        if not more:
            break
        found.append(more)
    if len(found) > 1 and all(found) and _in_order(r):
        return [f"order={','.join(found)}"]
    r.at = start
    row = _for(r)
    return [row] if row else []


def _in_order(r: WordReader) -> bool:
    r.over(frozenset({","}))
    return r.said(
        "in declaration order", "in order of declaration", "in order of variants", "in order", "in that order", "for variants in declaration order",
        "for variants in order of declaration", "for variants in order", "in order in which they are declared", "from top to bottom",
    )  # fmt: skip


def _for(r: WordReader) -> str:
    """“0x0200 + status for `Device`”."""
    start = r.at
    value = _number(r)
    if value:
        if (sign := r.raw()) in ("+", "|", "plus", "or'ed"):
            r.at += 1
            while r.over(_CARRIED):
                pass
            word = r.words[r.at - 1].raw if r.words[r.at - 1].text in _CARRIED else ""
            if (
                not word
                and r.raw().isidentifier()
                and r.raw().islower()
                and (r.text(1) in ("for", "of", *_JOINS) or r.at + 1 == len(r.words))
            ):
                word, r.at = r.raw(), r.at + 1
            if not word:
                r.at = start
                return ""
            value = f"{value} {'|' if sign == '|' else '+'} _"
        if r.over(frozenset({"for", "with"})):
            variant = _variant(r)
            if variant:
                found = [variant]
                while r.text() in _JOINS | {"or"} and r.at + 1 < len(r.words) and r.words[r.at + 1].code:
                    before = r.at
                    r.at += 1
                    more = _variant(r)
                    if not more or r.text() in _IS:
                        r.at = before
                        break
                    found.append(more)
                return "\0".join(f"for={v.partition('(')[0]}:{value}" for v in found)
    r.at = start
    variant = _variant(r)
    if variant and r.over(frozenset({"is", "has", "gives", "gets", "as"})):
        value = _number(r)
        if value and (sign := r.raw()) in ("+", "|", "plus"):
            r.at += 1
            if not r.raw().isidentifier() or not r.raw().islower():
                return ""
            while r.over(_CARRIED):
                pass
            r.at += r.words[r.at - 1].text not in _CARRIED
            value = f"{value} {'|' if sign == '|' else '+'} _"
        if value:
            return f"for={variant.partition('(')[0]}:{value}"
    r.at = start
    return ""


def _number(r: WordReader) -> str:
    """A number with its sign, in backticks or not."""
    raw = r.raw().replace("−", "-")
    bare = raw.lstrip("-").replace("_", "")
    if bare[:1].isdigit() and (
        bare.isdigit() or (bare.lower().startswith("0x") and all(c in "0123456789abcdefABCDEF" for c in bare[2:]))
    ):
        r.at += 1
        return raw
    name = raw.lstrip("-").rpartition("::")[2]
    if r.at < len(r.words) and name.isupper() and name.replace("_", "").isalnum() and (r.words[r.at].code or r.known(name)):
        r.at += 1
        return raw
    return ""


def _variant(r: WordReader, *, surely: bool = False) -> str:
    """`Device`, Failed(b): a variant, with what it carries if that is named."""
    raw = r.raw()
    head, opened, inside = raw.partition("(")
    bare = bare_name(head)
    if not (bare[:1].isupper() and bare.isalnum() and not bare.isupper()) or not (surely or r.words[r.at].code or r.known(bare)):
        return ""
    if opened and not (inside.endswith(")") and (inside[:-1].isidentifier() or inside[:-1] in ("_", ".."))):
        return ""
    r.at += 1
    return bare + (f"({inside}" if opened else "")


def inverse(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“is the inverse of `code()`, `None` for any other number”, “undoes `code()` and gives `None` for all other numbers”."""
    r = WordReader(words, n, known)
    if not (
        r.said(
            "is inverse of",
            "is exact inverse of",
            "inverts",
            "undoes",
            "reverses",
            "is reverse of",
            "is counterpart of",
            "is opposite of",
        )
    ):
        return
    method = r.raw().removesuffix("()")
    if not bare_name(method).isidentifier() or not r.words[r.at].code:
        return
    r.at += 1
    rest = ""
    if not r.done:
        if not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return
        r.over(_IS)
        if r.raw() not in ("None", "nothing"):
            return
        r.at += 1
        other = r.said(
            "for any other number", "for every other number", "for all other numbers", "for anything else", "for everything else", "otherwise", "for other numbers",
            "for any other value", "for all other values", "for unknown numbers", "for unknown codes", "for any other code", "for other codes", "for all other codes",
            "for number that is no code", "for numbers that are no code", "on unknown number", "for unknown code",
        )  # fmt: skip
        if not other:
            return
        rest = "|rest"
    if r.done and rest:
        yield f"{method}{rest}", len(words)


def maps(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“: Unsupported -> ReadOnly, Failed(b) -> Device(b)”, “turns `A` into `B` and `C(n)` into `D(n)`”."""
    r = WordReader(words, n, known)
    verbal = not r.over(frozenset({":"})) and r.over(frozenset({"maps", "turns", "converts", "makes", "translates"}))
    found: list[str] = []
    while not r.done:
        if found and not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return
        source = _variant(r, surely=True)
        if not source or not (
            r.over(_ARROWS) or r.over(frozenset({"becomes", "gives"})) or (verbal and r.over(frozenset({"to", "into"})))
        ):
            return
        target = _variant(r, surely=True)
        if not target:
            return
        found.append(f"{source}>{target}")
    if found and (not verbal or any("(" in row for row in found)):  # without what is carried another kind reads it
        yield "\0".join(found), len(words)


def shown_as(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“prints the status of `Device` as two hex digits (`device error 0x0a`)”."""
    r = WordReader(words, n, known)
    if not r.over(_PRINTS):
        return
    while r.over(_CARRIED) or (r.text().isalpha() and r.text(1) in ("of", "in") and r.over(frozenset({r.text()}))):
        pass
    if not r.over(frozenset({"of", "in"})):
        return
    variant = _variant(r)
    if not variant or not r.over(frozenset({"as", "in", "with"})):
        return
    count = _DIGITS.get(r.text(), 0)
    r.at += bool(count)
    decimal = not count and r.said("decimal", "decimal number", "decimals")
    if (not decimal and not count) or (
        not decimal and not r.said("hex digits", "hexadecimal digits", "hex digit", "digits of hex")
    ):
        return
    example = ""
    if r.over(frozenset({"(", ",", ":"})):
        r.said("as in", "like", "e.g .", "e.g", "for example", "as", "eg")
        r.over(frozenset({",", ":"}))
        if r.done or not r.words[r.at].code:
            return
        example = r.raw().strip('"')
        r.at += 1
        r.over(frozenset({")"}))
    if r.done:
        yield f"{variant.partition('(')[0]}:{count}:{example}", len(words)


READERS = {"codes": codes, "inverseof": inverse, "arrowmap": maps, "shownas": shown_as}
