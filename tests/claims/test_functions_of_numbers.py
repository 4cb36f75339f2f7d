"""Functions of one number in short words: what is reckoned, where it ends, what a name means, what a refusal tells; blocks of codes, texts of parts."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

LBA = """
use core::fmt;

/// Blocks of a track.
pub const TRACK: u32 = 64;
/// First block that is not part of the boot area.
const DATA_START: u32 = 128;
/// One past the last block of the disk.
const DISK_END: u32 = 4096;

/// Number of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lba(u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoBlock { pub end: u32, pub block: u64 }

impl Lba {
    pub fn new(block: u32) -> Option<Self> { (block < DISK_END).then_some(Self(block)) }
    pub fn block(self) -> u32 { self.0 }
    pub fn track(self) -> u32 { self.0 / TRACK }
    pub fn in_track(self) -> u32 { self.0 % TRACK }
    pub fn byte_offset(self) -> u64 { (self.0 as u64) << 9 }
    pub fn data_index(self) -> Option<u32> { self.0.checked_sub(DATA_START) }
    pub fn is_boot(self) -> bool { self.0 < DATA_START }
    pub fn next(self) -> Option<Self> { Self::new(self.0 + 1) }
    pub fn back(self) -> Self { Self(self.0.saturating_sub(1)) }
    pub fn track_start(self) -> Self { Self(self.0 & !(TRACK - 1)) }
}
impl From<Lba> for u64 { fn from(b: Lba) -> u64 { u64::from(b.0) } }
impl TryFrom<u64> for Lba {
    type Error = NoBlock;
    fn try_from(block: u64) -> Result<Self, NoBlock> {
        if block < DISK_END as u64 { Ok(Self(block as u32)) } else { Err(NoBlock { end: DISK_END, block }) }
    }
}
impl fmt::Display for Lba { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "#{:#06x}", self.0) } }
"""
LBA_TRUE = rows("""
`new()` accepts blocks below `DISK_END` and nothing else
`new()` takes `0..DISK_END` only
`track()` is the block divided by `TRACK`, rounding down
`in_track()` is the remainder of the block divided by `TRACK`
`in_track()` is the low 6 bits
`byte_offset()` is the block times 512
`byte_offset()` shifts the block left by 9
`data_index()` is `block - DATA_START`
`data_index()` counts from `DATA_START`
`data_index()` is `None` for boot blocks
`data_index()` gives `None` in the boot area
`is_boot()` is true below `DATA_START` and nowhere else
`next()` stops at the last block
`next()` never goes past 4095
`back()` stays at 0
`back()` is one less, but never below 0
`track_start()` rounds down to a multiple of `TRACK`
`track_start()` clears the low 6 bits
`TryFrom<u64>` reports the refused number in `NoBlock`
`NoBlock` holds the block that was asked for
`TryFrom<u64>` does not truncate
Converts to `u64` without change
`Display` prints `#` and the block in hex
`Display` shows `#` and the block as four hex digits with `0x`
""")
LBA_UNTRUE = rows("""
`new()` accepts blocks up to `DISK_END` and nothing else
`track()` is the block divided by `TRACK`, rounding up
`in_track()` is the low 7 bits
`byte_offset()` shifts the block left by 8
`data_index()` is the block plus `DATA_START`
`data_index()` is `None` for data blocks
`data_index()` is `None` for blocks that are not boot blocks
`is_boot()` is true up to `DATA_START`
`is_boot()` is true from `DATA_START` on
`next()` stops at `DISK_END`
`next()` stays at the last block
`back()` stops at 1
`track_start()` rounds up to a multiple of `TRACK`
`TryFrom<u64>` accepts blocks from `DISK_END` on
Converts to `u64` minus one
`Display` prints `#` and the block in decimal
`Display` prints only the block in hex
""")
LBA_ALIKE = [
    ("(block < DISK_END).then_some(Self(block))", "match block { 0..=4095 => Some(Lba(block)), _ => None }"),
    ("self.0 / TRACK", "self.0 >> 6"),
    ("self.0.checked_sub(DATA_START)", "if self.is_boot() { None } else { Some(self.0 - 128) }"),
    ("Self::new(self.0 + 1)", "if self.0 == DISK_END - 1 { return None; } Some(Self(self.0 + 1))"),
    ("Self(self.0.saturating_sub(1))", "match self.0 { 0 => self, n => Self(n - 1) }"),
    ("self.0 & !(TRACK - 1)", "self.0 - self.in_track()"),
    ('write!(f, "#{:#06x}", self.0)', 'write!(f, "#0x")?; write!(f, "{:04x}", self.0)'),
]
# Faults that do not touch each other, and the sentence of which each must fail.
LBA_FAULTS = [
    [
        ("self.0 / TRACK", "(self.0 + 1) / TRACK", "`track()` is the block divided by `TRACK`, rounding down"),
        ("self.0 % TRACK", "self.0 % (TRACK + 1)", "`in_track()` is the low 6 bits"),
        ("checked_sub(DATA_START)", "checked_sub(DATA_START - 1)", "`data_index()` counts from `DATA_START`"),
        ("self.0 < DATA_START", "self.0 <= DATA_START", "`is_boot()` is true below `DATA_START` and nowhere else"),
        ("saturating_sub(1)", "wrapping_sub(1)", "`back()` stays at 0"),
        ("!(TRACK - 1)", "!(TRACK - 2)", "`track_start()` clears the low 6 bits"),
        ("DISK_END, block })", "DISK_END, block: 0 })", "`NoBlock` holds the block that was asked for"),
        ("u64::from(b.0)", "u64::from(b.0) << 9", "Converts to `u64` without change"),
        ('"#{:#06x}"', '"#{}"', "`Display` prints `#` and the block in hex"),
    ],
    [
        ("(block < DISK_END)", "(block <= DISK_END)", "`new()` takes `0..DISK_END` only"),
        ("self.0.checked_sub(DATA_START)", "Some(self.0.saturating_sub(DATA_START))", "`data_index()` is `None` for boot blocks"),
        ("Self::new(self.0 + 1)", "Some(Self((self.0 + 1) % DISK_END))", "`next()` stops at the last block"),
        ("block < DISK_END as u64", "(block as u32) < DISK_END", "`TryFrom<u64>` does not truncate"),
        ('"#{:#06x}"', '"#{:#x}"', "`Display` shows `#` and the block as four hex digits with `0x`"),
    ],
    [("(block < DISK_END)", "(block < DISK_END - 1)", "`new()` accepts blocks below `DISK_END` and nothing else")],
]
FAULT = """
use core::fmt;

/// Why a letter could not be sent by the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostError {
    /// The box has no room
    Full,
    /// Heavier than a letter may be; holds the weight
    TooHeavy(u32),
    /// Nobody lives there
    Gone,
}
impl PostError {
    pub const fn code(self) -> u16 { match self { Self::Full => 0x2a0, Self::TooHeavy(_) => 0x2a1, Self::Gone => 0x2af } }
    pub const fn label(self) -> &'static str { match self { Self::Full => "full", Self::TooHeavy(_) => "heavy", Self::Gone => "gone" } }
}
impl fmt::Display for PostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:03X} {}", self.code(), self.label())?;
        if let Self::TooHeavy(grams) = self { write!(f, " ({grams})")?; }
        Ok(())
    }
}
"""
FAULT_TRUE = rows("""
Codes are in the post block `0x2ax`
Codes start at 0x2a0 and stay below 0x2b0
All codes lie between 0x2a0 and 0x2af
Codes are of the form `0x2ax`
`Display` starts with `P` and the code in hex
`Display` starts with `P` followed by the code as three hex digits
Every message begins with `P` and its code
`Display` shows the code in hex and the label
`Display` of `Gone` ends with the label
`Display` of `TooHeavy` ends with the weight in parentheses
""")
FAULT_UNTRUE = rows("""
Codes are in the post block `0x2bx`
Codes are in the parcel block `0x2ax`
Codes start at 0x2a1 and stay below 0x2b0
Codes are all below 0x2af
`Display` starts with `P` and the code in decimal
`Display` starts with the code in hex
`Display` ends with the label
`Display` shows only the label
`Display` of `TooHeavy` ends with the weight in brackets
""")
FAULT_FAULTS = [
    [
        ("0x2af", "0x2bf", "Codes are in the post block `0x2ax`"),
        ("{:03X}", "{:03}", "`Display` starts with `P` and the code in hex"),
        ("({grams})", "[{grams}]", "`Display` of `TooHeavy` ends with the weight in parentheses"),
    ],
    [
        ("0x2af", "0x3af", "All codes lie between 0x2a0 and 0x2af"),
        ('"P{', '"p{', "Every message begins with `P` and its code"),
        (", self.label())", ", self.code())", "`Display` shows the code in hex and the label"),
    ],
]
PAGE = """
/// A page.
#[derive(Clone, Copy)]
pub struct Page(usize);
impl Page {
    pub fn new(n: usize) -> Self { Self(n) }
    /// Index into the table of that level, 0 to 3.
    pub fn index(self, level: u8) -> usize { (self.0 >> (9 * level as usize)) & 511 }
}
"""


def test_what_is_so_holds_however_it_is_written() -> None:
    for source in (LBA, changed(LBA, LBA_ALIKE)):
        assert [s for s, o in told(LBA_TRUE, source, LBA, "Lba").items() if o != "holds"] == []
    assert [s for s, o in told(FAULT_TRUE, FAULT, FAULT, "Post errors").items() if o != "holds"] == []


def test_what_is_not_so_never_holds() -> None:
    assert [s for s, o in told(LBA_UNTRUE, LBA, LBA, "Lba").items() if o == "holds"] == []
    assert [s for s, o in told(FAULT_UNTRUE, FAULT, FAULT, "Post errors").items() if o == "holds"] == []


@pytest.mark.parametrize(("base", "faults"), [*((LBA, f) for f in LBA_FAULTS), *((FAULT, f) for f in FAULT_FAULTS)])
def test_a_fault_fails_where_the_words_speak_of_it(base: str, faults: list[tuple[str, str, str]]) -> None:
    found = told([said for _, _, said in faults], changed(base, [(old, new) for old, new, _ in faults]), base, "It")
    assert [s for s, o in found.items() if o != "fails"] == []


def test_numbers_that_the_code_is_not_for_are_no_fault() -> None:
    said = "`index()` is always below 512"
    assert told([said], PAGE, PAGE, "Page")[said] != "fails"


def test_one_that_is_let_through_is_no_fault_of_what_refusals_tell() -> None:
    said = "`NoBlock` holds the block that was asked for"
    more = changed(LBA, [("block < DISK_END as u64", "block <= DISK_END as u64")])
    assert told([said], more, LBA, "Lba") == {said: "holds"}


@pytest.mark.parametrize(
    "said",
    [
        "`TryFrom<u64>` fails with `NoBlock` carrying the rejected block",
        "`TryFrom<u64>` returns `NoBlock` with the offending number",
    ],
)
def test_one_that_is_let_through_goes_against_a_call_that_is_to_fail(said: str) -> None:
    more = changed(LBA, [("block < DISK_END as u64", "block <= DISK_END as u64")])
    assert told([said], LBA, LBA, "Lba") == {said: "holds"}
    assert told([said], more, LBA, "Lba") == {said: "fails"}


LANE = """
use crate::arch::FIRST_VECTOR;

/// Number of a lane of the controller.
pub struct Lane(u8);
impl Lane {
    pub const TOP: u8 = u8::MAX - FIRST_VECTOR;
    pub const fn new(raw: u8) -> Option<Self> { if raw > Self::TOP { None } else { Some(Self(raw)) } }
    pub const fn raw(self) -> u8 { self.0 }
    pub const fn vector(self) -> u8 { self.0 + FIRST_VECTOR }
    pub const fn of_vector(vector: u8) -> Option<Self> { if vector < FIRST_VECTOR { None } else { Some(Self(vector - FIRST_VECTOR)) } }
    pub const fn next(self) -> Option<Self> { if self.0 == Self::TOP { None } else { Some(Self(self.0 + 1)) } }
}
"""


def test_a_constant_of_the_outside_may_be_any_number() -> None:
    so = rows("""
`vector()` is the lane plus `FIRST_VECTOR`
`new()` accepts `0..=TOP` and nothing else
`next()` stops at `TOP`
`of_vector()` subtracts `FIRST_VECTOR`
""")
    assert set(told(so, LANE, LANE, "Lane").values()) == {"holds"}
    certain = changed(LANE, [("self.0 + FIRST_VECTOR", "self.0 + 32"), ("Some(Self(self.0 + 1))", "Some(Self(self.0 + 2))")])
    assert "holds" not in {told(so, certain, LANE, "Lane")[s] for s in so[:1]}
    assert told(["`vector()` is the lane plus 32"], LANE, LANE, "Lane")["`vector()` is the lane plus 32"] != "holds"


GUARD = """
use crate::memory::frame::FRAME_ALLOCATOR;
use crate::memory::paging;

pub enum BedError { NoBed, Broken }
pub struct Ward { root: usize, beds: alloc::vec::Vec<usize> }
impl Ward {
    pub fn new(root: usize) -> Self { Self { root, beds: alloc::vec::Vec::new() } }
    pub fn admit(&mut self) -> Result<usize, BedError> {
        let bed = FRAME_ALLOCATOR.alloc_page().ok_or(BedError::NoBed)?;
        if paging::map_user_page(self.root, 0x1000, bed, 7).is_err() {
            FRAME_ALLOCATOR.free_page(bed);
            return Err(BedError::Broken);
        }
        self.beds.push(bed);
        Ok(bed)
    }
}
impl Drop for Ward { fn drop(&mut self) { for bed in self.beds.drain(..) { FRAME_ALLOCATOR.free_page(bed); } } }
"""


def test_where_none_is_left_the_function_that_names_the_error_gives_it() -> None:
    said = ["Out of frames gives `BedError::NoBed`", "`admit()` fails with `NoBed` when out of frames"]
    assert set(told(said, GUARD, GUARD, "Ward").values()) == {"holds"}
    other = changed(GUARD, [("ok_or(BedError::NoBed)", "ok_or(BedError::Broken)")])
    assert told(said[:1], other, GUARD, "Ward") == {said[0]: "fails"}
