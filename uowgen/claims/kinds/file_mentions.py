"""Claim: a README, another text file or the header of a module mentions something."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_SAYS = "@mention|mention|documents|document|describes|describe|lists|list|explains|explain|shows|show"
_SAID = "mentioned|documented|described|listed|named|explained|shown|referenced"
_HEADER = "header|docs|documentation|doc|comment|comments|head"
_MODULE = "module|file|crate|module-level|file-level|crate-level|top-level"

KIND = Kind(
    "file_mentions",
    "a text file or the header of a module mentions something",
    (
        *(
            form + given
            for file, given in (
                ("crate|project|repository? readme file?", ""),
                ("changelog file?", " ; file=changelog"),
                ("<file:textpath>", ""),
            )
            for form in (
                f"{file} {_SAYS} to? <what:any>",
                f"<what:any> @be* {_SAID} in|by {file}",
            )
        ),
        "line|entry|note|bullet @made? in|under <section:oneword> section|heading of|in <file:textpath>",
        "<file:textpath> has line|entry|note|bullet in|under <section:oneword> section|heading",
        *(
            f"{_MODULE} level? {_HEADER} {_HEADER}?{of} {_SAYS} to? {what} ; where=header"
            for of in (" of|in|at|for <file:path>", "")
            for what in ("<what:any>", "<thing:plain> <number:number>")
        ),
        *(
            f"{comment} {says} <phrase:phrase> ; where=header"
            for comment in (
                "comment at|on top|head|start|beginning|front of? file|module? <file:path>?",
                "top-of-file|header|module|file|top-level|module-level|file-level|opening doc|docs? comment|docs|documentation of|in? <file:path>?",
            )
            for says in (
                f"{_SAYS}",
                "tells|tell|talks|talk|speaks|speak about|of",
                "says|say|states|state that?",
                "tells|tell that?",
            )
        ),
    ),
    (
        "The README mentions `Ring::drain`",
        "`Ring::drain` is described in `docs/ring.md`",
        "The module docs of `ring.rs` mention `drain`",
    ),
    decided_in("declarations.text_files"),
)
