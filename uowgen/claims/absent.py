"""What is told of a name that no item bears: whether a macro or a function may hide it, whether it is one of the language, or that it is not there."""

from __future__ import annotations

import re

from uowgen.claims.at_hand import block_files, resolved_path
from uowgen.claims.kind import Case, Finding, fails, undecided
from uowgen.facts.code import counts


def absent(case: Case, bare: str, near: tuple[str, ...]) -> Finding:
    """Why no `bare` was found in the files `near`, or in the tree if there are none: it fails only where nothing may hide it."""
    for path in near or case.code.paths_with_word(bare):
        file = case.code.file(path)
        if file is None:
            continue
        for d in file.declarations():
            if d.item.kind == "macro" and any(f"{word} {bare}" in d.text for word in _DECLARES):
                return undecided("inside-macro", f"the macro `{d.item.name}!` declares a `{bare}`", d)
            if d.item.kind == "macro call" and d.item.name != "macro_rules" and bare in d.text:
                return undecided(
                    "inside-macro", f"`{bare}` stands inside a call of `{d.item.name}!`, whose meaning is not known", d
                )
    for path in near or case.code.paths_with_word(bare):
        file = case.code.file(path)
        for d in file.declarations() if file is not None else ():
            if d.item.kind == "fn" and counts(d) and bare in d.text:
                inside = [i for i in d.file.inner(d) if i.item.name == bare]
                if inside or any(f"{word} {bare}" in d.text for word in _DECLARES):
                    return undecided("found-nested", f"`{bare}` is declared inside of `{d.item.name}` only", *(inside or (d,)))
    if bare in ("Display", "Debug", "Clone", "Default", "Iterator", "Deref", "DerefMut"):
        return undecided("no-subject", f"`{bare}` is a trait of the standard library; of which type it is meant is not clear")
    if _is_local(case, bare):
        return undecided("not-understood", f"`{bare}` is a value inside of the spec's own code, and no item")
    missing = [f.path for f in case.spec.files if f.path.endswith(".rs") and not resolved_path(case, f.path)]
    if missing and not near:
        return fails("file-not-found", f"there is no `{bare}`: the tree has no file `{missing[0]}`")
    where = f" in {', '.join(near)}" if near else ""
    return fails("item-not-found", f"there is no `{bare}`{where}")


def _is_local(case: Case, bare: str) -> bool:
    """Whether the spec's blocks bind a name, as a variable, a parameter or a field, and declare no item that is called so."""
    if not re.fullmatch(r"[a-z_]\w*", bare):
        return False
    texts = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)]
    if any(re.search(rf"\b(?:{'|'.join(_DECLARES)})\s+{bare}\b", t) for t in texts):
        return False
    return any(re.search(rf"\blet\s[^=;]*\b{bare}\b[^=;]*=|\b{bare}\s*:(?!:)\s*[&\w\[(]", t) for t in texts)


_DECLARES = ("fn", "struct", "enum", "trait", "const", "static", "type", "mod", "union")
