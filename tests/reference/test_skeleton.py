"""Skeletons of models: what a person wrote into one stays, byte for byte; only parameters and missing methods change."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st

from uowgen.reference.shape import shape_of
from uowgen.reference.skeleton import Wanted, skeleton, synced

TRACK = Wanted("track", ("va", "phys"), "fn track(&mut self, va: usize, phys: usize)")
DROP = Wanted("drop", (), "fn drop(&mut self)")
NEW = Wanted("__init__", ("root",), "fn new(root: usize) -> Self")
FILLED = """# by hand
class Guard:
    def __init__(self, root):
        self.root = root
        self.pages = []   # what was tracked

    def track(self, va):
        # only the address
        self.pages.append(va)

    def helper_of_mine(self):
        return 1
"""

names = st.lists(st.sampled_from(["va", "phys", "length", "flags", "root"]), unique=True, max_size=4).map(tuple)
methods = st.lists(st.sampled_from(["track", "commit", "drop", "find"]), unique=True, max_size=4)


def test_a_field_called_as_a_method_does_not_hide_it():
    source = skeleton("Guard", ("track", "root"), NEW, (TRACK,), "uow-1.md, 1")
    assert "self._track = ..." in source
    assert "self.track " not in source
    assert "self.root = root" in source


def test_a_skeleton_has_the_shape_of_the_type():
    source = skeleton("Guard", ("root", "pages"), NEW, (TRACK, DROP), "uow-1.md, 1")
    shape = shape_of(source)
    assert shape.name == "Guard"
    assert [(m.name, m.parameters) for m in shape.methods] == [("track", ("va", "phys")), ("drop", ())]
    assert "self.root = root" in source


def test_sync_changes_parameters_and_adds_methods_and_nothing_else():
    done = synced(FILLED, "Guard", NEW, (TRACK, DROP))
    assert done.source.startswith(FILLED.replace("def track(self, va):", "def track(self, va, phys):").rstrip("\n"))
    assert "def drop(self):" in done.source
    assert done.changes == (
        "`track` takes (va, phys) instead of (va)", "added `drop`", "`helper_of_mine` is in the model and not in the type; left as it is",
    )  # fmt: skip
    ast.parse(done.source)


@given(first=st.tuples(methods, names), second=st.tuples(methods, names))
def test_synced_twice_is_synced_once(first, second):
    def wanted(of):
        return tuple(Wanted(name, of[1], f"fn {name}()") for name in of[0])

    source = skeleton("Guard", (), None, wanted(first), "x")
    once = synced(source, "Guard", None, wanted(second)).source
    again = synced(once, "Guard", None, wanted(second))
    assert again.source == once
    ast.parse(once)
