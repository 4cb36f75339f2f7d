"""Sentences on what a constant of the spec's blocks is set to, in words: “the constant for the top level has the value two”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_DECLARED = when_used(r"\bconst ([A-Z][A-Z0-9_]*)\s*:\s*(\w+)\s*=\s*(\d[\d_]*|0x[0-9a-fA-F_]+)\w*\s*;")


def decided(text: str, case: Case) -> Finding | None:
    """Whether a constant is as a sentence says; None for other sentences."""
    said = re.sub(r"[.;:]+$", "", text.replace("`", "").strip())
    said = " ".join(w for w in said.split() if w.lower() not in ("the", "a", "an", "its", "just"))
    for name, kind in case.once("constants of the blocks", lambda: _of_blocks(case)).items():
        words = name.lower().replace("_", "[ _-]")
        spoken = rf"(?:{name}|(?i:{words})|(?i:{name.lower().replace('_', ''' ?(?:'s)? ?''')}))"
        called = rf"(?:(?i:const|constant)(?: for| of| named| called)? )?{spoken}(?:'s)?(?: constant)?(?: ?: ?{kind})?"
        value = r"(\d[\d_]*|0x[0-9a-fA-F_]+|[a-z]+)"
        found = (
            re.fullmatch(rf"{called}(?: value)?(?: ?,)? (?:is|==?|equals|has value(?: of)?|is set to|is declared as|is declared as constant with value|is constant with value|has|is defined as) {value}(?: ?, ?as {kind})?", said)
            or re.fullmatch(rf"{value} is what {called} is set to", said)
            or re.fullmatch(rf"{value} is (?:value|number) (?:of|for|in) {called}", said)
            or re.fullmatch(rf"{called} (?:starts at|counts to|goes to) {value}", said)
        )  # fmt: skip
        number = _number(found[1].lower()) if found else None
        if number is None:
            continue
        rows = _in_tree(case, name)
        if len(rows) != 1:
            return None
        told = rows.pop()
        if told == number:
            return Finding("holds", f"`{name}` is {told}", "structure", None, (), "proved")
        return Finding("fails", f"`{name}` is {told}", "structure", "behaves-differently", (), "proved")
    return None


def _of_blocks(case: Case) -> dict[str, str]:
    texts = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)]
    return {name: kind for text in texts for name, kind, _ in _DECLARED.findall(text)}


def _in_tree(case: Case, name: str) -> set[int]:
    """The numbers that the spec's files give the constant."""
    files = [case.code.file(path) for path in files_of(case)]
    texts = [f.rust.source.data.decode("utf-8", "replace") for f in files if f is not None]
    return {
        n for text in texts for found, _, value in _DECLARED.findall(text) if found == name and (n := _number(value)) is not None
    }


def _number(text: str) -> int | None:
    bare = text.replace("_", "")
    if bare in _NUMBERS:
        return _NUMBERS[bare]
    return int(bare, 0) if re.fullmatch(r"\d+|0x[0-9a-f]+", bare.lower()) and not re.fullmatch(r"0\d+", bare) else None


__all__ = ["decided"]
