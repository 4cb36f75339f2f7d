"""What is put into a container: elements that bear a number, and values made up for what does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.container import INTEGERS, Container, declared_parameters
from uowgen.claims.names import bare_name
from uowgen.claims.runs.standins import element_stand_in, stand_in
from uowgen.claims.subject import find, find_type
from uowgen.facts.members import carried, constants_of, derives_of, fields_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


class Made(NamedTuple):
    """How elements of a container are made: an expression for the one of number `n` (a `number`), one for the number of the element `x`."""

    number: str
    made: str
    told: str

    def told_behind(self) -> str:
        """The number of an element that `x` refers to."""
        return "x.clone() as u64" if self.told == "x as u64" else self.told


def made_element(case: Case, container: Container, kind: str) -> Made | None:
    """How elements of the type `kind` are made: numbers, or structs of the tree whose fields of whole numbers bear the number.

    What lies outside of the tree, and is only handed on, has a stand-in.
    """
    element = "u32" if kind in container.generics else kind
    if element in INTEGERS:
        return Made(element, "n", "x as u64")
    found = find_type(case, bare_name(kind)).found if kind.replace("::", "").isidentifier() else ()
    if not found and (other := element_stand_in(case, kind)) is not None:
        made = other.values[""][0]
        return Made("u32", made, f"x.{made.partition('{')[2].partition(':')[0].strip()} as u64")
    fields = fields_of(found[0]) if len(found) == 1 and found[0].item.kind == "struct" else None
    if fields is None or not fields.complete or not fields.all or declared_parameters(found[0]) or found[0].item.in_macro:
        return None
    values = [f"n as {f.type}" if f.type in INTEGERS else made_up(case, f.type) for f in fields.all]
    telling = [f.name for f in fields.all if f.type in INTEGERS]
    if None in values or not telling:
        return None
    name = found[0].item.name
    if fields.all[0].name == "0":
        return Made("u32", f"{name}({', '.join(v for v in values if v)})", f"x.{telling[0]} as u64")
    made = ", ".join(f"{f.name}: {v}" for f, v in zip(fields.all, values, strict=True))
    return Made("u32", f"{name} {{ {made} }}", f"x.{telling[0]} as u64")


_ORDERING = frozenset({"priority", "prio", "level", "rank", "weight", "key", "deadline", "time", "when", "index", "pos", "offset"})
_MOST_TEXTS = 40  # texts of one character are told apart up to twice as many
_SIGNS = "".join(map(chr, range(32, 127))).replace("\\", "\\\\").replace('"', '\\"')
TEXTS = {"&str": (f'&"{_SIGNS}"[n as usize..n as usize + 1]', 32), "&[u8]": ("&[n as u8]", 0)}
_KEPT = {"String": "x.{}.as_bytes()[0]", "Vec<u8>": "x.{}[0]"}


def put_in(case: Case, container: Container, push: str, pop: str) -> Made | None:
    """How `push` is called for the element of number `n`: with one element, or with that of which a record is made that `pop` gives.

    Of a record the number is told by a field of a parameter's name, or by the first byte of the one text that it keeps.
    """
    given, taken = container.methods[push][0].parameters, container.methods[pop][0].returns
    alone = made_element(case, container, given[0][1]) if len(given) == 1 else None
    if alone is not None or not given:
        return alone
    record = record_of(case, taken)
    if record is None or (container.capacity or 0) > _MOST_TEXTS:
        return None
    fields = fields_of(record).all
    made, told = [], ""
    for name, kind in given:
        texts = [f.name for f in fields if f.type in _KEPT or f.type.startswith("[u8;")]
        if kind in INTEGERS and not set(name.split("_")) & _ORDERING and any(f.name == name and f.type in INTEGERS for f in fields):
            made.append(f"n as {kind}")
            told = told or f"x.{name} as u64"
        elif kind in TEXTS and len(texts) == 1:
            text, first = TEXTS[kind]
            kept = next(_KEPT.get(f.type, "x.{}[0]") for f in fields if f.name == texts[0]).format(texts[0])
            made.append(text)
            told = told or f"({kept} as u64).saturating_sub({first})"
        else:
            made.append(made_up(case, kind) or "")
    return Made("u32", ", ".join(made), told) if told and all(made) else None


def record_of(case: Case, returns: str) -> Declaration | None:
    """The struct of the tree that is in what a method gives: `Option<Record>`, `Result<Record, E>`, `Record`."""
    inner = returns.partition("<")[2].rpartition(">")[0].partition(",")[0].strip() if "<" in returns else returns
    found = find_type(case, bare_name(inner)).found if inner.replace("::", "").isidentifier() else ()
    if len(found) != 1 or found[0].item.kind != "struct" or found[0].item.in_macro or declared_parameters(found[0]):
        return None
    return found[0] if fields_of(found[0]).complete else None


def text_of(case: Case, record: Declaration) -> str | None:
    """The bytes of the text that a record `x` keeps: what its one method for that gives, else its one text, or what of it is in use."""
    from uowgen.claims.containers.container import signature
    from uowgen.facts.members import methods_of

    found = [signature(d) for d in methods_of(case.code, record.item.name, (record,)) if d.item.kind == "fn"]
    tells = [s for s in found if not s.parameters and s.returns in ("&[u8]", "&str")]
    if tells:
        return f"x.{tells[0].name}()" + (".as_bytes()" if tells[0].returns == "&str" else "") if len(tells) == 1 else None
    fields = fields_of(record).all
    texts = [f for f in fields if f.type in _KEPT or f.type.startswith("[u8;")]
    if len(texts) != 1:
        return None
    name = texts[0].name
    if texts[0].type in _KEPT:
        return f"x.{name}.as_bytes()" if texts[0].type == "String" else f"&x.{name}[..]"
    used = [f.name for f in fields if f.type in INTEGERS and {"len", "length", "used"} & set(f.name.split("_"))]
    return f"&x.{name}[..x.{used[0]} as usize]" if len(used) == 1 else None


def made_up(case: Case, kind: str, depth: int = 0) -> str | None:
    """Some value of a type; None if none can be made up."""
    text = kind.strip()
    if text in INTEGERS:
        return "0"
    simple = {"bool": "false", "String": "String::new()", "&str": '""', "&'static str": '""'}.get(text)
    if simple is not None:
        return simple
    head = bare_name(text)
    if text.startswith("Option<"):
        return "None"
    if text.startswith("Vec<"):
        return "Vec::new()"
    found = find(case, head).found
    if not found and (other := element_stand_in(case, text)) is not None:  # of elsewhere, and only handed on
        return other.values[""][0].replace(": n }", ": 0 }")
    if not found and (other := stand_in(case, text)) is not None:  # of elsewhere, an enum whose variants are only named
        return next(iter(other.values.values()))[0]
    if len(found) != 1:
        return None
    declaration = found[0]
    if "Default" in derives_of(declaration):
        return f"{head}::default()"
    if declaration.item.kind == "enum":
        unit = next((v for v in variants_of(declaration).all if not carried(v)), None)
        return f"{head}::{unit.name}" if unit is not None else None
    constants = constants_of(case.code, declaration).all
    if constants and declaration.item.in_macro:
        return f"{head}::{constants[0].name}"
    return _struct(case, declaration, depth) if declaration.item.kind == "struct" else None


def _struct(case: Case, declaration: Declaration, depth: int) -> str | None:
    """A struct written out, with a made-up value in each field."""
    fields = fields_of(declaration)
    if depth > 2 or declared_parameters(declaration) or not fields.complete or declaration.item.in_macro:
        return None
    values = [made_up(case, f.type, depth + 1) for f in fields.all]
    if not values or None in values:
        return None
    if fields.all[0].name == "0":
        return f"{declaration.item.name}({', '.join(v for v in values if v is not None)})"
    return f"{declaration.item.name} {{ {', '.join(f'{f.name}: {v}' for f, v in zip(fields.all, values, strict=True))} }}"
