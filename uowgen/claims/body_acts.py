"""Which steps of a function's body a phrase means: the one group of calls, assignments or refusals that it fits.

A phrase that fits several things, or that something else may fit as well, means none of them for certain.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.body_words import (
    CALLING,
    CHECKING,
    CLEARING,
    DECREMENTING,
    INCREMENTING,
    REFUSING,
    SETTING,
    VERBS,
    YIELDING,
    parts,
)
from uowgen.facts.calls import path_of

if TYPE_CHECKING:
    from uowgen.claims.body_phrases import Phrase
    from uowgen.facts.code import CodeFile
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

_NAMES = frozenset({"identifier", "field_identifier", "type_identifier", "shorthand_field_identifier"})
_LEADING = frozenset({"do", "sys", "raw", "inner", "handle", "really", "safe", "unsafe", "checked"})
# A name that begins so asks, or says what is to be.
_ASKING = frozenset("is has can should needs need may must will was no not un on to from with as for want wants pending".split())
_PERHAPS = frozenset("if or and unless later deferred lazy maybe try else".split())
_HOLDING = frozenset("lock lock_irq lock_irqsave borrow_mut write as_mut get_mut as_ref unwrap expect".split())
_NOTHING = frozenset(
    {"None", "0", "false", '""', "Default::default()", "[]", "Vec::new()", "String::new()", "0.0", "ptr::null_mut()"}
)


class Meant(NamedTuple):
    """The steps that a phrase means, all of one form; none where `problem` says why. `doubtful`: several things may be meant."""

    steps: tuple[Step, ...]
    problem: str = ""
    doubtful: bool = False


class Body(NamedTuple):
    """A function's steps with what is needed to read their names: the file, and the type of each parameter by its name."""

    file: CodeFile
    steps: tuple[Step, ...]
    types: dict[str, tuple[str, ...]]


def meant_by(phrase: Phrase, body: Body) -> Meant:
    """The steps that `phrase` means in `body`."""
    groups: dict[str, list[Step]] = {}
    perhaps: list[Step] = []
    for step in body.steps:
        fit = _fit(phrase, step, body)
        if fit == "fits":
            groups.setdefault(_key(step, body.file), []).append(step)
        elif fit == "perhaps":
            perhaps.append(step)
    groups = _without_doubles(groups)
    told = phrase.said
    if not groups and perhaps:
        return Meant((), f"“{told}” may mean line {_line(body.file, perhaps[0])}", doubtful=True)
    if not groups:
        return Meant((), f"nothing in the function is plainly what “{told}” speaks of")
    if len(groups) > 1:
        lines = ", ".join(str(_line(body.file, steps[0])) for steps in groups.values())
        return Meant((), f"“{told}” may mean what is done at lines {lines}", doubtful=True)
    mine = next(iter(groups.values()))
    other = [s for s in perhaps if not any(_inside(s, m) or _inside(m, s) for m in mine)]
    if other:
        return Meant((), f"“{told}” may also mean line {_line(body.file, other[0])}", doubtful=True)
    return Meant(tuple(mine))


def mentions(step: Step, phrase: Phrase, body: Body) -> bool:
    """Whether the names in `step` include the thing that the phrase is about."""
    said = {p for name in _names_below(body.file, step.node) for p in (*parts(name), *body.types.get(name, ()))}
    names = set(_names_below(body.file, step.node))
    return any(w in said for w in phrase.words[-1:]) or any(_last(n) in names for n in phrase.names)


def verb_forms(phrase: Phrase) -> frozenset[str]:
    """The forms of words that tell the verb in names of the code."""
    return frozenset(v for name in VERBS.get(phrase.verb, frozenset()) for v in name.split("-")) | frozenset(
        phrase.verb.split("-")[:1]
    )


def _line(file: CodeFile, step: Step) -> int:
    return file.rust.source.line_of(step.node.start_byte)


def _inside(one: Step, other: Step) -> bool:
    return other.node.start_byte <= one.node.start_byte and one.node.end_byte <= other.node.end_byte


def _without_doubles(groups: dict[str, list[Step]]) -> dict[str, list[Step]]:
    """`groups` without refusals whose condition is itself one of the calls that fit."""
    calls = [s for steps in groups.values() for s in steps if s.sort == "call"]
    return {
        key: steps
        for key, steps in groups.items()
        if not all(s.sort == "refusal" and any(_inside(c, s) for c in calls) for s in steps)
    }


def _key(step: Step, file: CodeFile) -> str:
    if step.sort == "call":
        receiver, name = _split(file, step.node)
        return f"{_last(receiver)}.{name}"
    if step.sort == "assign":
        left = step.node.child_by_field_name("left")
        return "=" + (_squeezed(file, left) if left is not None else "")
    asked = step.node.child_by_field_name("condition")
    return "if" + (_squeezed(file, asked) if asked is not None else "")


def _fit(phrase: Phrase, step: Step, body: Body) -> str:
    """`fits`, `perhaps` or empty."""
    if step.sort == "call":
        return _call_fits(phrase, step, body)
    if step.sort == "assign":
        return _assignment_fits(phrase, step, body)
    if step.sort == "refusal":
        return _refusal_fits(phrase, step, body)
    if step.sort == "macro":
        text = set(_words_below(body.file, step.node))
        hit = bool(text & verb_forms(phrase)) and (not phrase.words or phrase.words[-1] in text)
        return "perhaps" if hit else ""
    return ""


def _call_fits(phrase: Phrase, step: Step, body: Body) -> str:
    receiver, name = _split(body.file, step.node)
    if phrase.verb in CALLING:
        path = f"{receiver}.{name}" if receiver else name
        wanted = phrase.names[0].replace("::", ".") if len(phrase.names) == 1 and not phrase.words else ""
        return "fits" if wanted and (path == wanted or path.endswith(f".{wanted}") or name == wanted) else ""
    said = parts(name)
    if not said or said[0] in _ASKING:
        return ""
    at, taken = _verb_at(phrase, said)
    if at < 0:
        emptied = phrase.verb in CLEARING and _empties(body.file, step.node, name) and _head_fits(phrase, _last(receiver))
        return "fits" if emptied else ("perhaps" if _is_hidden(phrase, said, step, body) else "")
    rest = (*said[:at], *said[at + taken :])
    fit = _object_fits(phrase, step, body, rest)
    if not fit:
        return ""
    sure = not (set(said) & _PERHAPS) and (set(said[:at]) <= _LEADING or (at + taken == len(said) and not set(said[:at]) & _ASKING))
    if phrase.verb in REFUSING and not (step.node.parent is not None and step.node.parent.type == "try_expression"):
        return "perhaps"
    return fit if sure else "perhaps"


def _verb_at(phrase: Phrase, said: tuple[str, ...]) -> tuple[int, int]:
    """Where in the parts of a name the verb stands, and how many parts it takes; -1 without it."""
    names = VERBS.get(phrase.verb, frozenset()) | {phrase.verb}
    if phrase.verb in REFUSING:
        names = names | VERBS["check"]
    for n, part in enumerate(said):
        if part in names:
            return n, 1
        if n + 1 < len(said) and f"{part}-{said[n + 1]}" in names:
            return n, 2
    return -1, 0


def _is_hidden(phrase: Phrase, said: tuple[str, ...], step: Step, body: Body) -> bool:
    """Whether a call without the verb in its name speaks of it and of the object in what it is given."""
    return False if not phrase.has_object else bool(set(said) & verb_forms(phrase)) and mentions(step, phrase, body)


def _object_fits(phrase: Phrase, step: Step, body: Body, own: tuple[str, ...]) -> str:
    """Whether what the call is about is the object: by the rest of its name `own`, its receiver, its arguments, what it gives."""
    if not phrase.has_object:
        return "fits" if phrase.verb in VERBS else ""
    file = body.file
    receiver, _ = _split(file, step.node)
    given = step.node.child_by_field_name("arguments")
    names = [n for n in receiver.split(".") if n.isidentifier()]
    names += _names_below(file, given) if given is not None else []
    if phrase.verb in YIELDING:
        names += _bound_to(file, step.node)
    if any(not _named(name, file, given, receiver) for name in phrase.names):
        return ""
    if not phrase.words:
        return "fits"
    heads = {parts(n)[-1] for n in names if parts(n)} | {body.types[n][-1] for n in names if body.types.get(n)}
    heads |= set(own[-1:])
    everything = {p for n in names for p in (*parts(n), *body.types.get(n, ()))} | set(own)
    if not set(phrase.words) <= everything:
        return ""
    return "fits" if phrase.words[-1] in heads else "perhaps"


def _named(name: str, file: CodeFile, given: Node | None, receiver: str) -> bool:
    """Whether a name in backticks is the receiver or an argument of the call, as a whole."""
    wanted = name.replace("::", ".").removeprefix("self.")
    if receiver == wanted or receiver.endswith(f".{wanted}"):
        return True
    for argument in given.named_children if given is not None else ():
        text = _squeezed(file, argument).replace("::", ".").lstrip("&*").removeprefix("mut ")
        if text == wanted or text.endswith(f".{wanted}"):
            return True
    return False


def _head_fits(phrase: Phrase, name: str) -> bool:
    if phrase.names:
        return not phrase.words and len(phrase.names) == 1 and _last(phrase.names[0]) == name
    said = parts(name)
    return bool(phrase.words and said and said[-1] == phrase.words[-1] and set(phrase.words) <= set(said))


def _empties(file: CodeFile, call: Node, name: str) -> bool:
    given = call.child_by_field_name("arguments")
    values = [_squeezed(file, a) for a in given.named_children] if given is not None else []
    return (name == "take" and not values) or (name in ("store", "set", "replace") and bool(values) and values[0] in _NOTHING)


def _assignment_fits(phrase: Phrase, step: Step, body: Body) -> str:
    left, right = step.node.child_by_field_name("left"), step.node.child_by_field_name("right")
    if left is None or right is None:
        return ""
    place = _squeezed(body.file, left).lstrip("*")
    receiver, _, last = path_of(place).replace("::", ".").rpartition(".")
    if not last.isidentifier():
        last = _last(path_of(place.partition("[")[0]).replace("::", "."))
    said = {p for name in (*receiver.split("."), last) if name.isidentifier() for p in parts(name)}
    said |= set(body.types.get(last, ()))
    headed = _head_fits(phrase, last) or (
        bool(phrase.words) and not phrase.names and set(phrase.words) <= said and parts(last)[-1:] == phrase.words[-1:]
    )
    if not headed:
        return ""
    operator = step.node.child_by_field_name("operator")
    sign = body.file.rust.text(operator) if operator is not None else "="
    value = _squeezed(body.file, right)
    if phrase.verb in INCREMENTING or phrase.verb in DECREMENTING:
        counted = "+" if phrase.verb in INCREMENTING else "-"
        own = f"{place}{counted}" in value or f"{place}.wrapping_" in value or f"{place}.saturating_" in value
        return "fits" if sign == f"{counted}=" else ("perhaps" if sign == "=" and own else "")
    if sign != "=":
        return "perhaps" if phrase.verb in SETTING else ""
    if phrase.verb in CLEARING:
        return "fits" if value in _NOTHING else "perhaps"
    if phrase.verb in SETTING:
        return "perhaps" if value in _NOTHING else "fits"
    return ""


def _refusal_fits(phrase: Phrase, step: Step, body: Body) -> str:
    if phrase.verb not in CHECKING and phrase.verb not in REFUSING:
        return ""
    asked = step.node.child_by_field_name("condition")
    if asked is None or not phrase.has_object:
        return ""
    names = _names_below(body.file, asked)
    said = {p for n in names for p in (*parts(n), *body.types.get(n, ()))}
    if not set(phrase.words) <= said or any(_last(n) not in names for n in phrase.names):
        return ""
    if phrase.too_big and not any(sign in _squeezed(body.file, asked) for sign in (">", "<")):
        return ""
    heads = {parts(n)[-1] for n in names if parts(n)} | {body.types[n][-1] for n in names if body.types.get(n)}
    return "fits" if not phrase.words or phrase.words[-1] in heads else "perhaps"


def _split(file: CodeFile, call: Node) -> tuple[str, str]:
    """The receiver or path before the name of what is called, with dots only, and the name: `self.pages.lock` and `clear`."""
    function = call.child_by_field_name("function")
    path = path_of(file.rust.text(function)).replace("::", ".").replace("()", "").replace("?", "") if function is not None else ""
    receiver, _, name = path.rpartition(".")
    while receiver.rpartition(".")[2] in _HOLDING and "." in receiver:  # `self.list.lock().remove(x)` removes from `list`
        receiver = receiver.rpartition(".")[0]
    return receiver, name


def _last(path: str) -> str:
    return path.replace("::", ".").rpartition(".")[2]


def _squeezed(file: CodeFile, node: Node) -> str:
    return "".join(file.rust.text(node).split())


def _names_below(file: CodeFile, node: Node) -> list[str]:
    """The identifiers below `node`, but those in the bodies of closures."""
    found: list[str] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in _NAMES:
            found.append(file.rust.text(one).removeprefix("r#"))
        if one.type != "closure_expression":
            stack.extend(reversed(one.named_children))
    return found


def _words_below(file: CodeFile, node: Node) -> list[str]:
    return [p for name in _names_below(file, node) for p in parts(name)]


def _bound_to(file: CodeFile, call: Node) -> list[str]:
    """The names that a `let` gives to the value that `call`, or a chain that begins with it, makes."""
    at = call
    while at.parent is not None and at.parent.type in ("call_expression", "field_expression", "try_expression", "await_expression"):
        if at.parent.type == "call_expression" and at.parent.child_by_field_name("function") != at:
            return []
        at = at.parent
    if at.parent is None or at.parent.type not in ("let_declaration", "let_condition"):
        return []
    pattern = at.parent.child_by_field_name("pattern")
    return _names_below(file, pattern) if pattern is not None else []
