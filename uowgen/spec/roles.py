"""The role of each block: to be written, one side of a change, a quotation, a command, an example, or other.

It judges by the language, the words right above, the step and the headings. Where only the tree could tell, a block stays `code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.spec.block_comments import shown_as_it_is
from uowgen.spec.change_words import POINTING
from uowgen.spec.disowned import (
    announced_otherwise,
    goes,
    not_to_be_written,
    only_tells,
    rejected,
    shows_present,
    tells_by_title,
    turned_down,
    warns_off,
)
from uowgen.spec.owned import declares, put_there, says_before
from uowgen.spec.pairs import COMMANDS, answers, changed, goes_beside, labelled_once, labelled_sides, was_and_now
from uowgen.spec.paths import split_path
from uowgen.spec.role_words import (
    BEFORE,
    DESCRIBES,
    EXAMPLE_HEADINGS,
    LABELS,
    QUOTE_HEADINGS,
    begins_with,
    gives_work,
    has_words,
    heading_words,
)
from uowgen.spec.verbs import request_of, requests_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Block, Role
    from uowgen.spec.phrases import Phrase
    from uowgen.spec.surroundings import Section, Surroundings


TO_BE_REMOVED = "what is to be removed"


class Judged(NamedTuple):
    """The role of a block, why if it is not `code`, and for an `after` block the index of its `before`.

    `beside` is `after`, `before` or `between` for a block that goes to that side of what its `before` shows, which stays, or between
    the two things that it shows.
    """

    role: Role
    note: str | None = None
    before: int | None = None
    beside: str = ""


def roles_of(blocks: Sequence[Block], around: Sequence[Surroundings]) -> tuple[Judged, ...]:
    """The role of each of `blocks`, given the surroundings of each. Linear: a block looks at most at its neighbours."""
    sides = ["" if put_there(block, words) else _side_of(block, words) for block, words in zip(blocks, around, strict=True)]
    sides = labelled_once(blocks, around, labelled_sides(blocks, around, was_and_now(around, sides)))
    found: list[Judged] = []
    for index, (block, words) in enumerate(zip(blocks, around, strict=True)):
        judged = _by_language(block, words)
        if judged is not None:
            found.append(judged)
            continue
        side = sides[index]
        if index and found[-1].role == "before" and changed(index - 1, index, blocks, around):
            found.append(Judged("after", None, index - 1))
            continue
        following = index + 1 if index + 1 < len(blocks) else None
        if following is not None and changed(index, following, blocks, around):
            found.append(Judged("before", f"what is there before the change to line {blocks[following].line}"))
            continue
        answering = bool(index) and found[-1].role == "before" and answers(index - 1, index, blocks, around, sides)
        if following is not None and not answering and goes_beside(index, following, blocks, around, sides):
            found.append(Judged("before", f"what the block of line {blocks[following].line} goes beside"))
            continue
        if index and found[-1].role == "before" and (relation := goes_beside(index - 1, index, blocks, around, sides)):
            found.append(Judged("after", None, index - 1, relation))
            continue
        if side in _FIRST and following is not None and answers(index, following, blocks, around, sides):
            found.append(Judged("before", f"what is there before the change to line {blocks[following].line}"))
        elif side in ("after", "to") and index and found[-1].role == "before" and answers(index - 1, index, blocks, around, sides):
            found.append(Judged("after", None, index - 1))
        elif (side == "before" and says_before(words) and (following is None or sides[following] not in ("after", "to"))) or (
            side in ("before", "quote")
            and (words.run or found[-1:] == [Judged("code")])
            and _work_has_begun(found, around)
            and not _side(words._replace(sections=()))
        ):
            found.append(Judged("code"))
        elif side in ("before", "quote") or (side == "find" and _more_in_step(following, blocks, around)):
            found.append(Judged("quote", _quoted_by(words)))
        elif side == "gone" and block.lang not in ("diff", "patch"):  # a diff says itself what goes
            found.append(Judged("before", TO_BE_REMOVED))
        elif side == "example":
            found.append(Judged("example", _quoted_by(words)))
        elif side == "other":
            found.append(Judged("other", _quoted_by(words)))
        else:
            found.append(Judged("code"))
    return tuple(found)


def _side_of(block: Block, words: Surroundings) -> str:
    """What the words around the block say of it, else its own first comment: `// src/pool.rs today`."""
    side = _side(words)
    if side == "gone" and words.run and _of_other_code(words.run[0], block.code):
        return ""
    return side or ("quote" if shown_as_it_is(block) else "")


def _of_other_code(phrase: Phrase, code: str) -> bool:
    """Whether a sentence has something else taken out than the block shows: ``` `open` and `close`; the `poll` stub goes away: ```."""
    cut = max((n for n, token in enumerate(phrase.tokens) if token.text in (";", ",", "—", "–")), default=0)
    named = [[t.text.removesuffix("()") for t in part if t.kind == "code"] for part in (phrase.tokens[:cut], phrase.tokens[cut:])]
    shown, gone = ([name for name in names if declares(code, name)] for names in named)
    return bool(shown) and bool(named[1]) and not gone


_BARE = 2  # tokens of a sentence that is a label: `- [ ] **Step 2: Pass it on.** Before:`


def _work_has_begun(found: Sequence[Judged], around: Sequence[Surroundings]) -> bool:
    """Whether the section of the next block has shown what is to be: what its title (`Findings`) says of it is over then."""
    here = around[len(found)].sections
    return any(
        judged.role == "after" and words.sections and here and words.sections[0] is here[0]
        for judged, words in zip(found, around, strict=False)
    )


_FIRST = frozenset({"before", "quote", "from", "find"})


def _more_in_step(following: int | None, blocks: Sequence[Block], around: Sequence[Surroundings]) -> bool:
    """Whether the same step has a further block to be written: then what is to be found is only shown."""
    return following is not None and around[following].same_step and blocks[following].lang not in COMMANDS


_RUST = frozenset({"rust", "rs", "rust-lang"})
_WRITTEN_IN_WORDS = frozenset({"", "text", "txt", "plaintext"})


def _by_language(block: Block, words: Surroundings) -> Judged | None:
    """The role that the language alone decides; None for Rust and what else may be written."""
    lang = block.lang
    if lang in _RUST or lang == "diff":
        return None
    if lang in COMMANDS:
        return Judged("command", "a command to run")
    if lang == "" and looks_like_rust(block.code):
        return None
    if lang == "toml" and _is_manifest(block, words):
        return None
    if _creates_a_file(words):
        return None
    return Judged("other", f"`{lang}` is not written" if lang else "no language is given, and it does not read as Rust")


def looks_like_rust(code: str) -> bool:
    """Whether the first row that is no comment begins as Rust items, statements or attributes do."""
    rows = [row.strip() for row in code.split("\n", 40)[:40]]
    rows = [row for row in rows if row and not row.startswith("//")]
    if not rows or not any(c in code for c in ";{}"):
        return False
    head = rows[0]
    return head.startswith("#[") or head.partition("(")[0].partition("<")[0].split(" ")[0] in _RUST_WORDS


_RUST_WORDS = frozenset(
    "pub use mod fn struct enum impl trait const static type let match unsafe async extern macro_rules!".split()
)


def _is_manifest(block: Block, words: Surroundings) -> bool:
    code = block.code
    if any(
        part in code
        for part in ("[dependencies", "[dev-dependencies", "[build-dependencies", "[workspace", "[package", "[features")
    ):
        return True
    said = [*words.run[:3], *words.step[:2], *(section.title for section in words.sections[:1])]
    return any("cargo.toml" in phrase.text.lower() or "dependenc" in phrase.text.lower() for phrase in said)


def _creates_a_file(words: Surroundings) -> bool:
    """Whether the words right above ask for a file to be created, whatever its language."""
    for phrase in words.run[:2] or words.step[:1]:
        asked = request_of(phrase)
        if asked is not None and asked.verb == "create" and asked.file:
            return True
    return False


def _side(words: Surroundings) -> str:
    """`before` and `after` (named so), `from`, `find` and `to` (by a sentence), `quote`, `example`, `other`; empty when
    nothing is said.
    """
    if any(section.level > 1 and not_to_be_written(section.title.text) for section in words.sections):  # a title is the subject
        return "other"
    if words.run and warns_off(words.run[0].text):
        return "quote"
    if words.run and request_of(words.run[0]) is None and rejected(words.run[0].text, words.goes_on.text if words.goes_on else ""):
        return "quote"
    if any(turned_down(phrase.text) for phrase in words.run[:4]):
        return "other"
    for nth, phrase in enumerate(words.run[:4]):
        if nth == 0 and phrase.leads_in and (side := announced_otherwise(phrase.text)):
            return side
        if nth == 0 and phrase.leads_in and request_of(phrase) is None and goes(phrase.text):
            return "gone"
        if nth == 0 and phrase.leads_in and request_of(phrase) is None and only_tells(phrase.text):
            return "quote"
        if nth == 0 and _breaks_off(phrase) and request_of(phrase) is None and shows_present(phrase.text):
            return "quote"
        side = _side_of_phrase(phrase, nth)
        if side:
            return side
        if request_of(phrase) is not None:
            return ""
    if any(not_to_be_written(phrase.text) for phrase in words.step):
        return "other"
    if not words.same_step:
        # `1. In run, replace` … `with` …: the sentence of the step itself breaks off at the block.
        if not words.run and words.step and _breaks_off(words.step[0]) and _side_of_phrase(words.step[0], 0) == "from":
            return "from"
        label = words.step[0] if not words.run and words.step and len(words.step[0].tokens) <= _BARE else None
        if label is not None and label.leads_in and _side_of_phrase(label, 0) == "before":
            return "before"
        for phrase in words.step[:1]:
            if request_of(phrase) is not None:
                return ""
    works = False
    for nth, section in enumerate(words.sections):
        if section.level == 1 and (works or _says_file(words.run)):
            break  # the title of a document is its subject, which the section for the work does not share
        side = "quote" if section.level > 1 and tells_by_title(section.title.text) else _side_of_heading(section.title, nth)
        if side == "quote" and (_is_numbered_task(words.sections, nth) or _is_left(words.sections, nth)):
            side = ""
        if side:
            return side
        if request_of(section.title) is not None:
            return ""
        works = works or gives_work(section.title.text)
    return ""


def _says_file(run: Sequence[Phrase]) -> bool:
    """Whether the words right above the block are nothing but where in which file it belongs: ``In `mod tests` of `x.rs`:``."""
    if not run or not run[0].leads_in or not run[0].tokens or run[0].tokens[0].low not in ("in", "into", "inside"):
        return False
    said = [t for t in run[0].tokens if t.kind == "word" and t.low not in ("in", "into", "inside", "of", "the", "module", "file")]
    return not said and any(split_path(t)[0] for t in run[0].tokens)


def _is_numbered_task(sections: Sequence[Section], nth: int) -> bool:
    """Whether a heading with a number of its own stands among tasks: then a word such as `pattern` within it is what the task is about."""
    bare = sections[nth].title.text.replace("*", "").strip()
    number = bare.split(" ")[0].rstrip(".:)")
    numbered = bare != number and number[-1:].isdigit() and len(number) <= _LONGEST_NUMBER
    begins = begins_with(heading_words(bare.partition(" ")[2]), QUOTE_HEADINGS) or tells_by_title(bare.partition(" ")[2])
    return numbered and not begins and any(gives_work(section.title.text) for section in sections[nth + 1 :])


def _is_left(sections: Sequence[Section], nth: int) -> bool:
    """Whether a numbered piece of work has begun below the heading `nth`, which introduces the document: it is only nested wrongly."""
    outer = heading_words(sections[nth].title.text)
    for section in sections[:nth]:
        bare = section.title.text.replace("*", "").strip().lower()
        kind = next((word for word in (*_UNITS, *_STEPS_OF_WORK) if bare.startswith(word + " ")), "")
        number = bare[len(kind) :].split()[0].rstrip(".:)") if kind else ""
        if number[-1:].isdigit() and (kind in _UNITS or outer in _INTRODUCES):
            return True
    return False


_UNITS = ("uow", "unit of work", "task", "subtask", "work item", "story")
_STEPS_OF_WORK = ("step", "phase", "change", "part", "stage", "commit", "edit")
_INTRODUCES = frozenset(("context", "motivation", "background", "rationale", "why", "problem", "goal", "overview", "introduction"))
_LONGEST_NUMBER = 5  # characters: `T1`, `2.1`, `ST-12`


def _side_of_phrase(phrase: Phrase, nth: int) -> str:
    label = phrase.label
    if label and (nth == 0 or not phrase.tokens):
        for names, side in LABELS:
            if begins_with(label, names):
                # `Current output block (lines 30-57) — add the display after it:` asks for an edit.
                asked = request_of(phrase) if side in ("before", "quote", "example") else None
                return side if asked is None or asked.verb in ("replace", "change", "remove") else ""
        if label in ("expected", "output", "result"):
            return "other"
    if nth or not phrase.tokens:
        return ""
    low = [token.low for token in phrase.tokens]
    if phrase.leads_in:
        asked_for = requests_of(phrase)
        if asked_for and all(r.verb == "remove" for r in asked_for) and not _names_more(phrase, asked_for[-1].object_at):
            return "gone"
        if low[0] in ("currently", "existing", "current") or (low[0] == "before" and request_of(phrase) is None):
            return "before"  # `Before \`x();\` add:` asks for an edit
        if low[0] in ("find", "locate"):
            return "find"
    if phrase.leads_in or _breaks_off(phrase):
        words = low[:-1] if low[-1] == ":" else low
        if words and words[0] in ("with", "to", "becomes", "into", "after") and len(words) <= 3:
            return "to"
        if words[:1] == ["make"] and len(words) <= 3 and all(word in POINTING for word in words[1:]):
            return "to"  # `Make that`, `Make it this:`
        if words[-1:] in (["from"], ["replace"], ["find"], ["change"]) or words[-2:] in _SHOWS_FIRST:
            return "find" if words[-1] == "find" else "from"
        for request in requests_of(phrase):
            if low[request.at] in ("replace", "change") and not _asks_with(low[request.at :]):
                return "from"
    if phrase.leads_in and request_of(phrase) is None and [w for w in low[:3] if w not in _ARTICLES][:1] == ["example"]:
        return "example"
    if "no change needed" in phrase.text.lower() or "no changes needed" in phrase.text.lower():
        return "quote"
    if phrase.leads_in and low[0] == "from" and any(split_path(t)[0] for t in phrase.tokens[:4]) and request_of(phrase) is None:
        return "quote"
    if request_of(phrase) is None and ("currently" in low or ("existing" in low and "pattern" in low)):
        return "quote"
    return ""


_ARTICLES = frozenset({"a", "an", "the", "for", "one", "this", "is", "here"})


def _breaks_off(phrase: Phrase) -> bool:
    """Whether the sentence goes on in the block right below it: `Change the branch from` … `to` …, without a colon."""
    return phrase.text.rstrip(" *_\n")[-1:] not in (".", "!", "?", ";", "")


def _names_more(phrase: Phrase, at: int) -> bool:
    """Whether an object is named from the token `at` on, beyond `this code`, `the following lines`: then the block may be what
    remains.
    """
    return any(t.kind in ("code", "link") or "_" in t.text for t in phrase.tokens[at:]) or len(phrase.tokens) - at > 5


_SHOWS_FIRST = (
    ["replace", "this"],
    ["change", "this"],
    ["find", "this"],
    ["change", "from"],
    ["this", "code"],
    ["existing", "code"],
)


def _asks_with(low: list[str]) -> bool:
    """Whether a `Replace …:` or `Change …:` says of the block that it is the new text: `… with:`, `… to:`, `… to return x:`."""
    return any(word in ("with", "to", "by", "into", "so", "and") for word in low)


def _side_of_heading(phrase: Phrase, nth: int) -> str:
    bare = heading_words(phrase.text)
    if begins_with(bare, EXAMPLE_HEADINGS):
        return "example"
    if begins_with(bare, QUOTE_HEADINGS):
        return "before" if nth == 0 and begins_with(bare, BEFORE) else "quote"
    if any(has_words(bare, words) for words in DESCRIBES) and not gives_work(bare) and request_of(phrase) is None:
        return "quote"
    if nth == 0 and begins_with(bare, ("before", "old", "from")):
        return "before"
    if nth == 0 and begins_with(bare, ("after", "required", "fixed", "to", "new code", "becomes")):
        return "after"
    return ""


def _quoted_by(words: Surroundings) -> str:
    for section in words.sections:
        if section.level > 1 and not_to_be_written(section.title.text):
            return f"shown under `{section.title.text.strip()[:60]}`, not to be written"
    for phrase in words.run[:4]:
        if _side_of_phrase(phrase, 0) or announced_otherwise(phrase.text) or only_tells(phrase.text) or rejected(phrase.text, ""):
            return f"shown under `{phrase.text.strip(' *_:')[:60]}`, not to be written"
    for nth, section in enumerate(words.sections):
        if _side_of_heading(section.title, nth) or (section.level > 1 and tells_by_title(section.title.text)):
            return f"shown under `{section.title.text.strip()[:60]}`, not to be written"
    return "shown, not to be written"
