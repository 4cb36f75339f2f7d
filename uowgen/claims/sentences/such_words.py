"""“private `u8` constant for the DEL code, `0x7f`”: a description of a constant without a name, read to the end of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES
from uowgen.claims.sentences.code_forms import is_type_like

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

MANY = "\x1f"  # between the marks
_SEEN = {"public": "pub", "pub": "pub", "private": "private", "module-private": "private"}


def read_such(words: Words, at: int) -> str:
    """The marks of such a description to the end of the sentence: sort, visibility, type, value, purpose; empty if it is none."""
    seen = typed = ""
    while at < len(words) and words[at].text not in ("constant", "const", "static"):
        word = words[at]
        if not word.code and word.text in _SEEN and not seen:
            seen = _SEEN[word.text]
        elif (word.code or word.raw in PRIMITIVES) and is_type_like(word.raw) and not typed:
            typed = word.raw
        elif word.code or word.text not in ("new",):
            return ""
        at += 1
    if at + 2 >= len(words) or words[at].code or words[at + 1].text != "for" or words[at + 1].code:
        return ""
    sort, rest = words[at].text, words[at + 2 :]
    end = next((n for n, w in enumerate(rest) if w.code or w.text in (",", "(", "=", ":", "with", "worth")), len(rest))
    purpose, tail = (
        rest[:end],
        [w for w in rest[end:] if w.code or w.text not in (",", "(", ")", "=", ":", "with", "value", "of", "worth")],
    )
    if not purpose or len(tail) > 1 or any(not w.raw.replace("-", "").isalnum() for w in purpose) or not (seen or typed or tail):
        return ""
    value = tail[0].raw if tail else ""
    if value and not value.lstrip("-")[:1].isdigit():
        return ""
    return MANY.join(("static" if sort == "static" else "const", seen, typed, value, *(w.text for w in purpose)))
