"""Reads short sentences on queues of those who wait: “the longest waiting task is woken first”, “`cancel()` removes a task without waking it”.

A sentence is put into plain words first; each clause of it must then be one of the forms below.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.integers import INTS
from uowgen.claims.containers.clauses import BE, decided_by_clauses
from uowgen.claims.containers.waiters import waiters_of
from uowgen.claims.containers.waiters_asked import Ask, finding_of
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.sentence import words_of

if TYPE_CHECKING:
    from uowgen.claims.containers.waiters import Waiters
    from uowgen.claims.kind import Case, Finding

NAME = "keeps_waiters"


class Said(NamedTuple):
    """A sentence in plain words, with the values that stand in it, in order."""

    text: str
    values: tuple[str, ...]


def decided(text: str, case: Case) -> Finding | None:
    """What a queue of those who wait does, of what a sentence says of it; None if a word is not understood, or there is no such queue."""
    return decided_by_clauses(text, case, waiters_of, plainer, asked_in, finding_of)


_FILLING = frozenset(
    "the a an any given its their them already still then also just simply really always ever actually single such these those current own".split()
)
_WHO = r"(?:tasks?|waiters?|sleepers?|threads?|process(?:es)?|fibers?|jobs?|clients?|callers?)"
_KEYS = r"(?:address(?:es)?|keys?|words?|futex(?:es)?|channels?|events?|lines?|locks?|ports?|topics?|ids?|resources?)"


def plainer(text: str, held: Waiters) -> Said | None:
    """The sentence in plain words; None if some code in it is not known."""
    values: list[str] = []
    found: list[str] = []
    for word in words_of(text.rstrip(". ").replace("→", "->")):
        token = _code(word.raw, held, values) if word.code or re.fullmatch(r"[\w:]+\(\)|\w+::\w+", word.raw) else word.text
        if token is None:
            return None
        if token not in _FILLING:
            found.append(token)
    said = f" {' '.join(found)} "
    own = {
        w
        for h in re.findall(r"[A-Z][a-z0-9]+", held.declaration.item.name)
        for w in [h.lower()]
        if w not in ("queue", "list", "wait", "table", "set")
    }
    names = [
        n for role in (held.put, *held.wakes, held.move, held.cancel) if role is not None for n in _parameters(held, role.name)
    ]
    who = {n.lower() for n, sort in names if sort == "who"}
    keys = ({n.lower() for n, sort in names if sort in ("key", "other")} | own) - {
        "to",
        "from",
        "on",
        "at",
        "of",
        "queue",
        "src",
        "dst",
    }
    if who:
        said = re.sub(rf"(?<= )(?:{'|'.join(sorted(re.escape(w) for w in who))})s?(?= )", "WAITER", said)
    said = re.sub(rf"(?<= )(?:{'|'.join(sorted(re.escape(w) for w in keys)) or 'KEY'})s?(?= )", "KEY", said) if held.keyed else said
    if held.cancel is not None:
        verb = re.escape(held.cancel.name.partition("_")[0])
        said = re.sub(rf"(?<= )(?:{verb}(?:ed|d|n|en|ten|led))(?= )", "removed", said)
    for pattern, token in _ROWS:
        said = re.sub(rf"(?<= )(?:{pattern})(?= )", token, said)
    said = re.sub(r" WAKES (?:(?:all|every|each)(?: of)? WAITER|everyone|everybody|all)(?= )", " WAKES-ALL", said)
    said = re.sub(r"(?<= )(?:all|every|each) ", "", said)
    return Said(" ".join(said.split()), tuple(values))


def _parameters(held: Waiters, name: str) -> list[tuple[str, str]]:
    function = held.programs[0].method(held.declaration.item.name, name)
    roles = {r.name: r for r in (held.put, *held.wakes, held.move, held.cancel) if r is not None}
    return [(p[0], sort) for p, sort in zip(function.parameters if function is not None else (), roles[name].takes, strict=False)]


def _code(raw: str, held: Waiters, values: list[str]) -> str | None:
    """What a piece of code is in plain words."""
    bare = bare_name(raw.partition("(")[0].rpartition(".")[2])
    owner = raw.partition("(")[0].rpartition("::")[0].rpartition("::")[2]
    of = held.declaration.item.name
    if owner[:1].isupper() and bare[:1].islower() and owner not in (of, "Self"):
        return None
    if bare == held.put.name:
        return "PUT"
    if any(bare == w.name for w in held.wakes):
        return "WAKE" if bare == held.wakes[0].name else None
    for role, token in ((held.move, "MOVE"), (held.cancel, "CANCEL")):
        if role is not None and bare == role.name:
            return token
    if raw == of:
        return "queue"
    if raw in ("None", "0", "Ok(0)", "true", "false"):
        return "NONE" if raw in ("None", "0", "Ok(0)") else raw
    known = {
        n: sort
        for role in (held.put, *held.wakes, held.move, held.cancel)
        if role is not None
        for n, sort in _parameters(held, role.name)
    }
    if raw in known:
        return {"key": "KEY", "other": "second KEY", "who": "WAITER", "count": "COUNT", "value": "EXPECTED"}[known[raw]]
    if re.fullmatch(r"(?:Err\()?(?:\w+::)*[A-Z]\w*\)?", raw) and raw not in INTS:
        values.append(raw.removeprefix("Err(").removesuffix(")").rpartition("::")[2])
        return "VALUE"
    return None


_W = r"(?:WAITER)"
_ON = r"(?:on|for|of|at|to|in)"
_ROWS: tuple[tuple[str, str], ...] = (
    (_WHO, "WAITER"),
    (_KEYS, "KEY"),
    (r"(?:longest[ -](?:waiting|sleeping|queued)|oldest|first[ -]come|longest[ -]sleeping|earliest|first) WAITER|WAITER (?:that |who |which )?(?:has |have )?(?:waits?|waited|been waiting|waiting|came|queued|arrived|slept) (?:for )?(?:longest|first|earliest)|who(?:ever)? (?:came|waits|waited|has waited) (?:first|longest)", "OLDEST"),
    (r"(?:waiting |sleeping |blocked |queued )WAITER", "WAITER"),
    (r"WAITER (?:that |who |which )?(?:waits?|waiting|sleeps?|sleeping|is waiting|are waiting|blocked|queued|wait|parked)(?= (?:on|for|at|in) )", "WAITER"),
    (r"(?:woken|awakened|awoken|unblocked|woken up|notified|resumed|unparked|released|signalled|signaled)(?: up)?", "WOKEN"),
    (r"(?:wakes?|woke|unblocks?|rouses?|notif(?:y|ies)|resumes?|unparks?)(?: up)?", "WAKES"),
    (r"(?:waking|unblocking|rousing|notifying|resuming)(?: up)?|wake-?ups?", "WAKING"),
    (r"(?:other|another|different|some other) KEY|KEY other than (?:that|KEY|one)|(?:something|anything|somewhere) else", "OTHERKEY"),
    (r"(?:second|new|other|target|destination) KEY", "TARGET"),
    (r"(?:asleep|sleeping|blocked|waiting|alone|untouched|where (?:they|it) (?:are|is)|queued|put|parked)", "ASLEEP"),
    (r"(?:number|count) of WAITER|how many WAITER", "NUMBER"),
    (r"it|them|him", "IT"),
    (r"(?:cancelled|canceled|removed|taken out|withdrawn|forgotten) WAITER|WAITER (?:that (?:is|was|were|are) )(?:cancelled|canceled|removed|taken out)", "CANCELLED"),
)  # fmt: skip
_MARKS = (" ; ", " , but ", " , and ", " , while ", " , ", " but ", " and ")


def asked_in(said: Said, held: Waiters) -> list[Ask] | None:
    """The questions of a sentence; None if some of it is not understood."""
    text = said.text if held.keyed or "KEY" not in said.text else ""
    return _sentence(text, list(said.values), held, "") if text and len(said.values) == text.count("VALUE") else None


def _sentence(text: str, values: list[str], held: Waiters, lead: str) -> list[Ask] | None:
    for bare in dict.fromkeys((text, f"{lead} {text}".strip())):
        if (one := _clause(bare, values, held)) is not None:
            return one
    for mark in _MARKS:
        for found in re.finditer(re.escape(mark), text):
            first, rest = text[: found.start()].strip(), text[found.end() :].strip()
            begun = _clause(first, values, held) or _clause(f"{lead} {first}".strip(), values, held)
            if begun is None:
                continue
            subject = re.match(r"(?:PUT|WAKE|MOVE|CANCEL)(?= )", first)
            more = _sentence(rest, values[first.count("VALUE") :], held, subject[0] if subject else lead)
            if more is not None:
                return [*begun, *more]
    return None


_AT_MOST = r"(?:at most|no more than|up to|not more than|never more than|only up to|maximum of)"
_CHANGED = (
    r"(?:if|when|where|once|in case) (?:value|KEY|word|memory|KEY value|value at KEY|value there|it|IT)(?: there| at KEY| of KEY)? "
    r"(?:has (?:been )?changed|changed|differs(?: from (?:EXPECTED|expected(?: value| one)?))?|is (?:different|another|not (?:EXPECTED|expected(?: one| value)?|same)|no longer (?:EXPECTED|expected(?: one| value)?|same)|other than EXPECTED)"
    r"|does not (?:match|equal)(?: (?:EXPECTED|expected(?: value| one)?))?|no longer (?:is|matches|equals|has)(?: (?:EXPECTED|expected(?: value)?))?)"
    r"|(?:for|on) (?:changed|different|wrong|unexpected) (?:value|KEY|word)|unless (?:value|KEY|word)(?: there)? (?:is|matches|equals|still is|is still) (?:EXPECTED|expected(?: value| one)?|same)"
)
_OUT_OF = r"(?: (?:from|out of) (?:queue|list|table|KEY))?"
# What is asked by which form; a form that begins with a role speaks of it, the others of waking.
_FORMS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (rf"(?:OLDEST|WAITER) {BE} WOKEN (?:first|in (?:(?:fifo|arrival|queue) order|order (?:of arrival|in which (?:IT|they|WAITER) (?:came|waited|arrived|queued|began to wait|went to sleep)|they came)))|WAKE WAKES OLDEST(?: first)?|WAKES OLDEST first|OLDEST {BE} (?:first (?:to be )?WOKEN|WOKEN before (?:others|WAITER))|WAITER {BE} WOKEN oldest first|(?:WAKE |WAKING |order of WAKING |queue )?(?:{BE} |happens? )?(?:in )?(?:fifo|first[ -]in[ -]first[ -]out)(?: order)?|WAKE WAKES WAITER in (?:fifo|arrival|queue) order|(?:WAKE WAKES|WAKES) (?:WAITER )?in order (?:of arrival|in which they (?:came|waited|arrived|queued))", (("order", "wake"),)),
    (rf"(?:WAKE )?WAKES {_AT_MOST} COUNT WAITER(?: {_ON} KEY)?|(?:WAKE )?never WAKES more than COUNT WAITER|{_AT_MOST} COUNT WAITER {BE} WOKEN(?: by WAKE)?", (("most", "wake"),)),
    (rf"WAKE WAKES {_AT_MOST} (?:one|1) WAITER", (("most", "wake"),)),
    (rf"WAKE WAKES-ALL(?: {_ON} KEY)?", (("every", "wake"),)),
    (rf"WAKE WAKES (?:exactly |only |just )?(?:one|1|single) WAITER(?: {_ON} KEY)?", (("one", "wake"),)),
    (rf"WAKE WAKES OLDEST(?: {_ON} KEY)?", (("order", "wake"), ("one", "wake"))),
    (rf"WAKE (?:returns|gives|is|yields) (?:NONE|false|nothing|zero|0) (?:if|when|for|on) (?:nobody|no WAITER|none|no one|queue) (?:{BE} |sleeps?|waits?)?(?:empty|ASLEEP|there)?(?: {_ON} (?:KEY|IT))?", (("nobody", "wake"),)),
    (rf"MOVE WAKES {_AT_MOST} COUNT(?: WAITER)?(?: {_ON} (?:first )?KEY)?", (("most", "move"),)),
    (rf"WAKE (?:returns|gives|tells|reports) (?:NUMBER|number|how many)(?: (?:(?:it|IT|they|that|which) )?(?:{BE} |has |have )?(?:WOKEN|WAKES))?", (("told", "wake"),)),
    (rf"WAITER (?:{_ON} )?OTHERKEY (?:stays?|remains?|{BE}(?: left| kept)?|keeps?|sleeps? on|continues?)(?: ASLEEP)?(?: (?:by|on|in|at|after) WAKE)?|WAITER {_ON} OTHERKEY (?:{BE} (?:not|never) (?:WOKEN|affected|touched)|sleeps? on|keeps? (?:sleeping|ASLEEP))|WAKE (?:does not WAKES?|never WAKES|leaves|spares) WAITER {_ON} OTHERKEY(?: ASLEEP)?|only WAITER {_ON} KEY (?:{BE} )?WOKEN|WAKE WAKES only WAITER {_ON} (?:that |this |same |its )?KEY|WAKE only WAKES WAITER {_ON} (?:that |this |same )?KEY", (("alone", "wake"),)),
    (rf"MOVE (?:moves|requeues|transfers|shifts|puts|lets) (?:WAITER (?:that |which )?(?:IT|MOVE) (?:does not WAKES?|has not WOKEN|did not WAKES?)|rest|others|remaining WAITER|remainder|WAITER left|WAITER {BE} not WOKEN|rest of WAITER|other WAITER|WAITER) (?:to|onto|over to|on|wait on) (?:TARGET|KEY|OTHERKEY)|(?:rest|others|remaining WAITER|WAITER not WOKEN|WAITER {BE} not WOKEN) (?:moves?|{BE} moved|go(?:es)?|waits?)(?: then)? (?:to|on|for|over to) (?:TARGET|OTHERKEY)", (("moved", "move"),)),
    (rf"CANCEL (?:removes|takes|drops|withdraws|deletes|unqueues|dequeues) WAITER(?: out| away)?{_OUT_OF} ?,? ?without (?:WAKING|being WOKEN)(?: (?:IT|WAITER))?", (("removed", "cancel"), ("silent", "cancel"))),
    (rf"CANCEL (?:removes|takes|drops|withdraws|deletes|unqueues|dequeues) WAITER(?: out| away)?{_OUT_OF}|CANCELLED {BE} (?:not|never|no longer) WOKEN(?: (?:by|on|in) (?:WAKE|later WAKE))?(?: again| later)?", (("removed", "cancel"),)),
    (r"CANCEL (?:does not|never) WAKES?(?: (?:IT|WAITER))?|(?:does not|never) WAKES? (?:IT|WAITER)", (("silent", "cancel"),)),
    (rf"CANCEL (?:returns|gives|is|tells|reports) (?:true (?:only )?if|whether) (?:WAITER|IT) (?:{BE} )?(?:ASLEEP|there|in queue|found)(?: ,? ?(?:or |and )?(?:otherwise false|false otherwise|false if not|else false|false))?|CANCEL (?:returns|gives|is) false (?:for|if) (?:WAITER )?(?:{BE} )?(?:not (?:ASLEEP|there|in queue|found)|unknown WAITER|nobody)", (("truth", "cancel"),)),
    (r"PUT (?:queues|enqueues|records|adds|appends|stores|inserts|registers|lines up) (?:WAITER|IT)(?: (?:for|on|under|at|in|to) (?:KEY|queue))?", (("queued", "put"),)),
    (r"PUT (?:blocks|suspends|puts to sleep|parks|stops) (?:WAITER|IT)|PUT (?:puts|sends) (?:WAITER|IT) to sleep", (("blocked", "put"),)),
    (r"(?:refused|failed|failing) PUT (?:does not (?:queue|block|enqueue)|neither (?:queues|blocks) nor (?:queues|blocks)|changes nothing|queues nobody|queues nothing)(?: (?:anything|anyone|WAITER))?", (("nothing", "put"),)),
)  # fmt: skip


def _clause(text: str, values: list[str], held: Waiters) -> list[Ask] | None:
    if values and re.fullmatch(
        rf"PUT (?:returns|gives|fails with|yields|is refused with|refuses with|{BE}) VALUE ,? ?(?:{_CHANGED})|VALUE ,? ?(?:{_CHANGED})|(?:{_CHANGED}) ,? ?(?:PUT )?(?:returns|gives|fails with) VALUE",
        text,
    ):
        return [Ask("refused", "put", values[0])] if "value" in held.put.takes else None
    for pattern, asks in _FORMS:
        if re.fullmatch(pattern, text):
            counted = "COUNT" in text
            role = {"wake": held.wakes[0], "move": held.move, "cancel": held.cancel, "put": held.put}[asks[0][1]]
            if role is None or (counted and "count" not in role.takes):
                return None
            if re.search(r"(?:at most|more than|up to) (?:one|1) ", text) and (role.most != 1 or "count" in role.takes):
                return None
            if asks[0][0] == "every" and "count" in role.takes:
                return None
            return [Ask(what, of) for what, of in asks]
    return None


__all__ = ["NAME", "asked_in", "decided"]
