"""Claim: an expression has a value: a call with the arguments given, a comparison that is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, leaves_open, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find, find_method, find_type
from uowgen.facts.signature import receiver_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when the interpreted expression has the value; fails when it has another one, or panics unasked."""
    expression = reading.get("call")
    if reading.get("equation"):
        expression, wanted = reading.get("equation"), "true"
    else:
        wanted = reading.get("value")
    if reading.get("state") == "panics":
        wanted = "panics"
    subject = _subject(case, expression)
    if isinstance(subject, Finding):
        return subject
    if expression.endswith("()") and _is_type(subject, wanted):  # `name()` is how people write the name of a function
        from uowgen.claims.kinds import returns_type

        return returns_type.decide(reading._replace(slots={"name": expression.removesuffix("()"), "type": wanted}), case)
    place = (Evidence(subject.file.path, subject.line, subject.end_line, f"`{subject.item.label}`"),)
    if wanted != "panics" and leaves_open(wanted):
        return undecided("not-understood", f"`{wanted}` is not a value but leaves something open", subject)
    called = _single_call(subject, expression)
    if called is not None:
        from uowgen.claims.values import said_calls

        if reading.get("state") == "fails":
            from uowgen.claims.values.value_patterns import wanted_of

            wanted = wanted_of(case, subject, wanted) or wanted
        if ".." in called or "_" in called or (receiver_of(subject) and "::" not in expression.partition("(")[0]):
            return said_calls.with_open_arguments(case, subject, called, wanted)
        if subject.owner and "::" not in expression.partition("(")[0]:
            expression = f"{bare_name(subject.owner.rpartition(' for ')[2])}::{expression}"
        if wanted != "panics":
            from uowgen.claims.values.value_patterns import wanted_of

            wanted = wanted_of(case, subject, wanted) or wanted
    if reading.get("state") == "fails" and not wanted.startswith("Err("):
        return undecided("not-understood", f"`{wanted}` is not an error that `{subject.item.name}` could give", subject)
    test = f"{{ let _ = ({expression}); true }}" if wanted == "panics" else f"matches!(({expression}), {wanted})"
    code = f"fn {PROBE}() -> bool {{ {test} }}"
    if not parses(code):
        code = f"fn {PROBE}() -> bool {{ ({expression}) == ({wanted}) }}"
        if not parses(code):
            return undecided("not-understood", f"`{expression}` or `{wanted}` is no expression", subject)
    (found,) = probed(case, subject.file.path, code, [[]])
    if found.stuck is not None and "matches!" in code:
        compared = f"fn {PROBE}() -> bool {{ ({expression}) == ({wanted}) }}"
        if parses(compared):
            (found,) = probed(case, subject.file.path, compared, [[]])
    if found.stuck is not None:
        return stuck(found.stuck, place)
    if wanted == "panics":
        if found.panic:
            return Finding("holds", f"it panics: {found.panic}", "behaviour", None, place, "proved")
        return Finding("fails", "it does not panic", "behaviour", "behaves-differently", place, "proved", (f"{expression}",))
    if found.panic:
        return Finding("fails", f"it panics: {found.panic}", "behaviour", "behaves-differently", place, "proved", (expression,))
    if found.value is True:
        return Finding("holds", f"`{expression}` was run and is so", "behaviour", None, place, "proved")
    seen = probed(case, subject.file.path, f"fn {PROBE}() -> _ {{ {expression} }}", [[]])[0]
    message = (
        f"`{expression}` is {_text(seen.value)}" if seen.stuck is None and not seen.panic else f"`{expression}` is something else"
    )
    return Finding("fails", message, "behaviour", "behaves-differently", place, "proved", (expression,))


def _single_call(function: Declaration, expression: str) -> list[str] | None:
    """The arguments of an expression that is one call of `function` and nothing else; None for another expression."""
    from uowgen.claims.values.said_calls import arguments_in

    head, _, rest = expression.partition("(")
    if not expression.endswith(")") or bare_name(head) != function.item.name or head[:1] in "!&*(-" or "." in head:
        return None
    depth = 1
    for at, ch in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(ch, 0)
        if depth == 0 and at < len(rest) - 1:
            return None
    return arguments_in(expression)


_PRIMITIVES = frozenset(
    {
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "bool", "char", "f32", "f64", "str", "String",
        "&str",
    }
)  # fmt: skip


def _is_type(subject: Declaration, text: str) -> bool:
    """Whether `text` is what the function says that it gives back, or can be nothing but a type."""
    if text in _PRIMITIVES or (text.partition("<")[0] in ("Option", "Result", "Vec", "Box", "Arc", "Rc") and "<" in text):
        return True
    returned = subject.item.node.child_by_field_name("return_type")
    return returned is not None and "".join(subject.file.rust.text(returned).split()) == "".join(text.split())


def _subject(case: Case, expression: str) -> Declaration | Finding:
    """The function that the expression calls first; its file is where the expression is understood."""
    head = expression.split("(")[0].strip().lstrip("!&*(")
    if "{" in head and head.split("{")[0].strip().replace("::", "").replace("_", "").isalnum():  # `Key { code: 3 }.mask()`
        subject = find_type(case, head.split("{")[0].strip())
        if len(subject.found) == 1 and not any(p.startswith("mod ") for p in subject.found[0].item.path):
            return subject.found[0]
        problem = subject.problem if subject.problem is not None and not subject.found else None
        return problem or undecided("subject-ambiguous", f"which type `{expression}` makes is not clear", *subject.found[:3])
    if not head.replace("::", "").replace("_", "").replace(".", "").isalnum() and not ("<" in head and ">" in head):
        return undecided("not-understood", f"what `{expression}` begins with is not written as a call")
    subject = find_method(case, head)
    if not subject.found and "::" in head:
        subject = find(case, head.split("::")[-2])
    if len(subject.found) != 1:
        return subject.not_one_function(head)
    found = subject.found[0]
    if found.item.path and any(part.startswith("mod ") for part in found.item.path):
        return undecided("unsupported-code", f"`{bare_name(head)}` stands in a module inside of its file", found)
    return found


def _text(value: object) -> str:
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict):
        inner = ", ".join(_text(v) for v in value[1].values())
        return f"{value[0]}({inner})" if inner else str(value[0])
    return {True: "true", False: "false", None: "()"}.get(value, str(value)) if isinstance(value, bool | None) else str(value)


KIND = Kind(
    "evaluates_to",
    "an expression has a value",
    (
        "<call:callcode> returns|is|gives|yields|equals|produces|evaluates|should* to|return|be|equal? <value:valuecode>",
        "<call:callcode> panics ; state=panics",
        "<call:callcode> fails|errors|errs|refused|rejected with|as <value:outcome> ; state=fails",
        "<equation:equation>",
        "<equation:equation> is|holds true?",
    ),
    (
        "`align_up(4097, 4096)` returns `8192`",
        "`Vma::new(2, 1)` is `None`",
        "`checksum(&[]) == 0`",
    ),
    decide,
)
