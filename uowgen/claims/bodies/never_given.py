"""That a function cannot give an error at all: neither it nor anything that it may call, by name, has the word in it."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.ways_ends import bare_form
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_MOST = 220
_WORDS = when_used(r"\b[A-Za-z_]\w*\b")
_CONVERTING = ("?", ".into()", "from(")
_MADE_OF_NUMBERS = when_used(r"\b(?:transmute|(?:Status|Error|Errno|ErrorCode|ErrorKind)\()")
_KEYWORDS = frozenset(
    "fn let mut if else match return for in while loop pub self Self unsafe as ref move const static impl use where struct enum true false "
    "Ok Err Some None u8 u16 u32 u64 usize i32 bool str break continue".split()
)


def is_never_given(case: Case, function: Declaration, name: str, of: str = "") -> bool:
    """Whether `name`, a constant or a variant, can come out of no call of `function`: it stands nowhere that the call may come to.

    `of` is the type that it is said to be of. What somewhere keeps a value of such a type may give it back.
    """
    if not re.fullmatch(r"[A-Z]\w*", name) or re.fullmatch(r"E[A-Z0-9]{2,}", name) or case.code.file(function.file.path) is None:
        return False
    carriers = _carriers(function)
    if _takes(function, carriers | {of}):
        return False
    kept = frozenset(k for kind in (carriers | {of}) - _WRAPPERS if kind for k in _keepers(case, kind))
    spelled = bare_form(name)
    seen: set[tuple[str, int]] = set()
    words: set[str] = set()
    left = [function]
    while left:
        one = left.pop()
        key = (one.file.path, one.item.span.start)
        if key in seen:
            continue
        seen.add(key)
        text = one.text
        if len(seen) > _MOST or _has(text, spelled, kept) or _MADE_OF_NUMBERS.search(text) or one.item.in_macro:
            return False
        if one is function and _takes_functions(one):  # what others are handed stands in the text of who hands it on
            return False
        asked = {w for w in _WORDS.findall(text) if w.isupper() or _is_named_as_function(w, text)} - _KEYWORDS
        if any(mark in text for mark in _CONVERTING):
            asked |= {"from", "into", "try_from", "try_into"}
        for word in asked - words:
            words.add(word)
            for found in case.code.declared_anywhere(word):
                if found.item.kind in ("fn", "const", "static", "macro") and counts(found) and _may_carry(found, carriers):
                    left.append(found)
    return True


def _carriers(function: Declaration) -> frozenset[str]:
    """The types that what the function gives is made of."""
    returned = function.item.node.child_by_field_name("return_type")
    return (
        frozenset(w for w in _WORDS.findall(function.file.rust.text(returned)) if w[:1].isupper())
        if returned is not None
        else frozenset()
    )


_WRAPPERS = frozenset({"Result", "Option", "Self", "Box", "Vec", "Arc"})


def _has(text: str, spelled: str, kept: frozenset[str]) -> bool:
    """Whether the text has the name, however it is spelled, or asks for something that may hold any value of its type."""
    return any(bare_form(word) == spelled or word in kept for word in _WORDS.findall(text))


def _keepers(case: Case, kind: str) -> frozenset[str]:
    """The fields, variants and statics of the tree that may hold a value of that type."""

    def found() -> frozenset[str]:
        names: set[str] = set()
        for path in case.code.paths_with_word(kind):
            file = case.code.file(path)
            for one in file.declarations() if file is not None else ():
                typed = one.item.node.child_by_field_name("type") if one.item.kind in ("field", "static") else None
                text = file.rust.text(typed) if typed is not None and file is not None else ""
                if one.item.kind == "variant":
                    text = one.text.partition("(")[2] + one.text.partition("{")[2]
                if kind in _WORDS.findall(text):
                    names.add(one.item.name)
        return frozenset(names)

    return case.once(f"keepers of {kind}", found)


def _takes(function: Declaration, kinds: frozenset[str]) -> bool:
    return any(kinds & set(_WORDS.findall(p.type)) - _WRAPPERS for p in parameters_of(function))


def _may_carry(found: Declaration, carriers: frozenset[str]) -> bool:
    """Whether an error may come out of it: by its type, as far as that is written."""
    node = found.item.node
    typed = node.child_by_field_name("return_type" if found.item.kind == "fn" else "type")
    if found.item.kind == "macro" or found.item.in_macro:
        return True
    if typed is None:
        return False
    words = set(_WORDS.findall(found.file.rust.text(typed)))
    return bool(
        words & carriers or words & _ANY or any((len(w) == 1 and w.isupper()) or "Result" in w or "Error" in w for w in words)
    )


_ANY = frozenset({"Self", "impl", "dyn", "fn", "Output", "Item", "Poll", "Future"})


def _is_named_as_function(word: str, text: str) -> bool:
    """Whether the text calls it, hands it on, or names it behind a path: what is only a field of that name calls nothing."""
    return bool(re.search(rf"\b{word}\s*(?:!\s*)?[(<\[{{]|\b{word}::<|::{word}\b|[(,=]\s*{word}\s*[,;)]", text))


def _takes_functions(function: Declaration) -> bool:
    """Whether what the function comes to is for one that it is handed to say."""
    if function.item.kind != "fn":
        return False
    head = function.text.partition("{")[0]
    return bool(re.search(r"\b(?:Fn|FnMut|FnOnce)\s*\(|\bfn\s*\(", head.partition("(")[2]))
