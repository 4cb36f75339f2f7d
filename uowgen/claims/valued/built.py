"""Types of numbers whose values are made by constructors of one or several numbers, and what their functions give of the values.

A value is known by what its constructor was given, never by how it is laid out: it may be packed into one number here and be two fields there.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.programs import parses
from uowgen.claims.subject import find_type
from uowgen.claims.trials.questions import Trials
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.table import Answer, answered, into, trait_of
from uowgen.claims.valued.tokens import humps, number_of, root
from uowgen.claims.valued.wanted import name_of
from uowgen.facts.members import derives_of, fields_of, methods_of, number_in
from uowgen.facts.signature import modifiers_of, parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

Row = tuple[int, ...]
_MOST_ROWS = 280
_MOST_PARTS = 3
_NO_VALUE = "uowgen: no value"


class Maker(NamedTuple):
    """A constructor: `takes` are its numbers by name and type, `fails` what it gives where it refuses (`None`, `Err`; empty: it never does).

    `path` is how it is called where it is that of a trait: then its name is the trait's, `TryFrom<u32>`.
    """

    name: str
    takes: tuple[tuple[str, str], ...]
    fails: str
    declaration: Declaration | None = None
    path: str = ""


class Ask(NamedTuple):
    """A function of a value: what else it takes (numbers, or another value), what it gives, and the Rust that calls it on `it`."""

    name: str
    takes: tuple[tuple[str, str], ...]
    gives: str
    call: str

    @property
    def steps(self) -> bool:
        """Whether it leads from a value to another one."""
        return self.gives == "Self"


class Shape(NamedTuple):
    """What is told of the type to those that weigh readings."""

    declaration: Declaration
    elsewhere: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return self.declaration.item.name


class Built:
    """The answers of one type, in a world of its own: there constants of the outside are certain numbers."""

    def __init__(self, case: Case, declaration: Declaration, world: int = 0) -> None:
        self.case, self.shape, self.world = case, Shape(declaration), world
        self.key = f"{declaration.item.name} in {world}"
        self.makers, self.asks = _functions(case, declaration)
        self.traits = [m for m in self.makers if m.path]  # conversions, which stand for no constructor where they are not named
        self.makers = [m for m in self.makers if not m.path]
        self.functions = tuple(m for m in methods_of(case.code, declaration.item.name, (declaration,)) if m.item.kind == "fn")
        self.probes: dict[tuple[str, ...], str] = {}
        items = list(self._items())
        self.items = "\n".join(items)
        usable = self.makers and parses(self.items)
        self.trials: Trials | None = Trials(case, declaration, self.items) if usable else None
        if self.trials is not None:
            for probe in list(self.probes.values())[:40]:
                head = next(i for i in items if i.startswith(f"fn {probe}("))
                self.trials.settled(probe, [(1,) * head.partition(")")[0].count(":")])
        self.kept: dict[tuple[str, Row, bool], Answer] = {}
        self.constants: dict[str, int | None] = {}

    @property
    def has_own(self) -> bool:
        """Whether the spec's own code can be run beside the tree's."""
        return self.trials is not None and self.trials.theirs is not None

    def _items(self) -> Iterator[str]:
        name = self.shape.name

        def head(takes: tuple[tuple[str, str], ...], mark: str) -> list[str]:
            return [f"{mark}{n}: {kind}" for n, (_, kind) in enumerate(takes)]

        def made(maker: Maker, mark: str, it: str) -> str:
            call = f"{maker.path or f'{name}::{maker.name}'}({', '.join(f'{mark}{n}' for n in range(len(maker.takes)))})"
            return f"let {it} = {_opened(call, maker.fails)};"

        def add(key: tuple[str, ...], heads: list[str], gives: str, body: str) -> str:
            self.probes[key] = f"uowgen_built_{len(self.probes)}"
            return f"fn {self.probes[key]}({', '.join(heads)}) -> {gives} {{ {body} }}"

        readers = [a for a in self.asks if not a.takes and (a.gives in INTS or a.gives == "bool")]
        for m in (*self.makers, *self.traits):
            given = head(m.takes, "a")
            yield add(
                (m.name,),
                given,
                f"{m.fails}<{name}>" if m.fails else name,
                f"{m.path or f'{name}::{m.name}'}({', '.join(g.partition(':')[0] for g in given)})",
            )
            for ask in self.asks if not m.path else readers:
                extra = [k for _, k in ask.takes]
                start = made(m, "a", "it")
                heads = given
                call = ask.call
                if extra == ["Self"]:
                    heads, start = [*given, *head(m.takes, "b")], f"{start} {made(m, 'b', 'x0')}"
                else:
                    heads = [*given, *head(ask.takes, "x")]
                yield add((m.name, ask.name), heads, "_", f"{start} {call}")
                wrapped = {"Option<Self>": "Option", "Self": ""}.get(
                    ask.gives, "Err" if ask.gives.startswith("Result<Self,") else None
                )
                if wrapped is None:
                    continue
                for reader in readers:
                    yield add(
                        (m.name, ask.name, reader.name),
                        heads,
                        "_",
                        f"{start} let it = {_opened(call, 'Result' if wrapped == 'Err' else wrapped)}; {reader.call}",
                    )

    # ------------------------------------------------------------------------------------------------------------ answers

    def gave(self, key: tuple[str, ...], row: Row, *, own: bool) -> Answer:
        """What a constructor, a function of what it makes, or a function of what that one gives, comes to."""
        probe = self.probes[key]
        at = (probe, row, own)
        if at not in self.kept:
            trials = self.trials
            self.kept[at] = (
                Answer(None, known=False)
                if trials is None
                else answered(trials, trials.theirs if own else trials.ours, probe, row, (self.world,))
            )
        return self.kept[at]

    def is_made(self, maker: Maker, row: Row, *, own: bool) -> bool | None:
        """Whether a constructor gives a value; None if that is not known."""
        answer = self.gave((maker.name,), row, own=own)
        return None if not answer.known else not answer.panic and name_of(answer.value) not in ("None", "Err")

    def number(self, key: tuple[str, ...], row: Row, *, own: bool) -> int | None:
        """The number that a function gives; None if it gives none."""
        answer = self.gave(key, row, own=own)
        value = answer.value if answer.known and not answer.panic else None
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def constant(self, expression: str) -> int | None:
        """What an expression of constants is."""
        if expression not in self.constants:
            mine = re.sub(r"\bSelf::", f"{self.shape.name}::", expression)
            found = None
            for text in (mine, f"{self.shape.name}::{mine}") if mine.isidentifier() else (mine,):
                found = found or (self.trials.value(text) if self.trials is not None else None)
                if found and len(set(found)) > 1 and not self._is_outside(text):
                    found = None
            self.constants[expression] = found[self.world] if found else None
        return self.constants[expression]

    def _is_outside(self, expression: str) -> bool:
        """Whether constants of an expression are taken from outside, or are the type's own and reckoned of such: any other name is not known."""
        if self.trials is None:
            return False
        own = [n for n in re.findall(r"::([A-Z][A-Z0-9_]*)\b", expression) if re.search(rf"\bconst {n}\b", self.trials.text)]
        return bool(own or set(re.findall(r"[A-Z][A-Z0-9_]+", expression)) & set(self.trials.upper))

    # --------------------------------------------------------------------------------------------------------------- rows

    def rows(self, maker: Maker) -> list[Row]:
        """What a constructor is tried with: numbers around all that code and sentences name, at each place beside a few at the others."""
        return self.case.once(f"built rows of {self.key}::{maker.name}", lambda: self._rows(maker))

    def _rows(self, maker: Maker) -> list[Row]:
        pools = [self.pool(kind) for _, kind in maker.takes]
        short = [_few(kind) for _, kind in maker.takes]
        if len(pools) == 1:
            return [(n,) for n in pools[0]]
        found: dict[Row, None] = dict.fromkeys(product(*short))
        for j, pool in enumerate(pools):
            for n in pool:
                for base in (0, 1, -1):
                    found[tuple(n if k == j else short[k][base] for k in range(len(pools)))] = None
        return list(found)[:_MOST_ROWS]

    def pool(self, kind: str) -> list[int]:
        """Numbers of a type beside all that the type's code, the constants and the sentences name."""
        return self.case.once(f"built numbers {self.key} {kind}", lambda: self._pool(kind))

    def _pool(self, kind: str) -> list[int]:
        bits, low = INTS[kind], -(1 << (INTS[kind] - 1)) if kind[0] == "i" else 0
        high = (1 << (bits - (kind[0] == "i"))) - 1
        texts = [f.rust.source.data.decode("utf-8", "replace") for f in (self.shape.declaration.file, *block_files(self.case))]
        names = dict.fromkeys(n for t in texts for n in re.findall(r"\bconst ([A-Z][A-Z0-9_]*)\s*:\s*[ui](?:\d+|size)\b", t))
        said = [n for name in list(names)[:16] if (n := self.constant(name)) is not None]
        told = " ".join(c.text for c in self.case.spec.criteria)
        written = [
            n for w in re.findall(r"(?<![\w.])(?:0[xX][\da-fA-F_]+|0b[01_]+|\d[\d_]*)", told) if (n := number_of(w)) is not None
        ]
        masks = [(1 << n) - 1 for n in (8, 12, 16, 24, 32) if n < bits]
        cut = [m for n in (8, 16, 32) if n < bits for m in ((1 << n) + 3, 3 - (1 << n))]  # small where it is cut to a narrower type
        seeds = [high, *_few(kind), *said, *cut, *masks, *written[:20]]
        found = dict.fromkeys(m for n in seeds for m in (n - 1, n, n + 1) if low <= m <= high)
        return sorted(list(found)[:110])

    def made_rows(self, maker: Maker) -> list[Row]:
        """What the spec's own constructor makes a value of."""
        return self.case.once(
            f"built values of {self.key}::{maker.name}",
            lambda: [r for r in self.rows(maker) if self.is_made(maker, r, own=True)],
        )

    def checked(self, maker: Maker) -> list[int]:
        """The places at which the spec's own constructor refuses some number whatever stands at the others; all where there is none."""

        def read() -> list[int]:
            made = self.made_rows(maker)
            rows = self.rows(maker)
            gone = [j for j in range(len(maker.takes)) if {r[j] for r in rows} - {r[j] for r in made}]
            return gone or list(range(len(maker.takes)))

        return self.case.once(f"built checks of {self.key}::{maker.name}", read)

    def readers(self, maker: Maker, j: int) -> list[Ask]:
        """The functions that give back what the constructor was given at a place, by the spec's own code."""
        return self.case.once(f"built readers {self.key}::{maker.name} {j}", lambda: self._readers(maker, j))

    def _readers(self, maker: Maker, j: int) -> list[Ask]:
        rows = self.made_rows(maker)
        if len({r[j] for r in rows}) < 3:
            return []
        found = [a for a in self.asks if not a.takes and a.gives in INTS]
        return [a for a in found if all(self.number((maker.name, a.name), r, own=True) == r[j] for r in rows)]


def _opened(call: str, fails: str) -> str:
    if fails == "Option":
        return f'match {call} {{ Some(it) => it, None => panic!("{_NO_VALUE}") }}'
    if fails == "Result":
        return f'match {call} {{ Ok(it) => it, Err(_) => panic!("{_NO_VALUE}") }}'
    return call


def _few(kind: str) -> list[int]:
    """A few numbers of a type: small ones, one that has bits all over, one that fills the lower half and more."""
    bits = INTS[kind] - (kind[0] == "i")
    return [3, 1, 2, 7, 0x1234_5678_9ABC_DEF1 & ((1 << bits) - 1), 1 << (bits // 2)]


def refused_why(answer: Answer) -> bool:
    """Whether nothing came of it because there was no value."""
    return answer.panic == _NO_VALUE


def words_of(name: str) -> frozenset[str]:
    """The roots of the words in a name, without those that say only that something is asked."""
    return frozenset(root(h) for h in humps(name) if not h.isdigit()) - {
        root(w) for w in ("get", "as", "to", "is", "has", "into", "u", "usize", "raw")
    }


def _functions(case: Case, d: Declaration) -> tuple[list[Maker], list[Ask]]:
    name = d.item.name
    makers: list[Maker] = []
    asks: list[Ask] = []
    for m in methods_of(case.code, name, (d,)):
        if m.item.kind != "fn" or m.condition != "always" or {"unsafe", "async"} & set(modifiers_of(m)):
            continue
        given, own = parameters_of(m), receiver_of(m)
        gives = re.sub(rf"\b{name}\b", "Self", "".join(result_of(m).split()))
        takes = tuple((p.name, re.sub(rf"^&?{name}$|^&Self$", "Self", "".join(p.type.split()))) for p in given)
        if " for " in m.owner:
            makers += _of_trait(case, d, m, gives)
            continue
        if not own and 1 <= len(takes) <= _MOST_PARTS and all(k in INTS for _, k in takes):
            fails = "Option" if gives == "Option<Self>" else "Result" if gives.startswith("Result<Self") else ""
            if fails or gives == "Self":
                makers.append(Maker(m.item.name, takes, fails, m))
        elif own in ("self", "&self") and len(takes) <= 2 and all(k in INTS or k == "bool" for _, k in takes):
            asks.append(Ask(m.item.name, takes, gives, f"it.{m.item.name}({', '.join(f'x{n}' for n in range(len(takes)))})"))
        elif own in ("self", "&self") and [k for _, k in takes] == ["Self"]:
            by = "&" if "".join(given[0].type.split()).startswith("&") else ""
            asks.append(Ask(m.item.name, takes, gives, f"it.{m.item.name}({by}x0)"))
    derived = derives_of(d)
    traits = {i.item.name for i in case.code.impls_of(name)}
    for sign, trait in (("==", "PartialEq"), ("<", "PartialOrd")):
        if trait in derived or any(re.match(rf"(\w+::)*{trait}\b", t) for t in traits):
            asks.append(Ask(sign, (("other", "Self"),), "bool", f"it {sign} x0"))
    if any(re.match(r"(\w+::)*Display\b", t) for t in traits):
        asks.append(Ask("Display", (), "String", 'format!("{}", it)'))
    for kind in into(case, name):
        asks.append(Ask(f"{kind}::from", (), kind, f"<{kind} as From<{name}>>::from(it)"))
    if len(fields_of(d).all) == 1:
        asks.append(Ask("", (), number_in("".join(fields_of(d).all[0].type.split())) or "?", f"it.{fields_of(d).all[0].name}"))
    return makers, asks


def _of_trait(case: Case, d: Declaration, m: Declaration, gives: str) -> list[Maker]:
    """The constructor that `impl From<u32>` or `impl TryFrom<u32>` is."""
    trait = trait_of(case, d.item.name, m)
    found = re.fullmatch(r"(?:\w+::)*(From|TryFrom)<(\w+)>", trait)
    name = m.item.name
    if found is None or found[2] not in INTS or name != {"From": "from", "TryFrom": "try_from"}[found[1]]:
        return []
    kind = f"{found[1]}<{found[2]}>"
    takes = tuple((p.name, found[2]) for p in parameters_of(m))
    fails = "Result" if found[1] == "TryFrom" else ""
    return [Maker(kind, takes, fails, m, f"<{d.item.name} as {kind}>::{name}")] if len(takes) == 1 and bool(gives) else []


def built_of(case: Case) -> tuple[Built, ...]:
    """One for each type of the spec's blocks that is made of numbers by constructors, if the spec's own code can be run.

    Where the type's code takes constants from outside, there is one for each of several worlds.
    """
    return case.once("types built of numbers", lambda: tuple(_all(case)))


def _all(case: Case) -> Iterator[Built]:
    named = [d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct" and not d.item.path]
    for name in dict.fromkeys(named):
        found = find_type(case, name).found
        if len(found) != 1 or found[0].item.in_macro or found[0].condition != "always" or found[0].item.path:
            continue
        d = found[0]
        fields = fields_of(d)
        kinds = [number_in("".join(f.type.split())) or "".join(f.type.split()) for f in fields.all]
        if "<" in d.text.partition("{")[0].partition("(")[0] or not fields.complete or not 1 <= len(kinds) <= _MOST_PARTS:
            continue
        if all(k in INTS or k == "bool" or k.startswith("NonZero") for k in kinds):
            one = Built(case, d)
            if one.has_own and any(one.made_rows(m) for m in one.makers):
                yield one
                outside = one.trials is not None and one.trials.named
                yield from (Built(case, d, world) for world in (1, 2) if outside)


__all__ = ["Ask", "Built", "Maker", "Row", "built_of", "refused_why", "words_of"]
