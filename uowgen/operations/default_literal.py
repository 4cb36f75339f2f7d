"""The one value of a type that its `Default` makes: where a new field gets its value by `and in its Default:`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.operations.initialise_field import literals_of
from uowgen.operations.targets import BESIDE
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import bare_type, items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

_SAID = ("Default", "default", "default()", "impl Default")


def speaks_of_default(directive: Directive, code: str) -> bool:
    """Whether the words put fields with their values into a `Default`."""
    if directive.verb not in ("add", "insert", "append", "place", "initialise"):
        return False
    shapes = read_fragment(code).shapes
    said = any(a.relation in ("in", "at", "near") and _is_default(a.name) for a in directive.anchors)
    named = "fields" not in shapes and any(_is_default(name) for name in directive.named)
    return (said or named) and "initialisers" in shapes


def default_literal(file: RustFile, directive: Directive, code: str) -> tuple[str, Directive] | None:
    """The type whose `Default` is meant, and `directive` limited to it, so that the type has one literal there; None if that is not certain.

    It is the type that the words name, else the only one of the file with such an impl and a field of that name.
    """
    name = next((row.partition(":")[0].strip() for row in code.split("\n") if ":" in row), "")
    types = [
        bare_type(i.name.partition(" for ")[2]) for i in items_of(file) if i.kind == "impl" and i.name.startswith("Default for ")
    ]
    said = set(" ".join((directive.words, *(a.name for a in directive.anchors))).replace("`", " ").replace(":", " ").split())
    having = {i.path[-1].rpartition(" ")[2] for i in items_of(file) if i.kind == "field" and i.name == name and i.path}
    fitting = [t for t in types if t in said] or [t for t in types if t in having]
    if len(fitting) != 1:
        return None
    beside = tuple(a for a in directive.anchors if a.relation in BESIDE)
    limited = directive._replace(anchors=(Anchor("in", f"{fitting[0]}::default", "fn", directive.span), *beside))
    return (fitting[0], limited) if len(literals_of(file, fitting[0], limited)) == 1 else None


def _is_default(name: str) -> bool:
    return name in _SAID or name.startswith("impl Default for ") or name.endswith(("::default", "::default()"))
