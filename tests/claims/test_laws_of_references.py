"""Sentences on references that are counted outside, on what is freed with the last, and on sentences that are read part by part."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

HOLDS = """
use crate::modules::{ModuleId, LOADER, MODULE_USERS};

pub const MOST_HELD: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldError { TooMany }

/// Holds modules loaded while their code may run.
pub struct ModuleHold { modules: Vec<ModuleId> }

impl ModuleHold {
    pub fn new() -> Self { Self { modules: Vec::with_capacity(MOST_HELD) } }

    /// Takes a reference to `module`.
    pub fn hold(&mut self, module: ModuleId) -> Result<(), HoldError> {
        if self.modules.len() >= MOST_HELD { return Err(HoldError::TooMany); }
        MODULE_USERS.retain(module);
        self.modules.push(module);
        Ok(())
    }

    /// Gives up one hold on `module`.
    pub fn unhold(&mut self, module: ModuleId) -> bool {
        let Some(at) = self.modules.iter().position(|&m| m == module) else { return false; };
        self.modules.remove(at);
        leave(module);
        true
    }

    /// How many holds there are.
    pub fn held(&self) -> usize { self.modules.len() }

    pub fn into_modules(mut self) -> Vec<ModuleId> { core::mem::take(&mut self.modules) }
}

impl Drop for ModuleHold {
    fn drop(&mut self) {
        for module in self.modules.drain(..) { leave(module); }
    }
}

/// Unloads a module with its last reference.
fn leave(module: ModuleId) {
    if MODULE_USERS.release(module) == 0 { LOADER.free_module(module); }
}
"""
TRUE = rows("""
`held()` is the number of modules, 0 for a new hold
`hold()` takes one reference on the module
`hold()` fails with `TooMany` at `MOST_HELD` modules and takes no reference then
`unhold()` drops its reference, returns `false` for an unknown module
`into_modules()` hands over the references without releasing them
`Drop` gives back one reference for each module
A shared module is freed only when its count drops to zero
The module is freed once the last reference is gone
""")
UNTRUE = rows("""
`held()` is the number of modules, 1 for a new hold
`hold()` drops one reference on the module
`hold()` takes no reference on the module
`hold()` fails with `TooMany` at `MOST_HELD` modules and takes one reference then
`unhold()` takes one reference, returns `false` for an unknown module
`unhold()` hands over the references
`Drop` takes one reference for each module
A shared module is freed only when its name drops to zero
A shared door is freed only when its count drops to zero
""")
FAULTS = [
    ([("self.modules.len() }\n\n    pub fn into", "self.modules.capacity() }\n\n    pub fn into")], TRUE[0]),
    ([("        MODULE_USERS.retain(module);\n", "")], TRUE[1]),
    ([("        if self.modules.len() >=", "        MODULE_USERS.retain(module);\n        if self.modules.len() >="),
      ("        MODULE_USERS.retain(module);\n        self", "        self")], TRUE[2]),
    ([("        leave(module);\n        true", "        true")], TRUE[3]),
    ([("mut self) -> Vec<ModuleId> { core::mem::take(&mut self.modules) }", "self) -> Vec<ModuleId> { self.modules.clone() }")], TRUE[4]),
    ([("        for module in", "        self.modules.sort();\n        self.modules.dedup();\n        for module in")], TRUE[5]),
    ([("(module) == 0 {", "(module) <= 1 {")], TRUE[6]),
]  # fmt: skip
REWRITE = [
    ("Vec<ModuleId> }", "BTreeMap<ModuleId, usize> }"),
    ("use crate", "use alloc::collections::BTreeMap;\nuse crate"),
    ("Vec::with_capacity(MOST_HELD)", "BTreeMap::new()"),
    ("self.modules.len() >=", "self.held() >="),
    ("self.modules.push(module)", "*self.modules.entry(module).or_insert(0) += 1"),
    ("let Some(at) = self.modules.iter().position(|&m| m == module) else", "let Some(count) = self.modules.get_mut(&module) else"),
    ("self.modules.remove(at);", "*count -= 1;\n        if *count == 0 { self.modules.remove(&module); }"),
    ("{ self.modules.len() }", "{ self.modules.values().sum() }"),
    (
        "{ core::mem::take(&mut self.modules) }",
        """{
        let found = core::mem::take(&mut self.modules).into_iter().flat_map(|(m, n)| core::iter::repeat(m).take(n)).collect();
        found
    }""",
    ),
    ("for module in self.modules.drain(..) { leave(module); }", "for (&m, &n) in &self.modules { for _ in 0..n { leave(m); } }"),
]


def test_what_is_said_of_references() -> None:
    outcome = told([*TRUE, *UNTRUE], HOLDS, HOLDS, "ModuleHold")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), FAULTS, ids=[s for _, s in FAULTS])
def test_a_fault_of_references_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(HOLDS, changes), HOLDS, "ModuleHold") == {sentence: "fails"}


def test_references_that_are_kept_otherwise_hold_as_well() -> None:
    outcome = told(TRUE, changed(HOLDS, REWRITE), HOLDS, "ModuleHold")
    assert outcome == dict.fromkeys(TRUE, "holds")


def test_a_call_that_the_spec_does_not_know_tells_nothing() -> None:
    source = changed(HOLDS, [("MODULE_USERS.retain(module);", "MODULE_USERS.retain_times(module, 1);")])
    assert told(TRUE[1:3], source, HOLDS, "ModuleHold") == dict.fromkeys(TRUE[1:3], "undecided")
