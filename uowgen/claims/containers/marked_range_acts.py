"""Criteria on lists of ranges that carry a mark: touching ones are joined, a part is cut out, a gap is found, what is refused leaves all as it was.

Each run of the list is held against a few lines of Python that say which addresses are taken, and with which mark.
"""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from uowgen.claims.containers.container import container_of, container_with, is_integer
from uowgen.claims.containers.marked_ranges import GAP, INSERT, REMOVE, TOP, address, driver, element_of, observed
from uowgen.claims.containers.range_code import UNIT
from uowgen.claims.containers.runs import Step
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.driven import place_of, seen_in_spec, seen_of, told
from uowgen.claims.sentences.range_words import INSERTS, REMOVES
from uowgen.claims.values.value_patterns import pattern_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.claims.containers.container import Container
    from uowgen.claims.containers.marked_ranges import Element, Mark, Observed
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_PIECES = ((1, 2), (2, 4), (4, 7), (8, 9))
_TOUCHING = ((1, 2), (2, 3), (3, 5), (5, 6))
_BEYOND = 1 << 64


def joins_finding(case: Case, name: str, *, mark: str, only: bool) -> Finding:
    """Decides that `name` joins touching ranges; `mark` is what they must have in common (empty: nothing), `only`: no others are joined."""
    found = _parts(case, name)
    if isinstance(found, Finding):
        return found
    container, element, method = found
    common = _mark_said(element, mark) if mark else None
    if mark and common is None:
        return undecided("not-observable", f"what is meant by the same {mark} is not known", container.declaration)
    if not mark and element.others:
        return undecided("not-understood", f"whether `{element.others[0]}` must be the same is not said", container.declaration)
    code = driver(case, container, element, (method, "", ""), common, ("", ""))
    runs = [
        [n for piece, t in zip(order, marks, strict=True) for n in (INSERT, *piece, t)]
        for size in (2, 3, 4)
        for order in permutations(_TOUCHING, size)
        for marks in (product((0, 1), repeat=size) if mark else ((0,) * size,))
    ]
    return _told(
        case, container, code, method, runs, lambda rows: _joining(rows, method, only, element.bounded), "joined, or kept apart,"
    )


def _joining(rows: Iterable[Observed], insert: str, only: bool, bounded: bool) -> list[Step]:
    taken: dict[int, int] = {}
    steps: list[Step] = []
    for row in rows:
        beside = [taken[p] for p in (row.a - 1, row.b) if p in taken]
        said = f"{insert}({row.a * UNIT:#x}, {row.b * UNIT:#x}) of kind {row.t}"
        if not row.whole or row.gave[0] != 1:
            # What touches a range of the same kind is to be joined with it, so it is to be taken in.
            wrong = row.t in beside and (not bounded or not row.whole)
            return [*steps, Step(f"{said} {'is refused' if row.whole else 'panics'}", False if wrong else None)]
        taken.update(dict.fromkeys(range(row.a, row.b), row.t))
        wanted, found = _runs_of(taken), sorted(row.listed)
        right: bool | None = None
        if found == wanted:
            right = True if row.t in beside or (only and beside) else None
        elif _covers(found) == _covers(wanted) or (row.t in beside and _addresses(found) != _addresses(wanted)):
            right = False  # two of a kind touch and are two, or joining them has lost something
        elif _addresses(found) == _addresses(wanted) and only:
            right = False  # two of different kinds have become one
        else:
            return [*steps, Step(said, None)]
        steps.append(Step(f"{said}: {_shown(found)}" + (f", not {_shown(wanted)}" if right is False else ""), right))
    return steps


def cuts_finding(case: Case, name: str, *, counts: bool) -> Finding:
    """Decides that `name` takes out what it is given and no more; `counts`: it tells how many bytes that were."""
    found = _parts(case, name, INSERTS)
    if isinstance(found, Finding):
        return found
    container, element, insert = found
    method = bare_name(name)
    if counts and not is_integer(container.methods[method][0].returns):
        return undecided("unsupported-code", f"`{method}` tells no number", container.methods[method][1])
    mark = element.marks[0] if element.marks else None
    code = driver(case, container, element, (insert, method, ""), mark, ("", ""))
    runs = []
    for n, three in enumerate(permutations(_PIECES, 3)):
        put = [x for k, piece in enumerate(three) for x in (INSERT, *piece, k % 2)]
        cuts = list(combinations(range(10), 2))
        runs += [[*put, REMOVE, *cut, 0, REMOVE, 0, 10, 0] for cut in (cuts if n == 0 else cuts[n % 3 :: 3])]
    return _told(case, container, code, method, runs, lambda rows: _cutting(rows, insert, method, counts), "cut out")


def _cutting(rows: Iterable[Observed], insert: str, remove: str, counts: bool) -> list[Step]:
    taken: dict[int, int] = {}
    steps: list[Step] = []
    for row in rows:
        if row.kind == INSERT:
            steps.append(Step(f"{insert}({row.a * UNIT:#x}, {row.b * UNIT:#x})", None))
            taken.update(dict.fromkeys(range(row.a, row.b), row.t))
            if _covers(sorted(row.listed)) != _covers(_runs_of(taken)) or not row.whole:
                return steps  # what is put in wrongly is no matter of taking out
            continue
        gone = [p for p in range(row.a, row.b) if p in taken]
        for page in gone:
            del taken[page]
        counted = row.gave[0] == len(gone) * UNIT or not counts
        right = row.whole and counted and _covers(sorted(row.listed)) == _covers(_runs_of(taken))
        said = f"{remove}({row.a * UNIT:#x}, {row.b * UNIT:#x}) leaves {_shown(sorted(row.listed))}" + (
            f" and gives {row.gave[0]:#x}" if counts else ""
        )
        wrong = f", not {_shown(_runs_of(taken))}" + (f" and {len(gone) * UNIT:#x}" if counts else "")
        steps.append(Step(said + ("" if right else wrong), right if gone or not right else None))
    return steps


def refuses_finding(case: Case, name: str, *, empty: str, overlap: str, kept: bool) -> Finding:
    """Decides that `name` refuses empty ranges with `empty`, overlapping ones with `overlap`; `kept`: then nothing changes."""
    owner = container_of(case, name)
    if not isinstance(owner, Finding) and not empty and bare_name(name) in owner.methods:
        from uowgen.claims.containers.closed_range_acts import closed_finding

        if (closed := closed_finding(case, owner, bare_name(name), "overlap", value=overlap, kept=kept)) is not None:
            return closed
    found = _parts(case, name)
    if isinstance(found, Finding):
        return found
    container, element, method = found
    declaration = container.methods[method][1]
    patterns = tuple(_refusal(case, declaration, said) if said else "" for said in (empty, overlap))
    if any(said and not pattern for said, pattern in zip((empty, overlap), patterns, strict=True)):
        return undecided("not-understood", f"what `{method}` is to give back is no value of it", declaration)
    mark = element.marks[0] if element.marks else None
    code = driver(case, container, element, (method, "", ""), mark, (patterns[0], patterns[1]))
    pieces = ((1, 3), (3, 4), (5, 8), (9, 10))
    tried = [*combinations(range(11), 2), *((n, n) for n in range(0, 11, 2))]
    runs = [[n for piece in (*two, last) for n in (INSERT, *piece, 0)] for two in permutations(pieces, 2) for last in tried]
    refused = told(
        case,
        container,
        code,
        method,
        runs,
        4,
        lambda run, seen: _refusing(observed(run, seen), method, empty, overlap, kept),
        "refused",
        beyond=(lambda run, seen: _refused_more(observed(run, seen), method)) if overlap else None,
    )
    if refused.outcome != "holds" or not empty or not isinstance(code, str) or "(b - a)" in code:
        return refused
    return _reversed(case, container, code, method, patterns[0]) or refused


def _refusal(case: Case, declaration: Declaration, said: str) -> str:
    """What is written of a refusal as a pattern: `Overlap` is a variant of what the function fails with."""
    returns = declaration.file.rust.text(declaration.item.node).partition("{")[0].partition("->")[2]
    bad = returns.strip().removesuffix(">").rpartition(",")[2].strip() if "Result<" in returns else ""
    plain = said.isidentifier() and said[:1].isupper() and said not in ("None", "Err")
    return pattern_of(case, declaration, f"{bad}::{said}" if plain and bad.replace("::", "").isidentifier() else said)


def _refusing(rows: Iterable[Observed], insert: str, empty: str, overlap: str, kept: bool) -> list[Step]:
    ranges: list[tuple[int, int]] = []
    before: tuple[tuple[int, int, int], ...] = ()
    steps: list[Step] = []
    for row in rows:
        nothing = row.a >= row.b
        overlaps = any(low < row.b and row.a < high for low, high in ranges) and not nothing
        inside = any(low < row.a < high for low, high in ranges) and nothing  # both is true of it: which comes first is not said
        wanted: set[int] = set()
        if nothing and empty:
            wanted = {1, 2, 3} if inside and overlap else {1, 3}
        elif overlaps and overlap:
            wanted = {2, 3}
        taken = row.gave[0] == 1
        said = f"{insert}({row.a * UNIT:#x}, {row.b * UNIT:#x}) {'is taken' if taken else 'is refused' if row.whole else 'panics'}"
        if wanted:
            right = row.whole and not taken and row.gave[1] in wanted and (not kept or row.listed == before)
            left = f" and leaves {_shown(row.listed)}" if kept and row.listed != before else ""
            steps.append(Step(said + left, right))
        elif nothing or overlaps or not taken:
            return [*steps, Step(said, None)]
        else:
            steps.append(Step(said, None))
            ranges.append((row.a, row.b))
        before = row.listed
    return steps


def _refused_more(rows: Iterable[Observed], insert: str) -> str:
    """Which range that overlaps none is refused as one that does; empty if none is."""
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if row.a < row.b and not any(low < row.b and row.a < high for low, high in ranges):
            if row.gave[0] != 1 and row.gave[1] in (2, 3):
                return f"{insert}({row.a * UNIT:#x}, {row.b * UNIT:#x}) is refused"
            ranges.append((row.a, row.b))
    return ""


def _reversed(case: Case, container: Container, code: str, method: str, pattern: str) -> Finding | None:
    """What becomes of a range that ends before it begins, where the spec's own code calls that empty; None if it is refused so."""
    runs = [[INSERT, 5, 8, 0, INSERT, *two, 0] for two in ((4, 2), (11, 9), (7, 6))]
    place = (place_of(container, method),)
    for run, mine, theirs in zip(
        runs, seen_of(case, container, code, runs), seen_in_spec(case, container, code, runs), strict=True
    ):
        row, own = (observed(run, seen)[1:] if seen else [] for seen in (mine, theirs))
        if row and row[0].gave[0] == 0 and row[0].gave[1] & 1:
            continue
        if own and own[0].gave[0] == 0 and own[0].gave[1] & 1 and row and row[0].gave[0] == 1:
            story = f"{method}({run[5] * UNIT:#x}, {run[6] * UNIT:#x}) is taken"
            return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (story,))
        why = f"whether a range that ends before it begins is empty is not said, and it is not refused with `{pattern}`"
        return Finding("undecided", why, None, "not-observable", place)
    return None


def gap_finding(case: Case, name: str, *, lowest: bool, start: str, length: str, limit: str, overflow: bool) -> Finding:
    """Decides that `name` gives the lowest free address from `start` on with room for `length` (`lowest`), or else `None` where that ends
    above `limit` or (`overflow`) beyond all addresses.
    """
    from uowgen.claims.containers.marked_ranges import gap_arguments

    found = _parts(case, name, INSERTS)
    if isinstance(found, Finding):
        return found
    container, element, insert = found
    method = bare_name(name)
    roles = gap_arguments(container.methods[method][0].parameters) or {}
    for said, role in ((start, "a"), (length, "t"), (limit, "b")):
        if said and roles.get(said, "").partition(" ")[0] != role:
            return undecided("not-understood", f"`{said}` is not what `{method}` takes for that", container.methods[method][1])
    code = driver(case, container, element, (insert, "", method), None, ("", ""))
    has_limit = any(v.startswith("b") for v in roles.values())
    runs = []
    for size in range(4):
        for pieces in combinations(_PIECES, size):
            put = [n for piece in pieces for n in (INSERT, *piece, 0)]
            asks: list[int] = []
            for start_at, room in product(range(10), range(1, 5)):
                lowest_at = _lowest({p for low, high in pieces for p in range(low, high)}, start_at, room)
                ends = (
                    sorted({lowest_at + room - 1, lowest_at + room, lowest_at + room + 1, lowest_at, TOP}) if has_limit else [TOP]
                )
                asks += [n for end in ends for n in (GAP, start_at, end, room)]
            high = [n for at, room in ((TOP, 1), (TOP, 2), (TOP + 1, 1), (TOP + 1, 3), (TOP + 3, 2)) for n in (GAP, at, TOP, room)]
            runs.append([*put, *asks, *high])
    return _told(case, container, code, method, runs, lambda rows: _searching(rows, insert, method, lowest, overflow), "so")


def _lowest(taken: set[int], start: int, room: int) -> int:
    at = start
    while any(p in taken for p in range(at, at + room)):
        at += 1
    return at


def _searching(rows: Iterable[Observed], insert: str, gap: str, lowest: bool, overflow: bool) -> list[Step]:
    taken: dict[int, int] = {}
    steps: list[Step] = []
    for row in rows:
        if row.kind == INSERT:
            taken.update(dict.fromkeys(range(row.a, row.b), 0))
            steps.append(Step(f"{insert}({row.a * UNIT:#x}, {row.b * UNIT:#x})", None))
            if not row.whole or _covers(sorted(row.listed)) != _covers(_runs_of(taken)):
                return steps
            continue
        start = address(row.a)
        wanted = start if row.a >= TOP else _lowest(set(taken), row.a, row.t) * UNIT
        end = wanted + row.t * UNIT
        over, above = end >= _BEYOND, address(row.b) < end < _BEYOND
        right: bool | None
        if lowest:
            right = row.gave == (1, wanted) if row.b == TOP and not over and not above else None
        else:
            right = row.gave == (0, 0) if above or (over and overflow) else None
        gave = f"{row.gave[1]:#x}" if row.gave[0] else "nothing"
        said = f"{gap} of {row.t * UNIT:#x} bytes from {start:#x} to {address(row.b):#x} " + (
            f"gives {gave}" if row.whole else "panics"
        )
        steps.append(Step(said + (f", not {f'{wanted:#x}' if lowest else 'nothing'}" if right is False else ""), right))
    return steps


# --------------------------------------------------------------------------------------------------------------------- shared


def _parts(case: Case, name: str, beside: tuple[str, ...] = ()) -> tuple[Container, Element, str] | Finding:
    """The type that has the method `name`, what it lists, and the method that inserts: `name` itself, or one of `beside`."""
    container = container_with(case, name)
    if isinstance(container, Finding):
        return container
    method = bare_name(name)
    insert = next((n for n in beside if n in container.methods), "") if beside else method
    if not insert or (beside and insert == method) or (not beside and method in REMOVES):
        return undecided("role-unclear", "which method inserts is not known", container.declaration)
    element = element_of(case, container)
    if element is None:
        return undecided(
            "not-observable", f"what is in a `{container.declaration.item.name}` cannot be seen", container.declaration
        )
    return container, element, insert


def _mark_said(element: Element, word: str) -> Mark | None:
    from uowgen.claims.acts.vocabulary import parts_of_name

    said = [m for m in element.marks if {word, word.removesuffix("s")} & (parts_of_name(m.name) | parts_of_name(m.type))]
    return said[0] if len(said) == 1 else None


def _told(
    case: Case,
    container: Container,
    code: str | Finding,
    method: str,
    runs: list[list[int]],
    read: Callable[[list[Observed]], list[Step]],
    what: str,
) -> Finding:
    return told(case, container, code, method, runs, 4, lambda run, seen: read(observed(run, seen)), what)


def _runs_of(taken: dict[int, int]) -> list[tuple[int, int, int]]:
    """The ranges of pages with one mark, each as long as can be, in bytes."""
    found: list[tuple[int, int, int]] = []
    for page in sorted(taken):
        if found and found[-1][1] == page * UNIT and found[-1][2] == taken[page]:
            found[-1] = (found[-1][0], (page + 1) * UNIT, taken[page])
        else:
            found.append((page * UNIT, (page + 1) * UNIT, taken[page]))
    return found


def _covers(listed: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Which pages are listed, each with its mark; what is listed twice is there twice."""
    return [(at, mark) for low, high, mark in listed for at in range(low, high, UNIT)]


def _addresses(listed: list[tuple[int, int, int]]) -> list[int]:
    return [at for at, _ in _covers(listed)]


def _shown(listed: Iterable[tuple[int, int, int]]) -> str:
    return ", ".join(f"[{low:#x}, {high:#x})" for low, high, _ in listed) or "nothing"
