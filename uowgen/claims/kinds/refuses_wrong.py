"""Claim: a function refuses every value of a field or parameter but the one that it compares it with."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_REJECTS = "rejects|refuses|declines|catches"
_WRONG = "wrong|incorrect|mismatched|mismatching|differing"

KIND = Kind(
    "refuses_wrong",
    "a function refuses a wrong field or parameter",
    (
        f"<name> {_REJECTS} any|every? {_WRONG} <field:fieldword> field|value|number? ; asked=refused",
        f"<name> {_REJECTS} any|every? {_WRONG} <field:fieldword> field|value|number? with|by|as returning? <value:outcome> ; asked=refused",
        f"<name> fails|returns|errors with? <value:outcome> for|on|if|given {_WRONG} <field:fieldword> ; asked=refused",
        f"{_WRONG} <field:fieldword> @be rejected|refused by|in <name> ; asked=refused",
        f"{_WRONG} <field:fieldword> @be rejected|refused by|in <name> with|as <value:outcome> ; asked=refused",
    ),
    ("`check()` rejects a wrong `e_phsize`",),
    decided_in("values.wrong_fields"),
    ("asked",),
)
