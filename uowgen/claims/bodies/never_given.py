"""That a function cannot give an error at all: neither it nor anything that it may call, by name, has the word in it."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.ways_ends import bare_form
from uowgen.facts.code import counts
from uowgen.facts.given_out import given_out
from uowgen.facts.signature import parameters_of, receiver_of
from uowgen.regex import when_used
from uowgen.rust.syntax import walk

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


def _is_of_a_number(case: Case, found: Declaration) -> bool:
    """Whether a conversion is of plain numbers, which no function of the tree gives as its error: then no `?` comes to it."""
    given = parameters_of(found)
    if len(given) != 1 or not re.fullmatch(r"[ui](?:8|16|32|64|128|size)", given[0].type):
        return False
    ending = re.compile(rf"Result<[^;{{]*,\s*{given[0].type}\s*>")
    sources = (case.code.tree.read(p) for p in case.code.paths_with(f"{given[0].type}>"))
    return not any(s is None or ending.search(s.data.decode("utf-8", "replace")) for s in sources)


class _Call(NamedTuple):
    """How a function is called: as a method, with how many arguments, with a closure among them, behind which type's name."""

    method: bool
    given: int
    closure: bool
    owner: str


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
        text = given_out(one)
        if len(seen) > _MOST or _has(one.text, spelled, kept) or _MADE_OF_NUMBERS.search(text) or one.item.in_macro:
            return False
        if any(
            not case.code.declared_anywhere(n)
            for k in (carriers | {of}) - _WRAPPERS
            if k
            for n in re.findall(rf"\b{k}::(\w+)\s*\(", text)
        ):
            return False  # what a macro may have made of the type gives any of its values
        if one is function and _takes_functions(one):  # what others are handed stands in the text of who hands it on
            return False
        asked = {w for w in _WORDS.findall(text) if w.isupper() or _is_named_as_function(w, text)} - _KEYWORDS
        if any(mark in text for mark in _CONVERTING):
            asked |= {"from", "into", "try_from", "try_into"}
        tried_only = not any(mark in text for mark in _CONVERTING[1:])
        for word in asked - words:
            if _calls_of(one, word) is None:
                words.add(word)  # the next one may call another function of that name
            calls = _calls_of(one, word)
            if calls and any(c.owner and f" as {c.owner}" in one.file.rust.source.data.decode("utf-8", "replace") for c in calls):
                calls = None  # by another name
            for found in case.code.declared_anywhere(word):
                if found.item.kind in ("fn", "const", "static", "macro") and counts(found) and _may_carry(found, carriers):
                    if tried_only and word == "from" and _is_of_a_number(case, found):
                        continue
                    if calls is None or any(_may_be_called(case, found, call) for call in calls):
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
    if "Self" in words and found.item.parent.startswith("impl "):
        words = words - {"Self"} | set(_WORDS.findall(found.owner.rpartition(" for ")[2]))
    return bool(
        words & carriers or words & _ANY or any((len(w) == 1 and w.isupper()) or "Result" in w or "Error" in w for w in words)
    )


_ANY = frozenset({"Self", "impl", "dyn", "fn", "Output", "Item", "Poll", "Future"})


def _is_named_as_function(word: str, text: str) -> bool:
    """Whether the text calls it, hands it on, or names it behind a path: what is only a field of that name calls nothing."""
    return bool(re.search(rf"\b{word}\s*(?:!\s*)?[(<\[{{]|\b{word}::<|::{word}\b|[(,=]\s*{word}\s*[,;)]", text))


def _calls_of(function: Declaration, name: str) -> tuple[_Call, ...] | None:
    """How a function calls `name`; None where it may be handed on."""
    found: list[_Call] = []
    for node in walk(function.item.node):
        called = node.child_by_field_name("function") if node.type == "call_expression" else None
        if called is not None and called.type == "generic_function":
            called = called.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        if called is None or given is None or re.findall(r"\w+", function.file.rust.text(called))[-1:] != [name]:
            continue
        arguments = [a for a in given.named_children if "comment" not in a.type and a.type != "attribute_item"]
        path = re.findall(r"\w+", re.sub(r"<[^<>]*>", "", function.file.rust.text(called)))
        owner = path[-2] if called.type == "scoped_identifier" and len(path) > 1 else ""
        closure = any(a.type == "closure_expression" for a in arguments)
        found.append(_Call(called.type == "field_expression", len(arguments), closure, owner))
    return tuple(found) if found and len(found) == len(re.findall(rf"\b{re.escape(name)}\b", function.text)) else None


def _may_be_called(case: Case, found: Declaration, call: _Call) -> bool:
    """Whether a call may be one of that function: by its owner, by the number of its parameters, and as a closure needs one that takes functions."""
    if found.item.kind != "fn":
        return True
    own, receiver = len(parameters_of(found)), bool(receiver_of(found))
    if call.given not in ((own,) if call.method else (own, own + receiver)) or (call.method and not receiver):
        return False
    trait, _, of = (re.sub(r"<.*", "", p).lstrip("&") for p in found.owner.rpartition(" for "))
    plain = len(call.owner) > 1 and call.owner[:1].isupper() and call.owner != "Self" and len(of) > 1
    if plain and call.owner not in (trait, of) and not any(d.item.kind == "type" for d in case.code.declared_anywhere(call.owner)):
        return False
    head = found.text.partition("{")[0]
    given = re.search(r"\b(?:Fn|FnMut|FnOnce|impl|fn)\b", head.partition("fn ")[2])
    return not call.closure or "<" in head.partition("(")[0] or given is not None


def _takes_functions(function: Declaration) -> bool:
    """Whether what the function comes to is for one that it is handed to say."""
    if function.item.kind != "fn":
        return False
    head = function.text.partition("{")[0]
    return bool(re.search(r"\b(?:Fn|FnMut|FnOnce)\s*\(|\bfn\s*\(", head.partition("(")[2]))
