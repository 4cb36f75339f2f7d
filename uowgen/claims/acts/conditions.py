"""Reads the words behind `if`, `when`, `after` and their like: what must have happened, or what comes before what."""

# ruff: noqa: SIM905
from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import Condition, Vocabulary, parts_of_name
from uowgen.claims.acts.words import EMPTY, ENDS, FAILING, FILLERS, NOT, NOUNS, PANICS, TURNED, UNDOING

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

_IS = frozenset("is are was equals exceeds reaches reached hits above below at has returns gives yields reports".split())
_CALLED = frozenset("called call done made run invoked entered used successful over finished complete dropped refused".split())
_JOINTS = frozenset({"and", "but", "then", "so", "yet", "or", "while", "whereas"})


def meant_when(begin: str, inside: list[Word], known: Vocabulary) -> Condition | tuple[str, frozenset[str]] | str:
    turned = begin in TURNED
    texts = [w.text for w in inside if not w.code]
    if begin in ("if", "when") and _runs_out(texts, known):
        nouns_said = {known.stem(t) for t in texts}
        return Condition("fails", frozenset(k for k in _named(nouns_said, known) if k in known.fallible))
    tells = any(known.method_of(a) and a.code and not b.code and b.text in _IS for a, b in pairwise(inside))
    if tells and not _CALLED & set(texts):
        return "strange"  # “when `len` is 1” is about what it tells, and not about the call
    found: list[Condition] = []
    nouns: set[str] = set()
    calls: frozenset[str] = frozenset()
    verbs: list[str] = []
    failing = bool(FAILING & set(texts))
    for word in inside:
        text, bare = word.text, known.stem(word.text)
        called = _call(word, known) if failing else frozenset()
        if called:
            calls |= called
            continue
        flag = known.flag_of(word) if begin in ("if", "when", "unless", "while") else None
        method = known.method_of(word) or known.happened(word)
        if flag is not None:
            found.append(Condition("state", frozenset({flag[0]}), not flag[1]))
        elif method == "drop" or (not word.code and text in ENDS):
            found.append(Condition("dropped"))
        elif method:
            found.append(Condition("called", frozenset({method})))
        elif word.code:
            if not (parts_of_name(word.raw) & known.names or word.raw == known.roster.type):
                return "strange"
            nouns |= parts_of_name(word.raw)
        elif text.startswith("un") and known.happened(word._replace(text=text[2:], raw=text[2:])) and not known.is_verb(bare):
            found.append(Condition("called", frozenset({known.happened(word._replace(text=text[2:], raw=text[2:]))}), True))
        elif begin in ("if", "when", "unless", "while") and text.endswith("ed") and (known.asked(text) or known.asked(bare)):
            found.append(Condition("yes", known.asked(text) or known.asked(bare)))
        elif text in PANICS:
            found.append(Condition("panics"))
        elif text in FAILING:
            found.append(Condition("fails"))
        elif text in EMPTY:
            found.append(Condition("empty"))
        elif text in NOT:
            turned = not turned
        elif known.is_verb(bare) and bare not in NOUNS:
            verbs.append(bare)
        elif bare in UNDOING:
            verbs.append("*")
        elif bare in NOUNS or bare in known.names:
            nouns.add(bare)
        elif text in known.names:
            nouns.add(text)  # `bus` is no plural
        elif text not in FILLERS and text not in _JOINTS:
            return "strange"
    kinds = {c.kind for c in found}
    if kinds == {"fails", "called"} and not calls and not verbs:
        what = frozenset().union(*(c.what for c in found))
        return Condition("refused", what, turned) if len(what) == 1 else "several"
    if kinds == {"state"}:
        if len(found) > 1 or calls or verbs:
            return "several"
        return found[0]._replace(negated=turned is not found[0].negated)
    if len(kinds) > 1 and kinds != {"dropped", "called"}:
        return "several"
    if "fails" in kinds and calls:
        return Condition("fails", calls, turned) if kinds == {"fails"} else "several"
    if "fails" in kinds:
        names = frozenset().union(*(known.resolved(v, nouns) for v in verbs if v != "*")) if verbs else _named(nouns, known)
        return Condition("fails", names, turned)
    if "called" in kinds:
        called = frozenset(m for c in found if c.kind == "called" for m in c.what)
        turned = turned is not any(c.negated for c in found)
        return Condition("called", called, turned) if len(called) == 1 and not verbs else "several"
    if found:
        if verbs or (turned and found[0].kind != "empty" and begin != "before"):
            return "several"
        return found[0]._replace(negated=turned)
    if begin in ("before", "after", "once", "until") and verbs and not (turned and begin in ("after", "once")):
        names = known.effects() if "*" in verbs else frozenset().union(*(known.resolved(v, nouns) for v in verbs))
        return ("before" if begin in ("before", "until") else "after", names) if names else "unknown"
    return "unknown"


def _call(word: Word, known: Vocabulary) -> frozenset[str]:
    """The calls to the outside that a word in backticks names: `map.insert`, `alloc_page`, unless a method of the type has that name."""
    path = word.raw.split("(")[0].strip()
    name = path.replace(".", "::").rpartition("::")[2]
    if not word.code or (path == name and known.method_of(word)):
        return frozenset()
    return frozenset(key for key in known.calls if key.replace(".", "::").rpartition("::")[2] == name)


def _runs_out(texts: list[str], known: Vocabulary) -> bool:
    """“the allocator has nothing left”, “there is no room”: the call that asks for more fails."""
    left = {"room", "left", "space", "memory", "more", "available"} & set(texts)
    usual = FILLERS | NOUNS | known.names | {"no", "nothing", "none", "out", "runs", "room", "left", "space", "more", "available"}
    return bool(left and {"no", "nothing", "none", "out"} & set(texts)) and all(t in usual or known.stem(t) in usual for t in texts)


def _named(nouns: set[str], known: Vocabulary) -> frozenset[str]:
    found = {key for key, (name, whole) in known.calls.items() if nouns & (name | whole)}
    return frozenset(found)
