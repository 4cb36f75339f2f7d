"""Which file a block is for where the words do not say it right out: what stands in the files decides, or nothing does."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.operations.planning import operations_of, plan_text, tree_of
from tests.spec.reading import spec_of

RING = """\
pub struct Ring {
    head: usize,
}

impl Ring {
    pub fn push_back(&mut self, byte: u8) {
        self.head += 1;
    }
}
"""
PORT = """\
pub enum Parity {
    Even,
}

pub fn open_port(number: usize) -> usize {
    let rate = 9600;
    number + rate
}
"""
CABLE = """\
pub struct Cable;

pub fn open_port(number: usize) -> usize {
    number
}
"""
TREE = {
    "drivers/src/ring.rs": RING,
    "drivers/src/port.rs": PORT,
    "net/src/cable.rs": CABLE,
    "drivers/src/lib.rs": "mod port;\nmod ring;\n",
}


def outcome(document: str, more: dict[str, str] | None = None, line: int = -1) -> tuple[str, str]:
    """Status (or code of the refusal) and file of the last operation, or of the one whose block opens on `line`."""
    plan = plan_text(document, tree_of(TREE | (more or {})))
    found = [o for o in operations_of(plan) if line in (-1, o.source_line)]
    return found[-1].code or found[-1].status, found[-1].file


def block(code: str, lang: str = "rust") -> str:
    return f"\n\n```{lang}\n{dedent(code).strip()}\n```\n"


@pytest.mark.parametrize(
    "document",
    [
        "# Ring\n\nNew method:" + block("impl Ring {\n    pub fn is_empty(&self) -> bool {\n        self.head == 0\n    }\n}"),
        "# Ring\n\nAdd it after `push_back`:" + block("pub fn pop(&mut self) {}"),
        "# Ring\n\nReplace\n\n```rust\nself.head += 1;\n```\n\nby" + block("self.head = self.head.wrapping_add(1);"),
        "# Ring\n\nThe counter wraps:" + block("-        self.head += 1;\n+        self.head = 0;", "diff"),
        "# Ring\n\nBelow the struct:" + block("impl Drop for Ring {\n    fn drop(&mut self) {}\n}"),
    ],
)
def test_without_a_file_the_one_that_has_what_is_spoken_of_is_meant(document: str) -> None:
    assert outcome(document) == ("applies", "drivers/src/ring.rs")


@pytest.mark.parametrize(
    "document",
    [
        # two files have it
        "# Ports\n\nAdd it before `open_port`:" + block("pub const MOST: usize = 4;"),
        "# Ports\n\nAdd it to `open_port`, at its start:" + block("let number = number + 1;"),
        # nothing but a name that is spoken of, and items that stand alone
        "# Ring\n\n`push_back` calls a new function:" + block("pub fn wrap_around(at: usize) -> usize {\n    at\n}"),
        "# Ring\n\nAs `Ring` has it:" + block("pub struct Loop {\n    head: usize,\n}"),
        # what is shown as there is nowhere
        "# Ring\n\nReplace\n\n```rust\nself.tail += 1;\n```\n\nby" + block("self.tail = 0;"),
        # two firm clues lead to different files
        "# Both\n\nIn `Ring` and in `Parity`, in front:" + block("pub const ONE: usize = 1;"),
    ],
)
def test_without_a_file_and_with_several_or_none_that_fit_nothing_is_written(document: str) -> None:
    assert outcome(document)[0] not in ("applies", "applied")


def test_a_file_that_the_document_mentions_comes_before_one_that_it_does_not() -> None:
    document = "# Ports\n\nThe rate is fixed in `drivers/src/port.rs:6`.\n\n## Change\n\nAt the start of `open_port`:"
    assert outcome(document + block("let number = number + 1;"))[1] == "drivers/src/port.rs"


def test_a_folder_that_the_document_speaks_of_tells_files_apart() -> None:
    document = "# Ports\n\nAll of this is about `net/src`.\n\n## Change\n\nInsert this before `open_port`:"
    assert outcome(document + block("pub const MOST: usize = 4;")) == ("applies", "net/src/cable.rs")


def test_a_path_of_another_language_is_no_target_of_rust() -> None:
    document = "# Ring\n\nAs in `include/ring.h`, add it after `push_back`:"
    assert outcome(document + block("pub fn pop(&mut self) {}")) == ("applies", "drivers/src/ring.rs")


def test_a_rust_file_that_the_sentence_names_and_the_tree_lacks_is_not_replaced_by_evidence() -> None:
    document = "# Ring\n\nIn `drivers/src/rings.rs`, add it after `push_back`:"
    assert outcome(document + block("pub fn pop(&mut self) {}"))[0] == "file-not-found"


def test_a_change_is_made_in_the_one_listed_file_that_has_its_text() -> None:
    document = "# Ring\n\n**Files:**\n- Modify: `drivers/src/port.rs`\n- Modify: `drivers/src/ring.rs`\n\n## Change\n\nBefore:"
    document += block("self.head += 1;") + "\nAfter:" + block("self.head += 2;")
    assert outcome(document) == ("applies", "drivers/src/ring.rs")


def test_a_file_outside_of_the_document_does_not_take_the_place_of_a_listed_one() -> None:
    document = "# Ring\n\n**File:** `drivers/src/port.rs`\n\n## Change\n\nAdd it after `push_back`:"
    assert outcome(document + block("pub fn pop(&mut self) {}"))[1] == "drivers/src/port.rs"


def test_a_type_shown_under_a_path_of_another_paragraph_goes_to_the_file_that_has_it() -> None:
    document = (
        "# Ring\n\n**Files:** `drivers/src/port.rs`, `drivers/src/ring.rs`\n\n## Change\n\n`drivers/src/port.rs` gets a constant:"
    )
    document += block("pub const MOST: usize = 4;") + "\nThe ring counts as well.\n\nIts struct then:"
    assert outcome(document + block("pub struct Ring {\n    head: usize,\n    count: usize,\n}"))[1] == "drivers/src/ring.rs"


def test_a_bare_name_is_completed_by_the_path_that_the_document_works_on() -> None:
    tree = {"net/src/wire/mod.rs": "pub fn a() {}\n", "net/src/mod.rs": "pub fn a() {}\n"}
    document = "# Wire\n\n## Action\n\nExtend `net/src/wire/mod.rs`.\n\n## Do\n\n1. `mod.rs`, at its end:"
    assert outcome(document + block("pub fn b() {}"), tree) == ("applies", "net/src/wire/mod.rs")


# ------------------------------------------------------------------------------------------------------ tables and words


def test_a_table_of_labels_and_values_names_the_file() -> None:
    spec = spec_of("# A\n\n| | |\n|--|--|\n| File | `src/a.rs` |\n| Size | small |\n\n## Task\n\nAdd:" + block("fn a() {}"))
    assert [m.path for m in spec.directives[0].files] == ["src/a.rs"]


def test_braces_stand_for_several_paths() -> None:
    spec = spec_of(
        "# A\n\n| file | what |\n|--|--|\n| net/{Cargo.toml,src/lib.rs} | dependency |\n\n## Task\n\nAdd:" + block("fn a() {}")
    )
    assert [m.path for m in spec.files] == ["net/Cargo.toml", "net/src/lib.rs"]


@pytest.mark.parametrize(
    "words",
    [
        "Create pipe.rs beside ring.rs in `drivers/src`:",
        "A new module under `drivers/src/`, called `pipe`:",
        "**Location:** `drivers/src/pipe.rs` (does not exist yet)",
        "**Location:** `drivers/src/pipe.rs` (to be created)",
    ],
)
def test_a_new_file_goes_into_the_folder_that_is_said(words: str) -> None:
    assert outcome(f"# Pipe\n\n{words}" + block("pub struct Pipe;")) == ("applies", "drivers/src/pipe.rs")


def test_a_new_file_without_a_folder_is_not_made_in_the_root() -> None:
    assert outcome("# Pipe\n\nCreate `pipe.rs`:" + block("pub struct Pipe;"))[0] == "file-not-found"
    assert outcome("# Pipe\n\nCreate `pipe.rs`:" + block("pub struct Pipe;"), {"main.rs": "fn main() {}\n"}) == (
        "applies",
        "pipe.rs",
    )


def test_a_sentence_that_goes_on_below_its_block_says_the_file() -> None:
    document = "# Pipe\n\n## Declare it" + block("mod pipe;") + "\nin `drivers/src/lib.rs`, sorted.\n"
    assert outcome(document) == ("applies", "drivers/src/lib.rs")


def test_a_sentence_below_a_block_that_only_tells_does_not_say_its_file() -> None:
    document = (
        "# Pipe\n\nIn `drivers/src/ring.rs`, at the end:"
        + block("pub fn one() {}")
        + "\nin `drivers/src/port.rs` it is so already.\n"
    )
    assert outcome(document) == ("applies", "drivers/src/ring.rs")


@pytest.mark.parametrize("code", ["mod pipe;", "pub use pipe::Pipe;", "pub use self::pipe::Pipe;"])
def test_the_parent_of_a_module_that_is_made_declares_it(code: str) -> None:
    document = "# Pipe\n\n1. Create `drivers/src/pipe.rs`:" + block("pub struct Pipe;") + "\n2. In its parent module:"
    assert outcome(document + block(code)) == ("applies", "drivers/src/lib.rs")


def test_a_module_that_nobody_makes_is_declared_nowhere_by_chance() -> None:
    assert outcome("# Pipe\n\nIn its parent module:" + block("mod pipe;"))[0] == "no-target-file"


def test_a_block_that_only_begins_a_file_makes_a_listed_one_that_is_not_there() -> None:
    document = "# Pipe\n\n**File:** `pipe/src/lib.rs`\n\n## Task\n\nAttributes first:"
    assert outcome(document + block("#![no_std]\n\nextern crate alloc;")) == ("applies", "pipe/src/lib.rs")
    assert outcome(document + block("pub struct Pipe;"))[0] == "file-not-found"


def test_a_type_called_after_the_one_new_file_goes_there_though_another_is_spoken_of() -> None:
    document = "# Pipes\n\nThe command line and `port.rs` follow later.\n\n## Action\n\nCreate `drivers/src/pipe.rs`.\n\n## Code\n\n1. The type:"
    assert outcome(document + block("pub struct PipeEnd;")) == ("applies", "drivers/src/pipe.rs")
    assert outcome(document + block("pub struct Valve;"))[0] == "no-target-file"


# ----------------------------------------------------------------------------------------------------------- manifests

MANIFESTS = {
    "net/Cargo.toml": '[package]\nname = "net"\n\n[dependencies]\n',
    "drivers/Cargo.toml": '[package]\nname = "drivers"\n\n[dependencies]\n',
}
LISTED = "# Crates\n\n**Files:**\n- Modify: `net/Cargo.toml`\n- Modify: `drivers/Cargo.toml`\n\n## Task\n\n"


def test_of_several_manifests_the_one_of_the_crate_that_is_named_is_meant() -> None:
    assert outcome(LISTED + "The dependency of `drivers`:" + block('log = "0.4"', "toml"), MANIFESTS) == (
        "applies",
        "drivers/Cargo.toml",
    )


def test_of_several_manifests_none_is_taken_by_chance_and_none_depends_on_itself() -> None:
    assert outcome(LISTED + "A dependency:" + block('log = "0.4"', "toml"), MANIFESTS)[0] == "file-ambiguous"
    own = "A dependency on `net`:" + block('[dependencies.net]\npath = "../net"', "toml")
    assert outcome(LISTED + own, MANIFESTS)[0] == "file-ambiguous"


# --------------------------------------------------------------------------------------------------------------- tests

HARNESS = "#[macro_export]\nmacro_rules! bench_port {\n    () => {};\n}\npub struct Rig;\n"
SUITES = {
    "tests/rig/mod.rs": HARNESS,
    "tests/test_port.rs": "#[test]\nfn opens() {\n    bench_port!();\n    Rig::new();\n}\n",
    "tests/test_ring.rs": "#[test]\nfn pushes() {\n    bench_port!();\n}\n",
}
TESTS = "#[test]\nfn closes() {\n    bench_port!();\n}"


def test_tests_go_to_the_listed_file_for_tests() -> None:
    document = "# Port\n\n### Task 1: `open_port`\n\n**Files:**\n- Modify: `drivers/src/port.rs`\n- Test: `tests/test_ring.rs`\n\n- [ ] **Step 1: a failing test**"
    assert outcome(document + block(TESTS), SUITES) == ("applies", "tests/test_ring.rs")


def test_tests_that_call_helpers_of_the_integration_tests_go_to_those_of_their_subject() -> None:
    document = "# Port\n\nAll of it is in `drivers/src/port.rs`.\n\n## Tests"
    assert outcome(document + block(TESTS), SUITES) == ("applies", "tests/test_port.rs")
    assert outcome("# Rig\n\n## Tests" + block("#[test]\nfn closes() {\n    Rig::new();\n}"), SUITES) == (
        "applies",
        "tests/test_port.rs",
    )


def test_tests_that_call_helpers_which_several_files_could_have_are_not_written() -> None:
    document = "# Cable\n\n**File:** `net/src/cable.rs`\n\n## Tests"
    assert outcome(document + block(TESTS), SUITES)[0] == "no-target-file"


def test_tests_without_such_helpers_stay_with_their_file() -> None:
    document = "# Cable\n\n**File:** `net/src/cable.rs`\n\n## Tests"
    assert outcome(document + block("#[test]\nfn opens() {\n    assert_eq!(open_port(1), 1);\n}"), SUITES) == (
        "applies",
        "net/src/cable.rs",
    )


def test_a_module_is_declared_by_its_parent_and_not_in_its_own_file() -> None:
    files = {"src/lib.rs": "pub fn start() {}\n", "src/port.rs": "pub fn open() {}\n"}
    document = """
        # UoW 1: Ports

        ## 1

        **File:** `src/port.rs`

        Add below `open`:

        ```rust
        pub fn shut() {}
        ```

        ## 2

        **File:** `src/lib.rs`

        At the top of the modules, before `open`'s users:

        ```rust
        mod port;
        ```
        """
    plan = plan_text(document, tree_of(files))
    assert [(o.file, o.status) for o in operations_of(plan)] == [("src/port.rs", "applies"), ("src/lib.rs", "applies")]


def test_a_part_of_an_impl_that_stands_apart_from_its_type_stays_where_it_is() -> None:
    files = {
        "src/calls.rs": "pub struct Calls;\nmod close;\n",
        "src/close.rs": "const OLD: u8 = 1;\n\nimpl Calls {\n    pub fn close(&self) -> u8 {\n        OLD\n    }\n}\n",
    }
    document = """
        # UoW 1: Closing

        **`src/close.rs`** tells why. Replace `close`:

        ```rust
        impl Calls {
            pub fn close(&self) -> u8 {
                OLD + 1
            }
        }
        ```
        """
    plan = plan_text(document, tree_of(files))
    assert [(o.file, o.status) for o in operations_of(plan)] == [("src/close.rs", "applies")]


TWO_LISTED = "# Rates\n\n**Files:** `drivers/src/port.rs`, `drivers/src/ring.rs`\n\n"
TESTED = RING + "\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn ring_is_empty() {}\n\n    #[test]\n    fn ring_wraps() {}\n}\n"
NEW_TEST = block("#[test]\nfn ring_is_full() {}")


@pytest.mark.parametrize(
    "words", ["The ring, next to `ring_is_empty` (below it):", "The ring, in `mod tests` after `ring_is_empty`:"]
)
def test_what_goes_beside_a_name_goes_into_the_listed_file_that_has_it(words: str) -> None:
    document = TWO_LISTED + words + NEW_TEST
    plan = plan_text(document, tree_of(TREE | {"drivers/src/ring.rs": TESTED}))
    (operation,) = operations_of(plan)
    assert (operation.file, operation.target) == ("drivers/src/ring.rs", "fn ring_is_empty")
    (change,) = plan.changes
    assert change.result.decode().index("ring_is_empty") < change.result.decode().index("ring_is_full")
    assert change.result.decode().index("ring_is_full") < change.result.decode().index("ring_wraps")


def test_what_the_sentence_before_speaks_of_is_the_file() -> None:
    first = "In `drivers/src/port.rs`, after `open_port`:" + block("fn close_port() {}")
    second = "\n`net/src/cable.rs` has no tests so far. At the very end of the file:"
    document = "# Rates\n\n" + first + second + block("#[cfg(test)]\nmod tests {\n    #[test]\n    fn opens() {}\n}")
    assert outcome(document) == ("applies", "net/src/cable.rs")


def test_an_arm_goes_where_its_heading_says_though_another_file_declares_the_variant() -> None:
    port = PORT + "\npub fn bits(parity: Parity) -> u8 {\n    match parity {\n        Parity::Even => 1,\n    }\n}\n"
    cable = CABLE + "\npub enum Kind {\n    Even,\n}\n"
    document = "# Bits\n\n**Files:** `net/src/cable.rs`, `drivers/src/port.rs`\n\n## `drivers/src/port.rs`\n\nAn arm of its own, after `Even`:"
    document += block("Parity::Odd => 2,")
    assert outcome(document, {"drivers/src/port.rs": port, "net/src/cable.rs": cable}) == ("applies", "drivers/src/port.rs")


@pytest.mark.parametrize(
    "words", ["Two functions at the end of the file:", "Very last thing in the file:", "And in the same file, at the top:"]
)
def test_the_file_is_the_one_that_was_spoken_of_last(words: str) -> None:
    first = "## 1\n\nIn `net/src/cable.rs`, after `open_port`:" + block("fn close_port() {}")
    assert outcome("# Rates\n\n" + first + "\n## 2\n\n" + words + block("fn reset() {}")) == ("applies", "net/src/cable.rs")


@pytest.mark.parametrize("words", ["At the end of the file descriptor table:", "In the file there is no such function yet:"])
def test_not_every_file_is_the_one_that_was_spoken_of(words: str) -> None:
    first = "## 1\n\nIn `net/src/cable.rs`, after `open_port`:" + block("fn close_port() {}")
    assert outcome("# Rates\n\n" + first + "\n## 2\n\n" + words + block("fn reset() {}"))[0] != "applies"


def test_nothing_was_spoken_of_before() -> None:
    assert outcome("# Rates\n\nAt the end of the file:" + block("fn reset() {}"))[0] == "no-target-file"


def test_a_statement_quoted_with_a_gap_leads_to_its_file() -> None:
    cable = CABLE + "\npub fn send(tx: &Tx) {\n    let Ok(_) = tx.send(1) else {\n        return;\n    };\n}\n"
    document = TWO_LISTED.replace("ring.rs", "port.rs").replace(
        "drivers/src/port.rs`, `drivers/src/port.rs", "drivers/src/port.rs`, `net/src/cable.rs"
    )
    document += "Replace the `let Ok(_) = tx.send(1) else { … };` statement with" + block("tx.send(2);")
    assert outcome(document, {"net/src/cable.rs": cable}) == ("applies", "net/src/cable.rs")


def test_what_goes_beside_a_method_begins_no_listed_new_file() -> None:
    document = "# Rates\n\n| File | Change |\n|---|---|\n| `drivers/src/stats.rs` | create |\n| `drivers/src/ring.rs` | two accessors |\n\n"
    document += "## 1. Accessors\n\nRight after `push_back()`:" + block("pub fn len(&self) -> usize {\n    self.head\n}")
    assert outcome(document) == ("applies", "drivers/src/ring.rs")


def test_the_file_that_the_sentence_names_is_kept_whatever_else_it_quotes() -> None:
    port = PORT + "\n// open port fast\n#[cfg(test)]\nmod tests {}\n"
    cable = CABLE + "\n#[test]\nfn it_opens() {}\n"
    document = (
        "# Rates for `open port fast`\n\n**Files:** `drivers/src/port.rs`, `net/src/cable.rs`\n\n1. Tests, appended to `cable.rs`:"
    )
    document += block("#[test]\nfn opens_fast() {}")
    assert outcome(document, {"drivers/src/port.rs": port, "net/src/cable.rs": cable}) == ("applies", "net/src/cable.rs")


def test_a_path_that_gets_something_is_what_the_blocks_below_are_for() -> None:
    document = "# Rates\n\nIn `drivers/src/port.rs`, after `open_port`:" + block("fn close_port() {}")
    document += "\n**net/src/cable.rs** gets a function. After `open_port`:" + block("fn open_cable() {}")
    document += "\nTest, end of file:" + block("#[cfg(test)]\nmod tests {\n    #[test]\n    fn opens() {}\n}")
    assert outcome(document) == ("applies", "net/src/cable.rs")
