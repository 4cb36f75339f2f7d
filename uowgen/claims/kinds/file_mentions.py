"""Claim: a file of documentation mentions something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.doc_mentions import says
from uowgen.claims.names import bare_name
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """What is named stands in the file, letter for letter. A name that is there without its type decides nothing."""
    path = reading.get("path") or _named(case, reading.get("file"))
    source = case.code.tree.read(path) if path else None
    if source is None:
        if path and case.code.tree.why_not(path) == "missing" and "/" in path:
            return fails("file-not-found", f"the tree has no file `{path}`")
        return undecided("not-listed", f"which file is meant by {reading.get('file') or path} is not known")
    text = source.data.decode("utf-8", "replace")
    evidence: list[Evidence] = []
    for what in reading.list("what"):
        if says(text, what):
            line = source.line_of(source.data.find(what.encode()))
            evidence.append(Evidence(path, line, line, f"`{what}`"))
            continue
        if bare_name(what).lower() in text.lower():
            return undecided(
                "not-mentioned", f"`{path}` speaks of `{bare_name(what)}`, which may be the same", evidence=tuple(evidence)
            )
        return fails("not-mentioned", f"`{path}` does not mention `{what}`", evidence=(Evidence(path, 1, 1, "the file"),))
    if reading.get("how") == "more":  # whether it says enough of it is for a person
        return undecided("needs-a-person", f"`{path}` mentions it; how well is not judged", evidence=tuple(evidence))
    return holds(f"`{path}` mentions it", evidence=tuple(evidence))


def _named(case: Case, word: str) -> str:
    """The one file of that name that the spec speaks of: “the README”."""
    written = (p.strip().removeprefix("./") for p in case.document.slice(case.spec.span).split("`")[1::2])
    paths = {*written, *(f.path for f in case.spec.files)}
    found = {p for p in paths if "\n" not in p and " " not in p and p.rpartition("/")[2].lower().startswith(f"{word.lower()}.")}
    found -= {p for p in found if any(other.endswith(f"/{p}") for other in found)}  # said in full elsewhere
    return found.pop() if len(found) == 1 else ""


KIND = Kind(
    "file_mentions",
    "a file of documentation mentions something",
    (
        "readme file? @mention|lists|contains to? <what:codewords> ; file=readme",
        "changelog file? @mention|lists|contains to? <what:codewords> ; file=changelog",
        "<path:docpath> file? @mention|lists|contains to? <what:codewords>",
        "<what:codewords> @be* mentioned|listed in <path:docpath>",
        "<what:codewords> @be* mentioned|listed in readme file? ; file=readme",
        "readme file? documents|describes|explains|covers <what:codewords> ; file=readme how=more",
        "<path:docpath> file? documents|describes|explains|covers <what:codewords> ; how=more",
    ),
    (
        "`docs/pages.md` mentions `walk_to_entry`",
        "The README lists `sys_mmap` and `sys_munmap`",
    ),
    decide,
    ("what",),
)
