"""What a document says of itself: front matter and the labelled lines under its title, and what it depends on.

It reads labels and values; which of them name files is for `files` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.spec.phrases import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.spec.phrases import Phrase

Pairs = tuple[tuple[str, str], ...]


def front_matter(text: str) -> Pairs:
    """The `key: value` lines of front matter, keys in lower case. The items of a list are joined by a comma and a space."""
    found: list[tuple[str, str]] = []
    for row in text.replace("\r\n", "\n").split("\n"):
        bare = row.strip()
        if not bare or bare.startswith("#") or set(bare) <= {"-", "+"}:
            continue
        if bare.startswith("- ") and found:
            key, value = found[-1]
            found[-1] = (key, ", ".join(filter(None, (value, _scalar(bare[2:])))))
            continue
        key, colon, value = bare.partition(":")
        if not colon:
            key, colon, value = bare.partition("=")
        if colon and key.replace(" ", "").replace("_", "").replace("-", "").isalnum():
            found.append((key.strip().replace("_", " ").lower(), _scalar(value)))
    return tuple(found)


def labelled(phrases: Iterable[Phrase]) -> Pairs:
    """The labels among `phrases` with what follows each on its line."""
    found: list[tuple[str, str]] = []
    line = 0
    for phrase in phrases:
        if phrase.label:
            line = phrase.line
            value = phrase.text
            for mark in (":**", "**:", ":__", "__:", ":"):
                head, at, tail = value.partition(mark)
                if at and len(head) <= len(phrase.label) + 12:
                    value = tail
                    break
            found.append((phrase.label, one_line(value).strip()))
        elif found and phrase.line == line:  # a further sentence of the same line
            key, value = found[-1]
            found[-1] = (key, f"{value} {one_line(phrase.text)}".strip())
    return tuple(found)


def depends_on(value: str) -> tuple[str, ...]:
    """The ids that a dependency line names: `UoW 3 (why), UoW 2.1`, `UoW 1-3`, `2.1 and 2.2`, `Task 4`; nothing for `None`."""
    bare = _without_brackets(value).replace("*", "").replace("`", "").strip(" .")
    low = bare.lower()
    if not low or low.split()[0].strip(".,;") in ("none", "n/a", "nothing", "no", "-", "—", "independent"):
        return ()
    found: list[str] = []
    for piece in _split(bare):
        words = piece.replace(":", " ").split()
        while words and words[0].lower() in ("uow", "uows", "unit", "units", "of", "work", "and", "the", "after"):
            words.pop(0)
        if not words:
            continue
        start = words[0].strip("#,;")
        low_to, dash, high_to = start.replace("–", "-").replace("—", "-").partition("-")
        if dash and low_to.isdigit() and high_to.isdigit() and 0 <= int(high_to) - int(low_to) < 100:
            found += [str(n) for n in range(int(low_to), int(high_to) + 1)]
        elif start[:1].isdigit():
            found.append(start)
        elif len(words) > 1 and words[1].strip("#,;")[:1].isdigit():
            found.append(f"{words[0]} {words[1].strip('#,;')}")
    return tuple(dict.fromkeys(found))


def _split(text: str) -> list[str]:
    for mark in (";", "&", "+", " and ", " und "):
        text = text.replace(mark, ",")
    return [piece for piece in text.split(",") if piece.strip()]


def _without_brackets(text: str) -> str:
    out, depth = [], 0
    for ch in text:
        if ch in "([":
            depth += 1
        elif ch in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(ch)
    return "".join(out)


def _scalar(value: str) -> str:
    bare = value.strip()
    if bare.startswith("[") and bare.endswith("]"):
        return ", ".join(_scalar(piece) for piece in bare[1:-1].split(",") if piece.strip())
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return bare
