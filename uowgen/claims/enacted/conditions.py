"""Reads under which conditions something is said: “on a full guard”, “if the channel is taken”, “when dropped”, “after tracking 3”"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.enacted.lexicon import number_of
from uowgen.claims.enacted.refusals import Refusals
from uowgen.claims.enacted.saying import DROP, PANIC, Said, When

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word


_BEGIN = (
    "even if", "only if", "only when", "only after", "as long as", "as soon as", "if", "when", "whenever", "once", "after", "upon", "on", "with", "unless", "until",
    "before", "without", "while", "given", "for", "despite", "in", "during",
)  # fmt: skip
_HELD = frozenset("taken busy held used reserved claimed occupied owned".split())
_BE = frozenset("is are was were be been gets get has have being".split())


class Conditions(Refusals):
    """Reads under which conditions something is said."""

    def condition(self) -> bool:
        """A condition with the word that begins it."""
        start = self.at
        kept = (list(self.first), list(self.deeds), list(self.whens), self.focus, self.exact, self.only, self.dropped)
        begin = self.over(*_BEGIN)
        if not begin:
            return False
        if begin.startswith("only") or self.only:
            self.exact, self.only = True, False
        if self._body(begin):
            while (self.text() == "and" or (self.text() == "," and self.text(1) == "and")) and self._further(begin):
                pass
            return True
        self.at = start
        self.first, self.deeds, self.whens, self.focus, self.exact, self.only, self.dropped = kept
        return False

    def _further(self, begin: str) -> bool:
        start = self.at
        self.over("and", ", and")
        if self._body(begin):
            return True
        self.at = start
        return False

    def _body(self, begin: str) -> bool:
        for read in (
            self._given_as,
            self._well,
            self._created,
            self._failing,
            self._amounts,
            self._claimed,
            self._denied,
            self._answered,
            self._ending,
            self._state,
            self._done,
        ):
            start = self.at
            if read(begin):
                return True
            self.at = start
        return False

    def _given_as(self, begin: str) -> bool:
        """“for PCID 0”, “if `root` is not page aligned”, “on an unaligned base”, “with a non-zero PCID”: what the last deed is given."""
        if begin in ("unless", "until", "before", "after", "without", "once", "in", "while"):
            return False
        alone = not self.deeds and not self.first and not self.lex.cast.recorder
        name = self.deeds[-1].name if self.deeds else self.lex.cast.maker if alone else ""
        found = self.argument(name) if name else None
        if found is None:
            return False
        last = self.deeds[-1] if self.deeds else Said(name)
        if any(place == found[0] for place, _ in last.named) or last.numbers or last.times > 1:
            return False
        self.deeds[-1:] = [last._replace(named=(*last.named, found))]
        return True

    def _well(self, begin: str) -> bool:
        """“for each successful `track()`”, “with every `track()` that succeeds”."""
        if begin not in ("for", "with", "on", "after") or not self.over("each", "every", "one", "any", "successful"):
            return False
        ahead = self.words[self.at - 1].text == "successful" or bool(self.over("successful", "accepted"))
        word = self.word()
        name = (self.lex.function(word) or self.lex.deed(word)) if word is not None else ""
        if not name or name == DROP:
            return False
        self.at += 1
        self.over("call")
        behind = bool(self.over("that succeeds", "that is accepted"))
        if not ahead and not behind:
            return False
        self.first.append(Said(name))
        return True

    def _created(self, begin: str) -> bool:
        """“when it is created”."""
        if begin not in ("when", "after", "once", "as soon as", "on", "upon"):
            return False
        self.over("it", "guard", "value")
        self.skip(_BE)
        if not self.over("created", "creation", "made", "constructed", "construction", "built", "initialised", "initialized"):
            return False
        self.first.append(Said(self.lex.cast.maker))
        return True

    def _amounts(self, begin: str) -> bool:
        """“once eight descriptors are tracked”, “before anything was tracked”, “when the guard is full”, “with nothing tracked”."""
        recorder = self.lex.cast.recorder
        if not recorder:
            return False
        turned = begin in ("before", "without", "unless", "until")
        if self.over("anything", "any descriptor") and turned:
            self.skip(_BE)
            word = self.word()
            if word is not None and self.lex.deed(word) == recorder:
                self.at += 1
                self.whens.append(When("fresh"))
                return True
            return False
        if (
            begin == "without"
            and (word := self.word()) is not None
            and self.lex.deed(word) == recorder
            and self.text().endswith("ing")
        ):
            self.at += 1
            self.over("anything")
            self.whens.append(When("fresh"))
            return True
        if turned:
            return False
        number = number_of(self.text())
        nothing = bool(self.over("nothing", "none"))
        if not nothing and number is None:
            return False
        if not nothing:
            self.at += 1
            word = self.word()
            if word is None or not self.lex.is_thing(word):
                return False
            self.at += 1
        self.skip(_BE)
        word = self.word()
        if word is None or not (self.lex.deed(word) == recorder or self.text() in ("held", "recorded")):
            return False
        self.at += 1
        self.whens.append(When("fresh") if nothing or number == 0 else When("count", number=number or 0))
        return True

    def _claimed(self, begin: str) -> bool:
        """“with every channel taken”, “if no channel is free”, “if the channel is busy”."""
        if not self.lex.cast.claims or begin in ("until", "before", "after", "without", "for"):
            return False
        turned = begin == "unless"
        none = bool(self.over("no"))
        thing = self.thing() if not none else None
        if none:
            word = self.word()
            if word is None or not self.lex.is_thing(word):
                return False
            self.at += 1
        if not none and thing is None:
            return False
        self.skip(_BE)
        text = self.text()
        if thing is not None and thing.kind == "it" and self._is_made(self.word()):
            return False
        free = text in ("free", "available", "left", "unused")
        if (
            not free
            and text not in _HELD
            and not (self._is_made(self.word()) and (none or (thing is not None and thing.kind == "each")))
        ):
            return False
        self.at += 1
        self.over("left", "by another lease", "by someone else", "elsewhere")
        everything = none or (thing is not None and thing.kind == "each")
        if turned or (none != free) or (not none and free):
            return False
        self.whens.append(When("all held" if everything else "held"))
        return True

    def _is_made(self, word: Word | None) -> bool:
        return (
            word is not None
            and not word.code
            and word.text.endswith("ed")
            and self.lex.deed(word) in {f.name for f in self.lex.cast.roster.makers}
        )

    def _ending(self, begin: str) -> bool:
        """“when dropped”, “on drop”, “until the guard is dropped”, “when it goes out of scope”, “on panic”."""
        start = self.at
        self.over("it", "its")
        word = self.word()
        if word is not None and self.lex.is_value(word) and word.text not in ("drop",):
            self.at += 1
        self.skip(_BE)
        text = self.text()
        if text in ("drop", "dropped", "drops", "dropping", "destructor"):
            self.at += 1
            if text == "dropping":
                self.over("it")
                if (word := self.word()) is not None and self.lex.is_value(word):
                    self.at += 1
        elif not self.over(
            "goes out of scope",
            "go out of scope",
            "leaves scope",
            "scope exit",
            "scope ends",
            "end of scope",
            "end of its scope",
            "leaving scope",
        ):
            if begin in ("on", "if", "when", "during") and self.over("panic", "panics", "unwinding", "unwind"):
                self.deeds.append(Said(PANIC))
                return True
            self.at = start
            return False
        if begin in ("until", "before"):
            self.focus = "alive"
        elif begin in ("without", "unless", "in", "for"):
            return False
        else:
            self.dropped = True
        return True

    def _state(self, begin: str) -> bool:
        """“on a fresh guard”, “when the guard is full”, “unless committed”, “for an uncommitted guard”, “on a fresh boot”."""
        turned = begin in ("unless", "without", "until", "before")
        if self.over("fresh boot", "startup", "boot", "fresh start"):
            self.whens.append(When("fresh"))
            return not turned
        if self.text() in ("it", "its"):
            self.at += 1
        start = self.at
        found = self.adjectives()
        word = self.word()
        if word is not None and self.lex.is_value(word):
            self.at += 1
        elif (
            not found
            and self.at == start
            and self.words[self.at - 1].text != "it"
            and begin not in ("if", "unless", "when", "only if", "once", "without", "on")
        ):
            return False
        self.skip(_BE)
        if self.over("not") or self.over("never"):
            turned = not turned
        found += self.adjectives()
        if not found:
            return False
        if turned:
            if len(found) != 1 or found[0].kind not in ("ended", "unended"):
                return False
            found = [When("unended" if found[0].kind == "ended" else "ended", found[0].what)]
            self.exact = self.exact or begin == "unless"
        self.whens += found
        return True

    def _done(self, begin: str) -> bool:
        """“after `commit()`”, “if the same descriptor is tracked twice”, “after tracking 3 and 4”, “before `commit()`”."""
        if begin in ("until", "before", "in", "with", "for", "during", "given", "while", "even if", "despite"):
            return False
        if begin in ("unless", "without"):
            if (word := self.word()) is not None and (
                name := self.lex.function(word) or self.lex.deed(word)
            ) in self.lex.cast.enders():
                self.at += 1
                self.skip(_BE)
                self.over("called", "call")
                self.whens.append(When("unended", frozenset({name})))
                self.exact = self.exact or begin == "unless"
                return True
            return False
        into = self.first
        if not self.deed(into) and not self.passive_deed(into):
            return False
        at = self.at
        self.skip(_BE)
        ends = bool(self.over("called", "made", "done", "succeeded", "succeeds", "returned", "returns"))
        return ends or self.at == at  # “when `len` is 1” is about what it tells, and not about the call
