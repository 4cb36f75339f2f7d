"""Containers of the tree, driven: a small Rust function is made that calls the methods of a type in a given order and tells what it sees.

The function runs in the interpreter, and is as good a Rust program as any. What the observations mean is said in `container_runs.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.standins import element_stand_in
from uowgen.claims.subject import context_type, find, find_method, find_type
from uowgen.facts.members import carried, constants_of, derives_of, fields_of, methods_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_INTEGERS = frozenset({"u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"})
_CAPACITY = ("cap", "size", "limit", "max", "n", "len", "slots")
STARTS = frozenset({"start", "base", "begin", "lo", "low", "first", "from", "addr", "address", "vaddr"})
ENDS = frozenset({"end", "hi", "high", "limit", "until", "to", "stop"})
LENGTHS = frozenset({"len", "length", "size"})
CAPACITY = 3
MOST_HELD = 80
UNIT = 4096


def is_integer(kind: str) -> bool:
    """Whether a type, as it is written, is one of whole numbers."""
    return kind in _INTEGERS


class Signature(NamedTuple):
    """A method: its parameters without self as (name, type), and its return type (empty: none)."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    returns: str


class Container(NamedTuple):
    """A type that can be made: its text with arguments, the expression that makes one, how many elements it takes if that is known."""

    declaration: Declaration
    text: str
    maker: str
    capacity: int | None
    generics: tuple[str, ...]
    methods: dict[str, tuple[Signature, Declaration]]


def container_of(case: Case, method: str) -> Container | Finding:
    """The type that `method` (`Ring::push`, `push`) belongs to."""
    owner = owner_name(method)
    if owner:
        subject = find_type(case, owner)
    else:
        named = find_method(case, method)
        owners = {d.owner.rpartition(" for ")[2] for d in named.found if d.owner}
        if len(owners) > 1 and (near := context_type(case)).found and near.found[0].item.name in owners:
            owners = {near.found[0].item.name}
        if not named.found or not owners:
            return named.none(f"no method `{bare_name(method)}`")
        if len(owners) > 1:
            return undecided("subject-ambiguous", f"several types have a `{bare_name(method)}`", *named.found[:3])
        subject = find_type(case, owners.pop())
    if not subject.found:
        return subject.none(f"no type `{owner}`")
    if len(subject.found) > 1:
        return undecided("subject-ambiguous", f"there are several types `{owner}`", *subject.found[:3])
    return as_container(case, subject.found[0])


def method_playing(case: Case, names: tuple[str, ...]) -> str:
    """The one method of the type at hand that is called as a role usually is, as `Type::method`; empty if there is none."""
    subject = context_type(case)
    shown = [d.item.name for file in block_files(case) for d in file.declarations() if d.item.kind == "struct" and not d.item.path]
    types = [subject.found[0].item.name] if len(subject.found) == 1 else list(dict.fromkeys(shown))
    playing = []
    for one in types:
        own = {d.item.name for d in methods_of(case.code, one, find_type(case, one).found)}
        playing += [f"{one}::{n}" for n in [n for n in names if n in own][:1]]
    return playing[0] if len(playing) == 1 else ""


def method_meant(case: Case, said: str, names: tuple[str, ...]) -> str:
    """The method `said`; of a type that is said instead, or of the type at hand if nothing is, the one with a usual name."""
    if said and not bare_name(said)[:1].isupper():
        return said
    if not said:
        return method_playing(case, names)
    of = bare_name(said)
    own = {d.item.name for d in methods_of(case.code, of, find_type(case, of).found)}
    return next((f"{of}::{n}" for n in names if n in own), said)


def as_container(case: Case, declaration: Declaration, wanted: str = "") -> Container | Finding:
    """`declaration` as something that can be made: by its constructor `wanted`, else by a usual one."""
    name = declaration.item.name
    generics = _generics(declaration)
    if generics is None:
        return undecided("unsupported-code", f"`{name}` has parameters of which nothing can be made up", declaration)
    methods = {d.item.name: (signature(d), d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    arguments = [a for _, a in generics]
    bounds = [CAPACITY for kind, _ in generics if kind == "const"]
    if len(bounds) == 1:
        known = case.kept.setdefault("const arguments", {})
        assert isinstance(known, dict)
        known[name] = CAPACITY
    text = f"{name}<{', '.join(arguments)}>" if arguments else name
    maker = ""
    capacity: int | None = bounds[0] if len(bounds) == 1 else None
    for maker_name in (wanted,) if wanted else ("new", "with_capacity", "empty"):
        if maker_name not in methods:
            continue
        parameters = methods[maker_name][0].parameters
        if not parameters:
            maker = f"{name}::{maker_name}()"
            break
        if len(parameters) == 1 and parameters[0][1] in _INTEGERS and parameters[0][0].lstrip("_").startswith(_CAPACITY):
            maker, capacity = f"{name}::{maker_name}({CAPACITY})", CAPACITY if maker_name == "new" else capacity
            break
    if not maker and "Default" in derives_of(declaration):
        maker = f"{name}::default()"
    if not maker:
        return undecided("unsupported-code", f"how a `{name}` is made is not known", declaration)
    if capacity is None:
        capacity = _array_length(case, declaration)
    names = tuple(a for kind, a in declared_parameters(declaration) if kind == "type")
    return Container(declaration, text, maker, capacity, names, methods)


def declared_parameters(declaration: Declaration) -> list[tuple[str, str]]:
    """The parameters of a type, each with its sort (`type`, `const`, `lifetime`)."""
    listed = declaration.item.node.child_by_field_name("type_parameters")
    found = []
    for child in listed.named_children if listed is not None else ():
        name = child.child_by_field_name("name") or child
        kind = {"const_parameter": "const", "lifetime_parameter": "lifetime", "lifetime": "lifetime"}.get(child.type, "type")
        found.append((kind, declaration.file.rust.text(name).split(":")[0].strip()))
    return found


def _generics(declaration: Declaration) -> list[tuple[str, str]] | None:
    """The parameters of a type with what stands for them; None if one is a lifetime."""
    found = []
    for kind, _ in declared_parameters(declaration):
        if kind == "lifetime":
            return None
        found.append((kind, str(CAPACITY) if kind == "const" else "u32"))
    return found


def _array_length(case: Case, declaration: Declaration) -> int | None:
    """The length of the one array among the fields, if it is written as a number or is a constant of the tree."""
    from uowgen.facts.constants import value_of

    lengths = [
        m.type.rpartition(";")[2].strip(" ]") for m in fields_of(declaration).all if m.type.startswith("[") and ";" in m.type
    ]
    if len(lengths) != 1:
        return None
    plain = lengths[0].removesuffix("usize").replace("_", "")
    named = find(case, lengths[0], frozenset({"const"})).found if lengths[0].replace("::", "").replace("_", "").isalnum() else ()
    number = int(plain) if plain.isdigit() else value_of(case.code, named[0]) if len(named) == 1 else None
    return number if number is not None and 0 < number <= _MOST_SLOTS else None


_MOST_SLOTS = 64


def signature(function: Declaration) -> Signature:
    """The signature of a function of the tree."""
    node, text = function.item.node, function.file.rust.text
    listed = node.child_by_field_name("parameters")
    rows = []
    for child in listed.named_children if listed is not None else ():
        pattern, kind = child.child_by_field_name("pattern"), child.child_by_field_name("type")
        if child.type == "parameter" and pattern is not None and kind is not None:
            rows.append((text(pattern).removeprefix("mut ").strip(), text(kind).strip()))
    returned = node.child_by_field_name("return_type")
    return Signature(function.item.name, tuple(rows), text(returned).strip() if returned is not None else "")


# ---------------------------------------------------------------------------------------------------------------- empty


def empty_finding(case: Case, owner: str, maker: str) -> Finding:
    """Whether a container that was just made says of itself that nothing is in it, by every method that it has for that."""
    from uowgen.claims.runs.programs import probed
    from uowgen.claims.runs.verdicts import stuck
    from uowgen.model import Evidence

    named = bare_name(maker)
    subject = find_type(case, owner) if owner else context_type(case)
    if named and not owner and not (len(subject.found) == 1 and named in _method_names(case, subject.found[0])):
        owners = {d.owner.rpartition(" for ")[2] for d in find_method(case, maker).found if d.owner}
        subject = find_type(case, owners.pop()) if len(owners) == 1 else subject
    if len(subject.found) != 1:
        return subject.problem or undecided("subject-ambiguous", "which type is meant is not clear", *subject.found[:3])
    container = as_container(case, subject.found[0], named)
    if isinstance(container, Finding):
        return container
    asked = [
        test
        for name, test in _EMPTY_TESTS.items()
        if name in container.methods and not container.methods[name][0].parameters and name != named
    ]
    if not asked:
        return undecided(
            "not-observable",
            f"`{container.declaration.item.name}` has no method that tells whether it is empty",
            container.declaration,
        )
    tests = " && ".join(asked)
    code = f"fn {PROBE}() -> bool {{ let mut it: {container.text} = {container.maker}; {tests} }}"
    (found,) = probed(case, container.declaration.file.path, code, [[]])
    made = container.methods.get(named or "new", (None, container.declaration))[1]
    place = (Evidence(made.file.path, made.line, made.end_line, f"`{made.item.label}`"),)
    if found.stuck is not None:
        return stuck(found.stuck, place)
    if found.panic:
        return Finding("undecided", f"it panics: {found.panic}", None, "panics-elsewhere", place)
    if found.value is True:
        return Finding("holds", "nothing is in a new one", "behaviour", None, place, "proved")
    return Finding(
        "fails", f"not so: `{tests}` is false of a new one", "behaviour", "behaves-differently", place, "proved", (container.maker,)
    )


_EMPTY_TESTS = {
    "is_empty": "it.is_empty()", "len": "it.len() == 0", "count": "it.count() == 0", "size": "it.size() == 0", "pop": "it.pop().is_none()",
    "dequeue": "it.dequeue().is_none()", "pop_front": "it.pop_front().is_none()",
}  # fmt: skip


def _method_names(case: Case, declaration: Declaration) -> set[str]:
    return {d.item.name for d in methods_of(case.code, declaration.item.name, (declaration,))}


# --------------------------------------------------------------------------------------------------------------- queues


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
    if element in _INTEGERS:
        return Made(element, "n", "x as u64")
    found = find_type(case, bare_name(kind)).found if kind.replace("::", "").isidentifier() else ()
    if not found and (other := element_stand_in(case, kind)) is not None:
        made = other.values[""][0]
        return Made("u32", made, f"x.{made.partition('{')[2].partition(':')[0].strip()} as u64")
    fields = fields_of(found[0]) if len(found) == 1 and found[0].item.kind == "struct" else None
    if fields is None or not fields.complete or not fields.all or declared_parameters(found[0]) or found[0].item.in_macro:
        return None
    values = [f"n as {f.type}" if f.type in _INTEGERS else made_up(case, f.type) for f in fields.all]
    telling = [f.name for f in fields.all if f.type in _INTEGERS]
    if None in values or not telling:
        return None
    name = found[0].item.name
    if fields.all[0].name == "0":
        return Made("u32", f"{name}({', '.join(v for v in values if v)})", f"x.{telling[0]} as u64")
    made = ", ".join(f"{f.name}: {v}" for f, v in zip(fields.all, values, strict=True))
    return Made("u32", f"{name} {{ {made} }}", f"x.{telling[0]} as u64")


def queue_driver(
    case: Case, container: Container, push: str, pop: str, pattern: str, empty_pattern: str, observer: str = ""
) -> str | Finding:
    """`fn uowgen_probe(ops: &[u8]) -> Vec<u64>`: 0 pushes the next number from 1 on, 1 pops.

    A push tells 1 (taken) or 0, then 1 if what it gave back fits `pattern`. A pop tells the element or 0, then 1 if it fits
    `empty_pattern`. What the `observer`, if there is one, gives after each step is told as a third number.
    """
    given = container.methods[push][0] if push in container.methods else None
    taken = container.methods[pop][0] if pop in container.methods else None
    if given is None or taken is None or len(given.parameters) != 1 or taken.parameters:
        return undecided(
            "unsupported-code", f"`{container.declaration.item.name}` is no queue that can be driven", container.declaration
        )
    name, kind = given.parameters[0]
    element = made_element(case, container, kind)
    if element is None:
        return undecided("unsupported-code", f"elements of type `{kind}` cannot be made up here", container.declaration)
    accepted = taken_in(given.returns, element)
    opened = {"Option": "Some(x)", "Result": "Ok(x)"}.get(taken.returns.partition("<")[0])
    if accepted is None or opened is None:
        return undecided("unsupported-code", f"what `{push}` or `{pop}` gives back is not understood", container.declaration)
    looked = f"out.push(it.{observer}() as u64);" if observer else ""
    if observer and container.methods[observer][0].returns.startswith("Option<"):
        looked = f"match it.{observer}() {{ Some(x) => out.push({element.told_behind()}), None => out.push(0) }}"
    return (
        f"fn {PROBE}(ops: &[u8]) -> Vec<u64> {{ let mut it: {container.text} = {container.maker}; let mut n: {element.number} = 0; "
        f"let mut out: Vec<u64> = Vec::new(); for op in ops {{ if *op == 0 {{ n += 1; let r = it.{push}({element.made}); "
        f"out.push({{ {_fits('r', pattern, name, element)} }}); {accepted} }} else {{ let r = it.{pop}(); out.push({{ {_fits('r', empty_pattern, '')} }}); "
        f"match r {{ {opened} => out.push({element.told}), _ => out.push(0) }} }} {looked} }} out }}"
    )


def filling_driver(case: Case, container: Container, push: str) -> str:
    """`fn uowgen_probe() -> usize`: how many elements a new one takes before it refuses; empty if that cannot be asked."""
    given = container.methods[push][0] if push in container.methods else None
    if given is None or len(given.parameters) != 1:
        return ""
    element = made_element(case, container, given.parameters[0][1])
    head = given.returns.partition("<")[0].rpartition("::")[2]
    same = f"match r {{ None => true, Some(x) => ({element.told}) != n as u64 }}" if element is not None else "r.is_none()"
    taken = {"bool": "r", "Result": "r.is_ok()", "Option": same}.get(head)
    if element is None or taken is None:
        return ""
    return (
        f"fn {PROBE}() -> usize {{ let mut it: {container.text} = {container.maker}; let mut k: usize = 0; "
        f"while k < {MOST_HELD} {{ let n = k as {element.number}; let r = it.{push}({element.made}); if !({taken}) {{ break; }} k += 1; }} k }}"
    )


def _fits(value: str, pattern: str, parameter: str, element: Made | None = None) -> str:
    if not pattern:
        return "1"
    inner = pattern.partition("(")[2].removesuffix(")").strip()
    if (
        inner
        and inner.isidentifier()
        and inner.islower()
        and (inner == parameter or inner in ("value", "item", "element", "x", "v"))
    ):
        if element is not None and element.made != "n":
            same = f"({element.told_behind()}) == n as u64"
            return f"if let {pattern.partition('(')[0]}(x) = &{value} {{ if {same} {{ 1 }} else {{ 0 }} }} else {{ 0 }}"
        return f"if let {pattern.partition('(')[0]}(y) = &{value} {{ if *y == n {{ 1 }} else {{ 0 }} }} else {{ 0 }}"
    return f"if matches!(&{value}, {pattern}) {{ 1 }} else {{ 0 }}"


def taken_by(returns: str) -> str | None:
    """The statement that tells whether `r` says that something was taken in; None if it is not known how it would say so."""
    head = returns.partition("<")[0].rpartition("::")[2]
    return {
        "": "out.push(1);", "()": "out.push(1);", "bool": "out.push(if r { 1 } else { 0 });",
        "Result": "match r { Ok(_) => out.push(1), Err(_) => out.push(0) }", "Option": "match r { None => out.push(1), Some(_) => out.push(0) }",
    }.get(head)  # fmt: skip


def taken_in(returns: str, element: Made) -> str | None:
    """The same for an element of number `n`: what comes back in a `Some` was refused if it is that one, else it had to make room."""
    if returns.partition("<")[0].rpartition("::")[2] != "Option":
        return taken_by(returns)
    return f"match r {{ None => out.push(1), Some(x) => out.push(if ({element.told}) == n as u64 {{ 0 }} else {{ 1 }}) }}"


# --------------------------------------------------------------------------------------------------------------- ranges


def range_driver(case: Case, container: Container, insert: str, find_by: str, remove: str, pattern: str) -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of three numbers each, in pages.

    0 inserts `[a, b)` and tells 1 if what came back fits `pattern`, then 1 (taken) or 0. 1 looks for `a` and tells start and end, 0 0
    for none. 2 removes `[a, b)`. Methods that are not needed are empty.
    """
    arms = []
    name = container.declaration.item.name
    if insert:
        given = container.methods[insert][0]
        arguments = range_arguments(case, container, given.parameters)
        accepted = taken_by(given.returns)
        if arguments is None or accepted is None:
            return undecided("unsupported-code", f"no arguments can be made up for `{insert}`", container.methods[insert][1])
        arms.append(f"0 => {{ let r = it.{insert}({arguments}); out.push({{ {_fits('r', pattern, '')} }}); {accepted} }}")
    if find_by:
        looked = container.methods[find_by][0]
        told = told_range(case, looked.returns)
        if told is None or len(looked.parameters) != 1 or looked.parameters[0][1] not in _INTEGERS:
            return undecided(
                "unsupported-code", f"what `{find_by}` takes or gives back is not understood", container.methods[find_by][1]
            )
        arms.append(f"1 => match it.{find_by}(a) {{ Some(v) => {{ {told} }} None => {{ out.push(0); out.push(0); }} }}")
    if remove:
        gone = container.methods[remove][0]
        arguments = range_arguments(case, container, gone.parameters)
        if arguments is None or len(gone.parameters) != 2:
            return undecided("unsupported-code", f"no arguments can be made up for `{remove}`", container.methods[remove][1])
        arms.append(f"2 => {{ let _ = it.{remove}({arguments}); }}")
    if not insert and not remove:
        return undecided("unsupported-code", f"`{name}` has no method that takes ranges", container.declaration)
    return (
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<usize> = Vec::new(); "
        f"let mut i: usize = 0; while i < ops.len() {{ let a: usize = ops[i + 1] * {UNIT}; let b: usize = ops[i + 2] * {UNIT}; "
        f"match ops[i] {{ {', '.join(arms)}, _ => {{}} }} i += 3; }} out }}"
    )


def range_arguments(case: Case, container: Container, parameters: tuple[tuple[str, str], ...], tag: str = "") -> str | None:
    """The arguments for a range from `a` to `b`: as numbers by their names, or as one value of the range's own type.

    What is called `tag` gets the number `t`.
    """
    if len(parameters) == 1 and parameters[0][1].lstrip("&") not in _INTEGERS:
        return _range_value(case, parameters[0][1], tag)
    found = []
    seen = set()
    for name, kind in parameters:
        word = name.lstrip("_").rpartition("_")[2] if name.lstrip("_") not in STARTS | ENDS | LENGTHS else name.lstrip("_")
        if kind in _INTEGERS and word in STARTS:
            found.append("a")
            seen.add("start")
        elif kind in _INTEGERS and word in ENDS:
            found.append("b")
            seen.add("end")
        elif kind in _INTEGERS and word in LENGTHS:
            found.append("b - a")
            seen.add("end")
        else:
            made = "t" if tag and name == tag and kind in _INTEGERS else made_up(case, kind)
            if made is None:
                return None
            found.append(made)
    return ", ".join(found) if seen == {"start", "end"} else None


def _range_value(case: Case, kind: str, tag: str = "") -> str | None:
    subject = find_type(case, bare_name(kind))
    if len(subject.found) != 1 or subject.found[0].item.kind != "struct" or declared_parameters(subject.found[0]):
        return None
    members = fields_of(subject.found[0])
    if not members.complete or not members.all or members.all[0].name == "0":
        return None
    arguments = []
    for member in members.all:
        one = _range_arguments_of(member.name, member.type) or made_up(case, member.type)
        if tag and member.name == tag and member.type in _INTEGERS:
            one = "t"
        if one is None:
            return None
        arguments.append(f"{member.name}: {one}")
    told = " ".join(arguments)
    return f"{bare_name(kind)} {{ {', '.join(arguments)} }}" if ": a" in told and (": b" in told) else None


def _range_arguments_of(name: str, kind: str) -> str | None:
    if kind not in _INTEGERS:
        return None
    return "a" if name in STARTS else "b" if name in ENDS else "b - a" if name in LENGTHS else None


def told_range(case: Case, returns: str, tag: str = "") -> str | None:
    """The statements that tell the start and end of `v`, which is in the Option that a search gives back; then its `tag`, if asked for."""
    head, _, inner = returns.partition("<")
    if head.rpartition("::")[2] != "Option":
        return None
    name = inner.removesuffix(">").strip().lstrip("&").removeprefix("mut ").strip()
    subject = find_type(case, bare_name(name))
    if len(subject.found) != 1 or name in _INTEGERS:
        return None
    names = {m.name for m in fields_of(subject.found[0]).all}
    start, end, length = (sorted(names & wanted) for wanted in (STARTS, ENDS, LENGTHS))
    if len(start) != 1 or (len(end) != 1 and len(length) != 1):
        return None
    last = f"v.{end[0]}" if len(end) == 1 else f"v.{start[0]} + v.{length[0]}"
    if tag and not any(m.name == tag and m.type in _INTEGERS for m in fields_of(subject.found[0]).all):
        return None
    return f"out.push(v.{start[0]}); out.push({last});" + (f" out.push(v.{tag} as usize);" if tag else "")


def made_up(case: Case, kind: str, depth: int = 0) -> str | None:
    """Some value of a type; None if none can be made up."""
    text = kind.strip()
    if text in _INTEGERS:
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
