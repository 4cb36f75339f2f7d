"""Templates read backwards: the parameters that would make a template render a given piece of code.

The same template text serves both directions, so they cannot drift apart: literals must stand token for token, holes take what
stands in their place, loops and conditions match as often as they can. Comments and white space never decide. Nothing is rendered
here, and Jinja is not loaded: a plan must be quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.grammar import parse_rust
from uowgen.rendering.template import Condition, Hole, Literally, Loop, Part, Template, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | list[dict[str, str]]
Parameters = dict[str, Value]

# Matching tries alternatives; a block that needs more than this many is not an instance of the template in any useful sense.
_MAX_STEPS = 200_000
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_WHOLE = frozenset({"string_literal", "raw_string_literal", "char_literal"})


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    comment: bool
    word: bool


def read_parameters(template: Template, code: bytes) -> Parameters | None:
    """The parameters with which `template` gives `code` token for token; None when there are none.

    `code` is Rust as UTF-8 bytes. Holes of type `code` and `type` keep the text between their first and last token as written.
    """
    matcher = _Matcher(template, code)
    for at, found in matcher.match(template.parts, 0, {}, {}):
        if matcher.skip(at) == len(matcher.tokens):
            return matcher.complete(found)
    return None


def could_match(template: Template, code: bytes) -> bool:
    """Whether every word that `template` always writes is in `code`: a search of bytes that keeps most code off the matcher."""
    words = "".join(ch if ch.isalnum() or ch == "_" else " " for p in template.parts if isinstance(p, Literally) for ch in p.text)
    return all(word.encode() in code for word in set(words.split()))


class _Matcher:
    """One attempt to read `code` as `template`. Positions index `tokens`, comments included."""

    def __init__(self, template: Template, code: bytes) -> None:
        self.template = template
        self.code = code
        self.tokens = _lex(code)
        self._literals: dict[str, tuple[str, ...]] = {}
        self._steps = 0

    def skip(self, at: int) -> int:
        """`at` or the first token after it that is no comment."""
        while at < len(self.tokens) and self.tokens[at].comment:
            at += 1
        return at

    def complete(self, found: Parameters) -> Parameters:
        """`found` with an empty value for every optional parameter that nothing stood for."""
        empty: Parameters = {p.name: ([] if p.type == "list" else "") for p in self.template.parameters}
        return empty | found

    def match(self, parts: tuple[Part, ...], at: int, found: Parameters, loops: dict[str, str]) -> Iterator[tuple[int, Parameters]]:
        """Every way in which `parts` can stand at `at`: the position after them and the parameters so far."""
        self._steps += 1
        if self._steps > _MAX_STEPS:
            return
        if not parts:
            yield at, found
            return
        part, rest = parts[0], parts[1:]
        if isinstance(part, Literally):
            after = self._literal(part.text, at)
            if after is not None:
                yield from self.match(rest, after, found, loops)
        elif isinstance(part, Hole):
            for after, value in self._hole(part.name, at, found, loops):
                bound = self._bind(part.name, value, found)
                if bound is not None:
                    yield from self.match(rest, after, bound, loops)
        elif isinstance(part, Loop):
            yield from self._loop(part, rest, at, found, loops)
        else:
            yield from self._condition(part, rest, at, found, loops)

    def _literal(self, text: str, at: int) -> int | None:
        if text not in self._literals:
            self._literals[text] = tuple(t.text for t in _lex(text.encode()))
        for wanted in self._literals[text]:
            at = self.skip(at)
            if at < len(self.tokens) and self.tokens[at].text == wanted:
                at += 1
            elif wanted == "," and at < len(self.tokens) and self.tokens[at].text in _CLOSING:
                continue  # a trailing comma before a bracket is rustfmt's business
            else:
                return None
        return at

    def _hole(self, name: str, at: int, found: Parameters, loops: dict[str, str]) -> Iterator[tuple[int, str]]:
        kind = type_of(self.template, name, loops)
        if kind == "docs":
            end = self.skip(at)
            yield end, "\n".join(t.text.rstrip() for t in self.tokens[at:end])
            return
        start = self.skip(at)
        if kind == "visibility":
            yield from self._visibility(start)
        elif kind == "ident":
            if start < len(self.tokens) and self.tokens[start].word:
                yield start + 1, self.tokens[start].text
        elif isinstance(found.get(name), str):
            # Already bound: the only way on is the same text again.
            value = str(found[name])
            after = self._literal(value, at)
            if after is not None:
                yield after, value
        else:
            yield from self._balanced(start, at, allow_empty=self._may_be_empty(name))

    def _may_be_empty(self, name: str) -> bool:
        declared = self.template.parameter(name)
        return declared is not None and declared.empty

    def _visibility(self, at: int) -> Iterator[tuple[int, str]]:
        if at < len(self.tokens) and self.tokens[at].text == "pub":
            end = at + 1
            if end < len(self.tokens) and self.tokens[end].text == "(":
                end = next((n + 1 for n in range(end, len(self.tokens)) if self.tokens[n].text == ")"), end)
            yield end, self._between(at, end)
        else:
            yield at, ""

    def _balanced(self, start: int, at: int, *, allow_empty: bool) -> Iterator[tuple[int, str]]:
        """Runs of tokens from `start` in which brackets balance, shortest first."""
        if allow_empty:
            yield at, ""
        depth = 0
        for n in range(start, len(self.tokens)):
            token = self.tokens[n]
            if token.text in _OPENING:
                depth += 1
            elif token.text in _CLOSING:
                depth -= 1
                if depth < 0:
                    return
            if depth == 0 and not token.comment:
                yield n + 1, self._between(start, n + 1)

    def _between(self, start: int, end: int) -> str:
        return self.code[self.tokens[start].start : self.tokens[end - 1].end].decode("utf-8", "replace")

    def _bind(self, name: str, value: str, found: Parameters) -> Parameters | None:
        if found.get(name, value) != value:
            return None
        return {**found, name: value}

    def _loop(
        self, part: Loop, rest: tuple[Part, ...], at: int, found: Parameters, loops: dict[str, str]
    ) -> Iterator[tuple[int, Parameters]]:
        inner = {**loops, part.each: part.over}
        listed = found.get(part.over, [])
        sofar = list(listed) if isinstance(listed, list) else []
        outer = {k: v for k, v in found.items() if not k.startswith(f"{part.each}.")}
        for after, more in self.match(part.body, at, outer, inner):
            if after == at:
                continue  # an empty turn would repeat for ever
            prefix = f"{part.each}."
            turn = {k.removeprefix(prefix): str(v) for k, v in more.items() if k.startswith(prefix)}
            kept: Parameters = {k: v for k, v in more.items() if not k.startswith(prefix)}
            yield from self._loop(part, rest, after, {**kept, part.over: [*sofar, turn]}, loops)
        yield from self.match(rest, at, {**outer, part.over: sofar}, loops)

    def _condition(
        self, part: Condition, rest: tuple[Part, ...], at: int, found: Parameters, loops: dict[str, str]
    ) -> Iterator[tuple[int, Parameters]]:
        for after, more in self.match(part.body, at, found, loops):
            if more.get(part.on):
                yield from self.match(rest, after, more, loops)
        if not found.get(part.on):
            yield from self.match(rest, at, {**found, part.on: ""}, loops)


def _lex(code: bytes) -> tuple[_Token, ...]:
    """The tokens of `code` with its comments, in order."""
    found: list[_Token] = []
    stack = [parse_rust(code).root_node]
    while stack:
        node = stack.pop()
        comment = node.type in ("line_comment", "block_comment")
        if not comment and node.child_count and node.type not in _WHOLE:
            stack.extend(reversed(node.children))
        elif node.end_byte > node.start_byte:
            text = (node.text or b"").decode("utf-8", "replace")
            word = text[:1].isalpha() or text[:1] == "_" or text.startswith("r#")
            found.append(_Token(text, node.start_byte, node.end_byte, comment, word and not comment))
    return tuple(found)
