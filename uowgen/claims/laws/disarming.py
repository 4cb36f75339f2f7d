"""Reads what is said of methods that take a guard and leave nothing to its end: “disarms the guard”, “sets `kept`”, “`Drop` leaves the pins alone
when `kept` is set”.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.ending import DROP, NOTHING, ends_idly, is_noun, is_of_list
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import held_before
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.outcomes import Outcome
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

# What is said of a method after which a value's end does nothing; what is said of its end then is said of both.
_DISARMING = frozenset("disarms defuses deactivates neutralizes neutralises suppresses disables".split())
_OF_END = frozenset("cleanup rollback release drop end guard itself it teardown unwinding".split())
_RAISING = frozenset("sets raises marks flags".split())
_KEEPING = frozenset("keeps retains preserves leaves".split())
_SET = frozenset("is was has been the flag set true it".split())
_ALONE = (("alone",), ("untouched",), ("intact",), ("in", "place"), ("as", "they", "are"), ("as", "it", "is"), ("unchanged",))


def spared_by_flag(words: Words, lexicon: Lexicon) -> Iterator[str]:
    """“`Drop` leaves the pins alone when `kept` is set”: the one method that sets the flag and takes the value, which then ends in it."""
    said = tuple(w.text for w in words)
    if len(words) < 5 or bare_name(words[0].raw).lower() != DROP:
        return
    at = next((n for n in range(2, len(words) - 1) if not words[n].code and said[n] in ("if", "when", "once", "while")), 0)
    named = [w for w in words[at + 1 :] if w.code or w.text not in _SET]
    if not at or len(named) != 1 or not (said[1:at] in NOTHING or _leaves_alone(words[1:at], lexicon)):
        return
    yield from _setting(named[0], lexicon)


def _leaves_alone(words: Words, lexicon: Lexicon) -> bool:
    """“leaves all pins alone”: what is done, or kept, is not done or touched."""
    said = tuple(w.text if not w.code else "`" for w in words)
    end = next((e for e in _ALONE if said[-len(e) :] == e), None)
    noun = words[1 : -len(end)] if end is not None and said[0] in ("leaves", "keeps") else ()
    plain = [
        w for w in noun if w.code or w.text not in ("all", "every", "the", "its", "their", "recorded", "held", "tracked", "any")
    ]
    known = {p for name in lexicon.journal.parts for p in parts(name)[:1]}
    known |= {w for k in lexicon.keys if "list" in k.sorts for w in k.said}
    return bool(noun) and all(is_of_list(w, lexicon) or (not w.code and form(w.text) in known) for w in plain)


def _setting(flag: Word, lexicon: Lexicon) -> list[str]:
    """The one method that takes the value and sets a flag (`disarmed`: clears `armed`) which is never so at any other end."""
    name, value = bare_name(flag.raw), True
    if not flag.code and name not in lexicon.journal.fields:
        name, value = next(((name.removeprefix(p), False) for p in ("un", "dis", "non-") if name.startswith(p)), (name, True))
    key = f".{name}"
    ends = moments_of(lexicon.journal).by_method.get(DROP, ())
    if not ends or any(held_before(m, key) is not (not value) for m in ends):
        return []
    setting = re.compile(rf"\b{re.escape(name)}\s*=\s*{str(value).lower()}\b")
    rows = [n for n in lexicon.journal.parts if any(setting.search(d.text) for d in lexicon.grounds.functions(n))]
    return rows if len(rows) == 1 and lexicon.journal.parts[rows[0]].takes == "value" and rows[0] != DROP else []


def disarmed(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“disarms the guard”, “keeps all spans”: of a method that takes the value, in which it then ends without doing anything."""
    part = lexicon.journal.parts.get(method)
    if part is not None and part.takes == "value" and method != DROP and words[0].text in _RAISING:
        named = [w for w in words[1:] if w.code or w.text not in (*_SET, "to", "guard", "as")]
        if len(named) == 1 and _setting(named[0], lexicon) == [method]:
            yield ends_idly(lexicon, DROP, by=DROP)
        return
    said = [w.text for w in words if not w.code and w.text not in ("all", "every", "the", "on", "of")]
    if part is None or part.takes != "value" or method == DROP or len(said) < 2 or any(w.code for w in words):
        return
    if said[0] in _DISARMING and all(w in _OF_END or is_noun(words[-1], lexicon) for w in said[1:]):
        yield ends_idly(lexicon, DROP, by=DROP)
    elif said[0] in _KEEPING and len(said) in (2, 3) and said[1].endswith("s"):
        known = {
            w for k in lexicon.keys if "list" in k.sorts and "changing" in k.sorts for w in (*k.name, *lexicon.elements_of(k.key))
        }
        known |= {p for part in lexicon.journal.parts.values() if part.takes == "mut" for n, _ in part.parameters for p in parts(n)}
        verbs = {parts(n)[0] for n in lexicon.journal.parts} | {form("alone"), form("untouched"), form("alive")}
        if form(said[1]) in known and (len(said) == 2 or form(said[2]) in known | verbs):
            yield ends_idly(lexicon, DROP, by=DROP)


__all__ = ["disarmed", "spared_by_flag"]
