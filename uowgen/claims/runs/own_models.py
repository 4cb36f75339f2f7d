"""Holds a type of the tree against a model that a person wrote: both go through the same calls, and must give the same back.

Every order of a few calls is run, the shortest first, then longer random ones with a fixed seed. What a call gives back is compared as
`same` says; what a type does to the world outside is not looked at.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.machine import Machine
from uowgen.behaviour.outcomes import RustPanic, UnboundCall, Undecidable
from uowgen.behaviour.python_values import plain
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.own_values import Choice, choices, same
from uowgen.claims.runs.programs import program_of, widened
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type
from uowgen.facts.members import methods_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.model import Evidence

_MOST_RUNS, _LONGEST, _RANDOM, _RANDOM_LENGTH = 500, 6, 150, 16
_MAKERS = ("new", "with_capacity", "empty", "default")


class Call(NamedTuple):
    """A method with arguments; `last` when it takes the value, so that nothing can follow."""

    method: str
    arguments: tuple[Choice, ...]
    last: bool

    def said(self) -> str:
        """As it is told in a scenario."""
        return f"{self.method}({', '.join(a.said for a in self.arguments)})"


class _Life(NamedTuple):
    """One run: what the value is made with, and the calls."""

    maker: str
    made_with: tuple[Choice, ...]
    calls: tuple[Call, ...]


class _Unfit(Exception):  # noqa: N818  (it is no error: it ends in a finding)
    """The model, or the type, cannot be used; carries the finding."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def model_finding(case: Case, name: str, methods: tuple[str, ...] = ()) -> Finding:
    """Whether the type `name` gives the same back as its model; only the calls of `methods`, if there are any, are compared."""
    subject = find_type(case, name)
    if len(subject.found) != 1:
        return subject.none(f"no type `{name}`", *subject.found[:3])
    declaration = subject.found[0]
    given = case.own.models.get(declaration.item.name) if case.own is not None else None
    if given is None:
        return undecided("no-model", f"no model is named for `{declaration.item.name}`", declaration)
    if given.use is None:
        return undecided(given.code, f"the model `{given.origin}` of `{declaration.item.name}` {given.why}", declaration)
    paths: tuple[str, ...] = (declaration.file.path,)
    asked = tuple(bare_name(m) for m in methods)
    while True:
        try:
            finding, missing = _compared(case, paths, declaration, given.use, asked)
        except _Unfit as unfit:
            return undecided(unfit.code, f"`{given.origin}`: {unfit.message}", declaration)
        wider = widened(case, paths, missing) if missing else paths
        if wider == paths:
            return finding
        paths = wider


def _compared(
    case: Case, paths: tuple[str, ...], declaration: Declaration, model: Any, asked: tuple[str, ...]
) -> tuple[Finding, str]:
    """The finding, and the path of a call that the program lacks, if that is what it ended with."""
    name = declaration.item.name
    place: tuple[Evidence, ...] = (shown(declaration),)
    bare = program_of(case, paths)
    lives, code, driven = _lives(case, bare, name, model, asked)
    program = program_of(case, paths, code) if code else bare
    rows = (shown(d, f"`{name}::{d.item.name}`") for d in methods_of(case.code, name, (declaration,)) if d.item.name in driven)
    place = (*place, *rows)
    met = 0
    for life in lives:
        try:
            wrong, story, compared = _lived(program, name, model, life, asked)
        except UnboundCall as unbound:
            return stuck(unbound, place), unbound.path
        except Undecidable as reason:
            return stuck(reason, place), ""
        if wrong:
            wrong, story = _shortest(program, name, model, life, asked) or (wrong, story)
            return Finding("fails", f"not so: {wrong}", "behaviour", "behaves-differently", place, "proved", story), ""
        met += compared
    if not met:
        return Finding("undecided", "no run calls what the criterion speaks of", None, "vacuous", place), ""
    told = ", ".join(f"`{m}`" for m in driven)
    return Finding("holds", f"{told} gave the same as the model in {met} calls", "behaviour", None, place, "bounded"), ""


def _lives(case: Case, program: Program, name: str, model: Any, asked: tuple[str, ...]) -> tuple[list[_Life], str, tuple[str, ...]]:
    """The runs, the Rust items that make up their arguments, and the names of the methods that are called."""
    made: dict[str, tuple[Choice, ...] | None] = {}
    items: list[str] = []

    def of(kind: str) -> tuple[Choice, ...] | None:
        if kind not in made:
            made[kind] = choices(case, kind, items)
        return made[kind]

    functions = {f.name: f for f in program.methods(name)}
    maker = next((functions[m] for m in _MAKERS if m in functions and functions[m].takes == ""), None)
    if maker is None:
        raise _Unfit("unsupported-code", f"how a `{name}` is made is not known: it has no `new`")
    made_with = [of(kind) for _, kind in maker.parameters]
    if None in made_with:
        raise _Unfit("unsupported-code", f"no arguments can be made up for `{name}::{maker.name}`")
    _fits(model, "__init__", maker)
    calls: list[Call] = []
    for function in functions.values():
        if not function.takes or not callable(getattr(model, function.name, None)):
            continue
        _fits(model, function.name, function)
        kinds = [of(kind) for _, kind in function.parameters]
        if any(k is None for k in kinds):
            if function.name in asked:
                raise _Unfit("unsupported-code", f"no arguments can be made up for `{function.name}`")
            continue
        rows = list(product(*(k for k in kinds if k is not None)))[:6]
        calls += [Call(function.name, row, function.takes == "value") for row in rows]
    missing = [m for m in (*asked, *_public(model)) if m not in {c.method for c in calls} and (m in asked or m not in functions)]
    if missing:
        raise _Unfit("model-differs", f"`{missing[0]}` is not in both the type and the model; see `uowgen model sync`")
    makings = list(product(*(k for k in made_with if k is not None)))[:4]
    lives = [_Life(maker.name, making, row) for row in _orders(calls, len(makings), case.seed) for making in makings]
    return lives, "\n".join(items), tuple(dict.fromkeys(c.method for c in calls))


def _fits(model: Any, name: str, function: Function) -> None:
    from inspect import signature

    try:
        signature(getattr(model, name)).bind(*([None] * (len(function.parameters) + 1)))
    except (TypeError, ValueError):
        takes = len(function.parameters)
        raise _Unfit(
            "model-differs", f"`{name}` does not take {takes} arguments as the type's does; see `uowgen model sync`"
        ) from None


def _public(model: Any) -> list[str]:
    return [n for n, v in vars(model).items() if callable(v) and not n.startswith("_") and n != "drop"]


def _orders(calls: list[Call], makings: int, seed: int) -> Iterator[tuple[Call, ...]]:
    """Every order of the methods, the shortest first, as long as there are not too many; then long random ones."""
    first = list({call.method: call for call in reversed(calls)}.values())
    count = 0
    for length in range(1, _LONGEST + 1):
        if count and count + len(first) ** length > _MOST_RUNS // max(1, makings):
            break
        for row in product(calls if length == 1 else first, repeat=length):
            if not any(c.last for c in row[:-1]):
                count += 1
                yield row
    number = seed

    def below(limit: int) -> int:
        nonlocal number
        number = (number * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (number >> 33) % limit

    by_method: dict[str, list[Call]] = {}
    for call in calls:
        if not call.last:
            by_method.setdefault(call.method, []).append(call)
    names = list(by_method)
    for _ in range(_RANDOM if names else 0):
        # Each run leaves some methods out: one that ends everything (`close`) would else cut short nearly all of them.
        mask = below(1 << len(names))
        some = [name for n, name in enumerate(names) if mask >> n & 1] or names
        drawn = [by_method[some[below(len(some))]] for _ in range(_RANDOM_LENGTH)]
        yield tuple(rows[below(len(rows))] for rows in drawn)


def _lived(program: Program, name: str, model: Any, life: _Life, asked: tuple[str, ...]) -> tuple[str, tuple[str, ...], int]:
    """What is wrong (empty: nothing), the story up to there, and how many calls were compared."""
    machine = Machine(program)
    story = [f"{name}::{life.maker}({', '.join(a.said for a in life.made_with)})"]
    wrong, value, copy = _step(
        lambda: machine.call(f"{name}::{life.maker}", [a.rust(machine) for a in life.made_with]),
        lambda: model(*(a.model for a in life.made_with)),
        making=True,
    )
    if wrong or copy is None:
        return (f"{story[0]} {wrong}" if wrong else ""), tuple(story), 0
    compared = 0
    for call in life.calls:
        story.append(call.said())
        wrong, gave, kept = _step(
            lambda call=call: machine.call_method(value, call.method, [a.rust(machine) for a in call.arguments]),
            lambda call=call: getattr(copy, call.method)(*(a.model for a in call.arguments)),
        )
        counts = not asked or call.method in asked
        compared += counts
        if wrong:  # beyond a difference in what was not asked about, the two cannot be compared
            return (f"{call.said()} {wrong}" if counts else ""), tuple(story), compared
        if gave is _ENDED or kept is _ENDED:
            break
    return "", tuple(story), compared


def _shortest(program: Program, name: str, model: Any, life: _Life, asked: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """What goes wrong, and the story, with every call left out that is not needed for it."""
    best: tuple[str, tuple[str, ...]] | None = None
    calls, n = life.calls, 0
    while n < len(calls):
        fewer = calls[:n] + calls[n + 1 :]
        try:
            wrong, story, _ = _lived(program, name, model, life._replace(calls=fewer), asked)
        except Undecidable:
            wrong, story = "", ()
        if wrong:
            best, calls = (wrong, story), fewer
        else:
            n += 1
    return best


_ENDED = object()


def _step(rust: Any, python: Any, *, making: bool = False) -> tuple[str, Any, Any]:
    """Both do one thing: what differs (empty: nothing), and what they gave; `_ENDED` when both panicked."""
    panic = ""
    gave: Any = None
    try:
        gave = rust()
    except RustPanic as reason:
        panic = reason.message or "a panic"
    try:
        kept, raised = python(), None
    except NotImplementedError:
        raise _Unfit("model-unfinished", "a method is not filled in yet (it raises NotImplementedError)") from None
    except Exception as error:
        kept, raised = None, error
    if panic or isinstance(raised, AssertionError):
        if panic and isinstance(raised, AssertionError):
            return "", _ENDED, _ENDED
        return (f"panics: {panic}; the model does not" if panic else f"does not panic; the model does: {raised}"), gave, kept
    if making:
        if raised is not None:
            raise _Unfit("model-failed", f"it cannot be made: {type(raised).__name__}: {raised}")
        return "", gave, kept
    seen = plain(gave)
    return ("" if same(seen, kept, raised) else _told(seen, kept, raised)), gave, kept


def _told(seen: Any, kept: Any, raised: Exception | None) -> str:
    return f"gives {_shown(seen)}; the model {f'refuses: {type(raised).__name__}({raised})' if raised is not None else f'gives {kept!r}'}"


def _shown(value: Any) -> str:
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict):
        inside = ", ".join(_shown(v) if k.isdigit() else f"{k}: {_shown(v)}" for k, v in value[1].items())
        return f"{value[0]}({inside})" if inside else str(value[0])
    return "()" if value is None else repr(value)
