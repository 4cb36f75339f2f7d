"""Reads what is said of permits: values that hold a number taken from a budget, and can be split and merged.

“`split()` moves `n` slots to the new permit”, “`merge()` hands back a permit of another budget”, “`acquire()` fails with `Exhausted` when the
budget refuses”. A budget of elsewhere is written out as a count of what is left, so that what is given back twice, or lost, is seen in it.
The same is done to the spec's own code, which must be as is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.containers.container import Container, Signature, is_integer, signature
from uowgen.claims.containers.runs import Step
from uowgen.claims.runs.driven import told
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.standins import ELEMENT_FIELD
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of, methods_of, variants_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case, Finding
    from uowgen.facts.code import Declaration

    Read = Callable[[list[int], list[int]], list[Step]]

NAME = "keeps_shares"
_LEFT = 9  # what a budget has at first
_AMOUNTS = (0, 1, 2, 3, 5, _LEFT, _LEFT + 1)

_F = r"`(?P<name>\w+)\(\)`"
_BACK = r"(?:hands|gives|returns|passes) back|returns"
_ANY = r"(?:an? |the |any |each |every )?"
_MOVES = re.compile(
    rf"{_F} (?:moves|transfers|hands|passes) (?:`(?P<n>\w+)`|that many|the given number of) (?P<unit>\w+) (?:over )?(?:to|into) "
    r"(?:the|a) (?:new|returned|second) (?P<thing>\w+)"
)
_NOTHING = re.compile(
    rf"{_F} (?:returns|gives|yields|is) `None` (?:if|when|where|for) (?:`(?P<n>\w+)` (?:is |of ))?(?:zero|0|`0`),? or "
    r"(?:if |when )?(?:it is |`\w+` is )?(?:(?P<least>not below|not less than|not under|not smaller than|at least|no less than)|above|more than|greater than) "
    r"(?:what is held|`(?P<held>\w+)(?:\(\))?`|the (?P<unit>\w+) held)"
)
_OTHERS = re.compile(
    rf"{_F} (?:{_BACK}|refuses|rejects) {_ANY}(?P<thing>\w+) (?:of|from|that is of|taken from) (?:another|a different|some other) (?P<source>\w+)"
)
_EMPTIES = re.compile(
    rf"{_F} (?:empties|drains|zeroes) (?:the )?(?:absorbed|merged|other|given|consumed) (?P<thing>\w+)"
    rf"|{_ANY}(?:absorbed|merged) (?P<thing2>\w+) (?:is left empty|gives nothing back|returns nothing)"
)
_REFUSED = re.compile(
    r"(?:`(?P<name>\w+)\(\)` (?:fails with|returns|gives|is)|(?P<verb>[a-z]+ing) (?:fails with|gives|returns)) `(?:Err\()?(?:\w+::)?(?P<error>[A-Z]\w*)\)?` "
    r"(?:if|when|where|once) (?:the )?(?P<source>\w+) (?:refuses|is exhausted|has too few left|is used up|has not enough left|declines)"
)
_ZERO = re.compile(
    r"(?:(?P<verb>[a-z]+ing) (?:zero|no|0) (?P<unit>\w+)|`(?P<name>\w+)\(\)` (?:of|for|with) (?:zero|no|0) (?P<unit2>\w+)) "
    r"(?:is an error|fails|is refused|is rejected|gives an error)(?: with `(?:\w+::)?(?P<error>[A-Z]\w*)`)?"
)


class _Shares(NamedTuple):
    """A type of permits: how one is made, split and merged (empty: not at all), what it takes from, and the code that all is asked with."""

    container: Container
    held: str
    source: str
    maker: str
    splits: str
    merges: str
    head: str

    def called(self, noun: str, of: str) -> bool:
        """Whether a noun is one for a type, by the words of its name."""
        return form(noun) in {form(p) for p in parts(of)}


def decided(text: str, case: Case) -> Finding | None:
    """What permits do of what a sentence says of them; None where a word is not understood, or there are none."""
    said = text[:1].lower() + text[1:].rstrip(" .")
    for pattern, asked in (
        (_MOVES, _moves), (_NOTHING, _gives_none), (_OTHERS, _hands_back), (_EMPTIES, _gives_once), (_REFUSED, _refused), (_ZERO, _refuses_zero),
    ):  # fmt: skip
        match = pattern.fullmatch(said)
        shares = case.once("permits of a budget", lambda: _at_hand(case)) if match is not None else None
        if match is not None and shares is not None:
            return asked(case, shares, match.groupdict())
    return None


def _at_hand(case: Case) -> _Shares | None:
    """The one type of the blocks that borrows something of elsewhere, and holds a number taken from it."""
    names = dict.fromkeys(
        d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct" and not d.item.path
    )
    rows = [found[0] for name in names if len(found := find_type(case, name).found) == 1]
    found_ones = [one for d in rows if (one := _as_shares(case, d)) is not None]
    return found_ones[0] if len(found_ones) == 1 else None


def _as_shares(case: Case, declaration: Declaration) -> _Shares | None:
    name, fields = declaration.item.name, fields_of(declaration).all
    borrowed = [f for f in fields if re.fullmatch(r"&'\w+ [A-Z]\w*", f.type)]
    numbers = [f for f in fields if is_integer(f.type)]
    if len(fields) != 2 or len(borrowed) != 1 or len(numbers) != 1:
        return None
    source, count = borrowed[0].type.rpartition(" ")[2], numbers[0]
    methods = {d.item.name: (signature(d), d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}

    def of(kinds: tuple[str, ...], gives: str) -> list[str]:
        return [
            n
            for n, (s, _) in methods.items()
            if tuple(_bare(t) for _, t in s.parameters) == kinds and re.fullmatch(gives, _bare(s.returns))
        ]

    made = rf"(?:Result<(?:Self|{name}),.*>|Option<(?:Self|{name})>)"
    makers = of((f"&{source}", count.type), made)
    splits, merges = of((count.type,), rf"Option<(?:Self|{name})>"), of((name,), rf"Result<\(\),(?:Self|{name})>")
    written = _written(case, declaration, source, borrowed[0].name, count.type)
    if len(makers) != 1 or len(splits) > 1 or len(merges) > 1 or written is None:
        return None
    container = Container(declaration, name, "", None, (), methods)
    return _Shares(container, count.name, source, makers[0], "".join(splits), "".join(merges), written)


def _bare(kind: str) -> str:
    """A type without lifetimes and white space."""
    return re.sub(r"\s+", "", re.sub(r"<\s*'\w+\s*>|'\w+\s*", "", kind))


def _written(case: Case, declaration: Declaration, source: str, field: str, count: str) -> str | None:
    """What is taken from, of elsewhere, as a count of what is left; None where what is done with it is not understood."""
    if case.code.declared_anywhere(source):
        return None
    texts = [declaration.file.rust.source.data, *(f.rust.source.data for f in block_files(case))]
    text = re.sub(r"//[^\n]*", "", "\n".join(t.decode("utf-8", "replace") for t in texts))
    rows: dict[str, str] = {}
    for before, called, given in re.findall(rf"(\bif\s+!?\s*|=\s*|!)?\b(?:self\s*\.\s*)?{field}\s*\.\s*(\w+)\s*\(([^()]*)\)", text):
        takes, many = bool(before.strip()), len([a for a in given.split(",") if a.strip()])
        if many > 1 or (takes and not many) or before.strip().startswith("="):
            return None
        body = (
            "if n > self.left.get() { return false; } self.left.set(self.left.get() - n); true" if takes
            else "self.left.set(self.left.get() + n);" if many else ""
        )  # fmt: skip
        row = f"fn {called}(&self{f', n: {count}' if many else ''}){' -> bool' if takes else ''} {{ {body} }}"
        if rows.setdefault(called, row) != row:
            return None
    if not rows or re.search(rf"\b{source}::", text):
        return None
    return (
        f"pub struct {source} {{ pub {ELEMENT_FIELD}: u32, left: core::cell::Cell<{count}> }} impl {source} {{ {' '.join(rows.values())} }}\n"
        f"fn uowgen_source() -> {source} {{ {source} {{ {ELEMENT_FIELD}: 0, left: core::cell::Cell::new({_LEFT}) }} }}\n"
    )


def _asked(case: Case, shares: _Shares, method: str, body: str, runs: list[list[int]], read: Read, what: str) -> Finding:
    """`body` makes and ends its values itself, is given `a`, `b`, `c`, and tells numbers in `out`."""
    of = shares.container.methods[shares.maker][0].parameters[1][1]
    code = (
        f"{shares.head}fn {PROBE}(ops: &[u64]) -> Vec<u64> {{ let mut out: Vec<u64> = Vec::new(); let a = ops[0] as {of}; let b = ops[1] as {of}; "
        f"let one = uowgen_source(); let other = uowgen_source(); {body} out.push(one.left.get() as u64); out.push(other.left.get() as u64); out }}"
    )
    return told(case, shares.container, code, method, runs, 3, read, what, as_spec=True)


def _made(shares: _Shares, bound: str, source: str, amount: str) -> str:
    returns = shares.container.methods[shares.maker][0].returns
    taken = "Ok" if returns.startswith("Result") else "Some"
    return f"if let {taken}(mut {bound}) = {shares.container.text}::{shares.maker}(&{source}, {amount})"


def _split(case: Case, shares: _Shares, read: Read, what: str) -> Finding:
    """Numbers that are told: what is left in the permit, 1 if there is a new one, what that holds."""
    body = (
        f"{{ {_made(shares, 'p', 'one', 'a')} {{ let r = p.{shares.splits}(b); out.push(p.{shares.held} as u64); "
        f"match &r {{ Some(q) => {{ out.push(1); out.push(q.{shares.held} as u64); }}, None => {{ out.push(0); out.push(0); }} }} }} }}"
    )
    runs = [[a, b, 0] for a in (1, 2, 3, 5) for b in (0, 1, 2, 3, 4, 5, 6)]
    return _asked(case, shares, shares.splits, body, runs, read, what)


def _is_unit(shares: _Shares, noun: str | None) -> bool:
    return noun is None or shares.called(noun, shares.held)


def _parameter(method: Signature) -> str:
    return method.parameters[0][0]


def _moves(case: Case, shares: _Shares, said: dict[str, str | None]) -> Finding | None:
    method = shares.container.methods.get(shares.splits)
    if method is None or said["name"] != shares.splits or said["n"] not in (None, _parameter(method[0])):
        return None
    if not _is_unit(shares, said["unit"]) or not shares.called(said["thing"] or "", shares.container.text):
        return None

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        if len(seen) < 5 or not seen[1]:
            return [Step(f"{shares.splits}({ops[1]}) of {ops[0]} gives nothing", None)]
        right = (seen[0], seen[2]) == (ops[0] - ops[1], ops[1])
        return [Step(f"{shares.splits}({ops[1]}) of {ops[0]} leaves {seen[0]}, and the new one has {seen[2]}", right)]

    return _split(case, shares, read, "moved")


def _gives_none(case: Case, shares: _Shares, said: dict[str, str | None]) -> Finding | None:
    method = shares.container.methods.get(shares.splits)
    held = (None, shares.held, *(n for n, (s, _) in shares.container.methods.items() if n == shares.held and not s.parameters))
    if (
        method is None
        or said["name"] != shares.splits
        or said["n"] not in (None, _parameter(method[0]))
        or said["held"] not in held
    ):
        return None
    if not _is_unit(shares, said["unit"]):
        return None
    least = said["least"] is not None

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        none = ops[1] == 0 or ops[1] > ops[0] or (least and ops[1] == ops[0])
        right = len(seen) >= 5 and (seen[1] == 0) == none
        given = "panics" if len(seen) < 5 else "gives a new one" if seen[1] else "gives `None`"
        return [Step(f"{shares.splits}({ops[1]}) of {ops[0]} {given}", right)]

    return _split(case, shares, read, "so")


def _merged(case: Case, shares: _Shares, read: Read, what: str) -> Finding:
    """Numbers that are told: 1 if it was merged, what the first has then, what came back, what is left in both sources then and at the end."""
    left = "out.push(one.left.get() as u64); out.push(other.left.get() as u64);"
    body = "".join(
        f"if ops[2] == {way} {{ {_made(shares, 'p', 'one', 'a')} {{ {_made(shares, 'q', source, 'b')} {{ match p.{shares.merges}(q) {{ "
        f"Ok(_) => {{ out.push(1); out.push(p.{shares.held} as u64); out.push(0); }}, "
        f"Err(r) => {{ out.push(0); out.push(p.{shares.held} as u64); out.push(r.{shares.held} as u64); }} }} }} {left} }} }} "
        for way, source in ((0, "one"), (1, "other"))
    )
    runs = [[a, b, way] for way in (1, 0) for a, b in ((1, 1), (2, 3), (5, 1), (1, 4))]
    return _asked(case, shares, shares.merges, body, runs, read, what)


def _is_merging(shares: _Shares, said: dict[str, str | None]) -> bool:
    thing = said.get("thing") or said.get("thing2") or ""
    return bool(shares.merges) and said["name"] in (None, shares.merges) and shares.called(thing, shares.container.text)


def _hands_back(case: Case, shares: _Shares, said: dict[str, str | None]) -> Finding | None:
    if not _is_merging(shares, said) or not shares.called(said["source"] or "", shares.source):
        return None

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        away = ops[2] == 1
        right = len(seen) >= 7 and (seen[:3] == [0, ops[0], ops[1]] if away else seen[0] == 1)
        gave = "panics" if len(seen) < 7 else "merges it" if seen[0] else f"hands back one of {seen[2]}"
        return [Step(f"{shares.merges} of {ops[1]} {'of another' if away else 'of the same'} {gave}", right)]

    return _merged(case, shares, read, "so")


def _gives_once(case: Case, shares: _Shares, said: dict[str, str | None]) -> Finding | None:
    if not _is_merging(shares, said):
        return None

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        if len(seen) < 7 or not seen[0] or ops[2]:
            return [Step(f"{shares.merges} of {ops[1]} is not done, or is of another", None)]
        right = seen[3] == _LEFT - ops[0] - ops[1]
        back = seen[3] - (_LEFT - ops[0] - ops[1])
        return [Step(f"{shares.merges} of {ops[1]}: {back or 'nothing'} goes back with the merged one", right)]

    return _merged(case, shares, read, "nothing is given back")


def _acquired(case: Case, shares: _Shares, error: str | None, read: Read, what: str) -> Finding | None:
    """Numbers that are told: 0 if one was made, 1 if it was refused with the error that is named, 2 with another; what is left then."""
    returns = shares.container.methods[shares.maker][0].returns
    kind = _bare(returns).removesuffix(">").partition(",")[2]
    found = find_type(case, kind).found if kind.isidentifier() else ()
    if not returns.startswith("Result") or (
        error is not None and (len(found) != 1 or error not in {v.name for v in variants_of(found[0]).all})
    ):
        return None
    named = f"Err({kind}::{error}) => out.push(1), " if error is not None else ""
    body = f"{{ match {shares.container.text}::{shares.maker}(&one, a) {{ {named}Err(_) => out.push(2), Ok(_) => out.push(0) }} }}"
    return _asked(case, shares, shares.maker, body, [[a, 0, 0] for a in _AMOUNTS], read, what)


def _is_making(shares: _Shares, said: dict[str, str | None]) -> bool:
    verb = said.get("verb")
    return said["name"] in (None, shares.maker) and (verb is None or form(verb) in {form(p) for p in parts(shares.maker)})


def _refused(case: Case, shares: _Shares, said: dict[str, str | None]) -> Finding | None:
    if not _is_making(shares, said) or not shares.called(said["source"] or "", shares.source):
        return None

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        given = "panics" if not seen else ("gives one", f"gives `{said['error']}`", "gives another error")[seen[0]]
        right = None if ops[0] == 0 else bool(seen) and (seen[0] == 1) == (ops[0] > _LEFT) and seen[0] != 2
        return [Step(f"{shares.maker} of {ops[0]} where {_LEFT} are left {given}", right)]

    return _acquired(case, shares, said["error"], read, "refused")


def _refuses_zero(case: Case, shares: _Shares, said: dict[str, str | None]) -> Finding | None:
    if not _is_making(shares, said) or not _is_unit(shares, said["unit"] or said["unit2"]):
        return None
    wanted = (1, 2) if said["error"] is None else (1,)

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        given = "panics" if not seen else ("gives one", f"gives `{said['error']}`", "gives an error")[seen[0]]
        right = bool(seen) and seen[0] in wanted if ops[0] == 0 else None if not seen or ops[0] > _LEFT else seen[0] == 0
        return [Step(f"{shares.maker} of {ops[0]} {given}", right)]

    return _acquired(case, shares, said["error"], read, "refused")


__all__ = ["NAME", "decided"]
