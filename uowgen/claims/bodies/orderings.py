"""Decides which memory orderings the atomic operations have that a spec's own functions make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import one_function
from uowgen.facts.code import counts
from uowgen.facts.uses import nodes_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

ORDERINGS = frozenset({"Relaxed", "Acquire", "Release", "AcqRel", "SeqCst"})


def takes(reading: Reading) -> bool:
    """Whether an ordering is named."""
    return bare_name(reading.get("ordering")) in ORDERINGS


def decide(reading: Reading, case: Case) -> Finding:
    """By every ordering that is written in the functions. Names that stand for one, and macro calls, are not followed."""
    wanted = bare_name(reading.get("ordering"))
    if reading.get("name"):
        function = one_function(case, reading.get("name"))
        if isinstance(function, Finding):
            return function
        functions = [function]
    else:
        functions = _functions(case)
    found = _written(functions)
    others = [e for text, e in found if text != wanted]
    if others:
        return fails("other-argument", f"line {others[0].line} has another ordering than `{wanted}`", evidence=tuple(others[:5]))
    if not found:
        return undecided("no-subject", "the functions that are meant name no ordering", *functions[:3])
    if not reading.get("name") and (more := [e for text, e in _written(_functions(case, everything=True)) if text != wanted]):
        told = f"whether line {more[0].line}, in a function that the spec does not bring, is meant as well is not said"
        return undecided("subject-ambiguous", told, evidence=tuple(more[:5]))
    return holds(f"all {len(found)} orderings are `{wanted}`", evidence=tuple(e for _, e in found[:5]))


def _written(functions: list[Declaration]) -> list[tuple[str, Evidence]]:
    found: list[tuple[str, Evidence]] = []
    for function in functions:
        body = function.item.node.child_by_field_name("body")
        for node, live in nodes_in(function.file, body) if body is not None else ():
            text = function.file.rust.text(node) if node.child_count == 0 else ""
            if (
                live
                and text in ORDERINGS
                and node.parent is not None
                and node.parent.type in ("scoped_identifier", "arguments", "token_tree")
            ):
                line = function.file.rust.source.line_of(node.start_byte)
                found.append((text, Evidence(function.file.path, line, line, f"`{text}`")))
    return found


def _functions(case: Case, *, everything: bool = False) -> list[Declaration]:
    """The functions of the spec's files that its blocks declare, tests aside; all of these files' functions where there are no blocks."""
    shown = {(d.owner, d.item.name) for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    names = {name for _, name in shown}
    near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
    return [
        d
        for f in near
        for d in f.declarations()
        if d.item.kind == "fn" and counts(d) and (everything or not shown or d.item.name in names)
    ]
