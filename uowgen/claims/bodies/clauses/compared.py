"""Cases that are told by a value, a count or a comparison: “the code is `Done`”, “there are no jobs”, “`len` exceeds `MAX`”, “`old` differs from `new`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.path_words import all_said, said_words, words_in
from uowgen.claims.bodies.words import form
from uowgen.facts.path_records import Choice
from uowgen.facts.signature import parameters_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.bodies.ways_words import Said
    from uowgen.facts.path_records import Deed, Path

    Event = Deed | Choice

    Test = Callable[[Path], "bool | None"]

BE = r"(?:is|are|was|were|has been|have been|had been|gets|being)"
_EMPTY = when_used(rf"^(?P<np>[\w§' -]+?) (?:{BE} (?P<no>not )?empty|has no (?:entries|elements|items))$")
_LOCKED = when_used(
    rf"^(?P<np>[\w§' -]+?) {BE} (?P<no>not )?(?:already |currently )?(?:locked|busy|held|contended|in use elsewhere|taken by \w+)$"
)
_ORDER = when_used(
    rf"^(?P<np>[\w§' -]+?) (?:(?:{BE} (?P<no>not )?(?P<how>greater|larger|more|higher|bigger|longer|above|over|beyond|less|smaller|fewer|lower|shorter|below|under|at least|at most|different from)(?: than)?)|(?P<verb>exceeds|differs from|is not equal to|does not (?:equal|match)|did not match|mismatches|matches|equals)) ?(?P<v>§\d+|\d+|0x[0-9a-f]+|zero|(?:[\w-]+ ?){{1,3}})?$"
)
_MANY = when_used(
    r"^(?:there are (?:already )?§(?P<n>\d+) (?P<np>[\w -]+)|§(?P<n2>\d+) (?P<np2>[\w -]+?) (?:exist|are (?:in use|active|running|open|registered|queued|taken|used))(?: already)?|(?:(?P<np3>[\w-]+) )?limit (?:of §(?P<n3>\d+) )?(?:is|was|has been) (?:reached|hit)|(?P<np4>[\w§ -]+?) (?:is|are) (?P<no>not )?(?:already )?full)$"
)
_NONE = when_used(
    r"^(?:there (?:is|are|were|was) )?no (?P<np>(?:[\w§-]+ ){0,3}?[\w§-]+?)(?: (?:is|are|was|were|exists?|remains?))?(?: (?:left|there|present|available|registered|known|pending|queued|waiting|at all|yet))?$"
)
_VALUE = when_used(
    rf"^(?P<np>[\w§' -]+?) (?:{BE}|equals|holds|reads|(?P<last>reaches|becomes|drops to|gets to|hits|falls to|goes to|comes to|has reached|has become)) (?P<no>not )?(?:equal to |equals )?(?P<v>§\d+|\d+|0x[0-9a-f]+|zero)$"
)
# -------------------------------------------------------------------------------------------------------- values and arms

COMPARED = when_used(r"^(?P<a>.+?)(?P<sign>==|!=)(?P<b>[\w:.]+(?:\([\w:.]*\))?)$")


def equals(text: str, said: Said, function: Function) -> Test | None:
    found = _VALUE.match(text)
    if found is None:
        return None
    value = said.code(found["v"]) if found["v"].startswith("§") else {"zero": "0"}.get(found["v"], found["v"])
    last, wants = value.rpartition("::")[2], not found["no"]
    names = [said.code(n).removesuffix("()") for n in re.findall(r"§(\d+)", found["np"])]
    things = said_words(re.sub(r"§\d+", " ", found["np"]))
    own = about_of(function)
    subjects: dict[str, bool] = {}
    for path in function.paths:
        for n, event in enumerate(path.events):
            if not isinstance(event, Choice):
                continue
            subject = _subject(event, last)
            if subject is None:
                continue
            words = words_in(subject, path.events[:n])
            fits = (
                all_said(things[-1:], words)
                and all_said(things, words | own)
                and all(re.search(rf"\b{re.escape(x)}\b", subject) for x in names)
            )
            subjects[subject] = subjects.get(subject, False) or fits
    mine = [s for s, fits in subjects.items() if fits and not is_rebound(s, function)]
    if len(mine) != 1 or (not things and not names):
        return None
    if any(c.pattern.endswith(" if") and compared(c)[0] == mine[0] for p in function.paths for c in p.choices):
        return None

    def asked(choice: Choice) -> bool | None:
        subject, so = compared(choice, last)
        return None if subject != mine[0] or so is None else so is wants

    return lambda path: told_by(path, asked, last=bool(found["last"]))


def _subject(choice: Choice, last: str) -> str | None:
    subject, so = compared(choice, last)
    return subject if so is not None else None


def compared(choice: Choice, last: str = "") -> tuple[str, bool | None]:
    """What a branch compares, and whether it is `last` there; None where that is not told."""
    if choice.pattern:
        heads = [a.strip().split("(")[0].split("{")[0].rpartition("::")[2] for a in choice.pattern.removesuffix(" if").split("|")]
        if last in heads:
            return choice.text, choice.truth if len(heads) == 1 or not choice.truth else None
        before = {a.strip().split("(")[0].split("{")[0].rpartition("::")[2] for b in choice.before for a in b.split("|")}
        named = all(re.match(r"[A-Z0-9]", h) for h in heads)
        if choice.truth and (named or last in before):
            return choice.text, False
        return choice.text, None
    found = COMPARED.match(choice.text)
    if found is None or found["b"].rpartition("::")[2] != last:
        return "", None
    return found["a"], choice.truth is (found["sign"] == "==")


# ------------------------------------------------------------------------------------------------- none, empty, locked


def none_there(text: str, said: Said, function: Function) -> Test | None:
    found = _NONE.match(text)
    empty = _EMPTY.match(text) if found is None else None
    if found is None and empty is None:
        return None
    np = found["np"] if found is not None else empty["np"]  # type: ignore[index]
    wants = found is not None or not empty["no"]  # type: ignore[index]
    if found is not None and text.startswith("no match"):
        return None
    names = [said.code(n).removesuffix("()") for n in re.findall(r"§(\d+)", np)]
    things = said_words(re.sub(r"§\d+", " ", np))
    mine: dict[str, bool] = {}
    for path in function.paths:
        for n, event in enumerate(path.events):
            if not isinstance(event, Choice) or (told := counted(event)) is None:
                continue
            what, so = told
            words = words_in(what, path.events[:n]) | (about_of(function) if what.startswith("self") else frozenset())
            words |= CELLS if what.endswith("]") else frozenset()
            if all_said(things, words) and all(re.search(rf"\b{re.escape(x)}\b", what) for x in names):
                mine[event.text] = so
    if len(mine) != 1:
        return None
    return lambda path: told_by(path, lambda c: (c.truth is mine[c.text]) is wants if c.text in mine and not c.pattern else None)


def counted(choice: Choice) -> tuple[str, bool] | None:
    """What is counted at a branch, and whether the condition as it is written says that there is none."""
    if choice.pattern:
        return None
    core, plain = bare_of(choice.text)
    if core.endswith(".is_empty()"):
        return core.removesuffix(".is_empty()"), plain
    if core.endswith("].is_none()"):
        return core.removesuffix(".is_none()"), plain
    found = re.match(r"^(?P<what>[\w.]+(?:\(\))?)(?P<sign>==|!=|<=|>|<|>=)(?P<n>[01])$", core)
    if found is None:
        return None
    none = {"==0": True, "<=0": True, "<1": True, "!=0": False, ">0": False, ">=1": False}.get(f"{found['sign']}{found['n']}")
    counted = (
        re.search(
            r"(?:len\(\)|count\(\)|_?(?:count|len|num|number|total)|^(?:n|num|nr|count)_\w+|\.(?:n|num|nr)_\w+)$", found["what"]
        )
        is not None
    )
    return (re.sub(r"\.(?:len|count)\(\)$", "", found["what"]), none is plain) if none is not None and counted else None


# What stands at an index goes by these.
CELLS = frozenset(form(w) for w in "slot entry element cell position place".split())  # noqa: SIM905
_ASKED = when_used(r"\.(?:load|swap|fetch_or|get|test_and_set)\([^()]*\)$")


def bare_of(text: str) -> tuple[str, bool]:
    """A condition without its sign, and whether it is asked to be so; a flag by its name, however it is read."""
    core, plain = text, True
    while core.startswith("!"):
        core, plain = core[1:], not plain
    for ending, so in (("==true", True), ("==false", False), ("!=true", False), ("!=false", True)):
        if core.endswith(ending):
            core, plain = core.removesuffix(ending), plain is so
    return _ASKED.sub("", core) if re.match(r"^[\w.]+\.(?:load|swap|fetch_or|test_and_set)\(", core) else core, plain


def about_of(function: Function) -> frozenset[str]:
    """The words of the function itself: its name, its type's, its parameters' and their types'."""
    declared = function.declared
    head = " ".join(f"{p.name} {p.type}" for p in parameters_of(declared))
    return words_in(f"{declared.item.name} {declared.owner} {head}")


def told_by(path: Path, asked: Callable[[Choice], bool | None], *, last: bool = False) -> bool | None:
    """What the branches on a way tell; None where none does, or where it changes on the way, unless the `last` is meant."""
    told = [t for c in path.choices if (t := asked(c)) is not None]
    return None if not told or (len(set(told)) > 1 and not last) else told[-1]


def is_rebound(subject: str, function: Function) -> bool:
    """Whether a name that is asked for stands for several things in the function, one after the other."""
    root = re.match(r"[A-Za-z_]\w*", subject.lstrip("!*&("))
    if root is None or root[0] == "self":
        return False
    lines = {
        d.line for p in function.paths for d in p.deeds if d.sort in ("let", "assign") and re.sub(r"^mut ", "", d.name) == root[0]
    }
    return len(lines) > 1


_SIGNS = {
    "greater": ">", "larger": ">", "more": ">", "higher": ">", "bigger": ">", "longer": ">", "above": ">", "over": ">", "beyond": ">", "exceeds": ">",
    "less": "<", "smaller": "<", "fewer": "<", "lower": "<", "shorter": "<", "below": "<", "under": "<", "at least": ">=", "at most": "<=",
    "differs from": "!=", "different from": "!=", "is not equal to": "!=", "does not equal": "!=", "does not match": "!=", "did not match": "!=",
    "mismatches": "!=", "matches": "==", "equals": "==",
}  # fmt: skip
_TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "==", "!=": "!="}
_DENIED = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "=="}
_SIDES = when_used(r"^(?P<a>[\w.():*&\[\]]+?)(?P<sign>>=|<=|==|!=|>|<)(?P<b>[\w.():*&\[\]]+)$")


def in_order(text: str, said: Said, function: Function) -> Test | None:
    """“`len` exceeds `MAX`”, “the slice is greater than 0”, “`old` differs from `new`”, “the magic does not match”."""
    found = _ORDER.match(text)
    if found is None:
        return None
    sign = _SIGNS[found["how"] or found["verb"]]
    sign = _DENIED[sign] if found["no"] else sign
    other = (found["v"] or "").strip()
    value = {"zero": "0"}.get(other, said.code(other) if other.startswith("§") else other)
    if not other and sign not in ("==", "!="):
        return None
    mine: dict[str, bool] = {}
    for path in function.paths:
        for n, event in enumerate(path.events):
            if not isinstance(event, Choice) or event.pattern:
                continue
            sides = _SIDES.match(event.text)
            if sides is None or is_rebound(sides["a"], function):
                continue
            for a, b, so in ((sides["a"], sides["b"], sides["sign"]), (sides["b"], sides["a"], _TURNED[sides["sign"]])):
                if (
                    so in (sign, _DENIED[sign])
                    and _speaks_of(a, found["np"], said, path.events[:n], function)
                    and _is_value(b, value, path.events[:n])
                ):
                    mine[event.text] = so == sign
    if len(mine) != 1:
        return None
    return lambda path: told_by(path, lambda c: mine[c.text] is c.truth if c.text in mine and not c.pattern else None)


def _speaks_of(text: str, np: str, said: Said, before: tuple[Event, ...], function: Function) -> bool:
    names = [said.code(n).removesuffix("()") for n in re.findall(r"§(\d+)", np)]
    things = said_words(re.sub(r"§\d+", " ", np))
    words = words_in(text, before)
    return (
        all_said(things[-1:], words)
        and all_said(things, words | about_of(function))
        and all(re.search(rf"\b{re.escape(n)}\b", text) for n in names)
    )


def _is_value(text: str, value: str, before: tuple[Event, ...]) -> bool:
    if not value:
        return True
    if re.fullmatch(r"[a-z][a-z -]*", value) and value not in ("true", "false") and not value.isidentifier():
        return all_said(said_words(value), words_in(text, before))
    bare = "".join(value.split())
    return (
        text in (bare, f"self.{bare}")
        or text.rpartition("::")[2] == bare.rpartition("::")[2]
        or (value.isalpha() and value.islower() and all_said(said_words(value), words_in(text, before)))
    )


def many(text: str, said: Said, function: Function) -> Test | None:
    """“there are already `MAX` tasks”, “the task limit is reached”: what is counted is held against a constant."""
    found = _MANY.match(text)
    if found is None:
        return None
    limit = next((said.code(found[k]) for k in ("n", "n2", "n3") if found[k]), "")
    things = said_words(next((found[k] for k in ("np", "np2", "np3", "np4") if found[k]), ""))
    if found["np4"] and "§" in found["np4"]:
        return None
    mine: dict[str, bool] = {}
    for path in function.paths:
        for n, event in enumerate(path.events):
            if not isinstance(event, Choice) or event.pattern:
                continue
            sides = _SIDES.match(event.text)
            if sides is None or sides["sign"] not in (">=", "==", "<"):
                continue
            counted = re.search(r"(?:len\(\)|count\(\)|count|len|num|total)$", sides["a"]) is not None
            const = sides["b"].rpartition("::")[2]
            if (
                counted
                and (const == limit.rpartition("::")[2] if limit else const.isupper())
                and all_said(things, words_in(event.text, path.events[:n]))
            ):
                mine[event.text] = sides["sign"] != "<"
    return (
        (lambda path: told_by(path, lambda c: mine[c.text] is c.truth if c.text in mine and not c.pattern else None))
        if len(mine) == 1
        else None
    )


def is_zero(text: str, said: Said, function: Function) -> Test | None:
    """“the slice is zero” of what is asked to be greater than nothing."""
    found = re.match(rf"^(?P<np>[\w§' -]+?) (?:{BE}|equals) (?P<no>not )?(?:zero|0)$", text)
    if found is None:
        return None
    return in_order(f"{found['np']} is {'' if found['no'] else 'not '}greater than 0", said, function)


_OUT = when_used(
    rf"^(?P<np>[\w§' -]+?) {BE} (?:out of (?:range|bounds)|(?:past|beyond|behind) the end|too (?:large|big|high))$|^(?:out-of-range|out-of-bounds) (?P<np2>[\w§ -]+)$"
)


def out_of_range(text: str, said: Said, function: Function) -> Test | None:
    """“`fd` is out of range”: it is held against a length or a constant."""
    found = _OUT.match(text)
    if found is None:
        return None
    mine: dict[str, bool] = {}
    for path in function.paths:
        for n, event in enumerate(path.events):
            if not isinstance(event, Choice) or event.pattern or (sides := _SIDES.match(event.text)) is None:
                continue
            for a, b, sign in ((sides["a"], sides["b"], sides["sign"]), (sides["b"], sides["a"], _TURNED[sides["sign"]])):
                extent = b.endswith(("len()", "size()", "capacity()")) or b.rpartition("::")[2].isupper()
                if (
                    sign in (">=", ">", "<", "<=")
                    and extent
                    and _speaks_of(a, found["np"] or found["np2"], said, path.events[:n], function)
                ):
                    mine[event.text] = sign in (">=", ">")
    return (
        (lambda path: told_by(path, lambda c: mine[c.text] is c.truth if c.text in mine and not c.pattern else None))
        if len(mine) == 1
        else None
    )
