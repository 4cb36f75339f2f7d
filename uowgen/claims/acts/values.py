"""Decides what is said of the functions of an enum, from what they give for every value, next to the spec's own code.

What words say beyond the spec's own code (that numbers are negative, or all different; that one function undoes another) is asked of
both: where the spec's own code is not so, the words were not read as they were meant.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown
from uowgen.claims.values.value_tables import Table, Tables, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word

_ASKED = {
    "negative": "negative", "positive": "positive", "own": "distinct", "distinct": "distinct", "unique": "distinct",
    "different": "distinct", "separate": "distinct", "apart": "distinct", "inverts": "inverse", "inverse": "inverse",
    "undoes": "inverse", "reverses": "inverse", "round-trip": "inverse", "round-trips": "inverse", "equals": "equal",
    "equal": "equal", "same": "equal", "agrees": "equal", "only": "only", "exactly": "only",
}  # fmt: skip
_PLAIN = frozenset(
    "variant variants value values code codes number numbers name names string text symbol symbolic constant unknown other any every each "
    "all of to its it is are has have for from with and or as in into by on e.g e.g. eg i.e example like such returns return gives give given "
    "maps map mapped yields yield prints print printed shows show displays display formats formatted converts convert converted becomes "
    "keeps keep kept standard usual corresponding matching respective this that error errors enum type numeric".split()
)
_MARKS = frozenset(", ( ) : → — – - = / &".split())


class _Said(NamedTuple):
    """One part of a sentence: the functions it names, variants, values in code, what is asked of the values, and its other words."""

    functions: tuple[str, ...]
    variants: frozenset[str]
    values: tuple[str, ...]
    asked: frozenset[str]
    words: frozenset[str]


class _Row(NamedTuple):
    outcome: str  # `holds`, `fails`, or empty: not to be told
    why: str = ""


def decided(words: tuple[Word, ...], case: Case) -> Finding | None:
    """What the tables of the spec's enum say of a sentence; None if it is not understood, or there are none."""
    tables = tables_of(case)
    if tables is None:
        return None
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    names = {p for w in "".join(c if c.isalnum() or c == "_" else " " for c in text).split() for p in parts_of_name(w)}
    rows: list[_Row] = []
    before: tuple[str, ...] = ()
    asked: set[str] = set()
    for part in _parts(words):
        said = _read(part, tables, names, before)
        if said is None:
            return None
        before = said.functions[:1]
        asked.update(said.functions)
        rows.append(_weighed(said, tables))
    place = (shown(tables.declaration),)
    if any(not row.outcome and not row.why for row in rows):
        return None
    for row in rows:
        if row.outcome == "fails":
            return Finding("fails", row.why, "behaviour", "behaves-differently", place, "proved", (row.why,))
    for row in rows:
        if not row.outcome:
            return Finding("undecided", row.why, None, "not-observable", place)
    count = sum(len(tables.actual[f]) for f in asked)
    return Finding("holds", f"so for {count} of {count} values, as in the spec's own code", "behaviour", None, place, "bounded")


def _parts(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    at = 0
    for n, word in enumerate((*words, None)):
        if word is None or (not word.code and word.text in (";", ".")):
            if words[at:n]:
                yield words[at:n]
            at = n + 1


def _function(raw: str, tables: Tables) -> str:
    """The function that code names: `errno()`, `Display`, `From<A>`, `From<A> for B`."""
    text = " ".join(raw.split()).removeprefix("impl ")
    if text.startswith("From<"):
        found = [label for label in tables.shown if label == text or label.startswith(f"{text} for ")]
        return found[0] if len(found) == 1 else ""
    bare = text.removesuffix("()").rpartition("::")[2]
    return (
        bare
        if bare in tables.shown and (bare == "Display" or text.rpartition("::")[0] in ("", tables.declaration.item.name))
        else ""
    )


def _read(part: tuple[Word, ...], tables: Tables, names: set[str], before: tuple[str, ...]) -> _Said | None:
    functions: list[str] = []
    variants: set[str] = set()
    values: list[str] = []
    asked: set[str] = set()
    for word in part:
        label = _function(word.raw, tables) if word.code else ""
        bare = word.raw.rpartition("::")[2]
        if label:
            functions.append(label)
        elif word.code and bare in tables.variants:
            variants.add(bare)
        elif word.code and word.raw != tables.declaration.item.name:
            values.append(word.raw.strip('"'))
        elif word.code or word.text in _PLAIN or word.text in _MARKS:
            continue
        elif word.text in _ASKED:
            asked.add(_ASKED[word.text])
        elif not set(word.text.replace("-", " ").split()) <= names | _PLAIN | {"out"}:
            return None
    if not functions:
        functions = [label for label in tables.shown if any(w.text == label for w in part if not w.code)] or list(before)
    relates = asked & {"inverse", "equal"}
    if len(functions) != (2 if relates else 1):
        return None
    said = frozenset(p for w in part if not w.code for p in w.text.replace("-", " ").split())
    return _Said(tuple(functions), frozenset(variants), tuple(values), frozenset(asked), said)


def _weighed(said: _Said, tables: Tables) -> _Row:
    subject = said.functions[0]
    theirs, ours = tables.shown[subject], tables.actual[subject]
    for value in said.values:
        if not any(_reads(value, gave) for gave in theirs.values()):
            return _Row("", f"the spec's own code never gives `{value}`")
    for question in sorted(said.asked):
        if _against(question, said, tables, tables.shown):
            return _Row("", "the spec's own code is not so")
        wrong = _against(question, said, tables, tables.actual)
        if wrong:
            return _Row("fails", wrong)
    if said.asked & {"inverse", "equal"} and not said.values:
        return _Row("holds")
    if theirs.keys() != ours.keys():
        return _Row("", "it can be given other values than in the spec's own code")
    other = [given for given in theirs if theirs[given] != ours[given]]
    if not other:
        return _Row("holds")
    for given in other:
        named = not said.values or any(_reads(v, theirs[given]) for v in said.values)
        if said.asked & {"distinct"} and said.asked.isdisjoint({"negative", "positive"}):
            named = False  # what is kept apart may be something else
        if named and not _explained(subject, given, tables):
            return _Row("fails", f"`{subject}` gives {_told(ours[given])} for `{given}`, and not {_told(theirs[given])}")
    return _Row("", f"`{subject}` gives {_told(ours[other[0]])} for `{other[0]}`, the spec's own code {_told(theirs[other[0]])}")


def _explained(subject: str, given: object, tables: Tables) -> bool:
    """Whether it differs only because a function that it calls does: then it may be as it is said of it."""
    uses = tables.functions[subject].uses
    for label in tables.shown:
        if label in uses and label != subject and tables.shown[label].get(given) != tables.actual[label].get(given):
            return True
    return False


def _against(question: str, said: _Said, tables: Tables, found: dict[str, Table]) -> str:
    """What in the tables `found` goes against what is asked of them; empty if nothing does."""
    table = found[said.functions[0]]
    if question in ("negative", "positive"):
        wrong = [
            g for g, v in table.items() if not isinstance(v, int) or isinstance(v, bool) or (v < 0) is (question == "positive")
        ]
        return f"`{said.functions[0]}` gives {_told(table[wrong[0]])} for `{wrong[0]}`" if wrong else ""
    if question == "distinct":
        return _merged(said, tables, table)
    if question == "only":
        return _not_only(said, table)
    first, second = (found[f] for f in said.functions)
    if question == "equal":
        unlike = [g for g in first if g not in second or first[g] != second[g]]
        return f"`{said.functions[0]}` gives {_told(first[unlike[0]])} for `{unlike[0]}`" if unlike else ""
    there, back = (second, first) if set(second) == set(tables.variants) else (first, second)
    for given, code in there.items():
        gave = back.get(code)
        if gave not in ((given,), ("Some", (given,)), ("Ok", (given,)), given):
            return f"{_told(code)}, which stands for `{given}`, comes back as {_told(gave)}"
    return ""


def _merged(said: _Said, tables: Tables, table: Table) -> str:
    """Two values for which the same is given, and that the spec's own code keeps apart."""
    own = tables.shown[said.functions[0]]
    each = tables.functions[said.functions[0]].takes == "self" or bool({"each", "every", "all"} & said.words)
    rows = list(table)
    for n, a in enumerate(rows):
        for b in rows[n + 1 :]:
            apart = each or (own.get(a) != own.get(b) and all(_is_said(said, x, own.get(x)) for x in (a, b)))
            if apart and table[a] == table[b]:
                return f"`{said.functions[0]}` gives {_told(table[a])} for both `{a}` and `{b}`"
    return ""


def _is_said(said: _Said, given: object, gave: object) -> bool:
    parts = {frozenset(parts_of_name(str(x).rpartition("::")[2])) for x in (given, *(gave if isinstance(gave, tuple) else (gave,)))}
    return any(p and bool((p - {"no", "not", "bad"}) & said.words) for p in parts)


def _not_only(said: _Said, table: Table) -> str:
    """“only `A` and `B`”: what gives `true` without being named, or is named and does not."""
    if not said.variants or not all(isinstance(v, bool) for v in table.values()):
        return "not a question of yes or no"
    wrong = [str(g) for g, v in table.items() if v is not (g in said.variants)]
    return f"`{said.functions[0]}` gives `{str(table[wrong[0]]).lower()}` for `{wrong[0]}`" if wrong else ""


def _reads(value: str, gave: object) -> bool:
    """Whether what is written in the sentence is what is given."""
    if isinstance(gave, bool):
        return value == str(gave).lower()
    if isinstance(gave, tuple):
        inside = gave[1] if len(gave) > 1 else None
        name = inside[0] if isinstance(inside, tuple) and inside else inside
        return value.split("(")[0].rpartition("::")[2] == gave[0] and ("(" not in value or "_" in value or str(name) in value)
    return str(gave) == value


def _told(gave: object) -> str:
    if isinstance(gave, tuple):
        return f"`{gave[0]}`" if len(gave) == 1 else f"`{gave[0]}({_told(gave[1]).strip('`')})`"
    return f"`{str(gave).lower() if isinstance(gave, bool) else gave}`"
