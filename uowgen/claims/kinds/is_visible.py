"""Claim: items have a certain visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided, weakest
from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.sentences.noun_words import sort_of
from uowgen.claims.subject import KINDS_OF, find, find_method, find_type
from uowgen.facts.members import fields_of, inherits_visibility, visibility_of
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


_HAS_FIELDS = when_used(r"(?i)`\w+` (?:has|have) (?:private|hidden|public|pub) fields\b")


def decide(reading: Reading, case: Case) -> Finding:
    """The modifier as written on every declaration; what an impl of a trait declares has none of its own."""
    wanted = "" if reading.get("visibility") == "private" else "".join(reading.get("visibility").split())
    if (
        reading.get("state") in ("other", "unseen")
        and sort_of(reading.get("noun")) == "field"
        and any(d.item.kind in ("struct", "union") for n in reading.list("names") for d in find(case, n).found)
    ):  # “`Vma` fields are no longer public”
        if len(reading.list("names")) != 1 or reading.get("how"):
            return undecided("not-understood", "whether the visibility is that of the parts or of the whole is not said")
        unseen = wanted if reading.get("state") == "other" else "pub"
        return _fields(reading._replace(slots={"owner": reading.list("names")[0], "state": "none"}), case, unseen)
    if reading.get("state") == "other":
        given = reading.get("visibility")
        return _unseen(reading, case, "" if given == "private" else "".join(given.split()))
    if reading.get("state") == "unseen":
        found_out = _unseen(reading, case)
        if reading.get("how") == "api" and found_out.code == "other-visibility":  # a module that is private may hide it
            return undecided("not-understood", f"{found_out.message}; whether it can be reached from outside is not known")
        return found_out
    if reading.get("state"):
        return _fields(reading, case, wanted)
    adjectives = reading.get("as").split()[:-1]
    if adjectives:  # “a public const method”
        return _with_adjectives(reading, case, wanted or "private", adjectives)
    if reading.get("of") and reading.get("as") == "field" and len(reading.list("names")) == 1:
        typed = reading.list("names")[0]
        if typed in PRIMITIVES or "<" in typed or typed[:1].isupper():  # “has a public `u8` field”
            from uowgen.claims.kinds.is_declared import some_field

            owner = find_type(case, reading.get("of"))
            missing = owner.none(f"no `{reading.get('of')}`")
            return some_field(case, reading.get("of"), wanted or "private", typed) if owner.found else missing
    if (
        sort_of(reading.get("noun")) == "field"
        and len(reading.list("names")) == 1
        and _has_one_field(case, reading.list("names")[0])
    ):
        return _fields(reading._replace(slots={"owner": reading.list("names")[0], "state": "all"}), case, wanted)
    if sort_of(reading.get("noun")) in ("field", "variant", "member", "fn") and any(
        d.item.kind in ("struct", "enum", "union", "trait", "mod") for n in reading.list("names") for d in find(case, n).found
    ):
        return undecided("not-understood", "whether the visibility is that of the parts or of the whole is not said")
    found: list[Declaration] = []
    open_: Finding | None = None
    for written_name in reading.list("names"):
        name = f"{bare_name(reading.get('of'))}::{bare_name(written_name)}" if reading.get("of") else written_name
        subject = find(case, name)
        plain = case.criterion is not None and f"`{written_name}`" not in case.criterion.text and written_name.isalpha()
        if reading.get("of") and plain and not any(d.item.parent for d in subject.found):
            return undecided("not-understood", f"“{written_name}” is not written as code, and need not be a name")
        functional = written_name.endswith("()") or sort_of(reading.get("as") or reading.get("noun")) == "fn"
        if functional and any(d.item.kind == "field" for d in subject.found):  # a field of that name is not meant
            case.several = ()
            subject = find_method(case, name)
        if not subject.found:
            return subject.none(f"no `{bare_name(name)}`")
        functions = tuple(d for d in subject.found if d.item.kind == "fn")
        if (
            functions
            and len(functions) < len(subject.found)
            and (written_name.endswith("()") or sort_of(reading.get("as")) == "fn")
        ):
            if subject.elsewhere:  # the other names may tell that it is not so
                open_ = undecided("found-elsewhere", f"`{bare_name(name)}` is not in the files of the spec", functions[0])
                continue
            subject = subject._replace(found=functions)
        if _is_said_associated(case) and any(d.item.kind in ("fn", "const") and not d.owner for d in subject.found):
            return fails("other-kind", f"`{bare_name(name)}` is free", subject.found[0])
        sorts = {d.item.kind == "field" for d in subject.found}
        # `Type::name` is written of functions, `Type.name` of fields; a bare name can be either.
        of_modules = sort_of(reading.get("as") or reading.get("noun")) == "mod" and any(d.item.kind == "mod" for d in subject.found)
        if len(sorts) == 2 and not of_modules and "::" not in name and sort_of(reading.get("as") or reading.get("noun")) != "field":
            return undecided("subject-ambiguous", f"`{bare_name(name)}` is a field and something else", *subject.found[:4])
        meant = [d for d in subject.found if d.item.kind != "field"] if len(sorts) == 2 else list(subject.found)
        if of_modules:
            meant = [d for d in subject.found if d.item.kind == "mod"]
            case.several = () if len(meant) == 1 else case.several
        if sort_of(reading.get("as") or reading.get("noun")) == "field" and True in sorts:
            meant = [d for d in subject.found if d.item.kind == "field"]
        for declaration in meant:
            if inherits_visibility(declaration):
                return undecided(
                    "inherited-visibility", f"`{bare_name(name)}` has the visibility of what it belongs to", declaration
                )
            sort = sort_of(reading.get("as"))
            if sort and declaration.item.kind not in KINDS_OF.get(sort, ()):
                if sort_of(reading.get("as")) in ("field", "variant") and declaration.item.kind in ("struct", "enum", "union"):
                    if declaration.item.kind == "struct" and case.criterion is not None and _HAS_FIELDS.search(case.criterion.text):
                        slots = {"owner": reading.list("names")[0], "state": "all"}
                        return _fields(reading._replace(slots=slots), case, wanted)
                    return undecided("not-understood", "whether the visibility is that of the parts or of the whole is not said")
                return fails("other-kind", f"`{bare_name(name)}` is declared as `{declaration.item.label}`", declaration)
            if sort == "static" and declaration.item.kind == "const":
                return fails("other-kind", f"`{bare_name(name)}` is a constant", declaration)
            if sort == "const" and declaration.item.kind == "static":
                return undecided("not-understood", f"`{bare_name(name)}` is a static, which may be called a constant", declaration)
            if reading.get("path") and declaration.file.path not in resolved_path(case, reading.get("path")):
                return undecided("found-elsewhere", f"`{bare_name(name)}` is not in `{reading.get('path')}`", declaration)
            written = visibility_of(declaration)
            if written != wanted:
                return fails("other-visibility", f"`{bare_name(name)}` is `{written or 'private'}`", declaration)
            found.append(declaration)
    if sort_of(reading.get("as")) == "struct" and case.criterion is not None and "newtype" in case.criterion.text:
        from uowgen.claims.kinds.is_declared import newtype

        others = [f for f in (newtype(case, n) for n in reading.list("names")) if f.outcome != "holds"]
        if others:
            return others[0]
    if open_ is not None:
        return open_
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("names"))
    return holds(f"{listed} {'is' if len(reading.list('names')) == 1 else 'are'} `{wanted or 'private'}`", *found[:8])


def _with_adjectives(reading: Reading, case: Case, seen: str, adjectives: list[str]) -> Finding:
    """Each of the names has the visibility, and is what else is said before the noun."""
    from uowgen.claims.kinds import is_described

    if not set(adjectives) <= {"const", "async", "unsafe"} or sort_of(reading.get("as")) not in ("fn", "trait"):
        return undecided("not-understood", f"“{adjectives[0]}” was not checked")
    marks = (f"vis={seen}", *(f"mod={a}" for a in adjectives), f"noun={sort_of(reading.get('as'))}")
    findings: list[Finding] = []
    for name in reading.list("names"):
        full = f"{bare_name(reading.get('of'))}::{bare_name(name)}" if reading.get("of") else name
        slots = {"name": full, "description": "\0".join(marks)}
        findings.append(is_described.decide(reading._replace(slots=slots), case))
    return weakest(findings)


def _is_said_associated(case: Case) -> bool:
    """Whether the words say that functions or constants belong to a type."""
    return case.criterion is not None and " associated " in case.criterion.text and "associated type" not in case.criterion.text


def _has_one_field(case: Case, name: str) -> bool:
    """“`FrameId` field is private”: a type with one field only."""
    found = find_type(case, name).found if bare_name(name)[:1].isupper() else ()
    return len(found) == 1 and found[0].item.kind == "struct" and len(fields_of(found[0]).all) == 1


def _fields(reading: Reading, case: Case, wanted: str) -> Finding:
    """All fields of a type have the visibility, or none has."""
    subject = find_type(case, reading.get("owner"))
    if not subject.found:
        return subject.none(f"no type `{reading.get('owner')}`")
    if subject.elsewhere:
        first = subject.found[0]
        why = f"`{first.item.name}` is not in a file that the spec names; there is one at {first.place}"
        return undecided("found-elsewhere", why, first)
    for declaration in subject.found:
        members = fields_of(declaration)
        if not members.complete:
            return undecided("inside-macro", f"a macro may give `{declaration.item.name}` fields", declaration)
        if not members.all:
            return undecided("vacuous", f"`{declaration.item.name}` has no fields", declaration)
        for member in members.all:
            if (member.visibility == wanted) != (reading.get("state") == "all"):
                place = Evidence(member.file, member.line, member.line, f"`{member.visibility} {member.name}`".replace("` ", "`"))
                return fails("other-visibility", f"`{member.name}` is `{member.visibility or 'private'}`", evidence=(place,))
    return holds(f"{reading.get('state')} of the fields are `{wanted or 'private'}`", *subject.found)


def _unseen(reading: Reading, case: Case, unwanted: str = "pub") -> Finding:
    """“is not public”, “is no longer private”: whatever stands there, it is not that."""
    found: list[Declaration] = []
    for name in reading.list("names"):
        subject = find(case, name)
        if name.endswith("()") and any(d.item.kind == "field" for d in subject.found):  # a field of that name is not meant
            case.several = ()
            subject = find_method(case, name)
        if not subject.found or any(inherits_visibility(d) for d in subject.found):
            return subject.problem or undecided("inherited-visibility", f"`{bare_name(name)}` has no visibility of its own")
        if len({d.item.kind for d in subject.found}) > 1:
            return undecided("subject-ambiguous", f"`{bare_name(name)}` is more than one thing", *subject.found[:4])
        seen = [d for d in subject.found if visibility_of(d) == unwanted]
        if seen:
            return fails("other-visibility", f"`{bare_name(name)}` is `{unwanted or 'private'}`", seen[0])
        found += subject.found
    return holds(f"none of them is `{unwanted or 'private'}`", *found[:8])


KIND = Kind(
    "is_visible",
    "items have a visibility",
    (
        "all|every fields|field of|on|in <owner:name> <noun2:noun>? @be* <visibility:vis> ; state=all",
        "<owner:name> <noun2:noun>? fields @be* all? <visibility:vis> ; state=all",
        "<names> <noun>? @be* made? <visibility:vis>",
        "<names> <as:noun>? of|in|on <of:name> @be* <visibility:vis>",
        "<as:noun> <names> @be* made? <visibility:vis>",
        "<names> <noun>? @be* no longer <visibility:vis> ; state=other",
        "<names> <noun>? @be* not <visibility:vis> ; state=other",
        "<names> <noun>? @be* visible|accessible|usable in|within|to|from crate|whole* ; visibility=pub(crate)",
        "<names> <noun>? @be* <visibility:vis> <as:noun>",
        "<owner:name> <noun2:noun>? fields stay|remain|are all? <visibility:vis> ; state=all",
        "<names> <noun>? @be* private to <path:path> ; visibility=private",
        "<names> <noun>? @be* private to <of:name> <noun2:noun>? ; visibility=private",
        "<names> <noun>? @be* no|not longer? part of public api|interface|surface ; visibility=private state=unseen how=api",
        "<names> <noun>? stay|stays|remain|remains|kept|is <visibility:vis> to|in|within? module|file|crate?",
        "<names> <noun>? @be* not exported|visible|accessible from|outside|beyond|of|its|own|this|module|file* ; visibility=private",
        "<names> <noun>? @be* not public|pub outside|module|of* ; visibility=private state=unseen",
        "<names> <noun>? @be* only* visible|accessible|usable to|in|from|within its? parent module? only? ; visibility=pub(super)",
        "<names> <noun>? @be* only* visible|accessible|usable|used in|from|within this|its|own|defining* module|file only? ; visibility=private",
        "<names> <noun>? @have? no <visibility:vis> modifier|qualifier|keyword? ; visibility=private state=unseen",
        "none|neither of? <owner:name> <number>? fields|field @be* <visibility:vis> ; state=none",
        "<owner:name> has|with private|hidden fields|field only? ; state=all visibility=private",
        "<owner:name> has|with public|pub fields|field only? ; state=all visibility=pub",
        "<names> <noun>? @be* not exported|public|pub ( private ) ; visibility=private",
        "<names> <noun>? @be* <visibility:vis> <as:noun> of|on <of:name>",
        "<of:name> <noun2:noun>? @have|exposes|provides a? <visibility:vis> <names> <as:noun>",
        "visibility of <names> <noun>? @be* changed|widened? to? <visibility:vis>",
        "make <names> <noun>? <visibility:vis>",
        "<names> <noun>? @be* marked|declared <visibility:vis>",
        "<names> <noun>? visibility @be* changed|widened? to? <visibility:vis>",
        "<owner:name> <noun2:noun>? @have no|zero <visibility:vis> fields|members ; state=none",
        "no|zero <visibility:vis> fields on|in <owner:name> <noun2:noun>? ; state=none",
    ),
    (
        "`VmaList` is public",
        "`walk_to_entry` is `pub(crate)`",
        "Visibility of `FrameId` is `pub`",
        "All fields of `Vma` are private",
    ),
    decide,
    ("visibility",),
    asks_all=True,
)
