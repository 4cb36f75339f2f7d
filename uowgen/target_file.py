"""Which file a directive means: the paths that the document names, nearest first, held against the tree.

Names of items decide between files where paths do not. A path that fits no file is refused with those that are like it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.file_evidence import Desk, contradicts, file_by_evidence, file_that_has_items, mentioned_files, supports
from uowgen.file_of_neighbours import called_in_words, file_of_neighbours
from uowgen.file_of_tests import file_of_helpers, in_tests, is_tests
from uowgen.files_to_be_made import begins_file, called_after_its_items, is_its_own_module, parent_of_new_module
from uowgen.model import Candidate, FileMention, Refusal
from uowgen.operations.targets import hits_of
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import bare_type, items_of
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Block, Directive, Spec


class Found(NamedTuple):
    """The file at `path`; `new` if it is to be made. `note` is what the reader should know of how it was found."""

    path: str
    new: bool = False
    note: str = ""


def find_file(directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> Found | Refusal:
    """The file that `directive` is about."""
    found = _find(directive, spec, code, block, desk)
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
    if made is None and open_yet:
        beside = file_of_neighbours(directive, spec, code, block, desk)
        found = found if beside is None else Found(beside, note=f"`{beside}` is where the words and the code around it lead")
    if made is not None:
        return Found(made, not _is_there(made, desk), f"`{made}` is what this belongs to")
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
_KNOWN_FILE = re.compile(
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
    reached = [_reach(m, desk) for m in directive.files if m.path.endswith(".rs")]
    others = [r for r in reached if isinstance(r, Found) and not r.new and not is_its_own_module(r.path, code, block)]
    return (
        others[0]
        if others
        else Refusal("no-target-file", f"`{path}` cannot declare itself", "name the file that declares the module")
    )


def _is_there(path: str, desk: Desk) -> bool:
    return path in desk.drafts or not desk.tree.why_not(path)


def _find(directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> Found | Refusal:
    mentions = _of_its_language(directive, block)
    if not mentions:
        return _by_evidence(directive, spec, code, block, desk) or _not_named()
    for_tests = _listed_for_tests(mentions, spec, desk) if is_tests(code, block) else None
    if for_tests is not None:
        return for_tests
    from_list, placed = mentions[0].where in ("list", "metadata"), _is_beside(directive)
    known = any(m.path == desk.latest for m in mentions if m.where == mentions[0].where) and not placed
    same = desk.latest.endswith(".rs") and "same file" in directive.words
    if from_list and (known or same) and _says_the_file(directive) and not _in_its_own_words(mentions[0], directive, spec):
        return _latest(desk)
    if from_list and placed and mentions[0].use == "create":  # what goes beside something is not the beginning of a file
        there = [m for m in mentions if not m.path.endswith(".rs") or m.use != "create" or _is_there(m.path, desk)]
        mentions = there or mentions
    first = _written_out(mentions[0], spec, desk)
    reached = _reach(first, desk)
    if isinstance(reached, Refusal) and reached.code == "file-ambiguous":
        reached = _in_the_same_crate(reached, directive, spec, desk)
        if isinstance(reached, Refusal):
            among = [p for p in desk.tree.paths() if p.endswith("/" + first.path)]
            return _by_evidence(directive, spec, code, block, desk, among) or reached
    if isinstance(reached, Refusal):
        return reached
    if reached.new:
        uses = {m.use for m in (*directive.files, *spec.files, *spec.mentioned) if m.path == first.path}
        begun = "/" in first.path and any(m.path == first.path for m in spec.files) and begins_file(first.path, code)
        if begun or uses & {"create", "test"} or directive.verb == "create":
            return reached if _has_folder(reached.path, desk) else _no_folder(reached.path)
        spoken_of = first.where == "sentence" and first.use == "mention" and first.path not in directive.words
        return (_by_evidence(directive, spec, code, block, desk) if spoken_of else None) or _missing(first, desk)
    if first.use == "create" and directive.verb == "create" and reached.path not in desk.drafts and _says_whole(directive, block):
        return reached
    if not reached.path.endswith(".rs"):
        return _one_manifest(mentions, directive, code, desk) or reached
    said = first.path.rpartition("/")[2] in directive.words
    loose = (not said and first.where not in ("sentence", "comment", "info")) or _of_earlier(first, directive, spec)
    if first.where == "sentence" and not said and first.line != directive.line:
        loose = loose or _lacks_holder(directive, reached.path, desk)  # a line such as `Scope: a.rs, b.rs` says not which
    belongs = _extended(code) if block is not None and block.lang in ("", "rust", "rs") else frozenset()
    if _fits(directive, belongs, reached.path, desk) or (
        first.where == "heading" and _has_place(directive, code, reached.path, desk)
    ):
        listed = _one_of_several(mentions, directive, code, block, desk)
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
        other = _reach(mention, desk)
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
    if not loose or others or not contradicts(reached.path, directive, spec, code, block, desk):
        return reached
    better = _by_evidence(directive, spec, code, block, desk, mentioned_files(spec, desk))
    return better if better is not None and better.path != reached.path else reached


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


def _listed_for_tests(mentions: list[FileMention], spec: Spec, desk: Desk) -> Found | None:
    """The file that the nearest list gives for tests, if only the list says where they go; that of another step is for its own tests."""
    where = mentions[0].where
    if where not in ("list", "metadata"):
        return None
    listed = [m for m in mentions if m.use == "test" and m.where == where and m.path.endswith(".rs")]
    if where == "list":
        listed = [m for m in listed if not _parted(mentions[0].line, m.line, spec)]
    reached = [_reach(m, desk) for m in listed]
    there = {r.path: r for r in reached if isinstance(r, Found) and not r.new}
    return next(iter(there.values())) if len(there) == 1 else None


def _parted(line: int, other: int, spec: Spec) -> bool:
    """Whether a block stands between two lines of the document."""
    return any(min(line, other) < block.line < max(line, other) for block in spec.blocks)


def _one_manifest(mentions: list[FileMention], directive: Directive, code: str, desk: Desk) -> Found | Refusal | None:
    """Of several manifests that only a list names, the one of the crate that the words speak of; None if it is not so."""
    first = mentions[0]
    listed = [m for m in mentions if m.where == first.where and m.path.endswith("/Cargo.toml")]
    if first.where not in ("list", "metadata") or len(listed) < 2:
        return None
    said = [part for name in directive.named for part in name.replace("/", "::").split("::")]
    for name in said:
        found = [m for m in listed if m.path.split("/")[-2] == name]
        if len(found) == 1 and f"dependencies.{name}]" not in code:
            reached = _reach(found[0], desk)
            return reached if isinstance(reached, Refusal) or not reached.new else _missing(found[0], desk)
    rows = tuple(Candidate(m.path, 1, "") for m in listed[:8])
    return Refusal("file-ambiguous", f"{len(listed)} manifests are listed, and nothing says which of them this is for", "", rows)


def _has_folder(path: str, desk: Desk) -> bool:
    """Whether it is said where the new file at `path` goes: a bare name is one of the root only where the root has such files."""
    return "/" in path or path == "build.rs" or any("/" not in p and p.endswith(".rs") for p in (*desk.tree.paths(), *desk.drafts))


def _no_folder(path: str) -> Refusal:
    return Refusal(
        "file-not-found", f"nothing says in which folder `{path}` is to be made", "give its path from the root of the tree"
    )


def _of_earlier(mention: FileMention, directive: Directive, spec: Spec) -> bool:
    """Whether the path stands in the words of an earlier block of the same step, not in those of this one, which add something
    beside or into an item: what is changed may be an expression, which the file can well have."""
    if mention.where != "sentence" or not directive.block or directive.verb not in _ADDING:
        return False
    return mention.line < spec.blocks[directive.block - 1].end_line


def _in_its_own_words(mention: FileMention, directive: Directive, spec: Spec) -> bool:
    """Whether the path stands in the text right above the block, with no other block between."""
    if directive.block is None:
        return mention.path in directive.words
    above = spec.blocks[directive.block - 1].end_line if directive.block else 0
    line = spec.blocks[directive.block].line
    return max(above, line - _OWN_WORDS) < mention.line <= line


_OWN_WORDS = 8  # lines


def reach_path(path: str, directive: Directive, desk: Desk) -> Found | Refusal:
    """The file that `path` leads to, as a mention of it in the words of `directive` would; `file-not-found` if there is none."""
    mention = FileMention(path, directive.line, directive.span, "info", "modify")
    reached = _reach(mention, desk)
    return _missing(mention, desk) if isinstance(reached, Found) and reached.new else reached


def _written_out(mention: FileMention, spec: Spec, desk: Desk) -> FileMention:
    """A short path as the one longer path that ends with it and that the document asks for something in."""
    if _is_there(mention.path, desk):
        return mention
    asked = {m.path for m in (*spec.files, *spec.mentioned) if m.use != "mention" and m.path.endswith("/" + mention.path)}
    there = [path for path in asked if _is_there(path, desk)]
    return mention._replace(path=there[0]) if len(there) == 1 and len(asked) == 1 else mention


def _in_the_same_crate(ambiguous: Refusal, directive: Directive, spec: Spec, desk: Desk) -> Found | Refusal:
    """The one candidate in the crate of every file that the document names in full; the refusal if that does not tell."""
    full = {m.path for m in (*directive.files, *spec.files) if "/" in m.path and not desk.tree.why_not(m.path)}
    crates = {path.partition("/src/")[0] for path in full if "/src/" in path}
    found = [c.file for c in ambiguous.candidates if len(crates) == 1 and c.file.partition("/src/")[0] in crates]
    return (
        Found(found[0], note=f"`{found[0]}` is the one in the crate that the document speaks of") if len(found) == 1 else ambiguous
    )


def _says_whole(directive: Directive, block: Block | None) -> bool:
    return directive.noun == "file" and block is not None


def _reach(mention: FileMention, desk: Desk) -> Found | Refusal:
    """The file that one mention leads to: the path itself, else the one path of the tree that ends with it."""
    path = mention.path.removeprefix("./")
    if path in desk.drafts:
        return Found(path)
    why = desk.tree.why_not(path)
    if not why:
        return Found(path)
    below = path.lstrip("/")
    if why == "outside" and below != path and not desk.tree.why_not(below):
        return Found(below, note=f"`{path}` is `{below}` of this tree")
    if why == "outside":
        return Refusal(
            "outside-root", f"`{path}` leads out of the tree", "name a file inside the tree; --root says where it begins"
        )
    if why != "missing":
        said = {
            "not-utf-8": "is not UTF-8 text",
            "too-large": "is too large",
            "not-a-file": "is no regular file",
            "excluded": "is excluded by the configuration",
        }.get(why, why)
        return Refusal(why, f"`{path}` {said}", "see `uowgen explain " + why + "`")
    known = (*desk.tree.paths(), *desk.drafts)
    ends = sorted({p for p in known if p.endswith("/" + path)})
    if len(ends) == 1:
        return Found(ends[0], note=f"`{path}` is `{ends[0]}`")
    from_source = [p for p in ends if p.endswith("/src/" + path)]  # as a module path is written, from the root of its crate
    if len(ends) > 1 and len(from_source) == 1:
        return Found(from_source[0], note=f"`{path}` is `{from_source[0]}`")
    if len(ends) > 1:
        rows = tuple(Candidate(p, 1, "") for p in ends[:8])
        return Refusal("file-ambiguous", f"{len(ends)} files end with `{path}`", "give the path from the root of the tree", rows)
    return Found(path, new=True)


def _missing(mention: FileMention, desk: Desk) -> Refusal:
    from difflib import get_close_matches

    known = desk.tree.paths()
    name = mention.path.rpartition("/")[2]
    same = [p for p in known if p.rpartition("/")[2] == name]
    near = same[:5] or get_close_matches(mention.path, known, 3, 0.75)
    rows = tuple(Candidate(p, 1, "") for p in near)
    advice = f"did you mean `{near[0]}`?" if near else "give the path from the root, or say `(NEW FILE)`"
    return Refusal("file-not-found", f"the tree has no `{mention.path}`", advice, rows)


def _one_of_several(
    mentions: list[FileMention], directive: Directive, code: str, block: Block | None, desk: Desk
) -> Found | Refusal | None:
    """The file of new items where only a list of several files says where they go: the one that declares most of what they name.

    A refusal if no one of them does; None if it is not so.
    """
    first = mentions[0]
    if first.where not in ("list", "metadata") or block is None or directive.anchors or directive.verb not in _ADDING:
        return None
    alike = [m for m in mentions if m.where == first.where and abs(m.line - first.line) <= _ONE_LIST and m.path.endswith(".rs")]
    reached = [_reach(m, desk) for m in alike if m.use in ("modify", "mention")]
    there = {r.path: r for r in reached if isinstance(r, Found) and not r.new}
    if len(there) < 2 or first.use not in ("modify", "mention"):
        return None
    called = called_in_words(directive, block, tuple(there))
    if len(called) == 1:
        return there[called[0]]
    names = {token.text for token in lex(code.encode())}
    shared = {path: len(names & {i.name for i in items_of(desk.parsed(path)) if i.kind != "mod"}) for path in there}
    most = [path for path, count in shared.items() if count == max(shared.values()) > 0]
    if len(most) == 1:
        return there[most[0]]
    rows = tuple(Candidate(path, 1, "") for path in tuple(there)[:8])
    message = f"{len(there)} files are listed, and nothing says which of them this is for"
    return Refusal("file-ambiguous", message, "name the file in the sentence above the block", rows)


_ADDING = ("add", "insert", "append", "place")
_ONE_LIST = 8  # lines: a list of files is short, and another that far away is another task's


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
    return any(name.isalnum() and name in draft.data for name in beside)


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
        a.name.removesuffix("()").rpartition("::")[2]
        for a in directive.anchors
        if a.relation in _INSIDE and a.name in directive.words
    ]
    told = [n.encode() for n in inside if len(n) >= _LONG_NAME and "_" in n and n.isidentifier()]
    return draft is not None and bool(told) and not any(n in draft.data for n in told)


_INSIDE = ("in", "start_of", "end_of")
_LONG_NAME = 6
