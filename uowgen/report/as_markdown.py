"""A run as Markdown for a pull request's comment or a step's summary: a table of the specs, then what needs looking at.

All text of documents and trees is escaped: it can form no link, mention, tag or heading of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import visible
from uowgen.report.findings import findings_of, serious
from uowgen.report.run import specs_of

if TYPE_CHECKING:
    from uowgen.report.findings import Finding
    from uowgen.report.run import Run

# GitHub takes a step summary of 1 MiB and a comment of 65,536 characters; details stop before the smaller limit.
_MOST_CHARACTERS = 60_000
_MOST_ROWS = 200
_WORDS = {
    "applies": "applies", "applied": "already there", "refused": "refused",
    "holds": "hold", "fails": "fail", "undecided": "undecided",
}  # fmt: skip


def markdown(run: Run) -> str:
    """The report; what does not fit is counted in its last line."""
    findings = findings_of(run)
    columns = [w for w in _WORDS if (run.plan if w in ("applies", "applied", "refused") else run.judged) is not None]
    counts = {word: sum(f.outcome == word for f in findings) for word in columns}
    head = ", ".join(f"{counts[word]} {_WORDS[word]}" for word in columns) or "nothing to report"
    rows = [f"### uowgen: {head}", "", *_table(run, findings, columns), ""]
    size = sum(map(len, rows))
    wanted = serious(findings)
    for n, finding in enumerate(wanted):
        part = _details(finding)
        size += len(part)
        if size > _MOST_CHARACTERS:
            rows.append(f"… and {len(wanted) - n} more.")
            break
        rows.append(part)
    return "\n".join(rows).rstrip("\n") + "\n"


def _table(run: Run, findings: tuple[Finding, ...], columns: list[str]) -> list[str]:
    specs = specs_of(run)
    if not specs or not columns:
        return []
    per: dict[tuple[str, int], dict[str, int]] = {}
    for finding in findings:
        if finding.spec is not None:
            mine = per.setdefault((finding.spec.path, finding.spec.line), {})
            mine[finding.outcome] = mine.get(finding.outcome, 0) + 1
    rows = ["| spec | " + " | ".join(_WORDS[c] for c in columns) + " |", "|---|" + "--:|" * len(columns)]
    for spec in specs[:_MOST_ROWS]:
        mine = per.get((spec.path, spec.line), {})
        name = f"{escaped(f'{spec.id} {spec.title}'.strip())}<br>{_code(f'{spec.path}:{spec.line}')}"
        rows.append(f"| {name} | " + " | ".join(str(mine.get(c, 0)) for c in columns) + " |")
    if len(specs) > _MOST_ROWS:
        rows.append(f"| … and {len(specs) - _MOST_ROWS} more specs |" + " |" * len(columns))
    return rows


def _details(finding: Finding) -> str:
    place = finding.place
    mark = {"fails": "✗", "refused": "✗", "undecided": "?"}.get(finding.outcome, "!")
    about = finding.subject if finding.outcome in ("fails", "undecided") else finding.message.split("\n")[0]
    rows = [
        f"<details><summary>{mark} {escaped(about)} ({escaped(finding.code)})</summary>",
        "",
        f"{_code(f'{place.path}:{place.line}')}: {escaped(finding.message)}",
        "",
    ]
    rows += [f"{n}. {escaped(step)}" for n, step in enumerate(finding.steps, 1)]
    rows += [""] if finding.steps else []
    rows += [f"- {_code(f'{p.path}:{p.line}')} {escaped(p.note)}" for p in finding.related]
    rows += [""] if finding.related else []
    rows += [f"**Help:** {escaped(finding.help)}", ""] if finding.help else []
    return "\n".join([*rows, "</details>", ""])


def escaped(text: str) -> str:
    """`text` on one line as Markdown, in HTML blocks too, that shows just that; what it quotes in backticks is shown as code."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:  # the last backtick has no partner
        last = parts.pop()
        parts[-1] += "`" + last
    return "".join(_code(part) if n % 2 else _entities(part) for n, part in enumerate(parts) if part)


def _code(text: str) -> str:
    """As a tag, not in backticks: those mean nothing inside an HTML block, and a pipe would end a table's cell."""
    return f"<code>{_entities(text)}</code>"


def _entities(text: str) -> str:
    """Each character that Markdown or HTML could take as its own, as an entity; mentions and issue numbers link nowhere."""
    shown = "".join(f"&#{ord(ch)};" if ch in _SPECIAL else ch for ch in visible(text))
    # GitHub looks for these after entities have been read, but not across a space of no width.
    return shown.replace("&#64;", "&#64;&#8203;").replace("&#35;", "&#35;&#8203;").replace("www.", "www&#46;")


_SPECIAL = "\\`*_{}[]<>()#+!|&@~:$^="
