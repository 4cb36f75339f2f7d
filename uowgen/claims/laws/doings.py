"""Reads what a call is said to do to many things, and in which order: “unmaps its pages newest first”, “does nothing”, “acks before unmasking”."""

# ruff: noqa: SIM905
from __future__ import annotations

from functools import reduce
from itertools import product
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.laws.each import calls_in, of_each
from uowgen.claims.laws.given_back import amounts_given
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, both, held_before
from uowgen.claims.names import bare_name
from uowgen.claims.stories.explored.stage import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_AGAIN = frozenset("again call a any ever it".split())
_LEAVING = frozenset("leaves keeps stays remains".split())
_ALL = frozenset("all every each its their recorded tracked remaining outstanding them whole any held pinned mapped of".split())
_HOW_MUCH = frozenset("all every each held whole entire total recorded tracked remaining outstanding".split())
_WHATEVER = frozenset(form(w) for w in "entry entries item items element elements record records".split())  # what stands in a list
_EACH, _ANOTHER = frozenset("every each all".split()), frozenset("another one a an more additional extra further new own".split())
_TAKING = frozenset("takes adds acquires gets obtains".split())
_MAKING = frozenset("takes adds acquires gets obtains makes issues does performs sends leaves causes creates".split())
_ADDING = frozenset(form(w) for w in "add adds take takes acquire increment more another".split())
_NEWEST = (("newest", "first"), ("last", "first"), ("in", "reverse", "order"), ("in", "reverse"), ("backwards",), ("last-in", "first-out"),
           ("last", "in", "first", "out"), ("most", "recent", "first"), ("lifo",), ("in", "lifo", "order"), ("in", "reverse", "insertion", "order"),
           ("in", "reverse", "order", "of", "insertion"), ("in", "opposite", "order"))  # fmt: skip
_OLDEST = (("oldest", "first"), ("in", "order"), ("in", "insertion", "order"), ("first-in", "first-out"), ("fifo",), ("in", "fifo", "order"),
           ("in", "order", "they", "were", "recorded"), ("in", "recorded", "order"), ("in", "order", "of", "insertion"))  # fmt: skip
_NOTHING = (
    ("does", "nothing"),
    ("has", "no", "effect"),
    ("is", "no-op"),
    ("is", "no", "op"),
    ("is", "noop"),
    ("touches", "nothing"),
    ("changes", "nothing"),
)
_UNTOUCHED = (
    ("in", "place"),
    ("alone",),
    ("untouched",),
    ("intact",),
    ("as", "they", "are"),
    ("as", "they", "were"),
    ("as", "it", "is"),
)
# What takes a thing out of where another put it.
_MORE = {
    form(a): frozenset(form(w) for w in b.split())
    for a, b in (
        ("unmap", "unmap remove clear"), ("tear-down", "unmap remove free"), ("release", "free release put unpin dealloc"), ("undo", "remove restore unmap write"),
        ("return", "free release put give"), ("reclaim", "free release"), ("remove", "remove unmap delete"), ("free", "free release dealloc deallocate set"),
        ("restore", "restore set write put"), ("close", "close release"), ("reinstate", "restore set"),
    )
}  # fmt: skip


def doings(words: Words, lexicon: Lexicon, method: str, *, apart: bool) -> Iterator[Outcome]:
    """All that the words may say of what a call does to the outside, and to what it borrows."""
    said = tuple(w.text if not w.code else "`" for w in words)
    if (
        said
        and said[0] in ("consumes", "takes")
        and said[1:] in (("self", "by", "value"), ("`", "by", "value"), ("guard",), ("self",), ("`",), ("itself",))
    ):
        taken = lexicon.journal.parts[method].takes == "value" and all(w.raw == "self" for w in words if w.code)
        if taken:
            yield Outcome(lambda m: True, lambda m: True if m.ours is not None else None)
        return
    if said in _NOTHING:
        yield _nothing(lexicon, method, apart=apart)
        return
    if len(said) == 2 and said[1] == "nothing" and not words[0].code and said[0].endswith("s"):  # “frees nothing”
        yield from _not_done(lexicon, _named(words[0], (), lexicon, ""))
        return
    if said[:2] == ("does", "not") and len(words) > 2:
        yield from _not_done(lexicon, _meant(tuple(w for w in words[2:] if w.text not in _AGAIN), lexicon))
        return
    yield from _left(words, lexicon, method)
    yield from _in_place(words, lexicon, method)
    yield from _denied(words, lexicon, method)
    order, words = _order(words)
    if not words or words[0].code or words[0].text == ",":
        return
    words = words[:-1] if len(words) > 1 and words[-1].text == "," else words
    yield from _each_of_two(words, order, lexicon, method)
    yield from _one_more(words, order, lexicon, method)
    if len(words) > 3 and not words[1].code and words[1].text == "and" and not words[2].code:
        rows = [list(_done(((first), *words[3:]), order, lexicon, method)) for first in (words[0], words[2])]
        if all(rows):
            yield both(rows[0][0], rows[1][0])
        return
    yield from _done(words, order, lexicon, method)


def _each_of_two(words: Words, order: int, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“unmaps each page and frees its frame”: two things that are done to each, both in the order that is said."""
    for at in range(2, len(words) - 2):
        if words[at].code or words[at].text != "and" or words[at + 1].code:
            continue
        lefts, rights = (list(_done(part, order, lexicon, method)) for part in (words[:at], words[at + 1 :]))
        yield from (both(left, right) for left in lefts for right in rights)


def _in_place(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“leaves all mappings in place”: nothing is done, where the call else does something to them."""
    said = tuple(w.text if not w.code else "`" for w in words)
    end = next((e for e in _UNTOUCHED if said[-len(e) :] == e), None)
    if end is None or said[0] not in _LEAVING or len(said) < 2 + len(end):
        return
    noun = frozenset(form(w) for w in said[1 : -len(end)] if w not in _ALL)
    usual = _paths(lexicon, method)
    about = {p for path in usual for p in parts(_last(path))} | lexicon.words_about(method)
    if not usual or not noun or not all(any(_of_one_stem(n, a) for a in about) for n in noun):
        return

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        done = {d.path for d in m.ours.did}
        return True if not done else False if done >= usual else None

    yield Outcome(lambda m: not m.own.did, tree, lambda m: None if m.ours is None else bool(m.ours.did) == bool(m.own.did))


def _of_one_stem(one: str, other: str) -> bool:
    """Whether two words are of one stem: “mapping” is what `unmap` undoes."""
    bare = other.removeprefix("un") if len(other) > 4 else other
    return one == bare or (len(bare) > 2 and one.removeprefix(bare) in ("ping", "p", "ing", "s"))


def without(words: Words, lexicon: Lexicon) -> Iterator[Outcome]:
    """“without unmapping them”: what that verb says is not done."""
    if len(words) < 2 or words[1].code or not words[1].text.endswith("ing"):
        return
    bare = words[1].text.removesuffix("ing")
    bares = {form(b) for b in (bare, bare[:-1] if bare[-1:] == bare[-2:-1] else bare, bare + "e")}
    rest = [w for w in words[2:] if w.code or w.text not in _ALL]
    nouns = {p for w in rest for p in forms_of(w)}
    meant = frozenset(p for p in _paths(lexicon, "") if bares & set(parts(_last(p))))
    known = {p for path in meant for name in path.replace(".", "::").split("::") for p in parts(name)}
    if nouns <= known | {w for k in lexicon.keys for w in (*k.name, *k.said)}:
        yield from _not_done(lexicon, meant)


def _not_done(lexicon: Lexicon, meant: frozenset[str]) -> Iterator[Outcome]:
    """None of these calls is made, also where there is something that they could be made for."""

    def none(beat: Beat) -> bool:
        return not calls_in(beat, meant)

    def alike(m: Moment) -> bool | None:
        return None if m.ours is None else none(m.ours) == none(m.own)

    if meant:
        lists = [k.key for k in lexicon.keys if "list" in k.sorts and "changing" in k.sorts]
        telling: Test | None = (lambda m: any(held_before(m, key) not in (None, ()) for key in lists)) if lists else None
        yield Outcome(lambda m: none(m.own), lambda m: none(m.ours) if m.ours is not None else None, alike, telling)


def _denied(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“the IOMMU is not called”, “nothing is unmapped”, “takes no pin”, “frees no frame”: a call that is not made."""
    said = [w.text if not w.code else "`" for w in words]
    if len(said) == 3 and said[1] in ("no", "neither") and said[0].endswith("s") and not words[2].code:
        noun = form(said[2])
        own = _paths(lexicon, method) if said[0] in _MAKING else set()
        made = frozenset(p for p in own if noun in parts(_last(p)))
        called = frozenset(p for p in own if any(noun in parts(n) for n in p.replace(".", "::").split("::")))
        made = made or (called if len(called) == 1 else frozenset())
        # Where the method else does it, any such call would have shown.
        yield from (one._replace(telling=None) for one in _not_done(lexicon, made or _named(words[0], words[2:], lexicon, method)))
    if len(said) > 3 and said[-3] in ("is", "are") and said[-2] == "not":
        named = words[:-3]
        meant = _by_actor(named, lexicon, method) if said[-1] in ("called", "touched", "asked") and named else frozenset()
        yield from _not_done(lexicon, meant or _named(words[-1], named, lexicon, method))
    elif len(said) > 2 and said[0] in ("nothing", "none") and said[1] in ("is", "are") and not words[2].code:
        said = [w for w in said[3:] if w not in _AGAIN | {"afterwards", "then"}]
        yield from (
            _not_done(lexicon, frozenset(p for p in _paths(lexicon, "") if form(words[2].text) in parts(_last(p))))
            if not said
            else ()
        )


def _last(path: str) -> str:
    return path.replace(".", "::").rpartition("::")[2]


def _left(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“leaves the line masked”, “stays mapped”: what would undo it is not called."""
    if len(words) < 2 or words[0].code or words[0].text not in _LEAVING or words[-1].code:
        return
    undone = {"un" + form(words[-1].text), "de" + form(words[-1].text), "dis" + form(words[-1].text)}
    yield from _not_done(lexicon, frozenset(p for p in _paths(lexicon, method) if undone & set(parts(_last(p)))))


def before_another(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“acks the line before unmasking it”, “flushes, then frees”: one call stands before the other wherever both are made."""
    for at in range(1, len(words) - 1):
        if words[at].code or words[at].text not in ("before", "then", "after"):
            continue
        left, right = words[:at], words[at + 1 :]
        while left and not left[-1].code and left[-1].text in (",", "and", "first"):
            left = left[:-1]
        one, other = (_meant(p, lexicon, method) for p in (left, right))
        counted = [(p, meant) for p, meant in ((left, one), (right, other)) if any(not w.code and w.text in _HOW_MUCH for w in p)]
        if words[at].text == "after":
            one, other = other, one
        if one and other and not one & other:
            amounts = [[*amounts_given(p[1:], meant, lexicon), *_of_all(p, meant, lexicon, method)] for p, meant in counted]
            yield from (reduce(both, row, _in_order(one, other)) for row in product(*amounts))


def _of_all(words: Words, meant: frozenset[str], lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """What is done is done to each thing of a list that the words name."""
    rest = tuple(w for w in words[1:] if w.code or w.text not in _ALL)
    if not any(w.code for w in rest):
        yield from _of_things(rest, meant, 0, lexicon, method)


def _meant(words: Words, lexicon: Lexicon, method: str = "") -> frozenset[str]:
    """The paths of calls that a verb with its noun, or a name, means; of those in calls of one method, or of all."""
    words = tuple(w for w in words if w.code or w.text not in ("calls", "calling", "it", "them", "is", "are"))
    if len(words) == 1 and words[0].code:
        name = bare_name(words[0].raw)
        return frozenset(p for p in _paths(lexicon, method) if _last(p) == name)
    if not words or words[0].code:
        return frozenset()
    return _named(words[0], words[1:], lexicon, method)


def _in_order(one: frozenset[str], other: frozenset[str]) -> Outcome:
    def right(beat: Beat) -> bool | None:
        first = [n for n, d in enumerate(beat.did) if d.path in one]
        last = [n for n, d in enumerate(beat.did) if d.path in other]
        if not first or not last:
            return None
        return all(any(f < n for f in first) for n in last) and min(first) < min(last)

    def tree(m: Moment) -> bool | None:
        return right(m.ours) if m.ours is not None else None

    return Outcome(lambda m: right(m.own), tree)


def _order(words: Words) -> tuple[int, Words]:
    """In which order things are said to be done (1, -1; 0 if it is not said), and the words without that."""
    said = tuple(w.text if not w.code else "`" for w in words)
    for rows, order in ((_NEWEST, -1), (_OLDEST, 1)):
        for row in rows:
            if len(said) > len(row) and said[-len(row) :] == row:
                return order, words[: -len(row)]
    if len(said) > 5 and said[-5:-2] == ("in", "order", "they") and said[-2] in ("were", "are"):  # “in the order they were mapped”
        return 1, words[:-5]
    return 0, words


def _nothing(lexicon: Lexicon, method: str, *, apart: bool) -> Outcome:
    ever = any(m.own.did or m.own.before != m.own.after for m in moments_of(lexicon.journal).by_method.get(method, ()))

    def own(m: Moment) -> bool | None:
        return None if not ever else (not m.own.did and lent_same(m.own) is not False)

    def tree(m: Moment) -> bool | None:
        return None if m.ours is None else (not m.ours.did and lent_same(m.ours) is not False)

    return Outcome(own, tree)


def lent_same(beat: Beat) -> bool | None:
    """Whether what both looks show is the same."""
    if beat.before is None or beat.after is None:
        return None
    return all(beat.before[k] == v for k, v in beat.after.items() if k in beat.before and k != LIVE)


def _done(words: Words, order: int, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    verb, rest = words[0], tuple(w for w in words[1:] if w.code or w.text not in _ALL)
    if any(w.code for w in rest):
        return
    meant = _named(verb, (), lexicon, method)
    if meant:
        yield from _of_things(rest, meant, order, lexicon, method)
        yield from amounts_given(words[1:], meant, lexicon) if not order else ()


def undone_by(verb: Word, lexicon: Lexicon, method: str) -> Iterator[str]:
    """The lists for each thing of which each call of the method does what the verb says, in the spec's own code."""
    meant = _named(verb, (), lexicon, method)
    rows = moments_of(lexicon.journal).by_method.get(method, ())
    for key in lexicon.keys if meant and rows else ():
        if "list" in key.sorts and (key.key.startswith(".") or lexicon.alike.get(key.key)):
            done = of_each(key.key, meant, 0, rows)
            if all(done.own(m) is True for m in rows) and any(done.telling is None or done.telling(m) for m in rows):
                yield key.key


def _one_more(words: Words, order: int, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“takes another reference on every frame”: a call for each whose comment says that it adds one."""
    at = next((n for n, w in enumerate(words) if not w.code and w.text in _EACH), 0)
    if words[0].text not in _TAKING or at < 3 or any(w.code for w in words) or words[at - 1].text not in ("on", "to", "for", "of"):
        return
    noun = frozenset(form(w.text) for w in words[1 : at - 1] if w.text not in _ANOTHER)
    found = {p for p in _paths(lexicon, method) if noun and noun <= (said := lexicon.said_of(p)) and said & _ADDING}
    if len(found) == 1:
        rest = tuple(w for w in words[at + 1 :] if w.text not in _ALL)
        yield from _of_things(rest, frozenset(found), order, lexicon, method)


def _of_things(rest: Words, meant: frozenset[str], order: int, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    noun = frozenset(p for w in rest for p in forms_of(w)) - _WHATEVER
    for key in lexicon.keys:
        if (
            "list" in key.sorts
            and (key.key.startswith(".") or lexicon.alike.get(key.key))
            and (noun <= key.name | key.said | lexicon.elements_of(key.key) or not noun)
        ):
            yield of_each(key.key, meant, order, moments_of(lexicon.journal).by_method.get(method, ()))


def _paths(lexicon: Lexicon, method: str) -> set[str]:
    moments = moments_of(lexicon.journal)
    return {d.path for m in (moments.by_method.get(method, ()) if method else moments.all) for d in m.own.did}


def _named(verb: Word, rest: Words, lexicon: Lexicon, method: str) -> frozenset[str]:
    """The paths whose last name has the verb, or one that does the same; of several the one that has it itself."""
    said = form(verb.text)
    nouns = {p for w in rest if not w.code for p in forms_of(w)}
    paths = _paths(lexicon, method)
    for names in (frozenset({said}), VERBS.get(said, frozenset()), _MORE.get(said, frozenset())):
        found = {p for p in paths if names & set(parts(_last(p)))}
        if len(found) > 1 and nouns:
            found = {p for p in found if nouns & {x for n in p.replace(".", "::").split("::") for x in parts(n)}} or found
        if len(found) > 1:  # a function that only passes it on
            found -= {d.path for m in moments_of(lexicon.journal).all for d in m.own.did if d.helper}
        if found:
            return frozenset(found) if len(found) == 1 else frozenset()
    undone = said[2:] if said[:2] == "un" else ""  # what undoes a method of the type, if nothing else is done there
    if undone and method and len(paths) == 1 and any(undone in parts(name)[:1] for name in lexicon.journal.parts):
        return frozenset(paths)
    return frozenset()


def happens(words: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    """“`install` fails”, “a failed `install`”, “mapping succeeds”, “the IOMMU refuses”, “the pool is full”: how a call within the call went."""
    said = [w.text if not w.code else "`" for w in words]
    failing = frozenset("fails failed fail failing refuses rejects refused errors".split())
    well = frozenset("succeeds succeeded accepts accepted works worked successful".split())
    spent = frozenset("full exhausted".split())
    at = next((n for n, w in enumerate(said) if w in failing | well | spent), None)
    if at is None:
        return
    fails = said[at] in failing | spent
    named = tuple(
        w
        for n, w in enumerate(words)
        if n != at and (w.code or w.text not in ("it", "has", "have", "with", "error", "to", "is", "are"))
    )
    if not named:
        return
    if said[at] in spent:  # of whom it is asked, not of what that is a part
        meant = _by_actor(named, lexicon, method, nearest=True)
    else:
        meant = _meant(named, lexicon, method) or _by_actor(named, lexicon, method)
    if meant:

        def test(m: Moment) -> bool | None:
            rows = [d for d in m.own.did if d.path in meant]
            return any(d.failed for d in rows) if fails else bool(rows) and not any(d.failed for d in rows)

        yield test


def _by_actor(words: Words, lexicon: Lexicon, method: str, *, nearest: bool = False) -> frozenset[str]:
    nouns = {p for w in words for p in forms_of(w)}

    def named(path: str) -> set[str]:
        owners = path.replace(".", "::").split("::")[:-1]
        return {x for n in (owners[-1:] if nearest else owners) for x in parts(n)}

    found = {p for p in _paths(lexicon, method) if nouns <= named(p)}
    return frozenset(found) if len(found) == 1 else frozenset()


__all__ = ["before_another", "both", "doings", "happens", "lent_same", "undone_by", "without"]
