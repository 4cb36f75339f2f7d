"""Expressions over names that are written as code, in Rust's signs or in words: what they are worth at a call, before it or after it.

“`total` minus `free`”, “`base + size`”, “the old `mask`”, “the number of `slots`”. A name is a parameter, a field, a constant, or a method that
asks; a word that is none of the grammar's makes it no expression.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.laws.outcomes import is_variant
from uowgen.claims.laws.terms import argument, looked_up
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]
    Value = Callable[[Beat, bool], object]  # of a beat, after it or before

_EARLIER = frozenset("old previous former prior original earlier".split())
_LATER = frozenset("new updated resulting changed incremented decremented increased decreased".split())
_NUMBER_WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4}
_SIGNS = {
    "minus": "-", "less": "-", "plus": "+", "times": "*", "multiplied by": "*", "divided by": "/", "modulo": "%", "mod": "%",
    "+": "+", "-": "-", "*": "*", "/": "/",
}  # fmt: skip
_OF_TWO = {
    "sum": "+",
    "difference": "-",
    "product": "*",
    "smaller": "min",
    "lesser": "min",
    "minimum": "min",
    "larger": "max",
    "maximum": "max",
}
# Nouns behind a field's name that only say what sort of thing it is, with the Python types of such.
_NOUNS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys("count counter number value".split(), (int,)),
    **dict.fromkeys("flag bit".split(), (bool,)),
    "field": (int, bool, tuple),
}  # fmt: skip
_MOST_LETTERS = 80
_ARITHMETIC: dict[str, Callable[[int, int], int | None]] = {
    "+": operator.add, "-": lambda a, b: a - b if a >= b else None, "*": operator.mul, "/": lambda a, b: a // b if b else None,
    "%": lambda a, b: a % b if b else None, "min": min, "max": max, "&": operator.and_, "|": operator.or_, "^": operator.xor,
    "<<": lambda a, b: a << b if b < 64 else None, ">>": lambda a, b: a >> b if b < 64 else None,
}  # fmt: skip
_OF_NODES: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Mod: "%", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
    ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip
COMPARED: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_OF_COMPARES: dict[type, str] = {
    ast.Lt: "<", ast.Gt: ">", ast.LtE: "<=", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


class Formula(NamedTuple):
    """An expression: its text, its value at a beat (before it, or after it), whether that depends on when, and when it is said to be.

    `when` is None where nothing is said of it. `compared` has the sign and both sides of one that only compares.
    """

    text: str
    of: Value
    timed: bool
    when: bool | None = None
    compared: tuple[str, Value, Value] | None = None


class Formulas:
    """Reads expressions that are said of calls of one method."""

    def __init__(self, lexicon: Lexicon, method: str) -> None:
        self.lexicon, self.method = lexicon, method
        part = lexicon.journal.parts.get(method)
        self._given = {name: at for at, (name, _) in enumerate(part.parameters if part is not None else ())}

    def read(self, words: Words) -> Formula | None:
        """The expression that the words are; None if they are none, or name what is not there."""
        if not words:
            return None
        for length in (1, 2):  # the last sign of a row binds what stands before it
            for at in range(len(words) - 1 - length, 0, -1):
                said = " ".join(w.text for w in words[at : at + length])
                if said in _SIGNS and not any(w.code for w in words[at : at + length]):
                    return self._of_two(_SIGNS[said], words[:at], words[at + length :])
        if len(words) > 4 and words[0].text in _OF_TWO and words[1].text in ("of", "between") and not words[0].code:
            at = next((n for n, w in enumerate(words) if w.text == "and" and not w.code), 0)
            return self._of_two(_OF_TWO[words[0].text], words[2:at], words[at + 1 :]) if at > 2 else None
        return self._single(words)

    def _of_two(self, sign: str, left: Words, right: Words) -> Formula | None:
        one, other = self.read(left), self._single(right)
        plain = len(left) < 3 or (sign in "+-" and not any(_SIGNS.get(w.text, "+") not in "+-" for w in left if not w.code))
        if one is None or other is None or one.when != other.when or not plain:
            return None
        return _joined(sign, one, other)

    def _single(self, words: Words, when: bool | None = None) -> Formula | None:
        if len(words) > 1 and not words[0].code and words[0].text in _EARLIER | _LATER:
            when, words = words[0].text in _LATER, words[1:]
        said = [w.text if not w.code else "`" for w in words]
        if len(words) > 2 and said[0] in ("value", "number", "length", "count") and said[1] == "of":
            inner = self._single(words[2:], when)
            return inner if inner is None or said[0] == "value" else _sized(inner)
        sorts: tuple[type, ...] = ()
        if len(words) == 2 and words[0].code and not words[1].code and words[1].text in (*_NOUNS, "length"):
            if words[1].text == "length":
                inner = self.written(words[0].raw)
                return None if inner is None else _sized(inner)._replace(when=when)
            sorts, words = _NOUNS[words[1].text], words[:1]
        if len(words) != 1:
            return None
        if words[0].raw in ("true", "false"):
            found: Formula | None = _constant(words[0].raw == "true")
        elif not words[0].code:
            number = _NUMBER_WORDS.get(words[0].text, as_number(words[0].raw))
            found = None if number is None else _constant(number)
        else:
            held = self.named(words[0].raw, given=False) if when is not None else None
            found = held or self.written(words[0].raw)
        if found is None or (when is not None and not found.timed):
            return None
        of = found.of
        kept: Value = (lambda b, after: value if isinstance(value := of(b, after), sorts) else None) if sorts else of
        return found._replace(of=kept, when=when)

    def written(self, raw: str) -> Formula | None:
        """An expression in Rust's signs."""
        number = as_number(raw)
        if number is not None:
            return _constant(number)
        if len(raw) > _MOST_LETTERS:
            return None
        text = re.sub(r"!(?!=)", " not ", raw.replace("&&", " and ").replace("||", " or ")).strip()
        text = re.sub(r"\b(\d[\d_]*)(?:[iu](?:8|16|32|64|size))\b", r"\1", text)
        text = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", re.sub(r"(?:\w+::)+(?=\w)", "", text)))
        try:
            tree = ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError):
            return None
        found = self._of_node(tree)
        return None if found is None else found._replace(text=raw)

    def _of_node(self, node: ast.expr) -> Formula | None:
        match node:
            case ast.Constant(value=bool() | int() as value):
                return _constant(value)
            case ast.Name():
                return self.named(node.id)
            case ast.Attribute(value=ast.Name(id="self")):
                return self.named(node.attr)
            case ast.BinOp() if type(node.op) in _OF_NODES:
                return _joined(_OF_NODES[type(node.op)], self._of_node(node.left), self._of_node(node.right))
            case ast.Compare(ops=[sign]) if type(sign) in _OF_COMPARES:
                return compared(_OF_COMPARES[type(sign)], self._of_node(node.left), self._of_node(node.comparators[0]))
            case ast.UnaryOp(op=ast.Not()):
                return _denial(self._of_node(node.operand))
            case ast.BoolOp(values=[left, right]):
                both = isinstance(node.op, ast.And)
                one, other = self._of_node(left), self._of_node(right)
                return None if one is None or other is None else _together(one, other, both=both)
            case ast.Call(func=ast.Attribute(value=held, attr="len" | "is_empty" as asked), args=[]) if ast.unparse(held) != "self":
                inner = self._of_node(held)
                size = None if inner is None else _sized(inner)
                return size if size is None or asked == "len" else compared("==", size, _constant(0))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self"), attr=name), args=[]):
                return self.named(name) if name in self.lexicon.journal.askers else None
            case _:
                return None

    def named(self, raw: str, *, given: bool = True) -> Formula | None:
        """What a name stands for at a call: what is `given`, else what is held or told, else a constant."""
        name = bare_name(raw)
        if given and name in self._given:
            value = argument(self._given[name])
            return Formula(name, lambda b, after: value(b), False)
        key = self.key(name)
        if key:
            return Formula(name, lambda b, after: looked_up(b, key, after=after), True)
        number = self.lexicon.journal.number(name) if name.isupper() or name.replace("_", "").isupper() else None
        return None if number is None else _constant(number, name)

    def key(self, raw: str) -> str:
        """The key of a look that is called so: a field, else a method that asks; empty if there is none."""
        name = bare_name(raw).removeprefix("self.")
        beats = self.lexicon.journal.theirs or ()
        return next((k for k in (f".{name}", name) if any(k in (b.after or ()) for b in beats)), "")


def compared(sign: str, one: Formula | None, other: Formula | None) -> Formula | None:
    """Whether two values compare so."""
    if one is None or other is None:
        return None
    left, right = one.of, other.of

    def value(b: Beat, after: bool) -> object:
        a, c = left(b, after), right(b, after)
        if a is None or c is None or type(a) is not type(c):
            return None
        return COMPARED[sign](a, c) if type(a) is int or sign in ("==", "!=") else None  # type: ignore[arg-type]

    return Formula(f"{one.text} {sign} {other.text}", value, one.timed or other.timed, compared=(sign, left, right))


def _joined(sign: str, one: Formula | None, other: Formula | None) -> Formula | None:
    if one is None or other is None:
        return None
    left, right = one.of, other.of

    def value(b: Beat, after: bool) -> object:
        a, c = left(b, after), right(b, after)
        return _ARITHMETIC[sign](a, c) if type(a) is int and type(c) is int else None

    return Formula(f"{one.text} {sign} {other.text}", value, one.timed or other.timed, one.when)


def _together(one: Formula, other: Formula, *, both: bool) -> Formula:
    def value(b: Beat, after: bool) -> object:
        seen = (one.of(b, after), other.of(b, after))
        if not all(isinstance(s, bool) for s in seen):
            return None
        return all(seen) if both else any(seen)

    return Formula("", value, one.timed or other.timed)


def _constant(value: int, name: str = "") -> Formula:
    return Formula(name or str(value), lambda b, after: value, False)


def _sized(formula: Formula) -> Formula:
    """How many elements there are."""

    def value(b: Beat, after: bool) -> int | None:
        held = formula.of(b, after)
        return len(held) if isinstance(held, tuple) and not is_variant(held) else None

    return formula._replace(of=value)


def _denial(formula: Formula | None) -> Formula | None:
    if formula is None:
        return None
    of = formula.of

    def value(b: Beat, after: bool) -> bool | None:
        held = of(b, after)
        return not held if isinstance(held, bool) else None

    return formula._replace(of=value, compared=None)
