"""What a terminal gets, and that nothing else gets it."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report import made
from uowgen.remembered import for_people
from uowgen.report.as_text import plan_text, verify_text
from uowgen.terminal import for_stream, styled, wants_colour

COLOUR = re.compile(r"\x1b\[\d+m")


def plan_shown() -> str:
    run = made.run()
    return plan_text(run.plan, run.sources)


def test_without_colours_it_is_the_plain_text():
    assert COLOUR.search(styled(plan_shown()))
    assert COLOUR.sub("", styled(plan_shown())) == plan_shown()


@given(st.text(st.characters(exclude_characters="\x1b")))
def test_colour_adds_nothing_but_colour(text):
    assert COLOUR.sub("", styled(text)) == text


@given(st.text(st.sampled_from("ab ^12\t\n見e\u0301")), st.integers(40, 90))
def test_wrapping_loses_no_word(text, width):
    assert styled(text, width, colour=False).split() == text.split()


def test_a_long_message_is_wrapped_below_its_own_text():
    rows = styled("  = help: " + "word " * 30, 60, colour=False).split("\n")
    assert len(rows) > 2
    assert all(len(row) <= 60 for row in rows)
    assert all(row.startswith("    ") for row in rows[1:])


def test_a_caret_stays_below_what_it_points_at():
    shown = "3 | " + "x" * 100 + "\n  | ^^^ here"
    rows = styled(shown, 60, colour=False).split("\n")
    assert rows == ["3 | " + "x" * 55 + "…", "  | ^^^ here"]


def test_a_stream_that_is_no_terminal_gets_every_byte_as_it_is(monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    text = plan_shown().encode() + b"\xff"
    assert for_stream(text, io.StringIO()) is text


@pytest.mark.parametrize(
    ("environment", "terminal", "colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colour_is_for_terminals_unless_the_environment_says_otherwise(environment, terminal, colour):
    assert wants_colour(environment, terminal) is colour


def test_text_of_documents_cannot_steer_the_terminal():
    run = made.run()
    shown = verify_text(run.judged, run.sources)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("arguments", "people"),
    [
        ("plan x.md", True),
        ("plan --format json x.md", False),
        ("plan --format=sarif x.md", False),
        ("plan --format json --format text x.md", True),
        ("verify --format concise x.md", True),
    ],
)
def test_only_text_is_coloured(arguments, people):
    assert for_people(arguments.split()) is people
