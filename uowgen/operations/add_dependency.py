"""Adds dependency lines to a Cargo.toml, and keeps everything else of it as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.table_places import table_place
from uowgen.operations.work import Done, applied, applies, refused
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.text import Source

_TABLES = ("dependencies", "dev-dependencies", "build-dependencies", "workspace.dependencies", "features", "workspace")


def add_dependency(source: Source, code: str, words: str) -> Done:
    """The `key = value` lines of `code`, in the tables that it names, else in the one that the words name, else `[dependencies]`."""
    from tomlkit import parse
    from tomlkit.exceptions import ParseError, TOMLKitError

    kind, label = "add_dependency", source.path
    low = words.lower()
    table = "dependencies"
    if "dev-dep" in low or "dev dep" in low:
        table = "dev-dependencies"
    elif "build-dep" in low:
        table = "build-dependencies"
    if not any(row.strip().startswith("[") and row.strip().endswith("]") for row in code.split("\n")):
        if source.slice(Span(0, len(source.data))).find("[workspace.dependencies]") >= 0 and "[package]" not in source.slice(
            Span(0, len(source.data))
        ):
            table = "workspace.dependencies"
        code = f"[{table}]\n{code}"
    try:
        wanted, there = parse(code), parse(source.data.decode().replace("\r\n", "\n"))
    except (ParseError, TOMLKitError) as error:
        return refused(kind, label, "would-not-parse", f"not TOML: {error}", "mend the lines")
    if "package" in wanted and "package" not in there:
        return refused(
            kind, label, "item-exists-differently", "the block shows the manifest of a package, and this one has no `[package]`",
            "name the Cargo.toml of the package",
        )  # fmt: skip
    edits: list[Edit] = []
    first: Span | None = None
    for name, entries in _tables(wanted.unwrap()):
        have = _table(there.unwrap(), name)
        new = []
        for key, value in entries.items():
            if have is not None and key in have:
                if have[key] != value:
                    return refused(kind, label, "item-exists-differently", f"`{key}` stands in `[{name}]` with another value")
            else:
                new.append(key)
        if new:
            at = table_place(source.data, words) if have is None else None
            edit = _edit(source, code, name, new, have is not None) if at is None else _new_table(source, code, name, new, at)
            if edits and edits[-1].span == edit.span:  # two new tables, one below the other
                edits[-1] = edits[-1]._replace(text=edits[-1].text + edit.text)
            else:
                edits.append(edit)
            first = first or edit.span
    if not edits:
        return applied(kind, label, "the lines are there already")
    assert first is not None
    return applies(kind, label, "in " + ", ".join(f"`[{n}]`" for n, _ in _tables(wanted.unwrap())), first, *edits)


def _tables(values: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    for key, value in values.items():
        if isinstance(value, dict):
            inner = dict(value.items())
            if key in ("workspace", "target") and all(isinstance(v, dict) for v in inner.values()):
                found += [(f"{key}.{name}", entries) for name, entries in _tables(inner)]
            else:
                found.append((key, inner))
    return found


def _table(values: dict[str, object], name: str) -> dict[str, object] | None:
    here: object = values
    for part in name.split("."):
        if not isinstance(here, dict) or part not in here:
            return None
        here = here[part]
    return here if isinstance(here, dict) else None


def _edit(source: Source, code: str, name: str, keys: list[str], exists: bool) -> Edit:
    lines = code.split("\n")
    newline = source.newline()
    rows = _rows_of(lines, name, keys)
    text = "\n".join(rows).encode().replace(b"\n", newline) + newline
    data = source.data
    if not exists:
        lead = b"" if not data else newline if data.endswith(b"\n") else newline * 2
        return Edit(source.path, Span(len(data), len(data)), lead + f"[{name}]".encode() + newline + text)
    at, inside, end = 0, False, len(data)
    for row in data.split(b"\n"):
        stripped = row.strip()
        if inside and stripped.startswith(b"["):
            break
        if stripped == f"[{name}]".encode():
            inside = True
        if inside and stripped and not stripped.startswith(b"#"):
            end = min(at + len(row) + 1, len(data))
        at += len(row) + 1
    lead = newline if end == len(data) and not data.endswith(b"\n") else b""
    return Edit(source.path, Span(end, end), lead + text)


def _new_table(source: Source, code: str, name: str, keys: list[str], at: int) -> Edit:
    """A table of its own at the row `at`, a blank row to either neighbour."""
    data, newline = source.data, source.newline()
    above, below = data[:at].replace(b"\r", b""), data[at:].strip()
    lead = b"" if not above or above.endswith(b"\n\n") else newline if above.endswith(b"\n") else newline * 2
    rows = b"\n".join([f"[{name}]".encode(), *(row.encode() for row in _rows_of(code.split("\n"), name, keys))])
    tail = newline * 2 if below else newline
    return Edit(source.path, Span(at, at), lead + rows.replace(b"\n", newline) + tail)


def _rows_of(lines: list[str], name: str, keys: list[str]) -> list[str]:
    """The lines of the table `name` that define `keys`, with the lines that continue them."""
    rows: list[str] = []
    inside = keeping = False
    for line in lines:
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]") and "=" not in stripped:
            inside, keeping = stripped == f"[{name}]", False
            continue
        key = stripped.split("=")[0].split(".")[0].strip().strip('"')
        if inside and "=" in stripped and not line.startswith((" ", "\t")):
            keeping = key in keys
        if inside and keeping and stripped:
            rows.append(line.rstrip())
    return rows
