"""Claim: a function that takes a tree of tables apart gives back every frame once, what lies below a table before the table itself."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_FREES = "frees|releases|deallocates|returns"
_LEAF = "leaf|leaves|page|pages|frame|frames|mapped|user|physical|data|children|child|entries|entry"
_TABLE = "table|tables|their|its|parent|parents|own|page|itself|that|holds|contains|them|it|intermediate|containing|owning"

KIND = Kind(
    "tears_down",
    "tables are taken apart from below, each frame once",
    (
        f"<name:method> {_FREES} every|each|all leaf|mapped|user|data|physical {_LEAF}* exactly|only? once? ; asked=leaves",
        f"<name:method> {_FREES} every|each|all table|tables|frame|frames|page|pages|and|leaf|leaves|intermediate|levels* exactly|only? once? ; asked=all",
        f"<name:method> {_FREES} {_LEAF} {_LEAF}* before {_TABLE}* ; asked=order",
        f"{_LEAF} {_LEAF}* @be* freed|released|deallocated before {_TABLE}* ; asked=order",
        f"{_TABLE} {_TABLE}* @be* freed|released|deallocated after|only after? {_TABLE}* {_LEAF}* ; asked=order",
        "all|every|each leaf|mapped|user frame|frames|page|pages @be* freed|released|deallocated exactly|only|once* ; asked=leaves",
        "bottom-up|depth-first|post-order teardown|freeing|order|destruction ; asked=order",
        "teardown|freeing|destruction is|proceeds|happens|runs|works bottom-up|depth-first|post-order ; asked=order",
        "root|top-level|top|l0|pml4|outermost table|level|page|frame* @be* freed|released|deallocated last|at|very|end* ; asked=last",
        f"<name:method> {_FREES} root|top-level|top|l0|pml4 table|frame|page* last ; asked=last",
        "empty|unused|invalid|absent|unmapped entry|entries|slots|slot|ptes @be* skipped|ignored ; asked=empty",
        "<name:method> skips|ignores empty|unused|invalid|absent|unmapped entry|entries|slots|slot|ptes ; asked=empty",
        "no table|tables @be* freed|released twice ; asked=once",
        f"{_LEAF} {_LEAF}* @be* freed|released|deallocated before {_TABLE} {_TABLE}* ; asked=order",
        f"<name:method> {_FREES} all|every|each table|tables|frame|frames|page|pages|and|leaf|leaves* below|under|reachable|from|of table|it|root|itself|and|the* ; asked=all",
        f"<name:method> {_FREES} all|every|each table|tables|frame|frames|page|pages|and|leaf|leaves* exactly|only once ; asked=all",
        "table|table's|tables own frame|page @be* freed|released|deallocated after its|all|the|of|entries|children|leaves* ; asked=order",
        "empty|unused|invalid|absent|unmapped entry|entries|slots|slot|ptes free|frees|release|releases nothing ; asked=empty",
        f"{_LEAF} {_LEAF}* @be* freed|released|deallocated before {_TABLE} {_TABLE}* which|that* points|point|refer|refers to|at {_TABLE}|@be* ; asked=order",
    ),
    (
        "`destroy()` frees leaves before their table",
        "the root table is freed last",
        "`destroy()` frees every leaf frame exactly once",
    ),
    decided_in("guards.teardown"),
    ("asked",),
)
