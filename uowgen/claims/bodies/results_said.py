"""Whether a function gives back anything of the sort that a sentence speaks of in words: “returns the old entry, if any”, “returns an error”.

It looks at the signature only. That a value of the sort can be given back says nothing of when it is; that none can be is certain.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import words_below
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method, find_type
from uowgen.claims.values.result_types import ends_of
from uowgen.facts.members import fields_of
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

# With these a condition, or where the thing comes from, begins: what stands behind it is not needed to know that there is no value.
_CONDITION = frozenset(", ; if when whenever unless on upon for after once where while before as because since".split())
_ERRORS = frozenset("error errors err errno failure".split())
_WRAPS = frozenset({"Err", "Ok", "Some", "None"})
# Nouns that name a value and nothing that could be given back to somebody who lends it out.
_VALUES = frozenset(
    "value number count length size index result status code flag bool boolean sum total difference remainder option tuple offset".split()
)
_BEFORE = frozenset("previous old former replaced overwritten evicted prior".split())
_COLOUR = frozenset("an a the its their any some new current stored given matching negative positive final resulting plain".split())
_BEHIND = frozenset("of in at that which it was were is are had has been there".split())
# A function of such a name gives a thing back to its owner: that it “returns” the page is said of the page.
_GIVING = frozenset(
    form(w) for w in "free release dealloc deallocate put drop return recycle restore give reclaim close unlock undo revert".split()
)
# By these a function may tell of an error although its signature has none.
_TELLING = frozenset(
    form(w)
    for w in "reply respond response complete callback send result error err errno status fail failure rax eax regs tf trap context".split()
)


_REFUSING = frozenset("full refused rejected fails failed closed room capacity taken busy".split())
_FLAGS = frozenset("status flag result answer bool boolean verdict whether success".split())


def said_in(text: str) -> str:
    """What is said to be given back: `error`, `value`, `nothing`, or a head such as `Err`; empty where it may be anything else."""
    words = _words(text)
    end = next((n for n, (word, code) in enumerate(words) if not code and word in _CONDITION), len(words))
    thing = [w for w in words[:end] if w[1] or w[0] not in _COLOUR]
    if not thing:
        return ""
    head, code = thing[0]
    rest = thing[1:]
    if code:
        wrap = head.partition("(")[0]
        return wrap if wrap in _WRAPS and not rest else ""
    if head in ("nothing", "no") and (not rest or rest == [("value", False)]):
        return "nothing"
    if head in _ERRORS:
        return "error" if not rest else ""
    if head == "whether" and rest:
        return "value"
    if head in _BEFORE and rest and not rest[0][1] and rest[0][0].isalpha() and rest[0][0] not in _BEHIND:
        return "former" if _is_plain(rest[1:]) else ""
    return "value" if head in _VALUES and _is_plain(rest) else ""


def _is_plain(rest: list[tuple[str, bool]]) -> bool:
    """Whether what stands behind the thing only says which it is: “of the register”, “it had”."""
    return not rest or (
        not rest[0][1] and rest[0][0] in _BEHIND and all(code or w.isalpha() for w, code in rest) and not _moves(rest)
    )


def _moves(rest: list[tuple[str, bool]]) -> bool:
    return any(not code and w in ("to", "into", "onto", "through", "via", "by", "with") for w, code in rest)


def _words(text: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for n, piece in enumerate(text.split("`")):
        found += [(piece.strip(), True)] if n % 2 else [(w, False) for w in piece.lower().replace(",", " , ").split()]
    return found


def takes(reading: Reading) -> bool:
    """Whether what is given back is of a sort that a signature shows."""
    if reading.get("what") == "thing":  # “hands the element back”
        when = reading.get("when").lower().split()
        # Without such a condition it may be given back to whoever lent it: “`shrink` hands the pages back”.
        return reading.get("thing").lower() not in _FLAGS and bool(_REFUSING & set(when))
    return bool(said_in(reading.get("what")))


def decide(reading: Reading, case: Case) -> Finding:
    """Fails where the signature has no room for such a value; holds for “nothing” where it has none for any. Else undecided."""
    said, name = "thing" if reading.get("what") == "thing" else said_in(reading.get("what")), bare_name(reading.get("name"))
    subject = find_method(case, reading.get("name"))
    if len(subject.found) != 1 or subject.found[0].item.kind != "fn" or subject.found[0].item.in_macro:
        return undecided("subject-ambiguous", f"which function `{name}` is, is not clear", *subject.found[:3])
    function = subject.found[0]
    head, good, bad = ends_of(case, function)
    written = f"{head}<{good}>" if head and not bad else f"{head}<{good}, {bad}>" if head else good
    denied = reading.get("state") == "none"
    room = _has_room(said, head, good, function, case)
    if said == "nothing" and not denied and good == "()" and not head:
        return holds(f"`{name}` gives nothing back", function)
    if room is None or said == "nothing":
        return undecided("depends-on-the-path", f"`{name}` gives back `{written}`; whether that is it is not told by it", function)
    if denied:
        return (
            undecided("depends-on-the-path", f"when `{name}` gives it is not told by its signature", function)
            if room
            else holds(f"`{name}` gives back `{written}`", function)
        )
    if room:
        return undecided("depends-on-the-path", f"when `{name}` gives it is not told by its signature", function)
    return fails("other-type", f"`{name}` gives back `{written}`", function)


def _has_room(said: str, head: str, good: str, function: Declaration, case: Case) -> bool | None:
    """Whether the result can be what is said; None where the signature leaves it open."""
    if good == "!" or (not head and good.startswith("impl ")):
        return None
    unit = not head and good == "()"
    if said in _WRAPS:
        return None if not unit and not _is_settled(good, function, case) else False if not head else None
    if said == "error":
        if head:
            return True if head == "Result" else None
        return False if (unit or _is_settled(good, function, case)) and not _tells_otherwise(function) else None
    if said == "thing" and not head and good in ("bool", "()"):
        return None if _passes_out(function) or _lends(function, former=True) else False
    if not unit or _lends(function, former=said == "former"):
        return None
    return None if _passes_out(function) else False


def _lends(function: Declaration, *, former: bool) -> bool:
    return former and bool(set(parts(function.item.name)) & _GIVING)


def _passes_out(function: Declaration) -> bool:
    """Whether a value may come out by an argument: a place to write to, or something to call."""
    return any(
        any(sign in p.type for sign in ("&mut ", "*mut ", "&'", "Fn", "dyn ", "Sender", "Cell", "Atomic", "Box<", "impl "))
        for p in parameters_of(function)
    )


def _tells_otherwise(function: Declaration) -> bool:
    """Whether an error may be told by other means than the result: written to an argument, sent, kept."""
    body = function.item.node.child_by_field_name("body")
    told = set(words_below(function.file, body)) if body is not None else set()
    return _passes_out(function) or bool(told & _TELLING) or "macro_rules" in function.text


def _is_settled(good: str, function: Declaration, case: Case) -> bool:
    """Whether the type is a struct of the tree in which there is nothing of an error."""
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    name = owner if good == "Self" else good
    if not name.isidentifier() or set(parts(name)) & _TELLING:
        return False
    found = find_type(case, name).found
    if len(found) != 1 or found[0].item.kind != "struct" or found[0].item.in_macro:
        return False
    return not any(set(parts(f.name)) & _TELLING or "Result" in f.type or "Option" in f.type for f in fields_of(found[0]).all)
