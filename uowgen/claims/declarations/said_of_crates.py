"""Sentences that name a crate or the whole tree by its word: “in the kernel”, “the userspace crate exports `f`”, “`x` is no longer a
dependency of the kernel”. Which folder or manifest that is, the tree says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.declarations.scope import library_of
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.everyday import Said

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_CRATE = re.compile(r"(?:the )?`?(?P<name>[a-z][\w-]*)`?(?: (?:crate|library|side|code))?$", re.I)
_SORT = r"(?:static|constant|function|method|struct|enum|type|alias|trait|macro|field|variant|module|helper|item|import|array|variable|impl|attribute)"
_FORMER = re.compile(
    rf"\b(?:[Tt]he |[Aa]ny )?(?:old|legacy|former|separate|obsolete|previous|unused|redundant|now-unused|now unused|superfluous) (?=(?:{_SORT} )?`(?P<name>[^`]+)`)"
)
_ABSENCE = re.compile(
    r"(?:^no(?:ne)?\b|\b(?:is|are|was|were|has been|have been|gets) (?:now )?(?:all )?(?:gone|removed|deleted|dropped|eliminated)\b|\bno longer (?:exists?|there|present)\b)",
    re.I,
)
_WHOLE = frozenset({"tree", "repository", "workspace", "codebase", "project", "sources", "source", "code"})
_ROOMS = ("kernel", "crate", "driver", "library", "userspace", "bootloader")


def said_of_crates(text: str, case: Case) -> Said | None:
    """What `text` amounts to with the crate's files in place of its word; None if it names none."""
    plain = " ".join(text.split()).rstrip(" .")
    for form in (_former, _absent_in, _exports, _dependency):
        said = form(plain, case)
        if said is not None and said.sentences != (text,):
            return said
    return None


def root_of(place: str, case: Case) -> str:
    """The root file of the crate that `place` names; empty if there is none."""
    match = _CRATE.fullmatch(place)
    return library_of(case, match["name"].lower()) if match is not None else ""


def file_in(root: str, name: str, case: Case) -> str:
    """The file of a crate that declares `name`, in backticks: the root where none does; empty where several do."""
    folder = root.rpartition("src/")[0]
    files = {d.file.path for d in case.code.declared(name) if d.file.path.startswith(folder)}
    return f"`{files.pop()}`" if len(files) == 1 else f"`{root}`" if not files else ""


def _former(text: str, case: Case) -> Said | None:
    """“The separate `TABLE` static is gone”: what it was called does not matter, but where something new has the name, that may stay."""
    names = [m["name"] for m in _FORMER.finditer(text)]
    if not names or not _ABSENCE.search(text):
        return None
    shown = {d.item.name for f in block_files(case) for d in f.declarations()}
    return Said((_FORMER.sub("", text),), wider=any(bare_name(n) in shown for n in names))


def _absent_in(text: str, case: Case) -> Said | None:
    """“No use of `f` is left in the kernel”: in the folder of that name; where there is none, what is nowhere is not there either."""
    found = re.match(
        r"(?P<said>(?:no\b.*`[^`]+`.*|(?:the )?.*`[^`]+`.* (?:is|are|has been) (?:no longer|not|gone|removed|never)\b.*?)) (?:in|from|within|under|by) the (?P<name>[a-z]\w+)(?: crate| code| sources| library| side)?(?P<late> any ?more| any longer)?$", text, re.I
    )  # fmt: skip
    if found is None or re.search(r"\b(?:if|when|unless|while|except|but)\b", found["said"]):
        return None
    name, said = found["name"].lower(), f"{found['said']}{found['late'] or ''}"
    if name in _WHOLE:
        return Said((said,))
    if any(p.endswith(".rs") and p.startswith(f"{name}/") for p in case.code.tree.paths()):
        return Said((f"{found['said']} in `{name}/`{found['late'] or ''}",))
    return Said((said,), wider=True) if name in _ROOMS else None


def _exports(text: str, case: Case) -> Said | None:
    """“The userspace crate exports `a` and `b`”: there, and public."""
    found = re.match(
        r"(?P<place>(?:the )?`?[a-z][\w-]*`?(?: (?:crate|library|side))?) (?:exports|offers|provides|gets|has|defines) (?:the |new |functions? |public )*(?P<list>`[a-z_]\w*(?:\(\))?`(?:(?:,| and|, and) `[a-z_]\w*(?:\(\))?`)*)$", text, re.I
    )  # fmt: skip
    root = root_of(found["place"], case) if found is not None else ""
    if found is None or not root:
        return None
    said: list[str] = []
    for name in re.findall(r"`(\w+)(?:\(\))?`", found["list"]):
        where = file_in(root, name, case)
        if not where:
            return None
        said.append(f"`{name}` exists in {where}")
        if re.search(r"\b(?:exports|offers|provides|public)\b", text):
            said.append(f"`{name}` is public")
    return Said(tuple(said))


def _dependency(text: str, case: Case) -> Said | None:
    """“`x` is no longer a dependency (of the kernel)”, “`x` is dropped from the kernel's `Cargo.toml`”, “`x` stays a dependency of the kernel”."""
    of = r"(?: (?:of|in|for|from) (?:the )?(?P<of>`?[\w-]+`?)(?:['’]s `?Cargo\.toml`?| crate| manifest)?)?"
    gone = re.match(
        rf"(?:the )?(?P<name>`[\w-]+`) (?:(?:crate|dependency) )?(?:is|has been|was) (?:no longer (?:an? |needed as a )?dependency|(?:dropped|removed|gone) (?:as a dependency|from the dependencies))(?: any more)?{of}$", text, re.I
    ) or re.match(r"(?:the )?(?P<name>`[\w-]+`) (?:(?:crate|dependency) )?(?:is|has been|was) (?:dropped|removed|gone|deleted) from (?:the )?(?P<of>`?[\w-]+`?)['’]s `?Cargo\.toml`?$", text, re.I)  # fmt: skip
    kept = re.match(
        rf"(?P<name>`[\w-]+`) (?:is|stays|remains|is kept as|becomes) (?:still |now )?(?:an? |the )?(?:new |direct |optional )?dependency{of}$",
        text,
        re.I,
    )
    found = gone or kept
    if found is None:
        return None
    manifests = [
        p
        for p in case.code.tree.paths()
        if p.endswith("Cargo.toml") and b"[package]" in (s.data if (s := case.code.tree.read(p)) is not None else b"")
    ]
    if found["of"]:
        root = library_of(case, found["of"].strip("`").lower())
        manifests = [p for p in manifests if root and p.removesuffix("Cargo.toml") == root.rpartition("src/")[0]]
    if len(manifests) != 1 and not (gone is not None and not found["of"] and manifests):
        return None
    if gone is not None:
        return Said(tuple(f"{found['name']} dependency is removed from `{p}`" for p in manifests))
    return Said((f"`{manifests[0]}` depends on {found['name']}",))
