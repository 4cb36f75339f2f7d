"""Decides that all entries of what a constructor makes have one value: “`Lowest::new()` starts with all entries at `u32::MAX`”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_method, find_type
from uowgen.claims.values.made_up import Maker, constructors_of
from uowgen.facts.members import fields_of
from uowgen.facts.signature import receiver_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Of the one field that holds several things, an array or a list."""
    subject = find_method(case, reading.get("name")) if reading.get("name") else None
    owner = reading.get("owner")
    if subject is not None:
        if len(subject.found) != 1 or receiver_of(subject.found[0]):
            return subject.unclear(reading.get("name"))
        owner = subject.found[0].owner.rpartition(" for ")[2].partition("<")[0]
    types = find_type(case, owner).found if owner else ()
    if len(types) != 1 or types[0].item.kind != "struct":
        return undecided("no-subject", f"no one struct `{owner}`")
    makers = list(subject.found) if subject is not None else constructors_of(case, types[0])[:1]
    many = [
        f
        for f in fields_of(types[0]).all
        if f.type.startswith("[") or f.type.partition("<")[0].rpartition("::")[2] in ("Vec", "VecDeque")
    ]
    if len(many) != 1 or not makers or makers[0].owner.partition("<")[0].rpartition(" for ")[2] != types[0].item.name:
        return undecided("not-understood", f"which entries of `{owner}` are meant is not clear", *types)
    function = makers[0]
    calls = Maker(case, (3,), None, function.file.path).calls(types[0].item.name, function)
    if not calls:
        return undecided("unsupported-code", f"`{function.item.name}` cannot be called here", function)
    field, value = many[0].name, reading.get("value")
    code = (
        f"fn {PROBE}() -> u8 {{ let one = {calls[0]}; if one.{field}.len() == 0 {{ return 0; }} "
        f"for n in 0..one.{field}.len() {{ if one.{field}[n] != {value} {{ return 2; }} }} 1 }}"
    )
    if not parses(code):
        return undecided("not-understood", f"`{value}` is no value", function)
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    (found,) = probed(case, function.file.path, code, [[]])
    if found.stuck is not None:
        return stuck(found.stuck, place)
    if found.value == 1:
        return Finding("holds", f"all of `{field}` are `{value}` in `{calls[0]}`", "behaviour", None, place, "proved")
    if found.value == 2:
        return Finding(
            "fails",
            f"not all of `{field}` are `{value}` in `{calls[0]}`",
            "behaviour",
            "behaves-differently",
            place,
            "proved",
            (calls[0],),
        )
    return Finding("undecided", f"`{field}` has no entries in `{calls[0]}`", None, "vacuous", place)
