"""Whether a way through a function ends as a sentence says: with that value, in a panic, well or badly; None where that is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.facts.path_records import resolved
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.bodies.ways_words import Outcome
    from uowgen.facts.path_records import Path

_LITERAL = when_used(r"^(?:-?\d[\w.]*|true|false|None|\(\)|!0|b?'.'|\"[^\"]*\")$")
_OF_TYPE = when_used(r"^(?:\w+::)+(?=(?:Ok|Err)\()")
_CONSTANT = when_used(r"^(?:\w+::)*(?:[A-Z][A-Z0-9_]*|[A-Z]\w*)$")
_WELL = frozenset({"SUCCESS", "OK", "Success"})
_BADLY = when_used(r"^(?:E[A-Z]{2,}|.*(?:ERROR|INVALID|UNSUPPORTED|NOT_|OUT_OF|DENIED|FAIL|BAD_|ABORT|TIMEOUT|FAULT).*)$")


def ends_so(path: Path, outcome: Outcome) -> bool | None:
    """Whether `path` ends as `outcome` says."""
    if outcome.own and any(d.sort in ("let", "assign") and outcome.value in re.findall(r"\w+", d.name) for d in path.deeds):
        return None  # by then the name may stand for something else
    if outcome.sort == "panics":
        return path.end == "panic" if path.end == "panic" or _is_final(path) else None
    if path.end == "panic":
        return False
    if outcome.sort in ("error", "success"):
        bad = is_bad(path)
        return None if bad is None else bad is (outcome.sort == "error")
    if path.end == "error":
        head, inner = unwrapped(outcome.value)
        return False if head == "Ok" or inner in _WELL else None
    named = resolved(outcome.value, path.events)  # “`Err(addr)`” where `addr` is bound on the way
    return True if named != outcome.value and path.value == named else same_value(path.value, outcome.value)


def _is_final(path: Path) -> bool:
    """Whether nothing that is called on the way can panic in its place, as far as names tell: nothing is called."""
    return not any(d.sort == "call" and not d.later and d.name not in _ASKING for d in path.deeds)


_ASKING = frozenset({"is_null", "len", "is_empty", "contains", "get", "is_none", "is_some"})


def is_bad(path: Path) -> bool | None:
    """Whether the function ends with an error, as its value tells."""
    if path.end == "error" or path.value.startswith("Err("):
        return True
    if path.value.startswith("Ok("):
        return False
    last = path.value.rpartition("::")[2]
    if last in _WELL:
        return False
    return True if _CONSTANT.match(path.value) and _BADLY.match(last) else None


def unwrapped(value: str) -> tuple[str, str]:
    """The `Ok`, `Err` or `Some` around a value, and what is inside."""
    for head in ("Ok", "Err", "Some"):
        bare = _OF_TYPE.sub("", value) if f"::{head}(" in value else value  # `Answer::Err(…)` is one as well
        if bare.startswith(f"{head}(") and bare.endswith(")"):
            return head, bare[len(head) + 1 : -1]
    return "", value


def is_plain(value: str) -> bool:
    """Whether it is written as a constant, a variant or a literal."""
    return bool(_LITERAL.match(value) or _CONSTANT.match(value))


def same_value(given: str, said: str) -> bool | None:
    """Whether the value `given` in the code is the one that is said."""
    said = "".join(said.split()) if '"' not in said else said
    if given == said:
        return True
    had, inner = unwrapped(given)
    wants, wanted = unwrapped(said)
    if wants and had and wants != had:
        return False
    if (made := _MADE.match(wanted)) is not None and (not wants or wants == had):
        return _same_made(inner, had, made)
    if not is_plain(wanted):
        if not wants and had in ("Ok", "Some") and "".join(inner.split()) == wanted:
            return True
        return True if "".join(given.split()) == said else None
    if wants and not had and not is_plain(given):
        return None
    if (
        (payload := _PAYLOAD.match(inner)) is not None
        and _CONSTANT.match(wanted)
        and not wanted.isupper()
        and wanted not in ("None",)
    ):
        return _same_name(payload["head"], wanted)  # what it carries is not told
    if not is_plain(inner):
        return None if had in ("", wants) or not wants else False
    if not wants and had in ("Ok", "Some") and not _LITERAL.match(wanted):
        return None if inner.rpartition("::")[2] == wanted.rpartition("::")[2] else False
    if not wants and had in ("Ok", "Some"):
        return False if wanted == "None" else None
    if {inner, wanted} <= {"true", "false"}:
        return inner == wanted
    one, two = _number(inner), _number(wanted)
    if one is not None and two is not None:
        return one == two
    return _same_name(inner, wanted)


_PAYLOAD = when_used(r"^(?P<head>(?:\w+::)+[A-Z]\w*|[A-Z]\w*(?=\{))[({].*[)}]$")
# A variant with literals in it: `Fault::Bad(0)`.
_MADE = when_used(r"^(?P<head>(?:\w+::)*[A-Z]\w*)\((?P<given>[-\d\w, ]+)\)$")


def _same_made(inner: str, had: str, wanted: re.Match[str]) -> bool | None:
    """Whether a value is the variant that is said, with the very literals or names; None where it is not written as one."""
    found = _MADE.match(inner)
    if not all(_LITERAL.match(g.strip()) for g in wanted["given"].split(",")):
        same = _same_name(found["head"], wanted["head"]) if found is not None else None
        return same and (True if found is not None and found["given"] == wanted["given"].replace(" ", "") else None)
    head = (found["head"] if found is not None else inner).rpartition("::")[2]
    if found is None and not _CONSTANT.match(inner):
        return False if had == "Ok" and _LITERAL.match(inner) else None
    if head != wanted["head"].rpartition("::")[2]:
        return None if had == "" and found is None else False
    if found is None:
        return False
    given = found["given"].replace(" ", "").split(",")
    return given == wanted["given"].replace(" ", "").split(",") if all(_LITERAL.match(g) for g in given) else None


_OF_C = when_used(r"^E[A-Z0-9]{2,}$")


def _same_name(one: str, two: str) -> bool | None:
    """Whether two constants or variants are the same by their names; None where the one may be the other's name elsewhere.

    `EPERM` may be `Errno::Perm` or -1, and `NOT_FOUND` is how some write `NotFound`.
    """
    mine, other = one.rpartition("::")[2], two.rpartition("::")[2]
    if mine == other:
        return True if _heads_agree(one, two) else None
    if bool(_OF_C.match(mine)) is not bool(_OF_C.match(other)) or bare_form(mine) == bare_form(other):
        return None
    # A bare `Permits` may be a type that happens to be called so, and no value at all.
    return None if "::" not in two and not other.isupper() else False


def bare_form(name: str) -> str:
    """A name without what tells `NotFound` from `NOT_FOUND`."""
    return name.replace("_", "").lower()


def _heads_agree(one: str, two: str) -> bool:
    mine, other = one.rpartition("::")[0].rpartition("::")[2], two.rpartition("::")[0].rpartition("::")[2]
    return not mine or not other or mine == other or "Self" in (mine, other)


def _number(text: str) -> int | None:
    try:
        return int(re.sub(r"(?:[ui](?:8|16|32|64|128|size))$", "", text).replace("_", ""), 0)
    except ValueError:
        return None
