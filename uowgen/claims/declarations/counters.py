"""“Both counters”, “all counts”: the fields of the spec's own type that such words mean, so that a sentence can be said of them by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.sentences.everyday import Said
from uowgen.facts.members import fields_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_HOW_MANY = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_MANY = r"(?P<many>both|all|the|its|every|each|(?:all )?(?:the )?(?:two|three|four|five)|(?:both|all) (?:the|its|of the|of its)|)"
_COUNTERS = rf"{_MANY} ?(?P<one>counters?|counts|tallies|totals)"
_ZERO = r"(?:zero|`?0`?)"
_NEW = r"(?:`(?:\w+::)?(?P<maker>\w+)(?:\(\))?`|(?:a |the )?(?:new|fresh) `?(?P<noun>\w+)`?)"
_FORMS = tuple(
    when_used(form)
    for form in (
        rf"(?i){_NEW} (?:starts|begins|creates|sets|initiali[sz]es|has|leaves|makes|starts with|begins with|starts out with|zeroes) (?:an? `?\w+`? with )?{_COUNTERS}(?: (?:(?:both|all) )?(?:at|to|as|with|of|equal to|set to|being|initiali[sz]ed to|are|is))? ?{_ZERO}",
        rf"(?i){_COUNTERS} (?:start|starts|begin|begins|are|is|start out|begin at|initially)(?: (?:both|all))?(?: (?:at|as|with|out at|from|set to|initiali[sz]ed to))? {_ZERO}(?: (?:after|in|by|on|for) {_NEW})?",
        rf"(?i){_NEW} zeroes {_COUNTERS}",
        rf"(?i){_COUNTERS} (?:are|is) zeroed (?:by|in) {_NEW}",
    )
)


def said_of_counters(text: str, case: Case) -> Said | None:
    """“`new()` starts both counters at zero”, said of each counter by its name; None where it is not clear which they are."""
    found = next((f for form in _FORMS if (f := form.fullmatch(text.strip().rstrip(".")))), None)
    if found is None:
        return None
    groups = found.groupdict()
    if groups.get("noun") and not re.search(r"[A-Z]", groups["noun"]) and groups["noun"] not in _nouns_of(case):
        return None
    words = (groups["many"] or "").lower().split()
    number = next((_HOW_MANY[w] for w in words if w in _HOW_MANY), 1 if groups["one"].lower() == "counter" else 0)
    for owner, counters, numbers in _types(case):
        mine = counters if not number or len(counters) == number else numbers
        if (
            not mine
            or (number and len(mine) != number)
            or (groups.get("noun") or owner).lower() not in (owner.lower(), *_nouns_of(case))
        ):
            continue
        maker = groups.get("maker") or "new"
        return Said((f"`{owner}::{maker}()` starts with " + " and ".join(f"`{name}` at 0" for name in mine),))
    return None


def _nouns_of(case: Case) -> tuple[str, ...]:
    """The last words of the names of the spec's types: what “a new walker” is."""
    return tuple(re.findall(r"[A-Z][a-z0-9]*", owner)[-1].lower() for owner, _, _ in _types(case))


def _types(case: Case) -> tuple[tuple[str, list[str], list[str]], ...]:
    """The structs of the spec's blocks with the fields that its code counts with, and with all numbers that nobody hands in."""
    return case.once("counters of the spec's types", lambda: tuple(_found(case)))


def _found(case: Case) -> list[tuple[str, list[str], list[str]]]:
    rows = []
    for file in block_files(case):
        text = file.rust.source.data.decode("utf-8", "replace")
        handed = {n for inside in re.findall(r"\bfn \w+(?:<[^>]*>)?\(([^)]*)\)", text) for n in re.findall(r"(\w+): ", inside)}
        for declaration in file.declarations():
            if declaration.item.kind != "struct" or declaration.owner:
                continue
            fields = [
                f for f in fields_of(declaration).all if re.fullmatch(r"(?:[ui](?:8|16|32|64|128|size)|Atomic[UI]\w+)", f.type)
            ]
            numbers = [f.name for f in fields if f.name not in handed]
            up = r"(?:\+= |\.fetch_add\(|= self\.{0}(?:\.\w+_add\(| \+ ))"
            counters = [n for n in numbers if re.search(rf"\bself\.{n} ?{up.replace('{0}', n)}", text)]
            rows.append((declaration.item.name, counters, numbers))
    return rows


__all__ = ["said_of_counters"]
