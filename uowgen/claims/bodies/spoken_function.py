"""Which function a sentence about acts means where several bear its name: the one whose type alone has the field that is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.bodies.names import last_of
from uowgen.claims.bodies.words import parts
from uowgen.claims.subject import find_method, find_type

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case, Finding
    from uowgen.facts.code import Declaration


def spoken_function(case: Case, name: str, act: Phrase) -> Declaration | Finding:
    """The one function that `name` means, or why it is not known which."""
    subject = find_method(case, name)
    if len(subject.found) > 1:
        near = files_of(case)
        having = [d for d in subject.found if d.file.path in near and _has_field(case, d, act)]
        if len(having) == 1:
            case.several = ()
            return having[0]
    return subject.one(name)


def _has_field(case: Case, function: Declaration, act: Phrase) -> bool:
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    if not owner or len(find_type(case, owner).found) != 1:
        return False
    fields = {d.item.name for d in function.file.declarations() if d.item.kind == "field" and d.owner == owner}
    said = {last_of(n) for n in act.names} & fields
    return bool(said) or any(act.words[-1:] == parts(f)[-1:] and set(act.words) <= set(parts(f)) for f in fields if act.words)
