"""The files of a run as drafted so far: each change is placed on what those before it leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.rust.syntax import RustFile
from uowgen.text import Draft, Source

if TYPE_CHECKING:
    from uowgen.tree import Tree


class Desk:
    """The files of a run as drafted so far. The one mutable thing of planning; each file is parsed once for each state it is in."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.drafts: dict[str, Draft] = {}
        self.base = ""  # the folder that the paths of the spec at hand are relative to
        self.latest = ""  # the file of the directive before, empty for the first
        self._parsed: dict[str, RustFile] = {}

    def draft(self, path: str) -> Draft | None:
        """The file at `path` as drafted so far; None if there is none."""
        if path in self.drafts:
            return self.drafts[path]
        source = self.tree.read(path)
        return None if source is None else Draft(path, source.data)

    def parsed(self, path: str) -> RustFile:
        """The drafted file at `path`, parsed."""
        draft = self.draft(path)
        data = draft.data if draft is not None else b""
        known = self._parsed.get(path)
        if known is None or known.source.data != data:
            after: RustFile | None = known.kept.get("after") if known is not None else None
            if after is None or after.source.data != data:  # else it is what the check of the last edit has parsed
                after = RustFile(Source(path, data))
            known = self._parsed[path] = after
        return known

    def lay(self, path: str, draft: Draft) -> None:
        """Makes `draft` the state of its file."""
        self.drafts[path] = draft
