"""Decides what one function is said to come to in a situation, by all ways through its body.

The sentence is read as a function, what comes of it and a situation, every word accounted for. It holds where every way that is gone in the
situation ends so, and fails where none does; nothing is said where a way cannot be followed, or where only some end so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.bodies.never_given import is_never_given
from uowgen.claims.bodies.ways_cases import met, situations_of
from uowgen.claims.bodies.ways_ends import ends_so, is_bad
from uowgen.claims.bodies.ways_words import Outcome, Said, outcomes_of, said_in
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.facts.code import counts
from uowgen.facts.paths import paths_of
from uowgen.facts.signature import parameters_of, result_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.facts.path_records import Path

NAME = "comes_to"
_FUNCTION = when_used(r"(?:(?:function|method|helper|call (?:to|of)|calling|call|asking|in|by) )?§(\d+)(?: itself)?(?!\w)")
_DENIED = when_used(
    r"\b(?:not|never|no|only|neither|nor|unless|without|except|until|cannot|longer|before|after|while|both|all|each|every)\b"
)
_QUIET = when_used(
    r",? ?\b(?:and|before|so) (?:nothing(?: else)? (?:is|gets|was)|[a-z]+ (?:is|gets|was) not) (?:even )?(?:read|written|touched|changed|done|called|asked|happened)\b"
)


class Function(NamedTuple):
    """A function of the tree, with all ways through it."""

    declared: Declaration
    paths: tuple[Path, ...]


def decided(text: str, case: Case) -> Finding | None:
    """The finding on a sentence of a function, a situation and what comes of it; None where it is not read as one."""
    said = said_in(text)
    if not said.words or len(said.words.split()) > 40:
        return None
    quiet = _QUIET.search(said.words)
    if quiet is not None:
        said = said._replace(words=_QUIET.sub("", said.words).strip(" ,"))
    found: list[Finding] = []
    never: list[Finding] = []
    for bare, left in outcomes_of(said):
        outcome = in_full(bare, case)
        for functions, words in _meant(left, said, case):
            judged = [_judged(f, outcome, words, said, quiet=quiet is not None) for f in functions]
            told = [j for j in judged if j is not None]
            if told and (len(told) == len(judged) or (len(functions) > 1 and _is_unnamed(left, functions, said))):
                found.append(min(told, key=lambda f: ("undecided", "fails", "holds").index(f.outcome)))
                if len({f.outcome for f in told}) > 1:
                    return None
            elif not told and len(functions) == 1 and (one := never_so(functions[0], outcome, words, left, said, case)) is not None:
                never.append(one)
    outcomes = {f.outcome for f in found}
    if len(outcomes) == 1 and outcomes != {"undecided"}:
        return found[0]
    return never[0] if never and not found and len({f.message for f in never}) == 1 else None


def in_full(outcome: Outcome, case: Case) -> Outcome:
    """`outcome` with the enum's name before a bare variant, where all that the tree calls so is a variant of one enum."""
    name = outcome.value
    if outcome.sort != "value" or not re.fullmatch(r"[A-Z][a-z]\w*", name) or name in ("None", "Ok", "Err", "Some"):
        return outcome
    found = case.code.declared_anywhere(name)
    enums = {d.owner.partition("<")[0] for d in found if d.item.kind == "variant"}
    sure = len(enums) == 1 and all(d.item.kind == "variant" for d in found)
    return outcome._replace(value=f"{enums.pop()}::{name}") if sure else outcome


def _is_unnamed(left: str, functions: list[Function], said: Said) -> bool:
    return not any(_last(said.code(n)) == f.declared.item.name for f in functions for n in re.findall(r"§(\d+)", left))


def _is_reckoned(code: str) -> bool:
    """Whether a piece of code is a sum or a comparison, which names no function though it may end in a call."""
    return re.search(r"\w\)? [-+*/%&|^<>=!]+ [\w(&]", code) is not None


def _last(code: str) -> str:
    return code.split("(")[0].split("<")[0].rpartition("::")[2].rpartition(".")[2].rpartition(" ")[2].strip()


def functions_at_hand(case: Case) -> dict[str, list[Declaration]]:
    """The functions of the spec's files, by their names, tests left out."""

    def found() -> dict[str, list[Declaration]]:
        rows: dict[str, list[Declaration]] = {}
        for path in near_files(case):
            file = case.code.file(path)
            for one in file.declarations() if file is not None else ():
                if one.item.kind == "fn" and counts(one) and one.item.node.child_by_field_name("body") is not None:
                    rows.setdefault(one.item.name, []).append(one)
        return rows

    rows = case.once("functions at hand", found)
    one = case.only  # where the sentence says which of several is meant
    return {**rows, one.item.name: [one]} if one is not None and one.item.kind == "fn" else rows


def words_of(declared: Declaration, case: Case) -> frozenset[str]:
    """The parts of all names in a function's text."""
    key = f"words {declared.file.path}:{declared.item.span.start}"
    return case.once(key, lambda: frozenset(p for n in set(re.findall(r"[A-Za-z_]\w*", declared.text)) for p in parts(n)))


def near_files(case: Case) -> tuple[str, ...]:
    """The files of the spec, and those that declare what its blocks declare and no file of the spec has."""
    near = files_of(case)
    more: list[str] = []
    for name in spoken_of(case):
        if any((f := case.code.file(p)) is not None and any(d.item.kind == "fn" for d in f.named(name)) for p in near):
            continue
        places = {d.file.path for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)}
        more += places if len(places) == 1 else ()
    return tuple(dict.fromkeys((*near, *more)))


def spoken_of(case: Case) -> frozenset[str]:
    """The functions that the spec's own blocks declare."""
    return case.once(
        "functions of blocks",
        lambda: frozenset(d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"),
    )


def _meant(left: str, said: Said, case: Case) -> list[tuple[list[Function], str]]:
    """The functions that a sentence may speak of, with the words that are left: one that it names, or else any of the spec's blocks."""
    at_hand = functions_at_hand(case)
    if re.match(r"it\b", left):
        before = _it(case)
        every = functions_named(case, before) if before else []
        return [(every, left.removeprefix("it").strip())] if every else []
    named = [m for m in _FUNCTION.finditer(left) if _last(said.code(m[1])) in at_hand and not _is_reckoned(said.code(m[1]))]
    if len(named) == 1:
        code = said.code(named[0][1])
        every = functions_named(case, code)
        given = code.partition("(")[2].removesuffix(")").strip() if code.endswith(")") else ""
        rest = re.sub(r"\s+", " ", f"{left[: named[0].start()]} {given} {left[named[0].end() :]}").strip()
        return [(every, rest)] if every else []
    if named:
        return []
    rows = [functions_named(case, name) for name in sorted(spoken_of(case)) if name in at_hand]
    # Where one of them cannot be followed, it may be the one that is meant.
    return [([f for row in rows for f in row], left)] if rows and all(rows) else []


def _it(case: Case) -> str:
    """The function that the sentence before began with."""
    it = case.kept.get("it")
    codes = [w.raw for w in it if w.code] if isinstance(it, tuple) else []
    return codes[0] if len(codes) == 1 and _last(codes[0]) in functions_at_hand(case) else ""


def functions_named(case: Case, code: str) -> list[Function]:
    """The functions that a name means, each with its ways; empty if one of them cannot be followed, or of several owners one may be meant."""
    path = code.split("(")[0].rpartition(" ")[2].strip()
    owner = path.rpartition("::")[0].rpartition("::")[2]
    declared = functions_at_hand(case).get(_last(code), [])
    mine = [d for d in declared if not owner or d.owner.rpartition(" for ")[2].partition("<")[0] == owner]
    from uowgen.claims.declared_within import in_their_module, types_meant

    mine = list(in_their_module(path, tuple(mine), types_meant(case, path, owner) if len(mine) > 1 else ()))
    if owner.islower() and not mine:  # `ports::open` is the free function of that module
        mine = [
            d
            for d in declared
            if not d.owner and f"/{d.file.path.removesuffix('/mod.rs').removesuffix('.rs')}".endswith(f"/{owner}")
        ]
    if not mine and (owner[:1].isupper() or (not owner and "_" in _last(code))):
        mine = in_same_crates(case, owner, _last(code))
    if len({d.owner for d in mine}) > 1 or len(mine) > 3:
        return []
    ways = [(d, case.once(f"ways {d.file.path}:{d.item.span.start}", lambda d=d: paths_of(d))) for d in mine]  # type: ignore[misc]
    return [Function(d, p) for d, p in ways if p is not None] if all(p is not None for _, p in ways) else []


def in_same_crates(case: Case, owner: str, name: str) -> list[Declaration]:
    """The functions `Owner::name` in the crates of the spec's files, where no file of the spec has such a one; without an owner the free ones."""
    crates = {f"/{p}".rpartition("/src/")[0] for p in files_of(case)}
    found = [
        d
        for d in case.code.declared_anywhere(name)
        if d.item.kind == "fn" and counts(d) and d.owner.rpartition(" for ")[2].partition("<")[0] == owner
    ]
    return [d for d in found if f"/{d.file.path}".rpartition("/src/")[0] in crates]


def _judged(function: Function, outcome: Outcome, words: str, said: Said, *, quiet: bool) -> Finding | None:
    """What all ways say that are gone in the one situation that the words mean."""
    name = function.declared.item.name
    told: list[Finding] = []
    for situation in situations_of(words, said, function.declared, function.paths):
        gone = [(p, met(situation, p)) for p in function.paths]
        mine = [p for p, m in gone if m]
        ends = [_ends(p, outcome) for p in mine]
        if not mine or any(e is None for e in ends) or len(set(ends)) > 1:
            continue
        before = [p for p, m in gone if m is None and situation.given]
        where = (
            f"line {mine[0].line}"
            if len({p.line for p in mine}) == 1
            else f"lines {', '.join(str(n) for n in sorted({p.line for p in mine}))}"
        )
        how = ", ".join(dict.fromkeys("panics" if p.end == "panic" else f"gives `{p.value}`" for p in mine))
        if ends[0]:
            if any(_ends(p, outcome) is not True for p in before) or (quiet and any(_does(p) for p in mine)):
                continue
            told.append(holds(f"`{name}` {how} there, at {where}", function.declared))
        elif any(_ends(p, outcome) for p in before):
            continue
        else:
            told.append(fails("other-value", f"`{name}` {how} there, at {where}", function.declared))
    return told[0] if told and len({t.outcome for t in told}) == 1 else None


def _does(path: Path) -> bool:
    """Whether anything is called on the way but what the branches ask."""
    asked = " ".join(c.text for c in path.choices)
    return any(d.sort == "assign" or (d.sort == "call" and d.name not in asked) for d in path.deeds)


def _ends(path: Path, outcome: Outcome) -> bool | None:
    so = ends_so(path, outcome)
    if so and outcome.act and not any(d.sort == "call" and parts(d.name)[:1] == (form(outcome.act),) for d in path.deeds):
        return None
    if so and outcome.logged:
        levels = {d.name for d in path.deeds if d.sort == "log"}
        return bool(levels) if outcome.logged == "any" else outcome.logged in levels
    if so and outcome.no_error and is_bad(path) is not False:
        return False if is_bad(path) else (so if path.value == "None" else None)
    return so


def never_so(function: Function, outcome: Outcome, words: str, left: str, said: Said, case: Case) -> Finding | None:
    """That the function gives no such error, in whatever situation."""
    # What is denied within the situation says nothing of the error: it is given in that situation at least.
    told = re.split(r"(?<=¦) (?:if|when|whenever|where|for|on|once)\b", words, maxsplit=1)[0]
    if outcome.sort not in ("value", "error") or _DENIED.search(told.replace("¦", " ")) or len(words.split()) < 3:
        return None
    last = outcome.value.removeprefix("Err(").removesuffix(")").rpartition("::")[2]
    own = {p.name for p in parameters_of(function.declared)}
    codes = [said.code(n) for n in re.findall(r"§(\d+)", left)]
    if not any(_last(c) == function.declared.item.name for c in codes) and not own & set(codes):
        return None  # of which function it is said is not sure enough
    if outcome.sort == "error":
        fine = (
            "Result" in result_of(function.declared)
            and bool(function.paths)
            and all(p.end == "value" and p.value.startswith("Ok(") for p in function.paths)
        )
        return (
            fails("other-value", f"`{function.declared.item.name}` ends in `Ok` on every way", function.declared) if fine else None
        )
    if not re.fullmatch(r"(?:\w+::)+[A-Z]\w*|[A-Z][A-Z0-9_]+", outcome.value.removeprefix("Err(").removesuffix(")")):
        return None
    others = functions_at_hand(case)
    if any(_last(said.code(n)) in others for n in re.findall(r"§(\d+)", words)):
        return None
    of = outcome.value.removeprefix("Err(").rpartition("::")[0].rpartition("::")[2]
    if not is_never_given(case, function.declared, last, of):
        return None
    name = function.declared.item.name
    return fails("other-value", f"`{last}` stands neither in `{name}` nor in anything that it may call", function.declared)
