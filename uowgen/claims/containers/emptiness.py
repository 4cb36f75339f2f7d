"""Whether a container that was just made says of itself that nothing is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import as_container
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, literals_given
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.subject import context_type, find_method, find_type
from uowgen.facts.members import methods_of

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def empty_finding(case: Case, owner: str, maker: str) -> Finding:
    """Whether a container that was just made says of itself that nothing is in it, by every method that it has for that."""
    from uowgen.claims.runs.programs import probed
    from uowgen.claims.runs.verdicts import stuck
    from uowgen.model import Evidence

    named = bare_name(maker)
    subject = find_type(case, owner) if owner else context_type(case)
    if named and not owner and not (len(subject.found) == 1 and named in _method_names(case, subject.found[0])):
        owners = {d.owner.rpartition(" for ")[2] for d in find_method(case, maker).found if d.owner}
        subject = find_type(case, owners.pop()) if len(owners) == 1 else subject
    if len(subject.found) != 1:
        return subject.problem or undecided("subject-ambiguous", "which type is meant is not clear", *subject.found[:3])
    container = as_container(case, subject.found[0], named)
    if isinstance(container, Finding):
        return container
    asked = [
        test
        for name, test in _EMPTY_TESTS.items()
        if name in container.methods and not container.methods[name][0].parameters and name != named
    ]
    if not asked:
        return undecided(
            "not-observable",
            f"`{container.declaration.item.name}` has no method that tells whether it is empty",
            container.declaration,
        )
    tests = " && ".join(asked)
    said = _said_call(container, maker)
    code = f"fn {PROBE}() -> bool {{ let mut it: {container.text} = {said or container.maker}; {tests} }}"
    (found,) = probed(case, container.declaration.file.path, code, [[]])
    made = container.methods.get(named or "new", (None, container.declaration))[1]
    place = (Evidence(made.file.path, made.line, made.end_line, f"`{made.item.label}`"),)
    if found.stuck is not None:
        return stuck(found.stuck, place)
    if found.panic and said:  # just this call is said to give one
        return Finding("fails", f"`{said}` panics: {found.panic}", "behaviour", "behaves-differently", place, "proved", (said,))
    if found.panic:
        return Finding("undecided", f"it panics: {found.panic}", None, "panics-elsewhere", place)
    if found.value is True:
        return Finding("holds", "nothing is in a new one", "behaviour", None, place, "proved")
    made_by = said or container.maker
    return Finding(
        "fails", f"not so: `{tests}` is false of a new one", "behaviour", "behaves-differently", place, "proved", (made_by,)
    )


def _said_call(container: Container, maker: str) -> str:
    """The call that a sentence names with what it is given, `Shelf::with_room(0)`; empty where it names the function alone."""
    name = bare_name(maker)
    given = literals_given(maker.strip())
    return f"{container.declaration.item.name}::{name}({given})" if given and name in container.methods else ""


_EMPTY_TESTS = {
    "is_empty": "it.is_empty()", "len": "it.len() == 0", "count": "it.count() == 0", "size": "it.size() == 0", "pop": "it.pop().is_none()",
    "dequeue": "it.dequeue().is_none()", "pop_front": "it.pop_front().is_none()",
}  # fmt: skip


def _method_names(case: Case, declaration: Declaration) -> set[str]:
    return {d.item.name for d in methods_of(case.code, declaration.item.name, (declaration,))}
