"""Calls that do something by what they are given: `set_preemption(true)` enables it, `enable_irq(false)` does not, `fetch_add(1)` counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import squeezed
from uowgen.claims.bodies.words import DECREMENTING, INCREMENTING, form, parts

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_ON = frozenset({form("enable"), "turn-on", "switch-on"})
_OFF = frozenset({form("disable"), "turn-off", "switch-off"})
_GIVEN = {"true": True, "1": True, "false": False, "0": False}


def switches(phrase: Phrase, file: CodeFile, call: Node, said: tuple[str, ...]) -> str:
    """`fits` for a call of the form `set_<object>(true)` that does what `phrase` says; `no` for one that does the contrary; else empty.

    `said` are the parts of the name of what is called.
    """
    wanted = True if phrase.verb in _ON else False if phrase.verb in _OFF else None
    given = call.child_by_field_name("arguments")
    arguments = given.named_children if given is not None else []
    literal = _GIVEN.get(squeezed(file, arguments[-1])) if len(arguments) == 1 else None
    if wanted is None or literal is None:
        return ""
    rest = tuple(p for p in said[1:] if p not in (form("enable"), form("enabled"), "state"))
    if said[:1] == ("set",) and phrase.words and rest == phrase.words:
        return "fits" if literal is wanted else "no"
    on = form("enable") in said
    return "no" if on and literal is False and wanted else ""


def counts_by_call(phrase: Phrase, file: CodeFile, call: Node, name: str) -> bool:
    """`key.fetch_add(1, …)` for “increments the key”."""
    wanted = "fetch_add" if phrase.verb in INCREMENTING else "fetch_sub" if phrase.verb in DECREMENTING else ""
    given = call.child_by_field_name("arguments")
    first = given.named_children[0] if given is not None and given.named_children else None
    return bool(wanted) and name == wanted and first is not None and squeezed(file, first) == "1"


# “appends to the tail”: by the names that the standard library's lists have for it.
_END_OF_LIST = {
    (form(verb), form(end)): names
    for ends, names in ((("tail", "end", "back"), ("push_back", "push_tail")), (("head", "front"), ("push_front",)))
    for verb in ("append", "push", "enqueue", "queue", "add", "insert")
    for end in ends
}


def ends_of_list(phrase: Phrase) -> tuple[str, ...] | None:
    """What the calls are called that put something at the end of a list of which `phrase` speaks; None where it speaks of none."""
    alone = not phrase.names and len(phrase.words) == 1
    return _END_OF_LIST.get((phrase.verb, phrase.words[0])) if alone else None


# What minds a thing, and is set up where the thing is.
_MINDERS = frozenset(form(w) for w in ["allocator", "manager", "subsystem", "driver", "controller"])


def minded(phrase: Phrase, receiver: str) -> frozenset[str]:
    """The thing that is set up with what minds it: `HEAP_ALLOCATOR.init(…)` initializes the heap."""
    said: tuple[str, ...] = parts(receiver.rpartition(".")[2]) if phrase.verb == form("initialize") else ()
    return frozenset(said[-2:-1]) if _MINDERS.intersection(said[-1:]) else frozenset()
