"""Methods of `bool` and of floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.prelude import EQUAL, GREATER, LESS, NONE, some
from uowgen.behaviour.values import F32, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.library.tables import Method


def _then(m: Any, s: Any, value: bool, f: Any) -> Any:
    from uowgen.behaviour.calls import invoke_once

    if value:
        return some(invoke_once(m, f, []))
    from uowgen.behaviour.drops import drop_value

    drop_value(m, f)
    return NONE


def _then_some(m: Any, s: Any, value: bool, item: Any) -> Any:
    if value:
        return some(item)
    from uowgen.behaviour.drops import drop_value

    drop_value(m, item)
    return NONE


BOOL: dict[str, Method] = {
    "then": ("look", _then), "then_some": ("look", _then_some), "not": ("look", lambda m, s, v: not v),
    "cmp": ("look", lambda m, s, a, b: LESS if a < strip(b) else GREATER if a > strip(b) else EQUAL),
}  # fmt: skip


def _float(run: Callable[[float], float]) -> Method:
    def applied(m: Any, s: Any, v: Any) -> Any:
        found = run(v)
        return F32(found) if type(v) is F32 else float(found)

    return "look", applied


FLOAT: dict[str, Method] = {
    "abs": _float(abs),
    "is_nan": ("look", lambda m, s, v: v != v),
    "min": ("look", lambda m, s, a, b: type(a)(min(a, strip(b)))),
    "max": ("look", lambda m, s, a, b: type(a)(max(a, strip(b)))),
}
