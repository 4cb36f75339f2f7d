"""Every code that a refusal or a verdict can carry is explained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from uowgen.codes import CODES, find_code

SOURCES = sorted((Path(__file__).parents[2] / "uowgen").rglob("*.py"))
CARRYING = {"Refusal", "refused", "refuse", "undecided"}  # what is called to make one
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def carried_in(path: Path) -> set[str]:
    """The codes that the calls of a file carry."""
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    named = [n for n in calls if getattr(n.func, "id", getattr(n.func, "attr", "")) in CARRYING]
    texts = {a.value for n in named for a in n.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return {t for t in texts if CODE.fullmatch(t)}


def test_every_code_that_is_carried_is_explained() -> None:
    carried = {code for path in SOURCES for code in carried_in(path)}
    assert "anchor-ambiguous" in carried
    assert sorted(code for code in carried if find_code(code) is None) == []


def test_an_explanation_says_what_to_write_instead() -> None:
    assert [c.name for c in CODES if not (c.means and c.example and c.instead)] == []
