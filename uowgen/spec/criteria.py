"""The criteria and the steps of a spec: every line of a checklist is one or the other, or belongs to a block.

It says which lines are to be decided; what they claim is for `claims` to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.model import Criterion, Step
from uowgen.regex import when_used
from uowgen.spec.checklists import bare, is_criteria_label, is_criteria_name, name_of
from uowgen.spec.phrases import label_of, one_line, tokens_of
from uowgen.spec.verbs import request_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Block
    from uowgen.spec.outline import Element, Item
    from uowgen.spec.phrases import Phrase, Token


class Checklist(NamedTuple):
    """What became of the lines: `spoken` are the starts of items whose words speak of a block."""

    criteria: tuple[Criterion, ...]
    steps: tuple[Step, ...]
    spoken: frozenset[int]


_TASKS = (
    "task",
    "tasks",
    "subtask",
    "subtasks",
    "to do",
    "todo",
    "todos",
    "work items",
    "implementation tasks",
    "tasks / subtasks",
    "implementation checklist",
)
_PROCESS = frozenset(
    "run commit execute push review boot launch start manually deploy merge rebase tag open stage rerun re-run ask read cargo git "
    "squash notify confirm-manually smoke re-verify".split()
)
_MAKES = frozenset({"define", "implement", "support", "introduce", "provide", "expose", "handle", "ensure", "move", "split"})


def checklist(elements: Sequence[Element], items: Sequence[Item], blocks: Sequence[Block]) -> Checklist:
    """The criteria and steps among `elements`, in document order."""
    carried = _carriers(elements, items, blocks)
    criteria: list[Criterion] = []
    steps: list[Step] = []
    spoken: set[int] = set()
    heading: tuple[int, str] | None = None  # the criteria section that encloses the line
    tasks: int | None = None
    label = ""
    lone = False  # a label was given, and nothing under it yet
    first_of: set[int] = set()
    rows: list[Element] = []  # of the table that is being read, if it stands in a criteria section
    for element in (*elements, None):
        if rows and (element is None or element.kind != "row" or element.level):
            _read_table(rows, label or (heading[1] if heading else ""), criteria, steps, blocks)
            rows = []
        if element is None:
            break
        if element.kind == "row":
            rows += [element] if label or heading else []
            lone = False
        elif element.kind == "heading":
            label, lone = "", False
            if heading is None or element.level <= heading[0]:
                heading = (element.level, name_of(element.text)) if is_criteria_name(element.text) else None
            if tasks is None or element.level <= tasks:
                tasks = element.level if bare(element.text).partition(" (")[0] in _TASKS else None
            lone = heading is not None and element.level == heading[0]
        elif element.kind == "rule":
            label, lone = "", False
        elif element.kind == "fence":
            lone = False
        elif element.kind == "comment":
            _bind(criteria, element)
        elif element.kind == "text":
            begins = element.item is not None and element.item not in first_of
            if element.item is not None:
                first_of.add(element.item)
            if element.text.lstrip("*_ ")[:5].lower() == "step ":
                label, lone = "", False
            if not begins:
                name, rest = label_of(element.text)
                bold = element.text.startswith(("**", "__")) or not element.text[rest:].strip()
                if element.item is None and name and bold:
                    label = name_of(name) if is_criteria_name(name) else ""
                    lone = bool(label)
                    if lone and element.text[rest:].strip(" *\n"):
                        criteria.append(_criterion(element, None, label, rest))
                        lone = False
                elif element.item is None and _is_plain_label(element.text):
                    label, lone = name_of(element.text), True
                elif element.item is None and lone and (label or heading):
                    if not _introduces(element.text):
                        criteria += (_criterion(one, None, label or (heading[1] if heading else "")) for one in _numbered(element))
                    lone = False
                elif element.item is None and not lone:
                    label = ""
                continue
            assert element.item is not None
            item = items[element.item]
            section = label or (heading[1] if heading else "")
            lone = False
            if element.item in carried and not (section and item.box is not None and carried[element.item] == "quoted"):
                if carried[element.item] == "command" and (item.box is not None):
                    steps.append(Step(one_line(element.text), element.line, element.span))
                else:
                    spoken.add(element.span.start)
                continue
            name, rest = label_of(element.text)
            if item.box is None and item.parent is None and name and is_criteria_name(name) and not element.text[rest:].strip():
                label, lone = name_of(name), True
                continue
            if section or item.box is not None or (tasks is not None and _is_task(element)):
                if _is_process(element.text, blocks, section=bool(section)):
                    steps.append(Step(one_line(element.text), element.line, element.span))
                else:
                    criteria.append(_criterion(element, item, section))
    return Checklist(tuple(criteria), tuple(steps), frozenset(spoken))


# What a row begins with that is one of several: `AC1: `, `AC-2. `, `C3 – `, `4) `.
_NUMBER = when_used(r"[ \t]*(?:\*\*)?(?:[A-Z]{1,4}[-_. ]?)?\d{1,3}(?:\*\*)?(?:[:.)](?:\*\*)?|\s*[–—-])\s+(?=\S)")


def _numbered(element: Element) -> list[Element]:
    """The pieces of a paragraph of which each row begins with a number of its own, or goes on with the row above; else it as a whole."""
    rows = element.text.split("\n")
    starts = [n for n, row in enumerate(rows) if _NUMBER.match(row)]
    if len(starts) < 2 or starts[0] or element.written:
        return [element]
    found = []
    for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
        ahead = "".join(row + "\n" for row in rows[:first])
        text = "\n".join(rows[first:last])
        begin = element.span.start + len(ahead.encode("utf-8", "replace"))
        span = element.span._replace(start=begin, end=begin + len(text.encode("utf-8", "replace")))
        found.append(element._replace(text=text, span=span, line=element.line + first))
    return found


def _read_table(
    rows: Sequence[Element], section: str, criteria: list[Criterion], steps: list[Step], blocks: Sequence[Block]
) -> None:
    """Adds what the rows of a table in a criteria section say."""
    from uowgen.spec.criteria_tables import told_by

    for row, text, start, ticked in told_by(rows):
        at = row.span.start + len(row.text[:start].encode("utf-8", "replace"))
        span = row.span._replace(start=min(at, row.span.end))
        if _is_process(text, blocks, section=True):
            steps.append(Step(one_line(text), row.line, span))
        else:
            criteria.append(Criterion(one_line(text), row.line, span, ticked, section, _binding(text)))


def _carriers(elements: Sequence[Element], items: Sequence[Item], blocks: Sequence[Block]) -> dict[int, str]:
    """The list items that a block belongs to, with what kind of block: inside the item, or after a ticked step up to the next
    one.
    """
    found: dict[int, str] = {}
    step: int | None = None
    seen: set[int] = set()
    for element in elements:
        if element.kind in ("heading", "rule"):
            step = None
        elif element.kind == "text" and element.item is not None and element.item not in seen:
            seen.add(element.item)
            if items[element.item].box is not None or items[element.item].numbered:
                step = element.item
        elif element.kind == "fence" and element.block is not None:
            kind = "command" if blocks[element.block].role in ("command", "other") else "code"
            owner = element.item if element.item is not None else step
            depth = 0
            while owner is not None and depth < 64:
                found[owner] = "code" if "code" in (kind, found.get(owner)) else kind
                owner, depth = items[owner].parent, depth + 1
    return found


def _criterion(element: Element, item: Item | None, section: str, rest: int = 0) -> Criterion:
    text = element.text[rest:] if rest else element.text
    lead = len(text) - len(text.lstrip())
    before = element.text[: len(element.text) - len(text) + lead]
    start = element.span.start + len(before.encode("utf-8", "replace"))
    box = item.box if item else None
    span = element.span._replace(start=min(start, element.span.end))
    line = element.line + before.count("\n")
    told = element.written[len(element.text) - len(text) :] if element.written else text
    return Criterion(one_line(told), line, span, bool(item and item.ticked), section, _binding(text), box)


def _binding(text: str) -> str | None:
    """What an HTML comment `<!-- uowgen: … -->` in `text` says."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at)
        inner = text[at + 4 : end if end >= 0 else len(text)].strip()
        if inner.startswith("uowgen:"):
            return " ".join(inner[7:].split())
        at = text.find("<!--", at + 4)
    return None


def _bind(criteria: list[Criterion], comment: Element) -> None:
    """Gives the comment to the criterion right above it."""
    bound = _binding(comment.text)
    if bound is not None and criteria and criteria[-1].binding is None and comment.line - criteria[-1].line <= 4:
        criteria[-1] = criteria[-1]._replace(binding=bound)


def _is_task(element: Element) -> bool:
    """Whether an item of a task list asks for a state of the code."""
    tokens = tokens_of(element.text)
    if not tokens or not any(t.kind == "code" for t in tokens):
        return False
    return tokens[0].low in _MAKES or _asks(element, tokens)


def _asks(element: Element, tokens: tuple[object, ...]) -> bool:
    from uowgen.spec.phrases import phrases_of

    said: tuple[Phrase, ...] = phrases_of(element)
    return bool(said and tokens and request_of(said[0]))


def _is_process(text: str, blocks: Sequence[Block], *, section: bool) -> bool:
    """Whether a line asks for something to be done rather than for the code to be so.

    In a list of criteria a verb that a function of the spec's own code is called by is no order: “Push on a full ring …”.
    """
    name, rest = label_of(text)
    tokens = tokens_of(text, rest if name and text[rest:].strip() else 0)
    if tokens and tokens[0].text == "/":  # `/start endpoint removed`
        return False
    words = [t for t in tokens if t.kind in ("word", "code")]
    # `Step 3: Run the tests`, `2. Commit`
    at = 0
    while at < len(words) and (words[at].low in ("step", "then", "and") or words[at].low[:1].isdigit()):
        at += 1
    if at >= len(words):
        return False
    first = words[at]
    if first.kind == "code":
        return not section and first.low.startswith(("cargo ", "git ", "just ", "make "))
    if first.low in _PROCESS:
        return not (section and (_says_what_is_so(words[at + 1 :]) or _is_of_the_code(first.low, words[at + 1 :], blocks)))
    return not section and first.low in (
        "verify",
        "check",
        "test",
        "confirm",
        "build",
        "ensure",
        "validate",
        "document",
        "update-docs",
        "smoke-test",
    )


def _is_of_the_code(verb: str, behind: Sequence[Token], blocks: Sequence[Block]) -> bool:
    """Whether a function in the spec's blocks is called by the verb, and more is said than an order to commit or run things says."""
    return len(behind) > 1 and any(f"fn {verb}(" in b.code or f"fn {verb}_" in b.code or f"fn {verb}<" in b.code for b in blocks)


# Verbs in the third person, with which a sentence says what something does: `Start overflow panics`, `Read returns 0`.
_STATES = frozenset(
    "returns panics fails yields gives is are was has stays remains blocks keeps takes uses does succeeds works reports".split()
)
_ENDS_A_SUBJECT = frozenset("the a an that it which and-then then to if when until".split())


def _says_what_is_so(words: Sequence[Token]) -> bool:
    """Whether a plain subject and a verb follow a word that may be an order, so that it is a noun here."""
    for token in words[:6]:
        if token.kind == "code" or token.low in _ENDS_A_SUBJECT:
            return False
        if token.low in _STATES:
            return True
    return False


def _is_plain_label(text: str) -> bool:
    """Whether a paragraph is one plain line that names a checklist: `Acceptance criteria`, `The change is done when:`."""
    return "\n" not in text.strip() and text.rstrip()[-1:] not in (".", "!", "?", ";") and is_criteria_label(text)


def _introduces(text: str) -> bool:
    """Whether a lone line announces a list instead of being a criterion itself."""
    return text.rstrip(" *_").endswith(":")
