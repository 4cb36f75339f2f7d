"""A run as one HTML page that needs nothing beside it: no other file, no script, no network.

The site of several pages that `uowgen report` writes is made in `report.site`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.report.site.asked import asked, nowhere
from uowgen.report.site.detail import detail_for
from uowgen.report.site.facts import facts_of, totals_of
from uowgen.report.site.spec_page import segments_of

if TYPE_CHECKING:
    from uowgen.report.run import Run

_JUDGED = (("holds", "criteria hold"), ("fails", "fail"), ("undecided", "undecided"))
_PLANNED = (("applied", "operations in the tree"), ("applies", "would apply"), ("refused", "refused"))


def html(run: Run) -> str:
    """The page: a summary, then each spec with its criteria, and its document beside what became of each block."""
    from base64 import b64encode
    from hashlib import sha256

    from uowgen.rendering.pages import STYLE, page_file, page_writer

    style = page_file(STYLE)
    facts = facts_of(run)
    totals = totals_of(facts)
    counted = (*(_JUDGED if run.judged is not None else ()), *(_PLANNED if run.plan is not None else ()))
    detail = detail_for(facts)
    shown = []
    for n, spec in enumerate(facts, 1):
        segments = segments_of(run, spec, detail)
        shown.append((spec, segments, asked(run, segments, nowhere, pre=f"s{n}-", most=detail.evidence)))
    return page_writer()(
        "page",
        title=_title(run, totals),
        style=style,
        # The policy lets in this one style and nothing else.
        style_digest=b64encode(sha256(style.encode()).digest()).decode(),
        counted=counted,
        totals=totals,
        problems=(*run.problems, *(run.plan.problems if run.plan is not None else ())),
        shown=shown,
        judged=run.judged is not None,
        version=run.version,
    )


def _title(run: Run, totals: dict[str, int]) -> str:
    if run.judged is None:
        return f"{totals['applies']} apply, {totals['applied']} applied, {totals['refused']} refused"
    return f"{totals['holds']} hold, {totals['fails']} fail, {totals['undecided']} undecided"
