"""Models and checks that a repository has written itself, as values. Finding and loading them is `workspace.own_python`'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Given(NamedTuple):
    """One model or check: where it comes from (`models/ring.py`), and the class or function; or `why` there is none to be used."""

    origin: str
    use: Callable[..., Any] | None
    why: str = ""
    code: str = ""


class Own(NamedTuple):
    """Models by the name of the Rust type, checks by their own names."""

    models: Mapping[str, Given] = {}
    checks: Mapping[str, Given] = {}
