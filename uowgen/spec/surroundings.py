"""What is said around each block, nearest first: the run of text right above it, the step it belongs to, the headings.

It collects words and does not interpret them. One pass over the outline; what several blocks share is shared, not copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.spec.files import is_about_files
from uowgen.spec.phrases import Phrase, phrases_of, tokens_of

if TYPE_CHECKING:
    from uowgen.spec.outline import Element, Outline


class Section(NamedTuple):
    """A heading with what is said under it before its first block, step or inner heading: paragraphs, list items, tables.

    The lists grow while the outline is read. `files` are the sections about nothing but files (`#### Files`) that stand last before it
    under the same heading.
    """

    level: int
    title: Phrase
    phrases: list[Phrase]
    listed: list[Phrase]
    tables: list[tuple[Element, ...]]
    files: tuple[Section, ...] = ()


class Surroundings(NamedTuple):
    """The words around one block. All sequences are nearest first.

    `run`: the phrases between the block and the fence, heading or step before it. `step`: the titles of the steps (numbered or
    ticked list items, bold step lines) that the block belongs to. `earlier`: the phrases of the same step before earlier
    fences, limited to a few. `sections`: the enclosing headings, innermost first. `previous`: the block before this one under the
    same heading. `same_step`: whether that one belongs to the same step, too. `opens`: whether the run begins where the step or
    the section does, so that all of it speaks of this block. `goes_on`: the phrase right below the block if it ends the sentence that
    leads in the block, or is one with it (` … in the same file`).
    """

    run: tuple[Phrase, ...]
    step: tuple[Phrase, ...]
    earlier: tuple[Phrase, ...]
    sections: tuple[Section, ...]
    previous: int | None
    same_step: bool
    opens: bool
    goes_on: Phrase | None = None


class Reading(NamedTuple):
    """The surroundings of each block by its index, every section in document order, and the phrases of each text by its start."""

    around: tuple[Surroundings, ...]
    sections: tuple[Section, ...]
    phrases: dict[int, tuple[Phrase, ...]]


_STEPS = frozenset({"step", "phase", "part", "stage", "task", "change", "edit"})
_MOST_EARLIER = 12
_MOST_RUN = 40


def surroundings_of(outline: Outline) -> Reading:
    """Reads every text of `outline` once, and says what stands around every block."""
    phrases: dict[int, tuple[Phrase, ...]] = {}
    every: list[Section] = []
    found: list[Surroundings] = []
    sections: list[Section] = []
    run: list[Phrase] = []
    step: list[Phrase] = []
    step_item: int | None = None
    steps: list[tuple[int | None, list[Phrase]]] = []  # those that enclose what comes next, outermost first
    earlier: list[Phrase] = []
    rows: list[Element] = []
    previous: int | None = None
    same_step, opens = False, True
    opening = True  # no block, step or inner heading has come yet
    first_of: set[int] = set()
    behind = False  # the element before this one is a block
    of_files: dict[int, tuple[Section, ...]] = {}  # by where the heading around them begins, plus one; 0 for none
    for element in outline.elements:
        if element.kind != "row" and rows:
            if sections:
                sections[-1].tables.append(tuple(rows))
            rows = []
        follows_block, behind = behind, element.kind == "fence"
        if element.kind == "heading":
            while sections and sections[-1].level >= element.level:
                sections.pop()
            around_it = sections[-1].title.span.start + 1 if sections else 0
            title = title_of(element)
            sections.append(Section(element.level, title, [], [], [], of_files.get(around_it, ())))
            if is_about_files(title.text):
                before = every[-1] if every else None
                follows = before is not None and before.level == element.level and is_about_files(before.title.text)
                of_files[around_it] = (*(of_files.get(around_it, ()) if follows else ()), sections[-1])
            every.append(sections[-1])
            run, step, earlier, step_item, steps = [], [], [], None, []
            previous, same_step, opens, opening = None, False, True, True
        elif element.kind == "row":
            rows.append(element)
        elif element.kind == "rule":
            run, step, earlier, same_step, opens, steps = [], [], [], False, True, []
        elif element.kind == "text":
            said = phrases[element.span.start] = phrases_of(element)
            if follows_block and said and _goes_on(said[0]):
                found[-1] = found[-1]._replace(goes_on=said[0])
            begins = element.item is not None and element.item not in first_of
            if element.item is not None:
                first_of.add(element.item)
            if _is_step(outline, element, said, begins):
                while steps and (steps[-1][0] is None or not _encloses(outline, steps[-1][0], element.item)):
                    steps.pop()
                steps.append((element.item, [*reversed(said)]))
                step = [phrase for _, one in reversed(steps) for phrase in one]
                step_item = element.item
                run, earlier, same_step, opens = [], [], False, True
                opening = opening and step_item is not None and outline.items[step_item].box is None
            else:
                run += said
                del run[:-_MOST_RUN]
            if opening and sections:
                (sections[-1].listed if element.item is not None else sections[-1].phrases).extend(said)
        elif element.kind == "fence":
            assert element.block is not None
            around = tuple(reversed(sections))
            found.append(Surroundings(tuple(reversed(run)), tuple(step), tuple(earlier), around, previous, same_step, opens))
            earlier = [*reversed(run), *earlier][:_MOST_EARLIER]
            run, previous, same_step, opens, opening = [], element.block, True, False, False
    if rows and sections:
        sections[-1].tables.append(tuple(rows))
    return Reading(tuple(found), tuple(every), phrases)


def _goes_on(phrase: Phrase) -> bool:
    """Whether `phrase` begins in the midst of a sentence: with the place of what stands above (`in x.rs, sorted.`), or an objection to it."""
    first = phrase.tokens[0] if phrase.tokens and not phrase.label else None
    if first is None or first.kind != "word" or phrase.leads_in:
        return False
    return first.text in _GOES_ON or says_place(phrase)


_GOES_ON = frozenset(["in", "into", "to", "at", "inside", "but"])


def says_place(phrase: Phrase) -> bool:
    """Whether `phrase` says of what was just shown where it goes: `Add this before x`, `It belongs at the end of x`."""
    low = [token.low for token in phrase.tokens[:3]]
    if low[:1] and low[0] in _PUTS:
        return low[1:2] != [] and low[1] in _JUST_SHOWN
    return low[:1] != [] and low[0] in _JUST_SHOWN and len(low) > 1 and low[1] in ("goes", "go", "belongs", "belong", "sits", "sit")


_PUTS = frozenset(["add", "insert", "put", "place"])
_JUST_SHOWN = frozenset(["this", "it", "these", "them", "those"])


def title_of(element: Element) -> Phrase:
    """A heading as one phrase, whatever marks it holds."""
    return Phrase(element.text, element.span, element.line, "", tokens_of(element.text))


def _is_step(outline: Outline, element: Element, said: tuple[Phrase, ...], begins: bool) -> bool:
    """Whether `element` begins a step: a ticked or numbered item, or a bold line `**Step 3: …**`, `**Phase 2. …**`, `**3. …**`."""
    if not said:
        return False
    if element.item is not None:
        item = outline.items[element.item]
        return begins and (item.box is not None or item.numbered)
    text = element.text.lstrip("*_ ")
    bold = element.text.startswith(("**", "__"))
    word, _, rest = text.lower().partition(" ")
    return bold and (text[:1].isdigit() or (word in _STEPS and rest[:1].isdigit()) or word == "step")


def _encloses(outline: Outline, outer: int, inner: int | None) -> bool:
    if inner is None:
        return False
    a, b = outline.items[outer].span, outline.items[inner].span
    return a.start < b.start and b.end <= a.end
