"""Where a piece of code, a name, a path, a macro or an attribute occurs in a region: what sort of text it is, and its uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.facts.imports import paths_used
from uowgen.facts.uses import (
    attributes_in,
    code_in,
    comments_in,
    literals_in,
    macros_in,
    names_in,
)
from uowgen.rust.syntax import tokens_of_piece

if TYPE_CHECKING:
    from uowgen.claims.declarations.scope import Region
    from uowgen.facts.uses import Use

KEYWORDS = frozenset(
    {"unsafe", "return", "match", "loop", "while", "for", "if", "else", "async", "await", "mut", "dyn", "static", "let"}
)


def sort_of_text(what: str, sort: str) -> str:
    """What `what` is: by its own shape where that says it, else by the noun of the sentence; empty when it cannot be known."""
    text = what.strip()
    if sort == "comment":
        return "comment"
    if is_piece(text) or of_static_mut(text):
        return "code"
    if text.startswith(("#[", "#![")):
        return "attribute"
    if text.startswith(("use ", "pub use ")):
        return "import"
    if text[:1] in "\"'" or text.removeprefix("-")[:1].isdigit() or text.startswith(('r"', 'b"')):
        return "literal"
    if text.startswith(("//", "TODO", "FIXME", "XXX", "HACK")) and not text.isidentifier():
        return "comment"
    if text.rstrip(";").rstrip("()[]{}.").endswith("!"):
        return "macro"
    bare = text.removeprefix("self.").removeprefix(".")
    if "(" in bare:
        head, _, rest = bare.partition("(")
        if looks_like_path(head) and rest.strip() in (")", "...)", "..)", "…)"):
            return "call"
        return "code" if is_code(text) else ""
    if sort == "attribute" and looks_like_path(bare):
        return "attribute"
    if sort == "macro" and looks_like_path(bare):
        return "macro"
    if not looks_like_path(bare) or (sort != "import" and bare.endswith(">")):
        return "code" if is_code(text) else "use" if looks_like_path(bare) else ""
    return "call" if sort == "call" else "import" if sort == "import" else "use"


def of_static_mut(what: str) -> bool:
    """`static mut`, with or without the name: told by its keywords."""
    parts = what.split()
    return parts[:2] == ["static", "mut"] and all(p.isidentifier() for p in parts) and len(parts) <= _OF_STATIC


_LONG, _OF_STATIC = 4, 3


def is_code(text: str) -> bool:
    """Whether `text` can be looked for by its tokens: joined names, none of them left out, and one long enough to tell it by."""
    if any(mark in text for mark in ("...", "…", "..)", "/*", "//", "use ", "{")) or text.rstrip().endswith((";", "=", ",")):
        return False
    return len(needle_of(text, "code")) >= _LONG and any(mark in text for mark in (".", "::", "(", "<", "["))


_NO_OPERANDS = frozenset({"as", "self", "mut", "u8", "u16", "u32", "u64", "usize", "i32", "i64", "isize"})


_OPERATORS = frozenset("+ - * / % & | ^ << >> && || == != < > <= >= = += -= *= /= |= &= ^= <<= >>=".split())  # noqa: SIM905


def is_piece(text: str) -> bool:
    """Whether `text` is a piece of an expression: operands with blanks around an operator, which may also begin it (`<< 32`, `as u8`)."""
    parts = text.split()
    if (
        len(parts) < 2
        or any(mark in text for mark in ("...", "…", "//", "/*", "{", ";", "#", "=>", "->", "|_|"))
        or parts[0] in _STARTS
    ):
        return False
    unary = parts[0] in ("-", "*", "&", "|", "<", "=") and not parts[1][0].isdigit()
    inner = parts[:-1] if parts[0] in _OPERATORS and not unary else parts[1:-1]
    return (any(p in _OPERATORS for p in inner) or parts[0] == "as" or "as" in inner) and parts[-1] not in _OPERATORS


_STARTS = frozenset(
    {
        "use",
        "pub",
        "let",
        "fn",
        "impl",
        "if",
        "for",
        "while",
        "match",
        "unsafe",
        "struct",
        "enum",
        "type",
        "const",
        "static",
        "where",
    }
)


def needle_of(what: str, sort: str) -> str:
    """The bytes that a file must contain for `what` to be in it."""
    if sort in ("literal",):
        return "" if what.removeprefix("-")[:1].isdigit() else what.strip("\"'")
    if sort == "comment":
        return what.strip("/ ")
    if sort == "code":
        names = "".join(ch if ch.isalnum() or ch == "_" else " " for ch in what).split()
        return max((n for n in names if not n[0].isdigit()), key=len, default="")
    if sort == "import":
        return path_of(what)[-1] if path_of(what) else ""
    bare = what.strip().rstrip(";()[]{}").removeprefix("#![").removeprefix("#[").rstrip("!")
    return bare.replace("::", ".").split("(")[0].split("<")[0].rstrip(".").split(".")[-1]


def occurrences(region: Region, what: str, sort: str) -> tuple[Use, ...]:
    """Where `what`, which is a `sort`, stands in `region`."""
    file, node = region
    if sort == "literal":
        return literals_in(file, node, what)
    if sort == "code":
        return code_in(file, node, tokens_of_piece(what))
    if sort == "attribute":
        return attributes_in(file, node, what)
    if sort == "macro":
        return macros_in(file, node, what.strip().rstrip(";()[]{}.").rstrip("!").split("::")[-1])
    if sort == "comment":
        return comments_in(file, node, what.strip("/ "))
    if sort == "import":
        last = path_of(what)[-1:]
        starred = what.strip().rstrip(";").endswith("::*")
        return tuple(
            u
            for d in file.declarations()
            if d.item.kind == "use" and node.start_byte <= d.item.span.start < node.end_byte
            if not starred or any(path[-1] == "*" and path[-2:-1] == last for path in paths_used(d.item.name))
            for u in names_in(file, d.item.node, last)
        )
    return names_in(file, node, path_of(what))


def path_of(what: str) -> tuple[str, ...]:
    text = what.strip().rstrip(";").removeprefix("pub ").removeprefix("use ").strip().removesuffix("::*").split("<")[0]
    return tuple(p for p in text.replace("::", ".").removeprefix("self.").split(".") if p)


def looks_like_path(text: str) -> bool:
    plain = text.split("<")[0].replace("::", "_").replace(".", "_")
    return bool(plain) and plain.replace("_", "").isalnum() and not plain[0].isdigit()
