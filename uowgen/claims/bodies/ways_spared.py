"""How a way through a function ends, and what is left alone on it: “… and maps nothing”, “… and stays in the table”, “… before the map is asked”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.path_words import all_said, names_in, said_words, words_in
from uowgen.claims.bodies.ways_ends import ends_so
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.path_records import Choice
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.bodies.ways_words import Outcome
    from uowgen.facts.path_records import Path


def is_spared(effect: str, mine: list[Path], function: Function) -> bool | None:
    """Whether on each of the ways what `effect` speaks of is left alone; None where that is not known."""
    if not effect:
        return True
    if effect.startswith("asks "):
        return _asks_nothing(effect.removeprefix("asks ").strip(), mine, function)
    return _keeps(effect, mine)


def ends_in(path: Path, outcome: Outcome, message: str) -> bool | None:
    """Whether a way ends so, with that message where one is said."""
    so = ends_so(path, outcome)
    if not so or not message:
        return so
    return message in path.value if '"' in path.value else None


def _asks_nothing(who: str, mine: list[Path], function: Function) -> bool | None:
    """Whether nothing is done with what `who` names on the ways `mine`, though it is on others."""
    wanted = said_words(who)
    types = {p.name: set(parts(n)) for p in parameters_of(function.declared) for n in re.findall(r"[A-Z]\w*", p.type)}

    def asked(path: Path) -> bool:
        for n, event in enumerate(path.events):
            text = event.text if isinstance(event, Choice) else event.receiver if event.sort == "call" else ""
            names = names_in(text.partition("(")[0], path.events[:n])
            words = {w for name in names for w in (*parts(name), *types.get(name, ()))}
            if text and wanted and set(wanted) <= words:
                return True
        return False

    if not wanted or "§" in who or not any(asked(p) for p in function.paths):
        return None
    return not any(asked(p) for p in mine)


_TAKING_OUT = frozenset(
    {"remove", "take", "pop", "clear", "drain", "retain", "delete", "pop_front", "pop_back", "swap_remove", "remove_entry"}
)


def _keeps(effect: str, paths: list[Path]) -> bool | None:
    """Whether on each of the ways nothing is done that the effect denies; None where that is not known."""
    stays = re.match(r"^(?:stays|remains) (?:in|on) (?P<of>[\w ]+)$", effect)
    if stays is not None:
        wanted = said_words(stays["of"])
        taken = [
            d
            for p in paths
            for d in p.deeds
            if d.sort == "call" and d.name in _TAKING_OUT and all_said(wanted, words_in(d.receiver, p.events[: p.events.index(d)]))
        ]
        return not taken and None if not wanted else not taken
    nothing = re.match(r"^(?P<verb>[a-z]+) nothing(?: else)?$", effect)
    if nothing is not None:
        verb = form(nothing["verb"])
        done = [d for p in paths for d in p.deeds if d.sort in ("call", "assign") and verb in parts(d.name) and not d.later]
        if any(d.name == verb and d.given and d.given[0].startswith("|") for d in done):
            return None
        return not done
    return None
