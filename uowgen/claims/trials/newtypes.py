"""What the methods of a type around one number reckon: rounding, counting in units, distances, with an answer for what cannot be.

Values come about by the type's own constructors, since a number that they refuse need not be looked after. What is reckoned is compared
with the same in wider numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.claims.trials.bounds import holder_of, numbers_around
from uowgen.claims.trials.questions import Question, tried
from uowgen.facts.members import fields_of, methods_of, number_in
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}
_MOST = 500


class Newtype(NamedTuple):
    """A struct around one number: its name, the field, the type of the number, its constructors from one number with what they give."""

    name: str
    field: str
    kind: str
    makers: tuple[tuple[str, str], ...]

    def first(self, maker: int, row: str) -> str:
        """A function that tells which values a question with the row `row` is about: only those that the spec's own code makes as well count."""
        made = [part.partition(":")[0].strip() for part in row.split(",") if part.strip().startswith(("uowgen_n", "uowgen_m"))]
        lets = " ".join(f"let {n}_made = {self.made(maker, n)};" for n in made)
        told = " + ".join(f"(({n}_made.{self.field} as u128) << {64 * k})" for k, n in enumerate(made))
        return f"fn uowgen_first_{maker}({row}) -> u128 {{ {lets} {told} }} "

    def made(self, maker: int, given: str) -> str:
        """The value that a constructor makes of a number; the probe ends with 0 where it makes none."""
        name, result = self.makers[maker]
        call = f"{self.name}::{name}({given})"
        if result.startswith("Result"):
            return f"match {call} {{ Ok(v) => v, Err(_) => return 0 }}"
        return f"match {call} {{ Some(v) => v, None => return 0 }}" if result.startswith("Option") else call


def decide(reading: Reading, case: Case) -> Finding:
    """The method is called on values that the constructors make of numbers around every limit."""
    name = bare_name(reading.get("name"))
    subject = find_method(case, reading.get("name"))
    if len(subject.found) != 1 or not subject.found[0].owner:
        return subject.unclear(name)
    function = subject.found[0]
    owner = holder_of(case, function)
    it = newtype_of(case, owner)
    if it is None:
        return undecided("unsupported-code", f"`{name}` is no method of a type around one number with a constructor", function)
    asked = reading.get("asked")
    unit = reading.get("unit")
    unit = unit_of(case, owner, unit) if unit else ""
    if reading.get("unit") and not unit:
        return undecided("not-understood", f"how large “{reading.get('unit')}” is is not clear", function)
    if asked == "rounds":
        return _rounds(reading, case, function, owner, it, unit)
    if not receiver_of(function) or receiver_of(function).startswith("&mut"):
        return undecided("unsupported-code", f"`{name}` does not take the value", function)
    if asked == "counts":
        return _counts(reading, case, function, owner, it, unit)
    if asked == "distance":
        return _distance(reading, case, function, owner, it, unit)
    forms = {
        "divided": f"uowgen_v / ({unit} as u128)", "last": f"uowgen_v + ({unit} as u128) - 1", "next": f"uowgen_v + ({unit} as u128)",
        "adds": f"uowgen_v + ({reading.get('offset')} as u128)", "subtracts": f"uowgen_v - ({reading.get('offset')} as u128)", "inner": "uowgen_v",
    }  # fmt: skip
    if parameters_of(function) or result_of(function) not in _BITS:
        return undecided("unsupported-code", f"`{name}` does not give a number", function)
    numbers = numbers_around(case, owner, function, [reading.get("offset"), unit])
    if numbers is None:
        return undecided("unsupported-code", f"what the constants of `{name}` are is not known", function)
    body = f"if (uowgen_it.{name}() as u128) == {forms[asked]} {{ 1 }} else {{ 2 }}"
    return _asked(case, function, owner, it, body, numbers)


def _asked(case: Case, function: Declaration, owner: Declaration, it: Newtype, body: str, numbers: list[int]) -> Finding:
    """One question for each constructor, on the value `uowgen_it` with the number `uowgen_v` in it."""
    items = []
    questions = []
    for n in range(len(it.makers)):
        items.append(
            it.first(n, f"uowgen_n: {it.kind}")
            + f"fn uowgen_reckons_{n}(uowgen_n: {it.kind}) -> u8 {{ let uowgen_it = {it.made(n, 'uowgen_n')}; "
            f"let uowgen_v = uowgen_it.{it.field} as u128; {body} }}"
        )
        said = f"{it.name}::{it.makers[n][0]}({{}}) . {function.item.name}()".replace(" . ", ", then ")
        questions.append(Question(said, f"uowgen_reckons_{n}", items[-1], [(x,) for x in numbers], first=f"uowgen_first_{n}"))
    return tried(case, owner, questions, place=function)


def newtype_of(case: Case, owner: Declaration) -> Newtype | None:
    fields = fields_of(owner).all if owner.item.kind == "struct" and not owner.item.in_macro else ()
    plain = number_in(fields[0].type) if len(fields) == 1 else ""
    if plain not in _BITS:
        return None
    field = fields[0].name if plain == fields[0].type else f"{fields[0].name}.get()"
    makers = []
    for d in methods_of(case.code, owner.item.name, (owner,)):
        given = parameters_of(d) if d.item.kind == "fn" else ()
        result = "".join(result_of(d).split()) if d.item.kind == "fn" else ""
        inside = re.fullmatch(rf"(Result<|Option<)?(Self|{owner.item.name})(,.*)?>?", result)
        if (
            (
                d.item.kind == "fn"
                and not receiver_of(d)
                and len(given) == 1
                and given[0].type == plain
                and inside
                and " for " not in d.owner
            )
            and "unsafe" not in d.text.split("fn ")[0]
            and d.condition == "always"
        ):
            makers.append((d.item.name, result))
    return Newtype(owner.item.name, field, plain, tuple(makers[:3])) if makers else None


def unit_of(case: Case, owner: Declaration, word: str) -> str:
    """The constant that tells how large a unit is: the one that is named, else `FRAME_SIZE` for “frames”."""
    if word.rpartition("::")[2].replace("_", "").isupper():
        return word
    bare = word.lower().removesuffix("s").upper()
    texts = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)]
    texts.append(owner.file.rust.source.data.decode("utf-8", "replace"))
    names = {n for t in texts for n in re.findall(r"(?<![:\w])[A-Z][A-Z0-9_]+\b", t)}
    fitting = [n for n in (f"{bare}_SIZE", f"{bare}_BYTES", f"{bare}_LEN", f"BYTES_PER_{bare}") if n in names]
    return fitting[0] if len(fitting) == 1 else ""


def _inner(function: Declaration, it: Newtype) -> tuple[str, str]:
    """A pattern for what a function gives where it gives something, with the number in it as `u128`; empty if it gives something else."""
    result = "".join(result_of(function).split())
    found = re.fullmatch(r"(?:(Result|Option)<)?(\w+)(?:,[^<>]*)?>?", result)
    if found is None:
        return "", ""
    pattern = {"Result": "Ok(uowgen_r)", "Option": "Some(uowgen_r)"}.get(found[1] or "", "uowgen_r")
    number = (
        f"(uowgen_r.{it.field} as u128)" if found[2] in ("Self", it.name) else "(uowgen_r as u128)" if found[2] == it.kind else ""
    )
    return (pattern, number) if number else ("", "")


def _rounds(reading: Reading, case: Case, function: Declaration, owner: Declaration, it: Newtype, unit: str) -> Finding:
    pattern, number = _inner(function, it)
    given = parameters_of(function)
    if receiver_of(function) or len(given) != 1 or given[0].type != it.kind or not pattern:
        return undecided("unsupported-code", f"`{function.item.name}` does not round a number", function)
    numbers = numbers_around(case, owner, function, [unit])
    if numbers is None:
        return undecided("unsupported-code", f"what `{unit}` is is not known", function)
    down = f"uowgen_v - uowgen_v % ({unit} as u128)"
    wanted = (
        down
        if reading.get("way") == "down"
        else f"(uowgen_v + ({unit} as u128) - 1) - (uowgen_v + ({unit} as u128) - 1) % ({unit} as u128)"
    )
    other = ", _ => 0" if pattern != "uowgen_r" else ""
    items = (
        f"fn uowgen_rounds(uowgen_n: {it.kind}) -> u8 {{ let uowgen_v = uowgen_n as u128; "
        f"match {it.name}::{function.item.name}(uowgen_n) {{ {pattern} => if {number} != {wanted} {{ 2 }} else if {number} == uowgen_v {{ 0 }} else {{ 1 }}{other} }} }}"
    )
    # What is refused is not rounded: for which numbers that may be is what the spec's own code says.
    alike = f"fn uowgen_rounded(uowgen_n: {it.kind}) -> bool {{ match {it.name}::{function.item.name}(uowgen_n) {{ {pattern} => true{', _ => false' if other else ''} }} }}"
    said = f"{function.item.name}({{}})"
    questions = [Question(said, "uowgen_rounds", items, [(x,) for x in numbers])]
    if other and any(d.item.name == function.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"):
        questions.append(Question(said, "uowgen_rounded", alike, [(x,) for x in numbers], alike=True))
    found = tried(case, owner, questions, place=function)
    if found.outcome == "fails" and "gives `" in found.message:
        return undecided("not-observable", f"{found.message}; what is refused was not said", function)
    return found


def _counts(reading: Reading, case: Case, function: Declaration, owner: Declaration, it: Newtype, unit: str) -> Finding:
    """`counts in frames and returns `None` on overflow`: the number moves by whole units, or not at all."""
    pattern, number = _inner(function, it)
    given = parameters_of(function)
    way = reading.get("way") or (
        "down"
        if re.search(r"sub|back|prev|down|minus", function.item.name)
        else "up"
        if re.search(r"add|next|forward|advance|up|plus", function.item.name)
        else ""
    )
    if len(given) != 1 or given[0].type not in _BITS or not pattern or pattern == "uowgen_r" or not way:
        return undecided("unsupported-code", f"`{function.item.name}` does not go on by a number", function)
    limit = reading.get("limit")
    numbers = numbers_around(case, owner, function, [limit, unit])
    if numbers is None:
        return undecided("unsupported-code", f"what the constants of `{function.item.name}` are is not known", function)
    top = f"{(1 << _BITS[it.kind]) - 1}u128"
    bytes_ = f"(uowgen_c as u128) * ({unit} as u128)"
    if way == "up":
        beyond = f"uowgen_v + {bytes_} > {top}" + (
            f" || uowgen_v + {bytes_} {reading.get('sign') or '>='} ({limit} as u128)" if limit else ""
        )
        wanted = f"uowgen_v + {bytes_}"
    else:
        beyond, wanted = f"{bytes_} > uowgen_v", f"uowgen_v - {bytes_}"
    # That it gives nothing for more reasons than are said is against the words only where the spec's own code does not.
    own = any(d.item.name == function.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn")
    more = "2" if own else "0"
    questions = []
    some = numbers[:14] + numbers[-3:]
    starts = [n for n in numbers if n % 4096 == 0][:24] or numbers[:24]
    counts = list(dict.fromkeys([*some, *numbers[-12:], *(n // 4096 for n in numbers[:120])]))
    rows = [(a, c) for a in starts for c in counts][:_MOST]
    for n in range(len(it.makers)):
        items = it.first(n, f"uowgen_n: {it.kind}") + (
            f"fn uowgen_counts_{n}(uowgen_n: {it.kind}, uowgen_c: {given[0].type}) -> u8 {{ let uowgen_it = {it.made(n, 'uowgen_n')}; "
            f"let uowgen_v = uowgen_it.{it.field} as u128; let uowgen_gone = {beyond}; match uowgen_it.{function.item.name}(uowgen_c) {{ "
            f"{pattern} => if !uowgen_gone && {number} == {wanted} {{ 1 }} else {{ 2 }}, _ => if uowgen_gone {{ 1 }} else {{ {more} }} }} }}"
        )
        questions.append(
            Question(
                f"{it.name}::{it.makers[n][0]}({{}}), then {function.item.name}({{}})",
                f"uowgen_counts_{n}",
                items,
                rows,
                first=f"uowgen_first_{n}",
                lead=1,
            )
        )
    return tried(case, owner, questions, place=function)


def _distance(reading: Reading, case: Case, function: Declaration, owner: Declaration, it: Newtype, unit: str) -> Finding:
    """`gives the distance in frames, `None` if `base` is higher`."""
    given = parameters_of(function)
    other = given[0] if len(given) == 1 and given[0].type in ("Self", it.name, "&Self", f"&{it.name}") else None
    result = "".join(result_of(function).split())
    low = reading.get("low")
    if other is None or result != f"Option<{it.kind}>" or low not in (other.name, "self"):
        return undecided("unsupported-code", f"`{function.item.name}` does not give the distance of two of them", function)
    numbers = numbers_around(case, owner, function, [unit])
    if numbers is None:
        return undecided("unsupported-code", f"what `{unit}` is is not known", function)
    first, second = ("uowgen_v", "uowgen_w") if low == other.name else ("uowgen_w", "uowgen_v")
    some = [n for n in numbers if n % 4096 == 0][:40] or numbers[:40]
    questions = []
    for n in range(len(it.makers)):
        items = it.first(n, f"uowgen_n: {it.kind}, uowgen_m: {it.kind}") + (
            f"fn uowgen_apart_{n}(uowgen_n: {it.kind}, uowgen_m: {it.kind}) -> u8 {{ let uowgen_it = {it.made(n, 'uowgen_n')}; "
            f"let uowgen_to = {it.made(n, 'uowgen_m')}; let uowgen_v = uowgen_it.{it.field} as u128; let uowgen_w = uowgen_to.{it.field} as u128; "
            f"match uowgen_it.{function.item.name}({'&' if other.type.startswith('&') else ''}uowgen_to) {{ "
            f"Some(uowgen_r) => if {first} >= {second} && (uowgen_r as u128) == ({first} - {second}) / ({unit} as u128) {{ 1 }} else {{ 2 }}, "
            f"None => if {second} > {first} {{ 1 }} else {{ 2 }} }} }}"
        )
        questions.append(
            Question(
                f"{function.item.name} of {{}} and {{}}",
                f"uowgen_apart_{n}",
                items,
                [(a, b) for a in some for b in some],
                first=f"uowgen_first_{n}",
            )
        )
    return tried(case, owner, questions, place=function)


__all__ = ["Newtype", "decide", "newtype_of", "unit_of"]
