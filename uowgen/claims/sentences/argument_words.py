"""Phrases that say with what a function is called, and on what: “address `0x1002`”, “an empty slice”, “a pipe with count 0”.

Each reader takes up a run of words as the slot readers of `slots.py` do, and gives its parts joined with `|`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

# What a number or a piece of code is called when it is an argument.
_ARGUMENTS = frozenset(
    {"address", "pointer", "value", "number", "input", "argument", "index", "id", "identifier", "length", "size", "count", "order", "offset",
     "level", "priority", "byte", "char", "character", "code", "key", "page", "frame", "port", "pin", "descriptor", "flags", "mask",
     "exponent", "capacity", "width", "alignment", "position", "slot", "line", "channel", "word", "mode", "signal", "amount"}
)  # fmt: skip
_EMPTY = frozenset(
    {"slice", "buffer", "string", "array", "input", "list", "vector", "vec", "name", "text", "payload", "message", "path", "key"}
)
_COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FRESH = frozenset({"fresh", "new", "newly", "freshly", "default", "unused"})
_MADE = frozenset({"created", "made", "initialised", "initialized", "built", "constructed"})
_NO_NOUNS = frozenset(
    {"is", "returns", "gives", "yields", "with", "whose", "of", "that", "and", "or", "return", "never", "not", "to", "for", "on", "in", "does",
     "after", "before", "if", "when", "panics", "makes", "lets", "range", "path", "error", "success"}
)  # fmt: skip


def number_of(word: Word) -> str:
    """The number that a word writes, in digits or in letters; empty for another word."""
    text = word.raw.lstrip("-")
    if text[:1].isdigit() and text.replace("_", "").isalnum():
        return word.raw
    return str(_COUNTED.index(word.text)) if not word.code and word.text in _COUNTED else ""


def _is_value(word: Word) -> bool:
    """Whether code can only be a value: a literal, a list, a constant, a path to something with a capital letter."""
    raw = word.raw
    if not word.code:
        return False
    last = raw.split("(")[0].rpartition("::")[2]
    constant = len(last) > 1 and last.isupper() and last.replace("_", "").isalnum()
    literal = raw[:1] in "\"'[" or raw.startswith(("&[", "b'", 'b"')) or raw in ("true", "false", "None")
    return literal or raw.lstrip("-")[:1].isdigit() or constant or ("::" in raw and last[:1].isupper())


def outcome(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What a call gives: a value as `valuecode` reads it, or a variant without its enum in backticks, `Invalid`."""
    from uowgen.claims.sentences.slots import SLOTS

    yield from SLOTS["valuecode"](words, n, known)
    if n < len(words) and words[n].code:
        raw = words[n].raw
        head = raw.split("(")[0]
        if head.isalnum() and head[:1].isupper() and head != head.upper() and ("(" not in raw or raw.endswith(")")):
            yield raw, n + 1


def argument(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`noun|how|text`: “address `0x1002`”, “33”, “an empty slice” (`slice|empty|`), “a null pointer” (`pointer|null|`)."""
    if n >= len(words):
        return
    second = words[n + 1] if n + 1 < len(words) and not words[n + 1].code else None
    if not words[n].code and second is not None:
        if words[n].text == "empty" and second.text in _EMPTY:
            yield f"{second.text}|empty|", n + 2
        if words[n].text in ("null", "nil", "zero") and second.text in ("pointer", "address", "ptr"):
            yield "pointer|null|", n + 2
    noun, at = "", n
    named = words[n].text in _ARGUMENTS if not words[n].code else words[n].raw.isidentifier() and words[n].raw.islower()
    if named and n + 1 < len(words):
        noun, at = words[n].raw.lower(), n + 1
        at += not words[at].code and words[at].text in ("of", "=") and at + 1 < len(words)
    number = number_of(words[at])
    if number or _is_value(words[at]):
        yield f"{noun}|code|{number or words[at].raw}", at + 1


def parameter_test(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`tv_nsec == 1_000`: a comparison in backticks that calls nothing and begins with a name in small letters; “a negative `secs`”."""
    if n + 1 < len(words) and not words[n].code and words[n].text in _SIGNS and words[n + 1].code:
        name = words[n + 1].raw
        if name.replace(".", "").replace("_", "").isalnum() and name[:1].islower():
            yield f"{name} {_SIGNS[words[n].text]}", n + 2
    yield from _said_test(words, n)
    if n < len(words) and words[n].code:
        raw = words[n].raw
        sign = next((s for s in (" == ", " != ", " <= ", " >= ", " < ", " > ") if s in raw), "")
        left, _, right = raw.partition(sign) if sign else ("", "", "")
        plain = left.replace(".", "").replace("_", "").isalnum() and left[:1].islower()
        if plain and right and "(" not in raw and not any(s in right for s in ("==", "&&", "||", "<", ">")):
            yield raw, n + 1


_SIGNS = {"negative": "< 0", "zero": "== 0", "nonzero": "!= 0", "non-zero": "!= 0", "positive": "> 0"}
_UNLIKE = {"other than": "!=", "except": "!=", "but": "!=", "different from": "!=", "above": ">", "over": ">", "below": "<", "under": "<",
           "greater than": ">", "larger than": ">", "less than": "<", "smaller than": "<"}  # fmt: skip


def _said_test(words: tuple[Word, ...], n: int) -> Iterator[tuple[str, int]]:
    """`status != 0`: “any nonzero status”, “every status other than 0”, “all statuses but `OK`”."""
    at = n + (n < len(words) and not words[n].code and words[n].text in ("any", "every", "each", "all"))
    text = [w.text if not w.code else "" for w in words[at : at + 4]] + [""] * 4
    if text[0] in _SIGNS and text[1].isalpha() and text[1] not in _NO_NOUNS:
        yield f"{text[1]} {_SIGNS[text[0]]}", at + 2
        return
    if at == n or at >= len(words):
        return
    noun = words[at].raw.removesuffix("()")
    if not noun.replace("_", "").isalnum() or not noun[:1].islower() or noun in _NO_NOUNS:
        return
    for said, sign in _UNLIKE.items():
        end = at + 1 + len(said.split())
        if text[1 : 1 + len(said.split())] == said.split() and end < len(words):
            number = number_of(words[end]) or (words[end].raw if _is_value(words[end]) else "")
            if number:
                yield f"{noun} {sign} {number}", end + 1


def receiver_state(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`states|noun|field|value`: “a fresh `Ring`”, “an empty pipe”, “a removed semaphore”, “a semaphore with count 0”."""
    at = n
    states: list[str] = []
    while at < len(words) and at < n + 3 and not words[at].code and words[at].text.isalpha() and words[at].text not in _NO_NOUNS:
        if words[at].text in _MADE and states and states[-1] == "fresh":
            at += 1
            continue
        states.append("fresh" if words[at].text in _FRESH else words[at].text)
        at += 1
    if at < len(words) and words[at].code and words[at].raw.isidentifier() and words[at].raw[:1].isupper():
        noun, at = words[at].raw, at + 1
    elif states and states[-1] != "fresh":
        noun = states.pop()
    else:
        return
    if at + 2 < len(words) and not words[at].code and words[at].text in ("with", "whose", "of", "at"):
        field = words[at + 1].raw if words[at + 1].code or words[at + 1].text.isalpha() else ""
        end = at + 2 + (not words[at + 2].code and words[at + 2].text in ("is", "of", "=", "equals"))
        number = number_of(words[end]) if end < len(words) else ""
        if field.isidentifier() and number:
            yield f"{' '.join(states)}|{noun}|{field}|{number}", end + 1
    if states:
        yield f"{' '.join(states)}|{noun}||", at


_OPENING = frozenset({"on", "for", "in", "with", "of", "given", "as"})
_MADE_SO = frozenset({"opened", "open", "created", "locked", "mapped", "made", "taken", "started"})
_HOLDERS = frozenset(
    {"handle", "handles", "mode", "state", "request", "requests", "command", "event", "variant", "case", "kind", "type", "value", "operation", "message"}
)  # fmt: skip


def arm_case(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`holder|variant`: “on a `ReadOnly` handle”, “opened with `Append`”, “of a `File` opened with `Append`”, “if `mode` is `Append`”."""
    at, holder = n, ""
    plain = [w.text if not w.code else "`" for w in words[n : n + 6]]
    if plain[:1] in (["if"], ["when"]) and len(plain) > 3 and plain[2] in ("is", "=", "=="):
        at = n + 3
    else:
        if plain[:2] == ["of", "`"] and len(plain) > 3 and plain[2] in _MADE_SO and words[n + 1].raw[:1].isupper():
            holder, at = words[n + 1].raw, n + 2
        at += at < len(words) and not words[at].code and words[at].text in _MADE_SO
        if at >= len(words) or words[at].code or words[at].text not in _OPENING:
            return
        at += 1
    if at + 1 < len(words) and not words[at].code and not words[at + 1].code and words[at - 1].text in ("on", "for", "of"):
        if words[at].text.isalpha() and words[at + 1].text.isalpha() and words[at].text not in _NO_NOUNS | _EMPTY:
            yield f"{words[at + 1].text}|{words[at].text}", at + 2
        return
    if at >= len(words) or not words[at].code:
        return
    path = words[at].raw.split("(")[0].split("{")[0].strip()
    last = path.rpartition("::")[2]
    if not last.isidentifier() or not last[:1].isupper() or last.isupper() or last in ("None", "Some", "Ok", "Err", "Drop", "Self"):
        return
    if at + 1 < len(words) and not words[at + 1].code and words[at + 1].text in _HOLDERS:
        yield f"{holder}|{path}", at + 2
    yield f"{holder}|{path}", at + 1


def quoted_run(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A few plain words, which may be a text in quotes."""
    at = n
    while at < len(words) and at < n + 8 and not words[at].code and words[at].raw.strip('“”"').replace("-", "").isalnum():
        at += 1
        yield " ".join(w.raw.strip('“”"') for w in words[n:at]), at


def operator(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Add`, `Sub`: an operator that a type has as a trait; also with the word behind it."""
    if n < len(words) and words[n].code and words[n].raw.partition("<")[0] in ("Add", "Sub", "ops::Add", "ops::Sub"):
        name = words[n].raw.partition("<")[0].rpartition("::")[2]
        yield name, n + 1
        if n + 1 < len(words) and words[n + 1].text in ("impl", "implementation", "operator"):
            yield name, n + 2


def zero(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“zero”, `0`, `ZERO`."""
    if n < len(words) and (words[n].text == "zero" or words[n].raw.rpartition("::")[2] in ("0", "ZERO")):
        yield words[n].raw, n + 1


def variants_word(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“variants”, “error variants”, “errors”."""
    if n < len(words) and not words[n].code and words[n].text in ("variants", "variant", "errors", "codes", "cases", "states"):
        yield words[n].text, n + 1
    if (
        n + 1 < len(words)
        and words[n].text in ("error", "fault", "state")
        and words[n + 1].text in ("variants", "codes", "variant")
    ):
        yield words[n + 1].text, n + 2


def adjective(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“retryable”, where the code at hand has an `is_retryable`."""
    if (
        n < len(words)
        and not words[n].code
        and words[n].raw.replace("-", "").isalpha()
        and known(f"is_{words[n].text.replace('-', '_')}")
    ):
        yield words[n].text, n + 1


def no_arguments(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`as_str()`: a call without arguments."""
    if n < len(words) and words[n].code and words[n].raw.endswith("()"):
        name = words[n].raw.removesuffix("()").removeprefix("self.")
        if name.replace("::", "").replace("_", "").isalnum():
            yield name, n + 1


def numeral(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A number in digits, in letters or in backticks."""
    if n < len(words) and number_of(words[n]) and not words[n].raw.startswith("-"):
        yield number_of(words[n]), n + 1


def plain_word(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The unit behind a number: “bytes”."""
    if (
        n < len(words)
        and not words[n].code
        and words[n].text in ("bytes", "byte", "bits", "words", "pages", "frames", "sectors", "blocks")
    ):
        yield words[n].text, n + 1


def quantity(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“header length”, “value”: what a number is, in one to three plain words, the last of which says so."""
    at = n
    while at < len(words) and at < n + 3 and not words[at].code and words[at].text.isalpha():
        at += 1
        if words[at - 1].text in _ARGUMENTS:
            yield " ".join(w.text for w in words[n:at]), at


def turning(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“packs”, “encodes”: a verb that a function's name may say."""
    verbs = (
        "packs",
        "pack",
        "encodes",
        "encode",
        "rounds",
        "round",
        "aligns",
        "align",
        "converts",
        "convert",
        "maps",
        "map",
        "hashes",
        "scales",
    )
    if n < len(words) and not words[n].code and words[n].text in verbs:
        yield words[n].text, n + 1


def field_word(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A field in backticks, or a name that can be nothing else."""
    if n < len(words):
        raw = words[n].raw.removeprefix("self.")
        if raw.isidentifier() and raw == raw.lower() and (words[n].code or "_" in raw):
            yield raw, n + 1


def byte_order(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“network byte”, “big-endian”, “little endian”: gives `big` or `little`."""
    texts = [w.text if not w.code else "" for w in words[n : n + 2]]
    if texts and texts[0] in ("network", "big-endian", "little-endian"):
        yield "little" if texts[0].startswith("little") else "big", n + 1
    elif len(texts) == 2 and texts[0] in ("big", "little") and texts[1] == "endian":
        yield texts[0], n + 2


def cases(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“6 for `Root`, 3 for `User` and 0 for `Guest`”: `6=Root`, …; at least two."""
    from uowgen.claims.sentences.slots import SLOTS

    found: list[str] = []
    at = n
    while True:
        start = at
        while found and at < len(words) and not words[at].code and words[at].text in (",", "and"):
            at += 1
        value = next(SLOTS["valuecode"](words, at, known), None) if at > start or not found else None
        if value is None or value[1] + 1 >= len(words) or words[value[1]].text not in ("for", "on"):
            break
        variant = next(SLOTS["variant"](words, value[1] + 1, known), None)
        if variant is None:
            break
        found.append(f"{value[0]}={variant[0]}")
        at = variant[1]
    if len(found) > 1 and start == len(words):
        yield "\0".join(found), start


def round_trip(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`from_code(e.code())`: one function on what a method of a plain name gives."""
    if n < len(words) and words[n].code and words[n].raw.endswith("())") and words[n].raw.count("(") == 2:
        yield words[n].raw, n + 1


def part_word(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“exponent”, `at`: a part that what is given may have, by a name of the code at hand."""
    if n < len(words) and words[n].raw.isidentifier() and words[n].raw.islower() and (words[n].code or known(words[n].raw)):
        yield words[n].raw, n + 1
    elif n < len(words) and not words[n].code and words[n].text in ("length", "len"):
        yield words[n].text, n + 1


def thing_word(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The last word of the sentence, which says of what there are so many."""
    if n == len(words) - 1 and not words[n].code and words[n].text.isalpha() and len(words[n].text) > 2:
        yield words[n].text, n + 1


def constant_path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Span::ZERO`."""
    if n < len(words) and words[n].code:
        owner, _, last = words[n].raw.rpartition("::")
        if owner[:1].isupper() and last.isupper() and words[n].raw.replace("::", "").replace("_", "").isalnum():
            yield words[n].raw, n + 1


READERS = {
    "partword": part_word,
    "thingword": thing_word,
    "constpath": constant_path,
    "roundtrip": round_trip,
    "cases": cases,
    "byteorder": byte_order,
    "numeral": numeral,
    "plainword": plain_word,
    "quantity": quantity,
    "turning": turning,
    "fieldword": field_word,
    "noargs": no_arguments,
    "variantsword": variants_word,
    "adjective": adjective,
    "operator": operator,
    "zero": zero,
    "quotedrun": quoted_run,
    "outcome": outcome,
    "argument": argument,
    "paramtest": parameter_test,
    "receiverstate": receiver_state,
    "armcase": arm_case,
}
