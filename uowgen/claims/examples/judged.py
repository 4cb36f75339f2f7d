"""Decides a sentence by the example that it gives: what the tree's code and the spec's own make of the texts that are written in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.examples.properties import properties
from uowgen.claims.examples.reading import Sentence, texts_in
from uowgen.claims.examples.stage import stage_of
from uowgen.claims.kind import Finding, shown
from uowgen.claims.valued.claims import told
from uowgen.claims.valued.tokens import tokens_of
from uowgen.claims.valued.wanted import name_of

if TYPE_CHECKING:
    from uowgen.claims.examples.properties import Property
    from uowgen.claims.examples.reading import Reading
    from uowgen.claims.examples.stage import Called, Stage
    from uowgen.claims.kind import Case

NAME = "shows_by_example"
_MOST_TOKENS = 40
# What gives a reason, or says what is not done instead.
_REASONS = re.compile(
    r"\s*(?:,\s*(?:because|since|as|so that|for)\b|\b(?:rather than|instead of|because)\b|,\s*not (?:an? |the )).*$"
)


def decided(text: str, case: Case) -> Finding | None:
    """What becomes of the texts in a sentence; None if it is no example, or nothing can be said."""
    stage = stage_of(case)
    if not stage.functions:
        return None
    for said in dict.fromkeys((text, _REASONS.sub("", text))):
        tokens = tokens_of(said)
        if not 1 <= len(tokens) <= _MOST_TOKENS:
            return None
        sentence = Sentence(tokens, stage)
        readings = list(dict.fromkeys(sentence.readings()))
        found = _weighed(stage, readings) if readings else _in_words(stage, sentence)
        if found is not None:
            return found
    return None


def _weighed(stage: Stage, readings: list[Reading]) -> Finding | None:
    rows = [(r, _right(stage, r, own=True), _right(stage, r, own=False)) for r in readings]
    place = (shown(readings[0].calls[0].f.declaration),)
    meant = [row for row in rows if row[1] is True]
    if meant:
        if all(mine is True for _, _, mine in meant):
            return Finding("holds", f"{_story(stage, meant[0][0])}, as in the spec's own code", "behaviour", None, place, "bounded")
        wrong = next((r for r, _, mine in meant if mine is False), None)
        return _fails(stage, wrong, place) if wrong is not None and not any(mine is True for _, _, mine in meant) else None
    named = [row for row in rows if all(c.named for c in row[0].calls)]
    if named and all(own is False and mine is False for _, own, mine in rows) and len(named) == len(rows):
        return _fails(stage, named[0][0], place)
    return None


def _in_words(stage: Stage, sentence: Sentence) -> Finding | None:
    """What comes of inputs that the sentence tells in words."""
    claims = list(dict.fromkeys(properties(sentence)))
    rows = [(c, *_conforms(stage, c)) for c in claims]
    meant = [row for row in rows if row[1] is True]
    if meant:
        claim, _, _, story = meant[0]
        place = (shown(claim.f.declaration),)
        if all(m is True for _, _, m, _ in meant):
            return Finding(
                "holds", f"so of {len(claim.pairs)} inputs, as in the spec's own code", "behaviour", None, place, "bounded"
            )
        if all(m is False for _, _, m, _ in meant):
            return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (story,))
        return None
    if rows and all(claim.sure and own is False and mine is False for claim, own, mine, _ in rows):
        story = rows[0][3]
        return Finding(
            "fails", f"not so: {story}", "behaviour", "behaves-differently", (shown(rows[0][0].f.declaration),), "proved", (story,)
        )
    return None


def _conforms(stage: Stage, claim: Property) -> tuple[bool | None, bool | None, str]:
    """Whether it is so of all inputs in the spec's own code, and in the tree's; false only where it is so of none, or not of the tree's."""
    sides: tuple[list[bool], list[bool]] = ([], [])
    story = ""
    for pair in claim.pairs:
        calls = [stage.call(claim.f, (text,)) for text in pair]
        if None in calls:
            return None, None, ""
        base = stage.answers(claim.f, calls[1] or "")
        if any(not a.known or a.panic or name_of(a.value) in ("Err", "None") for a in base):
            continue  # refused without it as well
        for side in (0, 1):
            right = _is_so(stage, claim, calls[0] or "", calls[1] or "", side)
            if right is None:
                return None, None, ""
            sides[side].append(right)
            if not right and side == 0 and not story:
                story = f"`{calls[0]}` {told(stage.answers(claim.f, calls[0] or '')[0])}"
    if len(sides[1]) < min(2, len({p.text for p in claim.pairs})):
        return None, None, ""
    own = all(sides[1]) or (None if any(sides[1]) else False)
    return own, all(sides[0]), story


def _is_so(stage: Stage, claim: Property, call: str, base: str, side: int) -> bool | None:
    gave = stage.answers(claim.f, call)[side]
    if not gave.known:
        return None
    if gave.panic:
        return False
    opened_ = f"{call}.unwrap()" if claim.f.wraps else call
    if claim.method is not None:
        gave = stage.answers(claim.f, f"{opened_}.{claim.method.name}()")[side]
        return claim.want.fits(gave.value) if claim.want is not None and gave.known and not gave.panic else None
    if claim.want is not None:
        return claim.want.fits(gave.value)
    if name_of(gave.value) in ("Err", "None"):
        return False
    other = stage.answers(claim.f, base)[side]
    if gave.value == other.value:
        return claim.how == "same"
    views = stage.views(claim.f)
    whole = f"{base}.unwrap()" if claim.f.wraps else base
    texts = [(_seen(stage, claim.f, v, opened_, side), _seen(stage, claim.f, v, whole, side)) for v in views]
    if not texts or any(None in t for t in texts):
        return None
    return all(a == b for a, b in texts) is (claim.how == "same")


def _seen(stage: Stage, f: Called, view: str, whole: str, side: int) -> str | None:
    call = f'format!("{{}}", {whole})' if "format!" in view else view.replace("{}", whole)
    return texts_in(stage.answers(f, call)[side])


def _fails(stage: Stage, reading: Reading, place: tuple[object, ...]) -> Finding:
    story = _story(stage, reading)
    return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (story,))  # type: ignore[arg-type]


def _story(stage: Stage, reading: Reading) -> str:
    return " and ".join(f"`{c.expression}` {told(stage.answers(c.f, c.expression)[0])}" for c in reading.calls)


def _right(stage: Stage, reading: Reading, *, own: bool) -> bool | None:
    """Whether it is so on one side; None where that is not known."""
    gave = [stage.answers(c.f, c.expression)[own] for c in reading.calls]
    if any(not a.known for a in gave):
        return None
    if reading.want is not None:
        return False if gave[0].panic else reading.want.fits(gave[0].value)
    if len(gave) == 2:
        if gave[0].value == gave[1].value and not gave[0].panic:
            return True
        texts = [_texts(stage, reading, n, own=own) for n in range(2)]
        return None if texts[0] & texts[1] else False
    seen = _texts(stage, reading, 0, own=own)
    return reading.text in seen if seen else False


def _texts(stage: Stage, reading: Reading, n: int, *, own: bool) -> set[str]:
    """All texts as which what a call gives can be seen."""
    call = reading.calls[n]
    whole = f"{call.expression}.unwrap()" if call.f.wraps else call.expression
    found = (_seen(stage, call.f, view, whole, own) for view in stage.views(call.f))
    return {t for t in found if t is not None}


__all__ = ["NAME", "decided"]
