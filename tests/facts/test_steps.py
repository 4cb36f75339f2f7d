"""The steps of a body: which have been done whenever another is come to."""

from __future__ import annotations

import pytest

from uowgen.facts.code import Code
from uowgen.facts.steps import steps_of
from uowgen.tree import MemoryTree

BODIES = (
    ("first(); second();", True),
    ("if first() { second(); }", True),
    ("if ready && first() { second(); }", True),
    ("if ready || first() { second(); }", False),
    ("if empty || !first() { return; } second();", True),
    ("if empty && !first() { return; } second();", False),
    ("if ready { first(); } second();", False),
    ("if ready { first(); } else { return; } second();", True),
    ("match kind { Kind::A => first(), _ => panic!() } second();", True),
    ("match kind { Kind::A => first(), _ => {} } second();", False),
    ("let Some(x) = first() else { return; }; second();", True),
    ("'out: { if ready { break 'out; } first(); } second();", False),
    ("for page in pages { first(); } second();", False),
    ("for page in pages { first(); second(); }", True),
    ("let act = || first(); second();", False),
    ("first(); let act = || second();", True),
    ("second(first());", True),
    ("fn inner() { first(); } second();", False),
    ('#[cfg(feature = "x")] first(); second();', False),
)


@pytest.mark.parametrize("body,before", BODIES)
def test_a_step_has_been_done_whenever_another_is_come_to(body: str, before: bool) -> None:
    file = Code(MemoryTree({"a.rs": f"fn f() {{ {body} }}".encode()})).file("a.rs")
    assert file is not None
    steps = steps_of(file.named("f")[0])
    assert steps is not None
    named = {file.rust.text(s.node).partition("(")[0]: s for s in steps if s.sort == "call"}
    assert ("first" in named and named["first"].dominates(named["second"])) is before
