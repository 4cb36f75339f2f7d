"""Whether methods give back what a sentence says, or refuse, in the lives of a type next to those of the spec's own code."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from uowgen.claims.acts.sameness import state
from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.windows import Pair, Weighed, is_fair, meets
from uowgen.claims.acts.words import stem
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.lives import Record, Step
    from uowgen.claims.acts.vocabulary import Act, Condition


def answers(act: Act, pairs: Sequence[Pair]) -> Weighed:
    """Whether methods give back what is said, or refuse."""
    fails = act.kind == "refuses" or act.value.rpartition("::")[2].startswith(("Err", "None", "false")) or "error" in act.said
    if fails and not act.conditions:
        return Weighed("undecided", "when that is so is not said")
    if not act.subjects or "drop" in act.subjects:
        return Weighed("undecided", "of which method that is said is not clear")
    meant, several = 0, False
    doubt: Weighed | None = None
    in_words = act.kind == "gives" and not act.value and "error" not in act.said.split()
    for pair in pairs:
        for n, step in enumerate(pair.shown.steps):
            if step.name not in act.subjects or not all(meets(c, _until(pair.shown, n, c), (n,)) for c in act.conditions):
                continue
            if not _fits(act, step):
                return Weighed("undecided", f"the spec's own code gives {_said(step.gave)} there")
            if in_words and not is_named(act.said, pair.shown, n):
                return Weighed("undecided", f"whether what `{step.name}` gives is what “{act.said}” says was not looked at")
            meant += 1
            several = several or _inside(step.gave) not in (0, 1)
            ours = pair.actual.steps[n] if n < len(pair.actual.steps) else None
            if ours is None or ours.name != step.name:
                doubt = doubt or Weighed("undecided", "the lives come apart before it", pair.actual)
            elif not _fits(act, ours) or (not act.value and act.kind == "gives" and ours.gave != step.gave):
                if [s.gave for s in pair.actual.steps[:n]] == [s.gave for s in pair.shown.steps[:n]] and is_fair(pair):
                    told = "panics" if ours.panicked else f"gives {_said(ours.gave)}"
                    return Weighed("fails", f"`{ours.name}` {told}", pair.actual)
                doubt = doubt or Weighed("undecided", f"`{ours.name}` gives {_said(ours.gave)}", pair.actual)
            elif ours.gave != step.gave:
                doubt = doubt or Weighed(
                    "undecided", f"`{ours.name}` gives {_said(ours.gave)}, the spec's {_said(step.gave)}", pair.actual
                )
    if not meant:
        return Weighed("undecided", "no life meets the condition")
    if in_words and (_NOW - {"current", "present"}) & set(act.said.lower().split()) and not _ever_turned(act, pairs):
        return Weighed("undecided", "nothing is otherwise after it than before", None)
    if in_words and not several and _COUNTING.search(act.said):
        return Weighed("undecided", "there are never several, so that one number is as good as another")
    return doubt or Weighed("holds", "", None, meant)


def _ever_turned(act: Act, pairs: Sequence[Pair]) -> bool:
    """Whether a call ever left something otherwise than it was."""
    return any(
        step.name in act.subjects and state(pair.shown, n - 1) not in ({}, state(pair.shown, n))
        for pair in pairs
        for n, step in enumerate(pair.shown.steps)
    )


def is_named(said: str, record: Record, n: int) -> bool:
    """Whether words for what step `n` gives name where the spec's own code has it from: a field, what was given, a call that answered it,
    the length of a list; or that it is the type itself. Words that name another field say something else.
    """
    gave = _inside(record.steps[n].gave)
    amount = bool({"number", "count", "amount", "length", "size"} & set(said.lower().split()))
    if amount and isinstance(gave, tuple):
        return False
    words = {w for text in said.lower().split() for w in (text, stem(text))}
    named, others = set(), set()
    counted = False
    before, after = state(record, n - 1), state(record, n)
    if words & _NOW - {w for f in after for w in parts_of_name(f)}:
        before = {}  # what was there before is no new one
    for field, value in (*before.items(), *after.items()):
        parts = {w for p in parts_of_name(field) for w in (p, stem(p))}
        if value == gave:
            named |= parts
        elif isinstance(value, tuple) and value[:1] not in (("Some",), ("None",)) and gave == len(value) and words & _AMOUNTS:
            named |= parts | {"number", "count", "length", "len", "size"}
            counted = True
        else:
            others |= parts
    for field in before.keys() & after.keys():
        if before[field] == gave != after[field] and after[field] not in _EMPTY and words & {*parts_of_name(field)}:
            return False  # whether what was there is meant, or what is now, is not said
    selecting = words & _SELECTING
    if selecting and not selecting & {
        w for f, _ in (*state(record, n).items(), *state(record, n - 1).items()) for w in parts_of_name(f)
    }:
        return False  # which of several is not looked at
    if gave == "itself":
        return not words & (_NOW | _SELECTING | _SAME)  # which of its values that is was not looked at
    numbers = [w for w in words if w.isdigit()]
    if numbers:
        return numbers == [str(gave)]
    often = Counter(e.path for e in record.events if e.step == n)
    for path, times in often.items():
        if amount and times == gave:
            named |= {w for p in parts_of_name(path) for w in (p, stem(p))}
            counted = True
    for e in record.events:
        if e.answer == gave or (e.number is not None and e.number == gave):
            named |= {w for p in parts_of_name(e.path) for w in (p, stem(p))}
    named |= {stem(p) for p in parts_of_name(record.steps[n].name)} - others
    if _COUNTING.search(said) and not counted and not _is_counted(gave, words, record, n):
        return False  # another number may be meant
    if "number of" in said.lower() and not counted:
        # “the number of lines” is no line, whose number it may be
        named = {w for w in named if f"{w}s" not in said.lower().split()}
    return bool(words & named) and not words & (others - named)


# Without such a word the things are meant, and not how many they are.
_AMOUNTS = frozenset("number count amount length len size many total depth fill level".split())
# Words that say which of several it is.
_SELECTING = frozenset("first last lowest highest next previous oldest newest latest smallest largest original old".split())


_SAME = frozenset("itself same other another".split())
_EMPTY: tuple[object, ...] = (0, None, (), ("None",))
# Words for what is there after the call, where it was something else before.
_NOW = frozenset("new current updated resulting changed present latter".split())
# How many there are of something.
_COUNTING = when_used(r"\b(number|count) of\b|\bhow many\b", re.IGNORECASE)


def _inside(gave: object) -> object:
    while isinstance(gave, tuple) and len(gave) == 2 and gave[0] in ("Ok", "Some"):
        gave = gave[1]
    return gave


def _is_counted(gave: object, words: set[str], record: Record, n: int) -> bool:
    """Whether a number is what a field with such a name holds, or by how much a field or the length of a list has changed."""
    before, after = state(record, n - 1), state(record, n)
    for field, value in after.items():
        parts = {w for p in parts_of_name(field) for w in (p, stem(p))}
        one, other = ((len(v) if isinstance(v, tuple) else v) for v in (before.get(field), value))
        if type(other) is not int:
            continue
        if (other == gave and parts & words) or (type(one) is int and abs(other - one) == gave):
            return True
    return False


def _until(record: Record, n: int, condition: Condition) -> Record:
    """The life up to step `n`, for a condition that speaks of what was called before."""
    return record._replace(steps=record.steps[:n]) if condition.kind in ("called", "empty") else record


def _fits(act: Act, step: Step) -> bool:
    if step.panicked:
        return False
    if act.kind == "refuses":
        return step.refused and (not act.value or is_value(act.value, step.gave))
    if not act.value:  # said in words: it is what the spec's own code gives
        return not step.refused
    return is_value(act.value, step.gave)


def is_value(said: str, gave: object) -> bool:
    """Whether what was given back is the value that is written."""
    text = said.replace(" ", "")
    if text == "()":
        return gave == "()"
    if text in ("true", "false"):
        return gave is (text == "true")
    if text.lstrip("-").isdigit():
        return gave == int(text) and not isinstance(gave, bool)
    if text.endswith(")") and "(" in text:
        head, inside = text[: text.index("(")].rpartition("::")[2], text[text.index("(") + 1 : -1]
        if not isinstance(gave, tuple) or not gave or gave[0] != head:
            return False
        return inside in ("", "_", "..", "...") or (len(gave) == 2 and is_value(inside, gave[1]))
    name = text.rpartition("::")[2]
    if (
        isinstance(gave, tuple)
        and gave
        and gave[0] in (name, "Err")
        and (gave[0] == name or (len(gave) == 2 and is_value(said, gave[1])))
    ):
        return True
    if isinstance(gave, str) and "(" in gave and "(" not in name and name[:1].isupper():
        gave = gave.partition("(")[0]  # of a variant outside only the name is said, not what is in it
    return isinstance(gave, str) and gave.rpartition("::")[2] == name


def _said(gave: object) -> str:
    if isinstance(gave, tuple):
        return f"`{gave[0]}`" if len(gave) == 1 else f"`{gave[0]}({', '.join(map(str, gave[1:]))})`"
    return f"`{gave}`"
