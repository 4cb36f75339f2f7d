"""Types as specs ask for them, each in versions that do as asked in other ways and in versions with one fault: no fault is said to hold, no
rewrite to fail, and rustc's program tells the same two kinds apart."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.behaviour.both_ways import RUSTC
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

PAGES = sorted((Path(__file__).parent / "versions").glob("*.md"))


class Version(NamedTuple):
    """One version of a type: its source, and the numbers of the criteria of which one must fail (none: all must hold)."""

    name: str
    source: str
    broken: frozenset[int]


class Page(NamedTuple):
    """A type: its source as the spec shows it, the criteria, what is around it and run when it is compiled, its versions."""

    name: str
    base: str
    criteria: list[str]
    around: str
    run: str
    versions: list[Version]


def read_page(path: Path) -> Page:
    criteria: list[str] = []
    blocks = {"rust": "", "rust around it": "", "rust run": ""}
    versions: list[Version] = []
    title, broken, fence = "", frozenset[int](), ""
    lines: list[str] = []
    for line in path.read_text().split("\n"):
        if fence and line == "```":
            text = "\n".join(lines)
            if fence == "change":
                old, _, new = text.partition("\n=======\n")
                last = versions[-1]
                assert old in last.source, (path.name, title, old)
                versions[-1] = last._replace(source=last.source.replace(old, new, 1))
            else:
                blocks[fence] = text + "\n"
            fence, lines = "", []
        elif fence:
            lines.append(line)
        elif line.startswith("```"):
            fence = line[3:]
        elif line.startswith("- "):
            criteria.append(line[2:])
        elif line.startswith("## ") and criteria and line not in ("## What is compared",):
            title, _, numbers = line[3:].partition(" → ")
            broken = frozenset(int(n) for n in numbers.split(",") if n)
            versions.append(Version(title, blocks["rust"], broken))
    return Page(path.stem, blocks["rust"], criteria, blocks["rust around it"], blocks["rust run"], versions)


def outcomes(page: Page, source: str) -> list[str]:
    listed = "".join(f"- [ ] {text}\n" for text in page.criteria)
    text = f"# UoW 1: {page.name}\n\n**File:** `src/it.rs`\n\nAdd this to `src/it.rs`:\n\n```rust\n{page.base}```\n\n## Acceptance criteria\n\n{listed}"
    document = Source("spec.md", text.encode())
    specs, _ = read_document(document)
    ((_, found),) = verify_specs([(spec, document) for spec in specs], MemoryTree({"src/it.rs": source.encode()}), VerifyOptions())
    return [v.outcome for v in found]


@pytest.mark.parametrize("path", PAGES, ids=[p.stem for p in PAGES])
def test_every_rewrite_holds_and_every_fault_fails(path: Path) -> None:
    page = read_page(path)
    assert outcomes(page, page.base) == ["holds"] * len(page.criteria)
    for version in page.versions:
        found = outcomes(page, version.source)
        if version.broken:
            assert any(found[n - 1] == "fails" for n in version.broken), (version.name, found)
        else:
            assert found == ["holds"] * len(page.criteria), (version.name, found)


@pytest.mark.skipif(RUSTC is None, reason="NOT COMPARED WITH RUST: there is no rustc here")
@pytest.mark.parametrize("path", PAGES, ids=[p.stem for p in PAGES])
def test_rustc_tells_the_rewrites_from_the_faults(path: Path) -> None:
    page = read_page(path)
    sources = [page.base, *(v.source for v in page.versions)]
    modules = [f"mod v{n} {{\n{source}\npub fn run() {{ {page.run} }}\n}}\n" for n, source in enumerate(sources)]
    program = f"#![allow(warnings)]\nextern crate alloc;\n{page.around}{''.join(modules)}{_MAIN.replace('CALLS', ''.join(f'go(v{n}::run);' for n in range(len(sources))))}"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "main.rs"
        place.write_text(program)
        command = [str(RUSTC), "--edition", "2021", "-Cdebuginfo=0", "-o", f"{folder}/main", str(place)]
        built = subprocess.run(command, capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stderr[:3000]
        told = subprocess.run([f"{folder}/main"], capture_output=True, text=True, check=True).stdout.split("\n")
    for trace, version in zip(told[1:], page.versions, strict=False):
        assert (trace != told[0]) == bool(version.broken), (version.name, trace, told[0])


_MAIN = """
thread_local! { static OUT: std::cell::RefCell<String> = Default::default(); }
pub fn say<T: std::fmt::Debug>(x: T) { OUT.with(|out| out.borrow_mut().push_str(&format!("{:?};", x))) }
fn go(run: fn()) {
    OUT.with(|out| out.borrow_mut().clear());
    let ended = std::panic::catch_unwind(run);
    OUT.with(|out| println!("{}{}", out.borrow(), if ended.is_err() { "panicked" } else { "" }));
}
fn main() { std::panic::set_hook(Box::new(|_| {})); CALLS }
"""
