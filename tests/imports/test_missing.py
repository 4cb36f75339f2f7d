"""What is said of names that written code uses without their being imported, and of which nothing is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import KERNEL, uowgen
from tests.operations.planning import operations_of, plan_text, tree_of

if TYPE_CHECKING:
    from pathlib import Path

    from uowgen.diagnostic import Diagnostic

LIB = "#![no_std]\nextern crate alloc;\n\npub mod memory;\nmod stats;\n"
CRATE = {
    "Cargo.toml": '[package]\nname = "small-kernel"\n',
    "src/lib.rs": LIB,
    "src/memory/mod.rs": "pub mod vma;\nmod frame;\npub use frame::Frame;\n",
    "src/memory/vma.rs": "pub struct Vma;\nstruct Hidden;\n\nbitflags! {\n    pub struct VmaFlags: u32 {\n        const READ = 1;\n    }\n}\n",
    "src/memory/frame.rs": "pub struct Frame;\npub struct Bitmap;\npub const FRAME_SIZE: usize = 4096;\n",
    "src/stats.rs": "pub struct Counter;\n",
}


def said(code: str, files: dict[str, str] | None = None, path: str = "src/stats.rs", words: str = "") -> list[Diagnostic]:
    """The problems of a spec that writes `code` at the end of the file `path`."""
    document = f"# UoW 1: x\n\n**File:** `{path}`\n\n{words or 'Add at the end of the file:'}\n\n```rust\n{code}\n```\n"
    plan = plan_text(document, tree_of(files or CRATE))
    assert {o.status for o in operations_of(plan)} == {"applies"}, operations_of(plan)
    return [problem for spec in plan.specs for problem in spec.problems]


@pytest.mark.parametrize(
    ("code", "name", "path"),
    [
        ("pub struct Table { all: BTreeMap<u8, u8> }", "BTreeMap", "alloc::collections::BTreeMap"),
        ("pub struct Table { all: Vec<u8> }", "Vec", "alloc::vec::Vec"),
        ("static TURNS: AtomicUsize = AtomicUsize::new(0);", "AtomicUsize", "core::sync::atomic::AtomicUsize"),
        ("pub struct Table { of: Vma }", "Vma", "crate::memory::vma::Vma"),
        ("pub fn flags() -> u32 { VmaFlags::READ.bits() }", "VmaFlags", "crate::memory::vma::VmaFlags"),
        ("pub struct Table { of: Frame }", "Frame", "crate::memory::Frame"),
        ("impl Display for Counter {\n    fn fmt(&self) {}\n}", "Display", "core::fmt::Display"),
    ],
)
def test_a_name_that_nothing_brings_in_is_told_with_its_import(code: str, name: str, path: str) -> None:
    (problem,) = said(code)
    assert (problem.code, problem.severity) == ("missing-import", "warning")
    assert problem.message == f"`{name}` is neither defined nor imported in `src/stats.rs`"
    assert problem.help.startswith(f"`use {path};`")


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("pub struct Table { of: Bitmap }", "src/memory/frame.rs:2"),  # its module is private, and nothing exports it
        ("pub fn size() -> usize { 2 * FRAME_SIZE }", "src/memory/frame.rs:3"),
    ],
)
def test_an_item_that_cannot_be_reached_is_shown_without_an_import(code: str, place: str) -> None:
    (problem,) = said(code)
    assert "use " not in problem.help
    assert place in problem.help


def test_two_items_of_the_name_give_no_import() -> None:
    files = CRATE | {"src/memory/mod.rs": "pub mod vma;\npub struct Vma;\n"}
    (problem,) = said("pub struct Table { of: Vma }", files)
    assert "use " not in problem.help
    assert "src/memory/mod.rs:2" in problem.help and "src/memory/vma.rs:1" in problem.help


def test_an_item_of_a_library_that_the_crate_depends_on_is_imported_by_its_name() -> None:
    files = {
        "hal/Cargo.toml": '[package]\nname = "the-hal"\n\n[lib]\nname = "hal"\n',
        "hal/src/lib.rs": "pub mod mmu;\n",
        "hal/src/mmu.rs": "pub struct PageFlags;\npub(crate) struct Inner;\n",
        "kernel/Cargo.toml": '[package]\nname = "kernel"\n\n[dependencies]\nthe-hal = { path = "../hal" }\n',
        "kernel/src/lib.rs": "#![no_std]\nmod stats;\n",
        "kernel/src/stats.rs": "pub struct Counter;\n",
    }
    code = "pub struct Table { of: PageFlags, not: Inner }"
    found = said(code, files, "kernel/src/stats.rs")
    assert [p.help.partition(";")[0] for p in found] == ["`use hal::mmu::PageFlags", "import it, or write its path"]
    files["kernel/Cargo.toml"] = '[package]\nname = "kernel"\n'
    assert all("use " not in p.help for p in said(code, files, "kernel/src/stats.rs"))


@pytest.mark.parametrize(
    "code",
    [
        "pub struct Table { of: crate::memory::vma::Vma, all: Option<Result<u8, ()>> }",
        "use crate::memory::vma::Vma;\n\npub struct Table { of: Vma }",
        "pub struct Vma;\n\npub struct Table { of: Vma }",
        "pub fn first<Item, const LENGTH: usize>(of: [Item; LENGTH]) -> usize { LENGTH + 1 }",
        "pub fn inner() {\n    use crate::memory::vma::Vma;\n    let one = Vma;\n    struct Own;\n    let two: Own = Own;\n}",
        '/// The Vma of BTreeMap.\npub fn told() -> &\'static str { "Vma Frame BTreeMap" } // Frame',
        'pub fn logged() { klog!(LogLevel::Info, "{}", FRAME_SIZE); }',
        "#[derive(Debug, Zeroize)]\npub struct Table;",
        "bitflags! {\n    pub struct Flags: u32 {\n        const READ = 1;\n    }\n}\n\npub struct Table { of: Flags }",
        "impl Iterator for Counter {\n    type Item = u8;\n    fn next(&mut self) -> Option<Self::Item> { None }\n}",
        "pub fn sum(of: impl Iterator<Item = u8>) {}",
        "pub fn of(this: &Counter) -> u8 {\n    match this { Counter => 1 }\n}",
        "pub trait Holds { type Guard; const MOST: usize; fn most(&self) -> usize { Self::MOST } }",
    ],
)
def test_nothing_is_said_of_what_is_there_or_cannot_be_judged(code: str) -> None:
    assert said(code) == []


def test_a_glob_import_may_bring_anything() -> None:
    code = "pub struct Table { of: Vma }"
    assert said(code, CRATE | {"src/stats.rs": "use crate::memory::*;\n"}) == []
    tests = "pub struct Counter;\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n"
    assert len(said(code, CRATE | {"src/stats.rs": tests})) == 1


def test_a_crate_with_the_standard_library_has_its_prelude() -> None:
    files = CRATE | {"src/lib.rs": "pub mod memory;\nmod stats;\n"}
    assert said("pub struct Table { all: Vec<Box<String>> }", files) == []
    (problem,) = said("pub struct Table { all: HashMap<u8, u8> }", files)
    assert problem.help.startswith("`use std::collections::HashMap;`")


def test_a_file_whose_macros_may_define_names_is_only_told_what_the_tree_has() -> None:
    files = CRATE | {"src/stats.rs": "counters! {\n    TURNS;\n}\n"}
    assert said("pub fn turns() -> TurnsCounter { TURNS }", files) == []
    assert len(said("pub struct Table { of: Vma }", files)) == 1


def test_an_import_that_a_later_spec_of_the_run_adds_is_there() -> None:
    uses = "# UoW 1: a\n\n**File:** `src/stats.rs`\n\nAdd at the end of the file:\n\n```rust\npub struct Table { of: Vma }\n```\n"
    adds = "\n# UoW 2: b\n\n**File:** `src/stats.rs`\n\nAdd the import:\n\n```rust\nuse crate::memory::vma::Vma;\n```\n"
    assert [len(s.problems) for s in plan_text(uses, tree_of(CRATE)).specs] == [1]
    assert [len(s.problems) for s in plan_text(uses + adds, tree_of(CRATE)).specs] == [0, 0]


def test_the_warning_points_into_the_block_and_changes_neither_status_nor_edit(tmp_path: Path) -> None:
    document = "# UoW 1: x\n\n**File:** `kernel/src/ring.rs`\n\nAdd at the end of the file:\n\n```rust\npub struct Table {\n    of: Vma,\n}\n```\n"
    (tmp_path / "uow.md").write_text(document)
    told = uowgen("plan", "--root", KERNEL, "uow.md", cwd=tmp_path)
    assert told.status == 0
    assert "missing-import" not in told.output
    assert "warning[missing-import]" in told.errors and "uow.md:9:9" in told.errors
    listed = json.loads(uowgen("plan", "--format", "json", "--root", KERNEL, "uow.md", cwd=tmp_path).output)
    (problem,) = listed["specs"][0]["problems"]
    assert (problem["code"], problem["severity"], problem["line"]) == ("missing-import", "warning", 9)
    assert listed["summary"] == {"applies": 1, "applied": 0, "refused": 0}
    patch = uowgen("diff", "--root", KERNEL, "uow.md", cwd=tmp_path)
    assert patch.status == 0 and "+    of: Vma," in patch.output and "use crate" not in patch.output
