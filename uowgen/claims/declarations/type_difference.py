"""Whether two types as they are written can be no one type, whatever the names in them stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_OWN = frozenset({"struct", "enum", "union"})
_SETTLED = frozenset({"Result", "Option", "Vec", "Box", "Arc", "Rc"})
_DEEP = 3  # aliases of aliases
_PLAIN = PRIMITIVES - {"Self", "String", "&str", "str"}


def surely_other(case: Case, first: str, second: str) -> bool:
    """Whether `first` and `second` differ in a part that nothing can stand for: a tuple and another one, a number and a struct."""
    a, b = "".join(first.split()), "".join(second.split())
    if a == b or "Self" in a + b or "impl" in a + b or "dyn" in a + b:
        return False
    ours, theirs = _tuple(a), _tuple(b)
    if ours is not None and theirs is not None:
        return len(ours) != len(theirs) or any(surely_other(case, x, y) for x, y in zip(ours, theirs, strict=True))
    if ours is not None or theirs is not None or a in _PLAIN or b in _PLAIN:
        other = b if ours is not None or a in _PLAIN else a
        return other in _PLAIN or _tuple(other) is not None or other[:1] in "&[*" or _is_of_the_tree(case, other)
    head, args = _parted(a)
    head2, args2 = _parted(b)
    same = head.rpartition("::")[2] == head2.rpartition("::")[2] and len(args) == len(args2) > 0
    return same and not _is_alias(case, head) and any(surely_other(case, x, y) for x, y in zip(args, args2, strict=True))


def surely_other_here(declaration: Declaration, first: str, second: str) -> bool:
    """Whether the two have different types in one place that are both declared beside `declaration`: there each name is just that."""
    a, b = "".join(first.split()), "".join(second.split())
    head, args = _parted(a)
    head2, args2 = _parted(b)
    if head == head2 and len(args) == len(args2) > 0:
        return any(surely_other_here(declaration, x, y) for x, y in zip(args, args2, strict=True))
    return head != head2 and all(_is_beside(declaration, h) for h in (head, head2))


def _is_beside(declaration: Declaration, name: str) -> bool:
    modules = [p for p in declaration.item.path if p.startswith("mod ")]
    same = [
        d for d in declaration.file.named(name) if d.item.kind in (*_OWN, "type", "trait", "use") and list(d.item.path) == modules
    ]
    return len(same) == 1 and same[0].item.kind in _OWN and not same[0].item.in_macro


def _tuple(text: str) -> list[str] | None:
    return _split(text[1:-1]) if text.startswith("(") and text.endswith(")") else None


def _parted(text: str) -> tuple[str, list[str]]:
    match = re.fullmatch(r"([\w:]+)<(.*)>", text)
    return (match[1], _split(match[2])) if match is not None else (text, [])


def _split(text: str) -> list[str]:
    """`text` at its commas, those within brackets left alone."""
    found, depth, part = [], 0, ""
    for n, ch in enumerate(text):
        depth += (ch in "<([{") - (ch in ")]}" or (ch == ">" and text[n - 1 : n] != "-"))
        if ch == "," and depth == 0:
            found.append(part)
            part = ""
        else:
            part += ch
    return [*found, part] if part else found


def _is_of_the_tree(case: Case, text: str, depth: int = 0) -> bool:
    """Whether a name means a struct or an enum: one of the tree, or the `Result` or `Option` of the language, by whatever other name."""
    head = _parted(text)[0]
    bare = head.rpartition("::")[2]
    known = [d for d in case.code.declared_anywhere(bare) if d.item.kind in (*_OWN, "type", "trait")]
    if bare in _SETTLED and (head.startswith(("core::", "std::", "alloc::")) or not known):
        return True
    if len(known) == 1 and known[0].item.kind == "type" and not known[0].item.in_macro and depth < _DEEP:
        return _is_of_the_tree(case, "".join(known[0].text.rpartition("=")[2].rstrip("; \n").split()), depth + 1)
    return bool(known) and {d.item.kind for d in known} <= _OWN


def _is_alias(case: Case, head: str) -> bool:
    return any(
        d.item.kind == "type" and "<" not in d.text.partition("=")[0] for d in case.code.declared_anywhere(head.rpartition("::")[2])
    )
