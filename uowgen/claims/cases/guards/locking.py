"""Guards over an atomic word that says who has a lock: made, used and dropped by both programs in a world that has the word.

The world answers what is done to the atomics of the thing that is borrowed, and keeps it in one order with all other calls to the outside. Where
the word is taken at first, somebody else gives it back at the n-th such call. What sentences ask of the runs is in `locking_said.py`.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Learnt, Thing, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.lives import made_up
from uowgen.behaviour.machine import Limits
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Outside, OutsideMachine, Script
from uowgen.behaviour.types import Ty
from uowgen.behaviour.values import Ref, Struct, strip
from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.container import signature
from uowgen.claims.runs.own_code import code_of_both
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.stories.journal import constant_of
from uowgen.claims.stories.values import as_number
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of, methods_of

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.claims.containers.container import Signature
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_MARK, _SAID = "uowgen_mark", "uowgen_said"
_TAKES = re.compile(r"\.\s*(\w+)\s*\.\s*(?:compare_exchange(?:_weak)?\s*\(\s*([\w:]+)\s*,|swap\s*\(\s*(true)\b)")
_NUMBERS = frozenset("u8 u16 u32 u64 usize".split())
_STEPS, _RESTARTS, _OTHER, _MOST_METHODS = 6_000, 10, 99, 4
_PATIENCE = 4  # looks at the word for each call that others wait for
OWNERS = (7, 12)


class Done(NamedTuple):
    """One thing that was done: a call to the outside (`field` empty), or a change of an atomic."""

    name: str
    field: str = ""
    before: object = None
    after: object = None


class Run(NamedTuple):
    """A life: what was done while it was made, used and dropped, the atomics after each (and at first), what the guard held, what came back."""

    owner: int
    parts: tuple[tuple[Done, ...], ...]
    words: tuple[dict[str, object], ...]
    held: dict[str, object]
    made: bool


class Lives(NamedTuple):
    """The lives of one maker: by method that is called in between where the word is free; where it is given back at the n-th call; where it never is."""

    free: dict[str, tuple[Run, ...]]
    freed: tuple[Run, ...]
    taken: Run | None


class Locking(NamedTuple):
    """The guard, the word that it takes, what that is when it is free, and by maker what both programs do; `by` is who takes it."""

    declaration: Declaration
    lent: str
    word: str
    free: object
    constant: str
    by: dict[str, str]
    tries: frozenset[str]
    atomics: tuple[str, ...]
    theirs: dict[str, Lives]
    ours: dict[str, Lives | None]


class _World(Outside):
    """A world in which atomics by their names are what was last put into them."""

    def __init__(self, learnt: dict[str, str], kinds: dict[str, str], word: str, first: object, free: object, at: int) -> None:
        super().__init__(Script(), learnt)
        self.kinds, self.word, self.free, self.at = kinds, word, free, at
        self.values: dict[str, object] = {n: self._typed(n, 500 + k) for k, n in enumerate(kinds)}
        self.values[word] = self._typed(word, first)
        self.parts: list[list[Done]] = []
        self.words: list[dict[str, object]] = []
        self.held: dict[str, object] = {}
        self.made = False
        self.calls = self.looks = 0

    def _typed(self, field: str, value: object) -> object:
        kind = self.kinds[field]
        plain = int(value) if isinstance(value, (int, bool)) else 0
        return bool(plain % 500) if kind == "bool" else INTS[kind](plain % (INTS[kind].high + 1))

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """The answer to a call: an atomic's, a mark between two parts of a life, or the outside's."""
        base, _, name = path.replace("::", ".").rpartition(".")
        if name == _MARK:
            self.words.append({k: shown(v) for k, v in self.values.items()})
            self.parts.append([])
            self.held = _held(arguments[0]) if arguments else self.held
            return ()
        if name == _SAID:
            self.made = bool(arguments[0])
            return ()
        if base in self.kinds:
            return self._atomic(base, name, arguments)
        self.calls += 1
        self._note(Done(name))
        if self.calls == self.at:
            self.values[self.word] = self._typed(self.word, self.free)
        return super().called(path, arguments, owner)

    def _note(self, done: Done) -> None:
        if self.parts:
            self.parts[-1].append(done)

    def _atomic(self, field: str, name: str, arguments: list[Any]) -> Any:
        from uowgen.behaviour import prelude

        old = self.values[field]
        given = [strip(a) for a in arguments if not (isinstance(a, Thing) and "Ordering" in a.path)]
        if name == "load":
            self._waited(field)
            return old
        if name in ("compare_exchange", "compare_exchange_weak") and len(given) >= 2:
            if _same(old, given[0]):
                self._put(field, given[1])
                return prelude.ok(old)
            self._waited(field)
            return prelude.err(old)
        if name in ("store", "swap") and given:
            self._put(field, given[0])
            if name == "swap" and field == self.word and not _same(old, self.free):
                self._waited(field)
            return () if name == "store" else old
        raise Unknown(f"`{name}` of an atomic")

    def _waited(self, field: str) -> None:
        """Who only looks again and again, and calls nobody, is let in after a while as well."""
        self.looks += field == self.word and self.at > 0
        if self.looks == _PATIENCE * self.at + _PATIENCE and not _same(self.values[self.word], self.free):
            self.values[self.word] = self._typed(self.word, self.free)

    def _put(self, field: str, value: Any) -> None:
        old = self.values[field]
        plain = isinstance(value, int) and not isinstance(value, bool) and self.kinds[field] != "bool"
        self.values[field] = INTS[self.kinds[field]](value) if plain else value
        self._note(Done("store", field, shown(old), shown(value)))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Thing) or isinstance(other, Thing):
        raise Unknown("whether two values of the outside are the same")
    return int(one) == int(other)


def _held(value: Any) -> dict[str, object]:
    held = strip(value)
    found: dict[str, object] = {}
    for n, part in zip(held.of.names, held, strict=True) if type(held) is Struct and held.of.names else ():
        if isinstance(strip(part), (bool, int)):
            found[str(n)] = shown(part)
    return found


def locking(case: Case) -> Locking | None:
    """The one guard of the spec's blocks over an atomic word, and what is seen of it; None if there is none, or it cannot be run."""
    return case.once("locking", lambda: _locking(case))


def _locking(case: Case) -> Locking | None:
    rows = [d for f in block_files(case) for d in f.declarations()]
    ending = {d.owner.partition("Drop for ")[2].partition("<")[0] for d in rows if d.owner.startswith("Drop for ")}
    taken = {(m[1], m[2] or "false") for f in block_files(case) for m in _TAKES.finditer(_text(f.rust.source.data))}
    found = find_type(case, next(iter(ending))).found if len(ending) == 1 and len(taken) == 1 else ()
    if len(found) != 1 or found[0].item.kind != "struct":
        return None
    declaration, ((word, said),) = found[0], taken
    free = _value(case, declaration, said)
    shown_ = {d.item.name for d in rows if d.item.kind == "fn"}
    signatures = {
        d.item.name: signature(d) for d in methods_of(case.code, declaration.item.name, (declaration,)) if d.item.kind == "fn"
    }
    makers = {n: m for n, s in signatures.items() if n in shown_ and (m := _maker(s, declaration.item.name)) is not None}
    lent = {m[0] for m in makers.values()}
    thing = find_type(case, next(iter(lent))).found if len(lent) == 1 and free is not None else ()
    kinds = _atomics(thing[0]) if len(thing) == 1 else {}
    if word not in kinds or thing[0].file.path != declaration.file.path:
        return None
    methods = [
        n
        for n, s in signatures.items()
        if n in shown_ and n != "drop" and n not in makers and all(k in _NUMBERS | {"bool"} for k in _kinds(s)) and _is_mut(rows, n)
    ][:_MOST_METHODS]
    theirs: dict[str, Lives] = {}
    ours: dict[str, Lives | None] = {}
    stage = _Stage(case, declaration, thing[0].item.name, word, free, kinds, {m: _kinds(signatures[m]) for m in methods}, {})
    for name, (_, kind, fails) in makers.items():
        seen = stage.lives(name, kind, fails)
        if seen[1] is None:
            return None
        theirs[name], ours[name] = seen[1], seen[0]
    constant = said if said.rpartition("::")[2].isupper() else ""
    by = {n: next((p for p, k in signatures[n].parameters if k.strip() in _NUMBERS), "") for n in makers}
    return Locking(
        declaration, thing[0].item.name, word, free, constant, by,
        frozenset(n for n, m in makers.items() if m[2]), tuple(kinds), theirs, ours,
    )  # fmt: skip


def _text(data: bytes) -> str:
    return re.sub(r"//[^\n]*", "", data.decode("utf-8", "replace"))


def _value(case: Case, declaration: Declaration, said: str) -> object:
    if said in ("true", "false"):
        return said == "true"
    number = as_number(said)
    return number if number is not None else constant_of(case, declaration, said)


def _kinds(signature_: Signature) -> list[str]:
    return [k.strip() for _, k in signature_.parameters]


def _maker(signature_: Signature, name: str) -> tuple[str, str, str] | None:
    """What is lent to a constructor, of which type the number is that it is given beside that (empty: none), how it fails."""
    kinds = _kinds(signature_)
    lent = [m[1] for k in kinds if (m := re.fullmatch(r"&(?:'\w+ )?(\w+)(?:<.*>)?", k)) is not None]
    numbers = [k for k in kinds if k in _NUMBERS]
    gives = "".join(signature_.returns.split())
    inner = re.sub(r"<'\w+>", "", gives)
    fails = (
        "Option"
        if inner in (f"Option<{name}>", "Option<Self>")
        else "Result"
        if re.match(rf"Result<(?:{name}|Self),", inner)
        else ""
    )
    if len(lent) != 1 or len(numbers) + 1 != len(kinds) or len(numbers) > 1 or not (fails or inner in (name, "Self")):
        return None
    return lent[0], numbers[0] if numbers else "", fails


def _atomics(thing: Declaration) -> dict[str, str]:
    found = {}
    for field in fields_of(thing).all:
        kind = "".join(field.type.split()).rpartition("::")[2]
        inner = kind.removeprefix("Atomic").lower()
        if kind.startswith("Atomic") and inner in (*_NUMBERS, "bool"):
            found[field.name] = inner
    return found


def _is_mut(rows: list[Declaration], name: str) -> bool:
    return any(re.search(r"\(\s*&(?:'\w+ )?mut\s+self\b", d.text.partition("{")[0]) for d in rows if d.item.name == name)


class _Stage(NamedTuple):
    case: Case
    declaration: Declaration
    lent: str
    word: str
    free: object
    kinds: dict[str, str]
    methods: dict[str, list[str]]
    learnt: dict[str, str]

    def lives(self, maker: str, kind: str, fails: str) -> tuple[Lives | None, Lives | None]:
        """The lives of the tree's code and of the spec's own."""
        found: list[dict[str, Any]] = [{}, {}]
        for method in ("", *self.methods):
            pair = code_of_both(self.case, self.declaration, self._code(maker, method, kind, fails))
            for side, program in zip(found, pair, strict=True):
                runs = [self._run(program, owner, self.free, 0) for owner in OWNERS] if program is not None else [None]
                side.setdefault("free", {})[method] = None if None in runs else tuple(runs)
                if not method and program is not None:
                    side["freed"] = [
                        self._run(program, 7, not self.free if isinstance(self.free, bool) else _OTHER, n) for n in (1, 2, 4)
                    ]
                    side["taken"] = (
                        self._run(program, 7, not self.free if isinstance(self.free, bool) else _OTHER, 0) if fails else None
                    )
        return self._of(found[0], fails), self._of(found[1], fails)

    def _of(self, side: dict[str, Any], fails: str) -> Lives | None:
        free = {m: runs for m, runs in side.get("free", {}).items() if runs is not None}
        if "" not in free or (fails and side.get("taken") is None):
            return None
        freed = side.get("freed", [])
        return Lives(free, tuple(r for r in freed if r is not None) if None not in freed else (), side.get("taken"))

    def _code(self, maker: str, method: str, kind: str, fails: str) -> str:
        name, mark = self.declaration.item.name, f"crate::{_MARK}"
        given = ", ".join("true" if k == "bool" else str(31 + n) for n, k in enumerate(self.methods.get(method, ())))
        used = f"{{ crate::{_SAID}(true); let mut g = g; {mark}(&g); {f'g.{method}({given});' if method else ''} {mark}(&g); }} {mark}();"
        make = f"{name}::{maker}(it{', by' if kind else ''})"
        failed = f"crate::{_SAID}(false); {mark}(); {mark}(); {mark}();"
        body = f"let g = {make}; {used}"
        if fails == "Option":
            body = f"match {make} {{ Some(g) => {{ {used} }} None => {{ {failed} }} }}"
        elif fails:
            body = f"match {make} {{ Ok(g) => {{ {used} }} Err(_) => {{ {failed} }} }}"
        return f"\nfn {PROBE}(it: &{self.lent}, by: {kind or 'u32'}) {{ {mark}(); {body} }}"

    def _run(self, program: Program, owner: int, first: object, at: int) -> Run | None:
        for _ in range(_RESTARTS):
            world = _World(self.learnt, self.kinds, self.word, first, self.free, at)
            machine = OutsideMachine(program, world, Limits(steps=_STEPS))
            try:
                declared = program.type(self.lent)
                if declared is None:
                    return None
                thing = made_up(machine, Ty(declared), 0, 0, 0, self.lent.lower())
                probe = program.function(PROBE)
                kind = probe.types[1].head if probe is not None else "u32"
                machine.call(PROBE, [Ref([thing], 0), INTS[str(kind)](owner)])
            except Learnt as lesson:
                if self.learnt.get(lesson.key) not in (None, lesson.kind):
                    return None
                self.learnt[lesson.key] = lesson.kind
                continue
            except (Undecidable, Unknown, RustPanic):
                return None
            if len(world.words) != 4:
                return None
            return Run(owner, tuple(map(tuple, world.parts[:3])), tuple(world.words), world.held, world.made)
        return None


__all__ = ["OWNERS", "Done", "Lives", "Locking", "Run", "locking"]
