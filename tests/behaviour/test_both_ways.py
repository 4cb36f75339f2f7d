"""The interpreter prints what a compiled program prints: values, panics, the order of drops."""

from __future__ import annotations

from functools import cache

import pytest

from tests.behaviour.both_ways import RUSTC, compiled, interpreted, names_in, program_of, sources

CASES = [(name, case) for name, source in sources().items() for case in names_in(source)]


@cache
def _compiled() -> dict[str, str]:
    return compiled(sources())


@cache
def _program(name: str):
    return program_of(name, sources()[name])


@pytest.mark.skipif(RUSTC is None, reason="NOT COMPARED WITH RUST: there is no rustc here")
@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{n}-{c.removeprefix('case_')}" for n, c in CASES])
def test_interpreted_and_compiled_print_the_same(name, case):
    assert interpreted(_program(name), case) == _compiled()[f"{name}::{case}"]
