"""What the atoms of a sentence may be for one function: what goes in, what comes out, or nothing that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.atoms import Atom, Call, Number
from uowgen.claims.cases.matching import contains, leaves, matches, numbers_in
from uowgen.claims.cases.rows import is_open, may_refuse, owners_in
from uowgen.claims.valued.tokens import ERRNO
from uowgen.claims.valued.wanted import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.cases.wordings import Wordings
    from uowgen.claims.cases.worlds import Action, Row, World


class Sight:
    """The atoms of one sentence beside one action. `low` tells the words of the sentence."""

    def __init__(self, atoms: list[Atom], words: Wordings, action: Action, low: Callable[[int], str]) -> None:
        self.low = low
        self.atoms, self.words, self.action = atoms, words, action
        self.world: World = words.world
        rows = list(self.world.rows(action, own=True).values())
        self.rows = rows
        self.makes = bool(action.trait) and action.trait == action.gives
        self.in_heads = {h for r in rows for g in (*r.given, *(r.before or {}).values()) for h in leaves(g)}
        self.out_heads = {h for r in rows for h in leaves(r.gave)}
        self.state_heads = {
            h for r in rows if (action.changes or self.makes) and r.after for v in r.after.values() for h in leaves(v)
        }
        inner = {o for r in rows for g in r.given for o in owners_in(g, words)}
        self.in_heads |= {v for o in inner for v in words.enums[o].variants}
        outer = {o for r in rows for o in owners_in(r.gave, words)}
        self.out_heads |= {v for o in outer for v in words.enums[o].variants}
        self.numbered = any(numbers_in(g) or (isinstance(g, str) and g != "()") for r in rows for g in r.given)
        self.out_numbers = any(numbers_in(r.gave) for r in rows) or any(words.enums[o].numbers for o in outer)
        self.ins: list[tuple[Callable[[Row], bool], object, bool]] = []  # test, group, whether turned round
        self.only: list[tuple[Callable[[Row], bool], object]] = []
        self.unless: list[tuple[Callable[[Row], bool], object]] = []
        self.outs: list[tuple[Callable[[Row], bool | None], object]] = []
        self.every = False
        self.given_fn = False
        self.how = ""  # whether a text is all that comes out, its start, its end or a part

    def fits_types(self) -> bool:
        """Whether the action can be meant beside the types that are named: a conversion is of what is named and no other."""
        named = {str(a.data) for a in self.atoms if a.sort == "type"}
        kinds = {a: {k for _, k in a.takes} for a in self.words.actions if a.trait in ("From", "TryFrom")}
        both = [a for a, ks in kinds.items() if ks & named and a.gives in named]
        if both and self.action in kinds and self.action not in both:
            return False
        sources = {k for ks in kinds.values() for k in ks} & named
        if self.action in kinds and sources:
            if not kinds[self.action] & sources:
                return False
            self.given_fn = self.given_fn or len(sources) == 1
        return True

    def fits_functions(self) -> bool:
        """Whether the functions that are named can be this one; what they are given as written is noted."""
        for a in self.atoms:
            if a.sort != "fn" or not isinstance(a.data, Call):
                continue
            call, action = a.data, self.action
            if call.name != action.name:
                return False
            kinds = " ".join(k for _, k in action.takes)
            if call.owner.startswith("<"):
                if call.owner.strip("<>") not in kinds.split() or action.trait not in ("From", "TryFrom"):
                    return False
            elif call.owner in self.words.owners:
                self.ins.append((self._first_is(Pattern(call.owner)), tuple(self.words.owners[call.owner]), False))
            elif (
                call.owner
                and call.owner not in ("Self", action.of)
                and call.owner not in (*kinds.split(), *action.gives.replace("<", " ").replace(">", " ").replace(",", " ").split())
            ) or (action.trait == "From" and call.owner and call.owner != action.gives):
                return False
            patterns = call.given
            if patterns and len(patterns) != len(action.takes) - (1 if action.takes[:1] and action.takes[0][0] == "self" else 0):
                return False
            shift = len(action.takes) - len(patterns)
            for n, p in enumerate(patterns):
                if not is_open(p):
                    self.ins.append((lambda r, n=n + shift, p=p: matches(r.given[n], p), ("given", n), False))  # type: ignore[misc]
            self.given_fn = True
        return True

    @staticmethod
    def _first_is(owned: Pattern) -> Callable[[Row], bool]:
        return lambda r: contains(r.given[0] if r.given else (), owned)

    def role(self, a: Atom, mode: str, following: Atom | None) -> str:
        """`in`, `out`, `none` for what says nothing here; empty where it does not fit."""
        if a.sort == "flag" and self.makes:
            return "out"
        if a.sort == "side" and not any(k.startswith("Result<") for _, k in self.action.takes):
            return "none" if a.data == "Err" else ""
        if a.sort in ("missing", "side", "flag"):
            return "in"
        if a.sort in ("event", "same", "quiet"):
            return "out"
        if a.sort == "text":
            if "<" in str(a.data) or "{" in str(a.data):
                return ""
            return (
                "out"
                if any(isinstance(r.gave, str) and r.gave != "()" for r in self.rows)
                and self.action.gives.lstrip("&").endswith(("str", "String"))
                else ""
            )
        if a.sort == "quality":
            return "out" if self.action.name == a.data else ""
        if a.sort == "negated":
            return "out" if self.out_numbers and self.action.gives.startswith("i") else ""
        if a.sort == "holds":
            return "in" if any(isinstance(g, str) for r in self.rows for g in r.given) else ""
        if a.sort in ("refused", "accepted"):
            return "out" if may_refuse(self.action) else ("none" if a.low in ("an error", "go", "goes", "work", "works") else "")
        if a.sort == "num":
            if self.numbered and mode != "out":
                return "in"
            return "out" if self.out_numbers else "in" if self.numbered else ""
        if a.sort == "val":
            pattern = a.data
            assert isinstance(pattern, Pattern)
            into, out = self.may_be(pattern)
            if (
                out
                and not into
                and a.low == "words"
                and self.action.trait == "From"
                and any(k.startswith(pattern.head) for _, k in self.action.takes)
            ):
                self.given_fn = True
                return "none"
            if into and out:
                if following is not None and following.sort == "passive":
                    return "out"
                gives = self.action.gives.removeprefix("Result<").removeprefix("Option<").partition(",")[0].rstrip(">")
                if (
                    gives in self.words.owners.get(pattern.head, ())
                    and gives not in [k for _, k in self.action.takes]
                    and not self.action.of
                ):
                    return "out"
                return mode or "in"
            return "in" if into else "out" if out else ""
        return ""

    def may_be(self, p: Pattern) -> tuple[bool, bool]:
        """Whether a value may go in, and whether it may come out."""
        if p.head.startswith("#"):
            return self.numbered, self.out_numbers
        if p.head in ERRNO and p.head not in self.words.owners:
            return False, self.out_numbers or any(h in ERRNO for h in self.out_heads)
        into, out = p.head in self.in_heads, p.head in self.out_heads or p.head in self.state_heads
        if p.head in self.words.owners and not out and self.out_numbers:
            out = any(p.head in self.words.enums[o].numbers for o in self.words.owners[p.head])
        if out and not into and p.parts and p.head == "Err":
            return False, True
        return into, out

    def group(self, a: Atom) -> object:
        """What sort of thing an atom is about: of one sort, several are alternatives."""
        if a.sort == "num" and isinstance(a.data, Number) and a.data.sign != "==":
            return ("num", a.data.sign)
        if a.sort == "val" and isinstance(a.data, Pattern):
            return "number" if a.data.head.startswith("#") else tuple(self.words.owners.get(a.data.head, ("result",)))
        return a.sort if a.sort not in ("event",) else ("event", a.data)

    # -------------------------------------------------------------------------------------------------------------- tests

    def places(self, p: Pattern) -> list[Callable[[Row], object]]:
        """Where values of the same sort as this one go in: what is held, then what is given."""
        own = set(self.words.owners.get(p.head, ()))
        row = self.rows[0]
        found: list[Callable[[Row], object]] = []
        for f, v in (row.before or {}).items():
            if isinstance(v, tuple) and v and own & set(self.words.owners.get(str(v[0]), ())):
                found.append(lambda r, f=f: (r.before or {}).get(f))  # type: ignore[misc]
        for n, v in enumerate(row.given):
            if isinstance(v, tuple) and v and own & set(self.words.owners.get(str(v[0]), ())):
                found.append(lambda r, n=n: r.given[n])  # type: ignore[misc]
        return found

    def place(self, k: int) -> int | None:
        """Whether the value at this atom is where something comes from (0) or goes to (1); None if the words do not say."""
        a = self.atoms[k]
        before = [n for n in range(k) if self.atoms[n].sort == "val"]
        start = self.atoms[before[-1]].end if before else 0
        words = [self.low(i) for i in range(start, a.start)][-4:]
        if before and words and set(words) <= {"and", "or", ",", "/", "nor"}:
            return self.place(before[-1])
        for w in reversed(words):
            if w in ("to", "into", "become", "becomes", "->", "=>", "→", "enter", "reach", "be", "by", "turn", "target"):
                return 1
            if w in ("from", "in", "of", "leaves", "leave", "while", "when", "on", "at", "out", "if", "leaving", "starting", "is"):
                return 0
        return 0 if not before else None


__all__ = ["Sight"]
