"""Which ways runs have gone where code may go one way or another, so that what was seen can be said to be all that there is.

A program keeps this only where it is asked to (`Program.branches`); lowering then puts a mark at each place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import Code
from uowgen.behaviour.outcomes import Return

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node

_CONDITIONED = frozenset({"if_expression", "while_expression"})


class Branches:
    """The ways that there are, each by the file's path, a byte in it and what is done there, and which of them runs have gone."""

    def __init__(self) -> None:
        self.gone: dict[tuple[str, int, str], bool] = {}
        self.functions: dict[str, list[tuple[str, int, int, str]]] = {}  # by name, once somebody has looked: file, bytes, text

    def all_gone(self, path: str, start: int, end: int) -> bool:
        """Whether runs have gone every way between two bytes of a file; False where nothing there was ever run."""
        rows = [gone for (file, at, _), gone in self.gone.items() if file == path and start <= at < end]
        return bool(rows) and all(rows)

    def open_ways(self, path: str, start: int, end: int) -> list[tuple[int, str]]:
        """The ways that no run has gone: the byte and what is done there."""
        return sorted((at, way) for (file, at, way), gone in self.gone.items() if file == path and start <= at < end and not gone)

    def marked(self, body: Lowering, node: Node, code: Code) -> Code:
        """The code at a node with marks for the ways that it may go."""
        kind, around = node.type, node.parent
        path, at = body.scope.file.source.path, node.start_byte + body.base
        if kind == "block" or _is_value_of_arm(node, around):
            code = _before(code, self._mark(path, at, "is reached"))
        if kind == "try_expression":
            code = _leaving(code, self._mark(path, at, "goes on"), self._mark(path, at, "leaves"))
        if around is not None and (_is_condition(node, around) or _is_operand(node, around)):
            code = _told(code, self._mark(path, at, "is so"), self._mark(path, at, "is not so"))
        return code

    def equal(self, body: Lowering, node: Node) -> Callable[[], None]:
        """Tells that both sides of a comparison by order were equal."""
        return self._mark(body.scope.file.source.path, node.start_byte + body.base, "is at its limit")

    def _mark(self, path: str, at: int, way: str) -> Callable[[], None]:
        key, gone = (path, at, way), self.gone
        gone.setdefault(key, False)

        def mark() -> None:
            gone[key] = True

        return mark


def _is_condition(node: Node, around: Node) -> bool:
    return around.type in _CONDITIONED and around.child_by_field_name("condition") == node and not _is_chain(node)


def _is_operand(node: Node, around: Node) -> bool:
    return around.type == "binary_expression" and any(c.type in ("&&", "||") for c in around.children) and not _is_chain(node)


def _is_chain(node: Node) -> bool:
    """Whether a condition is made of others, which are marked one by one."""
    return node.type == "let_chain" or (node.type == "binary_expression" and any(c.type in ("&&", "||") for c in node.children))


def _is_value_of_arm(node: Node, around: Node | None) -> bool:
    return around is not None and around.type in ("match_arm", "last_match_arm") and around.child_by_field_name("value") == node


def _before(code: Code, mark: Callable[[], None]) -> Code:
    def first(run: Callable[[Frame], Any]) -> Callable[[Frame], Any]:
        def marking(frame: Frame) -> Any:
            mark()
            return run(frame)

        return marking

    return _with(code, first)


def _told(code: Code, so: Callable[[], None], not_so: Callable[[], None]) -> Code:
    def telling(run: Callable[[Frame], Any]) -> Callable[[Frame], Any]:
        def asked(frame: Frame) -> Any:
            found = run(frame)
            if found is True:
                so()
            elif found is False:
                not_so()
            return found

        return asked

    return _with(code, telling)


def _leaving(code: Code, goes_on: Callable[[], None], leaves: Callable[[], None]) -> Code:
    def trying(run: Callable[[Frame], Any]) -> Callable[[Frame], Any]:
        def tried(frame: Frame) -> Any:
            try:
                found = run(frame)
            except Return:
                leaves()
                raise
            goes_on()
            return found

        return tried

    return _with(code, trying)


def _with(code: Code, wrapped: Callable[[Callable[[Frame], Any]], Callable[[Frame], Any]]) -> Code:
    found = Code(
        wrapped(code.value),
        code.ty,
        wrapped(code.place) if code.place is not None else None,
        wrapped(code.peek) if code.peek is not code.value else None,
    )
    found.learn = code.learn
    return found


__all__ = ["Branches"]
