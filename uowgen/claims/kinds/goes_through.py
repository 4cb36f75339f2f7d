"""Claim: functions get something by a call of another one, in words: “`read` and `write` go through the helper”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_GO = "go|goes|run|runs|pass|passes"

KIND = Kind(
    "goes_through",
    "functions go through another one",
    (
        f"<callers:names> <noun>? all|now* {_GO} through|via <callee:name> <noun2:noun>?",
        f"<callers:names> <noun>? all|now* {_GO} through|via new|shared|common* helper ; callee=helper",
        "<callers:names> <noun>? all|now* delegate|delegates|defer|defers to <callee:name> <noun2:noun>?",
        "<callers:names> <noun>? all|now* delegate|delegates|defer|defers to new|shared|common* helper ; callee=helper",
        "<callers:names> <noun>? all|now* <act:oneword> <of:oneword> with|via|through|using <callee:code>",
        "<callers:names> <noun>? all|now* get|gets|obtain|obtains|take|takes <gloss:text> from <callee:name>",
        "<callers:names> <noun>? all|now* get|gets|obtain|obtains|take|takes <gloss:text> from new|shared|common* helper ; callee=helper",
    ),
    ("`read` and `write` all go through `checked_slot`", "`load` gets its fault from `fault_of`"),
    decided_in("bodies.calls"),
    ("callers", "callee"),
    takes=taken_in("bodies.calls"),
)
