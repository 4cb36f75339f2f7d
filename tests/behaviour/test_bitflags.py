"""Flags that `bitflags!` declares are run as both major versions of the crate do."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

CODE = r"""
bitflags::bitflags! {
    /// What may be done with a page.
    #[derive(Default, Debug)]
    pub struct Right: u32 {
        /// Reading.
        const READ = 0x1;
        const WRITE = 1 << 1;
        const RUN = 0b100;
        const BOTH = Self::READ.bits() | Self::WRITE.bits();
    }
    struct Small: u8 { const A = 0x80; }
}
bitflags! {
    pub struct Odd: u32 {
        #[cfg(feature = "odd")]
        const A = 1;
        const B = 2;
    }
}
fn opened(bits: u32) -> Option<Right> { Right::from_bits(bits) }
fn cut(bits: u32) -> u32 { Right::from_bits_truncate(bits).bits() }
fn added(a: u32, b: u32) -> u32 {
    let mut rights = Right::from_bits_truncate(a);
    rights.insert(Right::from_bits_truncate(b));
    rights.bits()
}
fn without(a: u32) -> u32 { (Right::from_bits_truncate(a) - Right::WRITE).bits() }
fn other(a: u32) -> u32 { (!Right::from_bits_truncate(a)).bits() }
fn has(a: u32, b: u32) -> bool { Right::from_bits_truncate(a).contains(Right::from_bits_truncate(b)) }
fn meets(a: u32, b: u32) -> bool { Right::from_bits_truncate(a).intersects(Right::from_bits_truncate(b)) }
fn toggled(a: u32) -> u32 { let mut rights = Right::from_bits_truncate(a); rights ^= Right::BOTH; rights.set(Right::RUN, true); rights.bits }
fn small(n: u8) -> u8 { Small::all().bits() | n }
fn plain(n: u32) -> u32 { Right::default().bits() + n }
fn odd(n: u32) -> u32 { Odd::B.bits() + n }
fn shown() -> String { format!("{:?}", Right::READ) }
"""


@pytest.mark.parametrize(
    "call,value,outcome",
    [
        ("opened(8)", "None", "holds"),
        ("opened(9)", "None", "holds"),
        ("cut(0xff)", "7", "holds"),
        ("cut(8)", "0", "holds"),
        ("added(1, 4)", "5", "holds"),
        ("added(1, 4)", "4", "fails"),
        ("without(7)", "5", "holds"),
        ("without(5)", "5", "holds"),
        ("other(1)", "6", "holds"),
        ("has(7, 3)", "true", "holds"),
        ("has(1, 3)", "false", "holds"),
        ("has(0, 0)", "true", "holds"),
        ("meets(1, 3)", "true", "holds"),
        ("meets(4, 3)", "false", "holds"),
        ("toggled(1)", "6", "holds"),
        ("small(0)", "0x80", "holds"),
        ("plain(0)", "0", "holds"),
        ("odd(0)", "2", "undecided"),
    ],
)
def test_flags_are_reckoned_with(call: str, value: str, outcome: str) -> None:
    verdict = judge(Page({"src/right.rs": CODE.encode()}, [], []), f"`{call}` returns `{value}`")
    assert verdict.outcome == outcome, verdict.message


def test_how_flags_are_shown_is_not_known() -> None:
    verdict = judge(Page({"src/right.rs": CODE.encode()}, [], []), '`shown()` returns `"READ"`')
    assert verdict.outcome == "undecided", verdict.message
