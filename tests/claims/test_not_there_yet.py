"""What is said of things that the spec is to bring fails where the tree lacks them, and what denies or speaks of all of them does not."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge
from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.facts.code import Code
from uowgen.model import Block, Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

BLOCK = """\
pub enum QueueError {
    NotConnected,
    WouldBlock,
}

impl Queue {
    pub fn try_recv(&mut self) -> Result<u8, QueueError> {
        self.items.pop().ok_or(QueueError::WouldBlock)
    }
}
"""
TREE = "pub struct Queue {\n    items: Vec<u8>,\n}\n\nimpl Queue {\n    pub fn recv(&mut self) -> Option<u8> {\n        self.items.pop()\n    }\n}\n"


@pytest.mark.parametrize(
    "text",
    [
        "`try_recv` answers `WouldBlock` if nothing-like things are there",
        "`try_recv` says so, rather than panicking",
        "With no sender left, `try_recv` says `NotConnected`",
        "Taking an element through `try_recv` posts the semaphore",
        "An empty queue gets `Err(NotConnected)`, not a panic",
        "`recv` leaves the work to `try_recv`",
        "`try_recv()` yields nothing when no sender is left",
        "`try_recv()` leaves the queue alone if it is not full",
    ],
)
def test_what_is_said_of_what_is_not_there_fails(text: str) -> None:
    verdict = judge(Page({"src/queue.rs": TREE.encode()}, [BLOCK], []), text)
    assert (verdict.outcome, verdict.code) == ("fails", "item-not-found"), verdict.message


@pytest.mark.parametrize(
    "text",
    [
        "`recv` hands nothing to `try_recv`",
        "All callers that go through `try_recv` post the semaphore",
        "`recv` does the same as it did before `try_recv` was there, and is unchanged",
        "If `try_recv` goes wrong, the semaphore is posted",
        "Taking an element through `recv` posts the semaphore",
        "`qtool try_recv --queue a` lists the queue",
        "`qtool --try_recv` lists the queue",
        "`try_recv()` no longer yields an empty slot",
        "`try_recv()` is never called with an empty name",
    ],
)
def test_what_may_be_so_without_it_is_left_open(text: str) -> None:
    verdict = judge(Page({"src/queue.rs": TREE.encode()}, [BLOCK], []), text)
    assert verdict.outcome == "undecided", verdict.message


def test_a_name_that_stands_anywhere_in_the_tree_is_not_missing() -> None:
    text = "Taking an element through `try_recv` posts the semaphore"
    files = {"src/queue.rs": TREE.encode(), "src/other.rs": b"fn f(q: &mut dyn Any) {\n    q.try_recv();\n}\n"}
    assert judge(Page(files, [BLOCK], []), text).outcome == "undecided"


@pytest.mark.parametrize(("other", "outcome"), [("src/other.rs", "fails"), ("src/queue.rs", "undecided")])
def test_a_method_of_the_spec_s_own_type_is_missing_where_only_other_types_have_one(other: str, outcome: str) -> None:
    files = {"src/queue.rs": TREE, "src/other.rs": "pub struct Pipe;\n"}
    files[other] += "\nimpl Pipe {\n    pub fn try_recv(&mut self) -> u8 {\n        0\n    }\n}\n"
    page = Page({path: text.encode() for path, text in files.items()}, [BLOCK], [])
    assert judge(page, "`try_recv()` ignores what has no sender").outcome == outcome


def test_a_variant_that_a_block_shows_alone_is_missing_while_it_stands_nowhere() -> None:
    text = "`PeerGone` from any sender but the owner is answered with an error"
    block = "/// The other end was closed.\nPeerGone(u8, u8) = 7,\n"
    assert judge(Page({"src/queue.rs": TREE.encode()}, [block], []), text).outcome == "fails"
    files = {"src/queue.rs": TREE.encode(), "src/other.rs": b"pub enum End { PeerGone(u8, u8) = 7 }\n"}
    assert judge(Page(files, [block], []), text).outcome == "undecided"


def test_a_method_that_a_block_shows_without_its_impl_is_missing_where_only_other_types_have_one() -> None:
    block = "/// Takes out what is stale.\npub fn prune(&mut self, id: u8) {\n    self.items.retain(|i| *i != id);\n}\n"
    files = {"src/queue.rs": TREE.encode(), "src/other.rs": b"pub struct Hedge;\nimpl Hedge {\n    fn prune(&mut self) {}\n}\n"}
    assert (
        judge(Page(files, [block], []), "`prune()` takes every stale entry out, from `items` and from `spare`").outcome == "fails"
    )


SENDERS = b"pub struct Sender {\n    ids: Spinlock<IdStack>,\n}\npub struct Other {\n    id_stack: u8,\n}\n"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("`Sender` has field `ids: Spinlock<IdStack>` and no `id_stack`", "holds"),
        ("`Other` has field `id_stack: u8` and no `ids`", "holds"),
        ("`Other` has field `id_stack: u8` and no `id_stack`", "fails"),
    ],
)
def test_what_is_denied_behind_what_a_type_has_is_denied_to_that_type(text: str, outcome: str) -> None:
    assert judge(Page({"src/q.rs": SENDERS}, [], []), text).outcome == outcome


@pytest.mark.parametrize(("elsewhere", "outcome"), [("self.rows.sort();", "fails"), ("self.rows.dedup();", "undecided")])
def test_a_method_that_seems_quoted_and_is_written_nowhere_is_to_be_written(elsewhere: str, outcome: str) -> None:
    method = "pub fn pack(&mut self) {\n    BODY\n}\n"
    other = "pub struct Crate;\n\nimpl Crate {\n" + method.replace("BODY", elsewhere) + "}\n"
    files = (FileMention("src/queue.rs", 1, Span(0, 0), "metadata"),)
    block = Block(Span(0, 0), 1, 1, "rust", "rust", method.replace("BODY", "self.rows.dedup();"), "quote")
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), blocks=(block,), files=files)
    tree = MemoryTree({"src/queue.rs": TREE.encode(), "src/other.rs": other.encode()})
    case = Case(spec, Source("uow.md", b""), Code(tree))
    assert decide(Criterion("`pack()` has a doc comment", 1, Span(0, 0)), case).outcome == outcome
