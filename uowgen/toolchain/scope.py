"""What to hand to cargo for an ask: the narrowest packages that hold a spec's files, their arguments, and what can stand in for it.

It reads manifests and configuration through the tree, and starts rustc only to learn what the machine and a target are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.toolchain.asks import CargoCommand, cargo_command
from uowgen.toolchain.builds import Request, without_filter
from uowgen.toolchain.conditions import compiled
from uowgen.toolchain.packages import has_workspace, joined, package_in, package_of
from uowgen.toolchain.regions import regions_called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.model import Spec
    from uowgen.toolchain.asks import Ask
    from uowgen.toolchain.builds import Build
    from uowgen.toolchain.packages import Package
    from uowgen.toolchain.regions import Own, Region
    from uowgen.toolchain.results import Results
    from uowgen.toolchain.settings import Settings
    from uowgen.tree import Tree


class Scope:
    """The packages of the tree, by the names that people call them. Paths are from the base of the scratch copy."""

    def __init__(self, tree: Tree, prefix: str, paths: Iterable[str], settings: Settings, results: Results) -> None:
        self.settings = settings
        self.results = results
        self.paths = frozenset(paths)
        self._tree = tree
        self._prefix = prefix + "/" if prefix else ""
        self._named: dict[str, Package] | None = None
        self._target: dict[str, frozenset[str]] = {}

    def read(self, path: str) -> str | None:
        """The text of the file at `path` in the tree in question."""
        if path not in self.paths:
            return None
        if not self._prefix or path.startswith(self._prefix):
            source = self._tree.read(path.removeprefix(self._prefix))
            if source is not None:
                return source.data.decode("utf-8", "replace")
        from os.path import join

        try:
            with open(join(self.results.bench.scratch.base, path), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return None

    def packages(self) -> dict[str, Package]:
        """Each package by its name, its crate's name and its folder's name; a name that two have is left out."""
        if self._named is None:
            found = [
                package_in(path.rpartition("/")[0], self.read) for path in sorted(self.paths) if f"/{path}".endswith("/Cargo.toml")
            ]
            named: dict[str, set[Package]] = {}
            for package in found:
                if package is not None:
                    for name in (package.name, package.crate, package.folder.rpartition("/")[2]):
                        named.setdefault(name, set()).add(package)
            self._named = {name: next(iter(held)) for name, held in named.items() if len(held) == 1 and name}
        return self._named

    def names(self) -> frozenset[str]:
        """The names of the packages."""
        return frozenset(self.packages())

    def instead_of(self, request: Request, ask: Ask) -> tuple[Request, ...]:
        """What may be run when `request` cannot be carried out: the configured command, then the package on the host."""
        found = []
        if self.settings.command and ask.action in ("check", "build"):
            found.append(Request("command", "", self.settings.command))
        if ask.architecture:
            return tuple(found)
        # The tree may ask for a toolchain that is not here: then the user's own has to do.
        toolchain = "" if self.results.version() else self.results.default_toolchain()
        host = self.results.host(toolchain)
        if host and (toolchain or self.target_of(request) not in ("", host)):
            found.append(
                Request(request.action, request.folder, (*_without_target(request.arguments), "--target", host), toolchain)
            )
        return tuple(found)

    def target_of(self, request: Request) -> str:
        """The target that `request` builds for, as far as arguments and configuration say; empty for the host."""
        if "--target" in request.arguments:
            return request.arguments[request.arguments.index("--target") + 1]
        folder = request.folder
        while True:
            for name in (".cargo/config.toml", ".cargo/config"):
                text = self.read(joined(folder, name)) or ""
                inside = text.partition("[build]")[2].partition("\n[")[0]
                for row in inside.split("\n"):
                    key, _, value = row.partition("=")
                    if key.strip() == "target":
                        return value.strip().strip("\"'")
            if not folder:
                return self.results.bench.environment.get("CARGO_BUILD_TARGET", "")
            folder = folder.rpartition("/")[0]

    def called(self, name: str) -> tuple[Region, ...]:
        """The items of the tree in question that are called `name`."""
        return tuple(region._replace(file=self._prefix + region.file) for region in regions_called(name, self._tree))

    def built_in(self, build: Build, request: Request) -> Callable[[Region], bool | None]:
        """A function that says of a region whether `build` compiled it; None when that cannot be said."""

        def target() -> frozenset[str]:
            triple = self.target_of(request)
            if triple not in self._target:
                words = ("rustc", "--print", "cfg", *(("--target", triple) if triple else ()))
                done = self.results.bench.with_toolchain(request.toolchain).start(words, request.folder, timeout=60.0)
                self._target[triple] = frozenset(done.output.replace('"', "").split("\n"))
            return self._target[triple]

        def built(region: Region) -> bool | None:
            if request.action == "command":
                return None if region.conditions else True
            if not region.file.endswith(".rs"):
                return True
            answers = [compiled(region.conditions, unit, target) for unit in build.units if region.file in unit.files]
            return True if True in answers else None if None in answers else False

        return built


def requests_for(ask: Ask, spec: Spec, own: Own, scope: Scope) -> tuple[tuple[Request, Own], ...] | str:
    """What to run for `ask`, each with the part of `own` that it has to contain; or why that is not known."""
    command = _spec_command(ask, spec)
    arguments = ask.arguments or (command.arguments if command is not None else ())
    arguments = _configured(arguments, scope.settings)
    files = tuple(dict.fromkeys((*own.files, *(r.file for r in own.regions))))
    if "--workspace" in arguments:
        requests = [Request(ask.action, "", arguments)]
    else:
        chosen = _packages(ask, command, spec, files, scope)
        if isinstance(chosen, str):
            return chosen
        requests = [_request(ask.action, package, arguments, scope) for package in chosen]
    if ask.architecture:
        fitting = [_for_architecture(request, ask.architecture, scope) for request in requests]
        if any(request is None for request in fitting):
            return f"the build is not for {ask.architecture}: set the target (`--target`, or `target` in [toolchain])"
        requests = [request for request in fitting if request is not None]
    if ask.action == "test" and _nextest(scope, requests):
        requests = [request._replace(action="nextest") for request in requests]
    return tuple(pair for request in requests for pair in _with_tests(request, own))


def _with_tests(request: Request, own: Own) -> list[tuple[Request, Own]]:
    """Code that only test builds contain is checked by a test build of its own."""
    if request.action not in ("check", "build", "clippy") or {"--tests", "--all-targets"} & set(request.arguments):
        return [(request, own)]
    tested = tuple(r for r in own.regions if _mentions_test(r))
    if not tested:
        return [(request, own)]
    plain = own._replace(regions=tuple(r for r in own.regions if r not in tested))
    return [(request, plain), (Request("check", request.folder, (*request.arguments, "--tests")), own._replace(regions=tested))]


def _mentions_test(region: Region) -> bool:
    in_tests = f"/{region.file}".rpartition("/")[0].endswith("/tests")
    return in_tests or any("test" in c.replace("(", " ").replace(")", " ").replace(",", " ").split() for c in region.conditions)


def _spec_command(ask: Ask, spec: Spec) -> CargoCommand | None:
    """The cargo command for the same kind of action in the spec's own command blocks."""
    wanted = {"test"} if ask.action == "test" else {"check", "build", "clippy"}
    for block in spec.blocks:
        if block.role == "command":
            for line in block.code.split("\n"):
                command = cargo_command(line.partition(" #")[0].strip())
                if command is not None and command.action in wanted and not command.unknown:
                    return command._replace(arguments=without_filter(command.arguments))
    return None


def _packages(ask: Ask, command: CargoCommand | None, spec: Spec, files: tuple[str, ...], scope: Scope) -> list[Package] | str:
    named = scope.packages()
    if ask.packages:
        unknown = [name for name in ask.packages if name not in named]
        return f"the tree has no package `{unknown[0]}`" if unknown else _unique([named[name] for name in ask.packages])
    if not files:
        files = tuple(f.path for f in spec.files if f.path in scope.paths and f.use != "mention")
    around = [package_of(file, scope.read) for file in files if file.endswith((".rs", ".toml"))]
    holding = _unique([package for package in around if package is not None])
    said = _unique([named[name] for name in command.packages if name in named]) if command is not None else []
    if said and (not holding or all(package in said for package in holding)):
        return said
    if holding:
        return _unique([*holding, *said])
    whole = package_in("", scope.read)
    if whole is not None:
        return [whole]
    if len(set(named.values())) == 1:
        return list(set(named.values()))
    return "no cargo package of the tree holds a file that the spec names"


def _unique(packages: list[Package]) -> list[Package]:
    return list(dict.fromkeys(packages))


def _request(action: str, package: Package, arguments: tuple[str, ...], scope: Scope) -> Request:
    """From the workspace's root with `-p` where that means the same, else from the package's own folder."""
    top = scope.read("Cargo.toml")
    configured = any(joined(package.folder, name) in scope.paths for name in (".cargo/config.toml", ".cargo/config"))
    if (
        package.folder
        and top is not None
        and has_workspace(top)
        and not configured
        and f'"{package.folder}"' not in top.partition("exclude")[2]
    ):
        return Request(action, "", ("-p", package.name, *arguments))
    return Request(action, package.folder, arguments)


def _configured(arguments: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    if settings.features and "--features" not in arguments and "--all-features" not in arguments:
        arguments = (*arguments, "--features", ",".join(settings.features))
    if settings.target and "--target" not in arguments:
        arguments = (*arguments, "--target", settings.target)
    return arguments


def _for_architecture(request: Request, architecture: str, scope: Scope) -> Request | None:
    """`request` as a build for `architecture`; None if it is one for another and only a name of a family is given."""
    target = scope.target_of(request) or scope.results.host()
    if target == architecture or target.partition("-")[0] == architecture:
        return request
    if architecture.count("-") >= 2:
        return request._replace(arguments=(*_without_target(request.arguments), "--target", architecture))
    return None


def _without_target(arguments: tuple[str, ...]) -> tuple[str, ...]:
    if "--target" not in arguments:
        return arguments
    at = arguments.index("--target")
    return arguments[:at] + arguments[at + 2 :]


def _nextest(scope: Scope, requests: list[Request]) -> bool:
    """Whether tests are to be run by nextest: asked for, or configured in the tree; and there."""
    from uowgen.toolchain.processes import which

    wanted = scope.settings.nextest
    if wanted is None:
        wanted = (
            any(joined(r.folder, ".config/nextest.toml") in scope.paths for r in requests) or ".config/nextest.toml" in scope.paths
        )
    return wanted and which("cargo-nextest", scope.results.bench.environment.get("PATH", "")) is not None
