"""What in a sentence names code, and what a name as documents write it means.

It knows nothing of sentences, only of single words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.sentences.sentence import Word

PRIMITIVES = frozenset(
    "bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 &str String Self".split()  # noqa: SIM905
)
# Methods that values of the standard library have too: such a name alone says little of whose method a test uses.
COMMON = (
    "new len iter insert remove push pop get get_mut find contains clear is_empty next map filter take find_map position any all "
    "lock read write drop clone default from into as_ref min max first last extend drain retain split swap replace fill count"
)
_NOT_NAMES = frozenset({"E", "I", "O", "OK", "TODO", "FIXME", "API", "CPU", "UI", "CLI", "README"})


# Code that stands before a name and is none.
_KEYWORDS = frozenset(
    {"pub", "const", "async", "unsafe", "fn", "static", "mut", "extern", "dyn", "impl", "pub(crate)", "pub(super)"}
)


def is_name(word: Word, known: Callable[[str], bool]) -> bool:
    """Whether `word` names code: it stands in backticks, is written as only code is, or the code at hand declares it."""
    raw = word.raw
    if is_path(raw):
        return False
    if word.code:
        return is_plain(raw) and raw not in _KEYWORDS
    bare = bare_name(raw)
    if not bare.replace("_", "").isalnum() or bare[:1].isdigit() or raw in _NOT_NAMES:
        return False
    humped = any(a.islower() and b.isupper() for a, b in pairwise(bare))
    return "_" in bare or humped or raw.endswith("()") or "::" in raw or known(bare)


def is_plain(name: str) -> bool:
    """Whether `name` is a name or a path of names, with `()`, generic arguments or `!` behind it at most."""
    if " for " in name or ")." in name:  # `From<u8> for Error` is an impl, `Ring::new().push(1)` a value
        return False
    text = name.strip().removesuffix("!").split("<")[0].split("(")[0].replace("::", "_").replace(".", "_").removeprefix("r#")
    for word in ("fn ", "struct ", "enum ", "trait ", "mod ", "const ", "static ", "type "):
        text = text.removeprefix("pub ").removeprefix(word)
    return bool(text) and text.replace("_", "").isalnum() and not text[0].isdigit()


def is_path(text: str) -> bool:
    """Whether `text` is written as the path of a file or folder."""
    return text.endswith((".rs", ".toml", ".md", ".ld", ".yml", ".yaml", ".txt", "/")) and " " not in text and text[:1] not in "<&"


def bare_name(text: str) -> str:
    """The last path segment of a name as documents write it: `Type::method()` gives `method`, `Vec<T>` gives `Vec`."""
    name = text.strip().removesuffix("!").strip()
    for word in (
        "pub(crate) ",
        "pub(super) ",
        "pub ",
        "unsafe ",
        "fn ",
        "struct ",
        "enum ",
        "trait ",
        "impl ",
        "mod ",
        "const ",
        "static ",
        "type ",
        "fn ",
    ):
        name = name.removeprefix(word).strip()
    name = name.split("(")[0].split("<")[0] if name[:1] not in "(<" else name
    return name.rstrip(":").split("::")[-1].split(".")[-1].strip().lstrip("&*").removeprefix("r#")


def owner_name(text: str) -> str:
    """The segment before the last one: `Type::method()` gives `Type`; empty when there is none."""
    name = text.split("(")[0].split("<")[0].strip().replace(".", "::")
    parts = [p for p in name.split("::") if p]
    return parts[-2].strip() if len(parts) > 1 else ""


def called(text: str) -> str:
    """The path of a call as documents write it: `GPU.lock()` gives `GPU.lock`."""
    return text.split("(")[0].strip().removeprefix("self.")


_TRUTHS = ("true", "false")


def literals_given(text: str) -> str:
    """The literals that a call is written with: `Shelf::with_room(0)` gives `0`; empty where it is given nothing, or anything else.

    What begins with a capital letter is no call but a value: `Ok(0)`.
    """
    head, _, inner = text.partition("(")
    given = inner.removesuffix(")").strip() if text.endswith(")") and bare_name(head)[:1].islower() else ""
    return given if given and all(_is_literal(part.strip()) for part in given.split(",")) else ""


def _is_literal(text: str) -> bool:
    digits = text.removeprefix("-").removeprefix("!")
    return (
        text in _TRUTHS
        or (digits[:1].isdigit() and digits.replace("_", "").isalnum())
        or (len(text) > 1 and text[0] == text[-1] == '"')
    )
