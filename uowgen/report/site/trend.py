"""A report as JSON (`uowgen/report/1`), and what is different from an earlier one.

Specs and criteria are recognised by their words, not by their lines. An earlier report of another make counts as none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from uowgen.report.fingerprints import code_digest, digest_of, spec_key
from uowgen.report.site.facts import STATUSES, totals_of

if TYPE_CHECKING:
    from uowgen.report.run import Run
    from uowgen.report.site.facts import SpecFacts

    Json = dict[str, Any]

SCHEMA = "uowgen/report/1"
_MOST_HISTORY = 200
_COUNTS = ("specs", "unspoken", "holds", "fails", "undecided", "applies", "applied", "refused")


class Change(NamedTuple):
    """A criterion whose verdict is another than before. `before` is None for a new one, `after` for one that is gone."""

    spec: int | None
    name: str
    text: str
    before: str | None
    after: str | None


class Trend(NamedTuple):
    """What is different. `totals` are those of then, `history` all that are known, this run's last; `drift` is, for each spec,
    `document`, `code`, `both`, `new`, or empty for one that is the same."""

    totals: dict[str, int]
    made: str
    changes: tuple[Change, ...]
    drift: tuple[str, ...]
    history: tuple[Json, ...]


def report_json(run: Run, facts: tuple[SpecFacts, ...], made: str, earlier: Json | None) -> Json:
    """The report for other programs, and for the next report to compare with. `made` is when, as a person reads it."""
    totals = totals_of(facts)
    then = _usable(earlier)
    history = [row for row in (then.get("history") if then else None) or [] if _is_counted(row)][-_MOST_HISTORY + 1 :]
    return {
        "schema": SCHEMA,
        "version": run.version,
        "made": made,
        "totals": totals,
        "history": [*history, {"made": made, **totals}],
        "specs": [_spec(f, run) for f in facts],
    }


def trend_of(report: Json, earlier: Json | None) -> Trend | None:
    """What is different between the two; None when there is no usable earlier one."""
    then = _usable(earlier)
    if then is None:
        return None
    before = {row["key"]: row for row in then["specs"]}
    changes: list[Change] = []
    drift = []
    for n, row in enumerate(report["specs"]):
        old = before.pop(row["key"], None)
        drift.append(_drift(row, old))
        changes += _changes(n, row, old)
    for old in before.values():
        changes += [Change(None, old["id"] or old["title"], c["text"], c["verdict"], None) for c in old["criteria"]]
    return Trend(then["totals"], then["made"], tuple(changes), tuple(drift), tuple(report["history"]))


def is_report(found: Json | None) -> TypeGuard[Json]:
    """Whether `found` is a report that was written whole: one to compare with, which names its pages."""
    if _usable(found) is None or found is None:
        return False
    pages = found.get("pages")
    return isinstance(pages, list) and all(isinstance(page, str) for page in pages)


def _spec(facts: SpecFacts, run: Run) -> Json:
    spec = facts.spec
    source = run.sources(spec.path)
    document = source.slice(spec.span) if source is not None else ""
    seen: dict[str, int] = {}
    criteria = []
    for verdict in facts.verdicts:
        text = verdict.criterion.text
        mark = digest_of(text)
        seen[mark] = seen.get(mark, 0) + 1
        row = {
            "key": f"{mark}:{seen[mark]}",
            "line": verdict.criterion.line,
            "text": text,
            "verdict": verdict.outcome,
            "code_digest": code_digest(verdict.evidence, run.sources),
        }
        more = {"claimed": verdict.criterion.claimed, "code": verdict.code}
        criteria.append(row | {name: value for name, value in more.items() if value})
    return {
        "key": spec_key(spec),
        "path": spec.path,
        "line": spec.line,
        "id": spec.id,
        "title": spec.title,
        "page": f"specs/{facts.page}.html",
        "depends_on": list(spec.depends_on),
        "document_digest": digest_of(document),
        "operations": {status: facts.count(status) for status in STATUSES if facts.count(status)},
        "places": [
            {"file": s.file, "line": s.line, "end_line": s.end_line, "how": s.how, "source_line": line}
            for s, line in dict.fromkeys(
                (s, o.source_line) for o, found in zip(facts.operations, facts.standings, strict=True) for s in found
            )
        ],
        "criteria": criteria,
        "unspoken": [u._asdict() for u in facts.unspoken],
    }


def _drift(row: Json, old: Json | None) -> str:
    if old is None:
        return "new"
    digests = {c["key"]: c["code_digest"] for c in old["criteria"]}
    # A criterion that rested on nothing before says nothing about whether code has changed.
    code = any(digests.get(c["key"]) and c["code_digest"] and digests[c["key"]] != c["code_digest"] for c in row["criteria"])
    document = row["document_digest"] != old["document_digest"]
    return "both" if code and document else "code" if code else "document" if document else ""


def _changes(n: int, row: Json, old: Json | None) -> list[Change]:
    name = row["id"] or row["title"]
    before = {c["key"]: c for c in old["criteria"]} if old is not None else {}
    found = []
    for criterion in row["criteria"]:
        was = before.pop(criterion["key"], None)
        if was is None or was["verdict"] != criterion["verdict"]:
            found.append(Change(n, name, criterion["text"], was["verdict"] if was else None, criterion["verdict"]))
    return found + [Change(n, name, c["text"], c["verdict"], None) for c in before.values()]


def _usable(earlier: Json | None) -> Json | None:
    """`earlier` if it has everything that is read of it, each of its sort."""
    if not isinstance(earlier, dict) or earlier.get("schema") != SCHEMA or not isinstance(earlier.get("made"), str):
        return None
    specs = earlier.get("specs")
    if not _is_counted(earlier.get("totals")) or not isinstance(specs, list) or not all(map(_is_spec, specs)):
        return None
    return earlier if isinstance(earlier.get("history", []), list) else None


def _is_counted(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(row.get(word), int) for word in _COUNTS)


def _is_spec(row: object) -> bool:
    if not isinstance(row, dict) or not isinstance(row.get("criteria"), list):
        return False
    texts = all(isinstance(row.get(k), str) for k in ("key", "id", "title", "document_digest"))
    wanted = ("key", "text", "verdict", "code_digest")
    return texts and all(isinstance(c, dict) and all(isinstance(c.get(k), str) for k in wanted) for c in row["criteria"])
