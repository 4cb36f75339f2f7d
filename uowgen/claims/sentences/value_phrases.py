"""Phrases about values: which variant is turned into which, which numbers of a variant are shown, when a number is refused.

Each reader takes up a run of words as the slot readers of `slots.py` do.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_REST = frozenset("rest others remaining remainder other everything anything all every".split())
_AROUND_REST = frozenset("variants variant errors error ones one else of them the".split())
_QUANTITIES = frozenset(
    "number numbers value values code size length count index id address offset limit lba sector block page frame line port position "
    "milliseconds millisecond ms seconds nanoseconds microseconds ticks bytes retries attempts capacity end start level".split()
)
_JOINS = frozenset({",", "and"})


def is_variant(word: Word) -> bool:
    """`Busy`, `Error::Busy`, in backticks."""
    last = word.raw.split("(")[0].split("{")[0].strip().rpartition("::")[2]
    return word.code and last.isidentifier() and last[:1].isupper() and not (last.isupper() and len(last) > 2)


def mapping(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """``A` to `B`, `C` to `D` and the rest to `E``: gives `A=B`, `C=D`, `*=E`; at least two pairs."""
    pairs: list[str] = []
    at = n
    while at < len(words):
        start = at
        while pairs and at < len(words) and not words[at].code and words[at].text in _JOINS:
            at += 1
        sources: list[str] = []
        while at < len(words) and is_variant(words[at]):
            sources.append(words[at].raw)
            at += 1
            if at + 1 < len(words) and words[at].text in (",", "and", "or") and is_variant(words[at + 1]):
                at += 1
        if not sources and at < len(words) and words[at].text in _REST and not words[at].code:
            sources = ["*"]
            at += 1
            while at < len(words) and not words[at].code and words[at].text in _AROUND_REST | _REST:
                at += 1
        if (
            not sources
            or at + 1 >= len(words)
            or words[at].text not in ("to", "into", "->", "→", "as")
            or not is_variant(words[at + 1])
        ):
            at = start
            break
        pairs += [f"{one}={words[at + 1].raw}" for one in sources]
        at += 2
    if len(pairs) > 1:
        yield "\0".join(pairs), at


def carried_numbers(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“the LBA and device size of `OutOfRange` and the milliseconds of `Timeout`”: gives `OutOfRange:lba+device size`, …"""
    groups: list[str] = []
    phrases: list[list[str]] = [[]]
    at = n
    end = n
    while at < len(words):
        word = words[at]
        if not word.code and word.text in _JOINS:
            if phrases[-1]:
                phrases.append([])
        elif not word.code and word.text in ("of", "for", "in") and at + 1 < len(words) and is_variant(words[at + 1]):
            said = [p for p in phrases if p]
            if not said:
                return
            groups.append(f"{words[at + 1].raw}:{'+'.join(' '.join(p) for p in said)}")
            phrases = [[]]
            at += 1
            end = at + 1
        elif word.raw.replace("_", "").isalnum() and len(phrases[-1]) < 3:
            phrases[-1].append(word.raw if word.code else word.text)
        else:
            break
        at += 1
    if groups and end == len(words):
        yield "\0".join(groups), end


def is_quantity(phrase: str) -> bool:
    """Whether a phrase names a number: its last word does."""
    return phrase.split()[-1].lower() in _QUANTITIES


def _constant(words: tuple[Word, ...], at: int) -> str:
    if at < len(words):
        raw = words[at].raw
        bare = raw.rpartition("::")[2].replace("_", "")
        if (words[at].code and bare.isalnum() and bare.isupper()) or raw.isdigit():
            return raw
    return ""


_ORDERS = (
    (("at", "or", "above"), ">="), (("at", "or", "beyond"), ">="), (("at", "or", "over"), ">="), (("at", "or", "past"), ">="), (("not", "below"), ">="),
    (("above",), ">"), (("greater", "than"), ">"), (("larger", "than"), ">"), (("at", "or", "below"), "<="), (("not", "above"), "<="),
    (("below",), "<"), (("less", "than"), "<"), (("smaller", "than"), "<"),
)  # fmt: skip
_SUBJECTS = frozenset(
    "address addresses one ones number numbers value values offset offsets index any every all those anything input".split()
)


def _condition(words: tuple[Word, ...], at: int) -> tuple[str, int]:
    """A condition on a number: `{} % C != 0`, `{} >= C`, `unknown`, `all:write,exec`; empty if there is none."""
    start = at
    texts = [w.text if not w.code else "`" for w in words]
    if texts[at : at + 2] in (["unknown", "bits"], ["undefined", "bits"], ["unknown", "flags"], ["unsupported", "bits"]):
        return "unknown", at + 2
    while at < len(words) and texts[at] in _SUBJECTS:
        at += 1
    if at > start and at < len(words) and texts[at] in ("that", "which", "with"):
        at += 1
    while at < len(words) and texts[at] in ("is", "are", "lies", "lie"):
        at += 1
    for lead, sign in ((["no", "multiple", "of"], "!="), (["not", "multiple", "of"], "!="), (["multiple", "of"], "==")):
        if texts[at : at + len(lead)] == lead and _constant(words, at + len(lead)):
            return f"{{}} % {_constant(words, at + len(lead))} {sign} 0", at + len(lead) + 1
    for lead_, sign in (("not", "!="), ("un", "!=")):
        aligned = 2 if lead_ == "not" else 1
        want = ["not", "aligned"] if lead_ == "not" else ["unaligned"]
        if (
            texts[at : at + aligned] == want
            and texts[at + aligned : at + aligned + 1] == ["to"]
            and _constant(words, at + aligned + 1)
        ):
            return f"{{}} % {_constant(words, at + aligned + 1)} {sign} 0", at + aligned + 2
    for order, sign in _ORDERS:
        if tuple(texts[at : at + len(order)]) == order and _constant(words, at + len(order)):
            return f"{{}} {sign} {_constant(words, at + len(order))}", at + len(order) + 1
    parts: list[str] = []
    while at == start + 2 * len(parts) and at < len(words) and words[at].raw.replace("_", "").isalnum():
        parts.append(words[at].raw)
        if at + 1 < len(words) and texts[at + 1] in ("+", "with", "and") and len(parts) == 1 and texts[at + 1] == "+":
            at += 2
        else:
            at += 1
            break
    return (f"all:{','.join(parts)}", at) if len(parts) == 2 else ("", start)


def refusals(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """``V` for an address that is no multiple of `C` and `W` for one at or above `D`` or “unknown bits with `V` and …”: `V=condition`, …"""
    found: list[str] = []
    at = n
    while at < len(words):
        start = at
        while found and at < len(words) and not words[at].code and words[at].text in _JOINS:
            at += 1
        if at < len(words) and is_variant(words[at]) and at + 1 < len(words) and words[at + 1].text in ("for", "on", "if", "when"):
            condition, end = _condition(words, at + 2)
            value = words[at].raw
        else:
            condition, end = _condition(words, at) if at < len(words) else ("", at)
            value = ""
            if condition and end + 1 < len(words) and words[end].text in ("with", "as") and is_variant(words[end + 1]):
                value, end = words[end + 1].raw, end + 2
        if not condition or not value:
            at = start
            break
        found.append(f"{value}={condition}")
        at = end
    if len(found) > 1:
        yield "\0".join(found), at


def phrases(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“the LBA and the device size”: gives `lba+device size`, the longest run first."""
    found: list[tuple[str, int]] = []
    said: list[list[str]] = [[]]
    at = n
    while at < len(words) and at < n + 8:
        if not words[at].code and words[at].text in _JOINS and said[-1]:
            said.append([])
        elif words[at].raw.replace("_", "").isalnum() and len(said[-1]) < 3:
            said[-1].append(words[at].text)
            found.append(("+".join(" ".join(p) for p in said), at + 1))
        else:
            break
        at += 1
    yield from reversed(found)


def sum_(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`start + count` in backticks."""
    parts = [p.strip() for p in words[n].raw.split("+")] if n < len(words) and words[n].code else []
    if len(parts) == 2 and all(p.isidentifier() for p in parts):
        yield words[n].raw, n + 1


_UNITS = frozenset(
    "frame frames page pages block blocks sector sectors cluster clusters chunk chunks granule granules line lines slot slots".split()
)


def unit(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“frames”, “the page”, `FRAME_SIZE`: what is reckoned in."""
    if n < len(words) and ((not words[n].code and words[n].text in _UNITS) or (words[n].code and _constant(words, n))):
        yield words[n].raw, n + 1


def up_down(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“down”, “up”."""
    if n < len(words) and not words[n].code and words[n].text in ("up", "down"):
        yield words[n].text, n + 1


def bit_parts(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """``VALID`, `READ_ONLY` if not writable, EL0 and PXN for user pages``: gives `VALID:`, `READ_ONLY:!writable`, `EL0+PXN:user`."""
    rows: list[str] = []
    names: list[str] = []
    at = n
    while at < len(words):
        word = words[at]
        bare = word.raw.rpartition("::")[2].replace("_", "")
        if not word.code and word.text in (",", ";"):
            rows += [f"{'+'.join(names)}:"] if names else []
            names = []
        elif not word.code and word.text == "and":
            pass
        elif not word.code and word.text in ("if", "when", "for", "on", "unless") and names:
            at += 1
            turned = word.text == "unless"
            while at < len(words) and words[at].text in ("not", "it", "is", "they", "are", "page", "mapping"):
                turned ^= words[at].text == "not"
                at += 1
            if at >= len(words) or not words[at].raw.replace("_", "").isalnum():
                return
            rows.append(f"{'+'.join(names)}:{'!' if turned else ''}{words[at].raw if words[at].code else words[at].text}")
            names = []
            if at + 1 < len(words) and words[at + 1].text in ("pages", "page", "mappings", "mapping", "memory"):
                at += 1
        elif bare.isalnum() and bare.isupper() and len(bare) > 1:
            names.append(word.raw)
        else:
            return
        at += 1
    rows += [f"{'+'.join(names)}:"] if names else []
    if rows:
        yield "\0".join(rows), at


_NO_ACT = frozenset(
    "and or if when to from with in for on not never no only unless after before every any all other is goes moves , ; . :".split()
)


def _run(most: int, no: frozenset[str]) -> Callable[[tuple[Word, ...], int, Callable[[str], bool]], Iterator[tuple[str, int]]]:
    """A reader of a few plain words, none of them one of `no`."""

    def read(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
        at = n
        while at < len(words) and at < n + most and not words[at].code and words[at].text not in no and words[at].text.isalpha():
            at += 1
            yield " ".join(w.text for w in words[n:at]), at

    return read


acting = _run(4, _NO_ACT)  # “starts another reset”, “powered off”: what is called for it, the kind must find out
naming = _run(3, _NO_ACT)  # “device address”


def other(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The word “other”."""
    if n < len(words) and not words[n].code and words[n].text == "other":
        yield "other", n + 1


def state_like(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Empty`, or “empty” where the code at hand has such a variant."""
    if n < len(words) and is_variant(words[n]):
        yield words[n].raw, n + 1
    elif n < len(words) and not words[n].code and words[n].raw.isalpha() and known(words[n].raw.capitalize()):
        yield words[n].raw.capitalize(), n + 1


def state_event(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“state and event”: what an error carries."""
    if [w.text for w in words[n : n + 3]] in (["state", "and", "event"], ["state", ",", "event"]):
        yield "state event", n + 3


READERS = {
    "acting": acting,
    "naming": naming,
    "other": other,
    "statelike": state_like,
    "stateevent": state_event,
    "bitparts": bit_parts,
    "unit": unit,
    "updown": up_down,
    "phrases": phrases,
    "sum": sum_,
    "mapping": mapping,
    "carriednumbers": carried_numbers,
    "refusals": refusals,
}
__all__ = ["READERS", "is_quantity", "is_variant"]
