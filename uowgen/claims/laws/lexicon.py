"""What nouns can mean for one type: what it holds or tells, what a method is given, constants; by their names and by their doc comments."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.as_written import fields_in, functions_of
from uowgen.claims.laws.grounds import Grounds
from uowgen.claims.laws.terms import Term, argument, element_at, field_of, looked_up, sum_with
from uowgen.claims.names import bare_name
from uowgen.claims.stories.explored.numbers import aligned_in
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Journal

_EARLIER = frozenset("old previous former prior original earlier preceding".split())
_LATER = frozenset("new updated resulting remaining".split())
_NOW = frozenset("current given requested passed whole entire full stored existing total its own same".split())
_PLACES = frozenset(form(w) for w in "slot entry element item place what held it".split())
_OF_STATES = frozenset(form(w) for w in "state status phase mode stage current condition".split())
_GENERIC = frozenset(form(w) for w in "value argument number input field".split())
# Nouns that only say what sort of thing a field is.
_SORTS = {
    **dict.fromkeys("log list stack queue set buffer table map array vector ring".split(), "list"),
    **dict.fromkeys("number count counter".split(), "number"),
    **dict.fromkeys("flag bit".split(), "flag"),
}
# Words of comments that name nothing.
COMMON = frozenset(
    form(w)
    for w in "the a an of for to in on is are be been by with from at and or not no if when this that it its as was has have which while than "
    "can may must one all any each only so also left".split()
)


class _Named(NamedTuple):
    key: str
    name: frozenset[str]
    said: frozenset[str]  # words of its doc comment
    sorts: frozenset[str] = frozenset()  # of a key: what its values are, and whether they ever change


class Lexicon:
    """The nouns of one type."""

    def __init__(self, journal: Journal, case: Case) -> None:
        from uowgen.claims.at_hand import block_files
        from uowgen.facts.documentation import comment_of

        self.journal = journal
        self.type = journal.declaration.item.name
        self.grounds = Grounds(case, self.type)
        docs: dict[tuple[str, str], str] = {}
        self.constants: list[_Named] = []
        self.variants: list[_Named] = []
        self.enums: dict[str, frozenset[str]] = {}  # the variants of each enum of the blocks
        for file in block_files(case):
            for d in file.declarations():
                doc = comment_of(d)
                owner = d.item.parent.split(" ")[-1].split("<")[0] if d.item.parent else ""
                if d.item.kind in ("field", "fn"):
                    docs[owner, d.item.name] = doc
                elif d.item.kind in ("const", "static"):
                    self.constants.append(_Named(d.item.name, frozenset(parts(d.item.name)), _words(doc)))
                elif d.item.kind == "variant":
                    self.variants.append(_Named(d.item.name, frozenset(parts(d.item.name)), _words(doc)))
                    self.enums[owner] = self.enums.get(owner, frozenset()) | {d.item.name}
        elsewhere = journal.notes.get("constants")
        for file_constant in (*_constants_near(case), *(elsewhere if isinstance(elsewhere, dict) else ())):
            if all(c.key != file_constant for c in self.constants):
                self.constants.append(_Named(file_constant, frozenset(parts(file_constant)), frozenset()))
        own: dict[str, object] = {}  # in the beats before the value is made there is less to see
        for beat in journal.theirs or ():
            own.update({k: v for k, v in (beat.after or {}).items() if k not in own})
        told = [k for k in own if not k.startswith(".")]
        fields = [k for k in own if k.startswith(".")]
        # Fields that are told by a method: one key stands for both.
        self.alike = {one: tuple(k for k in fields if _always_alike(journal, k, one)) for one in told}
        held = [k for k in fields if not any(k in rows for rows in self.alike.values())]
        self.keys = [
            _Named(k, frozenset(parts(k.rpartition(".")[2])), self._said(k, docs, own), _sorts(journal, k)) for k in (*told, *held)
        ]
        asked = dict.fromkeys(k for b in journal.theirs or () for k in (*b.of_given, *b.of_left))
        self.keys += [
            _Named(f"?{k}", frozenset(parts(k)), _words(docs.get((self.type, k), "")), frozenset({"number", "flag", "changing"}))
            for k in asked
        ]
        # What the fields of each type of the blocks are called and said to be.
        self._within: dict[str, frozenset[str]] = {}
        for (owner, name), doc in docs.items():
            if name not in journal.parts:
                self._within[owner] = self._within.get(owner, frozenset()) | _words(doc) | frozenset(parts(name))
        self.fields_of = fields_in((*block_files(case), journal.declaration.file))
        self._held: dict[str, tuple[str, ...]] = {}
        self._numbers: dict[str, int | None] = {}
        self._comments = docs
        self._as_shown = {d.item.name: r for f in block_files(case) for d, r in functions_of(f, self.type)}
        self._in_tree = {d.item.name: r for d, r in functions_of(journal.declaration.file, self.type)}
        self.docs = {name: _words(docs.get((self.type, name), "")) for name in journal.parts}
        self._aligned = aligned_in("\n".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)))

    def _said(self, key: str, docs: dict[tuple[str, str], str], keys: Mapping[str, object]) -> frozenset[str]:
        """The words of a key's comment; of a method that only tells a field also those of the field."""
        name = key.rpartition(".")[2]
        more = [k for k in keys if k.startswith(".") and not key.startswith(".") and _always_alike(self.journal, k, key)]
        fields = frozenset(w for k in more for w in (*_words(docs.get((self.type, k[1:]), "")), *parts(k[1:])))
        inner = {w for (_, one), doc in docs.items() if key.count(".") > 1 and one == name for w in _words(doc)}
        return _words(docs.get((self.type, name), "")) | fields | inner

    def terms(self, words: tuple[Word, ...], method: str) -> list[Term]:
        """What a noun phrase may mean at a call of `method`, each with its time; none if it names nothing."""
        if len(words) == 1 and (words[0].code or as_number(words[0].raw) is not None):
            return self._written(words[0].raw, method)
        if not words or any(w.code for w in words):
            return []
        times = [w.text for w in words if w.text in _EARLIER or w.text in _LATER]
        noun = [w for w in words if w.text not in _EARLIER and w.text not in _LATER]
        said = self._known(noun)
        if not said:
            return []
        before = not times or times[0] in _EARLIER
        after = not times or times[0] in _LATER
        found: list[Term] = []
        part = self.journal.parts.get(method)
        given = not times and any(said <= frozenset(parts(name)) for name, _ in (part.parameters if part is not None else ()))
        for key in _best(self.keys, said):
            if given and not any(k.key == key and said <= k.name for k in self.keys):
                continue  # what is given goes by that name; a comment that has the word speaks of something else
            found += self._of_key(key, before=before, after=after, method=method)
        if not times or times[0] in _EARLIER:
            found += self._elements(said, method)
        if not times:
            found += self._given(said, method)
            found += [t for name in _best(self.constants, said) for t in self._constant(name)]
        return found

    def keys_of(self, words: tuple[Word, ...]) -> list[str]:
        """The keys of a look that a noun phrase may mean."""
        if len(words) == 1 and words[0].code:
            name = bare_name(words[0].raw).removeprefix("self.")
            return [k.key for k in self.keys if name in (k.key.lstrip("."), k.key.rpartition(".")[2])] or self._told(name)
        said = self._known([w for w in words if not w.code])
        found = _best(self.keys, said) if said else []
        if (
            not found and len(words) > 1 and not words[-1].code and words[-1].text in _SORTS
        ):  # “the undo log”, “the sequence number”
            sort = _SORTS[words[-1].text]
            found = [k for k in self.keys_of(words[:-1]) if any(one.key == k and sort in one.sorts for one in self.keys)]
        if not found and len(words) > 2 and [w.text for w in words[:2]] in (["number", "of"], ["count", "of"]):
            found = [k for k in self.keys_of(words[2:]) if any(one.key == k and "number" in one.sorts for one in self.keys)]
        return found

    def _told(self, name: str) -> list[str]:
        """What tells the field of that name."""
        return [one for one, rows in self.alike.items() if any(k.rpartition(".")[2] == name for k in rows)][:1]

    def _known(self, noun: Sequence[Word]) -> frozenset[str]:
        """The words of a noun phrase in one form each; adjectives that pick nothing out only where a name or comment has them."""
        whole = frozenset(form(w.text) for w in noun)
        if _best(self.keys, whole):
            return whole
        return frozenset(form(w.text) for w in noun if w.text not in _NOW)

    def _of_key(self, key: str, *, before: bool, after: bool, method: str) -> Iterator[Term]:
        if before:
            yield Term(f"{key} before", lambda b: looked_up(b, key), key)
        if after:
            yield Term(f"{key} after", lambda b: looked_up(b, key, after=True), key)
        if before and after:
            for at, (name, _) in enumerate(self.journal.parts[method].parameters if method in self.journal.parts else ()):
                yield Term(f"{key} + {name}", sum_with(key, at, 1), key)
                yield Term(f"{key} - {name}", sum_with(key, at, -1), key)

    def _elements(self, said: frozenset[str], method: str) -> Iterator[Term]:
        """“the entry”, “the capability”: what a list holds at the place that is given, before the call."""
        part = self.journal.parts.get(method)
        for key in self.keys:
            if "list" not in key.sorts or not said <= _PLACES | key.name | key.said | self.elements_of(key.key):
                continue
            for at, (name, _) in enumerate(part.parameters if part is not None else ()):
                yield Term(f"{key.key}[{name}]", element_at(key.key, at))

    def elements_of(self, key: str) -> frozenset[str]:
        """The words of the types that a list is of and of their fields, as its field is declared, and of parameters of such a type."""
        field = next((k for k in (key, *self.alike.get(key, ())) if k.lstrip(".") in self.journal.fields), key)
        part = self.journal.parts.get(key)
        kind = self.journal.fields.get(field.lstrip("."), part.returns if part is not None else "")
        of = frozenset(parts("".join(c if c.isalnum() else "_" for c in kind)))
        given = [(name, kind) for part in self.journal.parts.values() if part.takes == "mut" for name, kind in part.parameters]
        within = {w for n in re.findall(r"\w+", kind) for w in self._within.get(n, ())}
        return of | within | {w for name, kind in given if (kinds := set(parts(kind))) and kinds <= of for w in parts(name)}

    def varies_in_length(self, key: str) -> bool:
        """Whether a list has more elements at one time than at another: a pair of numbers, or an array of places, does not."""
        rows = [v for b in self.journal.theirs or () for v in ((b.after or {}).get(key),) if isinstance(v, tuple)]
        return len({len(v) for v in rows}) > 1 or any(("None",) in v for v in rows)

    def bits_of(self, key: str) -> int:
        """How many bits each number has that a field holds: of `[u64; N]`, `Vec<u32>`, `u8`; 0 where it holds no such numbers."""
        kind = self.journal.fields.get(key.lstrip("."), "")
        found = re.findall(r"\bu(8|16|32|64|size)\b", kind.partition(";")[0])
        return (64 if found[0] == "size" else int(found[0])) if len(found) == 1 and not re.search(r"\bOption\b", kind) else 0

    def _given(self, said: frozenset[str], method: str) -> Iterator[Term]:
        part = self.journal.parts.get(method)
        rows = part.parameters if part is not None else ()
        for at, (name, _) in enumerate(rows):
            named = frozenset(parts(name))
            if said <= named | _GENERIC and (said & named or len(rows) == 1):
                yield Term(name, argument(at))
        yield from self.of_given_structs(said, method)

    def of_given_structs(self, said: frozenset[str], method: str) -> Iterator[Term]:
        """“start”, “the area end”: a field of a struct that the method is given."""
        part = self.journal.parts.get(method)
        for at, (name, kind) in enumerate(part.parameters if part is not None else ()):
            bare = bare_name(kind.replace("&", " ").replace("mut ", " ").strip())
            for place, field in enumerate(self.journal.shapes.get(bare, ())):
                named = frozenset(parts(field))
                if said & named and said <= named | frozenset((*parts(name), *parts(bare))):
                    yield Term(f"{name}.{field}", field_of(at, place + 1), inner=True)

    def _written(self, raw: str, method: str) -> list[Term]:
        number = as_number(raw)
        if number is not None:
            return [Term(raw, lambda b: number)]
        name = bare_name(raw).removeprefix("self.")
        keys = [k.key for k in self.keys if k.key.lstrip(".") == name] or self._told(name)
        found = [t for k in keys for t in self._of_key(k, before=True, after=True, method=method)]
        part = self.journal.parts.get(method)
        found += [Term(n, argument(at)) for at, (n, _) in enumerate(part.parameters if part is not None else ()) if n == name]
        found += self.of_given_structs(frozenset(parts(name)), method) if not found else ()
        return found or self._constant(raw)

    def _constant(self, name: str) -> list[Term]:
        value = self.journal.number(name)
        return [] if value is None else [Term(name, lambda b: value)]

    def number(self, name: str) -> int | None:
        """The value of a constant, worked out once."""
        if name not in self._numbers:
            self._numbers[name] = self.journal.number(name)
        return self._numbers[name]

    def words_about(self, method: str) -> frozenset[str]:
        """The words that a method and the type that it is of are spoken of with: its comment, what it is given, what is held."""
        part = self.journal.parts.get(method)
        given = {p for name, kind in (part.parameters if part is not None else ()) for p in (*parts(name), *_words(kind))}
        held = {w for k in self.keys for w in (*k.name, *k.said, *parts(k.key.lstrip(".?").replace(".", "_")))}
        held |= {p for rows in self.alike.values() for k in rows for p in parts(k.lstrip(".").replace(".", "_"))}
        return self.docs.get(method, frozenset()) | given | held | set(parts(self.type)) | _GENERIC

    def aligned_of(self, method: str) -> list[int]:
        """The places of what a method is given that the spec's own code asks to be a multiple of a constant."""
        part = self.journal.parts.get(method)
        return [n for n, (name, _) in enumerate(part.parameters if part is not None else ()) if name in self._aligned]

    def is_own(self, method: str) -> bool:
        """Whether a method is one of the type, and not of what it borrows."""
        return (self.type, method) in self._comments or all(name != method for _, name in self._comments)

    def said_of(self, path: str) -> frozenset[str]:
        """The words of the comment of a function of another type."""
        owner, _, name = path.replace(".", "::").rpartition("::")
        return _words(self._comments.get((owner.rpartition("::")[2], name), ""))

    def said_of_field(self, name: str) -> frozenset[str]:
        """The words of the comments of all fields of that name."""
        return frozenset(w for (_, one), doc in self._comments.items() if one == name for w in _words(doc))

    def as_shown(self, method: str) -> bool:
        """Whether the tree's function is the spec's own code word for word, so that it is not what does otherwise."""
        return bool(self._as_shown.get(method)) and self._as_shown.get(method) == self._in_tree.get(method)

    def variants_held(self, key: str) -> tuple[str, ...]:
        """The variants that a key has in the spec's own stories; of an option that it holds something says nothing of a state."""
        if key not in self._held:
            rows = [(b.after or {}).get(key) for b in self.journal.theirs or ()]
            names = dict.fromkeys(r[0] for r in rows if isinstance(r, tuple) and r and isinstance(r[0], str) and r[0][:1].isupper())
            self._held[key] = tuple(n for n in names if n not in ("None", "Some"))
        return self._held[key]

    def variants_of(self, key: str) -> tuple[str, ...]:
        """The variants that a key has, and those of the spec's own enum that it never came to."""
        held = self.variants_held(key)
        enums = [e for e in self.enums.values() if held and e >= set(held)]
        return (*held, *sorted(enums[0] - set(held))) if len(enums) == 1 else held

    def states_meant(self, said: Iterable[str]) -> frozenset[str]:
        """Which keys a state can be of that words name: those that the words name too; else the one that is called a state, or the only one."""
        rows = [k for k in self.keys if "variant" in k.sorts and self.variants_held(k.key)]  # an option is no state
        named = [k for k in rows if k.name & frozenset(said)]
        called = [k for k in rows if k.name <= _OF_STATES]
        nearest = min((k.key.count(".") for k in called), default=0)
        found = named or [k for k in called if k.key.count(".") == nearest] or rows
        return frozenset(k.key for k in found) if named or called or len(found) == 1 else frozenset()

    def constants_said(self, words: tuple[Word, ...]) -> list[int]:
        """The values of the constants that are called so; of a number or byte that is written, that value."""
        if len(words) == 1 and words[0].code:
            value = _written_value(words[0].raw)
            found = [value if value is not None else self.journal.number(words[0].raw)]
        else:
            said = frozenset(form(w.text) for w in words if not w.code)
            found = [self.number(name) for name in _best(self.constants, said)] if said else []
        return [n for n in found if n is not None]

    def variants_said(self, words: tuple[Word, ...]) -> list[str]:
        """The variants of the spec's own enums whose names and comments have all these words."""
        said = frozenset(form(w.text) for w in words if not w.code) - COMMON
        denied = any(w.text in ("not", "no", "never", "without") or w.text.startswith(("un", "non-", "in")) for w in words)
        rows = [v for v in self.variants if said and said <= v.name | v.said and said & v.name]
        return [v.key for v in rows if denied or not any(p in ("Not", "No") for p in re.findall("[A-Z][a-z]*", v.key))]


def _sorts(journal: Journal, key: str) -> frozenset[str]:
    """What the values of a key are in the spec's own stories: `flag`, `number`, `variant`, `list`; `changing` if a call changes it."""
    found = set()
    for beat in journal.theirs or ():
        value = (beat.after or {}).get(key)
        if isinstance(value, bool):
            found.add("flag")
        elif isinstance(value, int):
            found.add("number")
        elif isinstance(value, tuple):
            found.add("variant" if value and isinstance(value[0], str) and value[0][:1].isupper() else "list")
        if beat.before is not None and beat.after is not None and beat.before.get(key) != value:
            found.add("changing")
    return frozenset(found)


def _always_alike(journal: Journal, key: str, other: str) -> bool:
    """Whether two keys always have the same value in the spec's own stories."""
    looks = [b.after for b in journal.theirs or () if b.after is not None and (key in b.after or other in b.after)]
    return bool(looks) and all(key in one and other in one and one[key] == one[other] for one in looks)


def _written_value(raw: str) -> int | None:
    """`0x08`, `b'\\n'`, `'\\r'`, `\\n` as a number."""
    text = raw.removeprefix("b").strip("'\"")
    escaped = {"\\n": 10, "\\r": 13, "\\t": 9, "\\0": 0, "\\b": 8}.get(text)
    return escaped if escaped is not None else ord(text) if len(text) == 1 and raw != text else as_number(raw)


def forms_of(word: Word) -> tuple[str, ...]:
    """A word in one form, or the parts of a name: `IRQs` is one word where it is prose."""
    return parts(word.raw.rpartition("::")[2]) if word.code else tuple(form(p) for p in word.text.split("-"))


def _words(doc: str) -> frozenset[str]:
    plain = "".join(c if c.isalnum() or c == "'" else " " for c in doc)
    return frozenset(form(w) for w in plain.split()) - COMMON


def _best(rows: list[_Named], said: frozenset[str]) -> list[str]:
    """Those that are called so; else those whose comments say so."""
    named = [r.key for r in rows if said <= r.name]
    return named or [r.key for r in rows if said <= r.name | r.said]


def _constants_near(case: Case) -> list[str]:
    from uowgen.claims.at_hand import files_of

    found = []
    for path in files_of(case):
        file = case.code.file(path)
        if file is not None:
            found += [d.item.name for d in file.declarations() if d.item.kind in ("const", "static") and not d.item.path]
    return found
