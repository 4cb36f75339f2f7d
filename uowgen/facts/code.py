"""The tree as facts are read from it: parsed files and declarations by name, each parsed once and only when it can matter.

It finds and does not judge: which of several declarations a sentence means is decided where the sentence is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.condition import Condition, condition_of, together
from uowgen.facts.reached import condition_of_file, inner_condition, inside_module
from uowgen.rust.items import Item, items_of, nested
from uowgen.rust.syntax import RustFile

if TYPE_CHECKING:
    from uowgen.tree import Tree

# More files than this with one name in them: the name is too common to search for.
_MOST_FILES = 400
# After so many searches of the whole tree it pays to note once which words each file has (about 30 searches' worth).
_SEARCHES = 24


class Declaration(NamedTuple):
    """An item with the file that it stands in and the condition under which it exists there."""

    file: CodeFile
    item: Item
    condition: Condition

    @property
    def line(self) -> int:
        """1-based line of the item itself (not of its documentation)."""
        return self.file.rust.source.line_of(self.item.span.start)

    @property
    def end_line(self) -> int:
        """1-based line of the item's last byte."""
        return self.file.rust.source.line_of(max(self.item.span.start, self.item.span.end - 1))

    @property
    def text(self) -> str:
        """The item's source text, without its documentation and attributes."""
        return self.file.rust.source.slice(self.item.span)

    @property
    def place(self) -> str:
        """`path:line`."""
        return f"{self.file.path}:{self.line}"

    @property
    def owner(self) -> str:
        """The type or trait whose impl or body it stands in, without the word before it; empty for a free item."""
        parent = self.item.parent
        kind, _, name = parent.partition(" ")
        return name if kind in ("impl", "trait", "struct", "enum", "union") else ""


class CodeFile:
    """One parsed file: its items, and the condition of each."""

    __slots__ = ("_declarations", "_nested", "condition", "path", "rust")

    def __init__(self, rust: RustFile, condition: Condition) -> None:
        self.rust = rust
        self.path = rust.source.path
        self.condition = condition
        self._declarations: tuple[Declaration, ...] | None = None
        self._nested: tuple[Declaration, ...] | None = None

    def declarations(self) -> tuple[Declaration, ...]:
        """Every item of the file in document order, members and items defined by macro calls included."""
        if self._declarations is None:
            found: list[Declaration] = []
            around: list[tuple[int, Condition]] = [(len(self.rust.source.data) + 1, self.condition)]
            for item in items_of(self.rust):
                while item.span.start >= around[-1][0]:
                    around.pop()
                condition = together(around[-1][1], condition_of(item.attributes)) if item.attributes else around[-1][1]
                if item.kind == "mod":
                    condition = inside_module(self, item.node, condition)
                found.append(Declaration(self, item, condition))
                around.append((item.span.end, condition))
            self._declarations = tuple(found)
        return self._declarations

    def named(self, name: str) -> tuple[Declaration, ...]:
        """The file's declarations called `name`."""
        return tuple(d for d in self.declarations() if d.item.name == name)

    def inner(self, declaration: Declaration) -> tuple[Declaration, ...]:
        """The items declared inside the body of the function `declaration`."""
        return tuple(
            Declaration(self, item, together(declaration.condition, condition_of(item.attributes)))
            for item in nested(self.rust, declaration.item)
        )

    def nested(self) -> tuple[Declaration, ...]:
        """The items declared inside the bodies of functions, with their members, in document order."""
        if self._nested is None:
            self._nested = tuple(d for function in self.declarations() if function.item.kind == "fn" for d in self.inner(function))
        return self._nested


class Code:
    """The files of a tree, parsed on demand."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._files: dict[str, CodeFile | None] = {}
        self._containing: dict[str, tuple[str, ...]] = {}
        self._words: dict[bytes, list[str]] | None = None
        self._conditions: dict[str, Condition] = {}
        self._declared: dict[str, tuple[Declaration, ...]] = {}
        self._impls: dict[str, tuple[Declaration, ...]] = {}

    def file(self, path: str) -> CodeFile | None:
        """The parsed file at `path`; None if the tree has no such text."""
        if path not in self._files:
            source = self.tree.read(path)
            if source is None:
                self._files[path] = None
            else:
                rust = RustFile(source)
                self._files[path] = CodeFile(rust, together(self.condition(path), inner_condition(rust)))
        return self._files[path]

    def condition(self, path: str) -> Condition:
        """The condition under which the file at `path` belongs to its crate, without what it says of itself."""
        if path not in self._conditions:
            self._conditions[path] = "always"  # while it is worked out: files may lead to each other
            self._conditions[path] = "tests" if _test_only(path) else condition_of_file(self, path)
        return self._conditions[path]

    def paths_with(self, text: str) -> tuple[str, ...]:
        """The Rust files whose bytes contain `text`, sorted; a search that parses nothing."""
        if text not in self._containing:
            self._containing[text] = self.tree.containing((text.encode("utf-8"),))
        return self._containing[text]

    def paths_with_word(self, name: str) -> tuple[str, ...]:
        """The Rust files that may have the identifier `name` as a word, sorted: all of them, and sometimes more."""
        if name in self._containing or len(self._containing) < _SEARCHES or not _is_word(name):
            return self.paths_with(name)
        if self._words is None:
            self._words = _words_of(self.tree)
        return tuple(self._words.get(name.encode("ascii"), ()))

    def declared(self, name: str, near: tuple[str, ...] = ()) -> tuple[Declaration, ...]:
        """Every declaration called `name`: those in the files `near` if there are any, else those of the whole tree."""
        if not name:
            return ()
        return tuple(d for path in near for d in self._named(path, name)) or self.declared_anywhere(name)

    def declared_anywhere(self, name: str) -> tuple[Declaration, ...]:
        """Every declaration called `name` of the whole tree; none when too many files have that name in them."""
        if name not in self._declared:
            paths = self.paths_with_word(name)
            found = () if len(paths) > _MOST_FILES else tuple(d for path in paths for d in self._named(path, name))
            self._declared[name] = found
        return self._declared[name]

    def impls_of(self, type_name: str) -> tuple[Declaration, ...]:
        """Every impl of the tree whose type is called `type_name`, inherent ones and those of traits."""
        if type_name not in self._impls:
            self._impls[type_name] = tuple(
                d
                for path in self.paths_with_word(type_name)[:_MOST_FILES]
                if (file := self.file(path)) is not None
                for d in file.declarations()
                if d.item.kind == "impl" and implemented(d)[1] == type_name
            )
        return self._impls[type_name]

    def _named(self, path: str, name: str) -> tuple[Declaration, ...]:
        source = self.tree.read(path) if path not in self._files else None
        if source is not None and name.encode("utf-8") not in source.data:
            return ()
        file = self.file(path)
        return () if file is None else file.named(name)


def _is_word(name: str) -> bool:
    return name.isascii() and name.replace("_", "a").isalnum()


# Every byte that can stand in a word as itself, capitals included; all others as a blank. Letters beyond ASCII part words, which
# are then found in pieces, and a name of such letters is searched for in full.
_BLANKED = bytes(b if (chr(b).isalnum() and b < 128) or b == 95 else 32 for b in range(256))


def _words_of(tree: Tree) -> dict[bytes, list[str]]:
    """Which Rust files, in order, have each word: read once, nothing parsed."""
    found: dict[bytes, list[str]] = {}
    for path in tree.paths():
        source = tree.read(path) if path.endswith(".rs") else None
        for word in set(source.data.translate(_BLANKED).split()) if source is not None else ():
            found.setdefault(word, []).append(path)
    return found


def implemented(declaration: Declaration) -> tuple[str, str]:
    """The trait (empty for an inherent impl) and the type of an impl."""
    trait, found, name = declaration.item.name.rpartition(" for ")
    return (trait, name) if found else ("", declaration.item.name)


def counts(declaration: Declaration) -> bool:
    """Whether some ordinary build has the declaration."""
    return declaration.condition in ("always", "sometimes")


def _test_only(path: str) -> bool:
    parts = path.split("/")
    return "tests" in parts[:-1] or "benches" in parts[:-1] or parts[-1] in ("tests.rs", "test.rs")
