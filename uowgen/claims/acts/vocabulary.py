"""What a sentence about a type can say, and what it can speak of: the type's functions, and the calls to the outside that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.words import is_verb, meanings, stem
from uowgen.claims.sentences.guard_words import COMMITTED

if TYPE_CHECKING:
    from uowgen.behaviour.lives import Roster
    from uowgen.claims.sentences.sentence import Word


class Condition(NamedTuple):
    """When something is said to happen: `called` (a method, `what`), `state` (a field of that name is true), `fails`, `panics`, `empty`,
    `dropped`, or not so (`negated`).
    """

    kind: str
    what: frozenset[str] = frozenset()
    negated: bool = False


class Act(NamedTuple):
    """One thing that a sentence says. `kind` is `effect`, `nothing`, `keeps`, `gives` or `refuses`; `names` are the calls it is about.

    `beside` are the calls that it is said to come before or after (`relation`); `exact` says that a condition is the only one.
    """

    kind: str
    names: frozenset[str] = frozenset()
    subjects: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    negated: bool = False
    counted: bool = False
    order: str = ""
    relation: str = ""
    beside: frozenset[str] = frozenset()
    exact: bool = False
    value: str = ""
    said: str = ""
    vague: bool = False  # something is said that only the spec's own names have: it may say which
    held: bool = False  # it is said of what is recorded: where something else is held, that is not its fault


class Vocabulary(NamedTuple):
    """What sentences about a type can speak of: its functions, the calls to the outside (with the parts of their names), plain names."""

    roster: Roster
    calls: dict[str, tuple[frozenset[str], frozenset[str]]]  # key: parts of the last name, parts of the whole path
    names: frozenset[str]  # parts of identifiers of the spec's own code
    asks: frozenset[str] = frozenset()  # calls that only ask
    made: dict[str, frozenset[str]] = {}  # noqa: RUF012  (by method of the spec's own code: the calls that it makes)
    fallible: frozenset[str] = frozenset()  # calls that can fail
    verbs: frozenset[str] = frozenset()  # what names of calls begin with
    flags: frozenset[str] = frozenset()  # fields of the spec's own code that are true or false
    things: frozenset[str] = frozenset()  # what the one list of the spec's own code is called

    def stem(self, word: str) -> str:
        """The verb or noun that a word is a form of."""
        return stem(word, self.verbs)

    def is_verb(self, bare: str) -> bool:
        """Whether a stem is a verb of an effect: a usual one, or one that a call is named by."""
        return is_verb(bare) or bare in self.verbs

    def resolved(self, verb: str, nouns: set[str], subjects: tuple[str, ...] = ()) -> frozenset[str]:
        """The calls that do what `verb` says: those that `subjects` make, if any; of several, those whose name has one of `nouns`."""
        exact = {key for key, (name, _) in self.calls.items() if verb in name and (key not in self.asks or verb == "read")}
        wanted = meanings(verb)
        wider = {key for key, (name, _) in self.calls.items() if wanted & name and key not in self.asks}
        own = frozenset().union(*(self.made.get(s, frozenset()) for s in subjects))
        found = next((row for row in (exact & own, wider & own, exact, wider) if row), set())
        named = {key for key in found if nouns & self.calls[key][1]}
        return frozenset(named or found)

    def asked(self, word: str) -> frozenset[str]:
        """The questions to the outside whose name has `word`."""
        return frozenset(key for key in self.asks if word in self.calls[key][0])

    def effects(self) -> frozenset[str]:
        """The calls that do not only ask."""
        return frozenset(key for key in self.calls if key not in self.asks)

    def methods(self) -> dict[str, str]:
        """The functions of the type, by the stem of what they are called."""
        found = {}
        for f in (*self.roster.makers, *self.roster.methods, *self.roster.enders, *self.roster.others):
            found[f.name] = f.name
        return found

    def method_of(self, word: Word) -> str:
        """The function of the type that a word names: `commit()`, `Txn::commit`; empty if none."""
        bare = word.raw.split("(")[0].replace(".", "::").rpartition("::")[2].strip()
        if bare in ("drop", "Drop"):
            return "drop"
        return bare if word.code and bare in self.methods() else ""

    def flag_of(self, word: Word) -> tuple[str, bool] | None:
        """The field that a word says is set (`armed`), or is not (`disarmed`, `unarmed`)."""
        text = word.raw if word.code else word.text
        if text in self.flags and not (word.code and self.method_of(word)):
            return text, True
        bare = next((text.removeprefix(p) for p in ("un", "dis", "non-", "not-") if text.startswith(p)), "")
        return (bare, False) if not word.code and bare in self.flags else None

    def happened(self, word: Word) -> str:
        """The method that a plain participle speaks of: `committed`; empty if none."""
        if word.code:
            return ""
        bare = stem(word.text, self.verbs | {m.split("_")[0] for m in self.methods()})
        if bare == word.text or word.text.endswith("s"):
            return ""  # no participle: `slots` are things, whatever a method is called
        named = [m for m in self.methods() if bare in (m, m.split("_")[0])]
        if len(named) == 1:
            return named[0]
        enders = [f.name for f in self.roster.enders] + [f.name for f in self.roster.methods if f.name in COMMITTED]
        return enders[0] if word.text in COMMITTED and len(enders) == 1 and self.stem(word.text) not in self.verbs else ""


def parts_of_name(name: str) -> set[str]:
    """The words that an identifier or path is made of, in lower case: `Vma::tlbFlush` is `vma`, `tlb`, `flush`."""
    found: list[str] = []
    previous = ""
    for ch in name:
        if not ch.isalnum():
            found.append(" ")
        elif ch.isupper() and previous.islower():
            found.append(" " + ch.lower())
        else:
            found.append(ch.lower())
        previous = ch
    return set("".join(found).split())
