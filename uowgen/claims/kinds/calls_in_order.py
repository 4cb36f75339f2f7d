"""Claim: one call comes before another, or first, or last, in a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import Subject, context_function, find_method
from uowgen.facts.code import counts
from uowgen.facts.macros import definitions_of
from uowgen.facts.order import Ordered, Placed, calls_in_order
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when the syntax makes it certain, fails when it makes the contrary certain; branches and loops leave it undecided."""
    caller = reading.get("caller")
    subject = find_method(case, caller) if caller else _spoken_of(reading, case)
    if reading.get("state") == "runs" and not (len(subject.found) == 1 and _makes_both(subject.found[0], reading)):
        return undecided("no-subject", "no one function of the spec's files plainly makes both calls", *subject.found[:2])
    if not subject.found:
        return subject.none(f"no function `{bare_name(caller)}`")
    evidence: list[Evidence] = []
    for declaration in subject.found:
        finding = _in(case, declaration, reading)
        if finding.outcome != "holds":
            return finding
        evidence += finding.evidence
    return holds("the calls stand in that order", evidence=tuple(evidence))


def _spoken_of(reading: Reading, case: Case) -> Subject:
    """The function that a sentence without one is about: that of the spec, else the one of its files that makes both calls."""
    guessed = context_function(case)
    names = [called(reading.get(slot)) for slot in ("first", "second") if reading.get(slot)]
    if len(names) < 2 or (guessed.found and all(_calls(d, names) for d in guessed.found)):
        return guessed
    near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
    functions = [d for f in near for d in f.declarations() if d.item.kind == "fn" and counts(d) and not d.item.in_macro]
    both = tuple(d for d in functions if _calls(d, names))
    if len(both) == 1:
        return Subject(both)
    if both or (guessed.found and any(_calls(d, [name]) for d in functions if d not in guessed.found for name in names)):
        return Subject((), undecided("subject-ambiguous", "which function is meant is not clear", *both[:3]))
    return guessed


def _makes_both(declaration: Declaration, reading: Reading) -> bool:
    return _calls(declaration, [called(reading.get(slot)) for slot in ("first", "second")])


def _calls(declaration: Declaration, names: list[str]) -> bool:
    ordered = calls_in_order(declaration)
    return ordered is not None and all(any(c.call.matches(name) for c in ordered.calls) for name in names)


def _in(case: Case, declaration: Declaration, reading: Reading) -> Finding:
    name = declaration.item.name
    ordered = calls_in_order(declaration)
    if ordered is None:
        return undecided("too-deep", f"`{name}` nests too deeply", declaration)
    wanted, other = called(reading.get("first")), called(reading.get("second"))
    ends = reading.get("state") in ("first", "last")
    hidden = _hidden(case, ordered, () if ends else (wanted, other))
    if hidden is not None:
        place = Evidence(declaration.file.path, hidden[2], hidden[2], f"`{hidden[0]}!`")
        return undecided("inside-macro", f"`{hidden[0]}!` in `{name}` may call something", evidence=(place,))
    calls = ordered.calls
    mine = [c for c in calls if c.call.matches(wanted)]
    if not mine:
        return fails("call-not-found", f"`{name}` does not call `{wanted}`", declaration)
    if ends:
        return _at_end(declaration, wanted, mine, calls, first=reading.get("state") == "first")
    theirs = [c for c in calls if c.call.matches(other)]
    if not theirs:
        return fails("call-not-found", f"`{name}` does not call `{other}`", declaration)
    places = tuple(Evidence(c.call.file, c.call.line, c.call.line, f"`{c.call.path}`") for c in (mine[0], theirs[0]))
    if any(c.later for c in mine + theirs):
        return undecided("depends-on-the-path", "a call in a closure may be made at another time", evidence=places)
    if all(any(_surely_before(m, t) for m in mine) for t in theirs):
        return holds("", evidence=places)
    turned = max(t.at for t in theirs) < min(m.at for m in mine)
    turned = turned and not any(set(m.loops) & set(t.loops) for m in mine for t in theirs)
    if turned and any(_on_one_path(t, m) for m in mine for t in theirs):
        return fails("other-order", f"`{wanted}` comes after `{other}`", evidence=places)
    return undecided("depends-on-the-path", f"whether `{wanted}` comes before `{other}` depends on branches", evidence=places)


def _hidden(case: Case, ordered: Ordered, wanted: tuple[str, ...]) -> tuple[str, str, int] | None:
    """The macro call that may make one of the calls `wanted` (without any: some call) where it stands."""
    names = {w.replace("::", ".").split(".")[-1] for w in wanted}
    for macro in ordered.macros:
        texts = [macro[1], *(d.text for d in definitions_of(case.code, macro[0]))]
        if not names and (len(texts) == 1 or any("(" in t.partition("(")[2] for t in texts)):
            return macro
        if names and any(name in text for name in names for text in texts):
            return macro
    return None


def _on_one_path(first: Placed, second: Placed) -> bool:
    """Whether some run makes both calls, so far as the branches around them say."""
    shared = min(len(first.branches), len(second.branches))
    return first.branches[:shared] == second.branches[:shared]


def _at_end(declaration: Declaration, wanted: str, mine: list[Placed], calls: tuple[Placed, ...], *, first: bool) -> Finding:
    edge = calls[0] if first else calls[-1]
    place = Evidence(edge.call.file, edge.call.line, edge.call.line, f"`{edge.call.path}`")
    if edge not in mine:
        inner = any(m.start <= edge.start and edge.end <= m.end for m in mine)
        if edge.certain and not inner and not edge.later:
            return fails("other-order", f"`{edge.call.path}` comes {'first' if first else 'last'}", evidence=(place,))
        return undecided("depends-on-the-path", f"another call may come {'first' if first else 'last'}", evidence=(place,))
    if not edge.certain or edge.later or (not first and any(c.leaves for c in calls)):
        return undecided("depends-on-the-path", f"whether `{wanted}` is reached depends on branches", declaration)
    return holds("", evidence=(place,))


def _surely_before(first: Placed, second: Placed) -> bool:
    """Whether `first` has been called whenever `second` is: it stands earlier, on every path that leads to `second`."""
    return first.at < second.at and second.branches[: len(first.branches)] == first.branches


KIND = Kind(
    "calls_in_order",
    "calls stand in an order",
    (
        "<first:name> @be* called|invoked|run|done before <second:name> @in? <caller:name>? <noun>?",
        "<second:name> @be* called|invoked|run|done after <first:name> @in? <caller:name>? <noun>?",
        "<second:name> @be* called|invoked|run|done after <first:name> , not before @in? <caller:name>? <noun>?",
        "<first:name> @be* called|invoked|run|done before <second:name> , not after @in? <caller:name>? <noun>?",
        "<caller:name> <noun>? @call <first:name> before <second:name>",
        "<caller:name> <noun>? @call <second:name> after <first:name>",
        "<caller:name> <noun>? @call <first:name> first ; state=first",
        "<caller:name> <noun>? first @call <first:name> ; state=first",
        "<caller:name> <noun>? begins|starts|opens with|by call|calling to? <first:name> ; state=first",
        "<caller:name> <noun>? ends|finishes|closes with|by|in call|calling to? <first:name> ; state=last",
        "<caller:name> <noun>? first? @call <first:name> ,|and* then|afterwards calls? <second:name>",
        "<first:name> @be* called|invoked first|beginning|start @in <caller:name> <noun>? ; state=first",
        "<first:name> @be* called at|as beginning|start|first|statement|thing* of|in <caller:name> ; state=first",
        "<caller:name> <noun>? @call <first:name> last|finally ; state=last",
        "<first:name> @be* called|invoked last|finally @in <caller:name> <noun>? ; state=last",
        "<first:name> @be* called at|as end|last|statement|thing* of|in <caller:name> ; state=last",
        "<first:name> before <second:name> in <caller:name>",
        "<second:name> runs|happens|executes after|behind <first:name> ; state=runs",
        "<first:name> runs|happens|executes before|ahead of? <second:name> ; state=runs",
    ),
    (
        "`clear` is called before `tlb_flush_page` in `unmap`",
        "`sys_mmap` calls `validate` first",
        "`tlb_flush_all` is called last in `teardown`",
    ),
    decide,
    ("first",),
    asks_all=True,
)
