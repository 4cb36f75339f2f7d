"""Templates are read and written both ways, and nothing of a value is ever taken for template text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uowgen.rendering.catalog import load_templates, recognise
from uowgen.rendering.pattern import Parameters, read_parameters
from uowgen.rendering.render import render
from uowgen.rendering.template import Template, TemplateError, parse_template
from uowgen.rust.items import same_code

GUARD = b"""
/// Holds what was taken.
#[derive(Debug)]
pub(crate) struct FrameGuard { taken: Vec<u64>, owner: u32, done: bool }
"""

POINT = parse_template(
    "point",
    "//# A struct with fields.\n"
    "//# docs: docs -- its documentation\n"
    "//# vis: visibility -- its visibility\n"
    "//# name: ident -- its name\n"
    "//# fields: list(name: ident, type: type) -- its fields\n"
    "⟦docs⟧\n"
    "⟦vis⟧ struct ⟦name⟧ {\n"
    "//% for field in fields\n"
    "    ⟦field.name⟧: ⟦field.type⟧,\n"
    "//% endfor\n"
    "}\n",
)


def guard(**changes: str) -> Parameters:
    """The parameters of a plain guard, with some changed."""
    fields = [
        {"docs": "/// what was taken", "vis": "", "name": "taken", "type": "Vec<u64>"},
        {"docs": "", "vis": "pub", "name": "owner", "type": "u32"},
        {"docs": "", "vis": "", "name": "done", "type": "bool"},
    ]
    plain: Parameters = {
        "docs": "/// A guard.\n///\n/// Of two paragraphs.", "vis": "pub(crate)", "name": "FrameGuard", "fields": fields,
        "new_docs": "", "new_vis": "pub", "new": "over", "owner": "owner", "owner_type": "u32", "tracked": "taken",
        "empty": "Vec::new()", "committed": "done", "track_docs": "/// Records `frame`.", "track_vis": "", "track": "add",
        "element": "frame: u64", "pushed": "frame", "commit_docs": "", "commit_vis": "pub", "commit": "disarm",
        "imports": "use crate::frames::give_back;", "each": "&frame", "release": "give_back(self.owner, frame);",
    }  # fmt: skip
    return plain | changes  # type: ignore[operator]


def raii_guard() -> Template:
    """The bundled template."""
    return next(t for t in load_templates() if t.name == "raii_guard")


def test_the_parameters_of_a_rendered_guard_are_read_back_as_they_were() -> None:
    template, parameters = raii_guard(), guard()
    code = render(template, parameters)
    assert read_parameters(template, code.encode()) == parameters


def test_a_guard_in_another_layout_renders_to_the_same_tokens() -> None:
    template = raii_guard()
    code = render(template, guard()).replace("\n    ", "\n\t").replace("{\n", "{ // note\n")
    parameters = read_parameters(template, code.encode())
    assert parameters is not None
    assert same_code(render(template, parameters).encode(), code.encode())


@pytest.mark.parametrize(
    ("change", "instead"),
    [
        ("self.done = true;", "self.done = false;"),
        ("if self.done", "if !self.done"),
        ("fn disarm(mut self)", "fn disarm(self)"),
        ("self.taken.push(frame);", "self.taken.push(frame); self.taken.push(frame);"),
        ("impl Drop for FrameGuard", "impl Drop for OtherGuard"),
        ("done: false", "done: true"),
    ],
)
def test_code_that_departs_from_the_template_is_not_an_instance(change: str, instead: str) -> None:
    code = render(raii_guard(), guard())
    assert change in code
    assert read_parameters(raii_guard(), code.replace(change, instead).encode()) is None


def test_an_attribute_that_the_template_does_not_know_makes_no_instance() -> None:
    assert recognise(GUARD, (POINT,)) is None


def test_a_hole_without_a_value_leaves_no_blank_behind() -> None:
    code = render(POINT, {"docs": "", "vis": "", "name": "Empty", "fields": []})
    assert code == "struct Empty {\n}\n"


def test_values_of_several_lines_stay_in_their_column() -> None:
    code = render(raii_guard(), guard(release="if frame > 0 {\n        give_back(frame);\n    }"))
    assert "            if frame > 0 {\n                give_back(frame);\n            }\n" in code


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% raise %}", "{# gone #}", "⟦name⟧", "//% for x in y"])
def test_text_of_a_value_never_reaches_the_template_engine_as_a_template(text: str) -> None:
    code = render(POINT, {"docs": f"/// {text}", "vis": "pub", "name": "Shown", "fields": []})
    assert f"/// {text}\n" in code


IDENT = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda s: s not in {"_", "as", "do", "fn", "if", "in", "pub", "mut"}
)
TYPE = st.sampled_from(
    ["u8", "Vec<(usize, usize)>", "&'static [u8; 4]", "Option<Box<dyn Fn(u8) -> u8>>", "(u8,)", "crate::a::B<{ 3 }>"]
)


@given(st.lists(st.fixed_dictionaries({"name": IDENT, "type": TYPE}), max_size=6))
def test_any_list_of_fields_survives_the_round_trip(fields: list[dict[str, str]]) -> None:
    keywords = {
        "crate",
        "else",
        "enum",
        "for",
        "impl",
        "let",
        "loop",
        "match",
        "mod",
        "move",
        "ref",
        "self",
        "super",
        "trait",
        "true",
        "type",
    }
    named = [
        f
        for f in fields
        if f["name"] not in keywords | {"use", "where", "while", "async", "await", "const", "dyn", "false", "return"}
    ]
    parameters: Parameters = {"docs": "/// D", "vis": "pub", "name": "Point", "fields": named}
    assert read_parameters(POINT, render(POINT, parameters).encode()) == parameters


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("//# s\n⟦name⟧\n", "line 2: `name` is not a declared parameter"),
        ("//# s\n//# name: idnt -- n\n", "line 2: `idnt` is no parameter type"),
        ("//# s\n//# name: ident -- n\nstruct ⟦name {}\n", "line 3: `⟦` is not closed"),
        ("//# s\n//# name: ident -- n\n//% while name\n", "line 3: unknown statement `while name`"),
        ("//# s\n//# a: list(b: ident) -- n\n//% for x in a\n", "`for` is not closed"),
    ],
)
def test_a_faulty_template_says_where(text: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        parse_template("broken", text)


def test_a_missing_parameter_is_named_with_what_it_is_for() -> None:
    with pytest.raises(TemplateError, match="wants the parameter `name`: its name"):
        render(POINT, {"docs": "", "vis": "", "fields": []})


def test_a_parameter_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(TemplateError, match="must be a Rust identifier"):
        render(POINT, {"docs": "", "vis": "", "name": "two words", "fields": []})
