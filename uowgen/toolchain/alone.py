"""The last resort where cargo cannot build: the crate, or the spec's items alone, checked with rustc.

The crate is checked against the tree's own crates; items alone against the stubs that the configuration declares. What is missing
here must not count against the code: an unresolved name decides nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen.model import Evidence
from uowgen.toolchain.builds import Build
from uowgen.toolchain.conditions import compiled
from uowgen.toolchain.judging import Judgement, Runs, judge
from uowgen.toolchain.messages import Problem, Unit, files_of_unit, read_messages
from uowgen.toolchain.packages import package_of

if TYPE_CHECKING:
    from uowgen.toolchain.asks import Ask
    from uowgen.toolchain.packages import Package
    from uowgen.toolchain.processes import Finished
    from uowgen.toolchain.regions import Own, Region
    from uowgen.toolchain.results import Results
    from uowgen.toolchain.scope import Scope

# Names, crates and files that are not there: here a sign of what is left out, not of a fault.
_UNRESOLVED = frozenset(
    {"E0432", "E0433", "E0463", "E0412", "E0425", "E0405", "E0583", "E0404", "E0407", "E0437", "E0438", "E0531", "E0574", "E0422"}
)


def misplaced(problem: Problem) -> bool:
    """Whether an error may be due to where the code is compiled: a name that is not there, or an instruction of another machine."""
    return problem.code in _UNRESOLVED or not problem.code


class _Checked(NamedTuple):
    done: Finished
    problems: tuple[Problem, ...]
    files: frozenset[str]


def alone(ask: Ask, own: Own, scope: Scope, results: Results, first: Build) -> Judgement | None:
    """The verdict on `ask` by rustc without cargo; None if that decides nothing. `first` is the build that failed to start."""
    if ask.action != "check" or ask.negative or ask.architecture or ask.warnings or not own.regions or not results.version():
        return None
    results.show_patched()
    done = _whole_crates(ask, own, scope, results)
    if done is None:
        done = _items(own, scope, results)
    if done is None:
        return None
    return done._replace(message=f"{done.message}; done instead of `{first.how}`, which could not be carried out: {first.reason}")


def _whole_crates(ask: Ask, own: Own, scope: Scope, results: Results) -> Judgement | None:
    packages = list(dict.fromkeys(package_of(region.file, scope.read) for region in own.regions))
    found = []
    for package in packages:
        if package is None:
            return None
        checked = _check(package, scope, results, {}, 0)
        if checked is None or any(p.code in _UNRESOLVED or not p.file for p in checked.problems if p.level == "error"):
            return None
        found.append((package, checked))
    problems = tuple(p for _, checked in found for p in checked.problems)
    units = [Unit(checked.files, frozenset(scope.settings.features), False, True) for _, checked in found]
    how = "rustc on " + ", ".join(package.root for package, _ in found)
    passed = all(checked.done.status == 0 for _, checked in found)
    made = Build("passed" if passed else "failed", how, problems)
    if made.outcome == "failed" and not made.errors:
        return None

    def built(region: Region) -> bool | None:
        answers = [compiled(region.conditions, unit, frozenset) for unit in units if region.file in unit.files]
        return True if True in answers else None

    judged = judge(ask, Runs(made, lambda: None, own, (), built))
    return judged if judged.outcome != "undecided" else None


def _check(package: Package, scope: Scope, results: Results, made: dict[str, str], depth: int) -> _Checked | None:
    """Checks the crate of `package` after the crates of the tree that it depends on; `made` maps crate names to metadata files."""
    if depth > 30 or scope.read(package.root) is None:
        return None
    externs: list[str] = []
    for crate, folder in package.paths:
        if crate not in made:
            from uowgen.toolchain.packages import package_in

            needed = package_in(folder, scope.read)
            if needed is None:
                return None
            checked = _check(needed, scope, results, made, depth + 1)
            if checked is None or checked.done.status != 0:
                return None
            made[crate] = _metadata(results, needed.crate)
        externs += ["--extern", f"{crate}={made[crate]}"]
    kind = "bin" if package.root.endswith("main.rs") else "lib"
    return _rustc(results, package.root, package.crate, kind, package.edition, externs, scope.settings.features)


def _rustc(
    results: Results, root: str, crate: str, kind: str, edition: str, externs: list[str], features: tuple[str, ...] = ()
) -> _Checked | None:
    folder = _folder(results)
    cfgs = [word for feature in features for word in ("--cfg", f'feature="{feature}"')]
    notes = os.path.join(folder, f"{crate}.d")
    words = (
        "rustc", root, "--crate-name", crate, "--crate-type", kind, "--edition", edition or "2021", "--error-format=json",
        "-L", folder,
        f"--emit=metadata={_metadata(results, crate)},dep-info={notes}", *cfgs, *externs,
    )  # fmt: skip
    done = results.bench.start(words, "")
    if done.status is None:
        return None
    resolve = results.bench.resolver("")
    problems, _ = read_messages(done.errors, resolve)
    files: tuple[str, ...] = ()
    if os.path.exists(notes):
        with open(notes, encoding="utf-8") as file:
            files = files_of_unit(file.read())
    return _Checked(done, problems, frozenset(resolve(f) for f in files))


def _items(own: Own, scope: Scope, results: Results) -> Judgement | None:
    """The items by themselves in a crate of stubs."""
    from uowgen.rust.items import items_of
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    externs: list[str] = []
    for crate, stub in scope.settings.stubs:
        if crate != "crate":
            checked = _rustc(results, stub, crate, "lib", "2021", list(externs))
            if checked is None or checked.done.status != 0:
                return None
            externs += ["--extern", f"{crate}={_metadata(results, crate)}"]
    top = scope.read(dict(scope.settings.stubs).get("crate", "")) or ""
    if "extern crate alloc" not in top:
        top = "extern crate alloc;\n" + top
    modules = []
    for n, path in enumerate(dict.fromkeys(region.file for region in own.regions)):
        text = scope.read(path)
        regions = [region for region in own.regions if region.file == path]
        if text is None or any(region.conditions or region.label == "inserted text" for region in regions):
            return None
        rust = RustFile(Source(path, text.encode("utf-8")))
        tops = {region.label.split(" > ")[0] for region in regions}
        items = items_of(rust)
        chosen = [i for i in items if not i.path and i.full_label in tops]
        code = "\n".join(rust.source.slice(i.whole) for i in chosen)
        uses = [rust.source.slice(i.span) for i in items if i.kind == "use" and not i.path and _used(i.name, code)]
        modules.append(f"mod item_{n} {{\n#[allow(unused_imports)]\nuse super::*;\n" + "\n".join((*uses, code)) + "\n}\n")
    source = os.path.join(_folder(results), "item.rs")
    with open(source, "w", encoding="utf-8") as file:
        file.write("#![allow(dead_code, unused_imports)]\n" + top + "\n" + "".join(modules))
    checked = _rustc(results, source, "item", "lib", "2021", externs)
    if checked is None:
        return None
    errors = tuple(p for p in checked.problems if p.level == "error")
    if any(p.code in _UNRESOLVED for p in errors):
        return None
    against = "the declared stubs" if scope.settings.stubs else "nothing but the standard library"
    where = tuple(Evidence(r.file, r.line, r.end_line, "compiled by itself") for r in own.regions)
    if checked.done.status == 0 and not own.missing:
        return Judgement("holds", None, f"the items alone compile with rustc against {against}", where)
    if errors and errors[0].code.startswith("E"):
        return Judgement(
            "fails", "compile-error", f"the items alone do not compile with rustc against {against}: {errors[0].title}", where
        )
    return None


def _used(tree: str, code: str) -> bool:
    """Whether an import's last name or one of its list stands in `code`."""
    words = tree.replace("{", " ").replace("}", " ").replace(",", " ").replace("::", " ").split()
    return any(word in code for word in words[-1:]) or ("{" in tree and any(word in code for word in words))


def _folder(results: Results) -> str:
    folder = os.path.join(results.bench.scratch.target, "alone")
    os.makedirs(folder, exist_ok=True)
    return folder


def _metadata(results: Results, crate: str) -> str:
    return os.path.join(_folder(results), f"lib{crate}.rmeta")
