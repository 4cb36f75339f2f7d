"""Slots for a single word, or a few, that stand for something: a state, a deed, that there is nothing, that something is not given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word


def _state_word(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“running” of “a running task”: the variant `Running` that the code at hand has."""
    if n < len(words) and not words[n].code and words[n].raw.isalpha() and known(words[n].raw.capitalize()):
        yield words[n].raw.capitalize(), n + 1


def _done_word(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“started”, “starting”: the method `start` that the code at hand has."""
    text = words[n].text if n < len(words) and not words[n].code else ""
    if text and known(text) and text.isalpha():
        yield text, n + 1
    for ending in ("ed", "ing"):
        stem = text.removesuffix(ending)
        for method in (stem, stem + "e", stem[:-1]) if stem != text and len(stem) > 2 else ():
            if known(method):
                yield method, n + 1
                return


def _plain(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """One word or name, whatever it is: what it means is for the kind to find out."""
    raw = words[n].raw.removesuffix("()") if n < len(words) else ""
    if raw.replace("_", "").isalnum():
        yield raw, n + 1


def _untrue(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw == "false":
        yield "false", n + 1


def _nothing(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw in ("None", "none", "nothing"):
        yield "None", n + 1


def _counter_name(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What counts something, in backticks: `lost`, `lost()`."""
    if (
        n < len(words)
        and words[n].code
        and bare_name(words[n].raw).removesuffix("()").isidentifier()
        and bare_name(words[n].raw)[:1].islower()
    ):
        yield words[n].raw, n + 1
        if n + 1 < len(words) and words[n + 1].text in ("counter", "count"):
            yield words[n].raw, n + 2


def _yes(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and words[n].raw in ("true", "True"):
        yield "true", n + 1


_OUT = frozenset(
    [
        "not",
        "allocated",
        "in-use",
        "in",
        "use",
        "currently",
        "yet",
        "never",
        "already",
        "live",
        "out",
        "reserved",
        "unallocated",
        "was",
        "is",
        "that",
        "which",
        "were",
        "are",
        "been",
        "has",
        "free",
        "freed",
    ]
)


def _not_out(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“not allocated”, “that is already free”, “unallocated”: what an allocator has not given out."""
    at = n
    while at < len(words) and not words[at].code and words[at].text in _OUT:
        at += 1
        said = {w.text for w in words[n:at]}
        turned = said & {"not", "never"}
        if (turned and said & {"allocated", "in-use", "use", "live", "out", "reserved"}) or (
            not turned and said & {"unallocated", "free", "freed"}
        ):
            yield " ".join(w.text for w in words[n:at]), at


def _display(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What shows a value: `Display`, `to_string()`, “the Display output”."""
    if n < len(words) and bare_name(words[n].raw) in ("Display", "to_string", "fmt"):
        yield words[n].raw, n + 1
        if n + 1 < len(words) and words[n + 1].text in ("output", "impl", "implementation", "string", "text"):
            yield words[n].raw, n + 2


def _one_word(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Any one word or name: “stop” of “the stop arm”."""
    if n < len(words) and (words[n].code or words[n].raw.replace("-", "").isalnum()):
        yield words[n].raw, n + 1


def _wait_verb(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and not words[n].code and words[n].text in ("sleeps", "waits", "blocks", "parks", "spins"):
        yield words[n].text, n + 1


READERS = {
    "oneword": _one_word,
    "stateword": _state_word,
    "doneword": _done_word,
    "waitverb": _wait_verb,
    "display": _display,
    "notout": _not_out,
    "yes": _yes,
    "plain": _plain,
    "nothing": _nothing,
    "countername": _counter_name,
    "untrue": _untrue,
}
