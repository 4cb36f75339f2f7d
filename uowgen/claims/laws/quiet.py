"""Stories of what has none of its own: types that nothing changes, enums that are states, functions that belong to no type.

Values are made from their declarations; each function is called often, with many things, in worlds in which one call to the outside fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.stories.arguments import arguments, bytes_of, numbers_of
from uowgen.claims.stories.journal import constant_of, journal_of, parts_of, types_meant, with_declines
from uowgen.claims.stories.records import Beat, Journal, Part
from uowgen.claims.stories.teller import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.facts.code import Declaration

_MAKERS, _CALLS, _WORLDS, _RESTARTS = 16, 12, 3, 12
_ALL_STEPS = 200_000


def journals_for(case: Case, words: Sequence[Word] | None = None) -> tuple[Journal, ...]:
    """The journals of the spec's types, with those of what has no story of its own; where `words` name methods, of the types that have them."""
    meant = types_meant(case, [w.raw for w in words if w.code]) if words is not None else None
    rows = [_of_one(case, d) for d in _types(case) if meant is None or d.item.name in meant]
    return (*(j for j in rows if j is not None), *case.once("journals of functions", lambda: tuple(_alone(case))))


def explored_for(case: Case, words: Sequence[Word]) -> tuple[Journal, ...]:
    """The journals of the types that have the methods that `words` name, by what exploring them found, where nothing more is told of them yet."""
    meant = types_meant(case, [w.raw for w in words if w.code])
    rows = [
        kept if isinstance(kept := case.kept.get(f"journal of {d.item.name}"), Journal) else _explored(case, d)
        for d in _types(case)
        if meant is None or d.item.name in meant
    ]
    return tuple(j for j in rows if j is not None)


def _explored(case: Case, declaration: Declaration) -> Journal | None:
    from uowgen.claims.laws.explored import explored_journal

    return case.once(f"explored {declaration.item.name}", lambda: explored_journal(case, declaration))


def _of_one(case: Case, declaration: Declaration) -> Journal | None:
    """The journal of one type: with all states that exploring it finds, of what it has a story of, else of its values."""
    from uowgen.claims.laws.explored import joined

    name = declaration.item.name

    def told() -> Journal | None:
        journal = _explored(case, declaration)
        old = journal_of(case, name)
        if journal is not None and old is not None:
            return joined(old, journal)
        return journal or old or _of_type(case, declaration)

    return case.once(f"journal of {name}", told)


def _types(case: Case) -> Iterator[Declaration]:
    """The types that the spec's blocks declare, each of which the tree has once, in all builds as the blocks show it."""
    from uowgen.claims.acts.judged import only_sometimes
    from uowgen.claims.subject import find_type

    for name in dict.fromkeys(d.item.name for d in _declared(case) if d.item.kind in ("struct", "enum")):
        found = find_type(case, name).found
        if len(found) == 1 and only_sometimes(case, found[0]) is None:
            yield found[0]


def _declared(case: Case) -> list[Declaration]:
    from uowgen.claims.at_hand import block_files

    return [d for f in block_files(case) if not f.rust.root.has_error for d in f.declarations() if not d.item.path]


def _alone(case: Case) -> Iterator[Journal]:
    """The journal of the functions that belong to no type, if they stand in one file."""
    from uowgen.claims.subject import find

    names = dict.fromkeys(d.item.name for d in _declared(case) if d.item.kind == "fn" and not d.owner)
    functions = [find(case, name, frozenset({"fn"})).found for name in names]
    alone = [rows[0] for rows in functions if len(rows) == 1 and not rows[0].owner and not rows[0].item.path]
    if alone and len({d.file.path for d in alone}) == 1:
        journal = _of_functions(case, alone)
        if journal is not None:
            yield journal


def _of_type(case: Case, declaration: Declaration) -> Journal | None:
    from uowgen.claims.containers.container import declared_parameters
    from uowgen.claims.runs.own_code import code_of_tree
    from uowgen.claims.values.made_up import Maker

    name = declaration.item.name
    plain = code_of_tree(case, declaration)
    shape = plain.type(name) if plain is not None else None
    if plain is None or shape is None or any(kind != "lifetime" for kind, _ in declared_parameters(declaration)):
        return None
    if shape.drop is not None:  # what its end does is a matter of those that follow lives
        return None
    domain = Maker(case, numbers_of(case, declaration), None, declaration.file.path).domain(name)
    makers = list(domain.values)[:_MAKERS] if domain is not None else []
    parts = {
        n: p._replace(takes="ref" if p.takes == "value" and shape.is_copy else p.takes) for n, p in parts_of(plain, name).items()
    }
    parts = {n: p for n, p in parts.items() if p.takes != "value" and (p.takes or p.parameters)}
    if not makers:
        parts = {n: p for n, p in parts.items() if not p.takes}
    fields = dict(zip(shape.fields, shape.field_types(), strict=False)) if shape.kind == "struct" else {}
    return _journal(case, declaration, parts, makers, fields)


def _of_functions(case: Case, declared: list[Declaration]) -> Journal | None:
    from uowgen.facts.signature import parameters_of, result_of

    if any(p.type.lstrip().startswith(("impl ", "&mut ")) for d in declared for p in parameters_of(d)):
        return None
    parts = {
        d.item.name: Part(
            d.item.name, "", tuple((p.name, p.type) for p in parameters_of(d)), result_of(d) if result_of(d) != "()" else ""
        )
        for d in declared
        if d.item.node.child_by_field_name("type_parameters") is None
    }
    return _journal(case, declared[0], parts, [], {}) if parts else None


def _journal(
    case: Case, declaration: Declaration, parts: Mapping[str, Part], makers: list[str], fields: Mapping[str, str]
) -> Journal | None:
    from uowgen.claims.runs.own_code import code_of_both
    from uowgen.claims.runs.programs import parses
    from uowgen.claims.values.made_up import Maker

    if not parts:
        return None
    name = declaration.item.name
    maker_of = Maker(case, numbers_of(case, declaration), None, declaration.file.path)
    domains, written = arguments(case, maker_of, parts, None, bytes_of(case, declaration))
    items = [f"fn __story_make{n}() -> {name} {{ {maker} }}" for n, maker in enumerate(makers)] + written
    more = "\n" + "\n".join(item for item in items if parses(item))
    ours, theirs = code_of_both(case, declaration, more)
    if ours is None or theirs is None:
        return None
    parts = {p: part for p, part in parts.items() if _takes(ours, name, p) == _takes(theirs, name, p) is not None}
    if not parts:
        return None
    calls = [f"__story_make{n}" for n in range(len(makers))]
    beats = _told(ours, name, parts, calls, domains)
    told, own = with_declines(beats, beats if theirs is ours else _told(theirs, name, parts, calls, domains))
    askers = tuple(p.name for p in parts.values() if p.takes == "ref" and not p.parameters and p.returns)
    numbers = lambda text: constant_of(case, declaration, text)  # noqa: E731
    return Journal(declaration, parts, askers, fields, (makers or [name])[0], told, own, numbers, {}, {})


def _takes(program: Program, name: str, part: str) -> int | None:
    """How many parameters a program's function has; None where it has no such function.

    What the tree's type alone has is in no story of the spec's own, nor is what the two give different numbers of arguments.
    """
    of = program.type(name)
    found = [program.function(part)] if of is None else program.methods_of(of, part)
    return len(found[0].parameters) if found and found[0] is not None else None


def _told(
    program: Program, name: str, parts: Mapping[str, Part], makers: list[str], domains: Mapping[tuple[str, int], list[str]]
) -> tuple[Beat, ...]:
    """The stories: of each value each method, then pairs; of each function many calls; once more where calls to the outside fail."""
    from uowgen.behaviour.outside import Script

    learnt: dict[str, str] = {}
    rows = list(_plots(parts, len(makers)))
    beats: list[Beat] = []
    failing: dict[str, None] = {}
    scripts = [Script(), Script(first=40, yes=False)]
    left = _ALL_STEPS
    for turn in range(2 + _WORLDS):
        if turn >= 2:
            scripts += [Script(fails=(path, -1)) for path in list(failing)[len(scripts) - 2 :][:1]]
        if turn >= len(scripts) or left < 0:
            break
        for at, (maker, calls) in enumerate(rows):
            for _ in range(_RESTARTS):
                teller = QuietTeller(program, name, parts, domains, learnt)
                teller.machine.world.script = scripts[turn]
                told = teller.tell(turn * len(rows) + at, makers[maker] if makers else "", calls)
                left -= teller.used
                if told is not None:
                    beats += told
                    failing |= dict.fromkeys(teller.machine.world.fallible)
                    break
    return tuple(beats)


def _plots(parts: Mapping[str, Part], makers: int) -> Iterator[tuple[int, list[str]]]:
    """Which value, then which calls."""
    methods = [p.name for p in parts.values() if p.takes]
    changing = [p.name for p in parts.values() if p.takes == "mut"]
    for maker in range(makers):
        yield from ((maker, [name] * (6 if parts[name].parameters else 2)) for name in methods)
        yield from ((maker, [one, other]) for one in changing for other in methods if one != other)
    alone = [p.name for p in parts.values() if not p.takes]
    yield from ((0, [name] * _CALLS * 2) for name in alone)
    yield from ((0, [one] * 3 + [other] * 3 + [one]) for one in alone for other in alone if one != other)


class QuietTeller(Teller):
    """Tells a story of a value that is an enum, or of functions without any value."""

    def _made(self, maker: str) -> Any:
        return super()._made(maker) if maker else None

    def _look(self, value: Any) -> dict[str, object]:
        return super()._look(value) if value is not None else {}

    def _fields(self, value: Any) -> dict[str, object]:
        from uowgen.behaviour.foreign import shown

        if value is None:
            return {}
        return {".": shown(value)} if value.of.type.kind == "enum" else super()._fields(value)

    def _types(self, name: str) -> tuple[Any, ...]:
        free = self.program.function(name) if self.program.type(self.name) is None else None
        return tuple(free.types) if free is not None else super()._types(name)

    def _called(self, value: Any, name: str, given: list[Any]) -> Any:
        if self.parts[name].takes:
            return super()._called(value, name, given)
        return self.machine.call(f"{self.name}::{name}" if self.program.type(self.name) is not None else name, given)
