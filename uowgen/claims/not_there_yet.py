"""A sentence about something that the spec itself is to bring, and that is not there: whatever it says of it, it is not so yet.

It decides nothing about sentences that deny something, or that speak of all of a kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of, stands_somewhere
from uowgen.claims.kind import fails
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.parts import leading
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.code import counts
from uowgen.facts.signature import receiver_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case, Finding
    from uowgen.claims.sentences.sentence import Word
    from uowgen.facts.code import CodeFile

# With one of these a sentence may be so although, or because, the thing is not there.
_DENIES = frozenset({
    "no", "not", "never", "none", "nobody", "nothing", "nor", "neither", "nowhere", "gone", "removed", "deleted", "dropped",
    "longer", "replaced", "renamed", "absent", "missing", "except", "unlike", "remains", "remain", "stays", "stay", "old", "former",
    "unchanged", "cannot", "disappears", "disappeared", "vanishes", "obsolete", "superseded", "replaces", "ceases", "avoids", "lacks", "free",
    "replace", "remove", "delete", "rename", "hardly", "unused", "untouched", "still", "today", "currently", "already", "optional", "optionally",
})  # fmt: skip
# What is said of all of them is so where there are none.
_ALL = frozenset({"all", "every", "each", "any", "everything", "everywhere", "callers", "caller", "existing", "other", "others"})
_OPENS_CONDITION = frozenset(
    {"if", "when", "whenever", "with", "after", "on", "for", "once", "having", "given", "in", "inside", "upon", "while", "at"}
)
_COMPARES = ("not", "rather", "instead", "unlike", "but", "even")


def not_there(words: tuple[Word, ...], case: Case, is_name: Callable[[Word], bool]) -> Finding | None:
    """That there is no such thing as the sentence says something of; None where it is there, or is not the spec's to bring.

    A name that the sentence begins with is looked for among the items; one that it only holds must stand nowhere in the tree at all.
    """
    said = _main_clause(words)
    if not said:
        return None
    if any(
        not w.code and w.text in _DENIES for w in said
    ):  # “`pick()` leaves the queue alone if it is not full”: it is there to do so
        if _is_active(said):
            return _subject_missing(said, case, is_name)
        told = _before_condition(said)
        return _part_missing(told, case) if told and not any(not w.code and w.text in _DENIES for w in told) else None
    return _subject_missing(said, case, is_name) or _part_missing(said, case)


_CONDITIONS = frozenset({"when", "if", "whenever", "where", "unless", "while", "as"})


def _before_condition(said: tuple[Word, ...]) -> tuple[Word, ...]:
    """What is said to be given back, where nothing but the case behind it denies something: “`open` returns `Bad` when no bit is set”."""
    at = next((n for n, w in enumerate(said) if n and not w.code and w.text in _CONDITIONS), 0)
    gives = at > 2 and said[0].code and not said[1].code and said[1].text in _GIVING
    return said[:at] if gives else ()


_GIVING = frozenset({"returns", "yields", "gives", "answers", "reports", "calls", "invokes", "raises", "produces"})

# What a function is said to do, whatever it is done to and when.
_ACTIVE = frozenset({
    "yields", "returns", "gives", "ignores", "leaves", "skips", "keeps", "sets", "clears", "drops", "removes", "adds", "inserts", "fails", "panics",
    "rejects", "accepts", "takes", "waits", "blocks", "calls", "logs", "prints", "reads", "writes", "stops", "merges", "splits", "finds", "tells",
    "reports", "emits", "checks", "hands", "puts", "moves", "frees", "releases", "wakes", "resets", "updates", "starts", "ends", "turns", "sends",
})  # fmt: skip


def _is_active(said: tuple[Word, ...]) -> bool:
    """Whether the sentence begins with a function's name, written as a call, and with what it does."""
    begins = len(said) > 1 and said[0].code and (said[0].raw.endswith("()") or "_" in said[0].raw)
    if begins and not said[1].code and said[1].text in ("with", "given", "on", "for"):  # “`pick()` with no task does nothing”
        return any(not w.code and (w.text in _ACTIVE or w.text == "does") for w in said[3:])
    return begins and not said[1].code and said[1].text in _ACTIVE


def _subject_missing(said: tuple[Word, ...], case: Case, is_name: Callable[[Word], bool]) -> Finding | None:
    first = leading(said, is_name)
    if not first:
        return None
    name = first[0].raw
    if name in variants_alone(case) and files_of(case):
        near = [file for file in map(case.code.file, files_of(case)) if file is not None]
        told = f"nothing in the files of the spec is called `{name}`, which it is to bring"
        elsewhere = any("".join(d.text.split()) == variants_alone(case)[name] for d in case.code.declared_anywhere(name))
        return None if elsewhere or any(_has_word(file, name) for file in near) else fails("item-not-found", told)
    of_trait = _type_of_impl(case, name)
    named = len(said) > 2 and not said[1].code and said[1].text in ("of", "for", "on", "in") and bare_name(said[2].raw) != of_trait
    if of_trait and not named and not stands_somewhere(case, of_trait):
        return fails("item-not-found", f"there is no `{of_trait}`, whose `{name}` the spec is to bring")
    if not _is_to_be_written(case, name):
        return None
    bare = bare_name(name)
    owned = owner_name(name)[:1].isupper() and any(ch.islower() for ch in owner_name(name))
    if not owned and any(counts(d) for d in case.code.declared_anywhere(bare)) and not _is_of_own_type(case, name):
        return None
    functional = name.endswith(")") or bare[:1].islower()
    subject = find_method(case, name) if functional else find(case, name, KINDS_OF["type"] | KINDS_OF["const"] | KINDS_OF["mod"])
    problem = subject.problem
    return problem if not subject.found and problem is not None and problem.code == "item-not-found" else None


def _type_of_impl(case: Case, name: str) -> str:
    """The one type of the spec's own that its blocks implement the trait `name` for, or whose impl of a trait has the function `name`."""
    if not re.fullmatch(r"\w+(?:\(\))?", name):
        return ""
    bare = bare_name(name)
    declared = [d for f in block_files(case) for d in f.declarations()]
    impls = [d.item.name for d in declared if d.item.kind == "impl" and d.item.name.partition("<")[0].partition(" for ")[0] == bare]
    functions = [d.owner for d in declared if d.item.kind == "fn" and d.item.name == bare]
    if not impls and not (functions and all(" for " in o for o in functions)):
        return ""
    types = {o.rpartition(" for ")[2].partition("<")[0] for o in impls or functions if " for " in o}
    mine = {d.item.name for d in declared if d.item.kind in ("struct", "enum")}
    return next(iter(types)) if len(types) == 1 and types <= mine else ""


def variants_alone(case: Case) -> dict[str, str]:
    """The variants that the spec's blocks show without their enum, as they are written: `Erase=8`."""
    from uowgen.rust.fragment import read_fragment

    def read() -> dict[str, str]:
        blocks = [b for b in case.spec.blocks if b.role in ("code", "after") and b.lang in ("rust", "rs", "")]
        found = [f for b in blocks if (f := read_fragment(b.code)).shape == "variants"]
        return {
            i.name: "".join(f.code[i.span.start : i.span.end].decode("utf-8", "replace").split()) for f in found for i in f.items
        }

    return case.once("variants alone", read)


def _is_of_own_type(case: Case, name: str) -> bool:
    """Whether the spec's blocks have `name` as a method of types only, and none of its files has anything of that name yet.

    What the rest of the tree calls so is then of other types.
    """
    bare, near = bare_name(name), files_of(case)
    shown = [d for file in block_files(case) for d in file.named(bare) if d.item.kind == "fn"]
    if not shown or not all((d.owner and " for " not in d.owner) or (not d.owner and receiver_of(d)) for d in shown):
        return False
    return not any(file is not None and file.named(bare) for file in map(case.code.file, near))


def _part_missing(said: tuple[Word, ...], case: Case) -> Finding | None:
    """That a name in backticks, which a block of the spec declares, stands in no file of the tree."""
    if any(not w.code and w.text in _ALL for w in said):
        said = said[:1]  # “`Erase` from any task but the owner fails” is said of it all the same
    for word in said:
        owner = owner_name(word.raw) if word.code and re.fullmatch(r"(?:\w+::)+[a-z_]\w*(?:\(.*\))?", word.raw) else ""
        if owner[:1].isupper() and (missing := _method_missing(case, owner, word.raw)) is not None:
            return missing
        for name in _identifiers(word.raw) if word.code else ():
            declared = [d for file in block_files(case) for d in file.named(name) if d.item.kind in _PARTS]
            if any(" for " in d.owner for d in declared):
                continue  # a method of a trait, which may be derived
            brought = (declared and not any(d.item.in_macro for d in declared)) or name in variants_alone(case)
            if brought and not stands_somewhere(case, name):
                return fails("item-not-found", f"nothing in the tree is called `{name}`, which the spec is to bring")
    return None


def _method_missing(case: Case, owner: str, name: str) -> Finding | None:
    """That a type of the spec's files has no method, of those that its blocks show for it or without their impl, of that name."""
    bare = bare_name(name)
    shown = [d for f in block_files(case) for d in f.named(bare) if d.item.kind == "fn"]
    shown = [d for d in shown if not d.owner or d.owner.rpartition(" for ")[2].partition("<")[0] == owner]
    near = files_of(case)
    types = find(case, owner, KINDS_OF["type"]).found
    if not shown or any(" for " in d.owner or d.item.in_macro for d in shown):
        return None
    if len(types) != 1 or types[0].file.path not in near or types[0].item.kind not in ("struct", "enum", "union"):
        return None
    subject = find_method(case, name)
    problem = subject.problem
    return problem if not subject.found and problem is not None and problem.code == "item-not-found" else None


def _main_clause(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The sentence without a condition in front (“With an empty queue, …”) and without what it is compared with (“…, not a panic”)."""
    said = words
    if said and not said[0].code and said[0].text in _OPENS_CONDITION:
        comma = next((n for n, w in enumerate(said) if not w.code and w.text == ","), None)
        said = said[comma + 1 :] if comma is not None else ()
    for n, word in enumerate(said):
        if n and not word.code and word.text in _COMPARES and (word.text in ("rather", "instead") or said[n - 1].text == ","):
            return said[:n]
    return said


def _identifiers(code: str) -> list[str]:
    """The names in a path, a call or a variant that can tell something: `Err(MapFull)` has `MapFull`. A command line has none."""
    code = re.sub(r"^(?:pub(?:\([a-z]+\))? )?(?:const |unsafe |async )*fn |(?<=\)) -> [^`]+$", "", code.strip())
    if not _PATH_OR_CALL.fullmatch(code):
        return []
    words = "".join(ch if ch.isalnum() or ch == "_" else " " for ch in code).split()
    called = bare_name(code.partition("(")[0]) if code.endswith(")") else ""
    return [
        w
        for w in words
        if len(w) >= _TELLING and not w[0].isdigit() and ("_" in w or w == called or (w[:1].isupper() and not w.isupper()))
    ]


_PATH_OR_CALL = when_used(r"(?:\w+::)*\w+(?:\(.*\))?")
_TELLING = 4


def _has_word(file: CodeFile, name: str) -> bool:
    return re.search(rf"(?<!\w){name}(?!\w)", file.rust.source.data.decode("utf-8", "replace")) is not None


def _is_to_be_written(case: Case, name: str) -> bool:
    """Whether a block of the spec declares it: a free item, or a function of the type that is named with it."""
    owner, bare = owner_name(name), bare_name(name)
    declared = [d for file in block_files(case) for d in file.named(bare) if d.item.kind in _KINDS]
    if not declared and not owner and _is_asked_for(case, bare):
        return True
    if not declared or any(d.item.in_macro for d in declared):
        return False
    if not owner or owner[:1].islower():
        return True
    if all(d.owner.rpartition(" for ")[2] == owner for d in declared):
        return True
    # Other types of the spec have one as well, or the block shows the method without its impl.
    mine = [d for d in declared if d.owner.rpartition(" for ")[2].partition("<")[0] == owner or (not d.owner and receiver_of(d))]
    return bool(mine) and all(d.item.kind == "fn" for d in declared)


def _is_asked_for(case: Case, name: str) -> bool:
    """Whether the words before the criteria ask for something of that name to be added, and it stands nowhere in the tree."""
    said = case.document.slice(case.spec.span)
    first = min((c.span.start for c in case.spec.criteria), default=0) - case.spec.span.start
    asked = re.search(
        rf"(?i)\b(?:add|introduce|create|provide|implement|write|declare)\b(?: (?:an?|the|also|too|new|equivalent|corresponding|matching|similar|private|public|free|helper|function|method|variant|constructor|fn)\b)* `{name}(?:\(\))?`",
        said[: max(first, 0)],
    )
    return "_" in name and asked is not None and not stands_somewhere(case, name)


_PARTS = frozenset({"fn", "struct", "enum", "union", "trait", "const", "static", "type", "variant", "field"})
_KINDS = frozenset({"fn", "struct", "enum", "union", "trait", "const", "static", "type"})
