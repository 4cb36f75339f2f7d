"""A function's steps with what its names stand for, and whether every run that does not fail comes to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.acts import Body
from uowgen.claims.bodies.guards import guards_of
from uowgen.claims.bodies.names import last_of, split_call
from uowgen.claims.bodies.words import parts
from uowgen.claims.kind import Finding, undecided
from uowgen.facts.signature import parameters_of, result_of
from uowgen.facts.steps import steps_of

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node


def body_of(function: Declaration) -> Body | None:
    """The steps of `function` with the types of its parameters; None where it has no body, or one that a macro writes."""
    if function.item.kind != "fn" or function.item.in_macro:
        return None
    steps = steps_of(function)
    if steps is None:
        return None
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    types = {
        d.item.name: _field_type(d) for d in function.file.declarations() if d.item.kind == "field" and d.owner == owner and owner
    }
    types |= {p.name: _type_parts(p.type) for p in parameters_of(function) if p.name.isidentifier()}
    types["self"] = _type_parts(owner)
    for guard in guards_of(function.file, steps):  # a guard is called by what its lock holds
        held = last_of(split_call(function.file, guard.made)[0]) if guard.locks else ""
        if held and guard.name not in types:
            types[guard.name] = types.get(held) or parts(held)
    return Body(function.file, steps, types, result_of(function).partition("<")[0].rpartition("::")[2], owner)


def followed(function: Declaration) -> Body | Finding:
    """The steps of `function`, or that they cannot be followed."""
    return body_of(function) or undecided("no-body", f"`{function.item.name}` has no body that can be followed", function)


def _type_parts(text: str) -> tuple[str, ...]:
    """The parts of a plain type's last name: `&mut mm::VirtAddr` is `virt` and `address`; nothing of what holds other types."""
    if text.replace("&", "").replace("mut ", "").strip().startswith("["):
        return ("slic",)
    if text.count("<") == 1 and text.endswith(">") and parts(text.partition("<")[0].rpartition("::")[2])[-1:] == ("pointer",):
        text = text.partition("<")[0]  # `UserPtr<T>` is a pointer whatever it points to
    bare = text.replace("&", " ").replace("mut ", " ").split("::")[-1].strip()
    bare = bare.split()[-1] if bare.split() else ""
    return parts(bare) if bare.isidentifier() and bare[:1].isupper() else ()


_HOLDING = ("Mutex", "SpinLock", "Spinlock", "RwLock", "IrqMutex", "Arc", "Rc", "Box", "RefCell", "Cell", "OnceCell")


def _field_type(field: Declaration) -> tuple[str, ...]:
    """The parts of a field's type, or of what its lock or pointer holds: `Mutex<TxRing>` is a ring."""
    node = field.item.node.child_by_field_name("type")
    text = " ".join(field.file.rust.text(node).split()) if node is not None else ""
    while "<" in text and text.endswith(">") and text.partition("<")[0].rpartition("::")[2] in _HOLDING:
        text = text.partition("<")[2][:-1]
    return _type_parts(text)


def surely_done(step: Step, body: Body, *, every: bool = False) -> bool:
    """Whether the function comes to `step` unless it fails before: no branch around it, a loop only through all of a collection.

    With `every` it must stand in such a loop.
    """
    passed = set(step.passed)
    loops = [loop_around(step, start) for start in step.loops]
    for loop in loops:
        if loop is None or not runs_whole(loop, body.file):
            return False
        passed.discard(body_start(loop))
    return not passed and not step.later and (bool(loops) or not every) and not left_before(step, body)


def left_before(step: Step, body: Body, *, failing: bool = False) -> bool:
    """Whether a `return` other than that of an error stands before `step`; with `failing` also one of an error, or a `?`."""
    at = step.node
    while at.parent is not None and at.parent.type != "function_item":
        at = at.parent
    stack = [at]
    while stack:
        node = stack.pop()
        if node.start_byte >= step.node.start_byte:
            continue
        if failing and node.type in ("return_expression", "try_expression"):
            return True
        if node.type == "return_expression" and not "".join(body.file.rust.text(node).split()).startswith("returnErr("):
            return True
        stack.extend(c for c in node.named_children if c.type not in ("closure_expression", "function_item"))
    return False


def loop_around(step: Step, start: int) -> Node | None:
    at = step.node.parent
    while at is not None and not (at.type == "for_expression" and at.start_byte == start):
        at = at.parent
    return at


def body_start(loop: Node) -> int:
    body = loop.child_by_field_name("body")
    return body.start_byte if body is not None else -1


_WHOLE = (".iter()", ".iter_mut()", ".into_iter()", ".enumerate()", ".copied()", ".cloned()")


def runs_whole(loop: Node, file: CodeFile) -> bool:
    """Whether a `for` goes through all of a collection: no adapter that leaves some out, no `break`, no `continue`."""
    value, body = loop.child_by_field_name("value"), loop.child_by_field_name("body")
    if value is None or body is None:
        return False
    text = "".join(file.rust.text(value).split()).lstrip("&").removeprefix("mut")
    while any(text.endswith(ending) for ending in _WHOLE):
        text = next(text.removesuffix(ending) for ending in _WHOLE if text.endswith(ending))
    if not text.replace(".", "").replace("_", "").isalnum():
        return False
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type in ("break_expression", "continue_expression"):
            return False
        stack.extend(node.named_children)
    return True
