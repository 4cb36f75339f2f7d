"""What sentences tell of the order, the conditions and the versions of functions, where it can be read off their statements.

Every reader gives None for a sentence that is none of its own, and for code of which it cannot tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.kind import Finding, fails, first_told, holds
from uowgen.claims.subject import find_method
from uowgen.model import Evidence
from uowgen.rust.syntax import errors, is_comment, walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node


def spoken_order(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


def _function(case: Case, name: str) -> Declaration | None:
    subject = find_method(case, name)
    one = subject.found[0] if len(subject.found) == 1 else None
    return one if one is not None and not one.item.in_macro and one.item.node.child_by_field_name("body") is not None else None


def _at(file: CodeFile, node: Node, note: str) -> tuple[Evidence, ...]:
    line = file.rust.source.line_of(node.start_byte)
    return (Evidence(file.path, line, line, note),)


def _ahead(said: str, case: Case) -> Finding | None:
    """“`start()` stays ahead of the first `log!` in `main`”: a statement of its own that stands before all of these."""
    match = re.match(
        r"`([\w:.]+)(?:\([^`]*\))?` (?:stays|is|comes|runs|stands|remains|happens|is called) (?:ahead of|before|in front of) the first `([\w:]+!?)(?:\(\))?` "
        r"(?:call )?(?:in|of) `([\w:]+)(?:\(\))?`$",
        said,
    )  # fmt: skip
    function = _function(case, match[3]) if match is not None else None
    if match is None or function is None:
        return None
    body = function.item.node.child_by_field_name("body")
    own = [c for c in body.named_children if not is_comment(c) and c.type != "attribute_item"] if body is not None else []
    file = function.file
    first = [n for n, s in enumerate(own) if _is_call(file, s, match[1])]
    later = [n for n, s in enumerate(own) if any(_is_call(file, d, match[2]) for d in walk(s))]
    inner = [n for n, s in enumerate(own) if any(_is_call(file, d, match[1]) for d in walk(s))]
    if not inner or not later or first[:1] != inner[:1]:
        return None
    if any(
        n.type in ("return_expression", "try_expression", "token_tree") and _holds(file, n, match[2])
        for s in own[: first[0]]
        for n in walk(s)
    ):
        return None
    if first[0] < later[0]:
        return holds(f"`{match[1]}` stands before the first `{match[2]}`", function, evidence=_at(file, own[first[0]], match[1]))
    return fails("other-order", f"a `{match[2]}` stands before `{match[1]}`", function, evidence=_at(file, own[later[0]], match[2]))


def _holds(file: CodeFile, node: Node, name: str) -> bool:
    return name.rstrip("!").rpartition("::")[2] in re.findall(r"\w+", file.rust.text(node))


def _is_call(file: CodeFile, node: Node, name: str) -> bool:
    while node.type == "expression_statement" and node.named_children:
        node = node.named_children[0]
    if name.endswith("!"):
        macro = node.child_by_field_name("macro") if node.type == "macro_invocation" else None
        return macro is not None and file.rust.text(macro).rpartition("::")[2] == name.rstrip("!")
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    path = "".join(file.rust.text(called).split()) if called is not None else ""
    return bool(path) and (path == name or path.endswith((f"::{name}", f".{name}")))


def _skips(said: str, case: Case) -> Finding | None:
    """“`run` skips every core for which `is_mine` is false”: a loop of it goes on to the next one there."""
    match = re.match(
        r"`([\w:]+)(?:\(\))?` (?:skips|passes over|leaves out) (?:every|each|all|any) [\w ]+? (?:for which|of which|where|if|for whom) `([\w:]+)(?:\(\))?` "
        r"(?:is|returns|gives|answers) (false|true)$",
        said,
    )  # fmt: skip
    function = _function(case, match[1]) if match is not None else None
    if match is None or function is None:
        return None
    file = function.file
    if not any(_is_call(file, n, match[2].rpartition("::")[2]) for n in walk(function.item.node)):
        text = file.rust.text(function.item.node)
        name = match[2].rpartition("::")[2]
        if name in re.findall(r"\w+", text) or case.code.paths_with_word(name):
            return None  # what it calls may ask it
        return fails("call-not-found", f"`{match[1]}` does not ask `{match[2]}`", function)
    wanted = "!" if match[3] == "false" else ""
    for loop in walk(function.item.node):
        body = loop.child_by_field_name("body") if loop.type in ("for_expression", "while_expression", "loop_expression") else None
        for statement in body.named_children if body is not None else ():
            inner = (
                statement.named_children[0] if statement.type == "expression_statement" and statement.named_children else statement
            )
            condition = inner.child_by_field_name("condition") if inner.type == "if_expression" else None
            if condition is None or inner.child_by_field_name("alternative") is not None:
                continue
            asked = "".join(file.rust.text(condition).split())
            then = inner.child_by_field_name("consequence")
            last = [c for c in then.named_children if not is_comment(c)][-1:] if then is not None else []
            leaves = bool(last) and file.rust.text(last[0]).strip().rstrip(";") == "continue"
            if leaves and re.fullmatch(
                rf"{wanted}(?:[\w:.]+(?:::|\.))?{re.escape(match[2].rpartition('::')[2])}\([^()&|]*\)", asked
            ):
                return holds(f"`{asked}` goes on to the next", function, evidence=_at(file, inner, asked))
    return None


def _one_version(said: str, case: Case) -> Finding | None:
    """“For every feature set there is exactly one `f` in this file that gets compiled”: one without a condition, or two of opposite ones."""
    match = re.match(
        r"(?:for|with|in) (?:every|each|any) (?:feature set|set of features|build|configuration|combination of features),? there is exactly one `(\w+)(?:\(\))?`"
        r"(?: (?:in|of) (?:this file|`?([\w./-]+\.rs)`?))?(?: (?:that|which) (?:gets|is) (?:compiled|built))?$",
        said, re.I,
    )  # fmt: skip
    if match is None:
        return None
    paths = resolved_path(case, match[2]) if match[2] else files_of(case)
    files = [f for p in paths if (f := case.code.file(p)) is not None]
    if len(files) != 1 or errors(files[0].rust.root):
        return None
    found = [d for d in files[0].declarations() if d.item.kind == "fn" and d.item.name == match[1] and not d.item.path]
    conditions = [_cfg_of(d) for d in found]
    if len(found) == 1 and conditions == [""]:
        return holds(f"there is one `{match[1]}`, without a condition", *found)
    if (
        len(found) == 2
        and "" not in conditions
        and (_denied(conditions[0]) == conditions[1] or _denied(conditions[1]) == conditions[0])
    ):
        return holds(f"one `{match[1]}` is built where the other is not", *found)
    if len(found) == 1 and conditions[0]:
        return fails("not-everywhere", f"`{match[1]}` is built only under `{conditions[0]}`", *found)
    return None


def _cfg_of(declaration: Declaration) -> str:
    found = ["".join(a.split())[len("#[cfg(") : -2] for a in declaration.item.attributes if "".join(a.split()).startswith("#[cfg(")]
    return " ".join(found) if len(found) < 2 else "?".join(found)


def _denied(condition: str) -> str:
    return f"not({condition})"


def _under_feature(said: str, case: Case) -> Finding | None:
    """“Without the feature, `f` never makes a `T`”: the version that is built then does not have the name, and calls nothing that may."""
    match = re.match(
        r"(without|with) the (?:`(?P<feature>[\w-]+)` )?feature(?: `(?P<feature2>[\w-]+)`)?,? `(?P<of>\w+)(?:\(\))?` "
        r"(?:(?P<not>never|does not|no longer) (?:constructs?|creates?|calls?|uses?|touch(?:es)?|makes?|runs?)|(?:still )?(?:constructs|creates|calls|uses|makes|runs)) "
        r"(?:an? |any )?`(?P<what>\w+)(?:\(\))?`$",
        said, re.I,
    )  # fmt: skip
    if match is None:
        return None
    found = [
        d
        for p in files_of(case)
        if (f := case.code.file(p)) is not None
        for d in f.named(match["of"])
        if d.item.kind == "fn" and not d.item.path
    ]
    feature = match["feature"] or match["feature2"] or ""
    wanted = re.escape(feature) if feature else r"[\w-]+"
    on, off = rf'feature="{wanted}"', rf'not\(feature="{wanted}"\)'
    chosen = [d for d in found if not _cfg_of(d) or re.fullmatch(off if match[1].lower() == "without" else on, _cfg_of(d))]
    if not found or len(chosen) != 1 or any(_cfg_of(d) and not re.fullmatch(f"{on}|{off}", _cfg_of(d)) for d in found):
        return None
    body = chosen[0].item.node.child_by_field_name("body")
    text = chosen[0].file.rust.text(body) if body is not None else ""
    has = match["what"] in re.findall(r"\w+", text)
    calls = body is not None and any(n.type == "call_expression" for n in walk(body))
    told = f"the `{match['of']}` of that build {'has' if has else 'has no'} `{match['what']}`"
    if match["not"]:
        return fails("still-there", told, chosen[0]) if has else None if calls else holds(told, chosen[0])
    return holds(told, chosen[0]) if has else None


def _todo_in(said: str, case: Case) -> Finding | None:
    """“The TODO in the function has been removed”: no such remark stands in the one function that the title or the sentence names."""
    match = re.match(
        r"(?:[Tt]he |[Aa]ll )?(TODO|FIXME|XXX|HACK)s?(?: comment| remark)?s? (?:in|of|inside) (?:the |this )?(?:function|method|`([\w:]+)(?:\(\))?`) (?:is|has been|was|have been) "
        r"(?:gone|removed|deleted|dropped|resolved)$",
        said,
    )  # fmt: skip
    if match is None:
        return None
    title = next((row for row in case.document.slice(case.spec.span).split("\n") if row.strip()), "")
    names = [match[2]] if match[2] else [n for n in title.split("`")[1::2] if re.fullmatch(r"[\w:]+(?:\(\))?", n)]
    function = _function(case, names[0].removesuffix("()")) if len(names) == 1 else None
    if function is None:
        return None
    left = [n for n in walk(function.item.node) if is_comment(n) and match[1] in function.file.rust.text(n)]
    if left:
        return fails(
            "still-there", f"a {match[1]} is left in `{function.item.name}`", evidence=_at(function.file, left[0], match[1])
        )
    return holds(f"no {match[1]} in `{function.item.name}`", function)


def _capacity(said: str, case: Case) -> Finding | None:
    """“`jobs` is an `ArrayVec` whose capacity is `MAX_JOBS`”: the type that the field is written with."""
    match = re.match(r"`(\w+)` is an? `(\w+)` (?:whose capacity is|with a capacity of|of capacity|with capacity) `?(\w+)`?$", said)
    if match is None:
        return None
    fields = [
        (f, n)
        for p in files_of(case)
        if (f := case.code.file(p)) is not None
        for n in walk(f.rust.root)
        if n.type == "field_declaration" and (name := n.child_by_field_name("name")) is not None and f.rust.text(name) == match[1]
    ]
    if len(fields) != 1:
        return None
    file, node = fields[0]
    kind = node.child_by_field_name("type")
    text = "".join(file.rust.text(kind).split()) if kind is not None else ""
    head, size = re.match(r"(?:\w+::)*(\w+)", text), re.search(r"[;,](?:\w+::)*(\w+)\]?>$", text)
    if head is None or head[1] != match[2]:
        bare = head is not None and head[1] in ("Vec", "VecDeque", "String", "Box", "Option")
        return fails("other-type", f"`{match[1]}` is of type `{text}`", evidence=_at(file, node, text)) if bare else None
    if size is None:
        return None
    told = f"`{match[1]}` is of type `{text}`"
    if size[1] == match[3]:
        return holds(told, evidence=_at(file, node, text))
    return fails("other-type", told, evidence=_at(file, node, text)) if size[1].isdigit() and match[3].isdigit() else None


def _loop_calls(said: str, case: Case) -> Finding | None:
    """“the loop in `run` no longer calls `flush`”: the one loop of it has the call, or has nothing of that name."""
    match = re.match(
        r"the (?:`?(for|while|loop)`? )?loop (?:in|of) `([\w:]+)(?:\(\))?` (?P<no>no longer |does not |never )?(?:calls?|uses?|runs?) `(?P<what>[\w:.]+!?)(?:\(\))?`(?: any ?more)?$", said, re.I
    )  # fmt: skip
    function = _function(case, match[2]) if match is not None else None
    if match is None or function is None:
        return None
    kinds = {"for": ("for_expression",), "while": ("while_expression",), "loop": ("loop_expression",)}.get(
        (match[1] or "").lower(), ("for_expression", "while_expression", "loop_expression")
    )
    loops = [n for n in walk(function.item.node) if n.type in kinds]
    if len(loops) != 1:
        return None
    calls = [n for n in walk(loops[0]) if _is_call(function.file, n, match["what"])]
    named = _holds(function.file, loops[0], match["what"].replace(".", "::"))
    if calls:
        told = f"the loop calls `{match['what']}`"
        return (fails("still-there", told, evidence=_at(function.file, calls[0], told)) if match["no"]
                else holds(told, evidence=_at(function.file, calls[0], told)))  # fmt: skip
    if named:
        return None
    told = f"the loop has no `{match['what']}`"
    return holds(told, function) if match["no"] else None


def _in_places(said: str, case: Case) -> Finding | None:
    """“`run` uses `area` in both places”: it has two calls of it; with fewer it is not so."""
    match = re.match(
        r"(?:`(?P<of>[\w:]+)(?:\(\))?` (?:uses|calls) `(?P<what>[\w:.]+!?)(?:\(\))?` (?:in|at) (?P<n>both|all (?:two|three|four)|two|three|four) places"
        r"|`(?P<what2>[\w:.]+!?)(?:\(\))?` is (?:used|called) (?:in|by) `(?P<of2>[\w:]+)(?:\(\))?` (?:in|at) (?P<n2>both|all (?:two|three|four)|two|three|four) places)$",
        said, re.I,
    )  # fmt: skip
    function = _function(case, match["of"] or match["of2"]) if match is not None else None
    if match is None or function is None:
        return None
    what, number = match["what"] or match["what2"], (match["n"] or match["n2"]).lower().removeprefix("all ")
    wanted = {"both": 2, "two": 2, "three": 3, "four": 4}[number]
    count = sum(_is_call(function.file, n, what) for n in walk(function.item.node) if n.type != "expression_statement")
    spoken = len(
        re.findall(
            rf"(?<!\w){re.escape(what.rstrip('!').rpartition('::')[2].rpartition('.')[2])}(?!\w)",
            function.file.rust.text(function.item.node),
        )
    )
    told = f"`{function.item.name}` calls `{what}` {count} times"
    if count == wanted == spoken:
        return holds(told, function)
    return fails("other-count", told, function) if spoken < wanted else None


_READERS = (
    ("loop_calls", _loop_calls), ("calls_in_places", _in_places),
    ("stands_ahead", _ahead), ("skips_those", _skips), ("one_version", _one_version), ("under_feature", _under_feature),
    ("no_such_remark", _todo_in), ("has_capacity", _capacity),
)  # fmt: skip
