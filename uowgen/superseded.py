"""Code of an earlier spec that a later spec of the same run has changed since: it differs from its document, and all is as it should be.

That is so only if the document's code, with what the later specs do to it, is what the tree has. Nothing else counts as there already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.rust.items import same_code
from uowgen.text import Draft, Edit, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from uowgen.desk import Desk
    from uowgen.model import Directive, Operation, Spec, SpecPlan
    from uowgen.text import Source

    Planned = Callable[[int, Desk], SpecPlan]
    Written = Callable[[Spec, Directive, Desk], Sequence[Operation]]

CODE = "item-exists-differently"


def with_superseded(
    planned: list[SpecPlan],
    specs: Sequence[tuple[Spec, Source]],
    desk: Desk,
    afresh: Callable[[], Desk],
    plan: Planned,
    write: Written,
) -> list[SpecPlan]:
    """`planned` with the operations `applied` that are refused only because a later spec has changed what they would write.

    `afresh` gives the tree without any draft; `plan` plans the spec of a number on such a desk; `write` plans one directive on it.
    """
    found = list(planned)
    for n, spec_plan in enumerate(planned):
        for block, path in dict.fromkeys((o.block, o.file) for o in spec_plan.operations if o.code == CODE):
            later = [m for m in range(n + 1, len(planned)) if _done_there(planned[m], path)]
            directives = [d for d in specs[n][0].directives if d.block is not None and d.block == block]
            if not later or len(directives) != 1 or _drafted(desk, path):
                continue
            changer = _changer(specs[n][0], directives[0], path, later, afresh(), plan, write)
            if changer is not None:
                found[n] = _applied(found[n], block, path, specs[changer][0])
    return found


def _done_there(spec_plan: SpecPlan, path: str) -> bool:
    return any(o.file == path and o.status == "applied" for o in spec_plan.operations)


def _drafted(desk: Desk, path: str) -> bool:
    draft = desk.drafts.get(path)
    return draft is not None and draft.data != draft.original


def _changer(
    spec: Spec, directive: Directive, path: str, later: list[int], desk: Desk, plan: Planned, write: Written
) -> int | None:
    """The number of the first of the `later` specs that changes what `directive` writes, if all of them lead to what the tree has."""
    source = desk.tree.read(path)
    if source is None:
        return None
    if directive.verb == "create":
        code = spec.blocks[directive.block or 0].code
        desk.lay(path, Draft(path, source.data).apply((Edit(path, Span(0, len(source.data)), code.encode()),)))
    elif any(o.status == "refused" for o in write(spec, directive._replace(verb="replace"), desk)):
        return None
    changer = None
    for number in later:
        operations = [o for o in plan(number, desk).operations if o.file == path]
        if any(o.status == "refused" for o in operations):
            return None
        if changer is None and any(o.status == "applies" for o in operations):
            changer = number
    same = all(same_code(draft.data, draft.original or b"") for draft in desk.drafts.values())
    return changer if same else None


def _applied(spec_plan: SpecPlan, block: int | None, path: str, changer: Spec) -> SpecPlan:
    message = f"superseded by spec {changer.id or changer.title}, which changes it"
    operations = tuple(
        o._replace(
            status="applied",
            code=None,
            message=message,
            help="",
            candidates=(),
            line=o.candidates[0].line if o.candidates else None,
        )
        if o.code == CODE and o.block == block and o.file == path
        else o
        for o in spec_plan.operations
    )
    return spec_plan._replace(operations=operations)
