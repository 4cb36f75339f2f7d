"""What people say of kernel code that cannot all be run: results by the signature, arms of a `match`, functions named by what they do."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

RESULTS = r"""
pub struct Pool { last: Option<Frame>, free: List }
impl Pool {
    pub fn release(&mut self, frame: Frame) { self.free.push(frame); }
    pub fn read(&self, out: &mut u32) { *out = 3; }
    pub fn store(&mut self, frame: Frame) { self.last = Some(frame); }
    pub fn notify(&self, done: impl Fn(u32)) { done(3); }
}
#[test]
fn drains() {}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`store` returns the previous frame, if any", "fails"),
        ("`store` returns the frame to the pool", "undecided"),
        ("`release` returns the old frame", "undecided"),
        ("`read` returns the value", "undecided"),
        ("`notify` returns the result", "undecided"),
        ("`store` returns early if the pool is full", "fails"),
        ("`store` returns once the frame is stored", "undecided"),
        ("`frame.order()` is ignored", "undecided"),
        ("`frame` is ignored", "undecided"),
        ("`drains` is ignored", "fails"),
    ],
)
def test_what_a_function_gives_back_is_held_against_its_signature(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/pool.rs": RESULTS.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message


PORTS = r"""
pub struct Ports { table: Lock<Table> }
pub struct Pipes;
impl Ports {
    pub fn open_port(&self, port: u16, owner: Owner) -> Result<(), SysError> {
        if port == 0 || port > 0xff00 {
            return Err(SysError::EINVAL);
        }
        if owner.is_gone() {
            return Err(SysError::ESRCH);
        }
        self.table.lock().insert(port, owner)
    }
    pub fn raw_port(&self, port: u16) -> i32 {
        if port == 0 {
            return -22;
        }
        self.table.lock().raw(port)
    }
    pub fn close_port(&self, port: u16) { self.table.lock().remove(port); }
    pub fn close_all(&self) { self.table.lock().clear(); }
    pub fn drain(&mut self, owner: Owner) { self.table.lock().drain(owner); }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`open_port` returns `EINVAL` for port 0", "holds"),
        ("`open_port` with port 0 → `EINVAL`", "holds"),
        ("`open_port` rejects port 0xff01 with `EINVAL`", "holds"),
        ("`open_port` rejects port 0", "holds"),
        ("`open_port` returns `ENOMEM` for port 0", "fails"),
        ("`open_port` with port 0 → `ESRCH`", "fails"),
        ("`open_port` returns `EINVAL` for port 7", "undecided"),
        ("`open_port` returns `ESRCH` for port 7", "undecided"),
        ("`raw_port` returns `EINVAL` for port 0", "undecided"),
        ("`raw_port` returns `-5` for port 0", "fails"),
        ("`raw_port` returns `-22` for port 0", "holds"),
        ("Opening port 0 returns `EINVAL`", "holds"),
        ("Opening port 0 fails with `ENOMEM`", "fails"),
        ("Opening port 0 → `EINVAL`", "holds"),
        ("Draining takes `&mut self`", "holds"),
        ("Draining takes `&self`", "fails"),
        ("Closing takes `&mut self`", "undecided"),
        ("Closing port takes `&self`", "holds"),
        ("Draining the pool takes `&self`", "undecided"),
        ("Nothing takes `&self`", "undecided"),
        ("Warning returns `EINVAL`", "undecided"),
    ],
)
def test_a_function_is_found_by_what_it_does_and_decided_by_its_guards(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": PORTS.encode()}, [PORTS], []), text)
    assert verdict.outcome == outcome, verdict.message


PORT = r"""
pub enum Mode { Closed, Reading, Writing, Wide }
pub struct Port { mode: Mode, pages: Pages }
pub struct Other { mode: Mode }
impl Port {
    pub fn put(&mut self, data: &[u8]) -> Result<usize, Fault> {
        match self.mode {
            Mode::Closed => Err(Fault::Gone),
            Mode::Reading => return Err(Fault::Denied),
            Mode::Writing => self.pages.store(data),
            Mode::Wide => unimplemented!(),
        }
    }
    pub fn store(&mut self, quick: bool) -> Result<usize, Fault> {
        if quick {
            match self.mode {
                Mode::Closed => return Err(Fault::Gone),
                _ => {}
            }
        }
        self.pages.store(&[])
    }
    pub fn take_lock(&mut self) {
        match self.mode {
            Mode::Closed => {}
            Mode::Reading => self.pages.lock_shared(),
            Mode::Writing => { self.pages.lock_shared(); self.pages.page_lock(); }
            Mode::Wide => self.pages.try_lock_shared(),
        }
    }
}
impl Drop for Port {
    fn drop(&mut self) {
        match self.mode {
            Mode::Closed => {}
            Mode::Reading => self.pages.page_unlock_shared(),
            Mode::Writing => self.pages.page_unlock_exclusive(),
            Mode::Wide => unreachable!(),
        }
    }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("drop of a `Reading` handle → `page_unlock_shared()`", "holds"),
        ("drop of a `Writing` handle → `page_unlock_shared()`", "undecided"),
        ("drop of a `Closed` handle → `page_unlock_shared()`", "fails"),
        ("Dropping a `Port` opened with `Writing` releases the exclusive lock", "holds"),
        ("Dropping a `Port` opened with `Closed` releases the exclusive lock", "fails"),
        ("Dropping an `Other` opened with `Writing` releases the exclusive lock", "fails"),
        ("Dropping a `Port` releases the exclusive lock", "undecided"),
        ("Putting → `Err(Fault::Gone)`", "undecided"),
        ("`put` on a `Closed` handle → `Err(Fault::Gone)`", "holds"),
        ("`put` on a `Closed` handle → `Err(Fault::Denied)`", "fails"),
        ("`put` on a `Closed` handle → `Reading`", "undecided"),
        ("`put` on a `Closed` handle fails", "holds"),
        ("`put` on a `Wide` handle hits `unimplemented!`", "holds"),
        ("`put` on a `Wide` handle hits `todo!`", "undecided"),
        ("`put` in `Wide` mode panics", "holds"),
        ("`put` in `Closed` mode panics", "fails"),
        ("`store` on a `Closed` handle is rejected with `Gone`", "undecided"),
        ("`take_lock` takes the shared lock in `Reading` mode", "holds"),
        ("`take_lock` takes the exclusive lock in `Reading` mode", "undecided"),
        ("`take_lock` takes the exclusive lock in `Closed` mode", "fails"),
        ("`take_lock` takes the shared lock in `Wide` mode", "undecided"),
        ("`take_lock` takes the page lock in `Writing` mode", "holds"),
        ("`take_lock` takes the lock in `Writing` mode", "undecided"),
        ("`take_lock` releases the shared lock in `Reading` mode", "undecided"),
    ],
)
def test_what_is_said_of_one_variant_is_decided_by_its_arm(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": PORT.encode()}, [PORT], []), text)
    assert verdict.outcome == outcome, verdict.message


PROBE = r"""
pub struct Probe { bus: Bus, limit: u32 }
impl Probe {
    pub fn size_of(&self, slot: u8) -> Option<u32> {
        let base = self.bus.read(slot);
        let size = self.bus.probe(slot);
        if size == 0x0 { return None; }
        let mask = unsafe { let found = self.bus.mask(base); if found == 0 { return None; } found };
        Some(size & mask)
    }
    pub fn twice(&self, slot: u8) -> Option<u32> {
        let size = self.bus.probe(slot);
        if size == 0 { return None; }
        let size = self.bus.size(slot);
        if size == 0 { return Some(1); }
        Some(size)
    }
    pub fn deep(&self, quick: bool) -> Result<u32, Fault> {
        let size = self.bus.probe(1);
        if quick {
            if size == 0 { return Err(Fault::Small); }
        }
        Ok(size)
    }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`size_of` returns `None` if `size` is 0", "holds"),
        ("`size_of` returns `None` if the size is zero", "holds"),
        ("`size_of` returns `None` when `found` is zero", "holds"),
        ("`size_of` returns `Some(0)` if `size` is 0", "fails"),
        ("`size_of` returns `None` if `base` is zero", "undecided"),
        ("`size_of` returns `None` if `size` is not zero", "undecided"),
        ("`twice` returns `None` if `size` is 0", "undecided"),
        ("`deep` returns `Err(Fault::Small)` if `size` is 0", "undecided"),
    ],
)
def test_a_condition_on_a_variable_is_that_of_the_one_check_of_it(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": PROBE.encode()}, [PROBE], []), text)
    assert verdict.outcome == outcome, verdict.message


KINDS = r"""
#[derive(Debug)]
pub enum DiskKind { Floppy = 0x11, Tape = 0x12, Other = 0xff }
impl From<u16> for DiskKind {
    fn from(raw: u16) -> DiskKind {
        match raw { 0x11 => DiskKind::Floppy, 0x12 => DiskKind::Tape, _ => DiskKind::Other }
    }
}
pub enum Side { Left, Right }
impl Side {
    pub fn of(code: u8) -> Self { match code { 0 => Side::Left, 1 => Side::Right, _ => panic!("no side") } }
    pub fn back(code: u8) -> Side { match code { 0 => Side::Right, _ => Side::Left } }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("Kind 0x11 → `Floppy`", "holds"),
        ("Kind 0x11 → `Tape`", "fails"),
        ("Disk kind 0x12 maps to `DiskKind::Tape`", "holds"),
        ("0x12 decodes to `Floppy`", "fails"),
        ("Unlisted disk kinds map to `DiskKind::Other`", "holds"),
        ("Unknown kinds become `Tape`", "fails"),
        ("Colour 0x11 → `Floppy`", "undecided"),
        ("Converting an unknown disk kind panics", "fails"),
        ("Side 0 → `Left`", "undecided"),
        ("Kind 0x11 is `Debug`", "undecided"),
        ("`Floppy` → `Tape`", "undecided"),
    ],
)
def test_the_conversion_that_is_meant_is_found_by_its_nouns(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": KINDS.encode()}, [KINDS], []), text)
    assert verdict.outcome == outcome, verdict.message


LOCKS = r"""
pub struct Bank { rows: Mutex<Vec<u8>>, cards: Mutex<Vec<u8>> }
impl Bank {
    pub fn both(&self) { let a = self.rows.lock(); let b = self.cards.lock(); work(a, b); }
    pub fn rows_only(&self, n: usize) { let mut rows = self.rows.lock(); rows.push(n); }
    pub fn perhaps(&self, n: usize) { if n > 3 { self.cards.lock().push(n); } }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`rows_only` locks `rows`", "holds"),
        ("`rows_only` takes the `rows` lock", "holds"),
        ("`rows_only` takes the rows lock", "holds"),
        ("`both` takes the cards lock", "holds"),
        ("`both` takes the lock", "undecided"),
        ("`rows_only` locks `cards`", "fails"),
        ("`perhaps` locks `cards`", "undecided"),
        ("`rows_only` does not touch `cards`", "holds"),
        ("`rows_only` does not touch `rows`", "fails"),
    ],
)
def test_a_lock_is_found_by_what_it_guards(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": LOCKS.encode()}, [LOCKS], []), text)
    assert verdict.outcome == outcome, verdict.message


HANDED = r"""
#[derive(Clone, Copy)]
pub struct Small { n: u32 }
pub struct Large { n: Vec<u8>, left: Option<u8> }
pub struct Slot<T> { inner: Option<T> }
impl Default for Large { fn default() -> Self { Large { n: Vec::new(), left: None } } }
impl Large {
    pub fn look(&self, small: &Small) -> u32 { small.n }
    pub fn eat(self, other: Large, small: Small) -> u32 { small.n }
    pub fn page_unlock(&self) { self.n.unlock(); }
    pub fn list_unlock(&self) { self.n.unlock(); }
    pub fn list_lock(&self) -> Result<(), u8> { Ok(()) }
}
impl<T> Slot<T> {
    pub fn wait(&self) -> Option<T> { None }
    pub fn copied(&self) -> Option<T> where T: Clone { self.inner.clone() }
    pub fn shown(&self) -> bool where T: Item { true }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`look` borrows `Small`", "holds"),
        ("`look` borrows the `Small`, it does not consume it", "holds"),
        ("`eat` borrows `Small`", "fails"),
        ("`eat` consumes `Small`", "undecided"),
        ("`eat` does not consume `Small`", "undecided"),
        ("`eat` consumes `other`", "holds"),
        ("`eat` consumes `Large`", "undecided"),
        ("`look` consumes `small`", "fails"),
        ("`look` needs only `&self`", "holds"),
        ("`look` needs only `&mut self`", "fails"),
        ("`wait` does not need `T: Clone`", "holds"),
        ("`copied` does not need `T: Clone`", "fails"),
        ("`shown` does not need `T: Clone`", "undecided"),
        ("`Default` for `Large` gives `n: Vec::new(), left: None`", "holds"),
        ("`Default` for `Large` gives `left: Some(1)`", "fails"),
        ("`Default` for `Large` gives `left: 3`", "fails"),
        ("Unlock methods return `Result<()>`", "fails"),
        ("Unlock methods take `&self`", "holds"),
        ("Unlock methods take `&mut self`", "fails"),
        ("Lock methods return `Result<(), u8>`", "undecided"),
    ],
)
def test_what_is_handed_to_a_function_is_told_by_its_signature(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": HANDED.encode()}, [HANDED], []), text)
    assert verdict.outcome == outcome, verdict.message


def test_all_orderings_are_those_of_the_files_where_all_agree() -> None:
    code = "impl Seat {\n    fn take(&self) -> u64 { self.next.fetch_add(1, Ordering::Relaxed) }\n}\n"
    page = Page({"src/seat.rs": f"struct Seat {{ next: AtomicU64 }}\n{code}".encode()}, [code], [])
    assert judge(page, "All atomic accesses use `Relaxed`").outcome == "holds"
    assert judge(page, "All atomic accesses use `SeqCst`").outcome == "fails"


GATE = r"""
pub enum GateLock { Unlocked, Shared(u32), Unique }
pub struct GateHandle { state: Mutex<GateLock> }
impl GateHandle {
    pub fn lock_unique(&self) -> Result<(), Fault> {
        let info = self.info()?;
        let mut gate = info.state.lock();
        match *gate {
            GateLock::Unlocked => {
                *gate = GateLock::Unique;
                Ok(())
            }
            _ => Err(Fault::Locked),
        }
    }
    pub fn lock_shared(&self) -> Result<(), Fault> {
        let mut gate = self.state.lock();
        match *gate {
            GateLock::Unlocked => { *gate = GateLock::Shared(1); Ok(()) }
            GateLock::Shared(ref mut n) => { self.check()?; *n += 1; Ok(()) }
            GateLock::Unique => return Err(Fault::Locked),
        }
    }
    pub fn lock_now(&self, gate: GateLock) -> Result<(), Fault> {
        match gate {
            _ if self.busy() => Err(Fault::Busy),
            GateLock::Unlocked => Ok(()),
            _ => Err(Fault::Locked),
        }
    }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`lock_unique()` on an unlocked gate succeeds", "holds"),
        ("`lock_unique()` on an unlocked gate fails", "fails"),
        ("`lock_unique` for `GateLock::Shared` returns `Ok(())`", "fails"),
        ("`lock_unique` for `GateLock::Unique` is rejected with `Locked`", "holds"),
        ("`lock_unique()` on an unlocked file succeeds", "undecided"),
        ("`lock_shared()` on a shared gate succeeds", "undecided"),
        ("`lock_shared()` on a unique gate is rejected with `Locked`", "holds"),
        ("`lock_shared()` on a unique gate succeeds", "fails"),
        ("`lock_now()` on an unlocked gate succeeds", "undecided"),
        ("`lock_now()` on a shared gate is rejected with `Locked`", "undecided"),
    ],
)
def test_a_state_is_that_of_the_variant_called_so(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": GATE.encode()}, [GATE], []), text)
    assert verdict.outcome == outcome, verdict.message
