"""Reads whom a verb is said of: a deed, a value with what is said of it, or what is held"""

from __future__ import annotations

from uowgen.claims.enacted.cast import numbered
from uowgen.claims.enacted.conditions import Conditions
from uowgen.claims.enacted.saying import DROP, PANIC, Said, When


class Subjects(Conditions):
    """Reads whom a verb is said of."""

    def subject_phrase(self) -> bool:
        """What a verb that follows is said of: a deed, a value with what is said of it, or what is held."""
        start = self.at
        word = self.word()
        if word is None:
            return False
        if (
            self.text() == "failed"
            and (nxt := self.word(1)) is not None
            and (name := self.lex.function(nxt) or self.lex.deed(nxt))
            and name != DROP
        ):
            self.at += 2
            self.deeds.append(Said(name))
            self.whens.append(When("refused"))
            self.subject = name
            return True
        if self.over("panic", "unwinding"):
            self.deeds.append(Said(PANIC))
            self.subject = DROP
            return True
        if self.over("dropped", "drop of", "end of", "destruction of") and (
            self._value_named() or self.text() in ("without", "after", "before")
        ):
            self.deeds.append(Said(DROP))
            self.subject = DROP
            return True
        self.at = start
        if (
            self.over("returned vector", "returned list", "returned value", "returned count", "result", "returned number")
            and self.deeds
        ):
            self.subject = self.deeds[-1].name
            self.returned = True
            return True
        if self.deed(self.deeds):
            self.subject = self.deeds[-1].name
            return True
        if self.passive_deed(self.deeds):
            self.subject = self.deeds[-1].name
            return True
        maker = self.lex.cast.recorder or self.lex.cast.maker
        if not self.deeds and not self.first and len(numbered(self.lex.cast.function(maker))) > 1:
            found_ = self.argument(maker)
            if found_ is not None:
                self.deeds.append(Said(maker, named=(found_,)))
                self.subject, self.subject_is_thing, self.subject_is_given = maker, True, True
                return True
        made = self.lex.deed(word)
        makers = {f.name for f in self.lex.cast.roster.makers}
        if made in makers and self.text().endswith("ed") and (nxt := self.word(1)) is not None and self.lex.is_thing(nxt):
            self.at += 2  # “a claimed line”
            self.deeds.append(Said(made))
            self.subject, self.subject_is_thing = made, True
            return True
        found = self.adjectives()
        if found and self.lex.cast.claims and (word := self.word()) is not None and self.lex.is_thing(word):
            self.at += 1  # “a disarmed channel”
            self.whens += found
            self.subject_is_thing = True
            return True
        if self._value_named():
            self.whens += found
            if self.over("dropped", "that is dropped"):
                self.deeds.append(Said(DROP))
                self.subject = DROP
            elif self.over("given") and self.thing_given(self.deeds):
                self.subject = self.deeds[-1].name
            return True
        self.at = start
        return self._thing_subject()

    def failed_call(self) -> bool:
        """“a failed close”, “the first close that fails”, “one failing close”."""
        start = self.at
        self.over("first", "one", "single", "any")
        ahead = bool(self.over("failed", "failing", "unsuccessful"))
        word = self.word()
        names = self.lex.calls(word) if word is not None else frozenset()
        if names and not (word is not None and self.lex.function(word)):
            self.at += 1
            self.over("call")
            if ahead or self.over("that fails", "which fails", "failing", "that failed", "failure", "error", "failures", "errors"):
                self.whens.append(When("fails", names))
                return True
        self.at = start
        return False

    def _value_named(self) -> bool:
        word = self.word()
        if word is None or not self.lex.is_value(word) or self.lex.function(word):
            return False
        self.at += 1
        return True

    def _thing_subject(self) -> bool:
        start = self.at
        if not self.arrow and not self.first and self.thing_given(self.deeds):
            self.subject = self.deeds[-1].name
            self.subject_is_thing = self.subject_is_given = True
            return True
        thing = self.thing()
        if thing is not None and thing.kind == "number":
            self.subject_is_thing, self.subject_numbers = True, thing.numbers
            return True
        if thing is None or thing.kind in ("same", "no", "other", "last", "first"):
            self.at = start
            return False
        if thing.kind == "refused":
            if not self.lex.cast.recorder:
                return False
            self.deeds.append(Said(self.lex.cast.recorder))
            self.whens.append(When("refused"))
        self.subject_is_thing, self.subject_plural, self.subject_kind = True, thing.kind == "each", thing.kind
        return True
