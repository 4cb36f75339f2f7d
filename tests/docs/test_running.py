"""The program that holds the pages to their word notices when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import anchors_of, blocks_of, commands_of, links_of
from tests.docs.running import difference, run_page
from tests.docs.test_pages import uowgen_calls


def faults(text: str, folder: Path) -> list[str]:
    scratch = folder.resolve() / str(len(list(folder.iterdir())))
    return [why for one in run_page(text, scratch) if (why := difference(one))]


def test_other_output_another_status_and_missing_lines_are_noticed(tmp_path: Path) -> None:
    page = "```console\n$ echo a\nb\n$ false\n$ printf 'a\\nb\\n'\na\n$ echo c\nc\n```\n"
    assert len(faults(page, tmp_path)) == 3


@pytest.mark.parametrize("shown", ["a\nb\nc", "a\n...\nc", "...", "a\nb…\nc", "...\nb\n..."])
def test_elisions_stand_for_lines_and_for_text_within_a_line(shown: str, tmp_path: Path) -> None:
    assert not faults(f"```console\n$ printf 'a\\nb\\nc\\n'\n{shown}\n```\n", tmp_path)


@pytest.mark.parametrize("shown", ["a\n...\nd", "...\nb", "c\n...", "a…\nc", ""])
def test_elisions_excuse_nothing_else(shown: str, tmp_path: Path) -> None:
    assert faults(f"```console\n$ printf 'a\\nb\\nc\\n'\n{shown}\n```\n", tmp_path)


def test_a_page_runs_in_order_in_one_folder_with_the_files_that_it_shows(tmp_path: Path) -> None:
    page = "<!-- file: a/b.txt -->\n```text\nhere\n```\n```console\n$ cd a\n$ cat b.txt\nhere\n```\n<!-- exits: 3 -->\n```sh\nexit 3\n```\n"
    assert not faults(page, tmp_path)


def test_what_is_marked_is_not_run(tmp_path: Path) -> None:
    assert not faults("<!-- not run: needs network -->\n```console\n$ false\n```\n", tmp_path)
    assert faults("<!-- not run: needs network -->\nWords between.\n```console\n$ false\n```\n", tmp_path)
    assert not faults("<!-- needs: no-such-tool -->\n```console\n$ false\n```\n", tmp_path)


def test_a_longer_fence_holds_shorter_ones_and_a_command_goes_over_lines() -> None:
    (block,) = blocks_of("````markdown\n```rust\n```\n````\n")
    assert block.body == ["```rust", "```"]
    (shown,) = commands_of(blocks_of("```console\n$ a \\\n  b\nc\n```\n")[0])
    assert (shown.command, shown.output, shown.line) == ("a \\\n  b", ["c"], 4)


def test_headings_and_links_are_those_of_the_prose() -> None:
    page = "# A `b`: c\n# A `b`: c\n[x](y.md#z) `[not](this.md)` [web](https://a.example)\n```text\n# no\n[no](n.md)\n```\n"
    assert anchors_of(page) == {"a-b-c", "a-b-c-1"}
    assert links_of(page) == [("y.md", "z")]


def test_the_calls_of_a_shell_command_are_found_between_its_operators() -> None:
    assert uowgen_calls("uowgen diff a | git apply && uowgen apply 'b c' > d; echo uowgen plan") == [
        ["diff", "a"],
        ["apply", "b c"],
    ]
