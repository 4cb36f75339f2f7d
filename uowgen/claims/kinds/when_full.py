"""Claim: a container refuses another element when it is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import method_meant
from uowgen.claims.kind import Finding, Kind, undecided, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.element_words import ELEMENT, ELEMENTS, QUEUE

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of seven calls is run beside the model; what a push gives back is looked at where the model is full."""
    from uowgen.claims.containers.pools import TAKES
    from uowgen.claims.containers.queues import POPS, PUSHES, queue_finding

    reading = reading._replace(slots={**reading.slots, "name": method_meant(case, reading.get("name"), PUSHES)})
    if not reading.get("name"):
        return undecided("no-subject", "the criterion does not name the method")
    if bare_name(reading.get("name")) in TAKES and bare_name(reading.get("name")) not in POPS:  # an allocator, not a queue
        from uowgen.claims.trials.allocating import decide as allocated

        return allocated(reading._replace(slots={**reading.slots, "asked": "end"}), case)
    if reading.get("state") == "unchanged":
        return queue_finding(case, reading.get("name"), "unchanged")
    if reading.get("state") == "both":
        from uowgen.claims.containers.queue_acts import acts_finding

        filled = acts_finding(case, reading.get("name"), "fills", limit=reading.get("slots"))
        refused = queue_finding(case, reading.get("name"), "full", pattern=reading.get("value"))
        return weakest((filled, refused))
    if reading.get("state") == "all":
        from uowgen.claims.containers.queue_acts import acts_finding

        return acts_finding(case, reading.get("name"), "fills", limit=reading.get("slots"))
    pattern = reading.get("value")
    if reading.get("carries") and pattern in ("Err", "Some"):
        pattern = f"{pattern}(value)"
    return queue_finding(case, reading.get("name"), "full", pattern=pattern)


_FULL = "if|when|once|while|on queue|ring|buffer|it|list|stack|container|fifo|capacity|@be|already* full|exhausted|reached"
_WHAT = "new|further|more|another|elements|element|items|item|values|value|entries|pushes|push|insertions*"

_KEPT = f"contents|content|existing|stored|old|queued|state|stack|any|{QUEUE}|{ELEMENTS}*"
_SAME = "unchanged|untouched|intact|as-is|alone|unmodified"

KIND = Kind(
    "when_full",
    "a container refuses what does not fit in any more",
    (
        f"<name> returns|return|yields|gives|should* return? <value:code> {_FULL}",
        f"<name> rejects|refuses|fails|errors {_WHAT} {_FULL}",
        f"<name> fails with <value:code> {_FULL}",
        f"<name> returns|return|yields|gives|should* return? <value:code> with|containing|carrying|holding|and value|element|item|it|byte|entry|rejected|unchanged|back|original* {_FULL} ; carries=value",
        f"<name> on|to full queue|ring|buffer|list|stack|container|fifo leaves|keeps {_KEPT} {_SAME} ; state=unchanged",
        f"<name> leaves|keeps {_KEPT} {_SAME} {_FULL} ; state=unchanged",
        f"<name> does not change|modify|alter|overwrite|drop|lose {_KEPT} {_FULL} ; state=unchanged",
        f"failed|refused|rejected <name> leaves|keeps {_KEPT} {_SAME} ; state=unchanged",
        "<name> on|to full queue|ring|buffer|list|stack returns|gives|yields <value:code>",
        f"full|exhausted queue|ring|buffer|list|stack|container|fifo|one rejects|refuses {_WHAT}*",
        f"full|exhausted queue|ring|buffer|list|stack|container|fifo|one rejects|refuses {_WHAT}* with <value:code>",
        "pushing|enqueueing|enqueuing|inserting|writing|adding element|item|value|entry|another|more* to|into|onto|on|in full queue|ring|buffer|list|stack|container|fifo|one returns|gives|yields|fails with? <value:code>",
        "pushing|enqueueing|enqueuing|inserting|writing|adding element|item|value|entry|another|more* to|into|onto|on|in full queue|ring|buffer|list|stack|container|fifo|one fails|is rejected|refused?",
        f"<name> returns|return|yields|gives error|err {_FULL} ; value=Err",
        "<name> on|to|into full queue|ring|buffer|list|stack|container|fifo returns|gives|hands rejected|refused|same value|element|item|entry back? ; value=Err carries=value",
        f"<name> returns|gives|hands rejected|refused|same value|element|item|entry back? {_FULL} ; value=Err carries=value",
        "queue|ring|buffer|list|stack|container|fifo buffer? holds|keeps|contains|stores at most capacity|its|entries|elements|items*",
        "queue|ring|buffer|list|stack|container|fifo buffer? never holds|keeps|contains|exceeds|stores more|than|its|capacity|elements|items*",
        f"rejected|failed|refused push|pushes|insert|insertion|enqueue|write leaves|leave|keeps|keep {_KEPT} {_SAME} ; state=unchanged",
        f"rejected|failed|refused push|pushes|insert|insertion|enqueue|write does|do not change|modify|alter|overwrite|drop|lose {_KEPT} ; state=unchanged",
        f"<name> on|to|into full {QUEUE} returns|gives|hands {ELEMENT} back? as|in|inside|through <value:code> ; carries=value",
        f"<name> returns|gives|hands {ELEMENT} back? as|in|inside|through <value:code> {_FULL} ; carries=value",
        f"<name> on|to|into full {QUEUE} returns|gives|hands rejected|refused|same? {ELEMENT} back ; value=Err carries=value",
        "all|every <slots:code>? slots|slot|places|cells can|may be used|filled|occupied|taken ; state=all",
        "all|every <slots:code>? slots|slot|places|cells @be used|usable|available ; state=all",
        f"<name> takes|accepts|stores|holds|admits|allows|succeeds exactly|just|up|to|all|first|for* <slots:code> {ELEMENTS}|times|slots|places|calls ,|and|before|but|it|until* then|afterwards|after|that|then|it* returns|gives|yields|answers|fails|refuses|returning|giving|returned with? <value:code> ; state=both",
        "<name> can|may? uses|use|fills|fill all|every <slots:code>? slots|slot|places|cells ; state=all",
    ),
    (
        "`Ring::push` returns `Err(value)` when full",
        "`push` returns `false` if the queue is full",
        "`enqueue` fails when the buffer is full",
    ),
    decide,
    ("name",),
)
