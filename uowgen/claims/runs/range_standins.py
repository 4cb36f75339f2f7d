"""Structs of elsewhere with a start and an end or a length, made up where the tree does not have them.

Their fields are those of which the spec's files and blocks make them, or that these look at; with the other of end and length as a method.
What they do besides is not known: code that asks for it cannot be run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.runs.standins import StandIn, files_using

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_INTEGERS = "u16|u32|u64|usize"
_MOST_FILES = 40
_DERIVED = "#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]"


def range_stand_in(case: Case, kind: str, starts: frozenset[str], ends: frozenset[str], lengths: frozenset[str]) -> StandIn | None:
    """What stands in for the type `kind` of ranges, its fields by their types; None if the tree has it, or its fields do not show."""
    name = kind.strip()
    if not name.isidentifier() or not name[:1].isupper() or len(name) < 2:
        return None
    return case.once(f"range stand-in {name}", lambda: _made(case, name, starts, ends, lengths))


def _made(case: Case, name: str, starts: frozenset[str], ends: frozenset[str], lengths: frozenset[str]) -> StandIn | None:
    if len(case.code.paths_with_word(name)) > _MOST_FILES or case.code.declared_anywhere(name):
        return None
    text = "\n".join(re.sub(r"//[^\n]*", "", file.rust.source.data.decode("utf-8", "replace")) for file in files_using(case, name))
    fields = _fields(text, name, starts | ends | lengths)
    # Numbers of one type alone: which of several a field has is not known.
    kinds = set(re.findall(rf"\b(?:{'|'.join(fields)}|count|blocks|pages|bytes)\s*:\s*({_INTEGERS})\b", text)) if fields else set()
    first, second = ([f for f in fields if f in names] for names in (starts, ends | lengths))
    if len(fields) != 2 or len(first) != 1 or len(second) != 1 or len(kinds) != 1:
        return None
    (low,), (high,), (number,) = first, second, kinds
    size = f"self.{high}" if high in lengths else f"(self.{high} - self.{low})"
    end = f"(self.{low} + self.{high})" if high in lengths else f"self.{high}"
    methods = {"end": end, "len": size, "size": size, "start": f"self.{low}", "is_empty": f"{size} == 0"}
    own = " ".join(
        f"pub const fn {method}(&self) -> {'bool' if method == 'is_empty' else number} {{ {body} }}"
        for method, body in methods.items()
    )
    made = f"pub const fn new({low}: {number}, {high}: {number}) -> Self {{ Self {{ {low}, {high} }} }}"
    items = (
        f"{_DERIVED} pub struct {name} {{ pub {low}: {number}, pub {high}: {number} }} impl {name} {{ "
        f"{made if _is_made_so(text, name, low, high) else ''} {own} }}"
    )
    return StandIn(name, {low: (number,), high: (number,)}, items)


def _fields(text: str, name: str, known: frozenset[str]) -> list[str]:
    """The fields that every literal of the type writes out; where there is none, those that are looked at."""
    bare = re.sub(rf"->\s*&?{name}\s*\{{|\b(?:for|impl)\s+{name}\s*\{{", "", text)
    rows = [
        re.findall(r"(?:^|,)\s*(\w+)\s*(?=:|,|$)", one)
        for one in re.findall(rf"\b{name}\s*\{{([^{{}}]*)\}}", bare)
        if ".." not in one
    ]
    if rows:
        return sorted(rows[0]) if all(sorted(row) == sorted(rows[0]) for row in rows) else []
    looked = re.findall(r"(?<!self)\.(\w+)\b(?!\s*[(:])", text)
    return sorted({f for f in looked if f in known})


def _is_made_so(text: str, name: str, low: str, high: str) -> bool:
    """Whether `Name::new` is given a start and then a second number by their names, wherever it is called."""
    calls = re.findall(rf"\b{name}::new\(\s*([\w.]+)\s*,\s*([\w.]+)\s*\)", text)
    return len(calls) == len(re.findall(rf"\b{name}::new\(", text)) and all(
        one.rpartition(".")[2] == low and other.rpartition(".")[2] == high for one, other in calls
    )


__all__ = ["range_stand_in"]
