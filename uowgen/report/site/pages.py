"""The whole report as files: overview, dependencies, files, a page a spec and a page a file, and the report as JSON.

It gives paths and bytes in a stable order; where they are written is the command's affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.rendering.pages import BESIDE, page_file, page_writer
from uowgen.report.run import specs_of
from uowgen.report.site.asked import among, asked
from uowgen.report.site.chart import chart_of
from uowgen.report.site.detail import detail_for
from uowgen.report.site.facts import facts_of, totals_of
from uowgen.report.site.file_pages import file_pages
from uowgen.report.site.graph import HEIGHT, WIDTH, graph_of
from uowgen.report.site.spec_page import segments_of
from uowgen.report.site.trend import report_json, trend_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from uowgen.report.run import Run
    from uowgen.report.site.facts import SpecFacts

    Json = dict[str, Any]

REPORT = "report.json"
_STATUSES = ("fails", "refused", "undecided", "holds", "none")
_MOST_FOUND = 240_000


class Site(NamedTuple):
    """What every page says of the report: its title, the program's version, and when it was made."""

    title: str
    version: str
    made: str


def site_of(run: Run, *, title: str, made: str, earlier: Json | None = None) -> Iterator[tuple[str, bytes]]:
    """The files of the report: path in its folder, with `/`, and content. `made` is when, as a person reads it; `earlier` an
    earlier report's JSON to compare with, parsed. The last file is `REPORT`, which names all others as `pages`."""
    from json import dumps

    facts = facts_of(run)
    report = report_json(run, facts, made, earlier)
    written = []
    for path, text in _texts(run, facts, report, earlier, Site(title, run.version, made)):
        written.append(path)
        yield path, text.encode("utf-8", "replace")
    text = dumps({**report, "pages": written}, ensure_ascii=False, separators=(",", ":")) + "\n"
    yield REPORT, text.encode("utf-8", "replace")


def _texts(run: Run, facts: tuple[SpecFacts, ...], report: Json, earlier: Json | None, site: Site) -> Iterator[tuple[str, str]]:
    render = page_writer()

    def page(template: str, path: str, **values: object) -> tuple[str, str]:
        root = "../" * path.count("/")
        return path, render(template, site=site, root=root, here=path, facts=facts, **values)

    trend = trend_of(report, earlier)
    drift = trend.drift if trend is not None else ("",) * len(facts)
    detail = detail_for(facts)
    files = file_pages(run, facts, most=detail.file)
    for name in BESIDE:
        yield name, page_file(name)
    yield page(
        "overview",
        "index.html",
        totals=totals_of(facts),
        statuses={word: sum(f.status == word for f in facts) for word in _STATUSES},
        trend=trend,
        drift=drift,
        changes=trend.changes if trend is not None else (),
        chart=chart_of(trend.history) if trend is not None else None,
        found=[_found(f, min(600, _MOST_FOUND // len(facts))) for f in facts],
        problems=(*run.problems, *(run.plan.problems if run.plan is not None else ())),
    )
    graph = graph_of(specs_of(run))
    yield page("graph", "graph.html", graph=graph, circular=any(e.circular for e in graph.edges), size=(WIDTH, HEIGHT))
    yield page("files", "files.html", files=tuple(files.values()), unspoken=[f for f in facts if f.unspoken])
    place = among(files, "../")
    for n, spec in enumerate(facts):
        segments = segments_of(run, spec, detail)
        ask = asked(run, segments, place, most=detail.evidence)
        before, after = facts[n - 1] if n else None, facts[n + 1] if n + 1 < len(facts) else None
        beside = {"before": before, "after": after}
        yield page("spec", f"specs/{spec.page}.html", f=spec, segments=segments, ask=ask, drift=drift[n], **beside)
    for file in files.values():
        yield page("file", f"files/{file.page}.html", file=file)


def _found(facts: SpecFacts, most: int) -> str:
    """Words by which a search of the overview finds a spec, beside those that its row shows: at most `most` characters."""
    words = [*facts.files, *(v.criterion.text for v in facts.verdicts), *(o.target for o in facts.operations)]
    return " ".join(dict.fromkeys(" ".join(words).split()))[:most]
