"""“There is a private `u8` constant for the DEL code, `0x7f`”: a constant without a name, known by what the spec's blocks declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.sentences.such_words import MANY
from uowgen.facts.constants import value_of_text
from uowgen.facts.members import visibility_of
from uowgen.facts.uses import integer

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.claims.sentences.sentence import Word
    from uowgen.facts.code import Declaration

    Words = tuple[Word, ...]

_FILLING = frozenset({"the", "a", "an", "of", "number", "code", "value", "maximum", "size", "byte", "character", "key", "limit"})


def decide(reading: Reading, case: Case) -> Finding:
    """By the one constant of the blocks that is so; without blocks, by the one of the spec's files. That none is there is not told."""
    sort, seen, typed, value, *purpose = reading.get("such").split(MANY)
    asked = {w for w in purpose if w not in _FILLING}

    def fits(declaration: Declaration) -> bool:
        node, written = (declaration.item.node.child_by_field_name(field) for field in ("value", "type"))
        if declaration.item.kind != sort or node is None or written is None or declaration.item.in_macro:
            return False
        text = declaration.file.rust.text
        return (
            (not seen or (visibility_of(declaration) or "private") == seen)
            and (not typed or without_paths(text(written)) == without_paths(typed))
            and (not value or _number(text(node)) == _number(value) is not None)
        )

    declared = [d for file in block_files(case) for d in file.declarations() if fits(d)]
    here = [d for path in files_of(case) if (file := case.code.file(path)) is not None for d in file.declarations() if fits(d)]
    named = {d.item.name for d in declared or here}
    alike = {n for n in named if asked & {part.lower() for part in n.split("_")}}
    if len(alike) != 1 or not asked:
        return undecided("no-subject", f"which constant is meant for “{' '.join(purpose)}” is not clear")
    from uowgen.claims import kind_called

    marks = [f"noun={sort}", f"vis={seen}" if seen else "", f"type={typed}" if typed else "", f"value={value}" if value else ""]
    slots = {"name": alike.pop(), "declaration": "\0".join(m for m in marks if m)}
    return kind_called("is_declared").decide(reading._replace(slots=slots), case)


def _number(text: str) -> int | None:
    value = integer(text.strip())
    return value if value is not None else value_of_text(text)
