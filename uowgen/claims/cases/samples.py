"""Values of a type as Rust expressions: each variant, numbers beside the constants, texts at the limits of their length; types of elsewhere made up."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.standins import bare_variants, leaves_open
from uowgen.claims.subject import find_type
from uowgen.facts.members import carried, fields_of, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration

WIDTHS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64, "i8": 8, "i16": 16, "i32": 32, "i64": 64, "isize": 64}
_MOST = 48
_MARKS = "UowgenOne", "UowgenOther"  # variants that no code names


class Enum(NamedTuple):
    """An enum: by variant the types that it carries; `foreign` where it is made up, with the items that declare it."""

    name: str
    variants: dict[str, tuple[str, ...]]
    named: Mapping[str, tuple[str, ...]] = {}  # names of what variants carry, where they have such
    numbers: Mapping[str, int] = {}
    foreign: str = ""


class Samples:
    """The values of types that a file speaks of."""

    def __init__(self, case: Case, file: CodeFile) -> None:
        self.case, self.file = case, file
        self.text = file.rust.source.data.decode("utf-8", "replace")
        self.blocks = "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
        told = " ".join(c.text for c in case.spec.criteria)
        self.said = list(dict.fromkeys(t for t in re.findall(r'\w\("([^"\\]{1,40})"\)', told)))[:6]
        self.enums: dict[str, Enum | None] = {}
        self.aliases = dict(re.findall(r"\btype (\w+)(?:<\w+>)? = ([^;]+);", self.text + self.blocks))
        said = re.findall(r"\bconst (\w+): ([ui]\w+) = (-?(?:0x[0-9a-fA-F_]+|\d[\d_]*));", self.text + self.blocks)
        self.numbers = {name: (kind, int(value.replace("_", ""), 0)) for name, kind, value in said}

    # ---------------------------------------------------------------------------------------------------------------- types

    def resolved(self, kind: str) -> str:
        """A type without references and aliases."""
        text = re.sub(r"^&\s*(?:'\w+\s+)?(?:mut\s+)?", "", " ".join(kind.split())).strip()
        head, _, rest = text.partition("<")
        head = head.rpartition("::")[2]
        if head in self.aliases:
            meant = self.aliases[head]
            inner = rest.rstrip("> ").strip()
            return self.resolved(re.sub(r"\bT\b", inner, meant) if inner else meant)
        return head + ("<" + rest if rest else "")

    def enum(self, name: str) -> Enum | None:
        """The enum of that name, declared in the tree or made up from how the code names its variants."""
        if name not in self.enums:
            self.enums[name] = self._declared(name) or self._foreign(name)
        return self.enums[name]

    def _declared(self, name: str) -> Enum | None:
        found = find_type(self.case, name).found
        if len(found) != 1 or found[0].item.kind != "enum" or found[0].item.in_macro:
            return None
        listed = variants_of(found[0])
        if not listed.complete or len(listed.all) > 40 or "<" in found[0].text.partition("{")[0]:
            return None
        shapes, named, numbers = {}, {}, {}
        for v in listed.all:
            parts = carried(v)
            rows = [e.strip() for e in _split(parts.strip("(){} ")) if e.strip()]
            if parts.startswith("{"):
                named[v.name] = tuple(e.partition(":")[0].strip() for e in rows)
                rows = [e.partition(":")[2].strip() for e in rows]
            shapes[v.name] = tuple(rows)
            number = re.search(r"=\s*(-?(?:0x[0-9a-fA-F_]+|\d[\d_]*))", v.type)
            if number:
                numbers[v.name] = int(number[1].replace("_", ""), 0)
        return Enum(name, shapes, named, numbers)

    def _foreign(self, name: str) -> Enum | None:
        if not re.fullmatch(r"[A-Z]\w*[a-z]\w*", name) or self.case.code.declared_anywhere(name):
            return None
        bare = re.sub(r"//[^\n]*", "", self.text + "\n" + self.blocks)
        if not re.search(rf"\buse\s[^;]*\b{name}\b", bare) or re.search(
            rf"\b{name}\s*(?:::\s*[a-z<])|(?<!for )(?<!-> )\b{name}\s*\{{", bare
        ):
            return None
        shapes: dict[str, tuple[str, ...]] = {}
        for variant, parts in re.findall(rf"\b{name}::([A-Z]\w*)\s*(\([^()]*\)|\{{\s*(?:\w+\s*[,:}}]|\.\.))?", bare):
            if parts.startswith("{") or variant.isupper():
                return None
            shapes[variant] = max(shapes.get(variant, ()), ("u32",) * (parts.count(",") + 1 if parts else 0), key=len)
        for variant in bare_variants(self.file.rust.root, name):
            shapes.setdefault(variant, ())
        rest = re.search(r"(?<!\w)(?:_|other|rest|e|err|error|x)\s*=>|matches!", bare)
        opened = not re.search(rf"\b{name}::[^=]*=>", bare) or rest is not None
        opened = opened and leaves_open(self.file.rust.root, name)  # a match without another arm names all that there are
        if not shapes and not opened:
            return None
        for mark in _MARKS if opened else ():
            shapes[mark] = ()
        rows = ", ".join(v + (f"({', '.join(k)})" if k else "") for v, k in shapes.items())
        arms = " ".join(f'{name}::{v}{"(..)" if k else ""} => "<{v} of {name}>",' for v, k in shapes.items())
        items = (
            f"#[derive(Debug, Clone, Copy, PartialEq, Eq)] pub enum {name} {{ {rows} }} "
            f"impl core::fmt::Display for {name} {{ fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{ "
            f"f.write_str(match self {{ {arms} }}) }} }}"
        )
        return Enum(name, shapes, foreign=items)

    def unmade(self, kind: str) -> tuple[str, ...]:
        """The variants of an enum of which no value can be made here."""
        enum = self.enums.get(self.resolved(kind))
        return tuple(v for v, kinds in enum.variants.items() if not all(self.of(k, 1) for k in kinds)) if enum is not None else ()

    def struct(self, name: str) -> tuple[tuple[str, str], ...] | None:
        """The fields of a struct that anyone can make one of."""
        found = find_type(self.case, name).found
        if (
            len(found) != 1
            or found[0].item.kind != "struct"
            or found[0].item.in_macro
            or "<" in found[0].text.partition("{")[0].partition("(")[0]
        ):
            return None
        fields = fields_of(found[0])
        return tuple((f.name, f.type) for f in fields.all) if fields.complete else None

    def makers(self, name: str) -> list[Declaration]:
        """The constructors of a type."""
        found = find_type(self.case, name).found
        rows = methods_of(self.case.code, name, found) if len(found) == 1 else ()
        return [d for d in rows if not receiver_of(d) and d.owner == name and "".join(result_of(d).split()) in ("Self", name)]

    # --------------------------------------------------------------------------------------------------------------- values

    def of(self, kind: str, depth: int = 0) -> list[str]:
        """Expressions of a type; none where it is not known."""
        if depth > 4:
            return []
        text = self.resolved(kind)
        head, _, rest = text.partition("<")
        inner = _split(rest[:-1]) if rest else []
        if text in WIDTHS:
            return self._of_numbers(text)
        if text == "bool":
            return ["false", "true"]
        if text == "()":
            return ["()"]
        if text in ("str", "String"):
            return self._of_texts(owned=text == "String")
        if head == "Option" and len(inner) == 1:
            return ["None", *(f"Some({v})" for v in self.of(inner[0], depth + 1))]
        if head == "Result" and len(inner) == 2:
            return [*(f"Ok({v})" for v in self.of(inner[0], depth + 1)), *(f"Err({v})" for v in self.of(inner[1], depth + 1))]
        array = re.fullmatch(r"\[(\w+); ?(\d+)\]", text)
        if array:
            first = self.of(array[1], depth + 1)[:1]
            return [f"[{first[0]}; {array[2]}]"] if first else []
        if not text.isidentifier():
            return []
        enum = self.enum(text)
        if enum is not None:
            return self._of_enum(enum, depth)
        fields = self.struct(text)
        if fields is not None and len(fields) == 1 and not self.makers(text):
            name, of = fields[0]
            return [f"{text}({v})" if name == "0" else f"{text} {{ {name}: {v} }}" for v in self.of(of, depth + 1)]
        made = []
        for d in self.makers(text)[:2]:
            rows = [self.of(p.type, depth + 1) for p in parameters_of(d)]
            made += [f"{text}::{d.item.name}({', '.join(row)})" for row in islice(product(*rows), 24)]
        return made

    def _of_enum(self, enum: Enum, depth: int) -> list[str]:
        found: list[str] = []
        for variant, kinds in enum.variants.items():
            rows = [self.of(k, depth + 1)[: 24 if len(kinds) == 1 else 5] for k in kinds]
            names = enum.named.get(variant)
            for row in islice(product(*rows), 24):
                if names:
                    found.append(f"{enum.name}::{variant} {{ {', '.join(f'{n}: {v}' for n, v in zip(names, row, strict=True))} }}")
                else:
                    found.append(f"{enum.name}::{variant}" + (f"({', '.join(row)})" if row else ""))
        return found

    def _of_numbers(self, kind: str) -> list[str]:
        bits, signed = WIDTHS[kind], kind[0] == "i"
        low, high = (-(1 << (bits - 1)) if signed else 0), (1 << (bits - (1 if signed else 0))) - 1
        seeds = [1, 0, 7, 2, 9, 0x51, high, low, *((-1,) if signed else ())]
        wrapped = []
        for of, value in list(self.numbers.values())[:12]:
            seeds += [value, value + 1, value - 1]
            if of[0] == "i" and bits == 64:
                wrapped += [-value, -value - 1, -value + 1, -1, -2, -(1 << 63)]
        found = dict.fromkeys(str(n) for n in seeds if low <= n <= high)
        found |= dict.fromkeys(str(n) if signed else str(n % (1 << bits)) for n in wrapped if not signed or low <= n <= high)
        return [f"{v}{kind}" if not v.startswith("-") else f"({v}{kind})" for v in found][:_MOST]

    def _of_texts(self, *, owned: bool) -> list[str]:
        rows = ["a", "", ".", "a/b", "a b", *self.said]
        lengths = {
            n for of, value in self.numbers.values() if of == "usize" and 0 < value < 5000 for n in (value - 1, value, value + 1)
        }
        rows += ["x" * n for n in sorted(lengths)[:12]]
        rows += [c for c in re.findall(r"'([^'\\])'", self.text + self.blocks) if c not in rows][:6]
        return [f'String::from("{r}")' if owned else f'"{r}"' for r in rows]


def _split(text: str) -> list[str]:
    """What is listed between commas, as far as these are not inside of brackets."""
    found, depth = [""], 0
    for ch in text:
        depth += {"<": 1, "(": 1, "[": 1, ">": -1, ")": -1, "]": -1}.get(ch, 0)
        if ch == "," and not depth:
            found.append("")
        else:
            found[-1] += ch
    return [f.strip() for f in found if f.strip()]


__all__ = ["WIDTHS", "Enum", "Samples"]
