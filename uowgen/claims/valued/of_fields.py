"""Sentences on what a message has of what its variant carries: “`Display` of `Full` names the room”, “the message of `Io` omits the cause”.

To see it, a value is made in which each part is something that stands nowhere else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.runs.standard_errors import ERRORS, value_of
from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.shapes import INTS, TEXTS
from uowgen.claims.valued.tokens import humps, root
from uowgen.claims.valued.written import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.shapes import Shape
    from uowgen.claims.valued.table import Function

    Parts = Callable[[str], "frozenset[int] | None"]

_HOLDS = (
    "includes|include|contains|contain|shows|show|prints|print|mentions|mention|names|name|gives|give|has|carries|displays|display|reports|report|"
    "tells|tell|states|state|repeats|repeat|spells out|puts in|appends|append|quotes|quote"
)
_LACKS = "omits|omit|leaves out|leave out|hides|hide|drops|drop|does not say"
_SHOWN = (
    "shows up|show up|appears|appear|is included|are included|is mentioned|are mentioned|is printed|are printed|is shown|are shown|is part|are part|"
    "stands|stand|is contained|are contained|is named|are named|is|are"
)
_MESSAGE = "message|text|output|string|display|line|description"
_FORMS_AS = "formats as|format as|prints as|print as|displays as|is printed as|is formatted as|is shown as|is displayed as|renders as|is rendered as"
_ONLY = "only|just|nothing but|merely"
_ANY = "payload|data|value|inner value|argument|what it carries"
_CAUSE = "inner error|wrapped error|underlying error|original error|cause|source|source error"
# What fields are short for.
_SHORT = {
    "op": "operation", "len": "length", "cap": "capacity", "addr": "address", "idx": "index", "pos": "position", "num": "number", "max": "maximum",
    "min": "minimum", "ver": "version", "seq": "sequence", "msg": "message", "dev": "device", "off": "offset", "cnt": "count", "src": "source",
    "dst": "destination", "id": "identifier", "ms": "milliseconds", "secs": "seconds", "n": "number", "attr": "attribute", "reg": "register",
}  # fmt: skip


_BEFORE = ("its", "their", "both", "missing", "given", "offending", "actual", "'", "s", "of")


class Made(NamedTuple):
    """A value with parts that can be told apart: its expression, and for each part the ways in which it may be shown."""

    expression: str
    marks: tuple[tuple[str, ...], ...]


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on what a message has in it."""
    shown = next((f for f in r.table.functions if f.name == "Display"), None)
    if shown is None or r.shape.newtype:
        return
    for s, said in _read(r):
        if all(parts(n) for n in s.variants for parts, _ in said):
            rows = [(n, one) for n in sorted(s.variants) for one in _made(r, n)]
            yield Claim(
                tuple(_asked(r, shown, one, parts(n) or frozenset(), how) for n, one in rows for parts, how in said), s.sure
            )
    for s, text in _only_texts(r):
        rows = [(n, one) for n in sorted(s.variants) for one in _made(r, n)]
        yield Claim(tuple(_just(r, shown, one, text) for _, one in rows), s.sure)


def _read(r: Phrases) -> Iterator[tuple[Some, tuple[tuple[Parts, str], ...]]]:
    some = lambda i: r.some(r.shape, i)  # noqa: E731
    parts = _parts(r)
    message = f"{_MESSAGE}|messages"
    for head in (_of(r, some), some):
        for s, p in r.full(head, _HOLDS, parts):
            yield s, ((p, "has"),)
        for s, denied, p in r.full(head, "does|do|is|are?", r.denial, _HOLDS, parts):
            if denied:
                yield s, ((p, "lacks"),)
        for s, p in r.full(head, _LACKS, parts):
            yield s, ((p, "lacks"),)
        for s, p in [*r.full(head, _HOLDS, _ONLY, parts), *r.full(head, _ONLY, _HOLDS, parts), *r.full(head, "is", _ONLY, parts)]:
            yield s, ((p, "only"),)
        alone = [*r.full(head, _FORMS_AS, _ONLY, parts), *r.full(head, _FORMS_AS, parts, "alone|only|by itself?")]
        for s, p in alone:
            yield s, ((p, "alone"),)
        for s, p, tail in r.full(head, _HOLDS, parts, lambda i: _behind(r, i)):
            yield s, ((p, tail),)
        for s, p, q in r.full(
            head, _HOLDS, parts, "and nothing of|but nothing of|, nothing of|but not|, not|and not|without", parts
        ):
            yield s, ((p, "has"), (q, "lacks"))
    for p, s in r.full(parts, _SHOWN, "in|of", message, "of|for|from", some):
        yield s, ((p, "has"),)
    for p, denied, s in r.full(
        parts,
        "does|do|is|are?",
        r.denial,
        "show up|appear|included|mentioned|printed|shown|part|contained|stand",
        "in|of",
        message,
        "of|for|from",
        some,
    ):
        if denied:
            yield s, ((p, "lacks"),)


def _behind(r: Phrases, i: int) -> Iterator[tuple[str, int]]:
    """“after a colon”, “at the end”."""
    for _, j in r.one(i, "after colon|behind colon|separated by colon"):
        yield "colon", j
    for _, j in r.one(i, "at end|at its end|last|behind it"):
        yield "end", j


def _only_texts(r: Phrases) -> Iterator[tuple[Some, str]]:
    def quoted(i: int) -> Iterator[tuple[str, int]]:
        t = r.tokens[i] if i < r.end else None
        if t is not None and t.sort in ("text", "code") and i + 1 == r.end and not re.search(r"[(){}<>]", t.raw):
            yield t.raw.strip('"'), i + 1

    some = lambda i: r.some(r.shape, i)  # noqa: E731
    for head in (_of(r, some), some):
        yield from r.full(head, _HOLDS, _ONLY, quoted)
        yield from r.full(head, _ONLY, _HOLDS, quoted)


def _of(r: Phrases, some: Callable[[int], object]) -> Callable[[int], Iterator[tuple[Some, int]]]:
    """“`Display` of `Full`”, “the message for `Full`”, “`Full`'s message”."""

    def read(i: int) -> Iterator[tuple[Some, int]]:
        for (s,), j in r.seq(i, "formatting|printing|displaying", some):  # type: ignore[arg-type]
            yield s, j
        for head in (r.named_code("Display"), f"{_MESSAGE}|display output|display text|display message|formatting|printing"):
            for (s,), j in r.seq(i, head, "impl|output|text|form?", "of|for|on|from?", some):  # type: ignore[arg-type]
                yield s, j
        for (s,), j in r.seq(i, some, "'|s*", _MESSAGE):  # type: ignore[arg-type]
            yield s, j

    return read


def _parts(r: Phrases) -> Callable[[int], Iterator[tuple[Parts, int]]]:
    """What is carried, by its names: which parts of a variant are meant; None where a word names none of them."""

    def read(i: int) -> Iterator[tuple[Parts, int]]:
        for first, j in one(i):
            yield first, j
            k = j
            while r.low(k) in (",", "and", "both", "as", "well"):
                k += 1
            if k > j:
                for rest, end in read(k):
                    yield (lambda n, a=first, b=rest: _joined(a(n), b(n))), end  # type: ignore[misc]

    def one(i: int) -> Iterator[tuple[Parts, int]]:
        start = i
        while r.low(start) in _BEFORE or r.low(start).endswith("'s"):
            start += 1
        for _, j in r.one(start, _ANY):
            yield (lambda n: frozenset({0}) if len(r.shape.variants[n] or ()) == 1 else _error(r.shape, n)), j
        for _, j in r.one(start, _CAUSE):
            yield (lambda n: _error(r.shape, n)), j
        for count in (1, 2, 3):
            if start + count > r.end:
                return
            raw = [r.tokens[start + c].raw.strip("`") for c in range(count)]
            words = tuple(w for text in raw for w in re.split(r"[_\s-]", text.lower().removesuffix("'s")) if w)
            meant = {n: _named(r, n, words) for n in r.shape.variants}
            if any(meant.values()):
                yield (lambda n, m=meant: m[n]), start + count  # type: ignore[misc]

    return read


def _joined(a: frozenset[int] | None, b: frozenset[int] | None) -> frozenset[int] | None:
    return None if a is None or b is None else a | b


def _error(shape: Shape, name: str) -> frozenset[int] | None:
    """The one part of a variant that is a type of the tree, or one of elsewhere: the error inside."""
    inner = [n for n, k in enumerate(shape.variants[name] or ()) if k in shape.inner or k in ERRORS or k in shape.elsewhere]
    return frozenset(inner) if len(inner) == 1 else None


def _named(r: Phrases, name: str, words: tuple[str, ...]) -> frozenset[int] | None:
    """The part of a variant that these words name: by its field, by what patterns call it, by the words of its type."""
    shape = r.shape
    kinds = shape.variants[name] or ()
    fields = shape.fields.get(name, ()) if kinds else ()
    said = tuple(root(w) for w in words)
    shorter = (
        said[:-1]
        if said[-1:] and said[-1] in {root(w) for w in ("number", "value", "text", "error", "string", "byte", "code")}
        else said
    )
    for n, (kind, field) in enumerate(zip(kinds, fields, strict=True)):
        called = [tuple(root(w) for w in field.split("_")), tuple(root(h) for h in humps(kind))]
        called += [(root(w),) for w in _bound(r, name, n, len(kinds))]
        if said in called or shorter in called or (len(words) == 1 and _SHORT.get(field) == words[0]):
            return frozenset({n})
    return None


def _bound(r: Phrases, name: str, n: int, count: int) -> set[str]:
    """What patterns of the file call the part of a variant that has no name."""

    def read() -> list[set[str]]:
        text = r.shape.declaration.file.rust.source.data.decode("utf-8", "replace")
        found: list[set[str]] = [set() for _ in range(count)]
        for inner in re.findall(rf"\b{name}\(([\w, ]+)\)", text):
            parts = [p.strip() for p in inner.split(",")]
            for k, p in enumerate(parts if len(parts) == count else ()):
                if re.fullmatch(r"[a-z]\w{2,}", p):
                    found[k].add(p)
        return found

    return r.table.case.once(f"names in {r.shape.name}::{name}", read)[n]


def _made(r: Phrases, name: str) -> list[Made]:
    """Two values of a variant, of which all parts differ."""
    kinds = r.shape.variants[name]
    if kinds is None:
        return []
    found = []
    for turn in range(2 if kinds else 1):
        parts: list[str] = []
        marks: list[tuple[str, ...]] = []
        for n, kind in enumerate(kinds):
            if kind in INTS:
                value = (
                    57 + 23 * n + 11 * turn
                    if INTS[kind] == 8
                    else 40_961 + 4_099 * n + 1_237 * turn
                    if INTS[kind] > 16
                    else 23_761 + 1_409 * n + 137 * turn
                )
                parts.append(f"{value}{kind}")
                marks.append((str(value), f"{value:x}", f"{value:X}"))
            elif kind in TEXTS:
                text = f"qy{'vwz'[n % 3]}{turn}k"
                parts.append(TEXTS[kind].format(f'"{text}"'))
                marks.append((text,))
            elif kind in r.shape.inner:
                one = r.shape.inner[kind]
                names = [v for v, k in one.variants.items() if not k]
                if len(names) <= turn:
                    return []
                parts.append(made(one, names[turn], []))
                told_ = r.table.expression(f'format!("{{}}", {parts[-1]})', own=False).value
                marks.append(tuple(t for t in (names[turn], told_) if isinstance(t, str) and t))
            elif kind in r.shape.elsewhere:
                values = r.shape.elsewhere[kind].values
                if len(values) <= turn:
                    return []
                parts.append(list(values.values())[turn][0])
                told_ = r.table.expression(f'format!("{{}}", {parts[-1]})', own=False).value
                marks.append(tuple(t for t in (list(values)[turn], told_) if isinstance(t, str) and t))
            elif kind in ERRORS:
                parts.append(value_of(kind, f"{571 + 31 * n + turn}", r.shape.io_kinds))
                told_ = r.table.expression(f'format!("{{}}", {parts[-1]})', own=False).value
                marks.append((told_,) if isinstance(told_, str) else ())
            else:
                return []
        found.append(Made(made(r.shape, name, parts), tuple(marks)))
    return found


def _stands(marks: tuple[str, ...], text: str) -> bool:
    return any(re.search(rf"(?<![0-9a-zA-Z])(?:0x0*)?{re.escape(m)}(?![0-9a-zA-Z])", text) for m in marks)


def _asked(r: Phrases, shown: Function, one: Made, parts: frozenset[int], how: str) -> Trial:
    call = f'format!("{{}}", {one.expression})'

    def right(own: bool) -> bool | None:
        text = _text(r, call, own=own)
        if text is None:
            return None
        inside = [_stands(one.marks[n], text) for n in sorted(parts)]
        if how == "has":
            return all(inside)
        if how == "lacks":
            return not any(inside)
        if how in ("colon", "end", "alone"):
            forms = [m for n in parts for m in one.marks[n]]
            lead = ": " if how == "colon" else ""
            return text in forms if how == "alone" else any(text.endswith(lead + m) for m in forms)
        others = [_stands(m, text) for n, m in enumerate(one.marks) if n not in parts]
        if any(others) or not all(inside):
            return False
        alone = len(parts) == 1 and any(text == m for n in parts for m in one.marks[n])
        return True if alone or others else None

    return Trial(f"`{shown.name}` of `{one.expression}` {told(r.table.expression(call, own=False))}", right)


def _just(r: Phrases, shown: Function, one: Made, said: str) -> Trial:
    call = f'format!("{{}}", {one.expression})'

    def right(own: bool) -> bool | None:
        text = _text(r, call, own=own)
        return None if text is None else text == said

    return Trial(f"`{shown.name}` of `{one.expression}` {told(r.table.expression(call, own=False))}", right)


def _text(r: Phrases, call: str, *, own: bool) -> str | None:
    answer = r.table.expression(call, own=own)
    return answer.value if answer.known and not answer.panic and isinstance(answer.value, str) else None


__all__ = ["claims"]
