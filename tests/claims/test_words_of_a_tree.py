"""After many searches the words of a tree are noted once: what is found stays the same."""

from __future__ import annotations

from uowgen.facts.code import Code
from uowgen.tree import MemoryTree

TEXTS = {
    "src/a.rs": "pub struct Frame; pub fn grow() {} // only said: shrink\n",
    "src/b.rs": "pub struct FrameList; pub struct Größe; pub fn r#move() {}\n",
    "src/c.rs": "use crate::a::Frame; impl Frame { pub fn len(&self) -> usize { 0 } }\n",
    "README.md": "Frame\n",
}
FILES = {path: text.encode() for path, text in TEXTS.items()}
NAMES = ("Frame", "FrameList", "grow", "shrink", "Größe", "r#move", "len", "crate::a::Frame", "nowhere")


def test_a_name_is_declared_where_it_was_before_the_words_were_noted() -> None:
    early, late = Code(MemoryTree(FILES)), Code(MemoryTree(FILES))
    for n in range(50):
        assert late.declared(f"absent_{n}") == ()
    for name in NAMES:
        places = [[d.place for d in code.declared(name)] for code in (early, late)]
        assert places[0] == places[1]
        impls = [[d.place for d in code.impls_of(name)] for code in (early, late)]
        assert impls[0] == impls[1]
    assert [d.place for d in late.declared("Größe")] == ["src/b.rs:1"]
    assert [d.place for d in late.declared("grow")] == ["src/a.rs:1"]


def test_a_tree_is_searched_so_often_only() -> None:
    searched: list[bytes] = []

    class Counted(MemoryTree):
        def containing(self, needles):  # type: ignore[no-untyped-def]
            wanted = tuple(needles)
            searched.extend(wanted)
            return super().containing(wanted)

    code = Code(Counted(FILES))
    for n in range(300):
        code.declared(f"absent_{n}")
    assert 0 < len(searched) < 50
