"""What types of flags make of numbers and numbers of them: every set of the flags is tried, next to the spec's own code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method, find_type
from uowgen.claims.trials.bounds import bits_of_numbers, call_of, holder_of
from uowgen.claims.trials.questions import Question, Trials, tried
from uowgen.facts.members import constants_of, fields_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_UNSIGNED = ("u8", "u16", "u32", "u64", "usize")
_MOST_FLAGS = 6


class Flags(NamedTuple):
    """A struct that holds flags in one number: the type, its field, the type of the number, the names of its single flags."""

    declaration: Declaration
    field: str
    kind: str
    names: tuple[str, ...]

    def made(self, chosen: Sequence[str]) -> str:
        """The value with the flags `chosen`, as Rust."""
        name = self.declaration.item.name
        bits = " | ".join(f"{name}::{c}.{self.field}" for c in chosen) or "0"
        return f"{name}({bits})" if self.field == "0" else f"{name} {{ {self.field}: {bits} }}"

    def maker(self) -> str:
        """A function that makes each set of the flags, by number."""
        arms = [f"{n} => {self.made([c for k, c in enumerate(self.names) if n >> k & 1])}," for n in range(1 << len(self.names))]
        return f"fn uowgen_set(n: u32) -> {self.declaration.item.name} {{ match n {{ {' '.join(arms)} _ => panic!() }} }}"

    def rows(self) -> list[tuple[int, ...]]:
        """The numbers of all sets."""
        return [(n,) for n in range(1 << len(self.names))]


def decide(reading: Reading, case: Case) -> Finding:
    """What is asked is run for every set of flags, or for numbers of all bits."""
    asked = reading.get("asked")
    if asked == "letters":
        return _letters(reading, case)
    name = bare_name(reading.get("name"))
    meant = flag_method(case, reading.get("name"))
    if isinstance(meant, Finding):
        return meant
    function, flags = meant
    if asked == "composed":
        return _composed(reading, case, function, flags)
    if receiver_of(function) or len(parameters_of(function)) != 1 or parameters_of(function)[0].type not in _UNSIGNED:
        return undecided("unsupported-code", f"`{name}` does not make flags of a number", function)
    return _always(reading, case, function, flags) if asked == "always" else _translates(reading, case, function, flags)


def flag_method(case: Case, said: str) -> tuple[Declaration, Flags] | Finding:
    """The one method called `said`, and the flags of its type."""
    name = bare_name(said)
    subject = find_method(case, said)
    if len(subject.found) != 1 or not subject.found[0].owner:
        return subject.unclear(name)
    function = subject.found[0]
    flags = flags_of(case, holder_of(case, function))
    if flags is None:
        return undecided("unsupported-code", f"`{name}` is no method of a type that holds flags in one number", function)
    return function, flags


def flags_of(case: Case, declaration: Declaration) -> Flags | None:
    """A type as one that holds a few flags in one number; None if it does not."""
    fields = fields_of(declaration).all if declaration.item.kind == "struct" and not declaration.item.in_macro else ()
    if len(fields) != 1 or fields[0].type not in _UNSIGNED:
        return None
    names = case.once(f"flags of {declaration.item.name}", lambda: _single(case, declaration, fields[0].name))
    return Flags(declaration, fields[0].name, fields[0].type, tuple(names)) if 0 < len(names) <= _MOST_FLAGS else None


def _single(case: Case, declaration: Declaration, field: str) -> list[str]:
    """The constants of a type of flags that are one flag each."""
    name = declaration.item.name
    found = []
    for member in constants_of(case.code, declaration).all:
        head, _, written = (part.strip() for part in member.type.partition("="))
        if head.rpartition(":")[2].strip() not in ("Self", name):
            continue
        number = re.fullmatch(
            r"(?:Self|\w+)\s*[({]\s*(?:\w+\s*:\s*)?(?:1\s*<<\s*\d+|(0[xb][0-9a-fA-F_]+|[0-9][0-9_]*))\s*[)}];?", written
        )
        if number is not None:
            one = number[1] is None or bin(int(number[1].replace("_", ""), 0)).count("1") == 1
        else:
            value = Trials(case, declaration, "").value(f"{name}::{member.name}.{field}")
            one = value is not None and all(bin(v).count("1") == 1 for v in value)
        found += [member.name] if one else []
    return found


def given_back(function: Declaration, flags: Flags) -> tuple[str, str]:
    """A pattern for what a function makes, and the number in it; empty if it makes something else."""
    result = "".join(result_of(function).split())
    found = re.fullmatch(rf"(?:(Result|Option)<)?(?:Self|{flags.declaration.item.name})(?:,[^<>]*)?>?", result)
    if found is None:
        return "", ""
    return {"Result": "Ok(uowgen_r)", "Option": "Some(uowgen_r)"}.get(found[1] or "", "uowgen_r"), f"uowgen_r.{flags.field}"


def _always(reading: Reading, case: Case, function: Declaration, flags: Flags) -> Finding:
    """`always sets `USER`, and `READ` together with `WRITE``: of all that it makes."""
    pattern, bits = given_back(function, flags)
    spoken = [bare_name(reading.get(slot)) for slot in ("always", "second", "third") if reading.get(slot)]
    if not pattern or not set(spoken) <= set(flags.names):
        return undecided("not-understood", f"what `{function.item.name}` makes has no such flags", function)
    name = flags.declaration.item.name

    def has(flag: str) -> str:
        return f"{bits} & {name}::{bare_name(flag)}.{flags.field} != 0"

    given, kind = parameters_of(function)[0]
    rest = "" if pattern == "uowgen_r" else " _ => 0,"
    tests = []
    if reading.get("always"):
        tests.append((has(reading.get("always")), "true"))
    if reading.get("second"):
        tests.append((has(reading.get("second")), has(reading.get("third"))))
    questions = []
    for n, (test, when) in enumerate(tests):
        items = (
            f"fn uowgen_sets_{n}({given}: {kind}) -> u8 {{ match {call_of(function, [given])} {{ {pattern} => "
            f"if !({when}) {{ 0 }} else if {test} {{ 1 }} else {{ 2 }},{rest} }} }}"
        )
        questions.append(
            Question(f"{function.item.name}({{}})", f"uowgen_sets_{n}", items, [(x,) for x in bits_of_numbers(case, function)])
        )
    return tried(case, flags.declaration, questions, place=function)


def _translates(reading: Reading, case: Case, function: Declaration, flags: Flags) -> Finding:
    """`translates `A` and `B` and ignores other bits`: what is made of each set of these is as in the spec's own code, whatever else is set."""
    pattern, _bits = given_back(function, flags)
    masks = reading.list("names")
    if pattern != "uowgen_r" or not all(bare_name(m).isupper() for m in masks) or len(masks) > _MOST_FLAGS:
        return undecided("not-understood", f"what `{function.item.name}` translates is not clear", function)
    given, kind = parameters_of(function)[0]
    every = " | ".join(masks)
    chosen = " ".join(f"{n} => {' | '.join(m for k, m in enumerate(masks) if n >> k & 1) or '0'}," for n in range(1 << len(masks)))
    picked = f"fn uowgen_picked(n: u32) -> {kind} {{ match n {{ {chosen} _ => panic!() }} }}"
    call = call_of(function, ["uowgen_picked(n)"])
    rows = [(n,) for n in range(1 << len(masks))]
    questions = [
        Question(f"{function.item.name} of the set {{}} of {every}", "uowgen_made", f"fn uowgen_made(n: u32) -> {flags.kind} {{ {call}.{flags.field} }}", rows, alike=True)
    ]  # fmt: skip
    # Each of them counts: there is a set with which something else is made than without it.
    questions.append(
        Question(
            f"{function.item.name} with and without flag {{}} of {every}",
            "uowgen_apart",
            f"fn uowgen_apart(k: u32) -> u8 {{ let mut n = 0u32; while n < {1 << len(masks)} {{ let m = n | (1 << k); "
            f"if m != n && {call}.{flags.field} != {call.replace('picked(n)', 'picked(m)')}.{flags.field} {{ return 1; }} n += 1; }} 2 }}",
            [(k,) for k in range(len(masks))],
        )
    )
    if reading.get("rest"):
        more = call_of(function, [f"(uowgen_picked(n) | ({given} & !({every})))"])
        questions.append(
            Question(
                f"{function.item.name} of the set {{}} with {{}}",
                "uowgen_ignores",
                f"fn uowgen_ignores(n: u32, {given}: {kind}) -> u8 {{ if {given} & !({every}) == 0 {{ return 0; }} "
                f"if {more}.{flags.field} == {call}.{flags.field} {{ 1 }} else {{ 2 }} }}",
                [(n, x) for n in range(1 << len(masks)) for x in bits_of_numbers(case, function)[1::2]],
            )
        )
    return tried(case, flags.declaration, questions, place=function, shared=picked)


def _composed(reading: Reading, case: Case, function: Declaration, flags: Flags) -> Finding:
    """A sum of bits, each under a condition on the flags: which flags count as rights is as the spec's own code has it."""
    if parameters_of(function) or not receiver_of(function) or result_of(function) not in _UNSIGNED:
        return undecided("unsupported-code", f"`{function.item.name}` does not give a number", function)
    shown = [
        f.rust.text(d.item.node)
        for f in block_files(case)
        for d in f.declarations()
        if d.item.name == function.item.name and d.item.kind == "fn"
    ]
    if len(shown) != 1:
        return undecided("not-understood", "the document shows no code that says which flags count", function)
    terms: list[str] = []
    name = flags.declaration.item.name
    for row in reading.list("parts"):
        bits, _, condition = row.partition(":")
        paths = [path_in(bit, shown[0]) for bit in bits.split("+")]
        flag = _flag_of(condition.removeprefix("!"), flags) if condition else ""
        if not all(paths) or (condition and not flag):
            return undecided("not-understood", f"“{row}” names nothing that is there", function)
        has = f"uowgen_b & {name}::{flag}.{flags.field} {'==' if condition.startswith('!') else '!='} 0" if condition else "true"
        terms.append(f"(if {has} {{ {' | '.join(paths)} }} else {{ 0 }})")
    found = undecided("not-understood", f"which flags of `{name}` count is not clear", function)
    for rights in (flags.names, *(tuple(c for c in flags.names if c != one) for one in flags.names)):
        some = " | ".join(f"{name}::{c}.{flags.field}" for c in rights)
        none = f"if uowgen_b & ({some}) == 0 {{ 0 }} else {{ {' | '.join(terms)} }}" if reading.get("none") else " | ".join(terms)
        items = (
            f"{flags.maker()} fn uowgen_composed(n: u32) -> u8 {{ let uowgen_it = uowgen_set(n); let uowgen_b = uowgen_it.{flags.field}; "
            f"let uowgen_wanted: {result_of(function)} = {none}; if uowgen_it.{function.item.name}() == uowgen_wanted {{ 1 }} else {{ 2 }} }}"
        )
        found = tried(case, flags.declaration, [Question(f"{function.item.name} of the set {{}} of {' | '.join(flags.names)}", "uowgen_composed", items, flags.rows())], place=function)  # fmt: skip
        if found.code != "not-understood" or not reading.get("none"):
            return found
    return found


def path_in(bit: str, body: str) -> str:
    """The one path to the constant `bit` in a text; empty if there is none, or several."""
    found = set(re.findall(rf"((?:\w+::)*{re.escape(bit.rpartition('::')[2])})\b", body))
    return found.pop() if len(found) == 1 else ""


def _flag_of(word: str, flags: Flags) -> str:
    """The flag that a word speaks of: `WRITE` for “writable”."""
    upper = word.upper()
    fitting = [n for n in flags.names if n == upper or (len(n) > 3 and len(upper) > 3 and upper[:4] == n[:4])]
    return fitting[0] if len(fitting) == 1 else ""


def _letters(reading: Reading, case: Case) -> Finding:
    """`Display` prints `rwx` with `-` for each missing one: a letter for each flag, in the order of the letters."""
    text, blank = reading.get("letters").strip('"'), reading.get("blank").strip("\"'")
    files = [*block_files(case)] or [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
    shown = {
        d.owner.rpartition(" for ")[2]
        for f in files
        for d in f.declarations()
        if d.item.name == "fmt" and d.owner.rpartition(" for ")[0].endswith("Display")
    }
    found = [f for n in sorted(shown) for d in find_type(case, n).found for f in (flags_of(case, d),) if f is not None]
    if len(found) != 1 or len(blank) != 1 or not text.isalnum():
        return undecided("no-subject", "which type of flags is shown so is not clear", *(f.declaration for f in found[:3]))
    flags = found[0]
    by = _by_letter(text, flags.names)
    if len(by) != len(text) or len(set(by)) != len(flags.names):
        return undecided("not-understood", f"which letter of `{text}` stands for which flag is not clear", flags.declaration)
    name = flags.declaration.item.name
    pushes = " ".join(
        f"uowgen_w.push(if uowgen_it.{flags.field} & {name}::{flag}.{flags.field} != 0 {{ '{letter}' }} else {{ '{blank}' }});"
        for letter, flag in zip(text, by, strict=True)
    )
    items = (
        f"{flags.maker()} fn uowgen_letters(n: u32) -> u8 {{ let uowgen_it = uowgen_set(n); let mut uowgen_w = String::new(); {pushes} "
        f'if format!("{{}}", uowgen_it) == uowgen_w {{ 1 }} else {{ 2 }} }}'
    )
    said = f"the set {{}} of {' | '.join(flags.names)}"
    return tried(case, flags.declaration, [Question(said, "uowgen_letters", items, flags.rows())])


def flag_of_letter(word: str, names: tuple[str, ...]) -> str:
    """The one flag that a letter or a word means: `EXEC` for “X”, `WRITE` for “writable”; empty if that is not clear."""
    bare = word.lower()
    first = [n for n in names if n.lower().startswith(bare)]
    alike = [n for n in names if (bare in n.lower() if len(bare) == 1 else bare[:4] == n.lower()[:4])]
    fitting = first or alike
    return fitting[0] if len(fitting) == 1 else ""


def _by_letter(text: str, names: tuple[str, ...]) -> list[str]:
    """The flag of each letter: by its first letter, what is left by any."""
    found: dict[str, str] = {}
    for test in (lambda n, c: n.lower().startswith(c), lambda n, c: c in n.lower()):
        for letter in text.lower():
            fitting = [n for n in names if test(n, letter) and n not in found.values()]
            if letter not in found and len(fitting) == 1:
                found[letter] = fitting[0]
    return [found[c] for c in text.lower() if c in found]


__all__ = ["Flags", "decide", "flag_of_letter", "flags_of", "given_back", "path_in"]
