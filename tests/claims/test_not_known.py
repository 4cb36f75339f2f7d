"""Sentences of which the program must not think that it knows: what they speak of is something else, or is not there yet."""

from __future__ import annotations

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.own import Own
from uowgen.facts.code import Code
from uowgen.model import Block, Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

TREE = {
    "src/net.rs": b"""
pub type Port = u16;
pub enum Route { Local, Remote(Port) }
pub struct Link { port: Port, up: bool }
impl Link {
    pub fn send(&self) {}
    pub fn close(&self) {}
}
unsafe trait Pool { fn take(&self); fn put(&self); }
unsafe impl Pool for Link {
    fn take(&self) {}
    fn put(&self) {}
}
pub fn deliver(route: Route) { match route { Route::Local => here(), Route::Remote(_) => there() } }
fn here() {}
fn there() {}
""",
    "src/old/lease.rs": b"pub struct Lease { start: u32, end: u32 }\n",
}


def outcome(sentence: str, *files: str, block: str = "", title: str = "Links") -> str:
    mentions = tuple(FileMention(path, 1, Span(0, 0), "metadata") for path in files or ("src/net.rs",))
    blocks = (Block(Span(0, 0), 1, 3, "rust", "rust", block, "code"),) if block else ()
    spec = Spec("uow.md", "1", title, 1, Span(0, 0), files=mentions, blocks=blocks)
    case = Case(spec, Source("uow.md", b""), Code(MemoryTree(TREE)), own=Own({}, {}))
    return decide(Criterion(sentence, 1, Span(0, 0)), case).outcome


@pytest.mark.parametrize(
    "sentence",
    [
        "`Clone` and `Debug` implemented for both",
        "Both return `Option<u8>`",
        "`Remote` goes to `there`",
        "Three new public methods on `Link`",
        "Helper has a doc comment",
    ],
)
def test_it_says_that_it_does_not_know(sentence: str) -> None:
    assert outcome(sentence, title="Link: `gone_helper`") == "undecided"


def test_a_type_of_another_file_is_not_the_one_that_a_new_file_is_to_bring() -> None:
    block = "pub struct Lease { start: u32, end: u32 }\n"
    assert outcome("`Lease` fields private", "src/net.rs", "src/lease.rs", block=block) == "undecided"
    assert outcome("`Lease` fields private", "src/old/lease.rs", block=block) == "holds"


def test_an_alias_is_asked_for_its_type_and_no_field() -> None:
    assert outcome("`Port` stays `u16`") == "holds"
    assert outcome("`Port` stays `u32`") == "fails"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("`unsafe impl Pool for Link` provides `take` and `put`", "holds"),
        ("`unsafe impl Pool for Link` provides `take` and `swap`", "fails"),
        ("`unsafe impl Pool for Route` provides `take`", "fails"),
    ],
)
def test_an_impl_provides_what_stands_in_it(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected


def test_both_beside_what_it_counts_adds_nothing() -> None:
    assert outcome("Both `here` and `there` exist") == "holds"
    assert outcome("`here` and `there` are both private") == "holds"
