"""Reads what is given back, and whether what a value stands for is free or taken."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.enacted.lexicon import number_of
from uowgen.claims.enacted.saying import Seen, When
from uowgen.claims.enacted.subjects import Subjects

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

_BE = frozenset("is are was were be been gets get becomes become stays stay remains remain".split())
_FREE = frozenset("free available released".split())
_TAKEN = frozenset("taken busy reserved occupied claimed unavailable held".split())
_BEHIND = frozenset(", ; ) . ( — – and but when if on for once after at unless while".split())
_GONE = frozenset(
    "removed cleared freed missing absent gone deleted empty disabled released dropped masked closed lost denied refused".split()
)
_LOW, _HIGH = frozenset("lowest smallest first".split()), frozenset("highest largest last biggest".split())


_DONE_TO = frozenset({"written", "taken", "given", "lost", "gone", "sent", "put", "cut", "thrown", "driven"})


class Results(Subjects):
    """What is given back, and who may have what."""

    def value(self, kind: str) -> Seen | None:
        """A value in code, or in words that say which of what is known it is; `kind` is the verb, or `refused`."""
        self.over("with", "just", "only")
        self.over("error") if (word := self.word(1)) is not None and word.code else None
        word = self.word()
        if word is None:
            return None
        if word.code:
            return self._code(word, kind)
        if kind == "refused":
            return None
        text = self.text()
        if text in ("none", "true", "false") or number_of(text) is not None:
            self.at += 1
            if not self.done and not (self.text() and self.text() in _BEHIND):
                return None
            return Seen("gives", value={"none": "=None", "true": "=true", "false": "=false"}.get(text) or f"={number_of(text)}")
        if text == "error":
            self.at += 1
            return Seen("refused")
        if text == "whether":
            return self._whether()
        if self.over("number of", "count of", "how many"):
            return self._size()
        if (text in _LOW or text in _HIGH) and self.lex.cast.claims and self.text(1) in ("free", "available", "unused"):
            low = text in _LOW
            if (after := self.word(2)) is None or not self.lex.is_thing(after):
                return None
            self.at += 3
            return Seen("lowest" if low else "highest")
        start = self.at
        found = self.adjectives()
        flags = [w for w in found if w.kind in ("unended", "fresh")]
        if found and len(flags) == len(found) and (after := self.word()) is not None and self.lex.is_value(after):
            said = [self.words[n].text for n in range(start, self.at)]
            flag = next((t for t in said if t in self.lex.known.flags), "")
            self.at += 1
            return Seen("flag", value=flag) if flag else None
        self.at = start
        return self._answer() or self._acquired_for() or self._held()

    def _acquired_for(self) -> Seen | None:
        """“the number the lease was acquired for”."""
        start = self.at
        self.over("number", "id", "index") or self.thing()
        if self.at > start:
            self.over("that", "which")
            if (word := self.word()) is not None and self.lex.is_value(word):
                self.at += 1
                self.over("was", "is", "has been")
                word = self.word()
                makers = {f.name for f in self.lex.cast.roster.makers}
                if (
                    word is not None
                    and (self.lex.deed(word) in makers or self.text() in ("created", "made"))
                    and not self.lex.cast.recorder
                ):
                    self.at += 1
                    if self.over("for", "with", "on", "from"):
                        return Seen("gives", value="element")
        self.at = start
        return None

    def _code(self, word: Word, kind: str) -> Seen | None:
        if not self.lex.is_given(word.raw) or self.lex.function(word) or word.raw == self.lex.cast.roster.type:
            return None
        self.at += 1
        return Seen("gives", value=f"={word.raw}", said=kind, carries=self._carried())

    def _carried(self) -> int:
        """“`Busy` with the base”: the parameter of the last call that is within the value; -1 where none is named."""
        start = self.at
        if self.deeds and self.over("with", "holding", "carrying", "containing", "naming", "that names", "that holds"):
            function = self.lex.cast.function(self.deeds[-1].name)
            self.over("refused", "rejected", "same", "given", "requested", "offending", "passed")
            word = self.word()
            names = [name for name, _ in function.parameters] if function is not None else []
            places = [n for n, name in enumerate(names) if word is not None and self.lex.is_called(name, word)]
            if len(places) == 1:
                self.at += 1
                after = self.word()
                if (
                    after is not None
                    and not after.code
                    and (self.lex.is_thing(after) or after.text in ("address", "number", "value"))
                ):
                    self.at += 1  # “the base port”
                self.over("in it", "inside", "that was refused", "that was passed", "that was given", "passed in")
                return places[0]
        self.at = start
        return -1

    def _whether(self) -> Seen | None:
        """“whether a handler was installed”: what a call answered whose name has the noun; how it is said to be must not be a denial."""
        self.at += 1
        while self.text() in ("there", "was", "is", "any", "one", "actually", "still", "were", "had", "been"):
            self.at += 1
        word = self.word()
        if word is None or word.code or not self.deeds:
            return None
        made = self.lex.known.made.get(self.deeds[-1].name, frozenset())
        names = frozenset(k for k in self.lex.answers_to(word) if k in made)
        if len(names) != 1:
            return None
        self.at += 1
        self.skip(_BE | frozenset(("had", "has", "been")))
        if self.text().endswith(("ed", "en", "et", "nt")) or self.text() in ("there", "present", "known", "active"):
            if self.text() in _GONE or self.text().startswith("un"):
                return None
            self.at += 1
        self.over("before", "until then", "on it", "at all")
        return Seen("gives", value="whether", names=names)

    def _size(self) -> Seen | None:
        if not self.lex.cast.recorder or self.thing() is None:
            return None
        if self.deeds and self.deeds[-1].name == self.lex.cast.recorder:
            return None  # with or without the one that it takes up, which may be how its place is counted
        if self.words[self.at - 1].text in ("slot", "slots", "places", "cells"):
            return None  # of those there are always as many
        self.over("kept", "tracked", "held", "recorded", "that were kept")
        if self.text().endswith("ed") or self.text() in _DONE_TO:  # “pages written”: of those that something was done to
            return None
        return Seen("gives", value="size")

    def _answer(self) -> Seen | None:
        word = self.word()
        names = self.lex.answers(word) or self.lex.told_in(word) if word is not None else frozenset()
        if len(names) != 1 or (word is not None and self.lex.is_thing(word)):
            return None
        self.at += 1
        if self.text() and self.lex.told_in(self.words[self.at]) == names:
            self.at += 1
        self.over("in bytes", "left untransferred", "left", "that were left", "not transferred")
        return Seen("gives", value="answer", names=names)

    def _held(self) -> Seen | None:
        """“the tracked descriptors”, “the descriptor that was tracked last”, “the channel number”, “channel 0”."""
        thing = self.thing()
        if thing is None:
            return None
        cast = self.lex.cast
        self.over("back")
        if thing.kind == "number" and not cast.recorder:
            return Seen("gives", value="element", numbers=thing.numbers)
        if thing.kind in ("last", "first") and cast.recorder:
            return Seen("gives", value=thing.kind)
        if thing.kind == "one" and cast.recorder:
            for run, kind in (
                ("that was {} last", "last"),
                ("{} last", "last"),
                ("that was {} first", "first"),
                ("{} first", "first"),
                ("it removes", "last"),
            ):
                parts = run.split()
                fits = all(
                    self.text(n) == p or (p == "{}" and (w := self.word(n)) is not None and self.lex.deed(w) == cast.recorder)
                    for n, p in enumerate(parts)
                )
                if fits and kind:
                    self.at += len(parts)
                    return Seen("gives", value=kind)
            return None
        if thing.kind == "each" and cast.recorder:
            self.over("to caller", "back to caller")
            return Seen("gives", value="held", order=self.order())
        if thing.kind in ("one",) and not cast.recorder:
            self.over("number", "id", "index")
            return Seen("gives", value="element")
        return None

    # -------------------------------------------------------------------------------------------------------- resources

    def _resource(self, word: Word, bare: str) -> Seen | None:
        """“is free again”, “can be acquired again”, “gives the channel back”, “keeps the channel taken”, “waits”."""
        cast = self.lex.cast
        if not cast.claims:
            return None
        text = word.text if not word.code else ""
        if text in ("waits", "wait", "blocks", "block", "spins", "spin", "sleeps", "sleep"):
            self.at += 1
            self.over(
                "until it is free", "until it is released", "until it is given back", "until channel is free", "for it", "forever"
            )
            return Seen("waits", negated=self.negated)
        if text in _FREE and self._is_said(text):
            self.at += 1
            self.over("again", "for others", "to others", "at once", "immediately")
            return Seen("free", negated=self.negated)
        can = self.words[self.at - 2].text if self.at > 1 else ""
        if (
            self.lex.deed(word) in {f.name for f in cast.roster.makers}
            and text.endswith("ed")
            and can in ("can", "may", "could", "cannot", "not")
        ):
            self.at += 1
            if not self.over("again", "anew", "by others", "afterwards", "immediately", "at once"):
                return None
            return Seen("free", negated=self.negated)
        if text in _TAKEN and self._is_said(text):
            self.at += 1
            return Seen("free", negated=not self.negated)
        if bare in ("free", "release") or (bare in ("give", "put", "hand") and self._gives_back()):
            if self.lex.calls(word):
                return None
            self.at += 1
            self.over("back")
            thing = self.thing()
            if thing is not None and thing.kind not in ("it", "one", "same"):
                return None
            self.over("back")
            if self.over("second time", "again", "twice", "once more"):
                return Seen("twice", negated=self.negated)
            return Seen("free", negated=self.negated)
        if bare in ("keep", "leave", "mark"):
            self.at += 1
            if self.thing() is None:
                return None
            self.over("marked as", "as", "marked")
            if self.text() in _TAKEN and not self.negated:
                self.at += 1
                return Seen("free", negated=True)
            return None
        if text in ("starts", "start", "begins") and not self.negated:
            self.at += 1
            self.over("out", "off", "as")
            if self.text() in _TAKEN | _FREE and self.deeds:
                taken = self.text() in _TAKEN
                self.at += 1
                self.whens.append(When("fresh"))
                return Seen("refused" if taken else "taken")
            return None
        return None

    def _is_said(self, text: str) -> bool:
        return self.at > 0 and self.words[self.at - 1].text in _BE | {"not", "again", "free", "as"}

    def is_passive(self) -> bool:
        """Whether a form of `be` stands before the word that comes."""
        return self.at > 0 and self.words[self.at - 1].text in ("is", "are", "was", "were", "be", "been", "get", "gets")

    def _gives_back(self) -> bool:
        ahead = [self.words[n].text for n in range(self.at + 1, min(self.at + 5, len(self.words)))]
        return "back" in ahead

    def _bit(self, word: Word, bare: str) -> Seen | None:
        if not self.lex.statics or bare not in ("clear", "set") or "bit" not in (self.text(1), self.text(2)):
            return None
        self.at += 1
        self.over("channel's", "its") if self.text(1) == "bit" else None
        if self.text() in {f"{t}'s" for t in self.lex.things} and self.text(1) == "bit":
            self.at += 1
        if not self.over("bit"):
            return None
        if not self._in_static():
            return None
        return None if self.negated else Seen("bit", value="set" if bare == "set" else "clear")

    def _in_static(self) -> bool:
        if self.text() in ("in", "of", "from") and (word := self.word(1)) is not None:
            if not word.code or word.raw not in self.lex.statics:
                return False
            self.at += 2
        return True

    def _resource_noun(self) -> Seen | None:
        """“the channel's bit is cleared”."""
        if not self.lex.statics or not self.lex.cast.claims:
            return None
        start = self.at
        if self.text() in {f"{t}'s" for t in self.lex.things} | {"its"}:
            self.at += 1
        if self.over("bit") and self._in_static() and self.text() in ("is", "was", "gets"):
            self.at += 1
            if (found := self.over("cleared", "set", "reset")) and not self.negated:
                return Seen("bit", value="set" if found == "set" else "clear")
        self.at = start
        return None
