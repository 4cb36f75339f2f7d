"""What a phrase means on a way through a function: the call, or the assignment, at which what it says is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.path_words import all_said, heads_in, names_in, words_in
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.ways import functions_at_hand
from uowgen.claims.bodies.words import CHECKING, CLEARING, ENDING, GUARDS, MAKING, PREPOSITIONS, TAKING, VERBS, form, parts
from uowgen.facts.code import counts
from uowgen.facts.path_records import Choice, Deed
from uowgen.facts.signature import result_of

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.kind import Case


def phrase_in(text: str) -> Phrase | None:
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


_ATOMIC_TAKES = frozenset({"compare_exchange", "compare_exchange_weak", "swap", "fetch_or", "test_and_set"})
_LOCKS = frozenset({"lock", "try_lock", "read", "write", "acquire", "lock_irqsave"})
_NOTHING = frozenset({"0", "false", "None", "null_mut()", "ptr::null_mut()", "core::ptr::null_mut()", "usize::MAX", "UNLOCKED"})


def does(phrase: Phrase, event: Deed | Choice, before: tuple[Deed | Choice, ...], function: Function, case: Case) -> str:
    """The name of what is called or set at `event`, if it is what the phrase says; else empty."""
    if isinstance(event, Choice):  # what an assertion or an `if` asks may be a call that does something
        match = re.fullmatch(r"!?(?P<of>(?:\w+::)*)(?P<name>[a-z]\w*)\((?P<given>.*)\)", event.text) if not event.pattern else None
        if match is None:
            return ""
        event = Deed("call", match["name"], match["of"].removesuffix("::"), (match["given"],), event.line, 0)
    if event.sort not in ("call", "assign") or event.later:
        return ""
    lock = phrase.words[-1:] and phrase.words[-1] in GUARDS and not phrase.names
    if lock and phrase.verb in TAKING | ENDING:
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
        if not (value in _NOTHING if phrase.verb in CLEARING else phrase.verb in KEEPING and value not in _NOTHING):
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
    if any(bare_name_of(n) not in names or ("(" in n and "".join(n.split()) not in squeezed) for n in phrase.names):
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


KEEPING = frozenset(form(v) for v in "record store set save write remember note update put".split())  # noqa: SIM905


def bare_name_of(name: str) -> str:
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
