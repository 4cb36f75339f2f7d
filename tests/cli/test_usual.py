"""Command lines that are read without argparse mean what argparse makes of them."""

from __future__ import annotations

from importlib import import_module

from hypothesis import given, settings
from hypothesis import strategies as st

from uowgen.cli import COMMANDS
from uowgen.commands.parsing import parsed, parser_of
from uowgen.commands.usual import usual

NAMES = [name for name, _, _ in COMMANDS]
MODULES = {name: import_module(f"uowgen.commands.{module}") for name, module, _ in COMMANDS}
OPTIONS = {
    name: sorted({word for action in parser_of(name, module)._actions for word in action.option_strings} - {"-h", "--help"})
    for name, module in MODULES.items()
}
VALUES = st.sampled_from(["json", "text", "a.md", "docs/", "3", "0.5", "-1", "", "A=b", "concise", "--root", "x y"])


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    name = draw(st.sampled_from(NAMES))
    words: list[str] = []
    for _ in range(draw(st.integers(0, 5))):
        option = draw(st.sampled_from(OPTIONS[name] or ["a.md"]))
        form = draw(st.integers(0, 3))
        words += [[option], [option, draw(VALUES)], [f"{option}={draw(VALUES)}"], [draw(VALUES)]][form]
    return name, words


@settings(max_examples=500)
@given(lines())
def test_what_is_read_plainly_is_what_argparse_reads(line: tuple[str, list[str]]) -> None:
    name, words = line
    read = usual(MODULES[name], words)
    if read is None:
        return
    assert vars(read) == vars(parsed(name, MODULES[name], words))


def test_the_usual_lines_are_read_plainly() -> None:
    for name in ("plan", "verify", "apply", "lint", "status"):
        assert usual(MODULES[name], ["--root", ".", "-q", "a.md", "b.md"]) is not None
    assert (
        usual(MODULES["verify"], ["--format=json", "--toolchain", "--timeout", "3", "--only", "1", "--only", "2", "a.md"])
        is not None
    )
    for words in (["--help"], ["--nothing"], ["--format", "xml"], ["-q", "-v"], ["--timeout", "x"], ["--root"], ["--", "a.md"]):
        assert usual(MODULES["verify"], words) is None
