"""From what came out of builds with and without the patch to a verdict: what is new counts, and what lies in the spec's own lines.

Pure. It says `holds` only if a build passed that contained everything that the spec brings.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from uowgen.model import Evidence
from uowgen.toolchain.regions import named, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.model import Outcome
    from uowgen.toolchain.asks import Ask
    from uowgen.toolchain.builds import Build
    from uowgen.toolchain.messages import Problem
    from uowgen.toolchain.regions import Own, Region
    from uowgen.toolchain.testlog import Test

_MOST_EVIDENCE = 12


class Judgement(NamedTuple):
    """An outcome with its reason; `code` is None only for `holds`."""

    outcome: Outcome
    code: str | None
    message: str
    evidence: tuple[Evidence, ...] = ()


class Runs(NamedTuple):
    """What is known of one ask: the build of the tree in question, and that of the tree without the patch (None: there is none).

    `before` is asked only when it matters, since it costs a build. `own` is what belongs to the spec, `others` what belongs to
    other specs of the same patch. `built` says of a region whether it was compiled, None when that cannot be said.
    """

    after: Build
    before: Callable[[], Build | None]
    own: Own
    others: tuple[Region, ...]
    built: Callable[[Region], bool | None]


def judge(ask: Ask, runs: Runs) -> Judgement:
    """The verdict on `ask`."""
    after = runs.after
    if after.outcome == "time-limit":
        return _out_of_time(after)
    if after.outcome == "cannot":
        return _not_built(ask, runs)
    if ask.action == "test" and (after.tests or after.outcome == "passed"):
        return _tests(ask, runs)
    if after.outcome == "failed" and not after.errors:
        return _not_built(ask, runs)
    if ask.negative:
        return _meant_to_fail(ask, runs)
    if after.outcome == "passed":
        return _built(ask, runs)
    return _failed(runs, after.errors, "error", "compile-error")


def _built(ask: Ask, runs: Runs) -> Judgement:
    if ask.warnings:
        warnings = tuple(p for p in runs.after.problems if p.level == "warning")
        if warnings:
            judged = _failed(runs, warnings, "warning", "compiler-warning")
            # Old warnings, none of them in the spec's own lines: the spec brought none.
            if judged.code != "broken-before":
                return judged
    gap = _gap(runs)
    if gap is not None:
        return gap
    lines = tuple(Evidence(r.file, r.line, r.end_line, "compiled") for r in runs.own.regions[:_MOST_EVIDENCE])
    quiet = "without warnings of the spec's making" if ask.warnings else "without errors"
    return Judgement("holds", None, f"`{runs.after.how}` ended {quiet}", lines)


def _gap(runs: Runs) -> Judgement | None:
    """Why a build that passed proves nothing: it did not contain what the spec brings."""
    if runs.own.missing:
        rows = "; ".join(runs.own.missing[:3])
        return _undecided("not-in-the-tree", f"`{runs.after.how}` passed, but without all that the spec brings: {rows}")
    for region in runs.own.regions:
        there = runs.built(region)
        if not there:
            under = f" under `cfg({'; '.join(region.conditions)})`" if region.conditions else ""
            how = "was not part of" if there is False else "may not have been part of"
            where = Evidence(
                region.file, region.line, region.end_line, "not compiled" if there is False else "perhaps not compiled"
            )
            return _undecided("not-compiled", f"{region.label}{under} {how} `{runs.after.how}`", (where,))
    return None


def _failed(runs: Runs, problems: tuple[Problem, ...], word: str, code: str) -> Judgement:
    """A verdict on problems that are there: whose they are decides."""
    after = runs.after
    mine = tuple(p for p in problems if within(p.file, p.line, p.end_line, runs.own.regions))
    before = runs.before()
    fresh = problems if before is None else _new(problems, before.problems)
    if mine:
        rest = tuple(p for p in fresh if p not in mine)
        return Judgement("fails", code, f"{_first(mine)} (`{after.how}`)", _evidence(mine, "") + _evidence(rest, _OUTSIDE))
    if before is None:
        where = "outside what the spec brings" if runs.own.regions else "and the spec brings nothing that could be told apart"
        return _undecided("broken-elsewhere", f"`{after.how}` gives {len(problems)} {word}(s), {where}: {_first(problems)}",
                          _evidence(problems, _OUTSIDE))  # fmt: skip
    if before.outcome in ("cannot", "time-limit"):
        return _undecided(
            "broken-before", f"the tree without the patch could not be built: {before.reason}", _evidence(fresh, _OUTSIDE)
        )
    if not fresh:
        return _undecided("broken-before", f"the same {len(problems)} {word}(s) are there without the patch: {_first(problems)}",
                          _evidence(problems, "there without the patch as well"))  # fmt: skip
    if before.outcome == "failed":
        text = f"the tree without the patch does not build either, and the new {word}s are not the spec's: {_first(fresh)}"
        return _undecided("broken-before", text, _evidence(fresh, _OUTSIDE))
    theirs = tuple(p for p in fresh if within(p.file, p.line, p.end_line, runs.others))
    if theirs or runs.others:
        text = f"the {word} is new, but not in what this spec brings: {_first(theirs or fresh)}"
        return _undecided("broken-by-another-spec", text, _evidence(fresh, "not this spec's"))
    return Judgement("fails", code, f"{_first(fresh)}, which the tree without the patch does not give (`{after.how}`)",
                     _evidence(fresh, _OUTSIDE))  # fmt: skip


def _not_built(ask: Ask, runs: Runs) -> Judgement:
    after = runs.after
    before = None if after.foreign else runs.before()
    if before is None or before.outcome != "passed":
        code = "cannot-build" if before is None else "broken-before"
        return _undecided(code, f"`{after.how}` could not be carried out: {after.reason}")
    if ask.negative:
        return _undecided("cannot-build", f"`{after.how}` fails, but not on the code: {after.reason}")
    return Judgement("fails", "build-failed", f"with the patch `{after.how}` fails, without it does not: {after.reason}")


def _meant_to_fail(ask: Ask, runs: Runs) -> Judgement:
    """`build fails with errors in …`: it must fail, there, and not for other reasons."""
    after = runs.after
    if after.outcome == "passed":
        if runs.own.missing:
            return _gap(runs) or _undecided("not-in-the-tree", "the spec is not in the tree")
        return Judgement("fails", "build-passes", f"`{after.how}` passes, but is said to fail")
    there = after.errors
    if ask.files:
        there = tuple(p for p in there if any(p.file == f or p.file.endswith("/" + f) for f in ask.files))
        if not there:
            wanted = " or ".join(ask.files)
            return Judgement(
                "fails",
                "error-elsewhere",
                f"`{after.how}` fails, but not in {wanted}: {_first(after.errors)}",
                _evidence(after.errors, ""),
            )
    before = runs.before()
    if before is not None and not _new(there, before.problems):
        return _undecided("broken-before", f"it fails the same way without the patch: {_first(there)}", _evidence(there, ""))
    return Judgement("holds", None, f"`{after.how}` fails as is said: {_first(there)}", _evidence(there, ""))


def _tests(ask: Ask, runs: Runs) -> Judgement:
    after = runs.after
    tests = tuple(t for t in after.tests if not ask.kind or t.kind == ask.kind)
    if ask.names:
        tests = tuple(t for t in tests if any(name in _parts(t.name) for name in ask.names))
        unseen = [name for name in ask.names if not any(name in _parts(t.name) for t in tests)]
        if unseen:
            return _undecided("test-not-run", f"`{after.how}` ran no test that `{unseen[0]}` names")
    failed = tuple(t for t in tests if t.outcome == "failed")
    if ask.negative:
        if failed:
            return Judgement("holds", None, f"{failed[0].name} fails as is said (`{after.how}`)", _shown(failed))
        return Judgement("fails", "tests-pass", f"no test fails (`{after.how}`)") if tests else _no_tests(after)
    if failed:
        return _failing(ask, runs, failed)
    elsewhere = [t for t in after.tests if t.outcome == "failed"]
    if after.outcome == "failed" and (after.crashed or not elsewhere):
        if ask.names or ask.kind:
            return _undecided("tests-incomplete", f"`{after.how}` did not end well: {after.crashed or after.reason}")
        before = runs.before()
        if before is not None and before.outcome == "passed":
            return Judgement("fails", "tests-fail", f"with the patch `{after.how}` fails, without it does not: {after.reason}")
        return _undecided("tests-incomplete", f"`{after.how}` did not end well: {after.reason}")
    passed = tuple(t for t in tests if t.outcome == "ok")
    ignored = tuple(t for t in tests if t.outcome == "ignored")
    if not passed:
        return _undecided("test-ignored", f"`{ignored[0].name}` is ignored") if ignored else _no_tests(after)
    if ask.names and ignored:
        return _undecided("test-ignored", f"`{ignored[0].name}` is ignored")
    if ask.number is not None and ask.number != len(passed):
        return _undecided("count-differs", f"{len(passed)} tests passed (`{after.how}`), the criterion speaks of {ask.number}")
    gap = _gap(runs)
    if gap is not None:
        return gap
    count = f"{len(passed)} tests passed" if len(passed) > 1 else f"`{passed[0].name}` passed"
    return Judgement("holds", None, f"{count}{f', {len(ignored)} ignored' if ignored else ''} (`{after.how}`)")


def _failing(ask: Ask, runs: Runs, failed: tuple[Test, ...]) -> Judgement:
    after = runs.after
    mine = tuple(t for t in failed if named(runs.own.regions, _parts(t.name)[-1]))
    before = None if mine or ask.names else runs.before()
    if before is None:
        chosen = mine or failed
        return Judgement("fails", "tests-fail", f"{_said(chosen)} (`{after.how}`)", _shown(chosen))
    before_failed = {(t.name, t.kind) for t in before.tests if t.outcome == "failed"}
    fresh = tuple(t for t in failed if (t.name, t.kind) not in before_failed)
    if before.outcome != "passed" and not before.tests:
        return _undecided(
            "broken-before", f"{_said(failed)}; without the patch the tests could not be run: {before.reason}", _shown(failed)
        )
    if not fresh:
        return _undecided("broken-before", f"{_said(failed)}, without the patch as well (`{after.how}`)", _shown(failed))
    if runs.others:
        return _undecided(
            "broken-by-another-spec", f"{_said(fresh)}; which spec of the patch breaks it is not known", _shown(fresh)
        )
    return Judgement(
        "fails", "tests-fail", f"{_said(fresh)}, and passes without the patch or is new (`{after.how}`)", _shown(fresh)
    )


def _out_of_time(after: Build) -> Judgement:
    running = f"; still running: {', '.join(f'`{name}`' for name in after.running[:3])}" if after.running else ""
    return _undecided("time-limit", f"`{after.how}` was {after.reason}{running} (see --timeout)")


def _no_tests(after: Build) -> Judgement:
    return _undecided("no-tests", f"`{after.how}` ran no test that the criterion could mean")


def _new(problems: tuple[Problem, ...], old: tuple[Problem, ...]) -> tuple[Problem, ...]:
    left = Counter(p.same_as() for p in old)
    fresh = []
    for problem in problems:
        if left[problem.same_as()] > 0:
            left[problem.same_as()] -= 1
        else:
            fresh.append(problem)
    return tuple(fresh)


_OUTSIDE = "outside what the spec brings"


def _evidence(problems: tuple[Problem, ...], note: str) -> tuple[Evidence, ...]:
    rows = [p for p in problems if p.file][:_MOST_EVIDENCE]
    return tuple(Evidence(p.file, p.line, p.end_line, f"{p.title} ({note})" if note else p.title) for p in rows)


def _first(problems: tuple[Problem, ...]) -> str:
    first = problems[0]
    return f"{first.title} at {first.file}:{first.line}" if first.file else first.title


def _shown(tests: tuple[Test, ...]) -> tuple[Evidence, ...]:
    rows = [t for t in tests if t.file][:_MOST_EVIDENCE]
    return tuple(Evidence(t.file, t.line, t.line, f"{t.name} panicked: {t.output}") for t in rows)


def _said(tests: tuple[Test, ...]) -> str:
    more = f" and {len(tests) - 1} more fail" if len(tests) > 1 else " fails"
    return f"test `{tests[0].name}`{more}" + (f": {tests[0].output}" if tests[0].output else "")


def _parts(name: str) -> list[str]:
    return name.replace("::", " ").split()


def _undecided(code: str, message: str, evidence: tuple[Evidence, ...] = ()) -> Judgement:
    return Judgement("undecided", code, message, evidence)
