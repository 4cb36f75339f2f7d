"""What people write about types that no kind knows, on types that are as they should be: what is true holds or stays open, what is not true of
them never holds, and nothing fails that is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.test_versions import Page, outcomes, read_page

FOLDER = Path(__file__).parent / "versions"

TRUE = {
    "watch_set": """
`Drop` disarms all slots in reverse order
Slots are disarmed exactly once on drop
Slots disarmed newest first
`Drop` disarms the slots, then fences the bus
`Drop` fences the bus after disarming the slots
`leave_armed()` does not disarm anything
After `leave_armed()` no slot is disarmed
Nothing is disarmed after `leave_armed()`
`slots()` has no side effects
`add()` does not disarm or fence
Creating a `WatchSet` has no side effects
`Drop` disarms the slots if `leave_armed()` was not called
All slots are disarmed on panic
`Drop` undoes everything unless `leave_armed()` was called
""",
    "port_claim": """
`Drop` vacates the port
The port is vacated exactly once if `listen()` fails
`listen()` listens on the port
`share()` does not vacate or occupy anything
Dropping an unlistened claim vacates the port
`take()` occupies the port and does not vacate it
""",
}
UNTRUE = {
    "watch_set": """
`Drop` disarms slots in order of insertion
Slots are disarmed oldest first
`Drop` fences the bus before disarming the slots
`Drop` fences the bus, then disarms the slots
`add()` disarms the slot
`add()` has no side effects
`leave_armed()` disarms all slots
`Drop` does not disarm the slots
`Drop` disarms the slots only if `leave_armed()` was called
`Drop` disarms the slots and logs them
`Drop` disarms shared slots twice
`slots()` fences the bus
dropping a `WatchSet` does nothing
`add()` returns `WatchError::NoSlot`
`leave_armed()` returns `0`
`add()` fences the bus once
`Drop` never disarms slot 0
`add()` is lock-free
""",
    "port_claim": """
after `listen()` the port is vacated
`listen()` vacates the port
`Drop` vacates the port only if `listen()` fails
`take()` vacates the port if `map.occupy` fails
`share()` occupies the port
`share()` has no side effects
`listen()` returns `Ok(())`
the port is not vacated on panic
`shared()` returns `true`
`Drop` vacates the port twice
`Drop` vacates the port asynchronously
`Drop` vacates the port unless `shared` is set
""",
}


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, text) for name, rows in table.items() for text in rows.strip().splitlines()]


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], str]:
    told = {}
    for name in TRUE:
        page = read_page(FOLDER / f"{name}.md")
        texts = [text for table in (TRUE, UNTRUE) for n, text in cases(table) if n == name]
        rows = outcomes(page._replace(criteria=texts), page.base)
        told.update({(name, text): outcome for text, outcome in zip(texts, rows, strict=True)})
    return told


@pytest.mark.parametrize("case", cases(TRUE), ids=lambda case: case[1])
def test_what_is_true_holds(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "holds"


@pytest.mark.parametrize("case", cases(UNTRUE), ids=lambda case: case[1])
def test_what_is_not_true_never_holds(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] != "holds"


@pytest.mark.parametrize(
    ("version", "outcome"),
    [("", "holds"), ("a fence before", "undecided")],
    ids=["as it should be", "the other way round"],
)
def test_what_a_sentence_names_one_after_the_other_is_done_so(version: str, outcome: str) -> None:
    page = read_page(FOLDER / "watch_set.md")
    code = next((v.source for v in page.versions if v.name == version), page.base)
    (told,) = outcomes(page._replace(criteria=["`Drop` disarms the slots and fences the bus"]), code)
    assert told == outcome


TICKETS = """
pub struct Ticket { number: u16, round: u32 }

pub struct Tickets { given: [u64; 1], round: u32 }

impl Tickets {
    pub fn new() -> Self { Self { given: [1], round: 0 } }
    fn take_free(&mut self) -> Option<u16> {
        for word in self.given.iter_mut() {
            if *word != u64::MAX {
                let bit = word.trailing_ones() as usize;
                *word |= 1 << bit;
                return Some(bit as u16);
            }
        }
        None
    }
    pub fn alloc(&mut self) -> Ticket {
        if let Some(number) = self.take_free() { return Ticket { number, round: self.round }; }
        self.round += 1;
        self.given = [2];
        Ticket { number: 1, round: self.round }
    }
}
"""


def test_what_a_private_helper_gives_is_not_what_is_handed_out() -> None:
    page = Page("tickets", TICKETS, ["ID 0 never handed out"], "", "", [])
    assert outcomes(page, TICKETS) != ["holds"]


BATCH = """
use crate::dma::{ring, fence};

pub struct Batch { slots: Vec<usize>, closed: bool }

impl Batch {
    pub fn open() -> Self { Self { slots: Vec::new(), closed: false } }
    pub fn attach(&mut self, slot: usize) { self.slots.push(slot); }
    pub fn close(mut self) { self.closed = true; }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if self.closed { return; }
        for slot in self.slots.drain(..).rev() { ring::detach(slot); fence::sync_slot(slot); ring::free_slot(slot); }
    }
}
"""


def test_a_list_of_things_done_never_holds_in_another_order() -> None:
    page = Page("batch", BATCH, ["Rollback of a slot: detach, sync slot, free slot"], "", "", [])
    old = "ring::detach(slot); fence::sync_slot(slot); ring::free_slot(slot);"
    assert old in BATCH
    swapped = BATCH.replace(old, "ring::free_slot(slot); ring::detach(slot); fence::sync_slot(slot);")
    assert outcomes(page, swapped) != ["holds"]


def test_to_live_as_the_block_does_proves_no_words() -> None:
    page = Page(
        "batch",
        BATCH,
        ["`open()` starts closed", "`attach()` records the closed slots", "`attach()` keeps slots sorted"],
        "",
        "",
        [],
    )
    assert "holds" not in outcomes(page, BATCH)


def test_a_field_that_a_method_leaves_otherwise_fails() -> None:
    page = Page("batch", BATCH, ["`attach()` records slot in `slots`"], "", "", [])
    assert outcomes(page, BATCH) != ["fails"]
    assert outcomes(page, BATCH.replace("self.slots.push(slot)", "self.slots.push(slot + 1)")) == ["fails"]
