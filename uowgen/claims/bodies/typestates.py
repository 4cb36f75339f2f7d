"""That a method is there for one state of a type only: “`write` is available on `Output` pins only, not on `Input` pins”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of, stands_somewhere
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def spoken_typestate(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    instances = _of_instances(said, case)
    if instances is not None:
        return "item_exists", instances
    match = re.match(
        r"`(?P<m>[\w:]+)(?:\(\))?` (?:is|exists) (?P<only1>only )?(?:available |implemented |defined |offered |callable |there |provided )?(?P<only2>only )?(?:on|for) (?:an? |the )?(?P<a>`\w+`)(?P<noun> [a-z]+)?(?P<only3> only)?(?:,? (?:and |but )?not (?:on|for) (?:an? |the )?(?P<b>`\w+`)(?: [a-z]+)?)?$",
        said,
    )  # fmt: skip
    if match is None or not (match["only1"] or match["only2"] or match["only3"] or match["b"]):
        return None
    state, other = match["a"].strip("`"), (match["b"] or "").strip("`")
    only = bool(match["only1"] or match["only2"] or match["only3"])
    noun = form((match["noun"] or "").strip())
    rows = [(d, *_head(d)) for d in _methods(case, match["m"])]
    rows = [(d, name, given, own) for d, name, given, own in rows if given and (not noun or noun in parts(name))]
    if not rows:
        return None
    wrong = [
        d
        for d, _, given, own in rows
        if (other and other in given) or (only and state not in given) or (not only and set(given) <= own)
    ]
    if wrong:
        return "item_exists", fails("member-not-found", f"`{match['m']}` is there for others than `{state}`", *wrong)
    if any(state in given for _, _, given, _ in rows):
        return "item_exists", holds(f"`{match['m']}` is there for `{state}`", *(d for d, *_ in rows))
    return None


_ON = r"(?:on|for|by|of) (?:an? |the )?`(?P<of>[A-Z]\w*)<(?P<given>[^`]+)>`"
_THERE = r"(?:available|implemented|defined|offered|callable|there|provided)"
_FIRST = re.compile(rf"`(?P<m>\w+)(?:\(\))?` (?:is|exists) (?:only {_THERE}|{_THERE} only|only) {_ON}(?: only)?")
_NEXT = re.compile(rf"(?:,|;|,? and|,? but) `(?P<m>\w+)(?:\(\))?` (?:is )?(?:only {_THERE}|{_THERE} only|only) {_ON}")


def _of_instances(said: str, case: Case) -> Finding | None:
    """“`put` is only available on `Slot<'_, 1>`, `put_two` only on `Slot<'_, 2>`”: each stands in impls for just that type."""
    match, rest = _FIRST.match(said), said
    shown: list[Declaration] = []
    while match is not None:
        of, wanted = match["of"], _arguments(match["given"])
        methods = _methods(case, match["m"])
        mine = [(d, *_head(d)) for d in methods if d.owner.partition("<")[0] == of]
        if not mine:
            brought = any(d.item.kind == "struct" for f in block_files(case) for d in f.named(of)) and not stands_somewhere(
                case, of
            )
            return fails("item-not-found", f"there is no `{of}`") if brought else None
        wrong = [d for d, _, given, own in mine if given and (given != [bare_name(w) for w in wanted] or set(given) & own)]
        if wrong:
            return fails("member-not-found", f"`{match['m']}` is there for others than `{of}<{match['given']}>`", *wrong)
        if len(mine) != len(methods) or any(not given for _, _, given, _ in mine):
            return None  # another type has one as well, which may be meant not to
        shown += [d for d, *_ in mine]
        rest = rest[match.end() :]
        if not rest:
            return holds("each is there for that alone", *shown)
        match = _NEXT.match(rest)
    return None


def _arguments(text: str) -> list[str]:
    return [a.strip() for a in cut_at_commas(text) if not a.strip().startswith("'")]


def _methods(case: Case, name: str) -> list[Declaration]:
    """The methods of that name of inherent impls in the spec's files."""
    near = set(files_of(case))
    found = [
        d
        for d in case.code.declared_anywhere(bare_name(name))
        if d.item.kind == "fn" and counts(d) and d.owner and " for " not in d.owner
    ]
    owner = owner_name(name)
    return [d for d in found if d.file.path in near and (not owner or d.owner.partition("<")[0] == owner)]


def _head(method: Declaration) -> tuple[str, list[str], set[str]]:
    """The type that the impl around a method is for, what it is given, and the impl's own parameters."""
    node = method.item.node.parent
    while node is not None and node.type != "impl_item":
        node = node.parent
    typed = node.child_by_field_name("type") if node is not None else None
    if node is None or typed is None or typed.type != "generic_type":
        return "", [], set()
    text = method.file.rust.text
    inner, own = typed.child_by_field_name("type_arguments"), node.child_by_field_name("type_parameters")
    given = [a.strip() for a in cut_at_commas(text(inner)[1:-1]) if not a.strip().startswith("'")] if inner is not None else []
    names = {re.split(r"[:=]", p)[0].strip() for p in cut_at_commas(text(own)[1:-1])} if own is not None else set()
    return bare_name(text(typed)), [bare_name(g) for g in given], names
