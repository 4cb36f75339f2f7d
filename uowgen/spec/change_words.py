"""Short words that announce the old or the new side of a change: `Before:`, `The current check:`, `and put this in its place:`.

It reads words alone. They say much in many ways, so whoever asks holds the two texts against each other as well (`alike`).
"""

from __future__ import annotations

import re

from uowgen.regex import when_used

POINTING = frozenset({"it", "that", "this", "them", "these", "those"})  # what stands for a text that is shown
_MOST_WORDS = 9
# What says nothing of the side.
_EMPTY = frozenset(
    "the a an it its this that these code block snippet one version implementation check following in of now so and which we line lines "
    "text part section function method body here below behaviour behavior statement statements logic existing-code then".split()
)
_OLD = frozenset(
    "before old current currently existing original originally was were today from replace find locate look change swap rewrite update wrong "
    "incorrect bad broken buggy actual remove delete given have has is reads instead present previously".split()
)
_NEW = frozenset(
    "after new to with becomes become should fixed updated right correct good use proposed required by for as modified refactored expected "
    "add put write say reads desired target improved corrected rewritten replacement place".split()
)
# A request with one of these gives the new text: `change it to`, `rewrite as`.
_GIVES = frozenset("to with by as into for".split())
_CHANGES = frozenset("replace change swap rewrite update turn convert substitute modify".split())


# What a writer calls a version that is not there yet: `I'd write`, `We would rather have`, `My proposal:`.
_WISHED = when_used(
    r"^\W*(?:(?:i|we|you)(?:['’]d| would| should| want to| propose to| suggest to) (?:rather |instead |just |simply )?"
    r"(?:write|make (?:it|that|this)|have|put|do|use|say)|(?:i|we) (?:propose|suggest)|(?:my|our|the) (?:proposal|suggestion)|better|let us (?:write|have))"
    r"(?: (?:this|it|that|instead|rather|there|here|like this|this instead))*\W*$",
    re.IGNORECASE,
)


_ENUMERATED = when_used(r"^[\s*_(]*(?:\d+[a-z]?|[a-z])[.)]\s+")  # `3b. in x, current:`


def side_of_words(text: str) -> str:
    """`old` or `new`, if `text` is short and says nothing but that; else empty."""
    text = _ENUMERATED.sub("", text)
    if _WISHED.match(text):
        return "new"
    words = _bare(text)
    if words is None:
        return ""
    if not words:
        return {"now": "old", "then": "new"}.get(text.lower().strip(" *_:./"), "")
    if words == ["make"] or (words[:1] == ["make"] and all(word in _NEW for word in words[1:])):
        return "new"  # `Make that`, `Make it:`
    if words[:1] == ["instead"] and "of" in text.lower():
        return "old"
    if any(word in _CHANGES for word in words):
        gives = any(word in _GIVES for word in words[1:]) and words[-1] not in ("from",)
        return "new" if gives else "old"
    if words[:2] in (["look", "for"], ["should", "be"], ["should", "become"], ["should", "read"]):
        return "old" if words[0] == "look" else "new"
    new, old = all(word in _NEW or word in ("be", "read") for word in words), all(word in _OLD for word in words)
    if old and not (new and words[0] in ("reads",)):
        return "old"
    return "new" if new else ""


def alike(old: str, new: str) -> bool:
    """Whether two texts are the two sides of one change: they have half of the shorter one's words in common, and more than two."""
    a, b = _words(old), _words(new)
    if not a or not b:
        return False
    left = list(b)
    common = 0
    for word in a[:400]:
        if word in left:
            left.remove(word)
            common += 1
    return 2 * common >= min(len(a), len(b)) and (common > 2 or 2 * common >= max(len(a), len(b)))


def halves(code: str) -> tuple[str, str] | None:
    """`code` cut between the two things that it shows one below the other; None if they are not two."""
    pieces = shown_apart(code)
    return (pieces[0], pieces[1]) if len(pieces) == 2 else None


def shown_apart(code: str) -> tuple[str, ...]:
    """The things that `code` shows one below the other, comments and attributes with what they stand above; none if that is not clear."""
    rows = [row for row in code.split("\n") if row.strip()]
    margin = min((len(row) - len(row.lstrip()) for row in rows), default=0)
    starts: list[int] = []
    open_, led = False, False
    for n, row in enumerate(rows):
        bare = row[margin:]
        if bare[:1].isspace() or bare[:1] in "})]" or open_:
            open_ = open_ and bare[:1] not in "})]"
            continue
        if not led:
            starts.append(n)
        led = bare.startswith(("//", "#["))
        open_ = bare.rstrip().endswith(("{", "(", "["))
    if led or open_:
        return ()
    ends = [*starts[1:], len(rows)]
    return tuple("\n".join(rows[a:b]) + "\n" for a, b in zip(starts, ends, strict=True))


def _bare(text: str) -> list[str] | None:
    """The words of `text` that matter, in lower case; None if there are too many of them, or inline code beside a place."""
    plain = text.replace("*", "").replace("_", "")
    code = plain.count("`") // 2
    pieces = plain.split("`")
    plain = " ".join(pieces[::2])
    start = plain.find("(")
    if start >= 0 and plain.find(")", start) > 0:
        plain = plain[:start] + plain[plain.find(")", start) + 1 :]
    words = ["".join(c for c in word if c.isalpha()) for word in plain.lower().replace("’", "'").split()]
    words = [word for word in words if word]
    if len(words) > _MOST_WORDS or code > 1:
        return None
    return [word for word in words if word not in _EMPTY]


def _words(code: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in code).split()
