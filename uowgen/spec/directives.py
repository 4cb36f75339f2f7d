"""The directives of a spec: the words that speak of each block to be written, and the edits asked for in words alone.

It joins what `verbs`, `anchors` and `files` read; it decides nothing about the tree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from uowgen.model import Anchor, Block, Directive, FileMention, Relation, Verb
from uowgen.regex import when_used
from uowgen.spec.anchors import anchors_of
from uowgen.spec.block_comments import first_comment
from uowgen.spec.change_words import halves
from uowgen.spec.files import block_files, is_file_label, phrase_files
from uowgen.spec.noted import noted_beside
from uowgen.spec.objects import asked_of, replacement
from uowgen.spec.paths import cited_lines, path_of
from uowgen.spec.phrases import Phrase, Token, one_line
from uowgen.spec.roles import TO_BE_REMOVED
from uowgen.spec.shared import shared_words
from uowgen.spec.sides import sides_of
from uowgen.spec.surroundings import says_place
from uowgen.spec.verbs import Request, request_of, requests_of, tells_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.spec.roles import Judged
    from uowgen.spec.surroundings import Section, Surroundings

_MOST_PHRASES = 8
# `Same for the stub in x.rs:`, `**Step 3: The same in y.rs**`: the place is called as that of the block before.
_SAME_AGAIN = when_used(r"[\W_]*(?:step \d+[\W_]+)?(?:and |the |do the )*(?:same|likewise|ditto)\b", re.IGNORECASE)
# ``In `b.rs`, `impl X for B`, same position:``: only the side is that of the block before, what it is in is told anew.
_SAME_PLACE = when_used(
    r"\b(?:the )?same (?:position|place|spot|order)\b\s*(?:again|there|too|in the (?:alphabet|list|order))?\s*[:.)]*\s*$",
    re.IGNORECASE,
)
# `of that module`, `in the same module`: the one that the words of the block before name.
_SAME_MODULE = when_used(r"\b(?:in|of|into|inside|to|within) (?:that|the same|this same) (?:test )?module\b", re.IGNORECASE)
_AT_ITS_EDGE = when_used(r"\W*(?:(?:and|then|also) )*at its (?:very )?(start|beginning|top|end|bottom)\W*$", re.IGNORECASE)
_SIDES = ("before", "after")
_PLACES = (*_SIDES, "start_of", "end_of")


def block_directives(
    index: int, blocks: Sequence[Block], around: Sequence[Surroundings], judged: Judged, known: dict[int, tuple[FileMention, ...]],
    whole: Sequence[FileMention],
) -> tuple[Directive, ...]:  # fmt: skip
    """The directive of the block `index`; several when it shows both sides of several changes. None for a block that is not
    written.
    """
    removed = judged.role == "before" and judged.note == TO_BE_REMOVED
    if judged.role not in ("code", "after") and not removed:
        return ()
    around = shared_words(index, blocks, around)
    block, words = blocks[index], around[index]
    spoken = _spoken(index, around, judged)
    comment = first_comment(block)
    if comment is not None and not _is_remark(comment) and (anchors_of(comment) or request_of(comment)):
        spoken.insert(len(words.run) if words.run and request_of(words.run[0]) else 0, comment)
    request, phrase = _request(spoken, words, block.code)
    beside = None
    if words.previous is not None and words.run:
        from uowgen.spec.below_it import beside_block, beside_shown

        shown = blocks[words.previous].code
        beside = beside_block(words.run[0], shown)
        for said in words.run[:3]:
            beside = beside or beside_shown(said, shown, (*around[words.previous].run, *around[words.previous].step))
            if beside is not None or anchors_of(said) or request_of(said) is not None:
                break
    behind = (words.goes_on,) if words.goes_on is not None and says_place(words.goes_on) else ()
    if beside is None and words.run and not any(a.relation in _PLACES for a in anchors_of(words.run[0])):
        from uowgen.spec.referred import referred

        beside = referred(words.run)
    anchors: list[Anchor] = [] if beside is None else [beside]
    own_side = words.run and any(a.relation in _PLACES for a in anchors_of(words.run[0]))
    at_its = _AT_ITS_EDGE.match(words.run[0].text) if words.previous is not None and words.run and not own_side else None
    has_place = words.same_step and bool(own_side or at_its)
    if at_its is not None and words.previous is not None:  # of what the block before went into
        said_above = (*around[words.previous].run, *words.step[:3])
        into = {
            a.name: a for said in said_above for a in anchors_of(said) if a.relation == "in" and a.noun not in ("file", "module")
        }
        relation: Relation = "end_of" if at_its[1].lower() in ("end", "bottom") else "start_of"
        anchors += [a._replace(relation=relation) for a in into.values()] if len(into) == 1 else []
    own_edge = _of_another_function(words.run[0]) if words.run else ""
    for said in (*behind, *spoken):
        if own_edge and said is not words.run[0]:  # `… and g gets this one` is not of the start of f, of which the step speaks
            anchors += (
                a._replace(name=own_edge) for a in anchors_of(said) if a.relation in ("start_of", "end_of") and a.noun != "file"
            )
            continue
        known_places = {anchor[:3] for anchor in anchors}
        # `and the test at the end of the file:` goes not where the step put its first block
        taken = has_place and said in words.step
        anchors += (a for a in anchors_of(said) if a[:3] not in known_places and not (taken and a.relation in _PLACES))
    own = words.run[:1] or words.step[:1]
    if words.previous is not None and own and _SAME_PLACE.search(own[0].text) and not any(a.relation in _SIDES for a in anchors):
        above = around[words.previous]
        anchors += (a._replace(within="") for said in above.run[:2] for a in anchors_of(said) if a.relation in _SIDES)
    elif words.previous is not None and own and _SAME_AGAIN.match(own[0].text):
        above = around[words.previous]
        other = [token.text for token in own[0].tokens if token.kind == "code" and not path_of(token.text)[0]]
        for said in above.run[:2] or above.step[:1]:
            known_places = {anchor[:3] for anchor in anchors}
            anchors += (a for a in _same_in(other, anchors_of(said)) if a[:3] not in known_places)
        anchors = [a for a in anchors if len(other) < len(("one", "other")) or a.name not in other]
        if len(other) == 1 and not any(a.name == other[0] and a.relation != "near" for a in anchors):
            anchors = [Anchor("in", other[0], "", own[0].span), *(a for a in anchors if a.name != other[0])]
    if words.previous is not None and own and _SAME_MODULE.search(own[0].text):
        above = around[words.previous]
        modules = [a for said in (*above.run, *above.step[:3]) for a in anchors_of(said) if a.noun == "module" or a.name == "tests"]
        anchors += (Anchor("in", a.name, "module", a.span) for a in modules[:1])
    files = block_files(block, words, known, whole)
    if judged.before is not None:
        more = block_files(blocks[judged.before], around[judged.before], known, ())
        files = (
            tuple({m.path: m for m in (*files, *more)}.values()) if not files or files[0].where in ("metadata", "list") else files
        )
    if files and files[0].where == "list" and words.sections:
        anchors += noted_beside(files[0], words.sections[0], anchors)
    cited = next((lines for said in spoken if (lines := cited_lines(said))), None)
    if cited is None and files:
        cited = files[0].cited
    if phrase is None and spoken:
        phrase = next((p for p in spoken if p.tokens), spoken[0])
    verb, noun = _verb(block, judged, request, phrase)
    one = Directive(
        verb,
        phrase.line if phrase else block.line,
        phrase.span if phrase else block.span,
        index,
        judged.before,
        noun,
        files,
        tuple(anchors),
        cited,
        any(hedges(said) for said in spoken[:3]),
        one_line(phrase.text) if phrase else "",
        None,
        _named(spoken, words),
        one_line(words.run[0].text) if words.run else "",
        _said(words),
    )
    if removed:
        return (one._replace(verb="remove", block=None, before=index),)
    if judged.before is not None and judged.beside:
        return (one._replace(verb="change", sides=_beside(blocks[judged.before].code, block.code, judged.beside)),)
    pairs = sides_of(block.code) if judged.before is None else ()
    return tuple(one._replace(verb="change", sides=pair) for pair in pairs) or (one,)


def _same_in(other: Sequence[str], places: Sequence[Anchor]) -> list[Anchor]:
    """The places of the block before for one of which the words say `the same for` something else: there, and no more what that was in."""
    if not other:
        return [*places]
    if len(other) > 1:  # one block for several: where it would go first is not said
        return [a._replace(within="") for a in places if a.relation in _SIDES]
    sides = [a._replace(within=other[0]) for a in places if a.relation in _SIDES or (a.relation in _PLACES and a.within)]
    return [
        *sides,
        *(a._replace(name=other[0], noun="") for a in places if a.relation in _PLACES and a[:2] not in {s[:2] for s in sides}),
    ]


def _said(words: Surroundings) -> str:
    """All that is said between the block before and this one, but for labels that say a file."""
    phrases = (*words.run, *(() if words.same_step else words.step))
    return " ".join(one_line(phrase.text) for phrase in reversed(phrases) if not is_file_label(phrase.label))


def _of_another_function(phrase: Phrase) -> str:
    """The name that a phrase gives a block to, if it says no more: `… and is_set gets this one:`; else empty."""
    low = [token.low for token in phrase.tokens if token.kind == "word" and token.low not in ("and", "then", "also")]
    code = [token.text for token in phrase.tokens if token.kind == "code"]
    return (
        code[0]
        if len(code) == 1 and low in (["gets", "this", "one"], ["gets", "this"], ["gets", "the", "same"], ["likewise"])
        else ""
    )


def _named(spoken: Sequence[Phrase], words: Surroundings) -> tuple[str, ...]:
    """What `spoken` and the outer headings hold in inline code or spell as only code is: `sys_mmap`, `vm::Area`."""
    found: dict[str, None] = {}
    for phrase in (*spoken, *(section.title for section in words.sections[2:])):
        for token, *after in zip(phrase.tokens, phrase.tokens[1:] + _NO_CALL, phrase.tokens[2:] + _NO_CALL, strict=False):
            if token.kind == "word" and [t.text for t in after] == ["(", ")"]:
                found.setdefault(token.text + "()")
            elif token.kind == "code" or (token.kind == "word" and ("_" in token.text or "::" in token.text)):
                found.setdefault(token.text)
    return tuple(found)[:_MOST_NAMED]


_MOST_NAMED = 24
_NO_CALL = (Token("mark", "", "", 0, 0),) * 2


def _is_remark(comment: Phrase) -> bool:
    """Whether a comment speaks to those who read the code, not to whoever writes it there: `TODO: remove this`."""
    return (comment.label or comment.text.strip("/* ")).lower().startswith(("todo", "fixme", "xxx", "note", "hack", "safety"))


def _beside(there: str, new: str, relation: str) -> tuple[str, str]:
    """Code that stays and new code on one side of it, as the two sides of a change."""
    from textwrap import dedent, indent

    old, more = dedent(there).strip("\n"), dedent(new).strip("\n")
    if relation == "between":
        first, second = halves(old) or (old, "")
        return old + "\n", first + more + "\n" + second
    bare, shown = "".join(old.split()), "".join(more.split())
    if shown.startswith(bare) or shown.endswith(bare):  # the block shows what stays once more
        return old + "\n", more + "\n"
    if relation == "after" and old.rstrip().endswith(("{", "(", "[")):
        more = indent(more, "    ")
    return old + "\n", "\n".join((old, more) if relation == "after" else (more, old)) + "\n"


def _spoken(index: int, around: Sequence[Surroundings], judged: Judged) -> list[Phrase]:
    """The phrases that speak of a block, nearest first: its own, those of the text it replaces, the step, the inner headings."""
    words = around[index]
    spoken = [*words.run[: _MOST_PHRASES if words.opens else 4]]
    if judged.before is not None:
        spoken += around[judged.before].run[: _MOST_PHRASES // 2]
    spoken += words.step[:3]
    spoken += [section.title for section in words.sections[:2]]
    return spoken


def _request(spoken: Sequence[Phrase], words: Surroundings, code: str) -> tuple[Request | None, Phrase | None]:
    """The nearest request that says something, else the nearest weak one, with its phrase."""
    weak: tuple[Request | None, Phrase | None] = (None, None)
    labelled = _only_name(words.run[0]) if words.run else ""
    titles = {section.title.span.start for section in words.sections if section.level == 1}
    for phrase in spoken:
        if labelled and phrase in words.run[1:] and _is_of_other_code(phrase, labelled):
            continue
        found = requests_of(phrase)
        if phrase not in words.run:  # a title such as `Step 2: drop` speaks of what drops, not of the block
            found = tuple(r for r in found if r.verb != "remove" or _removes(phrase, r))
        elif phrase in words.run[_NEAR:]:  # nor does a sentence further up that has things removed which are no code
            found = tuple(r for r in found if r.verb != "remove" or r.noun or _removes(phrase, r))
        if phrase in words.run[1:] and words.run[0].leads_in:  # what another sentence takes away is no name of this block
            found = tuple(r for r in found if r.verb != "remove" or not _is_gone(phrase, r, code))
        if words.run and phrase in words.run[1:] and _WHOLE.match(words.run[0].text):
            found = tuple(r for r in found if r.verb != "remove")  # what goes is left out in the whole that is shown
        strong = [r for r in found if not r.weak]
        # Of `remove the old function and add this import:` the block is what is added.
        strong = [r for r in strong if r.verb != "remove"] or strong
        if strong:
            return strong[0], phrase
        if not found and phrase in words.run[:2] and tells_change(phrase):
            return Request("change", "", 0, 0), phrase
        if found and weak[0] is None and not (phrase.span.start in titles and (found[0].verb == "change" or not found[0].noun)):
            weak = found[0], phrase
    return weak


_NEAR = 2  # phrases above a block that surely speak of it
# `Complete function:`, `The whole method, then:`.
_WHOLE = when_used(
    r"^\W*(?:the |its |here is the )?(?:complete|full|whole|entire|resulting|finished)(?: new| resulting| updated)? "
    r"(?:function|method|test|struct|enum|trait|impl|version|definition|item)(?:,? (?:then|now|afterwards))?\W*$",
    re.IGNORECASE,
)


def _removes(phrase: Phrase, request: Request) -> bool:
    """Whether a title has something removed that it names, or says nothing but `Remove`."""
    alone = request.object_at >= len(phrase.tokens) and phrase.tokens[request.at].low in ("remove", "delete")
    return alone or any(_is_code(phrase, a) for a in asked_of(phrase, request))


def _is_gone(phrase: Phrase, request: Request, code: str) -> bool:
    """Whether a sentence has something removed by its name, and nothing of that name is in `code`."""
    names = [a.name.removesuffix("()").rpartition("::")[2] for a in asked_of(phrase, request) if _is_code(phrase, a)]
    return bool(names) and all(name.isidentifier() and name not in code for name in names)


def _only_name(phrase: Phrase) -> str:
    """The one name that a phrase is, with a colon: `` `sys_recv`: ``."""
    code = [token.text for token in phrase.tokens if token.kind == "code"]
    rest = [token.text for token in phrase.tokens if token.kind != "code"]
    return code[0] if phrase.leads_in and len(code) == 1 and set(rest) <= {":", "(", ")"} else ""


def _is_of_other_code(phrase: Phrase, name: str) -> bool:
    """Whether a phrase asks for something with other names in inline code, so that it does not speak of what is called `name`."""
    code = [token.text for token in phrase.tokens if token.kind == "code"]
    return bool(code) and all(name.removesuffix("()") not in text for text in code)


def _verb(block: Block, judged: Judged, request: Request | None, phrase: Phrase | None) -> tuple[Verb, str]:
    verb: Verb = request.verb if request else "place"
    noun = request.noun if request else ""
    if request is None and phrase is not None and phrase.leads_in and "new file" in phrase.text.lower():
        return "create", "file"
    if judged.before is not None:
        return ("replace" if verb == "replace" else "change"), noun
    if block.lang == "diff":
        return "change", noun
    if request is not None and request.weak and verb == "add" and not noun:
        verb = "place"
    if verb == "add" and phrase is not None and any(a.relation in ("before", "after") for a in anchors_of(phrase)):
        verb = "insert"
    return verb, noun


_HEDGES = (
    "or similar", "if it exists", "if exists", "if present", "if any", "approximately", "roughly", "something like",
    "as appropriate", "or wherever",
    "or equivalent", "if needed", "if necessary", "somewhere", "similar to", "or near", "or nearby", "e.g.", "if not already",
    "adapt ", "adjust as", "if it's", "if it is", "if not present", "if unused", "if only", "if still",
)  # fmt: skip


def hedges(phrase: Phrase) -> bool:
    """Whether the phrase makes its target optional or approximate."""
    low = phrase.text.lower()
    return "~" in low or any(word in low for word in _HEDGES) or " around line" in low or "about line" in low


def worded_directives(
    phrases: Sequence[Phrase], spoken: frozenset[int], whole: tuple[FileMention, ...], sections: Sequence[Section]
) -> list[Directive]:
    """The edits that `phrases` ask for without a block. `spoken` are the starts of those that speak of a block."""
    found = []
    known: dict[int, tuple[FileMention, ...]] = {}
    starts = [section.title.span.start for section in sections]
    for phrase in phrases:
        if phrase.span.start in spoken or phrase.leads_in or not phrase.tokens:
            continue
        requests = requests_of(phrase)
        if not requests:
            continue
        near = bisect_right(starts, phrase.span.start)
        files = phrase_files(phrase, sections[near - 1] if near else None, known, whole)
        for at, request in enumerate(requests):
            directive = _worded(phrase, request, requests[at + 1 :], files)
            if directive is not None:
                found.append(directive)
    return found


def _worded(phrase: Phrase, request: Request, later: tuple[Request, ...], files: tuple[FileMention, ...]) -> Directive | None:
    """The directive of one request that names both what and where in inline code; None when anything is left open."""
    asked = list(asked_of(phrase, request))
    verb = request.verb
    if verb == "remove" and later and not asked_of(phrase, later[0]):
        # `Remove a; replace with b`: what is asked for is the replacement.
        new_text = replacement(phrase, later[0])
        if new_text is not None:
            asked, verb = [*asked, new_text], "replace"
    at = [a for a in asked if a.relation == "at" and _is_code(phrase, a) and not a.name.endswith("/")]
    new = [a for a in asked if a.relation == "with" and _is_code(phrase, a)]
    places = tuple(a for a in anchors_of(phrase) if a.relation not in ("at", "with"))
    clear = False
    if verb == "remove":
        clear = bool(at)
    elif verb in ("rename", "replace", "change"):
        clear = bool(at and new)
    elif verb in ("add", "insert", "append"):
        clear = (
            bool(new) and all(a.noun in _ADDED_IN_WORDS for a in new) and (bool(files) or any(a.relation == "in" for a in places))
        )
    if not clear:
        return None
    noun = request.noun or (new[0].noun if new else at[0].noun)
    anchors = (*asked, *places)
    return Directive(
        verb, phrase.line, phrase.span, None, None, noun, files, anchors, cited_lines(phrase), hedges(phrase), one_line(phrase.text)
    )


_ADDED_IN_WORDS = frozenset({"module declaration", "import", "re-export", "derive", "attribute"})


def _is_code(phrase: Phrase, anchor: Anchor) -> bool:
    return any(t.kind == "code" and phrase.span_of(t) == anchor.span for t in phrase.tokens)
