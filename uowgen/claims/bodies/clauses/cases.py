"""The cases that a sentence tells in plain words, as tests of ways: “the port is enabled”, “there are no jobs”, “the code is `Done`”, “nothing
matches”, “the pool is locked”, “the transfer did not succeed”, “on a timeout”.

The words are found in what one branch asks; each must be. What two branches may mean tells nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.clauses.compared import (
    BE,
    COMPARED,
    about_of,
    bare_of,
    equals,
    in_order,
    is_rebound,
    is_zero,
    many,
    none_there,
    out_of_range,
    told_by,
)
from uowgen.claims.bodies.clauses.sought import locked, no_match, on_variant, there
from uowgen.claims.bodies.path_words import all_said, names_in, said_words, words_in
from uowgen.claims.bodies.ways_cases import fails_at, met, situations_of
from uowgen.claims.bodies.ways_ends import is_bad
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.path_records import Choice
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.bodies.ways_cases import Situation
    from uowgen.claims.bodies.ways_words import Said
    from uowgen.facts.path_records import Path

    Test = Callable[[Path], "bool | None"]

_SO = when_used(
    rf"^(?P<np>[\w§' -]+?)(?: (?:that|which))? {BE} (?P<no>not |no longer |never )?(?:already |currently |yet |really |actually |in fact )?(?P<adj>[a-z]+(?:[ -][a-z]+)?|§\d+)$"
)
_WAS = when_used(
    r"^(?P<np>[\w§' -]+?) (?P<no>did not |does not )?(?:hold|holds|held|have|has|had|contain|contains|contained) (?:any )?(?P<adj>[a-z]+) (?P<np2>[a-z]+|§\d+)$"
)
_OF_FAILURE = when_used(r"^(?:failed|failing|unsuccessful) (?P<np>[\w -]+)$|^(?:failure|error) (?:of|in|from) (?P<np2>[\w§ -]+)$")
_WELL = when_used(
    r"^(?:(?P<np>[\w§' -]+?) )?(?:(?:succeeds|succeeded|(?:is|was|were) successful|worked|success|successful|completes successfully|completed successfully)|(?P<no>did not succeed|does not succeed|(?:is|was) (?:not successful|unsuccessful)|failed|fails|failure|error|has failed|fails with error))$"
)
_TIMED = when_used(
    r"^(?:(?P<np>[\w§' -]+?) )?(?:times out|timed out|timeout|timeout (?:is reached|expires|occurs|happens|elapses)|has timed out)$"
)


_OF_KIND = when_used(r"^(?:[\w-]+ ){0,2}[\w-]+ (?:of|with|in) (?P<what>kind|type|state|status|mode|class|code) (?P<v>§\d+)$")


def cases_of(text: str, said: Said, function: Function, *, alone: bool = False) -> list[Test]:
    """Each way to understand the words as a case that ways through the function are in, or are not.

    With `alone` a way must be gone in that case only: what it is given may be one number of many that lead there, which is not told then.
    """
    bare = re.sub(r"'s?\b", "", text).strip(" ,")
    of_kind = _OF_KIND.match(bare)
    bare = f"{of_kind['what']} is {of_kind['v']}" if of_kind is not None else bare
    if not bare:
        return []
    for sign, joined in ((r",? or (?:if |when )?", _any), (r",? and (?:if |when )?", _all)):
        pieces = re.split(sign, bare)
        if len(pieces) > 1:
            rows = [cases_of(one, said, function, alone=alone) for one in pieces]
            return [lambda path: joined([row[0](path) for row in rows])] if all(len(row) == 1 for row in rows) else []  # noqa: B023
    found = plain_cases(bare, said, function)
    bare_end = _WELL.match(bare)
    if bare_end is not None and not bare_end["np"]:  # also that of the function itself may be meant
        wants = not bare_end["no"]
        found.append(lambda path: None if (bad := is_bad(path)) is None else bad is not wants)
    for situation in situations_of(bare, said, function.declared, function.paths):
        found.append(lambda path, situation=situation: _met(situation, path, alone=alone))  # type: ignore[misc]
    return found


def _met(situation: Situation, path: Path, *, alone: bool) -> bool | None:
    found = met(situation, path)
    return None if alone and found and situation.everywhere else found


def plain_cases(text: str, said: Said, function: Function) -> list[Test]:
    """The cases that are told by an adjective, a value, a count, a lock, a search, a success or a timeout."""
    bare = re.sub(r"\bpage[- ]table entr(?:y|ies)\b", "pte", re.sub(r"'s?\b", "", text).strip(" ,"))
    return [test for reader in _READERS if (test := reader(bare, said, function)) is not None]


def is_early(path: Path, function: Function) -> bool:
    """Whether a way leaves the function before its end, or badly: what comes later is not asked there."""
    body = function.declared.item.node.child_by_field_name("body")
    end = function.declared.file.rust.source.line_of(body.end_byte) if body is not None else 0
    return path.end != "value" or is_bad(path) is True or path.line < end


def _any(told: list[bool | None]) -> bool | None:
    return True if any(told) else None if None in told else False


def _all(told: list[bool | None]) -> bool | None:
    return False if any(t is False for t in told) else None if None in told else True


def has_words(text: str, said: Said, function: Function) -> bool:
    """Whether anything that the function asks has to do with one of the words: else no branch of its can be in such a case."""
    names = {said.code(n) for n in re.findall(r"§(\d+)", text)}
    wanted = {*said_words(re.sub(r"§\d+", " ", text)), *(p for n in names for w in re.findall(r"\w+", n) for p in parts(w))}
    wanted -= _WEAK
    for path in function.paths:
        for n, event in enumerate(path.events):
            if isinstance(event, Choice) and any(
                all_said((w,), words_in(f"{event.text} {event.pattern}", path.events[:n])) for w in wanted
            ):
                return True
    return not wanted


_WEAK = frozenset(form(w) for w in "is are was were has have had been be held holds hold not no there a the in of".split())  # noqa: SIM905


# ----------------------------------------------------------------------------------------------------- what a branch asks


def _atoms(function: Function) -> dict[str, tuple[bool, frozenset[str]]]:
    """What is asked as plainly so or not so, with the sign under which it is written, and the words of what it is asked of."""
    found: dict[str, tuple[bool, frozenset[str]]] = {}
    for path in function.paths:
        for n, event in enumerate(path.events):
            if isinstance(event, Choice) and not event.pattern and event.text not in found:
                core, plain = bare_of(event.text)
                if re.fullmatch(r"[\w.:&*\[\]]+(?:\([^()]*(?:\([^()]*\))?[^()]*\)[\w.:?\[\]]*)*", core):
                    found[event.text] = (plain, words_in(core, path.events[:n]))
    return found


def _last(core: str) -> tuple[str, ...]:
    name = re.sub(r"\([^()]*(?:\([^()]*\))?[^()]*\)|\[[^\]]*\]|\?", "", core).replace("::", ".").rpartition(".")[2]
    return tuple(p for p in parts(name.removeprefix("is_").removeprefix("has_").removeprefix("was_").removeprefix("are_")))


def _by_atoms(np: str, adjective: str, no: bool, said: Said, function: Function) -> Test | None:
    names = [said.code(n).removesuffix("()") for n in re.findall(r"§(\d+)", np)]
    things = said_words(re.sub(r"§\d+", " ", np))
    own = about_of(function)
    wanted = {form(w) for w in re.split(r"[ -]", adjective) if w}
    mine: dict[str, bool] = {}
    for text, (plain, words) in _atoms(function).items():
        core, _ = bare_of(text)
        last = _last(core)
        if not wanted <= set(last) or {"not", "no", "un", "non", "if", "or", "and"} & set(last):
            continue
        if not all(re.search(rf"\b{re.escape(n)}\b", core) for n in names) or not all_said(things, words | own):
            continue
        # More than the adjective and its noun is another thing: `is_nearly_full`.
        if set(last) - wanted - set(things) - own - words_in(core.rpartition(".")[0]):
            continue
        if not is_rebound(core, function):
            mine[text] = plain
    if len({bare_of(t)[0] for t in mine}) != 1:
        return None
    return lambda path: told_by(path, lambda c: (c.truth is mine[c.text]) is not no if c.text in mine and not c.pattern else None)


def _plainly(text: str, said: Said, function: Function) -> Test | None:
    found = _SO.match(text)
    if found is None or found["adj"].startswith("§") or found["adj"] in _NO_ADJECTIVES:
        return None
    return _by_atoms(found["np"], found["adj"], bool(found["no"]), said, function)


_NO_ADJECTIVES = frozenset({"empty", "locked", "none", "null", "zero"})


def _with_such(text: str, said: Said, function: Function) -> Test | None:
    """“the slot held a running task”: the thing is asked of what is in it."""
    found = _WAS.match(text)
    return (
        _by_atoms(f"{found['np']} {found['np2']}", found["adj"], bool(found["no"]), said, function) if found is not None else None
    )


# --------------------------------------------------------------------------------------------------- success and timeouts

_GOOD = frozenset(form(w) for w in "success ok successful succeeded done".split())  # noqa: SIM905


def _went_well(text: str, said: Said, function: Function) -> Test | None:
    failed = _OF_FAILURE.match(text)
    found = _WELL.match(f"{failed['np'] or failed['np2']} fails" if failed is not None else text)
    if found is None:
        return None
    np = found["np"] or ""
    things = said_words(re.sub(r"§\d+", " ", np))
    names = [said.code(n).removesuffix("()").rpartition("::")[2].rpartition(".")[2] for n in re.findall(r"§(\d+)", np)]
    wants = not found["no"]
    told: dict[tuple[str, str], bool] = {}
    about: dict[tuple[str, str], frozenset[str]] = {}
    known: dict[str, frozenset[str]] = {}
    asked = False  # whether a branch that tells neither is asked of a call that is called so: `!map_page(va)`
    for path in function.paths:
        for n, event in enumerate(path.events):
            if isinstance(event, Choice):
                good = _is_good(event)
                asked = asked or (
                    good is None and "(" in event.text and bool(things) and all_said(things, words_in(event.text, path.events[:n]))
                )
                if good is not None:
                    told[(event.text, event.pattern)] = good
                    about[(event.text, event.pattern)] = words_in(event.text, path.events[:n]) | about_of(function)
                    known[event.text] = names_in(event.text, path.events[:n])
    fitting = {k[0] for k in told if all_said(things, about[k]) and all(n in known[k[0]] for n in names)}
    coded = {t for t in fitting if any(k[0] == t and not k[1].startswith(("Ok", "Err")) for k in told)}
    fitting = coded or fitting
    if len(fitting) != 1 or asked:
        return None
    text_of = next(iter(fitting))
    return lambda path: told_by(
        path,
        lambda c: (good is c.truth) is wants if c.text == text_of and (good := told.get((c.text, c.pattern))) is not None else None,
    )


def _is_good(choice: Choice) -> bool | None:
    """Whether the branch, where it is as written, is one of success; None where it tells nothing of that."""
    failed = fails_at(choice)
    if failed is not None:
        return failed is not choice.truth
    if choice.pattern:
        heads = [a.strip().split("(")[0].split("{")[0].rpartition("::")[2] for a in choice.pattern.split("|")]
        good = [bool(set(parts(h)) & _GOOD) for h in heads]
        before = {p for b in choice.before for h in b.split("|") for p in parts(h.strip().split("(")[0].rpartition("::")[2])}
        if all(good):
            return True
        return False if not any(good) and before & _GOOD else None
    found = COMPARED.match(choice.text)
    if found is not None and set(parts(found["b"].rpartition("::")[2])) & _GOOD:
        return found["sign"] == "=="
    core, plain = bare_of(choice.text)
    if core.endswith((".is_success()", ".is_successful()", ".succeeded()")):
        return plain
    return None


_LATE = frozenset(form(w) for w in "timeout timed expired elapsed deadline".split())  # noqa: SIM905


def _timed_out(text: str, _said: Said, function: Function) -> Test | None:
    if _TIMED.match(text) is None:
        return None
    mine = {
        (c.text, c.pattern)
        for p in function.paths
        for c in p.choices
        if c.pattern
        and {p for w in re.findall(r"\w+", c.pattern.rpartition("::")[2].split("(")[0]) for p in parts(w)} & _LATE
        and "(" not in c.pattern
    }
    if len(mine) != 1:
        return None
    one = next(iter(mine))
    return lambda path: any((c.text, c.pattern) == one and c.truth for c in path.choices) or None


_READERS = (
    in_order,
    out_of_range,
    many,
    is_zero,
    there,
    on_variant,
    _plainly,
    _with_such,
    equals,
    none_there,
    locked,
    no_match,
    _went_well,
    _timed_out,
)
