"""Claim: a field is stored in a certain order of bytes."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_IN = "in|as|with|to|using"
_BYTES = "order|byte-order|endian|endianness|byte"

KIND = Kind(
    "stored_as",
    "a field is stored in a certain order of bytes",
    (
        f"<field:fieldword> field? @be* stored|kept|written|set|put|sent|converted|encoded? {_IN}? <order:byteorder> {_BYTES}*",
        f"<field:fieldword> field? @be* stored|kept|written|set|put|sent|converted|encoded {_IN}? <order:byteorder> {_BYTES}*",
    ),
    ("`total_length` is in network byte order",),
    decided_in("values.byte_orders"),
    ("field", "order"),
)
