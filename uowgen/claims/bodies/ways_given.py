"""Situations that a sentence tells by what a call gave, by a sum that is too large, or by how much room is left: “if `alloc` returns a null
pointer”, “if `at + len` overflows or exceeds the area”, “if fewer than `N` slots are left”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.path_words import present_at
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.facts.path_records import Choice
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways_words import Said
    from uowgen.facts.code import Declaration
    from uowgen.facts.path_records import Path

    Test = Callable[[Choice], "bool | None"]

_NULL = when_used(
    r"^(?:call (?:of|to) )?(?:(?P<code>§\d+)(?: call| itself)?|(?P<noun>[a-z]+(?: [a-z]+)?)) (?:(?:returns|returned|gives|gave|yields|yielded|hands back|comes back with|comes back as|is) null(?: pointer)?|(?P<fails>fails|failed))$"
)
_SUM = when_used(
    r"^(?P<what>§\d+|sum|addition|multiplication|product) (?:overflows|overflowed|would overflow|wraps(?: around)?|would wrap(?: around)?)$|^overflow of (?P<of>§\d+)$"
)
_BEYOND = when_used(
    r"^(?P<what>§\d+) (?:exceeds|exceeded|is (?:greater|larger|more|bigger) than|(?:is|goes|lies|reaches|extends|runs) (?:beyond|past)|is above) (?:(?:end|length|size|capacity|len) of )?(?P<limit>§\d+|[a-z]+(?: [a-z]+)?)$"
)
_FEW = when_used(
    r"^(?:there (?:is|are) )?(?:fewer|less) than (?P<n>§\d+|\d+|[a-z]+) (?:free |empty |unused |vacant )?(?P<what>[a-z]+)(?: (?:is|are))? (?:left|free|remaining|remain|available|unused|vacant)(?: in (?P<of>[a-z]+(?: [a-z]+)?))?$"
)


_ASKED = when_used(
    r"^(?P<what>§\d+|[a-z]+(?: [a-z]+){0,2}) (?:is|are|was|were) (?P<no>not )?(?P<un>mis|un|non-?)?(?P<adj>[a-z]{4,}) (?:to|by|in|for|with|at|of|on|within|inside) (?P<by>§\d+)(?: (?:boundary|boundaries))?$"
)

_WRONG = when_used(
    r"^(?P<what>§\d+|[a-z]+(?: [a-z]+){0,2}) (?:(?:is|was|are|were) (?:wrong|incorrect|mismatched|not right|not correct|not expected one|not one expected)|does not match|mismatches)$"
)


def told_of(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Test | None:
    """What the words say of a branch, where they tell one of these situations; None where they tell none."""
    for reader in (_gave_null, _overflows, _exceeds, _few_left, _asked, _is_wrong):
        test = reader(words, said, function, paths)
        if test is not None:
            return test
    return None


def _bound(paths: tuple[Path, ...]) -> dict[str, set[str]]:
    """What each name is bound to on the ways."""
    found: dict[str, set[str]] = {}
    for path in paths:
        for deed in path.deeds:
            if deed.sort in ("let", "assign") and deed.name.isidentifier() and deed.given:
                found.setdefault(deed.name, set()).add(deed.given[0])
    return found


def _gave_null(words: str, said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Test | None:
    found = _NULL.match(words)
    if found is None or (found["code"] and found["fails"]):
        return None
    asked = {m[1] for p in paths for c in p.choices if not c.pattern and (m := re.fullmatch(r"!?(\w+)\.is_null\(\)", c.text))}
    bound = _bound(paths)
    mine = []
    for name in asked:
        values = bound.get(name, set())
        if len(values) != 1:
            continue
        called = re.findall(r"([A-Za-z_]\w*)(?:::<[^()]*>)?\(", next(iter(values)))
        if (found["code"] and said.code(found["code"]).removesuffix("()").rpartition("::")[2].rpartition(".")[2] in called) or (
            found["noun"] and any({form(w) for w in found["noun"].split()} <= set(parts(c)) for c in called)
        ):
            mine.append(name)
    if len(mine) != 1:
        return None
    return lambda c: (
        c.truth is not c.text.startswith("!") if c.text.lstrip("!") == f"{mine[0]}.is_null()" and not c.pattern else None
    )


_CHECKED = {"+": "add", "*": "mul", "-": "sub"}


def _overflows(words: str, said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Test | None:
    found = _SUM.match(words)
    if found is None:
        return None
    looked = {t for p in paths for c in p.choices if (t := _tried(c)) and re.search(r"\.checked_(?:add|mul|sub)\(", t)}
    what = found["what"] or found["of"]
    if what.startswith("§"):
        sides = re.fullmatch(r"(?P<a>[\w.()]+)(?P<sign>[+*-])(?P<b>[\w.()]+)", "".join(said.code(what).split()))
        if sides is None:
            return None
        a, b, name = sides["a"], sides["b"], _CHECKED[sides["sign"]]
        forms = {f"{a}.checked_{name}({b})"} | ({f"{b}.checked_{name}({a})"} if name != "sub" else set())
        mine = looked & forms
    else:
        kind = "add" if what in ("sum", "addition") else "mul"
        mine = {t for t in looked if f".checked_{kind}(" in t} if len(looked) == 1 else set()
    if len(mine) != 1:
        return None
    text = next(iter(mine))
    return lambda c: (not there) if _tried(c) == text and (there := _is_there(c)) is not None else None


def _tried(choice: Choice) -> str:
    """What a branch tries or looks up, as it is written; empty for any other branch."""
    looked = present_at(choice)
    if looked is not None:
        return looked[0]
    return choice.text if choice.pattern == "Ok" or choice.pattern.startswith("Ok(") else ""


def _is_there(choice: Choice) -> bool | None:
    looked = present_at(choice)
    return looked[1] if looked is not None else choice.truth


_ORDERED = when_used(r"^(?P<a>[\w.():<]+?)(?P<sign>>=|<=|>|<)(?P<b>[\w.():]+)$")
_EXTENT = frozenset({"len", "size", "capacity", "length", "len()", "size()", "capacity()", "limit", "end"})


def _exceeds(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Test | None:
    found = _BEYOND.match(words)
    if found is None:
        return None
    wanted = "".join(said.code(found["what"]).split())
    bound = _bound(paths)
    mine: dict[str, bool] = {}
    for choice in (c for p in paths for c in p.choices if not c.pattern):
        sides = _ORDERED.match(choice.text)
        if sides is None:
            continue
        a, b = (sides["a"], sides["b"]) if sides["sign"] in (">", "<=") else (sides["b"], sides["a"])
        if _reckons(a, bound) == wanted and _is_limit(found["limit"], b, said, function):
            mine[choice.text] = sides["sign"] in (">", "<")
    return (lambda c: mine[c.text] is c.truth if not c.pattern and c.text in mine else None) if len(mine) == 1 else None


def _reckons(name: str, bound: dict[str, set[str]]) -> str:
    """A name as the sum that it was bound to, checked or not."""
    values = bound.get(name, set())
    text = next(iter(values)).removesuffix("?") if len(values) == 1 else name
    return re.sub(r"^(.+)\.checked_add\((.+)\)$", r"\1+\2", re.sub(r"\.(?:ok_or|ok_or_else|unwrap_or)\(.*\)$", "", text))


def _is_limit(limit: str, text: str, said: Said, function: Declaration) -> bool:
    if limit.startswith("§"):
        code = "".join(said.code(limit).split())
        return text in (code, f"self.{code}") or (code.isupper() and text.rpartition("::")[2] == code.rpartition("::")[2])
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    words = {p for n in re.findall(r"[A-Za-z_]\w*", text) for p in parts(n)}
    if text.startswith("self.") and text.removeprefix("self.") in _EXTENT:
        words |= set(parts(owner))
    return all(form(w) in words for w in limit.split())


_UNITS = frozenset(form(w) for w in ("slots", "entries", "places", "elements", "items"))


def _few_left(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Test | None:
    found = _FEW.match(words)
    if found is None:
        return None
    count = found["n"]
    number = "".join(said.code(count).split()) if count.startswith("§") else str(NUMBERS.get(count, count))
    own = {p for n in re.findall(r"[A-Za-z_]\w*", function.owner) for p in parts(n)}
    mine: dict[str, bool] = {}
    for choice in (c for p in paths for c in p.choices if not c.pattern):
        sides = re.match(r"^(?P<a>[\w.():+-]+?)(?P<sign>>|<|<=|>=)(?P<b>[\w.():+-]+)$", choice.text)
        if sides is None:
            continue
        a, b, sign = sides["a"], sides["b"], sides["sign"]
        if sign in ("<", ">="):
            a, b = b, a  # now it asks `a > b`, or denies it
        full = _used_and_limit(a, b, number)
        if full is None:
            continue
        used, limit = full
        about = own | {p for n in re.findall(r"[A-Za-z_]\w*", f"{used} {limit}") for p in parts(n)}
        nouns = [form(found["what"]), *(form(w) for w in (found["of"] or "").split())]
        if all(n in about or n in _UNITS for n in nouns):
            mine[choice.text] = sign in (">", "<")
    return (lambda c: mine[c.text] is c.truth if not c.pattern and c.text in mine else None) if len(mine) == 1 else None


def _used_and_limit(more: str, less: str, number: str) -> tuple[str, str] | None:
    """What is in use and how much there may be, where `more > less` says that fewer than `number` are left."""
    added = re.fullmatch(rf"(?:(?P<u>[\w.()]+)\+{re.escape(number)}|{re.escape(number)}\+(?P<u2>[\w.()]+))", more)
    taken = re.fullmatch(r"(?P<m>[\w.():]+)-(?P<u>[\w.()]+)", less) if more == number else None
    used = (added["u"] or added["u2"]) if added is not None else taken["u"] if taken is not None else ""
    limit = less if added is not None else taken["m"] if taken is not None else ""
    counted = re.search(r"(?:\blen\(\)|len|count|used|size|in_use)$", used)
    bounded = re.fullmatch(r"(?:\w+::)*[A-Z][A-Z0-9_]*|[\w.]+\.capacity\(\)", limit)
    return (used, limit) if counted and bounded else None


def _asked(words: str, said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Test | None:
    """“The address is not aligned to `align`”: what `addr.is_aligned(align)` says, where nothing else is asked so."""
    found = _ASKED.match(words)
    if found is None:
        return None
    by = "".join(said.code(found["by"]).split())
    asked: dict[str, tuple[str, str]] = {}
    for choice in (c for p in paths for c in p.choices if not c.pattern):
        call = re.fullmatch(r"!?(?P<of>[\w.]+)\.is_(?P<adj>\w+)\((?P<given>[^()]*)\)", choice.text)
        if call is not None and form(found["adj"]) == form(call["adj"]) and by in call["given"].split(","):
            asked[choice.text.lstrip("!")] = (call["of"], call["given"])
    if len(asked) != 1:
        return None
    text, (of, _) = next(iter(asked.items()))
    if found["what"].startswith("§"):
        code = said.code(found["what"])
        mine = of in (code, f"self.{code}")
    else:
        mine = {form(w) for w in found["what"].split()} <= {p for n in of.split(".") for p in parts(n)}
    if not mine or any(_changes_between(p, text, of) for p in paths):
        return None
    wanted = bool(found["no"]) is bool(found["un"])
    return lambda c: (c.truth is not c.text.startswith("!")) is wanted if c.text.lstrip("!") == text and not c.pattern else None


def _changes_between(path: Path, text: str, of: str) -> bool:
    """Whether what is asked about is set anew once it has been asked."""
    yet = False
    for event in path.events:
        if isinstance(event, Choice):
            yet = yet or event.text.lstrip("!") == text
        elif yet and event.sort in ("let", "assign") and event.name == of:
            return True
    return False


def _is_wrong(words: str, said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Test | None:
    """“The signature is wrong”: what is so called is compared with one constant, and is not that."""
    found = _WRONG.match(words)
    if found is None:
        return None
    code = said.code(found["what"]).rpartition(".")[2] if found["what"].startswith("§") else ""
    wanted = {form(w) for w in found["what"].split()}
    mine: dict[str, bool] = {}
    for choice in (c for p in paths for c in p.choices if not c.pattern):
        sides = re.fullmatch(r"(?P<a>[\w.():&*]+?)(?P<sign>[!=]=)(?P<b>[\w.:&*]+)", choice.text)
        if sides is None:
            continue
        for one, other in ((sides["a"], sides["b"]), (sides["b"], sides["a"])):
            names = re.findall(r"[A-Za-z_]\w*", one)
            said_there = code in names if code else wanted <= {p for n in names for p in parts(n)}
            if said_there and re.fullmatch(r"[&*]*(?:\w+::)*[A-Z][A-Z0-9_]*|\d\w*", other):
                mine[choice.text] = sides["sign"] == "!="
    if len(mine) != 1:
        return None
    text, denies = next(iter(mine.items()))
    return lambda c: c.truth is denies if c.text == text and not c.pattern else None
