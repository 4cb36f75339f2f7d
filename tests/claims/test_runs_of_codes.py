"""Codes that follow one another, errors that carry a type of elsewhere, and what is so of some variants and of no others."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

PRINT_ERROR = """
use core::fmt;
use crate::usb::UsbFault;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintError { NoPaper, NoInk, Hot, Cable(UsbFault) }

impl PrintError {
    pub const fn code(&self) -> i32 {
        match self { Self::NoPaper => -21, Self::NoInk => -22, Self::Hot => -23, Self::Cable(_) => -24 }
    }
    pub const fn name(&self) -> &'static str {
        match self { Self::NoPaper => "NoPaper", Self::NoInk => "NoInk", Self::Hot => "Hot", Self::Cable(_) => "Cable" }
    }
    pub const fn is_passing(&self) -> bool { matches!(self, Self::Hot | Self::NoPaper) }
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{} ({})", self.name(), self.code()) }
}
"""
TRUE = rows("""
Codes run from -21 (`NoPaper`) to -24 (`Cable`), in order of declaration
Codes go from -21 down to -24 in the order of the variants
The codes count down from -21 in declaration order
Codes start at -21 and go down by one per variant
`code()` is -21 for `NoPaper` and one less for each following variant
Codes are consecutive, from -21 (`NoPaper`) to -24 (`Cable`)
Codes are unique and negative
`Cable` has code -24 whatever the inner error
`name()` is the name of the variant, without payload
`Hot` and `NoPaper` are passing, nothing else is
No other variant than `Hot` and `NoPaper` is passing
`Cable` is never passing, whatever is inside
`Display` is `Hot (-23)` for `Hot`
`Display` shows the name with the code in parentheses
""")
UNTRUE = rows("""
Codes run from -21 (`NoPaper`) to -23 (`Cable`), in order of declaration
Codes run from -21 (`NoInk`) to -24 (`Cable`), in order of declaration
Codes run from -24 (`NoPaper`) to -21 (`Cable`), in order of declaration
Codes go from -20 down to -23 in the order of the variants
The codes count up from -21 in declaration order
Codes start at -22 and go down by one per variant
`code()` is -21 for `NoPaper` and one more for each following variant
Codes are unique and positive
`Cable` has code -23 whatever the inner error
`Hot` and `NoInk` are passing, nothing else is
`Hot` is passing, nothing else is
No other variant than `Hot` is passing
`Display` is `Hot (23)` for `Hot`
`Display` shows the code with the name in parentheses
""")
FAULTS = [
    ([("Self::NoInk => -22, Self::Hot => -23", "Self::NoInk => -23, Self::Hot => -22")], TRUE[:5]),
    ([("Self::Cable(_) => -24", "Self::Cable(_) => -25")], [TRUE[0], TRUE[5], TRUE[7]]),
    ([("Self::Hot => -23", "Self::Hot => 23")], [TRUE[6], TRUE[12]]),
    ([("Self::Hot | Self::NoPaper", "Self::Hot")], [TRUE[9], TRUE[10]]),
    ([("Self::Hot | Self::NoPaper", "Self::Hot | Self::NoPaper | Self::Cable(_)")], [TRUE[9], TRUE[10], TRUE[11]]),
    ([('"{} ({})"', '"{} {}"')], [TRUE[12], TRUE[13]]),
]  # fmt: skip


def test_codes_in_a_row_hold_as_they_are_and_not_otherwise() -> None:
    outcome = told([*TRUE, *UNTRUE], PRINT_ERROR, PRINT_ERROR, "PrintError")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentences"), FAULTS)
def test_a_code_out_of_its_row_fails(changes: list[tuple[str, str]], sentences: list[str]) -> None:
    assert told(sentences, changed(PRINT_ERROR, changes), PRINT_ERROR, "PrintError") == dict.fromkeys(sentences, "fails")
