"""What the first comment of a block says of it: which file it is of, where in it, and whether it stands there as shown.

It reads that one comment, and nothing of the words around the block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.spec.paths import mentions_of, split_path
from uowgen.spec.phrases import Phrase, tokens_of
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.model import Block, FileMention


def comment_files(block: Block) -> list[FileMention]:
    """The path in the first comment of a block: `// src/lib.rs`, `// in src/mm.rs:12`, `# Cargo.toml`."""
    phrase = first_comment(block)
    if phrase is None:
        return []
    found = mentions_of(phrase, "comment")
    # A path deep in a comment explains; one that the comment begins with says where the block belongs.
    opening = phrase.tokens[:4]
    return [m for m in found[:1] if any(split_path(token)[0] == m.path for token in opening)]


def without_address(block: Block) -> str:
    """The code of `block` without its first comment, if that says only where the code goes: it is for the reader, not for the file."""
    phrase, named = first_comment(block), comment_files(block)
    if phrase is None or not block.code.lstrip().startswith("//"):
        return block.code
    if side_said(block):
        rows = block.code.lstrip("\n").split("\n")
        at = next(n for n, row in enumerate(rows) if _label(row))
        return "\n".join(rows[at + 1 :])
    if _is_place(phrase, named):
        return block.code.lstrip("\n").partition("\n")[2]
    if not named:
        return block.code
    other = [t for t in phrase.tokens if t.kind != "mark" and split_path(t)[0] != named[0].path]
    if any(t.low not in _ADDRESSES and not t.text[0].isdigit() for t in other):
        return block.code
    return block.code.lstrip("\n").partition("\n")[2]


def _is_place(phrase: Phrase, named: list[FileMention]) -> bool:
    """Whether a comment is a path and a place in that file (`src/lib.rs, in the second match`), or a function (`in advance()`)."""
    tokens = phrase.tokens
    told = [t for t in tokens if t.kind != "mark"]
    if named and told and split_path(told[0])[0] == named[0].path:
        after = tokens[tokens.index(told[0]) + 1 :]
        return len(after) > 1 and after[0].text in (",", ":", "—", "–", "-") and after[1].low in _PLACING
    called = len(told) == 2 and [t.text for t in tokens[-2:]] == ["(", ")"]
    return called and told[0].low in ("in", "inside", "within") and told[1].text.replace("::", "_").isidentifier()


_PLACING = frozenset({"in", "inside", "within", "after", "before", "below", "above", "at", "near", "beside"})
_ADDRESSES = frozenset({"in", "at", "file", "path", "line", "lines"})


def side_said(block: Block) -> str:
    """The side of a change that a comment above the code of `block` gives it, alone or below its file: `// before`, `// new:`; else empty."""
    if block.lang not in ("", "rust", "rs"):
        return ""
    for row in block.code.lstrip("\n").split("\n")[:3]:
        if not row.strip().startswith("//") or row.strip().startswith(("///", "//!")):
            return ""
        if side := _label(row):
            return side
    return ""


def _label(row: str) -> str:
    text = row.strip()
    return _SIDE_LABELS.get(text[2:].strip("/ =─━-:").lower(), "") if text.startswith("//") else ""


_SIDE_LABELS = {"before": "before", "old": "before", "current": "before", "currently": "before", "after": "after", "new": "after"}


def first_comment(block: Block) -> Phrase | None:
    """The plain comment that `block` begins with (not documentation), as a phrase placed on its line; None without one."""
    at = 0
    line = block.line + 1
    for row in block.code.split("\n", 3)[:3]:
        bare = row.strip()
        if bare.startswith("#") and block.lang in ("toml", "yaml", "yml", "sh", "bash"):
            text = bare.lstrip("# ")
        elif bare.startswith("//") and not bare.startswith(("///", "//!")):
            text = bare[2:].strip("/ =─━-")
        elif bare.startswith("/*") and not bare.startswith(("/**", "/*!")):
            text = bare[2:].removesuffix("*/").strip()
        elif not bare:
            at += 1
            line += 1
            continue
        else:
            return None
        return Phrase(text, Span(block.span.start, block.span.start), line, "", tokens_of(text)) if text else None
    return None


def shown_as_it_is(block: Block) -> bool:
    """Whether the block's first comment says that the file is so now: `// src/pool.rs today`, `// src/pool.rs (as it is)`."""
    phrase, named = first_comment(block), comment_files(block)
    if phrase is None or not named:
        return False
    other = [t.low for t in phrase.tokens if t.kind != "mark" and split_path(t)[0] != named[0].path]
    said = " ".join(word for word in other if word not in _ADDRESSES and not word[0].isdigit())
    return said in _AS_IT_IS


_AS_IT_IS = frozenset(
    ("today", "now", "currently", "current", "existing", "as is", "as it is", "as it is now", "as it stands", "at the moment", "as of now",
     "right now", "before", "old", "unchanged", "current code", "existing code", "is now", "so far")
)  # fmt: skip
