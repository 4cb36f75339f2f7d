"""Decides whether a lock is held while something is called: “does not hold the table lock while it calls `wake`”, “calls `send` with the queue lock
held”, “drops the guard of `PEERS` before it calls `notify`”.

A guard lives from the call that gives it to the end of its statement, of its block, or to its `drop`. Where that is not plain nothing is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.path_words import all_said, said_words
from uowgen.claims.bodies.scoped import end_of_life
from uowgen.claims.bodies.words import parts
from uowgen.claims.kind import Finding, fails, holds, weakest
from uowgen.facts.signature import parameters_of
from uowgen.regex import when_used
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.bodies.clauses.spoken import Masked, Subject
    from uowgen.claims.bodies.ways import Function
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_LOCK = r"(?:(?:the |its |an? )?(?P<lock>(?:[\w§' -]+? )?)(?:lock|guard|mutex|spinlock|rwlock)(?: (?:of|on|for) (?:the |its )?(?P<of>[\w§ -]+?))?)"
_CALL = r"(?:it )?(?:calls?|calling|invokes?|invoking|runs?|running|in|into|awaits?|awaiting|waits? (?:in|on|for)|the call (?:to|of)|a call to|calls to) §(?P<g>\d+)(?: runs)?"
_FORMS = (
    (when_used(rf"^(?:(?:does|do) not|never|no longer) (?:hold|keep|holds|keeps) {_LOCK} (?:held |locked )?(?:while|when|across|during|around|over) {_CALL}$"), False),
    (when_used(rf"^(?:releases?|drops?|gives up|unlocks?|lets go of) {_LOCK} before {_CALL}$"), False),
    (when_used(rf"^(?:still |only )?(?:calls?|invokes?|runs?|awaits?) §(?P<g>\d+) (?:without (?:holding )?{_LOCK}(?: held)?|outside (?:of )?{_LOCK.replace('<lock>', '<lock2>').replace('<of>', '<of2>')}|(?:only )?after (?:releasing|dropping|giving up|unlocking) {_LOCK.replace('<lock>', '<lock3>').replace('<of>', '<of3>')})$"), False),
    (when_used(rf"^(?:still )?(?:holds?|keeps?) {_LOCK} (?:held |locked )?(?:while|when|across|during|around|over) {_CALL}$"), True),
    (when_used(rf"^(?:still )?(?:calls?|invokes?|runs?) §(?P<g>\d+) (?:with {_LOCK} (?:held|taken|locked)|under {_LOCK.replace('<lock>', '<lock2>').replace('<of>', '<of2>')}|while (?:it is )?holding {_LOCK.replace('<lock>', '<lock3>').replace('<of>', '<of3>')})$"), True),
)  # fmt: skip
_LOCKING = frozenset({"lock", "write", "read", "borrow_mut", "borrow", "lock_irqsave", "irqsave", "lock_irq", "upgradeable_read", "spin_lock", "acquire"})  # fmt: skip


def held(rest: str, said: Masked, subject: Subject) -> Finding | None:
    """The finding on a sentence of a lock and a call; None where it is none, or the guard's life is not plain."""
    for form, wanted in _FORMS:
        found = form.match(rest)
        if found is None:
            continue
        groups = found.groupdict()
        spoken = " ".join(groups[k] or "" for k in ("lock", "lock2", "lock3", "of", "of2", "of3") if k in groups)
        name = said.code(found["g"]).removesuffix("()").rpartition("::")[2].rpartition(".")[2]
        findings = [_of_function(f, spoken, name, said, wanted=wanted) for f in subject.functions]
        return weakest(f for f in findings if f is not None) if findings and all(f is not None for f in findings) else None
    return None


def _of_function(function: Function, spoken: str, name: str, said: Masked, *, wanted: bool) -> Finding | None:
    file, node = function.declared.file, function.declared.item.node
    body = node.child_by_field_name("body")
    calls = [n for n in walk(body) if n.type == "call_expression" and _name(file, n) == name] if body is not None else []
    names = [said.code(n).rpartition("::")[2].rpartition(".")[2].removesuffix("()") for n in re.findall(r"§(\d+)", spoken)]
    words = said_words(re.sub(r"§\d+|'s\b", " ", spoken))
    if body is None or not calls or any("Guard" in p.type for p in parameters_of(function.declared)):
        return None
    lives: list[tuple[int, int]] = []
    for one in walk(body):
        if one.type != "call_expression" or _name(file, one) not in _LOCKING:
            continue
        receiver = _receiver(one)
        given = one.child_by_field_name("arguments")
        if receiver is None or (given is not None and given.named_children):
            continue
        text = "".join(file.rust.text(receiver).split())
        told = frozenset(p for n in re.findall(r"[A-Za-z_]\w*", text) for p in parts(n))
        if not all_said(words, told) or not all(re.search(rf"\b{re.escape(n)}\b", text) for n in names):
            continue
        end = end_of_life(file, one)
        if end is None:
            return None
        lives.append((one.start_byte, end))
    if not lives and (wanted or re.search(r"\block|[Gg]uard", "".join(file.rust.text(body).split()))):
        return None  # it may be taken in a way that is not read
    inside = [any(start < c.start_byte < end for start, end in lives) for c in calls]
    line = file.rust.source.line_of(calls[0].start_byte)
    told_so = (
        f"`{name}` is called at line {line} of `{function.declared.item.name}` with the lock {'held' if inside[0] else 'not held'}"
    )
    if all(i is wanted for i in inside):
        return holds(told_so, function.declared)
    return fails("behaves-differently", told_so, function.declared) if not wanted or not any(inside) else None


def _name(file: CodeFile, call: Node) -> str:
    function = call.child_by_field_name("function")
    if function is not None and function.type == "generic_function":
        function = function.child_by_field_name("function")
    return re.split(r"::|\.", "".join(file.rust.text(function).split()))[-1] if function is not None else ""


def _receiver(call: Node) -> Node | None:
    function = call.child_by_field_name("function")
    return function.child_by_field_name("value") if function is not None and function.type == "field_expression" else None
