"""Criteria in the words of everyday: who is gone from where, what goes on, what stands before what, which remark is left."""

from __future__ import annotations

import pytest

from tests.operations.planning import tree_of
from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.sentences.everyday import said_daily, with_names_marked, without_mark
from uowgen.facts.code import Code
from uowgen.model import Criterion
from uowgen.spec.read import read_document
from uowgen.text import Source, Span

PUMP = """\
#![deny(unused_must_use)]
use core::fmt;

pub type Answer = Reply<u8>;
pub type Reply<T = ()> = Result<T, Fault>;

// TODO(mk): only pumps which somebody ordered
// should be filled
pub const LEVELS: [u8; 3] = [1, 2, 3];
static STATE: Once<Tank> = Once::new();

/// A pump, see water_rules.txt.
#[derive(Debug, Clone)]
pub struct Pump {
    rows: [u8; 64],
    tanks: ArrayVec<[Tank; MAX_TANKS]>,
    waste: Vec<u8>,
}

pub struct Gauge {
    kind: Kind,
    marks: [u8; 32],
}

enum Kind {
    Old,
    Older,
    Unix,
    Win32,
}

impl Pump {
    pub fn fill(&self) -> (usize, usize) {
        check!(self.rows.len());
        pour(self.rows);
        // TODO tidy up
        check!(self.waste.len());
        pour(self.waste);
        (0, 15)
    }

    fn level(&self, code: u8) -> u8 {
        match code {
            0x02 => 1,
            _ => 0,
        }
    }

    /// Says what it has
    ///
    /// # Safety
    /// Only once.
    unsafe fn parts(&self) -> Vec<Part> {
        vec![Part::new(1, 2), Part::new(3, 4)]
    }
}

#[derive(Debug)]
struct Scale(u8, u16);

#[derive(Debug)]
struct Ruler {
    from: u8,
    to: u16,
}

struct Meter(u64);

impl fmt::Debug for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:x}", self.0)
    }
}

numbered! {
    enum Step {
        Warm = 7,
    }
}

fn flush_pipe_net() {}

fn flush_tank_room() {}

fn boot(depth: u8) {
    flush_pipe_net();
    open_valves(1);
    say!("open");
    close_valves();
    for pump in pumps() {
        if !plan::is_ordered(pump) {
            continue;
        }
        start(pump);
    }
    match depth {
        Kind::Old | Kind::Older => close_valves(),
        Kind::Unix => start(0),
        Kind::Win32 => start(depth),
    }
}

#[cfg(not(feature = "heat"))]
fn warm() {
    say!("cold");
}

#[cfg(feature = "heat")]
fn warm() {
    STATE.call_once(|| Tank::new());
}
"""
VALVE = "pub fn old_valve() { flush_tank_room() }\nfn half() { log_wrogn(15) }\n"
FILES = {"pump/src/lib.rs": PUMP, "pump/src/valve.rs": VALVE, "pump/Cargo.toml": '[package]\nname = "pump"\n'}
OUTCOMES = {"H": "holds", "F": "fails", "U": "undecided"}


def outcome(text: str, title: str = "fill the pump") -> str:
    document = f"# UoW 3: {title}\n\n**File:** `pump/src/lib.rs`\n"
    source = Source("uow.md", document.encode())
    specs, _ = read_document(source)
    case = Case(specs[0], source, Code(tree_of(FILES)))
    return decide(Criterion(text, 9, Span(0, 0)), case).outcome


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neither `BTreeMap` nor `fmt` appears in `lib.rs` any more", "F"),
        ("Neither `BTreeMap` nor `HashMap` appears in `lib.rs` any more", "H"),
        ("nothing in the pump crate is called `old_valve` any longer, the only name is `half`", "F"),
        ("nothing in the pump crate is called `new_valve` any longer, the only name is `boot`", "H"),
        ("The identifier OldTank occurs nowhere in the crate", "H"),
        ("The function old_valve occurs nowhere in the crate", "F"),
        ("`old_valve` is gone from `lib.rs` and `valve.rs`", "F"),
        ("`close_valves` is not called anywhere in `lib.rs`", "F"),
        ("`old_valve` is not called anywhere in `lib.rs`", "H"),
        ("`Pump` goes on deriving `Debug`", "H"),
        ("`Pump` goes on deriving `Copy`", "F"),
        ("`STATE` has the type `Once<Tank>`", "H"),
        ("`STATE` has the type `Once<Pump>`", "F"),
        ("`#![deny(unused_must_use)]` is active in `lib.rs`, not commented out", "H"),
        ("`#![deny(missing_docs)]` is active in `lib.rs`, not commented out", "F"),
        ("the import of `fmt` is gone from `lib.rs`", "F"),
        ("the import of `cmp` is gone from `lib.rs`", "H"),
        ("`Pump` has no method `drain`", "H"),
        ("`Pump` has no method `fill`", "F"),
        ("`Pump` owns a 64 byte register array", "H"),
        ("`Pump` owns a 128 byte register array", "U"),
        ("`Gauge` owns a 128 byte register array", "F"),
        ("`level` has an arm for command code 0x02, and it comes before the wildcard", "H"),
        ("`level` has an arm for command code 0x03, and it comes before the wildcard", "F"),
        ("`parts` states its conditions under a `# Safety` heading", "H"),
        ("`fill` states its conditions under a `# Safety` heading", "F"),
        ("`LEVELS` lists three depths, as it did", "H"),
        ("`LEVELS` lists four depths", "F"),
        ("the signature of `fill` ends in `-> Answer`, like the others", "F"),
        ("the signature of `fill` ends in `-> (usize, usize)`", "H"),
        ("nothing in `lib.rs` uses `close_valves` any more", "F"),
        ("Nothing in `valve.rs` calls `close_valves`", "H"),
        ("`old_valve` has disappeared from `lib.rs`", "H"),
        ("`old_valve` has disappeared from `valve.rs`", "F"),
        ("`lib.rs` does not know `old_valve` any more", "H"),
        ("`LEVELS` keeps its three elements", "H"),
        ("`fill` returns `(usize, usize)` as before", "H"),
        ("`fill` returns `u8` as before", "F"),
        ("In `lib.rs`, `old_valve` is not called", "H"),
        ("lib.rs: no `old_valve` left", "H"),
        ("valve.rs: no `old_valve` left", "F"),
        ("`open_valves` runs before `close_valves` in `boot`", "H"),
        ("in `boot`, `open_valves` comes after `close_valves`", "F"),
        ("`open_valves` is called by nobody else than `boot`", "H"),
        ("`Reply` is an alias of `Result`", "H"),
        ("`Reply` is an alias of `Option`", "F"),
        ("**AC3** `Pump` derives `Clone`", "H"),
        ("R-2: `Pump` derives `Default`", "F"),
    ],
)  # fmt: skip
def test_sentences_that_amount_to_others(text: str, expected: str) -> None:
    assert outcome(text) == OUTCOMES[expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The misspelling wrogn is gone from `lib.rs`", "H"),
        ("The misspelling wrogn is gone from `lib.rs` and `valve.rs`", "F"),
        ("The misspelling wrogn is gone from `tap.rs`", "U"),
        ("the TODO about pumps that nobody ordered is gone from `lib.rs`", "F"),
        ("the TODO about frozen pipes in winter is gone from `lib.rs`", "H"),
        ("the TODO about pumps in cold winter nights is gone from `lib.rs`", "U"),
        ("The TODO in `fill` has been removed", "F"),
        ("The TODO in `boot` has been removed", "H"),
        ("A comment points at the old water_rules.txt", "H"),
        ("A comment points at the old fire_rules.txt", "F"),
        ("The limit 15 is a named constant", "F"),
        ("The limit 3 is a named constant", "U"),
        ("`parts()` returns two regions", "H"),
        ("`parts()` returns five regions", "F"),
        ("`fill()` returns two regions", "U"),
        ("Each of the two `pour` calls in `fill` has a `check!` in front of it", "H"),
        ("Each of the two `start` calls in `boot` has a `check!` in front of it", "F"),
        ("Every `start` call in `boot` is preceded by a `check!`", "F"),
        ("The unix and win32 arms of `boot` do not look at `depth`", "F"),
        ("The unix and older arms of `boot` do not look at `depth`", "U"),
        ("`open_valves(1)` stays ahead of the first `say!` in `boot`", "H"),
        ("`close_valves()` stays ahead of the first `say!` in `boot`", "F"),
        ("`start` stays ahead of the first `say!` in `boot`", "U"),
        ("`boot` skips every pump for which `plan::is_ordered` is false", "H"),
        ("`boot` skips every pump for which `plan::is_paid` is false", "F"),
        ("`boot` skips every pump for which `plan::is_ordered` is true", "U"),
        ("For every feature set there is exactly one `warm` in this file that gets compiled", "H"),
        ("For every feature set there is exactly one `boot` in this file that gets compiled", "H"),
        ("Without the feature, `warm` never constructs a `Tank`", "H"),
        ("With the `heat` feature, `warm` never constructs a `Tank`", "F"),
        ("With the `cold` feature, `warm` never constructs a `Tank`", "U"),
        ("`tanks` is an `ArrayVec` whose capacity is `MAX_TANKS`", "H"),
        ("`tanks` is an `ArrayVec` whose capacity is `MAX_PUMPS`", "U"),
        ("`waste` is an `ArrayVec` whose capacity is `MAX_TANKS`", "F"),
        ("`{:?}` of a `Gauge` shows the marks in hexadecimal with a 0x prefix", "U"),
        ("`{:?}` of a `Meter` shows the number in hexadecimal with a 0x prefix", "H"),
        ("`Ruler` is printed in hex in the same manner", "F"),
        ("`Pump` is printed in hex in the same manner", "U"),
        ("`Win32` is kind number 4", "U"),
        ("the loop in `boot` no longer calls `close_valves`", "H"),
        ("the loop in `boot` no longer calls `start`", "F"),
        ("the loop in `boot` calls `start`", "H"),
        ("the loop in `fill` calls `pour`", "U"),
        ("`boot` uses `close_valves` in both places", "H"),
        ("`boot` uses `open_valves` in both places", "F"),
        ("`start` is used in `boot` in three places", "H"),
        ("`Warm` is step number 7", "H"),
        ("`Warm` is step number 8", "F"),
        ("The doc comment of `parts` no longer claims that this works only once", "U"),
        ("The doc comment of `fill` warns that boiling water follows", "F"),
        ("a comment reminds people to clean the filter when `Pump` changes", "F"),
        ("the water valves is opened by `boot` and not by `valve.rs`", "U"),
        ("the tank room is flushed by `boot` and not by `valve.rs`", "F"),
        ("the pipe net is flushed by `boot` and not by `valve.rs`", "H"),
        ("the signature of `level` is unchanged: `&self`, `u8`, `u8`", "H"),
        ("the signature of `level` is unchanged: `&self`, `u8`, `u16`, `u8`", "F"),
    ],
)  # fmt: skip
def test_facts_told_in_words_of_their_own(text: str, expected: str) -> None:
    assert outcome(text) == OUTCOMES[expected]


def test_the_function_of_the_title() -> None:
    assert outcome("The TODO in the function has been removed.", "`fill` must tidy up") == "fails"
    assert outcome("The TODO in the function has been removed.", "`level` must tidy up") == "holds"
    assert outcome("The TODO in the function has been removed.") == "undecided"


@pytest.mark.parametrize(
    "text",
    [
        "There is a check for `MAX_TANKS`, and it sits beside the copy",
        "A unit test covers `level` at the lowest code",
        "`boot` calls `open_valves` exactly once, after both tanks have been filled",
        "both functions called `warm` have a doc comment and an example",
        "`level` is kept, and faster",
        "pump: half, tank, water",
    ],
)
def test_what_is_only_partly_understood_does_not_hold(text: str) -> None:
    assert outcome(text) != "holds"


def test_one_of_two_versions_is_built_so() -> None:
    assert outcome("`warm` is compiled without the `heat` feature too") != "fails"


def test_what_is_there_is_not_missing_for_being_spoken_of() -> None:
    assert outcome("There is a check for `LEVELS`, and it sits beside the copy") == "undecided"
    assert outcome("valve: half, tank, water") == "undecided"


def test_marks_and_names() -> None:
    assert without_mark("**AC12** `A` is gone") == "`A` is gone"
    assert without_mark("R2 speaks") == "R2 speaks"
    known = {"map_to", "PageSize"}.__contains__
    assert (
        with_names_marked("map_to keeps PageSize, not the page size of a Handle", known)
        == "`map_to` keeps `PageSize`, not the page size of a Handle"
    )
    assert with_names_marked("the method drop_all is gone from mm.rs", known) == "the method `drop_all` is gone from mm.rs"
    assert said_daily("`a` is fast") is None
