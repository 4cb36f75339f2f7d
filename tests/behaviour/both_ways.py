"""Runs the same Rust through rustc and through the interpreter. A case is a function `case_…` that prints what it sees."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from uowgen.behaviour import Limits, Machine, Program, RustPanic, Undecidable
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

PROGRAMS = Path(__file__).parent / "programs"
RUSTC = shutil.which("rustc")
_CASE = re.compile(r"^pub fn (case_\w+)\(", re.M)
_MAIN = """
fn run(name: &str, case: fn()) {
    println!("\\u{1}{name}");
    if let Err(payload) = std::panic::catch_unwind(case) {
        let text = payload.downcast_ref::<&str>().map(|s| s.to_string()).or_else(|| payload.downcast_ref::<String>().cloned());
        println!("panic: {}", text.unwrap_or_default());
    }
}
fn main() {
    std::panic::set_hook(Box::new(|_| {}));
"""


def names_in(source: str) -> list[str]:
    """The cases of a file."""
    return _CASE.findall(source)


def compiled(sources: dict[str, str]) -> dict[str, str]:
    """What each case prints when rustc has compiled it; keys are `file::case`."""
    assert RUSTC is not None
    main = [
        "#![allow(warnings, arithmetic_overflow, unconditional_panic, overflowing_literals)]", "#![recursion_limit = \"256\"]",
        *(f"mod {name} {{\n{source}\n}}" for name, source in sources.items()), _MAIN,
    ]  # fmt: skip
    main += [f'    run("{name}::{case}", {name}::{case});' for name, source in sources.items() for case in names_in(source)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "main.rs"
        place.write_text("\n".join([*main, "}"]), encoding="utf-8")
        built = subprocess.run(
            [RUSTC, "--edition", "2021", "-Cdebug-assertions=on", "-Coverflow-checks=on", "-Cdebuginfo=0", "-o", f"{folder}/main", place],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert built.returncode == 0, built.stderr
        ran = subprocess.run([f"{folder}/main"], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in ran.stdout.split("\1")[1:]}


def compiling(head: str, cases: dict[str, str]) -> dict[str, str]:
    """Those of the `cases` (name and text) that rustc accepts, found by leaving out what it complains of."""
    assert RUSTC is not None
    left = dict(cases)
    for _ in range(12):
        text, starts = head, []
        for name, case in left.items():
            starts.append((text.count("\n") + 1, name))
            text += case
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "lib.rs"
            place.write_text(
                "#![allow(warnings, arithmetic_overflow, unconditional_panic, overflowing_literals)]" + text, encoding="utf-8"
            )
            command = [RUSTC, "--edition", "2021", "--crate-type", "lib", "--emit", "metadata", "--out-dir", folder, place]
            built = subprocess.run(command, capture_output=True, text=True, check=False)
        if built.returncode == 0:
            return left
        lines = {int(n) for n in re.findall(r"--> \S+lib\.rs:(\d+):", built.stderr)}
        bad = {max((s for s in starts if s[0] <= line), default=(0, ""))[1] for line in lines}
        assert bad & set(left), built.stderr
        left = {name: case for name, case in left.items() if name not in bad}
    raise AssertionError("rustc accepts none of them")


def interpreted(program: Program, case: str) -> str:
    """What the case prints when it is interpreted; an outcome that decides nothing is told in the text."""
    machine = Machine(program, None, Limits())
    try:
        machine.call(case)
        end = ""
    except RustPanic as panic:
        end = f"panic: {panic.message}\n"
    except Undecidable as reason:
        place = f" at {_line(program, reason)}" if hasattr(reason, "span") else ""
        end = f"undecided: {type(reason).__name__} {reason}{place}\n"
    return "".join(machine.output) + end


def _line(program: Program, reason: Undecidable) -> str:
    file = next((m.file for m in program.modules.values() if m.file.source.path == reason.file), None)  # type: ignore[attr-defined]
    if file is None:
        return "?"
    span = reason.span  # type: ignore[attr-defined]
    line = file.source.data.count(b"\n", 0, span.start) + 1
    return f"line {line}: {file.source.data[span.start : min(span.end, span.start + 80)].decode('utf-8', 'replace')}"


def program_of(name: str, source: str) -> Program:
    """The program of one file."""
    return Program([RustFile(Source(f"{name}.rs", source.encode()))])


@cache
def sources() -> dict[str, str]:
    """The files of cases."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(PROGRAMS.glob("*.rs"))}
