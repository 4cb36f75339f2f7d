"""Claim: a function of an enum, or its `Display`, gives a certain value for a variant; a conversion keeps what it converts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.programs import leaves_open
from uowgen.claims.runs.standins import stand_in
from uowgen.claims.subject import KINDS_OF, find, find_method, find_type
from uowgen.claims.values.variants import converting, escaped, place_of, samples_of, samples_of_type, tested
from uowgen.facts.members import carried, methods_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_CODES = ("code", "errno", "to_errno", "as_errno", "as_code", "as_i32", "to_code", "error_code", "as_raw", "raw", "value")


def decide(reading: Reading, case: Case) -> Finding:
    """Each variant that is spoken of is made, with samples for what it carries, and the function is run on it."""
    if reading.get("asked") == "inner":
        return _keeps_inner(reading, case)
    if reading.get("asked") in ("converted", "yields"):
        from uowgen.claims.trials import conversions

        return conversions.converts(reading, case) if reading.get("asked") == "converted" else conversions.yields(reading, case)
    if reading.get("asked") == "cases":
        return _each(reading, case)
    enum = enum_of(reading, case)
    if isinstance(enum, Finding):
        from uowgen.claims.values.said_calls import for_variant

        return for_variant(reading, case) or enum
    name, value, variant = enum.item.name, reading.get("value"), bare_name(reading.get("variant"))
    mine = [v for v in variants_of(enum).all if v.name == variant]
    if not mine:
        if find(case, variant, KINDS_OF["variant"]).found:
            return undecided("role-unclear", f"`{variant}` is a variant of another enum than `{name}`", enum)
        if variants_of(enum).complete:
            return Finding(
                "fails", f"`{name}` has no variant `{variant}`", "structure", "member-not-found", place_of(enum), "proved"
            )
        return undecided("inside-macro", f"a macro may give `{name}` a `{variant}`", enum)
    if case.criterion is not None and re.search(rf"\b{variant}\s*[({{][^)}}]*[\d\"]", case.criterion.text):
        return undecided("not-understood", f"of `{variant}` one value is meant, with what it carries", enum)
    method = ""
    made_up = samples_of(case, enum, variant, carried(mine[0]))
    written = re.search(rf"\b{variant}\((\w+(?:::\w+)+)\)", case.criterion.text) if case.criterion is not None else None
    if written is not None:  # with just this in it
        made_up = [f"{name}::{variant}({written[1]})"]
    if not made_up:
        return undecided("unsupported-code", f"`{name}::{variant}` carries something that cannot be made up here", enum)
    if reading.get("asked") == "delegates":
        method, inner = bare_name(reading.get("name")), carried(mine[0]).strip("( ),")
        if not inner or "," in inner or not any(d.item.name == method for d in methods_of(case.code, name, (enum,))):
            return undecided("no-subject", f"`{name}::{variant}` carries nothing that could have a `{method}`", enum)
        tests = [f"({name}::{variant}({s})).{method}() == ({s}).{method}()" for s in samples_of_type(case, inner)]
        seen, what = "", f"`{method}` of `{name}::{variant}` is that of what it carries"
        if not tests:
            return undecided("unsupported-code", f"no `{inner}` can be made up here", enum)
    elif reading.get("asked") == "shown":
        text = value.strip('"')
        if (
            len(made_up) > 1
            and tested(case, enum, f'format!("{{}}", {made_up[0]}) == format!("{{}}", {made_up[1]})', "", "").outcome != "holds"
        ):
            return undecided("depends-on-the-path", f"what `{variant}` is shown as depends on what it carries", enum)
        tests = [f'format!("{{}}", {one}) == "{escaped(text)}"' for one in made_up]
        seen, what = f'format!("{{}}", {made_up[0]})', f"`{name}::{variant}` is shown as `{text}`"
    else:
        method = bare_name(reading.get("name")) or _code_method(case, enum)
        if not method and any("=" in v.type for v in variants_of(enum).all):
            from uowgen.claims.kinds import constant_equals

            return constant_equals.decide(reading._replace(slots={"name": f"{name}::{variant}", "value": value}), case)
        if not method:
            return undecided("no-subject", f"which function of `{name}` gives the code is not clear", enum)
        if not any(d.item.name == method for d in methods_of(case.code, name, (enum,))):
            from uowgen.claims.values.said_calls import for_variant

            return for_variant(reading, case) or undecided("no-subject", f"`{name}` has no `{method}`", enum)
        if leaves_open(value):
            return undecided("not-understood", f"`{value}` is not a value but leaves something open", enum)
        tests = [f"matches!(({one}).{method}(), {value})" for one in made_up]
        seen, what = f"({made_up[0]}).{method}()", f"`{method}` of `{name}::{variant}` is `{value}`"
    for test in tests:
        found = tested(case, enum, test, seen, what)
        if found.outcome != "holds":
            break
    spoken = case.criterion is not None and re.search(rf"\b{method}\b", case.criterion.text) if not reading.get("asked") else None
    if found.outcome == "fails" and not reading.get("asked") and not reading.get("name") and not spoken:
        others = [n for n in _code_methods(case, enum) if n != method]
        rows = [decide(reading._replace(slots={**reading.slots, "name": f"{n}()"}), case) for n in others]
        so = next((row for row in rows if row.outcome == "holds"), None)
        if so is not None or others:  # “`Full` maps to `ENOSPC`” is not said of `code()` where there is an `errno()`
            return so or undecided("subject-ambiguous", f"which of {len(others) + 1} functions gives that is not said", enum)
    return found


def _each(reading: Reading, case: Case) -> Finding:
    """“6 for `Root`, 3 for `User` and 0 for `Guest`”: the first that fails, else the first that is not decided."""
    found = []
    for one in reading.list("cases"):
        value, _, variant = one.rpartition("=")
        found.append(decide(reading._replace(slots={"name": reading.get("name"), "value": value, "variant": variant}), case))
    worst = next((f for outcome in ("fails", "undecided") for f in found if f.outcome == outcome), None)
    return worst or found[0]._replace(message="; ".join(f.message for f in found))


def enum_of(reading: Reading, case: Case) -> Declaration | Finding:
    """The enum that has the variant: named in its path, or by the function's path, or the one near that has it."""
    variant, name = reading.get("variant"), reading.get("name")
    owner = owner_name(variant) or owner_name(name) or bare_name(reading.get("owner"))
    if owner and owner != "Self":
        subject = find_type(case, owner)
        if len(subject.found) != 1 or subject.found[0].item.kind != "enum":
            return subject.none(f"`{owner}` is no enum of the tree")
        return subject.found[0]
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    near = [d.item.name for f in files for d in f.declarations() if d.item.kind == "enum"]
    if name:
        named = {d.owner.rpartition(" for ")[2] for d in find_method(case, name).found if d.owner}
        near = [n for n in near if n in named] or sorted(named)
    found = [d for n in dict.fromkeys(near) for d in find_type(case, n).found if d.item.kind == "enum"]
    having = [d for d in found if any(v.name == bare_name(variant) for v in variants_of(d).all)]
    if len(having) == 1:
        return having[0]
    if not having and len(found) == 1:
        return found[0]
    return undecided(
        "subject-ambiguous" if having else "no-subject", f"which enum has `{bare_name(variant)}` is not clear", *having[:3]
    )


def _code_method(case: Case, enum: Declaration) -> str:
    return next(iter(_code_methods(case, enum)), "")


def _code_methods(case: Case, enum: Declaration) -> list[str]:
    names = [d.item.name for d in methods_of(case.code, enum.item.name, (enum,)) if d.item.kind == "fn"]
    return [n for n in _CODES if n in names]


def _keeps_inner(reading: Reading, case: Case) -> Finding:
    """`From<Inner>` gives a variant that carries just what was given."""
    head, _, target = reading.get("inner").partition(" for ")  # `impl From<PageError> for MmError`
    inner = bare_name(head.partition("<")[2].rstrip("> ") if "<" in head else head)
    subject = find_type(case, inner)
    owners = converting(case, inner, bare_name(target or reading.get("guard")))
    if len(subject.found) != 1 and not (owners and stand_in(case, inner) is not None):
        if not subject.found and owners:  # what is converted is declared elsewhere
            return undecided("unsupported-code", f"no `{inner}` can be made up here", *owners[:1])
        return subject.none(f"`{inner}` is no type of the tree")
    if len(owners) != 1:
        return undecided("no-subject", f"which type is made from `{inner}` is not clear", *subject.found[:1])
    enum = owners[0]
    carrying = [v for v in variants_of(enum).all if bare_name(v.type.strip("( ),")) == inner]
    wanted = bare_name(reading.get("variant"))
    carrying = [v for v in carrying if not wanted or v.name == wanted]
    if not carrying:
        return Finding(
            "fails",
            f"no variant of `{enum.item.name}` carries a `{inner}`",
            "structure",
            "member-not-found",
            place_of(enum),
            "proved",
        )
    samples = samples_of_type(case, inner)
    declared = subject.found
    if declared and (not samples or (declared[0].item.kind == "enum" and any(carried(v) for v in variants_of(declared[0]).all))):
        samples = _written_out(case, inner)
    if not samples:
        return undecided("unsupported-code", f"no `{inner}` can be made up here", *declared)
    name = enum.item.name
    for sample in samples:
        patterns = " | ".join(f"{name}::{v.name}({sample})" for v in carrying)
        test = f"matches!(<{name} as From<{inner}>>::from({sample}), {patterns})"
        found = tested(case, enum, test, "", f"`{name}::from({sample})` is `{patterns}`")
        if found.outcome == "undecided":
            found = tested(
                case, enum, f"matches!({name}::from({sample}), {patterns})", "", f"`{name}::from({sample})` is `{patterns}`"
            )
        if found.outcome != "holds":
            return found
    return found


def _written_out(case: Case, inner: str) -> list[str]:
    """Values of a type with what each of them carries, that can be written as patterns as well."""
    from uowgen.claims.values.made_up import Maker

    domain = Maker(case, (7,), None).domain(inner)
    values = domain.values if domain is not None else ()
    heads = ("::new(", "String", "vec!", "&", "(-", "[")
    return list(values[:60]) if not any(mark in v for v in values for mark in heads) else []


_GIVES = "returns|gives|yields|is|produces|maps|converts|translates"
_SHOWS = "prints|shows|writes|formats|renders|displays|outputs|gives|returns|is|produces|says"
_INNER = "inner|original|source|underlying|wrapped|error|errors|value|variant|as|payload|it|cause|fault|whole|unchanged|intact|is|inside|given"

KIND = Kind(
    "variant_value",
    "a function of an enum gives a value for a variant",
    (
        f"<name:method> {_GIVES} <value:valuecode> for|on|of <variant:variant>",
        f"<name:method> of|for|on <variant:variant> {_GIVES} <value:valuecode>",
        f"<name:method> {_GIVES} <cases:cases> ; asked=cases",
        f"<name:method> {_GIVES} <variant:variant> to|as|into|-> <value:valuecode>",
        "<name:method> of|for|on <variant:variant> delegates|forwards|defers to inner|wrapped|underlying|carried|its|original? error|code|errno|method|it|value|cause* ; asked=delegates",
        "<name:method> delegates|forwards|defers to inner|wrapped|underlying|carried|its|original? error|code|errno|value|cause* for|on <variant:variant> ; asked=delegates",
        "<variant:variant> maps|converts|translates|corresponds to <value:valuecode>",
        "<variant:variant> has code|errno|value|number|error-code <value:valuecode>",
        "<variant:variant> -> <value:valuecode>",
        *(
            frame
            for value in ("variant", "valuecode")
            for frame in (
                f"<inner:fromcode> for? <guard:traits>? impl|implementation|conversion? maps|converts|translates|turns <variant:variant> to|into|as <value:{value}> ; asked=converted",
                f"<variant:variant> @be* converted|mapped|translated|turned to|into <value:{value}> ; asked=converted",
                f"<variant:variant> converts|becomes|turns into? <value:{value}> ; asked=converted",
            )
        ),
        "<inner:fromcode> for? <guard:traits>? impl|implementation|conversion? maps|yields|gives|produces|returns|converts|turns it|everything|always* to|into? <value:value> ; asked=yields",
        f"<show:display> {_SHOWS} <value:shown> for|of <variant:variant> ; asked=shown",
        f"<show:display> of|for <variant:variant> {_SHOWS} <value:shown> ; asked=shown",
        "<variant:variant> displays|prints|formats|renders|shows as <value:shown> ; asked=shown",
        "<variant:variant> is displayed|printed|formatted|rendered|shown as <value:shown> ; asked=shown",
        f"<inner:fromcode> conversion|impl|implementation? for? <guard:theguard>? keeps|preserves|wraps|retains|carries|stores {_INNER}* ; asked=inner",
        f"conversion|converting from <inner:variant> keeps|preserves|wraps|retains|carries {_INNER}* ; asked=inner",
        f"<inner:fromcode> conversion|impl|implementation? keeps|preserves|wraps|retains|carries|stores|passes {_INNER}* without losing|dropping|changing|discarding|altering it|any|anything|{_INNER}* information|detail|details|of? {_INNER}* ; asked=inner",
        f"<inner:fromcode> conversion|impl|implementation? does @not lose|drop|discard|forget {_INNER}* ; asked=inner",
        f"<inner:fromcode> {_GIVES} to? <variant:variant> with {_INNER}* ; asked=inner",
        f"<inner:fromcode> wraps {_INNER}* in <variant:variant> ; asked=inner",
        f"<inner:fromcode> maps|converts|leads|goes|turns|wraps it|errors|error|everything* to|into|in <variant:variant> ,? and keeps|preserves|carries|retains {_INNER}* ; asked=inner",
        f"from keeps|preserves|wraps|retains {_INNER}* of|from <inner:variant> ; asked=inner",
    ),
    (
        "`code()` returns `-12` for `MmError::NoMemory`",
        "`From<PageError>` keeps the inner error",
        "`Display` prints `out of memory` for `NoMemory`",
    ),
    decide,
)
