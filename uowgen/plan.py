"""From directives to operations, in order, on one drafted tree.

What it decides is which file is meant and what becomes of each block; how code is put at a place is `operations/`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.desk import Desk
from uowgen.diagnostic import Diagnostic
from uowgen.files_reached import Found
from uowgen.imports.unseen import unseen_names
from uowgen.model import Operation, Plan, Refusal, SpecPlan
from uowgen.operations.work import Done, Job, applies, refused
from uowgen.order import order_specs
from uowgen.patch import changes_something, make_change
from uowgen.rust.syntax import RustFile, errors
from uowgen.several_files import jobs_of
from uowgen.spec.block_comments import without_address
from uowgen.target_file import find_file
from uowgen.text import Draft, Edit, Source, Span, conflicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from uowgen.model import Candidate, Directive, Spec
    from uowgen.operations.work import Foreign
    from uowgen.rendering.template import Template
    from uowgen.tree import Tree

    Each = Callable[[Sequence[tuple[Spec, Source]]], Iterator[tuple[Spec, Source]]]


class PlanOptions(NamedTuple):
    """`placeholders` maps what stands in documents to what is to be written; `templates` are those that blocks are held against.

    `operations` of other packages are asked before the program's own.
    """

    placeholders: Mapping[str, str] = {}
    templates: tuple[Template, ...] = ()
    operations: tuple[Foreign, ...] = ()


def plan_specs(specs: Sequence[tuple[Spec, Source]], tree: Tree, options: PlanOptions, each: Each = iter) -> Plan:
    """The plan of `specs` on `tree`, in the order of their dependencies. Never raises for what documents or files say.

    `each` goes through the ordered specs; whoever wants to see how far it has come gives an iterator of his own.
    """
    ordered, problems = order_specs(specs)
    desk = Desk(tree)
    planned = []
    for spec, document in each(ordered):
        planned.append(_plan_spec(spec, document, desk, options))
    if len(planned) > 1 and any(o.code == "item-exists-differently" for spec_plan in planned for o in spec_plan.operations):
        planned = _with_superseded(planned, ordered, desk, options)
    planned = _with_warnings(planned, ordered, desk)
    changes = tuple(change for path, draft in sorted(desk.drafts.items()) if changes_something(change := make_change(path, draft)))
    return Plan(tuple(planned), changes, problems)


def _with_superseded(
    planned: list[SpecPlan], specs: Sequence[tuple[Spec, Source]], desk: Desk, options: PlanOptions
) -> list[SpecPlan]:
    """`planned` with what a later spec of the run has changed since counted as applied."""
    from uowgen.superseded import with_superseded

    return with_superseded(
        planned,
        specs,
        desk,
        lambda: Desk(desk.tree),
        lambda number, other: _plan_spec(*specs[number], other, options),
        lambda spec, directive, other: _plan_directive(spec, directive, other, options),
    )


def _with_warnings(planned: list[SpecPlan], specs: Sequence[tuple[Spec, Source]], desk: Desk) -> list[SpecPlan]:
    """`planned` with a warning for each name that the written code lacks an import for, and for each change that is asked for in words
    alone. No outcome changes.
    """
    planned = [spec._replace(problems=(*spec.problems, *_asked(spec.spec))) for spec in planned]
    uses = unseen_names(planned, desk)
    if not uses:
        return planned
    from uowgen.imports.missing import missing_imports

    found = missing_imports(uses, specs, desk)
    return [spec._replace(problems=(*spec.problems, *found.get(n, ()))) for n, spec in enumerate(planned)]


def _asked(spec: Spec) -> tuple[Diagnostic, ...]:
    message = "this asks for a change that the words alone do not say in full: nothing of it is written"
    advice = "show the code in a block below it, or make the change by hand"
    return tuple(Diagnostic("asked-in-words", message, spec.path, span, advice, "warning") for span in spec.asked)


def _plan_spec(spec: Spec, document: Source, desk: Desk, options: PlanOptions) -> SpecPlan:
    operations: list[Operation] = []
    desk.latest, desk.base = "", spec.base
    for directive in spec.directives:
        operations += _plan_directive(spec, directive, desk, options)
    planned = {o.block for o in operations}
    for n, block in enumerate(spec.blocks):
        if block.role in ("code", "after") and n not in planned:
            reason = Refusal(
                "directive-not-understood", "nothing says what to do with this block", "say what to do with it and where"
            )
            operations.append(_refusal("insert_item", spec, n, "", "", reason, block.span))
    operations.sort(key=lambda o: o.source_line)
    return SpecPlan(spec, tuple(operations))


def _plan_directive(spec: Spec, directive: Directive, desk: Desk, options: PlanOptions) -> list[Operation]:
    block = spec.blocks[directive.block] if directive.block is not None else None
    code = _filled(without_address(block), options) if block is not None else ""
    jobs = jobs_of(directive, spec, code, block, desk)
    if isinstance(jobs, Refusal):
        return [_not_begun(spec, directive, _first_path(directive), jobs)]
    found = find_file(directive, spec, code, block, desk) if jobs is None else Found(jobs[0].path)
    if isinstance(found, Refusal):
        return [_not_begun(spec, directive, _first_path(directive), found)]
    waiting = _placeholder(code, options)
    if waiting:
        reason = Refusal("placeholder", f"`{waiting}` is a placeholder that nobody has filled", f"fill it with `--set {waiting}=…`")
        return [_not_begun(spec, directive, found.path, reason)]
    if jobs is not None:
        desk.latest = jobs[0].path if len({job.path for job in jobs}) == 1 else desk.latest
        made = _perform(spec, directive, jobs, code, desk, options)
        return _first_place_first(made) if block is not None and block.lang in ("diff", "patch") else made
    desk.latest = found.path
    if found.new:
        return _new_file(spec, directive, found.path, code, desk, options)
    if directive.verb == "create" and _asks_to_create(directive) and found.path not in desk.drafts:
        from uowgen.operations.create_file import created_already

        return _perform(spec, directive, (Job(found.path, lambda f: created_already(f, code)),), code, desk, options)
    from uowgen.operations.choose import choose

    file = desk.parsed(found.path)
    foreign = next((route for ask in options.operations if (route := ask(file, spec, directive, code)) is not None), None)
    routes = (foreign,) if foreign is not None else choose(file, spec, directive, code, block, _before(found.path, desk))
    return _perform(spec, directive, tuple(Job(found.path, route, "", found.note) for route in routes), code, desk, options)


def _before(path: str, desk: Desk) -> bytes:
    draft = desk.draft(path)
    return (draft.original or b"") if draft is not None else b""


def _perform(
    spec: Spec, directive: Directive, jobs: tuple[Job, ...], code: str, desk: Desk, options: PlanOptions
) -> list[Operation]:
    """Makes the operations of one directive, one after the other, each on what the one before it leaves; all or none."""
    before = dict(desk.drafts)
    operations: list[Operation] = []
    for job in jobs:
        if job.route is None:
            operations.append(_create(spec, directive, job.path, job.text, desk, options))
        else:
            file = desk.parsed(job.path)
            done = _checked(file, job.route(file))
            operations.append(_operation(spec, directive, job.path, done, desk, options, code, job.note))
        if operations[-1].status == "refused" and len(jobs) > 1:
            # The parts of one change belong together: half of it is a wrong edit.
            desk.drafts = before
            because = operations[-1]
            return [_withdrawn(o, because) if o.status == "applies" else o for o in operations]
    return operations


def _first_place_first(made: list[Operation]) -> list[Operation]:
    """The hunks of a diff, which are made last place first, in the order of their places, each edit on what those before it leave."""
    listed: list[Operation] = []
    grown: dict[str, int] = {}
    for operation in reversed(made):
        moved = tuple(e._replace(span=e.span.shifted(grown.get(e.file, 0))) for e in operation.edits)
        for edit in operation.edits:
            grown[edit.file] = grown.get(edit.file, 0) + len(edit.text) - (edit.span.end - edit.span.start)
        listed.append(operation._replace(edits=moved))
    return listed


def _new_file(spec: Spec, directive: Directive, path: str, code: str, desk: Desk, options: PlanOptions) -> list[Operation]:
    """The file, and its `mod` line where the words ask for it."""
    created = _create(spec, directive, path, code, desk, options)
    if created.status != "applies":
        return [created]
    from uowgen.operations.create_file import declaring

    job = declaring(directive, path, desk)
    if job is None:
        return [created]
    if isinstance(job, Refusal):
        refusal = _not_begun(spec, directive, path, job)
        return [created, refusal._replace(kind="declare_module")]
    return [created, *_perform(spec, directive, (job,), code, desk, options)]


def _asks_to_create(directive: Directive) -> bool:
    return bool(directive.files) and directive.files[0].use == "create"


def _not_begun(spec: Spec, directive: Directive, path: str, reason: Refusal) -> Operation:
    return _refusal(_kind_of(directive), spec, directive.block, path, "", reason, directive.span, directive.line)


def _withdrawn(operation: Operation, because: Operation) -> Operation:
    message = f"not written, since another part of its block is refused: {because.message.splitlines()[0]}"
    return operation._replace(
        status="refused", code=because.code, message=message, edits=(), line=None, end_line=None, lines_added=0
    )


def _create(spec: Spec, directive: Directive, path: str, code: str, desk: Desk, options: PlanOptions) -> Operation:
    text = code if code.endswith("\n") else code + "\n"
    data = text.encode()
    if path.endswith(".rs"):
        wrong = errors(RustFile(Source(path, data)).root)
        from uowgen.rust.fragment import elision

        if elision(data) is not None:
            done = refused("create_file", path, "elided-code", "the new file's code leaves something out", "write it in full")
            return _operation(spec, directive, path, done, desk, options, code)
        if wrong:
            line = Source(path, data).line_of(wrong[0].start)
            done = refused(
                "create_file", path, "would-not-parse", f"the code of the new file has a syntax error in its line {line}"
            )
            return _operation(spec, directive, path, done, desk, options, code)
    draft = Draft(path, None).apply((Edit(path, Span(0, 0), data),))
    desk.lay(path, draft)
    done = applies("create_file", path, "a new file", Span(0, 0), Edit(path, Span(0, 0), data))
    operation = _operation(spec, directive, path, done, desk, options, code, laid=True)
    return operation._replace(line=1)


def _checked(file: RustFile, done: Done) -> Done:
    """`done`, or its refusal if its edits would leave a file that is broken where it was whole, or tear an item's head off."""
    if conflicts(done.edits):
        twice = Refusal("contradictory", "the block asks for two changes of one place", "write it as two steps")
        return Done(done.kind, done.target, "refused", twice.message, None, (), twice)
    if done.status != "applies" or not file.source.path.endswith(".rs"):
        return done
    from uowgen.operations.check import broken_by

    reason = broken_by(
        file,
        done.edits,
        done.place,
        whole=done.kind in ("replace_file", "create_file"),
        quoted=done.kind in ("apply_diff", "change_code", "remove_attribute", "remove_comment"),
    )
    return done if reason is None else Done(done.kind, done.target, "refused", reason.message, None, (), reason)


def _operation(
    spec: Spec,
    directive: Directive,
    path: str,
    done: Done,
    desk: Desk,
    options: PlanOptions,
    code: str,
    note: str = "",
    *,
    laid: bool = False,
) -> Operation:
    source_line = spec.blocks[directive.block].line if directive.block is not None else directive.line
    if done.refusal is not None:
        candidates = tuple(_on_disk(candidate, desk) for candidate in done.refusal.candidates)
        reason = done.refusal._replace(candidates=candidates)
        return _refusal(done.kind, spec, directive.block, path, done.target, reason, directive.span, source_line)
    line = end_line = None
    added = 0
    if done.place is not None and not laid:
        draft = desk.draft(path)
        assert draft is not None
        line, end_line = _lines(draft, done.place, replaced=done.place.end > done.place.start and done.status == "applies")
        if done.status == "applies":
            desk.lay(path, draft.apply(done.edits))
    if done.status == "applies":
        added = sum(e.text.count(b"\n") for e in done.edits)
    template = (
        _template(code, options)
        if done.status == "applies" and done.place is not None and done.place.start == done.place.end
        else None
    )
    message = "; ".join(part for part in (done.message, note) if part)
    return Operation(
        done.kind, source_line, directive.span, path, done.target, done.status, None, message, "", line, end_line, added, template,
        (), done.edits, directive.block,
    )  # fmt: skip


def _lines(draft: Draft, place: Span, *, replaced: bool) -> tuple[int | None, int | None]:
    """First and last line of `place` in the file on disk; None for what an earlier operation of the run added."""
    if draft.original is None:
        return None, None
    source = Source(draft.path, draft.original)
    start = draft.original_offset(place.start)
    if start is None:
        return None, None
    if not replaced:
        return source.line_of(start), None
    end = draft.original_offset(place.end - 1)
    return source.line_of(start), source.line_of(end) if end is not None else None


def _on_disk(candidate: Candidate, desk: Desk) -> Candidate:
    """A candidate that was found on the text as drafted, with its line in the file on disk; for added text, the line that it goes before."""
    draft = desk.draft(candidate.file)
    if draft is None or draft.original is None or draft.data == draft.original:
        return candidate
    drafted = Source(draft.path, draft.data)
    if not 1 <= candidate.line <= drafted.line_of(len(draft.data)):
        return candidate
    row = drafted.line_span(candidate.line)
    inside = draft.original_offset(row.start + 1 if row.end > row.start else row.start)
    offset = row.start
    while (at := draft.original_offset(offset) if inside is None else inside) is None and offset > 0:
        offset -= 1
    told = candidate.text if inside is not None else f"{candidate.text}, which an earlier operation adds".removeprefix(", ")
    return candidate._replace(line=Source(draft.path, draft.original).line_of(at or 0), text=told)


def _template(code: str, options: PlanOptions) -> str | None:
    if not options.templates:
        return None
    from uowgen.rendering.catalog import recognise

    found = recognise(code.encode(), options.templates)
    return found[0].name if found is not None else None


def _refusal(
    kind: str, spec: Spec, block: int | None, path: str, target: str, reason: Refusal, span: Span, line: int = 0
) -> Operation:
    source_line = spec.blocks[block].line if block is not None else line
    return Operation(
        kind, source_line, span, path, target, "refused", reason.code, reason.message, reason.help, None, None, 0, None,
        reason.candidates, (), block,
    )  # fmt: skip


def _kind_of(directive: Directive) -> str:
    relation = next((a.relation for a in directive.anchors if a.relation in ("before", "after")), "")
    if relation and directive.verb in ("insert", "add", "append", "place"):
        return f"insert_{relation}"
    return {
        "replace": "replace_item",
        "change": "change_code",
        "remove": "remove_item",
        "create": "create_file",
        "rename": "rename_in_item",
        "initialise": "initialise_field",
    }.get(directive.verb, "insert_item")


def _first_path(directive: Directive) -> str:
    return directive.files[0].path if directive.files else ""


def _filled(code: str, options: PlanOptions) -> str:
    for name, text in options.placeholders.items():
        code = code.replace(name, text)
    return code


def _placeholder(code: str, options: PlanOptions) -> str:
    """A placeholder that is left in `code`, such as `TEAM_XXX` or `TODO: your id`; empty if there is none."""
    at = code.find("_XXX")
    while at >= 0:
        start = at
        while start > 0 and (code[start - 1].isupper() or code[start - 1] in "_"):
            start -= 1
        after = code[at + 4 : at + 5]
        if start < at and not (after.isalnum() or after == "_"):
            return code[start : at + 4]
        at = code.find("_XXX", at + 4)
    at = code.lower().find("todo: your ")
    return code[at:].partition("\n")[0].rstrip("*/ \t\r") if at >= 0 else ""
