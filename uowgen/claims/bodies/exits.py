"""Decides that a function leaves at once for an input that a sentence describes, with the value that it says, before it does anything.

Nothing has been done where only questions come before: then whatever the sentence says is not done is not done.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import files_of
from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.names import split_call, squeezed
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.runs import body_of
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

_ASKING = frozenset(
    "len is_empty is_null is_none is_some is_full contains min max size_of unlikely likely get_data_len as_usize".split()
)
_ZERO = frozenset("zero 0 empty zero-byte zero-length".split())
_NULL = frozenset("null none".split())
_ABOVE = frozenset("above over exceeding beyond larger longer bigger greater than".split())
_COUNTED = frozenset(form(w) for w in "bytes length buffer slice request count destination source".split())
_SMALL = frozenset("of a an the with into in for user from to via".split())


class _Asked(NamedTuple):
    """What a sentence says of the input: its `sort`, the words or the limit that come with it, the verb that it begins with."""

    sort: str
    words: tuple[str, ...]
    limit: str
    verb: str
    name: str


def takes(reading: Reading) -> bool:
    """Whether the input is described in a way that a condition can be found for, and the rest only denies."""
    return _asked(reading) is not None and bool(_denied(reading.get("rest")))


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where the one exit with such a condition gives that value and stands behind questions only; fails where it gives another."""
    asked, denied = _asked(reading), _denied(reading.get("rest"))
    if asked is None or not denied:
        return undecided("not-understood", "what is said of the input is not read")
    found: list[tuple[Declaration, Body, Step]] = []
    for function in _functions(asked, case):
        body = body_of(function)
        exits = (
            [s for s in body.steps if s.sort in ("refusal", "exit") and _is_asked(s, asked, function, body)]
            if body is not None
            else []
        )
        if body is not None:
            found += [(function, body, s) for s in exits]
    if len(found) != 1:
        return undecided("no-subject", "where a function leaves for that input is not clear", *(f for f, _, _ in found[:3]))
    function, body, step = found[0]
    name, line = function.item.name, body.file.rust.source.line_of(step.node.start_byte)
    place = (Evidence(body.file.path, line, line, f"`{name}` leaves"),)
    given = _given(step, body)
    before = [s for s in body.steps if s.at < step.at and not _within(s.node, step.node)]
    if step.arms or step.loops or step.later:
        return undecided("depends-on-the-path", f"whether `{name}` comes to line {line} depends on the path", evidence=place)
    if not _same(given, reading.get("value")):
        plain = given.replace("::", "").replace("_", "").replace("(", "").replace(")", "").isalnum()
        if plain and not before:
            return fails("other-value", f"`{name}` leaves with `{given}` at line {line}", evidence=place)
        return undecided("depends-on-the-path", f"`{name}` leaves with `{given}` at line {line}", evidence=place)
    doing = [s for s in (*before, *(s for s in body.steps if _within(s.node, _condition(step)))) if not _is_question(s, body)]
    if doing:
        other = body.file.rust.source.line_of(doing[0].node.start_byte)
        return undecided("depends-on-the-path", f"`{name}` does something at line {other} before it leaves", evidence=place)
    if denied != "nothing":
        act = phrases_of(denied)
        if len(act) != 1 or not any(s.at > step.at for s in meant_by(act[0], body).steps):
            return undecided("not-understood", f"“{denied}” is not plainly what `{name}` else does", evidence=place)
    return holds(f"`{name}` leaves with `{given}` at line {line}, before it does anything", evidence=place)


def _asked(reading: Reading) -> _Asked | None:
    text, name = reading.get("case"), reading.get("name")
    pieces = text.split("`")
    codes = [c.strip() for c in pieces[1::2]]
    words = [w.lower().strip(",") for w in " ".join(pieces[::2]).split()]
    verb = ""
    if words and words[0].endswith("ing"):
        verb, words = form(words[0]), words[1:]
    kept = [w for w in words if w not in _SMALL]
    if any(c.lower() == "null" for c in codes):
        kept, codes = ["null", *kept], [c for c in codes if c.lower() != "null"]
    if len(codes) == 1 and not set(kept) & _ABOVE and not name:
        name, codes = codes[0], []
    rest = tuple(form(w) for w in kept if w not in (*_ZERO, *_NULL, *_ABOVE))
    if set(kept) & _ABOVE:
        limits = codes or [w for w in kept if w.replace("_", "").isdigit()]
        rest = tuple(w for w in rest if not w.isdigit() and w not in _COUNTED)
        return _Asked("above", rest, limits[0], verb, name) if len(limits) == 1 and len(rest) <= 1 else None
    if codes or len(rest) > 2:
        return None
    if set(kept) & _NULL and rest in ((form("pointer"),), ()):
        return _Asked("null", (), "", verb, name)
    if set(kept) & _ZERO:
        return _Asked("zero" if set(rest) <= _COUNTED else "empty", tuple(w for w in rest if w not in _COUNTED), "", verb, name)
    return None


def _denied(rest: str) -> str:
    """What is said not to be done: `nothing`, or the act that is denied; empty where more than that is said."""
    words = rest.replace(",", " ").split()
    low = [w.lower() for w in words]
    if not words or any(w in ("and", "but", "or", "if", "when", "unless", "otherwise", "only") for w in low):
        return ""
    if low[-1] == "nothing" and len(low) == 2:
        return "nothing"
    if low[0] == "nothing" and len(low) == 3 and low[1] in ("is", "gets"):
        return "nothing"
    if (
        len(low) == 4
        and low[1:3] == ["is", "not"]
        and low[3] in ("called", "invoked", "reached", "run")
        and words[0].startswith("`")
    ):
        return f"calls {words[0]}"
    if low[0] in ("never", "without"):
        return "nothing" if low[1:2] in (["touches"], ["touching"]) else " ".join(words[1:])
    if low[:2] == ["does", "not"]:
        return "nothing" if low[2:3] == ["touch"] else " ".join(words[2:])
    if low[0] == "before":
        if len(low) >= 4 and low[-2] == "is" and low[-1] in ("attempted", "made", "tried"):
            return " ".join(w for w in words[1:-2] if w.lower() != "any")
        return " ".join(w for w in words[1:] if w.lower() != "any")
    return ""


def _functions(asked: _Asked, case: Case) -> list[Declaration]:
    if asked.name:
        return [d for d in find_method(case, asked.name).found if d.item.kind == "fn" and counts(d)]
    near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
    found = [d for f in near for d in f.declarations() if d.item.kind == "fn" and counts(d) and not d.item.in_macro]
    return [d for d in found if not asked.verb or parts(bare_name(d.item.name)) == (asked.verb,)]


def _condition(step: Step) -> Node:
    return step.node.child_by_field_name("condition") or step.node


def _is_asked(step: Step, asked: _Asked, function: Declaration, body: Body) -> bool:
    text = squeezed(body.file, _condition(step))
    for wrapper in ("unlikely(", "likely("):
        text = text[len(wrapper) : -1] if text.startswith(wrapper) and text.endswith(")") else text
    own = [p.name for p in parameters_of(function) if p.name.isidentifier()]
    if asked.sort == "null":
        return any(text in (f"{p}.is_null()", f"{p}.is_none()", f"{p}.0.is_none()", f"{p}==0") for p in own if _points(p, body))
    if asked.sort == "zero":
        return any(text in (f"{p}.is_empty()", f"{p}.len()==0", f"{p}==0") for p in own if _counts_bytes(p, body))
    if asked.sort == "empty":
        mine = asked.words and asked.words[-1] in body.types.get("self", ())[-1:] + tuple(form(w) for w in ("ring", "queue"))
        if text in ("self.is_empty()", "self.len==0", "self.len()==0", "self.count==0"):
            return bool(mine)
        return bool(mine) and text.endswith("==0") and _is_at_most_the_length(text.removesuffix("==0"), body)
    whole, _, limit = text.partition(">")
    thing = whole.removesuffix(".len()")
    named = not asked.words or (thing in own and (asked.words[-1] in (*parts(thing), *body.types.get(thing, ()))))
    return limit.replace("_", "") == asked.limit.replace("_", "") and named


def _points(name: str, body: Body) -> bool:
    return form("pointer") in (*parts(name), *body.types.get(name, ()))


def _counts_bytes(name: str, body: Body) -> bool:
    """Whether a parameter is what is read or written, or says how much: not an offset, not a path."""
    own = parts(name)[-1:]
    return body.types.get(name, ()) == ("slic",) or own == ("n",) or own in tuple((form(w),) for w in _HOW_MUCH)


_HOW_MUCH = "bytes length count size buffer source destination data request".split()


def _is_at_most_the_length(name: str, body: Body) -> bool:
    """Whether a variable is made by `min(…, self.len)`, so that it is zero where the thing is empty."""
    for step in body.steps:
        if step.sort != "call" or split_call(body.file, step.node)[1] != "min" or step.node.parent is None:
            continue
        let, given = step.node.parent, step.node.child_by_field_name("arguments")
        pattern = let.child_by_field_name("pattern") if let.type == "let_declaration" else None
        values = [squeezed(body.file, a) for a in given.named_children] if given is not None else []
        own = [
            v for v in values if v.startswith("self.") and parts(v.removesuffix("()").rpartition(".")[2])[-1:] == (form("length"),)
        ]
        if pattern is not None and squeezed(body.file, pattern) == name and own:
            return True
    return False


def _given(step: Step, body: Body) -> str:
    """The value that the `if` leaves with, without the macro around an error: `Err(EFAULT)`, `Ok(0)`."""
    then = step.node.child_by_field_name("consequence")
    last = [c for c in then.named_children if "comment" not in c.type][-1:] if then is not None else []
    text = squeezed(body.file, last[0]).rstrip(";").removeprefix("return") if last else ""
    for macro in ("errno!(", "err!("):
        if text.startswith(f"Err({macro}") and text.endswith("))"):
            text = f"Err({text[len(macro) + 4 : -2]})"
    return text


def _same(given: str, said: str) -> bool:
    wanted = "".join(said.split())
    short = given.removeprefix("Err(").removeprefix("Ok(").removesuffix(")") if given.startswith(("Err(", "Ok(")) else given
    if wanted in (given, short):
        return True
    return (
        given.startswith("Err(") and short.rpartition("::")[2] == wanted.removeprefix("Err(").removesuffix(")").rpartition("::")[2]
    )


def _is_question(step: Step, body: Body) -> bool:
    if step.sort in ("refusal", "exit", "end"):
        return True
    return step.sort == "call" and split_call(body.file, step.node)[1] in _ASKING


def _within(node: Node, other: Node) -> bool:
    return other.start_byte <= node.start_byte and node.end_byte <= other.end_byte
