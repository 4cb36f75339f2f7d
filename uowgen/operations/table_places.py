"""Where a new table of a Cargo.toml goes, if the words say so: ``above `[dependencies]` ``, ``between `[package]` and `[lib]` ``."""

from __future__ import annotations

import re

from uowgen.regex import when_used

_NAME = r"(?:the )?(?:table )?`\[([\w.\-]+)\]`"
_BETWEEN = when_used(rf"\bbetween {_NAME}(?: table| section)? and {_NAME}", re.IGNORECASE)
_BESIDE = when_used(
    rf"\b(before|above|ahead of|in front of|preceding|after|below|behind|beneath|under|following) {_NAME}(?! and `\[)",
    re.IGNORECASE,
)
_WITH_COMMENT = when_used(r"` (?:table |section )?and (?:the|its) comments?\b", re.IGNORECASE)
_HEADER = when_used(rb"^\[\[?\s*([\w.\-\"']+)\s*\]\]?\s*(?:#.*)?$")


def table_place(data: bytes, words: str) -> int | None:
    """The offset of the row at which a new table goes; None if `words` say none, or one that `data` does not have."""
    said = " ".join(words.split())
    between, beside = _BETWEEN.search(said), _BESIDE.search(said)
    starts = _tables(data)
    if between is not None:
        first, second = (_of(starts, name) for name in between.groups())
        if not first or not second or first[0] > second[0]:
            return None
        return _lead(data, second[0], far=_WITH_COMMENT.search(said) is not None)
    if beside is None:
        return None
    there = _of(starts, beside[2])
    if not there:
        return None
    if beside[1].lower() in ("before", "above", "ahead of", "in front of", "preceding"):
        return _lead(data, there[0], far=_WITH_COMMENT.search(said) is not None)
    following = [at for at, _ in starts if at > there[-1]]
    return _lead(data, following[0], far=False) if following else len(data)


def _tables(data: bytes) -> list[tuple[int, str]]:
    """Where each header stands, with its name."""
    found, at = [], 0
    for row in data.split(b"\n"):
        header = _HEADER.match(row.rstrip())
        if header is not None:
            found.append((at, header[1].decode("utf-8", "replace")))
        at += len(row) + 1
    return found


def _of(starts: list[tuple[int, str]], name: str) -> list[int]:
    """Where the table `name` and those within it (`name.x`) begin."""
    return [at for at, found in starts if found == name or found.startswith(name + ".")]


def _lead(data: bytes, at: int, *, far: bool) -> int:
    """Where the comments right above the row at `at` begin; with `far` also those with blank rows between."""
    start = at
    while start:
        above = data.rfind(b"\n", 0, start - 1) + 1
        row = data[above:start].strip()
        if row.startswith(b"#"):
            at = start = above
        elif not row and far:
            start = above
        else:
            break
    return at
