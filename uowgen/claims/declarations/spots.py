"""Where something occurs in some regions: the spots that are it for certain, those that may be it, and those of tests only.

It knows which calls of a name can be of which function; what the spots mean for a claim is for the kinds to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import files_of
from uowgen.claims.declarations.no_calls import TESTS_MAY, as_values, renamed_in
from uowgen.claims.declarations.occurrences import KEYWORDS, occurrences
from uowgen.claims.names import COMMON, bare_name, owner_name
from uowgen.facts.calls import calls_in
from uowgen.facts.code import counts
from uowgen.facts.uses import names_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.claims.declarations.scope import Region
    from uowgen.claims.kind import Case
    from uowgen.facts.calls import Call
    from uowgen.facts.code import Code, CodeFile, Declaration
    from uowgen.facts.uses import Use


class Spots(NamedTuple):
    """The places of one thing. `imports` are `use` declarations that name it, `alone` whether nothing else of the tree bears the name."""

    sure: tuple[Evidence, ...] = ()
    unsure: tuple[Evidence, ...] = ()
    tests: tuple[Evidence, ...] = ()
    imports: tuple[Evidence, ...] = ()
    alone: bool = False


# Methods of the standard library that kernels name their own after, `COMMON` aside: with a dot before them they may be those.
_OF_THE_LIBRARY = frozenset(
    [
        "wait",
        "wait_for",
        "notify",
        "notify_one",
        "notify_all",
        "send",
        "recv",
        "try_send",
        "try_recv",
        "try_lock",
        "unlock",
        "join",
        "finish",
        "flush",
        "seek",
        "read_exact",
        "write_all",
        "write_str",
        "write_fmt",
        "read_to_end",
        "reserve",
        "shrink",
        "truncate",
        "resize",
        "capacity",
        "append",
        "dedup",
        "sort",
        "sort_by",
        "sort_by_key",
        "binary_search",
        "first_mut",
        "last_mut",
        "get_or_insert_with",
        "entry",
        "or_insert",
        "or_default",
        "keys",
        "values",
        "values_mut",
        "range",
        "pop_front",
        "pop_back",
        "push_front",
        "push_back",
        "front",
        "back",
        "peek",
        "rev",
        "zip",
        "chain",
        "skip",
        "step_by",
        "flat_map",
        "flatten",
        "fold",
        "reduce",
        "sum",
        "product",
        "all",
        "any",
        "cmp",
        "partial_cmp",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "hash",
        "fmt",
        "to_string",
        "to_owned",
        "to_vec",
        "as_str",
        "as_bytes",
        "as_slice",
        "as_mut",
        "as_ptr",
        "as_mut_ptr",
        "borrow",
        "borrow_mut",
        "load",
        "store",
        "fetch_add",
        "fetch_sub",
        "fetch_or",
        "fetch_and",
        "compare_exchange",
        "compare_and_swap",
        "unwrap",
        "expect",
        "ok",
        "err",
        "is_some",
        "is_none",
        "is_ok",
        "is_err",
        "map_err",
        "and_then",
        "or_else",
        "unwrap_or",
        "unwrap_or_else",
        "unwrap_or_default",
        "cloned",
        "copied",
        "next_back",
        "by_ref",
        "enumerate",
        "copy_from_slice",
        "clone_from_slice",
        "chunks",
        "windows",
        "starts_with",
        "ends_with",
        "trim",
        "parse",
        "lines",
        "chars",
        "bytes",
        "close",
        "open",
        "start",
        "stop",
        "poll",
        "wake",
        "wake_by_ref",
        "set",
        "reset",
        "add",
        "sub",
        "mul",
        "div",
        "rem",
        "not",
        "neg",
        "shl",
        "shr",
        "index",
        "deref",
        "upgrade",
        "downgrade",
        "elapsed",
        "as_secs",
        "as_nanos",
        "bits",
        "contains_key",
        "remove_entry",
        "offset",
        "wrapping_add",
        "checked_add",
        "saturating_add",
        "write_volatile",
        "read_volatile",
        "cast",
        "init",
        "spawn",
        "run",
        "call",
        "apply",
        "id",
        "name",
        "kind",
        "source",
        "description",
        "cause",
        "path",
        "parent",
        "exists",
        "metadata",
    ]
)
_MOST_FILES = 300  # in more, a name is too common for its declarations to be known


def spots_of(case: Case, what: str, sort: str, inside: tuple[Region, ...]) -> Spots:
    """The spots of `what`, which is a `sort` as `never_remains.sort_of_text` tells it, in ordinary builds and in tests."""
    bare = bare_name(what.strip().removesuffix("!"))
    if sort == "call" or (sort == "use" and bare[:1].islower() and _functions(case.code, bare)):
        called = _of_calls(case, what.split("(")[0].strip().removeprefix("self.").removeprefix("."), inside)
        return called if sort == "call" else _with_values(called, bare, inside)
    if sort == "use":
        return _of_names(case, tuple(p for p in what.split("<")[0].replace("::", ".").split(".") if p), inside)
    found = [u for region in inside for u in occurrences(region, what, sort)]
    exempt = sort == "macro" and bare in TESTS_MAY
    return Spots(_told(u for u in found if u.live), (), () if exempt else _told(u for u in found if not u.live))


def function_at(file: CodeFile, line: int) -> Declaration | None:
    """The innermost function around `line`; None outside of functions."""
    around = [d for d in file.declarations() if d.item.kind == "fn" and d.line <= line <= d.end_line]
    return min(around, key=lambda d: d.end_line - d.line, default=None)


def _functions(code: Code, bare: str) -> list[Declaration]:
    return [d for d in code.declared_anywhere(bare) if d.item.kind == "fn"]


def _of_calls(case: Case, wanted: str, inside: tuple[Region, ...]) -> Spots:
    path = tuple(wanted.replace("::", ".").split("."))
    functions = _functions(case.code, path[-1])
    sure: list[Evidence] = []
    unsure: list[Evidence] = []
    tests: list[Evidence] = []
    for file, node in inside:
        live = file.condition in ("always", "sometimes")
        for call in calls_in(file, node):
            certain = _is_it(case, call, wanted, functions)
            if certain is not None:
                (tests if not live else sure if certain and call.sure else unsure).append(_place(call))
        unsure += [*renamed_in(file, path), *as_values(file, node, path)]
        if path[-1] not in TESTS_MAY:
            tests += [_of_use(u) for u in names_in(file, node, path[-1:]) if not u.live and len(functions) == 1]
    alone = len({(d.file.path, d.owner, d.item.path) for d in functions}) == 1
    return Spots(_once(sure), _once(unsure), _once(tests), (), alone)


def _is_it(case: Case, call: Call, wanted: str, functions: list[Declaration]) -> bool | None:
    """Whether `call` is one of `wanted`: True for certain, False perhaps, None if it is of something else."""
    parts = call.path.replace("::", ".").split(".")
    last, owner = bare_name(wanted), owner_name(wanted)
    if parts[-1] != last:
        return None
    before = parts[-2] if len(parts) > 1 else ""
    by_dot = call.path.endswith(f".{last}")
    if "." in wanted:
        other = before.isupper() and owner.isupper() and before != owner
        return None if other else call.matches(wanted)
    if not functions:  # of a library, or in so many files that nothing is known of it
        return call.matches(wanted) and len(case.code.paths_with_word(last)) <= _MOST_FILES
    owners = {d.owner.rpartition(" for ")[2] for d in functions}
    meant = {d.owner.rpartition(" for ")[2] for d in functions if not owner or owner[:1].islower() or owner in (d.owner, _of(d))}
    if by_dot:
        if not meant - {""} and meant:  # a free function is not called with a dot
            return None
        return len(owners) == 1 and len(functions) == 1 and last not in COMMON.split() and last not in _OF_THE_LIBRARY
    if owner and call.matches(wanted):
        return True
    if before[:1].isupper() and before != "Self":  # `Type::name`: of that type, if the tree says so
        if before in meant:
            return len(meant) == 1
        return None if before in owners or meant == {""} else False
    if not before and owner[:1].isupper():
        return None
    near = [d for d in functions if d.file.path in files_of(case) and d.file.path == call.file and not d.owner]
    return len(functions) == 1 or (not before and len(near) == 1 and not owner)


def _of(declaration: Declaration) -> str:
    return declaration.owner.rpartition(" for ")[2]


def _with_values(called: Spots, bare: str, inside: tuple[Region, ...]) -> Spots:
    """The calls, and what else bears the name: an import, the declaration itself, a value, a local of that name."""
    known = {(e.file, e.line) for e in (*called.sure, *called.unsure, *called.tests)}
    rest = [(r.file, u) for r in inside for u in names_in(r.file, r.node, (bare,)) if u.live and (u.file, u.line) not in known]
    imports = [_of_use(u) for file, u in rest if _is_import(file, u)]
    open_ = [_of_use(u) for file, u in rest if not _is_import(file, u) and not _is_declared(file, u, bare)]
    return called._replace(imports=_once(imports), unsure=_once([*called.unsure, *open_]))


def _of_names(case: Case, path: tuple[str, ...], inside: tuple[Region, ...]) -> Spots:
    found = [(r.file, u) for r in inside for u in names_in(r.file, r.node, path)]
    declared = {(d.file.path, d.owner, d.item.path) for d in case.code.declared_anywhere(path[-1]) if counts(d)}
    alone = len(declared) == 1
    mine = [(f, u) for f, u in found if not _is_declared(f, u, path[-1])]
    imports = [_of_use(u) for f, u in mine if u.live and _is_import(f, u)]
    uses = [_of_use(u) for f, u in mine if u.live and not _is_import(f, u)]
    plain = path[0][:1].islower()  # a field, a local or a module: any number of things are called so
    certain = (alone and not plain) or path[0] in KEYWORDS if len(path) == 1 else path[0] not in ("self", "super", "crate")
    tests = [_of_use(u) for _, u in mine if not u.live]
    unsure: list[Evidence] = [] if certain else uses
    if len(path) > 1:  # the last name alone, where the others are imported or an alias stands for them
        lines = {(u.file, u.line) for _, u in found}
        unsure += [
            _of_use(u)
            for r in inside
            for u in names_in(r.file, r.node, path[-1:])
            if u.live and (u.file, u.line) not in lines and not _is_declared(r.file, u, path[-1])
        ]
    unsure += [e for r in inside for e in renamed_in(r.file, path)]
    return Spots(_once(uses if certain else []), _once(unsure), _once(tests), _once(imports), alone)


def _is_declared(file: CodeFile, use: Use, name: str) -> bool:
    """Whether the name stands there because it is declared there."""
    return any(d.line == use.line and d.item.kind not in ("field", "impl") for d in file.named(name))


def _is_import(file: CodeFile, use: Use) -> bool:
    return any(d.item.kind == "use" and d.line <= use.line <= d.end_line for d in file.declarations())


def _told(uses: Iterable[Use]) -> tuple[Evidence, ...]:
    return _once([_of_use(u) for u in uses])


def _of_use(use: Use) -> Evidence:
    return Evidence(use.file, use.line, use.line, f"`{use.text[:60]}`")


def _place(call: Call) -> Evidence:
    return Evidence(call.file, call.line, call.line, f"`{call.path}`")


def _once(found: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(found))
