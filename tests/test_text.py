"""Spans, lines, edits and drafts: every position is a byte of the original, and no edit is lost or made twice."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uowgen.text import BOM, Conflict, Draft, Edit, Source, Span, apply_edits, conflicts

FILE = "a.rs"
texts = st.lists(st.sampled_from(["a", "b", "\n", "\r\n", "\r", "\x0c", "\u2028", "é", "\t"]), max_size=12).map(
    lambda p: "".join(p).encode()
)


@st.composite
def spans(draw: st.DrawFn, size: int) -> Span:
    start = draw(st.integers(0, size))
    return Span(start, draw(st.integers(start, size)))


@st.composite
def edits_of(draw: st.DrawFn, size: int) -> tuple[Edit, ...]:
    """Any edits at all, many of which clash."""
    return tuple(draw(st.lists(st.builds(Edit, st.just(FILE), spans(size), texts), max_size=5)))


def in_order(data: bytes, edits: tuple[Edit, ...]) -> bytes:
    """The simple way to make edits that do not clash, to compare with: from the end, one by one."""
    for edit in sorted(set(edits), reverse=True):
        data = data[: edit.span.start] + edit.text + data[edit.span.end :]
    return data


def clash(first: Edit, second: Edit) -> bool:
    """Whether two edits clash, said by bytes: they take a byte in common, one inserts within the other, or both at one place."""
    taken = set(range(*first.span)) & set(range(*second.span))
    inserts = [e.span.start for e in (first, second) if e.span.start == e.span.end]
    within = any(e.span.start < at < e.span.end for at in inserts for e in (first, second))
    return bool(taken) or within or (len(inserts) == 2 and inserts[0] == inserts[1])


@given(edits=edits_of(6))
def test_conflicts_are_found_exactly_where_two_edits_clash(edits: tuple[Edit, ...]) -> None:
    wanted = any(clash(a, b) for a, b in itertools.combinations(set(edits), 2))
    assert bool(conflicts(edits)) == wanted
    for conflict in conflicts(edits):
        assert conflict.first in edits
        assert conflict.second in edits
        assert clash(conflict.first, conflict.second)
        assert conflict.first.span <= conflict.second.span


@given(edits=edits_of(6))
def test_each_edit_that_clashes_with_an_earlier_one_is_named(edits: tuple[Edit, ...]) -> None:
    ordered = sorted(set(edits), key=lambda e: (e.span, e.text))
    named = {conflict.second for conflict in conflicts(edits)}
    assert named == {later for at, later in enumerate(ordered) if any(clash(earlier, later) for earlier in ordered[:at])}


def test_a_long_edit_is_compared_with_all_that_it_reaches_over() -> None:
    long, short, late = (Edit(FILE, Span(0, 9), b"x"), Edit(FILE, Span(1, 2), b"y"), Edit(FILE, Span(5, 6), b"z"))
    assert conflicts((late, short, long)) == (Conflict(long, short), Conflict(long, late))


def test_two_equal_edits_are_one() -> None:
    edit = Edit(FILE, Span(1, 1), b"x")
    assert conflicts((edit, edit)) == ()
    assert apply_edits(b"ab", (edit, edit)) == b"axb"


def test_an_insertion_goes_before_what_is_replaced_at_its_place_and_after_what_is_replaced_before_it() -> None:
    edits = (Edit(FILE, Span(1, 2), b"Y"), Edit(FILE, Span(1, 1), b"<"), Edit(FILE, Span(2, 2), b">"))
    assert apply_edits(b"abc", edits) == b"a<Y>c"
    assert Draft(FILE, b"abc").apply(edits).data == b"a<Y>c"


@given(data=texts, more=st.data())
def test_edits_are_made_as_if_one_by_one_or_refused(data: bytes, more: st.DataObject) -> None:
    edits = more.draw(edits_of(len(data)))
    if conflicts(edits):
        with pytest.raises(ValueError, match="conflicting"):
            apply_edits(data, edits)
        with pytest.raises(ValueError, match="conflicting"):
            Draft(FILE, data).apply(edits)
    else:
        assert apply_edits(data, edits) == in_order(data, edits)
        assert Draft(FILE, data).apply(edits).data == in_order(data, edits)


def test_an_edit_past_the_end_is_a_fault() -> None:
    edit = Edit(FILE, Span(3, 4), b"x")
    with pytest.raises(ValueError, match="past the end"):
        apply_edits(b"abc", (edit,))
    with pytest.raises(ValueError, match="past the end"):
        Draft(FILE, b"abc").apply((edit,))
    assert Draft(FILE, b"abcd").apply((edit,)).data == b"abcx"


@given(original=st.none() | texts, more=st.data())
def test_a_draft_tells_the_whole_change_in_terms_of_the_original(original: bytes | None, more: st.DataObject) -> None:
    draft, text = Draft(FILE, original), original or b""
    for _ in range(more.draw(st.integers(0, 4))):
        edits = more.draw(edits_of(len(text)).filter(lambda e: not conflicts(e)))
        draft, text = draft.apply(edits), in_order(text, edits)
    assert draft.data == text
    told = draft.edits()
    assert conflicts(told) == ()
    assert list(told) == sorted(told)
    assert apply_edits(original or b"", told) == text
    assert all(edit.text != (original or b"")[edit.span.start : edit.span.end] for edit in told)
    assert bool(told) or text == (original or b"")


@given(original=texts, more=st.data())
def test_what_a_draft_calls_original_is_that_byte_of_the_original(original: bytes, more: st.DataObject) -> None:
    draft = Draft(FILE, original)
    for _ in range(more.draw(st.integers(0, 3))):
        draft = draft.apply(more.draw(edits_of(len(draft.data)).filter(lambda e: not conflicts(e))))
    changed, last = draft.edits(), -1
    for at in range(len(draft.data)):
        origin = draft.original_offset(at)
        replaced = any(e.span.start <= origin < e.span.end for e in changed) if origin is not None else True
        if origin is not None and not replaced and draft.original_offset(at + 1) == origin + 1:
            assert draft.data[at] == original[origin]
            assert origin > last
            last = origin


def test_a_place_within_added_text_has_no_original_place() -> None:
    draft = Draft(FILE, b"abcd").apply((Edit(FILE, Span(2, 2), b"XY"),))
    assert [draft.original_offset(at) for at in range(7)] == [0, 1, 2, None, 2, 3, 4]


def test_a_draft_is_not_changed_by_applying() -> None:
    draft = Draft(FILE, b"abc")
    draft.apply((Edit(FILE, Span(0, 1), b""),))
    assert draft.data == b"abc"
    assert draft.edits() == ()


def test_a_later_edit_may_stand_in_what_an_earlier_one_added() -> None:
    draft = Draft(FILE, b"ad").apply((Edit(FILE, Span(1, 1), b"bc"),)).apply((Edit(FILE, Span(2, 2), b"-"),))
    assert draft.data == b"ab-cd"
    assert draft.edits() == (Edit(FILE, Span(1, 1), b"b-c"),)


def test_what_is_put_back_is_no_change() -> None:
    draft = Draft(FILE, b"abc").apply((Edit(FILE, Span(1, 2), b"x"),)).apply((Edit(FILE, Span(1, 2), b"b"),))
    assert draft.edits() == ()


# ------------------------------------------------------------------------------------------------------------- sources


@given(data=texts)
def test_lines_end_at_a_newline_alone(data: bytes) -> None:
    source = Source(FILE, data)
    rows = data.split(b"\n")
    assert len(source.line_starts()) == len(rows)
    for number, row in enumerate(rows, 1):
        last = number == len(rows)
        span = source.line_span(number)
        assert data[span.start : span.end] == (row.removesuffix(b"\r") if row.endswith(b"\r") or not last else row)


@given(data=texts)
def test_every_byte_lies_on_its_line(data: bytes) -> None:
    source = Source(FILE, data)
    for offset in range(len(data) + 1):
        assert source.line_of(offset) == data[:offset].count(b"\n") + 1


def test_a_line_past_the_end_is_empty_at_the_end() -> None:
    source = Source(FILE, b"a\nb")
    assert source.line_span(9) == Span(3, 3)
    assert source.line_text(9) == ""


def test_columns_count_characters_and_no_byte_order_mark() -> None:
    source = Source(FILE, BOM + "äb\ncd".encode())
    assert source.column_of(0) == 1
    assert source.column_of(len(BOM)) == 1
    assert source.column_of(len(BOM) + 2) == 2
    assert source.column_of(len(BOM) + 5) == 2


@pytest.mark.parametrize(
    ("text", "newline"),
    [(b"", b"\n"), (b"a", b"\n"), (b"a\nb\n", b"\n"), (b"a\r\nb\r\n", b"\r\n"), (b"a\r\nb\nc\r\n", b"\r\n"), (b"a\r\nb\n", b"\n")],
)
def test_a_files_newline_is_that_of_most_lines(text: bytes, newline: bytes) -> None:
    assert Source(FILE, text).newline() == newline


def test_spans() -> None:
    assert Span(1, 5).contains(Span(1, 5))
    assert Span(1, 5).contains(Span(5, 5))
    assert not Span(1, 5).contains(Span(4, 6))
    assert Span(1, 5).overlaps(Span(4, 6))
    assert not Span(1, 5).overlaps(Span(5, 6))
    assert not Span(3, 3).overlaps(Span(3, 3))
    assert Span(1, 5).shifted(2) == Span(3, 7)
