"""From a path as a document writes it to a file of the tree, a file to be made, or a refusal that lists what is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.model import Candidate, FileMention, Refusal

if TYPE_CHECKING:
    from uowgen.desk import Desk
    from uowgen.model import Directive, Spec


class Found(NamedTuple):
    """The file at `path`; `new` if it is to be made. `note` is what the reader should know of how it was found."""

    path: str
    new: bool = False
    note: str = ""


def is_there(path: str, desk: Desk) -> bool:
    return path in desk.drafts or not desk.tree.why_not(path)


def has_folder(path: str, desk: Desk) -> bool:
    """Whether it is said where the new file at `path` goes: a bare name is one of the root only where the root has such files."""
    return "/" in path or path == "build.rs" or any("/" not in p and p.endswith(".rs") for p in (*desk.tree.paths(), *desk.drafts))


def no_folder(path: str) -> Refusal:
    return Refusal(
        "file-not-found", f"nothing says in which folder `{path}` is to be made", "give its path from the root of the tree"
    )


def reach_path(path: str, directive: Directive, desk: Desk) -> Found | Refusal:
    """The file that `path` leads to, as a mention of it in the words of `directive` would; `file-not-found` if there is none."""
    mention = FileMention(path, directive.line, directive.span, "info", "modify")
    reached = reach(mention, desk)
    return missing(mention, desk) if isinstance(reached, Found) and reached.new else reached


def written_out(mention: FileMention, spec: Spec, desk: Desk) -> FileMention:
    """A short path as the one longer path that ends with it and that the document asks for something in."""
    if is_there(mention.path, desk):
        return mention
    asked = {m.path for m in (*spec.files, *spec.mentioned) if m.use != "mention" and m.path.endswith("/" + mention.path)}
    there = [path for path in asked if is_there(path, desk)]
    return mention._replace(path=there[0]) if len(there) == 1 and len(asked) == 1 else mention


def in_the_same_crate(ambiguous: Refusal, directive: Directive, spec: Spec, desk: Desk) -> Found | Refusal:
    """The one candidate in the crate of every file that the document names in full; the refusal if that does not tell."""
    full = {m.path for m in (*directive.files, *spec.files) if "/" in m.path and not desk.tree.why_not(m.path)}
    crates = {path.partition("/src/")[0] for path in full if "/src/" in path}
    name = directive.files[0].path if directive.files else ""
    ends = [p for p in desk.tree.paths() if name and p.endswith("/" + name)] or [c.file for c in ambiguous.candidates]
    found = [p for p in ends if len(crates) == 1 and p.partition("/src/")[0] in crates]
    if len(found) > 1:  # `lib.rs` beside the file that is worked on
        folders = {path.rpartition("/")[0] for path in full}
        found = [p for p in found if p.rpartition("/")[0] in folders]
    return (
        Found(found[0], note=f"`{found[0]}` is the one in the crate that the document speaks of") if len(found) == 1 else ambiguous
    )


def reach(mention: FileMention, desk: Desk) -> Found | Refusal:
    """The file that one mention leads to: the path itself, else the one path of the tree that ends with it."""
    path = mention.path.removeprefix("./")
    if desk.base and not path.startswith(desk.base + "/"):
        based = f"{desk.base}/{path}"
        if is_there(based, desk):
            return Found(based, note=f"`{path}` is `{based}`")
        known = (*desk.tree.paths(), *desk.drafts)
        if not is_there(path, desk) and desk.tree.why_not(path) == "missing" and any(p.startswith(desk.base + "/") for p in known):
            ends = [p for p in known if p.endswith("/" + path)]
            if not any(p.startswith(desk.base + "/") for p in ends):  # one of that name elsewhere is another file
                return Found(based, new=True)
        if not any(p.startswith(desk.base + "/") for p in known) and desk.tree.why_not(path) == "missing":
            said = f"the document counts its paths from `{desk.base}`, which the tree does not have"
            return Refusal("file-not-found", said, "name a folder of the tree, or give whole paths")
    if path in desk.drafts:
        return Found(path)
    why = desk.tree.why_not(path)
    if not why:
        return Found(path)
    below = path.lstrip("/")
    if why == "outside" and below != path and not desk.tree.why_not(below):
        return Found(below, note=f"`{path}` is `{below}` of this tree")
    if why == "outside":
        return Refusal(
            "outside-root", f"`{path}` leads out of the tree", "name a file inside the tree; --root says where it begins"
        )
    if why != "missing":
        said = {
            "not-utf-8": "is not UTF-8 text",
            "too-large": "is too large",
            "not-a-file": "is no regular file",
            "excluded": "is excluded by the configuration",
        }.get(why, why)
        return Refusal(why, f"`{path}` {said}", "see `uowgen explain " + why + "`")
    known = (*desk.tree.paths(), *desk.drafts)
    ends = sorted({p for p in known if p.endswith("/" + path)})
    if len(ends) == 1:
        return Found(ends[0], note=f"`{path}` is `{ends[0]}`")
    from_source = [p for p in ends if p.endswith("/src/" + path)]  # as a module path is written, from the root of its crate
    if len(ends) > 1 and len(from_source) == 1:
        return Found(from_source[0], note=f"`{path}` is `{from_source[0]}`")
    if len(ends) > 1:
        rows = tuple(Candidate(p, 1, "") for p in ends[:8])
        return Refusal("file-ambiguous", f"{len(ends)} files end with `{path}`", "give the path from the root of the tree", rows)
    return Found(path, new=True)


def missing(mention: FileMention, desk: Desk) -> Refusal:
    from difflib import get_close_matches

    known = desk.tree.paths()
    name = mention.path.rpartition("/")[2]
    same = [p for p in known if p.rpartition("/")[2] == name]
    near = same[:5] or get_close_matches(mention.path, known, 3, 0.75)
    rows = tuple(Candidate(p, 1, "") for p in near)
    advice = f"did you mean `{near[0]}`?" if near else "give the path from the root, or say `(NEW FILE)`"
    return Refusal("file-not-found", f"the tree has no `{mention.path}`", advice, rows)
