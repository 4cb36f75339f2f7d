"""The same sentence in plainer words: pronouns by what they stand for, “stays” by “is”, “there is a `const` X” by “X is `const`”.

Each rewriting leaves the claim what it is. It knows words, not code: whether a word is a name it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.noun_words import noun_of
from uowgen.claims.sentences.plainer import plainer
from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = tuple[Word, ...]

_TO_BE = ("is", "has")
# Runs of words and what is meant by them; the longest come first. An empty right side: the words only say that it is so now.
_SAME = (
    ("is no more", "is gone"), ("are no more", "are gone"), ("does not exist", "is gone"), ("do not exist", "are gone"),
    ("has become", "is"), ("have become", "are"), ("has been", "is"), ("have been", "are"), ("was made", "is"), ("were made", "are"),
    ("is made", "is"), ("turned into", "is"), ("turns into", "is"), ("was widened to", "is"), ("is widened to", "is"), ("became", "is"),
    ("becomes", "is"), ("become", "are"), ("made public", "public"),
    ("gained", "has"), ("got", "has"), ("acquires", "has"), ("acquired", "has"), ("obtained", "has"), ("bears", "has"),
    ("makes no use of", "does not use"), ("make no use of", "does not use"), ("makes use of", "uses"), ("does without", "does not use"),
    ("gets by without", "does not use"), ("does not depend on", "does not use"),
    ("not any more", "no longer"), ("hands back", "returns"), ("gives back", "returns"), ("hand back", "return"),
    ("lives in", "exists in"), ("resides in", "exists in"), ("sits in", "exists in"), ("is located in", "exists in"),
    ("is found in", "exists in"), ("is kept in", "exists in"), ("stands in", "exists in"), ("is declared", "is declared"),
    ("keeps using", "uses"), ("keep using", "use"), ("keeps calling", "calls"), ("is called from", "is called in"),
    ("has no callers left", "is not called anywhere"), ("has no users left", "is not used anywhere"), ("has no uses left", "is not used anywhere"),
    ("has no callers", "is not called anywhere"), ("has no users", "is not used anywhere"), ("is used nowhere", "is not used anywhere"),
    ("is referenced nowhere", "is not used anywhere"), ("is called nowhere", "is not called anywhere"),
    ("prior to", "before"), ("ahead of", "before"), ("in front of", "before"), ("preceding", "before"),
    ("instead of calling", "not"), ("was", "is"), ("were", "are"), ("delegates to", "calls"), ("hands over to", "calls"),
    ("on top of", "and"), ("in addition to", "and"), ("has discriminant", "is"), ("next to", "and"), ("as well as", "and"),
    ("stays at", "is"), ("remains at", "is"), ("does not have any", "has no"), ("does not have", "has no"), ("do not have", "have no"),
    ("has not got", "has no"), ("is there", "exists"), ("are there", "exist"), ("along with", "and"), ("together with", "and"),
)  # fmt: skip
_STAYS = {"stays": "is", "remains": "is", "stay": "are", "remain": "are"}
_IDLE_AT_THE_END = (
    ("any", "more"), ("anymore",), ("any", "longer"), ("for", "now"), ("as", "well"), ("too",), ("itself",), ("afterwards",), ("for",),
    ("for", "the", "time", "being"), ("for", "time", "being"), ("from", "now", "on"), ("at", "all"), ("on", "architectures"), ("on", "either", "architecture"), ("on", "all", "architectures"), ("on", "all", "targets"),
)  # fmt: skip
_IDLE = frozenset({"itself", "themselves", "simply", "plainly", "merely"})
_HISTORY = frozenset(
    {"unchanged", "same", "intact", "untouched", "unaffected", "identical", "as", "signature", "name", "its", "signatures"}
)
_REASONS = (
    ("since",), ("as", "nobody"), ("as", "no", "one"), ("as", "nothing"), ("as", "it"), ("as", "they"), ("as", "there"), ("as", "this"),
    ("as", "that"), ("as", "we"), ("which", "lets"), ("which", "allows"), ("which", "makes"), ("because",), ("so", "callers"),
    ("so", "it"), ("so", "we"), ("so", "nobody"),
)  # fmt: skip


def reworded(words: Words, it: Words, is_name: Callable[[Word], bool]) -> Words:
    """`words` with all that can be said more plainly said so. `it` is what a pronoun at the beginning stands for, if that is known."""
    words = _without_label(_without_aside(words))
    words = _with_antecedent(words, it)
    words = _with_method_of_impl(words)
    return plainer(_with_the_name_first(_plain(words), is_name), is_name)


def _without_aside(words: Words) -> Words:
    """`words` without a reason behind a comma, and without words at the end that only say that it is so now."""
    for at in range(3, len(words) - 1):
        if not words[at].code and words[at].text in (",", "–", "—") and _follow(words, at + 1, _REASONS):
            words = words[:at]
            break
    changed = True
    while changed and len(words) > 2:
        changed = False
        for idle in _IDLE_AT_THE_END:
            if (
                len(words) > len(idle) + 1
                and tuple(w.text for w in words[-len(idle) :]) == idle
                and not any(w.code for w in words[-len(idle) :])
            ):
                words, changed = words[: -len(idle)], True
    return words


# Plain nouns before a name that say no more of it than the name does.
_LABELS = frozenset({
    "table", "array", "list", "map", "buffer", "counter", "lock", "queue", "cell",
    "helper", "wrapper", "data", "size", "stack", "old", "existing", "former", "limit",
    "number", "entry", "register", "lookup", "bitmap", "address", "default",
})  # fmt: skip


def _without_label(words: Words) -> Words:
    """“The table `FRAMES` is gone” as “`FRAMES` is gone”."""
    at = 0
    while at < len(words) and not words[at].code and words[at].text in _LABELS:
        at += 1
    if at and at < len(words) and not words[at].code and noun_of(words[at].text) and at + 1 < len(words) and words[at + 1].code:
        return words[at:]
    return (
        words[at:]
        if at and at + 1 < len(words) and words[at].code and not words[at + 1].code and words[at + 1].text != ","
        else words
    )


def _follow(words: Words, at: int, runs: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        tuple(w.text for w in words[at : at + len(run)]) == run and not any(w.code for w in words[at : at + len(run)])
        for run in runs
    )


def _with_antecedent(words: Words, it: Words) -> Words:
    """“It has …”, “Its docs …”, “The struct has …” with the name of what was spoken of."""
    if not it or len(words) < 2 or words[0].code:
        return words
    first = words[0].text
    if first in ("it", "its"):
        return (*it, *words[1:])
    verbal = {
        "is",
        "has",
        "was",
        "does",
        "derives",
        "implements",
        "gains",
        "returns",
        "takes",
        "carries",
        "keeps",
        "stays",
        "remains",
    }
    if noun_of(first) and not words[1].code and words[1].text in verbal and len(it) == 1:
        return (*it, *words[1:])
    return words


def _with_method_of_impl(words: Words) -> Words:
    """“`Drop` for `Guard` calls …” as “`Guard::drop` calls …”."""
    if len(words) > 3 and [w.raw for w in words[:2]] in (["Drop", "for"], ["Drop", "of"]) and words[0].code and words[2].code:
        name = f"{words[2].raw.split('<')[0]}::drop"
        return (Word(name, name, True), *words[3:])
    return words


def _plain(words: Words) -> Words:
    out: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.code:
            out.append(word)
            at += 1
            continue
        for said, meant in _SAME:
            run = said.split()
            if [w.text for w in words[at : at + len(run)]] == run and not any(w.code for w in words[at : at + len(run)]):
                out += [Word(m, m) for m in meant.split()]
                at += len(run)
                break
        else:
            following = words[at + 1] if at + 1 < len(words) else None
            if word.text in _STAYS and following is None:
                out.append(Word("exists", "exists"))
            elif word.text in _STAYS and following is not None and (following.code or following.text not in _HISTORY):
                out.append(Word(_STAYS[word.text], word.raw))
            elif word.text == "keeps" and following is not None and following.raw.startswith("#["):
                out.append(Word("has", "has"))
            elif word.text in _IDLE and at:
                pass
            else:
                out.append(word)
            at += 1
    return tuple(out)


def _with_the_name_first(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“There is a `pub` static `X`, …” as “`X` is `pub` static, …”; “Public struct `X` lives …” as “`X` is public struct and lives …”."""
    begins = 0
    there = [w.text for w in words[:2]] in (["there", "is"], ["there", "exists"], ["there", "are"]) and not words[0].code
    if there:
        begins = 2
    at = begins
    while at < len(words) and at < begins + 6 and _describes(words[at]):
        at += 1
    nouns = [w for w in words[begins:at] if not w.code and noun_of(w.text)]
    if at == begins or not nouns or at >= len(words) or not is_name(words[at]) or not words[at].code:
        return words
    name, described, rest = words[at], words[begins:at], words[at + 1 :]
    if rest and not rest[0].code and rest[0].text in (",", "and", "&", "/", "or", ":") and not there and _listed_on(rest):
        return words
    be = Word("is", "is")
    if there or not rest:
        return (name, be, *described, *rest)
    if len(described) == 1 and described[0] is nouns[0]:
        return (name, described[0], *rest)
    joined = rest if not rest[0].code and rest[0].text == "," else (Word("and", "and"), *rest)
    return (name, be, *described, *joined)


def _listed_on(rest: Words) -> bool:
    """Whether a list of names goes on: `, B and C are …`."""
    return len(rest) > 1 and rest[1].code


def _describes(word: Word) -> bool:
    if word.code:
        return word.raw.startswith(("pub", "#[", "const", "async", "unsafe")) and " fn " not in word.raw
    return bool(noun_of(word.text)) or word.text in (
        "public", "private", "pub", "tuple", "unit", "new", "const", "async", "unsafe", "free", "generic", "documented", "small",
    )  # fmt: skip
