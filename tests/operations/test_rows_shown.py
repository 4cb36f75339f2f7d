"""New rows shown together with rows of the file: written where those stand, refused where they do not tell one place."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
use crate::{
    fs::path,
    net,
};

pub fn start(queue: &mut Queue, limit: usize) -> Result<(), Error> {
    let first = queue.front()?;
    let count = queue.len();
    sockets()
        .lock()
        .attach(first, limit)?;

    wake_all();
    if count > limit {
        queue.shrink(limit);
    }
    let entry = Entry {
        id: next_id(),
        owner: queue.owner(),
    };
    register(entry);
    Ok(())
}

pub fn stop(queue: &mut Queue) {
    wake_all();
    table! {
        OPEN = 1 => open();
        CLOSE = 3 => close();
    }
}
"""


def changed(old: str, new: str) -> str:
    """`FILE` with one piece of it changed."""
    assert FILE.count(old) == 1
    return FILE.replace(old, new)


@pytest.mark.parametrize(
    ("words", "code", "old", "new"),
    [
        (
            "Keep the first entry in mind:",
            "sockets()\n    .lock()\n    .attach(first, limit)?;\nremember(first);\n\nwake_all();",
            "limit)?;\n\n",
            "limit)?;\n    remember(first);\n\n",
        ),
        (
            "The size is asked for under the lock:",
            "let first = queue.front()?;\nlet guard = queue.lock();\nlet count = queue.len();",
            "front()?;\n",
            "front()?;\n    let guard = queue.lock();\n",
        ),
        (
            "The identifier comes from the queue:",
            "    let entry = Entry {\n        id: queue.next(),\n        owner: queue.owner(),\n    // ... rest unchanged",
            "id: next_id(),",
            "id: queue.next(),",
        ),
        (
            "Shrinking is for those who asked for it:",
            "if count > limit {\n    if queue.may_shrink() {\n        queue.shrink(limit);\n    }\n}",
            "        queue.shrink(limit);\n",
            "        if queue.may_shrink() {\n            queue.shrink(limit);\n        }\n",
        ),
        ("One more import:", "    fs::path,\n    mem::pages,\n    net,", "path,\n", "path,\n    mem::pages,\n"),
        (
            "The table has a new entry:",
            "        OPEN = 1 => open();\n        READ = 2 => read();\n        CLOSE = 3 => close();",
            "open();\n",
            "open();\n        READ = 2 => read();\n",
        ),
    ],
)
def test_new_rows_go_among_the_rows_that_the_block_shows(words: str, code: str, old: str, new: str) -> None:
    after, (operation,) = planned(words, FILE, code)
    assert operation.status == "applies", operation.message
    assert after.decode() == changed(old, new)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        # Nothing of it is in the file, or only what stands twice.
        ("Tell the others:", "tell_others(queue);\nmore(queue);"),
        ("Tell the others as well:", "wake_all();\ntell_others();"),
        # What is shown as surroundings is not what the file has, and the words ask for no change.
        ("Add the guard:", "let first = queue.back()?;\nlet guard = queue.lock();\nlet count = queue.len();"),
        # A known row with a new body, while the old body stays.
        ("Shrink twice, as the limit says:", "if count > limit {\n    queue.halve();\n}"),
        # It begins a block that only the file's other rows would close.
        ("When the table is asked:", "if asked() {\n    let first = queue.front()?;\n    let count = queue.len();"),
        # The comment speaks of rows that are not shown, and nothing shown stands behind it.
        ("Then finish:", "// the wake-up stays the same\nfinish(queue, count);"),
    ],
)
def test_rows_that_do_not_tell_the_place_are_refused(words: str, code: str) -> None:
    after, operations = planned(words, FILE, code)
    assert [o.status for o in operations] == ["refused"]
    assert after.decode() == FILE


def test_it_is_there_already_the_second_time() -> None:
    code = "sockets()\n    .lock()\n    .attach(first, limit)?;\nremember(first);\n\nwake_all();"
    once, _ = planned("Keep the first entry in mind:", FILE, code)
    twice, (operation,) = planned("Keep the first entry in mind:", once, code)
    assert (operation.status, twice) == ("applied", once)
