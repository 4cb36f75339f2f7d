"""That a function never does what a sentence says that it does before something else: the field that it would be done to is out of its reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails
from uowgen.facts.calls import calls_in, macros_in
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_FEW = 40  # functions that are looked into
_MACROS = frozenset("assert! assert_eq! assert_ne! debug_assert! debug_assert_eq! panic! info! warn! error! trace!".split())  # noqa: SIM905


def never_done(act: Phrase, function: Declaration, case: Case) -> Finding | None:
    """Fails where the one field that the act names, private to its type, stands neither in the function nor in anything it may come to.

    What the tree does not declare can reach the field only through the value itself, which is then not to be handed on.
    """
    if len(act.names) != 1 or act.words:
        return None
    name = act.names[0].rpartition(".")[2]
    fields = [d for d in case.code.declared_anywhere(name) if d.item.kind == "field"]
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    mine = [d for d in fields if d.owner == owner and owner]
    if len(mine) != 1 or len(fields) != 1 or mine[0].text.startswith("pub"):
        return None
    seen: set[str] = set()
    pending = [function]
    while pending:
        one = pending.pop()
        body = one.item.node.child_by_field_name("body")
        if body is None or one.item.in_macro or len(seen) > _FEW or re.search(rf"\b{name}\b", one.text):
            return None
        if any(m.path.rpartition("::")[2] not in _MACROS for m in macros_in(one.file, body)):
            return None
        text = "".join(one.file.rust.text(body).split())
        if re.search(r"[(,](?:&(?:mut)?)?self[,)]|=(?:&(?:mut)?)?self;|\blet\b.*=self\b", text):
            return None
        for call in calls_in(one.file, body):
            bare = call.path.rpartition("::")[2].rpartition(".")[2]
            if bare in seen:
                continue
            seen.add(bare)
            pending += [d for d in case.code.declared_anywhere(bare) if d.item.kind == "fn" and counts(d)]
    if any(re.search(rf"\b{name}\b", d.text) for d in case.code.declared_anywhere("drop") if d.item.kind == "fn"):
        return None
    return fails("act-not-found", f"`{function.item.name}` never comes to `{name}`, nor does anything that it calls", function)
