"""Criteria about tests, decided by running them."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

from tests.toolchain.trees import SMALL, appends, decided, left_behind, needs_cargo, write
from uowgen.toolchain.testlog import read_tests

if TYPE_CHECKING:
    from pathlib import Path


def one_test(body: str, name: str = "works") -> str:
    """A test module with one test."""
    return f"\n#[cfg(test)]\nmod tests {{\n    #[test]\n    fn {name}() {{\n        {body}\n    }}\n}}\n"


@needs_cargo
def test_tests_that_pass_hold_and_those_that_fail_say_where(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    criteria = (
        "All unit tests pass",
        "test `works` passes",
        "1 test passes",
        "2 tests pass",
        "integration tests pass",
        "`other` test passes",
        "no test fails",
    )
    unit, named, one, two, integration, other, none = decided(
        root, cache, appends(root, one_test("assert_eq!(super::one(), 1);"), *criteria)
    )
    assert [v.outcome for v in (unit, named, one, none)] == ["holds"] * 4
    assert (two.outcome, two.code) == ("undecided", "count-differs")
    assert (integration.outcome, integration.code) == ("undecided", "no-tests")
    assert (other.outcome, other.code) == ("undecided", "test-not-run")
    unit, fails = decided(
        root, cache, appends(root, one_test("assert_eq!(super::one(), 2);"), "All unit tests pass", "test `works` fails")
    )
    assert (unit.outcome, unit.code) == ("fails", "tests-fail")
    assert (unit.evidence[0].file, unit.evidence[0].line) == ("src/lib.rs", 9)
    assert fails.outcome == "holds"


@needs_cargo
def test_a_test_that_failed_before_does_not_count_against_the_patch(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, "tests/old.rs": "#[test]\nfn old() {\n    assert_eq!(small::one(), 7);\n}\n"})
    [verdict] = decided(root, cache, appends(root, one_test("assert!(true);"), "all tests pass"))
    assert (verdict.outcome, verdict.code) == ("undecided", "broken-before")
    assert "`old` fails" in verdict.message
    broken = appends(root, one_test("assert!(true);"), "all tests pass")
    change = broken.changes[0]._replace(result=b"pub fn one() -> u32 { panic!() }\n" + one_test("super::one();").encode())
    [verdict] = decided(root, cache, broken._replace(changes=(change,)))
    assert (verdict.outcome, verdict.code) == ("fails", "tests-fail")


@needs_cargo
def test_a_tree_without_tests_does_not_pass_them(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    ignored = "\n#[cfg(test)]\nmod tests {\n    #[test]\n    #[ignore]\n    fn later() {}\n}\n"
    nothing, *_ = decided(root, cache, appends(root, "\npub struct Two;\n", "all tests pass"))
    assert (nothing.outcome, nothing.code) == ("undecided", "no-tests")
    every, named = decided(root, cache, appends(root, ignored, "all tests pass", "test `later` passes"))
    assert (every.outcome, every.code) == ("undecided", "test-ignored")
    assert (named.outcome, named.code) == ("undecided", "test-ignored")


@needs_cargo
def test_a_hanging_test_is_ended_named_and_undecided(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    hangs = one_test("loop { std::thread::sleep(std::time::Duration::from_secs(1)); }", "hangs")
    started = time.monotonic()
    [verdict] = decided(root, cache, appends(root, hangs, "all tests pass"), timeout=3.0)
    assert (verdict.outcome, verdict.code) == ("undecided", "time-limit")
    assert "`tests::hangs`" in verdict.message
    assert time.monotonic() - started < 30
    assert not left_behind(cache)


@needs_cargo
def test_tests_that_do_not_compile_fail_like_any_code(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    [verdict] = decided(root, cache, appends(root, one_test("let _: u32 = true;"), "all tests pass"))
    assert (verdict.outcome, verdict.code) == ("fails", "compile-error")


@needs_cargo
@pytest.mark.skipif(shutil.which("cargo-nextest") is None, reason="NO NEXTEST ON THIS MACHINE: runs with it are NOT tested")
def test_nextest_runs_the_tests_where_it_is_asked_for(tmp_path: Path, cache: Path) -> None:
    files = {**SMALL, "tests/more.rs": "#[test]\nfn more() {\n    assert_eq!(small::one(), 1);\n}\n"}
    root = write(tmp_path / "tree", {**files, ".config/nextest.toml": ""})
    every, integration, bad = decided(
        root, cache, appends(root, one_test("assert!(false);"), "all tests pass", "integration tests pass", "`works` test passes")
    )
    assert (every.outcome, every.code) == ("fails", "tests-fail")
    assert "nextest" in every.message
    assert every.evidence[0].line == 9
    assert integration.outcome == "holds"
    assert bad.outcome == "fails"


def test_a_log_is_read_with_kinds_and_places() -> None:
    log = """
     Running unittests src/lib.rs (target/debug/deps/a-1)
test tests::good ... ok
test tests::bad - should panic ... FAILED
test tests::later ... ignored, not now
     Running tests/more.rs (target/debug/deps/more-1)
test more ... ok
   Doc-tests a
test src/lib.rs - one (line 3) ... ok

failures:

---- tests::bad stdout ----

thread 'tests::bad' (77) panicked at src/lib.rs:10:5:
assertion failed: false
note: run with
"""
    tests = read_tests(log)
    assert [(t.name, t.kind, t.outcome) for t in tests] == [
        ("tests::good", "unit", "ok"),
        ("tests::bad", "unit", "failed"),
        ("tests::later", "unit", "ignored"),
        ("more", "integration", "ok"),
        ("src/lib.rs - one (line 3)", "doc", "ok"),
    ]
    assert (tests[1].file, tests[1].line, tests[1].output) == ("src/lib.rs", 10, "assertion failed: false")
