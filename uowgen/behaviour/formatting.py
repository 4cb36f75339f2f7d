"""What `{}`, `{:?}`, `{:#x}` and their like print. Which macro prints where is in `macros.py`; derived `Debug` in `debugging.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour import prelude
from uowgen.behaviour.integers import INT_KINDS, LOOSE, Inverted
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.values import F32, UNIT, Char, Native, Ref, Struct, Text, strip

if TYPE_CHECKING:
    from uowgen.behaviour.machine import Machine

TRAITS = {
    "": "Display",
    "?": "Debug",
    "x?": "Debug",
    "X?": "Debug",
    "x": "LowerHex",
    "X": "UpperHex",
    "b": "Binary",
    "o": "Octal",
    "e": "LowerExp",
    "p": "Pointer",
}
_BASES = {"x": ("x", "0x"), "X": ("X", "0x"), "b": ("b", "0b"), "o": ("o", "0o")}


class Spec(NamedTuple):
    """What stands behind the colon of `{:…}`. `width` and `precision` are None where nothing is said."""

    kind: str = ""
    fill: str = " "
    align: str = ""
    sign: str = ""
    alternate: bool = False
    zero: bool = False
    width: int | None = None
    precision: int | None = None


PLAINLY = Spec()
DEBUG = Spec("?")


def display(machine: Machine, value: Any) -> str:
    """`format!("{}", value)`."""
    return show(machine, value, PLAINLY)


def debug(machine: Machine, value: Any) -> str:
    """`format!("{:?}", value)`."""
    return show(machine, value, DEBUG)


def delegate(machine: Machine, value: Any, formatter: Any) -> Any:
    """`value.fmt(formatter)`: prints as the formatter was asked to."""
    if not isinstance(formatter, Formatter):
        raise Unknown("fmt with something else than a Formatter")
    formatter.text += show(machine, value, formatter.spec)
    return prelude.ok(UNIT)


def show(machine: Machine, value: Any, spec: Spec) -> str:
    """`value` printed as `spec` asks; raises Unknown for a type that is not known to print so."""
    value = strip(value)
    kind = type(value)
    if kind in INT_KINDS or kind in LOOSE:
        return _integer(value, spec)
    if isinstance(value, (str, Text)) or kind is bool:
        return _words(value, spec)
    if isinstance(value, float):
        return _float(value, spec)
    if kind is Struct and value.of.type.scope is not None:
        return _own(machine, value, spec)
    place = getattr(value, "place", None)
    if place is not None:  # a guard: as what it gives access to
        box, key = place()
        return show(machine, box[key], spec)
    from uowgen.behaviour.debugging import debugged

    if spec.kind[-1:] == "?":
        return debugged(machine, value, spec)
    shown = getattr(value, "shown", None)
    if shown is not None and spec.kind == "":
        return padded(str(shown()), spec)
    raise Unknown(f"{TRAITS.get(spec.kind, spec.kind)} of {kind.__name__}")


def _own(machine: Machine, value: Struct, spec: Spec) -> str:
    """By the type's own impl, or a derived `Debug`."""
    trait = TRAITS.get(spec.kind, "")
    owner = value.of.type
    impl = [f for f in machine.program.methods_of(owner, "fmt") if f.owner is not None and f.owner.trait == trait]
    if len(impl) == 1:
        formatter = Formatter(spec)
        result = impl[0].run(machine, [Ref([value], 0), Ref([formatter], 0)])
        if type(result) is not Struct or result.of is not prelude.OK:
            raise RustPanic("a Display implementation returned an error unexpectedly: Error")
        return formatter.text
    if not impl and spec.kind[-1:] == "?" and "Debug" in owner.derives:
        from uowgen.behaviour.debugging import debugged

        return debugged(machine, value, spec)
    raise Unknown(f"{trait} of {owner.name}")


def padded(text: str, spec: Spec, align: str = "<") -> str:
    """`text` filled up to the width."""
    if spec.width is None or len(text) >= spec.width:
        return text
    missing = spec.width - len(text)
    align = spec.align or align
    before = 0 if align == "<" else missing if align == ">" else missing // 2
    return spec.fill * before + text + spec.fill * (missing - before)


def _integer(value: int, spec: Spec) -> str:
    if type(value) is Inverted:
        raise Unknown("an integer whose type is not known")
    number = int(value)
    if spec.kind in ("x?", "X?"):
        spec = spec._replace(kind=spec.kind[0])
    if spec.kind in ("", "?"):
        digits, prefix = str(abs(number)), ""
    elif spec.kind in _BASES:
        if type(value) not in INT_KINDS and number < 0:
            raise Unknown("digits of an integer whose type is not known")
        form, prefix = _BASES[spec.kind]
        digits = format(number & type(value).mask if number < 0 else number, form)  # type: ignore[attr-defined]
        number = abs(number)
    else:
        raise Unknown(f"{TRAITS.get(spec.kind, spec.kind)} of an integer")
    sign = "-" if number < 0 else spec.sign
    return _number(sign, prefix if spec.alternate and spec.kind in _BASES else "", digits, spec)


def _number(sign: str, prefix: str, digits: str, spec: Spec) -> str:
    head = sign + prefix
    if spec.zero and spec.width is not None:
        return head + digits.rjust(spec.width - len(head), "0")
    return padded(head + digits, spec, ">")


def _words(value: Any, spec: Spec) -> str:
    """A string, character or bool."""
    kind = type(value)
    if kind is bool:
        if spec.kind and spec.kind[-1] != "?":
            raise Unknown(f"{TRAITS.get(spec.kind, spec.kind)} of a bool")
        return padded("true" if value else "false", spec)
    text = value.text if kind is Text else str(value)
    if spec.kind == "":
        return padded(text if spec.precision is None else text[: spec.precision], spec)
    if spec.kind[-1] == "?":
        mark = "'" if kind is Char else '"'
        return padded(mark + escaped(text, mark) + mark, spec)
    raise Unknown(f"{TRAITS.get(spec.kind, spec.kind)} of a string")


_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", "\0": "\\0"}


def escaped(text: str, mark: str) -> str:
    """`text` as `Debug` writes it between quotation marks of the kind `mark`."""
    out = []
    for ch in text:
        if ch in _ESCAPES:
            out.append(_ESCAPES[ch])
        elif ch == mark:
            out.append(f"\\{ch}")
        else:
            out.append(ch if ch.isprintable() else f"\\u{{{ord(ch):x}}}")
    return "".join(out)


def _float(value: float, spec: Spec) -> str:
    if spec.kind and spec.kind[-1] != "?":
        raise Unknown(f"{TRAITS.get(spec.kind, spec.kind)} of a float")
    if value != value:
        return padded("NaN", spec, ">")
    if value in (float("inf"), float("-inf")):
        return padded(("-" if value < 0 else spec.sign) + "inf", spec, ">")
    if spec.precision is not None:
        digits = f"{abs(value):.{spec.precision}f}"
    elif type(value) is F32:
        digits = _shortest_single(abs(value))
    else:
        digits = repr(abs(float(value)))
    from math import copysign

    if spec.precision is None:
        digits = _without_exponent(digits, spec.kind[-1:] == "?", abs(float(value)))
    return _number("-" if copysign(1.0, value) < 0 else spec.sign, "", digits, spec)


def _shortest_single(value: float) -> str:
    from uowgen.behaviour.literals import single_precision

    for places in range(1, 18):
        text = f"{value:.{places}g}"
        if single_precision(float(text)) == value:
            return repr(float(text))
    return repr(float(value))


def _without_exponent(digits: str, debugging: bool, value: float) -> str:
    """Python's shortest digits the way Rust writes them: `1`, not `1.0`, unless debugging; exponents only when debugging."""
    if debugging and value != 0 and not 1e-5 <= value < 1e16:
        mantissa, _, exponent = f"{digits}".partition("e") if "e" in digits else _scientific(digits)
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
    if "e" in digits:
        from decimal import Decimal

        digits = format(Decimal(digits), "f")
        digits += "" if "." in digits else ".0"
    return digits if debugging else digits.removesuffix(".0")


def _scientific(digits: str) -> tuple[str, str, str]:
    from decimal import Decimal

    _, figures, exponent = Decimal(digits).normalize().as_tuple()
    head = str(figures[0]) + ("." + "".join(map(str, figures[1:])) if len(figures) > 1 else "")
    return head, "e", str(int(exponent) + len(figures) - 1)


class Formatter(Native):
    """`core::fmt::Formatter`: collects what is written to it."""

    copies = False
    type_name = "Formatter"

    def __init__(self, spec: Spec = PLAINLY) -> None:
        self.text = ""
        self.spec = spec

    def write(self, text: str) -> Any:
        """Takes `text` in; gives `Ok(())`."""
        self.text += text
        return prelude.ok(UNIT)


def _write_str(self: Formatter, machine: Machine, text: Any) -> Any:
    from uowgen.behaviour.comparing import words

    return self.write(words(text))


def _pad(self: Formatter, machine: Machine, text: Any) -> Any:
    from uowgen.behaviour.comparing import words

    return self.write(_words(words(text), self.spec._replace(kind="")))


def _wanted(name: str) -> Any:
    def run(self: Formatter, machine: Machine) -> Any:
        from uowgen.behaviour.integers import INTS

        value = getattr(self.spec, name)
        return prelude.NONE if value is None else prelude.some(INTS["usize"](value))

    return run


def _builder(style: str) -> Any:
    def run(self: Formatter, machine: Machine, name: Any = "") -> Any:
        from uowgen.behaviour.comparing import words
        from uowgen.behaviour.debugging import Builder

        return Builder(self, style, words(name))

    return run


Formatter.methods = {
    "write_str": _write_str, "write_char": _write_str, "write_fmt": _write_str, "pad": _pad,
    "alternate": lambda self, machine: self.spec.alternate,
    "width": _wanted("width"), "precision": _wanted("precision"),
    "debug_struct": _builder("struct"), "debug_tuple": _builder("tuple"), "debug_list": _builder("list"), "debug_set": _builder("set"),
    "debug_map": _builder("map"),
}  # fmt: skip
