"""From atoms to claims: which cases of a function a sentence asks about, and what must be so in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.claim import Claim, denied_of, joined
from uowgen.claims.cases.lexicon import MOVES, PLACES
from uowgen.claims.cases.matching import output_fits
from uowgen.claims.cases.ordered import ordered
from uowgen.claims.cases.prepared import prepared
from uowgen.claims.cases.rows import refused
from uowgen.claims.cases.tests import Tests
from uowgen.claims.valued.wanted import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.claims.cases.atoms import Atom
    from uowgen.claims.cases.samples import Enum
    from uowgen.claims.cases.wordings import Wordings
    from uowgen.claims.cases.worlds import Action, Row

_COPULAS = (
    "is",
    "are",
    "be",
    "was",
    "were",
    "as",
    "to",
    "into",
    "back",
    "must be",
    "should be",
    "has to be",
    "will be",
    "shall be",
)
_KEEPING = ("stays", "remains", "keeps", "keep", "kept")
_PLACES = frozenset(PLACES.split())
_CLAUSES = (",", ";", ":", "so", "but", "and", "-", "—", "–")
_LISTING = frozenset({"and", "or", ",", "nor", "/"})
_LISTING_FILL = _LISTING | {"a", "an", "the"}
_MAY = {"may", "can", "might", "could", "allowed", "able", "permitted", "possibly"}
_OF_CASES = ("val", "num", "flag", "side")


class MisreadError(Exception):
    """The atoms do not come to a claim on this action."""


class _Reader(Tests):
    """Reads the atoms of one sentence as said of one action, from left to right."""

    mode = ""  # whether what comes next goes in or comes out, where it may be both
    turn = denied = only_next = unless_next = False
    count: int | None = None
    verb = ""  # “sets” or “clears”, until what is set
    since = 0  # where the denial ends
    denials = 0
    of_field: tuple[int, str] = (-2, "")  # the field that was named last: which atom that is, and its name
    last_in = -1  # where the value stands that was taken as going in last
    moves = False  # whether what comes next is said to be gone to

    def read(self) -> Claim | None:
        """The claim; None where the atoms do not come to one."""
        if not self.rows or not self.fits_functions() or not self.fits_types():
            return None
        self.atoms = prepared(self.atoms, self.low)
        if any(a.sort in ("before", "after", "first") for a in self.atoms):
            return ordered(self)
        self.skipped: set[int] = set()
        self.came_out: set[int] = set()
        try:
            for k, a in enumerate(self.atoms):
                if a.start not in self.skipped:
                    self._take(k, a)
            return self._claim()
        except MisreadError:
            return None

    def _following(self, k: int) -> Atom | None:
        return self.atoms[k + 1] if k + 1 < len(self.atoms) else None

    def _take(self, k: int, a: Atom) -> None:
        after = self._following(k)
        if a.sort == "same" and a.low in _KEEPING and after is not None and after.sort in ("val", "num", "text"):
            if after.sort == "num":
                return
            a = a._replace(sort="gives")
        bound = a.sort == "num" and getattr(a.data, "sign", "") in ("<", ">", "<=", ">=")
        if bound and self.mode == "out" and self.outs and self.atoms[k - 1].sort == "val":
            self.mode = "in"  # “returns `None` above `MAX`”
        handler = getattr(self, f"_take_{a.sort}", None)
        if handler is not None:
            handler(k, a)
        elif a.sort == "field" and a.low == "words" and not self.verb:
            self.of_field = (k, str(a.data))
            return
        else:
            self._take_part(k, a)

    # ---------------------------------------------------------------------------------------------- words that say how

    def _take_fn(self, k: int, a: Atom) -> None:
        pass

    def _take_stores(self, k: int, a: Atom) -> None:
        raise MisreadError  # what is stored where is not looked at

    def _take_type(self, k: int, a: Atom) -> None:
        if self.denied:
            raise MisreadError

    def _take_still(self, k: int, a: Atom) -> None:
        after = self._following(k)
        if after is None or after.sort not in ("val", "flag"):
            raise MisreadError

    def _take_leaves(self, k: int, a: Atom) -> None:
        """“leaves the state alone”, “leaves the queue alone”."""
        same = next((b for b in self.atoms[k:] if b.sort == "same"), None)
        if same is None:
            raise MisreadError
        between = {self.low(i) for i in range(a.end, same.start)}
        if between & _PLACES:
            spoken = tuple(p for p, parts in self.words.paths.items() if any(w in "_".join(parts) for w in between & _PLACES))
            if not spoken or between & {"and", "state"}:
                raise MisreadError
            self.outs.append((lambda r: not any(e.path in spoken for e in r.events), ("event", "none")))
            self.skipped.add(same.start)

    def _take_shows(self, k: int, a: Atom) -> None:
        if self.action.trait != "Display":
            raise MisreadError
        self.mode = "out" if a.low in ("prints", "print", "output") else self.mode

    def _take_but(self, k: int, a: Atom) -> None:
        """“every one but `Lost`”; else it only joins."""
        after = self._following(k)
        close = after is not None and after.sort == "val" and self.every and self.low(a.end) != "not"
        if close and after is not None and self.role(after, "in", None) == "in":
            self.turn, self.mode = True, "in"

    def _take_sets(self, k: int, a: Atom) -> None:
        after = self._following(k)
        if after is not None and after.sort in ("flag", "field"):
            self.verb = a.sort
            return
        last = self.atoms[k - 1] if k else None
        right = self.set_to(last, a.sort == "sets") if last is not None and last.sort == "flag" and not self.denied else None
        if right is None:
            raise MisreadError
        if a.sort == "sets":  # what is set was not before
            self.ins.pop()
        self.outs.append((right, "flag"))

    _take_clears = _take_sets

    def _take_cond(self, k: int, a: Atom) -> None:
        self.mode = "in"

    def _take_gives(self, k: int, a: Atom) -> None:
        self.mode = self.mode or "out" if a.low in _COPULAS else "out"
        self.how = a.low.partition(" ")[0] if a.low.endswith((" with", " in")) else ""
        self.moves = a.low in MOVES
        if self._following(k) is None and k and a.low not in _COPULAS and self.low(a.start - 1) in ("and", "or", ","):
            raise MisreadError  # “can send and receive”: a deed of its own

    def _take_has(self, k: int, a: Atom) -> None:
        self.mode, self.how = "out", "has"

    def _take_passive(self, k: int, a: Atom) -> None:
        self.mode = "" if self.mode == "in" else self.mode

    def _take_not(self, k: int, a: Atom) -> None:
        after = self._following(k)
        if (
            a.low in ("nothing", "nobody", "no one", "none")
            and k
            and self.outs
            and self.atoms[k - 1].end == a.start
            and not self.denied
        ):
            if self.atoms[k - 1].sort != "event":  # “queues nothing”
                raise MisreadError
            right, group = self.outs.pop()
            self.outs.append((denied_of(right), group))
            self.denials += 1
            return
        if self.denied or after is None:
            raise MisreadError
        adjacent = after.start == a.end
        role = self.role(after, "in", None) if after.start <= a.end + 1 else ""
        close = a.low in ("not", "isn't", "is not", "are not", "aren't", "no", "without")
        if close and role == "in" and (after.sort == "flag" or (a.low not in ("no", "without") and adjacent)):
            self.turn = True
        elif (self.mode == "in" and after.sort != "event") or (a.low == "without" and k == 0):
            raise MisreadError
        else:
            self.denied, self.since = True, a.end

    def _take_except(self, k: int, a: Atom) -> None:
        if a.low == "but not" and self.last_in >= 0:  # “for `A` but not for `B`”: of the other it is told that it is otherwise
            raise MisreadError
        self.turn, self.mode = True, "in"

    def _take_only(self, k: int, a: Atom) -> None:
        after = self._following(k)
        if after is None or after.sort not in (*_OF_CASES, "cond", "missing", "type"):
            raise MisreadError
        self.only_next = True

    def _take_unless(self, k: int, a: Atom) -> None:
        self.unless_next, self.mode = True, "in"

    def _take_every(self, k: int, a: Atom) -> None:
        self.every = self.every or a.low not in ("both", "either")

    def _take_count(self, k: int, a: Atom) -> None:
        if self.count is not None:
            raise MisreadError
        self.count = int(str(a.data))

    # ------------------------------------------------------------------------------------------------ what goes in and out

    def _take_part(self, k: int, a: Atom) -> None:
        after = self._following(k)
        role = "out" if a.sort in ("flag", "field") and self.verb else self.role(a, self.mode, after)
        of_call = after is not None and after.sort == "fn" and after.start == a.end
        if a.sort == "refused" and role == "out" and (self.mode == "in" or of_call):
            self.ins.append((refused, "refused", False))
            self.mode = ""
        elif role == "in":
            self._goes_in(k, a)
        elif role == "out":
            self._comes_out(a)
        elif role != "none":
            raise MisreadError

    def _goes_in(self, k: int, a: Atom) -> None:
        test, after = self.into(a, k), self._following(k)
        if test is None or (self.turn and self.only_next) or self._begins_a_clause(k, a):
            raise MisreadError
        kept = self.unless if self.unless_next else self.only if self.only_next else self.ins
        if self._narrows(k, a):
            first, group, *turned = kept.pop()
            kept.append((_both(first, test), group, *turned))  # type: ignore[arg-type]
        else:
            group = kept[-1][1] if kept and self._is_listed(k, a) else self.group(a)
            kept.append((test, group, self.turn) if kept is self.ins else (test, group))  # type: ignore[arg-type]
        self.last_in = a.start
        if after is None or after.sort not in _OF_CASES:
            self.mode = "" if self.turn or self.only_next or self.unless_next else self.mode
            self.turn = self.only_next = self.unless_next = False

    def _begins_a_clause(self, k: int, a: Atom) -> bool:
        """“moves to `Aired`, 0 gives `Dry`”: the case is of what comes behind it, and what came out before is of another one."""
        rest = [b.sort for b in self.atoms[k + 1 : k + 3]]
        said = {self.low(i) for i in range(self.atoms[k - 1].end, a.start)} if k else set()
        return bool(self.outs and self.ins == [] and rest[:1] == ["gives"] and len(rest) > 1 and said & set(_CLAUSES))

    def _narrows(self, k: int, a: Atom) -> bool:
        """Whether a value says more of the one just before it: “a stuck valve”, “descriptors that are closed”."""
        last = next((b for b in reversed(self.atoms[:k]) if b.sort not in ("side", "gives")), None)
        kept = self.unless if self.unless_next else self.only if self.only_next else self.ins
        if last is None or last.sort != "val" or a.sort != "val" or not kept or self.last_in != last.start:
            return False
        apart = {self.low(i) for i in range(last.end, a.start)} & {"and", "or", ",", "nor", "plus", "/", ";"}
        return not apart and self.group(last) != self.group(a)

    def _is_listed(self, k: int, a: Atom) -> bool:
        """Whether a value is the next one of a list: an alternative, of whatever sort it is."""
        last = self.atoms[k - 1] if k else None
        if last is None or last.sort != "val" or a.sort != "val" or last.start in self.came_out:
            return False
        between = {self.low(i) for i in range(last.end, a.start)}
        return bool(between & _LISTING) and all(w in _LISTING_FILL or self.words.is_noun(w) for w in between)

    def _comes_out(self, a: Atom) -> None:
        if a.sort == "text" and self.low(a.end) in ("and", "plus", ",", "then"):
            raise MisreadError  # only a part of what is said to come out
        right = self.out_of(a) if not self.verb else self.set_to(a, self.verb == "sets")
        if right is not None and isinstance(a.data, Pattern) and self.of_field[0] == self.atoms.index(a) - 1:
            right = _in_field(right, self.of_field[1], a.data, self.words.enums)
        self.verb = ""
        if right is None or self.turn or self.unless_next or self.only_next:
            raise MisreadError
        if self.denied and any(self.low(i) in _CLAUSES for i in range(self.since, a.start)):
            raise MisreadError  # what is denied is of another clause
        self.came_out.add(a.start)
        self.outs.append((denied_of(right) if self.denied else right, self.group(a)))
        self.denials += self.denied
        self.denied = False

    # ------------------------------------------------------------------------------------------------------------- claims

    def _claim(self) -> Claim | None:
        if self.turn or self.only_next or self.unless_next or self.denied or not self.outs:
            return None
        if not self.given_fn and not (self.ins or self.only or self.unless):
            return None
        if not self._counted() or not self._of_one_mind():
            return None
        rights = [r for r, _ in self.outs]

        def outcome(row: Row) -> bool | None:
            found = [right(row) for right in rights]
            return False if False in found else None if None in found else True

        meant = self._meant()
        skips = self._skips(meant, outcome)
        beside, without = joined(self.only), joined(self.unless)
        if self.only and not any(beside(r) for r in self.rows):
            return None  # what no case is cannot be the only one that is meant

        def asked(row: Row) -> bool:
            return meant(row) and not (skips and refused(row))

        def right(row: Row) -> bool | None:
            so = outcome(row)
            if so is None:
                return None
            if self.only:
                mine = beside(row)
                return True if so is mine else None if mine else False
            if self.unless:
                return so if not without(row) else True if not so else None
            return so

        def outcome_as_said(row: Row) -> bool | None:
            so = outcome(row)
            return None if so is None else so is beside(row)

        # “Only `A` and `B` are fine” says of these that they are; “only `A` may write” does not say that it always may.
        said = {self.low(i) for i in range(self.atoms[-1].end)}
        firm = outcome_as_said if self.only and not said & _MAY else None
        return Claim(self.action, asked, right, self.every or bool(self.only), outcome, bool(self.given_fn), firm)

    def _counted(self) -> bool:
        """Adds how often a call is made; False where it is not said of one call."""
        if self.count is None:
            return True
        events = [g for _, g in self.outs if isinstance(g, tuple) and g[:1] == ("event",)]
        if len(set(events)) != 1:
            return False
        paths, count = events[0][1], self.count
        self.outs.append((lambda r: sum(e.path in paths for e in r.events) == count, "count"))
        return True

    def _of_one_mind(self) -> bool:
        """Whether no two things of one sort come out: which of them when would be said elsewhere."""
        groups = [g for _, g in self.outs]
        for g in set(groups):
            of_calls = isinstance(g, tuple) and g[:1] == ("event",) and not self.denials
            if groups.count(g) > 1 and g != "same" and not of_calls:
                return False
        changes = any(isinstance(g, tuple) and g[:1] not in (("event",), ("result",)) for g in groups)
        return not ("same" in groups and self.action.changes and changes)  # what is left alone is something else than what changes

    def _meant(self) -> Callable[[Row], bool]:
        """Which cases are spoken of. Variants of several enums that no case has together are alternatives."""
        straight = [(t, g) for t, g, turned in self.ins if not turned]
        turned = [t for t, _, out in self.ins if out]
        inside = joined(straight)
        if len({g for _, g in straight if isinstance(g, tuple)}) > 1 and not any(inside(r) for r in self.rows):
            inside = joined([(t, "any" if isinstance(g, tuple) else g) for t, g in straight])
        return lambda row: inside(row) and not any(t(row) for t in turned)

    def _skips(self, meant: Callable[[Row], bool], outcome: Callable[[Row], bool | None]) -> bool:
        """Whether refused calls go without saying: what is said to be done is done where nothing is refused."""
        spoken = {g for _, g in self.outs}
        of_refusal = bool(spoken & {"refused", "accepted", "same", "quiet", ("result",)}) or bool(self.denials)
        if of_refusal or self.ins or not self.action.gives.startswith(("Result<", "Option<")):
            return False
        return any(meant(r) and not refused(r) and outcome(r) for r in self.rows)


def _in_field(
    right: Callable[[Row], bool | None], field: str, wanted: Pattern, enums: Mapping[str, Enum]
) -> Callable[[Row], bool | None]:
    """A value that is named behind a field is the field's, where the field can be seen."""

    def of(row: Row) -> bool | None:
        after = row.after or {}
        return output_fits(after[field], wanted, enums) if field in after else right(row)

    return of


def _both(one: Callable[[Row], bool], other: Callable[[Row], bool]) -> Callable[[Row], bool]:
    return lambda row: one(row) and other(row)


_WITHOUT_CONTENT = frozenset({"every", "gives", "passive", "still"})


def _ends_in_no_condition(atoms: list[Atom]) -> bool:
    """“… is true if every cell of it is in the other”: nothing of the condition at the end was understood."""
    last = next((n for n in reversed(range(len(atoms))) if atoms[n].sort == "cond"), None)
    if last is None or atoms[last].low not in ("if", "when", "whenever", "while", "as long as", "provided", "provided that"):
        return False
    return last + 1 < len(atoms) and all(a.sort in _WITHOUT_CONTENT for a in atoms[last + 1 :])


def read(atoms: list[Atom], words: Wordings, action: Action, low: Callable[[int], str]) -> Claim | None:
    """The claim that the atoms make on an action, if they can be read so. `low` tells the words of the sentence."""
    if _ends_in_no_condition(atoms):
        return None
    return _Reader(atoms, words, action, low).read()


__all__ = ["read"]
