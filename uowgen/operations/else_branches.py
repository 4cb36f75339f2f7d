"""Further branches of an `if` chain: a block that begins with `} else if`, between, before or after branches that the words tell."""

from __future__ import annotations

import itertools
import re
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, refused
from uowgen.regex import when_used
from uowgen.rust.layout import indent_at, line_start
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, errors, walk
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive

KIND = "insert_statement"
_NAME = r"(?:`([^`]+)`|([A-Za-z_]\w*))"
_CASE = r"(?:case|branch|arm|check|condition|one|test)s?"
_BETWEEN = when_used(rf"\bbetween the {_NAME}(?: {_CASE})? and the {_NAME} {_CASE}\b", re.IGNORECASE)
_BESIDE = when_used(
    rf"\b(before|after|above|below) the (?:final |last |closing )?{_NAME}(?: {_CASE})?(?=\s*[:,.]|$| in `)", re.IGNORECASE
)


class _Branch(NamedTuple):
    """One branch of a chain: the tokens of its condition (`else` for the last), and the byte of the `}` that ends the one before it."""

    condition: tuple[str, ...]
    start: int


def is_branch(code: str) -> bool:
    """Whether `code` is the middle of an `if` chain: it closes a branch and opens others, the last of which it may leave open."""
    bare = code.strip()
    if not re.match(r"\}\s*else\s+if\b", bare):
        return False
    return not errors(RustFile(Source("", _whole(bare))).root)


def add_branch(file: RustFile, directive: Directive, code: str) -> Done:
    """The branches of `code` where the words put them, in the one chain that has the branches that they tell."""
    words = " ".join(directive.words.split())
    functions = {
        i.span: i for h in hits_of(file, directive) for i in h.items if i.kind == "fn" and h.anchor.relation in ("in", "at")
    }
    roots = [i.node for i in functions.values()] or [file.root]
    chains = [chain for root in roots for chain in _chains(root)]
    new = _chains(RustFile(Source("", _whole(code.strip()))).root)[0][1:]
    for chain in chains:
        if all(any(b.condition == branch.condition for b in chain) for branch in new):
            at = next(b.start for b in chain if b.condition == new[0].condition)
            return applied(KIND, "if", "the branches are there already", Span(max(at, 0), max(at, 0)))
    if any(b.condition == branch.condition for chain in chains for b in chain for branch in new):
        return refused(KIND, "if", "would-duplicate", "the file has one of the branches", "show only what is new")
    found = []
    between = _BETWEEN.search(words)
    beside = _BESIDE.search(words)
    for chain in chains:
        if between is not None:
            first, second = between[1] or between[2], between[3] or between[4]
            found += [b.start for a, b in itertools.pairwise(chain) if _speaks(a, first) and _speaks(b, second)]
        elif beside is not None:
            named = [n for n, b in enumerate(chain) if _speaks(b, beside[2] or beside[3])]
            at = named[0] + (beside[1].lower() in ("after", "below")) if len(named) == 1 else 0
            found += [chain[at].start] if 0 < at < len(chain) else []
    data = file.source.data
    if len(found) != 1:
        return refused(
            KIND, "if", "anchor-ambiguous" if found else "directive-not-understood",
            f"{len(found)} places of `if` chains are like what the words say" if found else "the words do not say between which branches",
            "quote the condition of the branch that it goes before",
        )  # fmt: skip
    start = line_start(data, found[0])
    if data[start : found[0]].strip():
        return refused(KIND, "if", "would-not-parse", "the brace shares its line with others", "put it on a line of its own first")
    bare = dedent(code.strip("\n")).strip()
    rows = bare.removesuffix("}").rstrip() if _closes(bare) else bare
    spot = Spot(start, indent_at(data, found[0]))
    return insert(KIND, file, spot, (rows + "\n").encode(), "if", "as a branch of the chain", tight=True)


def _closes(bare: str) -> bool:
    depth = sum({"{": 1, "}": -1}.get(t.text, 0) for t in lex(("if x {" + bare).encode()))
    return depth == 0


def _whole(bare: str) -> bytes:
    end = "\n" if _closes(bare) else "\n}\n"
    return f"fn x() {{ if y {{\n{bare}{end}}}".encode()


def _chains(root: Node) -> list[list[_Branch]]:
    """The `if` chains below `root`, each with its branches in order; the first one begins nowhere."""
    found = []
    for node in walk(root):
        if node.type != "if_expression" or (node.parent is not None and node.parent.type == "else_clause"):
            continue
        chain: list[_Branch] = []
        at: Node | None = node
        start = -1
        while at is not None:
            condition, body = at.child_by_field_name("condition"), at.child_by_field_name("consequence")
            alternative = at.child_by_field_name("alternative")
            if condition is None or body is None:
                break
            chain.append(_Branch(tuple(t.text for t in lex(condition.text or b"")), start))
            start = body.end_byte - 1
            inner = alternative.named_children[0] if alternative is not None and alternative.named_children else None
            if inner is not None and inner.type != "if_expression":
                chain.append(_Branch(("else",), start))
                inner = None
            at = inner
        found.append(chain)
    return found


def _speaks(branch: _Branch, name: str) -> bool:
    """Whether `name` is the condition of `branch`, a piece of it, or one of the words that its names consist of."""
    wanted = tuple(t.text for t in lex(name.encode()))
    if wanted == ("else",) or branch.condition == ("else",):
        return wanted == branch.condition
    if any(branch.condition[n : n + len(wanted)] == wanted for n in range(len(branch.condition))):
        return True
    return name.isidentifier() and any(name.lower() in token.lower().split("_") for token in branch.condition)
