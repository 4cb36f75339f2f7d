"""The documentation is true: its commands do what it shows, its links lead somewhere, its reference is what the program says."""

from __future__ import annotations

import re
import shlex
from functools import cache
from importlib import import_module
from pathlib import Path
from tomllib import loads

import pytest
import yaml

from tests.docs import write_reference
from tests.docs.pages import COMMAND_LANGUAGES, anchors_of, blocks_of, commands_of, links_of
from tests.docs.running import ROOT, difference, run_page
from uowgen.cli import COMMANDS
from uowgen.commands.parsing import parsed
from uowgen.text import Source
from uowgen.workspace.configuration import read_configuration

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = {name: module for name, module, _ in COMMANDS}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def shows_commands(path: Path) -> bool:
    return any(block.language in COMMAND_LANGUAGES for block in blocks_of(text_of(path)))


@pytest.mark.parametrize("page", [page for page in PAGES if shows_commands(page)], ids=named)
def test_every_command_that_is_shown_does_what_the_page_says(page: Path, tmp_path: Path) -> None:
    ran = run_page(text_of(page), tmp_path.resolve())
    wrong = [(one, difference(one)) for one in ran]
    said = [f"{named(page)}:{one.shown.line - 1}: $ {one.shown.command}\n{why}" for one, why in wrong if why]
    assert not said, "\n\n".join([*said, f"`python -m tests.docs.write_outputs {named(page)}` writes what is printed now"])


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_what_is_not_run_has_a_reason_and_can_be_parsed(page: Path) -> None:
    for block in blocks_of(text_of(page)):
        if block.language not in COMMAND_LANGUAGES:
            assert not {"not run", "needs", "exits"} & block.marks.keys(), (
                f"line {block.line}: a mark for a block that shows no commands"
            )
            continue
        assert commands_of(block), f"line {block.line}: a block without commands"
        if "not run" in block.marks:
            assert len(block.marks["not run"].split()) >= 2, f"line {block.line}: say why"
        for shown in commands_of(block):
            for words in uowgen_calls(shown.command):
                assert words[0] in MODULES or words[0] in ("--version", "--help"), f"line {shown.line - 1}: no command `{words[0]}`"
                if words[0] in MODULES:
                    parsed(words[0], import_module(f"uowgen.commands.{MODULES[words[0]]}"), words[1:])


def uowgen_calls(command: str) -> list[list[str]]:
    """The words behind each `uowgen` of a shell command, up to the next operator."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    calls: list[list[str]] = []
    inside, first = False, True
    for word in lexer:
        operator = set(word) <= set("|&;<>()")
        if inside and not operator:
            calls[-1].append(word)
        elif first and word == "uowgen":
            calls.append([])
            inside, first = True, False
            continue
        inside = inside and not operator
        first = operator and not set(word) & set("<>")
    return calls


@pytest.mark.parametrize("page", [*PAGES, ROOT / "ARCHITECTURE.md"], ids=named)
def test_links_lead_to_files_and_headings_that_there_are(page: Path) -> None:
    for path, fragment in links_of(text_of(page)):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{path} does not exist"
        if fragment:
            assert fragment in anchors_of(text_of(target)), f"{path or page.name} has no heading for #{fragment}"


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs/README.md"
    linked = {(index.parent / path).resolve() for path, _ in links_of(text_of(index))}
    assert {page for page in PAGES if page.parent != ROOT} - linked == {index}
    assert index in {(ROOT / path).resolve() for path, _ in links_of(text_of(ROOT / "README.md"))}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_configurations_that_are_shown_can_be_read(page: Path) -> None:
    for block in blocks_of(text_of(page)):
        text = "\n".join([*block.body, ""])
        if block.language == "toml":
            _, problems = read_configuration(lambda path, text=text: Source(path, text.encode()) if path == "uowgen.toml" else None)
            assert loads(text)
            assert not problems, problems
        elif block.language == "yaml":
            assert yaml.safe_load(text)
        elif block.language == "python":
            compile(text, named(page), "exec")


def test_the_hooks_that_are_shown_are_those_that_there_are() -> None:
    there = {hook["id"] for hook in yaml.safe_load(text_of(ROOT / ".pre-commit-hooks.yaml"))}
    for page in (ROOT / "README.md", ROOT / "docs/how-to/pre-commit.md"):
        shown = set(re.findall(r"uowgen-(?:verify|lint|apply)\b", text_of(page)))
        assert shown
        assert shown <= there
    assert set(re.findall(r"^\| `(uowgen-\w+)`", text_of(ROOT / "docs/how-to/pre-commit.md"), re.M)) == there


def test_the_inputs_of_the_action_are_those_that_there_are() -> None:
    action = yaml.safe_load(text_of(ROOT / "action.yml"))
    page = text_of(ROOT / "docs/how-to/github.md")
    rows = re.findall(r"^\| `([\w-]+)` \| [^|]+ \| (.+) \|$", page, re.M)
    assert {name for name, _ in rows} == set(action["inputs"])
    for name, default in rows:
        if default.startswith("`"):
            assert default == f"`{action['inputs'][name]['default']}`"


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name == "how-to"], ids=named)
def test_every_code_that_a_page_names_is_one(page: Path) -> None:
    from uowgen.codes import find_code

    for path, fragment in links_of(text_of(page)):
        if path.endswith("codes.md") and fragment:
            assert find_code(fragment)


@pytest.mark.parametrize("name", ["commands", "codes", "claims", "operations", "templates", "formats", "configuration", "api"])
def test_the_reference_is_what_the_program_says_now(name: str) -> None:
    written = (ROOT / f"docs/reference/{name}.md").read_text(encoding="utf-8")
    assert written == write_reference.pages()[f"{name}.md"], "run `python -m tests.docs.write_reference`, and read what has changed"


def test_the_reference_depends_on_no_terminal_and_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = write_reference.pages()
    for name, value in (("COLUMNS", "41"), ("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("LANG", "de_DE.UTF-8")):
        monkeypatch.setenv(name, value)
    assert write_reference.pages() == wide


def test_the_targets_of_make_that_are_shown_are_those_that_there_are() -> None:
    there = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.M))
    for page in PAGES:
        for block in blocks_of(text_of(page)):
            for shown in commands_of(block) if block.language in COMMAND_LANGUAGES else ():
                made = re.match(r"make (\w+)", shown.command)
                assert not made or made[1] in there
