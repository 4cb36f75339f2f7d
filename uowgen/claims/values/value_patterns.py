"""The value that a criterion names, as a pattern for what a function gives back: `Error::Busy` as `Err(Error::Busy { .. })`.

Only what the function's own result type says is added; a name that it cannot place gives no pattern.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import leaves_open
from uowgen.claims.subject import find, find_type
from uowgen.claims.values.result_types import ends_of
from uowgen.facts.members import carried, fields_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_TRUTHS = ("valid", "check", "accept", "allow", "permit", "can_", "may_")
_WRAPS = frozenset({"Ok", "Err", "Some", "None", "Self", "String", "Vec"})


def pattern_of(case: Case, function: Declaration, value: str) -> str:
    """`value` as a pattern for a result of `function`; empty if it is none, or leaves something open."""
    if leaves_open(value):
        return ""
    head, good, bad = _ends(case, function)
    enums = {bare_name(t): _variants(case, t) for t in (good, bad, *_kinds(case, bad)) if t}
    written = _placed(case, value, enums)
    if not written or not head:
        return written
    if written.startswith(("Ok(", "Err(") if head == "Result" else ("Some(", "None")):
        return written
    enum = bare_name(written.split("(")[0].split("{")[0].strip().rpartition("::")[0])
    name = written.split("(")[0].strip()
    if head == "Option" or (enum and enum == bare_name(good)):
        return ""
    if enum and enum in (bare_name(bad), "Self"):
        return f"Err({written})"
    if head == "Result" and not written.startswith(("Ok(", "Err(")):
        kind = _kind_field(case, bad, enum)
        if kind:
            return f"Err({bare_name(bad)} {{ {kind}: {written}, .. }})"
    number = bad.lstrip("iu").isdigit() or bad in ("usize", "isize")
    return f"Err({written})" if number and good != bad and (name.isupper() or written.lstrip("-")[:1].isdigit()) else ""


def _ends(case: Case, function: Declaration) -> tuple[str, str, str]:
    """As `ends_of`, with the type that `Self` stands for."""
    owner = bare_name(function.owner.rpartition(" for ")[2])
    head, good, bad = ends_of(case, function)
    return head, owner if good == "Self" and owner else good, owner if bad == "Self" and owner else bad


def _kinds(case: Case, error: str) -> tuple[str, ...]:
    """The types of the fields of a struct of errors."""
    bare = error.partition("<")[0].strip()
    found = find_type(case, bare).found if bare[:1].isupper() else ()
    plain = len(found) == 1 and found[0].item.kind == "struct" and not found[0].item.in_macro
    return tuple(f.type for f in fields_of(found[0]).all if f.type[:1].isupper() and "<" not in f.type) if plain else ()


def _kind_field(case: Case, error: str, enum: str) -> str:
    """The one field of a struct of errors that is of `enum`: by it people name the error."""
    bare = error.partition("<")[0].strip()
    found = find_type(case, bare).found if bare[:1].isupper() and enum else ()
    if len(found) != 1 or found[0].item.kind != "struct" or found[0].item.in_macro:
        return ""
    having = [f.name for f in fields_of(found[0]).all if bare_name(f.type) == enum]
    return having[0] if len(having) == 1 and having[0].isidentifier() else ""


def wanted_of(case: Case, function: Declaration, value: str) -> str:
    """As `pattern_of`, for what sentences say beside values: `accepted`, `refused`, `error`, and a number for what holds one.

    Whether a call was accepted is told by a `Result` or an `Option`, by a `bool` where the function's name asks whether all is well.
    """
    head, good, bad = _ends(case, function)
    if value in ("accepted", "refused", "error"):
        well = value == "accepted"
        if head == "Result":
            return "Ok(_)" if well else "Err(_)"
        if head == "Option" and value != "error":
            return "Some(_)" if well else "None"
        name = function.item.name
        told = (
            good == "bool"
            and any(word in name for word in _TRUTHS)
            and not any(w in name for w in ("invalid", "in_", "not_", "un"))
        )
        return ("true" if well else "false") if told and value != "error" else ""
    number = value.lstrip("-").replace("_", "")[:1].isdigit()
    if number and head and _is_number(good) and not _is_number(bad):
        return f"{'Ok' if head == 'Result' else 'Some'}({value})"
    if number and head and good == bad:
        return ""
    return _within(case, head, (good, bad), value) or pattern_of(case, function, value)


def _within(case: Case, head: str, ends: tuple[str, str], value: str) -> str:
    """A variant of what a `Result` or `Option` holds, in its `Ok` or `Some`: people leave that out. Empty for anything else."""
    good, bad = ends
    owner, _, last = value.split("(")[0].split("{")[0].strip().rpartition("::")
    mine = _variants(case, good) if head and good != bad and "<" not in good else {}
    if last not in mine or last in _variants(case, bad) or bare_name(owner) not in ("", bare_name(good)) or leaves_open(value):
        return ""
    written = _placed(case, value, {bare_name(good): mine})
    return f"{'Ok' if head == 'Result' else 'Some'}({written})" if written else ""


def _is_number(kind: str) -> bool:
    return kind[:1] in ("u", "i") and (kind[1:].isdigit() or kind[1:] == "size")


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
