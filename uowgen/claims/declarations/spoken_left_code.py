"""Pieces of code and entries of text that a sentence says are left nowhere, or are listed: “no `Err(()) =>` arms remain in the codec modules”,
“no `map_err(|_| …)` closures are left in `a.rs`”, “the changelog lists the fix under Unreleased”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.model import Evidence
from uowgen.rust.syntax import is_comment, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile

_PLACE = r"(?: (?:in|under|within|of) (?:the )?(?:`(?P<path>[\w./-]+)`(?: (?:module|folder|file)s?)?|(?P<word>[a-z_]+) (?:modules?|folder|files?)))"


def spoken_left(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    for name, reader in (("never_remains", _arms), ("never_remains", _closures), ("file_mentions", _unreleased)):
        found = reader(said, case)
        if found is not None:
            return name, found
    return None


def _arms(said: str, case: Case) -> Finding | None:
    match = re.match(
        rf"no `(?P<pattern>[^`]+?)\s*=>`? ?`?(?:…|\.\.\.)?`? (?:match )?arms? (?:remains?|(?:is|are) left){_PLACE}$", said, re.I
    )
    files = _files(match["path"], match["word"], case) if match is not None else None
    if match is None or not files:
        return None
    wanted = _squeezed(match["pattern"])
    same: list[Evidence] = []
    alike: list[Evidence] = []
    for file in files:
        for node in walk(file.rust.root):
            if node.type == "macro_invocation" and wanted in _squeezed(file.rust.text(node)):
                alike.append(_at(file, node.start_byte, match["pattern"]))
            pattern = node.child_by_field_name("pattern") if node.type == "match_arm" else None
            if pattern is None:
                continue
            written = _squeezed(file.rust.text(pattern))
            if written == wanted or wanted in written.split("|"):
                same.append(_at(file, node.start_byte, match["pattern"]))
            elif written.startswith((f"{wanted}if", f"{wanted}|")) or wanted in written:
                alike.append(_at(file, node.start_byte, match["pattern"]))
    return _left(match["pattern"], same, alike)


def _closures(said: str, case: Case) -> Finding | None:
    match = re.match(
        rf"no `(?P<call>\w+)\((?:move )?\|(?P<given>[^|`]*)\|(?: ?(?:…|\.\.\.|_))?\)?`(?: (?:closures?|calls?))? (?:remains?|(?:is|are) left){_PLACE}$", said, re.I
    )  # fmt: skip
    files = _files(match["path"], match["word"], case) if match is not None else None
    if match is None or not files:
        return None
    wanted = _squeezed(f"{match['call']}(|{match['given']}|")
    told = f"{match['call']}(|{match['given']}| …)"
    same: list[Evidence] = []
    for file in files:
        text = _code_of(file)
        same += [_at(file, at, told) for at in _places(text, wanted)]
    return _left(told, same, [])


def _left(what: str, same: list[Evidence], alike: list[Evidence]) -> Finding:
    if same:
        return fails("still-there", f"{len(same)} left of `{what}`", evidence=tuple(same[:8]))
    if alike:
        return undecided("not-understood", f"whether what is written there is a `{what}` is not plain", evidence=tuple(alike[:8]))
    return holds(f"no `{what}` is there")


def _files(path: str | None, word: str | None, case: Case) -> tuple[CodeFile, ...]:
    """The Rust files of a place: of a path, or of the one folder or module that a word names."""
    listed = [p for p in case.code.tree.paths() if p.endswith(".rs")]
    if path is not None and path.endswith(".rs"):
        found = list(resolved_path(case, path))
        found = found if len(found) == 1 else []
    else:
        name = (path or word or "").strip("/")
        folders = {f"/{p}".partition(f"/{name}/")[0] for p in listed if f"/{name}/" in f"/{p}"}
        modules = {f"/{p}".removesuffix(f"/{name}.rs") for p in listed if f"/{p}".endswith(f"/{name}.rs")}
        if len(folders | modules) != 1:
            return ()
        root = (folders | modules).pop()
        found = [p for p in listed if f"/{p}" == f"{root}/{name}.rs" or f"/{p}".startswith(f"{root}/{name}/")]
    files = [case.code.file(p) for p in found]
    return tuple(f for f in files if f is not None) if all(files) else ()


def _squeezed(code: str) -> str:
    return "".join(code.split())


def _code_of(file: CodeFile) -> bytes:
    """The file with blanks for what stands in comments and strings."""
    data = bytearray(file.rust.source.data)
    for node in walk(file.rust.root):
        if is_comment(node) or node.type in ("string_literal", "raw_string_literal"):
            data[node.start_byte : node.end_byte] = b" " * (node.end_byte - node.start_byte)
    return bytes(data)


def _places(text: bytes, wanted: str) -> Iterator[int]:
    pattern = rb"\s*".join(re.escape(ch.encode()) for ch in wanted)
    return (m.start() for m in re.finditer(rb"(?<!\w)" + pattern, text))


def _at(file: CodeFile, at: int, what: str) -> Evidence:
    line = file.rust.source.line_of(at)
    return Evidence(file.path, line, line, f"`{what}`")


def _unreleased(said: str, case: Case) -> Finding | None:
    """“`CHANGELOG.md` mentions the fix under Unreleased”: what is listed there is for a person to judge, but nothing may be."""
    match = re.match(
        r"(?:the )?(?:`(?P<file>[\w./-]*(?i:changelog|changes|news|history)[\w.-]*)`|(?P<word>(?i:changelog))) (?:now )?(?:mentions|lists|describes|notes|records|documents|has|contains|announces) [^`]+ (?:under|in|as) (?:the )?[`\"“”\[]*(?:unreleased|next)[\]`\"“”]*(?: section| heading)?$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    names = [match["file"]] if match["file"] else ["CHANGELOG.md", "Changelog.md", "CHANGES.md"]
    sources = [(n, s) for n in names if (s := case.code.tree.read(n)) is not None]
    if not sources:
        return None
    name, source = sources[0]
    rows = source.data.decode("utf-8", "replace").split("\n")
    start = next((n for n, row in enumerate(rows) if re.match(r"#+ .*\b(?:unreleased|next)\b", row, re.I)), None)
    if start is None:
        return None
    end = next((n for n, row in enumerate(rows) if n > start and row.startswith(("# ", "## "))), len(rows))
    listed = [n for n in range(start + 1, end) if re.match(r"\s*(?:[-*+]|\d+\.)\s", rows[n])]
    here = (Evidence(name, start + 1, start + 1, rows[start].strip()),)
    if not listed and not [r for r in rows[start + 1 : end] if len(r.split()) > 8]:
        return fails("not-mentioned", f"`{name}` lists nothing there", evidence=here)
    return undecided("not-understood", f"whether `{name}` lists it there is for a person to tell", evidence=here)
