"""Decides when something is said to be recorded: “a line is recorded only after its handler was registered”, “records nothing if the map fails”.

The call to the outside that the words name is looked at where it is made: what the lists of the value hold at that time, and what they hold
after it failed.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import weakest
from uowgen.claims.laws.asked import calls_of
from uowgen.claims.laws.outcomes import Outcome
from uowgen.claims.laws.reader import Law
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from uowgen.claims.kind import Finding
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_KEPT = "recorded|tracked|remembered|noted|stored|saved|kept|added|listed|pushed"
_KEEPS = "records|tracks|remembers|notes|stores|saves|keeps|adds|lists|pushes"
_NOUNS = r"(?:(?:an?|the|each|every|any|its|new|it|one) )*(?:\w+ ){0,2}\w+"
_ONLY = r"(?:only|just) (?P<when>after|once|if|when)"
_FORMS = (
    rf"(?P<noun>{_NOUNS}) (?:is|are|gets?) (?:{_KEPT}) {_ONLY} (?P<rest>.+)",
    rf"` (?:{_KEEPS}) (?P<noun>{_NOUNS}) {_ONLY} (?P<rest>.+)",
    rf"only (?P<when>)(?:successfully )?(?P<rest>\w+ed) (?P<noun>{_NOUNS}) (?:is|are|gets?) (?:{_KEPT})(?: (?:to|in|into|onto|on) `)?",
    rf"` (?:{_KEEPS}) only (?P<when>)(?:successfully )?(?P<rest>\w+ed) (?P<noun>{_NOUNS})(?: (?:to|in|into|onto|on) `)?",
    rf"` (?:{_KEEPS}) (?P<noun>nothing|no \w+) (?P<when>if|when) (?P<rest>.+)",
    rf"(?P<noun>nothing|no \w+) (?:is|gets) (?:{_KEPT}) (?P<when>if|when) (?P<rest>.+)",
)
_RECORDS = frozenset("entry entries record records item items element elements".split())  # whatever is in a list
_FAILS = re.compile(r"\b(?:fails|failed|cannot be|can not be|could not be|couldn't be|can't be|is refused|was refused)\b")
_WELL = frozenset(
    "was were is are has have been be had succeeded succeeds successful successfully went goes well done the its their an a of to outcome call it they them".split()
)


class _Read(NamedTuple):
    method: str  # empty: whichever does it
    nouns: tuple[str, ...]
    done: tuple[str, ...]  # what is said of the call
    ordered: bool  # whether it is said to be recorded after it, and not only where it went well
    into: str = ""  # the list that is named


def decided(words: Words, lexicons: list[Lexicon]) -> Finding | None:
    """What the calls say; None for another sentence, where which call is meant is not clear, or where the spec's own code is not so."""
    from uowgen.claims.laws.judged import is_kept, judge

    read = _read(words)
    if read is None:
        return None
    findings = []
    for lexicon in lexicons:
        lists = tuple(k.key for k in lexicon.keys if "list" in k.sorts and "changing" in k.sorts)
        for method in [n for n in lexicon.journal.parts if n == read.method or not read.method] if lists else ():
            rows = calls_of(lexicon.journal, method)
            paths = _meant({d.path for m in rows for d in m.own.did}, read, lexicon, method)
            keys = _keys(rows, lists, lexicon)
            if not set(keys) & set(lists) or not paths or (read.into and f".{read.into}" not in keys):
                continue
            if len(paths) > 1:
                return None
            law = Law(method, _makes(paths[0]), _only_after(paths[0], keys, ordered=read.ordered), False)
            if not is_kept(law, lexicon.journal) or not any(_failed(m.own, paths[0]) for m in rows):
                return None
            findings.append(judge(lexicon.journal, law))
    known = [f for f in findings if f is not None]
    return weakest(known) if known and len(known) == len(findings) else None


def _read(words: Words) -> _Read | None:
    said = " ".join("`" if w.code else w.text for w in words if w.code or w.text != "the")
    found = next((m for pattern in _FORMS if (m := re.fullmatch(pattern, said))), None)
    codes = [bare_name(w.raw) for w in words if w.code]
    starts, ends = said[:1].count("`"), said[-1:].count("`")
    if found is None or len(codes) != starts + ends or found["rest"].endswith("`"):
        return None
    nothing = found["noun"].split()[0] in ("nothing", "no")
    fails = _FAILS.search(found["rest"])
    if nothing is (fails is None):
        return None
    rest = _FAILS.sub(" ", found["rest"]).split()
    done = tuple(w for w in rest if w not in _WELL)
    idle = {"an", "a", "each", "every", "any", "its", "new", "it", "one", "nothing", "no", "the", *_RECORDS}
    nouns = tuple(w for w in found["noun"].split() if w not in idle)
    ordered = not nothing and found["when"] in ("after", "once")
    return _Read(codes[0] if starts else "", nouns, done, ordered, codes[-1] if ends else "") if done else None


def _meant(paths: set[str], read: _Read, lexicon: Lexicon, method: str) -> list[str]:
    """The calls whose name has most of the words, if all words are known."""
    about = lexicon.words_about(method)
    if not all(form(w) in about or form(w.removesuffix("s")) in about for w in read.nouns):
        return []
    counts = {}
    for path in paths:
        names = parts(path.replace(".", "::").rpartition("::")[2])
        has = [w for w in read.done if any(_akin(w, name) for name in names)]
        verb = any(_akin(w, names[0]) or (len(names) > 1 and _akin(w, names[-1])) for w in has) if names else False
        if verb and all(w in has or form(w) in about for w in read.done):
            counts[path] = len(has)
    return [path for path, count in counts.items() if count == max(counts.values())]


def _akin(word: str, name: str) -> bool:
    """Whether a word is a form of one in a name: “registration”, `register`."""
    same = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    return form(word) == form(name) or same >= max(5, len(name) - 2) or (same >= 3 and same >= len(name) - 1)


def _recorded(beat: Beat, look: Mapping[str, object] | None, keys: tuple[str, ...]) -> bool | None:
    """Whether something is recorded that was not before the call; None where only a part of it is: a slot is filled, and not counted yet."""
    if beat.before is None or not look or any(key not in look or key not in beat.before for key in keys):
        return None
    changed = [look[key] != beat.before[key] for key in keys]
    return True if all(changed) else None if any(changed) else False


def _as_many(beat: Beat, keys: tuple[str, ...], well: int) -> bool | None:
    """Whether the lists have grown by as many things as calls went well."""
    pairs = [((beat.before or {}).get(k), (beat.after or {}).get(k)) for k in keys]
    grown = {len(b) - len(a) for a, b in pairs if isinstance(a, tuple) and isinstance(b, tuple)}
    return grown == {well} if grown else None


def _keys(rows: Iterable[Moment], lists: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The lists that what is recorded goes to in the spec's own code, and the numbers that go along with them each time."""
    good = [m.own for m in rows if m.own.before and m.own.after and any(m.own.before.get(k) != m.own.after.get(k) for k in lists)]
    numbers = [k.key for k in lexicon.keys if "number" in k.sorts and k.key.startswith(".")]
    return tuple(k for k in (*lists, *numbers) if good and all((b.before or {}).get(k) != (b.after or {}).get(k) for b in good))


def _failed(beat: Beat, path: str) -> bool:
    return any(d.path == path and d.failed for d in beat.did)


def _only_after(path: str, keys: tuple[str, ...], *, ordered: bool) -> Outcome:
    def right(beat: Beat | None) -> bool | None:
        calls = [d for d in beat.did if d.path == path] if beat is not None else []
        if beat is None or beat.panicked:
            return None
        if not calls:  # nothing was done that could be recorded
            return None if (came := _recorded(beat, beat.after, keys)) is None else not came
        early = _recorded(beat, calls[0].fields, keys) if ordered else False
        if early is not False:
            return False if early else None
        if len(calls) > 1:
            return _as_many(beat, keys, sum(not d.failed for d in calls))
        left = _recorded(beat, beat.after, keys)
        if any(d.failed for d in calls):
            return None if left is None else not left
        return True if left else None

    def telling(m: Moment) -> bool:
        return _recorded(m.own, m.own.after, keys) is True if ordered else _failed(m.own, path)

    return Outcome(lambda m: right(m.own), lambda m: right(m.ours), telling=telling)


def _makes(path: str) -> Test:
    return lambda m: any(d.path == path for d in m.own.did)


def _always(m: Moment) -> bool | None:
    return True


__all__ = ["decided"]
