"""Decides in which order two things are done on every way through a function: “… before …”, “… only after …”, also in the arm of one
variant (“for a device, …”) and where no function is named.

Words are found in the names of what is called, in what these were bound to and in what is matched. It is asked after `order`, which knows steps and
not ways.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, stands_somewhere
from uowgen.claims.bodies.path_words import all_said, heads_in, names_in, words_in
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.unseen import LOGS
from uowgen.claims.bodies.ways import Function, functions_at_hand, spoken_of, words_of
from uowgen.claims.bodies.ways_missing import COUNTS, is_missing, may_be_done
from uowgen.claims.bodies.ways_told import followed_each
from uowgen.claims.bodies.words import CHECKING, CLEARING, ENDING, GUARDS, MAKING, PREPOSITIONS, TAKING, VERBS, form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.facts.calls import macros_in
from uowgen.facts.code import counts
from uowgen.facts.path_records import Choice, Deed
from uowgen.facts.paths import paths_of
from uowgen.facts.signature import result_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Path

    Meaning = Callable[[Deed | Choice, tuple[Deed | Choice, ...]], bool]

NAME = "acts_in_order"
_FORMS = (
    when_used(r"^(?P<in>(?:for|in|on) (?:an?|the|each|every) [^,`]+?,? (?=(?:the|each|every|its|it|an?|all)\b))?(?:`(?P<f>[\w:]+)(?:\(\))?` )?(?P<second>.+?) only after (?:it (?:has|is) )?(?P<first>.+)$", re.IGNORECASE),
    when_used(r"^(?P<in>(?:for|in|on) (?:an?|the|each|every) [^,`]+?,? (?=(?:the|each|every|its|it|an?|all)\b))?(?:`(?P<f>[\w:]+)(?:\(\))?` )?(?P<first>.+?) before (?P<second>.+)$", re.IGNORECASE),
)  # fmt: skip
_SO = when_used(r", so (?!that\b)[^`]*$")
_SURELY = when_used(r"\b(?:successfully|completely|fully) ?|(?<=\w) (?:successfully|completely|fully)\b")
_DENIES = when_used(r"\b(?:not|never|no|unless|without|if|when|until|except|or|neither|nor)\b", re.IGNORECASE)


# How many of a thing are meant is not told by the calls.
_COUNTED = when_used(rf"(?<=[a-z] )(?:{'|'.join(n for n in NUMBERS if n != 'one')}) (?=[a-z]+s\b)")
_OWN_LOCK = when_used(
    r"\blocks (?:its|the (?P<of>[a-z]+(?: [a-z]+)?)['’]s) (?:own )?(?:inner |internal |mutable )?(?:state|data|fields|contents)\b|\btakes its own lock\b"
)


class _Told(NamedTuple):
    function: str
    arm: str
    first: Phrase
    second: Phrase
    surely: bool
    own_lock: bool = False


def decided(text: str, case: Case) -> Finding | None:
    """The finding on a sentence of two things in order; None where it is not read as one, or the ways do not tell."""
    told = _told(text.strip().rstrip("."))
    if told is None:
        return None
    rows = functions_at_hand(case)
    if told.function:
        names = [told.function.rpartition("::")[2]]
    else:
        names = sorted(n for n in rows if n in spoken_of(case) or len(rows[n]) == 1)
    found: list[tuple[Function, Finding]] = []
    may_be = (lambda d: _may_do_both(words_of(d, case), told)) if not told.function else None
    for name in names:
        for function in followed_each(case, name, may_be):
            owner = told.function.rpartition("::")[0].rpartition("::")[2]
            if owner and function.declared.owner.rpartition(" for ")[2].partition("<")[0] != owner:
                continue
            one = _of_function(function, told, case)
            if one is not None:
                found.append((function, one))
    if len(found) == 1:
        return found[0][1]
    if not found and (missing := _brought(told, case)) is not None:
        return missing
    if not found and told.function and len(rows.get(names[0], [])) == 1:
        from uowgen.claims.bodies.never_done import never_done

        return never_done(told.first, rows[names[0]][0], case)
    return None


def _brought(told: _Told, case: Case) -> Finding | None:
    """That what the spec's own code does there is done to, or by, something of which the tree has no trace."""
    named = {_bare(n) for phrase in (told.first, told.second) for n in phrase.names}
    declared = {d.item.name for f in block_files(case) for d in f.declarations()}
    missing = sorted(n for n in named & declared if len(n) > _SHORT and not stands_somewhere(case, n))
    for function in () if missing else _of_blocks(case):
        for phrase in (told.first, told.second):
            bare = phrase._replace(words=tuple(w for w in phrase.words if w not in COUNTS))
            called = {name.rpartition(".")[2] for name in _called(bare, function, function.paths, case)}
            if len(called) == 1 and is_missing(next(iter(called)), case) and not may_be_done(phrase, told.function, case):
                missing = [*called]
    return fails("act-not-found", f"nothing in the tree is called `{missing[0]}`, by which it is to be done") if missing else None


_SHORT = 3


def _of_blocks(case: Case) -> list[Function]:
    """The functions of the spec's own blocks that can be followed."""
    found = [(d, paths_of(d)) for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"]
    return [Function(d, paths) for d, paths in found if paths is not None]


def _told(text: str) -> _Told | None:
    surely = _SURELY.search(text) is not None
    plain = re.sub(r"\s+", " ", _SURELY.sub("", _SO.sub("", text))).strip()
    surely = surely or _COUNTED.search(plain) is not None
    plain = _COUNTED.sub("", plain)
    named = re.match(r"^`(?:\w+::)*(?P<of>[A-Z]\w*)::\w+", plain)
    owner = "-".join(parts(named["of"])) if named is not None else ""
    own = next((m for m in _OWN_LOCK.finditer(plain) if m["of"] is None or "-".join(map(form, m["of"].split())) == owner), None)
    if own is not None:
        plain = f"{plain[: own.start()]}takes the lock{plain[own.end() :]}"
    for form_of in _FORMS:
        match = form_of.match(plain)
        if match is None:
            continue
        first, second = _phrase(match["first"]), _phrase(match["second"])
        if first is None or second is None or _DENIES.search(f"{match['first']} {match['second']}"):
            return None
        lead, other = (second, first) if "only after" in form_of.pattern else (first, second)
        if other.pronoun and not other.has_object:
            other = other._replace(words=lead.words, names=() if lead.words else lead.names)
        if not other.has_object or (other.pronoun and not other.has_object):
            return None
        first, second = (other, lead) if "only after" in form_of.pattern else (lead, other)
        arm = re.sub(r"^(?:for|in|on) (?:an?|the|each|every) ", "", (match["in"] or "").strip(" ,"), flags=re.IGNORECASE)
        return _Told(match["f"] or "", arm.lower(), first, second, surely, own is not None)
    return None


def _phrase(text: str) -> Phrase | None:
    """The one thing that is done: “each line is masked at the hub”, “it has been mapped”."""
    said = text.strip(" ,")
    match = re.match(
        r"^(?P<what>.+?) (?P<be>is|are|was|has been|have been|gets) (?P<verb>[a-z]+(?:ed|en|t))(?: (?P<where>(?:in|at|from|to|into|on|by) .+))?$",
        said,
    )
    if match is not None:
        where = match["where"] or ""
        lead = re.match(r"^(?:it|they)$", match["what"], re.IGNORECASE)
        verb, what = match["verb"], match["what"]
        read = phrases_of(f"{verb} {what} {where}".strip()) if form(verb) in VERBS else ()
        if lead is not None and not where:
            read = phrases_of(f"{verb} it") if form(verb) in VERBS else ()
        return read[0] if len(read) == 1 else None
    participle = re.match(r"^(?:been )?(?P<verb>[a-z]+(?:ed|en))$", said)
    if participle is not None:
        read = phrases_of(f"{participle['verb']} it") if form(participle["verb"]) in VERBS else ()
        return read[0] if len(read) == 1 else None
    read = phrases_of(said)
    return read[0] if len(read) == 1 else None


def _may_do_both(have: frozenset[str], told: _Told) -> bool:
    """Whether a function with these words may be one that does both things."""
    for phrase in (told.first, told.second):
        verbs = VERBS.get(phrase.verb, frozenset()) | {phrase.verb}
        if (not phrase.words and not phrase.names) or phrase.verb == form("enter"):
            continue
        names = [p for n in phrase.names for p in parts(_bare(n))]
        loose = phrase.verb in CLEARING | MAKING or phrase.verb in _KEEPING or any(w in GUARDS for w in phrase.words)
        if not (loose or any(set(v.split("-")) <= have for v in verbs)) or not all(n in have for n in names):
            return False
    return True


def _of_function(function: Function, told: _Told, case: Case) -> Finding | None:
    paths = function.paths
    if _has_strange_macro(function):
        return None
    if told.arm:
        wanted = {form(w) for w in told.arm.split()}
        paths = tuple(p for p in paths if any(_in_arm(c, wanted) for c in p.choices))
    turns: set[bool] = set()
    lines: set[int] = set()
    for first, second in _meanings(function, paths, told, case):
        for path in paths:
            one = next((n for n, e in enumerate(path.events) if first(e, path.events[:n])), None)
            other = next((n for n, e in enumerate(path.events) if second(e, path.events[:n])), None)
            if other is None or (one is None and path.end != "value"):
                continue
            turns.add(one is not None and one < other)
            lines |= {path.events[n].line for n in (one, other) if n is not None}
    if len(turns) != 1:
        return None
    name = function.declared.item.name
    where = f"lines {', '.join(str(n) for n in sorted(lines))} of `{name}`"
    if turns.pop():
        return None if told.surely else holds(f"{where} stand in that order on every way", function.declared)
    return fails("other-order", f"{where} stand in the other order", function.declared)


_KNOWN = LOGS | frozenset("assert assert_eq assert_ne debug_assert debug_assert_eq panic unreachable todo vec matches".split())  # noqa: SIM905


def _has_strange_macro(function: Function) -> bool:
    """Whether a macro that nobody knows may do anything in the function."""
    body = function.declared.item.node.child_by_field_name("body")
    if body is None:
        return True
    return any(m.path.rstrip("!").rpartition("::")[2] not in _KNOWN for m in macros_in(function.declared.file, body))


def _in_arm(choice: Choice, wanted: set[str]) -> bool:
    heads = [a.split("(")[0].split("{")[0] for a in choice.pattern.split("|")]
    mine = [set(parts(h.rpartition("::")[2])) for h in heads if "::" in h]
    around = words_in(f"{choice.text} {' '.join(h.rpartition('::')[0] for h in heads)}")
    return choice.truth and any(m & wanted and wanted <= m | around for m in mine)


def _meanings(function: Function, paths: tuple[Path, ...], told: _Told, case: Case) -> list[tuple[Meaning, Meaning]]:
    """What the two phrases mean, where each means the calls of one name."""
    found: list[tuple[Phrase, str]] = []
    for phrase in (told.first, told.second):
        ways = (phrase, phrase._replace(words=(), names=())) if phrase.pronoun else (phrase,)  # “it” is named once
        meant = next((one for one in ways if len(_called(one, function, paths, case)) == 1), None)
        if meant is None:
            return []
        found.append((meant, _called(meant, function, paths, case)[0]))
    if found[0][1] == found[1][1]:
        return []
    if told.own_lock and not any(phrase.words[-1:] == (form("lock"),) and name.startswith("self.") for phrase, name in found):
        return []

    def means(phrase: Phrase, name: str) -> Meaning:
        return lambda event, before: _does(phrase, event, before, function, case) == name

    return [(means(*found[0]), means(*found[1]))]


def _called(phrase: Phrase, function: Function, paths: tuple[Path, ...], case: Case) -> tuple[str, ...]:
    """What is called, by name, wherever the phrase is done."""
    done = (_does(phrase, event, path.events[:n], function, case) for path in paths for n, event in enumerate(path.events))
    return tuple(dict.fromkeys(name for name in done if name))


_ATOMIC_TAKES = frozenset({"compare_exchange", "compare_exchange_weak", "swap", "fetch_or", "test_and_set"})
_LOCKS = frozenset({"lock", "try_lock", "read", "write", "acquire", "lock_irqsave"})
_NOTHING = frozenset({"0", "false", "None", "null_mut()", "ptr::null_mut()", "core::ptr::null_mut()", "usize::MAX", "UNLOCKED"})


def _does(phrase: Phrase, event: Deed | Choice, before: tuple[Deed | Choice, ...], function: Function, case: Case) -> str:
    """The name of what is called or set at `event`, if it is what the phrase says; else empty."""
    if isinstance(event, Choice):  # what an assertion or an `if` asks may be a call that does something
        match = re.fullmatch(r"!?(?P<of>(?:\w+::)*)(?P<name>[a-z]\w*)\((?P<given>.*)\)", event.text) if not event.pattern else None
        if match is None:
            return ""
        event = Deed("call", match["name"], match["of"].removesuffix("::"), (match["given"],), event.line, 0)
    if event.sort not in ("call", "assign") or event.later:
        return ""
    lock = phrase.words[-1:] and phrase.words[-1] in GUARDS and not phrase.names
    if lock:
        return _on_lock(phrase, event, before, function)
    said = parts(event.name)
    verbs = VERBS.get(phrase.verb, frozenset()) | {phrase.verb}
    if phrase.verb == form("enter"):
        verbs = verbs | {form("insert"), form("add"), form("push")}
    text = f"{event.receiver} {' '.join(event.given)}"
    value = event.given[0] if event.given else ""
    made = phrase.verb in MAKING and event.sort == "call" and event.name in ("new", "try_new") and not phrase.names
    if made:  # of a type it makes one of these, whatever it is given
        words = frozenset(parts(event.receiver.partition("<")[0].rpartition("::")[2]))
        return f"{event.receiver}.{event.name}" if phrase.words and all_said(phrase.words, words) else ""
    stores = event.sort == "assign" or (
        event.sort == "call" and event.name in ("store", "set", "replace", "write") and bool(event.given)
    )
    if stores:
        place = event.name if event.sort == "assign" else event.receiver
        if not (value in _NOTHING if phrase.verb in CLEARING else phrase.verb in _KEEPING and value not in _NOTHING):
            return ""
        text = f"{place} {' '.join(event.given)}"
    elif not any(v in said or (len(v.split("-")) > 1 and set(v.split("-")) <= set(said)) for v in verbs) or (
        event.name in ("map", "then", "filter", "take", "and_then") and value.startswith("|")
    ):
        return ""
    if phrase.verb in CHECKING and not event.given and not event.receiver:
        return ""
    names = names_in(text, before) | {event.name}
    squeezed = "".join(text.split())
    if any(_bare(n) not in names or ("(" in n and "".join(n.split()) not in squeezed) for n in phrase.names):
        return ""
    if event.name in ("read", "write", "get") and not event.given:
        return ""  # a lock or an option is looked into, and nothing is read yet
    words = words_in(text, before) | frozenset(said)
    heads = heads_in(text, before) | (frozenset(said) - verbs)
    if phrase.words and not all_said(phrase.words, words) and event.sort == "call":
        given = _given_by(event.name, case)  # “reserves a slot”: what the call gives is one
        words, heads = words | given, heads | given
    fits = all_said(phrase.words, words) and (not phrase.words or all_said((_head(phrase),), heads))
    return f"{event.receiver if stores else ''}.{event.name}" if fits else ""


def _given_by(name: str, case: Case) -> frozenset[str]:
    """The words of the types that the one function of that name gives, errors left out; none where there are several, or none."""
    near = [d for f in block_files(case) for d in f.named(name) if d.item.kind == "fn"] or functions_at_hand(case).get(name, [])
    near = near or [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)]
    if len({result_of(d) for d in near}) != 1:
        return frozenset()
    typed = re.sub(r"^(?:\w+::)*Result<(.+), [^<>]+>$", r"\1", result_of(near[0]))
    return frozenset(p for n in re.findall(r"[A-Z]\w+", typed) if n not in _WRAPS for p in parts(n))


_WRAPS = frozenset({"Result", "Option", "Box", "Arc", "Rc", "Vec", "Self", "Ok", "Some"})


def _head(phrase: Phrase) -> str:
    """The thing itself: of “removes the object from the task” the object."""
    plain = re.findall(r"[a-z]\w*", re.sub(r"`[^`]*`", " ", phrase.said.lower()))[1:]
    cut = next((n for n, w in enumerate(plain) if n and w in PREPOSITIONS), len(plain))
    mine = [form(w) for w in plain[:cut] if form(w) in phrase.words]
    return mine[-1] if mine else phrase.words[-1]


_KEEPING = frozenset(form(v) for v in "record store set save write remember note update put".split())  # noqa: SIM905


def _bare(name: str) -> str:
    return name.partition("(")[0].rpartition("::")[2].rpartition(".")[2]


def _on_lock(phrase: Phrase, event: Deed, before: tuple[Deed | Choice, ...], function: Function) -> str:
    """Taking or giving back a lock: by its method, or by the atomic flag that is one."""
    word = event.receiver.rpartition(".")[2]
    atomic = "lock" in parts(word) or _is_exchanged(word, function)
    rest = set(phrase.words[:-1])
    if rest and not rest <= words_in(event.receiver, before) | set(parts(event.name)):
        return ""
    if phrase.verb in TAKING:
        if event.name in _ATOMIC_TAKES and atomic:
            return f"{event.receiver}.{event.name}"
        return f"{event.receiver}.{event.name}" if event.name in _LOCKS - {"read", "write"} and not event.given else ""
    if phrase.verb in ENDING:
        if event.name == "store" and atomic and event.given[:1] and event.given[0] in _NOTHING:
            return f"{event.receiver}.store"
        return f"{event.receiver}.{event.name}" if "unlock" in parts(event.name) else ""
    return ""


def _is_exchanged(field: str, function: Function) -> bool:
    """Whether the file takes a flag of that name from `false` to `true` in one go, and so uses it as a lock."""
    text = "".join(function.declared.file.rust.source.data.decode("utf-8", "replace").split())
    return (
        field.isidentifier() and re.search(rf"\b{field}\.(?:compare_exchange(?:_weak)?\(false,true|swap\(true)", text) is not None
    )
