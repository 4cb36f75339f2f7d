"""What is at hand for a criterion: the files that its spec speaks of, the code of its blocks, the names that these know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile


def files_of(case: Case) -> tuple[str, ...]:
    """The Rust files that the spec names, as the tree has them, those to be written first."""
    kept = case.kept.get("files")
    if not isinstance(kept, tuple):
        order = sorted(case.spec.files, key=lambda f: f.use == "mention")
        found = [path for f in order if f.path.endswith(".rs") for path in resolved_path(case, f.path)]
        found += [path for folder in crate_folders(case) for path in case.code.tree.paths() if path.startswith(f"{folder}/src/")]
        if not any(f.path.endswith(".rs") for f in order):
            found = [path for mentioned in mentioned_files(case) for path in resolved_path(case, mentioned)]
        kept = case.kept["files"] = tuple(dict.fromkeys(found))
    return kept


def crate_folders(case: Case) -> tuple[str, ...]:
    """The folders in backticks in the spec that are a crate of the tree: what the spec says of a crate, it says of its files."""
    pieces = case.document.slice(case.spec.span).split("`")[1::2]
    said = dict.fromkeys(p.strip().removeprefix("./").rstrip("/") for p in pieces if "/" in p and "\n" not in p and "." not in p)
    return tuple(f for f in said if any(case.code.tree.read(f"{f}/src/{root}.rs") is not None for root in ("lib", "main")))


def mentioned_files(case: Case) -> tuple[str, ...]:
    """The Rust files of the spec's prose, for a spec that lists none."""
    from uowgen.claims.mentioned import rust_files_in

    return rust_files_in(case.document.slice(case.spec.span))


def is_of_a_new_file(case: Case, near: tuple[str, ...], name: str) -> bool:
    """Whether the spec speaks of Rust files of which the tree has none: what it names is then not what stands elsewhere.

    Where it speaks of files that are there as well, this is so of what its own blocks declare.
    """
    paths = [f.path for f in case.spec.files if f.path.endswith(".rs")] or list(mentioned_files(case))
    if not any(not resolved_path(case, path) for path in paths):
        return False
    return not near or any(d.item.name == name and not d.item.path for file in block_files(case) for d in file.declarations())


def resolved_path(case: Case, path: str) -> tuple[str, ...]:
    """The files of the tree that `path` may mean: itself, else those that end with it."""
    clean = path.removeprefix("./")
    if case.code.tree.read(clean) is not None:
        return (clean,)
    if clean.startswith(("/", "../")) or not clean.endswith((".rs", "Cargo.toml")):
        return ()
    meant = tuple(dict.fromkeys(f.path for f in case.spec.files if f.path.endswith("/" + clean) and f.path != path))
    if meant:  # the spec says in full elsewhere which file it speaks of
        return tuple(p for m in meant for p in (resolved_path(case, m) if m != clean else ()))
    found = tuple(p for p in case.code.tree.paths() if p.endswith("/" + clean))
    return _said_in_full(case, clean, found) or found if len(found) > 1 else found


def _said_in_full(case: Case, clean: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `found` that the spec's prose calls by more of their path than `clean` does, if they are told apart by it."""
    longer = [path for path in mentioned_files(case) if path.endswith("/" + clean)]
    return tuple(p for p in found if any(f"/{p}".endswith("/" + path.removeprefix("./")) for path in longer))


def block_files(case: Case) -> tuple[CodeFile, ...]:
    """The spec's Rust blocks that are to be written, as parsed files."""
    return case.once("blocks", lambda: _files_of_blocks(case, ("code", "after")))


def quoted_files(case: Case) -> tuple[CodeFile, ...]:
    """The spec's Rust blocks that show what is there, or was before a change, as parsed files."""
    return case.once("quoted blocks", lambda: _files_of_blocks(case, ("quote", "before")))


def _files_of_blocks(case: Case, roles: tuple[str, ...]) -> tuple[CodeFile, ...]:
    from uowgen.facts.code import CodeFile
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    return tuple(
        CodeFile(RustFile(Source(case.spec.path, b.code.encode("utf-8"))), "always")
        for b in case.spec.blocks
        if b.role in roles and b.lang in ("rust", "rs", "")
    )


def is_known(case: Case, name: str) -> bool:
    """Whether the spec's blocks or files declare something called `name`; `~range`: whether a type there has a name that ends in `Range`."""
    kept = case.kept.get("names")
    if not isinstance(kept, frozenset):
        names = {d.item.name for f in block_files(case) for d in f.declarations()}
        for path in files_of(case):
            file = case.code.file(path)
            if file is not None:
                names |= {d.item.name for d in file.declarations()}
        ends = {
            f"~{last_hump(d.item.name)}" for f in block_files(case) for d in f.declarations() if d.item.kind in ("struct", "enum")
        }
        kept = case.kept["names"] = frozenset(names | ends)
    return name in kept


def stands_somewhere(case: Case, name: str) -> bool:
    """Whether the word `name` is in any Rust file of the tree, in whatever place."""
    for path in case.code.paths_with_word(name):
        source = case.code.tree.read(path)
        if source is None or re.search(rf"(?<!\w){name}(?!\w)", source.data.decode("utf-8", "replace")):
            return True
    return False


def nothing_at_hand(case: Case) -> bool:
    """Whether neither the spec nor the files that it names declare a type: then a sentence is read for its words alone."""
    files = [*block_files(case), *(f for f in (case.code.file(p) for p in files_of(case)) if f is not None)]
    return not any(d.item.kind in ("struct", "enum") for f in files for d in f.declarations())


def last_hump(name: str) -> str:
    start = max((n for n, ch in enumerate(name) if ch.isupper()), default=0)
    return name[start:].lower()


def is_target(path: str, near: tuple[str, ...]) -> bool:
    """Whether it is one of the tests or benchmarks that cargo builds from a file of their own, and the spec names that file."""
    return path in near and any(f"/{folder}/" in f"/{path}" for folder in ("tests", "benches"))


def file_name(path: str) -> str:
    return path.rpartition("/")[2]
