"""How long something is held in a function: a guard around a closure, the guard of one lock when another is taken, what a variant's drop does.

Every reader gives None for a sentence that is none of its own, and for code of which it cannot tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.path_words import names_in, said_words, words_in
from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.subject import find_method
from uowgen.facts.calls import calls_in
from uowgen.facts.code import counts
from uowgen.facts.path_records import Choice
from uowgen.facts.paths import paths_of
from uowgen.facts.signature import parameters_of
from uowgen.rust.syntax import is_comment, walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node


def spoken_scope(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    for reader in (_around_closure, _released_before, _dropped_variant):
        found = reader(said, case)
        if found is not None:
            return "acts_in_order", found
    return None


# ------------------------------------------------------------------------------------------------------ around a closure

_OPPOSED = ({"enable", "disable"}, {"mask", "unmask"}, {"lock", "unlock"}, {"on", "off"})


def _around_closure(said: str, case: Case) -> Finding | None:
    """“`with` disables interrupts for the duration of the closure and restores them afterwards”: a named guard stands before the call."""
    match = re.match(
        r"`(?P<f>[\w:]+)(?:\(\))?` (?P<verb>enables|disables|holds|takes|keeps|allows|opens|acquires|locks|masks|grants|has) (?:the |an? |its )?(?P<what>[\w -]+?|`[^`]+`)(?: (?:locked|held|open|enabled|disabled|masked))? "
        r"(?:for the (?:whole )?duration of|during|while (?:it )?(?:running|runs|calling|calls)|around|for as long as it runs) (?:the |its )?(?:closure|callback|call|`\w+`)(?: runs)?"
        r"(?:,? and (?:then )?(?:drops|releases|ends|restores|undoes|disables|enables|unlocks|closes|gives|revokes) (?:it|them|that)(?: back| up)? (?:afterwards|after it|after that|behind it|at the end|again|when it is done|when it returns))?$",
        said,
    )  # fmt: skip
    if match is None:
        return None
    subject = find_method(case, match["f"])
    told = [_guarded(d, match["what"].strip("`"), form(match["verb"])) for d in subject.found]
    if not told or any(t is None for t in told) or len({bool(t) for t in told}) != 1:
        return None
    if told[0]:
        return holds(
            f"a guard of that name lives from before the call of the closure to behind it in `{match['f']}`", *subject.found
        )
    return fails("other-order", f"the guard does not live while `{match['f']}` calls the closure", *subject.found)


def _guarded(function: Declaration, what: str, verb: str) -> bool | None:
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return None
    file, head = function.file, function.text.partition("{")[0]
    closures = {
        p.name for p in parameters_of(function) if "Fn" in p.type or re.search(rf"\b{re.escape(p.type)}\s*:[^,>]*\bFn", head)
    }
    calls = [n for n in walk(body) if n.type == "call_expression" and file.rust.text(n.children[0]) in closures]
    wanted = said_words(what.lower()) if what.islower() else tuple(parts(what))
    lets = []
    for node in walk(body):
        value = node.child_by_field_name("value") if node.type == "let_declaration" else None
        words = words_in(file.rust.text(value)) if value is not None else frozenset()
        if wanted and set(wanted) <= words and not any(verb in pair and (pair - {verb}) & words for pair in _OPPOSED):
            lets.append(node)
    if len(lets) != 1 or not calls:
        return None
    let = lets[0]
    pattern = let.child_by_field_name("pattern")
    name = file.rust.text(pattern).removeprefix("mut ") if pattern is not None else ""
    if name == "_" or any(c.start_byte < let.start_byte for c in calls):
        return False
    if not name.isidentifier() or let.parent is None or any(c.end_byte > let.parent.end_byte for c in calls):
        return None
    used = [n for n in walk(body) if n.type == "identifier" and file.rust.text(n) == name and n.start_byte > let.end_byte]
    early = [n for n in used if n.start_byte < calls[-1].start_byte]
    if any(n.parent is not None and n.parent.type == "arguments" and _called(file, n.parent) == "drop" for n in early):
        return False
    return None if early else True


def _called(file: CodeFile, arguments: Node) -> str:
    call = arguments.parent
    function = call.child_by_field_name("function") if call is not None else None
    return file.rust.text(function).rpartition("::")[2] if function is not None else ""


# ---------------------------------------------------------------------------------------------- one lock after the other


def _released_before(said: str, case: Case) -> Finding | None:
    """“`f` releases the read lock before it takes the write lock”: the guard, or the temporary that is one, is gone by then."""
    match = re.match(
        r"`(?P<f>[\w:]+)(?:\(\))?` (?:releases|drops|gives up|gives back|lets go of|unlocks) (?:the |its )?(?P<one>read|write) (?:lock|guard)(?: (?:on|of|for) [\w` ]+?)? before (?:it )?(?:takes|acquires|taking|acquiring|grabs|asks for) "
        r"(?:the |its |an? )?(?P<two>read|write) (?:lock|guard|one)(?: (?:on|of|for) [\w` ]+)?$",
        said,
    )  # fmt: skip
    subject = find_method(case, match["f"]) if match is not None else None
    if match is None or subject is None or len(subject.found) != 1 or match["one"] == match["two"]:
        return None
    function = subject.found[0]
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return None
    file = function.file
    first, second = (_locks(file, body, match[k]) for k in ("one", "two"))
    if len(first) != 1 or not second or any(_receiver(file, s) != _receiver(file, first[0]) for s in second):
        return None
    end = end_of_life(file, first[0])
    if end is None or any(s.start_byte < first[0].start_byte for s in second):
        return None
    if any(s.start_byte < end for s in second):
        return fails(
            "other-order", f"the {match['one']} lock is still held where `{match['f']}` takes the {match['two']} lock", function
        )
    return holds(f"the {match['one']} lock is gone where `{match['f']}` takes the {match['two']} lock", function)


def _locks(file: CodeFile, body: Node, name: str) -> list[Node]:
    found = []
    for node in walk(body):
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        given = node.child_by_field_name("arguments")
        if function is not None and function.type == "field_expression" and given is not None and not given.named_children:
            field = function.child_by_field_name("field")
            if field is not None and file.rust.text(field) == name:
                found.append(node)
    return found


def _receiver(file: CodeFile, call: Node) -> str:
    function = call.child_by_field_name("function")
    value = function.child_by_field_name("value") if function is not None else None
    return "".join(file.rust.text(value).split()) if value is not None else ""


_LOOKING = frozenset({"unwrap", "expect"})


def end_of_life(file: CodeFile, call: Node) -> int | None:
    """Where the guard that a call gives is dropped; None where that is not plain."""
    at, chained = call, False
    while at.parent is not None:
        above = at.parent
        if above.type == "field_expression":
            field = above.child_by_field_name("field")
            chained = chained or field is None or file.rust.text(field) not in _LOOKING
        if above.type == "let_declaration":
            pattern = above.child_by_field_name("pattern")
            if chained:
                return above.end_byte
            name = file.rust.text(pattern).removeprefix("mut ") if pattern is not None else ""
            return _end_of_name(file, above, name) if name != "_" else above.end_byte
        if above.type == "expression_statement":
            return above.end_byte if file.rust.text(above).rstrip().endswith(";") else None
        if above.type == "match_expression" and above.child_by_field_name("value") == at:
            return above.end_byte
        if above.type == "let_condition":
            body = next((n for n in _ancestors(above) if n.type in ("if_expression", "while_expression")), None)
            inner = body.child_by_field_name("consequence") or body.child_by_field_name("body") if body is not None else None
            return inner.end_byte if inner is not None else None  # behind that, editions differ
        if above.type in ("if_expression", "while_expression"):
            return at.end_byte if above.child_by_field_name("condition") == at else None
        if above.type in ("block", "closure_expression", "match_arm", "for_expression"):
            return None
        at = above
    return None


def _ancestors(node: Node) -> list[Node]:
    found, at = [], node.parent
    while at is not None:
        found.append(at)
        at = at.parent
    return found


def _end_of_name(file: CodeFile, let: Node, name: str) -> int | None:
    block = let.parent
    if not name.isidentifier() or block is None or block.type != "block":
        return None
    for statement in block.named_children:
        if statement.start_byte > let.end_byte and not is_comment(statement):
            text = "".join(file.rust.text(statement).split())
            if text in (f"drop({name});", f"core::mem::drop({name});", f"mem::drop({name});"):
                return statement.end_byte
            if re.search(rf"\bdrop\({name}\)", text):
                return None
    return block.end_byte


# ------------------------------------------------------------------------------------------------------ drop of a variant

_GIVING = frozenset(form(v) for v in "return free release deallocate dealloc give put push hand add insert".split())  # noqa: SIM905


def _dropped_variant(said: str, case: Case) -> Finding | None:
    """“Dropping a shared `Window` does not return frames to `POOL`”: the arm of that variant in `drop` never comes to it."""
    match = re.match(
        r"(?:[Dd]ropping|the [Dd]rop of) an? (?P<variant>[\w-]+|`\w+`) `(?P<type>[A-Z]\w*)` (?:does not|never|no longer) (?P<verb>[a-z]+)s? (?P<what>[a-z ]*?) ?(?:to|into|from|through|with|on|in) (?:the )?`(?P<of>\w+)`$",
        said,
    )  # fmt: skip
    if match is None:
        return None
    drops = [
        d
        for d in case.code.declared_anywhere("drop")
        if d.item.kind == "fn" and counts(d) and d.owner.partition("<")[0] == f"Drop for {match['type']}"
    ]
    paths = paths_of(drops[0]) if len(drops) == 1 else None
    variant = form(match["variant"].strip("`"))
    if paths is None:
        return None

    def mine(choice: Choice) -> bool:
        heads = [a.split("(")[0].split("{")[0] for a in choice.pattern.split("|")]
        return choice.truth and any("::" in h and parts(h.rpartition("::")[2]) == (variant,) for h in heads)

    inside = [p for p in paths if any(mine(c) for c in p.choices)]
    giving = _GIVING | VERBS.get(form(match["verb"]), frozenset())
    other = False
    for path in inside:
        for n, event in enumerate(path.events):
            if isinstance(event, Choice):
                continue
            text = f"{event.receiver} {' '.join(event.given)}"
            if match["of"] in names_in(text, path.events[:n]):
                if event.sort == "call" and giving & set(parts(event.name)):
                    return fails("still-there", f"line {event.line} gives something to `{match['of']}`", drops[0])
                other = True
            other = other or event.sort == "call"
    if not inside or other:
        return None
    if (
        any(match["of"] in c.path for c in calls_in(drops[0].file, drops[0].item.node)) is False
        and match["of"] not in drops[0].text
    ):
        return None  # nothing is ever given there
    return holds(f"the arm for it in `drop` of `{match['type']}` calls nothing", drops[0])
