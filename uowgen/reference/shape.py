"""Reads the shape of a reference model: its methods, their parameters, what it tracks.

It reads the source and does not run it. The shapes of the bundled models are written ahead to `shapes.py`, since libcst is slow
to import.
"""

from __future__ import annotations

import libcst as cst

from uowgen.reference.shapes import Method, Shape


def shape_of(source: str) -> Shape:
    """The shape of the first class in `source` that has an `__init__`. ValueError if there is none or it does not parse."""
    try:
        module = cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        raise ValueError(f"the model does not parse: line {error.raw_line}") from error
    for node in module.body:
        if isinstance(node, cst.ClassDef):
            methods = [n for n in node.body.body if isinstance(n, cst.FunctionDef)]
            if any(m.name.value == "__init__" for m in methods):
                return _shape(node.name.value, methods)
    raise ValueError("the model has no class with an `__init__`")


def _shape(name: str, methods: list[cst.FunctionDef]) -> Shape:
    start = next(m for m in methods if m.name.value == "__init__")
    tracked, flag = _state(start)
    rows = tuple(_method(m, tracked, flag) for m in methods if m.name.value != "__init__")
    return Shape(name, _parameters(start)[1:], rows, tracked, flag)


def _state(start: cst.FunctionDef) -> tuple[str, str]:
    """The attribute that begins as an empty list, and the one that begins as False."""
    tracked = flag = ""
    for target, value in _assigned(start):
        if isinstance(value, cst.List) and not value.elements:
            tracked = tracked or target
        elif isinstance(value, cst.Name) and value.value == "False":
            flag = flag or target
    return tracked, flag


def _method(method: cst.FunctionDef, tracked: str, flag: str) -> Method:
    name = method.name.value
    role = "other"
    if name == "drop":
        role = "drop"
    elif any(target == flag and isinstance(value, cst.Name) and value.value == "True" for target, value in _assigned(method)):
        role = "commit"
    elif _appends(method, tracked):
        role = "record"
    return Method(name, _parameters(method), role)


def _parameters(method: cst.FunctionDef) -> tuple[str, ...]:
    return tuple(p.name.value for p in method.params.params if p.name.value != "self")


def _statements(method: cst.FunctionDef) -> list[cst.BaseSmallStatement]:
    lines = method.body.body
    return [s for line in lines if isinstance(line, cst.SimpleStatementLine) for s in line.body]


def _assigned(method: cst.FunctionDef) -> list[tuple[str, cst.BaseExpression]]:
    """The attributes of self that the method's own statements assign, with the values."""
    found: list[tuple[str, cst.BaseExpression]] = []
    for statement in _statements(method):
        if isinstance(statement, cst.Assign):
            targets, value = [t.target for t in statement.targets], statement.value
        elif isinstance(statement, cst.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        else:
            continue
        found += [
            (target.attr.value, value)
            for target in targets
            if isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name) and target.value.value == "self"
        ]
    return found


def _appends(method: cst.FunctionDef, tracked: str) -> bool:
    for statement in _statements(method):
        call = statement.value if isinstance(statement, cst.Expr) else None
        if isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) and call.func.attr.value == "append":
            owner = call.func.value
            if isinstance(owner, cst.Attribute) and owner.attr.value == tracked:
                return True
    return False
