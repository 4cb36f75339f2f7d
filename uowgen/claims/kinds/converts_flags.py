"""Claim: what a type of flags makes of numbers, which number it becomes, or how it is shown, flag by flag."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_BITS = "bits|flags|bit|flag|values|ones"
_RIGHT = "right|rights|flag|flags|bit|bits|permission|permissions|one|ones|letter|letters|option|access"

KIND = Kind(
    "converts_flags",
    "a type of flags is made of numbers, turned into one or shown, flag by flag",
    (
        "<name> always sets|includes|adds|has|contains <always:upper> ,? and? <second:upper> together|along with <third:upper> ; asked=always",
        "<name> always sets|includes|adds|has|contains <always:upper> ; asked=always",
        "<name> sets|includes|adds <second:upper> together|along|whenever with? <third:upper> ; asked=always",
        f"<name> translates|converts|maps <names> ,|and* ignores other|others|remaining|unknown|all|any* {_BITS}? ; asked=translates rest=yes",
        f"<name> translates|converts|maps <names> ,|and* other|others|remaining|unknown|all|any* {_BITS} @be? ignored ; asked=translates rest=yes",
        "<name> translates <names> ; asked=translates",
        f"<name> gives|returns|is|yields 0|zero without any|all? {_RIGHT} ;|,? and? otherwise|else|with <parts:bitparts> ; asked=composed none=yes",
        f"<show:display> prints|shows|writes|gives|formats|displays <letters:shown> in|order* with <blank:shown> for|in|place|of* each|every|any|all? missing|absent|unset|cleared|lacking {_RIGHT} ; asked=letters",
        f"<show:display> prints|shows|writes|gives|formats|displays <letters:shown> ,? missing|absent|unset {_RIGHT} @be? as <blank:shown> ; asked=letters",
    ),
    (
        "`from_prot()` always sets `USER`, and `READ` together with `WRITE`",
        "`from_elf()` translates `PF_R` and `PF_W` and ignores other bits",
        "`Display` prints `rwx` with `-` for each missing right",
    ),
    decided_in("trials.flags"),
    ("asked",),
)
