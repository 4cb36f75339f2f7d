"""What is wrong with specs as documents, before any of their code is written: for their authors.

Values in, values out: it gives remarks with places, suggested wordings and, where it is safe, edits of the document. It writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.lint.blocks import block_remarks
from uowgen.lint.citations import citation_remarks
from uowgen.lint.criteria import criterion_remarks
from uowgen.lint.dependencies import dependency_remarks
from uowgen.lint.names import name_remarks
from uowgen.lint.placeholders import placeholder_remarks
from uowgen.lint.remark import Remark, Unit
from uowgen.plan import PlanOptions, plan_specs
from uowgen.text import apply_edits, conflicts
from uowgen.tree import OverlayTree
from uowgen.verify import VerifyOptions, verify_specs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Spec
    from uowgen.text import Edit, Source
    from uowgen.tree import Tree


_RULES = (block_remarks, citation_remarks, name_remarks, criterion_remarks, placeholder_remarks)


def lint_specs(
    specs: Sequence[tuple[Spec, Source]],
    beside: Sequence[tuple[Spec, Source]],
    tree: Tree,
    planning: PlanOptions,
    judging: VerifyOptions,
) -> tuple[Remark, ...]:
    """The remarks on `specs`, in the order of their documents, each place once for each code.

    `beside` are specs that are only there to be depended on: they are planned before and nothing is said of them. `planning` and
    `judging` are how they are planned and their criteria decided.
    """
    everything = (*specs, *beside)
    plan = plan_specs(everything, tree, planning)
    planned = {(p.spec.path, p.spec.line): p for p in plan.specs}
    changed = {change.path: None if change.removed else change.result for change in plan.changes}
    patched = OverlayTree(tree, changed)
    judged = verify_specs(specs, patched, judging)
    found: list[Remark] = list(dependency_remarks(specs, everything))
    for (spec, source), (_, verdicts) in zip(specs, judged, strict=True):
        unit = Unit(spec, source, planned[spec.path, spec.line], verdicts, tree, patched, planning.placeholders)
        for rule in _RULES:
            found += rule(unit)
    order = {source.path: n for n, (_, source) in reversed(list(enumerate(specs)))}
    found.sort(key=lambda r: (order.get(r.diagnostic.path, 0), r.diagnostic.span or (0, 0), r.diagnostic.code))
    return tuple({(r.diagnostic.path, r.diagnostic.code, r.diagnostic.span): r for r in reversed(found)}.values())[::-1]


def fixed(source: Source, remarks: Sequence[Remark]) -> tuple[bytes, tuple[Remark, ...]]:
    """The text of `source` with every fix of `remarks` made that clashes with none before it, and the remarks that they belong to."""
    edits: list[Edit] = []
    done: list[Remark] = []
    for remark in remarks:
        if remark.fix is None or remark.diagnostic.path != source.path:
            continue
        if remark.fix in edits or not conflicts((*edits, remark.fix)):
            edits.append(remark.fix)
            done.append(remark)
    return apply_edits(source.data, tuple(edits)), tuple(done)
