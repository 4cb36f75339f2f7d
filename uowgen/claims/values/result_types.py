"""What a function gives back, with aliases written out: `SysResult` as `Result<usize, SysError>`.

An alias is followed only where it is plain that the function's file means it: it stands there, or is imported from where it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import KINDS_OF
from uowgen.facts.code import counts
from uowgen.facts.signature import result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def result_in_full(case: Case, function: Declaration) -> str:
    """The result type of `function` as written, or what it is an alias of."""
    text = result_of(function)
    for _ in range(3):
        meant = _aliased(case, function, text)
        if not meant:
            break
        text = meant
    return text


def ends_of(case: Case, function: Declaration) -> tuple[str, str, str]:
    """`Result` or `Option` with the types within; another type as an empty head, itself, and nothing."""
    text = result_in_full(case, function)
    head, _, rest = text.partition("<")
    name = head.rpartition("::")[2].strip()
    if name in ("Result", "Option") and rest.endswith(">"):
        inner = [t.strip() for t in cut_at_commas(rest[:-1])]
        return name, inner[0] if inner else "", inner[1] if len(inner) == 2 else ""
    return "", text, ""


def _aliased(case: Case, function: Declaration, text: str) -> str:
    head, _, rest = text.partition("<")
    path = [part.strip() for part in head.split("::")]
    name, given = path[-1], cut_at_commas(rest[:-1]) if rest.endswith(">") else []
    if not name[:1].isupper() or name == "Option" or (name == "Result" and len(given) == 2):
        return ""
    found = [
        d
        for d in case.code.declared_anywhere(name)
        if d.item.kind == "type" and not d.item.path and _is_meant(function, d, path[:-1])
    ]
    if len(found) != 1:
        return ""
    node, written = found[0].item.node, found[0].file.rust.text
    target, parameters = node.child_by_field_name("type"), node.child_by_field_name("type_parameters")
    if target is None:
        return ""
    names = [written(p).split("=")[0].split(":")[0].strip() for p in parameters.named_children] if parameters is not None else []
    if len(names) != len(given):
        return ""
    meant = " ".join(written(target).split())
    for parameter, argument in zip(names, given, strict=True):
        meant = _replaced(meant, parameter, argument.strip())
    return meant


def _is_meant(function: Declaration, alias: Declaration, qualifiers: list[str]) -> bool:
    """Whether the file of `function` sees `alias` under its name, behind `qualifiers` if there are some."""
    mine, its = function.file.path, alias.file.path
    if not qualifiers:
        return its == mine or any(_leads_to(use, mine, its, alias.item.name) for use in _uses(function))
    return _is_module(qualifiers, mine, its)


def _uses(function: Declaration) -> list[str]:
    """The paths that the file imports at its top level, groups written out one by one: `crate::fs::Result`, `super::*`."""
    text = function.file.rust.text
    found: list[str] = []
    for node in function.file.rust.root.named_children:
        if node.type == "use_declaration":
            argument = node.child_by_field_name("argument")
            found += _written_out("".join(text(argument).split())) if argument is not None else []
    return found


def _written_out(path: str) -> list[str]:
    head, opened, rest = path.partition("{")
    if not opened or not rest.endswith("}"):
        return [path]
    return [found for part in cut_at_commas(rest[:-1]) for found in _written_out(head + part.strip())]


def _leads_to(use: str, mine: str, its: str, name: str) -> bool:
    *module, last = use.split("::")
    return last in (name, "*") and _is_module(module, mine, its)


def _is_module(module: list[str], mine: str, its: str) -> bool:
    """Whether the path `module`, seen from the file `mine`, can only be the file `its`."""
    if not module:
        return False
    root = mine.rpartition("/src/")[0] + "/src/" if "/src/" in mine else "src/" if mine.startswith("src/") else ""
    steps = list(module)
    if steps[0] == "crate":
        place, steps = root, steps[1:]
        files = [f"{root}lib.rs", f"{root}main.rs"]
    elif steps[0] in ("super", "self"):
        stem = mine.removesuffix(".rs")
        here = stem.rpartition("/")[0] if stem.endswith(("/mod", "/lib", "/main")) else stem
        while steps and steps[0] in ("super", "self"):
            here = here.rpartition("/")[0] if steps[0] == "super" else here
            steps = steps[1:]
        place = f"{here}/" if here else ""
        files = [f"{here}.rs", f"{place}mod.rs", f"{place}lib.rs", f"{place}main.rs"]
    else:
        return False
    if steps:
        place += "/".join(steps)
        files = [f"{place}.rs", f"{place}/mod.rs"]
    return its in files


def _replaced(text: str, name: str, value: str) -> str:
    out, word = "", ""
    for ch in text + " ":
        if ch.isalnum() or ch == "_":
            word += ch
        else:
            out += (value if word == name else word) + ch
            word = ""
    return out[:-1]


def never_of_type(case: Case, function: Declaration, value: str) -> bool:
    """Whether `value` is an `Ok(…)` or `Err(…)` and what the function gives back is plainly of a type that has none."""
    if not value.startswith(("Ok(", "Err(")) or function.item.in_macro or function.item.kind != "fn":
        return False
    head, whole, _ = ends_of(case, function)
    if head:
        return head == "Option"
    name = whole.lstrip("&").removeprefix("mut ").partition("<")[0].rpartition("::")[2].strip()
    if whole == "()" or name in PRIMITIVES or name in ("String", "Vec"):
        return True
    found = [d for d in case.code.declared_anywhere(name) if counts(d) and d.item.kind in (*KINDS_OF["type"], "union")] if name.isidentifier() else []  # fmt: skip
    if found:
        return all(d.item.kind in ("struct", "enum") for d in found)
    # No alias of `Result` is made so.
    return (
        name[:1].isupper() and re.search(rf"\b{name}::new\(", function.file.rust.source.data.decode("utf-8", "replace")) is not None
    )
