"""What sentences tell of how a function makes what it gives back: “returns a copy in which only the size differs”, “returns the frame only if
`check` succeeds”.

Every reader gives None for a sentence that is none of its own, and for code of which it cannot tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.facts.signature import receiver_of, result_of
from uowgen.rust.syntax import is_comment, walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_F = r"`(?P<f>(?:\w+::)*[a-z_]\w*)(?:\(\))?`"
_STRAIGHT = frozenset({"block", "unsafe_block", "expression_statement", "let_declaration", "field_expression", "call_expression"})


def spoken_result(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    for reader in (_copy, _gated):
        found = reader(said, case)
        if found is not None:
            return "returns_value", found
    return None


def _functions(case: Case, name: str) -> tuple[Declaration, ...]:
    found = find_method(case, name).found
    return found if all(counts(d) and not d.item.in_macro and d.item.node.child_by_field_name("body") for d in found) else ()


def _copy(said: str, case: Case) -> Finding | None:
    match = re.match(
        rf"{_F} (?:returns|gives(?: back)?|yields|makes|creates) a (?:copy|clone)(?: of (?:itself|self|the [\w-]+|`self`))? (?:in which only (?:the |its )?(?P<a>`\w+`|[a-z_]+) (?:differs|is different|changes|is changed|is replaced|is new)|with only (?:the |its )?(?P<b>`\w+`|[a-z_]+) (?:changed|replaced|different|exchanged|altered))$",
        said,
    )
    found = _functions(case, match["f"]) if match is not None else ()
    if match is None or len(found) != 1 or not receiver_of(found[0]):
        return None
    wanted = (match["a"] or match["b"]).strip("`")
    changed = _changed(found[0])
    if changed is None:
        return None
    if changed == {wanted}:
        return holds(f"`{match['f']}` gives back a copy with another `{wanted}`", *found)
    return fails("behaves-differently", f"of the copy `{', '.join(sorted(changed))}` differs", *found)


def _changed(function: Declaration) -> set[str] | None:
    """The fields that differ from `self` in what is given back; None where that is not written plainly."""
    text, body = function.file.rust.text, function.item.node.child_by_field_name("body")
    rows = ["".join(text(c).split()) for c in body.named_children if not is_comment(c)] if body is not None else []
    whole = (
        re.fullmatch(r"(?:Self|[A-Z]\w*)\{(?P<given>.*?),?\.\.(?:\*self|self\.clone\(\)|self)\}", rows[0])
        if len(rows) == 1
        else None
    )
    if whole is not None:
        given = re.findall(r"(?:^|,)(\w+)(?=:|,|$)", re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}", "", whole["given"]))
        return set(given) or None
    first = re.fullmatch(r"letmut(?P<v>\w+)(?::\w+)?=(?:self\.clone\(\)|\*self|self);", rows[0]) if len(rows) > 2 else None
    if first is None or rows[-1] not in (first["v"], f"return{first['v']};"):
        return None
    sets = [re.fullmatch(rf"{first['v']}\.(?P<field>\w+)=[^=].*;", row) for row in rows[1:-1]]
    return {s["field"] for s in sets if s is not None} if all(sets) else None


def _gated(said: str, case: Case) -> Finding | None:
    match = re.match(
        rf"{_F} (?:returns|gives(?: back)?|yields|hands out|creates|makes) (?:the |an? |its )(?P<noun>[a-z]+|`\w+`) only (?:if|when|after) (?:the )?`(?P<g>[\w:.]+)(?:\(\))?` (?:succeeds|succeeded|is `?Ok`?|returns `Ok(?:\(\(\)\))?`|passes)$",
        said,
    )
    found = _functions(case, match["f"]) if match is not None else ()
    if match is None or not found:
        return None
    told = [_is_gated(d, bare_name(match["g"].replace(".", "::")), match["noun"].strip("`").lower()) for d in found]
    if all(told):
        return holds(f"`{match['f']}` leaves with the error of `{match['g']}` before it gives that back", *found)
    if len(found) == 1 and told == [False]:
        return fails("behaves-differently", f"`{match['f']}` gives that back without asking `{match['g']}`", *found)
    return None


def _is_gated(function: Declaration, wanted: str, noun: str) -> bool | None:
    """Whether `g()?` stands on every way to the one `Ok(noun)`; False where nothing of that name is there and nothing else is called."""
    text, body = function.file.rust.text, function.item.node.child_by_field_name("body")
    inner = [c for c in body.named_children if not is_comment(c)] if body is not None else []
    if not inner or not result_of(function).partition("<")[0].endswith("Result"):
        return None
    last = re.fullmatch(r"(?:return)?Ok\((?P<v>\w+|Self\{.*\})\);?", "".join(text(inner[-1]).split()))
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    of_owner = (owner.lower(), *parts(owner)[-1:]) if re.search(rf"\b(?:Self|{owner})\b", result_of(function)) and owner else ()
    if last is None or noun not in (last["v"].lower(), *of_owner):
        return None
    tries = [n for n in walk(function.item.node) if n.type == "try_expression"]
    early = [n for n in walk(function.item.node) if n.type == "return_expression" and n.end_byte < inner[-1].start_byte and "Ok(" in text(n)]  # fmt: skip
    if early:
        return None
    if any(_called(text(t.named_children[0])) == wanted and _is_straight(t, function.item.node) for t in tries):
        return True
    calls = [
        n
        for n in walk(function.item.node)
        if n.type in ("call_expression", "macro_invocation") and n.start_byte < inner[-1].start_byte
    ]
    return False if not calls else None


def _called(code: str) -> str:
    """What an expression calls last, if it is a call: `a.check` of `a.check()`."""
    found = re.match(r"(?P<path>[\w.:]+)\(", "".join(code.split()))
    return re.split(r"\.|::", found["path"])[-1] if found is not None and code.rstrip().endswith(")") else ""


def _is_straight(node: Node, root: Node) -> bool:
    around = node.parent
    while around is not None and around.id != root.id:
        if around.type not in _STRAIGHT:
            return False
        around = around.parent
    return True
