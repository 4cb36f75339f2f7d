"""What may be done without being seen in a function's own steps: by what it calls, by macros, by the `Drop` of its guards."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.acts import Body, Meant, meant_by, verb_forms
from uowgen.claims.bodies.guards import guards_of
from uowgen.claims.bodies.names import last_of, split_call
from uowgen.claims.bodies.runs import body_of, surely_done
from uowgen.claims.bodies.words import CALLING, parts
from uowgen.facts.calls import path_of
from uowgen.facts.code import counts
from uowgen.facts.signature import result_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.claims.bodies.guards import Guard
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.facts.steps import Step

# A name that more functions of the tree bear than this tells nothing about which of them is called.
_MOST_OF_ONE_NAME = 6


def through_another(phrase: Phrase, body: Body, case: Case) -> Meant:
    """The one call whose function, declared once, plainly does what `phrase` says: the act happens in that call at the earliest."""
    found: list[Step] = []
    for step in body.steps:
        if step.sort != "call":
            continue
        name = called_name(step, body.file)
        declared = [d for d in case.code.declared(name, (body.file.path,)) if d.item.kind == "fn" and counts(d)]
        inner = body_of(declared[0]) if len(declared) == 1 else None
        if inner is not None and meant_by(phrase, inner).steps:
            found.append(step)
    names = {called_name(s, body.file) for s in found}
    if len(names) != 1:
        return Meant((), f"nothing in the function is plainly what “{phrase.said}” speaks of")
    return Meant(tuple(found), "in another function")


def by_a_drop(phrase: Phrase, body: Body, case: Case) -> Meant | None:
    """The end of the one guard in the body whose `Drop` plainly and surely does what `phrase` says; None without one."""
    found = [g for g in guards_of(body.file, body.steps) if any(_drop_does(phrase, d) for d in drops_of(g, body, case))]
    if len(found) != 1:
        return None
    if found[0].moved:
        return Meant((), f"where the guard that does “{phrase.said}” ends is not known", doubtful=True)
    return Meant(found[0].ends)


def _drop_does(phrase: Phrase, drop: Declaration) -> bool:
    inner = body_of(drop)
    return inner is not None and any(surely_done(s, inner) for s in meant_by(phrase, inner).steps)


def drops_of(guard: Guard, body: Body, case: Case) -> tuple[Declaration, ...]:
    """The `drop` of what a guard's call gives, where the call is of the one function of that name in the tree; else empty."""
    name = last_of(split_call(body.file, guard.made)[1])
    declared = [d for d in case.code.declared(name, (body.file.path,)) if d.item.kind == "fn" and counts(d)]
    if len(declared) != 1 or guard.locks:
        return ()
    typed = result_of(declared[0]).partition("<")[0].rpartition("::")[2]
    if typed == "Self":
        typed = declared[0].owner.rpartition(" for ")[2].partition("<")[0]
    impls = [d for d in case.code.impls_of(typed) if d.item.name.startswith("Drop for") and counts(d)]
    if len(impls) != 1:
        return ()
    return tuple(
        d for d in impls[0].file.declarations() if d.item.kind == "fn" and d.item.name == "drop" and d.owner == impls[0].item.name
    )


def called_name(step: Step, file: CodeFile) -> str:
    """The last name of what a call calls."""
    function = step.node.child_by_field_name("function")
    return path_of(file.rust.text(function)).replace("::", ".").rpartition(".")[2] if function is not None else ""


def hidden_in(phrase: Phrase, steps: Iterable[Step], function: Declaration, case: Case) -> str | None:
    """The first of `steps` that may do what `phrase` says without showing it: a call of a function of the tree with such words in it."""
    forms = verb_forms(phrase)
    for step in steps:
        if step.sort == "macro" and not is_log(step, Body(function.file, (), {})):
            said = {p for w in _words(function.file.rust.text(step.node)) for p in parts(w)}
            if forms & said:
                return f"the macro call at line {function.file.rust.source.line_of(step.node.start_byte)}"
        if step.sort != "call":
            continue
        name = called_name(step, function.file)
        declared = [d for d in case.code.declared(name, (function.file.path,)) if d.item.kind == "fn" and counts(d)]
        if len(declared) > _MOST_OF_ONE_NAME:
            continue
        for one in declared:
            inner = one.item.node.child_by_field_name("body")
            text = one.file.rust.text(inner) if inner is not None else ""
            words = _words(text)
            named = phrase.verb in CALLING and any(n.rpartition("::")[2] in words for n in phrase.names)
            told = {p for w in (*words, *_words(function.file.rust.text(step.node))) for p in parts(w)}
            about = not phrase.words or phrase.words[-1] in told  # what never speaks of the heap does not set it up
            if named or (phrase.verb not in CALLING and about and any(forms & set(parts(w)) for w in words)):
                return f"`{name}`"
    return None


def _words(text: str) -> set[str]:
    return set("".join(ch if ch.isalnum() or ch == "_" else " " for ch in text).split())


LOGS = frozenset(
    "println print eprintln eprint log trace debug info warn error format write writeln kprintln printk serial_println early_println "
    "log_error log_warning log_warn log_notice log_info log_debug log_trace pr_err pr_warn pr_info pr_debug kwarn kerror kinfo kdebug".split()
)


def is_log(step: Step, body: Body) -> bool:
    name = step.node.child_by_field_name("macro")
    return name is not None and body.file.rust.text(name).split("::")[-1] in LOGS
