"""The one importer of tree-sitter: parsers for Rust and Markdown.

It does not know what the trees mean; `rust/` and `spec/` do.

The packages' own `__init__` modules import `typing` and `importlib.resources`, which cost more than the parsers themselves, so
the extension modules are loaded directly. Where a release lays its files out otherwise, the ordinary import takes over.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

__all__ = ["Node", "Tree", "parse_markdown", "parse_rust", "parse_rust_parts"]

# A pathological nesting depth makes recursive walks fail and the parser slow; real code stays below a few hundred.
MAX_BYTES = 16_000_000


def parse_rust(data: bytes) -> Tree:
    """The syntax tree of `data` (Rust source, UTF-8 bytes). Never fails: errors are nodes of the tree."""
    tree = _rust_parser().parse(data)
    return _with_macros_called_like_types(data, tree) if tree.root_node.has_error else tree


def _with_macros_called_like_types(data: bytes, tree: Tree) -> Tree:
    """The tree of `data` in which `str![…]`, `u8!(…)` are macro calls: the grammar keeps the names of primitive types for types.

    What is parsed first has other names of the same length there. Parsing `data` itself with that tree at hand, as if nothing had
    been edited since, takes over its nodes, and they speak of `data`.
    """
    import re

    types = rb"(?<![\w'#.])(?:str|char|bool|[iu](?:8|16|32|64|128|size)|f32|f64)(?=!\s*[(\[{])"
    renamed = re.sub(types, lambda found: b"_" + found[0][1:], data)
    return tree if renamed == data else _rust_parser().parse(data, _rust_parser().parse(renamed))


def parse_rust_parts(data: bytes, parts: list[tuple[int, int]]) -> Tree:
    """The syntax tree of the pieces `parts` (start and end bytes, ascending) of `data`, as if they followed each other directly.

    Nodes have the offsets that they have in `data`.
    """
    parser, new_range = _parser("tree_sitter_rust"), _extension("tree_sitter").Range
    parser.included_ranges = [new_range((0, 0), (0, 0), start, end) for start, end in parts]
    return parser.parse(data)


def parse_markdown(data: bytes) -> Tree:
    """The block structure of `data` (CommonMark with GitHub's tables and task lists, UTF-8 bytes). Never fails."""
    return _markdown_parser().parse(data)


@cache
def _rust_parser() -> Parser:
    return _parser("tree_sitter_rust")


@cache
def _markdown_parser() -> Parser:
    return _parser("tree_sitter_markdown")


def _parser(package: str) -> Parser:
    core = _extension("tree_sitter")
    language = _extension(package)
    parser: Parser = core.Parser(core.Language(language.language()))
    return parser


@cache
def _extension(package: str) -> Any:
    """The `_binding` extension module of `package`, without running the package's `__init__` when that can be avoided."""
    name = f"{package}._binding"
    if name in sys.modules:
        return sys.modules[name]
    if package not in sys.modules:
        found = PathFinder.find_spec(package)
        places = found.submodule_search_locations if found else None
        inner = PathFinder.find_spec("_binding", places) if places else None
        if inner is not None and inner.origin and isinstance(inner.loader, ExtensionFileLoader):
            try:
                spec = ModuleSpec(name, ExtensionFileLoader(name, inner.origin), origin=inner.origin)
                loader = spec.loader
                assert loader is not None
                module = loader.create_module(spec)
                if module is not None:
                    loader.exec_module(module)
                    return module
            except ImportError:
                pass  # another layout: the ordinary import below
    from importlib import import_module

    return import_module(name)
