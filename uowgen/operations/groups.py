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
    said = _SPOKEN.search(" ".join(directive.words.split()))
    if said is None or (said["place"].lower() == "between") != bool(said["rest"]):
        return None
    kind, of = _KINDS[said["kind"].lower()], (said["of"] or "").upper()
    if said["place"].lower() in _ALIKE and not all(i.kind in ("const", "static") for i in chunk.items):
        return None
    words = of.strip("_").split("_")
    tops = [i for i in items_of(file) if not i.path and not i.in_macro]
    found = [n for n, i in enumerate(tops) if i.kind == kind and (not of or _has(i.name, words))]
    if not found and of:  # a group of a name may stand in a module, such as that of the tests
        alike = [i for i in items_of(file) if i.kind == kind and not i.in_macro and _has(i.name, words)]
        paths = {i.path for i in alike}
        if len(paths) == 1 and all(label.startswith("mod ") for label in alike[0].path):
            tops = [i for i in items_of(file) if i.path == alike[0].path and not i.in_macro]
            found = [n for n, i in enumerate(tops) if i in alike]
    if not found or any(i.kind not in ("const", "static") for i in tops[found[0] : found[-1]]):
        return None
    return tops[found[-1]]


def _has(name: str, words: list[str]) -> bool:
    """Whether the parts of `name` hold `words` in a row."""
    parts = name.upper().split("_")
    return any(parts[n : n + len(words)] == words for n in range(len(parts) - len(words) + 1))
