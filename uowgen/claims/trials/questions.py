"""Questions put to code and to the spec's own code beside it: small functions, each of which says of one input whether what is claimed is so.

What lies outside of the tree is made up: a constant is a number, in several worlds, since what holds must hold whatever it is. Where the
spec's own code goes against a question, the words were not read as they were meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.runs.own_code import source_of_spec
from uowgen.claims.runs.programs import parses, widened
from uowgen.claims.runs.standins import items_for, without_imports
from uowgen.claims.runs.verdicts import stuck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.rust.syntax import RustFile

NOT_ASKED, RIGHT, WRONG = 0, 1, 2
_WORLDS = 3
_MOST_MASKS = 22
_MOST_STEPS = 20_000


class Question(NamedTuple):
    """One question: `name` is a function in `items` that takes a row of numbers and tells `NOT_ASKED`, `RIGHT` or `WRONG`.

    With `alike` the function gives a value instead, which must be the same as in the spec's own code. `says` shows a row to people.
    `rows` may depend on constants: it is asked for them with what the names in `wanted` are.
    """

    says: str
    name: str
    items: str
    rows: Sequence[tuple[int, ...]]
    alike: bool = False
    first: str = (
        ""  # tells what is asked about: a row for which it panics, or tells another number in the spec's own code, is passed over
    )
    lead: int = 0  # so many of a row's numbers `first` takes; 0: all of them


class _Side:
    """One of the two programs."""

    def __init__(self, files: list[RustFile]) -> None:
        from uowgen.behaviour.program import Program

        self.program: Program = Program(files)


class Trials:
    """What can be asked of the code of one type or function: its file in the tree, and the same with the spec's own code in it."""

    def __init__(self, case: Case, declaration: Declaration, items: str, asked_of: Declaration | None = None) -> None:
        self.case = case
        self.asked_of = asked_of or declaration
        self.declaration = declaration
        self.items = items + items_for(case, items)
        self.paths: tuple[str, ...] = (declaration.file.path,)
        self.named: set[str] = set()  # constants of the outside that a run asked for
        self.met: set[str] = set()  # all of the outside that a run asked for
        texts = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)]
        self.text = " ".join([*texts, declaration.file.rust.source.data.decode("utf-8", "replace")])
        own = set(re.findall(r"\b(?:const|static) ([A-Z][A-Z0-9_]+)", self.text))
        self.upper = sorted(set(re.findall(r"\b[A-Z][A-Z0-9_]+\b", self.text)) - own)
        # `PageFlags::USER` of a type that is not there: a mask where it is combined with others.
        typed = dict.fromkeys(re.findall(r"\b(?!Self\b)[A-Z]\w*[a-z]\w*::[A-Z][A-Z0-9_]+\b(?!::)", self.text))
        masked = {n.partition("::")[0] for n in typed if _is_mask(n, self.text)}
        self.typed = [n for n in typed if n.partition("::")[0] in masked]
        self.masks = [n for n in self.upper if _is_mask(n, self.text) and not any(t.endswith(f"::{n}") for t in self.typed)]
        self.masks += self.typed
        self.missing = ""
        self._kinds: dict[str, str] = {}
        self._build()

    def _build(self) -> None:
        rust = self.declaration.file.rust
        more = [f.rust for p in self.paths[1:] if (f := self.case.code.file(p)) is not None]
        self.ours = _Side(
            [
                _file(
                    rust.source.path, without_imports(rust.source.data.decode("utf-8", "replace"), self.items) + "\n" + self.items
                ),
                *more,
            ]
        )
        own = (
            source_of_spec(self.case, self.declaration)
            if all(_is_shown(self.case, d) for d in (self.declaration, self.asked_of))
            else None
        )
        self.theirs = (
            _Side([_file(rust.source.path, without_imports(own, self.items) + "\n" + self.items), *more])
            if own is not None
            else None
        )

    def asked(self, side: _Side, world: int, name: str, row: Sequence[Any]) -> tuple[object, str, Undecidable | None]:
        """What a function gives: its value as plain Python, the message of a panic, or why nothing can be said."""
        from uowgen.behaviour.machine import Limits
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
        from uowgen.behaviour.outside import Outside, Script
        from uowgen.behaviour.python_values import plain
        from uowgen.claims.trials.machine import TrialMachine

        outside = Outside(Script(), {})
        machine = TrialMachine(side.program, outside, Limits(steps=_MOST_STEPS), self.number(world), self._met, self.typed)
        try:
            return plain(machine.call(name, list(row))), "", None
        except RustPanic as panic:
            return None, panic.message or "a panic", None
        except Undecidable as reason:
            return None, "", reason
        except Unknown as reason:
            return None, "", Undecidable(str(reason))

    def number(self, world: int) -> Callable[[str], int]:
        """What a constant of the outside is in a world: bits of their own for masks, far apart and round for the others."""

        from uowgen.behaviour.integers import INTS
        from uowgen.behaviour.outcomes import Unknown

        def of(name: str) -> int:
            self.named.add(name)
            if name in self.masks:
                at = self.masks.index(name)
                if len(self.masks) > _MOST_MASKS:
                    raise Unknown("more flags of the outside than there are bits")
                return 1 << (at, _MOST_MASKS - at, 5 * at % (_MOST_MASKS + 1))[world]
            at = self.upper.index(name) if name in self.upper else len(self.upper)
            number = ((at + 2) << 24, (190 - at % 150) << 20, (3 * at + 5) << 22)[world]
            kind = self._kind_of(name)
            if kind in ("u8", "i8"):  # small ones, apart from each other and from the ends
                number = ((at % 5 + 2) * 16, (at % 5) * 16 + 24, (at % 5 + 1) * 12)[world]
            return INTS[kind](number) if kind and number <= INTS[kind].high else number

        return of

    def _kind_of(self, name: str) -> str:
        """The one type of numbers that the functions which name a constant take and give; empty where there are several."""
        if name not in self._kinds:
            kinds: set[str] = set()
            for d in self.declaration.file.declarations():
                if d.item.kind == "fn" and re.search(rf"\b{re.escape(name)}\b", d.text):
                    head = d.text.partition("{")[0]
                    kinds |= set(re.findall(r"\b(?:[ui](?:8|16|32|64|128)|[ui]size)\b", head))
            self._kinds[name] = kinds.pop() if len(kinds) == 1 else ""
        return self._kinds[name]

    def _met(self, path: str) -> None:
        self.met.add(path.rpartition("::")[2])
        if not self.missing:
            self.missing = path

    def settled(self, name: str, rows: Sequence[tuple[int, ...]]) -> None:
        """Adds the files of the tree that declare what the code turns out to need."""
        for _ in range(8):
            self.missing = ""
            for row in rows[:6]:
                self.asked(self.ours, 0, name, row)
            wider = widened(self.case, self.paths, self.missing) if self.missing else self.paths
            if wider == self.paths:
                return
            self.paths = wider
            self._build()

    def worlds(self) -> range:
        """The worlds that there are: one where nothing outside is a number."""
        return range(_WORLDS if self.named else 1)

    def value(self, expression: str) -> list[int] | None:
        """What an expression of constants is in each world; None where it cannot be told."""
        items = f"fn uowgen_value() -> u128 {{ ({expression}) as u128 }}"
        if not parses(items):
            return None
        probe = Trials(self.case, self.declaration, items)
        probe.settled("uowgen_value", [()])
        found = []
        for world in range(_WORLDS):
            value, _, _ = probe.asked(probe.ours, world, "uowgen_value", ())
            if not isinstance(value, int) or isinstance(value, bool):
                return None
            found.append(value)
        return found


def _file(path: str, text: str) -> RustFile:
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    return RustFile(Source(path, text.encode()))


def _is_shown(case: Case, declaration: Declaration) -> bool:
    return any(
        d.item.name == declaration.item.name and d.item.kind == declaration.item.kind
        for f in block_files(case)
        for d in f.declarations()
    )


def _is_mask(name: str, text: str) -> bool:
    """Whether a constant is combined with others bit by bit."""
    path = rf"(?:\w+::)*{re.escape(name)}\b"
    return bool(re.search(rf"(?<![&|])[&|^]=? \(?{path}|\b{re.escape(name)} [&|^](?![&|])|! ?\(?{path}", text))


def tried(
    case: Case,
    declaration: Declaration,
    questions: Sequence[Question],
    *,
    free: bool = True,
    shared: str = "",
    place: Declaration | None = None,
) -> Finding:
    """Puts all questions, in every world. `free`: each input can come about; else what goes wrong decides nothing."""
    items = "\n".join([shared, *dict.fromkeys(q.items for q in questions)])
    evidence = (shown(place or declaration),)
    if not parses(items):
        return undecided("not-understood", "what is said is no expression on the code", declaration)
    trials = Trials(case, declaration, items, place)
    for question in questions:
        trials.settled(question.name, question.rows)
    count = 0
    open_: Finding | None = None
    for question in questions:
        found, asked = _answer(trials, question, evidence, free=free)
        if found.outcome == "fails":
            return found
        count += asked
        open_ = open_ or (found if found.outcome == "undecided" else None)
    if open_ is not None:
        return open_
    return Finding(
        "holds",
        f"so in {count} of {count} calls{', as in the spec’s own code' if trials.theirs else ''}",
        "behaviour",
        None,
        evidence,
        "bounded",
    )


def _asked_about(trials: Trials, world: int, question: Question) -> Iterator[tuple[int, ...]]:
    """The rows that count: of what both programs make alike."""
    sides = [side for side in (trials.ours, trials.theirs) if side is not None]
    counts: dict[tuple[int, ...], bool] = {}
    for row in question.rows:
        taken = row[: question.lead or None]
        if question.first and taken not in counts:
            made = {trials.asked(side, world, question.first, taken)[:2] for side in sides}
            counts[taken] = len(made) == 1 and not any(panic for _, panic in made)
        if counts.get(taken, True):
            yield row


def _answer(trials: Trials, question: Question, place: tuple[Any, ...], *, free: bool) -> tuple[Finding, int]:
    asked = 0
    unmet = False
    gap: Undecidable | None = None
    wrong: list[tuple[tuple[int, ...], str] | None] = []
    for world in trials.worlds():
        before = asked
        bad: tuple[tuple[int, ...], str] | None = None
        for row in _asked_about(trials, world, question):
            value, panic, reason = trials.asked(trials.ours, world, question.name, row)
            own: tuple[object, str, Undecidable | None] = (RIGHT, "", None)
            if trials.theirs is not None:
                own = trials.asked(trials.theirs, world, question.name, row)
            elif question.alike:
                return undecided("not-understood", "the document shows no code that says which is meant", trials.declaration), 0
            if reason is not None or own[2] is not None:
                gap = gap or reason or own[2]
                continue
            if question.alike:
                if any(not isinstance(v, (int, str, tuple)) for v in (value, own[0]) if v is not None):
                    return undecided("unsupported-code", "what it gives cannot be compared", trials.declaration), 0
                asked += not own[1]
                if (value, bool(panic)) != (own[0], bool(own[1])) and not own[1]:
                    bad = bad or (row, f" panics: {panic}" if panic else f" gives {told(value)}, and not {told(own[0])}")
                continue
            if own[1] or own[0] == WRONG:
                why = f"the spec's own code is not so for {question.says.format(*row)}: the words may mean something else"
                return undecided("not-understood", why, trials.declaration), 0
            if panic or value == WRONG:
                bad = bad or (row, f" panics: {panic}" if panic else "")
            asked += value == RIGHT
        wrong.append(bad)
        unmet = unmet or asked == before
    if gap is not None and not all(wrong):
        return stuck(gap, place), 0
    first = next((w for w in wrong if w is not None), None)
    if first is not None:
        story = f"{question.says.format(*first[0])}{first[1]}"
        if all(wrong) and free:
            return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (story,)), 0
        return Finding(
            "undecided", f"{story}; whether that can come about is not known", None, "maybe-not-reachable", place, scenario=(story,)
        ), 0
    if unmet:
        return Finding("undecided", "no value that was tried meets what is said", None, "vacuous", place), 0
    return Finding("holds", "so", "behaviour", None, place, "bounded"), asked


def told(value: object) -> str:
    """A plain value as a person would write it."""
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict):
        inside = ", ".join(told(v).strip("`") for v in value[1].values())
        return f"`{value[0]}({inside})`" if inside else f"`{value[0]}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


__all__ = ["NOT_ASKED", "RIGHT", "WRONG", "Question", "Trials", "told", "tried"]
