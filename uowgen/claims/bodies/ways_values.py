"""Sentences on what a function gives and sets: fields put to a value, things given in an order, some values and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.ways_cases import fails_at
from uowgen.claims.bodies.ways_common import NTH, REPORTS, done_ways, listed_names, one_function, told_of
from uowgen.claims.bodies.ways_ends import is_bad, is_plain, same_value
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.names import PRIMITIVES
from uowgen.facts.signature import parameters_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.bodies.ways_words import Said
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Path

_PUT = when_used(
    r"^(?:in §(?P<f>\d+),? )?(?P<fields>(?:§\d+|\w+)(?:(?:, and|,| and) (?:§\d+|\w+))*) (?:is|are) (?:all |both |each )?(?:put|set|reset|cleared|zeroed|initiali[sz]ed|written)(?: (?:to|with|as))? ?(?P<v>zero|0|true|false|none|§\d+)?(?: (?:in|by) §(?P<f2>\d+))?$"
)
_ORDER = when_used(
    r"^§(?P<f>\d+) (?:is giving|gives|returns|yields|hands back|reports) (?:tuple|triple|pair|values|result) in order (?P<names>\w+(?:(?:, and|,| and) \w+)+)$"
)
_IGNORED = when_used(
    r"^(?P<nth>first|second|third|last|only) (?:parameter|argument) of §(?P<f>\d+) (?:is|goes) (?:ignored|unused|not (?:looked at|used|read))$"
)
_AS_IT_IS = when_used(
    r"^§(?P<f>\d+) (?:hands out|hands back|returns|gives back|gives|passes on) §(?P<x>\d+) (?:exactly |unchanged |just )?(?:as (?:it (?:stands|is|comes)|received)|unchanged|untouched)(?: in (?P<place>\w+))?$"
)
_ONLY = when_used(
    r"^§(?P<f>\d+) (?:(?P<on>passes) (?:[\w']+ )?(?:verdict|answer|result|status|outcome) on|gives only|returns only|only (?:returns|gives)|(?:returns|gives|reports) either)[: ] ?(?P<vs>§\d+(?:(?:,| or|, or| and) §\d+)+)$"
)
_UNSUPPORTED = when_used(r"^§(?P<f>\d+) (?:is|remains|stays) (?P<what>unsupported|unimplemented|stub)$")
_NO_LONGER = when_used(rf"^§(?P<f>\d+) (?:does not|never|no longer) (?:{REPORTS}) §(?P<v>\d+)(?: any longer| anymore| any more)?$")


def _put(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    sign = found["f"] or found["f2"]
    f = one_function(case, said.code(sign)) if sign else None
    value = {None: "0", "zero": "0", "none": "None"}.get(found["v"], found["v"])
    if f is None or (found["v"] is None and not re.search(r"zeroed", said.words)):
        return None
    value = said.code(value) if value.startswith("§") else value
    rows: list[bool | None] = []
    for name in listed_names(found["fields"], said):
        wanted = tuple(parts(name))
        for path in done_ways(f):
            mine = [
                d
                for d in path.deeds
                if d.sort == "assign" and not d.receiver and tuple(parts(d.name.rpartition(".")[2].strip("*()"))) == wanted
            ]
            rows.append(same_value(mine[-1].given[0], value) if mine else None)
    name = f.declared.item.name
    if not rows or None in rows:
        return None
    return told_of(
        f,
        all(rows),
        not any(rows),
        f"`{name}` puts them to `{value}` on every way that ends well",
        f"`{name}` puts another value there",
    )


def _order(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    f = one_function(case, said.code(found["f"]))
    wanted = listed_names(found["names"], said)
    values = {re.sub(r"^(?:Ok|Some)\((.*)\)$", r"\1", p.value) for p in done_ways(f)} if f is not None else set()
    given = {
        tuple(part.strip() for part in v[1:-1].split(",") if part.strip()) for v in values if v.startswith("(") and v.endswith(")")
    }
    if f is None or len(given) != 1 or len(values) != 1:
        return None
    (row,) = given
    if sorted(row) != sorted(wanted):
        return None
    return told_of(f, list(row) == wanted, list(row) != wanted, f"it gives `({', '.join(row)})`", f"it gives `({', '.join(row)})`")


def _ignored(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    f = one_function(case, said.code(found["f"]))
    own = parameters_of(f.declared) if f is not None else ()
    n = NTH[found["nth"]]
    if f is None or len(own) <= n or not own:
        return None
    name = own[n].name
    body = f.declared.item.node.child_by_field_name("body")
    text = f.declared.file.rust.text(body) if body is not None else ""
    used = name != "_" and bool(re.search(rf"\b{re.escape(name)}\b", text))
    return told_of(f, not used, used, f"`{name}` is not used in it", f"`{name}` is used in it")


def _as_it_is(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    f, wanted = one_function(case, said.code(found["f"])), said.code(found["x"])
    values = {re.sub(r"^(?:Ok|Some)\((.*)\)$", r"\1", p.value) for p in done_ways(f)} if f is not None else set()
    if f is None or not values or not all(re.fullmatch(r"[\w.]+", v) for v in values):
        return None
    place = found["place"]
    if place and not all(place.startswith(v.partition(".")[0]) or form(place) in parts(v.partition(".")[0]) for v in values):
        return None
    so = [v == wanted or v.endswith(f".{wanted}") for v in values]
    return told_of(f, all(so), not any(so), f"it gives `{', '.join(sorted(values))}`", f"it gives `{', '.join(sorted(values))}`")


def _values(function: Function) -> set[str] | None:
    """All values that the function gives, if they are all plain."""
    if any(
        p.end == "error" or (p.end == "value" and not is_plain(re.sub(r"^(?:Ok|Err|Some)\((.*)\)$", r"\1", p.value)))
        for p in function.paths
    ):
        return None
    return {p.value for p in function.paths if p.end == "value"}


def _only(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    f = one_function(case, said.code(found["f"]))
    values = _values(f) if f is not None else None
    wanted = [said.codes[int(n)] for n in re.findall(r"§(\d+)", found["vs"])]
    if f is None or values is None:
        return None
    if found["on"] and not all(_is_passed_on(p) for p in f.paths):
        return None
    so = {v: [w for w in wanted if same_value(v, w)] for v in values}
    met = {w for ws in so.values() for w in ws}
    told = ", ".join(f"`{v}`" for v in sorted(values))
    return told_of(
        f,
        all(so.values()) and met == set(wanted),
        not all(so.values()) or met != set(wanted),
        f"it gives {told}",
        f"it gives {told}",
    )


def _is_passed_on(path: Path) -> bool:
    """Whether it ends with an error just where what it tried has failed."""
    failed = [t for c in path.choices if (t := fails_at(c)) is not None]
    return len(failed) == 1 and is_bad(path) is failed[0]


def _unsupported(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    f = one_function(case, said.code(found["f"]))
    values = _values(f) if f is not None else None
    if f is None or not f.paths:
        return None
    stub = all(p.end == "panic" and re.match(r"(?:unimplemented|todo)!", p.value) for p in f.paths)
    so = stub or (
        values is not None
        and bool(values)
        and all(re.search(r"unsupported|not_?supported|ENOSYS|EOPNOTSUPP", v, re.I) for v in values)
    )
    never = values is not None and not any(
        re.search(r"unsupported|supported|ENOSYS|EOPNOTSUPP|implemented", v, re.I) for v in values
    )
    return told_of(f, so, never and not stub, "it gives nothing else", f"it gives {', '.join(sorted(values or ()))}")


def _no_longer(found: re.Match[str], said: Said, case: Case) -> Finding | None:
    f = one_function(case, said.code(found["f"]))
    if is_type(case, said.code(found["v"])):
        return None
    return _gives_none(f, said.code(found["v"])) if f is not None else None


def is_type(case: Case, text: str) -> bool:
    """Whether a piece of code names a type: what a function gives of it is a matter of its signature."""
    head = text.split("<")[0].rpartition("::")[2]
    known = {d.item.kind for d in case.code.declared_anywhere(head)}
    return text in PRIMITIVES or "<" in text or (bool(known) and known <= {"struct", "enum", "union", "trait", "type"})


def _gives_none(f: Function, value: str) -> Finding | None:
    values = _values(f)
    if any(p.end == "value" and same_value(p.value, value) for p in f.paths):
        return fails("other-value", f"`{f.declared.item.name}` gives `{value}`", f.declared)
    return (
        holds(f"`{f.declared.item.name}` gives {', '.join(sorted(values)) or 'nothing'}", f.declared)
        if values is not None
        else None
    )


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Said, Case], Finding | None]], ...] = (
    (_PUT, _put), (_ORDER, _order), (_IGNORED, _ignored), (_AS_IT_IS, _as_it_is), (_ONLY, _only), (_UNSUPPORTED, _unsupported), (_NO_LONGER, _no_longer),
)  # fmt: skip
