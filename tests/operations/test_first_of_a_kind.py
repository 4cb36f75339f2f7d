"""What becomes the first or last of its kind, what goes between things, and whose impl is meant by `its`."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

CLOCK = """\
use std::fmt;

pub struct Tick(u32);

impl Tick {
    // see the data sheet, table 4
    pub const SLOW: Self = Self(1);
    pub const FAST: Self = Self(9);

    pub fn raw(&self) -> u32 {
        self.0
    }
}

impl fmt::Debug for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Rings.
#[derive(Clone)]
pub struct Bell {
    pub tone: u8,
}

impl fmt::Debug for Bell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bell")
    }
}

pub mod pins {
    pub const SET: u8 = 1;
    pub const CLEAR: u8 = 2;
}
"""


def test_a_new_constant_stands_where_it_is_said_to_be_first_or_last() -> None:
    text, (done,) = planned("`HALT` becomes the first constant of `impl Tick`:", CLOCK, "pub const HALT: Tick = Tick(0);")
    assert done.status == "applies"
    assert text.index(b"HALT") < text.index(b"SLOW") and text.index(b"HALT") > text.index(b"impl Tick {")
    text, _ = planned("New last constant of `impl Tick`:", CLOCK, "pub const WARP: Tick = Tick(12);")
    assert b"Self(9);\n    pub const WARP: Tick = Tick(12);\n\n    pub fn raw" in text
    text, _ = planned("`TOGGLE` becomes the first constant of `mod pins`:", CLOCK, "pub const TOGGLE: u8 = 0;")
    assert b"pub mod pins {\n    pub const TOGGLE: u8 = 0;\n    pub const SET: u8 = 1;\n" in text


def test_a_new_method_is_made_the_first_of_the_impl_behind_its_constants() -> None:
    text, (done,) = planned("Make `half` the first method of `impl Tick`:", CLOCK, "pub fn half(&self) -> u32 {\n    self.0 / 2\n}")
    assert done.status == "applies"
    assert text.index(b"FAST") < text.index(b"fn half") < text.index(b"fn raw")


def test_what_says_self_goes_into_an_impl_or_nowhere() -> None:
    code = "pub const HALT: Self = Self(0);"
    text, (done,) = planned("It becomes the first one, between the link and `SLOW`:", CLOCK, code)
    assert b"table 4\n    pub const HALT: Self = Self(0);\n    pub const SLOW" in text
    text, (done,) = planned("`Tick` gets a constant at the top of its inherent impl:", CLOCK, code)
    assert (done.status, b"impl Tick {\n    pub const HALT" in text) == ("applies", True)
    text, (done,) = planned("One more constant:", CLOCK, code)
    assert (done.status, text.decode()) == ("refused", CLOCK)
    text, (done,) = planned("`Tick` has two of them:", CLOCK, "pub const SLOW: Self = Self(1);\npub const FAST: Self = Self(9);")
    assert (done.status, text.decode()) == ("applied", CLOCK)


def test_its_impl_is_that_of_what_was_named_last() -> None:
    said = "A new inherent impl for `Bell`, after its `Debug` impl and before the documentation of `pins`:"
    text, (done,) = planned(said, CLOCK, "impl Bell {\n    pub fn ring(&self) {}\n}")
    assert done.status == "applies"
    assert text.index(b'f.write_str("bell")') < text.index(b"fn ring") < text.index(b"mod pins")
    said = "A new inherent impl for `Tick`, after its `Debug` impl and before the documentation of `Bell`:"
    text, _ = planned(said, CLOCK, "impl Tick {\n    pub fn ring(&self) {}\n}")
    assert text.index(b'write!(f, "{}"') < text.index(b"fn ring") < text.index(b"/// Rings.")


def test_before_the_documentation_of_an_item_is_before_the_item_with_it() -> None:
    text, (done,) = planned("Put it above the documentation of `Bell`:", CLOCK, "pub struct Gong;")
    assert (done.status, b"pub struct Gong;\n\n/// Rings.\n#[derive(Clone)]" in text) == ("applies", True)
    text, (done,) = planned("Put it below the documentation of `Bell`:", CLOCK, "pub struct Gong;")
    assert b"Rings.\npub struct Gong" not in text


@pytest.mark.parametrize(
    ("said", "above", "below"),
    [
        ("Put it between the imports and `Tick`:", b"use std::fmt;", b"pub struct Tick"),
        ("Put it between the first impl and `Bell`:", b"impl fmt::Debug for Tick", b"/// Rings."),
        ("Put it between `Tick` and its impl:", b"pub struct Tick(u32);", b"impl Tick {"),
    ],
)
def test_between_keeps_both_things_apart(said: str, above: bytes, below: bytes) -> None:
    text, (done,) = planned(said, CLOCK, "pub struct Gong;")
    assert done.status == "applies"
    assert text.index(above) < text.index(b"struct Gong") < text.index(below)


FORM = """\
struct Form {
    low: u32,
    high: u32,
}

const FORM: &Form = &Form {
    low: 1,
    high: 2,
};

fn fresh() -> Box<Form> {
    Box::new(Form {
        low: 3,
        high: 4,
    })
}
"""


def test_a_value_goes_into_the_literal_of_a_constant() -> None:
    text, (done,) = planned("In the `FORM` constant, put it between `low` and `high`:", FORM, "mid: |n| {\n    n + 1\n},")
    assert done.status == "applies"
    assert b"    low: 1,\n    mid: |n| {\n        n + 1\n    },\n    high: 2,\n};" in text


def test_a_value_is_the_first_of_its_literal_where_the_words_say_so() -> None:
    text, (done,) = planned(
        "Initialise it in `fresh`, first field of the `Box::new(Form { ... })` expression:", FORM, "id: next(),"
    )
    assert (done.status, b"Form {\n        id: next(),\n        low: 3,\n" in text) == ("applies", True)
    text, _ = planned("Initialise it in `fresh`, last field of the `Form` literal:", FORM, "id: next(),")
    assert b"        high: 4,\n        id: next(),\n" in text


def test_arms_that_stand_apart_stay_apart() -> None:
    text = "fn f(n: u8) {\n    match n {\n        1 => a(),\n\n        2 => b(),\n\n        _ => {}\n    }\n}\n"
    after, _ = planned("In `f`, before the `_` arm:", text, "3 => c(),")
    assert b"2 => b(),\n\n        3 => c(),\n\n        _ => {}" in after


@pytest.mark.parametrize("said", ["Above `Bell` goes:", "Here goes:", "Below the imports goes:"])
def test_what_goes_somewhere_is_not_taken_out(said: str) -> None:
    text, (done,) = planned(said, CLOCK, "pub struct Tick(u32);")
    assert (done.status, text.decode()) == ("applied", CLOCK)


METER = """\
pub enum Unit {
    Volt,
    Ampere,
    Ohm,
}

pub struct Meter<T> {
    unit: Unit,
    last: T,
}

impl<T> Meter<T> {
    pub fn last(&self) -> &T {
        &self.last
    }

    pub fn scale(&mut self, n: u8) -> u8 {
        self.note();
        match n {
            0 => 1,
            1 => 10,
            _ => 100,
        }
    }
}

impl<T> Drop for Meter<T> {
    fn drop(&mut self) {}
}
"""


@pytest.mark.parametrize(
    ("said", "above", "below"),
    [
        ("First variant of `Unit`:", b"enum Unit {", b"Volt"),
        ("`Unit` gets one more, its second variant:", b"Volt", b"Ampere"),
        ("`Unit` grows by a variant, in third place:", b"Ampere", b"Ohm"),
        ("Last but one variant of `Unit`:", b"Ampere", b"Ohm"),
        ("`Unit` gets a fourth variant:", b"Ohm", b"pub struct"),
    ],
)
def test_a_member_is_the_one_that_it_is_said_to_be(said: str, above: bytes, below: bytes) -> None:
    text, (done,) = planned(said, METER, "Watt,")
    assert done.status == "applies"
    assert text.index(above) < text.index(b"Watt") < text.index(below)


def test_who_counts_further_than_there_are_is_refused() -> None:
    text, (done,) = planned("Fifth variant of `Unit`:", METER, "Watt,")
    assert (done.status, text.decode()) == ("refused", METER)


def test_an_arm_is_the_one_that_it_is_said_to_be() -> None:
    text, _ = planned("In `scale`, first arm of the match:", METER, "7 => 1000,")
    assert b"match n {\n            7 => 1000,\n            0 => 1," in text
    text, _ = planned("In `scale`, last arm of the match:", METER, "7 => 1000,")
    assert b"7 => 1000,\n            _ => 100," in text  # behind a catch-all it would never be taken


@pytest.mark.parametrize("said", ["A second impl for `Meter`, right before the `Drop` one:", "Put it above the `Drop` impl:"])
def test_methods_that_need_a_bound_do_not_go_into_an_impl_without_it(said: str) -> None:
    text, (done,) = planned(said, METER, "impl<T: Copy> Meter<T> {\n    pub fn get(&self) -> T {\n        self.last\n    }\n}")
    assert done.status == "applies"
    assert b"}\n\nimpl<T: Copy> Meter<T> {\n    pub fn get(&self) -> T {\n        self.last\n    }\n}\n\nimpl<T> Drop" in text


def test_what_follows_or_precedes_something() -> None:
    text, (done,) = planned("`last` is followed by a new method:", METER, "pub fn unit(&self) -> &Unit {\n    &self.unit\n}")
    assert done.status == "applies"
    assert text.index(b"&self.last\n") < text.index(b"fn unit") < text.index(b"fn scale")
    text, _ = planned("`last` is preceded by a new method:", METER, "pub fn unit(&self) -> &Unit {\n    &self.unit\n}")
    assert text.index(b"fn unit") < text.index(b"fn last")
    text, _ = planned("`scale` begins with `self.note();`, put this behind it:", METER, "self.check();")
    assert b"        self.note();\n        self.check();\n        match" in text


def test_a_sentence_that_tells_what_is_first_gives_no_place() -> None:
    text, _ = planned("The first field of `Meter` is `unit`. Add one more field to `Meter`:", METER, "name: &'static str,")
    assert b"    last: T,\n    name: &'static str,\n}" in text


def test_the_impl_of_a_possessive_is_that_of_its_type() -> None:
    text, (done,) = planned(
        "A new impl, after `Tick`'s `Debug` impl:",
        CLOCK,
        "impl From<Tick> for u32 {\n    fn from(_: Tick) -> u32 {\n        0\n    }\n}",
    )
    assert done.status == "applies"
    assert text.index(b'write!(f, "{}"') < text.index(b"impl From<Tick>") < text.index(b"/// Rings.")


def test_a_flag_is_the_first_of_those_that_a_macro_defines() -> None:
    flags = "flags! {\n    pub struct Mode: u8 {\n        const READ = 1;\n        const WRITE = 2;\n    }\n}\n"
    text, _ = planned("`NONE` becomes the first constant of `Mode`:", flags, "const NONE = 0;")
    assert b"Mode: u8 {\n        const NONE = 0;\n        const READ = 1;\n" in text
