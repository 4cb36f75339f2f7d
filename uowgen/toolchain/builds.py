"""One run of cargo (or of what stands in for it) on the scratch copy, as a record of what came out.

It starts processes and reads what they print; what it means for a criterion is decided in `judging`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.toolchain.messages import Problem, Unit, files_of_unit, read_messages, read_text
from uowgen.toolchain.processes import Finished, run
from uowgen.toolchain.testlog import Test, read_tests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from uowgen.toolchain.scratch import Scratch
    from uowgen.toolchain.settings import Settings

Outcome = Literal["passed", "failed", "cannot", "time-limit"]


class Request(NamedTuple):
    """One thing to run: `action` is check, build, clippy, test, nextest or command; `toolchain` is for rustup."""

    action: str
    folder: str = ""
    arguments: tuple[str, ...] = ()
    toolchain: str = ""


class Build(NamedTuple):
    """What came out.

    `cannot`: nothing was decided, for the `reason`, which lies in the environment when `foreign` is set, else in what was built.
    `how` is the command as a person would type it. `units` are what was compiled; `tests` what ran; `running` names the tests that
    had not ended at the time limit. `crashed` is what cargo said of a test program that a signal ended: tests are missing.
    """

    outcome: Outcome
    how: str
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    foreign: bool = False
    units: tuple[Unit, ...] = ()
    tests: tuple[Test, ...] = ()
    running: tuple[str, ...] = ()
    crashed: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors."""
        return tuple(p for p in self.problems if p.level == "error")


class Bench(NamedTuple):
    """Where and how to run: the scratch copy, the environment, and a voice for progress."""

    scratch: Scratch
    settings: Settings
    environment: Mapping[str, str]
    say: Callable[[str], None]

    def with_toolchain(self, name: str) -> Bench:
        """The bench with another of rustup's toolchains; the same one for an empty name."""
        return self._replace(environment={**self.environment, "RUSTUP_TOOLCHAIN": name}) if name else self

    def start(self, arguments: tuple[str, ...], folder: str, *, merged: bool = False, timeout: float | None = None) -> Finished:
        """Runs `arguments` in `folder` of the scratch copy."""
        there = os.path.join(self.scratch.path, folder)
        limit = timeout or self.settings.timeout
        tell = None if merged else self._progress
        return run(arguments, there, self.environment, limit, merged=merged, watcher=self.scratch.watcher, on_error_line=tell)

    def resolver(self, folder: str) -> Callable[[str], str]:
        """A function from a path as tools print it to one from the base; empty for a file that is not of the tree."""
        places = [folder]
        while places[-1]:
            places.append(places[-1].rpartition("/")[0])
        places.reverse()  # rustc runs in the root of the workspace

        def resolve(path: str) -> str:
            prefix = self.scratch.path + os.sep
            if os.path.isabs(path):
                return path.removeprefix(prefix) if path.startswith(prefix) else ""
            for place in places:
                found = os.path.normpath(os.path.join(place, path))
                if not found.startswith("..") and os.path.lexists(os.path.join(self.scratch.path, found)):
                    return found
            return ""

        return resolve

    def _progress(self, line: str) -> None:
        row = line.strip()
        if row.startswith(("Checking", "Compiling", "Downloading", "Blocking", "Updating", "Running", "waiting")):
            self.say(f"  {row.partition(' (')[0]}")  # the folder is the scratch copy's


_FOREIGN = (
    "no matching package", "failed to download", "failed to get", "failed to fetch", "failed to load source",
    "unable to update", "Unable to update", "Could not resolve host", "offline", "is not installed",
    "may not be installed", "only accepted on the nightly", "lock file", "failed to query", "network", "linker `",
    "no such command", "was not found on the PATH", "could not be started", "failed to run `rustc`",
    "error loading target specification", "could not find specification for target", "custom targets are unstable",
    "could not execute process", "rustup could not", "required by package", "requires rustc",
)  # fmt: skip


def build(request: Request, bench: Bench) -> Build:
    """Runs `request`. Tests are compiled first, so that a failing compilation and a failing test are told apart."""
    bench = bench.with_toolchain(request.toolchain)
    if request.action == "command":
        return _command(request, bench)
    words = ("test", "--no-run") if request.action in ("test", "nextest") else (request.action,)
    target = request.arguments if request.action not in ("test", "nextest") else without_filter(request.arguments)
    shown = shown_command(request)
    bench.say(shown)
    if "--doc" in request.arguments:  # cargo has no way to compile these without running them
        return _tested(request, bench, Build("passed", shown))
    done = bench.start(("cargo", *words, *target, "--message-format=json", *_jobs(bench)), request.folder)
    compiled = _compiled(done, shown, request, bench)
    if compiled.outcome != "passed" or request.action not in ("test", "nextest"):
        return compiled
    return _tested(request, bench, compiled)


def shown_command(request: Request) -> str:
    """The request as a command that a person would type."""
    if request.action == "command":
        return " ".join(request.arguments)
    action = "nextest run" if request.action == "nextest" else request.action
    cargo = ("cargo", f"+{request.toolchain}") if request.toolchain else ("cargo",)
    return " ".join((*cargo, action, *request.arguments)) + (f" (in {request.folder})" if request.folder else "")


def _compiled(done: Finished, shown: str, request: Request, bench: Bench) -> Build:
    if done.timed_out:
        return Build("time-limit", shown, reason=done.why)
    if done.status is None:
        return Build("cannot", shown, reason=done.why, foreign=True)
    problems, artifacts = read_messages(done.output, bench.resolver(request.folder))
    missing = next((p for p in problems if p.level == "error" and _lacks_target(p)), None)
    if missing is not None:
        return Build("cannot", shown, reason=f"{missing.message} (is the target's standard library installed?)", foreign=True)
    if done.status == 0:
        return Build("passed", shown, problems, units=_units(artifacts, request, bench))
    reason = first_reason(done.errors)
    located = [p for p in problems if p.level == "error"]
    if located and not any(_foreign(p.message) and not p.file for p in located):
        return Build("failed", shown, problems, reason)
    reason = next((p.message for p in located if not p.file), reason)
    return Build("cannot", shown, problems, reason or f"exit status {done.status}", foreign=_foreign(reason))


def _tested(request: Request, bench: Bench, compiled: Build) -> Build:
    if request.action == "nextest":
        arguments: tuple[str, ...] = (
            "cargo",
            "nextest",
            "run",
            "--no-fail-fast",
            "--status-level",
            "all",
            "--final-status-level",
            "none",
        )
        jobs = ("--build-jobs", str(bench.settings.jobs), "--test-threads", str(bench.settings.jobs)) if bench.settings.jobs else ()
        done = bench.start((*arguments, *request.arguments, *jobs), request.folder, merged=True)
        done = _with_doctests(done, request, bench)
    else:
        done = bench.start(("cargo", "test", "--no-fail-fast", *request.arguments, *_jobs(bench)), request.folder, merged=True)
    tests = read_tests(done.output)
    tests = tuple(t._replace(file=bench.resolver(request.folder)(t.file) if t.file else "") for t in tests)
    if done.timed_out:
        return compiled._replace(outcome="time-limit", reason=done.why, tests=tests, running=_unfinished(request, bench, tests))
    if done.status is None:
        return compiled._replace(outcome="cannot", reason=done.why, foreign=True)
    if done.status == 0:
        return compiled._replace(tests=tests)
    reason = first_reason(done.output)
    if not tests and _foreign(reason):
        return compiled._replace(outcome="cannot", reason=reason, foreign=True)
    crashed = next((row.strip() for row in done.output.split("\n") if "(signal: " in row), "")
    return compiled._replace(outcome="failed", tests=tests, reason=reason, crashed=crashed)


def _with_doctests(done: Finished, request: Request, bench: Bench) -> Finished:
    """`done` with what the documentation's tests gave, which nextest does not run."""
    if done.status is None or without_filter(request.arguments) != request.arguments:
        return done
    more = bench.start(("cargo", "test", "--doc", "--no-fail-fast", *request.arguments, *_jobs(bench)), request.folder, merged=True)
    if "no library targets found" in more.output:
        return done
    status = None if more.status is None else done.status or more.status
    return more._replace(status=status, output=done.output + "\n" + more.output)


def _unfinished(request: Request, bench: Bench, tests: tuple[Test, ...]) -> tuple[str, ...]:
    """The tests that exist and did not end, by asking the test programs for their lists."""
    if request.action != "test" or "--doc" in request.arguments:
        return ()
    asked = bench.start(("cargo", "test", "--quiet", *request.arguments, "--", "--list"), request.folder, timeout=20.0)
    ended = {t.name for t in tests}
    names = [line.removesuffix(": test") for line in asked.output.split("\n") if line.endswith(": test")]
    return tuple(name for name in dict.fromkeys(names) if name not in ended)


def _command(request: Request, bench: Bench) -> Build:
    shown = shown_command(request)
    bench.say(shown)
    done = bench.start(request.arguments, request.folder, merged=True)
    if done.timed_out:
        return Build("time-limit", shown, reason=done.why)
    if done.status is None:
        return Build("cannot", shown, reason=done.why, foreign=True)
    if done.status == 0:
        return Build("passed", shown)
    problems = read_text(done.output, bench.resolver(request.folder))
    reason = first_reason(done.output) or f"exit status {done.status}"
    if any(p.file for p in problems):
        return Build("failed", shown, problems, reason)
    return Build("cannot", shown, problems, reason, foreign=_foreign(reason))


def first_reason(text: str) -> str:
    """The first error of a tool's output in one line, with the innermost cause that is given for it."""
    rows = text.split("\n")
    start = next((n for n, row in enumerate(rows) if row.startswith("error")), None)
    if start is None:
        return next((row.strip() for row in rows if row.strip()), "")[:300]
    reason = rows[start].partition(": ")[2] or rows[start]
    causes = [n for n, row in enumerate(rows) if n > start and row.startswith("Caused by")]
    if causes and causes[-1] + 1 < len(rows):
        reason += ": " + rows[causes[-1] + 1].strip()
    return reason[:300]


def _units(artifacts: tuple[dict[str, Any], ...], request: Request, bench: Bench) -> tuple[Unit, ...]:
    """What was compiled, from the dep-info beside each artifact of the tree."""
    resolve = bench.resolver(request.folder)
    found = []
    for artifact in artifacts:
        if not resolve(str(artifact.get("manifest_path", ""))):
            continue
        files: set[str] = set()
        for name in artifact.get("filenames", []):
            files.update(resolve(path) for path in files_of_unit(_dep_info(str(name))))
        profile = artifact.get("profile", {})
        features = frozenset(map(str, artifact.get("features", [])))
        found.append(Unit(frozenset(files - {""}), features, bool(profile.get("test")), bool(profile.get("debug_assertions"))))
    return tuple(found)


def _dep_info(artifact: str) -> str:
    folder, name = os.path.split(artifact)
    stem = name.rpartition(".")[0] or name
    for candidate in (stem, stem.removeprefix("lib"), name):
        try:
            with open(os.path.join(folder, candidate + ".d"), encoding="utf-8") as file:
                return file.read()
        except OSError:
            continue
    return ""


def _lacks_target(problem: Problem) -> bool:
    return problem.code == "E0463" and any(f"`{name}`" in problem.message for name in ("core", "std", "alloc", "test"))


def _foreign(reason: str) -> bool:
    return any(words in reason for words in _FOREIGN)


def _jobs(bench: Bench) -> tuple[str, ...]:
    return ("--jobs", str(bench.settings.jobs)) if bench.settings.jobs else ()


def without_filter(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """`arguments` without the words that select tests by name: what is compiled does not depend on them."""
    kept: list[str] = []
    value = False
    for word in arguments:
        if value or word.startswith("-"):
            kept.append(word)
        value = not value and word in ("-p", "--features", "-F", "--target", "--test", "--bin", "--example", "--profile")
    return tuple(kept)
