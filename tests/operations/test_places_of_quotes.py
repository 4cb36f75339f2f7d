"""Places that a quotation, a signature, a pair of blocks or the block's own ends tell; and words that say where something does not go."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of

OVEN = """\
use crate::clock::Clock;

pub trait Heat {
    fn warm<T: Into<u8>>(&mut self, to: T) -> bool;
}

pub struct Oven {
    clock: Clock,
    grade: u8,
}

impl From<&Plan> for Oven {
    fn from(plan: &Plan) -> Self {
        Self { clock: Clock::new(), grade: plan.grade }
    }
}

impl Heat for Oven {
    fn warm<T: Into<u8>>(&mut self, to: T) -> bool {
        for step in 0..3 {
            if step < self.grade {
                self.clock.tick(step);
            }
        }
        true
    }
}

impl Oven {
    fn bake(&mut self, loaf: Loaf) -> Result<u8, Burnt> {
        let begun = self.clock.now();
        self.clock.reset();
        self.insert(loaf);
        self.clock.reset();
        let done = self.wait(begun);
        self.ring(done);
        Ok(done)
    }

    fn cool(&mut self, door: Door) -> Result<u8, Burnt> {
        let begun = self.clock.now();
        self.open(door);
        Ok(begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOAF_SMALL: u8 = 1;
    const LOAF_LARGE: u8 = 2;

    #[test]
    fn bake() {
        assert!(true);
    }
}
"""


def above(after: bytes, row: str) -> str:
    """The row right above the one that is `row`, both without white space at their ends."""
    rows = [line.strip() for line in after.decode().split("\n")]
    return rows[rows.index(row) - 1]


def test_a_signature_is_no_other_side_of_statements_that_are_quoted_before_it() -> None:
    document = """\
        # UoW 1: x

        **File:** `src/oven.rs`

        **Current code:**

        ```rust
                    if step < self.grade {
                        self.clock.tick(step);
                    }
        ```

        **Required change** (trait):

        ```rust
            fn warm<T: Into<u8>>(&mut self, to: T, fast: bool) -> bool;
        ```

        and in the loop:

        ```rust
                    if fast || step < self.grade {
                        self.clock.tick(step);
                    }
        ```
        """
    plan = plan_text(document, tree_of({"src/oven.rs": OVEN}))
    assert [o.status for o in operations_of(plan)] == ["applies", "applies"]
    after = plan.changes[0].result.decode()
    assert after.count("fn warm<T: Into<u8>>(&mut self, to: T, fast: bool) -> bool;") == 1
    assert "        for step in 0..3 {\n            if fast || step < self.grade {\n" in after


def test_a_statement_of_several_is_the_one_beside_what_was_quoted() -> None:
    document = """\
        # UoW 1: x

        **File:** `src/oven.rs`

        ## Evidence

        ```rust
                self.insert(loaf);
        ```

        ## What to do

        {words}

        ```rust
        self.light(true);
        ```
        """
    tree = tree_of({"src/oven.rs": OVEN})
    plan = plan_text(document.format(words="Below what is quoted above, before `self.clock.reset()`:"), tree)
    assert b"self.insert(loaf);\n        self.light(true);\n        self.clock.reset();" in plan.changes[0].result
    alone = plan_text(document.replace("self.insert(loaf);", "let x = 0;").format(words="Before `self.clock.reset()`:"), tree)
    assert [o.code for o in operations_of(alone)] == ["anchor-ambiguous"]


def test_a_trait_of_generics_alone_is_its_impl() -> None:
    after, (operation,) = planned("After the `From<&Plan>` impl:", OVEN, "pub struct Tray(u8);")
    assert operation.status == "applies"
    assert after.decode().index("pub struct Tray") > after.decode().index("for Oven {")
    assert after.decode().index("pub struct Tray") < after.decode().index("impl Heat for Oven")


def test_of_items_of_one_name_the_one_that_stands_with_the_other_place() -> None:
    after, (operation,) = planned("Between `bake` and `cool`:", OVEN, "fn glow(&self) -> u8 {\n    self.grade\n}")
    assert operation.status == "applies"
    assert b"Ok(done)\n    }\n\n    fn glow(&self)" in after
    after, (operation,) = planned("After `bake`:", OVEN, "fn glow(&self) -> u8 {\n    self.grade\n}")
    assert b"Ok(done)\n    }\n\n    fn glow(&self)" in after  # what is no test does not go among the tests
    after, (operation,) = planned("After `bake`:", OVEN, "#[test]\nfn cools() {\n    assert!(true);\n}")
    assert b"}\n\n    #[test]\n    fn cools()" in after


VARIANTS = """\
pub struct Port;

impl Port {
    #[cfg(unix)]
    fn read(&self) -> u8 {
        1
    }

    #[cfg(windows)]
    fn read(&self) -> u8 {
        2
    }
}
"""


def test_what_goes_below_both_variants_goes_below_the_last() -> None:
    after, (operation,) = planned("Below the two `read`s:", VARIANTS, "fn write(&self, byte: u8) {\n    drop(byte);\n}")
    assert operation.status == "applies"
    assert b"2\n    }\n\n    fn write" in after
    _, (operation,) = planned("Below `read`:", VARIANTS, "fn write(&self, byte: u8) {\n    drop(byte);\n}")
    assert operation.code == "anchor-ambiguous"


def test_a_module_of_which_words_say_that_it_cannot_be_there_is_none() -> None:
    test = "#[test]\nfn on_its_own() {\n    assert!(true);\n}"
    after, _ = planned("It cannot live inside `mod tests`, since it is for one system only; append it to the file:", OVEN, test)
    assert after.decode().rstrip().endswith("#[test]\nfn on_its_own() {\n    assert!(true);\n}")
    after, _ = planned("At the end of `mod tests`:", OVEN, test)
    assert b"    #[test]\n    fn on_its_own() {" in after


def test_constants_of_a_family_stand_together_where_it_stands() -> None:
    after, (operation,) = planned("Next to the other `LOAF_*` constants:", OVEN, "const LOAF_HUGE: u8 = 3;")
    assert operation.status == "applies"
    assert above(after, "const LOAF_HUGE: u8 = 3;") in ("const LOAF_LARGE: u8 = 2;", "")
    assert after.decode().index("LOAF_LARGE") < after.decode().index("LOAF_HUGE") < after.decode().index("fn bake() {")


def test_what_is_added_to_a_file_of_tests_alone_goes_into_their_module() -> None:
    text = "#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn rises() {\n        assert!(true);\n    }\n}\n"
    after, (operation,) = planned("Input for it:", text, 'const DOUGH: &str = "flour";')
    assert operation.status == "applies"
    assert b'    const DOUGH: &str = "flour";\n}' in after


def test_the_ends_of_a_block_tell_what_stands_between() -> None:
    code = """\
        let begun = self.clock.now();
        if self.is_shut() {
            self.open(door);
        }
        Ok(begun)
        """
    after, (operation,) = planned("and `cool` is changed likewise:", OVEN, code)
    assert operation.status == "applies"
    assert b"now();\n        if self.is_shut() {\n            self.open(door);\n        }\n        Ok(begun)" in after


@pytest.mark.parametrize("words", ["which should read", "gives way to:", "This must become:", "They should now read"])
def test_a_sentence_that_only_gives_the_new_form_makes_a_pair(words: str) -> None:
    document = f"""\
        # UoW 1: x

        **File:** `src/oven.rs`

        The end of `bake` has

        ```rust
                let done = self.wait(begun);
                self.ring(done);
        ```

        {words}

        ```rust
                let done = self.wait_for(begun);
                self.ring(done);
        ```
        """
    plan = plan_text(document, tree_of({"src/oven.rs": OVEN}))
    assert [(o.kind, o.status) for o in operations_of(plan)] == [("change_code", "applies")]
    assert b"let done = self.wait_for(begun);" in plan.changes[0].result


def test_comments_in_the_code_make_a_pair() -> None:
    document = """\
        # UoW 1: x

        **File:** `src/oven.rs`

        ```rust
        // before
        self.ring(done);
        ```

        ```rust
        // after
        self.ring(done + 1);
        ```
        """
    plan = plan_text(document, tree_of({"src/oven.rs": OVEN}))
    assert [o.status for o in operations_of(plan)] == ["applies"]
    assert b"        self.ring(done + 1);\n" in plan.changes[0].result
    assert b"// after" not in plan.changes[0].result


def test_replacing_that_whole_thing_means_the_block_above() -> None:
    document = """\
        # UoW 1: x

        In `src/oven.rs` every step is taken:

        ```rust
                    if step < self.grade {
                        self.clock.tick(step);
                    }
        ```

        Replace that whole `if` (around line 22) with:

        ```rust
                    if step <= self.grade {
                        self.clock.tick(step + 1);
                    }
        ```
        """
    plan = plan_text(document, tree_of({"src/oven.rs": OVEN}))
    assert [o.status for o in operations_of(plan)] == ["applies"]
    assert b"if step <= self.grade {\n                self.clock.tick(step + 1);" in plan.changes[0].result
