"""Claim: an item has a doc comment, and the comment mentions something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import context_function, context_type, find, find_method
from uowgen.facts.code import counts
from uowgen.facts.documentation import comment_of, says_word
from uowgen.facts.members import visibility_of
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """The text is looked for in the doc comments and comments of the item itself and, for a function, of its body."""
    if reading.get("state") and reading.get("state") not in ("example", "arguments"):
        return _all(reading, case)
    if not _of_docs(case) and case.criterion is not None and "`Display`" in case.criterion.text:
        return undecided("not-understood", "what `Display` writes is in no comment")
    names = reading.list("names") or ((reading.get("name"),) if reading.get("name") else ())
    found: list[Declaration] = []
    for name in names or ("",):
        if name:
            subject = find_method(case, name) if name.endswith("()") else find(case, name)
        else:
            if not _of_comment(case):
                return undecided("no-subject", "which documentation is meant is not said")
            subject = context_type(case)
            subject = subject if subject.found else context_function(case)
        if not subject.found:
            return subject.none(f"no `{bare_name(name)}`")
        if subject.elsewhere and reading.get("state") == "arguments":
            return undecided("no-subject", f"`{bare_name(name)}` is not in the files that the spec names", *subject.found[:1])
        found += subject.found
    for declaration in found:
        if declaration.item.in_macro:
            return undecided("inside-macro", f"`{declaration.item.name}` is defined by a macro", declaration)
        text = comment_of(declaration, inside=bool(reading.list("what")) and not reading.get("state") and not _of_docs(case))
        if not text.strip():
            return fails("not-documented", f"`{declaration.item.name}` has no doc comment", declaration)
        if reading.get("state") == "example":
            text = _examples(text)
            if not text.strip():
                return fails("not-documented", f"the documentation of `{declaration.item.name}` has no example", declaration)
        if reading.get("state") == "arguments" and (unclear := _undocumented_argument(declaration, text)) is not None:
            return unclear
        for what in reading.list("what"):
            if reading.get("state") == "example" and not says_word(text, what) and says_word(text, bare_name(what)):
                what = bare_name(what)  # how it is called there is for the example to show
            if not says_word(text, what):
                return fails("not-mentioned", f"no comment of `{declaration.item.name}` mentions `{what}`", declaration)
    return holds("documented" if not reading.list("what") else "mentioned", evidence=tuple(shown(d) for d in found))


def _undocumented_argument(declaration: Declaration, text: str) -> Finding | None:
    """Why it is not known that the comment `text` speaks of each argument by its name; what has none is spoken of by its type."""
    item = declaration.item
    if item.kind == "fn":
        wanted = [p.name for p in parameters_of(declaration)]
    elif item.kind == "variant":
        wanted = [entry.partition(":")[0].strip() for entry in cut_at_commas(_carried_by(declaration).strip("(){} "))]
    else:
        return undecided("not-understood", f"`{item.label}` takes no arguments", declaration)
    missing = [w for w in wanted if not says_word(text, w.lstrip("_&"))]
    if missing:
        return undecided("not-mentioned", f"the comment of `{item.name}` does not name `{missing[0]}`", declaration)
    return None if wanted else undecided("vacuous", f"`{item.name}` takes no arguments", declaration)


def _carried_by(variant: Declaration) -> str:
    """What stands behind a variant's name: `(u32, u8)`."""
    return variant.text.removeprefix(variant.item.name).partition("=")[0].strip()


def _examples(text: str) -> str:
    """The rows of a doc comment that stand in fences."""
    rows, inside = [], False
    for row in text.split("\n"):
        if row.strip().startswith("```"):
            inside = not inside
        elif inside:
            rows.append(row)
    return "\n".join(rows)


def _of_comment(case: Case) -> bool:
    """Whether the criterion speaks of a comment; other documentation may be that of the crate, or stand in a file of its own."""
    return case.criterion is None or "comment" in case.criterion.text.lower() or "docstring" in case.criterion.text.lower()


def _of_docs(case: Case) -> bool:
    """Whether the criterion speaks of documentation and not of any comment."""
    words = case.criterion.text.lower().split() if case.criterion is not None else []
    return any(w.strip("`.,:") in ("doc", "docs", "documentation", "docstring", "documented") for w in words)


def _all(reading: Reading, case: Case) -> Finding:
    inside = regions(case, reading.get("place"))
    if isinstance(inside, Finding):
        return inside
    kinds = _SPOKEN_OF.get(reading.get("state"), _DOCUMENTED)
    listed = {
        (d.file.path, d.item.span.start): d
        for file, node in inside
        for d in file.declarations()
        if counts(d) and visibility_of(d) == "pub" and d.item.kind in kinds and node.start_byte <= d.item.span.start < node.end_byte
    }
    public = list(listed.values())
    bare = [d for d in public if not comment_of(d).strip()]
    if bare:
        return fails("not-documented", f"{len(bare)} of {len(public)} public items have no doc comment", *bare)
    if not public:
        return undecided("vacuous", "there are no public items")
    return holds(f"all {len(public)} public items are documented", *public[:8])


_DOCUMENTED = frozenset({"fn", "struct", "enum", "trait", "const", "static", "type", "union"})
_SPOKEN_OF = {"fn": frozenset({"fn"}), "type": frozenset({"struct", "enum", "trait", "type", "union"})}

KIND = Kind(
    "doc_mentions",
    "an item has documentation, which mentions something",
    (
        "<name>? <noun>? doc|docs|documentation|comment|comments|docstring* of|on|for|in? <name>? <noun>? @mention to? <what:any>",
        "doc|docs|documentation? example|examples|doctest|doctests of|for|on|in|above <name> <noun>? call|calls|use|uses|show|shows|mention|mentions <what:any> ; state=example",
        "<name> <noun>? @have doc|docs|documentation? example|doctest that|which call|calls|use|uses|show|shows <what:any> ; state=example",
        "<name> <noun>? @be* documented",
        "<name> <noun>? @have @docs|a*",
        "<name> <noun>? documents its|all|each|every* of? its? arguments|parameters|argument|parameter|params ; state=arguments",
        "arguments|parameters of <name> <noun>? @be* documented ; state=arguments",
        "<name> <noun>? @have <what:any> section|heading|paragraph in? @docs*",
        "<names> <noun>? @have doc|documentation comment|comments",
        "comment|comments in|on|of|above <name> <noun>? @mention <what:any>",
        "doc|documentation comment|comments @made? for|on|to <name> <noun>?",
        "add doc|documentation comment|comments to|for|on <name> <noun>?",
        "document <name> <noun>?",
        "<what:any> @be* mentioned in|by doc|docs|documentation|comment|comments of|on|for <name> <noun>?",
        *(
            f"all|every|each public|pub {nouns} {rest} ; state={state}"
            for nouns, state in (
                ("functions|function|methods|method", "fn"),
                ("types|type|structs|struct|enums|enum", "type"),
                ("items|item|apis|api", "all"),
            )
            for rest in (
                "@be* documented @in <place>",
                "@in <place> @be* documented",
                "@in <place> @have @docs*",
                "@have @docs* @in <place>",
            )
        ),
    ),
    (
        "`sys_mmap` is documented",
        "Doc comment on `MmapGuard` mentions `TEAM_235`",
        "`VmaList` has doc comments",
    ),
    decide,
    asks_all=True,
)
