"""Confirms what interpretation found: the same scenarios as a Rust program, compiled and run, trace against trace.

It decides nothing anew. Where both agree a verdict becomes `confirmed`; where they do not, no verdict rests on the interpretation.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from uowgen.diagnostic import Diagnostic
from uowgen.toolchain.environment import for_toolchain
from uowgen.toolchain.processes import interruptible, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from uowgen.behaviour.guard_runs import Run
    from uowgen.claims.guards.guard import Guard
    from uowgen.model import Spec, Verdict
    from uowgen.text import Source
    from uowgen.tree import Tree

    Judged = Sequence[tuple[Spec, tuple[Verdict, ...]]]

CLAIMS = frozenset({"starts_empty", "method_records", "method_sets_flag", "drop_without_effect", "drop_releases"})
DISAGREES = "interpreter-disagrees"


class Written(NamedTuple):
    """A guard's scenarios as a Rust program, with the runs that it is to be compared with."""

    guard: Guard
    runs: tuple[Run, ...]
    text: str


def confirmed(
    judged: Judged, documents: Mapping[str, Source], tree: Tree, cache: str, timeout: float, say: Callable[[str], None]
) -> tuple[tuple[tuple[Spec, tuple[Verdict, ...]], ...], tuple[Diagnostic, ...]]:
    """`judged` with the strength `confirmed` where rustc agrees; and what could not be confirmed, or was contradicted.

    `cache` is a folder for results that were worked out before; `timeout` holds for each process, in seconds.
    """
    done: list[tuple[Spec, tuple[Verdict, ...]]] = []
    problems: list[Diagnostic] = []
    for spec, verdicts in judged:
        wanted = [v for v in verdicts if v.method == "behaviour" and CLAIMS & set(v.claim.split(" + "))]
        written = written_for(spec, documents[spec.path], tree) if wanted and spec.path in documents else None
        if written is None:
            done.append((spec, tuple(verdicts)))
            continue
        name = written.guard.roles.type
        say(f"compiling the scenarios of {name} with rustc")
        traces, why = _traces(written.text, cache, timeout)
        if traces is None:
            problems.append(
                Diagnostic(
                    "not-confirmed", f"the scenarios of `{name}` could not be run by rustc: {why}", spec.path, severity="warning"
                )
            )
            done.append((spec, tuple(verdicts)))
            continue
        different = _different(written.runs, traces)
        if different:
            problems.append(
                Diagnostic(
                    DISAGREES,
                    different,
                    spec.path,
                    help="this is a bug of uowgen: report it with the spec and the code of the type",
                )
            )
        done.append((spec, tuple(_settled(v, bool(different)) if v in wanted else v for v in verdicts)))
    return tuple(done), tuple(problems)


def written_for(spec: Spec, document: Source, tree: Tree) -> Written | None:
    """The scenarios of the guard that `spec` speaks of; None if it speaks of none, or they cannot be written down."""
    from uowgen.behaviour.harness import harness, version_of
    from uowgen.claims.guards.guard import Guard, guard_of
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Code

    case = Case(spec, document, Code(tree))
    guard = next((g for g in (guard_of(case, owner) for owner in ("", *_named(spec))) if isinstance(g, Guard)), None)
    if guard is None or any(r.stuck is not None for r in guard.runs):
        return None
    version = version_of(guard.declaration.file.rust, guard.roles, guard.runs)
    text = harness(guard.program, guard.roles, guard.runs, [version])
    return Written(guard, guard.runs, text) if text is not None else None


def _named(spec: Spec) -> tuple[str, ...]:
    """The names in the criteria that may be types."""
    words = " ".join(c.text for c in spec.criteria).replace("`", " ").replace("::", " ").replace("<", " ").split()
    return tuple(dict.fromkeys(w for w in words if w[:1].isupper() and w.isidentifier() and any(c.islower() for c in w)))


def _traces(text: str, cache: str, timeout: float) -> tuple[dict[int, str] | None, str]:
    """What each scenario printed; None with the reason if there is no such program."""
    kept = os.path.join(cache, blake2b(text.encode("utf-8"), digest_size=16).hexdigest())
    try:
        with open(kept, encoding="utf-8") as file:
            return _read(file.read()), ""
    except OSError:
        pass
    with interruptible(), tempfile.TemporaryDirectory(prefix="uowgen-") as folder:
        source = os.path.join(folder, "scenarios.rs")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        environment = for_toolchain(os.environ, folder)
        program = os.path.join(folder, "scenarios")
        made = run(("rustc", "--edition", "2021", "-o", program, source), folder, environment, timeout)
        if made.status != 0:
            first = next((line for line in made.errors.split("\n") if line.startswith("error")), "")
            return None, made.why or first or "rustc failed"
        done = run((program,), folder, environment, timeout)
        if done.status != 0:
            return None, done.why or f"the program ended with {done.status}"
    try:
        os.makedirs(cache, exist_ok=True)
        with open(kept, "w", encoding="utf-8") as file:
            file.write(done.output)
    except OSError:
        pass
    return _read(done.output), ""


def _read(output: str) -> dict[int, str]:
    rows = [line.split(" ", 2) for line in output.split("\n") if line]
    return {int(row[1]): row[2] if len(row) > 2 else "" for row in rows}


def _different(runs: tuple[Run, ...], traces: dict[int, str]) -> str:
    """The first scenario on which the two differ, with both traces; empty if they agree on all."""
    from uowgen.behaviour.harness import trace_of

    for number, one in enumerate(runs):
        mine, theirs = trace_of(one).strip(), traces.get(number, "(nothing printed)").strip()
        if mine != theirs:
            return f"scenario {number}: interpreted it does “{mine or 'nothing'}”, compiled by rustc “{theirs or 'nothing'}”"
    return ""


def _settled(verdict: Verdict, contradicted: bool) -> Verdict:
    if contradicted:
        return verdict._replace(
            outcome="undecided",
            method=None,
            strength=None,
            code=DISAGREES,
            message="interpretation and rustc disagree (see the error)",
            scenario=(),
        )
    return verdict._replace(strength="confirmed") if verdict.outcome in ("holds", "fails") else verdict
