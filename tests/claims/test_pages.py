"""Each kind of claim does what its page shows: which criteria hold, which fail, which stay undecided, on the code of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from uowgen.claims import NAMES, kind_called, write_marks
from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.marks import BY_WORD, FRAMES
from uowgen.claims.own import Given, Own
from uowgen.facts.code import Code
from uowgen.model import Block, Criterion, FileMention, Spec, Verdict
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

PAGES = Path(__file__).parent / "pages"


class Page(NamedTuple):
    """The files of the page's tree, the spec's own blocks, and the criteria with the outcome and the code expected."""

    files: dict[str, bytes]
    blocks: list[str]
    criteria: list[tuple[str, str, str]]


def read_page(path: Path) -> Page:
    files: dict[str, bytes] = {}
    blocks: list[str] = []
    criteria: list[tuple[str, str, str]] = []
    outcome = fence = ""
    inside: list[str] | None = None
    for line in path.read_text().split("\n"):
        if inside is not None:
            if line != "```":
                inside.append(line)
            elif fence:
                files[fence] = ("\n".join(inside) + "\n").encode()
                inside = None
            else:
                blocks.append("\n".join(inside) + "\n")
                inside = None
        elif line.startswith("```"):
            inside, fence = [], line.partition(" ")[2].removesuffix("the spec's own block")
        elif line.startswith("## "):
            outcome = line[3:].lower()
        elif line.startswith("- "):
            text, _, code = line[2:].partition(" → ")
            criteria.append((text, outcome, code))
    return Page(files, blocks, criteria)


def own_of(page: Page) -> Own:
    """The classes of the page's Python files as models, their functions as checks."""
    names: dict[str, Any] = {}
    for path, data in page.files.items():
        if path.endswith(".py"):
            exec(compile(data, path, "exec"), names)
    own = {name: Given(f"own.py:{name}", value) for name, value in names.items() if not name.startswith("_") and callable(value)}
    classes = {name: given for name, given in own.items() if isinstance(given.use, type)}
    unrun = {"Unrun": Given("own.py", None, "is Python of the tree, which runs only with --checks", "own-code-not-run")}
    return Own({**classes, **unrun}, {name: given for name, given in own.items() if name not in classes})


def judge(page: Page, text: str) -> Verdict:
    blocks = tuple(Block(Span(0, 0), 1, 1, "rust", "rust", code, "code") for code in page.blocks)
    named = tuple(FileMention(p, 1, Span(0, 0), "metadata") for p in page.files if p.endswith(".rs") and "other" not in p)
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), blocks=blocks, files=named)
    words, _, binding = text.partition(" <!-- uowgen: ")
    case = Case(spec, Source("uow.md", page.files.get("uow.md", b"")), Code(MemoryTree(page.files)), own=own_of(page))
    return decide(Criterion(words, 1, Span(0, 0), binding=binding.removesuffix(" -->") or None), case)


CASES = [
    pytest.param(read_page(path), path.stem, *row, id=f"{path.stem}: {row[0]}")
    for path in sorted(PAGES.glob("*.md"))
    for row in read_page(path).criteria
]


@pytest.mark.parametrize("page,kind,text,outcome,code", CASES)
def test_a_criterion_is_decided_as_its_page_says(page: Page, kind: str, text: str, outcome: str, code: str) -> None:
    verdict = judge(page, text)
    assert (verdict.claim, verdict.outcome, verdict.code or "") == (kind, outcome, code), verdict.message
    assert (verdict.method is None) == (outcome == "undecided")
    lines = {path: data.count(b"\n") + 1 for path, data in page.files.items()}
    assert all(1 <= e.line <= e.end_line <= lines[e.file] for e in verdict.evidence)


def test_kinds_modules_and_pages_are_the_same_set() -> None:
    import uowgen.claims.kinds as folder

    modules = {p.stem for p in Path(folder.__path__[0]).glob("*.py")} - {"__init__"}
    names = list(NAMES)
    assert len(names) == len(set(names))
    assert set(names) == modules == {p.stem for p in PAGES.glob("*.md")}
    assert all(kind_called(name).name == name for name in names)


def test_the_words_that_a_sentence_needs_for_a_kind_are_those_of_its_frames() -> None:
    assert (write_marks.frames(), write_marks.by_word(FRAMES)) == (FRAMES, BY_WORD), "run python -m uowgen.claims.write_marks"


@pytest.mark.parametrize("name", list(NAMES))
def test_every_page_shows_what_the_kind_can_find_out(name: str) -> None:
    outcomes = {outcome for _, outcome, _ in read_page(PAGES / f"{name}.md").criteria}
    assert "undecided" in outcomes
    if name not in NEVER_DECIDED:
        assert outcomes >= {"fails", "undecided"}
        assert "holds" in outcomes or name == "tests_pass"


# What only a compiler, a comparison with the past or a person can tell.
NEVER_DECIDED = {"compiles", "stays_unchanged", "follows_convention", "is_changed", "checked_by_hand"}


@pytest.mark.parametrize("name", list(NAMES))
def test_the_examples_of_a_kind_are_read_by_that_kind(name: str) -> None:
    page = Page({"src/lib.rs": b"fn main() {}\n"}, [], [])
    for example in kind_called(name).examples:
        assert judge(page, example).claim == name, example
