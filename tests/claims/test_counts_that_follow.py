"""Counts that go along with what is done to a type."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

CLOAKROOM = """
pub struct Cloakroom { hooks: [bool; 6], open: usize }

impl Cloakroom {
    pub const fn new() -> Self { Self { hooks: [false; 6], open: 6 } }
    pub const fn open_hooks(&self) -> usize { self.open }
    pub fn claim(&mut self) -> Option<usize> {
        let hook = (0..6).find(|&n| !self.hooks[n])?;
        self.hooks[hook] = true;
        self.open -= 1;
        Some(hook)
    }
    pub fn claim_pair(&mut self) -> Option<usize> {
        let hook = (0..5).find(|&n| !self.hooks[n] && !self.hooks[n + 1])?;
        self.hooks[hook] = true;
        self.hooks[hook + 1] = true;
        self.open -= 2;
        Some(hook)
    }
    pub fn release(&mut self, hook: usize) -> bool {
        if hook >= 6 || !self.hooks[hook] { return false; }
        self.hooks[hook] = false;
        self.open += 1;
        true
    }
    pub fn is_claimed(&self, hook: usize) -> bool { hook < 6 && self.hooks[hook] }
}
"""
BOTH = "`open_hooks()` follows every claim and release"


def told(text: str, *changes: tuple[str, str], shown: str = CLOAKROOM) -> str:
    code = CLOAKROOM
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    return judge(Page({"src/cloakroom.rs": code.encode()}, [shown], []), text).outcome


@pytest.mark.parametrize("text", [BOTH, "`open_hooks()` tracks all claims and releases", "`open_hooks()` mirrors each claim"])
def test_a_count_that_goes_along_holds(text: str) -> None:
    assert told(text) == "holds"


@pytest.mark.parametrize("change", [("self.open -= 2;", ""), ("self.open -= 2;", "self.open -= 1;"), ("self.open += 1;", "")])
def test_a_count_that_does_not_go_along_fails(change: tuple[str, str]) -> None:
    assert told(BOTH, change) == "fails"


def test_what_the_spec_does_otherwise_or_has_not_is_not_said() -> None:
    assert told("`open_hooks()` follows every repair") == "undecided"
    assert told("`open_hooks()` follows every claim and") == "undecided"
    still = ("self.open -= 2;", "")
    assert told(BOTH, still, shown=CLOAKROOM.replace(*still)) != "holds"
