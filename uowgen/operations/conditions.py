"""Which of several items of one name words mean that call it by the condition it is compiled under: `Not-xen version`, `on Unix`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def under_said_condition(file: RustFile, words: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The one of `items` whose `cfg`, or that of what it stands in, the words say or deny; all of them if that does not tell them apart.

    An item is meant if every term of its condition that the words say stands there as it is said, denied or not, and no other fits.
    """
    if len(items) < 2:
        return items
    conditions = [_condition(file, item) for item in items]
    terms = {term for condition in conditions for term in _TERM.findall(condition) if term not in _OPERATORS}
    said = {term: denied for denied, term in _said(words) if term in terms}
    if not said:
        return items
    fitting = [
        item
        for item, condition in zip(items, conditions, strict=True)
        if all(_stands(condition, term) is (not denied) for term, denied in said.items())
    ]
    return (fitting[0],) if len(fitting) == 1 else items


_TERM = when_used(r"[a-z_][a-z0-9_-]*")
_OPERATORS = frozenset(
    ("cfg", "not", "any", "all", "feature", "test", "target_os", "target_arch", "target_family", "target_env", "target_feature")
)
_NOT = when_used(r"not\([^()]*(?:\([^()]*\)[^()]*)*\)")


def _condition(file: RustFile, item: Item) -> str:
    """The `cfg` attributes of an item and of all that it stands in, in lower case and without white space."""
    around = [i for i in items_of(file) if i.span.contains(item.span) and not i.in_macro]
    found = {a for i in (*around, item) for a in i.attributes if a.replace(" ", "").startswith("#[cfg(")}
    return "".join("".join(sorted(found)).lower().split())


def _stands(condition: str, term: str) -> bool | None:
    """Whether `term` is asked for in `condition`; False if it is denied there, None if it is not spoken of, or in both ways."""
    plain = _NOT.sub("", condition)
    asked, denied = term in _TERM.findall(plain), any(term in _TERM.findall(part) for part in _NOT.findall(condition))
    return None if asked == denied else asked


def _said(words: str) -> list[tuple[bool, str]]:
    """The words in lower case, each with whether it is denied: `not-xen`, `non-xen`, `without xen`."""
    text = words.lower().replace("`", " ").replace('"', " ")
    text = re.sub(r"\b(?:not|non|without)[- ]+(?:the )?", " not:", text)
    return [
        (word.startswith("not:"), word.removeprefix("not:").strip("-")) for word in re.findall(r"(?:not:)?[a-z_][a-z0-9_-]*", text)
    ]
