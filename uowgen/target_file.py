"""Which file a directive means: the paths that the document names, nearest first, held against the tree.

Names of items decide between files where paths do not. A path that fits no file is refused with those that are like it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.file_evidence import (
    contradicts,
    file_by_evidence,
    file_that_has_items,
    files_of,
    mentioned_files,
    old_text,
    supports,
)
from uowgen.file_in_common import is_part, most_in_common
from uowgen.file_of_neighbours import file_of_neighbours
from uowgen.file_of_tests import file_of_helpers, in_tests, is_tests
from uowgen.files_listed import called_first, declares_it, has_such_matches, listed_for_tests, one_manifest, one_of_several
from uowgen.files_reached import Found, has_folder, in_the_same_crate, is_there, missing, no_folder, reach, written_out
from uowgen.files_to_be_made import begins_file, called_after_its_items, is_its_own_module, parent_of_new_module
from uowgen.files_told_apart import told_apart
from uowgen.model import FileMention, Refusal
from uowgen.operations.targets import hits_of
from uowgen.operations.uncomment import asks_to_uncomment
from uowgen.regex import when_used
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import bare_type, items_of
from uowgen.spec.files import is_mere_stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.desk import Desk
    from uowgen.model import Anchor, Block, Directive, Spec


def find_file(directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> Found | Refusal:
    """The file that `directive` is about."""
    found = _find(directive, spec, code, block, desk)
    if isinstance(found, Found) and not found.new:
        found = told_apart(found.path, directive, spec, code, block, desk) or found
    if isinstance(found, Found) and is_its_own_module(found.path, code, block):
        found = _parent_of(found.path, directive, code, block, desk)
    near = found.path if isinstance(found, Found) else ""
    open_yet = isinstance(found, Refusal) and found.code == "no-target-file"
    made = parent_of_new_module(code, near, block, desk) if near or open_yet else None
    if isinstance(found, Refusal) and found.code == "file-ambiguous" and directive.files:
        made = parent_of_new_module(code, "", block, desk, directive.files[0].path)
    if made is None and open_yet:
        made = called_after_its_items(spec, code, block, desk)
    if made is None and open_yet and desk.latest.endswith(".rs") and _says_the_file(directive):
        return _latest(desk)
    if made is None and open_yet and asks_to_uncomment(directive):
        from uowgen.operations.uncomment import commented

        among = [p for p in mentioned_files(spec, desk) if (d := desk.draft(p)) is not None and commented(d.data, code)[0]]
        if len(among) == 1:
            return Found(among[0], note=f"`{among[0]}` has it as a comment")
    if made is None and open_yet:
        beside = file_of_neighbours(directive, spec, code, block, desk)
        found = found if beside is None else Found(beside, note=f"`{beside}` is where the words and the code around it lead")
    if made is not None:
        return Found(made, not is_there(made, desk), f"`{made}` is what this belongs to")
    if not in_tests(near) and (isinstance(found, Found) or found.code == "no-target-file") and is_tests(code, block):
        helped = file_of_helpers(code, near, spec, desk)
        if helped is not None:
            return helped if isinstance(helped, Refusal) else Found(helped, note=f"`{helped}` has the helpers that the tests call")
    return found


def _latest(desk: Desk) -> Found:
    return Found(desk.latest, note=f"`{desk.latest}` is the file that was spoken of last")


def _says_the_file(directive: Directive) -> bool:
    """Whether the words right above the block put it at an end of a file that they speak of as known, or say that it is the same one."""
    return _KNOWN_FILE.search(" ".join(directive.words.lower().split())) is not None


# `Very last thing in the file`, `end of file`, `the same file`; not `the end of the file descriptor`.
_KNOWN_FILE = when_used(
    r"\b(?:(?:end|top|bottom|start|beginning|thing) (?:of|in) (?:the |this |that )?file|same file)\b"
    r"(?! (?:descriptor|system|handle|table|name|type|format))"
)


def _is_beside(directive: Directive) -> bool:
    """Whether the words put the block beside or into something that has a name."""
    return directive.verb != "create" and any(
        a.relation in ("before", "after", "in", "start_of", "end_of")
        and a.name.strip("()`").replace("::", "_").isidentifier()
        and a.noun != "file"
        for a in directive.anchors
        if a.name in directive.words
    )


def _parent_of(path: str, directive: Directive, code: str, block: Block | None, desk: Desk) -> Found | Refusal:
    """The nearest file that the words name and that can declare the modules of `code`: none declares itself."""
    reached = [reach(m, desk) for m in directive.files if m.path.endswith(".rs")]
    others = [r for r in reached if isinstance(r, Found) and not r.new and not is_its_own_module(r.path, code, block)]
    return (
        others[0]
        if others
        else Refusal("no-target-file", f"`{path}` cannot declare itself", "name the file that declares the module")
    )


def _find(directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> Found | Refusal:
    mentions = [m for m in _of_its_language(directive, block) if not is_mere_stem(m) or _is_one_file(m, desk)]
    if not mentions:
        return _by_evidence(directive, spec, code, block, desk) or _not_named()
    mentions = called_first(mentions, directive)
    for_tests = listed_for_tests(mentions, spec, desk) if is_tests(code, block) else None
    if for_tests is not None:
        return for_tests
    from_list, placed = mentions[0].where in ("list", "metadata"), _is_beside(directive)
    known = any(m.path == desk.latest for m in mentions if m.where == mentions[0].where) and not placed
    same = desk.latest.endswith(".rs") and "same file" in directive.words
    if from_list and (known or same) and _says_the_file(directive) and not _in_its_own_words(mentions[0], directive, spec):
        return _latest(desk)
    if from_list and placed and mentions[0].use == "create":  # what goes beside something is not the beginning of a file
        there = [m for m in mentions if not m.path.endswith(".rs") or m.use != "create" or is_there(m.path, desk)]
        mentions = there or mentions
    first = written_out(mentions[0], spec, desk)
    reached = reach(first, desk)
    if isinstance(reached, Refusal) and reached.code == "file-ambiguous":
        reached = in_the_same_crate(reached, directive, spec, desk)
        if isinstance(reached, Refusal):
            among = [p for p in desk.tree.paths() if p.endswith("/" + first.path)]
            return _by_evidence(directive, spec, code, block, desk, among) or reached
    if isinstance(reached, Refusal):
        return reached
    if reached.new:
        uses = {m.use for m in (*directive.files, *spec.files, *spec.mentioned) if m.path == first.path}
        begun = "/" in first.path and any(m.path == first.path for m in spec.files) and begins_file(first.path, code)
        if begun or uses & {"create", "test"} or directive.verb == "create":
            return reached if has_folder(reached.path, desk) else no_folder(reached.path)
        spoken_of = first.where == "sentence" and first.use == "mention" and first.path not in directive.words
        return (_by_evidence(directive, spec, code, block, desk) if spoken_of else None) or missing(first, desk)
    if first.use == "create" and directive.verb == "create" and reached.path not in desk.drafts and _says_whole(directive, block):
        return reached
    if not reached.path.endswith(".rs"):
        return one_manifest(mentions, directive, code, desk) or reached
    shown = _has_old_text(reached.path, mentions, directive, spec, code, block, desk)
    if shown is not None:
        return Found(shown, note=f"`{shown}` has the text that is to be changed")
    alike = _of_other_steps(mentions, directive, spec, code, block, desk)
    if alike is not None and alike != reached.path:
        return Found(alike, note=f"`{alike}` has most of what the block names")
    own = declares_it(mentions, reached.path, code, block, desk) if first.where == "list" else None
    if own is not None and not _is_beside(directive):
        return Found(own, note=f"`{own}` has the item, and `{reached.path}` does not")
    said = first.path.rpartition("/")[2] in directive.words
    loose = (not said and first.where not in ("sentence", "comment", "info")) or _of_earlier(first, directive, spec)
    if first.where == "sentence" and not said and first.line != directive.line:
        loose = loose or _lacks_holder(directive, reached.path, desk)  # a line such as `Scope: a.rs, b.rs` says not which
    matching = None if said else has_such_matches(reached.path, code, block, spec, desk)
    if matching is not None and not _lacks_holder(directive, matching, desk):
        return Found(matching, note=f"`{matching}` is the one file that has a match with such patterns")
    if first.where == "heading" and _says_the_file(directive) and not placed and not _named_since(first, directive, spec):
        return reached  # `Update a.rs`, and in its words `at the end of the file`: that is no other file
    belongs = _extended(code) if block is not None and block.lang in ("", "rust", "rs") else frozenset()
    if _fits(directive, belongs, reached.path, desk) or (
        (first.where == "heading" or (first.where == "list" and _in_its_own_words(first, directive, spec)))
        and _has_place(directive, code, reached.path, desk)
    ):
        listed = one_of_several(mentions, directive, code, block, desk)
        if isinstance(listed, Refusal):
            return _by_evidence(directive, spec, code, block, desk, [c.file for c in listed.candidates]) or listed
        if listed is not None:
            return listed
        near = _in_its_own_words(first, directive, spec)
        if not near and _only_spoken_of(first, spec) and not supports(reached.path, directive, spec, code, block, desk):
            return _by_evidence(directive, spec, code, block, desk) or _not_named()
        owner = file_that_has_items(reached.path, spec, code, block, desk) if not near else None
        if owner is not None and (first.where == "sentence" or any(m.where == first.where and m.path == owner for m in mentions)):
            return Found(owner, note=f"`{owner}` has what the block shows")
        if not loose or not contradicts(reached.path, directive, spec, code, block, desk):
            return reached
    others = []
    for mention in mentions[1:6]:
        other = reach(mention, desk)
        if (
            isinstance(other, Found)
            and not other.new
            and other.path != reached.path
            and other.path.endswith(".rs")
            and _fits(directive, belongs, other.path, desk)
        ):
            others.append(other)
    # The nearest file does not have what the words speak of; exactly one other file that the section, or the document, names does.
    if loose and len({o.path for o in others}) == 1:
        return others[0]._replace(note=f"in `{others[0].path}`, since `{reached.path}` does not have it")
    if not loose or not contradicts(reached.path, directive, spec, code, block, desk):
        return reached
    if others and directive.before is None and directive.sides is None:
        return reached
    among = [o.path for o in others]
    if not among and not _lacks_holder(directive, reached.path, desk):  # what it goes into may be in a file that nothing names
        among = mentioned_files(spec, desk)
    better = _by_evidence(directive, spec, code, block, desk, among)
    return better if better is not None and better.path != reached.path else reached


def _is_one_file(mention: FileMention, desk: Desk) -> bool:
    reached = reach(mention, desk)
    return isinstance(reached, Found) and not reached.new


def _of_other_steps(
    mentions: list[FileMention], directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk
) -> str | None:
    """The one file of the lists that has far more of a part of an item than the others, where only lists of other steps name any, and no
    words name its place.
    """
    if block is None or directive.anchors or directive.before is not None or not is_part(code, block):
        return None
    lists = [m for m in mentions if m.where == "list"]
    if mentions[0].where != "list" or any(not any(m.line < b.line < block.line for b in spec.blocks) for m in lists):
        return None
    there = {r.path: None for m in lists if isinstance(r := reach(m, desk), Found) and not r.new and r.path.endswith(".rs")}
    best = most_in_common(code, tuple(there), desk)
    return best[0] if best is not None and len(best) == 1 and len(there) > 1 else None


def _has_old_text(
    path: str, mentions: Sequence[FileMention], directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk
) -> str | None:
    """The one file of `mentions` that has the text which the document shows as it is now, and the file at `path` has not."""
    if directive.before is None:
        return None
    for clue in old_text(directive, spec, block):
        among = [r.path for m in mentions[:8] if isinstance(r := reach(m, desk), Found) and not r.new and r.path.endswith(".rs")]
        having = files_of(clue, dict.fromkeys((path, *among)), desk)
        if not having and path.rpartition("/")[2] not in directive.words:  # what no file of the document has, one of the tree may
            better = file_by_evidence(directive, spec, code, block, desk)
            return better if better is not None and files_of(clue, (better,), desk) else None
        return having[0] if len(having) == 1 and having[0] != path else None
    return None


def _not_named() -> Refusal:
    advice = "name the file in the sentence above the block, or in a `**File:**` line at the top"
    return Refusal("no-target-file", "the document does not say which file this is for", advice)


def _by_evidence(
    directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk, among: Sequence[str] = ()
) -> Found | None:
    path = file_by_evidence(directive, spec, code, block, desk, among)
    return None if path is None else Found(path, note=f"`{path}` is the one file that has what this speaks of")


def _of_its_language(directive: Directive, block: Block | None) -> list[FileMention]:
    """The files that a block of its language can be for. Others that are only spoken of (a header, a script) are no target."""
    if block is not None and block.lang == "toml":
        return [m for m in directive.files if m.path.endswith("Cargo.toml")]
    mentions = [m for m in directive.files if "." in m.path.rpartition("/")[2] or m.where == "metadata"]
    mentions = [m for m in mentions if not m.path.endswith("Cargo.toml")] or mentions
    if block is None:
        return mentions
    mentions = [m for m in mentions if m.path.endswith(".rs") or not (m.use == "mention" and m.where in ("sentence", "heading"))]
    if block.lang in ("rust", "rs"):
        return [m for m in mentions if m.path.endswith(".rs")] or mentions
    return mentions


def _only_spoken_of(mention: FileMention, spec: Spec) -> bool:
    """Whether a sentence speaks of the file, and asks nothing for it, where the document asks for something in other files."""
    if mention.where != "sentence" or mention.use != "mention":
        return False
    return any(m.use in ("create", "modify") and m.path.endswith(".rs") and m.path != mention.path for m in spec.mentioned)


def _of_earlier(mention: FileMention, directive: Directive, spec: Spec) -> bool:
    """Whether the path stands in the words of an earlier block of the same step, not in those of this one, which add something
    beside or into an item: what is changed may be an expression, which the file can well have."""
    if mention.where != "sentence" or not directive.block or directive.verb not in _ADDING:
        return False
    return mention.line < spec.blocks[directive.block - 1].end_line


def _named_since(mention: FileMention, directive: Directive, spec: Spec) -> bool:
    """Whether the words between a mention and the block name another Rust file, which `the file` may then mean."""
    last = spec.blocks[directive.block].line if directive.block is not None else directive.line
    return any(
        mention.line < m.line <= last and m.path.endswith(".rs") and m.path != mention.path and m.where != "heading"
        for m in (*directive.files, *spec.mentioned)
    )


def _in_its_own_words(mention: FileMention, directive: Directive, spec: Spec) -> bool:
    """Whether the path stands in the text right above the block, with no other block between."""
    if directive.block is None:
        return mention.path in directive.words
    above = spec.blocks[directive.block - 1].end_line if directive.block else 0
    line = spec.blocks[directive.block].line
    return max(above, line - _OWN_WORDS) < mention.line <= line


_OWN_WORDS = 8  # lines


def _says_whole(directive: Directive, block: Block | None) -> bool:
    return directive.noun == "file" and block is not None


_ADDING = ("add", "insert", "append", "place")


def _extended(code: str) -> frozenset[str]:
    """The types that `code` has an inherent impl of, and does not declare itself: it belongs where they are."""
    if "impl" not in code:
        return frozenset()
    items = read_fragment(code).items
    declared = {i.name for i in items if i.kind in _TYPES}
    return frozenset(bare_type(i.name) for i in items if i.kind == "impl" and " for " not in i.name) - declared


_TYPES = ("struct", "enum", "union", "type", "trait")


def _fits(directive: Directive, belongs: frozenset[str], path: str, desk: Desk) -> bool:
    """Whether the file has the items that the words speak of, as far as they speak of any, and a type of `belongs`, if there are some."""
    file = desk.parsed(path)
    if _lacks(directive, path, desk) or _lacks_holder(directive, path, desk):
        return False
    telling = [h for h in hits_of(file, directive) if h.anchor.relation in ("before", "after", "in", "at", "start_of", "end_of")]
    if telling and any(h.items for h in telling):
        return True
    if belongs:
        return any(
            (i.name in belongs and i.kind in _TYPES) or (i.kind == "impl" and bare_type(i.name) in belongs) for i in items_of(file)
        )
    return not telling


def _has_place(directive: Directive, code: str, path: str, desk: Desk) -> bool:
    """Whether the file has the name beside which an arm or a statement goes: it may be a pattern or a binding, and need be no item."""
    draft = desk.draft(path)
    if draft is None or read_fragment(code).shape not in ("arms", "statements"):
        return False
    beside = [a.name.encode() for a in directive.anchors if a.relation in ("before", "after")]
    return any(name.replace(b"::", b"").isalnum() and name in draft.data for name in beside)


def _lacks(directive: Directive, path: str, desk: Desk) -> bool:
    """Whether the words put the block beside a name of which the file at `path` has no letter."""
    draft = desk.draft(path)
    near = any(words in directive.words for words in ("next to", "beside", "alongside"))  # `for x` is near it as well
    sides = ("before", "after", "near") if near else ("before", "after")
    beside = [a for a in directive.anchors if a.relation in sides and a.name in directive.words]
    names = [a.name.removesuffix("()").rpartition("::")[2] for a in beside if a.noun != "file"]
    told = [n.encode() for n in names if len(n) >= _LONG_NAME and "_" in n and n.isidentifier()]
    return draft is not None and bool(told) and not any(n in draft.data for n in told)


def _lacks_holder(directive: Directive, path: str, desk: Desk) -> bool:
    """Whether the words put the block into something, a function by its name, of which the file at `path` has no letter."""
    draft = desk.draft(path)
    inside = [
        a.name.removesuffix("()").rpartition("::")[2] for a in directive.anchors if a.relation in _INSIDE and _is_said(a, directive)
    ]
    owners = [
        owner.rpartition("::")[2].encode()
        for a in directive.anchors
        if a.relation in _INSIDE and _is_said(a, directive) and (owner := a.name.rpartition("::")[0])[:1].isupper()
    ]
    told = [n.encode() for n in inside if len(n) >= _LONG_NAME and "_" in n and n.isidentifier()]
    if draft is not None and any(o.isalnum() and len(o) >= _LONG_NAME and o not in draft.data for o in owners):
        return True  # `Proxy::send` is of a type that the file never names
    return draft is not None and bool(told) and not any(n in draft.data for n in told)


_INSIDE = ("in", "start_of", "end_of")
_LONG_NAME = 6


def _is_said(anchor: Anchor, directive: Directive) -> bool:
    """Whether the sentence that asks, or the last one before the block, names it itself: a heading further out may be of other code."""
    return anchor.name in directive.words or f"`{anchor.name}`" in directive.lead
