"""What sentences tell of macros, casts and calls in bodies by what these are given: “no `assert!` on `is_open()` is left in `a.rs`”, “`f` casts
`x` to `u8` instead of matching on it”, “`f` panics with a message that names `kind`”, “the stack and heap mappings all use `map`”.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.subject import find_method
from uowgen.facts.uses import nodes_in
from uowgen.model import Evidence
from uowgen.rust.syntax import is_comment, walk

if TYPE_CHECKING:
    from uowgen.claims.declarations.scope import Region
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_LATELY = r"(?: (?:any ?more|any longer|now))?"


def spoken_use(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


def _at(file: CodeFile, node: Node, note: str) -> Evidence:
    line = file.rust.source.line_of(node.start_byte)
    return Evidence(file.path, line, line, note)


def _functions(case: Case, name: str, about: str = "") -> list[Declaration]:
    """The functions that a name means; of several those in which `about` stands, where a sentence says that it does."""
    subject = find_method(case, name)
    found = [d for d in subject.found if d.item.kind == "fn" and not d.item.in_macro]
    if len(found) > 1 and about:
        found = [d for d in found if re.search(rf"(?<!\w){re.escape(about)}(?!\w)", d.text)]
        case.several = () if len(found) == 1 else case.several
    return found


# Words before a macro that say no more than that it stands there; what else is said of it may be said of another one.
_PLAIN = r"(?:separate |explicit |own |old |former |manual |existing |previous |direct |inline |hand-written |leftover )*"
_SPECIAL = r"(?P<special>redundant |duplicate |extra |additional |second |double |unnecessary |superfluous )?"
_WHAT = r"`(?P<macro>[a-z]\w*)(?P<sort>!|\(\))`(?: calls?| macros?| assertions?| checks?)? (?:on|of|for|about) `(?P<on>[^`]+)`"
_PLACED = r"(?:in|inside|within|from) (?:the )?`(?P<place>[\w./:-]+)(?:\(\))?`"


def _on_argument(said: str, case: Case) -> Finding | None:
    """“No `assert!` on `is_open()` is left in `a.rs`”, “the `unwrap()` on `lock()` is gone from `f`”: what such a macro or method is put on."""
    gone = (
        re.match(rf"no {_PLAIN}{_SPECIAL}{_WHAT} (?:is|are|remains?) ?(?:left|there|present)? ?{_PLACED}{_LATELY}$", said, re.I)
        or re.match(rf"no {_PLAIN}{_SPECIAL}{_WHAT} {_PLACED}{_LATELY}$", said, re.I)
        or re.match(rf"(?:(?:the|every|each|any|all) )?{_PLAIN}{_SPECIAL}{_WHAT} (?:(?:is|are|was|were|has been|have been) (?:gone|removed|dropped|deleted|taken out)|disappears?|no longer stands?) {_PLACED}{_LATELY}$", said, re.I)
        or re.match(rf"`(?P<place>[\w./:-]+)(?:\(\))?` (?:has no|no longer has|contains no|no longer contains|has lost) (?:an? |the |any )?{_PLAIN}{_SPECIAL}{_WHAT}{_LATELY}$", said)
    )  # fmt: skip
    there = re.match(
        rf"`(?P<place>[\w./:-]+)(?:\(\))?` (?:still )?(?:has|keeps|contains|gets|gains) (?:an? |the )?{_PLAIN}{_SPECIAL}{_WHAT}$",
        said,
    )
    there = there or re.match(rf"(?:an? |the ){_PLAIN}{_SPECIAL}{_WHAT} (?:is|stays|remains|stands|is kept|is still|is added|is left) {_PLACED.replace('from', 'to')}$", said, re.I)  # fmt: skip
    found = gone or there
    if found is None or not re.search(r"\w", found["on"]):
        return None
    macro, on = found["macro"] + found["sort"], "".join(found["on"].split())
    inside = regions(case, found["place"])
    if isinstance(inside, Finding):
        return inside if inside.outcome == "undecided" or there else None
    made, unsure = _put_on(inside, macro, on)
    told = f"`{macro}` on `{found['on']}`"
    if there is not None:
        if made and not found["special"]:
            return holds(f"{told} is there", evidence=tuple(made[:4]))
        return undecided("not-understood", f"whether a {told} is there is not plain", evidence=tuple(unsure[:4])) if made or unsure else fails("call-not-found", f"no {told} in `{found['place']}`")  # fmt: skip
    if made and not found["special"]:
        return fails("still-there", f"{len(made)} left of {told}", evidence=tuple(made[:8]))
    if made or unsure:
        return undecided("not-understood", f"what is there may be such a {told}", evidence=(*made, *unsure)[:8])
    return holds(f"no {told} in `{found['place']}`")


_RELATED = {"assert!": r"(?:debug_)?assert(?:_eq|_ne)?|ensure|check|verify", "panic!": r"unreachable|todo|unimplemented|panic"}


def _put_on(inside: tuple[Region, ...], macro: str, on: str) -> tuple[list[Evidence], list[Evidence]]:
    """Where `macro` (`m!`, `m()`) is put on `on`, and what may come to the same."""
    name, bare = macro.rstrip("!()"), on.removesuffix("()")
    wanted = re.compile(rf"(?<![\w.:]){re.escape(bare)}(?!\w)" if re.match(r"\w+\.", bare) else rf"(?<!\w){re.escape(bare)}(?!\w)")
    called = on.endswith("()")
    related = re.compile(_RELATED.get(macro, re.escape(name)))
    made: list[Evidence] = []
    unsure: list[Evidence] = []
    for file, root in inside:
        for node, live in nodes_in(file, root):
            if is_comment(node):
                continue
            if node.type == "macro_definition" and {name, re.split(r"\W", bare)[-1]} <= set(
                re.findall(r"\w+", file.rust.text(node))
            ):
                unsure.append(_at(file, node, "a macro that may bring one"))
            if macro.endswith("!") and node.type == "macro_invocation":
                head = node.child_by_field_name("macro")
                head_name = file.rust.text(head).rpartition("::")[2] if head is not None else ""
                tokens = _given(file, node)
                at = wanted.search(tokens)
                hit = at is not None and (not called or tokens[at.end() :].startswith("("))
                if head_name == name and hit:
                    (made if live else unsure).append(_at(file, node, f"`{name}!`"))
                elif (hit and related.fullmatch(head_name)) or (head_name == name and _stands_for(file, node, tokens, bare)):
                    unsure.append(_at(file, node, f"`{head_name}!`"))
            elif macro.endswith("()") and node.type == "call_expression":
                function = node.child_by_field_name("function")
                if function is None or function.type != "field_expression":
                    continue
                field, value = function.child_by_field_name("field"), function.child_by_field_name("value")
                if field is None or value is None or file.rust.text(field) != name:
                    continue
                before = "".join(file.rust.text(value).split())
                if _is_of(file, value, bare, called=called):
                    (made if live else unsure).append(_at(file, node, f".{name}()"))
                elif wanted.search(before) or _stands_for(file, node, before, bare):
                    unsure.append(_at(file, node, f".{name}()"))
    return made, unsure


def _is_of(file: CodeFile, value: Node, bare: str, *, called: bool) -> bool:
    """Whether what a method is called on is `bare` as written, or what a call of it gives."""
    if value.type == "call_expression" and (function := value.child_by_field_name("function")) is not None:
        text = re.sub(r"\s|::<.*>", "", file.rust.text(function))
        return re.search(rf"(?<!\w){re.escape(bare)}$", text) is not None
    return not called and re.search(rf"(?<!\w){re.escape(bare)}$", "".join(file.rust.text(value).split())) is not None


def _given(file: CodeFile, macro: Node) -> str:
    """The tokens that a macro is given, without white space, comments and strings."""
    tree = next((c for c in macro.children if c.type == "token_tree"), None)
    pieces = []
    stack = [tree] if tree is not None else []
    while stack:
        node = stack.pop()
        if is_comment(node) or node.type in ("string_literal", "raw_string_literal"):
            continue
        if node.child_count:
            stack += reversed(node.children)
        else:
            pieces.append(file.rust.text(node))
    return re.sub(r"(?<=\w) (?!\w)|(?<!\w) (?=\w)|(?<!\w) (?!\w)", "", " ".join(pieces))


def _stands_for(file: CodeFile, node: Node, tokens: str, bare: str) -> bool:
    """Whether a name among the tokens is bound in the function around to something that has `bare` in it."""
    around = node
    while around.parent is not None and around.type != "function_item":
        around = around.parent
    names = set(re.findall(r"[a-z_]\w*", tokens))
    for let in walk(around):
        if let.type in ("let_declaration", "let_condition") and (value := let.child_by_field_name("value")) is not None:
            pattern = let.child_by_field_name("pattern")
            if pattern is not None and names & set(re.findall(r"\w+", file.rust.text(pattern))):
                return re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", "".join(file.rust.text(value).split())) is not None
    return False


def _casts(said: str, case: Case) -> Finding | None:
    """“`f` casts `x` to `u8` instead of matching on it”, “`f` no longer matches on `x`”: what stands before `as`, or behind `match`."""
    it = r"(?: on (?:it|its variants?|(?:each|every) (?:variant|case|value)|all (?:its |the )?variants|the variants?|`(?P<again>[^`]+)`))?"
    cast = re.match(
        rf"`(?P<f>[\w:]+)(?:\(\))?` (?:now )?(?:casts|converts) `(?P<x>[\w.]+)` (?:to|into|as) (?:an? )?`(?P<type>\w+)`(?: (?:directly|with `as`|by a cast|with a cast))?(?P<not>,? (?:instead of|rather than|without) (?:(?:an? |the )?`?matching`?{it}|(?:an? |the |using an? |using )?`?match`?(?: expression| block)?{it.replace('again', 'again2')}))?$",
        said,
    )  # fmt: skip
    match = re.match(
        rf"`(?P<f>[\w:]+)(?:\(\))?` (?P<not>no longer |does not )?(?:still )?match(?:es)? on `(?P<x>[\w.]+)`{_LATELY}$", said
    )
    found = cast or match
    if found is None or (cast is not None and " converts " in said and not re.search(r"directly|`as`| cast", said)):
        return None
    x = found["x"]
    if cast is not None and any(w not in (None, x) for w in (found["again"], found["again2"])):
        return None
    last = x.rpartition(".")[2]
    functions = _functions(case, found["f"], last)
    if len(functions) != 1:
        problem = find_method(case, found["f"]).problem
        return problem if not functions and problem is not None and problem.outcome == "fails" and cast is not None else None
    function = functions[0]
    file, body = function.file, function.item.node.child_by_field_name("body")
    if body is None:
        return None
    asked, hidden = _matches_on(file, body, x)
    if match is not None:
        if hidden and not asked:
            return undecided("not-understood", f"what `{function.item.name}` matches on may be `{x}`", evidence=tuple(hidden))
        if found["not"]:
            return fails("still-there", f"`{function.item.name}` matches on `{x}`", evidence=tuple(asked)) if asked else holds(f"`{function.item.name}` does not match on `{x}`", function)  # fmt: skip
        return holds(f"`{function.item.name}` matches on `{x}`", evidence=tuple(asked)) if asked else fails("call-not-found", f"`{function.item.name}` does not match on `{x}`", function)  # fmt: skip
    made, unsure = _cast(file, body, x, found["type"])
    if not made:
        return undecided("not-understood", f"what is cast may be `{x}`", evidence=tuple(unsure)) if unsure else fails("call-not-found", f"`{function.item.name}` does not cast `{x}` to `{found['type']}`", function)  # fmt: skip
    if found["not"] and (asked or hidden):
        return undecided(
            "not-understood", f"`{function.item.name}` casts it, and matches as well", evidence=(*made, *asked, *hidden)
        )
    return holds(f"`{function.item.name}` casts `{x}` to `{found['type']}`", evidence=tuple(made))


def _cast(file: CodeFile, body: Node, x: str, wanted: str) -> tuple[list[Evidence], list[Evidence]]:
    made: list[Evidence] = []
    unsure: list[Evidence] = []
    for node in walk(body):
        if node.type == "macro_invocation" and {x.rpartition(".")[2], "as", wanted} <= set(re.findall(r"\w+", _given(file, node))):
            unsure.append(_at(file, node, "among the tokens of a macro"))
        if node.type != "type_cast_expression":
            continue
        value, typed = node.child_by_field_name("value"), node.child_by_field_name("type")
        if value is None or typed is None or "".join(file.rust.text(typed).split()) != wanted:
            continue
        text = re.sub(r"^[*&(\s]+|[)\s]+$", "", file.rust.text(value))
        if text == x or text.endswith(f".{x}"):
            made.append(_at(file, node, file.rust.text(node)))
        elif re.search(rf"(?<!\w){re.escape(x.rpartition('.')[2])}(?!\w)", text) or _is_bound_to(file, body, text, x):
            unsure.append(_at(file, node, file.rust.text(node)))
    return made, unsure


def _matches_on(file: CodeFile, body: Node, x: str) -> tuple[list[Evidence], list[Evidence]]:
    """The `match`, `if let` and `matches!` on `x`, and those on what may be the same."""
    made: list[Evidence] = []
    unsure: list[Evidence] = []
    for node in walk(body):
        if node.type == "macro_invocation":
            head = node.child_by_field_name("macro")
            text = _given(file, node) if head is not None and file.rust.text(head).rpartition("::")[2] == "matches" else ""
        elif node.type in ("match_expression", "let_condition"):
            value = node.child_by_field_name("value")
            text = "".join(file.rust.text(value).split()) if value is not None else ""
        else:
            continue
        bare = text.strip("*&()").partition(",")[0]
        if bare == x or bare.endswith(f".{x}"):
            made.append(_at(file, node, "a `match` on it"))
        elif re.search(rf"(?<!\w){re.escape(x)}(?!\w)", text) or _is_bound_to(file, body, bare, x):
            unsure.append(_at(file, node, "a `match`"))
    return made, unsure


def _is_bound_to(file: CodeFile, body: Node, name: str, x: str) -> bool:
    """Whether the first name of an expression is bound in the body to something that has `x` in it, or to what a pattern takes out."""
    first = re.match(r"[a-z_]\w*", name)
    for node in walk(body) if first is not None else ():
        pattern = node.child_by_field_name("pattern") if node.type in ("let_declaration", "let_condition", "match_arm", "for_expression") else None  # fmt: skip
        if pattern is None or first is None or first[0] not in re.findall(r"\w+", file.rust.text(pattern)):
            continue
        value = node.child_by_field_name("value")
        if node.type != "let_declaration" or value is None or re.search(rf"(?<!\w){re.escape(x)}(?!\w)", file.rust.text(value)):
            return True
    return False


_PANICS = re.compile(r"(?:panic|unreachable|todo|unimplemented|(?:debug_)?assert(?:_eq|_ne)?)$")


def _panic_names(said: str, case: Case) -> Finding | None:
    """“`f` panics with a message that names `kind` and the address”: what the one panic of `f` puts into its message."""
    thing = r"(?:`[\w.]+`|(?:the |its )[a-z]+)"
    listed = rf"(?P<list>(?:both )?{thing}(?:(?:,? and|,) {thing})*)"
    verb = r"(?:names|mentions|includes|contains|shows|prints|gives|reports|carries|tells)"
    found = re.match(rf"`(?P<f>[\w:]+)(?:\(\))?` panics with an? (?:clear |panic |descriptive |helpful )?message (?:that|which) {verb} {listed}$", said) or re.match(
        rf"(?:the )?(?:panic )?message (?:of|in) `(?P<f>[\w:]+)(?:\(\))?` {verb} {listed}$|(?:the )?panic (?:in|of) `(?P<g>[\w:]+)(?:\(\))?` {verb} {listed.replace('<list>', '<more>')}$", said, re.I
    )  # fmt: skip
    if found is None:
        return None
    name = found["f"] or found.groupdict().get("g") or ""
    functions = _functions(case, name)
    if len(functions) != 1:
        problem = find_method(case, name).problem
        return problem if not functions and problem is not None and problem.outcome == "fails" else None
    function = functions[0]
    sites = []
    for node in walk(function.item.node):
        head = node.child_by_field_name("macro") if node.type == "macro_invocation" else None
        if head is not None and _PANICS.match(function.file.rust.text(head)):
            sites.append((node, _interpolated(function.file, node)))
    if len(sites) != 1:
        return None
    node, names = sites[0]
    wanted = re.findall(r"`([\w.]+)`|(?:the|its) ([a-z]+)", found["list"] or found["more"])
    for code, noun in wanted:
        if code and code not in names and code.rpartition(".")[2] not in {n.rpartition(".")[2] for n in names}:
            if "." not in code and re.search(rf"\b{code}\b", function.file.rust.text(node)):
                return undecided("not-understood", f"whether the message shows `{code}` is not plain", function)
            return fails("not-mentioned", f"the message does not show `{code}`", evidence=(_at(function.file, node, "the panic"),))
        if noun and not any(_is_called(noun, n) for n in names):
            return undecided("not-understood", f"whether the message shows the {noun} is not plain", evidence=(_at(function.file, node, "the panic"),))  # fmt: skip
    return holds("the message shows them", evidence=(_at(function.file, node, "the panic"),))


def _interpolated(file: CodeFile, macro: Node) -> set[str]:
    """The names that a message shows: `{x}` and `{x:?}` in its text, plain names and fields behind it."""
    tree = next((c for c in macro.children if c.type == "token_tree"), None)
    texts = [c for c in tree.children if c.type in ("string_literal", "raw_string_literal")] if tree is not None else []
    if not texts:
        return set()
    text = file.rust.text(texts[0])
    inner = re.sub(r"\{\{|\}\}", "", text)
    behind = file.rust.source.data[texts[0].end_byte : tree.end_byte - 1].decode("utf-8", "replace") if tree is not None else ""
    given = [re.sub(r"^\w+\s*=(?!=)", "", part).strip(" &*\n") for part in re.split(r",", behind) if part.strip()]
    return set(re.findall(r"\{([a-z_]\w*)(?::[^}]*)?\}", inner)) | {g for g in given if re.fullmatch(r"[\w.]+", g)}


def _is_called(noun: str, name: str) -> bool:
    """Whether a name says the noun, in full or cut short: `addr` is an address."""
    return any(form(noun) == p or (len(p) >= _SHORT and noun.startswith(p)) for p in parts(name.rpartition(".")[2]))


_SHORT = 4  # letters by which a word that is cut short is still known

_READERS = (
    ("calls_with", _on_argument), ("does_in_words", _casts), ("panics_on", _panic_names),
)  # fmt: skip
