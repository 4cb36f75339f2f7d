"""The kinds of claims in one explicit order: a sentence is read by the first frame that takes up all its words.

Each kind is one file in `kinds/`, with its sentence frames and its decision procedure; its fixture page bears the same name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind

ORDER = (
    "compiles",
    "tests_pass",
    "never_remains",
    "counts_variants",
    "field_has_type",
    "derives",
    "has_attribute",
    "is_visible",
    "returns_type",
    "constant_equals",
    "file_exists",
    "module_declared",
    "calls",
    "item_exists",
    "has_members",
)


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which they are tried."""
    from importlib import import_module

    return tuple(import_module(f"uowgen.claims.kinds.{name}").KIND for name in ORDER)
