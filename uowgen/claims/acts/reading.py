"""Reads a criterion as acts: what happens, to what, how often, in which order, under which condition, by which method.

Every word must be accounted for: as a verb whose calls are known, a method of the type, a condition, an order, a count, a noun, or a word that
says no more. With a word left over there is no reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.clause import JOINTS, SEPARATORS, Clause
from uowgen.claims.acts.conditions import meant_when
from uowgen.claims.acts.vocabulary import Act, Condition, Vocabulary, parts_of_name
from uowgen.claims.acts.words import (
    BEGINNING,
    DOING,
    ENDS,
    FILLERS,
    GIVING,
    HELD,
    KEEPING,
    LEFT,
    LETTING_GO,
    LONGEST,
    MAKING,
    NOT,
    NOTHING,
    NOUNS,
    PANICS,
    PHRASES,
    PREVENTING,
    REFUSING,
    TOUCHING,
    UNDOING,
    with_particle,
)

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

_DOERS = frozenset({"by", "in", "within", "inside", "from", "during", "through", "via", "with", "on", "upon", "at", "for"})
_UNDONE = frozenset({"*"})  # what the end of an untold life does


class _Unread(Exception):  # noqa: N818  (it ends in no reading)
    """A word that is not understood."""


def acts_of(words: tuple[Word, ...], known: Vocabulary) -> tuple[tuple[Act, ...], bool]:
    """What is said, sentence by sentence, and whether all of it was understood."""
    found: list[Act] = []
    subjects: tuple[str, ...] = ()
    whole = True
    for sentence in _sentences(words):
        reader = _Sentence(sentence, known, subjects)
        try:
            found += reader.read()
            subjects = reader.subjects
        except _Unread:
            whole, subjects = False, ()
    return tuple(found), whole


def _sentences(words: tuple[Word, ...]) -> list[list[Word]]:
    rows: list[list[Word]] = [[]]
    for word in words:
        if not word.code and word.text in (".", ";"):
            rows.append([])
        else:
            rows[-1].append(word)
    return [row for row in rows if row]


class _Sentence(Clause):
    """One sentence while it is read."""

    def read(self) -> list[Act]:
        """All that it says."""
        while self.at < len(self.words):
            self._step()
        if not self.acts or self.negated or self.only or self.counted or self.order or self.waiting:
            raise _Unread
        if self.vague and any(a.kind in ("gives", "refuses", "nothing") for a in self.acts):
            raise _Unread
        vague = self.vague or (self.loose and len(self.acts) > 1)
        held = any(w.text in HELD and not w.code for w in self.words)
        return [a._replace(vague=vague, held=held) for a in self.acts]

    # ------------------------------------------------------------------------------------------------------------ steps

    def _step(self) -> None:
        word = self.words[self.at]
        if not word.code and (self._phrase() or self._mark(word.text)):
            return
        method = self.known.method_of(word)
        before = self.words[self.at - 1].text if self.at and not self.words[self.at - 1].code else ""
        if method and before in _DOERS and len(self.acts) > self.open and not any(a.subjects for a in self.acts[self.open :]):
            self._change(subjects=(method,))  # “is flushed by `clear()`”
            self.at += 1
        elif method and self.acts and self.at + 1 == len(self.words):
            raise _Unread  # of what it is said, or what it is to what is done, is not clear
        elif method:
            self.subjects = (*(self.subjects if self.fresh else ()), method)
            self.fresh = True
            self.at += 1
        elif word.code:
            self._code(word)
        elif word.text in BEGINNING:
            self._condition()
        else:
            self._plain(word)

    def _phrase(self) -> bool:
        texts = [w.text if not w.code else "`" for w in self.words[self.at : self.at + LONGEST]]
        for size in range(len(texts), 0, -1):
            kind = PHRASES.get(" ".join(texts[:size]))
            if kind is None or (texts[0] == "once" and size == 1 and not self.counts()):
                continue
            after_comma = self.at > 0 and self.words[self.at - 1].text in SEPARATORS
            self.at += size
            if self.acts and self.open == len(self.acts) and after_comma and self.ends():
                self.open = self.before  # `…, exactly once` says more of what stands before the comma
            if kind == "once" and self.acts and self.open < len(self.acts):
                self._change(counted=True)
            elif kind == "once":
                self.counted = True
            elif self.acts and self.open < len(self.acts):
                self._change(order=kind)
            else:
                self.order = kind
            return True
        return False

    def _mark(self, text: str) -> bool:
        if text == "(" and self._aside():
            return True
        if text in SEPARATORS:
            if self.negated:
                raise _Unread
            self.nouns = set()
            self.fresh = False
            self.negated = text == "," and self.goes_on()
            if text == "," and self.open < len(self.acts):
                self.before, self.open = self.open, len(self.acts)
        elif text in JOINTS or text == "nor":
            if self.negated:
                raise _Unread
            self.nouns = self.nouns if text == "or" else set()
            self.negated = text == "nor" or (text in ("or", "and") and self.goes_on())
            self.then = self.acts[-1].names if text == "then" and self.acts else frozenset()
            following = self.words[self.at + 1 : self.at + 2]
            if text == "and" and following and following[0].text == "then":
                self.at += 1
                self.then = self.acts[-1].names if self.acts else frozenset()
        elif text in ("one", "single") and (self.acts or self.words[self.at - 1 : self.at]) and self.counts_one():
            if len(self.acts) > self.open:
                self._change(counted=True)
            else:
                self.counted = True
        elif text in ("only", "solely"):
            self.only = True
        elif text in NOTHING and not self.nothing_else():
            self._add(Act("nothing", said=text))
        elif text in NOT:
            self.negated = True
        else:
            return False
        self.at += 1
        return True

    def _aside(self) -> bool:
        """“(a panic included)”: in brackets, that one way to end counts as well; it is passed over."""
        end = next((n for n in range(self.at, len(self.words)) if self.words[n].text == ")" and not self.words[n].code), None)
        inside = [w.text for w in self.words[self.at + 1 : end]]
        if end is None or not {"included", "counts", "including", "too"} & set(inside) or not (PANICS | {"return"}) & set(inside):
            return False
        if any(
            t not in PANICS | FILLERS | {"included", "counts", "including", "too", "early", "return", "way", ",", "or", "error"}
            for t in inside
        ):
            return False
        self.at = end + 1
        return True

    def _code(self, word: Word) -> None:
        bare = word.raw.split("(")[0].replace(".", "::").rpartition("::")[2].strip()
        keys = [key for key, (_, _) in self.known.calls.items() if key.replace(".", "::").rpartition("::")[2] == bare]
        before = self.words[self.at - 1].text if self.at else ""
        if len(keys) == 1 and (before in ("calls", "call", "by", "calling", "via", "through", "uses") or word.raw.endswith(")")):
            self._add(Act("effect", frozenset(keys), said=bare))
        elif bare == self.known.roster.type or parts_of_name(bare) & self.known.names:
            self.nouns |= parts_of_name(word.raw)
        else:
            raise _Unread
        self.at += 1

    def _plain(self, word: Word) -> None:
        text = word.text
        bare = self.known.stem(text)
        following = self.words[self.at + 1].text if self.at + 1 < len(self.words) and not self.words[self.at + 1].code else ""
        joined = with_particle(bare, following)
        if joined:
            bare = joined
        if text == "first" and self.acts and not self.then_follows():
            self.vague = True  # which of several comes first
        if text in ("for", "per") and following in ("every", "each", "all") and self.acts:
            self.vague = True  # how often
        leaves = text == "leaves" and "scope" not in [w.text for w in self.words[self.at + 1 : self.at + 4]]
        if text in ENDS and not leaves and not (text in ("drop", "drops") and self.acts):
            self.subjects = ("drop",)  # the end of the value's life is who does it
            self.fresh = True
        elif text == "effect" or text == "effects":
            if not self.negated:
                raise _Unread
            self.negated = False
            self._add(Act("nothing", said="no effect"))
        elif (
            text.startswith("un")
            and self.known.happened(word._replace(text=text[2:], raw=text[2:]))
            and not self.known.is_verb(bare)
        ):
            done = self.known.happened(word._replace(text=text[2:], raw=text[2:]))
            self.front.append(Condition("called", frozenset({done}), not self.negated))
            self.negated = False
        elif text == "empty" and not self.acts:
            self.front.append(Condition("empty"))
        elif text in MAKING and not self.acts:
            self.subjects = tuple(f.name for f in self.known.roster.makers)
            self.fresh = True
        elif bare in TOUCHING and following == "nothing":
            self._add(Act("nothing", said=f"{text} nothing", value="weak"))
            self.at += 1
        elif bare in TOUCHING and self.negated:
            self.negated = False
            self._add(Act("nothing", said=f"not {text}", value="weak"))
        elif bare in DOING and self._done():
            return
        elif bare in UNDOING and not self.acts and not self.subjects and following == "of":
            self.subjects = ("drop",)  # “rollback of a page: …” names what the end of a life does
            self.fresh = True
        elif bare in UNDOING:
            self._add(Act("effect", _UNDONE, said=text))
        elif bare in PREVENTING:
            self.negated = True
        elif bare in KEEPING:
            self._add(Act("keeps", _UNDONE, said=text))
        elif text in LEFT and self.acts and self.acts[-1].kind == "keeps":
            pass  # “leaves the lines alone”
        elif bare in REFUSING:
            self._add(Act("refuses", value=self._named_error(), said=text))
        elif bare in GIVING and not self.gives_back(bare):
            self._value(text)
            return
        elif self.known.is_verb(bare) and text not in parts_of_name(self.known.roster.type) and not self.is_noun(text, bare):
            self._effect(text, bare)
        elif (done := self.known.happened(word)) and not self.acts:
            self.front.append(Condition("called", frozenset({done}), self.negated))
            self.deed = done if text.endswith("ing") and not self.negated else ""
            self.negated = False
        elif (
            text in FILLERS
            or text in parts_of_name(self.known.roster.type)
            or bare in NOUNS
            or text in NOUNS
            or bare in self.known.names
            or text in self.known.names
        ):
            if (
                text not in FILLERS
                and bare not in NOUNS
                and text not in NOUNS
                and text not in parts_of_name(self.known.roster.type)
                and not {text, bare} & self.known.things
                and not self.names_call(bare)
                and not self.names_call(text)
            ):
                self.vague = True
            if bare in NOUNS or bare in self.known.names:
                self.nouns.add(bare)
        elif self.object():
            self.vague = True
        else:
            raise _Unread
        self.at += 2 if joined else 1

    def _done(self) -> bool:
        """“does exactly one shootdown”: what is done is named by the call that does it."""
        for end in range(self.at + 1, min(self.at + 5, len(self.words))):
            word = self.words[end]
            if word.code or word.text in SEPARATORS or word.text in NOT or word.text in NOTHING:
                return False
            bare = self.known.stem(word.text)
            keys = [k for k, (name, _) in self.known.calls.items() if bare in name and k not in self.known.asks]
            if len(keys) == 1 and word.text not in FILLERS and bare not in NOUNS:
                between = [w.text for w in self.words[self.at + 1 : end]]
                if any(b not in ("exactly", "one", "a", "single", "only", "just", "tlb") for b in between):
                    return False
                self.counted = self.counted or "one" in between or "single" in between
                self._add(Act("effect", frozenset(keys), said=word.text))
                self.at = end + 1
                return True
        return False

    def _effect(self, text: str, bare: str) -> None:
        names = self.known.resolved(bare, self.nouns_ahead(), self.subjects)
        if not names and bare in LETTING_GO and self.nouns_ahead() & (self.known.names - FILLERS):
            names = _UNDONE  # whatever calls do it: all that the end of a life does
        if not names:
            raise _Unread
        following = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        if following is not None and following.text in ("nothing", "nobody") and not following.code:
            self.negated = True
            self.at += 1
        self._add(Act("effect", names, said=text))

    def _named_error(self) -> str:
        """The error that stands behind a refusal: “fails with `Busy`”; empty where none does."""
        ahead = self.words[self.at + 1 : self.at + 3]
        named = len(ahead) == 2 and not ahead[0].code and ahead[0].text in ("with", "as") and ahead[1].code
        return ahead[1].raw if named and ahead[1].raw.rpartition("::")[2][:1].isupper() else ""

    def _value(self, text: str) -> None:
        """What is given back: one value in code, or a few words that the spec's own code makes clear."""
        self.at += 1
        ahead = {w.text for w in self.words[self.at : self.at + 5] if not w.code}
        if self.known.stem(text) == "give" and "back" in ahead and "caller" not in ahead:
            raise _Unread  # it may be released
        rest = self.words[self.at :]
        take = 0
        while take < min(3, len(rest)) and not rest[take].code and rest[take].text in ("with", "an", "just", "then", "its", "only"):
            take += 1
        if take < len(rest) and (rest[take].code or rest[take].text in ("true", "false", "none", "0")):
            value = rest[take].raw
            self._add(Act("gives", value="None" if value == "none" else value, said=f"{text} `{value}`"))
            self.at += take + 1
            return
        end = self.at
        while end < len(self.words) and not self.ends_value(self.words[end]):
            end += 1
        said = self.words[self.at : end]
        if not said or not all(self.is_thing(w) for w in said):
            raise _Unread
        self._add(Act("gives", said=" ".join([text, *(w.raw for w in said)])))
        self.at = end

    # ------------------------------------------------------------------------------------------------------- conditions

    def _condition(self) -> None:
        begin = self.words[self.at].text
        end = self.at + 1
        while end < len(self.words) and (self.words[end].code or self.words[end].text not in (",", "(", ")", ":", "—", "–")):
            if not self.words[end].code and self.words[end].text in BEGINNING - {"on", "in"} and end > self.at + 1:
                break
            end += 1
        end = self.after_call(end)
        inside = self.words[self.at + 1 : end]
        if not inside:
            raise _Unread
        found = meant_when(begin, inside, self.known)
        if found == "unknown" and begin == "on" and not self.negated:
            self.at += 1  # “listens on the port”
            return
        if isinstance(found, str) or self.negated:
            raise _Unread
        behind = self.words[self.at - 1].text in SEPARATORS if self.at else False
        self.at = end
        if len(self.acts) <= self.open and self.acts and behind and self.ends():
            self.open = self.before  # `…, newest first, if not committed` says more of what stands before the commas
        if isinstance(found, Condition):
            if len(self.acts) > self.open:
                self._change(conditions=found)
            else:
                self.front.append(found)
                self.waiting = True
            return
        relation, names = found
        if len(self.acts) <= self.open:
            raise _Unread
        self._change(relation=relation, beside=names)

    # ------------------------------------------------------------------------------------------------------------- acts

    def _add(self, act: Act) -> None:
        if self.then and act.kind == "effect" and not self.negated:
            act = act._replace(relation="after", beside=self.then)
        self.then = frozenset()
        does = act.kind == "effect" and not self.negated and "*" not in act.names  # “inserting a page flushes …”: then and there
        self.acts.append(
            act._replace(
                subjects=self.subjects or ((self.deed,) if does and self.deed else ()),
                conditions=tuple(self.front),
                negated=self.negated,
                counted=self.counted,
                order=self.order,
                exact=self.only,
            )
        )
        self.fresh = self.waiting = False
        self.counted, self.order = False, ""
        self.negated = False
        self.only = False

    def _change(self, conditions: Condition | None = None, **fields: object) -> None:
        """Says more of the acts that are open."""
        for n in range(self.open, len(self.acts)):
            act = self.acts[n]
            if conditions is not None:
                act = act._replace(conditions=(*act.conditions, conditions), exact=act.exact or self.only)
            self.acts[n] = act._replace(**fields)  # type: ignore[arg-type]
        if conditions is not None:
            self.only = False
