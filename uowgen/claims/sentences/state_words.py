"""Reads sentences about which states lead where: “`Idle` goes to `Busy` or `Lost`, nowhere else”, “`Lost` is final: no transition leaves it”.

A sentence becomes rows `key=value`. All words must be taken up. Whether a name is a state is for the kind to find out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.state_moves import both, denied, entries, exits
from uowgen.claims.sentences.state_reader import ENDS, GOES, MAY, MOVES, NO, TO, MoveReader, method_at
from uowgen.claims.sentences.state_refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word


def claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The rows of a whole sentence, between zero bytes."""
    if n:
        return
    for form in (_start, _final, refusal, entries, denied, exits, both, _agrees, _itself):
        reader = MoveReader(words, n, known)
        rows = form(reader)
        if rows and reader.done:
            yield "\0".join(rows), len(words)
            return


def _start(r: MoveReader) -> list[str]:
    """“The default state is `Idle`”, “`Default` is `Idle`”, “`Idle` is the default”, “a new machine starts in `Idle`”."""
    if r.words and r.words[0].code and bare_name(r.raw()).removesuffix("()") in ("Default", "default"):
        r.at += 1
        if r.over(frozenset({"is", "gives", "returns", "yields", "state"})):
            r.over(frozenset({"is"}))
            state = r.state()
            return [f"start={state}"] if state else []
        return []
    if r.over(frozenset({"default", "initial", "starting", "first"})):
        r.over(frozenset({"state", "value", "variant"}))
        if r.over(frozenset({"is"})) or r.over(frozenset({":"})):
            state = r.state()
            return [f"start={state}"] if state else []
        return []
    r.over(frozenset({"every", "each", "new", "fresh"}))
    r.over(frozenset({"new", "fresh"}))
    if (
        r.over(frozenset({"life", "cycle", "everything"})) or r.thing(frozenset({"starts", "begins", "defaults", "is"}))
    ) and r.said("starts", "begins", "starts out", "defaults", "is by default"):
        r.over(frozenset({"in", "as", "at", "with", "to", "out"}))
        r.over(frozenset({"as", "in"}))
        state = r.state()
        r.said("by default")
        return [f"start={state}"] if state else []
    r.at = 0
    state = r.state()
    if (
        state
        and r.over(frozenset({"is"}))
        and r.said(
            "default",
            "default state",
            "initial state",
            "starting state",
            "default value",
            "first state",
            "initial one",
            "default variant",
            "where it starts",
        )
    ):
        return [f"start={state}"]
    return []


def _final(r: MoveReader) -> list[str]:
    """“`Lost` is final: no transition leaves it”, “nothing leaves `Lost`”, “`Lost` has no successors”, “once `Lost`, always `Lost`”."""
    if r.over(frozenset({"once"})):
        state = r.state()
        r.over(frozenset({","}))
        r.over(frozenset({"always"}))
        return [f"final={state}"] if state and r.state() == state else []
    states = r.states()
    if states:
        ended = False
        if r.over(frozenset({"is", "are"})):
            ended = r.over(ENDS) or r.said(
                "dead end",
                "dead ends",
                "end state",
                "end states",
                "end",
                "sink",
                "end of line",
                "last state",
                "never left",
                "never leaves",
            )
        elif r.said("has no", "have no"):
            ended = r.said(
                "successor",
                "successors",
                "exit",
                "exits",
                "outgoing transition",
                "outgoing transitions",
                "way out",
                "ways out",
                "transitions out",
                "next state",
                "followers",
            )
        elif r.said(
            "never leaves",
            "leads nowhere",
            "goes nowhere",
            "cannot be left",
            "can not be left",
            "can never be left",
            "may not be left",
            "is never left",
            "can not become anything else",
            "cannot become anything else",
            "never changes",
            "never changes again",
            "stays forever",
        ):
            ended = True
        r.over(frozenset({"state", "states"}))
        if ended and (r.done or _way_out(r, states)):
            return [f"final={s}" for s in states]
        return []
    if r.over(NO) or r.said("there is no", "there is nothing"):
        r.over(MOVES | {"state", "that"})
        r.over(frozenset({"that"}))
        if r.said(
            "leaves",
            "leave",
            "leads out of",
            "lead out of",
            "out of",
            "from",
            "gets out of",
            "starts in",
            "starts from",
            "starts at",
            "goes out of",
            "escapes",
            "leads away from",
            "is possible from",
            "is allowed from",
        ):
            states = r.states()
            r.said("again", "any more", "at all", "is allowed", "is possible")
            return [f"final={s}" for s in states] if r.done else []
    return []


def _way_out(r: MoveReader, states: list[str]) -> bool:
    """“: no transition leaves it”, “, there is no way out”, “(no exits)” behind a state that is said to be final."""
    r.over(frozenset({":", ",", ";", "(", "-", "–", "—", "and"}))
    r.over(frozenset({"and"}))
    r.said("there is", "there are")
    good = False
    if r.over(NO):
        r.over(MOVES | {"outgoing", "other"})
        r.over(MOVES)
        good = (
            (
                r.said(
                    "leaves",
                    "leave",
                    "leads out of",
                    "lead out of",
                    "out of",
                    "from",
                    "leads away from",
                    "is allowed from",
                    "comes after",
                    "follows",
                )
                and (r.said("it", "them", "there", "that") or r.state() in states)
            )
            or r.said("out", "leads out", "is allowed", "is possible", "follows", "comes after it", "back")
            or r.done
        )
    elif r.said("it", "they", "which", "this"):
        good = r.said(
            "is never left",
            "are never left",
            "cannot be left",
            "can not be left",
            "never leaves",
            "cannot change",
            "has no exits",
            "has no way out",
            "has no successors",
            "goes nowhere",
            "leads nowhere",
        )
    else:
        good = r.said("cannot be left", "is never left", "never left", "leads nowhere", "goes nowhere", "cannot be undone")
    r.over(frozenset({")"}))
    return good and r.done


def _agrees(r: MoveReader) -> list[str]:
    """“`move_to()` succeeds exactly when `can_move_to()` is true”, “`move_to()` and `can_move_to()` agree”."""
    first = method_at(r).strip()
    if not first:
        return []
    if r.over(frozenset({"and"})):
        second = method_at(r).strip()
        return (
            [f"agrees={first},{second}"]
            if second and r.said("agree", "agree with each other", "always agree", "say same", "allow same", "allow same moves")
            else []
        )
    if r.said(
        "succeeds", "works", "is allowed", "moves", "changes state", "returns Ok", "accepts move", "allows move", "is accepted"
    ):
        if not r.said("exactly", "only", "just", "iff") and r.text() not in ("iff",):
            return []
        r.said("when", "if", "where", "what")
    elif not r.said(
        "agrees with", "respects", "follows", "obeys", "allows exactly what", "accepts exactly what", "only allows what"
    ):
        return []
    second = method_at(r).strip()
    r.said("is true", "returns true", "says so", "allows it", "allows", "says yes", "holds", "does", "gives true")
    return [f"agrees={first},{second}"] if second else []


def _itself(r: MoveReader) -> list[str]:
    """“No state goes to itself”, “a state never moves to itself”."""
    if not r.over(NO | {"state", "every", "any"}):
        return []
    r.over(frozenset({"state"}))
    r.over(MAY | {"never", "does", "cannot"})
    r.over(frozenset({"not", "never"}))
    if not r.over(GOES):
        return []
    r.over(TO)
    denied = any(w.text in ("no", "never", "not", "cannot") for w in r.words)
    return ["itself="] if denied and r.said("itself", "same state") else []


READERS = {"stateclaims": claims}
