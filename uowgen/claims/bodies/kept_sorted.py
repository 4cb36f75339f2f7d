"""That a function puts what it adds in its place: “`map` keeps `mappings` sorted by start address”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.subject import find_method
from uowgen.facts.calls import macros_in

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_KEEPS = re.compile(
    r"^`(?P<f>[\w:]+)(?:\(\))?` (?:still |always )?(?:keeps|leaves|holds) (?:the )?`(?P<of>\w+)`(?: list| vector| table| array)? (?:sorted|ordered|in order|in ascending order)(?: (?:by|of|after|according to) (?:the |their |its )?(?:`(?P<code>\w+)`|(?P<key>[a-z]+(?: [a-z]+)?)))?$"
    r"|^`(?P<f2>[\w:]+)(?:\(\))?` (?:inserts|puts|adds) (?:it|them|(?:the |a )?(?:new )?[a-z]+) (?:into|to|in) `(?P<of2>\w+)` (?:sorted|in order|ordered|in ascending order)(?: (?:by|of|after) (?:the |their |its )?(?:`(?P<code2>\w+)`|(?P<key2>[a-z]+(?: [a-z]+)?)))?$"
)
_LISTED = re.compile(r"^(?:\w+::)*(?:Vec|VecDeque|SmallVec|ArrayVec)\b")


def spoken_sorting(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    match = _KEEPS.match(said)
    if match is None:
        return None
    of = match["of"] or match["of2"]
    functions = [
        d for d in find_method(case, match["f"] or match["f2"]).found if any(f.item.kind == "field" for f in d.file.named(of))
    ]
    if len(functions) != 1 or functions[0].item.in_macro:
        return None
    function = functions[0]
    body = function.item.node.child_by_field_name("body")
    fields = [d for d in function.file.named(of) if d.item.kind == "field"]
    typed = [d.item.node.child_by_field_name("type") for d in fields]
    if body is None or len(fields) != 1 or typed[0] is None or not _LISTED.match(function.file.rust.text(typed[0])):
        return None
    text = re.sub(r"//[^\n]*", "", function.file.rust.text(body))
    squeezed = "".join(text.split())
    if re.search(rf"&mut(?:\w+\.)*{of}\b(?!\.|\[)|=(?:\w+\.)*{of};", squeezed):
        return None  # it is changed under another name
    found = _told(squeezed, of, match["code"] or match["code2"] or "", match["key"] or match["key2"] or "", function, case)
    return ("stays_sorted", found) if found is not None else None


_CHANGES = r"(?P<verb>push|push_back|push_front|insert|extend|append|swap|swap_remove|reverse|sort\w*|retain|remove|clear|truncate|drain|pop\w*)"


def _told(text: str, of: str, code: str, key: str, function: Declaration, case: Case) -> Finding | None:
    name = function.item.name
    changes = [m["verb"] for m in re.finditer(rf"\b{of}\.{_CHANGES}\(", text)]
    adding = [v for v in changes if v not in ("retain", "remove", "clear", "truncate", "drain", "pop", "pop_front", "pop_back")]
    looked = re.search(
        rf"\b{of}\b[^;]*?\.(?:partition_point|binary_search\w*|position|iter\(\)\.position|windows|last|rposition)\(", text
    )
    if adding and set(adding) <= {"push", "push_back", "push_front"} and looked is None and "sort" not in text:
        body = function.item.node.child_by_field_name("body")
        if body is None or any(m.path.rpartition("::")[2].rstrip("!") not in _QUIET for m in macros_in(function.file, body)):
            return None
        return fails("other-order", f"`{name}` puts what is new at an end of `{of}`, wherever it belongs", function)
    by = _place_of(text, of) if adding == ["insert"] else _sorted_by(text, of) if adding and adding[-1].startswith("sort") else ""
    if not by or adding.count("insert") > 1:
        return None
    if code and by != code:
        return None
    types = [
        d.item.node.child_by_field_name("type") for d in case.code.declared(by, (function.file.path,)) if d.item.kind == "field"
    ]
    have = {
        *parts(by),
        *(p for t in types if t is not None for n in re.findall(r"\w+", t.text.decode() if t.text else "") for p in parts(n)),
    }
    if key and not all(form(w) in have for w in key.split()):
        return None
    return holds(f"`{name}` puts what is new where `{by}` has it", function)


_QUIET = frozenset("trace debug info warn error println assert assert_eq debug_assert debug_assert_eq".split())  # noqa: SIM905


def _place_of(text: str, of: str) -> str:
    """The field by which the place of the one insertion was looked for, where it is that of the new element; empty if it was not."""
    found = re.search(rf"\b{of}\.insert\((?P<at>\w+),(?P<what>.+)", text)
    if found is None:
        return ""
    at, what = found["at"], found["what"]
    point = re.search(
        rf"let{at}=(?:\w+\.)*{of}\.(?:iter\(\)\.)?partition_point\(\|(?P<p>\w+)\|(?P=p)\.(?P<key>\w+)(?:<|<=)(?P<than>[\w.]+)\);",
        text,
    )
    search = re.search(
        rf"let{at}=(?:\w+\.)*{of}\.binary_search_by(?:_key\(&(?P<than>[\w.]+),\|(?P<p>\w+)\|(?P=p)\.(?P<key>\w+)\)|\(\|(?P<q>\w+)\|(?P=q)\.(?P<key2>\w+)\.cmp\(&(?P<than2>[\w.]+)\)\))\.(?:unwrap_or_else\(\|(\w+)\|\7\)|unwrap_err\(\));",
        text,
    )
    key = (point["key"] if point is not None else "") or ((search["key"] or search["key2"]) if search is not None else "")
    than = (point["than"] if point is not None else "") or ((search["than"] or search["than2"]) if search is not None else "")
    if not key or re.search(rf"\b{at}(?:[+-]?=[^=])", text.replace(f"let{at}=", "", 1)):
        return ""
    new = than.rpartition(".")
    mine = than == key and re.match(rf"\w+(?:::\w+)*\{{(?:[^{{}}]*,)?{key}[,}}]", what)
    other = re.search(rf"\b{key}:{re.escape(than)}[,}}]", what) or (new[2] == key and re.match(rf"{re.escape(new[0])}\)", what))
    return key if mine or other else ""


def _sorted_by(text: str, of: str) -> str:
    found = re.search(rf"\b{of}\.(?:sort_by_key|sort_unstable_by_key)\(\|(?P<p>\w+)\|(?P=p)\.(?P<key>\w+)\);?", text)
    if (
        found is None
        or re.search(rf"\b{of}\.(?:push|push_back|insert|extend|append)\(", text[found.end() :])
        or text[: found.start()].count("{") != text[: found.start()].count("}") + 1
    ):
        return ""
    return found["key"]
