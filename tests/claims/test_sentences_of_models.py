"""Random sentences on small types, each true or untrue by a model: none that is untrue holds, none that is true fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.claims.fuzz_sentences import wrong_ones
from tests.claims.model_variants import rows_in, versions_of
from tests.claims.sentence_models import MODELS, Model, each, is_refused
from tests.claims.sentence_tables import told

if TYPE_CHECKING:
    from tests.claims.sentence_models import Judge


@pytest.mark.parametrize("model", MODELS, ids=[m.file for m in MODELS])
def test_no_sentence_is_decided_against_its_model(model: Model) -> None:
    wrong, tally = wrong_ones(model, 1, 8)
    assert not wrong
    assert tally[True, "holds"]


@pytest.mark.parametrize("model", MODELS, ids=[m.file for m in MODELS])
def test_the_model_does_what_the_program_does(model: Model) -> None:
    found = rows_in(model, model.source())
    assert found is not None
    assert set(found) == set(model.rows)


# What was once decided of these versions of a type against what their calls do.
MISJUDGED = [
    ("jobs", "`job == 0` turned round", "`close` drops all jobs"),
    ("latch", "without `return Err(LatchError::Muted);`", "`fire` fails when muted"),
    ("latch", "`self.phase == Phase::Broken` taken as false", "`fire` fails when `left` is 0"),
    ("references", "2 for 1", "`get` adds one reference"),
    ("ids", "without `if self.frozen", "`is_used` returns `true` for an id in use"),
    ("references", "`self.refs == 0` turned round", "`get` fails when `refs` is 1"),
    ("latch", "without `if self.phase != Phase::Armed", "A failed `fire` changes nothing"),
]


SENTENCES: dict[str, Judge] = {
    **{text: judge for m in MODELS for text, judge in m.told.items()},
    "`fire` fails when muted": each("fire", lambda r: is_refused(r.gave), lambda s, _: s[2]),
    "`fire` fails when `left` is 0": each("fire", lambda r: is_refused(r.gave), lambda s, _: s[1] == 3),
    "`is_used` returns `true` for an id in use": each("is_used", lambda r: r.gave is True, lambda s, one: one < 4 and s[0][one]),
    "`get` fails when `refs` is 1": each("get", lambda r: is_refused(r.gave), lambda s, _: s[0] == 1),
}


@pytest.mark.parametrize(("file", "says", "sentence"), MISJUDGED)
def test_a_version_is_not_decided_against_what_its_calls_do(file: str, says: str, sentence: str) -> None:
    model = next(m for m in MODELS if m.file == file)
    judged = {change: (source, rows_in(model, source)) for change, source in versions_of(model).items() if says in change}
    assert any(rows is not None for _, rows in judged.values())
    for change, (source, rows) in judged.items():
        so = SENTENCES[sentence](rows, None) if rows is not None else None
        outcome = told([sentence], source, model.source(), model.type)[sentence]
        assert (outcome, so) not in (("holds", False), ("fails", True)), change
