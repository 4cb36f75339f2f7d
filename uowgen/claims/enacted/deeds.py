"""Reads what is done: “tracking the same descriptor twice”, “`track(3)`”, “one entry is untracked”"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.enacted.cast import numbered
from uowgen.claims.enacted.lexicon import number_of
from uowgen.claims.enacted.phrases import Phrases, Thing
from uowgen.claims.enacted.saying import DROP, Said, Seen, When

if TYPE_CHECKING:
    from uowgen.claims.enacted.lexicon import Lexicon
    from uowgen.claims.sentences.sentence import Word


_FRESH = frozenset("fresh new empty unused newly-created".split())
_HELD = frozenset("taken busy held used reserved claimed occupied owned".split())
_BE = frozenset("is are was were be been gets get has have being".split())
_TRACKED = frozenset("tracked recorded registered held".split())

# Numbers of which only the sort is said, in pages of 4096.
_UNALIGNED, _ALIGNED = (1, 4095, 4097, 0x2008), (0x1000, 0x3000)
_SORTS = {
    "non-zero": (1, 2, 5), "nonzero": (1, 2, 5), "not zero": (1, 2, 5), "zero": (0,), "negative": (-1, -2, -100), "odd": (1, 3, 7), "even": (2, 4, 6),
    "unaligned": _UNALIGNED, "misaligned": _UNALIGNED, "not page aligned": _UNALIGNED, "not page-aligned": _UNALIGNED, "not aligned": _UNALIGNED,
    "aligned": _ALIGNED, "page-aligned": _ALIGNED, "page aligned": _ALIGNED,
}  # fmt: skip


class Deeds(Phrases):
    """Reads what is done."""

    def __init__(self, words: tuple[Word, ...], lex: Lexicon) -> None:
        super().__init__(words, lex)
        self.first: list[Said] = []  # what a condition says is done before
        self.deeds: list[Said] = []
        self.whens: list[When] = []
        self.focus = "last"
        self.exact = self.only = False
        self.dropped = False
        self.subject = ""
        self.subject_is_thing = self.subject_plural = self.arrow = self.returned = False
        self.subject_numbers: tuple[int, ...] = ()
        self.subject_kind = ""
        self.subject_is_given = False  # “a negative descriptor …”: of its being given, not of what becomes of it
        self.seen: list[Seen] = []
        self.negated = self.always = False

    def adjectives(self) -> list[When]:
        """What is said of a value: fresh, full, committed, uncommitted, armed."""
        found: list[When] = []
        while True:
            one = self._adjective()
            if one is None:
                return found
            found.append(one)
            self.at += 1
            self.over("and", ",") if self._adjective_behind() else None

    def _adjective_behind(self) -> bool:
        start = self.at
        self.at += 1
        one = self._adjective() if self.words[start : start + 1] and self.words[start].text in ("and", ",") else None
        self.at = start
        return one is not None

    def _adjective(self) -> When | None:
        word, text = self.word(), self.text()
        enders = self.lex.cast.enders()
        if word is None or not text:
            return None
        if text in _FRESH:
            return When("fresh")
        if text == "full" and self.lex.cast.room is not None:
            return When("full")
        if text in ("non-empty", "populated") and self.lex.cast.recorder:
            return When("some")
        flags = self.lex.known.flags
        if text in flags and text not in {self.lex.root(e) + "ed" for e in enders}:
            return (
                When("unended", frozenset(enders))
                if self.lex.is_on(text)
                else When("ended", frozenset(enders))
                if len(enders) == 1
                else None
            )
        if text.startswith("un") and text.endswith("ed") and self._named(text[2:], enders):
            return When("unended", self._named(text[2:], enders))
        if text.endswith("ed") and self._named(text, enders):
            return When("ended", self._named(text, enders))
        return None

    def _named(self, participle: str, enders: tuple[str, ...]) -> frozenset[str]:
        bare = self.lex.root(participle)
        return frozenset(e for e in enders if bare in (e, e.split("_")[0]))

    def deed(self, into: list[Said]) -> bool:
        """“`track(3)`”, “tracking the same descriptor twice”, “dropping it”: a deed by its name or by the form of a verb."""
        start = self.at
        word = self.word()
        if word is None:
            return False
        name = self.lex.function(word)
        if name:
            numbers = self._written(word)
            if numbers is None:
                return False
            self.at += 1
            into.append(self._repeated(Said(name, numbers)))
            return True
        name = self.lex.deed(word)
        if (
            not name
            or self.lex.is_thing(word)
            or (word.text.endswith(("ed", "s")) and name != DROP and word.text not in self.lex.functions)
        ):
            return False
        self.at += 1
        if name == DROP and word.text == "dropped":
            self.at = start
            return False
        self.over("explicitly", "early", "it", "them")
        into_it = bool(self.over("to", "into", "from")) if name in (self.lex.cast.recorder, self.lex.cast.taker) else False
        found = self.adjectives()
        if (
            (after := self.word()) is not None
            and self.lex.is_value(after)
            and (name == DROP or found or into_it or not self.lex.deed(after))
        ):
            self.at += 1
        elif found or into_it:
            self.at = start
            return False
        self.whens += found
        said = self._with_thing(name) if name != DROP else Said(name)
        if said is None:
            self.at = start
            return False
        self.over("explicitly")
        into.append(self._repeated(said))
        return True

    def _with_thing(self, name: str) -> Said | None:
        held = self.lex.cast.claims and self.text() in _HELD
        if held:
            self.at += 1
        thing = self.thing()
        if thing is None:
            return None if held else Said(name)
        if held:
            self.whens.append(When("held"))
        function = self.lex.cast.function(name)
        takes = function is not None and bool(function.types)
        if thing.kind in ("number", "from", "negative", "same", "other") and not takes:
            return None
        if thing.kind in ("no", "refused", "last", "first"):
            return None
        said = Said(name, thing.numbers, _how(thing))
        return said if self._takes_one(said) else None

    def _takes_one(self, said: Said) -> bool:
        """Whether it is plain which parameter a number is for."""
        if not said.numbers and said.how not in ("negative",):
            return True
        return len(numbered(self.lex.cast.function(said.name))) == 1

    def argument(self, name: str) -> tuple[int, tuple[int, ...]] | None:
        """“PCID 0”, “a root of 0”, “an unaligned `base`”: the parameter of a function, and numbers that may be meant; None for other words."""
        start = self.at
        sort = self.over(
            "non-zero", "nonzero", "unaligned", "misaligned", "aligned", "page-aligned", "negative", "zero", "odd", "even"
        )
        function = self.lex.cast.function(name)
        word = self.word()
        places = [
            n
            for n in numbered(function)
            if function is not None and word is not None and self.lex.is_called(function.parameters[n][0], word)
        ]
        if len(places) == 1 and word is not None:
            self.at += 1
            if not sort:
                self.over("of", "is", "=", "==")
                sort = self.over(
                    "not page aligned", "not page-aligned", "not aligned", "unaligned", "misaligned", "non-zero", "nonzero", "negative", "not zero", "page aligned",
                    "page-aligned", "aligned", "odd", "even",
                )  # fmt: skip
            if sort:
                return places[0], _SORTS[sort]
            numbers = self.numbers()
            if len(numbers) == 1 and not self.over("and above", "or above", "and up", "or more", "and below", "or less"):
                return places[0], numbers
        self.at = start
        return None

    def _written(self, word: Word) -> tuple[int, ...] | None:
        """The arguments that code is written with: numbers, or names that say nothing; None for what is not understood."""
        inside = word.raw.partition("(")[2].rpartition(")")[0].strip()
        if not inside or inside in ("..", "..."):
            return ()
        parts = [p.strip() for p in inside.split(",")]
        numbers = [number_of(p) for p in parts]
        if len(parts) == 1 and numbers[0] is not None:
            name = self.lex.function(word)
            return (numbers[0],) if len(numbered(self.lex.cast.function(name))) == 1 else None
        if all(p.replace("_", "").isalnum() and p == p.lower() and not p[:1].isdigit() for p in parts):
            return ()
        return None

    def _repeated(self, said: Said) -> Said:
        if self.over("twice", "two times", "a second time", "second time"):
            return said._replace(times=2, how=said.how or "same" if said.how == "same" or not said.numbers else said.how)
        if self.over("three times"):
            return said._replace(times=3)
        if self.over("again"):
            return said._replace(how=said.how or "same")
        if self.over("of same") and (word := self.word()) is not None and self.lex.is_thing(word):
            self.at += 1
            return said._replace(how="same")
        return said

    def passive_deed(self, into: list[Said]) -> bool:
        """“the same descriptor is tracked twice”, “one entry is untracked”."""
        start = self.at
        thing = self.thing()
        word = self.word()
        if thing is None and word is not None and self.lex.is_value(word):
            self.at += 1
        elif thing is None:
            return False
        if self.text() not in _BE:
            self.at = start
            return False
        self.skip(_BE)
        word = self.word()
        name = self.lex.deed(word) if word is not None and not word.code and word.text.endswith(("ed", "en", "t")) else ""
        if not name or name == DROP or (thing is not None and thing.kind in ("no", "refused", "last", "first")):
            self.at = start
            return False
        self.at += 1
        said = Said(name, thing.numbers if thing is not None else (), _how(thing) if thing is not None else "")
        into.append(self._repeated(said))
        return True

    def thing_given(self, into: list[Said]) -> bool:
        """“a negative descriptor”, “descriptor 0”, “a descriptor that is already tracked”: what the recorder, or else the maker, is given."""
        start = self.at
        thing = self.thing()
        if thing is None:
            return False
        name = self.lex.cast.recorder or self.lex.cast.maker
        if thing.kind == "one" and self.lex.cast.recorder and self.which:
            into += [Said(name), Said(name, how="same")]
            return True
        if thing.kind == "each" and self.words[self.at - 1].text in _TRACKED and self.lex.cast.recorder:
            into += [Said(name), Said(name, how="same")]
            return True
        if thing.kind not in ("negative", "number", "from"):
            self.at = start
            return False
        said = Said(name, thing.numbers, _how(thing))
        if not self._takes_one(said):
            self.at = start
            return False
        into.append(said)
        return True


def _how(thing: Thing) -> str:
    if thing.kind == "from":
        return f"from:{thing.numbers[0]}"
    return thing.kind if thing.kind in ("same", "negative", "other") else ""
