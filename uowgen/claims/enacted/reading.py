"""Reads a sentence as a story: what is done to values of a type, under which conditions, and what is then seen.

Every word must be taken up by one of the readers here; with a word left over there is no reading.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.enacted.lexicon import ordinal_of
from uowgen.claims.enacted.outcomes import AUXILIARIES, Outcomes
from uowgen.claims.enacted.phrases import Unread
from uowgen.claims.enacted.saying import DROP, Said, Saying, Seen

if TYPE_CHECKING:
    from uowgen.claims.enacted.lexicon import Lexicon
    from uowgen.claims.sentences.sentence import Word

_ARROWS = frozenset({"→", "->", "=>", ":", "⇒"})
_MARKS = frozenset({",", "(", ")", ";", "—", "–", "-"}) | _ARROWS
_JOINTS = frozenset("and but then so yet while".split())


def reading_of(words: tuple[Word, ...], lex: Lexicon) -> Saying | None:
    """What the sentence says; None if a word of it is not understood."""
    while words and not words[-1].code and words[-1].text in (".", ";", ","):
        words = words[:-1]
    try:
        return _Reader(words, lex).sentence() if words else None
    except Unread:
        return None


class _Reader(Outcomes):
    """One sentence while it is read."""

    def sentence(self) -> Saying:
        """All that it says."""
        readers = (
            self._order_of_two,
            self._noun_order,
            self._mark,
            self._manner,
            self.condition,
            self._tried_never,
            self.failed_call,
            self._can_be_done,
            self._roomy,
            self._outcome,
            self._who,
        )
        while not self.done:
            if not any(read() for read in readers):
                raise Unread
        if self.negated or not self.seen or self.only:
            raise Unread
        if self.first and not self.deeds and not self.dropped and self._is_of_end():
            self.dropped = True
        deeds = (*self.first, *self.deeds)
        if self.dropped and not any(d.name == DROP for d in deeds):
            deeds = (*deeds, Said(DROP))
        return Saying(self._meant(deeds), tuple(self.whens), tuple(self.seen), self.focus, self.always, self.exact)

    def _meant(self, deeds: tuple[Said, ...]) -> tuple[Said, ...]:
        """The deeds with those that go without saying: “return `FULL` once eight are tracked” of the one that records."""
        cast = self.lex.cast
        kinds = {w.kind for w in self.whens}
        if any(s.kind == "tells" for s in self.seen):
            others = tuple(d for d in deeds if d.name != cast.counts)
            if len(others) == len(deeds) or not others:
                raise Unread
            return (Said(cast.counts), *others, Said(cast.counts))
        answers = all(s.kind in ("refused", "taken") or (s.kind == "gives" and s.value.startswith("=")) for s in self.seen)
        if not deeds and answers and kinds and kinds <= {"count", "full"} and cast.recorder:
            return (Said(cast.recorder),)
        ended = next((w.what for w in self.whens if w.kind == "ended"), frozenset())
        if not deeds and len(ended) == 1 and all(s.kind == "free" for s in self.seen):
            return (Said(next(iter(ended))),)
        if not deeds and answers and kinds and kinds <= {"held", "all held"} and cast.claims and not cast.recorder:
            return (Said(cast.maker),)
        return deeds

    def _is_of_end(self) -> bool:
        """“if it is tracked twice, it is closed twice”: what nothing that was done does, and the end of the value does."""
        made = self.lex.known.made
        named = {n for s in self.seen if s.kind == "calls" and not s.negated for n in s.names}
        return bool(named & made.get("drop", frozenset())) and not any(named & made.get(d.name, frozenset()) for d in self.first)

    def _mark(self) -> bool:
        text = self.text()
        if text in _MARKS:
            if self.negated:
                raise Unread
            self.arrow = self.arrow or text in _ARROWS
        elif text not in _JOINTS:
            return False
        elif self.negated and text not in ("and",):
            raise Unread
        self.at += 1
        return True

    def _who(self) -> bool:
        """What is done, or whom a verb that follows is said of."""
        if self.text() in ("only", "solely"):
            self.only = True
            self.at += 1
            return True
        if self.over("each call of", "every call of", "call to", "calling", "call of", "each call to", "calls to"):
            return self.deed(self.deeds) or self._fail()
        number = ordinal_of(self.text())
        if number is not None and (word := self.word(1)) is not None and (name := self.lex.function(word) or self.lex.deed(word)):
            self.at += 2
            self.deeds.append(Said(name, times=number))
            return True
        if (
            number is not None
            and self.arrow
            and self.deeds
            and self.text(1) in ("is", "gives", "returns", "→", "one", "call", "fails")
        ):
            self.returned = True
            last = self.deeds[-1]
            if last.times < number:
                return False
            self.deeds[-1] = last._replace(times=number)
            self.at += 1
            self.over("one", "call")
            return True
        if self.over("cleanup", "loop", "rest of cleanup") and any(w.kind == "fails" for w in self.whens):
            negated = bool(self.over("is not", "does not"))
            if not self.over(
                "stops", "ends", "is aborted", "is abandoned", "stop", "aborted", "end", "abandoned", "aborts", "is cut short"
            ):
                raise Unread
            self.over("there", "at once", "early")
            self.seen.append(Seen("stops", negated=negated))
            return True
        logged = self.text() in ("error", "warning", "message", "failure", "line") and self.lex.is_logged()
        if logged and self.text(1) in ("is", "are", "was", "gets"):
            self.at += 1
            return True
        return self.subject_phrase()

    def _fail(self) -> bool:
        raise Unread

    def _manner(self) -> bool:
        """What is said more of the last thing seen: an order, a count."""
        if not self.seen:
            order = self.order()
            if order:
                raise Unread
            return False
        last = self.seen[-1]
        order = self.order()
        if order:
            if last.kind not in ("calls", "gives") or last.order:
                raise Unread
            self.seen[-1] = last._replace(order=order)
            return True
        count = self.count()
        if count is not None:
            if last.kind != "calls" or last.count is not None or last.order or (last.negated and count != (2, False)):
                raise Unread
            self.seen[-1] = last._replace(count=count[0], most=count[1])
            return True
        start = self.at
        self._tail()
        return self.at > start

    def _order_of_two(self) -> bool:
        """“halt the channel before reading the residue”, “clear the bit first, then halt it”."""
        if not self.seen or self.seen[-1].kind not in ("calls", "bit"):
            return False
        start = self.at
        how = self.over(
            "before",
            "after",
            "only after",
            "comes before",
            "precedes",
            "happens before",
            "first , then",
            "first ; then",
            ", then",
            "and then",
            "then",
            "and only then",
        )
        if not how:
            return False
        last, kept = self.seen[-1], list(self.seen)
        if not self._which_of_them(how):
            self.at = start
            return False
        self.skip(AUXILIARIES)
        other = self._clause()
        if other is None or other.kind not in ("calls", "bit") or other.negated or last.negated:
            self.at, self.seen = start, kept
            return False
        one, two = last.names or frozenset({"="}), other.names or frozenset({"="})
        if "after" in how:
            one, two = two, one
        self.seen[-1] = Seen("before", one, beside=two)
        if "then" in how:
            self.seen[-1:] = [last, self.seen[-1]] if last.kind == "calls" else [self.seen[-1]]
        return True

    def _which_of_them(self, how: str) -> bool:
        """“before the first”, “after the last”, “before any”: all of them; “after the first” would be another claim."""
        said = self.over("first", "last", "any", "every", "all")
        return said not in ("first", "last") or (said == "first") is ("after" not in how and "follow" not in how)

    def _noun_order(self) -> bool:
        """“the fence comes after the last unpin”."""
        start = self.at
        word = self.word()
        if word is None or self.seen or self.negated:
            return False
        names = self.lex.calls(word)
        self.at += 1
        self.over("call", "calls")
        how = self.over(
            "comes before", "happens before", "precedes", "goes before", "is before", "comes after", "happens after", "follows", "goes after", "comes only after"
        )  # fmt: skip
        if names and how and self._which_of_them(how):
            other = self._clause()
            if other is not None and other.kind in ("calls", "bit") and not other.negated:
                one, two = names, other.names or frozenset({"="})
                if "after" in how or how == "follows":
                    one, two = two, one
                self.seen.append(Seen("before", one, beside=two))
                return True
        self.at = start
        return False

    def _clause(self) -> Seen | None:
        """A clause that says what is done: “reading the residue”, “the channel is halted”, “the first `free_page`”."""
        start = self.at
        thing = self.thing()
        if thing is not None:
            self.subject_is_thing, self.subject_plural = True, thing.kind == "each"
        found = self._verb()
        if found is None:
            self.at = start
            found = self._resource_noun() or self._verb()
        if found is None:
            word = self.word()
            names = self.lex.calls(word) if word is not None and word.code else frozenset()
            if names:
                self.at += 1
                found = Seen("calls", names)
        return found
