"""Makes up values of a type from its declaration, as Rust expressions: every variant, both truths, small and telling numbers.

What has invariants of its own that a declaration does not show is made up as well: who uses the values must bear that in mind.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import find, find_type
from uowgen.facts.constants import value_of
from uowgen.facts.members import carried, derives_of, fields_of, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration

_DEEPEST = 4
_MOST = 160
_MADE = 12
_UNSIGNED = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64}
_SIGNED = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "i128": 128, "isize": 64}
_OF_C = {
    "c_int": "i32",
    "c_uint": "u32",
    "c_long": "i64",
    "c_ulong": "u64",
    "c_short": "i16",
    "c_ushort": "u16",
}  # as the interpreter has them


class Domain(NamedTuple):
    """Expressions for values of one type.

    `whole`: there are no others. `free`: anyone can make each of them, as no field is private.
    """

    values: tuple[str, ...]
    whole: bool
    free: bool


class Maker:
    """Makes domains for one function: `numbers` are what its code and the criterion compare with, `spoken` the names of fields that matter (None: all)."""

    def __init__(self, case: Case, numbers: tuple[int, ...], spoken: frozenset[str] | None, home: str = "") -> None:
        self._case = case
        self._numbers = numbers
        self._spoken = spoken
        self._only: int | None = None  # the one number to be used while an element is made that has it
        self.focus: frozenset[str] | None = None  # the fields that vary where there are too many to vary all
        self._home = home  # the file that the values are written for; what it does not name is written with its path

    def domain(self, written: str, depth: int = 0, *, plain: bool = False) -> Domain | None:
        """The values of the type `written`; None if none can be made up. `plain`: one value is enough."""
        found = self._domain(" ".join(written.split()), depth, plain=plain)
        if found is None or not found.values or len(found.values) > _MOST:
            return None
        return found._replace(values=found.values[:1], whole=False) if plain else found

    def _domain(self, text: str, depth: int, *, plain: bool) -> Domain | None:
        if depth > _DEEPEST:
            return None
        if text == "bool":
            return Domain(("false", "true"), True, True)
        if text in _UNSIGNED or text in _SIGNED:
            return Domain(tuple(f"{n}{text}" if n >= 0 else f"(-{-n}{text})" for n in self._integers(text)), False, True)
        if bare_name(text) in _OF_C and not find_type(self._case, bare_name(text)).found:
            return self._domain(_OF_C[bare_name(text)], depth, plain=plain)
        if text in ("&str", "&'static str"):
            return Domain(('""', '"a"', '"abc"', '"a b"'), False, True)
        if text == "String":
            return Domain(("String::new()", 'String::from("a")'), False, True)
        if text == "()":
            return Domain(("()",), True, True)
        if text == "char":
            return Domain(("'a'", "'0'", "' '"), False, True)
        if text.startswith("&'"):
            text = f"&{text.partition(' ')[2]}"
        if text.startswith("&"):
            mutable = text[1:].lstrip().startswith("mut ")
            inner = self._inner(text[1:].lstrip().removeprefix("mut "), depth, plain=plain)
            return None if inner is None else _each(inner, "&mut {}" if mutable else "&{}")
        if text.startswith("[") and text.endswith("]") and ";" in text:
            kind, _, size = text[1:-1].rpartition(";")
            length = self._length(size.strip())
            inner = self._inner(kind, depth, plain=True) if length is not None and length <= 64 else None
            told = self._told(kind, depth)
            return None if inner is None else Domain(tuple(f"[{v}; {length}]" for v in (*inner.values, *told)), False, inner.free)
        if text.startswith("[") and text.endswith("]"):
            inner = self._inner(text[1:-1], depth, plain=True)
            one, told = inner.values[0] if inner is not None else "", self._told(text[1:-1], depth)
            lists = ("[]", f"[{one}]", f"[{one}, {one}]", *(f"[{t}]" for t in told))
            return None if inner is None else Domain(lists, False, inner.free)
        if text.startswith("dyn "):
            return Domain(("()",), False, True) if self._is_mark(text[4:]) else None
        if text.startswith("(") and text.endswith(")") and not text.endswith(",)"):
            return self._joined([("", t) for t in cut_at_commas(text[1:-1])], "({})", depth, plain=plain)
        head, _, rest = text.partition("<")
        name, argument = bare_name(head), rest.removesuffix(">").strip()
        if argument:
            return self._generic(name, argument, depth, plain=plain)
        if name in (
            "AtomicBool",
            "AtomicUsize",
            "AtomicU8",
            "AtomicU16",
            "AtomicU32",
            "AtomicU64",
            "AtomicI32",
            "AtomicI64",
            "AtomicIsize",
        ):
            inner = self._inner(name.removeprefix("Atomic").lower(), depth, plain=plain)
            return None if inner is None else _each(inner, name + "::new({})")
        if name.startswith("NonZero") and name[7:].lower() in (*_UNSIGNED, *_SIGNED):
            inner = self._inner(name[7:].lower(), depth, plain=False)
            values = [v for v in inner.values if not v.startswith("0")] if inner is not None else []
            return Domain(tuple(f"core::num::{name}::new({v}).unwrap()" for v in (values[:1] if plain else values)), False, True)
        found = self._declared(text, depth, plain=plain)
        return self._constructed(text, depth) if found is None else found

    def _length(self, text: str) -> int | None:
        """How long an array is: a number, or the constant that is called so."""
        if text.isdigit():
            return int(text)
        named = find(self._case, text, frozenset({"const"})).found if text.isupper() else ()
        return value_of(self._case.code, named[0]) if len(named) == 1 else None

    def _is_mark(self, trait: str) -> bool:
        """Whether a trait of the tree asks for nothing, so that any value will do."""
        found = find(self._case, trait.strip(), frozenset({"trait"})).found
        body = found[0].item.node.child_by_field_name("body") if len(found) == 1 else None
        return body is not None and not body.named_children and found[0].item.node.child_by_field_name("bounds") is None

    def _constructed(self, written: str, depth: int) -> Domain | None:
        """What the constructors of a type of the tree make, for a type of which a declaration alone does not show how to make it."""
        found = find_type(self._case, bare_name(written)).found
        if depth >= _DEEPEST or len(found) != 1 or found[0].item.kind not in ("struct", "enum") or found[0].condition != "always":
            return None
        name = self._written(bare_name(written), found[0])
        values = [v for maker in constructors_of(self._case, found[0]) for v in self.calls(name, maker, depth)]
        values += [f"{name}::default()"] if "Default" in derives_of(found[0]) else []
        return Domain(tuple(values[:_MADE]), False, True) if values else None

    def calls(self, name: str, maker: Declaration, depth: int = 0, given: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
        """Calls of the constructor `maker` of `name`, with the arguments that are `given` and others made up; none if one cannot be."""
        rows: list[tuple[str, ...]] = []
        for parameter in parameters_of(maker):
            one = self.domain(parameter.type, depth + 1)
            values = (given or {}).get(parameter.name) or (one.values[:4] if one is not None else ())
            if not values:
                return []
            rows.append(values)
        return [f"{name}::{maker.item.name}({', '.join(row)})" for row in islice(product(*rows), _MADE)]

    def _inner(self, text: str, depth: int, *, plain: bool) -> Domain | None:
        return self.domain(text, depth + 1, plain=plain)

    def _generic(self, name: str, argument: str, depth: int, *, plain: bool) -> Domain | None:
        if (
            name not in ("Option", "Vec", "VecDeque", "Cell", "RefCell", "Box", "Mutex", "Arc", "Rc")
            or len(cut_at_commas(argument)) != 1
        ):
            return None
        if name == "VecDeque":
            inner = self._inner(argument, depth, plain=True)
            one = inner.values[0] if inner is not None else ""
            queued = (f"VecDeque::from([{t}])" for t in self._told(argument, depth))
            made = ("VecDeque::new()", f"VecDeque::from([{one}])", f"VecDeque::from([{one}, {one}])", *queued)
            return Domain(made[:1] if plain else made, False, inner.free) if inner is not None else None
        if name == "Option" and plain:
            return Domain(("None",), False, True)
        if name == "Vec" and plain:
            return Domain(("Vec::new()",), False, True)
        inner = self._inner(argument, depth, plain=plain or name == "Vec")
        if inner is None:
            return None
        if name == "Option":
            return Domain(("None", *(f"Some({v})" for v in inner.values)), inner.whole, inner.free)
        if name == "Vec":
            one = inner.values[0]
            told = self._told(argument, depth)
            return Domain(("Vec::new()", f"vec![{one}]", f"vec![{one}, {one}]", *(f"vec![{t}]" for t in told)), False, inner.free)
        return _each(inner, name + "::new({})")

    def _integers(self, kind: str) -> list[int]:
        bits = _UNSIGNED.get(kind) or _SIGNED[kind]
        low, high = (0, 2**bits - 1) if kind in _UNSIGNED else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        if self._only is not None and low <= self._only <= high:
            return [self._only]
        wanted = [0, *(n + d for n in self._numbers for d in (0, 1, -1)), 1, 2]
        return [n for n in dict.fromkeys(wanted) if low <= n <= high][:9]

    def _told(self, kind: str, depth: int) -> tuple[str, ...]:
        """An element that has the number that is spoken of wherever it can: what is looked for may then be there."""
        if self._only is not None or not self._numbers or self._numbers[0] == 0:
            return ()
        self._only = self._numbers[0]
        found = self._inner(kind, depth, plain=True)
        self._only = None
        return tuple(v for v in found.values if str(self._numbers[0]) in v) if found is not None else ()

    def _aliased(self, written: str) -> str:
        """The type that an alias stands for, other aliases followed; empty for what is no alias."""
        text = ""
        for _ in range(_DEEPEST):
            named = find(self._case, text or written, frozenset({"type"})).found
            target = named[0].item.node.child_by_field_name("type") if len(named) == 1 and not named[0].item.path else None
            if target is None or named[0].item.node.child_by_field_name("type_parameters") is not None:
                break
            text = " ".join(named[0].file.rust.text(target).split())
        return text

    def _declared(self, written: str, depth: int, *, plain: bool) -> Domain | None:
        aliased = self._aliased(written)
        if aliased:
            return self._domain(aliased, depth + 1, plain=plain) if aliased in (*_UNSIGNED, *_SIGNED, "bool") else None
        found = find_type(self._case, written).found
        if len(found) != 1 or found[0].item.in_macro or not self._is_there(found[0]):
            return None
        declaration = found[0]
        if declaration.item.node.child_by_field_name("type_parameters") is not None:
            return None
        written = self._written(written, declaration)
        if declaration.item.kind == "enum":
            return self._enum(declaration, written, depth, plain=plain)
        if declaration.item.kind != "struct":
            return None
        fields = fields_of(declaration)
        if not fields.complete or any(f.sometimes for f in fields.all):
            return None
        body = declaration.item.node.child_by_field_name("body")
        if body is None:
            return Domain((written,), True, True)
        tuple_like = body.type == "ordered_field_declaration_list"
        rows = [("" if tuple_like else f.name, f.type) for f in fields.all]
        quiet = frozenset(f.name for f in fields.all if not f.visibility and not tuple_like)  # others can be read from anywhere
        made = self._joined(
            rows, f"{written}({{}})" if tuple_like else f"{written} {{{{ {{}} }}}}", depth, plain=plain, private=quiet
        )
        return None if made is None else made._replace(free=made.free and all(f.visibility == "pub" for f in fields.all))

    def _is_there(self, declaration: Declaration) -> bool:
        """Whether the type is there in every build, or in all that have the file which the values are written for."""
        file = self._case.code.file(self._home) if declaration.file.path == self._home else None
        if declaration.condition == "always" or file is None:
            return declaration.condition == "always"
        return all(d.condition == declaration.condition for d in file.declarations() if d.item.kind == "impl" and not d.item.path)

    def _written(self, written: str, declaration: Declaration) -> str:
        """How the file at hand names the type: as it stands where it is spoken of, else with its path."""
        if not self._home or declaration.file.path == self._home or declaration.item.path:
            return written
        file = self._case.code.file(self._home)
        if file is None or declaration.item.name in "".join(c if c.isalnum() or c == "_" else " " for c in _text(file)).split():
            return written
        from uowgen.claims.runs.programs import path_from

        return path_from(self._case, self._home, declaration)

    def _enum(self, declaration: Declaration, written: str, depth: int, *, plain: bool) -> Domain | None:
        variants = variants_of(declaration)
        if not variants.complete or any(v.sometimes for v in variants.all):
            return None
        each = [self.variant(written, v.name, carried(v), depth, plain=plain) for v in variants.all]
        if not all(each):
            return None
        made = [one for one in each if one is not None]
        return Domain(tuple(v for one in made for v in one.values), all(o.whole for o in made), all(o.free for o in made))

    def variant(self, enum: str, name: str, parts: str, depth: int = 0, *, plain: bool = False) -> Domain | None:
        """The values of one variant, which carries `parts`: `(u32)`, `{ at: usize }` or nothing."""
        head = f"{enum}::{name}"
        if not parts.strip():
            return Domain((head,), True, True)
        inner = parts.strip()[1:-1]
        rows = [("", t) for t in cut_at_commas(inner)]
        if parts.startswith("{"):
            rows = [(n.strip(), t) for entry in cut_at_commas(inner) for n, _, t in (entry.partition(":"),)]
        return self._joined(rows, f"{head} {{{{ {{}} }}}}" if parts.startswith("{") else f"{head}({{}})", depth, plain=plain)

    def _joined(
        self, rows: list[tuple[str, str]], form: str, depth: int, *, plain: bool, private: frozenset[str] = frozenset()
    ) -> Domain | None:
        """The combinations of the values of some fields. One of the `private` ones that nothing speaks of keeps one value."""
        domains = []
        for name, kind in rows:
            quiet = plain or (name in private and self._spoken is not None and name not in self._spoken)
            one = self.domain(kind, depth + 1, plain=quiet)
            if one is None:
                return None
            domains.append(one)
        if _combinations(domains) > _MOST:
            few = [d._replace(values=d.values[:4], whole=d.whole and len(d.values) <= 4) for d in domains]
            focus = self.focus or frozenset()
            if _combinations(few) > _MOST and any(name in focus for name, _ in rows):
                few = [
                    d if name in focus else d._replace(values=d.values[:1], whole=False)
                    for d, (name, _) in zip(domains, rows, strict=True)
                ]
            domains = few
            if _combinations(domains) > _MOST:
                return None
        combined = islice(product(*(d.values for d in domains)), _MOST)
        values = tuple(
            form.format(", ".join(f"{n}: {v}" if n else v for (n, _), v in zip(rows, row, strict=True))) for row in combined
        )
        return Domain(values, all(d.whole for d in domains), all(d.free for d in domains))


def _combinations(domains: list[Domain]) -> int:
    count = 1
    for one in domains:
        count *= len(one.values)
    return count


def _text(file: CodeFile) -> str:
    return file.rust.source.data.decode("utf-8", "replace")


def _each(inner: Domain, form: str) -> Domain:
    return inner._replace(values=tuple(form.format(v) for v in inner.values))


def constructors_of(case: Case, declaration: Declaration) -> list[Declaration]:
    """The functions of a type, without a receiver, that give back such a value as it is: `new` first, `default` last."""
    name = declaration.item.name
    found = [
        d
        for d in methods_of(case.code, name, (declaration,))
        if receiver_of(d) == ""
        and result_of(d).partition("<")[0].strip() in ("Self", name)
        and (d.owner == name or d.owner == f"Default for {name}")
        and d.condition == "always"
    ]
    order = ("new", "empty", "with_capacity")
    return sorted(found, key=lambda d: (order.index(d.item.name) if d.item.name in order else 3, d.item.name == "default"))
