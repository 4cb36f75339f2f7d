"""Decides the criteria that wait for a toolchain, by building and testing a scratch copy of the tree.

It joins what is asked, what is run and what that means; each of those has a module of its own. It writes only to the cache.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen.toolchain.alone import alone, misplaced
from uowgen.toolchain.asks import CODE, Ask, asks_of, complete
from uowgen.toolchain.builds import Bench
from uowgen.toolchain.environment import for_toolchain
from uowgen.toolchain.judging import Judgement, Runs, judge
from uowgen.toolchain.listing import CannotCopyError
from uowgen.toolchain.processes import interruptible
from uowgen.toolchain.regions import Own, Region, named, own_of
from uowgen.toolchain.results import Results
from uowgen.toolchain.scope import Scope, requests_for
from uowgen.toolchain.scratch import scratch_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from uowgen.model import Plan, Spec, Verdict
    from uowgen.text import Source
    from uowgen.toolchain.builds import Build, Request
    from uowgen.toolchain.settings import Settings
    from uowgen.tree import Tree

    Judged = Sequence[tuple[Spec, tuple[Verdict, ...]]]


class Task(NamedTuple):
    """What there is to work on.

    `root` is the folder of the tree, `tree` the tree that is judged (the patched one if `patched`), `plan` that of the specs on
    the tree on disk. `documents` are the specs' texts by path. `commands` runs the commands of the specs' Testing sections as well.
    `cache` is the folder for build folders and kept results. `say` takes a line of progress.
    """

    root: str
    tree: Tree
    plan: Plan
    patched: bool
    settings: Settings
    cache: str
    say: Callable[[str], None]
    builds: bool = True
    commands: bool = False
    documents: Mapping[str, Source] = {}


def decide(judged: Judged, task: Task) -> tuple[tuple[Spec, tuple[Verdict, ...]], ...]:
    """`judged` with the verdicts that waited for a toolchain replaced, and one added for each command that was run.

    Every other verdict stays as it is. The user's tree is only read. KeyboardInterrupt (also for SIGTERM and SIGHUP)
    passes through after everything that was started has ended and the scratch copy is removed.
    """
    from uowgen.toolchain.commands import command_lines, run_commands

    waits = task.builds and any(v.outcome == "undecided" and v.code == CODE for _, verdicts in judged for v in verdicts)
    lines = [command_lines(spec, task.documents.get(spec.path)) if task.commands else () for spec, _ in judged]
    if not waits and not any(lines):
        return tuple((spec, tuple(verdicts)) for spec, verdicts in judged)
    base = base_of(task.root)
    prefix = os.path.relpath(os.path.realpath(task.root), base).replace(".", "", 1) if base != os.path.realpath(task.root) else ""
    prefix = os.path.relpath(os.path.realpath(task.root), base) if prefix else ""
    changed: dict[str, bytes | None] = {}
    if task.patched:
        changed = {os.path.join(prefix, change.path): None if change.removed else change.result for change in task.plan.changes}
    trouble = spec_code(task) if not task.commands else ""
    if trouble and not any(lines):
        refusal = Judgement(
            "undecided", "would-run-spec-code", f"the patch changes what a build runs ({trouble}); --run-commands allows that"
        )
        return tuple((spec, tuple(_settled(v, refusal, "") if _waits(v) else v for v in verdicts)) for spec, verdicts in judged)
    try:
        with interruptible(), scratch_copy(base, task.cache, task.say) as scratch:
            bench = Bench(scratch, task.settings, for_toolchain(os.environ, scratch.target), task.say)
            results = Results(bench, changed if task.patched else None)
            scope = Scope(task.tree, prefix, scratch.entries.keys() | changed.keys(), task.settings, results)
            done = _each(judged, task, scope, results, prefix) if waits else tuple((s, tuple(v)) for s, v in judged)
            if any(lines):
                results.show_patched()
                done = tuple((s, v + run_commands(found, bench, prefix)) for (s, v), found in zip(done, lines, strict=True))
            return done
    except (CannotCopyError, OSError) as why:
        refusal = Judgement("undecided", "cannot-copy", f"no scratch copy of the tree could be made: {why}")
        return tuple((spec, tuple(_settled(v, refusal, "") if _waits(v) else v for v in verdicts)) for spec, verdicts in judged)


def base_of(root: str) -> str:
    """The folder to copy: `root`, or the cargo workspace around it when its own manifest may belong to that."""
    from uowgen.toolchain.packages import has_workspace

    root = os.path.realpath(root)
    folder = root
    while os.path.isfile(os.path.join(root, "Cargo.toml")):
        try:
            with open(os.path.join(folder, "Cargo.toml"), encoding="utf-8", errors="replace") as file:
                if has_workspace(file.read()):
                    return folder
        except OSError:
            pass
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            break
        folder = above
    return root


def spec_code(task: Task) -> str:
    """The file of the patch that decides what a build runs (build scripts, cargo's configuration), if there is one; else empty."""
    if not task.patched:
        return ""
    for change in task.plan.changes:
        name = change.path.rpartition("/")[2]
        if name == "build.rs" or name.startswith("rust-toolchain") or f"/{change.path}".rpartition("/")[0].endswith("/.cargo"):
            return change.path
        if name == "Cargo.toml":
            added = b"\n".join(edit.text for edit in change.edits) if change.original is not None else change.result
            if any(word in added for word in (b"build", b"proc-macro", b"links", b"[patch", b"[replace", b"git", b"path")):
                return change.path
    return ""


def _each(judged: Judged, task: Task, scope: Scope, results: Results, prefix: str) -> tuple[tuple[Spec, tuple[Verdict, ...]], ...]:
    planned = {(p.spec.path, p.spec.line): p for p in task.plan.specs}
    owns: list[Own] = []
    for spec, _ in judged:
        found = planned.get((spec.path, spec.line))
        own = own_of(found, task.patched, task.plan.changes, task.tree.read) if found is not None else Own()
        owns.append(_below(own, prefix))
    done = []
    for n, (spec, verdicts) in enumerate(judged):
        others = tuple(region for m, own in enumerate(owns) if m != n for region in own.regions if region not in owns[n].regions)
        rows = []
        for verdict in verdicts:
            asks = asks_of(verdict, scope.names())
            if not asks:
                rows.append(verdict)
                continue
            judgements = [_judged(ask, spec, owns[n], others, scope, results) for ask in asks]
            rows.append(_settled(verdict, _worst(judgements), prefix))
        done.append((spec, tuple(rows)))
    return tuple(done)


def _judged(ask: Ask, spec: Spec, own: Own, others: tuple[Region, ...], scope: Scope, results: Results) -> Judgement:
    if ask.unknown:
        words = ", ".join(f"“{word}”" for word in ask.unknown)
        return Judgement("undecided", "scope-not-understood", f"what to build is not understood: {words}")
    if own.missing and not own.regions and not ask.negative:
        rows = "; ".join(own.missing[:3])
        return Judgement("undecided", "not-in-the-tree", f"nothing was built: what the spec brings is not in the tree ({rows})")
    for name in ask.names if ask.action != "test" else ():
        if not named(own.regions, name):
            found = scope.called(name)
            if not found and not own.missing:
                return Judgement("undecided", "subject-not-found", f"nothing in the tree that would be built is called `{name}`")
            own = own._replace(regions=(*own.regions, *found))
    wanted = requests_for(ask, spec, own, scope)
    if isinstance(wanted, str):
        return Judgement("undecided", "scope-not-found", wanted)
    judgements = []
    for request, part in wanted:
        judgements.append(_one(ask, request, part, others, scope, results))
    return _worst(judgements)


def _one(ask: Ask, request: Request, own: Own, others: tuple[Region, ...], scope: Scope, results: Results) -> Judgement:
    first = results.after(request)
    if first.outcome != "cannot" or not first.foreign:
        return _judge(ask, request, first, own, others, scope, results)
    undecided = []
    for instead in scope.instead_of(request, ask):
        found = results.after(instead)
        if found.outcome != "cannot":
            judgement = _judge(ask, instead, found, own, others, scope, results)
            if instead.action != "command" and judgement.outcome == "fails" and any(misplaced(p) for p in found.errors):
                text = f"`{found.how}` gives errors that may be due to the machine that it builds for: {judgement.message}"
                judgement = Judgement("undecided", "cannot-build", text, judgement.evidence)
            said = f"; done instead of `{first.how}`, which could not be carried out: {first.reason}"
            judgement = judgement._replace(message=judgement.message + said)
            if judgement.outcome != "undecided":
                return judgement
            undecided.append(judgement)
    by_rustc = alone(ask, own, scope, results, first)
    if by_rustc is not None:
        return by_rustc
    return undecided[0] if undecided else _judge(ask, request, first, own, others, scope, results)


def _judge(
    ask: Ask, request: Request, after: Build, own: Own, others: tuple[Region, ...], scope: Scope, results: Results
) -> Judgement:
    return judge(ask, Runs(after, lambda: results.before(request), own, others, scope.built_in(after, request)))


def _worst(judgements: list[Judgement]) -> Judgement:
    order = ("fails", "undecided", "holds")
    return min(judgements, key=lambda j: order.index(j.outcome))


def _waits(verdict: Verdict) -> bool:
    return bool(asks_of(verdict, frozenset()))


def _settled(verdict: Verdict, judgement: Judgement, prefix: str) -> Verdict:
    outcome, code, message, evidence = judgement
    evidence = tuple(e._replace(file=os.path.relpath(e.file, prefix) if prefix else e.file) for e in evidence)
    if outcome == "holds" and not complete(verdict):
        # The verdict stands for several claims, and the others were undecided for this run.
        return verdict._replace(
            code="partly-decided", message=f"{message}; but the rest of the sentence is not decided by that", evidence=evidence
        )
    return verdict._replace(
        outcome=outcome,
        method=None if outcome == "undecided" else "toolchain",
        code=code,
        message=message,
        evidence=evidence or verdict.evidence if outcome != "holds" else evidence,
        strength="confirmed" if outcome == "holds" else None,
    )


def _below(own: Own, prefix: str) -> Own:
    if not prefix:
        return own
    regions = tuple(region._replace(file=f"{prefix}/{region.file}") for region in own.regions)
    return Own(regions, own.missing, tuple(f"{prefix}/{file}" for file in own.files))
