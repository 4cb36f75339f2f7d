"""That an act which a sentence speaks of cannot be done yet: the spec's own blocks do it by a call of which the tree has no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, stands_somewhere
from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.names import last_of, split_call
from uowgen.claims.bodies.runs import body_of
from uowgen.claims.bodies.words import parts
from uowgen.claims.kind import Finding, fails

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def not_done_yet(act: Phrase, function: Declaration, case: Case) -> Finding | None:
    """Fails where `function` has nothing that may be the act, and all calls by which the blocks do it are of names the tree does not have."""
    body = body_of(function)
    if body is None or not act.has_object or meant_by(act, body).doubtful:
        return None
    said = {p for word in _words(function.text) for p in parts(word)}
    if said & set(act.words) or any(last_of(n) in _words(function.text) for n in act.names):
        return None  # it may be done by another name than the spec had for it
    names = {
        name
        for block in _bodies(case)
        for step in meant_by(act, block).steps
        for name in [split_call(block.file, step.node)[1]]
        if step.sort == "call"
    }
    if not names or any(stands_somewhere(case, name) for name in names):
        return None
    told = f"`{function.item.name}` cannot come to “{act.said}”: nothing in the tree is called `{min(names)}`"
    return fails("act-not-found", told, function)


def _words(text: str) -> set[str]:
    return set("".join(ch if ch.isalnum() or ch == "_" else " " for ch in text).split())


def _bodies(case: Case) -> tuple[Body, ...]:
    """The functions of the spec's blocks, and the statements that stand alone there, as bodies."""

    def read() -> tuple[Body, ...]:
        from uowgen.facts.code import CodeFile
        from uowgen.rust.fragment import read_fragment
        from uowgen.rust.syntax import RustFile
        from uowgen.text import Source

        files = list(block_files(case))
        for block in case.spec.blocks:
            if (
                block.role in ("code", "after")
                and block.lang in ("rust", "rs", "")
                and read_fragment(block.code).shape == "statements"
            ):
                text = f"fn uowgen_block() {{\n{block.code}\n}}\n"
                files.append(CodeFile(RustFile(Source(case.spec.path, text.encode("utf-8"))), "always"))
        return tuple(b for f in files for d in f.declarations() if d.item.kind == "fn" and (b := body_of(d)) is not None)

    return case.once("bodies of blocks", read)
