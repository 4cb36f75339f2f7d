"""Claim: what a variant carries is shown, or given as its source."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_SHOWS = "shows|prints|includes|contains|displays|writes"
_INNER = "inner|wrapped|underlying error|errors|cause"
_OF = "for|of|in all|wrapped|wrapping|that|which|wrap|one|variants|errors*"
_SHOWING = "shows|prints|includes|contains|displays|writes|appends|carries|ends|mentions|keeps|adds|forwards|gives|names|show|print|include|contain"
_ALSO = f"{_SHOWING} also|in|with|out|to|then*"
_INNERS = "its|their? inner|wrapped|underlying|carried|original|nested|cause|source error|errors|error's|cause|value|one|text|message|display|output*"
_TOO = "too|as|well|in|full|at|end|text|output|last*"
_GIVES = "returns|gives|yields|is|exposes|hands|forwards|points|links|reports out|back|to?"
_MARKS = (("parentheses|parens", "round"), ("round brackets", "round"), ("square brackets", "square"), ("brackets", "any"))
_NUMBER = "number|block|address|index|value|offset|id|size|length|code|sector|page|line|position|limit|count"

KIND = Kind(
    "shows_inner",
    "what a variant carries is shown or given as its source",
    (
        f"<show:display> {_SHOWS} {_NUMBER}|{_NUMBER}* for|of|in <variant:variant> ; asked=shown",
        f"<show:display> {_SHOWS} {_INNER} {_OF} ; asked=shown wrapped=yes",
        f"<show:display> of|for|on <variants:variants> {_ALSO} {_INNERS} {_TOO} ; asked=innershown",
        f"<show:display> {_ALSO} {_INNERS} for|of|in|on|by|that <variants:variants> {_TOO} ; asked=innershown",
        f"<variants:variants> {_ALSO} {_INNERS} in|through|via its|their? <show:display> {_TOO} ; asked=innershown",
        f"<show:display> of|for|on <variants:variants> delegates|forwards|defers to {_INNERS} ; asked=innershown",
        *(
            f"{said} in|within|inside|between {marks} {_TOO} ; asked=innershown within={within}"
            for said in (
                f"<show:display> of|for|on <variants:variants> {_ALSO} {_INNERS}",
                f"<show:display> {_ALSO} {_INNERS} for|of|on|by <variants:variants>",
            )
            for marks, within in _MARKS
        ),
        f"{_INNERS} is? shown|printed|included|displayed|contained|visible|appears|written by|in|through|with|output|text|of* <show:display> output|text? of|for <variants:variants> ; asked=innershown",
        f"<show:display> {_ALSO} what <variants:variants> carries|carry|wraps|wrap|holds|hold {_TOO} ; asked=innershown",
        f"<show:display> {_SHOWS} {_NUMBER}|{_NUMBER}* for|of|in <variant:variant> ,? and {_INNER} {_OF} ; asked=shown wrapped=yes",
        f"<show:display> {_SHOWS}|uses|gives|returns|is|equals|delegates to? <by:noargs> ; asked=by",
        f"<show:display> {_SHOWS}|uses|gives|returns|is|equals what|result|output|text of? <by:noargs> returns|gives|yields? ; asked=by",
        f"<name:sourcefn> {_GIVES} {_INNERS} for|of|on <variants:variants> ; asked=source",
        f"<name:sourcefn> {_GIVES} {_INNERS} for|of|on <variants:variants> only|alone ; asked=source only=yes",
        f"<name:sourcefn> {_GIVES} {_INNERS} for|of|on? only|just|exactly <variants:variants> ; asked=source only=yes",
        f"<name:sourcefn> {_GIVES} {_INNERS} only|just|exactly for|of|on <variants:variants> ; asked=source only=yes",
        f"<name:sourcefn> {_GIVES} <some:somecode> for|of|on <variants:variants> only|alone ; asked=somesource",
        f"<name:sourcefn> {_GIVES} <some:somecode> only|just for|of|on <variants:variants> ; asked=somesource",
        f"<name:sourcefn> {_GIVES} <some:somecode> for|of|on <variants:variants> ,? and|but? is? <none:nothing> otherwise|else ; asked=somesource",
        f"<name:sourcefn> {_GIVES} <some:somecode> for|of|on <variants:variants> ,? and|but? is? <none:nothing> for|on|in every|all|any|the* other|others|else|rest|remaining variants|variant|errors|cases? ; asked=somesource",
        f"<name:sourcefn> {_GIVES} <none:nothing> except|but|unless for|of|on|in? <variants:variants> ; asked=somesource",
        "only|just <variants:variants> has|have|gives|returns <name:sourcefn> ; asked=source only=yes",
        f"<name:sourcefn> {_GIVES} what <variants:variants> wraps|wrap|carries|carry|holds|hold ; asked=source",
        *(
            f"<name:sourcefn> {_GIVES} {said} ,? and|but? {rest} ; asked=source only=yes"
            for said in (f"{_INNERS} for|of|on <variants:variants>", "what <variants:variants> wraps|wrap|carries|carry|holds|hold")
            for rest in (
                "is? <none:nothing> otherwise|else",
                "otherwise|else <none:nothing>",
                "is? <none:nothing> for|on|in every|all|any|the* other|others|else|rest|remaining|simple variants|variant|errors|cases?",
            )
        ),
    ),
    (
        "`source()` returns the inner error for `Virtio` and `Gpt`, `None` otherwise",
        "`Display` shows the inner error for wrapped errors",
    ),
    decided_in("values.variant_acts"),
    ("asked",),
)
