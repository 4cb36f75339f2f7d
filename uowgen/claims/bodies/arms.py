"""Decides what a function does, or gives back, for one variant: by the arm of its `match` that is taken for it."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.phrases import Phrase, phrases_of
from uowgen.claims.bodies.places import reached_from
from uowgen.claims.bodies.runs import body_of, surely_done
from uowgen.claims.bodies.unseen import hidden_in, is_log
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method, find_type
from uowgen.claims.values.values import is_plain, is_value
from uowgen.facts.arms import Arm, arm_for, paths_in_arms
from uowgen.facts.members import variants_of
from uowgen.facts.signature import result_of
from uowgen.facts.steps import steps_in
from uowgen.model import Evidence
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

_PANICS = frozenset("panic todo unimplemented unreachable".split())
_REFUSED = ("rejected", "refused", "denied", "declined")


class Asked(NamedTuple):
    """What is said of the arm: a `value` given back (`error` for any), that it panics or does not, that it does nothing, or an act."""

    value: str = ""
    macro: str = ""
    never: bool = False
    nothing: bool = False
    act: Phrase | None = None


class _There(NamedTuple):
    function: Declaration
    arm: Arm
    inner: Body
    outside: tuple[Step, ...]
    told: str


def asked_in(text: str) -> Asked | None:
    """“is rejected with `E`”, “returns `V`”, “panics”, “no longer hits the `todo!`”, “does nothing”, “calls `f`”, “releases the page”."""
    pieces = text.split("`")
    words = pieces[0].lower().split()
    code = pieces[1].strip() if len(pieces) > 1 else ""
    alone = len(pieces) == 3 and not pieces[2].strip()
    while words and words[0] in ("is", "are", "be", "gets", "still", "now", ","):
        words = words[1:]
    said = " ".join(w for w in words if w not in ("the", "a", "an"))
    if alone and said in ("returns", "gives", "yields", "fails with", "errors with", "results in", "ends in"):
        return Asked(value=code) if not code.endswith("!") else None
    if alone and len(words) == 2 and words[0] in _REFUSED and words[1] in ("with", "as", "by"):
        return Asked(value=code)
    if len(pieces) == 1 and said in (*_REFUSED, "fails"):
        return Asked(value="error")
    if len(pieces) == 1 and said in ("succeeds", "accepted", "allowed", "works"):
        return Asked(value="ok")
    if alone and code.endswith("!") and code[:-1] in _PANICS:
        return {
            **dict.fromkeys(("hits", "reaches", "runs into", "ends in", "is"), Asked(macro=code[:-1])),
            **dict.fromkeys(
                ("no longer hits", "never hits", "does not hit", "no longer reaches"), Asked(macro=code[:-1], never=True)
            ),
        }.get(said)
    if len(pieces) == 1 and said in ("panics", "no longer panics", "never panics", "does not panic"):
        return Asked(macro="panics", never=said != "panics")
    if len(pieces) == 1 and said in ("does nothing", "no-op", "is no-op", "ignored"):
        return Asked(nothing=True)
    found = phrases_of(text)
    if len(found) == 1 and found[0].has_object and not found[0].pronoun and not found[0].passive:
        return Asked(act=found[0])
    return None


def takes(reading: Reading) -> bool:
    """Whether what is said of the variant is understood."""
    return asked_in(reading.get("act")) is not None


def decide(reading: Reading, case: Case) -> Finding:
    """Holds and fails as the one arm for the variant plainly says; where the function may have left before it, undecided."""
    asked = asked_in(reading.get("act"))
    if asked is None:
        return undecided("not-understood", f"“{reading.get('act')}” is not read as something that is done")
    there = _place(reading, case)
    if isinstance(there, Finding):
        return there
    line = there.function.file.rust.source.line_of(there.arm.value.start_byte)
    place = (Evidence(there.function.file.path, line, line, f"the arm for `{there.told}`"),)
    found = (
        _gives(asked.value, there) if asked.value
        else _panics(asked, there, case) if asked.macro
        else _nothing(there) if asked.nothing
        else _does(asked.act, there, case) if asked.act is not None
        else undecided("not-understood", "what is said of it is not understood")
    )  # fmt: skip
    return found._replace(evidence=place)


def _place(reading: Reading, case: Case) -> _There | Finding:
    holder, _, variant = reading.get("where").rpartition("|")
    name = bare_name(reading.get("name"))
    if reading.get("trait") not in ("", "Drop"):
        return undecided("no-subject", f"which function of `{reading.get('trait')}` is meant is not said")
    subject = find_method(case, f"{name}::drop" if reading.get("trait") else reading.get("name"))
    if len(subject.found) != 1 or subject.found[0].item.kind != "fn":
        return subject.left_open(name)
    function = subject.found[0]
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    if holder[:1].isupper() and holder != owner:
        return undecided("not-understood", f"`{holder}` is not what `{name}` is called on", function)
    enum, _, last = variant.rpartition("::")
    if last.islower():  # “a closed port”: a variant of an enum that the function takes apart, and what has it
        last = _variant_called(last, holder, function)
        holder = ""
        if not last:
            return undecided("no-subject", f"which variant `{name}` is to be given is not clear", function)
    arm = arm_for(function, last, _siblings(bare_name(enum), last, case))
    whole, steps = body_of(function), steps_in(function.file, arm.value) if arm is not None else None
    if arm is None or whole is None or steps is None or not arm.straight:
        return undecided("no-subject", f"which arm of `{name}` is taken for `{last}` is not plain", function)
    outside = tuple(s for s in whole.steps if not _within(s.node, arm.match))
    return _There(function, arm, whole._replace(steps=steps), outside, last)


def _variant_called(word: str, noun: str, function: Declaration) -> str:
    """The one variant in the patterns of the function's arms that is called by `word`; `noun` must be of the type, or of the enum's name."""
    paths = [p for path in paths_in_arms(function) for p in [path.rpartition("::")] if parts(p[2]) == (form(word),)]
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    told = {*parts(owner), *(p for path in paths for p in parts(path[0].rpartition("::")[2]))}
    names = {path[2] for path in paths}
    return names.pop() if len(names) == 1 and form(noun) in told else ""


def _siblings(enum: str, variant: str, case: Case) -> frozenset[str]:
    """The other variants of the one enum that has `variant`; empty where several may be meant."""
    found = [d for d in case.code.declared_anywhere(enum) if d.item.kind == "enum"] if enum else []
    found = found or [
        o for d in case.code.declared_anywhere(variant) if d.item.kind == "variant" for o in find_type(case, d.owner).found
    ]
    enums = {(d.file.path, d.line): d for d in found}
    if len(enums) != 1:
        return frozenset()
    return frozenset(v.name for v in variants_of(next(iter(enums.values()))).all) - {variant}


def _within(node: Node, region: Node) -> bool:
    return region.start_byte <= node.start_byte and node.end_byte <= region.end_byte


def _result(there: _There) -> str:
    """What the function gives back for the variant, as written, where nothing in the arm leaves before; else empty."""
    at = there.arm.value
    returned = False
    for _ in range(8):
        kept = [c for c in at.named_children if "comment" not in c.type]
        if at.type == "block" and kept and not any(_leaves(c) for c in kept[:-1]):
            at = kept[-1]
            dropped = at.type == "expression_statement" and (at.text or b"").rstrip().endswith(b";") and not _returns(at)
            if at.type in ("let_declaration", "macro_invocation") or dropped:
                return ""
        elif at.type in ("expression_statement", "parenthesized_expression") and len(kept) == 1:
            at = kept[0]
        elif at.type == "return_expression" and len(kept) == 1:
            at, returned = kept[0], True
        else:
            break
    whole = there.function.file.rust.text(at)
    return " ".join(whole.split()) if returned or there.arm.tail else ""


def _returns(node: Node) -> bool:
    return bool(node.named_children) and node.named_children[0].type == "return_expression"


def _leaves(node: Node) -> bool:
    """Whether something below may leave the arm before its end."""
    leaving = ("return_expression", "try_expression", "break_expression", "continue_expression", "macro_invocation")
    return any(one.type in leaving for one in walk(node))


def _gives(value: str, there: _There) -> Finding:
    result, name = _result(there), there.function.item.name
    if there.arm.early or not result:
        return undecided("depends-on-the-path", f"what `{name}` gives back for `{there.told}` is not plain")
    told = f"`{name}` gives back `{result}` for `{there.told}`"
    head = {"error": "Err(", "ok": "Ok("}.get(value, "")
    if head and result.startswith(("Err(", "Ok(")):
        return holds(told) if result.startswith(head) else fails("other-value", told)
    if head:
        return undecided("depends-on-the-path", told)
    if is_value(result, value):
        return holds(told)
    heads = [text.partition("(")[0] for text in (value, result)]
    if heads[0] != heads[1] and all(h in ("Ok", "Err", "Some", "None") for h in heads):
        return fails("other-value", told)
    numbers = value.lstrip("-")[:1].isdigit() or result.lstrip("-")[:1].isdigit()
    if is_plain(result) and is_plain(value) and not numbers:
        return fails("other-value", told)
    return undecided("depends-on-the-path", told)


def _panics(asked: Asked, there: _There, case: Case) -> Finding:
    name = there.function.item.name
    macros = [_macro(s, there) for s in there.inner.steps if s.sort == "macro"]
    mine = [m for m in macros if m in _PANICS and asked.macro in (m, "panics")]
    if mine and not asked.never and len(there.inner.steps) == 1 and not _left(there):
        return holds(f"`{name}` comes to `{mine[0]}!` for `{there.told}`")
    if mine and asked.never and len(there.inner.steps) == 1 and not _left(there):
        return fails("act-found", f"`{name}` comes to `{mine[0]}!` for `{there.told}`")
    steps = (*there.outside, *there.inner.steps)
    if mine or not all(s.sort != "macro" or is_log(s, there.inner) for s in steps) or _may_panic(asked, there, case):
        return undecided("depends-on-the-path", f"whether `{name}` panics for `{there.told}` is not known")
    told = (
        f"`{name}` has no `{asked.macro}!` for `{there.told}`, nor has what it calls"
        if asked.macro != "panics"
        else f"`{name}` does nothing then"
    )
    return holds(told) if asked.never else fails("act-not-found", told)


def _may_panic(asked: Asked, there: _There, case: Case) -> bool:
    """Whether something that is called may do it: of a macro that is named the text of what is called tells it, else any call may."""
    steps = (*there.outside, *there.inner.steps)
    if asked.macro == "panics":
        return bool(steps) or any(ch in there.function.file.rust.text(there.arm.value) for ch in "[+-*/%")
    body = there.function.item.node.child_by_field_name("body")
    if body is None:
        return True
    reached = [
        reached_from(case, there.function.file, root, there.function.item.name)
        for root in (there.arm.value, *(s.node for s in there.outside))
    ]
    return any(some is None or any(f"{asked.macro}!" in d.text for d in some) for some in reached)


def _left(there: _There) -> bool:
    """Whether the function may have been left before it comes to the `match`."""
    return there.arm.early or there.arm.tries


def _macro(step: Step, there: _There) -> str:
    name = step.node.child_by_field_name("macro")
    return there.function.file.rust.text(name).rpartition("::")[2] if name is not None else ""


def _nothing(there: _There) -> Finding:
    name = there.function.item.name
    text = "".join(there.function.file.rust.text(there.arm.value).split())
    if there.outside or _left(there):
        return undecided("depends-on-the-path", f"`{name}` does something beside that")
    if text in ("{}", "()", "{()}", "return", "{return;}"):
        return holds(f"the arm for `{there.told}` is empty")
    done = [s for s in there.inner.steps if s.sort in ("call", "assign")]
    if any(surely_done(s, there.inner) and s.sort == "assign" for s in done):
        return fails("act-found", f"`{name}` changes something for `{there.told}`")
    return undecided("depends-on-the-path", f"whether what `{name}` does for `{there.told}` is nothing is not known")


_GIVING = frozenset(
    {
        "yields",
        "yield",
        "gives",
        "give",
        "answers",
        "answer",
        "produces",
        "reports",
        "hands",
        "comes",
        "evaluates",
        "equals",
        "stays",
        "is",
    }
)


def _does(act: Phrase, there: _There, case: Case) -> Finding:
    name = there.function.item.name
    meant = meant_by(act, there.inner)
    if meant.steps and any(surely_done(s, there.inner, every=act.every) for s in meant.steps):
        return holds(f"`{name}` comes to “{act.said}” for `{there.told}`")
    if meant.steps or meant.doubtful:
        return undecided("depends-on-the-path", f"whether `{name}` comes to “{act.said}” for `{there.told}` depends on the path")
    idle = all(s.sort == "macro" and (is_log(s, there.inner) or _macro(s, there) in _PANICS) for s in there.inner.steps)
    elsewhere = meant_by(act, there.inner._replace(steps=there.outside))
    if act.said.partition(" ")[0].lower() in _GIVING:
        return undecided("not-understood", f"what “{act.said}” gives back is not read here")
    if result_of(there.function) and re.search(r"\b\d", act.said):
        return undecided("not-understood", f"“{act.said}” may speak of what `{name}` gives back")
    if idle and not elsewhere.steps and not elsewhere.doubtful and hidden_in(act, there.outside, there.function, case) is None:
        return fails("act-not-found", f"`{name}` does nothing of the sort for `{there.told}`")
    return undecided("not-understood", meant.problem)
