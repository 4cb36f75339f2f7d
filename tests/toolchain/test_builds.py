"""Criteria about builds, decided by cargo on small crates."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.toolchain.trees import MANIFEST, SMALL, appends, decided, left_behind, needs_cargo, snapshot, write

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "\npub struct Two(pub u32);\n"
MISTYPED = '\npub fn two() -> u32 {\n    "two"\n}\n'


@needs_cargo
def test_a_patch_that_compiles_holds_and_leaves_the_tree_as_it_was(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    before = snapshot(root)
    compiles, builds, quiet, fails = decided(
        root, cache, appends(root, GOOD, "`Two` struct compiles", "Build passes", "Compiles without warnings", "Build fails")
    )
    assert (compiles.outcome, compiles.method, compiles.strength) == ("holds", "toolchain", "confirmed")
    assert compiles.evidence[0].file == "src/lib.rs"
    assert compiles.evidence[0].line == 5
    assert (builds.outcome, quiet.outcome) == ("holds", "holds")
    assert (fails.outcome, fails.code) == ("fails", "build-passes")
    assert snapshot(root) == before
    assert not left_behind(cache)


@needs_cargo
def test_errors_that_the_patch_brings_fail_with_their_place(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    borrowed = "\npub fn three() -> usize {\n    let s = String::new();\n    drop(s);\n    s.len()\n}\n"
    unknown = "\npub fn four() -> HashMap<u32, u32> {\n    HashMap::new()\n}\n"
    for code, line, number in ((MISTYPED, 6, "E0308"), (borrowed, 8, "E0382"), (unknown, 5, "E0425")):
        [verdict, reverse] = decided(
            root, cache, appends(root, code, "the function compiles", "build fails with errors in `src/lib.rs`")
        )
        assert (verdict.outcome, verdict.code) == ("fails", "compile-error")
        assert verdict.evidence[0].line == line
        assert number in verdict.message or "E0412" in verdict.message or "E0433" in verdict.message
        assert reverse.outcome == "holds"


@needs_cargo
def test_a_tree_that_was_broken_before_makes_it_undecided_unless_the_own_code_is_wrong(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, "src/lib.rs": "pub fn one() -> u32 {\n    true\n}\n"})
    [good] = decided(root, cache, appends(root, GOOD, "`Two` compiles"))
    assert (good.outcome, good.code) == ("undecided", "broken-before")
    assert good.evidence[0].line == 2
    [bad] = decided(root, cache, appends(root, MISTYPED, "compiles"))
    assert (bad.outcome, bad.code) == ("fails", "compile-error")
    assert [e.line for e in bad.evidence] == [6]


@needs_cargo
def test_a_patch_that_breaks_other_code_fails_and_shows_that_it_lies_outside(tmp_path: Path, cache: Path) -> None:
    root = write(
        tmp_path / "tree",
        {
            **SMALL,
            "src/user.rs": "pub fn use_it() -> u32 {\n    crate::one()\n}\n",
            "src/lib.rs": "mod user;\npub fn one() -> u32 { 1 }\n",
        },
    )
    asked = appends(root, "", "compiles")
    data = b"mod user;\npub fn one(n: u32) -> u32 { n }\n"
    change = asked.changes[0]._replace(result=data)
    [verdict] = decided(root, cache, asked._replace(changes=(change,)))
    assert (verdict.outcome, verdict.code) == ("fails", "compile-error")
    assert verdict.evidence[0].file == "src/user.rs"
    assert "outside" in verdict.evidence[0].note


@needs_cargo
def test_what_is_not_compiled_does_not_hold(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, "src/stray.rs": "// nobody declares this module\n"})
    [verdict] = decided(root, cache, appends(root, GOOD, "`Two` compiles", file="src/stray.rs"))
    assert (verdict.outcome, verdict.code) == ("undecided", "not-compiled")
    [verdict] = decided(root, cache, appends(root, '\n#[cfg(feature = "extra")]\npub struct Two(u32);\n', "`Two` compiles"))
    assert (verdict.outcome, verdict.code) == ("undecided", "not-compiled")
    [verdict] = decided(root, cache, appends(root, "\n#[cfg(unix)]\npub struct Two(u32);\n", "`Two` compiles"))
    assert verdict.outcome == "holds"
    wrong = "\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn wrong() {\n        let _: u32 = true;\n    }\n}\n"
    [verdict] = decided(root, cache, appends(root, wrong, "compiles"))
    assert (verdict.outcome, verdict.code) == ("fails", "compile-error")


@needs_cargo
def test_the_tree_as_it_is_holds_only_with_the_spec_in_it(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    [before] = decided(root, cache, appends(root, GOOD, "`Two` compiles"), patched=False)
    assert (before.outcome, before.code) == ("undecided", "not-in-the-tree")
    write(root, {"src/lib.rs": SMALL["src/lib.rs"] + GOOD})
    [after] = decided(root, cache, appends(root, GOOD, "`Two` compiles", status="applied"), patched=False)
    assert after.outcome == "holds"
    write(root, {"src/lib.rs": "pub fn broken() -> u32 { true }\n" + GOOD})
    [broken] = decided(root, cache, appends(root, GOOD, "`Two` compiles", status="applied"), patched=False)
    assert (broken.outcome, broken.code) == ("undecided", "broken-elsewhere")


@needs_cargo
def test_warnings_count_when_the_criterion_speaks_of_them(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    code = "\nfn unused() {}\n"
    quiet, plain = decided(root, cache, appends(root, code, "compiles without warnings", "compiles"))
    assert (quiet.outcome, quiet.code) == ("fails", "compiler-warning")
    assert plain.outcome == "holds"


@needs_cargo
def test_the_second_run_lets_cargo_find_nothing_to_do(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    said: list[str] = []
    for _ in range(2):
        said.clear()
        decided(root, cache, appends(root, GOOD, "`Two` compiles"), say=said.append)
    assert said == ["cargo check"]
    write(root, {"src/lib.rs": SMALL["src/lib.rs"].replace("1", "true")})
    [verdict] = decided(root, cache, appends(root, GOOD, "`Two` compiles"), say=said.append)
    assert verdict.code == "broken-before"
    write(root, SMALL)
    [verdict] = decided(root, cache, appends(root, GOOD, "`Two` compiles"), say=said.append)
    assert verdict.outcome == "holds"


@needs_cargo
def test_only_the_narrowest_package_is_built(tmp_path: Path, cache: Path) -> None:
    member = MANIFEST.replace("[workspace]\n", "")
    root = write(
        tmp_path / "tree",
        {
            "Cargo.toml": '[workspace]\nmembers = ["good", "bad"]\nresolver = "2"\n',
            "good/Cargo.toml": member.replace("small", "good-one"),
            "good/src/lib.rs": "pub fn one() {}\n",
            "bad/Cargo.toml": member.replace("small", "bad-one"),
            "bad/src/lib.rs": "not rust\n",
        },
    )
    asked = appends(
        root,
        GOOD,
        "`Two` compiles",
        "the whole workspace builds",
        "`cargo check -p bad-one` passes",
        "`nothing-here` compiles",
        file="good/src/lib.rs",
    )
    narrow, whole, other, unknown = decided(root, cache, asked)
    assert narrow.outcome == "holds"
    assert "-p good-one" in narrow.message
    assert (whole.outcome, whole.code) == ("undecided", "broken-before")
    assert (other.outcome, other.code) == ("undecided", "broken-before")
    assert unknown.outcome == "undecided"


@needs_cargo
def test_missing_crates_are_the_environments_fault(tmp_path: Path, cache: Path) -> None:
    root = write(
        tmp_path / "tree",
        {
            **SMALL,
            "Cargo.toml": MANIFEST + '\n[dependencies]\nno-such-crate-anywhere = "1"\n',
            "src/lib.rs": "pub use no_such_crate_anywhere::Thing;\n",
        },
    )
    compiles, builds = decided(
        root, cache, appends(root, "\npub fn uses(_: Thing) {}\n", "`uses` compiles", "`cargo build` passes")
    )
    assert (compiles.outcome, compiles.code) == ("undecided", "cannot-build")
    assert "no-such-crate-anywhere" in compiles.message
    assert (builds.outcome, builds.code) == ("undecided", "cannot-build")


@needs_cargo
def test_an_item_alone_is_checked_when_the_package_cannot_be_built(tmp_path: Path, cache: Path) -> None:
    root = write(
        tmp_path / "tree",
        {
            **SMALL,
            "Cargo.toml": MANIFEST + '\n[dependencies]\nno-such-crate-anywhere = "1"\n',
            "src/lib.rs": "use no_such_crate_anywhere::Thing;\npub fn f(_: Thing) {}\n",
        },
    )
    [good] = decided(root, cache, appends(root, GOOD, "`Two` compiles"))
    assert good.outcome == "holds"
    assert "alone" in good.message
    assert "no-such-crate-anywhere" in good.message
    [bad] = decided(root, cache, appends(root, MISTYPED, "compiles"))
    assert (bad.outcome, bad.code) == ("fails", "compile-error")
    write(root, {"stubs/dep.rs": "pub struct Thing;\n"})
    [stubbed] = decided(
        root,
        cache,
        appends(root, "\npub fn two(t: Thing) -> Thing {\n    t\n}\n", "`two` compiles"),
        stubs=(("no_such_crate_anywhere", "stubs/dep.rs"),),
    )
    assert stubbed.outcome == "holds"
    assert "stubs" in stubbed.message


@needs_cargo
def test_a_target_that_is_not_installed_falls_back_to_the_host(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, ".cargo/config.toml": '[build]\ntarget = "sparc64-unknown-netbsd"\n'})
    here, there, elsewhere = decided(
        root, cache, appends(root, GOOD, "`Two` compiles", "compiles for sparc64-unknown-netbsd", "compiles for aarch64")
    )
    assert here.outcome == "holds"
    assert "--target" in here.message
    assert "could not be carried out" in here.message
    assert there.outcome == "undecided"
    assert elsewhere.outcome == "undecided"


@needs_cargo
def test_a_configured_command_comes_first_among_what_stands_in(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, ".cargo/config.toml": '[build]\ntarget = "sparc64-unknown-netbsd"\n'})
    [verdict] = decided(
        root,
        cache,
        appends(root, GOOD, "`Two` compiles"),
        command=("rustc", "--crate-type", "lib", "--emit=metadata", "-o", "x.rmeta", "src/lib.rs"),
    )
    assert verdict.outcome == "holds"
    assert "rustc --crate-type lib" in verdict.message
    [verdict] = decided(
        root,
        cache,
        appends(root, MISTYPED, "compiles"),
        command=("rustc", "--crate-type", "lib", "--emit=metadata", "-o", "x.rmeta", "src/lib.rs"),
    )
    assert (verdict.outcome, verdict.evidence[0].line) == ("fails", 6)


def test_without_cargo_it_is_undecided_for_that_reason(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    root = write(tmp_path / "tree", SMALL)
    compiles, tests = decided(root, cache, appends(root, GOOD, "`Two` compiles", "all tests pass"))
    assert (compiles.outcome, compiles.code) == ("undecided", "cannot-build")
    assert "`cargo` was not found" in compiles.message
    assert (tests.outcome, tests.code) == ("undecided", "cannot-build")
    assert not left_behind(cache)


def test_a_patch_to_what_builds_run_is_not_built_unasked(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, "build.rs": "fn main() {}\n"})
    [verdict] = decided(root, cache, appends(root, "\nfn evil() {}\n", "compiles", file="build.rs"))
    assert (verdict.outcome, verdict.code) == ("undecided", "would-run-spec-code")
    assert list(cache.iterdir()) == []


def test_verdicts_for_others_are_left_alone(tmp_path: Path, cache: Path) -> None:
    from tests.toolchain.trees import task, waiting
    from uowgen.toolchain.decide import decide

    root = write(tmp_path / "tree", SMALL)
    asked = appends(root, GOOD, "something else")
    verdict = waiting(asked.spec.criteria[0])._replace(code="not-understood", claim="")
    assert decide([(asked.spec, (verdict,))], task(root, cache, asked)) == ((asked.spec, (verdict,)),)
    assert list(cache.iterdir()) == []


@needs_cargo
def test_a_subject_that_the_tree_does_not_have_does_not_compile_with_the_rest(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    there, absent, command = decided(root, cache, appends(root, GOOD, "`one` compiles", "`Three` struct compiles", "`make` passes"))
    assert there.outcome == "holds"
    assert (absent.outcome, absent.code) == ("undecided", "subject-not-found")
    assert (command.outcome, command.code) == ("undecided", "subject-not-found")


@needs_cargo
def test_what_another_machine_has_is_not_held_against_the_code_on_this_one(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, ".cargo/config.toml": '[build]\ntarget = "sparc64-unknown-netbsd"\n'})
    code = "\npub fn stop() {\n    core::arch::sparc64::stop()\n}\n"
    [verdict] = decided(root, cache, appends(root, code, "`stop` compiles"))
    assert (verdict.outcome, verdict.code) == ("undecided", "cannot-build")
    [verdict] = decided(root, cache, appends(root, MISTYPED, "compiles"))
    assert (verdict.outcome, verdict.code) == ("fails", "compile-error")


@needs_cargo
@pytest.mark.skipif(shutil.which("rustup") is None, reason="NO RUSTUP ON THIS MACHINE: trees that pin a toolchain are NOT tested")
def test_a_toolchain_that_is_not_installed_is_replaced_by_the_users_own(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUSTUP_AUTO_INSTALL", "0")
    monkeypatch.delenv("RUSTUP_TOOLCHAIN", raising=False)
    root = write(tmp_path / "tree", {**SMALL, "rust-toolchain.toml": '[toolchain]\nchannel = "nightly-2001-01-01"\n'})
    [verdict] = decided(root, cache, appends(root, GOOD, "`Two` compiles"))
    assert verdict.outcome == "holds"
    assert "cargo +" in verdict.message
    assert "nightly-2001-01-01" in verdict.message
