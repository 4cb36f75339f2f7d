"""Sentences on guards that ask the outside before they hold something, or that hold what the outside gave them."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import told

WINDOWS = """
use crate::bus::windows;

/// Bus windows opened so far by one setup.
pub struct WindowSet {
    label: &'static str,
    spans: Vec<(u32, u32)>,
    settled: bool,
}

impl WindowSet {
    pub fn new(label: &'static str) -> Self {
        Self { label, spans: Vec::new(), settled: false }
    }

    /// Asks for a window and remembers it.
    pub fn open(&mut self, start: u32, size: u32) -> Result<(), SetupError> {
        if windows::is_taken(start, size) {
            return Err(SetupError::Taken(start));
        }
        windows::map(start, size, self.label);
        self.spans.push((start, size));
        Ok(())
    }

    pub fn settle(mut self) -> Vec<(u32, u32)> {
        self.settled = true;
        core::mem::take(&mut self.spans)
    }
}

impl Drop for WindowSet {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        while let Some((start, size)) = self.spans.pop() {
            windows::unmap(start, size);
        }
    }
}
"""
TIMERS = """
use crate::hw::{irq, TIMERS};

/// A timer that is ours.
pub struct TimerGuard {
    core: usize,
    timer: u8,
    live: bool,
}

impl TimerGuard {
    pub fn obtain(core: usize) -> Option<Self> {
        let timer = TIMERS.lock().alloc(core)?;
        Some(Self { core, timer, live: true })
    }

    /// Hands the timer to the caller.
    pub fn keep(mut self) -> u8 {
        self.live = false;
        self.timer
    }

    /// Gives it back now.
    pub fn give_back(mut self) -> bool {
        self.live = false;
        self.undo()
    }

    fn undo(&self) -> bool {
        irq::silence(self.core, self.timer);
        let pending = irq::clear_pending(self.core, self.timer);
        TIMERS.lock().free(self.core, self.timer);
        pending
    }
}

impl Drop for TimerGuard {
    fn drop(&mut self) {
        if self.live {
            self.undo();
        }
    }
}
"""
COPIES = """
use crate::mm::counts;

struct Copied {
    block: BlockNo,
    page: PageNo,
}

/// Undoes a copy that was given up.
pub struct CopyUndo<'a> {
    volume: &'a Volume,
    done: Vec<Copied>,
    armed: bool,
}

impl<'a> CopyUndo<'a> {
    pub fn new(volume: &'a Volume) -> Self {
        Self { volume, done: Vec::new(), armed: true }
    }

    pub fn note(&mut self, block: BlockNo, page: PageNo) {
        self.done.push(Copied { block, page });
    }

    pub fn finish(mut self) -> usize {
        self.armed = false;
        self.done.len()
    }
}

impl Drop for CopyUndo<'_> {
    fn drop(&mut self) {
        if !self.armed {
            return;
        }
        while let Some(copied) = self.done.pop() {
            let _ = self.volume.detach(copied.block);
            counts::lower(copied.page);
        }
    }
}
"""
TYPES = {"WindowSet": WINDOWS, "TimerGuard": TIMERS, "CopyUndo": COPIES}
TRUE = {
    "WindowSet": """
`new()` opens no windows
`open()` returns `Taken` with the start if the window is taken
`open()` returns `Taken` with the refused start if any part of the window is taken
`Drop` unmaps every opened window if not settled, newest first
`settle()` returns all opened windows
`Drop` unmaps nothing after `settle()`
""",
    "TimerGuard": """
`obtain()` returns `None` if the core has no free timer
`obtain()` returns `None` if no timer is free
`obtain()` returns `None` when there are no free timers left
`obtain()` returns `None` if no timer is left
`keep()` returns the timer and leaves it allocated
""",
    "CopyUndo": """
`CopyUndo::new()` starts armed with nothing noted
`CopyUndo::new()` starts out empty and armed
`note()` keeps block and page of every noted block
`note()` remembers both the block and the page
`note()` stores the block together with its page
`Drop` lowers one count for each noted page
""",
}
UNTRUE = {
    "WindowSet": """
`open()` returns `Taken` with the size if the window is taken
`Drop` unmaps every opened window, oldest first
""",
}
OPEN = {
    "WindowSet": """
`open()` returns `Taken` if the bus is asleep
""",
    "TimerGuard": """
`give_back()` returns whether no line was pending
`obtain()` returns `None` if the core is parked
""",
}
CHANGED = (
    (
        "WindowSet",
        "            return Err(SetupError::Taken(start));",
        "            return Err(SetupError::Taken(size));",
        "`open()` returns `Taken` with the start if the window is taken",
    ),
    (
        "WindowSet",
        "windows::unmap(start, size)",
        "windows::unmap(start, start + size)",
        "`Drop` unmaps every opened window if not settled, newest first",
    ),
    ("TimerGuard", ".alloc(core)?", ".alloc(core).unwrap_or(SPARE)", "`obtain()` returns `None` if no timer is free"),
    ("TimerGuard", "        self.live = false;\n        self.timer", "        self.timer", "`keep()` returns the timer and leaves it allocated"),
    ("CopyUndo", "Copied { block, page }", "Copied { block, page: PageNo::NONE }", "`note()` keeps block and page of every noted block"),
    (
        "CopyUndo",
        "            let _ = self.volume.detach(copied.block);\n            counts::lower(copied.page);",
        "            if self.volume.detach(copied.block).is_ok() {\n                counts::lower(copied.page);\n            }",
        "`Drop` lowers one count for each noted page",
    ),
    (
        "CopyUndo",
        "        self.done.push(Copied { block, page });",
        "        if self.done.iter().all(|c| c.page != page) {\n            self.done.push(Copied { block, page });\n        }",
        "`note()` keeps block and page of every noted block",
    ),
)  # fmt: skip
SAME = (
    ("CopyUndo", (("    armed: bool,\n", ""), (", armed: true }", " }"), ("        self.armed = false;\n        self.done.len()", "        let n = self.done.len();\n        self.done.clear();\n        n"), ("        if !self.armed {\n            return;\n        }\n", ""))),
    ("WindowSet", (("spans: Vec<(u32, u32)>", "spans: Option<Vec<(u32, u32)>>"), ("spans: Vec::new()", "spans: Some(Vec::new())"), ("self.spans.push((start, size));", "self.spans.get_or_insert_with(Vec::new).push((start, size));"), ("core::mem::take(&mut self.spans)", "self.spans.take().unwrap_or_default()"), ("while let Some((start, size)) = self.spans.pop() {", "for (start, size) in self.spans.take().unwrap_or_default().into_iter().rev() {"))),
)  # fmt: skip


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_holds(name: str) -> None:
    texts = TRUE[name].strip().splitlines()
    assert told(texts, TYPES[name], TYPES[name], name) == dict.fromkeys(texts, "holds")


@pytest.mark.parametrize("name", UNTRUE)
def test_what_is_not_true_fails(name: str) -> None:
    texts = UNTRUE[name].strip().splitlines()
    assert told(texts, TYPES[name], TYPES[name], name) == dict.fromkeys(texts, "fails")


@pytest.mark.parametrize("name", OPEN)
def test_what_says_too_little_is_undecided(name: str) -> None:
    texts = OPEN[name].strip().splitlines()
    assert told(texts, TYPES[name], TYPES[name], name) == dict.fromkeys(texts, "undecided")


@pytest.mark.parametrize(("name", "old", "new", "said"), CHANGED, ids=lambda value: str(value)[:40])
def test_a_fault_fails_what_speaks_of_it(name: str, old: str, new: str, said: str) -> None:
    assert old in TYPES[name]
    assert told([said], TYPES[name].replace(old, new), TYPES[name], name) == {said: "fails"}


@pytest.mark.parametrize(("name", "changes"), SAME, ids=lambda value: str(value)[:40])
def test_another_dress_of_the_same_holds(name: str, changes: tuple[tuple[str, str], ...]) -> None:
    code = TYPES[name]
    for old, new in changes:
        assert old in code
        code = code.replace(old, new)
    texts = TRUE[name].strip().splitlines()
    assert told(texts, code, TYPES[name], name) == dict.fromkeys(texts, "holds")


def test_to_record_something_is_not_to_do_nothing() -> None:
    sentences = ["`note()` does nothing", "`note()` has no effect"]
    assert "holds" not in told(sentences, TYPES["CopyUndo"], TYPES["CopyUndo"], "CopyUndo").values()
