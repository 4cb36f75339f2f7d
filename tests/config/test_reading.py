"""Reading the configuration: which file counts, what each key takes, and how a mistake is pointed at."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uowgen.diagnostic import Diagnostic, render
from uowgen.text import Source
from uowgen.workspace.configuration import DEFAULT, Configuration, read_configuration
from uowgen.workspace.globs import covering, covers, fixed_folder
from uowgen.workspace.toml_places import places_of

WHOLE = """# where things are
specs = ["docs/**/*.md", "plans"]
exclude = ["third_party"]
templates = ["tools/templates"]
plugins = false
severity = { elided-code = "warning", "criterion-vague" = 'off' }

[toolchain]
features = ["a", "b"]
timeout = 120
command = "make 'check all'"
jobs = 2

[toolchain.stubs]
dep = "stubs/dep.rs"

[placeholders]
TEAM_XXX = "TEAM_042"

[models]
MmapGuard = "models/guard.py"

[checks]
numbered = "checks/numbers.py:numbered"
"""


def read(**files: str) -> tuple[Configuration, tuple[Diagnostic, ...]]:
    """What is read of a root with `uowgen` as uowgen.toml and `cargo` as Cargo.toml."""
    return read_configuration(sources(**files).get)


def sources(**files: str) -> dict[str, Source]:
    """The files by path."""
    names = {"uowgen": "uowgen.toml", "cargo": "Cargo.toml"}
    return {names[name]: Source(names[name], text.encode()) for name, text in files.items()}


def test_without_a_configuration_everything_is_as_it_comes() -> None:
    assert read() == (DEFAULT, ())
    assert read(cargo='[package]\nname = "uowgen-metadata"\n')[0].specs == ()


def test_every_key_is_read() -> None:
    found, problems = read(uowgen=WHOLE)
    assert problems == ()
    assert found._replace(source=None, places={}) == Configuration(
        specs=("docs/**/*.md", "plans"),
        exclude=("third_party",),
        templates=("tools/templates",),
        toolchain={
            "features": ("a", "b"), "timeout": 120.0, "command": ("make", "check all"), "jobs": 2, "stubs": (("dep", "stubs/dep.rs"),),
        },
        severity={"elided-code": "warning", "criterion-vague": "off"},
        placeholders={"TEAM_XXX": "TEAM_042"},
        models={"MmapGuard": "models/guard.py"},
        checks={"numbered": "checks/numbers.py:numbered"},
    )  # fmt: skip


@pytest.mark.parametrize("table", ["workspace", "package"])
def test_cargo_toml_can_hold_it(table: str) -> None:
    found, problems = read(cargo=f'[{table}.metadata.uowgen]\nspecs = ["plans"]\n')
    assert (found.specs, problems) == (("plans",), ())
    assert found.source is not None
    assert found.source.path == "Cargo.toml"


def test_of_two_configurations_the_one_that_is_not_used_is_named() -> None:
    found, problems = read(uowgen='specs = ["a"]\n', cargo='[package.metadata.uowgen]\nspecs = ["b"]\n')
    assert found.specs == ("a",)
    (problem,) = problems
    assert (problem.severity, problem.path) == ("warning", "Cargo.toml")
    assert "there is uowgen.toml" in problem.message


def test_a_manifest_that_is_no_toml_is_not_the_business_of_an_own_configuration() -> None:
    found, problems = read(uowgen='specs = ["a"]\n', cargo="[package.metadata.uowgen\n")
    assert (found.specs, problems) == (("a",), ())


@pytest.mark.parametrize(
    ("text", "place", "meant", "said"),
    [
        ('spec = ["a"]\n', "1:1", "spec", "did you mean `specs`?"),
        ("\n[toolchain]\ntimeot = 3\n", "3:1", "timeot", "did you mean `timeout`?"),
        ("[toolchain]\njobs = 0\n", "2:8", "0", "a whole number above 0"),
        ("[toolchain]\ntimeout = true\n", "2:11", "true", "a number of seconds above 0"),
        ("toolchain = 3\n", "1:13", "3", "must be a table"),
        ('specs = ["a", 3]\n', "1:15", "3", "a list of texts"),
        ('specs = ["a", "/b"]\n', "1:15", '"/b"', "a path from the root"),
        ('exclude = ["../a"]\n', "1:12", '"../a"', "leads out of the tree"),
        ('severity.anchor-not-found = "loud"\n', "1:29", '"loud"', "must be `error`, `warning` or `off`"),
        ("[placeholders]\nA = ''\n", "2:5", "''", "not empty"),
        ('plugins = "yes"\n', "1:11", '"yes"', "true or false"),
        ("specs = ['é', 3]\n", "1:15", "3", "a list of texts"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, place: str, meant: str, said: str) -> None:
    found, problems = read(uowgen=text)
    assert found._replace(source=None, places={}) == DEFAULT
    (problem,) = problems
    shown = render(problem, sources(uowgen=text).get)
    assert f"--> uowgen.toml:{place}\n" in shown
    assert said in shown
    assert problem.span is not None
    assert text.encode()[problem.span.start : problem.span.end].decode() == meant
    assert (problem.code, problem.severity) == ("bad-configuration", "error")


@pytest.mark.parametrize(("text", "place"), [("specs = [\n", ":2:1"), ("a = = 1\n", ":1:5"), ("[toolchain\n", ":1:11")])
def test_what_is_no_toml_is_pointed_at(text: str, place: str) -> None:
    _, problems = read(uowgen=text)
    assert f"uowgen.toml{place}" in render(problems[0], sources(uowgen=text).get)


def test_nesting_without_end_is_said() -> None:
    _, problems = read(uowgen="specs = " + "[" * 100_000 + "]" * 100_000)
    assert "too deeply" in problems[0].message


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("docs", "docs/a.md", True),
        ("docs/", "docs/deep/a.md", True),
        ("docs", "docs.md", False),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/deep/a.md", False),
        ("docs/**/*.md", "docs/a.md", True),
        ("docs/**/*.md", "docs/x/y/a.md", True),
        ("**/gen", "kernel/src/gen/a.rs", True),
        ("**/gen", "kernel/src/generic/a.rs", False),
        ("**", "a", True),
        ("*", "a/b/c", True),
        ("src/gen_?.rs", "src/gen_a.rs", True),
        ("src/gen_?.rs", "src/gen_.rs", False),
        ("./a/*b*c", "a/xbxxbyc", True),
        ("a/**/b/**/c", "a/b/b/x/c", True),
        ("a/**/b/**/c", "a/x/c", False),
    ],
)
def test_patterns_cover_files_and_what_lies_below_folders(pattern: str, path: str, fits: bool) -> None:
    assert covers(pattern, path) is fits
    covered = covering((pattern,))
    assert [covered(path), covered(path)] == [fits, fits]


@given(
    st.lists(st.sampled_from(["a", "b", "*", "?", "**", "a*"]), min_size=1, max_size=5), st.lists(st.sampled_from("ab"), min_size=1)
)
def test_a_pattern_covers_nothing_outside_its_fixed_folder(pattern: list[str], path: list[str]) -> None:
    fixed = fixed_folder("/".join(pattern))
    if covers("/".join(pattern), "/".join(path)):
        assert f"{'/'.join(path)}/".startswith(f"{fixed}/" if fixed else "")


def test_a_pattern_of_many_stars_ends_soon() -> None:
    assert not covers("*a" * 40 + "b", "a" * 3000)


@given(st.text(alphabet="ab=[]{}.,'\"# \n\r\t\\é0tru-", max_size=60), st.sampled_from(["", "specs = ", "[toolchain]\n", "\ufeff"]))
def test_any_text_is_a_configuration_or_a_message_that_can_be_shown(text: str, before: str) -> None:
    found, problems = read(uowgen=before + text)
    shown = [render(problem, sources(uowgen=before + text).get) for problem in problems]
    assert all("bad-configuration" in message for message in shown)
    assert problems or found._replace(source=None, places={}) == DEFAULT._replace(specs=found.specs)


@pytest.mark.parametrize("written", ["\r\n", "\n"])
def test_line_endings_and_a_byte_order_mark_move_no_place(written: str) -> None:
    text = "\ufeffspecs = [\n  'a',\n]\n[toolchain]\njobz = 1\n".replace("\n", written)
    found, problems = read(uowgen=text)
    assert found.specs == ("a",)
    assert "--> uowgen.toml:5:1\n" in render(problems[0], sources(uowgen=text).get)


KEYS = st.lists(st.sampled_from(["a", "b-c", '"d.e"', "'f g'", '"h\\u0069"']), min_size=1, max_size=3).map(".".join)
VALUES = st.recursive(
    st.sampled_from(["1", "true", '"x # ] \\" y"', "'[ } ,'", '"""a\n"b" ""c"""""', "'''q'\n'''", "1979-05-27 07:32:00", "1e3"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda rows: "[ # one\n" + ",\n".join(rows) + "]")
        | st.lists(inner, max_size=3).map(lambda rows: "{" + ", ".join(f"k{n} = {row}" for n, row in enumerate(rows)) + "}")
    ),
    max_leaves=6,
)


def flattened(value: object, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    """Every leaf by its path."""
    if isinstance(value, dict):
        return {k: v for name, below in value.items() for k, v in flattened(below, (*path, name)).items()}
    if isinstance(value, list):
        return {k: v for n, below in enumerate(value) for k, v in flattened(below, (*path, str(n))).items()}
    return {path: value}


@given(st.lists(st.tuples(KEYS, VALUES), max_size=5), st.booleans())
def test_every_value_is_found_where_it_stands(pairs: list[tuple[str, str]], table: bool) -> None:
    text = ("[t.'u v'] # here\n" if table else "") + "".join(f"{key} = {value} # said\n\n" for key, value in pairs)
    try:
        read_value = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # the same key twice, a line break in an inline table
    places = places_of(text.encode())
    for path, value in flattened(read_value).items():
        span = places[path].value
        written = text.encode()[span.start : span.end].decode()
        assert tomllib.loads(f"key = {written}")["key"] == value
