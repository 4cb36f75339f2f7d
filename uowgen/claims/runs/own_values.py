"""Values on both sides of a comparison: arguments that Rust and a Python model can take, and when what they give back is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.integers import INTS
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find
from uowgen.facts.members import fields_of, variants_of

if TYPE_CHECKING:
    from uowgen.behaviour.machine import Machine
    from uowgen.claims.kind import Case


class Choice(NamedTuple):
    """One argument: as it is told, as the model gets it, and as Rust gets it: `made` is the function that gives it, if one must."""

    said: str
    model: Any
    made: str = ""

    def rust(self, machine: Machine) -> Any:
        """The value for the interpreter."""
        return machine.call(self.made) if self.made else self.model


def choices(case: Case, kind: str, items: list[str]) -> tuple[Choice, ...] | None:
    """A few values of the Rust type `kind`; None if none can be made up. Functions that make them are added to `items`."""
    text = kind.strip().removeprefix("&").removeprefix("'static ").strip()
    if text in INTS:
        return tuple(Choice(str(n), n) for n in (1, 2, 3, 0))
    if text == "bool":
        return Choice("false", False), Choice("true", True)
    if text in ("str", "String"):
        return Choice('"a"', "a"), Choice('"b"', "b")
    if kind.strip().startswith("&"):
        return None
    found = [d for d in find(case, bare_name(text)).found if d.item.kind in ("enum", "struct")]
    if len(found) != 1 or "<" in text or found[0].item.node.child_by_field_name("type_parameters") is not None:
        return None
    if found[0].item.kind == "enum":
        units = [v.name for v in variants_of(found[0]).all if not v.type][:3]
        return tuple(_made(text, f"{text}::{name}", name, items) for name in units) or None
    fields = fields_of(found[0])
    if not fields.complete or len(fields.all) != 1 or fields.all[0].type not in INTS:
        return None
    field = fields.all[0].name
    return tuple(
        _made(text, f"{text}({n})" if field == "0" else f"{text} {{ {field}: {n} }}", n, items) for n in (1, 2, 3)
    )  # a newtype is its number to the model


def _made(kind: str, expression: str, model: Any, items: list[str]) -> Choice:
    name = f"uowgen_argument_{len(items)}"
    items.append(f"fn {name}() -> {kind} {{ {expression} }}")
    return Choice(expression, model, name)


def same(rust: Any, python: Any, raised: Exception | None = None) -> bool:
    """Whether a value of Rust, as `python_values.plain` gives it, is what a model gave, or refused by raising `raised`.

    `Some(x)` and `Ok(x)` are x, `None` and `()` are None, `Err(e)` is an exception: whose first argument, if it has one, must be e, or
    else whose class may have e's name. A variant without values is its name or an Enum member of that name; a struct is a dict or an
    object with its fields, one with a single field may be that field's value; a list and a tuple are sequences of the same.
    """
    name, fields = rust if isinstance(rust, tuple) and len(rust) == 2 and isinstance(rust[1], dict) else ("", None)
    if name == "Err" and fields is not None:
        if raised is None:
            return False
        inside = fields.get("0")
        return not raised.args or same(inside, raised.args[0]) or (isinstance(inside, tuple) and type(raised).__name__ == inside[0])
    if raised is not None:
        return False
    if fields is None:
        return _same_plain(rust, python)
    if name in ("Some", "Ok") and list(fields) == ["0"]:
        return same(fields["0"], python)
    if name == "None" and not fields:
        return python is None
    if not fields:
        return python == name if isinstance(python, str) else getattr(python, "name", None) == name
    if isinstance(python, dict):
        return set(python) == set(fields) and all(same(v, python[k]) for k, v in fields.items())
    if hasattr(python, "__dict__") and not isinstance(python, type):
        return all(hasattr(python, k) and same(v, getattr(python, k)) for k, v in fields.items())
    if isinstance(python, (tuple, list)) and list(fields) == [str(n) for n in range(len(fields))]:
        return len(python) == len(fields) and all(same(v, p) for v, p in zip(fields.values(), python, strict=True))
    return len(fields) == 1 and same(next(iter(fields.values())), python)


def _same_plain(rust: Any, python: Any) -> bool:
    if rust is None or python is None:
        return rust is python
    if isinstance(rust, bool) or isinstance(python, bool):
        return rust is python
    if isinstance(rust, (list, tuple)):
        if not isinstance(python, (list, tuple)) or len(python) != len(rust):
            return False
        return all(same(r, p) for r, p in zip(rust, python, strict=True))
    return type(rust) is type(python) and bool(rust == python)
