"""Claim: a function calls another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import COMMON, PRIMITIVES, bare_name, called
from uowgen.claims.subject import KINDS_OF, find, find_method, find_type
from uowgen.facts.calls import call_nodes, calls_in, macros_in
from uowgen.facts.uses import names_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.calls import Call
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """A call expression stands in the function's body; tokens of a macro call leave it undecided. Reaching it is not claimed."""
    name, wanted = bare_name(reading.get("caller")), called(reading.get("callee"))
    defined = _defined_by(reading, case)
    if defined is not None:
        return defined
    subject = find_method(case, reading.get("caller"))
    if not subject.found and name == reading.get("caller") and name.isalpha() and name.islower():  # a command or a syscall, perhaps
        return undecided("maybe-no-item", f"no function is called `{name}`; it may be meant as something else")
    if (
        not subject.found and name[:1].isupper() and name != "Drop" and not wanted.endswith("!")
    ):  # a type, a variant, a part of the program
        return undecided("not-a-function", f"`{name}` is not the name of a function")
    if not subject.found:
        return _without_macro(case, name, wanted) or subject.none(f"no function `{name}`")
    if "::<" in wanted:
        return _with_arguments(reading, case, subject.found)
    if reading.get("verb") != "call" and not reading.get("callee").rstrip().endswith(")") and not _is_function(case, wanted):
        used = _uses(reading, subject.found)
        bodies = [d.item.node.child_by_field_name("body") for d in subject.found]
        if used.outcome == "fails" and any(
            b is not None and _by_method(wanted, calls_in(d.file, b)) for d, b in zip(subject.found, bodies, strict=True)
        ):
            return undecided("name-shared", f"whether what `{name}` calls is `{wanted}` is not known", *subject.found[:1])
        return used
    evidence: list[Evidence] = []
    for declaration in subject.found:
        body = declaration.item.node.child_by_field_name("body")
        if body is None:
            return undecided("no-body", f"`{name}` has no body", declaration)
        made = macros_in(declaration.file, body) if wanted.endswith("!") else calls_in(declaration.file, body)
        fitting = [c for c in made if c.matches(wanted)]
        sure = [c for c in fitting if c.sure]
        if not sure and fitting:
            return undecided("inside-macro", f"`{wanted}` stands inside a macro call at line {fitting[0].line}", declaration)
        if not sure and (methods := _by_method(wanted, made)):
            called_so = tuple(Evidence(c.file, c.line, c.line, f"calls `{c.path}`") for c in methods)
            owner, last = bare_name(wanted.rpartition("::")[0]), wanted.rpartition("::")[2]
            others = {d.owner.rpartition(" for ")[2] for d in case.code.declared(last) if d.item.kind == "fn"} - {owner}
            if others or not find_method(case, wanted).found or last in COMMON.split():
                return undecided("name-shared", f"whether `{methods[0].path}` is `{wanted}` is not known", evidence=called_so)
            evidence += called_so
            continue
        if not sure and reading.get("verb") != "call" and (used := _uses(reading, (declaration,))).outcome == "holds":
            evidence += used.evidence
            continue
        if not sure:
            return fails("call-not-found", f"`{name}` does not call `{wanted}`", declaration)
        evidence += [Evidence(c.file, c.line, c.line, f"calls `{c.path}`") for c in sure]
    return holds(f"`{name}` calls `{wanted}`", evidence=tuple(evidence))


def _with_arguments(reading: Reading, case: Case, callers: tuple[Declaration, ...]) -> Finding:
    """`flush::<true>()`: the call is there, with these generic arguments as written."""
    wanted = called(reading.get("callee"))
    plain = decide(reading._replace(slots={**reading.slots, "callee": wanted.partition("::<")[0], "verb": "call"}), case)
    if plain.outcome != "holds":
        return plain
    for declaration in callers:
        body = declaration.item.node.child_by_field_name("body")
        made = call_nodes(declaration.file, body, wanted.partition("::<")[0]) if body is not None else ()
        functions = [n.child_by_field_name("function") for n, _ in made]
        texts = ["".join(declaration.file.rust.text(f).split()) for f in functions if f is not None]
        if not any(t.endswith("".join(wanted.split())) for t in texts):
            message = f"`{declaration.item.name}` does not call it as `{wanted}`"
            if texts and all("::<" in t for t in texts):
                return fails("other-argument", message, declaration, evidence=plain.evidence)
            return undecided("not-a-literal", message, declaration, evidence=plain.evidence)
    return plain


def _by_method(wanted: str, made: tuple[Call, ...]) -> list[Call]:
    """The calls with a dot that may be of `Type::method`."""
    owner, _, last = wanted.rpartition("::")
    owned = bare_name(owner)[:1].isupper() or owner in PRIMITIVES
    return [c for c in made if c.sure and c.path.endswith(f".{last}")] if owned and last else []


def _is_function(case: Case, wanted: str) -> bool:
    found = find(case, wanted, KINDS_OF["fn"]).found
    return bool(found) or (wanted.split("::")[-1][:1].islower() and "." in wanted)


def _defined_by(reading: Reading, case: Case) -> Finding | None:
    """“`Flags` uses the `bitflags!` macro” of an item that the macro's call defines; None for what is said of other things."""
    wanted = called(reading.get("callee"))
    found = find(case, reading.get("caller")).found if wanted.endswith("!") else ()
    if not found or not all(d.item.in_macro and d.item.node.type == "macro_invocation" for d in found):
        return None
    name = found[0].file.rust.text(found[0].item.node.child_by_field_name("macro") or found[0].item.node)
    if name.rpartition("::")[2] != wanted.rstrip("!").rpartition("::")[2]:
        return fails("name-not-used", f"`{found[0].item.name}` is defined by `{name}!`", *found)
    return holds(f"`{found[0].item.name}` is defined by `{name}!`", *found)


def _without_macro(case: Case, name: str, wanted: str) -> Finding | None:
    """That a type is written plainly, without a call of the macro in it or in its impls; None where that is not known."""
    found = find_type(case, name).found if wanted.endswith("!") else ()
    if len(found) != 1 or found[0].item.in_macro:
        return None
    parts = (*found, *case.code.impls_of(name))
    made = {c.path.rpartition("::")[2] for d in parts for c in macros_in(d.file, d.item.node)}
    if wanted.rpartition("::")[2] in made or not made <= _WELL_KNOWN:  # what another macro writes is not looked at
        return None
    return fails("name-not-used", f"`{name}` is written without `{wanted}`", *found)


_WELL_KNOWN = frozenset({
    "assert!", "assert_eq!", "assert_ne!", "debug_assert!", "format!", "matches!", "panic!", "todo!", "unimplemented!", "unreachable!",
    "vec!", "write!", "writeln!",
})  # fmt: skip


def _uses(reading: Reading, callers: tuple[Declaration, ...]) -> Finding:
    """The name stands in the body of every caller, in code that ordinary builds have. A type's own impls are not looked at."""
    wanted = called(reading.get("callee"))
    path = tuple(p for p in wanted.split("<")[0].removesuffix("!").replace(".", "::").split("::") if p)
    evidence: list[Evidence] = []
    for declaration in callers:
        uses = [u for u in names_in(declaration.file, declaration.item.node, path) if u.live]
        if not uses:
            return fails("name-not-used", f"`{declaration.item.name}` does not use `{wanted}`", declaration)
        evidence += [Evidence(u.file, u.line, u.line, f"uses `{wanted}`") for u in uses[:3]]
    return holds(f"`{bare_name(reading.get('caller'))}` uses `{wanted}`", evidence=tuple(evidence))


KIND = Kind(
    "calls",
    "a function calls another",
    (
        "<caller:name> <noun>? @call <callee:name> <noun2:noun>? internally? ; verb=call",
        "<caller:name> <noun>? use|uses|reuses|delegates|goes to|through|via|internally* <callee:name> <noun2:noun>?",
        "<caller:name> <noun>? delegates|forwards|defers|dispatches|redirects goes? to|through|via <callee:code>",
        "<caller:name> <noun>? creates|constructs|instantiates <callee:name> <noun2:noun>?",
        "<callee:name> <noun>? @be* called|invoked by|in|inside|within|from <caller:name> <noun2:noun>? ; verb=call",
        "<callee:name> <noun>? @be* used|reused by|in|inside|within <caller:name> <noun2:noun>?",
        "call|invoke <callee:name> <noun>? in|inside|from|within <caller:name> <noun2:noun>? ; verb=call",
        "use <callee:name> <noun>? in|inside|within <caller:name> <noun2:noun>?",
        "<caller:name> <noun>? @be* defined|declared|generated|created|implemented with|by|using|via|through <callee:macroname> macro?",
        "<callee:name> call|calls|invocation @be* @made @to <caller:name> ; verb=call",
        "add|insert <callee:name> call to|in|into <caller:name> ; verb=call",
    ),
    (
        "`sys_mmap` calls `MmapGuard::new`",
        "`validate` is called in `sys_mmap`",
        "`sys_mmap` uses `MmapGuard`",
    ),
    decide,
    ("caller", "callee"),
    asks_all=True,
)
