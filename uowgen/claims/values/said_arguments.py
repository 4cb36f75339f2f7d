"""The argument that a phrase means, as Rust for the parameter's type: “address `0x1002`”, “an empty slice”, “a null pointer”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.subject import find, find_type
from uowgen.facts.members import fields_of, variants_of
from uowgen.facts.signature import Parameter, parameters_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_INTEGERS = frozenset("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize".split())  # noqa: SIM905
_ANY = frozenset({"", "value", "number", "input", "argument", "amount"})  # nouns that say nothing of which it is
# How parameters of a sort are called in code.
_CALLED = {
    "address": ("addr", "ptr", "va", "pa", "vaddr", "paddr", "base", "start", "virt", "phys"),
    "pointer": ("ptr", "addr", "p"), "index": ("idx", "i", "n", "slot", "bit", "at", "pos", "position"), "id": ("identifier",),
    "identifier": ("id",), "length": ("len", "size", "count", "n"), "size": ("len", "length", "bytes"), "count": ("n", "num", "number", "len"),
    "byte": ("b", "value"), "char": ("c", "ch"), "character": ("c", "ch"), "order": ("ord",), "descriptor": ("fd", "desc"),
    "priority": ("prio",), "frame": ("pfn", "ppn"), "page": ("vpn",), "mask": ("bits",), "position": ("pos", "at"), "alignment": ("align",),
    "slice": ("buf", "bytes", "data", "buffer"), "buffer": ("buf", "bytes", "data"), "string": ("s", "text", "name", "str"),
}  # fmt: skip


def parameter_of(function: Declaration, noun: str, how: str) -> Parameter | None:
    """The parameter that `noun` means: the one that is called so, else the only one, if nothing says that it is something else."""
    parameters = parameters_of(function)
    exact = [p for p in parameters if p.name.lstrip("_") == noun]
    if len(exact) == 1:
        return exact[0]
    named = [p for p in parameters if _is_called(p, noun)]
    if len(named) == 1:
        return named[0]
    if len(parameters) == 1 and not named and (noun in _ANY or how != "code"):
        return parameters[0]
    return None


def _is_called(parameter: Parameter, noun: str) -> bool:
    if noun in _ANY:
        return False
    kind = bare_name(parameter.type.lstrip("&").removeprefix("mut ")).lower()
    words = [w for w in parameter.name.split("_") if w]
    said = (noun, *_CALLED.get(noun, ()))
    pointed = noun in ("address", "pointer") and (parameter.type.startswith("*") or kind.endswith(("addr", "address", "ptr")))
    short = any(len(w) > 2 and noun.startswith(w) for w in words)  # `sig` for a signal
    return any(w in said for w in words) or kind == noun or pointed or short


def argument_of(case: Case, kind: str, how: str, text: str) -> str:
    """The expression for the argument of type `kind` that is said; empty if there is none of that type."""
    written = _in_full(case, kind)
    if how == "empty":
        return _empty(written)
    if how == "null":
        return _null(case, written)
    number = text.lstrip("-").replace("_", "")
    if number[:1].isdigit():
        return _number(case, written, text) if number.isalnum() else ""
    if written == "bool":
        return text if text in ("true", "false") else ""
    if text.startswith(('"', "&[")):
        return text if written.startswith("&") else ""
    if text.startswith(("'", "b'")):
        return text if written in ("char", "u8") else ""
    if text.startswith("["):
        return f"&{text}" if written.startswith("&[") else text if written.startswith("[") else ""
    if text == "None" or text.startswith("Some("):
        return text if written.startswith("Option<") else ""
    return _named(case, written, text)


def _in_full(case: Case, kind: str) -> str:
    """`kind` with an alias of the tree written out."""
    text = " ".join(kind.split())
    for _ in range(3):
        found = find(case, text, frozenset({"type"})).found if text.replace("::", "").isalnum() else ()
        target = found[0].item.node.child_by_field_name("type") if len(found) == 1 and not found[0].item.path else None
        if target is None:
            break
        text = " ".join(found[0].file.rust.text(target).split())
    return text


def _empty(kind: str) -> str:
    if kind in ("&str", "&'static str"):
        return '""'
    if kind.startswith("&mut ["):
        return "&mut []"
    if kind.startswith("&") and kind.lstrip("&").lstrip().startswith("[") and ";" not in kind:
        return "&[]"
    return "Vec::new()" if kind.startswith("Vec<") else "String::new()" if kind == "String" else ""


def _null(case: Case, kind: str) -> str:
    if kind.startswith("*const "):
        return "core::ptr::null()"
    if kind.startswith("*mut "):
        return "core::ptr::null_mut()"
    return "None" if kind.startswith("Option<") else _number(case, kind, "0")


def _number(case: Case, kind: str, text: str) -> str:
    if kind in _INTEGERS:
        return text if text.rstrip("0123456789").endswith(("u", "i")) or text.endswith("size") else f"{text}{kind}"
    if kind.startswith("*"):
        return f"{text}usize as {kind}"
    found = find_type(case, kind).found if kind[:1].isupper() and "<" not in kind else ()
    if len(found) != 1 or found[0].item.kind != "struct" or found[0].item.in_macro:
        return ""
    fields = fields_of(found[0])
    if not fields.complete or len(fields.all) != 1 or fields.all[0].type not in _INTEGERS:
        return ""
    body, name = found[0].item.node.child_by_field_name("body"), bare_name(kind)
    inner = _number(case, fields.all[0].type, text)
    if body is not None and body.type == "ordered_field_declaration_list":
        return f"{name}({inner})"
    return f"{name} {{ {fields.all[0].name}: {inner} }}"


def _named(case: Case, kind: str, text: str) -> str:
    """A constant or a variant: of the parameter's enum without its path as well."""
    name = text.split("(")[0]
    found = find_type(case, kind).found if kind[:1].isupper() and "<" not in kind else ()
    if len(found) == 1 and found[0].item.kind == "enum":
        mine = {v.name for v in variants_of(found[0]).all}
        if name.rpartition("::")[2] in mine and name.rpartition("::")[0] in ("", bare_name(kind), "Self"):
            return f"{bare_name(kind)}::{text.rpartition('::')[2] if '(' not in text else text}"
        return ""
    return text if name.rpartition("::")[2].isupper() and kind in _INTEGERS else ""


def condition_of(case: Case, function: Declaration, test: str) -> str:
    """`tv_nsec == 3` as Rust: the parameter of that name, or the one field of that name that a parameter has; empty for anything else."""
    left, _, right = test.partition(" ")
    path = left.split(".")
    parameters = parameters_of(function)
    if any(p.name == path[0] for p in parameters):
        return test
    for noun in (left, left.removesuffix("s"), left.removesuffix("es")) if "." not in left else ():
        meant = parameter_of(function, noun, "code")
        if meant is not None and meant.type in _INTEGERS:
            return f"{meant.name} {right}"
    having = [p for p in parameters if _has_field(case, p, path[0])]
    return f"{having[0].name}.{left} {right}" if len(having) == 1 else ""


def _has_field(case: Case, parameter: Parameter, name: str) -> bool:
    kind = parameter.type.lstrip("&").removeprefix("mut ").strip()
    found = find_type(case, kind).found if kind[:1].isupper() and "<" not in kind else ()
    return len(found) == 1 and found[0].item.kind == "struct" and any(f.name == name for f in fields_of(found[0]).all)
