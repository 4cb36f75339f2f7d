"""What sentences tell of the means by which things are done, and of what is looked at on the way: “the stack and heap mappings all use `map`”,
“addresses are made with `Addr::try_new`”, “`f` checks `at` before consulting `rules`”, “`f` returns early, without looking at `at`”.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of, stands_somewhere
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.facts.path_records import Choice, Deed
from uowgen.facts.paths import paths_of
from uowgen.facts.signature import parameters_of
from uowgen.model import Evidence
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.facts.path_records import Path
    from uowgen.grammar import Node


def spoken_means(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


# ------------------------------------------------------------------------------------------------------- what is looked at

_CHECKS = r"(?:checks?|validates?|verify|verifies|tests?|inspects?|examines?)"
_LOOKS = r"(?:looks? at|consults?|reads?|uses?|touch(?:es)?)"
_LOOKING = r"(?:(?:ever |even |first )?(?:looking at|consulting|reading|using|touching|checking|testing|inspecting|examining|evaluating|trying|calling|asking|querying))"


def _looks_before(said: str, case: Case) -> Finding | None:
    """“`f` and `g` check `at` before consulting `rules`”: on every way on which the second is named, a branch has asked the first."""
    one = r"`[\w:]+(?:\(\))?`"
    found = re.match(
        rf"(?P<fs>{one}(?:(?:,? and|,) {one})*) (?:both |all |each |first )*(?:(?P<checks>{_CHECKS})|{_LOOKS}) `(?P<x>[\w.]+)` before (?:it |they )?(?:{_LOOKING}|{_CHECKS}|{_LOOKS}|calls?) `(?P<y>[\w.:]+)(?:\(\))?`$", said
    )  # fmt: skip
    if found is None:
        return None
    x, y = found["x"], re.split(r"::|\.", found["y"])[-1]
    touch = re.search(r"\b(?:touch|using|uses)", said.partition(" before ")[2]) is not None
    told = [_in_order(case, f, x, y, branch=bool(found["checks"]), touch=touch) for f in re.findall(r"`([\w:]+)", found["fs"])]
    if any(t is None for t in told):
        return None
    every = [t for t in told if t is not None]
    return min(every, key=lambda t: ("fails", "undecided", "holds").index(t.outcome))


def _in_order(case: Case, of: str, x: str, y: str, *, branch: bool, touch: bool) -> Finding | None:
    function = _one(case, of)
    paths = paths_of(function) if function is not None else None
    if function is None or not paths or not any(_names(e, y, touch) for p in paths for e in p.events):
        return None
    name = function.item.name
    so: list[bool | None] = []
    for path in paths:
        at = next((n for n, e in enumerate(path.events) if _names(e, y, touch)), None)
        if at is None:
            continue
        before = path.events[:at]
        asked = any(_names(e, x) and (not branch or _asks(e)) for e in before)
        so.append(True if asked else None if any(_names(e, x) for e in (*before, path.events[at])) else False)
    unseen = _in_a_macro(function, y if all(so) else x) or any(_may_come_to(case, d.name, y) for p in paths for d in _first(p, x))
    if unseen or not (all(so) or x in [p.name for p in parameters_of(function)]):
        return undecided("depends-on-the-path", f"whether `{name}` looks at `{x}` before `{y}` is not all seen", function)
    if all(so):
        return holds(f"`{name}` looks at `{x}` before `{y}` on every way", function)
    if all(s is False for s in so):
        return fails("other-order", f"`{name}` comes to `{y}` without having looked at `{x}`", function)
    return undecided("depends-on-the-path", f"whether `{name}` looks at `{x}` first depends on the way", function)


def _without_looking(said: str, case: Case) -> Finding | None:
    """“`f` returns early, without looking at `at`”: not if there is no way through it on which that is not named."""
    found = re.match(
        rf"`(?P<f>[\w:]+)(?:\(\))?` (?:returns|gives back|gives|leaves|exits|bails|ends|fails|stops|succeeds)\b[^;]*?,? (?:without|before) {_LOOKING} (?:the |its )?`(?P<x>[\w.]+)`(?: at all| (?:argument|parameter|field))?$", said
    )  # fmt: skip
    function = _one(case, found["f"]) if found is not None else None
    paths = paths_of(function) if function is not None else None
    if found is None or function is None or not paths or re.search(r"\b(?:not|never|no|unless)\b", said):
        return None
    if all(any(_names(e, found["x"]) for e in p.events) for p in paths):
        return fails("other-order", f"`{function.item.name}` looks at `{found['x']}` on every way", function)
    return None  # which of the ways is meant is not told


def _one(case: Case, name: str) -> Declaration | None:
    found = find_method(case, name).found
    return found[0] if len(found) == 1 and found[0].item.kind == "fn" and not found[0].item.in_macro else None


def _first(path: Path, x: str) -> list[Deed]:
    """The calls on a way before anything is done with `x`."""
    at = next((n for n, e in enumerate(path.events) if _names(e, x)), 0)
    return [e for e in path.events[:at] if isinstance(e, Deed) and e.sort == "call"]


_ASKING = re.compile(r"\b(?:check|validat|verif|requir|ensur|assert|test|must|is_|has_|can_)\w*\(")


def _asks(event: Choice | Deed) -> bool:
    """Whether something is checked there: a branch, or a call that is tried and whose name says so."""
    return isinstance(event, Choice) and (event.pattern not in ("Ok", "Some") or _ASKING.search(event.text) is not None)


def _in_a_macro(function: Declaration, name: str) -> bool:
    """Whether a macro that the ways do not tell of names it."""
    text = function.file.rust.text
    macros = [text(n) for n in walk(function.item.node) if n.type == "macro_invocation"]
    return any(re.search(rf"\b{re.escape(name)}\b", re.sub(r'"[^"]*"', "", m)) for m in macros if not m.startswith("assert"))


def _names(event: Choice | Deed, name: str, touch: bool = False) -> bool:
    """Whether what is done or asked has the name in it, outside of strings; with `touch` also where it is set."""
    if isinstance(event, Deed) and event.later:
        return False
    texts = (
        (event.text,)
        if isinstance(event, Choice)
        else (event.receiver, *event.given, *((event.name,) if event.sort == "call" or (touch and event.sort == "assign") else ()))
    )
    return any(re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)|\.{re.escape(name)}\b", re.sub(r'"[^"]*"', "", t)) for t in texts)


# ------------------------------------------------------------------------------------------------------------- by what means

_DENIED = re.compile(r"(?i)\b(?:no|not|never|nor|neither|none|nothing|without|unless|except|longer|gone|removed|dropped|deleted|replaced|replaces?|former|old|instead|rather|like|unlike|if|when|where|optional|may|can|could|might|all|every|each|any|anything|everything|whatever|callers?|that|which|whose|who|whoever|only)\b|n't|n’t")  # fmt: skip
# Methods that code comes to without naming them.
_UNNAMED = frozenset(
    [
        "eq",
        "ne",
        "cmp",
        "partial_cmp",
        "lt",
        "le",
        "gt",
        "ge",
        "hash",
        "clone",
        "drop",
        "fmt",
        "deref",
        "deref_mut",
        "into_iter",
        "next",
        "index",
        "index_mut",
        "add",
        "sub",
        "mul",
        "div",
        "rem",
        "neg",
        "not",
        "shl",
        "shr",
        "bitand",
        "bitor",
        "bitxor",
        "from",
        "into",
        "try_from",
        "try_into",
        "to_string",
        "default",
        "call",
        "call_mut",
        "call_once",
        "poll",
        "borrow",
        "as_ref",
        "add_assign",
        "sub_assign",
        "into_future",
        "from_residual",
        "main",
    ]
)


def _by_what_is_missing(said: str, case: Case) -> Finding | None:
    """“Addresses are made with `Addr::try_new`, so …”: not so where nothing of that name stands anywhere in the tree."""
    found = re.match(
        r"(?P<before>[^`]*(?:`[^`]*`[^`]*)*?)\b(?:with|through|via|using|by calling|by way of|by means of|goes through|go through|uses?|calls?) (?:the )?`(?P<path>(?:\w+::)*)(?P<name>[a-z]\w*)(?:\(\))?`(?P<rest>.*)$", said
    )  # fmt: skip
    if found is None:
        return None
    rest = re.split(r",? so (?:that )?|;|, which |,? (?:instead of|rather than) ", found["rest"])[0]
    said_of_it = re.sub(r"`[^`]*`", "`x`", f"{found['before']} {rest}")
    if _DENIED.search(said_of_it) or re.match(
        r" (?:feature|flag|option|crate|command|attribute|cfg|enabled|disabled|on|off|set)\b", rest
    ):
        return None
    name, owner = found["name"], found["path"].removesuffix("::").rpartition("::")[2]
    if name in _UNNAMED or _may_stand(case, owner, name) or not any(p.endswith(".rs") for p in files_of(case)):
        return None
    shown = any(re.search(rf"\b{name}\b", f.rust.source.data.decode("utf-8", "replace")) for f in block_files(case))
    if not shown and not (owner[:1].isupper() and stands_somewhere(case, owner)):
        return None
    return fails("act-not-found", f"nothing in the tree is called `{name}`, by which it is to be done")


def _may_stand(case: Case, owner: str, name: str) -> bool:
    """Whether the function may be named somewhere in the tree: if its type is told, other than behind another type's name."""
    for path in case.code.paths_with_word(name):
        source = case.code.tree.read(path)
        text = source.data.decode("utf-8", "replace") if source is not None else name
        for found in re.finditer(rf"(?P<of>(?:\b\w+::)*)(?<!\w){name}\b", text):
            of = found["of"].removesuffix("::").rpartition("::")[2]
            if (
                not owner[:1].isupper()
                or of == owner
                or not of[:1].isupper()
                or of == "Self"
                or re.search(rf"\b(?:as|type) {of}\b", text)
            ):
                return True
    return False


_NOUN = r"(?!(?:all|both|each|and|now)\b)[a-z][a-z-]*"
_NOUNS_IN_LISTS = rf"{_NOUN}(?: {_NOUN}){{0,3}}"
_COMMON = re.compile(r"\b(?:it|they|this|that|these|those|which|what|all|each|every|any|some|no|not|only|other|others|same|both|callers?|functions?|methods?|code|there|never|always|new|old|first|last)\b")  # fmt: skip


def _all_use(said: str, case: Case) -> Finding | None:
    """“Stack, heap and device mappings all use `map_at`”: the call of it for each, and no call of another function with just that."""
    found = re.match(
        rf"(?:the )?(?P<what>{_NOUNS_IN_LISTS}(?:(?:,? and|,) (?:the )?{_NOUNS_IN_LISTS})*?)(?: all| both| each)? (?:now )?(?:use|uses|go through|goes through|are done with|is done with|are made with|is made with|are set up with|is set up with) `(?P<by>[\w:]+)(?:\(\))?`(?: as well| too| now)?$",
        said, re.I,
    )  # fmt: skip
    if found is None or _COMMON.search(found["what"].lower()):
        return None
    by = found["by"].rpartition("::")[2]
    things = [t.strip() for t in re.split(r",? and (?:the )?|, (?:the )?", found["what"].lower())]
    *own, common = things[-1].split()
    plural = common.endswith("s") and len(things) > 1 and bool(own)
    rows = [t.split() for t in things[:-1]] + [own if plural else things[-1].split()]
    if not plural and len(things) == 1 and len(rows[0]) > 1:
        rows, plural = [own], True  # “the boot info mapping”: what sort of thing it is may be told by the function
    if any(d.item.kind != "fn" for d in case.code.declared_anywhere(by) if counts(d)):
        return None
    calls = [(f, node, name, given) for f in _near(case) for node, name, given in _calls(f)]
    mine = [(f, node, given) for f, node, name, given in calls if name == by]
    evidence: list[Evidence] = []
    for row in rows:
        wanted = {form(w) for piece in row for w in piece.split("-")}
        kind = {form(common)} if plural else set()
        fitting = [(f, node) for f, node, given in mine if any(wanted <= g and kind <= g | set(parts(by)) for g in given)]
        others = [(f, node, name) for f, node, name, given in calls if name != by and any(wanted <= g and kind <= g | set(parts(name)) for g in given)]  # fmt: skip
        others = [o for o in others if not any(_around(o[1], node) or _around(node, o[1]) for _, node in fitting)]
        if fitting and not others:
            evidence += [_at(f, node, f"`{by}`") for f, node in fitting[:2]]
        elif fitting or len({o[2] for o in others}) != 1:
            return (
                undecided("not-understood", f"by what that is done for “{' '.join(row)}” is not plain")
                if fitting or others
                else None
            )
        elif _mentions(mine, wanted) or not case.code.declared_anywhere(others[0][2]) or _may_come_to(case, others[0][2], by):
            return undecided("not-understood", f"whether `{by}` is come to for “{' '.join(row)}” is not plain")
        else:
            f, node, name = others[0]
            return fails("behaves-differently", f"for “{' '.join(row)}” `{name}` is called, and no `{by}`", evidence=(_at(f, node, f"`{name}`"),))  # fmt: skip
    return holds(f"`{by}` is called for each", evidence=tuple(evidence[:6]))


def _near(case: Case) -> list[CodeFile]:
    return [file for path in files_of(case) if (file := case.code.file(path)) is not None]


def _calls(file: CodeFile) -> list[tuple[Node, str, list[set[str]]]]:
    """Each call of a file with its name and the words of each argument that is a name or a field."""
    found = []
    for node in walk(file.rust.root):
        function, listed = (node.child_by_field_name("function"), node.child_by_field_name("arguments")) if node.type == "call_expression" else (None, None)  # fmt: skip
        if function is None or listed is None:
            continue
        name = re.split(r"::|\.", re.sub(r"::<.*", "", "".join(file.rust.text(function).split())))[-1]
        given = [re.sub(r"^&(?:mut )?", "", file.rust.text(a)) for a in listed.named_children]
        found.append(
            (node, name, [{p for w in re.findall(r"\w+", g) for p in parts(w)} for g in given if re.fullmatch(r"[\w.]+", g)])
        )
    return found


def _around(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _may_come_to(case: Case, name: str, by: str) -> bool:
    """Whether the body of a function of that name has the name `by` in it."""
    found = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)]
    return any(re.search(rf"\b{by}\b", d.text.partition("{")[2]) for d in found)


def _mentions(mine: list[tuple[CodeFile, Node, list[set[str]]]], wanted: set[str]) -> bool:
    """Whether a call, what it is bound to, or the function around it speaks of the thing in some other way."""
    for file, node, _ in mine:
        at: Node | None = node
        while at is not None and at.type not in ("let_declaration", "expression_statement"):
            at = at.parent
        if at is not None and wanted <= {p for w in re.findall(r"\w+", file.rust.text(at)) for p in parts(w)}:
            return True
    return False


def _at(file: CodeFile, node: Node, note: str) -> Evidence:
    line = file.rust.source.line_of(node.start_byte)
    return Evidence(file.path, line, line, note)


def _file_is_missing(said: str, case: Case) -> Finding | None:
    """“`tests/paths.rs` covers relative paths”: not so where there is no such file."""
    found = re.match(
        r"(?:the )?(?:new )?`(?P<path>(?:[\w.-]+/)*[\w-]+\.rs)` (?:covers|tests|checks|exercises|contains|has|holds|declares|defines|exports|re-exports|provides|implements|calls|uses|imports|runs|asserts|verifies|documents)\b(?P<rest>.*)$", said, re.I
    )  # fmt: skip
    if found is None or _DENIED.search(found["rest"]) or not any(p.endswith(".rs") for p in case.code.tree.paths()):
        return None
    path = found["path"].removeprefix("./")
    there = any(f"/{p}".endswith(f"/{path}") for p in case.code.tree.paths()) or case.code.tree.read(path) is not None
    return None if there else fails("file-not-found", f"the tree has no file `{path}`")


_READERS = (
    ("file_exists", _file_is_missing),
    ("acts_in_order", _looks_before), ("returns_early", _without_looking), ("goes_through", _all_use), ("goes_through", _by_what_is_missing),
)  # fmt: skip
