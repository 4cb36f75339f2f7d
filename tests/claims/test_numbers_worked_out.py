"""Functions that look at a number which they work out of the one they are given: of which of the two a sentence speaks."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

SHOWN = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault { Access, Align, Bus, Unlisted(u32) }

impl Fault {
    /// Decodes a syndrome; the class stands above bit 26.
    pub fn from_syndrome(esr: u32) -> Self {
        let class = esr >> 26;
        match class {
            0x24 => Fault::Access,
            0x22 => Fault::Align,
            0x2f => Fault::Bus,
            other => Fault::Unlisted(other),
        }
    }
}
"""
TRUE = """
Class 0x24 decodes to `Access`
`from_syndrome` returns `Align` for class 0x22
`from_syndrome(0x9000_0000)` is `Access`
Unknown classes become `Unlisted`
Esr 0x9000_0000 decodes to `Access`
"""
UNTRUE = """
Class 0x24 decodes to `Align`
Class 0x24 decodes to `Unlisted`
Esr 0x24 decodes to `Access`
`from_syndrome` returns `Align` for class 0x24
Unknown classes become `Bus`
"""
UNCERTAIN = """
0x24 decodes to `Access`
0x24 decodes to `Unlisted`
The value 0x24 decodes to `Access`
Code 0x24 is mapped to `Access`
"""


def test_a_noun_tells_which_number_is_meant() -> None:
    criteria = [*rows(TRUE), *rows(UNTRUE), *rows(UNCERTAIN)]
    found = told(criteria, SHOWN, SHOWN, "Fault")
    assert {found[c] for c in rows(TRUE)} == {"holds"}
    assert "holds" not in {found[c] for c in rows(UNTRUE)}
    assert {found[c] for c in rows(UNCERTAIN)} == {"undecided"}


@pytest.mark.parametrize(
    ("old", "new"), [("esr >> 26", "esr >> 25"), ("0x24 => Fault::Access", "0x25 => Fault::Access")], ids=["shift", "arm"]
)
def test_a_fault_fails_what_is_said_of_the_number_worked_out(old: str, new: str) -> None:
    said = "Class 0x24 decodes to `Access`"
    assert told([said], changed(SHOWN, [(old, new)]), SHOWN, "Fault") == {said: "fails"}


def test_code_that_gives_it_no_name_is_asked_with_the_same_numbers() -> None:
    tree = changed(SHOWN, [("        let class = esr >> 26;\n        match class {", "        match esr / (1 << 26) {")])
    said = "Class 0x24 decodes to `Access`"
    assert told([said], tree, SHOWN, "Fault") == {said: "holds"}
