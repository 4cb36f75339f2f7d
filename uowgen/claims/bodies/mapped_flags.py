"""With which rights a function maps pages: “maps the window readable and writable, but not executable”, told by the flags that it passes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import stands_somewhere
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.subject import find_method
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_RIGHTS = {
    "readable": ("READ", "READABLE", "R"), "writable": ("WRITE", "WRITABLE", "WRITEABLE", "W"), "writeable": ("WRITE", "WRITABLE", "WRITEABLE", "W"),
    "executable": ("EXECUTE", "EXEC", "EXECUTABLE", "X"), "user accessible": ("USER", "USER_ACCESSIBLE", "U"), "user-accessible": ("USER", "USER_ACCESSIBLE", "U"),
    "accessible from user mode": ("USER", "USER_ACCESSIBLE", "U"), "global": ("GLOBAL", "G"), "valid": ("VALID", "V"), "present": ("PRESENT", "P"),
    "uncached": ("NO_CACHE", "UNCACHED", "CACHE_DISABLE"), "cacheable": ("CACHED", "CACHEABLE"),
}  # fmt: skip
_ONE = rf"(?:{'|'.join(sorted(_RIGHTS, key=len, reverse=True))})"
_LIST = rf"{_ONE}(?:(?:, and |, or |, | and | or | nor ){_ONE})*"
_DENYING = re.compile(r"^(?:NO_|NON_|NOT_)|^(?:NX|XN|UXN|PXN|XD)$")


def spoken_rights(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    match = re.match(
        rf"`(?P<f>[\w:]+)(?:\(\))?` maps (?:(?:its|the|all|each|every|all of its|all the|a) )?(?:[a-z]+ ){{0,2}}(?:as )?(?P<yes>{_LIST})(?:,? (?:but|and) (?:not|never) (?P<no>{_LIST}))?$",
        said,
    )
    subject = find_method(case, match["f"]) if match is not None else None
    if match is None or subject is None or len(subject.found) != 1:
        return None
    function = subject.found[0]
    flags = _flags(function)
    if flags is None or any(_DENYING.search(f) for f in flags):
        return None
    asked = [(w, True) for w in re.findall(_ONE, match["yes"])] + [(w, False) for w in re.findall(_ONE, match["no"] or "")]
    told: list[bool | None] = []
    for word, wanted in asked:
        if flags & set(_RIGHTS[word]):
            told.append(wanted)
        else:  # a right that the tree has no name for may be given in another way
            known = any(len(n) > 1 and stands_somewhere(case, n) for n in _RIGHTS[word])
            told.append((not wanted) if known else None)
    listed = " | ".join(sorted(flags))
    if False in told:
        return "passes_number", fails("other-value", f"`{function.item.name}` maps with `{listed}`", function)
    return None if None in told else ("passes_number", holds(f"`{function.item.name}` maps with `{listed}`", function))


def _flags(function: Declaration) -> set[str] | None:
    """The names of the flags that every call that maps is given, written out with `|`; None where they are not."""
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return None
    found: list[frozenset[str]] = []
    for node in walk(body):
        called = node.child_by_field_name("function") if node.type == "call_expression" else None
        given = node.child_by_field_name("arguments")
        name = re.split(r"::|\.", function.file.rust.text(called))[-1] if called is not None else ""
        if given is None or form("map") not in parts(name):
            continue
        chains = [c for a in given.named_children if (c := _chain(function.file, a))]
        if len(chains) == 1:
            found.append(chains[0])
        elif given.named_children and given.named_children[0].type != "closure_expression" and len(given.named_children) > 1:
            return None
    return set(found[0]) if found and len(set(found)) == 1 else None


def _chain(file: CodeFile, node: Node) -> frozenset[str]:
    """The last names of constants with `|` between them; empty for anything else."""
    while node.type == "parenthesized_expression":
        node = node.named_children[0]
    if node.type == "binary_expression":
        sign = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if sign is None or left is None or right is None or file.rust.text(sign) != "|":
            return frozenset()
        one, two = _chain(file, left), _chain(file, right)
        return one | two if one and two else frozenset()
    last = file.rust.text(node).rpartition("::")[2]
    return frozenset({last}) if node.type in ("scoped_identifier", "identifier") and last.isupper() else frozenset()
