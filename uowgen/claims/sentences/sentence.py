"""Cuts a criterion into words, and a compound one into clauses.

It knows nothing of what the words mean: that is what frames are for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

# Words that say nothing about the code: articles, and those that only say that something is due.
ARTICLES = frozenset({"the", "a", "an", "must", "should", "shall", "will", "now", "also", "already", "still", "successfully"})
_LEADERS = "•·–—-*✅✓✔☑ \t"
# `Task 3: …` and `(Task 3)` number a line and claim nothing.
_NUMBERED = frozenset({"task", "step", "part", "phase", "item", "todo", "req", "requirement", "level", "line"})
_SHORT_FORMS = {
    "doesn't": ("does", "not"), "don't": ("do", "not"), "isn't": ("is", "not"), "aren't": ("are", "not"), "it's": ("it", "is"),
    "that's": ("that", "is"), "there's": ("there", "is"), "hasn't": ("has", "not"), "haven't": ("have", "not"),
    "wasn't": ("was", "not"), "weren't": ("were", "not"), "can't": ("cannot",), "they're": ("they", "are"),
}  # fmt: skip
_KEYWORDS = frozenset(
    {"static", "struct", "enum", "trait", "union", "impl"}
)  # in backticks they are the nouns that they are without
_SEE_TO_IT = frozenset({"verify", "ensure", "confirm"})
_PUNCTUATION = frozenset(",;:()/&+→—–=!?|")


# `returns "timed out" for X`: a string that code gives, not words of the sentence.
_QUOTED = when_used(r'\b((?:returns|gives|yields) )"([^"`]+)"(?= (?:for|of|on) `)')


# `no "not supported" message`: the text of a string.
_QUOTED_STRING = when_used(r'^(\W*[Nn]o )"([^"`]+)"(?= (?:warning|message|error|log|note|string|text)s?\b)')


class Word(NamedTuple):
    """One word: `text` as it counts (lower case unless it is code), `raw` as written, `code` when it stood in backticks."""

    text: str
    raw: str
    code: bool = False


def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` without articles and emphasis; each punctuation mark is a word, text in backticks is one word."""
    found: list[Word] = []
    if "](" in text:
        text = _without_links(text)
    if '"' in text:
        text = _QUOTED_STRING.sub(r'\1`"\2"`', _QUOTED.sub(r'\1`"\2"`', text))
    pieces = text.strip().lstrip(_LEADERS).replace("**", "").replace("…", "...").split("`")
    for n, piece in enumerate(pieces):
        if n % 2 and n < len(pieces) - 1:
            inner = piece.strip()
            if inner:
                found.append(Word(inner, inner, inner not in _KEYWORDS))
            continue
        if n and found and (found[-1].code or found[-1].raw in _KEYWORDS):  # `Foo`s, `Foo`'s
            for ending in ("'s ", "’s ", "s "):
                piece = piece.removeprefix(ending)
        for chunk in _chunks(piece):
            lowered = chunk.lower().replace("’", "'")
            if lowered in _SHORT_FORMS:
                found += [Word(part, part) for part in _SHORT_FORMS[lowered]]
            elif lowered not in ARTICLES:
                found.append(Word(lowered, chunk))
    found = _without_reason(_without_order(_without_number(_without_lines(_without_both(found)))))
    while found and found[-1].text in (".", ",", ";", ":") and not found[-1].code:
        found.pop()
    return tuple(found)


def _without_both(words: list[Word]) -> list[Word]:
    """`words` without a “both” that stands beside what it counts; alone it speaks of things that were named before."""
    return [w for n, w in enumerate(words) if w.code or w.text != "both" or _is_alone(words, n)]


# “both carry an impl”: said of two things that were named before.
_DONE_BY_BOTH = frozenset(
    {
        "are",
        "have",
        "carry",
        "hold",
        "implement",
        "derive",
        "return",
        "take",
        "call",
        "use",
        "remain",
        "stay",
        "keep",
        "contain",
        "live",
        "need",
    }
)


def _is_alone(words: list[Word], n: int) -> bool:
    """Whether no name stands beside “both”, no list behind it, and no names with a verb before it."""
    if n == 0 and len(words) > 1 and not words[1].code and words[1].text in _DONE_BY_BOTH:
        return True
    near = [w for w in (words[n - 1] if n else None, words[n + 1] if n + 1 < len(words) else None) if w is not None]
    named = any(w.code or "_" in w.raw or "::" in w.raw or w.raw[1:] != w.raw[1:].lower() for w in near)
    listed = any(w.text in ("and", "/", "&") and not w.code for w in words[n + 1 : n + 5])
    verbal = n > 1 and words[n - 1].text in ("are", "were", "have", "do", "is") and any(w.code for w in words[: n - 1])
    return not named and not listed and not verbal


def marks_of(words: tuple[Word, ...]) -> frozenset[str]:
    """What frames can need of a sentence: its plain words, and `{}` when a type is written out in it."""
    plain = {w.text for w in words if not w.code}
    return frozenset(plain | {"{}"} if any(w.code and w.raw.endswith("}") for w in words) else plain)


def _without_links(text: str) -> str:
    """`[text](address)` as `text`."""
    out = []
    at = 0
    while (start := text.find("[", at)) >= 0:
        middle = text.find("](", start)
        end = text.find(")", middle)
        if middle < 0 or end < 0 or "\n" in text[start:end]:
            break
        out += [text[at:start], text[start + 1 : middle]]
        at = end + 1
    return "".join([*out, text[at:]])


def _without_number(words: list[Word]) -> list[Word]:
    """`words` without a number that only names the line: `Task 3:`, `3.1:` before it, `(Task 3)` behind it."""
    texts = [w.text if not w.code else "`" for w in words[:3]]
    if len(words) > 3 and texts[0] in _NUMBERED and texts[1][:1].isdigit() and texts[2] == ":":
        words = words[3:]
    elif len(words) > 2 and texts[0][:1].isdigit() and texts[0].replace(".", "").isdigit() and texts[1] in (":", ")"):
        words = words[2:]
    elif len(words) > 2 and "." in texts[0] and texts[0].replace(".", "").isdigit() and words[1].raw[:1].isupper():
        words = words[1:]
    words = _without_reference(words)
    tail = [w.text for w in words[-4:]]
    if len(words) > 4 and tail[0] == "(" and tail[1] in _NUMBERED and tail[2][:1].isdigit() and tail[3] == ")":
        words = words[:-4]
    return words


def _without_lines(words: list[Word]) -> list[Word]:
    """`words` without what only cites lines, wherever it stands: `(lines 157-178)`."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        if words[at].text == "(" and not words[at].code and at + 1 < len(words) and words[at + 1].text in ("line", "lines"):
            end = next((n for n in range(at, min(at + 8, len(words))) if words[n].text == ")" and not words[n].code), None)
            inner = [w.text for w in words[at + 2 : end]] if end is not None else []
            if end is not None and inner and all(t[:1].isdigit() or t[:1] in "~-–," for t in inner):
                at = end + 1
                continue
        found.append(words[at])
        at += 1
    return found


def _without_order(words: list[Word]) -> list[Word]:
    """`words` without the order to see to it: `Verify that …` says what is to be so."""
    while len(words) > 2 and not words[0].code and words[0].text in _SEE_TO_IT:
        words = words[1:]
        if words[0].text == "that" and not words[0].code:
            words = words[1:]
    return words


def _without_reason(words: list[Word]) -> list[Word]:
    """`words` without what only says why, behind the claim: `…, so that others can use it`, `… because it is shared`."""
    depth = 0
    for at, word in enumerate(words):
        if word.code:
            continue
        depth += {"(": 1, ")": -1}.get(word.text, 0)
        after = words[at + 1].text if at + 1 < len(words) and not words[at + 1].code else ""
        because = word.text == "because" and after != "of"
        purpose = word.text == "so" and after == "that"
        aim = word.text == "in" and after == "order" and at + 2 < len(words) and words[at + 2].text == "to"
        enables = (word.text == "so" and _only_enables(words, at + 1)) or (word.text == "for" and _only_for_people(words, at + 1))
        if at > 2 and depth == 0 and (because or purpose or aim or enables):
            cut = at - 1 if words[at - 1].text == "," and not words[at - 1].code else at
            end = next((n for n in range(at, len(words)) if words[n].text in (";", ".") and not words[n].code), len(words))
            return words[:cut] + (_without_reason(words[end:]) if end < len(words) - 1 else [])  # a sentence behind it claims again
    tail = [w.text for w in words[-4:] if not w.code]
    for ending in (["outside", "of", "tests"], ["outside", "tests"], ["in", "non-test", "code"]):
        if len(words) > len(ending) + 2 and tail[-len(ending) :] == ending:
            return words[: -len(ending)]  # code of tests never counts as use
    return words


def _only_enables(words: list[Word], at: int) -> bool:
    """Whether “so …” only says what this makes possible, or which lint it keeps quiet: `so the ring can live in a static`."""
    end = next((n for n in range(at, len(words)) if words[n].text in (";", ".") and not words[n].code), len(words))
    rest = words[at:end]
    if not rest or any(w.code or "_" in w.raw or w.raw.endswith("()") for w in rest):
        return False
    lint = rest[0].text in _LINTERS and len(rest) <= _SHORT_CLAUSE
    return lint or any(w.text in ("can", "may", "could") and 0 < n <= _SHORT_CLAUSE for n, w in enumerate(rest))


def _only_for_people(words: list[Word], at: int) -> bool:
    """Whether “for …” only says whom it serves: `for those who want the whole record`."""
    people = at + 1 < len(words) and words[at].text in _PEOPLE and words[at + 1].text in ("who", "that")
    return people and not any(w.code or w.text in (";", ".", ",", "and", "but") for w in words[at:])


_LINTERS = frozenset({"clippy", "rustc", "rustdoc", "miri", "lints"})
_PEOPLE = frozenset({"those", "callers", "users", "people", "code", "tests", "drivers", "clients", "anyone", "everybody"})
_SHORT_CLAUSE = 6  # words


def _without_reference(words: list[Word]) -> list[Word]:
    """`words` without what only says where to look: `(lines 157-178)`, `(see section 2)`, `(mm.rs:30)`, `(3 occurrences)`."""
    if len(words) < 4 or words[-1].text != ")" or words[-1].code:
        return words
    start = max((n for n, w in enumerate(words) if w.text == "(" and not w.code), default=-1)
    inner = [w.text for w in words[start + 1 : -1]]
    if start < 1 or not inner:
        return words
    cited = len(inner) == 1 and ".rs:" in inner[0]
    counted = len(inner) == 2 and inner[0].lstrip("~").isdigit() and inner[1].startswith(("occurrence", "place", "site"))
    lines = inner[0] in ("line", "lines") and all(part[:1].isdigit() or part in ("-", "–", ",") for part in inner[1:])
    return words[:start] if cited or counted or lines or inner[0] == "see" else words


def clauses_of(words: tuple[Word, ...]) -> tuple[tuple[tuple[Word, ...], ...], ...]:
    """The ways to cut a sentence into clauses, coarsest first: at full stops, at conjunctions, before “with”, at commas."""
    found: list[tuple[tuple[Word, ...], ...]] = []
    for marks in ((".", ";"), (".", ";", "and", "but"), (".", ";", "and", "but", "with"), (".", ";", "and", "but", ",", "with")):
        cut = _cut(words, marks)
        if len(cut) > 1 and cut not in found:
            found.append(cut)
    return tuple(found)


# What is said of several things at once, as it is said of one.
_SINGULAR = {
    "are": "is", "have": "has", "do": "does", "implement": "implements", "derive": "derives", "return": "returns", "call": "calls",
    "take": "takes", "use": "uses", "contain": "contains", "carry": "carries", "provide": "provides", "accept": "accepts",
    "stay": "is", "remain": "is", "need": "needs", "require": "requires", "handle": "handles", "wrap": "wraps", "go": "goes",
}  # fmt: skip


_LISTING = (",", "and", "&", "/")


def listed(words: tuple[Word, ...], at: int, fits: Callable[[Word], bool]) -> tuple[list[Word], int]:
    """The words from `at` on that `fits` takes, joined by commas and “and”, and where the list ends."""
    found: list[Word] = []
    while at < len(words) and fits(words[at]):
        found.append(words[at])
        at += 1
        joined = at
        while at < len(words) and not words[at].code and words[at].text in _LISTING:
            at += 1
        if at == joined:
            break
        if at < len(words) and not fits(words[at]):
            return found, joined
    return found, at


def each_of(words: tuple[Word, ...], names: Callable[[Word], bool]) -> tuple[tuple[Word, ...], ...]:
    """A sentence about several things as one about each: “`A` and `B` derive `Copy`”. Empty when it is not put so."""
    subjects, at = listed(words, 0, names)
    if len(subjects) < 2 or len(subjects) > 12 or at >= len(words) or words[at].code or words[at].text in _LISTING:
        return ()
    nouns = words[at:]
    first = next((n for n, w in enumerate(nouns[:4]) if not w.code and (w.text in _SINGULAR or w.text in _SINGULAR.values())), -1)
    if first < 0:
        return ()
    verb = nouns[first]
    rest = (*nouns[:first], Word(_SINGULAR.get(verb.text, verb.text), verb.raw), *nouns[first + 1 :])
    return tuple((subject, *rest) for subject in subjects)


def in_each(words: tuple[Word, ...], names: Callable[[Word], bool]) -> tuple[tuple[Word, ...], ...]:
    """A sentence that ends in several places as one for each: “… is called first in `a` and `b`”. Empty when it is not put so."""
    at = len(words)
    places: list[Word] = []
    while at > 0 and names(words[at - 1]):
        places.insert(0, words[at - 1])
        at -= 1
        joined = at
        while at > 0 and not words[at - 1].code and words[at - 1].text in (",", "and", "&"):
            at -= 1
        if at == joined:
            break
    if not 2 <= len(places) <= 12 or at < 3 or words[at - 1].code or words[at - 1].text not in ("in", "by", "inside", "within"):
        return ()
    return tuple((*words[:at], place) for place in places)


# Words that begin what is said of a thing: behind “**Thing**:” they are the predicate.
_PREDICATES = frozenset(_SINGULAR.values()) | {"returns", "defines", "declares", "gains", "stores", "exposes", "does", "must"}


def without_label(words: tuple[Word, ...], names: Callable[[Word], bool]) -> tuple[Word, ...]:
    """“`Thing`: derives `Copy`” as a sentence about the thing, “Struct: `Thing` has …” without the label; else empty."""
    if len(words) < 4 or words[1].text != ":" or words[1].code or words[0].raw.endswith(".rs"):
        return ()  # “mm.rs: no `x` left” is said of that file
    if (names(words[0]) or words[0].raw[:1].isupper()) and not words[2].code and words[2].text in _PREDICATES:
        return (words[0]._replace(code=words[0].code or words[0].raw.isidentifier()), *words[2:])
    return () if words[0].code or names(words[0]) else words[2:]


def _cut(words: tuple[Word, ...], marks: tuple[str, ...]) -> tuple[tuple[Word, ...], ...]:
    clauses: list[list[Word]] = [[]]
    depth = 0
    for word in words:
        if not word.code:
            depth += {"(": 1, ")": -1}.get(word.text, 0)
            if depth == 0 and word.text in marks:
                clauses.append([word] if word.text == "with" else [])
                continue
        clauses[-1].append(word)
    whole = [tuple(_trimmed(c)) for c in clauses]
    return tuple(c for c in whole if c)


def _trimmed(clause: list[Word]) -> list[Word]:
    while clause and not clause[-1].code and clause[-1].text in (",", ".", ";"):
        clause = clause[:-1]
    while clause and not clause[0].code and clause[0].text in (",", ".", ";"):
        clause = clause[1:]
    return clause


def _chunks(text: str) -> list[str]:
    """The words of plain text: white space separates, punctuation stands alone unless it belongs to code such as `a::b<C>()`."""
    found: list[str] = []
    runs = text.split()
    at = 0
    while at < len(runs):
        run, more = runs[at], 1
        while _is_open(run) and at + more < len(runs) and more < 8:  # `DashMap<String, u8>`
            run = f"{run} {runs[at + more]}"
            more += 1
        if _is_open(run):
            run, more = runs[at], 1
        found += _split(run)
        at += more
    return found


def _is_open(run: str) -> bool:
    """Whether a list of type arguments begins in `run` and does not end in it."""
    bare = run.replace("->", "").replace("=>", "")
    at = bare.find("<")
    return at > 0 and bare[at - 1].isalnum() and bare.count("<") > bare.count(">")


def _split(run: str) -> list[str]:
    if run in _PUNCTUATION or not run:
        return [run] if run else []
    head: list[str] = []
    tail: list[str] = []
    while run and run[0] in "(\"'" and not run.startswith("()"):
        if run[0] == "(":
            head.append("(")
        run = run[1:]
    while run and run[-1] in ".,;:!?)\"'" and run != "...":
        if run[-1] == ")" and "(" in run:
            break
        if run[-1] not in "\"'":
            tail.insert(0, run[-1])
        run = run[:-1]
    middle: list[str] = []
    if run:
        middle = _inner(run)
    return head + middle + tail


def _inner(run: str) -> list[str]:
    """`start/end/flags` and `READ,WRITE` are lists; a path such as `src/a.rs`, `a::b` and `Vec<(A, B)>` are one word."""
    if (
        "/" in run
        and "." not in run
        and not run.startswith("/")
        and all(part.replace("_", "").isalnum() for part in run.split("/"))
    ):
        parts: list[str] = []
        for part in run.split("/"):
            parts += [part, "/"]
        return parts[:-1]
    if "," in run and "<" not in run and "(" not in run:
        parts = []
        for part in run.split(","):
            parts += [part, ","]
        return [p for p in parts[:-1] if p]
    return [run]
