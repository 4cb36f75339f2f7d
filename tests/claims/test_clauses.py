"""Sentences on what a function does, in the words of people who plan changes: on which ways, in which case, in which order, under which lock."""

from __future__ import annotations

from functools import cache

import pytest

from tests.claims.clause_code import PIPE, SCHED
from tests.claims.sentence_tables import rows
from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.facts.code import Code
from uowgen.model import Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

TRUE_OF_PIPE = rows("""
`Pipe::write` wakes a reader after it has released the state lock
`Pipe::write` drops the state lock before it wakes the readers
`Pipe::write` does not hold the state lock while it calls `wake_one`
`Pipe::read` calls `wake_all` with the state lock held
`Pipe::write` returns `Err(PipeError::Closed)` when the pipe is closed
`Pipe::write` fails with `WouldBlock` when the buffer is full
`Pipe::read` returns `Ok(0)` if the buffer is empty and the pipe is closed
`Pipe::read` returns `WouldBlock` if the buffer is empty and the pipe is not closed
`Pipe::close` does nothing when `opened` is zero
`Pipe::close` wakes all readers only when `opened` reaches zero
`Pipe::close` sets `closed` only if `opened` is 0
`Pipe::reset` sets `mode` back to `Mode::Idle` before it returns, also when `try_reset` fails
`reset` sets the mode back to `Mode::Idle` on every path
`reset` increments `generation` only on success
`reset` increments the generation only if `try_reset` succeeds
`reset` sets the mode to `Mode::Resetting` before it calls `try_reset`
Dropping a `Pipe` wakes all readers before it unregisters the pipe
Dropping a `Pipe` decrements `ACTIVE`
`Drop` for `Pipe` calls `unregister`
`open_pipe` validates the name first
`open_pipe` validates the name before it inserts the pipe into `PIPES`
`open_pipe` increments `ACTIVE` only after the pipe was inserted
`open_pipe` maps the insertion error to `PipeError::TooBig`
`find_pipe` returns `None` when no entry matches
`find_pipe` returns `None` if there is no match
`Op::Close` is dispatched to `sys_close`
`dispatch` calls `sys_open` for `Op::Open`, with the first two arguments
`Op::Read` and `Op::Write` are both dispatched to `sys_transfer`
An unknown op returns `-ENOSYS`
`poll` disables the port when it is not connected
`poll` returns `PipeError::Closed` if the status is not connected
`poll` arms every slot of the port
`poll` enables the port before it waits
`poll` loops over the port's slots and arms each
`try_take` returns `None` when the table is locked
`try_take` does not block
`Pipe::write` never calls `wake_all`
`open_pipe` no longer calls `register_pipe`
`Pipe::close` lowers `opened` by one
`Pipe::close` decrements `opened` only if it is not zero
`poll` calls `enable_port`, then waits for the port
`poll` disables the port only if the status is not connected
On a failed insertion `open_pipe` leaves `ACTIVE` unchanged
`open_pipe` leaves `ACTIVE` unchanged when the insertion fails
If the buffer is full, `Pipe::write` returns `WouldBlock`
When the buffer is full `write` returns `PipeError::WouldBlock`
`open_pipe` propagates the error of `validate_name`
""")
UNTRUE_OF_PIPE = rows("""
`Pipe::read` does not hold the state lock while it calls `wake_all`
`Pipe::write` fails with `TooBig` when the buffer is full
`reset` increments `generation` on every path
Dropping a `Pipe` increments `ACTIVE`
`open_pipe` increments `ACTIVE` before it inserts the pipe into `PIPES`
`dispatch` calls `sys_open` for `Op::Close`
An unknown op panics
`Pipe::read` never calls `wake_all`
`Pipe::close` decrements `opened` whether or not it is zero
`poll` disables the port on every path
`poll` disables the port before it enables it
""")
# What the ways do not tell, or words that are not known, is open.
OPEN_OF_PIPE = rows("""
`Pipe::close` wakes the readers whether or not the pipe was the last one
`Pipe::read` returns `Err(PipeError::Closed)` when the pipe is closed
`Pipe::write` copies at most as many bytes as there is space
`open_pipe` logs the name at debug level
""")
TRUE_OF_SCHED = rows("""
`spawn` rejects an entry of 0 with `BadEntry`
`spawn` returns `SpawnError::Limit` when there are already `MAX_TASKS` tasks
`spawn` returns `SpawnError::NoMemory` if the stack cannot be allocated
`spawn` pushes the id onto `RUN_QUEUE` after the task was added to `tasks`
`spawn` logs a warning when the limit is reached
`exit` does nothing if no task has that id
`exit` does nothing for an unknown id
`exit` closes the task's files before it notifies the parent
`exit` reparents every child to the idle task
`exit` sets `need_resched`
`tick` increments `ticks` on every call
`tick` decrements `slice` only if it is greater than 0
`block_current` sets the state to `State::Blocked` before it enqueues the task
`block_current` sets the state back to `State::Running` on every path
`block_current` sets the state back to `State::Running` whether or not a signal is pending
`block_current` removes the task from the queue when a signal is pending
`block_current` returns `Err(Interrupted)` when the task has a pending signal
`stop` does nothing when it was already stopped
`stop` sends `Ipi::Stop` to every online cpu
`stop` sends the stop IPI to each online CPU before it disables the timer
`set_priority` returns `Error::NoSuchTask` for an unknown id
`set_priority` returns `Error::Invalid` when `prio` exceeds `MAX_PRIO`
`set_priority` calls `requeue` only when `old` differs from `prio`
`shutdown` flushes first, then frees the irq, and finally releases the buffer
`handle_irq` acknowledges the timer before it calls `tick`
On a timer interrupt, `handle_irq` acknowledges the timer and calls `tick`
`handle_irq` sends `Signal::Segv` only if `handle_fault` fails
`handle_irq` advances `pc` by 4 before it dispatches the syscall
`Cause::External` is handled by `drivers::dispatch`
An unknown cause panics
`handle_irq` panics on an unexpected cause
`copy_string` copies at most `max` bytes
`copy_string` copies at most `max` bytes and returns how many were copied
`copy_string` returns the number of bytes copied
`try_steal` returns `None` when the queue is locked
`try_steal` does not block
`init_timer` enables the irq last
`load` maps the open error to `LoadError::Io`
`load` returns `LoadError::BadMagic` if the magic does not match
`load` returns `BadMagic` when `header.magic` is not `ELF_MAGIC`
`load` calls `map_segment` only for segments of kind `Load`
`load` checks the magic before it maps any segment
`exit` sets `need_resched` whether or not the parent is alive
`exit` no longer calls `schedule`
`stop` swaps `stopped` with `Ordering::AcqRel`
the new task is pushed to `tasks` before its id is pushed to `RUN_QUEUE`
""")
UNTRUE_OF_SCHED = rows("""
`spawn` pushes the id onto `RUN_QUEUE` before it allocates the stack
`exit` notifies the parent before it closes the files
`tick` sets `need_resched` whether or not the slice is zero
`block_current` removes the task from the queue on every path
`shutdown` frees the irq before it flushes
`load` calls `map_segment` before it checks the magic
`exit` sets `need_resched` only if the parent is alive
`stop` disables the timer before it sends the IPIs
""")
# What the ways do not tell, or words that are not known, is open.
OPEN_OF_SCHED = rows("""
`spawn` allocates the stack before it takes a new id
`spawn` sets the entry of the task before it pushes it
`exit` notifies the parent only if it is still alive
`tick` sets `need_resched` only when the slice is used up
`tick` calls `balance` every 100 ticks
`set_priority` requeues the task only if the priority changed
`set_priority` requeues the task on every path
`handle_irq` completes the line after dispatching it to the driver
`try_steal` returns `None` if the victim's queue is empty
`init_timer` enables irq 0 after programming the divisor
`load` skips segments that are not `SegmentKind::Load`
`load` loops over the segments of the header and maps each `Load` segment
`tick` resets `ticks` to zero
`stop` uses `swap` on `stopped`
`spawn` returns the id of the new task
""")


@cache
def _case(source: str) -> Case:
    files = (FileMention("src/main.rs", 1, Span(0, 0), "metadata"),)
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), files=files)
    return Case(spec, Source("uow.md", b""), Code(MemoryTree({"src/main.rs": source.encode()})))


def outcome_of(source: str, text: str) -> str:
    """The outcome of a sentence on code that stands in one file."""
    return decide(Criterion(text, 1, Span(0, 0)), _case(source)).outcome


@pytest.mark.parametrize(
    ("source", "said", "outcome"),
    [
        (source, text, outcome)
        for source, table, outcome in (
            (PIPE, TRUE_OF_PIPE, "holds"),
            (PIPE, UNTRUE_OF_PIPE, "fails"),
            (PIPE, OPEN_OF_PIPE, "undecided"),
            (SCHED, TRUE_OF_SCHED, "holds"),
            (SCHED, UNTRUE_OF_SCHED, "fails"),
            (SCHED, OPEN_OF_SCHED, "undecided"),
        )
        for text in table
    ],
)
def test_a_sentence_is_decided_by_all_ways(source: str, said: str, outcome: str) -> None:
    assert outcome_of(source, said) == outcome


@pytest.mark.parametrize(
    ("source", "old", "new", "said", "outcome"),
    [
        (PIPE, "        drop(state);\n", "", "`Pipe::write` does not hold the state lock while it calls `wake_one`", "fails"),
        (PIPE, "        self.mode = Mode::Idle;\n        result?;", "        result?;\n        self.mode = Mode::Idle;", "`reset` sets the mode back to `Mode::Idle` on every path", "fails"),
        (PIPE, "        result?;\n        self.generation += 1;", "        self.generation += 1;\n        result?;", "`reset` increments `generation` only on success", "fails"),
        (PIPE, "        unregister(self.id);\n        ACTIVE", "        ACTIVE", "`Drop` for `Pipe` calls `unregister`", "fails"),
        (PIPE, "Op::Close => sys_close(arg0)", "Op::Close => sys_open(arg0, arg1)", "`Op::Close` is dispatched to `sys_close`", "fails"),
        (PIPE, "Op::Open => sys_open(arg0, arg1)", "Op::Open => sys_open(arg1, arg0)", "`dispatch` calls `sys_open` for `Op::Open`, with the first two arguments", "fails"),
        (PIPE, "_ => -ENOSYS", "_ => panic!()", "An unknown op returns `-ENOSYS`", "fails"),
        (PIPE, "if !status.is_connected()", "if status.is_connected()", "`poll` disables the port only if the status is not connected", "fails"),
        (PIPE, "if !status.is_connected()", "if status.is_connected() == false", "`poll` disables the port only if the status is not connected", "holds"),
        (PIPE, "        slot.arm();", "        if slot.used { slot.arm(); }", "`poll` arms every slot of the port", "undecided"),
        (PIPE, "PIPES.try_lock()?", "PIPES.lock()", "`try_take` does not block", "fails"),
        (SCHED, "if task.slice > 0 {", "if task.slice >= 1 {", "`tick` decrements `slice` only if it is greater than 0", "undecided"),
        (SCHED, "if prio > MAX_PRIO {", "if MAX_PRIO < prio {", "`set_priority` returns `Error::Invalid` when `prio` exceeds `MAX_PRIO`", "holds"),
        (SCHED, "if prio > MAX_PRIO {", "if prio < MAX_PRIO {", "`set_priority` returns `Error::Invalid` when `prio` exceeds `MAX_PRIO`", "undecided"),
        (SCHED, "        self.flush();\n", "", "`shutdown` flushes first, then frees the irq, and finally releases the buffer", "undecided"),
        (SCHED, "frame.pc += 4;", "frame.pc += 8;", "`handle_irq` advances `pc` by 4 before it dispatches the syscall", "undecided"),
        (SCHED, ".min(max)", "", "`copy_string` copies at most `max` bytes", "undecided"),
        (SCHED, "    count\n}", "    max\n}", "`copy_string` copies at most `max` bytes and returns how many were copied", "undecided"),
        (SCHED, "            task.set_state(State::Running);\n            return", "            return", "`block_current` sets the state back to `State::Running` on every path", "undecided"),
        (SCHED, "timer::disable();", "timer::disable();\n        self.log();", "`stop` sends the stop IPI to each online CPU before it disables the timer", "holds"),
        (SCHED, "    irq::enable(0);\n", "    irq::enable(0);\n    port::outb(1, 2);\n", "`init_timer` enables the irq last", "fails"),
    ],
)  # fmt: skip
def test_a_change_of_the_code_is_seen(source: str, old: str, new: str, said: str, outcome: str) -> None:
    assert old in source
    assert outcome_of(source.replace(old, new, 1), said) == outcome
