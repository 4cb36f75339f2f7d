"""Claim: an operator of a type of two numbers carries, borrows, ends at zero or does not overflow."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GIVES = "returns|gives|yields|is|produces|equals"
_WHERE = "if|when|where|whenever"
_LATER = "later|greater|larger|bigger|after|newer|ahead|higher|more"
_SAME = "equal|identical|same"
_OPERANDS = "values|operands|times|timestamps|spans|durations|instants|amounts|ones"

KIND = Kind(
    "operator_results",
    "an operator of a type of two numbers carries, borrows, ends at zero",
    (
        "<op:operator> carries|carry|overflows|spills over? into|to <field:oneword> ; asked=carries",
        "<op:operator> carries over? from <low:oneword> into|to <field:oneword> ; asked=carries",
        "<op:operator> borrows|takes one? from <field:oneword> ; asked=borrows",
        f"<op:operator> {_GIVES} <zero:zero> {_WHERE} <arg:oneword> is {_LATER} than? <other:oneword>? ; asked=later",
        f"<op:operator> {_GIVES} <zero:zero> {_WHERE} <arg:oneword> > <other:oneword> ; asked=later",
        f"{_WHERE} <arg:oneword> is {_LATER} than? <other:oneword>? ,? <op:operator> {_GIVES} <zero:zero> ; asked=later",
        f"<op:operator> of|on|for|with two? {_SAME} {_OPERANDS} {_GIVES} <zero:zero> ; asked=equal",
        f"<op:operator> {_GIVES} <zero:zero> for|on|of two? {_SAME} {_OPERANDS} ; asked=equal",
        "<op:operator> saturates|stops|clamps|bottoms out? at|to <zero:zero> ; asked=later",
        "<op:operator> @not overflows|wraps|overflow|wrap <field:oneword>? ; asked=fits",
        "<op:operator> does @not overflow|wrap <field:oneword>? ; asked=fits",
    ),
    (
        "`Add` carries into `secs`",
        "`Sub` of equal values is zero",
        "`Sub` returns zero if `rhs` is later",
    ),
    decided_in("values.operators"),
    ("asked",),
)
