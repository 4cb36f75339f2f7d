"""Which list of ranges the spec's blocks bring, how its ranges are seen, and which of its methods put in, take out and look for ranges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.clauses import changes, the_one_list
from uowgen.claims.containers.container import as_container, is_integer
from uowgen.claims.containers.marked_ranges import Element, arguments, element_of
from uowgen.claims.kind import Finding
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.range_words import INSERTS
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of, visibility_of

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.containers.marked_ranges import Mark
    from uowgen.claims.kind import Case

_PUTS = re.compile(r"(?:try_)?(?:insert|add|push|reserve|map|register|claim|occupy|put|record|track)(?:_|$)")
_CUTS = re.compile(
    r"(?:remove|unmap|delete|cut|carve|punch|clear|release|take|exclude|subtract|unreserve|erase|free|unregister|unclaim|withdraw|evict|drop)(?:_|$)"
)
_LOOKS = re.compile(
    r"(?:find|get|lookup|look_up|containing|at|query|search|locate|covering|resolve|which|owner|holder|who|held)(?:_|$)|\w+_(?:at|containing|for|of)$"
)
_HAS = re.compile(r"(?:contains|covers|has|includes|is_\w+|holds)(?:_|$)")


class RangeList(NamedTuple):
    """A list of ranges: the type, what it lists, and its methods by role; empty where it has none, or several.

    `owner` is the mark that a removal is given as well: who it is that takes out.
    """

    container: Container
    element: Element
    insert: str
    remove: str
    find: str
    has: str
    owner: Mark | None = None
    take: str = ""  # where none takes out what is in a range: what takes out the one that begins at a place

    @property
    def mark(self) -> Mark | None:
        """The mark that ranges are told apart by."""
        return self.owner or self.told or (self.element.marks[0] if self.element.marks else None)

    @property
    def told(self) -> Mark | None:
        """The mark that a search gives back; None where it gives a range, or something else."""
        returns = "".join(self.container.methods[self.find][0].returns.split()) if self.find else ""
        found = re.fullmatch(r"(?:Option|Result)<&?(?:'\w+)?([\w:]+)(?:,.*)?>", returns)
        fitting = [m for m in self.element.marks if found and bare_name(found[1]) == bare_name(m.type)]
        named = [m for m in fitting if m.name in self.find.split("_")] or fitting
        return named[0] if len(named) == 1 else None


def list_at_hand(case: Case, named: frozenset[str]) -> RangeList | None:
    """The one list of ranges that the spec's blocks bring; of several methods for a role the one that is `named` counts."""
    return case.once(f"list of ranges {sorted(named)}", lambda: the_one_list(case, lambda name: _as_list(case, name, named)))


def _as_list(case: Case, name: str, named: frozenset[str]) -> RangeList | None:
    found = find_type(case, name).found
    container = as_container(case, found[0]) if len(found) == 1 else None
    if container is None or isinstance(container, Finding):
        return None
    element = element_of(case, container) or _of_pairs(container)
    if element is None:
        return None
    of_ranges = [n for n, (s, d) in container.methods.items() if changes(d) and arguments(case, element, s.parameters, None)]
    of_places = [n for n, (s, d) in container.methods.items() if len(s.parameters) == 1 and is_integer(s.parameters[0][1])]

    def playing(names: list[str], pattern: re.Pattern[str], usual: tuple[str, ...] = ()) -> str:
        fitting = [n for n in names if pattern.match(n)]
        said = [n for n in fitting if n in named]
        fitting = [n for n in fitting if visibility_of(container.methods[n][1])] or fitting  # a helper is no way in
        first = said or sorted((n for n in fitting if n in usual), key=usual.index)[:1] or fitting
        return first[0] if len(first) == 1 else ""

    truths = [n for n in of_places if container.methods[n][0].returns == "bool"]
    looks = [n for n in of_places if n not in truths and container.methods[n][0].returns.startswith(("Option<", "Result<"))]
    looks = [n for n in looks if not changes(container.methods[n][1]) or "&mut" in container.methods[n][0].returns]
    insert = playing(of_ranges, _PUTS, INSERTS)
    remove = playing([n for n in of_ranges if n != insert], _CUTS)
    take = playing([n for n in of_places if changes(container.methods[n][1])], _CUTS) if not remove else ""
    given = container.methods[remove][0].parameters if remove else ()
    owners = [m for m in element.marks if len(given) > 1 and any(n.lstrip("_") == m.name for n, _ in given)]
    owner = owners[0] if len(owners) == 1 else None
    return (
        RangeList(container, element, insert, remove, playing(looks, _LOOKS), playing(truths, _HAS), owner, take)
        if insert
        else None
    )


def _of_pairs(container: Container) -> Element | None:
    """A list of pairs, or of ranges of the standard library. That the second of a pair is an end is seen from what the code does with it."""
    found = [
        (f.name, inner[1] or "")
        for f in fields_of(container.declaration).all
        for inner in [re.fullmatch(r"(?:alloc::vec::)?Vec<(?:\((\w+),\1\)|(?:core::ops::)?Range<\w+>)>", "".join(f.type.split()))]
        if inner is not None
    ]
    if len(found) != 1:
        return None
    start, end = ("v.0", "v.1") if found[0][1] else ("v.start", "v.end")
    return Element(
        container.declaration, f"it.{found[0][0]}.iter()", start, end, (), (), bounded=False, last=end.removeprefix("v.")
    )


__all__ = ["RangeList", "list_at_hand"]
