"""Types as they are written in signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.behaviour.program import Program
    from uowgen.claims.stories.records import Part


def elements_of(parts: Mapping[str, Part]) -> frozenset[str]:
    """The types that one method takes and another gives back: what is kept in such a value."""
    given = {kind for p in parts.values() if p.takes == "mut" for _, kind in p.parameters}
    back = {inner(p.returns) for p in parts.values() if p.takes == "mut"}
    return frozenset(given & back)


def inner(kind: str) -> str:
    """`Option<&T>` as `T`."""
    text = "".join(kind.split())
    for head in ("Option<", "Result<"):
        if text.startswith(head):
            text = text[len(head) :].removesuffix(">").partition(",")[0]
    return text.lstrip("&").removeprefix("mut")


def shapes_of(program: Program, kinds: list[str]) -> dict[str, tuple[str, ...]]:
    """The field names of the structs that some types are about."""
    words = {w for kind in kinds for w in "".join(c if c.isalnum() or c == "_" else " " for c in kind).split()}
    found = {w: program.type(w) for w in words if w[:1].isupper()}
    return {w: tuple(t.fields) for w, t in found.items() if t is not None and t.kind == "struct"}
