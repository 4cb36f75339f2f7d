"""Claim: a method sets a field of its type."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "sets_field",
    "a method sets a field of its type",
    (
        "<method:name> sets|assigns|initialises|initializes|resets|changes|switches <field:code> field|flag|member? @to|with|as <value:value>",
        "<method:name> sets|assigns|updates|stores|writes|replaces|overwrites <field:code> field|flag|member?",
        "<method:name> clears|resets|unsets|zeroes|empties <field:code> field|flag|counter|member? ; how=clear",
        "<method:name> leaves <field:code> field|flag|member? unset|cleared|empty ; how=clear",
        "<method:name> leaves|keeps <field:code> field|flag|member? at|as|set? to? <value:value>",
        "<method:name> increments|bumps <field:code> field|counter|member? by? one|1? ; how=increment",
        "<method:name> increments|bumps|advances|increases|moves <field:code> field|counter|member? by <amount:code> ; how=increment",
        "<method:name> decrements|decreases|reduces|lowers <field:code> field|counter|member? by <amount:code> ; how=decrement",
        "<method:name> decrements <field:code> field|counter|member? by? one|1? ; how=decrement",
        "<field:code> field|flag|member? @be* initialised|initialized|set|reset|changed @to|with|as <value:value> in|by|inside <method:name>",
        "<field:code> field|flag|counter|member? @be* cleared|reset|unset|zeroed in|by|inside <method:name> ; how=clear",
        "<field:code> field|counter|member? @be* incremented|bumped in|by|inside <method:name> ; how=increment",
        "<field:code> field|counter|member? @be* decremented in|by|inside <method:name> ; how=decrement",
    ),
    (
        "`Disk::stop` sets `busy` to `false`",
        "`retries` is incremented in `send`",
        "`head` is reset by `clear()`",
    ),
    decided_in("declarations.field_values"),
    ("method", "field"),
)
