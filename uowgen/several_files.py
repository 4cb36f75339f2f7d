"""Directives that reach into several files or places at once: a diff of several files, a field in every literal of a type.

It says which operation is to be made on which file; `plan.py` makes them, all or none.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from uowgen.files_reached import Found, reach_path
from uowgen.model import Candidate, Refusal
from uowgen.operations.work import Done, Job
from uowgen.rust.items import items_of
from uowgen.target_file import find_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.desk import Desk
    from uowgen.model import Block, Directive, Spec
    from uowgen.rust.syntax import RustFile

_ALL = frozenset(["every", "each", "all", "everywhere", "wherever", "any"])


def jobs_of(directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> tuple[Job, ...] | Refusal | None:
    """The operations of a directive that is more than code for one file, in the order in which they are made; None if it is just that."""
    if block is not None and block.lang in ("diff", "patch"):
        return _diff(directive, spec, code, block, desk)
    from uowgen.operations.initialise_field import initialised_type

    type_name = initialised_type(directive)
    if type_name and directive.verb in ("initialise", "add", "insert", "append", "place"):
        return _literals(directive, spec, code, block, desk, type_name)
    if block is not None and "Default" in " ".join((directive.words, *directive.named)) and ":" in code:
        return _in_default(directive, spec, code, block, desk)
    return None


def _in_default(directive: Directive, spec: Spec, code: str, block: Block, desk: Desk) -> tuple[Job, ...] | None:
    from uowgen.operations.default_literal import default_literal, speaks_of_default

    if not speaks_of_default(directive, code):
        return None
    found = find_file(directive, spec, code, block, desk)
    if not isinstance(found, Found) or found.new or not found.path.endswith(".rs"):
        return None
    meant = default_literal(desk.parsed(found.path), directive, code)
    return None if meant is None else (Job(found.path, _initialised(meant[1], meant[0], 0, code), "", found.note),)


def _diff(directive: Directive, spec: Spec, code: str, block: Block, desk: Desk) -> tuple[Job, ...] | Refusal:
    from uowgen.operations.apply_diff import KIND, apply_hunk, parts_of

    jobs: list[Job] = []
    for part in parts_of(code):
        if part.new == "/dev/null":
            return Refusal("directive-not-understood", f"the diff removes the file `{part.old}`", "say so in words")
        if part.old == "/dev/null" and part.new:
            rows = [text for hunk in part.hunks for text in hunk.side("+")]
            found = reach_path(part.new, directive, desk)
            if isinstance(found, Refusal) and found.code == "file-not-found":
                jobs.append(Job(part.new, None, "\n".join(rows) + "\n"))
                continue
            if isinstance(found, Found):
                source = desk.parsed(found.path).source
                if source.data.decode("utf-8", "replace").replace("\r\n", "\n").split() != " ".join(rows).split():
                    return Refusal("item-exists-differently", f"`{found.path}` is there with other text", "change it instead")
                jobs.append(Job(found.path, _already(KIND, found.path)))
                continue
        else:
            path = part.new or part.old
            found = reach_path(path, directive, desk) if path else find_file(directive, spec, "", block, desk)
        if isinstance(found, Refusal):
            return found
        if found.new:
            return Refusal("file-not-found", f"the tree has no `{found.path}`", "give the path from the root")
        jobs += [Job(found.path, partial(apply_hunk, hunk=hunk), "", found.note) for hunk in reversed(part.hunks)]
    return tuple(jobs) or Refusal(
        "directive-not-understood", "the block is no diff that shows a change", "mark lines with `+` and `-`"
    )


def _already(kind: str, label: str) -> Callable[[RustFile], Done]:
    return lambda _: Done(kind, label, "applied", "it is so already")


def _literals(
    directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk, type_name: str
) -> tuple[Job, ...] | Refusal | None:
    from uowgen.operations.initialise_field import literals_of, names_function, stands_in_macro

    named = find_file(directive, spec, code, block, desk)
    only = _files_asked_for(directive, desk) if _asks_for_all(directive) else None
    if isinstance(only, Refusal):
        return only
    if only is None and isinstance(named, Found) and not named.new and named.path.endswith(".rs"):
        # A file of an earlier sentence does not limit what is asked for everywhere.
        near = ("info", "comment") if _asks_for_all(directive) else ("sentence", "info", "comment")
        here = any(m.where in near or (m.where == "sentence" and m.path in directive.words) for m in directive.files)
        if here or names_function(desk.parsed(named.path), type_name, directive):
            return _in_one_file(directive, code, desk.parsed(named.path), type_name)
    paths = set(desk.tree.containing((type_name.encode(),))) | {
        p for p, draft in desk.drafts.items() if p.endswith(".rs") and type_name.encode() in draft.data
    }
    defined = []
    jobs: list[Job] = []
    in_macros = []
    for path in sorted(paths):
        file = desk.parsed(path)
        defined += [
            Candidate(path, file.source.line_of(i.span.start), i.full_label)
            for i in items_of(file)
            if _defines(i.kind, i.name, type_name)
        ]
        count = len(literals_of(file, type_name, directive)) if not only or path in only else 0
        jobs += [Job(path, _initialised(directive, type_name, n, code)) for n in range(count)]
        if stands_in_macro(file, type_name):
            in_macros.append(path)
    if len(defined) != 1:
        reason = "anchor-ambiguous" if defined else "anchor-not-found"
        return Refusal(reason, f"the tree has {len(defined)} types called `{type_name}`", "name the file", tuple(defined[:8]))
    if not jobs:
        return Refusal("anchor-not-found", f"the tree has no literal of `{type_name}`", "say where it is made")
    if len(jobs) > 1 and not _asks_for_all(directive):
        rows = tuple(Candidate(j.path, 1, f"literal {type_name}") for j in jobs[:8])
        return Refusal(
            "anchor-ambiguous", f"there are {len(jobs)} literals of `{type_name}`", "say `in every`, or in which function", rows
        )
    if in_macros:
        note = "macro calls hold such literals as well, which are left alone: " + ", ".join(f"`{p}`" for p in sorted(in_macros))
        jobs = [job._replace(note=note) if n == 0 else job for n, job in enumerate(jobs)]
    return tuple(jobs)


def _files_asked_for(directive: Directive, desk: Desk) -> frozenset[str] | Refusal | None:
    """The files that `every` is limited to, none of them if it is not; None where one file, or no file, is named.

    What stands in brackets (`every literal (two in a.rs, one in b.rs)`) explains, and limits nothing.
    """
    said = [m for m in directive.files if m.where == "sentence" and m.path in directive.words]
    if not said:
        return None
    outside = [m for m in said if not _in_brackets(directive.words, m.path)]
    if len(outside) == 1:
        return None
    reached = [reach_path(m.path, directive, desk) for m in outside]
    lost = next((r for r in reached if isinstance(r, Refusal)), None)
    return lost or frozenset(r.path for r in reached if isinstance(r, Found))


def _in_brackets(words: str, path: str) -> bool:
    before = words[: words.find(path)]
    return before.count("(") > before.count(")")


def _in_one_file(directive: Directive, code: str, file: RustFile, type_name: str) -> tuple[Job, ...] | Refusal:
    from uowgen.operations.initialise_field import base_of, literals_of

    nodes = literals_of(file, type_name, directive)
    path = file.source.path
    rows = tuple(Candidate(path, n.start_point[0] + 1, f"literal {type_name}") for n in nodes[:8])
    if not nodes:
        return Refusal("anchor-not-found", f"`{path}` has no literal of `{type_name}` there", "say where it is made")
    plain = [n for n, node in enumerate(nodes) if base_of(node) is None]
    if len(plain) == 1 < len(nodes) and not _asks_for_all(directive):  # the others have the field from their base
        return (Job(path, _initialised(directive, type_name, plain[0], code)),)
    if len(nodes) > 1 and not _asks_for_all(directive):
        return Refusal(
            "anchor-ambiguous",
            f"there are {len(nodes)} literals of `{type_name}` there",
            "say `in every`, or in which function",
            rows,
        )
    return tuple(Job(path, _initialised(directive, type_name, n, code)) for n in range(len(nodes)))


def _initialised(directive: Directive, type_name: str, ordinal: int, code: str) -> Callable[[RustFile], Done]:
    from uowgen.operations.initialise_field import initialise_field

    everywhere = _asks_for_all(directive)
    return lambda file: initialise_field(file, directive, type_name, ordinal, code, everywhere=everywhere)


def _defines(kind: str, name: str, wanted: str) -> bool:
    return kind in ("struct", "union") and name == wanted


def _asks_for_all(directive: Directive) -> bool:
    return any(word.strip("*_,.:;()").lower() in _ALL for word in directive.words.split())
