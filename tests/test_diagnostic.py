"""A message points: the caret stands under what is meant, whatever the line holds."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from uowgen.diagnostic import Diagnostic, Label, place, render
from uowgen.text import BOM, Source, Span


def shown(text: bytes, meant: bytes, **more: object) -> list[str]:
    """The rows of a message about the first `meant` in a file with `text`."""
    start = text.index(meant)
    source = Source("a.rs", text)
    span = Span(start, start + len(meant))
    return render(Diagnostic("is-wrong", "it is wrong", "a.rs", span, **more), {"a.rs": source}.get).split("\n")  # type: ignore[arg-type]


def test_a_message_says_what_where_and_what_to_do() -> None:
    assert shown(b"fn a() {}\nfn sys_mmap() {}\n", b"sys_mmap", help="name another one") == [
        "error[is-wrong]: it is wrong",
        "  --> a.rs:2:4",
        "  |",
        "2 | fn sys_mmap() {}",
        "  |    ^^^^^^^^",
        "  = help: name another one",
    ]


def test_a_related_place_has_its_own_excerpt_and_words() -> None:
    sources = {"a.rs": Source("a.rs", b"one\n"), "b.rs": Source("b.rs", b"\n\n two\n")}
    related = (Label("b.rs", Span(3, 6), "here too"), Label("gone.rs", Span(0, 0), "and here"))
    text = render(Diagnostic("x", "m", "a.rs", Span(0, 3), severity="warning", related=related), sources.get)
    assert text.split("\n") == [
        "warning[x]: m",
        "  --> a.rs:1:1",
        "  |",
        "1 | one",
        "  | ^^^",
        "  ::: b.rs:3:2",
        "  |",
        "3 |  two",
        "  |  ^^^ here too",
        "  ::: gone.rs: and here",
    ]


def test_a_message_about_a_whole_file_names_it() -> None:
    assert render(Diagnostic("x", "m", "a.rs"), lambda _: None) == "error[x]: m\n  --> a.rs"
    assert render(Diagnostic("x", "m", "a.rs", Span(0, 1)), lambda _: None) == "error[x]: m\n  --> a.rs"


def test_numbers_of_several_digits_move_the_margin() -> None:
    rows = shown(b"\n" * 99 + b"here\n", b"here")
    assert rows[1:] == ["    --> a.rs:100:1", "    |", "100 | here", "    | ^^^^"]


def test_the_caret_stands_under_its_word_behind_tabs() -> None:
    rows = shown(b"\tlet\tx = 1;\n", b"x")
    assert rows[3:] == ["1 | \tlet\tx = 1;", "  | \t   \t^"]


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert shown("日本 x\n".encode(), b"x")[4] == "  |      ^"
    assert shown("日本 x\n".encode(), "本".encode())[4] == "  |   ^^"
    assert shown("e\u0301 x\n".encode(), b"x")[4] == "  |   ^"
    assert shown("größe x\n".encode(), b"x")[4] == "  |       ^"


def test_a_byte_order_mark_is_no_column() -> None:
    rows = shown(BOM + b"fn a() {}\n", b"a")
    assert rows[1] == "  --> a.rs:1:4"
    assert rows[3:] == ["1 | fn a() {}", "  |    ^"]


def test_what_spans_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert shown(b"fn a() {\r\n}\r\n", b"a() {\r\n}")[3:] == ["1 | fn a() {", "  |    ^^^^^"]


def test_an_empty_place_and_the_end_of_a_file_have_a_caret() -> None:
    assert shown(b"ab", b"")[4] == "  | ^"
    rows = render(Diagnostic("x", "m", "a.rs", Span(3, 3)), {"a.rs": Source("a.rs", b"ab\n")}.get).split("\n")
    assert rows[1:] == ["  --> a.rs:2:1", "  |", "2 | ", "  | ^"]


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    rows = shown(b"x" * 5000 + b"here" + b"y" * 5000, b"here")
    assert rows[1] == "  --> a.rs:1:5001"
    assert len(rows[3]) < 300
    at = rows[3].index("here")
    assert rows[4] == "  |".ljust(at) + "^^^^"


def test_what_is_shown_does_not_steer_the_terminal() -> None:
    text = "a\x1b[31m\u202eb \x07\x7f\x9b\u2028 x\n".encode()
    rows = shown(text, b"x", help="say \x1b]0;title\x07")
    assert rows[3] == "1 | a\u241b[31m\ufffdb \u2407\u2421\ufffd\ufffd x"
    assert rows[4].index("^") == rows[3].index("x")
    assert rows[5] == "  = help: say \u241b]0;title\u2407"
    assert len(rows) == 6


@given(text=st.text(max_size=40), more=st.data())
def test_every_place_of_any_text_can_be_shown(text: str, more: st.DataObject) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    start = more.draw(st.integers(0, len(raw)))
    end = more.draw(st.integers(start, len(raw)))
    said = render(Diagnostic("x", "m", "a.rs", Span(start, end)), {"a.rs": Source("a.rs", raw)}.get)
    rows = said.split("\n")
    assert len(rows) == 5
    assert "^" in rows[4]
    assert all(ch in "\t\n" or unicodedata.category(ch) != "Cc" for ch in said)


def test_a_place_is_path_line_and_column() -> None:
    assert place(Source("a.rs", "x\näb".encode()), Span(4, 5)) == "a.rs:2:2"
