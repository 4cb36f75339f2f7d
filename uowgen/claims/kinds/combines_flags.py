"""Claim: a method of a type that holds flags in an integer sets, clears, tests or refuses bits as flags do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.constants import value_of_text
from uowgen.facts.members import constants_of, fields_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_UNSIGNED = ("u8", "u16", "u32", "u64", "usize", "u128")
# What each way of combining makes of the bits `a` of the receiver and `b` of the argument.
_MADE = {
    "insert": "a | b",
    "remove": "a & !b",
    "toggle": "a ^ b",
    "union": "a | b",
    "intersection": "a & b",
    "difference": "a & !b",
}
_TOLD = {"contains": "a & b == b", "intersects": "a & b != 0", "is-empty": "a == 0"}


def decide(reading: Reading, case: Case) -> Finding:
    """Runs the method on all sets of the bits that the type's constants name, or of the lowest four if it has none."""
    if reading.get("value") and reading.get("value") != "None" and not reading.get("value").startswith("Err"):
        return undecided("not-understood", f"`{reading.get('value')}` refuses nothing")
    if reading.get("name2") and not find_method(case, reading.get("name2")).found:
        return undecided("not-understood", f"`{reading.get('name2')}` is no method")
    if reading.get("name2"):  # `contains()` requires all bits of the argument, `intersects()` one of them
        first = decide(reading._replace(slots={"name": reading.get("name"), "how": reading.get("how")}), case)
        second = decide(reading._replace(slots={"name": reading.get("name2"), "how": reading.get("how2")}), case)
        return weakest((first, second))
    name, how = bare_name(reading.get("name")), reading.get("how")
    subject = find_method(case, reading.get("name"))
    if len(subject.found) != 1 or not subject.found[0].owner:
        return subject.unclear(name)
    function = subject.found[0]
    holder = find_type(case, bare_name(function.owner.rpartition(" for ")[2])).found
    fields = (
        fields_of(holder[0]).all if len(holder) == 1 and holder[0].item.kind == "struct" and not holder[0].item.in_macro else ()
    )
    if len(fields) != 1 or fields[0].type not in _UNSIGNED:
        return undecided("unsupported-code", f"`{name}` is no method of a type that holds flags in one integer", function)
    if reading.get("arg") and reading.get("arg") not in [p.name for p in parameters_of(function)]:
        return undecided("not-understood", f"`{name}` takes no `{reading.get('arg')}`", function)
    code = _probe(function, holder[0], fields[0].name, fields[0].type, how)
    if not code or not parses(code):
        return undecided("unsupported-code", f"`{name}` does not take and give what such a method does", function)
    known = _known(case, holder[0]) or 0b1111
    sets = _subsets(known)
    if how == "refuses":
        top = 1 << (int(fields[0].type[1:]) if fields[0].type[1:].isdigit() else 64)
        rows = [
            [bits | other, 0] for bits in sets[:4] for other in (1 << n for n in range(top.bit_length() - 1)) if not other & known
        ]
        if not _known(case, holder[0]):
            return undecided("no-subject", f"`{holder[0].item.name}` has no constants that say which bits are known", function)
    elif how in ("none-set", "is-empty"):
        rows = [[bits, 0] for bits in sets]
    else:
        rows = [[a, b] for a in sets for b in sets]
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    for row, found in zip(rows, probed(case, function.file.path, code, rows), strict=True):
        if found.stuck is not None:
            return stuck(found.stuck, place)
        if found.panic or found.value is not True:
            shown = f"{name} with {row[0]:#b}" + (f" and {row[1]:#b}" if how not in ("refuses", "none-set", "is-empty") else "")
            return Finding("fails", f"not so: {shown}", "behaviour", "behaves-differently", place, "proved", (shown,))
    return (
        Finding("holds", f"so in {len(rows)} of {len(rows)} calls", "behaviour", None, place, "bounded")
        if rows
        else undecided("vacuous", "nothing to try")
    )


def _known(case: Case, holder: Declaration) -> int:
    """The bits of all constants of the type that are written plainly."""
    bits = 0
    for member in constants_of(case.code, holder).all:
        written = member.type.rpartition("=")[2].strip().rstrip(";")
        for form in ("(", "{"):
            if form in written:
                inner = written.partition(form)[2].strip(" })")
                value = value_of_text(inner.rpartition(":")[2].strip() if form == "{" else inner)
                bits |= value if value is not None and value > 0 else 0
                break
    return bits


def _subsets(known: int) -> list[int]:
    """All sets of the bits of `known`, or the empty, the whole and the single ones if there are too many."""
    bits = [1 << n for n in range(known.bit_length()) if known >> n & 1]
    if len(bits) > 5:
        return [0, known, *bits, *(known & ~b for b in bits[:6])]
    return [sum(b for n, b in enumerate(bits) if chosen >> n & 1) for chosen in range(1 << len(bits))]


def _probe(function: Declaration, holder: Declaration, field: str, kind: str, how: str) -> str:
    """A probe that says whether one call does what it should; empty if the method's signature does not allow it."""
    owner, name = holder.item.name, function.item.name

    def made(bits: str) -> str:
        return f"{owner}({bits})" if field.isdigit() else f"{owner} {{ {field}: {bits} }}"

    receiver, result = receiver_of(function), "".join(result_of(function).split()).rpartition("::")[2]
    parameters = parameters_of(function)
    head = f"fn {PROBE}(a: {kind}, b: {kind}) -> bool {{ "
    if how == "refuses":
        wrap = result.split("<")[0]
        if receiver or len(parameters) != 1 or parameters[0].type != kind or wrap not in ("Option", "Result"):
            return ""
        return head + f"{owner}::{name}(a).is_{'none' if wrap == 'Option' else 'err'}() }}"
    if how == "none-set":
        return head + f"{owner}::{name}().{field} == 0 }}" if not receiver and not parameters and result in ("Self", owner) else ""
    if how == "is-empty":
        return (
            head + f"let me = {made('a')}; me.{name}() == (a == 0) }}" if receiver and not parameters and result == "bool" else ""
        )
    if len(parameters) != 1 or not receiver:
        return ""
    given = parameters[0].type
    argument = (
        made("b")
        if given in ("Self", owner)
        else f"&{made('b')}"
        if given in ("&Self", f"&{owner}")
        else "b"
        if given == kind
        else ""
    )
    if not argument:
        return ""
    if how in _TOLD:
        return head + f"let me = {made('a')}; me.{name}({argument}) == ({_TOLD[how]}) }}" if result == "bool" else ""
    if result == "()" and receiver == "&mut self":
        return head + f"let mut me = {made('a')}; me.{name}({argument}); me.{field} == ({_MADE[how]}) }}"
    return head + f"let me = {made('a')}; me.{name}({argument}).{field} == ({_MADE[how]}) }}" if result in ("Self", owner) else ""


_BITS = "bits|bit|flags|flag|permissions|permission|rights|options"
_GIVEN = f"given|passed|specified|requested|all|of|argument's|other's* {_BITS} of|in|from|argument|other|given|passed|set|the* <arg:shown>?"
_OTHERS = "and|without|,* leaving|leaves|keeps|keeping|touching|changing|clearing|affecting|preserves|preserving rest|others|other|remaining* flags|bits? unchanged|untouched|alone|intact|as|they|are|set|is*"

KIND = Kind(
    "combines_flags",
    "a method of a type that holds flags in an integer works on bits",
    (
        f"<name> sets|adds|inserts|enables|turns-on {_GIVEN} ; how=insert",
        f"<name> sets|adds|inserts|enables {_GIVEN} {_OTHERS} ; how=insert",
        f"<name> clears|removes|unsets|disables|drops {_GIVEN} ; how=remove",
        f"<name> clears|removes|unsets|disables|drops {_GIVEN} {_OTHERS} ; how=remove",
        f"<name> toggles|flips {_GIVEN} ; how=toggle",
        "<name> returns|gives|is|computes union of|both|the|two|sets|flags|operands|arguments* ; how=union",
        "<name> returns|gives|is|computes intersection|common of|both|the|two|sets|flags|operands|arguments* ; how=intersection",
        "<name> returns|gives|is|computes difference of|both|the|two|sets|flags|operands|arguments* ; how=difference",
        f"<name> returns|gives|is <t:yes> only|exactly? if|when all|every {_GIVEN} @be? set|present|included|contained ; how=contains",
        f"<name> returns|gives|is true only|exactly? if|when all|every {_GIVEN} @be? set|present|included|contained ; how=contains",
        f"<name> checks|tests|tells|reports that|whether|if|for* all|every {_GIVEN} @be? set|present|included|contained ; how=contains",
        f"<name> requires|needs|demands|wants all|every {_GIVEN} @be? set|present|included|contained ; how=contains",
        f"<name> requires|needs|demands|wants all|every {_GIVEN} @be? set|present|included? ,|and|but|while* <name2:name> any|one|some|at|least|only|a* of? them|those|these|one|bits|flags? ; how=contains how2=intersects",
        f"<name> requires|needs|demands|wants any|one|some|at|least* {_GIVEN} @be? set|present|included|contained ; how=intersects",
        f"<name> returns|gives|is true only|exactly? if|when any|one|some {_GIVEN} @be? set|present|included|shared ; how=intersects",
        f"<name> returns|gives|is <t:yes> only|exactly? if|when any|one|some {_GIVEN} @be? set|present|included|shared ; how=intersects",
        f"<name> returns|gives|is <t:yes> only|exactly? if|when no {_BITS} @be? set ; how=is-empty",
        f"<name> returns|gives|is true only|exactly? if|when no {_BITS} @be? set ; how=is-empty",
        f"<name> returns|gives|yields <value:value> for|when|if|on unknown|undefined|invalid|unsupported|reserved {_BITS} @be? set|present|given? ; how=refuses",
        f"<name> rejects|refuses unknown|undefined|invalid|unsupported|reserved {_BITS} ; how=refuses",
        f"<name> @have no {_BITS} set? ; how=none-set",
        "<name> returns|gives|creates|makes empty set|flags|value ; how=none-set",
    ),
    (
        "`insert()` sets the given bits",
        "`contains` returns true only if all bits of the argument are set",
        "`from_bits` rejects unknown bits",
    ),
    decide,
    ("name", "how"),
)
