"""The arm that words give up for others: ``replace the catch-all arm by``, ``the arm `n => { return Err(..) }` is replaced by two arms``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "replace_match_arm"
_CATCH_ALL = r"(?:catch-?all|default|wildcard|fall-?back|fallthrough|`_(?: =>[^`]*)?`)"
_GIVEN_UP = when_used(
    rf"\breplac\w+ (?:the |its |that )?(?:(?P<all>{_CATCH_ALL})|`(?P<code>[^`]+)`) (?:match )?arm (?:by|with)\b|"
    rf"\b(?:the |its )?(?:(?P<all2>{_CATCH_ALL}) (?:match )?arm|(?:match )?arm `(?P<code2>[^`]+)`|`(?P<code3>[^`]+)` (?:match )?arm) "
    r"(?:is|gets|must be|should be) replaced (?:by|with)\b",
    re.IGNORECASE,
)
_REMOVED = when_used(r"\b(?:remove|delete|drop) (?:the )?`(?P<code>[^`]+)` (?:match )?arm\b", re.IGNORECASE)


def arm_given_up(file: RustFile, directive: Directive, code: bytes, matches: list[Node], label: str) -> Done | None:
    """The arms of `code` in place of the one that the words say gives way, without those that the same sentence removes; None if it is
    not said, or if it could be several.
    """
    words = " ".join(directive.words.split())
    said = _GIVEN_UP.search(words)
    if said is None:
        return None
    quoted = said["code"] or said["code2"] or said["code3"]
    found = [(m, a) for m in matches for a in _arms(m) if (_is_so(a, quoted) if quoted else _takes_all(a))]
    if len(found) > 1:
        names = [name for name in words.split("`")[1::2] if name != quoted]
        found = [(m, a) for m, a in found if any(_is_so(other, name) for other in _arms(m) for name in names)]
    if len(found) != 1:
        return None
    match, arm = found[0]
    if not quoted and arm.id != _arms(match)[-1].id:
        return None
    gone = [a for m in _REMOVED.finditer(words) for a in _arms(match) if _is_so(a, m["code"])]
    if len(gone) != sum(1 for _ in _REMOVED.finditer(words)) or any(a.id == arm.id for a in gone):
        return None
    data = file.source.data
    if any(not _is_alone(data, a) for a in (arm, *gone)):
        return None
    place = Span(line_start(data, arm.start_byte), line_end(data, arm.end_byte))
    text = reindented(code.rstrip() + b"\n", indent_at(data, arm.start_byte), indent_unit(data))
    if not gone and _tokens(text) == _tokens(data[place.start : place.end]):
        return applied(KIND, label, "the arm is so already", place)
    edits = [Edit(file.source.path, place, with_newlines_of(file.source, text))]
    edits += [Edit(file.source.path, Span(line_start(data, a.start_byte), line_end(data, a.end_byte)), b"") for a in gone]
    first = file.text(arm).split("\n")[0]
    return applies(KIND, label, f"in place of `{first}` in `{label}`", place, *edits)


def _arms(match: Node) -> list[Node]:
    body = match.child_by_field_name("body")
    return [c for c in body.named_children if c.type == "match_arm"] if body is not None else []


def _is_so(arm: Node, quoted: str) -> bool:
    """Whether an arm begins as it is quoted: by its pattern, and by its value up to a gap."""
    pattern, _, value = quoted.partition("=>")
    own = arm.child_by_field_name("pattern")
    if own is None or _tokens(own.text or b"") != _tokens(pattern.encode()):
        return False
    begun = _tokens(re.split(r"\(?(?:\.\.\.?|…)", value)[0].strip().encode())
    held = arm.child_by_field_name("value")
    return not begun or (held is not None and _tokens(held.text or b"")[: len(begun)] == begun)


def _takes_all(arm: Node) -> bool:
    """Whether an arm takes whatever is left: `_`, or a name that everything is bound to."""
    pattern = arm.child_by_field_name("pattern")
    text = (pattern.text or b"").decode("utf-8", "replace").strip() if pattern is not None else ""
    return text == "_" or (text.isidentifier() and text[:1].islower())


def _is_alone(data: bytes, arm: Node) -> bool:
    end = line_end(data, arm.end_byte)
    return alone_on_line(data, arm.start_byte) and not data[arm.end_byte : end].strip(b" \t\r\n,")


def _tokens(text: bytes) -> tuple[str, ...]:
    return tuple(t.text for t in lex(text))
