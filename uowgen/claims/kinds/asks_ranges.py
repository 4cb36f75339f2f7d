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
        f"<name> {_LOWEST} free|unused|available? {_PLACE} {_COUNT} ; asked=gap",
        f"<name> {_LOWEST} free|unused|available? {_PLACE} {_COUNT} {_LIMIT} ; asked=gap",
    ),
    (
        "`release()` removes and returns the range starting at `first`, else `NotReserved`",
        "`is_reserved()` includes both end ports",
        "`first_free()` finds the lowest gap of `count` ports, up to port 0xffff",
    ),
    decided_in("containers.closed_range_acts"),
    ("name", "asked"),
)
