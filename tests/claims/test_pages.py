"""Every claim kind has a page that a person can read, and every case on it ends as the page says.

A case is a heading, `Criterion: …`, fenced files with their paths, and `Verdict: outcome`, with a code where there is one.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from uowgen.claims import ORDER, kinds
from uowgen.model import Block, Criterion, FileMention, Spec, Verdict
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

PAGES = Path(__file__).parent / "pages"
KINDS = Path(__file__).parents[2] / "uowgen" / "claims" / "kinds"


class Shown(NamedTuple):
    page: str
    heading: str
    criterion: str
    files: dict[str, str]
    block: str
    outcome: str
    code: str | None


def cases() -> list[Shown]:
    found = []
    for page in sorted(PAGES.glob("*.md")):
        for section in page.read_text(encoding="utf-8").split("\n## ")[1:]:
            heading, _, rest = section.partition("\n")
            criterion, outcome, block, files, fence, path = "", "", "", {}, None, ""
            for line in rest.splitlines():
                if fence is None and line.startswith("```"):
                    fence, path = [], line.removeprefix("```rust").strip()
                elif line.startswith("```") and fence is not None:
                    text = "\n".join(fence) + "\n"
                    if path == "block":
                        block = text
                    else:
                        files[path] = text
                    fence = None
                elif fence is not None:
                    fence.append(line)
                elif line.startswith("Criterion: "):
                    criterion = line.removeprefix("Criterion: ")
                elif line.startswith("Verdict: "):
                    outcome = line.removeprefix("Verdict: ")
            word, _, code = outcome.partition(" ")
            found.append(Shown(page.stem, heading, criterion, files, block, word, code.strip("()") or None))
    return found


def verdict(shown: Shown) -> Verdict:
    span = Span(0, 0)
    first = next(iter(shown.files), "")
    blocks = (Block(span, 1, 3, "rust", "rust", shown.block, "code"),) if shown.block else ()
    mentions = (FileMention(first, 1, span, "metadata", "modify"),) if first else ()
    spec = Spec("spec.md", "1", "", 1, span, blocks=blocks, criteria=(Criterion(shown.criterion, 1, span),), files=mentions)
    tree = MemoryTree({path: text.encode() for path, text in shown.files.items()})
    ((_, (found,)),) = verify_specs([(spec, Source("spec.md", b""))], tree, VerifyOptions())
    return found


@pytest.mark.parametrize("shown", cases(), ids=lambda s: f"{s.page}: {s.heading}")
def test_a_page_shows_what_is_decided(shown: Shown) -> None:
    found = verdict(shown)
    assert (found.claim, found.outcome, found.code) == (shown.page, shown.outcome, shown.code), found.message


def test_the_order_the_kinds_and_the_pages_name_the_same() -> None:
    files = {p.stem for p in KINDS.glob("*.py")} - {"__init__"}
    assert set(ORDER) == files == {p.stem for p in PAGES.glob("*.md")}
    assert len(set(ORDER)) == len(ORDER)
    assert [k.name for k in kinds()] == list(ORDER)


def test_every_page_shows_each_outcome_that_its_kind_can_have() -> None:
    outcomes: dict[str, set[str]] = {}
    for shown in cases():
        outcomes.setdefault(shown.page, set()).add(shown.outcome)
    only_undecided = {"compiles", "tests_pass"}
    for page, seen in outcomes.items():
        assert "undecided" in seen, page
        assert page in only_undecided or {"holds", "fails"} <= seen, page


@pytest.mark.parametrize("example,kind", [(e, k.name) for k in kinds() for e in k.examples])
def test_an_example_is_read_by_its_own_kind(example: str, kind: str) -> None:
    assert verdict(Shown("", "", example, {"src/a.rs": "fn a() {}\n"}, "", "", None)).claim == kind


def test_words_that_no_frame_takes_up_are_never_skipped() -> None:
    found = verdict(Shown("", "", "`Ring` struct defined and loved by everybody", {"src/a.rs": "struct Ring;\n"}, "", "", None))
    assert (found.outcome, found.code) == ("undecided", "not-understood")
