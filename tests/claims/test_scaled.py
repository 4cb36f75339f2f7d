"""Limits of tens of thousands, made small: what comes only after all has been given out once is met, and told."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

BADGES = """
use alloc::collections::BTreeSet;

/// Number on a visitor's badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Badge(u32);

impl Badge {
    pub const LAST: u32 = 20 * 1000;
    pub const fn new(raw: u32) -> Option<Badge> {
        if raw == 0 || raw > Self::LAST { None } else { Some(Badge(raw)) }
    }
    pub const fn raw(self) -> u32 { self.0 }
    pub const fn following(self) -> Badge {
        if self.0 >= Self::LAST { Badge(1) } else { Badge(self.0 + 1) }
    }
}

impl core::fmt::Display for Badge {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { write!(f, "#{}", self.0) }
}

pub struct Desk { coming: Badge, worn: BTreeSet<Badge> }

impl Desk {
    pub const fn new() -> Self { Self { coming: Badge(1), worn: BTreeSet::new() } }
    pub fn take(&mut self) -> Option<Badge> {
        if self.worn.len() >= Badge::LAST as usize { return None; }
        loop {
            let badge = self.coming;
            self.coming = badge.following();
            if self.worn.insert(badge) { return Some(badge); }
        }
    }
    pub fn put(&mut self, badge: Badge) -> bool { self.worn.remove(&badge) }
}
"""
UNLOOKED = ("if self.worn.insert(badge) { return Some(badge); }", "self.worn.insert(badge); return Some(badge);")
NONZERO = [
    ("pub struct Badge(u32);", "pub struct Badge(core::num::NonZeroU32);"),
    (
        "if raw == 0 || raw > Self::LAST { None } else { Some(Badge(raw)) }",
        "if raw > Self::LAST { return None; } match core::num::NonZeroU32::new(raw) { Some(n) => Some(Badge(n)), None => None }",
    ),
    ("pub const fn raw(self) -> u32 { self.0 }", "pub const fn raw(self) -> u32 { self.0.get() }"),
    (
        "if self.0 >= Self::LAST { Badge(1) } else { Badge(self.0 + 1) }",
        "match Badge::new(self.0.get() + 1) { Some(next) => next, None => Badge(core::num::NonZeroU32::MIN) }",
    ),
    ("coming: Badge(1)", "coming: Badge(core::num::NonZeroU32::MIN)"),
    ('write!(f, "#{}", self.0)', 'write!(f, "#{}", self.raw())'),
]
BITS = [
    ("use alloc::collections::BTreeSet;\n", ""),
    ("worn: BTreeSet<Badge> }", "worn: [u64; Badge::LAST as usize / 64 + 1] }"),
    ("worn: BTreeSet::new() }", "worn: [0; Badge::LAST as usize / 64 + 1] }"),
    (
        BADGES[BADGES.index("        if self.worn.len()") : BADGES.index("    pub fn put")],
        """        for _ in 0..Badge::LAST {
            let badge = self.coming;
            self.coming = badge.following();
            let (word, mask) = (badge.0 as usize / 64, 1u64 << (badge.0 % 64));
            if self.worn[word] & mask == 0 { self.worn[word] |= mask; return Some(badge); }
        }
        None
    }
""",
    ),
    (
        "self.worn.remove(&badge)",
        "let (word, mask) = (badge.0 as usize / 64, 1u64 << (badge.0 % 64)); let was = self.worn[word] & mask != 0; self.worn[word] &= !mask; was",
    ),
]
NEVER = "`take()` never returns a value that is still in use"


def told(text: str, *changes: tuple[str, str]) -> str:
    code = BADGES
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    verdict = judge(Page({"src/desk.rs": code.encode()}, [BADGES], []), text)
    assert verdict.outcome != "holds" or verdict.strength, verdict.message
    return verdict.outcome


@pytest.mark.parametrize("changes", [[], NONZERO, BITS], ids=["as shown", "never zero", "bits"])
def test_what_comes_after_the_last_one_is_seen(changes: list[tuple[str, str]]) -> None:
    assert told(NEVER, *changes) == "holds"
    assert told("`take()` returns `None` when all are in use", *changes) == "holds"
    assert told("`put()` returns `true` only if the badge was in use, and makes it available again", *changes) != "fails"


def test_what_goes_wrong_only_after_the_last_one_fails() -> None:
    assert told(NEVER, UNLOOKED) == "fails"
    assert told(NEVER, *NONZERO, UNLOOKED) == "fails"


def test_a_limit_that_other_numbers_may_depend_on_is_no_other_limit() -> None:
    by_number = ("if self.0 >= Self::LAST { Badge(1) }", "if self.0 >= 20_000 { Badge(1) }")
    assert told(NEVER, by_number) == "undecided"
    assert told(NEVER, by_number, UNLOOKED) == "undecided"


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`raw()` gives back the value passed to `new()`", "holds"),
        ("`raw()` returns exactly the number given to `Badge::new()`", "holds"),
        ("`following()` gives back the value passed to `new()`", "fails"),
        ("`following()` wraps to 1 after `Badge::LAST`", "holds"),
        ("`following()` starts over at 1 after the largest", "holds"),
        ("`following()` wraps to 0 after `Badge::LAST`", "fails"),
        ("`following()` wraps to 2 after `Badge::LAST`", "fails"),
        ("`Display` shows `#` followed by the number", "holds"),
        ("`Display` prints the number behind `#`", "holds"),
        ("`Display` shows `no. ` followed by the number", "fails"),
        ("`Display` shows the number followed by `#`", "fails"),
    ],
)
def test_numbers_go_round_and_come_back(text: str, outcome: str) -> None:
    assert told(text) == outcome


@pytest.mark.parametrize(
    "text,change",
    [
        ("`raw()` gives back the value passed to `new()`", ("u32 { self.0 }", "u32 { self.0 & 0xfff }")),
        (
            "`following()` wraps to 1 after `Badge::LAST`",
            ("self.0 >= Self::LAST { Badge(1) }", "self.0 >= Self::LAST { Badge(0) }"),
        ),
        ("`Display` shows `#` followed by the number", ('"#{}"', '"{}"')),
        ("`put()` returns true only if the badge was in use", ("self.worn.remove(&badge)", "self.worn.remove(&badge); true")),
    ],
)
def test_code_that_does_otherwise_fails(text: str, change: tuple[str, str]) -> None:
    assert told(text, change) == "fails"


def test_a_method_that_tells_no_truth_is_not_asked_for_one() -> None:
    assert told("`take()` returns true only if the badge was in use") == "undecided"
    assert told("`put()` returns `false` only if the badge was in use") == "undecided"
