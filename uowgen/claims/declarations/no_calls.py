"""Decides that nothing in some regions calls a function: by its name, by another name, or as a value that is called elsewhere.

It does not look into macros that the regions call; tokens that stand between their brackets count as possible calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.facts.calls import calls_in
from uowgen.facts.imports import renamed_by
from uowgen.facts.uses import names_in, nodes_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.declarations.scope import Region
    from uowgen.facts.calls import Call
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

# What tests are free to do when people say that nothing does it any more.
TESTS_MAY = frozenset({"unwrap", "expect", "panic", "todo", "unimplemented", "unreachable", "println", "print", "eprintln", "dbg"})
_BINDING = frozenset(
    {
        "tuple_pattern",
        "closure_parameters",
        "tuple_struct_pattern",
        "captured_pattern",
        "mut_pattern",
        "reference_pattern",
        "ref_pattern",
        "slice_pattern",
        "match_pattern",
        "or_pattern",
    }
)


def no_calls(
    wanted: str,
    inside: tuple[Region, ...],
    where: str,
    *,
    tests_too: bool = False,
    of_another: Callable[[CodeFile, Call], bool] = lambda file, call: False,
) -> Finding:
    """`wanted` is a name or the end of a path (`lock`, `GPU.lock`, `Guard::new`); `where` says in words what `inside` is.

    `tests_too`: what tests are free to do otherwise counts as well. `of_another` knows calls that are certainly of something else.
    """
    wanted = wanted.removeprefix(".")
    path = tuple(wanted.replace("::", ".").split("."))
    left: list[Evidence] = []
    unsure: list[Evidence] = []
    aliased: list[Evidence] = []
    outside: list[Evidence] = []
    for file, node in inside:
        live = file.condition in ("always", "sometimes")
        named = path[0].encode("utf-8") in file.rust.source.data
        for call in calls_in(file, node):
            place = Evidence(file.path, call.line, call.line, f"`{call.path}`")
            if call.matches(wanted):
                (left if call.sure and live else unsure if live else outside).append(place)
            elif (
                len(path) > 1
                and named
                and call.path.endswith((f".{path[-1]}", f"::{path[-1]}"))
                and not (_is_other(call, wanted) or of_another(file, call))
            ):
                aliased.append(place)
        aliased += renamed_in(file, path) + as_values(file, node, path)
        if tests_too or path[-1] not in TESTS_MAY:
            outside += [
                Evidence(u.file, u.line, u.line, f"`{u.text}`, not in ordinary builds")
                for u in names_in(file, node, path)
                if not u.live
            ]
    if left:
        return fails("still-there", f"{len(left)} left of `{wanted}`", evidence=tuple(left + unsure))
    if unsure:
        return undecided("inside-macro", f"`{wanted}` stands inside a macro call", evidence=tuple(unsure))
    if aliased:
        return undecided("may-be-aliased", f"`{wanted}` may be called by another name", evidence=tuple(dict.fromkeys(aliased)))
    if outside:
        message = f"`{wanted}` is left in code that ordinary builds do not have"
        return undecided("only-outside-the-build", message, evidence=tuple(dict.fromkeys(outside)))
    return holds(f"no call of `{wanted}` in {where}")


def _is_other(call: Call, wanted: str) -> bool:
    """Whether `call` is certainly of something else: another constant by its name, as `CPU.lock` is not `GPU.lock`."""
    owner = call.path.replace("::", ".").rpartition(".")[0]
    head = wanted.replace("::", ".").split(".")[0]
    return owner.isupper() and head.isupper() and owner.replace("_", "").isalnum() and owner != head


def renamed_in(file: CodeFile, path: tuple[str, ...]) -> list[Evidence]:
    """The imports of `file` that give a part of `path` another name."""
    return [
        Evidence(file.path, d.line, d.end_line, f"`{d.item.name}`")
        for d in file.declarations()
        if d.item.kind == "use" and any(old in (path[0], path[-1]) for old, _ in renamed_by(d.item.name))
    ]


def as_values(file: CodeFile, root: Node, path: tuple[str, ...]) -> list[Evidence]:
    """Where the function is named without being called at once: passed on, or kept."""
    name = path[-1]
    found: list[Evidence] = []
    for node, live in nodes_in(file, root):
        if node.type != "identifier" or not live or (node.text or b"").decode("utf-8", "replace").removeprefix("r#") != name:
            continue
        top, parent = node, node.parent
        while parent is not None and parent.type in ("scoped_identifier", "generic_function") and parent.end_byte >= top.end_byte:
            if parent.type == "scoped_identifier" and parent.child_by_field_name("name") != top and top.type == "identifier":
                break
            top, parent = parent, parent.parent
        if parent is None or (len(path) > 1 and top.type == "identifier"):
            continue
        if _binds(parent, top):
            return []  # a local of that name: the name is not the function here
        if parent.type in _PASSING and parent.child_by_field_name("function") != top:
            line = file.rust.source.line_of(node.start_byte)
            found.append(Evidence(file.path, line, line, f"`{name}` as a value"))
    return found


_PASSING = frozenset(
    {
        "arguments",
        "let_declaration",
        "assignment_expression",
        "field_initializer",
        "array_expression",
        "tuple_expression",
        "reference_expression",
        "return_expression",
        "match_arm",
        "type_cast_expression",
        "parenthesized_expression",
        "const_item",
        "static_item",
        "block",
        "closure_expression",
    }
)


def _binds(parent: Node, node: Node) -> bool:
    return parent.type in _BINDING or parent.child_by_field_name("pattern") == node or parent.type == "shorthand_field_initializer"
