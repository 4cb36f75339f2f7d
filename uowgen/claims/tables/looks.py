"""What is looked at in a walk through page tables: whether a thing that is said of it is so, where the tree shows it at all.

Each look is a function of a `Look`; it gives True, False, or None where this tree does not show it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.page_tables import ROOT, STALE

if TYPE_CHECKING:
    from uowgen.behaviour.page_tables import Layout
    from uowgen.claims.tables.walks import Walk

PAGES, TABLES = frozenset({"page", "huge", "shared"}), frozenset({"table"})
_NUMBER = 5


class Look(NamedTuple):
    """One walk, with what its tree had."""

    walk: Walk
    layout: Layout

    def entries(self, kinds: frozenset[str] | None = None) -> set[tuple[int, int]]:
        """The user's entries that were present, of frames of these kinds."""
        tree = self.walk.tree
        return {
            place for place, e in tree.memory.items()
            if tree.kinds[place[0]] != "kernel" and (place[0] != ROOT or place[1] < self.layout.user)
            and (kinds is None or tree.kinds[e.target] in kinds)
        }  # fmt: skip

    def frames(self, kinds: frozenset[str]) -> set[int]:
        """The frames of these kinds."""
        return {a for a, kind in self.walk.tree.kinds.items() if kind in kinds}

    def clears(self, kinds: frozenset[str] | None = None) -> list[int]:
        """When an entry of such a frame was cleared."""
        wanted = self.entries(kinds) if kinds is not None else None
        return [n for n, d in enumerate(self.walk.done) if d.what == "clear" and (wanted is None or d.at in wanted)]

    def cleared(self) -> set[tuple[int, ...]]:
        """The entries that were cleared."""
        return {d.at for d in self.walk.done if d.what == "clear"}

    def frees(self, kinds: frozenset[str] | None = None) -> list[int]:
        """When a frame of these kinds was freed."""
        tree = self.walk.tree.kinds
        return [n for n, d in enumerate(self.walk.done) if d.what == "free" and (kinds is None or tree.get(d.at[0], "") in kinds)]

    def freed(self) -> list[int]:
        """The addresses that were freed, in order."""
        return [d.at[0] for d in self.walk.done if d.what == "free"]

    def flushes(self) -> list[int]:
        """When translations were flushed."""
        return [n for n, d in enumerate(self.walk.done) if d.what == "flush"]

    def called(self, word: str) -> list[int]:
        """When another call of the outside whose name has `word` was made."""
        return [n for n, d in enumerate(self.walk.done) if d.what == "other" and word in d.name.split("_")]

    def reads(self, table: int) -> list[int]:
        """When a table was read."""
        return [n for n, d in enumerate(self.walk.done) if d.what == "read" and d.at[0] == table]


Places = Callable[[Look], list[int]]
Seen = Callable[[Look], "bool | None"]


class Meant:
    """A look that was meant only where the spec's own code is so, which may be looked at more closely by `own`; `of_refusals` if it is
    one at calls that fail.
    """

    def __init__(self, seen: Seen, *, own: Seen | None = None, of_refusals: bool = False) -> None:
        self.seen, self.own, self.of_refusals = seen, own or seen, of_refusals

    def __call__(self, it: Look) -> bool | None:
        return self.seen(it)


def before(one: Places, two: Places) -> Seen:
    """All of the one come before all of the other."""

    def look(it: Look) -> bool | None:
        first, second = one(it), two(it)
        return max(first) < min(second) if first and second else None

    return look


def both(*seen: Seen) -> Seen:
    """All are so, as far as the tree shows them."""

    def look(it: Look) -> bool | None:
        found = [s(it) for s in seen]
        return False if False in found else None if all(f is None for f in found) else True

    return Meant(look) if any(isinstance(s, Meant) for s in seen) else look


def turned(seen: Seen) -> Seen:
    """It is not so."""

    def look(it: Look) -> bool | None:
        found = seen(it)
        return None if found is None else not found

    return look


def flushed(low: int, most: int) -> Seen:
    """It is flushed so often, where something was cleared."""
    return lambda it: low <= len(it.flushes()) <= most if it.clears() else None


def flushed_by_number(it: Look) -> bool | None:
    """Each flush is given the number of the address space."""
    rows = [it.walk.done[n].given for n in it.flushes()]
    return all(_NUMBER in row for row in rows) if rows else None


def flushed_if_cleared(it: Look) -> bool | None:
    """No flush where nothing was cleared."""
    return not it.flushes() if not it.clears() else None


def flushed_each(it: Look) -> bool | None:
    """A flush behind each entry that is cleared."""
    return len(it.flushes()) >= len(it.clears()) if len(it.clears()) > 1 else None


def absent_skipped(it: Look) -> bool | None:
    """Nothing is written to entries that are not present."""
    written = {d.at for d in it.walk.done if d.what == "overwrite"}
    return not {place for place in written if place not in it.walk.tree.memory}


def passed_over(it: Look) -> bool | None:
    """Nothing comes of entries that are invalid and not empty: all goes as in the same tree without them."""
    stale = {place: e.target for place, e in it.walk.tree.memory.items() if e.kind == STALE}
    beside = it.walk.beside
    if not stale or beside is None or beside.stuck or beside.panicked:
        return None
    frames = {*stale.values(), *(e.target for place, e in it.walk.tree.memory.items() if place[0] in stale.values())}
    if any(d.at[0] in frames for d in it.walk.done if d.what in ("free", "read", "clear", "overwrite")):
        return False
    if beyond_holes(it) is False:  # it was not passed over, but the end of the table's walk
        return False
    return True if it.walk.done == beside.done and it.walk.result == beside.result else None


def beyond_holes(it: Look) -> bool | None:
    """What stands behind an entry that is absent or invalid is looked at as well, in each table that is looked into."""
    memory = it.walk.tree.memory
    read = {d.at for d in it.walk.done if d.what == "read"}
    tables = {table for table, _ in read}
    holes = {t: next(n for n in range(it.layout.entries + 1) if (t, n) not in memory or memory[t, n].kind == STALE) for t in tables}
    found = [place in read for place in it.entries() if place[0] in tables and place[1] > holes[place[0]]]
    return all(found) if found else None


def lower_half_only(number: int) -> Seen:
    """Of the root only the first `number` entries are looked at or cleared."""

    def look(it: Look) -> bool | None:
        touched = {d.at[1] for d in it.walk.done if d.what in ("read", "clear", "overwrite") and d.at[0] == ROOT}
        return max(touched) == number - 1 if touched else None

    return look


def kernel_left(it: Look) -> bool | None:
    """Nothing of the kernel's half is cleared or walked into."""
    kinds, user = it.walk.tree.kinds, it.layout.user
    kernel = [place for place in it.walk.tree.memory if place[0] == ROOT and place[1] >= user]
    if not kernel:
        return None
    return not any(
        (d.what in ("clear", "overwrite") and d.at[0] == ROOT and d.at[1] >= user)
        or (d.what in ("read", "clear", "overwrite") and kinds.get(d.at[0]) == "kernel")
        or (d.what == "free" and kinds.get(d.at[0]) == "kernel")
        for d in it.walk.done
    )


def all_cleared(it: Look) -> bool | None:
    """Every entry of the user's that was present is cleared."""
    return it.entries() <= it.cleared() if it.entries() else None


def root_cleared(it: Look) -> bool | None:
    """Each of the user's entries of the root that was present is cleared."""
    places = {place for place in it.entries() if place[0] == ROOT}
    return places <= it.cleared() if places else None


def of_kind(kinds: frozenset[str], *, cleared: bool | None = None, freed: bool | None = None) -> Seen:
    """Frames of some kinds are, or are not, cleared out of their tables and freed."""

    def look(it: Look) -> bool | None:
        places, frames = it.entries(kinds), it.frames(kinds)
        if not frames or (cleared is not None and not places):
            return None
        if cleared is not None and (places <= it.cleared() if cleared else not places & it.cleared()) is False:
            return False
        often = [it.freed().count(f) for f in frames]
        return freed is None or (all(n == 1 for n in often) if freed else not any(often))

    return look


def not_followed(it: Look) -> bool | None:
    """What a large entry points to is never read as a table."""
    large = it.frames(frozenset({"huge"}))
    return not any(d.what == "read" and d.at[0] in large for d in it.walk.done) if large else None


def cleared_before_scanned(it: Look) -> bool | None:
    """The entry of a table is cleared before the table is read."""
    found = []
    for place, entry in it.walk.tree.memory.items():
        clears = [n for n, d in enumerate(it.walk.done) if d.what == "clear" and d.at == place]
        reads = it.reads(entry.target) if entry.kind == "table" else []
        if clears and reads:
            found.append(clears[0] < reads[0])
    return all(found) if found else None


def _cleared_and_freed(it: Look) -> list[tuple[list[int], list[int]]]:
    """For each of the user's entries: when it was cleared, and when what it points to was freed."""
    done = it.walk.done
    return [
        (
            [n for n, d in enumerate(done) if d.what == "clear" and d.at == place],
            [n for n, d in enumerate(done) if d.what == "free" and d.at == (it.walk.tree.memory[place].target,)],
        )
        for place in it.entries()
    ]


def cleared_after_freed(it: Look) -> bool | None:
    """Each entry is cleared when what it points to has been freed."""
    rows = [(c, f) for c, f in _cleared_and_freed(it) if f]
    return all(c and c[0] > f[0] for c, f in rows) if rows else None


def cleared_before_freed(it: Look) -> bool | None:
    """Each entry is cleared before what it points to is freed."""
    rows = [(c, f) for c, f in _cleared_and_freed(it) if f]
    return all(c and c[0] < f[0] for c, f in rows) if rows else None


def cleared_where_freed(it: Look) -> bool | None:
    """Each entry is cleared that leads to what was freed."""
    rows = [c for c, f in _cleared_and_freed(it) if f]
    return all(rows) if rows else None


def scanned_whole(number: int) -> Seen:
    """Each table below the root is read over so many entries."""

    def look(it: Look) -> bool | None:
        tables = [t for t in it.frames(TABLES) if it.reads(t)]
        if not tables:
            return None
        return all({it.walk.done[n].at[1] for n in it.reads(t)} == set(range(number)) for t in tables)

    return look


def children_first(it: Look) -> bool | None:
    """Tables are freed before the one above them."""
    order = {a: n for n, a in enumerate(it.freed())}
    pairs = [(c, p) for c, p in it.walk.tree.above.items() if p in order and it.walk.tree.kinds[c] == "table"]
    return all(child in order and order[child] < order[parent] for child, parent in pairs) if pairs else None


def all_below_first(it: Look) -> bool | None:
    """Each table is freed when all tables below it have been, and the pages that are freed at all."""
    order = {a: n for n, a in enumerate(it.freed())}
    kinds = it.walk.tree.kinds
    pairs = [(c, p) for c, p in it.walk.tree.above.items() if p in order and (c in order or kinds[c] == "table")]
    return all(child in order and order[child] < order[parent] for child, parent in pairs) if pairs else None


def parents_first(it: Look) -> bool | None:
    """Tables are freed before those below them."""
    found = children_first(it)
    return None if found is None or not it.frames(TABLES) <= {*it.freed()} else not found


def root_last(it: Look) -> bool | None:
    """The root is the last that is freed."""
    freed = it.freed()
    return freed[-1] == ROOT and freed.count(ROOT) == 1 if freed else None


def clean_addresses(it: Look) -> bool | None:
    """Only whole frames are freed, though entries have other bits set."""
    freed = it.freed()
    return all(a in it.walk.tree.kinds for a in freed) if freed else None


def by_level(it: Look) -> bool | None:
    """A large page is freed with the order of the level that maps it."""
    rows = [it.walk.done[n] for n in it.frees(frozenset({"huge"}))]
    levels = it.walk.tree.levels
    return all(row.given[:1] == (9 * levels[row.at[0]],) for row in rows) if rows else None


def counts(what: str) -> Seen:
    """What is given back is a number: of frames freed, of entries cleared, or of pages alone."""

    def look(it: Look) -> bool | None:
        gave = it.walk.gave
        if not isinstance(gave, int):
            return None
        if what == "frames":
            return gave == sum(
                1 << (d.given[0] if d.given and isinstance(d.given[0], int) else 0) for d in it.walk.done if d.what == "free"
            )
        if what == "cleared":
            return gave == len(it.clears())
        return gave == len(it.frees(PAGES))

    return look


def counts_without(kinds: frozenset[str]) -> Seen:
    """Frames of these kinds add nothing to the number that is given back."""

    def look(it: Look) -> bool | None:
        gave = it.walk.gave
        if not isinstance(gave, int) or not it.frames(kinds):
            return None
        return gave == sum(
            1 << (d.given[0] if d.given and isinstance(d.given[0], int) else 0)
            for d in it.walk.done
            if d.what == "free" and it.walk.tree.kinds.get(d.at[0]) not in kinds
        )

    return look


def in_tree(name: str, seen: Seen) -> Seen:
    """It is so in one tree."""
    return lambda it: seen(it) if it.walk.tree.name == name else None


def gives(number: int) -> Seen:
    """Just this number is given back."""
    return lambda it: it.walk.gave == number


__all__ = ["PAGES", "TABLES", "Look", "Meant", "Places", "Seen"]
