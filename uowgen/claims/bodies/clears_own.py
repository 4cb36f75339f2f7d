"""That a method empties a field of its own value: “`close` clears its own handler”, “closing a `Port` forgets its handler, like `Timer::close`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.path_words import names_in
from uowgen.claims.bodies.ways import functions_named, in_same_crates
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.facts.code import counts
from uowgen.facts.signature import receiver_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.facts.path_records import Deed, Path

_VERB = r"(?:clears|forgets|resets|drops|removes|takes out|empties)"
_CLEARS = when_used(
    rf"^(?:`(?P<f>[A-Z]\w*::\w+)(?:\(\))?`|(?P<act>[a-z]+ing) (?:an? |the )?`(?P<of>[A-Z]\w*)`) (?:also |still |now )?{_VERB} its (?:own )?(?:`(?P<code>\w+)`|(?P<what>[a-z]+(?: [a-z]+)?))(?:,? (?:just )?(?:like|as) `[\w:]+(?:\(\))?`(?: does)?)?$",
    re.IGNORECASE,
)
_EMPTY = frozenset({"None", "0", "false", "Default::default()", "Vec::new()"})
_EMPTYING = frozenset({"take", "clear", "reset"})
_MOST = 40


def spoken_clearing(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    match = _CLEARS.match(said)
    if match is None:
        return None
    function = _function(match["f"] or "", match["of"] or "", match["act"] or "", case)
    if function is None or not receiver_of(function):
        return None
    field = match["code"] or _field(function, match["what"].lower().split())
    if not field:
        return None
    ways = [f for f in functions_named(case, f"{_owner(function)}::{function.item.name}") if f.declared == function]
    done = [_clears(p, field) for p in ways[0].paths if p.end == "value"] if ways else []
    if done and all(done):
        return "sets_field", holds(f"`{function.item.name}` empties `{field}` on every way", function)
    if _never_comes_to(function, field, case):
        return "sets_field", fails("act-not-found", f"neither `{function.item.name}` nor what it calls changes `{field}`", function)
    return None


def _owner(function: Declaration) -> str:
    return function.owner.rpartition(" for ")[2].partition("<")[0]


def _function(path: str, of: str, act: str, case: Case) -> Declaration | None:
    owner, name = path.split("::") if path else (of, "")
    verb = form(act) if act else ""
    near = {d for d in _methods(case, owner) if d.item.name == name or (verb and parts(d.item.name) == (verb,))}
    return near.pop() if len(near) == 1 else None


def _methods(case: Case, owner: str) -> list[Declaration]:
    """The methods of a type in the crates of the spec's files."""
    impls = [d for d in case.code.impls_of(owner) if counts(d)]
    found = [
        m
        for i in impls
        for m in i.file.declarations()
        if m.item.kind == "fn" and i.item.span.start < m.item.span.start < i.item.span.end
    ]
    return [m for m in found if m in in_same_crates(case, owner, m.item.name)]


def _field(function: Declaration, words: list[str]) -> str:
    """The one field of the function's file that is called by these words."""
    wanted = tuple(form(w) for w in words)
    names = {d.item.name for d in function.file.declarations() if d.item.kind == "field" and parts(d.item.name) == wanted}
    return names.pop() if len(names) == 1 else ""


def _clears(path: Path, field: str) -> bool:
    """Whether the field of the value itself is emptied on the way, also behind a lock of its own."""
    return any(_empties(d, path, field) for d in path.deeds if not d.later)


def _empties(deed: Deed, path: Path, field: str) -> bool:
    place = deed.name if deed.sort == "assign" else deed.receiver if deed.sort == "call" and deed.name in _EMPTYING else ""
    value = deed.given[0] if deed.given else ""
    if not place.endswith(f".{field}") or (deed.sort == "assign" and value not in _EMPTY):
        return False
    before = path.events[: path.events.index(deed)]
    root = place.partition(".")[0]
    bound = names_in(root, before)
    return root == "self" or (
        "self" in bound
        and not any(d.name == root and not re.match(r"self\b", d.given[0]) for d in path.deeds if d.sort == "let" and d.given)
    )


def _never_comes_to(function: Declaration, field: str, case: Case) -> bool:
    """Whether neither the function nor anything of the tree that it may call, by name, writes the field or lends it out."""
    writes = re.compile(
        rf"\b{field}\s*(?:\[[^\]]*\])?\s*(?:[-+|&^]?=)(?!=|>)|\b{field}\s*\.\s*(?!is_|as_ref|iter\b|len\b|get\b|contains|notify|clone)\w+\s*\(|&mut\s+[\w.]*\b{field}\b|\bref mut\b|\*\s*self\s*=|\*\s*\w+\s*=(?!=)|(?:replace|take|swap)\(\s*(?:&mut \*?)?\w+\s*[,)]"
    )
    seen: set[str] = set()
    left = [function]
    while left:
        one = left.pop()
        if len(seen) > _MOST or one.item.in_macro or writes.search(one.text):
            return False
        for name in set(re.findall(r"\b([a-z_]\w*)\s*(?:::<[^()]*>)?\(", one.text.partition("{")[2])) - seen:
            seen.add(name)
            found = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)]
            left += [d for d in found if field.encode() in d.file.rust.source.data]
    return True
