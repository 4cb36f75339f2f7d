"""Decides that a function does something only under a condition that is said in words: “locks the queue only if a ticket was drawn”.

It is looked for among the conditions of the branches around each step. What stands in no branch at all fails.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.branches import under
from uowgen.claims.bodies.names import names_below, split_call, squeezed
from uowgen.claims.bodies.not_done_yet import not_done_yet
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.runs import followed, surely_done
from uowgen.claims.bodies.spoken_function import spoken_function
from uowgen.claims.bodies.words import FILLERS, form, parts
from uowgen.claims.declared_within import find_type_or_nested
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.values.made_up_calls import spoken_condition
from uowgen.facts.members import fields_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

_COMMENTS = frozenset({"line_comment", "block_comment"})
_BEING = frozenset("is are was were be been being has have had".split())
_EQUAL = (("equal",), ("same",), ("identical",), ("match",), ("matches",), ("agree",), ("alike",))
_THERE = frozenset(
    "stored set present there some given registered pending known available held saved kept recorded drawn taken attached".split()
)
_DENIALS = frozenset("no not never none nothing neither nor without".split())


def takes(reading: Reading) -> bool:
    """Whether the act is read as one thing that a function does."""
    return bool(reading.get("name")) and _act(reading) is not None


def _act(reading: Reading) -> Phrase | None:
    found = phrases_of(reading.get("act"))
    return found[0] if len(found) == 1 and not found[0].passive and not found[0].pronoun else None


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where each step stands in a branch with the condition, fails where one is come to in any case."""
    act = _act(reading)
    if reading.get("trait") and reading.get("trait") != "Drop":
        return undecided("no-subject", f"which function of `{reading.get('trait')}` is meant is not said")
    if act is None:
        return undecided("not-understood", f"“{reading.get('act')}” is not read as something that a function does")
    name = bare_name(reading.get("name"))
    function = spoken_function(case, f"{name}::drop" if reading.get("trait") else reading.get("name"), act)
    if isinstance(function, Finding):
        return function
    body = followed(function)
    if isinstance(body, Finding):
        return body
    meant = meant_by(act, body)
    steps, told = meant.steps, False
    if not steps and not meant.doubtful and not act.has_object:
        steps, told = _commented(act, function, body), True
    if not steps:
        return not_done_yet(act, function, case) or undecided("not-understood", meant.problem, function)
    lines = [body.file.rust.source.line_of(s.node.start_byte) for s in steps]
    places = tuple(Evidence(body.file.path, n, n, f"“{act.said}”") for n in dict.fromkeys(lines[:4]))
    for step, line in zip(steps, lines, strict=True):
        if _is_under(step.node, reading.get("condition"), reading, function, case):
            continue
        if not told and surely_done(step, body) and not _may_be_kept_from(step, function, case):
            return fails("call-unconditional", f"`{name}` comes to “{act.said}” at line {line} in any case", evidence=places)
        return undecided("depends-on-the-path", f"under what `{name}` comes to “{act.said}” is not followed", evidence=places)
    return holds(f"in `{name}` “{act.said}” stands under that condition only", evidence=places)


_GUARDING = ("?", "unwrap", "expect", "assert", "panic", "return", "break", "continue")


def _may_be_kept_from(step: Step, function: Declaration, case: Case) -> bool:
    """Whether what stands before the step may end the run, or what it calls may ask for the condition itself."""
    file = function.file
    before = file.rust.source.data[function.item.span.start : step.node.end_byte].decode("utf-8", "replace")
    if any(word in before for word in _GUARDING):
        return True
    if step.sort != "call":
        return False
    name = split_call(file, step.node)[1]
    declared = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn"]
    return any(word in d.text for d in declared for word in ("if ", "match ", "while ", "return", "?"))


def _commented(act: Phrase, function: Declaration, body: Body) -> tuple[Step, ...]:
    """The steps of the one branch of an `if` that a comment at its head calls by the verb: `// same owner: merge`."""
    found: list[Node] = []
    stack = [function.item.node]
    while stack:
        node = stack.pop()
        stack.extend(node.named_children)
        if node.type not in _COMMENTS:
            continue
        words = [form(w) for w in "".join(c if c.isalnum() else " " for c in body.file.rust.text(node)).split()]
        if act.verb in words and not _DENIALS & set(body.file.rust.text(node).lower().replace("'t", " not").split()):
            found.append(node)
    blocks = {node.parent.id: node.parent for node in found if node.parent is not None}
    block = next(iter(blocks.values())) if len(blocks) == 1 else None
    outer = block.parent if block is not None else None
    if block is None or outer is None or outer.type != "if_expression" or block != outer.child_by_field_name("consequence"):
        return ()
    return tuple(s for s in body.steps if block.start_byte <= s.node.start_byte < block.end_byte)


def _is_under(node: Node, said: str, reading: Reading, function: Declaration, case: Case) -> bool:
    """Whether a branch around `node` is taken only where what is `said` is so."""
    file = function.file
    code = said.strip("`") if said.count("`") == 2 and said.startswith("`") and said.endswith("`") else ""
    spoken = "".join(code.split()) or spoken_condition(reading, case, function)
    body = function.item.node.child_by_field_name("body")
    if spoken and body is not None and under(file, node, body, spoken):
        return True
    equal, there = _equal_things(said), _thing_there(said)
    if not equal and not there:
        return False
    child = node
    while child.parent is not None and child.parent.type != "function_item":
        outer = child.parent
        if outer.type == "if_expression" and child == outer.child_by_field_name("consequence"):
            asked = outer.child_by_field_name("condition")
            joined = _joined(asked) if asked is not None else []
            if equal and all(any(_compares(function, part, word) for part in joined) for word in equal):
                return True
            if there and any(_is_some(function, part, there, case) for part in joined):
                return True
        if (
            there
            and outer.type == "match_arm"
            and child == outer.child_by_field_name("value")
            and _arm_is_some(function, outer, there, case)
        ):
            return True
        child = outer
    return False


def _arm_is_some(function: Declaration, arm: Node, word: str, case: Case) -> bool:
    """`match self.ticket { Some(ticket) => … }`: whether the arm is taken where there is a thing of that name or type."""
    pattern, block = arm.child_by_field_name("pattern"), arm.parent
    value = block.parent.child_by_field_name("value") if block is not None and block.parent is not None else None
    plain = pattern is not None and squeezed(function.file, pattern).startswith("Some(")
    return plain and value is not None and _is_called(function, value, word, case)


def _words(said: str) -> list[str]:
    return [w for w in said.replace(",", " ").replace("`", "").lower().split() if w not in FILLERS or w == "same"]


def _equal_things(said: str) -> tuple[str, ...]:
    """“state and owner are equal”, “the owners match”: the things, each in its form."""
    words = _words(said)
    if not words or _DENIALS & set(words) or (words[-1],) not in _EQUAL:
        return ()
    rest = [w for w in words[:-1] if w not in _BEING and w not in ("and", "both", "two")]
    return tuple(form(w) for w in rest) if rest and all(w.replace("_", "").isalnum() for w in rest) and len(rest) <= 3 else ()


def _thing_there(said: str) -> str:
    """“a ticket was drawn”: the thing, in its form."""
    words = _words(said)
    if len(words) < 2 or _DENIALS & set(words) or words[-1] not in _THERE or not set(words[1:-1]) & _BEING:
        return ""
    rest = [w for w in words[:-1] if w not in _BEING]
    return form(rest[0]) if len(rest) == 1 else ""


def _joined(condition: Node) -> list[Node]:
    """The parts of a condition that must all be so."""
    if condition.type == "parenthesized_expression" and condition.named_children:
        return _joined(condition.named_children[0])
    if condition.type == "let_chain":
        return [part for c in condition.named_children if c.type not in _COMMENTS for part in _joined(c)]
    operator = condition.child_by_field_name("operator")
    if condition.type == "binary_expression" and operator is not None and operator.text == b"&&":
        sides = [condition.child_by_field_name(f) for f in ("left", "right")]
        return [part for side in sides if side is not None for part in _joined(side)]
    return [condition]


def _compares(function: Declaration, part: Node, word: str) -> bool:
    """`cur.state == next.state`: whether two places are compared that both end in the word."""
    operator = part.child_by_field_name("operator")
    if part.type != "binary_expression" or operator is None or operator.text != b"==":
        return False
    sides = [part.child_by_field_name(f) for f in ("left", "right")]
    texts = [squeezed(function.file, side).lstrip("&*").removesuffix("()") if side is not None else "" for side in sides]
    return texts[0] != texts[1] and all(word in parts(text.rpartition(".")[2]) for text in texts)


def _is_some(function: Declaration, part: Node, word: str, case: Case) -> bool:
    """`let Some(ticket) = self.ticket.take()`, `self.ticket.is_some()`: whether it asks for a thing of that name or type."""
    text = squeezed(function.file, part)
    if part.type == "let_condition":
        pattern, value = part.child_by_field_name("pattern"), part.child_by_field_name("value")
        if pattern is None or value is None or not squeezed(function.file, pattern).startswith("Some("):
            return False
    elif text.endswith(".is_some()"):
        value = part
    else:
        return False
    return _is_called(function, value, word, case)


def _is_called(function: Declaration, value: Node, word: str, case: Case) -> bool:
    """Whether a name in `value` has the word, or the type of the numbered field that it takes."""
    text = squeezed(function.file, value)
    if any(word in parts(n) for n in names_below(function.file, value)):
        return True
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    numbered = [n for n in text.replace("(", ".").split(".") if n.isdigit()]
    found = find_type_or_nested(case, owner).found if owner and numbered and "self." in text else ()
    types = [f.type for d in found for f in fields_of(d).all if f.name == numbered[0]]
    return len(types) == 1 and any(word in parts(n) for n in "".join(c if c.isalnum() else " " for c in types[0]).split())
