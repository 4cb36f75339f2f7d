"""Claim: a method of a type around one number takes, keeps, clears or refuses numbers as said."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "treats_numbers",
    "a method of a type around a number treats numbers as said",
    ("<name> <said:numbersaid>",),
    (
        "`new()` accepts values below `1 << 39` only",
        "`align_down()` clears the page offset",
        "`align_up()` keeps aligned addresses, `None` past the last page",
        "`table_index()` takes 9 bits per level, level 0 from bit 12",
        "`offset_from()` is `None` if the base is above",
    ),
    decided_in("trials.number_sentences"),
    ("name", "said"),
    fits=fitting_in("trials.number_sentences"),
)
