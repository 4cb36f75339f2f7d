"""What sentences tell of the numbers that variants are written as: “`Low` is encoded as 1 and `High` as 3”, by the arms of the functions that do
so, or by the discriminants of what these cast.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.code import counts
from uowgen.facts.members import fields_of, variants_of
from uowgen.facts.uses import integer
from uowgen.model import Evidence
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_PREFACE = r"(?:(?:the )?(?:wire |numeric |on-disk |binary |serialized )?(?:encoding|format|numbering|numbers|codes|representation) (?:is|are|stays?|remains?) (?:kept|unchanged|stable|the same|preserved|as before): )?"
_VERB = r"(?:still |now )?(?P<verb>serializes|serialises|encodes|is serialized|is serialised|is encoded|is written|is sent|is stored)(?: by `(?P<by>[\w:]+)(?:\(\))?`)? (?:to|as|into)"
_NUMBER = r"`?(?:0x[0-9a-fA-F_]+|\d[\d_]*)`?"
_CODES = re.compile(
    rf"{_PREFACE}`(?:\w+::)*[A-Z]\w*` {_VERB} {_NUMBER}(?:(?:,? and|,) `(?:\w+::)*[A-Z]\w*`(?: (?:to|as|into))? {_NUMBER})*$", re.I
)


def spoken_code(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    found = _CODES.match(said)
    if found is None:
        return None
    by = found["by"]
    writers = list(find_method(case, by).found) if by else _writers(case, found["verb"])
    pairs = re.findall(rf"`((?:\w+::)*[A-Z]\w*)`[^`\d]*?({_NUMBER})", said[: found.end()])
    told = [_written(case, writers, name, integer(number.strip("`"))) for name, number in pairs]
    every = [t for t in told if t is not None]
    if len(every) < len(told) or not every:
        return None
    return "tells_codes", min(every, key=lambda t: ("fails", "undecided", "holds").index(t.outcome))


def _writers(case: Case, verb: str) -> list[Declaration]:
    """The functions of the spec's files that are called by the verb."""
    stem = form(verb.removeprefix("is ").replace("serialis", "serializ"))
    files = [f for p in files_of(case) if (f := case.code.file(p)) is not None]
    return [
        d
        for f in files
        for d in f.declarations()
        if d.item.kind == "fn" and counts(d) and not d.item.in_macro and stem in parts(d.item.name) and stem not in ("send", "stor")
    ]


def _written(case: Case, writers: list[Declaration], name: str, wanted: int | None) -> Finding | None:
    """What the writers make of a variant: what its arms give, and its discriminant where its enum is cast."""
    owner, variant = name.rpartition("::")[0].rpartition("::")[2], name.rpartition("::")[2]
    numbers: dict[int, Evidence] = {}
    for function in writers:
        body = function.item.node.child_by_field_name("body")
        for node in walk(body) if body is not None else ():
            number = _arm(function.file, node, owner, variant)
            if number is None and node.type == "type_cast_expression":
                number = _cast(case, function, node, owner, variant)
            if number is not None:
                line = function.file.rust.source.line_of(node.start_byte)
                numbers[number] = Evidence(function.file.path, line, line, f"`{variant}` is {number}")
    if not numbers or wanted is None:
        return None
    shown = tuple(numbers.values())
    if len(numbers) > 1:
        return undecided("subject-ambiguous", f"`{variant}` is written as several numbers", evidence=shown)
    if wanted in numbers:
        return holds(f"`{variant}` is written as {wanted}", evidence=shown)
    return fails("other-value", f"`{variant}` is written as {next(iter(numbers))}", evidence=shown)


def _arm(file: CodeFile, node: Node, owner: str, variant: str) -> int | None:
    """The number that the arm for a variant alone gives."""
    pattern, value = (node.child_by_field_name("pattern"), node.child_by_field_name("value")) if node.type == "match_arm" else (None, None)  # fmt: skip
    if pattern is None or value is None or value.type != "integer_literal":
        return None
    text = "".join(file.rust.text(pattern).split())
    path = text.split("::")
    if (
        path[-1] != variant
        or not re.fullmatch(r"(?:\w+::)*\w+", text)
        or (owner and len(path) > 1 and path[-2] not in (owner, "Self"))
    ):
        return None
    return integer(file.rust.text(value))


def _cast(case: Case, function: Declaration, node: Node, owner: str, variant: str) -> int | None:
    """The discriminant of a variant where a field of its enum, or the enum's own `self`, is cast to a number."""
    value, typed = node.child_by_field_name("value"), node.child_by_field_name("type")
    if value is None or typed is None or not re.fullmatch(r"[ui](?:8|16|32|64|128|size)", function.file.rust.text(typed)):
        return None
    name = re.sub(r"^[*&(\s]+|[)\s]+$", "", function.file.rust.text(value)).rpartition(".")[2]
    if name == "self":
        types = {function.owner.rpartition(" for ")[2].partition("<")[0]}
    else:
        structs = [d for d in find(case, name, KINDS_OF["field"]).found if counts(d)]
        held = [s for f in structs for s in find(case, f.owner, KINDS_OF["struct"]).found]
        types = {m.type.rpartition("::")[2] for s in held if (m := fields_of(s).named(name)) is not None}
    if len(types) != 1 or (owner and types != {owner}):
        return None
    enums = [d for d in case.code.declared_anywhere(next(iter(types))) if d.item.kind == "enum" and counts(d)]
    return _discriminant(enums[0], variant) if len(enums) == 1 else None


def _discriminant(enum: Declaration, variant: str) -> int | None:
    members, number = variants_of(enum), -1
    if not members.complete or any(m.sometimes for m in members.all):
        return None
    for member in members.all:
        head, sign, written = member.type.partition("=")
        stated = integer(written.strip()) if sign else number + 1
        if stated is None or head.strip():
            return None
        number = stated
        if member.name == variant:
            return number
    return None
