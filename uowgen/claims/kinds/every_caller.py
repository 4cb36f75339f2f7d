"""Claim: every call of a function is so: with a number of arguments, a number of times, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.never_remains import absent
from uowgen.claims.names import called
from uowgen.facts.calls import arguments_of, call_nodes, calls_in
from uowgen.facts.signature import receiver_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.declarations.scope import Region
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.calls import Call
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node


def decide(reading: Reading, case: Case) -> Finding:
    """Every counterexample is listed. `updated` says nothing that could be looked for: undecided, with the calls."""
    callee = called(reading.get("callee")).removesuffix("!")
    if reading.get("state") == "none":
        return absent(case, callee, "call", reading.get("place"))
    inside = regions(case, reading.get("place"), callee.split(".")[-1].split("::")[-1])
    if isinstance(inside, Finding):
        return inside
    free = "." not in callee and "::" not in callee and _is_free(case, callee)  # `flag.load(…)` calls no free `load`
    calls = [(c, r) for r in inside for c in calls_in(r.file, r.node) if c.matches(callee) and not (free and "." in c.path)]
    evidence = tuple(Evidence(c.file, c.line, c.line, f"`{c.path}`") for c, _ in calls)
    if any(not c.sure for c, _ in calls):
        return undecided("inside-macro", f"`{callee}` stands inside a macro call", evidence=evidence)
    if reading.get("times"):
        times = int(reading.get("times"))
        if len(calls) != times:
            return fails("other-count", f"`{callee}` is called {len(calls)} times", evidence=evidence)
        return holds(f"one place calls `{callee}`" if times == 1 else f"{times} places call `{callee}`", evidence=evidence)
    if not calls:
        return undecided("vacuous", f"nothing calls `{callee}`")
    if reading.get("state") in ("calls", "passes", "result"):
        return _each(reading, callee, inside, free=free)
    if reading.get("state") == "updated":
        return undecided("vague-change", f"{len(calls)} calls; what they should look like is not said", evidence=evidence)
    wanted = int(reading.get("number") or 0)
    wrong = tuple(
        Evidence(c.file, c.line, c.line, f"{n} arguments")
        for c, r in calls
        if (n := arguments_of(r.file, r.node, c)) is not None and n != wanted
    )
    if wrong:
        return fails("not-everywhere", f"{len(wrong)} of {len(calls)} calls pass another number of arguments", evidence=wrong)
    return holds(f"all {len(calls)} calls of `{callee}` pass {wanted} arguments", evidence=evidence)


def _is_free(case: Case, name: str) -> bool:
    """Whether each function of the tree that is called `name` takes no self."""
    found = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn"]
    return bool(found) and not any(receiver_of(d) for d in found)


def _each(reading: Reading, callee: str, inside: tuple[Region, ...], *, free: bool) -> Finding:
    """Every call, looked at with what is around it: the function calls something else too, an argument, the use of the result."""
    found = [
        (r.file, node, call) for r in inside for node, call in call_nodes(r.file, r.node, callee) if not (free and "." in call.path)
    ]
    wrong: list[Evidence] = []
    for file, node, call in found:
        if reading.get("state") == "calls":
            note = _lacks_call(file, node, called(reading.get("other")))
        elif reading.get("state") == "passes":
            note = _lacks_argument(file, node, reading.get("value"))
        else:
            note = _drops_result(file, node)
        if note is None:
            return undecided("inside-macro", f"a macro call near line {call.line} may do it", evidence=(_place(call, "here"),))
        if note:
            wrong.append(_place(call, note))
    if wrong:
        return fails("not-everywhere", f"{len(wrong)} of {len(found)} calls of `{callee}`: {wrong[0].note}", evidence=tuple(wrong))
    return holds(f"so at all {len(found)} calls of `{callee}`", evidence=tuple(_place(c, f"`{c.path}`") for _, _, c in found))


def _place(call: Call, note: str) -> Evidence:
    return Evidence(call.file, call.line, call.line, note)


def _lacks_call(file: CodeFile, node: Node, other: str) -> str | None:
    around: Node | None = node
    while around is not None and around.type not in ("function_item", "const_item", "static_item"):
        around = around.parent
    calls = [c for c in calls_in(file, around) if c.matches(other)] if around is not None else []
    if any(c.sure for c in calls):
        return ""
    return None if calls else f"`{other}` is not called here"


def _lacks_argument(file: CodeFile, node: Node, value: str) -> str:
    given = node.child_by_field_name("arguments")
    texts = ["".join(file.rust.text(a).split()) for a in given.named_children] if given is not None else []
    return "" if "".join(value.split()) in texts else f"passes {', '.join(f'`{t}`' for t in texts) or 'nothing'}"


def _drops_result(file: CodeFile, node: Node) -> str:
    """Whether the call is a statement of its own, or its value goes to `_`."""
    parent = node.parent
    if parent is not None and parent.type == "expression_statement" and file.rust.text(parent).endswith(";"):
        return "the result is dropped"
    if parent is not None and parent.type == "let_declaration":
        pattern = parent.child_by_field_name("pattern")
        if pattern is None or file.rust.text(pattern).startswith("_"):
            return "the result is dropped"
    return ""


KIND = Kind(
    "every_caller",
    "something is so at every call of a function",
    (
        "@every @callers* of|to <callee:name> <noun>? @be* @update <text>? ; state=updated",
        "@every <callee:name> @callers* @be* @update <text>? ; state=updated",
        "@every @callers* of|to <callee:name> pass|passes|give|gives|have|has|take|takes <number> @param",
        "@every @callers* of|to <callee:name> <noun>? also? @call <other:name> too|also|as|well* ; state=calls",
        "@every <noun> that @call <callee:name> also? @call <other:name> ; state=calls",
        "@every @callers* of|to <callee:name> pass|passes|give|gives|supply <value:code> @param? ; state=passes",
        "<value:code> @be* passed at|in|by|to @every @callers* of|to <callee:name> ; state=passes",
        "@every @callers* of|to <callee:name> use|uses|handle|handles|check|checks|propagate|propagates its? result|error|errors|failure|results ; state=result",
        "result of <callee:name> @be* not|never ignored|dropped|discarded ; state=result",
        "result of <callee:name> @be* checked|used|handled everywhere|always ; state=result",
        "<callee:name> @be* called nowhere|never anywhere? ; state=none",
        "nothing|nobody calls|uses <callee:name> anymore|any|longer|more* ; state=none",
        "<callee:name> @be? called exactly? <times:number> times|time @in <place>",
        "<callee:name> @be? called exactly? once @in <place> ; times=1",
    ),
    (
        "All callers of `destroy_session` updated",
        "Every call of `map_page` passes 4 arguments",
        "Nothing calls `old_alloc` any more",
        "`init_heap` is called once in `kernel_main`",
        "All callers of `unmap` call `flush`",
        "All callers of `alloc_page` check the result",
    ),
    decide,
    ("callee",),
)
