"""Whether a method sets a field, decided on its assignments; a constructor on the literals that it makes.

A type with a `Drop` is a guard and is judged by what its end does instead (see `guards`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.assignments import Assignments, assignments_to
from uowgen.facts.literals import inner_value, literals_of
from uowgen.facts.members import fields_of, traits_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.members import Member

_CLEARED = {"bool": ("false",), "AtomicBool": ("false",)}
_DEEPEST = 4  # methods calling methods
_COUNTS = {"increment": "+=", "decrement": "-="}


def decide(reading: Reading, case: Case) -> Finding:
    """The kind `sets_field`: its slots are `method`, `field`, `value` (empty: any, `true` for a flag) and `how`."""
    method, field = reading.get("method"), bare_name(reading.get("field"))
    if bare_name(method) == "Drop":
        return undecided(
            "role-unclear", "what the end of a value leaves in its own fields is seen by nobody; another's may be meant"
        )
    if field.isupper() and reading.get("how") in _COUNTS and (counted := _static(reading, case)) is not None:
        return counted
    if _guards(case, method):
        return _by_the_end(reading, case)
    found = field_set(case, method, field, reading.get("amount") or reading.get("value"), reading.get("how"))
    return found or undecided("no-subject", f"`{field}` is no field of what has `{bare_name(method)}`")


def _guards(case: Case, method: str) -> bool:
    """Whether the type of `method` has a `Drop`."""
    subject = find_method(case, method)
    owner = subject.found[0].owner.rpartition(" for ")[2].partition("<")[0] if len(subject.found) == 1 else ""
    types = find(case, owner, KINDS_OF["type"]).found if owner else ()
    return len(types) != 1 or "Drop" in traits_of(case.code, types[0])


def _static(reading: Reading, case: Case) -> Finding | None:
    """A static that is counted up or down: `COUNT.fetch_add(1, …)` or `COUNT += 1` as a statement that every run reaches."""
    name, how = bare_name(reading.get("field")), reading.get("how")
    method = find_method(case, reading.get("method"))
    if not any(d.item.kind == "static" for d in find(case, name, KINDS_OF["static"]).found) or len(method.found) != 1:
        return None
    declaration = method.found[0]
    rust, body = declaration.file.rust, declaration.item.node.child_by_field_name("body")
    calls, operator = f"{name}.fetch_{'add' if how == 'increment' else 'sub'}(1", f"{name}{_COUNTS[how]}1"
    for statement in body.named_children if body is not None else ():
        text = "".join(rust.text(statement).split())
        value = text.partition("=")[2] if text.startswith("let") else text
        if value.startswith((f"{calls})", f"{calls},")) or text.rstrip(";") == operator:
            line = rust.source.line_of(statement.start_byte)
            return holds(f"`{declaration.item.name}` {how}s `{name}`", evidence=(Evidence(rust.source.path, line, line, text),))
        if any(word in rust.text(statement) for word in ("return", "?", "panic!", "loop", "while")):
            break
    return undecided("depends-on-the-path", f"`{declaration.item.name}` does not simply {how} `{name}`", declaration)


def _by_the_end(reading: Reading, case: Case) -> Finding:
    """What the guard's end does after `method` says whether the flag is set."""
    from uowgen.claims import kind_called
    from uowgen.claims.sentences.frame import Reading as Asked

    how, value = reading.get("how"), reading.get("value")
    flag = bare_name(reading.get("field")) + (f"={value}" if value in ("true", "false") else "")
    to = "false" if how == "clear" or value == "false" else "true"
    if how in _COUNTS or (value and value not in ("true", "false")):
        return undecided("role-unclear", f"what `{bare_name(reading.get('method'))}` does to a guard is judged by its end alone")
    return kind_called("method_sets_flag").decide(
        Asked(reading.frame, {"keeper": reading.get("method"), "flag": flag, "to": to}), case
    )


def field_set(case: Case, method: str, field: str, value: str, how: str = "") -> Finding | None:
    """Whether `method` leaves `field` of its type with `value`; None if there is no such method or it has no such field.

    `how` is `clear` (false, zero, None, empty), `increment` or `decrement`, or empty.
    """
    subject = find_method(case, method)
    field = bare_name(field)
    if len(subject.found) != 1:
        return subject.problem if not subject.found and subject.problem is not None else None
    declaration = subject.found[0]
    owner = declaration.owner.rpartition(" for ")[2].partition("<")[0]
    types = find(case, owner, KINDS_OF["type"]).found if owner else ()
    types = tuple(t for t in types if t.item.kind in ("struct", "union"))
    if len(types) != 1 or types[0].item.in_macro:
        return None
    member = next((m for m in fields_of(types[0]).all if m.name == field), None)
    if member is None:
        return None
    parameters = declaration.item.node.child_by_field_name("parameters")
    if parameters is None or not any(c.type == "self_parameter" for c in parameters.named_children):
        return _constructor(case, declaration, owner, field, value, how)
    return _method(case, declaration, member, value, how)


def _assigned(case: Case, declaration: Declaration, field: str, depth: int = 0) -> Assignments:
    """What the method assigns to the field; `elsewhere` also where a method of the same type that it calls may change it."""
    seen = assignments_to(declaration.file, declaration.item.node, field)
    owner = declaration.owner.rpartition(" for ")[2].partition("<")[0]
    for name in seen.calls:
        called = find_method(case, f"{owner}::{name}").found
        if len(called) != 1 or depth > _DEEPEST or called[0].item.node.child_by_field_name("body") is None:
            return seen._replace(elsewhere=True)
        inner = _assigned(case, called[0], field, depth + 1)
        if inner.found or inner.elsewhere:
            return seen._replace(elsewhere=True)
    return seen


def _method(case: Case, declaration: Declaration, member: Member, value: str, how: str) -> Finding:
    name, field = declaration.item.name, member.name
    seen = _assigned(case, declaration, field)
    places = tuple(
        Evidence(declaration.file.path, a.line, a.line, f"`self.{field} {a.operator} {a.value}`".replace(" clear ", ".clear()"))
        for a in seen.found
    )
    written = member.type.rpartition("::")[2]
    if how in _COUNTS:
        by = "".join((value or "1").split())
        fitting = [a for a in seen.found if a.operator == _COUNTS[how] and "".join(a.value.split()) == by]
        if len(seen.found) == len(fitting) == 1 and fitting[0].always and not seen.elsewhere:
            return holds(f"`{name}` {how}s `{field}`", evidence=places)
        return undecided("depends-on-the-path", f"`{name}` does not simply {how} `{field}`", declaration, evidence=places)
    wanted = _wanted(value, how, written)
    if not seen.found:
        if seen.elsewhere:
            return undecided("depends-on-the-path", f"what `{name}` calls may set `{field}`", declaration)
        return fails("field-not-set", f"`{name}` does not assign `{field}`", declaration)
    last = seen.found[-1]
    if seen.elsewhere or any(a.operator not in ("=", "clear") for a in seen.found):
        return undecided("depends-on-the-path", f"`{name}` may set `{field}` in other ways, too", declaration, evidence=places)
    if wanted is None:
        if last.always:
            return holds(f"`{name}` sets `{field}`", evidence=places)
        return undecided("depends-on-the-path", f"`{name}` sets `{field}` only on some paths", declaration, evidence=places)
    good = [_same(a.value if a.operator == "=" else "clear", wanted) for a in seen.found]
    if all(one is True for one in good) and last.always:
        return holds(f"`{name}` sets `{field}` to `{last.value or 'nothing'}`", evidence=places)
    if all(one is False for one in good):
        return fails("other-value", f"`{name}` sets `{field}` to `{last.value}`", evidence=places)
    return undecided("depends-on-the-path", f"what `{name}` sets `{field}` to depends on the path", declaration, evidence=places)


def _wanted(value: str, how: str, written: str) -> tuple[str, ...] | None:
    """The texts of the value that is asked for; None if any will do."""
    if how == "clear":
        return _CLEARED.get(written, ("false", "0", "None", "clear", "Vec::new()", "String::new()", "Default::default()"))
    if value:
        return (value,)
    return ("true",) if written in _CLEARED else None


def _constructor(case: Case, declaration: Declaration, owner: str, field: str, value: str, how: str) -> Finding:
    name = declaration.item.name
    literals, _ = literals_of(case.code, owner)
    mine = [x for x in literals if x.file == declaration.file.path and declaration.line <= x.line <= declaration.end_line]
    wanted = _wanted(value, how, "")
    if not mine or wanted is None:
        return undecided("through-call", f"`{name}` shows no literal of `{owner}` with a value to compare", declaration)
    places = tuple(Evidence(x.file, x.line, x.line, f"`{owner} {{ … }}`") for x in mine)
    if any(field not in x.fields for x in mine):
        return undecided("through-base", f"a literal in `{name}` does not show `{field}`", declaration, evidence=places)
    good = [_same(inner_value("".join(x.fields[field].split())), wanted) for x in mine]
    if all(one is True for one in good):
        return holds(f"`{name}` sets `{field}` to `{mine[0].fields[field]}`", evidence=places)
    if all(one is False for one in good):
        return fails("other-value", f"`{name}` sets `{field}` to `{mine[0].fields[field]}`", evidence=places)
    return undecided("depends-on-the-path", f"`{name}` sets `{field}` to `{mine[0].fields[field]}`", declaration, evidence=places)


def _same(text: str, wanted: tuple[str, ...]) -> bool | None:
    """Whether `text` is one of the values; None where only running it could tell."""
    plain = ["".join(one.split()) for one in (text, *wanted)]
    if any(_equal(plain[0], one) for one in plain[1:]):
        return True
    return False if _literal(plain[0]) and all(_literal(one) or "(" in one for one in plain[1:]) else None


def _equal(a: str, b: str) -> bool:
    tails = (a.rpartition("::")[2], b.rpartition("::")[2])
    return a == b or (tails[0] == tails[1] and "(" not in a and (a.endswith("::" + b) or b.endswith("::" + a)))


def _literal(text: str) -> bool:
    """Whether `text` is a value by itself: a number, a bool, a text, `None`."""
    return text in ("true", "false", "None", "clear") or text.lstrip("-")[:1].isdigit() or text[:1] in ('"', "'")
