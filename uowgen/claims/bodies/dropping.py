"""Decides what the end of a value does: “dropping the last `Line` hangs up”. Nothing is done where neither it nor what it holds has a `Drop`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.runs import body_of, surely_done
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import find_type
from uowgen.facts.code import counts
from uowgen.facts.impls import is_rewritten, unseen
from uowgen.facts.members import PLAIN_TYPES, carried, fields_of, traits_of, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_DEEPEST = 4
_DENIALS = frozenset(
    {
        "no",
        "not",
        "never",
        "nothing",
        "without",
        "only",
        "nor",
        "neither",
        "fails",
        "if",
        "unless",
        "when",
        "safe",
        "fine",
        "allowed",
    }
)


# What a queue or a driver drops: “`RxQueue` counts the packet when dropped” is not about the end of the queue.
_DROPPABLE = frozenset(
    {"packet", "packets", "frame", "frames", "message", "messages", "byte", "bytes", "sample", "samples", "event", "events", "item", "items",
     "request", "requests", "record", "records", "entry", "entries", "element", "elements", "count", "counts", "counter", "lost", "overruns"}
)  # fmt: skip


def takes(reading: Reading) -> bool:
    """Whether the sentence says that something is done at the end of the value, and sets no condition."""
    words = reading.get("act").replace(",", " ").replace("`", "").lower().split()
    if not reading.frame.startswith(("dropping", "drop of", "when", "once")) and _DROPPABLE & set(words):
        return False
    return (
        bool(words)
        and not _DENIALS & set(words)
        and words[0] not in ("is", "are", "was", "has", "can", "may", "must", "should", "does")
    )


def decide(reading: Reading, case: Case) -> Finding:
    """Fails where nothing that the value holds has a `Drop`; holds where its own `drop` comes to what the words say."""
    subject = find_type(case, reading.get("owner"))
    name = bare_name(reading.get("owner"))
    if not subject.found and not any(d.item.kind in PLAIN_TYPES for f in block_files(case) for d in f.named(name)):
        return undecided("no-subject", f"`{name}` is not declared in the tree, nor by the spec")
    if len(subject.found) != 1 or subject.found[0].item.kind not in ("struct", "enum"):
        return subject.unclear(name)
    declaration = subject.found[0]
    if "Drop" in traits_of(case.code, declaration):
        return _done(reading, case, declaration)
    open_part = _may_do(case, declaration, 0)
    if open_part:
        return undecided("maybe-implemented", f"what the end of `{open_part}` does is not known", declaration)
    return fails("trait-not-found", f"`{name}` has no `Drop`, and nothing that it holds has one", declaration)


def _done(reading: Reading, case: Case, declaration: Declaration) -> Finding:
    drops = [
        d
        for d in traits_of(case.code, declaration)["Drop"].file.declarations()
        if d.item.name == "drop" and d.owner.partition("<")[0] == f"Drop for {declaration.item.name}" and counts(d)
    ]
    body = body_of(drops[0]) if len(drops) == 1 else None
    # What is done first, or last, is said of all that is done.
    phrases = phrases_of(reading.get("act")) if not {"first", "last"} & set(reading.get("act").split()) else ()
    if body is None or len(phrases) != 1 or reading.get("last"):
        return undecided("not-understood", f"“{reading.get('act')}” is not read as something that `drop` does", *drops[:1])
    meant = meant_by(phrases[0], body)
    if meant.steps and any(surely_done(s, body, every=phrases[0].every) for s in meant.steps):
        line = body.file.rust.source.line_of(meant.steps[0].node.start_byte)
        return holds(
            f"`drop` comes to “{phrases[0].said}” at line {line}", evidence=(Evidence(body.file.path, line, line, "in `drop`"),)
        )
    return undecided("depends-on-the-path", f"whether `drop` comes to “{phrases[0].said}” depends on the path", *drops)


def _may_do(case: Case, declaration: Declaration, depth: int) -> str:
    """A part of the type whose end may do something; empty if nothing of it can."""
    name = declaration.item.name
    if depth > _DEEPEST or declaration.item.in_macro or is_rewritten(declaration) or unseen(case.code, declaration) is not None:
        return name
    if "Drop" in traits_of(case.code, declaration):
        return name
    if declaration.item.kind == "struct":
        members = fields_of(declaration)
        types = [f.type for f in members.all]
    else:
        members = variants_of(declaration)
        types = [part for v in members.all for part in cut_at_commas(carried(v).strip("(){} "))]
    if not members.complete:
        return name
    return next((found for written in types if (found := _type_may_do(case, written.rpartition(": ")[2], depth))), "")


_HOLDING = frozenset({"Option", "Cell", "RefCell", "PhantomData", "Wrapping", "UnsafeCell", "MaybeUninit", "ManuallyDrop"})


def _type_may_do(case: Case, written: str, depth: int) -> str:
    text = " ".join(written.split())
    if text.startswith(("&", "*", "Atomic")) or text in PRIMITIVES - {"Self", "String"} or text in ("()", ""):
        return ""
    if text.startswith("[") and ";" in text:
        return _type_may_do(case, text[1:].rpartition(";")[0], depth)
    head, opened, rest = text.partition("<")
    if opened and bare_name(head) in _HOLDING:
        return next((f for part in cut_at_commas(rest.removesuffix(">")) if (f := _type_may_do(case, part, depth))), "")
    if opened or not text.replace("::", "").replace("_", "").isalnum():
        return text
    declared = [
        d
        for d in case.code.declared_anywhere(bare_name(text))
        if counts(d) and d.item.kind in ("struct", "enum", "type", "union", "trait")
    ]
    if not declared:
        return text
    for one in declared:  # whichever is meant
        target = one.item.node.child_by_field_name("type") if one.item.kind == "type" else None
        if target is not None and depth < _DEEPEST:
            found = _type_may_do(case, one.file.rust.text(target), depth + 1)
        else:
            found = _may_do(case, one, depth + 1) if one.item.kind in ("struct", "enum") else text
        if found:
            return found
    return ""
