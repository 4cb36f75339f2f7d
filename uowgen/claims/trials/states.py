"""Types that go through states, driven: every order of a few of their methods is called, and each step tells the state before and after.

What is asked of the steps is said by the kinds. The state is seen through a method that gives it, else through the field that has it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.programs import PROBE, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find, find_method, find_type
from uowgen.facts.members import carried, derives_of, fields_of, methods_of, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_MOST = 300
_MAKERS = ("new", "default", "create", "spawn")


class Step(NamedTuple):
    """One call: which, whether it was taken as it says (None: it does not say), the states before and after, all calls so far."""

    call: str
    taken: bool | None
    before: str
    after: str
    story: tuple[str, ...]


class Steps(NamedTuple):
    """What was seen: the type, the state that a new one has, each different step, the shortest story first."""

    declaration: Declaration
    states: tuple[str, ...]
    first: str
    steps: tuple[Step, ...]


def steps_of(case: Case, method: str = "", state: str = "") -> Steps | Finding:
    """The steps of the type that has `method`, else of the one whose states `state` is one of."""
    return case.once(f"states {method} {state}", lambda: _steps(case, method, state))


def _steps(case: Case, method: str, state: str) -> Steps | Finding:
    found = _machine(case, method, state)
    if isinstance(found, Finding):
        return found
    declaration, enum = found
    return case.once(f"states of {declaration.item.name} {enum.item.name}", lambda: _driven(case, declaration, enum))


def _driven(case: Case, declaration: Declaration, enum: Declaration) -> Steps | Finding:
    name = declaration.item.name
    listed = variants_of(enum)
    if not listed.complete or any(carried(v) for v in listed.all) or len(listed.all) > 20:
        return undecided("unsupported-code", f"the states of `{name}` are not plain variants", enum)
    states = tuple(v.name for v in listed.all)
    methods = [d for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"]
    from uowgen.claims.containers.container import signature
    from uowgen.claims.containers.elements import made_up

    signatures = {d.item.name: (signature(d), _self_of(d)) for d in methods}
    makers = [n for n in _MAKERS if n in signatures and not signatures[n][1]]
    made = ""
    for n in makers:
        arguments = [made_up(case, kind) or _of_elsewhere(case, kind) for _, kind in signatures[n][0].parameters]
        if all(a is not None for a in arguments):
            made = f"{name}::{n}({', '.join(str(a) for a in arguments)})"
            break
    if not made and "Default" in derives_of(declaration):
        made = f"{name}::default()"
    if not made:
        return undecided("unsupported-code", f"how a `{name}` is made is not known", declaration)
    seen = _observed(declaration, enum, signatures)
    if not seen:
        return undecided("not-observable", f"in which state a `{name}` is cannot be seen", declaration)
    calls = _calls(case, enum, states, signatures)
    if not calls:
        return undecided("unsupported-code", f"`{name}` has no method that could change its state", declaration)
    return _run(case, declaration, enum, states, made, seen, calls)


def _run(
    case: Case, declaration: Declaration, enum: Declaration, states: tuple[str, ...], made: str, seen: str, calls: list[tuple[str, str, str]]
) -> Steps | Finding:  # fmt: skip
    look = f"match {seen} {{ {', '.join(f'{enum.item.name}::{s} => {n}' for n, s in enumerate(states))} }}"
    arms = ", ".join(f"{n} => {{ let r = it.{call}; {told} }}" for n, (_, call, told) in enumerate(calls))
    code = (
        f"fn {PROBE}(ops: &[u8]) -> Vec<u8> {{ let mut it = {made}; let mut out: Vec<u8> = Vec::new(); out.push({look}); "
        f"for op in ops {{ match *op {{ {arms}, _ => {{}} }} out.push({look}); }} out }}"
    )
    depth = next((d for d in (5, 4, 3, 2) if len(calls) ** d <= _MOST), 1)
    runs = [list(ops) for ops in product(range(len(calls)), repeat=depth)][:_MOST]
    place = (Evidence(declaration.file.path, declaration.line, declaration.end_line, f"`{declaration.item.label}`"),)
    steps: dict[tuple[str, bool | None, str, str], Step] = {}
    first = ""
    paths: dict[int, list[int]] = {}  # by state: the calls that led there first
    gone_on: set[int] = set()
    while runs:
        for ops, result in zip(runs, probed(case, declaration.file.path, code, [[ops] for ops in runs]), strict=True):
            if result.stuck is not None:
                return stuck(result.stuck, place)
            if result.panic:
                return Finding("undecided", f"it panics: {result.panic}", None, "panics-elsewhere", place)
            told: Any = result.value
            rows = list(told)
            first, at = states[rows[0]], rows[0]
            story: list[str] = []
            for n, op in enumerate(ops):
                taken, after = rows[2 * n + 1 : 2 * n + 3]
                story.append(calls[op][0])
                step = Step(calls[op][0], None if taken == 2 else taken == 1, states[at], states[after], tuple(story))
                known = steps.get(step[:4])
                if known is None or len(known.story) > len(step.story):
                    steps[step[:4]] = step
                paths.setdefault(after, ops[: n + 1])
                at = after
        further = [state for state, ops in paths.items() if state not in gone_on and len(ops) >= depth]
        gone_on |= set(paths)
        runs = [
            [*paths[state], op] for state in further for op in range(len(calls))
        ]  # every call in each state that is reached late
    return Steps(declaration, states, first, tuple(sorted(steps.values(), key=lambda s: (len(s.story), s.story))))


def _machine(case: Case, method: str, state: str) -> tuple[Declaration, Declaration] | Finding:
    """The type that goes through states, and the enum of them."""
    owners: list[str] = []
    if method:
        owner = owner_name(method)
        named = find_method(case, method)
        owners = [owner] if owner else sorted({d.owner.rpartition(" for ")[2] for d in named.found if d.owner})
        if not owners and find(case, method, frozenset({"variant"})).found:
            return undecided("role-unclear", f"`{bare_name(method)}` is a variant, and no method")
        if not owners:
            return named.none(f"no method `{bare_name(method)}`")
    else:
        from uowgen.claims.at_hand import block_files, files_of

        files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
        owners = [d.item.name for f in files for d in f.declarations() if d.item.kind == "struct"]
    found = []
    for owner in dict.fromkeys(owners):
        for declaration in find_type(case, owner).found[:1]:
            enum = _state_enum(case, declaration, state)
            if enum is not None:
                found.append((declaration, enum))
    if len(found) > 1:  # an error that names two states goes through none: only what has methods that change it does
        changing = [
            row for row in found if any(_self_of(m) == "&mutself" for m in methods_of(case.code, row[0].item.name, (row[0],)))
        ]
        found = changing or found
    if len(found) != 1:
        return undecided("no-subject" if not found else "subject-ambiguous", "which type goes through these states is not clear")
    return found[0]


def _state_enum(case: Case, declaration: Declaration, state: str) -> Declaration | None:
    """The one enum that a field of the type has or a method gives, with the variant `state` if that is asked for."""
    from uowgen.claims.containers.container import signature

    kinds = [m.type for m in fields_of(declaration).all]
    kinds += [signature(d).returns for d in methods_of(case.code, declaration.item.name, (declaration,)) if d.item.kind == "fn"]
    names = {
        bare_name(k.replace("Cell<", "").replace("core::cell::", "").rstrip(">"))
        for k in kinds
        if "<" not in k or k.startswith("Cell<")
    }
    found = []
    for name in sorted(names):
        enums = [d for d in find_type(case, name).found if d.item.kind == "enum"] if name.isidentifier() else []
        if len(enums) == 1 and (not state or any(v.name == bare_name(state) for v in variants_of(enums[0]).all)):
            found.append(enums[0])
    return found[0] if len(found) == 1 else None


def _observed(declaration: Declaration, enum: Declaration, signatures: dict[str, Any]) -> str:
    for name, (signature, taken) in signatures.items():
        if (
            taken in ("&self", "self")
            and not signature.parameters
            and bare_name(signature.returns) == enum.item.name
            and "<" not in signature.returns
        ):
            return f"it.{name}()"
    fields = [m.name for m in fields_of(declaration).all if bare_name(m.type) == enum.item.name and "<" not in m.type]
    return f"it.{fields[0]}" if len(fields) == 1 else ""


def _self_of(function: Declaration) -> str:
    listed = function.item.node.child_by_field_name("parameters")
    first = next((c for c in listed.named_children if c.type == "self_parameter"), None) if listed is not None else None
    return "".join(function.file.rust.text(first).split()) if first is not None else ""


def _calls(case: Case, enum: Declaration, states: tuple[str, ...], signatures: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each call as people write it, as Rust, and the statement that tells whether it was taken."""
    from uowgen.claims.containers.elements import made_up

    found = []
    for name, (signature, taken) in signatures.items():
        if taken not in ("&mutself", "&self") or (
            taken == "&self" and signature.returns.split("<")[0] not in ("Result", "bool", "")
        ):
            continue
        head = signature.returns.split("<")[0].rpartition("::")[2]
        told = {
            "": "let _ = r; out.push(2);", "()": "let _ = r; out.push(2);", "bool": "out.push(if r { 1 } else { 0 });",
            "Result": "out.push(if r.is_ok() { 1 } else { 0 });", "Option": "out.push(if r.is_some() { 1 } else { 0 });",
        }.get(head, "let _ = r; out.push(2);")  # fmt: skip
        if head == "bool" and (taken == "&self" or name.startswith(("is_", "can_", "has_"))):
            told = "let _ = r; out.push(2);"
        kinds = [kind for _, kind in signature.parameters]
        if not kinds and taken == "&mutself":
            found.append((f"{name}()", f"{name}()", told))
        elif len(kinds) == 1 and bare_name(kinds[0].lstrip("&")) == enum.item.name and "<" not in kinds[0] and taken == "&mutself":
            mark = "&" if kinds[0].startswith("&") else ""
            found += [(f"{name}({s})", f"{name}({mark}{enum.item.name}::{s})", told) for s in states]
        elif kinds and taken == "&mutself":
            given = [made_up(case, kind) or _of_elsewhere(case, kind) for kind in kinds]
            if all(g is not None for g in given):
                found.append((f"{name}()", f"{name}({', '.join(str(g) for g in given)})", told))
    return found


def _of_elsewhere(case: Case, kind: str) -> str | None:
    """Something of a type that the tree does not declare: nothing can be done with it but to hand it on."""
    bare = kind.strip()
    return "0" if bare.isidentifier() and bare[:1].isupper() and len(bare) > 1 and not find_type(case, bare).found else None
