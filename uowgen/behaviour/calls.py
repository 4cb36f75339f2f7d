"""Calls of functions, closures and methods: which one it is, how it takes its arguments, what it does to its receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.code import Code, is_vague, parts_of, place_of
from uowgen.behaviour.drops import drop_parts, drop_value
from uowgen.behaviour.inference import is_number
from uowgen.behaviour.library import method_of, universal
from uowgen.behaviour.outcomes import Leaving, Unknown
from uowgen.behaviour.paths import Site, meaning_of
from uowgen.behaviour.types import UNKNOWN, Ty, coerce, type_arguments
from uowgen.behaviour.values import MOVED, PLAIN, Array, Boxed, Closure, FnItem, Native, Ref, Shared, Slice, Struct, strip, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.machine import Machine
    from uowgen.grammar import Node


def lower_call(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`f(…)` and `x.f(…)`."""
    function = node.child_by_field_name("function")
    listed = node.child_by_field_name("arguments")
    assert function is not None and listed is not None
    arguments = parts_of(listed.named_children)
    turbofish: tuple[Ty, ...] = ()
    named = function
    if function.type == "generic_function":
        inner = function.child_by_field_name("function")
        assert inner is not None
        if inner.type == "field_expression":
            turbofish = type_arguments(body.scope, function.child_by_field_name("type_arguments"))
            named = inner
    if named.type == "field_expression":
        return _lower_method(body, node, named, arguments, turbofish, hint)
    if function.type in ("identifier", "scoped_identifier", "generic_function") and not _is_variable(body, function):
        try:
            meaning = meaning_of(body, function, hint)
        except Unknown as unknown:
            return body.unknown(function, str(unknown))
        if meaning.call is None:
            return body.unknown(function, "call of what is no function")
        codes = evaluated(
            [_argument(body, a, meaning.types[n] if n < len(meaning.types) else None).value for n, a in enumerate(arguments)]
        )
        call = meaning.call
        ty = meaning.ty
        if ty is not None and isinstance(ty.head, str) and ty.head.startswith("param"):
            ty = None
        return Code(lambda frame: call(frame, codes(frame)), ty)
    lowered = body.lower(function, None)
    once = is_once(body, lowered.ty)
    callee = lowered.value if once else lowered.peek
    codes = evaluated([body.lower(a, None).value for a in arguments])
    site = Site(body, node, hint)

    def run(frame: Frame) -> Any:
        called = callee(frame)
        try:
            return (invoke_once if once else invoke)(frame[0], called, codes(frame))
        except Unknown as unknown:
            raise site.unsupported(unknown) from None

    return Code(run)


def _argument(body: Lowering, node: Node, ty: Ty | None) -> Code:
    """An argument; where the parameter is a reference to a type of the program, boxes and guards are followed to it."""
    code = body.lower(node, ty)
    if ty is None or ty.head != "&" or not ty.args or isinstance(ty.args[0].head, str):
        return code
    value, wanted, site = code.value, ty.args[0].head, Site(body, node, ty)

    def followed(frame: Frame) -> Any:
        given = value(frame)
        if type(given) is not Ref:
            return given
        held = given.box[given.key]
        while type(held) is not Struct or held.of.type is not wanted:
            there = dereferenced(frame[0], site, given.box, given.key)
            if there is None:
                break
            given = Ref(*there)
            held = given.box[given.key]
        return given

    return Code(followed, code.ty)


def is_once(body: Lowering, ty: Ty | None) -> bool:
    """Whether a value of this type is used up by a call: its type says `FnOnce`."""
    while ty is not None and ty.head == "Box" and ty.args:
        ty = ty.args[0]
    if ty is None or not isinstance(ty.head, str):
        return False
    if ty.head.startswith("param "):
        return ty.head[6:] in body.once
    return ty.once


def _is_variable(body: Lowering, node: Node) -> bool:
    return node.type == "identifier" and body.find(body.text(node).removeprefix("r#")) is not None


def evaluated(codes: list[Callable[[Frame], Any]]) -> Callable[[Frame], list[Any]]:
    """The values of all, in order; if one leaves, the ones before it are dropped."""
    if not codes:
        return lambda frame: []
    if len(codes) == 1:
        only = codes[0]
        return lambda frame: [only(frame)]

    def several(frame: Frame) -> list[Any]:
        found: list[Any] = []
        try:
            for code in codes:
                found.append(code(frame))
        except Leaving:
            for value in reversed(found):
                drop_value(frame[0], value)
            raise
        return found

    return several


def _lower_method(
    body: Lowering, node: Node, named: Node, arguments: list[Node], turbofish: tuple[Ty, ...], hint: Ty | None
) -> Code:  # fmt: skip
    receiver_node = named.child_by_field_name("value")
    name_node = named.child_by_field_name("field")
    assert receiver_node is not None and name_node is not None
    name = body.text(name_node).removeprefix("r#")
    receiver = body.lower(receiver_node, None)
    if receiver.ty is not None and receiver.ty.head == "{integer}" and hint is not None and hint.ints:
        receiver = body.lower(receiver_node, hint)
    place = place_of(body, receiver, receiver_node)
    types, ty = _signature(body, receiver.ty, name, hint)
    if ty is None and name in ("position", "rposition") and [a.type for a in arguments] == ["closure_expression"]:
        ty = Ty("Option", (Ty("usize"),))  # of an iterator, whatever it goes over
    site = Site(body, node, hint or ty, turbofish)
    lowered = [_argument(body, a, types[n] if n < len(types) else None) for n, a in enumerate(arguments)]
    if receiver.learn is not None and receiver.ty is not None and is_vague(receiver.ty) and name in ("push", "insert"):
        element = lowered[-1].ty if lowered else None
        if is_number(element) and element is not None:
            receiver.learn(Ty("Vec", (element,)))
    codes = evaluated([code.value for code in lowered])

    def run(frame: Frame) -> Any:
        box, key = place(frame)
        return call_method(frame[0], site, box, key, name, codes(frame))

    return Code(run, ty)


def _signature(body: Lowering, ty: Ty | None, name: str, hint: Ty | None) -> tuple[tuple[Ty, ...], Ty | None]:
    """What is known of the parameters and the result of method `name` of a type."""
    while ty is not None and ty.head in ("&", "Box", "Rc", "Arc") and ty.args:
        ty = ty.args[0]
    if ty is None:
        return (), None
    if not isinstance(ty.head, str):
        found = body.scope.program.methods_of(ty.head, name)
        if len(found) == 1:
            returned = found[0].result
            unknown = isinstance(returned.head, str) and returned.head.startswith("param")
            return found[0].types, None if unknown else returned
        return (), None
    from uowgen.behaviour.library import signature

    return signature(ty, name)


# ----------------------------------------------------------------------------------------------------------- at run time


def call_method(machine: Machine, site: Site, box: Any, key: Any, name: str, arguments: list[Any]) -> Any:
    """`box[key].name(arguments)`: follows references and `Deref` until something has the method."""
    value = box[key]
    if name == "into_iter" and type(value) is Ref:
        return _referred(machine, site, value)
    while type(value) is Ref:
        box, key = value.box, value.key
        value = box[key]
    if type(value) is Struct:
        owner = value.of.type
        if site.cached_for is owner:
            return _run(machine, site, site.cached, box, key, arguments)
        if owner.scope is not None:
            found = machine.program.methods_of(owner, name)
            if len(found) == 1:
                site.cached_for, site.cached = owner, found[0]
                return _run(machine, site, found[0], box, key, arguments)
            if found:
                return _run(machine, site, choose(found, arguments, site), box, key, arguments)
    try:
        return _of_library(machine, site, box, key, name, arguments)
    except Unknown as unknown:
        raise site.unsupported(unknown) from None


def _referred(machine: Machine, site: Site, ref: Ref) -> Any:
    """`into_iter` of a reference, which gives references."""
    from uowgen.behaviour.library.iterators import iterator_of

    try:
        return iterator_of(machine, site, ref)
    except Unknown as unknown:
        raise site.unsupported(unknown) from None


def _run(machine: Machine, site: Site, function: Function, box: Any, key: Any, arguments: list[Any], head: Any = None) -> Any:
    takes = function.takes
    if takes == "value":
        receiver = take(box, key)
    elif takes:
        receiver = Ref(box, key)
    else:
        raise site.unsupported(f"{function.name} takes no self")
    types = None
    if function.scope.generics:
        types = type_bindings(function, [receiver, *arguments], site.turbofish, None, site)
        if (function.owner is not None and function.owner.of is None) or function.is_default:
            types = {**(types or {}), "Self": Ty(head_of(box[key] if takes != "value" else receiver))}
    return function.run(machine, [receiver, *arguments], types)


def _of_library(machine: Machine, site: Site, box: Any, key: Any, name: str, arguments: list[Any]) -> Any:
    """A method of a type that the program does not declare, or that every type has; else the same one step of `Deref` further."""
    steps = 0
    while True:
        value = box[key]
        kind = type(value)
        if kind is Ref:
            box, key = value.box, value.key
            continue
        steps += 1
        if steps > 50:
            raise Unknown("Deref without end")
        if isinstance(value, Native):
            native = value.methods.get(name)
            if native is not None:
                return native(value, machine, *arguments)
        if kind is Struct and value.of.type.scope is not None:
            found = machine.program.methods_of(value.of.type, name)
            if found:
                return _run(machine, site, choose(found, arguments, site), box, key, arguments)
        else:
            method = method_of(value, name)
            if method is not None:
                how, run = method
                if how == "place":
                    return run(machine, site, box, key, *arguments)
                return run(machine, site, take(box, key) if how == "own" else value, *arguments)
            found = machine.program.methods_of(head_of(value), name)
            if found:
                return _run(machine, site, choose(found, arguments, site), box, key, arguments)
        shared = universal(machine, value, name)
        if shared is not None:
            return shared(machine, site, box, key, *arguments)
        behind = dereferenced(machine, site, box, key)
        if behind is None:
            raise Unknown(f"method {name} of {describe(value)}")
        box, key = behind


def twin(reading: tuple[Function, ...], changing: tuple[Function, ...], mutably: bool | None) -> Function:
    """The one of `deref` and `deref_mut`, `index` and `index_mut`, that is meant; when that is not known they must do the same."""
    if mutably is False or not changing:
        return reading[0]
    if mutably is not True:
        texts = [
            f.scope.text(f.node.child_by_field_name("body")).replace("_mut", "").replace("mut ", "")
            for f in (reading[0], changing[0])
        ]
        if "".join(texts[0].split()) != "".join(texts[1].split()):
            raise Unknown(f"whether {reading[0].name} or {changing[0].name} is meant")
    return changing[0]


def dereferenced(machine: Machine, site: Site, box: Any, key: Any, mutably: bool | None = None) -> tuple[Any, Any] | None:
    """The place that `*box[key]` is, for boxes, shared pointers, guards and types with `Deref`; None for others.

    `mutably` says whether the place is changed, as far as that is known.
    """
    value = box[key]
    kind = type(value)
    if kind is Ref:
        return value.box, value.key
    if kind is Boxed:
        return value, 0
    if kind is Shared and not value.weak:
        return value.cell, 0
    if kind is Struct:
        owner = value.of.type
        if owner is prelude.MANUALLY_DROP:
            return value, 0
        if owner.scope is None:
            return None
        found = machine.program.methods_of(owner, "deref")
        if len(found) != 1 or found[0].owner is None or found[0].owner.trait != "Deref":
            return None
        changing = machine.program.methods_of(owner, "deref_mut")
        result = twin(found, changing, mutably).run(machine, [Ref(box, key)], None)
        return (result.box, result.key) if type(result) is Ref else ([result], 0)
    if kind is Slice and (whole := getattr(value.items, "owner", None)) is not None:
        return [whole], 0
    place = getattr(value, "place", None)
    return place() if place is not None else None


def call_method_on(frame: Frame, site: Site, name: str, arguments: list[Any]) -> Any:
    """`Trait::name(self, …)`: self is the first argument, a value or a reference."""
    if not arguments:
        raise site.unsupported(f"{name} without self")
    first = arguments[0]
    return call_method(frame[0], site, [first], 0, name, arguments[1:])


def invoke(machine: Machine, called: Any, arguments: list[Any]) -> Any:
    """Calls a closure or function value."""
    while True:
        kind = type(called)
        if kind is Closure:
            result = called.run(machine, called.env, arguments)
            if called.owned and MOVED in called.env:
                env, called.env = called.env, [MOVED] * len(called.env)
                drop_parts(machine, env)  # it has used up what it captured, so it was called for the last time
            return result
        if kind is FnItem:
            return called.run(machine, arguments)
        if kind is Ref:
            called = called.box[called.key]
        elif kind is Boxed:
            called = called[0]
        elif kind is Shared:
            called = called.cell[0]
        elif callable(called):
            return called(machine, *arguments)
        else:
            raise Unknown(f"call of {describe(called)}")


def invoke_once(machine: Machine, called: Any, arguments: list[Any]) -> Any:
    """Calls a closure or function value that ends with the call: what it has captured goes then."""
    while type(called) is Boxed:
        called = called[0]
    try:
        return invoke(machine, called, arguments)
    finally:
        if type(called) is Closure and called.owned:
            drop_value(machine, called)
            called.env = [MOVED] * len(called.env)


def choose(found: tuple[Function, ...], arguments: list[Any], site: Site) -> Function:
    """The one of several functions whose parameters the arguments fit."""
    if len(found) == 1:
        return found[0]
    fitting = [
        f for f in found if len(f.types) == len(arguments) and all(fit(a, t) for a, t in zip(arguments, f.types, strict=True))
    ]
    if len(fitting) != 1:
        raise site.unsupported(f"which {found[0].name} of {len(found)} is meant")
    return fitting[0]


def fit(value: Any, ty: Ty) -> bool:
    """Whether `value` may be of type `ty`."""
    head = ty.head
    if isinstance(head, str) and (head == "_" or head.startswith("param") or head in ("impl", "dyn")):
        return True
    if head == "&":
        if not isinstance(value, (Ref, str)) and type(value).__name__ != "Slice":
            return False
        inner = ty.args[0] if ty.args else UNKNOWN
        if isinstance(value, Ref):
            return fit(value.box[value.key], inner)
        return inner.head in ("str", "[", "_") and (inner.head == "str") == isinstance(value, str)
    mine = head_of(value)
    return bool(mine == head) or (mine == "{integer}" and ty.ints) or (isinstance(head, str) and head.rpartition("::")[2] == mine)


def head_of(value: Any) -> Any:
    """The head of the type of a value, as in `Ty.head`."""
    from uowgen.behaviour.library import head_of as head

    return head(value)


def describe(value: Any) -> str:
    """A value's type in words."""
    head = head_of(value)
    return head if isinstance(head, str) else head.name


def type_bindings(
    function: Function, arguments: list[Any], turbofish: tuple[Ty, ...], around: dict[str, Ty] | None, site: Site
) -> dict[str, Ty] | None:  # fmt: skip
    """What the type parameters of `function` stand for, as far as turbofish and arguments say it."""
    names = function.scope.generics
    if not names:
        return None
    found: dict[str, Ty] = dict(around) if around else {}
    for name, ty in zip(function.own_generics, turbofish, strict=False):
        if isinstance(ty.head, str) and ty.head.startswith("param ") and around:
            ty = around.get(ty.head[6:], ty)
        found[name] = ty
    given = arguments[1:] if function.takes else arguments
    for value, ty in zip(given, function.types, strict=False):
        _bind_type(ty, value, found)
    if function.owner is not None and function.owner.of is not None:
        head = function.owner.of.head
        if isinstance(head, str) and head.startswith("param ") and function.takes and arguments:
            _bind_type(Ty("&", (function.owner.of,)), arguments[0], found)
        elif site.owner is not None and site.owner.head == head:
            expected = site.expect.args if site.expect is not None and site.expect.head == head else ()
            for mine, theirs in zip(function.owner.of.args, site.owner.args or expected, strict=False):
                if isinstance(mine.head, str) and mine.head.startswith("param "):
                    theirs = (around or {}).get(str(theirs.head)[6:], theirs) if _is_parameter(theirs) else theirs
                    if not _is_parameter(theirs):
                        found.setdefault(mine.head[6:], theirs)
        if not isinstance(head, str) and function.takes and arguments:
            _bind_lengths(function.owner.of, strip(arguments[0]), found)
    return found


def _is_parameter(ty: Ty) -> bool:
    return isinstance(ty.head, str) and ty.head.startswith("param ")


def _bind_lengths(owner: Ty, value: Any, found: dict[str, Ty]) -> None:
    """Const parameters of the type of `value` that are the length of an array which it holds."""
    if type(value) is not Struct or value.of.type is not owner.head:
        return
    lengths = value.of.lengths
    for mine, declared in zip(owner.args, value.of.type.generic_names, strict=False):
        at = lengths.get(declared)
        if at is not None and _is_parameter(mine) and type(value[at]) is Array:
            found[str(mine.head)[6:]] = Ty(f"const {len(value[at])}")


def _bind_type(ty: Ty, value: Any, found: dict[str, Ty]) -> None:
    while ty.head == "&" and ty.args:
        ty = ty.args[0]
        if type(value) is Ref:
            value = value.box[value.key]
    if isinstance(ty.head, str) and ty.head.startswith("param "):
        head = head_of(value)
        if head != "{integer}":
            found.setdefault(ty.head[6:], Ty(head))


__all__ = ["PLAIN", "call_method", "coerce", "invoke", "invoke_once", "lower_call"]
