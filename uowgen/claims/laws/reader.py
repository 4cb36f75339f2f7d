"""Cuts a sentence on a method into the calls that it speaks of and what they come to; every word must be taken up."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.aligned import aligned
from uowgen.claims.laws.amounts import Amounts
from uowgen.claims.laws.any_state import before_any_state, meets_all_states
from uowgen.claims.laws.carried import answered_for, noted, reported, stored
from uowgen.claims.laws.changes import PASSING_OVER, Changes
from uowgen.claims.laws.conditions import Conditions
from uowgen.claims.laws.disarming import disarmed, spared_by_flag
from uowgen.claims.laws.doings import before_another, both, doings, undone_by, without
from uowgen.claims.laws.effects import effects
from uowgen.claims.laws.ending import (
    DROP,
    ended,
    ends_idly,
    lead,
    of_none_such,
    spared,
    taken_out,
    undone,
)
from uowgen.claims.laws.entries import Entries, said_of_entries
from uowgen.claims.laws.forgotten import forgotten
from uowgen.claims.laws.histories import happened
from uowgen.claims.laws.keyed import out_of, recorded_parts, taken_by_key
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.nested import capped, nth
from uowgen.claims.laws.number_order import by_number
from uowgen.claims.laws.outcomes import Outcome, as_own, nowhere_else, panics, refused_alike, there_alone
from uowgen.claims.laws.padded import padded
from uowgen.claims.laws.past_the_end import BEHIND, past_the_end
from uowgen.claims.laws.referred import referred
from uowgen.claims.laws.refraining import refraining
from uowgen.claims.laws.results import GIVING, Results
from uowgen.claims.laws.rolled_back import rolled_back, survives
from uowgen.claims.laws.situations import and_, gives_error, is_zero, not_
from uowgen.claims.laws.states import States
from uowgen.claims.laws.subjects import Subject, subjects, things_passed_over, unnamed
from uowgen.claims.laws.transfers import Transfers, as_deed
from uowgen.claims.laws.wakings import wakes, woken
from uowgen.claims.names import bare_name
from uowgen.claims.stories.cast import Cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_BEGINNING = frozenset("when if for on with while once where whenever at of given in into onto from".split())
_TURNING = frozenset("unless until after to upon".split())
_FAILURE = frozenset("error failure refusal".split())
_MODAL = frozenset("must should shall will always also still then".split())
_REFUSING = frozenset("rejects reject refuses refuse denies deny declines forbids".split())
_CHECKING = frozenset("checks validates verifies".split())
_ILLEGAL = frozenset("illegal invalid forbidden disallowed impossible".split())
_STEPS = frozenset("move moves transition transitions change changes step steps switch request requests call calls".split())
_AFFECTING = frozenset("affects touches changes acts works operates influences modifies".split())
_WORKING = frozenset("works succeeds allowed valid possible permitted".split())
_POSSIBLE = _WORKING | frozenset("legal accepted".split())
_PLACING = frozenset("in from when if while for on with at".split())
_FEW = 4  # ways to take a part of a sentence that are tried
_TAKING = frozenset("accepts accept allows allow permits permit".split())


class Law(NamedTuple):
    """One way to take a sentence: the calls of the method that it is about, and what they come to."""

    method: str
    asked: Test
    outcome: Outcome
    conditioned: bool  # whether more is said of the calls than the method


def laws(words: Words, lexicon: Lexicon, *, apart: bool) -> Iterator[Law]:
    """All ways to take the sentence."""
    words = tuple(w for w in words if w.code or (w.text not in (".", "") and not _of_the_type(w, lexicon)))
    words = _without_contrast(words)
    anywhere = before_any_state(words)
    if anywhere:
        yield from (law for law in laws(anywhere, lexicon, apart=apart) if meets_all_states(law, lexicon))
        return
    yield from (
        Law(method, and_(test), outcome, True)
        for method, test, outcome in said_of_entries(words, lexicon, lambda rest, name: _outcomes(rest, name, lexicon, apart=apart))
    )
    words = tuple(w for n, w in enumerate(words) if w.code or w.text != "its" or n == 0)
    yield from _in_a_state(words, lexicon, apart=apart)
    yield from (Law(method, test, outcome, True) for method, test, outcome in capped(words, lexicon))
    yield from (Law(method, and_(test), outcome, test is not None) for method, test, outcome in survives(words, lexicon))
    yield from (Law(method, test, outcome, True) for method, test, outcome in woken(words, lexicon))
    yield from (Law(method, and_(None), ends_idly(lexicon, DROP), False) for method in spared(words, lexicon))
    for method in (*of_none_such(words, lexicon), *spared_by_flag(words, lexicon)):
        yield Law(method, and_(None), ends_idly(lexicon, DROP, by=method), False)
    if len(words) > 2 and not words[0].code and words[0].text in (*_BEGINNING, "after"):
        yield from _conditioned(words, lexicon, apart=apart)
        for subject in unnamed(words, lexicon):
            yield from _of_method(subject, lexicon, apart=apart)
        return
    for subject in subjects(words, lexicon):
        yield from _of_method(subject, lexicon, apart=apart)
    for test, rest in (*ended(words, lexicon), *undone(words, lexicon)):
        for one in (rest, *as_deed(rest)):
            yield from _of_method(Subject(DROP, test, False, one), lexicon, apart=apart)
    for method, done in taken_out(words, lexicon):
        for key in undone_by(done, lexicon, DROP):
            yield from (Law(method, and_(None), outcome, False) for outcome in out_of(key, lexicon, method))
    for subject in unnamed(words, lexicon):
        yield from _of_method(subject, lexicon, apart=apart)
    for method, test, rest in nth(words, lexicon):
        yield from _of_method(Subject(method, test, False, rest), lexicon, apart=apart)
    for subject, outcome in things_passed_over(words, lexicon, apart=apart):
        yield from _with_situation(subject, subject.rest, [outcome], lexicon)


def _of_the_type(word: Word, lexicon: Lexicon) -> bool:
    """“the guard's”: said of what is spoken of anyway."""
    owner, mark, rest = word.text.replace("’", "'").partition("'")
    return bool(mark) and rest in ("s", "") and (form(owner) in parts(lexicon.type) or owner == lexicon.type.lower())


def _in_a_state(words: Words, lexicon: Lexicon, *, apart: bool) -> Iterator[Law]:
    """“an empty transaction commits without …”: a value in a state, then what is done with it."""
    cast = Cast(lexicon.journal)
    at = next(
        (n for n in range(1, min(len(words) - 2, _FEW)) if not words[n].code and States(lexicon, DROP).is_thing(words[n])), None
    )
    if at is None or words[0].code or words[0].text in (*_BEGINNING, "after", "dropping", "new", "fresh"):
        return
    for method in (cast.act(words[at + 1]),):
        if method in lexicon.journal.parts:
            for test in States(lexicon, method).described(words[:at]):
                yield from _of_method(Subject(method, test, False, words[at + 2 :]), lexicon, apart=apart)
                if words[at + 2].text == "without":
                    rests = refraining(words[at + 2 :], lexicon, method, apart=apart)
                    yield from (Law(method, test, rest, True) for rest in rests)


def _conditioned(words: Words, lexicon: Lexicon, *, apart: bool) -> Iterator[Law]:
    """“If the table is full, `open()` returns `None`”."""
    at = next((n for n in range(2, len(words) - 1) if not words[n].code and words[n].text == ","), None)
    for test, rest in ended(words, lexicon):
        for one in (rest, *as_deed(rest)):
            yield from _of_method(Subject(DROP, test, False, one), lexicon, apart=apart)
    for test in lead(words[1:at], lexicon) if at is not None else ():
        rest = words[(at or 0) + 1 :]
        for one in (rest, rest[1:]):  # “it”, “the guard” may stand before the verb
            yield from _of_method(Subject(DROP, test, False, one), lexicon, apart=apart)
    behind = laws(words[at + 1 :], lexicon, apart=apart) if at is not None and words[at + 1].text not in _BEGINNING else ()
    for law in behind:
        yield from (law._replace(asked=and_(law.asked, test), conditioned=True) for test in happened(words[:at], lexicon))
    for subject in subjects(words[at + 1 :], lexicon) if at is not None else ():
        for test in Conditions(lexicon, subject.method).read(words[1:at]):
            yield from _of_method(subject._replace(calls=and_(subject.calls, test)), lexicon, apart=apart)


def _of_method(subject: Subject, lexicon: Lexicon, *, apart: bool) -> Iterator[Law]:
    method, rest = subject.method, subject.rest
    while rest and not rest[0].code and rest[0].text in _MODAL:
        rest = rest[1:]
    if len(rest) > 1 and not rest[0].code and rest[0].text in ("is", "gets") and rest[1].text in ("refused", "rejected", "denied"):
        rest = (rest[1]._replace(text="fails", raw="fails"), *rest[2:])
    if rest and not rest[0].code and rest[0].text in _REFUSING | _TAKING and len(rest) > 1:
        yield from _judging(method, rest, lexicon, subject.calls)
    if rest and not rest[0].code and rest[0].text in _CHECKING and len(rest) > 1:
        yield from _checking(method, rest[1:], lexicon, subject.calls)
    if rest and not rest[0].code and rest[0].text in PASSING_OVER and len(rest) > 1:
        kept = Changes(lexicon, method, apart=apart).unchanged_contents()
        if kept is not None:
            yield from (Law(method, and_(subject.calls, test), kept, True) for test in Conditions(lexicon, method).read(rest[1:]))
    yield from _only(method, rest, lexicon, subject.calls, apart=apart)
    if len(rest) > 2 and not rest[1].code and rest[1].text in ("nonzero", "non-zero"):  # “stores a nonzero value”
        for n, (_, kind) in enumerate(lexicon.journal.parts[method].parameters):
            given = and_(subject.calls, not_(is_zero(n))) if kind.strip("& ")[:1] in "iu" else None
            if given is not None:
                yield from _of_method(subject._replace(calls=given, rest=(rest[0], *rest[2:])), lexicon, apart=apart)
    # “of a closed fd returns `None`”: what is given stands before the verb.
    if rest and not rest[0].code and rest[0].text in _BEGINNING:
        for at in range(2, len(rest)):
            found = [] if rest[at].code else _outcomes(rest[at:], method, lexicon, apart=apart)
            if found and [w.text for w in rest[:at]] != [
                "at",
                "zero",
            ]:  # “`unpin()` at zero …”: that is how it begins, not what it comes to
                yield from _with_situation(subject, rest[:at], found, lexicon)
        return
    for end in range(len(rest), 0, -1):
        found = _outcomes(rest[:end], method, lexicon, apart=apart)
        if found:
            yield from _with_situation(subject, rest[end:], found, lexicon)


def _with_situation(subject: Subject, behind: Words, outcomes: list[Outcome], lexicon: Lexicon) -> Iterator[Law]:
    """The outcomes in the situation that the words set: “if no reader is left”, “on error”; in all calls where there are no words."""
    method, called = subject.method, and_(subject.calls)
    if len(behind) > 2 and not behind[0].code and behind[0].text == "only" and behind[1].text in _BEGINNING:
        yield from _only_in(method, called, behind[2:], outcomes, lexicon)
    if len(behind) > 2 and not behind[0].code and behind[0].text == "without":
        rests = [*refraining(behind, lexicon, method, apart=True), *without(behind, lexicon)]
        yield from (Law(method, called, both(outcome, rest), subject.calls is not None) for outcome in outcomes for rest in rests)
    if not behind:
        for outcome in outcomes:
            yield Law(method, called, _where_so_ended(outcome) if subject.by_end else outcome, subject.calls is not None)
    elif not behind[0].code and behind[0].text in BEHIND:
        for test in past_the_end(behind, lexicon, method):
            yield from (Law(method, and_(called, test), outcome, True) for outcome in outcomes)
    elif behind[0].code or behind[0].text not in _BEGINNING | _TURNING | {"between"} or names_result(behind):
        return
    elif len(behind) == 2 and behind[0].text in ("on", "after", "upon") and behind[1].text in (*_FAILURE, "success"):
        failed = behind[1].text in _FAILURE
        ended = and_(called, lambda m: m.own.refused is failed)
        yield from (Law(method, ended, _where_so_ended(outcome), True) for outcome in outcomes)
    else:
        denied = behind[0].text in ("unless", "until")
        if _is_of_what_is_refused(behind[1:]):
            refused = and_(called, lambda m: m.own.refused)
            yield from (Law(method, refused, _where_so_ended(outcome), True) for outcome in outcomes)
        for test in happened(behind, lexicon):
            yield from (Law(method, and_(called, test), outcome, True) for outcome in outcomes)
        read = Conditions(lexicon, method).read(behind[1:])
        for test in read or States(lexicon, method).described(behind[1:]):
            asked = and_(called, not_(test) if denied else test)
            yield from (Law(method, asked, outcome, True) for outcome in outcomes)


def _is_of_what_is_refused(said: Words) -> bool:
    """“the move is illegal”, “an invalid transition”: what the spec's own code refuses is what is not allowed."""
    texts = [w.text if not w.code else "`" for w in said if w.code or w.text not in ("is", "are", "to", "that")]
    bad = [t for t in texts if t in _ILLEGAL] or (["not"] if texts[-2:] in (["not", "allowed"], ["not", "permitted"]) else [])
    rest = [t for t in texts if t not in (*_ILLEGAL, "not", "allowed", "permitted", "make")]
    return len(bad) == 1 and len(rest) == 1 and rest[0] in _STEPS


def _only_in(method: str, called: Test, said: Words, outcomes: list[Outcome], lexicon: Lexicon) -> Iterator[Law]:
    """“bumps the number only if the log has entries”: so there, and nowhere else."""
    read = Conditions(lexicon, method).read(said) or States(lexicon, method).described(said)
    rows = moments_of(lexicon.journal).by_method.get(method, ())
    for test in read:
        if {test(m) for m in rows} >= {True, False}:
            # “returns true only if” does not say that it always is so then.
            yield from (
                Law(method, called, there_alone(test, outcome), False) for outcome in outcomes if outcome.alike is not as_own
            )


def names_result(words: Words) -> bool:
    """“(is refused) with `Busy`”: that says what comes, not how things stand."""
    return len(words) == 2 and words[0].text in ("with", "as") and words[1].code and bare_name(words[1].raw)[:1].isupper()


def _judging(method: str, rest: Words, lexicon: Lexicon, lead: Test | None) -> Iterator[Law]:
    """“rejects a break below the base”, “accepts up to the limit”, “rejects bad numbers with `Range`”."""
    refusing = rest[0].text in _REFUSING
    outcome = Outcome(lambda m: m.own.refused is refusing, refused_alike, alike=as_own)
    said, named = rest[1:], None
    if not refusing and (filled := Amounts(lexicon, method).at_most(said)):
        # So many there may come to be: the next is refused, and none before.
        refused = Outcome(lambda m: m.own.refused, refused_alike, alike=as_own)
        yield from (Law(method, and_(lead, test), refused, True) for test in filled)
        return
    if len(said) > 2 and said[-1].code and said[-2].text in ("with", "as", "by", "using"):
        found = list(Results(lexicon, method).read((_returns(said[-2]), said[-1])))
        said, named = said[:-2], found[0] if found else None
        if named is None:
            return
    for test in Conditions(lexicon, method, refusing=refusing).read(said):
        yield Law(method, and_(lead, test), named or outcome, True)


def _checking(method: str, said: Words, lexicon: Lexicon, lead: Test | None) -> Iterator[Law]:
    """“checks the magic”: where the spec's own code gives the error that is called so, the tree's refuses as well."""
    noun = tuple(w for w in said if w.code or w.text not in ("bytes", "field", "value", "argument", "its", "for"))
    for name in lexicon.variants_said(noun):
        yield Law(method, and_(lead, gives_error(name)), Outcome(lambda m: m.own.refused, refused_alike, as_own), True)


def _only_there(method: str, behind: Words, lexicon: Lexicon, lead: Test | None) -> Iterator[Law]:
    """“only works in the `Running` state”: refused elsewhere, and not always there."""
    for test in Conditions(lexicon, method).read(behind) if behind else ():
        rows = [m for m in moments_of(lexicon.journal).by_method.get(method, ()) if test(m) is True]
        if any(not m.own.refused for m in rows):
            yield Law(method, and_(lead, not_(test)), Outcome(lambda m: m.own.refused, refused_alike, as_own), True)


def _returns(like: Word) -> Word:
    return like._replace(text="returns", raw="returns")


def _only_affects(method: str, noun: Words, lexicon: Lexicon, lead: Test | None, *, apart: bool) -> Iterator[Law]:
    """“only affects blocked tasks”: of any other nothing is changed."""
    noun = noun[1:] if not noun[0].code and noun[0].text == "on" else noun
    kept = Changes(lexicon, method, apart=apart).unchanged(tuple(k.key for k in lexicon.keys))
    rows = [m for m in moments_of(lexicon.journal).by_method.get(method, ()) if m.own.before != m.own.after]
    for test in (*Conditions(lexicon, method).read(noun), *States(lexicon, method).described(noun)):
        if any(test(m) is True for m in rows):
            yield Law(method, and_(lead, not_(test)), kept, True)


def _only(method: str, rest: Words, lexicon: Lexicon, lead: Test | None, *, apart: bool) -> Iterator[Law]:
    """“is true only below the limit”, “returns true only if …”: true nowhere else."""
    said = [w.text if not w.code else w.raw for w in rest]
    if said[:1] == ["only"] and len(rest) > 2 and said[1] in _AFFECTING:
        yield from _only_affects(method, rest[2:], lexicon, lead, apart=apart)
        return
    if (
        len(rest) > 3 and said[1] in ("only", "just") and said[0] in ("is", "are") and said[2] in _POSSIBLE
    ):  # “is only possible on …”
        yield from _only_there(method, rest[4:] if said[3] in _PLACING else (), lexicon, lead)
        return
    if (
        said[:1] in (["can"], ["may"])
        and said[1:2] == ["only"]
        and said[2:3] == ["be"]
        and said[3:4] == ["called"]
        and len(rest) > 5
    ):
        yield from _only_there(method, rest[5:] if said[4] in _PLACING else (), lexicon, lead)
        return
    if said[:1] == ["only"]:  # “only works in …”: of other verbs it would say what else is not done
        rest, said = rest[1:], said[1:]
        if said[:1] and said[0] not in _WORKING:
            return
    elif said[:1] and said[0] in _WORKING and not (len(said) > 1 and said[1] == "only"):
        return
    elif said[:1] and said[0] in _WORKING:
        rest, said = (rest[0], *rest[2:]), [said[0], *said[2:]]
    if len(rest) > 2 and said[0] in _WORKING and said[1] in ("in", "from", "when", "if", "while", "for", "on", "with"):
        yield from _only_there(method, rest[2:], lexicon, lead)
    if len(rest) < 4 or said[0] not in ("is", "returns", "gives") or said[1] not in ("true", "false") or said[2] != "only":
        return
    wanted = said[1] == "true"
    behind = rest[3:]
    behind = behind[1:] if not behind[0].code and behind[0].text in ("if", "when", "for", "while", "in") else behind
    for test in Conditions(lexicon, method).read(behind):
        if any(test(m) is False for m in moments_of(lexicon.journal).by_method.get(method, ())):
            yield Law(method, and_(lead), nowhere_else(test, wanted=wanted), False)


def _outcomes(words: Words, method: str, lexicon: Lexicon, *, apart: bool) -> list[Outcome]:
    """All that the words may say of what a call comes to."""
    if not words or words[0].code:
        return []
    joined = _joined(words, method, lexicon, apart=apart)
    found = [*joined, *Results(lexicon, method).read(words), *Changes(lexicon, method, apart=apart).read(words)]
    found += [
        *States(lexicon, method).become(words, apart=apart),
        *panics(words),
        *doings(words, lexicon, method, apart=apart),
        *by_number(words, lexicon, method),
        *before_another(words, lexicon, method),
        *refraining(words, lexicon, method, apart=apart),
        *Transfers(lexicon, method, apart=apart).read(words),
        *stored(words, lexicon, method, Changes(lexicon, method, apart=apart)),
        *answered_for(words, lexicon, method),
        *noted(words, lexicon, method, Changes(lexicon, method, apart=apart)),
        *forgotten(words, lexicon, method, Changes(lexicon, method, apart=apart)),
        *reported(words, lexicon, method),
        *referred(words, lexicon, method),
        *rolled_back(words, lexicon, method),
        *recorded_parts(words, lexicon, method),
        *taken_by_key(words, lexicon, method),
        *disarmed(words, lexicon, method),
        *wakes(words, lexicon, method),
        *aligned(words, lexicon, method),
        *padded(words, lexicon, method),
        *Entries(lexicon, method).outcomes(words),
    ]
    if words[0].text not in GIVING and (not found or _is_given(words[1:], lexicon, method)):
        found += effects(words, lexicon, method)
    return found


def _is_given(noun: Words, lexicon: Lexicon, method: str) -> bool:
    """“(pins) the frame”: the one thing that the method is given or works on, whatever else there is of that sort."""
    part = lexicon.journal.parts.get(method)
    said = {form(w.text) for w in noun if not w.code}
    plain = len(noun) == 1 and not noun[0].code and not noun[0].text.endswith("s")
    did = {d.name for m in moments_of(lexicon.journal).by_method.get(method, ()) for d in m.own.did} if plain else set()
    return plain and part is not None and any(said <= set(parts(name)) for name in (*(n for n, _ in part.parameters), *did))


def _joined(words: Words, method: str, lexicon: Lexicon, *, apart: bool) -> list[Outcome]:
    """“consumes the guard and returns the count”: what each part says, each with a verb of its own."""
    found: list[Outcome] = []
    for at in range(1, len(words) - 1):
        if words[at].code or words[at].text not in ("and", "but", ","):
            continue
        behind = words[at + 1 :]
        behind = behind[1:] if len(behind) > 1 and not behind[0].code and behind[0].text in ("and", "but") else behind
        if not behind[0].code and behind[0].text == "then":  # that says in which order
            continue
        lefts = _outcomes(words[:at], method, lexicon, apart=apart)
        if len(behind) > 1 and not behind[0].code and behind[0].text == "not" and words[at].text == "but":  # “… but not the count”
            behind = (
                behind[0]._replace(text="leaves", raw="leaves"),
                *behind[1:],
                behind[0]._replace(text="unchanged", raw="unchanged"),
            )
        rights = _outcomes(behind, method, lexicon, apart=apart) if lefts else []
        if lefts and not rights and not words[0].code:  # “keeps the line masked and its depth unchanged”
            rights = _outcomes((words[0], *(w for w in behind if w.code or w.text != "its")), method, lexicon, apart=apart)
        found += [both(left, right) for left in lefts[:_FEW] for right in rights[:_FEW]]
    return found


def _without_contrast(words: Words) -> Words:
    """“returns `None` rather than panicking”: what is not done instead."""
    for n in range(2, len(words) - 1):
        if not words[n].code and (words[n].text, words[n + 1].text) in (("rather", "than"), ("instead", "of")):
            return words[:n]
    return words


def _where_so_ended(outcome: Outcome) -> Outcome:
    """What is said of calls that were refused is not said of those that the tree's code lets pass, nor the other way round."""

    def tree(m: Moment) -> bool | None:
        return outcome.tree(m) if m.ours is not None and m.ours.refused is m.own.refused else None

    return outcome._replace(tree=tree)
