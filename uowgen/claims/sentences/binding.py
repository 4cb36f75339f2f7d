"""Reads a claim that an author states by hand beside a criterion, and checks that it can be understood.

The notation: `<!-- uowgen: kind slot=value slot="value with blanks" -->`. The kinds and their slots are those that `uowgen explain
claims` lists; entries of a list stand between commas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims import NAMES, kind_called
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.sentences.frame import Reading, parsed

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind

LISTS = frozenset({"names", "words", "paths", "traits", "any", "params"})


def bound(text: str, more: tuple[Kind, ...] = ()) -> tuple[str, Reading | str]:
    """The kind that `text` names with what stands in its slots, or with the reason why it is not understood. `more` are further kinds."""
    name, _, rest = text.strip().partition(" ")
    foreign = next((kind for kind in more if kind.name == name), None)
    if name not in NAMES and foreign is None:
        from difflib import get_close_matches

        near = get_close_matches(name, (*NAMES, *(kind.name for kind in more)), 1)
        return name, f"there is no kind of claim `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")
    kind = foreign or kind_called(name)
    pairs = _pairs(rest)
    if pairs is None:
        return name, f"`{rest}` is not a row of slot=value"
    slots = slots_of(kind)
    filled: dict[str, str] = {}
    for slot, value in pairs:
        if slot not in slots:
            return name, f"`{name}` has no slot `{slot}`; it has {', '.join(f'`{s}`' for s in sorted(slots)) or 'none'}"
        if slots[slot] in ("number", "some") and not value.isdigit():
            return name, f"`{slot}` is a number, not `{value}`"
        given = sorted(slots[slot].removeprefix("=").split("|")) if slots[slot].startswith("=") else []
        if given and value not in given:
            return name, f"`{slot}` can be {', '.join(f'`{g}`' for g in given)}, not `{value}`"
        filled[slot] = "\0".join(cut_at_commas(value)) if slots[slot] in LISTS else value
    missing = [need for need in kind.needs if not filled.get(need)]
    if missing:
        return name, f"`{name}` needs {', '.join(f'`{m}`' for m in missing)}"
    return name, Reading("", filled)


def slots_of(kind: Kind) -> dict[str, str]:
    """The slots of `kind` with what each takes; `=a|b` for one that takes only those words."""
    found: dict[str, str] = {}
    given: dict[str, set[str]] = {}
    for frame in kind.frames:
        pattern = parsed(frame)
        found.update({p.slot: p.kind for p in pattern.parts if p.slot})
        for slot, value in pattern.given.items():
            given.setdefault(slot, set()).add(value)
    return {slot: "=" + "|".join(sorted(values)) for slot, values in given.items()} | found


def _pairs(text: str) -> list[tuple[str, str]] | None:
    """`a=1 b="x y"` as pairs; None when it is written otherwise."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        equals = text.find("=", at)
        if equals < 0 or not text[at:equals].replace("_", "").isalnum():
            return None
        if text[equals + 1 : equals + 2] == '"':
            end = text.find('"', equals + 2)
            if end < 0:
                return None
            found.append((text[at:equals], text[equals + 2 : end]))
            at = end + 1
        else:
            end = text.find(" ", equals)
            end = len(text) if end < 0 else end
            found.append((text[at:equals], text[equals + 1 : end]))
            at = end
    return found
