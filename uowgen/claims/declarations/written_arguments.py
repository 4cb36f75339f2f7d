"""Parameters that are written with the name of a function: “`open(path: &str)` returns `Fd`” speaks of the one that takes a `&str`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, fails, undecided
from uowgen.claims.names import PRIMITIVES
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import find_method
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_HEAD = re.compile(r"`([A-Za-z_][\w:]*)\(([^`]*:[^`]*)\)(?: -> [^`]+)?`")


def written_otherwise(text: str, case: Case) -> Finding | None:
    """That a function which `text` names with its parameters takes others; None where it takes these, or is not found."""
    for name, inner in _HEAD.findall(text):
        asked = [a.partition(": ") for a in cut_at_commas(inner) if "self" not in a.split(":")[0].split()]
        if name[0].isupper() and "::" not in name:
            continue
        if not asked or not all(colon and left.strip().isidentifier() for left, colon, _ in asked):
            continue
        subject = find_method(case, name)
        if len(subject.found) != 1 or subject.found[0].item.kind != "fn" or subject.found[0].item.in_macro:
            continue
        have = [without_paths(p.type) for p in parameters_of(subject.found[0])]
        wanted = [without_paths(typed) for _, _, typed in asked]
        if have == wanted:
            continue
        why = f"`{name}` takes `{', '.join(have) or 'nothing'}`"
        surely = len(have) == len(wanted) and any(a != b and {a, b} <= PRIMITIVES for a, b in zip(have, wanted, strict=True))
        return fails("other-signature", why, subject.found[0]) if surely else undecided("other-signature", why, subject.found[0])
    return None
