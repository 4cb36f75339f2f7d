"""The value that a criterion names, as a pattern for what a function gives back: `Error::Busy` as `Err(Error::Busy { .. })`.

Only what the function's own result type says is added; a name that it cannot place gives no pattern.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.programs import leaves_open
from uowgen.claims.slots import cut_at_commas
from uowgen.claims.subject import find, find_type
from uowgen.facts.members import carried, variants_of
from uowgen.facts.signature import result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_WRAPS = frozenset({"Ok", "Err", "Some", "None", "Self", "String", "Vec"})


def pattern_of(case: Case, function: Declaration, value: str) -> str:
    """`value` as a pattern for a result of `function`; empty if it is none, or leaves something open."""
    if leaves_open(value):
        return ""
    good, bad = _ends(result_of(function))
    owner = function.owner.rpartition(" for ")[2]
    enums = {bare_name(t): _variants(case, owner if t == "Self" else t) for t in (good, bad) if t}
    written = _placed(case, value, enums)
    head = result_of(function).split("<")[0].rpartition("::")[2].strip()
    if not written or head not in ("Result", "Option"):
        return written
    if written.startswith(("Ok(", "Err(") if head == "Result" else ("Some(", "None")):
        return written
    enum = bare_name(written.split("(")[0].split("{")[0].strip().rpartition("::")[0])
    name = written.split("(")[0].strip()
    if head == "Option" or (enum and enum == bare_name(good)):
        return ""
    if enum and enum in (bare_name(bad), "Self"):
        return f"Err({written})"
    number = bad.lstrip("iu").isdigit() or bad in ("usize", "isize")
    return f"Err({written})" if number and good != bad and (name.isupper() or written.lstrip("-")[:1].isdigit()) else ""


def _ends(result: str) -> tuple[str, str]:
    """The types within `Result<A, B>`; of another type it itself, and nothing."""
    head, _, rest = result.partition("<")
    if head.rpartition("::")[2].strip() in ("Result", "Option") and rest.endswith(">"):
        inner = cut_at_commas(rest[:-1])
        return (inner[0].strip(), inner[1].strip()) if len(inner) == 2 else (inner[0].strip() if inner else "", "")
    return result, ""


def _variants(case: Case, kind: str) -> dict[str, str]:
    name = bare_name(kind.removeprefix("&").strip())
    found = find_type(case, name).found if name[:1].isupper() and "<" not in kind else ()
    return {v.name: carried(v) for v in variants_of(found[0]).all} if len(found) == 1 and found[0].item.kind == "enum" else {}


def _placed(case: Case, value: str, enums: dict[str, dict[str, str]]) -> str:
    """`value` with its variants in full, and `(..)` behind those that carry something; empty if a name in it is not known."""
    out: list[str] = []
    at, quoted = 0, ""
    while at < len(value):
        ch = value[at]
        if quoted or ch in "\"'":
            quoted = "" if ch == quoted else quoted or ch
        elif (ch.isalpha() or ch == "_") and not (out and (out[-1].isalnum() or out[-1] == "_")):
            end = at
            while end < len(value) and (value[end].isalnum() or value[end] in "_:"):
                end += 1
            path = value[at:end].rstrip(":")
            end = at + len(path)
            named = _name(case, path, value[end:].lstrip(), enums)
            if not named:
                return ""
            out.append(named)
            at = end
            continue
        out.append(ch)
        at += 1
    return "".join(out)


def _name(case: Case, path: str, following: str, enums: dict[str, dict[str, str]]) -> str:
    owner, _, last = path.rpartition("::")
    if not last[:1].isupper() or last in _WRAPS or following.startswith(":"):
        return path
    if not owner:
        fitting = [enum for enum, variants in enums.items() if last in variants]
        if len(fitting) == 1:
            return f"{fitting[0]}::{last}{_rest(enums[fitting[0]][last], following)}"
        known = find(case, last).found
        if not fitting and not known and last.isupper() and len(last) > 1:
            return path  # a constant that a macro or another crate has
        return path if not fitting and known and all(d.item.kind in ("const", "static", "struct") for d in known) else ""
    enum = bare_name(owner)
    variants = enums[enum] if enum in enums else _variants(case, enum)
    return path + _rest(variants.get(last, ""), following)


def _rest(parts: str, following: str) -> str:
    if not parts or following[:1] in ("(", "{"):
        return ""
    return " { .. }" if parts.startswith("{") else "(..)"
