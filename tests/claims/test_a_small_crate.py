"""Criteria as people write them, over a small crate that is kept beside this file: what each is decided to be.

`H` holds, `F` fails; `U` is undecided, with reason: the words or the code leave it open.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.own import Own
from uowgen.facts.code import Code
from uowgen.model import Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

ROOT = Path(__file__).parent / "crate"
CODE = Code(
    MemoryTree({p.relative_to(ROOT).as_posix(): p.read_bytes() for p in sorted(ROOT.rglob("*")) if p.suffix in (".rs", ".toml")})
)
OUTCOMES = {"H": "holds", "F": "fails", "U": "undecided"}
CRITERIA = (
    ("src/disk.rs", "The `match` in `code()` has no wildcard arm", "H"),
    ("src/disk.rs", "`Low::code` has no catch-all arm", "H"),
    ("src/disk.rs", "`Low::code` uses a wildcard arm", "F"),
    ("src/disk.rs", "`name()` has a wildcard arm", "H"),
    ("src/disk.rs", "No wildcard arm in `name()`", "F"),
    ("src/disk.rs", "`name` has a `_` arm", "H"),
    ("src/disk.rs", "`From<Low> for Fault` maps `NoMedia` to `Gone`", "H"),
    ("src/disk.rs", "`From<Low> for Fault` maps `NoMedia` to `Broken`", "F"),
    ("src/disk.rs", "`Low::Parity` is converted to `Fault::Broken`", "H"),
    ("src/disk.rs", "`Low::Parity` is converted to `Fault::Gone`", "F"),
    ("src/disk.rs", "`From<Low> for Fault` converts `Slow` to `Late`", "H"),
    ("src/disk.rs", "`From<Errno> for Code` maps to `EIO`", "H"),
    ("src/disk.rs", "`From<Errno> for Code` maps to `EPERM`", "F"),
    ("src/disk.rs", "`From<Errno>` for `Code` yields `EIO`", "H"),
    ("src/disk.rs", "`SectorId` is a tuple struct wrapping `u32`", "H"),
    ("src/disk.rs", "`SectorId` is a tuple struct wrapping `u64`", "F"),
    ("src/disk.rs", "`SectorId` newtype around `u32`", "H"),
    ("src/disk.rs", "`try_lock` uses `compare_exchange` with `Ordering::Acquire`", "H"),
    ("src/disk.rs", "`try_lock` uses `compare_exchange` with `Ordering::SeqCst`", "F"),
    ("src/disk.rs", "`unlock` stores `false` with `Ordering::Release`", "H"),
    ("src/disk.rs", "`unlock` stores `true` with `Ordering::Release`", "F"),
    ("src/disk.rs", "`Disk::unlock` stores `false` with `Ordering::Relaxed`", "F"),
    ("src/disk.rs", "`BUSY` is bit 3", "H"),
    ("src/disk.rs", "`BUSY` is bit 4", "F"),
    ("src/disk.rs", "`LIMIT` constant (16) defined in `disk.rs`", "H"),
    ("src/disk.rs", "`LIMIT` constant (15) defined in `disk.rs`", "F"),
    ("src/disk.rs", "`unlock` is `unsafe` and has a `# Safety` section", "H"),
    ("src/disk.rs", "`reset` has a `# Safety` section", "F"),
    ("src/disk.rs", "`Plain` has no derives", "H"),
    ("src/disk.rs", "`Low` has no derives", "F"),
    ("src/disk.rs", "`Fault` derives only `Debug`", "H"),
    ("src/disk.rs", "`Fault` derives `Debug` only", "H"),
    ("src/disk.rs", "`Low` derives `Debug` only", "F"),
    ("src/disk.rs", "`reset` does not return anything", "H"),
    ("src/disk.rs", "`read` does not return anything", "F"),
    ("src/disk.rs", "`read` takes `n: u32` as its first parameter", "H"),
    ("src/disk.rs", "`read` takes `u64` as its first parameter", "F"),
    ("src/disk.rs", "`read` is implemented as a method on `Disk`", "H"),
    ("src/disk.rs", "`write` is implemented as a method on `Disk`", "F"),
    ("src/disk.rs", "`READS` stays private to the module", "H"),
    ("src/disk.rs", "`LIMIT` stays private", "F"),
    ("src/disk.rs", "`tick()` is not public", "H"),
    ("src/disk.rs", "`reset` is not exported", "F"),
    ("src/disk.rs", "`Disk::tick` increments `ticks`", "H"),
    ("src/disk.rs", "`Low` uses the `vec!` macro", "F"),
    ("src/disk.rs", "`SectorId` is a thin wrapper around `u32`", "H"),
    ("src/disk.rs", "`SectorId` wraps a `u64`", "F"),
    ("src/disk.rs", "`Disk` stores the tick count in a `u64`", "H"),
    ("src/disk.rs", "`Disk` keeps its lock in an `AtomicBool`", "H"),
    ("src/disk.rs", "`Disk` keeps its lock in an `AtomicU32`", "F"),
    ("src/disk.rs", "`Disk::try_lock` takes two `bool` parameters", "F"),
    ("src/disk.rs", "`Disk::read` takes one `u32` parameter", "H"),
    ("src/disk.rs", "Conversion from `Low` to `Fault` exists", "H"),
    ("src/disk.rs", "Conversion from `Errno` to `Fault` exists", "U"),
    ("src/disk.rs", "`reset` delegates to `tick`", "H"),
    ("src/disk.rs", "`tick` increments `ticks` by one", "H"),
    ("src/disk.rs", "`ticks` starts at 0", "H"),
    ("src/disk.rs", "`ticks` starts at 1", "F"),
    ("src/disk.rs", "`name()` returns a reference", "H"),
    ("src/disk.rs", "`name()` returns a reference to `str`", "H"),
    ("src/disk.rs", "`Disk::try_lock` returns a reference", "F"),
    ("src/disk.rs", "`new()` returns a disk with both flags off", "U"),
    ("src/net.rs", "`send` propagates errors from `read` with `?`", "H"),
    ("src/net.rs", "`lossy` propagates errors from `read`", "F"),
    ("src/net.rs", "`bad` propagates the error of `read`", "F"),
    ("src/net.rs", "`poll` propagates errors from `read`", "U"),
    ("src/net.rs", "`poll` only calls `reset` on error", "H"),
    ("src/net.rs", "`reset` is called only on error in `poll`", "H"),
    ("src/net.rs", "`send` calls `reset` only if `n == 0`", "H"),
    ("src/net.rs", "`bad` only calls `reset` on error", "F"),
    ("src/net.rs", "`bad` calls `reset` only if `n == 0`", "F"),
    ("src/net.rs", "`send` is gated behind the `net` feature", "H"),
    ("src/net.rs", "`poll` is gated behind the `net` feature", "F"),
    ("src/net.rs", "`send` is only compiled with the `net` feature", "H"),
    ("src/net.rs", "`send` is only compiled without the `net` feature", "F"),
    ("src/net.rs", '`send` is behind `#[cfg(feature = "net")]`', "H"),
    ("src/net.rs", "`send` calls `reset` on error", "H"),
    ("src/util.rs", "There is a unit test for `half`", "H"),
    ("src/util.rs", "There is a test for `secret`", "F"),
    ("src/util.rs", "`half` is covered by a unit test", "H"),
    ("src/util.rs", "`half` is covered by at least one test", "H"),
    ("src/util.rs", "No test in `util.rs` is `#[ignore]`d any more", "F"),
    ("src/util.rs", "The `#[ignore]` attributes are removed from the tests in `util.rs`", "F"),
    ("src/util.rs", "No `unwrap()` in `util.rs` outside of tests", "H"),
    ("src/util.rs", "No `unwrap()` anywhere in `util.rs` including tests", "F"),
    ("src/util.rs", "No `unwrap` in non-test code of `util.rs`", "H"),
    ("src/util.rs", "`secret` is private", "H"),
    ("src/path.rs", "`depth` calls `Path::is_absolute`", "H"),
    ("src/path.rs", "`depth` uses `Path::is_absolute`", "H"),
    ("src/path.rs", "`depth` calls `Path::is_empty`", "F"),
    ("src/path.rs", "`u16` implements `Width`", "H"),
    ("src/path.rs", "`u32` implements `Width`", "U"),
    ("src/path.rs", "`Held` implements `Deref<Target = u32>`", "H"),
    ("src/path.rs", "`Held` implements `Deref<Target = u64>`", "U"),
    ("src/path.rs", "`Path` implements `Deref<Target = str>`", "F"),
    ("src/path.rs", "`Held::Target` is of type `u32`", "H"),
    ("src/path.rs", "`Path` has a lifetime parameter", "H"),
    ("src/path.rs", "`Held` has a lifetime parameter", "F"),
    ("src/lib.rs", "`disk` and `net` are declared as public modules in `lib.rs`", "H"),
    ("src/lib.rs", "`disk` and `util` are declared as public modules in `lib.rs`", "F"),
    ("src/lib.rs", "`net` is declared as `pub mod net;` in `lib.rs`", "H"),
    ("src/lib.rs", "`lib.rs` contains `mod util;`", "H"),
    ("src/lib.rs", "`shout!` macro is exported with `#[macro_export]`", "H"),
    ("src/lib.rs", "`whisper!` macro is exported with `#[macro_export]`", "F"),
    ("src/lib.rs", "`shout!` is exported", "U"),
    ("src/lib.rs", "`whisper!` macro is exported", "F"),
    ("src/lib.rs", "`net.rs` created and declared in `lib.rs`", "H"),
    ("src/lib.rs", "`disk.rs`, `net.rs` and `util.rs` exist in `src`", "H"),
    ("src/lib.rs", "`disk.rs` and `walker.rs` exist in `src`", "F"),
)


@pytest.mark.parametrize(("path", "sentence", "outcome"), CRITERIA)
def test_a_criterion_is_decided_rightly(path: str, sentence: str, outcome: str) -> None:
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), files=(FileMention(path, 1, Span(0, 0), "metadata"),))
    case = Case(spec, Source("uow.md", b""), CODE, own=Own({}, {}))
    verdict = decide(Criterion(sentence, 1, Span(0, 0)), case)
    assert verdict.outcome == OUTCOMES[outcome], verdict.message
