"""What a variant is said to carry behind its name: “`Disk` whose source is `Timeout`”, “an `Io` error of kind `StorageFull`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.runs.standard_errors import ERRORS, IO
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.tokens import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.reader import Reader
    from uowgen.claims.valued.shapes import Shape

_NOUN = "error|errors|variant|value|failure"
_OF_KIND = "of kind|with kind|whose kind is|of type|with error kind|and kind"
_WITH = "with|caused by|because of|from|carrying|wrapping|around|over|that wraps|which wraps|that carries"
_IS = "is|equals|=|=="


def said_inside(r: Reader, shape: Shape, name: str, i: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Which value of the one part that is told apart is said, and of how many, and where the words end."""
    yield from counted(r, shape, name, i)
    kinds = shape.variants[name] or ()
    parts = [k for k in kinds if k in shape.inner or ERRORS.get(k) == IO]
    if len(parts) != 1 or not r.low(i):
        return
    fields = dict(zip(shape.fields[name], kinds, strict=True))
    called = "|".join(
        [
            *(f.replace("_", " ") for f, k in fields.items() if k == parts[0] and not f.isdigit()),
            "source",
            "cause",
            "inner error",
            "inner",
        ]
    )
    heads = [j for _, j in r.seq(i, f"{_NOUN}?", _OF_KIND)] if parts[0] in ERRORS else []
    if parts[0] in shape.inner:
        heads += [j for _, j in r.seq(i, f"{_NOUN}?", "whose", called, _IS)]
        heads += [j for _, j in r.seq(i, f"{_NOUN}?", _WITH, f"{called}?")]
    for j in heads:
        if parts[0] in shape.inner:
            inner = shape.inner[parts[0]]
            for (variant, given, _), end in r.variant(inner, j):
                if variant and given is None:
                    yield (list(inner.variants).index(variant), len(inner.variants)), end
        elif (
            j < r.end
            and (m := re.fullmatch(r"(?:(?:std::)?(?:io::)?ErrorKind::)?(\w+)", r.tokens[j].raw))
            and m[1] in shape.io_kinds
        ):
            yield (shape.io_kinds.index(m[1]), len(shape.io_kinds)), j + 1


def counted(r: Reader, shape: Shape, name: str, i: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """“with no passengers”, “with 3 retries”, “without a rider”: the number that the one part of a variant is, by the name of that part."""
    kinds = shape.variants[name] or ()
    if len(kinds) != 1 or kinds[0] not in INTS or shape.fields[name][0].isdigit():
        return
    field = shape.fields[name][0].split("_")[-1]
    for n, j in [
        *((0, j) for _, j in r.one(i, "without|without any|with no|with zero")),
        *((found[0], found[1]) for _, j in r.one(i, "with|at") if (found := r.number(j)) is not None),
    ]:
        if _is_short_for(field, r.low(j)):
            yield (n,), j + 1


def _is_short_for(field: str, word: str) -> bool:
    """Whether a word is what a field is called, or what its name is short for: `rcpts` of “recipients”."""
    if not word or len(field) < 3 or field[0] != word[0]:
        return False
    if root(field) == root(word):
        return True
    if set(field[1:]) & set("aeiouy"):
        return False  # a word of its own
    letters = iter(root(word))
    return all(ch in letters for ch in root(field))


__all__ = ["counted", "said_inside"]
