"""Goes over the words of a sentence about states: lists of them, what goes through them, “only”, “nowhere else”."""

# ruff: noqa: SIM905
from __future__ import annotations

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.event_reader import THINGS, StateReader

GOES = frozenset(
    "goes go leads lead moves move transitions transition turns turn becomes become changes change switches switch enters enter reaches reach gets get "
    "falls fall returns return advances advance proceeds proceed steps step passes pass comes come".split()
)
MAY = frozenset({"can", "may", "could"})
STRAIGHT = frozenset({"directly", "straight", "immediately", "back", "on", "over", "again", "ever"})
TO = frozenset({"to", "into", "->", "→", "in"})
OR = frozenset({",", "or", "and", "/", "|", "nor"})
ARROWS = frozenset({"->", "→", "=>"})
ENDS = frozenset({"final", "terminal", "absorbing", "permanent", "irreversible"})
MOVES = frozenset(
    {
        "transition",
        "transitions",
        "move",
        "moves",
        "change",
        "changes",
        "step",
        "steps",
        "edge",
        "edges",
        "arrow",
        "arrows",
        "call",
        "calls",
        "way",
        "ways",
        "exit",
        "exits",
        "path",
        "paths",
    }
)
REFUSED = frozenset(
    "refused rejected failed failing invalid illegal disallowed forbidden impossible bad wrong unlisted other".split()
)
NO = frozenset({"no", "nothing", "none"})
OLD = frozenset({"old", "previous", "former", "prior", "original", "current", "first"})
NO_NOUNS = (
    GOES
    | MAY
    | STRAIGHT
    | TO
    | OR
    | ENDS
    | MOVES
    | REFUSED
    | NO
    | frozenset(
        "is are be has have only just exactly solely from by via out of it which that this there when if before after on for not never final then must "
        "cannot does do every each any leaves leave keeps keep way".split()
    )
)


class MoveReader(StateReader):
    """The words of a sentence about states."""

    def states(self) -> list[str]:
        """A list of states, joined by “or”, “and”, commas, strokes; empty if none comes."""
        found: list[str] = []
        while True:
            self.over(frozenset({"state", "states", "either", "both"}))
            before = self.at
            one = self.variant()
            if not one:
                self.at = before
                return found
            found.append(one)
            self.over(THINGS)
            self.noun(MAY | GOES | {"cannot", "never", "must"})
            start = self.at
            if not (self.over(OR, OR) or self.over(OR)):
                return found
            again = self.at
            self.said("on to", "back to", "straight to", "to", "into")
            more = self.variant()
            self.at = again if more else start
            if not more:
                return found
            self.said("on to", "back to", "straight to", "to", "into")

    def state(self) -> str:
        """One state, with what it is a state of: “a `Parked` CPU”, “state `Parked`”."""
        self.over(frozenset({"state"}))
        found = self.variant()
        if found:
            self.over(THINGS)
            self.noun(MAY | GOES | {"is"})
        return found

    def noun(self, before: frozenset[str]) -> bool:
        """What goes through the states, whatever it is called: a plain noun with one of the words `before` behind it."""
        if self.text().isalpha() and self.text() not in NO_NOUNS and self.text(1) in before:
            self.at += 1
            return True
        return False

    def thing(self, before: frozenset[str]) -> bool:
        """The same, or a usual word for it."""
        return self.over(THINGS) or self.noun(before)

    def only(self) -> bool:
        """“only”, “nothing but”."""
        return self.said("only", "just", "exactly", "solely", "nothing but")

    def nowhere(self) -> bool:
        """“, nowhere else”, “and nothing else”: whether it comes."""
        start = self.at
        self.over(OR | {"but"}, OR | {"but"}) or self.over(OR | {"but", "(", ";"})
        if self.said(
            "nowhere else", "to nowhere else", "nothing else", "to nothing else", "no other", "no others", "no other state", "to no other state", "to no other", "not anywhere else",
            "never anywhere else", "never elsewhere", "not elsewhere", "only",
        ):  # fmt: skip
            self.over(frozenset({")"}))
            return True
        self.at = start
        return False


def method_at(r: MoveReader) -> str:
    """A method with which the sentence begins, as ` method`; empty if it begins otherwise."""
    name = bare_name(r.raw()).removesuffix("()")
    if not r.done and r.words[r.at].code and r.raw().endswith("()") and name.islower():
        r.at += 1
        return f" {name}"
    return ""
