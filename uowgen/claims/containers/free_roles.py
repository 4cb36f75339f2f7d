"""Which list of free ranges the spec's blocks bring, how its holes are seen, and which of its methods take from it and give back to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.clauses import changes, the_one_list
from uowgen.claims.containers.container import Container, as_container, is_integer, signature
from uowgen.claims.containers.range_code import ENDS, LENGTHS, STARTS
from uowgen.claims.containers.range_sets import ends_of, seen_in
from uowgen.claims.kind import Finding
from uowgen.claims.names import bare_name
from uowgen.claims.runs.standins import stand_in
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of, methods_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

WINDOW = (1, 40)  # what a list is made of that begins with one hole, in units
UNIT = "UOWGEN_UNIT"  # the constant of a driver's code
_TAKES = re.compile(
    r"(?:try_)?(?:take|alloc|allocate|reserve|get|carve|acquire|claim|grab|obtain|request|cut|draw|lend|find|pop)(?:_|$)"
)
_GIVES = re.compile(r"(?:try_)?(?:give|free|release|dealloc|deallocate|return|put|reclaim|recycle|restore|unreserve)(?:_|$)")
_ADDS = re.compile(r"(?:try_)?(?:insert|add|push|donate|merge)(?:_|$)")
_STARTS = STARTS | {"page", "block", "frame", "pfn", "va", "pa", "offset", "at", "sector", "index", "id", "ptr"}
_LENGTHS = LENGTHS | {"count", "bytes", "n", "pages", "blocks", "frames", "amount", "num", "sectors", "width"}
_LISTS = re.compile(r"(?:alloc::vec::|alloc::collections::|heapless::)?(?:Vec|VecDeque|ArrayVec)<\((\w+),(\w+)\)(?:,\w+)?>")
_MAPS = re.compile(r"(?:alloc::collections::|std::collections::)?BTreeMap<(\w+),(\w+)>")
_ARRAYS = re.compile(r"\[(Option<)?\((\w+),(\w+)\)>?;[\w:]+\]")
_USED = frozenset({"count", "len", "used", "num", "n", "holes_used"})


class FreeList(NamedTuple):
    """A list of holes: the type, an expression that goes over them, start and end of `v`, its methods by role with what they are given.

    `of` are the types of elsewhere that are made up. `window` is whether it begins with one hole, not with none.
    """

    container: Container
    over: str
    start: str
    second: str
    is_pair: bool
    of: tuple[str, ...]
    take: str
    taking: str
    give: str
    giving: str
    window: bool


def list_at_hand(case: Case, named: frozenset[str]) -> FreeList | None:
    """The one list of free ranges that the spec's blocks bring; of several methods for a role the one that is `named` counts."""
    return case.once(f"list of holes {sorted(named)}", lambda: the_one_list(case, lambda name: _as_list(case, name, named)))


def _as_list(case: Case, name: str, named: frozenset[str]) -> FreeList | None:
    found = find_type(case, name).found
    if len(found) != 1 or found[0].item.kind != "struct":
        return None
    made = as_container(case, found[0])
    window = isinstance(made, Finding)
    container = _of_one_hole(case, found[0]) if isinstance(made, Finding) else made
    seen = _seen(case, container) if container is not None else None
    if container is None or seen is None:
        return None
    changing = {n: s for n, (s, d) in container.methods.items() if changes(d)}
    takes = {n: given for n, s in changing.items() if _TAKES.match(n) and (given := _taking(s.parameters, s.returns))}
    gives = {
        n: given for n, s in changing.items() if (_GIVES.match(n) or _ADDS.match(n)) and (given := _giving(case, s.parameters))
    }
    take, give = _playing(list(takes), named), _playing([n for n in gives if _GIVES.match(n)] or list(gives), named)
    if not take or not give:
        return None
    kinds = [seen[-1], *(_error(changing[n].returns) for n in (take, give))]
    foreign = tuple(dict.fromkeys(n for n in kinds if n and not find_type(case, n).found and (n == seen[-1] or stand_in(case, n))))
    return FreeList(container, *seen[:-1], foreign, take, takes[take], give, gives[give], window)


def _error(returns: str) -> str:
    return returns.rpartition(",")[2].strip("> ") if "Result<" in returns else ""


def _playing(names: list[str], named: frozenset[str]) -> str:
    said = [n for n in names if n in named] or names
    return said[0] if len(said) == 1 else ""


def _of_one_hole(case: Case, declaration: Declaration) -> Container | None:
    """A list that is made with where its one hole is."""
    name = declaration.item.name
    methods = {d.item.name: (signature(d), d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    if "new" not in methods or declaration.item.node.child_by_field_name("type_parameters") is not None:
        return None
    given = _giving(case, methods["new"][0].parameters)
    if given is None:
        return None
    low, high = (f"({n} * {UNIT})" for n in WINDOW)
    made = re.sub(r"\bb\b", high, re.sub(r"\ba\b", low, given))
    return Container(declaration, name, f"{name}::new({made})", None, (), methods)


def _last(name: str) -> str:
    return name.lstrip("_").rpartition("_")[2]


def _taking(parameters: tuple[tuple[str, str], ...], returns: str) -> str | None:
    """What a method is given that takes a range of the length `a`, at any place."""
    if not parameters or not all(is_integer(kind) for _, kind in parameters) or not returns.startswith(("Option<", "Result<")):
        return None
    (first, kind), *rest = parameters
    if _last(first) in _STARTS - {"page", "block", "frame"} or len(rest) > 1 or any("align" not in name for name, _ in rest):
        return None
    return ", ".join([f"a as {kind}", *(f"1 as {of}" for _, of in rest)])


def _giving(case: Case, parameters: tuple[tuple[str, str], ...]) -> str | None:
    """What a method is given for the range from `a` to `b`."""
    if len(parameters) == 2 and all(is_integer(kind) for _, kind in parameters):
        (first, kind), (second, other) = parameters
        if _last(first) not in _STARTS or _last(second) not in ENDS | _LENGTHS:
            return None
        return f"a as {kind}, {'b' if _last(second) in ENDS else '(b - a)'} as {other}"
    if len(parameters) != 1 or is_integer(parameters[0][1]):
        return None
    ends = ends_of(case, parameters[0][1], elsewhere=True)
    if ends is None:
        return None
    if not ends.fields:
        return f"(a as {ends.kind})..(b as {ends.kind})"
    values = ["a" if n in STARTS else "b" if n in ENDS else "(b - a)" if n in LENGTHS else "" for n, _ in ends.fields]
    if "" in values or not all(is_integer(kind) for _, kind in ends.fields):
        return None
    rows = ", ".join(f"{n}: {v} as {kind}" for (n, kind), v in zip(ends.fields, values, strict=True))
    return f"{'&' if parameters[0][1].startswith('&') else ''}{ends.type} {{ {rows} }}"


def _seen(case: Case, container: Container) -> tuple[str, str, str, bool, str] | None:
    """An expression that goes over the holes, the start of `v`, its end or the second of its pair, whether it is a pair, and else its type."""
    known = seen_in(case, container, elsewhere=True)
    if known is not None:
        return known.over, known.ends.start.replace("u64", "usize"), known.ends.end.replace("u64", "usize"), False, known.ends.type
    fields = fields_of(container.declaration).all
    rows: list[tuple[str, str, str, bool, str]] = []
    for field in fields:
        plain = "".join(field.type.split())
        array = _ARRAYS.fullmatch(plain)
        counts = [f.name for f in fields if is_integer(f.type) and f.name in _USED]
        if _LISTS.fullmatch(plain):
            rows.append((f"it.{field.name}.iter()", "v.0 as usize", "v.1 as usize", True, ""))
        elif _MAPS.fullmatch(plain):
            rows.append((f"it.{field.name}.iter()", "*v.0 as usize", "*v.1 as usize", True, ""))
        elif array is not None and (array[1] or len(counts) == 1):
            over = f"it.{field.name}.iter().flatten()" if array[1] else f"it.{field.name}[..it.{counts[0]} as usize].iter()"
            rows.append((over, "v.0 as usize", "v.1 as usize", True, ""))
    return rows[0] if len(rows) == 1 else None


def told_in(held: FreeList) -> tuple[str, str] | None:
    """How the answer to a taking is told apart: the pattern of one that gives something as `x`, and where that begins."""
    returns = "".join(held.container.methods[held.take][0].returns.split())
    head, _, inner = returns.partition("<")
    inner = inner.removesuffix(">")
    good = {"Option": "Some(x)", "Result": "Ok(x)"}.get(head.rpartition("::")[2], "")
    kind = inner if head.endswith("Option") else inner.rpartition(",")[0]
    if not good:
        return None
    if is_integer(kind):
        return good, "x as usize"
    if re.fullmatch(r"\(\w+,\w+\)", kind):
        return good, "x.0 as usize"
    if bare_name(kind.partition("<")[0]) == "Range":
        return good, "x.start as usize"
    return (good, held.start.replace("v.", "x.")) if not held.is_pair and kind.replace("::", "").isidentifier() else None


__all__ = ["UNIT", "WINDOW", "FreeList", "list_at_hand", "told_in"]
