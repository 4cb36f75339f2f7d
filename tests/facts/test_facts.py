"""Facts are read off a tree as an ordinary build has it."""

from __future__ import annotations

import pytest

from uowgen.facts.calls import calls_in
from uowgen.facts.code import Code
from uowgen.facts.condition import condition_of
from uowgen.facts.imports import used_names
from uowgen.facts.members import attributes_of, derives_of, variants_of
from uowgen.facts.modules import declarations_of_module, file_of_module, is_exported
from uowgen.tree import MemoryTree


@pytest.mark.parametrize(
    "attribute,condition",
    [
        ("#[cfg(any())]", "never"),
        ("#[cfg(not(all()))]", "never"),
        ("#[cfg(all())]", "always"),
        ("#[cfg(test)]", "tests"),
        ("#[cfg(not(test))]", "always"),
        ("#[cfg(all(test, any()))]", "never"),
        ('#[cfg(any(test, feature = "a, b)"))]', "sometimes"),
        ("#[test]", "tests"),
        ("#[inline]", "always"),
    ],
)
def test_a_condition_is_worked_out_without_knowing_the_features(attribute: str, condition: str) -> None:
    assert condition_of((attribute,)) == condition


def code(**files: str) -> Code:
    return Code(MemoryTree({name.replace("__", "/") + ".rs": text.encode() for name, text in files.items()}))


def test_what_encloses_an_item_decides_whether_it_counts() -> None:
    found = code(a="#[cfg(any())]\nmod dead { mod deeper { struct S; } }\nstruct T;").file("a.rs")
    assert found is not None
    assert {d.item.name: d.condition for d in found.declarations()} == {
        "dead": "never",
        "deeper": "never",
        "S": "never",
        "T": "always",
    }


def test_an_enum_that_a_macro_defines_has_its_variants_and_derives() -> None:
    (found,) = code(a='errors! {\n    #[derive(Clone)]\n    pub enum E(2) { A = 1 => "a", B(u8) = 2 => "b" }\n}').declared("E")
    assert [m.name for m in variants_of(found).all] == ["A", "B"]
    assert derives_of(found) == ("Clone",) and attributes_of(found) == ("#[derive(Clone)]",)


def test_a_path_of_a_call_is_written_without_spaces_and_generics() -> None:
    file = code(a="fn f() { a :: b::<u8> (1); GPU\n .lock().draw(); m!(x.y(1)); }").file("a.rs")
    assert file is not None
    assert {(c.path, c.sure) for c in calls_in(file, file.rust.root)} == {
        ("a::b", True), ("GPU.lock", True), ("GPU.lock().draw", True), ("x.y", False),
    }  # fmt: skip


def test_a_module_leads_to_its_file() -> None:
    tree = code(src__lib="mod a;\nmod c;", src__a="mod b;", src__a__b="", src__c__mod="")
    (b,) = declarations_of_module(tree, "b")
    (c,) = declarations_of_module(tree, "c")
    places = [file_of_module(tree, d) for d in (b, c)]
    assert [f.path if f else None for f in places] == ["src/a/b.rs", "src/c/mod.rs"]


def test_a_re_export_makes_a_name_reachable() -> None:
    tree = code(lib="pub use a::{X, Y as Z};\nuse a::W;")
    assert [is_exported(tree, n, "lib.rs") is not None for n in ("X", "Y", "Z", "W")] == [True, False, True, False]
    assert used_names("a::{self, b::*}") == frozenset({"a"})
