"""What “the file”, “the helper”, “it”, “the old name” and “no caller” stand for."""

from __future__ import annotations

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.facts.code import Code
from uowgen.model import Block, Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

RING = b"""
const SLOTS: usize = 8;

/// Checks an index.
fn check_index(at: usize) -> bool { at < SLOTS }

pub fn read_slot(at: usize) -> u64 { if check_index(at) { fetch(at) } else { 0 } }
pub fn write_slot(at: usize) { if at >= SLOTS { return; } store(at) }
fn fetch(at: usize) -> u64 { 0 }
fn store(at: usize) {}
fn may_write(at: usize) -> bool { true }
fn left_over() {}
fn user() { left_over(); }
"""
HELPER = "fn check_index(at: usize) -> bool { at < SLOTS }\n"


def outcomes(sentences: list[str], blocks: tuple[str, ...] = (HELPER,), named: tuple[str, ...] = ("src/ring.rs",)) -> list[str]:
    files = {"src/ring.rs": RING, "src/queue.rs": b"fn claim_slot() {}\n", "src/deep/ring.rs": b"fn other() { unreachable!() }\n"}
    spec = Spec(
        "uow.md", "1", "A unit", 1, Span(0, 0),
        blocks=tuple(Block(Span(0, 0), 1, 1, "rust", "rust", b, "code") for b in blocks),
        files=tuple(FileMention(p, 1, Span(0, 0), "metadata") for p in named),
    )  # fmt: skip
    case = Case(spec, Source("uow.md", b""), Code(MemoryTree(files)))
    return [decide(Criterion(s, n, Span(0, 0)), case).outcome for n, s in enumerate(sentences, 1)]


@pytest.mark.parametrize(
    "sentence,outcome",
    [
        ("`at >= SLOTS` does not occur in the file any more", "fails"),
        ("`at > SLOTS` does not occur in the file any more", "undecided"),  # the same names stand on one line
        ("`at << 3` does not occur in the file", "holds"),
        ("`read_slot` calls the helper", "holds"),
        ("`write_slot` calls the helper", "fails"),
        ("The helper is private", "holds"),
        ("`claim_index` has become `check_index`", "holds"),
        ("`claim_index` has become `check_index`; the old name is gone from `src/`", "holds"),
        ("`may_write` has become `check_index`", "fails"),
        ("`claim_index` has become `check_bounds`", "fails"),
        ("`claim_index` is gone, and no caller is left behind", "holds"),
        ("`left_over` is gone, and no caller is left behind", "fails"),
        ("`fetch` has become `Option`", "undecided"),
        ("The old file is gone", "undecided"),
    ],
)
def test_what_is_only_spoken_of_is_put_in_full(sentence: str, outcome: str) -> None:
    assert outcomes([sentence]) == [outcome]


def test_two_functions_in_the_blocks_leave_open_which_is_the_helper() -> None:
    assert outcomes(["`read_slot` calls the helper"], (HELPER, "fn fetch(at: usize) -> u64 { 0 }\n")) == ["undecided"]


def test_of_two_files_neither_is_the_file() -> None:
    assert outcomes(["`at << 3` does not occur in the file"], named=("src/ring.rs", "src/queue.rs")) == ["undecided"]


def test_it_is_what_the_sentence_before_began_with_even_before_it_is_there() -> None:
    block = ("/// Says how full.\npub fn filling() -> usize { 0 }\n",)
    assert outcomes(["`check_index` is private", "It has a doc comment"])[1] == "holds"
    assert outcomes(["`filling` is a public function", "It has a doc comment"], block)[1] == "fails"
    assert outcomes(["`fetch` and `store` are private", "It has a doc comment"])[1] == "undecided"


OVERLAPS = b"""
pub struct Mask(u32);
pub struct Span { lo: u64, hi: u64 }
impl Mask { pub fn covers(&self, bits: u32) -> bool { self.0 & bits == bits } }
impl Span { fn covers(&self, at: u64) -> bool { at >= self.lo && at < self.hi } }
"""


@pytest.mark.parametrize(
    "prose,outcome",
    [
        ("`Mask::covers` becomes one line.", "holds"),
        ("`Span::covers` becomes one line.", "fails"),
        ("`Mask::covers` is as `Span::covers` is.", "undecided"),
        ("Both become one line.", "undecided"),
    ],
)
def test_of_two_methods_of_one_name_the_one_that_the_document_calls_by_its_type_is_meant(prose: str, outcome: str) -> None:
    text = prose.encode()
    block = "pub fn covers(&self, bits: u32) -> bool { self.0 & bits == bits }\n"
    spec = Spec(
        "uow.md", "1", "A unit", 1, Span(0, len(text)),
        blocks=(Block(Span(0, 0), 1, 1, "rust", "rust", block, "code"),),
        files=(FileMention("src/mask.rs", 1, Span(0, 0), "metadata"),),
    )  # fmt: skip
    case = Case(spec, Source("uow.md", text), Code(MemoryTree({"src/mask.rs": OVERLAPS})))
    assert decide(Criterion("`covers` takes `bits: u32`", 1, Span(0, 0)), case).outcome == outcome
