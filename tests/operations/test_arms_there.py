"""Arms of which the file has another form: changed where the words ask for it, put where one is commented out, refused where order matters."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
pub fn dispatch(n: Call) -> i64 {
    match n {
        Call::Open => do_open(),
        Call::Lock => todo("lock"),
        // transfers
        //     Call::Send => do_send(n),
        Call::Stop => do_stop(),
        _ => -1,
    }
}

pub fn name(n: Call) -> &'static str {
    match n {
        Call::Open => "open",
        Call::Stop => "stop",
        _ => "?",
    }
}

pub fn parse(text: &[u8]) -> Token {
    match text {
        [] => Token::End,
        [b'%', rest @ ..] => match rest.len() {
            0 => Token::Bare,
            _ => Token::Spec,
        },
        [c, ..] => Token::Byte(*c),
    }
}
"""


def test_an_arm_of_the_same_pattern_is_replaced_where_words_change_it() -> None:
    after, (operation,) = planned("Change the arm for locks:", FILE, "Call::Lock => do_lock(n),")
    assert operation.status == "applies"
    assert after.decode() == FILE.replace('todo("lock")', "do_lock(n)")


def test_an_arm_that_is_named_by_its_pattern_is_replaced() -> None:
    after, _ = planned("`dispatch`, `Call::Lock`:", FILE, "Call::Lock => {\n    do_lock(n)\n}")
    assert (
        b"        Call::Lock => {\n            do_lock(n)\n        },\n" in after or b"            do_lock(n)\n        }\n" in after
    )


def test_an_arm_that_two_matches_have_is_told_by_what_it_does() -> None:
    after, _ = planned("Change the arm:", FILE, "Call::Stop => do_stop(n),")
    assert after.decode() == FILE.replace("do_stop()", "do_stop(n)")


def test_an_arm_that_is_like_none_of_two_is_refused() -> None:
    after, (operation,) = planned("Change the arm:", FILE, "Call::Stop => { halt(); idle() }")
    assert (operation.status, after.decode()) == ("refused", FILE)


def test_an_arm_is_not_replaced_where_words_add_one() -> None:
    after, (operation,) = planned("Add an arm to the match of `dispatch`:", FILE, "Call::Lock => do_lock(n),")
    assert (operation.code, after.decode()) == ("item-exists-differently", FILE)


def test_an_arm_goes_below_the_one_that_is_commented_out() -> None:
    after, _ = planned("Enable sending:", FILE, "Call::Send => do_send(n),")
    assert b"        //     Call::Send => do_send(n),\n        Call::Send => do_send(n),\n" in after


@pytest.mark.parametrize("words", ["In `parse`:", "A lone sign, in `parse`:"])
def test_an_arm_of_a_slice_needs_a_place(words: str) -> None:
    after, (operation,) = planned(words, FILE, "[b'%'] => Token::Lone,")
    assert (operation.status, after.decode()) == ("refused", FILE)


def test_an_arm_of_a_slice_stands_where_the_words_put_it() -> None:
    after, _ = planned("In `parse`. It has to precede `[b'%', rest @ ..]`:", FILE, "[b'%'] => Token::Lone,")
    assert b"        [b'%'] => Token::Lone,\n        [b'%', rest @ ..]" in after


@pytest.mark.parametrize("comment", ["// src/mm.rs, in the match of calls", "// in dispatch()"])
def test_a_comment_that_says_where_the_code_goes_is_not_written(comment: str) -> None:
    after, (operation,) = planned("Sending:", FILE, f"{comment}\nCall::Send => do_send(n),")
    assert operation.status == "applies"
    assert comment.encode() not in after and after.count(b"Call::Send => do_send(n),") == 2


SIGNALS = """\
fn act(signal: u32) -> u32 {
    match signal {
        KILL => stop(),
        _ => unreachable!("what is this"),
    }
}
"""


def test_an_arm_that_is_split_gives_way_to_all_of_its_parts() -> None:
    words = "In `act` the fallback arm is split in two:"
    after, (operation,) = planned(words, SIGNALS, "STOP | HALT => return 1,\n_ => return 2,")
    assert (operation.kind, operation.status) == ("replace_match_arm", "applies")
    assert "        KILL => stop(),\n        STOP | HALT => return 1,\n        _ => return 2,\n    }\n" in after.decode()


def test_an_arm_is_not_split_where_the_words_only_add() -> None:
    after, (operation,) = planned("Add these arms to `act`:", SIGNALS, "STOP | HALT => return 1,\n_ => return 2,")
    assert operation.status == "refused" and after.decode() == SIGNALS
