"""Adds calls to a method chain: beside the call that the words name, else behind the last call of the same method."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.pieces import chain_calls
from uowgen.operations.work import applied
from uowgen.rust.layout import alone_on_line, indent_at, line_end, line_start
from uowgen.rust.matching import lex
from uowgen.rust.syntax import span_of, walk

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Anchor
    from uowgen.operations.work import Done
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Span


def add_call(file: RustFile, around: Span, code: bytes, anchors: list[Anchor], label: str, words: str = "") -> Done | None:
    """The calls of `code` in the one chain inside `around` that they can belong to; None if that is not certain."""
    new = chain_calls(code)
    link = _quoted_link(file, around, anchors, words) if new else None
    if link is not None:
        return _beside_link(file, *link, code, label)
    methods = {_method(node) for _, node in new}
    if len(methods) != 1 or "" in methods:
        return None
    method = methods.pop()
    calls = [n for n in walk(file.root) if n.type == "call_expression" and _method(n) == method and _within(n, around)]
    for anchor in anchors:
        named = [c for c in calls if _names(file, c, anchor.name)]
        innermost = [c for c in named if not any(d.id != c.id and _inside_arguments(d, c) for d in named)]
        if len(innermost) == 1 and anchor.relation == "after":
            return _behind(file, innermost[0], code, f"below the call that has `{anchor.name}`", label)
    if anchors:
        return None
    for wanted in _commands(words):
        built = _built_as(file, wanted, around)
        if len(built) == 1:
            same = [c for c in calls if _chained(c, built[0])]
            last = max(same, key=lambda c: c.end_byte) if same else built[0]
            return _behind(file, last, code, f'in the chain of `"{wanted}"`', label)
    heads = [c for c in calls if not any(d.id != c.id and d.start_byte <= c.start_byte and c.end_byte < d.end_byte for d in calls)]
    outer = [c for c in heads if not any(_inside_arguments(c, d) for d in calls)]
    same = [c for c in calls if any(_chained(c, o) for o in outer)]
    if len(outer) == 1 and len(same) >= 2:
        return _behind(file, outer[0], code, f"behind the last `.{method}(…)` of the chain", label)
    return None


def _quoted_link(file: RustFile, around: Span, anchors: list[Anchor], words: str) -> tuple[Node, Anchor] | None:
    """The one call of a chain that the words quote with its dot (`.map(Name::new)`), of several that of the binding which they name."""
    quoted = [a for a in anchors if a.relation in ("before", "after") and a.name.startswith(".")]
    wanted = [t.text for t in lex(quoted[0].name.encode())] if len(quoted) == 1 else []
    if not wanted:
        return None
    calls = [n for n in walk(file.root) if n.type == "call_expression" and _method(n) and _within(n, around)]
    found = [c for c in calls if [t.text for t in lex(file.source.data[_dot_of(c) : c.end_byte])] == wanted]
    if len(found) > 1:
        named = set(words.split("`")[1::2])
        found = [c for c in found if _bound_by(file, c) in named]
    return (found[0], quoted[0]) if len(found) == 1 else None


def _dot_of(call: Node) -> int:
    """Where the link that is `call` begins: behind the value that its method is called on."""
    function = call.child_by_field_name("function")
    value = function.child_by_field_name("value") if function is not None else None
    return value.end_byte if value is not None else call.start_byte


def _bound_by(file: RustFile, node: Node) -> str:
    """The name that the statement around `node` binds; empty if it binds none."""
    up: Node | None = node
    while up is not None and up.type not in ("let_declaration", "function_item"):
        up = up.parent
    pattern = up.child_by_field_name("pattern") if up is not None and up.type == "let_declaration" else None
    return file.text(pattern) if pattern is not None else ""


def _beside_link(file: RustFile, call: Node, anchor: Anchor, code: bytes, label: str) -> Done | None:
    """`code` as links of their own rows on one side of `call`; None if they are there, or the link shares its row."""
    message = f"{anchor.relation} `{anchor.name}` in `{label}`"
    above = call.child_by_field_name("function")
    value = above.child_by_field_name("value") if above is not None else None
    up = call.parent.parent if call.parent is not None and call.parent.type == "field_expression" else None
    there = file.source.data[call.end_byte : up.end_byte] if up is not None and anchor.relation == "after" else b""
    if anchor.relation == "before" and value is not None and value.type == "call_expression":
        there = file.source.data[_dot_of(value) : value.end_byte]
    if there and [t.text for t in lex(there)] == [t.text for t in lex(code)]:
        return applied("insert_statement", label, "it is so already", span_of(call))
    if anchor.relation == "after":
        return _behind(file, call, code, message, label)
    data = file.source.data
    name = above.child_by_field_name("field") if above is not None else None
    if name is None or not alone_on_line(data, name.start_byte - 1):
        return None
    start = line_start(data, name.start_byte)
    return insert("insert_statement", file, Spot(start, indent_at(data, name.start_byte)), code, label, message, tight=True)


def _commands(words: str) -> list[str]:
    """What the words call a command or subcommand: `destroy` in "add to destroy subcommand"."""
    row = words.replace("`", "").replace('"', "").replace("(", " ").replace(")", " ").replace(",", " ").split()
    return [before for before, word in pairwise(row) if word.strip(".:") in ("subcommand", "command")]


def _built_as(file: RustFile, name: str, around: Span) -> list[Node]:
    """The chains that begin with a constructor given `name`, as `Command::new("name")`: each by its outermost call."""
    found = []
    for node in walk(file.root):
        if node.type != "call_expression" or not _within(node, around):
            continue
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or function.type != "scoped_identifier" or arguments is None or len(arguments.named_children) != 1:
            continue
        only = arguments.named_children[0]
        if only.type != "string_literal" or file.text(only).strip('"') != name or not _is_command(file, function):
            continue
        while (up := node.parent) is not None and up.type == "field_expression" and up.parent is not None:
            if up.parent.type != "call_expression":
                break
            node = up.parent
        found.append(node)
    return found


def _is_command(file: RustFile, function: Node) -> bool:
    return file.text(function).rpartition("::")[0].rpartition("::")[2] in ("Command", "App", "SubCommand")


def _behind(file: RustFile, call: Node, code: bytes, message: str, label: str) -> Done | None:
    data = file.source.data
    arguments = call.child_by_field_name("arguments")
    function = call.child_by_field_name("function")
    if arguments is None or function is None:
        return None
    name = function.child_by_field_name("field")
    start = name.start_byte - 1 if name is not None else call.start_byte
    end = line_end(data, call.end_byte - 1)
    if not alone_on_line(data, start) or data[call.end_byte : end].split(b"//")[0].strip(b" \t\r\n?"):
        return None
    return insert("insert_statement", file, Spot(end, indent_at(data, start)), code, label, message, tight=True)


def _method(node: Node) -> str:
    function = node.child_by_field_name("function")
    if function is None or function.type != "field_expression":
        return ""
    field = function.child_by_field_name("field")
    return (field.text or b"").decode("utf-8", "replace") if field is not None else ""


def _names(file: RustFile, call: Node, name: str) -> bool:
    """Whether the call's own arguments begin by naming `name`, as in `.arg(Arg::new("name")…)`."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None:
        return False
    wanted = name.strip("`-").strip('"')
    first = next((n for n in walk(arguments) if n.type == "string_literal"), None)
    return first is not None and file.text(first).strip('"') == wanted


def _within(node: Node, span: Span) -> bool:
    return span.start <= node.start_byte and node.end_byte <= span.end


def _inside_arguments(inner: Node, outer: Node) -> bool:
    arguments = outer.child_by_field_name("arguments")
    return arguments is not None and arguments.start_byte <= inner.start_byte and inner.end_byte <= arguments.end_byte


def _chained(call: Node, outer: Node) -> bool:
    """Whether `call` is `outer` or one of the calls before it in the same chain."""
    node: Node | None = outer
    while node is not None:
        if node.id == call.id:
            return True
        function = node.child_by_field_name("function")
        node = function.child_by_field_name("value") if function is not None and function.type == "field_expression" else None
    return False
