"""The numbers that are tried where a type is explored: those that its code is about, and those beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_SMALL = (0, 1, 2, 3)
_PAGE = 4096
_LEAST_STEP = 16


def numbers_about(case: Case, declaration: Declaration) -> tuple[int, ...]:
    """Numbers that the code of the file is about, and those beside them; small ones first."""
    import re

    from uowgen.claims.at_hand import block_files
    from uowgen.claims.runs.stores import store_of

    text = re.sub(r"//.*", "", "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)))
    said = [
        int(w.replace("_", ""), 0) for w in re.findall(r"(?<![\w.])(0x[0-9A-Fa-f_]+|[1-9][\d_]*)(?![\w.])", text) if w.strip("_")
    ]
    consts = [
        _value(w)
        for w in re.findall(
            r"\bconst \w+\s*:\s*[ui]\w+\s*=\s*([^;]+);", declaration.file.rust.source.data.decode("utf-8", "replace")
        )
    ]
    store = store_of(case, declaration)
    consts += store.constants.values() if store is not None else ()
    rows = [n for n in dict.fromkeys([*(c for c in consts if c is not None), *said]) if n > 3]
    aligned = [_PAGE * n for n in (1, 2, 3)] if any(n % _PAGE == 0 for n in rows) or aligned_in(text) else []
    near = [m for n in rows[:4] for m in (n, n - 1, n + 1)]
    # Where a number lies just before and just after the next multiple, rounding to another step would show.
    beside = [m for n in steps_about(case, declaration)[:1] for m in (2 * n - 1, 2 * n + 1)]
    before = [n - 1 for n in aligned[:2]] if aligned_in(text) else []
    return tuple(dict.fromkeys([*aligned[:2], *before, *beside, *_SMALL, *near, *aligned]))


def steps_about(case: Case, declaration: Declaration) -> tuple[int, ...]:
    """The constants of the file in whose multiples the spec's own code goes, or to which it rounds."""
    import re

    from uowgen.claims.at_hand import block_files

    text = re.sub(r"//.*", "", "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)))
    file = declaration.file.rust.source.data.decode("utf-8", "replace")
    found = []
    for name, written in re.findall(r"\bconst (\w+)\s*:\s*[ui]\w+\s*=\s*([^;]+);", file):
        value = _value(written) or 0
        used = rf"\b{name} - 1\b|[%/] {name}\b|\+= {name}\b|\b(?:step_by|next_multiple_of|div_ceil|align\w*)\((?:\w+, )?{name}\)"
        if value >= _LEAST_STEP and not value & (value - 1) and re.search(used, text):
            found.append(value)
    return tuple(found)


def aligned_in(text: str) -> frozenset[str]:
    """What the spec's own code, its `text`, asks to be a multiple of a constant: the names of `at % PAGE != 0`, `at & (PAGE - 1)`."""
    import re

    page = r"(?:\w+::)*[A-Z][A-Z0-9_]+"
    rows = re.findall(
        rf"\b([a-z_]\w*) (?:% {page}|& \({page} - 1\)|& [A-Z_]*MASK) *[=!]= 0|\b([a-z_]\w*)\.is_multiple_of\({page}\)|\bis_(?:page_)?aligned\(([a-z_]\w*)\b",
        re.sub(r"//.*", "", text),
    )
    return frozenset(name for row in rows for name in row if name)


def _value(text: str) -> int | None:
    import re

    found = re.fullmatch(r"\s*(0x[0-9A-Fa-f_]+|[\d_]+)\w*\s*", text)
    shifted = re.fullmatch(r"\s*1\w*\s*<<\s*(\d+)\s*", text)
    try:
        return int(found[1].replace("_", ""), 0) if found is not None else 1 << int(shifted[1]) if shifted is not None else None
    except ValueError:
        return None


__all__ = ["aligned_in", "numbers_about", "steps_about"]
