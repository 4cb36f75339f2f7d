"""What belongs to making a file beside its text: the file may be there already, and its module may have to be declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from uowgen.model import Refusal
from uowgen.operations.add_import import declare_module
from uowgen.operations.replace_file import replace_file
from uowgen.operations.work import Done, Job, applied, refused
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import items_of, same_code
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.model import Directive

KIND = "create_file"
_VISIBILITIES = ("", "pub ", "pub(crate) ", "pub(super) ")


class Desk(Protocol):
    """The files of a run as drafted so far."""

    def draft(self, path: str) -> object | None:
        """The file at `path`; None if there is none."""


def created_already(file: RustFile, code: str) -> Done:
    """A file that is to be made and is there: `applied` if it says all that the document shows, else refused."""
    path, data = file.source.path, file.source.data
    if same_code(code.encode(), data) if path.endswith(".rs") else code.split() == data.decode("utf-8", "replace").split():
        return applied(KIND, path, "the file is there already")
    if path.endswith(".rs"):
        shown = RustFile(Source("", code.encode("utf-8", "surrogatepass")))
        shown_tops, tops = _texts(shown), _texts(file)
        if shown_tops and _all_in(shown_tops, tops):
            return applied(KIND, path, "the file is there already, with more in it")
        if _only_items(file) and _all_in(tops, shown_tops):
            done = replace_file(file, code.encode("utf-8", "surrogatepass"))
            message = "in place of a stub, of which no code is lost"
            return done if done.status == "refused" else done._replace(kind=KIND, message=message)
    return refused(
        KIND, path, "item-exists-differently", f"`{path}` is there already, with other text",
        f"say that it is to be replaced (\"Replace `{path}` with:\"), or what of it is to change",
    )  # fmt: skip


def _texts(file: RustFile) -> dict[tuple[str, str], bytes]:
    data = file.source.data
    return {(i.kind, i.name): data[i.whole.start : i.whole.end] for i in items_of(file) if not i.path}


def _all_in(some: dict[tuple[str, str], bytes], all_: dict[tuple[str, str], bytes]) -> bool:
    return all(key in all_ and same_code(text, all_[key]) for key, text in some.items())


def _only_items(file: RustFile) -> bool:
    """Whether the file parses and holds nothing but comments and items that have names of their own."""
    tops = [i for i in items_of(file) if not i.path]
    keys = {(i.kind, i.name) for i in tops}
    plain = all(i.kind not in ("impl", "macro call", "extern") and not any("cfg" in a for a in i.attributes) for i in tops)
    inner = any(n.type == "inner_attribute_item" for n in file.root.children)
    return not file.root.has_error and len(keys) == len(tops) and plain and not inner


def declaring(directive: Directive, path: str, desk: Desk) -> Job | Refusal | None:
    """The `mod` line for the new file at `path` and where it goes, if the words show one; a refusal if they do not say where."""
    if not path.endswith(".rs"):
        return None
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".rs")
    if stem == "mod":
        folder, _, stem = folder.rpartition("/")
    line = next((text for text in _quoted(directive) if _declares(text, stem)), "")
    if not line:
        return None
    named = [m.path for m in directive.files if m.path != path and m.where == "sentence" and m.path.endswith(".rs")]
    here = f"{folder}/" if folder else ""
    usual = [f"{here}mod.rs", f"{here}lib.rs", f"{here}main.rs", f"{folder}.rs"]
    found = [p for p in dict.fromkeys(named or usual) if desk.draft(p) is not None and p != path]
    if len(found) != 1:
        said = "none" if not found else " or ".join(f"`{p}`" for p in found)
        return Refusal("no-target-file", f"`{line}` belongs into a file that the words do not name ({said})", "name the file")
    fragment = read_fragment(line.rstrip(";") + ";")
    return Job(found[0], lambda file: declare_module(file, fragment.code, fragment.items))


def _quoted(directive: Directive) -> list[str]:
    """What the words show in inline code."""
    return [a.name for a in directive.anchors if a.relation == "with"] + directive.words.split("`")[1::2]


def _declares(text: str, stem: str) -> bool:
    row = " ".join(text.strip().rstrip(";").split())
    return any(row == f"{visible}mod {stem}" for visible in _VISIBILITIES)
