"""The same request in the words of many people: the code lands in the same place, or the test says which words do not say it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.spec.reading import spec_of
from uowgen.plan import PlanOptions, plan_specs
from uowgen.text import Source
from uowgen.tree import MemoryTree

FILE = """//! Docs.
use core::fmt;

/// Limit.
pub const LIMIT: usize = 4;

/// Alpha.
#[inline]
pub fn alpha(n: usize) -> usize {
    let twice = n * 2;
    helper(twice);
    twice
}

/// Beta.
pub fn beta(n: usize) -> usize {
    let half = n / 2;
    helper(half);
    half
}

fn helper(_: usize) {}

/// A ring.
#[derive(Debug)]
pub struct Ring {
    head: usize,
    tail: usize,
}

impl Ring {
    pub fn new() -> Self {
        Self { head: 0, tail: 0 }
    }

    pub fn len(&self) -> usize {
        self.tail - self.head
    }
}

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ring")
    }
}

pub enum State {
    Idle,
    Busy,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ring_is_empty() {
        assert_eq!(Ring::new().len(), 0);
    }
}
"""


class Request(NamedTuple):
    """Ways to ask for `code`, one a line; what must then stand in the file in this order, and what must be gone."""

    words: str
    code: str
    there: tuple[str, ...]
    gone: tuple[str, ...] = ()


FUNCTION = "/// Gamma.\npub fn gamma() {}\n"
METHOD = "pub fn is_empty(&self) -> bool {\n    self.len() == 0\n}\n"
STATEMENT = "log(n);\n"
REQUESTS = (
    Request(
        """
        Add a new function between `alpha` and `beta`:
        Add `gamma` right after `alpha`.
        Add the function below, directly after `alpha`:
        Insert after the `alpha` fn:
        After the closing brace of `alpha`, add:
        Put `gamma()` underneath `alpha()`:
        Just after `alpha` ends, add:
        After `alpha()` (around line 14), add:
        After line 15 (end of `alpha`), insert:
        New function, placed after `alpha`:
        Add new helper `gamma` after `pub fn alpha`:
        Append after `alpha`:
        **After `alpha`**, add:
        (after `alpha`)
        Add this immediately following the `alpha` function.
        Below the existing `alpha` function, add this one:
        Add a sibling function next to `alpha`:
        `gamma` goes right after `alpha`:
        Place `gamma` between `alpha` and `beta`.
        Add the new function right above `beta`'s doc comment:
        Insert the following code block above `beta`:
        Ahead of `beta`, add:
        Prior to `beta`, insert:
        Directly preceding `beta`:
        Before the `beta` function (line ~17), add:
        Add before `pub fn beta(n: usize) -> usize`:
        Insert `gamma` before `beta()`:
        Above `fn beta`:
        Add just before `beta`'s definition:
        On the line before `beta`, add:
        """,
        FUNCTION,
        ("twice\n}", "fn gamma", "/// Beta"),
    ),
    Request(
        """
        Add a method `is_empty` to `Ring`:
        Add `is_empty()` to `impl Ring`:
        Add `Ring::is_empty`:
        In the `impl Ring` block, add:
        Inside `impl Ring`:
        Within the inherent impl of `Ring`, add:
        To the `impl Ring` block add the method:
        Implement `is_empty` on `Ring`:
        Give `Ring` an `is_empty` method:
        Add a helper method on `Ring`:
        Add to the end of `impl Ring`:
        At the bottom of the `impl Ring` block:
        Add after `len()` in `impl Ring`:
        After `Ring::len`:
        Following `len`, add:
        Below `pub fn len(&self)`:
        Add next to `len`:
        Add a new public method below `len`:
        Extend the `Ring` impl with:
        Add a method:
        Append to `impl Ring { ... }`:
        In `Ring`'s impl block:
        New method on `Ring`:
        """,
        METHOD,
        ("self.tail - self.head", "fn is_empty", "impl fmt::Display"),
    ),
    Request(
        """
        In `alpha`, after `let twice = n * 2;`, add:
        After the line `let twice = n * 2;` in `alpha`, insert:
        In `alpha()`, before `helper(twice)`:
        Inside `alpha`, before the `helper(twice);` call, insert:
        In `alpha`, immediately before calling `helper`:
        In function `alpha`, insert the following line after `let twice = n * 2;`:
        In `alpha`, right above `helper(twice);`:
        Just before `helper(twice);` add:
        Insert before `helper(twice);`:
        After `let twice = n * 2;`:
        In the body of `alpha`, after computing `twice`, add:
        In `alpha` add a log call after the `twice` binding:
        Add a log line to `alpha` just before the helper call `helper(twice)`:
        Between `let twice = n * 2;` and `helper(twice);` in `alpha`, add:
        Inside `alpha()`, prior to `helper(twice)`, add:
        In `alpha`, once `twice` is computed, add:
        Add this line in `alpha` before `helper` is called:
        In `fn alpha`, below `let twice = n * 2;`:
        """,
        STATEMENT,
        ("let twice = n * 2;", "log(n)", "helper(twice)"),
    ),
    Request(
        """
        At the start of `beta`, add:
        At the top of `beta`:
        At the beginning of `beta()`, insert:
        As the first line of `beta`:
        As the first statement in `beta`:
        First thing in `beta`:
        At the very start of `fn beta`:
        Add to the top of `beta`'s body:
        Insert at the top of the `beta` function body:
        At entry to `beta`:
        On entry of `beta`, add:
        Add at the start of the body of `beta`:
        Before anything else in `beta`, add:
        Begin `beta` with:
        Start `beta` with:
        At the beginning of the function `beta`, add the following:
        """,
        STATEMENT,
        ("pub fn beta(n: usize) -> usize {", "log(n)", "let half"),
    ),
    Request(
        """
        Add a `Done` variant to `State`:
        Add variant `Done` to the `State` enum:
        Add `Done` to `State`:
        Extend the `State` enum with `Done`:
        New variant in `State`:
        In `enum State`, add:
        In the `State` enum, after `Busy`, add:
        Add to `State` (after `Busy`):
        `State` gets a new variant:
        Add another variant to the `State` enum:
        Append `Done` to the end of `State`:
        """,
        "Done,\n",
        ("Busy,", "Done,", "}"),
    ),
    Request(
        """
        Add a `cap` field to `Ring`:
        Add field `cap: usize` to `Ring`:
        In `struct Ring`, add:
        Extend `Ring` with a capacity field:
        New field on `Ring`:
        Add to the `Ring` struct:
        `Ring` gets a new field:
        Add a field after `tail` in `Ring`:
        Store the capacity in `Ring`:
        """,
        "cap: usize,\n",
        ("tail: usize,", "cap: usize", "}"),
    ),
    Request(
        """
        Add these imports:
        Add to the imports:
        Add at the top of the file:
        Add the import:
        At the top, add:
        Update the imports:
        Imports:
        Add `use core::cell::Cell;`:
        Add the following use statement near the other imports:
        Bring `Cell` into scope:
        """,
        "use core::cell::Cell;\n",
        ("use core::cell::Cell;", "/// Limit."),
    ),
    Request(
        """
        Replace `beta` with:
        Replace the `beta` function with:
        Replace the whole of `beta`:
        Change `beta` to:
        Update `beta` to:
        Rewrite `beta` as:
        Rewrite `beta`:
        Update the `beta` function:
        Modify `beta` as follows:
        `beta` becomes:
        `beta` should look like this:
        `beta` should now be:
        New version of `beta`:
        Replace the existing implementation of `beta` with:
        Replace the body of `beta`:
        Refactor `beta`:
        Fix `beta`:
        Simplify `beta` to:
        Change the implementation of `beta` to:
        The new `beta`:
        Make `beta` return the rest:
        """,
        "/// Beta.\npub fn beta(n: usize) -> usize {\n    n % 2\n}\n",
        ("twice\n}", "n % 2", "fn helper"),
        ("let half",),
    ),
    Request(
        """
        In `beta`, replace `let half = n / 2;` with:
        In `beta()`, change `let half = n / 2;` to:
        Replace `let half = n / 2;` in `beta` with:
        Change `let half = n / 2;` to:
        Replace the line `let half = n / 2;` with:
        Update `let half = n / 2;` to:
        Swap `let half = n / 2;` for:
        `let half = n / 2;` becomes:
        The line `let half = n / 2;` should read:
        """,
        "let half = n >> 1;\n",
        ("-> usize {\n    let half = n >> 1;", "helper(half)"),
        ("n / 2",),
    ),
    Request(
        """
        Change the derive on `Ring`:
        Update the derives of `Ring` to:
        Change `#[derive(Debug)]` to:
        Replace the derive on `Ring` with:
        Add `Clone` to `Ring`'s derives:
        Extend the derive list of `Ring`:
        `Ring` should derive `Clone`, too:
        """,
        "#[derive(Debug, Clone)]\n",
        ("/// A ring.\n#[derive(Debug, Clone)]\npub struct Ring",),
        ("#[derive(Debug)]",),
    ),
    Request(
        """
        Change the constant `LIMIT`:
        Change `LIMIT` to:
        Update `LIMIT`:
        Increase `LIMIT` to 8:
        Set `LIMIT` to 8:
        Replace the `LIMIT` constant with:
        Raise the limit:
        Bump `LIMIT`:
        `LIMIT` becomes 8:
        """,
        "pub const LIMIT: usize = 8;\n",
        ("/// Limit.\npub const LIMIT: usize = 8;", "/// Alpha"),
        ("= 4;",),
    ),
    Request(
        """
        Add a test:
        Add tests:
        Add a unit test to the `tests` module:
        In `mod tests`, add:
        In the test module:
        Tests:
        Add the following test case:
        Write a failing test:
        Add test coverage:
        Extend the existing tests with:
        """,
        "#[test]\nfn gamma_works() {\n    gamma();\n}\n",
        ("ring_is_empty", "    #[test]\n    fn gamma_works", "}\n}"),
    ),
)


DISK = """use core::fmt;

use crate::log;
use crate::mem::{Frame, Page};

mod inner;

/// Errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Error {
    /// Nothing left.
    NoMemory,
    Busy { id: usize },
    Io(u8),
}

impl Error {
    /// The number.
    pub const fn code(self) -> i64 {
        match self {
            Self::NoMemory => -12,
            Self::Busy { .. } => -16,
            Self::Io(_) => -5,
        }
    }
}

impl From<u8> for Error {
    fn from(code: u8) -> Self {
        Self::Io(code)
    }
}

pub trait Device {
    /// Reads.
    fn read(&mut self, at: usize) -> Result<u8, Error>;

    fn name(&self) -> &str {
        "device"
    }
}

pub struct Disk {
    pub sectors: usize,
    busy: bool,
    label: Option<&'static str>,
}

impl Disk {
    pub const SECTOR: usize = 512;

    pub fn new(sectors: usize) -> Self {
        Self {
            sectors,
            busy: false,
            label: None,
        }
    }

    pub fn with_label(sectors: usize, label: &'static str) -> Self {
        Self {
            sectors,
            busy: false,
            label: Some(label),
        }
    }

    pub fn start(&mut self, id: usize) -> Result<(), Error> {
        if self.busy {
            return Err(Error::Busy { id });
        }
        self.busy = true;
        for n in 0..self.sectors {
            prepare(n);
        }
        log::info!("started {id}");
        Ok(())
    }

    pub fn stop(&mut self) {
        self.busy = false;
        log::info!("stopped");
    }
}

impl Device for Disk {
    fn read(&mut self, at: usize) -> Result<u8, Error> {
        if at >= self.sectors {
            return Err(Error::Io(1));
        }
        let byte = prepare(at);
        Ok(byte)
    }
}

fn prepare(n: usize) -> u8 {
    n as u8
}

/// Dispatches.
pub fn dispatch(nr: usize, disk: &mut Disk) -> i64 {
    let result = match nr {
        0 => disk.start(1),
        1 => {
            disk.stop();
            Ok(())
        }
        _ => Err(Error::NoMemory),
    };
    match result {
        Ok(()) => 0,
        Err(error) => error.code(),
    }
}

// Old stuff.
#[allow(dead_code)]
fn unused() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert_eq!(Error::NoMemory.code(), -12);
    }
}
"""

OF_DISK = (
    Request(
        """
        Add a match arm to `dispatch`:
        Add an arm to the `match nr` in `dispatch`:
        In `dispatch`, add an arm before the wildcard:
        In the `match nr` block of `dispatch`:
        Add the dispatch arm:
        Handle the new number in `dispatch`:
        In `dispatch()`, add this case:
        Add to the match on `nr`:
        Add a new arm to the dispatch match, before the `_` arm:
        In the match statement in `dispatch`, add:
        Add a branch for `2` to the first match in `dispatch`:
        Wire it up in `dispatch`:
        """,
        "2 => disk.reset(),\n",
        ("Ok(())\n        }", "2 => disk.reset(),", "_ =>"),
    ),
    Request(
        """
        Add a code for it in `Error::code`:
        Add an arm to `code()`:
        In `code`, add the arm:
        Extend the match in `Error::code()`:
        Add to the `match self` in `code`:
        Add this arm to `Error::code`, after `Self::Io(_)`:
        Map the new variant in `code()`:
        """,
        "Self::TimedOut => -110,\n",
        ("Self::Io(_) => -5,", "Self::TimedOut => -110", "}"),
    ),
    Request(
        """
        Add `TimedOut` to `Error`:
        Add a `TimedOut` variant after `Io`:
        Add the variant `TimedOut` to the `Error` enum (after `Io(u8)`):
        Extend `Error` with a `TimedOut` variant:
        In `pub enum Error`, add a new variant:
        """,
        "/// Too late.\nTimedOut,\n",
        ("Io(u8),", "/// Too late.", "TimedOut,", "}"),
    ),
    Request(
        """
        Add a required method to `Device`:
        Add to the `Device` trait:
        Add a method to trait `Device` after `read`:
        In the `Device` trait, below `read`, add:
        Extend the `Device` trait:
        In `trait Device`:
        """,
        "/// Writes.\nfn write(&mut self, at: usize, byte: u8) -> Result<(), Error>;\n",
        ("-> Result<u8, Error>;", "fn write"),
    ),
    Request(
        """
        Add to `impl Device for Disk`:
        In `impl Device for Disk`, add:
        Add the method to the `Device` impl of `Disk`:
        In the `Device` implementation for `Disk`, add:
        Add `write` to the `impl Device for Disk` block, after `read`:
        """,
        "fn write(&mut self, _: usize, _: u8) -> Result<(), Error> {\n    Ok(())\n}\n",
        ("Ok(byte)\n    }", "fn write", "fn prepare"),
    ),
    Request(
        """
        In `Disk::start`, after `self.busy = true;`, add:
        In `start`, right after setting `busy`, add:
        In `Disk::start()`, before the loop:
        In `start`, before the `for` loop, insert:
        Just before the `for n in 0..self.sectors` loop in `start`:
        """,
        "self.reset();\n",
        ("self.busy = true;", "self.reset();", "for n in"),
    ),
    Request(
        """
        In `Disk::start`, after the loop, add:
        After the `for` loop in `start`:
        In `start`, just before the `log::info!` call, add:
        In `start`, before `log::info!("started {id}")`:
        """,
        "self.reset();\n",
        ("prepare(n);\n        }", "self.reset();", 'log::info!("started'),
    ),
    Request(
        """
        In the loop of `Disk::start`, before `prepare(n)`:
        At the top of the `for` loop in `start`:
        In `start`, inside the loop, before the call to `prepare`:
        """,
        "check(n);\n",
        ("for n in 0..self.sectors {", "check(n);", "prepare(n);"),
    ),
    Request(
        """
        Before returning `Ok(())` in `start`, add:
        In `start`, just before the final `Ok(())`:
        At the end of `start`, before `Ok(())`, add:
        In `Disk::start`, before the `Ok(())`:
        At the end of `Disk::start`:
        """,
        "self.reset();\n",
        ('log::info!("started {id}");', "self.reset();", "Ok(())\n    }"),
    ),
    Request(
        """
        At the end of `stop`, add:
        As the last statement of `Disk::stop`:
        Add to the end of `stop`:
        In `Disk::stop`, after `log::info!("stopped");`:
        """,
        "self.reset();\n",
        ('log::info!("stopped");', "self.reset();", "}"),
    ),
    Request(
        """
        Remove `unused`:
        Delete the `unused` function:
        Remove the now dead function `unused`:
        Drop `fn unused`:
        Delete this function:
        Remove this dead code:
        Get rid of `unused`:
        """,
        "// Old stuff.\n#[allow(dead_code)]\nfn unused() {}\n",
        ("error.code(),", "#[cfg(test)]"),
        ("fn unused",),
    ),
    Request(
        """
        Add `Frame` handling imports:
        Add to the imports:
        Update the `crate::mem` import:
        Change the import of `crate::mem`:
        Import `Region` as well:
        Extend the existing `use crate::mem` line:
        """,
        "use crate::mem::{Frame, Page, Region};\n",
        ("use crate::log;", "use crate::mem::{Frame, Page, Region};", "mod inner"),
        ("{Frame, Page};",),
    ),
    Request(
        """
        Declare the module:
        Add the module declaration:
        Add `mod outer;`:
        Add the mod line after `mod inner;`:
        Next to `mod inner;`, add:
        Register the new module:
        """,
        "mod outer;\n",
        ("mod inner;", "mod outer;", "/// Errors"),
    ),
    Request(
        """
        Add a constant to `Disk`:
        Add an associated constant after `SECTOR`:
        In `impl Disk`, after `SECTOR`:
        Below `pub const SECTOR`:
        """,
        "pub const MOST: usize = 64;\n",
        ("pub const SECTOR: usize = 512;", "pub const MOST", "pub fn new"),
    ),
    Request(
        """
        Change `prepare` to return `u16`:
        Change the signature of `prepare`:
        Update `prepare`:
        Replace `prepare`:
        Widen the return type of `prepare`:
        `prepare` now returns `u16`:
        """,
        "fn prepare(n: usize) -> u16 {\n    n as u16\n}\n",
        ("Ok(byte)", "fn prepare(n: usize) -> u16", "/// Dispatches"),
        ("-> u8 {",),
    ),
    Request(
        """
        Add a new impl for `Disk`:
        Implement `Display` for `Disk`:
        Add a `Display` impl:
        After `impl Device for Disk`, add:
        Below the `Device` impl:
        Next to the other impls of `Disk`:
        """,
        'impl fmt::Display for Disk {\n    fn fmt(&self, f: &mut fmt::Formatter<\'_>) -> fmt::Result {\n        write!(f, "disk")\n    }\n}\n',
        ("Ok(byte)", "impl fmt::Display for Disk", "fn prepare"),
    ),
    Request(
        """
        Implement `Drop` for `Error`'s owner `Disk` after the `impl Disk` block:
        After `impl Disk { … }`, add:
        Directly below the inherent impl of `Disk`:
        Between `impl Disk` and `impl Device for Disk`:
        """,
        "impl Drop for Disk {\n    fn drop(&mut self) {}\n}\n",
        ('log::info!("stopped");', "impl Drop for Disk", "impl Device for Disk"),
    ),
    Request(
        """
        Add a guard at the start of `read`:
        At the top of `Disk::read`:
        In `impl Device for Disk`, at the beginning of `read`:
        """,
        "if self.busy {\n    return Err(Error::Busy { id: 0 });\n}\n",
        ("fn read(&mut self, at: usize) -> Result<u8, Error> {", "if self.busy", "if at >= self.sectors"),
    ),
    Request(
        """
        In `read`, replace `return Err(Error::Io(1));` with:
        In `Disk::read`, change `Err(Error::Io(1))` to return 2:
        """,
        "return Err(Error::Io(2));\n",
        ("if at >= self.sectors {", "return Err(Error::Io(2));", "}"),
        ("Io(1)",),
    ),
    Request(
        """
        Document `prepare`:
        Add a doc comment to `prepare`:
        Add documentation above `prepare`:
        Put this comment on `prepare`:
        """,
        "/// Prepares a sector.\n",
        ("Ok(byte)", "/// Prepares a sector.\nfn prepare"),
    ),
    Request(
        """
        Mark `prepare` as inline:
        Add the attribute to `prepare`:
        Annotate `prepare` with:
        Put `#[inline]` on `prepare`:
        """,
        "#[inline]\n",
        ("Ok(byte)", "#[inline]\nfn prepare"),
    ),
    Request(
        """
        Add a field to `Disk`:
        Add a `reads` counter field to the `Disk` struct:
        In `struct Disk`, after `busy`:
        Add this field after `busy: bool`:
        """,
        "reads: u64,\n",
        ("busy: bool,", "reads: u64,", "}"),
    ),
)


def _asked() -> list[tuple[str, Request, str]]:
    both = ((REQUESTS, FILE), (OF_DISK, DISK))
    return [(row.strip(), one, file) for requests, file in both for one in requests for row in one.words.strip().splitlines()]


@pytest.mark.parametrize(("words", "asked", "file"), _asked())
def test_however_it_is_said(words: str, asked: Request, file: str) -> None:
    text = f"# UoW 1: Things\n\n**File:** `src/a.rs`\n\n## Task\n\n{words}\n\n```rust\n{asked.code}```\n"
    plan = plan_specs([(spec_of(text), Source("uow.md", text.encode()))], MemoryTree({"src/a.rs": file.encode()}), PlanOptions())
    told = [(o.status, o.message) for spec in plan.specs for o in spec.operations]
    assert [status for status, _ in told] == ["applies"], told
    after = plan.changes[0].result.decode()
    at = 0
    for mark in asked.there:
        assert mark in after[at:], (told, after)
        at = after.index(mark, at)
    assert not any(mark in after for mark in asked.gone), (told, after)
