"""Random sentences on small types, each true or untrue by a model: none that is untrue holds, none that is true fails."""

from __future__ import annotations

import pytest

from tests.claims.fuzz_sentences import wrong_ones
from tests.claims.sentence_models import MODELS, Model


@pytest.mark.parametrize("model", MODELS, ids=[m.file for m in MODELS])
def test_no_sentence_is_decided_against_its_model(model: Model) -> None:
    wrong, tally = wrong_ones(model, 1, 8)
    assert not wrong
    assert tally["holds", True]
