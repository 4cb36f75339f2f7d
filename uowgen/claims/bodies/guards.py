"""Guards that a function keeps in a variable: where they are made, what they are called, and where they end, by `drop` or with their block."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.names import last_of, names_below, split_call, squeezed
from uowgen.claims.bodies.words import GUARDS, parts
from uowgen.facts.steps import kept_by

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.facts.code import CodeFile
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

_LOCKING = frozenset("lock lock_irq lock_irqsave lock_noirq irq_lock write read borrow_mut borrow try_lock".split())
_KEEPING = frozenset("unwrap expect unwrap_or_else".split())
_DROPPING = frozenset("drop mem.drop core.mem.drop std.mem.drop".split())


class Guard(NamedTuple):
    """A value that a `let` keeps to the end of its block: its name, the call that made it, the words that it may be called by.

    `ends` are the steps at which it is dropped: the calls of `drop`, and the end of the block where it may still be there. `moved` where
    it may be given away, so that its end is not known; `locks` where the call takes a lock.
    """

    name: str
    let: Node
    made: Node
    words: frozenset[str]
    ends: tuple[Step, ...]
    moved: bool
    locks: bool


def guards_of(file: CodeFile, steps: tuple[Step, ...]) -> tuple[Guard, ...]:
    """The guards of a body, in the order in which their blocks end."""
    names = [kept_by(file, s.node) for s in steps if s.sort == "end"]
    found: list[Guard] = []
    for end in (s for s in steps if s.sort == "end"):
        name, value = kept_by(file, end.node), end.node.child_by_field_name("value")
        made = _call_in(file, value) if value is not None else None
        block = end.node.parent
        if made is None or block is None or (name.startswith("_") and name == "_"):
            continue
        drops = tuple(s for s in steps if s.sort == "call" and _drops(file, s.node, name) and _within(s.node, block))
        ends = drops if any(s.dominates(end) for s in drops) else (*drops, end)
        moved = names.count(name) > 1 or any(_gives_away(file, one) for one in _uses(file, block, name))
        receiver, called = split_call(file, made)
        words = frozenset(p for n in (name, *receiver.split("."), called) for p in parts(n))
        found.append(Guard(name, end.node, made, words, ends, moved, takes_lock(file, made)))
    return tuple(found)


def takes_lock(file: CodeFile, call: Node) -> bool:
    """Whether a call takes a lock: `x.lock()`, `x.write()` without anything given."""
    function, given = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    path = squeezed(file, function) if function is not None else ""
    return "." in path and path.rpartition(".")[2] in _LOCKING and given is not None and not given.named_children


def lock_words(file: CodeFile, call: Node) -> frozenset[str]:
    """The words that name the lock that a call takes: those of what it is called on, and of the name that keeps its guard."""
    function = call.child_by_field_name("function")
    path = squeezed(file, function).rpartition(".")[0] if function is not None else ""
    names = "".join(ch if ch.isalnum() or ch == "_" else " " for ch in path).split()
    at = call
    while at.parent is not None and at.parent.type in ("field_expression", "call_expression", "try_expression"):
        at = at.parent
    kept = kept_by(file, at.parent) if at.parent is not None else ""
    return frozenset(p for n in (*names, kept) for p in parts(n))


def is_called(guard: Guard, phrase: Phrase, types: dict[str, tuple[str, ...]]) -> bool:
    """Whether the object of `phrase` may be `guard`: “the ring lock”, “the inode guard”, “`table`”."""
    if any(last_of(n) not in (guard.name, *_receiver_names(guard)) for n in phrase.names):
        return False
    words = set(phrase.words)
    said = bool(words & GUARDS)
    if said and not guard.locks and words & (GUARDS - {"guard"}):
        return False
    if not words - GUARDS <= guard.words | set(types.get(guard.name, ())):
        return False
    if said:
        return guard.locks or bool(words - GUARDS) or not words - {"guard"}
    own = parts(guard.name)
    return bool(phrase.names and guard.name in phrase.names) or bool(words and own and phrase.words[-1] == own[-1])


def _receiver_names(guard: Guard) -> tuple[str, ...]:
    text = "".join((guard.made.text or b"").decode("utf-8", "replace").split()).rpartition(".")[0]
    return tuple("".join(ch if ch.isalnum() or ch == "_" else " " for ch in text).split()[-1:]) if guard.locks else ()


def _call_in(file: CodeFile, value: Node) -> Node | None:
    """The call that makes what is kept: of `x.lock().unwrap()` that of `lock`."""
    at: Node | None = value
    while at is not None:
        if at.type in ("try_expression", "await_expression"):
            at = at.named_children[0] if at.named_children else None
            continue
        if at.type != "call_expression":
            return None
        function = at.child_by_field_name("function")
        if function is not None and function.type == "field_expression":
            field, inner = function.child_by_field_name("field"), function.child_by_field_name("value")
            if field is not None and file.rust.text(field) in _KEEPING and inner is not None:
                at = inner
                continue
        return at
    return None


def _drops(file: CodeFile, call: Node, name: str) -> bool:
    function, given = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    path = squeezed(file, function).replace("::", ".") if function is not None else ""
    return path in _DROPPING and given is not None and [squeezed(file, a) for a in given.named_children] == [name]


def _uses(file: CodeFile, block: Node, name: str) -> list[Node]:
    found: list[Node] = []
    stack = [block]
    while stack:
        node = stack.pop()
        if node.type in ("identifier", "shorthand_field_identifier") and file.rust.text(node) == name:
            found.append(node)
        if node.type == "token_tree" and name in names_below(file, node):
            found.append(node)
        stack.extend(node.named_children)
    return found


def _gives_away(file: CodeFile, use: Node) -> bool:
    """Whether the value itself goes elsewhere: given to a call by value, returned, put into something, assigned anew."""
    parent = use.parent
    if parent is None or use.type == "token_tree":
        return False
    if parent.type == "arguments":
        call = parent.parent
        return call is None or not _drops(file, call, file.rust.text(use))
    if parent.type == "assignment_expression":
        return True
    if parent.type == "let_declaration":
        return parent.child_by_field_name("value") == use
    return parent.type in (
        "return_expression", "tuple_expression", "field_initializer", "shorthand_field_initializer", "block", "match_arm", "array_expression",
        "break_expression", "closure_expression",
    )  # fmt: skip


def _within(node: Node, block: Node) -> bool:
    return block.start_byte <= node.start_byte and node.end_byte <= block.end_byte
