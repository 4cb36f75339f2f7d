"""Rows of shown code laid over the rows of a file: which are there already, which are new, and which of the file's give way.

It goes by the text of rows, so it serves code that parses only where it stands: parts of calls, of `use` trees, of macro tables. It
makes no edits and knows no words; whether what gives way may do so is for the caller to say.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.regex import when_used
from uowgen.rust.fragment import is_elision, may_stand_for_more
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED = when_used(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'|//.*')
_WORDS = when_used(r"\w+")
# So many words of known rows tell a place where what is new stands between them.
_ENCLOSED = 3


class Row(NamedTuple):
    """One row that is not blank: its text, its line (0-based), what it says (`key`), and how many brackets it leaves open."""

    text: str
    line: int
    key: str
    opens: int

    @property
    def tells(self) -> bool:
        """Whether it says enough to be known by."""
        return len(self.key) >= 8 and len(_WORDS.findall(self.text)) >= (3 if self.key.startswith("//") else 2)


class Run(NamedTuple):
    """Rows that are `new` in the place of the `old` ones of the file (none: between two that stay)."""

    new: tuple[Row, ...]
    old: tuple[Row, ...]


class Laid(NamedTuple):
    """One stretch of shown rows over the file's: `pairs` of (shown, there), either of them None, in order; its `runs`.

    `hides` says that a gap borders on a new row, so that what the gap hides may be the old form of it.
    """

    pairs: tuple[tuple[Row | None, Row | None], ...]
    runs: tuple[Run, ...]
    hides: tuple[Row, ...]


def rows_of(text: str) -> list[Row]:
    """The rows of `text` that are not blank."""
    found = []
    for line, row in enumerate(text.split("\n")):
        if row.strip():
            found.append(Row(row.rstrip("\r"), line, "".join(row.split()).rstrip(","), _opens(row)))
    return found


def _opens(row: str) -> int:
    bare = _QUOTED.sub("", row)
    return sum({"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(c, 0) for c in bare)


def lay(shown: Sequence[Row], there: Sequence[Row], least: int) -> tuple[Laid, ...] | None:
    """Each stretch of `shown` between gaps over `there`; None unless rows that stand once in both tell one place for each.

    The rows that both have hold at least `least` words, or fewer where everything new stands between them.
    """
    parts = _parts(shown, {row.key for row in there})
    ours = [part for part, _, _ in parts]
    at = -1
    found: list[Laid] = []
    for part, after_gap, before_gap in parts:
        anchors = _in_order(_anchors(part, ours, there))
        if not anchors:
            if any(row.key.strip("})];") for row in part):
                return None
            continue  # closing brackets behind the last gap
        if anchors[0][1] <= at:
            return None
        laid = _over(part, there, anchors, after_gap, before_gap)
        if laid is None:
            return None
        found.append(laid)
        at = anchors[-1][1]
    known = [mine for laid in found for mine, their in laid.pairs if mine and their]
    enclosed = all(all(pair) for laid in found for pair in (laid.pairs[0], laid.pairs[-1]))
    words = sum(len(_WORDS.findall(row.text)) for row in known)
    return tuple(found) if words >= (min(least, _ENCLOSED) if enclosed else least) else None


def _anchors(part: list[Row], parts: Sequence[list[Row]], there: Sequence[Row]) -> list[tuple[int, int]]:
    """Where rows of `part` stand that occur once in all that is shown and once in the file: single ones, else up to three in a row."""
    found: dict[int, int] = {}
    for size in (1, 2, 3):
        counts: dict[tuple[str, ...], int] = {}
        for other in parts:
            for gram in _grams(other, size):
                counts[gram] = counts.get(gram, 0) + 1
        places: dict[tuple[str, ...], list[int]] = {}
        for m, gram in enumerate(_grams(there, size)):
            places.setdefault(gram, []).append(m)
        for n, gram in enumerate(_grams(part, size)):
            stands = places.get(gram, [])
            if len(stands) == 1 and counts[gram] == 1 and _tells(part[n : n + size]):
                for k in range(size):
                    if part[n + k].key.strip("})];"):
                        found.setdefault(n + k, stands[0] + k)
    return sorted(found.items())


def _grams(rows: Sequence[Row], size: int) -> list[tuple[str, ...]]:
    return [tuple(row.key for row in rows[n : n + size]) for n in range(len(rows) - size + 1)]


def _tells(rows: Sequence[Row]) -> bool:
    if len(rows) == 1:
        return rows[0].tells
    return sum(len(_WORDS.findall(row.text)) for row in rows) >= 3


def _in_order(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `anchors` whose places are in order; rows that changed places are not known by them."""
    best: list[list[tuple[int, int]]] = []
    for n, anchor in enumerate(anchors):
        before = [chain for chain in best[:n] if chain[-1][1] < anchor[1]]
        best.append([*max(before, key=len, default=[]), anchor])
    return max(best, key=len, default=[])


def _parts(shown: Sequence[Row], known: set[str]) -> list[tuple[list[Row], bool, bool]]:
    """The stretches between gaps, each with whether a gap stands before and after it."""
    parts: list[tuple[list[Row], bool, bool]] = []
    part: list[Row] = []
    opened = False
    for row in shown:
        if is_elision(row.text) or (may_stand_for_more(row.text) and row.key not in known):
            if part:
                parts.append((part, opened, True))
            part, opened = [], True
        else:
            part.append(row)
    if part:
        parts.append((part, opened, False))
    return parts


def _over(part: list[Row], there: Sequence[Row], anchors: list[tuple[int, int]], after_gap: bool, before_gap: bool) -> Laid | None:
    at: dict[int, int] = dict(anchors)
    for (n, m), (n2, m2) in pairwise(anchors):
        _match(part, there, at, (n + 1, n2), (m + 1, m2))
    _upward(part, there, at)
    end = _downward(part, there, at)
    if end is None:
        return None
    _edges_beside(part, there, at, end)
    first, end = min(at), max(end, max(at) + 1)
    pairs = _paired(part, there, at, first, end)
    above, below = part[:first], part[end:]
    hides: list[Row] = []
    if above:
        old = _old_form(above, [there[m] for m in range(max(0, at[first] - len(above) - 2), at[first])], upward=True)
        if old is None:
            return None
        pairs = [*((row, None) for row in above), *((None, row) for row in old), *pairs]
        hides += above if after_gap else []
    if below:
        last = max(at.values())
        old = _old_form(below, list(there[last + 1 : last + len(below) + 3]), upward=False)
        if old is None:
            return None
        pairs += [*((row, None) for row in below), *((None, row) for row in old)]
        hides += below if before_gap else []
    if sum(mine.opens for mine, _ in pairs if mine) != sum(their.opens for _, their in pairs if their):
        return None  # what is new begins or ends something that is not shown whole
    return Laid(tuple(pairs), tuple(_runs(pairs)), tuple(hides))


def _match(part: list[Row], there: Sequence[Row], at: dict[int, int], ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    mine = [row.key for row in part[slice(*ours)]]
    their = [row.key for row in there[slice(*theirs)]]
    for block in SequenceMatcher(None, mine, their, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            at[ours[0] + block.a + n] = theirs[0] + block.b + n


def _upward(part: list[Row], there: Sequence[Row], at: dict[int, int]) -> None:
    """Matches the rows directly above the first one that is known."""
    n = min(at)
    m = at[n]
    while n > 0 and m > 0 and part[n - 1].key == there[m - 1].key:
        n, m = n - 1, m - 1
        at[n] = m


def _downward(part: list[Row], there: Sequence[Row], at: dict[int, int]) -> int | None:
    """Matches the rows below the last one that is known, and tells where those begin that are new and beside no others.

    Brackets that new rows have opened are closed by new rows; one that a known row has opened is closed by the row that closes it in
    the file. None where that cannot be.
    """
    first, n, m = min(at), max(at), max(at.values())
    deeper = sum(row.opens for row in part[first : n + 1]) - sum(row.opens for row in there[at[first] : m + 1])
    n += 1
    while n < len(part) and deeper > 0:
        deeper += part[n].opens
        n += 1
    if deeper != 0:
        return None
    while n < len(part) and m + 1 < len(there) and part[n].key == there[m + 1].key:
        m += 1
        at[n] = m
        n += 1
    while (close := _closing(part, n)) is not None:
        end = _closing(there, m + 1, part[close].opens)
        if end is None:
            return None
        _match(part, there, at, (n, close), (m + 1, end))
        if part[close].key == there[end].key:
            at[close] = end
        else:
            return None
        n, m = close + 1, end
        while n < len(part) and m + 1 < len(there) and part[n].key == there[m + 1].key:
            m += 1
            at[n] = m
            n += 1
    return n


def _edges_beside(part: list[Row], there: Sequence[Row], at: dict[int, int], end: int) -> None:
    """Matches rows at the block's own edges with those directly beside what is known in the file: what is new stands between them."""
    last = max(at.values())
    for size in range(len(part) - end - 1, 0, -1):
        if [row.key for row in part[-size:]] == [row.key for row in there[last + 1 : last + 1 + size]]:
            at.update({len(part) - size + k: last + 1 + k for k in range(size)})
            break
    first, begin = at[min(at)], min(at)
    for size in range(begin - 1, 0, -1):
        if first >= size and [row.key for row in part[:size]] == [row.key for row in there[first - size : first]]:
            at.update({k: first - size + k for k in range(size)})
            break


def _closing(rows: Sequence[Row], start: int, least: int = -1) -> int | None:
    """The first row from `start` on that closes what was open before it."""
    depth = 0
    for n in range(start, len(rows)):
        depth += rows[n].opens
        if depth < 0:
            return n if depth >= least else None
    return None


def _paired(part: list[Row], there: Sequence[Row], at: dict[int, int], first: int, end: int) -> list[tuple[Row | None, Row | None]]:
    pairs: list[tuple[Row | None, Row | None]] = []
    m = at[first]
    for n in range(first, end):
        if n in at:
            pairs += [(None, there[k]) for k in range(m, at[n])]
            pairs.append((part[n], there[at[n]]))
            m = at[n] + 1
        else:
            pairs.append((part[n], None))
    return pairs


def _runs(pairs: Sequence[tuple[Row | None, Row | None]]) -> list[Run]:
    runs: list[Run] = []
    new: list[Row] = []
    old: list[Row] = []
    for mine, their in (*pairs, (None, None)):
        if mine is not None and their is None:
            new.append(mine)
        elif mine is None and their is not None:
            old.append(their)
        elif new or old:
            runs.append(Run(tuple(new), tuple(old)))
            new, old = [], []
    return runs


def _old_form(new: list[Row], near: list[Row], *, upward: bool) -> list[Row] | None:
    """Which of the rows `near` (those beside the known ones) are the old form of `new`: none, or those next to the known; None: unclear."""
    words = words_of(new)
    best: tuple[float, int] = (0.0, 0)
    named = head_of(new[0])
    for size in range(1, len(near) + 1):
        rows = near[-size:] if upward else near[:size]
        if sum(r.opens for r in rows) != sum(r.opens for r in new):
            continue
        if named.startswith("let ") and named == head_of(rows[0]):
            return rows
        best = max(best, (likeness(words, words_of(rows)), -size))
    if best[0] >= 0.6:
        rows = near[best[1] :] if upward else near[: -best[1]]
        return rows if rows and _begin_alike(new[0], rows[0]) else None
    return None if any(alike(mine, their) for mine in new for their in near) else []


def _begin_alike(new: Row, old: Row) -> bool:
    heads = head_of(new), head_of(old)
    return heads[0] == heads[1] if any(heads) else words_of([new])[:1] == words_of([old])[:1]


def alike(new: Row, old: Row) -> bool:
    """Whether one row may be the other one changed: it declares, sets or calls the same, or says nearly the same."""
    if not (new.tells and old.tells):
        return False
    heads = head_of(new), head_of(old)
    if all(heads):
        return heads[0] == heads[1]
    return likeness(words_of([new]), words_of([old])) >= 0.75


def head_of(row: Row) -> str:
    """What a row is known by: what it declares, sets, matches or calls, with a mark for which of these; empty if nothing is seen."""
    words = [word for word in words_of([row]) if word not in ("pub", "mut", "async", "unsafe", "return")]
    if not words:
        return ""
    if words[0] == "let":
        name = next((word for word in words[1:] if word not in ("Some", "Ok", "Err", "(")), "")
        return "" if name == "_" else f"let {name}"
    if words[0] in ("fn", "struct", "enum", "trait", "impl", "mod", "use", "const", "static", "type"):
        return " ".join(words[:2])
    if "=>" in words:
        return " ".join(words[: words.index("=>")])
    if words[1:2] == [":"]:
        return f"{words[0]}:"
    if "=" in words[:6]:
        return " ".join(words[: words.index("=") + 1])
    return " ".join(words[: words.index("(") + 1]) if "(" in words[:8] else ""


def words_of(rows: Sequence[Row]) -> list[str]:
    """The tokens of `rows`, comments left out; those of comments where there is nothing else."""
    found = [t.text for t in lex("\n".join(row.text for row in rows).encode())]
    return found or [word for row in rows for word in row.text.split()]


def likeness(new: Sequence[str], old: Sequence[str]) -> float:
    """How alike two runs of tokens are: 0 nothing in common, 1 the same."""
    return SequenceMatcher(None, new, old, autojunk=False).ratio()


def grown(new: Sequence[str], old: Sequence[str]) -> bool:
    """Whether `new` is `old` with something put in and nothing taken out; a comma more or less aside."""
    rest = iter(new)
    return all(word in rest for word in old if word != ",")
