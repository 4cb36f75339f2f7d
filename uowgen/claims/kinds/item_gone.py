"""Claim: an item, a field, a variant or an import is no longer there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided, weakest
from uowgen.claims.kinds.derives import header
from uowgen.claims.kinds.never_remains import absent, near_first
from uowgen.claims.names import bare_name, is_path, is_plain, owner_name
from uowgen.claims.sentences.noun_words import sort_of
from uowgen.claims.subject import ANY, KINDS_OF, context_type, find, find_type
from uowgen.facts.code import counts, implemented
from uowgen.facts.impls import impls_for
from uowgen.facts.members import constants_of, derives_of, fields_of, methods_of, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """No build has a declaration of that name, in the place that is named or in the whole tree."""
    if reading.get("how"):
        from uowgen.claims.declarations.free_and_stubs import gone

        return weakest(gone(case, name, reading.get("how"), reading.get("place")) for name in reading.list("names"))
    for name in reading.list("names"):
        finding = _gone(case, name, sort_of(reading.get("noun")), reading.get("place"))
        if finding.outcome != "holds":
            return finding
    listed = ", ".join(f"`{n}`" for n in reading.list("names"))
    return holds(f"{listed} {'is' if len(reading.list('names')) == 1 else 'are'} no longer declared")


def _gone(case: Case, name: str, noun: str, place: str) -> Finding:
    if name.startswith(("impl ", "impl<", "unsafe impl ")):
        return _no_impl(case, name)
    if not is_plain(name):
        found = absent(case, name, "", place)
        return near_first(case, name, "", found) if found.code == "still-there" and not place else found
    if noun == "attribute":
        return absent(case, name, "attribute", place)
    if is_path(place) and not place.endswith("/") and not resolved_path(case, place):
        return holds(f"there is no `{place}`") if place.endswith(".rs") else undecided("not-listed", f"`{place}` is not listed")
    owner = owner_name(name) or (place if place and not is_path(place) else "")
    owners = find_type(case, owner).found if owner and owner != "Self" else ()
    if not owner and noun in ("variant", "field", "member"):
        context = context_type(case)
        if not context.found:
            return context.none("the criterion does not say of which type it speaks")
        owners = context.found
    if owners:
        return _no_member(case, owners, bare_name(name))
    if owner and (not place or owner_name(name)):
        # Without the type its members are gone as well, if nothing of that name is left where one looks.
        gone = place and absent(case, owner, "use", place).outcome == "holds"
        return holds(f"there is no `{owner}` in `{place}`") if gone else undecided("no-subject", f"`{owner}` was not found")
    return _no_item(case, bare_name(name), KINDS_OF.get(noun, ANY), place)


def _no_impl(case: Case, head: str) -> Finding:
    """That no impl with that head is left, for any build."""
    trait, _, of = header(head)
    if not trait:
        return undecided("not-understood", f"which `{head}` is meant is not said")
    left = [d for d in case.code.impls_of(of) if bare_name(implemented(d)[0]) == bare_name(trait)]
    if left:
        return fails("item-remains", f"`{head}` is still there", *left)
    owners = find_type(case, of).found
    if not owners:
        return undecided("no-subject", f"`{of}` was not found")
    if any(d.item.in_macro or bare_name(trait) in derives_of(d) or impls_for(case.code, d).unclear for d in owners):
        return undecided("maybe-implemented", f"`{of}` may have `{trait}` in another way", *owners)
    return holds(f"no `{head}` is written", *owners)


def _no_member(case: Case, owners: tuple[Declaration, ...], name: str) -> Finding:
    for owner in owners:
        groups = [constants_of(case.code, owner)]
        if owner.item.kind == "enum":
            groups.append(variants_of(owner))
        elif owner.item.kind in ("struct", "union"):
            groups.append(fields_of(owner))
        for group in groups:
            member = group.named(name)
            if member is not None:
                place = Evidence(member.file, member.line, member.line, f"`{name}`")
                return fails("item-remains", f"`{owner.item.name}` still has `{name}`", evidence=(place,))
        if owner.item.in_macro and not all(g.complete for g in groups):
            return undecided("inside-macro", f"a macro may give `{owner.item.name}` a `{name}`", owner)
        for method in methods_of(case.code, owner.item.name, (owner,)):
            if method.item.name == name:
                return fails("item-remains", f"`{owner.item.name}` still has `{name}`", method)
    return holds(f"`{owners[0].item.name}` has no `{name}`", *owners)


def _no_item(case: Case, name: str, kinds: frozenset[str], place: str) -> Finding:
    inside = regions(case, place, name)
    if isinstance(inside, Finding):
        return inside
    files = {r.file.path for r in inside}
    left = [d for path in sorted(files) for d in _named(case, path, name) if d.item.kind in kinds]
    live = [d for d in left if counts(d)]
    near = files_of(case)
    if live and not place and near and not any(d.file.path in near for d in live):
        return undecided(
            "subject-ambiguous", f"`{name}` is declared elsewhere; the criterion does not say where it is to be gone", *live[:4]
        )
    if live:
        return fails("item-remains", f"`{name}` is still declared", *live)
    if left and kinds is KINDS_OF["test"] and all(d.condition == "tests" for d in left):
        return fails("item-remains", f"the test `{name}` is still declared", *left)
    if left:
        return undecided("only-outside-the-build", f"`{name}` is left in code that ordinary builds do not have", *left)
    hidden = find(case, name).problem
    if hidden is not None and hidden.code == "inside-macro":
        return hidden
    if place:
        return absent(case, name, "use", place)._replace(strength="proved")
    if kinds is ANY:  # what is not said to be an item may be a crate, or an item of another crate
        used = absent(case, name, "use", "")
        if used.outcome != "holds":
            return undecided("still-used", f"nothing declares `{name}`, but it is still used", evidence=used.evidence)
        manifest = _manifest_with(case, name)
        if manifest:
            return undecided("still-used", f"nothing declares `{name}`, but `{manifest}` still has it")
    return holds(f"no `{name}` is declared")


def _manifest_with(case: Case, name: str) -> str:
    """The Cargo.toml that has a line which begins with `name`; empty if none has."""
    wanted = name.replace("_", "-")
    for path in case.code.tree.paths():
        source = case.code.tree.read(path) if path.rpartition("/")[2] == "Cargo.toml" else None
        rows = source.data.decode("utf-8", "replace").splitlines() if source is not None else []
        if any(row.replace("=", " ").replace(".", " ").split()[:1] in ([name], [wanted]) for row in rows):
            return path
    return ""


def _named(case: Case, path: str, name: str) -> tuple[Declaration, ...]:
    file = case.code.file(path)
    return () if file is None else file.named(name)


KIND = Kind(
    "item_gone",
    "an item or member is no longer declared",
    (
        "<names:any> stub|stubs @be* @gone @in? <place>? ; how=stub",
        "no free|standalone|free-standing|freestanding <names:any> function|functions|fn? @be* left|exists|exist|remains|remain|declared|defined* @in? <place>? ; how=free",
        "no free|standalone|free-standing|freestanding function|functions|fn <names:any> @be* left|exists|exist|remains|remain|declared|defined* @in? <place>? ; how=free",
        "free|standalone|free-standing|freestanding <names:any> function|functions|fn? @be* @gone @in? <place>? ; how=free",
        "free|standalone|free-standing|freestanding function|functions|fn <names:any> @be* @gone @in? <place>? ; how=free",
        "<names:any> <noun>? @be* @gone @in? <place>?",
        "<noun>? <names:any> <noun>? no longer exists|exist|declared|defined|there|present|has|have @in? <place>?",
        "<noun>? <names:any> @be* no longer there|declared|defined|present @in? <place>?",
        "<noun> <names:any> @be* @gone @in? <place>?",
        "remove|delete|drop old|local|unused* <names:any> <noun>? @in? <place>?",
        "remove|delete|drop old|local|unused* <noun> <names:any> @in? <place>?",
        "remove|delete|drop old|local|unused* <noun> <names:any> from|in <module:attr> module|mod",
        "no <noun> <names:any> <noun2:noun>? @be? left|exists|remains|declared|defined @in? <place>?",
        "<place> no longer @have|defines|declares <names:any> <noun>?",
        "there is|are no <names:any> <noun> @in? <place>?",
    ),
    (
        "`MmapLeak` struct removed",
        "`old_alloc` function no longer exists",
        "Remove `Token::Variable` variant",
    ),
    decide,
    ("names",),
)
