"""Sentences on counts of things and on guards that hold several of them, as laws."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

HIDES = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLent;

/// How often each key is lent.
pub struct KeyBoard {
    lent: Mutex<BTreeMap<KeyId, u32>>,
}

impl KeyBoard {
    pub const fn new() -> Self {
        Self { lent: Mutex::new(BTreeMap::new()) }
    }

    /// Add one claim to `key`.
    pub fn lend(&self, key: KeyId) {
        *self.lent.lock().entry(key).or_insert(0) += 1;
    }

    /// Take one claim back. The last one locks the door.
    pub fn hand_in(&self, key: KeyId) -> Result<(), NotLent> {
        let mut lent = self.lent.lock();
        let uses = lent.get_mut(&key).ok_or(NotLent)?;
        *uses -= 1;
        if *uses == 0 {
            lent.remove(&key);
            DOORS.lock_door(key);
        }
        Ok(())
    }

    /// Claims to `key`.
    pub fn uses(&self, key: KeyId) -> u32 {
        self.lent.lock().get(&key).copied().unwrap_or(0)
    }

    pub fn tracked(&self) -> usize {
        self.lent.lock().len()
    }
}

/// Keys that are handed in at the end.
pub struct Bunch<'a> {
    board: &'a KeyBoard,
    keys: Vec<KeyId>,
}

impl<'a> Bunch<'a> {
    pub fn new(board: &'a KeyBoard) -> Self {
        Self { board, keys: Vec::new() }
    }

    pub fn add(&mut self, key: KeyId) {
        self.board.lend(key);
        self.keys.push(key);
    }

    pub fn keys(&self) -> &[KeyId] {
        &self.keys
    }

    pub fn double(&self) -> Bunch<'a> {
        let mut other = Bunch::new(self.board);
        for &key in &self.keys {
            other.add(key);
        }
        other
    }
}

impl Drop for Bunch<'_> {
    fn drop(&mut self) {
        for key in self.keys.drain(..) {
            let _ = self.board.hand_in(key);
        }
    }
}
"""

HOLDS = rows("""
`Bunch::new()` holds no keys
`add()` lends the key and records it in the bunch
`hand_in()` locks the door only when its uses drop to zero
`double()` takes another claim on every key
""")
NEVER = rows("""
`Bunch::new()` holds keys
`add()` hands in the key and records it in the bunch
`hand_in()` locks the door only when its uses rise to zero
`lend()` locks the door only when its uses drop to zero
`double()` takes another lock on every key
""")
BROKEN = [
    ([("keys: Vec::new() }\n", "keys: alloc::vec![KeyId::FIRST] }\n")], HOLDS[0]),
    ([("        self.board.lend(key);\n", "")], HOLDS[1]),
    ([("        self.keys.push(key);\n", "")], HOLDS[1]),
    ([("            DOORS.lock_door(key);\n        }", "        }\n        DOORS.lock_door(key);")], HOLDS[2]),
    ([("other.add(key);", "other.keys.push(key);")], HOLDS[3]),
]
LIST = [
    ("use alloc::collections::BTreeMap;\n", ""),
    ("Mutex<BTreeMap<KeyId, u32>>", "Mutex<Vec<(KeyId, u32)>>"),
    ("Mutex::new(BTreeMap::new())", "Mutex::new(Vec::new())"),
    (
        "*self.lent.lock().entry(key).or_insert(0) += 1;",
        """let mut lent = self.lent.lock();
        if let Some(one) = lent.iter_mut().find(|l| l.0 == key) { one.1 += 1; } else { lent.push((key, 1)); }""",
    ),
    ("let uses = lent.get_mut(&key).ok_or(NotLent)?;", "let at = lent.iter().position(|l| l.0 == key).ok_or(NotLent)?;"),
    ("*uses -= 1;", "lent[at].1 -= 1;"),
    ("if *uses == 0 {", "if lent[at].1 == 0 {"),
    ("lent.remove(&key);", "lent.swap_remove(at);"),
    (".get(&key).copied().unwrap_or(0)", ".iter().find(|l| l.0 == key).map_or(0, |l| l.1)"),
]
FILE = "use alloc::collections::BTreeMap;\n" + HIDES


def test_what_is_so_holds_and_what_is_not_never_does() -> None:
    outcomes = told([*HOLDS, *NEVER], FILE, HIDES, "Bunch")
    assert [s for s in HOLDS if outcomes[s] != "holds"] == []
    assert [s for s in NEVER if outcomes[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), BROKEN)
def test_a_fault_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(FILE, changes), HIDES, "Bunch") == {sentence: "fails"}


def test_what_keeps_its_counts_in_another_way_holds_as_well() -> None:
    assert set(told(HOLDS[2:3], changed(FILE, LIST), HIDES, "Bunch").values()) == {"holds"}
