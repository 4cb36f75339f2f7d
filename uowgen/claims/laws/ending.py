"""Reads sentences on the end of a value: “dropping an uncommitted guard …”, “`Drop` … if committed”, “when an inner guard is dropped, …”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.doings import lent_same
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, held_before
from uowgen.claims.laws.situations import and_
from uowgen.claims.laws.states import States
from uowgen.claims.names import bare_name
from uowgen.claims.stories.explored.stage import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

DROP = "drop"
_INNER, _LAST = frozenset("inner nested innermost".split()), frozenset("last outermost final outer only sole".split())
_NESTED = frozenset("inner nested innermost outermost outer".split())
_DEPTHS = frozenset(form(w) for w in "depth nesting level count refcount references pins users holders".split())
_THINGS = frozenset("guard handle token value one it instance object".split())
_IDLE = frozenset("live living such any abandoned unfinished forgotten leftover remaining still".split())
_MOST = 7


def ended(words: Words, lexicon: Lexicon) -> Iterator[tuple[Test | None, Words]]:
    """Which ends the sentence begins with, and what is left of it."""
    if DROP not in lexicon.journal.parts or not words:
        return
    first = words[0]
    if bare_name(first.raw).lower() == DROP and (first.code or first.raw[:1].isupper() or first.text == DROP):
        yield from _of_such(words[1:], lexicon, of="of")
    elif not first.code and first.text == "dropping":
        yield from _of_such(words[1:], lexicon, of="")
    elif any(not w.code and w.text == "dropped" for w in words[1:_MOST]) and not any(
        w.text in ("is", "are", "when", "if") for w in words[:2]
    ):
        at = next(n for n, w in enumerate(words) if not w.code and w.text == "dropped")
        for end in range(at + 1, min(len(words), at + _MOST)):  # “a buffer dropped in flight …”
            for test in _thing((*words[:at], *words[at + 1 : end]), lexicon):
                yield test, words[end:]
    elif not first.code and first.text in ("on", "at", "upon") and len(words) > 2:
        at = next((n for n in (1, 2) if bare_name(words[n].raw).lower() == DROP), 0)
        rest = words[at + 1 :]
        rest = rest[1:] if rest and not rest[0].code and rest[0].text == "," else rest
        for test in _which(words[1:at], lexicon) if at else ():
            yield test, rest
            if len(rest) > 1 and is_noun(rest[0], lexicon):
                yield test, rest[1:]
    elif len(words) > 2 and not first.code and first.text in _INNER | _LAST and bare_name(words[1].raw).lower() == DROP:
        for test in _which(words[:1], lexicon):
            yield test, words[2:]


def lead(words: Words, lexicon: Lexicon) -> Iterator[Test | None]:
    """“(when) an uncommitted guard is dropped”: which ends are meant."""
    said = [w.text for w in words]
    for being in ("is", "gets", "was"):
        if (
            being in said
            and said.index(being) + 1 < len(said)
            and said[said.index(being) + 1] == "dropped"
            and DROP in lexicon.journal.parts
        ):
            at = said.index(being)
            yield from _thing((*words[:at], *words[at + 2 :]), lexicon)


def _of_such(words: Words, lexicon: Lexicon, *, of: str) -> Iterator[tuple[Test | None, Words]]:
    if of and (not words or words[0].code or words[0].text != of):
        yield None, words
        return
    if not of and len(words) > 2 and not words[0].code and words[0].text == "without" and _ends(words[1:2], lexicon):
        yield None, words[2:]  # what takes the value leaves none to be dropped
        return
    if not of and len(words) > 2 and not words[0].code and words[0].text == "without" and words[1].code:
        name = bare_name(words[1].raw)
        if name in lexicon.journal.parts and lexicon.journal.parts[name].takes == "mut":
            yield _never_called(name), words[2:]
            return
    for at in range(1, min(len(words), _MOST) + 1):
        for test in _thing(words[1:at] if of else words[:at], lexicon):
            yield test, words[at:]


def _thing(words: Words, lexicon: Lexicon) -> Iterator[Test | None]:
    """“an uncommitted guard”, “inner guard”, “guard with no pages”, “reservation without `install`”."""
    words = tuple(w for w in words if w.code or w.text not in _IDLE)
    for name in ("without", "before", "unless"):
        at = next((n for n, w in enumerate(words) if not w.code and w.text == name), None)
        if at is not None and at + 1 < len(words) and len(words) - at < 4 and _ends(words[at + 1 :], lexicon):
            if not at:  # “dropping without commit”
                yield None
                return
            words = words[:at]  # what takes the value leaves none to be dropped
    if not words:
        return
    at = next((n for n, w in enumerate(words) if is_noun(w, lexicon)), None)
    if at is None:
        return
    before, behind = words[:at], words[at + 1 :]
    tests: list[Test] = []
    others: list[Test | None] = []
    if before and not before[0].code and before[0].text in _INNER | _LAST:
        others = list(_which(before[:1], lexicon))
        before = before[1:]
    states = States(lexicon, DROP)
    for group in (before, behind):
        if not group:
            continue
        found = states.described(group)
        if not found:
            return
        tests.append(found[0])
    if others:
        yield from (and_(one, *tests) for one in others)
    else:
        yield and_(*tests) if tests else None


def _never_called(name: str) -> Test:
    """Whether a method was never called on the value, or did nothing."""
    return lambda m: not any(b.name == name and not b.refused and b.who in (0, m.own.who) for b in m.earlier)


def _which(words: Words, lexicon: Lexicon) -> Iterator[Test | None]:
    """“last”, “inner”: whether others live besides the one that ends, by all that may count them; no words: any."""
    if not words:
        yield None
    elif len(words) == 1 and words[0].text in _INNER | _LAST:
        for key in (LIVE, *(k.key for k in lexicon.keys if "number" in k.sorts and k.name & _DEPTHS)):
            yield _others_live(key, so=words[0].text in _INNER)
        if words[0].text in _NESTED:
            yield _made_later(so=words[0].text in _INNER)


def _others_live(key: str, *, so: bool) -> Test:
    """Whether others live besides the one that ends, by what counts them."""

    def test(m: Moment) -> bool | None:
        count = held_before(m, key)
        return (count > 1) is so if type(count) is int else None

    return test


def _made_later(*, so: bool) -> Test:
    """Whether the one that ends was made within another that still lives; only told where each ends before those around it."""

    def test(m: Moment) -> bool | None:
        living: list[int] = []
        seen: set[int] = set()
        for b in (*m.earlier, m.own):
            if b.who and b.who not in seen:
                living.append(b.who)
                seen.add(b.who)
            if b.name == DROP and (not living or living.pop() != b.who):
                return None
        return bool(living) is so

    return test


def _ends(words: Words, lexicon: Lexicon) -> bool:
    """Whether a method is named that takes the value."""
    names = {n for n, p in lexicon.journal.parts.items() if p.takes == "value" and n != DROP}
    said = {bare_name(w.raw) for w in words} | {form(w.text) for w in words if not w.code}
    return bool(said & names) or any(form(n.split("_")[0]) in said for n in names)


def is_noun(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word stands for a value of the type."""
    if word.code:
        return bare_name(word.raw) == lexicon.type
    return word.text in _THINGS or form(word.text) == parts(lexicon.type)[-1]


NOTHING = (
    ("does", "nothing"),
    ("has", "no", "effect"),
    ("is", "without", "effect"),
    ("is", "no-op"),
    ("is", "no", "op"),
    ("is", "noop"),
    ("touches", "nothing"),
    ("changes", "nothing"),
)
_ON_DROP = (("on", "drop"), ("when", "dropped"), ("at", "end"), ("when", "it", "is", "dropped"), ("at", "its", "end"))
_CALLED = frozenset("was is has been called it its then , returned".split())


def spared(words: Words, lexicon: Lexicon) -> Iterator[str]:
    """“After `keep()` the drop does nothing”: the method that takes the value, in which it then ends."""
    if len(words) < 4 or DROP not in lexicon.journal.parts:
        return
    yield from _spared_behind(words, lexicon)
    if words[0].code or words[0].text not in ("after", "once"):
        return
    name, rest = bare_name(words[1].raw), words[2:]
    while rest and ((not rest[0].code and rest[0].text in _CALLED) or _is_owner(rest[0])):
        rest = rest[1:]
    part = lexicon.journal.parts.get(name)
    if part is None or part.takes != "value" or name == DROP or not rest:
        return
    said = tuple(w.text for w in rest)
    dropped = bare_name(rest[0].raw).lower() == DROP and said[1:] in NOTHING
    if dropped or (said[0] == "dropping" and said[2:] in NOTHING and is_noun(rest[1], lexicon)):
        yield name


def _spared_behind(words: Words, lexicon: Lexicon) -> Iterator[str]:
    """“`Drop` does nothing if committed”, “the drop is a no-op after `keep()`”: where only a method that takes the value leads there."""
    said = tuple(w.text for w in words)
    if said[0] == "dropping" and len(words) > 4 and not any(w.code for w in words) and is_noun(words[2], lexicon):
        takers = [n for n, p in lexicon.journal.parts.items() if p.takes == "value" and n != DROP]
        meant = [n for n in takers if form(said[1]) in {form(x) for x in n.split("_")[:1]}]
        if len(meant) == 1 and (said[3:] in NOTHING or (len(said) == 5 and said[4] == "nothing" and said[3].endswith("s"))):
            yield meant[0]
        return
    first = 1 if bare_name(words[0].raw).lower() == DROP else 0
    row = next((r for r in NOTHING if first and said[first : first + len(r)] == r), None)
    rest = words[first + len(row) :] if row is not None else ()
    if len(rest) < 2 or rest[0].code or rest[0].text not in ("if", "when", "once", "after"):
        return
    named = [w for w in rest[1:] if w.code or w.text not in _CALLED | {"guard", "already"}]
    takers = [n for n, p in lexicon.journal.parts.items() if p.takes == "value" and n != DROP]
    if len(named) == 1:
        word = named[0]
        meant = [
            n
            for n in takers
            if n == bare_name(word.raw) or (not word.code and form(word.text) in {form(x) for x in n.split("_")[:1]})
        ]
        yield from meant if len(meant) == 1 else ()


def _is_owner(word: Word) -> bool:
    return not word.code and word.text.rstrip("s").endswith(("'", "’"))


def undone(words: Words, lexicon: Lexicon) -> Iterator[tuple[Test | None, Words]]:
    """“uncommitted segments are unmapped newest first”: which ends it is said of, and the same as what is done (“unmaps segments …”)."""
    at = next((n for n, w in enumerate(words[:-1]) if n and not w.code and w.text in ("is", "are", "gets", "get")), None)
    if at is None or DROP not in lexicon.journal.parts or at > _MOST:
        return
    verb, noun, tail = words[at + 1], words[:at], words[at + 2 :]
    if verb.code or any(w.code for w in noun):
        return
    states = States(lexicon, DROP)
    ways: list[tuple[Test | None, Words]] = [(None, noun)] if _by_drop(tail) else []
    for n in range(1, len(noun)):
        ways += [(test, noun[n:]) for test in states.described(noun[:n])]
    for test, rest in ways:
        yield test, (verb, *rest, *(_without_drop(tail)))


def _by_drop(words: Words) -> bool:
    said = [bare_name(w.raw).lower() for w in words]
    return DROP in said or "dropped" in said


def _without_drop(words: Words) -> Words:
    """The words without “on drop”, “by `Drop`”, “when it is dropped” at their end."""
    said = [bare_name(w.raw).lower() if w.code else w.text for w in words]
    for n in range(len(words)):
        if said[n] in ("on", "by", "in", "at", "when", "once", "during") and ("drop" in said[n:] or "dropped" in said[n:]):
            return words[:n]
    return words


def ends_idly(lexicon: Lexicon, ending: str, *, by: str = "") -> Outcome:
    """The value ends in the call and nothing is done, where ends (calls of `ending`) do something.

    Where something is done it may be for the method or for the end: it goes against the sentence only where the other, `by`, is the
    spec's own code.
    """
    acting = [m for m in moments_of(lexicon.journal).by_method.get(ending, ()) if not _is_idle(m.own)]
    full = {_held(m) for m in acting}
    made = {d.path for m in acting for b in (m.own, m.ours) if b is not None for d in b.did}  # what ends do; a method may do more

    def own(m: Moment) -> bool | None:
        return _is_idle(m.own, made) if acting and not m.own.panicked else None

    def tree(m: Moment) -> bool | None:
        if m.ours is None or m.ours.panicked:
            return None
        if _is_idle(m.ours, made):
            return True if {d.path for d in m.ours.did} <= {d.path for d in m.own.did} else None
        return False if not by or lexicon.as_shown(by) else None

    return Outcome(own, tree, telling=lambda m: _held(m) in full)


def _is_idle(beat: Beat, of: set[str] | None = None) -> bool:
    """Whether a call does nothing; or none `of` such calls to the outside."""
    return not any(of is None or d.path in of for d in beat.did) and lent_same(beat) is not False


def _held(m: Moment) -> str:
    return repr({k: v for k, v in (m.own.before or {}).items() if k != LIVE})


def of_none_such(words: Words, lexicon: Lexicon) -> Iterator[str]:
    """“Dropping a disarmed guard has no effect”, “a defused guard does nothing on drop”: of values that are only so within the method that
    takes them.
    """
    said = tuple(w.text if not w.code else bare_name(w.raw).lower() for w in words)
    takers = [n for n, p in lexicon.journal.parts.items() if p.takes == "value" and n != DROP]
    if DROP not in lexicon.journal.parts or len(takers) != 1 or len(words) < 4:
        return
    such: Words = ()
    if said[0] == "dropping" and len(words) > 4 and is_noun(words[2], lexicon) and said[3:] in NOTHING:
        such = words[1:2]
    elif is_noun(words[1], lexicon) and said[2:] in {(*row, *how) for row in NOTHING for how in _ON_DROP}:
        such = words[:1]
    elif said[0] == DROP and said[-2] in ("once", "when", "if", "after", "for") and said[1:-2] in NOTHING:
        such = words[-1:]
    elif said[0] == DROP and said[1] == "of" and len(words) > 5 and is_noun(words[3], lexicon) and said[4:] in NOTHING:
        such = words[2:3]
    tests = States(lexicon, DROP).described(such) if such else []
    ends = moments_of(lexicon.journal).by_method.get(DROP, ())
    if tests and all(test(m) is False for test in tests for m in ends):
        yield takers[0]


def taken_out(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, Word]]:
    """“Released pages are not unpinned on drop”, “a span taken out with `surrender()` is not freed by `Drop`”: the method that takes out, and
    what ends do to the others.
    """
    said = [w.text if not w.code else "`" for w in words]
    at = next((n for n, w in enumerate(said[:-3]) if n and w in ("is", "are") and said[n + 1] == "not"), 0)
    behind = words[at + 2 :]
    if not at or DROP not in lexicon.journal.parts or not _by_drop(behind[1:]) or behind[0].code or _without_drop(behind[1:]):
        return
    names = [n for n, p in lexicon.journal.parts.items() if p.takes == "mut" and n != DROP]
    named = [bare_name(w.raw) for w in words[:at] if w.code]
    if named:
        plain = all(w.code or w.text in _TAKEN or is_of_list(w, lexicon) for w in words[:at])
        meant = [n for n in names if named == [n] and plain]
    else:
        meant = [n for n in names if at == 2 and form(said[0]) == parts(n)[0] and is_of_list(words[1], lexicon)]
    yield from ((name, behind[0]) for name in meant if len(meant) == 1)


_TAKEN = frozenset("taken removed out with by that was were given handed released from guard scope it".split())


def is_of_list(word: Word, lexicon: Lexicon) -> bool:
    """Whether a noun stands for what the value's lists hold."""
    if word.code:
        return False
    keys = [k for k in lexicon.keys if "list" in k.sorts and "changing" in k.sorts]
    given = {p for part in lexicon.journal.parts.values() if part.takes == "mut" for n, _ in part.parameters for p in parts(n)}
    return any(form(word.text) in k.name | lexicon.elements_of(k.key) for k in keys) or form(word.text) in given


__all__ = [
    "DROP",
    "LIVE",
    "NOTHING",
    "ended",
    "ends_idly",
    "is_noun",
    "is_of_list",
    "lead",
    "of_none_such",
    "spared",
    "taken_out",
    "undone",
]
