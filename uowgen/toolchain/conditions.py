"""Whether code under `cfg` predicates was part of a compiled unit.

What a predicate means that is set neither by cargo nor by the target (a build script's, for instance) is unknown, and said to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.toolchain.messages import Unit

_MOST_DEPTH = 20


def compiled(conditions: tuple[str, ...], unit: Unit, target: Callable[[], frozenset[str]]) -> bool | None:
    """Whether all `conditions` are true of `unit`; None when that cannot be said. `target` gives rustc's `--print cfg` lines."""
    truths = [_holds(condition, unit, target, 0) for condition in conditions]
    if False in truths:
        return False
    return None if None in truths else True


def _holds(text: str, unit: Unit, target: Callable[[], frozenset[str]], depth: int) -> bool | None:
    text = text.strip()
    if depth > _MOST_DEPTH:
        return None
    if text.endswith(")") and "(" in text:
        word, _, inner = text[:-1].partition("(")
        truths = [_holds(part, unit, target, depth + 1) for part in _parts(inner)]
        return _combined(word.strip(), truths)
    key, equals, value = (part.strip().strip('"') for part in text.partition("="))
    if key == "feature" and equals:
        return value in unit.features
    if text in ("true", "false"):
        return text == "true"
    if text == "test":
        return unit.test
    if text == "debug_assertions":
        return unit.debug_assertions
    if key.startswith("target_") or text in ("unix", "windows", "panic") or key == "panic":
        return (f"{key}={value}" if equals else text) in target()
    return None


def _combined(word: str, truths: list[bool | None]) -> bool | None:
    if word == "all":
        return False if False in truths else None if None in truths else True
    if word == "any":
        return True if True in truths else None if None in truths else False
    if word == "not" and len(truths) == 1:
        return None if truths[0] is None else not truths[0]
    return None


def _parts(text: str) -> list[str]:
    """`text` split at the commas that stand outside brackets and strings."""
    parts, depth, quoted, start = [], 0, False, 0
    for n, ch in enumerate(text):
        if ch == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif ch in "([":
            depth += 1
        elif ch in ")]":
            depth -= 1
        elif ch == "," and depth == 0:
            parts.append(text[start:n])
            start = n + 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]
