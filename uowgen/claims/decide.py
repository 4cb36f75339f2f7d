"""Decides one criterion: the first frame that reads it, else its clauses each; what no frame reads is undecided.

The verdict of a compound criterion is that of its weakest part.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from uowgen.claims import kind_called
from uowgen.claims.kind import Finding
from uowgen.claims.marks import BY_WORD, FRAMES
from uowgen.claims.names import is_name, is_path
from uowgen.claims.orders import is_bare_order
from uowgen.claims.sentences.frame import nearness, parsed, read_by
from uowgen.claims.sentences.sentence import clauses_of, each_of, in_each, without_label, words_of
from uowgen.claims.sentences.slot_marks import signs_of
from uowgen.claims.sentences.slots import noun_of
from uowgen.claims.subject import is_known
from uowgen.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.kind import Case, Kind
    from uowgen.claims.sentences.frame import Reading
    from uowgen.claims.sentences.sentence import Word
    from uowgen.model import Criterion

_MOST_WORDS = 120
# Where a kind read the sentence and could not decide it, what the type does may.
_OPEN = frozenset(
    {
        "not-understood",
        "needs-history",
        "role-unclear",
        "no-subject",
        "unsupported-code",
        "unbound-call",
        "not-observable",
        "depends-on-the-path",
        "subject-ambiguous",
        "needs-a-person",
        "not-a-function",
    }
)
_OF_GUARDS = frozenset(
    {
        "drop_releases",
        "drop_without_effect",
        "method_releases",
        "never_twice",
        "starts_empty",
        "method_records",
        "method_sets_flag",
        "hands_out",
    }
)
_OF_THE_FIRST = ("returns", "yields", "gives", "hands")  # who does it is said in the clause before


def decide(criterion: Criterion, case: Case) -> Verdict:
    """The verdict on `criterion`. Every criterion gets exactly one."""
    verdict = _decided(criterion, case)
    known = lambda name: is_known(case, name)  # noqa: E731
    if (
        verdict.method == "structure"
        and criterion.binding is None
        and is_bare_order(criterion.text, words_of(criterion.text), known)
    ):
        return _verdict(criterion, "", Finding("undecided", "it tells what to do, not what is to be so", None, "needs-a-person"))
    return verdict


def _decided(criterion: Criterion, case: Case) -> Verdict:
    case.criterion = criterion
    if criterion.binding is not None:
        from uowgen.claims.sentences.binding import bound

        name, reading = bound(criterion.binding, case.more)
        if isinstance(reading, str):
            return _verdict(criterion, name, Finding("undecided", reading, None, "binding-not-understood"))
        meant = next((kind for kind in case.more if kind.name == name), None) or kind_called(name)
        return _weakest(criterion, [(name, meant.decide(reading, case))])
    words = words_of(criterion.text)
    if len(words) > _MOST_WORDS:
        return _verdict(criterion, "", Finding("undecided", f"longer than {_MOST_WORDS} words", None, "not-understood"))
    read = _said_at_once(words, case) or _said_otherwise(words, case) or _understood(words, case)
    _remember(words, case)
    if read is None and (spelled := _spelled_out(words, case)) != words:
        read = _understood(spelled, case)
    if read is None and (left := _denied_behind(criterion, words, case)) is not None:
        return left
    if read is None and (missing := _not_there(words, case)) is not None:
        return _verdict(criterion, "item_exists", missing)
    verdict = (
        _weakest(criterion, [(kind.name, _found(kind, reading, case)) for kind, reading in read]) if read is not None else None
    )
    if verdict is not None and verdict.outcome == "undecided" and verdict.code in _OPEN:
        verdict = _spelled(criterion, words, case) or verdict
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in (*_OF_BODIES, *_ALSO_OF_BODIES):
        verdict = _unless_lived(criterion, words, case, verdict)
    if verdict is None or (verdict.outcome == "undecided" and verdict.code in _OPEN):
        verdict = _in_usual_words(criterion, words, case) or verdict
    if verdict is None or verdict.outcome == "fails" or (verdict.outcome == "undecided" and verdict.code != "needs-toolchain"):
        verdict = _by_values(criterion, case, verdict)
    if verdict is None or (verdict.outcome == "undecided" and verdict.code in _OPEN) or _by_model(verdict):
        verdict = _lived(criterion, words, case, verdict)
    if verdict is None or (verdict.outcome == "undecided" and verdict.code in _OPEN):
        verdict = _in_stories(criterion, words, case) or verdict
    if verdict is None or (verdict.outcome == "undecided" and verdict.code in _OPEN | {"vacuous"}):
        verdict = _told(criterion, words, case, verdict)
    if verdict is None or (verdict.outcome == "undecided" and verdict.code in _OPEN | {"vacuous"}):
        verdict = _walked(criterion, case, verdict)
    if verdict is not None and verdict.outcome == "undecided" and verdict.code in _OPEN and read is not None:
        verdict = _by_body(criterion, words, case, verdict)
    if verdict is not None and verdict.outcome == "undecided" and verdict.code in _OPEN | {"type-alias"} and read is not None:
        missing = _not_there(words, case)
        verdict = verdict if missing is None else _verdict(criterion, "item_exists", missing)
    return verdict or _verdict(criterion, "", _not_understood(words))


def _denied_behind(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """That what “…, no `code`” at a sentence's end denies is there: then the whole of it fails, whatever stands before is understood as."""
    tail = words[-3:]
    written = len(tail) == 3 and [w.text for w in tail[:2] if not w.code] == [",", "no"] and tail[2].code
    # Where something is named before, it may be said of that alone; a name of everyday may be said of anything.
    alone = written and "::" in tail[2].raw and not any(w.code and w.raw[:1].isalpha() for w in words[:-3])
    one = _read(tail[1:], case, loose=False) if alone else None
    found = _found(*one, case) if one is not None and one[0].name == "never_remains" else None
    return _verdict(criterion, "never_remains", found) if found is not None and found.outcome == "fails" else None


def _in_stories(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict by the stories of the spec's types, if they decide it."""
    from uowgen.claims.stories import judged

    found = judged.decided(words, case)
    return None if found is None else _verdict(criterion, judged.NAME, found)


def _in_usual_words(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict on the sentence with the usual nouns for a container and what is in it, if that decides it."""
    from uowgen.claims.container_nouns import in_usual_words

    usual = in_usual_words(words, case)
    read = (_said_at_once(usual, case) or _said_otherwise(usual, case)) if usual != words else None
    found = _weakest(criterion, [(kind.name, _found(kind, reading, case)) for kind, reading in read]) if read is not None else None
    return found if found is not None and found.outcome != "undecided" else None


def _by_model(verdict: Verdict) -> bool:
    """Whether a model of guards says that something fails, which it may also say of a type that it was not made for."""
    return verdict.outcome == "fails" and verdict.method == "behaviour" and not set(verdict.claim.split(" + ")) - _OF_GUARDS


def _lived(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by what the type does, next to the spec's own code; `verdict` where that says nothing."""
    from uowgen.claims.acts import judged

    lived = judged.decided(words, case)
    if verdict is not None and verdict.outcome == "fails":
        # The model was made for other types if the words are so here, and the spec's own code does just the same.
        fits = lived is None or lived.outcome != "holds" or not judged.alike(words, case)
        return verdict if lived is None or fits else _verdict(criterion, judged.NAME, lived)
    if lived is None or (verdict is not None and lived.outcome == "undecided"):
        return verdict
    return _verdict(criterion, judged.NAME, lived)


def _told(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by stories told of the type; `verdict` where they decide nothing."""
    from uowgen.claims.enacted import judged

    told = judged.decided(words, case)
    return (
        verdict if told is None or (told.outcome == "undecided" and verdict is not None) else _verdict(criterion, judged.NAME, told)
    )


def _walked(criterion: Criterion, case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by walks through made-up page tables; `verdict` where they decide nothing."""
    from uowgen.claims.tables import judged

    found = judged.decided(criterion.text, case)
    if found is None or (found.outcome == "undecided" and verdict is not None):
        return verdict
    return _verdict(criterion, judged.NAME, found)


def _by_values(criterion: Criterion, case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by what the functions of the spec's types give of each value; `verdict` where that says nothing.

    What fails in one reading and holds in another was misread in one of them.
    """
    from uowgen.claims.valued.decided import NAME, decided

    found = decided(criterion.text, case)
    if found is None:
        return verdict
    if verdict is not None and verdict.outcome == "fails":
        why = f"{verdict.message}; but {found.message}"
        apart = Finding("undecided", why, None, "not-understood", found.evidence)
        return _verdict(criterion, verdict.claim, apart) if found.outcome == "holds" else verdict
    return verdict if found.outcome == "undecided" and verdict is not None else _verdict(criterion, NAME, found)


def _unless_lived(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, by a function's body, unless what the type does when it is run goes against the sentence."""
    from uowgen.claims.acts import judged

    lived = judged.decided(words, case)
    return _verdict(criterion, judged.NAME, lived) if lived is not None and lived.outcome == "fails" else verdict


# Kinds that look for what is said in the bodies of functions, where a kind that read the sentence first could not decide it.
_OF_BODIES = (
    "gives_back", "does_for_case", "looks_at", "passes_number", "goes_through", "acts_in_order", "ends_with_act", "does_act",
    "does_in_words", "masks_off",
)  # fmt: skip
_ALSO_OF_BODIES = ("acts_on_outcome", "leaves_untouched")


def _by_body(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """The verdict by the function's body, if that decides it; else `verdict`."""
    likely = dict(_likely(signs_of(words), loose=True))
    for name in _OF_BODIES:
        if name == verdict.claim or name not in likely:
            continue
        read = _read_by_kind(name, likely[name], words, case)
        found = _found(*read, case) if read is not None else None
        if found is not None and found.outcome != "undecided":
            return _verdict(criterion, name, found)
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
    if finding.outcome == "holds" and unchecked and not kind.checks_adjectives:
        return Finding(
            "undecided", f"“{unchecked[0]}” was not checked; otherwise it holds", None, "not-understood", finding.evidence
        )
    return finding


def _said_otherwise(words: tuple[Word, ...], case: Case) -> list[tuple[Kind, Reading]] | None:
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
            said[part] = _read(part, case, loose=False)
        return said[part]

    words = in_full(words, case, names)
    plain = reworded(words, antecedent(case), names)
    for short in (words, plain):
        each = [_at_once(read(one)) or parts_of(one, read, names, is_implied) for one in written_out(short, names)]
        if each and None not in each:
            return [claim for one in each if one is not None for claim in one]
    return parts_of(plain, read, names, is_implied)


def _spelled(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict on the sentence with the function spelled out that it begins to speak of, if that decides it."""
    spelled = _spelled_out(words, case)
    read = _understood(spelled, case) if spelled != words else None
    found = _weakest(criterion, [(kind.name, _found(kind, reading, case)) for kind, reading in read]) if read is not None else None
    return found if found is not None and found.outcome != "undecided" else None


def _spelled_out(words: tuple[Word, ...], case: Case) -> tuple[Word, ...]:
    """`words` with the name of the function that they begin to speak of, and a verb for an arrow."""
    from uowgen.claims.sentences.arrows import with_verb
    from uowgen.claims.spoken_conversions import with_conversion
    from uowgen.claims.spoken_functions import with_functions

    words = with_functions(with_conversion(words, case), case)
    return next(with_verb(words, lambda word: is_name(word, lambda name: is_known(case, name))), words)


def _at_once(claim: tuple[Kind, Reading] | None) -> list[tuple[Kind, Reading]] | None:
    return [claim] if claim is not None else None


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


def _said_at_once(words: tuple[Word, ...], case: Case) -> list[tuple[Kind, Reading]] | None:
    """The claim of a sentence that one frame takes up, for each of the things that it speaks of."""
    whole = _read(words, case, loose=False)
    if whole is not None:
        return [whole]
    for apart in (each_of, in_each):
        each = [
            _read(one, case, loose=False) for one in apart(words, lambda word: is_name(word, lambda name: is_known(case, name)))
        ]
        if each and all(each):
            return [one for one in each if one is not None]
    return None


def _understood(words: tuple[Word, ...], case: Case) -> list[tuple[Kind, Reading]] | None:
    """The claims that the sentence makes, or None when a part of it is not understood.

    First as a whole, then by its clauses, then by frames that take up any words (which decide nothing by themselves).
    """
    at_once = _said_at_once(words, case)
    if at_once is not None:
        return at_once
    for clauses in clauses_of(words):
        read: list[tuple[Kind, Reading]] = []
        for n, clause in enumerate(clauses):
            before = tuple(word for earlier in clauses[:n] for word in earlier)
            if n and _denies_to_the_first(clauses[0], clause):  # “`X` has `a` and no `b`”: of X, not of the whole tree
                having = next(at for at, w in enumerate(clauses[0]) if not w.code and w.text in _HAVING)
                denied = _read((*clauses[0][: having + 1], *clause), case, loose=False)
                if denied is None:
                    break
                read.append(denied)
                continue
            again = not clause[0].code and clause[0].text in _OF_THE_FIRST and _with_subject(clauses[0], clause, case, before)
            one = (
                again
                or _read(clause, case, loose=False)
                or _with_subject(clauses[0], clause, case, before)
                or _read(clause, case, loose=True)
            )
            if one is None:
                break
            read.append(one)
        if len(read) == len(clauses):
            return read
    whole = _read(words, case, loose=True)
    if whole is not None:
        return [whole]
    bare = without_label(words, lambda word: is_name(word, lambda name: is_known(case, name)))
    return _understood(bare, case) if bare else None


_HAVING = frozenset({"has", "have", "contains", "contain", "takes", "derives", "implements", "uses", "calls"})
_NO_AND_NAME = 2  # words


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
    conditional = _read(first[:end] + under + clause, case, loose=False) if under else None
    return conditional or _read(first[:end] + clause, case, loose=False)


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


def _read(words: tuple[Word, ...], case: Case, *, loose: bool) -> tuple[Kind, Reading] | None:
    def known(name: str) -> bool:
        return is_known(case, name)

    said = signs_of(words)
    for name, frames in _likely(said, loose=loose):
        found = _read_by_kind(name, frames, words, case)
        if found is not None:
            return found
    for kind in case.more:
        reading = _read_as([frame for frame in kind.frames if parsed(frame).may_fit(said, loose=loose)], words, known)
        if reading is not None:
            return kind, reading
    return None


def _likely(said: frozenset[str] | set[str], *, loose: bool) -> Iterator[tuple[str, list[str]]]:
    """Each kind of which a frame has what it needs in a sentence with the words `said`, with these frames, in order.

    To read a frame costs far more than to see that a word that it needs is not there.
    """
    numbers = {int(n) for word in ("", *said) if word in BY_WORD for n in BY_WORD[word].split()}
    for name, rows in groupby((FRAMES[n] for n in sorted(numbers)), key=lambda row: row[0]):
        frames = [text for _, needs, text in rows if _may_fit(needs, said, loose=loose)]
        if frames:
            yield name, frames


def _read_by_kind(name: str, frames: list[str], words: tuple[Word, ...], case: Case) -> tuple[Kind, Reading] | None:
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


def _weakest(criterion: Criterion, findings: list[tuple[str, Finding]]) -> Verdict:
    order = ("fails", "undecided", "holds")
    first = min(findings, key=lambda kf: order.index(kf[1].outcome))
    claim = " + ".join(dict.fromkeys(name for name, _ in findings))
    if len(findings) == 1:
        return _verdict(criterion, claim, first[1])
    message = "; ".join(dict.fromkeys(f.message for _, f in findings if f.outcome == first[1].outcome))
    evidence = tuple(dict.fromkeys(e for _, f in findings for e in f.evidence))
    strengths = [f.strength for _, f in findings]
    strength = first[1].strength if "bounded" not in strengths or first[1].outcome != "holds" else "bounded"
    return _verdict(criterion, claim, first[1]._replace(message=message, evidence=evidence, strength=strength))


def _not_understood(words: tuple[Word, ...]) -> Finding:
    """Undecided, with the words that are strange to the nearest frame, and a sentence of its kind that would be understood."""
    plain = {word.text for word in words if not word.code}
    best: tuple[int, int, int] | None = None
    strange: tuple[str, ...] = ()
    known = ""
    near = [(name, *nearness(frame, words)) for name, _, frame in FRAMES]
    most = max((shared, -len(unknown)) for _, shared, unknown in near)
    for name in dict.fromkeys(name for name, shared, unknown in near if shared and (shared, -len(unknown)) == most):
        said = {text: plain & set(text.lower().split()) for text in kind_called(name).examples}
        example = max(said, key=lambda text: len(said[text]))
        overlap = len(frozenset().union(*said.values()))
        if best is None or (*most, overlap) > best:
            best = (*most, overlap)
            strange = next(unknown for kind, shared, unknown in near if kind == name and (shared, -len(unknown)) == most)
            known = f"“{example}” ({name})"
    if best is None:
        return Finding("undecided", "no known sentence is near these words", None, "not-understood")
    missed = f"not understood: {', '.join(f'“{w}”' for w in strange)}" if strange else "not put together as any known sentence"
    return Finding("undecided", f"{missed}; the nearest that is known: {known}", None, "not-understood")


def _verdict(criterion: Criterion, claim: str, finding: Finding) -> Verdict:
    method = None if finding.outcome == "undecided" else finding.method
    return Verdict(
        criterion,
        claim,
        finding.outcome,
        method,
        finding.message,
        finding.code,
        finding.evidence,
        finding.strength,
        finding.scenario,
    )
