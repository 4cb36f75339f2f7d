"""What is said of TOML files that are no manifests of cargo: keys and their values, the tasks of a `Makefile.toml` and what they pass on.

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
    return None


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
