"""Decides a sentence by the laws that it may state: those that the spec's own code keeps are what was meant, and the tree's must keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, shown, weakest
from uowgen.claims.laws.asked import calls_of
from uowgen.claims.laws.challenged import challenges, swept
from uowgen.claims.laws.ending import DROP
from uowgen.claims.laws.explored import EXPLORED
from uowgen.claims.laws.lexicon import Lexicon
from uowgen.claims.laws.moments import moments_of, story_of
from uowgen.claims.laws.quiet import journals_for
from uowgen.claims.laws.reader import laws
from uowgen.claims.laws.results import GIVING
from uowgen.claims.laws.situations import and_, edges_of, is_exact
from uowgen.claims.names import bare_name
from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.laws.reader import Law
    from uowgen.claims.stories.records import Journal

NAME = "keeps_law"
_JOINING = frozenset({"and", "but", ";", ","})


def decided(words: tuple[Word, ...], case: Case) -> Finding | None:
    """What the laws say of a sentence; None where it states none that the spec's own code keeps, or could be about two types."""
    every = [(j, _kept(words, j, case)) for j in journals_for(case, words) if j.theirs is not None]
    rows = [(j, found) for j, found in every if found]
    if not rows or any(found is None for _, found in every):
        return _unless_set(words, case) or _in_parts(words, case) or _lived(words, case)
    mine = [(j, found) for j, found in rows if all(lexicon_of(j, case).is_own(law.method) for law in found)]
    rows = mine or rows  # what is borrowed has the method, not those that borrow it
    findings = [judge(journal, law) for journal, kept in rows for law in kept]
    outcomes = {f.outcome for f in findings if f is not None}
    if len(rows) > 1 and (len({law.method for _, kept in rows for law in kept}) > 1 or outcomes != {"holds"}):
        return None  # it may be about another type
    # Ways to take the sentence that its own code keeps to are one in what they mean, as far as could be seen.
    if outcomes == {"fails"}:
        return next(f for f in findings if f is not None)
    return findings[0] if outcomes == {"holds"} and None not in findings else None


def _lived(words: tuple[Word, ...], case: Case) -> Finding | None:
    """What lives say that are told for the sentence alone."""
    from uowgen.claims.laws import directed, followed, formulated, outside_bounds, recorded_after

    lexicons = [lexicon_of(j, case) for j in journals_for(case, words) if j.theirs is not None]
    return (
        followed.decided(words, lexicons)
        or recorded_after.decided(words, lexicons)
        or outside_bounds.decided(words, case, lexicons)
        or directed.decided(words, case, lexicons)
        or formulated.decided(words, lexicons)
    )


def lexicon_of(journal: Journal, case: Case) -> Lexicon:
    return case.once(f"lexicon of {journal.declaration.item.name}", lambda: Lexicon(journal, case))


def _unless_set(words: tuple[Word, ...], case: Case) -> Finding | None:
    """“`Drop` unpins all pages unless `kept` is set”: it does so at each end, and nothing where the flag is set; both must be decided."""
    at = next((n for n, w in enumerate(words) if not w.code and w.text == "unless"), 0)
    if at < 3 or bare_name(words[0].raw).lower() != DROP:
        return None
    nothing = tuple(Word(w, w) for w in ("does", "nothing", "when"))
    otherwise = decided((words[0], *nothing, *words[at + 1 :]), case)
    done = decided(words[:at], case) if otherwise is not None else None
    return weakest([done, otherwise]) if done is not None and otherwise is not None else None


def _in_parts(words: tuple[Word, ...], case: Case) -> Finding | None:
    """“`clear()` empties the queue and keeps the count”: the method said of each part; all parts must be decided."""
    for at in range(2, len(words) - 1):
        if words[at].code or words[at].text not in _JOINING or not words[0].code:
            continue
        first = decided(words[:at], case)
        last = decided((words[0], *words[at + 1 :]), case) if first is not None else None
        if first is not None and last is not None:
            return weakest([first, last])
    return None


def _kept(words: tuple[Word, ...], journal: Journal, case: Case) -> list[Law] | None:
    """The laws that the sentence may state and the spec's own code keeps, in moments that tell; None where one that is not kept may be
    meant as well.
    """
    moments = moments_of(journal)
    lexicon = lexicon_of(journal, case)
    if (
        len(words) > 3
        and words[0].code
        and [w.text for w in words[1:3]] == ["at", "zero"]
        and words[3].text in GIVING | {"is", "are"}
    ):
        return []  # that is how the call begins, where “at zero” elsewhere is what it comes to
    found = []
    for law in laws(words, lexicon, apart=moments.apart):
        for one in (law, law._replace(asked=_of_something(law.asked)), law._replace(asked=_left_alone(law.asked))):
            if is_kept(one, journal):
                found.append(one)
                break
    return found or _kept_in_other_words(words, lexicon, journal, apart=moments.apart)


def _kept_in_other_words(words: tuple[Word, ...], lexicon: Lexicon, journal: Journal, *, apart: bool) -> list[Law] | None:
    """The laws of a sentence in another order; where no method is named, each that ever does what is said must do so there."""
    from uowgen.claims.laws.spoken import more_laws, named_in

    named = named_in(words, lexicon)
    by_method: dict[str, list[Law]] = {}
    for law in more_laws(words, lexicon, apart=apart):
        by_method.setdefault(law.method, []).append(law)
    found = {name: [law for law in rows if is_kept(law, journal, strict=True)] for name, rows in by_method.items()}
    if not named:
        does = [
            n
            for n, rows in by_method.items()
            if any(law.outcome.own(m) is True for law in rows for m in calls_of(journal, law.method))
        ]
        if any(not found[n] for n in does):
            return None
    return [law for rows in found.values() for law in rows]


def _of_something(asked: Test) -> Test:
    """The calls asked about, without those that are given nothing to work on: an empty slice, no elements."""
    return and_(lambda m: () not in m.own.given, asked)


def _left_alone(asked: Test) -> Test:
    """The calls asked about, where nobody has changed what is borrowed past the values that borrow it."""

    def alone(m: Moment) -> bool:
        living = next((n for n, b in enumerate(m.earlier) if b.who), None)
        return m.own.story < EXPLORED or living is None or all(b.who or b.refused for b in m.earlier[living:])

    return and_(alone, asked)


def is_kept(law: Law, journal: Journal, *, strict: bool = False) -> bool:
    """Whether the spec's own code is as the law says at every call that it is about, and another outcome would have shown.

    `strict`: something else must come in another situation, whatever is said to come.
    """
    so = telling = other = False
    right_ones = for_other_reasons = 0
    others: list[Moment] = []  # refused for another reason
    edges, beyond = set(edges_of(law.asked)), set(edges_of(law.asked, outside=True))
    alike: set[Test] = set()  # where just beyond the limit the same comes
    for m in calls_of(journal, law.method):
        asked = law.asked(m)
        right = law.outcome.own(m) if asked is not None else None
        if asked is True:
            if right is False:
                return False
            so = so or right is True
            right_ones += right is True and m.own.refused
            others += [m] if right is None and m.own.refused else []
            edges = {edge for edge in edges if right is not True or edge(m) is not True}
            telling = telling or (right is True and (law.outcome.telling is None or law.outcome.telling(m) is True))
        elif asked is False and right is True and (is_exact(law.asked) or (law.outcome.rare and law.conditioned)):
            return False
        elif asked is False and right is True:
            alike |= {edge for edge in beyond if edge(m) is True}
        elif asked is False and right is False:
            other = True
            beyond = {edge for edge in beyond if edge(m) is not True}
    refusals = [m for m in calls_of(journal, law.method) if others and law.asked(m) is False and m.own.refused]
    # What is refused in a state whatever is given says nothing of what is given.
    always = {(repr(m.own.before), repr(m.own.gave)) for m in refusals}
    of_state = {repr(m.own.gave) for m in others if (repr(m.own.before), repr(m.own.gave)) in always}
    others = [m for m in others if (repr(m.own.before), repr(m.own.gave)) not in always]
    if law.conditioned and not right_ones and {repr(m.own.gave) for m in others} & {gave for _, gave in always} - of_state:
        return False  # what is refused there as it is elsewhere is not refused for another reason
    if len(others) > right_ones > 0:
        for_other_reasons = len(others)
    # Where the situation turns was never seen, another limit would be as good; where other errors come more often, another situation.
    if edges or (beyond if strict else beyond & alike) or for_other_reasons > right_ones > 0:
        return False
    # A result that comes at every call says nothing of the situation that it is said to come in.
    return so and telling and (other or not law.conditioned or (law.outcome.alike is None and not strict))


def judge(journal: Journal, law: Law) -> Finding | None:
    so, unsure = 0, False
    wrong: Moment | None = None
    more = challenges(journal, law.method)
    if any(law.asked(m) is True and law.outcome.own(m) is False for m in (*more, *swept(journal, law.method))):
        return None  # with other numbers the spec's own code is not so
    for m in (*calls_of(journal, law.method), *more):
        asked = law.asked(m)
        if asked is True and law.outcome.own(m) is True:
            right = law.outcome.tree(m)
            so += right is True
            if right is False and (m.clean or law.outcome.whole):
                wrong = wrong or m
            unsure = unsure or right is not True
        elif asked is not True and law.outcome.alike is not None:
            unsure = unsure or law.outcome.alike(m) is not True
    place = (shown(journal.declaration),)
    if wrong is not None and wrong.ours is not None:
        said = (
            f"not so: `{law.method}` gives {in_words(wrong.ours.gave)}, where the spec's own code gives {in_words(wrong.own.gave)}"
        )
        if wrong.ours.gave == wrong.own.gave:
            said = f"not so: after `{law.method}` other things are held than with the spec's own code"
        return Finding("fails", said, "behaviour", "behaves-differently", place, "proved", story_of(journal, wrong))
    if unsure or not so:
        return None
    return Finding("holds", f"so in {so} of {so} calls, as in the spec's own code", "behaviour", None, place, "bounded")
