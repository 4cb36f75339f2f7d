"""A sentence as clauses: its code put aside, its subject found, what is left split into what is done and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.ways import functions_at_hand, functions_named, spoken_of
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.code import counts
from uowgen.facts.paths import paths_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.kind import Case

_SHORT = (
    ("doesn't", "does not"),
    ("don't", "do not"),
    ("isn't", "is not"),
    ("won't", "will not"),
    ("it's", "it is"),
    ("didn't", "did not"),
)


class Masked(NamedTuple):
    """The words of a sentence in lower case, its code as `§0`."""

    words: str
    codes: tuple[str, ...]

    def code(self, sign: str) -> str:
        """What `§3` or `3` stands for."""
        return self.codes[int(sign.lstrip("§"))]

    def raw(self, piece: str) -> str:
        """A piece of the words with its code in backticks again."""
        return re.sub(r"§(\d+)", lambda m: f"`{self.code(m[1])}`", piece).strip(" ,;")


def masked(text: str) -> Masked | None:
    """The words and the code of a sentence; None where its backticks do not pair."""
    pieces = text.strip().strip(".").replace("**", "").split("`")
    if len(pieces) % 2 == 0:
        return None
    codes = tuple(p.strip() for p in pieces[1::2])
    found = "".join(f"§{n // 2}" if n % 2 else p.lower().replace("’", "'") for n, p in enumerate(pieces))
    for short, long in _SHORT:
        found = found.replace(short, long)
    return Masked(re.sub(r"\s+", " ", found).strip(" .;,"), codes)


class Subject(NamedTuple):
    """Who is spoken of: functions that can be followed; `open` where any function at hand may be meant, `boot` where it is one that starts up."""

    functions: tuple[Function, ...]
    open: bool = False
    boot: bool = False


_NOUN = "function|functions|method|methods|handler|handlers|helper|helpers|call|calls|syscall|syscalls|variant|variants|getter|getters|setter|setters"
_NAMED = when_used(
    rf"^(?:both |the )?(?:(?:{_NOUN}) )?(?P<fs>§\d+(?:(?:, and|,| and) §\d+)*)(?: (?:function|functions|method|methods|handler|handlers|helper|syscall|getter|setter)(?= [a-z]))?(?: (?:both|each|all|still|now|itself|then|also))* "
)
_SEVERAL = when_used(
    rf"^(?P<how>both|all|every|each|the two|the three|all three|all four|all two)(?: of)?(?: the| these)? (?P<what>[\w-]+(?: [\w-]+)?) (?:{_NOUN})(?: still| now| each| then)? "
)
_DROP = when_used(
    r"^(?:dropping (?:an? |the )?§(?P<t>\d+)|(?:the )?drop(?:ping)? of (?:an? |the )?§(?P<t2>\d+)|§(?P<t3>\d+)'s (?:§\d+|drop(?: impl)?)|(?:the )?§\d+ (?:impl )?(?:of|for) §(?P<t4>\d+)|when (?:an? |the )?§(?P<t5>\d+) is dropped,? it) "
)
_BOOT = when_used(r"^(?:on|at|during) (?:boot|startup|start-up|start|bring-up|kernel start|kernel startup)(?: up)?,? ")
BOOTING = frozenset(
    [
        "_start",
        "kmain",
        "kernel_main",
        "main",
        "start",
        "boot",
        "kinit",
        "rust_main",
        "kernel_start",
        "start_kernel",
        "kstart",
        "entry",
        "kernel_entry",
        "k_main",
    ]
)
_COUNTS = {"both": 2, "the two": 2, "all two": 2, "the three": 3, "all three": 3, "all four": 4}


def subject_in(said: Masked, case: Case) -> tuple[Subject, str] | None:
    """Who the sentence speaks of, and the words behind; None where it names someone who cannot be found, or not be followed."""
    drop = _DROP.match(said.words)
    if drop is not None:
        groups = [g for g in drop.groups() if g]
        function = _drop_of(said.code(groups[0]), case) if groups else None
        return (Subject((function,)), said.words[drop.end() :]) if function is not None else None
    boot = _BOOT.match(said.words)
    if boot is not None:
        return Subject((), open=True, boot=True), said.words[boot.end() :]
    several = _SEVERAL.match(said.words)
    if several is not None:
        wanted = _COUNTS.get(several["how"])
        functions = _such(several["what"], case, wanted)
        fits = functions and (len(functions) == wanted if wanted else len(functions) > 1)
        return (Subject(tuple(functions)), said.words[several.end() :]) if fits else None
    named = _NAMED.match(said.words)
    if named is None:
        return None
    names = [said.code(n) for n in re.findall(r"§(\d+)", named["fs"])]
    found: list[Function] = []
    for name in names:
        if not re.fullmatch(r"(?:[\w<>, ]+::)?[a-z_]\w*(?:\(.*\))?|[A-Z]\w*\.[a-z]\w*(?:\(\))?", name):
            return None
        every = functions_named(case, name.replace(".", "::"))
        if len(every) != 1:
            return None
        found += every
    return Subject(tuple(found)), said.words[named.end() :]


def _drop_of(name: str, case: Case) -> Function | None:
    from uowgen.claims.bodies.ways import Function

    bare = name.partition("<")[0].rpartition("::")[2]
    drops = [
        d
        for d in case.code.declared_anywhere("drop")
        if d.item.kind == "fn" and counts(d) and re.sub(r"<.*$", "", d.owner.rpartition(" for ")[2]) == bare and "Drop" in d.owner
    ]
    if len(drops) != 1:
        return None
    paths = case.once(f"ways {drops[0].file.path}:{drops[0].item.span.start}", lambda: paths_of(drops[0]))
    return Function(drops[0], paths) if paths is not None else None


def _such(words: str, case: Case, wanted_many: int | None) -> list[Function]:
    """The functions of the spec's blocks, or else of its files, with these words in their names: “both wait methods”; none if one cannot be followed."""
    wanted = [form(w) for w in re.split(r"[ -]", words)]
    at_hand = functions_at_hand(case)
    for names in (sorted(set(at_hand) & spoken_of(case)), sorted(at_hand)):
        mine = [n for n in names if all(w in parts(n) for w in wanted)]
        if wanted_many and len(mine) > wanted_many:  # those that the document names are meant
            text = case.document.data.decode("utf-8", "replace")
            mine = [n for n in mine if re.search(rf"\b{n}\b", text)]
        if len(mine) > 1:
            found = [functions_named(case, n) for n in mine]
            return [f for row in found for f in row] if all(len(row) == 1 for row in found) else []
    return []
