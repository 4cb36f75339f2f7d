"""The Rust files that a document speaks of in its prose, where no line of it lists them.

It only narrows down which of several things of one name is meant; where code is to be written is for others to say.
"""

from __future__ import annotations


def rust_files_in(text: str) -> tuple[str, ...]:
    """The paths of Rust files in `text`, outside of its fences, in order; `src/{a,b}.rs` is two."""
    found: list[str] = []
    fenced = False
    for row in text.splitlines():
        if row.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and ".rs" in row:
            found += [path for word in _words(row) for path in _expanded(word)]
    return tuple(dict.fromkeys(found))


def _words(row: str) -> list[str]:
    """The words of a row that end as Rust files do and have a folder."""
    plain = "".join(" " if ch in "`*()[]\"'<>|" else ch for ch in row)
    words = (w.strip(".,;:").partition(".rs:")[0] for w in plain.split())
    return [w if w.endswith(".rs") else f"{w}.rs" for w in words if "/" in w and (w.endswith(".rs") or f"{w}.rs:" in row)]


def _expanded(path: str) -> list[str]:
    head, opened, rest = path.partition("{")
    inner, closed, tail = rest.partition("}")
    if not opened:
        return [path]
    return [f"{head}{part.strip()}{tail}" for part in inner.split(",") if part.strip()] if closed and "{" not in tail else []
