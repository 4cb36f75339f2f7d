"""Claim: a package declares a dependency on a crate, or no longer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Looked for in the dependency tables of the manifest that is named, else of every manifest of the tree."""
    path = reading.get("path")
    if path and not path.endswith("Cargo.toml"):
        return undecided("not-understood", f"`{path}` is no manifest")
    manifests = manifests_called(case, path)
    if path and len(manifests) > 1:
        return undecided("subject-ambiguous", f"`{path}` could be {', '.join(f'`{p}`' for p in manifests)}")
    if not manifests:
        return fails("file-not-found", f"the tree has no `{path or 'Cargo.toml'}`")
    if reading.get("line"):
        return _as_written(reading.get("line"), manifests, case)
    gone = reading.get("state") == "gone"
    evidence: list[Evidence] = []
    for name in reading.list("crate"):
        places = [Evidence(p, n, n, f"`{name}`") for p in manifests for n in _lines(case, p, name)]
        if gone and places:
            return fails("item-remains", f"`{name}` is still a dependency", evidence=tuple(places))
        if not gone and not places:
            return fails("dependency-not-found", f"`{name}` is no dependency in {', '.join(f'`{p}`' for p in manifests[:4])}")
        evidence += places
    return holds("no longer a dependency" if gone else "declared as a dependency", evidence=tuple(evidence))


def manifests_called(case: Case, path: str) -> list[str]:
    """The manifests of the tree that `path` can mean: that very one, else all whose paths end with it; every one if it is empty."""
    every = [p for p in case.code.tree.paths() if p.endswith("Cargo.toml")]
    return [p for p in every if p == path.removeprefix("./")] or [p for p in every if not path or p.endswith("/" + path)]


def _as_written(line: str, manifests: list[str], case: Case) -> Finding:
    """`name = "1.0"`: a dependency is declared with just these words."""
    name, wanted = line.partition("=")[0].strip(), "".join(line.split())
    other: list[Evidence] = []
    for path in manifests:
        source = case.code.tree.read(path)
        rows = source.data.decode("utf-8", "replace").split("\n") if source is not None else []
        for n in _lines(case, path, name):
            place = Evidence(path, n, n, f"`{rows[n - 1].strip()}`")
            if "".join(rows[n - 1].split("#")[0].split()) == wanted:
                return holds(f"`{name}` is declared so", evidence=(place,))
            other.append(place)
    if other:
        return undecided("other-value", f"`{name}` is a dependency, but written otherwise", evidence=tuple(other))
    return fails("dependency-not-found", f"`{name}` is no dependency in {', '.join(f'`{p}`' for p in manifests[:4])}")


def _lines(case: Case, path: str, name: str) -> list[int]:
    """The 1-based lines of the manifest that declare `name` as a dependency."""
    source = case.code.tree.read(path)
    found: list[int] = []
    table = ""
    for n, line in enumerate(source.data.decode("utf-8", "replace").split("\n") if source else (), 1):
        bare = line.split("#")[0].strip()
        if bare.startswith("["):
            table = bare.strip("[]").strip()
            head, _, last = table.rpartition(".")
            if head.endswith("dependencies") and last.strip("\"'") == name:
                found.append(n)
        elif table.endswith("dependencies") and bare.partition("=")[0].partition(".")[0].strip().strip("\"'") == name:
            found.append(n)
    return found


KIND = Kind(
    "depends_on",
    "a package depends on a crate",
    (
        "<crate:crates> crate|dependency @be* @made|listed? @in|to? <path:manifest>?",
        "<crate:crates> @be* added|listed|present|declared as|to|in|dependency|dependencies|workspace* <path:manifest>",
        "<crate:crates> @be* added|listed|declared as|to|in dependency|dependencies @in? <path:manifest>?",
        "dependency|dependencies on <crate:crates> @be* @made? @in|to? <path:manifest>?",
        "<line:depline> @be* @made|listed? @in|to|as? dependency|dependencies @in? <path:manifest>?",
        "<path:manifest> depends on <crate:crates>",
        "<path:manifest> lists|has|declares <crate:crates> dependency|as|a*",
        "add <crate:crates> crate|dependency|dependencies|to* <path:manifest>",
        "<crate:crates> dependency|crate @be* removed|dropped|gone @in? <path:manifest>? ; state=gone",
        "<crate:crates> @be* @gone @in <path:manifest> ; state=gone",
        "remove <crate:crates> dependency|crate @in? <path:manifest>? ; state=gone",
    ),
    (
        "`bitflags` dependency added to `kernel/Cargo.toml`",
        "`kernel/Cargo.toml` depends on `hal`",
    ),
    decide,
    ("crate",),
)
