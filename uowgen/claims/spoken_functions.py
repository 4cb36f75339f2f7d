"""Functions that a sentence begins with without naming them: “Binding TCP port 0 fails” speaks of `bind_tcp_port` where the spec has one.

Every word of the run must be a part of the function's name, or its verb must be that of one function only.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.sentences.sentence import Word
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

    Words = tuple[Word, ...]

_LONGEST = 5
# What may stand behind the function's name when the verb alone was said: who does it, what it takes, what comes of it.
_GOES_ON = frozenset(
    "takes take needs need requires returns return gives give yields fails fail panics panic succeeds must should does never consumes borrows accepts "
    "rejects refuses on with for in is can cannot may".split()
)
_NO_VERBS = frozenset(
    {form(w) for w in "string thing during nothing something everything existing missing remaining following".split()}
)


def with_functions(words: Words, case: Case) -> Words:
    """`words` with the name of the one function of the spec's blocks that they begin to speak of; as they are where there is none."""
    words = _dropped(_listed(words, case), case)
    run = 0
    while run < min(len(words), _LONGEST) and not words[run].code and words[run].raw.replace("-", "").isalpha():
        run += 1
    if not run or not (words[0].text.endswith("ing") and len(words[0].text) > 4) or form(words[0].text) in _NO_VERBS:
        return words
    shown = _shown(case)
    for end in range(run, 0, -1):
        said = tuple(p for w in words[:end] for p in map(form, w.text.split("-")) if p)
        rest = words[end:]
        if not rest:
            continue
        mine = _one([d for d in shown if parts(d.item.name) == said])
        if mine is None and end == 1 and not rest[0].code and rest[0].text in _GOES_ON and not _is_shared(said[0], case):
            mine = _one([d for d in shown if parts(d.item.name)[:1] == said])
        if mine is not None:
            return _named(mine, words[end - 1], rest)
    return words


def _listed(words: Words, case: Case) -> Words:
    """“Unlock methods return …” with the names of all functions of the blocks that have the word in theirs."""
    at = 1 if words and not words[0].code and words[0].text == "all" else 0
    if len(words) < at + 3 or any(w.code for w in words[at : at + 3]) or words[at + 1].text not in ("methods", "functions"):
        return words
    if words[at + 2].text not in ("return", "take", "need", "require") or words[at].text in (
        "public",
        "private",
        "all",
        "new",
        "these",
        "both",
    ):
        return words
    said = form(words[at].text)
    mine = list(dict.fromkeys(d.item.name for d in _shown(case) if said in parts(d.item.name)))
    owners = {d.owner for d in _shown(case) if d.item.name in mine}
    if len(mine) < 2 or len(owners) != 1:
        return words
    verb = {"return": "returns", "take": "takes", "need": "needs", "require": "requires"}[words[at + 2].text]
    names = [
        w
        for n, name in enumerate(mine)
        for w in ((Word("and", "and"),) if n == len(mine) - 1 else (Word(",", ","),) if n else ())
        + (Word(f"{name}()", f"{name}()", True),)
    ]
    return (*names, Word(verb, verb), *words[at + 3 :])


def _dropped(words: Words, case: Case) -> Words:
    """“Dropping a `Guard` opened with …”, “drop of an `Open` handle”: the `drop` of the type that is named, else of the only one that has one."""
    if len(words) < 3 or words[0].code or words[0].text not in ("dropping", "drop"):
        return words
    at = 1 + (words[0].text == "drop")
    if words[0].text == "drop" and (words[1].code or words[1].text != "of"):
        return words
    drops = {
        d.owner.rpartition(" for ")[2].partition("<")[0]
        for d in _shown(case)
        if d.item.name == "drop" and d.owner.startswith("Drop for ")
    }
    owner = words[at].raw if words[at].code else ""
    if owner in drops:
        return (Word(f"{owner}::drop", f"{owner}::drop", True), *words[at + 1 :])
    if words[0].text == "drop" and len(drops) == 1 and owner:
        name = f"{next(iter(drops))}::drop"
        return (Word(name, name, True), *words[1:])
    return words


def _named(function: Declaration, last: Word, rest: Words) -> Words:
    """The function's name, what it is called with, and the rest of the sentence."""
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    name = f"{owner}::{function.item.name}" if owner else f"{function.item.name}()"
    said = Word(name, name, True)
    if rest[0].code and (rest[0].raw.startswith(("&", "mut ")) or "(" in rest[0].raw):
        return (said, *rest)
    if rest[0].code or rest[0].raw[:1].isdigit():  # “binding port 0”: the last word is that of the argument, too
        is_argument = any(form(last.text) in parts(p.name) for p in parameters_of(function))
        return (said, Word("with", "with"), *((Word(last.text, last.raw),) if is_argument else ()), *rest)
    return (said, *rest)


def _shown(case: Case) -> list[Declaration]:
    """The functions that the spec's blocks declare, tests and what stands in functions aside."""
    return [
        d
        for file in block_files(case)
        for d in file.declarations()
        if d.item.kind == "fn"
        and d.condition not in ("tests", "never")
        and not any(p.startswith(("fn ", "mod ")) for p in d.item.path)
    ]


def _one(found: list[Declaration]) -> Declaration | None:
    kinds = {(d.owner, d.item.name) for d in found}
    return found[0] if len(kinds) == 1 else None


def _is_shared(verb: str, case: Case) -> bool:
    """Whether the spec's files have several functions whose name begins with the verb."""
    near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
    names = {
        d.item.name
        for f in near
        for d in f.declarations()
        if d.item.kind == "fn" and counts(d) and parts(d.item.name)[:1] == (verb,)
    }
    return len(names) > 1
