"""“`f` panics for a port above 1023 or a lane outside 1–4”, “`f` rejects `n` below 8 and `m` above 99”: numbers beside each bound are given to
the function, the other arguments within their bounds, and what comes of it is seen.

That the bound is what is heeded is shown by a call within all bounds, which must go otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.subject import find_method
from uowgen.claims.values.made_up_calls import tried
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_BELOW = r"(?:before|below|under|less than|smaller than|lower than)"
_ABOVE = r"(?:after|above|over|greater than|more than|larger than|higher than|beyond|past|exceeding)"
_NUMBER = r"`?(?P<{0}>0x[0-9a-fA-F_]+|\d[\d_]*)`?"
_DASH = r"(?:\s*(?:–|—|-|\.\.=)\s*| to | and )"
_CLAUSE = re.compile(
    r"(?:an? |the |any |its )?(?P<name>`?[a-z_][a-z0-9_]*`?)(?: argument| value)?(?: that is| which is)? (?:"
    rf"(?P<side>{_BELOW}|{_ABOVE}) {_NUMBER.format('n')}(?: or (?P<other>{_BELOW}|{_ABOVE}) {_NUMBER.format('m')})?"
    rf"|(?:outside|out of|not in|not within)(?: of)?(?: the range)?(?: of)? {_NUMBER.format('a')}{_DASH}{_NUMBER.format('b')})$"
)
_SENTENCE = re.compile(
    r"`(?P<f>(?:\w+::)*[a-z_]\w*)(?:\([^`]*\))?` (?:now |still |also )*(?P<what>panics|asserts|rejects|refuses|fails|returns `(?P<value>[^`]+)`|gives `(?P<given>[^`]+)`)(?: (?:for|on|with|if|when given|given|if given))? (?P<rest>.+)$"
)
_WIDTH = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}


class _Bound(NamedTuple):
    """The numbers within which a parameter is to lie, both ends included; None where there is no such end."""

    name: str
    low: int | None
    high: int | None


def spoken_ranges(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells of bounds of arguments, and whether it is so; None where it tells none."""
    match = _SENTENCE.match(said)
    bounds = _bounds(match["rest"]) if match is not None else None
    if match is None or not bounds:
        return None
    subject = find_method(case, match["f"])
    if len(subject.found) != 1 or subject.found[0].item.in_macro:
        return None
    function = subject.found[0]
    value = _value(match, function)
    if not value:
        return None
    return "returns_when", _found(case, function, bounds, value)


def _bounds(text: str) -> list[_Bound] | None:
    """The bounds that a list of clauses tells; None where any clause is something else."""
    parts = re.split(r",(?: and| or)? (?=an? |the |any |`)| (?:and|or) (?=(?:an? |the |any )?`?[a-z_][a-z0-9_]*`? (?:argument |value )?(?:outside|out of|not in|not within|" + _BELOW + "|" + _ABOVE + r")\b)", text)  # fmt: skip
    found: list[_Bound] = []
    for part in parts:
        clause = _CLAUSE.match(part.strip())
        if clause is None:
            return None
        name = clause["name"].strip("`")
        if name in ("before", "after", "above", "below", "over", "under"):
            return None
        if clause["a"]:
            found.append(_Bound(name, int(clause["a"].replace("_", ""), 0), int(clause["b"].replace("_", ""), 0)))
            continue
        ends: dict[str, int] = {}
        for side, number in ((clause["side"], clause["n"]), (clause["other"], clause["m"])):
            if side:
                key = "low" if re.fullmatch(_BELOW, side) else "high"
                if key in ends:
                    return None
                ends[key] = int(number.replace("_", ""), 0)
        found.append(_Bound(name, ends.get("low"), ends.get("high")))
    names = [b.name for b in found]
    return (
        found if len(set(names)) == len(names) and all(b.low is None or b.high is None or b.low <= b.high for b in found) else None
    )


def _value(match: re.Match[str], function: Declaration) -> str:
    """What is claimed of the call, as a pattern of its result, or that it panics."""
    result = "".join(result_of(function).split())
    what = match["what"].split()[0]
    if what in ("panics", "asserts"):
        return "panics"
    if what in ("rejects", "refuses", "fails"):
        head = result.partition("<")[0].rpartition("::")[2]
        return {"Result": "Err(_)", "Option": "None", "bool": "false"}.get(head, "panics" if "Result" not in head else "")
    value = match["value"] or match["given"] or ""
    if result.startswith("Option<") and value == "None":
        return "None"
    if result == "bool" and value in ("true", "false"):
        return value
    return "Err(_)" if value == "Err" and "Result<" in result else ""


def _found(case: Case, function: Declaration, bounds: list[_Bound], value: str) -> Finding:
    parameters = {p.name: p.type for p in parameters_of(function)}
    if receiver_of(function) or any(t not in _WIDTH for t in parameters.values()):
        return undecided("unsupported-code", f"`{function.item.name}` takes more than plain numbers", function)
    unknown = next((b.name for b in bounds if b.name not in parameters), None)
    if unknown is not None:
        return undecided("not-understood", f"`{function.item.name}` takes no `{unknown}`", function)
    otherwise = {"panics": "survives", "Err(_)": "Ok(_)", "None": "Some(_)", "true": "false", "false": "true"}[value]
    condition = " && ".join(f"!({_condition(b)})" for b in bounds)
    inside: Finding | None = None
    within: dict[str, tuple[str, ...]] = {}
    for number in _numbers(function):
        within = {name: (str(number),) for name in parameters}
        for bound in bounds:
            ends = [n for n in (bound.low, bound.high) if n is not None]
            within[bound.name] = tuple(str(n) for n in dict.fromkeys(ends))
        inside = tried(case, function, otherwise, condition, given=within)
        if inside.outcome == "holds" or len(bounds) == len(parameters):
            break
    for bound in bounds:
        largest = (1 << _WIDTH[parameters[bound.name]]) - 1
        outside = [n for n in ((bound.low or 0) - 1, 0) if bound.low is not None and 0 <= n < bound.low]
        outside += [n for n in ((bound.high or 0) + 1, largest) if bound.high is not None and bound.high < n <= largest]
        if not outside:
            return undecided("vacuous", f"no `{bound.name}` lies outside", function)
        given = {name: values[:1] for name, values in within.items()}
        given[bound.name] = tuple(str(n) for n in dict.fromkeys(outside))
        found = tried(case, function, value, _condition(bound), given=given)
        if found.outcome != "holds":
            return found
    if inside is None or inside.outcome != "holds":
        told = f"`{function.item.name}` does so within the bounds as well, or what it does there is not known"
        return undecided("vacuous", told, function)
    return Finding(
        "holds", f"so of the numbers beside each bound of `{function.item.name}`", "behaviour", None, inside.evidence, "bounded"
    )


_MOST = 8


def _numbers(function: Declaration) -> list[int]:
    """What arguments that are not spoken of may be: small numbers, and those that the function's file has beside names that it uses."""
    text = function.text
    used = set(re.findall(r"\b[A-Z][A-Z0-9_]+\b", text))
    file = function.file.rust.source.data.decode("utf-8", "replace")
    known = [n for name, n in re.findall(r"\bconst (\w+): [ui]\w+ = (\d+);", file) if name in used]
    found = [1, 0, *(int(n) for n in (*known, *re.findall(r"(?<![\w.])\d{1,6}(?![\w.])", text)))]
    return list(dict.fromkeys(found))[:_MOST]


def _condition(bound: _Bound) -> str:
    """That the parameter lies outside, as Rust."""
    ends = [f"{bound.name} < {bound.low}"] if bound.low is not None else []
    ends += [f"{bound.name} > {bound.high}"] if bound.high is not None else []
    return " || ".join(ends)
