"""Decides sentences on one method that are told in words of their own, where the spec's own code leaves no doubt what they speak of.

A named result that comes from one place comes in one situation; words for which that place has something, each of them, speak of that
situation. An effect is told by words for which the method's code and comments have something, each of them. A word that turns a
sentence round is read only where the comments turn the same thing round. What is so told holds where both programs do the same at
every moment, and runs have gone every way through the method in both.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.laws.grounds import IDLE, TURNING, code_denies, denying, in_comment, means
from uowgen.claims.laws.judged import is_kept, judge, lexicon_of
from uowgen.claims.laws.moments import alike, moments_of, tell_alike
from uowgen.claims.laws.outcomes import Outcome
from uowgen.claims.laws.quiet import journals_for
from uowgen.claims.laws.reader import Law
from uowgen.claims.laws.results import GIVING, Results
from uowgen.claims.laws.situations import and_
from uowgen.claims.laws.subjects import subjects
from uowgen.claims.stories.explored.stage import LIVE
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.claims.kind import Case, Finding
    from uowgen.claims.laws.grounds import Site, Unit
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat, Journal

    Words = tuple[Word, ...]

NAME = "in_own_words"
_NAME = re.compile(r"[A-Za-z_]\w*")
_BEGINNING = frozenset("when if for on with while once where whenever at given in as".split())
_MODAL = frozenset("must should shall will always also still then correctly properly".split())
_OF_ALL = frozenset("always every each any all".split())  # the method's calls: what it does in some shows nothing of all
_EACH = frozenset("all every each".split())
_MAKING = frozenset("creates makes builds constructs starts begins initializes initialises produces sets".split())
_LOGGING = frozenset("logs warns prints traces".split())  # of that nothing is seen
_SITUATIONS = frozenset("when if once while where whenever unless until".split())


def decided(words: Words, case: Case) -> Finding | None:
    """What is to be said of a sentence; None where a word is left over, or could be about two things."""
    words = tuple(w for w in words if w.code or w.text not in (".", ""))
    found: list[Finding | None] = []
    for journal in journals_for(case, words):
        if journal.theirs is None:
            continue
        lexicon = lexicon_of(journal, case)
        laws = [law for law in _laws(words, lexicon) if is_kept(law, journal)]
        found += [judge(journal, law) for law in laws]
    outcomes = {f.outcome if f is not None else "" for f in found}
    return found[0] if len(outcomes) == 1 else None


def _laws(words: Words, lexicon: Lexicon) -> Iterator[Law]:
    for subject in subjects(words, lexicon):
        rest = subject.rest
        while rest and not rest[0].code and rest[0].text in _MODAL:
            rest = rest[1:]
        if len(rest) < 2 or rest[0].code:
            continue
        at = next((n for n in range(1, len(rest)) if not rest[n].code and rest[n].text in _BEGINNING), None)
        if at is not None:
            for value in [w.raw for w in rest[1:at] if w.code][:1]:
                for outcome in Results(lexicon, subject.method).read(rest[:at]):
                    told = evident(rest[at + 1 :], _bare(value), outcome, lexicon, subject.method)
                    if told is not None:
                        yield Law(subject.method, and_(subject.calls, told[0]), told[1], True)
                        return
        lead = {w.text for w in words[: len(words) - len(rest)] if not w.code}
        effect = _effect(rest, lexicon, subject.method) if not lead & _OF_ALL else None
        if effect is not None and not subject.by_end:
            yield Law(subject.method, and_(subject.calls), effect, False)


def _bare(value: str) -> str:
    """`Err(FdError::TooMany)` as `TooMany`."""
    inner = re.findall(r"[A-Za-z_][\w:]*", value)
    inner = [n for n in inner if n not in ("Err", "Some", "Ok")]
    return inner[-1].rpartition("::")[2] if inner else value


def _effect(words: Words, lexicon: Lexicon, method: str) -> Outcome | None:
    """What a method does, told by words that all stand for something in its code or comments."""
    # What is given back, and what a new value is like, must be seen; an adjective is no verb.
    making = lexicon.journal.parts[method].takes == "" and words[0].text in _MAKING
    if making or words[0].text in GIVING | _LOGGING or not words[0].text.endswith("s"):
        return None
    grounds = lexicon.grounds
    rows = grounds.functions(method)
    if not rows:
        return None
    verbs = frozenset({form(words[0].text)}) | VERBS.get(form(words[0].text), frozenset())
    comments = grounds.comments(method)
    ground = grounds.words(method)
    flags = {form(p) for k in lexicon.keys if "flag" in k.sorts for p in parts(k.key.rpartition(".")[2])}
    said, every = 0, False
    for n, w in enumerate(words[1:], 1):
        if as_number(w.raw) is not None:
            return None
        if not w.code and w.text in _EACH:
            every = True
        elif not w.code and w.text in _SITUATIONS:
            return None
        elif not w.code and form(w.text) in flags and words[n - 1].text not in _BEING | {"whether"}:
            return None  # “committed pages” are those in one situation
        elif not w.code and w.text in TURNING:
            if not in_comment(words[n : n + 2], comments):
                return None
        elif not w.code and (form(w.text) in IDLE or w.text in _BEING or w.text in _BEGINNING or w.text in ("and", ",")):
            continue
        elif means(w, ground):
            said += 1
        else:
            return None
    if not said or not _stands_together(words, verbs, grounds.units(method)):
        return None
    paths = frozenset(
        d.path
        for m in moments_of(lexicon.journal).by_method.get(method, ())
        for d in m.own.did
        if verbs & set(parts(d.path.replace(".", "::").rpartition("::")[2]))
    )
    if every and not _is_done_to_each(lexicon.journal, method, paths):
        return None
    return _done(lexicon.journal, method, paths, sure=not _BEGINNING & {w.text for w in words if not w.code})


_AT_ENDS = frozenset(form(w) for w in "front back end head tail top bottom start beginning".split())


def _stands_together(words: Words, verbs: frozenset[str], units: Sequence[Unit]) -> bool:
    """Whether what is done stands with what it is done to, and the words of each noun phrase beside each other, in a comment or a statement.

    That each word is found somewhere is not enough: `close_writer()`, by which what was written can still be read, closes no read end.
    """
    phrases: list[list[str]] = [[]]
    for w in words[1:]:
        content = w.code or not (form(w.text) in IDLE or w.text in _BEING or w.text in _BEGINNING or w.text in ("and", ",", *_EACH))
        if not content and w.text not in ("the", "a", "an", "its", "own"):
            phrases.append([])
        elif content:
            phrases[-1] += parts(_NAME.findall(w.raw)[-1]) if w.code and _NAME.findall(w.raw) else [form(w.text)]
    phrases = [p for p in phrases if p]
    if not phrases:
        return False
    said = frozenset(w.text for w in words)
    doing = [unit for unit in units if verbs & unit.doing and unit.narrowing <= said]
    if not any(_beside(phrases[0], unit.words) for unit in doing):
        return False
    # At which end of a list it is done must stand with what is done: that the oldest are in front is told of the list.
    return all(any(_beside(p, unit.words) for unit in (doing if _AT_ENDS & set(p) else units)) for p in phrases[1:])


def _beside(phrase: list[str], unit: Sequence[str]) -> bool:
    """Whether the words stand one behind the other, with at the most one other between two of them."""
    rows = [n for n, word in enumerate(unit) if word == phrase[0]]
    for start in rows:
        at = start
        for word in phrase[1:]:
            near = [n for n in (at + 1, at + 2) if n < len(unit) and unit[n] == word]
            if not near:
                break
            at = near[0]
        else:
            return True
    return False


def _is_done_to_each(journal: Journal, method: str, paths: frozenset[str]) -> bool:
    """Whether the calls are made as often as a list has elements, at all moments, with several in some."""
    rows = [m for m in moments_of(journal).by_method.get(method, ()) if not m.own.refused and m.own.before]
    lists = {k for m in rows for k, v in (m.own.before or {}).items() if isinstance(v, tuple)}
    for key in lists:
        counts = [
            (len(v), sum(d.path in paths for d in m.own.did)) for m in rows if isinstance(v := (m.own.before or {}).get(key), tuple)
        ]
        if len(counts) == len(rows) and all(a == b for a, b in counts) and max((a for a, _ in counts), default=0) > 1:
            return True
    return False


def _done(journal: Journal, method: str, paths: frozenset[str], *, sure: bool) -> Outcome:
    def of(beat: Beat) -> list[str]:
        return [d.path for d in beat.did if d.path in paths]

    def own(m: Moment) -> bool | None:
        if m.own.refused:
            return None
        return True if m.own.did or _changed(m.own) else None

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        if sure and of(m.own) and not of(m.ours):
            return False
        return True if same_in_all(journal) and everywhere(journal, method) else None

    return Outcome(own, tree, lambda m: same_in_all(journal))


def _changed(beat: Beat) -> bool:
    """Whether the value tells, or holds, something else after a call."""
    before, after = beat.before or {}, beat.after or {}
    return any(before.get(k) != v for k, v in after.items() if k != LIVE)


_COMMON = frozenset({"None", "true", "false"})  # such a result has no words of its own
# What may be said of a thing that is there, without saying more.
_BEING = frozenset("is are was were has have had gets got exists exist there being held".split())


def evident(words: Words, value: str, outcome: Outcome, lexicon: Lexicon, method: str) -> tuple[Test, Outcome] | None:
    """The calls that a situation means in which a method gives `value`, and how both programs go with that; None if a word is left over."""
    site = lexicon.grounds.site(method, value)
    if site is None or not _is_told(words, site, lexicon):
        return None
    if value in _COMMON and not in_comment(words, [c for c in lexicon.grounds.comments(method) if value.lower() in c.lower()]):
        return None
    apart = "||" in site.code  # one of several reasons may be meant

    def asked(m: Moment) -> bool | None:
        return outcome.own(m) is True

    def tree(m: Moment) -> bool | None:
        right = outcome.tree(m)
        if right is False:
            return None if apart else False
        return right if everywhere(lexicon.journal, method) else None

    return asked, Outcome(outcome.own, tree, outcome.alike)


def _is_told(words: Words, site: Site, lexicon: Lexicon) -> bool:
    """Whether each word speaks of what leads to the result, and nothing is turned round."""
    counted = found = False
    for n, w in enumerate(words):
        number = as_number(w.raw) if not w.code or w.raw[:1].isdigit() else None
        if number is not None:
            if not _is_limit(number, words, site, lexicon):
                return False
            counted = found = True
        elif not w.code and (form(w.text) in IDLE or w.text in _BEING):
            continue
        elif not w.code and w.text in TURNING:
            if not _turned_alike(words, n, site):
                return False
        elif w.code and lexicon.number(w.raw) is not None:
            if w.raw.rpartition("::")[2] not in site.code or _is_apart(words, w.raw.rpartition("::")[2], site):
                return False
            counted = found = True
        elif means(w, _told_of(w, site)):
            found = True
        else:
            return False
    if denying(words) != site.denies and not counted:
        return denying(words) and code_denies(site) and found
    return found


_STATES = frozenset("free busy idle open set clear live empty full held".split())


def _told_of(word: Word, site: Site) -> frozenset[str]:
    """What a word may stand for: how a thing is said to be is told by comments and names, and not by what is called: `slot.take()`."""
    if word.code or not (word.text.endswith(("ed", "en")) or word.text in _STATES):
        return site.words
    called = {p for n in re.findall(r"(\w+)\s*(?:::<[^>]*>)?\(", site.code) for p in parts(n)}
    said = {form(w) for w in re.findall(r"[\w']+", site.doc)}
    return site.words - (called - said)


_SIGNED = frozenset("above below over under than least most exceeds exceed exceeding past beyond up more less fewer".split())


def _is_apart(words: Words, name: str, site: Site) -> bool:
    """Whether code compares with a limit so that it is not met where just its number is named: “at 50” beside `used > 50`."""
    signs = re.findall(rf"(==|>=|<=|!=|>|<)\s*{re.escape(name)}\b", site.code)
    return any(s in ("<", ">", "!=") for s in signs) and not any(not w.code and w.text in _SIGNED for w in words)


def _is_limit(number: int, words: Words, site: Site, lexicon: Lexicon) -> bool:
    names = re.findall(r"\b[A-Z][A-Z0-9_]*\b|\b\d[\d_]*\b", site.code)
    same = [n for n in names if (as_number(n) if n[:1].isdigit() else lexicon.number(n)) == number]
    return bool(same) and not any(_is_apart(words, n, site) for n in same)


def _turned_alike(words: Words, at: int, site: Site) -> bool:
    """Whether the comments of a result have the word that turns round before the same word; `no` may stand for `not`, and for `without`."""
    word = words[at].text
    behind = next((form(w.text) for w in words[at + 1 :] if not w.code and form(w.text) not in IDLE and w.text not in _BEING), "")
    names = [p for n in re.findall(r"\b[A-Z]\w*[a-z]\w*\b", site.code)[-1:] for p in parts(n)]
    rows = [[form(w) for w in re.findall(r"[\w']+", site.doc)], names]
    if word in ("not", "no", "without", "none"):
        turned = {form(w) for w in ("not", "no", "without", "none", "un")}
        for row in rows:
            kept = [f for f in row if f not in IDLE]
            if any(f in turned and behind in kept[n + 1 : n + 3] for n, f in enumerate(kept)):
                return True
        # “no free frame” beside `pop_free().ok_or(…)`: what is looked for is not there.
        return code_denies(site) and bool(behind)
    return any(form(word) in row for row in rows)


def everywhere(journal: Journal, method: str) -> bool:
    """Whether runs have gone every way through a method and what it comes to, in both programs."""
    kept = journal.notes.get(("everywhere", method))
    if not isinstance(kept, bool):
        ways = journal.notes.get("ways")
        kept = journal.notes["everywhere", method] = callable(ways) and bool(ways(method))
    return kept


def same_in_all(journal: Journal) -> bool:
    """Whether the two programs did the same at every moment: what they gave, told, and did to the outside in whichever order."""
    kept = journal.notes.get("same in all")
    if not isinstance(kept, bool):
        rows = moments_of(journal).all
        kept = journal.notes["same in all"] = bool(rows) and all(
            m.ours is not None
            and (m.ours.gave, m.ours.panicked, m.ours.left) == (m.own.gave, m.own.panicked, m.own.left)
            and tell_alike(m.own, m.ours)
            and alike(m.own.after, m.ours.after)
            and sorted((d.path, repr(d.given)) for d in m.own.did) == sorted((d.path, repr(d.given)) for d in m.ours.did)
            for m in rows
        )
    return kept


__all__ = ["NAME", "decided"]
