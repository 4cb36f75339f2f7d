"""The product of lowering: a `Code` for each expression, and the `Lowering` of one body, which knows its names and slots.

It does not know what any node means; `lower.py` has the table.

A frame is a list: [machine, temporaries, captured places or values, type arguments, then the locals]. A temporary is a one-element list,
so that what was moved out of it is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.drops import end_temporaries, leave_temporaries
from uowgen.behaviour.inference import Facts, is_open
from uowgen.behaviour.outcomes import Leaving, Unknown, Unsupported
from uowgen.behaviour.types import UNKNOWN, Ty, is_idle
from uowgen.behaviour.values import MOVED, PLAIN, Ref, take
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.modules import Scope
    from uowgen.grammar import Node

Frame = list[Any]
FIRST = 4  # the slot of the first local


class Code:
    """One expression, lowered.

    `value(frame)` gives its value, moving it out of its place if it is one; `peek(frame)` gives it without moving; `place(frame)` gives the
    (box, key) of a place expression and is None for others. `ty` is its type where that is known; `learn(ty)` notes what it turns out
    to be where it is not.
    """

    __slots__ = ("learn", "peek", "place", "ty", "value")

    def __init__(
        self, value: Callable[[Frame], Any], ty: Ty | None = None, place: Callable[[Frame], tuple[Any, Any]] | None = None,
        peek: Callable[[Frame], Any] | None = None,
    ) -> None:  # fmt: skip
        self.value = value
        self.ty = ty
        self.place = place
        self.peek = peek or value
        self.learn: Callable[[Ty], None] | None = None


class Local:
    """A variable: its slot in the frame.

    `outer` is the variable of the body around that a closure captures as this one; `moved` whether the closure's body moves it if it is
    no `Copy`; `parts` whether the body names nothing but fields of it.
    """

    __slots__ = ("at", "moved", "outer", "parts", "slot", "ty")

    def __init__(self, slot: int, ty: Ty | None, outer: Local | None = None) -> None:
        self.slot = slot
        self.ty = ty
        self.outer = outer
        self.moved = False
        self.at: int = outer.at if outer is not None else -1  # the byte of its declaration
        self.parts = outer is not None


class Block:
    """Names and slots of one block while it is lowered."""

    __slots__ = ("names", "slots")

    def __init__(self) -> None:
        self.names: dict[str, Local] = {}
        self.slots: list[int] = []  # in the order of declaration; those whose end of life may do something


class Lowering:
    """One body (of a function, closure or constant) while it is lowered."""

    def __init__(self, scope: Scope, parent: Lowering | None = None, by_move: bool = False) -> None:
        self.scope = scope
        self.parent = parent
        self.by_move = by_move
        self.blocks: list[Block] = [Block()]
        self.size = FIRST
        self.captures: list[Local] = []  # this body's names of variables of `parent`, in the order of the env
        self.captured: dict[int, Local] = {}
        self.loops: list[tuple[str, int, bool]] = []  # label, number, whether `break` without a label means it
        self.labels = 0
        self.returned: Ty | None = None
        self.extended: set[int] = set()  # nodes whose temporaries live as long as the block
        self.depth = 0
        self.temporaries = False  # whether what was lowered since this was last False makes any
        self.once: frozenset[str] = parent.once if parent is not None else frozenset()  # type parameters that are `FnOnce`
        self.unsupported: list[tuple[str, Span]] = parent.unsupported if parent is not None else []
        self.origin: tuple[str, Span] | None = parent.origin if parent is not None else None  # the macro call that this stands for
        self.base: int = parent.base if parent is not None else 0  # added to bytes in what a macro wrote, to tell them apart
        self.nesting: int = parent.nesting if parent is not None else 0  # macros in macros
        self.facts: Facts = parent.facts if parent is not None else Facts()
        self.whole: tuple[Scope, Node] | None = parent.whole if parent is not None else None  # the function that it is of

    def lower(self, node: Node, hint: Ty | None) -> Code:
        """The expression at `node`; `hint` is the type that the context expects, if it says one."""
        from uowgen.behaviour.lower import lower  # it knows all that there is, which know this class

        return lower(self, node, hint)

    # ---------------------------------------------------------------------------------------------------------- names

    def slot(self) -> int:
        """A fresh slot."""
        self.size += 1
        return self.size - 1

    def declare(self, name: str, ty: Ty | None, node: Node) -> int:
        """A fresh slot for a variable of the innermost block, declared at `node`."""
        slot = self.slot()
        at = node.start_byte + self.base
        ty = self.facts.known.get(at, ty)
        local = self.blocks[-1].names[name] = Local(slot, ty)
        local.at = at
        if is_open(ty) and not self.base:
            self.facts.open[at] = node
        self.own(slot, ty)
        return slot

    def own(self, slot: int, ty: Ty | None) -> None:
        """Drops what is in `slot` at the end of the innermost block."""
        if not is_idle(ty):
            self.blocks[-1].slots.append(slot)

    def find(self, name: str) -> Local | None:
        """The variable called `name`, captured if it is one of the body around."""
        for block in reversed(self.blocks):
            if name in block.names:
                return block.names[name]
        if self.parent is None:
            return None
        outer = self.parent.find(name)
        if outer is None:
            return None
        if id(outer) not in self.captured:
            self.captured[id(outer)] = Local(len(self.captures), outer.ty, outer)
            self.captures.append(self.captured[id(outer)])
        return self.captured[id(outer)]

    def label(self) -> int:
        """A fresh number for a loop or labelled block."""
        body = self
        while body.parent is not None:
            body = body.parent
        body.labels += 1
        return body.labels

    # ----------------------------------------------------------------------------------------------------------- text

    def text(self, node: Node | None) -> str:
        """The source text of `node`."""
        return self.scope.text(node)

    def span(self, node: Node) -> Span:
        """The bytes of `node`."""
        return Span(node.start_byte, node.end_byte)

    def unknown(self, node: Node, kind: str = "") -> Code:
        """Code that raises `Unsupported` when it is reached."""
        kind = kind or node.type
        file, span = self.place(node)
        self.unsupported.append((kind, span))

        def value(frame: Frame) -> Any:
            raise Unsupported(kind, file, span)

        return Code(value, None, value, value)

    def failure(self, node: Node, kind: str) -> Unsupported:
        """What to raise for `node` at run time."""
        return Unsupported(kind, *self.place(node))

    def place(self, node: Node) -> tuple[str, Span]:
        """The file and bytes to name for `node`: those of the call, for what a macro wrote."""
        return self.origin or (self.scope.file.source.path, self.span(node))


def parts_of(nodes: list[Node]) -> list[Node]:
    """`nodes` without comments and attributes; one that may leave a part out of the build is an unknown construct."""
    found = []
    for node in nodes:
        if node.type == "attribute_item":
            if b"cfg" in (node.text or b""):
                raise Unknown("attribute inside an expression")
        elif node.type not in ("line_comment", "block_comment"):
            found.append(node)
    return found


def inside(node: Node) -> list[Node]:
    """The named nodes in `node`, as `parts_of` gives them."""
    return parts_of(node.named_children)


# ------------------------------------------------------------------------------------------------------------- places


def local_code(body: Lowering, local: Local) -> Code:
    """The variable as an expression."""
    slot = local.slot
    if local.outer is not None:
        return _learning(body, local, _captured(slot, local.ty, body.by_move))

    def peek(frame: Frame) -> Any:
        return frame[slot]

    def place(frame: Frame) -> tuple[Any, Any]:
        return frame, slot

    def value(frame: Frame) -> Any:
        held = frame[slot]
        return held if type(held) in PLAIN else take(frame, slot)

    return _learning(body, local, Code(value, local.ty, place, peek))


def _learning(body: Lowering, local: Local, code: Code) -> Code:
    """`code`, which notes what the variable turns out to be."""
    if local.at >= 0 and (local.ty is None or is_open(local.ty) or (isinstance(local.ty.head, str) and is_vague(local.ty))):
        code.learn = lambda ty: body.facts.learn(local.at, ty)
    return code


def is_vague(ty: Ty) -> bool:
    """Whether `ty` is a list whose elements are of a type that is not known."""
    return ty.head in ("Vec", "[;") and (not ty.args or is_open(ty.args[0]) or ty.args[0].head == "_")


def _captured(slot: int, ty: Ty | None, by_move: bool) -> Code:
    if by_move:

        def place(frame: Frame) -> tuple[Any, Any]:
            return frame[2], slot
    else:

        def place(frame: Frame) -> tuple[Any, Any]:
            held = frame[2][slot]
            return (held.box, held.key) if type(held) is Ref else (held, 0)

    return from_place(place, ty)


def from_place(place: Callable[[Frame], tuple[Any, Any]], ty: Ty | None) -> Code:
    """The expression that a place function makes."""

    def value(frame: Frame) -> Any:
        box, key = place(frame)
        held = box[key]
        return held if type(held) in PLAIN else take(box, key)

    def peek(frame: Frame) -> Any:
        box, key = place(frame)
        return box[key]

    return Code(value, ty, place, peek)


def place_of(body: Lowering, code: Code, node: Node | None = None) -> Callable[[Frame], tuple[Any, Any]]:
    """The place of `code`; if it is a value, a temporary that is dropped at the end of the statement, or of the block if extended."""
    if code.place is not None:
        return code.place
    value = code.value
    if node is not None and node.id in body.extended:
        slot = body.slot()
        body.own(slot, code.ty)

        def kept(frame: Frame) -> tuple[Any, Any]:
            frame[slot] = value(frame)
            return frame, slot

        return kept
    if is_idle(code.ty):
        return lambda frame: ([value(frame)], 0)
    body.temporaries = True

    def place(frame: Frame) -> tuple[Any, Any]:
        held = [value(frame)]
        if type(held[0]) not in PLAIN:
            frame[1].append(held)
        return held, 0

    return place


def looked_at(body: Lowering, code: Code) -> Callable[[Frame], Any]:
    """`code` looked at without moving out of it; a value that it makes lives to the end of the statement."""
    if code.place is not None or is_idle(code.ty):
        return code.peek
    value = code.value
    body.temporaries = True

    def peek(frame: Frame) -> Any:
        held = value(frame)
        if type(held) not in PLAIN:
            frame[1].append([held])
        return held

    return peek


def with_temporaries(body: Lowering, before: bool, code: Callable[[Frame], Any]) -> Callable[[Frame], Any]:
    """`code` as a scope of temporaries, if its lowering made any; `before` is what `body.temporaries` was before it, to be restored."""
    made, body.temporaries = body.temporaries, before
    if not made:
        return code

    def run(frame: Frame) -> Any:
        mark = len(frame[1])
        try:
            value = code(frame)
        except Leaving as leaving:
            leave_temporaries(frame, mark, leaving)
            raise
        if len(frame[1]) > mark:
            end_temporaries(frame, mark)
        return value

    return run


def constant(value: Any, ty: Ty | None = None) -> Code:
    """Code for a value that is the same each time."""
    return Code(lambda _: value, ty)


__all__ = ["FIRST", "MOVED", "UNKNOWN", "Block", "Code", "Frame", "Local", "Lowering"]
