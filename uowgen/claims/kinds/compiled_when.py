"""Claim: items are compiled only under a feature or another `cfg` condition, or under none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.built_when import attributes_around, parts_of
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.frame import Reading
from uowgen.claims.subject import find

if TYPE_CHECKING:
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """The predicate stands, alone or as a part of `all(…)`, before the item or what encloses it in its file."""
    if reading.get("option") or reading.get("state") == "free":
        from uowgen.claims.declarations import built_when

        return built_when.decide(reading, case)
    if reading.get("feature").startswith("#["):
        reading = Reading(reading.frame, {**reading.slots, "feature": "", "attribute": reading.get("feature")})
    feature = reading.get("feature").strip('"').removeprefix("feature").lstrip(" =").strip('"')
    given = "".join(reading.get("attribute").removeprefix("#").strip("[]! ").split())
    wanted = (
        f'feature="{feature}"' if feature else given.removeprefix("cfg(").removesuffix(")") if given.startswith("cfg(") else given
    )
    if not wanted or not _is_predicate(wanted):
        return undecided("not-understood", f"`{reading.get('attribute')}` is no condition of a build")
    if reading.get("state") == "not":
        wanted = f"not({wanted})"
    for name in reading.list("names"):
        subject = find(case, name, tests=True)
        if not subject.found:
            return subject.none(f"no `{bare_name(name)}`")
        for declaration in subject.found:
            predicates = [part for text in attributes_around(declaration) for part in parts_of(text)]
            if wanted in predicates:
                continue
            if len(subject.found) > 1 and any(
                wanted in [p for t in attributes_around(d) for p in parts_of(t)] for d in subject.found
            ):
                return undecided(
                    "subject-ambiguous", f"there are several `{bare_name(name)}`, built under other conditions", declaration
                )
            if f"not({wanted})" in predicates or wanted == f"not({predicates[0] if predicates else ''})":
                return fails("attribute-not-found", f"`{bare_name(name)}` is built only where that is not so", declaration)
            if declaration.condition != "always" or declaration.item.in_macro or predicates:
                return undecided("conditional", f"under what `{bare_name(name)}` is built is not just `{wanted}`", declaration)
            return fails("attribute-not-found", f"`{bare_name(name)}` is built whatever `{wanted}` is", declaration)
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("names"))
    found = [d for name in reading.list("names") for d in find(case, name, tests=True).found]
    return holds(f"{listed}: built only under `{wanted}`", *found)


def _is_predicate(text: str) -> bool:
    """Whether `text` can stand in `cfg(…)`: an option, `name="value"`, `all(…)`, `any(…)`, `not(…)`."""
    head, equals, value = text.partition("=")
    if equals and "(" not in head:
        return head.isidentifier() and value.startswith('"')
    return text in _OPTIONS or text.startswith(("all(", "any(", "not("))


_OPTIONS = frozenset({"debug_assertions", "test", "unix", "windows", "doc", "miri", "loom"})


_SET = "is|are|set|enabled|on|active|feature|cfg|flag|option|builds|targets|target"
_BUILT = "compiled|available|built|present|included|defined|exists|exist|active|enabled"

_GATED = "gated|feature-gated|cfg-gated|guarded|hidden"

KIND = Kind(
    "compiled_when",
    "items are compiled only under a condition",
    (
        f"<names> <noun>? @be* only* {_BUILT} in? only? with|under|when|if|behind|for <feature:code> feature is|are? enabled|on|active|set?",
        f"<names> <noun>? @be* only* {_BUILT} in? only? without <feature:code> feature ; state=not",
        f"<names> <noun>? @be* only* {_BUILT} only? when|if <feature:code> feature is|are disabled|off|inactive ; state=not",
        f"<names> <noun>? @be* only* {_BUILT} only? with|under|when|if|behind <attribute:attr>",
        "<names> <noun>? @be* only* exists|exist only? with|under|when|if|behind|for <feature:code> feature is|are? enabled|on|active|set?",
        "<names> <noun>? @be* only* exists|exist only? without <feature:code> feature ; state=not",
        f"<names> <noun>? @be* only* {_BUILT} only? with|under|when|if|behind|for <attribute:cfgcode> is|are? enabled|on|active|set?",
        "<names> <noun>? @be* only* exists|exist only? with|under|when|if|behind|for <attribute:cfgcode> is|are? enabled|on|active|set?",
        "<names> <noun>? @be* behind|under <attribute:cfgcode> only?",
        "<names> <noun>? @be* gated|feature-gated|guarded|hidden behind|by|on|with <feature:code> feature",
        "<names> <noun>? @be* gated|feature-gated|guarded|hidden behind|by|on|with <attribute:attr>",
        "<names> <noun>? @be* feature-gated behind|by|on|with <feature:code>",
        "gate <names> <noun>? behind|on|by|with <feature:code> feature",
        "gate <names> <noun>? behind|on|by|with <attribute:attr>",
        "<names> <noun>? @be* behind <feature:code> feature|flag|gate*",
        "<names> <noun>? is|are <option:optionword> only",
        "<names> <noun>? is|are <option:onlyoption>",
        f"<names> <noun>? @be* only {_BUILT}|there with|under|when|if|behind|for|on|in <option:optionword> {_SET}*",
        f"<names> <noun>? @be* {_BUILT}|there only with|under|when|if|behind|for|on|in <option:optionword> {_SET}*",
        f"<names> <noun>? @be* only {_BUILT} without <option:optionword> {_SET}* ; state=not",
        f"<names> <noun>? @be* {_BUILT} only without <option:optionword> {_SET}* ; state=not",
        f"<names> <noun>? @be* @not behind|under any|cfg* <option:optioncode> {_SET}* ; state=free",
        f"<names> <noun>? @be* @not {_GATED} behind|by|on|with|under any|cfg* <option:optioncode> {_SET}* ; state=free",
        "<names> <noun>? @be* @not behind|under any? feature|cfg|#[cfg] flag|gate|attribute* ; state=free",
        "<names> <noun>? @be* @not gated|feature-gated|cfg-gated ; state=free",
        f"<names> <noun>? @be* @not {_GATED} behind|by|on|with|under any? feature|features|cfg flag|gate|attribute* ; state=free",
        "<names> <noun>? @be* always|unconditionally compiled|built ; state=free",
        "<names> <noun>? @be* compiled|built always|unconditionally ; state=free",
        f"<names> <noun>? @be* {_BUILT} in|for|with all|every|any builds|build|configurations|configuration ; state=free",
    ),
    (
        '`map_range` is gated behind `#[cfg(feature = "acpi")]`',
        "`seed` is only available with the `entropy` feature",
        "`log_all` is compiled only without the `quiet` feature",
        "`PANEL` is baremetal only",
        "`seed` is not behind the `entropy` feature",
    ),
    decide,
    ("names",),
    asks_all=True,
)
