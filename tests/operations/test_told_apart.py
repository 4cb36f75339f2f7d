"""Items and statements of one name told apart, new forms of statements, and old sides of changes that words only point at."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.operations.planning import PATH, operations_of, plan_text, tree_of

FILE = """\
pub struct Wire {
    held: u32,
}

impl Wire {
    pub fn new() -> Self {
        Self { held: 0 }
    }
}

impl Wire {
    /// The next byte.
    pub fn take(&mut self) -> u8 {
        loop {
            if let Some(byte) = self.poll() {
                return byte;
            }
        }
    }

    pub fn settle(&mut self) {
        self.clear();
        // Twice, since the first is stale.
        let _ = self.take();
    }

    pub fn settle_slowly(&mut self) {
        self.clear();
        let _ = self.take();
    }
}

impl Source for Wire {
    fn take(&mut self) -> u8 {
        self.held as u8
    }
}

#[cfg(not(feature = "mock"))]
impl Wire {
    pub fn open(at: usize) -> Result<Self, Fault> {
        let port = Port::at(at).map_err(Fault::Port)?;
        Ok(Self::over(port))
    }
}

#[cfg(feature = "mock")]
impl Wire {
    pub fn open(at: usize) -> Result<Self, Fault> {
        let kept = Kept::new(at);
        let port = Port::on(kept).map_err(Fault::Port)?;
        Ok(Self::over(port))
    }
}

pub fn listed(given: &Given) -> Result<Listing, Fault> {
    let names = given.names.iter().map(|n| clean(n, given.all)).collect::<Vec<_>>();
    match find(&names) {
        Ok(found) => Ok(found),
        Err(fault) => Err(fault),
    }
}
"""


def after(document: str) -> tuple[str, list[str]]:
    """The file after `document`, and status (or code) of each operation."""
    plan = plan_text(f"# UoW 1: x\n\n**File:** `{PATH}`\n\n{dedent(document)}", tree_of({PATH: FILE}))
    text = next((c.result for c in plan.changes), FILE.encode()).decode()
    return text, [o.code or o.status for o in operations_of(plan)]


def block(words: str, code: str) -> str:
    return f"{words}\n\n```rust\n{dedent(code).strip()}\n```\n\n"


HELPER = "fn wait(&mut self) {\n    while self.poll().is_none() {}\n}"


def test_the_inherent_impl_is_none_of_a_trait() -> None:
    text, done = after(block("A private helper, in the inherent impl of `Wire`, just above `take`:", HELPER))
    assert done == ["applies"]
    assert text.index("fn wait") < text.index("/// The next byte.")


def test_without_that_word_the_helper_may_go_above_either() -> None:
    assert after(block("A private helper, just above `take`:", HELPER)) == (FILE, ["anchor-ambiguous"])


def test_a_method_with_a_visibility_is_none_of_a_trait() -> None:
    text, done = after(block("`take` becomes", "pub fn take(&mut self) -> u8 {\n    self.poll().unwrap_or(0)\n}"))
    assert done == ["applies"]
    assert "self.poll().unwrap_or(0)" in text
    assert "self.held as u8" in text


def test_of_two_impls_of_a_type_the_one_that_has_the_neighbour_is_meant() -> None:
    text, done = after(block("A method, in the impl of `Wire` after `settle`:", "pub fn held(&self) -> u32 {\n    self.held\n}"))
    assert done == ["applies"]
    assert text.index("fn settle(") < text.index("fn held") < text.index("fn settle_slowly")


def test_an_end_of_an_impl_is_none_beside_what_another_has() -> None:
    words = "A method at the end of the `impl Wire` block (before the `settle` impl):"
    assert after(block(words, "pub fn held(&self) -> u32 {\n    self.held\n}"))[1] == ["anchor-ambiguous"]


def test_the_end_of_two_branches_is_in_neither() -> None:
    file = "fn show(on: bool) {\n    if on {\n        light();\n    } else {\n        dim();\n    }\n}\n"
    document = block("In `show`, after it is shown (end of the `if on` / `else` block), add:", "done();")
    plan = plan_text(f"# UoW 1: x\n\n**File:** `{PATH}`\n\n{document}", tree_of({PATH: file}))
    assert [o.status for o in operations_of(plan)] == ["refused"]


OPEN = """
pub fn open(at: usize) -> Result<Self, Broken> {
    Ok(Self::over(Port::at(at)?))
}
"""


@pytest.mark.parametrize(
    ("words", "gone"), [("Not-mock version:", "Port::at(at).map_err"), ("The mock version:", "Port::on(kept).map_err")]
)
def test_a_twin_is_told_by_its_condition(words: str, gone: str) -> None:
    text, done = after(f"### Step 1: `open`\n\n{block(words, OPEN)}")
    assert done == ["applies"]
    assert gone not in text
    assert ".map_err(Fault::Port)" in text


@pytest.mark.parametrize("words", ["New version:", "The unix version:"])
def test_a_condition_that_is_not_said_tells_no_twin(words: str) -> None:
    assert after(f"### Step 1: `open`\n\n{block(words, OPEN)}") == (FILE, ["anchor-ambiguous"])


def test_statements_are_renewed_where_the_condition_says() -> None:
    code = "let port = Port::on(kept)?;\nOk(Self::over(port))"
    text, done = after(f"### Step 1: `open`\n\n{block('The mock version, its end:', code)}")
    assert done == ["applies"]
    assert "        let kept = Kept::new(at);\n        let port = Port::on(kept)?;\n        Ok(Self::over(port))\n" in text


UNDER = """
## Findings

Current end of the first one:

```rust
// Twice, since the first is stale.
let _ = self.take();
```

## Work

{words}

```rust
self.drop_stale();
```
"""


def test_lines_shown_under_another_heading_are_replaced() -> None:
    text, done = after(UNDER.replace("{words}", "End of `settle()`, replacing the two lines shown under *Findings*:"))
    assert done == ["applies"]
    assert "        self.clear();\n        self.drop_stale();\n    }\n\n    pub fn settle_slowly" in text


@pytest.mark.parametrize("said", ["the three lines shown under *Findings*", "the two lines shown under *Symptoms*"])
def test_lines_that_are_not_shown_there_are_not_replaced(said: str) -> None:
    assert "drop_stale" not in after(UNDER.replace("{words}", f"In `settle()`, replacing {said}:"))[0]


NAMES = """
let hidden = given.hidden.iter().map(|n| tidy(n)).collect::<Vec<_>>();
let names = given.names.iter().map(|n| tidy(n)).collect::<Vec<_>>();
"""


def test_what_is_new_stands_with_the_statement_that_it_renews() -> None:
    text, done = after(block("Finding the names in `listed`:", NAMES))
    assert done == ["applies"]
    assert "given.all" not in text
    assert text.count("let names") == 1
    assert text.index("let hidden") < text.index("let names") < text.index("match find")


def test_a_quoted_statement_is_renewed_without_its_function() -> None:
    quoted = "Today it is a closure:\n\n```rust\n    let names = given.names.iter().map(|n| clean(n, given.all)).collect::<Vec<_>>();\n```\n\n"
    assert after(quoted + block("Both lists then go through it:", NAMES))[1] == ["applies"]
    assert after(block("Both lists then go through it:", NAMES)) == (FILE, ["directive-not-understood"])


def test_what_uses_the_old_value_shadows_it_and_is_no_new_form() -> None:
    assert after(block("Sorting in `listed`:", "let names = sorted(names);")) == (FILE, ["directive-not-understood"])


def test_a_match_of_the_same_patterns_is_renewed() -> None:
    code = "match find_all(&names) {\n    Ok(found) => Ok(found),\n    Err(fault) => Err(fault.into()),\n}"
    text, done = after(block("`listed`:", code))
    assert done == ["applies"]
    assert "match find(" not in text


def test_was_and_now_are_the_sides_of_a_change() -> None:
    document = block("`listed`, was", "match find(&names) {") + block("now", "match find_all(&names) {")
    text, done = after(document)
    assert done == ["applies"]
    assert "match find_all(&names) {" in text


def test_before_at_the_end_of_a_step_is_one_side() -> None:
    document = """
        - [ ] **Step 3: Pass it on.** Before:

        ```rust
        match find(&names) {
        ```

        After:

        ```rust
        match find_all(&names) {
        ```
        """
    text, done = after(document)
    assert done == ["applies"]
    assert "match find_all(&names) {" in text


def test_what_a_sentence_has_taken_out_is_not_what_the_block_shows() -> None:
    code = "pub fn settle(&mut self) {\n    self.clear_all();\n}"
    text, done = after(block("`settle`, as it is to be; the `settle_slowly` stub goes away:", code))
    assert done == ["applies"]
    assert "fn settle(" in text
