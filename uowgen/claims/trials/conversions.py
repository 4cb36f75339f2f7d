"""What a `From` conversion makes of a variant, by running it; and what it makes of everything, where its body is one expression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import find_type
from uowgen.claims.values.variants import converting, samples_of, tested
from uowgen.facts.members import carried, methods_of, variants_of
from uowgen.facts.results import results_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def converts(reading: Reading, case: Case) -> Finding:
    """“`From<A> for B` maps `V` to `W`”, “`A::V` is converted to `B::W`”: each such `V` that can be made up is converted."""
    source, target = _ends(reading)
    whole = find_type(case, reading.get("variant")).found if not source and not owner_name(reading.get("variant")) else ()
    if len(whole) == 1 and whole[0].item.kind == "enum":  # “`PageError` converts into `MmError::Page`”: each of its variants
        return _of_each(reading, case, whole[0])
    source = source or owner_name(reading.get("variant"))
    value = reading.get("value")
    target = target or owner_name(value.split("(")[0])
    if bare_name(source) == bare_name(target):
        return undecided("not-understood", f"`{bare_name(source)}` is converted into itself")
    subject = find_type(case, source) if source else None
    if subject is None or len(subject.found) != 1 or subject.found[0].item.kind != "enum":
        return (subject.problem if subject is not None else None) or undecided(
            "no-subject", "what is converted is no enum of the tree"
        )
    owners = converting(case, bare_name(source), bare_name(target))
    if len(owners) != 1:
        return undecided("no-subject", f"which enum is made from `{bare_name(source)}` is not clear", subject.found[0])
    enum, variant = subject.found[0], bare_name(reading.get("variant"))
    mine = [v for v in variants_of(enum).all if v.name == variant]
    if not mine:
        if variants_of(enum).complete:
            return fails("member-not-found", f"`{enum.item.name}` has no variant `{variant}`", enum)
        return undecided("inside-macro", f"a macro may give `{enum.item.name}` a `{variant}`", enum)
    name = owners[0].item.name
    said = case.criterion.text if case.criterion is not None else ""
    if re.search(rf"\b{bare_name(value.split('(')[0])}\s*\{{[^}}]*[\d\"]", said):
        return undecided("not-understood", f"of `{bare_name(value)}` one value is meant, with what it carries", owners[0])
    wanted = [v for v in variants_of(owners[0]).all if v.name == bare_name(value.split("(")[0])]
    if not wanted:
        return fails("member-not-found", f"`{name}` has no variant `{bare_name(value)}`", owners[0])
    parts = carried(wanted[0])
    pattern = f"{name}::{wanted[0].name}"
    if "(" in value:
        pattern += "(" + value.partition("(")[2]
    elif parts:
        pattern += " { .. }" if parts.startswith("{") else "(..)"
    samples = samples_of(case, enum, variant, carried(mine[0]))
    if not samples:
        return undecided("unsupported-code", f"`{enum.item.name}::{variant}` carries something that cannot be made up here", enum)
    found = None
    froms = [
        d
        for d in methods_of(case.code, name, (owners[0],))
        if d.item.name == "from" and _converts(d, enum.item.name) and d.owner.startswith("From")
    ]
    home = froms[0].file.path if len(froms) == 1 else ""  # where both names are known
    for sample in samples:
        what = f"`{sample}` is converted to `{pattern}`"
        for form in (f"<{name} as From<{enum.item.name}>>::from", f"{name}::from"):
            found = tested(case, owners[0], f"matches!({form}({sample}), {pattern})", f"{form}({sample})", what, home)
            if found.outcome != "undecided":
                break
        if found is None or found.outcome != "holds":
            break
    return found or undecided("unsupported-code", f"no `{variant}` can be made up here", enum)


def _of_each(reading: Reading, case: Case, enum: Declaration) -> Finding:
    """As `converts`, for every variant of the enum; what is not so of the first that is not."""
    last = undecided("no-subject", f"`{enum.item.name}` has no variants", enum)
    for each in variants_of(enum).all:
        last = converts(reading._replace(slots={**reading.slots, "variant": f"{enum.item.name}::{each.name}"}), case)
        if last.outcome != "holds":
            break
    return last


def yields(reading: Reading, case: Case) -> Finding:
    """“`From<A> for B` yields `EFAULT`”, whatever is converted: its body is one expression, and names it alone among its like."""
    source, target = _ends(reading)
    if source and target:
        from uowgen.claims.trials.enums import as_method

        if (same := as_method(case, source, target, reading.get("value").removesuffix("()"))) is not None:
            return same
    subject = find_type(case, target) if target else None
    if subject is None or not subject.found:
        return (subject.problem if subject is not None else None) or undecided(
            "no-subject", "into which type is converted is not said"
        )
    found = [d for d in methods_of(case.code, bare_name(target), subject.found) if d.item.name == "from" and _converts(d, source)]
    if len(found) != 1:
        return undecided("no-subject", f"there is not just one `From<{source}> for {bare_name(target)}`", *found)
    results = results_of(found[0])
    value = bare_name(reading.get("value"))
    if results.open or len(results.nodes) != 1:
        return undecided(
            "depends-on-the-path", f"`From<{source}>` has several results, or its body is more than one expression", found[0]
        )
    text = found[0].file.rust.text(results.nodes[0])
    names = "".join(c if c.isalnum() or c in "_:" else " " for c in text).split()
    like = {
        n
        for n in names
        if bare_name(n)[:1].isupper() and n.count("::") and not n.startswith(("Self::", f"{bare_name(target)}::new"))
    }
    if any(bare_name(n) == value for n in names) and len(like) <= 1:
        return holds(f"`{' '.join(text.split())}` is what it gives", found[0])
    if like and all(bare_name(n).isupper() == value.isupper() and bare_name(n) != value for n in like):
        return fails("other-value", f"it gives `{' '.join(text.split())}`", found[0])
    return undecided("depends-on-the-path", f"whether `{' '.join(text.split())}` is `{value}` is not worked out", found[0])


def _ends(reading: Reading) -> tuple[str, str]:
    """The types of `From<A> for B`: (`A`, `B`), each empty where it is not said."""
    head, _, target = reading.get("inner").partition(" for ")
    inner = head.partition("<")[2].strip().removesuffix(">") if "<" in head else ""
    return inner, target.strip() or reading.get("guard")


def _converts(method: Declaration, source: str) -> bool:
    block = method.item.node.parent.parent if method.item.node.parent is not None else None
    node = block.child_by_field_name("trait") if block is not None else None
    trait = "".join(method.file.rust.text(node).split()) if node is not None else ""
    return trait.rpartition("From<")[2].removesuffix(">").rpartition("::")[2] == source.rpartition("::")[2]
