"""All imports of a file in another form, and imports beside several of one crate."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of

LAMP = """\
use alloc::rc::Rc;
use alloc::vec::Vec;

use core::fmt;
use crate::bulb::Bulb;

pub fn all(_: Rc<Bulb>, _: Vec<u8>) -> fmt::Result {
    Ok(())
}
"""
NEW = "use alloc::rc::Rc;\nuse alloc::vec::Vec;\n\nuse core::cmp;\nuse core::fmt;\n\nuse crate::bulb::Bulb;"


@pytest.mark.parametrize(
    "said",
    [
        "Replace the imports with:",
        "The imports at the top of this file are to be replaced by",
        "The `use` lines at the top become:",
    ],
)
def test_the_imports_stand_as_they_are_shown(said: str) -> None:
    text, (done,) = planned(said, LAMP, NEW)
    assert done.status == "applies"
    assert text.decode() == NEW + LAMP[LAMP.index("\n\npub fn") :]
    again, (done,) = planned(said, text, NEW)
    assert (done.status, again) == ("applied", text)


def test_no_import_is_lost_of_which_nothing_is_said() -> None:
    text, (done,) = planned("Replace the imports with:", LAMP, "use core::cmp;\nuse core::fmt;")
    assert (done.code, text.decode()) == ("would-lose-code", LAMP)
    lone = LAMP.replace("use core::fmt;", "use core::fmt;\nuse core::ops::Add;")
    text, (done,) = planned("Replace the imports with:", lone, NEW)
    assert (done.code, text.decode()) == ("would-lose-code", lone)


def test_imports_that_are_to_include_something_keep_the_others() -> None:
    text, _ = planned("The imports change to include one more:", LAMP, "use core::cmp;")
    assert all(row in text.decode() for row in LAMP.splitlines())


def test_those_that_are_listed_are_replaced_alone() -> None:
    said = "The imports (`core::fmt` and `crate::bulb::Bulb`) are to be replaced by"
    text, (done,) = planned(said, LAMP, "use core::cmp;\nuse core::fmt;\nuse crate::bulb::Bulb;")
    assert done.status == "applies"
    assert b"use alloc::vec::Vec;\n\nuse core::cmp;\nuse core::fmt;\nuse crate::bulb::Bulb;\n\npub" in text


def test_an_import_goes_beside_those_of_one_crate() -> None:
    text, _ = planned("Import it, after the two `alloc` imports at the top and before the blank line:", LAMP, "use core::cmp;")
    assert b"use alloc::vec::Vec;\nuse core::cmp;\n\nuse core::fmt;" in text
    text, (done,) = planned("Import it, after the three `alloc` imports:", LAMP, "use core::cmp;")
    assert (done.status, text.decode()) == ("refused", LAMP)


def test_the_import_of_the_same_file_is_that_of_the_file_of_the_diff_above() -> None:
    shed = "use crate::lamp::{Lamp, Shade};\n\nfn f(x: Shade) {\n    drop(x);\n}\n"
    document = """
        # UoW 1: x

        Files:
        - `src/shed.rs`
        - `src/lamp.rs`

        In `src/shed.rs`:

        ```diff
        -fn f(x: Shade) {
        +fn f(x: Lamp) {
             drop(x);
        ```

        With that the import of `Shade` is unused; the `use crate::lamp::{...}` line of the same file shrinks to

        ```rust
        use crate::lamp::Lamp;
        ```
        """
    plan = plan_text(document, tree_of({"src/shed.rs": shed, "src/lamp.rs": "pub struct Lamp;\npub struct Shade;\n"}))
    assert [o.status for o in operations_of(plan)] == ["applies", "applies"]
    (change,) = plan.changes
    assert change.result.decode() == shed.replace("{Lamp, Shade}", "Lamp").replace("x: Shade", "x: Lamp")
