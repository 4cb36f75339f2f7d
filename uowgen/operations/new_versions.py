"""Whether a block that shows whole items, which the file has in another form, shows what they are to become.

Documents mostly show the new form under words without a verb (``The function `read`:``, `New code:`). That is taken for a replacement
only where something else in the document tells that the item changes, and nothing calls it an addition.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.add_members import arms_of
from uowgen.operations.conditions import under_said_condition
from uowgen.operations.existing import members_of, same_as, shrinks, type_name
from uowgen.regex import when_used
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import Item, items_of
from uowgen.rust.matching import lex
from uowgen.spec.role_words import gives_work
from uowgen.spec.verbs import NOUNS

if TYPE_CHECKING:
    from uowgen.model import Block, Directive, Spec
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.syntax import RustFile


class Pair(NamedTuple):
    """An item of a block, and the one of its kind, name and place that the file has."""

    new: Item
    old: Item


def as_change(
    file: RustFile, spec: Spec, directive: Directive, block: Block, fragment: Fragment, original: bytes
) -> Directive | None:
    """`directive` as one that changes what is there, if its block shows new versions of items of `file`; else None.

    `original` is the text of the file before the run: what an earlier block put in is not to give way to this one.
    """
    if block.role != "code" or fragment.shape != "items" or fragment.elided is not None or directive.hedged:
        return None
    if not _leaves_open(directive, block):
        return None
    pairs = _changed(file, directive, fragment)
    if not pairs or any(_called_an_addition(directive, pair.new) for pair in pairs):
        return None
    if any(file.source.data[p.old.span.start : p.old.span.end] not in original for p in pairs):
        return None
    if any(_shown_in_other_forms(file, spec, block, pair) for pair in pairs):
        return None
    if not all(_is_told(file, spec, directive, block, fragment, pair) for pair in pairs):
        return None
    return directive._replace(verb="change")


def arm_changes(file: RustFile, spec: Spec, directive: Directive, block: Block, code: bytes, original: bytes) -> bool:
    """Whether the arms of a block, which a match of the file has with other values, are what those are to become.

    The words call the arm as one that is there (`the Full arm`), or the new form uses what the document brings, in a function that the
    words name.
    """
    if directive.hedged or directive.verb not in ("place", "add") or _NEW_ARM.search(directive.words.lower()):
        return False
    arms = arms_of(code)
    patterns = [text.split(b"=>")[0].decode("utf-8", "replace") for text in arms]
    said = {name.lower() for name in _THE_ARM.findall(directive.words.replace("`", ""))}
    if len(arms) > 1 and _ALL_ARMS.search(directive.words):
        return True
    if len(arms) == 1 and {patterns[0].split("(")[0].split("{")[0].strip().rpartition("::")[2].lower()} & said:
        return True
    if directive.verb != "place":
        return False
    spoken = {name.removesuffix("()").rpartition("::")[2] for name in directive.named}
    functions = [i for i in items_of(file) if i.kind == "fn" and i.name in spoken and not i.in_macro]
    if len(functions) != 1 or file.source.data[functions[0].span.start : functions[0].span.end] not in original:
        return False
    there = set(_names([t.text for t in lex(file.source.data[functions[0].span.start : functions[0].span.end])]))
    return bool((_names([t.text for t in lex(code)]) - there) & _brought(spec, block))


# `the Full arm`, `the Kind::Full arm`; `a new arm`, `another arm`.
_THE_ARM = when_used(r"\b[Tt]he (?:\w+::)*(\w+) (?:arm|case|branch)\b")
# `Both arms drop the fallback`, `the two arms then read`: said of arms that are there.
_ALL_ARMS = when_used(
    r"\b(?:[Bb]oth|[Aa]ll|[Tt]he (?:two|three|four|five)) (?:of the )?(?:match )?arms (?!are (?:new|missing|added))"
)
_NEW_ARM = when_used(r"\b(?:new|another|additional|further|extra) (?:match )?arms?\b")


def speaks_of_field(directive: Directive) -> bool:
    """Whether the words call the field of a block as one that is there, and ask for none: ``The field in `Area`:``."""
    words = directive.words
    return directive.verb == "place" and not directive.hedged and _THE_FIELD.search(words) is not None and not _MORE.search(words)


_THE_FIELD = when_used(r"\b[Tt]he (?:`\w+` )?field\b")
_MORE = when_used(r"\b(?:add\w*|new|another|more|additional|extra|further|gets?|gains?|missing|insert\w*)\b", re.IGNORECASE)


def _leaves_open(directive: Directive, block: Block) -> bool:
    """Whether the words right above the block ask for nothing themselves: an addition that a heading speaks of may need a change."""
    if directive.verb == "place":
        return True
    return directive.verb in ("add", "insert", "append", "create") and directive.words in {h.strip() for h in block.headings}


def _changed(file: RustFile, directive: Directive, fragment: Fragment) -> list[Pair] | None:
    """The items that differ from the one item of the file that each can mean; None if one of them can mean several, or is no such item."""
    found = []
    for new in _shown(fragment):
        there = [i for i in items_of(file) if _is_alike(fragment, new, i)]
        if len(there) > 1 and not new.path:
            there = [i for i in there if i.path and f"`{type_name(i.parent)}::{new.name}" in directive.words] or there
        there = list(under_said_condition(file, directive.words, tuple(there)))
        if len(there) > 1 and any(same_as(file, fragment.code, old, new) for old in there):
            continue
        if len(there) > 1 or (there and there[0].in_macro) or new.name == "main":
            return None
        if there and not same_as(file, fragment.code, there[0], new):
            found.append(Pair(new, there[0]))
    return found


def _shown(fragment: Fragment) -> list[Item]:
    """The items of a block, with those of an impl, a trait or a module in its stead."""
    shown: list[Item] = []
    for item in fragment.items:
        if item.kind in ("impl", "trait", "mod"):
            shown += members_of(fragment.code, item)
        elif item.kind in _KINDS:
            shown.append(item)
    return [i for i in shown if i.kind in _KINDS]


_KINDS = frozenset(("fn", "struct", "enum", "union", "const", "static", "type"))


def _is_alike(fragment: Fragment, new: Item, old: Item) -> bool:
    """Whether `old` is called and placed like `new`; one that the block shows by itself may stand inside a type."""
    if (old.kind, old.name) != (new.kind, new.name):
        return False
    if new.path:
        return old.path[-1:] == new.path[-1:]
    return not old.path or not old.path[-1].startswith(("mod ", "fn "))


def _shown_in_other_forms(file: RustFile, spec: Spec, block: Block, pair: Pair) -> bool:
    """Whether another block that is to be written shows the item, too, and not as it is: which is meant, or whose it is, nobody knows."""
    for other in spec.blocks:
        if other.line == block.line or other.role not in ("code", "after") or pair.new.name not in other.code:
            continue
        fragment = read_fragment(other.code)
        alike = [i for i in _shown(fragment) if (i.kind, i.name) == (pair.new.kind, pair.new.name)]
        if any(_may_be_one(i, pair.old) and not same_as(file, fragment.code, pair.old, i) for i in alike):
            return True
    return False


def _may_be_one(shown: Item, old: Item) -> bool:
    if (shown.body is None) != (old.body is None):
        return False  # what a trait declares, and what implements it
    return not shown.path or not old.path or shown.path[-1] == old.path[-1]


def _called_an_addition(directive: Directive, new: Item) -> bool:
    """Whether the words call `new` something new: ``A new helper `x`:``, ``New type `X` ``; `New code:` says nothing of the kind."""
    words = [w.strip("`*_:,.()") for w in directive.words.replace("`", " ").split()]
    low = [w.lower() for w in words]
    if low[:1] == ["the"]:
        low, words = low[1:], words[1:]
    if low[:1] == ["new"] and words[1:2] == [new.name]:
        return False  # ``New `send`:`` has no noun, and no other thing of that name to be
    for n, word in enumerate(low):
        if word in _FURTHER and any(
            NOUNS.get(w) in _ITEM_NOUNS or words[n + 1 + m] == new.name for m, w in enumerate(low[n + 1 : n + 4])
        ):
            return not _FORMS & set(low[n + 1 : n + 4])
    return False


_FURTHER = frozenset(("new", "additional", "another", "further", "extra"))
_FORMS = frozenset(("version", "body", "signature", "form", "code", "implementation", "definition", "shape", "logic", "layout"))
_ITEM_NOUNS = frozenset(("struct", "enum", "fn", "method", "const", "static", "type", "trait", "test"))


def _is_told(file: RustFile, spec: Spec, directive: Directive, block: Block, fragment: Fragment, pair: Pair) -> bool:
    """Whether the document tells otherwise, too, that this item changes.

    What only leaves something out may be a quotation that was cut short: then what goes has to be spoken of, or quoted.
    """
    old, new = _tokens(file.source.data, pair.old), _tokens(fragment.code, pair.new)
    quoted = _is_quoted(spec, block, old, new, pair.new.name)
    if shrinks(file, fragment.code, pair.old, pair.new):
        return quoted or bool((_names(old) - _names(new)) & _spoken(spec, directive, block))
    gone = (_names(old) - _names(new)) & _words(directive.words)
    if gone and not _GIVEN_UP.isdisjoint(directive.words.lower().replace("`", " ").replace(",", " ").rstrip(":. ").split()):
        return True  # `has_pages` is renamed: the form that lacks it is the new one
    owner = type_name(pair.new.parent) if pair.new.path else ""
    named = bool({pair.new.name, owner.partition("<")[0].rpartition(" ")[2]} & _spoken(spec, directive, block))
    if quoted or named or (_names(new) - _names(old)) & _brought(spec, block):
        return True
    return 2 * _common(old, new) >= min(len(old), len(new)) and _gives_work(file, directive, block)


_GIVEN_UP = frozenset(["renamed", "removed", "dropped", "replaced", "gone", "goes", "becomes", "disappears", "split"])


def _gives_work(file: RustFile, directive: Directive, block: Block) -> bool:
    """Whether the block stands where work is given, or sentences near it say that the file is worked on."""
    if any(
        m.use == "modify" and m.where == "sentence" and ("/" + file.source.path).endswith("/" + m.path) for m in directive.files
    ):
        return True
    return any(gives_work(heading) for heading in block.headings[1:])


def _is_quoted(spec: Spec, block: Block, old: list[str], new: list[str], name: str) -> bool:
    """Whether another block of the document shows the old form of the item: its name, with something that the new form lacks."""
    gone = _names(old) - _names(new)
    for other in spec.blocks:
        if other.line == block.line or other.role not in ("quote", "before"):
            continue
        shown = _words(other.code)
        if name in shown and gone & shown:
            return True
    return False


def _brought(spec: Spec, block: Block) -> set[str]:
    """The names of the functions and types that the other blocks of the document bring."""
    found: set[str] = set()
    for other in spec.blocks:
        if other.line == block.line or other.role not in ("code", "after"):
            continue
        words = other.code.replace("(", " ").replace("<", " ").replace(":", " ").replace(";", " ").split()
        found |= {after for word, after in pairwise(words) if word in _DECLARES and len(after) >= _TELLING}
    return found


_DECLARES = frozenset(("fn", "struct", "enum", "trait", "type", "const", "static"))
_TELLING = 4  # letters: `new` and `get` tell nothing


def _spoken(spec: Spec, directive: Directive, block: Block) -> set[str]:
    """All names in the words that speak of the block, in the headings above it and in the title of the document."""
    found: set[str] = set()
    for text in (*directive.named, directive.words, *block.headings, spec.title):
        found |= _words(text)
    return found


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


def _tokens(data: bytes, item: Item) -> list[str]:
    return [t.text for t in lex(data[item.span.start : item.span.end])]


def _names(tokens: list[str]) -> set[str]:
    return {t for t in tokens if len(t) >= _TELLING and t.replace("_", "a").isalnum()}


def _common(old: list[str], new: list[str]) -> int:
    """How many tokens both have, however often each has them."""
    left = list(old)
    count = 0
    for token in new:
        if token in left:
            left.remove(token)
            count += 1
    return count
