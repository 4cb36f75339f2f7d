"""Stories of a type: it is made, its methods are called one after the other, and after each call everything that can be asked is asked.

The same stories are told of the tree's code and of the spec's own code. What the beats mean for a sentence is said elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.names import bare_name
from uowgen.claims.stories.arguments import arguments, bytes_of, numbers_of, spans_of, spoken_of_at_their_end
from uowgen.claims.stories.inner import acting_behind_shared
from uowgen.claims.stories.kinds import shapes_of
from uowgen.claims.stories.records import Beat, Journal, Part
from uowgen.claims.stories.teller import told_by
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


_CALL = when_used(r"(?:(\w+)::)?(\w+)(\(.*\))?", re.DOTALL)


def journals_of(case: Case, codes: Iterable[str] | None = None) -> tuple[Journal, ...]:
    """The journals of the types that the spec's blocks declare, each worked out once for all criteria of the spec.

    `codes`: the pieces of code in a sentence; where they name methods, only the types that have these are told of.
    """
    meant = types_meant(case, codes) if codes is not None else None
    rows = (journal_of(case, name) for name in _declared(case) if meant is None or name in meant)
    return tuple(j for j in rows if j is not None)


def types_meant(case: Case, codes: Iterable[str]) -> frozenset[str] | None:
    """The types of the spec's blocks that have the methods which pieces of code name: `push()`, `Ring::push`; None if none is named."""
    owners = case.once("owners of methods", lambda: _owners(case))
    found: set[str] = set()
    declared = _declared(case)
    for code in codes:
        named = _CALL.fullmatch(code.strip())
        if named is None or not (named[1] or named[3]) or not named[2][:1].islower():
            continue
        own = frozenset({named[1]}) if named[1] in declared else owners.get(named[2], frozenset())
        found |= owners.get(f"{named[1]}::{named[2]}", own)
    return frozenset(found) or None


def _owners(case: Case) -> dict[str, frozenset[str]]:
    """By the name of a method, the types that have it, with those that it speaks of and those that hold one of these."""
    from uowgen.claims.at_hand import block_files

    names = set(_declared(case))
    rows = [d for file in block_files(case) for d in file.declarations()]
    holding = {d.item.name: names & set(re.findall(r"\w+", d.text)) for d in rows if d.item.kind in ("struct", "enum")}
    found: dict[str, set[str]] = {}
    for d in rows:
        owner = d.owner.rpartition(" for ")[2].partition("<")[0].strip()
        if d.item.kind == "fn" and owner in names:
            beside = {n for n, held in holding.items() if owner in held} | names & set(re.findall(r"\w+", d.text.partition("{")[0]))
            for called in (d.item.name, f"{owner}::{d.item.name}"):
                found.setdefault(called, set()).update({owner}, beside & names)
    return {name: frozenset(of) for name, of in found.items()}


def _declared(case: Case) -> tuple[str, ...]:
    from uowgen.claims.at_hand import block_files

    return tuple(
        dict.fromkeys(
            d.item.name
            for f in block_files(case)
            if not f.rust.root.has_error
            for d in f.declarations()
            if d.item.kind in ("struct", "enum") and not d.item.path
        )
    )


def journal_of(case: Case, name: str) -> Journal | None:
    """The journal of one type; None where it has no stories, or could be one of several."""
    from uowgen.claims.subject import find_type

    def told() -> Journal | None:
        subject = find_type(case, name).found
        return _journal(case, subject[0]) if len(subject) == 1 else None

    return case.once(f"stories told of {name}", told)


class Prepared(NamedTuple):
    """What is written to tell of a type: expressions that make one, its text with arguments, its functions, functions that give
    arguments (by method and place), and all items that are to be put behind the code.
    """

    makers: list[str]
    text: str
    parts: dict[str, Part]
    domains: dict[tuple[str, int], list[str]]
    items: list[str]
    numbered: bool  # whether it has parameters other than lifetimes


def prepared(case: Case, declaration: Declaration) -> Prepared:
    """What can be written for a type."""
    from uowgen.claims.containers.container import as_container, declared_parameters
    from uowgen.claims.kind import Finding
    from uowgen.claims.runs.own_code import code_of_tree
    from uowgen.claims.values.made_up import Maker, constructors_of

    name = declaration.item.name
    numbered = any(kind != "lifetime" for kind, _ in declared_parameters(declaration))
    made = as_container(case, declaration)
    maker_of = Maker(case, numbers_of(case, declaration), None, declaration.file.path)
    makers: list[str] = []
    if not isinstance(made, Finding):
        makers = [_with_type(made.maker, name, made.text)]
    elif not numbered:
        made_of = constructors_of(case, declaration)[:2]
        makers = [c for one in made_of for given in spans_of(one) for c in maker_of.calls(name, one, given=given)[:2]]
    text = made.text if not isinstance(made, Finding) else name
    plain = code_of_tree(case, declaration)
    parts = parts_of(plain, name) if plain is not None else {}
    items = [f"fn __story_make{n}() -> {text} {{ {maker} }}" for n, maker in enumerate(makers[:2])]
    makers = makers[:2]
    domains, written = arguments(case, maker_of, parts, made, bytes_of(case, declaration))
    return Prepared(makers, text, parts, domains, [*items, *written], numbered)


def _journal(case: Case, declaration: Declaration) -> Journal | None:
    from uowgen.claims.runs.own_code import code_of_both
    from uowgen.claims.runs.programs import parses

    name = declaration.item.name
    makers, text, parts, domains, items, numbered = prepared(case, declaration)
    outside = [p.name for p in parts.values() if not p.takes and _gives(p.returns, name)][:2] if not makers and not numbered else []
    if not makers and not outside:
        return None
    if not any(p.takes == "mut" for p in parts.values()):
        return None
    poked = [
        f"fn __story_poke{n}() -> {text} {{ let mut made = {maker}; made.{field} = {kind}::MAX - 1; made }}"
        for maker in makers[:1]
        for n, (field, kind) in enumerate(spoken_of_at_their_end(case, declaration))
    ]
    more = "\n" + "\n".join(item for item in [*items, *poked] if parses(item))
    ours, theirs = code_of_both(case, declaration, more)
    if ours is None:
        return None
    calls = [f"__story_make{n}" for n in range(len(makers[:2]))] or outside
    ends = [f"__story_poke{n}" for n in range(len(poked))]
    told, begun = told_by(ours, name, parts, calls, domains, ends)
    if not told:
        return None
    own: tuple[Beat, ...] | None = told
    if theirs is None:
        own = None
    elif theirs is not ours:  # one of the two may take more steps; what it has no more stories of is said of neither
        own, other = told_by(theirs, name, parts, calls, domains, ends)
        told, own = (tuple(b for b in beats if b.story in begun & other) for beats in (told, own))
    told, own = with_declines(told, own)
    shape = ours.type(name)
    fields = dict(zip(shape.fields, shape.field_types(), strict=False)) if shape is not None else {}
    askers = tuple(p.name for p in parts.values() if p.takes == "ref" and not p.parameters and p.returns)
    return Journal(
        declaration,
        parts,
        askers,
        fields,
        (makers or outside)[0],
        told,
        own,
        lambda text: constant_of(case, declaration, text),
        shapes_of(ours, [*fields.values(), *(k for p in parts.values() for _, k in p.parameters)]),
        {},
    )


def with_declines(told: tuple[Beat, ...], own: tuple[Beat, ...] | None) -> tuple[tuple[Beat, ...], tuple[Beat, ...] | None]:
    """The beats with what is known of `None` and `false`: whether they mean that nothing was done, as far as the spec's own code goes."""
    of_nothing = (False, ("None",))
    idle = {(b.name, b.gave) for b in own or () if b.gave in of_nothing and b.before == b.after}
    idle -= {(b.name, b.gave) for b in own or () if b.gave in of_nothing and b.before != b.after}

    def marked(beats: tuple[Beat, ...]) -> tuple[Beat, ...]:
        return tuple(b._replace(declines=True) if b.gave in of_nothing and (b.name, b.gave) in idle else b for b in beats)

    return marked(told), marked(own) if own is not None else None


def _gives(returns: str, name: str) -> bool:
    """Whether a function gives such a value, maybe in an `Option` or a `Result`."""
    text = "".join(returns.split())
    for head in ("Option<", "Result<"):
        text = text.removeprefix(head)
    return text.partition(",")[0].rstrip(">") in ("Self", name)


def constant_of(case: Case, declaration: Declaration, text: str) -> int | None:
    """The value of a constant, of one of the type's own parameters, or of such a one with something added."""
    from uowgen.claims.containers.container import CAPACITY, declared_parameters
    from uowgen.claims.subject import find
    from uowgen.facts.constants import value_of

    name, sign, rest = text.partition(" - ") if " - " in text else text.partition(" + ")
    if sign:
        one, more = constant_of(case, declaration, name.strip()), rest.strip()
        return one + (int(more) if "+" in sign else -int(more)) if one is not None and more.isdigit() else None
    if ("const", bare_name(text)) in declared_parameters(declaration):
        return CAPACITY
    named = find(case, text, frozenset({"const"})).found
    if len(named) != 1:
        return None
    value = value_of(case.code, named[0])
    if value is None:  # what only a run can tell
        from uowgen.claims.runs.programs import PROBE, probed

        kind = named[0].item.node.child_by_field_name("type")
        written = named[0].file.rust.text(kind) if kind is not None else "_"
        (found,) = probed(case, named[0].file.path, f"fn {PROBE}() -> {written} {{ {bare_name(text)} }}", [[]])
        value = found.value if found.stuck is None and not found.panic and type(found.value) is int else None
    return value


def _with_type(maker: str, name: str, text: str) -> str:
    """`Ring::new()` as `Ring::<3>::new()`, so that what a constructor makes needs no guess."""
    arguments = text.removeprefix(name)
    return maker.replace(f"{name}::", f"{name}::{arguments}::", 1) if arguments else maker


def parts_of(program: Program, name: str) -> dict[str, Part]:
    """What others can call; all that no other of them calls where nothing is public."""
    from uowgen.behaviour.lives import roster

    listed = roster(program, name)
    if listed is None:
        return {}
    rows = (*listed.makers, *listed.methods, *listed.enders, *listed.others)
    acting = acting_behind_shared(program, name)
    return {f.name: Part(f.name, "mut" if f.name in acting else f.takes, f.parameters, f.returns) for f in rows}
