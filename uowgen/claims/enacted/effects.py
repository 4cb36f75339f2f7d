"""Reads verbs with what belongs to them: “closes every descriptor”, “stays open”, “does not touch the table”, “is not recorded”"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.enacted.lexicon import number_of
from uowgen.claims.enacted.phrases import Unread
from uowgen.claims.enacted.results import Results
from uowgen.claims.enacted.saying import Said, Seen

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word


_HELD = frozenset("tracked recorded registered stored remembered collected held kept shared".split())
_GIVES = frozenset("return yield answer give report hand produce fail refuse reject".split())


class Effects(Results):
    """Reads verbs with what belongs to them."""

    def _add(self, kind: str, **fields: object) -> Seen:
        return Seen(kind, negated=self.negated)._replace(**fields)  # type: ignore[arg-type]

    def _effect(self, word: Word, bare: str) -> Seen | None:
        """“closes every tracked descriptor”, “is halted”, “stays open”."""
        lex = self.lex
        if bare in ("stay", "remain", "left", "leave", "keep", "kept"):
            return self._stays(bare)
        if (lex.deed(word) and not lex.calls(word)) or lex.function(word):
            return None
        if word.text in lex.functions and not self.seen and not self.subject and self.at == 0:
            if (nxt := self.word(1)) is not None and lex.calls(nxt):
                return None  # “attach logs nothing”: of the function
            raise Unread
        nouns = frozenset(w.text for w in self.words[self.at + 1 : self.at + 4] if not w.code)
        names = lex.calls(word, nouns)
        via = bare in ("read", "ask", "query", "do", "perform", "issue", "call", "use", "make", "send")
        start = self.at
        if not names and via:
            self.at += 1
            self.skip(frozenset({"one", "single", "for", "about"}))
            noun = self.word()
            names = lex.answers(noun) or lex.calls(noun) if noun is not None else frozenset()
            if len(names) != 1:
                self.at = start
                return None
        if not names:
            return None
        self.at += 1
        passive = not word.code and word.text.endswith("ed") and self.is_passive()
        found = self._add("calls", names=names, said=word.raw)
        if self.subject_is_given:
            return None
        if self.subject_kind == "refused":
            return found._replace(value="given")
        if self.subject_numbers:
            return found._replace(numbers=self.subject_numbers)
        if passive or (self.subject_is_thing and not self.subject):
            return found._replace(each=self.subject_plural)
        return self._with_object(found)

    def _with_object(self, found: Seen) -> Seen | None:
        numbers = self.numbers()
        if numbers:
            return found._replace(numbers=numbers)
        if self._one_for_each(found):
            return found._replace(each=True, count=1) if not found.negated else None
        if self.over("nothing", "none of them", "none"):
            return found._replace(negated=True) if not found.negated else None
        thing = self.thing()
        if thing is not None:
            if thing.kind == "no":
                return found._replace(negated=True) if not found.negated else None
            if thing.kind in ("negative", "other", "refused", "from"):
                return None
            if thing.kind == "number":
                return found._replace(numbers=thing.numbers)
            if thing.kind in ("last", "first"):
                return None
            if thing.kind == "one" and self.over("that", "which") and not self._relative():
                return None
            return found._replace(each=thing.kind == "each" or self.words[self.at - 1].text in ("them", "they"))
        word = self.word()
        if word is not None and not word.code and (self.lex.is_value(word) or self._is_of_call(word, found.names)):
            self.at += 1
        return found

    def _one_for_each(self, found: Seen) -> bool:
        """“(puts) one reference for each recorded page”, “a reference per page”."""
        start = self.at
        self.over("exactly", "just", "only")
        counted = bool(self.over("one", "single"))
        nouns = 0
        while (word := self.word()) is not None and not word.code and self.text() not in ("for", "per", "of") and nouns < 3:
            if not (self.lex.is_noun(word) or self.lex.is_thing(word) or self._is_of_call(word, found.names)):
                break
            self.at += 1
            nouns += 1
        if (counted or nouns) and self.over("for each", "for every", "per", "of each", "of every"):
            while self.text() and not (self.word() is not None and self.lex.is_thing(self.words[self.at])):
                if not (self.text() in _HELD or self.lex.deed(self.words[self.at]) == self.lex.cast.recorder):
                    break
                self.at += 1
            if counted and self.thing() is not None:
                return True
        self.at = start
        return False

    def _relative(self) -> bool:
        """“(the descriptor that) `untrack_last` removes”."""
        word = self.word()
        name = self.lex.function(word) if word is not None else ""
        if (
            not name
            or not self.text(1)
            or self.lex.root(self.text(1)) not in ("remove", "return", "forget", "take", "pop", "drop", "give")
        ):
            return False
        self.at += 2
        self.deeds.append(Said(name))
        return True

    def _is_of_call(self, word: Word, names: frozenset[str]) -> bool:
        """Whether a noun is part of how a call is named: “acknowledges the interrupt” of `ack_irq`."""
        usual = {"interrupt": "irq", "hardware": "regs", "registers": "regs", "register": "regs"}
        parts = frozenset().union(*(self.lex.known.calls[k][1] for k in names))
        return bool({word.text, self.lex.root(word.text), usual.get(word.text, "")} & parts)

    def _stays(self, bare: str) -> Seen | None:
        """“stays open”: it is not closed."""
        opposite = {
            "open": "close",
            "mapped": "unmap",
            "running": "halt stop",
            "enabled": "disable",
            "locked": "unlock",
            "pinned": "unpin",
            "allocated": "free",
            "registered": "unregister",
        }
        self.at += 1
        if bare in ("keep", "leave", "kept", "left") and not self.is_passive():
            self.thing()
        said = self.text()
        from uowgen.claims.sentences.sentence import Word

        if said not in opposite or self.negated:
            return None
        names = frozenset().union(*(self.lex.calls(Word(v, v)) for v in opposite[said].split()))
        if not names:
            return None
        self.at += 1
        return Seen("calls", names, negated=True, said=said, numbers=self.subject_numbers)

    def _touching(self, word: Word, bare: str) -> Seen | None:
        """“does not touch the descriptor table”, “leaves the registers untouched”."""
        leaves = bare in ("leave", "leaf") and any(w.text in ("untouched", "alone", "unchanged") for w in self.words[self.at :])
        if not leaves and not (bare in ("touch", "access", "modify", "affect", "change") and self.negated):
            return None
        self.at += 1
        end = self.at
        while (
            end < len(self.words)
            and not self.words[end].code
            and any(is_one(self.words[end]) for is_one in (self.lex.is_noun, self.lex.is_thing, self.lex.around))
        ):
            end += 1
        names = self.lex.around(self.words[end - 1]) if end > self.at else frozenset()
        if not names or self.lex.is_value(self.words[end - 1]):
            return None
        self.at = end
        if leaves and not self.over("untouched", "alone", "unchanged"):
            return None
        return None if leaves and self.negated else Seen("calls", names, negated=True, said=word.raw)

    def _removing(self, word: Word, bare: str) -> Seen | None:
        """“removes the oldest descriptor”: of a method that takes out."""
        if (
            bare not in ("remove", "take", "pop", "forget", "drop")
            or self.negated
            or not self.deeds
            or self.deeds[-1].name != self.lex.cast.taker
        ):
            return None
        self.at += 1
        thing = self.thing()
        if thing is not None and thing.kind == "one":
            said = self._held_which()
            return self._add("removes", value=said) if said else None
        return self._add("removes", value=thing.kind) if thing is not None and thing.kind in ("last", "first") else None

    def _held_which(self) -> str:
        """“… that was tracked last”: `last` or `first`."""
        self.over("that was", "which was", "that were")
        word = self.word()
        if word is None or self.lex.deed(word) != self.lex.cast.recorder:
            return ""
        self.at += 1
        return self.over("last", "first")

    def _recording(self, word: Word, bare: str) -> Seen | None:
        """“tracks nothing”, “is not recorded”, “appends to `fds`”."""
        lex = self.lex
        if not lex.cast.recorder:
            return None
        mine = lex.deed(word) == lex.cast.recorder and (bool(self.subject) or self.is_passive() or self.subject_is_thing)
        if not mine and lex.deed(word):
            return None
        if not mine and bare not in (
            "record",
            "remember",
            "store",
            "append",
            "add",
            "register",
            "keep",
            "retain",
            "forget",
            "push",
        ):
            return None
        if word.code:
            return None
        self.at += 1
        parts = self._parts_kept()
        if parts:
            return self._add("grows", count=1, parts=parts) if not self.negated else None
        if bare in ("keep", "retain"):
            return None
        nothing = bool(self.over("nothing", "no descriptor"))
        if not nothing:
            thing = self.thing()
            if thing is not None and thing.kind == "no":
                nothing = True
            elif thing is None:
                self.over("it", "them")
            if self.over("in", "to", "into", "onto", "at end of", "to end of"):
                target = self.word()
                if target is None or not (
                    target.raw == lex.cast.field
                    or (not target.code and (lex.is_value(target) or target.text in ("list", "log", "end")))
                ):
                    return None
                self.at += 1
        if bare == "forget":
            return None
        if nothing and self.negated:
            return None
        gates = frozenset("::".join(p.split("::")[-2:]) for p, _ in lex.cast.gates)
        return (
            self._add("kept", negated=False, names=gates if nothing else frozenset())
            if nothing or self.negated
            else self._add("grows", count=1)
        )

    def _parts_kept(self) -> tuple[int, ...]:
        """“page and frame of every shared page”, “both the base and the length”: the parameters of what is recorded; empty for other words."""
        start, lex = self.at, self.lex
        function = lex.cast.function(lex.cast.recorder)
        names = [name for name, _ in function.parameters] if function is not None else []
        found: list[int] = []
        self.over("both")
        while (word := self.word()) is not None:
            places = [n for n, name in enumerate(names) if lex.is_called(name, word)]
            exact = [n for n, name in enumerate(names) if name == (word.raw if word.code else word.text)]
            places = exact or places
            if len(places) != 1 or places[0] in found:
                break
            found.append(places[0])
            self.at += 1
            mark = self.at
            if not self.over(", and", "and", "with", "together with", "plus", ","):
                break
            if self.text() in ("its", "their", "corresponding"):
                self.at += 1
            after = self.word()
            if after is None or not any(lex.is_called(name, after) for name in names):
                self.at = mark
                break
        if len(found) < 2 or self.subject not in ("", lex.cast.recorder):
            self.at = start
            return ()
        if self.over("of", "for"):
            self.over("each", "every")
            if self.thing() is None:
                word = self.word()  # “of every shared page”: told by a word of the type's own
                if not (
                    word is not None and self.text().endswith("ed") and (nxt := self.word(1)) is not None and lex.is_thing(nxt)
                ):
                    self.at = start
                    return ()
                self.at += 2
        return tuple(found)

    def _value_verb(self, word: Word, bare: str) -> Seen | None:
        if bare not in _GIVES or (self.negated and bare != "return"):
            return None
        if word.text in ("handed", "given", "returned") and not self.is_passive():
            return None
        if self.negated:
            return None
        self.at += 1
        if bare in ("fail", "refuse", "reject"):
            return self.value("refused") if self.over("with") else None
        if bare == "hand":
            self.over("out", "back", "over")
        return self.value(bare)

    def _refused(self, word: Word) -> Seen | None:
        if word.text.endswith("ed") and not self.done and (nxt := self.word(1)) is not None and self.lex.is_thing(nxt):
            return None  # “a rejected descriptor”
        self.at += 1
        active = word.text in ("refuse", "refuses", "reject", "rejects")
        if active:
            self._object_deed()
        if self.over("with", "as", "by returning"):
            if self.negated:
                return None
            return self.value("refused")
        return self._add("taken" if self.negated else "refused", negated=False)

    def _object_deed(self) -> None:
        """“rejects negative descriptors”: what is given, to the one function that takes it."""
        word = self.word()
        if word is not None and self.lex.function(word):
            self.deed(self.deeds)
            return
        if not self.thing_given(self.deeds):
            self.over("it", "this", "that")

    def _owned(self, word: Word, bare: str) -> Seen | None:
        """“consumes the guard”, “takes `&mut self`”, “takes it by value”, “cannot be used afterwards”."""
        if bare in ("consume", "consum") and not self.negated:
            self.at += 1
            if (nxt := self.word()) is not None and (self.lex.is_value(nxt) or nxt.raw == "self" or nxt.text in ("it", "self")):
                self.at += 1
            return self._add("owned", value="value")
        if bare == "take" and not self.negated:
            self.at += 1
            nxt = self.word()
            if nxt is not None and nxt.code and nxt.raw in ("self", "&self", "&mut self", "mut self"):
                self.at += 1
                return self._add("owned", value={"&self": "ref", "&mut self": "mut"}.get(nxt.raw, "value"))
            if nxt is not None and (self.lex.is_value(nxt) or nxt.text in ("it", "self")):
                self.at += 1
                if self.over("by value"):
                    return self._add("owned", value="value")
            return None
        if self.over("called again", "called twice", "used afterwards", "used again", "used any more", "reused"):
            return Seen("owned", value="value", negated=not self.negated)
        return None

    def _changed(self, sign: int) -> Seen | None:
        number = number_of(self.text())
        if number is None:
            return None
        self.at += 1
        return self._add("tells", count=sign * number)
