"""Places told by words that stand for what was named before, and files told for a whole document or the rest of a section."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of

PUMP = """\
pub struct Pump {
    on: bool,
}

impl Pump {
    pub fn start(&mut self) {
        self.check();
        self.on = true;
    }

    pub fn stop(&mut self) {
        todo!("switch it off")
    }

    fn check(&self) {}
}

pub struct Pipe;
"""


@pytest.mark.parametrize(
    "said",
    [
        "`start` should do nothing twice. At its start:",
        "`Pump::start` is called by users. At its very beginning:",
        "`start` takes anything. Make refusing it the first thing the function does, before the check:",
    ],
)
def test_the_start_of_what_the_sentence_before_is_about(said: str) -> None:
    text, (done,) = planned(said, PUMP, "if self.on {\n    return;\n}")
    assert (done.status, b"pub fn start(&mut self) {\n        if self.on {" in text) == ("applies", True)


def test_two_subjects_are_no_place() -> None:
    text, (done,) = planned("`start` and `stop` may be called twice. At its start:", PUMP, "if self.on {\n    return;\n}")
    assert (done.status, text.decode()) == ("refused", PUMP)


def test_a_body_that_may_be_of_either_is_left_alone() -> None:
    said = "`start` checks first, `stop` does not. The body of that function is just"
    text, _ = planned(said, PUMP, "self.on = false;")
    assert text.decode() == PUMP


def test_it_is_what_the_sentence_has() -> None:
    text, (done,) = planned("`Pump` has `start`; put this behind it:", PUMP, "pub fn pause(&mut self) {}")
    assert done.status == "applies"
    assert text.index(b"self.on = true") < text.index(b"fn pause") < text.index(b"fn stop")
    text, _ = planned("`Pump` has `start` and `stop`, but no third; put this behind it:", PUMP, "pub fn pause(&mut self) {}")
    assert not text.index(b"self.on = true") < text.find(b"fn pause") < text.index(b"fn stop")


def test_the_body_of_what_was_spoken_of() -> None:
    said = "`Pump::stop` panics with `todo!`. Until somebody writes the rest the body of that method is just"
    text, (done,) = planned(said, PUMP, "self.on = false;")
    assert (done.status, b"pub fn stop(&mut self) {\n        self.on = false;\n    }\n" in text) == ("applies", True)


def test_instead_of_and_write_are_two_sides() -> None:
    document = """
        # UoW 1: x

        **File:** `src/mm.rs`

        In `start`, instead of

        ```rust
        self.on = true;
        ```

        write

        ```rust
        self.on = !self.broken;
        ```
        """
    (change,) = plan_text(document, tree_of({"src/mm.rs": PUMP})).changes
    assert change.result.decode() == PUMP.replace("self.on = true;", "self.on = !self.broken;")


def test_a_derive_goes_on_what_is_named_before_by_its_kind() -> None:
    text, (done,) = planned("`Pump` must be comparable in tests. Put this derive on the struct:", PUMP, "#[derive(PartialEq)]")
    assert (done.status, text.startswith(b"#[derive(PartialEq)]\npub struct Pump {")) == ("applies", True)
    text, (done,) = planned("Put this line on top of `pub struct Pipe;`:", PUMP, "#[derive(PartialEq)]")
    assert (done.status, b"#[derive(PartialEq)]\npub struct Pipe;" in text) == ("applies", True)
    bearing = "#[derive(PartialEq)]\n" + PUMP  # another item has it
    text, (done,) = planned("Put this line on top of `pub struct Pipe;`:", bearing, "#[derive(PartialEq)]")
    assert (done.status, text.count(b"#[derive(PartialEq)]")) == ("applies", 2)


POOL = """
# UoW 1: x

{said}

- Create: `src/pool.rs`
- Modify: `src/lib.rs`

Create `src/pool.rs`:

```rust
pub struct Pool;
```

In `src/lib.rs`, after `one`:

```rust
pub mod pool;
```
"""


@pytest.mark.parametrize(
    ("said", "folder"),
    [
        ("All paths are relative to `net/`.", "net/"),
        ("Paths below are relative to the crate `net`.", "net/"),
        ("Paths are relative to that crate's `src` folder, so `src/lib.rs` means `net/src/lib.rs`.", "net/"),
        ("Paths are relative to the root of the repository, not to `net/`.", ""),
    ],
)
def test_paths_are_counted_from_the_folder_that_is_said(said: str, folder: str) -> None:
    files = {"src/lib.rs": "pub mod one;\n", "net/src/lib.rs": "pub mod one;\n", "src/one.rs": "", "net/src/one.rs": ""}
    plan = plan_text(POOL.format(said=said), tree_of(files))
    assert [o.status for o in operations_of(plan)] == ["applies", "applies"]
    assert sorted(c.path for c in plan.changes) == [f"{folder}src/lib.rs", f"{folder}src/pool.rs"]


def test_paths_counted_from_a_folder_that_is_not_there_are_refused() -> None:
    plan = plan_text(
        "# UoW 1: x\n\nPaths are relative to `net/`.\n\nCreate `src/a.rs`:\n\n```rust\npub fn a() {}\n```\n",
        tree_of({"src/lib.rs": ""}),
    )
    assert [o.status for o in operations_of(plan)] == ["refused"]
    assert not plan.changes


def test_the_rest_of_a_section_is_about_the_file_that_is_said() -> None:
    document = """
        # UoW 1: x

        `Pipe` in `src/pipe.rs` gains, below `A`,

        ```rust
        pub const B: u8 = 2;
        ```

        The rest of this section is about `src/pump.rs`. `Pump` gets a helper below `check`:

        ```rust
        fn again(&self) {}
        ```

        which lets us shorten `start`, where the line `self.on = true;` turns into

        ```rust
        self.on = self.fit();
        ```
        """
    pipe = "impl Pipe {\n    pub const A: u8 = 1;\n}\n\npub fn start(p: &mut Pump) {\n    p.go();\n}\n"
    plan = plan_text(document, tree_of({"src/pump.rs": PUMP, "src/pipe.rs": pipe}))
    assert [(o.status, o.file) for o in operations_of(plan)][-1] == ("applies", "src/pump.rs")


MANIFEST = """\
[package]
name = "x"

# Keep these sorted.

[dependencies.net]
path = "../net"

[profile.release]
lto = true
"""


@pytest.mark.parametrize(
    ("said", "above", "below"),
    [
        ("in a table of its own between `[package]` and `[dependencies]`", "sorted.\n", "[dependencies.net]"),
        ("above `[dependencies]` and the comment that precedes it", 'name = "x"\n', "# Keep"),
        ("after `[dependencies]`", '"../net"\n', "[profile.release]"),
        ("at the end", "lto = true\n", ""),
    ],
)
def test_a_table_goes_where_it_is_said(said: str, above: str, below: str) -> None:
    document = f"# UoW 1: x\n\nDeclare it in `Cargo.toml`, {said}:\n\n```toml\n[features]\nfast = []\n```\n"
    (change,) = plan_text(document, tree_of({"Cargo.toml": MANIFEST})).changes
    text = change.result.decode()
    at = text.index("[features]\nfast = []\n")
    assert text[:at].rstrip().endswith(above.strip())
    assert text[at:].removeprefix("[features]\nfast = []\n").lstrip().startswith(below)
    assert text.replace("[features]\nfast = []\n", "").split() == MANIFEST.split()
