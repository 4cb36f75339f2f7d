"""What is said to be done between other things is held against the places of the calls, in every life of the type."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

CODE = """
pub struct Window { domain: u16, pages: Vec<(u64, usize)>, armed: bool }

impl Window {
    pub fn new(domain: u16) -> Self { Self { domain, pages: Vec::new(), armed: true } }
    pub fn add(&mut self, iova: u64, phys: usize) { self.pages.push((iova, phys)); }
    pub fn disarm(mut self) { self.armed = false; }
}

impl Drop for Window {
    fn drop(&mut self) {
        if !self.armed || self.pages.is_empty() { return; }
        for &(iova, _) in self.pages.iter().rev() { bus::unmap_page(self.domain, iova); }
        bus::flush_domain(self.domain);
        for &(_, phys) in &self.pages { FRAMES.free_page(phys); }
    }
}
"""
FLUSH = "bus::flush_domain(self.domain);"
UNMAP = "bus::unmap_page(self.domain, iova);"
VERSIONS = {
    "as shown": CODE,
    "frees the newest first": CODE.replace("in &self.pages {", "in self.pages.iter().rev() {"),
    "never": CODE.replace(FLUSH, ""),
    "each time": CODE.replace(FLUSH, "").replace(UNMAP, UNMAP + FLUSH),
    "first": CODE.replace(FLUSH, "").replace("        for &(iova", f"        {FLUSH}\n        for &(iova"),
    "last": CODE.replace(FLUSH, "").replace("FRAMES.free_page(phys); }", "FRAMES.free_page(phys); } " + FLUSH),
}
BETWEEN = "`Drop` flushes the domain once, after the last unmap and before the first free"


@pytest.mark.parametrize(
    "version,text,outcome",
    [
        ("as shown", BETWEEN, "holds"),
        ("frees the newest first", BETWEEN, "holds"),
        ("never", BETWEEN, "fails"),
        ("each time", BETWEEN, "fails"),
        ("first", BETWEEN, "fails"),
        ("last", BETWEEN, "fails"),
        ("as shown", "On drop the domain is flushed exactly once, before the first free and after the last unmap", "holds"),
        ("last", "On drop the domain is flushed exactly once, before the first free and after the last unmap", "fails"),
        ("as shown", "`Drop` flushes the domain once, after the last free and before the first unmap", "undecided"),
        ("as shown", "`Drop` unmaps every page, newest first", "holds"),
        ("frees the newest first", "`Drop` unmaps every page, newest first", "holds"),
    ],
)
def test_what_comes_between_is_seen_in_every_life(version: str, text: str, outcome: str) -> None:
    page = Page({"src/window.rs": f"use crate::{{bus, FRAMES}};\n{VERSIONS[version]}".encode()}, [CODE], [])
    assert judge(page, text).outcome == outcome
