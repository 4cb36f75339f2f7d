"""What conversions of enums give for each variant, and which of the numbers that a variant carries its `Display` shows, by running them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.standins import stand_in
from uowgen.claims.sentences.value_phrases import is_quantity
from uowgen.claims.subject import find_type
from uowgen.claims.trials.questions import Question, Trials, tried
from uowgen.claims.values.variants import converting
from uowgen.facts.members import carried, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_NUMBERS = (700_003, 81_234, 9_771, 60_013)  # none within another


class _Enum(NamedTuple):
    """An enum whose values can be made: by variant the values, as Rust; the items that declare it where the tree does not."""

    name: str
    values: dict[str, list[str]]
    items: str


def decide(reading: Reading, case: Case) -> Finding:
    """Each variant that is spoken of is made, with numbers for what it carries, and the conversion is run on it."""
    if reading.get("asked") == "numbers":
        return _shows(reading, case)
    return _each(reading, case)


# ---------------------------------------------------------------------------------------------------- conversions


def conversion_of(case: Case, said: str, guard: str = "") -> tuple[Declaration, str, _Enum] | Finding:
    """The one enum that is made as `said` (`From<A>`, `impl From<A> for B`; for `guard` where no target is said), the name of what it is made from, and that."""
    head, _, target = said.removeprefix("impl ").partition(" for ")
    source = bare_name(head.partition("<")[2].strip().removesuffix(">"))
    owners = converting(case, source, bare_name(target or guard))
    if len(owners) != 1 or not source:
        return undecided("no-subject", f"which enum is made from `{source}` is not clear")
    made = source_of(case, owners[0], source)
    return made if isinstance(made, Finding) else (owners[0], source, made)


def _each(reading: Reading, case: Case) -> Finding:
    pairs = [tuple(row.split("=", 1)) for row in reading.list("pairs")] or [("*", reading.get("all"))]
    meant = conversion_of(case, reading.get("inner"), reading.get("guard"))
    if isinstance(meant, Finding):
        return meant
    enum, _, made = meant
    have = {v.name: carried(v) for v in variants_of(enum).all}
    wanted = {a if a == "*" else bare_name(a): bare_name(b) for a, b in pairs}
    strange = [b for b in wanted.values() if b not in have] or [a for a in wanted if a != "*" and a not in made.values]
    if strange:
        return undecided("no-subject", f"`{strange[0]}` is no variant that is known here", enum)
    name = enum.item.name
    arms: list[str] = []
    says: list[str] = []
    for variant, values in made.values.items():
        goal = wanted.get(variant) or wanted.get("*")
        if goal is None:
            continue
        parts = have[goal]
        pattern = f"{name}::{goal}" + (" { .. }" if parts.startswith("{") else "(..)" if parts else "")
        for value in values:
            arms.append(f"{len(arms)} => if matches!({name}::from({value}), {pattern}) {{ 1 }} else {{ 2 }},")
            says.append(f"{name}::from({value}) is `{goal}`")
    items = f"fn uowgen_maps(n: u32) -> u8 {{ match n {{ {' '.join(arms)} _ => 0 }} }}"
    questions = [Question(_braced(text), "uowgen_maps", items, [(n,)]) for n, text in enumerate(says)]
    return tried(case, enum, questions, shared=made.items)


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def source_of(case: Case, enum: Declaration, name: str) -> _Enum | Finding:
    """The enum that is converted: as the tree declares it, else as the patterns on it in the code show it."""
    found = find_type(case, name).found
    if len(found) == 1 and found[0].item.kind == "enum":
        from uowgen.claims.values.made_up import Maker

        variants = variants_of(found[0])
        values: dict[str, list[str]] = {}
        for v in variants.all:
            domain = Maker(case, (7,), None).variant(name, v.name, carried(v))
            if domain is None or not variants.complete:
                return undecided("unsupported-code", f"`{name}::{v.name}` cannot be made up here", found[0])
            values[v.name] = list(domain.values[:12])
        return _Enum(name, values, "")
    if not found and (other := stand_in(case, name)) is not None:
        return _Enum(name, {variant: list(values) for variant, values in other.values.items()}, "")
    texts = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)]
    texts.append(enum.file.rust.source.data.decode("utf-8", "replace"))
    shapes: dict[str, list[str]] = {}
    for text in texts:
        for variant, tail in re.findall(rf"\b{name}::([A-Z]\w*)\s*(\([^()]*\)|\{{[^{{}}]*\}})?", text):
            shapes.setdefault(variant, []).append(tail)
    if not shapes:
        return undecided("no-subject", f"`{name}` is not declared in the tree, and nothing shows its variants", enum)
    declared: list[str] = []
    values = {}
    for variant, tails in shapes.items():
        tail = next((t for t in tails if t), "")
        fields = [
            part.partition(":")[0].strip().removeprefix("ref ") for part in tail.strip("(){} ").split(",") if part.strip(" .")
        ]
        kinds = [_type_of(part, texts) for part in fields] or (["u32"] if tail else [])
        if tail.startswith("{") and fields:
            declared.append(f"{variant} {{ {', '.join(f'{f}: {k}' for f, k in zip(fields, kinds, strict=True))} }}")
            values[variant] = [f"{name}::{variant} {{ {', '.join(f'{f}: {n}' for f in fields)} }}" for n in (0, 7)]
        elif tail.startswith("("):
            declared.append(f"{variant}({', '.join(kinds)})")
            values[variant] = [f"{name}::{variant}({', '.join(n for _ in kinds)})" for n in ("0", "7")]
        elif tail:
            return undecided("unsupported-code", f"what `{name}::{variant}` carries is not shown", enum)
        else:
            declared.append(variant)
            values[variant] = [f"{name}::{variant}"]
    return _Enum(name, values, f"pub enum {name} {{ {', '.join(declared)} }}")


def _type_of(bound: str, texts: list[str]) -> str:
    """The type of what a pattern binds: that of the one field of the variant that it is put into; `u32` where it does not matter."""
    for text in texts:
        for variant in re.findall(rf"\b([A-Z]\w*)\({re.escape(bound)}\)", text) if bound.isidentifier() and bound != "_" else ():
            if (found := re.search(rf"^\s*{variant}\((\w+)\)", text, re.M)) is not None:
                return found[1]
    return "u32"


def as_method(case: Case, source: str, target: str, method: str) -> Finding | None:
    """“`From<A> for i32` gives the errno”: for every `A` the same as its method of that name; None if it has none."""
    found = find_type(case, source).found if source else ()
    if len(found) != 1 or found[0].item.kind != "enum" or not method.isidentifier():
        return None
    own = [d for d in methods_of(case.code, bare_name(source), found) if d.item.kind == "fn" and d.item.name == method]
    if len(own) != 1 or not receiver_of(own[0]) or parameters_of(own[0]):
        return None
    made = source_of(case, found[0], bare_name(source))
    if isinstance(made, Finding):
        return made
    rows = [value for values in made.values.values() for value in values]
    arms = " ".join(f"{n} => {value}," for n, value in enumerate(rows))
    into = f"<{target} as From<{bare_name(source)}>>::from"
    items = (
        f"fn uowgen_given(n: u32) -> {bare_name(source)} {{ match n {{ {arms} _ => panic!() }} }} "
        f"fn uowgen_same(n: u32) -> u8 {{ if {into}(uowgen_given(n)) == uowgen_given(n).{method}() {{ 1 }} else {{ 2 }} }}"
    )

    questions = [Question(_braced(f"{target}::from({value})"), "uowgen_same", items, [(n,)]) for n, value in enumerate(rows)]

    return tried(case, found[0], questions)


# ---------------------------------------------------------------------------------------------------- what is shown


def _shows(reading: Reading, case: Case) -> Finding:
    groups = [row.partition(":") for row in reading.list("numbers")]
    spoken = {bare_name(variant) for variant, _, _ in groups}
    enum = enum_with(case, spoken)
    if enum is None:
        return undecided("no-subject", "which enum is meant is not clear")
    have = {v.name: carried(v) for v in variants_of(enum).all}
    makers: list[str] = []
    asked: list[tuple[str, int]] = []
    for variant, _, phrases in groups:
        fields = _fields(have[bare_name(variant)])
        if fields is None or not _all_named(phrases.split("+"), fields):
            return undecided(
                "not-understood",
                f"what `{bare_name(variant)}` carries is not clearly what “{phrases.replace('+', ', ')}” names",
                enum,
            )
        head = f"{enum.item.name}::{bare_name(variant)}"
        given = [f"{n}" for n in range(len(fields))]
        form = (
            ", ".join(f"{f}: n{g}" for f, g in zip(fields, given, strict=True))
            if not fields[0].isdigit()
            else ", ".join(f"n{g}" for g in given)
        )
        made = f"{head} {{ {form} }}" if not fields[0].isdigit() else f"{head}({form})"
        taken = ", ".join(f"n{g}: {k}" for g, k in zip(given, _kinds(have[bare_name(variant)]), strict=True))
        makers.append(f'fn uowgen_shown_{len(makers)}({taken}) -> String {{ format!("{{}}", {made}) }}')
        asked.append((bare_name(variant), len(fields)))
    trials = Trials(case, enum, "\n".join(makers))
    return _weighed(trials, enum, asked)


def _weighed(trials: Trials, enum: Declaration, asked: list[tuple[str, int]]) -> Finding:
    """All numbers are in the text, and in a variant with several each where the spec's own code has it."""
    from uowgen.claims.runs.verdicts import stuck

    place = (shown(enum),)
    open_: Finding | None = None
    for number, (variant, count) in enumerate(asked):
        row = _NUMBERS[:count]
        text, panic, reason = trials.asked(trials.ours, 0, f"uowgen_shown_{number}", row)
        if reason is not None:
            return stuck(reason, place)
        lost = [n for n in row if panic or not isinstance(text, str) or not any(f in text for f in (str(n), f"{n:x}", f"{n:X}"))]
        own = trials.asked(trials.theirs, 0, f"uowgen_shown_{number}", row)[0] if trials.theirs is not None else None
        if isinstance(own, str) and any(not any(f in own for f in (str(n), f"{n:x}", f"{n:X}")) for n in row):
            return undecided("not-understood", f"the spec's own code shows `{own}`", enum)
        story = f"`{variant}` with {', '.join(map(str, row))} is shown as `{text}`"
        if lost:
            return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (story,))
        if count < 2:
            continue
        if not isinstance(own, str) or not isinstance(text, str):
            open_ = undecided("not-understood", f"which number of `{variant}` stands for what cannot be told", enum)
        elif own != text and _bare(own) == _bare(text):
            told = f"{story}, by the spec's own code as `{own}`"
            return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", (told,))
        elif own != text:
            open_ = open_ or undecided("not-understood", f"{story}; which number stands for what cannot be told", enum)
    return open_ or Finding("holds", f"so of {len(asked)} variants, which were shown", "behaviour", None, place, "bounded")


def _bare(text: str) -> str:
    for n in _NUMBERS:
        for form in (str(n), f"{n:x}", f"{n:X}"):
            text = text.replace(form, "#")
    return text


def enum_with(case: Case, spoken: set[str]) -> Declaration | None:
    names = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "enum" and not d.owner}
    if not names:
        from uowgen.claims.at_hand import files_of

        files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
        names = {d.item.name for f in files for d in f.declarations() if d.item.kind == "enum"}
    found = [d for n in sorted(names) for d in find_type(case, n).found if d.item.kind == "enum" and not d.item.in_macro]
    having = [d for d in found if spoken <= {v.name for v in variants_of(d).all}]
    return having[0] if len(having) == 1 else None


def _entries(parts: str) -> list[str]:
    return [p.strip() for p in parts.strip()[1:-1].split(",") if p.strip()]


def _fields(parts: str) -> list[str] | None:
    """The names of what a variant carries, `0`, `1` … in a tuple; None if not all of it is numbers."""
    if not parts or "<" in parts or len(_entries(parts)) > len(_NUMBERS):
        return None
    if any(k not in ("u32", "u64", "usize", "i32", "i64", "u128", "i128", "isize") for k in _kinds(parts)):
        return None
    return (
        [e.partition(":")[0].strip() for e in _entries(parts)]
        if parts.startswith("{")
        else [str(n) for n in range(len(_entries(parts)))]
    )


def _kinds(parts: str) -> list[str]:
    return [e.rpartition(":")[2].strip() for e in _entries(parts)]


def _all_named(phrases: list[str], fields: list[str]) -> bool:
    """Whether the phrases name all fields: by a word of the name, the last of each by what is left."""
    if len(phrases) != len(fields):
        return False
    left = list(fields)
    rest: list[str] = []
    for phrase in phrases:
        words = set(phrase.lower().replace("_", " ").split())
        mine = [f for f in left if words & {p for part in f.lower().split("_") for p in (part, part.rstrip("s"))}]
        if len(mine) == 1:
            left.remove(mine[0])
        else:
            rest.append(phrase)
    return len(rest) <= 1 and all(is_quantity(p) for p in rest)


__all__ = ["as_method", "decide", "enum_with", "source_of"]
