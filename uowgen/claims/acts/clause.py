"""A sentence on acts while it is read: what it has said so far, and what the words around a word tell of it.

Whether a word is a verb or a noun here, counts, denies or ends a part shows in its neighbours alone; nothing is taken up by looking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import Act, Condition, Vocabulary, parts_of_name
from uowgen.claims.acts.words import (
    BEGINNING,
    DESCRIBING,
    FILLERS,
    NOUNS,
)

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

SEPARATORS = frozenset({",", "(", ")", ":", "—", "–", "/", "→", "-"})
JOINTS = frozenset({"and", "but", "then", "so", "yet", "or", "while", "whereas"})


class Clause:
    """The words of a sentence, where it is read, and what is known of it so far."""

    def __init__(self, words: list[Word], known: Vocabulary, subjects: tuple[str, ...]) -> None:
        self.words = words
        self.known = known
        self.subjects = subjects
        self.acts: list[Act] = []
        self.front: list[Condition] = []
        self.waiting = False  # whether a condition stands in front of which nothing is said yet
        self.before = 0  # the first act of the part before
        self.open = 0  # the first act that a condition behind belongs to
        self.nouns: set[str] = set()
        self.negated = self.only = self.counted = self.fresh = False
        self.order = ""
        self.deed = ""  # the method that the sentence begins with as a deed: “inserting a page …”
        self.vague = False
        self.loose = False  # whether a participle may stand for what is said of a noun only
        self.then: frozenset[str] = frozenset()
        self.at = 0

    def ends(self) -> bool:
        """Whether a part of the sentence ends here."""
        return self.at >= len(self.words) or (not self.words[self.at].code and self.words[self.at].text in SEPARATORS | JOINTS)

    def counts(self) -> bool:
        """Whether `once` here is a number and no conjunction."""
        following = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        return following is None or (
            not following.code and following.text in SEPARATORS | JOINTS | BEGINNING | {"per", "for", "each", "on", "in"}
        )

    def goes_on(self) -> bool:
        """Whether the verb that follows is denied with the one before: “does not unmap or free”, “nothing is allocated, zeroed or freed”."""
        if not self.acts or not self.acts[-1].negated or self.open >= len(self.acts) or self.at + 1 >= len(self.words):
            return False
        following = self.words[self.at + 1]
        bare = self.known.stem(following.text)
        same = following.text == bare or following.text.endswith("ed") or following.text in ("freed", "taken", "written")
        return not following.code and self.known.is_verb(bare) and same

    def counts_one(self) -> bool:
        """Whether `one` counts what is done: `one frame`, `exactly one flush`."""
        following = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        return following is not None and not following.code and following.text not in FILLERS

    def nothing_else(self) -> bool:
        """Whether `nothing` is what is not done: “nothing is freed”."""
        for word in self.words[self.at + 1 : self.at + 4]:
            if word.code or word.text in BEGINNING or word.text in ("to", "else", "at"):
                return False
            if self.known.is_verb(self.known.stem(word.text)) and word.text not in NOUNS:
                return True
        return False

    def then_follows(self) -> bool:
        """Whether “first” tells an order of two things: “unmaps it first, then frees it”."""
        ahead = [w.text for w in self.words[self.at + 1 : self.at + 4] if not w.code]
        return "then" in ahead

    def object(self) -> bool:
        """Whether a strange word is the thing that something is done to: it ends the clause, behind a verb or `all`, `each`, `one`."""
        word, before = self.words[self.at], self.words[self.at - 1] if self.at else None
        after = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        if before is None or before.code or len(self.acts) <= self.open or word.text.endswith("ly") or not word.text.isalpha():
            return False
        if self.acts[-1].kind not in ("effect", "keeps"):
            return False
        behind = self.known.is_verb(self.known.stem(before.text)) or before.text in ("all", "every", "each", "one", "its", "any")
        ends = after is None or (not after.code and after.text in SEPARATORS | JOINTS | BEGINNING)
        return behind and ends

    def names_call(self, bare: str) -> bool:
        """Whether a word is in the name of a call that the code makes, its path included."""
        return any(bare in whole for _, whole in self.known.calls.values())

    def is_noun(self, text: str, bare: str) -> bool:
        """Whether a word that may be a verb is a noun or an adjective here."""
        acted = len(self.acts) > self.open
        after = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        before = self.words[self.at - 1] if self.at else None
        if acted and self.acts[-1].kind == "keeps" and text.endswith("ed"):
            return True  # “keeps the pages mapped”
        if text.endswith(("ed", "en", "put")) or text in ("given", "taken"):
            stands = (
                after is not None and not after.code and (self.known.stem(after.text) in NOUNS or after.text in self.known.things)
            )
            if stands and not self.names_call(bare) and text not in FILLERS:
                self.vague = True
            passive = (
                before is not None
                and not before.code
                and (
                    before.text in ("is", "are", "be", "was", "were", "been", "gets", "not", "never", "and")
                    or self.known.stem(before.text) in NOUNS
                )
            )
            if not stands and not (
                before is not None and before.text in ("is", "are", "be", "was", "were", "been", "not", "never", "and", "or", ",")
            ):
                self.loose = True
            return bool(stands and (acted or not passive))
        if bare not in NOUNS:
            return False
        if text in (f"{bare}s", f"{bare}es") and before is not None and before.text in ("and", "then", ","):
            return False  # “frees them and logs it”
        if text == bare:
            return True
        return acted or not self.subjects or not self.fresh

    def gives_back(self, bare: str) -> bool:
        """Whether `returns` is no value but a giving back: “returned to the allocator”, “gives its frame back”."""
        rest = self.words[self.at + 1 : self.at + 7]
        to = next((n for n, w in enumerate(rest) if w.text == "to" and not w.code), None)
        whom = rest[to + 1] if to is not None and to + 1 < len(rest) else None
        back = any(w.text == "back" for w in rest[:5] if not w.code)
        keeper = whom is not None and (
            (whom.code and not self.known.method_of(whom) and self.names_call_of(parts_of_name(whom.raw)))
            or whom.text in ("allocator", "pool", "kernel", "system", "os", "table", "list", "owner")
        )
        return (
            bare in ("return", "give")
            and (keeper or (back and bare == "give"))
            and bool(self.known.resolved(bare, self.nouns_ahead(), self.subjects))
        )

    def names_call_of(self, parts: set[str]) -> bool:
        """Whether all `parts` of a name are in the name of one such call."""
        return any(parts <= whole for _, whole in self.known.calls.values())

    def nouns_ahead(self) -> set[str]:
        """The nouns from here to the end of the part, with those before."""
        found = set(self.nouns)
        for word in self.words[self.at + 1 :]:
            if not word.code and (word.text in SEPARATORS or word.text in BEGINNING or word.text in JOINTS):
                break
            found |= parts_of_name(word.raw) if word.code else {self.known.stem(word.text), word.text}
        return found

    def ends_value(self, word: Word) -> bool:
        """Whether `word` ends the words for what is given back."""
        return not word.code and (word.text in SEPARATORS or word.text in JOINTS or word.text in BEGINNING)

    def is_thing(self, word: Word) -> bool:
        """Whether a word can be part of what is given back, in words that the spec's own code makes clear."""
        bare = self.known.stem(word.text)
        if word.code:
            return bool(parts_of_name(word.raw) & self.known.names)
        return word.text in FILLERS or bare in NOUNS or bare in self.known.names or word.text in DESCRIBING

    def after_call(self, end: int) -> int:
        """Where the condition ends in “after `commit()` the pages stay mapped”, which has no comma."""
        first = self.words[self.at + 1 : self.at + 2]
        if (
            not first
            or not self.known.method_of(first[0])
            or self.words[self.at].text not in ("after", "once", "on", "upon", "without", "before")
        ):
            return end
        at = self.at + 2
        while at < end and self.words[at].text in (
            "is",
            "was",
            "has",
            "been",
            "called",
            "call",
            "succeeds",
            "succeeded",
            "returns",
            "returned",
        ):
            at += 1
        return at
