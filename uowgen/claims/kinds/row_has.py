"""Claim: a row of a table that a macro takes says something: “Config value `Trace` with tag `TRACE` and an empty default”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_ROW = "config|configuration|boot|kernel|command-line|value|option|entry|setting|key|parameter|row|field|variable|knob|new"
_TAG = "tag|key|name|label|text|string|keyword"
_LEAD = f"{_ROW}* <row:code> {_ROW}*"

KIND = Kind(
    "row_has",
    "a row of a table that a macro takes says something",
    (
        f"{_LEAD} @have|with {_TAG} <tag:code> and|,* with? empty default ; default=empty",
        f"{_LEAD} @have|with {_TAG} <tag:code> and|,* with? default value? of? <default:code>",
        f"{_LEAD} @have|with empty default and|,* with? {_TAG} <tag:code> ; default=empty",
        f"{_LEAD} @have|with {_TAG} <tag:code>",
        f"{_LEAD} @have|with empty default ; default=empty",
        f"{_LEAD} defaults|default is? to? empty string|text? ; default=empty",
    ),
    ("Config value `Trace` with tag `TRACE` and an empty default",),
    decided_in("declarations.macro_rows"),
    ("row",),
)
