"""What was put in is taken out as long as it stands there unchanged; whatever is not certain is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patch.changes import changes, several_changes
from uowgen.model import FileChange
from uowgen.patch import changes_something, make_change
from uowgen.revert import Record, read_records, record_of, records_text, revert_changes
from uowgen.text import Draft, Edit, Span
from uowgen.tree import MemoryTree, OverlayTree, Tree

PATH = "src/mm.rs"
BEFORE = b"""use core::ptr;

/// Maps.
fn sys_mmap() {
    old();
}

fn sys_munmap() {}
"""
GUARD = b"struct Guard {\n    pages: usize,\n    committed: bool,\n}\n"


def inserted(text: bytes, before: bytes, new: bytes, path: str = PATH) -> FileChange:
    at = text.index(before)
    return make_change(path, Draft(path, text).apply((Edit(path, Span(at, at), new),)))


def replaced(text: bytes, old: bytes, new: bytes, path: str = PATH) -> FileChange:
    at = text.index(old)
    return make_change(path, Draft(path, text).apply((Edit(path, Span(at, at + len(old)), new),)))


def reverted(record: Record, now: bytes | None, path: str = PATH) -> tuple[bytes | None, list[str]]:
    """The text after taking `record` out of a file that is `now`, and the codes of what is refused."""
    files, problems = revert_changes((record,), MemoryTree({} if now is None else {path: now}))
    assert not (files and problems)
    for change in files:
        assert change.original == now
    return (files[0].result if files and not files[0].removed else None if files else now), [p.code for p in problems]


def memory(given: tuple[FileChange, ...], *, after: bool) -> Tree:
    found = {c.path: (None if c.removed else c.result) if after else c.original for c in given}
    return MemoryTree({path: text for path, text in found.items() if text is not None})


def contents(tree: Tree, paths: list[str]) -> dict[str, bytes | None]:
    return {path: None if (source := tree.read(path)) is None else source.data for path in paths}


@settings(max_examples=300, deadline=None)
@given(given_changes=several_changes())
def test_applied_and_reverted_the_tree_is_the_same_in_every_byte(given_changes: tuple[FileChange, ...]) -> None:
    usable = tuple(c for c in given_changes if memory((c,), after=True).why_not(c.path) in ("", "missing"))
    tree = memory(usable, after=True)
    (record,) = read_records(records_text((record_of(usable, "a#1"),)))
    files, problems = revert_changes((record,), tree)
    if any(c.original is not None and memory((c,), after=False).why_not(c.path) for c in usable):
        return  # cut within a character: a file that could not have been planned for
    assert problems == ()
    undone = OverlayTree(tree, {c.path: None if c.removed else c.result for c in files})
    paths = [c.path for c in usable]
    assert contents(undone, paths) == contents(memory(usable, after=False), paths)


@settings(max_examples=300, deadline=None)
@given(change=changes(), more=st.data())
def test_after_any_other_change_it_is_taken_out_whole_or_refused(change: FileChange, more: st.DataObject) -> None:
    text = change.result
    at = more.draw(st.integers(0, len(text)))
    now = text[:at] + more.draw(st.sampled_from((b"x", b"\n", b"fn g() {}\n"))) + text[at:]
    if change.removed or change.original is None or memory((change,), after=True).why_not(PATH):
        return
    found, codes = reverted(record_of((change,), "a#1"), now)
    if not codes and changes_something(change) and found is not None:
        assert len(found) - len(now) in (len(change.original) - len(text), 0)


def test_what_was_inserted_goes_when_other_parts_of_the_file_have_changed() -> None:
    change = inserted(BEFORE, b"/// Maps.", GUARD + b"\n")
    now = change.result.replace(b"use core::ptr;", b"use core::mem;\nuse core::ptr;").replace(b"old()", b"new()")
    assert reverted(record_of((change,), "a#1"), now) == (now.replace(GUARD + b"\n", b""), [])


def test_what_was_inserted_goes_though_both_its_neighbours_have_changed() -> None:
    change = inserted(BEFORE, b"/// Maps.", GUARD + b"\n")
    now = change.result.replace(b"use core::ptr;", b"use core::mem;").replace(b"/// Maps.", b"/// Maps pages.")
    assert reverted(record_of((change,), "a#1"), now) == (now.replace(GUARD + b"\n", b""), [])


def test_what_was_replaced_comes_back() -> None:
    change = replaced(BEFORE, b"    old();\n", b"    new();\n    newer();\n")
    now = change.result + b"\nfn more() {}\n"
    assert reverted(record_of((change,), "a#1"), now) == (BEFORE + b"\nfn more() {}\n", [])


def test_what_was_removed_comes_back() -> None:
    change = replaced(BEFORE, b"    old();\n", b"")
    now = b"// more\n" + change.result
    assert reverted(record_of((change,), "a#1"), now) == (b"// more\n" + BEFORE, [])


def test_windows_line_ends_come_back_as_they_were() -> None:
    text = BEFORE.replace(b"\n", b"\r\n")
    change = inserted(text, b"/// Maps.", GUARD.replace(b"\n", b"\r\n") + b"\r\n")
    now = b"// more\r\n" + change.result
    assert reverted(record_of((change,), "a#1"), now) == (b"// more\r\n" + text, [])


def test_a_last_line_without_an_end_comes_back_without_one() -> None:
    change = make_change(PATH, Draft(PATH, b"fn a() {}").apply((Edit(PATH, Span(9, 9), b"\n\nfn b() {}"),)))
    assert reverted(record_of((change,), "a#1"), b"// more\n" + change.result) == (b"// more\nfn a() {}", [])


def test_inserted_text_that_was_changed_is_refused_with_its_place() -> None:
    change = inserted(BEFORE, b"/// Maps.", GUARD + b"\n")
    now = change.result.replace(b"pages: usize", b"pages: u64")
    files, problems = revert_changes((record_of((change,), "a#1"),), MemoryTree({PATH: now}))
    assert files == ()
    assert [p.code for p in problems] == ["changed-since-apply"]
    span = problems[0].span
    assert span is not None
    assert now[span.start : span.end] == b"struct Guard {"


def test_the_place_of_a_removal_that_is_there_no_more_is_refused() -> None:
    change = replaced(BEFORE, b"    old();\n", b"")
    now = change.result.replace(b"fn sys_mmap() {\n}", b"fn sys_mmap() {\n    other();\n}")
    assert reverted(record_of((change,), "a#1"), now) == (now, ["changed-since-apply"])


def test_a_short_text_that_stands_elsewhere_by_now_is_not_taken_for_the_one_written() -> None:
    change = inserted(BEFORE, b"use core::ptr;", b"use core::mem;\n")
    # Taken out by hand; and written anew by somebody in a module of the file.
    now = BEFORE + b"\nmod tests {\n    fn f() {}\nuse core::mem;\n    fn g() {}\n}\n"
    assert reverted(record_of((change,), "a#1"), now) == (now, ["changed-since-apply"])


def test_of_two_equal_texts_the_one_that_was_written_goes() -> None:
    text = b"mod a {\n    use x;\n}\n\nmod b {\n}\n"
    change = inserted(text, b"}\n\nmod b", b"    use y;\n")
    now = change.result.replace(b"mod b {\n", b"mod b {\n    use y;\n") + b"// end\n"
    assert reverted(record_of((change,), "a#1"), now) == (b"mod a {\n    use x;\n}\n\nmod b {\n    use y;\n}\n// end\n", [])


def test_two_places_that_are_equally_good_are_refused_and_both_are_named() -> None:
    text = b"fn a() {}\nfn b() {}\n"
    change = inserted(text, b"fn b", b"fn new() {}\n")
    now = change.result + b"// again\n" + change.result
    files, problems = revert_changes((record_of((change,), "a#1"),), MemoryTree({PATH: now}))
    assert files == ()
    assert [(p.code, len(p.related)) for p in problems] == [("ambiguous-place", 1)]


def test_code_within_a_longer_line_is_not_the_line_that_was_written() -> None:
    change = inserted(BEFORE, b"use core::ptr;", b"use a;\n")
    now = change.result.replace(b"use a;\n", b"pub use a;\n")
    assert reverted(record_of((change,), "a#1"), now) == (now, ["changed-since-apply"])


def test_if_one_file_is_refused_no_file_is_changed() -> None:
    first, second = inserted(BEFORE, b"/// Maps.", GUARD, "a.rs"), inserted(BEFORE, b"/// Maps.", GUARD, "b.rs")
    now = {"a.rs": first.result, "b.rs": second.result.replace(b"usize", b"u8")}
    files, problems = revert_changes((record_of((first, second), "a#1"),), MemoryTree(now))
    assert files == ()
    assert [p.path for p in problems] == ["b.rs"]


@pytest.mark.parametrize("now", [b"", BEFORE])
def test_a_created_file_goes(now: bytes) -> None:
    change = FileChange(PATH, None, (Edit(PATH, Span(0, 0), now),), now, "")
    files, problems = revert_changes((record_of((change,), "a#1"),), MemoryTree({PATH: now}))
    assert problems == ()
    assert [(f.path, f.removed, f.original, f.result) for f in files] == [(PATH, True, now, b"")]


def test_a_created_file_that_was_changed_stays() -> None:
    change = FileChange(PATH, None, (Edit(PATH, Span(0, 0), BEFORE),), BEFORE, "")
    assert reverted(record_of((change,), "a#1"), BEFORE + b"x") == (BEFORE + b"x", ["changed-since-apply"])


def test_a_removed_file_comes_back() -> None:
    change = replaced(BEFORE, BEFORE, b"")._replace(removed=True)
    assert reverted(record_of((change,), "a#1"), None) == (BEFORE, [])


def test_what_is_out_already_is_passed_over() -> None:
    assert reverted(record_of((inserted(BEFORE, b"/// Maps.", GUARD),), "a#1"), BEFORE) == (BEFORE, [])


def test_a_file_that_is_gone_is_refused() -> None:
    assert reverted(record_of((inserted(BEFORE, b"/// Maps.", GUARD),), "a#1"), None) == (None, ["changed-since-apply"])


def test_several_runs_are_taken_out_in_turn() -> None:
    first = inserted(BEFORE, b"/// Maps.", GUARD + b"\n")
    second = replaced(first.result, b"pages: usize", b"pages: u64")
    files, problems = revert_changes((record_of((first,), "a#1"), record_of((second,), "a#1")), MemoryTree({PATH: second.result}))
    assert problems == ()
    assert [(f.original, f.result) for f in files] == [(second.result, BEFORE)]


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b'{"schema": "other", "runs": []}', b'{"schema": "uowgen/applied/1", "runs": [1]}']
)
def test_records_in_another_form_are_not_read(text: bytes) -> None:
    with pytest.raises(ValueError):
        read_records(text)
