"""Patterns compiled when they are first used do what compiled ones do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uowgen.regex import when_used


@given(st.text("ab `", max_size=12))
def test_all_methods_give_what_a_compiled_pattern_gives(text: str) -> None:
    later, now = when_used(r"`?(a+)(b)?", re.IGNORECASE), re.compile(r"`?(a+)(b)?", re.IGNORECASE)
    assert later.findall(text) == now.findall(text)
    assert later.sub("-", text) == now.sub("-", text)
    assert [m.groups() for m in later.finditer(text)] == [m.groups() for m in now.finditer(text)]
    assert (later.match(text) is None) == (now.match(text) is None)
    assert later.groups == now.groups


def test_bytes_too() -> None:
    assert when_used(rb"\w+").findall(b"one two") == [b"one", b"two"]


def test_what_is_no_expression_is_told_at_its_first_use() -> None:
    broken = when_used("(")
    with pytest.raises(re.error):
        broken.search("x")
