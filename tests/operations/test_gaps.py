"""Gaps in code that is large or deeply nested: an answer, and no fault."""

from __future__ import annotations

from tests.operations.planning import planned


def test_code_that_is_nested_deeply_is_refused_or_filled_without_a_fault() -> None:
    deep = "if a {\n" * 400 + "step();\n" + "}\n" * 400
    text = f"fn f() {{\n{deep}}}\n"
    shown = "fn f() {\n" + "if a {\n" * 400 + "// ...\nstep();\nmore();\n" + "}\n" * 400 + "}"
    after, (operation,) = planned("Update `f`:", text, shown)
    assert operation.status == "applies" or (after.decode() == text and operation.code == "elided-code")


def test_a_long_function_takes_its_line() -> None:
    rows = [f"    step_{n}();" for n in range(1500)]
    text = "fn f() {\n" + "\n".join(rows) + "\n}\n"
    shown = "fn f() {\n    // ...\n    step_700();\n    more();\n    // ...\n}"
    after, (operation,) = planned("Update `f`:", text, shown)
    assert operation.status == "applies"
    assert after.decode() == text.replace("    step_700();\n", "    step_700();\n    more();\n")


def test_all_of_a_long_function_may_be_shown() -> None:
    rows = [f"    step_{n}();" for n in range(1500)]
    text = "fn f() {\n" + "\n".join(rows) + "\n}\n"
    shown = "fn f() {\n" + "\n".join([*rows[:700], "    // ..."]) + "\n    more();\n    step_1499();\n}"
    after, (operation,) = planned("Update `f`:", text, shown)
    assert operation.status == "applies" or (after.decode() == text and operation.code == "elided-code")
