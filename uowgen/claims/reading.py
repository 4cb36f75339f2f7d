"""How a sentence is read: by one frame, in plainer words, by its clauses, by frames that take up any words. Nothing is decided here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from uowgen.claims import kind_called
from uowgen.claims.at_hand import is_known
from uowgen.claims.marks import BY_WORD, FRAMES
from uowgen.claims.names import is_name, is_path
from uowgen.claims.sentences.frame import parsed, read_by
from uowgen.claims.sentences.noun_words import noun_of
from uowgen.claims.sentences.sentence import clauses_of, each_of, in_each, without_label
from uowgen.claims.sentences.slot_marks import signs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.kind import Case, Kind
    from uowgen.claims.sentences.frame import Reading
    from uowgen.claims.sentences.sentence import Word

_OF_THE_FIRST = ("returns", "yields", "gives", "hands")  # who does it is said in the clause before


def said_otherwise(words: tuple[Word, ...], case: Case) -> list[tuple[Kind, Reading]] | None:
    """The claims of a sentence that is understood, in all its parts, once it is put in plainer words."""
    from uowgen.claims.antecedents import antecedent, in_full
    from uowgen.claims.sentences.implied import is_implied
    from uowgen.claims.sentences.parts import parts_of
    from uowgen.claims.sentences.rewording import reworded
    from uowgen.claims.sentences.terse import written_out

    def names(word: Word) -> bool:
        return is_name(word, lambda name: is_known(case, name))

    said: dict[tuple[Word, ...], tuple[Kind, Reading] | None] = {}

    def read(part: tuple[Word, ...]) -> tuple[Kind, Reading] | None:
        if part not in said:
            said[part] = claim_of(part, case, loose=False)
        return said[part]

    words = in_full(words, case, names)
    plain = reworded(words, antecedent(case), names)
    for short in (words, plain):
        each = [_as_list(read(one)) or parts_of(one, read, names, is_implied) for one in written_out(short, names)]
        if each and None not in each:
            return [claim for one in each if one is not None for claim in one]
    return parts_of(plain, read, names, is_implied)


def spelled_out(words: tuple[Word, ...], case: Case) -> tuple[Word, ...]:
    """`words` with the name of the function that they begin to speak of, and a verb for an arrow."""
    from uowgen.claims.sentences.arrows import with_verb
    from uowgen.claims.spoken_conversions import with_conversion
    from uowgen.claims.spoken_functions import with_functions

    words = with_functions(with_conversion(words, case), case)
    return next(with_verb(words, lambda word: is_name(word, lambda name: is_known(case, name))), words)


def _as_list(claim: tuple[Kind, Reading] | None) -> list[tuple[Kind, Reading]] | None:
    return [claim] if claim is not None else None


def said_at_once(words: tuple[Word, ...], case: Case) -> list[tuple[Kind, Reading]] | None:
    """The claim of a sentence that one frame takes up, for each of the things that it speaks of."""
    whole = claim_of(words, case, loose=False)
    if whole is not None:
        return [whole]
    for apart in (each_of, in_each):
        each = [
            claim_of(one, case, loose=False) for one in apart(words, lambda word: is_name(word, lambda name: is_known(case, name)))
        ]
        if each and all(each):
            return [one for one in each if one is not None]
    return None


def understood(words: tuple[Word, ...], case: Case) -> list[tuple[Kind, Reading]] | None:
    """The claims that the sentence makes, or None when a part of it is not understood.

    First as a whole, then by its clauses, then by frames that take up any words (which decide nothing by themselves).
    """
    at_once = said_at_once(words, case)
    if at_once is not None:
        return at_once
    for clauses in clauses_of(words):
        read: list[tuple[Kind, Reading]] = []
        for n, clause in enumerate(clauses):
            if n and _is_list_behind(clauses[n - 1], clause, read):
                break
            before = tuple(word for earlier in clauses[:n] for word in earlier)
            if n and _denies_to_the_first(clauses[0], clause):  # “`X` has `a` and no `b`”: of X, not of the whole tree
                having = next(at for at, w in enumerate(clauses[0]) if not w.code and w.text in _HAVING)
                denied = claim_of((*clauses[0][: having + 1], *clause), case, loose=False)
                if denied is None:
                    break
                read.append(denied)
                continue
            if n and not clause[0].code and clause[0].text == "with" and _is_of_another(clauses[0], clause, before):
                break  # “has a `Full` variant with an `at: u8` field”: the field is not the first one's, nor that of whatever is at hand
            again = not clause[0].code and clause[0].text in _OF_THE_FIRST and _with_subject(clauses[0], clause, case, before)
            one = (
                again
                or claim_of(clause, case, loose=False)
                or _with_subject(clauses[0], clause, case, before)
                or claim_of(clause, case, loose=True)
            )
            if one is None:
                break
            read.append(one)
        if len(read) == len(clauses):
            return read
    whole = claim_of(words, case, loose=True)
    if whole is not None:
        return [whole]
    bare = without_label(words, lambda word: is_name(word, lambda name: is_known(case, name)))
    return understood(bare, case) if bare else None


_HAVING = frozenset({"has", "have", "contains", "contain", "takes", "derives", "implements", "uses", "calls"})


_NO_AND_NAME = 2  # words


def _is_list_behind(before: tuple[Word, ...], clause: tuple[Word, ...], read: list[tuple[Kind, Reading]]) -> bool:
    """Whether a clause only goes on with the names at the end of the one before it, of which nothing was understood by itself."""
    bare = all(w.code or noun_of(w.text) for w in clause)
    return bare and clause[0].code and before[-1].code and read[-1][0].name == "checked_by_hand"


def _denies_to_the_first(first: tuple[Word, ...], clause: tuple[Word, ...]) -> bool:
    """Whether a clause is no more than “no `b`” behind one that says what its subject has."""
    short = len(clause) == _NO_AND_NAME and not clause[0].code and clause[0].text == "no" and clause[1].code
    return short and any(not w.code and w.text in _HAVING for w in first[1:])


def _with_subject(
    first: tuple[Word, ...], clause: tuple[Word, ...], case: Case, before: tuple[Word, ...]
) -> tuple[Kind, Reading] | None:
    """`clause` read with the subject of the first one: “`X` is defined and exported from `lib.rs`”. `before` is all before it."""
    if clause is first or not clause or clause[0].code:
        return None
    if clause[0].text in _MAY_BE_OF_ANOTHER and _is_of_another(first, clause, before):
        return None
    if noun_of(clause[0].text) and _speaks_of_another(first, clause):
        return None
    if clause[0].text in ("it", "which", "that") and len(clause) > 1:
        clause = clause[1:]
    end = next(
        (
            n
            for n, w in enumerate(first)
            if not is_name(w, lambda name: is_known(case, name)) and not noun_of(w.text) and not is_path(w.raw)
        ),
        0,
    )
    if not end:
        return None
    under = _condition(first[end:])
    conditional = claim_of(first[:end] + under + clause, case, loose=False) if under else None
    return conditional or claim_of(first[:end] + clause, case, loose=False)


def _condition(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """“on a full ring” behind the subject of a first clause: what those behind it say is said of that, too."""
    from uowgen.claims.sentences.element_words import QUEUE

    texts = [w.text if not w.code else "" for w in words[:3]]
    if (
        len(texts) == 3
        and texts[0] in ("on", "to", "into", "from", "of")
        and texts[1] in ("full", "empty")
        and texts[2] in QUEUE.split("|")
    ):
        return words[:3]
    return ()


# With these a clause may be said of what the clause before it names last.
_MAY_BE_OF_ANOTHER = frozenset({"which", "that", "public", "private", "documented", "pub", "with"})


def _speaks_of_another(first: tuple[Word, ...], clause: tuple[Word, ...]) -> bool:
    from uowgen.claims.sentences.parts import is_another

    subject = next((w for w in first if w.code), None)
    return subject is not None and is_another(clause, subject)


def _is_of_another(first: tuple[Word, ...], clause: tuple[Word, ...], before: tuple[Word, ...]) -> bool:
    from uowgen.claims.sentences.parts import is_said_of_another

    subject = next((w for w in first if w.code), None)
    return subject is not None and is_said_of_another(before, clause, subject)


def claim_of(words: tuple[Word, ...], case: Case, *, loose: bool) -> tuple[Kind, Reading] | None:
    def known(name: str) -> bool:
        return is_known(case, name)

    said = signs_of(words)
    for name, frames in likely_kinds(said, loose=loose):
        found = read_by_kind(name, frames, words, case)
        if found is not None:
            return found
    for kind in case.more:
        reading = _read_as([frame for frame in kind.frames if parsed(frame).may_fit(said, loose=loose)], words, known)
        if reading is not None:
            return kind, reading
    return None


def likely_kinds(said: frozenset[str] | set[str], *, loose: bool) -> Iterator[tuple[str, list[str]]]:
    """Each kind of which a frame has what it needs in a sentence with the words `said`, with these frames, in order.

    To read a frame costs far more than to see that a word that it needs is not there.
    """
    numbers = {int(n) for word in ("", *said) if word in BY_WORD for n in BY_WORD[word].split()}
    for name, rows in groupby((FRAMES[n] for n in sorted(numbers)), key=lambda row: row[0]):
        frames = [text for _, needs, text in rows if _may_fit(needs, said, loose=loose)]
        if frames:
            yield name, frames


def read_by_kind(name: str, frames: list[str], words: tuple[Word, ...], case: Case) -> tuple[Kind, Reading] | None:
    """`words` by the first of `frames` of the kind `name` that takes them all up; the kind is loaded when one does."""
    reading = _read_as(frames, words, lambda name: is_known(case, name), lambda read: _is_taken(name, read))
    if reading is None:
        return None
    kind = kind_called(name)
    return (kind, reading) if kind.fits is None or kind.fits(reading, case) else None


def _is_taken(name: str, reading: Reading) -> bool:
    takes = kind_called(name).takes
    return takes is None or takes(reading)


def _may_fit(needs: str, said: frozenset[str] | set[str], *, loose: bool) -> bool:
    """Whether a sentence with the words `said` has one of each set of `needs`, as `marks.FRAMES` has them."""
    if needs.startswith("~") is not loose:
        return False
    return not needs.lstrip("~") or not any(said.isdisjoint(words.split()) for words in needs.lstrip("~").split(";"))


def _read_as(
    frames: list[str], words: tuple[Word, ...], known: Callable[[str], bool], takes: Callable[[Reading], bool] | None = None
) -> Reading | None:
    """`words` by the first of `frames` that takes them all up, and whose reading the kind takes."""
    fitting = (read_by(frame, words, known) for frame in frames)
    return next((reading for reading in fitting if reading is not None and (takes is None or takes(reading))), None)
