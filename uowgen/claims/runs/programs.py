"""The tree's files as programs that can be run, grown by the files that a run turns out to need.

It runs probes: small functions, made from a criterion's own code, that stand in the file of the code that they ask about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.runs.standins import items_for, without_imports
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_MOST_FILES = 8
PROBE = "uowgen_probe"


class Probed(NamedTuple):
    """What became of one call of a probe: its value as plain Python, the message of a panic, or why nothing can be said."""

    value: object = None
    panic: str = ""
    stuck: Undecidable | None = None


def parses(code: str) -> bool:
    """Whether `code`, some items, has no syntax error."""
    from uowgen.grammar import parse_rust

    return not parse_rust(code.encode("utf-8")).root_node.has_error


def leaves_open(value: str) -> bool:
    """Whether `value`, read as a pattern, would match anything in some place: a plain lower-case name in it would bind, not compare."""
    text, quoted = "", ""
    for ch in value:
        if quoted:
            quoted = "" if ch == quoted else quoted
        elif ch in "\"'":
            quoted = ch
        else:
            text += ch
    words = "".join(c if c.isalnum() or c in "_:" else f" {c} " for c in text).split()
    for n, word in enumerate(words):
        following = words[n + 1] if n + 1 < len(words) else ""
        name = word.replace("_", "").isalpha() and word == word.lower() and not word.endswith(":")
        if name and word not in ("true", "false") and following not in ("(", "!", "{"):
            return True
    return ".." in text


def tested(case: Case, test: Declaration) -> Probed:
    """What becomes of a test function of the tree when it is interpreted: an end, a panic, or no answer."""
    from uowgen.behaviour.outcomes import UnboundCall, Undecidable

    paths: tuple[str, ...] = (test.file.path,)
    names = [label.partition(" ")[2] for label in test.item.path if label.startswith("mod ")]
    while True:
        if any(b"not(test" in file.rust.source.data for path in paths if (file := case.code.file(path)) is not None):
            return Probed(None, "", Undecidable("code that test builds leave out"))
        found = _called(program_of(case, paths, tests=True), [], "::".join([*names, test.item.name]))
        missing = found.stuck.path if isinstance(found.stuck, UnboundCall) else ""
        wider = widened(case, paths, missing) if missing else paths
        if wider == paths:
            return found
        paths = wider


def probed(case: Case, path: str, code: str, arguments: Sequence[Sequence[Any]]) -> list[Probed]:
    """The results of the function `uowgen_probe` that the items `code` declare, standing in the file `path`, for each list of arguments."""
    from uowgen.behaviour.outcomes import UnboundCall

    paths: tuple[str, ...] = (path,)
    code += items_for(case, code)
    while True:
        program = program_of(case, paths, code)
        rows = [_called(program, row) for row in arguments]
        missing = next((r.stuck.path for r in rows if isinstance(r.stuck, UnboundCall)), "")
        wider = widened(case, paths, missing) if missing else paths
        if wider == paths and missing:
            wider = _with_module(case, paths, missing)
        if wider == paths:
            again = [_called(program, row, outside=True) for row in arguments] if missing else []
            return again if again and all(r.stuck is None for r in again) else rows
        paths = wider


def _called(program: Program, arguments: Sequence[Any], name: str = PROBE, *, outside: bool = False) -> Probed:
    """One call. With `outside`, calls that the tree does not have are passed over, as long as nothing depends on what they give."""
    from uowgen.behaviour.kernel import KernelMachine, World
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.outcomes import RustPanic, Undecidable
    from uowgen.behaviour.python_values import plain

    machine = KernelMachine(program, World(0, {})) if outside else Machine(program)
    try:
        return Probed(plain(machine.call(name, arguments)))
    except RustPanic as panic:
        return Probed(None, panic.message or "a panic")
    except Undecidable as reason:
        return Probed(None, "", reason)


def program_of(case: Case, paths: tuple[str, ...], more: str = "", *, tests: bool = False) -> Program:
    """The files at `paths` as a program, with the items `more` at the end of the first."""
    from uowgen.behaviour.program import Program
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    files = []
    for number, path in enumerate(paths):
        file = case.code.file(path)
        if file is None:
            continue
        if number == 0 and more:
            text = without_imports(file.rust.source.data.decode("utf-8", "surrogateescape"), more)
            files.append(RustFile(Source(path, (text + "\n" + more).encode("utf-8", "surrogateescape"))))
        else:
            files.append(file.rust)
    program = Program(files, _crates(case), tests=tests)
    known = case.kept.get("const arguments")
    if isinstance(known, dict):
        program.only_arguments.update(known)
    return program


def widened(case: Case, paths: tuple[str, ...], missing: str) -> tuple[str, ...]:
    """`paths` with the file that declares what `missing` ends with, if there is just one; else `paths` as they are."""
    names = [n for n in missing.split("::") if n]
    if not names or len(paths) >= _MOST_FILES:
        return paths
    around = [d for d in case.code.declared(names[-2]) if d.item.in_macro] if len(names) > 1 else []
    if around:  # what a macro declares is known once the macro is
        macro = _called_macro(around[0])
        files = {d.file.path for d in case.code.declared(macro) if d.item.kind == "macro"} if macro else set()
        return (*paths, files.pop()) if len(files) == 1 and not files & set(paths) else paths
    if len(names) > 1 and names[-2][:1].isupper():  # a member of a type: where the type is declared, else where it is implemented
        types = {
            d.file.path for d in case.code.declared(names[-2]) if counts(d) and d.item.kind in ("struct", "enum", "union", "trait")
        }
        if len(types) == 1 and not types & set(paths):
            return (*paths, types.pop())
        members = {d.file.path for d in case.code.declared(names[-1]) if counts(d) and d.owner.rpartition(" for ")[2] == names[-2]}
        return (*paths, members.pop()) if len(members) == 1 and not members & set(paths) else paths
    found = [
        d for d in case.code.declared(names[-1]) if counts(d) and d.item.kind in ("fn", "const", "static", "struct", "enum", "type")
    ]
    free = [d for d in found if not d.owner] or [d for d in found if len(names) > 1 and d.owner.rpartition(" for ")[2] == names[-2]]
    files = {d.file.path for d in free}
    if len(files) > 1 and len(names) > 1:
        files = {f for f in files if names[-2] in (*f.removesuffix(".rs").removesuffix("/mod").split("/"),)}
    return (*paths, files.pop()) if len(files) == 1 and not files & set(paths) else paths


def _with_module(case: Case, paths: tuple[str, ...], missing: str) -> tuple[str, ...]:
    """`paths` with the file of the module that `missing` is sought in: it may bring the name from another one, which is there already."""
    root, *names = [n for n in missing.split("::") if n] or [""]
    if root == "crate":
        root = source_folder(paths[0])
    for end in (-1, -2):  # the last name is an item, or a member of the type before it
        place = "/".join([_crates(case).get(root, root), *names[:end]])
        ends = (".rs", "/mod.rs") if names[:end] else ("/lib.rs", "/main.rs")
        for path in (place + e for e in ends):
            if len(paths) < _MOST_FILES and path not in paths and case.code.file(path) is not None:
                return (*paths, path)
    return paths


def source_folder(path: str) -> str:
    """The folder of the sources of the crate that the file belongs to."""
    return path.rpartition("/src/")[0] + "/src" if "/src/" in path else "src"


def path_from(case: Case, home: str, declaration: Declaration) -> str:
    """The path of an item of the tree as the file `home` can write it: `crate::mem::Frame`, `hal::Port`; its name where that is not known."""
    path, name = declaration.file.path, declaration.item.name
    folder = source_folder(path)
    inner = path.removeprefix(f"{folder}/").removesuffix(".rs").removesuffix("/mod")
    modules = [m for m in inner.split("/") if m not in ("lib", "main", "mod")]
    if folder == source_folder(home):
        return "::".join(("crate", *modules, name))
    crate = next((c for c, place in _crates(case).items() if place == folder), "")
    return "::".join((crate, *modules, name)) if crate else name


def _called_macro(declaration: Declaration) -> str:
    """The name of the macro whose call declares it."""
    call = declaration.item.node
    node = call.child_by_field_name("macro") if call.type == "macro_invocation" else None
    return declaration.file.rust.text(node).rpartition("::")[2] if node is not None else ""


def _crates(case: Case) -> dict[str, str]:
    """Where the sources of the tree's crates lie, by the name under which others use them."""
    kept = case.kept.get("crates")
    if not isinstance(kept, dict):
        found: dict[str, str] = {}
        kept = case.kept["crates"] = found
        for path in case.code.tree.paths():
            source = case.code.tree.read(path) if path.endswith("Cargo.toml") else None
            name = crate_name(source.data.decode("utf-8", "replace")) if source is not None else ""
            if name:
                found[name] = path.removesuffix("Cargo.toml") + "src"
    return kept


def crate_name(manifest: str) -> str:
    """The name under which others use the crate of `manifest`: that of its `[lib]`, else that of its `[package]`."""
    names: dict[str, str] = {}
    table = ""
    for line in manifest.splitlines():
        bare = line.strip()
        if bare.startswith("["):
            table = bare.strip("[]").strip()
        elif bare.partition("=")[0].strip() == "name" and '"' in bare:
            names.setdefault(table, bare.split('"')[1])
    return (names.get("lib") or names.get("package", "")).replace("-", "_")
