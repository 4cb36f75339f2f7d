"""Placeholders that nobody has filled in, in the words of a spec; those in its code the plan refuses.

What `--set` fills is no remark.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from uowgen.lint.remark import Remark, prose, warning
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.lint.remark import Unit


def placeholder_remarks(unit: Unit) -> Iterator[Remark]:
    """A remark for each placeholder in the text."""
    for match in _pattern().finditer(prose(unit)):
        text = match[0].decode("utf-8", "replace")
        if text in unit.placeholders:
            continue
        advice = f"write the text itself, or fill it with `--set {text}=…`" if text.endswith("XXX") else "write the text itself"
        yield Remark(
            warning(
                unit, "placeholder", f"`{text}` is a placeholder that nobody has filled", Span(match.start(), match.end()), advice
            )
        )


@cache
def _pattern() -> re.Pattern[bytes]:
    # `TEAM_XXX`; `<your name>`, `<name>`; `TBD`; `TODO: your id`. A type such as `Vec<u8>` or `<T>` stands behind or in code.
    return re.compile(
        rb"(?<![\w])[A-Z][A-Z0-9_]*_XXX\b|(?<![\w:>`])<(?:your|insert|fill|name|id|path|module|file|crate|struct|type)\b[^<>\n`]{0,40}>(?![\w(])"
        rb"|(?<![\w-])TBD(?![\w-])|\bTODO: your [a-z]+|\?\?\?+|\[(?:your|insert|fill in|TODO|TBD)\b[^\]\n]*\](?!\()"
    )
