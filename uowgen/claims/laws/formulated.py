"""Sentences that are put together of formulas: “returns `total` minus `free`”, “is true exactly when `left` is 0”, “clears `due` when it fails”.

Each part is read by a small grammar in which every word has its place, and is asked of every call that exploring saw: the spec's own code
must be so wherever it is said, the contrary must have been seen where it is not, and just beside each limit that is named.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, shown, weakest
from uowgen.claims.laws.asked import calls_of
from uowgen.claims.laws.challenged import challenges, swept
from uowgen.claims.laws.formula_parts import GIVING, REFUSING, Reader, Said, fails, refused, results, succeeds
from uowgen.claims.laws.moments import moments_of, story_of
from uowgen.claims.laws.plainly import PLACING, among
from uowgen.claims.laws.situations import after, and_, edges_of, is_in, not_
from uowgen.claims.names import bare_name
from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.sentences.sentence import Word
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.claims.kind import Case
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.stories.records import Journal

    Words = tuple[Word, ...]

_IFS: dict[tuple[str, ...], str] = {
    ("exactly", "when"): "iff", ("exactly", "if"): "iff", ("if", "and", "only", "if"): "iff", ("precisely", "when"): "iff",
    ("precisely", "if"): "iff", ("exactly", "while"): "iff", ("just", "when"): "iff", ("iff",): "iff",
    ("only", "if"): "only", ("only", "when"): "only", ("only", "while"): "only", ("only", "once"): "only",
    ("if",): "if", ("when",): "if", ("whenever",): "if", ("while",): "if", ("once",): "if", ("unless",): "unless",
}  # fmt: skip
_DONE_BY = {
    "incremented": "increments", "decremented": "decrements", "bumped": "bumps", "raised": "raises", "lowered": "lowers",
    "cleared": "clears", "zeroed": "zeroes", "reset": "resets", "set": "sets",
}  # fmt: skip
_UNCHANGED = (
    ("is", "left", "unchanged"),
    ("is", "unchanged"),
    ("stays", "unchanged"),
    ("remains", "unchanged"),
    ("stays", "as", "it", "was"),
)
_INVARIANT = {
    "never exceeds": "<=", "is never above": "<=", "is always at most": "<=", "never falls below": ">=", "never drops below": ">=",
    "is never below": ">=", "is always at least": ">=", "always equals": "==", "is always": "==", "never equals": "!=", "is always below": "<",
    "is always above": ">",
}  # fmt: skip
_METHOD = when_used(r"(?:(?P<owner>\w+)::)?(?P<method>\w+)(?:\(\))?$")
_IT_SUCCEEDS, _IT_FAILS = (tuple(Word(w, w) for w in said.split()) for said in ("it succeeds", "it fails"))
_ENDINGS = {"success": _IT_SUCCEEDS, "failure": _IT_FAILS, "error": _IT_FAILS}
_LEADING = {"successful": _IT_SUCCEEDS, "succeeding": _IT_SUCCEEDS, "failed": _IT_FAILS, "failing": _IT_FAILS}


class Statement(NamedTuple):
    """One way to take a sentence: the method, when it is said of it, how that binds (`if`, `only`, `iff`; empty: always), what it comes to.

    `ends` says that the condition is only whether the call succeeds or fails. Without a method it is said of every call, or (`new`) of those
    that make a value.
    """

    method: str
    asked: Test | None
    binds: str
    said: Said
    ends: bool = False
    new: bool = False


def decided(words: Words, lexicons: Sequence[Lexicon]) -> Finding | None:
    """What the calls say of a sentence that is made of formulas; None if it is none, or the spec's own code is not so."""
    words = tuple(w for w in words if w.code or w.text not in (".", ""))
    findings = [
        _of_way(way, lexicon) for lexicon in lexicons for way in _ways(words, lexicon) if all(_is_kept(one, lexicon) for one in way)
    ]
    outcomes = {f.outcome if f is not None else "" for f in findings}
    return findings[0] if len(outcomes) == 1 else None  # ways to take it that are not told apart must agree


def goes_against(words: Words, case: Case) -> str:
    """Why a sentence that is made of formulas, or says plainly what comes when, cannot be so: in every way to take it the spec's own code is
    not so, or the tree's is not, or no call met what is said of it; empty where nothing speaks against it.
    """
    ways = _plain_ways(words, case)
    asked = [(lexicon, way) for lexicon, way in ways if all(_comes_about(one, lexicon) for one in way)]
    if ways and not asked and not any(not w.code and w.text in ("and", "or", ",") for w in words):
        return "no call that was tried met the condition"
    kept = [(lexicon, way) for lexicon, way in asked if not any(_is_wrong(one, lexicon) for one in way)]
    if asked and not kept:
        return "with other numbers it is not so in the spec's own code"
    against = bool(kept) and all(any(_is_wrong(one, lexicon, ours=True) for one in way) for lexicon, way in kept)
    return "in another state, or with other numbers, it is not so" if against else ""


def is_plainly_so(words: Words, case: Case) -> bool:
    """Whether the spec's own code is so in a plain way to take the sentence, and nothing that was tried says that the tree's is not."""
    return any(
        all(
            _comes_about(one, lexicon, so=True) and not _is_wrong(one, lexicon) and not _is_wrong(one, lexicon, ours=True)
            for one in way
        )
        for lexicon, way in _plain_ways(words, case)
    )


def _plain_ways(words: Words, case: Case) -> list[tuple[Lexicon, tuple[Statement, ...]]]:
    from uowgen.claims.laws.quiet import explored_for

    words = tuple(w for w in words if w.code or w.text not in (".", ""))
    if not any(w.code for w in words):
        return []
    lexicons = [_plain_lexicon(j, case) for j in explored_for(case, words) if j.theirs is not None]
    return [(lexicon, way) for lexicon in lexicons for way in _ways(words, lexicon, plain=True)]


def _plain_lexicon(journal: Journal, case: Case) -> Lexicon:
    """The words of a type by the journal that is there: other readers' lexicons may know more beats."""
    from uowgen.claims.laws.lexicon import Lexicon

    size = len(journal.theirs or ())
    return case.once(f"what is plain of {journal.declaration.item.name} by {size} beats", lambda: Lexicon(journal, case))


def _comes_about(statement: Statement, lexicon: Lexicon, *, so: bool = False) -> bool:
    """Whether the condition is met by a call of the spec's own code (`so`: one that comes to what is said)."""
    asked = statement.asked
    return any(
        (asked is None or asked(m) is True) and (not so or statement.said.so(m) is True) for m in _all_calls(statement, lexicon)
    )


def _is_wrong(statement: Statement, lexicon: Lexicon, *, ours: bool = False) -> bool:
    """Whether a call of the spec's own code, or of the tree's (`ours`), goes against what is said."""
    asked = statement.asked
    calls = _all_calls(statement, lexicon)
    rows = (m._replace(own=m.ours) for m in calls if m.ours is not None) if ours else calls
    return any(_is_against(statement, True if asked is None else asked(m), statement.said.so(m)) for m in rows)


def _all_calls(statement: Statement, lexicon: Lexicon) -> Iterator[Moment]:
    yield from _calls(statement, lexicon)
    for more in (challenges, swept) if statement.method else ():
        yield from more(lexicon.journal, statement.method)


def _of_way(way: tuple[Statement, ...], lexicon: Lexicon) -> Finding | None:
    found = [f for one in way if (f := _judged(one, lexicon)) is not None]
    return weakest(found) if len(found) == len(way) or any(f.outcome == "fails" for f in found) else None


def _ways(words: Words, lexicon: Lexicon, *, plain: bool = False) -> Iterator[tuple[Statement, ...]]:
    """All ways to take the sentence, each by the statements that it makes."""
    words = _active(words)
    yield from ((one,) for one in (*_begun(words, lexicon), *_always_so(words, lexicon)))
    for one in _statements(words, lexicon, plain=plain):
        yield (one,)
    at = next((n for n, w in enumerate(words) if not w.code and w.text in ("otherwise", "else")), 0)
    if at > 4 and words[0].code:
        last = at == len(words) - 1
        cut = (
            next((n for n in range(at - 1, 3, -1) if not words[n].code and words[n].text in ("and", ",", ";", "or")), 0)
            if last
            else at
        )
        behind = words[cut + 1 : at] if last else words[at + 1 :]
        before = words[:cut]
        while before and not before[-1].code and before[-1].text in (",", ";", "and", "or"):
            before = before[:-1]
        behind = behind if not behind or (not behind[0].code and behind[0].text.endswith("s")) else (words[1], *behind)
        for one in _statements(before, lexicon) if cut and behind else ():
            if one.binds == "if" and one.asked is not None:
                for said in Reader(lexicon, one.method).outcomes(behind):
                    yield one, Statement(one.method, not_(one.asked), "if", said)


def _active(words: Words) -> Words:
    """“`used` is incremented by `take`”, “`left` is unchanged when `take` fails”: with the method in front."""
    said = tuple(w.text if not w.code else "`" for w in words)
    if len(words) > 4 and said[0] == "`" and said[1] == "is" and said[2] in _DONE_BY and said[-2:] in (("by", "`"), ("in", "`")):
        verb = Word(_DONE_BY[said[2]], _DONE_BY[said[2]])
        return (words[-1], verb, words[0], *words[3:-2])
    for phrase in _UNCHANGED:
        behind = said[len(phrase) + 1 :]
        if (
            said[0] == "`"
            and said[1 : len(phrase) + 1] == phrase
            and behind[:2] in (("when", "`"), ("if", "`"))
            and len(behind) == 3
        ):
            ends = _IT_FAILS if behind[2] in ("fails", "errors") else _IT_SUCCEEDS if behind[2] == "succeeds" else None
            if ends is not None:
                return (words[-2], *_plain("leaves"), words[0], *_plain("unchanged when"), *ends)
    return words


def _statements(words: Words, lexicon: Lexicon, *, plain: bool = False) -> Iterator[Statement]:
    """All ways to take a sentence that states one thing."""
    lead, words = _led(words)
    written = _METHOD.match(words[0].raw) if len(words) > 1 and words[0].code else None
    if written is None or written["method"] not in lexicon.journal.parts or written["owner"] not in (None, "Self", lexicon.type):
        return
    method = written["method"]
    reader = Reader(lexicon, method, plain=plain)
    rest = words[1:]
    if len(rest) > 2 and not rest[0].code and rest[0].text in GIVING | {"says"} and rest[1].text == "whether" and not lead:
        yield from (Statement(method, test, "iff", results(True)) for test in reader.condition(rest[2:]))
        return
    if plain and not lead:
        yield from _moving(method, rest, lexicon)
    if plain and len(rest) > 1 and not lead and not rest[0].code and rest[0].text in REFUSING:
        yield from (Statement(method, test, "if", refused()) for test in among(rest[1:], lexicon, method))
    for at in range(len(rest), 0, -1):
        binds, behind = _bound(rest[at:])
        if plain and at < len(rest) and (binds == "if" or not binds) and not rest[at].code and rest[at].text in PLACING:
            binds, behind = "if", rest[at:] if not binds else behind
        if (at < len(rest) and not binds) or (lead and binds in ("only", "iff")):
            continue
        conditions = [reader.condition(part) for part in (lead, behind) if part]
        for said, tests in product(reader.outcomes(rest[:at]), product(*conditions)):
            asked = [not_(t) if binds == "unless" and n == len(tests) - 1 else t for n, t in enumerate(tests)]
            how = "if" if binds == "unless" or (lead and not binds) else binds
            ends = bool(tests) and all(t in (succeeds, fails) for t in tests)
            yield Statement(method, and_(*asked) if asked else None, how, said, ends)


def _moving(method: str, rest: Words, lexicon: Lexicon) -> Iterator[Statement]:
    """“moves `Armed` to `Fired`”: calls in the one state that are not refused lead to the other."""
    said = [w.text if not w.code else "`" for w in rest]
    said, rest = (said[:1] + said[2:], rest[:1] + rest[2:]) if said[1:2] == ["from"] else (said, rest)
    if said[1:] != ["`", "to", "`"] or said[0] not in ("moves", "goes", "takes", "leads", "turns", "changes", "steps"):
        return
    old, new = (bare_name(rest[n].raw) for n in (1, 3))
    for key in lexicon.states_meant(()):
        if {old, new} <= set(lexicon.variants_of(key)):
            then = after(is_in(key, new, denied=False))
            so: Test = lambda m, then=then: None if m.own.refused or m.own.gave is False else then(m)  # type: ignore[misc]  # noqa: E731
            yield Statement(method, is_in(key, old, denied=False), "if", Said(so, so))


def _begun(words: Words, lexicon: Lexicon) -> Iterator[Statement]:
    """“A fresh guard has `written` 0 and `done` false”, “`written` starts at 0”: what every value holds when it is made."""
    said = [w.text if not w.code else "`" for w in words]
    of_type = {form(p) for p in parts(lexicon.type)} | {"value"}
    reader = Reader(lexicon, "")
    if said[:1] in (["new"], ["fresh"]) and len(said) > 4 and form(said[1]) in of_type:
        start = 4 if said[2:4] in (["starts", "with"], ["begins", "with"]) else 3 if said[2] in ("has", "holds") else 0
        yield from (Statement("", None, "", one, new=True) for one in reader.held(words[start:]) if start)
    elif (
        said[1:3] in (["starts", "at"], ["starts", "as"], ["begins", "at"], ["begins", "as"]) and words[0].code and len(words) == 4
    ):
        yield from (Statement("", None, "", one, new=True) for one in reader.held((words[0], words[3])))


def _always_so(words: Words, lexicon: Lexicon) -> Iterator[Statement]:
    """“`used` never exceeds `CAP`”, “`used + free` is always `CAP`”: what is so after every call."""
    for at in range(1, len(words) - 2):
        for length in (4, 3, 2):
            sign = _INVARIANT.get(" ".join(w.text if not w.code else "`" for w in words[at : at + length]))
            if sign is not None:
                said = Reader(lexicon, "").compares(sign, words[:at], words[at + length :])
                yield from () if said is None else (Statement("", None, "", said),)
                return


def _led(words: Words) -> tuple[Words, Words]:
    """What is said of the call before the method is named: “When `left` is 0, …”, “On success …”, “A failed …”."""
    if len(words) < 3 or words[0].code:
        return (), words
    if words[0].text in _LEADING:
        return _LEADING[words[0].text], words[1:]
    if words[0].text == "on" and words[1].text in _ENDINGS:
        return _ENDINGS[words[1].text], words[3:] if words[2].text == "," else words[2:]
    at = next((n for n, w in enumerate(words) if w.text == "," and not w.code), 0)
    if at > 1 and words[0].text in ("when", "if", "while", "once", "whenever"):
        return words[1:at], words[at + 1 :]
    return (), words


def _bound(words: Words) -> tuple[str, Words]:
    """How what follows binds, and what follows."""
    if len(words) == 2 and words[0].text == "on" and words[1].text in _ENDINGS:
        return "if", _ENDINGS[words[1].text]
    for length in (4, 2, 1):
        said = tuple(w.text if not w.code else "`" for w in words[:length])
        if said in _IFS and len(words) > length:
            return _IFS[said], words[length:]
    return "", ()


def _calls(statement: Statement, lexicon: Lexicon) -> tuple[Moment, ...]:
    journal = lexicon.journal
    if not statement.method:
        return tuple(m for m in moments_of(journal).all if m.own.after and (not m.own.before or not statement.new))
    return calls_of(journal, statement.method)


def _is_against(statement: Statement, asked: bool | None, so: bool | None) -> bool:
    """Whether a call goes against what is said: by what comes of it, or by coming where it is not said to."""
    if so is False:
        return asked is True and statement.binds != "only"
    return so is True and asked is not True and statement.binds in ("only", "iff")


def _is_kept(statement: Statement, lexicon: Lexicon) -> bool:
    """Whether the spec's own code is so wherever that is said, and the calls would have shown it if it were not."""
    said, test = statement.said, statement.asked
    rows = [(m, True if test is None else test(m), said.so(m)) for m in _calls(statement, lexicon)]
    if any(_is_against(statement, asked, so) for _, asked, so in rows):
        return False
    there = [m for m, asked, so in rows if asked is True and so is True]
    if not any(said.telling(m) is True for m in there):
        return False
    if test is None and not statement.method:
        return True
    if test is None:  # results must differ, or something else be left: else it is so whatever is said
        return len({repr(m.own.gave) for m in there}) > 1 or any(m.own.before not in (None, m.own.after) for m in there)
    # What a success leaves may well be what a failure leaves: nothing was there to be changed.
    elsewhere = [m for m, asked, so in rows if asked is False and (so is False or statement.ends)]
    return (
        bool(elsewhere)
        and not any(_is_against(statement, test(m), said.so(m)) for m in challenges(lexicon.journal, statement.method))
        and all(any(edge(m) is True for m in there) for edge in edges_of(test))
        and all(any(edge(m) is True for m in elsewhere) for edge in edges_of(test, outside=True))
    )


def _judged(statement: Statement, lexicon: Lexicon) -> Finding | None:
    """Whether it is so of the tree's calls, in the states that they lead to there, and is shown where the spec's own calls show it."""
    journal, binds, said = lexicon.journal, statement.binds, statement.said
    so, unsure = 0, False
    wrong: Moment | None = None

    def seen(m: Moment) -> tuple[bool | None, bool | None]:
        return True if statement.asked is None else statement.asked(m), said.so(m)

    for m in (*_calls(statement, lexicon), *(challenges(journal, statement.method) if statement.asked is not None else ())):
        asked, right = seen(m)
        shows = (asked is True and right is True) or (binds in ("only", "iff") and asked is False)
        theirs = seen(m._replace(own=m.ours)) if m.ours is not None else (None, None)
        wrong = wrong or (m if theirs[0] is not None and _is_against(statement, *theirs) else None)
        so += shows
        unsure = unsure or (shows and theirs != (asked, right))
    place = (shown(journal.declaration),)
    if wrong is not None and wrong.ours is not None:
        called = f"{wrong.own.name or journal.maker}({', '.join(map(in_words, wrong.own.given))})"
        same = wrong.ours.gave == wrong.own.gave
        why = f"after `{called}` other things are held" if same else f"`{called}` gives {in_words(wrong.ours.gave)}"
        return Finding("fails", f"not so: {why}", "behaviour", "behaves-differently", place, "proved", story_of(journal, wrong))
    if unsure or not so:
        return None
    return Finding("holds", f"so in {so} of {so} calls, as in the spec's own code", "behaviour", None, place, "bounded")


def _plain(text: str) -> Words:
    return tuple(Word(w, w) for w in text.split())


__all__ = ["decided", "goes_against", "is_plainly_so"]
