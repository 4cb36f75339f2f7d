"""What a sentence must have for a slot of a frame to be filled: plain words, or signs for what stands in backticks.

It tells only that a slot cannot be filled, so that most frames are passed over without being tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES
from uowgen.claims.sentences.description_words import MARKS as DESCRIPTION_MARKS
from uowgen.claims.sentences.guard_phrases import MARKS as PHRASE_MARKS
from uowgen.claims.sentences.guard_words import MARKS as GUARD_MARKS
from uowgen.claims.sentences.sentence import marks_of
from uowgen.claims.sentences.slots import COMMON_TRAITS, MODIFIERS, VISIBILITIES
from uowgen.claims.sentences.value_phrases import MARKS as VALUE_MARKS

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

# What a sentence must have for a slot to be filled: plain words, or the signs that `signs_of` gives for what stands in backticks.
MARKS = {
    **DESCRIPTION_MARKS,
    **GUARD_MARKS,
    **PHRASE_MARKS,
    **VALUE_MARKS,
    "armcase": frozenset({"on", "for", "in", "with", "of", "given", "as", "if", "when"}),
    "flagrules": frozenset(
        [
            "rejects",
            "refuses",
            "denies",
            "disallows",
            "forbids",
            "without",
            "unless",
            "only",
            "always",
            "otherwise",
            "else",
            "iff",
            "if",
            "when",
            "for",
        ]
    ),
    "stateclaims": frozenset(
        [
            "is",
            "are",
            "goes",
            "go",
            "leads",
            "lead",
            "moves",
            "move",
            "becomes",
            "become",
            "turns",
            "turn",
            "changes",
            "change",
            "enters",
            "enter",
            "leaves",
            "leave",
            "keeps",
            "keep",
            "reachable",
            "reached",
            "entered",
            "before",
            "only",
            "final",
            "from",
            "to",
            "reports",
            "carries",
            "names",
            "starts",
            "begins",
            "returns",
            "gives",
            "can",
            "may",
            "switch",
            "agree",
            "agrees",
            "succeeds",
            "respects",
            "->",
            "→",
            "cannot",
            "has",
            "have",
            "no",
            "nothing",
            "once",
            "never",
        ]
    ),
    "bitclaims": frozenset(["bits", "bit", "left", "up"]),
    "codeclaims": frozenset(
        [
            "code",
            "codes",
            "errno",
            "errnos",
            "number",
            "numbers",
            "value",
            "values",
            "status",
            "id",
            "ids",
            "in",
            "within",
            "inside",
            "from",
            "between",
            "with",
        ]
    ),
    "nameclaims": frozenset(["name", "names", "identifier", "identifiers", "ident", "spelling"]),
    "displayclaims": frozenset(
        [
            "starts",
            "start",
            "begins",
            "begin",
            "prints",
            "shows",
            "formats",
            "displays",
            "renders",
            "writes",
            "outputs",
            "is",
            "includes",
            "contains",
            "puts",
            "has",
            "prefixed",
            "leads",
        ]
    ),
    "eventclaims": frozenset(
        [
            "takes",
            "moves",
            "brings",
            "leads",
            "switches",
            "changes",
            "puts",
            "sends",
            "drives",
            "advances",
            "turns",
            "transitions",
            "makes",
            "goes",
            "falls",
            "returns",
            "ends",
            "drops",
            "comes",
            "becomes",
            "->",
            "→",
            "=>",
            "other",
            "else",
            "leaves",
            "final",
            "terminal",
            "left",
            ":",
            "true",
            "holds",
        ]
    ),
    "numbersaid": frozenset(
        [
            "accepts",
            "accept",
            "takes",
            "allows",
            "admits",
            "rejects",
            "refuses",
            "denies",
            "excludes",
            "disallows",
            "outside",
            "only",
            "exactly",
            "for",
            "clears",
            "drops",
            "masks",
            "zeroes",
            "removes",
            "strips",
            "keeps",
            "leaves",
            "back",
            "fails",
            "errors",
            "overflow",
            "overflows",
            "underflow",
            "past",
            "beyond",
            "above",
            "below",
            "higher",
            "lower",
            "larger",
            "smaller",
            "offset",
            "bits",
            "true",
            "tells",
            "exceeds",
            "aligned",
            "exceed",
            "greater",
            "least",
            "most",
            "multiples",
            "multiple",
            "stops",
            "saturates",
            "sticks",
            "capped",
            "clamped",
            "clamps",
            "ends",
            "zero",
            "0",
        ]
    ),
    "codes": frozenset({"order", "for", "top"}),
    "inverseof": frozenset({"inverse", "inverts", "undoes", "reverses", "reverse", "counterpart", "opposite"}),
    "arrowmap": frozenset({"->", "→", "=>", "becomes", "gives", "to", "into"}),
    "shownas": frozenset({"hex", "hexadecimal", "decimal", "decimals"}),
    "poolclaims": frozenset(
        [
            "generation",
            "lowest",
            "smallest",
            "never",
            "rolls",
            "rollover",
            "full",
            "exhausted",
            "stale",
            "count",
            "again",
            "only",
            "reserves",
            "ignores",
            "free",
            "counts",
            "epoch",
            "pool",
            "taken",
            "number",
            "excludes",
            "out",
            "include",
            "use",
            "nothing",
            "ignored",
        ]
    ),
    "structcode": frozenset({"{}"}),
    "attr": frozenset({"#[]"}),
    "innerattr": frozenset({"#[]"}),
    "fieldpath": frozenset({"A.b"}),
    "callcode": frozenset({"f(x)"}),
    "equation": frozenset({"f==x"}),
    "vis": frozenset({"pub"}),
    "autotraits": frozenset({"Copy"}),
    "surelytype": frozenset({"<T>"}),
    "implcode": frozenset({"impl{}"}),
    "fncode": frozenset({"fn()"}),
    "modifiers": frozenset({"unsafe_fn"}),
    "modcode": frozenset({"mod{}"}),
}


def signs_of(words: tuple[Word, ...]) -> frozenset[str]:
    """The plain words of a sentence, and a sign for each sort of thing that only some slots take."""
    found = set(marks_of(words))
    for word in words:
        raw = word.raw
        if raw.startswith(("#[", "#![")):
            found.add("#[]")
        if "." in raw and raw[:1].isupper():
            found.add("A.b")
        if "(" in raw and raw.endswith(")") and ("::" in raw or not raw.endswith("()") or raw.count("(") > 1):
            found.add("f(x)")
        if "(" in raw and any(sign in raw for sign in ("==", "!=", "<", ">", "assert")):
            found.add("f==x")
        if raw.lower().startswith("pub") or raw.lower() in VISIBILITIES:
            found.add("pub")
        if raw in COMMON_TRAITS:
            found.add("Copy")
        if "impl" in raw or " for " in raw:
            found.add("impl{}")
        if "fn " in raw or ") -> " in raw:
            found.add("fn()")
        if "mod " in raw:
            found.add("mod{}")
        if raw.lower().split(" ")[0] in MODIFIERS or raw.lower().startswith(("fn", '"c"')):
            found.add("unsafe_fn")
        if raw in PRIMITIVES or "<" in raw or raw.startswith(("Atomic", "&")):
            found.add("<T>")
    return frozenset(found)
