"""Reads what is said to be seen: “nothing is closed”, “no flush”, “→ `None`”, “panics”, “at most eight are held”"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.enacted.beginnings import Beginnings
from uowgen.claims.enacted.lexicon import number_of
from uowgen.claims.enacted.saying import Said, Seen

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word


_ARROWS = frozenset({"→", "->", "=>", ":", "⇒"})
AUXILIARIES = frozenset(
    "is are was were be been gets get being has have does do did may can could would ever actually itself themselves simply".split()
)
_NOT = frozenset("not never cannot neither nor".split())
_EMPTY_TAIL = frozenset("itself there immediately instead directly too anymore anyway nevertheless either".split())
_TAILS = (
    "right away", "at once", "all same", "by itself", "by guard", "by itself", "on its own", "to caller", "back to caller", "at all", "for good",
    "as well", "after all", "in any case", "at that point", "any more", "any longer", "again", "afterwards", "later", "later on", "explicitly", "straight away",
)  # fmt: skip


class Outcomes(Beginnings):
    """Reads what is said to be seen."""

    def _outcome(self) -> bool:
        start, negated = self.at, self.negated
        for read in (self._nothing, self._no_noun, self._code_value, self._resource_noun, lambda: self._verb(finite=True)):
            found = read()
            if found is not None:
                self.seen.append(found)
                self.negated = False
                self._tail()
                return True
            self.at, self.negated = start, negated
        return False

    def _nothing(self) -> Seen | None:
        """“nothing is closed”, “nothing happens”, “no effect”."""
        if self.over(
            "nothing happens", "nothing is done", "nothing else happens", "no effect", "has no effect", "is no-op", "no-op"
        ):
            return self._add("quiet") if not self.negated else None
        if not self.over("nothing", "none", "none of them", "no one"):
            return None
        self.skip(AUXILIARIES)
        word = self.word()
        if word is None or self.negated:
            return None
        self.negated = True
        return self._by_verb(word)

    def _no_noun(self) -> Seen | None:
        """“no `close` calls”, “no flush”, “at most one flush”, “one flush”, “no warning”, “exactly two closes”."""
        start = self.at
        most = bool(self.over("at most", "no more than", "not more than"))
        exact = bool(self.over("exactly", "only", "just")) if not most else False
        amount: int | None = None
        if self.over("no", "without", "zero"):
            amount = 0
        elif (n := number_of(self.text())) is not None and (most or exact or not self.seen):
            amount = n
            self.at += 1
        if amount is None:
            return None
        self.over("single", "such", "further", "more", "call to", "calls to", "explicit")
        word = self.word()
        if word is None:
            return None
        if self.lex.tells(word):
            self.at += 1
            self.over("message", "line", "messages")
            self._is_done()
            return self._add("logs", negated=amount == 0)
        names = self.lex.calls(word)
        if self.text() and self.lex.root(self.text()) != self.text() and not self.text().endswith("s"):
            names = frozenset()  # “no closed …”
        if not names or self.negated:
            self.at = start
            return None
        self.at += 1
        self.over("calls", "call", "operation", "operations")
        self._is_done()
        if self.over("per", "for each", "for every"):
            thing = self.thing()
            if thing is None or amount != 1:
                return None
            return self._add("calls", names=names, each=True, count=1)
        if amount == 0:
            return self._add("calls", names=names, negated=True)
        self.over("in total", "overall", "for whole", "for all of them")
        return self._add("calls", names=names, count=amount, most=most)

    def _is_done(self) -> None:
        start = self.at
        self.skip(AUXILIARIES)
        if not self.over("made", "done", "logged", "issued", "performed", "printed", "happens", "emitted", "written"):
            self.at = start

    def _code_value(self) -> Seen | None:
        """“→ `Err(BADF)`”: a value behind an arrow."""
        before = self.words[self.at - 1] if self.at else None
        behind = self.arrow and before is not None and not before.code and (before.text in _ARROWS or before.text == "is")
        word = self.word()
        plain = self.text() in ("none", "true", "false", "error") or number_of(self.text()) is not None
        if not behind or self.negated or word is None or not (word.code or plain) or self.lex.function(word):
            return None
        return self.value("")

    def _can_be_done(self) -> bool:
        """“another descriptor can be tracked”, “no further descriptor can be tracked”."""
        start = self.at
        none = bool(self.over("no"))
        thing = self.thing()
        cast = self.lex.cast
        if (not none and thing is None) or not self.over("can", "may", "could"):
            self.at = start
            return False
        negated = bool(self.over("not", "never")) or none
        self.over("again")
        word = self.word(1) if self.text() == "be" else None
        name = self.lex.deed(word) if word is not None else ""
        if (
            not name
            or name != cast.recorder
            or (thing is not None and thing.kind not in ("other", "one", "number", "negative", "same"))
        ):
            self.at = start
            return False
        self.at += 2
        self.over("again")
        if thing is not None and thing.kind in ("number", "negative", "same"):
            self.deeds.append(Said(name, thing.numbers, thing.kind if thing.kind != "number" else ""))
        else:
            self.deeds.append(Said(name, how="other"))
        self.seen.append(Seen("refused" if negated else "taken"))
        return True

    def _verb(self, *, finite: bool = False) -> Seen | None:
        only = False
        begin = self.at
        while (text := self.text()) in AUXILIARIES | _NOT or text in ("no", "only", "always"):
            self.always = self.always or text == "always"
            if text == "no" and self.text(1) not in ("longer",):
                break
            if text == "no":
                self.at += 1
            if text == "only":
                only = True
            if text in _NOT or text == "no":
                if self.negated:
                    return None
                self.negated = True
            self.at += 1
        word = self.word()
        asked = self.at > begin and self.words[self.at - 1].text == "is" and not self.negated
        if asked and (self.returned or self._is_asked()):
            start = self.at
            plain = word is not None and (word.code or number_of(self.text()) is not None)
            found = self.value("") if plain else None
            if found is not None or self.returned:
                return found
            self.at = start
        if self.text() == "nothing" and self.at > begin and self.words[self.at - 1].text in ("do", "does") and not self.negated:
            self.at += 1
            return Seen("quiet")
        if (
            word is None
            or (word.code and not self.lex.calls(word))
            or (finite and self.at == begin and word.text.endswith("ing") and not word.code)
        ):
            return None
        found = self._by_verb(word)
        if found is not None and only:
            if found.kind != "calls" or found.count is not None:
                return None
            found = found._replace(count=1)
        return found

    def _is_asked(self) -> bool:
        """Whether the last deed is a question to the value: “`len()` is 0”."""
        function = self.lex.cast.function(self.deeds[-1].name) if self.deeds else None
        return function is not None and function.takes == "ref"

    def _by_verb(self, word: Word) -> Seen | None:
        """The verb `word`, which comes next, with what belongs to it."""
        bare = self.lex.root(word.text) if not word.code else ""
        for read in (
            self._bit,
            self._special,
            self._owned,
            self._touching,
            self._removing,
            self._resource,
            self._value_verb,
            self._recording,
            self._effect,
        ):
            start, negated = self.at, self.negated
            found = read(word, bare)
            if found is not None:
                return found
            self.at, self.negated = start, negated
        return None

    def _special(self, word: Word, bare: str) -> Seen | None:
        if self.over("do nothing", "does nothing", "nothing happens"):
            return self._add("quiet")
        if self.over("happens", "happen"):
            return None
        if self.lex.tells(word) and word.text not in ("warning", "message"):
            self.at += 1
            if self.over("nothing", "no warning", "no message"):
                return self._add("logs", negated=True)
            self.over(
                "warning",
                "message",
                "warnings",
                "line",
                "it",
                "them",
                "that",
                "about it",
                "anything",
                "error",
                "failure",
                "warning line",
            )
            return self._add("logs")
        if bare == "panic" or word.text == "panicking":
            self.at += 1
            if (nxt := self.word()) is not None and self.lex.calls(nxt):
                return None  # “a panic unmaps …”
            return self._add("panics")
        if bare in ("refuse", "reject") or self.over("not allowed", "not accepted"):
            return self._refused(word)
        if bare in ("accept", "succeed", "work", "allow", "allowed", "accepted", "fine", "ok", "permit", "permitted", "possible"):
            self.at += 1
            self._object_deed()
            return self._add("refused" if self.negated else "taken", negated=False)
        if word.text in ("fails", "fail", "failing") and not self.negated:
            self.at += 1
            if self.over("with"):
                return self.value("refused")
            return self._add("refused")
        if self.over("make", "makes", "cause", "causes"):
            if self.over("drop panic", "drop fail", "destructor panic", "it panic", "cleanup panic"):
                return self._add("panics")
            return None
        if self.over("end", "ends", "stop", "stops", "abort", "aborts", "interrupt", "interrupts"):
            if self.over("cleanup", "drop", "loop", "rest", "closing", "there", "undo", "rollback", "further cleanup"):
                return self._add("stops")
            return None
        if word.text in ("start", "starts", "begin", "begins") and (begun := self.begins()) is not None:
            return begun
        if word.text in self.lex.known.flags and (self.is_passive() or self._denied_be()) and not self.deeds:
            self.at += 1
            return self._add("flag", value=word.text)
        if self.over("go up by", "goes up by", "increases by", "grows by", "rises by", "is incremented by", "incremented by"):
            return self._changed(1)
        if self.over("go down by", "goes down by", "decreases by", "shrinks by", "falls by", "drops by"):
            return self._changed(-1)
        if self.over("go up", "goes up", "increases", "grows", "rises", "changes"):
            return self._add("tells", count=1)
        if self.over(
            "stay unchanged",
            "stays unchanged",
            "unchanged",
            "stays same",
            "does not change",
            "stays as it is",
            "unaffected",
            "untouched",
        ):
            return self._add("kept") if not self.negated else None
        return None

    def _denied_be(self) -> bool:
        return self.at > 1 and self.words[self.at - 1].text == "not" and self.words[self.at - 2].text in ("is", "are", "was")

    def _roomy(self) -> bool:
        """“use no more than `LIMIT` slots”, “at most eight descriptors are tracked”, “holds up to 8 entries”."""
        start = self.at
        lex, recorder = self.lex, self.lex.cast.recorder
        if not recorder or self.seen or self.negated:
            return False
        word = self.word()
        verb = word is not None and (
            lex.root(self.text()) in ("use", "hold", "keep", "store", "take", "accept") or lex.deed(word) == recorder
        )
        if verb:
            self.at += 1
        if self.over("no more than", "at most", "not more than", "up to", "never more than"):
            word = self.word()
            number = (lex.constants.get(word.raw) or number_of(word.raw)) if word is not None else None
            if number is not None:
                self.at += 1
                noun = self.word()
                if noun is not None and (lex.is_thing(noun) or self.text() in ("slots", "entries", "elements")):
                    self.at += 1
                    tracked = bool(self.over("are", "can be", "may be", "is"))
                    if not tracked or (
                        (word := self.word()) is not None and (lex.deed(word) == recorder or self.text() in ("held", "kept"))
                    ):
                        self.at += int(tracked)
                        self.seen.append(Seen("room", count=number))
                        return verb or tracked or self._restored(start)
        return self._restored(start)

    def _restored(self, start: int) -> bool:
        self.at = start
        return False

    def _tried_never(self) -> bool:
        start = self.at
        if self._never():
            return True
        self.at = start
        return False

    def _never(self) -> bool:
        """“the guard never opens or installs a descriptor itself”: what the type does nowhere."""
        if not self.over("never", "does not", "not") or self.deeds or self.first or self.whens or self.seen:
            return False
        verbs = []
        while (word := self.word()) is not None and not word.code and word.text.endswith("s") and not self.lex.deed(word):
            verbs.append(self.lex.root(word.text))
            self.at += 1
            if not self.over("or", "nor", ","):
                break
        if not verbs or any(self.lex.calls(w) for w in self.words if not w.code and self.lex.root(w.text) in verbs):
            return False
        if self.thing() is None:
            return False
        self._tail()
        self.seen.append(Seen("never", value=" ".join(verbs)))
        self.focus = "all"
        return self.done

    def _tail(self) -> None:
        while True:
            if self.text() in _EMPTY_TAIL:
                self.at += 1
            elif self.text() == "by" and (word := self.word(1)) is not None and not word.code and self.lex.is_value(word):
                self.at += 2
            elif not self.over(*_TAILS):
                return
