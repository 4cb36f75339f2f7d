"""Arms, variants and fields shown beside one that the file has: into the match or type that has it."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
enum Place {
    Any,
    Fixed(usize),
}

enum Other {
    Any,
}

fn name(place: u32) -> &'static str {
    match place {
        SYS_READ => "read",
        SYS_EXIT => "exit",
        _ => "?",
    }
}

fn call(this: &mut This, number: u32) -> usize {
    match number {
        SYS_READ => this.read(),
        SYS_EXIT => this.exit(),
        _ => 0,
    }
}

fn check(place: &Place) -> bool {
    match place {
        Place::Fixed(at) => at > 0,
        Place::Any => true,
    }
}

fn build(place: Place) -> usize {
    match place {
        Place::Fixed(at) => at,
        Place::Any => free(),
    }
}
"""


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        (
            "Place::Low(at) => at < 9,\nPlace::Any => true,",
            "        Place::Any => true,\n",
            "        Place::Low(at) => at < 9,\n        Place::Any => true,\n",
        ),
        (
            "SYS_WRITE => this.write(),",
            "        SYS_EXIT => this.exit(),\n",
            "        SYS_EXIT => this.exit(),\n        SYS_WRITE => this.write(),\n",
        ),
        (
            "Fixed(usize),\n/// Below a limit.\nLow(usize),",
            "    Fixed(usize),\n",
            "    Fixed(usize),\n    /// Below a limit.\n    Low(usize),\n",
        ),
    ],
)
def test_a_neighbour_shown_tells_the_place(code: str, old: str, new: str) -> None:
    after, (operation,) = planned("One more case:", FILE, code)
    assert operation.status == "applies", operation.message
    assert after.decode() == FILE.replace(old, new)


@pytest.mark.parametrize(
    "code",
    [
        "Place::Low(at) => low(at),",  # both matches on places could have it
        "Any,\nLow(usize),",  # both types have that neighbour
        'SYS_WRITE => "write",\nSYS_SEND => this.send(),',  # each is of the form of another match
    ],
)
def test_neighbours_of_two_places_tell_none(code: str) -> None:
    after, (operation,) = planned("One more case:", FILE, code)
    assert (operation.status, after.decode()) == ("refused", FILE)
