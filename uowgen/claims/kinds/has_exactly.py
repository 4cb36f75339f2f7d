"""Claim: a type has certain fields or variants, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.member import payload_in
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds import has_members
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.noun_words import sort_of
from uowgen.claims.subject import KINDS_OF, context_type, find, find_type
from uowgen.facts.code import counts
from uowgen.facts.members import fields_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_SORTS = frozenset({"", "field", "variant", "member"})


def decide(reading: Reading, case: Case) -> Finding:
    """All that are listed are there, as listed, and the type has no more."""
    if find(case, reading.get("owner"), KINDS_OF["const"]).found and not reading.get("noun"):
        from uowgen.claims.declarations.joined_constants import joined_of

        return joined_of(case, reading.get("owner"), reading.list("members"), only=True)
    if reading.get("of") == "constant":
        return undecided("not-understood", f"`{bare_name(reading.get('owner'))}` is no constant")
    if sort_of(reading.get("noun")) == "fn":
        return _functions(reading, case)
    if sort_of(reading.get("noun")) not in _SORTS:
        return undecided("not-understood", f"“{reading.get('noun')}” is no field or variant")
    if reading.get("number") and int(reading.get("number")) != len(reading.list("members")):
        return undecided("not-understood", "the number is not that of the names")
    noun = reading.get("noun") or "member"
    slots = {"owner": reading.get("owner"), "members": reading.get("members"), "noun": noun}
    has = has_members.decide(reading._replace(slots=slots), case)
    if has.outcome != "holds":
        return has
    wanted = {bare_name(payload_in(m)[0].partition(": ")[0].partition(" = ")[0]) for m in reading.list("members")}
    subject = find_type(case, reading.get("owner")) if reading.get("owner") else context_type(case)
    for declaration in subject.found:
        members = variants_of(declaration) if declaration.item.kind == "enum" else fields_of(declaration)
        if not members.complete or declaration.item.kind not in ("enum", "struct", "union"):
            return undecided("inside-macro", f"`{declaration.item.name}` may have more than can be seen", declaration)
        more = [m for m in members.all if m.name not in wanted]
        seen = next((w for w in noun.split()[:-1]), "").replace("public", "pub")
        if seen and all((m.visibility or "private") != seen for m in more) and more:
            return undecided("not-understood", f"whether `{more[0].name}` is counted is not clear", declaration)
        if more:
            return fails("item-remains", f"`{declaration.item.name}` has `{more[0].name}` as well", declaration)
    return has._replace(message=f"{has.message}, and nothing else") if subject.found else holds(has.message)


def _functions(reading: Reading, case: Case) -> Finding:
    """A trait declares all that are listed, and no others; of a type it would have to be said which impls are meant."""
    wanted = [bare_name(m) for m in reading.list("members")]
    if reading.get("number") and int(reading.get("number")) != len(wanted):
        return undecided("not-understood", "the number is not that of the names")
    subject = find_type(case, reading.get("owner")) if reading.get("owner") else context_type(case)
    if not subject.found:
        return subject.none("the criterion does not say of which trait it speaks")
    for declaration in subject.found:
        if declaration.item.kind != "trait":
            return undecided("not-understood", f"`{declaration.item.name}` is no trait", declaration)
        label = (*declaration.item.path, declaration.item.label)
        inner = [d for d in declaration.file.declarations() if d.item.path == label]
        if any(d.item.kind == "macro call" or not counts(d) or d.condition != "always" for d in inner):
            return undecided(
                "inside-macro", f"`{declaration.item.name}` may have others under a condition or by a macro", declaration
            )
        there = [d.item.name for d in inner if d.item.kind == "fn"]
        for name in wanted:
            if name not in there:
                return fails("member-not-found", f"`{declaration.item.name}` has no `{name}`", declaration)
        more = [name for name in there if name not in wanted]
        if more:
            return fails("item-remains", f"`{declaration.item.name}` has `{more[0]}` as well", declaration)
    return holds(
        f"`{subject.found[0].item.name}` has {', '.join(f'`{n}`' for n in wanted)}, and no other functions", *subject.found
    )


_OF = "@have|consists|comprises"
_ELSE = "nothing|no else|more|others|other|further fields|variants|members?"

KIND = Kind(
    "has_exactly",
    "a type has certain fields or variants and no others",
    (
        f"<owner:name> <noun2:noun>? {_OF} exactly|only|just of? <number>? <noun>? :|,? <members:codewords> <noun3:noun>?",
        f"<owner:name> <noun2:noun>? {_OF} of? exactly|only|just <number>? <noun>? :|,|(? <members:codewords> )?",
        f"<owner:name> <noun2:noun>? {_OF} of? <number>? <noun>? :|,? <members:codewords> <noun3:noun>? ,|and|but* {_ELSE}",
        "only <noun> of|in <owner:name> <noun2:noun>? @be* <members:codewords>",
        "<members:codewords> @be* only <noun> of|in <owner:name> <noun2:noun>?",
        "<owner:name> <noun2:noun>? @be still|now* exactly|only|just <members:codewords> ; of=constant",
        "<owner:name> 's? only <noun> @be* <members:codewords>",
    ),
    (
        "`VmaError` has exactly the variants `Overlap` and `NotFound`",
        "`Vma` consists of `start: usize` and `end: usize`, nothing else",
        "`FEATURES` is still just `READ` and `WRITE`",
    ),
    decide,
    ("members",),
    checks_adjectives=True,
    asks_all=True,
)
