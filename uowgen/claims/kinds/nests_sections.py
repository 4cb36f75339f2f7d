"""Claim: what a guard of interrupts that nests does when it is made, in between, and when it ends."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_IRQ = "interrupts|irqs"
_FLAGS = "interrupt|irq|processor|cpu|old|previous|current|saved* flags|state"
_OFF = "off|disabled|masked"

KIND = Kind(
    "nests_sections",
    "a guard of interrupts that nests does as is said when it is made, in between and when it ends",
    (
        f"<maker:name> saves|records|remembers|reads|takes {_FLAGS} before it? disables|masks|disabling|masking {_IRQ}|them ; asked=save",
        "<maker:name> raises|increments|increases|bumps <word:plain> of|for|on current|this|cpu|processor|hart* by? one|1? ; asked=raise",
        f"<method:name> tests|checks <flag:code> in|of {_FLAGS} ; asked=test",
        f"<method:name> does nothing and returns|gives|yields <value:untrue> in|within nested section|guard|one|sections or if|when {_IRQ} were|are {_OFF} before|already* ; asked=closed",
        f"<method:name> enables|unmasks {_IRQ} ,? <between:plain> ,? and disables|masks them|{_IRQ} again|afterwards? ; asked=window",
        f"<drop:dropping> lowers|decrements|decreases <word:plain> ,? and? then restores {_FLAGS} ; asked=restore",
        f"<drop:dropping> of outermost section|guard|one <act:plain> if|when <pending:plain> @be pending and {_IRQ} were on|enabled ;|,? it? leaves request alone|untouched otherwise ; asked=yield",
    ),
    ("`Drop` lowers the depth and then restores the saved flags",),
    decided_in("guards.nested_sections"),
    ("asked",),
)
