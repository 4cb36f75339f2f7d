"""How a run can end other than with a value, and the signals that leave blocks. It knows no values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from uowgen.text import Span


class Limits(NamedTuple):
    """Bounds of one run: calls plus loop turns, nested Rust calls, elements of one collection made at once."""

    steps: int = 200_000
    depth: int = 120
    elements: int = 1_000_000


class Undecidable(Exception):
    """No verdict may rest on the run."""


class Unsupported(Undecidable):
    """Reached a construct that the interpreter does not know."""

    def __init__(self, kind: str, file: str = "", span: Span | None = None) -> None:
        super().__init__(f"not known to the interpreter: {kind}")
        self.kind = kind
        self.file = file
        self.span = span


class UnboundCall(Undecidable):
    """Reached a call, static or constant that is neither in the program nor bound."""

    def __init__(self, path: str, file: str = "", span: Span | None = None) -> None:
        super().__init__(f"`{path}` is neither in the program nor bound")
        self.path = path
        self.file = file
        self.span = span


class LimitReached(Undecidable):
    """The run went over one of its limits: `steps`, `depth` or `elements`."""

    def __init__(self, limit: str) -> None:
        super().__init__(f"more {limit} than allowed")
        self.limit = limit


class Unwind(Exception):
    """Leaves scopes, whose locals are dropped on the way."""


class RustPanic(Unwind):
    """The Rust code panicked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Return(Unwind):
    """`return value`, and what `?` does with an error."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Break(Unwind):
    """`break 'label value`; `target` is the loop's mark."""

    def __init__(self, target: object, value: Any) -> None:
        self.target = target
        self.value = value


class Continue(Unwind):
    """`continue 'label`."""

    def __init__(self, target: object) -> None:
        self.target = target
