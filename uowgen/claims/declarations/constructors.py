"""Which function “the constructor” of a type is, in the tree or, for a type that is yet to be written, in the spec's blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.members import methods_of
from uowgen.facts.signature import receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def owner_of(case: Case, name: str) -> str:
    """The type that `name` is a method of, or is; empty where it is of none or of several."""
    bare = bare_name(name)
    if bare[:1].isupper():
        return bare
    owners = {_type(d) for d in find_method(case, name).found} or {
        _type(d) for file in block_files(case) for d in file.named(bare) if d.item.kind == "fn"
    }
    return owners.pop() if len(owners) == 1 else ""


def _type(function: Declaration) -> str:
    return function.owner.rpartition(" for ")[2].split("<")[0]


def constructor_of(case: Case, owner: str) -> str:
    """`Owner::name` of the one function without a receiver that gives such a value, `new` if there are several; empty without one."""
    here = [d for d in methods_of(case.code, owner, find(case, owner, KINDS_OF["type"]).found) if " for " not in d.owner]
    found = here or [d for file in block_files(case) for d in file.declarations() if d.item.kind == "fn" and d.owner == owner]
    made = {d.item.name for d in found if not receiver_of(d) and _gives(result_of(d), owner)}
    name = made.pop() if len(made) == 1 else "new" if "new" in made else ""
    return f"{owner}::{name}" if name else ""


def _gives(result: str, owner: str) -> bool:
    plain = result.replace(" ", "")
    for lead in ("Result<", "Option<"):
        plain = plain.removeprefix(lead)
    return bare_name(plain.split("<")[0].split(",")[0].rstrip(">")) in ("Self", owner)
