"""Decides that a free function, which a method of the same name is not, or a stub that the spec quotes is no longer there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, quoted_files
from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, is_path, is_plain, owner_name
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration


def gone(case: Case, name: str, how: str, place: str) -> Finding:
    """Looks in `place`, a file or folder, else in the files of the spec. `how` is `free` or `stub`."""
    bare = bare_name(name)
    if not is_plain(name) or (place and not is_path(place)):
        return undecided("not-understood", f"where `{name}` is to be gone is not said as a file")
    files = _files(case, place)
    if isinstance(files, Finding):
        return files
    if not files:
        return undecided("no-place", f"where `{name}` is to be gone is not said")
    there = [d for file in files for d in file.named(bare) if d.item.kind == "fn"]
    unseen = next((f for f in files if not there and _in_text(f, bare)), None)
    if unseen is not None:
        return undecided("inside-macro", f"`{unseen.path}` has a `fn {bare}` that is not seen as a function")
    listed = ", ".join(f"`{file.path}`" for file in files[:3])
    if how == "free":
        left = [d for d in there if not d.owner and counts(d)]
        if left:
            return fails("item-remains", f"`{bare}` is a free function", *left)
        if any(not counts(d) for d in there):
            return undecided("only-outside-the-build", f"`{bare}` is left in code that ordinary builds do not have", *there)
        return holds(f"no free function in {listed} is called `{bare}`")
    return _stub(case, name, there, listed)


def _stub(case: Case, name: str, there: list[Declaration], listed: str) -> Finding:
    """A stub is known by the spec's quote of it: what has its name and another body may be what came in its place."""
    bare, owner = bare_name(name), owner_name(name)
    quoted = [d for file in quoted_files(case) for d in file.named(bare) if d.item.kind == "fn"]
    if not quoted:
        return undecided("no-place", f"which `{bare}` is the stub is not shown in the spec", *there[:3])
    mine = [d for d in there if not owner or d.owner.rpartition(" for ")[2].partition("<")[0] == owner]
    same = [d for d in mine if _code(d) in {_code(q) for q in quoted}]
    if same:
        return fails("item-remains", f"the stub `{bare}` is still there", *same)
    if mine:
        return undecided("subject-ambiguous", f"there is a `{bare}` that is not as the spec quotes it", *mine[:3])
    return holds(f"no function in {listed} is called `{bare}`")


def _files(case: Case, place: str) -> list[CodeFile] | Finding:
    if place:
        inside = regions(case, place)
        return inside if isinstance(inside, Finding) else list(dict.fromkeys(region.file for region in inside))
    return [file for file in map(case.code.file, files_of(case)) if file is not None]


def _in_text(file: CodeFile, bare: str) -> bool:
    return re.search(rf"\bfn\s+{bare}\b", file.rust.source.data.decode("utf-8", "replace")) is not None


def _code(declaration: Declaration) -> str:
    """The text of a function without its comments and white space."""
    text = re.sub(r"/\*.*?\*/", "", re.sub(r"//[^\n]*", "", declaration.text), flags=re.DOTALL)
    return "".join(text.split())
