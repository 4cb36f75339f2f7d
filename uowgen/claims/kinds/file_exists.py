"""Claim: a file exists (or no longer does)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Whether the tree has each path; a bare file name is looked for among those that the tree lists."""
    gone = reading.get("state") == "gone"
    if reading.get("state") == "short":
        return _short(reading, case)
    evidence: list[Evidence] = []
    folder = reading.get("folder").strip("/")
    for name in reading.list("paths"):
        path = f"{folder}/{name}" if folder else name
        found, why = _exists(case, path)
        if found is None:
            return undecided("not-listed", why)
        if found and gone:
            return fails("file-remains", f"`{found}` is still there", evidence=(Evidence(found, 1, 1, "the file"),))
        if not found and not gone:
            return fails("file-not-found", f"the tree has no file `{path}`")
        if found:
            source = case.code.tree.read(found)
            evidence.append(Evidence(found, 1, len(source.line_starts()) if source else 1, "the file"))
    listed = ", ".join(f"`{p}`" for p in reading.list("paths"))
    return holds(f"{listed} {'does not exist' if gone else 'exists'}", evidence=tuple(evidence))


def _short(reading: Reading, case: Case) -> Finding:
    """Each file has fewer lines than the number says."""
    most = int(reading.get("number") or 0)
    evidence: list[Evidence] = []
    for path in reading.list("paths"):
        found, why = _exists(case, path)
        source = case.code.tree.read(found) if found else None
        if source is None:
            return undecided("not-listed", why) if found is None else fails("file-not-found", f"the tree has no file `{path}`")
        lines = source.data.count(b"\n") + (not source.data.endswith(b"\n") and bool(source.data))
        evidence.append(Evidence(found or path, 1, max(1, lines), f"{lines} lines"))
        if lines > most:
            return fails("too-long", f"`{found}` has {lines} lines", evidence=tuple(evidence))
    return holds(f"at most {most} lines", evidence=tuple(evidence))


def _exists(case: Case, path: str) -> tuple[str | None, str]:
    """The path as the tree has it, empty when it has none, None (with the reason) when that cannot be known."""
    clean = path.removeprefix("./")
    if clean.endswith("/"):
        inside = [p for p in case.code.tree.paths() if p.startswith(clean) or f"/{clean}" in p]
        return (inside[0] if inside else None), f"no Rust file lies below `{path}`, other files are not listed"
    why = case.code.tree.why_not(clean)
    if not why:
        return clean, ""
    if why != "missing":
        return None, f"`{path}` cannot be read: {why}"
    found = resolved_path(case, clean)
    if found:
        return found[0], ""
    if not clean.endswith((".rs", "Cargo.toml")) and "/" not in clean:
        return None, f"`{path}` is named without its folder, and only Rust files are listed"
    return "", ""


KIND = Kind(
    "file_exists",
    "a file exists",
    (
        "<paths> file|files|module|modules|folder|directory? @be* @made|written|moved",
        "file|files|module|folder|directory|new* <paths> @be* @made",
        "file|files|new* <paths> file|files? @be* @made|exist|exists|present|there in|under|inside|within|below <folder:code> folder|directory",
        "file|files|new* <paths> file|files? exist|exists in|under|inside|within|below <folder:code>",
        "there is a? file <paths>",
        "create|add|write new|file|a|module* <paths> file|module?",
        "<paths> file|files|module|folder|directory? @be* removed|deleted|gone ; state=gone",
        "<paths> file|files|module? no longer exists|exist ; state=gone",
        "delete|remove file? <paths> file? ; state=gone",
        "<paths> file|files|module? @be* less|fewer|shorter|smaller|under|below|< than? <number> lines|loc long? ; state=short",
        "<paths> @have|reduced|down|cut at|to|fewer|less|under|below|most|than* <number> lines|loc long? ; state=short",
    ),
    (
        "`kernel/src/memory/vma.rs` exists",
        "File `vma.rs` created",
        "`old_alloc.rs` is deleted",
        "`mm.rs` is under 400 lines",
    ),
    decide,
    ("paths",),
)
