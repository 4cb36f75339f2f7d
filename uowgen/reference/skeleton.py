"""Writes the skeleton of a reference model for a Rust type, and brings one up to a changed type. Bodies and comments are a person's own."""

from __future__ import annotations

from typing import NamedTuple

import libcst as cst


class Wanted(NamedTuple):
    """A method of the Rust type: its name, parameters without self, and its signature as written."""

    name: str
    parameters: tuple[str, ...]
    signature: str


class Synced(NamedTuple):
    """A model brought up to its type: the new source, and what was changed, a line each."""

    source: str
    changes: tuple[str, ...]


def skeleton(name: str, fields: tuple[str, ...], constructor: Wanted | None, methods: tuple[Wanted, ...], origin: str) -> str:
    """A module with one class: an attribute for each field, a method for each of `methods`, bodies to be filled in."""
    parameters = constructor.parameters if constructor is not None else ()
    rows = [
        f'"""Reference model of `{name}` ({origin}). The bodies are to be filled in from the criteria, not from the code.', "",
        "Say in uowgen.toml where it is (`[models]`), and run `uowgen verify --checks`. `Some(x)` and `Ok(x)` are x, `None` and `()` are None,",
        "`Err(e)` is an exception, a variant without values is its name, a panic is an AssertionError.", '"""', "",
        "from __future__ import annotations", "", "", f"class {name}:", f'    """What `{name}` does, seen from outside."""', "",
        f"    def __init__({', '.join(('self', *parameters))}) -> None:",
    ]  # fmt: skip
    named = {method.name for method in methods}  # an attribute of the same name would hide the method
    rows += [
        f"        self.{'_' if field in named else ''}{field} = {field if field in parameters else '...'}" for field in fields
    ] or ["        pass"]
    for method in methods:
        rows += ["", *_method(method)]
    return "\n".join(rows) + "\n"


def synced(source: str, name: str, constructor: Wanted | None, methods: tuple[Wanted, ...]) -> Synced:
    """`source` with the parameters that the type now has, and with the methods that are new. ValueError if it has no class `name`."""
    try:
        module = cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        raise ValueError(f"the model does not parse: line {error.raw_line}") from error
    wanted = {m.name: m for m in methods}
    if constructor is not None:
        wanted["__init__"] = constructor
    change = _Change(name, wanted)
    after = module.visit(change)
    if not change.found:
        raise ValueError(f"the model has no class `{name}`")
    return Synced(after.code, tuple(change.changes))


class _Change(cst.CSTTransformer):
    """Changes parameters and adds methods of one class; touches nothing else."""

    def __init__(self, name: str, wanted: dict[str, Wanted]) -> None:
        super().__init__()
        self.name = name
        self.wanted = wanted
        self.found = False
        self.changes: list[str] = []

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:  # noqa: N802  (libcst's name)
        if original_node.name.value != self.name:
            return updated_node
        self.found = True
        body = updated_node.body
        if not isinstance(body, cst.IndentedBlock):
            return updated_node
        members: list[cst.BaseStatement] = []
        there = set()
        for member in body.body:
            if isinstance(member, cst.FunctionDef):
                there.add(member.name.value)
                members.append(self._with_parameters(member))
            else:
                members.append(member)
        for name, method in self.wanted.items():
            if name not in there and name != "__init__":
                text = "\n".join(row.removeprefix("    ") for row in _method(method)) + "\n"
                added = cst.parse_statement("\n" + text)
                members.append(added)
                self.changes.append(f"added `{name}`")
        for name in sorted(there - self.wanted.keys()):
            if not name.startswith("_") and name != "drop":
                self.changes.append(f"`{name}` is in the model and not in the type; left as it is")
        return updated_node.with_changes(body=body.with_changes(body=members))

    def _with_parameters(self, member: cst.FunctionDef) -> cst.FunctionDef:
        name = member.name.value
        method = self.wanted.get(name)
        if method is None:
            return member
        have = tuple(p.name.value for p in member.params.params)[1:]
        if have == method.parameters:
            return member
        kept = {p.name.value: p for p in member.params.params}
        parameters = [member.params.params[0], *(kept.get(p, cst.Param(cst.Name(p))) for p in method.parameters)]
        parameters = [p.with_changes(comma=cst.MaybeSentinel.DEFAULT) for p in parameters]
        self.changes.append(f"`{name}` takes ({', '.join(method.parameters)}) instead of ({', '.join(have)})")
        return member.with_changes(params=member.params.with_changes(params=parameters))


def _method(method: Wanted) -> list[str]:
    parameters = ", ".join(("self", *method.parameters))
    return [f"    def {method.name}({parameters}):", f'        """`{method.signature}`"""', "        raise NotImplementedError"]
