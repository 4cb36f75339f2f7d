"""What functions of an enum give for its variants: as a table of the document says, only for some, or what a variant carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.standins import stand_in
from uowgen.claims.sentences.noun_words import NUMBERS
from uowgen.claims.subject import find_type
from uowgen.claims.values.made_up import Maker
from uowgen.claims.values.variants import samples_of, samples_of_type, tested
from uowgen.facts.members import carried, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_NUMBER = 777_713  # that no other number of an enum is likely to contain


# `Bus(Parity)`, not `Bus(_)` or `Bus(e)`: one value of all that it may carry.
_CARRYING = when_used(r"[({](?!\s*(?:_|\.\.\.?|…|[a-z_]\w*)?\s*[)}])")


def decide(reading: Reading, case: Case) -> Finding:
    """Each variant is made, with samples for what it carries, and the function is run on it."""
    asked, method = reading.get("asked"), bare_name(reading.get("name"))
    if reading.get("adjective"):
        method = f"is_{reading.get('adjective').replace('-', '_')}"
    if asked == "by":
        return _shown_by(case, reading.get("by"))
    enum = _enum(case, reading, "" if asked in ("shown", "innershown") else method)
    if isinstance(enum, Finding):
        return enum
    said = [v for v in (*reading.list("variants"), reading.get("variant")) if v]
    if any(_CARRYING.search(v) for v in said):
        return undecided("not-understood", "what a variant is said to carry is not looked at here", enum)
    spoken = [bare_name(v) for v in said]
    names = [v.name for v in variants_of(enum).all]
    if not variants_of(enum).complete or any(v.sometimes for v in variants_of(enum).all) or set(spoken) - set(names):
        return undecided("no-subject", f"`{enum.item.name}` does not have just these variants", enum)
    tests: list[tuple[str, str]] | Finding
    if asked == "table":
        tests = _of_table(case, enum, method, reading.get("column"), negative=bool(reading.get("sign")))
    elif asked == "true":
        tests = _true(case, enum, method, spoken, only=bool(reading.get("only")))
    elif asked == "false":
        tests = _true(case, enum, method, [n for n in names if n not in spoken], only=True)
        tests = tests if isinstance(tests, Finding) else [t for t in tests if t[1].split("`")[3] in spoken]
    elif asked == "counted":
        return _counted(case, enum, method, reading.get("count"))
    elif asked == "innershown":
        tests = _inner_shown(case, enum, spoken, reading.get("within"))
    elif asked == "somesource":
        tests = _some_source(case, enum, spoken)
    elif asked == "source":
        tests = _source(case, enum, spoken, otherwise=bool(reading.get("only")))
    else:
        tests = _shown(case, enum, reading.get("variant"), wrapped=bool(reading.get("wrapped")))
    if isinstance(tests, Finding):
        return tests
    found = undecided("vacuous", "no variant is spoken of", enum)
    for test, what in tests:
        found = tested(case, enum, test, "", what)
        if found.outcome != "holds":
            return found
    return found if len(tests) < 2 else found._replace(message=f"so of {len(tests)} values, which were run", strength="bounded")


def _enum(case: Case, reading: Reading, method: str) -> Declaration | Finding:
    """The enum of the spec's files that has the method; where a path names it, that one."""
    owner = owner_name(reading.get("name")) or owner_name(reading.get("variant"))
    owner = "" if owner in ("Error", "Display") else owner  # the trait that has the method
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    names = [owner] if owner else list(dict.fromkeys(d.item.name for f in files for d in f.declarations() if d.item.kind == "enum"))
    spoken = {bare_name(v) for v in (*reading.list("variants"), reading.get("variant")) if v}
    found = []
    for name in names:
        for d in find_type(case, name).found:
            own = {m.item.name for m in methods_of(case.code, name, (d,))}
            if (
                d.item.kind == "enum"
                and (not method or method in own)
                and (owner or spoken <= {v.name for v in variants_of(d).all})
            ):
                found.append(d)
    if len(found) > 1 and reading.get("wrapped"):  # of several, those that carry an error
        found = [d for d in found if any(_is_shown(case, carried(v).strip("() ").removesuffix(",")) for v in variants_of(d).all)]
    if len(found) != 1:
        return undecided("subject-ambiguous" if found else "no-subject", "which enum is meant is not clear", *found[:3])
    return found[0]


def _samples(case: Case, enum: Declaration, variant: str) -> list[str] | Finding:
    parts = next(carried(v) for v in variants_of(enum).all if v.name == variant)
    domain = Maker(case, (7,), None).variant(enum.item.name, variant, parts)  # with all that an inner error may carry
    found = list(domain.values[:40]) if domain is not None else samples_of(case, enum, variant, parts)
    return found or undecided(
        "unsupported-code", f"`{enum.item.name}::{variant}` carries something that cannot be made up here", enum
    )


def _of_table(
    case: Case, enum: Declaration, method: str, column: str, *, negative: bool = False
) -> list[tuple[str, str]] | Finding:
    names = [v.name for v in variants_of(enum).all]
    tables = [t for t in _tables(case, column) or _tables(case, column, loose=True) if set(t) & set(names)]
    if len(tables) != 1 or set(tables[0]) != set(names):
        return undecided("not-understood", f"no table gives “{column}” for each variant of `{enum.item.name}`", enum)
    rows: list[tuple[str, str]] = []
    cells = {name: _number_of(tables[0][name]) for name in names}
    if negative:
        signs = {c.startswith("-") for c in cells.values()}
        if len(signs) != 1 or not all(c.lstrip("-").isdigit() for c in cells.values()):
            return undecided("not-understood", f"“{column}” of the table is not negative throughout", enum)
        cells = {name: f"-{c.lstrip('-')}" for name, c in cells.items()}
    for variant in names:
        value = cells[variant]
        number = value.lstrip("-").replace("_", "").isdigit() or value.startswith("0x")
        text = value.strip('"')
        if not number and not all(ch.isalnum() or ch in "-_ .:/" for ch in text):
            return undecided("not-understood", f"`{value}` is no number and no plain text", enum)
        samples = _samples(case, enum, variant)
        if isinstance(samples, Finding):
            return samples
        wanted = value if number else f'"{text}"'
        rows += [(f"({one}).{method}() == {wanted}", f"`{method}` of `{variant}` is `{value}`") for one in samples]
    return rows


_CODES = frozenset({"errno", "code", "number", "value", "errno code", "error code", "error number"})


def _number_of(cell: str) -> str:
    """`-19` of `-19 (ENODEV)`; another cell as it is."""
    head, _, rest = cell.replace("`", "").partition(" ")
    named = rest.strip().strip("()").replace("_", "")
    return head if head.lstrip("-").isdigit() and named.isalnum() and named.isupper() else cell


def _tables(case: Case, column: str, *, loose: bool = False) -> list[dict[str, str]]:
    """The tables of the document with a column of that name: its cells by those of the first one."""
    found: list[dict[str, str]] = []
    lines = case.document.data.decode("utf-8", "replace").split("\n")
    for n, line in enumerate(lines[:-1]):
        head = _cells(line)
        titles = [h.lower() for h in head]
        title = column.lower()
        if loose and len(head) == 2 and title in _CODES and titles[1] in _CODES:  # the one code that there is
            title = titles[1]
        if len(head) < 2 or not _is_rule(lines[n + 1]) or title not in titles[1:] or titles.count(title) > 1:
            continue
        at = titles.index(title)
        rows: dict[str, str] = {}
        for row in lines[n + 2 :]:
            cells = _cells(row)
            if len(cells) != len(head):
                break
            rows[bare_name(cells[0].split("(")[0].split("{")[0].strip())] = cells[at]
        found.append(rows)
    return found


def _cells(line: str) -> list[str]:
    bare = line.strip()
    return [c.strip().strip("`") for c in bare.strip("|").split("|")] if bare.startswith("|") else []


def _is_rule(line: str) -> bool:
    return line.strip().startswith("|") and not line.strip().strip("|-: ")


def _true(case: Case, enum: Declaration, method: str, spoken: list[str], *, only: bool) -> list[tuple[str, str]] | Finding:
    rows: list[tuple[str, str]] = []
    for variant in (v.name for v in variants_of(enum).all):
        if variant not in spoken and not only:
            continue
        samples = _samples(case, enum, variant)
        if isinstance(samples, Finding):
            return samples
        wanted = "true" if variant in spoken else "false"
        rows += [(f"({one}).{method}() == {wanted}", f"`{method}` of `{variant}` is {wanted}") for one in samples]
    return rows


def _shown_by(case: Case, method: str) -> Finding:
    """“`Display` prints `as_str()`”: the two texts are the same for each value that can be made up."""
    name = bare_name(method)
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    showing = {o for f in files for d in f.declarations() if d.item.name == "fmt" for t, _, o in (d.owner.rpartition(" for "),)
               if bare_name(t) == "Display"}  # fmt: skip
    owners = [o for o in sorted(showing) if owner_name(method) in ("", "Self", o)]
    having = [
        d for o in owners for d in methods_of(case.code, o, find_type(case, o).found) if d.item.name == name and receiver_of(d)
    ]
    if len(having) != 1 or parameters_of(having[0]):
        return undecided("subject-ambiguous" if having else "no-subject", f"which `{name}` is meant is not clear", *having[:3])
    owner = bare_name(having[0].owner.rpartition(" for ")[2])
    found = find_type(case, owner).found
    domain = Maker(case, (7,), None, having[0].file.path).domain(owner) if len(found) == 1 else None
    if domain is None:
        return undecided("unsupported-code", f"no `{owner}` can be made up here", having[0])
    verdict = undecided("vacuous", "no value was tried", having[0])
    for one in domain.values:
        test = f'format!("{{}}", {one}) == format!("{{}}", ({one}).{name}())'
        verdict = tested(
            case, found[0], test, f'format!("{{}}", {one})', f"`{owner}` is shown as `{name}` says", having[0].file.path
        )
        if verdict.outcome != "holds":
            unsure = verdict.outcome == "fails" and not domain.free
            return Finding("undecided", verdict.message, None, "maybe-not-reachable", verdict.evidence) if unsure else verdict
    return verdict._replace(message=f"so of {len(domain.values)} values, which were run", strength="bounded")


def _counted(case: Case, enum: Declaration, method: str, count: str) -> Finding:
    """“accepts exactly four variants”: for how many it is true, whatever they carry."""
    number = NUMBERS.get(count.lower(), int(count) if count.isdigit() else -1)
    made = next((d for d in methods_of(case.code, enum.item.name, (enum,)) if d.item.name == method), None)
    if number < 0 or made is None or result_of(made) != "bool" or parameters_of(made) or not receiver_of(made):
        return undecided("not-understood", f"for how many variants `{method}` is true cannot be asked", enum)
    terms = []
    for variant in variants_of(enum).all:
        samples = _samples(case, enum, variant.name)
        if isinstance(samples, Finding):
            return samples
        first = f"({samples[0]}).{method}()"
        if any(tested(case, enum, f"({one}).{method}() == {first}", "", "").outcome != "holds" for one in samples[1:]):
            return undecided("depends-on-the-path", f"what `{method}` of `{variant.name}` is depends on what it carries", enum)
        terms.append(f"({first}) as usize")
    total = " + ".join(terms)
    return tested(case, enum, f"{total} == {number}", total, f"`{method}` is true for {number} of {len(terms)} variants")


def _inner(case: Case, enum: Declaration, variant: str) -> list[tuple[str, str]] | Finding:
    """Each sample of a variant with that of the one thing that it carries."""
    kind = next(carried(v) for v in variants_of(enum).all if v.name == variant).strip("() ").removesuffix(",")
    alone = bool(kind) and "," not in kind and "{" not in kind
    domain = Maker(case, (7,), None).domain(kind) if alone else None
    values = domain.values if domain is not None else samples_of_type(case, kind) if alone else ()
    if not values:
        return undecided("unsupported-code", f"what `{enum.item.name}::{variant}` carries cannot be made up here", enum)
    return [(f"{enum.item.name}::{variant}({one})", one) for one in values[:12]]


def _source(case: Case, enum: Declaration, spoken: list[str], *, otherwise: bool) -> list[tuple[str, str]] | Finding:
    rows: list[tuple[str, str]] = []
    for variant in (v.name for v in variants_of(enum).all):
        if variant in spoken:
            pairs = _inner(case, enum, variant)
            if isinstance(pairs, Finding):
                return pairs
            for whole, inner in pairs:
                test = f'match ({whole}).source() {{ Some(e) => format!("{{}}", e) == format!("{{}}", {inner}), None => false }}'
                rows.append((test, f"`source` of `{variant}` is what it carries"))
        elif otherwise:
            samples = _samples(case, enum, variant)
            if isinstance(samples, Finding):
                return samples
            rows += [(f"({one}).source().is_none()", f"`source` of `{variant}` is `None`") for one in samples]
    return rows


def _some_source(case: Case, enum: Declaration, spoken: list[str]) -> list[tuple[str, str]] | Finding:
    """“`Some` only for `A`”: there is a source for these, and none for the others."""
    rows: list[tuple[str, str]] = []
    for variant in (v.name for v in variants_of(enum).all):
        samples = _samples(case, enum, variant)
        if isinstance(samples, Finding):
            return samples
        told = "is_some" if variant in spoken else "is_none"
        rows += [(f"({one}).source().{told}()", f"`source` of `{variant}` {told.replace('_', ' ')}") for one in samples]
    return rows


# What stands around what is shown, by the word for it.
_WITHIN = {"": ("{}",), "round": ("({})",), "square": ("[{}]",), "any": ("({})", "[{}]")}


def _inner_shown(case: Case, enum: Declaration, spoken: list[str], within: str = "") -> list[tuple[str, str]] | Finding:
    """`Display` of a variant contains what the error in it shows, by its `Display` or its `Debug`; `within` certain marks."""
    rows: list[tuple[str, str]] = []
    written = [marks.replace("{}", form) for marks in _WITHIN[within] for form in ("{}", "{:?}")]
    for variant in spoken:
        kind = next(carried(v) for v in variants_of(enum).all if v.name == variant).strip("() ").removesuffix(",")
        if not _is_shown(case, kind):
            return undecided("unsupported-code", f"`{enum.item.name}::{variant}` carries nothing that shows itself", enum)
        pairs = _inner(case, enum, variant)
        if isinstance(pairs, Finding):
            return pairs
        for whole, inner in pairs:
            forms = " || ".join(f'shown.contains(format!("{form}", {inner}).as_str())' for form in written)
            rows.append(
                (
                    f'let shown = format!("{{}}", {whole}); {forms}',
                    f"what `{variant}` carries is shown{' in such marks' if within else ''}",
                )
            )
    return rows


def _shown(case: Case, enum: Declaration, variant: str, *, wrapped: bool) -> list[tuple[str, str]] | Finding:
    """`Display` contains the one number that `variant` carries; of each variant around an error of the tree, what that shows."""
    rows: list[tuple[str, str]] = []
    if variant:
        name = bare_name(variant)
        parts = next(carried(v) for v in variants_of(enum).all if v.name == name)
        fields = [f for f in parts.strip("(){} ").split(",") if f.strip()]
        kind = fields[0].rpartition(":")[2].strip() if len(fields) == 1 else ""
        if kind not in ("u32", "u64", "usize", "i32", "i64", "u128"):
            return undecided("unsupported-code", f"`{enum.item.name}::{name}` does not carry one number alone", enum)
        label = fields[0].partition(":")[0].strip() if ":" in fields[0] else ""
        made = f"{enum.item.name}::{name}" + (f" {{ {label}: {_NUMBER} }}" if label else f"({_NUMBER})")
        shown = f'format!("{{}}", {made})'
        forms = " || ".join(f'{shown}.contains("{form}")' for form in (str(_NUMBER), f"{_NUMBER:x}", f"{_NUMBER:X}"))
        rows.append((forms, f"what `{name}` carries is shown"))
    errors = [v for v in variants_of(enum).all if _is_shown(case, carried(v).strip("() ").removesuffix(","))] if wrapped else []
    if wrapped and not errors:
        return undecided("no-subject", f"no variant of `{enum.item.name}` carries what can be shown", enum)
    for one in errors:
        pairs = _inner(case, enum, one.name)
        if isinstance(pairs, Finding):
            return pairs
        rows += [
            (f'format!("{{}}", {whole}).contains(&format!("{{}}", {inner}))', f"what `{one.name}` carries is shown")
            for whole, inner in pairs
        ]
    return rows


def _is_shown(case: Case, kind: str) -> bool:
    """Whether a type of the tree has a `Display` of its own, or one of elsewhere may have."""
    name = bare_name(kind)
    if stand_in(case, kind) is not None:
        return True
    if not name.isidentifier() or len(find_type(case, name).found) != 1:
        return False
    return any(d.item.name.rpartition(" for ")[0].rpartition("::")[2] == "Display" for d in case.code.impls_of(name))
