"""Claim: a function's signature gives back a certain type, or takes one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, stands_somewhere
from uowgen.claims.declarations.types import may_be, other_paths, without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import KINDS_OF, find, find_method, find_type, one_function
from uowgen.facts.signature import parameters_of, receiver_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """The return type as written in every declaration of the function; a value such as `Ok(())` is not a type."""
    if reading.get("how") in ("fallible", "infallible"):
        return _fallible(reading, case)
    if reading.get("how") == "reference":
        return _reference(reading, case)
    if reading.get("how") == "no":
        return _no_longer(reading, case)
    wanted = without_paths(reading.get("type"))
    if not _is_type(wanted):
        from uowgen.claims.guards.guard import guards_shown

        if (
            reading.get("name") and wanted.isidentifier() and wanted.islower() and len(guards_shown(case)) == 1
        ):  # “returns the slot”: what the guard held
            from uowgen.claims.kinds import hands_out

            return hands_out.decide(reading._replace(slots={"keeper": reading.get("name")}), case)
        return _expression(reading, case)
    owner = reading.get("owner")
    subject = find_method(case, f"{bare_name(owner)}::{bare_name(reading.get('name'))}" if owner else reading.get("name"))
    name = bare_name(reading.get("name"))
    if not subject.found:
        return subject.none(f"no function `{name}`")
    if len(subject.found) == 1 and _is_const_parameter(case, subject.found[0], wanted):
        return _const_parameter(case, subject.found[0], wanted)
    for declaration in subject.found:
        other = other_result(case, declaration, reading.get("type"))
        if other is not None and _is_its_error(declaration, wanted):
            continue
        if other is not None:
            variant = wanted.isidentifier() and _is_variant(case, declaration, wanted)
            return _value(reading, case, declaration) if variant else other
    return holds(f"`{name}` returns `{reading.get('type')}`", *subject.found)


def _no_longer(reading: Reading, case: Case) -> Finding:
    """“no longer returns a `bool`”: what it returns is surely another type."""
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    if function.item.in_macro:
        return undecided("inside-macro", f"`{function.item.name}` is defined by a macro", function)
    other = other_result(case, function, reading.get("type"))
    if other is None:
        return fails("other-type", f"`{function.item.name}` returns `{reading.get('type')}`", function)
    return holds(other.message, function) if other.outcome == "fails" else other


def _is_its_error(function: Declaration, wanted: str) -> bool:
    """Whether `wanted` is the error of the `Result` that the function gives: “`open` returns `DiskError`” of a `Result<Disk, DiskError>`."""
    node = function.item.node.child_by_field_name("return_type")
    written = "".join(function.file.rust.text(node).split()) if node is not None else ""
    head, _, inner = written.partition("<")
    parts = cut_at_commas(inner.removesuffix(">")) if head.rpartition("::")[2] == "Result" else []
    return len(parts) == 2 and wanted.endswith(("Error", "Err")) and parts[1].strip() == wanted


def _is_const_parameter(case: Case, function: Declaration, name: str) -> bool:
    """Whether `name` is a number that the type of the method has as a parameter: `N` of `struct Ring<const N: usize>`."""
    owner = bare_name(function.owner.rpartition(" for ")[2].partition("<")[0])
    found = find_type(case, owner).found if owner and name.isidentifier() else ()
    return any(f"const {name}:" in " ".join(d.text.partition("{")[0].split()) for d in found)


def _const_parameter(case: Case, function: Declaration, name: str) -> Finding:
    """“`capacity()` returns `N`”: of a new one with some such number."""
    from uowgen.claims.containers.container import container_of
    from uowgen.claims.runs.programs import PROBE, probed
    from uowgen.claims.runs.verdicts import stuck

    container = container_of(case, function.item.name)
    if isinstance(container, Finding) or container.capacity is None or not receiver_of(function) or parameters_of(function):
        return undecided("not-a-type", f"`{name}` is a number, and what is returned is behaviour", function)
    code = f"fn {PROBE}() -> usize {{ let it: {container.text} = {container.maker}; it.{function.item.name}() as usize }}"
    (found,) = probed(case, function.file.path, code, [[]])
    if found.stuck is not None:
        return stuck(found.stuck, (shown(function),))
    if found.panic or not isinstance(found.value, int):
        return undecided("panics-elsewhere", f"it panics: {found.panic}", function)
    told = f"`{function.item.name}` gives {found.value} where `{name}` is {container.capacity}"
    if found.value == container.capacity:
        return Finding("holds", told, "behaviour", None, (shown(function),), "bounded")
    return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", (shown(function),), "proved", (told,))


def other_result(case: Case, declaration: Declaration, asked: str) -> Finding | None:
    """What speaks against the declaration giving back `asked`; a bare `Result` stands for one of whatever."""
    node, wanted, name = declaration.item.node.child_by_field_name("return_type"), without_paths(asked), declaration.item.name
    written = declaration.file.rust.text(node) if node is not None else "()"
    alike = undecided("type-alias", f"`{name}` returns `{written}`, which may be the same type", declaration)
    if without_paths(written) == wanted:
        return alike if other_paths(written, asked) else None
    if "<" in written and without_paths(written.partition("<")[0]) == wanted:
        return None
    if without_paths(re.sub(r"\s*\+\s*'\w+", "", written)) == wanted and written.startswith("impl "):
        return None  # how long what is given back lives is not said
    nothing = written == "()" and bare_name(asked.partition("<")[0]) in ("Result", "Option")
    from uowgen.claims.declarations.type_difference import surely_other, surely_other_here

    if (
        nothing
        or surely_other(case, written, asked)
        or surely_other_here(declaration, written, asked)
        or _differs(case, declaration, written, asked)
    ):
        return fails("other-type", f"`{name}` returns `{written}`", declaration)
    if (unknown := _is_brought(case, asked)) is not None:
        return fails("other-type", f"`{name}` returns `{written}`; nothing in the tree is called `{unknown}`", declaration)
    aliased = _is_alias(case, written) or _is_alias(case, asked)
    if aliased or may_be(written, asked, declaration.file.rust.source.data):
        return alike
    if "Self" in written or "Self" in wanted or bare_name(written) == bare_name(asked):
        return alike
    return fails("other-type", f"`{name}` returns `{written}`", declaration)


def _is_brought(case: Case, asked: str) -> str | None:
    """A name in a type that the spec's own blocks declare and that stands nowhere in the tree."""
    mine = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind in ("struct", "enum", "union", "type")}
    return next((w for w in re.findall(r"[A-Z]\w+", asked) if w in mine and not stands_somewhere(case, w)), None)


_SETTLED = frozenset({"Result", "Option", "Vec", "Box", "Arc", "Rc", "()"})


def _differs(case: Case, declaration: Declaration, written: str, asked: str) -> bool:
    """Whether the two are different types whatever `Self` is made of: `Option<Self>` and `Result<Self, E>`, `Self` and `bool`."""
    owner = bare_name(declaration.owner.rpartition(" for ")[2])
    heads = [owner if (head := _head_of(text)) == "Self" else head for text in (written, asked)]
    if "Self" not in (written, asked) and "Self" not in written + asked:
        return False
    known = _SETTLED | (PRIMITIVES - {"Self", "String", "&str", "str"})
    plain = {d.item.kind for d in find(case, owner, KINDS_OF["type"]).found} <= {"struct", "enum", "union"}
    return heads[0] != heads[1] and all(h in known or (h == owner and plain and owner) for h in heads)


def _head_of(text: str) -> str:
    return "()" if text == "()" else bare_name(text) if text[:1].isalpha() else ""


def _is_alias(case: Case, written: str) -> bool:
    """Whether the tree has a type alias of that name, which may stand for anything."""
    head = _head_of(written)
    return bool(head) and any(d.item.kind == "type" for d in case.code.declared_anywhere(head))


def _expression(reading: Reading, case: Case) -> Finding:
    """“returns `self.start + self.len`”: all that the function gives back is written so. What is written otherwise may be the same."""
    from uowgen.facts.results import results_of

    value, name = reading.get("type"), bare_name(reading.get("name"))
    behaviour = undecided("not-a-type", f"`{value}` is a value: what the function returns is behaviour")
    found = find_method(case, reading.get("name")).found if name and not reading.get("owner") else ()
    if not found or value[:1] in ('"', "'", "{"):
        return behaviour
    for declaration in found:
        results = results_of(declaration)
        written = ["".join(declaration.file.rust.text(n).split()) for n in results.nodes]
        if declaration.item.in_macro or results.open or not written or any(w != "".join(value.split()) for w in written):
            return behaviour
    return holds(f"all that `{name}` gives back is `{value}`", *found)


def _reference(reading: Reading, case: Case) -> Finding:
    """“returns a reference (to `T`)”: the return type as written begins with `&`, a lifetime and `mut` aside."""
    name, asked = bare_name(reading.get("name")), reading.get("type").removeprefix("&")
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    node = function.item.node.child_by_field_name("return_type")
    written = function.file.rust.text(node) if node is not None else "()"
    inner = written.removeprefix("&").lstrip()
    inner = inner.partition(" ")[2] if inner.startswith("'") else inner
    if written.startswith("&") and (not asked or without_paths(inner.removeprefix("mut ")) == without_paths(asked)):
        return holds(f"`{name}` returns `{written}`", function)
    if "&" in written:
        return undecided("type-alias", f"`{name}` returns `{written}`, in which there is a reference", function)
    return fails("other-type", f"`{name}` returns `{written}`", function)


def _fallible(reading: Reading, case: Case) -> Finding:
    """Whether the function gives back a `Result`; a type of another name may be one, and `Option` may be meant."""
    name, function = bare_name(reading.get("name")), one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    node = function.item.node.child_by_field_name("return_type")
    written = function.file.rust.text(node) if node is not None else "()"
    is_result = bare_name(written) == "Result"
    if not is_result and (bare_name(written).endswith("Result") or bare_name(written) == "Option"):
        return undecided("type-alias", f"`{name}` returns `{written}`", function)
    if is_result == (reading.get("how") == "fallible"):
        return holds(f"`{name}` returns `{written}`", function)
    return fails("other-type", f"`{name}` returns `{written}`", function)


def _is_variant(case: Case, function: Declaration, name: str) -> bool:
    """Whether an enum that the function gives back has a variant of that name: it is a value, though it is written as types are."""
    from uowgen.claims.values.value_patterns import wanted_of

    return name[:1].isupper() and "::" in wanted_of(case, function, name) and not find_type(case, name).found


def _value(reading: Reading, case: Case, function: Declaration) -> Finding:
    call, value = reading.get("name"), reading.get("type")
    if "(" in call and not call.endswith("()"):
        from uowgen.claims.kinds import evaluates_to

        return evaluates_to.decide(reading._replace(slots={"call": call, "value": value}), case)
    return undecided("not-understood", f"`{value}` is a value; when `{function.item.name}` gives it is not said", function)


def _is_type(text: str) -> bool:
    if text in ("()", "!") or text[:1] in "&([*" or text.startswith(("impl ", "dyn ")):
        return True
    head = text.split("<")[0]
    plain = head.replace("_", "").isalnum() and not head[:1].isdigit()
    return plain and "(" not in head and (head[:1].isupper() or head in _PRIMITIVES) and head not in ("None", "Ok", "Err", "Some")


_PRIMITIVES = frozenset(
    {"bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64"}
)

KIND = Kind(
    "returns_type",
    "a function's signature gives back a type",
    (
        "<name> <noun>? @be* returns|return|returning|yields|gives back? <type:type> type? instead|now?",
        "all|two|three* <name> versions|variants|copies|twins|definitions return|returns|give|yield <type:type> now?",
        "<name> <noun>? hands back <type:type>",
        "return type of <name> <noun>? @be* changed? to? <type:type>",
        "<name> <noun>? return|result type @be* changed|updated? to? <type:type>",
        "<name> <noun>? @be* changed|updated to return <type:type>",
        "<name> <noun>? signature? @have return type? <type:type>",
        "change|convert|update <name> <noun>? return type to <type:type>",
        "<name> <noun>? returns|return <type:type> ( not <other:text> )",
        "<owner:name> <noun2:noun>? @have <name> <noun>? that|which|and? returns|returning|return <type:type>",
        "<name> @be* <noun> that|which returns|returning|return <type:type>",
        "<name> <noun>? returns|return shared|immutable|mutable? reference ; type=& how=reference",
        "<name> <noun>? returns|return shared|immutable? reference to <type:type> ; how=reference",
        "<name> <noun>? @be* fallible ; type=Result how=fallible",
        "<name> <noun>? @be* infallible ; type=Result how=infallible",
        "<name> <noun>? no longer returns|return|gives an? <type:surelytype> ; how=no",
        "<name> <noun>? does|do not return an? <type:surelytype> any? more|longer? ; how=no",
        "returns <type:type>",
        "<name> <noun>? does|do not return anything|value|something ; type=()",
        "<name> <noun>? returns|return nothing|unit ; type=()",
        "<name> <noun>? has|with no return value|type ; type=()",
    ),
    (
        "`walk_to_entry` returns `Result<Walk, MmuError>`",
        "Return type of `find` is `Option<&Vma>`",
    ),
    decide,
    ("type",),
    asks_all=True,
)
