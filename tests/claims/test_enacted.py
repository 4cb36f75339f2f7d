"""What many people write about guards and claims: what is true of the spec's own code and of the tree holds, what is not fails."""

from __future__ import annotations

import pytest

from tests.claims.enacted_types import CHANGED, OPEN, TRUE, TYPES, UNTRUE
from tests.claims.sentence_tables import told


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in table.items() for text in texts.strip().splitlines()]


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], str]:
    table = {}
    for name in TYPES:
        texts = [text for kind in (TRUE, UNTRUE, OPEN) for n, text in rows(kind) if n == name]
        table.update({(name, text): outcome for text, outcome in told(texts, TYPES[name], TYPES[name], name).items()})
    return table


@pytest.mark.parametrize("case", rows(TRUE), ids=lambda case: case[1])
def test_what_is_true_holds(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "holds"


@pytest.mark.parametrize("case", rows(UNTRUE), ids=lambda case: case[1])
def test_what_is_not_true_fails(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "fails"


@pytest.mark.parametrize("case", rows(OPEN), ids=lambda case: case[1])
def test_what_says_too_little_is_undecided(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "undecided"


@pytest.mark.parametrize(("name", "old", "new", "failing", "holding"), CHANGED, ids=lambda value: str(value)[:40])
def test_a_fault_in_the_tree_fails_what_speaks_of_it(name: str, old: str, new: str, failing: str, holding: str) -> None:
    assert old in TYPES[name]
    outcomes = told([failing, holding], TYPES[name].replace(old, new), TYPES[name], name)
    assert outcomes == {failing: "fails", holding: "holds"}


GAUGE = """
/// A counter of the machine that is ours.
pub struct Gauge {
    number: u8,
    armed: bool,
}

impl Gauge {
    pub fn open(number: u8) -> Self {
        Self { number, armed: true }
    }

    /// Stops it. Returns the ticks so far.
    pub fn stop(mut self) -> u32 {
        self.armed = false;
        hw::halt(self.number);
        hw::ticks(self.number)
    }
}

impl Drop for Gauge {
    fn drop(&mut self) {
        if self.armed {
            hw::halt(self.number);
        }
    }
}
"""


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("`stop()` returns the ticks", "holds"),
        ("`stop()` returns the gauge number", "undecided"),
        ("`stop()` returns the armed flag", "undecided"),
        ("`stop()` returns its number", "undecided"),
    ],
)
def test_what_is_given_is_named_by_where_it_comes_from(sentence: str, outcome: str) -> None:
    assert told([sentence], GAUGE, GAUGE, "Gauge") == {sentence: outcome}
