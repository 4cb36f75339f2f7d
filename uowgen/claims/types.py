"""Compares types as they are written, in code and in documents.

It resolves nothing: aliases and imports under other names are for those who ask.
"""

from __future__ import annotations


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
