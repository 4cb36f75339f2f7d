"""Sentences on what events do: “`Up` in `Down` → `Training`”, “must not reset while training”, “a dead link can be retrained”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.claims import Claim, Trial
from uowgen.claims.valued.moves import Moves, moves_of
from uowgen.claims.valued.reader import Some
from uowgen.claims.valued.tokens import humps, root
from uowgen.claims.valued.wanted import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases

ON = "on|in|from|to|into|while|when|if|of|for|during|while in|when in|if in|out of|only in*"
MOVES = (
    "moves|takes|brings|sends|puts|goes|leads|changes|switches|transitions|turns|makes|sets|returns|drops|drives|carries|gets|advances|restores|"
    "move|take|bring|send|put|go|lead|change|switch|transition|turn|make|return|drop|pushes|lands|ends up|falls|lead straight|marks|leaves"
)
_BECOMES = "becomes|goes|moves|turns|enters|changes|transitions|switches|gets|ends up|is|drops|falls|comes|returns|advances|lands"
_OK = "accepted|legal|valid|allowed|possible|permitted|fine|ok|okay|taken|applicable|meaningful"
BAD = "rejected|refused|ignored|illegal|invalid|error|forbidden|disallowed|impossible|denied|unexpected|bad transition"
_IS = "is|are|be|stays|counts as"
_ORDINAL = "first|second|third|another|further|repeated|single|one|next|new|late*"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on states and events."""
    every = moves_of(r.table)
    for of in dict.fromkeys(m.of for m in every):
        mine = [m for m in every if m.of == of]
        first = [m for m in mine if m.function.sort == mine[0].function.sort]
        for m in first:
            yield from _leading(r, m)
            yield from _taken(r, m)
            yield from _left(r, m)


def _events(r: Phrases, m: Moves) -> Any:
    shape = r.table.others[m.of]

    def read(i: int) -> Iterator[tuple[Some, int]]:
        for _, j in r.one(i, _ORDINAL):
            for s, k in r.some(shape, j):
                yield s, k
                for n in (1, 2):
                    if all(r.low(k + at) and root(r.low(k + at)) in _spoken(r) for at in range(n)):
                        yield s, k + n

    return read


def _spoken(r: Phrases) -> set[str]:
    """The roots of the nouns that the comments of the file use, and no name of a state or event has."""

    def read() -> set[str]:
        text = r.shape.declaration.file.rust.source.data.decode("utf-8", "replace")
        said = " ".join(line.partition("//")[2] for line in text.splitlines() if "//" in line)
        nouns = {
            w
            for before, w in zip(said.lower().split(), said.lower().split()[1:], strict=False)
            if before in ("a", "an", "the", "its")
        }
        names = {root(h) for s in (r.shape, *r.table.others.values()) for v in s.variants for h in humps(v)}
        return {root(w.strip(".,;:")) for w in nouns} - names

    return r.table.case.once(f"nouns of {r.shape.declaration.file.path}", read)


def states(r: Phrases) -> Any:
    return lambda i: r.some(r.shape, i)


def target(r: Phrases) -> Any:
    def read(i: int) -> Iterator[tuple[Some, int]]:
        for s, j in r.some(r.shape, i):
            if len(s.variants) == 1:
                yield s, j

    return read


def _leading(r: Phrases, m: Moves) -> Iterator[Claim]:
    ev, st, to = _events(r, m), states(r), target(r)
    into = "to|into|in|straight to|back to|back into|straight back to|back|as|again"
    found: list[tuple[Some | None, Some, Some]] = []
    found += [(s, e, t) for s, e, t in r.full(st, "+|and|,|with|/|×|x", ev, r.arrow, to)]
    found += [(s, e, t) for s, e, t in r.full(st, r.arrow, "(?", ev, ")?", r.arrow, to)]
    found += [(s, e, t) for s, e, t in r.full("(", st, ",", ev, ")", r.arrow, to)]
    found += [(s, e, t) for e, s, t in r.full(ev, f"+|:|,|{ON}", st, r.arrow, to)]
    found += [(None, e, t) for e, t in r.full(ev, r.arrow, to)]
    found += [(s, e, t) for s, t, e in r.full(st, r.arrow, to, "on|by|via|after|when|upon|with|through|:|(", ev, ")?")]
    found += [(s, e, t) for e, s, t in r.full(ev, ",?", ON, st, ",?", MOVES, r.thing, f"{into}*", to)]
    found += [(s, e, t) for e, s, t in r.full(ev, MOVES, st, f"{into}*", to)]
    found += [(None, e, t) for e, t in r.full(ev, MOVES, r.thing, f"{into}*", to)]
    found += [(s, e, t) for e, t, s in r.full(ev, MOVES, r.thing, f"{into}*", to, ON, st)]
    found += [(s, e, t) for s, e, t in r.full("from|in|when|while", st, ",?", ev, MOVES, r.thing, f"{into}*", to)]
    found += [
        (s, e, t)
        for s, t, e in r.full(
            st,
            _BECOMES,
            f"{into}*",
            to,
            "on|after|by|when|upon|through|with|once|if",
            "it is|it gets*",
            ev,
            "arrives|occurs|comes|happens|is received*",
        )
    ]
    found += [(s, e, t) for e, s, t in r.full("on|after|upon", ev, ",?", st, _BECOMES, f"{into}*", to)]
    found += [(s, e, t) for s, e, t in r.full(st, "can|may", ev, into, to)]
    found += [(s, e, t) for s, e, t in r.full(st, "can|may", "be", ev, into, to)]
    found += [(s, e, t) for e, t, s in r.full(ev, verb_of_state(r), st)]
    found += [(None, e, t) for e, t in r.full(ev, verb_of_state(r), r.thing)]
    found += [(s, e, t) for e, s, t in r.full(ev, ",?", ON, st, ",?", verb_of_state(r), r.thing)]
    everywhere = list(
        r.full(
            ev,
            "is",
            f"{_OK}?",
            "in every state|in any state|from every state|from any state|everywhere|at any time",
            "and",
            MOVES,
            f"{into}*",
            to,
        )
    )
    found += [(None, e, t) for e, t in everywhere]
    found += list(r.full(st, ev, "to|into|back to|back into", to))
    found += [(s, e, t) for e, s, t in r.full(ev, st, MOVES, r.thing, f"{into}*", to)]
    for s, e, t in found:
        if s is not None or len(r.tokens) < 12:
            yield Claim(m.leads(s, e, t), (s is None or s.sure) and e.sure)
    for e, t in everywhere:
        rows = Some(r.shape.name, tuple(r.table.rows(r.shape.name)), frozenset(r.shape.variants))
        yield Claim(m.leads(rows, e, t), r.table.complete(r.shape.name))


def _judged(r: Phrases) -> Any:
    """Whether “refused” or “accepted” stands here: True for the first."""

    def read(i: int) -> Iterator[tuple[bool, int]]:
        for _, j in r.one(i, f"{BAD}|not {_OK.replace('|', '|not ')}"):
            yield True, j
        for _, j in r.one(i, _OK):
            yield False, j

    return read


def verb_of_state(r: Phrases) -> Any:
    """“degrades”, “fails”: a verb that a state's name is a form of."""

    def read(i: int) -> Iterator[tuple[Some, int]]:
        word = r.low(i)
        if not word.endswith("s"):
            return
        for v in r.shape.variants:
            if len(humps(v)) == 1 and root(v) == root(word) and root(word) != word:
                yield Some(r.shape.name, tuple(r.table.rows(r.shape.name, v)), frozenset({v})), i + 1

    return read


def _taken(r: Phrases, m: Moves) -> Iterator[Claim]:
    ev, st, no = _events(r, m), states(r), r.denial
    out = r.thing_is
    for e, denied, s in r.full(ev, _IS, no, _OK, ON, out, st):
        yield Claim(m.taken(s.rows, e, refused=denied), s.sure and e.sure)
    for e, s in r.full(ev, f"{_IS}?", "only", f"{_OK}?", ON, out, st):
        yield Claim(m.only(s, e), s.sure and e.sure)
    for e, s in r.full(ev, _IS, _OK, "only", ON, out, st):
        yield Claim(m.only(s, e), s.sure and e.sure)
    for e, s in r.full(ev, "works|makes sense|applies|succeeds|happens|can happen|can occur|fits|may happen", "only", ON, out, st):
        yield Claim(m.only(s, e), s.sure and e.sure)
    for e, s in r.full(
        ev,
        f"{_IS}|fails|has no effect*",
        f"{BAD}*",
        "unless|except in|except when|except from|except while|outside of|outside|anywhere but in|everywhere but in|in all states but",
        out,
        st,
    ):
        yield Claim(m.only(s, e), s.sure and e.sure)
    for e, s in r.full(ev, _IS, BAD, ON, out, st):
        yield Claim(m.taken(s.rows, e, refused=True), s.sure and e.sure)
    for e, s, bad in r.full(ev, ON, st, f"{_IS}|fails|returns|gives|yields", _judged(r)):
        yield Claim(m.taken(s.rows, e, refused=bad), s.sure and e.sure)
    for s, e, bad in r.full(ON, st, ",?", ev, _IS, _judged(r)):
        yield Claim(m.taken(s.rows, e, refused=bad), s.sure and e.sure)
    for s, e in r.full(st, "reject|rejects|refuse|refuses|ignore|ignores|do not accept|does not accept|do not take", ev):
        yield Claim(m.taken(s.rows, e, refused=True), s.sure and e.sure)
    for s, e in r.full(st, "accept|accepts|allow|allows|take|takes|handle|handles", ev):
        yield Claim(m.taken(s.rows, e), s.sure and e.sure)
    for denied, e, s in r.full("can|may*", no, "be?", ev, ON, out, st):
        yield Claim(m.taken(s.rows, e, refused=denied), s.sure and e.sure and (denied or r.low(0) in ("can", "may")))
    for e, s in r.full("no", ev, ON, out, st):
        yield Claim(m.taken(s.rows, e, refused=True), s.sure and e.sure)
    for s, denied, e in r.full(st, "can|may*", no, "be|again*", ev, "again?"):
        if denied or any(t.low in ("can", "may") for t in r.tokens):
            yield Claim(m.taken(s.rows, e, refused=denied), s.sure and e.sure)
    for s, e in r.full("only", st, "can|may", "be?", ev):
        yield Claim(m.only(s, e), s.sure and e.sure)
    for e, s in r.full(r.thing, "can|may", "only", "be?", ev, ON, out, st):
        yield Claim(m.only(s, e), s.sure and e.sure)
    for e, s in r.full(r.thing, "can|may", "be?", ev, "only", ON, out, st):
        yield Claim(m.only(s, e), s.sure and e.sure)


def _left(r: Phrases, m: Moves) -> Iterator[Claim]:
    ev, st = _events(r, m), states(r)
    out = "leaves|leave|gets out of|get out of|leads out of|lead out of|can leave|takes it out of|ends"
    for s, e in r.full(
        st,
        "leaves|leave|is left|can be left|can leave|can only be left|is only left",
        "that state|this state|it*",
        "only",
        "when|on|by|through|via|after|if|once*",
        "it is|it gets|it has been*",
        ev,
    ):
        yield Claim(_out_by(r, m, s, e), s.sure and e.sure)
    for s, e in r.full(
        st,
        "only leaves|can only be left|is only left|can only leave",
        "that state|this state|it*",
        "when|on|by|through|via|after|if|once*",
        "it is|it gets*",
        ev,
    ):
        yield Claim(_out_by(r, m, s, e), s.sure and e.sure)
    for e, s in r.full("only|nothing but|no event but|no event other than|no event except", ev, out, st):
        yield Claim(_out_by(r, m, s, e), s.sure and e.sure)
    for e, s in r.full("no", r.event_word(m.of), "but|except|other than", ev, "is|gets", _OK, "by|in|from|while|when", st):
        rest = Some(m.of, tuple(x for x in r.table.rows(m.of) if x not in e.rows), frozenset())
        yield Claim((*m.taken(s.rows, rest, refused=True), *m.taken(s.rows, e)), s.sure and e.sure)
    none = Some(m.of, (), frozenset())
    for (s,) in r.full(st, "is|are", "terminal|final|absorbing|dead end|end state", "state?"):
        yield Claim(_out_by(r, m, s, none), s.sure)
    for (s,) in r.full("no event|no transition|nothing", out, st):
        yield Claim(_out_by(r, m, s, none), s.sure)
    for (s,) in r.full(st, "is never left|can not be left|is never left again|can never be left|has no way out"):
        yield Claim(_out_by(r, m, s, none), s.sure)


def _out_by(r: Phrases, m: Moves, s: Some, e: Some) -> tuple[Trial, ...]:
    """That all other events leave these states as they are, and that these lead away."""
    rest = Some(m.of, tuple(x for x in r.table.rows(m.of) if x not in e.rows), frozenset())
    names = s.variants
    stays = m.trials(s.rows, rest, lambda o: name_of(o.after) in names)
    return (*stays, *m.trials(s.rows, e, lambda o: True if not o.refused and name_of(o.after) not in names else None))


__all__ = ["BAD", "MOVES", "ON", "claims", "states", "target", "verb_of_state"]
