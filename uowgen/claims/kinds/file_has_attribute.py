"""Claim: a file or a crate bears an inner attribute, such as `#![no_std]` or `#![feature(…)]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.has_attribute import inner_of, lists_all
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile

_ROOTS = ("lib.rs", "main.rs")


def decide(reading: Reading, case: Case) -> Finding:
    """The attribute stands at the top of the file that is named, else of the one crate root among the spec's files."""
    path = reading.get("path")
    paths = resolved_path(case, path) if path else tuple(p for p in files_of(case) if p.rpartition("/")[2] in _ROOTS)
    if path and not paths:
        return fails("file-not-found", f"the tree has no file `{path}`")
    crates = [p for p in case.code.tree.paths() if p.endswith("Cargo.toml")]
    if not path and len(crates) > 1 and not reading.get("attribute").startswith("#!"):
        return undecided("no-place", "the tree has several crates, and which is meant is not said")
    if len(paths) != 1:
        return undecided("no-place", "which file is meant is not clear")
    file = case.code.file(paths[0])
    if file is None:
        return undecided("unreadable", f"`{paths[0]}` cannot be read")
    wanted = inner_of(reading.get("attribute"))
    borne = _inner_attributes(file)
    found = [line for text, line in borne if text == wanted or lists_all(text, wanted)]
    if found:
        return holds(f"`{paths[0]}` has `#![{wanted}]`", evidence=(Evidence(paths[0], found[0], found[0], "the attribute"),))
    if any("cfg_attr" in text and wanted.partition("(")[0] in text for text, _ in borne):
        return undecided("conditional", f"`{paths[0]}` bears it under a condition")
    return fails("attribute-not-found", f"`{paths[0]}` has no `#![{wanted}]`")


def _inner_attributes(file: CodeFile) -> list[tuple[str, int]]:
    """The inner attributes of the file itself, without brackets, with their lines."""
    nodes = [n for n in file.rust.root.named_children if n.type == "inner_attribute_item"]
    return [(inner_of(file.rust.text(n)), file.rust.source.line_of(n.start_byte)) for n in nodes]


KIND = Kind(
    "file_has_attribute",
    "a file bears an inner attribute",
    (
        "<attribute:innerattr> attribute? @be* enabled|set|kept|@made? @in|to <path:path>",
        "<path:path> @have|bears|sets|enables|keeps <attribute:innerattr> attribute?",
        "crate|library @be* <attribute:nostd>",
        "<attribute:innerattr> attribute? @be* enabled|set|kept|added|present|there",
    ),
    ("`#![feature(never_type)]` enabled in `main.rs`", "`lib.rs` keeps `#![deny(missing_docs)]`"),
    decide,
    ("attribute",),
)
