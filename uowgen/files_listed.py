"""Which of the files that a list names a block is for, where only the list says so; a refusal if nothing tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.file_evidence import mentioned_files
from uowgen.file_of_neighbours import called_in_words
from uowgen.files_reached import Found, is_there, missing, reach
from uowgen.model import Candidate, Refusal
from uowgen.operations.add_import import leaves_of
from uowgen.regex import when_used
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import items_of
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from uowgen.desk import Desk
    from uowgen.model import Block, Directive, FileMention, Spec


def listed_for_tests(mentions: list[FileMention], spec: Spec, desk: Desk) -> Found | None:
    """The file that the nearest list gives for tests, if only the list says where they go; that of another step is for its own tests."""
    where = mentions[0].where
    if where not in ("list", "metadata"):
        return None
    listed = [m for m in mentions if m.use == "test" and m.where == where and m.path.endswith(".rs")]
    if where == "list":
        listed = [m for m in listed if not _parted(mentions[0].line, m.line, spec)]
    reached = [reach(m, desk) for m in listed]
    there = {r.path: r for r in reached if isinstance(r, Found) and not r.new}
    return next(iter(there.values())) if len(there) == 1 else None


def called_first(mentions: list[FileMention], directive: Directive) -> list[FileMention]:
    """`mentions` with the one first that the sentence above the block begins with, by its name alone: `config, after `x`:`, `Parser: …`."""
    said = _LABEL.match(directive.lead)
    if said is None or mentions[0].path.rpartition("/")[2] in directive.lead:
        return mentions
    found = [m for m in mentions if m.path.rpartition("/")[2] == said[1].lower() + ".rs"]
    return [*found, *(m for m in mentions if m not in found)] if len({m.path for m in found}) == 1 else mentions


_LABEL = when_used(r"^[*_`]*(\w+)[*_`]*[,:](?= |[*_]* )")


def _parted(line: int, other: int, spec: Spec) -> bool:
    """Whether a block stands between two lines of the document."""
    return any(min(line, other) < block.line < max(line, other) for block in spec.blocks)


def one_manifest(mentions: list[FileMention], directive: Directive, code: str, desk: Desk) -> Found | Refusal | None:
    """Of several manifests that only a list names, the one of the crate that the words speak of; None if it is not so."""
    first = mentions[0]
    listed = [m for m in mentions if m.where == first.where and m.path.endswith("/Cargo.toml")]
    if first.where not in ("list", "metadata") or len(listed) < 2:
        return None
    said = [part for name in directive.named for part in name.replace("/", "::").split("::")]
    for name in said:
        found = [m for m in listed if m.path.split("/")[-2] == name]
        if len(found) == 1 and f"dependencies.{name}]" not in code:
            reached = reach(found[0], desk)
            return reached if isinstance(reached, Refusal) or not reached.new else missing(found[0], desk)
    rows = tuple(Candidate(m.path, 1, "") for m in listed[:8])
    return Refusal("file-ambiguous", f"{len(listed)} manifests are listed, and nothing says which of them this is for", "", rows)


def one_of_several(
    mentions: list[FileMention], directive: Directive, code: str, block: Block | None, desk: Desk
) -> Found | Refusal | None:
    """The file of new items where only a list of several files says where they go: the one that declares most of what they name.

    A refusal if no one of them does; None if it is not so.
    """
    first = mentions[0]
    if first.where not in ("list", "metadata") or block is None or directive.anchors or directive.verb not in _ADDING:
        return None
    alike = [m for m in mentions if m.where == first.where and abs(m.line - first.line) <= _ONE_LIST and m.path.endswith(".rs")]
    reached = [reach(m, desk) for m in alike if m.use in ("modify", "mention")]
    there = {r.path: r for r in reached if isinstance(r, Found) and not r.new}
    if len(there) < 2 or first.use not in ("modify", "mention"):
        return None
    called = called_in_words(directive, block, tuple(there))
    if len(called) == 1:
        return there[called[0]]
    resolving = [path for path in there if _resolves(code, path, desk)] if "super::" in code else []
    if len(resolving) == 1:
        return there[resolving[0]]
    names = {token.text for token in lex(code.encode())}
    shared = {path: len(names & {i.name for i in items_of(desk.parsed(path)) if i.kind != "mod"}) for path in there}
    most = [path for path, count in shared.items() if count == max(shared.values()) > 0]
    if len(most) == 1:
        return there[most[0]]
    rows = tuple(Candidate(path, 1, "") for path in tuple(there)[:8])
    message = f"{len(there)} files are listed, and nothing says which of them this is for"
    return Refusal("file-ambiguous", message, "name the file in the sentence above the block", rows)


def _resolves(code: str, path: str, desk: Desk) -> bool:
    """Whether every import of `code` that begins with `super::` names something that the parent module of the file at `path` has."""
    items = [i for i in read_fragment(code).items if not i.path and i.kind == "use"]
    wanted = {leaf.split("::")[1].split(" ")[0] for i in items for leaf in leaves_of(i.name) if leaf.startswith("super::")}
    folder, _, name = path.rpartition("/")
    if name in ("lib.rs", "main.rs"):
        return False
    if name == "mod.rs":
        folder = folder.rpartition("/")[0]
    homes = [f"{folder}/mod.rs", f"{folder}.rs", f"{folder}/lib.rs", f"{folder}/main.rs"]
    known = [home for home in homes if is_there(home, desk)]
    declared = {i.name for home in known for i in items_of(desk.parsed(home)) if not i.path}
    return all(
        word in declared or is_there(f"{folder}/{word}.rs", desk) or is_there(f"{folder}/{word}/mod.rs", desk)
        for word in wanted - {"*"}
    )


_ADDING = ("add", "insert", "append", "place")
_ONE_LIST = 8  # lines: a list of files is short, and another that far away is another task's


_DECLARED = frozenset({"const", "static", "struct", "enum", "union", "trait", "type", "fn"})


def declares_it(mentions: list[FileMention], path: str, code: str, block: Block | None, desk: Desk) -> str | None:
    """The one other file of a list that has every item of a block by its kind and name, where the file that comes first has none of them."""
    if block is None or block.lang not in ("", "rust", "rs"):
        return None
    shown = [i for i in read_fragment(code).items if not i.parent]
    if not shown or any(i.kind not in _DECLARED or i.name in ("main", "tests") for i in shown):
        return None
    wanted = {(i.kind, i.name) for i in shown}

    def has(where: str) -> set[tuple[str, str]]:
        return {(i.kind, i.name) for i in items_of(desk.parsed(where)) if not i.parent} & wanted

    if has(path):
        return None
    others = {
        m.path for m in mentions if m.where == "list" and m.path != path and m.path.endswith(".rs") and is_there(m.path, desk)
    }
    found = [p for p in sorted(others)[:12] if has(p) == wanted]
    return found[0] if len(found) == 1 else None


def has_such_matches(path: str, code: str, block: Block | None, spec: Spec, desk: Desk) -> str | None:
    """The one file that has a match on the enum of which the patterns of the arms `code` are, and the file at `path` has not."""
    if block is None or block.lang not in ("", "rust", "rs") or read_fragment(code).shape != "arms":
        return None
    from uowgen.operations.match_arms import enum_of_arms, has_match_of

    enum = enum_of_arms(code.encode())
    if not enum or has_match_of(desk.parsed(path), enum):
        return None
    near = [p for p in mentioned_files(spec, desk) if p != path and has_match_of(desk.parsed(p), enum)]
    among = near or [p for p in desk.tree.containing((enum.encode() + b"::",)) if has_match_of(desk.parsed(p), enum)]
    return among[0] if len(among) == 1 else None
