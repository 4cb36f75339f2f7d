"""Names that differ by a slip between the text, the blocks and the criteria of a spec.

A name in backticks that neither the spec's code nor the tree has is held against the names that the code does have. It says nothing
of names that are like no other: they may be about to come.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from uowgen.lint.remark import Remark, prose, warning
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.lint.remark import Unit

_SHORTEST = 4
_NEAR = 0.8


def name_remarks(unit: Unit) -> Iterator[Remark]:
    """A remark for each place where the text names something that is nearly, but not quite, a name of the spec's code."""
    words: dict[str, None] = {}
    for block in unit.spec.blocks:
        if block.lang in ("rust", "rs", "toml", "diff", ""):
            words.update(dict.fromkeys(w for w in _words().findall(block.code) if len(w) >= _SHORTEST))
    if not words:
        return
    named = [(name, span) for name, span in _named(unit) if name not in words]
    there = {name: bool(unit.patched.containing([name.encode()])) for name in dict.fromkeys(name for name, _ in named)}
    files = {
        part for path in (*unit.tree.paths(), *(m.path for m in unit.spec.files)) for part in path.replace(".", "/").split("/")
    }
    for name, span in named:
        if there[name] or name in files:
            continue
        near = _nearest(name, words)
        if near:
            message = f"nothing is called `{name}`; the spec's code has `{near}`"
            yield Remark(warning(unit, "name-differs", message, span, f"write `{near}`, if that is what is meant"))


def _nearest(name: str, words: dict[str, None]) -> str:
    from difflib import get_close_matches

    same = next((w for w in words if w.replace("_", "").lower() == name.replace("_", "").lower()), "")
    return same or next(iter(n for n in get_close_matches(name, words, 3, _NEAR) if _slip(name, n)), "")


def _slip(name: str, near: str) -> bool:
    """Whether the two are likely one name: not a plural, not another number, not a family of one prefix such as `sys_read`, `sys_mmap`."""
    if name.rstrip("s") == near.rstrip("s") or name.strip("0123456789_") == near.strip("0123456789_"):
        return False
    ours, theirs = (set(n.lower().split("_")) for n in (name, near))
    if len(ours) > 1 and len(theirs) > 1 and ours & theirs:
        from difflib import SequenceMatcher

        mine, others = " ".join(sorted(ours - theirs)), " ".join(sorted(theirs - ours))
        return SequenceMatcher(None, mine, others).ratio() >= _NEAR
    return True


def _named(unit: Unit) -> Iterator[tuple[str, Span]]:
    """The identifiers that stand in backticks in the text, each with its bytes; of a path the last part."""
    text = prose(unit)
    for code in _spans().finditer(text):
        for match in _paths().finditer(code[1]):
            last = match[0].rpartition(b"::")[2]
            name = last.decode("utf-8", "replace")
            if len(name) >= _SHORTEST and name.isidentifier():
                end = code.start(1) + match.end()
                yield name, Span(end - len(last), end)


@cache
def _spans() -> re.Pattern[bytes]:
    return re.compile(rb"`([^`\n]{1,120})`")


@cache
def _paths() -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w./\"-])[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*(?![\w./\"-])")


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z_]\w*")
