"""Decides under which conditions code counts: `cfg` predicates as three-valued logic.

It does not know which features a build turns on: what it cannot know is `sometimes`.
"""

from __future__ import annotations

from typing import Literal

# never: no build has it; tests: only test builds have it; sometimes: a target or a feature decides; always: every build has it.
Condition = Literal["always", "sometimes", "tests", "never"]


def condition_of(attributes: tuple[str, ...]) -> Condition:
    """The condition that the outer attributes of one item state together. `#[test]` functions exist in test builds only."""
    plain: list[bool | None] = []
    tested: list[bool | None] = []
    for text in attributes:
        inner = text.strip().removeprefix("#").lstrip("!").strip()
        inner = inner.removeprefix("[").removesuffix("]").strip()
        if inner.startswith("cfg") and inner[3:].lstrip().startswith("("):
            predicate = inner[inner.index("(") + 1 : inner.rindex(")")] if ")" in inner else ""
            plain.append(_holds(predicate, test=False))
            tested.append(_holds(predicate, test=True))
        elif inner in ("test", "bench") or inner.startswith(("test_case", "tokio::test", "rstest")):
            plain.append(False)
            tested.append(True)
    return _stated(_all(plain), _all(tested))


def together(outer: Condition, inner: Condition) -> Condition:
    """The condition of what stands under both."""
    order = ("never", "tests", "sometimes", "always")
    return min(outer, inner, key=order.index)


def _stated(plain: bool | None, tested: bool | None) -> Condition:
    if plain is True:
        return "always"
    if plain is None:
        return "sometimes"
    return "never" if tested is False else "tests"


def _all(values: list[bool | None]) -> bool | None:
    if any(v is False for v in values):
        return False
    return None if any(v is None for v in values) else True


def _any(values: list[bool | None]) -> bool | None:
    if any(v is True for v in values):
        return True
    return None if any(v is None for v in values) else False


def _holds(predicate: str, *, test: bool) -> bool | None:
    """The value of a `cfg` predicate; None when it depends on the target, a feature, or is not understood."""
    text = predicate.strip().rstrip(",").strip()
    if len(text) > 2_000:
        return None
    if text == "test":
        return test
    if text in ("true", "false"):
        return text == "true"
    head, bracket, rest = text.partition("(")
    if not bracket or not rest.endswith(")"):
        return None
    values = [_holds(part, test=test) for part in _parts(rest[:-1])]
    match head.strip():
        case "any":
            return _any(values)
        case "all":
            return _all(values)
        case "not" if len(values) == 1:
            return None if values[0] is None else not values[0]
        case _:
            return None


def _parts(text: str) -> list[str]:
    """`text` cut at its outermost commas; empty parts left out."""
    parts, depth, start, quoted = [], 0, 0, False
    for at, ch in enumerate(text):
        if ch == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif ch == "(":
            depth += 1
        elif ch == ")":
            depth -= 1
        elif ch == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [p for p in parts if p.strip()]
