"""Guards of many makes that all do what a guard should: put together from ways to keep the pages, to be committed, to give them back."""

from __future__ import annotations

from typing import NamedTuple

PATH = "kernel/src/syscall/mm.rs"


class Store(NamedTuple):
    """A way to keep the pages: declarations, the fields, how they begin, how a page is added, how all are gone through."""

    name: str
    before: str
    fields: str
    begin: str
    add: str
    each: str
    done: str = ""


STORES = (
    Store("pairs", "", "pages: Vec<(usize, usize)>,", "pages: Vec::new(),", "self.pages.push((va, phys));",
          "for &(va, phys) in &self.pages {"),
    Store("columns", "", "vas: Vec<usize>,\n    frames: Vec<usize>,", "vas: Vec::new(),\n            frames: Vec::new(),",
          "self.vas.push(va);\n        self.frames.push(phys);",
          "for i in 0..self.vas.len() {\n            let va = self.vas[i];\n            let phys = self.frames[i];"),
    Store("entries", "#[derive(Clone, Copy)]\nstruct Entry {\n    va: usize,\n    phys: usize,\n}\n", "entries: Vec<Entry>,",
          "entries: Vec::with_capacity(4),", "self.entries.push(Entry { va, phys });",
          "for entry in self.entries.iter() {\n            let Entry { va, phys } = *entry;"),
    Store("chain", "struct Node {\n    page: (usize, usize),\n    next: Option<Box<Node>>,\n}\n", "head: Option<Box<Node>>,", "head: None,",
          "let next = self.head.take();\n        self.head = Some(Box::new(Node { page: (va, phys), next }));",
          "let mut at = self.head.take();\n        while let Some(mut node) = at {\n            at = node.next.take();\n"
          "            let (va, phys) = node.page;"),
    Store("popped", "", "pages: Vec<(usize, usize)>,", "pages: Vec::new(),", "self.pages.push((va, phys));",
          "while let Some((va, phys)) = self.pages.pop() {"),
    Store("optional", "", "pages: Vec<Option<(usize, usize)>>,", "pages: Vec::new(),", "self.pages.push(Some((va, phys)));",
          "for slot in self.pages.iter_mut() {\n            let Some((va, phys)) = slot.take() else { continue };"),
    Store("queue", "use alloc::collections::VecDeque;\n", "pages: VecDeque<(usize, usize)>,", "pages: VecDeque::new(),",
          "self.pages.push_back((va, phys));", "while let Some((va, phys)) = self.pages.pop_front() {"),
)  # fmt: skip


class Flag(NamedTuple):
    """A way to be committed: declarations, fields, how they begin, what commit does, the test at the start of drop."""

    name: str
    before: str
    fields: str
    begin: str
    commit: str
    kept: str


FLAGS = (
    Flag("flag", "", "committed: bool,", "committed: false,", "fn commit(mut self) {\n        self.committed = true;\n    }",
         "if self.committed {\n            return;\n        }"),
    Flag("armed", "", "armed: bool,", "armed: true,", "fn commit(&mut self) {\n        self.armed = false;\n    }",
         "if !self.armed {\n            return;\n        }"),
    Flag("state", "#[derive(PartialEq)]\nenum State {\n    Open,\n    Done,\n}\n", "state: State,", "state: State::Open,",
         "fn commit(mut self) {\n        self.state = State::Done;\n    }",
         "match self.state {\n            State::Done => return,\n            State::Open => {}\n        }"),
    Flag("forgotten", "", "", "", "fn commit(self) {\n        core::mem::forget(self);\n    }", ""),
    Flag("counted", "", "holds: u32,", "holds: 1,", "fn commit(&mut self) {\n        self.holds -= 1;\n    }",
         "if self.holds == 0 {\n            return;\n        }"),
)  # fmt: skip

_WALK = """let root = phys_to_virt(self.root);
            if let Ok(walk) = los_hal::mmu::walk_to_entry(unsafe { &mut *(root as *mut PageTable) }, va, 3, false) {
                walk.table.entry_mut(walk.index).clear();
                tlb_flush_page(va);
            }
            FRAME_ALLOCATOR.free_page(phys);"""


class GuardType(NamedTuple):
    """A guard's Rust file, and the name of its make."""

    name: str
    text: str


def guard_types() -> list[GuardType]:
    """Thirty-five guards, each of another make."""
    found = []
    for n, store in enumerate(STORES):
        for m, flag in enumerate(FLAGS):
            helper = (n + m) % 3
            found.append(GuardType(f"{store.name}_{flag.name}_{helper}", _text(store, flag, helper)))
    return found


def _text(store: Store, flag: Flag, helper: int) -> str:
    shared = store.name not in ("chain", "popped", "optional", "queue")
    walk, more, free = _WALK, "", ""
    if helper == 1 and shared:
        walk = "self.release(va, phys);"
        more = "\n    fn release(&self, va: usize, phys: usize) {\n            " + _WALK + "\n    }\n"
    elif helper == 2:
        walk = "give_back(self.root, va, phys);"
        free = "\nfn give_back(root: usize, va: usize, phys: usize) {\n    " + _WALK.replace("self.root", "root") + "\n}\n"
    return f"""use crate::memory::FRAME_ALLOCATOR;
use los_hal::mmu::{{PageTable, phys_to_virt, tlb_flush_page}};

{store.before}{flag.before}
struct PageGuard {{
    {store.fields}
    root: usize,
    {flag.fields}
}}

impl PageGuard {{
    fn new(root: usize) -> Self {{
        Self {{
            {store.begin}
            root,
            {flag.begin}
        }}
    }}

    fn track(&mut self, va: usize, phys: usize) {{
        {store.add}
    }}

    {flag.commit}
{more}}}
{free}
impl Drop for PageGuard {{
    fn drop(&mut self) {{
        {flag.kept}
        {store.each}
            {walk}
        }}
    }}
}}
"""
