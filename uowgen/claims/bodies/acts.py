"""Which steps of a function's body a phrase means: the one group of calls, assignments or refusals that it fits.

A phrase that fits several things, or that something else may fit as well, means none of them for certain.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.guards import guards_of, is_called, lock_words, takes_lock
from uowgen.claims.bodies.locks import by_name
from uowgen.claims.bodies.loops import enters_loop, steps_of_loop
from uowgen.claims.bodies.names import HANDLES, bound_to, heads_below, last_of, names_below, split_call, squeezed, words_below
from uowgen.claims.bodies.switching import counts_by_call, ends_of_list, minded, switches
from uowgen.claims.bodies.words import (
    CALLING,
    CHECKING,
    CLEARING,
    DECREMENTING,
    ENDING,
    GUARDS,
    INCREMENTING,
    MAKING,
    REFUSING,
    SETTING,
    TAKING,
    VERBS,
    YIELDING,
    parts,
)
from uowgen.facts.calls import path_of

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.facts.code import CodeFile
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

_LEADING = frozenset({"do", "sys", "raw", "inner", "handle", "really", "safe", "unsafe", "checked"})
# A name that begins so asks, or says what is to be.
ASKING = frozenset(
    "is are were has had can should needs need may must will was no not un on to from with as for want wants pending".split()
)
# Before a verb at a name's end these say that it is not done now, or that it is no act: `pending_flush`, `last_sync`.
PUT_OFF = frozenset(
    "last next first max min total number count pending lazy deferred delayed begin end pre post after before per old auto late early".split()
)
PERHAPS = frozenset("if or and unless later deferred lazy maybe try else".split())
_SELF = frozenset({"self", "&self", "&mutself"})
_NOTHING = frozenset(
    {"None", "0", "false", '""', "Default::default()", "[]", "Vec::new()", "String::new()", "0.0", "ptr::null_mut()"}
)


class Meant(NamedTuple):
    """The steps that a phrase means, all of one form; none where `problem` says why. `doubtful`: several things may be meant."""

    steps: tuple[Step, ...]
    problem: str = ""
    doubtful: bool = False


class Body(NamedTuple):
    """A function's steps with what is needed to read their names: the file, and the type of each parameter by its name."""

    file: CodeFile
    steps: tuple[Step, ...]
    types: dict[str, tuple[str, ...]]
    result: str = ""
    owner: str = ""


def meant_by(phrase: Phrase, body: Body) -> Meant:
    """The steps that `phrase` means in `body`."""
    if phrase.verb in ENDING and phrase.has_object:
        ended = _guard_ended(phrase, body)
        if ended is not None:
            return ended
    if (named := by_name(phrase, body)) and not any(s.sort == "call" and takes_lock(body.file, s.node) for s in body.steps):
        return Meant(named)
    if phrase.verb in TAKING and set(phrase.words) & GUARDS:
        return _lock_taken(phrase, body)
    if enters_loop(phrase):
        inside = steps_of_loop(body.steps)
        return Meant(inside) if inside else Meant((), f"which loop “{phrase.said}” speaks of is not clear", doubtful=True)
    groups: dict[str, list[Step]] = {}
    perhaps: list[Step] = []
    for step in body.steps:
        fit = _fit(phrase, step, body)
        if fit == "fits":
            groups.setdefault(_key(step, body.file), []).append(step)
        elif fit == "perhaps":
            perhaps.append(step)
    groups = _without_doubles(groups)
    told = phrase.said
    if not groups and perhaps:
        return Meant((), f"“{told}” may mean line {_line(body.file, perhaps[0])}", doubtful=True)
    if not groups:
        return Meant((), f"nothing in the function is plainly what “{told}” speaks of")
    if len(groups) > 1:
        lines = ", ".join(str(_line(body.file, steps[0])) for steps in groups.values())
        return Meant((), f"“{told}” may mean what is done at lines {lines}", doubtful=True)
    mine = next(iter(groups.values()))
    other = [s for s in perhaps if not any(_inside(s, m) or _inside(m, s) for m in mine)]
    if other:
        return Meant((), f"“{told}” may also mean line {_line(body.file, other[0])}", doubtful=True)
    return Meant(tuple(mine))


def _guard_ended(phrase: Phrase, body: Body) -> Meant | None:
    """The steps at which the guard that `phrase` speaks of is dropped; None where it speaks of no guard."""
    guards = guards_of(body.file, body.steps)
    mine = [g for g in guards if is_called(g, phrase, body.types)]
    if set(phrase.words) & GUARDS and any(g.locks for g in mine):  # else any value that a call gives may be meant
        mine = [g for g in mine if g.locks or "guard" in parts(g.name)]
    told = phrase.said
    if not mine:
        return None
    if len(mine) > 1:
        lines = ", ".join(str(body.file.rust.source.line_of(g.let.start_byte)) for g in mine)
        return Meant((), f"“{told}” may mean the guards made at lines {lines}", doubtful=True)
    guard = mine[0]
    if guard.moved:
        return Meant(
            (), f"where the guard of line {body.file.rust.source.line_of(guard.let.start_byte)} ends is not known", doubtful=True
        )
    other = [s for s in body.steps if s not in guard.ends and _fit(phrase, s, body)]
    if guard.locks:
        short = [s for s in body.steps if s.sort == "call" and takes_lock(body.file, s.node) and s.node != guard.made]
        other += [s for s in short if set(phrase.words) - GUARDS <= lock_words(body.file, s.node)]
    if other:
        return Meant((), f"“{told}” may also mean line {_line(body.file, other[0])}", doubtful=True)
    return Meant(guard.ends)


def _lock_taken(phrase: Phrase, body: Body) -> Meant:
    """The calls that take the lock that `phrase` speaks of: they are all of one lock."""
    taken = [s for s in body.steps if s.sort == "call" and takes_lock(body.file, s.node)]
    mine = [s for s in taken if set(phrase.words) - GUARDS <= lock_words(body.file, s.node)]
    mine = [s for s in mine if all(last_of(n) == last_of(split_call(body.file, s.node)[0]) for n in phrase.names)]
    if not mine:
        return Meant((), f"nothing in the function is plainly what “{phrase.said}” speaks of")
    if len({squeezed(body.file, s.node) for s in mine}) > 1:
        return Meant((), f"“{phrase.said}” may mean several locks", doubtful=True)
    return Meant(tuple(mine))


def mentions(step: Step, phrase: Phrase, body: Body) -> bool:
    """Whether the names in `step` include the thing that the phrase is about."""
    said = {p for name in names_below(body.file, step.node) for p in (*parts(name), *body.types.get(name, ()))}
    names = set(names_below(body.file, step.node))
    return any(w in said for w in phrase.words[-1:]) or any(last_of(n) in names for n in phrase.names)


def verb_forms(phrase: Phrase) -> frozenset[str]:
    """The forms of words that tell the verb in names of the code."""
    return frozenset(v for name in VERBS.get(phrase.verb, frozenset()) for v in name.split("-")) | frozenset(
        phrase.verb.split("-")[:1]
    )


def _line(file: CodeFile, step: Step) -> int:
    return file.rust.source.line_of(step.node.start_byte)


def _inside(one: Step, other: Step) -> bool:
    return other.node.start_byte <= one.node.start_byte and one.node.end_byte <= other.node.end_byte


def _without_doubles(groups: dict[str, list[Step]]) -> dict[str, list[Step]]:
    """`groups` without refusals whose condition is itself one of the calls that fit."""
    calls = [s for steps in groups.values() for s in steps if s.sort == "call"]
    return {
        key: steps
        for key, steps in groups.items()
        if not all(s.sort in ("refusal", "exit") and any(_inside(c, s) for c in calls) for s in steps)
    }


def _key(step: Step, file: CodeFile) -> str:
    if step.sort == "call":
        receiver, name = split_call(file, step.node)
        return f"{last_of(receiver)}.{name}"
    if step.sort == "make":
        return "{" + squeezed(file, step.node.child_by_field_name("name") or step.node)
    if step.sort == "assign":
        left = step.node.child_by_field_name("left")
        return "=" + (squeezed(file, left) if left is not None else "")
    asked = step.node.child_by_field_name("condition")
    return "if" + (squeezed(file, asked) if asked is not None else "")


def _fit(phrase: Phrase, step: Step, body: Body) -> str:
    """`fits`, `perhaps` or empty."""
    if step.sort == "call":
        return _call_fits(phrase, step, body)
    if step.sort == "assign":
        return _assignment_fits(phrase, step, body)
    if step.sort == "refusal" or (step.sort == "exit" and phrase.verb in CHECKING):
        return _refusal_fits(phrase, step, body)
    if step.sort == "make" and phrase.verb in MAKING:
        return _making_fits(phrase, step, body)
    if step.sort == "macro":
        if phrase.verb in CALLING:
            called = {last_of(n) for n in phrase.names}
            return "perhaps" if called & set(names_below(body.file, step.node)) else ""
        text = set(words_below(body.file, step.node))
        hit = bool(text & verb_forms(phrase)) and (not phrase.words or phrase.words[-1] in text)
        return "perhaps" if hit else ""
    return ""


def _making_fits(phrase: Phrase, step: Step, body: Body) -> str:
    """Whether a struct literal makes what is spoken of: by the name of its type, or as the guard that the function gives."""
    name = step.node.child_by_field_name("name")
    typed = last_of(body.file.rust.text(name).partition("<")[0]) if name is not None else ""
    if typed == "Self":
        typed = body.owner
    if phrase.names:
        return "fits" if not phrase.words and [last_of(n) for n in phrase.names] == [typed] else ""
    said = set(phrase.words)
    if said == {"guard"} and typed == body.result:
        return "fits"
    return "fits" if phrase.words and phrase.words[-1] in parts(typed)[-1:] and said <= set(parts(typed)) else ""


def _call_fits(phrase: Phrase, step: Step, body: Body) -> str:
    receiver, name = split_call(body.file, step.node)
    if phrase.verb in CALLING:
        path = f"{receiver}.{name}" if receiver else name
        wanted = phrase.names[0].replace("::", ".") if len(phrase.names) == 1 and not phrase.words else ""
        return "fits" if wanted and (path == wanted or path.endswith(f".{wanted}") or name == wanted) else ""
    said = parts(name)
    if not said or said[0] in ASKING or _is_combinator(step.node, name):
        return ""
    switched = switches(phrase, body.file, step.node, said)
    if switched:
        return switched if switched == "fits" else ""
    if (ends := ends_of_list(phrase)) is not None:
        return "fits" if name in ends else ""
    at, taken = _verb_at(phrase, said)
    if at < 0:
        emptied = phrase.verb in CLEARING and _empties(body.file, step.node, name) and _head_fits(phrase, last_of(receiver))
        counted = counts_by_call(phrase, body.file, step.node, name) and _head_fits(phrase, last_of(receiver))
        return "fits" if emptied or counted else ("perhaps" if _is_hidden(phrase, said, step, body) else "")
    rest = (*said[:at], *said[at + taken :])
    fit = _object_fits(phrase, step, body, rest)
    if not fit:
        return ""
    before = set(said[:at])
    last = at + taken == len(said) and not before & (ASKING | PUT_OFF | VERBS.keys())
    sure = not (set(said) & PERHAPS) and (before <= _LEADING or last) and not _is_asked_for(step.node, name, rest)
    if phrase.verb in REFUSING and not (step.node.parent is not None and step.node.parent.type == "try_expression"):
        return "perhaps"
    return fit if sure else "perhaps"


def _is_combinator(call: Node, name: str) -> bool:
    """Whether it is a method of iterators or options that has a verb's name: `pages.iter().map(|page| …)` maps no page."""
    given = call.child_by_field_name("arguments")
    first = given.named_children[0] if given is not None and given.named_children else None
    if name in ("map", "then", "filter", "all", "any", "fold") and first is not None:
        return first.type == "closure_expression" or (name == "map" and len(given.named_children if given is not None else ()) == 1)
    return name in ("take", "skip", "step_by") and first is not None


def _is_asked_for(call: Node, name: str, rest: tuple[str, ...]) -> bool:
    """Whether what looks like an act gives a value that is compared, or is a guard to read or write by: `self.free_frames() == 0`."""
    given = call.child_by_field_name("arguments")
    if given is not None and given.named_children:
        return False
    parent = call.parent
    return name in ("read", "write") or (
        bool(rest) and parent is not None and parent.type in ("binary_expression", "match_expression")
    )


def _verb_at(phrase: Phrase, said: tuple[str, ...]) -> tuple[int, int]:
    """Where in the parts of a name the verb stands, and how many parts it takes; -1 without it."""
    names = VERBS.get(phrase.verb, frozenset()) | {phrase.verb}
    if phrase.verb in REFUSING:
        names = names | VERBS["check"]
    for n, part in enumerate(said):
        if part in names:
            return n, 1
        if n + 1 < len(said) and f"{part}-{said[n + 1]}" in names:
            return n, 2
    return -1, 0


def _is_hidden(phrase: Phrase, said: tuple[str, ...], step: Step, body: Body) -> bool:
    """Whether a call without the verb in its name speaks of it and of the object in what it is given."""
    return False if not phrase.has_object else bool(set(said) & verb_forms(phrase)) and mentions(step, phrase, body)


def _object_fits(phrase: Phrase, step: Step, body: Body, own: tuple[str, ...]) -> str:
    """Whether what the call is about is the object: by the rest of its name `own`, its receiver, its arguments, what it gives."""
    if not phrase.has_object:
        return "fits" if phrase.verb in VERBS else ""
    file = body.file
    receiver, _ = split_call(file, step.node)
    given = step.node.child_by_field_name("arguments")
    names = [n for n in receiver.split(".") if n.isidentifier()]
    meant = [n for n in names if n not in HANDLES][-1:]
    names += names_below(file, given) if given is not None else []
    meant += heads_below(file, given) if given is not None else []
    if phrase.verb in YIELDING:
        bound = bound_to(file, step.node)
        names, meant = names + bound, meant + bound
    if any(not _named(name, file, given, receiver) for name in phrase.names):
        return ""
    if not phrase.words:
        return "fits"
    heads = {parts(n)[-1] for n in meant if parts(n)} | {body.types[n][-1] for n in meant if body.types.get(n)}
    heads |= set(own[-1:])
    heads |= minded(phrase, receiver)
    if not own and (
        receiver == "self" or any(squeezed(file, a) in _SELF for a in (given.named_children if given is not None else ()))
    ):
        heads |= set(body.types.get("self", ())[-1:])  # `self.drain()` of a ring drains the ring
    everything = {p for n in names for p in (*parts(n), *body.types.get(n, ()))} | set(own)
    if not set(phrase.words) <= everything | heads:
        return ""
    return "fits" if phrase.words[-1] in heads else "perhaps"


def _named(name: str, file: CodeFile, given: Node | None, receiver: str) -> bool:
    """Whether a name in backticks is the receiver or an argument of the call, as a whole."""
    wanted = name.replace("::", ".").removeprefix("self.")
    if receiver == wanted or receiver.endswith(f".{wanted}"):
        return True
    for argument in given.named_children if given is not None else ():
        text = squeezed(file, argument).replace("::", ".").lstrip("&*").removeprefix("mut ")
        if text == wanted or text.endswith(f".{wanted}"):
            return True
    return False


def _head_fits(phrase: Phrase, name: str) -> bool:
    if phrase.names:
        return not phrase.words and len(phrase.names) == 1 and last_of(phrase.names[0]) == name
    said = parts(name)
    return bool(phrase.words and said and said[-1] == phrase.words[-1] and set(phrase.words) <= set(said))


def _empties(file: CodeFile, call: Node, name: str) -> bool:
    given = call.child_by_field_name("arguments")
    values = [squeezed(file, a) for a in given.named_children] if given is not None else []
    return (name == "take" and not values) or (name in ("store", "set", "replace") and bool(values) and values[0] in _NOTHING)


def _assignment_fits(phrase: Phrase, step: Step, body: Body) -> str:
    left, right = step.node.child_by_field_name("left"), step.node.child_by_field_name("right")
    if left is None or right is None:
        return ""
    place = squeezed(body.file, left).lstrip("*")
    if left.type == "identifier" and any(last_of(n) == place for n in phrase.names):
        return "perhaps"  # a local, which may be a copy of what is called so
    receiver, _, last = path_of(place).replace("::", ".").rpartition(".")
    if not last.isidentifier():
        last = last_of(path_of(place.partition("[")[0]).replace("::", "."))
    said = {p for name in (*receiver.split("."), last) if name.isidentifier() for p in parts(name)}
    said |= set(body.types.get(last, ()))
    headed = _head_fits(phrase, last) or (
        bool(phrase.words) and not phrase.names and set(phrase.words) <= said and parts(last)[-1:] == phrase.words[-1:]
    )
    if not headed:
        return ""
    operator = step.node.child_by_field_name("operator")
    sign = body.file.rust.text(operator) if operator is not None else "="
    value = squeezed(body.file, right)
    if phrase.verb in INCREMENTING or phrase.verb in DECREMENTING:
        counted = "+" if phrase.verb in INCREMENTING else "-"
        own = f"{place}{counted}" in value or f"{place}.wrapping_" in value or f"{place}.saturating_" in value
        if sign == f"{counted}=":
            by_one = value.partition("_")[0] in ("1", "1u8", "1u16", "1u32", "1u64", "1usize")
            return "fits" if by_one else "perhaps"  # by more is another thing
        return "perhaps" if sign == "=" and own else ""
    if sign != "=":
        return "perhaps" if phrase.verb in SETTING else ""
    if phrase.verb in CLEARING:
        return "fits" if value in _NOTHING else "perhaps"
    if phrase.verb in SETTING:
        return "perhaps" if value in _NOTHING else "fits"
    return ""


def _refusal_fits(phrase: Phrase, step: Step, body: Body) -> str:
    if phrase.verb not in CHECKING and phrase.verb not in REFUSING:
        return ""
    asked = step.node.child_by_field_name("condition")
    if asked is None or not phrase.has_object:
        return ""
    names = names_below(body.file, asked)
    said = {p for n in names for p in (*parts(n), *body.types.get(n, ()))}
    heads = {parts(n)[-1] for n in names if parts(n)} | {body.types[n][-1] for n in names if body.types.get(n)}
    text = squeezed(body.file, asked).lstrip("!")
    if text.startswith("self.") and text.count(".") == 1:  # `self.is_full()` of a ring asks whether the ring is full
        heads |= set(body.types.get("self", ())[-1:])
    if not set(phrase.words) <= said | heads or any(last_of(n) not in names for n in phrase.names):
        return ""
    if phrase.too_big and not any(sign in squeezed(body.file, asked) for sign in (">", "<")):
        return ""
    return "fits" if not phrase.words or phrase.words[-1] in heads else "perhaps"
