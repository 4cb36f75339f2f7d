"""Claim: a method of a type around one number takes, keeps, clears or refuses numbers as said."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "treats_numbers",
    "a method of a type around a number treats numbers as said",
    (
        "<name> <said:numbersaid>",
        "<owner:upperfirst> @be? never|not be|is|are|hold|holds|contain|contains|wraps? <number:number> ; asked=never",
        "<owner:upperfirst> can|cannot|may not|never? ever? be|hold|contain|is|wrap <number:number> ; asked=never",
        "no <owner:upperfirst> @be? holds|has|contains|ever|can|be|hold* <number:number> ; asked=never",
    ),
    (
        "`new()` accepts values below `1 << 39` only",
        "`align_down()` clears the page offset",
        "`align_up()` keeps aligned addresses, `None` past the last page",
        "`table_index()` takes 9 bits per level, level 0 from bit 12",
        "`offset_from()` is `None` if the base is above",
    ),
    decided_in("trials.number_sentences"),
    (),
    fits=fitting_in("trials.number_sentences"),
)
