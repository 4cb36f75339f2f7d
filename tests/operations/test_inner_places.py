"""Code that words put inside of something: it goes there or is refused, and never to the end of the file for want of a place."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
use core::fmt;

const NAMES: &[Name] = &[
    name!("a"),
];

#[cfg(feature = "one")]
pub fn gated() {}

pub struct Tank {
    level: u32,
}

pub struct Gauge(Arc<Tank>);

pub trait Meter {
    fn read(&self, n: usize) -> u8;
}

impl Tank {
    pub fn fill(&mut self) {
        self.level += 1;
    }
}

impl Meter for Gauge {
    fn read(&self, n: usize) -> u8 {
        0
    }
}

pub fn drain() {
    first();
    for n in 0..3 {
        go(n);
    }
    let tank = Tank {
        level: 1,
    };
    last();
}

mod inner {
    use super::Tank;

    pub fn deep() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        assert_eq!(1, 1);
    }
}
"""

BRACED = "select! {\n    one => a(),\n    two => b(),\n}"
POLL = "fn poll(&self) -> u32 {\n    self.0.len()\n}"


def test_a_macro_call_goes_among_the_statements_that_the_words_name() -> None:
    after, (operation,) = planned("In `drain`, before the loop:", FILE, BRACED)
    assert operation.status == "applies"
    assert b"    first();\n    select! {\n        one => a()," in after


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("In `drain()`, replace the first call with", BRACED),
        ("`Drop` of the gauge resets it:", "either! {\n    if #[cfg(a)] {\n        self.level = 0;\n    }\n}"),
        ("Add an entry to `NAMES`:", 'name! { "b" }'),
        ("Inside `drain`:", "const STEPS: usize = 3;"),
        ("In the function `pump`:", "const STEPS: usize = 3;"),
        ("In the `Drop` impl:", "const STEPS: usize = 3;"),
        ("At the end of `mod other`:", "static STEPS: usize = 3;"),
    ],
)
def test_what_is_to_go_inside_of_something_is_not_put_at_the_end(words: str, code: str) -> None:
    after, (operation,) = planned(words, FILE, code)
    assert (operation.status, after.decode()) == ("refused", FILE)


@pytest.mark.parametrize(
    "words", ["For `mod tests`, a constant:", "The test module gets a constant:", "The `tests` module needs this:"]
)
def test_a_constant_of_the_test_module_stands_below_its_imports(words: str) -> None:
    after, _ = planned(words, FILE, "const STEPS: usize = 3;")
    assert b"    use super::*;\n\n    const STEPS: usize = 3;\n\n    #[test]" in after


@pytest.mark.parametrize(
    ("words", "module"),
    [("`mod tests` needs an import:", "mod tests"), ("For the tests:", "mod tests"), ("The `inner` module imports:", "mod inner")],
)
def test_an_import_goes_into_the_module_that_the_words_name(words: str, module: str) -> None:
    _, (operation,) = planned(words, FILE, "use crate::other::Thing;")
    assert (operation.status, operation.target) == ("applies", module)


def test_an_attribute_takes_the_place_of_the_one_that_it_replaces() -> None:
    after, (operation,) = planned("The attribute above `gated` becomes", FILE, '#[cfg(feature = "two")]')
    assert operation.status == "applies"
    assert after.decode() == FILE.replace('"one"', '"two"')


def test_an_attribute_that_replaces_none_is_refused() -> None:
    after, (operation,) = planned("Replace the attribute of `drain` with", FILE, "#[inline]")
    assert (operation.code, after.decode()) == ("anchor-not-found", FILE)


def test_a_second_condition_is_not_put_above_where_no_words_ask_for_it() -> None:
    _, (operation,) = planned("`gated`:", FILE, '#[cfg(feature = "two")]')
    assert operation.status == "refused"


@pytest.mark.parametrize(
    "words", ["The gauge, `impl Meter for Gauge`, also polls:", "`Gauge`'s `Meter` impl:", "The `Meter` impl of `Gauge` gets:"]
)
def test_a_method_goes_into_the_impl_whose_trait_and_type_are_named(words: str) -> None:
    _, (operation,) = planned(words, FILE, POLL)
    assert (operation.status, operation.target) == ("applies", "impl Meter for Gauge")


def test_a_method_of_an_impl_that_the_file_lacks_is_refused() -> None:
    after, (operation,) = planned(
        "`impl Meter for Tank` beside that of `Tank`:", FILE, "fn poll(&self) -> u32 {\n    self.level\n}"
    )
    assert (operation.status, after.decode()) == ("refused", FILE)


def test_a_method_that_is_renamed_takes_the_place_of_the_old_one() -> None:
    code = "fn read_at(&self, n: usize) -> u8 {\n    1\n}"
    after, (operation,) = planned("`read` becomes `read_at` in `impl Meter for Gauge`:", FILE, code)
    assert operation.status == "applies"
    assert b"impl Meter for Gauge {\n    fn read_at(" in after and after.count(b"fn read(") == 1


def test_a_method_renamed_in_no_impl_in_particular_is_refused() -> None:
    code = "fn read_at(&self, n: usize) -> u8 {\n    1\n}"
    after, (operation,) = planned("`read` becomes `read_at`:", FILE, code)
    assert (operation.code, after.decode()) == ("anchor-ambiguous", FILE)


def test_a_field_stands_where_the_words_put_it_in_a_literal() -> None:
    after, _ = planned("In the `Tank { … }` literal of `drain`, before `level: 1,`:", FILE, "name: none(),")
    assert b"Tank {\n        name: none(),\n        level: 1,\n    }" in after


def test_a_field_beside_one_that_the_literal_lacks_is_refused() -> None:
    after, (operation,) = planned("In the `Tank { … }` literal of `drain`, after `width: 1,`:", FILE, "name: none(),")
    assert (operation.code, after.decode()) == ("anchor-not-found", FILE)
