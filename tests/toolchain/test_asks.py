"""What is read from the words of a criterion, and what is not understood and therefore not built."""

from __future__ import annotations

import pytest

from tests.toolchain.trees import waiting
from uowgen.model import Criterion
from uowgen.text import Span
from uowgen.toolchain.asks import Ask, asks_of, cargo_command
from uowgen.toolchain.conditions import compiled
from uowgen.toolchain.messages import Unit
from uowgen.toolchain.settings import Settings, configured


def ask(text: str) -> Ask:
    [found] = asks_of(waiting(Criterion(text, 1, Span(0, 0))), frozenset({"small", "kernel"}))
    return found


@pytest.mark.parametrize(
    ("text", "action", "negative"),
    [
        ("`Two` struct compiles", "check", False),
        ("Code compiles without errors", "check", False),
        ("Build passes", "build", False),
        ("Build fails with errors in `src/lib.rs`", "build", True),
        ("The old code does not compile", "check", True),
        ("The build no longer fails", "build", False),
        ("The build does not fail", "build", False),
        ("All tests pass", "test", False),
        ("No test fails", "test", False),
        ("The new test fails", "test", True),
        ("`cargo check -p small` passes", "check", False),
        ("`cargo clippy` passes", "clippy", False),
    ],
)
def test_action_and_direction_are_read(text: str, action: str, negative: bool) -> None:
    assert (ask(text).action, ask(text).negative, ask(text).unknown) == (action, negative, ())


@pytest.mark.parametrize(
    "text",
    [
        "compiles with feature simd",
        "compiles under miri",
        "compiles in under a second",
        "compiles without `alloc`",
        "compiles with `alloc`",
        "builds and runs",
        "debug and release builds pass",
        "compiles on both targets",
        "`cargo run` passes",
    ],
)
def test_words_that_are_not_known_are_not_skipped(text: str) -> None:
    assert ask(text).unknown


def test_scope_is_read_from_names_and_words() -> None:
    assert ask("the kernel compiles").packages == ("kernel",)
    assert ask("`small` compiles for x86_64").architecture == "x86_64"
    assert ask("compiles in release mode").arguments == ("--release",)
    assert ask("all 12 unit tests pass")[:1] == ("test",)
    assert (ask("all 12 unit tests pass").number, ask("all 12 unit tests pass").kind) == (12, "unit")
    assert ask("`cargo build --release --features a,b` passes").arguments == ("--release", "--features", "a,b")
    assert ask("compiles with no new warnings").warnings
    for wide in (
        "the whole project compiles",
        "all crates compile",
        "everything builds",
        "the workspace builds",
        "full build passes",
    ):
        assert (ask(wide).arguments, ask(wide).unknown) == (("--workspace",), ())


@pytest.mark.parametrize(
    "text",
    [
        "cargo check --config build.rustc-wrapper='evil'",
        "cargo build --manifest-path ../../other/Cargo.toml",
        "cargo check -Zunstable",
        "cargo test --features $(touch x)",
        "cargo build --target-dir /tmp/x",
        "cargo test --test ../x",
        "cargo check && touch x",
    ],
)
def test_arguments_that_could_lead_elsewhere_are_never_handed_on(text: str) -> None:
    command = cargo_command(text)
    assert command is not None
    assert command.unknown
    assert not any(ch in "".join(command.arguments) for ch in "$;&'")


def test_only_verdicts_that_wait_for_the_toolchain_are_read() -> None:
    verdict = waiting(Criterion("Build passes", 1, Span(0, 0)))
    assert asks_of(verdict._replace(code="not-understood"), frozenset()) == ()
    assert asks_of(verdict._replace(outcome="fails"), frozenset()) == ()
    assert asks_of(verdict._replace(claim="item_exists"), frozenset()) == ()
    assert len(asks_of(verdict._replace(claim="compiles + tests_pass"), frozenset())) == 2


UNIT = Unit(frozenset({"src/lib.rs"}), frozenset({"std"}), False, True)


@pytest.mark.parametrize(
    ("predicate", "truth"),
    [
        ("test", False),
        ("not(test)", True),
        ('feature = "std"', True),
        ('feature = "other"', False),
        ("unix", True),
        ("windows", False),
        ('all(unix, target_os = "linux")', True),
        ('any(windows, all(feature = "std", not(test)))', True),
        ("all()", True),
        ("any()", False),
        ("loom", None),
        ("any(loom, unix)", True),
        ("all(loom, windows)", False),
        ('feature = "a,b"', False),
    ],
)
def test_conditions_are_true_false_or_unknown(predicate: str, truth: bool | None) -> None:
    assert compiled((predicate,), UNIT, lambda: frozenset({"unix", "target_os=linux"})) is truth


def test_settings_come_from_the_configuration() -> None:
    settings = configured({"features": ("a",), "timeout": 5.0, "stubs": (("dep", "stubs/dep.rs"),)})
    assert settings == Settings(features=("a",), timeout=5.0, stubs=(("dep", "stubs/dep.rs"),))
    assert configured({}) == Settings()
