"""Words of sentences on types that hold a state: what goes through states, verbs of going, what verbs are commonly said of which states."""

# ruff: noqa: SIM905
from __future__ import annotations

from functools import cache

from uowgen.claims.sentences.event_reader import THINGS
from uowgen.claims.valued.tokens import humps, root

NOUNS = THINGS | frozenset(
    "process processes transfer transfers fiber fibre worker driver vm vcpu volume request requests stage phase station engine card modem page block buffer "
    "door pump valve lift elevator order ticket upload download stream endpoint interface port ports instance value state states "
    "connection connections socket sockets session sessions channel channels call calls circuit circuits tunnel tunnels pipe peer conversation handshake".split()
)
ARTICLES = frozenset("a an the every each any all its their this that".split())
MAY = frozenset("can may could might".split())
GOES = frozenset(
    "go goes come comes move moves become becomes turn turns get gets return returns fall falls switch switches change changes end ends pass passes be enter enters".split()
)
TO = frozenset("to into in back on as".split())
AGAIN = frozenset("again directly straight immediately anew then ever afterwards still also simply just".split())
# What is commonly said of going to states, by names that these have.
COMMON = (
    ("yield yields yielded be-preempted preempted preempt", "Ready Runnable"),
    ("exit exits exited die dies terminate terminates terminated quit quits end ends", "Zombie Exited Dead Terminated Finished Done"),
    ("sleep sleeps wait waits block blocks blocked", "Blocked Sleeping Waiting Asleep"),
    ("wake wakes woken awake waken", "Ready Runnable"),
    ("run runs scheduled dispatched", "Running"),
    ("finish finishes finished complete completes completed", "Done Finished Complete Completed"),
    ("fail fails failed", "Failed Faulted Error Broken"),
    ("start starts started restart restarted restarts resume resumes resumed continue", "Running Active Started Starting"),
    ("kill kills killed", "Dead Zombie Killed Terminated"),
    ("stop stops stopped halt halted", "Stopped Halted"),
    ("cancel cancelled canceled abort aborted", "Cancelled Canceled Aborted"),
)  # fmt: skip
# States by words that are commonly said instead of their names.
ALSO = (
    ("finished completed complete done over", "Done Finished Completed Complete"),
    ("dead exited terminated", "Zombie Exited Dead Terminated"),
    ("asleep sleeping blocked waiting", "Blocked Sleeping Waiting Asleep"),
    ("canceled cancelled aborted", "Cancelled Canceled Aborted"),
    ("runnable ready", "Ready Runnable"),
)


# What short names of messages stand for.
SHORT = {"ack": "acknowledge", "nak": "refuse", "nack": "refuse", "rst": "reset", "fin": "finish", "syn": "synchronize", "req": "request", "resp": "response", "conf": "confirm", "msg": "message"}  # fmt: skip


def called_as(name: str) -> set[tuple[str, ...]]:
    """The stems of the words that a message, an event or a call is called by: `SynAck` is “SYN-ACK”, `Ack` is “acknowledged” as well."""
    parts = [stem(p) for p in humps(name)]
    spelt = [stem(SHORT.get(p, p)) for p in humps(name)]
    return {tuple(sorted(parts)), tuple(sorted(spelt))}


@cache
def stem(word: str) -> str:
    """What the forms of a verb have in common: `cancelled` and `cancel`, `pausing` and `pause`."""
    text = root(word.lower())
    return text[:-1] if len(text) > 3 and text[-1] == text[-2] == "l" else text


def states_called(word: str, states: tuple[str, ...]) -> set[str]:
    """The states that a word names, by their own words; else the one that it is commonly said of."""
    low = word.lower()
    own = {s for s in states if low.replace("-", "") == "".join(humps(s))}
    if not own and low.endswith(("ed", "ing", "en")):
        own = {s for s in states if len(humps(s)) == 1 and stem(low) == stem(s)}
    if own:
        return own
    rows = [set(names.split()) & set(states) for words, names in ALSO if low in words.split()]
    return rows[0] if len(rows) == 1 and len(rows[0]) == 1 else set()


def common(verb: str, states: tuple[str, ...]) -> set[str]:
    """The one state that a verb is commonly said to lead to."""
    found: set[str] = set()
    for words, names in COMMON:
        if verb in words.split():
            rows = set(names.split()) & set(states)
            found |= rows if len(rows) == 1 else set()
    return found


__all__ = ["AGAIN", "ARTICLES", "COMMON", "GOES", "MAY", "NOUNS", "SHORT", "TO", "called_as", "common", "states_called", "stem"]
