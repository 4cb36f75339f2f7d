"""The reference models do what their criteria say, and their shapes are written down as the sources give them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from uowgen.reference import write_shapes
from uowgen.reference.frame_guard import FrameGuard
from uowgen.reference.kernel import Effect, Kernel
from uowgen.reference.page_guard import PageGuard
from uowgen.reference.shape import shape_of
from uowgen.reference.shapes import BUNDLED

ROOT = 0x1000
pages = st.lists(st.tuples(st.integers(1, 50), st.booleans()), max_size=5, unique_by=lambda p: p[0])


def guard_over(tracked: list[tuple[int, bool]]) -> tuple[Kernel, PageGuard]:
    kernel = Kernel(ROOT, {va: va + 1000 for va, mapped in tracked if mapped})
    guard = PageGuard(kernel, ROOT)
    for va, _ in tracked:
        guard.track(va, va + 1000)
    return kernel, guard


@given(pages)
def test_a_committed_guard_has_no_effect(tracked: list[tuple[int, bool]]) -> None:
    kernel, guard = guard_over(tracked)
    guard.commit()
    guard.drop()
    assert kernel.effects == []


@given(pages)
def test_a_guard_that_is_not_committed_unmaps_and_frees_each_page_once(tracked: list[tuple[int, bool]]) -> None:
    kernel, guard = guard_over(tracked)
    guard.drop()
    expected = []
    for va, mapped in tracked:
        expected += [Effect("clear", (va,)), Effect("flush", (va,))] if mapped else []
        expected.append(Effect("free", (va + 1000,)))
    assert kernel.effects == expected
    assert not kernel.misuse and not kernel.mapped


def test_the_kernel_notices_a_frame_freed_twice_or_while_mapped_or_cached() -> None:
    kernel = Kernel(ROOT, {1: 10, 2: 20})
    kernel.free(10)
    kernel.clear(ROOT, 2)
    kernel.free(20)
    kernel.free(20)
    assert kernel.misuse == [
        "freed 0xa while a page still leads to it",
        "freed 0x14 while the TLB still remembers it",
        "freed 0x14 twice",
        "freed 0x14 while the TLB still remembers it",
    ]


def test_a_frame_guard_frees_and_never_unmaps() -> None:
    kernel = Kernel(ROOT, {})
    guard = FrameGuard(kernel)
    guard.track(7)
    guard.drop()
    assert kernel.effects == [Effect("free", (7,))]


def test_the_shape_says_which_method_records_and_which_commits() -> None:
    shape = shape_of(
        "class G:\n def __init__(self, kernel, irq):\n  self.held: list[int] = []\n  self.off = False\n"
        " def add(self, x):\n  self.held.append(x)\n def disarm(self):\n  self.off = True\n def drop(self):\n  pass\n"
    )
    assert shape.constructor == ("irq",)
    assert [(m.name, m.role) for m in shape.methods] == [("add", "record"), ("disarm", "commit"), ("drop", "drop")]
    assert (shape.tracked, shape.flag) == ("held", "off")


def test_the_written_shapes_are_those_of_the_sources() -> None:
    namespace: dict[str, object] = {}
    from uowgen.reference import shapes

    exec(write_shapes.generated(), {"Shape": shapes.Shape, "Method": shapes.Method}, namespace)
    assert namespace["BUNDLED"] == BUNDLED
    assert set(BUNDLED) == set(write_shapes.MODELS)
