"""The guard that a spec speaks of: which of its parts play which role, and what it did in every scenario.

Roles are read from the words of the criteria, from the spec's own block and from the type's signatures, in this order; what stays unclear
is said and not guessed. The verdicts are given by the kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, is_known
from uowgen.claims.kind import Finding, fails, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.address_words import sort_of_name
from uowgen.claims.sentences.frame import read_by
from uowgen.claims.sentences.guard_phrases import MAKERS
from uowgen.claims.sentences.guard_words import verb_of
from uowgen.claims.sentences.sentence import words_of
from uowgen.claims.sentences.slot_marks import signs_of
from uowgen.claims.subject import Subject, context_type, find_method, find_type
from uowgen.facts.members import PLAIN_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.behaviour.definitions import Function, TypeDef
    from uowgen.behaviour.guard_runs import Roles, Run
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.model import Criterion

_RECORDS = ("track", "record", "add", "push", "register", "remember", "append", "insert", "note", "adopt", "allocated")
_COMMITS = (
    "commit",
    "disarm",
    "defuse",
    "dismiss",
    "keep",
    "persist",
    "finish",
    "forget",
    "complete",
    "success",
    "accept",
    "confirm",
    "install",
    "publish",
    "finalize",
    "finalise",
    "leak",
    "done",
    "seal",
    "activate",
    "approve",
    "retain",
    "preserve",
    "succeed",
)


class Guard(NamedTuple):
    """A guard: its declaration in the tree, the program that holds it, its roles, and what it did in every scenario, the smallest first.

    `words` are those of the spec's own code.
    """

    declaration: Declaration
    program: Program
    roles: Roles
    runs: tuple[Run, ...]
    words: frozenset[str] = frozenset()


def guard_of(case: Case, owner: str = "", keeper: str = "", *, releases: bool = False) -> Guard | Finding:
    """The guard that a criterion is about; the finding says why there is none.

    `keeper` is the method that ends it in the scenarios that are committed; `releases` says that this method gives back at once.
    """
    subject = find_type(case, owner) if owner and owner not in ("Self", "Drop") else _type_at_hand(case)
    if not subject.found and owner and not any(file.named(bare_name(owner)) for file in block_files(case)):
        return undecided("no-subject", f"`{bare_name(owner)}` may be a variant, or a type from elsewhere")
    if not subject.found:
        return subject.none("the spec does not say of which type it speaks")
    if len(subject.found) > 1:
        return undecided("subject-ambiguous", f"there are {len(subject.found)} types called `{subject.found[0].item.name}`")
    declaration = subject.found[0]
    return case.once(f"guard {declaration.item.name} {keeper} {releases}", lambda: _guard(case, declaration, keeper, releases))


def ended_as_said(case: Case, guard: Guard) -> Guard | Finding:
    """`guard` as the one method of it ends it that the criterion names, where the type has several: “after `disarm()` …”."""
    words = words_of(case.criterion.text) if case.criterion is not None else ()
    named = {bare_name(w.raw) for w in words if w.code and (w.raw.endswith(")") or w.raw.isidentifier())} - {"drop"}
    methods = {m.name for m in guard.program.methods(guard.roles.type) if m.takes and not m.parameters} & named
    if len(methods) != 1 or guard.roles.commit in methods:
        return guard
    return guard_of(case, guard.roles.type, methods.pop())


def _type_at_hand(case: Case) -> Subject:
    """The type that the spec's blocks implement `Drop` for, if there is just one; else the one that the spec is about."""
    dropped = guards_shown(case)
    return find_type(case, dropped.pop()) if len(dropped) == 1 else context_type(case)


def without_method(case: Case, guard: Guard, method: str) -> Finding:
    """The finding for a guard that lacks the method spoken of: another type may be meant where one of the tree has it."""
    name, said = guard.roles.type, bare_name(method)
    elsewhere = find_method(case, said).found if not owner_name(method) and len(guards_shown(case)) != 1 else ()
    if elsewhere:
        return undecided("no-subject", f"`{name}` has no method `{said}`; of which type that is said is not clear", *elsewhere[:2])
    return fails("item-not-found", f"`{name}` has no method `{said}`", guard.declaration)


def guards_shown(case: Case) -> set[str]:
    """The types that the spec's blocks implement `Drop` for."""
    return {
        d.item.name.rpartition(" for ")[2]
        for file in block_files(case)
        for d in file.declarations()
        if d.item.kind == "impl" and d.item.name.split(" for ")[0].rpartition("::")[2] == "Drop"
    }


def _guard(case: Case, declaration: Declaration, keeper: str = "", releases: bool = False) -> Guard | Finding:
    from uowgen.behaviour.program import Program

    name = declaration.item.name
    files = {declaration.file.path: declaration.file.rust}
    for impl in case.code.impls_of(name):
        files.setdefault(impl.file.path, impl.file.rust)
    program = Program(list(files.values()))
    if program.type(name) is None:
        return undecided("subject-ambiguous", f"`{name}` is not one plain type", declaration)
    if keeper and (usual := guard_of(case, name)) and isinstance(usual, Guard) and usual.roles.commit == keeper and not releases:
        return usual
    roles = _roles(case, program, name, declaration, keeper)
    if isinstance(roles, Finding):
        return roles
    roles = roles._replace(releases=releases)
    return Guard(declaration, program, roles, _runs(case, program, roles), _words(case))


def _words(case: Case) -> frozenset[str]:
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    return frozenset("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


def _runs(case: Case, program: Program, roles: Roles) -> tuple[Run, ...]:
    from uowgen.behaviour.guard_runs import random_scenarios, run, scenarios
    from uowgen.behaviour.machine import Limits, Machine

    limits = Limits()
    rows = [*scenarios(roles), *random_scenarios(roles, case.random_scenarios, case.seed)]
    return Machine.with_room(lambda: tuple(run(program, roles, scenario, limits) for scenario in rows))


# ---------------------------------------------------------------------------------------------------------------- roles


def _roles(case: Case, program: Program, name: str, declaration: Declaration, asked: str = "") -> Roles | Finding:
    from uowgen.behaviour.guard_runs import Roles, is_narrow

    own = _of_block(case, name)
    methods = [m for m in program.methods(name) if m.owner is None or not m.owner.trait]
    makers = [m for m in methods if not m.takes and m.returns.split("<")[0].strip() in ("Self", name)]
    maker = _chosen(makers, _named(case, "maker"), MAKERS)
    if maker is None:
        wanted = _named(case, "maker")
        if wanted and any(m.name == wanted[0] for m in methods):
            return undecided("not-understood", f"`{name}::{wanted[0]}` gives back something else", declaration)
        others = [d for f in (*block_files(case), declaration.file) for d in f.named(wanted[0])] if wanted else []
        if others:  # the criteria speak of the constructor of another type
            return undecided("role-unclear", f"which function makes a `{name}` is not clear", declaration)
        if wanted:
            return fails("item-not-found", f"`{name}` has no constructor `{wanted[0]}`", declaration)
        return undecided("role-unclear", f"which function makes a `{name}` is not clear", declaration)
    changing = [m for m in methods if m.takes in ("mut", "ref") and m.parameters]
    recorder = _chosen(changing, _named(case, "recorder"), _RECORDS)
    said = (asked,) if asked else _named(case, "keeper")
    ending = [
        m for m in methods if m.takes and not m.parameters and m.name != "drop" and (m.returns in ("", "()") or m.name in said)
    ]
    known = any(m.name in said for m in ending)
    plain = ending if known else [m for m in ending if m.name in _COMMITS or not verb_of(m.name)]
    keeper = _chosen(plain, said, _COMMITS)
    shown = _counterpart(own, name, recorder if recorder is not None else maker)
    element = _element(recorder if recorder is not None else maker, shown, case)
    if isinstance(element, Finding):
        return element
    tracked, flag, when, shown_flag = _fields(own, program, name)
    giver = recorder if recorder is not None else maker
    names = [p for (p, _), what in zip((shown or giver).parameters, element, strict=False) if what == "frame"]
    small = "va" not in element and len(names) == 1 and _is_small(names[0])
    made = Roles(name, maker.name, recorder.name if recorder else "", keeper.name if keeper else "", element, tracked, flag, when)
    narrow = any(is_narrow(text) for (_, text), what in zip(giver.parameters, element, strict=False) if what == "frame")
    return made._replace(small=small, shown_flag=shown_flag, narrow=narrow)


def _is_small(name: str) -> bool:
    """Whether a parameter's name says that it is the number of something in a table, which 0 is too; 0 is seldom an address or a frame."""
    parts = name.strip("_").lower().split("_")
    return any(
        p in ("fd", "slot", "index", "idx", "handle", "descriptor", "number", "nr", "irq", "line", "bit", "cpu", "n") for p in parts
    )


def _of_block(case: Case, name: str) -> Program | None:
    """The spec's own blocks as a program, if they declare the type."""
    from uowgen.behaviour.program import Program

    files = [f.rust for f in block_files(case) if any(d.item.name == name and d.item.kind in PLAIN_TYPES for d in f.declarations())]
    impls = [f.rust for f in block_files(case) if f.rust not in files and any(d.item.kind == "impl" for d in f.declarations())]
    return Program([*files, *impls]) if files else None


def _named(case: Case, slot: str) -> tuple[str, ...]:
    """The methods that the spec's criteria give the role `slot` (`maker`, `recorder`, `keeper`)."""
    return case.once(f"said {slot}", lambda: tuple(dict.fromkeys(_said(case, slot))))


def _said(case: Case, slot: str) -> Iterator[str]:
    from uowgen.claims import kind_called

    for kind in ("starts_empty", "method_records", "method_sets_flag"):
        for criterion in case.spec.criteria:
            words = words_of(criterion.text)
            said = signs_of(words)
            for frame in kind_called(kind).frames:
                if f"<{slot}:" in frame:
                    reading = read_by(frame, words, lambda name: is_known(case, name), said)
                    if reading is not None and reading.get(slot):
                        yield bare_name(reading.get(slot))
                        break


def _chosen(found: Sequence[Function], said: Sequence[str], usual: tuple[str, ...]) -> Function | None:
    """The first that the criteria name; else the only one; else the only one with a usual name."""
    named = [f for name in said for f in found if f.name == name]
    if named:
        return named[0]
    if len(found) == 1:
        return found[0]
    named = [f for f in found if f.name in usual] or [f for f in found if f.name.split("_")[0] in usual]
    return named[0] if len(named) == 1 else None


def _counterpart(own: Program | None, name: str, function: Function) -> Function | None:
    """The same method in the spec's block, if it has as many parameters."""
    method = own.method(name, function.name) if own is not None else None
    return method if method is not None and len(method.parameters) == len(function.parameters) else None


def _element(function: Function, shown: Function | None, case: Case) -> tuple[str, ...] | Finding:
    """What each parameter of the recording method is."""
    rows = (shown or function).parameters
    actual = function.parameters
    if len(actual) == 1 and actual[0][1].strip().startswith("("):
        return ("pair",)
    found = [sort_of_name(name, text) if _is_thing(text) else "root" for name, text in rows]
    numbers = [n for n, what in enumerate(found) if what != "root"]
    if len(numbers) == 1:
        found[numbers[0]] = "frame"
    elif len(numbers) == 2:
        a, b = numbers
        if {found[a], found[b]} == {"va", ""}:
            found[a], found[b] = (found[a] or "frame"), (found[b] or "frame")
        elif {found[a], found[b]} == {"frame", ""}:
            found[a], found[b] = (found[a] or "va"), (found[b] or "va")
        elif {found[a], found[b]} != {"va", "frame"}:
            return undecided(
                "role-unclear", f"which parameter of `{function.name}` is the address and which the frame is not clear"
            )
    elif numbers:
        return undecided("role-unclear", f"what the {len(numbers)} parameters of `{function.name}` are is not clear")
    return tuple("" if what == "root" else what for what in found)


def _is_thing(text: str) -> bool:
    """Whether a value of the type `text` can be what is tracked: a number or what wraps one, not a reference to what does the work."""
    bare = text.strip()
    if (
        bare.startswith(("&mut", "&'", "impl ", "Box<", "fn(", "Arc<", "Rc<"))
        or "Fn" in bare
        or "dyn " in bare
        or "mut " in bare.split("<")[0]
    ):
        return False
    if bare.startswith("&"):
        return bare.lstrip("& ") in ("usize", "u64", "u32")
    return len(bare) > 1 and not any(part in bare for part in ("Alloc", "Mutex", "Lock", "Table", "Manager", "Mapper"))


def _fields(own: Program | None, program: Program, name: str) -> tuple[str, str, bool, str]:
    """The field that tracks, if the tree's type has it as the spec shows it, and the flag with its value once committed."""
    theirs = program.type(name)
    ours = own.type(name) if own is not None else None
    if theirs is None:
        return "", "", True, ""
    source = ours or theirs
    rows = dict(zip(source.fields, source.field_types(), strict=False))
    actual = dict(zip(theirs.fields, theirs.field_types(), strict=False))
    lists = [f for f, t in rows.items() if ours is not None and ("Vec" in t or t.startswith("[")) and _same(actual.get(f, ""), t)]
    flags = [f for f, t in rows.items() if t.strip() == "bool"]
    flag = flags[0] if len(flags) == 1 and actual.get(flags[0], "").strip() == "bool" else ""
    return (
        (lists[0] if len(lists) == 1 else ""),
        flag,
        _when_committed(flags[0] if len(flags) == 1 else "", source),
        flags[0] if len(flags) == 1 else "",
    )


def _when_committed(flag: str, declared: TypeDef) -> bool:
    """The value of the flag once the guard is committed: not the one that a new guard has, as far as the code shows it."""
    text = (
        "".join(declared.scope.file.source.data.decode("utf-8", "replace").split()) if declared.scope is not None and flag else ""
    )
    starts = {value for value in ("true", "false") if f"{flag}:{value}" in text}
    return (
        "false" in starts if len(starts) == 1 else flag.lower() not in ("armed", "active", "live", "enabled", "engaged", "pending")
    )


def _same(a: str, b: str) -> bool:
    return a.replace(" ", "").rpartition("vec::")[2] == b.replace(" ", "").rpartition("vec::")[2]


def asked_owner(case: Case, reading: Reading) -> str:
    """The type that the sentence names, empty if it names none."""
    criterion: Criterion | None = case.criterion
    assert criterion is not None
    for slot in ("drop", "guard", "maker", "recorder", "keeper", "ender"):
        text = reading.get(slot)
        if slot in ("drop", "guard") and text:
            return text
        if owner_name(text):
            return owner_name(text)
    return bare_name(reading.get("owner")) if reading.get("owner") else ""


def release_verbs(case: Case) -> frozenset[str]:
    """What the spec's criteria say that the guard's end does: the verbs of all of them."""
    from uowgen.claims import kind_called

    found: set[str] = set()
    for criterion in case.spec.criteria:
        words = words_of(criterion.text)
        said = signs_of(words)
        for frame in kind_called("drop_releases").frames:
            reading = read_by(frame, words, lambda name: is_known(case, name), said)
            if reading is not None:
                found |= set(reading.list("did"))
                break
    return frozenset(found)
