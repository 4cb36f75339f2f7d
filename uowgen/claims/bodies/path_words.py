"""The words of what is done or asked on a way through a function: of names, of what they were bound to, of the types that they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import HANDLES
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.path_records import Choice, Deed
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterable

Event = Deed | Choice
_NAME = when_used(r"[A-Za-z_]\w*")
_DEEPEST = 4


def names_in(text: str, before: tuple[Event, ...], depth: int = _DEEPEST) -> frozenset[str]:
    """The identifiers in `text`, and those of what they were bound to before by `let` or by a pattern."""
    found = set(_NAME.findall(re.sub(r'"[^"]*"', "", text)))
    if depth and before:
        told: set[int] = set()
        for name in tuple(found):
            at = next((n for n in range(len(before) - 1, -1, -1) if _binds(before[n], name)), None)
            if at is not None and at not in told:
                told.add(at)
                event = before[at]
                found |= names_in(event.text if isinstance(event, Choice) else event.given[0], before[:at], depth - 1)
    return frozenset(found)


def _binds(event: Event, name: str) -> bool:
    """Whether a name comes to stand for something there: by `let`, as each of what a loop goes over, in what is looked into."""
    if isinstance(event, Choice):
        bound = re.fullmatch(r"(?:Some|Ok)\((?:ref |mut )*(\w+)\)", event.pattern)
        return event.truth and bound is not None and bound[1] == name
    said = event.name if event.sort == "let" else event.receiver if event.sort == "turn" else ""
    return bool(event.given) and name in _NAME.findall(said)


def words_in(text: str, before: tuple[Event, ...] = ()) -> frozenset[str]:
    """The parts of these identifiers, each in one form."""
    return frozenset(p for name in names_in(text, before) for p in parts(name))


def heads_in(text: str, before: tuple[Event, ...], depth: int = _DEEPEST) -> frozenset[str]:
    """The last parts of the names that stand for things themselves: of `task.files` the files, of `held.lock()` what is held."""
    found: set[str] = set()
    for chain in re.findall(r"[A-Za-z_][\w.:]*(?:\(\)[\w.]*)*", re.sub(r'"[^"]*"', "", text)):
        names = [n for n in re.split(r"\.|::", chain.replace("()", "")) if n]
        while len(names) > 1 and names[-1] in _HANDLING:
            names.pop()
        if not names:
            continue
        found |= set(parts(names[-1])[-1:])
        if depth and len(names) == 1:
            for event in reversed(before):
                if isinstance(event, Deed) and event.sort == "let" and event.given and names[0] in _NAME.findall(event.name):
                    found |= heads_in(event.given[0], before[: before.index(event)], depth - 1)
                    break
    return frozenset(found)


_HANDLING = HANDLES | frozenset("lock read write upgrade borrow get_mut unwrap as_ref as_mut expect into clone as_usize".split())  # noqa: SIM905


def said_words(text: str) -> tuple[str, ...]:
    """The plain words of a phrase in one form each, those left out that pick nothing out."""
    return tuple(form(w) for w in re.findall(r"[a-z]\w*", text) if w not in _IDLE)


_IDLE = frozenset(
    "the a an such its their his of in on at to from for with by into onto any some given new own this that it calling current task's process's".split()  # noqa: SIM905
)


def present_at(choice: Choice) -> tuple[str, bool] | None:
    """What a branch looks up, and whether it is there when the branch is taken; None where nothing is looked up."""
    text, truth = choice.text, choice.truth
    if re.match(r"Some\b", choice.pattern):
        return (
            (text, truth)
            if choice.truth or re.fullmatch(r"Some(?:\((?:ref |mut )*\w+\)|\(_\)|\(\.\.\))?", choice.pattern)
            else None
        )
    if choice.pattern == "None":
        return text, not truth
    if choice.pattern in ("true", "false"):
        truth = truth is (choice.pattern == "true")
    elif choice.pattern:
        if choice.before and all(re.match(r"Some\(\w+\)$", b) for b in choice.before) and choice.pattern == "_":
            return text, not truth
        return None
    while text.startswith("!"):
        text, truth = text[1:], not truth
    if text.endswith(".is_some()"):
        return text.removesuffix(".is_some()"), truth
    if text.endswith(".is_none()"):
        return text.removesuffix(".is_none()"), not truth
    found = re.match(r"(?P<of>.+)\.(?:contains|contains_key|has|is_registered|exists)\((?P<key>.*)\)$", text)
    return (text, truth) if found is not None else None


def looked_up(choice: Choice, before: tuple[Event, ...]) -> tuple[str, bool] | None:
    """What a branch looks up, as `present_at` tells it, or as `table.get(id).ok_or(E)?` tries it."""
    found = present_at(choice)
    last = before[-1] if before else None
    tried = isinstance(last, Deed) and last.name in ("ok_or", "ok_or_else") and last.receiver == choice.text
    return (choice.text, choice.truth) if found is None and choice.pattern == "Ok" and tried else found


def all_said(wanted: Iterable[str], have: frozenset[str]) -> bool:
    """Whether each of the words is among `have`, or two of these have the same stem as it: `register` and `registry`."""
    return all(w in have or any(_alike(w, h) for h in have) for w in wanted)


_STEM = 6


def _alike(one: str, two: str) -> bool:
    return len(one) >= _STEM and len(two) >= _STEM and one[:_STEM] == two[:_STEM]
