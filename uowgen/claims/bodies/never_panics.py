"""That a function cannot panic at all, whatever the situation: “`clone` panics if the count would overflow” of one that only adds to an atomic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_PANICS = re.compile(
    r"^`(?P<f>[\w:]+)(?:\(\))?` (?P<before>[^;]*? and )?(?:panics|aborts|asserts) (?:if|when|whenever|once|on|in case|for) (?P<when>.+)$"
)
_DENIED = re.compile(r"\b(?:not|never|no|neither|nor|unless|without|instead|rather|longer|only|or)\b")
# What is called so on atomics, pointers and options gives or takes a value and never panics.
_CALM = frozenset(
    [
        "fetch_add",
        "fetch_sub",
        "fetch_or",
        "fetch_and",
        "fetch_xor",
        "fetch_max",
        "fetch_min",
        "swap",
        "load",
        "store",
        "compare_exchange",
        "compare_exchange_weak",
        "compare_and_swap",
        "as_ref",
        "as_ptr",
        "as_mut",
        "is_null",
        "is_some",
        "is_none",
        "is_ok",
        "is_err",
        "forget",
        "Some",
        "Ok",
        "Err",
        "fence",
        "compiler_fence",
        "spin_loop",
        "wrapping_add",
        "wrapping_sub",
        "saturating_add",
        "saturating_sub",
        "checked_add",
        "checked_sub",
    ]
)
_RISKY = frozenset(
    {"index_expression", "macro_invocation", "compound_assignment_expr", "await_expression", "range_expression", "try_expression"}
)
_SIGNS = frozenset({"+", "-", "*", "/", "%", "<<", ">>"})
_LOGS = frozenset({"trace", "debug"})
_DEEPEST = 4


def spoken_panic(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so: it can only fail. None where it tells none."""
    match = _PANICS.match(said)
    if match is None or _DENIED.search(re.sub(r"`[^`]*`", "", f"{match['before'] or ''} {match['when']}")):
        return None
    found = find_method(case, match["f"]).found
    if len(found) != 1 or not _is_calm(found[0], case, 0):
        return None
    return "panics_on", fails("act-not-found", f"nothing in `{found[0].item.name}` can panic", found[0])


def _is_calm(function: Declaration, case: Case, depth: int) -> bool:
    """Whether the body has nothing that could panic: no sum, index or macro, and only calls that are known never to, or functions like it."""
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro or depth > _DEEPEST:
        return False
    text = function.file.rust.text
    for node in walk(body):
        if node.type == "macro_invocation" and _is_other_assertion(text(node)):
            continue
        sign = node.child_by_field_name("operator") if node.type == "binary_expression" else None
        if node.type in _RISKY or (sign is not None and text(sign) in _SIGNS):
            return False
        called = node.child_by_field_name("function") if node.type == "call_expression" else None
        if called is None:
            continue
        last = (re.findall(r"\w+", re.sub(r"<[^<>]*>", "", text(called))) or [""])[-1]
        if last in _CALM:
            continue
        declared = [d for d in case.code.declared_anywhere(last) if d.item.kind == "fn" and counts(d)]
        mine = [d for d in declared if d.file.path == function.file.path]
        if len(declared) != 1 and not (len(mine) == 1 and called.type == "field_expression" and text(called).startswith("self.")):
            return False
        if not _is_calm((mine or declared)[0], case, depth + 1):
            return False
    return True


def _is_other_assertion(text: str) -> bool:
    """Whether a macro only asserts in debug builds that something is not zero, or that it is something: nothing about a limit."""
    name = text.partition("!")[0].rpartition("::")[2].strip()
    return name in ("debug_assert", "debug_assert_eq", "debug_assert_ne") and not re.search(
        r"<|MAX|max|checked|limit|overflow", text
    )
