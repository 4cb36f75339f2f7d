"""Claim: a module is declared, or exported, in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.frame import Reading
from uowgen.facts.members import visibility_of
from uowgen.facts.modules import declarations_of_module, file_of_module, is_exported
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """A `mod` line (for `exported`: with a visibility, or a `pub use`) stands there, and leads to a file or a body. Of several, each."""
    if reading.list("names"):
        each = [decide(Reading(reading.frame, {**reading.slots, "names": "", "name": n}), case) for n in reading.list("names")]
        worst = weakest(each)
        return (
            worst if worst.outcome != "holds" else worst._replace(evidence=tuple(e for finding in each for e in finding.evidence))
        )
    name = bare_name(reading.get("name")) or reading.get("code").rpartition("mod ")[2].strip("; {}")
    path = reading.get("path")
    if reading.get("file"):
        parts = reading.get("file").removesuffix("/mod.rs").removesuffix(".rs").split("/")
        if name not in ("", parts[-1]):
            return undecided("not-understood", f"`mod {name}` is not the module of `{reading.get('file')}`")
        name = parts[-1]
    if not name:
        stems = [
            f.path.rsplit("/", 1)[-1].removesuffix(".rs") for f in case.spec.files if f.use == "create" and f.path.endswith(".rs")
        ]
        unique = tuple(dict.fromkeys(stems))
        if len(unique) != 1:
            return undecided("no-subject", "the criterion names no module, and the spec does not create exactly one file")
        name = unique[0]
    paths = resolved_path(case, path) if path else ("",)
    if not paths:
        return fails("file-not-found", f"the tree has no file `{path}`")
    if len(paths) > 1:
        return undecided("subject-ambiguous", f"`{path}` could be {', '.join(f'`{p}`' for p in paths)}")
    exported = reading.get("state") == "exported" or reading.get("code").startswith("pub")
    found = declarations_of_module(case.code, name, paths[0])
    if exported and path:
        out = is_exported(case.code, name, paths[0])
        if out is not None:
            return holds(f"`{name}` is exported from `{paths[0]}`", out)
    if not found:
        return fails("module-not-declared", f"no `mod {name}` stands in {f'`{paths[0]}`' if path else 'the tree'}")
    if exported and not any(visibility_of(d) for d in found):
        return fails("other-visibility", f"`mod {name}` is private", *found)
    for declaration in found:
        if declaration.item.body is None:
            file = file_of_module(case.code, declaration)
            if file is None:
                return fails("file-not-found", f"`mod {name}` leads to no file", declaration)
            lines = len(file.rust.source.line_starts())
            return holds(
                f"`mod {name}` leads to `{file.path}`", evidence=(shown(declaration), Evidence(file.path, 1, lines, "the module"))
            )
    return holds(f"`mod {name}` is declared", *found)


KIND = Kind(
    "module_declared",
    "a module is declared or exported",
    (
        "<name>? module|mod|submodule @be* declared|registered|listed|added|wired @in|to|as? <path>?",
        "<name> @be* declared|registered|listed|added as|a* module|mod|submodule @in? <path>?",
        "<names:names> @be* declared|registered|listed|added as public|pub modules|module @in? <path>? ; state=exported",
        "<name> @be* declared|registered|added as <code:modcode> @in? <path>?",
        "<path> contains|has|includes|declares <code:modcode>",
        "<file:path> @be* declared|registered|listed @in|to <path>",
        "<file:path> @be* declared|registered|listed|added as <code:modcode> @in|to <path>",
        "<path> declares|registers|lists|adds module|mod <name>",
        "<path> declares|registers|lists|adds <name> module|mod",
        "module|mod <name>? @be* declared|registered|added @in|to? <path>?",
        "<code:modcode> @be* @made? @in|to? <path>?",
        "@make|register <code:modcode> @to <path>",
        "add|declare|register <name> module|mod @to <path>",
        "add|declare|register module|mod <name> @to <path>",
        "<name>? module|mod|submodule @be* exported|public @in|from|by? <path>? ; state=exported",
        "<path> exports <name> module|mod ; state=exported",
        "module <name>? exported @in|from? <path>? ; state=exported",
    ),
    (
        "`vma` module declared in `memory/mod.rs`",
        "`mod vma;` added to `kernel/src/memory/mod.rs`",
        "Module exported",
        "`pub mod vma` in `memory/mod.rs`",
    ),
    decide,
)
