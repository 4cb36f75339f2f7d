"""Phrases about guards that say when, in which order and how often: “on drop”, “in reverse order”, “exactly once”, “an armed, empty guard”.

Each reader takes up a run of words as the slot readers of `slots.py` do. The verbs and things are read in `guard_words.py`.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import is_path
from uowgen.claims.sentences.guard_words import COMMITTED, GUARDS, VERBS, names_type, released, things

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_END = frozenset(
    ("drop dropped dropping destroyed unwinding unwinds unwind panic panics panicking scope scope-exit raii destructor").split()
)
_AROUND_END = frozenset(
    (
        "on at upon when if while during by in it guard is gets being goes go out of leaves leaving end exit exits its s that transaction "
        "reservation mapping handle lock object value instance owner token stack early return returns error or once after and lifetime happens occurs runs destruction automatically code path paths any"
    ).split()
)
_NEWEST = frozenset("reverse reversed reversely backwards lifo opposite newest latest last-in stack inverse".split())
_OLDEST = frozenset("fifo same oldest first-in insertion given order".split())
_AROUND_ORDER = frozenset(
    (
        "in order of they were was it them as tracking recording allocation acquisition insertion registration tracked recorded registered "
        "allocated pushed added acquired inserted reserved last first out to from , / ( ) - which -- created mapped that had been first-out "
        "mapping mapped use first-in-first-out last-in-first-out last-out creation"
    ).split()
)
MAKERS = (
    "new",
    "begin",
    "start",
    "create",
    "acquire",
    "enter",
    "reserve",
    "open",
    "claim",
    "take",
    "guard",
    "with_capacity",
    "empty",
)
_TWICE = frozenset("twice again double more-than-once".split())
_EMPTY = frozenset("empty nothing no zero without fresh clean none any neither".split())
_ARMED = frozenset("armed active uncommitted live engaged enabled".split())
_DISARMED = frozenset("disarmed inactive committed disabled defused dismissed".split())
_AROUND_NEW = frozenset(
    (
        "guard guards instance list set tracker log transaction buffer queue ring table map stack pool container collection vec vector state and "
        "with in , is are flag that tracks tracking holds holding tracked recorded new but not yet one itself contents history journal it "
        "false true to committed = : armed as initialised initialized starts reservation tree storage ringbuffer ring-buffer free vector batch"
    ).split()
)


def ending(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“on drop”, “when the guard is dropped”, “when it goes out of scope”, “if a panic unwinds”: `drop` or `panic`."""
    at, kind, ends = n, "", []
    while at < len(words) and at < n + 10:
        word = words[at]
        bare = word.raw.split("(")[0].rpartition("::")[2].lower()
        if bare == "drop" if word.code else bare in _END:
            kind = (
                "panic" if bare in ("unwinding", "unwinds", "unwind", "panic", "panics", "panicking") or kind == "panic" else "drop"
            )
        elif (not word.code and word.text in ("return", "returns") and "early" in [w.text for w in words[n:at]]) or (
            not word.code and word.text in ("path", "paths") and "error" in [w.text for w in words[n:at]]
        ):
            kind = kind or "drop"
        elif (word.code or (word.text not in _AROUND_END and not known(f"~{word.text}"))) and not names_type(word, known):
            break
        at += 1
        if kind and word.text not in ("of", "or", "if", "in", "by", "on", "at", "s"):
            ends.append((kind, at))
    if n < len(words) and (words[n].text in _AROUND_END or words[n].text in _END):
        yield from reversed(ends)


def order(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“in reverse order”, “last in, first out”, “in the order in which they were tracked”: `newest` or `oldest` comes first."""
    at = n
    seen: list[str] = []
    ends: list[tuple[str, int]] = []
    while at < len(words) and at < n + 12:
        word = words[at]
        if word.code or not (word.text in _NEWEST or word.text in _OLDEST or word.text in _AROUND_ORDER):
            break
        seen.append(word.text)
        at += 1
        which = _which(seen)
        if which and word.text not in ("in", "of", ",", "to", "as", "from", "(", "/", "which", "that", "they", "were", "had"):
            ends.append((which, at))
    yield from reversed(ends)


def _which(seen: list[str]) -> str:
    if any(w in _NEWEST or w.startswith("last-in") for w in seen) or (
        "last" in seen and "first" in seen and seen.index("last") < seen.index("first")
    ):
        return "newest"
    ordered = "order" in seen and len(seen) > 1
    if ordered or any(w == "fifo" or w.startswith("first-in") for w in seen) or ("last" in seen and "first" in seen):
        return "oldest"
    return ""


def released_once(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“the descriptor is released exactly once”: what is released, if the sentence says how often."""
    for value, end in released(words, n, known):
        texts = [w.text for w in words[n:end]]
        if "once" in texts and "more" not in texts:
            yield value, end
        elif [w.text for w in words[end : end + 3]] == ["at", "most", "once"]:
            yield value, end + 3


def given_back(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """As `released`, but a method that “returns the address” has a result and gives nothing back; “returns it to the pool” does."""
    for value, end in released(words, n, known):
        texts = [w.text for w in words[n:end]]
        if "put" not in value.split("\0") or any(w in ("back", "to", "put", "puts") for w in texts):
            yield value, end


def never_twice(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“no slot is released twice”, “frames are never freed more than once”, “no double free”: the verbs."""
    verbs: list[str] = []
    turned = twice = False
    at = n
    while at < len(words) and at < n + 12:
        word = words[at]
        text = word.text
        if word.code:
            return
        if text in ("no", "never", "not", "nothing", "avoids", "prevents", "without", "none", "cannot"):
            turned = True
        elif text in _TWICE or text in ("double-free", "double-frees", "double-release"):
            twice = True
            verbs += [VERBS[part] for part in text.split("-")[1:] if part in VERBS]
        elif text in ("more", "than") or (text == "once" and "more" in [w.text for w in words[n:at]]):
            twice = twice or text == "once"
        elif text in VERBS:
            verbs.append(VERBS[text])
        elif not (
            next(things(words, at, known), None)
            or text
            in (
                "is",
                "are",
                "be",
                "can",
                "occurs",
                "happens",
                "possible",
                "ever",
                "there",
                "of",
                "by",
                "guard",
                "even",
                "do",
                "does",
                "occur",
                "happen",
                "at",
                "most",
                "any",
            )
        ):
            return
        at += 1
    if turned and twice and at == len(words):
        yield "\0".join(dict.fromkeys(verbs)), at


def new_guard(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“an armed guard without frames”, “empty list”, “with no tracked pages and uncommitted”: `empty`, `armed`, `disarmed`."""
    at, turned = n, False
    found: list[str] = []
    ends: list[tuple[str, int]] = []
    while at < len(words) and at < n + 14:
        word = words[at]
        text = word.raw.lower() if word.code else word.text
        if text in _EMPTY and not word.code:
            found.append("empty")
        elif text in ("not", "false"):
            turned = True
        elif text in _ARMED or text in _DISARMED:
            found.append("armed" if (text in _ARMED) is not turned else "disarmed")
            turned = False
        elif not (
            (text in _AROUND_NEW and (not word.code or text in ("true", "false")))
            or names_type(word, known)
            or (word.code and at > n and words[at - 1].text == "empty" and word.raw.isidentifier())  # “an empty `pages` vector”
            or (not word.code and next(things(words, at, known), None) is not None)
        ):
            break
        at += 1
        if turned and text == "false" and found and found[-1] in ("armed", "disarmed"):  # `committed = false`, “armed set to false”
            found[-1] = {"armed": "disarmed", "disarmed": "armed"}[found[-1]]
            turned = False
        if (
            found
            and not turned
            and text not in ("and", "with", "no", "zero", "without", ",", "in", "to", "=", ":", "as", "that", "any")
        ):
            ends.append(("\0".join(dict.fromkeys(found)), at))
    yield from reversed(ends)


def the_guard(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“the guard”, “`FrameGuard`”, “an armed FrameGuard”: the type if it is named."""
    at = n
    while at < len(words) and not words[at].code and _says_armed(words[at].text):
        at += 1
    yield from _guard_noun(words, at, known)


def kept_guard(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“a committed guard”, “disarmed `FrameGuard`s”: the type if it is named."""
    if n < len(words) and not words[n].code and words[n].text in COMMITTED and not words[n].text.startswith("un"):
        yield from _guard_noun(words, n + 1, known)


def _guard_noun(words: tuple[Word, ...], at: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if at >= len(words):
        return
    bare = words[at].raw.split("<")[0].removesuffix("::new()")
    if not words[at].code and (words[at].text in GUARDS or known(f"~{words[at].text.removesuffix('s')}")):
        yield "", at + 1
    elif names_type(words[at]._replace(raw=bare), known) and bare not in ("Drop", "Dropping"):
        if bare.isupper() and len(bare) > 1 and not known(bare):  # `EINVAL`: as constants and codes of errors are written
            return
        yield bare, at + 1
        if at + 1 < len(words) and words[at + 1].text in ("guard", "guards", "instance", "instances"):
            yield bare, at + 2


def _says_armed(text: str) -> bool:
    return text in ("armed", "live", "active", "new", "fresh", "unused", "pending") or (
        text.startswith("un") and text[2:] in COMMITTED
    )


def maker(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A method that by its name makes a guard: `new()`, `Guard::begin`."""
    for value, end in method(words, n, known):
        if value.split("(")[0].replace(".", "::").rpartition("::")[2] in MAKERS:
            yield value, end


def method(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A method by its name, `rollback()`, `Transaction::rollback`; not `drop`."""
    if n < len(words):
        raw = words[n].raw
        last = raw.split("(")[0].replace(".", "::").rpartition("::")[2]
        named = (words[n].code or raw.endswith(")") or "::" in raw) and not is_path(raw) and "/" not in raw
        if named and last.isidentifier() and last[:1].islower() and last != "drop":
            yield raw, n + 1


READERS = {
    "ending": ending, "order": order, "releasedonce": released_once, "givenback": given_back, "nevertwice": never_twice, "newguard": new_guard,
    "theguard": the_guard, "keptguard": kept_guard, "method": method, "maker": maker,
}  # fmt: skip
# A sentence without any of these plain words fills no such slot.
MARKS = {
    "givenback": frozenset(VERBS),
    "releasedonce": frozenset({"once"}),
    "nevertwice": _TWICE | {"double-free", "double-frees", "double-release", "more"},
}
