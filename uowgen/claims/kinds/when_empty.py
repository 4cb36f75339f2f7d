"""Claim: a container gives nothing when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import method_meant
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of seven calls is run beside the model; what a pop gives back is looked at where the model is empty."""
    from uowgen.claims.containers.pools import TAKES
    from uowgen.claims.containers.queues import POPS, queue_finding

    said = reading
    reading = reading._replace(slots={**reading.slots, "name": method_meant(case, reading.get("name"), POPS)})
    if not reading.get("name"):
        return undecided("no-subject", "the criterion does not name the method")
    if bare_name(reading.get("name")) in TAKES and bare_name(reading.get("name")) not in POPS:  # an allocator, not a queue
        from uowgen.claims.trials.allocating import decide as allocated

        return allocated(reading._replace(slots={**reading.slots, "asked": "end"}), case)
    finding = queue_finding(case, reading.get("name"), "empty", pattern=reading.get("value"))
    if finding.outcome == "undecided" and finding.code in ("role-unclear", "no-subject", "not-understood", "unsupported-code"):
        found = _on_an_empty_one(said, case)
        return found if found is not None and found.outcome != "undecided" else finding
    return finding


def _on_an_empty_one(reading: Reading, case: Case) -> Finding | None:
    """The verdict for a function that is no part of a queue's interface, called on something empty; None where the words say of what not."""
    from uowgen.claims.values import said_calls

    words = case.criterion.text.replace("`", " ").split() if case.criterion is not None else []
    behind = [words[n + 1].strip(".,;").lower() for n, word in enumerate(words[:-1]) if word == "empty"]
    if len(behind) != 1 or not behind[0].isalpha():
        return None
    slots = {"name": reading.get("name"), "value": reading.get("value"), "state": f"empty|{behind[0]}||"}
    return said_calls.decide(reading._replace(slots=slots), case)


_EMPTY = "if|when|once|while|on|for|from queue|ring|buffer|it|list|stack|container|fifo|log|trace|history|an|@be* empty queue|ring|buffer|list|stack?"

KIND = Kind(
    "when_empty",
    "a container gives nothing back when it is empty",
    (
        f"<name> returns|return|yields|gives|should* return? <value:code> {_EMPTY}",
        "<name> on|from|of empty queue|ring|buffer|list|stack|container|fifo|one returns|gives|yields <value:code>",
        "empty queue|ring|buffer|list|stack|container|fifo returns|gives|yields <value:code> from|on <name>",
        "popping|dequeueing|dequeuing|reading|taking|removing|receiving from|of|on empty queue|ring|buffer|list|stack|container|fifo|one returns|gives|yields|is <value:code>",
        "empty queue|ring|buffer|list|stack|container|fifo|one pops|yields|gives|returns <value:code>",
    ),
    ("`Ring::pop` returns `None` when empty", "`dequeue` returns `None` if the queue is empty"),
    decide,
    ("name",),
)
