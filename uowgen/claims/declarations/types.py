"""Compares types as they are written, in code and in documents.

It resolves nothing: aliases and imports under other names are for those who ask.
"""

from __future__ import annotations

import re


def without_paths(text: str) -> str:
    """A type as written, without white space, lifetimes' absence aside, and without the path in front of each name."""
    out: list[str] = []
    word = ""
    squeezed = " ".join(text.split())
    for at, ch in enumerate(squeezed + "\0"):
        if ch.isalnum() or ch == "_":
            word += ch
        elif ch == ":" and (squeezed[at : at + 2] == "::" or squeezed[at - 1 : at + 1] == "::"):
            word = ""
        else:
            out.append(word)
            word = ""
            if ch == " " and out and out[-1] in ("mut", "dyn", "const", "impl"):
                out.append(" ")
            elif ch not in (" ", "\0"):
                out.append(ch)
    return "".join(out)


def may_be(written: str, wanted: str, code: bytes) -> bool:
    """Whether `written`, in the file `code`, may be the type `wanted` though it is not written so.

    It may where lifetimes or type arguments are left out, and where a name is imported under another one.
    """
    mine, asked = without_paths(_without_lifetimes(written)), without_paths(_without_lifetimes(wanted))
    if mine == asked or ("<" not in asked and mine.partition("<")[0] == asked):
        return True
    heads = {"".join(c if c.isalnum() or c == "_" else " " for c in text) for text in (mine, asked)}
    words = {word for head in heads for word in head.split()}
    renamed = set(re.findall(rb"\bas\s+(\w+)", b" ".join(re.findall(rb"\buse\s[^;]*;", code)))) if b" as " in code else set()
    return any(word.encode() in renamed for word in words)


def _without_lifetimes(text: str) -> str:
    parts = text.replace("&'", "& '").replace("<'", "< '").split()
    return " ".join(p for p in parts if not (p.startswith("'") and p.strip("',").isidentifier()))


def other_paths(one: str, two: str) -> bool:
    """Whether a name stands behind one path in `one` and behind another in `two`: `fmt::Result`, `io::Result`."""
    mine, theirs = _qualified(one), _qualified(two)
    return any(name in theirs and theirs[name] != before for name, before in mine.items())


def _qualified(text: str) -> dict[str, str]:
    """Each name with the path segment directly before it, where there is one."""
    plain = "".join(c if c.isalnum() or c in "_:" else " " for c in text)
    return {parts[-1]: parts[-2] for word in plain.split() if len(parts := [p for p in word.split("::") if p]) > 1}
