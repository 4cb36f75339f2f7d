"""The kinds of claims in one explicit order: a sentence is read by the first frame that takes up all its words.

Each kind is one file in `kinds/`, with its sentence frames and its decision procedure; its fixture page bears the same name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind

# With each kind the words of which a sentence must have one for any of its frames to fit (empty: no such test), so that a run
# imports only the kinds that can matter. A test holds them against the frames.
ORDER = (
    ("depends_on", "add added crate declared declares dependencies dependency depends has listed lists present"),
    ("tests_pass", "green pass passes passing succeed succeeds suite test testing tests"),
    (
        "compiles",
        "build builds clean clippy compilation compile compiles compiling exits finishes fmt gives is lint linter lints no "
        "passes reports runs rustc rustfmt succeeds zero",
    ),
    ("no_string_errors", "string string-based stringly stringly-typed text strings"),
    ("item_gone", "absent delete deleted drop dropped eliminated gone no remove removed"),
    (
        "never_remains",
        "0 absent delete deleted drop dropped eliminate eliminated free gone never no not nowhere remove removed resolved zero",
    ),
    ("replaced_by", "by to use used uses with"),
    ("initialises_everywhere", "all each every"),
    ("every_caller", "all called each every nobody nothing result"),
    ("counts_variants", ": carries carry contain contains gained gains has have having hold holds include includes owns with"),
    ("field_has_type", ": change changed declared field make member of stored stores typed with wraps"),
    ("derives", ""),
    (
        "has_attribute",
        "above annotated as bears carries carry contain contains decorated deprecated for gained gains has have having hold "
        "holds ignored include includes marked on owns tagged to uses with",
    ),
    ("is_visible", ""),
    (
        "takes_parameters",
        "accept accepting accepts argument arguments borrows consumes param parameter parameters params receive receives take "
        "takes taking",
    ),
    ("evaluates_to", ""),
    ("returns_when", "if when whenever for on with"),
    ("returns_type", "gives result return returning returns yields"),
    ("has_signature", ""),
    ("constant_equals", "= added bit change changed const constant defined equal equals flag is now set static value"),
    ("starts_empty", "empty fresh no zero without"),
    (
        "method_records",
        "records tracks stores adds remembers appends pushes registers saves notes collects accumulates by with through via",
    ),
    (
        "method_sets_flag",
        "sets raises marks turns flips toggles commits disarms defuses dismisses prevents disables cancels suppresses skips stops avoids set after",
    ),
    ("drop_without_effect", ""),
    ("drop_releases", ""),
    (
        "file_exists",
        "add added available create created declared defined delete deleted exist exists gone in-place introduced lines loc "
        "moved present provided remove removed there write written",
    ),
    ("module_declared", ""),
    (
        "reexported",
        "added available created declared defined exist exists export exported exports for import imported imports in in-place "
        "inside into introduced on onto present provided re-export re-exported re-exports reexport reexported reexports there "
        "to within written",
    ),
    ("calls_in_order", "after before called finally first invoked last"),
    (
        "doc_mentions",
        "carries carry cites contain contains doc document documentation documented gained gains has have having hold holds "
        "include includes mention mentioned mentions names notes owns references says with",
    ),
    ("has_tests", "coverage covered test tested tests"),
    (
        "has_members",
        "( : added available carries carry contain contains created declared defined exist exists for gained gains has have "
        "having hold holds in in-place include includes inside into introduced of on onto owns present provided renamed there "
        "to with within written",
    ),
    ("item_exists", ""),
    ("calls", "call called calls delegates goes invocation invoke invoked invokes reused reuses use used uses"),
    (
        "stays_unchanged",
        "as backward backward-compatible backwards backwards-compatible identical intact no not preserved same unaffected "
        "unchanged unmodified untouched zero",
    ),
    ("follows_convention", "adheres code consistent follow following follows match matches mirror mirrors respects well"),
    (
        "is_changed",
        "adjust adjusted apply clean cleaned convert extend fix fixed improve improved integrate integrated migrate migrated "
        "modified modify refactor refactored repeat rework reworked update updated",
    ),
    (
        "checked_by_hand",
        "all approved by complete completed documented each every manual manually reviewed signed-off validated verified when "
        "written",
    ),
)


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which they are tried."""
    return tuple(kind_called(name) for name, _ in ORDER)


@cache
def kind_called(name: str) -> Kind:
    """The kind of that name, its module imported now if it was not before."""
    from importlib import import_module

    kind: Kind = import_module(f"uowgen.claims.kinds.{name}").KIND
    return kind
