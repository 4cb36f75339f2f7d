"""What is said of TOML files: keys and their values, the tasks of a `Makefile.toml` and what they pass on, what stands in one table of a manifest.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case

Table = dict[str, object]
_PATH = r"`(?P<path>[\w./-]+\.toml)`"
_KEY = r"`(?P<key>[\w.-]+)`"


def spoken_manifest(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    for reader in (_defines_and_passes, _defines, _sets, _tasks_pass, _task_runs):
        found = reader(said, case)
        if found is not None:
            return "file_mentions", found
    found = _in_table(said, case)
    return ("depends_on", found) if found is not None else None


_TABLE = r"`?\[?(?P<table>(?:workspace\.|target\.[^`\]]+\.)?(?:dev-|build-)?dependencies|features)\]?`?(?: table| section)?"
_ENTRY = r"(?:[Tt]he )?`(?P<key>[\w-]+)`(?: crate| dependency| feature)?"
_GONE = r"(?:(?:is|has been|was) (?:gone|removed|dropped|deleted|taken out|absent|missing)|no longer appears|no longer stands|disappears)"
_THERE = r"(?:(?:is|has been|was|stays) (?:listed|added|declared|kept|there|present)?|appears|stands|remains)"
_OF = r"(?:of|in|from)"


def _in_table(said: str, case: Case) -> Finding | None:
    """“`log` is gone from `[dependencies]` in `Cargo.toml`”, “… moves from `[dependencies]` to `[dev-dependencies]`”."""
    place = rf"(?: {_OF} (?:the )?(?:{_PATH}|(?P<only>manifest|`?Cargo\.toml`?)))?"
    moved = re.match(
        rf"{_ENTRY} (?:is moved|moves|moved|has moved) from {_TABLE} to {_TABLE.replace('<table>', '<other>')}{place}$", said
    )
    gone = re.match(rf"{_ENTRY} {_GONE} (?:from|in|under) (?:the )?{_TABLE}{place}$", said) or re.match(
        rf"{_ENTRY} is (?:not|no longer) (?:listed |declared )?(?:in|under|among) (?:the )?{_TABLE}{place}$", said
    )
    there = re.match(rf"{_ENTRY} {_THERE} ?(?:in|to|under|among) (?:the )?{_TABLE}{place}$", said)
    none = re.match(rf"(?:the )?{_TABLE}{place} (?:is empty|has no entries|lists nothing)$", said) or re.match(
        rf"{_PATH} has no (?:entries|crates|dependencies) (?:in|under) (?:the )?{_TABLE}$", said
    )
    found = moved or gone or there or none
    if found is None:
        return None
    path = found["path"] or ("Cargo.toml" if "only" in found.groupdict() and found["only"] else "")
    if not path:
        said_of = {f.path for f in case.spec.files if f.path.endswith("Cargo.toml")}
        path = said_of.pop() if len(said_of) == 1 else "Cargo.toml" if not said_of else ""
    if not path.endswith("Cargo.toml"):
        return None
    table = _table(case, path)
    if isinstance(table, Finding):
        return table
    rows = _rows_of(table[1], found["table"])
    if rows is None:
        return undecided("not-understood", f"which table of `{table[0]}` is meant is not plain")
    for_targets = _of_targets(table[1], found["table"])
    if found is none:
        rows = {**dict.fromkeys(for_targets), **rows}
        where = _line(table[0], table[2], next(iter(rows), "dependencies"))
        return fails("item-remains", f"`{table[0]}` lists `{next(iter(rows))}`", evidence=(where,)) if rows else holds(f"`{found['table']}` of `{table[0]}` is empty")  # fmt: skip
    key, where = found["key"], _line(table[0], table[2], found["key"])
    renamed = [k for k, v in rows.items() if isinstance(v, dict) and v.get("package") == key and k != key]
    other = [k for k in rows if k.replace("_", "-") == key.replace("_", "-") and k != key]
    if renamed or other or (key in rows and isinstance(rows[key], dict) and "package" in rows[key]):  # type: ignore[operator]
        return undecided("not-understood", f"which crate `{key}` is in `{table[0]}` is not plain", evidence=(where,))
    if key in rows and found is not there:
        return fails("item-remains", f"`{key}` is still among the `{found['table']}` of `{table[0]}`", evidence=(where,))
    if key not in rows and key in for_targets:
        return undecided("not-understood", f"`{key}` is there for some targets", evidence=(where,))
    if found is moved:
        return _moved(table, found["other"], key)
    if found is there and key not in rows:
        return fails("dependency-not-found", f"`{key}` is not among the `{found['table']}` of `{table[0]}`")
    return holds(f"`{key}` is {'not ' if found is gone else ''}among them in `{table[0]}`", evidence=() if found is gone else (where,))  # fmt: skip


def _moved(table: tuple[str, Table, str], other: str, key: str) -> Finding:
    """Whether what is no longer in one table is in the other."""
    if key in (_rows_of(table[1], other) or {}):
        return holds(f"`{key}` is among the `{other}` of `{table[0]}`", evidence=(_line(table[0], table[2], key),))
    return fails("dependency-not-found", f"`{key}` is not among the `{other}` of `{table[0]}`")


def _rows_of(manifest: Table, name: str) -> Table | None:
    """The entries of one table of a manifest; None for those of some targets."""
    at: object = manifest
    for part in name.split("."):
        at = at.get(part, {}) if isinstance(at, dict) else {}
    return at if isinstance(at, dict) and not name.startswith("target.") else None


def _of_targets(manifest: Table, name: str) -> set[str]:
    """What the tables of that name have for some targets."""
    targets = manifest.get("target")
    tables = [t.get(name) for t in targets.values() if isinstance(t, dict)] if isinstance(targets, dict) else []
    return {key for t in tables if isinstance(t, dict) for key in t}


def _defines_and_passes(said: str, case: Case) -> Finding | None:
    """“`M.toml` defines `K`, and both QEMU tasks pass it with `-append`”: each part, “it” being the key."""
    match = re.match(rf"(?P<first>{_PATH} (?:defines|declares|has|gains|sets) {_KEY}),? and (?P<second>.+\bit\b.+)$", said)
    if match is None:
        return None
    first = _defines(match["first"], case)
    second = _tasks_pass(re.sub(r"\bit\b", f"`{match['key']}`", match["second"], count=1), case, match["path"])
    if first is None or second is None:
        return first if first is not None and first.outcome == "fails" else None
    worst = min((first, second), key=lambda f: ("fails", "undecided", "holds").index(f.outcome))
    return (
        worst
        if worst.outcome != "holds"
        else holds(f"{first.message}; {second.message}", evidence=(*first.evidence, *second.evidence))
    )


def _defines(said: str, case: Case) -> Finding | None:
    """“`M.toml` defines `K`”, “`K` is defined in `M.toml`”: some table has the key."""
    match = re.match(rf"{_PATH} (?:now )?(?:defines|declares|gains|gets|introduces|has) (?:an? |the )?(?:new )?(?:environment )?(?:variable |key |setting |entry )?{_KEY}(?: (?:variable|key|setting))?$", said) or re.match(
        rf"{_KEY} is (?:defined|declared|set|added|there) (?:in|to) (?:the )?(?:`?\[?(?:env|config)\]?`? (?:table|section) of )?{_PATH}$", said
    )  # fmt: skip
    if match is None or match["path"].endswith("Cargo.toml"):
        return None
    read = _table(case, match["path"])
    if isinstance(read, Finding):
        return read
    path, table, text = read
    if any(key == match["key"] for key, _ in _entries(table)):
        return holds(f"`{path}` defines `{match['key']}`", evidence=(_line(path, text, match["key"]),))
    if match["key"] in text:
        return undecided("not-understood", f"`{path}` has `{match['key']}`, but not as a key")
    return fails("not-mentioned", f"`{path}` does not define `{match['key']}`", evidence=(Evidence(path, 1, 1, "the file"),))


def _sets(said: str, case: Case) -> Finding | None:
    """“`M.toml` sets `K` to `v`”, “`K` is `v` in `M.toml`”: the one key of that name has the value."""
    match = re.match(rf"{_PATH} (?:sets|defines|has|gives|keeps) {_KEY} (?:to|as|at|=) `?\"?(?P<value>[^`\"]*?)\"?`?$", said) or re.match(
        rf"{_KEY} (?:is|is set to|is still|defaults to|has the value) (?:`\"?(?P<value>[^`\"]*)\"?`|(?P<empty>empty|an empty string)) in {_PATH}$", said
    )  # fmt: skip
    if match is None or match["path"].endswith("Cargo.toml"):
        return None
    read = _table(case, match["path"])
    if isinstance(read, Finding):
        return read
    path, table, text = read
    values = [value for key, value in _entries(table) if key == match["key"]]
    wanted = match["value"] or ""
    if len(values) != 1:
        return fails("not-mentioned", f"`{path}` has no `{match['key']}`") if not values and match["key"] not in text else None
    value = values[0]
    if not isinstance(value, str | int | float | bool):
        return undecided("not-a-literal", f"`{match['key']}` of `{path}` is a list or a table")
    written = str(value).lower() if isinstance(value, bool) else str(value)
    place = (_line(path, text, match["key"]),)
    if written == wanted:
        return holds(f"`{match['key']}` is `{written}`", evidence=place)
    return fails("other-value", f"`{match['key']}` is `{written}`", evidence=place)


def _tasks_pass(said: str, case: Case, path: str = "Makefile.toml") -> Finding | None:
    """“Both QEMU tasks pass `K` with `-append`”: the arguments of each task that runs it have the option, and the value behind it."""
    match = re.match(
        rf"(?:(?P<which>both|all|the|each|every|{'|'.join(NUMBERS)}) )?(?:of )?(?:the )?(?:(?P<program>[\w-]+)|`(?P<name>[\w.:-]+)`) tasks?(?: (?:in|of) {_PATH})? (?:now )?(?:pass|passes|hand|hands|give|gives|use|uses) "
        r"(?:`(?P<what>[^`]+)`(?: (?:on|over|along))?(?: (?:with|by|via|through|behind|after|as) `(?P<option>-[^`]*)`)?)$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    read = _table(case, match["path"] or path)
    if isinstance(read, Finding):
        return read
    path, table, text = read
    meant = _tasks(table, (match["program"] or "").lower(), match["name"] or "")
    which = (match["which"] or "").lower()
    count = 2 if which == "both" else NUMBERS.get(which, 0)
    if not meant:
        return (
            undecided("no-subject", f"no task of `{path}` is known by that name")
            if not match["name"]
            else fails("not-mentioned", f"`{path}` has no task `{match['name']}`")
        )
    if count and len(meant) != count:
        return undecided(
            "subject-ambiguous", f"{len(meant)} tasks of `{path}` may be meant: {', '.join(f'`{n}`' for n, _ in meant)}"
        )
    for name, task in meant:
        given = task.get("args")
        if not isinstance(given, list) or "script" in task or not all(isinstance(a, str) for a in given):
            return undecided("not-understood", f"what the task `{name}` passes is not written as a list")
        wrong = _lacks(given, match["what"], match["option"] or "")
        if wrong is None:
            return undecided(
                "not-understood", f"whether the task `{name}` passes it is not plain", evidence=(_line(path, text, name),)
            )
        if wrong:
            return fails("not-everywhere", f"the task `{name}` {wrong}", evidence=(_line(path, text, name),))
    return holds(f"{', '.join(f'`{n}`' for n, _ in meant)} pass it", evidence=tuple(_line(path, text, n) for n, _ in meant))


def _lacks(given: list[str], what: str, option: str) -> str | None:
    """What is missing among the arguments; empty if nothing is, None where they may say it in another way."""
    shown = {what, f"${{{what}}}", f"${what}"}
    if option:
        behind = [given[n + 1] for n, a in enumerate(given[:-1]) if a == option]
        if any(b in shown for b in behind):
            return ""
        if any(what in a for a in given):
            return None
        return f"has no `{option}`" if option not in given else f"gives `{option}` something else"
    if any(a in shown for a in given):
        return ""
    return None if any(what in a for a in given) else f"does not pass `{what}`"


def _task_runs(said: str, case: Case) -> Finding | None:
    """“The `gdb` task runs `gdb`”: its command is that."""
    match = re.match(
        rf"(?:the )?`(?P<name>[\w.:-]+)` task(?: (?:in|of) {_PATH})? (?:runs|calls|starts|executes|invokes) `(?P<what>[\w./-]+)`$",
        said,
        re.I,
    )
    if match is None:
        return None
    read = _table(case, match["path"] or "Makefile.toml")
    if isinstance(read, Finding):
        return None
    path, table, text = read
    meant = _tasks(table, "", match["name"])
    if len(meant) != 1 or not isinstance(command := meant[0][1].get("command"), str):
        return undecided("no-subject", f"`{path}` has no task `{match['name']}` with a command")
    place = (_line(path, text, match["name"]),)
    if command == match["what"]:
        return holds(f"`{match['name']}` runs `{command}`", evidence=place)
    return fails("other-value", f"`{match['name']}` runs `{command}`", evidence=place)


def _tasks(table: Table, program: str, name: str) -> list[tuple[str, Table]]:
    """The tasks of that name, or those whose command has the word `program` in it."""
    tasks = table.get("tasks")
    rows = [(n, t) for n, t in tasks.items() if isinstance(t, dict)] if isinstance(tasks, dict) else []
    if name:
        return [(n, t) for n, t in rows if n == name]
    return [(n, t) for n, t in rows if program in re.split(r"[^a-z0-9]+", str(t.get("command", "")).lower())] if program else []


def _entries(table: Table) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        yield key, value
        if isinstance(value, dict):
            yield from _entries(value)


def _table(case: Case, wanted: str) -> tuple[str, Table, str] | Finding:
    """The path, the content and the text of the file that is meant."""
    said = dict.fromkeys(f.path for f in case.spec.files if f"/{f.path}".endswith(f"/{wanted}"))
    found = [p for p in dict.fromkeys([wanted, *said]) if case.code.tree.read(p) is not None]
    if not found:
        return undecided("not-listed", f"`{wanted}` was not found")
    if len(found) > 1:
        return undecided("subject-ambiguous", f"`{wanted}` could be {', '.join(f'`{p}`' for p in found)}")
    source = case.code.tree.read(found[0])
    text = source.data.decode("utf-8", "replace") if source is not None else ""
    try:
        return found[0], tomllib.loads(text), text
    except tomllib.TOMLDecodeError:
        return undecided("syntax-errors", f"`{found[0]}` is not read as TOML")


def _line(path: str, text: str, word: str) -> Evidence:
    line = next((n for n, row in enumerate(text.split("\n"), 1) if re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", row)), 1)
    return Evidence(path, line, line, f"`{word}`")
