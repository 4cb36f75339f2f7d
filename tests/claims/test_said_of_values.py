"""What is said of types whose values can all be made: states and events, faults with their numbers and texts, numbers with a type of their own.

The sentences are asked of the code below as the tree and as the spec's own block; then of a tree that is another one.
"""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

SIGNAL = """\
/// What the PHY reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneSignal { Wake, Locked, LostLock, Idle, PowerLoss }

"""
BLOCK = """\
/// Where a lane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneState {
    Down,
    Training,
    Up,
    Sleeping,
    Dead,
}

impl LaneState {
    pub fn step(self, signal: LaneSignal) -> Option<LaneState> {
        use LaneState::*;
        match (self, signal) {
            (Down, LaneSignal::Wake) => Some(Training),
            (Training, LaneSignal::Locked) => Some(Up),
            (Training, LaneSignal::LostLock) => Some(Down),
            (Up, LaneSignal::Idle) => Some(Sleeping),
            (Sleeping, LaneSignal::Wake) => Some(Up),
            (Up | Sleeping, LaneSignal::LostLock) => Some(Training),
            (_, LaneSignal::PowerLoss) => Some(Dead),
            _ => None,
        }
    }

    pub fn can_send(self) -> bool { matches!(self, LaneState::Up) }
    pub fn is_powered(self) -> bool { !matches!(self, LaneState::Dead | LaneState::Down) }
    pub fn led(self) -> u8 {
        match self { LaneState::Down => 0, LaneState::Training => 1, LaneState::Up => 2, LaneState::Sleeping => 2, LaneState::Dead => 0 }
    }
    pub fn as_str(self) -> &'static str {
        match self { LaneState::Down => "down", LaneState::Training => "training", LaneState::Up => "up", LaneState::Sleeping => "sleeping", LaneState::Dead => "dead" }
    }
}

/// Why a frame was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneFault {
    TooLong(u16),
    BadCrc { seen: u32 },
    Overrun,
}

impl LaneFault {
    pub fn errno(&self) -> i32 {
        match self { LaneFault::TooLong(_) => -90, LaneFault::BadCrc { .. } => -74, LaneFault::Overrun => -105 }
    }
    pub fn from_code(code: u8) -> Result<LaneFault, u8> {
        match code { 1 => Ok(LaneFault::TooLong(0)), 2 => Ok(LaneFault::BadCrc { seen: 0 }), 3 => Ok(LaneFault::Overrun), other => Err(other) }
    }
}

impl core::fmt::Display for LaneFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            LaneFault::TooLong(len) => write!(f, "lane: frame of {} bytes", len),
            LaneFault::BadCrc { seen } => write!(f, "lane: bad crc {:08x}", seen),
            LaneFault::Overrun => write!(f, "lane: overrun"),
        }
    }
}

/// An index of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LaneId(u16);

impl LaneId {
    pub const LIMIT: u16 = 48;
    pub fn new(raw: u16) -> Option<Self> { if raw == 0 || raw > Self::LIMIT { None } else { Some(LaneId(raw)) } }
    pub fn raw(self) -> u16 { self.0 }
    pub fn bank(self) -> u16 { self.0 >> 8 }
    pub fn mask(self) -> u64 { 1 << (self.0 - 1) }
}
"""

HOLDS = (
    "A sleeping lane wakes to `Up`",
    "Waking a sleeping lane brings it `Up`",
    "`Wake` in `Down` → `Training`",
    "Down + Wake → Training",
    "`PowerLoss` goes to `Dead` from every state",
    "`PowerLoss` is accepted in every state",
    "`Idle` is ignored unless the lane is `Up`",
    "`Locked` is only valid while training",
    "Only `Up` lanes can send",
    "A sleeping lane cannot send",
    "Sending is allowed only when up",
    "`is_powered()` is false for `Dead` and `Down`",
    "`led()` is at most 2",
    "`Up` and `Sleeping` share the same led",
    '`as_str()` of `Dead` is "dead"',
    "`as_str()` is lower-case for every state",
    "Too long frames map to -EMSGSIZE",
    "A bad CRC is reported as -EBADMSG (-74)",
    '`Overrun` displays as "lane: overrun"',
    "`BadCrc` shows the seen value as eight hex digits",
    "`Display` shows the seen as eight hex digits",
    "The length of `TooLong` is printed in decimal",
    'All messages start with "lane: "',
    "`from_code(9)` is `Err(9)`",
    "`from_code(3)` → `Ok(Overrun)`",
    "Lane numbers above `LIMIT` are rejected",
    "0 is rejected",
    "`LaneId::new(0)` is `None`",
    "`LaneId::new()` rejects 0 and values above 48",
    "`raw()` returns the raw number",
    "`bank()` is the high byte",
    "lane ids are ordered by number",
    "A dead lane is never left again",
    "No signal but `PowerLoss` is accepted by a dead lane",
    "Nothing leads out of `Dead`",
    "Unexpected signals return `None`",
    "every fault has its own errno",
    "`errno()` never returns zero",
    "`TooLong` has errno -90",
    "`step()` returns `None` for any other pair",
    '`Up` is called "up"',
    "`step(Idle)` on an up lane gives `Some(Sleeping)`",
    "`LaneFault::from_code` never panics",
    "`Idle` puts an up lane to sleep",
    "Locking a training lane makes it up",
    "`led()` is 2 when up or sleeping, 0 when down or dead, 1 while training",
    "`TooLong` → -90, `BadCrc` → -74, `Overrun` → -105",
    "`mask()` is a power of two",
    "The highest lane id is `LIMIT`",
    "`Locked` is rejected in every state but `Training`",
)
FAILS = (
    "`Wake` in `Down` → `Up`",
    "Down + Wake → Up",
    "`PowerLoss` is rejected while sleeping",
    "`Locked` is only valid in `Down`",
    "A training lane can send",
    "Sending is possible in `Sleeping`",
    "`is_powered()` is true unless the lane is `Dead`",
    "Every state has a unique `led()`",
    "An overrun gives -ENOMEM",
    "`BadCrc` shows the seen value in decimal",
    "Display includes the errno",
    "`from_code(0)` decodes to `Overrun`",
    "codes above 2 are rejected",
    "47 is the highest valid lane",
    "`bank()` is the low byte of the id",
    "There are six states",
    "A dead lane can be woken",
    "`Dead` lanes can wake to `Up`",
    "Errnos are positive",
    '`Up` is called "online"',
    "`step(Idle)` on a sleeping lane returns `Some(Sleeping)`",
    "`errno()` is -90 for `TooLong` and -75 for `BadCrc`",
    "`TooLong` → -90, `BadCrc` → -74, `Overrun` → -104",
    "Ids above `LIMIT` panic",
    "`led()` is 0 for `Down`, 1 for `Up`",
)
UNDECIDED = (
    "A dead lane is logged",
    "A training lane is retried twice",
    "The LED of a dead lane is off",
    "`errno()` is called with the lock held",
    "Every variant but `Overrun` carries a number",
    "All faults are fatal",
    "Too long frames are dropped",
    "A bad CRC drops the frame",
    "Every lane is `Up` after boot",
    "No lane is ever `Dead`",
    "Lanes are numbered from 1",
    "48 is the largest valid lane",
    "A lane in `Up` can send and receive",
    "Only powered lanes can send",
    "`errno()` returns the same value for each call",
)


def outcome(text: str, tree: str = BLOCK) -> tuple[str, str]:
    verdict = judge(Page({"src/lane.rs": (SIGNAL + tree).encode()}, [BLOCK], []), text)
    return verdict.outcome, verdict.message


@pytest.mark.parametrize("text", HOLDS)
def test_what_is_so_of_every_value_holds(text: str) -> None:
    assert outcome(text)[0] == "holds", outcome(text)


@pytest.mark.parametrize("text", FAILS)
def test_what_a_value_goes_against_fails(text: str) -> None:
    assert outcome(text)[0] == "fails", outcome(text)


@pytest.mark.parametrize("text", UNDECIDED)
def test_what_is_said_of_something_else_is_left_open(text: str) -> None:
    assert outcome(text)[0] == "undecided", outcome(text)


OTHER = (
    (
        "(Up, LaneSignal::Idle) => Some(Sleeping)",
        "(Up, LaneSignal::Idle) => Some(Down)",
        "`step(Idle)` on an up lane gives `Some(Sleeping)`",
    ),
    (
        "(_, LaneSignal::PowerLoss) => Some(Dead)",
        "(Up, LaneSignal::PowerLoss) => Some(Dead)",
        "`PowerLoss` is accepted in every state",
    ),
    ("LaneFault::Overrun => -105", "LaneFault::Overrun => -90", "every fault has its own errno"),
    ("matches!(self, LaneState::Up)", "!matches!(self, LaneState::Down)", "A sleeping lane cannot send"),
    ("matches!(self, LaneState::Up)", "!matches!(self, LaneState::Down)", "Sending is allowed only when up"),
    ("raw > Self::LIMIT", "raw >= Self::LIMIT", "The highest lane id is `LIMIT`"),
    ('"sleeping"', '"Sleeping"', "`as_str()` is lower-case for every state"),
    ("other => Err(other)", "_ => Err(0)", "`from_code(9)` is `Err(9)`"),
    ("{:08x}", "{}", "`Display` shows the seen in hex"),
    ("{:08x}", "{:x}", "`BadCrc` shows the seen value as eight hex digits"),
    ("{ self.0 }", "{ self.0 + 1 }", "`raw()` returns the raw number"),
)


@pytest.mark.parametrize(("said", "written", "text"), OTHER)
def test_another_tree_fails_where_the_specs_own_code_is_as_said(said: str, written: str, text: str) -> None:
    assert said in BLOCK
    assert outcome(text)[0] == "holds", outcome(text)
    assert outcome(text, BLOCK.replace(said, written, 1))[0] == "fails", outcome(text, BLOCK.replace(said, written, 1))


def test_an_answer_of_the_outside_decides_nothing() -> None:
    tree = BLOCK.replace("LaneFault::Overrun => -105", "LaneFault::Overrun => crate::codes::overrun()")
    assert outcome("`errno()` is negative for every variant", tree)[0] == "undecided"


def test_a_variant_that_cannot_be_made_is_not_passed_over() -> None:
    tree = BLOCK.replace("TooLong(u16)", "TooLong(Foreign)")
    assert outcome("`errno()` is negative for every variant", tree)[0] == "undecided"
    assert outcome("`TooLong` and `Overrun` have errno -105", tree)[0] == "undecided"


def test_two_types_of_which_the_same_is_said_are_not_told_apart() -> None:
    assert outcome("codes above 3 are rejected")[0] == "undecided"


def test_what_is_declared_is_not_what_a_method_gives() -> None:
    tree = "pub enum Fault { Late, Torn(u8) }\nimpl Fault { pub fn code(self) -> u16 { match self { Fault::Late => 9, Fault::Torn(_) => 8 } } }\n"
    for text, wanted in (("`Late` is 9", "holds"), ("`Late` is 7", "fails"), ("`Late` yields -EFAULT", "fails")):
        assert judge(Page({"src/fault.rs": tree.encode()}, [tree], []), text).outcome == wanted, text


SIZES = """\
/// Sizes of block that the allocator hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum BlockSize {
    Tiny = 6,
    Small = 9,
    Page = 12,
    Huge = 21,
}

impl BlockSize {
    pub const ALL: [BlockSize; 4] = [BlockSize::Tiny, BlockSize::Small, BlockSize::Page, BlockSize::Huge];

    /// Log2 of the size.
    pub const fn shift(self) -> u32 { self as u32 }
    pub const fn bytes(self) -> usize { 1 << self.shift() }
    pub const fn mask(self) -> usize { self.bytes() - 1 }
    pub const fn next_larger(self) -> Option<BlockSize> {
        match self {
            BlockSize::Tiny => Some(BlockSize::Small),
            BlockSize::Small => Some(BlockSize::Page),
            BlockSize::Page => Some(BlockSize::Huge),
            BlockSize::Huge => None,
        }
    }
    pub const fn needs_mapping(self) -> bool { matches!(self, BlockSize::Page | BlockSize::Huge) }
    pub const fn is_aligned(self, addr: usize) -> bool { addr & self.mask() == 0 }
    pub const fn round_up(self, len: usize) -> Option<usize> {
        match len.checked_add(self.mask()) { Some(n) => Some(n & !self.mask()), None => None }
    }
    pub const fn smallest_for(len: usize) -> Option<BlockSize> {
        if len <= 64 { Some(BlockSize::Tiny) } else if len <= 512 { Some(BlockSize::Small) } else if len <= 4096 { Some(BlockSize::Page) } else if len <= 0x20_0000 { Some(BlockSize::Huge) } else { None }
    }
    pub const fn letter(self) -> char {
        match self { BlockSize::Tiny => 't', BlockSize::Small => 's', BlockSize::Page => 'p', BlockSize::Huge => 'h' }
    }
}

impl TryFrom<u8> for BlockSize {
    type Error = SizeError;
    fn try_from(raw: u8) -> Result<Self, SizeError> {
        match raw { 6 => Ok(BlockSize::Tiny), 9 => Ok(BlockSize::Small), 12 => Ok(BlockSize::Page), 21 => Ok(BlockSize::Huge), other => Err(SizeError::NoSuchShift(other)) }
    }
}

/// What can be wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeError {
    NoSuchShift(u8),
    ZeroLength,
    TooLarge { len: usize, limit: usize },
}

impl SizeError {
    pub const fn is_fatal(self) -> bool { matches!(self, SizeError::TooLarge { .. }) }
}

impl core::fmt::Display for SizeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NoSuchShift(n) => write!(f, "no block size has shift {}", n),
            Self::ZeroLength => f.write_str("zero-length request"),
            Self::TooLarge { len, limit } => write!(f, "{} bytes asked for, {} is the limit", len, limit),
        }
    }
}

impl From<SizeError> for i32 {
    fn from(e: SizeError) -> i32 { match e { SizeError::NoSuchShift(_) => -22, SizeError::ZeroLength => -22, SizeError::TooLarge { .. } => -12 } }
}
"""
OF_SIZES = (
    "`Tiny` has shift 6",
    "`BlockSize::Page.bytes()` is 4096",
    "`Page` is 4096 bytes",
    "A page is 4096 bytes",
    "A huge block is 2 MiB",
    "`bytes()` of `Huge` is 0x200000",
    "`bytes()` is a power of two for every size",
    "`mask()` is `bytes() - 1`",
    "`next_larger()` of `Huge` is `None`",
    "`Tiny.next_larger()` → `Some(Small)`",
    "Only pages and huge blocks need mapping",
    "`needs_mapping()` is false for `Tiny` and `Small`",
    "`smallest_for(65)` is `Small`",
    "`smallest_for(64)` → `Some(Tiny)`",
    "Lengths above 2 MiB give `None`",
    "`smallest_for(0)` is `Tiny`",
    "`letter()` of `Tiny` is 't'",
    "`Tiny < Small`",
    "`try_from(7)` is `Err(NoSuchShift(7))`",
    "`BlockSize::try_from(12)` is `Ok(Page)`",
    "Only `TooLarge` is fatal",
    "zero-length requests are not fatal",
    '`ZeroLength` prints "zero-length request"',
    "`NoSuchShift(3)` displays as `no block size has shift 3`",
    "`i32::from(ZeroLength)` is -22",
    "`ZeroLength` converts to -EINVAL",
    "`ALL` has 4 entries",
    "`Page.is_aligned(0x1000)` is true",
    "`Small.round_up(1)` is `Some(512)`",
    "No two sizes share a letter",
    "every size has a distinct letter",
    "`BlockSize::Page as u8` is 12",
    "the discriminant of `Small` is 9",
    "`BlockSize` has four variants",
    "`shift()` is the discriminant",
)
NOT_OF_SIZES = (
    "A small block is 256 bytes",
    "`Page.next_larger()` → `None`",
    "Small blocks need mapping",
    "`smallest_for(512)` is `Page`",
    "`letter()` of `Huge` is `'H'`",
    "`Huge < Page`",
    "`try_from(7)` returns `ZeroLength`",
    "`ZeroLength` is fatal",
    "`NoSuchShift(3)` displays as `no block size has shift 0x3`",
    "`TooLarge` becomes -EINVAL",
    "`Page.is_aligned(0x800)` is true",
    "letters are upper case",
)


@pytest.mark.parametrize(("text", "wanted"), [*((t, "holds") for t in OF_SIZES), *((t, "fails") for t in NOT_OF_SIZES)])
def test_an_enum_with_numbers_of_its_own(text: str, wanted: str) -> None:
    verdict = judge(Page({"src/size.rs": SIZES.encode()}, [SIZES], []), text)
    assert verdict.outcome == wanted, verdict.message


def test_an_event_without_a_state_fails_only_if_no_state_leads_there() -> None:
    assert outcome("`step()` returns `Some(Dead)` for `PowerLoss`")[0] == "holds"
    assert outcome("`step()` returns `Some(Sleeping)` for `Idle`")[0] == "undecided"
    assert outcome("`step()` returns `Some(Dead)` for `Idle`")[0] == "fails"


def test_a_fault_of_another_type_is_not_said_to_be_missing() -> None:
    tree = "pub enum Side { Left, Right }\npub enum Turn { Half, Full }\nimpl Side { pub fn after(self, turn: Turn) -> u8 { 1 } }\n"
    assert judge(Page({"src/side.rs": tree.encode()}, [tree], []), "`after()` returns 2 for `Half`").outcome != "holds"
    missing = judge(Page({"src/side.rs": tree.encode()}, [tree], []), "`after()` returns `1` for `Half`")
    assert missing.code != "member-not-found", missing.message


GATE = """\
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate { Shut, Ajar, Open }
pub struct NoWay { pub from: Gate, pub to: Gate }
impl Gate {
    pub fn leads_to(self, next: Gate) -> bool { matches!((self, next), (Gate::Shut, Gate::Ajar) | (Gate::Ajar, Gate::Open)) }
    pub fn swing(&mut self, next: Gate) -> Result<(), NoWay> {
        if !self.leads_to(next) {
            return Err(NoWay { from: *self, to: next });
        }
        *self = next;
        Ok(())
    }
}
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("`Shut` goes to `Ajar`, nowhere else", "holds"),
        ("`Ajar` can only go to `Shut`", "fails"),
        ("A gate must be `Ajar` before it can go `Open`", "holds"),
        ("A gate must be `Shut` before it can go `Open`", "fails"),
        ("`Open` is final", "holds"),
        ("`Shut` is final: no transition leaves it", "fails"),
        ("`swing()` leaves the state unchanged on error and reports `from` and `to`", "holds"),
    ],
)
def test_steps_to_a_state_that_is_named(text: str, wanted: str) -> None:
    assert judge(Page({"src/gate.rs": GATE.encode()}, [GATE], []), text).outcome == wanted


def test_a_step_that_another_tree_takes_is_no_error_that_changes_something() -> None:
    tree = GATE.replace("(Gate::Shut, Gate::Ajar)", "(Gate::Shut, _)")
    text = "`swing()` leaves the state unchanged on error and reports `from` and `to`"
    assert judge(Page({"src/gate.rs": tree.encode()}, [GATE], []), text).outcome != "fails"


def test_a_type_that_is_imported_is_not_missing() -> None:
    tree = "use crate::disk::DiskFault;\npub enum Fault { Disk(DiskFault) }\nimpl From<DiskFault> for Fault { fn from(e: DiskFault) -> Self { Fault::Disk(e) } }\n"
    assert (
        judge(Page({"src/fault.rs": tree.encode()}, [tree], []), "`From<DiskFault>` preserves the inner error").outcome
        == "holds"  # by a stand-in for it
    )
