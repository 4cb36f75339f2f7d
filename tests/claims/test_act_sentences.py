"""What people write about types that no kind knows, on types that are as they should be: what is true holds or stays open, what is not true of
them never holds, and nothing fails that is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.test_versions import outcomes, read_page

FOLDER = Path(__file__).parent / "versions"

TRUE = {
    "watch_set": """
`Drop` disarms all slots in reverse order
Slots are disarmed exactly once on drop
Slots disarmed newest first
`Drop` disarms the slots, then fences the bus
`Drop` fences the bus after disarming the slots
`leave_armed()` does not disarm anything
After `leave_armed()` no slot is disarmed
Nothing is disarmed after `leave_armed()`
`slots()` has no side effects
`add()` does not disarm or fence
Creating a `WatchSet` has no side effects
`Drop` disarms the slots if `leave_armed()` was not called
All slots are disarmed on panic
`Drop` undoes everything unless `leave_armed()` was called
""",
    "port_claim": """
`Drop` vacates the port
The port is vacated exactly once if `listen()` fails
`listen()` listens on the port
`share()` does not vacate or occupy anything
Dropping an unlistened claim vacates the port
`take()` occupies the port and does not vacate it
""",
}
UNTRUE = {
    "watch_set": """
`Drop` disarms slots in order of insertion
Slots are disarmed oldest first
`Drop` fences the bus before disarming the slots
`Drop` fences the bus, then disarms the slots
`add()` disarms the slot
`add()` has no side effects
`leave_armed()` disarms all slots
`Drop` does not disarm the slots
`Drop` disarms the slots only if `leave_armed()` was called
`Drop` disarms the slots and logs them
`Drop` disarms shared slots twice
`slots()` fences the bus
dropping a `WatchSet` does nothing
`add()` returns `WatchError::NoSlot`
`leave_armed()` returns `0`
`add()` fences the bus once
`Drop` never disarms slot 0
`add()` is lock-free
""",
    "port_claim": """
after `listen()` the port is vacated
`listen()` vacates the port
`Drop` vacates the port only if `listen()` fails
`take()` vacates the port if `map.occupy` fails
`share()` occupies the port
`share()` has no side effects
`listen()` returns `Ok(())`
the port is not vacated on panic
`shared()` returns `true`
`Drop` vacates the port twice
`Drop` vacates the port asynchronously
`Drop` vacates the port unless `shared` is set
""",
}


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, text) for name, rows in table.items() for text in rows.strip().splitlines()]


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], str]:
    told = {}
    for name in TRUE:
        page = read_page(FOLDER / f"{name}.md")
        texts = [text for table in (TRUE, UNTRUE) for n, text in cases(table) if n == name]
        rows = outcomes(page._replace(criteria=texts), page.base)
        told.update({(name, text): outcome for text, outcome in zip(texts, rows, strict=True)})
    return told


@pytest.mark.parametrize("case", cases(TRUE), ids=lambda case: case[1])
def test_what_is_true_holds(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "holds"


@pytest.mark.parametrize("case", cases(UNTRUE), ids=lambda case: case[1])
def test_what_is_not_true_never_holds(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] != "holds"


@pytest.mark.parametrize(
    ("version", "outcome"),
    [("", "holds"), ("a fence before", "undecided")],
    ids=["as it should be", "the other way round"],
)
def test_what_a_sentence_names_one_after_the_other_is_done_so(version: str, outcome: str) -> None:
    page = read_page(FOLDER / "watch_set.md")
    code = next((v.source for v in page.versions if v.name == version), page.base)
    (told,) = outcomes(page._replace(criteria=["`Drop` disarms the slots and fences the bus"]), code)
    assert told == outcome
