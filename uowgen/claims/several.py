"""What is found where a name means several things: each is tried, so that what is the same of all of them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.packages import in_files_of_the_head, in_same_package

if TYPE_CHECKING:
    from uowgen.claims.kind import Case, Finding, Kind
    from uowgen.claims.sentences.frame import Reading

_FEW = 6  # declarations of one name


def of_each(kind: Kind, reading: Reading, case: Case, finding: Finding) -> Finding:
    """What is found of each thing of the name that was looked for last, if it is the same of all.

    Else what is found of the one in the spec's own package, or in the files that stand at the document's head.

    `case.several` stays as it is where that decides nothing.
    """
    several, found = case.several, {}
    for declaration in several if len(several) <= _FEW else ():
        case.only = declaration
        found[declaration] = kind.decide(reading, case)
    case.only, case.several = None, several
    outcomes = {f.outcome for f in found.values()}
    if len(outcomes) == 1 and outcomes <= {"fails", "holds"}:
        case.several = ()
        return next(iter(found.values()))
    for mine in (in_same_package(case, several), in_files_of_the_head(case, several)):
        if len(mine) == 1 and mine[0] in found:
            case.several = ()
            return found[mine[0]]
    return finding
