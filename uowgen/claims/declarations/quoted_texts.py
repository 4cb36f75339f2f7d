"""Decides that a text which a sentence gives in quotes is no longer in the strings of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.facts.uses import nodes_in
from uowgen.model import Evidence
from uowgen.rust.syntax import is_comment

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def quoted_left(reading: Reading, case: Case) -> Finding:
    """Holds where no string has the text. Fails where one has it, which must name what the sentence says it is for, if it says that."""
    text, about = reading.get("phrase"), bare_name(reading.get("of")) if reading.get("of") else ""
    inside = regions(case, reading.get("place"))
    if isinstance(inside, Finding):
        return inside
    left: list[tuple[str, Evidence]] = []
    for file, root in inside:
        for node, live in nodes_in(file, root):
            if node.type in ("string_literal", "raw_string_literal") and live:
                written = " ".join(file.rust.text(node).split())
                line = file.rust.source.line_of(node.start_byte)
                left += [(written, Evidence(file.path, line, line, written[:80]))] if text.lower() in written.lower() else []
    places = tuple(e for _, e in left[:8])
    if not left:
        return holds(f"no string in `{reading.get('place')}` has “{text}”")
    mine = [e for written, e in left if not about or about in written.replace("-", "_")]
    if mine:
        return fails("still-there", f"`{reading.get('place')}` has “{text}”", evidence=tuple(mine[:8]))
    if about and not any(about in (file.rust.text(root)) for file, root in inside):
        return holds(f"`{reading.get('place')}` has it, but nothing of `{about}`", evidence=places)
    return undecided("subject-ambiguous", f"whether what has “{text}” is for `{about}` is not known", evidence=places)


def still_in_text(case: Case, what: str, place: str) -> Finding | None:
    """That what is nowhere in the code of `place` stands in a string of it, or may be meant where a comment has it; else None.

    Strings of the build are part of what a file says; whether a comment counts is not said by “appears”.
    """
    inside = regions(case, place, bare_name(what)) if place else ()
    if isinstance(inside, Finding):
        return None
    whole = re.compile(rf"(?<!\w){re.escape(what.strip().removesuffix('()'))}(?!\w)")
    strings: list[Evidence] = []
    remarks: list[Evidence] = []
    for file, root in inside:
        for node, live in nodes_in(file, root):
            quoted = node.type in ("string_literal", "raw_string_literal")
            if (quoted or is_comment(node)) and whole.search(file.rust.text(node)):
                line = file.rust.source.line_of(node.start_byte)
                told = Evidence(file.path, line, line, " ".join(file.rust.text(node).split())[:80])
                (strings if quoted and live else remarks).append(told)
    plain = what.isalpha() and what.islower()  # a word of everyday in a message need not be the name
    if strings and not plain:
        return fails("still-there", f"`{what}` stands in a string of `{place}`", evidence=tuple(strings[:8]))
    left = (*strings, *remarks)
    why = f"`{what}` is a word of `{place}`, but not in its code: whether that counts is not said"
    return undecided("not-understood", why, evidence=left[:8]) if left else None
