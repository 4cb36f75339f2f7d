"""What the functions of a type give of its values: run for the tree's code and for the spec's own, each answer once.

A value is a row of two numbers: which variant, and the number that it carries. For a struct around one number the second is that number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import parses
from uowgen.claims.trials.questions import Trials
from uowgen.claims.valued.shapes import INTS, Shape, makers, numbers_for, plain_of, shape_of
from uowgen.claims.valued.tokens import number_of
from uowgen.facts.members import constants_of, derives_of, methods_of, variants_of
from uowgen.facts.signature import modifiers_of, parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_NUMBERS = (1, 0, 7, 0x5A, 4097, 0xDEAD_BEEF)


class Function(NamedTuple):
    """One function that can be asked. `sort`: `query` (of a value), `decode` (of a number), `make` (of nothing), `convert` (of another
    enum), `move` (of a value and another enum's), `apply` (the same, changing the value), `compare` (of two values), `step` (from one value to another one). `gives` is its result type, `of` the other type.
    """

    name: str
    sort: str
    gives: str
    of: str
    probe: str
    declaration: Declaration | None = None

    @property
    def number(self) -> bool:
        """Whether it gives a number."""
        return self.gives in INTS

    @property
    def text(self) -> bool:
        """Whether it gives a text or a letter."""
        return self.gives in ("char", "&'staticstr", "&str", "String", "&'static str")


class Answer(NamedTuple):
    """What a function gave: its value as plain Python, a panic's message, or that nothing is known."""

    value: object
    panic: str = ""
    known: bool = True


class Table:
    """All answers of one type's functions."""

    def __init__(self, case: Case, shape: Shape, others: dict[str, Shape]) -> None:
        self.case, self.shape, self.others = case, shape, others
        self.functions, items = _functions(case, shape, others)
        self.items = items
        self.trials: Trials | None = Trials(case, shape.declaration, items) if parses(items) else None
        self.kept: dict[tuple[str, tuple[int, ...], bool], Answer] = {}
        self.constants: dict[str, int | None] = {}
        if self.trials is not None:
            for f in self.functions:
                width = {"query": 2, "decode": 1, "make": 0, "convert": 2, "move": 4, "apply": 4, "compare": 4, "step": 4}[f.sort]
                self.trials.settled(f.probe, [(0,) * width])

    def gave(self, function: Function, row: tuple[int, ...], *, own: bool) -> Answer:
        """The answer of the tree's code, or with `own` of the spec's; the same in every world, or not known."""
        key = (function.probe, row, own)
        if key not in self.kept:
            self.kept[key] = self._asked(function.probe, row, own=own)
        return self.kept[key]

    def _asked(self, probe: str, row: tuple[int, ...], *, own: bool) -> Answer:
        trials = self.trials
        return Answer(None, known=False) if trials is None else answered(trials, trials.theirs if own else trials.ours, probe, row)

    def expression(self, text: str, *, own: bool) -> Answer:
        """What an expression is, written in the file of the type."""

        def read() -> tuple[Answer, Answer]:
            items = f"{self.items}\nfn uowgen_said() -> _ {{ {text} }}"
            trials = Trials(self.case, self.shape.declaration, items)
            trials.settled("uowgen_said", [()])
            return tuple(answered(trials, side, "uowgen_said", ()) for side in (trials.ours, trials.theirs))  # type: ignore[return-value]

        return self.case.once(f"value of {text} for {self.shape.name}", read)[own]

    def called_by_text(self) -> dict[str, str]:
        """The variants by the texts in capitals that a function gives for them, where it gives each one its own."""

        def read() -> dict[str, str]:
            found: dict[str, str] = {}
            for f in self.functions:
                if f.sort != "query" or not f.text or f.name == "Display":
                    continue
                for variant in self.shape.variants:
                    rows = self.rows(self.shape.name, variant)
                    text = self.gave(f, rows[0], own=self.has_own).value if rows else None
                    if isinstance(text, str) and text.isupper() and text.isidentifier():
                        found[text] = "" if found.get(text, variant) != variant else variant
            return found

        return self.case.once(f"texts of {self.shape.name}", read)

    @property
    def has_own(self) -> bool:
        """Whether the spec's own code can be run beside the tree's."""
        return self.trials is not None and self.trials.theirs is not None

    def constant(self, expression: str) -> int | None:
        """What an expression of constants is."""
        if expression not in self.constants:
            mine = re.sub(r"\bSelf::", f"{self.shape.name}::", expression)
            found = None
            for text in (mine, f"{self.shape.name}::{mine}") if mine.isidentifier() else (mine,):
                found = found or (self.trials.value(text) if self.trials is not None else None)
                found = found if found and len(set(found)) == 1 else None
            self.constants[expression] = None if not found else found[0] - (1 << 128) if found[0] >> 127 else found[0]
        return self.constants[expression]

    def rows(self, name: str, variant: str | None = None, given: tuple[int, ...] | None = None) -> list[tuple[int, int]]:
        """The values of a type that are tried: of one variant, or of all that can be made."""
        shape = self.shape if name == self.shape.name else self.others[name]
        if shape is self.shape and shape.newtype:
            return [(0, n) for n in self.valid()] if given is None else [(0, n) for n in given if n in self.valid()]
        if variant is None and not self.complete(name):
            return []  # of all of them nothing can be said
        found: list[tuple[int, int]] = []
        for k, (one, kinds) in enumerate(shape.variants.items()):
            if (variant is not None and one != variant) or kinds is None:
                continue
            if given is not None and any(t not in INTS for t in kinds):  # one of so many values of a type inside
                found += [(k, n) for n in numbers_for(shape, kinds, _NUMBERS) if len(given) == 2 and n % given[1] == given[0]]
            elif given is not None:
                if kinds and len(set(given)) == 1 and len(given) in (1, len(kinds)):
                    found.append((k, given[0]))
            elif kinds:
                found += [(k, n) for n in numbers_for(shape, kinds, _NUMBERS)]
            else:
                found.append((k, 0))
        return found

    def numbers(self, function: Function) -> list[int]:
        """The numbers that a function of a number is tried with: all of a small type, else those around each that the code and its file name."""
        return self.case.once(f"numbers for {self.shape.name} {function.probe}", lambda: self._numbers(function))

    def _numbers(self, function: Function) -> list[int]:
        kind = function.of
        bits, low = INTS[kind], -(1 << (INTS[kind] - 1)) if kind[0] == "i" else 0
        high = (1 << (bits - (kind[0] == "i"))) - 1
        if bits == 8:
            return list(range(low, high + 1))
        file = self.shape.declaration.file.rust.source.data.decode("utf-8", "replace")
        texts = [file, *(f.rust.source.data.decode("utf-8", "replace") for f in block_files(self.case))]
        said = {
            n
            for t in texts
            for w in re.findall(r"(?<![\w.])(?:0[xX][\da-fA-F_]+|0b[01_]+|\d[\d_]*)", t)
            if (n := number_of(w)) is not None
        }
        names = {w for t in texts for w in re.findall(r"\bconst ([A-Z][A-Z0-9_]+): [ui](?:8|16|32|64|size)\b", t)}
        said |= {n for name in sorted(names)[:30] if (n := self.constant(name)) is not None}
        seeds = [0, 1, low, high, *sorted(said)[:80], *(1 << b for b in range(bits))]
        return sorted({m for n in seeds for m in (n - 1, n, n + 1) if low <= m <= high})[:400]

    def valid(self) -> list[int]:
        """The numbers that a newtype may hold: those that its first constructor lets through, here and in the spec's own code."""
        makers = [
            f
            for f in self.functions
            if f.sort == "decode"
            and bare_name(f.gives.partition("<")[2] or f.gives).rstrip(">,").partition(",")[0] == self.shape.name
        ]
        if not makers:
            return []
        sides = (False, True) if self.has_own else (False,)

        def read() -> list[int]:
            seen: list[set[object]] = [
                {_held(self.gave(makers[0], (n,), own=own)) for n in self.numbers(makers[0])} for own in sides
            ]
            good = sorted(n for n in set.intersection(*seen) if isinstance(n, int))
            step = max(1, len(good) // 40)
            return sorted({*good[::step], *good[-1:]})

        return self.case.once(f"numbers in {self.shape.name}", read)

    def complete(self, name: str) -> bool:
        """Whether each variant of a type can be made."""
        shape = self.shape if name == self.shape.name else self.others[name]
        return all(kinds is not None for kinds in shape.variants.values())

    def called(self, row: tuple[int, int], name: str = "") -> str:
        """A value as people write it."""
        shape = self.shape if name in ("", self.shape.name) else self.others[name]
        name, held = plain_of(shape, row)
        inner = ", ".join(_written(v) for v in held.values())
        return f"{name}({inner})" if inner else name


def _written(value: object) -> str:
    if isinstance(value, tuple):
        inner = ", ".join(_written(v) for v in value[1].values())
        return f"{value[0]}({inner})" if inner else str(value[0])
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def answered(trials: Trials, side: Any, probe: str, row: tuple[int, ...], worlds: tuple[int, ...] = (0, 1, 2)) -> Answer:
    """The answer of one side, if it is the same in every world and nothing of the outside had to be made up."""
    first: Answer | None = None
    for world in worlds if side is not None else ():
        trials.met.clear()
        value, panic, reason = trials.asked(side, world, probe, row)
        if trials.met - trials.named or not _is_plain(value):  # an answer of the outside is made up
            return Answer(None, known=False)
        answer = Answer(value, panic, reason is None)
        if reason is not None or (first is not None and answer != first):
            return Answer(None, known=False)
        first = answer
        if not trials.named:
            break
    return first or Answer(None, known=False)


def _held(answer: Answer) -> int | None:
    """The number in a newtype that was made; None where none was."""
    value = answer.value if answer.known and not answer.panic else None
    for _ in range(2):
        if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict) and value[0] != "Err" and len(value[1]) == 1:
            value = next(iter(value[1].values()))
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_plain(value: object) -> bool:
    if isinstance(value, (tuple, list)):
        return all(_is_plain(v) for v in value)
    if isinstance(value, dict):
        return all(_is_plain(v) for v in value.values())
    return value is None or isinstance(value, (int, str, float))


def tables_of(case: Case) -> tuple[Table, ...]:
    """A table for each type of the spec that has values which can be made; those of its files where no block declares one."""
    return case.once("tables of values", lambda: _tables(case))


def _tables(case: Case) -> tuple[Table, ...]:
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
    near = {d.item.name for f in files for d in f.declarations() if d.item.kind == "enum" and not d.owner and not d.item.path}
    named = [
        d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind in ("enum", "struct") and not d.item.path
    ]
    if not named:
        named = [d.item.name for f in files for d in f.declarations() if d.item.kind in ("enum", "struct") and not d.item.path]
    shapes = {s.name: s for n in dict.fromkeys((*named, *sorted(near))) if (s := shape_of(case, n)) is not None}
    found = [
        Table(case, shapes[n], {o: s for o, s in shapes.items() if o != n and not s.newtype})
        for n in dict.fromkeys(named)
        if n in shapes
    ]
    return tuple(t for t in found if t.trials is not None and t.functions)


def _functions(case: Case, shape: Shape, others: dict[str, Shape]) -> tuple[list[Function], str]:
    name, d = shape.name, shape.declaration
    items = makers((shape, *others.values()))
    found: list[Function] = []

    def of_self(text: str) -> str:
        return re.sub(r"\bSelf\b(?!::)", name, "".join(text.split()) if "'static" not in text else " ".join(text.split()))

    def add(called: str, sort: str, gives: str, of: str, head: str, body: str, at: Declaration | None) -> None:
        probe = f"uowgen_at_{len(found)}"
        items.append(f"fn {probe}({head}) -> {gives or '()'} {{ {body} }}")
        found.append(Function(called, sort, gives, of, probe, at))

    value = f"uowgen_of_{name}(k, p)"
    for m in methods_of(case.code, name, (d,)):
        if m.item.kind != "fn" or m.condition != "always" or "unsafe" in modifiers_of(m) or "async" in modifiers_of(m):
            continue
        given, own, gives, called = parameters_of(m), receiver_of(m), of_self(result_of(m)), m.item.name
        trait = trait_of(case, name, m) if " for " in m.owner else ""
        kinds = [of_self(p.type) for p in given]
        if trait:
            _of_trait(trait, called, kinds, gives, shape, others, add, m)
        elif own in ("self", "&self") and not given:
            add(called, "query", gives, "", "k: u16, p: u128", f"{value}.{called}()", m)
        elif not own and not given and gives == name:
            add(called, "make", gives, "", "", f"{name}::{called}()", m)
        elif not own and len(given) == 1 and kinds[0] in INTS:
            add(called, "decode", gives, kinds[0], f"n: {kinds[0]}", f"{name}::{called}(n)", m)
        elif len(given) == 1 and kinds[0].lstrip("&") == name and own and not shape.newtype:
            event = ("&" if kinds[0].startswith("&") else "") + f"uowgen_of_{name}(j, q)"
            body = f"let mut it = {value}; let gave = it.{called}({event}); (gave, it)"
            add(called, "step", f"({gives}, {name})", name, "k: u16, p: u128, j: u16, q: u128", body, m)
        elif len(given) == 1 and (other := kinds[0].lstrip("&")) in others and own in ("self", "&self", "&mut self"):
            event = ("&" if kinds[0].startswith("&") else "") + f"uowgen_of_{other}(j, q)"
            head = "k: u16, p: u128, j: u16, q: u128"
            if own == "&mut self":
                kept = "" if gives == "()" else gives
                body = f"let mut it = {value}; let gave = it.{called}({event}); (gave, it)"
                add(called, "apply", f"({kept or '()'}, {name})", other, head, body, m)
            else:
                add(called, "move", gives, other, head, f"{value}.{called}({event})", m)
    ordered = "PartialOrd" in derives_of(d) or any(re.match(r"(\w+::)*PartialOrd\b", i.item.name) for i in case.code.impls_of(name))
    if shape.newtype and ordered:
        add("<", "compare", "bool", name, "k: u16, p: u128, j: u16, q: u128", f"{value} < uowgen_of_{name}(j, q)", None)
    for constant in constants_of(case.code, d).all:
        kind = re.search(rf"\b{constant.name}\s*:\s*([\w:]+)", constant.type)
        if kind is not None and bare_name(kind[1]) in ("Self", name):
            add(constant.name, "make", name, "", "", f"{name}::{constant.name}", None)
    if "Default" in derives_of(d):
        add("default", "make", name, "", "", f"<{name} as Default>::default()", None)
    if not shape.newtype and all(not kinds for kinds in shape.variants.values()) and any("=" in v.type for v in variants_of(d).all):
        add("discriminant", "query", "i64", "", "k: u16, p: u128", f"{value} as i64", None)
    for impl in into(case, name):
        add(f"{impl}::from", "query", impl, "", "k: u16, p: u128", f"<{impl} as From<{name}>>::from({value})", None)
    return found, "\n".join(items)


def trait_of(case: Case, name: str, method: Declaration) -> str:
    """The trait of the impl that a method stands in, with what it is of: `From<Raw>`."""
    for impl in case.code.impls_of(name):
        node = impl.item.node.child_by_field_name("trait")
        span = impl.item.span
        if node is not None and impl.file is method.file and span.start <= method.item.span.start < span.end:
            return "".join(impl.file.rust.text(node).split())
    return "?"


def _of_trait(
    trait: str, called: str, kinds: list[str], gives: str, shape: Shape, others: dict[str, Shape], add: object, m: Declaration
) -> None:
    bare, name = bare_name(trait), shape.name
    inner = "".join(trait.partition("<")[2].rpartition(">")[0].split())
    put: object = add
    assert callable(put)
    if bare == "Display" and called == "fmt":
        put("Display", "query", "String", "", "k: u16, p: u128", f'format!("{{}}", uowgen_of_{name}(k, p))', m)
    elif bare == "Error" and called == "source":
        put("source", "query", "Option<&'static dyn Error>", "", "k: u16, p: u128", f"uowgen_of_{name}(k, p).source()", m)
    elif bare == "Default" and called == "default":
        put("default", "make", name, "", "", f"<{name} as Default>::default()", m)
    elif bare == "From" and called == "from" and inner in others:
        put("from", "convert", name, inner, "k: u16, p: u128", f"<{name} as From<{inner}>>::from(uowgen_of_{inner}(k, p))", m)
    elif bare == "TryFrom" and called == "try_from" and (inner in INTS or inner in others):
        failed = re.search(
            r"type Error\s*=\s*([^;]+);", m.file.rust.source.data.decode("utf-8", "replace").partition(f"{trait} for {name}")[2]
        )
        result = f"Result<{name}, {failed[1].strip() if failed else '()'}>"
        if inner in INTS:
            put("try_from", "decode", result, inner, f"n: {inner}", f"<{name} as TryFrom<{inner}>>::try_from(n)", m)
        else:
            put(
                "try_from",
                "convert",
                result,
                inner,
                "k: u16, p: u128",
                f"<{name} as TryFrom<{inner}>>::try_from(uowgen_of_{inner}(k, p))",
                m,
            )
    elif bare == "From" and called == "from" and inner in INTS:
        put("from", "decode", name, inner, f"n: {inner}", f"<{name} as From<{inner}>>::from(n)", m)


def into(case: Case, name: str) -> list[str]:
    """The types of numbers that have a `From` of the type."""
    texts = [f.rust.source.data.decode("utf-8", "replace") for p in files_of(case) if (f := case.code.file(p)) is not None]
    return list(dict.fromkeys(k for t in texts for k in re.findall(rf"\bimpl From<{name}> for (\w+)", t) if k in INTS))


__all__ = ["INTS", "Answer", "Function", "Table", "answered", "into", "tables_of", "trait_of"]
