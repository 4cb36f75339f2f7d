"""What the spec's own code shows of what a sentence speaks of: the words by which a function, and what gives a result in it, are called.

Names count by their parts, comments by their words. A word of a sentence that stands for nothing here is one that nobody can account for.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import VERBS, form, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.facts.code import Declaration

_NAME = re.compile(r"[A-Za-z_]\w*")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_FURTHEST = 3  # how deep calls of the spec's own functions are followed
# Words that add nothing to what is said of one call of one thing.
IDLE = frozenset(
    form(w)
    for w in "the a an of to in into on at by from with for its it their them they this that these those is are be been being was were has "
    "have had which and then there here as so given any own self itself caller call value already currently would whether".split()
)
# Such words turn what is said round, or set a limit or an order: each must be understood, not found.
TURNING = frozenset(
    "not never no none nothing nobody nor neither without unless until only but except before after twice once first last oldest newest latest earliest "
    "reverse order lifo fifo while exactly always than more less fewer least most below above under over beyond past up down exceeds exceed "
    "exceeding smaller larger greater lower higher lowest highest all every each both either or otherwise instead still again too "
    "empty full enough another other others same different equal zero one two three".split()
)
# By these a comment says it of some calls only.
NARROWING = frozenset(
    "if when unless until only while once after before except but not never no last first without whenever where".split()
)
_LEADING = frozenset("to will must and then can may should shall or".split())
_BEING = frozenset("is are be been gets get was were being".split())
_DENYING = frozenset("not no without never cannot nothing none neither nor missing lacks lack absent unknown".split())
_DENIED_NAMES = ("Not", "No", "Un", "In", "Missing", "Non")
_DENYING_CODE = re.compile(
    r"\.ok_or|\bNone\b|\bis_none\b|\bis_empty\b|!\s*[\w(*&]|== *0\b|\belse\b|is_err\b|checked_|\bget(_mut)?\(|position|find"
)


class Site(NamedTuple):
    """Where a result comes from: the code that leads to it, the words about it, and whether they deny something."""

    code: str
    words: frozenset[str]
    doc: str
    denies: bool


class Unit(NamedTuple):
    """A comment's sentence or a statement: its words in order, articles and the like aside, what of them is done, and what sets a condition."""

    words: tuple[str, ...]
    doing: frozenset[str]
    narrowing: frozenset[str]


def _said(sentence: str) -> Unit:
    """“Clears the lowest set bit” clears something, and sets nothing."""
    words = re.findall(r"[\w']+", sentence)
    doing = {
        form(w)
        for n, w in enumerate(words)
        if n == 0 or w.endswith(("s", "ing")) or (words[n - 1].lower() in (_LEADING if not w.endswith("ed") else _BEING))
    }
    return Unit(_kept(form(w) for w in words), frozenset(doing), frozenset(w.lower() for w in words) & NARROWING)


def _written(statement: str) -> Unit:
    """Of code that is done what is called."""
    called = frozenset(p for n in re.findall(r"(\w+)(?:::<[^>]*>)?!?\s*\(", statement) for p in parts(n))
    return Unit(_kept(p for n in _NAME.findall(statement) for p in parts(n)), called, frozenset())


def _kept(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in IDLE)


class Grounds:
    """The spec's own code as words, function by function."""

    def __init__(self, case: Case, type_name: str) -> None:
        from uowgen.claims.at_hand import block_files

        rows = [d for f in block_files(case) if not f.rust.root.has_error for d in f.declarations()]
        self.type = type_name
        self._rows = rows
        self._functions: dict[str, list[Declaration]] = {}
        for d in rows:
            if d.item.kind == "fn":
                self._functions.setdefault(d.item.name, []).append(d)
        self._documented: dict[str, list[Declaration]] = {}
        for d in rows:
            if d.item.kind in ("field", "variant", "const", "static", "struct", "enum", "fn"):
                self._documented.setdefault(d.item.name, []).append(d)

    def functions(self, method: str) -> list[Declaration]:
        """A method of the type with the spec's own functions that it comes to."""
        first = [d for d in self._functions.get(method, ()) if not d.owner or self.type in _NAME.findall(d.owner)]
        found = {id(d): d for d in first}
        waiting = [(d, 0) for d in first]
        while waiting:
            d, depth = waiting.pop()
            for name in set(re.findall(r"(\w+)\s*\(", _bare(d.text))) if depth < _FURTHEST else ():
                for other in self._functions.get(name, ()):
                    if id(other) not in found and not (name == "new" and other.owner != d.owner):
                        found[id(other)] = other
                        waiting.append((other, depth + 1))
        return list(found.values())

    def comments(self, method: str) -> list[str]:
        """What the comments of a method say, and those of what it comes to: sentence by sentence."""
        from uowgen.facts.documentation import comment_of

        return [s for d in self.functions(method) for s in _sentences(comment_of(d, inside=True))]

    def words(self, method: str) -> frozenset[str]:
        """The words of the code of a method and of what it comes to, of their comments, and of those of the things that they name."""
        from uowgen.facts.documentation import comment_of

        rows = self.functions(method)
        found = set(parts(self.type)) | {w for text in self._type_comments() for w in _words(text)}
        for d in rows:
            found |= _words_of_code(d.text) | _words(comment_of(d, inside=True)) | self._words_of_named(d.text)
        return frozenset(found)

    def units(self, method: str) -> list[Unit]:
        """The comments and statements of a method and of what it comes to."""
        rows = [_said(s) for s in self.comments(method)]
        for d in self.functions(method):
            rows += [_written(s) for s in re.split(r"[;{}]", _bare(d.text))]
            rows += [_said(s) for s in self._comments_of_named(d.text)]
        return rows

    def _comments_of_named(self, text: str) -> list[str]:
        from uowgen.facts.documentation import comment_of

        named = [d for n in set(_NAME.findall(_bare(text))) for d in self._documented.get(n, ())]
        return [s for d in named for s in _sentences(comment_of(d))]

    def _type_comments(self) -> list[str]:
        from uowgen.facts.documentation import comment_of

        return [comment_of(d) for d in self._rows if d.item.name == self.type and d.item.kind in ("struct", "enum")]

    def _words_of_named(self, text: str) -> set[str]:
        """The words of the comments, and of the types, of what a text names."""
        from uowgen.facts.documentation import comment_of

        named = [d for n in set(_NAME.findall(_bare(text))) for d in self._documented.get(n, ())]
        found = {w for d in named for w in _words(comment_of(d))}
        return found | {p for d in named if d.item.kind == "field" for p in _words_of_code(d.text)}

    def site(self, method: str, value: str) -> Site | None:
        """Where a method gives a named value, if that is one place."""
        from uowgen.facts.documentation import comment_of

        name = value.rpartition("::")[2]
        places = []
        for d in self.functions(method):
            text = _COMMENT.sub(" ", d.text)
            head = text.find("{")
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                if match.start() > head:
                    places.append((d, _statement(text, match.start(), match.end())))
        if len(places) != 1:
            return None
        d, code = places[0]
        docs = [comment_of(v) for v in self._documented.get(name, ()) if v.item.kind in ("variant", "struct")]
        said = [s for s in self.comments(method) if re.search(rf"\b{re.escape(name)}\b", s)]
        words = set(parts(name)) | _words_of_code(code) | {w for t in (*docs, *said) for w in _words(t)}
        words |= self._words_of_named(code) | set(parts(self.type)) | {p for n, _ in _parameters(d) for p in parts(n)}
        doc = " ".join((*docs, *said))
        denies = name.startswith(_DENIED_NAMES) or bool(_DENYING & {w.lower() for w in re.findall(r"[\w']+", doc)})
        return Site(code, frozenset(words), doc, denies)


def _parameters(d: Declaration) -> list[tuple[str, str]]:
    from uowgen.facts.signature import parameters_of

    return [(p.name, p.type) for p in parameters_of(d)]


def _statement(text: str, start: int, end: int) -> str:
    """The code from the end of the statement before a place to the place."""
    before = max(text.rfind(";", 0, start), text.rfind("}", 0, start))
    if before < 0:
        before = text.find("{")
    return text[before + 1 : end]


def _bare(text: str) -> str:
    return _COMMENT.sub(" ", text)


def _words_of_code(text: str) -> set[str]:
    return {p for n in _NAME.findall(_bare(text)) for p in parts(n)}


def _words(text: str) -> set[str]:
    return {p for w in _NAME.findall(text) for p in parts(w)} | {form(w) for w in re.findall(r"[\w']+", text)}


def _sentences(comment: str) -> list[str]:
    plain = " ".join(line.strip().lstrip("/*! ") for line in comment.splitlines())
    return [s.strip() for s in re.split(r"(?<=[a-z`)])[.;:] |\.$", plain) if s.strip()]


def means(word: Word, ground: Iterable[str]) -> bool:
    """Whether a word stands for something in the ground: by its form, by what calls are named that do it, by its parts."""
    known = ground if isinstance(ground, (set, frozenset)) else frozenset(ground)
    if word.code:
        return all(p in known for p in parts(_NAME.findall(word.raw)[-1])) if _NAME.findall(word.raw) else False
    whole = form(word.text)
    if whole in known or VERBS.get(whole, frozenset()) & known:
        return True
    pieces = [form(p) for p in word.text.replace("/", "-").split("-") if p]
    return len(pieces) > 1 and all(p in known or p in IDLE for p in pieces)


def denying(words: Iterable[Word]) -> bool:
    """Whether words deny something."""
    return any(not w.code and (w.text in _DENYING or (w.text.startswith("un") and len(w.text) > 5)) for w in words)


def code_denies(site: Site) -> bool:
    """Whether the code before a result looks for what is not there."""
    return _DENYING_CODE.search(site.code) is not None


def in_comment(words: tuple[Word, ...], comments: Iterable[str]) -> bool:
    """Whether a comment says just these words, one behind the other, articles and endings aside."""
    wanted = [form(w.text) for w in words if not w.code and form(w.text) not in IDLE]
    for comment in comments:
        there = [f for w in re.findall(r"[\w'-]+", comment) for f in [form(w)] if f not in IDLE]
        if wanted and any(there[n : n + len(wanted)] == wanted for n in range(len(there))):
            return True
    return False


__all__ = ["IDLE", "NARROWING", "TURNING", "Grounds", "Site", "Unit", "code_denies", "denying", "in_comment", "means"]
