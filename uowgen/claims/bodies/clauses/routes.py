"""Sentences on the arms of a dispatcher: “call 0x41 is dispatched to `sys_peek`, with the first two arguments”, “`Op::Park` is handled by `park`”,
“a match arm for `Op::Park` calls `park`”, “an unknown opcode panics”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.clauses.spoken import masked
from uowgen.claims.bodies.path_words import all_said, said_words, words_in
from uowgen.claims.bodies.ways import Function, functions_at_hand, functions_named
from uowgen.claims.bodies.ways_ends import same_value
from uowgen.claims.bodies.ways_told import followed_each
from uowgen.claims.kind import Finding, fails, holds, weakest
from uowgen.facts.path_records import Choice
from uowgen.facts.signature import parameters_of, result_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.bodies.clauses.spoken import Masked
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Deed, Path

_NTH = {"first": 1, "two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_NOUN = r"(?:(?:the |an? )?(?:new )?(?:[\w-]+ ){0,2}?(?:call|syscall|number|vector|interrupt|irq|opcode|command|request|message|variant|operation|event|ioctl|code|function|hypercall|arm|case) )?"
_KEY = r"(?P<key>(?:§\d+|0x[0-9a-f_]+|\d+)(?:(?:, and|,| and) (?:§\d+|0x[0-9a-f_]+|\d+))*)"
_TO = r"(?:dispatched|routed|forwarded|mapped|passed|sent|delivered|wired|handed|wired up|hooked up|connected)"
_ARGS = r"(?:,? (?:with|passing|handing on|given) (?:its |the |all )?(?:(?P<nth>first(?: two| three| four| 2| 3| 4)?) (?:argument|parameter)s?|(?P<args>§\d+(?:(?:, and|,| and) §\d+)*)))?"
_FORMS = (
    when_used(rf"^{_NOUN}{_KEY} (?:is|gets|are) (?:both |all |each )?{_TO} (?:to|on to|onto|through) §(?P<f>\d+){_ARGS}$"),
    when_used(rf"^{_NOUN}{_KEY} (?:is|gets|are) (?:both |all |each )?(?:handled|served|implemented|answered|processed|serviced) (?:by|in|with|through) §(?P<f>\d+){_ARGS}$"),
    when_used(rf"^(?:§(?P<d>\d+) )?(?:dispatches|routes|forwards|maps|passes|sends|hands) {_NOUN}{_KEY} (?:on )?to §(?P<f>\d+){_ARGS}$"),
    when_used(rf"^§(?P<d>\d+) calls §(?P<f>\d+) (?:for|on|in the arm for) {_NOUN}{_KEY}{_ARGS}$"),
    when_used(rf"^(?:§(?P<d>\d+) (?:has|gains|contains) )?(?:the |an? )?(?:new )?(?:match )?arm (?:for|of) {_NOUN}{_KEY} (?:in §(?P<d2>\d+) )?(?:that |which )?(?:calls|invokes|runs|delegates to|forwards to|goes to) §(?P<f>\d+){_ARGS}$"),
)  # fmt: skip
_UNKNOWN = when_used(
    r"^(?:an? |any |every |all )?(?:unknown|unexpected|unrecogni[sz]ed|invalid|unhandled|undefined|unsupported|other) (?P<np>[\w-]+(?: [\w-]+)?)s? (?:still |now )?(?:(?P<panics>panics?|hits? §\d+)|(?:returns?|yields?|gives?|is answered with|fails? with|results? in|is rejected with) §(?P<v>\d+))$"
)
_IDLE = frozenset({"number", "value", "code", "numbers", "values", "codes"})


def routed(text: str, case: Case) -> Finding | None:
    """The finding on a sentence of an arm and what is called in it; None where it is none, or the arms do not tell."""
    said = masked(text)
    if said is None:
        return None
    words = re.sub(r"\b(?:still|now|also|correctly) ", "", said.words)
    for form in _FORMS:
        found = form.match(words)
        if found is not None:
            return _routed(found, said, case)
    unknown = _UNKNOWN.match(words)
    return _unknown(unknown, said, case) if unknown is not None else None


def _routed(found: re.Match[str], said: Masked, case: Case) -> Finding | None:
    keys = [said.code(k) if k.startswith("§") else k for k in re.split(r", and |, | and ", found["key"])]
    findings = [_of_key(found.groupdict(), key, said, case) for key in keys]
    return weakest(f for f in findings if f is not None) if all(f is not None for f in findings) else None


def _of_key(groups: dict[str, str | None], key: str, said: Masked, case: Case) -> Finding | None:
    wanted = said.code(groups["f"] or "").partition("(")[0].rpartition("::")[2].rpartition(".")[2]
    if wanted[:1].isupper():
        return None  # a variant or a type is what an arm gives, not what it calls
    named = groups.get("d") or groups.get("d2")
    told: list[tuple[Function, Path, int]] = []
    for function in functions_named(case, said.code(named)) if named else _dispatchers(case, key):
        told += [
            (function, p, n)
            for p in function.paths
            for n, e in enumerate(p.events)
            if isinstance(e, Choice) and e.truth and _is_arm(e, key)
        ]
    if not told or len({f.declared.place for f, _, _ in told}) != 1:
        return None
    function = told[0][0]
    so: list[bool | None] = []
    for _, path, at in told:
        if any(isinstance(e, Choice) and e.pattern and _is_arm(e, key) for e in path.events[at + 1 :]):
            return None  # it is matched twice
        calls = [d for d in path.events[at:] if not isinstance(d, Choice) and d.sort == "call" and d.name == wanted]
        so.append(all(_is_given(groups, d, said, function) for d in calls) if calls else None if path.end != "value" else False)
    lines = sorted({e.line for _, p, n in told if isinstance(e := p.events[n], Choice)})
    where = f"the arm for `{key}` in `{function.declared.item.name}`, at line {lines[0]}"
    if all(so):
        return holds(f"{where}, calls `{wanted}`", function.declared)
    if all(s is False for s in so):
        return fails("behaves-differently", f"{where}, does not call `{wanted}` so", function.declared)
    return None


def _dispatchers(case: Case, key: str) -> Iterator[Function]:
    last = key.partition("(")[0].rpartition("::")[2]
    rows = functions_at_hand(case)
    for name in sorted(rows):
        yield from followed_each(
            case, name, lambda d: "match" in d.text and re.search(rf"\b{re.escape(last)}\b", d.text, re.I) is not None
        )


def _is_arm(choice: Choice, key: str) -> bool:
    """Whether the arm is taken for that number or constant, or for that one of several."""
    heads = [a.strip() for a in choice.pattern.removesuffix(" if").split("|")] if choice.pattern else []
    if not choice.pattern and (compared := re.fullmatch(r".+==([\w:]+)", choice.text)):
        heads = [compared[1]]
    return any(same_value(h.partition("(")[0].partition("{")[0], key.partition("(")[0]) is True for h in heads)


def _is_given(groups: dict[str, str | None], call: Deed, said: Masked, function: Function) -> bool:
    if groups.get("args"):
        return [said.code(n) for n in re.findall(r"§(\d+)", groups["args"] or "")] == list(call.given)
    if not groups.get("nth"):
        return True
    count = _NTH[(groups["nth"] or "").rpartition(" ")[2]]
    given = [re.sub(r" as [\w:<>]+$", "", g) for g in call.given]
    own = [p.name for p in parameters_of(function.declared)]
    if given == own[:count] and len(given) == count:
        return True
    numbers = [re.fullmatch(r".*?(\d+)\]?", g) for g in given]
    counted = [int(m[1]) for m in numbers if m is not None]
    return len(given) == count == len(counted) and counted in (list(range(count)), list(range(1, count + 1)))


def _unknown(found: re.Match[str], said: Masked, case: Case) -> Finding | None:
    """What becomes of a value that no arm names, where the last arm calls something that never comes back as well."""
    nouns = tuple(w for w in said_words(" ".join(w for w in found["np"].split() if w not in _IDLE)))
    told: list[Finding] = []
    rows = functions_at_hand(case)
    for name in sorted(rows):
        for function in followed_each(case, name, lambda d: "match" in d.text and "_" in d.text):
            rest = [
                (p, n)
                for p in function.paths
                for n, e in enumerate(p.events)
                if isinstance(e, Choice)
                and e.truth
                and re.fullmatch(r"[a-z_]\w*", e.pattern)
                and e.before
                and nouns
                and all_said(nouns, words_in(e.text, p.events[:n]))
            ]
            if not rest or len({p.events[n].line for p, n in rest}) != 1:
                continue
            so = {_ends(p, n, found, said, case) for p, n in rest}
            where = f"the last arm at line {rest[0][0].events[rest[0][1]].line} of `{function.declared.item.name}`"
            if so == {True}:
                told.append(holds(f"{where} ends so", function.declared))
            elif so == {False}:
                told.append(fails("other-value", f"{where} ends otherwise", function.declared))
            else:
                return None
    return told[0] if len(told) == 1 else None


def _ends(path: Path, at: int, found: re.Match[str], said: Masked, case: Case) -> bool | None:
    if path.end == "panic":
        return bool(found["panics"])
    calls = [d for d in path.events[at:] if not isinstance(d, Choice) and d.sort == "call"]
    first = functions_named(case, calls[0].name) if calls else []
    never = len(first) == 1 and (all(p.end == "panic" for p in first[0].paths) or result_of(first[0].declared) == "!")
    if found["panics"]:
        return True if never else False if not calls else None
    return False if never else same_value(path.value, said.code(found["v"]))
