"""Claim: a function gives back a value whenever a condition on its arguments is met."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any

from uowgen.claims.kind import Finding, Kind, fails, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import context_function, find_method
from uowgen.claims.values.result_types import never_of_type
from uowgen.claims.values.signs import by_sign
from uowgen.claims.values.value_patterns import pattern_of
from uowgen.facts.signature import result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_MOST = 400
_INTEGERS = {"u8": (0, 255), "u16": (0, 65535), "u32": (0, 2**32 - 1), "u64": (0, 2**64 - 1), "usize": (0, 2**64 - 1)} | {
    "i8": (-128, 127), "i16": (-32768, 32767), "i32": (-(2**31), 2**31 - 1), "i64": (-(2**63), 2**63 - 1), "isize": (-(2**63), 2**63 - 1),
}  # fmt: skip
_NUMBERS = (0, 1, 2, 3, 7, 4095, 4096, 4097, 8192, 1 << 20, 1 << 32, 1 << 47, (1 << 63) - 1, (1 << 64) - 1, -1, -4096)


def decide(reading: Reading, case: Case) -> Finding:
    """Runs the function on every combination of small and edge arguments that meets the condition.

    What cannot be run is decided by a guard at its start that has just that condition.
    """
    name = reading.get("name")
    for even in (" even if ", " even when ", " whatever "):  # it is so for any value of what is not said, then
        if even in reading.get("condition"):
            reading = reading._replace(
                slots={**reading.slots, "condition": reading.get("condition").partition(even)[0].rstrip(" ,")}
            )
    subject = find_method(case, name) if name else context_function(case)
    succeeding = "".join(w for w in reading.get("condition").lower().split() if w not in ("a", "the", "full")) in (
        "success",
        "successful",
    )
    if not subject.found and bare_name(name)[:1].isupper():  # a trait, of which some function is meant
        return undecided("no-subject", f"`{bare_name(name)}` is no function")
    if len(subject.found) != 1:
        return subject.not_one_function(name)
    function = subject.found[0]
    if succeeding:
        from uowgen.claims.values.failures import on_success

        return on_success(function, reading.get("value"))
    if (signed := by_sign(function, reading.get("value"), reading.get("condition"))) is not None:
        return signed
    if never_of_type(case, function, reading.get("value")):
        return fails("other-value", f"`{function.item.name}` gives back a `{result_of(function)}`", function)
    finding = _run(reading, case, function)
    if finding.outcome == "undecided" and finding.code in ("unsupported-code", "not-understood"):
        from uowgen.claims.values.made_up_calls import by_made_up

        finding = by_made_up(reading, case, function)
    if finding.outcome == "undecided":
        from uowgen.claims.values.guard_clauses import by_assertion, by_guard
        from uowgen.claims.values.inner_guards import by_inner_guard
        from uowgen.claims.values.made_up_calls import spoken_condition

        value, said, spoken = reading.get("value"), reading.get("condition"), spoken_condition(reading, case, function)
        if value == "panics":
            return by_assertion(function, said, spoken) or finding
        return (
            finding
            if value == "survives"
            else by_guard(function, value, said, spoken) or by_inner_guard(function, value, said) or finding
        )
    return finding


def _run(reading: Reading, case: Case, function: Declaration) -> Finding:
    rows = _parameters(function)
    if rows is None:
        return undecided("unsupported-code", f"`{function.item.name}` takes something that cannot be made up here", function)
    condition = _condition(reading.get("condition"), [r[0] for r in rows])
    if not condition:
        return undecided("not-understood", f"“{reading.get('condition')}” is no condition on the parameters", function)
    call = f"{_callee(function)}({', '.join(n for n, _ in rows)})"
    listed = ", ".join(f"{n}: {t}" for n, t in rows)
    value = reading.get("value")
    if value in ("panics", "survives"):
        return undecided("unsupported-code", f"whether `{function.item.name}` panics is tried on made-up values", function)
    value = pattern_of(case, function, value)
    if not value:
        return undecided(
            "not-understood", f"`{reading.get('value')}` is not a value that `{function.item.name}` could give", function
        )
    code = f"fn {PROBE}({listed}) -> u8 {{ if !({condition}) {{ return 0; }} if matches!({call}, {value}) {{ 1 }} else {{ 2 }} }}"
    if not parses(code) or (function.item.path and any(p.startswith("mod ") for p in function.item.path)):
        return undecided("not-understood", f"`{value}` or `{condition}` is no expression", function)
    domains = [_domain(text, condition) for _, text in rows]
    arguments = list(islice(product(*domains), _MOST))
    results = probed(case, function.file.path, code, arguments)
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    met = 0
    unseen = None
    for given, result in zip(arguments, results, strict=True):
        shown = f"{function.item.name}({', '.join(map(_shown, given))})"
        if result.stuck is not None:
            unseen = unseen or result.stuck
        elif result.panic or result.value == 2:
            why = f"panics: {result.panic}" if result.panic else f"is not `{value}`"
            return Finding("fails", f"`{shown}` {why}", "behaviour", "behaves-differently", place, "proved", (shown,))
        elif result.value == 1:
            met += 1
    if unseen is not None:
        return stuck(unseen, place)
    if not met:
        return Finding("undecided", f"no argument that was tried meets `{condition}`", None, "vacuous", place)
    return Finding("holds", f"so in {met} of {met} calls that meet `{condition}`", "behaviour", None, place, "bounded")


def _callee(function: Declaration) -> str:
    owner = function.owner.rpartition(" for ")[2]
    return f"{owner}::{function.item.name}" if owner else function.item.name


def _parameters(function: Declaration) -> list[tuple[str, str]] | None:
    """The parameters with their types; None if one of them is of a type of which no values can be made up."""
    node = function.item.node.child_by_field_name("parameters")
    text = function.file.rust.text
    rows: list[tuple[str, str]] = []
    for child in node.named_children if node is not None else ():
        if child.type != "parameter":
            if child.type == "self_parameter":
                return None
            continue
        pattern, written = child.child_by_field_name("pattern"), child.child_by_field_name("type")
        if pattern is None or written is None:
            return None
        name, kind = text(pattern).removeprefix("mut ").strip(), text(written).strip()
        if not name.isidentifier() or not _domain(kind, ""):
            return None
        rows.append((name, kind))
    return rows or None


def _domain(text: str, condition: str) -> list[Any]:
    """Values of a type, with the numbers that `condition` names and their neighbours."""
    if text in _INTEGERS:
        low, high = _INTEGERS[text]
        named = [int(w, 0) for w in _words(condition) if w.removeprefix("0x").isalnum() and _is_number(w)]
        wanted = [*_NUMBERS, *(n + d for n in named for d in (-1, 0, 1))]
        return [n for n in dict.fromkeys(wanted) if low <= n <= high]
    if text == "bool":
        return [False, True]
    if text == "&str":
        return ["", "a", "abc", "a b", "0"]
    if text in ("&[u8]", "&[usize]", "&[u32]", "&[u64]"):
        return [[], [0], [1, 2], [255, 0, 7]]
    return []


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in text).replace("_", "").split()


def _is_number(word: str) -> bool:
    try:
        int(word, 0)
    except ValueError:
        return False
    return True


_STATES = {
    "zero": "{} == 0", "0": "{} == 0", "null": "{} == 0", "empty": "{}.is_empty()", "negative": "{} < 0", "odd": "{} % 2 == 1",
    "even": "{} % 2 == 0", "true": "{}", "false": "!{}", "none": "{}.is_none()", "unaligned": "{} % 4096 != 0",
    "misaligned": "{} % 4096 != 0", "page-aligned": "{} % 4096 == 0", "power-of-two": "{}.is_power_of_two()", "nonzero": "{} != 0", "non-zero": "{} != 0",
}  # fmt: skip


def _condition(text: str, names: list[str]) -> str:
    """A condition as Rust: code as it stands, `len is zero`, `zero len`, `addr is not page-aligned`."""
    code = text.strip()
    if code.startswith("`") and code.endswith("`") and code.count("`") == 2:
        return code.strip("`")
    for written in ("power of two", "power of 2"):
        code = code.replace(written, "power-of-two")
    words = [
        w
        for w in code.replace("`", "").replace(",", " ").split()
        if w not in ("the", "a", "an", "is", "are", "argument", "given", "value")
    ]
    said = [w for w in words if w in names]
    rest = [w for w in words if w not in names and w not in ("not", "never")]
    turned = any(w in ("not", "never") for w in words)
    if (
        len(said) == 2
        and rest in (["and", "equal"], ["equal"], ["equals"], ["and", "same"], ["equal", "to"])
        and said[0] != said[1]
    ):
        return f"!({said[0]} == {said[1]})" if turned else f"{said[0]} == {said[1]}"
    if len(said) == 1 and len(rest) == 1 and rest[0].lower() in _STATES:
        made = _STATES[rest[0].lower()].format(said[0])
        return f"!({made})" if turned else made
    if (
        len(said) == 1
        and len(rest) == 3
        and rest[1] == "than"
        and rest[0] in ("greater", "larger", "more", "less", "smaller")
        and _is_number(rest[2])
    ):
        return f"{said[0]} {'>' if rest[0] in ('greater', 'larger', 'more') else '<'} {rest[2]}"
    return ""


def _shown(value: object) -> str:
    return (
        {True: "true", False: "false"}[value] if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
    )


_UNKNOWN = (
    "all|any|every|each? unknown|unrecognised|unrecognized|unsupported|invalid|other|undefined "
    "syscall|system-call|command|opcode|signal|error? number|numbers|value|values|code|codes|id|ids|command|commands|opcode|opcodes|input|inputs|bytes|byte"
)

KIND = Kind(
    "returns_when",
    "a function gives back a value under a condition",
    (
        "<name> returns|return|yields|gives|reports|report|should* return? <value:valuecode> if|when|whenever|for|on <condition:text>",
        "<name> fails with <value:valuecode> if|when|whenever|for|on <condition:text>",
        "returns <value:valuecode> if|when|whenever|for|on <condition:text>",
        "<name> is <value:yes> if|when|whenever <condition:text>",
        "<name> is <value:untrue> if|when|whenever <condition:text>",
        "<name> returns|gives|yields zero if|when|whenever|for|on <condition:text> ; value=0",
        "returns <value:valuecode> from|in|by <name> if|when|whenever|for|on <condition:text>",
        "if|when <condition:text> , <name> returns <value:valuecode>",
        "<name> rejects <condition:text> with <value:valuecode>",
        f"{_UNKNOWN} return|returns|yield|yields|give|gives|result|results|in* <value:valuecode> ; condition=unknown",
        f"{_UNKNOWN} return|returns|yield|yields|give|gives|result|results|in* <value:valuecode> in|from|by <name> ; condition=unknown",
        f"{_UNKNOWN} @be* rejected with <value:valuecode> in|from|by? <name>? ; condition=unknown",
        f"<name> rejects {_UNKNOWN} ,|with|by|returning* <value:valuecode> ; condition=unknown",
        "<name> panics if|when|whenever|for|on <condition:text> ; value=panics",
        "<name> does @not panic if|when|whenever|for|on <condition:text> ; value=survives",
        "<name> @not panics if|when|whenever|for|on <condition:text> ; value=survives",
    ),
    (
        "`sys_mmap` returns `EINVAL` if `len == 0`",
        "`checked` returns `None` when `n` is zero",
        "`grow` fails with `ENOMEM` if `pages > 64`",
    ),
    decide,
)
