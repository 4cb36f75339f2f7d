"""Claim: a function has so many callers or call sites, or none that the spec does not speak of."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "counts_calls",
    "a function is called at so many places",
    (
        "<callee:name> <noun>? @have no other|further callers|caller ; state=other",
        "<callee:name> <noun>? @have no other|further call|calls sites|site? ; state=other",
        "there is|are no other|further callers|caller|calls|call sites|site? of|to <callee:name> <noun>? ; state=other",
        "no other|further callers|caller|calls|call sites|site? of|to <callee:name> @be? @left|exist? ; state=other",
        "nothing|nobody else calls|invokes <callee:name> ; state=other",
        "no other code|function|functions|place|module call|calls <callee:name> ; state=other",
        "<callee:name> @be* called|invoked by|from nothing|nobody|nowhere else ; state=other",
        "<callee:name> @be* not called|invoked anywhere|by else|anything|anybody|anyone* ; state=other",
        *(
            f"{form} ; {given}"
            for exactly, exact in (("exactly|only|just|precisely", " exact=yes"), ("", ""))
            for unit, given_unit in (("callers|caller", "unit=caller"), ("call|calls|invocations sites|site?", "unit=site"))
            for given in (given_unit + exact,)
            for form in (
                f"<callee:name> <noun>? @have {exactly} <times:some> {unit} @in? <place>?",
                f"there is|are {exactly} <times:some> {unit} of|to <callee:name> <noun>? @left? @in? <place>?",
                f"{exactly} <times:some> {unit} of|to <callee:name> <noun>? @be? @left|made? @in? <place>?",
            )
        ),
        "exactly|only|just? <times:some> function|functions call|calls <callee:name> ; unit=caller exact=yes",
        "<callee:name> <noun>? @be* called|invoked in|by|from exactly|only|just <times:some> function|functions ; unit=caller exact=yes",
        "<callee:name> <noun>? @be* called|invoked in|at|from exactly|only|just <times:some> place|places ; unit=site exact=yes",
        "<callee:name> <noun>? @be* called|invoked in|at|from <times:some> place|places @in <place> only ; unit=site exact=yes",
        "<callee:name> <noun>? @be* called|invoked in|at|from <times:some> place|places only @in? <place>? ; unit=site exact=yes",
        "<callee:name> <noun>? @be* called|invoked in|at|from only|exactly|just <times:some> place|places @in <place> ; unit=site exact=yes",
        "<callee:name> <noun>? @be* called|invoked by|in|from <times:some> function|functions only ; unit=caller exact=yes",
        "<callee:name> <noun>? @be* called|invoked exactly|only|just? twice @in <place> ; unit=site exact=yes times=2",
        "<callee:name> <noun>? @be* taken|picked|destructured|unpacked apart? in|by|inside exactly|only|just <times:some> function|functions|place|method ; unit=pattern exact=yes",
    ),
    (
        "`map_page` has exactly two callers",
        "There are exactly 3 calls to `flush` in `mm.rs`",
        "`map_page` has no other callers",
        "`Request::Map` is taken apart in exactly one function",
    ),
    decided_in("declarations.callers"),
    ("callee",),
)
