"""Further branches of an `if` chain stand where the words put them, in the one chain that has what they tell."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
fn sort(letter: &Letter) {
    if letter.kind == POST_CARD {
        card(letter);
    } else if letter.kind == AIR_MAIL {
        air(letter);
    } else if letter.weight > LIMIT {
        heavy(letter);
    } else {
        plain(letter);
    }
}

fn weigh(letter: &Letter) {
    if letter.is_open() {
        close(letter);
    } else {
        stamp(letter);
    }
}
"""
NEW = "        } else if letter.kind == PARCEL {\n            parcel(letter);"
WRITTEN = "    } else if letter.kind == PARCEL {\n        parcel(letter);\n"


@pytest.mark.parametrize(
    ("words", "below"),
    [
        ("Between the card and the air case:", "    } else if letter.kind == AIR"),
        (
            "and dispatch, between the `letter.kind == AIR_MAIL` and the `letter.weight > LIMIT` branch:",
            "    } else if letter.weight",
        ),
        ("In `sort`, before the final `else`:", "    } else {\n        plain"),
        ("Add a branch after the `AIR_MAIL` one:", "    } else if letter.weight"),
    ],
)
def test_a_branch_stands_where_the_words_put_it(words: str, below: str) -> None:
    after, _ = planned(words, FILE, NEW)
    assert after.decode() == FILE.replace(below, WRITTEN + below)
    again, (operation,) = planned(words, after, NEW)
    assert (operation.status, again) == ("applied", after)


def test_a_branch_that_is_shown_with_its_end_is_the_same() -> None:
    after, _ = planned("In `sort`, before the final `else`:", FILE, NEW + "\n        }")
    assert after.decode() == FILE.replace("    } else {\n        plain", WRITTEN + "    } else {\n        plain")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Before the final `else`:", NEW),  # there are two
        ("In `sort`:", NEW),
        ("Between the card and the weight case:", NEW),  # they are not neighbours
        ("In `sort`, before the `PARCEL` branch:", NEW),
        ("In `sort`, before the final `else`:", NEW + "\n        } else if letter.weight > LIMIT {\n            light(letter);"),
    ],
)
def test_a_place_that_is_not_told_is_refused(words: str, code: str) -> None:
    after, (operation,) = planned(words, FILE, code)
    assert (operation.status, after) == ("refused", FILE.encode())
