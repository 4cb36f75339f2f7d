"""Code that stands in a file as a comment, and comments beside which items go."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

VALVE = """\
// offsets
const OPEN: usize = 0;
//const SHUT: usize = 4;
//const HALF: usize = 8;

// const LIMIT: u8 = 3;

// ---- the valve ----

pub struct Valve {
    pub at: usize,
}

impl Valve {
    // pub const MAX: usize = 16;
    pub fn turn(&self) {}
}
"""
ROWS = "const SHUT: usize = 4;\nconst HALF: usize = 8;"
LIVE = VALVE.replace("//const", "const")


@pytest.mark.parametrize(
    "said",
    [
        "The two commented-out offsets (`SHUT`, `HALF`) become real:",
        "Bring the commented constants back:",
        "`SHUT` and `HALF` are comments at the moment. Bring them to life:",
        "Enable both offsets that are commented out:",
    ],
)
def test_comments_become_code_where_they_stand(said: str) -> None:
    text, (done,) = planned(said, VALVE, ROWS)
    assert (done.status, text.decode()) == ("applies", LIVE)
    text, (done,) = planned(said, LIVE, ROWS)
    assert (done.status, text.decode()) == ("applied", LIVE)


def test_what_is_commented_out_otherwise_is_not_guessed() -> None:
    text, (done,) = planned("The commented-out offset `SHUT` becomes real:", VALVE, "const SHUT: usize = 5;")
    assert (done.status, text.decode()) == ("refused", VALVE)


def test_a_quoted_comment_gives_way_to_code() -> None:
    wanted = VALVE.replace("// const LIMIT: u8 = 3;", "const LIMIT: u8 = 5;\nconst LEAST: u8 = 1;")
    code = "const LIMIT: u8 = 5;\nconst LEAST: u8 = 1;"
    for said in ("The line `// const LIMIT: u8 = 3;` is replaced by two constants:", "`// const LIMIT: u8 = 3;` gives way to:"):
        text, (done,) = planned(said, VALVE, code)
        assert (done.status, text.decode()) == ("applies", wanted)
    text, (done,) = planned("The line `// const LIMIT: u8 = 4;` is replaced by two constants:", VALVE, code)
    assert (done.status, text.decode()) == ("refused", VALVE)


def test_a_commented_declaration_that_is_named_gives_way() -> None:
    wanted = VALVE.replace("// const LIMIT: u8 = 3;", "const LIMIT: u8 = 7;")
    for said in ("Replace the commented-out `LIMIT` constant with:", "The commented-out constant `LIMIT` becomes:"):
        text, (done,) = planned(said, VALVE, "const LIMIT: u8 = 7;")
        assert (done.status, text.decode()) == ("applies", wanted)
    text, (done,) = planned("Replace the commented-out `BOUND` constant with:", VALVE, "const BOUND: u8 = 7;")
    assert (done.status, text.decode()) == ("refused", VALVE)


def test_code_is_not_written_twice_where_it_stands_as_a_comment() -> None:
    text, (done,) = planned("We need both offsets:", VALVE, ROWS)
    assert (done.status, text.decode()) == ("refused", VALVE)


def test_what_takes_the_place_of_something_unknown_is_not_appended() -> None:
    text, (done,) = planned("The lookup is to be replaced by:", VALVE, "const TABLE: [u8; 1] = [0];")
    assert (done.status, text.decode()) == ("refused", VALVE)


def test_items_go_beside_a_comment_that_is_quoted() -> None:
    text, (done,) = planned("Add it below the comment `// ---- the valve ----`:", VALVE, "const A: u8 = 1;")
    assert (done.status, b"---- the valve ----\n\nconst A: u8 = 1;\n\npub struct" in text) == ("applies", True)
    text, (done,) = planned(
        "Add a method above the comment `// pub const MAX: usize = 16;` in `impl Valve`:", VALVE, "pub fn at(&self) {}"
    )
    assert (done.status, b"impl Valve {\n    pub fn at(&self) {}\n\n    // pub const MAX" in text) == ("applies", True)


@pytest.mark.parametrize("said", ["below the comment `// offsets`", "below the comment `// ---- pumps ----`"])
def test_no_comment_is_torn_from_what_it_stands_above(said: str) -> None:
    text, (done,) = planned(f"Add it {said}:", VALVE, "const A: u8 = 1;")
    assert (done.status, text.decode()) == ("refused", VALVE)
