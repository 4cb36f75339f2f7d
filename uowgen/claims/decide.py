"""Decides one criterion: the first frame that reads it, else its clauses each; what no frame reads is undecided.

The verdict of a compound criterion is that of its weakest part.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims import kind_called
from uowgen.claims.at_hand import is_known
from uowgen.claims.done import OF_GUARDS, TOLD, by_model, by_ways, by_what_is_done, is_open, unless_lived
from uowgen.claims.doubted import doubt, in_the_plain_sense, verdict_of
from uowgen.claims.kind import Case, Finding
from uowgen.claims.names import is_name, literals_given
from uowgen.claims.nearest import nearest
from uowgen.claims.orders import is_bare_order
from uowgen.claims.reading import claim_of, likely_kinds, read_by_kind, said_at_once, said_otherwise, spelled_out, understood
from uowgen.claims.sentences.noun_words import noun_of
from uowgen.claims.sentences.sentence import words_of
from uowgen.claims.sentences.slot_marks import signs_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind
    from uowgen.claims.sentences.frame import Reading
    from uowgen.claims.sentences.sentence import Word
    from uowgen.model import Criterion, Verdict

_MOST_WORDS = 120
_LONGEST = 400


def decide(criterion: Criterion, case: Case) -> Verdict:
    """The verdict on `criterion`. Every criterion gets exactly one."""
    from uowgen.claims.sentences.everyday import without_mark

    bare = (
        criterion._replace(text=_in_full(without_mark(criterion.text), criterion, case)) if criterion.binding is None else criterion
    )
    verdict = _decided(bare, case)
    if is_open(verdict, *_UNREAD) and criterion.binding is None:
        from uowgen.claims.said_daily import decided_daily

        verdict = decided_daily(bare, case, lambda said: _decided(said, case)) or verdict
        if is_open(verdict, *_UNREAD) and bare.text.startswith("`"):
            from uowgen.claims.said_in_parts import decided_in_parts

            verdict = decided_in_parts(bare, case, lambda said: _decided(said, case)) or verdict
        if is_open(verdict, *_UNREAD) and verdict.code != "not-observable" and len(bare.text) <= _LONGEST:
            from uowgen.claims.said_joined import decided_joined

            verdict = decided_joined(bare, case, lambda said: _decided(said, case)) or verdict
    if verdict.outcome == "holds" and verdict.method == "structure" and ": " in bare.text:
        from uowgen.claims.declarations.written_arguments import written_otherwise

        other = written_otherwise(bare.text, case)
        verdict = verdict_of(bare, verdict.claim, other) if other is not None else verdict
    if verdict.outcome == "holds" and verdict.method == "behaviour" and " and `" in bare.text:
        verdict = _unless_not_of_each(bare, case, verdict)
    verdict = verdict._replace(criterion=criterion)
    known = lambda name: is_known(case, name)  # noqa: E731
    if (
        verdict.method == "structure"
        and criterion.binding is None
        and is_bare_order(criterion.text, words_of(criterion.text), known)
    ):
        return verdict_of(criterion, "", Finding("undecided", "it tells what to do, not what is to be so", None, "needs-a-person"))
    return verdict


def _unless_not_of_each(criterion: Criterion, case: Case, verdict: Verdict) -> Verdict:
    """`verdict` on several functions, unless it is not so of one of them by itself."""
    from uowgen.claims.said_in_parts import said_of_each

    found = [_decided(criterion._replace(text=one), case) for one in said_of_each(criterion.text)]
    failed = next((one for one in found if one.outcome == "fails"), None)
    if failed is not None or all(one.outcome == "holds" for one in found):
        return failed or verdict
    return doubt(criterion, verdict, "whether it is so of each of them is not known", "not-understood")


def _in_full(text: str, criterion: Criterion, case: Case) -> str:
    """A sentence that ends in “otherwise”, with what that stands for by the criterion before."""
    if not re.search(r"(?i)^(?:otherwise|else)\b|\b(?:otherwise|else)\.?$", text.strip()):
        return text
    from uowgen.claims.antecedents import with_condition

    rows = list(case.spec.criteria)
    at = rows.index(criterion) if criterion in rows else 0
    return with_condition(text, rows[at - 1].text) if at else text


# Reasons why what was read may not be what is meant.
_UNREAD = (
    "not-understood",
    "no-subject",
    "needs-a-person",
    "no-place",
    "subject-ambiguous",
    "not-a-constant",
    "needs-history",
    "maybe-no-member",
    "not-in-the-build",
    "found-nested",
    "no-body",
    "vague-change",
    "vacuous",
)


# What is asked of a body alone, or by a model of what many types are, beside readers that know no type.
_DOUBTFUL = TOLD | {"comes_to", "allocates", "counts_references"}


def _decided(criterion: Criterion, case: Case) -> Verdict:
    case.criterion = criterion
    if criterion.binding is not None:
        from uowgen.claims.sentences.binding import bound

        name, reading = bound(criterion.binding, case.more)
        if isinstance(reading, str):
            return verdict_of(criterion, name, Finding("undecided", reading, None, "binding-not-understood"))
        meant = next((kind for kind in case.more if kind.name == name), None) or kind_called(name)
        return _weakest(criterion, [(name, meant.decide(reading, case))])
    words = words_of(criterion.text)
    if len(words) > _MOST_WORDS:
        return verdict_of(criterion, "", Finding("undecided", f"longer than {_MOST_WORDS} words", None, "not-understood"))
    read = said_at_once(words, case) or said_otherwise(words, case) or understood(words, case)
    as_written = read is not None
    _remember(words, case)
    if read is None and (spelled := spelled_out(words, case)) != words:
        read = understood(spelled, case)
    if read is None and (left := _denied_behind(criterion, words, case)) is not None:
        return left
    if read is None and (missing := _not_there(words, case)) is not None:
        return verdict_of(criterion, "item_exists", missing)
    if read is not None and _costs_much(case) and all(kind.name in _DRIVING for kind, _ in read):
        small = _in_a_small_world(criterion, words, case, None)
        if small is not None and small.outcome != "undecided":
            return small
    verdict = (
        _weakest(criterion, [(kind.name, _found(kind, reading, case)) for kind, reading in read]) if read is not None else None
    )
    if as_written and is_open(verdict):
        verdict = _spelled(criterion, words, case) or verdict
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in (*_OF_BODIES, *_ALSO_OF_BODIES):
        verdict = unless_lived(criterion, words, case, verdict)
    if is_open(verdict):
        verdict = _in_usual_words(criterion, words, case) or verdict
    if verdict is not None and read is not None and _saw_nothing(verdict) and _fails_as_shown(criterion, read, case):
        verdict = verdict_of(
            criterion, verdict.claim, Finding("undecided", "no model that is known is of such a guard", None, "role-unclear")
        )
    small = _in_a_small_world(criterion, words, case, verdict)
    if small is not None and small.outcome != "undecided":
        return small
    if small is None or not _costs_much(case):
        verdict = by_what_is_done(criterion, words, case, verdict)
    if verdict is not None and read is not None and is_open(verdict):
        verdict = _by_body(criterion, words, case, verdict)
    if verdict is not None and read is not None and is_open(verdict, "type-alias", "inside-macro"):
        missing = _not_there(words, case)
        verdict = verdict if missing is None else verdict_of(criterion, "item_exists", missing)
    if is_open(verdict, "vacuous", "found-elsewhere", "no-history"):
        verdict = by_ways(criterion, case, verdict) or verdict
    if verdict is not None and verdict.claim in _DOUBTFUL | _DRIVING:
        verdict = in_the_plain_sense(criterion, words, case, verdict)
    return verdict or verdict_of(criterion, "", _not_understood(words))


def _saw_nothing(verdict: Verdict) -> bool:
    """Whether a model of guards says that nothing was given back, which it may do in a way that the model does not see."""
    return by_model(verdict) and ("did: nothing" in verdict.message or "does nothing at its end" in verdict.message)


def _fails_as_shown(criterion: Criterion, read: list[tuple[Kind, Reading]], case: Case) -> bool:
    """Whether a model of guards says of the spec's own code too that it fails: then it was made for other types."""
    from uowgen.claims.runs.own_code import tree_as_shown

    code = case.once("the code as shown", lambda: tree_as_shown(case))
    if code is None:
        return False
    shown = Case(case.spec, case.document, code, case.random_scenarios, case.seed)
    shown.criterion = criterion
    return _weakest(criterion, [(kind.name, _found(kind, reading, shown)) for kind, reading in read]).outcome == "fails"


def _denied_behind(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """That what “…, no `code`” at a sentence's end denies is there: then the whole of it fails, whatever stands before is understood as."""
    tail = words[-3:]
    written = len(tail) == 3 and [w.text for w in tail[:2] if not w.code] == [",", "no"] and tail[2].code
    # Where something is named before, it may be said of that alone; a name of everyday may be said of anything.
    alone = written and "::" in tail[2].raw and not any(w.code and w.raw[:1].isalpha() for w in words[:-3])
    one = claim_of(tail[1:], case, loose=False) if alone else None
    found = _found(*one, case) if one is not None and one[0].name == "never_remains" else None
    return verdict_of(criterion, "never_remains", found) if found is not None and found.outcome == "fails" else None


def _in_usual_words(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict on the sentence with the usual nouns for a container and what is in it, if that decides it."""
    from uowgen.claims.container_nouns import in_usual_words

    usual = in_usual_words(words, case)
    read = (said_at_once(usual, case) or said_otherwise(usual, case)) if usual != words else None
    found = _weakest(criterion, [(kind.name, _found(kind, reading, case)) for kind, reading in read]) if read is not None else None
    return found if found is not None and found.outcome != "undecided" else None


# Kinds that look for what is said in the bodies of functions, where a kind that read the sentence first could not decide it.
_OF_BODIES = (
    "gives_back", "does_for_case", "looks_at", "passes_number", "goes_through", "acts_in_order", "ends_with_act", "does_act",
    "does_in_words", "masks_off",
)  # fmt: skip
_ALSO_OF_BODIES = ("acts_on_outcome", "leaves_untouched")


def _by_body(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """The verdict by the function's body, if that decides it; else `verdict`."""
    likely = dict(likely_kinds(signs_of(words), loose=True))
    for name in _OF_BODIES:
        if name == verdict.claim or name not in likely:
            continue
        read = read_by_kind(name, likely[name], words, case)
        found = _found(*read, case) if read is not None else None
        if found is not None and found.outcome != "undecided":
            return verdict_of(criterion, name, found)
    return verdict


def _found(kind: Kind, reading: Reading, case: Case) -> Finding:
    case.several = ()
    finding = kind.decide(reading, case)
    if finding.outcome != "holds" and kind.asks_all and case.several and case.only is None:
        from uowgen.claims.several import of_each

        finding = of_each(kind, reading, case, finding)
    if finding.outcome == "fails" and kind.asks_all and case.several:  # of one of them it fails; another may be meant
        names = ", ".join(f"`{d.item.name}` at {d.place}" for d in case.several[:3])
        return Finding("undecided", f"which is meant is not clear: {names}", None, "subject-ambiguous", finding.evidence)
    unchecked = [w for slot in ("noun", "noun2") for w in reading.get(slot).split()[:-1]]
    ignored = _ignored_arguments(kind, reading) if finding.method == "behaviour" and finding.outcome != "undecided" else ""
    if ignored:
        why = f"that `{ignored}` is given just this was not looked at; otherwise it {finding.outcome}"
        return Finding("undecided", why, None, "not-understood", finding.evidence)
    if finding.outcome == "holds" and unchecked and not kind.checks_adjectives:
        return Finding(
            "undecided", f"“{unchecked[0]}” was not checked; otherwise it holds", None, "not-understood", finding.evidence
        )
    return finding


# Kinds that drive a type with calls of their own, whatever the sentence says a function is given.
_DRIVING = OF_GUARDS - {"starts_empty"} | frozenset(
    (
        "counts_held counts_refusals counts_removed cuts_range drains_table empties finds_containing finds_gap frees_slot full_table "
        "joins_ranges keeps_order moves_out overwrites_oldest refuses_overlap refuses_ranges splits_range stale_handles stays_sorted "
        "takes_counter takes_slot tells_size when_empty when_full"
    ).split()
)


def _in_a_small_world(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict where large limits are small numbers, if what the code does decides it there.

    What was seen in stories that did not come to the limit must not fail there either. A sentence that says a number may mean the limit.
    """
    from uowgen.claims.scaled import scaled

    seen = verdict is not None and (verdict.outcome, verdict.strength, verdict.method) == ("holds", "bounded", "behaviour")
    if not (seen or is_open(verdict, "vacuous", "limit-reached")) or not words or words[0].text in ("it", "its", "both"):
        return None
    world = scaled(case) if not any(len(digits) > 1 for digits in re.findall(r"\d+", criterion.text)) else None
    found = _decided(criterion, world[0]) if world is not None else None
    if world is None or found is None or (seen and found.outcome != "fails"):
        return None
    if found.method == "structure" or found.method == "toolchain":
        return None
    return found._replace(message=f"{world[1]}: {found.message}")


def _costs_much(case: Case) -> bool:
    """Whether what was left open in a small world is not asked again, as stories of the large one take too long."""
    from uowgen.claims.scaled import fills_arrays

    return fills_arrays(case)


def _ignored_arguments(kind: Kind, reading: Reading) -> str:
    """The call in `reading` that is written with literals, if the kind calls it with others."""
    values = reading.slots.values() if kind.name in _DRIVING else ()
    return next((value for value in values if isinstance(value, str) and literals_given(value.strip())), "")


def _spelled(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict on the sentence with the function spelled out that it begins to speak of, if that decides it."""
    spelled = spelled_out(words, case)
    read = understood(spelled, case) if spelled != words else None
    found = _weakest(criterion, [(kind.name, _found(kind, reading, case)) for kind, reading in read]) if read is not None else None
    return found if found is not None and found.outcome != "undecided" else None


def _not_there(words: tuple[Word, ...], case: Case) -> Finding | None:
    """That what the sentence speaks of is yet to be written, whatever else it says."""
    from uowgen.claims.not_there_yet import not_there

    it = case.kept.get("it")
    if words and not words[0].code and words[0].text in ("it", "its") and isinstance(it, tuple):
        words = (*it, *words[1:])
    return not_there(words, case, lambda word: is_name(word, lambda name: is_known(case, name)))


def _remember(words: tuple[Word, ...], case: Case) -> None:
    """Keeps the one name that the sentence begins with: what “it” stands for in the next one."""
    from uowgen.claims.antecedents import two_names
    from uowgen.claims.sentences.parts import leading

    if (
        words
        and not words[0].code
        and (words[0].text in ("it", "its", "both") or (noun_of(words[0].text) and len(words) > 1 and not words[1].code))
    ):
        return
    case.kept["it"] = leading(words, lambda word: is_name(word, lambda name: is_known(case, name)))
    case.kept["two"] = two_names(words, lambda word: is_name(word, lambda name: is_known(case, name)))


def _weakest(criterion: Criterion, findings: list[tuple[str, Finding]]) -> Verdict:
    order = ("fails", "undecided", "holds")
    first = min(findings, key=lambda kf: order.index(kf[1].outcome))
    claim = " + ".join(dict.fromkeys(name for name, _ in findings))
    if len(findings) == 1:
        return verdict_of(criterion, claim, first[1])
    message = "; ".join(dict.fromkeys(f.message for _, f in findings if f.outcome == first[1].outcome))
    evidence = tuple(dict.fromkeys(e for _, f in findings for e in f.evidence))
    strengths = [f.strength for _, f in findings]
    strength = first[1].strength if "bounded" not in strengths or first[1].outcome != "holds" else "bounded"
    return verdict_of(criterion, claim, first[1]._replace(message=message, evidence=evidence, strength=strength))


def _not_understood(words: tuple[Word, ...]) -> Finding:
    """Undecided, with the words that are strange to the nearest frame, and a sentence of its kind that would be understood."""
    plain = {word.text for word in words if not word.code}
    best, overlap, known = None, -1, ""
    for near in nearest(words):
        said = {text: plain & set(text.lower().split()) for text in kind_called(near.kind).examples}
        example = max(said, key=lambda text: len(said[text]))
        shared = len(frozenset().union(*said.values()))
        if shared > overlap:
            best, overlap, known = near, shared, f"“{example}” ({near.kind})"
    if best is None:
        return Finding("undecided", "no known sentence is near these words", None, "not-understood")
    strange = best.strange
    missed = f"not understood: {', '.join(f'“{w}”' for w in strange)}" if strange else "not put together as any known sentence"
    return Finding("undecided", f"{missed}; the nearest that is known: {known}", None, "not-understood")
