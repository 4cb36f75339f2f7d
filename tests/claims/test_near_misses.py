"""Sentences that miss what is so by little: another limit, what is new for what was there, set for cleared, all for one. None of them holds."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

KILN = """
/// Heat levels run from 0 to 11.
pub const LEVELS: u8 = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KilnError { TooHot, Barred }

/// A kiln: how hot it is, and which of its flues are shut; a one means shut.
pub struct Kiln {
    heat: u8,
    shut: u16,
    barred: bool,
}

impl Kiln {
    pub const fn new() -> Self {
        Kiln { heat: 0, shut: 0xFFFF, barred: false }
    }

    /// Replaces the heat and returns the one before.
    pub fn stoke(&mut self, heat: u8) -> Result<u8, KilnError> {
        if heat >= LEVELS {
            return Err(KilnError::TooHot);
        }
        if self.barred {
            return Err(KilnError::Barred);
        }
        let before = self.heat;
        self.heat = heat;
        Ok(before)
    }

    /// Clears the lowest set bit: that flue is open now.
    pub fn open_flue(&mut self) -> Option<u32> {
        if self.shut == 0 {
            return None;
        }
        let flue = self.shut.trailing_zeros();
        self.shut &= self.shut - 1;
        Some(flue)
    }

    /// Bars the door; returns whether it was barred.
    pub fn bar(&mut self) -> bool {
        core::mem::replace(&mut self.barred, true)
    }
}
"""
OF_KILN = (
    """
`stoke` returns `TooHot` for a heat above 11
`stoke` returns `TooHot` for a heat of at least 12
`stoke` returns the old heat
`open_flue` clears the lowest set bit
`stoke` returns `Barred` after `bar`
""",
    """
`stoke` returns `TooHot` for a heat above 10
`stoke` returns `TooHot` for a heat above 12
`stoke` returns `TooHot` for a heat of at least 11
`stoke` returns `TooHot` for a heat of 13 or more
`stoke` returns the new heat
`stoke` returns the current heat
`open_flue` sets the bit
`open_flue` returns `None` when all flues are shut
`stoke` returns `Barred` before `bar`
""",
)

CLAMPS = """
pub const JAWS: usize = 3;

/// Plates clamped for one job; let loose at its end.
pub struct Clamps {
    plates: [usize; JAWS],
    len: usize,
}

impl Clamps {
    pub fn new() -> Self {
        Clamps { plates: [0; JAWS], len: 0 }
    }

    /// Clamps a plate; `false` if there is no room.
    pub fn clamp(&mut self, plate: usize) -> bool {
        if self.len == JAWS {
            return false;
        }
        bench::clamp(plate);
        self.plates[self.len] = plate;
        self.len += 1;
        true
    }

    /// Unclamps the last plate and returns it.
    pub fn unclamp_last(&mut self) -> Option<usize> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        bench::unclamp(self.plates[self.len]);
        Some(self.plates[self.len])
    }
}

impl Drop for Clamps {
    fn drop(&mut self) {
        for i in (0..self.len).rev() {
            bench::unclamp(self.plates[i]);
        }
    }
}
"""
OF_CLAMPS = (
    """
`clamp` returns false when 3 plates are clamped
`unclamp_last` unclamps the plate it returns
Dropping unclamps the plates
""",
    """
`clamp` returns false when 2 plates are clamped
`clamp` clamps the index of the plate
`unclamp_last` clamps the plate it returns
`unclamp_last` unclamps all plates
""",
)


@pytest.mark.parametrize(
    ("base", "name", "tables"), [(KILN, "Kiln", OF_KILN), (CLAMPS, "Clamps", OF_CLAMPS)], ids=["Kiln", "Clamps"]
)
def test_what_misses_by_little_does_not_hold(base: str, name: str, tables: tuple[str, str]) -> None:
    true, untrue = map(rows, tables)
    found = told([*true, *untrue], base, base, name)
    assert {text: found[text] for text in true} == dict.fromkeys(true, "holds")
    assert [text for text in untrue if found[text] == "holds"] == []
