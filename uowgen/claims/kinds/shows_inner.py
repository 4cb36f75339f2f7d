"""Claim: what a variant carries is shown, or given as its source."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_SHOWS = "shows|prints|includes|contains|displays|writes"
_INNER = "inner|wrapped|underlying error|errors|cause"
_OF = "for|of|in all|wrapped|wrapping|that|which|wrap|one|variants|errors*"
_NUMBER = "number|block|address|index|value|offset|id|size|length|code|sector|page|line|position|limit|count"

KIND = Kind(
    "shows_inner",
    "what a variant carries is shown or given as its source",
    (
        f"<show:display> {_SHOWS} {_NUMBER}|{_NUMBER}* for|of|in <variant:variant> ; asked=shown",
        f"<show:display> {_SHOWS} {_INNER} {_OF} ; asked=shown wrapped=yes",
        f"<show:display> {_SHOWS} {_NUMBER}|{_NUMBER}* for|of|in <variant:variant> ,? and {_INNER} {_OF} ; asked=shown wrapped=yes",
        f"<show:display> {_SHOWS}|uses|gives|returns|is|equals|delegates to? <by:noargs> ; asked=by",
        f"<show:display> {_SHOWS}|uses|gives|returns|is|equals what|result|output|text of? <by:noargs> returns|gives|yields? ; asked=by",
        f"<name:sourcefn> returns|gives|yields {_INNER} for|of|on <variants:variants> ; asked=source",
        f"<name:sourcefn> returns|gives|yields {_INNER} for|of|on <variants:variants> ,? and? <none:nothing> otherwise|else ; asked=source only=yes",
        f"<name:sourcefn> returns|gives|yields {_INNER} for|of|on <variants:variants> ,? and? <none:nothing> for|on every|all|any other|others|else|rest variants|variant? ; asked=source only=yes",
    ),
    (
        "`source()` returns the inner error for `Virtio` and `Gpt`, `None` otherwise",
        "`Display` shows the inner error for wrapped errors",
    ),
    decided_in("values.variant_acts"),
    ("asked",),
)
