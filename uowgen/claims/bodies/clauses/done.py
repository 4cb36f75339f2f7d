"""Where on a way through a function an act is done, and under which name: what is called, what is set, what comes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.acts import ASKING, PERHAPS, PUT_OFF
from uowgen.claims.bodies.path_words import all_said, names_in, words_in
from uowgen.claims.bodies.ways_acts import does
from uowgen.claims.bodies.ways_ends import is_plain, same_value, unwrapped
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.code import counts
from uowgen.facts.documentation import comment_of
from uowgen.facts.path_records import Choice, Deed

if TYPE_CHECKING:
    from uowgen.claims.bodies.clauses.acts import Act
    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Path


def places_of(act: Act, path: Path, function: Function, case: Case) -> tuple[int, ...]:
    """Where on a way the act is done, as indices of its events; a value comes behind them all."""
    if act.sort == "return":
        return (len(path.events),) if returns(act, path) else ()
    return tuple(n for n in range(len(path.events)) if done_as(act, path, n, function, case))


def done_as(act: Act, path: Path, at: int, function: Function, case: Case) -> str:
    """What is called or set at an event of the way, by name, if it is what the act says; else empty."""
    event, before = path.events[at], path.events[:at]
    if act.sort == "return":
        return ""
    if act.sort == "do":
        return _does(act, event, before, function, case)
    if isinstance(event, Choice):
        called = _asked(event) if act.sort == "call" else None
        return called.name if called is not None and _is_called(act, called, before, function) else ""
    if event.later:
        return ""
    if act.sort == "call":
        return event.name if event.sort == "call" and _is_called(act, event, before, function) else ""
    if act.sort == "verb":
        return (
            event.name if event.sort == "call" and parts(event.name)[:1] == (act.value,) and event.receiver in ("self", "") else ""
        )
    if act.sort == "set":
        return _is_set(act, event, before, function)
    return _is_stepped(act, event, before, function)


def returns(act: Act, path: Path) -> bool | None:
    """Whether a way ends with the value; None where that is not told."""
    if path.end == "panic":
        return False
    head, wanted = unwrapped(act.value)
    if act.value in ("Ok", "Err", "Some"):
        had = "Err" if path.end == "error" and "Ok" in (act.value, "Ok") and path.value else unwrapped(path.value)[0]
        return had == act.value if had or path.value == "None" else None
    if not act.words and not act.names:
        return False if path.end == "error" and head == "Ok" else None if path.end == "error" else same_value(path.value, act.value)
    last = wanted.rpartition("::")[2]
    made = re.search(rf"\b{re.escape(last)}[({{](?P<given>.*)[)}}]", path.value)
    if made is None:
        return False if is_plain(unwrapped(path.value)[1]) or unwrapped(path.value)[0] == "Ok" else None
    given = made["given"]
    fits = all_said(act.words, words_in(given, path.events)) and all(re.search(rf"\b{re.escape(n)}\b", given) for n in act.names)
    return True if fits else None


def _does(act: Act, event: Deed | Choice, before: tuple[Deed | Choice, ...], function: Function, case: Case) -> str:
    """What is called or set, where it is what a verb and its object say; of adjectives it is enough that what is called speaks of them."""
    if act.phrase is None or (isinstance(event, Deed) and event.sort == "call" and _is_no_act(event.name)):
        return ""
    found = does(act.phrase, event, before, function, case)
    if not found and isinstance(event, Deed) and event.sort == "call" and not event.later and len(act.words) > 1 and not act.names:
        own = [d for d in case.code.declared_anywhere(event.name) if d.item.kind == "fn" and counts(d)]
        if len(own) == 1:
            told = words_in(f"{own[0].text} {comment_of(own[0], inside=True)}")
            rest = tuple(w for w in act.words if w == act.words[-1] or w not in told)
            found = does(act.phrase._replace(words=rest), event, before, function, case) if rest != act.words else ""
    noun = frozenset(parts(function.declared.owner.rpartition(" for ")[2].partition("<")[0]))
    if (
        not found
        and isinstance(event, Deed)
        and event.sort == "call"
        and not event.later
        and not act.names
        and set(act.words) <= noun
    ):
        # What a type's own noun speaks of is `self`.
        of_self = re.search(r"\bself\b", f"{event.receiver} {' '.join(event.given)}") is not None
        found = event.name if of_self and act.words and parts(event.name) == (act.phrase.verb,) else ""
    if found and act.nth == "one":
        plural = f"{event.name}" if isinstance(event, Deed) else ""
        return "" if not isinstance(event, Deed) or event.loops or plural.endswith("s") else found
    if found and act.nth and not (isinstance(event, Deed) and _is_first(event, before, case)):
        return ""
    return found


def _is_no_act(name: str) -> bool:
    """Whether what is called so only asks, or says that it is done later, or perhaps: `install_later`, `may_flush`."""
    words = name.split("_")
    return (
        words[0] in ASKING
        or bool(set(words[1:]) & PERHAPS)
        or bool(set(words[:-1]) & (PUT_OFF - {"begin", "end", "first", "last", "next"}))
    )


def _is_first(event: Deed, before: tuple[Deed | Choice, ...], case: Case) -> bool:
    """Whether what it is done to was found by a function that goes from the front and stops at the first that fits."""
    text = f"{event.receiver} {' '.join(event.given)}"
    names = set(re.findall(r"[A-Za-z_]\w*", text))
    values = [
        d.given[0]
        for d in before
        if isinstance(d, Deed) and d.sort == "let" and d.given and set(re.findall(r"\w+", d.name)) & names
    ]
    called = {c for v in (*values, text) for c in re.findall(r"\b([a-z_]\w*)\(", v)}
    if any(re.search(r"\.(?:iter|iter_mut)\(\)(?:\.enumerate\(\))?\.(?:find|position|find_map)\(", v) for v in values):
        return True
    for name in called:
        own = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)]
        if len(own) == 1 and _goes_from_front("".join(own[0].text.split())):
            return True
    return False


def _goes_from_front(text: str) -> bool:
    loops = re.findall(r"\bfor[\w(),&]+?in([^{]+)\{", text)
    if len(loops) == 1 and "rev()" not in loops[0]:
        return "return" in text.partition(loops[0])[2] or "break" in text.partition(loops[0])[2]
    return not loops and re.search(r"\.(?:iter|iter_mut)\(\)(?:\.enumerate\(\))?\.(?:find|position|find_map)\(", text) is not None


def _asked(choice: Choice) -> Deed | None:
    """What an assertion calls, which the way does not tell as a call."""
    found = (
        re.fullmatch(r"!?(?P<of>(?:[\w.]+(?:::|\.))?)(?P<name>[a-z]\w*)\((?P<given>[^()]*)\)", choice.text)
        if not choice.pattern
        else None
    )
    if found is None:
        return None
    return Deed("call", found["name"], found["of"].rstrip(":."), tuple(found["given"].split(",")), choice.line, 0)


def _is_called(act: Act, event: Deed, before: tuple[Deed | Choice, ...], function: Function) -> bool:
    path, sign, name = _split(act.names[0])
    if event.name != name:
        return False
    if path and sign == ".":
        if path.rpartition(".")[2] not in names_in(event.receiver, before) and path != event.receiver:
            return False
    elif path and not _is_of(path.rpartition("::")[2], event, before, function):
        return False
    given = ["".join(g.split()) for g in event.given]
    return all(any("".join(w.split()) in (g, g.lstrip("&").removeprefix("mut ")) for g in given) for w in act.given)


def _split(name: str) -> tuple[str, str, str]:
    """What a name of a function stands behind, by which sign, and the name itself: `pool.take`, `Pool::take`."""
    for sign in (".", "::"):
        head, found, last = name.rpartition(sign)
        if found:
            return head, sign, last
    return "", "", name


def _is_of(owner: str, event: Deed, before: tuple[Deed | Choice, ...], function: Function) -> bool:
    """Whether a call may be of that type or module, as far as the names tell: the type's own words stand before it, or it is the function's own."""
    if owner in ("self", "Self"):
        return event.receiver in ("self", "Self")
    bare = event.receiver.partition("<")[0].rpartition("::")[2]
    own = function.declared.owner.rpartition(" for ")[2].partition("<")[0]
    if bare in (owner, "self", "Self"):
        return bare == owner or own == owner
    return set(parts(owner)) <= words_in(event.receiver, before)


_SETTERS = frozenset({"set", "store", "replace", "write", "put", "swap", "assign"})


def _is_set(act: Act, event: Deed, before: tuple[Deed | Choice, ...], function: Function) -> str:
    value = event.given[0] if event.given else ""
    if event.sort == "assign" and not event.receiver:
        place = event.name
    elif event.sort == "call" and event.name in _SETTERS and event.given:
        place = event.receiver
    elif event.sort == "call" and event.name.startswith("set_") and len(event.given) == 1:
        place = f"{event.receiver}.{event.name.removeprefix('set_')}"
    else:
        return ""
    return f"{place}=" if _is_place(act, place, before, function) and same_value(value, act.value) else ""


def _is_place(act: Act, place: str, before: tuple[Deed | Choice, ...], function: Function) -> bool:
    bare = re.sub(r"\[[^\]]*\]$", "", place.strip("*()&"))
    last = re.split(r"\.|::", re.sub(r"\.(?:lock|borrow_mut|write|get_mut|as_mut|unwrap)\([^()]*\)", "", bare))
    if act.names:
        wanted = "".join(act.names[-1].split())
        if len(act.names) > 1 or not (
            bare == wanted or bare.endswith(f".{wanted}") or (wanted.isidentifier() and wanted == last[-1])
        ):
            return False
    own: frozenset[str] = frozenset()
    if bare in ("self", "self.0"):  # what a type wraps goes by the type's name
        own = frozenset(parts(function.declared.owner.rpartition(" for ")[2].partition("<")[0]))
    if place.endswith("]"):
        own = own | _CELLS
    return all_said(act.words, words_in(place, before) | own)


_CELLS = frozenset(form(w) for w in "slot entry element cell position place".split())  # noqa: SIM905


def _is_stepped(act: Act, event: Deed, before: tuple[Deed | Choice, ...], function: Function) -> str:
    up, by = act.value == "+", act.given[0]
    if event.sort == "assign" and event.given:
        place = event.name
        so = event.receiver == ("+=" if up else "-=") and event.given[0] == by
        sums = (f"{place}+{by}", f"{place}.wrapping_add({by})", f"{place}.saturating_add({by})") if up else (f"{place}-{by}", f"{place}.wrapping_sub({by})", f"{place}.saturating_sub({by})")  # fmt: skip
        so = so or (not event.receiver and event.given[0] in sums)
    elif event.sort == "call" and event.name in (("fetch_add",) if up else ("fetch_sub",)):
        place, so = event.receiver, event.given[:1] == (by,)
    elif event.sort == "call" and event.name in (("inc", "increment") if up else ("dec", "decrement")) and not event.given:
        place, so = event.receiver, by == "1"
    else:
        return ""
    return f"{place}{act.value}" if so and _is_place(act, place, before, function) else ""
