"""Decides that functions go through another one: each of them calls it, and uses what it gives where the sentence says that it gets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.places import reached_from
from uowgen.claims.bodies.words import FILLERS, form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import find, find_method
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.facts.signature import result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node


def takes(reading: Reading) -> bool:
    """“`open` resolves the parent with `self.parent_of`”: what is called must bear the verb's or the thing's name."""
    if not reading.get("act"):
        return True
    callee, named = reading.get("callee"), set(parts(bare_name(reading.get("callee"))))
    written = "." in callee or "::" in callee or callee.endswith("()")
    return written and bool({form(reading.get("act").lower()), form(reading.get("of").lower())} & named)


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where each calls it. Fails where one neither calls it nor anything of the tree that might; between the two undecided."""
    callee = reading.get("callee")
    if callee == "helper":
        helpers = _helpers(case)
        helpers = _called_by(reading.list("callers"), helpers, case) if len(helpers) > 1 else helpers
        if len(helpers) != 1:
            return undecided(
                "no-subject", f"which function is the helper is not clear: {', '.join(f'`{h}`' for h in helpers) or 'none is'}"
            )
        callee = helpers[0]
    wanted = called(callee)
    target = find_method(case, callee)
    if not target.found and (
        other := [d for d in find(case, callee).found if d.item.kind != "fn"]
    ):  # “takes the oldest from `spare`”: out of a field
        return undecided("not-understood", f"`{bare_name(callee)}` is a {other[0].item.kind}, not a function", *other[:2])
    if not target.found:
        return target.none(f"no function `{callee}`")
    gloss = [form(w) for w in reading.get("gloss").replace("`", " ").lower().split() if w not in FILLERS]
    if reading.get("gloss") and not (gloss and _gives(gloss[-1], target.found)):
        return undecided("not-understood", f"whether `{callee}` gives “{reading.get('gloss')}” is not known", *target.found[:1])
    evidence: list[Evidence] = []
    for name in reading.list("callers"):
        found = _one(name, wanted, reading, case)
        if found.outcome != "holds":
            return found
        evidence += found.evidence
    if not evidence:
        return undecided("no-subject", "no function is named")
    return holds(f"{', '.join(f'`{bare_name(n)}`' for n in reading.list('callers'))} call `{wanted}`", evidence=tuple(evidence))


def _one(name: str, wanted: str, reading: Reading, case: Case) -> Finding:
    subject = find_method(case, name)
    bare = bare_name(name)
    if not subject.found and "_" not in bare and "::" not in name:
        return undecided("maybe-no-item", f"no function is called `{bare}`; it may be meant as something else")
    caller = subject.one(bare)
    if isinstance(caller, Finding):
        return caller
    body = caller.item.node.child_by_field_name("body")
    if body is None or caller.item.in_macro:
        return undecided("no-body", f"`{bare}` has no body", caller)
    made = call_nodes(caller.file, body, wanted)
    used = [call for node, call in made if not reading.get("gloss") or not _is_dropped(node)]
    if used:
        return holds("", evidence=tuple(Evidence(c.file, c.line, c.line, f"calls `{c.path}`") for c in used))
    last = wanted.rpartition("::")[2].rpartition(".")[2]
    reached = reached_from(case, caller.file, body, caller.item.name)
    hidden = made or any(c.matches(last) for c in calls_in(caller.file, body)) or last in caller.text
    if hidden or reached is None or any(last in d.text for d in reached) or _has_macros(body):
        return undecided("depends-on-the-path", f"`{bare}` does not plainly call `{wanted}` itself", caller)
    return fails("call-not-found", f"neither `{bare}` nor what it calls in the tree calls `{wanted}`", caller)


def _helpers(case: Case) -> list[str]:
    """The functions that the spec's blocks declare and that its code calls elsewhere, in other functions or in statements shown alone."""
    files = block_files(case)
    names = dict.fromkeys(d.item.name for f in files for d in f.declarations() if d.item.kind == "fn" and d.condition != "tests")
    found: list[str] = []
    for name in names:
        own = [d.text for f in files for d in f.named(name)]
        whole = "".join(f.rust.source.data.decode("utf-8", "replace") for f in files)
        if whole.count(f"{name}(") > sum(text.count(f"{name}(") for text in own):
            found.append(name)
    return found


def _called_by(callers: tuple[str, ...], helpers: list[str], case: Case) -> list[str]:
    """Those of `helpers` that each of `callers` calls as the spec's blocks have them."""
    shown = [[d.text for f in block_files(case) for d in f.named(bare_name(c)) if d.item.kind == "fn"] for c in callers]
    names = {bare_name(c) for c in callers}
    return [h for h in helpers if h not in names and all(texts and all(_calls_it(h, t) for t in texts) for texts in shown)]


def _calls_it(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}\(", text) is not None


def _gives(head: str, declared: tuple[Declaration, ...]) -> bool:
    """Whether the name of the function, or of the type that it gives, ends with what the sentence calls it."""
    for one in declared:
        result = "".join(ch if ch.isalnum() or ch == "_" else " " for ch in result_of(one)).split()
        if head in parts(one.item.name) or any(head in parts(word) for word in result):
            return True
    return False


def _is_dropped(call: Node) -> bool:
    """Whether a call is a statement of its own, so that what it gives is not used."""
    parent = call.parent
    return parent is not None and parent.type == "expression_statement" and (parent.text or b"").rstrip().endswith(b";")


def _has_macros(body: Node) -> bool:
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type == "macro_invocation" and b"(" in (node.text or b"").partition(b"(")[2]:
            return True
        stack.extend(node.named_children)
    return False
