"""Claim: a package declares a Cargo feature, it is (not) enabled by default, or enabling it enables something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.depends_on import manifests_called
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_Features = dict[str, list[str]]


def decide(reading: Reading, case: Case) -> Finding:
    """Looked for in the manifest that is named, else in those of the packages that the spec's files belong to, else in all."""
    manifests = _manifests(reading.get("path"), case)
    if isinstance(manifests, Finding):
        return manifests
    state, parts = reading.get("state"), reading.list("part")
    evidence: list[Evidence] = []
    for name in [n.strip('"') for n in reading.list("feature")]:
        declared = [(path, features) for path, features in manifests if name in features]
        if state == "gone":
            if declared:
                return fails("item-remains", f"the feature `{name}` is still declared", evidence=_places(case, declared, name))
            continue
        if not declared:
            return fails("feature-not-found", f"no feature `{name}` in {', '.join(f'`{p}`' for p, _ in manifests[:4])}")
        if len(declared) > 1 and (state or parts):
            return undecided("subject-ambiguous", f"several packages declare the feature `{name}`")
        evidence += _places(case, declared, name)
        features = declared[0][1]
        on = name in _enabled(features, "default") or name == "default"
        if state and on is not (state == "on"):
            told = f"`{name}` is {'' if on else 'not '}enabled by default"
            return fails("feature-enabled" if on else "feature-not-enabled", told, evidence=tuple(evidence))
        enabled = _enabled(features, name)
        for part in (p.strip('"') for p in parts):
            if not {part, f"dep:{part}"} & enabled:
                if any(e.split("/")[0].rstrip("?") == part for e in enabled):
                    return undecided("not-understood", f"`{name}` enables a feature of `{part}`", evidence=tuple(evidence))
                return fails("feature-not-enabled", f"`{name}` does not enable `{part}`", evidence=tuple(evidence))
    return holds("no longer declared" if state == "gone" else "declared so", evidence=tuple(evidence))


def _manifests(path: str, case: Case) -> list[tuple[str, _Features]] | Finding:
    import tomllib

    chosen = manifests_called(case, path)
    if len(chosen) > 1:
        near = [p for p in chosen if p in _of_spec(case, manifests_called(case, ""))]
        if path and len(near) != 1:
            return undecided("subject-ambiguous", f"`{path}` could be {', '.join(f'`{p}`' for p in chosen)}")
        chosen = near or chosen
    if not chosen:
        return fails("file-not-found", f"the tree has no `{path or 'Cargo.toml'}`")
    found: list[tuple[str, _Features]] = []
    for one in chosen:
        source = case.code.tree.read(one)
        try:
            read = tomllib.loads(source.data.decode("utf-8") if source is not None else "")
        except ValueError:
            return undecided("syntax-errors", f"`{one}` cannot be read")
        declared = read.get("features", {})
        if isinstance(declared, dict):
            found.append((one, {k: [str(x) for x in v] for k, v in declared.items() if isinstance(v, list)}))
    return found


def _of_spec(case: Case, manifests: list[str]) -> list[str]:
    """The nearest manifest above each file of the spec, and those that it names itself."""
    named = {m for m in manifests for f in case.spec.files if f.path.endswith("Cargo.toml") and f"/{m}".endswith("/" + f.path)}
    for path in files_of(case):
        above = [m for m in manifests if path.startswith(m.removesuffix("Cargo.toml"))]
        if above:
            named.add(max(above, key=len))
    return sorted(named)


def _enabled(features: _Features, name: str) -> set[str]:
    """What `name` enables, directly and through other features of the same package."""
    found: set[str] = set()
    todo = [name]
    while todo:
        for entry in features.get(todo.pop(), ()):
            if entry not in found:
                found.add(entry)
                todo.append(entry)
    return found


def _places(case: Case, declared: list[tuple[str, _Features]], name: str) -> tuple[Evidence, ...]:
    found = []
    for path, _ in declared:
        source = case.code.tree.read(path)
        rows = source.data.decode("utf-8", "replace").split("\n") if source is not None else []
        table = ""
        for n, row in enumerate(rows, 1):
            bare = row.strip()
            table = bare if bare.startswith("[") else table
            if table == "[features]" and bare.partition("=")[0].strip().strip('"') == name:
                found.append(Evidence(path, n, n, f"`{name}`"))
    return tuple(found)


KIND = Kind(
    "declares_feature",
    "a package declares a Cargo feature, and what it enables",
    (
        "cargo? feature|features <feature:crates> @be* @made|listed? @in|to? <path:manifest>?",
        "<feature:crates> cargo? feature|features @be* @made|listed @in|to? <path:manifest>?",
        "<feature:crates> cargo? feature|features @in|to <path:manifest>",
        "<path:manifest> @have|declares|defines|lists|gains a|an|the|new* cargo? <feature:crates> feature|features",
        "<path:manifest> @have|declares|defines|lists|gains a|an|the|new* cargo? feature|features <feature:crates>",
        "add a|an|the|new* <feature:crates> cargo? feature|features to|in? <path:manifest>?",
        "<feature:crates> cargo? feature|features @be* @gone from|in? <path:manifest>? ; state=gone",
        "<path:manifest> no longer @have|declares|defines|lists a|an|the* <feature:crates> feature|features ; state=gone",
        "the? <feature:crates> feature @be* @not enabled|on|active|included|part|in by|of|in|the* default features|feature|set? ; state=off",
        "the? <feature:crates> feature @be* off|disabled|opt-in by? default? ; state=off",
        "the? feature <feature:crates> @be* off|disabled|opt-in by? default? ; state=off",
        "the? <feature:crates> feature @be* enabled|on|active|included|part|in by|of|in|the* default features|feature|set? ; state=on",
        "<feature:crates> @be* @not enabled|included|part|listed of|in|the* default features|feature ; state=off",
        "<feature:crates> @be* enabled|included|part|listed of|in|the* default features|feature ; state=on",
        "the? <feature:crates> feature? @be* @not enabled|included|part|listed|in by|of|in* <list:defaultcode> features|feature|list? ; state=off",
        "the? <feature:crates> feature? @be* enabled|included|part|listed|in by|of|in* <list:defaultcode> features|feature|list? ; state=on",
        "the? <feature:crates> feature enables|activates|implies|includes|pulls in|the* <part:crates> crate|dependency|feature?",
    ),
    (
        "Feature `trace` is declared in `kernel/Cargo.toml`",
        "The `trace` feature is off by default",
        "The `trace` feature enables `log`",
    ),
    decide,
    ("feature",),
)
