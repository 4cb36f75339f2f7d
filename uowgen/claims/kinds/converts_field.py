"""Claim: a conversion makes a certain field of a field with a certain value: “a `rate` of 0 gives an output speed of 0”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_GIVES = "gives|yields|means|makes|produces|→|->|=>"
_TO = "maps|leads|translates|decodes|is|gives|yields|→|->|=> mapped|translated|decoded* to|as*"

KIND = Kind(
    "converts_field",
    "a conversion makes something of a field's value",
    (
        f"<field:code> of|= <value:oneword> {_GIVES} <out:text> of|= <result:oneword>",
        f"<field:code> of|= <value:oneword> {_GIVES} <equation:code>",
        f"<value:oneword> in <field:code> {_GIVES} <equation:code>",
        f"<value:oneword> in <field:code> {_GIVES} <out:text> of|= <result:oneword>",
        f"<field:code> of|=* <value:oneword> {_TO} <result:code>",
    ),
    ("A `rate` of 0 gives an output speed of 0", "`FAST` in `rate` → `output_speed == 9600`", "`line` 0 maps to `Discipline::Raw`"),
    decided_in("trials.converted_fields"),
    ("field", "value"),
    takes=taken_in("trials.converted_fields"),
)
