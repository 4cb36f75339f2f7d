"""Which numbers, names and texts the variants of an enum have: every variant is made, with samples of what it carries, and asked.

What is said is asked of the spec's own code as well: where that is not so, the words were not read as they were meant.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of, nothing_at_hand
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.sentences.variant_words import CODES
from uowgen.claims.subject import find_type
from uowgen.claims.trials.questions import Question, Trials, tried
from uowgen.claims.values.variants import samples_of
from uowgen.facts.members import carried, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_NUMBERS = frozenset({"u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize"})
_TEXTS = frozenset({"&str", "&'static str", "String"})
_CODE_NAMES = (
    "code",
    "errno",
    "to_errno",
    "as_errno",
    "as_code",
    "error_code",
    "to_code",
    "as_u16",
    "as_u32",
    "as_i32",
    "as_u8",
    "number",
    "status",
    "id",
)
_MOST_VALUES = 200


class _Enum(NamedTuple):
    """An enum of which every variant can be made: the variant and how it is made, by number."""

    declaration: Declaration
    rows: tuple[tuple[str, str], ...]

    @property
    def items(self) -> str:
        """`fn uowgen_it(n: u32)`, which makes them, and `fn uowgen_variant(n: u32)`, which gives the variant's name."""
        name = self.declaration.item.name
        made = " ".join(f"{n} => {one}," for n, (_, one) in enumerate(self.rows))
        names = " ".join(f'{n} => "{variant}",' for n, (variant, _) in enumerate(self.rows))
        return (
            f"fn uowgen_it(n: u32) -> {name} {{ match n {{ {made} _ => panic!() }} }} "
            f"fn uowgen_variant(n: u32) -> &'static str {{ match n {{ {names} _ => panic!() }} }} "
        )

    def says(self, n: int) -> str:
        """How a value is told to people."""
        return self.rows[n][1].replace("{", "{{").replace("}", "}}")


def fits(_reading: Reading, case: Case) -> bool:
    """Whether a document or its files have an enum."""
    return nothing_at_hand(case) or bool(_names(case))


def decide(reading: Reading, case: Case) -> Finding:
    """By what is asked: numbers, names, texts."""
    if reading.get("codes"):
        return _codes(case, reading.list("codes"))
    if reading.get("naming"):
        return _named(case, *reading.get("naming").split(":"))
    first, *parts, example = reading.get("showing").split("\x1f")
    return _shown(case, parts, example, first=bool(first))


# --------------------------------------------------------------------------------------------------------------- numbers


def _codes(case: Case, rows: tuple[str, ...]) -> Finding:
    said = dict(row.split("=", 1) for row in rows)
    method = said.get("of", "")
    meant = _enum(case, lambda d: _code_method(case, d, method) is not None, said.get("in", ""))
    if isinstance(meant, Finding):
        return meant
    function = _code_method(case, meant.declaration, method)
    assert function is not None
    call = f"uowgen_it(n).{function.item.name}()"
    count = len(meant.rows)
    least = f" && (n != 0 || c == {said['least']})" if "least" in said else ""  # the first one's is that
    ranges = (
        [f"{said['least']}:{(1 << 100)}"]
        if least
        else [said["range"]]
        if "range" in said
        else _prefixed(said["prefix"])
        if "prefix" in said
        else []
    )
    found = undecided("vacuous", "there are not two variants to compare", function)
    for bounds in ranges:
        low, high = bounds.split(":")
        items = f"{meant.items} fn uowgen_within(n: u32) -> u8 {{ let c = {call} as i128; if c >= {low} && c <= {high}{least} {{ 1 }} else {{ 2 }} }}"
        asked = [Question(f"{function.item.name}() of {meant.says(n)}", "uowgen_within", items, [(n,)]) for n in range(count)]
        found = tried(case, meant.declaration, asked, place=function)
        if found.code != "not-understood":
            break
    if (ranges and found.outcome != "holds") or not said.keys() & {"unique", "own"}:
        return found
    items = (
        f"{meant.items} fn uowgen_alike(n: u32, m: u32) -> u8 {{ if {call} == {call.replace('(n)', '(m)')} {{ 2 }} else {{ 1 }} }}"
    )
    pairs = [(n, m) for n in range(count) for m in range(n) if meant.rows[n][0] != meant.rows[m][0]]
    asked = [
        Question(f"{function.item.name}() of {meant.says(n)} and {meant.says(m)}", "uowgen_alike", items, [(n, m)])
        for n, m in pairs
    ]
    return tried(case, meant.declaration, asked, place=function) if asked else found


def _prefixed(digits: str) -> list[str]:
    """The ranges of numbers that begin with these digits, by how many digits they have."""
    start = int(digits, 16)
    return [f"{start << 4 * more}:{((start + 1) << 4 * more) - 1}" for more in (2, 1, 3, 4, 6)]


def _code_method(case: Case, enum: Declaration, said: str) -> Declaration | None:
    own = {
        d.item.name: d
        for d in methods_of(case.code, enum.item.name, (enum,))
        if d.item.kind == "fn" and receiver_of(d) and not parameters_of(d) and result_of(d) in _NUMBERS
    }
    if said:
        return own.get(said)
    named = [own[n] for n in _CODE_NAMES if n in own]
    if len(named) > 1:  # “errno” is not said of `code()`; a noun that no method bears means the first of them
        words = set(case.criterion.text.lower().replace("`", " ").split()) if case.criterion is not None else set()
        called = [d for d in named if words & {d.item.name, f"{d.item.name}s"}]
        if called:
            return called[0] if len(called) == 1 else None
    return named[0] if named else next(iter(own.values())) if len(own) == 1 else None


# ----------------------------------------------------------------------------------------------------------- names, texts


def _named(case: Case, method: str, form: str) -> Finding:
    meant = _enum(case, lambda d: method == "Display" or _text_method(case, d, method))
    if isinstance(meant, Finding):
        return meant
    call = 'format!("{}", uowgen_it(n))' if method == "Display" else f"uowgen_it(n).{method}()"
    wanted = " ".join(f'{n} => "{_formed(variant, form)}",' for n, (variant, _) in enumerate(meant.rows))
    items = f"{meant.items} fn uowgen_named(n: u32) -> u8 {{ let name = match n {{ {wanted} _ => panic!() }}; if {call} == name {{ 1 }} else {{ 2 }} }}"
    asked = [Question(f"{method} of {meant.says(n)}", "uowgen_named", items, [(n,)]) for n in range(len(meant.rows))]
    return tried(case, meant.declaration, asked)


def _formed(name: str, form: str) -> str:
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]", name)
    return {
        "": name, "lower": name.lower(), "upper": name.upper(), "snake": "_".join(parts).lower(), "kebab": "-".join(parts).lower(),
        "screaming": "_".join(parts).upper(),
    }[form]  # fmt: skip


def _text_method(case: Case, enum: Declaration, name: str) -> bool:
    return any(
        d.item.name == name and receiver_of(d) and not parameters_of(d) and result_of(d) in _TEXTS
        for d in methods_of(case.code, enum.item.name, (enum,))
        if d.item.kind == "fn"
    )


def _shown(case: Case, words: list[str], example: str, *, first: bool) -> Finding:
    """“starts with code and name, e.g. `[0x0601] NoDevice`”: the example shows how the parts are written and what stands around them."""
    placed = not words
    words = words or re.findall(r"[A-Za-z_]+", example)
    if placed and len({*words}) < len(words):
        return undecided("not-understood", f"a word of `{example}` may stand for itself")
    meant = _enum(case, lambda d: _shows(case, d) and all(_part(case, d, w) for w in words))
    if isinstance(meant, Finding):
        return meant
    parts = [_part(case, meant.declaration, w) for w in words]
    gets = "".join(f"fn uowgen_part_{k}(n: u32) -> _ {{ {part} }} " for k, part in enumerate(parts))
    trials = Trials(case, meant.declaration, meant.items + gets)
    side = trials.theirs or trials.ours
    forms: tuple[str, list[int]] | None = None
    for n in range(len(meant.rows)):
        values = [trials.asked(side, 0, f"uowgen_part_{k}", (n,))[0] for k in range(len(parts))]
        if example and not placed and all(isinstance(v, (int, str)) and not isinstance(v, bool) for v in values):
            forms = forms or _template(example, values, meant.rows[n][0])
    if example and not placed and forms is None:
        return undecided("not-understood", f"of which variant `{example}` is the text is not clear", meant.declaration)
    if forms is not None:
        text, order = forms
        given = ", ".join(parts[k] for k in order)
        wanted = f"format!({_quoted(text)}, {given})"
        test = f"s.starts_with({wanted}.as_str())" if first else f"s.contains({wanted}.as_str())"
    elif placed:  # `[code] name`: the words stand for the parts
        written = [_forms(case, meant.declaration, w) for w in words]
        pattern = re.sub(r"[A-Za-z_]+", "\0", example).replace("{", "").replace("}", "")
        rows = ["".join(n for pair in zip(pattern.split("\0"), (*row, ""), strict=True) for n in pair) for row in product(*written)]
        meets = "starts_with" if first else "contains"
        test = " || ".join(f"s.{meets}(format!({_quoted(row)}, {', '.join(parts)}).as_str())" for row in rows)
    else:  # in that order, written in any usual way, with nothing but signs before them
        rows = [
            _in_order(_forms(case, meant.declaration, word), part, first=first) for word, part in zip(words, parts, strict=True)
        ]
        test = "{ let whole = s.as_str(); let mut rest = whole; let mut good = true; " + " ".join(rows) + " good }"
    items = (
        f'{meant.items} fn uowgen_shown(n: u32) -> u8 {{ let s = format!("{{}}", uowgen_it(n)); if {test} {{ 1 }} else {{ 2 }} }}'
    )
    asked = [Question(f"{meant.says(n)} is shown so", "uowgen_shown", items, [(n,)]) for n in range(len(meant.rows))]
    return tried(case, meant.declaration, asked)


def _forms(case: Case, enum: Declaration, word: str) -> tuple[str, ...]:
    """The ways in which a part may be written: a text in one, a number in several."""
    number = _code_method(case, enum, word if word not in CODES else "") is not None and not _text_method(case, enum, word)
    return ("{:#06x}", "{:#x}", "{:#04x}", "{:04x}", "{:x}", "{}") if number else ("{}",)


def _in_order(forms: tuple[str, ...], part: str, *, first: bool) -> str:
    """Statements that look for a part behind the one before; `first`: only signs, and the letters of a code, stand between."""
    spared = "if rest[..at].chars().any(|c| c.is_numeric() || c.is_lowercase()) || at > 4 { good = false; } " if first else ""
    rest = "rest" if first else "whole"
    found = " else ".join(
        f'if let Some(at) = {rest}.find(format!("{form}", {part}).as_str()) {{ {spared}rest = &{rest}[at + format!("{form}", {part}).len()..]; }}'
        for form in forms
    )
    return f"{found} else {{ good = false; }}"


def _template(example: str, values: list[object], variant: str) -> tuple[str, list[int]] | None:
    """The example as a format with a place for each of the values, and which value stands in which; None if they are not all in it."""
    places: list[tuple[int, int, int, str]] = []
    for k, value in enumerate(values):
        rows = [(value, "{}")] if isinstance(value, str) else _written(int(str(value)))
        found = [(at, form) for text, form in rows if text for at in [_only(text, example)] if at is not None]
        if not found:
            return None
        (start, end), form = max(found, key=lambda row: row[0][1] - row[0][0])
        places.append((start, end, k, form))
    out, before = "", 0
    for start, end, _, form in sorted(places):
        if start < before:
            return None
        out += example[before:start].replace("{", "{{").replace("}", "}}") + form
        before = end
    rest = example[before:].strip(" .…").replace(variant, "")
    return (out, [k for _, _, k, _ in sorted(places)]) if not any(c.isalnum() for c in rest) else None


def _only(text: str, example: str) -> tuple[int, int] | None:
    """Where `text` stands in the example, alone or behind the letters of a code (`E0310`); None unless it stands there once."""
    found = [m.span(1) for m in re.finditer(rf"(?<![0-9A-Za-z])(?:[A-Z]{{1,3}})?({re.escape(text)})(?![0-9A-Za-z])", example)]
    return found[0] if len(found) == 1 else None


def _written(number: int) -> list[tuple[str, str]]:
    """A number as it may be written, with the format that writes it so."""
    rows = [(str(number), "{}"), *((f"{number:0{w}}", f"{{:0{w}}}") for w in range(2, 7))]
    if number >= 0:
        for sign, mark in (("x", "0x"), ("X", "0x")):
            rows += [(f"{mark}{number:0{w}{sign}}", f"{mark}{{:0{w}{sign}}}") for w in range(1, 9)]
            rows += [(f"{number:0{w}{sign}}", f"{{:0{w}{sign}}}") for w in range(2, 9)]
    return rows


def _part(case: Case, enum: Declaration, word: str) -> str:
    """What a word stands for, as Rust: a method of that name, the code, the variant's name."""
    name = word if _text_method(case, enum, word) else word.removesuffix("s")
    if _text_method(case, enum, name) or _code_method(case, enum, name) is not None:
        return f"uowgen_it(n).{name}()"
    if word in CODES and (function := _code_method(case, enum, "")) is not None:
        return f"uowgen_it(n).{function.item.name}()"
    return "uowgen_variant(n)" if name in ("name", "identifier", "ident") else ""


def _shows(case: Case, enum: Declaration) -> bool:
    return any(d.item.name.rpartition(" for ")[0].rpartition("::")[2] == "Display" for d in case.code.impls_of(enum.item.name))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ----------------------------------------------------------------------------------------------------------------- enums


def _names(case: Case) -> list[str]:
    blocks = [d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "enum" and not d.owner]
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
    return list(dict.fromkeys(blocks or [d.item.name for f in files for d in f.declarations() if d.item.kind == "enum"]))


def _enum(case: Case, having: Callable[[Declaration], bool], said: str = "") -> _Enum | Finding:
    """The one enum that has what is asked about, with all its variants made."""
    names = [said] if said else _names(case)
    found = [d for n in names for d in find_type(case, n).found if d.item.kind == "enum" and having(d)]
    if len(found) != 1:
        return undecided("subject-ambiguous" if found else "no-subject", "which enum is meant is not clear", *found[:3])
    listed = variants_of(found[0])
    if not listed.complete or any(v.sometimes for v in listed.all):
        return undecided("inside-macro", f"the variants of `{found[0].item.name}` are not to be seen", found[0])
    rows = []
    for variant in listed.all:
        samples = samples_of(case, found[0], variant.name, carried(variant))
        if not samples:
            return undecided(
                "unsupported-code",
                f"`{found[0].item.name}::{variant.name}` carries something that cannot be made up here",
                found[0],
            )
        rows += [(variant.name, one) for one in samples[:4]]
    return _Enum(found[0], tuple(rows[:_MOST_VALUES]))


__all__ = ["decide", "fits"]
