"""What the answer to a call tells: whether something was taken in, and whether what came back is as it is said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.claims.containers.elements import Made


def fits(value: str, pattern: str, parameter: str, element: Made | None = None) -> str:
    if not pattern:
        return "1"
    inner = pattern.partition("(")[2].removesuffix(")").strip()
    if (
        inner
        and inner.isidentifier()
        and inner.islower()
        and (inner == parameter or inner in ("value", "item", "element", "x", "v"))
    ):
        if element is not None and element.made != "n":
            same = f"({element.told_behind()}) == n as u64"
            return f"if let {pattern.partition('(')[0]}(x) = &{value} {{ if {same} {{ 1 }} else {{ 0 }} }} else {{ 0 }}"
        return f"if let {pattern.partition('(')[0]}(y) = &{value} {{ if *y == n {{ 1 }} else {{ 0 }} }} else {{ 0 }}"
    return f"if matches!(&{value}, {pattern}) {{ 1 }} else {{ 0 }}"


def taken_by(returns: str) -> str | None:
    """The statement that tells whether `r` says that something was taken in; None if it is not known how it would say so."""
    head = returns.partition("<")[0].rpartition("::")[2]
    return {
        "": "out.push(1);", "()": "out.push(1);", "bool": "out.push(if r { 1 } else { 0 });",
        "Result": "match r { Ok(_) => out.push(1), Err(_) => out.push(0) }", "Option": "match r { None => out.push(1), Some(_) => out.push(0) }",
    }.get(head)  # fmt: skip


def taken_in(returns: str, element: Made) -> str | None:
    """The same for an element of number `n`: what comes back in a `Some` was refused if it is that one, else it had to make room."""
    if returns.partition("<")[0].rpartition("::")[2] != "Option":
        return taken_by(returns)
    return f"match r {{ None => out.push(1), Some(x) => out.push(if ({element.told}) == n as u64 {{ 0 }} else {{ 1 }}) }}"
