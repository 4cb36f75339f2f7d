"""What a sentence speaks of: things that the spec is yet to bring, files that only its prose names, and “it”."""

from __future__ import annotations

import pytest

from tests.claims.traps import F, H, Trap, U, judge
from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.mentioned import rust_files_in
from uowgen.facts.code import Code
from uowgen.model import Criterion, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

TREE = {"src/lib.rs": "pub fn old() {}\npub struct Kept { pub at: u8 }\n"}
BLOCK = "pub fn drain(n: usize) {}\nimpl Kept {\n    fn grow(&mut self) {}\n}\n"
MACRO = {"src/lib.rs": "macro_rules! ends { ($t:ty) => { fn first(&self) -> usize { 0 } } }\n"}
TRAPS = (
    Trap("`drain` sweeps the floor twice", TREE, (F,), None, (BLOCK,)),
    Trap("`Kept::grow` doubles whatever there is", TREE, (F,), None, (BLOCK,)),
    Trap("`drain` is not to sweep the floor", TREE, (U,), None, (BLOCK,)),
    Trap("`drain` sweeps the floor unless told otherwise", TREE, (F,), None, (BLOCK,)),
    Trap("`fill` sweeps the floor twice", TREE, (U,), None, (BLOCK,)),
    Trap("`old` sweeps the floor twice", TREE, (U,), None, (BLOCK,)),
    Trap("`first` returns `usize`", MACRO, (U,)),
)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda t: t.text)
def test_what_is_yet_to_be_brought_fails_and_nothing_else_does(trap: Trap) -> None:
    assert judge(trap).outcome in trap.honest


def outcomes(document: str, files: dict[str, str], *texts: str) -> list[str]:
    data = document.encode()
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, len(data)))
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    case = Case(spec, Source("uow.md", data), Code(tree))
    return [decide(Criterion(text, 1, Span(0, 0)), case).outcome for text in texts]


TWO = {"a/src/ring.rs": "pub struct Ring { pub at: u8 }\n", "b/src/ring.rs": "pub struct Ring { pub at: u16 }\n"}


def test_a_file_that_only_the_prose_names_tells_which_item_is_meant() -> None:
    said = "`Ring` has a field `at: u16`"
    assert outcomes("Mend `b/src/ring.rs` first.\n", TWO, said) == [H]
    assert outcomes("Mend `a/src/ring.rs` first.\n", TWO, said) == [F]
    assert outcomes("Mend the ring first.\n", TWO, said) == [U]


def test_what_stands_elsewhere_is_not_what_a_new_file_is_to_have() -> None:
    assert outcomes("Make `c/src/ring.rs`.\n", {"a/src/ring.rs": "pub struct Ring;\n"}, "`Ring` is public") == [U]


def test_it_is_what_the_sentence_before_begins_with() -> None:
    files = {"src/lib.rs": "#[derive(Clone)]\npub struct Vma { at: u8 }\nstruct Page { at: u8, of: u8 }\n"}
    assert outcomes("", files, "`Page` is private", "It has 2 fields", "It is public", "The struct has one field") == [H, H, F, F]
    assert outcomes("", files, "All pages are private", "It has 2 fields") == [U, U]


def test_the_files_of_prose_are_those_outside_of_fences() -> None:
    text = "See `src/{a,b}.rs` and src/c.rs:12.\n```\nsrc/d.rs\n```\nNot lib.rs alone.\n"
    assert rust_files_in(text) == ("src/a.rs", "src/b.rs", "src/c.rs")
