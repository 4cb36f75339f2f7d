"""Match arms of which the file has another form: arms of the same pattern, changed where the words ask for it, and arms commented out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from uowgen.operations.add_members import arms_of
from uowgen.operations.existing import REPLACING
from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import is_comment, walk
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "replace_match_arm"
# How alike an arm must be to one of the same pattern to be its old form where several matches have the pattern, and how unlike the others.
_ALIKE, _UNLIKE = 0.5, 0.35


def replace_arms(file: RustFile, directive: Directive, code: bytes, matches: list[Node], label: str) -> Done | None:
    """The arms of `code` in place of those of the same patterns, if one match has them all and the words ask for a change.

    None where they do not, where no match has them, or where it is not told which of several is meant.
    """
    new = arms_of(code)
    if not new or not _wants_change(directive, new):
        return None
    having = [(m, found) for m in matches if (found := _same_patterns(m, new)) is not None]
    if len(having) > 1:
        having = _told_apart(having, new)
    if len(having) != 1:
        return None
    there = having[0][1]
    pairs = [
        (arm, text)
        for arm, text in zip(there, new, strict=True)
        if _tokens(text) != _tokens(arm.text or b"")
        or (directive.verb in REPLACING and _comments(text) - _comments(arm.text or b""))
    ]
    data = file.source.data
    if not pairs:
        return applied(KIND, label, "the arm is so already", Span(there[0].start_byte, there[0].end_byte))
    if any(not alone_on_line(data, arm.start_byte) for arm, _ in pairs) or _has_attributes(new):
        return None
    edits = [_edit(file, arm, _rows_of(code, text)) for arm, text in pairs]
    return applies(KIND, label, "in place of the arm of the same pattern", edits[0].span, *edits)


def split_arm(file: RustFile, directive: Directive, code: bytes, matches: list[Node], label: str) -> Done | None:
    """The arms of `code` in place of the one arm that has the pattern of one of them, if the words ask for a change and the patterns of the
    others are nowhere in its match: `the fallback arm is split in two`. None where it is not so.
    """
    new = arms_of(code)
    if len(new) < 2 or directive.verb not in REPLACING or _has_attributes(new):
        return None
    wanted = [_tokens(text.split(b"=>")[0]) for text in new]
    found = []
    for match in matches:
        arms = arms_in(match)
        same = [a for a in arms if _pattern(a) in wanted]
        if len(same) == 1 and sum(_pattern(same[0]) == w for w in wanted) == 1:
            found.append(same[0])
    if len(found) != 1 or not alone_on_line(file.source.data, found[0].start_byte):
        return None
    edit = _edit(file, found[0], code.strip(b"\n") + b"\n")
    return applies(KIND, label, "in place of the arm of the same pattern", edit.span, edit)


def quoted_arm(file: RustFile, directive: Directive, code: bytes, matches: list[Node], label: str) -> Done | None:
    """The arms of `code` in place of the one arm that the sentence quotes as what they replace, its value perhaps left out: ``swap the arm
    `Some(Job { id }) => {...}` for:``. None where it quotes none, or where no arm or several are so.
    """
    new, said = arms_of(code), _QUOTED.search(" ".join(directive.words.split()))
    if said is None or not new or directive.verb not in REPLACING or _has_attributes(new):
        return None
    pattern, _, value = said["arm"].partition("=>")
    wanted, rest = _plain(pattern.encode()), value.strip().strip("{}, ;")
    found = [a for m in matches for a in arms_in(m) if _plain(_pattern_text(a)) == wanted]
    if rest.strip(".… /*") != "":
        found = [a for a in found if _plain((a.text or b"").partition(b"=>")[2]) == _plain(value.encode())]
    if len(found) != 1 or not alone_on_line(file.source.data, found[0].start_byte):
        return None
    edit = _edit(file, found[0], code.strip(b"\n") + b"\n")
    return applies(KIND, label, "in place of the arm that is quoted", edit.span, edit)


_QUOTED = when_used(
    r"\b(?:swap|replace|exchange|change|turn|rewrite) (?:out )?(?:the |this |that )?(?:[\w-]+ ){0,3}`(?P<arm>[^`]+=>[^`]*)`(?: arm| match arm)? "
    r"(?:for|with|by|into|to|in favou?r of)\b",
    re.IGNORECASE,
)


def _plain(text: bytes) -> tuple[str, ...]:
    """The tokens of a pattern or a value, without commas that end a list: layout alone brings them."""
    tokens = _tokens(text.strip())
    return tuple(t for n, t in enumerate(tokens) if t != "," or tokens[n + 1 : n + 2] not in ((")",), ("}",), ("]",)))


def _pattern_text(arm: Node) -> bytes:
    pattern = arm.child_by_field_name("pattern")
    return (pattern.text or b"") if pattern is not None else b""


def beside_commented(file: RustFile, code: bytes, matches: list[Node], label: str) -> Done | None:
    """The one arm of `code` below the only comment of the `matches` that holds an arm of its pattern: it is where it once was."""
    new = arms_of(code)
    if len(new) != 1:
        return None
    wanted = _tokens(new[0].split(b"=>")[0])
    found = {n.start_byte: n for m in matches for n in walk(m) if n.type == "line_comment" and _commented(n) == wanted}
    data = file.source.data
    if len(found) != 1 or not alone_on_line(data, next(iter(found))):
        return None
    at = next(iter(found))
    node = found[at]
    if node.parent is None or node.parent.type != "match_block":
        return None
    spot = Spot(line_end(data, at), indent_at(data, at))
    return insert("add_match_arm", file, spot, code, label, "below the arm that is commented out", tight=True)


def _wants_change(directive: Directive, new: list[bytes]) -> bool:
    """Whether the words ask for a change, or show arms by their patterns and ask for nothing else."""
    if directive.verb in (*REPLACING, "rename"):
        return True
    said = ["".join(name.split()) for name in directive.named]
    patterns = ["".join(arm.split(b"=>")[0].decode("utf-8", "replace").split()) for arm in new]
    return directive.verb == "place" and all(any(p.startswith(s) and "::" in s for s in said) for p in patterns)


def _comments(arm: bytes) -> set[bytes]:
    """The rows of an arm that are comments: where the words have something replaced, they may be all that changes."""
    return {row.strip() for row in arm.split(b"\n") if row.strip().startswith(b"//")}


def arms_in(match: Node) -> list[Node]:
    """The arms of a match expression."""
    body = match.child_by_field_name("body")
    return [c for c in body.named_children if c.type == "match_arm"] if body is not None else []


def _same_patterns(match: Node, new: list[bytes]) -> list[Node] | None:
    """The arms of `match` that have the patterns of `new`, in the order of these; None unless it has each once."""
    arms = arms_in(match)
    found = []
    for text in new:
        same = [a for a in arms if _pattern(a) == _tokens(text.split(b"=>")[0])]
        if len(same) != 1:
            return None
        found.append(same[0])
    return found


def _told_apart(having: list[tuple[Node, list[Node]]], new: list[bytes]) -> list[tuple[Node, list[Node]]]:
    """Of several matches the one whose arms are like the new ones, if the others' are not."""
    scored = sorted(((_likeness(there, new), n) for n, (_, there) in enumerate(having)), reverse=True)
    best, second = scored[0], scored[1]
    return [having[best[1]]] if best[0] >= _ALIKE and second[0] <= _UNLIKE else having


def _likeness(there: list[Node], new: list[bytes]) -> float:
    """How alike the values are; 0 to 1."""
    rates = [
        SequenceMatcher(None, _value(text), _value(arm.text or b""), autojunk=False).ratio()
        for arm, text in zip(there, new, strict=True)
    ]
    return min(rates)


def _value(arm: bytes) -> list[str]:
    return [t.text for t in lex(arm.partition(b"=>")[2])]


def _edit(file: RustFile, arm: Node, text: bytes) -> Edit:
    data = file.source.data
    start, end = arm.start_byte, arm.end_byte
    shown = reindented(text, indent_at(data, start), indent_unit(data)).rstrip(b"\n").lstrip()
    if data[start:end].endswith(b",") and not shown.endswith((b",", b"}")):
        shown += b","
    return Edit(file.source.path, Span(start, end), with_newlines_of(file.source, shown))


def _rows_of(code: bytes, arm: bytes) -> bytes:
    """The arm with the indentation of its first row in the block, so that its rows are moved alike."""
    at = code.find(arm)
    return code[line_start(code, at) : at] + arm if at >= 0 else arm


def _has_attributes(new: list[bytes]) -> bool:
    return any(arm.lstrip().startswith(b"#") for arm in new)


def _commented(node: Node) -> tuple[str, ...]:
    """The pattern of the arm in a comment; empty for other comments."""
    text = (node.text or b"").lstrip(b"/! ")
    return _tokens(text.split(b"=>")[0]) if is_comment(node) and b"=>" in text else ()


def _pattern(arm: Node) -> tuple[str, ...]:
    pattern = arm.child_by_field_name("pattern")
    return _tokens(pattern.text or b"") if pattern is not None else ()


def _tokens(text: bytes) -> tuple[str, ...]:
    tokens = tuple(t.text for t in lex(text))
    return tokens[:-1] if tokens and tokens[-1] == "," else tokens
