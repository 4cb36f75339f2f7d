"""What becomes of a word that nobody knows, where texts are told apart by a `match`: “unknown options are warned about, empty ones are ignored”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of, stands_somewhere
from uowgen.claims.bodies.path_words import said_words
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.facts.calls import calls_in, macros_in
from uowgen.facts.code import counts
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_FATE = r"(?:is|are) (?P<{0}>warned about|logged(?: as a warning| with a warning)?|reported(?: as a warning| with a warning)?|(?:skipped|ignored|dropped|passed over) with (?:a|one) warning(?: each)?|(?:silently |quietly )?(?:skipped|ignored|dropped|passed over)(?: silently| quietly| without a warning| without warning)?)"
_REST = r"(?:[,;]? (?:and |but |while )?(?:the )?(?:remaining|other|rest of the|others?)(?: [a-z]+)? (?:still |do still )?(?:take|takes|apply|applies|is|are|has|have)(?: effect| kept| applied| handled| parsed| in force)?)"


class _Fork(NamedTuple):
    """A `match` on texts: the arm for what is unknown, and the one for an empty text if there is one."""

    function: Declaration
    match: Node
    rest: Node
    empty: Node | None


def spoken_unknown(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    match = re.match(
        rf"(?:(?:an?|any|each|every|all) (?P<holder>[a-z]+) with (?:an? )?)?(?:an? |any |all )?(?:unknown|unrecogni[sz]ed|unsupported|invalid|bad) (?P<noun>[a-z]+(?: [a-z]+)?) {_FATE.format('fate')}"
        rf"(?P<rest>{_REST})?(?:[,;]?(?: and| but| while)? empty (?:ones?|[a-z]+) {_FATE.format('empty')})?$",
        said,
        re.I,
    )
    if match is None:
        return None
    nouns = said_words(match["noun"].lower())
    forks = [f for f in _forks(_functions(case)) if _speaks_of(f, nouns)]
    if not forks:
        shown = [
            f
            for f in _forks(d for file in block_files(case) for d in file.declarations() if d.item.kind == "fn")
            if _speaks_of(f, nouns)
        ]
        if len(shown) == 1 and not stands_somewhere(case, shown[0].function.item.name):
            told = f"nothing in the tree is called `{shown[0].function.item.name}`, which the spec is to bring"
            return "does_for_case", fails("item-not-found", told)
        return None
    if len(forks) != 1 or (match["empty"] and forks[0].empty is None):
        return None
    fork = forks[0]
    asked = [_meets(fork.function.file, fork.rest, match["fate"].lower())]
    if match["rest"]:
        asked.append(_goes_on(fork))
    if match["empty"] and fork.empty is not None:
        asked.append(_meets(fork.function.file, fork.empty, match["empty"].lower()))
    if False in asked:
        return "does_for_case", fails("other-value", f"`{fork.function.item.name}` does otherwise in that arm", fork.function)
    return None if None in asked else ("does_for_case", holds(f"the arms of `{fork.function.item.name}` do so", fork.function))


def _functions(case: Case) -> list[Declaration]:
    near = [file for path in files_of(case) if (file := case.code.file(path)) is not None]
    return [d for f in near for d in f.declarations() if d.item.kind == "fn" and counts(d) and not d.item.in_macro]


def _forks(functions: Iterable[Declaration]) -> list[_Fork]:
    found = []
    for function in functions:
        for node in walk(function.item.node):
            body = node.child_by_field_name("body") if node.type == "match_expression" else None
            arms = [c for c in body.named_children if c.type == "match_arm"] if body is not None else []
            heads = [
                "".join(function.file.rust.text(p).split()) for a in arms if (p := a.child_by_field_name("pattern")) is not None
            ]
            texts = [h for h in heads if re.search(r'^(?:Some\()?"', h)]
            rest = [
                a
                for a, h in zip(arms, heads, strict=False)
                if re.fullmatch(r"_|[a-z]\w*|Some\((?:_|[a-z]\w*)\)", h) and h != "None"
            ]
            empty = [a for a, h in zip(arms, heads, strict=False) if h in ('""', 'Some("")')]
            if len(heads) == len(arms) and [t for t in texts if t not in ('""', 'Some("")')] and len(rest) == 1:
                found.append(_Fork(function, node, rest[0], empty[0] if empty else None))
    return found


def _speaks_of(fork: _Fork, nouns: tuple[str, ...]) -> bool:
    """Whether the arm's message, or what is matched, has the words."""
    file = fork.function.file
    value = fork.match.child_by_field_name("value")
    text = f"{file.rust.text(fork.rest)} {file.rust.text(value) if value is not None else ''}"
    have = {p for w in re.findall(r"[A-Za-z_]\w*", text) for p in (*parts(w), form(w))}
    return bool(nouns) and set(nouns) <= have


def _meets(file: CodeFile, arm: Node, fate: str) -> bool | None:
    value = arm.child_by_field_name("value")
    if value is None:
        return None
    macros = [m.path.rstrip("!").rpartition("::")[2] for m in macros_in(file, value)]
    calls = calls_in(file, value)
    warns = "warn" in macros or "warning" in macros or "pr_warn" in macros
    leaves = any(n.type in ("return_expression", "break_expression", "try_expression") for n in walk(value))
    if "warn" in fate or "logged" in fate or "reported" in fate:
        silent = re.search(r"without", fate) is not None
        if not silent:
            if not warns:
                return False if not macros and not calls else None
            skips = any(w in fate for w in ("skipped", "ignored", "dropped", "passed"))
            return _is_skipped(arm, value, leaves=leaves) if skips else True
    if macros and ("silent" in fate or "quiet" in fate or "without" in fate):
        return False
    if not (skipped := _is_skipped(arm, value, leaves=leaves)):
        return skipped
    return (
        True
        if not calls
        and not macros
        and not any(n.type in ("assignment_expression", "compound_assignment_expr") for n in walk(value))
        else None
    )


def _is_skipped(arm: Node, value: Node, *, leaves: bool) -> bool | None:
    """Whether nothing comes of the arm but the next turn; an arm that gives a value in its place says something else."""
    if leaves:
        return False
    if any(n.type == "continue_expression" for n in walk(value)):
        return True
    around = arm.parent.parent if arm.parent is not None else None
    above = around.parent if around is not None else None
    return True if above is not None and above.type in ("expression_statement", "block") else None


def _goes_on(fork: _Fork) -> bool | None:
    """Whether the loop around the `match` goes on behind the arm."""
    at = fork.match.parent
    while at is not None and at.type not in (
        "for_expression",
        "while_expression",
        "loop_expression",
        "function_item",
        "closure_expression",
    ):
        at = at.parent
    if at is None or at.type not in ("for_expression", "while_expression", "loop_expression"):
        return None
    return not any(n.type in ("return_expression", "break_expression", "try_expression") for n in walk(fork.rest))
