"""The ways in which a run of Rust can end other than with a value. What a verdict makes of them is not decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.text import Span


class Leaving(Exception):  # noqa: N818  (an outcome, not an error)
    """Leaves scopes, so that what they own is dropped on the way: a panic, or `return`, `break` and `continue`."""


class RustPanic(Leaving):
    """The Rust panicked; drops ran while it unwound."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Return(Leaving):
    """`return`, `?` on a failure; ends at the function or closure."""

    def __init__(self, value: object) -> None:
        self.value = value


class Break(Leaving):
    """`break` out of the loop or block `label` (a number that the lowering gives each)."""

    def __init__(self, label: int, value: object) -> None:
        self.label = label
        self.value = value


class Continue(Leaving):
    """`continue` of the loop `label`."""

    def __init__(self, label: int) -> None:
        self.label = label


class Undecidable(Exception):  # noqa: N818
    """No verdict may rest on this run. Scopes are not cleaned up: the run is over."""


class Unsupported(Undecidable):
    """Reached a construct that the interpreter does not know."""

    def __init__(self, kind: str, file: str, span: Span) -> None:
        super().__init__(f"{kind} in {file}")
        self.kind = kind
        self.file = file
        self.span = span


class UnboundCall(Undecidable):
    """Reached a call, constant or static that is neither in the program nor bound."""

    def __init__(self, path: str, file: str, span: Span) -> None:
        super().__init__(f"{path}, called in {file}")
        self.path = path
        self.file = file
        self.span = span


class LimitReached(Undecidable):
    """The run took more steps, depth or memory than it may."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class Unknown(Exception):  # noqa: N818
    """Raised where the meaning of an operation on values is not known; the call site turns it into `Unsupported` with its place."""
