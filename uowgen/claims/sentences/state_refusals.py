"""Reads what a refused move leaves and tells: “`go()` leaves the state unchanged on error and reports `from` and `to`”."""

from __future__ import annotations

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.event_reader import THINGS
from uowgen.claims.sentences.state_reader import MOVES, NO, OLD, OR, REFUSED, MoveReader, method_at


def refusal(r: MoveReader) -> list[str]:
    """“`transition()` leaves the state unchanged on error and reports `from` and `to`”, “a refused move changes nothing”, “the error names both states”."""
    said_when(r)
    r.over(frozenset({","}))
    method = method_at(r)
    refused = r.at > (1 if method else 0)
    if (
        not method and not r.done and r.words[r.at].code and bare_name(r.raw())[:1].isupper() and not refused
    ):  # the type of the error
        r.at += 1
        refused = True
    elif not method and not refused:
        r.over(NO | {"every", "any", "each", "on", "after"})
        if r.over(REFUSED):
            refused = r.over(MOVES)
        elif r.said("error", "err", "refusal", "rejection"):
            refused = True
        r.over(frozenset({","}))
        if not refused:
            return []
    rows: list[str] = []
    while not r.done:
        if rows and not (r.over(OR | {";"}, OR) or r.over(OR | {";"})):
            return []
        row = _kept(r, refused=refused) or _reported(r, refused=refused) or _gave(r)
        if not row:
            return []
        rows.append(f"{row}{method}")
    return rows


def _kept(r: MoveReader, *, refused: bool) -> str:
    start = r.at
    when = said_when(r)
    kept = (
        r.said("changes nothing", "does nothing", "has no effect", "changes no state", "does not change anything", "leaves everything unchanged", "leaves everything as it was", "nothing changes", "nothing is changed", "leaves no trace")
        or (r.over(frozenset({"leaves", "keeps", "leave", "keep"})) and r.over(frozenset({"state", "value", "it", "self", "machine", "current"})) and (r.over(frozenset({"state"})) or True)
            and r.said("unchanged", "untouched", "alone", "as it was", "as it is", "as is", "same", "intact", "where it was", "unmodified"))
        or r.said("does not change state", "does not change it", "does not touch state", "does not modify state", "does not move", "keeps state", "keeps current state", "keeps old state", "preserves state", "preserves current state", "stays in state", "stays where it was", "state is unchanged", "state stays same", "state stays as it was")
    )  # fmt: skip
    when = said_when(r) or when
    if kept and (when or refused):
        return "same="
    r.at = start
    return ""


def said_when(r: MoveReader) -> bool:
    """“on error”, “when it fails”, “if the move is refused”."""
    start = r.at
    if r.over(frozenset({"on", "upon", "after", "in", "for", "with"})):
        r.over(frozenset({"case", "event"}), frozenset({"of"}))
        r.over(REFUSED)
        if r.over(frozenset({"error", "errors", "failure", "refusal", "rejection", "err"}) | MOVES) or (
            r.raw() == "Err" and _pass(r)
        ):
            return True
    elif r.over(frozenset({"when", "if", "whenever"})):
        r.over(THINGS | {"call"} | MOVES)
        if r.said(
            "fails",
            "errors",
            "refuses",
            "rejects",
            "is refused",
            "is rejected",
            "fails with error",
            "returns error",
            "is not allowed",
            "is invalid",
            "is illegal",
            "refused",
            "rejected",
            "returns an error",
        ):
            return True
        if r.over(frozenset({"returns", "gives"})) and r.raw().startswith("Err") and _pass(r):
            return True
    r.at = start
    return False


def _pass(r: MoveReader) -> bool:
    r.at += 1
    return True


def _reported(r: MoveReader, *, refused: bool) -> str:
    """“reports `from` and `to`”, “names both states”, “carries the old and the requested state”."""
    start = r.at
    when = said_when(r)
    r.said("its error", "error", "err")
    if r.over(
        frozenset(
            {
                "reports",
                "carries",
                "names",
                "holds",
                "contains",
                "includes",
                "tells",
                "gives",
                "returns",
                "has",
                "records",
                "says",
                "shows",
                "keeps",
            }
        )
    ):
        r.over(frozenset({"error"}), frozenset({"with"}))
        r.over(frozenset({"its"}))
        if r.said(
            "both states",
            "both",
            "two states",
            "both ends",
            "pair",
            "states",
            "pair of states",
            "old and new state",
            "from and to",
            "old and requested state",
            "current and requested state",
            "current and target state",
            "source and target",
            "source and target state",
            "previous and requested state",
            "from and to state",
            "both from and to",
        ):
            said_when(r)
            return "reports="
        names: list[str] = []
        while not r.done and r.words[r.at].code and r.raw().isidentifier() and r.raw().islower():
            names.append(r.raw())
            r.at += 1
            if not r.over(frozenset({"and", ","})):
                break
        r.said("in error", "in its error", "in it", "as error")
        when = said_when(r) or when
        if names and (refused or when or len(names) > 1):
            return f"reports={','.join(names)}"
    r.at = start
    return ""


def _gave(r: MoveReader) -> str:
    """“returns the previous state”, “gives the new state on success”."""
    start = r.at
    r.said("on success ,", "on success")
    if r.over(frozenset({"returns", "gives", "yields", "hands"})):
        r.over(frozenset({"back"}))
        which = "before" if r.over(OLD) else "after" if r.over(frozenset({"new", "next", "resulting", "reached"})) else ""
        if which and r.over(frozenset({"state", "one"})):
            r.said("left behind")
            r.said("on success", "when it succeeds", "if allowed", "if it is allowed", "otherwise")
            return f"gives={which}"
        if r.said("state left behind", "state it left", "state that was left"):
            r.said("on success", "otherwise")
            return "gives=before"
    r.at = start
    return ""
