"""Code shown with gaps held against the code that is there: what is shown anchors in order, what is new goes beside what is shown.

It refuses unless there is exactly one way to do so. It knows nothing of documents and makes no edits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.rust.fragment import is_elision
from uowgen.rust.syntax import is_comment, leaves, span_of, walk
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.grammar import Node

# Whose children are a list that may have gaps; only statements, arms and initialisers may be new.
GROWING = frozenset({"block", "match_block", "field_initializer_list"})
_LISTS = GROWING | {"arguments", "parameters", "array_expression", "tuple_expression"}
_MOST_STEPS = 4000


class Change(NamedTuple):
    """The shown bytes `run` go into the list `holder` behind `after`, else before `before`, else to its `edge` (`start`, `end`).

    They take the place of the elements `instead`, which stand in a row. `spaced`: the block leaves a line blank before them.
    """

    run: Span
    holder: Node
    after: Element | None
    before: Element | None
    edge: str
    instead: tuple[Element, ...]
    spaced: bool


class Element(NamedTuple):
    """One statement, arm or initialiser: its `node`, and where it begins and ends with its attributes and comments. No node: a gap."""

    node: Node | None
    span: Span
    first: Node | None = None


class Unaligned(NamedTuple):
    """Why what is shown cannot be put beside what is there: `code` as a refusal has it, and the shown bytes in question."""

    code: str
    message: str
    span: Span


Aligned = tuple[Change, ...] | Unaligned


def align(shown: Node, there: Node, verb: str, *, open_ended: bool = False) -> Aligned | None:
    """The changes that make `there` what `shown` shows; none if all of it is there. None if they are not the same construct at all.

    `verb` is the directive's. Where it asks for a change, what is new takes the place of what stands between two shown neighbours;
    where for a replacement, nothing may be new beside a gap, which could hide what it replaces; where for an addition, a new call is
    no change of another call. `open_ended`: gaps at both ends go without saying.
    """
    manner = _Manner(verb in ("replace", "change"), verb in ("add", "insert", "append"), verb == "replace")
    try:
        return _nodes(shown, there, manner, open_ended=open_ended)
    except RecursionError:
        return Unaligned("elided-code", "what is shown with gaps is nested too deeply", span_of(shown))


class _Manner(NamedTuple):
    replacing: bool
    adding: bool
    whole: bool


def _nodes(shown: Node, there: Node, manner: _Manner, *, open_ended: bool = False) -> Aligned | None:
    if not open_ended and not _has_gap(shown) and _texts(shown) == _texts(there):
        return ()
    if shown.type != there.type:
        return None
    if shown.type in _LISTS:
        return _lists(shown, there, manner, open_ended=open_ended)
    ours, theirs = _parts(shown), _parts(there)
    if len(ours) != len(theirs) or not ours:
        return None
    found: list[Change] = []
    for mine, their in zip(ours, theirs, strict=True):
        inner = _nodes(mine, their, manner)
        if inner is None or isinstance(inner, Unaligned):
            return inner
        found += inner
    return tuple(found)


def _lists(shown: Node, there: Node, manner: _Manner, *, open_ended: bool) -> Aligned:
    ours, theirs = elements(shown), elements(there)
    if open_ended:
        ends = Element(None, Span(shown.start_byte, shown.start_byte))
        ours = [ends, *ours, ends]
    choices: list[list[tuple[int, tuple[Change, ...]]]] = []
    texts = [_element_texts(element) for element in theirs]
    for element in ours:
        known = _known(element, theirs, texts, manner) if element.node is not None else []
        if isinstance(known, Unaligned):
            return known
        choices.append(known)
    ways = _Ways(shown, there, ours, theirs, choices, manner)
    ways.go(0, -1, (), ())
    if ways.steps > _MOST_STEPS or len(ways.found) > 1:
        return Unaligned("anchor-ambiguous", "what is shown fits in more than one way", span_of(shown))
    if not ways.found:
        return Unaligned("elided-code", "what is shown beside the gaps is not what the file has there", span_of(shown))
    changes, matched = next(iter(ways.found.values()))
    return _without_likeness(changes, ours, theirs, choices, matched, manner) or changes


class _Ways:
    """The ways to lay the shown elements `ours` over those that are there, in order and without skipping any but in gaps."""

    def __init__(
        self,
        shown: Node,
        there: Node,
        ours: list[Element],
        theirs: list[Element],
        choices: list[list[tuple[int, tuple[Change, ...]]]],
        manner: _Manner,
    ) -> None:
        self.shown, self.there, self.ours, self.theirs, self.choices, self.manner = shown, there, ours, theirs, choices, manner
        self.steps = 0
        self.found: dict[tuple[object, ...], tuple[tuple[Change, ...], frozenset[int]]] = {}

    def go(self, n: int, last: int, changes: tuple[Change, ...], matched: tuple[int, ...]) -> None:
        """Goes on from the shown element `n` with `last`, the place of the last one that was found, and what was decided so far."""
        self.steps += 1
        if self.steps > _MOST_STEPS or len(self.found) > 1:
            return
        segment = n
        while n < len(self.ours) and self.ours[n].node is not None and not self.choices[n]:
            n += 1
        run = self.ours[segment:n]
        opened = segment > 0 and self.ours[segment - 1].node is None
        known = segment > 0 and not opened
        if n == len(self.ours) or self.ours[n].node is None:
            ended = n == len(self.ours)
            rest = self.theirs[last + 1 :] if ended and not opened else []
            if rest:
                return
            if run:
                if self.manner.whole and not ended:
                    return
                edge = "" if known else "start" if segment == 0 else "end" if ended else "?"
                if edge == "?" or (edge == "end" and not opened):
                    return
                after = self.theirs[last] if known else None
                changes = (*changes, self._change(run, after, None, edge, ()))
            if ended:
                key = tuple((c.run, c.after and c.after.span, c.before and c.before.span, c.edge) for c in changes)
                self.found.setdefault(key, (changes, frozenset(matched)))
                return
            self.go(n + 1, last, changes, matched)
            return
        for at, inner in self.choices[n]:
            between = tuple(self.theirs[last + 1 : at])
            if at <= last or (between and not opened and not (run and known and self.manner.replacing)):
                continue
            more = inner
            if run and opened and self.manner.whole:
                continue
            if run:
                instead = between if not opened else ()
                after = self.theirs[last] if known else None
                more = (self._change(run, after, self.theirs[at], "", instead), *inner)
            self.go(n + 1, at, (*changes, *more), (*matched, at))

    def _change(
        self, run: list[Element], after: Element | None, before: Element | None, edge: str, instead: tuple[Element, ...]
    ) -> Change:
        start = run[0].span.start
        above = (self.shown.text or b"")[: start - self.shown.start_byte].rstrip(b" \t")
        spaced = above.replace(b"\r\n", b"\n").endswith(b"\n\n")
        return Change(Span(start, run[-1].span.end), self.there, after, before, edge, instead, spaced)


def _known(
    element: Element, theirs: list[Element], have: list[tuple[str, ...]], manner: _Manner
) -> list[tuple[int, tuple[Change, ...]]] | Unaligned:
    """Where the shown `element` can be: what is the same, else what has the same head and holds what it shows. `have`: the tokens of `theirs`."""
    assert element.node is not None
    texts = _element_texts(element)
    if not _has_gap(element.node):
        same: list[tuple[int, tuple[Change, ...]]] = [(n, ()) for n, t in enumerate(have) if t == texts]
        if same:
            return same
    if "{" not in texts:
        return []
    head = texts[: texts.index("{")]
    alike = [n for n, t in enumerate(have) if t[: len(head) + 1] == (*head, "{")]
    found: list[tuple[int, tuple[Change, ...]]] = []
    wrong: Unaligned | None = None
    for n in alike:
        node = theirs[n].node
        assert node is not None
        inner = _nodes(element.node, node, manner)
        if isinstance(inner, Unaligned):
            wrong = wrong or inner
        elif inner is not None:
            found.append((n, inner))
    if not found and (alike or _has_gap(element.node)):
        return wrong or Unaligned("elided-code", "what is shown with gaps is not what the file has there", element.span)
    return found


def _without_likeness(
    changes: tuple[Change, ...],
    ours: list[Element],
    theirs: list[Element],
    choices: list[list[tuple[int, tuple[Change, ...]]]],
    matched: frozenset[int],
    manner: _Manner,
) -> Unaligned | None:
    """Why a shown element is no new one: something that nothing shows has its name, so that it may be a change of that."""
    replaced = {e.span for c in changes for e in c.instead}
    hidden = {_name(e, manner) for n, e in enumerate(theirs) if n not in matched and e.span not in replaced} - {""}
    for element, known in zip(ours, choices, strict=True):
        if element.node is not None and not known and _name(element, manner) in hidden:
            return Unaligned("elided-code", f"`{_name(element, manner)}` stands in the file in another form", element.span)
    return None


def _name(element: Element, manner: _Manner) -> str:
    """What an element is known by: what it declares, sets, matches, or (unless calls are added) calls."""
    node = element.node
    if node is None:
        return ""
    inner = node.named_children[0] if node.type == "expression_statement" and node.named_children else node
    field = {
        "let_declaration": "pattern",
        "assignment_expression": "left",
        "match_arm": "pattern",
        "field_initializer": "field",
        "shorthand_field_initializer": "",
        "function_item": "name",
    }.get(inner.type)
    if inner.type == "return_expression":
        return "return"
    if inner.type == "call_expression" and not manner.adding:
        field = "function"
    if field is None:
        return ""
    named = inner.child_by_field_name(field) if field else inner
    text = "".join(_texts(named)) if named is not None else ""
    return "" if text == "_" and inner.type == "let_declaration" else text


def elements(holder: Node) -> list[Element]:
    """The statements, arms or initialisers of `holder` with what belongs to each, and its gaps, in order."""
    found: list[Element] = []
    first: Node | None = None  # where the attributes and comments above the next element begin
    lead: int | None = None
    for child in holder.children:
        if is_comment(child):
            text = (child.text or b"").decode("utf-8", "replace")
            if found and lead is None and found[-1].node is not None and _same_line(holder, found[-1].span.end, child.start_byte):
                found[-1] = found[-1]._replace(span=Span(found[-1].span.start, span_of(child).end))
            elif is_elision(text):
                found.append(Element(None, span_of(child)))
                lead = first = None
            elif lead is None:
                lead = child.start_byte
        elif child.type == "attribute_item":
            first = first or child
            lead = child.start_byte if lead is None else lead
        elif child.type == "," and found and found[-1].node is not None and lead is None:
            found[-1] = found[-1]._replace(span=Span(found[-1].span.start, child.end_byte))
        elif child.is_named and child.type not in ("empty_statement", "inner_attribute_item"):
            found.append(Element(child, Span(child.start_byte if lead is None else lead, child.end_byte), first))
            lead = first = None
    return found


def _same_line(holder: Node, start: int, end: int) -> bool:
    return b"\n" not in (holder.text or b"")[start - holder.start_byte : end - holder.start_byte]


def _parts(node: Node) -> list[Node]:
    return [c for c in node.children if not is_comment(c)]


def _has_gap(node: Node) -> bool:
    return any(is_comment(n) and is_elision((n.text or b"").decode("utf-8", "replace")) for n in walk(node))


def _texts(node: Node) -> tuple[str, ...]:
    """The tokens of `node`, without commas before a closing bracket or at its end."""
    found: list[str] = []
    for text in _leaf_texts(node):
        if text in (")", "]", "}") and found and found[-1] == ",":
            found.pop()
        found.append(text)
    return tuple(found[:-1] if found and found[-1] == "," else found)


def _leaf_texts(node: Node) -> Iterator[str]:
    return ((leaf.text or b"").decode("utf-8", "replace") for leaf in leaves(node))


def _element_texts(element: Element) -> tuple[str, ...]:
    if element.node is None:
        return ()
    attributes: tuple[str, ...] = ()
    at = element.first
    while at is not None and at.start_byte < element.node.start_byte:
        attributes += _texts(at) if at.type == "attribute_item" else ()
        at = at.next_sibling
    return attributes + _texts(element.node)
