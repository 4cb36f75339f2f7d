"""Claim: something is called, used or written in certain places only, or nowhere outside of them."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_CALLED = "called|invoked"
_USED = "used|referenced|accessed|needed"
_WRITTEN = "mentioned|spelled|spelt|named|repeated|found|present"
# Verbs of a sentence about the thing, and of one about who does it; what `verb` and `sort` they mean.
_PASSIVE = ((_CALLED, "sort=call"), (_USED, "verb=use"), (_WRITTEN, ""))
_ACTIVE = (
    ("calls|call|calling|invokes|invoke", "sort=call"),
    ("uses|use|references|accesses|touches|needs", "verb=use"),
    ("mentions|spells", ""),
)
_AT = "in|by|inside|within|from|at|out|of*"
_OUTSIDE = "outside|except|excluding|besides of|in|from|inside|within*"
_BODY = "definition|body|declaration|implementation|code|of*"
_WHOLE = "in|inside|within|throughout? <whole:path>? ,?"

KIND = Kind(
    "occurs_only",
    "something occurs in certain places only",
    (
        f"{_WHOLE} no @more* <sort:sort> of|to|for <what:any> @be? @left|anywhere|made* {_OUTSIDE} {_BODY} <places:places> <noun>?",
        f"{_WHOLE} no @more* <what:any> <sort:sort>? @be? @left|anywhere|made|used|called* {_OUTSIDE} {_BODY} <places:places> <noun>?",
        f"{_WHOLE} all|every <sort:sort> of|to|for <what:any> @be* in|inside|within {_BODY} <places:places> <noun>? ; state=only",
        *(
            form.format(verb=verb) + f" ; state=only {given}"
            for verb, given in _PASSIVE
            for form in (
                f"{_WHOLE} <what:any> <sort:sort>? @be* {{verb}} only|exclusively|solely {_AT} {_BODY} <places:places> <noun>?",
                f"{_WHOLE} <what:any> <sort:sort>? @be* only|exclusively|solely {{verb}} {_AT} {_BODY} <places:places> <noun>?",
                f"{_WHOLE} <what:any> <sort:sort>? @be* {{verb}} {_AT} {_BODY} <places:places> <noun>? only|alone|exclusively",
                f"{_WHOLE} <what:any> <sort:sort>? @be* {{verb}} nowhere|anywhere but|else|except|other* than? {_AT} {_BODY} <places:places> <noun>?",
            )
        ),
        *(
            f"{_WHOLE} <what:any> <sort:sort>? @be* not|never|no|longer* {verb} anywhere? {_OUTSIDE} {_BODY} <places:places> <noun>? ; {given}"
            for verb, given in _PASSIVE
        ),
        f"{_WHOLE} <what:any> <sort:sort>? occurs|appears|stands|remains|occur|appear|is only|exclusively|solely {_AT} {_BODY} <places:places> <noun>? ; state=only",
        f"{_WHOLE} <what:any> <sort:sort>? only|exclusively occurs|appears|stands|remains|occur|appear {_AT} {_BODY} <places:places> <noun>? ; state=only",
        f"{_WHOLE} <what:any> <sort:sort>? does|do not occur|appear anywhere? {_OUTSIDE} {_BODY} <places:places> <noun>?",
        *(
            form.format(verb=verb) + f" {given}"
            for verb, given in _ACTIVE
            for form in (
                f"{_WHOLE} only|just|solely <places:places> <noun>? {{verb}} <what:any> <sort:sort>? ; state=only",
                f"{_WHOLE} <places:places> <noun>? alone {{verb}} <what:any> <sort:sort>? ; state=only",
                f"{_WHOLE} nothing|nobody|none|noone|no other|function|code|one|place* but|except|besides|outside|than|apart of|from|in|within? <places:places> <noun>? {{verb}} <what:any> <sort:sort>? ; state=any",
                f"{_OUTSIDE} <places:places> <noun>? ,? nothing|nobody|none|noone|no one|function|code? {{verb}} <what:any> <sort:sort>? ; state=any",
                f"{_WHOLE} <places:places> <noun>? @be* only|sole one|place|spot|function|caller|user|method|code|module|file* which|that|to {{verb}} <what:any> <sort:sort>? ; state=only",
            )
        ),
        f"{_WHOLE} <places:places> <noun>? @be* only|sole caller of <what:any> ; state=only sort=call",
        f"{_WHOLE} <places:places> <noun>? @be* only|sole user of <what:any> ; state=only verb=use",
        f"{_WHOLE} only|sole caller of <what:any> @be* <places:places> <noun>? ; state=only sort=call",
        f"{_WHOLE} only|sole user of <what:any> @be* <places:places> <noun>? ; state=only verb=use",
    ),
    (
        "No calls to `flush_all` outside `sync`",
        "`MAX_DEPTH` is used only in `walk`",
        "In `mm.rs`, `LIMIT - 1` occurs only in the definition of `LAST`",
        "Only `sync` calls `flush_all`",
    ),
    decided_in("declarations.only_there"),
    ("what", "places"),
)
