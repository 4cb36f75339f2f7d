"""Decides that something is logged, or panics: by a macro whose message says it. Nothing is logged where nothing that is reached tells anything."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.bodies.places import reached_from
from uowgen.claims.bodies.unseen import LOGS
from uowgen.claims.bodies.words import EVERY, FILLERS, form
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import one_function
from uowgen.facts.code import counts
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_MESSAGES = LOGS - {"format", "write", "writeln"}
_SILENT = frozenset(
    "assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne matches vec format write panic unreachable todo".split()
)
_PANICS = frozenset({"panic", "unreachable", "todo", "unimplemented", "log_panic"})
_TELLING = ("log", "print", "warn", "trace", "report", "emit", "dump", "write_str", "write_fmt", "puts", "debug")
_NO_CONTENT = frozenset("that which who is are was were be been with of in on for to by at and or it its has have gets get".split())
_FEW = 2  # words: one alone may stand in many messages
_DENIALS = frozenset("no not never none nothing neither nor without only unless except".split())


def takes(reading: Reading) -> bool:
    """Whether it is said of a thing, without denial or condition, and not of all of a kind."""
    if reading.get("macro"):  # what stands behind “if” says when
        return bool(_content(reading.get("what")))
    return bool(_content(reading.get("what"))) and not (_DENIALS | EVERY) & set(reading.get("what").lower().split())


def _content(what: str) -> set[str]:
    words = "".join(c if c.isalnum() or c == "_" else " " for c in what).lower().split()
    return {form(w) for w in words if w not in _NO_CONTENT and w not in FILLERS and w.isalpha()}


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where a message has every word of what is logged; fails where the function that is named cannot put anything out."""
    wanted, name = _content(reading.get("what")), bare_name(reading.get("name"))
    if reading.get("name"):
        function = one_function(case, reading.get("name"))
        if isinstance(function, Finding):
            return function
        functions = [function]
    else:
        near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
        functions = [d for f in near for d in f.declarations() if d.item.kind == "fn" and counts(d) and not d.item.in_macro]
    for function in functions:
        for macro, words in _messages(function, _PANICS if reading.get("how") == "panics" else _MESSAGES):
            if wanted <= words and len(wanted) >= _FEW:
                line = function.file.rust.source.line_of(macro.start_byte)
                place = (Evidence(function.file.path, line, line, "logged here"),)
                if reading.get("panics") == "no" and _panics_near(function.file, macro):
                    return undecided("depends-on-the-path", f"`{function.item.name}` may panic where it is logged", evidence=place)
                does = "panics with it" if reading.get("how") == "panics" else "logs it"
                return holds(f"`{function.item.name}` {does} at line {line}", evidence=place)
    if not reading.get("name"):
        return undecided("no-subject", f"no message in the files of the spec says “{reading.get('what')}”")
    silent = _silent(functions[0], case) if reading.get("how") != "panics" else None
    return silent or undecided(
        "depends-on-the-path", f"whether what `{name}` logs is “{reading.get('what')}” is not known", functions[0]
    )


def _messages(function: Declaration, names: frozenset[str]) -> list[tuple[Node, set[str]]]:
    """The calls of the macros `names` in a function, with the words of their texts, each in its form."""
    found = []
    for macro in _macros(function.item.node):
        if _name(function.file, macro) not in names:
            continue
        text = " ".join(function.file.rust.text(macro).split('"')[1::2])
        found.append((macro, {form(w) for w in "".join(c if c.isalnum() else " " for c in text).split()}))
    return found


def _macros(root: Node) -> list[Node]:
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        if node.type == "macro_invocation":
            found.append(node)
        stack.extend(reversed(node.named_children))
    return found


def _name(file: CodeFile, macro: Node) -> str:
    name = macro.child_by_field_name("macro")
    return file.rust.text(name).rpartition("::")[2] if name is not None else ""


def _panics_near(file: CodeFile, macro: Node) -> bool:
    """Whether the block of the log line has a panic as well."""
    block = macro
    while block.parent is not None and block.type != "block":
        block = block.parent
    return any(_name(file, m) in _PANICS for m in _macros(block))


def _silent(function: Declaration, case: Case) -> Finding | None:
    """That neither the function nor what it reaches has a log macro, another macro of which that is not known, or a call that may tell."""
    body = function.item.node.child_by_field_name("body")
    reached = reached_from(case, function.file, body, function.item.name) if body is not None else None
    if reached is None:
        return None
    for one in (function, *reached):
        if any(_name(one.file, m) not in _SILENT for m in _macros(one.item.node)):
            return None
        if any(_tells(name) for name in _called(one.item.node, one.file)):
            return None
    return fails("act-not-found", f"neither `{function.item.name}` nor what it calls logs anything", function)


def _tells(name: str) -> bool:
    return any(part in name.lower() for part in _TELLING)


def _called(root: Node, file: CodeFile) -> set[str]:
    found, stack = set(), [root]
    while stack:
        node = stack.pop()
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is not None:
            found.add(file.rust.text(function).replace("::", ".").rpartition(".")[2])
        stack.extend(node.named_children)
    return found
