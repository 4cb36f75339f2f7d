"""Parts of a sentence that only say what a thing is not, behind one that says what it is: they add no claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.noun_words import noun_of, sort_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind
    from uowgen.claims.sentences.frame import Reading
    from uowgen.claims.sentences.sentence import Word

_OF_TYPES = ("returns_type", "field_has_type", "aliases_type", "has_field")


def is_implied(before: tuple[Kind, Reading], part: tuple[Word, ...]) -> bool:
    """Whether a part only says what a type is not, of which the part before it says what it is."""
    kind, reading = before
    if (
        kind.name in ("item_exists", "is_described", "is_visible")
        and len(part) == 2
        and part[0].text in ("not", "no")
        and not part[1].code
    ):
        said = sort_of(reading.get("noun") or reading.get("as")) or next(
            (m[5:] for m in reading.list("description") if m[:5] == "noun="), ""
        )
        return bool(said and noun_of(part[1].text)) and said != noun_of(part[1].text)
    if kind.name == "takes_parameters" and reading.get("how") in ("lent", "consumed"):
        told = [w.text for w in part if w.text not in ("it", "and", "but") or w.code]
        return not any(w.code for w in part) and told == (
            ["does", "not", "consume"] if reading.get("how") == "lent" else ["does", "not", "borrow"]
        )
    typed = reading.get("type") or next((m[5:] for m in reading.list("member") if m.startswith("type=")), "")
    if kind.name not in _OF_TYPES or not typed or part[0].code:
        return False
    lead = next(
        (n for n, w in enumerate(part) if w.code or w.text not in ("not", "no", "rather", "instead", "than", "of")), len(part)
    )
    rest = part[lead:]
    if not lead or not rest:
        return False
    if [w.text for w in rest] in (["raw", "pointer"], ["pointer"]):
        return not typed.startswith("*")
    return len(rest) == 1 and rest[0].code and typed.split("<")[0] != rest[0].raw.split("<")[0] and rest[0].raw[:1].isupper()
