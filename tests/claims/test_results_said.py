"""What pure functions give, as people write it, over a small crate that is kept beside this file: times, errors, headers, sizes, rights.

`H` holds, `F` fails; `U` is undecided, with reason: the words or the code leave it open.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.own import Own
from uowgen.claims.values import made_up_calls, operators
from uowgen.facts.code import Code
from uowgen.model import Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

ROOT = Path(__file__).parent / "reckoning"
CODE = Code(MemoryTree({p.relative_to(ROOT).as_posix(): p.read_bytes() for p in sorted(ROOT.rglob("*.rs"))}))
OUTCOMES = {"H": "holds", "F": "fails", "U": "undecided"}
CRITERIA = (
    ("src/time.rs", "`is_valid()` rejects `nanos == 1_000_000_000`", "H"),
    ("src/time.rs", "`is_valid()` rejects `nanos == 999_999_999`", "F"),
    ("src/time.rs", "`is_valid()` accepts `nanos == 999_999_999`", "H"),
    ("src/time.rs", "`is_valid()` rejects a negative `secs`", "H"),
    ("src/time.rs", "`is_valid()` accepts a negative `nanos`", "F"),
    ("src/time.rs", "`Add` carries into `secs`", "H"),
    ("src/time.rs", "`Add` carries into `nanos`", "F"),
    ("src/time.rs", "`Sub` borrows from `secs`", "H"),
    ("src/time.rs", "`Sub` returns zero if `rhs` is later", "H"),
    ("src/time.rs", "`Sub` of equal values is zero", "H"),
    ("src/time.rs", "`Sub` of equal values is `Span::new(1, 0)`", "F"),
    ("src/time.rs", "`Add` never overflows the seconds", "H"),
    ("src/time.rs", "`as_millis()` of `Span::new(1, 500_000_000)` is 1500", "H"),
    ("src/time.rs", "`as_millis()` of `Span::new(1, 500_000_000)` is 1000", "F"),
    ("src/time.rs", "`to_ticks(0)` returns `None`", "H"),
    ("src/time.rs", "`to_ticks` returns `None` for a `hz` of 0", "H"),
    ("src/time.rs", "`Span::ZERO` is valid", "H"),
    ("src/time.rs", "`Sub` saturates at zero", "H"),
    ("src/time.rs", "`Span::new(0, 1) + Span::new(0, 999_999_999)` equals `Span::new(1, 0)`", "H"),
    ("src/time.rs", "`Span::new(0, 1) + Span::new(0, 999_999_999)` equals `Span::new(0, 1_000_000_000)`", "F"),
    ("src/time.rs", "`Span::new(1, 0) - Span::new(0, 1)` is `Span::new(0, 999_999_999)`", "H"),
    ("src/fault.rs", '`as_str()` returns "operation timed out" for `TimedOut`', "H"),
    ("src/fault.rs", '`as_str()` returns "timed out" for `TimedOut`', "F"),
    ("src/fault.rs", "`from_isize(-31)` returns `TimedOut`", "H"),
    ("src/fault.rs", "`from_isize(-31)` returns `Busy`", "F"),
    ("src/fault.rs", "`from_isize(-31)` returns `None`", "F"),
    ("src/fault.rs", "`from_raw(-31)` returns `TimedOut`", "F"),
    ("src/fault.rs", "`from_isize(e.code())` gives `e` back for every variant", "H"),
    ("src/fault.rs", "`from_raw(e.code())` gives `e` back for every variant", "F"),
    ("src/fault.rs", "`from_isize()` maps `-7` to `Again`", "H"),
    ("src/fault.rs", "`from_isize(0)` is `None`", "H"),
    ("src/fault.rs", "unknown codes give `None` in `from_isize()`", "H"),
    ("src/fault.rs", "`is_retryable()` accepts exactly three variants", "H"),
    ("src/fault.rs", "`is_retryable()` accepts exactly four variants", "F"),
    ("src/fault.rs", "`is_retryable()` is true for `Busy`, `TimedOut` and `Again`, and for nothing else", "H"),
    ("src/fault.rs", "`is_retryable()` is true for `Busy` and `TimedOut` only", "F"),
    ("src/fault.rs", "only `Busy`, `TimedOut` and `Again` are retryable", "H"),
    ("src/fault.rs", "`Display` prints `as_str()`", "H"),
    ("src/fault.rs", "`Display` still prints `as_str()`", "H"),
    ("src/fault.rs", "`Display` prints `code()`", "F"),
    ("src/fault.rs", "`TimedOut` variant has discriminant `-31`", "H"),
    ("src/fault.rs", "`Busy` has the discriminant `-3`", "F"),
    ("src/fault.rs", "`TimedOut` is retryable", "H"),
    ("src/fault.rs", "`Denied` is retryable", "F"),
    ("src/fault.rs", "`Denied` is not retryable", "H"),
    ("src/fault.rs", "`code()` and `from_isize()` round-trip", "H"),
    ("src/header.rs", "a header length of 20 packs into `0x45`", "H"),
    ("src/header.rs", "a header length of 20 packs into `0x54`", "F"),
    ("src/header.rs", "`pack(20)` is `0x45`", "H"),
    ("src/header.rs", "`total` is in network byte order", "H"),
    ("src/header.rs", "`ident` is in network byte order", "F"),
    ("src/header.rs", "`ident` is stored big-endian", "F"),
    ("src/header.rs", "`ident` is stored little-endian", "H"),
    ("src/header.rs", "`end()` returns `None` when the sum overflows", "H"),
    ("src/header.rs", "`end()` panics when the sum overflows", "F"),
    ("src/header.rs", "`Image::check()` rejects a wrong `phsize`", "H"),
    ("src/header.rs", "`Image::check()` rejects a wrong `magic`", "H"),
    ("src/header.rs", "`Image::check()` rejects a wrong `phnum`", "F"),
    ("src/header.rs", "`version()` of a new header is 4", "H"),
    ("src/header.rs", "`version()` of a new header is 6", "F"),
    ("src/header.rs", "`Header::new(20, 100, 1).header_len()` is 20", "H"),
    ("src/header.rs", "`Header::new(20, 100, 1).header_len()` is 5", "F"),
    ("src/size.rs", "`round_to_four` rounds 22 up to 24", "H"),
    ("src/size.rs", "`round_to_four` rounds 22 up to 28", "F"),
    ("src/size.rs", "`round_to_four` rounds 22 down to 20", "F"),
    ("src/size.rs", "`align_up` rounds 4097 up to 8192 for an alignment of 4096", "H"),
    ("src/size.rs", "`align_up()` rounds up: 4097 gives 8192 with an alignment of 4096", "H"),
    ("src/size.rs", "zero stays zero in `round_to_four`", "H"),
    ("src/size.rs", "`copy_len()` returns `Ok(0)` for `n == 0`", "H"),
    ("src/size.rs", "returns `Ok(0)` from `copy_len()` for `n == 0`", "H"),
    ("src/size.rs", "`copy_len()` returns `Err(-11)` for `n == 0`", "F"),
    ("src/size.rs", "`copy_len()` returns `Ok(0)` for `n == 0` even if `have` is 0", "H"),
    ("src/size.rs", "`copy_len()` never returns more than `n`", "H"),
    ("src/size.rs", "`copy_len()` never returns more than `have`", "H"),
    ("src/size.rs", "`checked_align_up()` returns `None` when `align` is not a power of two", "H"),
    ("src/size.rs", "`checked_align_up()` returns `None` when `align` is a power of two", "F"),
    ("src/size.rs", "`saturating_pages` never overflows", "H"),
    ("src/size.rs", "`align_up` never overflows", "F"),
    ("src/size.rs", "multiples of 4 are unchanged by `round_to_four`", "H"),
    ("src/size.rs", "`round_to_four` leaves multiples of 4 alone", "H"),
    ("src/size.rs", "`align_down` never returns more than `n`", "H"),
    ("src/size.rs", "`align_up` never returns more than `n`", "F"),
    ("src/size.rs", "`order_of(PAGE)` is 0", "H"),
    ("src/size.rs", "`order_of(3 * PAGE)` is 2", "H"),
    ("src/size.rs", "`order_of(3 * PAGE)` is 1", "F"),
    ("src/access.rs", "`may_write()` returns `Ok(())` for `Root`", "H"),
    ("src/access.rs", "`shift_of()` returns 6 for `Root`, 3 for `User` and 0 for `Guest`", "H"),
    ("src/access.rs", "`shift_of()` returns 6 for `Root`, 2 for `User` and 0 for `Guest`", "F"),
    ("src/access.rs", "`Mode::new(0o1777).bits()` is `0o777`", "H"),
    ("src/access.rs", '`parse_pair("x 0")` fails with `InvalidMajor`', "H"),
    ("src/access.rs", '`parse_pair("x 0")` fails with `InvalidMinor`', "F"),
    ("src/access.rs", '`parse_pair("8 1")` returns `Ok((8, 1))`', "H"),
    ("src/access.rs", '`parse_pair("8 1")` returns `Ok((1, 8))`', "F"),
    ("src/access.rs", "`i32::from(Denied::ReadOnly)` is `-30`", "H"),
    ("src/time.rs", "`is_valid()` accepts `hours == 3`", "U"),
    ("src/time.rs", "`is_valid()` rejects `nanos == NANOS`", "H"),
    ("src/time.rs", "`is_zero()` rejects `secs == 1`", "U"),
    ("src/time.rs", "`is_valid()` rejects negative `nanos`", "H"),
    ("src/time.rs", "`Add` of equal values is zero", "U"),
    ("src/time.rs", "`Add` does not overflow", "H"),
    ("src/time.rs", "`Sub` returns zero when `self` is later", "U"),
    ("src/time.rs", "`Sub` returns zero if `rhs` is earlier", "U"),
    ("src/time.rs", "When `rhs` is greater than `self`, `Sub` returns `ZERO`", "H"),
    ("src/fault.rs", "`from_isize(-9)` returns `Again`", "F"),
    ("src/fault.rs", "`from_isize(-9)` returns `Some(Fault::Denied)`", "H"),
    ("src/fault.rs", "`from_raw(-2)` is `Fault::Busy`", "H"),
    ("src/fault.rs", "`code()` of `Again` is `-7`", "H"),
    ("src/fault.rs", '`as_str()` of `Again` gives "try again"', "H"),
    ("src/fault.rs", "`as_str()` returns a text for `Again`", "U"),
    ("src/fault.rs", "`is_retryable()` is true for exactly two variants", "F"),
    ("src/fault.rs", "`Busy` and `Again` are retryable", "H"),
    ("src/fault.rs", "`Busy` and `Denied` are retryable", "F"),
    ("src/fault.rs", "`Busy` is annoying", "U"),
    ("src/fault.rs", "only `Busy` and `Again` are retryable", "F"),
    ("src/fault.rs", "`NoMemory` and `Denied` are not retryable", "H"),
    ("src/fault.rs", "`NoMemory` and `Busy` are not retryable", "F"),
    ("src/fault.rs", "`is_retryable()` accepts exactly three bytes", "U"),
    ("src/fault.rs", "`Display` output is `as_str()`", "H"),
    ("src/fault.rs", "`Display` uses `code()`", "F"),
    ("src/fault.rs", "`Display` prints `name()`", "U"),
    ("src/fault.rs", "`from_isize(e.code())` returns `e` for all values", "H"),
    ("src/fault.rs", "`from_raw(x.code())` yields `x` again", "F"),
    ("src/fault.rs", "`from_isize(e.code())` gives `f` back", "U"),
    ("src/fault.rs", "The discriminant of `Again` is `-8`", "F"),
    ("src/fault.rs", "discriminant of `Again` is -7", "H"),
    ("src/fault.rs", "`Again` has the discriminant 7", "F"),
    ("src/fault.rs", "`Gone` has the discriminant 7", "F"),
    ("src/fault.rs", "`from_isize()` maps `-14` to `BadAddress`", "H"),
    ("src/fault.rs", "`from_isize()` maps `-14` to `Busy`", "F"),
    ("src/fault.rs", "`from_isize()` turns `-5` into `Busy`", "F"),
    ("src/fault.rs", "`from_isize()` returns `None` for 5", "H"),
    ("src/header.rs", "a header length of 20 hashes into `0x45`", "U"),
    ("src/header.rs", "`pack(22)` returns `0x46`", "H"),
    ("src/header.rs", "`pack(22)` returns `0x45`", "F"),
    ("src/header.rs", "`total` is stored in big endian", "H"),
    ("src/header.rs", "`total` is stored in little-endian order", "F"),
    ("src/header.rs", "`kind` is in network byte order", "U"),
    ("src/header.rs", "`end()` returns `None` on overflow", "H"),
    ("src/header.rs", "`end()` panics on overflow", "F"),
    ("src/header.rs", "`end()` gives `None` when `addr + len` overflows", "H"),
    ("src/header.rs", "`end()` returns `None` when the product overflows", "U"),
    ("src/header.rs", "`Image::check()` refuses an incorrect `phsize`", "H"),
    ("src/header.rs", "a wrong `magic` is rejected by `Image::check()`", "H"),
    ("src/header.rs", "`Image::check()` rejects a wrong `kind`", "U"),
    ("src/header.rs", "`check()` rejects a wrong `length`", "U"),
    ("src/header.rs", "`Image::check()` fails with `Bad::Short` for a wrong `magic`", "H"),
    ("src/header.rs", "`is_empty()` is true when `len` is zero", "H"),
    ("src/header.rs", "`is_empty()` is true when `addr` is zero", "F"),
    ("src/size.rs", "`pages_for` maps 4097 to 2", "H"),
    ("src/size.rs", "`pages_for` maps 4097 to 1", "F"),
    ("src/size.rs", "`align_down` rounds 4097 down to 4096 for an alignment of 4096", "H"),
    ("src/size.rs", "`align_down` rounds 4097 down to 4096 for an alignment of 8192", "F"),
    ("src/size.rs", "`align_down` rounds 4097 down to 4096", "U"),
    ("src/size.rs", "`order_of` maps 4096 to 0", "H"),
    ("src/size.rs", "`align_up` never returns less than `n`", "H"),
    ("src/size.rs", "`advance` never returns more than `n`", "U"),
    ("src/size.rs", "`pages_for` never returns more than `bytes`", "H"),
    ("src/size.rs", "`checked_align_up()` returns `None` if `align` is not a power of 2", "H"),
    ("src/size.rs", "`copy_len()` returns `Ok(0)` when `have` is zero", "F"),
    ("src/size.rs", "Zero stays zero in `pages_for`", "H"),
    ("src/access.rs", '`parse_pair("x 0")` returns `Ok((0, 0))`', "F"),
    ("src/access.rs", '`parse_pair("x 0")` errors with `ArgKind::InvalidMajor`', "H"),
    ("src/access.rs", '`parse_pair("1 1")` fails with `InvalidMinor`', "F"),
    ("src/access.rs", '`parse_pair("1 1")` fails with `Busy`', "F"),
    ("src/access.rs", '`parse_pair("")` fails with `Missing("major")`', "H"),
    ("src/access.rs", '`parse_pair("")` fails with `Missing("minor")`', "F"),
    ("src/access.rs", "`shift_of()` gives 3 for `User`", "H"),
    ("src/access.rs", "`shift_of()` gives 3 for `Guest`", "F"),
    ("src/access.rs", "`shift_of()` gives 3 for `Nobody`", "U"),
    ("src/access.rs", "`shift_of` is 6 for `Role::Root` and 3 for `Role::User`", "H"),
    ("src/access.rs", "`shift_of` is 6 for `Role::Root` and 0 for `Role::User`", "F"),
    ("src/access.rs", "`may_write()` returns `Err(Denied::NotOwner)` for `Guest`", "U"),
    ("src/access.rs", "`may_write()` returns `Err(Denied::ReadOnly)` for `Root`", "F"),
    ("src/access.rs", "`may_write()` returns `Ok(())` for `User`", "U"),
    ("src/time.rs", "`Span::ZERO` is zero", "H"),
    ("src/time.rs", "`Span::new(0, 3)` is zero", "F"),
    ("src/time.rs", "`Span::new(2, 5)` has nanos 5", "H"),
    ("src/time.rs", "`Span::new(2, 5)` has nanos 2", "F"),
    ("src/time.rs", "`as_millis()` for `Span::new(0, 2_000_000)` is 2", "H"),
    ("src/time.rs", "`from_millis(1500)` has secs 1", "H"),
    ("src/time.rs", "`from_millis(1500)` has secs 2", "F"),
    ("src/time.rs", "`Span::new(2, 5)` has hours 5", "U"),
    ("src/time.rs", "`Span` is zero", "U"),
    ("src/size.rs", "multiples of 4096 stay the same in `round_to_four`", "H"),
    ("src/size.rs", "multiples of 2 are unchanged by `round_to_four`", "F"),
    ("src/size.rs", "multiples of 4 are unchanged by `align_up`", "U"),
    ("src/size.rs", "`pages_for` leaves multiples of 4096 alone", "F"),
    ("src/size.rs", "`order_of` returns zero for `bytes == 4096`", "H"),
    ("src/size.rs", "`order_of` returns zero when `bytes == 8192`", "F"),
    ("src/size.rs", "`saturating_pages` returns zero when `n` is zero", "H"),
    ("src/size.rs", "`copy_len()` returns `Err(-11)` when `n` and `have` are equal", "F"),
    ("src/header.rs", "`is_empty()` is false when `len` is 5", "H"),
    ("src/header.rs", "`is_empty()` is false when `addr` is zero", "F"),
    ("src/header.rs", "`end()` returns `None` when `addr + kind` overflows", "U"),
    ("src/header.rs", "`end()` returns `None` when `addr` is zero", "F"),
    ("src/header.rs", "`Header::new(20, 9, 3)` has version 4", "H"),
    ("src/header.rs", "`Header::new(20, 9, 3)` has version 5", "F"),
    ("src/header.rs", "`pack(20)` is empty", "U"),
    ("src/access.rs", "`can_write()` of `Mode::new(0o6)` is true", "H"),
    ("src/access.rs", "`can_write()` of `Mode::new(0o4)` is true", "F"),
    ("src/access.rs", "`bits()` of `Mode::new(0o1777)` is `0o1777`", "F"),
    ("src/access.rs", '`at()` of `parse_pair("x")` is 0', "U"),
)


@pytest.mark.parametrize(("path", "sentence", "outcome"), CRITERIA)
def test_a_criterion_is_decided_rightly(path: str, sentence: str, outcome: str) -> None:
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), files=(FileMention(path, 1, Span(0, 0), "metadata"),))
    case = Case(spec, Source("uow.md", b""), CODE, own=Own({}, {}))
    verdict = decide(Criterion(sentence, 1, Span(0, 0)), case)
    assert verdict.outcome == OUTCOMES[outcome], verdict.message


RUSTC = shutil.which("rustc")


@pytest.mark.skipif(RUSTC is None, reason="rustc is not there: what was interpreted is not held against it")
def test_rustc_agrees_on_every_call_that_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, str, list[Any], list[str]]] = []
    probed = made_up_calls.probed

    def noted(case: Case, path: str, code: str, rows: Any) -> list[Any]:
        found = probed(case, path, code, rows)
        results = ["stuck" if r.stuck is not None else "panic" if r.panic else str(r.value) for r in found]
        if "stuck" not in results and "-> _" not in code and len(rows) > 1:
            tried.append((path, code, list(rows), results))
        return found

    for module in (made_up_calls, operators):
        monkeypatch.setattr(module, "probed", noted)
    for path, sentence, outcome in CRITERIA:
        test_a_criterion_is_decided_rightly(path, sentence, outcome)
    assert sum(len(rows) for _, _, rows, _ in tried) > 3_000
    parts = []
    for number, (path, code, rows, _) in enumerate(tried):
        calls = "".join(f"p(|| uowgen_probe({', '.join(map(str, row))}) as u64);" for row in rows)
        source = (ROOT / path).read_text(encoding="utf-8")
        parts.append(f"mod m{number} {{ {source}\n{code}\n use super::p; pub fn run() {{ {calls} }} }}")
    main = "".join(f'm{n}::run(); println!(".");' for n in range(len(tried)))
    shown = (
        "fn p(f: impl FnOnce() -> u64 + std::panic::UnwindSafe) "
        '{ match std::panic::catch_unwind(f) { Ok(n) => println!("{n}"), Err(_) => println!("panic") } }'
    )
    hook = f"fn main() {{ std::panic::set_hook(Box::new(|_| {{}})); {main} }}"
    (tmp_path / "main.rs").write_text("\n".join(["#![allow(warnings)]", shown, *parts, hook]), encoding="utf-8")
    built = subprocess.run(
        [str(RUSTC), "--edition", "2021", "-Cdebug-assertions=on", "-Coverflow-checks=on", "-Cdebuginfo=0", "-o", tmp_path / "main", tmp_path / "main.rs"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr[:3000]
    printed = subprocess.run([tmp_path / "main"], capture_output=True, text=True, check=True).stdout.split(".\n")
    for (_, code, _, results), output in zip(tried, printed, strict=False):
        assert output.split() == results, code
