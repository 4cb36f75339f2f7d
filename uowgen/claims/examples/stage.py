"""Functions that take texts, called with texts as a sentence writes them, in the tree's code and in the spec's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.programs import parses
from uowgen.claims.subject import find, find_type
from uowgen.claims.trials.questions import Trials
from uowgen.claims.valued.table import Answer, answered
from uowgen.facts.members import methods_of
from uowgen.facts.signature import modifiers_of, parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_TEXT = re.compile(r"&(?:'\w+ )?str|String|impl (?:AsRef<str>|Into<String>)|&String")
_BYTES = re.compile(r"&(?:'\w+ )?\[u8\]|Vec<u8>|impl AsRef<\[u8\]>")


class Called(NamedTuple):
    """A function: whose it is (empty where it stands free), what it takes beside its receiver (`text`, `bytes`, `self`, or a type), what it gives."""

    name: str
    of: str
    takes: tuple[str, ...]
    gives: str
    receiver: bool
    public: bool
    changes: bool
    declaration: Declaration

    @property
    def made(self) -> str:
        """The type that it gives, out of what may wrap it."""
        plain = "".join(self.gives.split())
        m = re.fullmatch(r"(?:Option|(?:\w+::)*Result|KResult)<(.+?)(?:,[^<>]*)?>", plain)
        return m[1] if m else plain

    @property
    def wraps(self) -> bool:
        """Whether it may give nothing, or an error."""
        return bool(re.match(r"(?:Option|(?:\w+::)*\w*Result)<", "".join(self.gives.split())))


class Stage:
    """What can be called of the types and functions of the spec's blocks."""

    def __init__(self, case: Case) -> None:
        self.case = case
        every = _functions(case)
        self.functions = tuple(f for f in every if not f.changes)
        self.makers = [f for f in self.functions if not f.receiver and f.takes in (("text",), ("bytes",))]
        public = [f for f in self.makers if f.public]
        self.makers = public or self.makers
        self.methods = [
            f for f in self.functions if f.receiver and any(m.made in ("Self", f.of) for m in self.makers if m.of == f.of)
        ]
        taking = [f for f in every if f.public and f not in self.makers and {"text", "bytes"} & set(f.takes)]
        self.changing = any(f.changes for f in taking)  # a text may be meant that goes into something
        self.alone = not taking and len(self.makers) == 1
        self.kept: dict[str, tuple[Answer, Answer]] = {}

    def maker_of(self, name: str) -> Called | None:
        """The function that makes a value of a type of a text, if there is just one such."""
        found = [m for m in self.makers if m.of == name and m.made in ("Self", name)]
        return found[0] if len(found) == 1 else None

    def call(self, f: Called, given: tuple[str, ...], on: str = "") -> str | None:
        """The expression of a call with literals; `on` is the text that the receiver is made of."""
        parts = []
        for kind, text in zip(f.takes, given, strict=False):
            one = literal(kind, text) if kind in ("text", "bytes") else self.value(f.of, text) if kind == "self" else None
            if one is None:
                return None
            parts.append(f"&{one}" if kind == "self" else one)
        if len(parts) != len(f.takes) or len(given) != len(parts):
            return None
        if f.receiver:
            own = self.value(f.of, on)
            return f"{own}.{f.name}({', '.join(parts)})" if own is not None else None
        return f"{f.of + '::' if f.of else ''}{f.name}({', '.join(parts)})"

    def value(self, of: str, text: str) -> str | None:
        """The expression of a value of the type that is made of a text."""
        maker = self.maker_of(of)
        made = self.call(maker, (text,)) if maker is not None else None
        return f"{made}.unwrap()" if made is not None and maker is not None and maker.wraps else made

    def views(self, f: Called) -> list[str]:
        """How what a function gives is seen as a text: with `{}` for it, opened."""
        kind = f.of if f.made == "Self" else f.made
        if re.fullmatch(r"&?(?:'\w+)?(?:str|String)|Box<str>|Cow<.*str>", kind):
            return ["{}"]
        found = [
            f"{{}}.{m.name}()"
            for m in self.functions
            if m.of == kind and m.receiver and not m.takes and re.fullmatch(r"&(?:'\w+ )?str|String", m.gives)
        ]
        shown = any(re.match(r"(\w+::)*Display\b", i.item.name) for i in self.case.code.impls_of(kind))
        return [*found, *(['format!("{{}}", {})'] if shown else [])]

    def answers(self, f: Called, expression: str) -> tuple[Answer, Answer]:
        """What an expression is in the tree's code, and in the spec's own."""
        if expression not in self.kept:
            items = f"fn uowgen_said() -> _ {{ {expression} }}"
            unknown = Answer(None, known=False)
            self.kept[expression] = (unknown, unknown)
            if parses(items):
                trials = Trials(self.case, f.declaration, items)
                trials.settled("uowgen_said", [()])
                sides = [answered(trials, side, "uowgen_said", ()) for side in (trials.ours, trials.theirs)]
                self.kept[expression] = (sides[0], sides[1])
        return self.kept[expression]


def literal(kind: str, text: str) -> str | None:
    """A text as a literal of Rust."""
    if re.search(r'(?<!\\)"', text):
        return None
    return f'"{text}"' if kind == "text" else f'b"{text}"'


def stage_of(case: Case) -> Stage:
    """What the spec's blocks have that takes texts."""
    return case.once("stage of examples", lambda: Stage(case))


def _functions(case: Case) -> list[Called]:
    found = []
    shown = [d for f in block_files(case) if not f.rust.root.has_error for d in f.declarations() if not d.item.path]
    for name in dict.fromkeys(d.item.name for d in shown if d.item.kind in ("struct", "enum")):
        types = find_type(case, name).found
        if len(types) == 1 and "<" not in types[0].text.partition("{")[0].partition("(")[0]:
            rows = methods_of(case.code, name, types)
            found += [
                _callable(name, d)
                for d in rows
                if d.item.kind == "fn" and (" for " not in d.owner or d.owner.startswith("FromStr"))
            ]
    for name in dict.fromkeys(d.item.name for d in shown if d.item.kind == "fn"):
        free = [d for d in find(case, name, frozenset({"fn"})).found if not d.owner]
        found += [_callable("", d) for d in free if len(free) == 1]
    return [f for f in found if f is not None]


def _callable(of: str, d: Declaration) -> Called | None:
    own = receiver_of(d)
    if d.condition != "always" or {"unsafe", "async"} & set(modifiers_of(d)) or "<" in d.text.partition("(")[0]:
        return None
    takes = tuple(_sort(" ".join(p.type.split()), of) for p in parameters_of(d))
    public = d.text.lstrip().startswith("pub") or " for " in d.owner
    return Called(d.item.name, of, takes, result_of(d), bool(own), public, own == "&mut self", d)


def _sort(kind: str, of: str) -> str:
    """What sort of thing a parameter takes: `text`, `bytes`, `self`, or its type."""
    bare = kind.lstrip("&").strip()
    if _TEXT.fullmatch(kind):
        return "text"
    return "bytes" if _BYTES.fullmatch(kind) else "self" if of and bare in ("Self", of) else bare


__all__ = ["Called", "Stage", "literal", "stage_of"]
