"""That what a sentence speaks of is done nowhere yet: the name by which the spec's own code does it stands nowhere in the tree, and nothing in
the tree may do it under another name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, stands_somewhere
from uowgen.claims.bodies.path_words import all_said, said_words
from uowgen.claims.bodies.ways import functions_at_hand, in_same_crates, spoken_of
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.bodies.ways_words import Outcome
    from uowgen.claims.kind import Case

COUNTS = frozenset(form(w) for w in NUMBERS)


def act_missing(verb: str, situation: str, outcome: Outcome, case: Case) -> Finding | None:
    """That the spec's own blocks do it in a function or an arm whose name stands nowhere in the tree: then nothing comes of it yet.

    Where something else in the tree may do so under another name, nothing is said.
    """
    blocks = [b.code for b in case.spec.blocks if b.role in ("code", "after") and b.lang in ("rust", "rs", "")]
    spoken = {n for code in blocks for n in re.findall(r"[A-Za-z_]\w*", code)}
    mine = sorted(n for n in spoken if parts(n)[:1] == (verb,) and (len(parts(n)) > 1 or n in spoken_of(case)))
    at_hand = [n for n in functions_at_hand(case) if verb in parts(n)]
    nouns = said_words(re.sub(r"§\d+", " ", situation))
    if not mine or at_hand or not (nouns or "§" in situation) or any(stands_somewhere(case, n) for n in mine):
        return None
    if any(_may_come_to(d.text, nouns, outcome) for row in functions_at_hand(case).values() for d in row):
        return None
    return fails(
        "item-not-found", f"nothing in the tree is called {' or '.join(f'`{n}`' for n in mine)}, which the spec is to bring"
    )


def _may_come_to(text: str, nouns: tuple[str, ...], outcome: Outcome) -> bool:
    """Whether a function that has to do with one of the nouns may end so: it has the name of what is given, or that cannot be told by a name."""
    names = set(re.findall(r"[A-Za-z_]\w*", text))
    about = any(all_said((n,), frozenset(p for name in names for p in parts(name))) for n in nouns)
    last = re.findall(r"[A-Za-z_]\w*", outcome.value)[-1:] if outcome.sort == "value" else []
    return about and (not last or last[0][:1].islower() or last[0] in ("None", "Some", "Ok", "Err") or last[0] in names)


def is_missing(name: str, case: Case) -> bool:
    """Whether nothing is called so, or only methods of types in other crates that the spec never speaks of."""
    if not stands_somewhere(case, name):
        return True
    crates = {f"/{p}".rpartition("/src/")[0] for p in files_of(case)}
    found = [d for d in case.code.declared_anywhere(name) if counts(d)]
    said = case.document.slice(case.spec.span)
    others = [d for d in found if d.owner and d.owner.rpartition(" for ")[2].partition("<")[0] not in said]
    apart = all(f"/{d.file.path}".rpartition("/src/")[0] not in crates for d in found)
    here = [p for p in case.code.paths_with_word(name) if f"/{p}".rpartition("/src/")[0] in crates]
    named = any(
        re.search(rf"\b{name}\b", s.data.decode("utf-8", "replace")) for p in here if (s := case.code.tree.read(p)) is not None
    )
    return bool(found) and len(others) == len(found) and apart and not named


def may_be_done(phrase: Phrase, of: str, case: Case) -> bool:
    """Whether a function that may be meant does something of that sort under another name.

    The function that the sentence names is not to have to do with the thing at all; another one calls nothing and sets nothing that has its noun,
    but to ask for it, or to do the opposite.
    """
    rows = functions_at_hand(case)
    name = of.rpartition("::")[2]
    mine = rows.get(name) or in_same_crates(case, "", name) if name else [d for row in rows.values() for d in row]
    nouns = [w for w in phrase.words if w not in COUNTS][-1:]
    for one in mine:
        text = one.text.partition("{")[2]
        names = re.findall(r"[A-Za-z_]\w*", text)
        if not name:
            names = re.findall(
                r"\b([a-z_]\w*)(?:::<[^()]*>)?\(|(?<!let )(?<!mut )\b([A-Za-z_][\w.]*)(?:\[[^\]]*\])?(?:\.\w+)* = ", text
            )
            names = [n for pair in names for n in pair if n and not _is_of_another_sort(parts(n)[:1], phrase.verb)]
        have = frozenset(p for n in names for p in parts(n))
        if any(all_said((w,), have) for w in nouns) or phrase.verb in have:
            return True
    return not mine


def _is_of_another_sort(first: tuple[str, ...], verb: str) -> bool:
    """Whether a name that begins so only asks, or does the opposite: `register` for “unregister”."""
    return bool(first) and (first[0] in _ASKS or verb in (f"un{first[0]}", f"de{first[0]}", f"dis{first[0]}"))


_ASKS = frozenset(form(w) for w in "get find lookup read is has len contains iter with as check".split())  # noqa: SIM905
