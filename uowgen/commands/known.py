"""The list of known failures of a tree, found, held against a run's verdicts, and written.

The list is `uowgen-baseline.json` in the root of the tree, so that it is committed with it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen import remembered
from uowgen.text import Source
from uowgen.workspace import DiskTree

if TYPE_CHECKING:
    from argparse import Namespace

    from uowgen.baseline import Baseline
    from uowgen.commands.common import Inputs
    from uowgen.diagnostic import Diagnostic
    from uowgen.model import Spec, Verdict

    Judged = tuple[tuple[Spec, tuple[Verdict, ...]], ...]

NAME = "uowgen-baseline.json"


class Excused(NamedTuple):
    """`reasons` by place in the run (spec, then criterion); `problems` with the list; `rests_on` what was looked at for it."""

    reasons: dict[tuple[int, int], str]
    problems: tuple[Diagnostic, ...] = ()
    rests_on: dict[str, str] = {}  # noqa: RUF012


def excused(judged: Judged, inputs: Inputs, options: Namespace) -> Excused:
    """Which verdicts of the run the tree's list excuses, and which entries of it excuse nothing."""
    path = os.path.join(inputs.tree.root, NAME)
    rests_on = {path: remembered.digest_of(path)}
    if rests_on[path] == remembered.NOTHING and type(inputs.tree) is DiskTree:
        return Excused({}, (), rests_on)
    from uowgen.baseline import without_effect

    baseline, problems = load(inputs)
    for entry in baseline.known:
        document = os.path.join(inputs.tree.root, entry.document)
        rests_on[document] = remembered.digest_of(document)
    names = [name_of(spec, inputs) for spec, _ in judged]
    reasons = {
        (s, c): known.reason
        for s, (name, (_, verdicts)) in enumerate(zip(names, judged, strict=True))
        for c, verdict in enumerate(verdicts)
        if (known := baseline.entry(name, verdict)) is not None
    }
    rows = [(name, verdicts) for name, (_, verdicts) in zip(names, judged, strict=True)]
    return Excused(reasons, (*problems, *without_effect(baseline, rows, gone(baseline, inputs, options))), rests_on)


def load(inputs: Inputs) -> tuple[Baseline, tuple[Diagnostic, ...]]:
    """The tree's list; an empty one if there is none."""
    from uowgen.baseline import Baseline, read_baseline

    source = _on_disk(inputs.tree.root) if type(inputs.tree) is DiskTree else inputs.tree.read(NAME)
    if source is None:
        return Baseline(), ()
    inputs.documents.setdefault(NAME, source)  # so that its lines can be shown
    return read_baseline(source)


def _on_disk(root: str) -> Source | None:
    try:
        with open(os.path.join(root, NAME), "rb") as file:
            return Source(NAME, file.read())
    except OSError:
        return None


def gone(baseline: Baseline, inputs: Inputs, options: Namespace) -> set[str]:
    """The specs of the list that are no more: their document is not there, or it was read whole and has none of that id."""
    here = {name_of(spec, inputs) for spec, _ in inputs.specs}
    whole = not options.only and not options.through
    read = {name.rpartition("#")[0] for name in here} if whole else set()
    return {
        entry.spec
        for entry in baseline.known
        if entry.spec not in here
        and (entry.document in read or not os.path.lexists(os.path.join(inputs.tree.root, entry.document)))
    }


def name_of(spec: Spec, inputs: Inputs) -> str:
    """What the list calls a spec: its path from the root of the tree, and its id, or its title if it has none."""
    root = os.path.realpath(inputs.tree.root)
    place = os.path.realpath(spec.path)
    path = os.path.relpath(place, root) if place.startswith(root + os.sep) else place
    return f"{path}#{spec.id or spec.title}"
