"""What the code of a type is as it is written: its functions, token for token, and the fields of structs with their types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from uowgen.facts.code import CodeFile, Declaration


def functions_of(file: CodeFile, owner: str) -> Iterator[tuple[Declaration, tuple[str, ...]]]:
    """The functions of a type, with their code."""
    from uowgen.rust.syntax import tokens

    for d in file.declarations():
        if d.item.kind == "fn" and d.owner.rpartition(" for ")[2].partition("<")[0] == owner:
            yield d, tokens(file.rust.text(d.item.node).encode())


def fields_in(files: Iterable[CodeFile]) -> dict[str, dict[str, str]]:
    """The named fields of structs, with their types."""
    found: dict[str, dict[str, str]] = {}
    for file in files:
        for d in file.declarations():
            if d.item.kind == "field" and d.item.parent:
                row = re.search(rf"\b{d.item.name}\s*:\s*(.+?),?\s*$", file.rust.text(d.item.node), re.DOTALL)
                owner = d.item.parent.split(" ")[-1].split("<")[0]
                found.setdefault(owner, {})[d.item.name] = row[1] if row is not None else ""
    return found


__all__ = ["fields_in", "functions_of"]
