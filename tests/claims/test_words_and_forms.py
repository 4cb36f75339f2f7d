"""The forms of words, and sentences whose words were once taken for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.sentence_tables import told
from uowgen.claims.bodies.words import form, parts


@given(st.from_regex(r"[a-z]{2,9}(?:s|es|ed|ing|ied|ies|ation|e|se|ss)?", fullmatch=True))
def test_a_form_is_its_own_form(word: str) -> None:
    assert form(form(word)) == form(word)


@pytest.mark.parametrize(
    "row",
    [
        "release releases released releasing",
        "close closes closed closing",
        "lease leases leased leasing",
        "exceed exceeds exceeded exceeding",
        "agree agrees agreed agreeing",
        "miss misses missed missing",
        "stop stops stopped stopping",
        "status statuses",
    ],
)
def test_inflections_have_one_form(row: str) -> None:
    assert len({form(word) for word in row.split()}) == 1


def test_parts_of_names_are_forms() -> None:
    assert [form(p) for p in parts("close_lease_cases")] == list(parts("close_lease_cases")) == ["close", "lease", "case"]


LINK = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase { Down, Trying, Up }
#[derive(Debug, PartialEq, Eq)]
pub enum LinkError { Bad }
pub struct Link { phase: Phase, tries: u8, moved: u32, sum: u32 }
impl Link {
    pub fn new() -> Self { Self { phase: Phase::Down, tries: 0, moved: 0, sum: 0 } }
    pub fn go(&mut self, to: Phase) -> Result<(), LinkError> {
        match (self.phase, to) {
            (Phase::Down, Phase::Trying) | (Phase::Trying, Phase::Up) | (_, Phase::Down) => {}
            _ => return Err(LinkError::Bad),
        }
        if to == Phase::Up { self.tries = 0; }
        self.phase = to;
        Ok(())
    }
    pub fn retry(&mut self) { self.tries = self.tries.saturating_add(1); }
    pub fn pass(&mut self, amount: u32) { self.moved += 1; self.sum += amount; }
}
"""


def test_what_is_refused_does_not_tell_what_a_call_changes() -> None:
    # From a new link `Up` is only reached over `Trying`, which short stories do not come to.
    assert told(["`go(Phase::Up)` resets `tries`"], LINK, LINK, "Link") == {"`go(Phase::Up)` resets `tries`": "holds"}
    wrong = LINK.replace("if to == Phase::Up { self.tries = 0; }", "")
    assert told(["`go(Phase::Up)` resets `tries`"], wrong, LINK, "Link") == {"`go(Phase::Up)` resets `tries`": "fails"}


def test_an_increment_is_by_one() -> None:
    said = ["`pass` increments `moved`", "`pass` increments `sum`"]
    assert told(said, LINK, LINK, "Link") == {said[0]: "holds", said[1]: "undecided"}


STRIPS = """
pub struct Strips { rows: Vec<(usize, usize)> }
impl Strips {
    pub fn new() -> Self { Self { rows: Vec::new() } }
    pub fn insert(&mut self, start: usize, end: usize) { self.rows.push((start, end)); }
    pub fn remove(&mut self, at: usize) -> bool {
        if at >= self.rows.len() { return false; }
        let (start, end) = self.rows.remove(at);
        tlb::flush_range(start, end);
        true
    }
}
"""


def test_that_something_is_done_with_a_call_is_said_of_that_call() -> None:
    said = ["TLB is flushed with `insert()`", "TLB is flushed on `remove()`"]
    found = told(said, STRIPS, STRIPS, "Strips")
    assert found[said[0]] != "holds"
    assert found[said[1]] != "fails"


SHADOW = """
pub struct Shadow { base: usize, frames: Vec<usize> }
impl Shadow {
    pub fn new(base: usize) -> Self { Self { base, frames: Vec::new() } }
    pub fn map_next(&mut self) -> Result<usize, MapError> {
        let at = self.base + self.frames.len() * 4096;
        let frame = frames::alloc_zeroed().ok_or(MapError::NoMemory)?;
        if !paging::map_page(at, frame) {
            frames::free(frame);
            return Err(MapError::Failed);
        }
        self.frames.push(frame);
        Ok(at)
    }
}
"""


def test_what_fails_is_the_call_that_bears_the_word_and_not_another_that_gives_an_error() -> None:
    said = "`map_next()` frees the frame if mapping it fails"
    for tree in (SHADOW, SHADOW.replace("self.frames.len() * 4096", "(self.frames.len() + 1) * 4096")):
        assert told([said], tree, SHADOW, "Shadow")[said] != "fails"


LAMP = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lamp { Off, Dim, Bright }
#[derive(Debug, PartialEq, Eq)]
pub struct NoWay { pub from: Lamp, pub to: Lamp }
impl Lamp {
    pub const fn new() -> Self { Lamp::Off }
    pub fn turn(&mut self, to: Lamp) -> Result<Lamp, NoWay> {
        let old = *self;
        if matches!((old, to), (Lamp::Off, Lamp::Bright) | (Lamp::Bright, Lamp::Off)) { return Err(NoWay { from: old, to }); }
        *self = to;
        Ok(old)
    }
}
"""


def test_a_refused_call_of_an_enum_that_changed_it_is_seen() -> None:
    said = ["A refused `turn()` changes nothing", "A refused `turn()` is an error and changes nothing"]
    assert set(told(said, LAMP, LAMP, "Lamp").values()) == {"holds"}
    early = LAMP.replace("        *self = to;\n", "").replace("        if matches!", "        *self = to;\n        if matches!")
    assert set(told(said, early, LAMP, "Lamp").values()) == {"fails"}


PARTS = """
#[derive(Clone, Copy)]
pub struct Part { pub key: u32, pub base: usize, pub len: usize }
pub struct Parts { rows: Vec<Part> }
impl Parts {
    pub fn new() -> Self { Self { rows: Vec::new() } }
    pub fn attach(&mut self, key: u32, base: usize, len: usize) { self.rows.push(Part { key, base, len }); }
    pub fn detach(&mut self, base: usize) -> Option<u32> {
        let at = self.rows.iter().position(|p| p.base == base)?;
        let part = self.rows.remove(at);
        vmm::unmap_range(part.base, part.len);
        Some(part.key)
    }
}
"""


def test_numbers_that_a_call_is_given_are_told_apart() -> None:
    said = "`detach()` unmaps the whole range of the part"
    swapped = PARTS.replace("unmap_range(part.base, part.len)", "unmap_range(part.len, part.base)")
    assert told([said], swapped, PARTS, "Parts")[said] != "holds"
    other = PARTS.replace("unmap_range(part.base, part.len)", "unmap_range(part.base, part.base)")
    assert told([said], other, PARTS, "Parts")[said] != "holds"
