"""Reads conditions on what the outside answers: “if the request is refused”, “if no vector is free”, “when the residue is zero”"""

# ruff: noqa: SIM905
from __future__ import annotations

from uowgen.claims.enacted.deeds import Deeds
from uowgen.claims.enacted.saying import DROP, Said, When

_BE = frozenset("is are was were be been gets get has have being".split())
_GRANTED = (
    "is granted", "was granted", "has been granted", "granted", "succeeds", "succeeded", "is accepted", "was accepted", "is successful", "was successful",
    "has succeeded", "went through", "goes through", "worked", "works",
)  # fmt: skip
_FREE = ("free", "available", "unused", "spare", "left", "remaining", "left over", "to be had", "idle")
_TAKEN = (
    "taken", "busy", "in use", "occupied", "unavailable", "reserved", "owned", "used", "already in use", "already taken", "already claimed", "already busy",
    "already reserved", "not free", "not available", "already owned", "not granted",
)  # fmt: skip
_OWNERS = frozenset("cpu core hart pool allocator map system kernel controller table device bus machine".split())
_BY = (
    "by another driver",
    "by someone else",
    "by somebody else",
    "by another owner",
    "by another",
    "by others",
    "elsewhere",
    "already",
    "there",
)


class Refusals(Deeds):
    """Reads conditions on what the outside answers."""

    def _failing(self, begin: str) -> bool:
        """“on a failed close”, “if `close` fails”, “when one close fails”, “if `track()` fails”."""
        if begin in ("unless", "until", "before", "without", "for"):
            return False
        self.over("underlying", "call to")
        none = bool(self.over("no", "none of"))
        self.over("first", "one", "any", "single", "some")
        ahead = self.over("failed", "failing", "unsuccessful")
        word = self.word()
        if word is None:
            return False
        function = self.lex.function(word) or (self.lex.deed(word) if not self.lex.calls(word) else "")
        names = self.lex.calls(word)
        if not names and not function:
            return False
        self.at += 1
        self.over("call", "operation")
        if not function and not none and not ahead and self.over(*_GRANTED):
            self.whens.append(When("well", names))
            return True
        if not ahead and not self.over(
            "is denied",
            "was denied",
            "denied",
            "is not granted",
            "was not granted",
            "is turned down",
            "is rejected",
            "fails",
            "failed",
            "fail",
            "does not succeed",
            "returns error",
            "errors",
            "failure",
            "error",
            "is refused",
            "was refused",
            "cannot be done",
        ):
            return False
        if none:
            return not function and not ahead  # nothing fails where nothing is said to
        if function:
            if function == DROP:
                return False
            self.first.append(Said(function))
            self.whens.append(When("refused"))
        else:
            self.whens.append(When("fails", names))
        return True

    def _denied(self, begin: str) -> bool:
        """“if the range is taken”, “if the CPU has no free vector”, “when none is left”: that the outside has not what is asked for."""
        lex, cast = self.lex, self.lex.cast
        if begin in ("until", "before", "without", "after", "while", "in", "during", "given") or cast.claims:
            return False
        name = self.deeds[-1].name if self.deeds else cast.recorder or cast.maker
        names = lex.refusers(name)
        if len(names) != 1:
            return False
        denied = self._lacking() if cast.room is None else None
        if denied is None:
            denied = self._taken(begin)
        if denied is None:
            return False
        turned = begin == "unless"
        self.exact = self.exact or turned
        self.whens.append(When("fails" if denied is not turned else "well", names))
        if not self.deeds and cast.recorder:
            self.first.append(Said(cast.recorder))
        return True

    def _lacking(self) -> bool | None:
        """“the CPU has no free vector”, “no vector is free”, “there are no vectors left”, “vectors run out”: True; None for other words."""
        start = self.at
        if self.over("there is", "there are", "it has", "with") or (self.text() in _OWNERS and self.text(1) in ("has", "have")):
            self.at += 2 if self.text() in _OWNERS and self.text(1) in ("has", "have") else 0
            if self.over("no", "not a single"):
                self.over("more", *_FREE)
                if (word := self.word()) is not None and self.lex.is_thing(word):
                    self.at += 1
                    self.over(*_FREE)
                    self.over("on cpu", "on it", "for it", "on that cpu", "for cpu")
                    return True
        self.at = start
        if self.over("none of them", "none"):
            self.skip(_BE)
            if self.over(*_FREE):
                return True
        self.at = start
        if self.over("no"):
            ahead = self.over("more", *_FREE)
            if (word := self.word()) is not None and self.lex.is_thing(word):
                self.at += 1
                self.skip(_BE)
                if self.over(*_FREE) or ahead not in ("", "more"):
                    self.over("on cpu", "on it", "for it", "on that cpu", "for cpu")
                    return True
        self.at = start
        if self.thing() is not None and self.over("run out", "are exhausted", "have run out", "ran out"):
            return True
        self.at = start
        if self.text() in _OWNERS:
            self.at += 1
            lacks = self.over("is exhausted", "is out of", "runs out of", "has run out of")
            if lacks and (not lacks.endswith("of") or self.thing() is not None):
                return True
        self.at = start
        return None

    def _taken(self, begin: str) -> bool | None:
        """“the range is taken”, “any port of the range is busy”: True; “is free”: False; None for other words."""
        start = self.at
        if begin in ("on", "for", "with") and self.over(*_TAKEN):
            if self.thing() is not None:
                return True
            self.at = start
        self.over("any part of", "part of", "some part of", "any", "some", "one")
        self.over("of")
        thing = self.thing()
        if thing is not None and thing.kind in ("one", "it", "each", "same"):
            if self.over("of", "in") and self.thing() is None:
                self.at = start
                return None
            if self.text() in _BE:
                self.skip(_BE)
                if self.over(*_TAKEN):
                    self.over(*_BY)
                    return True
                if self.over("free", "available"):
                    return False
        self.at = start
        return None

    def _answered(self, begin: str) -> bool:
        """“if the residue is zero”, “when the residue is not zero”, “if bytes are left”."""
        if begin not in ("if", "when", "whenever", "unless", "even if", "only if", "only when", "with", "on", "for"):
            return False
        turned = begin == "unless"
        zero_first = bool(self.over("zero", "no"))
        some_first = bool(self.over("non-zero", "nonzero", "some", "any")) if not zero_first else False
        names = self._quantity()
        if not names:
            return False
        if zero_first or some_first:
            zero = zero_first
            self.skip(_BE)
            if not self.over("left untransferred", "left", "untransferred", "remaining", "pending"):
                self._same_quantity(names)
        else:
            self.skip(_BE)
            negated = bool(self.over("not"))
            if self.over("zero", "0", "nothing"):
                zero = not negated
            elif self.over(
                "non-zero",
                "nonzero",
                "left untransferred",
                "left",
                "above zero",
                "greater than zero",
                "positive",
                "remaining",
                "untransferred",
            ) or self._same_quantity(names):
                zero = negated
            else:
                return False
        self.whens.append(When("zero" if zero is not turned else "nonzero", names))
        return True

    def _same_quantity(self, names: frozenset[str]) -> bool:
        """“(events were) missed”: the participle that the call is named by."""
        word = self.word()
        if word is None or word.code or self.lex.answers(word) != names:
            return False
        self.at += 1
        return True

    def _quantity(self) -> frozenset[str]:
        """What the outside answers that a noun names, by the call or by the unit in which a method's documentation has it."""
        word = self.word()
        if word is None:
            return frozenset()
        names = self.lex.answers(word) or self.lex.told_in(word)
        if names:
            self.at += 1
            if self.text() and self.lex.told_in(self.words[self.at]) == names:
                self.at += 1  # “the missed events”
        return names
