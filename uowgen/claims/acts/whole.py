"""Decides terse sentences that say what a type's method gives or leaves in a field, where no act could be read, from where it parts from the spec's own code.

Every word must have something in the spec's own code that it speaks of. Such a sentence holds only where the whole type lives as the
spec's own code does; it fails where the first difference is in the very thing that the sentence speaks of.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.answers import is_value
from uowgen.claims.acts.sameness import Parting, parting, state
from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.windows import Pair, Weighed, is_fair
from uowgen.claims.acts.words import FILLERS, GIVING, NOUNS, meanings, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from uowgen.behaviour.lives import Record, Roster, Step
    from uowgen.claims.sentences.sentence import Word

# What such words may mean in code: a word that has none of these in the code that it is said of is not understood.
_EVIDENCE = {
    "zero": r"\b0\b|is_empty", "empty": r"new\(\)|is_empty|>=|\b0\b|drain|clear|take|pop|const \{|default", "unaligned": r"%|& ?\(|is_aligned",
    "misaligned": r"%|& ?\(|is_aligned", "aligned": r"%|& ?\(|is_aligned", "wrapping": r"checked_|overflowing_", "wraps": r"checked_|overflowing_",
    "wrap": r"checked_|overflowing_", "overflow": r"checked_|overflowing_", "overflows": r"checked_|overflowing_",
    "overflowing": r"checked_|overflowing_", "full": r"ok_or|None|is_full|==|>=", "exhausted": r"ok_or|None|>=|==",
    "overlap": r"<.*&&.*<|overlap", "overlapping": r"<.*&&.*<|overlap", "overlaps": r"<.*&&.*<|overlap", "lowest": r"lowest|trailing_|min|find|position|first",
    "smallest": r"trailing_|min|sort", "highest": r"leading_|max|last", "unused": r"taken|used|free|None|MAX", "sorted": r"sort|partition_point|binary_search|insert",
    "unsealed": r"", "exclusive": r"< ?(\w+\.)*end\b", "inclusive": r"<= ?(\w+\.)*end\b", "bytes": r"\b(end|start|len|size)\b", "reserved": r"reserve",
    "previous": r"old|prev|before|saved", "old": r"old|prev|before|saved|\.\.", "missing": r"None|ok_or", "unmapped": r"None|ok_or|mapped|translate",
}  # fmt: skip
_SAYING = frozenset(
    "return yield give report answer reject refuse fail pick choose take hand get treat leave start begin store keep record hold mean produce "
    "set save remember note result end".split()
)
_LOOSE = frozenset(
    "if error result number length start starts value with from up out range address addresses area areas previous list first va input none "
    "any mid-range mid asks earlier for ask over stays stay kept and or but sorted".split()
)
_LETTING_GO = frozenset("release free drop undo".split())
_MARKS = frozenset(", : → — – - ; + ( )".split())
_UNCHANGED = frozenset("unchanged untouched intact unmodified unaffected".split())
_SENSITIVE = frozenset(
    "not never no nothing without only before after until twice oldest newest latest reverse order lifo fifo unless while exactly once "
    "last always except but neither nor than".split()
)


class Known(NamedTuple):
    """What there is to speak of: the functions of the type, the spec's own code by function, its constants, all its words."""

    roster: Roster
    bodies: Mapping[str, str]
    constants: Mapping[str, int]
    text: str
    fallible: frozenset[str] = frozenset()


class _Said(NamedTuple):
    methods: tuple[str, ...]
    fields: frozenset[str]
    value: str
    unchanged: bool
    queries: bool
    gives: bool  # whether it says what a method gives back besides
    states: tuple[tuple[str, object], ...]  # what fields are said to be: a flag set or not, a list empty
    spared: tuple[str, ...]  # words of calls that are said not to be made
    sorted: bool
    done: frozenset[str]  # words of calls that are said to be made
    failing: bool | None  # whether a call fails there, where the value is given for several reasons


def judged(words: tuple[Word, ...], known: Known, pairs: Sequence[Pair]) -> Weighed | None:
    """What the lives say of a sentence that is read word by word; None if it is not understood."""
    said = _read(words, known, pairs)
    if said is None:
        return None
    if said.value:
        return _of_value(said, known, pairs)
    return _of_fields(said, known, pairs)


def _read(words: tuple[Word, ...], known: Known, pairs: Sequence[Pair]) -> _Said | None:
    methods: list[str] = []
    fields: set[str] = set()
    values: list[str] = []
    all_fields = {name for pair in pairs[:40] for n in range(len(pair.shown.steps)) for name in state(pair.shown, n)}
    for word in words:
        bare = word.raw.split("(")[0].replace(".", "::").rpartition("::")[2].strip()
        if not word.code:
            continue
        if known.roster.function(bare) is not None:
            methods.append(bare)
            fields |= {bare} & all_fields
        elif _is_given(word.raw, known, pairs):
            values.append(word.raw)
        elif parts_of_name(bare) <= parts_of_name(known.text):
            fields |= {bare} & all_fields
        else:
            return None
    if len(values) > 1:
        return None
    named = [m for m in dict.fromkeys(methods) if m not in all_fields or len(set(methods)) == 1]
    if len(named) > 1:
        return None
    body = known.bodies.get(named[0], "") if named else known.text
    names = parts_of_name(body) | {stem(p) for p in parts_of_name(body)}
    rest, spared = _without_spared([w for w in words if not w.code], names)
    sites = _sites(values[0], known) if values else [""]
    read = [
        (site, found)
        for site in sites
        for found in [_words(rest, all_fields, names, f"{site} {'' if len(sites) > 1 else body}")]
        if found
    ]
    if len(read) != 1:
        return None
    ((site, said),) = read
    takes = [f.takes for m in named for f in [known.roster.function(m)] if f is not None]
    texts = {w.text for w in rest}
    gives = bool(named) and bool({stem(t) for t in texts} & GIVING)
    states = tuple(sorted(said.states, key=str))
    queries = takes == ["ref"]
    return _Said(
        tuple(named), frozenset(fields) | said.fields, values[0] if values else "", bool(texts & _UNCHANGED), queries, gives, states, spared,
        "sorted" in texts, said.done, any(f"{name}(" in site for name in known.fallible) if len(sites) > 1 else None,
    )  # fmt: skip


class _Words(NamedTuple):
    fields: frozenset[str]
    states: frozenset[tuple[str, object]]
    done: frozenset[str]


def _words(rest: list[Word], all_fields: set[str], names: set[str], code: str) -> _Words | None:
    """The fields that plain words speak of, and how they are said to be; None with a word that speaks of nothing there is."""
    fields: set[str] = set()
    states: set[tuple[str, object]] = set()
    done: set[str] = set()
    before = ""
    for word in rest:
        text, bare, thing = word.text, stem(word.text), before
        before = bare
        if bare in _LETTING_GO and f"un{thing}" in names:
            done.add(f"un{thing}")
            continue
        if text.startswith("un") and any(len(p) > 5 and text[2:].startswith(p[:-1]) for p in names):
            continue
        if text in _MARKS or text in _UNCHANGED:
            continue
        if text in _SENSITIVE:
            return None
        mine = {f for f in all_fields if {text, bare} & parts_of_name(f)}
        turned = {f for f in all_fields if text.startswith("un") and {text[2:]} & parts_of_name(f)}
        fields |= mine | turned
        if text.endswith("ed"):
            states |= {(f, True) for f in mine} | {(f, False) for f in turned}
        if turned:
            continue
        shape = _EVIDENCE.get(text)
        if shape is not None:
            if not re.search(shape, code):
                return None
            if text == "empty":
                states.add(("", ()))
            continue
        usual = FILLERS | NOUNS | _LOOSE | names
        if not ({text, bare} & usual or bare in _SAYING or meanings(bare) & names or set(text.split("-")) <= usual):
            return None
    return _Words(frozenset(fields), frozenset(states), frozenset(done))


def _without_spared(words: list[Word], names: set[str]) -> tuple[list[Word], tuple[str, ...]]:
    """“…, no pins taken”: what is said not to happen, and the words without it."""
    at = next((n for n, w in enumerate(words) if w.text == "no" and n and words[n - 1].text in (",", ":", ";")), None)
    if at is None or not 1 <= len(words) - at - 1 <= 2:
        return words, ()
    said = [stem(w.text) for w in words[at + 1 :]]
    return words[:at], tuple(said[:1]) if said[0] in names else ("?",)


def _is_given(raw: str, known: Known, pairs: Sequence[Pair]) -> bool:
    """Whether code is an error, or nothing, that some function of the spec's own code gives back."""
    return any(_fits(raw, step, known) for pair in pairs for step in pair.shown.steps)


def _fits(raw: str, step: Step, known: Known) -> bool:
    if step.panicked or not isinstance(step.gave, tuple) or step.gave[:1] not in (("Err",), ("None",)):
        return False
    number = known.constants.get(raw.rpartition("::")[2])
    if number is not None and step.gave in (("Err", number), ("Err", -number)):
        return True
    inside = step.gave[1] if len(step.gave) > 1 else None
    name = raw.rpartition("::")[2]
    return (isinstance(inside, tuple) and inside[:1] == (name,)) or is_value(raw, step.gave)


def _sites(raw: str, known: Known) -> list[str]:
    """The statements of the spec's own code that give a value, each from the end of the statement before."""
    name = raw.split("(")[0].rpartition("::")[2]
    found = []
    for body in known.bodies.values():
        for match in re.finditer(rf"\b{re.escape(name)}\b", body):
            before = max(body.rfind(";", 0, match.start()), body.rfind("}", 0, match.start()))
            found.append(body[before + 1 : match.end() + 2])
    return found


def _of_value(said: _Said, known: Known, pairs: Sequence[Pair]) -> Weighed:
    """“full table → `EMFILE`”: what gives the value in the spec's own code gives it, and leaves the fields alone if that is said."""
    meant, others = 0, False
    for pair in pairs:
        apart = parting(pair)
        for n, step in enumerate(pair.shown.steps):
            if apart is not None and n > apart.step:
                break
            if said.methods and step.name not in said.methods:
                continue
            if not _fits(said.value, step, known):
                others = others or not step.refused
                if (
                    (
                        said.gives
                        and not step.refused
                        and apart is not None
                        and (n, True, False) == (apart.step, apart.gave, apart.called)
                    )
                    and is_fair(pair)
                    and n < len(pair.actual.steps)
                ):
                    return Weighed(
                        "fails", f"`{step.name}` {_told(pair.actual.steps[n])}, and not {_plain(step.gave)}", pair.actual
                    )
                continue
            if said.failing is not None and said.failing is not any(
                f.rpartition("@")[2].startswith(f"{n}#") for f in pair.shown.failed
            ):
                continue
            if _made(pair.shown, n, said.spared):
                return Weighed("undecided", "the spec's own code is not so")
            meant += 1
            if said.unchanged and n and state(pair.shown, n) != state(pair.shown, n - 1):
                return Weighed("undecided", "the spec's own code changes it there")
            if apart is None or apart.step != n or not is_fair(pair):
                continue
            ours = pair.actual.steps[n] if n < len(pair.actual.steps) else None
            if ours is not None and ours.name == step.name and not _fits(said.value, ours, known):
                if any("||" in site for site in _sites(said.value, known)):
                    return Weighed("undecided", "the spec's own code gives it for several reasons", pair.actual)
                return Weighed("fails", f"`{step.name}` {_told(ours)}, and not `{said.value}`", pair.actual)
            if ours is not None and (left := _left_out(pair, n, said.done)):
                return Weighed("fails", f"`{left}` is not called there", pair.actual)
            if ours is not None and _made(pair.actual, n, said.spared):
                return Weighed("fails", f"`{_made(pair.actual, n, said.spared)}` is called all the same", pair.actual)
            if ours is not None and said.unchanged and n and apart.fields and state(pair.actual, n) != state(pair.actual, n - 1):
                return Weighed("fails", f"`{sorted(apart.fields)[0]}` is changed all the same", pair.actual)
    if not meant or not others:
        return Weighed("undecided", f"no life shows `{said.value}` beside something else")
    return _whole(pairs)


def _made(record: Record, step: int, spared: tuple[str, ...]) -> str:
    """The call in a step that is said not to be made; empty if there is none."""
    made = [e.path for e in record.events if e.step == step and not e.asks]
    return next((p for p in made if "?" in spared or set(spared) & parts_of_name(p)), "")


def _left_out(pair: Pair, step: int, done: frozenset[str]) -> str:
    """A call that the spec's own code makes in a step more often, among those that are said to be made."""
    mine, other = ([e.path for e in r.events if e.step == step and done & parts_of_name(e.path)] for r in pair[:2])
    return next((path for path in mine if mine.count(path) > other.count(path)), "")


def _of_fields(said: _Said, known: Known, pairs: Sequence[Pair]) -> Weighed | None:
    """What a method leaves in a field, or what one that only looks gives back."""
    if said.sorted:  # other things in the same order go against nothing that is said
        return _sorted(next(iter(said.fields)), pairs) if len(said.fields) == 1 else None
    if not said.methods or not (said.fields or said.queries) or said.spared or said.unchanged:
        return None
    seen = 0
    for pair in pairs:
        apart = parting(pair)
        for n, step in enumerate(pair.shown.steps):
            if apart is not None and n > apart.step:
                break
            if step.name not in said.methods or step.panicked:
                continue
            before = state(pair.shown, n - 1) if n else {}
            changed = {f for f in said.fields if state(pair.shown, n).get(f) != before.get(f)}
            if not said.queries and not changed:
                continue
            if not _is_so(said.states, state(pair.shown, n), changed):
                return Weighed("undecided", "the spec's own code is not so")
            seen += 1
            if apart is None or apart.step != n or not is_fair(pair) or n >= len(pair.actual.steps):
                continue
            ours = pair.actual.steps[n]
            why = _differs(said, apart, changed, step.refused)
            if why and not ours.panicked:
                told = f"`{step.name}` {_told(ours)}" if why == "gives" else f"`{why}` is {_plain(state(pair.actual, n).get(why))}"
                return Weighed("fails", f"{told} after `{step.name}`" if why != "gives" else told, pair.actual)
    if not seen:
        return Weighed("undecided", "no life shows it")
    return _whole(pairs)


def _is_so(states: tuple[tuple[str, object], ...], held: dict[str, object], changed: set[str]) -> bool:
    """Whether the fields are as they are said to be; which list is empty may not be said."""
    for name, value in states:
        if not name and not any(held.get(f) == value for f in changed or held):
            return False
        if name and isinstance(held.get(name), bool) and held[name] is not value:
            return False
    return True


def _sorted(field: str, pairs: Sequence[Pair]) -> Weighed:
    """“kept sorted”: the things in the field, by the first that is told of each, where the spec's own code has the same of them."""
    seen = False
    for pair in pairs:
        for n in range(min(len(pair.shown.states), len(pair.actual.states))):
            mine, other = state(pair.shown, n).get(field), state(pair.actual, n).get(field)
            if not isinstance(mine, tuple) or not isinstance(other, tuple):
                return Weighed("undecided", f"what is in `{field}` is not known")
            if list(mine) != sorted(mine, key=in_order):
                return Weighed("undecided", "the spec's own code does not keep it so")
            seen = seen or len(mine) > 1
            if mine != other and sorted(mine, key=in_order) == sorted(other, key=in_order) and is_fair(pair):
                return Weighed("fails", f"`{field}` is {_plain(other)}", pair.actual)
    return _whole(pairs) if seen else Weighed("undecided", "no life shows it")


def in_order(thing: object) -> tuple[object, ...]:
    """What things are put in order by: their parts one after the other, numbers as numbers."""
    parts = thing if isinstance(thing, tuple) else (thing,)
    return tuple((0, p, "") if isinstance(p, int) else (1, 0, str(p)) for p in parts)


def _differs(said: _Said, apart: Parting, changed: set[str], refused: bool) -> str:
    if said.queries:
        return "gives" if apart.gave and not apart.called else ""
    return next((f for f in sorted(changed & apart.fields)), "") if not refused else ""


def _whole(pairs: Sequence[Pair]) -> Weighed:
    for pair in pairs:
        if parting(pair) is not None:
            return Weighed("undecided", "somewhere it does something else than the spec's own code", pair.actual)
    # No life can be told to have reached every branch, and the words themselves were not asked of any: sameness alone proves nothing.
    return Weighed("undecided", f"it does as the spec's own code in {len(pairs)} lives, which need not show what is said")


def _told(step: Step) -> str:
    return "panics" if step.panicked else f"gives {_plain(step.gave)}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        inner = ", ".join(_plain(v).strip("`") for v in value[1:])
        return (
            f"`{value[0]}({inner})`"
            if len(value) > 1 and isinstance(value[0], str)
            else f"`{value[0] if len(value) == 1 else value}`"
            if value
            else "empty"
        )
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def bodies_of(functions: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The code of each function, those of one name together."""
    found: dict[str, str] = {}
    for name, text in functions:
        found[name] = f"{found.get(name, '')} {text}".strip()
    return found


__all__ = ["Known", "bodies_of", "judged"]
