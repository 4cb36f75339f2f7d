"""What an operation is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from uowgen.model import Candidate, Refusal, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Directive, Spec
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Edit, Span


class Done(NamedTuple):
    """The outcome of one operation on one file.

    `place` is where it happens in the text that it was given: empty for an insertion, else what is replaced or removed. `edits`
    refer to that text. A refused one carries its reason and makes no edits.
    """

    kind: str
    target: str
    status: Status
    message: str
    place: Span | None = None
    edits: tuple[Edit, ...] = ()
    refusal: Refusal | None = None


class Job(NamedTuple):
    """One operation on the file at `path`. `text` is that of a new file (then there is no `route`); `note` is added to its message."""

    path: str
    route: Callable[[RustFile], Done] | None
    text: str = ""
    note: str = ""


Route = Callable[["RustFile"], Done]  # an operation, worked out on the file as it then is
# An operation of another package: what it makes of a directive and its code on a file; None for one that is not its own.
Foreign = Callable[["RustFile", "Spec", "Directive", str], "Route | None"]


def applies(kind: str, target: str, message: str, place: Span, *edits: Edit) -> Done:
    """A change that can be made."""
    return Done(kind, target, "applies", message, place, edits)


def applied(kind: str, target: str, message: str, place: Span | None = None) -> Done:
    """A change that is there already."""
    return Done(kind, target, "applied", message, place)


def refused(kind: str, target: str, code: str, message: str, advice: str = "", candidates: Sequence[Candidate] = ()) -> Done:
    """A change that is not made, and why."""
    return Done(kind, target, "refused", message, None, (), Refusal(code, message, advice, tuple(candidates)))


def refuse(kind: str, code: str, message: str, advice: str = "") -> Route:
    """A route that refuses."""
    return lambda file: refused(kind, "", code, message, advice)


def candidate(file: RustFile, item: Item) -> Candidate:
    """An item as a place that could have been meant."""
    return Candidate(file.source.path, file.source.line_of(item.span.start), item.full_label)
