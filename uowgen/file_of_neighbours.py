"""Where a block belongs whose words name no file: beside what the run has written already, or in the file that a heading calls by its name.

It is asked last, and answers only if one file is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.file_evidence import contradicts, mentioned_files
from uowgen.operations.add_import import leaves_of
from uowgen.rust.fragment import read_fragment, takes_self
from uowgen.rust.items import items_of
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.desk import Desk
    from uowgen.model import Block, Directive, Spec
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def file_of_neighbours(directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> str | None:
    """The one file that lacks what the block declares, that has the fields which its methods read, or that the words call by its name."""
    if block is None or block.lang not in ("", "rust", "rs"):
        return None
    changed = [path for path, draft in desk.drafts.items() if path.endswith(".rs") and draft.original is not None]
    among = list(dict.fromkeys((*mentioned_files(spec, desk), *changed)))
    items = [i for i in read_fragment(code).items if not i.path]
    for found in (
        [path for path in changed if _lacks(desk.parsed(path), items)],
        [path for path in among if _has_fields(desk.parsed(path), _fields(code, items))],
        called_in_words(directive, block, among),
    ):
        if len(found) == 1:
            return None if contradicts(found[0], directive, spec, code, block, desk) else found[0]
    return None


def _lacks(file: RustFile, items: Sequence[Item]) -> bool:
    """Whether `file` calls a function of `items`, or names a type of them, by the name alone, and neither declares nor imports it."""
    known = {i.name for i in items_of(file)} | {
        leaf.rpartition("::")[2] for i in items_of(file) if i.kind == "use" for leaf in leaves_of(i.name)
    }
    if "*" in known:
        return False
    wanted = {i.name for i in items if i.kind in _DECLARED and not takes_self(i)} - known
    if not wanted or any(i.name in known for i in items if i.kind in _DECLARED):
        return False
    texts = [t.text for t in lex(file.source.data)]
    return any(
        text in wanted
        and texts[n - 1 : n] not in (["."], ["::"], ["fn"])
        and texts[n + 1 : n + 2] in (["("], ["<"], ["{"], [")"], [">"])
        for n, text in enumerate(texts)
    )


_DECLARED = ("fn", "struct", "enum", "type")


def _fields(code: str, items: Sequence[Item]) -> frozenset[str]:
    """The fields that methods at the top level of `code` read of `self`."""
    if not items or not all(takes_self(i) for i in items):
        return frozenset()
    texts = [t.text for t in lex(code.encode())]
    return frozenset(
        texts[n + 2] for n, text in enumerate(texts[:-3]) if text == "self" and texts[n + 1] == "." and texts[n + 3] != "("
    )


def _has_fields(file: RustFile, names: frozenset[str]) -> bool:
    """Whether a struct of `file` has all fields of `names`, one of which is more than a common word."""
    if not any(len(name) >= _TELLING for name in names):
        return False
    owners: dict[tuple[str, ...], set[str]] = {}
    for item in items_of(file):
        if item.kind == "field" and item.parent.startswith("struct "):
            owners.setdefault(item.path, set()).add(item.name)
    return any(names <= fields for fields in owners.values())


_TELLING = 5  # letters


def called_in_words(directive: Directive, block: Block, paths: Sequence[str]) -> list[str]:
    """Those of `paths` that a short heading, or a short announcement, calls by their name: `Part B: the lock`, ``x86:``."""
    for text in (directive.words, *reversed(block.headings[1:])):
        words = [w.lower() for w in _words(text)]
        said = [w for w in words if w not in _EMPTY and not w.isdigit() and len(w) > 1]
        found = [path for path in paths if _stem(path) in said] if len(said) <= _SHORT else []
        if found:
            return found
    return []


def _stem(path: str) -> str:
    folders, _, name = path.rpartition("/")
    stem = name.removesuffix(".rs")
    if stem == "mod":
        return folders.rpartition("/")[2].lower()
    return stem.lower() if stem not in ("lib", "main", "build") else ""


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "_-" else " " for c in text).split()


_SHORT = 3  # words
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "of",
        "for",
        "to",
        "and",
        "part",
        "step",
        "task",
        "phase",
        "stage",
        "change",
        "file",
        "module",
        "imports",
        "import",
        "code",
        "rust",
        "rs",
        "new",
        "then",
    ]
)
