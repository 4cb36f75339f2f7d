"""Digests that tell whether a finding, a criterion or its code is still the same, wherever it has moved to.

No line number and no white space goes into them. They are for comparing, not for keeping secrets.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from uowgen.model import Evidence, Spec
    from uowgen.report.findings import Finding
    from uowgen.text import Source


def fingerprints_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One for each finding: of its spec, rule and subject, and which of several equal ones it is."""
    seen: dict[str, int] = {}
    out = []
    for finding in findings:
        spec = spec_key(finding.spec) if finding.spec is not None else finding.place.path
        digest = digest_of(spec, finding.rule, finding.subject)
        seen[digest] = seen.get(digest, 0) + 1
        out.append(f"{digest}:{seen[digest]}")
    return tuple(out)


def spec_key(spec: Spec) -> str:
    """What a spec is known by from run to run: its path and id, or its title when it has no id."""
    return f"{spec.path}#{spec.id or spec.title}"


def code_digest(evidence: Iterable[Evidence], sources: Callable[[str], Source | None]) -> str:
    """Of the lines that a verdict rests on; empty when it rests on none."""
    texts = []
    for place in evidence:
        source = sources(place.file)
        if source is not None and place.line:
            texts += [place.file, *(source.line_text(n) for n in range(place.line, max(place.line, place.end_line) + 1))]
    return digest_of(*texts) if texts else ""


def digest_of(*texts: str) -> str:
    """16 hexadecimal digits of `texts`; runs of white space count as one blank."""
    key = blake2b(digest_size=8)
    for text in texts:
        key.update(" ".join(text.split()).encode("utf-8", "surrogatepass") + b"\0")
    return key.hexdigest()
