"""Which file a block is for, by what stands in the files: the text to change, the items that the words and the code speak of.

Evidence decides only if it leaves exactly one file and nothing speaks against it. The files that the document mentions come before those
that it does not; the tree is searched by bytes, and only what the search finds is parsed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from uowgen.file_in_common import is_part, most_in_common, shows_row_of
from uowgen.operations.targets import BESIDE, LANDMARKS, hits_of
from uowgen.rust.find import find_items, taken_apart
from uowgen.rust.fragment import is_elision, read_fragment
from uowgen.rust.items import bare_type, items_of, same_code
from uowgen.spec.change_words import alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from uowgen.desk import Desk
    from uowgen.model import Block, Directive, Spec
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


class Clue(NamedTuple):
    """Something that the file of a block has: `needle` are bytes that it contains if it does, `holds` tells for sure.

    A `firm` clue is about the place of the block itself; others are about what is spoken of near it. For a `worded` one a file that
    contains the needle is not spoken against: what the words name may be a call or a binding.
    """

    needle: bytes
    holds: Callable[[RustFile], bool]
    firm: bool
    worded: bool = False


def file_by_evidence(
    directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk, among: Sequence[str] = ()
) -> str | None:
    """The one file that the clues of `directive` lead to; None if they lead to none or to several. `among` limits the files."""
    clues = clues_of(directive, spec, code, block)
    mentioned = list(among) or mentioned_files(spec, desk)
    left: list[str] | None = None
    met = firmly = sure = False
    for clue in clues:
        if left is None:
            found = files_of(clue, mentioned, desk) or ([] if among else _of_tree(clue, spec, desk))
            left = found or None
        else:
            found = files_of(clue, left, desk)
            if not found and clue.firm and not sure and (files_of(clue, mentioned, desk) or _of_tree(clue, spec, desk)):
                return None  # two firm clues lead to different files
            left = found or left
        met, firmly = met or bool(found), firmly or (bool(found) and clue.firm)
        sure = sure or (bool(found) and clue.firm and not clue.worded)  # what words name elsewhere may be a name of something else
    if (left is None or len(left) > 1) and block is not None and is_part(code, block):
        drafted = [p for p in desk.drafts if p.endswith(".rs") and p not in mentioned]
        left = most_in_common(code, left or [*mentioned, *drafted] or _below_folders(spec, desk), desk)
        met = bool(left)
    if (left is None or len(left) > 1) and block is not None and is_part(code, block):
        rows = [p for p in left or mentioned if shows_row_of(code, p, desk)]
        left, met = (rows, True) if len(rows) == 1 else (left, met)
    if left is None or len(left) != 1 or not met:
        return None
    if firmly:
        return left[0]
    file = desk.parsed(left[0])
    if _stands_alone(code, block, file):
        return None
    known = left[0] in mentioned or left[0] in desk.drafts
    return left[0] if known or not _is_another(code, block, file, named=bool(mentioned)) else None


def contradicts(path: str, directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> bool:
    """Whether the file at `path` has nothing of what firm clues speak of, though there are some."""
    firm = [clue for clue in clues_of(directive, spec, code, block) if clue.firm]
    draft = desk.draft(path)
    if not firm or draft is None:
        return False
    return not any(clue.needle in draft.data if clue.worded else files_of(clue, [path], desk) for clue in firm)


def supports(path: str, directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> bool:
    """Whether the file at `path` has anything of what is spoken of."""
    return any(files_of(clue, [path], desk) for clue in clues_of(directive, spec, code, block))


def file_that_has_items(path: str, spec: Spec, code: str, block: Block | None, desk: Desk) -> str | None:
    """The one file that the document mentions and that has all items of `code`, of which the file at `path` has none."""
    if block is None or block.lang not in ("", "rust", "rs"):
        return None
    read = read_fragment(code)
    own = [i for i in read.items if not i.path and i.kind in (*_TYPES, "fn") and len(i.name) >= _TELLING]
    if read.methods:
        return None  # a method of that name may be anyone's
    if not own or any(_has_alike(desk.parsed(path), i) for i in own):
        return None
    found = [p for p in mentioned_files(spec, desk) if p != path and all(_has_alike(desk.parsed(p), i) for i in own)]
    return found[0] if len(found) == 1 else None


def mentioned_files(spec: Spec, desk: Desk) -> list[str]:
    """The Rust files, of the tree or drafted, that the document speaks of anywhere."""
    found: dict[str, None] = {}
    for mention in (*spec.files, *spec.mentioned):
        path = mention.path.removeprefix("./")
        if not path.endswith(".rs"):
            continue
        if path in desk.drafts or not desk.tree.why_not(path):
            found.setdefault(path)
            continue
        ends = [p for p in desk.tree.paths() if p.endswith("/" + path)]
        if len(ends) == 1:
            found.setdefault(ends[0])
    return list(found)


def clues_of(directive: Directive, spec: Spec, code: str, block: Block | None) -> list[Clue]:
    """The clues of `directive`, the most telling first."""
    if block is not None and block.lang not in ("", "rust", "rs", "diff", "patch"):
        return []
    found = [*old_text(directive, spec, block), *_quoted(directive), *_anchors(directive)]
    if block is not None and block.lang not in ("diff", "patch") and directive.sides is None:
        found += _own_items(code)
    named = [clue for name in directive.named if (clue := _named(name)) is not None]
    return [*found, *named[:_MOST_NAMED]]


_MOST_NAMED = 8
_MOST_FILES = 60  # a name that more files contain tells nothing, and would cost a parse of each


# ------------------------------------------------------------------------------------------------------- kinds of clues


def old_text(directive: Directive, spec: Spec, block: Block | None) -> list[Clue]:
    """The text that is there before the change, if the document shows it."""
    if directive.sides is not None:
        text = directive.sides[0]
    elif block is not None and block.lang in ("diff", "patch"):
        rows = block.code.split("\n")
        text = "\n".join(r[1:] for r in rows if r[:1] in ("-", " ") and not r.startswith(("---", "- - ")))
    elif directive.before is not None:
        text = spec.blocks[directive.before].code
    else:
        return []
    clue = _text(text, firm=True)
    return [clue] if clue is not None else []


def _text(text: str, *, firm: bool) -> Clue | None:
    """The clue that all rows of `text` stand in the file, gaps and comments aside, whatever their white space."""
    rows = [row.strip() for row in text.split("\n")]
    wanted = ["".join(row.split()) for row in rows if row and not is_elision(row) and not row.startswith("//")]
    needle = max((piece for row in rows if not row.startswith("//") for piece in row.split()), key=len, default="")
    if not any(len(word) >= _TELLING for word in _identifiers(text)) or sum(len(row) for row in wanted) < _TELLING_TEXT:
        return None
    pieces = [row.encode() for row in wanted]

    def holds(file: RustFile) -> bool:
        packed = _packed(file)
        return all(piece in packed for piece in pieces)

    return Clue(needle.encode(), holds, firm)


_TELLING, _TELLING_TEXT = 4, 10  # letters: `self` and `return Ok(())` stand anywhere


def _quoted(directive: Directive) -> list[Clue]:
    """Pieces of code in the words: `the line let x = y;`. One that no file has is an example, or is new."""
    texts = [max(name.replace("...", "…").split("…"), key=len) for name in directive.named if " " in name.strip()]
    return [clue for text in texts[:_MOST_NAMED] if (clue := _text(text, firm=True)) is not None]


def _packed(file: RustFile) -> bytes:
    known: bytes | None = file.kept.get("packed")
    if known is None:
        known = file.kept["packed"] = b"".join(file.source.data.split())
    return known


def _identifiers(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in text if c.isascii()).split()


def _anchors(directive: Directive) -> list[Clue]:
    """What the code goes beside or into: an item, else a text that the file holds."""
    found = []
    for anchor in directive.anchors:
        words = _identifiers(anchor.name)
        if anchor.relation not in _PLACING or not words or anchor.noun == "file":
            continue
        if anchor.name in LANDMARKS and anchor.name != "tests" and f"`{anchor.name}`" not in directive.words:
            continue  # `to the same module`: no file has a thing of that name
        if anchor.relation in BESIDE and anchor.name.endswith(")") and not anchor.name.startswith("fn "):
            continue  # beside a call, which many files may have
        one = directive._replace(anchors=(anchor,))
        quoted = anchor.name.encode()
        odd = len(max(words, key=len)) >= _ODD and "_" in anchor.name
        # `in `App::run`, after `State::new``: there it is a call, and what it calls may be of another file.
        called = anchor.relation in BESIDE and any(a.relation == "in" and a.name == anchor.within for a in directive.anchors)

        def holds(file: RustFile, one: Directive = one, quoted: bytes = quoted, odd: bool = odd, called: bool = called) -> bool:
            if called and quoted in file.source.data:
                return True
            hits = hits_of(file, one)
            if any(hit.items and not hit.items[0].in_macro for hit in hits):
                return True
            # A name in the arguments of a macro call; any other text is too common to tell a file.
            return bool(hits) and odd and quoted in file.source.data

        typed = len(words) > 1 and words[-2][:1].isupper() and f"{words[-2]}::{words[-1]}" in anchor.name
        needle = words[-2] if typed else words[-1]  # a method's name alone may be that of many types
        found.append(Clue(needle.encode(), holds, firm=True, worded=True))
    return found


_PLACING = ("before", "after", "in", "start_of", "end_of")
_ODD = 8  # letters


def _own_items(code: str) -> list[Clue]:
    """The types that the code adds methods to, and the items of the code that the file may have in an older form."""
    read = read_fragment(code)
    if read.shape not in ("items", "head"):
        return []
    declared = {i.name for i in read.items if i.kind in _TYPES and not i.path}
    found = []
    for item in read.items:
        if item.path or item.kind not in ("impl", "fn", *_TYPES):
            continue
        if item.kind == "impl":
            trait, middle, owner = item.name.partition(" for ")
            name = bare_type(owner if middle else trait)
            if name not in declared and name.isidentifier():
                at_home = not middle or bare_type(trait) in _STAND_WITH_THEIR_TYPE
                shown = _shown_functions(code, item)
                found.append(Clue(name.encode(), partial(_is_home, name=name, shown=shown), firm=at_home))
        elif len(item.name) >= (_TELLING if item.kind == "fn" else _TELLING - 1):
            found.append(Clue(item.name.encode(), lambda file, item=item: _has_alike(file, item), firm=False))  # type: ignore[misc]
    return found


_STAND_WITH_THEIR_TYPE = frozenset(
    ["Drop", "Default", "Clone", "Debug", "Display", "PartialEq", "PartialOrd", "Ord", "Hash", "AsRef", "Deref", "DerefMut"]
)
_TYPES = ("struct", "enum", "union", "type", "trait")


def _shown_functions(code: str, item: Item) -> frozenset[str]:
    text = code.encode()[item.span.start : item.span.end].decode("utf-8", "replace")
    return frozenset(piece.split("(")[0].split("<")[0].strip() for piece in text.split("fn ")[1:])


def _is_home(file: RustFile, name: str, shown: frozenset[str]) -> bool:
    """Whether the file declares the type, or has an impl of it with a function of those that are shown: an impl may stand apart."""
    if _has_type(file, name):
        return True
    return any(i.kind == "fn" and i.name in shown and i.path and _owner_of(i) == name for i in items_of(file))


def _owner_of(item: Item) -> str:
    header = item.path[-1]
    return bare_type(header.removeprefix("impl ").rpartition(" for ")[2]) if header.startswith("impl") else ""


def _has_type(file: RustFile, name: str) -> bool:
    return any(i.name == name and i.kind in _TYPES and not i.in_macro for i in items_of(file))


def _has_alike(file: RustFile, item: Item) -> bool:
    return any(i.name == item.name and i.kind == item.kind for i in items_of(file))


def _named(name: str) -> Clue | None:
    """The item, or the module, that the words around the block hold."""
    bare = name.strip().removesuffix("()").removesuffix("!")
    if not bare.replace("::", "_").replace("_", "a").isalnum() or not bare.isascii():
        return None
    apart = taken_apart(bare)
    if apart is None or len(apart.name) < (_TELLING if bare == name.strip() else _TELLING - 1) or apart.name in _COMMON:
        return None
    return Clue(apart.name.encode(), lambda file: _declares(file, bare), firm=False)


_COMMON = frozenset(
    [
        "self",
        "None",
        "Some",
        "true",
        "false",
        "bool",
        "usize",
        "String",
        "Option",
        "Result",
        "Vec",
        "Default",
        "Drop",
        "Clone",
        "Debug",
        "main",
        "tests",
        "test",
        "crate",
    ]
)


def _declares(file: RustFile, name: str) -> bool:
    return any(i.kind not in ("mod", "use", "macro call") and not i.in_macro for i in find_items(file, name))


# ---------------------------------------------------------------------------------------------------- following a clue


def files_of(clue: Clue, paths: Iterable[str], desk: Desk) -> list[str]:
    found = []
    for path in paths:
        draft = desk.draft(path)
        if draft is not None and clue.needle in draft.data and clue.holds(desk.parsed(path)):
            found.append(path)
    return found


def _of_tree(clue: Clue, spec: Spec, desk: Desk) -> list[str]:
    """The files of the tree for which `clue` holds; of several, those below a folder that the document speaks of."""
    drafted = (p for p, draft in desk.drafts.items() if p.endswith(".rs") and clue.needle in draft.data)
    paths = sorted({*desk.tree.containing((clue.needle,)), *drafted})
    near = [p for p in paths if any(p.startswith(f + "/") or f"/{f}/" in p for f in spec.folders)]
    if near and (found := files_of(clue, near[:_MOST_FILES], desk)):
        return found
    return files_of(clue, paths, desk) if len(paths) <= _MOST_FILES else []


def _below_folders(spec: Spec, desk: Desk) -> list[str]:
    found = [
        p for p in desk.tree.paths() if p.endswith(".rs") and any(p.startswith(f + "/") or f"/{f}/" in p for f in spec.folders)
    ]
    return found if len(found) <= _MOST_FILES else []


def _is_another(code: str, block: Block | None, file: RustFile, *, named: bool) -> bool:
    """Whether `file`, which no words lead to, has something of another making under the name of an item of the block.

    Where the document has `named` files, any difference tells so: what it changes stands in those.
    """
    if block is None or block.lang in ("diff", "patch"):
        return False
    read = read_fragment(code)
    if read.shape not in ("items", "head"):
        return False
    for item in read.items:
        if item.path or item.kind not in ("fn", *_TYPES):
            continue
        new = read.code[item.span.start : item.span.end]
        there = [i for i in items_of(file) if (i.kind, i.name) == (item.kind, item.name)]
        olds = [file.source.data[i.span.start : i.span.end] for i in there]
        if not olds or any(same_code(new, old) for old in olds):
            continue
        if named or not any(alike(old.decode("utf-8", "replace"), new.decode("utf-8", "replace")) for old in olds):
            return True
    return False


def _stands_alone(code: str, block: Block | None, file: RustFile) -> bool:
    """Whether the block is items that the file has none of yet: nothing but the words says that they belong there."""
    if block is None or block.lang in ("diff", "patch"):
        return False
    read = read_fragment(code)
    if read.shape not in ("items", "head"):
        return False
    own = [i for i in read.items if not i.path and i.kind not in ("use", "mod")]
    return bool(own) and not any(_has_alike(file, i) for i in own)
