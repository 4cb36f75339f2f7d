"""A copy of a run goes on as the run itself would: what is seen after a way that was copied is what is seen where the way is gone again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import pytest

from tests.claims.test_told_in_own_words import TRUE, WARD
from tests.claims.test_versions import Page, outcomes
from uowgen.behaviour import copying
from uowgen.behaviour.copying import Copies, NotCopied
from uowgen.behaviour.outcomes import Undecidable
from uowgen.claims.stories.explored import exploring, recalled

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTS = """
pub struct Held { pub name: String, pub pages: Vec<(usize, usize)> }
pub struct Shelf {
    rows: alloc::collections::BTreeMap<usize, Held>,
    spare: Vec<Box<usize>>,
    last: Option<usize>,
}
impl Shelf {
    pub fn new() -> Self { Self { rows: alloc::collections::BTreeMap::new(), spare: Vec::new(), last: None } }
    pub fn put(&mut self, key: usize) -> bool {
        if self.rows.contains_key(&key) { return false; }
        self.rows.insert(key, Held { name: String::from("row"), pages: Vec::new() });
        self.last = Some(key);
        true
    }
    pub fn grow(&mut self, key: usize) -> Option<usize> {
        let row = self.rows.get_mut(&key)?;
        row.pages.push((key, row.pages.len()));
        row.name.push('x');
        self.spare.push(Box::new(key));
        Some(row.pages.len())
    }
    pub fn take(&mut self, key: usize) -> Option<usize> {
        self.spare.pop();
        self.rows.remove(&key).map(|r| r.pages.len() + r.name.len())
    }
    pub fn count(&self) -> usize { self.rows.len() + self.spare.len() }
}
"""

SHARED = """
use core::sync::atomic::{AtomicUsize, Ordering};
static LIVE: AtomicUsize = AtomicUsize::new(0);
pub struct Ticket { cell: alloc::sync::Arc<spin::Mutex<usize>>, other: alloc::sync::Arc<spin::Mutex<usize>>, number: usize }
impl Ticket {
    pub fn new() -> Self {
        let cell = alloc::sync::Arc::new(spin::Mutex::new(1));
        Self { other: cell.clone(), cell, number: LIVE.fetch_add(1, Ordering::SeqCst) }
    }
    pub fn add(&mut self, n: usize) -> usize {
        *self.cell.lock() += n;
        *self.other.lock()
    }
    pub fn split(&mut self) { self.other = alloc::sync::Arc::new(spin::Mutex::new(*self.cell.lock())); }
    pub fn users(&self) -> usize { alloc::sync::Arc::strong_count(&self.cell) }
}
impl Drop for Ticket {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
        crate::queue::wake(self.number);
    }
}
"""

LENT = """
pub struct Table { used: [bool; 4] }
impl Table {
    pub fn new() -> Self { Self { used: [false; 4] } }
    pub fn reserve(&mut self) -> Option<Slot<'_>> {
        let at = self.used.iter().position(|u| !u)?;
        self.used[at] = true;
        Some(Slot { table: self, at, kept: false })
    }
}
pub struct Slot<'a> { table: &'a mut Table, at: usize, kept: bool }
impl<'a> Slot<'a> {
    pub fn new(table: &'a mut Table) -> Option<Self> {
        let at = table.used.iter().position(|u| !u)?;
        table.used[at] = true;
        Some(Slot { table, at, kept: false })
    }
    pub fn keep(&mut self) { self.kept = true; }
}
impl Drop for Slot<'_> {
    fn drop(&mut self) {
        if !self.kept { self.table.used[self.at] = false; }
    }
}
"""


def explorations(monkeypatch: pytest.MonkeyPatch, source: str, name: str, criterion: str) -> list[tuple[Any, list[Any]]]:
    """What was explored while a criterion was decided: with what, and the scenes."""
    told: list[tuple[Any, list[Any]]] = []
    usual = exploring.explored

    def kept(troupe: Any, calls: Sequence[Any], script: Any, learnt: dict[str, str], *, whole: bool) -> list[Any]:
        rows = usual(troupe, calls, script, learnt, whole=whole)
        told.append(((troupe, script, dict(learnt)), rows))
        return rows

    with monkeypatch.context() as patched:
        patched.setattr(recalled, "explored", kept)
        patched.setattr(recalled, "_kept", OrderedDict())
        outcomes(Page(name, source, [criterion], "", "", []), source)
    return told


@pytest.mark.parametrize(
    ("source", "name", "criterion"),
    [
        (LISTS, "Shelf", "`grow()` brings the shelf to where the wheel has been"),
        (SHARED, "Ticket", "`add()` brings the ticket to where the wheel has been"),
        (LENT, "Slot", "`keep()` brings the slot to where the wheel has been"),
    ],
)
def test_a_copied_way_ends_as_one_that_is_gone_again(
    monkeypatch: pytest.MonkeyPatch, source: str, name: str, criterion: str
) -> None:
    told = explorations(monkeypatch, source, name, criterion)
    deep = 0

    def never(self: Copies, value: object) -> object:
        raise NotCopied("nothing")

    for (troupe, script, learnt), rows in told:
        ways = exploring.Ways(troupe, script, learnt)
        monkeypatch.setattr(copying.Copies, "of", never)
        for scene, seen in rows:
            again, _ = exploring.acted(ways, scene, 10**9)
            assert again.way == seen.way, scene.path
            assert again.seen[: len(seen.seen)] == seen.seen, scene
            deep += len(scene.path) > 1
        monkeypatch.undo()
    assert deep > 5, "ways of several deeds were gone"


def test_what_refers_to_one_thing_still_does_in_a_copy() -> None:
    from uowgen.behaviour.values import Ref, Shared, Vec

    row = Vec([1, 2])
    cell = [row, 2, 0]
    held = [Ref(row, 0), Shared(cell), Shared(cell), row]
    made = Copies(()).of(held)
    made[3][0] = 7
    assert made[0].box is made[3]
    assert made[1].cell is made[2].cell
    assert made[1].cell[0][0] == 7
    assert row[0] == 1


def test_what_stands_in_itself_is_copied() -> None:
    from uowgen.behaviour.values import Ref, Vec

    row = Vec([])
    row.append(Ref(row, 0))
    made = Copies(()).of(row)
    assert made[0].box is made


def test_of_what_is_not_known_no_copy_is_made() -> None:
    with pytest.raises(NotCopied):
        Copies(()).of([lambda: None])
    assert not issubclass(NotCopied, Undecidable)


def test_what_was_explored_of_a_program_is_not_explored_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    usual = exploring.explored

    def counted(troupe: Any, calls: Sequence[Any], script: Any, learnt: dict[str, str], *, whole: bool) -> list[Any]:
        asked.append(troupe.name)
        return usual(troupe, calls, script, learnt, whole=whole)

    monkeypatch.setattr(recalled, "explored", counted)
    monkeypatch.setattr(recalled, "_kept", OrderedDict())
    page = Page("Admission", WARD, TRUE, "", "", [])
    first = outcomes(page, WARD)
    assert set(first) == {"holds"}
    begun = len(asked)
    assert outcomes(page, WARD) == first
    assert len(asked) == begun > 0
    broken = WARD.replace("        self.book.strip_linen(bed);\n", "")
    once = outcomes(page, broken)
    assert len(asked) == begun, "the spec's own code is the same"
    monkeypatch.setattr(recalled, "_kept", OrderedDict())
    assert outcomes(page, broken) == once != first
