"""Reads what is said of events that are not taken: “any other pair returns `BadTransition`, slot unchanged”, “invalid events are refused”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.event_reader import EVERY, JOINS, OTHER, PAIRS, REFUSES

if TYPE_CHECKING:
    from uowgen.claims.sentences.event_reader import StateReader


def refused_rest(r: StateReader) -> str:
    """“Any other pair returns `BadTransition` with state and event, slot unchanged”, “everything else is refused, nothing changes”."""
    if r.words and r.words[0].code and r.raw().endswith("()"):
        return _refuses_rest(r)
    if not _unfit(r):
        return ""
    r.said("of state and event", "of event and state", "of two", "in any state", "in every state")
    refused = r.said(
        "fails",
        "fail",
        "is refused",
        "are refused",
        "is rejected",
        "are rejected",
        "ends",
        "end",
        "leads",
        "lead",
        "results",
        "result",
    )
    if not refused and not r.over(REFUSES):
        return ""
    leads = refused and r.words[r.at - 1].text in ("ends", "end", "leads", "lead", "results", "result")
    refused = (refused and not leads) or r.said("refused", "rejected", "error", "an error")
    r.over(frozenset({"with", "as", ":", "in", "to"}))
    error = ""
    if r.at < len(r.words) and bare_name(r.words[r.at].raw)[:1].isupper():
        error = r.words[r.at].raw
        r.at += 1
    if not error and not refused:
        return ""
    carries = ""
    if r.over(frozenset({"with", "carrying", "holding", "naming", "that"})) or r.over(frozenset({"("})):
        r.said("names", "carries", "holds")
        r.over(frozenset({"its", "both"}))
        if (
            r.text() == "state"
            and r.text(1) == "and"
            and r.text(2) in ("input", "signal", "message", "command", "request", "trigger")
        ):
            r.at += 3
        elif not r.said(
            "state and event", "event and state", "state event", "from and event", "old state and event", "current state and event"
        ):
            return ""
        carries = "|carries=1"
        r.over(frozenset({")"}))
        r.said("inside", "in it")
    kept = _kept(r)
    return f"rest={error or '*'}{carries}{kept}" if r.done else ""


def _unfit(r: StateReader) -> bool:
    """“every other pair”, “invalid events”, “an event that makes no sense in a state”: what is not taken."""
    start = r.at
    every = r.over(EVERY)
    if every and r.over(OTHER):
        r.over(PAIRS)
        return True
    r.over(frozenset({"an"}))
    if r.over(_NOT_FIT) and r.over(PAIRS):
        r.said("in state", "for state")
        return True
    r.at = start + every
    if r.over(PAIRS) and r.said(
        "that makes no sense", "that make no sense", "that does not fit", "that do not fit", "that is not allowed", "that are not allowed", "that are invalid",
        "that is invalid", "not listed", "not in table", "that are not listed", "that are not in table", "that is not in table", "without row in table",
        "that is not expected", "that are not expected", "out of place",
    ):  # fmt: skip
        r.said("in state", "in current state", "in its state", "to state", "state", "above", "there", "here")
        return True
    r.at = start
    return False


_NOT_FIT = frozenset(
    "invalid illegal unexpected impossible wrong bad unhandled disallowed forbidden undefined remaining unlisted meaningless unsupported".split()
)


def _refuses_rest(r: StateReader) -> str:
    """“`handle()` returns false for every other pair and changes nothing”."""
    name = bare_name(r.raw()).removesuffix("()")
    r.at += 1
    if r.over(frozenset({"rejects", "refuses", "denies"})):
        if not _unfit(r):
            return ""
        value = r.raw() if r.over(frozenset({"with", "as", "by"})) else "*"
        r.at += value != "*"
        kept = _kept(r)
        return f"rest={value}|name={name}{kept}" if r.done and (value == "*" or bare_name(value)[:1].isupper()) else ""
    if not r.over(REFUSES):
        return ""
    value = r.raw()
    if value not in ("false", "None") and not (r.at < len(r.words) and r.words[r.at].code and bare_name(value)[:1].isupper()):
        return ""
    r.at += 1
    r.over(frozenset({"for", "on", "in"}))
    if not _unfit(r):
        return ""
    kept = _kept(r)
    return f"rest={value}|name={name}{kept}" if r.done else ""


def _kept(r: StateReader) -> str:
    """“, slot unchanged”, “and changes nothing”; the words stay where they are if they say something else."""
    kept, start = "", r.at
    if r.at < len(r.words):
        r.over(JOINS, JOINS) or r.over(JOINS)
        r.over(frozenset({"with"}))
        if r.said("leaves", "keeps", "leave", "keep"):
            r.over(frozenset({"everything"})) or r.over_thing()
            if not r.said("unchanged", "alone", "as it is", "as it was", "as is", "untouched", "same"):
                return ""
        elif r.said(
            "changes nothing",
            "change nothing",
            "do not change anything",
            "have no other effect",
            "has no other effect",
            "without effect",
            "nothing changes",
            "nothing is changed",
            "does not change anything",
            "without change",
            "without state change",
            "keeps state",
            "keep state",
        ):
            pass
        elif r.said(
            "does not change", "do not change", "without changing", "without touching", "never change", "never changes", "does not touch", "do not touch",
            "does not affect", "do not affect", "does not move", "do not move",
        ):  # fmt: skip
            if not r.over_thing():
                return ""
        elif r.over_thing():
            r.over(frozenset({"is", "stays", "remains"}))
            if not r.said("unchanged", "untouched", "as it was", "as it is", "same"):
                return ""
        else:
            return ""
        kept = "|kept=1"
    elif start == r.at:
        return ""
    return kept
