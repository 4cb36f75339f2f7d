"""A guard of interrupts that nests, as it should be, rewritten, and with one fault at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.test_pages import judge, read_page

PAGE = read_page(Path(__file__).parent / "pages" / "nests_sections.md")
SOURCE = PAGE.files["src/it.rs"].decode()
CRITERIA = (
    "`begin()` saves the interrupt flags before it disables interrupts",
    "`begin()` raises the nesting of the current CPU by one",
    "`was_on()` tests `FLAG_INTERRUPTS_ON` in the saved flags",
    "`listen()` does nothing and returns false in a nested section or if interrupts were off",
    "`listen()` enables interrupts, pauses and disables them again",
    "`Drop` lowers the nesting and then restores the saved flags",
    "`Drop` of the outermost section runs if a request is pending and interrupts were on; it leaves the request alone otherwise",
)
LEFT = "let left = NESTING[self.cpu].fetch_sub(1, Ordering::Release) - 1;"
BACK = "cpu::restore_flags(self.flags);"
MADE = "let flags = cpu::read_flags();\n        cpu::disable_interrupts();"
LAST = "left == 0 && self.was_on() && work::take_request(self.cpu)"


def outcomes(change: tuple[str, str]) -> list[str]:
    assert change[0] in SOURCE
    page = PAGE._replace(files={"src/it.rs": SOURCE.replace(*change, 1).encode()})
    return [judge(page, text).outcome for text in CRITERIA]


@pytest.mark.parametrize(
    "change",
    [
        ("self.flags & cpu::FLAG_INTERRUPTS_ON != 0", "(self.flags & cpu::FLAG_INTERRUPTS_ON) == cpu::FLAG_INTERRUPTS_ON"),
        ("self.nesting() > 1 || !self.was_on()", "!(self.nesting() == 1 && self.was_on())"),
        (LAST, "self.was_on() && left == 0 && work::take_request(self.cpu)"),
        ("[const { AtomicU32::new(0) }; 4]", "[AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0)]"),
    ],
)
def test_what_is_written_otherwise_holds(change: tuple[str, str]) -> None:
    assert outcomes(change) == ["holds"] * len(CRITERIA)


@pytest.mark.parametrize(
    "change,wrong",
    [
        ((f"{LEFT}\n        {BACK}", f"{BACK}\n        {LEFT}"), 6),
        ((BACK, "cpu::enable_interrupts();"), 6),
        ((MADE, "cpu::disable_interrupts();\n        let flags = cpu::read_flags();"), 1),
        (("fetch_add(1, Ordering::Acquire)", "store(1, Ordering::Release)"), 2),
        (("self.flags & cpu::FLAG_INTERRUPTS_ON != 0", "self.flags == cpu::FLAG_INTERRUPTS_ON"), 3),
        (("self.nesting() > 1 || !self.was_on()", "self.nesting() > 1 && !self.was_on()"), 4),
        (("        cpu::disable_interrupts();\n        true", "        true"), 5),
        ((LAST, "work::take_request(self.cpu) && left == 0 && self.was_on()"), 7),
        ((LAST, "left == 0 && work::take_request(self.cpu)"), 7),
        ((LAST, "left == 1 && self.was_on() && work::take_request(self.cpu)"), 7),
    ],
)
def test_a_fault_fails_what_it_goes_against(change: tuple[str, str], wrong: int) -> None:
    assert outcomes(change)[wrong - 1] == "fails"


def test_what_a_call_does_to_interrupts_must_be_known_by_its_name() -> None:
    assert outcomes(("cpu::read_flags()", "cpu::save_and_disable_interrupts()"))[0] == "undecided"
