"""What a way through a function changes, and whether an act can be done there unseen: under another name, or in something that is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.clauses.done import places_of
from uowgen.claims.bodies.instructions import asm_texts
from uowgen.claims.bodies.path_words import all_said, words_in
from uowgen.claims.bodies.ways import Function
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.code import counts
from uowgen.facts.path_records import Deed
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.bodies.clauses.acts import Act
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Path

_MOST = 250
_ASKING = when_used(
    r"^(?:get|swap|compare_exchange|fetch_or|is|has|len|find|lock|try_lock|load|read|borrow|borrow_mut|iter|iter_mut|as|contains|first|last|peek|min|max|into|from|to|count|position|any|all|map|ok_or|ok_or_else|and_then|unwrap_or|clone|copied|cloned|deref|start|end|checked|wrapping|saturating|eq|cmp|try_from|try_into|index|filter|rev|enumerate|zip|chain|skip|next|size|align|id|kind|state|status)(?:_\w+)?$"
)
_OUTSIDE = when_used(r"^(?:self\b.*\..+|\*.+|\(\*.+|[A-Z][A-Z0-9_]+\b.*|.+\..+)$")


def is_asking(name: str) -> bool:
    """Whether what is called so only asks, as its name goes."""
    return _ASKING.match(name) is not None


def _changes(deed: Deed) -> bool | None:
    """Whether something is changed that is there afterwards; None where that is not known."""
    if deed.sort == "assign":
        return _OUTSIDE.match(deed.name) is not None
    if deed.sort in ("log", "let", "turn"):
        return False
    return False if _ASKING.match(deed.name) else None


def changes_nothing(path: Path) -> bool:
    """Whether on a way nothing is changed, as far as the names of what is called tell."""
    return path.end == "value" and all(_changes(d) is False for d in path.deeds)


def first_change(path: Path) -> tuple[int, ...]:
    """Where on a way the first thing is changed, as the index of its event; empty where nothing is for certain."""
    return next(((n,) for n, e in enumerate(path.events) if isinstance(e, Deed) and _changes(e)), ())


def changes_something(path: Path) -> bool:
    """Whether on a way something is changed for certain."""
    return any(_changes(d) for d in path.deeds)


def reached(function: Function, case: Case) -> frozenset[str] | None:
    """All names in the function and in what it may call, by name; None where there are too many to tell, or a macro of the tree is among them."""

    def found() -> frozenset[str] | None:
        names: set[str] = set()
        seen: set[str] = set()
        texts = [function.declared.text]
        while texts:
            text = texts.pop()
            words = set(re.findall(r"[A-Za-z_]\w*", re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)))
            called = set(re.findall(r"\b([a-z_]\w*)(?:::<[^()]*>)?\s*\(", text)) | set(re.findall(r"\b([a-z_]\w*)!", text))
            names |= words | {w for line in asm_texts(text) for w in re.findall(r"[A-Za-z_]\w*", line)}
            for name in called - seen:
                seen.add(name)
                for one in case.code.declared_anywhere(name):
                    if one.item.kind in ("fn", "macro") and counts(one):
                        texts.append(one.text)
            if len(seen) > _MOST:
                return None
        return frozenset(names)

    return case.once(f"reached {function.declared.file.path}:{function.declared.item.span.start}", found)


def _brought(case: Case) -> frozenset[str]:
    """The words of all names in the spec's own blocks: what code that does as they show would have in it."""

    def found() -> frozenset[str]:
        text = " ".join(re.sub(r"//[^\n]*", "", b.code) for b in case.spec.blocks if b.role in ("code", "after"))
        return frozenset(p for n in set(re.findall(r"[A-Za-z_]\w*", text)) for p in parts(n))

    return case.once("words of blocks", found)


# Nouns of which code need have no name.
_ANYTHING = frozenset(
    form(w)
    for w in [
        "byte",
        "value",
        "data",
        "element",
        "item",
        "entry",
        "content",
        "result",
        "thing",
        "number",
        "amount",
        "part",
        "rest",
        "state",
        "call",
        "argument",
        "code",
    ]
)


def is_absent(act: Act, function: Function, case: Case) -> bool:
    """Whether nothing in reach can be the act: a name that it says stands nowhere there, or nothing in the file has to do with its noun."""
    names = reached(function, case)
    if names is None:
        return False
    if _is_an_instruction(act) and _calls_outside(function, case):
        return False  # which instructions that comes to does not stand here
    bare = [n.partition("(")[0].rpartition("::")[2].rpartition(".")[2] for n in act.names]
    whole = [w for n in act.names for w in re.findall(r"[A-Za-z_]\w*", n.partition("(")[0])]
    lower = " ".join(names).lower()
    # A constant may be written as its number, and what is compared gives `true` or `false`, though neither stands there.
    said = [
        w
        for w in (*bare, *whole)
        if len(w) > 2 and w not in ("self", "Self", "true", "false") and not (w.isupper() and act.sort != "call")
    ]
    if any(w.lower() not in lower for w in said):
        return True
    if not act.words or act.sort == "call" or act.words[-1] in _ANYTHING or act.words[-1] not in _brought(case):
        return False
    # Comments count here: they may call by the noun what the code calls otherwise.
    file = function.declared.file.rust.source.data.decode("utf-8", "replace")
    words = frozenset(p for n in {*names, *re.findall(r"[A-Za-z_]\w*", file)} for p in parts(n))
    return not all_said(act.words[-1:], words) and not any(form(s) in words for s in _SAME.get(act.words[-1], ()))


def _is_an_instruction(act: Act) -> bool:
    """Whether the act is that a word is executed, which processors do with instructions: “executes `pause`”."""
    return act.said.split()[0] in _EXECUTES and len(act.names) == 1 and re.fullmatch(r"[a-z][a-z0-9]*", act.names[0]) is not None


_EXECUTES = frozenset({"executes", "execute", "issues", "issue", "emits", "emit"})


def _calls_outside(function: Function, case: Case) -> bool:
    """Whether the function calls something that the tree does not declare."""
    called = set(re.findall(r"\b([a-z_]\w*)(?:::<[^()]*>)?\s*\(", function.declared.text)) - {
        function.declared.item.name,
        "options",
    }
    return any(not case.code.declared_anywhere(name) for name in called)


_ROWS = ("task thread process job", "handler isr callback hook", "id number index identifier key slot", "lock mutex spinlock guard", "page frame memory", "queue list ring buffer", "device driver", "error failure fault", "event notification signal", "message packet request frame", "screen display console terminal", "pointer address")  # fmt: skip
_SAME = {form(w): tuple(row.split()) for row in _ROWS for w in row.split()}


def goes_over(act: Act, path: Path) -> bool:
    """Whether a way comes into a loop over what an act is said to be done to each of."""
    return any(
        d.sort == "turn" and all_said(act.words, words_in(f"{d.name} {d.receiver}", path.deeds[: path.deeds.index(d)]))
        for d in path.deeds
    )


def is_hidden(act: Act, path: Path, function: Function, case: Case) -> bool:
    """Whether the act may be done on a way that does not show it: something is called there that is not called where it is shown."""
    shown = [p for p in function.paths if places_of(act, p, function, case)]
    known = {d.name for p in shown for d in p.deeds[: places_of(act, p, function, case)[0] + 1] if d.sort == "call"}
    calls = [d.name for d in path.deeds if d.sort == "call" and d.name not in known]
    return any(_may_do(act, name, case) for name in calls if not _ASKING.match(name) and not name.endswith("!")) or any(
        d.name.endswith("!") and any(re.search(r"\w\(", g) for g in d.given) for d in path.deeds
    )


def _may_do(act: Act, called: str, case: Case) -> bool:
    """Whether something that is called may do the act: what puts or counts a place, or calls a function, has its name in its text."""
    name = act.names[-1].partition("(")[0].rpartition("::")[2].rpartition(".")[2] if act.names else ""
    if act.sort not in ("set", "step", "call") or not name.isidentifier():
        return True
    return may_come_to(called, name, case)


def may_come_to(called: str, name: str, case: Case) -> bool:
    """Whether a function of the tree that is called so has the name in its text, or in anything that it calls."""
    own = [d for d in case.code.declared_anywhere(called) if d.item.kind == "fn" and counts(d)]
    reach = [reached(Function(d, ()), case) for d in own]
    return any(names is None or name in names for names in reach)
