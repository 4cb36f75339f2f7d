"""What the words around a block ask for, and where."""

from __future__ import annotations

import pytest

from tests.spec.reading import directive_of, places, spec_of

CODE = "\n\n```rust\nfn a() {}\n```\n"

SENTENCES = [
    ("Add this struct and impl **before** `sys_mmap` in `src/mm.rs`:", "insert", [("before", "sys_mmap")]),
    ("Insert this above `sys_mmap`:", "insert", [("before", "sys_mmap")]),
    ("Add after the `Stop` variant:", "insert", [("after", "Stop")]),
    ("After `LoadImage` add:", "insert", [("after", "LoadImage")]),
    ("Add below `fn main`:", "insert", [("after", "fn main")]),
    ("Add this following `init`:", "insert", [("after", "init")]),
    ("Add to `src/a.rs`:", "add", []),
    ("Append to `src/a.rs`:", "append", []),
    ("Add at the end of `src/a.rs`:", "add", [("end_of", "src/a.rs")]),
    ("Add at the top of the file:", "add", [("start_of", "file")]),
    ("Add at the end of the tests module:", "add", [("end_of", "tests")]),
    ("Append to the `tests` module in `src/a.rs`:", "append", [("in", "tests")]),
    ("Add a method to `impl Pool`:", "add", [("in", "impl Pool")]),
    ("Add method to TerminalBackend trait:", "add", [("in", "TerminalBackend")]),
    ("In `fn run`, after the call to `setup()`, insert:", "insert", [("in", "fn run"), ("after", "setup()")]),
    ("Add before the `#[cfg(test)]` block:", "insert", [("before", "#[cfg(test)]")]),
    ("Add to imports:", "add", [("in", "imports")]),
    ("Add to the imports at the top of the file:", "add", [("in", "imports"), ("start_of", "file")]),
    ("Replace the `health_check` function:", "replace", [("at", "health_check")]),
    ("Replace the contents of `src/a.rs` with:", "replace", [("at", "src/a.rs")]),
    ("Replace `parse` with:", "replace", [("at", "parse")]),
    ("Update `handle` in `src/a.rs`:", "change", [("at", "handle")]),
    ("Update execute() to return early:", "change", [("at", "execute")]),
    ("Change the signature of `run`:", "change", [("at", "run"), ("in", "run")]),
    ("Create `src/new.rs`:", "create", []),
    ("Write `src/new.rs`:", "create", []),
    ("Create a struct `A` after `B`:", "insert", [("after", "B")]),
    ("Find the `dispatch` function. Add after `Load`:", "insert", [("after", "Load"), ("in", "dispatch")]),
    ("Add just above the closing brace of `Config`:", "add", [("end_of", "Config")]),
    ("Here it is:", "place", []),
]


@pytest.mark.parametrize(("words", "verb", "where"), SENTENCES, ids=[words for words, _, _ in SENTENCES])
def test_a_sentence_says_what_and_where(words: str, verb: str, where: list[tuple[str, str]]) -> None:
    directive = directive_of(f"# P\n\n{words}{CODE}")
    assert (directive.verb, sorted(places(directive))) == (verb, sorted(where))


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("Add a field to `Config`:", "field"),
        ("Add these variants to `E`:", "variant"),
        ("Add the import:", "import"),
        ("Add a `use` statement:", "import"),
        ("Add a match arm:", "match arm"),
        ("Add the module declaration:", "module declaration"),
        ("Add method to `T`:", "method"),
        ("Add `#[derive(Debug)]` to `T`:", "derive"),
        ("Add a test:", "test"),
        ("Add a constant:", "const"),
        ("Add `mod foo;`:", "module declaration"),
    ],
)
def test_the_noun_says_what_is_added(words: str, noun: str) -> None:
    assert directive_of(f"# P\n\n{words}{CODE}").noun == noun


def test_the_noun_of_an_anchor_is_kept() -> None:
    directive = directive_of(f"# P\n\nAdd after the `Stop` variant in `enum Request`:{CODE}")
    anchor = directive.anchors[0]
    assert (anchor.relation, anchor.name, anchor.noun, anchor.within) == ("after", "Stop", "variant", "enum Request")


def test_the_title_of_the_step_speaks_when_no_sentence_does() -> None:
    directive = directive_of(f"# P\n\n- [ ] **Step 2: Add `Context` after `Error` in `src/t.rs`**{CODE}")
    assert (directive.verb, places(directive), directive.files[0].path) == ("insert", [("after", "Error")], "src/t.rs")
    assert directive.line == 3


def test_the_heading_speaks_when_no_step_does() -> None:
    directive = directive_of(f"# P\n\n### 2. ADD `focus()` to `trait Backend`{CODE}")
    assert (directive.verb, places(directive)) == ("add", [("in", "trait Backend")])


def test_labels_in_a_list_name_file_and_place() -> None:
    directive = directive_of(
        "# P\n\n### Task 2: X\n\n- **ACTION**: ADD a method\n- **FILE**: `src/t.rs`\n"
        f"- **LOCATION**: After `close()` (around line 45)\n- **IMPLEMENT**:{CODE}"
    )
    assert (directive.verb, places(directive), directive.files[0].path) == (
        "add",
        [("after", "close()")],
        "src/t.rs",
    ) or directive.verb == "insert"
    assert directive.cited == (45, 45)


def test_the_first_comment_of_a_block_speaks() -> None:
    directive = directive_of("# P\n\n```rust\n// Add to impl Foo, after `new`:\nfn a() {}\n```\n")
    assert ("after", "new") in places(directive)


def test_the_words_of_an_earlier_step_do_not_speak_of_a_later_block() -> None:
    spec = spec_of(f"# P\n\n- [ ] **Step 1: Add before `x`**{CODE}\n- [ ] **Step 2: Implement**{CODE}")
    assert [places(d) for d in spec.directives] == [[("before", "x")], []]


def test_a_sentence_with_a_colon_between_two_blocks_belongs_to_the_one_below() -> None:
    spec = spec_of(f"# P\n\nAdd after `x`:{CODE}\nThen add before `y`:{CODE}")
    assert [places(d)[0] for d in spec.directives] == [("after", "x"), ("before", "y")]


@pytest.mark.parametrize(
    "words",
    [
        "Add near `x` or similar:",
        "Add after `x`, if it exists:",
        "Add around line 90, approximately after `x`:",
        "Add after `x` (~line 90):",
    ],
)
def test_hedges_are_noticed(words: str) -> None:
    assert directive_of(f"# P\n\n{words}{CODE}").hedged


def test_cited_lines_are_kept_as_a_hint() -> None:
    assert directive_of(f"# P\n\nIn `run` (lines 88-92), change the return to:{CODE}").cited == (88, 92)


@pytest.mark.parametrize(
    ("words", "verb", "named"),
    [
        ("Remove `old_init` from `src/a.rs`.", "remove", [("at", "old_init")]),
        ("Rename `a_b` to `c_d` in `src/a.rs`.", "rename", [("at", "a_b"), ("with", "c_d")]),
        ("Add `mod foo;` to `src/lib.rs`.", "add", [("with", "mod foo;")]),
        ("Add `#[derive(Debug)]` to `Bar`.", "add", [("with", "#[derive(Debug)]"), ("in", "Bar")]),
        ("Change `A::old` to `A::new`.", "change", [("at", "A::old"), ("with", "A::new")]),
    ],
)
def test_an_edit_in_words_alone_is_a_directive_without_a_block(words: str, verb: str, named: list[tuple[str, str]]) -> None:
    directive = directive_of(f"# P\n\n## Changes Required\n\n{words}\n")
    assert (directive.block, directive.verb) == (None, verb)
    assert [(a.relation, a.name) for a in directive.anchors] == named


@pytest.mark.parametrize(
    "words", ["This removes `old_init`.", "The change to `a` was needed.", "Make sure that `a` works.", "See `src/a.rs`."]
)
def test_words_that_tell_ask_for_nothing(words: str) -> None:
    assert spec_of(f"# P\n\n## Changes Required\n\n{words}\n").directives == ()


def test_words_of_a_description_ask_for_nothing() -> None:
    assert spec_of("# P\n\n## Context\n\nRemove `old_init` from `src/a.rs`.\n").directives == ()


def test_a_removal_with_a_replacement_is_a_replacement() -> None:
    directive = directive_of("# P\n\n## Changes\n\nRemove `use a::{b, c};` — replace with `use a::c;`.\n")
    assert (directive.verb, [(a.relation, a.name) for a in directive.anchors]) == (
        "replace",
        [("at", "use a::{b, c};"), ("with", "use a::c;")],
    )


def test_two_edits_of_one_sentence_are_two_directives() -> None:
    found = spec_of("# P\n\n## Changes\n\nIn `src/a.rs`, remove `let a = b();`, replace `c_d` with `e_f`.\n").directives
    assert [d.verb for d in found] == ["remove", "replace"]


def test_to_use_something_is_no_replacement() -> None:
    assert spec_of("# P\n\n## Changes\n\nUpdate `a_b` to use `c_d`.\n").directives == ()
