"""Cases that are told by what is looked for: “nothing matches”, “the parent is alive”, “the pool is locked”, “a timer interrupt”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.clauses.compared import BE, about_of, told_by
from uowgen.claims.bodies.path_words import all_said, looked_up, names_in, said_words, words_in
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.path_records import Choice
from uowgen.regex import when_used
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.bodies.ways_words import Said
    from uowgen.facts.path_records import Path

    Test = Callable[[Path], "bool | None"]

_LOCKED = when_used(
    rf"^(?P<np>[\w§' -]+?) {BE} (?P<no>not )?(?:already |currently )?(?:locked|busy|held|contended|in use elsewhere|taken by \w+)$"
)
_NO_MATCH = when_used(
    r"^(?:nothing|none|no (?P<np>[\w-]+)) (?:matches|matched|is found|was found|fits|is matching|has (?:that|this|such) \w+)$|^no match(?:ing (?P<np2>[\w-]+))?(?: (?:is found|is there|exists|was found))?$|^there is no match$"
)


def locked(text: str, said: Said, function: Function) -> Test | None:
    found = _LOCKED.match(text)
    if found is None:
        return None
    names = [said.code(n) for n in re.findall(r"§(\d+)", found["np"])]
    things = said_words(re.sub(r"§\d+", " ", found["np"]))
    mine: set[str] = set()
    for path in function.paths:
        for n, event in enumerate(path.events):
            tried = looked_up(event, path.events[:n]) if isinstance(event, Choice) else None
            what = (
                tried[0]
                if tried is not None
                else event.text
                if isinstance(event, Choice) and event.pattern.startswith("Ok")
                else ""
            )
            lock = re.match(r"^(?P<of>.+?)\.try_(?:lock|read|write|borrow|borrow_mut)\(\)", what)
            bound = next((d.name for d in path.deeds if d.sort == "let" and d.given and what and d.given[0].startswith(what)), "")
            if (
                lock is not None
                and all_said(things, words_in(f"{lock['of']} {bound}", path.events[:n]))
                and all(x in lock["of"] for x in names)
            ):
                mine.add(what)
    if len(mine) != 1:
        return None
    text_of = next(iter(mine))
    wants = bool(found["no"])

    def test(path: Path) -> bool | None:
        told: list[bool] = []
        for n, event in enumerate(path.events):
            if isinstance(event, Choice):
                looked = looked_up(event, path.events[:n])
                there = looked[1] if looked is not None and looked[0] == text_of else None
                if there is None and event.text == text_of and event.pattern.startswith("Ok"):
                    there = event.truth
                told += [there is wants] if there is not None else []
        return all(told) if told else None

    return test


def no_match(text: str, _said: Said, function: Function) -> Test | None:
    """“nothing matches”: no turn of the one loop that gives back what it finds has found it; or the one search gave nothing."""
    if _NO_MATCH.match(text) is None:
        return None
    file = function.declared.file
    loops = [n for n in walk(function.declared.item.node) if n.type in ("for_expression", "while_expression", "loop_expression")]
    giving = [n for n in loops if any(i.type == "return_expression" for i in walk(n))]
    outer = [n for n in giving if not any(o is not n and o.start_byte <= n.start_byte and n.end_byte <= o.end_byte for o in giving)]
    searches = {c.text for p in function.paths for c in p.choices if re.search(r"\.(?:find|position|find_map|rposition)\(", c.text)}
    if len(outer) == 1 and not searches:
        first, last = (file.rust.source.line_of(b) for b in (outer[0].start_byte, outer[0].end_byte))
        return lambda path: path.end == "panic" or not first <= path.line <= last
    if len(searches) != 1 or outer:
        return None
    one = next(iter(searches))

    def test(path: Path) -> bool | None:
        told = [looked[1] for n, e in enumerate(path.events) if isinstance(e, Choice) and (looked := looked_up(e, path.events[:n])) is not None and looked[0] == one]  # fmt: skip
        return not any(told) if told else None

    return test


_THERE = when_used(
    rf"^(?:(?:there (?:is|was) (?P<none>no |a |an )?)(?P<np0>[\w§' -]+)|(?P<np>[\w§' -]+?) (?:{BE} (?P<no>not |no longer )?(?:still |already |currently )?(?:alive|there|present|around|available|set|known|registered|stored|attached|found|live)|(?P<ex>exists|does not exist)))$|^(?:unknown|missing|nonexistent|non-existent|absent|unregistered) (?P<gone>[\w§ -]+)$"
)


def there(text: str, said: Said, function: Function) -> Test | None:
    """What is looked up is there, or is not."""
    found = _THERE.match(text)
    if found is None:
        return None
    np = found["np0"] or found["np"] or found["gone"]
    wants = not (found["none"] == "no " or found["no"] or found["ex"] == "does not exist" or found["gone"])
    names = [said.code(n).removesuffix("()") for n in re.findall(r"§(\d+)", np)]
    things = said_words(re.sub(r"§\d+", " ", np))
    if not things and not names:
        return None
    mine: set[str] = set()
    direct: set[str] = set()  # where the words stand themselves, and not only in what is meant by a name
    for path in function.paths:
        for n, event in enumerate(path.events):
            if not isinstance(event, Choice) or (looked := looked_up(event, path.events[:n])) is None:
                continue
            plain = words_in(f"{looked[0]} {event.pattern}")
            if things and all_said(things, plain) and not names:
                direct.add(looked[0])
            words = words_in(f"{looked[0]} {event.pattern}", path.events[:n])
            if all_said(things, words) and all(x in names_in(looked[0], path.events[:n]) for x in names):
                mine.add(looked[0])
    mine = direct if found["gone"] else direct or mine
    if len(mine) != 1:
        return None
    one = next(iter(mine))

    def test(path: Path) -> bool | None:
        told = [looked[1] for n, e in enumerate(path.events) if isinstance(e, Choice) and (looked := looked_up(e, path.events[:n])) is not None and looked[0] == one]  # fmt: skip
        return None if not told or len(set(told)) > 1 else told[0] is wants

    return test


_EVENTS = frozenset(
    form(w)
    for w in [
        "interrupt",
        "exception",
        "event",
        "trap",
        "fault",
        "message",
        "request",
        "command",
        "key",
        "irq",
        "signal",
        "call",
        "packet",
        "case",
        "arm",
        "variant",
    ]
)


def on_variant(text: str, said: Said, function: Function) -> Test | None:
    """“a timer interrupt”: the one arm whose variant is called so."""
    things = said_words(text)
    if "§" in text or not 0 < len(things) <= 3:
        return None
    mine: dict[tuple[str, str], frozenset[str]] = {}
    for path in function.paths:
        for n, event in enumerate(path.events):
            if not isinstance(event, Choice):
                continue
            heads = [h.strip().split("(")[0].split("{")[0] for h in event.pattern.split("|")]
            if not all("::" in h for h in heads):
                continue
            own = [frozenset(parts(h.rpartition("::")[2])) for h in heads]
            around = words_in(f"{event.text} {heads[0].rpartition('::')[0]}", path.events[:n]) | about_of(function) | _EVENTS
            if any(o <= set(things) | _EVENTS and o & set(things) and set(things) <= o | around for o in own) and len(heads) == 1:
                mine[(event.text, event.pattern)] = own[0]
    if len(mine) != 1:
        return None
    of, pattern = next(iter(mine))
    if any(c.text == of and c.pattern.endswith(" if") for p in function.paths for c in p.choices):
        return None  # an arm with a guard may be taken in its place
    return lambda path: told_by(path, lambda c: (c.pattern == pattern and c.truth) if c.pattern and c.text == of else None)
