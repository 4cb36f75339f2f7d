"""What is said of the inside of functions in words, on a scheduler: what holds, what fails, and what must stay open."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

CODE = r"""
pub struct Sched { run: Vec<Task>, idle: Option<Task>, stats: Stats, current: usize }
pub enum Error { Bad, Gone }
pub enum Request { Open, Close { fd: usize }, Ping }

impl Sched {
    fn tick(&mut self) {
        self.run.iter().map(|t| t.id()).for_each(|_| ());
        self.table.read().get(1);
        self.account();
        if self.free_slots() == 0 {
            return;
        }
        self.free_slot(3);
        self.pending_flush();
        self.schedule_flush(2);
        self.flush_cache();
    }
    fn free_slots(&self) -> usize { 1 }
    fn free_slot(&mut self, n: usize) {}
    fn account(&mut self) { self.current = 0; }

    fn pick(&mut self) -> Option<Task> {
        let task = self.run.pop()?;
        self.current = task.id;
        self.stats.switches += 1;
        trace!("picked {}", task.id);
        Some(task)
    }

    fn exit(&mut self, task: Task, code: i32) {
        task.files.close_all();
        release_stack(task.stack);
        self.reap(task);
        self.idle = None;
    }
    fn reap(&mut self, task: Task) { wake_parent(task.parent); }

    fn handle(&mut self, request: Request) -> Result<(), Error> {
        match request {
            Request::Open => {
                self.current += 1;
                Ok(())
            }
            Request::Close { fd } => {
                if fd > 8 {
                    return Err(Error::Bad);
                }
                self.stats.reset();
                Ok(())
            }
            Request::Ping => self.ping(),
        }
    }
    fn ping(&self) -> Result<(), Error> { Ok(()) }

    fn send(&mut self, msg: Message, dst: usize) -> Result<(), Error> {
        let Some(port) = self.ports.get(dst) else {
            return Err(Error::Gone);
        };
        if msg.len() > MAX {
            return Err(Error::Bad);
        }
        let buf = unsafe { alloc_buffer(msg.len()) };
        buf.copy_from_slice(&msg);
        port.queue.lock().push(buf);
        port.waiters.wake_all();
        Ok(())
    }

    fn grow(&mut self, len: usize) -> Result<(), Error> {
        if len == 0 { return Ok(()); }
        let region = match self.find_region(len) {
            Some(region) => region,
            None => return Err(Error::Gone),
        };
        self.zero_region(region);
        self.install_region(region);
        self.update_len(len)
    }
}
fn fill(table: &mut Table, frames: &[Frame]) -> Result<(), Error> {
    for (n, frame) in frames.iter().enumerate() {
        frame.pin();
        table.set_entry(n, frame);
    }
    table.sync();
    for frame in frames.iter() { frame.unpin(); }
    Ok(())
}
fn fast(table: &mut Table, frame: Frame, hint: bool) -> Result<(), Error> {
    if hint && table.check_frame(frame).is_err() { return Err(Error::Bad); }
    table.insert_frame(frame);
    Ok(())
}
fn slow(table: &mut Table, frame: Frame) -> Result<(), Error> {
    table.check_frame(frame).map_err(|_| Error::Bad).and_then(|_| table.insert_frame(frame))
}
fn cb(table: &mut Table, frame: Frame) {
    table.on_done(|| table.release_frame(frame));
    table.insert_frame(frame);
}
"""

ROWS = (
    ("`tick` maps the tasks before it flushes the cache", "undecided"),
    ("`tick` reads the table before it flushes the cache", "undecided"),
    ("`tick` frees the slot before it flushes the cache", "undecided"),
    ("`tick` frees the slots before accounting", "undecided"),
    ("`pick` pops the task before it increments the switches", "holds"),
    ("`pick` sets the current task before it bumps the switches", "undecided"),
    ("`exit` closes the files before it releases the stack", "holds"),
    ("`exit` releases the stack before reaping the task", "holds"),
    ("`exit` wakes the parent before it releases the stack", "undecided"),
    ("`exit` releases the stack before it wakes the parent", "holds"),
    ("`exit` closes the task before it releases the stack", "undecided"),
    ("`exit` clears the idle task before it reaps the task", "undecided"),
    ("`exit` reaps the task before clearing `idle`", "holds"),
    ("`send` looks up the port before it checks the length", "undecided"),
    ("`send` rejects oversized messages before it allocates the buffer", "holds"),
    ("`send` checks the message length before allocating the buffer", "holds"),
    ("`send` allocates the buffer after copying the message", "fails"),
    ("`send` copies the message into the buffer before it wakes the waiters", "holds"),
    ("`send` pushes the buffer and wakes the waiters after it checks the length", "holds"),
    ("`send` notifies the receiver before it releases the lock", "undecided"),
    ("`grow` zeroes the region before installing it", "holds"),
    ("`grow` installs the region before zeroing it", "fails"),
    ("`grow` looks up the region before it zeroes it", "holds"),
    ("`grow` updates the size before it installs the region", "undecided"),
    ("`grow` updates the length before it installs the region", "fails"),
    ("`fill` pins every frame before it syncs the table", "holds"),
    ("`fill` pins every frame before it sets the entry", "undecided"),
    ("`fill` pins each frame before unpinning it", "holds"),
    ("`fill` unpins the frames before it syncs the table", "fails"),
    ("`fast` checks the frame before inserting it", "undecided"),
    ("`slow` checks the frame before it inserts it", "holds"),
    ("`cb` releases the frame before it inserts it", "undecided"),
    ("The `Close` arm resets `stats`", "holds"),
    ("The `Open` arm increments `current` twice", "undecided"),
    ("The `Open` arm increments `current`", "holds"),
    ("The `Open` arm no longer writes `current`", "fails"),
    ("The `Ping` arm never writes `current`", "holds"),
    ("The ping arm never writes `current`", "holds"),
    ("The close arm never writes `current`", "holds"),
    ("`handle` never writes `current`", "fails"),
    ("`tick` never writes `current`", "undecided"),
    ("`send` never writes `current`", "holds"),
    ("`pick` does not write `current`", "fails"),
)


@pytest.mark.parametrize("text,outcome", ROWS)
def test_what_is_said_of_a_body_is_decided_by_its_steps(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/sched.rs": CODE.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message
