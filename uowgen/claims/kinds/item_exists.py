"""Claim: an item exists: a type, function, constant, module, macro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.declarations.member import carries, member_of, variant_named
from uowgen.claims.declarations.scope import library_of, regions
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.names import bare_name, is_path, is_plain, owner_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.sentences.noun_words import sort_of
from uowgen.claims.subject import ANY, KINDS_OF, context_type, find, find_method, find_type
from uowgen.facts.code import counts, implemented
from uowgen.facts.impls import unseen
from uowgen.facts.members import attributes_of, inherits_visibility, methods_of, visibility_of
from uowgen.facts.signature import parameters_of
from uowgen.facts.uses import macros_in
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every name is declared, as the noun says if there is one, in the file that is named if one is."""
    noun = sort_of(reading.get("noun"))
    if "#[" in reading.get("place") + reading.get("owner"):
        return undecided("not-understood", "what stands under an attribute is not decided")
    found: list[Declaration] = []
    for name in reading.list("names"):
        if not is_plain(name) or name.startswith("#"):
            return undecided("not-understood", f"`{name}` is not the name of an item")
        if "<" in name and reading.get("state") == "implemented" and bare_name(name) in _OF_THE_LANGUAGE:
            return undecided("no-subject", f"of which type `{name}` is to be implemented is not said")
        subject = _look(case, name, noun, reading)
        if isinstance(subject, Finding):
            return subject
        for declaration in subject:
            wrong = _not_so(declaration, reading)
            if wrong is not None:
                return wrong
        found += subject
    case.subjects += found[:1]
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("names"))
    return holds(
        f"{listed} {'is' if len(reading.list('names')) == 1 else 'are'} declared", evidence=tuple(shown(d) for d in found[:8])
    )


_OF_THE_LANGUAGE = frozenset(
    ["From", "Into", "TryFrom", "TryInto", "AsRef", "AsMut", "Borrow", "Index", "IndexMut", "PartialEq", "PartialOrd", "Extend", "FromIterator", "Add", "Sub", "Mul", "Div", "Rem", "BitAnd", "BitOr", "BitXor", "Shl", "Shr"]
)  # fmt: skip


def _not_so(declaration: Declaration, reading: Reading) -> Finding | None:
    """What speaks against the adjectives of the noun (`public`, `async`), or against `implemented`."""
    name = declaration.item.name
    behind = [w for w in reading.get("noun2").split() if w in ("async", "unsafe", "const") and declaration.item.kind == "fn"]
    for adjective in (*reading.get("noun").split()[:-1], *behind):
        if adjective in ("public", "pub", "private"):
            written = visibility_of(declaration)
            if inherits_visibility(declaration):
                return undecided("inherited-visibility", f"`{name}` has the visibility of what it belongs to", declaration)
            if (written == "pub") != (adjective != "private") or (adjective == "private" and written):
                return fails("other-visibility", f"`{name}` is `{written or 'private'}`", declaration)
        elif adjective in ("async", "unsafe", "const") and declaration.item.kind == "fn":
            if adjective not in declaration.text.split("fn ")[0].split():
                return fails("other-signature", f"`{name}` is not `{adjective}`", declaration)
        else:
            return undecided("not-understood", f"“{adjective}” is not decided for `{declaration.item.label}`", declaration)
    if reading.get("state") == "implemented" and declaration.item.kind == "fn":
        body = declaration.item.node.child_by_field_name("body")
        if body is not None and any(macros_in(declaration.file, body, m) for m in ("todo", "unimplemented")):
            return fails("not-implemented", f"`{name}` is still to be written", declaration)
        if body is None or all("comment" in child.type for child in body.named_children):
            return undecided("empty-body", f"`{name}` has no body, or one that does nothing", declaration)
    if reading.get("state") == "implemented" and declaration.item.kind != "fn":
        return undecided("not-understood", f"what it takes to implement `{declaration.item.label}` is not said", declaration)
    return None


def _look(case: Case, name: str, noun: str, reading: Reading) -> list[Declaration] | Finding:
    bare = bare_name(name)
    kinds = KINDS_OF.get(noun, ANY)
    if noun == "" and name.endswith("()"):
        kinds = KINDS_OF["fn"]
    place = reading.get("place")
    path = place if is_path(place) and not place.endswith("/") else ""
    owner = bare_name(reading.get("owner")) or owner_name(name)
    if place and not path:
        return _in_scope(case, bare, kinds, place)
    if kinds == KINDS_OF["fn"] and not owner and not path and reading.list("names") and noun == "fn":
        context = context_type(case)
        owner = context.found[0].item.name if context.found else ""
    if owner:
        of = find(case, owner, KINDS_OF["type"]).found
        methods = [d for d in methods_of(case.code, owner, of) if d.item.name == bare]
        if methods and path:  # a file that is named as well must be the one
            there = resolved_path(case, path)
            inside = [d for d in methods if d.file.path in there]
            if not inside:
                why = f"`{owner}::{bare}` is not in `{path}`; there is one at {methods[0].place}"
                return undecided("found-elsewhere", why, methods[0])
            methods = inside
        if methods:
            return _called_so(name, methods)
        if of and (reading.get("owner") or owner_name(name)):
            return _of_type(case, of, bare, kinds, name)
        if reading.get("owner") or (path and owner[:1].isupper()):
            return find(case, owner, KINDS_OF["type"]).problem or fails("item-not-found", f"there is no `{owner}`")
    tested = noun == "test" or (noun in ("", "fn") and _is_test(case, name))
    if path:
        return _in_file(case, bare, kinds, path, tests=tested)
    subject = find_method(case, name) if kinds == KINDS_OF["fn"] and not tested else find(case, name, kinds, tests=tested)
    if subject.found:
        if subject.elsewhere and not (tested and _is_test(case, name)):
            first = subject.found[0]
            return undecided(
                "found-elsewhere", f"`{bare}` is not in the file that the spec names; there is one at {first.place}", first
            )
        return _called_so(name, list(subject.found))
    if not noun and name == bare and bare.islower() and "_" not in bare:
        return undecided("maybe-no-item", f"no item is called `{bare}`; it may be meant as something else")
    other = find(case, name)
    if noun and other.found:
        label = other.found[0].item.label
        return fails("other-kind", f"`{bare}` is declared as `{label}`", other.found[0])
    return subject.problem or fails("item-not-found", f"there is no `{bare}`")


def _is_test(case: Case, name: str) -> bool:
    """Whether what is called `name` is a test: that exists if test builds have it, whatever the words call it."""
    found = find(case, name, KINDS_OF["fn"], tests=True).found if bare_name(name).islower() else ()
    heads = [{a.strip("#[] ").partition("(")[0].rpartition("::")[2] for a in attributes_of(d)} for d in found]
    return bool(heads) and all("test" in head for head in heads)


def _called_so(name: str, found: list[Declaration]) -> list[Declaration] | Finding:
    """`found`, if what stands in brackets behind the name fits: as many arguments as the function takes."""
    inner = name.partition("(")[2].rpartition(")")[0].strip()
    if not inner or inner.strip(".… ") == "":
        return found
    for declaration in found:
        if declaration.item.kind == "fn" and not declaration.item.in_macro:
            given = [a for a in cut_at_commas(inner) if a.replace("mut ", "").lstrip("&").strip() != "self"]
            if len(given) != len(parameters_of(declaration)):
                return undecided(
                    "other-count", f"`{declaration.item.name}` takes {len(parameters_of(declaration))} parameters", declaration
                )
    return found


def _of_type(
    case: Case, of: tuple[Declaration, ...], bare: str, kinds: frozenset[str], written: str
) -> list[Declaration] | Finding:
    """The type, if it has a member `bare` of one of `kinds` (and carries what `written` says in brackets)."""
    variant = variant_named(case, written) if written else None
    inner = written.partition("(")[2].rpartition(")")[0] if "(" in written else ""
    if variant is not None and inner and not all(carries(variant[1].type, t) for t in cut_at_commas(inner)):
        return fails("other-type", f"`{bare}` is written `{variant[1].name}{variant[1].type}`", variant[0])
    for declaration in of:
        member = member_of(case, declaration, bare, "")
        if member.place is None and not member.complete:
            return undecided("inside-macro", f"a macro or a derive may give `{declaration.item.name}` a `{bare}`", declaration)
        if member.place is None:
            return fails("member-not-found", f"`{declaration.item.name}` has no `{bare}`", declaration)
        if member.sort not in kinds and "fn" in kinds and unseen(case.code, declaration) is not None:
            return undecided("maybe-implemented", f"`{declaration.item.name}` may have a `{bare}` from elsewhere", declaration)
        if member.sort not in kinds:
            return fails("other-kind", f"`{bare}` is a {member.sort} of `{declaration.item.name}`", declaration)
        near = [d for d in declaration.file.declarations() if d.line == member.place.line and d.item.name == bare]
        if near:
            return near
    return list(of)


def _in_impl(case: Case, bare: str, head: str) -> list[Declaration] | Finding:
    """What is called `bare` in the impls with that head."""
    from uowgen.claims.kinds.derives import header

    trait, _, of = header(head)
    impls = [d for d in case.code.impls_of(of) if counts(d) and implemented(d) == (bare_name(trait), of)]
    if not impls:
        return fails("item-not-found", f"there is no `{head}`")
    if head.startswith("unsafe") and not all(d.text.startswith("unsafe") for d in impls):
        return fails("other-signature", f"`impl {trait} for {of}` is not `unsafe`", *impls)
    spans = [(d.file.path, d.item.span) for d in impls]
    inside = [
        d
        for impl in impls
        for d in impl.file.named(bare)
        if any(d.file.path == path and span.start <= d.item.span.start < span.end for path, span in spans)
    ]
    return inside or fails("item-not-found", f"`{head}` has no `{bare}`", *impls)


def _in_scope(case: Case, bare: str, kinds: frozenset[str], place: str) -> list[Declaration] | Finding:
    """The declarations inside what `place` means: a folder, a module, a crate, a type."""
    if place.startswith(("impl ", "impl<", "unsafe impl ")):
        return _in_impl(case, bare, place)
    found: list[Declaration] = []
    owner = find_type(case, place) if not is_path(place) else None
    if owner is not None and owner.found:
        return _of_type(case, owner.found, bare, kinds, "")
    inside = regions(case, place)
    if isinstance(inside, Finding):
        return inside
    files = {r.file.path for r in inside}
    crate = library_of(case, place).rpartition("/")[0]
    for declaration in case.code.declared(bare):
        path = declaration.file.path
        if (path in files or (crate and path.startswith(f"{crate}/"))) and declaration.item.kind in kinds and counts(declaration):
            found.append(declaration)
    return found or fails("item-not-found", f"there is no `{bare}` in `{place}`")


def _in_file(case: Case, bare: str, kinds: frozenset[str], path: str, *, tests: bool = False) -> list[Declaration] | Finding:
    paths = resolved_path(case, path)
    if not paths:
        return fails("file-not-found", f"the tree has no file `{path}`")
    if not path.endswith(".rs"):  # what a linker script or a Makefile defines is no item of Rust
        return undecided("not-understood", f"what it takes to declare `{bare}` in `{path}` is not known")
    found: list[Declaration] = []
    for p in paths:
        file = case.code.file(p)
        if file is not None:
            found += [d for d in file.named(bare) if d.item.kind in kinds and (counts(d) or (tests and d.condition == "tests"))]
    if found:
        return found
    for p in paths:
        file = case.code.file(p)
        for call in file.declarations() if file is not None else ():
            if call.item.kind == "macro call" and call.item.name != "macro_rules" and bare in call.text:
                return undecided("inside-macro", f"`{bare}` stands inside a call of `{call.item.name}!`", call)
    near = find(case, bare, kinds)
    problem = near.problem
    if problem is not None and problem.code == "inside-macro":
        return problem
    return fails("item-not-found", f"there is no `{bare}` in `{path}`", *near.found[:1])


def _fits(_reading: Reading, case: Case) -> bool:
    """“`clear()` empties it, `lost()` stays” speaks of a value, not of a declaration."""
    text = case.criterion.text.lower() if case.criterion is not None else ""
    if _OF_IT.match(text):
        return False
    words = text.replace(",", " , ").replace(";", " ; ").rstrip(". ").split()
    return not words or words[-1] not in _STAYING or not {",", ";", "and", "but", "while"} & set(words)


# “There is a check for `X`” is not of the declaration of `X`.
_OF_IT = when_used(
    r"\W*there (?:is|are) (?:an? |one |also )*(?:[a-z]+ )?"
    r"(?:check|guard|assertion|case|branch|handler|bound|limit|comment|note|remark|call|caller|use|fallback|default|way|reason)s? (?:for|of|on|about|in|to)\b"
)
_STAYING = frozenset({"stays", "stay", "remains", "remain"})

KIND = Kind(
    "item_exists",
    "an item is declared",
    (
        "<names> <noun>? @be* correctly|properly? @made @in|to? <place>? <noun2:noun>?",
        "<names> <noun>? @be* implemented @in|to? <place>? <noun2:noun>? ; state=implemented",
        "<noun> <names> @be* correctly|properly? @made @in|to? <place>? <noun2:noun>?",
        "<noun> <names> @be* implemented @in|to|for? <place>? ; state=implemented",
        "there is|exists a? <noun>? <names> <noun2:noun>? @in|for? <place>?",
        "<place> <noun2:noun>? defines|declares|provides|exposes|introduces|offers <names> <noun>?",
        "@make <names> <noun>? @in|to? <place>? <noun2:noun>?",
        "@make <noun> <names> @in|to? <place>? <noun2:noun>?",
        "implement|implements <names> <noun>? @in|to|for? <place>? <noun2:noun>? ; state=implemented",
        "implement|implements <noun> <names> @in|to? <place>? <noun2:noun>? ; state=implemented",
        "<names> <noun> @be* implemented|added|defined for|on|of|to <owner:name> <noun2:noun>? ; state=implemented",
        "new|file|module|a* <place:path> file|module? @be* @made? with|containing|defining|holding <names> <noun>?",
        "<names> <noun> in <place>",
        "<names> <noun>",
        "<noun> <names>",
    ),
    (
        "`VmaError` enum defined",
        "`walk_to_entry` function exists in `mmu.rs`",
        "Add `get_alive_worker()` to `pool.rs`",
        "`insert`, `find` and `remove` methods implemented",
        "`MmapGuard` struct",
    ),
    decide,
    ("names",),
    checks_adjectives=True,
    fits=_fits,
)
