"""The kinds of claims in one explicit order: a sentence is read by the first frame that takes up all its words.

Each kind is one file in `kinds/`, with its sentence frames and its decision procedure; its fixture page bears the same name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind

# The order in which the kinds are tried. Which of them a sentence can be of at all is known from `marks.py`, so that a run imports
# only the kinds that can matter.
NAMES = (
    "declares_feature",
    "depends_on",
    "agrees_with_model",
    "passes_check",
    "tests_pass",
    "compiles",
    "no_string_errors",
    "occurs_only",
    "item_gone",
    "no_unused_imports",
    "never_remains",
    "replaced_by",
    "initialises_everywhere",
    "counts_calls",
    "counts_tests",
    "every_caller",
    "has_exactly",
    "counts_variants",
    "field_has_type",
    "counts_impls",
    "derives",
    "compiled_when",
    "file_has_attribute",
    "has_attribute",
    "is_visible",
    "is_generic",
    "has_supertraits",
    "every_method",
    "has_default",
    "aliases_type",
    "counts_entries",
    "has_wildcard",
    "handles_case",
    "takes_parameters",
    "packs_bits",
    "combines_flags",
    "converts_flags",
    "keeps_order",
    "is_described",
    "handles_event",
    "changes_state",
    "moves_on_event",
    "takes_slot",
    "full_table",
    "stale_handles",
    "frees_slot",
    "drains_table",
    "tells_size",
    "counts_held",
    "when_full",
    "when_empty",
    "empties",
    "moves_out",
    "counts_refusals",
    "refuses_ranges",
    "refuses_overlap",
    "joins_ranges",
    "cuts_range",
    "finds_gap",
    "finds_containing",
    "splits_range",
    "counts_removed",
    "stays_sorted",
    "allocates",
    "begins_anew",
    "wraps_value",
    "distinct_values",
    "follows_table",
    "true_for",
    "shows_inner",
    "tells_codes",
    "converts_each",
    "variant_value",
    "shows_numbers",
    "accepts_up_to",
    "refuses_each",
    "reckons_in_units",
    "treats_numbers",
    "evaluates_to",
    "inverts",
    "returns_after",
    "gives_for",
    "returns_early",
    "returns_when",
    "does_nothing",
    "starts_as",
    "returns_value",
    "returns_type",
    "has_signature",
    "constant_equals",
    "nests_sections",
    "masks_interrupts",
    "counts_references",
    "tears_down",
    "starts_empty",
    "method_records",
    "drop_without_effect",
    "sets_field",
    "method_sets_flag",
    "drop_releases",
    "never_twice",
    "method_releases",
    "hands_out",
    "file_exists",
    "module_declared",
    "reexported",
    "calls_only_if",
    "propagates",
    "calls_often",
    "calls_with",
    "calls_in_order",
    "members_documented",
    "file_mentions",
    "doc_mentions",
    "has_tests",
    "has_members",
    "has_field",
    "item_exists",
    "calls",
    "is_declared",
    "goes_through",
    "acts_in_order",
    "does_act",
    "stays_unchanged",
    "follows_convention",
    "is_changed",
    "checked_by_hand",
)


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which they are tried."""
    return tuple(kind_called(name) for name in NAMES)


@cache
def kind_called(name: str) -> Kind:
    """The kind of that name, its module imported now if it was not before."""
    from importlib import import_module

    kind: Kind = import_module(f"uowgen.claims.kinds.{name}").KIND
    return kind
