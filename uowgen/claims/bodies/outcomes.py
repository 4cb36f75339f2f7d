"""Decides what a function does where something that it calls has failed, and what it does only where all went well."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import files_of
from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.branches import on_error, under
from uowgen.claims.bodies.guards import guards_of
from uowgen.claims.bodies.phrases import Phrase, phrases_of
from uowgen.claims.bodies.runs import body_of, left_before, runs_whole, surely_done
from uowgen.claims.bodies.unseen import drops_of, hidden_in
from uowgen.claims.bodies.words import PREPOSITIONS
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.facts.failing import failing
from uowgen.facts.signature import result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.failing import Failing
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

_LEAVING = frozenset("try_expression return_expression break_expression continue_expression".split())
_BRANCHES = frozenset("if_expression match_expression while_expression loop_expression closure_expression for_expression".split())


class _Said(NamedTuple):
    """The function with its body, the steps of the act, and the one call whose failing is spoken of, if one is."""

    function: Declaration
    body: Body
    root: Node
    act: Phrase
    done: tuple[Step, ...]
    call: Step | None
    after: Failing | None


def takes(reading: Reading) -> bool:
    """Whether the act and the thing that fails are read; without a function, the thing that it is done to must stand first."""
    act, thing = _act(reading), _thing(reading.get("thing"))
    if act is None or (reading.get("thing") and thing is None):
        return False
    return bool(reading.get("name") or reading.get("callee")) or act.passive


def decide(reading: Reading, case: Case) -> Finding:
    """Holds and fails as the branches around the act say; where other code may do it unseen, undecided."""
    act, thing = _act(reading), _thing(reading.get("thing"))
    if act is None or (reading.get("thing") and thing is None):
        return undecided("not-understood", "what is done, or what fails, is not read as something that a function does")
    function = _function(reading, act, thing, case)
    if isinstance(function, Finding):
        return function
    body, root = body_of(function), function.item.node.child_by_field_name("body")
    if body is None or root is None:
        return undecided("no-body", f"`{function.item.name}` has no body that can be followed", function)
    meant = meant_by(act, body)
    call: Step | None = None
    after: Failing | None = None
    if thing is not None:
        tried = meant_by(thing, body)
        if len(tried.steps) != 1 or tried.steps[0].sort != "call" or tried.steps[0].later:
            return undecided("not-understood", tried.problem or f"“{thing.said}” may mean several calls", function)
        call = tried.steps[0]
        after = failing(body.file, call.node)
        if after is None:
            return undecided("depends-on-the-path", f"what becomes of the error of “{thing.said}” is not plain", function)
    said = _Said(function, body, root, act, meant.steps, call, after)
    if call is not None and not reading.get("only") and not meant.doubtful and _dropped_after(said, case):
        return holds(f"a guard of `{function.item.name}` does “{act.said}” when it is dropped", function)
    if not meant.steps:
        return undecided("not-understood", meant.problem, function)
    if any(s.later and not on_error(body.file, s.node, root) for s in meant.steps):
        return undecided("depends-on-the-path", "what stands in a closure may be done at another time", function)
    if reading.get("when") == "cond":
        return _only_under(said, "".join(reading.get("cond").split()))
    if reading.get("when") == "success":
        return _on_success(said, case, only=bool(reading.get("only")))
    return _only_failed(said) if reading.get("only") else _if_failed(said, case)


def _act(reading: Reading) -> Phrase | None:
    if reading.get("callee"):
        found = phrases_of(f"calls `{reading.get('callee')}`")
    else:
        text = reading.get("act")
        every = text.partition(" ")[0].lower() in ("both", "all", "each")
        text = text.partition(" ")[2] if every else text
        head, _, last = text.rpartition(" ")
        found = phrases_of(text) or (phrases_of(f"{head} are {last}") if head and last.endswith(("ed", "en")) else ())
        found = tuple(p._replace(every=True) for p in found) if every else found
    return found[0] if len(found) == 1 and (found[0].has_object and not found[0].pronoun) else None


def _thing(text: str) -> Phrase | None:
    """What fails, as an act: “the copy to user space”, “the inode write”, “`peek`”."""
    bare = text.strip("` ")
    if text.count("`") == 2 and text.startswith("`") and text.endswith("`"):
        found = phrases_of(f"calls `{bare}`")
    else:
        head, _, last = text.rpartition(" ")
        found = phrases_of(f"{last} {head}") if head and not set(text.split()) & PREPOSITIONS else ()
        found = found or phrases_of(text)
    return found[0] if len(found) == 1 and not found[0].pronoun else None


def _function(reading: Reading, act: Phrase, thing: Phrase | None, case: Case) -> Declaration | Finding:
    """The function that is named, or the only one of the spec's files in which both are plainly done."""
    if reading.get("name"):
        name = bare_name(reading.get("name"))
        subject = find_method(case, reading.get("name"))
        if len(subject.found) == 1 and subject.found[0].item.kind == "fn":
            return subject.found[0]
        if subject.found or "_" in name:
            return subject.left_open(name)
        return undecided("not-a-function", f"whether `{name}` is the name of a function is not clear")
    found: list[Declaration] = []
    for path in files_of(case):
        file = case.code.file(path)
        for one in file.declarations() if file is not None else ():
            body = body_of(one) if one.item.kind == "fn" and counts(one) else None
            if body is None or thing is None or not meant_by(thing, body).steps:
                continue
            if reading.get("callee") or meant_by(act, body).steps:
                found.append(one)
    if len(found) != 1:
        return undecided("no-subject", "in which function that is done is not clear", *found[:3])
    return found[0]


def _if_failed(said: _Said, case: Case) -> Finding:
    name, call, after = said.function.item.name, said.call, said.after
    if call is None or after is None:
        return undecided("not-understood", "what fails is not said", said.function)
    places = _places(said)
    surely = [s for s in said.done if any(_surely_in(s.node, region, said) for region in after.regions)]
    straight = after.kept and any(_straight_behind(s, said) for s in said.done)
    if surely or straight:
        return holds(f"`{name}` comes to “{said.act.said}” when that has failed", evidence=places)
    behind = all(s.at > call.at and not set(s.loops) & set(call.loops) for s in said.done)
    if after.leaves and not after.regions and behind and not call.loops and not _may_be_dropped(said, case):
        unseen = hidden_in(said.act, [s for s in said.body.steps if s.at < call.at], said.function, case)
        if unseen is None:
            return fails("act-not-found", f"`{name}` leaves by `?` before it comes to “{said.act.said}”", evidence=places)
    return undecided(
        "depends-on-the-path", f"whether `{name}` comes to “{said.act.said}” then depends on the path", evidence=places
    )


def _only_failed(said: _Said) -> Finding:
    name, after = said.function.item.name, said.after
    if after is None:
        return undecided("not-understood", "what fails is not said", said.function)
    inside = [any(_within(s.node, region) for region in after.regions) for s in said.done]
    if all(inside):
        return holds(f"`{name}` comes to “{said.act.said}” only where that has failed", evidence=_places(said))
    out = [s for s, within in zip(said.done, inside, strict=True) if not within]
    if any(surely_done(s, said.body) for s in out):
        return fails("call-unconditional", f"`{name}` comes to “{said.act.said}” where nothing failed", evidence=_places(said))
    return undecided("depends-on-the-path", f"when `{name}` comes to “{said.act.said}” depends on the path", evidence=_places(said))


def _only_under(said: _Said, condition: str) -> Finding:
    """“only if `self.users == 0`”: each step stands in the first branch of an `if` with just that condition."""
    name = said.function.item.name
    inside = [under(said.body.file, s.node, said.root, condition) for s in said.done]
    if all(inside):
        return holds(f"`{name}` comes to “{said.act.said}” only under that condition", evidence=_places(said))
    out = [s for s, within in zip(said.done, inside, strict=True) if not within]
    # Whoever has left before for the contrary does not come here either: only a function without such a way out does it in any case.
    if any(surely_done(s, said.body) and not left_before(s, said.body, failing=True) and not s.passed for s in out):
        return fails("call-unconditional", f"`{name}` comes to “{said.act.said}” in any case", evidence=_places(said))
    return undecided("depends-on-the-path", f"when `{name}` comes to “{said.act.said}” is not followed", evidence=_places(said))


def _on_success(said: _Said, case: Case, *, only: bool) -> Finding:
    name, file = said.function.item.name, said.body.file
    if "Result<" not in result_of(said.function) and not result_of(said.function).endswith("Result"):
        return undecided("not-understood", f"`{name}` gives no error that could be told from success", said.function)
    if all(on_error(file, s.node, said.root) for s in said.done):
        unseen = hidden_in(said.act, [s for s in said.body.steps if s not in said.done], said.function, case)
        if unseen is None and not _may_be_dropped(said, case):
            return fails(
                "other-condition", f"`{name}` comes to “{said.act.said}” only where it has an error", evidence=_places(said)
            )
    elif only and all(_nothing_fails_behind(s, said) for s in said.done):
        return holds(f"behind “{said.act.said}” `{name}` gives no error any more", evidence=_places(said))
    elif not only and any(surely_done(s, said.body) for s in said.done):
        return holds(f"`{name}` comes to “{said.act.said}” unless it fails before", evidence=_places(said))
    return undecided("depends-on-the-path", f"when `{name}` comes to “{said.act.said}” depends on the path", evidence=_places(said))


def _nothing_fails_behind(step: Step, said: _Said) -> bool:
    """Whether the function can end with `Ok` only, once it has come past `step`: no way out behind it but its last expression."""
    last = [c for c in said.root.named_children if "comment" not in c.type][-1:]
    if step.loops or not last or not "".join(said.body.file.rust.text(last[0]).split()).startswith("Ok("):
        return False
    stack = [said.root]
    while stack:
        node = stack.pop()
        if node.end_byte <= step.node.start_byte:
            continue
        if node.start_byte >= step.node.start_byte and node.type in (*_LEAVING, "macro_invocation") and not _is_log(node, said):
            return False
        if node.type == "try_expression" and _within(step.node, node):
            return False
        stack.extend(node.named_children)
    return not on_error(said.body.file, step.node, said.root)


def _is_log(node: Node, said: _Said) -> bool:
    name = node.child_by_field_name("macro") if node.type == "macro_invocation" else None
    return name is not None and said.body.file.rust.text(name).rpartition("::")[2] in (
        "trace", "debug", "info", "warn", "println", "log", "kprintln",
    )  # fmt: skip


def _surely_in(node: Node, region: Node, said: _Said) -> bool:
    """Whether whoever enters `region` comes to `node`: no branch between them, no way out before it."""
    if not _within(node, region):
        return False
    at = node
    while at != region and at.parent is not None:
        parent = at.parent
        if parent.type == "for_expression" and parent.child_by_field_name("body") == at:
            if not runs_whole(parent, said.body.file):
                return False
        elif parent.type in _BRANCHES and parent != region and at not in (_asked(parent, "condition"), _asked(parent, "value")):
            return False
        if parent.type == "binary_expression":
            return False
        at = parent
    return not _ways_out(region, region.start_byte, node.start_byte)


def _asked(branching: Node, field: str) -> Node | None:
    return branching.child_by_field_name(field)


def _ways_out(root: Node, start: int, end: int) -> bool:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.start_byte >= end or node.end_byte <= start:
            continue
        if node.type in (*_LEAVING, "macro_invocation") and start <= node.start_byte and node.end_byte <= end:
            return True
        stack.extend(node.named_children)
    return False


def _straight_behind(step: Step, said: _Said) -> bool:
    """Whether `step` is come to behind the call whatever that has given: its result is kept, and nothing leaves between them."""
    call = said.call
    if call is None or step.at < call.at or not step.passed <= call.passed or step.loops != call.loops:
        return False
    return not _ways_out(said.root, call.node.end_byte, step.node.start_byte)


def _dropped_after(said: _Said, case: Case) -> bool:
    """Whether a guard that is there when the call fails surely does the act when it is dropped."""
    call = said.call
    if call is None or said.after is None:
        return False
    for guard in guards_of(said.body.file, said.body.steps):
        block = guard.let.parent
        if guard.moved or block is None or not _within(call.node, block) or call.node.start_byte < guard.let.end_byte:
            continue
        if any(e.at < call.at for e in guard.ends):
            continue
        for drop in drops_of(guard, said.body, case):
            inner = body_of(drop)
            if inner is not None and any(surely_done(s, inner) for s in meant_by(said.act, inner).steps):
                return True
    return False


def _may_be_dropped(said: _Said, case: Case) -> bool:
    """Whether some guard of the function may do the act unseen: the `Drop` of its type is not known, or speaks of the like."""
    for guard in guards_of(said.body.file, said.body.steps):
        for drop in drops_of(guard, said.body, case):
            inner = body_of(drop)
            if inner is None or hidden_in(said.act, list(inner.steps), drop, case) or meant_by(said.act, inner).steps:
                return True
    return False


def _within(node: Node, region: Node) -> bool:
    return region.start_byte <= node.start_byte and node.end_byte <= region.end_byte


def _places(said: _Said) -> tuple[Evidence, ...]:
    line_of = said.body.file.rust.source.line_of
    return tuple(
        Evidence(said.body.file.path, line_of(s.node.start_byte), line_of(s.node.start_byte), f"“{said.act.said}”")
        for s in said.done[:4]
    )
