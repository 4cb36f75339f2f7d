"""The number that a queue keeps beside its elements: how a word for what is counted leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.containers.container import is_integer
from uowgen.claims.containers.queues import leaves_all

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container

_OF_SIZE = frozenset({"len", "size", "capacity", "count", "head", "tail", "available", "remaining", "free"})
# What people call one and the same counter.
_SAME = {
    "miss": "missed",
    "drop": "dropped",
    "drops": "dropped",
    "discards": "discarded",
    "evictions": "evicted",
    "eviction": "evicted",
    "overwrite": "overwritten",
    "loss": "lost",
    "losses": "lost",
    "overruns": "overrun",
    "misses": "missed",
    "overwrites": "overwritten",
}


def counter_of(container: Container, word: str) -> str:
    """The expression for the number that `word` speaks of: of the one method that only looks, else of the one field."""
    from uowgen.claims.acts.words import stem
    from uowgen.facts.members import fields_of

    def means(name: str) -> bool:
        parts = parts_of_name(name)
        return stem(_SAME.get(word, word)) in {stem(_SAME.get(p, p)) for p in parts} and not parts & (_OF_SIZE - {"count"})

    rows = [
        f"it.{n}()"
        for n, (s, _) in container.methods.items()
        if means(n) and not s.parameters and is_integer(s.returns) and leaves_all(container, n)
    ]
    rows = rows or [f"it.{f.name}" for f in fields_of(container.declaration).all if means(f.name) and is_integer(f.type)]
    return rows[0] if len(rows) == 1 else ""
