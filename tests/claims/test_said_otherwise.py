"""What the criteria of `versions/` say, said in other words: on every version the verdict is that of the plain sentence."""

from __future__ import annotations

import pytest

from tests.claims.test_versions import PAGES, outcomes, read_page

BY_NAME = {path.stem: path for path in PAGES}
SAID = {
    "frame_guard": (
        ("Uncommitted frames are freed on drop", "Without `commit()`, all frames are freed automatically"),
        ("Uncommitted frames are freed on drop", "All frames are freed if an error occurs before `commit()`"),
        ("Uncommitted frames are freed on drop", "Early `?` returns free the tracked frames"),
        ("Uncommitted frames are freed on drop", "No frame is leaked when allocation fails midway"),
        ("Frames are released in reverse order", "`Drop` iterates the frames in reverse"),
        ("`commit()` disarms the guard", "`Drop` does not free frames after a successful `commit()`"),
        ("`new()` creates an empty guard", "`FrameGuard::new()` starts with nothing tracked"),
        ("`track()` records each allocated frame", "`track(frame)` adds the frame to the guard"),
        ("`commit()` disarms the guard", "After `commit()` no frame is freed"),
        ("Uncommitted frames are freed on drop", "Drop returns all tracked frames to the allocator when `commit()` was not called"),
        ("Uncommitted frames are freed on drop", "An early return frees all frames allocated so far"),
        ("Uncommitted frames are freed on drop", "A panic between `new()` and `commit()` does not leak frames"),
        ("Frames are released in reverse order", "The last tracked frame is freed first"),
        ("Frames are released in reverse order", "Frames are freed in LIFO order"),
    ),
    "mapping_guard": (
        ("`into_inner()` disarms the guard", "`into_inner()` releases the mapping without unmapping it"),
        ("`disarm()` prevents the unmap on drop", "`disarm()` keeps the mapping alive"),
        ("`into_inner()` disarms the guard", "After `into_inner()` the caller owns the mapping"),
        ("`into_inner()` disarms the guard", "Drop after `into_inner()` does not unmap"),
        ("Dropping an armed guard unmaps the mapping", "A guard that was not disarmed unmaps its address on drop"),
        ("No mapping is unmapped twice", "Unmapping happens at most once"),
    ),
    "mapped_range": (
        (
            "Dropping the range without calling `finish()` unmaps every page and frees its frame",
            "A `MappedRange` that is dropped before `finish()` unmaps every page and frees its frame",
        ),
        ("Dropping an empty range does nothing", "A range with no pages drops without touching the page table"),
    ),
    "permit": (
        ("`Drop` returns the slot to the pool", "The slot goes back to the pool when the permit is dropped"),
        ("No slot is returned twice", "The slot is not returned twice"),
    ),
    "task_states": (
        ("a new task starts in `Ready`", "New tasks are `Ready`"),
        ("`start()` is not allowed from `Running`", "`start()` on a `Running` task returns an error"),
        ("`block()` is only allowed from `Running`", "Only `Running` tasks can block"),
        ("invalid transitions leave the state unchanged", "State does not change on a rejected transition"),
        ("`start()` is only allowed from `Ready`", "Only a `Ready` task can be started"),
        ("`start()` is not allowed from `Exited`", "An exited task can not be started again"),
        ("`wake()` moves `Blocked` tasks back to `Ready`", "A blocked task becomes `Ready` again on `wake()`"),
        ("`wake()` is not allowed from `Running`", "`wake()` on a running task is an error"),
        ("No transition leaves `Exited`", "No method brings an exited task back"),
    ),
    "frame_bitmap": (
        ("`alloc()` returns distinct frames", "Allocated frames are unique until freed"),
        ("`alloc()` returns `None` when all frames are in use", "Allocation fails when the bitmap is full"),
        ("`free()` rejects a frame that is not allocated", "`free()` of an out-of-range frame returns an error"),
        ("`alloc()` returns distinct frames", "`alloc()` never returns a frame that is in use"),
        ("`alloc()` returns `None` when all frames are in use", "`alloc()` fails when no frames are left"),
        ("`free()` makes the frame available again", "A freed frame can be allocated again"),
        ("Double free returns `Err(FreeError)`", "Freeing a frame twice is an error"),
        ("`free()` rejects a frame that is not allocated", "Freeing an unallocated frame fails"),
        ("`free_count()` returns the number of free frames", "`free_count()` drops by one with each allocation"),
    ),
    "irq_guard": (
        ("`Drop` restores the saved interrupt state", "Interrupts are re-enabled on drop only if they were enabled before"),
        ("`new()` disables interrupts", "Creating a guard turns interrupts off"),
        ("`Drop` restores the saved interrupt state", "Interrupts come back on when the guard is dropped"),
        (
            "Interrupts stay disabled if they were disabled before",
            "Dropping the guard does not enable interrupts that were off before",
        ),
        ("Nested guards restore the outermost state last", "Two nested guards leave interrupts as they were before the first"),
    ),
    "frame_refs": (
        ("`inc()` increments the count", "`inc()` adds a reference"),
        ("`dec()` frees the frame when the count reaches zero", "Frame stays allocated while the count is above zero"),
        ("`new()` starts with a count of 1", "A new reference count is 1"),
        ("`dec()` frees the frame when the count reaches zero", "`dec()` only frees at zero"),
        ("`dec()` frees the frame when the count reaches zero", "The last `dec()` frees the frame"),
    ),
    "teardown": (
        ("`destroy()` frees every leaf frame", "All leaf frames are freed"),
        ("`destroy()` frees leaves before their table", "Bottom-up teardown"),
        ("`destroy()` frees leaves before their table", "Children are freed before their parent"),
        ("`destroy()` frees leaves before their table", "The table's own frame is freed after its entries"),
        ("empty entries are skipped", "Empty entries free nothing"),
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_the_verdict_is_that_of_the_plain_sentence(name: str) -> None:
    page = read_page(BY_NAME[name])
    asked = page._replace(criteria=[text for pair in SAID[name] for text in pair])
    for source in (page.base, *(version.source for version in page.versions)):
        found = outcomes(asked, source)
        for n, (plain, free) in enumerate(SAID[name]):
            # One may be decided by what is done or held, where the other asks for a guard that is none here.
            assert {"holds", "fails"} - {found[2 * n], found[2 * n + 1]}, (plain, free, source)
            assert source != page.base or found[2 * n] == "holds", plain


def test_of_two_methods_that_end_a_guard_the_one_that_is_named_is_looked_at() -> None:
    page = read_page(BY_NAME["mapping_guard"])
    asked = page._replace(criteria=["After `into_inner()` the caller owns the mapping", "Mapping is not unmapped after `disarm()`"])
    found = {v.name: outcomes(asked, v.source)[1] for v in page.versions if v.name in ("flag", "disarm noop", "disarm copy")}
    assert found == {"flag": "holds", "disarm noop": "fails", "disarm copy": "fails"}
