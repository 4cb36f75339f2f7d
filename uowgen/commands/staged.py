"""Which specs the next commit concerns: those it changes, and those that name what it changes. It decides no criterion.

On the way to “none of them” nothing is loaded that reads Markdown or Rust: this is what runs at every commit.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen.commands.configured import MARKDOWN, configuration_of, reads_like_a_spec, with_severity
from uowgen.workspace.configuration import CARGO, DEFAULT
from uowgen.workspace.globs import covering
from uowgen.workspace.index_tree import IndexTree
from uowgen.workspace.places import find_root

if TYPE_CHECKING:
    from uowgen.diagnostic import Diagnostic
    from uowgen.workspace.configuration import Configuration
    from uowgen.workspace.index_tree import Staged

_EVERYTHING = ("uowgen.toml", "uowgen-baseline.json")
_FLAGS = ("--staged", "--claimed", "--strict")
_WORD = bytes(ch if chr(ch).isalnum() or ch == 95 or ch > 127 else 32 for ch in range(256))
# Words that stand in nearly every Rust file: that a file has them does not make it one that a criterion speaks of.
_COMMON = frozenset(
    b"""Arc Box Clone Copy Debug Default Drop Eq Err From Hash Into Iterator None Ok Option Ord PartialEq PartialOrd Rc Result Self Send
    Some String Sync Vec as bool break char clone const continue core crate default derive drop else enum err error false fmt fn for
    from get i16 i32 i64 i8 if impl in into is_empty isize iter len let loop match mod move mut new none not ok panic pub push ref return
    self set some static std str struct super test tests trait true type u16 u32 u64 u8 unsafe unwrap use usize where while""".split()
)


# No sentence of a criterion goes on for longer, in bytes.
_LONGEST = 2000


class Relevant(NamedTuple):
    """The index, its configuration, what is wrong with the two, and the specs to judge, as paths from the root."""

    tree: IndexTree
    configuration: Configuration
    problems: tuple[Diagnostic, ...]
    specs: tuple[str, ...]


def nothing_to_judge(arguments: list[str]) -> bool:
    """Whether `arguments` (the command's name first) ask only for the specs that speak of what is staged, and there are none.

    False too when that cannot be told without parsing them.
    """
    if arguments[:1] != ["verify"] or "--staged" not in arguments:
        return False
    rest = [argument for argument in arguments[1:] if argument not in _FLAGS]
    if any(argument.startswith("-") for argument in rest):
        return False
    found = relevant(find_root(os.getcwd()), rest)
    found.tree.objects.close()
    return found.tree.usable and not found.specs and not found.problems


def relevant(root: str, given: list[str]) -> Relevant:
    """The specs that are staged in the work tree around `root`, or speak of what is staged. Files `given` (from the current folder) count as changed."""
    tree = IndexTree(root)
    staged = {change.path: change for change in tree.staged()} if tree.usable else {}
    changed = {*staged, *_below(root, given)}
    problems = _unusable(tree)
    if problems or not changed:
        return Relevant(tree, DEFAULT, problems, ())
    configuration, problems = configuration_of(tree)
    tree.leave_out(configuration.exclude)
    if any(problem.severity == "error" for problem in problems):
        return Relevant(tree, configuration, problems, ())
    unwanted = covering(configuration.exclude)
    changed = {path for path in changed if not unwanted(path)}
    specs = claiming(tree, configuration) if changed else {}
    chosen = CARGO if configuration.source is not None and configuration.source.path == CARGO else ""
    if changed.isdisjoint((*_EVERYTHING, chosen)):
        versions = {name for path in changed if path.endswith(".rs") for name in _contents(path, staged, tree)}
        words = frozenset().union(*(_words(tree.objects.content(name) or b"") for name in versions)) - _COMMON
        names = [os.path.basename(path).encode("utf-8", "surrogateescape") for path in changed]
        specs = {
            p: d for p, d in specs.items() if p in changed or any(name in d for name in names) or not words.isdisjoint(_claimed(d))
        }
    return Relevant(tree, configuration, with_severity(problems, configuration.severity), tuple(sorted(specs)))


def claiming(tree: IndexTree, configuration: Configuration) -> dict[str, bytes]:
    """The Markdown files of the index in which some box is ticked, by path: those that the configuration calls specs.

    Where it says nothing of specs, those that have a word that only specs have: a list of things done in a README claims nothing.
    """
    wanted, unwanted = covering(configuration.specs or ("**",)), covering(configuration.exclude)
    documents = [(p, e.content) for p, e in tree.entries.items() if p.endswith(MARKDOWN) and e.mode.startswith("100")]
    documents = [(path, name) for path, name in documents if wanted(path) and not unwanted(path)]
    contents = tree.objects.contents([name for _, name in documents])
    return {
        path: content
        for (path, _), content in zip(documents, contents, strict=True)
        if content is not None and (b"[x]" in content or b"[X]" in content) and (configuration.specs or reads_like_a_spec(content))
    }


def _below(root: str, given: list[str]) -> list[str]:
    """The files of `given` that lie below `root`, as paths from it."""
    real = os.path.realpath(root)
    paths = [os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path)) for path in given]
    return [os.path.relpath(path, real) for path in paths if path.startswith(real + os.sep)]


def _unusable(tree: IndexTree) -> tuple[Diagnostic, ...]:
    if tree.usable and not tree.unmerged:
        return ()
    from uowgen.diagnostic import Diagnostic

    if not tree.usable:
        return (
            Diagnostic("no-index", "there is no git work tree, so that nothing is staged", tree.root, help="leave --staged out"),
        )
    message = "a merge left this file open: what the next commit will hold is not known"
    return tuple(Diagnostic("unmerged", message, path, help="resolve it and `git add` it") for path in tree.unmerged)


def _contents(path: str, staged: dict[str, Staged], tree: IndexTree) -> set[str]:
    """The names of the contents that a changed path has and had."""
    if path in staged:
        return {name for name in (staged[path].before, staged[path].after) if name is not None}
    return {tree.entries[path].content} if path in tree.entries else set()


def _words(text: bytes) -> frozenset[bytes]:
    return frozenset(text.translate(_WORD).split())


def _claimed(document: bytes) -> frozenset[bytes]:
    """The names in backticks of the ticked lines of `document`, and of what goes on below them."""
    found: list[bytes] = []
    for mark in (b"[x]", b"[X]"):
        at = document.find(mark)
        while at >= 0:
            rows = document[at : at + _LONGEST].split(b"\n")
            count = next((n for n, row in enumerate(rows[1:], 1) if _begins(row.strip())), len(rows))
            found += b" ".join(rows[:count]).split(b"`")[1::2]
            at = document.find(mark, at + 3)
    return _words(b" ".join(found)) - _COMMON


def _begins(row: bytes) -> bool:
    """Whether something else than the sentence of the line before stands in `row`."""
    return row[:2] in (b"- ", b"* ", b"+ ") or row[:1].isdigit() or row[:1] in (b"", b"#", b"|")
