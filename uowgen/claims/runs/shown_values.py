"""Values that runs give, as they are shown to people."""

from __future__ import annotations

_LONG = 60  # letters


def in_words(value: object) -> str:
    """A value as `behaviour.outside.shown` gives it: `Err(Busy)`, `true`, `3`; what is long is cut."""
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return value[0] + (f"({', '.join(map(in_words, value[1:]))})" if len(value) > 1 else "")
    return str(value).lower() if isinstance(value, bool) else str(value)[:_LONG]
