"""Examples with all that is carried: “formatting `Full { used: 9, room: 8 }` prints "9 of 8"”, “`code()` of `Other(7)` is 7”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.valued.claims import Claim, Trial, fits, told
from uowgen.claims.valued.wanted import Want
from uowgen.claims.valued.words import FOR, IS, PRINTS
from uowgen.claims.valued.written import expression_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_FORMS = "formatting|printing|displaying|rendering|showing|stringifying"
_GIVES = f"{IS}|prints|shows|displays|produces|yields|reads|results in|prints as|outputs"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as an example."""
    if not any(t.sort == "code" and re.search(r"[({].*[)}]", t.raw) for t in r.tokens):
        return

    def example(i: int) -> Iterator[tuple[str, int]]:
        t = r.tokens[i] if i < r.end else None
        expression = expression_of(r.shape, t.raw) if t is not None and t.sort == "code" and re.search(r"[({]", t.raw) else None
        if expression is not None:
            yield expression, i + 1

    def said(i: int) -> Iterator[tuple[Want, int]]:
        t = r.tokens[i] if i < r.end else None
        if t is not None and t.sort in ("text", "code"):
            text = t.raw.strip('"')
            yield Want(f"“{text}”", "text", lambda v: v == text), i + 1

    shown = next((f for f in r.table.functions if f.name == "Display"), None)
    if shown is not None:
        for e, w in [
            *r.full(_FORMS, example, _GIVES, said),
            *r.full("message|text|display|output", FOR, example, _GIVES, said),
            *r.full(r.named_code("Display"), FOR, example, _GIVES, said),
            *r.full(example, PRINTS, said),
            *r.full(example, "formats|formats itself|formatted", "to|gives|yields", said),
        ]:
            yield Claim((_asked(r, shown, e, w),))
    for fs, e, w in r.full(r.function, FOR, example, IS, r.value):
        yield from (Claim((_asked(r, f, e, w),)) for f in fs)
    for fs, w, e in r.full(r.function, IS, r.value, FOR, example):
        yield from (Claim((_asked(r, f, e, w),)) for f in fs)
    for e, fs, w in r.full(example, "has|have|gets|gives", r.function, "of?", r.value):
        yield from (Claim((_asked(r, f, e, w),)) for f in fs)


def _asked(r: Phrases, f: Function, expression: str, want: Want) -> Trial:
    text = f'format!("{{}}", {expression})' if f.name == "Display" else f"({expression}).{f.name}()"

    def right(own: bool) -> bool | None:
        answer = r.table.expression(text, own=own)
        return fits(answer, want)

    return Trial(f"`{f.name}` of `{expression}` {told(r.table.expression(text, own=False))}", right)


__all__ = ["claims"]
