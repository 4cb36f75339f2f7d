"""Lists of ranges with a length, and with a last number: what is taken, what overflows, what is given back and can be put in again."""

from __future__ import annotations

import pytest

from tests.claims.said_of_types import Told, lines

BARS = Told(
    """
use alloc::vec::Vec;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar { pub base: u64, pub len: u64, pub prefetch: bool }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarError { NoLength, Overflow, Occupied, Unknown }
""",
    """
/// The bars that are placed, lowest first.
pub struct BarMap { bars: Vec<Bar> }

impl BarMap {
    pub const fn new() -> Self { Self { bars: Vec::new() } }

    pub fn place(&mut self, bar: Bar) -> Result<(), BarError> {
        if bar.len == 0 { return Err(BarError::NoLength); }
        let end = bar.base.checked_add(bar.len).ok_or(BarError::Overflow)?;
        if self.bars.iter().any(|b| b.base < end && bar.base < b.base + b.len) { return Err(BarError::Occupied); }
        let at = self.bars.partition_point(|b| b.base < bar.base);
        self.bars.insert(at, bar);
        Ok(())
    }

    pub fn remove(&mut self, base: u64) -> Result<Bar, BarError> {
        let at = self.bars.iter().position(|b| b.base == base).ok_or(BarError::Unknown)?;
        Ok(self.bars.remove(at))
    }
}
""".replace("fn place", "fn insert"),
)
BARS_SAID = lines("""
`insert()` returns `Occupied` for a taken range
`insert()` returns `Occupied` for an occupied bar
A bar that is partly taken gives `Occupied`
`insert()` returns `Overflow` on overflow
`insert()` fails with `Overflow` if the end overflows
Bars past the end of the address space give `Overflow`
`remove()` returns the removed bar
Removed bars can be inserted again
A refused insert leaves the map unchanged
`insert()` rejects a bar around another
Neighbouring bars may touch
""")
PORTS = Told(
    """
use alloc::vec::Vec;

pub struct Span { pub first: u16, pub last: u16 }
""",
    """
/// Ports that are reserved.
pub struct Ports { spans: Vec<Span> }

impl Ports {
    pub fn new() -> Self { Self { spans: Vec::new() } }

    pub fn reserve(&mut self, first: u16, last: u16) -> bool {
        if first > last || self.spans.iter().any(|s| first <= s.last && s.first <= last) { return false; }
        let at = self.spans.iter().position(|s| s.first > last).unwrap_or(self.spans.len());
        self.spans.insert(at, Span { first, last });
        true
    }

    pub fn free(&mut self, port: u16) -> Option<Span> {
        let at = self.spans.iter().position(|s| s.first <= port && port <= s.last)?;
        Some(self.spans.remove(at))
    }

    pub fn contains(&self, port: u16) -> bool { self.spans.iter().any(|s| s.first <= port && port <= s.last) }
}
""",
)
PORTS_SAID = lines("""
`reserve()` keeps spans sorted by first port
Reversed spans are refused
Spans never overlap
Adjacent spans are accepted
`contains()` includes the last port
`reserve()` refuses `first > last`
Both ends are inclusive
`contains()` is false in gaps
`free()` returns the removed span
Freed ports can be reserved again
""")
FAULTS = (
    (BARS, "b.base < end && bar.base < b.base + b.len", "b.base <= bar.base && bar.base < b.base + b.len", "`insert()` rejects a bar around another"),
    (BARS, "b.base < end && bar.base < b.base + b.len", "b.base <= end && bar.base < b.base + b.len", "Neighbouring bars may touch"),
    (BARS, "b.base < end && bar.base < b.base + b.len", "b.base <= bar.base && bar.base < b.base + b.len", "`insert()` returns `Occupied` for a taken range"),
    (BARS, "Err(BarError::Occupied)", "Err(BarError::Unknown)", "`insert()` returns `Occupied` for an occupied bar"),
    (BARS, "bar.base.checked_add(bar.len).ok_or(BarError::Overflow)?", "bar.base.wrapping_add(bar.len)", "`insert()` returns `Overflow` on overflow"),
    (BARS, "ok_or(BarError::Overflow)", "ok_or(BarError::NoLength)", "Bars past the end of the address space give `Overflow`"),
    (BARS, "Ok(self.bars.remove(at))", "{ self.bars.remove(at); Ok(Bar { base, len: 1, prefetch: false }) }", "`remove()` returns the removed bar"),
    (PORTS, "self.spans.insert(at, Span", "self.spans.insert(0, Span", "`reserve()` keeps spans sorted by first port"),
    (PORTS, "first <= s.last && s.first <= last)", "first < s.last && s.first < last)", "Spans never overlap"),
    (PORTS, "first > last ||", "", "Reversed spans are refused"),
    (PORTS, "first <= s.last && s.first <= last)", "first <= s.last + 1 && s.first <= last)", "Adjacent spans are accepted"),
    (PORTS, "bool { self.spans.iter().any(|s| s.first <= port && port <= s.last)", "bool { self.spans.iter().any(|s| s.first <= port && port < s.last)", "`contains()` includes the last port"),
    (PORTS, "bool { self.spans.iter().any(|s| s.first <= port && port <= s.last)", "bool { self.spans.iter().any(|s| s.first <= port && port < s.last)", "Both ends are inclusive"),
    (PORTS, "first > last ||", "first > last + 1 ||", "`reserve()` refuses `first > last`"),
    (PORTS, "Some(self.spans.remove(at))", "Some(Span { first: port, last: self.spans[at].last })", "Freed ports can be reserved again"),
)  # fmt: skip


@pytest.mark.parametrize(("it", "said"), [(BARS, BARS_SAID), (PORTS, PORTS_SAID)])
def test_true_sentences_hold(it: Told, said: list[str]) -> None:
    assert it.outcomes(said) == dict.fromkeys(said, "holds")


@pytest.mark.parametrize(("it", "old", "new", "said"), FAULTS)
def test_faults_fail_what_speaks_of_them(it: Told, old: str, new: str, said: str) -> None:
    assert it.of(said, old, new) == "fails"


def test_untrue_sentences_never_hold() -> None:
    untrue = [
        "`insert()` returns `Overflow` for a taken range",
        "Bars past the end of the address space are accepted",
        "`remove()` returns the next bar",
        "Both ends are inclusive",
    ]
    assert "holds" not in BARS.outcomes(untrue).values()
    untrue = [
        "`contains()` excludes the last port",
        "`contains()` excludes the end",
        "The end is exclusive",
        "`contains(last)` is false",
        "`reserve()` refuses `first >= last`",
        "`reserve()` refuses `first == last`",
        "Spans whose end is at or below their start are refused",
        "Adjacent spans are refused",
        "Freed ports cannot be reserved again",
        "`reserve()` returns true for a taken range",
    ]
    assert "holds" not in PORTS.outcomes(untrue).values()
