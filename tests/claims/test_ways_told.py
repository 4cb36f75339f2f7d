"""What comes of a call in a situation that is told in words, and the order of two things on every way through a function."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

STORE = r"""
pub enum Errno { BadFd, Busy(usize), NoSpace, Skewed }
pub enum Kind { Pipe(u8), Disk { at: usize }, Net }
pub enum Mode { Shared, Owned }
pub struct Grant { kind: Kind, mode: Mode }
pub fn close(table: &mut FdTable, fd: usize) -> Result<(), Errno> {
    let Some(file) = table.files.remove(&fd) else { return Err(Errno::BadFd); };
    log::debug!("closing {}", fd);
    file.flush();
    Ok(())
}
pub fn attach(table: &mut FdTable, name: &str) -> Result<(), Errno> {
    let bound = BOUND_NAMES.read();
    if bound.contains_key(name) {
        return Err(Errno::Busy(0));
    }
    table.open_slot(name);
    Ok(())
}
pub fn hold_early(table: &mut FdTable, name: &str) -> Result<(), Errno> {
    table.open_slot(name);
    let bound = BOUND_NAMES.read();
    if bound.contains_key(name) {
        return Err(Errno::Busy(0));
    }
    Ok(())
}
pub fn unregister(id: usize) -> bool {
    match HANDLERS.lock()[id] {
        Some(_) => { HANDLERS.lock()[id] = None; true }
        None => false,
    }
}
pub fn revoke(grant: Grant, frames: &mut Frames) -> Result<(), Errno> {
    match grant.kind {
        Kind::Pipe(id) => frames.drop_pipe(id),
        Kind::Disk { at } => {
            if grant.mode != Mode::Owned { return Err(Errno::NoSpace); }
            let drive = DRIVES.lock();
            drive.mask_line(at);
            drive.unregister_line(at);
            frames.release(at);
        }
        Kind::Net => {
            let hub = HUB.lock();
            hub.unregister_line(3);
            hub.mask_line(3);
        }
    }
    Ok(())
}
pub unsafe fn check(addr: usize, manager: &Manager) -> Result<usize, Errno> {
    if addr % core::mem::align_of::<u64>() != 0 {
        return Err(Errno::Skewed);
    }
    match manager.is_mapped(addr) {
        true => Ok(addr),
        false => Err(Errno::BadFd),
    }
}
pub fn check_late(addr: usize, manager: &Manager) -> Result<usize, Errno> {
    manager.walk(addr);
    if addr % 8 != 0 {
        return Err(Errno::Skewed);
    }
    Ok(addr)
}
pub fn add_device(regs: &mut Regs, name: &str) -> Result<(), Errno> {
    let names = KNOWN_DEVICES.write();
    names.insert(name.into(), 1);
    let at = regs.map_device(name)?;
    Ok(())
}
pub fn add_window(regs: &mut Regs, name: &str) -> Result<(), Errno> {
    let at = regs.map_window(name)?;
    let names = KNOWN_WINDOWS.write();
    names.insert(name.into(), at);
    Ok(())
}
pub struct Flag { busy: AtomicBool, owner: AtomicUsize }
impl Flag {
    fn grab(&self) {
        while self.busy.swap(true, Ordering::Acquire) {}
        self.owner.store(hart(), Ordering::Relaxed);
    }
    fn quit(&self) {
        self.owner.store(0, Ordering::Relaxed);
        self.busy.store(false, Ordering::Release);
    }
    fn hurry(&self) { self.busy.store(false, Ordering::Release); }
    fn guarded(&self) {
        strange!(self.owner);
        self.owner.store(hart(), Ordering::Relaxed);
    }
}
pub fn start(arg: usize) {
    let frames = FRAMES.lock().take_many(64);
    unsafe { crate::heap::HEAP_ALLOCATOR.init(frames, 64 * 4096) };
    crate::log::init_logger();
}
pub fn start_late(arg: usize) {
    crate::log::init_logger();
    unsafe { crate::heap::HEAP_ALLOCATOR.init(arg, 64 * 4096) };
}
pub fn shut(task: &mut Task, pool: &mut Pool) {
    task.files.close_all();
    pool.give_back(task.stack);
}
"""

ROWS = (
    ("Closing a descriptor that is not in the table returns `Errno::BadFd`", "holds"),
    ("Closing an fd that is not in the file table fails with `Errno::NoSpace`", "fails"),
    ("Closing an fd that is not in the moon table fails with `Errno::BadFd`", "undecided"),
    ("`close` returns `Errno::BadFd` for an fd that is not in the table", "holds"),
    ("`close` fails with `Errno::BadFd` when the fd is unknown", "holds"),
    ("`close` returns `Ok(())` if there is no file for the fd", "fails"),
    ("Attaching a name that is already bound fails with `Errno::Busy(0)`", "holds"),
    ("Attaching a name that is already bound fails with `Errno::Busy(1)`", "fails"),
    ("Attaching a name that is already bound fails with `Errno::Busy(0)` and opens nothing", "holds"),
    ("`hold_early` fails with `Errno::Busy(0)` for a name that is already bound and opens nothing", "fails"),
    ("`unregister` returns `false` when no handler is registered for the id", "holds"),
    ("`unregister` returns `true` when no handler is registered for the id", "fails"),
    ("`unregister` returns `false` when no comet is registered for the id", "undecided"),
    ("A disk grant that is not `Owned` is rejected with an error", "holds"),
    ("A disk grant that is not `Owned` panics", "fails"),
    ("A disk grant that is `Owned` is refused with `Errno::NoSpace`", "fails"),
    ("A pipe grant that is not `Owned` is rejected with an error", "undecided"),
    ("`check` returns `Errno::Skewed` for a misaligned address before the manager is consulted", "holds"),
    ("`check_late` returns `Errno::Skewed` for a misaligned address before the manager is consulted", "fails"),
    ("`check` returns `Errno::BadFd` for a misaligned address", "fails"),
    # orders
    ("For a disk grant the line is masked at the drive before it is unregistered", "holds"),
    ("For a net grant the line is masked before it is unregistered", "fails"),
    ("For a disk grant the frame is released before the line is masked", "fails"),
    ("A device is entered in `KNOWN_DEVICES` only after it has been mapped successfully", "fails"),
    ("A name is entered in `KNOWN_WINDOWS` only after the window has been mapped", "holds"),
    ("`grab` records `hart()` only after the lock has been taken", "holds"),
    ("`grab` takes the lock only after it stores the owner", "fails"),
    ("`quit` clears `owner` before it releases the lock", "holds"),
    ("`hurry` clears `owner` before it releases the lock", "fails"),
    ("`guarded` records `hart()` only after the lock has been taken", "undecided"),
    ("`start` initializes the heap before it calls `init_logger`", "holds"),
    ("`start_late` initializes the heap before it calls `init_logger`", "fails"),
    ("`shut` closes the task before it gives the stack back", "undecided"),  # its files are closed
)  # fmt: skip


@pytest.mark.parametrize("text,outcome", ROWS)
def test_what_comes_of_a_situation_and_in_which_order(text: str, outcome: str) -> None:
    verdict = judge(Page({"kernel/src/store.rs": STORE.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message


BRINGS = "pub fn claim_port(port: u16) -> Result<(), Errno> { if TAKEN.contains(&port) { return Err(Errno::Busy(1)); } Ok(()) }\n"


@pytest.mark.parametrize("code,outcome", [("pub fn other() {}\n", "fails"), (BRINGS, "holds")])
def test_nothing_comes_of_an_act_that_the_spec_is_still_to_bring(code: str, outcome: str) -> None:
    page = Page({"kernel/src/ports.rs": b"pub enum Errno { Busy(u8) }\n" + code.encode()}, [BRINGS], [])
    verdict = judge(page, "Claiming a port that is already taken fails with `Errno::Busy(1)`")
    assert verdict.outcome == outcome, verdict.message
