"""The ways through a body: what is done on each, what was so at its branches, how it ends."""

from __future__ import annotations

import pytest

from uowgen.facts.code import CodeFile
from uowgen.facts.path_records import Choice, Path
from uowgen.facts.paths import paths_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Source


def ways(code: str) -> tuple[Path, ...] | None:
    file = CodeFile(RustFile(Source("src/lib.rs", code.encode())), "always")
    (function,) = (d for d in file.declarations() if d.item.kind == "fn")
    return paths_of(function)


def told(code: str) -> list[str]:
    found = ways(code)
    assert found is not None
    return sorted(f"{p.end} {p.value}" for p in found)


def test_both_sides_of_a_branch_are_ways() -> None:
    assert told("fn f(n: u8) -> u8 { if n > 3 { return 1; } 2 }") == ["value 1", "value 2"]


def test_and_stops_at_its_left_side() -> None:
    found = ways("fn f(a: bool, b: bool) -> u8 { if a && !b { 1 } else { 0 } }")
    assert found is not None
    assert {(p.value, tuple((c.text, c.truth) for c in p.choices)) for p in found} == {
        ("1", (("a", True), ("b", False))),
        ("0", (("a", False),)),
        ("0", (("a", True), ("b", True))),
    }


def test_a_question_mark_leaves_with_what_was_tried() -> None:
    assert told("fn f() -> Result<u8, E> { let n = g()?; Ok(n) }") == ["error g()", "value Ok(g()?)"]


def test_an_error_put_in_place_is_the_value() -> None:
    assert told("fn f() -> Result<u8, E> { let n = g().ok_or(E::Gone)?; Ok(3) }") == ["value Err(E::Gone)", "value Ok(3)"]
    assert told("fn f() -> Result<u8, E> { g().map_err(|_| E::Gone)?; Ok(3) }") == ["value Err(E::Gone)", "value Ok(3)"]


def test_each_arm_knows_the_arms_above_it() -> None:
    found = ways("fn f(n: u8) -> u8 { match n { A => 1, B | C => 2, _ => 3 } }")
    assert found is not None
    rest = next(c for p in found if p.value == "3" for c in p.choices)
    assert rest == Choice("n", True, "_", ("A", "B|C"), 1)


def test_an_arm_with_a_guard_does_not_take_its_pattern_from_those_below() -> None:
    found = ways("fn f(n: u8, b: bool) -> u8 { match n { A if b => 1, _ => 3 } }")
    assert found is not None
    assert {c.pattern for p in found for c in p.choices if c.pattern} == {"A if", "_"}
    assert all(not c.before for p in found for c in p.choices)


def test_a_loop_is_gone_through_or_not() -> None:
    code = "fn f(n: u8) -> u8 { for i in 0..n { if g(i) { return 1; } h(); } 0 }"
    assert told(code) == ["value 0", "value 0", "value 1"]
    assert told("fn f() -> u8 { loop { if g() { break; } } 4 }") == ["value 4", "value 4"]


def test_an_assertion_is_a_branch_into_a_panic() -> None:
    found = ways('fn f(n: u8) -> u8 { assert!(n < 8, "too much"); assert_eq!(n % 2, 0); n }')
    assert found is not None
    assert [(p.end, [(c.text, c.truth) for c in p.choices]) for p in found] == [
        ("panic", [("n<8", False)]),
        ("panic", [("n<8", True), ("n%2==0", False)]),
        ("value", [("n<8", True), ("n%2==0", True)]),
    ]


def test_deeds_stand_in_order_with_what_they_are_given() -> None:
    found = ways("fn f(&mut self, n: u8) { self.port.write(n + 1); self.last = n; }")
    assert found is not None
    assert [(d.sort, d.receiver, d.name, d.given) for d in found[0].deeds] == [
        ("call", "self.port", "write", ("n+1",)),
        ("assign", "", "self.last", ("n",)),
    ]


@pytest.mark.parametrize(
    "code",
    [
        'fn f() { #[cfg(feature = "x")] g(); }',
        "fn f() -> u8 { try_it!(g()?); 1 }",
        "fn f() { 'out: { break 'out; } }",
        "fn f() -> u8 { (|| 3)() }",
    ],
)
def test_what_cannot_be_followed_has_no_ways(code: str) -> None:
    assert ways(code) is None
