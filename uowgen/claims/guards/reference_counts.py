"""Decides what counts of users do: when they reach nothing, what is freed then, and how often."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.guards.guard import guards_shown
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.effects import Observed, observed
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.verdicts import gives_back, stuck
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.members import fields_of, methods_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Signature
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

UPS = (
    "inc",
    "increment",
    "retain",
    "acquire",
    "get",
    "add_ref",
    "inc_ref",
    "incref",
    "share",
    "grab",
    "get_ref",
    "increase",
    "take",
    "up",
)
DOWNS = ("dec", "decrement", "release", "put", "drop_ref", "dec_ref", "decref", "unshare", "put_ref", "decrease", "sub_ref", "down")
COUNTS = ("count", "refs", "ref_count", "refcount", "users", "get_count", "strong_count", "references", "value", "use_count")
_INTEGERS = ("u8", "u16", "u32", "u64", "usize", "i32", "i64", "isize")
_THING = 0x1234_5000
_DEPTH = 6


class Counted(NamedTuple):
    """A type that counts: how one is made, its methods (empty: none), how the count is seen."""

    declaration: Declaration
    made: str
    up: str
    down: str
    look: str
    tells: str


class Step(NamedTuple):
    """One call, with the count before and after, what it said (None: nothing), how often it gave the thing back and how often that was done before."""

    call: str
    before: int
    after: int
    said: bool | None
    freed: int
    earlier: int
    story: tuple[str, ...]


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of six calls is run, of which none goes up from zero; after each the count is looked at."""
    if reading.get("asked") == "once" and len(guards_shown(case)) == 1:  # it is said of a guard
        from uowgen.claims import kind_called

        return kind_called("drop_releases").decide(reading._replace(slots={"did": "all", "said": "drop"}), case)
    counted = _counted(reading, case)
    if isinstance(counted, Finding):
        return counted
    asked, method = reading.get("asked"), bare_name(reading.get("name"))
    d = counted.declaration
    if method and method != {"start": method, "up": counted.up}.get(asked, counted.down):
        return undecided("role-unclear", f"`{method}` is not what the criterion speaks of", d)
    place = (Evidence(d.file.path, d.line, d.end_line, f"`{d.item.label}`"),)
    steps: list[Step] = []
    for ops, seen in _runs(case, counted):
        if seen.stuck is not None:
            return stuck(seen.stuck, place)
        found = _steps(counted, ops, seen)
        if found is None:
            return Finding("undecided", f"it panics: {seen.panic}", None, "panics-elsewhere", place)
        steps += found
    wanted = int(reading.get("number")) if reading.get("number").isdigit() else -1
    met = 0
    for s in steps:
        right = _right(asked, s, wanted)
        if right is False:
            return Finding("fails", f"not so: {s.story[-1]}", "behaviour", "behaves-differently", place, "proved", s.story)
        met += right is True
    if not met:
        return Finding("undecided", "no order of calls reaches the condition", None, "vacuous", place)
    if asked in ("frees", "once") and not any(s.freed for s in steps):
        return Finding(
            "fails", "not so: nothing is ever given back", "behaviour", "behaves-differently", place, "proved", steps[-1].story
        )
    return Finding("holds", f"so in {met} of {met} steps", "behaviour", None, place, "bounded")


def _runs(case: Case, counted: Counted) -> list[tuple[tuple[int, ...], Observed]]:
    """What was seen of every order of calls, the same for all criteria of a spec."""
    key = f"counted {counted.declaration.item.name} {counted.up} {counted.down}"
    kept = case.kept.get(key)
    if not isinstance(kept, list):
        code = _driver(counted)
        orders = product((0, 1), repeat=_DEPTH)
        kept = case.kept[key] = [(ops, observed(case, counted.declaration.file.path, code, [list(ops)])) for ops in orders]
    return kept


def _right(asked: str, s: Step, wanted: int) -> bool | None:
    """Whether a step is as asked; None where the criterion does not speak of it."""
    if asked == "start":
        return s.before == wanted if len(s.story) == 1 else None
    if asked == "up":
        return s.after == s.before + 1 if s.call == "up" else None
    if s.call != "down":
        return None if asked != "once" else s.freed == 0
    reached = s.before > 0 and s.after == 0
    if asked == "down":
        return s.after == s.before - 1 if s.before > 0 else None
    if asked == "tells":
        return None if s.said is None else s.said is reached
    if asked == "frees":
        return s.freed == 1 if reached and not s.earlier else s.freed == 0 if not reached else None
    if asked == "once":
        return s.freed + s.earlier <= 1
    if asked == "floor":
        return s.after == 0 if s.before == 0 else None
    return None


def _driver(counted: Counted) -> str:
    up = f"if {counted.look} > 0 {{ let _ = it.{counted.up}(); out.push(3); }} else {{ out.push(4); }}"
    down = f"let r = it.{counted.down}(); {counted.tells}"
    looked = f"out.push({counted.look} as u64); crate::uowgen_mark();"
    return (
        f"fn {PROBE}(ops: &[u8]) -> Vec<u64> {{ let mut it = {counted.made}; let mut out: Vec<u64> = Vec::new(); {looked} "
        f"for op in ops {{ if *op == 0 {{ {up} }} else {{ {down} }} {looked} }} core::mem::forget(it); out }}"
    )


def _steps(counted: Counted, ops: tuple[int, ...], seen: Observed) -> list[Step] | None:
    if seen.panic:
        return None
    told: Any = seen.value
    freed = [0]
    for effect in seen.effects:
        if effect.name == "uowgen_mark":
            freed.append(0)
        elif (effect.name == "free" or gives_back(effect.name)) and _THING in effect.of:
            freed[-1] += 1
    rows: list[Step] = []
    story: list[str] = []
    for n, op in enumerate(ops):
        what, after = told[2 * n + 1 : 2 * n + 3]
        before = told[2 * n]
        if what == 4:  # nothing goes up from zero
            continue
        call = "up" if op == 0 else "down"
        name = counted.up if op == 0 else counted.down
        said = {0: False, 1: True}.get(what)
        answer = "" if said is None or op == 0 else f" says {str(said).lower()}"
        story.append(f"{name}(){answer}: {before} becomes {after}" + (f", given back {freed[n + 1]} times" if freed[n + 1] else ""))
        rows.append(Step(call, before, after, said, freed[n + 1], sum(freed[: n + 1]), tuple(story)))
    return rows


def _counted(reading: Reading, case: Case) -> Counted | Finding:
    method = reading.get("name")
    owner = owner_name(method)
    if owner:
        owners = [owner]
    elif method and bare_name(method) not in ("new",):
        owners = sorted({d.owner.rpartition(" for ")[2] for d in find_method(case, method).found if d.owner})
    else:
        files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
        owners = [d.item.name for f in files for d in f.declarations() if d.item.kind == "struct"]
    found = [c for o in owners for d in find_type(case, o).found[:1] if (c := _as_counted(case, d, bare_name(method))) is not None]
    if len(found) != 1:
        return undecided("no-subject" if not found else "subject-ambiguous", "which type counts is not clear")
    return found[0]


def _as_counted(case: Case, declaration: Declaration, named: str) -> Counted | None:
    from uowgen.claims.containers.container import signature

    name = declaration.item.name
    methods = {d.item.name: signature(d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    up, down = _one(methods, UPS, named), _one(methods, DOWNS, named)
    if not up or not down or declaration.item.kind != "struct" or "new" not in methods:
        return None
    given = methods["new"].parameters
    if any(kind not in _INTEGERS[3:5] for _, kind in given) or len(given) > 1:
        return None
    look = next((f"it.{n}()" for n in COUNTS if n in methods and not methods[n].parameters and methods[n].returns in _INTEGERS), "")
    if not look:
        fields = [m.name for m in fields_of(declaration).all if m.name in COUNTS and m.type in _INTEGERS]
        look = f"it.{fields[0]}" if len(fields) == 1 else ""
    head = methods[down].returns.partition("<")[0]
    tells = {
        "": "let _ = r; out.push(2);", "bool": "out.push(if r { 1 } else { 0 });", "Option": "out.push(if r.is_some() { 1 } else { 0 });",
    }.get(head, "let _ = r; out.push(2);")  # fmt: skip
    return Counted(declaration, f"{name}::new({', '.join(str(_THING) for _ in given)})", up, down, look, tells) if look else None


def _one(methods: dict[str, Signature], wanted: tuple[str, ...], named: str) -> str:
    found = [n for n in wanted if n in methods and not methods[n].parameters]
    return named if named in found else found[0] if found else ""
