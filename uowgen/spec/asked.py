"""Sentences that ask for a change of code in words alone, and say too little for it to be carried out.

Nothing is written for them; whoever reads the plan is to know that they are there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.spec.paths import path_of
from uowgen.spec.verbs import requests_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.spec.phrases import Phrase, Token
    from uowgen.spec.verbs import Request
    from uowgen.text import Span

_AIMS = ("goal", "objective", "purpose", "why", "note", "context", "rationale", "summary", "aim", "problem", "result", "expected")
_COMMANDS = ("cargo", "git", "just", "make", "rustup", "./", "--")


def left_in_words(phrases: Iterable[Phrase], known: frozenset[int]) -> tuple[Span, ...]:
    """The spans (bytes of the document) of the `phrases` that ask for a change of code, those that start at one of `known` left out.

    `known`: what speaks of a block, is carried out, or is judged as a criterion.
    """
    return tuple(dict.fromkeys(p.span for p in phrases if p.span.start not in known and not p.leads_in and _asks(p)))


def _asks(phrase: Phrase) -> bool:
    tokens = phrase.tokens
    if not tokens or phrase.label.lower().startswith(_AIMS):
        return False
    if tokens[0].low in _MORE_VERBS:
        return any(map(_is_rust, tokens[1:]))
    if tokens[0].kind == "code" and any(token.low == "becomes" for token in tokens[1:4]):
        return _is_rust(tokens[-1]) or (len(tokens) > 1 and _is_rust(tokens[-2]))
    return any(_is_edit(r) and any(map(_is_rust, tokens[r.at :])) for r in requests_of(phrase))


def _is_edit(request: Request) -> bool:
    return not request.file and request.verb != "create" and (not request.weak or request.at == 0)


# Verbs that ask for a change which no directive is read from, where they begin a sentence.
_MORE_VERBS = frozenset("mark move expose hoist inline split merge pass propagate wrap unwrap reorder deprecate".split())


def _is_rust(token: Token) -> bool:
    """Whether a word in backticks is code of a program, not a file or a command."""
    return token.kind == "code" and not path_of(token.text)[0] and not token.text.startswith(_COMMANDS)
