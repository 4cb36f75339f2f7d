"""A plan is written with the record of what each of its specs put in, and can be taken out by it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workspace.crashing import files_of
from uowgen.diagnostic import Diagnostic
from uowgen.model import FileChange, Operation, Plan, Spec, SpecPlan
from uowgen.patch import change_between, make_change
from uowgen.revert import written_by
from uowgen.text import Draft, Edit, Span
from uowgen.tree import Tree
from uowgen.workspace import DiskTree, write_plan
from uowgen.workspace.applied import recorded, revert_specs, spec_name

TEXT = b"use a;\n\nfn f() {}\n"


def operation(path: str, at: int, text: bytes, status: str = "applies") -> Operation:
    edits = (Edit(path, Span(at, at), text),) if status == "applies" else ()
    return Operation("insert_before", 1, Span(0, 0), path, "fn f", status, edits=edits)  # type: ignore[arg-type]


def planned(originals: dict[str, bytes | None], *specs: tuple[str, tuple[Operation, ...]]) -> Plan:
    drafts = {path: Draft(path, text) for path, text in originals.items()}
    for _, operations in specs:
        for each in operations:
            drafts[each.file] = drafts[each.file].apply(each.edits)
    plans = tuple(SpecPlan(Spec(f"{id_}.md", id_, "", 1, Span(0, 0)), operations) for id_, operations in specs)
    return Plan(plans, tuple(make_change(path, draft) for path, draft in drafts.items()))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.rs").write_bytes(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


TWO = planned(
    {"a.rs": TEXT, "new/b.rs": None},
    ("1", (operation("a.rs", 8, b"struct One;\n\n"), operation("new/b.rs", 0, b"fn b() {}\n"))),
    ("2", (operation("a.rs", 21, b"struct Two;\n\n"), operation("a.rs", 0, b"", "refused"))),
)


def no_way(name: str, tree: Tree) -> tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]:
    return (), (Diagnostic("not-recorded", "", name),)


def revert(root: Path, *ids: str) -> list[str]:
    names = [spec_name(str(root), f"{id_}.md", id_) for id_ in ids]
    return [p.code for p in revert_specs(DiskTree(str(root)), names, no_way).problems]


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1")])
def test_each_spec_of_a_run_can_be_taken_out_alone_in_any_order(root: Path, order: tuple[str, str]) -> None:
    assert write_plan(DiskTree(str(root)), TWO) == ()
    assert (root / "a.rs").read_bytes() == b"use a;\n\nstruct One;\n\nstruct Two;\n\nfn f() {}\n"
    assert revert(root, order[0]) == []
    other = {"1": b"struct One;\n\n", "2": b"struct Two;\n\n"}[order[1]]
    assert (root / "a.rs").read_bytes() == b"use a;\n\n" + other + b"fn f() {}\n"
    assert revert(root, order[1]) == []
    assert files_of(root) == {"a.rs": TEXT}
    assert not (root / "new").exists()


def test_several_specs_are_taken_out_together(root: Path) -> None:
    write_plan(DiskTree(str(root)), TWO)
    assert revert(root, "1", "2") == []
    assert files_of(root) == {"a.rs": TEXT}
    assert not list((root / ".uowgen").rglob("*.json"))


def test_if_one_of_several_specs_cannot_be_taken_out_none_is(root: Path) -> None:
    write_plan(DiskTree(str(root)), TWO)
    (root / "a.rs").write_bytes((root / "a.rs").read_bytes().replace(b"struct One;", b"struct First;"))
    before = files_of(root)
    assert revert(root, "1", "2") == ["changed-since-apply"]
    assert revert(root, "2", "3") == ["not-recorded"]
    assert files_of(root) == before
    assert len(list((root / ".uowgen").rglob("*.json"))) == 2


def test_what_was_not_recorded_is_taken_out_as_the_caller_says(root: Path) -> None:
    source = DiskTree(str(root)).read("a.rs")
    assert source is not None
    change = change_between("a.rs", source.data, b"fn f() {}\n")
    written = revert_specs(DiskTree(str(root)), ["x"], lambda name, tree: ((change,), ()))
    assert written == (("a.rs",), ())
    assert (root / "a.rs").read_bytes() == b"fn f() {}\n"


def test_taken_out_a_spec_is_forgotten(root: Path) -> None:
    write_plan(DiskTree(str(root)), TWO)
    name = spec_name(str(root), "1.md", "1")
    assert len(recorded(str(root), name)) == 1
    assert revert(root, "1") == []
    assert recorded(str(root), name) == ()


def test_runs_that_add_up_are_taken_out_together(root: Path) -> None:
    write_plan(DiskTree(str(root)), planned({"a.rs": TEXT}, ("1", (operation("a.rs", 8, b"struct One;\n\n"),))))
    text = (root / "a.rs").read_bytes()
    write_plan(DiskTree(str(root)), planned({"a.rs": text}, ("1", (operation("a.rs", 0, b"use b;\n"),))))
    assert revert(root, "1") == []
    assert (root / "a.rs").read_bytes() == TEXT


def test_a_run_that_was_undone_otherwise_does_not_stand_in_the_way(root: Path) -> None:
    plan = planned({"a.rs": TEXT}, ("1", (operation("a.rs", 8, b"struct One;\n\n"),)))
    write_plan(DiskTree(str(root)), plan)
    (root / "a.rs").write_bytes(TEXT + b"// more\n")  # git checkout, and then somebody's change
    again = planned({"a.rs": TEXT + b"// more\n"}, ("1", (operation("a.rs", 8, b"struct One;\n\n"),)))
    write_plan(DiskTree(str(root)), again)
    assert revert(root, "1") == []
    assert (root / "a.rs").read_bytes() == TEXT + b"// more\n"


def test_a_plan_that_is_not_written_is_not_recorded(root: Path) -> None:
    tree = DiskTree(str(root))
    (root / "a.rs").write_bytes(b"somebody's")
    assert [p.code for p in write_plan(tree, TWO)] == ["changed-since-plan"]
    assert recorded(str(root), spec_name(str(root), "1.md", "1")) == ()


def test_a_second_run_records_nothing_more(root: Path) -> None:
    write_plan(DiskTree(str(root)), TWO)
    text = (root / "a.rs").read_bytes()
    nothing = planned({"a.rs": text}, ("1", (operation("a.rs", 0, b"", "applied"),)))
    assert write_plan(DiskTree(str(root)), nothing) == ()
    assert len(recorded(str(root), spec_name(str(root), "1.md", "1"))) == 1


def test_a_record_that_cannot_be_read_counts_as_none(root: Path) -> None:
    write_plan(DiskTree(str(root)), TWO)
    for path in (root / ".uowgen/applied").iterdir():
        path.write_bytes(b"garbage")
    assert recorded(str(root), spec_name(str(root), "1.md", "1")) == ()


def test_a_spec_is_known_by_the_same_name_from_every_folder(root: Path) -> None:
    (root / "docs").mkdir()
    here = spec_name(str(root), "docs/a.md", "1")
    os.chdir(root / "docs")
    assert spec_name(str(root), "a.md", "1") == here == "docs/a.md#1"


def test_operations_that_do_not_add_up_to_the_plan_are_a_fault() -> None:
    with pytest.raises(AssertionError, match="add up"):
        written_by(TWO._replace(changes=(TWO.changes[0]._replace(result=b"x"), TWO.changes[1])))
