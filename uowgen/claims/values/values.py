"""Whether an expression of the code is the value that a criterion names: `EINVAL` for `Err(Errno::EINVAL.into())`.

It compares as written, with the wrappings that error values are given; it runs nothing.
"""

from __future__ import annotations


def is_value(written: str, wanted: str) -> bool:
    """Whether `written` is `wanted`, or the error of that name, wrapped in `Err(…)`, `.into()`, `.code()`, `-i32::from(…)`."""
    have, asked = _squeezed(written), _squeezed(wanted)
    if have == asked:
        return True
    signed = asked.startswith("-")
    inner = core_of(asked.removeprefix("-"))
    if asked in ("true", "false", "None", "()") or not inner or asked.startswith(("Ok(", "Some(")):
        return False
    if asked.startswith("Err(") != have.startswith("Err(") and asked.startswith("Err("):
        return False
    if signed and not have.startswith("-"):
        return False
    mine = core_of(have.removeprefix("-"))
    if have.startswith(("Ok(", "Some(")) or not mine:
        return False
    if inner[:1].isdigit():
        return False
    have_last, last = mine.rpartition("::")[2], inner.rpartition("::")[2]
    if have_last == last:
        return mine == inner or mine.endswith(f"::{inner}") or inner.endswith(f"::{mine}")
    return have_last.isupper() != last.isupper() and _code(have_last) == _code(last) != ""


def is_plain(written: str) -> bool:
    """Whether `written` is a literal or the path of a constant or variant, however wrapped: what it is, is plain to see."""
    have = _squeezed(written)
    for wrap in ("Ok(", "Err(", "Some("):
        have = have[len(wrap) : -1] if have.startswith(wrap) and have.endswith(")") else have
    bare = core_of(have.removeprefix("-"))
    last = bare.rpartition("::")[2]
    return bool(bare) and (last.isdigit() or bare in ("true", "false", "None") or last[:1].isupper() or bare == "")


def core_of(text: str) -> str:
    """`Errno::Inval` of `Err(Errno::Inval.into())`; empty for what is no path in known wrappings."""
    inner = _squeezed(text)
    for _ in range(6):
        before = inner
        if inner.startswith("-") and inner != before:
            inner = inner[1:]
        for head in ("Err(", "i32::from(", "i64::from(", "isize::from(", "From::from(", "("):
            if inner.startswith(head) and inner.endswith(")"):
                inner = inner[len(head) : -1]
        head, opened, rest = inner.partition("(")
        if (
            opened
            and rest.endswith(")")
            and head.rpartition("::")[0].endswith(("Error", "Errno"))
            and head.endswith(("::new", "::from"))
        ):
            inner = rest[:-1]
        for tail in (".into()", ".code()", "asi32", "asi64", "asisize"):
            inner = inner.removesuffix(tail)
        if inner == before:
            break
    return inner if inner.replace("::", "").replace("_", "").isalnum() else ""


def _code(name: str) -> str:
    """`EINVAL` and `Inval` are one error number; other names have none."""
    upper = name.upper()
    if name.isupper() and name.startswith("E") and len(name) > 3:
        return upper[1:]
    return upper if name[:1].isupper() and name[1:].islower() else ""


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("core::result::Result::", "").rstrip(";")
