"""Claim: a function does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.claims.values.values import is_plain, is_value
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_COMMENTS = ("line_comment", "block_comment")


def decide(reading: Reading, case: Case) -> Finding:
    """The body is empty or gives back a plain value; a field that is assigned for certain makes it fail, the rest is open."""
    name = bare_name(reading.get("name"))
    subject = find_method(case, reading.get("name"))
    if not subject.found:
        return subject.none(f"no function `{name}`")
    for declaration in subject.found:
        body = declaration.item.node.child_by_field_name("body")
        if body is None:
            return undecided("no-body", f"`{name}` has no body", declaration)
        done = [c for c in body.named_children if c.type not in _COMMENTS and not _ignores(c)]
        text = declaration.file.rust.text
        if len(done) > 1 or (done and not _is_result(text(done[0]))):
            return _does(declaration, body)
        if reading.get("value"):
            given = text(done[0]) if done else "()"
            if not is_value(given, reading.get("value")):
                plain = _is_result(given)
                message = f"`{name}` gives back `{given}`"
                return fails("other-value", message, declaration) if plain else undecided("not-a-literal", message, declaration)
    return holds(f"the body of `{name}` does nothing", *subject.found)


def _ignores(node: Node) -> bool:
    """`let _ = argument;`, `_ = argument;`: only silences the compiler."""
    text = b"".join((node.text or b"").split())
    return text.startswith((b"let_=", b"_=")) and text.partition(b"=")[2].rstrip(b";").replace(b"_", b"").isalnum()


def _is_result(text: str) -> bool:
    squeezed = "".join(text.split())
    return squeezed in ("()", "Ok(())", "return", "return;", "None", "Ok(None)") or is_plain(squeezed)


def _does(declaration: Declaration, body: Node) -> Finding:
    """A field that is assigned whatever happens is more than nothing; of calls it is not known."""
    name, rust = declaration.item.name, declaration.file.rust
    for child in body.named_children:
        inner = child.named_children[0] if child.type == "expression_statement" and child.named_children else child
        left = inner.child_by_field_name("left") if "assignment" in inner.type else None
        if left is not None and rust.text(left).startswith("self."):
            line = rust.source.line_of(inner.start_byte)
            place = Evidence(declaration.file.path, line, line, f"assigns `{rust.text(left)}`")
            return fails("has-effects", f"`{name}` assigns `{rust.text(left)}`", evidence=(place,))
        if b"return" in (child.text or b""):
            break
    return undecided("depends-on-the-path", f"whether what `{name}` does counts as nothing is not known", declaration)


KIND = Kind(
    "does_nothing",
    "a function does nothing",
    (
        "<name> <noun>? @be* no-op|noop|nop",
        "<name> <noun>? does nothing",
        "<name> <noun>? @have empty body",
        "<name> <noun>? @be* no-op|noop|nop and|that|which? returns|returning <value:valuecode>",
        "<name> <noun>? does nothing and|but|except? returns|returning|return <value:valuecode>",
        "<name> <noun>? just|only|simply returns <value:valuecode> and|without does|doing? nothing|anything else",
    ),
    ("`Sink::flush` is a no-op", "`idle` does nothing and returns `Ok(())`"),
    decide,
    ("name",),
    asks_all=True,
)
