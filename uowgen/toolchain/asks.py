"""What a criterion asks of the toolchain: which action, on which packages, with which outcome.

Pure: it reads words. A word that it does not know makes it say so, since a build of something else must not prove a criterion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.model import Verdict

_CLAIMS = frozenset({"compiles", "tests_pass", "builds", "build_passes"})
CODE = "needs-toolchain"


class Ask(NamedTuple):
    """One thing that cargo can decide.

    `action` is `check`, `build`, `clippy` or `test`. `arguments` are what is handed to cargo, from a cargo command that the
    criterion or the spec spells out, each of a known form. `names` are the identifiers that the criterion puts in backticks.
    `files` are where a failing build must have its errors. `number` is how many tests must pass. `kind` narrows tests to one kind.
    `unknown` names the words that were not understood: then nothing is decided.
    """

    action: str
    negative: bool = False
    warnings: bool = False
    packages: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    architecture: str = ""
    number: int | None = None
    kind: str = ""
    unknown: tuple[str, ...] = ()


class CargoCommand(NamedTuple):
    """A cargo command line in words that may be handed on: action, packages, and arguments of known forms."""

    action: str
    packages: tuple[str, ...]
    arguments: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def asks_of(verdict: Verdict, known: frozenset[str]) -> tuple[Ask, ...]:
    """What `verdict` waits for, all of which must be so; empty if it does not wait for a toolchain.

    `known` are the names of the tree's packages and crates, which are scope and not mere words.
    """
    claims = verdict.claim.split(" + ")
    if verdict.outcome != "undecided" or verdict.code != CODE or not any(claim in _CLAIMS for claim in claims):
        return ()
    return tuple(_ask(verdict.criterion.text, claim, known) for claim in dict.fromkeys(claims) if claim in _CLAIMS)


def complete(verdict: Verdict) -> bool:
    """Whether the verdict's claim has no part beside those for the toolchain."""
    return all(claim in _CLAIMS for claim in verdict.claim.split(" + "))


def cargo_command(text: str) -> CargoCommand | None:
    """`text` as a cargo command; None if it is none. Arguments that may start programs or lead elsewhere are `unknown`."""
    words = text.split()
    if words[:1] == ["$"]:
        words = words[1:]
    if words[:1] != ["cargo"] or len(words) < 2:
        return None
    action = _ACTIONS.get(" ".join(words[1:3])) or _ACTIONS.get(words[1])
    if action is None:
        return CargoCommand("", (), (), (text,))
    at = 3 if " ".join(words[1:3]) in _ACTIONS else 2
    packages: list[str] = []
    arguments: list[str] = []
    unknown: list[str] = []
    while at < len(words):
        word, equals, value = words[at].partition("=")
        at += 1
        if word in _WITH_VALUE and not equals:
            value = words[at] if at < len(words) else ""
            at += 1
        if word in ("-p", "--package"):
            packages.append(value)
        elif word in _WITH_VALUE and _plain(value):
            arguments += [word, value]
        elif word in _FLAGS and not equals:
            arguments.append(_FLAGS[word])
        elif action == "test" and not equals and word[:1] != "-" and _plain(word):
            arguments.append(word)
        else:
            unknown.append(word)
    return CargoCommand(action, tuple(p for p in packages if _plain(p)), tuple(arguments), tuple(unknown))


_ACTIONS = {
    "check": "check",
    "c": "check",
    "build": "build",
    "b": "build",
    "test": "test",
    "t": "test",
    "clippy": "clippy",
    "nextest run": "test",
}
_WITH_VALUE = frozenset({"-p", "--package", "--features", "-F", "--target", "--test", "--bin", "--example", "--profile"})
_FLAGS = {
    name: name for name in (
        "--workspace", "--lib", "--bins", "--tests", "--all-targets", "--all-features", "--no-default-features", "--release",
        "--doc", "--examples", "--benches",
    )
} | {"--all": "--workspace", "-r": "--release"}  # fmt: skip


def _plain(word: str) -> bool:
    return bool(word) and word[0] not in "-." and all(ch.isalnum() or ch in "_-,:/" for ch in word) and ".." not in word


_WITHOUT = when_used(r"\b(?:with\s+)?(?:no|without|zero|free of)\s+(?:any\s+)?(?:new\s+)?"
                      r"(?:(?:compiler|compilation|build|clippy)\s+)?"
                      r"(?P<what>(?:errors?|warnings?|failures?)"
                      r"(?:\s*(?:or|and|,|/|nor)\s*(?:errors?|warnings?|failures?))*)")  # fmt: skip
_FAIL = frozenset({"fail", "fails", "failing", "failed", "broken"})
_NOT = frozenset({"not", "never", "no", "doesn't", "won't", "cannot", "can't", "longer", "none"})
_NEUTRAL = frozenset(
    """
    do does did a an the this that these those it its all each both and in of on at to for from by as is are be been must
    should shall will can now still again also cleanly successfully successful success ok green clean errors error
    warnings warning code crate package struct structs enum enums union trait traits type types impl function functions fn
    method methods module modules mod item items const constant static macro file files guard build builds built building
    compile compiles compiled compiling compilation check checks test tests suite pass passes passed passing succeed
    succeeds succeeded new existing old added following listed cargo rustc compiler patch change changes any every
    """.split()  # noqa: SIM905
)
# Words for a program, which can be a package's name too.
_PARTS = frozenset({"kernel", "library", "lib", "binary", "program", "application", "app", "driver", "drivers"})
# More than the narrowest package is meant.
_WIDE = frozenset(
    {"workspace", "everything", "project", "crates", "packages", "tree", "repository", "codebase", "whole", "entire", "full"}
)
_KINDS = {"unit": "unit", "integration": "integration", "doc": "doc", "doctest": "doc", "doctests": "doc"}
_ARCHITECTURES = (
    "x86_64",
    "aarch64",
    "riscv64",
    "riscv32",
    "armv7",
    "arm",
    "thumbv7em",
    "i686",
    "wasm32",
    "loongarch64",
    "powerpc64",
    "s390x",
)


def _ask(text: str, claim: str, known: frozenset[str]) -> Ask:
    """Reads the criterion `text` for its part `claim`."""
    ask = Ask("test" if claim == "tests_pass" else "check")
    for quoted in re.findall(r"`([^`]+)`", text):
        ask = _with_code(ask, quoted.strip(), known)
    plain = re.sub(r"`[^`]+`", " ", text)
    rest = _WITHOUT.sub(" ", plain.lower())
    if any(word in _FAIL for word in rest.split()):
        rest = re.sub(r"\bwith (?:(?:compiler|compile|compilation|build) )?errors?\b", " ", rest)
    quiet = [match.group("what") for match in _WITHOUT.finditer(plain.lower())]
    ask = ask._replace(warnings=any("warning" in what for what in quiet))
    words = re.findall(r"[^\s,;:.()!\"“”*/]+(?:\.rs)?", rest.replace(" an't", " can't"))
    turns = 0
    previous = ""
    for word in words:
        turns += word in _FAIL or (word in _NOT and not (previous == "no" and word == "longer"))
        ask = _with_word(ask, word, previous, known)
        previous = word
    if ask.action == "check" and any(word in ("build", "builds", "built", "building", "link", "links") for word in words):
        ask = ask._replace(action="build")
    if "clippy" in plain.lower() and ask.action != "test":
        ask = ask._replace(action="clippy", warnings=True)
    if "debug" in words and "release" in words:  # two builds, and one is all that is made
        ask = ask._replace(unknown=(*ask.unknown, "debug"))
    return ask._replace(negative=turns % 2 == 1)


def _with_code(ask: Ask, quoted: str, known: frozenset[str]) -> Ask:
    command = cargo_command(quoted)
    if command is not None:
        return ask._replace(
            action=command.action or ask.action,
            packages=(*ask.packages, *command.packages),
            arguments=(*ask.arguments, *command.arguments),
            unknown=(*ask.unknown, *command.unknown),
        )
    if quoted in known:
        return ask._replace(packages=(*ask.packages, quoted))
    if quoted.endswith(".rs"):
        return ask._replace(files=(*ask.files, quoted))
    if _architecture(quoted):
        return ask._replace(architecture=quoted)
    name = quoted.removesuffix("()").removesuffix("!").rpartition("::")[2]
    name = name.removeprefix("struct ").removeprefix("enum ").removeprefix("fn ").removeprefix("mod ")
    if name.replace("_", "").isalnum() and not name[0].isdigit():
        return ask._replace(names=(*ask.names, name))
    return ask._replace(unknown=(*ask.unknown, quoted))


def _with_word(ask: Ask, word: str, previous: str, known: frozenset[str]) -> Ask:
    if word in known and (word in _PARTS or word not in _NEUTRAL):
        return ask._replace(packages=(*ask.packages, word))
    if word in _FAIL or word in _NOT or word in _NEUTRAL or word in _PARTS:
        return ask
    if word in _WIDE:
        return ask._replace(arguments=tuple(dict.fromkeys((*ask.arguments, "--workspace"))))
    if word == "release":
        return ask._replace(arguments=(*ask.arguments, "--release"))
    if word == "debug" or (word == "mode" and previous in ("release", "debug")):
        return ask
    if word == "clippy" or (word in ("run", "runs", "work", "works") and ask.action == "test"):
        return ask
    if word in _KINDS and ask.action == "test":
        return ask._replace(kind=_KINDS[word])
    if word.endswith(".rs"):
        return ask._replace(files=(*ask.files, word))
    if _architecture(word):
        return ask._replace(architecture=word)
    if word.isdigit() and ask.action == "test":
        return ask._replace(number=int(word))
    return ask._replace(unknown=(*ask.unknown, word))


def _architecture(word: str) -> bool:
    return any(word == a or word.startswith(a + "-") for a in _ARCHITECTURES)
