"""Finds what a criterion is about: by the name it gives, by the spec's own block, by the file and by the criteria before it.

A name that several items bear gives all of them; a name that only other files bear is said to be elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import _files_of_blocks, block_files, file_name, files_of, is_of_a_new_file, is_target
from uowgen.claims.kind import Case, Finding, fails, undecided
from uowgen.claims.names import PRIMITIVES, bare_name, owner_name
from uowgen.facts.code import Declaration, counts
from uowgen.facts.impls import unseen
from uowgen.facts.members import PLAIN_TYPES, methods_of

if TYPE_CHECKING:
    from collections.abc import Sequence


KINDS_OF = {
    "struct": frozenset({"struct"}),
    "enum": frozenset({"enum"}),
    "union": frozenset({"union"}),
    "trait": frozenset({"trait"}),
    "fn": frozenset({"fn"}),
    "const": frozenset({"const", "static"}),
    "static": frozenset({"static", "const"}),
    "type": frozenset({"struct", "enum", "union", "type", "trait"}),
    "mod": frozenset({"mod"}),
    "macro": frozenset({"macro"}),
    "field": frozenset({"field"}),
    "variant": frozenset({"variant"}),
    "test": frozenset({"fn", "mod"}),
    "flag": frozenset({"const", "static", "field", "variant"}),
    "member": frozenset({"field", "variant", "const", "fn"}),
    "attribute": frozenset(),
}
ANY = frozenset({"struct", "enum", "union", "trait", "fn", "const", "static", "type", "mod", "macro", "field", "variant"})


class Subject(NamedTuple):
    """What a name stands for: the declarations, or the finding that says why there is none."""

    found: tuple[Declaration, ...]
    problem: Finding | None = None
    elsewhere: bool = False

    def methods(self) -> Subject:
        """The same without the functions that stand free."""
        return self._replace(found=tuple(d for d in self.found if d.owner))

    def one(self, name: str) -> Declaration | Finding:
        """The only declaration that there is, or why it is not known which one is meant by `name`."""
        return self.found[0] if len(self.found) == 1 else self.unclear(name)

    def unclear(self, name: str) -> Finding:
        """Why it is not known what is meant by `name`: there is none, or there are several."""
        return self.problem or undecided("subject-ambiguous", f"which `{bare_name(name)}` is meant is not clear", *self.found[:3])

    def left_open(self, name: str) -> Finding:
        """The same where it proves nothing that there is none."""
        return (self if self.problem is not None and self.problem.outcome != "fails" else self._replace(problem=None)).unclear(name)

    def not_one_function(self, name: str) -> Finding:
        """Why a function is not known that has to be the only one of its name."""
        if not self.found:
            return self.none(f"no function `{bare_name(name)}`")
        why = f"there are {len(self.found)} functions called `{bare_name(name)}`"
        return undecided("subject-ambiguous", why, *self.found[:3])

    def none(self, why: str, *shown: Declaration) -> Finding:
        """Why there is none: what the search came upon, else `why`."""
        return self.problem or undecided("no-subject", why, *shown)


def find(case: Case, name: str, kinds: frozenset[str] = ANY, *, tests: bool = False) -> Subject:
    """The declarations of one of `kinds` that `name` means. `tests` accepts what only test builds have."""
    bare, owner = bare_name(name), owner_name(name)
    near = files_of(case)
    everything = case.code.declared(bare, near)
    if not any(d.item.kind in kinds for d in everything):  # an impl near by hides the type that stands elsewhere
        everything = case.code.declared_anywhere(bare) or everything
    fitting = [
        d
        for d in everything
        if d.item.kind in kinds and (not owner or d.owner in ("", owner) or d.item.kind not in ("fn", "const"))
    ]
    if owner:
        owned = [d for d in fitting if d.owner.split(" for ")[-1] == owner or (d.item.parent.split(" ")[-1] == owner)]
        free = [d for d in fitting if d.owner == "" and not (_is_of_type_name(owner) and d.item.kind in _OF_TYPES_OR_FREE)]
        others = [d for d in everything if d.item.kind in kinds and d.item.kind in _OF_TYPES_OR_FREE]
        if any(" for " in d.owner for d in others):  # an impl of a trait has it, perhaps that of the type
            others = []
        if others and not owned and not free and _is_of_type_name(owner):
            return Subject((), _not_of_it(case, owner, bare, others))
        fitting = owned or [d for d in free if _is_of_module(d, owner)] or free
        if fitting and name.count("::") > 1:
            from uowgen.claims.declared_within import in_their_module, types_meant

            fitting = list(in_their_module(name, tuple(fitting), types_meant(case, name, owner)))
    elif not near and len({d.file.path for d in fitting}) > 1:
        fitting = [d for d in fitting if not d.item.path] or fitting
    live = [d for d in fitting if counts(d) or (d.condition == "tests" and (tests or is_target(d.file.path, near)))]
    if case.only is not None and case.only in live:
        live = [case.only]
    outermost = [d for d in live if not d.item.path]
    if outermost and not owner and all(d in outermost or d.item.parent.startswith("mod ") for d in live):
        live = outermost  # what stands in a module inside the file is called by that module's name
    elsewhere = bool(live) and bool(near) and live[0].file.path not in near
    if live and (
        (elsewhere and _to_be_written(case, live[0])) or (live[0].file.path not in near and is_of_a_new_file(case, near, bare))
    ):
        why = f"`{bare}` is not in the file that the spec names; there is one at {live[0].place}"
        return Subject((), undecided("found-elsewhere", why, live[0]))
    if live:
        _note_several(case, live)
        return Subject(tuple(live), None, elsewhere)
    if fitting:
        dead = fitting[0]
        why = "under a `cfg` that no build satisfies" if dead.condition == "never" else "in test builds only"
        return Subject((), fails("not-in-the-build", f"`{bare}` exists {why}", dead))
    if kinds == KINDS_OF["fn"] and _is_said_of_another(bare, everything):
        return Subject((), undecided("not-understood", f"no function is called `{bare}`", *everything[:2]))
    return Subject((), _absent(case, bare))


def _is_said_of_another(bare: str, everything: Sequence[Declaration]) -> bool:
    """Whether a name that no function would have is that of a type, a variant or a trait of the language: what is said of those was not read."""
    return bare[:1].isupper() and (bare in _TRAITS or any(d.item.kind in _NO_FUNCTIONS and counts(d) for d in everything))


_NO_FUNCTIONS = KINDS_OF["type"] | {"union", "variant"}


_TRAITS = frozenset(
    "Default Display Debug From Into TryFrom TryInto FromStr Drop Clone Iterator Error Deref Ord Hash".split()  # noqa: SIM905
)
_OF_TYPES_OR_FREE = ("fn", "const", "static")


def _is_of_type_name(owner: str) -> bool:
    """Whether `owner` is written as types are: a free function or constant is none of its own. `LIMITS` and `fs` may be anything."""
    return owner[:1].isupper() and any(ch.islower() for ch in owner)


def _is_of_module(found: Declaration, module: str) -> bool:
    """Whether an item stands at the top of the file that is the module of that name."""
    path = found.file.path.removesuffix("/mod.rs").removesuffix(".rs")
    return not found.item.path and path.rpartition("/")[2] == module


def _is_dereferenced(case: Case, name: str) -> bool:
    """Whether the type has a `Deref`, by which it has the methods of another one."""
    return any("Deref" in d.item.name.partition(" for ")[0] for d in case.code.impls_of(name))


def _not_of_it(case: Case, owner: str, bare: str, others: list[Declaration]) -> Finding:
    """Why there is no `owner::bare`, where only free items and members of others are called `bare`."""
    of = find(case, owner, KINDS_OF["type"]).found
    traits = [d for d in others if any(t.item.kind == "trait" for t in case.code.declared_anywhere(d.owner.partition("<")[0]))]
    if of and traits:
        return undecided("maybe-implemented", f"`{owner}` may have the `{bare}` of `{traits[0].owner}`", *traits[:2])
    if of and _is_dereferenced(case, owner):
        return undecided("maybe-implemented", f"`{owner}` may have a `{bare}` by its `Deref`", *of)
    if of and case.criterion is not None and f"in `{owner}`" in case.criterion.text and all(not d.owner for d in others):
        # “`LIMIT` in `Tank`” may be said of a free item that stands beside the type.
        return undecided("found-elsewhere", f"`{bare}` is not in `{owner}`, but free", *others[:2])
    if of:
        return _no_method(case, of, bare)
    return undecided("no-subject", f"`{owner}`, of which `{bare}` is to be, is no type of the tree", *others[:2])


def _note_several(case: Case, found: list[Declaration]) -> None:
    """Remembers that `found` are different things of one name: functions of different types, items of different modules."""
    first = found[0]
    if any((d.owner, d.item.path, d.file.path) != (first.owner, first.item.path, first.file.path) for d in found[1:]):
        case.several = tuple(found)


def _to_be_written(case: Case, found: Declaration) -> bool:
    """Whether the spec's own blocks declare such an item at their top level, and so mean another one than `found`."""
    return not found.item.path and any(
        d.item.name == found.item.name and d.item.kind == found.item.kind and not d.item.path
        for file in block_files(case)
        for d in file.declarations()
    )


def find_type(case: Case, name: str) -> Subject:
    """The type or trait that `name` means; a type alias is followed once."""
    subject = find(case, name, KINDS_OF["type"])
    if not subject.found and bare_name(name)[:1].islower() and (other := find(case, bare_name(name), KINDS_OF["fn"]).found):
        return Subject((), undecided("not-understood", f"`{bare_name(name)}` is a function, not a type", *other[:2]))
    if not subject.found and subject.problem is not None and subject.problem.outcome == "fails" and _is_of_elsewhere(case, name):
        return Subject((), undecided("no-subject", f"`{bare_name(name)}` is a type that is not declared in the tree"))
    if not subject.found and bare_name(name)[:1].isupper() and (other := find(case, name, KINDS_OF["variant"]).found):
        return Subject((), undecided("not-understood", f"`{bare_name(name)}` is a variant, not a type", *other[:2]))
    if len(subject.found) == 1 and subject.found[0].item.kind == "type":
        target = subject.found[0].item.node.child_by_field_name("type")
        aliased = bare_name(subject.found[0].file.rust.text(target)) if target is not None else ""
        followed = find(case, aliased, PLAIN_TYPES) if aliased else subject
        if followed.found:
            return followed
        return Subject(
            (), undecided("type-alias", f"`{bare_name(name)}` is an alias of a type that is not at hand", *subject.found)
        )
    return subject


def _is_of_elsewhere(case: Case, name: str) -> bool:
    """Whether a type that the tree does not declare is there all the same: one of the language, one with an impl in the tree, one that is imported."""
    bare = bare_name(name)
    if bare in PRIMITIVES or any(counts(d) for d in case.code.impls_of(bare)):
        return True
    imported = re.compile(rf"\buse\s[^;]*\b{re.escape(bare)}\b")
    files = (f for p in files_of(case) if (f := case.code.file(p)) is not None)
    return bool(bare) and any(imported.search(f.rust.source.data.decode("utf-8", "replace")) for f in files)


def context_type(case: Case) -> Subject:
    """The type that a criterion without a subject is about: that of the spec's blocks, of its title, of the criterion before it."""
    names = [
        d.item.name.rpartition(" for ")[2]
        for file in block_files(case)
        for d in file.declarations()
        if d.item.kind == "impl" or (d.item.kind in PLAIN_TYPES and not d.item.path)
    ]
    unique = tuple(dict.fromkeys(n for n in names if n))
    if len(unique) > 1:
        titled = [n for n in unique if n in case.spec.title]
        unique = tuple(titled) or unique
    if not unique:
        words = case.spec.title.replace("`", " ").replace("(", " ").replace(")", " ").replace(":", " ").split()
        unique = tuple(
            w for w in dict.fromkeys(words) if w[:1].isupper() and any(d.item.kind in PLAIN_TYPES for d in _live(case, w))
        )
    if not unique:
        said = [d.item.name for d in reversed(case.subjects) if d.item.kind in PLAIN_TYPES]
        unique = tuple(said[:1])
    if len(unique) == 1:
        return find_type(case, unique[0])
    if not unique:
        return Subject(
            (), undecided("no-subject", "the criterion names no item, and the spec does not say of which type it speaks")
        )
    return Subject((), undecided("subject-ambiguous", f"it could be about {', '.join(f'`{n}`' for n in unique)}"))


def context_function(case: Case) -> Subject:
    """The function that a criterion without a subject is about: the one that the spec's blocks declare, or the latest spoken of."""
    names = [d.item.name for file in block_files(case) for d in file.declarations() if d.item.kind == "fn" and not d.item.path]
    tests = {d.item.name for f in block_files(case) for d in f.declarations() if d.condition == "tests"}
    unique = tuple(n for n in dict.fromkeys(names) if n not in tests)
    if not unique:
        unique = tuple(d.item.name for d in case.subjects[-1:] if d.item.kind == "fn")
    if not unique:
        words = case.spec.title.replace("`", " ").replace("(", " ").split()
        unique = tuple(w for w in dict.fromkeys(words) if "_" in w and any(d.item.kind == "fn" for d in _live(case, w)))
    if len(unique) == 1:
        meant = find(case, unique[0], KINDS_OF["fn"])
        if meant.problem is not None and meant.problem.outcome == "fails":  # what was guessed to be meant need not be there
            return Subject((), undecided("no-subject", meant.problem.message, evidence=meant.problem.evidence))
        return meant
    if not unique:
        return Subject(
            (), undecided("no-subject", "the criterion names no function, and the spec does not say of which one it speaks")
        )
    return Subject((), undecided("subject-ambiguous", f"it could be about {', '.join(f'`{n}`' for n in unique)}"))


def find_method(case: Case, name: str) -> Subject:
    """The function that `name` means: `Type::method`, a method of the type at hand, or a free function."""
    bare, owner = bare_name(name), owner_name(name)
    if owner.isupper() and "." in name and (held := _type_of_static(case, owner)):
        of_static = find_method(case, f"{held}::{bare}")
        if of_static.found or not _is_dereferenced(case, held):
            return of_static
    if owner and owner not in ("Self", "self"):
        from uowgen.claims.declared_within import in_their_module, method_within, types_meant

        within = method_within(case, owner, bare)
        if within is not None:
            return within
        of = types_meant(case, name, owner)
        found = in_their_module(name, tuple(d for d in methods_of(case.code, owner, of) if d.item.name == bare), of)
        near = files_of(case)
        if any(d.file.path in near for d in found):  # of `cfg` twins the one in the file that the spec names
            return Subject(tuple(d for d in found if d.file.path in near))
        if found and any(file_name(d.file.path) == file_name(path) for d in found for path in near):
            why = f"`{owner}::{bare}` is not in the file that the spec names; there is one at {found[0].place}"
            return Subject((), undecided("found-elsewhere", why, found[0]))
        if found:
            return Subject(found)
        if of:
            return Subject((), _no_method(case, of, bare))
        # A trait from elsewhere: the method of its one impl in the files at hand.
        if owner[:1].isupper() and not case.code.declared(owner):
            if any(d.item.kind in PLAIN_TYPES and not d.item.path for f in block_files(case) for d in f.named(owner)):
                return Subject((), fails("item-not-found", f"there is no `{owner}`, so it has no `{bare}`"))
            impls = tuple(d for d in case.code.declared(bare, near) if d.owner.startswith(f"{owner} for ") and d.file.path in near)
            why = f"`{owner}` is not declared in the tree, and the spec's files do not have one impl of it"
            return Subject(impls) if len(impls) == 1 else Subject((), undecided("no-subject", why, *impls[:3]))
        return find(case, name, KINDS_OF["fn"])
    if bare == "Drop" and not owner:  # `Drop` calls x: the one `drop` of the type at hand, else of the files at hand
        return _dropped(case)
    written = {d.owner.rpartition(" for ")[2] for f in block_files(case) for d in f.named(bare) if d.item.kind == "fn"}
    if len(written) == 1 and "" not in written:  # the spec's own block says whose it is
        return find_method(case, f"{written.pop()}::{bare}")
    subject = find(case, bare, KINDS_OF["fn"])
    if len(subject.found) > 1:
        context = context_type(case)
        if context.found:
            mine = tuple(d for d in subject.found if d.owner.rpartition(" for ")[2] == context.found[0].item.name)
            if mine:
                return Subject(mine)
        from uowgen.claims.declared_within import owner_spoken_of

        spoken = owner_spoken_of(case, bare)
        mine = tuple(d for d in subject.found if spoken and d.owner.rpartition(" for ")[2] == spoken)
        if mine:
            case.several = ()
            return Subject(mine)
    if subject.elsewhere and _is_of_others(case, bare, subject.found):
        case.several = ()
        return Subject((), _absent(case, bare))
    if subject.problem is not None and subject.problem.code == "found-elsewhere":
        others = tuple(d for d in case.code.declared_anywhere(bare) if d.item.kind == "fn" and counts(d))
        if all(d.owner for d in others) and _is_of_others(case, bare, others):
            return Subject((), _absent(case, bare))
    if subject.elsewhere and any(d.owner for d in subject.found):  # a method of some type that the spec does not speak of
        first = subject.found[0]
        why = f"`{bare}` is not in the files that the spec names; there is one at {first.place}"
        return Subject((), undecided("found-elsewhere", why, first))
    return subject


def one_function(case: Case, name: str) -> Declaration | Finding:
    """The one function that `name` means, or why it is not known which."""
    return find_method(case, name).one(name)


def _type_of_static(case: Case, name: str) -> str:
    """The type of the one static or constant of that name, if it is one of the tree without arguments; else empty."""
    found = find(case, name, KINDS_OF["static"]).found
    node = found[0].item.node.child_by_field_name("type") if len(found) == 1 and not found[0].item.in_macro else None
    typed = bare_name(found[0].file.rust.text(node)) if node is not None else ""
    plain = typed.isidentifier() and node is not None and "<" not in found[0].file.rust.text(node)
    return typed if plain and find(case, typed, PLAIN_TYPES).found else ""


def _is_of_others(case: Case, bare: str, found: tuple[Declaration, ...]) -> bool:
    """Whether the spec's own block has a method `bare`, and all that the tree has of that name is of types that it never speaks of."""
    from uowgen.facts.signature import receiver_of

    shown = [d for file in block_files(case) for d in file.named(bare) if d.item.kind == "fn"]
    if not shown:  # what seems to be quoted, and is written nowhere, is to be written
        quotes = case.once("quotes", lambda: _files_of_blocks(case, ("quote",)))
        shown = [d for file in quotes for d in file.named(bare) if d.item.kind == "fn"]
        if any("".join(d.text.split()) == "".join(one.text.split()) for d in shown for one in found):
            return False
    if not shown or not all(receiver_of(d) for d in shown):
        return False
    said = case.document.slice(case.spec.span)
    return not any(d.owner and (d.owner.rpartition(" for ")[2].split("<")[0] in said or d.file.path in said) for d in found)


def _dropped(case: Case) -> Subject:
    near = files_of(case)
    drops = tuple(d for d in case.code.declared("drop", near) if d.owner.startswith("Drop for ") and d.file.path in near)
    context = context_type(case)
    mine = tuple(d for d in drops if context.found and d.owner == f"Drop for {context.found[0].item.name}")
    found = mine or drops
    if len(found) == 1:
        return Subject(found)
    return Subject((), undecided("no-subject", "the criterion speaks of `Drop`, and the spec does not say of which type"))


def _no_method(case: Case, of: tuple[Declaration, ...], bare: str) -> Finding:
    name = of[0].item.name
    more = next((m for d in of if d.item.kind != "type" and (m := unseen(case.code, d)) is not None), None)
    if more is not None or any(d.item.kind == "type" for d in of):
        return undecided("maybe-implemented", f"`{name}` may have a `{bare}` from elsewhere", more or of[0])
    return fails("item-not-found", f"`{name}` has no `{bare}`", *of)


def _live(case: Case, name: str) -> list[Declaration]:
    return [d for d in case.code.declared(bare_name(name), files_of(case)) if counts(d)]


def _absent(case: Case, bare: str) -> Finding:
    from uowgen.claims.absent import absent  # only where something is missing

    return absent(case, bare, files_of(case))
