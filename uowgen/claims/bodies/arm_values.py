"""Decides that one variant is turned into another one by a `match`: “`Reset` is reported as `StopReason::Restart`”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.facts.code import counts
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node


def told_as(name: str, other: str, case: Case) -> Finding:
    """Holds where the one arm of the spec's files for `name` that gives a variant gives `other`; fails where it gives another one.

    An arm that does something else (logs it, leaves) says nothing, and several that give different things leave it open.
    """
    fitting: list[tuple[str, Evidence]] = []
    for path in files_of(case):
        file = case.code.file(path)
        for node in _arms(file) if file is not None else ():
            assert file is not None
            pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
            if pattern is None or value is None or not _is_of(file.rust.text(pattern), name):
                continue
            given = _variant_in(file.rust.text(value))
            line = file.rust.source.line_of(node.start_byte)
            if given:
                fitting.append((given, Evidence(path, line, line, f"`{given}` for it")))
    if not fitting:
        return undecided("no-subject", f"no arm in the spec's files gives a variant for `{bare_name(name)}`")
    places = tuple(e for _, e in fitting[:4])
    same = [_is_of(given, other) for given, _ in fitting]
    if all(same):
        return holds(f"`{bare_name(name)}` is told as `{bare_name(other)}`", evidence=places)
    if any(same) or len(fitting) > 1:
        return undecided(
            "subject-ambiguous",
            f"which arm for `{bare_name(name)}` is meant is not clear",
        )._replace(evidence=places)
    given = fitting[0][0]
    owners = {owner_name(other)} - {""} or {
        d.owner for d in case.code.declared_anywhere(bare_name(other)) if d.item.kind == "variant"
    }
    mine = {d.owner for d in case.code.declared_anywhere(bare_name(name)) if d.item.kind == "variant"}
    if owner_name(given) not in owners or len(mine) != 1:  # it may be told as that elsewhere, in a match of other enums
        return undecided("subject-ambiguous", f"`{given}` is of another enum", evidence=places)
    return fails("other-value", f"`{bare_name(name)}` is told as `{fitting[0][0]}`", evidence=places)


def _arms(file: CodeFile) -> Iterator[Node]:
    functions = [d for d in file.declarations() if d.item.kind == "fn" and counts(d)]
    for function in functions:
        stack = [function.item.node]
        while stack:
            node = stack.pop()
            if node.type == "match_arm":
                yield node
            stack.extend(c for c in node.named_children if c.type != "function_item")


def _is_of(written: str, name: str) -> bool:
    """Whether `written` is the path of the variant `name`, with whatever it carries."""
    path = "".join(written.split()).partition("(")[0].partition("{")[0]
    owner = owner_name(name)
    return path.rpartition("::")[2] == bare_name(name) and (not owner or owner_name(path) in (owner, "Self"))


def _variant_in(written: str) -> str:
    """The path of the variant that an arm gives, alone or inside of `Some`, `Ok` and `Err`; empty for anything else."""
    text = "".join(written.split())
    while text.partition("(")[0] in ("Some", "Ok", "Err") and text.endswith(")"):
        text = text.partition("(")[2][:-1]
    path = text.partition("(")[0].partition("{")[0]
    last = path.rpartition("::")[2]
    return path if "::" in path and last.isidentifier() and last[:1].isupper() and not last.isupper() else ""
