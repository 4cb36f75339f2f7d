"""Statements that give way to a block: the one that the words quote or name, the one of the same condition, the one that the block encloses.

Each is looked for in the functions that the words name; where they name none, only what stands once in the file and is alike gives way.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from uowgen.operations.conditions import under_said_condition
from uowgen.operations.existing import REPLACING
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.items import items_of
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, is_comment, span_of, walk
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.items import Item

KIND = "replace_statement"
_ADDING = ("add", "insert", "append", "create")
# The code that the words give up for the block: "`a.b();` →", "`a.b();` is replaced by", "instead of `a.b();`:".
_GIVEN_UP = when_used(
    r"\b[Ii]nstead of (?:the (?:line |call |statement )?)?`([^`]+)`\s*(?:,? write|,? use|,? put)?\s*[:.]?\s*$|"
    r"`([^`]+)`\s*(?:→|->|⇒|=>|now becomes|becomes|(?:is|gets|must be|should be) replaced (?:by|with)|turns into|changes (?:to|into)|gives way to)"
    r"\s*(?:this|the following|(?:an?|one|two|part of an?)(?: [a-z-]+){1,4})?\s*[:.]?\s*$"
)
# What words call a macro call by: the names of the macros end so.
_SPOKEN = {
    "warning": ("warn", "warning"), "assertion": ("assert", "assert_eq", "assert_ne"), "panic": ("panic",), "todo": ("todo", "unimplemented"),
    "println": ("println",), "trace": ("trace",), "log": ("info", "debug", "warn", "error", "trace", "log"),
}  # fmt: skip
_ENCLOSED = 6  # tokens that a statement must have to be known again inside of a block
_ALIKE = 0.5


def functions_named(file: RustFile, directive: Directive) -> list[Item]:
    """The functions of the file that the words around the block name in inline code, each name meaning one."""
    found: list[Item] = []
    for name in directive.named:
        bare = name.removesuffix("()").rpartition("::")[2]
        known = [i for i in items_of(file) if i.kind == "fn" and i.name == bare and i.body is not None and not i.in_macro]
        same = under_said_condition(file, directive.words, tuple(known))
        found += same if len(same) == 1 and same[0] not in found else []
    return found


def gives_way(file: RustFile, directive: Directive, functions: list[Item], code: bytes) -> Done | None:
    """The block in place of the one statement that it can only mean; None where that is not certain, or where words add to what is there."""
    if directive.verb in _ADDING or directive.verb == "remove":
        return None
    roots = [f.node for f in functions] or [file.root]
    label = functions[0].label if len(functions) == 1 else file.source.path
    from uowgen.operations.comments_named import comment_gives_way
    from uowgen.operations.told_statements import told_replaced

    comment = comment_gives_way(file, directive, roots, code, label)
    if comment is not None:
        return comment
    old = (
        _given_up(directive, roots)
        or _of_quoted_condition(directive, roots)
        or (_of_said_kind(directive, roots, code) or told_replaced(file, directive, functions, code) if functions else None)
        or _shown_with_gap(directive, roots, code)
        or _spoken_of(directive, roots, code, named=bool(functions))
    )
    if old is None and not _is_addition(directive):
        old = _of_same_condition(roots, code, named=bool(functions)) or (_enclosed(roots, code) if functions else None)
    if old is None:
        return None
    return _replaced(file, old, code, label)


def _given_up(directive: Directive, roots: list[Node]) -> Node | None:
    """The one statement that the sentence quotes right before the block, as what becomes of it."""
    found = _GIVEN_UP.search(" ".join(directive.words.split()))
    if found is None:
        return None
    wanted = _tokens((found[1] or found[2]).encode())
    same = [s for root in roots for s in _statements(root) if _tokens(s.text or b"") == wanted]
    return same[0] if len(same) == 1 and len(wanted) >= 3 else None


def _of_quoted_condition(directive: Directive, roots: list[Node]) -> Node | None:
    """The one `if` on what the sentence quotes as the check that gives way: ``in place of the `id == 0` check:``."""
    found = _CHECK.search(" ".join(directive.words.split()))
    if found is None:
        return None
    wanted = ("if_expression", *_tokens(found[1].removeprefix("if ").rstrip("{ ").encode()))
    same = [s for root in roots for s in _statements(root) if _condition(s) == wanted]
    return same[0] if len(same) == 1 else None


_CHECK = when_used(
    r"\b(?:in place of|instead of|replac\w+) (?:the )?`([^`]+)` (?:check|test|guard|branch|condition|block|`?if`?)\b", re.I
)


def _shown_with_gap(directive: Directive, roots: list[Node], code: bytes) -> Node | None:
    """The one statement that begins and ends as the words quote it, with a gap between: `let Ok(_) = tx.send(ch) else { … };`; if there is
    none, the one that has taken its place already.
    """
    if directive.verb not in REPLACING:
        return None
    found: dict[int, Node] = {}
    pieces = directive.words.split("`")
    for ahead, name in zip(pieces[::2], pieces[1::2], strict=False):
        if _HOLDS.search(ahead):  # ``inside `x.with(|y| { … })` ``: that is around what changes
            continue
        head, gap, tail = name.replace("...", "…").partition("…")
        if not gap or "…" in tail or len(begin := _tokens(head.encode())) < _QUOTED:
            continue
        end = _tokens(tail.encode())
        for root in roots:
            for statement in _statements(root):
                own = _tokens(statement.text or b"")
                if own[: len(begin)] == begin and (not end or own[-len(end) :] == end):
                    found[statement.id] = statement
        if not found:
            new = [_tokens(top.text or b"") for top in _top(code)]
            found = {s.id: s for root in roots for s in _statements(root) if len(new) == 1 and _tokens(s.text or b"") == new[0]}
    return next(iter(found.values())) if len(found) == 1 else None


_HOLDS = when_used(
    r"\b(?:in|inside|within|into|of|at|after|before|below|above|behind|under|beside)(?: (?:the|its|that|this|whole|same|outer|first|last))*\s*$",
    re.IGNORECASE,
)
_QUOTED = 4  # tokens: fewer begin too many statements


def _spoken_of(directive: Directive, roots: list[Node], code: bytes, *, named: bool) -> Node | None:
    """The one statement of a named function that is the call, the macro call or the binding that the words have replaced."""
    if directive.verb not in REPLACING or not named:
        return None
    names = {a.name.strip().rstrip("(){};") for a in directive.anchors if a.relation == "at" and a.name in directive.words}
    given_up = _GIVEN_UP.search(" ".join(directive.words.split()))
    if given_up is not None and not names:
        names = {(given_up[1] or given_up[2]).strip().rstrip("(){};")}
    found: list[Node] = []
    for root in roots:
        for statement in _statements(root):
            known = _names(statement)
            if names & known:
                found.append(statement)
    if not found and not names:
        words = set(re.findall(r"[a-z]+", directive.words.lower()))
        ends = {end for word in words & set(_SPOKEN) for end in _SPOKEN[word]}
        found = [
            s for root in roots for s in _statements(root)
            if any(n.endswith("!") and any(n[:-1] == e or n[:-1].endswith("_" + e) for e in ends) for n in _names(s))
        ]  # fmt: skip
    return found[0] if len(found) == 1 and len(_top(code)) >= 1 else None


def _names(statement: Node) -> set[str]:
    """What a statement is called by: its macro with `!`, the function or method that it calls, the variable that it binds."""
    inner = _bare(statement)
    if inner.type == "let_declaration":
        pattern = inner.child_by_field_name("pattern")
        text = (pattern.text or b"").decode("utf-8", "replace") if pattern is not None else ""
        return {text, f"let {text}"} if text.isidentifier() and text != "_" else set()
    if inner.type == "macro_invocation":
        macro = inner.child_by_field_name("macro")
        text = (macro.text or b"").decode("utf-8", "replace") if macro is not None else ""
        return {text + "!", text.rpartition("::")[2] + "!"}
    if inner.type == "call_expression":
        function = inner.child_by_field_name("function")
        text = "".join((function.text or b"").decode("utf-8", "replace").split()) if function is not None else ""
        return {text, text.rpartition("::")[2].rpartition(".")[2]} - {""}
    return set()


def _is_addition(directive: Directive) -> bool:
    """Whether the words speak of something more, or of a place beside something."""
    words = directive.words.lower().split()
    return any(a.relation in ("before", "after", "start_of", "end_of") for a in directive.anchors) or not {
        "new", "another", "insert", "insertion", "insertions", "additional", "additionally", "also", "first", "then", "next",
    }.isdisjoint(words)  # fmt: skip


def _of_same_condition(roots: list[Node], code: bytes, *, named: bool) -> Node | None:
    """The one `if`, `match` or loop on what the block's one is on; without a named function only if the two are alike."""
    tops = _top(code)
    if len(tops) != 1 or not (wanted := _condition(tops[0])):
        return None
    found = [s for root in roots for s in _statements(root) if _condition(s) == wanted]
    if len(found) != 1:
        return None
    old, new = _tokens(found[0].text or b""), _tokens(tops[0].text or b"")
    alike = SequenceMatcher(None, _said(old, wanted), _said(new, wanted), autojunk=False).ratio() >= _ALIKE
    enough = alike or (named and len(old) <= 2 * len(new))
    return found[0] if enough and (named or len(wanted) >= 4) else None


def _said(tokens: tuple[str, ...], condition: tuple[str, ...]) -> list[str]:
    """The names and values of a statement behind its condition: what it does, without the marks that everything has."""
    return [t for t in tokens[len(condition) :] if t[:1].isalnum() or t[:1] in ('"', "_")]


def _condition(statement: Node) -> tuple[str, ...]:
    """The kind of an `if`, `match` or loop and what it is on, as tokens; empty for other statements."""
    inner = _bare(statement)
    parts = {
        "if_expression": ("condition",), "match_expression": ("value",), "while_expression": ("condition",), "for_expression": ("pattern", "value"),
    }.get(inner.type, ())  # fmt: skip
    nodes = [inner.child_by_field_name(part) for part in parts]
    return (inner.type, *(t for node in nodes if node is not None for t in _tokens(node.text or b""))) if nodes else ()


def _enclosed(roots: list[Node], code: bytes) -> Node | None:
    """The one statement of which every token stands in a row inside of a statement of the block, that is not merely shown again."""
    tops = [_tokens(top.text or b"") for top in _top(code)]
    everything = [t for top in tops for t in top]
    found = []
    for root in roots:
        for statement in _statements(root):
            own = _tokens(statement.text or b"")
            if len(own) >= _ENCLOSED and own not in tops and any(_holds(top, own) for top in tops):
                found.append(statement)
    if any(_is_of_old_form(s, code) for s in found):
        return None
    outer = [s for s in found if not any(o is not s and o.start_byte <= s.start_byte and s.end_byte <= o.end_byte for o in found)]
    known = [s for root in roots for s in _statements(root) if _tokens(s.text or b"") in tops]
    return outer[0] if len(outer) == 1 and not known and len(everything) <= 8 * len(_tokens(outer[0].text or b"")) else None


def _is_of_old_form(statement: Node, code: bytes) -> bool:
    """Whether `statement` stands already in what the block's own statement may be another form of: in a loop where the block is a loop."""
    kinds = {_bare(top).type for top in _top(code)} & _ENCLOSING
    node = statement.parent
    while node is not None and node.type != "function_item":
        if node.type in kinds:
            return True
        node = node.parent
    return False


_LOOPING = ("for_expression", "while_expression", "loop_expression")
_ENCLOSING = frozenset((*_LOOPING, "if_expression", "match_expression", "unsafe_block"))
_KIND_SAID = when_used(
    r"\b(?:the|whose|its) (?:(?P<nth>first|second|third|last) |only |whole |`?(?P<mark>for|while|loop|if|match)`? )?(?P<kind>loop|match|check|`if`|if|guard)(?: in `[^`]+`)? "
    r"(?:becomes|changes to|changes into|should read|should become|now reads|turns into|is now|then reads)\b"
)
_KINDS_SAID = {
    "loop": _LOOPING,
    "match": ("match_expression",),
    "check": ("if_expression",),
    "if": ("if_expression",),
    "guard": ("if_expression",),
}


def _of_said_kind(directive: Directive, roots: list[Node], code: bytes) -> Node | None:
    """The one loop, match or check of the named function of which the sentence says that it becomes the block, which is one as well."""
    said = _KIND_SAID.search(" ".join(directive.words.split()))
    tops = _top(code)
    if said is None or len(roots) != 1 or len(tops) != 1:
        return None
    kinds = _KINDS_SAID[said["kind"].strip("`")]
    if _bare(tops[0]).type not in kinds:
        return None
    found = [s for s in _statements(roots[0]) if _bare(s).type in kinds]
    if said["nth"]:
        return _of_number(found, tops[0], said["nth"])
    return found[0] if len(found) == 1 else None


def _of_number(found: list[Node], new: Node, word: str) -> Node | None:
    """The statement of a number among `found` in the order of the text, if it is like the `new` one."""
    inner = sorted(found, key=lambda s: s.start_byte)
    number = {"first": 0, "second": 1, "third": 2, "last": len(inner) - 1}[word]
    if not 0 <= number < len(inner):
        return None
    old, made = _tokens(inner[number].text or b""), _tokens(new.text or b"")
    return inner[number] if SequenceMatcher(None, old, made, autojunk=False).ratio() >= _ALIKE else None


def _holds(top: tuple[str, ...], own: tuple[str, ...]) -> bool:
    return any(top[n : n + len(own)] == own for n in range(len(top) - len(own) + 1))


def _replaced(file: RustFile, old: Node, code: bytes, label: str) -> Done | None:
    data, place = file.source.data, span_of(old)
    if _tokens(data[place.start : place.end]) == _tokens(code):
        return applied(KIND, label, "it is so already", place)
    end = place.end + 1 if data[place.end : place.end + 1] == b";" else place.end
    place = Span(place.start, end)
    rest = data[place.end :].split(b"\n", 1)[0].partition(b"//")[0].strip()
    if not alone_on_line(data, place.start) or rest or _is_value(old):
        return None
    shown = reindented(code, indent_at(data, place.start), indent_unit(data)).rstrip(b"\n").lstrip()
    if data[place.start : place.end].endswith(b";") and not shown.endswith((b";", b"}")):
        shown += b";"
    first = (old.text or b"").split(b"\n")[0].decode("utf-8", "replace").strip()
    return applies(
        KIND,
        label,
        f"in place of `{first}` in `{label}`",
        place,
        Edit(file.source.path, place, with_newlines_of(file.source, shown)),
    )


def _is_value(node: Node) -> bool:
    """Whether it is the value of its block, and what stands there instead must be one as well."""
    if node.type in ("expression_statement", "let_declaration"):
        return False
    function = node.parent.parent if node.parent is not None else None
    unit = function is not None and function.type == "function_item" and function.child_by_field_name("return_type") is None
    return not unit and node.type not in ("if_expression", "match_expression", "while_expression", "for_expression")


def _statements(root: Node) -> list[Node]:
    """Every statement, and value, that stands in a block."""
    return [
        c for n in walk(root) if n.type == "block" for c in n.named_children if not is_comment(c) and c.type != "attribute_item"
    ]


def _bare(node: Node) -> Node:
    inner = node
    while (
        inner.type in ("expression_statement", "try_expression", "await_expression", "return_expression") and inner.named_children
    ):
        inner = inner.named_children[0]
    return inner


def _top(code: bytes) -> list[Node]:
    file = RustFile(Source("", b"fn x() {\n" + code + b"\n}"))
    body = next((n for n in walk(file.root) if n.type == "block"), None)
    return [c for c in body.named_children if not is_comment(c)] if body is not None and not file.root.has_error else []


def _tokens(text: bytes) -> tuple[str, ...]:
    tokens = tuple(t.text for t in lex(text))
    return tokens[:-1] if tokens and tokens[-1] == ";" else tokens
