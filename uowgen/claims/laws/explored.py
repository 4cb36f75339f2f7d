"""The states of a type explored in the spec's own code, and the same done in the tree's: moments for laws, with ends and with what is borrowed.

Nothing of this is asked where the stories of a type can tell all that a sentence speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.branches import Branches
from uowgen.claims.laws.challenged import CHALLENGED, SWEPT, challenge_of, sweep_of
from uowgen.claims.laws.moments import Moment, Moments, alike, moments_of, tell_alike
from uowgen.claims.stories.explored.ways import gone_everywhere
from uowgen.claims.stories.records import Beat, Journal, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.behaviour.outside import Script
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.claims.stories.explored.deeds import Callable, Deed
    from uowgen.claims.stories.explored.exploring import Acted, Scene
    from uowgen.claims.stories.explored.stage import Seen, Troupe
    from uowgen.claims.stories.journal import Prepared
    from uowgen.facts.code import Declaration

HELD = ".held"  # under which a look has what a store holds
EXPLORED = 20_000  # the first number of stories of this kind
_MOST_RESTARTS, _MOST_FAILING, _MOST_VARIANTS = 14, 4, 16
_ROOM = ("4", "64", "8192")  # numbers that what is lent is made with
_FEW = 40  # beats that say little


def explored_journal(case: Case, declaration: Declaration) -> Journal | None:
    """The journal of a type that is explored from state to state; None where the programs cannot be run, or nothing can be made."""
    from uowgen.behaviour.machine import Machine

    return Machine.with_room(lambda: _journal(case, declaration))


def _journal(case: Case, declaration: Declaration) -> Journal | None:
    from uowgen.claims.runs.own_code import code_of_both, code_of_tree
    from uowgen.claims.runs.programs import parses
    from uowgen.claims.runs.stores import store_of
    from uowgen.claims.stories.journal import constant_of, prepared, with_declines
    from uowgen.claims.stories.kinds import shapes_of

    ready = prepared(case, declaration)
    plain = code_of_tree(case, declaration)
    lenders = _lenders(case, declaration, plain) if plain is not None else {}
    if not ready.makers and plain is not None and (of := plain.type(declaration.item.name)) is not None and of.kind == "enum":
        ready = _of_variants(case, declaration, ready)
    if not ready.makers and ready.numbered:
        ready = _of_parameters(case, declaration, ready)
    ready.items.extend(item for rows in lenders.values() for item in rows.values())
    store = store_of(case, declaration)
    more = "\n" + "\n".join(
        item for item in [*ready.items, *((store.items, store.maker) if store is not None else ())] if parses(item)
    )
    if store is not None:
        lenders[store.name] = {store.made_by: store.maker}
    ours, theirs = code_of_both(case, declaration, more)
    name = declaration.item.name
    if ours is None or theirs is None:
        return None
    ours.branches = Branches()
    theirs.branches = ours.branches if theirs is ours else Branches()
    casts = [_troupe(case, declaration, program, ready, {n: tuple(r) for n, r in lenders.items()}) for program in (theirs, ours)]
    first, second = casts
    if first is None or second is None:
        return None
    (own, calls), (tree, others) = first, second
    known = {(c.do, c.name) for c in others}
    calls = [c for c in calls if (c.do, c.name) in known]
    if not any(c.do == "make" for c in calls):
        return None
    learnt: dict[str, str] = {}
    rows, script = _both(own, tree, calls, learnt)
    names = frozenset(c.name for c in calls if c.do != "lent")
    moments = tuple(_moments(rows, names))
    if not moments:
        return None
    told, mine = [m.ours for m in moments if m.ours is not None], [m.own for m in moments]
    told, mine = (list(r or ()) for r in with_declines(tuple(told), tuple(mine)))
    moments = tuple(_marked(moments, tuple(mine), tuple(told)))
    shape = ours.type(name)
    fields = dict(zip(shape.fields, shape.field_types(), strict=False)) if shape is not None and shape.kind == "struct" else {}
    for lent in own.means.lent:
        held = ours.type(lent)
        fields |= {} if held is None else {n: k for n, k in zip(held.fields, held.field_types(), strict=False) if n not in fields}
    parts = _parts(calls, ready.parts, name)
    askers = tuple(p.name for p in parts.values() if p.takes == "ref" and not p.parameters and p.returns)
    by_method: dict[str, list[Moment]] = {}
    for moment in moments:
        by_method.setdefault(moment.own.name, []).append(moment)
    apart = any(not m.clean or m.ours is None or _told_apart(m) for m in moments)
    notes: dict[object, object] = {"moments": Moments(moments, apart, {n: tuple(r) for n, r in by_method.items()})}
    sizes = notes["constants"] = store.constants if store is not None else {}
    kept = {v.lower() for v in (store.gone if store is not None else ())}
    notes["alike"] = lambda: all(_is_alike(m, kept) for m in moments)
    again = challenge_of(own, tree, calls, learnt, rows, script)
    notes["challenge"] = lambda method: tuple(_moments(again(method), names, CHALLENGED))
    through = sweep_of(own, calls, learnt, script)
    notes["sweep"] = lambda: tuple(_moments(through(), names, SWEPT))
    notes["ways"] = lambda method: all(gone_everywhere(program, name, method) for program in (ours, theirs))
    return Journal(
        declaration,
        parts,
        askers,
        fields,
        next(c.name for c in calls if c.do == "make"),
        tuple(told),
        tuple(mine),
        lambda text: sizes.get(text) or constant_of(case, declaration, text),
        shapes_of(ours, [*fields.values(), *(k for p in parts.values() for _, k in p.parameters)]),
        notes,
    )


def _troupe(
    case: Case, declaration: Declaration, program: Program, ready: Prepared, lenders: dict[str, tuple[str, ...]]
) -> tuple[Troupe, list[Callable]] | None:
    """A program with all that can be called in it."""
    from uowgen.behaviour.counted import counted_in
    from uowgen.behaviour.lives import named_variants, roster
    from uowgen.claims.at_hand import block_files
    from uowgen.claims.stories.explored.deeds import Callable, Means, lent_types, rows_of
    from uowgen.claims.stories.explored.numbers import aligned_in, numbers_about, steps_about
    from uowgen.claims.stories.explored.stage import Troupe, askers_of
    from uowgen.claims.stories.inner import acting_behind_shared

    name = declaration.item.name
    listed = roster(program, name)
    declared = program.type(name)
    if listed is None or declared is None:
        return None
    own = [*listed.makers, *listed.methods, *listed.enders]
    lent = lent_types(program, name, own)
    text = "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    steps = steps_about(case, declaration)
    means = Means(numbers_about(case, declaration), ready.domains, lent, counted_in(text), steps, aligned_in(text))
    functions: dict[tuple[str, str], Any] = {}
    calls: list[Callable] = []

    def add(do: str, function: Any, owner: str, *, acts: bool) -> None:
        rows = rows_of(function, means)
        if rows and (do, function.name) not in functions:
            functions[do, function.name] = function
            calls.append(Callable(do, function.name, owner, function, rows, acts))

    beside = bool(lent) or bool(declared.drop)
    for maker in listed.makers if not (ready.numbered and ready.makers) else ():
        exclusive = any(
            (t.head == "&" and "&mut" in "".join(k.split())) or ("&'" in k and " mut " in k)
            for t, (_, k) in zip(maker.types, maker.parameters, strict=True)
        )
        add("make", maker, name, acts=beside and not exclusive)
    written = (
        [f"__story_make{n}" for n in range(len(ready.makers))]
        if not listed.makers or not any(c.do == "make" for c in calls)
        else []
    )
    for one in written:
        made = program.function(one)
        if made is not None:
            calls.append(Callable("make", one, "", made, ((),), False))
    acting = acting_behind_shared(program, name)
    for function in (*listed.methods, *listed.enders):
        add("call", function, name, acts=function.takes != "ref" or function.name in acting)
    for other in lent:
        behind = acting_behind_shared(program, other)
        for function in program.methods(other):
            plain = function.owner is not None and not function.owner.trait and function.scope.text(function.node).startswith("pub")
            gives = _gives(function.returns, name)
            if plain and function.takes and gives:
                add("make", function, other, acts=function.takes == "ref")
            elif plain and function.takes and (function.types or function.takes == "mut" or function.name in behind):
                add("lent", function, other, acts=function.takes == "mut" or function.name in behind)
    if declared.drop is not None:
        calls.append(Callable("drop", "drop", name, declared.drop, ((),), True))
    return Troupe(
        program,
        name,
        functions,
        means,
        named_variants(program),
        lenders,
        {n: askers_of(program, n) for n in (name, *lent)},
        any(c.do == "make" and c.acts for c in calls),
    ), calls


def _of_variants(case: Case, declaration: Declaration, ready: Prepared) -> Prepared:
    """What makes each variant of an enum, where it has no constructors."""
    from uowgen.claims.values.made_up import Maker

    domain = Maker(case, (3,), None, declaration.file.path).domain(declaration.item.name)
    makers = list(domain.values)[:_MOST_VARIANTS] if domain is not None else []
    items = [f"fn __story_make{n}() -> {declaration.item.name} {{ {maker} }}" for n, maker in enumerate(makers)]
    return ready._replace(makers=makers, items=[*ready.items, *items])


def _of_parameters(case: Case, declaration: Declaration, ready: Prepared) -> Prepared:
    """What makes a type that has numbers for parameters, each of them a small one."""
    from uowgen.claims.containers.container import CAPACITY, declared_parameters
    from uowgen.claims.stories.arguments import numbers_of, spans_of
    from uowgen.claims.values.made_up import Maker, constructors_of

    kinds = [kind for kind, _ in declared_parameters(declaration) if kind != "lifetime"]
    if set(kinds) != {"const"}:
        return ready
    name, given = declaration.item.name, ", ".join([str(CAPACITY)] * len(kinds))
    maker_of = Maker(case, numbers_of(case, declaration), None, declaration.file.path)
    made = [
        c.replace(f"{name}::", f"{name}::<{given}>::", 1)
        for one in constructors_of(case, declaration)[:2]
        for span in spans_of(one)
        for c in maker_of.calls(name, one, given=span)
    ]
    makers = made[:: max(1, len(made) // _MOST_RESTARTS + 1)]
    items = [f"fn __story_make{n}() -> {name}<{given}> {{ {maker} }}" for n, maker in enumerate(makers)]
    return ready._replace(makers=makers, items=[*ready.items, *items])


def _lenders(case: Case, declaration: Declaration, program: Program) -> dict[str, dict[str, str]]:
    """Functions that make what is lent, with their text, by the type: the richest first."""
    from uowgen.behaviour.lives import roster
    from uowgen.claims.containers.container import INTEGERS
    from uowgen.claims.stories.arguments import spans_of
    from uowgen.claims.stories.explored.deeds import lent_types
    from uowgen.claims.subject import find_type
    from uowgen.claims.values.made_up import Maker, constructors_of
    from uowgen.facts.members import derives_of
    from uowgen.facts.signature import parameters_of

    listed = roster(program, declaration.item.name)
    found: dict[str, dict[str, str]] = {}
    own = (*listed.makers, *listed.methods, *listed.enders) if listed is not None else ()
    for name in lent_types(program, declaration.item.name, own):
        declared = find_type(case, name).found
        if len(declared) != 1:
            continue
        maker_of = Maker(case, (4, 3), None, declaration.file.path)
        made = [
            c
            for one in constructors_of(case, declared[0])[:3]
            for span in spans_of(one)
            for c in maker_of.calls(name, one, given={p.name: _ROOM for p in parameters_of(one) if p.type in INTEGERS} | span)
        ]
        made += [f"{name}::default()"] if "Default" in derives_of(declared[0]) else []
        rows = sorted(dict.fromkeys(made), key=len, reverse=True)[:3]
        found[name] = {f"__story_lent_{name}_{n}": f"fn __story_lent_{name}_{n}() -> {name} {{ {c} }}" for n, c in enumerate(rows)}
    return found


def _gives(returns: str, name: str) -> bool:
    words = "".join(c if c.isalnum() or c == "_" else " " for c in returns).split()
    return name in words[:2] and "Vec" not in words


Row = tuple["Scene", "Acted", "Acted"]


def _both(own: Troupe, tree: Troupe, calls: Sequence[Callable], learnt: dict[str, str]) -> tuple[list[Row], Script]:
    """Every scene as the two programs play it, in worlds in which questions are answered otherwise and calls fail; `learnt` are the sorts of
    answers that the outside turns out to give. With the world in which most is done.
    """
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.outside import Script
    from uowgen.behaviour.references import side_of
    from uowgen.claims.laws.failing import done_by_yes, failing_again

    rows: list[Row] = []
    granted: tuple[tuple[str, bool], ...] = ()
    for _ in range(_MOST_RESTARTS):
        rows = []
        scripts: list[Script] = [Script(granted=granted), Script(yes=True, first=3)]
        try:
            for n, script in enumerate(scripts):
                rows += _played(own, tree, calls, script, learnt, whole=n == 0)
                granted = granted if n or granted else done_by_yes(row[1] for row in rows)
                if not n and granted != script.granted:
                    break
            if granted != scripts[0].granted:
                continue
            if rows and any(kind == "int" and side_of(path)[1] < 0 for path, kind in learnt.items()):
                rows += _played(own, tree, calls, Script(counting=True), learnt, whole=False)
            tried = dict(granted)
            failing = [path for path, kind in learnt.items() if kind in ("option", "result") or path in tried] if rows else []
            for path in failing[:_MOST_FAILING]:
                for which in (-1, 1):
                    script = Script(fails=(path, which), granted=granted)
                    found = [*_played(own, tree, calls, script, learnt, whole=False)]
                    rows += found
                    if not any(
                        d.failed and d.path == path for _, one, _ in found for s in one.seen if s is not None for d in s.did
                    ):
                        rows += failing_again(own, tree, rows, script, learnt)
        except Learnt as lesson:
            if learnt.get(lesson.key) in (None, lesson.kind):
                learnt[lesson.key] = lesson.kind
                continue
        return rows, scripts[0]
    return rows, Script(granted=granted)


def _played(
    own: Troupe,
    tree: Troupe,
    calls: Sequence[Callable],
    script: Script,
    learnt: dict[str, str],
    *,
    whole: bool,
) -> Iterator[Row]:
    from uowgen.claims.stories.explored.exploring import Ways, acted
    from uowgen.claims.stories.explored.recalled import explored_once

    if not whole and not learnt:  # nothing outside is asked
        return
    ways = Ways(tree, script, learnt)
    for scene, seen in explored_once(own, calls, script, learnt, whole=whole):
        played = seen if own.program is tree.program else acted(ways, scene)[0]
        yield scene, seen, played


def _moments(rows: list[Row], own_names: frozenset[str], first: int = EXPLORED) -> Iterator[Moment]:
    def beat_of(deed: Deed, seen: Seen, story: int, at: int) -> Beat:
        # What is borrowed may have a method of the same name.
        name = f"{deed.owner}::{deed.name}" if deed.do == "lent" and deed.name in own_names else deed.name
        return Beat(
            name,
            seen.given,
            seen.gave,
            seen.panicked,
            seen.before,
            seen.after,
            story,
            at,
            seen.of_other,
            did=seen.did,
            of_left=seen.of_left,
            who=seen.who,
        )

    for number, (scene, own, tree) in enumerate(rows, first):
        earlier = tuple(beat_of(d, s, number, n) for n, (d, s) in enumerate(zip(scene.path, own.way, strict=False)))
        other = tuple(beat_of(d, s, number, n) for n, (d, s) in enumerate(zip(scene.path, tree.way, strict=False)))
        same = len(earlier) == len(other) and all(
            (a.gave, a.given) == (b.gave, b.given) for a, b in zip(earlier, other, strict=True)
        )
        for deed, seen, played in zip(scene.tried, own.seen, tree.seen or (None,) * len(own.seen), strict=False):
            if seen is None:
                continue
            beat = beat_of(deed, seen, number, len(earlier))
            ours = beat_of(deed, played, number, len(earlier)) if played is not None else None
            clean = same and ours is not None and beat.given == ours.given and alike(beat.before, ours.before)
            yield Moment(beat, ours, earlier[0] if earlier else beat, clean, earlier)


def _marked(moments: tuple[Moment, ...], own: tuple[Beat, ...], told: tuple[Beat, ...]) -> Iterator[Moment]:
    """The moments with beats that know which answers mean that nothing was done."""
    ours = iter(told)
    for moment, beat in zip(moments, own, strict=True):
        yield moment._replace(own=beat, ours=next(ours) if moment.ours is not None else None)


def _told_apart(m: Moment) -> bool:
    assert m.ours is not None
    return (m.ours.gave, m.ours.panicked) != (m.own.gave, m.own.panicked) or not tell_alike(m.own, m.ours) or not _stores_alike(m)


def _stores_alike(m: Moment) -> bool:
    """Whether the store that is borrowed has the same in it after the call: that is there for all to see."""
    assert m.ours is not None
    own, ours = m.own.after or {}, m.ours.after or {}
    return all(ours.get(k) == v for k, v in own.items() if k.endswith(HELD) and k.count(".") > 1)


def _is_alike(m: Moment, kept: set[str]) -> bool:
    """Whether nobody outside can tell the programs apart by the call, `kept` being the types of what is borrowed, whose calls are not told."""

    def outside(beat: Beat) -> list[tuple[str, str]]:
        return sorted((d.path, repr(d.given)) for d in beat.did if not d.helper and d.path.partition("::")[0].lower() not in kept)

    return m.ours is not None and not _told_apart(m) and m.ours.left == m.own.left and outside(m.own) == outside(m.ours)


def _parts(calls: Sequence[Callable], known: dict[str, Part], name: str) -> dict[str, Part]:
    found = dict(known)
    for c in calls:
        if c.name not in found and not c.name.startswith("__"):
            takes = "" if c.do == "make" and not c.function.takes else "value" if c.do == "drop" else "mut" if c.acts else "ref"
            found[c.name] = Part(c.name, takes, tuple(c.function.parameters) if c.do != "drop" else (), c.function.returns)
    return found


def joined(old: Journal, new: Journal) -> Journal:
    """A journal with what exploring the type found; alone where that sees what the other does not: what is borrowed, the end."""
    if (
        "drop" in new.parts
        or len(old.theirs or ()) < _FEW
        or any(k.count(".") > 1 for k in (new.theirs or old.ours)[0].after or ())
    ):
        return new
    one, other = moments_of(old), moments_of(new)
    methods = {n: (*one.by_method.get(n, ()), *other.by_method.get(n, ())) for n in (*one.by_method, *other.by_method)}
    notes: dict[object, object] = {"moments": Moments((*one.all, *other.all), one.apart or other.apart, methods)}
    notes |= {key: new.notes.get(key) for key in ("ways", "challenge", "sweep")}
    return old._replace(
        parts={**new.parts, **old.parts},
        ours=(*old.ours, *new.ours),
        theirs=(*(old.theirs or ()), *(new.theirs or ())),
        notes=notes,
    )


__all__ = ["EXPLORED", "explored_journal", "joined"]
