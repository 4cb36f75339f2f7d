"""Which file tests are for: the one that a list gives for tests, or that of the integration tests whose helpers they call."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from uowgen.model import Refusal
from uowgen.rust.fragment import read_fragment
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from uowgen.desk import Desk
    from uowgen.model import Block, Spec


def is_tests(code: str, block: Block | None) -> bool:
    """Whether `block` is nothing but functions that are tests."""
    if block is None or block.lang not in ("", "rust", "rs") or "test" not in code:
        return False
    items = [i for i in read_fragment(code).items if not i.path and i.kind != "use"]
    return bool(items) and all(i.kind == "fn" and any(_is_test_attribute(a) for a in i.attributes) for i in items)


def _is_test_attribute(attribute: str) -> bool:
    """`#[test]`, `#[tokio::test(flavor = "…")]`."""
    path = attribute.strip().removeprefix("#[").partition("]")[0].partition("(")[0].strip()
    return path.rpartition("::")[2] == "test"


def file_of_helpers(code: str, near: str, spec: Spec, desk: Desk) -> str | Refusal | None:
    """The file of integration tests that has the helpers which the tests of `code` call; None if they call none.

    `near` is the file that they would go to otherwise. A helper is a macro or a type that it does not have, and that only files below a
    folder for tests have. Of several such files the one that is called after a file of the document is meant.
    """
    draft = desk.draft(near) if near else None
    found: set[str] | None = None
    first = ""
    for helper in _called(code):
        if draft is not None and helper.rstrip("!:").encode() in draft.data:
            continue
        having = desk.tree.containing((helper.encode(),))
        if not having or any(not in_tests(path) for path in having):
            continue
        first = first or helper
        found = set(having) if found is None else found & set(having)
    if found is None:
        return None
    fit = sorted(path for path in found if not any(_declares(path, helper, desk) for helper in _called(code)))
    if len(fit) > 1:
        stems = {_stem(path) for path in (near, *(m.path for m in (*spec.files, *spec.mentioned))) if path.endswith(".rs")}
        fit = [path for path in fit if _subject(_stem(path)) in stems]
    if len(fit) == 1:
        return fit[0]
    message = f"`{first.rstrip(':')}` is of the integration tests, and nothing says in which of their files these belong"
    return Refusal("no-target-file", message, "name the file in the sentence above the block")


def in_tests(path: str) -> bool:
    """Whether `path` lies below a folder for integration tests."""
    return "tests" in path.split("/")[:-1]


def _called(code: str) -> list[str]:
    """`name!` of each macro that `code` calls, `Name::` of each type that it calls a function of; what every crate has left out."""
    tokens = [token.text for token in lex(code.encode())]
    own = {name for word, name in itertools.pairwise(tokens) if word in ("struct", "enum", "macro_rules", "fn", "mod")}
    found: dict[str, None] = {}
    for n, (name, mark) in enumerate(itertools.pairwise(tokens)):
        if not name.isidentifier() or name in own or (n and tokens[n - 1] == "::"):
            continue
        if mark == "!" and name not in _EVERYWHERE:
            found.setdefault(name + "!")
        elif mark == "::" and name[0].isupper():
            found.setdefault(name + "::")
    return list(found)[:_MOST_HELPERS]


_EVERYWHERE = frozenset(
    [
        "assert",
        "assert_eq",
        "assert_ne",
        "debug_assert",
        "vec",
        "format",
        "println",
        "print",
        "eprintln",
        "panic",
        "matches",
        "write",
        "writeln",
        "todo",
        "unreachable",
        "dbg",
        "concat",
        "include_str",
        "include_bytes",
        "env",
        "stringify",
        "cfg",
        "line",
        "file",
    ]
)
_MOST_HELPERS = 6


def _declares(path: str, helper: str, desk: Desk) -> bool:
    draft = desk.draft(path)
    if draft is None:
        return True
    name = helper.rstrip("!:")
    words = (f"macro_rules! {name}",) if helper.endswith("!") else (f"struct {name}", f"enum {name}", f"trait {name}")
    return any(word.encode() in draft.data for word in words)


def _stem(path: str) -> str:
    stem = path.rpartition("/")[2].removesuffix(".rs")
    return stem if stem not in ("mod", "lib", "main") else next((p for p in reversed(path.split("/")[:-1]) if p != "src"), stem)


def _subject(stem: str) -> str:
    return stem.removeprefix("test_").removeprefix("tests_").removesuffix("_tests").removesuffix("_test")
