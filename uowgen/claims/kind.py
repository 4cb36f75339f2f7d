"""The records of deciding: a claim kind, what a case is, what a decision finds.

A kind is a name, its sentence frames, examples for people, and the function that decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from uowgen.model import Evidence, Method, Outcome, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.claims.own import Own
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Code, Declaration
    from uowgen.model import Criterion, Spec
    from uowgen.text import Source


T = TypeVar("T")


class Finding(NamedTuple):
    """What a decision procedure found out about one claim. See `model.Verdict` for the fields."""

    outcome: Outcome
    message: str
    method: Method | None = "structure"
    code: str | None = None
    evidence: tuple[Evidence, ...] = ()
    strength: Strength | None = None
    scenario: tuple[str, ...] = ()


class Case:
    """What the criteria of one spec are decided on: the spec, its document, the code of the tree, and what was found so far."""

    def __init__(
        self,
        spec: Spec,
        document: Source,
        code: Code,
        random_scenarios: int = 12,
        seed: int = 2025,
        more: tuple[Kind, ...] = (),
        own: Own | None = None,
    ) -> None:
        self.spec = spec
        self.document = document
        self.code = code
        self.random_scenarios = random_scenarios
        self.seed = seed
        self.more = more  # kinds of other packages, tried after the program's own
        self.own = own  # models and checks of the repository
        self.criterion: Criterion | None = None
        self.subjects: list[Declaration] = []  # what earlier criteria were about, the latest last
        self.several: tuple[Declaration, ...] = ()  # what the name looked for last may mean, if it may mean several things
        self.only: Declaration | None = None  # the one that a name is to mean, while each that it may mean is tried
        self.kept: dict[str, object] = {}  # what a kind works out once for all criteria of the spec

    def once(self, key: str, made: Callable[[], T]) -> T:
        """What `made` gives, kept under `key` for the other criteria of the spec."""
        if key not in self.kept:
            self.kept[key] = made()
        return cast("T", self.kept[key])


class Kind(NamedTuple):
    """One kind of claim. `name` is a sentence about code in snake case, `says` the same for people.

    `needs` are the slots that a claim bound by hand must give. A kind that does not check what stands before a noun (`public`,
    `async`) can hold only where nothing stands there. A kind that asks all declarations of a name, not knowing which is meant, fails
    only where there is one. A kind whose frames take up any words may say of a reading whether it `takes` it, and one for types of one
    sort whether the reading `fits` the code at hand: other kinds get the sentence else.
    """

    name: str
    says: str
    frames: tuple[str, ...]
    examples: tuple[str, ...]
    decide: Callable[[Reading, Case], Finding]
    needs: tuple[str, ...] = ()
    checks_adjectives: bool = False
    asks_all: bool = False
    takes: Callable[[Reading], bool] | None = None
    fits: Callable[[Reading, Case], bool] | None = None


def decided_in(module: str) -> Callable[[Reading, Case], Finding]:
    """The function `decide` of `uowgen.claims.<module>`, loaded with the first claim: many sentences are read, few are of such a kind."""

    def decide(reading: Reading, case: Case) -> Finding:
        from importlib import import_module

        finding: Finding = import_module(f"uowgen.claims.{module}").decide(reading, case)
        return finding

    return decide


def taken_in(module: str) -> Callable[[Reading], bool]:
    """The function `takes` of `uowgen.claims.<module>`, loaded with the first reading."""

    def takes(reading: Reading) -> bool:
        from importlib import import_module

        taken: bool = import_module(f"uowgen.claims.{module}").takes(reading)
        return taken

    return takes


def fitting_in(module: str) -> Callable[[Reading, Case], bool]:
    """The function `fits` of `uowgen.claims.<module>`, loaded with the first reading."""

    def fits(reading: Reading, case: Case) -> bool:
        from importlib import import_module

        fitting: bool = import_module(f"uowgen.claims.{module}").fits(reading, case)
        return fitting

    return fits


def holds(message: str, *declarations: Declaration, evidence: tuple[Evidence, ...] = ()) -> Finding:
    """A fact of the syntax that was found."""
    return Finding("holds", message, evidence=evidence + tuple(shown(d) for d in declarations), strength="proved")


def fails(code: str, message: str, *declarations: Declaration, evidence: tuple[Evidence, ...] = ()) -> Finding:
    """A fact of the syntax that is not so."""
    return Finding("fails", message, code=code, evidence=evidence + tuple(shown(d) for d in declarations), strength="proved")


def undecided(code: str, message: str, *declarations: Declaration, evidence: tuple[Evidence, ...] = ()) -> Finding:
    """No decision, with the reason."""
    return Finding("undecided", message, None, code, evidence + tuple(shown(d) for d in declarations))


def shown(declaration: Declaration, note: str = "") -> Evidence:
    """The place of `declaration` as evidence."""
    return Evidence(declaration.file.path, declaration.line, declaration.end_line, note or f"`{declaration.item.label}`")


def weakest(findings: Iterable[Finding]) -> Finding:
    """The finding that decides for all of `findings`: the first that fails, else the first that is undecided, else the first."""
    return min(findings, key=lambda finding: ("fails", "undecided", "holds").index(finding.outcome))


def first_told(
    readers: Iterable[tuple[str, Callable[[str, Case], Finding | None]]], said: str, case: Case
) -> tuple[str, Finding] | None:
    """What the first of `readers` that reads `said` finds, with the kind of fact that it is named by; None where none reads it."""
    return next(((name, found) for name, reader in readers if (found := reader(said, case)) is not None), None)
