"""Which calls of `Other::name` are certainly none of `Owner::name`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name, owner_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.facts.calls import Call
    from uowgen.facts.code import CodeFile


def of_another(case: Case, wanted: str) -> Callable[[CodeFile, Call], bool]:
    """A test of calls for `wanted`, a `Type::name`: a type alias, a trait that declares the name and a dot leave it open."""
    owner, name = owner_name(wanted) if "." not in wanted else "", bare_name(wanted)
    functions = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn"] if owner[:1].isupper() else []
    through_trait = any(d.item.parent.startswith("trait ") or d.owner.endswith(f" for {owner}") for d in functions)

    def test(file: CodeFile, call: Call) -> bool:
        before, found, _ = call.path.rpartition("::")
        other = before.rpartition("::")[2]
        if not found or not owner[:1].isupper() or through_trait or "." in before or not other[:1].isupper() or other == owner:
            return False
        if other == "Self":
            around = [d for d in file.declarations() if d.item.kind == "fn" and d.line <= call.line <= d.end_line]
            other = around[-1].owner.rpartition(" for ")[2].split("<")[0] if around else ""
            return bool(other) and other != owner
        return not any(d.item.kind == "type" for d in case.code.declared_anywhere(other))

    return test
