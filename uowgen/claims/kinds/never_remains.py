"""Claim: no call of something is left in a file, or in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.calls import called
from uowgen.claims.subject import resolved_path
from uowgen.facts.calls import calls_in
from uowgen.model import Evidence
from uowgen.rust.syntax import errors

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Every counterexample is listed. A receiver under another name, tokens of macro calls, a file with errors: undecided."""
    wanted = called(reading.get("callee"))
    path = reading.get("path")
    last = wanted.split(".")[-1].split("::")[-1]
    paths = resolved_path(case, path) if path else case.code.paths_with(last)
    if path and not paths:
        return fails("file-not-found", f"the tree has no file `{path}`")
    if not case.code.tree.paths():
        return undecided("empty-tree", "the tree has no Rust file")
    left: list[Evidence] = []
    unsure: list[Evidence] = []
    aliased: list[Evidence] = []
    for p in paths:
        file = case.code.file(p)
        if file is None:
            return undecided("unreadable", f"`{p}` cannot be read")
        if errors(file.rust.root):
            return undecided("syntax-errors", f"`{p}` has syntax errors, which may hide a call")
        for call in calls_in(file, file.rust.root):
            if call.matches(wanted):
                (left if call.sure else unsure).append(Evidence(p, call.line, call.line, f"`{call.path}`"))
            elif "." in wanted and call.path.endswith(f".{last}"):
                aliased.append(Evidence(p, call.line, call.line, f"`{call.path}`"))
    if left:
        return fails("call-remains", f"{len(left)} left of `{wanted}`", evidence=tuple(left + unsure))
    if unsure:
        return undecided("inside-macro", f"`{wanted}` stands inside a macro call", evidence=tuple(unsure))
    receiver = wanted.rpartition(".")[0]
    if aliased and any(receiver.encode("utf-8") in file.rust.source.data for p in paths if (file := case.code.file(p)) is not None):
        return undecided("may-be-aliased", f"another name may stand for `{receiver}`", evidence=tuple(aliased))
    return holds(f"no call of `{wanted}` in {f'`{path}`' if path else 'the tree'}")


KIND = Kind(
    "never_remains",
    "no call of something is left",
    (),
    (),
    decide,
)
