"""Elements of lists and members of types whose places labels and neighbours tell: arguments, variants of macros, derives, comments."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
numbered! {
    #[repr(u8)]
    pub enum Call {
        Open = 1,
        Shut = 2,
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Area {
    from: u64,
    to: u64,
}

pub struct Port {
    from: u64,
    to: u64,
}

fn commands() -> Tool {
    Tool::new().both(&[
        Tool::called("run").list(&[
            flag!(--quiet "Say nothing"),
            flag!(--fast "Hurry")
                .value(true),
        ]),
        Tool::called("walk").list(&[
            flag!(--quiet "Say nothing"),
            flag!(--slow "Take time"),
        ]),
    ])
}

fn areas(&self) -> Vec<Area> {
    vec![
        Area::of(self.low()..=self.low()),
        Area::of(self.high()..=self.high()),
    ]
}

fn drive(cores: Vec<u8>) {
    for core in others() {
        if core == 0 {
            continue;
        }
    }
    for core in cores {
        if core == 0 {
            continue;
        }
        wake(core);
    }
    // slow path (rarely taken),
    // kept for old boards
    crawl();
    #[cfg(feature = "net")]
    {
        listen();
    }
}
"""


def made(words: str, code: str) -> str:
    after, operations = planned(words, FILE, code)
    assert [o.status for o in operations] == ["applies"], operations
    again, operations = planned(words, after, code)
    assert [o.status for o in operations] == ["applied"], operations
    assert again == after
    return after.decode()


@pytest.mark.parametrize(("name", "before"), [("run", "            flag!(--fast"), ("walk", "            flag!(--slow")])
def test_an_argument_of_the_list_that_a_text_tells(name: str, before: str) -> None:
    code = 'flag!(--dump <file> "Write it down")\n    .value(false),'
    after = made(f"In the argument list of the `{name}` subcommand add, after `--quiet`:", code)
    new = '            flag!(--dump <file> "Write it down")\n                .value(false),\n'
    assert after == FILE.replace(before, new + before)


def test_an_argument_that_two_lists_can_mean_is_refused() -> None:
    after, operations = planned("Add, after `--quiet`:", FILE, 'flag!(--dump "Write"),')
    assert operations[0].status == "refused"
    assert after.decode() == FILE


def test_an_element_of_a_macro_list() -> None:
    after = made("In `areas()`, extend the `vec![]` after the `high` entry:", "Area::of(Self::TOP..=Self::TOP),")
    assert "self.high()),\n        Area::of(Self::TOP..=Self::TOP),\n    ]\n" in after


def test_the_last_variant_of_an_enum_in_a_macro() -> None:
    after = made("New last entry of `Call`:", "Lock = 3,")
    assert "        Shut = 2,\n        Lock = 3,\n    }\n" in after


@pytest.mark.parametrize("words", ["struct `Area`, new last field:", "**(2)** struct `Area`, one more field:"])
def test_a_field_that_a_label_announces(words: str) -> None:
    after = made(words, "owner: u8,")
    assert "pub struct Area {\n    from: u64,\n    to: u64,\n    owner: u8,\n}" in after


def test_fields_of_the_type_in_the_heading() -> None:
    words = "### `Port`\nReplace the fields of the struct (all of them, from `from` to `to`):"
    after, operations = planned(words, FILE, "from: u32,\nto: u32,")
    assert operations[0].status == "applies"
    assert "pub struct Port {\n    from: u32,\n    to: u32,\n}" in after.decode()
    assert "pub struct Area {\n    from: u64,\n    to: u64,\n}" in after.decode()


def test_a_derive_is_taken_out() -> None:
    after = made("`Area`: take `Debug` out of the derive list:", "#[derive(Clone, Copy)]")
    assert after == FILE.replace("#[derive(Debug, Clone, Copy)]", "#[derive(Clone, Copy)]")


def test_a_derive_that_is_not_named_stays() -> None:
    after, _ = planned("`Area`: take `Debug` out of the derive list:", FILE, "#[derive(Clone)]")
    assert after.decode() == FILE


@pytest.mark.parametrize(("side", "place"), [("above", "    // slow path"), ("below", "    crawl();")])
def test_a_comment_beside_a_comment(side: str, place: str) -> None:
    after = made(f'One line {side} the existing "slow path" comment:', "// See the manual.")
    assert after == FILE.replace(place, "    // See the manual.\n" + place)


def test_the_loop_over_what_is_named() -> None:
    after = made("In the loop over `cores`, following the `if core == 0` block:", "log(core);")
    assert "            continue;\n        }\n        log(core);\n        wake(core);\n" in after


def test_the_first_line_of_a_block_under_a_condition() -> None:
    after = made('Ports, first line in the `feature = "net"` block:', "bind();")
    assert "    {\n        bind();\n        listen();\n    }\n" in after
