"""Types that constructors make of numbers: what is let through and got back, what is compared, where the next one leads, which bits are what."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

LINE = """
/// Highest line of the controller. Line 15 is wired to itself.
pub const LAST_LINE: u8 = 63;
const CASCADE: u8 = 15;

/// Number of an interrupt line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct IrqLine(u8);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError { TooHigh, Reserved }

impl IrqLine {
    /// Checked construction.
    pub fn new(line: u8) -> Result<Self, LineError> {
        if line > LAST_LINE { return Err(LineError::TooHigh); }
        if line == CASCADE { return Err(LineError::Reserved); }
        Ok(Self(line))
    }
    pub const fn line(self) -> u8 { self.0 }
    /// Vector in the table.
    pub fn vector(self) -> usize { self.0 as usize + 32 }
    pub fn bank(self) -> usize { (self.0 / 32) as usize }
    pub fn mask(self) -> u32 { 1 << (self.0 % 32) }
    pub fn is_shared_with(self, other: u8) -> bool { self.0 % 32 == other % 32 }
    /// The next usable line.
    pub fn succ(self) -> Option<Self> {
        match self.0 + 1 {
            CASCADE => Some(Self(CASCADE + 1)),
            n if n > LAST_LINE => None,
            n => Some(Self(n)),
        }
    }
}
"""
LINE_TRUE = rows("""
Lines above `LAST_LINE` are rejected with `TooHigh`
`new()` fails with `Reserved` for line 15
Line 63 is still accepted
Lines > 63 give `LineError::TooHigh`
`new(64)` is an error
`IrqLine::new(15)` → `Err(LineError::Reserved)`
`line()` returns the line it was built from
`line()` gives the number back
63 is the highest valid line
`vector()` is the line plus 32
`bank()` is the line divided by 32
`succ()` of the last line is `None`
`succ()` skips 15
`succ()` never yields 15
After line 14 comes 16
Lines compare in numeric order
`new()` accepts 0 and `LAST_LINE`
There is no line above 63
`mask()` has exactly one bit set
`succ()` returns `None` after 63
""")
LINE_UNTRUE = rows("""
Lines above `LAST_LINE` are rejected with `Reserved`
`new()` fails with `TooHigh` for line 15
Line 64 is still accepted
Lines > 62 give `LineError::TooHigh`
`new(63)` is an error
`IrqLine::new(15)` → `Err(LineError::TooHigh)`
62 is the highest valid line
`succ()` of the last line is line 0
`succ()` skips 16
`succ()` never yields 16
After line 14 comes 15
`new()` accepts 0 and 15
There is no line above 62
""")
HANDLE = """
/// Slots of the object table.
pub const SLOTS: u32 = 1 << 12;

/// A handle that user programs hold: slot of the table and the age of the slot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Handle { age: u16, slot: u32 }

impl Handle {
    pub fn new(slot: u32, age: u16) -> Option<Self> {
        if slot >= SLOTS { None } else { Some(Self { slot, age }) }
    }
    pub fn slot(&self) -> u32 { self.slot }
    pub fn age(&self) -> u16 { self.age }
    /// As user programs see it: slot below, age above.
    pub fn to_raw(self) -> u64 { self.slot as u64 | (self.age as u64) << 32 }
    pub fn from_raw(raw: u64) -> Option<Self> {
        if raw >> 48 != 0 { return None; }
        Self::new(raw as u32, (raw >> 32) as u16) }
    pub fn is_current(&self, age: u16) -> bool { self.age == age }
    pub fn is_older(&self, than: u16) -> bool { self.age < than }
    /// The handle for the same slot after it was freed.
    pub fn reused(self) -> Self { Self { slot: self.slot, age: self.age.wrapping_add(1) } }
}
"""
HANDLE_TRUE = rows("""
Slots from `SLOTS` up are refused
`new()` returns `None` for slots >= `SLOTS`
Slot `SLOTS - 1` is accepted
`slot()` and `age()` give back what `new()` was given
Both parts can be read back
`slot()` returns the slot and `age()` the age
`to_raw()` keeps the slot in bits 0 to 31 and the age in bits 32 to 47
`to_raw()` has the age in bits 32 and up
The low 32 bits of `to_raw()` are the slot
`is_current()` compares the age with the given one
`is_current()` is true only for the handle's own age
A handle of another age is not current
`is_older()` is true if the age is smaller than the given one
`reused()` increments the age and keeps the slot
`reused()` bumps the age
`reused()` leaves the slot unchanged
`from_raw(h.to_raw())` gives `h` back
`from_raw()` undoes `to_raw()`
Handles are ordered by age, then by slot
Two handles are equal only if slot and age match
The same slot with another age is a different handle
The age wraps to 0 after 65535
""")
HANDLE_UNTRUE = rows("""
Slots from `SLOTS` up are accepted
`new()` returns `None` for slots > `SLOTS - 2`
Slot `SLOTS` is accepted
`to_raw()` keeps the slot in bits 32 to 63 and the age in bits 0 to 15
`to_raw()` has the age in bits 31 and up
`to_raw()` has the slot in bits 0 to 31, no age
The low 32 bits of `to_raw()` are the age
`is_current()` compares the slot with the given one
`is_current()` is true only for another age
A handle of another age is current
`is_older()` is true if the age is greater than the given one
`reused()` increments the slot and keeps the age
`reused()` bumps the slot
`reused()` leaves the age unchanged
Handles are ordered by slot, then by age
Two handles are equal only if the slots match
""")
PORT = """
/// Lowest port that is given out.
pub const FIRST: u16 = 49152;
pub const LAST: u16 = 65535;
/// Ephemeral port.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Port(u16);
impl Port {
    pub fn new(number: u16) -> Option<Self> { (FIRST..=LAST).contains(&number).then_some(Port(number)) }
    pub fn get(self) -> u16 { self.0 }
    pub fn next(self) -> Self { if self.0 == LAST { Port(FIRST) } else { Port(self.0 + 1) } }
    pub fn index(self) -> usize { (self.0 - FIRST) as usize }
    pub fn to_be(self) -> u16 { self.0.swap_bytes() }
}
"""
PORT_TRUE = rows("""
Ports below `FIRST` are refused by `new()`
0 is refused
`FIRST` and `LAST` are accepted
`get()` returns the number passed to `new()`
`next()` wraps from `LAST` to `FIRST`
`next()` counts up by one
After `LAST` comes `FIRST` again
`index()` is 0 for `FIRST`
`next()` of `LAST` is `FIRST`
Only ports from `FIRST` to `LAST` are accepted
The lowest valid port is `FIRST`
`LAST` is followed by `FIRST`
`next()` wraps around to `FIRST` after `LAST`
""")
PORT_UNTRUE = rows("""
Ports below `LAST` are refused by `new()`
0 is accepted
`next()` wraps from `LAST` to 0
After `LAST` comes 0
`next()` counts down by one
`index()` is 1 for `FIRST`
The lowest valid port is 0
`LAST` is followed by 49153
`next()` of `LAST` is `LAST`
""")
OF_TYPES = [
    ("IrqLine", LINE, LINE_TRUE, LINE_UNTRUE),
    ("Handle", HANDLE, HANDLE_TRUE, HANDLE_UNTRUE),
    ("Port", PORT, PORT_TRUE, PORT_UNTRUE),
]
# The same handle in one number.
PACKED = [
    ("pub struct Handle { age: u16, slot: u32 }", "pub struct Handle(u64);"),
    (
        "if slot >= SLOTS { None } else { Some(Self { slot, age }) }",
        "(slot < SLOTS).then(|| Self((age as u64) << 32 | slot as u64))",
    ),
    ("{ self.slot }", "{ (self.0 & 0xffff_ffff) as u32 }"),
    ("{ self.age }", "{ (self.0 >> 32) as u16 }"),
    ("{ self.slot as u64 | (self.age as u64) << 32 }", "{ self.0 }"),
    ("{ self.age == age }", "{ self.age() == age }"),
    ("{ self.age < than }", "{ than > self.age() }"),
    (
        "Self { slot: self.slot, age: self.age.wrapping_add(1) }",
        "Self(self.slot() as u64 | (self.age().wrapping_add(1) as u64) << 32)",
    ),
]
FAULTS = [
    (
        "Handle",
        HANDLE,
        ("slot >= SLOTS", "slot > SLOTS"),
        ["Slots from `SLOTS` up are refused", "`new()` returns `None` for slots >= `SLOTS`"],
    ),
    ("Handle", HANDLE, ("slot >= SLOTS", "slot >= SLOTS - 1"), ["Slot `SLOTS - 1` is accepted"]),
    (
        "Handle",
        HANDLE,
        ("<< 32 }", "<< 31 }"),
        ["`to_raw()` has the age in bits 32 and up", "`to_raw()` keeps the slot in bits 0 to 31 and the age in bits 32 to 47"],
    ),
    ("Handle", HANDLE, ("self.age < than", "self.age > than"), ["`is_older()` is true if the age is smaller than the given one"]),
    (
        "Handle",
        HANDLE,
        ("self.age == age", "self.age >= age"),
        ["`is_current()` compares the age with the given one", "A handle of another age is not current"],
    ),
    (
        "Handle",
        HANDLE,
        ("self.age.wrapping_add(1)", "self.age.saturating_add(2)"),
        ["`reused()` increments the age and keeps the slot", "`reused()` bumps the age", "The age wraps to 0 after 65535"],
    ),
    ("Handle", HANDLE, ("{ age: u16, slot: u32 }", "{ slot: u32, age: u16 }"), ["Handles are ordered by age, then by slot"]),
    ("IrqLine", LINE, ("line > LAST_LINE", "line >= LAST_LINE"), ["Line 63 is still accepted", "63 is the highest valid line"]),
    (
        "IrqLine",
        LINE,
        ("CASCADE => Some(Self(CASCADE + 1))", "CASCADE => Some(Self(CASCADE))"),
        ["`succ()` skips 15", "After line 14 comes 16"],
    ),
    ("IrqLine", LINE, ("as usize + 32", "as usize + 31"), ["`vector()` is the line plus 32"]),
    (
        "Port",
        PORT,
        ("Port(FIRST) }", "Port(0) }"),
        ["`next()` wraps from `LAST` to `FIRST`", "After `LAST` comes `FIRST` again", "`LAST` is followed by `FIRST`"],
    ),
    ("Port", PORT, ("Port(self.0 + 1)", "Port(self.0 + 2)"), ["`next()` counts up by one"]),
    (
        "Port",
        PORT,
        ("FIRST..=LAST", "FIRST..LAST"),
        ["`FIRST` and `LAST` are accepted", "Only ports from `FIRST` to `LAST` are accepted"],
    ),
]


@pytest.mark.parametrize(("name", "base", "true", "untrue"), OF_TYPES, ids=[t[0] for t in OF_TYPES])
def test_what_is_true_holds_and_what_is_not_never_does(name: str, base: str, true: list[str], untrue: list[str]) -> None:
    found = told([*true, *untrue], base, base, name)
    assert [c for c in true if found[c] != "holds"] == []
    assert [c for c in untrue if found[c] == "holds"] == []


def test_how_a_value_is_laid_out_makes_no_difference() -> None:
    mine = [c for c in HANDLE_TRUE if "ordered" not in c]
    found = told(mine, changed(HANDLE, PACKED), HANDLE, "Handle")
    assert [c for c in mine if found[c] == "fails"] == []
    assert sum(found[c] == "holds" for c in mine) > len(mine) - 3


@pytest.mark.parametrize(("name", "base", "fault", "spoken"), FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str, base: str, fault: tuple[str, str], spoken: list[str]) -> None:
    found = told(spoken, changed(base, [fault]), base, name)
    assert found == dict.fromkeys(spoken, "fails")
