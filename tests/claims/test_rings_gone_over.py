"""Rings that give back what had to make room, and are gone over without losing anything."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

BELT = """
/// The last `SIZE` trays.
pub struct Belt<T: Copy, const SIZE: usize> { places: [Option<T>; SIZE], front: usize, held: usize }

impl<T: Copy, const SIZE: usize> Belt<T, SIZE> {
    pub const fn new() -> Self { Self { places: [None; SIZE], front: 0, held: 0 } }
    pub const fn len(&self) -> usize { self.held }
    pub fn push(&mut self, tray: T) -> Result<(), T> {
        if self.held == SIZE { return Err(tray); }
        self.places[(self.front + self.held) % SIZE] = Some(tray);
        self.held += 1;
        Ok(())
    }
    pub fn squeeze(&mut self, tray: T) -> Option<T> {
        if self.push(tray).is_ok() { return None; }
        let out = self.places[self.front].replace(tray);
        self.front = (self.front + 1) % SIZE;
        out
    }
    pub fn pop(&mut self) -> Option<T> {
        if self.held == 0 { return None; }
        let tray = self.places[self.front].take();
        self.front = (self.front + 1) % SIZE;
        self.held -= 1;
        tray
    }
    pub fn trays(&self) -> impl Iterator<Item = T> + '_ {
        (0..self.held).filter_map(move |n| self.places[(self.front + n) % SIZE])
    }
}
"""
SQUEEZED = "`squeeze()` on a full queue drops the oldest element and returns it"
VISITED = "`trays()` visits oldest to newest and removes nothing"
FILLED = "`push()` takes `SIZE` elements and then returns `Err(value)`"


def told(text: str, *changes: tuple[str, str]) -> str:
    code = BELT
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    return judge(Page({"src/belt.rs": code.encode()}, [BELT], []), text).outcome


@pytest.mark.parametrize(
    "text,outcome",
    [
        (SQUEEZED, "holds"),
        ("`squeeze()` replaces the oldest element when the queue is full and gives it back", "holds"),
        (VISITED, "holds"),
        ("`trays()` yields the elements from the oldest to the newest without removing them", "holds"),
        ("`trays()` lists all elements newest first", "fails"),
        ("`trays()` visits newest to oldest", "fails"),
        (FILLED, "holds"),
        ("`push()` takes `SIZE` elements and then returns `Ok(())`", "fails"),
        ("`push()` takes `LENGTH` elements and then returns `Err(value)`", "undecided"),
        ("`pop()` is first in, first out", "holds"),
        ("`pop()` is last in, first out", "fails"),
        ("`push()` on a full queue drops the oldest element and returns it", "undecided"),
    ],
)
def test_what_a_ring_does_is_told(text: str, outcome: str) -> None:
    assert told(text) == outcome


@pytest.mark.parametrize(
    "text,change",
    [
        (SQUEEZED, ("        out\n", "        None\n")),
        (SQUEEZED, ("self.places[self.front].replace(tray)", "self.places[(self.front + SIZE - 1) % SIZE].replace(tray)")),
        (VISITED, ("filter_map(move |n| self.places[(self.front + n) % SIZE])", "filter_map(move |n| self.places[n])")),
        (VISITED, ("(0..self.held).filter_map", "(1..self.held).filter_map")),
        (FILLED, ("if self.held == SIZE { return", "if self.held + 1 >= SIZE { return")),
        ("`pop()` is first in, first out", ("self.places[self.front].take()", "self.places[(self.front + self.held - 1) % SIZE].take()")),
    ],
)  # fmt: skip
def test_a_ring_that_does_otherwise_never_holds(text: str, change: tuple[str, str]) -> None:
    assert told(text, change) != "holds"
