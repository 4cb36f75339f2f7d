"""Claim: a type derives or implements certain traits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.declarations.written_impls import head_of, impls_like
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.sentences.frame import Reading
from uowgen.claims.subject import context_type, find_type
from uowgen.facts.code import counts
from uowgen.facts.impls import impls_for, unseen
from uowgen.facts.members import derives_of, methods_of, traits_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """As `_has`; a conversion is an impl of `From`; where the words say `does not`, none of the traits may be there."""
    if reading.get("owner") in _STANDARD and not set(reading.list("traits")) & _STANDARD and len(reading.list("traits")) == 1:
        swapped = {"owner": reading.get("traits"), "traits": reading.get("owner")}  # “`Entry` has a derived `Debug`”
        reading = Reading(reading.frame, {**reading.slots, **swapped})
    if reading.get("how") == "written":
        return _written_out(reading, case)
    if reading.get("source"):
        reading = Reading(reading.frame, {**reading.slots, "traits": f"From<{reading.get('source')}>"})
        found = _has(reading, case)  # it may be written as `Into` or by a function of its own
        return found if found.outcome != "fails" else undecided("maybe-implemented", found.message, evidence=found.evidence)
    if reading.get("assoc"):
        said = _ASSOCIATED.get(reading.get("assoc").lower())
        if said is None or len(reading.list("traits")) != 1:
            return undecided("not-understood", f"what “{reading.get('assoc')}” is of `{reading.get('traits')}` is not known")
        head, opened, rest = reading.get("traits").partition("<")
        inner = f"{rest.removesuffix('>')}, " if opened else ""
        slots = {**reading.slots, "traits": f"{head}<{inner}{said} = {reading.get('given')}>"}
        return _with_types(Reading(reading.frame, slots), case)
    if reading.get("target"):
        if reading.list("traits") != ("Deref",):
            return undecided("not-understood", f"what `{reading.get('traits')}` has to do with a type is not known")
        reading = Reading(reading.frame, {**reading.slots, "traits": f"Deref<Target = {reading.get('target')}>"})
    if reading.get("able"):
        return _able(reading, case)
    if reading.get("state") == "more":
        found = _has(reading, case)  # what it had before is not at hand
        return (
            found
            if found.outcome != "holds"
            else undecided("needs-history", f"{found.message}; what was there before is not known")
        )
    if reading.get("state") in ("only", "none"):
        return _nothing_else(reading, case)
    if reading.get("state") != "not":
        return _has(reading, case)
    last = None
    for trait in reading.list("traits"):
        last = _has(Reading(reading.frame, {**reading.slots, "traits": trait}), case)
        if last.outcome == "holds":
            return last._replace(outcome="fails", code="item-remains")
        if last.outcome == "undecided" or last.code != "trait-not-found":
            return last
    return last._replace(outcome="holds", code=None) if last is not None else undecided("no-subject", "no trait is named")


def _written_out(reading: Reading, case: Case) -> Finding:
    """Each trait has an impl that is written out for the type; a derive is none."""
    found: list[Declaration] = []
    subject = find_type(case, reading.get("owner"))
    if not subject.found:
        return subject.none(f"no type `{reading.get('owner')}`")
    for trait in reading.list("traits"):
        impls = impls_like(case, f"impl {trait} for {bare_name(reading.get('owner'))}", "")
        if isinstance(impls, Finding):
            return impls
        found += impls
    return holds(f"`{bare_name(reading.get('owner'))}` has them, written out", *found[:8])


# By which functions of its own a type may allow what a trait is for.
_BY_FUNCTIONS = {"Hash": ("hash",), "PartialEq": ("eq", "cmp", "compare", "same", "equal"), "Copy": ("copy", "clone")}


def _able(reading: Reading, case: Case) -> Finding:
    """“can be copied”: the trait is there; without it, a `Clone` or a function of its own may be what is meant."""
    found = _has(reading, case)
    if found.outcome != "fails":
        return found
    trait, owner = reading.get("traits"), reading.get("owner")
    cloned = trait == "Copy" and _has(Reading(reading.frame, {**reading.slots, "traits": "Clone"}), case).outcome != "fails"
    methods = methods_of(case.code, bare_name(owner), find_type(case, owner).found)
    own = [d for d in methods if any(part in d.item.name.split("_") for part in _BY_FUNCTIONS[trait])]
    if cloned or own:
        return undecided("not-understood", f"{found.message}, and may allow it in another way", evidence=found.evidence)
    return found


def _nothing_else(reading: Reading, case: Case) -> Finding:
    """The traits named are derived, and no other."""
    has = _has(reading, case)
    if has.outcome != "holds":
        return has
    wanted = {bare_name(t) for t in reading.list("traits")}
    for declaration in find_type(case, reading.get("owner")).found:
        name, more = declaration.item.name, sorted(set(derives_of(declaration)) - wanted)
        if more:
            return fails("item-remains", f"`{name}` derives {', '.join(f'`{t}`' for t in more)} as well", declaration)
        if declaration.item.in_macro or any("cfg_attr" in a for a in declaration.item.attributes):
            return undecided("conditional", f"`{name}` may derive more", declaration)
    return has._replace(message=f"{has.message}, and nothing else") if wanted else has._replace(message="it derives nothing")


def _has(reading: Reading, case: Case) -> Finding:
    """Each trait stands in a `derive`; where the words say `implements`, an impl will do as well."""
    if reading.get("impl"):
        trait, _, of = header(reading.get("impl"))
        if reading.get("place") or not of.replace("_", "").isalnum():
            like = impls_like(case, reading.get("impl"), reading.get("place"))
            return like if isinstance(like, Finding) else holds(f"`{reading.get('impl')}` is there", *like)
        if not trait:
            subject = find_type(case, of)
            return _has_impl(case, subject.found) if subject.found else subject.none(f"no `{of}`")
        reading = Reading(reading.frame, {**reading.slots, "owner": of, "traits": trait})
    if any("=" in t for t in reading.list("traits")):
        return _with_types(reading, case)
    owner = reading.get("owner")
    subject = find_type(case, owner) if owner else context_type(case)
    if not subject.found and owner in PRIMITIVES:
        found = [d for d in case.code.impls_of(owner) if counts(d) and any(_same_trait(d, t) for t in reading.list("traits"))]
        if found and len(reading.list("traits")) == 1:
            return holds(f"`{owner}` implements `{reading.list('traits')[0]}`", *found)
        return undecided("maybe-implemented", f"`{owner}` is not of the tree, and may have it from elsewhere")
    if not subject.found:
        return subject.none("the criterion does not say of which type it speaks")
    by_impl = reading.get("by") == "impl"
    case.subjects.append(subject.found[0])
    evidence: list[Evidence] = []
    for declaration in subject.found:
        name = declaration.item.name
        derived = derives_of(declaration)
        written = traits_of(case.code, declaration) if by_impl else {}
        for asked in reading.list("traits"):
            trait = bare_name(asked)
            if "<" in asked and by_impl:
                impls = [d for d in impls_for(case.code, declaration).own if counts(d) and _same_trait(d, asked)]
                if not impls and (given := _from_attribute(declaration, asked)) is not None:
                    evidence.append(given)
                    continue
                if not impls and (more := unseen(case.code, declaration, trait)) is not None:
                    return undecided("maybe-implemented", f"`{name}` may have `{asked}` from elsewhere", more)
                if not impls:
                    return fails("trait-not-found", f"`{name}` does not implement `{asked}`", declaration)
                evidence.append(shown(impls[0]))
            elif trait in written:
                evidence.append(shown(written[trait]))
            elif trait in _AUTO and (opposite := f"!{trait}".replace("!!", "")) in written:
                return fails("trait-not-found", f"`{name}` is `{opposite}`", written[opposite])
            elif trait not in derived:
                if declaration.item.in_macro:
                    return undecided("inside-macro", f"the macro may derive `{trait}` for `{name}`", declaration)
                if any("cfg_attr" in a and trait in a for a in declaration.item.attributes):
                    return undecided("conditional", f"`{name}` derives `{trait}` under a condition", declaration)
                if by_impl and (more := unseen(case.code, declaration, trait)) is not None:
                    return undecided("maybe-implemented", f"`{name}` may have `{trait}` from elsewhere", more)
                return fails("trait-not-found", f"`{name}` does not {'implement' if by_impl else 'derive'} `{trait}`", declaration)
        evidence.append(shown(declaration))
    listed = ", ".join(f"`{bare_name(t)}`" for t in reading.list("traits"))
    verb = "implements" if by_impl else "derives"
    return holds(f"`{subject.found[0].item.name}` {verb} {listed}", evidence=tuple(dict.fromkeys(evidence)))


_STANDARD = frozenset({"Copy", "Clone", "Debug", "Default", "Eq", "PartialEq", "Ord", "PartialOrd", "Hash"})
# Traits that the compiler gives a type by what it is made of, and that `impl !Trait` takes away.
_AUTO = frozenset({"Send", "Sync", "Unpin", "!Send", "!Sync", "!Unpin"})


def _from_attribute(declaration: Declaration, asked: str) -> Evidence | None:
    """Where `#[from]` stands before a field of the type that `From<…>` asks for, in an enum that derives an error."""
    if declaration.item.kind not in ("enum", "struct") or not asked.startswith("From<"):
        return None
    if not {"Error", "From"} & set(derives_of(declaration)):
        return None
    wanted, rust = without_paths(asked.removeprefix("From<").removesuffix(">")), declaration.file.rust
    stack = [declaration.item.node]
    while stack:
        node = stack.pop()
        for mark, field in zip(node.named_children, node.named_children[1:], strict=False):
            given = field.child_by_field_name("type") if field.type == "field_declaration" else field
            if "".join(rust.text(mark).split()) == "#[from]" and given is not None and without_paths(rust.text(given)) == wanted:
                line = rust.source.line_of(mark.start_byte)
                return Evidence(declaration.file.path, line, line, f"`#[from] {rust.text(given)}`")
        stack.extend(node.named_children)
    return None


def _with_types(reading: Reading, case: Case) -> Finding:
    """`Deref<Target = T>`: the trait is implemented, and its impl says `type Target = T;`."""
    asked = reading.list("traits")[0]
    head, _, rest = asked.partition("<")
    arguments = cut_at_commas(rest.strip().removesuffix(">"))
    plain, given = [a for a in arguments if "=" not in a], [a for a in arguments if "=" in a]
    trait = f"{head}<{', '.join(plain)}>" if plain else head
    if len(reading.list("traits")) != 1:
        return undecided("not-understood", "several traits with associated types are not decided together")
    found = _has(Reading(reading.frame, {**reading.slots, "traits": trait}), case)
    if found.outcome != "holds":
        return found
    for declaration in find_type(case, reading.get("owner")).found:
        for impl in impls_for(case.code, declaration).own:
            node = impl.item.node.child_by_field_name("trait")
            if node is None or bare_name(impl.file.rust.text(node)) != bare_name(head):
                continue
            text = without_paths(impl.text)
            if (other := _other_type(case, impl, given)) is not None:
                return other
            if all(without_paths(f"type {g.partition('=')[0].strip()}={g.partition('=')[2].strip()};") in text for g in given):
                return found
    return undecided("type-alias", f"the types that `{bare_name(head)}` has are written otherwise", evidence=found.evidence)


def _other_type(case: Case, impl: Declaration, given: list[str]) -> Finding | None:
    """That the impl says another type where both are plain names of the tree, neither an alias; None if that is not certain."""
    rows = {}
    for row in impl.text.split(";"):
        name, equals, type_ = row.rpartition("type ")[2].partition("=")
        if equals and "\n" not in type_.strip():
            rows[name.strip()] = type_.strip()
    for asked in given:
        name, _, type_ = (part.strip() for part in asked.partition("="))
        written = rows.get(name, "")
        both = [bare_name(t) for t in (type_, written) if t.replace("::", "").replace("_", "").isalnum()]
        declared = [[d for d in case.code.declared_anywhere(b) if d.item.kind in ("struct", "enum", "type")] for b in both]
        known = (
            len(both) == 2 and both[0] != both[1] and all(found and all(d.item.kind != "type" for d in found) for found in declared)
        )
        if known:
            return fails("other-type", f"`{name}` is `{written}`", impl)
    return None


# What people call the types that an impl names.
_ASSOCIATED = {"error": "Error", "output": "Output", "item": "Item", "target": "Target"}


def _same_trait(impl: Declaration, asked: str) -> bool:
    """Whether `impl` is one of the trait `asked`, generic arguments included."""
    node = impl.item.node.child_by_field_name("trait")
    return node is not None and without_paths(impl.file.rust.text(node)) == without_paths(asked)


def header(text: str) -> tuple[str, str, str]:
    """`impl<T> Drop for Guard<T> { … }` as (`Drop`, `for`, `Guard`); an inherent impl has no trait."""
    head = head_of(text)
    return (head.trait, "for" if head.trait else "", bare_name(head.of))


def _has_impl(case: Case, owners: tuple[Declaration, ...]) -> Finding:
    inherent = [d for o in owners for d in impls_for(case.code, o).own if counts(d) and " for " not in d.item.name]
    if not inherent:
        return fails("item-not-found", f"there is no `impl {owners[0].item.name}`")
    return holds(f"`impl {owners[0].item.name}` is there", *inherent)


KIND = Kind(
    "derives",
    "a type derives or implements traits",
    (
        "<owner:name>? <noun>? derives|derive|deriving <traits>",
        "<owner:name>? <noun>? derives|derive @be* added|present|there|updated|extended (|:? <traits> )?",
        "<traits> @be* derived for|on|by? <owner:name>? <noun>?",
        "<traits> derives|derive @be* added|present @to? <owner:name>? <noun>?",
        "add|adds derives|derive? <traits> derives|derive? @to <owner:name> <noun>?",
        "derive <traits> for|on <owner:name> <noun>?",
        "<owner:name> <noun>? do|does not derive <traits> ; state=not",
        "<owner:name> <noun>? derives|derive only <traits> ; state=only",
        "<owner:name> <noun>? derives|derive <traits> only|alone ; state=only",
        "<owner:name> <noun>? only derives|derive <traits> ; state=only",
        "<owner:name> <noun>? @have no derives|derive ; state=none",
        "<owner:name> <noun>? derives|derive nothing ; state=none",
        "<owner:name> <noun>? do|does not implement <traits> ; by=impl state=not",
        "<owner:name> <noun>? @be* not <traits:autotraits> ; by=impl state=not",
        "<owner:name> <noun>? @have no <traits> <noun2:noun>? impl|impls|implementation|implementations ; by=impl state=not",
        "no <traits> <noun2:noun>? impl|impls|implementation|implementations for|on|of <owner:name> <noun>? ; by=impl state=not",
        "<owner:name> <noun>? implements|implement <traits> <noun2:noun>? ; by=impl",
        "<traits> <noun2:noun>? @be* implemented|provided for|on|by <owner:name> <noun>? ; by=impl",
        "<owner:name> <noun>? @be* @made? @have|with explicit|manual|hand-written|handwritten <traits> <noun2:noun>? impl|impls|implementation|implementations ; by=impl how=written",
        "<owner:name> <noun>? explicitly|manually implements|implement <traits> <noun2:noun>? ; by=impl how=written",
        "<traits> impl|impls|implementation|implementations for|of|on <owner:name> <noun>? @be* @made|implemented? ; by=impl",
        "<owner:name> <noun>? @have a? <traits> impl|impls|implementation|implementations ; by=impl",
        "implement|implements <traits> <noun2:noun>? impl|implementation? for|on|to <owner:name> <noun>? ; by=impl",
        "add|adds <traits> trait? impl|impls|implementation|implementations for|on|to <owner:name> <noun>? ; by=impl",
        "add|adds <traits> trait|traits for|on|to <owner:name> <noun>? ; by=impl",
        "<traits> trait? impl|impls|implementation|implementations @be* @made @to|for <owner:name> <noun>? ; by=impl",
        "<owner:name> <noun>? @be* @made? @have|with <traits> <noun2:noun>? impl|impls|implementation|implementations ; by=impl",
        "@make <owner:name> <noun>? with <traits> <noun2:noun>? impl|impls|implementation|implementations ; by=impl",
        "<noun> <owner:name> @be* @made? @have|with <traits> <noun2:noun>? impl|impls|implementation|implementations ; by=impl",
        "<owner:name> <noun>? @be* @made with <traits:generictraits> ; by=impl",
        "<impl:implcode> block|impl|implementation? @be* @made|implemented|complete? ; by=impl",
        "<impl:implcode> block|impl|implementation? @be* @made|implemented|complete? in|inside|within <place:path> ; by=impl",
        "<place:path> file? @have|defines|provides|declares <impl:implcode> block|impl|implementation? ; by=impl",
        "there is <impl:implcode> block|impl|implementation? @in? <place:path>? ; by=impl",
        "<owner:name> <noun>? implements <traits> with|using <given:type> as its? associated? <assoc:plain> type? ; by=impl",
        "<owner:name> <noun>? implements <traits> with its? associated? <assoc:plain> type|= <given:type> ; by=impl",
        "<owner:name> <noun>? implements <traits> ,? whose associated? <assoc:plain> type? is <given:type> ; by=impl",
        "@make <impl:implcode> block? ; by=impl",
        "<owner:name> <noun>? @be* <traits> by derive|derives",
        "conversion from <source:type> to|into <owner:name> <noun>? @be* @made|implemented|provided|possible ; by=impl",
        "<source:type> <noun>? converts|convert to|into <owner:name> <noun2:noun>? ; by=impl",
        "<source:type> <noun>? can be converted to|into <owner:name> <noun2:noun>? ; by=impl",
        "<owner:name> <noun>? can be made|created|built|constructed|converted from <source:type> <noun2:noun>? ; by=impl",
        "<owner:name> <noun>? @be* <traits:autotraits> ; by=impl",
        "<owner:name> <noun>? implements|implement <traits> to|with target? <target:type> ; by=impl",
        "<owner:name> <noun>? derives|derive <traits> in addition to|what|those|its|it|they|existing|had|has|derived|ones|derives* ; state=more",
        "<owner:name> <noun>? derives|derive <traits> besides|beside what|those|its|it|they|existing|had|has|derived|ones|derives* ; state=more",
        "<owner:name> <noun>? dereferences|derefs to <target:type> ; by=impl traits=Deref",
        "<owner:name> <noun>? cannot be cloned|duplicated ; by=impl state=not traits=Clone",
        "<owner:name> <noun>? can be cloned|duplicated ; by=impl traits=Clone",
        "<owner:name> <noun>? can be copied ; by=impl traits=Copy able=yes",
        "<owner:name> <noun>? can be hashed ; by=impl traits=Hash able=yes",
        "<owner:name> <noun>? can be compared ; by=impl traits=PartialEq able=yes",
        "<owner:name> <noun>? cannot be copied ; by=impl state=not traits=Copy",
    ),
    (
        "`VmaFlags` derives `Clone` and `Copy`",
        "Derives added (Clone, Copy, Debug)",
        "`Drop` is implemented for `MmapGuard`",
        "`impl Drop for MmapGuard` exists",
        "`CoreStore` implements `Store` trait",
    ),
    decide,
    asks_all=True,
)
