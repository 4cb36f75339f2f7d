"""Sentences on guards over a store of elsewhere: what is saved, put back and taken out again, what stays after all."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

BOOK = """
use crate::registry::{Entry, EntryId, Registry, ENTRY_LEN};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError { TooLong }

struct Before { id: EntryId, was: Option<Entry> }

/// Edits entries of a registry, and takes all of it back unless it is sealed.
pub struct Edit<'r> { registry: &'r mut Registry, history: Vec<Before>, sealed: bool }

impl<'r> Edit<'r> {
    pub fn open(registry: &'r mut Registry) -> Self { Self { registry, history: Vec::new(), sealed: false } }

    /// Puts `bytes` at `at` in the entry `id`.
    pub fn put(&mut self, id: EntryId, at: usize, bytes: &[u8], owner: u32) -> Result<(), EditError> {
        if at.checked_add(bytes.len()).map_or(true, |end| end > ENTRY_LEN) { return Err(EditError::TooLong); }
        if !self.history.iter().any(|b| b.id == id) {
            let was = self.registry.get(&id).cloned();
            self.history.push(Before { id, was });
        }
        if self.registry.get(&id).is_none() { self.registry.insert(id, Entry::blank()); }
        if let Some(entry) = self.registry.get_mut(&id) {
            entry.text[at..at + bytes.len()].copy_from_slice(bytes);
            entry.stale = true;
            entry.owner = owner;
        }
        Ok(())
    }

    pub fn seal(mut self) { self.sealed = true; }
}

impl Drop for Edit<'_> {
    fn drop(&mut self) {
        if self.sealed { return; }
        while let Some(Before { id, was }) = self.history.pop() {
            match was {
                Some(entry) => { self.registry.insert(id, entry); }
                None => { self.registry.remove(&id); }
            }
        }
    }
}
"""
TRUE = rows("""
`open()` starts unsealed with an empty history
`put()` records the previous entry once, before changing it
`put()` returns `Err(TooLong)` and changes nothing when the bytes do not fit into the entry
`put()` marks the entry stale
Changes persist after `seal()`
Dropping without seal restores the previous entries and stale flags
Dropping without seal deletes entries that were added
""")
UNTRUE = rows("""
`open()` starts sealed with an empty history
`put()` records the new entry once, before changing it
`put()` returns `Err(TooLong)` and changes nothing when the bytes do fit into the entry
`put()` marks the entry blank
`put()` restores the previous entries
Changes persist after `put()`
`seal()` deletes entries that were added
Dropping without seal keeps all changes
Dropping without seal deletes previous entries
Dropping without seal restores the new entries
""")
FAULTS = [
    ([("sealed: false }", "sealed: true }")], TRUE[0]),
    ([("if !self.history.iter().any(|b| b.id == id) {", "{")], TRUE[1]),
    ([("let was = self.registry.get(&id).cloned();", "let was = Some(Entry::blank());")], TRUE[1]),
    ([("end > ENTRY_LEN", "end > ENTRY_LEN + 1")], TRUE[2]),
    ([("            entry.stale = true;\n", "            entry.stale = at == 0;\n")], TRUE[3]),
    ([("{ self.sealed = true; }", "{ self.history.truncate(9); }")], TRUE[4]),
    ([("while let Some(Before", "if let Some(Before")], TRUE[5]),
    ([("{ self.registry.remove(&id); }", "{}")], TRUE[6]),
]  # fmt: skip
REWRITE = [
    ("use crate", "use alloc::collections::BTreeMap;\nuse crate"),
    ("struct Before { id: EntryId, was: Option<Entry> }\n", ""),
    ("history: Vec<Before>, sealed: bool", "log: BTreeMap<EntryId, Option<Entry>>"),
    ("history: Vec::new(), sealed: false", "log: BTreeMap::new()"),
    ("if !self.history.iter().any(|b| b.id == id) {", "if !self.log.contains_key(&id) {"),
    ("self.history.push(Before { id, was });", "self.log.insert(id, was);"),
    ("self.sealed = true;", "self.log.clear();"),
    ("        if self.sealed { return; }\n", ""),
    ("while let Some(Before { id, was }) = self.history.pop() {", "for (id, was) in core::mem::take(&mut self.log) {"),
]


def test_what_is_said_of_a_store() -> None:
    outcome = told([*TRUE, *UNTRUE], BOOK, BOOK, "Edit")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), FAULTS, ids=[f"{n} {s}" for n, (_, s) in enumerate(FAULTS)])
def test_a_fault_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(BOOK, changes), BOOK, "Edit") == {sentence: "fails"}


def test_what_keeps_its_history_in_another_way_holds_as_well() -> None:
    assert told(TRUE, changed(BOOK, REWRITE), BOOK, "Edit") == dict.fromkeys(TRUE, "holds")


def test_a_store_with_which_more_is_done_is_not_made_up() -> None:
    base = changed(BOOK, [("self.sealed = true;", "self.registry.write_back(); self.sealed = true;")])
    assert "holds" not in told(TRUE[3:], base, base, "Edit").values()
