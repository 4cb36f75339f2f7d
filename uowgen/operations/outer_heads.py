"""Two sides of a change of which the first shows more of what is around: ``if ready {`` and ``for x in all() {``, then only the loop."""

from __future__ import annotations


def without_outer_heads(before: str, after: str) -> tuple[str, str]:
    """Both sides without the heads that only the first begins with, where both break off at a head; else as they are."""
    rows, new = [[row for row in text.split("\n") if row.strip()] for text in (before, after)]
    if not rows or not new or not (rows[-1].rstrip().endswith("{") and new[-1].rstrip().endswith("{")):
        return before, after
    more = _depth(rows) - _depth(new)
    shown = {"".join(row.split()) for row in new}
    heads, rest = rows[:more], rows[more:]
    outer = 0 < more < len(rows) and all(row.rstrip().endswith("{") and "".join(row.split()) not in shown for row in heads)
    alike = outer and rest[-1].split()[0] == new[-1].split()[0]
    return ("\n".join(rest) + "\n", after) if alike else (before, after)


def _depth(rows: list[str]) -> int:
    return sum(row.count("{") - row.count("}") for row in rows)
