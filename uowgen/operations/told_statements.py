"""Statements of a named function that words tell without quoting them: `after the second `put``, `before the reset`, `before the log line`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used
from uowgen.rust.matching import find_piece, lex, lex_piece, tokens_of
from uowgen.rust.syntax import is_comment, walk

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

_THING = r"(?: (?:call|line|statement|message|macro|invocation))?"
_TOLD = when_used(
    r"\b(?P<side>before|after|above|below) the (?:(?P<nth>first|second|third|last|final) )?(?:`(?P<code>[^`]+)`|(?P<word>[a-z_]+))"
    + _THING
    + r"(?= in `[^`]+`|\s*[:,.]|$)",
    re.IGNORECASE,
)
_CHECKED = when_used(
    r"\b(?P<side>before|after|above|below) the (?:early return|early exit|return|check|test|guard|branch|case|condition|`if`|if)"
    r" (?:for|on|of|with|if|when|that checks) `(?P<code>[^`]+)`",
    re.IGNORECASE,
)
_NTH = {"first": 0, "second": 1, "third": 2, "last": -1, "final": -1}
_LOGS = frozenset(("info", "debug", "warn", "warning", "error", "trace", "log", "println", "printk", "print"))


_OF_CALLS = when_used(
    r"\b(?:as )?(?:the )?(?P<nth>first|last|final) of (?:the |all )?`(?P<code>[^`]+)` (?:calls|lines|statements|invocations|registrations)\b",
    re.IGNORECASE,
)
_TEXT = when_used(
    r"\b(?P<side>before|after|above|below) the \"(?P<text>[^\"`]+)\" (?:line|message|log|log line|print|output|println)\b",
    re.IGNORECASE,
)


_GUARD = when_used(
    r"\b(?P<side>before|after|above|below) the (?:early )?`(?P<code>[^`]+)` (?:check|test|guard|condition|early return|bail-?out)\b",
    re.IGNORECASE,
)
_LINE_THAT = when_used(
    r"\b(?P<side>before|after|above|below) the (?:line|statement|call|place|one) (?:that|which|where it|where we) "
    r"(?:calls?|invokes?|sets?|binds?|computes?|creates?|uses?|logs?|runs?) `(?P<code>[^`]+)`",
    re.IGNORECASE,
)
# `after we flush`, `right before flushing`: what is done there is what the statement calls.
_DOING = when_used(
    r"\b(?P<side>before|after) (?:(?:we|it|this|that) (?P<verb>[a-z]+)|(?P<gerund>[a-z]+ing)|the (?P<noun>[a-z]+))(?= in `|\s*[:,.(]|$)",
    re.IGNORECASE,
)
_RETURNS = when_used(
    r"\bbefore (?:it|the function|the method|`\w+(?:\(\))?`) (?:finally )?returns\b|\bbefore returning\b", re.IGNORECASE
)


def told_statement(file: RustFile, directive: Directive, function: Item, code: str) -> tuple[str, Node] | None:
    """The side and the one statement of `function` beside which the sentence puts `code`; None if it tells none, or none for certain.

    Statements that `code` brings are not counted: they are there when the document is applied again.
    """
    words = " ".join(directive.words.split())
    body = function.node.child_by_field_name("body")
    if body is None:
        return None
    guard = _GUARD.search(words)
    if guard is not None:  # ``below the `NoSpace` check``: the `if` that speaks of it, not what stands in it
        piece = {t.text for t in lex(guard["code"].encode())} - set("();")
        ifs = [s for s in statements_of(body) if _condition(s) != ("",)]
        of = [s for s in ifs if piece <= set(_condition(s))] or [s for s in ifs if piece <= set(_tokens(s.text or b""))]
        outer = [s for s in of if not any(o.id != s.id and o.start_byte <= s.start_byte and s.end_byte <= o.end_byte for o in of)]
        if len(outer) == 1:
            return _side(guard["side"]), outer[0]
        return None
    checked = _CHECKED.search(words)
    if checked is not None:
        wanted = _tokens(checked["code"].encode())
        found = [s for s in statements_of(body) if _condition(s) == wanted]
        return (_side(checked["side"]), found[0]) if len(found) == 1 else None
    among = _OF_CALLS.search(words)
    if among is not None:  # `last of the calls`: behind the last one that is there
        own = {_tokens(row.strip().rstrip(";").encode()) for row in code.split("\n")} - {()}
        found = [s for s in _quoted(file, body, among["code"]) if _tokens((s.text or b"").rstrip(b";")) not in own]
        one_block = len({s.parent.id for s in found if s.parent is not None}) == 1
        return ("before", found[0]) if one_block and among["nth"] == "first" else ("after", found[-1]) if one_block else None
    text = _TEXT.search(words)
    if text is not None:
        found = [s for s in statements_of(body) if called_by(s) in _LOGS and text["text"].encode() in (s.text or b"")]
        return (_side(text["side"]), found[0]) if len(found) == 1 else None
    lined = _LINE_THAT.search(words)
    if lined is not None:
        found = _quoted(file, body, lined["code"].removesuffix("()"))
        return (_side(lined["side"]), found[0]) if len(found) == 1 else None
    done = _DOING.search(words)
    if done is not None:
        word = done["verb"] or done["gerund"] or done["noun"]
        found = [s for stem in _stems(word.lower()) for s in _called(body, stem, words)]
        if len(found) == 1:
            return _side(done["side"]), found[0]
    told = _TOLD.search(words)
    if told is None or (told["code"] and not told["nth"]):
        return None  # code without a number is an anchor like any other
    name = told["code"] or told["word"]
    found = _quoted(file, body, name) if told["code"] else _called(body, name.lower(), words)
    if not told["nth"]:
        return (_side(told["side"]), found[0]) if len(found) == 1 else None
    own = {_tokens(row.strip().rstrip(";").encode()) for row in code.split("\n")} - {()}
    found = [s for s in found if _tokens((s.text or b"").rstrip(b";")) not in own]
    nth = _NTH[told["nth"].lower()]
    return (_side(told["side"]), found[nth]) if len(found) > max(nth, 0) else None


_REPLACED = when_used(
    r"\b(?P<nth>first|second|third|last|final) (?:`(?P<code>[^`]+)`|(?P<word>[a-z_]+))"
    + _THING
    + r"(?: in `[^`]+`)? (?:becomes|changes to|should read|should become|now reads|turns into|to|with|by)(?: this| the following)?\s*:?\s*$",
    re.IGNORECASE,
)


def speaks_of_check(said: str) -> bool:
    """Whether words put something beside a check that they call by what it speaks of: what stands in it is not the place."""
    return _GUARD.search(" ".join(said.split())) is not None


def _stems(word: str) -> tuple[str, ...]:
    """What a function may be called that does what a verb says: `flushing`, `flushes`, `flush` are all of `flush`."""
    found = [word]
    if word.endswith("ing") and len(word) > len("doing"):
        stem = word.removesuffix("ing")
        found = [stem, stem + "e", *([stem[:-1]] if stem[-1:] == stem[-2:-1] else [])]
    elif word.endswith("es") and len(word) > len("goes"):
        found += [word[:-1], word[:-2]]
    elif word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    return tuple(dict.fromkeys(found))


def told_in_block(body: Node, said: str) -> tuple[str, Node] | None:
    """The side and the one statement directly in the block `body` that words tell by what it calls: `before the push`."""
    words = " ".join(said.split())
    done = _DOING.search(words)
    if done is None:
        return None
    word = (done["verb"] or done["gerund"] or done["noun"]).lower()
    own = {c.id for c in body.named_children}
    found = [s for stem in _stems(word) for s in _called(body, stem, words) if s.id in own]
    return (_side(done["side"]), found[0]) if len(found) == 1 else None


def before_it_returns(function: Item, said: str) -> bool:
    """Whether words put something before the end of `function`, which is left nowhere else."""
    if _RETURNS.search(" ".join(said.split())) is None:
        return False
    return all(n.type != "return_expression" for n in walk(function.node))


def told_replaced(file: RustFile, directive: Directive, functions: list[Item], code: str | bytes) -> Node | None:
    """The one statement of the named function that the sentence numbers as what the block takes the place of; None if it numbers none."""
    told = _REPLACED.search(" ".join(directive.words.split()))
    body = functions[0].node.child_by_field_name("body") if len(functions) == 1 else None
    if told is None or body is None:
        return None
    found = _quoted(file, body, told["code"]) if told["code"] else _called(body, told["word"].lower(), "")
    nth = _NTH[told["nth"].lower()]
    return found[nth] if len(found) > max(nth, 0) else None


def _side(word: str) -> str:
    return "before" if word.lower() in ("before", "above") else "after"


def _quoted(file: RustFile, body: Node, code: str) -> list[Node]:
    """The statements that hold `code`, in order; the innermost of each place."""
    piece = lex_piece(code.rstrip(";"))
    places = (
        [m.span.start for m in find_piece(piece, tokens_of(file)) if body.start_byte < m.span.start < body.end_byte]
        if piece
        else []
    )
    found: list[Node] = []
    for at in places:
        holding = [s for s in statements_of(body) if s.start_byte <= at < s.end_byte]
        if holding and all(holding[-1].id != s.id for s in found):
            found.append(holding[-1])
    return found


def _called(body: Node, word: str, words: str) -> list[Node]:
    """The statements that are a call of the function, method or macro called `word`, in order."""
    logs = word == "log" and f"log {'line' if 'log line' in words else 'message'}" in words
    calls = [(s, name) for s in statements_of(body) if (name := called_by(s))]
    if any(name != word and word in name.split("_") for _, name in calls):
        return []  # `the write` may be one of `write_all`
    return [s for s, name in calls if name == word or (logs and name in _LOGS)]


def called_by(statement: Node) -> str:
    """The last name of what a statement calls, alone or with `?`; empty if it is something else."""
    inner = statement
    while inner.type in ("expression_statement", "try_expression", "await_expression") and inner.named_children:
        inner = inner.named_children[0]
    field = {"call_expression": "function", "macro_invocation": "macro"}.get(inner.type)
    named = inner.child_by_field_name(field) if field is not None else None
    if named is None:
        return ""
    text = "".join((named.text or b"").decode("utf-8", "replace").split())
    return text.rpartition("::")[2].rpartition(".")[2]


def _condition(statement: Node) -> tuple[str, ...]:
    inner = statement.named_children[0] if statement.type == "expression_statement" and statement.named_children else statement
    condition = inner.child_by_field_name("condition") if inner.type == "if_expression" else None
    return _tokens(condition.text or b"") if condition is not None else ("",)


def statements_of(body: Node) -> list[Node]:
    blocks = [n for n in walk(body) if n.type == "block"]
    found = [c for n in blocks for c in n.named_children if not is_comment(c) and c.type != "attribute_item"]
    return sorted(found, key=lambda s: s.start_byte)


def _tokens(text: bytes) -> tuple[str, ...]:
    return tuple(t.text for t in lex(text))
