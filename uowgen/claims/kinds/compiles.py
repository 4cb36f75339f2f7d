"""Claim: the code compiles. Undecided without a compiler; that the files parse is evidence, not proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.model import Evidence
from uowgen.rust.syntax import errors

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(_reading: Reading, case: Case) -> Finding:
    """Undecided with code `needs-toolchain`, and how the files at hand parse."""
    return undecided("needs-toolchain", "only a compiler can tell" + _parsed(case)[0], evidence=_parsed(case)[1])


def _parsed(case: Case) -> tuple[str, tuple[Evidence, ...]]:
    kept = case.kept.get("parsed")
    if isinstance(kept, tuple):
        return kept
    rows: list[Evidence] = []
    broken = 0
    for path in files_of(case):
        file = case.code.file(path)
        if file is None:
            continue
        wrong = errors(file.rust.root)
        broken += len(wrong)
        line = file.rust.source.line_of(wrong[0].start) if wrong else 1
        last = line if wrong else len(file.rust.source.line_starts())
        rows.append(Evidence(path, line, last, "does not parse here" if wrong else "parses without errors"))
    text = "" if not rows else "; the files parse" if not broken else "; there are syntax errors"
    kept = case.kept["parsed"] = (text, tuple(rows))
    return kept


KIND = Kind(
    "compiles",
    "the code compiles",
    (
        "<names>? <noun>? compiles|compile|builds cleanly?",
        "<names>? <noun>? compiles|compile|builds without|with warnings|errors|no|zero|any* warnings|errors|or|and|new*",
        "code|project|crate|workspace|kernel|everything|all|it compiles|compile|builds",
        "<names>? build|compilation|builds succeeds|passes|succeed|pass|works|is|stays clean|green?",
        "no|zero compiler|clippy|compilation|build|new|lint* warnings|errors warnings|errors|or|and* remain?",
        "<command> passes|succeeds|runs|is|reports|gives|finishes|exits clean|cleanly|green?",
        "<command> clean|passes|succeeds with|without zero|no|any|0|exit|code|new|errors|warnings|or|and*",
        "<text> : <command> clean|passes|succeeds|green?",
        "compile-check|build-check|lint-check|check <command> clean|passes|succeeds|green?",
        "build|compilation|compile|compiles|builds fails <text>?",
        "<text> compiles|compile|builds|build|compiling|compilation <text>?",
        "<text> clippy|lints|lint|linter|fmt|rustfmt|rustc <text>?",
        "clippy|lints|lint|linter|fmt|rustfmt|build|compilation|compile|compiles|builds|rustc <text>?",
    ),
    (
        "`MmapGuard` struct compiles",
        "Code compiles without warnings",
        "`cargo check -p kernel` passes",
        "Build fails with errors in `mm.rs`",
        "No clippy warnings",
    ),
    decide,
)
