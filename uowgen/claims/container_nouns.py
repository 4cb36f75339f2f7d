"""What people call a container of their own and what is in it: “the track”, “samples” of a `Track` with `push(&mut self, sample: u16)`; so of pools.

Frames know the usual words for containers and elements. Where a sentence is not read, the words of the spec's own type are put in their place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.pools import pool_of
from uowgen.claims.containers.queues import POPS, PUSHES
from uowgen.claims.kind import Finding
from uowgen.claims.subject import find_type
from uowgen.facts.members import methods_of
from uowgen.facts.signature import parameters_of, receiver_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.facts.code import Declaration

_SHORTEST = 3  # letters of a word that can be a noun
_OTHERWISE = frozenset({"len", "size", "new", "full", "empty", "count", "number", "capacity", "oldest", "newest", "index"})


def in_usual_words(words: tuple[Word, ...], case: Case) -> tuple[Word, ...]:
    """`words` with “element” and “queue” for the nouns of the one container that the spec's blocks declare; as they are if there is none."""
    nouns = case.once("container nouns", lambda: _nouns(case))
    return tuple(w if w.code or w.text not in nouns else w._replace(text=nouns[w.text], raw=nouns[w.text]) for w in words)


def _nouns(case: Case) -> dict[str, str]:
    names = dict.fromkeys(
        d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct" and not d.owner
    )
    found = [row for name in names for d in find_type(case, name).found[:1] for row in [_of(case, name, d)] if row]
    return found[0] if len(found) == 1 else _of_pool(case) if not found else {}


def _of_pool(case: Case) -> dict[str, str]:
    """“lane” of a pool with `alloc(&mut self) -> Option<Lane>`: what is given out is called by its type."""
    pool = pool_of(case)
    if isinstance(pool, Finding):
        return {}
    given = re.fullmatch(r"(?:(?:Option|Result)<)?(\w+)(?:,.*)?>?", "".join(pool.container.methods[pool.take][0].returns.split()))
    humps = _humps(given[1]) if given is not None and given[1][:1].isupper() else []
    nouns: dict[str, str] = {}
    for part in (humps[-1], "".join(humps)) if humps else ():
        nouns |= {part: "id", f"{part}s": "ids"}
    return {noun: usual for noun, usual in nouns.items() if len(noun) >= _SHORTEST and noun not in _OTHERWISE}


def _of(case: Case, name: str, declaration: Declaration) -> dict[str, str]:
    methods = [d for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn" and receiver_of(d)]
    own = {d.item.name for d in methods}
    putting = [d for d in methods if d.item.name in PUSHES and len(parameters_of(d)) == 1]
    if not own & set(POPS) or len(putting) != 1:
        return {}
    given = parameters_of(putting[0])[0]
    humps = _humps(name)
    nouns = dict.fromkeys((humps[-1], "".join(humps)), "queue")
    kind = given.type.strip("&")
    parts = [
        given.name.strip("_").rpartition("_")[2],
        *(_humps(kind)[-1:] if kind.isidentifier() and kind[:1].isupper() and len(kind) > 1 else ()),
    ]
    for part in parts:
        nouns |= {part: "element", f"{part}s": "elements"}
    return {noun: usual for noun, usual in nouns.items() if len(noun) >= _SHORTEST and noun not in _OTHERWISE}


def _humps(name: str) -> list[str]:
    """`RxRing` as `rx`, `ring`."""
    text = "".join(f" {c.lower()}" if c.isupper() else c for c in name.replace("_", " "))
    return text.split()
