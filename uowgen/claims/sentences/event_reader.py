"""The words of sentences about events and states, and a reader that passes over the names and counters in them."""

# ruff: noqa: SIM905
from __future__ import annotations

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.word_reader import WordReader

CARRIES = frozenset("takes moves brings leads switches changes puts sends drives advances turns transitions makes".split())
GOES = frozenset("goes moves leads falls returns changes switches transitions ends drops comes is becomes turns advances".split())
IN = frozenset("in on from while during at of".split())
TO = frozenset("to into ->  → in".split()) - {"in"}
ARROWS = frozenset({"->", "→", "=>"})
THINGS = frozenset(
    "slot port link device job task connection session channel core cpu one machine request state it node lane unit object timer thread "
    "disk drive line pin peer socket stream".split()
)
COUNTS = frozenset("counts increments increases bumps raises adds".split())
CLEARS = frozenset("clears resets zeroes zeros forgets".split())
KEEPS = frozenset("keeps preserves retains".split())
NTH = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth".split(), 1)}
OTHER = frozenset("other else".split())
EVERY = frozenset("any every all each no anything everything".split())
PAIRS = frozenset("pair pairs combination combinations event events transition transitions input inputs".split())
REFUSES = frozenset("returns return gives give yields yield produces produce is are".split())
JOINS = frozenset({",", ";", "and"})


class StateReader(WordReader):
    """The words of a sentence about events."""

    def variant(self) -> str:
        """A state or an event: a name with a capital letter that the code has, in backticks or not, or such in lower case."""
        if self.at >= len(self.words):
            return ""
        word = self.words[self.at]
        bare = bare_name(word.raw)
        if not bare.isalnum() or (not word.code and bare.lower() in RESERVED):
            return ""
        name = bare if bare[:1].isupper() else "" if word.code else bare.capitalize()
        if not name or name.isupper() or not (self.known(name) or (word.code and bare[:1].isupper())):
            return ""
        self.at += 1
        self.over(frozenset({"state", "event"}))
        return name

    def over_thing(self) -> bool:
        """What is in a state: a usual word for it, or one that is called as a type of the code is (“the pump”)."""
        if self.over(THINGS):
            return True
        text = self.text()
        if text.isalpha() and text not in RESERVED and self.known(text.capitalize()):
            self.at += 1
            return True
        return False

    def counter(self) -> str:
        """A number that is kept beside the state: a word in lower case, or a name in backticks."""
        if self.at >= len(self.words):
            return ""
        word = self.words[self.at]
        bare = bare_name(word.raw).removesuffix("()")
        if (
            not bare.replace("_", "").isalpha()
            or bare != bare.lower()
            or (not word.code and bare in (RESERVED - {"drops", "falls", "turns", "changes"}) | THINGS)
        ):
            return ""
        self.at += 1
        self.over(frozenset({"counter", "count", "number"}))
        return bare

    def act(self) -> str:
        """“counts an attempt”, “clears the attempts”, “keeps the retries”: gives `+attempt`, `0attempts`, `=retries`."""
        start = self.at
        sign = "+" if self.over(COUNTS) else "0" if self.over(CLEARS) else "=" if self.over(KEEPS) else ""
        if sign:
            self.over(frozenset({"one", "another", "its", "up", "number"}))
            self.over(frozenset({"number"}), frozenset({"of"}))
            self.over(frozenset({"more"}))
            name = self.counter()
            if name:
                if sign == "0":
                    self.said("to zero", "to 0")
                if sign == "+":
                    self.said("by one", "by 1")
                if sign == "=":
                    self.said("unchanged", "as is")
                return sign + name
        self.at = start
        return ""


RESERVED = (
    GOES | CARRIES | IN | JOINS | COUNTS | CLEARS | OTHER | EVERY | PAIRS | frozenset({"to", "into", "final", "back", "with", "or"})
)
