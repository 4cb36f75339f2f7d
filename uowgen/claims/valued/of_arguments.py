"""Sentences on what is refused for a part of the number that is given, by the name that the spec's own code gives to that part.

“`from_raw()` rejects other banks”, “only accepts bank 0”, “a nonzero bank gives `None`”, “rejects reserved bits”, where the code has
`let bank = (raw >> 8) & 0xff;` or tests `raw & RESERVED`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import parses
from uowgen.claims.trials.questions import Trials
from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim
from uowgen.claims.valued.of_numbers import number_trial
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.table import answered
from uowgen.claims.valued.tokens import root
from uowgen.claims.valued.wanted import Want, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function, Table

_REFUSES = (
    "rejects|refuses|fails on|fails for|denies|does not accept|not accept|turns away|turns down|declines|errors on|never accepts"
)
_ACCEPTS = "accepts|takes|allows|lets through|works for|succeeds for|is for"
_OTHER = "other|foreign|any other|all other|another|every other|different|unsupported|wrong|further|more"
_SET = "nonzero|non-zero|set|any set"
_EACH = "any|all|every|each|value with|values with|number with|numbers with|word with|words with|one with*"
_IN_IT = "set|bits|bit|in it|in them|field|value|number|in number|in argument*"


class Field(NamedTuple):
    """A part of the argument: the roots of the words of its name, what it is of each number that is tried, and of all that are accepted."""

    words: tuple[str, ...]
    values: dict[int, int]
    accepted: int


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on what is refused for such a part."""
    for f in r.table.functions:
        if f.sort == "decode" and f.gives.replace(" ", "").startswith(("Option<", "Result<")) and r.table.has_own:
            for field in _fields(r.table, f) if _is_spoken_of(r, f) else ():
                yield from _refused(r, f, field)


def _is_spoken_of(r: Phrases, f: Function) -> bool:
    """Whether the function is named, or none that takes a number is."""
    said = [
        g
        for g in r.table.functions
        if g.sort == "decode" and any(r.is_function(t.raw.removesuffix("()"), g.name) for t in r.tokens)
    ]
    return f in said or not said


def _refused(r: Phrases, f: Function, field: Field) -> Iterator[Claim]:
    named, refusal = r.named_codes(f.name), wanted.refusal()

    def part(i: int) -> Iterator[tuple[Any, int]]:
        found = [r.low(i + n) for n in range(len(field.words))]
        if all(found) and sorted(map(root, found)) == sorted(field.words):
            yield SKIP, i + len(found)

    def number(i: int) -> Iterator[tuple[int, int]]:
        n = r.number(i)
        if n is not None:
            yield n

    def other(i: int) -> Iterator[tuple[bool, int]]:
        """The other values of the part; those that are not zero."""
        for _, j in r.seq(i, _EACH, _OTHER, part, _IN_IT):
            yield True, j
        for n, j in r.seq(i, _EACH, part, "other than|but|except|besides|different from|apart from", part, number):
            yield n[0] == field.accepted, j
        for n, j in r.seq(i, _EACH, part, "other than|but|except|besides|different from|apart from", number):
            yield n[0] == field.accepted, j
        if field.accepted == 0:
            for _, j in [
                *r.seq(i, _EACH, part, "bits|bit", "set|that are set|in it|in number?"),
                *r.seq(i, _EACH, _SET, part, _IN_IT),
                *r.seq(i, _EACH, part, "that is|that are|which is|which are|being?", f"{_SET}|not zero|above zero", _IN_IT),
            ]:
                yield True, j

    rows: list[tuple[bool, Want]] = [
        *((so, refusal) for (so,) in r.full(named, _REFUSES, other)),
        *((so, w) for so, w in r.full(named, _REFUSES, other, "with|as|by", r.value)),
        *((so, refusal) for (so,) in r.full(other, "is|are|get|gets", "rejected|refused|denied|not accepted|turned down|unsupported", "by|in|?", named)),
        *((so, w) for w, so in r.full(named, "is|returns|gives|yields|fails with", r.value, "for|on|if|when|with|given", other)),
        *((so, w) for so, w in r.full(other, "gives|give|yields|yield|returns|return|is|are|leads to", r.value)),
        *((n == field.accepted, refusal) for (n,) in r.full(named, "only", _ACCEPTS, part, number)),
        *((n == field.accepted, refusal) for (n,) in r.full(named, _ACCEPTS, "only|nothing but|just", part, number)),
        *((n == field.accepted, refusal) for (n,) in r.full("only", part, number, "is|are", "accepted|supported|allowed|valid", "by|in|?", named)),
        *((n == field.accepted, refusal) for (n,) in r.full(part, "must be|has to be|is required to be", number)),
    ]  # fmt: skip
    gone = [n for n, value in field.values.items() if value != field.accepted]
    for so, want in rows:
        if so:
            yield Claim(tuple(number_trial(r, f, n, want) for n in gone))


def _fields(table: Table, f: Function) -> list[Field]:
    """The parts of the argument of which all that are accepted have the same."""
    return table.case.once(f"parts of the argument of {table.shape.name}::{f.name}", lambda: list(_found(table, f)))


def _found(table: Table, f: Function) -> Iterator[Field]:
    given = next(iter(_own_function(table, f)), None)
    if given is None:
        return
    parameter, body = given
    numbers = table.numbers(f)
    good = [
        n for n in numbers if (a := table.gave(f, (n,), own=True)).known and not a.panic and name_of(a.value) not in ("None", "Err")
    ]
    for name, expression in _expressions(table, parameter, body):
        probe = "uowgen_part"
        items = f"{table.items}\nfn {probe}({parameter}: {f.of}) -> _ {{ {expression} }}"
        if not parses(items):
            continue
        trials = Trials(table.case, table.shape.declaration, items)
        answers = {n: answered(trials, trials.theirs or trials.ours, probe, (n,)) for n in numbers}
        values = {n: a.value for n, a in answers.items() if a.known and isinstance(a.value, int) and not isinstance(a.value, bool)}
        accepted = {values.get(n) for n in good}
        one = accepted.pop() if len(accepted) == 1 else None
        if one is not None and len(values) == len(numbers) and len(set(values.values())) > 1:
            yield Field(tuple(root(p) for p in name.lower().split("_") if p), values, one)


def _own_function(table: Table, f: Function) -> Iterator[tuple[str, str]]:
    """The parameter's name and the body of the function, as the spec's block has it."""
    for file in block_files(table.case):
        for d in file.declarations():
            if d.item.kind == "fn" and d.item.name == f.name and bare_name(d.owner.rpartition(" for ")[2]) == table.shape.name:
                head = re.search(r"\(\s*(?:mut\s+)?(\w+)\s*:", d.text)
                if head is not None:
                    yield head[1], re.sub(r"//[^\n]*", "", d.text.partition("{")[2])


_LET = re.compile(r"\blet\s+(\w+)(?:\s*:\s*\w+)?\s*=\s*([^;{}]+);")


def _expressions(table: Table, parameter: str, body: str) -> Iterator[tuple[str, str]]:
    """Parts by the names of locals that are reckoned of the argument alone, and by constants that it is masked with."""
    known: dict[str, str] = {}
    for name, expression in _LET.findall(body):
        words = set(re.findall(r"(?<![\w.])[a-z_]\w*", re.sub(r"\bas\s+\w+", "", expression)))
        if "self" in words or "(" in re.sub(r"(?<!\w)\(", "", expression) or not words <= {parameter, *known} or not words:
            continue
        known[name] = expression
        lets = " ".join(f"let {n} = {e};" for n, e in known.items())
        yield name, f"{lets} {name}"
    for name in dict.fromkeys(re.findall(rf"\b{parameter}\s*&\s*(?:Self::)?([A-Z][A-Z0-9_]+)\b", body)):
        plain = name.removesuffix("_MASK").removesuffix("_BITS")
        owner = "" if table.constant(name) is not None and f"Self::{name}" not in body else f"{table.shape.name}::"
        yield plain, f"{parameter} & {owner}{name}"


__all__ = ["claims"]
