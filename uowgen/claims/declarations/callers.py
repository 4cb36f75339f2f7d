"""Decides how many calls of a function there are, from how many functions, and whether there are others than the spec speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.scope import regions
from uowgen.claims.declarations.spots import function_at, spots_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, called, owner_name
from uowgen.claims.subject import find_type
from uowgen.facts.calls import calls_in
from uowgen.facts.documentation import says_word
from uowgen.facts.macros import may_bring
from uowgen.facts.patterns import in_macro_calls, taken_apart
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.declarations.scope import Region
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile


def decide(reading: Reading, case: Case) -> Finding:
    """Sites are counted one by one, callers as functions. What may be a call and what only tests do leave it undecided."""
    callee = called(reading.get("callee")).removesuffix("!")
    bare = bare_name(callee)
    inside = regions(case, reading.get("place"), bare)
    if isinstance(inside, Finding):
        return inside
    if reading.get("unit") == "pattern":
        return _apart(reading, case, callee, inside)
    spots = spots_of(case, callee, "call", inside)
    for code, found in (("may-be-aliased", spots.unsure), ("only-outside-the-build", spots.tests)):
        if found:
            return undecided(code, f"`{callee}` may be called elsewhere as well", evidence=found)
    brought = next((u for r in inside if (u := may_bring(case.code, r.file, r.node, bare)) is not None), None)
    if brought is not None:
        return undecided("inside-macro", f"`{brought.text}` at {brought.file}:{brought.line} may call `{callee}`")
    callers = _functions(case, spots.sure)
    if reading.get("state") == "other":
        return _no_other(case, callee, callers, spots.sure)
    sites = sum(_at(case, e) for e in spots.sure)
    if reading.get("unit") == "caller" and sites != len(callers) and int(reading.get("times")) in (sites, len(callers)):
        return undecided("other-count", f"{len(callers)} functions call `{callee}`, at {sites} places", evidence=spots.sure)
    count = len(callers) if reading.get("unit") == "caller" else sites
    return _counted(
        reading, count, f"{count} {'functions call' if reading.get('unit') == 'caller' else 'calls of'} `{callee}`", spots.sure
    )


def _counted(reading: Reading, count: int, message: str, evidence: tuple[Evidence, ...]) -> Finding:
    times = int(reading.get("times"))
    if count == times:
        return holds(message, evidence=evidence)
    if count > times and not reading.get("exact"):
        return undecided("other-count", f"{message}; whether they are to be so many at most is not said", evidence=evidence)
    return fails("other-count", message, evidence=evidence)


def _no_other(case: Case, callee: str, callers: dict[tuple[str, str], Evidence], sites: tuple[Evidence, ...]) -> Finding:
    """“No other callers”: than those that the document speaks of, by their own names or by their files'."""
    text = case.document.data.decode("utf-8", "replace")
    if not callers:
        return undecided("vacuous", f"nothing calls `{callee}`")
    strange = tuple(
        e for (path, name), e in callers.items() if path.rpartition("/")[2] not in text and (not name or name not in text)
    )
    if strange and len(callers) > 1:
        return fails("not-everywhere", f"{len(strange)} callers of `{callee}` are not spoken of in the document", evidence=strange)
    said = all(path.rpartition("/")[2] in text or says_word(text, name.strip()) for path, name in callers)
    if strange or len(callers) > 1 or not said:
        return undecided("subject-ambiguous", f"which callers of `{callee}` are meant is not clear", evidence=sites)
    return holds(f"one function calls `{callee}`", evidence=sites)


def _functions(case: Case, spots: tuple[Evidence, ...]) -> dict[tuple[str, str], Evidence]:
    """The functions around the spots, by file and name; two functions of one name in a file are told apart by their lines."""
    found: dict[tuple[str, str], Evidence] = {}
    seen: dict[tuple[str, str], int] = {}
    for spot in spots:
        file = case.code.file(spot.file)
        around = function_at(file, spot.line) if file is not None else None
        name, line = (around.item.name, around.line) if around is not None else ("", spot.line)
        while seen.setdefault((spot.file, name), line) != line:
            name += " "
        found.setdefault((spot.file, name), spot)
    return found


def _at(case: Case, spot: Evidence) -> int:
    file = case.code.file(spot.file)
    return (
        sum(c.line == spot.line and f"`{c.path}`" == spot.note for c in calls_in(file, file.rust.root)) if file is not None else 1
    )


def _apart(reading: Reading, case: Case, callee: str, inside: tuple[Region, ...]) -> Finding:
    """How many functions take the variant `Type::Variant` apart."""
    name, owner = bare_name(callee), owner_name(callee)
    if not owner or not find_type(case, owner).found:
        return undecided("no-subject", f"of which type `{name}` is, is not said, or that type is not there")
    spots: list[Evidence] = []
    for file, node in inside:
        told = [Evidence(file.path, n, n, f"`{name}` in a macro call") for n in in_macro_calls(file, node, name)]
        found = [(path, Evidence(file.path, n, n, f"`{path}`")) for path, n in taken_apart(file, node, name)]
        mine = [e for path, e in found if _is_of(file, e, path, owner)]
        other = [e for path, e in found if e not in mine and not path.rpartition("::")[0][:1].isupper()]
        if told or other:
            return undecided("may-be-aliased", f"whether `{callee}` is meant there is not known", evidence=(*told, *other))
        spots += mine
    callers = _functions(case, tuple(spots))
    count = len(callers)
    return _counted(reading, count, f"{count} functions take `{callee}` apart", tuple(spots))


def _is_of(file: CodeFile, spot: Evidence, path: str, owner: str) -> bool:
    before = path.rpartition("::")[0].rpartition("::")[2]
    around = function_at(file, spot.line)
    return before == owner or (before == "Self" and around is not None and around.owner.rpartition(" for ")[2] == owner)
