"""Claim: what a function gives never exceeds, or falls below, a parameter; it never overflows."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GIVES = "returns|return|gives|give|yields|yield|reports|report"

KIND = Kind(
    "keeps_bound",
    "what a function gives stays within a parameter, or it never overflows",
    (
        f"<name> @not {_GIVES} more|greater|larger|above than? <bound:fieldword> ; asked=<=",
        f"<name> @not {_GIVES} less|smaller|fewer|below than? <bound:fieldword> ; asked=>=",
        "<name> @not exceeds|exceed <bound:fieldword> ; asked=<=",
        f"<name> {_GIVES} at most <bound:fieldword> ; asked=<=",
        f"<name> {_GIVES} at least <bound:fieldword> ; asked=>=",
        "result of <name> is @not more|greater|larger|above than? <bound:fieldword> ; asked=<=",
        "<name> @not overflows|overflow ; asked=fits",
        "<name> does|can|could|cannot @not? overflow ; asked=fits",
    ),
    ("`copy_len()` never returns more than `n`", "`saturating_pages` never overflows"),
    decided_in("values.bounds"),
    ("name", "asked"),
)
