"""What people write about guards, on one guard that is as it should be: what is true of it holds, what is not true of it never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.test_versions import outcomes, read_page

PAGE = read_page(Path(__file__).parent / "versions" / "frame_guard.md")

TRUE = """
`FrameGuard::new()` returns an empty guard
`new()` creates an empty, armed guard
`new` starts with no frames
A new guard is empty
New guard starts armed
Guard starts out empty and armed
`new()` initializes an empty frame list
`new()` initialises `armed` to `true`
`new()` sets `armed` to true
`track()` adds the frame to the list
`track()` appends the frame to `frames`
`track(frame)` records the frame
`FrameGuard::track` stores the frame for later release
`track` pushes the frame onto the list
`track()` remembers every frame in order
Frames are tracked via `track()`
`commit()` disarms
`commit()` disarms the guard so that `Drop` does nothing
`commit()` sets `armed` to `false`
`commit()` clears the `armed` flag
`commit()` consumes the guard and keeps the frames
`commit()` prevents the frames from being freed
`commit()` prevents the release of frames
`commit()` suppresses cleanup
`commit()` leaves all frames allocated
`commit()` makes drop a no-op
After `commit()` no frames are freed
After `commit()`, dropping the guard frees nothing
No frames are freed after `commit()`
Committed guard frees nothing
A committed guard does not free anything
Dropping a committed guard has no effect
Dropping a disarmed guard does nothing
`Drop` frees all tracked frames
`Drop` frees all tracked frames if still armed
`Drop` frees every tracked frame exactly once
`Drop` releases the frames in reverse order
`Drop` releases frames in LIFO order
`Drop` releases all frames unless committed
`Drop` returns every tracked frame to the allocator
`Drop` gives all frames back to the allocator in reverse order
`Drop` impl frees tracked frames
`Drop` is a no-op after `commit()`
`Drop` does nothing when disarmed
`Drop` skips cleanup if the guard was committed
`drop()` returns early if disarmed
`drop()` calls `free_frame` for each tracked frame
On drop, all tracked frames are freed
On drop, frames are freed in reverse order of tracking
On drop the guard frees every frame it tracks
When dropped without commit, all frames are freed
If not committed, dropping the guard frees all frames
Dropping the guard without calling `commit()` frees every tracked frame
Dropping an uncommitted guard frees all tracked frames
All tracked frames are freed on drop
All frames are freed when the guard is dropped
All frames are freed if the guard is dropped without `commit()`
All frames are freed when the guard goes out of scope
Frames are freed on early return
Early returns free all tracked frames
Frames are released if a panic unwinds
Guard frees frames on panic
Frames are freed in the reverse of the order they were tracked
Frames are freed last-in, first-out
Each frame is freed exactly once
Each tracked frame is freed once
No frame is freed twice
No double free
Frames are never freed twice
Never frees a frame more than once
No frame is leaked
No frames leak if the guard is dropped
`FrameGuard` frees its frames on drop
An empty guard drops without freeing anything
Dropping an empty guard does nothing
""".strip().split("\n")

NOT_TRUE = """
`Drop` frees all frames except the first
`Drop` frees all but the last frame
`Drop` frees the first frame only
`Drop` frees half of the tracked frames
`Drop` frees frames only on panic
`Drop` does not free frames
`Drop` never frees frames
`Drop` frees each frame twice
`Drop` frees frames in the order they were tracked
`Drop` frees frames in FIFO order
`Drop` frees the oldest frame first
Frames are released in allocation order
`Drop` frees frames after commit
`Drop` frees all frames if committed
`Drop` does nothing
`Drop` does nothing if not committed
`Drop` does nothing unless committed
`commit()` frees all frames
`commit()` releases the frames
`commit()` frees the frames in reverse order
`commit()` does nothing
`commit()` sets `armed` to true
`track()` frees the frame
`track()` does nothing
`track()` disarms the guard
`track()` prevents cleanup
`track()` keeps the frame
`track()` records at most one frame
`track()` ignores duplicates
`track()` records no frames
`new()` starts disarmed
`new()` creates a disarmed guard
`new()` sets `armed` to false
`new()` creates a guard with one frame
`new()` tracks the frame
A new guard is not empty
A new guard is not armed
Guard starts disarmed
Dropping the guard keeps the frames
Dropping an armed guard does nothing
A committed guard frees everything
No frames are freed on drop
No frames are freed
No frames are freed unless committed
Frames are leaked on drop
All frames leak
Each frame is freed at least twice
Frames are not freed exactly once
Frames are freed by `commit()`
Frames are freed before drop
Frames are freed lazily on drop
Frames are zeroed and freed on drop
`Drop` unmaps all frames
`Drop` flushes the TLB
`Drop` frees frames and flushes the TLB
`Drop` logs a warning and frees frames
`Drop` unmaps and frees all frames
`Drop` closes the frames
`Drop` calls `dealloc` for each frame
`dealloc` is called on drop
""".strip().split("\n")


def test_what_is_true_of_a_guard_holds_in_many_words() -> None:
    found = outcomes(PAGE._replace(criteria=TRUE), PAGE.base)
    assert [text for text, outcome in zip(TRUE, found, strict=True) if outcome != "holds"] == []


def test_what_is_not_true_of_a_guard_does_not_hold() -> None:
    found = outcomes(PAGE._replace(criteria=NOT_TRUE), PAGE.base)
    assert [text for text, outcome in zip(NOT_TRUE, found, strict=True) if outcome == "holds"] == []


@pytest.mark.parametrize("text", ["On drop, all tracked frames are freed", "Unused guards free their frames on drop"])
def test_the_first_word_of_a_sentence_is_no_type(text: str) -> None:
    assert "fails" not in outcomes(PAGE._replace(criteria=[text]), PAGE.base)
