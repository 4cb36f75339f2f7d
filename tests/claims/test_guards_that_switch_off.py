"""Guards that turn something off while they live: what they save and count, what comes on again and when, what their methods tell."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

QUIET = """
static NESTING: AtomicU32 = AtomicU32::new(0);

/// Keeps the scheduler from preempting the task that holds it.
pub struct PreemptOff { was_on: bool }

impl PreemptOff {
    /// Stop preemption and remember how it was.
    pub fn enter() -> Self {
        let was_on = preempt::is_enabled();
        preempt::disable();
        NESTING.fetch_add(1, Ordering::SeqCst);
        Self { was_on }
    }
    /// True for a guard that others stand around.
    pub fn is_inner(&self) -> bool { !self.was_on }
    /// Lets others run for a moment.
    pub fn relax(&self) {
        if !self.was_on { return; }
        preempt::enable();
        sched::yield_now();
        preempt::disable();
    }
}

impl Drop for PreemptOff {
    fn drop(&mut self) {
        NESTING.fetch_sub(1, Ordering::SeqCst);
        if self.was_on { preempt::enable(); }
    }
}
"""
TRUE = rows("""
The saved state is the one from before disabling
The old state is read before preemption is disabled
`enter()` records whether preemption was on before disabling it
`was_on` holds the state from before disabling
Nesting counter goes up by one per guard and down again on drop
The nesting counter is raised by `enter()` and lowered when the guard is dropped
Each guard raises the nesting level by one, its drop lowers it
The nesting count is back at its old value after all guards are dropped
Preemption re-enabled on drop only if it was on before
Preemption comes back on when the guard is dropped only if it was enabled before
Dropping an inner guard leaves preemption off
Nesting counter is lowered before preemption comes back on
The nesting count is decremented before re-enabling preemption
`is_inner()` tells whether preemption was already off
`is_inner()` returns `true` if preemption was off before
`is_inner()` returns `false` only if preemption was on before
Preemption disabled again when `relax()` returns
`relax()` returns with preemption off again
`relax()` does nothing in an inner guard
`relax()` does nothing if preemption was off before
""")
UNTRUE = rows("""
The nesting counter goes up by one per guard and is not lowered on drop
The nesting counter goes up by two per guard and down again on drop
Preemption re-enabled on drop only if it was off before
Preemption comes back on before the nesting counter is lowered
The nesting counter is raised before preemption is disabled
Dropping an inner guard leaves preemption on
`is_inner()` tells whether preemption was on before
`is_inner()` returns `false` if preemption was off before
Preemption is on again when `relax()` returns
`relax()` does nothing if preemption was on before
Preemption re-enabled on drop only if it was on before and a task waits
`is_inner()` tells whether preemption is still off
""")
FAULTS = [
    ("read too late", [("let was_on = preempt::is_enabled();\n        preempt::disable();", "preempt::disable();\n        let was_on = preempt::is_enabled();")], [0, 1]),
    ("not counted", [("NESTING.fetch_add(1, Ordering::SeqCst);", "")], [4, 5, 6]),
    ("not counted down", [("NESTING.fetch_sub(1, Ordering::SeqCst);", "")], [4, 7]),
    ("always on again", [("if self.was_on { preempt::enable(); }", "preempt::enable();")], [8, 9, 10]),
    ("on again too early", [("NESTING.fetch_sub(1, Ordering::SeqCst);\n        if self.was_on { preempt::enable(); }", "if self.was_on { preempt::enable(); }\n        NESTING.fetch_sub(1, Ordering::SeqCst);")], [11, 12]),
    ("told the wrong way", [("!self.was_on }", "self.was_on }")], [13, 14, 15]),
    ("left open", [("yield_now();\n        preempt::disable();", "yield_now();")], [16, 17]),
    ("opened within", [("if !self.was_on { return; }", "")], [18, 19]),
]  # fmt: skip
REWRITTEN = [
    ("turned round", [("if self.was_on { preempt::enable(); }", "if !self.was_on { return; }\n        preempt::enable();")]),
    ("turned off only if on", [("preempt::disable();\n        NESTING", "if was_on { preempt::disable(); }\n        NESTING")]),
    ("held the other way", [("pub struct PreemptOff { was_on: bool }", "pub struct PreemptOff { inner: bool }"), ("Self { was_on }", "Self { inner: !was_on }"), ("{ !self.was_on }", "{ self.inner }"), ("if !self.was_on", "if self.inner"), ("if self.was_on", "if !self.inner")]),
]  # fmt: skip


def test_what_is_so_holds() -> None:
    found = told(TRUE, QUIET, QUIET, "PreemptOff")
    assert {c: f for c, f in found.items() if f != "holds"} == {}


def test_what_is_not_so_never_holds() -> None:
    found = told(UNTRUE, QUIET, QUIET, "PreemptOff")
    assert [c for c, f in found.items() if f == "holds"] == []


@pytest.mark.parametrize(("changes", "wrong"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_fails_where_the_words_speak_of_it(changes: list[tuple[str, str]], wrong: list[int]) -> None:
    found = told(TRUE, changed(QUIET, changes), QUIET, "PreemptOff")
    assert {TRUE[n]: found[TRUE[n]] for n in wrong if found[TRUE[n]] != "fails"} == {}


@pytest.mark.parametrize("changes", [row[1] for row in REWRITTEN], ids=[row[0] for row in REWRITTEN])
def test_rewritten_code_does_not_fail(changes: list[tuple[str, str]]) -> None:
    found = told(TRUE, changed(QUIET, changes), QUIET, "PreemptOff")
    assert {c for c, f in found.items() if f == "fails"} == set()
