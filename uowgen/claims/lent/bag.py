"""Takes a sentence apart: each part that a pattern takes up is a situation, an outcome or a call, and no word may be left over."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.behaviour.lending import Beat
    from uowgen.claims.lent.cast import Cast

Test = Callable[["Beat"], "bool | None"]
GAP = "~"


class Part(NamedTuple):
    """What a part of a sentence says: `when`, `then` or `call`, as a test of a beat; `name` of the call, or what the test is about."""

    kind: str
    test: Test | None = None
    name: str = ""
    sure: bool = True
    other: bool = False  # whether it is another situation: “… or when …”


Row = tuple[str, Callable[[re.Match[str]], "Part | tuple[Part, ...] | None"]]
Meaning = Callable[[re.Match[str], "Cast"], "Part | tuple[Part, ...] | None"]
Pattern = tuple[str, Meaning]
# Words that say nothing by themselves.
FILLERS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "by",
        "in",
        "on",
        "from",
        "for",
        "to",
        "with",
        "when",
        "whenever",
        "while",
        "if",
        "it",
        "its",
        "that",
        "which",
        "this",
        "what",
        "so",
        "as",
        "at",
        "and",
        ",",
        ":",
        ";",
        "->",
        "==",
        "of",
        "has",
        "have",
        "had",
        "gets",
        "get",
        "got",
        "GIVES",
        "GIVEN",
        "RESULT",
        "caller",
        "you",
        "we",
        "can",
        "always",
        "slot",
        "entry",
        "call",
        "then",
        "once",
        "where",
        "also",
        "still",
        "now",
        ",",
        "i.e.",
        "ok?",
        "value",
        "r",
        "you'",
        "one",
        "code",
        "-",
        "(",
        ")",
        "=",
        "upon",
        "under",
        "their",
        "they",
        "being",
        "does",
        "do",
        "error",
        "same",
        "state",
        "case",
        "cpu",
        "T",
        "done",
        "becomes",
        "into",
        "turns",
        "writes",
        "puts",
        "ones",
        "themselves",
        "time",
        "quietly",
        "silently",
        "merely",
        "simply",
        "again",
        "too",
        "well",
        "calls",
        "runs",
    ]
) - {"ok?", "same", "you'"}


class Taken(NamedTuple):
    """A sentence taken apart."""

    whens: tuple[Part, ...]
    thens: tuple[Part, ...]
    calls: tuple[str, ...]
    left: str


class Rows(NamedTuple):
    """The patterns by turns: what is asked first, situations, and outcomes in a sentence put into plainer words."""

    first: list[Row]
    whens: list[Row]
    thens: list[Row]
    worded: Callable[[str], str]


def taken(said: str, rows: Rows) -> Taken:
    """All that the patterns take up, in their order, and what is left."""
    whens: list[Part] = []
    thens: list[Part] = []
    said = _over(said, [*rows.first, *rows.whens], whens, thens)
    if re.search(r"(?<= )or(?= |$)", said) and len(whens) > 1:
        return Taken((), (), (), "or")
    calls = tuple(dict.fromkeys(re.findall(r"@(\w+)", said)))
    if len(calls) == 1:  # of one call: what is said of it is read without it
        front = "(?:(?:right |just |as soon as )?(?:after|once|upon|via|through|using|during|inside|within|when|whenever|by|in|on|of|from|for|at|with|out|if)|as soon as)"
        ran = "(?:is|was|gets|has been) called|has returned|returned|has run|ran|(?:is|was) (?:done|made|through)|(?:has|is) finished|runs|call|itself"
        said = re.sub(rf"(?:(?<= )|^){front} (?:{GAP} )*@\w+(?: (?:{GAP} )*(?:{ran}))?(?: |$)", "", said)
        said = re.sub(rf"(?:(?<= )|^)(?:{GAP} )*@\w+(?: (?:{GAP} )*(?:{ran}))?(?= |$)", GAP, said)
        said = f"@{calls[0]} {said}"
        said = (
            re.sub(r"(?<![\w@#])G(?:'s)?(?![\w])", GAP, said)
            if not re.search(
                r"(?:how many|number|counts|living|alive|existing|live) ?(?:of )?(?:\w+ )?G\b|G (?:that )?(?:are|exist|live|alive)",
                said,
            )
            else said
        )
        said = " ".join(w for n, w in enumerate(said.split()) if w != GAP or (n and said.split()[n - 1] != GAP))
    said = _over(rows.worded(said), [*rows.first, *rows.thens], whens, thens)
    calls = tuple(dict.fromkeys(re.findall(r"@(\w+)", said)))
    if calls:
        said = re.sub(r"(?<![\w@#])G(?:'s)?(?![\w])", GAP, said)
    rest = re.sub(r"@\w+", GAP, said)
    left = " ".join(w for w in rest.split() if w.strip(GAP) and w not in FILLERS)
    return Taken(tuple(whens), tuple(thens), calls, left)


def _over(said: str, rows: list[Row], whens: list[Part], thens: list[Part]) -> str:
    """The sentence without what these patterns take up."""
    for pattern, meaning in rows:
        at = 0
        compiled = re.compile(rf"(?<![\w@#%!$?&.-])(?:{pattern})(?![\w-])")
        while m := compiled.search(said, at):
            found = meaning(m)
            if found is None:
                at = m.start() + 1
                continue
            ahead = re.search(rf"\b(?:or|even|also) (?:{GAP} )*$", said[: m.start()]) or m[0].startswith(("or ", "even "))
            for part in (found,) if isinstance(found, Part) else found:
                if part.kind == "when":
                    part = part._replace(other=bool(ahead))
                    whens.append(part)
                elif part.kind == "then":
                    thens.append(part)
            keep = " ".join(f"@{p.name}" for p in ((found,) if isinstance(found, Part) else found) if p.kind == "call")
            before = said[: m.start()].rstrip()
            before = re.sub(r" (?:or|and even|even|also)$", "", before) if ahead else before
            said = f"{before} {GAP} {keep} {said[m.end() :].lstrip()}"
            at = m.start()
    return said


def when(test: Test, name: str = "") -> Part:
    """A situation."""
    return Part("when", test, name)


def then(test: Test, name: str = "", *, sure: bool = True) -> Part:
    """An outcome."""
    return Part("then", test, name, sure)


__all__ = ["FILLERS", "GAP", "Meaning", "Part", "Pattern", "Row", "Rows", "Taken", "Test", "taken", "then", "when"]
