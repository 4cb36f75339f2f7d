"""Reads that something is so wherever a call is made: “`detach()` clears everything, from any state”, “… in every state”, “… whatever the state”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.moments import moments_of

if TYPE_CHECKING:
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.reader import Law
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]


def before_any_state(words: Words) -> Words:
    """The words before “, from any state”, “in every state”, “whatever the state”; none where that is not said at the end."""
    said = [w.text if not w.code else "`" for w in words]
    for tail in (*(( p, q, s) for p in ("from", "in") for q in ("any", "every", "each", "all", "whatever") for s in ("state", "states")),
                 ("whatever", "state"), ("whatever", "state", "is"), ("regardless", "of", "state"), ("no", "matter", "state")):  # fmt: skip
        if len(said) > len(tail) + 1 and tuple(said[-len(tail) :]) == tail:
            before = words[: -len(tail)]
            return before[:-1] if not before[-1].code and before[-1].text == "," else before
    return ()


def meets_all_states(law: Law, lexicon: Lexicon) -> bool:
    """Whether calls that the law is about were made in each state that there is, and none of them goes without an outcome."""
    rows = moments_of(lexicon.journal).by_method.get(law.method, ())
    met: dict[str, set[str]] = {}
    for m in rows:
        for key, value in (m.own.before or {}).items() if law.asked(m) is True and law.outcome.own(m) is True else ():
            if isinstance(value, tuple) and value and isinstance(value[0], str):
                met.setdefault(key, set()).add(value[0])
    kinds = [(names, key) for names in lexicon.enums.values() for key in met if len(names) > 1 and met[key] <= names]
    return bool(kinds) and all(met[key] == names for names, key in kinds)


__all__ = ["before_any_state", "meets_all_states"]
