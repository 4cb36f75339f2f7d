"""A sentence on what goes into a type and comes out of it, with a symbol for each word that names one of its parts.

`PUT` and `TAKE` are methods that take things in and give them out, `THING` what goes through, `BESIDE` a number that is given with it, `TRUTH` a
flag that is given with it. Other words stay as they are; those that say nothing are left out.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.amounts import NUMBERS as NUMBER_WORDS
from uowgen.claims.laws.lives import has, roles_of, told, written
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.lives import Gave, Roles
    from uowgen.claims.sentences.sentence import Word

_NEAR = (
    "prio priority level urgency", "delay ticks tick timeout duration delays", "len length size", "seq sequence number", "addr address",
)  # fmt: skip
_THINGS = frozenset(
    form(w)
    for w in "thread timer waiter task entry item token one ones element page frame job request message packet value thing those them they it peer whoever its".split()
)
_IDLE = frozenset("due numerically always then already all any ready non-empty nonempty just again still also both".split())
FIRST = 101  # what things are told apart by


class Stage(NamedTuple):
    """One type: what puts in and what takes out, what they are given, and how a call of them is written."""

    lexicon: Lexicon
    case: Case
    puts: dict[str, Roles]
    takes: tuple[str, ...]

    def put(self, name: str, thing: int, beside: int | None = None, *, truth: bool | None = None) -> str:
        """A call that puts a thing in; empty where it cannot be written."""
        part, roles = self.lexicon.journal.parts[name], self.puts[name]
        given = []
        for n, (_, kind) in enumerate(part.parameters):
            if n == roles.thing:
                text = written(self.lexicon, kind, thing)
            elif n in roles.truths:
                text = str(bool(truth)).lower()
            else:
                text = str(1 if beside is None else beside)
            if not text:
                return ""
            given.append(text)
        return f"v.{name}({', '.join(given)})"

    def take(self, name: str) -> str:
        """A call that takes things out: as many as it may."""
        part = self.lexicon.journal.parts[name]
        return f"v.{name}({', '.join('9' for _ in part.parameters)})"

    def come_to(self, lives: list[list[str]]) -> list[tuple[Gave | None, Gave | None]]:
        """What lives give, in the spec's own code and in the tree's."""
        return [(one.own, one.ours) for one in told(self.case, self.lexicon, lives)]


def stage_of(case: Case, lexicon: Lexicon) -> Stage | None:
    """What puts things in and takes them out of a type, found by trying; None where nothing comes out that went in."""

    def made() -> Stage | None:
        journal = lexicon.journal
        puts = {
            n: r for n, p in journal.parts.items() if (r := roles_of(p)) is not None and len(r.beside) < 2 and len(r.truths) < 2
        }
        rows = [
            n
            for n, p in journal.parts.items()
            if p.takes == "mut"
            and p.returns
            and all(k in ("usize", "u32", "u64") for _, k in p.parameters)
            and len(p.parameters) < 2
        ]
        looks = _only_looking(case, lexicon.type)
        rows = [n for n in rows if n not in looks]
        plain = Stage(lexicon, case, puts, ())
        trials = [(one, other) for one in puts for other in rows if plain.put(one, FIRST) and one != other]
        lives = [[plain.put(one, FIRST), plain.take(other), plain.take(other)] for one, other in trials]
        seen = plain.come_to(lives) if lives else []
        through = [
            pair for pair, (own, _) in zip(trials, seen, strict=True) if own is not None and any(has(g, FIRST) for g in own[1:])
        ]
        if not through:
            return None
        return Stage(
            lexicon,
            case,
            {n: puts[n] for n in dict.fromkeys(one for one, _ in through)},
            tuple(dict.fromkeys(t for _, t in through)),
        )

    return case.once(f"stage {lexicon.type}", made)


def _only_looking(case: Case, name: str) -> set[str]:
    """The methods that only look, as the spec shows them, whatever the tree's may do."""
    from uowgen.claims.at_hand import block_files

    rows = [d for f in block_files(case) for d in f.declarations() if d.item.kind == "fn" and d.owner == name]
    return {d.item.name for d in rows if re.search(r"\(\s*&(?:'\w+ )?self\b", d.text.partition("{")[0])}


class Spoken(NamedTuple):
    """A sentence in symbols, and which methods and flags they stand for, in order."""

    text: str
    puts: tuple[str, ...]
    takes: tuple[str, ...]
    truth: bool | None


def in_symbols(words: tuple[Word, ...], stage: Stage) -> Spoken:
    """The words as symbols; a word of two meanings has the first of a method, what is beside a thing, the thing."""
    found: list[str] = []
    puts: list[str] = []
    takes: list[str] = []
    truth: bool | None = None
    beside, truths, things = _nouns(stage)
    for word in words:
        if word.code or word.raw.endswith("()"):
            name = bare_name(word.raw)
            if name in stage.puts:
                puts.append(name)
                found.append("PUT")
            elif name in stage.takes:
                takes.append(name)
                found.append("TAKE")
            else:
                value = as_number(word.raw)
                number = value if value is not None else stage.lexicon.number(word.raw) if word.raw.isupper() else None
                found.append(str(number) if number is not None else "BESIDE" if form(word.raw) in beside else f"`{word.raw}`")
            continue
        one = form(word.text)
        number = NUMBER_WORDS.get(word.text) if word.text not in ("one", "single") else None
        if word.text in _IDLE:
            continue
        if number is not None or as_number(word.raw) is not None:
            found.append(str(number if number is not None else as_number(word.raw)))
        elif word.text.startswith("non-") and form(word.text[4:]) in truths:
            truth = False
        elif one in truths:
            truth = True
        elif one in beside:
            found.append("BESIDE")
        elif (name := _method(word, stage.takes)) and one not in things:
            takes.append(name)
            found.append("TAKE")
        elif (name := _method(word, tuple(stage.puts))) and one not in things:
            puts.append(name)
            found.append("PUT")
        elif one in things:
            found.append("THING")
        else:
            found.append(word.text)
    return Spoken(" ".join(found), tuple(puts), tuple(takes), truth)


def _nouns(stage: Stage) -> tuple[set[str], set[str], set[str]]:
    beside: set[str] = set()
    truths: set[str] = set()
    things = set(_THINGS)
    for name, roles in stage.puts.items():
        rows = stage.lexicon.journal.parts[name].parameters
        beside |= {p for n in roles.beside for p in parts(rows[n][0])}
        truths |= {p for n in roles.truths for p in parts(rows[n][0])}
        things |= set(parts(rows[roles.thing][0])) | {form(w) for w in parts(rows[roles.thing][1].strip("& "))}
    for row in _NEAR:
        near = {form(w) for w in row.split()}
        if near & beside:
            beside |= near
    return beside, truths - things, things - beside


def _method(word: Word, names: tuple[str, ...]) -> str:
    said = form(word.text)
    exact = [n for n in names if parts(n)[:1] == (said,) and len(parts(n)) == 1]
    found = exact or [n for n in names if said in parts(n) and len(said) > 3]
    return found[0] if len(found) == 1 else ""
