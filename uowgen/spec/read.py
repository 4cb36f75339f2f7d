"""From the text of a document to its specs.

Never raises for what the text is: what cannot be read is said in diagnostics. It does not look at any tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.diagnostic import Diagnostic
from uowgen.model import Block, Directive, FileMention, Spec
from uowgen.spec.asked import left_in_words
from uowgen.spec.base_folder import base_folder
from uowgen.spec.criteria import checklist
from uowgen.spec.directives import block_directives, worded_directives
from uowgen.spec.files import all_mentions, comment_mentions, spec_files
from uowgen.spec.metadata import depends_on, front_matter, labelled
from uowgen.spec.outline import Outline, outline
from uowgen.spec.phrases import Phrase, tokens_of
from uowgen.spec.role_words import describes, gives_work
from uowgen.spec.roles import Judged, roles_of
from uowgen.spec.surroundings import Reading, Section, surroundings_of
from uowgen.spec.titles import Part, parts
from uowgen.text import BOM, Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.spec.outline import Element


def read_document(source: Source) -> tuple[tuple[Spec, ...], tuple[Diagnostic, ...]]:
    """The specs of `source` in document order, and what was wrong. A document without a unit heading is one spec."""
    problem = _unreadable(source)
    if problem is not None:
        return (), (problem,)
    read = outline(_without_bom(source))
    problems = [_unclosed(source, read.blocks[index]) for index in read.unclosed]
    said = surroundings_of(read)
    judged = roles_of(read.blocks, said.around)
    blocks = tuple(
        block._replace(role=j.role, note=j.note, headings=tuple(section.title.text for section in reversed(words.sections)))
        for block, j, words in zip(read.blocks, judged, said.around, strict=True)
    )
    titles = {section.title.span.start: section for section in said.sections}
    spoken = [phrase for start in sorted((*said.phrases, *titles)) for phrase in _phrases_at(start, said, titles)]
    every = all_mentions([*spoken, *_aside(read)], comment_mentions(blocks))
    document = _Document(source, read._replace(blocks=blocks), said, judged, titles, (*every, base_folder(spoken)))
    divided = parts(read.elements)
    specs: list[Spec] = []
    for nth, (part, mine) in enumerate(zip(divided, _divide(read.elements, divided), strict=True)):
        spec = _spec(document, part, mine)
        outside = len(divided) > 1 and nth == len(divided) - 1
        if not outside or spec.blocks or spec.criteria:
            specs.append(spec)
    specs.sort(key=lambda spec: spec.line)
    if not read.elements or not specs:
        problems.append(
            Diagnostic("empty-document", "the document says nothing", source.path, help="write a title, a block and where it goes")
        )
    elif not any(element.kind == "heading" for element in read.elements):
        problems.append(
            Diagnostic("no-title", "the document has no heading", source.path, Span(0, 0), "begin it with `# UoW 1: …`", "warning")
        )
    return tuple(specs), tuple(problems)


def _unreadable(source: Source) -> Diagnostic | None:
    """Why `source` is no Markdown text; None if it is."""
    at = source.data.find(b"\0")
    if at >= 0:
        return Diagnostic(
            "not-text",
            "the document holds a NUL byte: it is not Markdown text",
            source.path,
            Span(at, at + 1),
            "give a Markdown file",
        )
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        span = Span(error.start, error.end)
        return Diagnostic("not-utf-8", "the document is not UTF-8", source.path, span, "save it as UTF-8")
    return None


def _without_bom(source: Source) -> Source:
    """A byte order mark in front would make the first heading a paragraph; blanks of the same length keep every offset true."""
    if not source.data.startswith(BOM):
        return source
    return Source(source.path, b"   " + source.data[3:])


def _unclosed(source: Source, block: Block) -> Diagnostic:
    message = "the code fence is never closed: everything to the end of the document belongs to it"
    return Diagnostic(
        "fence-not-closed",
        message,
        source.path,
        Span(block.span.start, block.span.start + 3),
        "close it with the same marks",
        "warning",
    )


def _divide(elements: Sequence[Element], divided: Sequence[Part]) -> list[list[Element]]:
    """The elements of each part; the last part has what no other has."""
    found = [list(elements[part.start : part.end]) for part in divided[:-1]]
    rest: list[Element] = []
    at = 0
    for part in divided[:-1]:
        rest += elements[at : part.start]
        at = part.end
    return [*found, [*rest, *elements[at:]]]


def _spec(document: _Document, part: Part, mine: list[Element]) -> Spec:
    read, said = document.outline, document.said
    indices = [element.block for element in mine if element.block is not None]
    local = {index: nth for nth, index in enumerate(indices)}
    blocks = tuple(read.blocks[index] for index in indices)
    header = _header(mine, part, said)
    front = front_matter(read.front.text) if read.front else ()
    metadata = (*front, *labelled(header))
    enclosing = [document.sections[element.span.start] for element in part.enclosing]
    sections = [document.sections[element.span.start] for element in mine if element.kind == "heading"]
    around_header = [phrase for section in enclosing for phrase in (*section.phrases, *section.listed)]
    values = tuple((key, value, read.front.span, 1) for key, value in front) if read.front else ()
    files = spec_files(sections, (*header, *around_header), values)
    of_sections: dict[int, tuple[FileMention, ...]] = {}
    directives: list[Directive] = []
    for index in indices:
        for directive in block_directives(index, read.blocks, said.around, document.judged[index], of_sections, files):
            block, before = (None if i is None else local.get(i) for i in (directive.block, directive.before))
            directives.append(directive._replace(block=block, before=before))
    done = checklist(mine, read.items, read.blocks)
    spoken = _spoken(mine, said, done.spoken)
    # A task that asks for an edit in words is carried out as well as judged; a line of a checklist, or a ticked one, is only judged.
    claimed = {criterion.span.start for criterion in done.criteria if criterion.section or criterion.claimed}
    loose = _loose(mine, said, claimed)
    worded = worded_directives(loose, spoken, files, said.sections)
    directives += worded
    known = spoken | {d.span.start for d in worded} | {criterion.span.start for criterion in done.criteria} | _announced(mine, said)
    directives.sort(key=lambda directive: _line_of(directive, blocks))
    pairs = dict(reversed(metadata))
    parent = pairs.get("parent", "") or part.title.parent or (part.enclosing[0].text.strip() if part.enclosing else "")
    needs = next(
        (pairs[key] for key in ("depends on", "dependencies", "dependency", "requires", "prerequisites") if key in pairs), ""
    )
    start = part.heading.span.start if part.heading else (mine[0].span.start if mine else 0)
    end = mine[-1].span.end if mine else len(document.source.data)
    return Spec(
        document.source.path,
        part.title.id or pairs.get("id", "") or pairs.get("uow", ""),
        part.title.name or pairs.get("title", ""),
        part.heading.line if part.heading else 1,
        Span(min(start, end), end),
        blocks,
        tuple(directives),
        done.criteria,
        done.steps,
        files,
        parent,
        depends_on(needs),
        metadata,
        left_in_words(loose, known),
        *document.every,
    )


def _aside(read: Outline) -> list[Phrase]:
    """What stands in tables and in front matter, as phrases, row by row."""
    rows = [element for element in read.elements if element.kind == "row"]
    found = [Phrase(row.text, row.span, row.line, "", tokens_of(row.text)) for row in rows]
    if read.front is not None:
        values = [value for _, value in front_matter(read.front.text)]
        found += [Phrase(value, read.front.span, 1, "", tokens_of(value)) for value in values]
    return found


def _phrases_at(start: int, said: Reading, titles: dict[int, Section]) -> tuple[Phrase, ...]:
    return said.phrases[start] if start in said.phrases else (titles[start].title,)


def _line_of(directive: Directive, blocks: Sequence[Block]) -> int:
    index = directive.before if directive.block is None else directive.block
    return directive.line if index is None else blocks[index].line


class _Document(NamedTuple):
    """What was read of the whole document; `sections` by the start of their heading's text, `every` file and folder it speaks of, and the
    folder that its paths are relative to.
    """

    source: Source
    outline: Outline
    said: Reading
    judged: tuple[Judged, ...]
    sections: dict[int, Section]
    every: tuple[tuple[FileMention, ...], tuple[str, ...], str]


def _header(mine: Sequence[Element], part: Part, said: Reading) -> list[Phrase]:
    """The phrases between the title and the next heading or block: there the labelled lines are metadata."""
    found: list[Phrase] = []
    for element in mine:
        if element.kind == "fence" or (element.kind == "heading" and element is not part.heading):
            break
        if element.kind == "text":
            found += said.phrases[element.span.start]
    return found


def _spoken(mine: Sequence[Element], said: Reading, carriers: frozenset[int]) -> frozenset[int]:
    """The starts of the phrases that speak of a block: titles of steps that carry one, and texts right above one."""
    found = set(carriers)
    above: Element | None = None
    for element in mine:
        if element.kind == "text":
            above = element
        elif element.kind == "fence" and above is not None:
            found.update(phrase.span.start for phrase in said.phrases[above.span.start])
            above = None
        elif element.kind != "comment":
            above = None
    return frozenset(found)


def _announced(mine: Sequence[Element], said: Reading) -> frozenset[int]:
    """The starts of the labelled phrases (`**ACTION**: …`) that a block follows before the next heading: that block is what they ask for."""
    found: set[int] = set()
    waiting: list[int] = []
    for element in mine:
        if element.kind == "heading":
            waiting = []
        elif element.kind == "text":
            waiting += [phrase.span.start for phrase in said.phrases[element.span.start] if phrase.label]
        elif element.kind == "fence":
            found.update(waiting)
            waiting = []
    return frozenset(found)


def _loose(mine: Sequence[Element], said: Reading, claimed: set[int]) -> list[Phrase]:
    """The phrases that might ask for an edit in words alone: those of sections that give work, not those that describe."""
    found: list[Phrase] = []
    works = False
    outer = 0  # the level of the heading that gives work, 0 if none does
    for element in mine:
        if element.kind == "heading":
            if not outer or element.level <= outer:
                works = gives_work(element.text)
                outer = element.level if works else 0
            else:
                works = gives_work(element.text) or not describes(element.text)
        elif element.kind == "text" and works and element.span.start not in claimed:
            found += said.phrases[element.span.start]
    return found
