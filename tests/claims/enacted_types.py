"""Types of which stories are told, each with sentences that are true of it, sentences that are not, and some that say too little."""

PINS = """
/// Pages pinned for a transfer, oldest first.
pub const MAX_PINS: usize = 6;

pub struct PinSet<'a> {
    bus: &'a Bus,
    pages: Vec<u64>,
    kept: bool,
}

impl<'a> PinSet<'a> {
    pub fn begin(bus: &'a Bus) -> Self {
        Self { bus, pages: Vec::new(), kept: false }
    }

    /// Remember a page that was pinned.
    pub fn add(&mut self, page: u64) -> Result<(), PinError> {
        if page == 0 {
            return Err(PinError::Null);
        }
        if self.pages.len() == MAX_PINS {
            return Err(PinError::Full);
        }
        self.pages.push(page);
        Ok(())
    }

    /// Forget the page that was added last.
    pub fn remove(&mut self) -> Option<u64> {
        self.pages.pop()
    }

    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Keep the pages pinned.
    pub fn keep(mut self) -> Vec<u64> {
        self.kept = true;
        core::mem::take(&mut self.pages)
    }
}

impl Drop for PinSet<'_> {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        for page in self.pages.drain(..).rev() {
            if self.bus.unpin(page).is_err() {
                log::error!("pin: page {:#x} cannot be unpinned", page);
            }
        }
        self.bus.fence();
    }
}

pub enum PinError {
    Null,
    Full,
}
"""

LINES = """
use core::sync::atomic::{AtomicU16, Ordering};

pub const LINES: u8 = 8;

static IN_USE: AtomicU16 = AtomicU16::new(0b1);

#[derive(PartialEq)]
pub enum LineError {
    BadLine,
    InUse,
}

/// One interrupt line that is ours.
pub struct LineClaim {
    line: u8,
    live: bool,
}

impl LineClaim {
    pub fn claim(line: u8) -> Result<Self, LineError> {
        if line >= LINES {
            return Err(LineError::BadLine);
        }
        if IN_USE.fetch_or(1 << line, Ordering::AcqRel) & (1 << line) != 0 {
            return Err(LineError::InUse);
        }
        pic::unmask(line);
        Ok(Self { line, live: true })
    }

    pub fn claim_free() -> Result<Self, LineError> {
        for line in 0..LINES {
            if let Ok(found) = Self::claim(line) {
                return Ok(found);
            }
        }
        Err(LineError::InUse)
    }

    pub fn line(&self) -> u8 {
        self.line
    }

    /// Give the line back. Returns the events that were missed.
    pub fn finish(mut self) -> u32 {
        self.live = false;
        self.give_up()
    }

    /// Leave the line as it is, for the firmware.
    pub fn detach(mut self) -> u8 {
        self.live = false;
        self.line
    }

    fn give_up(&self) -> u32 {
        pic::mask(self.line);
        let missed = pic::missed(self.line);
        pic::eoi(self.line);
        IN_USE.fetch_and(!(1 << self.line), Ordering::AcqRel);
        missed
    }
}

impl Drop for LineClaim {
    fn drop(&mut self) {
        if self.live && self.give_up() > 0 {
            log::warn!("line {} missed events", self.line);
        }
    }
}
"""

MOUNT = """
/// A mount that is undone unless it is sealed.
pub struct TempMount {
    id: u32,
    sealed: bool,
}

impl TempMount {
    pub fn attach(id: u32) -> Self {
        vfs::attach(id);
        Self { id, sealed: false }
    }

    pub fn seal(mut self) -> u32 {
        self.sealed = true;
        self.id
    }
}

impl Drop for TempMount {
    fn drop(&mut self) {
        if !self.sealed {
            vfs::sync(self.id);
            vfs::detach(self.id);
        }
    }
}
"""

WINDOW = """
/// A window onto the device.
pub struct Window {
    base: usize,
    tag: u16,
}

impl Window {
    pub fn open(base: usize, tag: u16) -> Option<Self> {
        if base % 4096 != 0 || tag == 0 {
            return None;
        }
        bus::map(base, tag);
        Some(Self { base, tag })
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        bus::unmap(self.base, self.tag);
    }
}
"""

TYPES = {"Window": WINDOW, "PinSet": PINS, "LineClaim": LINES, "TempMount": MOUNT}

TRUE = {
    "Window": """
`open()` returns `None` for tag 0
`open()` returns `None` if `base` is not page aligned
`open()` gives `None` on an unaligned base
An unaligned base is refused
A base of 0 with a non-zero tag is accepted
Tag 0 is refused
Drop unmaps the window
Dropping a window unmaps it once
`open()` does not unmap anything
""",
    "PinSet": """
`add(0)` → `Err(Null)`
`add(1)` → `Ok(())`
7th `add()` → `Full`
The seventh `add()` returns `PinError::Full`
`add()` on a full set → `Err(PinError::Full)`
Adding to a full set fails with `Full`
When the set is full, `add()` returns `Full`
Reject page 0
Page 0 is refused with `Null`
A full set given page 0 answers `Null`
Drop unpins every page that was added
Dropping an unkept set unpins all pages
When the set is dropped, all remaining pages are unpinned
Pages are unpinned newest first
Drop unpins the pages in reverse order
Drop unpins pages last added first
Nothing is unpinned before the set is dropped
`keep()` unpins nothing
`keep()` does not unpin anything
After `keep()` nothing is unpinned
Drop after keep: no `unpin` calls
No unpin after `keep()`
A kept set unpins nothing when it goes out of scope
`keep()` returns the added pages
`keep()` hands out the pages, oldest first
Keeping returns the pages in the order they were added
`keep` consumes the set
`keep()` takes the set by value
`remove()` returns `None` on a fresh set
`remove()` on an empty set → `None`
`remove()` returns the page that was added last
`remove()` returns the newest page
`remove()` removes the last page
`remove()` never unpins
Add 3, 4, 5, then drop: unpins 5, 4, 3
add 7, remove, drop → 7 stays pinned
add 3 and 4, then keep → `[3, 4]`
If the same page is added twice, it is unpinned twice
Adding the same page twice succeeds
Adding the same page twice unpins it twice on drop
A failed unpin is logged
A failing unpin does not panic
If an unpin fails, the remaining pages are still unpinned
When `unpin` fails, an error is logged
Drop logs nothing if no unpin fails
Drop fences the bus once
At most one fence on drop
The fence comes after the last unpin
Unpin the pages before the fence
`len()` goes up by one for each successful `add()`
`len()` stays the same if `add()` fails
`len()` is 0 on a fresh set
`begin()` adds nothing
`add(page)` appends to `pages`
A rejected page is not recorded
A refused page is not unpinned on drop
Once six pages are added, `add()` returns `Full`
Hold no more than `MAX_PINS` pages
At most six pages can be added
When the set is full and one page is removed, another page can be added
Only an unkept set unpins pages
`add()` does not touch the bus
The set is not kept when it is created
A panic unpins all pages
On panic, every page is unpinned
Drop unpins the pages unless `keep()` was called
""",
    "LineClaim": """
`claim(8)` → `Err(BadLine)`
`claim(0)` → `Err(InUse)` on a fresh boot
`claim(n)` twice: the second is `Err(InUse)`
Lines 8 and above are refused with `BadLine`
Line 0 starts out taken
`claim()` unmasks the line
`claim()` does not mask the line
A failed `claim` does not unmask the line
`claim_free` hands out the lowest free line
On a fresh boot `claim_free()` yields line 1
With every line taken, `claim_free()` returns `InUse`
If no line is free, `claim_free()` fails with `InUse`
Claiming a busy line returns `InUse`
Dropping a live claim masks the line and frees it
Drop masks the line once
Dropped claim → line can be claimed again
After drop the line is free again
The line is free again after `finish()`
claim, drop, claim again → `Ok(_)`
Mask the line before `eoi`
The line is masked before the bit is cleared
Drop warns if events were missed
Drop logs a warning when the missed events are non-zero
Drop logs nothing if no events were missed
`finish()` never logs
`finish()` returns the missed events
`finish()` frees the line right away
After `finish()` the line is not masked a second time
`detach()` returns the line number
`detach()` does not mask the line
`detach()` keeps the line taken
A detached line is not free
detach, then `claim` of the same line → `InUse`
Nothing is masked after `detach()`
A detached claim does not touch the hardware when dropped
`line()` returns the number the claim was claimed for
Both `finish` and `detach` consume the claim
Drop never panics
A claimed line is unmasked
The line's bit in `IN_USE` is set when it is claimed
""",
    "TempMount": """
Dropping an unsealed mount detaches it
Drop syncs before it detaches
Drop does nothing once sealed
`seal()` detaches nothing
`seal()` returns the id
`seal()` consumes the mount
Drop detaches exactly once
No `detach` calls after `seal()`
Dropped without `seal()`, the mount is detached
On panic, the mount is detached
Attach syncs nothing
`attach()` never syncs
""",
}

UNTRUE = {
    "Window": """
`open()` panics on an unaligned base
`open()` returns `None` for a base of 0
Tag 0 is accepted
A base of 1 is accepted
An aligned base with tag 0 is accepted
`open()` unmaps the window
""",
    "PinSet": """
`add(0)` → `Ok(())`
`add(1)` → `Err(Null)`
6th `add()` → `Full`
`add()` on a full set → `Err(Null)`
A full set given page 0 answers `Full`
Accept page 0
Pages are unpinned oldest first
Drop unpins the pages in the order they were added
`keep()` unpins all pages
After `keep()`, drop unpins the pages
`keep()` returns the number of pages
`keep()` hands out the pages newest first
`keep` takes `&mut self`
`remove()` returns the oldest page
`remove()` removes the first page
`remove()` unpins the page
Unpin the page that `remove` returns
`add()` unpins the page
Add 3, 4, 5, then drop: unpins 3, 4, 5
add 3 and 4, then keep → `[4, 3]`
Adding the same page twice is rejected
A page that is already added is refused
If the same page is added twice, it is unpinned once
A failing unpin makes the drop panic
The first unpin that fails ends the cleanup
If an unpin fails, the cleanup stops
Nothing is logged if an unpin fails
Drop always logs an error
Drop fences the bus twice
The fence comes before the first unpin
`len()` goes up even if `add()` fails
`len()` goes up by two for each successful `add()`
A rejected page is unpinned by the set when it is dropped
At most five pages can be added
When the set is full and one page is removed, no further page can be added
`add()` fences the bus
A kept set unpins the pages on drop
""",
    "LineClaim": """
`claim(8)` → `Err(InUse)`
`claim(7)` → `Err(BadLine)`
`claim(0)` → `Err(BadLine)`
`claim()` masks the line
A failed `claim` unmasks the line
`claim_free` hands out the highest free line
`claim_free()` returns the last free line
On a fresh boot `claim_free()` yields line 0
With every line taken, `claim_free()` returns `BadLine`
Claiming a busy line waits until it is free
`eoi` comes before the line is masked
The bit is cleared before the line is masked
Drop always logs a warning
`finish()` logs a warning if events were missed
`finish()` returns the line number
`finish()` keeps the line taken
After `finish()` the drop masks the line once more
`detach()` masks the line
`detach()` returns the missed events
A detached line can be claimed again
detach, then `claim` of the same line → `Ok(_)`
`detach()` frees the line
`detach()` gives the line back
Line 0 starts out free
`finish` takes `&mut self`
Drop unmasks the line
""",
    "TempMount": """
Dropping an unsealed mount does nothing
Drop detaches, then syncs
Drop syncs after it detaches
`seal()` detaches the mount
After `seal()` the mount is detached on drop
Drop detaches twice
On panic, nothing is detached
`attach()` detaches
""",
}

OPEN = {
    "Window": """
`open(0)` → `None`
Drop unmaps base 0
Window 3 is refused
Drop unmaps base 12288
`open()` fails on base 4096 and above
""",
    "PinSet": """
Drop unpins only the last page
Drop unpins 3
The first page added is unpinned first
The bus is fenced for every page
Pages 3 and 4 are unpinned
`add()` returns `Err(Null)`
`add()` is rejected
Drop unpins the pages asynchronously
Pages are unpinned in time
Drop logs an error
The set is thread-safe
`keep()` returns the pages sorted
Only the newest page is unpinned
A page is added at most once per transfer
""",
    "LineClaim": """
`claim()` returns `InUse`
`claim()` yields line 3
`line()` returns the number of lines
Drop masks line 3
Drop masks the line before the timer
Drop wakes the waiters
Claiming the line twice is slow
`finish()` returns the missed events since boot
""",
}

# A fault in the tree: what it replaces, what it puts there, a sentence that it breaks, and one that it does not.
CHANGED = [
    (
        "PinSet",
        "self.pages.drain(..).rev()",
        "self.pages.drain(..)",
        "Pages are unpinned newest first",
        "Drop unpins every page that was added",
    ),
    ("PinSet", "self.pages.len() == MAX_PINS", "self.pages.len() > MAX_PINS", "7th `add()` → `Full`", "`add(0)` → `Err(Null)`"),
    ("PinSet", "self.kept = true;", "", "`keep()` does not fence", "`keep()` returns the added pages"),
    ("PinSet", "        self.bus.fence();\n", "", "Drop fences the bus once", "Pages are unpinned newest first"),
    (
        "PinSet",
        "            return Err(PinError::Null);",
        "            return Ok(());",
        "Page 0 is refused with `Null`",
        "`add(1)` → `Ok(())`",
    ),
    (
        "LineClaim",
        "        self.live = false;\n        self.line\n",
        "        self.line\n",
        "`detach()` keeps the line taken",
        "`detach()` returns the line number",
    ),
    (
        "LineClaim",
        "for line in 0..LINES",
        "for line in (0..LINES).rev()",
        "`claim_free` hands out the lowest free line",
        "`claim(8)` → `Err(BadLine)`",
    ),
    (
        "LineClaim",
        "        pic::mask(self.line);\n        let missed = pic::missed(self.line);",
        "        let missed = pic::missed(self.line);\n        pic::mask(self.line);",
        "Mask the line before asking for `missed`",
        "`finish()` frees the line right away",
    ),
    (
        "TempMount",
        "            vfs::sync(self.id);\n",
        "",
        "Dropping an unsealed mount syncs and detaches it",
        "Drop detaches exactly once",
    ),
]
