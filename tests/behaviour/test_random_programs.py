"""Random programs print the same interpreted as compiled; a fixed set of seeds here, any number by `make fuzz`."""

from __future__ import annotations

import pytest

from tests.behaviour.both_ways import RUSTC
from tests.behaviour.fuzz import Tally, compare


@pytest.mark.skipif(RUSTC is None, reason="NOT COMPARED WITH RUST: there is no rustc here")
def test_programs_of_a_fixed_seed_print_the_same_both_ways():
    tally = Tally()
    compare(1000, 60, tally)
    assert tally.disagreements == []
    assert tally.same >= 40  # an interpreter that decides nothing agrees with everything
