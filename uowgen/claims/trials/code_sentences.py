"""Decides which numbers and texts the variants of an enum have, and whether a number leads back to its variant, by running all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, nothing_at_hand
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method, find_type
from uowgen.claims.trials.enums import conversion_of, enum_with
from uowgen.claims.trials.questions import Question, Trials, tried
from uowgen.claims.values.variants import samples_of
from uowgen.facts.members import carried, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64, "i8": 7, "i16": 15, "i32": 31, "i64": 63, "isize": 63}
_MOST_NUMBERS = 400


def fits(reading: Reading, case: Case) -> bool:
    """Whether the sentence is about a method of an enum, or about a conversion or a text."""
    name = reading.get("name")
    if not name or not isinstance(_method(case, name), Finding):
        return True
    free = any(d.item.kind == "fn" and not d.owner for d in case.code.declared_anywhere(bare_name(name)))
    return nothing_at_hand(case) and not free


def decide(reading: Reading, case: Case) -> Finding:
    """By what is asked: the numbers, the way back, a conversion, a text."""
    asked = reading.get("asked")
    if asked == "maps":
        return _maps(reading, case)
    if asked == "shown":
        return _shown(reading, case)
    found = _method(case, reading.get("name"))
    if isinstance(found, Finding):
        return found
    return _inverse(reading, case, *found) if asked == "inverse" else _codes(reading, case, *found)


def _method(case: Case, name: str) -> tuple[Declaration, Declaration] | Finding:
    """A method of an enum, and the enum."""
    method = find_method(case, name).methods().one(name)
    if isinstance(method, Finding):
        return method
    enums = find_type(case, bare_name(method.owner.rpartition(" for ")[2])).found
    if len(enums) != 1 or enums[0].item.kind != "enum" or not variants_of(enums[0]).complete:
        return undecided("unsupported-code", f"`{bare_name(name)}` is no method of an enum that is known", method)
    return method, enums[0]


def _any_values(case: Case, enum: Declaration) -> dict[str, tuple[str, str, list[int]]] | None:
    """As `_values`; what carries something else than a number is made of samples, with no type of its own."""
    if (made := _values(enum)) is not None:
        return made
    found: dict[str, tuple[str, str, list[int]]] = {}
    for v in variants_of(enum).all:
        samples = samples_of(case, enum, v.name, carried(v))[:6] if not v.sometimes else []
        if not samples:
            return None
        arms = " ".join(f"{n} => {one}," for n, one in enumerate(samples))
        found[v.name] = (f"(match uowgen_p {{ {arms} _ => {samples[0]} }})", "", list(range(len(samples))))
    return found


def _values(enum: Declaration) -> dict[str, tuple[str, str, list[int]]] | None:
    """Of each variant: how it is made of `uowgen_p`, the type of what it carries, numbers to carry; None where it carries something else."""
    found: dict[str, tuple[str, str, list[int]]] = {}
    for v in variants_of(enum).all:
        parts = carried(v)
        path = f"{enum.item.name}::{v.name}"
        inner = parts.strip("(){} ").rstrip(",").strip()
        field, colon, kind = inner.rpartition(":") if parts.startswith("{") else ("", "", inner)
        if not parts:
            found[v.name] = (path, "", [0])
            continue
        kind = kind.strip()
        if kind not in _BITS or v.sometimes:
            return None
        made = f"{path} {{ {field.strip()}: uowgen_p }}" if colon else f"{path}(uowgen_p)"
        top = (1 << _BITS[kind]) - 1
        found[v.name] = (
            made,
            kind,
            list(range(256))
            if kind == "u8"
            else [0, 1, 5, 7, 10, 127, 128, 200, *(n for n in (255, 256, 4095) if n <= top), top - 1, top],
        )
    return found


# ----------------------------------------------------------------------------------------------------------- numbers


def _codes(reading: Reading, case: Case, function: Declaration, enum: Declaration) -> Finding:
    """“is 0x0101 to 0x0104 in declaration order, 0x0200 + status for `Device`”: each variant has its number."""
    made = _any_values(case, enum)
    own = [d for f in block_files(case) for d in f.declarations() if d.item.kind == "enum" and d.item.name == enum.item.name]
    if made is None or not receiver_of(function) or parameters_of(function) or result_of(function) not in _BITS:
        return undecided("unsupported-code", f"`{function.item.name}` does not give a number for each variant", function)
    names = list(made)
    if len(own) == 1 and [v.name for v in variants_of(own[0]).all] != names:
        return undecided(
            "subject-ambiguous", f"`{enum.item.name}` has its variants in another order than the spec's own code", enum
        )
    wanted: dict[str, str] = {}
    rows = [row.partition("=") for row in reading.list("codes")]
    for sort, _, text in rows:
        if sort == "for":
            variant, _, value = text.partition(":")
            if variant not in made or variant in wanted or ("_" in value.split() and not made[variant][1]):
                return undecided("not-understood", f"`{variant}` is no such variant of `{enum.item.name}`", enum)
            wanted[variant] = value
    left = [n for n in names if n not in wanted]
    for sort, _, text in rows:
        if sort == "for":
            continue
        parts = text.split(",")
        if sort == "rest":
            wanted |= dict.fromkeys(left, text)
            left = []
            continue
        if sort == "order":
            numbers = parts
        elif sort == "from":
            numbers = [str(int(parts[0], 0) + k) for k in range(len(left))] if _is_number(parts[0]) else []
        else:
            first, last = (int(p, 0) if _is_number(p) else None for p in parts)
            if first is None or last is None:
                return undecided("not-understood", f"“{text}” is no range of numbers", function)
            step = 1 if last >= first else -1
            numbers = [str(n) for n in range(first, last + step, step)] if abs(last - first) < 500 else []
        if len(numbers) != len(left):
            return undecided("not-understood", f"“{text}” are {len(numbers)} numbers, and {len(left)} variants are left", function)
        wanted |= dict(zip(left, numbers, strict=True))
        left = []
    questions = []
    for k, (variant, value) in enumerate(wanted.items()):
        expression, kind, numbers_ = made[variant]
        rust = re.sub(r"(?<![\w])_(?![\w])", "(uowgen_p as i128)", _wide(value))
        head = f"uowgen_p: {kind or 'u8'}"
        items = f"fn uowgen_code_{k}({head}) -> u8 {{ if ({expression}.{function.item.name}() as i128) == ({rust}) {{ 1 }} else {{ 2 }} }}"
        shown = expression.replace("{", "{{").replace("}", "}}").replace("uowgen_p", "{}")
        said = f"{function.item.name}() of {shown}"
        questions.append(Question(said, f"uowgen_code_{k}", items, [(n,) for n in numbers_]))
    return tried(case, enum, questions, place=function)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?(0x[0-9a-fA-F_]+|\d[\d_]*)", text))


def _wide(value: str) -> str:
    """Numbers and constants as wide numbers."""
    text = re.sub(r"0x[0-9a-fA-F_]+|\b\d[\d_]*", lambda m: f"{int(m[0].replace('_', ''), 0)}i128", value)
    return re.sub(r"(?:\w+::)*\b[A-Z][A-Z0-9_]+\b", lambda m: f"({m[0]} as i128)", text)


def _inverse(reading: Reading, case: Case, function: Declaration, enum: Declaration) -> Finding:
    """“is the inverse of `code()`, `None` for any other number”."""
    there, _, rest = reading.get("inverse").partition("|")
    other = _method(case, there)
    if isinstance(other, Finding):
        return other
    made = _values(enum)
    given = parameters_of(function)
    result = "".join(result_of(function).split())
    head = re.fullmatch(rf"(?:(Option|Result)<)?(?:Self|{enum.item.name})(?:,.*)?>?", result)
    kind = result_of(other[0])
    if made is None or other[1].item.name != enum.item.name or receiver_of(function) or len(given) != 1 or given[0].type != kind or kind not in _BITS or head is None or not head[1]:  # fmt: skip
        return undecided("unsupported-code", f"`{function.item.name}` does not lead from a number to a variant", function)
    good = "Some" if head[1] == "Option" else "Ok"
    to, back = bare_name(there), f"{enum.item.name}::{function.item.name}"
    questions = []
    probes = []
    for k, (variant, (expression, kind_of, numbers)) in enumerate(made.items()):
        pattern = expression.replace("uowgen_p", "uowgen_q")
        test = "uowgen_q == uowgen_p" if kind_of else "true"
        param = f"uowgen_p: {kind_of or 'u8'}"
        items = (
            f"fn uowgen_back_{k}({param}) -> u8 {{ match {back}({expression}.{to}()) {{ {good}({pattern}) => if {test} {{ 1 }} else {{ 2 }}, _ => 2 }} }} "
            f"fn uowgen_number_{k}({param}) -> {kind} {{ {expression}.{to}() }}"
        )
        said = f"{function.item.name}() of the number of {variant}" + ("({})" if kind_of else "")
        questions.append(Question(said, f"uowgen_back_{k}", items, [(n,) for n in numbers]))
        probes.append((f"uowgen_number_{k}", [numbers[0], numbers[-1], numbers[len(numbers) // 2]]))
    if rest:
        trials = Trials(case, enum, "\n".join(q.items for q in questions))
        seen: dict[int, None] = {0: None, 1: None}
        for name, numbers in probes:
            for n in dict.fromkeys(numbers):
                for side in (trials.ours, trials.theirs):
                    value = trials.asked(side, 0, name, (n,))[0] if side is not None else None
                    if isinstance(value, int) and not isinstance(value, bool):
                        bits = _BITS[kind]
                        seen |= dict.fromkeys([value, value - 1, value + 1, *(value ^ (1 << b) for b in range(bits))])
        low = -(1 << _BITS[kind]) if kind.startswith("i") else 0
        high = (1 << _BITS[kind]) - 1
        rows = [n for n in [*seen, low, high, high - 1] if low <= n <= high][:_MOST_NUMBERS]
        items = f"fn uowgen_other(uowgen_n: {kind}) -> u8 {{ match {back}(uowgen_n) {{ {good}(uowgen_e) => if uowgen_e.{to}() == uowgen_n {{ 1 }} else {{ 2 }}, _ => 1 }} }}"
        questions.append(Question(f"{function.item.name}({{}})", "uowgen_other", items, [(n,) for n in rows]))
    return tried(case, enum, questions, place=function)


# ------------------------------------------------------------------------------------------------- conversions, texts


def _maps(reading: Reading, case: Case) -> Finding:
    """“`From<A>`: X -> Y, F(b) -> D(b)”: what has the same name in both is the same number."""
    meant = conversion_of(case, reading.get("inner"))
    if isinstance(meant, Finding):
        return meant
    enum, source, made = meant
    have = {v.name: carried(v) for v in variants_of(enum).all}
    questions: list[Question] = []
    for k, row in enumerate(reading.list("maps")):
        (one, _, bound), (goal, _, told) = (side.partition("(") for side in row.split(">"))
        bound, told = bound.removesuffix(")"), told.removesuffix(")")
        if one not in made.values or goal not in have:
            return undecided("no-subject", f"`{one if one not in made.values else goal}` is no variant that is known here", enum)
        into, parts = f"{enum.item.name}::{goal}", have[goal]
        name = f"uowgen_maps_{k}"
        if told and told not in ("_", "..") and told == bound:
            shape = re.search(rf"\b{one}\((\w+)\)", made.items) or re.search(r"\({0,1}(\w+)\)$", _carried_of(case, source, one))
            if shape is None or shape[1] not in _BITS or parts.startswith("{") or parts.strip("()") not in _BITS:
                return undecided("unsupported-code", f"what `{one}` and `{goal}` carry cannot be compared", enum)
            items = (
                f"fn {name}(uowgen_p: {shape[1]}) -> u8 {{ match {enum.item.name}::from({source}::{one}(uowgen_p)) {{ "
                f"{into}(uowgen_q) => if (uowgen_q as i128) == (uowgen_p as i128) {{ 1 }} else {{ 2 }}, _ => 2 }} }}"
            )
            top = (1 << _BITS[shape[1]]) - 1
            numbers = [n for n in (0, 1, 7, 10, 0x5A, 127, 128, 255, 256, 4097, top) if n <= top]
            questions.append(
                Question(f"{enum.item.name}::from({source}::{one}({{}})) is `{goal}` with it", name, items, [(n,) for n in numbers])
            )
            continue
        if told and told not in ("_", ".."):
            return undecided("not-understood", f"what `{goal}` is to carry is not clear", enum)
        pattern = into + (" { .. }" if parts.startswith("{") else "(..)" if parts else "")
        arms = " ".join(
            f"{n} => if matches!({enum.item.name}::from({value}), {pattern}) {{ 1 }} else {{ 2 }},"
            for n, value in enumerate(made.values[one])
        )
        items = f"fn {name}(n: u32) -> u8 {{ match n {{ {arms} _ => 0 }} }}"
        questions.append(
            Question(
                f"{enum.item.name}::from({source}::{one}) is `{goal}`", name, items, [(n,) for n in range(len(made.values[one]))]
            )
        )
    return tried(case, enum, questions, shared=made.items)


def _carried_of(case: Case, enum: str, variant: str) -> str:
    found = find_type(case, enum).found
    return next((carried(v) for d in found[:1] for v in variants_of(d).all if v.name == variant), "")


def _shown(reading: Reading, case: Case) -> Finding:
    """“`Display` prints the status of `Device` as two hex digits (`device error 0x0a`)”: so of every number that it carries."""
    variant, digits, example = reading.get("shown").split(":", 2)
    enum = enum_with(case, {variant})
    made = _values(enum) if enum is not None else None
    if enum is None or made is None or not made[variant][1]:
        return undecided("no-subject", f"which enum has a `{variant}` with a number is not clear")
    expression, kind, numbers = made[variant]
    bits = 4 * int(digits) or 128
    hexadecimal = digits != "0"
    # The example says which number it is of by the digits in it, and all that stands around them.
    shape = rf"[0-9a-fA-F]{{{digits}}}" if hexadecimal else r"\d+"
    found = re.findall(rf"(?<![0-9a-zA-Z]){shape}(?![0-9a-zA-Z])", example.replace("0x", "\1"))
    if example and len(found) != 1:
        return undecided("not-understood", f"which part of `{example}` is the number is not clear", enum)
    upper = bool(found) and found[0] != found[0].lower()
    form = f"{{:0{digits}{'X' if upper else 'x'}}}" if hexadecimal else "{}"
    text = (
        example.replace("0x", "\1")
        .replace(found[0], "\2")
        .replace("{", "{{")
        .replace("}", "}}")
        .replace("\1", "0x")
        .replace("\2", form)
        if found
        else ""
    )
    test = (
        f'format!("{{}}", {expression}) == format!({_quoted(text)}, uowgen_p)'
        if found
        else f'format!("{{}}", {expression}).contains(format!("{form}", uowgen_p).as_str())'
    )
    items = f"fn uowgen_shown(uowgen_p: {kind}) -> u8 {{ if {test} {{ 1 }} else {{ 2 }} }}"
    rows = [(n,) for n in numbers if n < 1 << bits]
    return tried(case, enum, [Question(f"`{variant}` with {{}} is shown so", "uowgen_shown", items, rows)])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


__all__ = ["decide"]
