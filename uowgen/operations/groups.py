"""Groups of constants or statics that words speak of: `next to the other XSAVE globals`, `between the statics and the rest`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used
from uowgen.rust.items import Item, items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.rust.syntax import RustFile

_SPOKEN = when_used(
    r"\b(?P<place>next to|beside|alongside|among|with|after|below|behind|between) (?:the |all )?(?:other |existing )?"
    r"(?:`?(?P<of>\w+?)(?:_?\*|_…)?`? )?(?P<kind>statics|globals|global variables|constants|consts)\b(?P<rest> and the rest\b)?",
    re.IGNORECASE,
)
_KINDS = {"statics": "static", "globals": "static", "global variables": "static", "constants": "const", "consts": "const"}
_ALIKE = ("next to", "beside", "alongside", "among", "with")


def group_said(file: RustFile, directive: Directive, chunk: Chunk) -> Item | None:
    """The last item of the group below which the words put `chunk`; None if they speak of none, or the file has no such one group.

    A group has only constants and statics between its first and its last item. Next to its items goes only what is of their kind.
    """
    words = " ".join(directive.words.split())
    if (kind := _others(words, chunk)) is not None:
        return _only_group(file, kind)
    said = _SPOKEN.search(words)
    if said is None or (said["place"].lower() == "between") != bool(said["rest"]):
        return None
    kind, of = _KINDS[said["kind"].lower()], (said["of"] or "").upper()
    if said["place"].lower() in _ALIKE and not all(i.kind in ("const", "static") for i in chunk.items):
        return None
    parts = of.strip("_").split("_")
    tops = [i for i in items_of(file) if not i.path and not i.in_macro]
    found = [n for n, i in enumerate(tops) if i.kind == kind and (not of or _has(i.name, parts))]
    if not found and of:  # a group of a name may stand in a module, such as that of the tests
        alike = [i for i in items_of(file) if i.kind == kind and not i.in_macro and _has(i.name, parts)]
        paths = {i.path for i in alike}
        if len(paths) == 1 and all(label.startswith("mod ") for label in alike[0].path):
            tops = [i for i in items_of(file) if i.path == alike[0].path and not i.in_macro]
            found = [n for n, i in enumerate(tops) if i in alike]
    if not found or any(i.kind not in ("const", "static") for i in tops[found[0] : found[-1]]):
        return None
    return tops[found[-1]]


# `A constant for the limit, with the others:`
_OTHERS = when_used(
    r"\b(?P<kind>constant|const|static|global)\b[^.`]*? (?:next to|beside|alongside|among|with) the (?:others|rest of them|existing ones)\b",
    re.IGNORECASE,
)


def _others(words: str, chunk: Chunk) -> str | None:
    """The kind of the constants or statics of `chunk` where the words put them with the others of that kind."""
    said = _OTHERS.search(words)
    kind = None if said is None else "const" if said["kind"].lower().startswith("const") else "static"
    return kind if kind is not None and all(i.kind == kind for i in chunk.items) else None


def _only_group(file: RustFile, kind: str) -> Item | None:
    """The last of the items of a kind at top level, where they follow one another."""
    tops = [i for i in items_of(file) if not i.path and not i.in_macro]
    found = [n for n, i in enumerate(tops) if i.kind == kind]
    return tops[found[-1]] if found and found[-1] - found[0] == len(found) - 1 else None


def _has(name: str, words: list[str]) -> bool:
    """Whether the parts of `name` hold `words` in a row."""
    parts = name.upper().split("_")
    return any(parts[n : n + len(words)] == words for n in range(len(parts) - len(words) + 1))
