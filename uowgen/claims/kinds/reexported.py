"""Claim: names are exported from a file, a module or a crate, or imported into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.declarations.scope import library_of, regions
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.facts.code import counts
from uowgen.facts.imports import paths_used, used_names
from uowgen.facts.members import visibility_of
from uowgen.facts.modules import declarations_of_module, file_of_module, is_exported

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.model import Evidence


def decide(reading: Reading, case: Case) -> Finding:
    """For each name a `use` (exported: with a visibility) brings it in; a plain `pub` item is exported too. A glob is undecided."""
    code = reading.get("usecode").rstrip("; ")
    if reading.get("state") == "from":
        return _imports_from(reading, case)
    imported = reading.get("state") == "imported" or (bool(code) and not code.startswith("pub"))
    names = tuple(sorted(used_names(code.partition("use ")[2]))) if code else tuple(bare_name(n) for n in reading.list("names"))
    if not names:
        return undecided("not-understood", "which names are brought in is not said")
    place = reading.get("place")
    if reading.get("state") == "gone" and not place and len(names) == 1:
        place = reading.list("names")[0].rpartition("::")[0]
        if not place or "::" in place or not library_of(case, place):
            return undecided("no-place", "from where it is to be no longer exported is not said")
    if not place:
        near = files_of(case)
        if len(near) != 1:
            return undecided("no-place", "the criterion does not say where, and the spec does not name exactly one Rust file")
        place = near[0]
    inside = regions(case, place)
    if isinstance(inside, Finding):
        return inside
    if len({region.file.path for region in inside}) > 1:
        listed = ", ".join(f"`{region.file.path}`" for region in inside[:4])
        return undecided("subject-ambiguous", f"`{place}` could be {listed}")
    evidence: list[Evidence] = []
    for name in names:
        found, globs = _brings(case, inside[0].file, name, imported)
        if reading.get("state") == "gone":
            if found is not None:
                return fails("still-there", f"`{place}` exports `{name}`", found)
            if globs or any(_may_export(d) for d in inside[0].file.declarations()):
                return undecided("through-glob", f"`{name}` may come through `*` or a macro", *globs)
            continue
        source = reading.get("source")
        if found is not None and source and not _from(found, name, source):
            return undecided("other-path", f"`{place}` imports `{name}` by another path than `{source}`", found)
        if found is None and globs:
            return undecided("through-glob", f"`{name}` may come through `*`", *globs)
        if found is None:
            verb = "import" if imported else "export"
            return fails("not-imported" if imported else "not-exported", f"`{place}` does not {verb} `{name}`")
        if reading.get("feature") and not _is_under(found, reading.get("feature")):
            return undecided("not-certain", f"whether that is under `{reading.get('feature')}` is not plain", found)
        evidence.append(shown(found))
    if reading.get("state") == "gone":
        return holds(f"`{place}` exports no {', '.join(f'`{n}`' for n in names)}")
    verb = "imports" if imported else "exports"
    return holds(f"`{place}` {verb} {', '.join(f'`{n}`' for n in names)}", evidence=tuple(evidence))


def _imports_from(reading: Reading, case: Case) -> Finding:
    """“`wire.rs` keeps importing from `codec`”: a `use` whose path begins so."""
    place, source = reading.get("place"), tuple(p for p in reading.get("source").split("::") if p)
    inside = regions(case, place)
    if isinstance(inside, Finding):
        return inside
    if len({region.file.path for region in inside}) != 1 or not all(p.isidentifier() for p in source):
        return undecided("subject-ambiguous", f"which file `{place}` is, or what `{reading.get('source')}` is, is not clear")
    file = inside[0].file
    uses = [d for d in file.declarations() if d.item.kind == "use"]
    fitting = [d for d in uses if any(_leads(path, source) for path in paths_used(d.item.name))]
    if any(counts(d) for d in fitting):
        return holds(f"`{place}` imports from `{reading.get('source')}`", *fitting[:4])
    if source[-1] in file.rust.source.data.decode("utf-8", "replace"):
        return undecided("other-path", f"`{place}` names `{source[-1]}`, and not in an import of ordinary builds", *fitting[:4])
    return fails("not-imported", f"`{place}` imports nothing from `{reading.get('source')}`")


def _leads(path: tuple[str, ...], source: tuple[str, ...]) -> bool:
    """Whether an import of `path` is one of something below `source`."""
    bare = path[1:] if path[:1] in (("crate",), ("self",), ("super",)) and source[:1] != path[:1] else path
    return len(bare) > len(source) and bare[: len(source)] == source


def _may_export(declaration: Declaration) -> bool:
    """Whether it is a macro call that may define what is exported."""
    name = declaration.item.name.rpartition("::")[2]
    return declaration.item.kind == "macro call" and name not in ("macro_rules", "compile_error", "const_assert", "static_assert")


def _is_under(found: Declaration, feature: str) -> bool:
    """Whether a `cfg` right above it asks for the feature and nothing else."""
    name = feature.partition("=")[2].strip(' "') or feature
    return any("".join(a.split()) == f'#[cfg(feature="{name}")]' for a in found.item.attributes)


def _brings(case: Case, file: CodeFile, name: str, imported: bool) -> tuple[Declaration | None, list[Declaration]]:
    """The declaration in `file` that brings `name`, and the globs that may."""
    globs: list[Declaration] = []
    for declaration in file.declarations():
        if not counts(declaration):
            continue
        kind = declaration.item.kind
        if kind == "use" and (imported or (visibility_of(declaration) and not declaration.item.path)):
            if name in used_names(declaration.item.name):
                return declaration, []
            for path in paths_used(declaration.item.name):
                if path[-1] == "*":
                    through = _through(case, file, path[:-1], name)
                    if through:
                        return declaration, []
                    if through is None:
                        globs.append(declaration)
        elif imported or declaration.item.name != name or declaration.item.path or kind in ("impl", "use"):
            continue
        elif visibility_of(declaration):
            return declaration, []
    return None, globs


def _from(found: Declaration, name: str, source: str) -> bool:
    """Whether a `use` names `name` directly below `source`, as far as `source` is written out."""
    above = tuple(part for part in source.strip("`").split("::") if part)
    return found.item.kind == "use" and any(
        path[-1:] == (name,) and path[:-1][-len(above) :] == above for path in paths_used(found.item.name)
    )


def _through(case: Case, file: CodeFile, module: tuple[str, ...], name: str) -> bool | None:
    """Whether the module that a glob of `file` names exports `name`; None when it cannot be told."""
    if module[:1] in (("self",), ("crate",)):
        module = module[1:] if module[0] == "self" else ()
    if len(module) != 1:
        return None
    for declaration in declarations_of_module(case.code, module[0], file.path):
        target = file_of_module(case.code, declaration)
        if target is not None and not declaration.item.path:
            if is_exported(case.code, name, target.path) is not None:
                return True
            inner = [d.item.name for d in target.declarations() if d.item.kind in ("use", "macro call") and counts(d)]
            return (
                None if any("*" in n for n in inner) or any(d.item.kind == "macro call" for d in target.declarations()) else False
            )
    return None


KIND = Kind(
    "reexported",
    "names are exported from a file, or imported into it",
    (
        "<names> <noun>? @be* re-exported|reexported @in|from|by|at? <place>? root?",
        "<names> <noun>? @be* exported publicly? @in|from|by <place> root?",
        "<names> <noun>? @be* no|not longer|more? exported|re-exported|reexported @in|from|by? <place>? root? ; state=gone",
        "<names> <noun>? @be* re-exported|reexported|exported @in|from|at crate root? under|behind|with <feature:code> feature|flag? ; place=crate",
        "<place:path> keeps|continues|still to? importing|imports|import from <source:place> ; state=from",
        "<place:path> imports from <source:place> ; state=from",
        "<place> re-exports|reexports|exports <names> <noun>?",
        "re-export|reexport|export <names> <noun>? @in|from <place>",
        "<usecode> @be* @made|present @in|to? <place>?",
        "@make <usecode> @to <place>",
        "<usecode> @in <place>",
        "<names> <noun>? @be* imported in|inside|within|into|by|at <place> ; state=imported",
        "<names> <noun>? @be* imported from <source:place> ; state=imported",
        "<names> <noun>? @be* imported from <source:place> in|into|by <place> ; state=imported",
        "import <names> <noun>? from <source:place> ; state=imported",
        "<place> imports <names> <noun>? ; state=imported",
        "import|imports of|for <names> <noun>? @be* @made @in|to? <place>? ; state=imported",
        "<names> import|imports @be* @made @in|to? <place>? ; state=imported",
        "import <names> <noun>? @in|into <place> ; state=imported",
        "add <names> import|imports @to <place> ; state=imported",
    ),
    (
        "`Vma` and `VmaList` re-exported from `memory/mod.rs`",
        "`memory` exports `VmaError`",
        "`mm.rs` imports `FRAME_ALLOCATOR`",
        "`use crate::memory::FRAME_ALLOCATOR` added to `mm.rs`",
    ),
    decide,
)
