"""Facts of single lines that a sentence writes out or tells: what a file imports and re-exports, the heads of impls, a module's own
documentation, a static that is made when it is first used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.subject import KINDS_OF, find
from uowgen.facts.code import counts
from uowgen.facts.imports import paths_used
from uowgen.facts.signature import result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration

_FILE = r"`(?P<file>(?:[\w.-]+/)*[\w.-]+\.rs)`"
_BEING = r"(?:exists?|is|stands|is (?:there|present|added|declared|defined|written|in place))"
_HAVING = r"(?:now )?(?:has|contains|declares|gets|gains|includes)"


def spoken_line(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells of one line of code, and whether it is so; None where it tells none of these."""
    return first_told(_READERS, said, case)


def _file_of(case: Case, path: str) -> CodeFile | Finding:
    paths = resolved_path(case, path)
    if not paths:
        return fails("file-not-found", f"the tree has no file `{path}`")
    if len(paths) > 1:
        return undecided("subject-ambiguous", f"`{path}` could be {', '.join(f'`{p}`' for p in paths)}")
    file = case.code.file(paths[0])
    return file if file is not None else undecided("no-place", f"`{path}` cannot be read")


def _imports(said: str, case: Case) -> Finding | None:
    """“`a.rs` imports `X` (and `Y`) from `crate::b`”."""
    found = re.match(
        rf"{_FILE} (?:now )?(?:imports|uses|takes|gets) (?P<names>`\w+`(?:(?:,| and|, and) `\w+`)*) (?:directly )?from `(?P<path>[\w:]+)`$", said
    )  # fmt: skip
    whole = re.match(rf"{_FILE} (?:now )?imports `(?P<path>\w+(?:::\w+)+)`$", said)
    if whole is not None:
        return _used(case, whole["file"], [tuple(whole["path"].split("::"))], public=False)
    if found is None:
        return _named_import(said, case)
    wanted = [(*found["path"].split("::"), name) for name in re.findall(r"`(\w+)`", found["names"])]
    return _used(case, found["file"], wanted, public=False)


def _named_import(said: str, case: Case) -> Finding | None:
    """“`a.rs` imports `X`”: from wherever."""
    found = re.match(rf"{_FILE} (?:now )?imports `(?P<name>\w+)`$", said)
    file = _file_of(case, found["file"]) if found is not None else None
    if found is None or file is None or isinstance(file, Finding):
        return file if isinstance(file, Finding) else None
    lines = [d for d in file.declarations() if d.item.kind == "use" and counts(d)]
    seen = [d for d in lines if any(found["name"] in p for p in paths_used(d.item.name))]
    if seen:
        return holds(f"`{found['name']}` is imported", seen[0])
    if any(p[-1] == "*" for d in lines for p in paths_used(d.item.name)) or file.named(found["name"]):
        return undecided("other-path", f"`{found['name']}` may be brought in otherwise")
    return fails("import-not-found", f"`{file.path}` imports no `{found['name']}`")


def _use_line(said: str, case: Case) -> Finding | None:
    """“`pub use a::{B, C};` is in `mod.rs`”, “`mod.rs` has `use a::B;`”."""
    code = r"`(?P<vis>pub(?:\([^)]*\))? )?use (?P<use>[^`;]+);?`"
    found = re.match(rf"(?:the line |the import )?{code}(?: {_BEING})?(?: in| to) {_FILE}$", said) or re.match(
        rf"{_FILE} {_HAVING} (?:the line |the import |an? )?{code}$", said
    )
    if found is None:
        return None
    return _used(case, found["file"], list(paths_used(found["use"])), public=bool(found["vis"]))


def _used(case: Case, path: str, wanted: list[tuple[str, ...]], *, public: bool) -> Finding:
    """Whether the file brings in each of the paths; another path to a thing of that name may lead to the same one."""
    file = _file_of(case, path)
    if isinstance(file, Finding):
        return file
    lines = [d for d in file.declarations() if d.item.kind == "use" and counts(d)]
    evidence: list[Declaration] = []
    for one in wanted:
        alike = [d for d in lines if any(_same(p, one) for p in paths_used(d.item.name))]
        seen = [d for d in alike if not public or d.text.lstrip().startswith("pub")]
        if seen:
            evidence.append(seen[0])
            continue
        if alike:
            return fails("other-visibility", f"`{'::'.join(one)}` is used without being exported", alike[0])
        others = [d for d in lines if any(p[-1] in (one[-1], "*") for p in paths_used(d.item.name))]
        told = f"`{path}` has no `use {'::'.join(one)}`"
        if any(_may_be(p, one) for d in others for p in paths_used(d.item.name)):
            return undecided("other-path", told, *others[:2])
        return fails("import-not-found", told, *others[:2])
    listed = ", ".join("`use " + "::".join(one) + "`" for one in wanted)
    return holds(f"`{path}` has {listed}", *evidence)


_ROOTS = ("crate", "self", "super")


def _same(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether a path as written is the one that is asked for, a `crate` or `self` in front aside."""
    return path == wanted or _bare(path) == _bare(wanted)


def _bare(path: tuple[str, ...]) -> tuple[str, ...]:
    return path[1:] if len(path) > 1 and path[0] in ("crate", "self") else path


def _may_be(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether a path that is written otherwise may be the same: a glob, one from a parent, or one that is a part of the other."""
    if path[-1] == "*" or "super" in path or "super" in wanted or path[0] == "self":
        return True
    one, other = _bare(path), _bare(wanted)
    return one[-len(other) :] == other or other[-len(one) :] == one


def _impl_line(said: str, case: Case) -> Finding | None:
    """“`unsafe impl<T: Send> Sync for Lock<T>` is in `lock.rs`”."""
    from uowgen.claims.declarations.written_impls import impls_like
    from uowgen.rust.syntax import tokens_of_piece

    found = re.match(rf"(?:an? |the )?`(?P<code>(?:unsafe )?impl\b[^`]*)`(?: {_BEING})?(?: in {_FILE})?$", said)
    if found is None or " for " not in found["code"]:
        return None
    code = found["code"].split("{")[0].strip()
    impls = impls_like(case, code, found["file"] or "")
    if isinstance(impls, Finding):
        return impls
    if code.startswith("unsafe") and not all(d.text.startswith("unsafe") for d in impls):
        return fails("other-signature", f"`{code}` is not `unsafe` there", *impls)
    heads = [d.text.split("{")[0].replace(" where ", " ").strip() for d in impls]
    wanted = [t for t in tokens_of_piece(code) if t != ","]
    if "<" not in code or any([t for t in tokens_of_piece(h) if t != ","] == wanted for h in heads):
        return holds(f"`{code}` is there", *impls)
    return undecided("type-alias", f"it is written `{heads[0]}`", *impls)


def _module_docs(said: str, case: Case) -> Finding | None:
    """“`a.rs` starts with a module doc comment”, “… has module-level docs (`//!`)”."""
    found = re.match(
        rf"{_FILE} (?:starts with|begins with|opens with|has|carries|gets|contains) (?:an? |the )?(?:module(?:-level)?|file(?:-level)?|inner|crate(?:-level)?) (?:doc(?:umentation)?(?: comments?)?|docs|rustdoc)(?: \(`//!`\))?(?: at the top)?$|{_FILE.replace('file', 'file2')} (?:has|starts with|begins with) (?:an? )?`//!` (?:header|comment|docs?|doc comment|documentation)$", said
    )  # fmt: skip
    if found is None:
        return None
    file = _file_of(case, found["file"] or found["file2"])
    if isinstance(file, Finding):
        return file
    rows = file.rust.source.data.decode("utf-8", "replace").split("\n")
    at = next((n for n, row in enumerate(rows) if row.strip() and not re.match(r"\s*(?://(?![!/])|#!\[(?!doc))", row)), None)
    first = rows[at].strip() if at is not None else ""
    if at is not None and first.startswith(("//!", "/*!", "#![doc")):
        return holds(f"`{file.path}` begins with a doc comment", evidence=(Evidence(file.path, at + 1, at + 1, first[:60]),))
    if first.startswith("/*"):
        return undecided("not-understood", f"`{file.path}` begins with a comment")
    return fails("not-documented", f"`{file.path}` has no doc comment of its own")


def _made_late(said: str, case: Case) -> Finding | None:
    """“`X` is declared with `lazy_static!`”, “`X` is a lazily initialised static”."""
    found = re.match(
        r"`(?P<name>[A-Z][A-Z0-9_]*)` is (?:an? )?(?:(?:new |public |private )*(?:declared|defined|created|initiali[sz]ed|set up|made) (?:with|in|inside|through|by|via) (?:an? |the )?`lazy_static!?`(?: block| macro)?|(?P<lazy>lazily initiali[sz]ed(?: static| lazily)?|lazy(?: static)?|lazily (?:created|made)))$", said
    )  # fmt: skip
    if found is None:
        return None
    held = find(case, found["name"], KINDS_OF["static"])
    if not held.found:
        return held.none(f"no static `{found['name']}`")
    for declaration in held.found:
        head = declaration.text.partition("=")[0]
        if declaration.item.in_macro and "static ref" in declaration.text:
            continue
        if found["lazy"] and re.search(r"\b(?:Lazy|LazyLock|LazyCell|Once|OnceCell|OnceLock)\b", head):
            continue
        if declaration.item.in_macro:
            return undecided("inside-macro", f"`{found['name']}` is defined by a macro", declaration)
        if not found["lazy"]:
            return fails("other-kind", f"`{found['name']}` is a plain static", declaration)
        return undecided("not-understood", f"`{found['name']}` may be filled later", declaration)
    return holds(f"`{found['name']}` is made when it is first used", *held.found)


def _test_about(said: str, case: Case) -> Finding | None:
    """“`tests.rs` has a `#[test_case]` that drops a `Page`”: without the name, or a call that gives one, there is no such test."""
    found = re.match(
        rf"{_FILE} (?:has|contains|gets|gains|includes) (?:an? |one |at least one )(?:new )?(?:(?:unit |host |kernel )?test(?: case)?|`#\[test(?:_case)?\]`(?: function| test)?) (?:that|which|for|of|covering|checking) (?P<rest>.*)$", said
    )  # fmt: skip
    names = re.findall(r"`&?(?:\w+::)*([A-Za-z_]\w*)(?:<[^`]*>)?(?:\(\))?`", found["rest"]) if found is not None else []
    if found is None or not names:
        return None
    file = _file_of(case, found["file"])
    if isinstance(file, Finding):
        return file
    for name in names:
        if name.encode() in file.rust.source.data:
            continue
        files = [one for path in case.code.paths_with(name) if (one := case.code.file(path)) is not None]
        givers = {
            d.item.name
            for one in files
            for d in one.declarations()
            if d.item.kind == "fn" and any(word in result_of(d) for word in (name, "Self", "impl"))
        } - {"new", "default"}
        if (
            any(re.search(rf"\b{giver}\b".encode(), file.rust.source.data) for giver in givers)
            or b"macro_rules" in file.rust.source.data
        ):
            return None
        return fails("not-mentioned", f"nothing in `{file.path}` is called `{name}`, or gives one")
    return None


_READERS = (
    ("imported_from", _imports), ("imported_from", _use_line), ("has_tests", _test_about),
    ("derives", _impl_line), ("doc_mentions", _module_docs),
    ("made_late", _made_late),
)  # fmt: skip
