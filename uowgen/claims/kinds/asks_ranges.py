"""Claim: a list of ranges of numbers gives one back by its start, tells that the ends belong to it, or finds the lowest gap for a count."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_UNITS = "ports|port|ids|id|numbers|number|slots|slot|pages|page|frames|frame|irqs|irq|vectors|vector|lines|line|blocks|block|sectors|sector|cpus|cpu|channels|channel|keys|key"
_RANGES = "range|reservation|interval|region|area|block|extent|entry|claim|lease|run|one"
_REMOVES = "removes|releases|frees|drops|deletes|unreserves|forgets"
_STARTS = "starting|beginning|starts|begins|that|which|whose|start|at|with|from|is|first|by"
_ELSE = "otherwise|if|when|where|there|no|none|is|such|range|reservation|starts|begins|at|it"
_LOWEST = "finds|returns|gives|yields|picks lowest|first|smallest"
_PLACE = "gap|hole|run|start|place|spot|block"
_COUNT = "of|for|with|large|enough|room|at|least|that|fits|holds* <length:shown> free|consecutive|contiguous|adjacent* <unit:plain>"
_END = "its|their|range|each|every|exclusive* end|ends address|addresses?"
_START = "its|their|range|each|every* start|starts|beginning address|addresses?"
_TAKES = "treats|takes|regards|counts|considers|handles|sees|reads"
_EXCLUSIVE = (
    "exclusive|excluded|outside|out",
    "not included|inclusive|covered",
    "not part of? it|range|ranges|region?",
    "open end|bound?",
)
_OF = "of|in|from|a|each|every|any|range|ranges|region|interval|entry|address|itself*"
_FREE = "free|unused|unreserved|available|unoccupied?"
_ANY_PLACE = "gap|hole|address|place|spot|space|start|position|room"
_FITS = "that|which|where|it|is|fits|fit|large|big|long|enough|for|request|range|length|size|wide|there|room|given|block|asked*"
_GIVES_FIRST = "finds|returns|gives|yields|picks lowest|first"
_WITH_LENGTH = f"of|with|for|large|enough|least|at|room|has|that|which* <length:shown> free|unused|unreserved* bytes|{_UNITS}?"
_WITHIN = "in|inside|within|of"
_LIMIT = f",? up to and|including|through* {_UNITS}? <limit:plain>"

KIND = Kind(
    "asks_ranges",
    "a list of ranges of numbers gives one back by its start, has its ends, or finds a gap",
    (
        f"<name> {_REMOVES} and returns|yields|gives|hands back|out? {_RANGES} {_STARTS}* <start:shown> ,|or|and* else|otherwise|returns|gives|fails|with* <value:code> {_ELSE}* ; asked=releases returned=yes",
        f"<name> {_REMOVES} {_RANGES} {_STARTS}* <start:shown> ,|or|and* else|otherwise|returns|gives|fails|with* <value:code> {_ELSE}* ; asked=releases",
        f"<name> includes|covers|counts|contains both end|boundary|outer {_UNITS}|ends|numbers of|in|every|each|any|its|range|ranges|reservation* ; asked=ends",
        "<name> includes|covers|counts|contains both ends|bounds|boundaries of|in|every|each|any|its|range|ranges|reservation* ; asked=ends",
        f"<name> includes|covers|counts|contains first and last {_UNITS} of|in|every|each|any|its|range|ranges|reservation* ; asked=ends",
        f"<name> includes|covers|counts|contains first {_UNITS}? of|range* and|but excludes|leaves|not|out* one|{_UNITS} behind|after|past|beyond last|end|one* ; asked=bounds",
        "<name> is|returns|yields|gives true for|at|on|of both? ends|bounds|boundaries of|in|every|each|any|its|range|ranges|reservation* ; asked=ends",
        f"<name> is|returns|yields|gives true for|at|on|of both? first and last {_UNITS}? of|in|every|each|any|its|range|ranges|reservation* ; asked=ends",
        *(
            frame
            for end in (_END, "upper bound", "<end:shown>")
            for out in _EXCLUSIVE
            for frame in (
                f"<name> {_TAKES} {end} {_OF} as {out} ; asked=bounds",
                f"{end} {_OF} @be {out} in|for|to|by <name> ; asked=bounds",
                f"in|for <name> ,? {end} {_OF} @be {out} ; asked=bounds",
            )
        ),
        *(
            frame
            for end in (_END, "upper bound", "<end:shown>")
            for frame in (
                f"<name> excludes {end} {_OF} ; asked=bounds",
                f"<name> includes|contains {_START} {_OF} and|but|,* excludes|not|without {end} {_OF} ; asked=bounds",
                f"<name> includes|contains <start2:shown> and|but|,* excludes|not|without {end} {_OF} ; asked=bounds",
                f"<name> is|returns|gives|yields true for|at|on {_START} {_OF} and|but|,* false for|at|on {end} {_OF} ; asked=bounds",
                f"<name> is|returns|gives|yields true for|at|on <start2:shown> and|but|,* false for|at|on {end} {_OF} ; asked=bounds",
                f"<name> is|returns|gives|yields false for|at|on {end} {_OF} ; asked=bounds",
            )
        ),
        f"<name> {_TAKES} {_RANGES}|ranges|them|entries|regions|intervals|areas as half-open ; asked=bounds",
        f"<name> {_LOWEST} free|unused|available? {_PLACE} {_COUNT} ; asked=gap",
        f"<name> {_LOWEST} free|unused|available? {_PLACE} {_COUNT} {_LIMIT} ; asked=gap",
        *(
            f"<name> {_GIVES_FIRST} {before} {_ANY_PLACE} {fits}{behind} ; asked=fit{given}{more}"
            for before, given in ((f"aligned {_FREE}", " aligned=yes"), (_FREE, ""))
            for fits in (_FITS, _WITH_LENGTH)
            for behind, more in (
                ("", ""),
                (f" {_WITHIN} window", " within=yes"),
                (f" {_WITHIN} <window:shown>", ""),
                (" ,? aligned|multiple to|at|on|of <align:shown>", " aligned=yes"),
            )
        ),
        f"<name> {_GIVES_FIRST} aligned {_FREE} {_ANY_PLACE} {_WITHIN} window {_FITS} ; asked=fit aligned=yes within=yes",
        f"<name> {_GIVES_FIRST} {_FREE} {_ANY_PLACE} {_WITHIN} window {_FITS} ; asked=fit within=yes",
        f"<name> {_GIVES_FIRST} aligned {_FREE} {_ANY_PLACE} {_WITHIN} <window:shown> {_FITS} ; asked=fit aligned=yes",
        f"<name> {_GIVES_FIRST} {_FREE} {_ANY_PLACE} {_WITHIN} <window:shown> {_FITS} ; asked=fit",
    ),
    (
        "`release()` removes and returns the range starting at `first`, else `NotReserved`",
        "`is_reserved()` includes both end ports",
        "`first_free()` finds the lowest gap of `count` ports, up to port 0xffff",
    ),
    decided_in("containers.closed_range_acts"),
    ("name", "asked"),
)
